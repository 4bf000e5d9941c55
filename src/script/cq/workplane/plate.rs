//! Curved plates inside outlines.

use kernel::{Closing, FillOptions, Shape};

use super::{Cleaning, Combine, Workplane};
use crate::cq::geom::Vector;
use crate::cq::{CqError, Result};

/// The boundary of a plate.
#[derive(Clone, Debug)]
pub enum PlateBoundary {
    /// Corners in order.
    Points(Vec<Vector>),
    /// Edges and wires in any order.
    Curves(Vec<Shape>),
}

/// Thickness in millimetres over which the kernel closes small gaps of a thick plate.
const THICK_TOLERANCE: f64 = 1e-6;

impl Workplane {
    /// A smooth face inside a boundary and through points, made thick by millimetres when that is
    /// more than 0, at every point of the stack.
    ///
    /// # Errors
    /// An OCCT failure when no face fits.
    pub fn interp_plate(
        &self,
        boundary: &PlateBoundary,
        points: &[Vector],
        thickness: f64,
        options: &FillOptions,
        combine: Combine,
        cleaning: Cleaning,
    ) -> Result<Self> {
        let points: Vec<_> = points.iter().map(|point| point.array()).collect();
        let curves = match boundary {
            PlateBoundary::Curves(curves) => curves.clone(),
            PlateBoundary::Points(corners) => {
                let corners: Vec<_> = corners.iter().map(|corner| corner.array()).collect();
                vec![kernel::polygon(&corners, Closing::Periodic)?]
            }
        };
        let face = kernel::fill(&curves, &[], &points, options).map_err(|error| {
            CqError::from(error).with_hint("the boundary must be closed, and the points must lie near it")
        })?;
        let plate = if thickness > 0.0 { kernel::thicken(&face, thickness, THICK_TOLERANCE)? } else { face };
        self.solid_at_points(&plate, combine, cleaning)
    }
}
