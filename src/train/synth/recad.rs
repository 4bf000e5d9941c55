//! ReCAD's primitive language at its five levels: loop, face, sketch, sketch-extrude, several.
//!
//! Each part is written either with its coordinates as numbers, the hard-coded form, or with named
//! sizes, derived positions and loops over a circle, the parametric form. Loops and faces and
//! sketches are flat figures: they have no volume.

use super::dice::Dice;
use super::draft::{Draft, Plane};

const PARTS: &[&str] = &["part", "sketched part", "extruded part"];

/// A figure in the plane as code: statements before it and its loop, inner loops and reach.
struct Figure {
    lines: Vec<String>,
    outer: String,
    inners: Option<String>,
    /// Half of the side of a square in the middle that is free of holes.
    free: i64,
}

fn draft(name: &'static str, solids: u32, fewest_faces: u32) -> Draft {
    let mut draft = Draft::new(name, Plane::Xy, PARTS);
    draft.wanted.solids = solids;
    draft.wanted.fewest_faces = fewest_faces;
    draft.wanted.are_holes_known = false;
    draft.wanted.longest = (60.0, 112.0);
    draft
}

/// A closed loop of curves.
pub fn loop_level(dice: &mut Dice) -> Option<Draft> {
    let figure = figure(dice, false)?;
    write("recad_l", 0, 0, figure, |f, lines| {
        lines.push(format!("part = {}", f.outer));
    })
}

/// A face with inner loops.
pub fn face_level(dice: &mut Dice) -> Option<Draft> {
    let figure = figure(dice, true)?;
    write("recad_f", 0, 1, figure, |f, lines| lines.push(format!("part = {}", face(f))))
}

/// A sketch in space.
pub fn sketch_level(dice: &mut Dice) -> Option<Draft> {
    let figure = figure(dice, true)?;
    let normal = dice.one(&["(0, 0, 1)", "(0, -1, 0)", "(1, 0, 0)"]);
    let height = dice.int(-30, 30)?;
    write("recad_s", 0, 1, figure, |f, lines| {
        lines.push(format!("part = Sketch([{}], origin=(0, 0, {height}), normal={normal})", face(f)));
    })
}

/// One extruded sketch.
pub fn extrude_level(dice: &mut Dice) -> Option<Draft> {
    let figure = figure(dice, true)?;
    let normal = dice.one(&["(0, 0, 1)", "(0, 0, 1)", "(0, -1, 0)", "(1, 0, 0)"]);
    let (up, down) = (dice.int(4, 60)?, if dice.chance(25) { dice.int(3, 30)? } else { 0 });
    write("recad_se", 1, 3, figure, |f, lines| {
        lines.push(format!("height = {up}"));
        lines.push(format!("sketch = Sketch([{}], origin=(0, 0, 0), normal={normal})", face(f)));
        let back = if down > 0 { format!(", d_neg={down}") } else { String::new() };
        lines.push(format!("part = SE(sketch, d_pos=height{back})"));
    })
}

/// Several sketch-extrudes: joins on top and cuts into it.
pub fn model_level(dice: &mut Dice) -> Option<Draft> {
    let figure = figure(dice, true)?;
    let height = dice.int(6, 40)?;
    let steps = dice.weighted(&[(40, 1), (40, 2), (20, 3)]);
    let mut free = figure.free;
    let mut level = 0;
    let mut extra = Vec::new();
    for i in 1..=steps {
        if free < 5 {
            break;
        }
        let radius = dice.int(3, free - 1)?;
        let shape = if dice.chance(50) {
            free = radius * 7 / 10;
            format!("Loop([circle((0, 0), {radius})])")
        } else {
            free = radius * 7 / 10;
            rectangle(free, free)
        };
        if i > 1 && dice.chance(40) {
            extra.push(format!(
                "SE(Sketch([Face({shape})], origin=(0, 0, {}), normal=(0, 0, 1)), d_pos={}, op=\"cut\")",
                height + level - height / 2,
                height
            ));
            break;
        }
        let rise = dice.int(4, 30)?;
        extra.push(format!(
            "SE(Sketch([Face({shape})], origin=(0, 0, {}), normal=(0, 0, 1)), d_pos={rise}, op=\"join\")",
            height + level
        ));
        level += rise;
    }
    write("recad_mse", 1, 4, figure, |f, lines| {
        lines.push(format!("height = {height}"));
        lines.push(format!(
            "base = SE(Sketch([{}], origin=(0, 0, 0), normal=(0, 0, 1)), d_pos=height)",
            face(f)
        ));
        lines.push("part = MSE([".to_owned());
        lines.push("    base,".to_owned());
        lines.extend(extra.iter().map(|e| format!("    {e},")));
        lines.push("])".to_owned());
    })
}

fn write(
    name: &'static str,
    solids: u32,
    faces: u32,
    figure: Figure,
    finish: impl FnOnce(&Figure, &mut Vec<String>),
) -> Option<Draft> {
    let mut draft = draft(name, solids, faces);
    let mut lines = vec!["from recad import *".to_owned(), String::new()];
    lines.extend(figure.lines.clone());
    finish(&figure, &mut lines);
    draft.text = Some(lines.join("\n") + "\n");
    Some(draft)
}

fn face(figure: &Figure) -> String {
    match &figure.inners {
        Some(inners) => format!("Face({}, {inners})", figure.outer),
        None => format!("Face({})", figure.outer),
    }
}

