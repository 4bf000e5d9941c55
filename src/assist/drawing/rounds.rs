//! Circles and arcs among thick strokes.

use super::strokes::{Point, corners, distance};

/// Points stay this near to their circle, in pixels and as a share of the radius.
const NEAR: [f64; 2] = [1.3, 0.012];

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
                    known.sweep = (known.sweep + round.sweep).min(std::f64::consts::TAU);
                }
                None => found.push(round),
            }
        }
    }
    found
}

fn of_line(points: &[Point], is_closed: bool) -> Vec<Round> {
    if points.len() < 10 {
        return Vec::new();
    }
    if let Some(round) = fit(points).filter(|r| is_closed || r.sweep > 0.6) {
        return vec![round];
    }
    // Runs of short pieces that turn little by little the same way.
    let corners = corners(points, 0.9);
    let size = |k: usize| distance(points[corners[k]], points[corners[k + 1]]);
    let heading = |k: usize| {
        let (a, b) = (points[corners[k]], points[corners[k + 1]]);
        (b[1] - a[1]).atan2(b[0] - a[0])
    };
    let turn = |k: usize| {
        let t = heading(k) - heading(k - 1);
        (t + std::f64::consts::PI).rem_euclid(std::f64::consts::TAU) - std::f64::consts::PI
    };
    let pieces = corners.len() - 1;
    let mut found = Vec::new();
    let mut start = 0;
    while start < pieces {
        let mut end = start + 1;
        while end < pieces {
            let t = turn(end);
            let goes_on = t.abs() < 0.9
                && t.abs() > 0.02
                && (end == start + 1 || t * turn(end - 1) > 0.0)
                && size(end).max(size(end - 1)) < 2.6 * size(end).min(size(end - 1));
            if !goes_on {
                break;
            }
            end += 1;
        }
        if end - start >= 3 {
            let run = &points[corners[start]..=corners[end]];
            found.extend(fit(run).filter(|r| r.sweep > 0.7));
        }
        start = end;
    }
    found
}

/// The circle that points follow, after Kåsa.
fn fit(points: &[Point]) -> Option<Round> {
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
    let limit = NEAR[0] + NEAR[1] * radius;
    let is_round = radius > 2.5
        && radius < 4000.0
        && points.iter().all(|p| (distance(*p, center) - radius).abs() < limit.min(0.35 * radius));
    let step = (points.len() / 64).max(1);
    let angles: Vec<f64> =
        points.iter().step_by(step).map(|p| (p[1] - center[1]).atan2(p[0] - center[0])).collect();
    let sweep: f64 = angles
        .windows(2)
        .map(|w| {
            let t = w[1] - w[0];
            (t + std::f64::consts::PI).rem_euclid(std::f64::consts::TAU) - std::f64::consts::PI
        })
        .sum();
    is_round.then_some(Round { center, radius, sweep: sweep.abs(), is_hidden: false })
}
