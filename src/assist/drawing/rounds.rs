//! Circles and arcs among thick strokes.

use std::f64::consts::TAU;

use render::outline::{self, SegmentOptions, Stretch};

use super::strokes::{Point, distance};

/// Points stay this near to their circle, in pixels and as a share of the radius.
const NEAR: [f64; 2] = [2.1, 0.012];
/// In the mean of squares they stay nearer.
const NEAR_MEAN: [f64; 2] = [0.75, 0.006];
/// Arcs, which may be corners and ends of something else, lie nearer.
const NEAR_MEAN_OF_ARC: f64 = 0.55;
/// The smallest arc that is no rounded corner of thick ink, in pixels.
const LEAST_RADIUS: f64 = 5.0;
/// Directions around a middle in which points are looked for.
const DIRECTIONS: usize = 36;
/// A circle has points in this share of them.
const LEAST_COVERED: f64 = 0.8;

/// A circle or an arc.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Round {
    pub(super) center: Point,
    pub(super) radius: f64,
    /// How far it runs around, in radians.
    pub(super) sweep: f64,
    /// Whether it is drawn as a hidden line.
    pub(super) is_hidden: bool,
}

/// A line: its points, whether it is closed, and whether it is hidden.
pub(super) type Candidate<'a> = (&'a [Point], bool, bool);

/// The circles and arcs of some lines; arcs of one circle are one.
pub(super) fn rounds<'a>(lines: impl Iterator<Item = Candidate<'a>>) -> Vec<Round> {
    let mut found: Vec<Round> = Vec::new();
    for (points, is_closed, is_hidden) in lines {
        for round in of_line(points, is_closed) {
            let round = Round { is_hidden, ..round };
            let near = 2.0 + 0.01 * round.radius;
            let same = found
                .iter_mut()
                .find(|r| distance(r.center, round.center) < near && (r.radius - round.radius).abs() < near);
            match same {
                Some(known) => {
                    if round.sweep > known.sweep {
                        (known.center, known.radius) = (round.center, round.radius);
                    }
                    known.is_hidden &= round.is_hidden;
                    known.sweep = (known.sweep + round.sweep).min(TAU);
                }
                None => found.push(round),
            }
        }
    }
    found
}

/// Circles of which leaders and crossing lines have left pieces: those that have ink nearly all around are
/// whole, from all points that lie on them.
pub(super) fn completed(mut rounds: Vec<Round>, points: &[Point]) -> Vec<Round> {
    for round in &mut rounds {
        for _ in 0..2 {
            let limit = f64::min(2.1, 0.16 * round.radius) + 0.006 * round.radius;
            let on: Vec<Point> = points
                .iter()
                .copied()
                .filter(|p| (distance(*p, round.center) - round.radius).abs() < limit)
                .collect();
            let covered = coverage(&on, round.center);
            if covered < LEAST_COVERED {
                break;
            }
            round.sweep = round.sweep.max(covered * TAU);
            // Points of one place must not outweigh those of another.
            let Some(better) = fit(&spread(&on, round.center), 2.5).filter(|b| {
                distance(b.center, round.center) < limit && (b.radius - round.radius).abs() < limit
            }) else {
                break;
            };
            (round.center, round.radius) = (better.center, better.radius);
        }
    }
    // The pieces of one circle are one now.
    let mut kept: Vec<Round> = Vec::new();
    rounds.sort_by(|a, b| b.sweep.total_cmp(&a.sweep));
    for round in rounds {
        let near = 2.0 + 0.015 * round.radius;
        let is_known = kept
            .iter()
            .any(|k| distance(k.center, round.center) < near && (k.radius - round.radius).abs() < near);
        if !is_known {
            kept.push(round);
        }
    }
    kept
}

/// The share of directions around a middle in which there are points.
fn coverage(points: &[Point], center: Point) -> f64 {
    let mut has = [false; DIRECTIONS];
    for p in points {
        has[direction(*p, center)] = true;
    }
    has.iter().filter(|h| **h).count() as f64 / DIRECTIONS as f64
}

