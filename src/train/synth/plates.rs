//! Flat parts: plates, plates with slots, flanges, plates with bosses.

use super::dice::Dice;
use super::draft::{Axis, Draft, Plane, Pose, Side};
use super::patterns::{self, Holes, Layout, Region, WALL};

/// Length and width, one of them 100.
pub fn footprint(dice: &mut Dice, shortest: f64) -> (i64, i64) {
    let short = if dice.chance(12) { 100 } else { dice.share(100, shortest, 1.0) };
    if dice.chance(60) { (100, short) } else { (short, 100) }
}

/// Thickness of a plate of 100.
fn thickness(dice: &mut Dice) -> Option<i64> {
    let (low, high) = dice.weighted(&[(45, (3, 8)), (38, (9, 15)), (17, (16, 22))]);
    dice.int(low, high)
}

/// Writes a rectangular plate, perhaps with treated corners, and says so.
fn rectangular(draft: &mut Draft, dice: &mut Dice, length: i64, width: i64, thickness: i64) -> Option<()> {
    draft.set_all(&[("length", length), ("width", width), ("thickness", thickness)]);
    draft.sizes = vec![("long", length), ("wide", width), ("thick", thickness)];
    draft.call(".box(length, width, thickness)");
    let upright = draft.plane.parallel(Axis::N);
    match dice.weighted(&[(62, 0), (28, 1), (10, 2)]) {
        0 => {}
        1 => {
            draft.set("corner_radius", dice.int(3, length.min(width) * 3 / 10)?);
            draft.call(format!(".edges(\"{upright}\").fillet(corner_radius)"));
            draft.say(0, "rounded corners", "", "");
        }
        _ => {
            draft.set("corner_chamfer", dice.int(3, length.min(width) / 4)?);
            draft.call(format!(".edges(\"{upright}\").chamfer(corner_chamfer)"));
            draft.say(0, "chamfered corners", "", "");
        }
    }
    Some(())
}

/// Perhaps breaks the edge around the top of a plate; gives back by how much.
fn top_edge(draft: &mut Draft, dice: &mut Dice, percent: u32, depth: i64) -> Option<i64> {
    broken_edge(draft, dice, percent, if depth < 5 { 0 } else { (depth / 3).min(8) })
}

/// Perhaps breaks the edges around the outermost face at the top; gives back by how much.
pub fn broken_edge(draft: &mut Draft, dice: &mut Dice, percent: u32, largest: i64) -> Option<i64> {
    if largest < 1 || !dice.chance(percent) {
        return Some(0);
    }
    let size = dice.int(1, largest)?;
    let top = draft.plane.selector(Side::Top);
    if dice.chance(55) {
        draft.set("edge_chamfer", size);
        draft.call(format!(".faces(\"{top}\").edges().chamfer(edge_chamfer)"));
        draft.say(0, "a chamfered top edge", "", "");
    } else {
        draft.set("edge_radius", size);
        draft.call(format!(".faces(\"{top}\").edges().fillet(edge_radius)"));
        draft.say(0, "a rounded top edge", "", "");
    }
    Some(size)
}

/// Rectangular, round, oblong and hexagonal plates with hole patterns.
pub fn plate(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let thickness = thickness(dice)?;
    let shape = dice.weighted(&[(76, 0), (13, 1), (6, 2), (5, 3)]);
    let mut draft = Draft::new("plate", plane, &["plate", "flat plate", "mounting plate", "panel"]);
    draft.pose = Pose::Flat;
    let (x, y) = match shape {
        0 => {
            let (length, width) = footprint(dice, 0.25);
            rectangular(&mut draft, dice, length, width, thickness)?;
            (length, width)
        }
        1 => {
            draft.nouns = &["round plate", "disc", "circular plate", "disk"];
            draft.set_all(&[("diameter", 100), ("thickness", thickness)]);
            draft.sizes = vec![("in diameter", 100), ("thick", thickness)];
            draft.call(".circle(diameter / 2)");
            draft.call(".extrude(thickness)");
            (100, 100)
        }
        2 => {
            draft.nouns = &["oblong plate", "plate with round ends", "slot-shaped plate"];
            let width = dice.int(25, 75)?;
            draft.set_all(&[("length", 100), ("width", width), ("thickness", thickness)]);
            draft.sizes = vec![("long", 100), ("wide", width), ("thick", thickness)];
            draft.call(".slot2D(length, width)");
            draft.call(".extrude(thickness)");
            (100 - width / 3, width)
        }
        _ => {
            draft.nouns = &["hexagonal plate", "hexagon plate", "six-sided plate"];
            draft.set_all(&[("diameter", 100), ("thickness", thickness), ("side_count", 6)]);
            draft.sizes = vec![("across", 100), ("thick", thickness)];
            draft.call(".polygon(side_count, diameter)");
            draft.call(".extrude(thickness)");
            (84, 84)
        }
    };
    let broken = top_edge(&mut draft, dice, 15, thickness)?;
    let region = Region { x: x - 2 * broken, y: y - 2 * broken, depth: thickness, keep_out: 0 };
    let layout = match shape {
        0 => dice.weighted(&[
            (5, Layout::None),
            (15, Layout::Center),
            (19, Layout::Row),
            (27, Layout::Corners),
            (12, Layout::Grid),
            (7, Layout::Ring),
            (15, Layout::CenterAndCorners),
        ]),
        2 => dice.weighted(&[(20, Layout::Center), (80, Layout::Row)]),
        _ => dice.weighted(&[(6, Layout::None), (34, Layout::Center), (60, Layout::Ring)]),
    };
    if layout != Layout::None {
        draft.face(Side::Top);
        patterns::rectangle(&mut draft, dice, layout, region, Holes::Any)?;
    }
    Some(draft)
}

