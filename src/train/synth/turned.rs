//! Round parts built from circles: stepped shafts, hubs and wheels.

use super::dice::Dice;
use super::draft::{Draft, Plane, Pose, Side};
use super::patterns::{self, Holes, WALL};
use super::plates;

/// Diameter and length of a round part, the larger one 100.
pub fn round_size(dice: &mut Dice, slimmest: f64, flattest: f64) -> (i64, i64) {
    if dice.chance(60) {
        (dice.share(100, slimmest, 0.9), 100)
    } else {
        (100, dice.share(100, flattest, 1.0))
    }
}

/// Stepped shafts, pins and sleeves.
pub fn shaft(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let mut draft = Draft::new("shaft", plane, &["stepped shaft", "shaft", "turned shaft"]);
    draft.pose = Pose::Axial;
    let steps = dice.weighted(&[(26, 1), (38, 2), (24, 3), (12, 4)]);
    let (widest, total) = round_size(dice, 0.15, 0.4);
    let order = dice.weighted(&[(60, 0), (20, 1), (20, 2)]);
    let mut diameters = Vec::new();
    for step in 0..steps {
        let diameter = if step == 0 {
            widest
        } else if order == 0 {
            dice.int(6.max(diameters[step - 1] * 4 / 10), diameters[step - 1] * 85 / 100)?
        } else {
            dice.int(6.max(widest * 3 / 10), widest * 85 / 100)?
        };
        diameters.push(diameter);
    }
    match order {
        1 => diameters.reverse(),
        2 if steps >= 3 => diameters.swap(0, 1),
        _ => {}
    }
    if diameters.windows(2).any(|d| (d[0] - d[1]).abs() < 3) {
        return None;
    }
    let mut left = total;
    for (i, diameter) in diameters.iter().enumerate() {
        let last = i + 1 == diameters.len();
        let length = if last { left } else { dice.share(left, 0.2, 0.65) };
        left -= length;
        if length < 4 {
            return None;
        }
        let name = |word: &str| if steps == 1 { word.to_owned() } else { format!("{word}_{}", i + 1) };
        draft.set_all(&[(&name("diameter"), *diameter), (&name("length"), length)]);
        if i > 0 {
            draft.face(Side::Top);
        }
        draft.call(format!(".circle({} / 2)", name("diameter")));
        draft.call(format!(".extrude({})", name("length")));
    }
    let (first, last) = (diameters[0], diameters[steps - 1]);
    let slimmest = *diameters.iter().min()?;
    draft.sizes = vec![("long", total), ("in diameter", widest)];
    if steps == 1 {
        draft.nouns = &["pin", "cylinder", "round bar", "dowel"];
    } else {
        draft.say(steps as i64, "step", "steps", "");
    }
    let top = plane.selector(Side::Top);
    let bottom = plane.selector(Side::Bottom);
    let mut broken = 0;
    if dice.chance(30) {
        broken = dice.int(1, (first.min(last) / 6).min(6))?;
        draft.set("edge_chamfer", broken);
        if steps == 1 || dice.chance(60) {
            draft.call(format!(".faces(\"{top} or {bottom}\").edges().chamfer(edge_chamfer)"));
            draft.say(0, "chamfered ends", "", "");
        } else {
            draft.call(format!(".faces(\"{top}\").edges().chamfer(edge_chamfer)"));
            draft.say(0, "a chamfered end", "", "");
        }
    }
    match dice.weighted(&[(40, 0), (28, 1), (12, 2), (12, 3), (8, 4)]) {
        // A bore through the whole length.
        1 => {
            draft.set("bore_diameter", dice.int(4, (slimmest * 7 / 10).min(slimmest - 2 * broken - 4))?);
            draft.face(Side::Top);
            draft.call(".hole(bore_diameter)");
            draft.holes += 1;
            draft.say(1, "through bore", "through bores", "along the axis");
            if steps == 1 {
                draft.nouns = &["sleeve", "tube", "bushing", "spacer"];
            }
        }
        // A bore that ends inside.
        2 => {
            let bore = dice.int(4, (last * 7 / 10).min(slimmest - 4).min(last - 2 * broken - 4))?;
            draft.set_all(&[("bore_diameter", bore), ("bore_depth", dice.share(total, 0.2, 0.7))]);
            draft.face(Side::Top);
            draft.call(".hole(bore_diameter, bore_depth)");
            draft.holes += 1;
            draft.say(1, "blind bore", "blind bores", "in one end");
        }
        // A hole across.
        3 => {
            let length = draft.value(if steps == 1 { "length" } else { "length_1" })?;
            let hole = dice.int(4, (first / 2).min(length - 2 * WALL - broken))?;
            let low = hole / 2 + WALL + broken;
            let position = dice.int(low, length - low)?;
            draft.set_all(&[("cross_hole_diameter", hole), ("cross_hole_position", position)]);
            let across = match plane {
                Plane::Xy => "cq.Workplane(\"XZ\").center(0, cross_hole_position)",
                Plane::Xz => "cq.Workplane(\"XY\").center(0, -cross_hole_position)",
                Plane::Yz => "cq.Workplane(\"XY\").center(cross_hole_position, 0)",
            };
            draft.call(format!(
                ".cut({across}.circle(cross_hole_diameter / 2).extrude({}, both=True))",
                if steps == 1 { "diameter" } else { "diameter_1" }
            ));
            draft.holes += 1;
            draft.say(1, "cross hole", "cross holes", "near one end");
        }
        // A keyway in the last step.
        4 => {
            let key = dice.int(3, last / 3)?;
            let length = draft
                .value(if steps == 1 { "length".to_owned() } else { format!("length_{steps}") }.as_str())?;
            draft.set_all(&[
                ("key_width", key),
                ("key_depth", dice.int(2, last / 4)?),
                ("key_length", dice.int(length * 3 / 10, length)?.max(3)),
            ]);
            let name = if steps == 1 { "diameter".to_owned() } else { format!("diameter_{steps}") };
            draft.face(Side::Top);
            draft.call(format!(".center(0, {name} / 2)"));
            draft.call(".rect(key_width, key_depth * 2)");
            draft.call(".cutBlind(-key_length)");
            draft.say(1, "keyway", "keyways", "");
        }
        _ => {}
    }
    Some(draft)
}

