//! Clouds of points: sampling of surfaces, farthest points, and distances between two clouds.

use glam::DVec3;
use rayon::prelude::*;

use super::body::{Body, area_vector};
use crate::near::Near;

/// A sampled point with the unit normal of its triangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// Where it is.
    pub point: DVec3,
    /// Outward unit normal.
    pub normal: DVec3,
}

/// Points on a surface, evenly by area; the same seed gives the same points. Empty without area.
pub fn sample(body: &Body, count: usize, seed: u64) -> Vec<Sample> {
    let normal = |triangle: usize| area_vector(body.corners(body.triangles[triangle])).normalize_or_zero();
    placed(body, count, seed).into_iter().map(|(point, t)| Sample { point, normal: normal(t) }).collect()
}

/// Points on a surface, evenly by area, with the triangle that each lies on.
fn placed(body: &Body, count: usize, seed: u64) -> Vec<(DVec3, usize)> {
    let mut sums = Vec::with_capacity(body.triangles.len());
    let mut total = 0.0;
    for triangle in &body.triangles {
        total += area_vector(body.corners(*triangle)).length();
        sums.push(total);
    }
    if total <= 0.0 {
        return Vec::new();
    }
    let mut chance = fastrand::Rng::with_seed(seed);
    (0..count)
        .map(|_| {
            let at = chance.f64() * total;
            let triangle = sums.partition_point(|sum| *sum <= at).min(sums.len() - 1);
            let [a, b, c] = body.corners(body.triangles[triangle]);
            let (mut u, mut v) = (chance.f64(), chance.f64());
            if u + v > 1.0 {
                (u, v) = (1.0 - u, 1.0 - v);
            }
            (a + (b - a) * u + (c - a) * v, triangle)
        })
        .collect()
}

/// Places of points on a surface, evenly by area.
pub fn points(body: &Body, count: usize, seed: u64) -> Vec<DVec3> {
    sample(body, count, seed).into_iter().map(|s| s.point).collect()
}

/// Indices of points that are far from each other: the first one given, then always the point that
/// is farthest from all chosen. At most as many as there are points.
pub fn farthest(points: &[DVec3], count: usize, first: usize) -> Vec<usize> {
    let mut chosen = Vec::with_capacity(count.min(points.len()));
    let mut distances = vec![f64::INFINITY; points.len()];
    let mut next = first;
    while chosen.len() < count.min(points.len()) {
        chosen.push(next);
        let center = points[next];
        let mut farthest = (0, -1.0);
        for (i, (point, distance)) in points.iter().zip(&mut distances).enumerate() {
            *distance = distance.min(point.distance_squared(center));
            if *distance > farthest.1 {
                farthest = (i, *distance);
            }
        }
        next = farthest.0;
    }
    chosen
}

/// Distances from each of two clouds to the other.
#[derive(Clone, Debug)]
pub struct Distances {
    /// Squared distance of each point of the first to the nearest of the second.
    pub a_to_b: Vec<f64>,
    /// Squared distance of each point of the second to the nearest of the first.
    pub b_to_a: Vec<f64>,
}

impl Distances {
    /// Between two clouds.
    pub fn between(a: &[DVec3], b: &[DVec3]) -> Self {
        let (near_a, near_b) = (Near::new(a), Near::new(b));
        let distances = |near: &Near, from: &[DVec3]| -> Vec<f64> {
            let chunks: Vec<Vec<f64>> = from.par_chunks(1024).map(|c| near.squared_distances(c)).collect();
            chunks.concat()
        };
        Self { a_to_b: distances(&near_b, a), b_to_a: distances(&near_a, b) }
    }

    /// Mean squared distance of both directions, added: the Chamfer distance of most papers.
    pub fn chamfer_squared(&self) -> f64 {
        mean(&self.a_to_b) + mean(&self.b_to_a)
    }

    /// Mean of the mean distances of both directions.
    pub fn mean(&self) -> f64 {
        let of = |d: &[f64]| d.iter().map(|v| v.sqrt()).sum::<f64>() / d.len().max(1) as f64;
        (of(&self.a_to_b) + of(&self.b_to_a)) / 2.0
    }

    /// Root of the mean squared distance over both clouds.
    pub fn root_mean_square(&self) -> f64 {
        ((mean(&self.a_to_b) + mean(&self.b_to_a)) / 2.0).sqrt()
    }