/// Plates with slots, windows and notches.
pub fn slotted(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let thickness = thickness(dice)?;
    let (length, width) = footprint(dice, 0.35);
    let mut draft = Draft::new("slotted_plate", plane, &["slotted plate", "plate", "flat plate"]);
    draft.pose = Pose::Flat;
    rectangular(&mut draft, dice, length, width, thickness)?;
    draft.face(Side::Top);
    match dice.weighted(&[(22, 0), (24, 1), (14, 2), (14, 3), (14, 4), (12, 5)]) {
        // One slot along the longer side, perhaps with holes near the corners.
        0 => {
            let (long, short) = (length.max(width), length.min(width));
            let slot_width = dice.int(5, short / 3)?;
            draft.set_all(&[
                ("slot_length", dice.int(slot_width * 2, long * 7 / 10)?),
                ("slot_width", slot_width),
            ]);
            draft.call(if length >= width {
                ".slot2D(slot_length, slot_width)"
            } else {
                ".slot2D(slot_length, slot_width, 90)"
            });
            draft.call(".cutThruAll()");
            draft.say(1, "slot", "slots", "in the middle");
            if dice.chance(45) {
                let rim = (short - slot_width) / 2;
                let hole = dice.int(4, (rim - 2 * WALL).min(12))?;
                let margin = dice.int(hole / 2 + WALL, rim / 2)?;
                draft.set_all(&[
                    ("hole_spacing_x", length - 2 * margin),
                    ("hole_spacing_y", width - 2 * margin),
                    ("hole_diameter", hole),
                ]);
                draft.face(Side::Top);
                draft.call(".rect(hole_spacing_x, hole_spacing_y, forConstruction=True).vertices()");
                draft.call(".hole(hole_diameter)");
                draft.holes += 4;
                draft.say(4, "hole", "holes", "in the corners");
            }
        }
        // Several slots side by side.
        1 => {
            let count = dice.weighted(&[(50, 2), (28, 3), (14, 4), (8, 5)]);
            let along_x = dice.chance(60);
            let (along, across) = if along_x { (length, width) } else { (width, length) };
            let pitch = across / (count + 1);
            let slot_width = dice.int(4, pitch - WALL)?;
            let slot_length = dice.int((2 * slot_width).max(along / 3), along * 8 / 10)?;
            let spacing = dice.int(slot_width + WALL, (across - slot_width - 2 * WALL) / (count - 1))?;
            draft.set_all(&[
                ("slot_length", slot_length),
                ("slot_width", slot_width),
                ("slot_spacing", spacing),
                ("slot_count", count),
            ]);
            if along_x {
                draft.call(".rarray(1, slot_spacing, 1, slot_count)");
                draft.call(".slot2D(slot_length, slot_width)");
            } else {
                draft.call(".rarray(slot_spacing, 1, slot_count, 1)");
                draft.call(".slot2D(slot_length, slot_width, 90)");
            }
            draft.call(".cutThruAll()");
            draft.say(count, "parallel slot", "parallel slots", "");
        }
        // Slots in one line.
        2 => {
            let (long, short, turned) =
                if length >= width { (length, width, "") } else { (width, length, ", 90") };
            let slot_length = dice.int(12, long * 4 / 10)?;
            let slot_width = dice.int(4, (short / 2).min(slot_length / 2))?;
            let spacing = dice.int(slot_length + WALL, long - slot_length - 2 * WALL)?;
            draft.set_all(&[
                ("slot_length", slot_length),
                ("slot_width", slot_width),
                ("slot_spacing", spacing),
                ("slot_count", 2),
            ]);
            draft.call(if turned.is_empty() {
                ".rarray(slot_spacing, 1, slot_count, 1)"
            } else {
                ".rarray(1, slot_spacing, 1, slot_count)"
            });
            draft.call(format!(".slot2D(slot_length, slot_width{turned})"));
            draft.call(".cutThruAll()");
            draft.say(2, "slot", "slots", "in one line");
        }
        // A rectangular window.
        3 => {
            draft.nouns = &["plate", "plate with a window", "window frame"];
            draft.set_all(&[
                ("window_length", dice.share(length, 0.3, 0.85).min(length - 2 * WALL)),
                ("window_width", dice.share(width, 0.3, 0.85).min(width - 2 * WALL)),
            ]);
            draft.call(".rect(window_length, window_width)");
            draft.call(".cutThruAll()");
            draft.say(1, "rectangular window", "rectangular windows", "in the middle");
        }
        // Two windows side by side.
        4 => {
            let window_length = dice.share(length, 0.2, 0.38);
            let window_width = dice.share(width, 0.35, 0.8);
            let spacing = dice.int(window_length + WALL, length - window_length - 2 * WALL)?;
            draft.set_all(&[
                ("window_length", window_length),
                ("window_width", window_width.min(width - 2 * WALL)),
                ("window_spacing", spacing),
                ("window_count", 2),
            ]);
            draft.call(".rarray(window_spacing, 1, window_count, 1)");
            draft.call(".rect(window_length, window_width)");
            draft.call(".cutThruAll()");
            draft.say(2, "rectangular window", "rectangular windows", "side by side");
        }
        // Notches in the ends.
        _ => {
            draft.nouns = &["notched plate", "plate with notches", "plate"];
            draft.set_all(&[
                ("notch_depth", dice.share(length, 0.08, 0.3)),
                ("notch_width", dice.share(width, 0.2, 0.5)),
            ]);
            if dice.chance(60) {
                draft.call(".rarray(length, 1, 2, 1)");
                draft.say(2, "rectangular notch", "rectangular notches", "at the ends");
            } else {
                draft.center(Side::Top, ["length / 2", "0", "0"]);
                draft.say(1, "rectangular notch", "rectangular notches", "at one end");
            }
            draft.call(".rect(notch_depth * 2, notch_width)");
            draft.call(".cutThruAll()");
        }
    }
    Some(draft)
}

