//! Outward normals for points that have none.
//!
//! The direction of a normal is that of the plane through a point and two of its neighbours that most
//! neighbours lie on (Fischler and Bolles, "Random sample consensus", 1981), so that edges stay sharp.
//! Points that hang together smoothly share their sign (Hoppe and others, "Surface reconstruction from
//! unorganized points", 1992). The sign of such a patch comes from what can be seen: a point that is not
//! hidden, seen from far away, has its normal towards the eye. Patches that are hardly seen, and single
//! points, are settled by the winding number, which is higher on the inner side.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use base::eigen::eigen;
use glam::DVec3;
use rayon::prelude::*;

use super::SurfaceSample;
use super::winding::Winding;
use crate::near::Near;

/// Neighbours that vote for a plane, the point itself among them.
const NEIGHBOURS: usize = 14;
/// Distance from a plane at which a neighbour's vote is worth 0.6, as a share of the distance of samples.
const PLANE_WIDTH: f64 = 0.12;
/// A patch whose samples have less than this as the mean sum of cosines is hardly seen.
const HARDLY_SEEN: f64 = 1.0;
/// The way to a neighbour on the same patch rises less than this over the tangent plane; a sine.
const LEAST_SLOPE: f64 = 0.45;
/// Smaller patches stay as they are seen.
const LEAST_PATCH: usize = 12;
/// Surfaces seen more obliquely than by this cosine do not vote.
const LEAST_COSINE: f64 = 0.5;
/// Neighbours whose normals differ less than 26 degrees belong to one patch; a millionth of one minus the
/// cosine.
const SMOOTH: u32 = 100_000;
/// Directions from which is looked.
const DIRECTIONS: usize = 120;
/// Turns by the winding number.
const ROUNDS: usize = 8;

