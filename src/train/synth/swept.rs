//! Parts along a path and between two outlines: pipes, handles, sweeps, lofts.

use super::dice::Dice;
use super::draft::{Draft, Plane, Pose, Side};
use super::patterns::WALL;

/// The plane of a path that leaves the base plane at a right angle, and along which axis.
fn path_plane(plane: Plane) -> &'static str {
    match plane {
        // The path starts along Z, Z and Y: along the second axis of its own plane.
        Plane::Xy => "XZ",
        Plane::Xz => "XY",
        Plane::Yz => "XY",
    }
}

/// Where pipes may start: their path goes up or to the back.
fn base(dice: &mut Dice) -> Plane {
    dice.weighted(&[(70, Plane::Xy), (30, Plane::Xz)])
}

/// Pipe bends with one or two curves, perhaps with flanges.
pub fn pipe(dice: &mut Dice) -> Option<Draft> {
    let plane = base(dice);
    let mut draft = Draft::new("pipe", plane, &["pipe bend", "bent pipe", "elbow pipe", "tube elbow"]);
    let outer = dice.int(8, 32)?;
    let is_hollow = dice.chance(75);
    let bend = dice.int(outer / 2 + 4, outer + 16)?;
    let kind = dice.weighted(&[(55, 0), (25, 1), (20, 2)]);
    let (riser, run) = (dice.int(8, 60)?, dice.int(8, 60)?);
    let (wide, tall) = match kind {
        0 => (outer / 2 + bend + run, riser + bend + outer / 2),
        1 => (outer + 2 * bend + run, riser + bend + outer / 2),
        _ => (outer + 2 * bend + run, 2 * riser + 2 * bend),
    };
    // The longer side becomes about 100 by one of the straight pieces.
    let missing = 100 - wide.max(tall);
    let (riser, run) = match (wide >= tall, kind) {
        (true, _) => (riser, run + missing),
        (false, 2) => (riser + missing / 2, run),
        (false, _) => (riser + missing, run),
    };
    if riser < 6 || run < 6 {
        return None;
    }
    draft.set_all(&[
        ("outer_diameter", outer),
        ("bend_radius", bend),
        ("riser_length", riser),
        ("run_length", run),
    ]);
    if is_hollow {
        draft.set("bore_diameter", dice.int(outer * 4 / 10, outer - 2)?);
        draft.holes = if kind == 0 { 2 } else { 3 };
    } else {
        draft.nouns = &["bent rod", "bent bar", "bent round bar"];
    }
    draft.head(format!("cq.Workplane(\"{}\")", path_plane(plane)));
    draft.call(".vLine(riser_length)");
    draft.call(".tangentArcPoint((bend_radius, bend_radius))");
    draft.call(".hLine(run_length)");
    match kind {
        0 => draft.say(1, "bend", "bends", ""),
        1 => {
            draft.call(".tangentArcPoint((bend_radius, -bend_radius))");
            draft.call(".vLine(-riser_length)");
            draft.say(2, "bend", "bends", "in a U");
            draft.holes = if is_hollow { 3 } else { 0 };
        }
        _ => {
            draft.call(".tangentArcPoint((bend_radius, bend_radius))");
            draft.call(".vLine(riser_length)");
            draft.say(2, "bend", "bends", "in an S");
        }
    }
    draft.keep("path");
    draft.call(".circle(outer_diameter / 2)");
    if is_hollow {
        draft.call(".circle(bore_diameter / 2)");
    }
    draft.call(".sweep(path)");
    if dice.chance(40) && riser >= 14 {
        let flange = dice.int(outer + 8, (outer * 2 + 10).min(outer + 2 * bend - 2))?;
        draft.set_all(&[("flange_diameter", flange), ("flange_thickness", dice.int(3, 8)?)]);
        let bore = if is_hollow { ".circle(bore_diameter / 2)" } else { "" };
        // The path leaves an XZ plane backwards, against its normal.
        let sign = if plane == Plane::Xz { "-" } else { "" };
        draft.call(format!(
            ".union(cq.Workplane(\"{}\").circle(flange_diameter / 2){bore}.extrude({sign}flange_thickness))",
            plane.name()
        ));
        draft.say(1, "flange", "flanges", "at one end");
    }
    draft.wanted.longest = (80.0, 125.0);
    draft.wanted.fewest_faces = 4;
    Some(draft)
}

