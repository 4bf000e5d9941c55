//! One view of a drawing before it is drawn: lines seen and hidden, circles, levels, axes.

use std::collections::BTreeSet;

use glam::Vec3;

use base::{Bounds, Mesh};

use super::ViewLines;
use super::pen::{Line, Pen};
use super::project::{Curve, Depths, Topology};
use crate::views::{self, StandardView};

type Point = [f32; 2];

/// What a written size is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotedKind {
    /// The whole part along an axis.
    Overall,
    /// From the border of the part to an edge.
    Level,
    /// From the border of the part to the middle of a circle.
    Place,
    /// Between the middles of neighbouring circles.
    Spacing,
    /// A circle.
    Diameter,
    /// A circle that the middles of others lie on.
    BoltCircle,
    /// An arc.
    Radius,
}

/// A size that is written in a view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Noted {
    /// What it is of.
    pub kind: NotedKind,
    /// The number as it is written.
    pub value: f64,
    /// How often: circles of this size, or spacings in a row.
    pub count: u32,
    /// Along which axis of the part, 0 to 2; none for circles and arcs.
    pub axis: Option<u8>,
    /// Whether it belongs to something that this view hides.
    pub is_hidden: bool,
}

/// A circle or an arc.
#[derive(Clone, Copy, Debug)]
struct Round {
    center: Vec3,
    radius: f32,
    normal: Vec3,
    /// How far it runs around, in radians.
    sweep: f32,
}

/// A circle or an arc that faces the view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Facing {
    pub(super) center: Point,
    pub(super) radius: f32,
    pub(super) is_seen: bool,
    pub(super) is_full: bool,
    /// Whether it runs half around at least, as the end of a slot does.
    pub(super) is_half: bool,
}

/// A view before it is drawn; lengths in units of the mesh along right and up.
pub(super) struct Figure {
    pub(super) low: Point,
    pub(super) high: Point,
    /// Which axes of the part run to the right and up.
    pub(super) axes: [u8; 2],
    seen: Vec<Vec<Point>>,
    hidden: Vec<Vec<Point>>,
    center_lines: Vec<[Point; 2]>,
    pub(super) rounds: Vec<Facing>,
    /// Coordinates of straight edges that stand upright and that lie.
    pub(super) levels: [Vec<f32>; 2],
}

impl Figure {
    /// The middle of the view.
    pub(super) fn middle(&self) -> Point {
        [0, 1].map(|i| (self.low[i] + self.high[i]) / 2.0)
    }

    /// The lines that are seen and those that are hidden.
    pub(super) fn into_lines(self) -> ViewLines {
        ViewLines { seen: self.seen, hidden: self.hidden }
    }

    /// Draws everything but the dimensions.
    pub(super) fn draw(&self, pen: &mut Pen) {
        for points in &self.hidden {
            pen.polyline(points, Line::HIDDEN);
        }
        for points in &self.seen {
            pen.polyline(points, Line::VISIBLE);
        }
        for points in &self.center_lines {
            pen.polyline(points, Line::CENTER);
        }
        let beyond = 5.0 / pen.pixels(1.0);
        // Of circles around one middle the largest has the cross.
        let is_inside = |round: &Facing| {
            self.rounds.iter().any(|other| {
                other.is_full
                    && other.radius > round.radius
                    && distance(other.center, round.center) < beyond * 0.1
            })
        };
        for round in self.rounds.iter().filter(|round| round.is_full && !is_inside(round)) {
            let [x, y] = round.center;
            let reach = round.radius + beyond;
            pen.polyline(&[[x - reach, y], [x + reach, y]], Line::CENTER);
            pen.polyline(&[[x, y - reach], [x, y + reach]], Line::CENTER);
        }
    }
}

