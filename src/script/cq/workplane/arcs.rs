//! Drawing with circular and elliptical arcs.

use kernel::{ParamMode, Shape};

use super::transforms::{rotated, translated};
use super::{Purpose, Workplane, Yield};
use crate::cq::geom::Vector;
use crate::cq::{CqError, Result};

/// Differences of squares below this are taken as zero when the sagitta is computed.
const SQUARE: f64 = 1e-6;

/// An elliptical arc for [`Workplane::ellipse_arc`].
#[derive(Clone, Copy, Debug)]
pub struct EllipseArc {
    /// Radius along local x in millimetres.
    pub x_radius: f64,
    /// Radius along local y in millimetres.
    pub y_radius: f64,
    /// Start angle in degrees.
    pub angle1: f64,
    /// End angle in degrees; the same as the start for a whole ellipse.
    pub angle2: f64,
    /// Turn of the ellipse in degrees about its centre.
    pub rotation: f64,
    /// Counter-clockwise or clockwise.
    pub sense: kernel::Sense,
    /// What the current point is.
    pub anchor: ArcAnchor,
    /// What the arc is for.
    pub purpose: Purpose,
    /// Edge or wire.
    pub yields: Yield,
}

/// What the current point is to an elliptical arc: `startAtCurrent`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArcAnchor {
    /// Its start.
    #[default]
    Start,
    /// Its centre.
    Center,
}

impl From<bool> for ArcAnchor {
    fn from(start_at_current: bool) -> Self {
        if start_at_current { Self::Start } else { Self::Center }
    }
}

/// Whether a point is meant relative to the current point: `relative`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measured {
    /// From the current point.
    #[default]
    FromCurrent,
    /// From the origin of the plane.
    FromOrigin,
}

impl From<bool> for Measured {
    fn from(relative: bool) -> Self {
        if relative { Self::FromCurrent } else { Self::FromOrigin }
    }
}

impl Workplane {
    /// An arc from the current point through one local point to another.
    ///
    /// # Errors
    /// A `ValueError` when there is no current point; an OCCT failure for points on a line.
    pub fn three_point_arc(&self, through: Vector, end: Vector, purpose: Purpose) -> Result<Self> {
        let plane = self.plane();
        let start = self.current_point()?;
        let arc = kernel::three_point_arc(
            start.array(),
            plane.to_world(through).array(),
            plane.to_world(end).array(),
        )
        .map_err(|error| {
            CqError::from(error).with_hint(format!(
                "the current point, ({}, {}) and ({}, {}) must be three points that are not on one line",
                through.x, through.y, end.x, end.y
            ))
        })?;
        self.draw(arc, purpose)
    }

    /// An arc from the current point to a local point that rises `sagitta` millimetres over the
    /// chord; positive to the left of the direction of drawing.
    ///
    /// # Errors
    /// As [`Workplane::three_point_arc`].
    pub fn sagitta_arc(&self, end: Vector, sagitta: f64, purpose: Purpose) -> Result<Self> {
        let start = self.current_point_local()?;
        let middle = (end + start) * 0.5;
        let along = (end - start).normalized().map_err(|error| {
            error.with_hint(format!("the arc starts and ends at ({}, {}); choose another end", end.x, end.y))
        })? * sagitta.abs();
        let rise = if sagitta > 0.0 {
            Vector::new(-along.y, along.x, along.z)
        } else {
            Vector::new(along.y, -along.x, along.z)
        };
        self.three_point_arc(middle + rise, end, purpose)
    }

    /// An arc of a radius in millimetres from the current point to a local point, the shorter of
    /// the two; positive bulges to the left of the direction of drawing.
    ///
    /// # Errors
    /// A `ValueError` when the radius is too small to reach the end.
    pub fn radius_arc(&self, end: Vector, radius: f64, purpose: Purpose) -> Result<Self> {
        let half_chord = (end - self.current_point_local()?).length() / 2.0;
        let left_over = radius * radius - half_chord * half_chord;
        let mut sagitta = radius.abs();
        if left_over.abs() >= SQUARE {
            if left_over < 0.0 {
                return Err(CqError::value("Arc radius is not large enough to reach the end point.")
                    .with_hint(format!(
                        "the end is {} mm away, so the radius must be at least {} mm; {} mm was given",
                        base::units::digits(2.0 * half_chord),
                        base::units::digits(half_chord),
                        base::units::digits(radius.abs())
                    )));
            }
            sagitta -= left_over.sqrt();
        }
        self.sagitta_arc(end, if radius > 0.0 { sagitta } else { -sagitta }, purpose)
    }

    /// An arc that goes on from the edge drawn last without a corner and ends at a point.
    ///
    /// # Errors
    /// A `RuntimeError` when the last item is no edge.
    pub fn tangent_arc_point(&self, end: Vector, measured: Measured, purpose: Purpose) -> Result<Self> {
        let local = match measured {
            Measured::FromCurrent => end + self.current_point_local()?,
            Measured::FromOrigin => end,
        };
        let before = self.current_edge()?;
        let tangent = before.tangent_at(1.0, ParamMode::Length)?;
        let arc = kernel::tangent_arc(before.end_point()?, tangent, self.plane().to_world(local).array())
            .map_err(|error| {
                CqError::from(error)
                    .with_hint("the end must lie off the line that the edge before it runs along")
            })?;
        self.draw(arc, purpose)
    }

    /// An arc of an ellipse whose axes are those of the plane, turned by `rotation`.
    ///
    /// # Errors
    /// A `ValueError` when there is no current point; an OCCT failure for radii of zero.
    pub fn ellipse_arc(&self, arc: &EllipseArc) -> Result<Self> {
        let plane = self.plane();
        let center = self.current_point()?;
        let angles = (arc.angle1 != arc.angle2).then(|| (arc.angle1.to_radians(), arc.angle2.to_radians()));
        let frame = plane.with_origin(center).frame();
        let mut edge = kernel::ellipse(&frame, arc.x_radius, arc.y_radius, angles, arc.sense)?;
        if arc.rotation != 0.0 {
            edge = rotated(&edge, center, plane.z_dir, arc.rotation)?;
        }
        if arc.anchor == ArcAnchor::Start {
            let start = Vector::from(edge.start_point()?);
            edge = translated(&edge, center - start)?;
        }
        self.draw_curve(edge, arc.yields, arc.purpose)
    }

    /// Puts a curve on the stack as an edge or a wire, waiting unless it is for construction.
    pub(super) fn draw_curve(&self, edge: Shape, yields: Yield, purpose: Purpose) -> Result<Self> {
        if yields == Yield::Edge {
            return self.draw(edge, purpose);
        }
        let wire = kernel::wire(&[edge])?;
        if purpose == Purpose::Part {
            self.context().add_pending_wire(wire.clone());
        }
        Ok(self.with_shapes([wire]))
    }
}
