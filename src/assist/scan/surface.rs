//! Points on a mesh, evenly spread, and distances from other points to them.

use base::Mesh;
use glam::DVec3;
use rayon::prelude::*;

use super::SurfaceSample;
use crate::near::Near;

/// Draws about `count` points, each triangle its share by area; the same mesh gives the same points.
///
/// Within the list of triangles the points follow a regular step, so that they are spread more evenly
/// than by chance; inside a triangle they follow the R2 sequence (Roberts, "The unreasonable
/// effectiveness of quasirandom sequences", 2018). `flip` turns the normals round.
pub(crate) fn sampled(mesh: &Mesh, count: usize, flip: bool) -> Vec<SurfaceSample> {
    let triangles: Vec<([DVec3; 3], DVec3)> = (0..mesh.triangles.len())
        .map(|t| {
            let [a, b, c] = mesh.corners(t).map(|p| DVec3::from(p.map(f64::from)));
            ([a, b, c], (b - a).cross(c - a) * 0.5)
        })
        .collect();
    let total: f64 = triangles.iter().map(|(_, area)| area.length()).sum();
    if total <= 0.0 || !total.is_finite() {
        return Vec::new();
    }
    let share = total / count as f64;
    let mut samples = Vec::with_capacity(count + 1);
    let (mut passed, mut next) = (0.0, share / 2.0);
    for ([a, b, c], area) in triangles {
        passed += area.length();
        while next < passed {
            let index = samples.len() as f64;
            let (mut u, mut v) = (
                (0.314 + index * 0.754_877_666_246_692_7) % 1.0,
                (0.673 + index * 0.569_840_290_998_053_3) % 1.0,
            );
            if u + v > 1.0 {
                (u, v) = (1.0 - u, 1.0 - v);
            }
            let normal = area.normalize_or_zero() * if flip { -1.0 } else { 1.0 };
            samples.push(SurfaceSample { position: a + (b - a) * u + (c - a) * v, normal, area: share });
            next += share;
        }
    }
    samples
}

/// A sample stands for its surroundings to this distance, in units of the spacing.
const REACH: f64 = 1.5;

/// Samples with their neighbourhoods.
#[derive(Clone, Debug)]
pub(crate) struct Surface {
    samples: Vec<SurfaceSample>,
    near: Near,
    /// The side of the square that a sample stands for, in millimetres.
    spacing: f64,
}

impl Surface {
    pub(crate) fn new(samples: Vec<SurfaceSample>) -> Self {
        let area: f64 = samples.iter().map(|s| s.area).sum();
        let places: Vec<DVec3> = samples.iter().map(|s| s.position).collect();
        Self { near: Near::new(&places), spacing: (area / samples.len().max(1) as f64).sqrt(), samples }
    }

    pub(crate) fn samples(&self) -> &[SurfaceSample] {
        &self.samples
    }

    pub(crate) fn spacing(&self) -> f64 {
        self.spacing
    }

    /// Mean distance of samples of another surface, and their mean fit: `exp(-distance / unit)`, less where
    /// normals differ.
    pub(crate) fn distances<'a>(
        &self,
        others: impl Iterator<Item = &'a SurfaceSample>,
        unit: f64,
    ) -> (f64, f64) {
        let others: Vec<&SurfaceSample> = others.collect();
        let each: Vec<(f64, f64)> = others
            .par_iter()
            .filter_map(|other| {
                let near = self.near.nearest_of(other.position, 4);
                let best = near.iter().map(|(i, _)| self.distance(*i, other.position));
                let distance = best.fold(f64::MAX, f64::min);
                let facing =
                    near.iter().map(|(i, _)| self.samples[*i].normal.dot(other.normal)).fold(-1.0, f64::max);
                (distance < f64::MAX)
                    .then(|| (distance, (-distance / unit).exp() * (0.5 + 0.5 * facing.max(0.0))))
            })
            .collect();
        let count = each.len().max(1) as f64;
        (each.iter().map(|e| e.0).sum::<f64>() / count, each.iter().map(|e| e.1).sum::<f64>() / count)
    }

    fn distance(&self, sample: usize, p: DVec3) -> f64 {
        let sample = &self.samples[sample];
        let d = p - sample.position;
        let above = d.dot(sample.normal);
        let aside = (d - sample.normal * above).length();
        above.hypot((aside - REACH * self.spacing).max(0.0))
    }
}
