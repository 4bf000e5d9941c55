//! How close a part comes to a scan, without knowing the true part.

use super::Scan;
use super::surface::{Surface, sampled};
use base::Mesh;

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
    /// directions, less where normals differ; for a drawing, the share of lines that both have.
    pub fit: f64,
}

impl Closeness {
    /// Mean distance over both directions, in millimetres.
    pub fn mean_mm(&self) -> f64 {
        0.5 * (self.scan_to_part_mm + self.part_to_scan_mm)
    }

    /// Compares a part with a scan, in the frame both are in. `None` for a part without a surface.
    ///
    /// The distance of a point is that to the plane of the nearest sample, as long as it stands above that
    /// sample's surroundings; so a perfect part has no distance, however coarse the samples are.
    pub fn new(scan: &Scan, mesh: &Mesh) -> Option<Self> {
        let samples = sampled(mesh, SAMPLES, mesh.signed_volume() < 0.0);
        if samples.is_empty() {
            return None;
        }
        let part = Surface::new(samples);
        let step = scan.samples().len().div_ceil(MOST);
        let unit = scan.bounds().longest() * TOLERANCE;
        let (to_part, fit_part) = part.distances(scan.samples().iter().step_by(step), unit);
        let (to_scan, fit_scan) = scan.surface.distances(part.samples().iter(), unit);
        // The body read from a drawing is an opinion; its lines are what was given.
        let lines = scan.drawing().map(|drawing| drawing.fit(mesh));
        let fit = lines.unwrap_or(0.5 * (fit_part + fit_scan));
        Some(Self { scan_to_part_mm: to_part, part_to_scan_mm: to_scan, fit })
    }
}
