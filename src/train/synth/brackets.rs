//! Bent and welded shapes: L, T and U brackets and angles with a gusset.
//!
//! The profile lies in the base plane and is extruded to both sides of it, so that holes that
//! are centred across the width have 0 as their second coordinate.

use super::dice::Dice;
use super::draft::{Axis, Draft, Plane, Side};
use super::patterns::WALL;

/// How holes sit on a leg.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LegHoles {
    One,
    Across,
    Along,
    Four,
}

/// A base plane for a bracket: its profile is mostly seen from the front.
fn bracket_plane(dice: &mut Dice) -> Plane {
    dice.weighted(&[(55, Plane::Xz), (25, Plane::Yz), (20, Plane::Xy)])
}

/// Holes on a leg whose free part is `along` × `across`; the workplane is already centred there.
///
/// `first_is_along` tells whether the workplane's x runs along the leg.
fn leg_holes(
    draft: &mut Draft,
    dice: &mut Dice,
    prefix: &str,
    (along, across): (i64, i64),
    first_is_along: bool,
) -> Option<i64> {
    let narrow = along.min(across);
    let kind = dice.weighted(&[
        (40, LegHoles::One),
        (30, LegHoles::Across),
        (12, LegHoles::Along),
        (18, LegHoles::Four),
    ]);
    let diameter_name = format!("{prefix}_hole_diameter");
    let count = match kind {
        LegHoles::One => {
            draft.set(&diameter_name, dice.int(4, (narrow * 6 / 10).min(narrow - 2 * WALL))?);
            1
        }
        LegHoles::Across | LegHoles::Along => {
            let is_across = kind == LegHoles::Across;
            let (long, short) = if is_across { (across, along) } else { (along, across) };
            let hole = dice.int(4, (short - 2 * WALL).min(long / 3).min(24))?;
            let spacing = dice.int((hole + WALL).max(long / 3), long - hole - 2 * WALL)?;
            let name = format!("{prefix}_hole_spacing");
            draft.set_all(&[(&name, spacing), (&diameter_name, hole)]);
            draft.call(if is_across == first_is_along {
                format!(".rarray(1, {name}, 1, 2)")
            } else {
                format!(".rarray({name}, 1, 2, 1)")
            });
            2
        }
        LegHoles::Four => {
            let hole = dice.int(4, (narrow / 3 - 1).min(16))?;
            let along_spacing = dice.int((hole + WALL).max(along / 3), along - hole - 2 * WALL)?;
            let across_spacing = dice.int((hole + WALL).max(across / 3), across - hole - 2 * WALL)?;
            let (x, y) = if first_is_along {
                (along_spacing, across_spacing)
            } else {
                (across_spacing, along_spacing)
            };
            let (name_x, name_y) = (format!("{prefix}_hole_spacing_x"), format!("{prefix}_hole_spacing_y"));
            draft.set_all(&[(&name_x, x), (&name_y, y), (&diameter_name, hole)]);
            draft.call(format!(".rect({name_x}, {name_y}, forConstruction=True).vertices()"));
            4
        }
    };
    draft.call(format!(".hole({diameter_name})"));
    draft.holes += count as u32;
    Some(count)
}

/// Length, height and width of a bracket, one of them 100, and the thickness of its legs.
fn extents(dice: &mut Dice) -> Option<(i64, i64, i64, i64)> {
    let (a, b) = (dice.share(100, 0.35, 1.0), dice.share(100, 0.25, 1.0));
    let (length, height, width) = match dice.weighted(&[(40, 0), (35, 1), (25, 2)]) {
        0 => (100, a, b),
        1 => (a, 100, b),
        _ => (a.max(40), b.max(40), 100),
    };
    let thickness = dice.int(4, (length.min(height) / 4).min(18))?;
    Some((length, height, width, thickness))
}

/// Writes the four numbers every bracket has.
fn name_extents(draft: &mut Draft, (length, height, width, thickness): (i64, i64, i64, i64)) {
    draft.set_all(&[("length", length), ("height", height), ("width", width), ("thickness", thickness)]);
    draft.sizes = vec![("long", length), ("high", height), ("wide", width), ("thick", thickness)];
}

/// Writes the L profile of a bracket with its legs along u and v.
fn l_profile(draft: &mut Draft) {
    draft.call(
        ".polyline([(0, 0), (length, 0), (length, thickness), (thickness, thickness), \
         (thickness, height), (0, height)])",
    );
    draft.call(".close()");
    draft.call(".extrude(width / 2, both=True)");
}

