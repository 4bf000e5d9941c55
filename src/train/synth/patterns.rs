//! Holes and where they sit: one hole, rows, corners, grids and bolt circles.
//!
//! Every pattern leaves a wall of at least [`WALL`] between holes and to the border.

use super::dice::Dice;
use super::draft::Draft;

/// The thinnest wall between two holes, or between a hole and the border.
pub const WALL: i64 = 3;

/// How holes are laid out in a rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// No hole.
    None,
    /// One in the middle.
    Center,
    /// Two or more along the longer side.
    Row,
    /// Four, one near each corner.
    Corners,
    /// Rows and columns.
    Grid,
    /// On a circle.
    Ring,
    /// One in the middle and four near the corners.
    CenterAndCorners,
}

/// The rectangle that may be drilled, centred on the workplane, and what lies below it.
#[derive(Clone, Copy, Debug)]
pub struct Region {
    /// Extent along the workplane's x.
    pub x: i64,
    /// Extent along the workplane's y.
    pub y: i64,
    /// Depth of the material.
    pub depth: i64,
    /// Diameter in the middle that stays free; 0 where nothing is in the way.
    pub keep_out: i64,
}

/// What the holes look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holes {
    /// Plain, counterbored or countersunk.
    Any,
    /// Plain only.
    Plain,
}

/// Drills a rectangle on the workplane at the end of the chain; `None` where it does not fit.
pub fn rectangle(
    draft: &mut Draft,
    dice: &mut Dice,
    layout: Layout,
    region: Region,
    holes: Holes,
) -> Option<()> {
    let short = region.x.min(region.y);
    match layout {
        Layout::None => {}
        Layout::Center => {
            let outer = dice.int(4.max(short / 10), (short * 6 / 10).min(short - 2 * WALL))?;
            let (one, many) = drill(draft, dice, "hole", outer, region.depth, holes, "")?;
            draft.holes += 1;
            draft.say(1, one, many, "in the middle");
        }
        Layout::Row => {
            let (long, along_x) = if region.x >= region.y { (region.x, true) } else { (region.y, false) };
            let count = dice.weighted(&[(50, 2), (25, 3), (15, 4), (6, 5), (4, 6)]);
            let outer = dice.int(4, (short * 6 / 10).min(short - 2 * WALL).min(long / (count + 1)))?;
            let widest = (long - outer - 2 * WALL) / (count - 1);
            let spacing = dice.int((outer + WALL).max(widest * 6 / 10), widest)?;
            draft.set_all(&[("hole_spacing", spacing), ("hole_count", count)]);
            let place = if along_x {
                ".rarray(hole_spacing, 1, hole_count, 1)"
            } else {
                ".rarray(1, hole_spacing, 1, hole_count)"
            };
            let (one, many) = drill(draft, dice, "hole", outer, region.depth, holes, place)?;
            draft.holes += count as u32;
            draft.say(count, one, many, "in a row");
        }
        Layout::Corners => corners(draft, dice, region, "hole", holes)?,
        Layout::Grid => {
            let (nx, ny) = (dice.int(2, 5)?, dice.int(2, 4)?);
            let outer = dice.int(4, (region.x / (nx + 1)).min(region.y / (ny + 1)))?;
            let widest = |extent: i64, n: i64| (extent - outer - 2 * WALL) / (n - 1);
            let x = dice.int((outer + WALL).max(widest(region.x, nx) / 2), widest(region.x, nx))?;
            let y = dice.int((outer + WALL).max(widest(region.y, ny) / 2), widest(region.y, ny))?;
            draft.set_all(&[
                ("hole_spacing_x", x),
                ("hole_spacing_y", y),
                ("hole_count_x", nx),
                ("hole_count_y", ny),
            ]);
            let place = ".rarray(hole_spacing_x, hole_spacing_y, hole_count_x, hole_count_y)";
            drill(draft, dice, "hole", outer, region.depth, Holes::Plain, place)?;
            draft.holes += (nx * ny) as u32;
            draft.say(nx * ny, "hole", "holes", "in a grid");
        }
        Layout::Ring => ring(draft, dice, region.keep_out, short, region.depth, holes)?,
        Layout::CenterAndCorners => {
            let bore = dice.int(short * 15 / 100, short / 2)?;
            draft.set("bore_diameter", bore);
            draft.call(".hole(bore_diameter)");
            draft.holes += 1;
            draft.say(1, "central bore", "central bores", "");
            draft.face(super::draft::Side::Top);
            corners(draft, dice, Region { keep_out: bore, ..region }, "hole", holes)?;
        }
    }
    Some(())
}

