//! One oblique picture as a source of candidates: the prisms that geometry reads from it, as programs.

use base::Cancel;
use render::outline::{Circle, Loop, Mask, Options, Role, SegmentOptions, loops};

use super::solid::pattern::Pattern;
use super::solid::shape::{Piece, Rounding, Shape, shape};
use super::solid::write::{self, Body, Drilling, Writer};
use super::{Proposal, Source};
use crate::oblique::{Crossing, Form, Prism, Stack, Turned};
use crate::scan::{Frame, SectionGrid};
use crate::{Error, Prompt};

/// Lengths are rounded within this, where the longest side is 100.
const TOLERANCE: f64 = 0.45;
/// Places of holes may be off a pattern by this.
const PATTERN_TOLERANCE: f64 = 1.6;
/// Diameters of equal holes differ by less, as a share.
const SAME_DIAMETER: f64 = 0.12;
/// Circles up to this radius may be rough, in squares of the grid.
const SMALL: f64 = 40.0;
/// The smallest shape, in square units, and the narrowest.
const LEAST_AREA: f64 = 1.5;
const LEAST_WIDTH: f64 = 0.6;
/// Lines that leave an axis by less run along it, as a share of their length.
const SLANT: f64 = 0.06;

/// Proposes what geometry reads from a single picture.
#[derive(Clone, Copy, Debug, Default)]
pub struct ObliqueSource;

impl Source for ObliqueSource {
    fn name(&self) -> &'static str {
        "oblique"
    }

    fn propose(
        &mut self,
        prompt: &Prompt,
        count: usize,
        _seed: u64,
        cancel: &Cancel,
        _on_text: &mut dyn FnMut(&str),
    ) -> Result<Vec<Proposal>, Error> {
        let Some(sight) = &prompt.oblique else { return Ok(Vec::new()) };
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let proposal = |text| Proposal { text, source: "oblique", log_prob: None, reading: None };
        Ok(sight.forms().iter().take(count).filter_map(text).map(proposal).collect())
    }
}

/// The program of a form.
fn text(form: &Form) -> Option<String> {
    match form {
        Form::Stacks(stacks) => stacked(stacks),
        Form::Turned(turned) => turned_text(turned),
    }
}

fn turned_text(turned: &Turned) -> Option<String> {
    let rounding = Rounding::within(TOLERANCE);
    // Upright axes are drawn in XZ, the others in XY.
    let plane = if turned.axis == 2 { Frame::ALL[1] } else { Frame::ALL[0] };
    let is_upright = turned.axis != 0;
    let place = |[along, away]: [f64; 2]| {
        let (along, away) = (rounding.place(along), rounding.place(away));
        if is_upright { [away, along] } else { [along, away] }
    };
    let first = turned.profile.first()?;
    let last = turned.profile.last()?;
    let mut corners: Vec<[f64; 2]> = vec![place([first[0], 0.0])];
    corners.extend(turned.profile.iter().map(|p| place(*p)));
    corners.push(place([last[0], 0.0]));
    corners.dedup();
    if corners.len() < 3 {
        return None;
    }
    let pieces = corners[1..].iter().map(|p| Piece::Line(*p)).collect();
    let profile = vec![Shape::Path { start: corners[0], pieces }];
    let across = Frame::ALL.into_iter().find(|f| f.axis == turned.axis)?;
    let bore = turned.bore.map(|diameter| Crossing { frame: across, center: [0.0; 2], diameter });
    let drillings = drillings(bore.as_slice(), &rounding);
    let turned = write::Turned { plane, height: 0.0, is_upright, axis: 0.0, profile };
    Some(Writer::turned(&turned, &drillings))
}

/// The program of one stack, or of several together.
fn stacked(stacks: &[Stack]) -> Option<String> {
    let rounding = Rounding::within(TOLERANCE);
    let mut piles = Vec::new();
    let mut holes: Vec<Crossing> = Vec::new();
    for stack in stacks {
        let mut bodies = Vec::new();
        for prism in &stack.prisms {
            let found = shapes(prism, &stack.grid, &rounding);
            let (outer, inner): (Vec<_>, Vec<_>) =
                found.into_iter().partition(|(role, _)| *role == Role::Outer);
            let only =
                |list: Vec<(Role, Shape)>| list.into_iter().map(|(_, shape)| shape).collect::<Vec<_>>();
            let (from, to) = (rounding.place(prism.from), rounding.place(prism.to));
            if !outer.is_empty() && to > from {
                bodies.push(Body { from, to, outer: only(outer), inner: only(inner) });
            }
        }
        holes.extend(through(&mut bodies, &stack.frame));
        if !bodies.is_empty() {
            piles.push((stack.frame, bodies));
        }
    }
    // Each stack sees the holes across it; together they are those of the first.
    if let [only] = stacks {
        holes.extend(&only.crossings);
    }
    let drillings = drillings(&holes, &rounding);
    let piles: Vec<(&Frame, &[Body])> = piles.iter().map(|(f, b)| (f, b.as_slice())).collect();
    (!piles.is_empty()).then(|| Writer::stacks(&piles, &drillings))
}