fn rectangle(x: i64, y: i64) -> String {
    format!(
        "Loop([line((-{x}, -{y}), ({x}, -{y})), line(({x}, -{y}), ({x}, {y})), \
         line(({x}, {y}), (-{x}, {y})), line((-{x}, {y}), (-{x}, -{y}))])"
    )
}

/// An outline of about 100 and perhaps holes in it.
fn figure(dice: &mut Dice, may_have_holes: bool) -> Option<Figure> {
    let is_parametric = dice.chance(55);
    let (x, y) = (50, dice.int(15, 50)?);
    let mut lines = Vec::new();
    // A circle is always the same loop, whatever its size.
    let kind = if may_have_holes {
        dice.weighted(&[(25, 0), (20, 1), (15, 2), (20, 3), (20, 4)])
    } else {
        dice.weighted(&[(8, 0), (1, 1), (14, 2), (12, 3), (65, 4)])
    };
    let (outer, reach) = match (kind, is_parametric) {
        (0, true) => {
            lines.push(format!("width, depth = {}, {}", 2 * x, 2 * y));
            lines.push(
                "corners = [(-width / 2, -depth / 2), (width / 2, -depth / 2), (width / 2, depth / 2), \
                 (-width / 2, depth / 2)]"
                    .to_owned(),
            );
            ("Loop([line(a, b) for a, b in closed(corners)])".to_owned(), y)
        }
        (0, false) => (rectangle(x, y), y),
        (1, true) => {
            lines.push("diameter = 100".to_owned());
            ("Loop([circle((0, 0), diameter / 2)])".to_owned(), 50)
        }
        (1, false) => ("Loop([circle((0, 0), 50)])".to_owned(), 50),
        // A regular polygon by arithmetic, or a rectangle with a corner off.
        (2, true) => {
            let sides = dice.int(3, 8)?;
            lines.push(format!("sides, radius = {sides}, 50"));
            lines.push(
                "corners = [(radius * cos(2 * pi * i / sides), radius * sin(2 * pi * i / sides)) \
                 for i in range(sides)]"
                    .to_owned(),
            );
            let inner = (50.0 * (std::f64::consts::PI / sides as f64).cos()) as i64;
            ("Loop([line(a, b) for a, b in closed(corners)])".to_owned(), inner)
        }
        (2, false) => {
            let cut = dice.int(4, y)?;
            (
                format!(
                    "Loop([line((-50, -{y}), (50, -{y})), line((50, -{y}), (50, {})), \
                     line((50, {}), ({}, {y})), line(({}, {y}), (-50, {y})), line((-50, {y}), (-50, -{y}))])",
                    y - cut,
                    y - cut,
                    50 - cut,
                    50 - cut
                ),
                y - cut / 2 - 1,
            )
        }
        // Corners all around at changing distances.
        (4, _) => {
            let count = dice.int(4, 9)?;
            let mut nearest = 50;
            let corners: Vec<String> = (0..count)
                .map(|i| {
                    let radius = dice.between(24.0, 50.0);
                    nearest = nearest.min(radius as i64);
                    let angle = std::f64::consts::TAU * i as f64 / count as f64;
                    format!("({}, {})", (radius * angle.cos()).round(), (radius * angle.sin()).round())
                })
                .collect();
            lines.push(format!("corners = [{}]", corners.join(", ")));
            let reach = nearest * 55 / 100;
            ("Loop([line(a, b) for a, b in closed(corners)])".to_owned(), reach)
        }
        // Two straight sides and two round ends.
        (_, true) => {
            let y = y.min(40);
            lines.push(format!("length, radius = {}, {y}", 100 - 2 * y));
            lines.push("half = length / 2".to_owned());
            (
                "Loop([line((-half, -radius), (half, -radius)), arc((half, -radius), (half + radius, 0), \
                 (half, radius)), line((half, radius), (-half, radius)), arc((-half, radius), \
                 (-half - radius, 0), (-half, -radius))])"
                    .to_owned(),
                y,
            )
        }
        (_, false) => {
            let y = y.min(40);
            let h = 50 - y;
            (
                format!(
                    "Loop([line((-{h}, -{y}), ({h}, -{y})), arc(({h}, -{y}), (50, 0), ({h}, {y})), \
                     line(({h}, {y}), (-{h}, {y})), arc((-{h}, {y}), (-50, 0), (-{h}, -{y}))])"
                ),
                y,
            )
        }
    };
    let mut inners = None;
    let mut free = reach - 2;
    if may_have_holes && reach >= 14 && dice.chance(65) {
        if kind != 2 && dice.chance(55) && reach >= 20 {
            let count = dice.int(3, 8)?;
            let hole = dice.int(2, (reach / 5).min((2 * reach) / (count + 1)))?;
            let circle = reach - hole - 3;
            let chord = 2.0 * circle as f64 * (std::f64::consts::PI / count as f64).sin();
            if chord < (2 * hole + 2) as f64 {
                return None;
            }
            free = circle - hole - 2;
            lines.push(format!("count, circle_radius, hole_radius = {count}, {circle}, {hole}"));
            lines.push(
                "holes = [Loop([circle((circle_radius * cos(2 * pi * i / count), \
                 circle_radius * sin(2 * pi * i / count)), hole_radius)]) for i in range(count)]"
                    .to_owned(),
            );
            inners = Some("holes".to_owned());
        } else {
            let hole = dice.int(3, reach * 6 / 10)?;
            free = 0;
            inners = Some(format!("[Loop([circle((0, 0), {hole})])]"));
        }
    }
    Some(Figure { lines, outer, inners, free })
}
