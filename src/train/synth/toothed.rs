//! Round parts with something around the rim: gear-like outlines, sprockets, fluted knobs, and
//! shafts with keyways.

use super::dice::Dice;
use super::draft::{Draft, Plane, Pose, Side};
use super::patterns::{self, Holes};
use super::plates;

/// Wheels with teeth: V gaps, round gaps or slots.
pub fn gear(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let mut draft = Draft::new("gear", plane, &["gear", "toothed wheel", "gear wheel", "cog"]);
    draft.pose = Pose::Axial;
    draft.wanted.are_holes_known = false;
    let count = dice.int(8, 24)?;
    let thickness = dice.int(6, 30)?;
    let pitch = 100.0 * std::f64::consts::PI / count as f64;
    let depth = dice.int(3, (pitch * 0.45) as i64)?;
    draft.set_all(&[("diameter", 100), ("thickness", thickness), ("tooth_count", count)]);
    draft.sizes = vec![("in diameter", 100), ("thick", thickness)];
    draft.call(".circle(diameter / 2)");
    draft.call(".extrude(thickness)");
    draft.face(Side::Top);
    draft.call(".polarArray(diameter / 2, 0, 360, tooth_count)");
    match dice.weighted(&[(45, 0), (30, 1), (25, 2)]) {
        0 => {
            draft.set_all(&[("tooth_depth", depth), ("gap_side_count", 4)]);
            draft.call(".polygon(gap_side_count, tooth_depth * 2)");
        }
        1 => {
            draft.nouns = &["sprocket", "chain wheel", "toothed wheel with round gaps"];
            draft.set("gap_diameter", depth * 2);
            draft.call(".circle(gap_diameter / 2)");
        }
        _ => {
            draft.nouns = &["spline wheel", "toothed wheel", "gear"];
            let width = dice.int(2, (pitch * 0.45) as i64)?;
            draft.set_all(&[("tooth_depth", depth.max(width)), ("gap_width", width)]);
            draft.call(".slot2D(tooth_depth * 2, gap_width)");
        }
    }
    draft.call(".cutThruAll()");
    draft.say(count, "tooth", "teeth", "");
    let bore = dice.int(8, 34)?;
    let mut inner = bore;
    if dice.chance(45) {
        let hub = dice.int(bore + 8, (bore + 26).min(66))?;
        draft.set_all(&[("hub_diameter", hub), ("hub_height", dice.int(4, 30)?)]);
        draft.face(Side::Top);
        draft.call(".circle(hub_diameter / 2)");
        draft.call(".extrude(hub_height)");
        draft.say(1, "raised hub", "raised hubs", "");
        inner = hub;
    }
    draft.set("bore_diameter", bore);
    draft.face(Side::Top);
    draft.call(".hole(bore_diameter)");
    draft.say(1, "central bore", "central bores", "");
    match dice.weighted(&[(50, 0), (25, 1), (25, 2)]) {
        0 => {}
        1 => {
            let wall = (inner.max(bore + 8) - bore) / 2;
            let key = dice.int(2, bore / 3)?;
            draft.set_all(&[("key_width", key), ("key_depth", dice.int(1, (bore / 5).min(wall - 2))?)]);
            draft.face(Side::Top);
            draft.call(".moveTo(0, bore_diameter / 2)");
            draft.call(".rect(key_width, key_depth * 2)");
            draft.call(".cutThruAll()");
            draft.say(1, "keyway", "keyways", "in the bore");
        }
        _ => {
            draft.face(Side::Bottom);
            patterns::ring(&mut draft, dice, inner, 96 - 2 * depth, thickness, Holes::Plain)?;
        }
    }
    draft.wanted.fewest_faces = 10;
    Some(draft)
}

/// Knobs for fingers: a head with flutes around it on a stem.
pub fn knob(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let mut draft = Draft::new("knob", plane, &["fluted knob", "star knob", "hand knob", "grip knob"]);
    draft.pose = Pose::Axial;
    draft.wanted.are_holes_known = false;
    draft.wanted.longest = (80.0, 112.0);
    let height = dice.int(14, 50)?;
    let count = dice.int(3, 12)?;
    let pitch = 100.0 * std::f64::consts::PI / count as f64;
    let flute = dice.int(6, ((pitch * 0.6) as i64).min(36))?;
    draft.set_all(&[
        ("diameter", 100),
        ("height", height),
        ("flute_diameter", flute),
        ("flute_count", count),
    ]);
    draft.sizes = vec![("in diameter", 100), ("high", height)];
    draft.call(".circle(diameter / 2)");
    draft.call(".extrude(height)");
    if dice.chance(50) {
        plates::broken_edge(&mut draft, dice, 100, (height / 4).min(6))?;
    }
    draft.face(Side::Top);
    draft.call(".polarArray(diameter / 2, 0, 360, flute_count)");
    draft.call(".circle(flute_diameter / 2)");
    draft.call(".cutThruAll()");
    draft.say(count, "flute", "flutes", "around the rim");
    let stem = dice.int(18, 100 - flute - 12)?;
    draft.set_all(&[("stem_diameter", stem), ("stem_height", dice.int(6, 40)?)]);
    draft.face(Side::Bottom);
    draft.call(".circle(stem_diameter / 2)");
    draft.call(".extrude(stem_height)");
    draft.say(1, "stem", "stems", "below");
    draft.set("bore_diameter", dice.int(4, stem * 6 / 10)?);
    draft.face(Side::Bottom);
    if dice.chance(60) {
        draft.set("bore_depth", dice.int(6, height.max(7))?);
        draft.call(".hole(bore_diameter, bore_depth)");
        draft.say(1, "blind bore", "blind bores", "from below");
    } else {
        draft.call(".hole(bore_diameter)");
        draft.say(1, "through bore", "through bores", "");
    }
    draft.wanted.fewest_faces = 8;
    Some(draft)
}

