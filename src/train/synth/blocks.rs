//! Solid parts with straight sides: blocks with pockets, blocks with treated edges, stacks,
//! hollow boxes and drawn profiles.

use super::dice::Dice;
use super::draft::{Axis, Draft, Plane, Pose, Side};
use super::patterns::{self, Holes, Layout, Region, WALL};
use super::plates::footprint;

/// Three sides, one of them 100.
fn sides(dice: &mut Dice, shortest: f64) -> (i64, i64, i64) {
    let (a, b) = (dice.share(100, shortest, 1.0), dice.share(100, shortest, 1.0));
    match dice.weighted(&[(45, 0), (25, 1), (30, 2)]) {
        0 => (100, a, b),
        1 => (a, 100, b),
        _ => (a, b, 100),
    }
}

/// Writes a block and its sizes.
fn solid(draft: &mut Draft, (length, width, height): (i64, i64, i64)) {
    draft.set_all(&[("length", length), ("width", width), ("height", height)]);
    draft.sizes = vec![("long", length), ("wide", width), ("high", height)];
    draft.call(".box(length, width, height)");
}

/// Blocks with pockets, grooves, steps and holes.
pub fn block(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let (length, width, height) = sides(dice, 0.25);
    let short = length.min(width);
    let mut draft = Draft::new("block", plane, &["block", "machined block", "rectangular block"]);
    solid(&mut draft, (length, width, height));
    let deep = |dice: &mut Dice| dice.share(height, 0.2, 0.75);
    match dice.weighted(&[(24, 0), (13, 1), (9, 2), (18, 3), (14, 4), (10, 5), (12, 6)]) {
        // A rectangular pocket, perhaps with a hole in its floor or holes around it.
        0 => {
            let (x, y) = (dice.share(length, 0.35, 0.85), dice.share(width, 0.35, 0.85));
            draft.set_all(&[("pocket_length", x), ("pocket_width", y), ("pocket_depth", deep(dice))]);
            draft.face(Side::Top);
            draft.call(".rect(pocket_length, pocket_width)");
            draft.call(".cutBlind(-pocket_depth)");
            draft.say(1, "rectangular pocket", "rectangular pockets", "in the top");
            match dice.weighted(&[(50, 0), (28, 1), (22, 2)]) {
                1 => {
                    draft.set("hole_diameter", dice.int(4, x.min(y) * 7 / 10)?);
                    draft.face(Side::Top);
                    draft.call(".hole(hole_diameter)");
                    draft.holes += 1;
                    draft.say(1, "through hole", "through holes", "in the floor of the pocket");
                }
                2 => {
                    let rim = (length - x).min(width - y) / 2;
                    let hole = dice.int(4, rim - 2 * WALL)?;
                    draft.set_all(&[
                        ("hole_spacing_x", length - rim),
                        ("hole_spacing_y", width - rim),
                        ("hole_diameter", hole),
                    ]);
                    draft.face(Side::Top);
                    draft.call(".rect(hole_spacing_x, hole_spacing_y, forConstruction=True).vertices()");
                    draft.call(".hole(hole_diameter)");
                    draft.holes += 4;
                    draft.say(4, "hole", "holes", "in the corners");
                }
                _ => {}
            }
        }
        // A round pocket, perhaps with a hole in its floor.
        1 => {
            let pocket = dice.share(short, 0.35, 0.85).min(short - 2 * WALL);
            draft.set_all(&[("pocket_diameter", pocket), ("pocket_depth", deep(dice))]);
            draft.face(Side::Top);
            draft.call(".circle(pocket_diameter / 2)");
            draft.call(".cutBlind(-pocket_depth)");
            draft.holes += 1;
            draft.say(1, "round pocket", "round pockets", "in the top");
            if dice.chance(45) {
                draft.set("hole_diameter", dice.int(4, pocket * 7 / 10)?);
                draft.face(Side::Top);
                draft.call(".hole(hole_diameter)");
                draft.say(1, "through hole", "through holes", "in the floor of the pocket");
            }
        }
        // A slot that does not go through.
        2 => {
            let slot_width = dice.int(6, short / 2)?;
            let long = length.max(width);
            draft.set_all(&[
                ("slot_length", dice.int(slot_width * 2, long * 85 / 100)?),
                ("slot_width", slot_width),
                ("slot_depth", deep(dice)),
            ]);
            draft.face(Side::Top);
            draft.call(if length >= width {
                ".slot2D(slot_length, slot_width)"
            } else {
                ".slot2D(slot_length, slot_width, 90)"
            });
            draft.call(".cutBlind(-slot_depth)");
            draft.say(1, "blind slot", "blind slots", "in the top");
        }
        // Grooves from side to side.
        3 => {
            let count = dice.weighted(&[(64, 1), (24, 2), (12, 3)]);
            let along_x = dice.chance(55);
            let across = if along_x { width } else { length };
            let groove = dice.int(4, (across / (count + 1)).min(across - 4 * WALL))?;
            draft.set_all(&[("groove_width", groove), ("groove_depth", deep(dice))]);
            draft.face(Side::Top);
            if count > 1 {
                let spacing = dice.int(groove + WALL, (across - groove - 2 * WALL) / (count - 1))?;
                draft.set_all(&[("groove_spacing", spacing), ("groove_count", count)]);
                draft.call(if along_x {
                    ".rarray(1, groove_spacing, 1, groove_count)"
                } else {
                    ".rarray(groove_spacing, 1, groove_count, 1)"
                });
            }
            draft.call(if along_x { ".rect(length, groove_width)" } else { ".rect(groove_width, width)" });
            draft.call(".cutBlind(-groove_depth)");
            draft.say(count, "groove", "grooves", "across the top");
        }
        // Steps at one end or at both.
        4 => {
            draft.nouns = &["stepped block", "machined block", "block"];
            draft.set_all(&[("step_length", dice.share(length, 0.15, 0.4)), ("step_depth", deep(dice))]);
            draft.face(Side::Top);
            if dice.chance(55) {
                draft.center(Side::Top, ["length / 2", "0", "0"]);
                draft.say(1, "step", "steps", "at one end");
            } else {
                draft.call(".rarray(length, 1, 2, 1)");
                draft.say(2, "step", "steps", "at the ends");
            }
            draft.call(".rect(step_length * 2, width)");
            draft.call(".cutBlind(-step_depth)");
        }
        // Holes from two sides that cross.
        5 => {
            let top = dice.share(short, 0.15, 0.6).min(short - 2 * WALL);
            let side = dice.share(width.min(height), 0.15, 0.55).min(width.min(height) - 2 * WALL);
            draft.set_all(&[("hole_diameter", top), ("cross_hole_diameter", side)]);
            draft.face(Side::Top);
            draft.call(".hole(hole_diameter)");
            draft.call(format!(
                ".faces(\"{}\").workplane(centerOption=\"CenterOfBoundBox\")",
                plane.selector(Side::Right)
            ));
            draft.call(".hole(cross_hole_diameter)");
            draft.holes += 2;
            draft.say(2, "crossing hole", "crossing holes", "");
        }
        // Holes only.
        _ => {
            let layout = dice.weighted(&[(35, Layout::Center), (35, Layout::Row), (30, Layout::Corners)]);
            draft.face(Side::Top);
            let region = Region { x: length, y: width, depth: height, keep_out: 0 };
            patterns::rectangle(&mut draft, dice, layout, region, Holes::Any)?;
        }
    }
    Some(draft)
}