/// Flanges: a disc, a square or an oval with a bore and holes for bolts.
pub fn flange(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let mut draft = Draft::new("flange", plane, &["flange", "pipe flange", "round flange"]);
    draft.pose = Pose::Axial;
    let thickness = dice.int(6, 24)?;
    let outline = dice.weighted(&[(74, 0), (14, 1), (12, 2)]);
    let reach = match outline {
        0 => {
            draft.set_all(&[("diameter", 100), ("thickness", thickness)]);
            draft.sizes = vec![("in diameter", 100), ("thick", thickness)];
            draft.call(".circle(diameter / 2)");
            draft.call(".extrude(thickness)");
            100
        }
        1 => {
            draft.nouns = &["square flange", "flange with a square base", "square mounting flange"];
            draft.set_all(&[("length", 100), ("thickness", thickness)]);
            draft.sizes = vec![("across", 100), ("thick", thickness)];
            draft.call(".rect(length, length)");
            draft.call(".extrude(thickness)");
            if dice.chance(50) {
                draft.set("corner_radius", dice.int(5, 25)?);
                draft.call(format!(".edges(\"{}\").fillet(corner_radius)", plane.parallel(Axis::N)));
                draft.say(0, "rounded corners", "", "");
            }
            100
        }
        _ => {
            draft.nouns = &["oval flange", "two-bolt flange", "oblong flange"];
            let width = dice.int(42, 68)?;
            draft.set_all(&[("length", 100), ("width", width), ("thickness", thickness)]);
            draft.sizes = vec![("long", 100), ("wide", width), ("thick", thickness)];
            draft.call(".slot2D(length, width)");
            draft.call(".extrude(thickness)");
            width
        }
    };
    // A square plate with a bore and holes in the corners is a plate.
    let has_hub = outline == 1 || dice.chance(45);
    let bore = match outline {
        2 => dice.share(reach, 0.2, 0.5),
        _ => dice.int(12, 58)?,
    };
    let mut inner = bore;
    if has_hub {
        let hub = dice.int(bore + 6, (reach * 7 / 10).min(bore + 36))?;
        draft.set_all(&[("hub_diameter", hub), ("hub_height", dice.int(6, 50)?)]);
        draft.face(Side::Top);
        draft.call(".circle(hub_diameter / 2)");
        draft.call(".extrude(hub_height)");
        draft.say(1, "raised hub", "raised hubs", "around the bore");
        inner = hub;
        broken_edge(&mut draft, dice, 20, ((hub - bore) / 4).min(4))?;
    } else {
        broken_edge(&mut draft, dice, 20, (thickness / 4).min(4))?;
    }
    draft.set("bore_diameter", bore);
    draft.face(Side::Top);
    draft.call(".hole(bore_diameter)");
    draft.holes += 1;
    draft.say(1, "central bore", "central bores", "");
    // Behind a hub the bolts are drilled from below, where no picture would show a counterbore.
    let (side, holes) = if has_hub { (Side::Bottom, Holes::Plain) } else { (Side::Top, Holes::Any) };
    draft.face(side);
    match outline {
        0 => patterns::ring(&mut draft, dice, inner, 96, thickness, holes)?,
        1 => {
            let region = Region { x: 100, y: 100, depth: thickness, keep_out: inner };
            patterns::corners(&mut draft, dice, region, "hole", holes)?;
        }
        _ => {
            let low = inner + 2 * WALL;
            let hole = dice.int(5, (100 - low - 2 * WALL) / 2)?.min(reach / 3);
            let spacing = dice.int(low + hole, 100 - hole - 2 * WALL)?;
            draft.set_all(&[("hole_spacing", spacing), ("hole_diameter", hole)]);
            draft.call(".rarray(hole_spacing, 1, 2, 1)");
            draft.call(".hole(hole_diameter)");
            draft.holes += 2;
            draft.say(2, "hole", "holes", "at the ends");
        }
    }
    Some(draft)
}

