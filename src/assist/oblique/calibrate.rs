//! From where a picture was taken, by the directions of its lines and the form of its ellipses.
//!
//! Parts have edges along three axes, and circles across them. A direction of view says how lines along
//! each axis run in the picture, and how flat circles across it look; the view under which most of the
//! borders are explained is the one. All views from the front right and above are tried, with parallel rays
//! and in perspective; the best are made finer.

use rayon::prelude::*;
use render::outline::{Circle, Moments};

use super::pieces::{Border, Ellipse, Straight};
use super::view::View;

/// Distances of the eye that are tried, in heights of the picture: parallel rays, openings of 30 and 45
/// degrees.
const DISTANCES: [f64; 3] = [f64::INFINITY, 1.866, 1.207];
/// What perspective must explain more, as a share.
const PERSPECTIVE_PRICE: f64 = 0.03;
/// Angle by which lines may be off on the grid of views, and at the end, in radians.
const COARSE: f64 = 0.06;
const FINE: f64 = 0.022;
/// Views whose angles differ by less are one, in radians.
const SAME: f64 = 0.14;
/// Circles seen flatter than this tell nothing.
const LEAST_FACING: f64 = 0.15;
/// Share of the borders that must be explained.
const LEAST_EXPLAINED: f64 = 0.33;
/// The nearest eye, in heights of the picture.
const NEAREST: f64 = 0.9;
/// What explaining roughly is worth.
const WANDERING: f64 = 0.75;
/// Views flatter than this are no oblique ones, in radians.
const LEAST_ANGLE: f64 = 0.08;

/// What tells a direction, with its weight.
enum Sign {
    Line(Straight, f64),
    Round(Ellipse, f64),
    Bend(Vec<[f64; 2]>, f64),
}

/// A view with the share of the borders that it explains.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calibrated {
    pub(super) view: View,
    pub(super) explained: f64,
}

/// Views that explain the borders, the best first.
pub(super) fn views(borders: &[Border], size: [usize; 2], count: usize) -> Vec<Calibrated> {
    let signs = signs(borders);
    let whole: f64 = signs.iter().map(weight).sum();
    if signs.is_empty() || whole < 1e-9 {
        return Vec::new();
    }
    let middle = [size[0] as f64 / 2.0, size[1] as f64 / 2.0];
    let longest = size[0].max(size[1]) as f64;
    let mut tried: Vec<(f64, [f64; 3])> = Vec::new();
    for distance in DISTANCES {
        let grid: Vec<[f64; 2]> = (0..38)
            .flat_map(|a| (0..36).map(move |e| [-84.0 + 2.1 * f64::from(a), 5.0 + 2.1 * f64::from(e)]))
            .collect();
        tried.par_extend(grid.par_iter().map(|[a, e]| {
            let angles = [a.to_radians(), e.to_radians(), distance * longest];
            (score(&signs, angles, middle, COARSE), angles)
        }));
    }
    tried.sort_by(|a, b| b.0.total_cmp(&a.0));
    // The best of each neighbourhood and kind of rays.
    let mut starts: Vec<[f64; 3]> = Vec::new();
    for (_, angles) in tried {
        let is_new = |s: &[f64; 3]| {
            (s[0] - angles[0]).hypot(s[1] - angles[1]) > SAME || s[2].is_finite() != angles[2].is_finite()
        };
        if starts.iter().all(is_new) {
            starts.push(angles);
        }
        if starts.len() >= 6 + 2 * count {
            break;
        }
    }
    let mut found: Vec<Calibrated> = starts
        .into_par_iter()
        .map(|start| {
            let angles = refined(&signs, start, middle, NEAREST * longest);
            // The nearer the eye the less likely.
            let price = 1.0 - PERSPECTIVE_PRICE * DISTANCES[1] * longest / angles[2];
            // Lines drawn by hand wander.
            let (fine, coarse) = (score(&signs, angles, middle, FINE), score(&signs, angles, middle, COARSE));
            let explained = fine.max(WANDERING * coarse) / whole * price;
            Calibrated { view: View::new(angles[0], angles[1], angles[2], middle), explained }
        })
        .collect();
    found.sort_by(|a, b| b.explained.total_cmp(&a.explained));
    let mut kept: Vec<Calibrated> = Vec::new();
    for one in found {
        let is_new = |k: &Calibrated| {
            (k.view.azimuth - one.view.azimuth).hypot(k.view.elevation - one.view.elevation) > SAME
        };
        let is_oblique = one.view.elevation > LEAST_ANGLE;
        if is_oblique && one.explained >= LEAST_EXPLAINED && kept.iter().all(is_new) {
            kept.push(one);
        }
    }
    kept.truncate(count);
    kept
}

fn signs(borders: &[Border]) -> Vec<Sign> {
    let mut signs = Vec::new();
    for border in borders {
        // The outline of the whole part repeats the borders of regions.
        if border.region == super::regions::GROUND {
            continue;
        }
        signs.extend(border.straight.iter().map(|s| Sign::Line(*s, s.length())));
        signs.extend(border.ellipse.map(|e| Sign::Round(e, 1.6 * border.length)));
        signs.extend(border.bends.iter().map(|bend| {
            let points: Vec<[f64; 2]> = bend.iter().copied().step_by(bend.len().div_ceil(18)).collect();
            Sign::Bend(points, bend.len() as f64)
        }));
    }
    signs
}