/// Blocks and cylinders whose edges are rounded or chamfered, and tapered blocks.
pub fn edged(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let (length, width, height) = sides(dice, 0.25);
    let kind = dice.weighted(&[(13, 0), (12, 1), (25, 2), (22, 3), (8, 4), (10, 5), (10, 6)]);
    // Where all edges are alike, one way of writing is enough.
    let plane = if kind < 2 { Plane::Xy } else { plane };
    let mut draft = Draft::new("edged_block", plane, &["block", "rectangular block", "cuboid"]);
    let small = length.min(width).min(height);
    let top = plane.selector(Side::Top);
    let drillable = match kind {
        0 => {
            solid(&mut draft, (length, width, height));
            draft.set("edge_radius", dice.int(2, small * 4 / 10)?);
            draft.call(".edges().fillet(edge_radius)");
            draft.say(0, "all edges rounded", "", "");
            0
        }
        1 => {
            solid(&mut draft, (length, width, height));
            draft.set("edge_chamfer", dice.int(2, small * 4 / 10)?);
            draft.call(".edges().chamfer(edge_chamfer)");
            draft.say(0, "all edges chamfered", "", "");
            0
        }
        2 => {
            solid(&mut draft, (length, width, height));
            let size = dice.int(3, length.min(width) * 4 / 10)?;
            let edges = plane.parallel(Axis::N);
            if dice.chance(55) {
                draft.set("edge_radius", size);
                draft.call(format!(".edges(\"{edges}\").fillet(edge_radius)"));
                draft.say(4, "rounded edge", "rounded edges", "");
            } else {
                draft.set("edge_chamfer", size);
                draft.call(format!(".edges(\"{edges}\").chamfer(edge_chamfer)"));
                draft.say(4, "chamfered edge", "chamfered edges", "");
            }
            length.min(width)
        }
        3 => {
            solid(&mut draft, (length, width, height));
            let size = dice.int(3, (length.min(width) * 4 / 10).min(height * 8 / 10))?;
            if dice.chance(55) {
                draft.set("edge_chamfer", size);
                draft.call(format!(".faces(\"{top}\").edges().chamfer(edge_chamfer)"));
                draft.say(0, "a chamfered top edge", "", "");
            } else {
                draft.set("edge_radius", size);
                draft.call(format!(".faces(\"{top}\").edges().fillet(edge_radius)"));
                draft.say(0, "a rounded top edge", "", "");
            }
            length.min(width) - 2 * size
        }
        4 => {
            solid(&mut draft, (length, width, height));
            let side = dice.one(&[Side::Right, Side::Left]);
            draft.set("edge_chamfer", dice.int(8, (length.min(height)) * 8 / 10)?);
            draft.call(format!(".edges(\"{} and {top}\").chamfer(edge_chamfer)", plane.selector(side)));
            draft.nouns = &["block", "wedge-like block"];
            draft.say(1, "large chamfer", "large chamfers", "along one edge");
            0
        }
        5 => {
            draft.nouns = &["tapered block", "truncated pyramid", "block with sloping sides"];
            let angle = dice.int(3, 30)?;
            let shrink = (height as f64 * (angle as f64).to_radians().tan()).ceil() as i64;
            if 2 * shrink + 4 > length.min(width) {
                return None;
            }
            draft.set_all(&[
                ("length", length),
                ("width", width),
                ("height", height),
                ("taper_angle", angle),
            ]);
            draft.sizes = vec![("long", length), ("wide", width), ("high", height)];
            draft.call(".rect(length, width)");
            draft.call(".extrude(height, taper=taper_angle)");
            length.min(width) - 2 * shrink
        }
        _ => {
            draft.nouns = &["cylinder", "round block", "cylindrical block"];
            draft.pose = Pose::Axial;
            let (diameter, height) =
                if dice.chance(50) { (100, dice.int(15, 100)?) } else { (dice.int(20, 100)?, 100) };
            draft.set_all(&[("diameter", diameter), ("height", height)]);
            draft.sizes = vec![("in diameter", diameter), ("high", height)];
            draft.call(".circle(diameter / 2)");
            draft.call(".extrude(height)");
            let size = dice.int(2, (diameter * 3 / 10).min(height * 6 / 10))?;
            if dice.chance(50) {
                draft.set("edge_chamfer", size);
                draft.call(format!(".faces(\"{top}\").edges().chamfer(edge_chamfer)"));
                draft.say(0, "a chamfered top edge", "", "");
            } else {
                draft.set("edge_radius", size);
                draft.call(format!(".faces(\"{top}\").edges().fillet(edge_radius)"));
                draft.say(0, "a rounded top edge", "", "");
            }
            diameter - 2 * size
        }
    };
    if drillable >= 14 && dice.chance(40) {
        draft.set("hole_diameter", dice.int(4, drillable * 7 / 10)?);
        draft.face(Side::Top);
        draft.call(".hole(hole_diameter)");
        draft.holes += 1;
        draft.say(1, "central hole", "central holes", "");
    }
    Some(draft)
}