/// A plate with one or two bosses on it.
pub fn boss(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let mut draft = Draft::new("boss", plane, &["base plate", "plate with a boss", "bossed plate", "plate"]);
    let thickness = dice.int(5, 22)?;
    let (length, width) = footprint(dice, 0.4);
    let short = length.min(width);
    rectangular(&mut draft, dice, length, width, thickness)?;
    let height = dice.int(6, 60)?;
    draft.face(Side::Top);
    let kind = dice.weighted(&[(60, 0), (20, 1), (20, 2)]);
    let middle = match kind {
        0 => {
            let boss = dice.share(short, 0.25, 0.75);
            draft.set_all(&[("boss_diameter", boss), ("boss_height", height)]);
            draft.call(".circle(boss_diameter / 2)");
            draft.call(".extrude(boss_height)");
            draft.say(1, "round boss", "round bosses", "in the middle");
            if dice.chance(65) {
                let bore = dice.int(4.max(boss / 4), boss - 6)?;
                draft.set("bore_diameter", bore);
                draft.face(Side::Top);
                draft.call(".hole(bore_diameter)");
                draft.holes += 1;
                draft.say(1, "through bore", "through bores", "in the boss");
            }
            boss
        }
        1 => {
            draft.nouns = &["base plate", "plate with a raised block", "stepped base"];
            let (x, y) = (dice.share(length, 0.25, 0.7), dice.share(width, 0.25, 0.7));
            draft.set_all(&[("boss_length", x), ("boss_width", y), ("boss_height", height)]);
            draft.call(".rect(boss_length, boss_width)");
            draft.call(".extrude(boss_height)");
            draft.say(1, "rectangular boss", "rectangular bosses", "in the middle");
            if dice.chance(50) {
                let bore = dice.int(4, x.min(y) * 7 / 10)?;
                draft.set("bore_diameter", bore);
                draft.face(Side::Top);
                draft.call(".hole(bore_diameter)");
                draft.holes += 1;
                draft.say(1, "through bore", "through bores", "in the boss");
            }
            ((x * x + y * y) as f64).sqrt() as i64
        }
        _ => {
            draft.nouns = &["base plate", "plate with two bosses", "two-boss plate"];
            let (long, along_x) = if length >= width { (length, true) } else { (width, false) };
            let boss = dice.int(10, (short * 7 / 10).min(long / 3))?;
            let spacing = dice.int(boss + 8, long - boss - 4)?;
            draft.set_all(&[("boss_diameter", boss), ("boss_height", height), ("boss_spacing", spacing)]);
            draft.call(if along_x {
                ".rarray(boss_spacing, 1, 2, 1)"
            } else {
                ".rarray(1, boss_spacing, 1, 2)"
            });
            draft.call(".circle(boss_diameter / 2)");
            draft.call(".extrude(boss_height)");
            draft.say(2, "round boss", "round bosses", "side by side");
            if dice.chance(50) {
                draft.set("hole_diameter", dice.int(4, boss - 5)?);
                draft.face(Side::Top);
                draft.call(if along_x {
                    ".rarray(boss_spacing, 1, 2, 1)"
                } else {
                    ".rarray(1, boss_spacing, 1, 2)"
                });
                draft.call(".hole(hole_diameter)");
                draft.holes += 2;
                draft.say(2, "hole", "holes", "through the bosses");
            }
            return Some(draft);
        }
    };
    if dice.chance(65) {
        draft.face(Side::Bottom);
        let region = Region { x: length, y: width, depth: thickness, keep_out: middle };
        patterns::corners(&mut draft, dice, region, "hole", Holes::Plain)?;
    }
    Some(draft)
}