fn shapes(prism: &Prism, grid: &SectionGrid, rounding: &Rounding) -> Vec<(Role, Shape)> {
    let options = Options {
        tolerance_px: 1.5,
        circle_tolerance_px: 2.4,
        least_area_px: 50.0,
        segments: Some(SegmentOptions {
            noise_px: 1.4,
            line_price: 45.0,
            arc_price: 64.0,
            ..SegmentOptions::default()
        }),
    };
    let mask = Mask { coverage: &prism.mask, width: grid.width, height: grid.height };
    let mut found = loops(&mask, &options);
    found.iter_mut().for_each(|l| l.circle = l.circle.or_else(|| small_circle(l)));
    let shapes = found.iter().map(|l| (l.role, squared(shape(l, grid, rounding))));
    shapes.filter(|(_, shape)| encloses_something(shape)).collect()
}

/// Whether a shape has an area; rounding may have drawn the sides of a slit together.
fn encloses_something(shape: &Shape) -> bool {
    let Shape::Path { start, pieces } = shape else { return true };
    let mut points = vec![*start];
    for piece in pieces {
        match piece {
            Piece::Line(to) => points.push(*to),
            Piece::Arc(through, to) => points.extend([*through, *to]),
        }
    }
    let pairs = points.iter().zip(points.iter().cycle().skip(1));
    let area: f64 = pairs.clone().map(|(a, b)| 0.5 * (a[0] * b[1] - b[0] * a[1])).sum();
    let rim: f64 = pairs.map(|(a, b)| (b[0] - a[0]).hypot(b[1] - a[1])).sum();
    // A slit as wide as half a unit has half the area of its length.
    area.abs() > LEAST_AREA && area.abs() > LEAST_WIDTH * 0.5 * rim
}

/// The circle that a small loop is, whose border is rough for its size.
fn small_circle(found: &Loop) -> Option<Circle> {
    let n = found.traced.len() as f64;
    let sum = found.traced.iter().fold([0.0; 2], |s, p| [s[0] + p[0], s[1] + p[1]]);
    let center = sum.map(|v| v / n);
    let radius = (found.area / std::f64::consts::PI).sqrt();
    let off = |p: &[f64; 2]| ((p[0] - center[0]).hypot(p[1] - center[1]) - radius).abs();
    let mean = found.traced.iter().map(off).sum::<f64>() / n;
    let most = found.traced.iter().map(off).fold(0.0, f64::max);
    (mean < 0.07 * radius && most < 0.24 * radius && radius < SMALL).then_some(Circle { center, radius })
}