/// Two to four prisms on top of each other, in the manner of sketch and extrude.
pub fn stacked(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let mut draft = Draft::new("stacked", plane, &["stacked part", "stepped part", "part of stacked layers"]);
    let levels = dice.weighted(&[(50, 2), (36, 3), (14, 4)]);
    let (mut x, mut y) = footprint(dice, 0.4);
    let tall = dice.int(24, 100)?;
    let mut left = tall;
    let mut round = dice.chance(25);
    if round {
        (x, y) = (100, 100);
    }
    for level in 1..=levels {
        if level > 1 {
            draft.face(Side::Top);
            let (dx, dy) = (x, y);
            let lower_round = round;
            // Round on round is a shaft.
            round = !(level == 2 && lower_round) && dice.chance(40);
            let room = if lower_round && !round { 0.66 } else { 0.92 };
            (x, y) = (dice.share(dx, 0.3, room), dice.share(dy, 0.3, room));
            if round {
                x = x.min(y);
                y = x;
            }
            if !lower_round && dice.chance(35) {
                let offset = (dx - x) / 2;
                if offset >= 4 {
                    let name = format!("offset_{level}");
                    draft.set(&name, dice.int(3, offset)?);
                    let sign = dice.one(&["", "-"]);
                    draft.call(format!(".center({sign}{name}, 0)"));
                }
            }
        }
        let height = if level == levels { left } else { dice.share(left, 0.2, 0.7) };
        left -= height;
        // A round part on a thin plate is a boss.
        if x.min(y) < 6 || height < 3 || (levels == 2 && level == 1 && height < 24) {
            return None;
        }
        if round {
            draft.set_all(&[(&format!("diameter_{level}"), x), (&format!("height_{level}"), height)]);
            draft.call(format!(".circle(diameter_{level} / 2)"));
        } else {
            draft.set_all(&[
                (&format!("length_{level}"), x),
                (&format!("width_{level}"), y),
                (&format!("height_{level}"), height),
            ]);
            draft.call(format!(".rect(length_{level}, width_{level})"));
        }
        draft.call(format!(".extrude(height_{level})"));
    }
    draft.say(levels, "level", "levels", "");
    if dice.chance(35) && x.min(y) >= 10 {
        draft.set("hole_diameter", dice.int(4, x.min(y) * 7 / 10)?);
        draft.face(Side::Top);
        draft.call(".hole(hole_diameter)");
        draft.holes += 1;
        draft.say(1, "through hole", "through holes", "in the top level");
    }
    Some(draft)
}