/// Bars with a rectangular section along a bent path.
pub fn sweep(dice: &mut Dice) -> Option<Draft> {
    let plane = base(dice);
    let mut draft = Draft::new("sweep", plane, &["bent bar", "swept bar", "bent strip", "hook-shaped bar"]);
    let section = dice.weighted(&[(45, 0), (30, 1), (25, 2)]);
    let (across, along) = (dice.int(5, 24)?, dice.int(5, 40)?);
    let bend = dice.int(across / 2 + 3, across + 18)?;
    let (riser, run) = (dice.int(10, 75)?, dice.int(10, 75)?);
    let longest = (across / 2 + bend + run).max(riser + bend + across / 2);
    let (riser, run) = if riser > run { (riser + 100 - longest, run) } else { (riser, run + 100 - longest) };
    if riser < 8 || run < 8 {
        return None;
    }
    draft.set_all(&[("bend_radius", bend), ("riser_length", riser), ("run_length", run)]);
    draft.set_all(&[("section_height", across), ("section_width", along)]);
    draft.head(format!("cq.Workplane(\"{}\")", path_plane(plane)));
    draft.call(".vLine(riser_length)");
    draft.call(".tangentArcPoint((bend_radius, bend_radius))");
    draft.call(".hLine(run_length)");
    draft.keep("path");
    match section {
        0 => {
            draft.call(".rect(section_height, section_width)");
            draft.say(0, "a rectangular section", "", "");
        }
        1 => {
            if across.min(along) < 8 {
                return None;
            }
            draft.set("wall", dice.int(1, across.min(along) / 4)?);
            draft.nouns = &["bent rectangular tube", "bent box section", "rectangular duct bend"];
            draft.call(".rect(section_height, section_width)");
            draft.call(".rect(section_height - wall * 2, section_width - wall * 2)");
            draft.say(0, "a hollow rectangular section", "", "");
        }
        _ => {
            if along < across + 2 {
                return None;
            }
            draft.call(".slot2D(section_width, section_height, 90)");
            draft.say(0, "a section with round ends", "", "");
        }
    }
    draft.call(".sweep(path)");
    draft.wanted.longest = (80.0, 125.0);
    draft.wanted.fewest_faces = 6;
    Some(draft)
}

/// Grab handles: a bent bar between two feet.
pub fn handle(dice: &mut Dice) -> Option<Draft> {
    let plane = base(dice);
    let mut draft = Draft::new("handle", plane, &["handle", "grab handle", "pull handle", "drawer handle"]);
    let grip = dice.int(6, 16)?;
    let foot = dice.int(grip + 4, grip + 16)?;
    let bend = dice.int(grip / 2 + 3, 24)?;
    let (rise, foot_thickness) = (dice.int(8, 45)?, dice.int(3, 7)?);
    let spacing = 100 - foot;
    if spacing < 2 * bend + 10 || rise < foot_thickness + 2 {
        return None;
    }
    draft.set_all(&[
        ("handle_spacing", spacing),
        ("rise_height", rise),
        ("bend_radius", bend),
        ("grip_diameter", grip),
        ("foot_diameter", foot),
        ("foot_thickness", foot_thickness),
    ]);
    draft.sizes = vec![("long", 100), ("high", rise + bend + grip / 2)];
    draft.head(format!("cq.Workplane(\"{}\")", path_plane(plane)));
    draft.call(".moveTo(-handle_spacing / 2, 0)");
    draft.call(".vLine(rise_height)");
    draft.call(".tangentArcPoint((bend_radius, bend_radius))");
    draft.call(".hLine(handle_spacing - bend_radius * 2)");
    draft.call(".tangentArcPoint((bend_radius, -bend_radius))");
    draft.call(".vLine(-rise_height)");
    draft.keep("path");
    draft.call(".moveTo(-handle_spacing / 2, 0)");
    draft.call(".circle(grip_diameter / 2)");
    draft.call(".sweep(path)");
    let sign = if plane == Plane::Xz { "-" } else { "" };
    let name = plane.name();
    draft.call(format!(
        ".union(cq.Workplane(\"{name}\").rarray(handle_spacing, 1, 2, 1).circle(foot_diameter / 2)\
         .extrude({sign}foot_thickness))"
    ));
    draft.say(2, "round foot", "round feet", "");
    if dice.chance(60) {
        draft.set_all(&[
            ("screw_hole_diameter", dice.int(2, grip - 3)?),
            ("screw_hole_depth", dice.int(5, rise)?),
        ]);
        draft.call(format!(
            ".cut(cq.Workplane(\"{name}\").rarray(handle_spacing, 1, 2, 1)\
             .circle(screw_hole_diameter / 2).extrude({sign}screw_hole_depth))"
        ));
        draft.holes += 2;
        draft.say(2, "screw hole", "screw holes", "in the feet");
    }
    draft.wanted.fewest_faces = 9;
    Some(draft)
}