/// Perhaps rounds the outer bend and the corners of the legs of an L profile.
fn rounded(
    draft: &mut Draft,
    dice: &mut Dice,
    (length, height, width, thickness): (i64, i64, i64, i64),
    percent: u32,
) -> Option<()> {
    let plane = draft.plane;
    if dice.chance(percent) {
        draft.set("bend_radius", dice.int(2, thickness * 2)?.min(thickness));
        draft.call(format!(
            ".edges(\"{} and {} and {}\").fillet(bend_radius)",
            plane.selector(Side::Left),
            plane.selector(Side::Front),
            plane.parallel(Axis::N)
        ));
        draft.say(0, "a rounded outer bend", "", "");
    }
    let largest = |leg: i64| (width * 4 / 10).min(leg - thickness - 1).min(20);
    if dice.chance(percent) {
        draft.set("base_corner_radius", dice.int(3, largest(length))?);
        draft.call(format!(
            ".edges(\"{} and {}\").fillet(base_corner_radius)",
            plane.selector(Side::Right),
            plane.parallel(Axis::V)
        ));
        draft.say(0, "rounded corners", "", "at the end of the base leg");
    }
    if dice.chance(percent / 2) {
        draft.set("wall_corner_radius", dice.int(3, largest(height))?);
        draft.call(format!(
            ".edges(\"{} and {}\").fillet(wall_corner_radius)",
            plane.selector(Side::Back),
            plane.parallel(Axis::U)
        ));
        draft.say(0, "rounded corners", "", "at the top of the upright leg");
    }
    Some(())
}

/// Whether the x axis of the workplane on a side runs along u or v rather than along n.
fn x_is_in_plane(plane: Plane, side: Side) -> bool {
    plane.on_side(side, ["p", "p", "n"]).split(", ").next().is_some_and(|x| x.ends_with('p'))
}

/// L brackets: two legs, holes in one or both, perhaps rounded.
pub fn l_bracket(dice: &mut Dice) -> Option<Draft> {
    let plane = bracket_plane(dice);
    let size @ (length, height, width, thickness) = extents(dice)?;
    let mut draft = Draft::new("l_bracket", plane, &["L-bracket", "angle bracket", "L bracket", "angle"]);
    name_extents(&mut draft, size);
    l_profile(&mut draft);
    rounded(&mut draft, dice, size, 20)?;
    let holes =
        dice.weighted(&[(10, (false, false)), (25, (true, false)), (20, (false, true)), (45, (true, true))]);
    if holes.0 {
        draft.face(Side::Front);
        draft.center(Side::Front, ["(length + thickness) / 2", "0", "0"]);
        let first = x_is_in_plane(plane, Side::Front);
        let count = leg_holes(&mut draft, dice, "base", (length - thickness, width), first)?;
        draft.say(count, "hole", "holes", "in the base leg");
    }
    if holes.1 {
        draft.face(Side::Left);
        draft.center(Side::Left, ["0", "(height + thickness) / 2", "0"]);
        let first = x_is_in_plane(plane, Side::Left);
        let count = leg_holes(&mut draft, dice, "wall", (height - thickness, width), first)?;
        draft.say(count, "hole", "holes", "in the upright leg");
    }
    Some(draft)
}

/// T brackets: a base with a web in its middle.
pub fn t_bracket(dice: &mut Dice) -> Option<Draft> {
    let plane = bracket_plane(dice);
    let size @ (length, height, width, thickness) = extents(dice)?;
    let wing = (length - thickness) / 2;
    let mut draft = Draft::new("t_bracket", plane, &["T-bracket", "T bracket", "T-shaped bracket", "tee"]);
    name_extents(&mut draft, size);
    draft.call(
        ".polyline([(-length / 2, 0), (length / 2, 0), (length / 2, thickness), \
         (thickness / 2, thickness), (thickness / 2, height), (-thickness / 2, height), \
         (-thickness / 2, thickness), (-length / 2, thickness)])",
    );
    draft.call(".close()");
    draft.call(".extrude(width / 2, both=True)");
    if dice.chance(80) {
        let hole = dice.int(4, (wing - 2 * WALL).min(20).min(width / 2))?;
        let along = dice.int(thickness + hole + 2 * WALL, length - hole - 2 * WALL)?;
        let first = x_is_in_plane(plane, Side::Front);
        draft.face(Side::Front);
        if dice.chance(45) {
            draft.set_all(&[("base_hole_spacing", along), ("base_hole_diameter", hole)]);
            draft.call(if first {
                ".rarray(base_hole_spacing, 1, 2, 1)"
            } else {
                ".rarray(1, base_hole_spacing, 1, 2)"
            });
            draft.holes += 2;
            draft.say(2, "hole", "holes", "in the base");
        } else {
            let across = dice.int(hole + WALL, width - hole - 2 * WALL)?;
            let (x, y) = if first { (along, across) } else { (across, along) };
            draft.set_all(&[
                ("base_hole_spacing_x", x),
                ("base_hole_spacing_y", y),
                ("base_hole_diameter", hole),
            ]);
            draft.call(".rect(base_hole_spacing_x, base_hole_spacing_y, forConstruction=True).vertices()");
            draft.holes += 4;
            draft.say(4, "hole", "holes", "in the base");
        }
        draft.call(".hole(base_hole_diameter)");
    }
    if dice.chance(45) {
        draft.face(Side::Right);
        draft.center(Side::Right, ["0", "(height + thickness) / 2", "0"]);
        let first = x_is_in_plane(plane, Side::Right);
        let count = leg_holes(&mut draft, dice, "web", (height - thickness, width), first)?;
        draft.say(count, "hole", "holes", "in the web");
    }
    Some(draft)
}