/// Samples for points, with the given normals or with estimated ones.
pub(super) fn outward_normals(points: &[DVec3], known: Option<&[DVec3]>) -> Vec<SurfaceSample> {
    let tree = Near::new(points);
    let mut samples: Vec<SurfaceSample> = points
        .par_iter()
        .enumerate()
        .map(|(i, p)| {
            let near = tree.nearest_of(*p, NEIGHBOURS);
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
        orient_by_sight(&mut samples, &tree);
        for _ in 0..ROUNDS {
            if orient_by_winding(&mut samples) == 0 {
                break;
            }
        }
    }
    let areas: Vec<f64> = samples.par_iter().map(|s| own_area(s, &samples, &tree)).collect();
    samples.iter_mut().zip(areas).for_each(|(sample, area)| sample.area = area);
    cap_areas(&mut samples);
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

/// The area that a sample stands for, by the neighbours on its own side of the surface.
fn own_area(sample: &SurfaceSample, samples: &[SurfaceSample], tree: &Near) -> f64 {
    let near = tree.nearest_of(sample.position, 3 * NEIGHBOURS);
    let own = near.iter().filter(|(i, _)| samples[*i].normal.dot(sample.normal) > 0.6).take(NEIGHBOURS);
    let (count, radius) = own.fold((0, 0.0), |(count, _), (_, distance)| (count + 1, *distance));
    if count < 3 { sample.area } else { std::f64::consts::PI * radius * radius / f64::from(count) }
}

/// Lonely points must not stand for large areas.
fn cap_areas(samples: &mut [SurfaceSample]) {
    let mut areas: Vec<f64> = samples.iter().map(|s| s.area).collect();
    areas.sort_by(f64::total_cmp);
    let most = areas[areas.len() / 2] * 4.0;
    samples.iter_mut().for_each(|s| s.area = s.area.min(most));
}

/// The normal of the plane on which most neighbours of a point lie.
fn flattest(points: &[DVec3], near: &[(usize, f64)]) -> DVec3 {
    let Some(&(own, _)) = near.first() else { return DVec3::Z };
    let around: Vec<DVec3> = near.iter().skip(1).map(|(i, _)| points[*i] - points[own]).collect();
    let width = PLANE_WIDTH * near.last().map_or(0.0, |n| n.1) + 1e-12;
    let votes = |normal: DVec3| -> f64 {
        around
            .iter()
            .map(|d| (-0.5 * (d.dot(normal) / width).powi(2)).exp() / (1.0 + d.length() / (8.0 * width)))
            .sum()
    };
    let mut best = (0.0, spread_least(&around));
    best.0 = votes(best.1);
    for (i, a) in around.iter().enumerate() {
        for b in &around[i + 1..] {
            let Some(normal) = a.cross(*b).try_normalize() else { continue };
            // Neighbours in one line with the point say nothing.
            if a.cross(*b).length() < 0.2 * a.length() * b.length() {
                continue;
            }
            let worth = votes(normal);
            if worth > best.0 {
                best = (worth, normal);
            }
        }
    }
    let on_plane: Vec<DVec3> = around.iter().copied().filter(|d| d.dot(best.1).abs() < 2.0 * width).collect();
    if on_plane.len() >= 4 { spread_least(&on_plane) } else { best.1 }
}

/// The direction in which points around the origin spread least.
fn spread_least(around: &[DVec3]) -> DVec3 {
    let mut spread = [[0.0; 3]; 3];
    for d in around {
        for (row, r) in spread.iter_mut().zip(d.to_array()) {
            row.iter_mut().zip(d.to_array()).for_each(|(cell, c)| *cell += r * c);
        }
    }
    let [(_, least), ..] = eigen(spread);
    DVec3::from(least)
}

/// Turns smooth patches towards the eyes that see most of them.
fn orient_by_sight(samples: &mut [SurfaceSample], tree: &Near) {
    let normals: Vec<DVec3> = samples.iter().map(|s| s.normal).collect();
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
    let votes: Vec<f64> = (0..samples.len()).map(|i| votes.iter().map(|v| v[i]).sum()).collect();
    let mut patches = smooth_patches(samples, tree);
    patches.sort_by_key(|patch| Reverse(patch.len()));
    let mut hardly_seen = Vec::new();
    for patch in patches {
        let sum: f64 = patch.iter().map(|i| votes[*i] * samples[*i].normal.dot(normals[*i])).sum();
        if sum < 0.0 {
            patch.iter().for_each(|i| samples[*i].normal = -samples[*i].normal);
        }
        if sum.abs() < HARDLY_SEEN * patch.len() as f64 && patch.len() >= LEAST_PATCH {
            hardly_seen.push(patch);
        }
    }
    // The walls of a deep bore, for instance, are left to the winding number; twice, because one depends on
    // the others.
    let mut all = Winding::new(samples);
    for _ in 0..2 {
        for patch in &hardly_seen {
            if orient_patch(samples, patch, &all) {
                all = Winding::new(samples);
            }
        }
    }
}

/// Samples that hang together without sharp edges, their normals made consistent: the smoothest way first.
fn smooth_patches(samples: &mut [SurfaceSample], tree: &Near) -> Vec<Vec<usize>> {
    // Costs are whole numbers, so that they can be ordered.
    let cost = |a: DVec3, b: DVec3| ((1.0 - a.dot(b).abs()) * 1e6) as u32;
    let mut patch_of = vec![usize::MAX; samples.len()];
    let mut patches: Vec<Vec<usize>> = Vec::new();
    for start in 0..samples.len() {
        if patch_of[start] != usize::MAX {
            continue;
        }
        let mut open: BinaryHeap<Reverse<(u32, usize, usize)>> =
            BinaryHeap::from([Reverse((0, start, start))]);
        let mut patch = Vec::new();
        while let Some(Reverse((_, from, to))) = open.pop() {
            if patch_of[to] != usize::MAX {
                continue;
            }
            patch_of[to] = patches.len();
            patch.push(to);
            if samples[from].normal.dot(samples[to].normal) < 0.0 {
                samples[to].normal = -samples[to].normal;
            }
            for (next, _) in tree.nearest_of(samples[to].position, 9) {
                let cost = cost(samples[to].normal, samples[next].normal);
                // The other side of a thin wall is near, too, but not in the tangent plane.
                let way = (samples[next].position - samples[to].position).normalize_or_zero();
                let is_beside = way.dot(samples[to].normal).abs() < LEAST_SLOPE
                    && way.dot(samples[next].normal).abs() < LEAST_SLOPE;
                if patch_of[next] == usize::MAX && cost < SMOOTH && is_beside {
                    open.push(Reverse((cost, to, next)));
                }
            }
        }
        patches.push(patch);
    }
    patches
}

/// Turns a patch round where that brings the winding number of `all` samples nearer to one inside and zero
/// outside; tells whether it did.
fn orient_patch(samples: &mut [SurfaceSample], patch: &[usize], all: &Winding) -> bool {
    let own = Winding::new(&patch.iter().map(|i| samples[*i]).collect::<Vec<_>>());
    let (mut as_is, mut turned) = (0.0, 0.0);
    for i in patch.iter().step_by(patch.len().div_ceil(200)) {
        let s = samples[*i];
        let step = s.normal * all.reach() * 1.5;
        let (outer, inner) = (s.position + step, s.position - step);
        as_is += all.at(outer).abs() + (all.at(inner) - 1.0).abs();
        // Turned round, the sides change places and the patch counts the other way.
        turned += (all.at(inner) - 2.0 * own.at(inner)).abs();
        turned += (all.at(outer) - 2.0 * own.at(outer) - 1.0).abs();
    }
    if turned < as_is {
        patch.iter().for_each(|i| samples[*i].normal = -samples[*i].normal);
    }
    turned < as_is
}

/// For each sample, the cosine between its normal and the eye when the eye sees it, else 0.
fn sight(samples: &[SurfaceSample], eye: DVec3, spacing: f64) -> Vec<f64> {
    let right = eye.any_orthonormal_vector();
    let up = eye.cross(right);
    // Relative to a point of the part, which may lie far from the origin.
    let origin = samples.first().map_or(DVec3::ZERO, |s| s.position);
    let largest = samples.iter().map(|s| (s.position - origin).abs().max_element()).fold(0.0, f64::max);
    // However unevenly the points lie, the picture stays small.
    let pixel = (spacing * 0.9).max(largest / 1000.0).max(1e-12);
    let flat: Vec<(f64, f64, f64)> = samples
        .iter()
        .map(|s| s.position - origin)
        .map(|p| (p.dot(right) / pixel, p.dot(up) / pixel, p.dot(eye)))
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
            let slope = (1.0 - cosine * cosine).sqrt() / cosine.abs().max(LEAST_COSINE);
            let is_seen = front[y * width + x] - p.2 <= spacing * (0.5 + 1.4 * slope);
            if is_seen && cosine.abs() > LEAST_COSINE { cosine } else { 0.0 }
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