/// Stepped shafts with a milled keyway, grooves and chamfered ends.
pub fn keyed_shaft(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let mut draft =
        Draft::new("keyed_shaft", plane, &["shaft with a keyway", "stepped shaft", "drive shaft"]);
    draft.pose = Pose::Axial;
    let steps = dice.weighted(&[(50, 2), (50, 3)]);
    let mut diameter = dice.int(22, 46)?;
    let mut left = 100;
    let mut levels = Vec::new();
    for step in 1..=steps {
        let length = if step == steps { left } else { dice.int(left * 3 / 10, left * 6 / 10)? };
        left -= length;
        levels.push((diameter, length));
        draft.set_all(&[(&format!("diameter_{step}"), diameter), (&format!("length_{step}"), length)]);
        if step > 1 {
            draft.face(Side::Top);
        }
        draft.call(format!(".circle(diameter_{step} / 2)"));
        draft.call(format!(".extrude(length_{step})"));
        diameter = dice.int(diameter * 55 / 100, diameter * 88 / 100)?;
    }
    draft.sizes = vec![("long", 100), ("in diameter", levels[0].0)];
    draft.say(steps, "step", "steps", "");
    let (last_diameter, _) = levels[steps as usize - 1];
    if dice.chance(60) {
        draft.set("edge_chamfer", dice.int(1, (last_diameter / 8).max(1))?);
        let (top, bottom) = (plane.selector(Side::Top), plane.selector(Side::Bottom));
        draft.call(format!(".faces(\"{top} or {bottom}\").edges().chamfer(edge_chamfer)"));
        draft.say(0, "chamfered ends", "", "");
    }
    // The key sits in the longest step.
    let place = (0..levels.len()).max_by_key(|i| levels[*i].1)?;
    let (diameter, length) = levels[place];
    let begins: i64 = levels[..place].iter().map(|(_, length)| length).sum();
    let key_width = dice.int(3, diameter * 35 / 100)?;
    let key_length = dice.int(key_width + 4, length - 8)?;
    let key_position = begins + dice.int(key_length / 2 + 3, length - key_length / 2 - 3)?;
    draft.set_all(&[
        ("key_length", key_length),
        ("key_width", key_width),
        ("key_depth", dice.int(2, (diameter / 4).max(2))?),
        ("key_position", key_position),
    ]);
    let step = place + 1;
    let (side, center, turned) = match plane {
        Plane::Xy => ("XZ", "0, key_position", ", 90"),
        Plane::Xz => ("XY", "0, -key_position", ", 90"),
        Plane::Yz => ("XY", "key_position, 0", ""),
    };
    draft.call(format!(
        ".cut(cq.Workplane(\"{side}\").workplane(offset=diameter_{step} / 2 - key_depth).center({center})\
         .slot2D(key_length, key_width{turned}).extrude(key_depth))"
    ));
    draft.say(1, "milled keyway", "milled keyways", "");
    if steps == 3 && place != 2 && dice.chance(40) {
        let (diameter, length) = levels[2];
        let width = dice.int(1, 3)?;
        let total = 100;
        let offset = dice.int(total - length + 3, total - width - 4)?;
        let bottom = dice.int((diameter * 7 / 10).max(4), diameter - 2)?;
        draft.set_all(&[("groove_position", offset), ("groove_width", width), ("groove_diameter", bottom)]);
        draft.call(format!(
            ".cut(cq.Workplane(\"{}\").workplane(offset=groove_position).circle(diameter_3)\
             .circle(groove_diameter / 2).extrude(groove_width))",
            plane.name()
        ));
        draft.say(1, "retaining ring groove", "retaining ring grooves", "near one end");
    }
    draft.wanted.fewest_faces = 8;
    Some(draft)
}