/// Works out a view of a part.
pub(super) fn figure(mesh: &Mesh, topology: &Topology, view: StandardView, bounds: &Bounds) -> Figure {
    let camera = views::view(view, bounds);
    let [right, up, forward] = camera.axes().map(Vec3::from);
    let depths = Depths::new(mesh, topology, &camera);
    let flat = |p: Vec3| [p.dot(right), p.dot(up)];
    let sharp = topology.sharp_edges(mesh);
    let eps = (bounds.longest() as f32 * 1e-3).max(1e-6);
    let rounds = rounds(&sharp, eps);
    let (low, high) =
        (flat(Vec3::from(bounds.min.map(|v| v as f32))), flat(Vec3::from(bounds.max.map(|v| v as f32))));
    let axis_of = |v: Vec3| (0..3).find(|i| v[*i].abs() > 0.9).unwrap_or(0) as u8;
    let mut figure = Figure {
        low: [low[0].min(high[0]), low[1].min(high[1])],
        high: [low[0].max(high[0]), low[1].max(high[1])],
        axes: [axis_of(right), axis_of(up)],
        seen: Vec::new(),
        hidden: Vec::new(),
        center_lines: center_lines(&rounds, right, up, forward, bounds.longest() as f32 * 0.04),
        rounds: facing(&rounds, &depths, right, up, forward, eps),
        levels: levels(&sharp, &rounds, right, up, eps),
    };
    // Triangles lie inside of circles; the box of the part touches them.
    for round in rounds.iter().filter(|round| round.sweep > 6.0) {
        for (i, axis) in [right, up].into_iter().enumerate() {
            let reach = round.radius * (1.0 - round.normal.dot(axis).powi(2)).max(0.0).sqrt();
            let middle = round.center.dot(axis);
            figure.low[i] = figure.low[i].min(middle - reach);
            figure.high[i] = figure.high[i].max(middle + reach);
        }
    }
    let mut curves = sharp;
    curves.extend(topology.outlines(forward));
    split(&mut figure, &curves, &depths, flat);
    figure
}

/// Splits curves into what is seen and what is hidden; hidden lines under others are left out.
fn split(figure: &mut Figure, curves: &[Curve], depths: &Depths, flat: impl Fn(Vec3) -> Point) {
    let step = depths.step();
    let cell = |p: Point| ((p[0] / step).floor() as i32, (p[1] / step).floor() as i32);
    let sampled: Vec<Vec<(Point, bool)>> = curves.iter().map(|curve| samples(curve, depths, &flat)).collect();
    let mut covered: BTreeSet<(i32, i32)> = BTreeSet::new();
    let cover = |covered: &mut BTreeSet<(i32, i32)>, p: Point| {
        let (x, y) = cell(p);
        for i in -1..=1 {
            covered.extend((-1..=1).map(|j| (x + i, y + j)));
        }
    };
    for line in &sampled {
        for run in line.chunk_by(|a, b| a.1 == b.1).filter(|run| run[0].1 && run.len() > 1) {
            let points: Vec<Point> = run.iter().map(|(p, _)| *p).collect();
            points.iter().for_each(|p| cover(&mut covered, *p));
            figure.seen.push(points);
        }
    }
    for line in &sampled {
        let mut drawn: Vec<Point> = Vec::new();
        let is_drawn = |(p, is_seen): &(Point, bool)| !is_seen && !covered.contains(&cell(*p));
        for run in line.chunk_by(|a, b| is_drawn(a) == is_drawn(b)) {
            if is_drawn(&run[0]) && run.len() > 3 {
                let points: Vec<Point> = run.iter().map(|(p, _)| *p).collect();
                drawn.extend(&points);
                figure.hidden.push(points);
            }
        }
        drawn.into_iter().for_each(|p| cover(&mut covered, p));
    }
}

/// Points along a curve a pixel apart and whether each is seen; single exceptions are smoothed away.
fn samples(curve: &Curve, depths: &Depths, flat: impl Fn(Vec3) -> Point) -> Vec<(Point, bool)> {
    let mut points = Vec::new();
    for pair in curve.windows(2) {
        let count = (pair[0].distance(pair[1]) / depths.step()).ceil().clamp(1.0, 2000.0) as usize;
        for i in 0..count {
            points.push(pair[0].lerp(pair[1], i as f32 / count as f32));
        }
    }
    points.extend(curve.last());
    let raw: Vec<bool> = points.iter().map(|p| depths.is_seen(*p)).collect();
    let is_seen = |i: usize| {
        let around = &raw[i.saturating_sub(2)..(i + 3).min(raw.len())];
        2 * around.iter().filter(|seen| **seen).count() >= around.len()
    };
    points.iter().enumerate().map(|(i, p)| (flat(*p), is_seen(i))).collect()
}

/// Circles and arcs among curves; arcs of one circle are added up.
fn rounds(curves: &[Curve], eps: f32) -> Vec<Round> {
    let mut found: Vec<Round> = Vec::new();
    for round in curves.iter().filter_map(|curve| round_of(curve, eps)) {
        let same = found.iter_mut().find(|other| {
            other.center.distance(round.center) < eps
                && (other.radius - round.radius).abs() < eps
                && other.normal.dot(round.normal).abs() > 0.999
        });
        match same {
            Some(other) => other.sweep += round.sweep,
            None => found.push(round),
        }
    }
    found
}

