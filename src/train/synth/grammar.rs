//! Random grammar: a body, then features on it cell by cell, and parts mirrored about a plane.
//!
//! The top of the body is divided along its length into cells, and each cell gets one feature
//! that fits into it. So features never meet, whatever is drawn, and nearly every part is good;
//! the number of structures grows with the power of the number of cells.

use super::dice::Dice;
use super::draft::{Axis, Draft, Plane, Side};
use super::patterns::WALL;

/// The part of the top that a feature may use.
struct Cell {
    /// Name of the number that says where its middle is along u, signed; empty in the middle.
    at: String,
    length: i64,
    width: i64,
    depth: i64,
}

/// Bodies with one to four features in a row.
pub fn grammar(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let mut draft = Draft::new(
        "grammar",
        plane,
        &["machined part", "machined block", "block with features", "milled part"],
    );
    draft.wanted.are_holes_known = false;
    draft.wanted.fewest_faces = 8;
    let (length, width, height) = (100, dice.int(24, 90)?, dice.int(10, 60)?);
    draft.set_all(&[("length", length), ("width", width), ("height", height)]);
    draft.sizes = vec![("long", length), ("wide", width), ("high", height)];
    draft.call(".rect(length, width)");
    draft.call(".extrude(height)");
    let margin = border(&mut draft, dice, width, height)?;
    let usable = length - 2 * margin;
    let cells = dice.weighted(&[(15, 1), (35, 2), (35, 3), (15, 4)]);
    let pitch = usable / cells;
    for i in 0..cells {
        let middle = -usable / 2 + pitch * i + pitch / 2;
        let at = if middle == 0 {
            String::new()
        } else {
            let name = format!("offset_{}", i + 1);
            draft.set(&name, middle.abs());
            if middle < 0 { format!("-{name}") } else { name }
        };
        let cell = Cell { at, length: pitch - WALL, width: width - 2 * margin, depth: height };
        feature(&mut draft, dice, i + 1, &cell)?;
    }
    if dice.chance(25) {
        let room = height - 2 * WALL;
        let gap = dice.int(3, (room / 2).min(12))?;
        let depth = dice.int(3, (width / 6).max(3))?;
        draft.set_all(&[("groove_width", gap), ("groove_depth", depth)]);
        // Along the side, half of it outside of the body.
        draft.call(format!(
            ".cut(cq.Workplane(\"{}\").workplane(offset=height / 2 - groove_width / 2)\
             .center(0, width / 2).rect(length * 2, groove_depth * 2).extrude(groove_width))",
            plane.name()
        ));
        draft.say(1, "groove", "grooves", "along one side");
        if depth > margin - 1 {
            return None;
        }
    }
    Some(draft)
}

/// Treats the edges of the body; gives back how far features must stay away from the border.
fn border(draft: &mut Draft, dice: &mut Dice, width: i64, height: i64) -> Option<i64> {
    let upright = draft.plane.parallel(Axis::N);
    let top = draft.plane.selector(Side::Top);
    let mut margin = WALL;
    match dice.weighted(&[(40, 0), (25, 1), (15, 2), (20, 3)]) {
        1 => {
            let radius = dice.int(2, width / 4)?;
            draft.set("corner_radius", radius);
            draft.call(format!(".edges(\"{upright}\").fillet(corner_radius)"));
            draft.say(0, "rounded corners", "", "");
            margin = margin.max(radius / 3 + 2);
        }
        2 => {
            let size = dice.int(2, width / 5)?;
            draft.set("corner_chamfer", size);
            draft.call(format!(".edges(\"{upright}\").chamfer(corner_chamfer)"));
            draft.say(0, "chamfered corners", "", "");
            margin = margin.max(size / 2 + 2);
        }
        3 => {
            let size = dice.int(1, (height / 4).min(6))?;
            draft.set("edge_chamfer", size);
            draft.call(format!(".faces(\"{top}\").edges().chamfer(edge_chamfer)"));
            draft.say(0, "a chamfered top edge", "", "");
            margin += size;
        }
        _ => {}
    }
    if width - 2 * margin < 12 { None } else { Some(margin) }
}