    /// The distance within which a share of the points of each cloud has a neighbour, the larger of
    /// both directions: 1 gives Hausdorff's.
    pub fn quantile(&self, share: f64) -> f64 {
        let of = |d: &[f64]| {
            let mut sorted = d.to_vec();
            sorted.sort_by(f64::total_cmp);
            super::statistics::quantile(&sorted.iter().map(|v| v.sqrt()).collect::<Vec<_>>(), share)
        };
        of(&self.a_to_b).max(of(&self.b_to_a))
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Distances of samples of each surface to the other **surface**, not to its samples: hardly a
/// floor where the surfaces are the same. The triangles measured to are those of the nearest of 50,000
/// samples.
pub fn surface_distances(a: &Body, b: &Body, count: usize, seed: u64) -> Distances {
    let to = |from: &Body, to: &Body, seed: u64| -> Vec<f64> {
        let (probes, dense) = (placed(from, count, seed), placed(to, 50_000, seed.wrapping_add(2)));
        let near = Near::new(&dense.iter().map(|(p, _)| *p).collect::<Vec<_>>());
        let spacing = (to.area() / dense.len().max(1) as f64).sqrt();
        let distance = |(p, _): &(DVec3, usize)| {
            let (_, squared) = near.nearest(*p)?;
            // The triangle to measure to need not be that of the nearest sample.
            let least = std::cell::Cell::new(squared);
            near.any_within(*p, squared.sqrt() + spacing, |i| {
                let place = on_triangle(*p, to.corners(to.triangles[dense[i].1]));
                least.set(least.get().min(place.distance_squared(*p)));
                false
            });
            Some(least.get())
        };
        probes.par_iter().map(|probe| distance(probe).unwrap_or(f64::INFINITY)).collect()
    };
    Distances { a_to_b: to(a, b, seed), b_to_a: to(b, a, seed.wrapping_add(1)) }
}

/// The point of a triangle that is nearest to a place (Ericson, Real-Time Collision Detection, 5.1.5).
fn on_triangle(p: DVec3, [a, b, c]: [DVec3; 3]) -> DVec3 {
    let (ab, ac) = (b - a, c - a);
    let along = |q: DVec3| (ab.dot(p - q), ac.dot(p - q));
    let ((d1, d2), (d3, d4), (d5, d6)) = (along(a), along(b), along(c));
    if d1 <= 0.0 && d2 <= 0.0 {
        return a;
    }
    if d3 >= 0.0 && d4 <= d3 {
        return b;
    }
    if d6 >= 0.0 && d5 <= d6 {
        return c;
    }
    let (va, vb, vc) = (d3 * d6 - d5 * d4, d5 * d2 - d1 * d6, d1 * d4 - d3 * d2);
    if vc <= 0.0 && d1 >= 0.0 && d3 <= 0.0 {
        return a + ab * (d1 / (d1 - d3));
    }
    if vb <= 0.0 && d2 >= 0.0 && d6 <= 0.0 {
        return a + ac * (d2 / (d2 - d6));
    }
    if va <= 0.0 && d4 >= d3 && d5 >= d6 {
        return b + (c - b) * ((d4 - d3) / ((d4 - d3) + (d5 - d6)));
    }
    a + (ab * vb + ac * vc) / (va + vb + vc)
}

/// Harmonic mean of the shares of either surface that lies within `within` of the other where its
/// normal differs by at most `angle` radians; 8,192 samples of one against 200,000 of the other.
pub fn surface_f1(a: &Body, b: &Body, within: f64, angle: f64, seed: u64) -> f64 {
    let matched = |from: &Body, to: &Body, seed: u64| {
        let dense = sample(to, 200_000, seed.wrapping_add(2));
        let near = Near::new(&dense.iter().map(|s| s.point).collect::<Vec<_>>());
        let probes = sample(from, 8192, seed);
        let least = angle.cos();
        let is_match =
            |s: &Sample| near.any_within(s.point, within, |i| s.normal.dot(dense[i].normal) >= least);
        probes.par_iter().filter(|s| is_match(s)).count() as f64 / probes.len().max(1) as f64
    };
    let (precision, recall) = (matched(a, b, seed), matched(b, a, seed.wrapping_add(1)));
    if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
}

/// Jensen-Shannon divergence (natural logarithm) of where two clouds lie in a cube of `cells`³
/// cells over [-1, 1]³; 0 for equal ones, ln 2 where they share no cell.
pub fn jensen_shannon(a: &[DVec3], b: &[DVec3], cells: usize) -> f64 {
    let histogram = |cloud: &[DVec3]| {
        let mut counts = vec![0.0; cells * cells * cells];
        let index = |v: f64| (((v + 1.0) / 2.0 * cells as f64) as usize).min(cells - 1);
        for p in cloud {
            counts[(index(p.x) * cells + index(p.y)) * cells + index(p.z)] += 1.0 / cloud.len() as f64;
        }
        counts
    };
    let term = |p: f64, q: f64| if p > 0.0 { p * (p / ((p + q) / 2.0)).ln() } else { 0.0 };
    histogram(a).iter().zip(&histogram(b)).map(|(p, q)| (term(*p, *q) + term(*q, *p)) / 2.0).sum()
}

#[cfg(test)]
mod tests {
    use super::super::body::tests::block;
    use super::*;

    #[test]
    fn samples_lie_on_the_surface_in_proportion_to_area() {
        let samples = sample(&block([0.0; 3], [4.0, 2.0, 1.0]), 20_000, 5);
        let top = samples.iter().filter(|s| s.normal.z > 0.5).count() as f64 / 20_000.0;
        assert!((top - 8.0 / 28.0).abs() < 0.01, "{top}");
        assert!(samples.iter().filter(|s| s.normal.z > 0.5).all(|s| (s.point.z - 1.0).abs() < 1e-12));
        let mean: DVec3 = samples.iter().map(|s| s.point).sum::<DVec3>() / 20_000.0;
        assert!(mean.abs_diff_eq(DVec3::new(2.0, 1.0, 0.5), 0.03), "{mean}");
    }

    #[test]
    fn farthest_points_of_a_row_are_its_ends_then_its_middle() {
        let row: Vec<DVec3> = (0..=8).map(|i| DVec3::X * f64::from(i)).collect();
        assert_eq!(farthest(&row, 3, 0), [0, 8, 4]);
        assert_eq!(farthest(&row, 99, 3).len(), 9);
    }

    #[test]
    fn distances_of_shifted_rows() {
        let a: Vec<DVec3> = (0..4).map(|i| DVec3::X * f64::from(i)).collect();
        let b: Vec<DVec3> = a.iter().map(|p| *p + DVec3::Y * 0.5).collect();
        let distances = Distances::between(&a, &b);
        assert_eq!(distances.chamfer_squared(), 0.5);
        assert_eq!((distances.mean(), distances.root_mean_square()), (0.5, 0.5));
        assert_eq!((distances.quantile(1.0), distances.quantile(0.95)), (0.5, 0.5));
    }

    #[test]
    fn distances_to_surfaces_have_no_floor() {
        let a = block([0.0; 3], [100.0, 60.0, 10.0]);
        let same = surface_distances(&a, &a, 4000, 1);
        assert!(same.quantile(0.95) < 1e-9 && same.mean() < 1e-3, "{} {}", same.quantile(0.95), same.mean());
        // Two corners out of reach of each other's faces: a shell one apart everywhere but at corners.
        let larger = block([-1.0; 3], [101.0, 61.0, 11.0]);
        let apart = surface_distances(&a, &larger, 4000, 1);
        assert!((apart.mean() - 1.0).abs() < 0.02, "{}", apart.mean());
        assert!(apart.quantile(1.0) < 3f64.sqrt() + 1e-9);
    }

    #[test]
    fn divergence_is_none_of_the_same_and_most_of_strangers() {
        let (a, b) = (vec![DVec3::splat(0.1); 5], vec![DVec3::splat(-0.9); 7]);
        assert_eq!(jensen_shannon(&a, &a, 28), 0.0);
        assert!((jensen_shannon(&a, &b, 28) - 2f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn surface_f1_looks_at_place_and_normal() {
        let a = block([0.0; 3], [1.0; 3]);
        assert!(surface_f1(&a, &a, 0.01, 0.35, 1) > 0.99);
        // Moved along x, four of six sides still lie in their planes but for a strip of a tenth.
        let moved = a.mapped(|p| p + DVec3::X * 0.1);
        let found = surface_f1(&a, &moved, 0.01, 0.35, 1);
        assert!((found - 4.0 * 0.91 / 6.0).abs() < 0.02, "{found}");
        let turned =
            Body { triangles: a.triangles.iter().map(|[a, b, c]| [*a, *c, *b]).collect(), ..a.clone() };
        assert!(surface_f1(&a, &turned, 0.01, 0.35, 1) < 0.01);
    }
}
