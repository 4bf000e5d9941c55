//! Outward normals for points that have none.
//!
//! The direction of a normal is that in which the nearest neighbours spread least (Hoppe and others,
//! "Surface reconstruction from unorganized points", 1992). Its sign comes from what can be seen: a point
//! that is not hidden, seen from far away, has its normal towards the eye. Points that nobody sees
//! clearly, and wrong votes, are settled by the winding number, which is higher on the inner side.

use glam::{DMat3, DVec3};
use rayon::prelude::*;

use super::SurfaceSample;
use super::grid::PointGrid;
use super::winding::Winding;

/// Neighbours that span the tangent plane, the point itself among them.
const NEIGHBOURS: usize = 14;
/// Directions from which is looked.
const DIRECTIONS: usize = 120;
/// Turns by the winding number.
const ROUNDS: usize = 8;

/// Samples for points, with the given normals or with estimated ones.
pub(super) fn outward_normals(points: &[DVec3], known: Option<&[DVec3]>) -> Vec<SurfaceSample> {
    let grid = PointGrid::new(points.to_vec());
    let mut samples: Vec<SurfaceSample> = points
        .par_iter()
        .enumerate()
        .map(|(i, p)| {
            let near = grid.nearest_of(*p, NEIGHBOURS);
            let radius = near.last().map_or(0.0, |n| n.1);
            let given = known.map(|n| n[i].normalize_or_zero()).filter(|n| *n != DVec3::ZERO);
            SurfaceSample {
                position: *p,
                normal: given.unwrap_or_else(|| flattest(points, &near)),
                area: std::f64::consts::PI * radius * radius / NEIGHBOURS as f64,
            }
        })
        .collect();
    cap_areas(&mut samples);
    if known.is_none() {
        orient_by_sight(&mut samples);
        for _ in 0..ROUNDS {
            if orient_by_winding(&mut samples) == 0 {
                break;
            }
        }
    }
    if outside_winding(&samples) {
        samples.iter_mut().for_each(|s| s.normal = -s.normal);
    }
    fill_up(&mut samples);
    samples
}

/// Areas estimated from neighbours are too small along edges, where the surface folds back; scales all so
/// that the winding number well inside is one.
fn fill_up(samples: &mut [SurfaceSample]) {
    let winding = Winding::new(samples);
    let mut inside: Vec<f64> = samples
        .par_iter()
        .step_by(8)
        .map(|s| winding.at(s.position - s.normal * winding.reach() * 6.0))
        .collect();
    inside.sort_by(f64::total_cmp);
    let full = inside[inside.len() * 9 / 10];
    if (0.5..2.0).contains(&full) {
        samples.iter_mut().for_each(|s| s.area /= full);
    }
}

/// Lonely points must not stand for large areas.
fn cap_areas(samples: &mut [SurfaceSample]) {
    let mut areas: Vec<f64> = samples.iter().map(|s| s.area).collect();
    areas.sort_by(f64::total_cmp);
    let most = areas[areas.len() / 2] * 4.0;
    samples.iter_mut().for_each(|s| s.area = s.area.min(most));
}

/// The direction in which points spread least.
fn flattest(points: &[DVec3], near: &[(usize, f64)]) -> DVec3 {
    let mean = near.iter().map(|n| points[n.0]).sum::<DVec3>() / near.len().max(1) as f64;
    let mut spread = DMat3::ZERO;
    for (i, _) in near {
        let d = points[*i] - mean;
        spread += DMat3::from_cols(d * d.x, d * d.y, d * d.z);
    }
    // Powers of (trace - matrix) turn any vector towards the smallest axis; three starts, because one
    // may stand at a right angle to it.
    let trace = spread.x_axis.x + spread.y_axis.y + spread.z_axis.z;
    let mut power = (DMat3::from_diagonal(DVec3::splat(trace)) - spread) * (1.0 / trace.max(1e-300));
    for _ in 0..8 {
        power = power * power;
        let largest = power.to_cols_array().into_iter().fold(0.0, |a: f64, b| a.max(b.abs()));
        power *= 1.0 / largest.max(1e-300);
    }
    let columns = [power.x_axis, power.y_axis, power.z_axis];
    let best = columns.into_iter().max_by(|a, b| a.length().total_cmp(&b.length())).unwrap_or(DVec3::Z);
    best.try_normalize().unwrap_or(DVec3::Z)
}

