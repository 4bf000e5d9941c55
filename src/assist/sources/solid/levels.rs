//! Heights at which a part has flat faces across an axis.

use crate::scan::{Frame, Scan};

/// Heights that differ less are one, as a share of the longest side.
const SAME_HEIGHT: f64 = 0.004;
/// A flat face of a mesh needs this share of the surface.
const LEAST_SHARE: f64 = 6e-4;
/// A flat face of a cloud needs this share; normals along edges are wrong and look like small faces.
const LEAST_SHARE_OF_CLOUD: f64 = 4e-3;

/// Heights of flat faces along the normal of a frame, from the lowest to the highest point of the part.
pub(super) fn levels(scan: &Scan, frame: &Frame) -> Vec<f64> {
    if let Some(drawing) = scan.drawing() {
        return drawing.levels(frame);
    }
    let longest = scan.bounds().longest();
    let (facing, gap, share) = if scan.is_exact() {
        (0.9999, longest * 1e-4, LEAST_SHARE)
    } else {
        (0.97, scan.spacing() * 0.1, LEAST_SHARE_OF_CLOUD)
    };
    let mut flat: Vec<(f64, f64)> = scan
        .samples()
        .iter()
        .filter(|s| frame.along(s.normal).abs() > facing)
        .map(|s| (frame.height(s.position), s.area))
        .collect();
    flat.sort_by(|a, b| a.0.total_cmp(&b.0));
    let total: f64 = scan.samples().iter().map(|s| s.area).sum();
    let mut found: Vec<(f64, f64)> = Vec::new();
    for group in flat.chunk_by(|a, b| b.0 - a.0 < gap) {
        let area: f64 = group.iter().map(|s| s.1).sum();
        if area > total * share && group.len() >= 4 {
            found.push((group[group.len() / 2].0, area));
        }
    }
    let ends = [scan.bounds().min, scan.bounds().max].map(|p| frame.height(p.into()));
    let (low, high) = (ends[0].min(ends[1]), ends[0].max(ends[1]));
    let apart = longest * SAME_HEIGHT;
    // The ends are where the part ends; what lies near them is the same face with noise.
    let mut heights = vec![low];
    for (height, area) in found {
        if height - low < apart || high - height < apart {
            continue;
        }
        match heights.last_mut() {
            Some(last) if height - *last < apart && is_large(area, total) => *last = height,
            Some(last) if height - *last < apart => {}
            _ => heights.push(height),
        }
    }
    heights.push(high);
    heights
}

/// Whether a face is large enough to move a height that is nearly its own.
fn is_large(area: f64, total: f64) -> bool {
    area > total * 0.02
}