/// A path whose lines run along the axes where they nearly do, and a rectangle where that is one.
fn squared(shape: Shape) -> Shape {
    let Shape::Path { start, pieces } = &shape else { return shape };
    let mut points = vec![*start];
    points.extend(pieces.iter().map(|piece| match piece {
        Piece::Line(to) | Piece::Arc(_, to) => *to,
    }));
    let n = points.len();
    // A path that ends in a line leaves that line to closing.
    let is_line = |i: usize| i + 1 >= n || matches!(pieces[i], Piece::Line(_));
    let is_closed_by_arc = points[0] == points[n - 1];
    for _ in 0..3 {
        for i in 0..n {
            let j = (i + 1) % n;
            if !is_line(i) || (j == 0 && is_closed_by_arc) {
                continue;
            }
            let (a, b) = (points[i], points[j]);
            for (k, other) in [(0, 1), (1, 0)] {
                let (across, along) = ((b[k] - a[k]).abs(), (b[other] - a[other]).abs());
                if across > 0.0 && across < SLANT * along {
                    let middle = ((a[k] + b[k]) * 2.0).round() / 4.0;
                    (points[i][k], points[j][k]) = (middle, middle);
                }
            }
        }
        if is_closed_by_arc {
            points[n - 1] = points[0];
        }
    }
    if (0..n).all(is_line) && !is_closed_by_arc {
        // Corners where nothing turns go.
        let turns = |i: usize| {
            let (a, b, c) = (points[(i + n - 1) % n], points[i], points[(i + 1) % n]);
            let cross = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
            cross.abs() > 1e-6
        };
        let corners: Vec<[f64; 2]> = (0..n).filter(|i| turns(*i)).map(|i| points[i]).collect();
        if let [a, b, c, d] = corners[..] {
            let upright = |p: [f64; 2], q: [f64; 2]| p[0] == q[0] || p[1] == q[1];
            if upright(a, b) && upright(b, c) && upright(c, d) && upright(d, a) {
                let center = [0, 1].map(|k| 0.5 * (a[k] + c[k]));
                let size = [0, 1].map(|k| (a[k] - c[k]).abs());
                return Shape::Rectangle { center, size, corner: 0.0 };
            }
        }
        if corners.len() >= 3 {
            let pieces = corners[1..].iter().map(|p| Piece::Line(*p)).collect();
            return Shape::Path { start: corners[0], pieces };
        }
        return shape;
    }
    let pieces = pieces
        .iter()
        .zip(&points[1..])
        .map(|(piece, to)| match piece {
            Piece::Line(_) => Piece::Line(*to),
            Piece::Arc(through, _) => Piece::Arc(*through, *to),
        })
        .collect();
    Shape::Path { start: points[0], pieces }
}

/// Takes the round openings that go through all of a stack out of its bodies.
fn through(bodies: &mut [Body], frame: &Frame) -> Vec<Crossing> {
    let mut holes: Vec<Crossing> = Vec::new();
    let Some((base, above)) = bodies.split_first_mut() else { return holes };
    base.inner.retain(|opening| {
        let Shape::Circle { center, diameter } = opening else { return true };
        holes.push(Crossing { frame: *frame, center: *center, diameter: *diameter });
        false
    });
    let is_same = |hole: &Crossing, center: &[f64; 2], diameter: f64| {
        let apart = (hole.center[0] - center[0]).hypot(hole.center[1] - center[1]);
        apart < 0.2 * diameter && (hole.diameter - diameter).abs() < 2.0 * SAME_DIAMETER * diameter
    };
    for body in above {
        body.inner.retain(|opening| {
            let Shape::Circle { center, diameter } = opening else { return true };
            // What was seen of a hole above its floor is taken to go on.
            if !holes.iter().any(|hole| is_same(hole, center, *diameter)) {
                holes.push(Crossing { frame: *frame, center: *center, diameter: *diameter });
            }
            false
        });
    }
    holes
}

/// Holes of about the same diameter together.
fn drillings(holes: &[Crossing], rounding: &Rounding) -> Vec<Drilling> {
    let mut groups: Vec<Vec<Crossing>> = Vec::new();
    for hole in holes {
        let group = groups.iter_mut().find(|g| {
            let first = g[0];
            first.frame == hole.frame
                && (first.diameter - hole.diameter).abs() < SAME_DIAMETER * first.diameter + 0.8
        });
        match group {
            Some(group) => group.push(*hole),
            None => groups.push(vec![*hole]),
        }
    }
    let drilling = |group: Vec<Crossing>| {
        let mean = group.iter().map(|h| h.diameter).sum::<f64>() / group.len() as f64;
        let centers: Vec<[f64; 2]> = group.iter().map(|h| h.center).collect();
        let place = |p: [f64; 2]| p.map(|v| rounding.place(v));
        let pattern = match Pattern::of(&centers, PATTERN_TOLERANCE) {
            Pattern::Single(centers) => Pattern::Single(centers.into_iter().map(place).collect()),
            Pattern::Polar { center, radius, start, count } => Pattern::Polar {
                center: place(center),
                radius: rounding.length(2.0 * radius) / 2.0,
                start,
                count,
            },
            Pattern::Grid { center, spacing, counts } => {
                Pattern::Grid { center: place(center), spacing: spacing.map(|s| rounding.length(s)), counts }
            }
        };
        let frame = group[0].frame;
        Drilling { frame, diameter: rounding.length(mean), through: true, from: 0.0, to: 0.0, pattern }
    };
    groups.into_iter().map(drilling).collect()
}

#[cfg(test)]
mod tests;