/// Turns normals towards the eyes that see their points.
fn orient_by_sight(samples: &mut [SurfaceSample]) {
    let area: f64 = samples.iter().map(|s| s.area).sum();
    let spacing = (area / samples.len() as f64).sqrt();
    let votes: Vec<Vec<f64>> = (0..DIRECTIONS)
        .into_par_iter()
        .map(|i| {
            // Points of a spiral on the sphere.
            let z = 1.0 - (2 * i + 1) as f64 / DIRECTIONS as f64;
            let turn = i as f64 * 2.399_963_229_728_653;
            let r = (1.0 - z * z).sqrt();
            sight(samples, DVec3::new(r * turn.cos(), r * turn.sin(), z), spacing)
        })
        .collect();
    for (i, sample) in samples.iter_mut().enumerate() {
        let vote: f64 = votes.iter().map(|v| v[i]).sum();
        if vote < 0.0 {
            sample.normal = -sample.normal;
        }
    }
}

/// For each sample, the cosine between its normal and the eye when the eye sees it, else 0.
fn sight(samples: &[SurfaceSample], eye: DVec3, spacing: f64) -> Vec<f64> {
    let right = eye.any_orthonormal_vector();
    let up = eye.cross(right);
    let pixel = spacing * 0.9;
    let flat: Vec<(f64, f64, f64)> = samples
        .iter()
        .map(|s| (s.position.dot(right) / pixel, s.position.dot(up) / pixel, s.position.dot(eye)))
        .collect();
    let low = flat.iter().fold((f64::MAX, f64::MAX), |m, p| (m.0.min(p.0), m.1.min(p.1)));
    let high = flat.iter().fold((f64::MIN, f64::MIN), |m, p| (m.0.max(p.0), m.1.max(p.1)));
    let width = (high.0 - low.0) as usize + 5;
    let height = (high.1 - low.1) as usize + 5;
    let place = |p: &(f64, f64, f64)| ((p.0 - low.0) as usize + 2, (p.1 - low.1) as usize + 2);
    let mut front = vec![f64::MIN; width * height];
    for p in &flat {
        let (x, y) = place(p);
        for row in y - 1..=y + 1 {
            for cell in &mut front[row * width + x - 1..=row * width + x + 1] {
                *cell = cell.max(p.2);
            }
        }
    }
    flat.iter()
        .zip(samples)
        .map(|(p, s)| {
            let (x, y) = place(p);
            let cosine = s.normal.dot(eye);
            // A tilted surface hides itself by its own slope.
            let slack = spacing * (1.0 + 3.0 * (1.0 - cosine * cosine).sqrt() / cosine.abs().max(0.25));
            if front[y * width + x] - p.2 <= slack { cosine } else { 0.0 }
        })
        .collect()
}

/// Turns normals whose outer side winds more than the inner one; tells how many.
fn orient_by_winding(samples: &mut [SurfaceSample]) -> usize {
    let winding = Winding::new(samples);
    let wrong: Vec<bool> = samples
        .par_iter()
        .map(|s| {
            let step = s.normal * winding.reach() * 1.5;
            winding.at(s.position + step) > winding.at(s.position - step)
        })
        .collect();
    let mut turned = 0;
    for (sample, wrong) in samples.iter_mut().zip(wrong) {
        if wrong {
            sample.normal = -sample.normal;
            turned += 1;
        }
    }
    turned
}

/// Whether the normals point inwards on the whole: the enclosed volume is negative.
fn outside_winding(samples: &[SurfaceSample]) -> bool {
    let middle = samples.iter().map(|s| s.position).sum::<DVec3>() / samples.len() as f64;
    samples.iter().map(|s| (s.position - middle).dot(s.normal) * s.area).sum::<f64>() < 0.0
}