/// One feature in a cell. Its numbers carry the number of the cell.
fn feature(draft: &mut Draft, dice: &mut Dice, i: i64, cell: &Cell) -> Option<()> {
    let small = cell.length.min(cell.width);
    if small < 8 {
        return None;
    }
    let plane = draft.plane.name();
    let at = if cell.at.is_empty() { String::new() } else { format!(".center({}, 0)", cell.at) };
    let n = |word: &str| format!("{word}_{i}");
    let sink = dice.int(2, (cell.depth * 7 / 10).max(2))?;
    let rise = dice.int(3, 40)?;
    let lowered = |draft: &mut Draft, sketch: &str| {
        draft.set(&n("depth"), sink);
        draft.call(format!(
            ".cut(cq.Workplane(\"{plane}\").workplane(offset=height - depth_{i}){at}{sketch}.extrude(depth_{i}))"
        ));
    };
    let raised = |draft: &mut Draft, sketch: &str| {
        draft.set(&n("rise"), rise);
        draft.call(format!(
            ".union(cq.Workplane(\"{plane}\").workplane(offset=height){at}{sketch}.extrude(rise_{i}))"
        ));
    };
    let through = |draft: &mut Draft, sketch: &str| {
        draft.call(format!(".cut(cq.Workplane(\"{plane}\"){at}{sketch}.extrude(height))"));
    };
    match dice.int(0, 8)? {
        0 => {
            draft.set(&n("hole_diameter"), dice.int(4, small)?);
            through(draft, &format!(".circle(hole_diameter_{i} / 2)"));
            draft.say(1, "through hole", "through holes", "");
        }
        1 => {
            draft.set(&n("pocket_diameter"), dice.int(5, small)?);
            lowered(draft, &format!(".circle(pocket_diameter_{i} / 2)"));
            draft.say(1, "round pocket", "round pockets", "");
        }
        2 => {
            draft.set(&n("pocket_length"), dice.int(5, cell.length)?);
            draft.set(&n("pocket_width"), dice.int(5, cell.width)?);
            lowered(draft, &format!(".rect(pocket_length_{i}, pocket_width_{i})"));
            draft.say(1, "rectangular pocket", "rectangular pockets", "");
        }
        3 => {
            draft.set(&n("boss_diameter"), dice.int(5, small)?);
            raised(draft, &format!(".circle(boss_diameter_{i} / 2)"));
            draft.say(1, "round boss", "round bosses", "");
        }
        4 => {
            let boss = dice.int(9, small.max(9))?;
            draft.set(&n("boss_diameter"), boss);
            draft.set(&n("bore_diameter"), dice.int(3, boss - 4)?);
            raised(draft, &format!(".circle(boss_diameter_{i} / 2).circle(bore_diameter_{i} / 2)"));
            draft.say(1, "ring boss", "ring bosses", "");
        }
        5 => {
            draft.set(&n("block_length"), dice.int(5, cell.length)?);
            draft.set(&n("block_width"), dice.int(5, cell.width)?);
            raised(draft, &format!(".rect(block_length_{i}, block_width_{i})"));
            draft.say(1, "rectangular boss", "rectangular bosses", "");
        }
        6 => {
            let (long, turned) =
                if cell.length > cell.width { (cell.length, "") } else { (cell.width, ", 90") };
            let slot_width = dice.int(4, (small - 1).min(long / 2))?;
            draft.set(&n("slot_length"), dice.int(slot_width + 3, long)?);
            draft.set(&n("slot_width"), slot_width);
            through(draft, &format!(".slot2D(slot_length_{i}, slot_width_{i}{turned})"));
            draft.say(1, "slot", "slots", "");
        }
        7 => {
            draft.set(&n("hexagon_diameter"), dice.int(6, small)?);
            draft.set(&n("hexagon_side_count"), 6);
            lowered(draft, &format!(".polygon(hexagon_side_count_{i}, hexagon_diameter_{i})"));
            draft.say(1, "hexagonal pocket", "hexagonal pockets", "");
        }
        _ => {
            let count = dice.int(2, 4)?;
            let hole = dice.int(3, (cell.width / (count + 1)).min(cell.length))?;
            let spacing = dice.int(hole + WALL, (cell.width - hole) / (count - 1))?;
            draft.set(&n("hole_diameter"), hole);
            draft.set(&n("hole_spacing"), spacing);
            draft.set(&n("hole_count"), count);
            through(
                draft,
                &format!(".rarray(1, hole_spacing_{i}, 1, hole_count_{i}).circle(hole_diameter_{i} / 2)"),
            );
            draft.say(count, "hole", "holes", "in a row across");
        }
    }
    Some(())
}

