//! Closed outlines at every point of the stack, and what is done to outlines.

use std::f64::consts::TAU;

use kernel::{Frame, JoinKind, Kind, Sense, Shape};

use super::lines::segment;
use super::transforms::rotated;
use super::{Anchor, Purpose, Workplane};
use crate::cq::geom::{MirrorAxis, Vector};
use crate::cq::{CqError, Result, shape};

/// Which circle the size of a polygon means: `circumscribed`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PolygonFit {
    /// The circle through the corners; a corner lies on local x.
    #[default]
    Inscribed,
    /// The circle that the sides touch; the middle of a side lies on local x.
    Circumscribed,
}

impl From<bool> for PolygonFit {
    fn from(circumscribed: bool) -> Self {
        if circumscribed { Self::Circumscribed } else { Self::Inscribed }
    }
}

impl Workplane {
    /// A rectangle at each point of the stack; millimetres along local x and y.
    ///
    /// # Errors
    /// An OCCT failure when a side has no length.
    pub fn rect(&self, x_len: f64, y_len: f64, anchors: [Anchor; 2], purpose: Purpose) -> Result<Self> {
        let shift = Vector::new(
            if anchors[0] == Anchor::Corner { x_len / 2.0 } else { 0.0 },
            if anchors[1] == Anchor::Corner { y_len / 2.0 } else { 0.0 },
            0.0,
        );
        let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5)]
            .map(|(x, y)| Vector::new(x * x_len, y * y_len, 0.0) + shift);
        let outline = closed_polygon(&corners).map_err(|error| {
            error.with_hint(format!("the sides are {x_len} mm and {y_len} mm; both must differ from zero"))
        })?;
        self.outline(outline, purpose)
    }

    /// A circle about each point of the stack; radius in millimetres.
    ///
    /// # Errors
    /// A failure when the radius is not positive.
    pub fn circle(&self, radius: f64, purpose: Purpose) -> Result<Self> {
        let edge = kernel::circle(&Frame::WORLD, radius, None, Sense::Forward).map_err(|error| {
            CqError::from(error).with_hint(format!("the radius is {radius} mm; it must be greater than zero"))
        })?;
        self.outline(kernel::wire(&[edge])?, purpose)
    }

    /// An ellipse about each point of the stack; radii in millimetres, turned by degrees.
    ///
    /// # Errors
    /// A failure when a radius is not positive.
    pub fn ellipse(&self, x_radius: f64, y_radius: f64, rotation: f64, purpose: Purpose) -> Result<Self> {
        let edge =
            kernel::ellipse(&Frame::WORLD, x_radius, y_radius, None, Sense::Forward).map_err(|error| {
                CqError::from(error).with_hint(format!(
                    "the radii are {x_radius} mm and {y_radius} mm; both must be positive"
                ))
            })?;
        let mut wire = kernel::wire(&[edge])?;
        if rotation != 0.0 {
            wire = rotated(&wire, Vector::ZERO, Vector::Z, rotation)?;
        }
        self.outline(wire, purpose)
    }

    /// A regular polygon about each point of the stack; diameter in millimetres.
    ///
    /// # Errors
    /// A failure for fewer than three sides or a diameter of zero.
    pub fn polygon(&self, sides: i64, diameter: f64, fit: PolygonFit, purpose: Purpose) -> Result<Self> {
        if sides == 0 {
            return Err(CqError::new(crate::cq::CqErrorKind::ZeroDivision, "float division by zero")
                .with_hint("a polygon needs at least 3 sides"));
        }
        let angle = TAU / sides as f64;
        let mut radius = diameter / 2.0;
        let mut first = 0.0;
        if fit == PolygonFit::Circumscribed {
            radius /= (angle / 2.0).cos();
            first = angle / 2.0;
        }
        let corners: Vec<_> = (0..=sides)
            .map(|i| {
                let (sin, cos) = (angle * i as f64 + first).sin_cos();
                Vector::new(radius * cos, radius * sin, 0.0)
            })
            .collect();
        let outline = closed_polygon(&corners).map_err(|error| {
            error.with_hint(format!(
                "{sides} sides and a diameter of {diameter} mm: at least 3 and more than zero"
            ))
        })?;
        self.outline(outline, purpose)
    }

    /// A slot with round ends about each point of the stack; overall length, width, and the angle
    /// in degrees between its long side and local x.
    ///
    /// # Errors
    /// A failure when it is not longer than wide.
    pub fn slot_2d(&self, length: f64, diameter: f64, angle: f64) -> Result<Self> {
        let radius = diameter / 2.0;
        let straight = length - diameter;
        let p1 = Vector::new(-length / 2.0 + radius, radius, 0.0);
        let p2 = p1 + Vector::new(straight, 0.0, 0.0);
        let p3 = p1 + Vector::new(straight, -diameter, 0.0);
        let p4 = p1 + Vector::new(0.0, -diameter, 0.0);
        let right = p2 + Vector::new(radius, -radius, 0.0);
        let left = p4 + Vector::new(-radius, radius, 0.0);
        let arc = |a: Vector, b: Vector, c: Vector| kernel::three_point_arc(a.array(), b.array(), c.array());
        let outline = || -> Result<Shape> {
            let edges = [segment(p1, p2)?, arc(p2, right, p3)?, segment(p3, p4)?, arc(p4, left, p1)?];
            Ok(kernel::wire(&edges)?)
        };
        let outline = outline().map_err(|error| {
            error.with_hint(format!(
                "a slot must be longer than wide: length {length} mm, width {diameter} mm"
            ))
        })?;
        self.outline(rotated(&outline, Vector::ZERO, Vector::Z, angle)?, Purpose::Part)
    }

    /// The outlines that keep a distance to the waiting ones; they wait in their place.
    ///
    /// # Errors
    /// An OCCT failure when nothing is left at that distance.
    pub fn offset_2d(&self, distance: f64, join: JoinKind, purpose: Purpose) -> Result<Self> {
        let mut outlines = Vec::new();
        for wire in self.combined_pending()? {
            outlines.extend(shape::offset_2d(&wire, distance, join)?);
        }
        let context = self.context();
        context.set_pending_edges(Vec::new());
        context.set_pending_wires(if purpose == Purpose::Part { outlines.clone() } else { Vec::new() });
        Ok(self.with_shapes(outlines))
    }

    /// Adds the waiting outline turned over about an axis of the plane, and joins both.
    ///
    /// # Errors
    /// An OCCT failure when the waiting edges do not connect.
    pub fn mirror_about(&self, axis: MirrorAxis) -> Result<Self> {
        let joined = self.wire(Purpose::Part)?.consolidate_wires()?;
        let turn = kernel::Transform::from(self.plane().mirror_in_plane(axis));
        let context = joined.context();
        for wire in joined.sub_shapes(Kind::Wire)? {
            let mirrored = wire.moved(&turn)?;
            context.add_pending_wire(mirrored.clone());
            joined.add_items([mirrored.into()]);
        }
        joined.consolidate_wires()
    }

    fn outline(&self, wire: Shape, purpose: Purpose) -> Result<Self> {
        let wires = self.placed_at_points(&[wire])?;
        if purpose == Purpose::Part {
            let context = self.context();
            wires.iter().for_each(|wire| context.add_pending_wire(wire.clone()));
        }
        Ok(self.with_shapes(wires))
    }
}

/// A wire through points whose last is the first again.
fn closed_polygon(corners: &[Vector]) -> Result<Shape> {
    let points: Vec<_> = corners.iter().map(|corner| corner.array()).collect();
    Ok(kernel::polygon(&points, kernel::Closing::Open)?)
}
