//! A measured surface as a prompt: a triangle mesh or a cloud of points, in millimetres.
//!
//! Whatever was given becomes samples with outward normals, and an answer to "how much of this square of
//! a plane lies inside". A closed mesh answers exactly; open meshes and clouds answer with the winding
//! number of their samples. Everything behind this works with these two and does not know what was given.
//!
//! Files name no unit: lengths are taken as millimetres, the frame of the file is kept.

mod closeness;
mod file;
mod normals;
mod read;
mod section;
mod surface;
mod winding;

use std::collections::HashSet;

use base::{Bounds, Mesh};
use glam::DVec3;

pub use closeness::Closeness;
pub(crate) use file::joined;
pub use file::{FileError, MOST_BYTES, scan_of_bytes};
pub use read::{is_scan_file, read_scan};
pub(crate) use section::{Frame, SectionGrid};

use self::normals::outward_normals;
use self::section::ClosedMesh;
use self::surface::{Surface, sampled};
use self::winding::Winding;
use crate::drawing::Drawing;
use crate::score::body::Body;

/// Samples that are drawn from a mesh, and points of a cloud that are used at most.
const SAMPLES: usize = 12_000;

/// A cloud needs so many points at least.
pub const LEAST_POINTS: usize = 200;

/// A point of the surface.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SurfaceSample {
    /// Where it is, in millimetres.
    pub position: DVec3,
    /// Unit normal, out of the material.
    pub normal: DVec3,
    /// The share of the surface it stands for, in mm².
    pub area: f64,
}

/// Why a surface cannot be used.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ScanError {
    /// Too little was given.
    #[error("there are only {found} points; at least {LEAST_POINTS} are needed")]
    TooFewPoints {
        /// How many there are.
        found: usize,
    },
    /// All lies in one point or on one line.
    #[error("the surface has no extent in at least two directions")]
    Flat,
    /// A coordinate is no finite number, or beyond ten kilometres.
    #[error("a coordinate is not a usable number: {0}")]
    Coordinate(f64),
}

/// A measured surface.
#[derive(Clone, Debug)]
pub struct Scan {
    surface: Surface,
    bounds: Bounds,
    inside: Inside,
}

#[derive(Clone, Debug)]
enum Inside {
    Exact(ClosedMesh),
    Winding(Winding),
    Drawing(Drawing),
}

impl Scan {
    /// The body that the views of a drawing show; `None` when nothing is left of it.
    pub(crate) fn of_drawing(drawing: &Drawing) -> Option<Self> {
        let samples = drawing.samples(SAMPLES);
        let (min, max) = drawing.bounds();
        let is_body = !samples.is_empty();
        is_body.then(|| Self {
            surface: Surface::new(samples),
            bounds: Bounds { min, max },
            inside: Inside::Drawing(drawing.clone()),
        })
    }

    /// The drawing that the scan stands for.
    pub fn drawing(&self) -> Option<&Drawing> {
        match &self.inside {
            Inside::Drawing(drawing) => Some(drawing),
            _ => None,
        }
    }

    /// A scan of triangles; those of a closed mesh wind counter-clockwise seen from outside, or all the
    /// other way round.
    ///
    /// # Errors
    /// When the mesh has no extent or unusable numbers.
    pub fn of_mesh(mesh: &Mesh) -> Result<Self, ScanError> {
        check(mesh.positions.iter().flatten().map(|v| f64::from(*v)))?;
        let bounds = mesh.bounds().ok_or(ScanError::Flat)?;
        check_extent(&bounds)?;
        let flip = mesh.signed_volume() < 0.0;
        let samples = sampled(mesh, SAMPLES, flip);
        if samples.is_empty() {
            return Err(ScanError::Flat);
        }
        let inside = if Body::of_mesh(mesh).is_balanced() {
            Inside::Exact(ClosedMesh::new(mesh))
        } else {
            Inside::Winding(Winding::new(&samples))
        };
        Ok(Self { surface: Surface::new(samples), bounds, inside })
    }