fn direction(p: Point, center: Point) -> usize {
    let turn = (p[1] - center[1]).atan2(p[0] - center[0]) / TAU + 0.5;
    ((turn * DIRECTIONS as f64) as usize).min(DIRECTIONS - 1)
}

/// One point for each direction around a middle.
fn spread(points: &[Point], center: Point) -> Vec<Point> {
    let mut sums = [([0.0_f64; 2], 0.0_f64); DIRECTIONS];
    for p in points {
        let (sum, n) = &mut sums[direction(*p, center)];
        (sum[0], sum[1]) = (sum[0] + p[0], sum[1] + p[1]);
        *n += 1.0;
    }
    sums.iter().filter(|s| s.1 > 0.0).map(|(sum, n)| [sum[0] / n, sum[1] / n]).collect()
}

fn of_line(points: &[Point], is_closed: bool) -> Vec<Round> {
    if points.len() < 10 {
        return Vec::new();
    }
    if let Some(round) = fit(points, NEAR[0]).filter(|r| is_closed || r.sweep > 0.6) {
        return vec![round];
    }
    stretches(points)
        .into_iter()
        .filter(|stretch| stretch.circle.is_some())
        .filter_map(|stretch| {
            let points = &points[stretch.first..=stretch.last];
            let round = fit(points, NEAR[0])?;
            let squares: f64 =
                points.iter().map(|p| (distance(*p, round.center) - round.radius).powi(2)).sum();
            let mean = (squares / points.len() as f64).sqrt();
            (mean < NEAR_MEAN_OF_ARC + NEAR_MEAN[1] * round.radius).then_some(round)
        })
        .filter(|round| round.sweep > 0.5 && round.radius > LEAST_RADIUS)
        .collect()
}

/// The straight stretches and the arcs of a stroke.
pub(super) fn stretches(points: &[Point]) -> Vec<Stretch> {
    // Points of strokes are pixels.
    let options =
        SegmentOptions { noise_px: 0.5, line_price: 30.0, arc_price: 48.0, largest_radius_px: 1500.0 };
    outline::stretches(points, &options)
}

/// The circle that points follow, none farther than a limit, after Kåsa.
fn fit(points: &[Point], near: f64) -> Option<Round> {
    let n = points.len() as f64;
    let mean = [0, 1].map(|k| points.iter().map(|p| p[k]).sum::<f64>() / n);
    let (mut uu, mut uv, mut vv, mut ur, mut vr, mut rr) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    for p in points {
        let (u, v) = (p[0] - mean[0], p[1] - mean[1]);
        let r = u * u + v * v;
        uu += u * u;
        uv += u * v;
        vv += v * v;
        ur += u * r;
        vr += v * r;
        rr += r;
    }
    let determinant = uu * vv - uv * uv;
    if determinant < 1e-6 * (uu + vv) * (uu + vv) {
        return None;
    }
    let a = (ur * vv - vr * uv) / determinant / 2.0;
    let b = (vr * uu - ur * uv) / determinant / 2.0;
    let radius = (rr / n + a * a + b * b).sqrt();
    let center = [mean[0] + a, mean[1] + b];
    let limit = near + NEAR[1] * radius;
    let mean = (points.iter().map(|p| (distance(*p, center) - radius).powi(2)).sum::<f64>() / n).sqrt();
    let is_round = radius > 2.5
        && mean < NEAR_MEAN[0] + NEAR_MEAN[1] * radius
        && radius < 4000.0
        && points.iter().all(|p| (distance(*p, center) - radius).abs() < limit.min(0.35 * radius));
    let step = (points.len() / 64).max(1);
    let angles: Vec<f64> =
        points.iter().step_by(step).map(|p| (p[1] - center[1]).atan2(p[0] - center[0])).collect();
    let sweep: f64 = angles
        .windows(2)
        .map(|w| {
            let t = w[1] - w[0];
            (t + std::f64::consts::PI).rem_euclid(TAU) - std::f64::consts::PI
        })
        .sum();
    is_round.then_some(Round { center, radius, sweep: sweep.abs(), is_hidden: false })
}
