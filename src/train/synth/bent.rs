//! Bent sheet: Z brackets and hat brackets with holes in their legs.
//!
//! The profile lies in the base plane and is extruded to both sides of it, as in
//! [`super::brackets`], so that holes in the middle of the width have 0 as their coordinate.

use super::dice::Dice;
use super::draft::{Draft, Plane, Side};
use super::patterns::WALL;

/// Drills one hole, or two across the width, at a place along u on a side; `free` is the length
/// of the leg there.
fn leg(draft: &mut Draft, dice: &mut Dice, side: Side, prefix: &str, at: &str, free: i64) -> Option<()> {
    let width = draft.value("width")?;
    let name = format!("{prefix}_hole_diameter");
    let spacing_name = format!("{prefix}_hole_spacing");
    draft.face(side);
    let is_pair = width > free && dice.chance(55);
    if is_pair {
        let hole = dice.int(4, (free - 2 * WALL).min(width / 4))?;
        let spacing = dice.int((hole + WALL).max(width / 3), width - hole - 2 * WALL)?;
        draft.set_all(&[(&spacing_name, spacing), (&name, hole)]);
        let half = format!("{spacing_name} / 2");
        let (a, b) = (
            draft.plane.on_side(side, [at, "0", &half]),
            draft.plane.on_side(side, [at, "0", &format!("-{half}")]),
        );
        draft.call(format!(".pushPoints([({a}), ({b})])"));
    } else {
        draft.set(&name, dice.int(4, (free.min(width) * 6 / 10).min(free.min(width) - 2 * WALL))?);
        draft.call(format!(".moveTo({})", draft.plane.on_side(side, [at, "0", "0"])));
    }
    draft.call(format!(".hole({name})"));
    draft.holes += 1 + u32::from(is_pair);
    Some(())
}

/// Brackets with two legs that point away from each other.
pub fn z_bracket(dice: &mut Dice) -> Option<Draft> {
    let plane = dice.weighted(&[(60, Plane::Xz), (40, Plane::Yz)]);
    let mut draft =
        Draft::new("z_bracket", plane, &["Z-bracket", "Z bracket", "offset bracket", "bent Z plate"]);
    draft.wanted.fewest_faces = 10;
    let (length, other) = if dice.chance(70) { (100, dice.int(25, 80)?) } else { (dice.int(45, 90)?, 100) };
    let (height, width) =
        if dice.chance(50) { (other, dice.int(15, 80)?) } else { (dice.int(22, 80)?, other) };
    let thickness = dice.int(3, (length.min(height) / 5).min(12))?;
    let foot = dice.int(length * 35 / 100, length * 65 / 100)?;
    if height < 3 * thickness || length - foot < 12 {
        return None;
    }
    draft.set_all(&[
        ("length", length),
        ("foot_length", foot),
        ("height", height),
        ("width", width),
        ("thickness", thickness),
    ]);
    draft.sizes = vec![("long", length), ("high", height), ("wide", width), ("thick", thickness)];
    draft.call(
        ".polyline([(0, 0), (foot_length, 0), (foot_length, height - thickness), \
         (length, height - thickness), (length, height), (foot_length - thickness, height), \
         (foot_length - thickness, thickness), (0, thickness)])",
    );
    draft.call(".close()");
    draft.call(".extrude(width / 2, both=True)");
    let free_foot = foot - thickness;
    let before = draft.holes;
    if dice.chance(75) {
        leg(&mut draft, dice, Side::Front, "foot", "(foot_length - thickness) / 2", free_foot)?;
        let count = i64::from(draft.holes - before);
        draft.say(count, "hole", "holes", "in the foot");
    }
    let before = draft.holes;
    if dice.chance(75) {
        leg(&mut draft, dice, Side::Back, "top", "(foot_length + length) / 2", length - foot)?;
        let count = i64::from(draft.holes - before);
        draft.say(count, "hole", "holes", "in the upper leg");
    }
    corners(&mut draft, dice, 30, free_foot.min(length - foot))?;
    Some(draft)
}

/// Rounds or cuts the corners of the legs.
fn corners(draft: &mut Draft, dice: &mut Dice, percent: u32, free: i64) -> Option<()> {
    if !dice.chance(percent) {
        return Some(());
    }
    let [left, right] = [Side::Left, Side::Right].map(|side| draft.plane.selector(side));
    let largest = (free / 3).min(draft.value("width")? / 4).min(10);
    let axis = draft.plane.parallel(super::draft::Axis::V);
    let edges = format!("({left} or {right}) and {axis}");
    draft.set("corner_radius", dice.int(2, largest)?);
    draft.call(format!(".edges(\"{edges}\").fillet(corner_radius)"));
    draft.say(0, "rounded corners", "", "");
    Some(())
}

/// Brackets in the shape of a hat: two flanges and a bridge between them.
pub fn hat_bracket(dice: &mut Dice) -> Option<Draft> {
    let plane = dice.weighted(&[(60, Plane::Xz), (40, Plane::Yz)]);
    let mut draft = Draft::new(
        "hat_bracket",
        plane,
        &["hat bracket", "omega bracket", "hat-shaped bracket", "top-hat clip"],
    );
    draft.wanted.fewest_faces = 14;
    let length = 100;
    let top = dice.int(34, 62)?;
    let thickness = dice.int(3, 8)?;
    let height = dice.int(3 * thickness, 60)?;
    let width = dice.int(14, 90)?;
    draft.set_all(&[
        ("length", length),
        ("top_length", top),
        ("height", height),
        ("width", width),
        ("thickness", thickness),
    ]);
    draft.sizes = vec![("long", length), ("high", height), ("wide", width), ("thick", thickness)];
    draft.call(
        ".polyline([(-length / 2, 0), (-top_length / 2 + thickness, 0), \
         (-top_length / 2 + thickness, height - thickness), (top_length / 2 - thickness, height - thickness), \
         (top_length / 2 - thickness, 0), (length / 2, 0), (length / 2, thickness), \
         (top_length / 2, thickness), (top_length / 2, height), (-top_length / 2, height), \
         (-top_length / 2, thickness), (-length / 2, thickness)])",
    );
    draft.call(".close()");
    draft.call(".extrude(width / 2, both=True)");
    let flange = (length - top) / 2;
    if dice.chance(85) {
        let hole = dice.int(4, (flange.min(width) * 6 / 10).min(flange.min(width) - 2 * WALL))?;
        draft.set("flange_hole_diameter", hole);
        let place =
            |sign: &str| plane.on_side(Side::Front, [&format!("{sign}(length + top_length) / 4"), "0", "0"]);
        let (a, b) = (place("-").replace("/ 4", "/ 2 / 2"), place("").replace("/ 4", "/ 2 / 2"));
        draft.face(Side::Front);
        draft.call(format!(".pushPoints([({a}), ({b})])"));
        draft.call(".hole(flange_hole_diameter)");
        draft.holes += 2;
        draft.say(2, "hole", "holes", "in the flanges");
    }
    if dice.chance(50) {
        leg(&mut draft, dice, Side::Back, "top", "0", top - 2 * thickness)?;
        draft.say(0, "holes in the bridge", "", "");
    }
    corners(&mut draft, dice, 30, flange)?;
    Some(draft)
}