/// Drills four holes near the corners of a rectangle, named by a prefix.
pub fn corners(
    draft: &mut Draft,
    dice: &mut Dice,
    region: Region,
    prefix: &'static str,
    holes: Holes,
) -> Option<()> {
    let short = region.x.min(region.y);
    let outer = dice.int(4, (short / 3).min(short / 2 - WALL))?;
    let smallest_margin = outer / 2 + WALL;
    let margin = dice.int(smallest_margin, smallest_margin + short / 12)?;
    let (x, y) = (region.x - 2 * margin, region.y - 2 * margin);
    let reach = ((x * x + y * y) as f64).sqrt() as i64;
    if x.min(y) < outer + WALL || (region.keep_out > 0 && reach < region.keep_out + outer + 2 * WALL) {
        return None;
    }
    draft.set_all(&[(&format!("{prefix}_spacing_x"), x), (&format!("{prefix}_spacing_y"), y)]);
    let place = format!(".rect({prefix}_spacing_x, {prefix}_spacing_y, forConstruction=True).vertices()");
    let (one, many) = drill(draft, dice, prefix, outer, region.depth, holes, &place)?;
    draft.holes += 4;
    draft.say(4, one, many, "in the corners");
    Some(())
}

/// Drills a bolt circle between an inner and an outer diameter.
pub fn ring(
    draft: &mut Draft,
    dice: &mut Dice,
    inner: i64,
    outer: i64,
    depth: i64,
    holes: Holes,
) -> Option<()> {
    let count = dice.weighted(&[(14, 3), (34, 4), (8, 5), (28, 6), (12, 8), (4, 12)]);
    let band = (outer - inner) / 2;
    let room = band - 2 * WALL;
    let hole = dice.int(4, (band * 6 / 10).min(room).min(outer / 6))?;
    let diameter =
        dice.int((inner + hole + 2 * WALL).max(outer / 2), (outer - hole - 2 * WALL).min(outer * 9 / 10))?;
    let chord = diameter as f64 * (std::f64::consts::PI / count as f64).sin();
    if chord < (hole + WALL) as f64 {
        return None;
    }
    draft.set_all(&[("bolt_circle_diameter", diameter), ("hole_count", count)]);
    let place = ".polarArray(bolt_circle_diameter / 2, 0, 360, hole_count)";
    let (one, many) = drill(draft, dice, "hole", hole, depth, holes, place)?;
    draft.holes += count as u32;
    let where_to = dice.one(&["on a bolt circle", "on a circle", "evenly spaced around the centre"]);
    draft.say(count, one, many, where_to);
    Some(())
}

/// Writes place and hole and gives back what it is called, one and many; `outer` is the widest
/// diameter the hole may have.
fn drill(
    draft: &mut Draft,
    dice: &mut Dice,
    prefix: &str,
    outer: i64,
    depth: i64,
    holes: Holes,
    place: &str,
) -> Option<(&'static str, &'static str)> {
    if !place.is_empty() {
        draft.call(place);
    }
    let roomy = holes == Holes::Any && outer >= 8 && depth >= 6;
    let kind = if roomy { dice.weighted(&[(64, 0), (22, 1), (14, 2)]) } else { 0 };
    let diameter = if kind == 0 { outer } else { dice.share(outer, 0.45, 0.65) };
    draft.set(&format!("{prefix}_diameter"), diameter);
    Some(match kind {
        0 => {
            draft.call(format!(".hole({prefix}_diameter)"));
            ("hole", "holes")
        }
        1 => {
            let sink = dice.share(depth, 0.2, 0.6);
            draft.set_all(&[("counterbore_diameter", outer), ("counterbore_depth", sink)]);
            draft.call(format!(".cboreHole({prefix}_diameter, counterbore_diameter, counterbore_depth)"));
            ("counterbored hole", "counterbored holes")
        }
        _ => {
            if (outer - diameter) / 2 + 1 >= depth {
                return None;
            }
            draft.set_all(&[("countersink_diameter", outer), ("countersink_angle", 90)]);
            draft.call(format!(".cskHole({prefix}_diameter, countersink_diameter, countersink_angle)"));
            ("countersunk hole", "countersunk holes")
        }
    })
}