/// Transitions from one outline to another, solid or hollow.
pub fn loft(dice: &mut Dice) -> Option<Draft> {
    let plane = Plane::any(dice);
    let mut draft = Draft::new(
        "loft",
        plane,
        &["loft", "transition piece", "transition", "adapter between two outlines"],
    );
    draft.pose = Pose::Axial;
    draft.wanted.are_holes_known = false;
    let kind = dice.weighted(&[(50, 0), (25, 1), (25, 2)]);
    let (length, width) = (dice.int(35, 100)?, dice.int(30, 100)?);
    let height = if length.max(width) < 100 { 100 } else { dice.int(20, 100)? };
    draft.set_all(&[("length", length), ("width", width), ("height", height)]);
    draft.sizes = vec![("long", length), ("wide", width), ("high", height)];
    let short = length.min(width);
    let (lower, upper, inner_lower, inner_upper);
    match kind {
        0 => {
            draft.set("top_diameter", dice.int(short * 3 / 10, short * 9 / 10)?);
            (lower, upper) = (".rect(length, width)", ".circle(top_diameter / 2)");
            (inner_lower, inner_upper) =
                (".rect(length - wall * 2, width - wall * 2)", ".circle(top_diameter / 2 - wall)");
            draft.nouns =
                &["square to round transition", "rectangle to circle transition", "duct transition"];
        }
        1 => {
            draft.set_all(&[
                ("top_length", dice.int(length * 3 / 10, length * 9 / 10)?),
                ("top_width", dice.int(width * 3 / 10, width * 9 / 10)?),
            ]);
            (lower, upper) = (".rect(length, width)", ".rect(top_length, top_width)");
            (inner_lower, inner_upper) = (
                ".rect(length - wall * 2, width - wall * 2)",
                ".rect(top_length - wall * 2, top_width - wall * 2)",
            );
            draft.nouns =
                &["tapered transition", "rectangular reducer", "hopper", "frustum with a rectangular base"];
        }
        _ => {
            draft.set("top_diameter", dice.int(short * 3 / 10, short * 9 / 10)?);
            (lower, upper) = (".ellipse(length / 2, width / 2)", ".circle(top_diameter / 2)");
            (inner_lower, inner_upper) =
                (".ellipse(length / 2 - wall, width / 2 - wall)", ".circle(top_diameter / 2 - wall)");
            draft.nouns = &["oval to round transition", "oval reducer", "elliptical transition"];
        }
    }
    draft.call(lower);
    draft.call(".workplane(offset=height)");
    draft.call(upper);
    draft.call(".loft()");
    let top = draft.value("top_diameter").or(draft.value("top_width").min(draft.value("top_length")))?;
    let name = plane.name();
    match dice.weighted(&[(50, 0), (25, 1), (25, 2)]) {
        0 => {
            draft.set("wall", dice.int(1, (top.min(short) / 5).min(6))?);
            draft.call(format!(
                ".cut(cq.Workplane(\"{name}\"){inner_lower}.workplane(offset=height){inner_upper}.loft())"
            ));
            draft.say(0, "open ends", "", "");
        }
        1 => {
            draft.set("neck_height", dice.int(5, 25)?);
            draft.face(Side::Top);
            draft.call(match kind {
                1 => ".rect(top_length, top_width)",
                _ => ".circle(top_diameter / 2)",
            });
            draft.call(".extrude(neck_height)");
            draft.say(0, "a straight neck on top", "", "");
            draft.wanted.longest = (88.0, 128.0);
        }
        _ => {
            draft.set("bore_diameter", dice.int(4, (top - 2 * WALL).min(40))?);
            draft.face(Side::Top);
            draft.call(".hole(bore_diameter)");
            draft.say(1, "through hole", "through holes", "along the axis");
        }
    }
    draft.wanted.fewest_faces = 3;
    Some(draft)
}