/// U brackets and channels.
pub fn u_bracket(dice: &mut Dice) -> Option<Draft> {
    let plane = bracket_plane(dice);
    let size @ (length, height, width, thickness) = extents(dice)?;
    let inside = length - 2 * thickness;
    let mut draft =
        Draft::new("u_bracket", plane, &["U-bracket", "U bracket", "channel", "U-shaped bracket"]);
    name_extents(&mut draft, size);
    draft.call(
        ".polyline([(-length / 2, 0), (length / 2, 0), (length / 2, height), \
         (length / 2 - thickness, height), (length / 2 - thickness, thickness), \
         (-length / 2 + thickness, thickness), (-length / 2 + thickness, height), \
         (-length / 2, height)])",
    );
    draft.call(".close()");
    draft.call(".extrude(width / 2, both=True)");
    if dice.chance(18) {
        draft.set("bend_radius", dice.int(2, thickness)?);
        draft.call(format!(
            ".edges(\"{} and {}\").fillet(bend_radius)",
            plane.selector(Side::Front),
            plane.parallel(Axis::N)
        ));
        draft.say(0, "rounded outer bends", "", "");
    }
    if dice.chance(20) {
        draft.set("corner_radius", dice.int(3, (width * 4 / 10).min(height - thickness - 1).min(20))?);
        draft.call(format!(
            ".edges(\"{} and {}\").fillet(corner_radius)",
            plane.selector(Side::Back),
            plane.parallel(Axis::U)
        ));
        draft.say(0, "rounded corners", "", "on both walls");
    }
    if dice.chance(60) {
        draft.face(Side::Front);
        let first = x_is_in_plane(plane, Side::Front);
        let count = leg_holes(&mut draft, dice, "base", (inside, width), first)?;
        draft.say(count, "hole", "holes", "in the base");
    }
    if dice.chance(55) {
        draft.face(Side::Right);
        draft.center(Side::Right, ["0", "(height + thickness) / 2", "0"]);
        let first = x_is_in_plane(plane, Side::Right);
        let count = leg_holes(&mut draft, dice, "wall", (height - thickness, width), first)?;
        draft.say(count, "hole", "holes", "through both walls");
    }
    Some(draft)
}

/// L brackets with a triangular gusset in the corner.
pub fn gusset(dice: &mut Dice) -> Option<Draft> {
    let plane = bracket_plane(dice);
    let size @ (length, height, width, thickness) = extents(dice)?;
    let (free_length, free_height) = (length - thickness, height - thickness);
    let mut draft = Draft::new(
        "gusset",
        plane,
        &["angle bracket", "angle with a gusset", "gusseted bracket", "reinforced L-bracket"],
    );
    name_extents(&mut draft, size);
    let rib = dice.int(3, (width / 3).min(thickness + 4))?;
    draft.set_all(&[
        ("gusset_length", dice.share(free_length, 0.4, 0.95)),
        ("gusset_height", dice.share(free_height, 0.4, 0.95)),
        ("gusset_thickness", rib),
    ]);
    l_profile(&mut draft);
    draft.call(format!(
        ".union(cq.Workplane(\"{}\").center(thickness, thickness)\
         .polyline([(0, 0), (gusset_length, 0), (0, gusset_height)]).close()\
         .extrude(gusset_thickness / 2, both=True))",
        plane.name()
    ));
    draft.say(1, "triangular gusset", "triangular gussets", "in the corner");
    rounded(&mut draft, dice, size, 16)?;
    let strip = (width - rib) / 2;
    for (prefix, side, place, free, words) in [
        ("base", Side::Front, ["(length + thickness) / 2", "0", "0"], free_length, "in the base leg"),
        ("wall", Side::Left, ["0", "(height + thickness) / 2", "0"], free_height, "in the upright leg"),
    ] {
        if !dice.chance(60) {
            continue;
        }
        let hole = dice.int(4, (strip - 2 * WALL).min(free - 2 * WALL).min(20))?;
        let spacing = dice.int(rib + hole + 2 * WALL, width - hole - 2 * WALL)?;
        let (spacing_name, diameter_name) =
            (format!("{prefix}_hole_spacing"), format!("{prefix}_hole_diameter"));
        draft.set_all(&[(&spacing_name, spacing), (&diameter_name, hole)]);
        draft.face(side);
        draft.center(side, place);
        draft.call(if x_is_in_plane(plane, side) {
            format!(".rarray(1, {spacing_name}, 1, 2)")
        } else {
            format!(".rarray({spacing_name}, 1, 2, 1)")
        });
        draft.call(format!(".hole({diameter_name})"));
        draft.holes += 2;
        draft.say(2, "hole", "holes", words);
    }
    Some(draft)
}