/// Hollow boxes and cups.
pub fn hollow(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let mut draft = Draft::new("hollow", plane, &["open box", "hollow box", "tray", "box"]);
    let (length, width, height) = sides(dice, 0.28);
    let short = length.min(width);
    let wall = dice.int(2, (short / 6).min(12))?;
    if height < 2 * wall + 4 {
        return None;
    }
    let round = dice.chance(28);
    if round {
        draft.nouns = &["cup", "round container", "cylindrical cup", "pot"];
        draft.pose = Pose::Axial;
        let (diameter, height) =
            if dice.chance(50) { (100, dice.int(20, 100)?) } else { (dice.int(30, 100)?, 100) };
        draft.set_all(&[("diameter", diameter), ("height", height), ("wall", wall)]);
        draft.sizes = vec![("in diameter", diameter), ("high", height)];
        draft.call(".circle(diameter / 2)");
        draft.call(".extrude(height)");
        draft.holes += 1;
    } else {
        solid(&mut draft, (length, width, height));
        let size = dice.int(wall + 2, (short * 3 / 10).max(wall + 2))?;
        let upright = plane.parallel(Axis::N);
        match dice.weighted(&[(52, 0), (34, 1), (14, 2)]) {
            0 => {}
            1 => {
                draft.set("corner_radius", size);
                draft.call(format!(".edges(\"{upright}\").fillet(corner_radius)"));
                draft.say(0, "rounded corners", "", "");
            }
            _ => {
                draft.set("corner_chamfer", size);
                draft.call(format!(".edges(\"{upright}\").chamfer(corner_chamfer)"));
                draft.say(0, "chamfered corners", "", "");
            }
        }
        draft.set("wall", wall);
    }
    let top = plane.selector(Side::Top);
    draft.call(format!(".faces(\"{top}\").shell(-wall)"));
    draft.say(0, "an open top", "", "");
    if dice.chance(45) {
        let floor = if round { draft.value("diameter")? } else { short } - 2 * wall;
        draft.face(Side::Bottom);
        if round || dice.chance(55) {
            draft.set("hole_diameter", dice.int(5, floor * 6 / 10)?);
            draft.call(".hole(hole_diameter)");
            draft.holes += u32::from(!round);
            draft.say(1, "hole", "holes", "in the bottom");
        } else {
            let inside = |side: i64| side - 2 * wall;
            let region = Region { x: inside(length), y: inside(width), depth: wall, keep_out: 0 };
            patterns::corners(&mut draft, dice, region, "hole", Holes::Plain)?;
        }
    }
    Some(draft)
}