/// Parts made of one half and its mirror image.
pub fn mirrored(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let mut draft = Draft::new(
        "mirrored",
        plane,
        &["symmetrical part", "symmetrical bracket", "mirrored part", "bridge"],
    );
    draft.wanted.fewest_faces = 8;
    let (half, width, thickness) = (50, dice.int(20, 80)?, dice.int(5, 22)?);
    draft.set_all(&[("half_length", half), ("width", width), ("thickness", thickness)]);
    draft.sizes = vec![("long", 100), ("wide", width), ("thick", thickness)];
    draft.call(".moveTo(half_length / 2, 0)");
    draft.call(".rect(half_length, width)");
    draft.call(".extrude(thickness)");
    let end = dice.weighted(&[(40, 0), (35, 1), (25, 2)]);
    let reach = match end {
        // A raised pad at the end.
        0 => {
            let pad = dice.int(12, 24)?;
            draft.set_all(&[("pad_length", pad), ("pad_height", dice.int(4, 40)?)]);
            draft.face(Side::Top);
            draft.call(".moveTo(half_length - pad_length / 2, 0)");
            draft.call(".rect(pad_length, width)");
            draft.call(".extrude(pad_height)");
            draft.say(2, "raised end", "raised ends", "");
            pad
        }
        // A round boss.
        1 => {
            let boss = dice.int(12, (width - 2).min(34))?;
            draft.set_all(&[
                ("boss_diameter", boss),
                ("boss_height", dice.int(4, 36)?),
                ("boss_offset", dice.int(boss / 2 + 4, 50 - boss / 2 - 1)?),
            ]);
            draft.face(Side::Top);
            draft.call(".moveTo(boss_offset, 0)");
            draft.call(".circle(boss_diameter / 2)");
            draft.call(".extrude(boss_height)");
            draft.say(2, "round boss", "round bosses", "");
            boss
        }
        // A waist: the end is cut narrower at both sides.
        _ => {
            let depth = dice.int(3, width / 4)?;
            draft.set_all(&[("waist_length", dice.int(8, 30)?), ("waist_depth", depth)]);
            draft.face(Side::Top);
            draft.call(".rarray(1, width, 1, 2)");
            draft.call(".rect(waist_length * 2, waist_depth * 2)");
            draft.call(".cutThruAll()");
            draft.say(1, "waist", "waists", "in the middle");
            if width - 2 * depth < 8 {
                return None;
            }
            0
        }
    };
    if reach > 0 && dice.chance(80) {
        let name = if end == 0 { "half_length - pad_length / 2" } else { "boss_offset" };
        draft.set("hole_diameter", dice.int(4, (reach.min(width) - 5).max(4))?);
        draft.face(Side::Top);
        draft.call(format!(".moveTo({name}, 0)"));
        draft.call(".hole(hole_diameter)");
        draft.holes += 2;
        draft.say(2, "hole", "holes", "in the ends");
    } else if reach == 0 {
        draft.set_all(&[("hole_offset", dice.int(34, 42)?), ("hole_diameter", dice.int(4, 10)?)]);
        draft.face(Side::Top);
        draft.call(".moveTo(hole_offset, 0)");
        draft.call(".hole(hole_diameter)");
        draft.holes += 2;
        draft.say(2, "hole", "holes", "at the ends");
    }
    if dice.chance(40) {
        draft.set("end_radius", dice.int(2, width / 5)?);
        let (right, upright) = (plane.selector(Side::Right), plane.parallel(Axis::N));
        draft.call(format!(".edges(\"{right} and {upright}\").fillet(end_radius)"));
        draft.say(0, "rounded corners", "", "");
    }
    let mirror = if plane == Plane::Yz { "XZ" } else { "YZ" };
    draft.call(format!(".mirror(\"{mirror}\", union=True)"));
    Some(draft)
}
