//! Holes at every point of the stack, drilled against the normal of the plane.

use std::f64::consts::TAU;

use kernel::{BooleanOptions, Frame, Shape};

use super::{Cleaning, Workplane};
use crate::cq::{CqError, Result};

/// The head of a hole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum HoleHead {
    /// The same diameter all the way.
    Plain,
    /// A wider cylinder at the surface: diameter and depth in millimetres.
    Counterbore {
        /// Diameter in millimetres.
        diameter: f64,
        /// Depth in millimetres.
        depth: f64,
    },
    /// A cone at the surface: diameter in millimetres and full angle in degrees.
    Countersink {
        /// Diameter at the surface in millimetres.
        diameter: f64,
        /// Angle between opposite sides in degrees.
        angle: f64,
    },
}

impl Workplane {
    /// A hole at every point of the stack; without a depth it goes through everything.
    ///
    /// # Errors
    /// A `ValueError` when the chain has no solid or a size is not positive.
    pub fn hole(
        &self,
        diameter: f64,
        head: HoleHead,
        depth: Option<f64>,
        cleaning: Cleaning,
    ) -> Result<Self> {
        let depth = match depth {
            Some(depth) => depth,
            None => self.largest_dimension()?,
        };
        let drill = drill(diameter, head, depth)?;
        let solid = self.find_solid()?;
        let tools = self.placed_at_points(&[kernel::clean(&drill)?])?;
        self.cut_from(&solid, &tools, cleaning)
    }

    /// The diagonal of the box around the solid of the chain in millimetres.
    ///
    /// # Errors
    /// A `ValueError` when the chain has no solid.
    pub fn largest_dimension(&self) -> Result<f64> {
        let bounds = self.find_solid()?.bounding_box(kernel::BoxMethod::Optimal)?;
        Ok(bounds.map_or(0.0, |bounds| bounds.diagonal()))
    }
}

/// The solid that a hole takes away, with its mouth at the origin and its axis against z.
fn drill(diameter: f64, head: HoleHead, depth: f64) -> Result<Shape> {
    let down = Frame::along([0.0; 3], [0.0, 0.0, -1.0]);
    let cylinder = |what: &str, diameter: f64, depth: f64| {
        kernel::cylinder(&down, diameter / 2.0, depth, TAU).map_err(|error| {
            CqError::from(error).with_hint(format!(
                "{what}: diameter {diameter} mm, depth {depth} mm; both must be greater than zero"
            ))
        })
    };
    let bore = cylinder("hole", diameter, depth)?;
    let wider = match head {
        HoleHead::Plain => return Ok(bore),
        HoleHead::Counterbore { diameter, depth } => cylinder("counterbore", diameter, depth)?,
        HoleHead::Countersink { diameter, angle } => {
            let radius = diameter / 2.0;
            let height = radius / (angle / 2.0).to_radians().tan();
            kernel::cone(&down, radius, 0.0, height, TAU).map_err(|error| {
                CqError::from(error).with_hint(format!(
                    "countersink: diameter {diameter} mm and angle {angle}°; the angle must lie between 0 and 180"
                ))
            })?
        }
    };
    Ok(kernel::fuse(&bore, &[wider], &BooleanOptions::default())?)
}