/// Bars with a drawn cross-section.
pub fn profile(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let mut draft = Draft::new("profile", plane, &["bar"]);
    draft.pose = Pose::Axial;
    let (w, h, length) = sides(dice, 0.3);
    let t = dice.int(4, w.min(h) * 3 / 10)?;
    let all = [("width", w), ("height", h), ("thickness", t), ("length", length)];
    match dice.weighted(&[(20, 0), (14, 1), (14, 2), (18, 3), (12, 4), (12, 5), (10, 6)]) {
        0 => {
            draft.nouns = &["I-beam", "I profile", "double-T bar"];
            draft.set_all(&all);
            draft.call(".rect(width, height)");
            draft.call(".extrude(length)");
            draft.face(Side::Top);
            draft.call(".rarray(width, 1, 2, 1)");
            draft.call(".rect(width - thickness, height - thickness * 2)");
            draft.call(".cutThruAll()");
        }
        1 => {
            draft.nouns = &["cross profile", "plus-shaped bar", "cross-shaped bar"];
            draft.set_all(&all);
            draft.call(".rect(width, thickness)");
            draft.call(".extrude(length)");
            draft.call(format!(
                ".union(cq.Workplane(\"{}\").rect(thickness, height).extrude(length))",
                plane.name()
            ));
        }
        2 => {
            draft.nouns = &["Z profile", "Z-shaped bar", "Z bar"];
            draft.set_all(&all);
            draft.call(
                ".polyline([(0, 0), (width, 0), (width, height - thickness), \
                 (width * 2 - thickness, height - thickness), (width * 2 - thickness, height), \
                 (width - thickness, height), (width - thickness, thickness), (0, thickness)])",
            );
            draft.call(".close()");
            draft.call(".extrude(length)");
            if w * 2 - t > 100 || h <= 2 * t {
                return None;
            }
        }
        3 => {
            draft.nouns = &["rectangular tube", "hollow rectangular bar", "box section"];
            draft.set_all(&all);
            draft.call(".rect(width, height)");
            draft.call(".rect(width - thickness * 2, height - thickness * 2)");
            draft.call(".extrude(length)");
        }
        4 => {
            draft.nouns = &["hexagonal bar", "hex bar", "hexagonal prism"];
            let across = if length == 100 { w } else { 100 };
            draft.set_all(&[("diameter", across), ("length", length), ("side_count", 6)]);
            draft.call(".polygon(side_count, diameter)");
            draft.call(".extrude(length)");
            if dice.chance(60) {
                draft.nouns = &["hexagonal spacer", "hex nut blank", "hexagonal bar"];
                draft.set("bore_diameter", dice.int(5, across * 7 / 10)?);
                draft.face(Side::Top);
                draft.call(".hole(bore_diameter)");
                draft.holes += 1;
                draft.say(1, "through bore", "through bores", "");
            }
        }
        5 => {
            draft.nouns = &["triangular prism", "wedge", "ramp"];
            draft.set_all(&[("width", w), ("height", h), ("length", length)]);
            draft.call(if dice.chance(50) {
                ".polyline([(0, 0), (width, 0), (0, height)])"
            } else {
                ".polyline([(0, 0), (width, 0), (width / 2, height)])"
            });
            draft.call(".close()");
            draft.call(".extrude(length)");
        }
        _ => {
            draft.nouns = &["trapezoidal bar", "dovetail bar", "trapezoid prism"];
            let narrow = dice.int(w * 3 / 10, w * 8 / 10)?;
            draft.set_all(&[("width", w), ("top_width", narrow), ("height", h), ("length", length)]);
            draft.call(
                ".polyline([(-width / 2, 0), (width / 2, 0), (top_width / 2, height), \
                 (-top_width / 2, height)])",
            );
            draft.call(".close()");
            draft.call(".extrude(length)");
        }
    }
    draft.sizes = vec![("long", length), ("high", draft.value("height").unwrap_or(100))];
    Some(draft)
}