fn weight(sign: &Sign) -> f64 {
    match sign {
        Sign::Line(_, weight) | Sign::Round(_, weight) | Sign::Bend(_, weight) => *weight,
    }
}

/// How much of the borders a view explains.
fn score(signs: &[Sign], [azimuth, elevation, distance]: [f64; 3], middle: [f64; 2], within: f64) -> f64 {
    let view = View::new(azimuth, elevation, distance, middle);
    let sum: f64 = signs.iter().map(|sign| explained(sign, &view, within)).sum();
    // Between views that explain alike the usual ones are likelier.
    let off = (azimuth.to_degrees() + 45.0).abs() / 45.0 + (elevation.to_degrees() - 32.0).abs() / 30.0;
    sum * (1.0 - 0.012 * off * off)
}

fn explained(sign: &Sign, view: &View, within: f64) -> f64 {
    let kernel = |off: f64| (1.0 - off * off).max(0.0).powi(2);
    let best = |of: &dyn Fn(usize) -> f64| (0..3).map(of).fold(0.0, f64::max);
    match sign {
        Sign::Line(line, weight) => {
            let own = line.direction();
            let middle = line.middle();
            let within = within.max(1.6 / line.length());
            weight * best(&|axis| kernel(off(own, view.direction(axis, middle)) / within))
        }
        Sign::Bend(points, weight) => {
            let of = |axis: usize| {
                off_circle(points, view, axis).map_or(0.0, |(off, _)| kernel(off / (24.0 * within).max(1.1)))
            };
            weight * best(&of)
        }
        Sign::Round(ellipse, weight) => {
            let [long, short] = ellipse.half;
            let unsure = (1.0 / short).max(1.2 * within);
            weight
                * best(&|axis| {
                    let ratio = short / long - view.facing(axis, ellipse.center);
                    let turn = off(ellipse.short, view.direction(axis, ellipse.center));
                    // Nearly round ellipses have no direction.
                    let turn = turn * (1.0 - short / long).max(0.0).sqrt();
                    kernel(ratio.hypot(turn) / (1.6 * unsure))
                })
        }
    }
}

/// Root of the mean squared distance of points from a circle across an axis, in pixels about.
pub(super) fn off_circle(points: &[[f64; 2]], view: &View, axis: usize) -> Option<(f64, Circle)> {
    let [a, b] = [(axis + 1) % 3, (axis + 2) % 3];
    let places = points.iter().map(|q| {
        let p = view.onto(*q, axis, 0.0);
        [p[a], p[b]]
    });
    let mut places = places.peekable();
    let mut moments = Moments::new(*places.peek()?);
    places.for_each(|p| moments.add(p));
    let (circle, error) = moments.circle()?;
    let facing = view.facing(axis, points[points.len() / 2]);
    // What is seen from the side is anything; what bends little is no circle.
    let ends = [points[0], points[points.len() / 2], points[points.len() - 1]];
    let flat = ends.map(|q| {
        let p = view.onto(q, axis, 0.0);
        [p[a], p[b]]
    });
    let apart = |i: usize, j: usize| (flat[i][0] - flat[j][0]).hypot(flat[i][1] - flat[j][1]);
    let wide = apart(0, 1).max(apart(1, 2)).max(apart(0, 2));
    if facing < LEAST_FACING || circle.radius > 1.2 * wide {
        return None;
    }
    let scale = facing.sqrt();
    Some(((error / points.len() as f64).sqrt() * scale, circle))
}

/// The angle between two lines in the picture.
pub(super) fn off(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] * b[1] - a[1] * b[0]).abs().min(1.0).asin()
}

/// Goes uphill from a view in ever smaller steps.
fn refined(signs: &[Sign], start: [f64; 3], middle: [f64; 2], nearest: f64) -> [f64; 3] {
    let mut best = start;
    for (round, within) in [COARSE, 0.04, FINE, FINE, FINE, FINE].into_iter().enumerate() {
        let mut value = score(signs, best, middle, within);
        let step = 0.02 / 1.9_f64.powi(round as i32);
        for _ in 0..12 {
            let around = [
                [step, 0.0, 1.0],
                [-step, 0.0, 1.0],
                [0.0, step, 1.0],
                [0.0, -step, 1.0],
                [step, step, 1.0],
                [-step, -step, 1.0],
                [step, -step, 1.0],
                [-step, step, 1.0],
                [0.0, 0.0, 1.0 + 2.0 * step],
                [0.0, 0.0, 1.0 - 2.0 * step],
            ];
            let tries = around.map(|[a, e, d]| {
                let angles = [
                    (best[0] + a).clamp(-1.52, -0.05),
                    (best[1] + e).clamp(0.05, 1.45),
                    (best[2] * d).max(nearest),
                ];
                (score(signs, angles, middle, within), angles)
            });
            let Some(top) = tries.into_iter().max_by(|a, b| a.0.total_cmp(&b.0)) else { break };
            if top.0 <= value + 1e-9 {
                break;
            }
            (value, best) = top;
        }
    }
    best
}
