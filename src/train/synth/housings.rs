//! Housings: shelled boxes with screw bosses, ribs and ports, and enclosures with a lid.

use super::dice::Dice;
use super::draft::{Axis, Draft, Plane, Side};
use super::patterns::WALL;

/// Housings with bosses for screws, ribs and openings for cables.
pub fn housing(dice: &mut Dice) -> Option<Draft> {
    let plane = dice.weighted(&[(70, Plane::Xy), (15, Plane::Xz), (15, Plane::Yz)]);
    let mut draft =
        Draft::new("housing", plane, &["housing", "case", "electronics housing", "open enclosure"]);
    draft.wanted.fewest_faces = 11;
    let (length, width) = if dice.chance(75) { (100, dice.int(45, 95)?) } else { (dice.int(50, 95)?, 100) };
    let height = dice.int(18, 60)?;
    let wall = dice.int(2, 5)?;
    draft.set_all(&[("length", length), ("width", width), ("height", height), ("wall", wall)]);
    draft.sizes = vec![("long", length), ("wide", width), ("high", height)];
    draft.call(".rect(length, width)");
    draft.call(".extrude(height)");
    if dice.chance(50) {
        draft.set("corner_radius", dice.int(wall + 2, wall + 8)?);
        draft.call(format!(".edges(\"{}\").fillet(corner_radius)", plane.parallel(Axis::N)));
        draft.say(0, "rounded corners", "", "");
    }
    draft.call(format!(".faces(\"{}\").shell(-wall)", plane.selector(Side::Top)));
    draft.say(0, "an open top", "", "");
    let kind = dice.weighted(&[(60, 0), (25, 1), (15, 2)]);
    if kind != 1 {
        bosses(&mut draft, dice)?;
    }
    if kind != 0 {
        ribs(&mut draft, dice)?;
    }
    if dice.chance(40) {
        let room = (height - wall).min(width / 3) - 2 * WALL;
        draft.set("port_diameter", dice.int(5, room.min(24))?);
        draft.face(Side::Right);
        draft.call(format!(".moveTo({})", plane.on_side(Side::Right, ["0", "0", "(height + wall) / 2"])));
        draft.call(".hole(port_diameter, wall)");
        draft.holes += 1;
        draft.say(1, "round port", "round ports", "in one end wall");
    }
    Some(draft)
}

/// Four bosses near the corners of the floor, with holes from above.
fn bosses(draft: &mut Draft, dice: &mut Dice) -> Option<()> {
    let [length, width, height, wall] = ["length", "width", "height", "wall"].map(|n| draft.value(n));
    let (length, width, height, wall) = (length?, width?, height?, wall?);
    let boss = dice.int(6, 14)?;
    let gap = dice.int(2, 6)?;
    let (x, y) = (length - 2 * wall - boss - 2 * gap, width - 2 * wall - boss - 2 * gap);
    if y < boss + WALL || (draft.value("corner_radius").unwrap_or(0) > wall + gap + boss / 2) {
        return None;
    }
    let boss_height = dice.int(wall + 4, height - 2)?;
    let hole = dice.int(2, boss - 3)?;
    draft.set_all(&[
        ("boss_spacing_x", x),
        ("boss_spacing_y", y),
        ("boss_diameter", boss),
        ("boss_height", boss_height),
        ("screw_hole_diameter", hole),
        ("screw_hole_depth", dice.int(2, boss_height - wall)?),
    ]);
    let plane = draft.plane.name();
    let corners = ".rect(boss_spacing_x, boss_spacing_y, forConstruction=True).vertices()";
    draft.call(format!(
        ".union(cq.Workplane(\"{plane}\"){corners}.circle(boss_diameter / 2).extrude(boss_height))"
    ));
    draft.call(format!(
        ".cut(cq.Workplane(\"{plane}\").workplane(offset=boss_height){corners}\
         .circle(screw_hole_diameter / 2).extrude(-screw_hole_depth))"
    ));
    draft.holes += 4;
    draft.say(4, "screw boss", "screw bosses", "in the corners");
    Some(())
}

