//! How close a part comes to a scan, without knowing the true part.

use base::Mesh;
use glam::DVec3;
use rayon::prelude::*;

use super::grid::PointGrid;
use super::surface::sampled;
use super::{Scan, SurfaceSample};

/// Samples of the part that are compared.
const SAMPLES: usize = 6_000;
/// Distance at which a point counts a third, as a share of the longest side.
const TOLERANCE: f64 = 0.02;
/// Samples of the scan that are compared at most.
const MOST: usize = 6_000;

/// Distances between a scan and a part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Closeness {
    /// Mean distance from the scan to the part, in millimetres.
    pub scan_to_part_mm: f64,
    /// Mean distance from the part to the scan, in millimetres.
    pub part_to_scan_mm: f64,
    /// One number in 0..=1 for ranking: mean of `exp(-distance / 2 % of the longest side)` over both
    /// directions, less where normals differ.
    pub fit: f64,
}

impl Closeness {
    /// Compares a part with a scan, in the frame both are in. `None` for a part without a surface.
    ///
    /// The distance of a point is that to the plane of the nearest sample, as long as it stands above that
    /// sample's surroundings; so a perfect part has no distance, however coarse the samples are.
    pub fn new(scan: &Scan, part: &Mesh) -> Option<Self> {
        let samples = sampled(part, SAMPLES, part.signed_volume() < 0.0);
        if samples.is_empty() {
            return None;
        }
        let part = Surface::new(samples);
        let step = scan.samples().len().div_ceil(MOST);
        let scanned = Surface::new(scan.samples().to_vec());
        let unit = scan.bounds().longest() * TOLERANCE;
        let (to_part, fit_part) = part.distances(scan.samples().iter().step_by(step), unit);
        let (to_scan, fit_scan) = scanned.distances(part.samples.iter(), unit);
        Some(Self { scan_to_part_mm: to_part, part_to_scan_mm: to_scan, fit: 0.5 * (fit_part + fit_scan) })
    }
}

/// Samples with their neighbourhoods.
struct Surface {
    samples: Vec<SurfaceSample>,
    grid: PointGrid,
    reach: f64,
}

impl Surface {
    fn new(samples: Vec<SurfaceSample>) -> Self {
        let area: f64 = samples.iter().map(|s| s.area).sum();
        let reach = 1.5 * (area / samples.len() as f64).sqrt();
        Self { grid: PointGrid::new(samples.iter().map(|s| s.position).collect()), samples, reach }
    }

    /// Mean distance of samples of another surface, and their mean fit.
    fn distances<'a>(&self, others: impl Iterator<Item = &'a SurfaceSample>, unit: f64) -> (f64, f64) {
        let others: Vec<&SurfaceSample> = others.collect();
        let each: Vec<(f64, f64)> = others
            .par_iter()
            .filter_map(|other| {
                let near = self.grid.nearest_of(other.position, 4);
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
        above.hypot((aside - self.reach).max(0.0))
    }
}