fn round_of(curve: &Curve, eps: f32) -> Option<Round> {
    if curve.len() < 5 {
        return None;
    }
    let (first, last) = (curve[0], curve[curve.len() - 1]);
    let (b, c) = (curve[curve.len() / 3], curve[curve.len() * 2 / 3]);
    // The middle of the circle through three points.
    let (ab, ac) = (b - first, c - first);
    let normal = ab.cross(ac);
    let squared = normal.length_squared();
    if squared < 1e-12 {
        return None;
    }
    let to_center =
        (normal.cross(ab) * ac.length_squared() + ac.cross(normal) * ab.length_squared()) / (2.0 * squared);
    let (center, radius) = (first + to_center, to_center.length());
    let normal = normal.normalize();
    let is_round = curve
        .iter()
        .all(|p| (p.distance(center) - radius).abs() < eps && (*p - center).dot(normal).abs() < eps);
    let sweep: f32 = curve.windows(2).map(|pair| (pair[0] - center).angle_between(pair[1] - center)).sum();
    let is_small_bend = first.distance(last) > eps && sweep < 0.3;
    (is_round && radius > eps && radius < 1e4 * eps && !is_small_bend).then_some(Round {
        center,
        radius,
        normal,
        sweep,
    })
}

/// The circles and arcs that face the view, each once.
fn facing(rounds: &[Round], depths: &Depths, right: Vec3, up: Vec3, forward: Vec3, eps: f32) -> Vec<Facing> {
    let mut found: Vec<Facing> = Vec::new();
    for round in rounds.iter().filter(|round| round.normal.dot(forward).abs() > 0.999) {
        let center = [round.center.dot(right), round.center.dot(up)];
        let (is_full, is_half) = (round.sweep > 6.0, round.sweep > 2.8);
        let directions = [right, up, -right, -up, (right + up).normalize(), (right - up).normalize()];
        let seen = directions.iter().filter(|d| depths.is_seen(round.center + **d * round.radius)).count();
        let is_seen = seen * 2 > directions.len();
        let same = found.iter_mut().find(|other| {
            (other.center[0] - center[0]).abs() < eps
                && (other.center[1] - center[1]).abs() < eps
                && (other.radius - round.radius).abs() < eps
        });
        match same {
            Some(other) => {
                other.is_seen |= is_seen;
                other.is_full |= is_full;
            }
            None => found.push(Facing { center, radius: round.radius, is_seen, is_full, is_half }),
        }
    }
    found
}

/// Axes of circles that are seen from the side, from their first to their last circle.
fn center_lines(rounds: &[Round], right: Vec3, up: Vec3, forward: Vec3, beyond: f32) -> Vec<[Point; 2]> {
    let mut lines: Vec<(usize, f32, f32, f32)> = Vec::new();
    for round in rounds.iter().filter(|round| round.sweep > 6.0 && round.normal.dot(forward).abs() < 0.01) {
        let at = [round.center.dot(right), round.center.dot(up)];
        let Some(axis) = [right, up].iter().position(|a| round.normal.dot(*a).abs() > 0.999) else {
            continue;
        };
        let (place, along) = (at[1 - axis], at[axis]);
        match lines.iter_mut().find(|line| line.0 == axis && (line.1 - place).abs() < beyond * 0.02) {
            Some(line) => {
                line.2 = line.2.min(along);
                line.3 = line.3.max(along);
            }
            None => lines.push((axis, place, along, along)),
        }
    }
    lines
        .into_iter()
        .filter(|line| line.3 > line.2)
        .map(|(axis, place, from, to)| {
            let point = |along: f32| if axis == 0 { [along, place] } else { [place, along] };
            [point(from - beyond), point(to + beyond)]
        })
        .collect()
}

/// Coordinates of straight edges along the axes of the view and of circles seen from the side, sorted,
/// each once.
fn levels(curves: &[Curve], rounds: &[Round], right: Vec3, up: Vec3, eps: f32) -> [Vec<f32>; 2] {
    let mut levels = [Vec::new(), Vec::new()];
    for curve in curves.iter().filter(|curve| curve.len() == 2) {
        let d = curve[1] - curve[0];
        for (i, (axis, other)) in [(right, up), (up, right)].into_iter().enumerate() {
            if d.dot(axis).abs() < eps * 0.1 && d.dot(other).abs() > eps {
                levels[i].push(curve[0].dot(axis));
            }
        }
    }
    for round in rounds {
        for (i, axis) in [right, up].into_iter().enumerate() {
            if round.normal.dot(axis).abs() > 0.999 {
                levels[i].push(round.center.dot(axis));
            }
        }
    }
    for values in &mut levels {
        values.sort_by(f32::total_cmp);
        values.dedup_by(|a, b| (*a - *b).abs() < eps);
    }
    levels
}

fn distance(a: Point, b: Point) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}
