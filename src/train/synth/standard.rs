//! Holes for screws by their standard sizes.
//!
//! Diameters are in millimetres: clearance holes and tapping drills of [`base::thread`], counterbores for socket head cap screws (ISO 4762 with the usual play) and
//! countersinks for flat heads (ISO 10642). Such parts are drawn to scale, one unit a millimetre.

pub use base::thread::{SCREWS, Screw};

use super::dice::Dice;
use super::draft::{Axis, Draft, Plane, Pose, Side};
use super::patterns::WALL;

/// The thread with this clearance hole, if any.
pub fn screw_of_clearance(diameter: f64) -> Option<&'static Screw> {
    SCREWS.iter().find(|screw| (screw.clearance - diameter).abs() < 1e-6)
}

/// How a screw sits in its hole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seat {
    Clearance,
    Tapped,
    Counterbored,
    Countersunk,
}

/// Plates and flanges to scale with holes for standard screws.
pub fn screw_plate(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let mut draft =
        Draft::new("screw_plate", plane, &["plate", "adapter plate", "mounting plate", "base plate"]);
    draft.pose = Pose::Flat;
    draft.is_to_scale = true;
    let thickness = dice.int(6, 25)?;
    let is_round = dice.chance(35);
    let (length, width) = if is_round { (100, 100) } else { (100, dice.int(35, 100)?) };
    if is_round {
        draft.nouns = &["flange", "round flange", "adapter disc", "cover"];
        draft.set_all(&[("diameter", 100), ("thickness", thickness)]);
        draft.sizes = vec![("in diameter", 100), ("thick", thickness)];
        draft.call(".circle(diameter / 2)");
        draft.call(".extrude(thickness)");
    } else {
        draft.set_all(&[("length", length), ("width", width), ("thickness", thickness)]);
        draft.sizes = vec![("long", length), ("wide", width), ("thick", thickness)];
        draft.call(".rect(length, width)");
        draft.call(".extrude(thickness)");
        if dice.chance(40) {
            draft.set("corner_radius", dice.int(3, width / 5)?);
            draft.call(format!(".edges(\"{}\").fillet(corner_radius)", plane.parallel(Axis::N)));
            draft.say(0, "rounded corners", "", "");
        }
    }
    let screw = dice.one(&SCREWS);
    let seat = dice.weighted(&[
        (40, Seat::Clearance),
        (20, Seat::Tapped),
        (24, Seat::Counterbored),
        (16, Seat::Countersunk),
    ]);
    let deep = thickness as f64;
    let outer = match seat {
        Seat::Clearance => screw.clearance,
        Seat::Tapped => screw.tapping,
        Seat::Counterbored if deep > screw.head_height + 2.0 => screw.counterbore,
        Seat::Countersunk if deep > (screw.countersink - screw.clearance) / 2.0 + 1.0 => screw.countersink,
        _ => return None,
    }
    .ceil() as i64;
    let bore = if dice.chance(if is_round { 75 } else { 30 }) { dice.int(10, width / 2)? } else { 0 };
    if bore > 0 {
        draft.set("bore_diameter", bore);
        draft.face(Side::Top);
        draft.call(".hole(bore_diameter)");
        draft.holes += 1;
        draft.say(1, "central bore", "central bores", "");
    }
    draft.face(Side::Top);
    let (count, place) = pattern(&mut draft, dice, is_round, (length, width), outer, bore)?;
    let name = screw.name;
    let what = match seat {
        Seat::Clearance => {
            draft.set_exact("hole_diameter", screw.clearance);
            draft.call(".hole(hole_diameter)");
            format!("{name} clearance hole")
        }
        Seat::Tapped => {
            draft.set_exact("tapping_diameter", screw.tapping);
            draft.call(".hole(tapping_diameter)");
            dice.one(&[format!("tapping hole for {name}"), format!("{name} tapped hole")])
        }
        Seat::Counterbored => {
            draft.set_exact("hole_diameter", screw.clearance);
            draft.set_exact("counterbore_diameter", screw.counterbore);
            draft.set_exact("counterbore_depth", screw.head_height);
            draft.call(".cboreHole(hole_diameter, counterbore_diameter, counterbore_depth)");
            format!("counterbored hole for {name} cap screws")
        }
        Seat::Countersunk => {
            draft.set_exact("hole_diameter", screw.clearance);
            draft.set_exact("countersink_diameter", screw.countersink);
            draft.set("countersink_angle", 90);
            draft.call(".cskHole(hole_diameter, countersink_diameter, countersink_angle)");
            format!("countersunk hole for {name}")
        }
    };
    draft.holes += count as u32;
    let many = what.replacen("hole", "holes", 1);
    draft.say(count, what, many, place);
    Some(draft)
}

/// Writes where the holes are; gives back how many and the words for it.
fn pattern(
    draft: &mut Draft,
    dice: &mut Dice,
    is_round: bool,
    (length, width): (i64, i64),
    outer: i64,
    bore: i64,
) -> Option<(i64, &'static str)> {
    let kind = if is_round { 0 } else { dice.weighted(&[(20, 0), (34, 1), (24, 2), (22, 3)]) };
    match kind {
        0 => {
            let count = dice.weighted(&[(15, 3), (35, 4), (10, 5), (28, 6), (12, 8)]);
            let reach = length.min(width);
            let low = (bore + outer + 2 * WALL).max(reach / 2);
            let diameter = dice.int(low, reach - outer - 2 * WALL)?;
            let chord = diameter as f64 * (std::f64::consts::PI / count as f64).sin();
            if chord < (outer + WALL) as f64 {
                return None;
            }
            draft.set_all(&[("bolt_circle_diameter", diameter), ("hole_count", count)]);
            draft.call(".polarArray(bolt_circle_diameter / 2, 0, 360, hole_count)");
            Some((count, "on a bolt circle"))
        }
        1 => {
            let margin = dice.int(outer / 2 + WALL, outer / 2 + WALL + 8)?;
            let (x, y) = (length - 2 * margin, width - 2 * margin);
            let reach = ((x * x + y * y) as f64).sqrt() as i64;
            if x.min(y) < outer + WALL || reach < bore + outer + 2 * WALL {
                return None;
            }
            draft.set_all(&[("hole_spacing_x", x), ("hole_spacing_y", y)]);
            draft.call(".rect(hole_spacing_x, hole_spacing_y, forConstruction=True).vertices()");
            Some((4, "in the corners"))
        }
        2 => {
            if bore > 0 {
                return None;
            }
            let (nx, ny) = (dice.int(2, 5)?, dice.int(2, 4)?);
            let widest = |extent: i64, n: i64| (extent - outer - 2 * WALL) / (n - 1);
            let x = dice.int((outer + WALL).max(widest(length, nx) / 2), widest(length, nx))?;
            let y = dice.int((outer + WALL).max(widest(width, ny) / 2), widest(width, ny))?;
            draft.set_all(&[
                ("hole_spacing_x", x),
                ("hole_spacing_y", y),
                ("hole_count_x", nx),
                ("hole_count_y", ny),
            ]);
            draft.call(".rarray(hole_spacing_x, hole_spacing_y, hole_count_x, hole_count_y)");
            Some((nx * ny, "in a grid"))
        }
        _ => {
            let low = (bore + outer) / 2 + WALL;
            let offset = dice.int(low.max(length / 5), length / 2 - outer / 2 - WALL)?;
            draft.set("hole_offset", offset);
            draft.call(".pushPoints([(-hole_offset, 0), (hole_offset, 0)])");
            Some((2, "mirrored about the middle"))
        }
    }
}