/// Hubs, wheels, notched rings and stars of arms.
pub fn hub(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let mut draft = Draft::new("hub", plane, &["hub", "wheel hub", "round hub"]);
    draft.pose = Pose::Axial;
    let kind = dice.weighted(&[(32, 0), (26, 1), (24, 2), (18, 3)]);
    match kind {
        // A disc with a hub on both sides.
        0 => {
            let disc = dice.int(6, 30)?;
            let hub = dice.int(24, 62)?;
            let bore = dice.int(6, hub - 10)?;
            let (up, down) = (dice.int(5, 34)?, dice.int(5, 34)?);
            draft.nouns = &["hub", "disc with a hub on both sides", "wheel", "wheel hub"];
            draft.say(1, "hub", "hubs", "on both sides");
            draft.set_all(&[
                ("diameter", 100),
                ("thickness", disc),
                ("hub_diameter", hub),
                ("top_height", up),
                ("bottom_height", down),
                ("bore_diameter", bore),
            ]);
            draft.sizes = vec![("in diameter", 100), ("thick", disc)];
            draft.call(".circle(diameter / 2)");
            draft.call(".extrude(thickness)");
            draft.face(Side::Top);
            draft.call(".circle(hub_diameter / 2)");
            draft.call(".extrude(top_height)");
            plates::broken_edge(&mut draft, dice, 25, ((hub - bore) / 4).min(4))?;
            draft.face(Side::Bottom);
            draft.call(".circle(hub_diameter / 2)");
            draft.call(".extrude(bottom_height)");
            draft.face(Side::Top);
            draft.call(".hole(bore_diameter)");
            draft.holes += 1;
            draft.say(1, "central bore", "central bores", "");
            if dice.chance(55) {
                draft.face(Side::Top);
                patterns::ring(&mut draft, dice, hub, 100, disc, Holes::Plain)?;
            }
        }
        // A ring with a keyway in its bore.
        1 => {
            let (outer, height) = round_size(dice, 0.4, 0.12);
            let bore = dice.int(8, outer * 6 / 10)?;
            let key = dice.int(3, bore / 2)?;
            let depth = dice.int(2, ((outer - bore) / 2 - 3).min(bore / 3 + 2))?;
            draft.nouns = &["keyed hub", "ring with a keyway", "collar", "hub"];
            draft.set_all(&[
                ("diameter", outer),
                ("height", height),
                ("bore_diameter", bore),
                ("key_width", key),
                ("key_depth", depth),
            ]);
            draft.sizes = vec![("in diameter", outer), ("high", height)];
            draft.call(".circle(diameter / 2)");
            draft.call(".extrude(height)");
            plates::broken_edge(&mut draft, dice, 30, ((outer - bore) / 8).min(height / 3).min(6))?;
            draft.face(Side::Top);
            draft.call(".hole(bore_diameter)");
            draft.face(Side::Top);
            draft.call(".center(0, bore_diameter / 2)");
            draft.call(".rect(key_width, key_depth * 2)");
            draft.call(".cutThruAll()");
            draft.holes += 1;
            draft.say(1, "bore", "bores", "");
            draft.say(1, "keyway", "keyways", "in the bore");
        }
        // A disc with notches around the rim.
        2 => {
            let (outer, height) = (100, dice.int(5, 50)?);
            let count = dice.weighted(&[(14, 3), (30, 4), (26, 6), (20, 8), (10, 12)]);
            let pitch = (outer as f64 * std::f64::consts::PI / count as f64) as i64;
            let width = dice.int(4, (pitch / 2).min(30))?;
            let depth = dice.int(3, 18)?;
            draft.nouns = &["notched disc", "toothed wheel", "castellated ring", "ratchet-like disc"];
            draft.set_all(&[
                ("diameter", outer),
                ("height", height),
                ("notch_depth", depth),
                ("notch_width", width),
                ("notch_count", count),
            ]);
            draft.sizes = vec![("in diameter", outer), ("thick", height)];
            draft.call(".circle(diameter / 2)");
            draft.call(".extrude(height)");
            draft.face(Side::Top);
            draft.call(".polarArray(diameter / 2, 0, 360, notch_count)");
            draft.call(".rect(notch_depth * 2, notch_width)");
            draft.call(".cutThruAll()");
            draft.say(count, "notch", "notches", "around the rim");
            if dice.chance(70) {
                draft.set("bore_diameter", dice.int(6, (outer - 2 * depth) * 7 / 10)?);
                draft.face(Side::Top);
                draft.call(".hole(bore_diameter)");
                draft.holes += 1;
                draft.say(1, "central bore", "central bores", "");
            }
        }
        // Arms around a hub.
        _ => {
            let hub = dice.int(24, 50)?;
            let height = dice.int(8, 40)?;
            let thickness = dice.int(4, height)?;
            let count = dice.weighted(&[(20, 2), (34, 3), (30, 4), (16, 6)]);
            let width = dice.int(5, (hub * 3 / count / 2).min(hub * 8 / 10))?;
            draft.nouns = &["hub", "hub with arms", "spider", "star-shaped hub"];
            draft.set_all(&[
                ("hub_diameter", hub),
                ("height", height),
                ("arm_length", 50),
                ("arm_width", width),
                ("arm_thickness", thickness),
                ("arm_count", count),
            ]);
            draft.call(".circle(hub_diameter / 2)");
            draft.call(".extrude(height)");
            draft.call(format!(
                ".union(cq.Workplane(\"{}\").polarArray(arm_length / 2, 0, 360, arm_count)\
                 .rect(arm_length, arm_width).extrude(arm_thickness))",
                plane.name()
            ));
            draft.say(count, "arm", "arms", "around the hub");
            if dice.chance(75) {
                draft.set("bore_diameter", dice.int(5, hub * 7 / 10)?);
                draft.face(Side::Top);
                draft.call(".hole(bore_diameter)");
                draft.holes += 1;
                draft.say(1, "central bore", "central bores", "");
            }
        }
    }
    Some(draft)
}