/// Ribs across the floor.
fn ribs(draft: &mut Draft, dice: &mut Dice) -> Option<()> {
    let [length, height, wall] = ["length", "height", "wall"].map(|n| draft.value(n));
    let (length, height, wall) = (length?, height?, wall?);
    let count = dice.weighted(&[(25, 1), (40, 2), (35, 3)]);
    let thickness = dice.int(2, wall)?;
    // Bosses stand near the ends; between them there is room.
    let room = draft.value("boss_spacing_x").map_or(length - 2 * wall, |x| x - 16);
    let rib_height = dice.int(wall + 3, height - 2)?;
    draft.set_all(&[("rib_thickness", thickness), ("rib_height", rib_height)]);
    let at = if count == 1 {
        ""
    } else {
        let spacing = dice.int(thickness + 8, (room - thickness) / count)?;
        draft.set_all(&[("rib_spacing", spacing), ("rib_count", count)]);
        ".rarray(rib_spacing, 1, rib_count, 1)"
    };
    draft.call(format!(
        ".union(cq.Workplane(\"{}\"){at}.rect(rib_thickness, width - wall).extrude(rib_height))",
        draft.plane.name()
    ));
    draft.say(count, "rib", "ribs", "across the floor");
    Some(())
}

/// A box and its lid as an assembly of two parts.
pub fn enclosure(dice: &mut Dice) -> Option<Draft> {
    let mut draft = Draft::new(
        "enclosure",
        Plane::Xy,
        &["enclosure with a lid", "box with a lid", "two-part enclosure", "case with a cover"],
    );
    draft.wanted.solids = 2;
    draft.wanted.fewest_faces = 17;
    draft.wanted.are_holes_known = false;
    let (length, width, height) = (100, dice.int(40, 95)?, dice.int(18, 50)?);
    let wall = dice.int(2, 5)?;
    let lid = dice.int(2, 6)?;
    draft.set_all(&[
        ("length", length),
        ("width", width),
        ("height", height),
        ("wall", wall),
        ("lid_thickness", lid),
        ("lip_height", dice.int(2, 6)?),
        ("lip_gap", 1),
    ]);
    draft.sizes = vec![("long", length), ("wide", width), ("high", height)];
    let corner = dice.chance(50);
    if corner {
        draft.set("corner_radius", dice.int(wall + 2, wall + 8)?);
        draft.say(0, "rounded corners", "", "");
    }
    let has_screws = dice.chance(45);
    let lifted = dice.chance(50);
    if lifted {
        draft.set("lid_lift", dice.int(5, 25)?);
        draft.say(0, "the lid lifted off", "", "");
    }
    let round = ".edges(\"|Z\").fillet(corner_radius)";
    draft.call(".rect(length, width)");
    draft.call(".extrude(height)");
    if corner {
        draft.call(round);
    }
    draft.call(".faces(\">Z\").shell(-wall)");
    if dice.chance(35) {
        draft.set("vent_diameter", dice.int(3, (height - 2 * wall - 4).min(14))?);
        draft.set_all(&[("vent_count", dice.int(2, 4)?), ("vent_spacing", dice.int(18, 20)?)]);
        draft.call(".faces(\">Y\").workplane().center(0, height / 2)");
        draft.call(".rarray(vent_spacing, 1, vent_count, 1)");
        draft.call(".hole(vent_diameter, wall)");
        draft.say(draft.value("vent_count")?, "vent hole", "vent holes", "in the back wall");
    }
    draft.keep("body");
    draft.call(".rect(length, width)");
    draft.call(".extrude(lid_thickness)");
    if corner {
        draft.call(round);
    }
    draft.call(".faces(\"<Z\").workplane()");
    draft.call(".rect(length - wall * 2 - lip_gap * 2, width - wall * 2 - lip_gap * 2)");
    draft.call(".extrude(lip_height)");
    if has_screws {
        let inset = wall + 8;
        draft.set_all(&[
            ("screw_spacing_x", length - 2 * inset),
            ("screw_spacing_y", width - 2 * inset),
            ("screw_hole_diameter", dice.int(3, 6)?),
        ]);
        draft.call(".faces(\">Z\").workplane()");
        draft.call(".rect(screw_spacing_x, screw_spacing_y, forConstruction=True).vertices()");
        draft.call(".hole(screw_hole_diameter)");
        draft.say(4, "screw hole", "screw holes", "in the lid");
    }
    draft.keep("lid");
    draft.head("cq.Assembly()");
    draft.call(".add(body, name=\"body\")");
    let lift = if lifted { "height + lid_lift" } else { "height" };
    draft.call(format!(".add(lid, name=\"lid\", loc=cq.Location(cq.Vector(0, 0, {lift})))"));
    Some(draft)
}