    /// A scan of points, with outward or at least consistent normals where they are known.
    ///
    /// # Errors
    /// When there are too few points, no extent, or unusable numbers.
    pub fn of_points(points: &[[f64; 3]], normals: Option<&[[f64; 3]]>) -> Result<Self, ScanError> {
        check(points.iter().flatten().copied())?;
        let kept = usable(points);
        if kept.len() < LEAST_POINTS {
            return Err(ScanError::TooFewPoints { found: kept.len() });
        }
        let chosen = |list: &[[f64; 3]]| kept.iter().map(|i| list[*i]).collect::<Vec<_>>();
        let normals = normals.filter(|n| n.len() == points.len()).map(chosen);
        let points = &chosen(points);
        let bounds = Bounds::of_points(points.iter().map(|p| p.map(|v| v as f32))).ok_or(ScanError::Flat)?;
        check_extent(&bounds)?;
        // Evenly through the list: neighbours in a file are mostly neighbours in space.
        let step = points.len().div_ceil(SAMPLES);
        let picked =
            |list: &[[f64; 3]]| list.iter().step_by(step).map(|p| DVec3::from(*p)).collect::<Vec<_>>();
        let positions = picked(points);
        let known = normals.as_deref().map(picked);
        let samples = outward_normals(&positions, known.as_deref());
        let inside = Inside::Winding(Winding::new(&samples));
        Ok(Self { surface: Surface::new(samples), bounds, inside })
    }

    /// Points of the surface, evenly spread.
    pub fn samples(&self) -> &[SurfaceSample] {
        self.surface.samples()
    }

    /// The box around what was given.
    pub fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// Typical distance between neighbouring samples, in millimetres.
    pub fn spacing(&self) -> f64 {
        self.surface.spacing()
    }

    /// Whether lengths read from sections are exact to about a thousandth of the longest side.
    pub(crate) fn is_exact(&self) -> bool {
        matches!(self.inside, Inside::Exact(_) | Inside::Drawing(_))
    }

    /// How much of each square of a grid in a plane lies inside; 255 is all.
    pub(crate) fn section(&self, frame: &Frame, height: f64, grid: &SectionGrid) -> Vec<u8> {
        match &self.inside {
            Inside::Exact(mesh) => mesh.section(frame, height, grid),
            Inside::Winding(winding) => winding.section(frame, height, grid),
            Inside::Drawing(drawing) => drawing.section(frame, height, grid),
        }
    }

    /// About 1 inside and 0 outside; blurred along the surface of open meshes and clouds.
    pub(crate) fn winding(&self, point: DVec3) -> f64 {
        match &self.inside {
            Inside::Exact(mesh) => f64::from(u8::from(mesh.contains(point))),
            Inside::Winding(winding) => winding.at(point),
            Inside::Drawing(drawing) => f64::from(u8::from(drawing.contains(point))),
        }
    }

    /// Whether a point lies inside.
    pub(crate) fn contains(&self, point: DVec3) -> bool {
        self.winding(point) > 0.5
    }
}

/// Indices of points without repetitions and without those far away from all others.
///
/// Measuring devices give the origin for what they did not see, and single points anywhere; one of them
/// must not decide the size of the part.
fn usable(points: &[[f64; 3]]) -> Vec<usize> {
    let mut seen = HashSet::new();
    let mut kept: Vec<usize> =
        (0..points.len()).filter(|i| seen.insert(points[*i].map(|v| (v + 0.0).to_bits()))).collect();
    if kept.len() < LEAST_POINTS {
        return kept;
    }
    let along: [fn(&[f64; 3]) -> f64; 3] = [|p| p[0], |p| p[1], |p| p[2]];
    for along in along {
        let mut values: Vec<f64> = kept.iter().map(|i| along(&points[*i])).collect();
        values.sort_by(f64::total_cmp);
        let aside = values.len() / 500;
        let (low, high) = (values[aside], values[values.len() - 1 - aside]);
        let margin = 0.5 * (high - low) + 1e-9;
        kept.retain(|i| (low - margin..=high + margin).contains(&along(&points[*i])));
    }
    kept
}

fn check(numbers: impl Iterator<Item = f64>) -> Result<(), ScanError> {
    const FARTHEST_MM: f64 = 1e7;
    let mut numbers = numbers;
    match numbers.find(|v| !v.is_finite() || v.abs() > FARTHEST_MM) {
        Some(number) => Err(ScanError::Coordinate(number)),
        None => Ok(()),
    }
}

fn check_extent(bounds: &Bounds) -> Result<(), ScanError> {
    let mut size = bounds.size();
    size.sort_by(f64::total_cmp);
    if size[1] > 1e-6 && size[1] > size[2] * 1e-6 { Ok(()) } else { Err(ScanError::Flat) }
}

#[cfg(test)]
pub(crate) mod test_meshes;
#[cfg(test)]
mod tests;
