//! Loose edges of a sketch: segments, arcs, splines.

use kernel::{Closing, Frame, Sense, Shape, SplineOptions};

use super::{Sketch, SketchEdge, SketchItem};
use crate::cq::geom::Vector;
use crate::cq::workplane::Purpose;
use crate::cq::{CqError, Result};

/// An arc by its centre: radius in millimetres, first angle and angle covered in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ArcSpan {
    /// Centre.
    pub center: Vector,
    /// Radius in millimetres.
    pub radius: f64,
    /// Where it starts, in degrees from x.
    pub start: f64,
    /// How far it goes, in degrees; a whole turn or more gives a circle.
    pub span: f64,
}

impl Sketch {
    /// Adds an edge.
    pub fn edge(&self, shape: Shape, tag: Option<&str>, purpose: Purpose) -> Self {
        if let Some(tag) = tag.filter(|tag| !tag.is_empty()) {
            self.set_tag(tag, vec![SketchItem::Shape(shape.clone())]);
        }
        self.0.edges.borrow_mut().push(SketchEdge { shape, purpose });
        self.clone()
    }

    /// A straight edge; without a start it goes on from the end of the last edge.
    ///
    /// # Errors
    /// A `ValueError` when there is no edge to go on from; a failure for a length of zero.
    pub fn segment(
        &self,
        start: Option<Vector>,
        end: Vector,
        tag: Option<&str>,
        purpose: Purpose,
    ) -> Result<Self> {
        let start = self.start_or_end(start)?;
        let edge = kernel::line(start.array(), end.array()).map_err(|error| {
            CqError::from(error).with_hint(format!("the segment starts and ends at ({}, {})", end.x, end.y))
        })?;
        Ok(self.edge(edge, tag, purpose))
    }

    /// A straight edge of a length in millimetres at an angle in degrees from the end of the last.
    ///
    /// # Errors
    /// As [`Sketch::segment`].
    pub fn polar_segment(
        &self,
        length: f64,
        degrees: f64,
        tag: Option<&str>,
        purpose: Purpose,
    ) -> Result<Self> {
        let start = self.end_point()?;
        let (sin, cos) = degrees.to_radians().sin_cos();
        self.segment(Some(start), start + Vector::new(length * cos, length * sin, 0.0), tag, purpose)
    }

    /// A circular arc through a point; without a start it goes on from the end of the last edge.
    ///
    /// # Errors
    /// A `ValueError` when there is no edge to go on from; a failure for points on a line.
    pub fn arc(
        &self,
        start: Option<Vector>,
        through: Vector,
        end: Vector,
        tag: Option<&str>,
        purpose: Purpose,
    ) -> Result<Self> {
        let start = self.start_or_end(start)?;
        let edge = kernel::three_point_arc(start.array(), through.array(), end.array()).map_err(|error| {
            CqError::from(error).with_hint(format!(
                "({}, {}), ({}, {}) and ({}, {}) must be three points that are not on one line",
                start.x, start.y, through.x, through.y, end.x, end.y
            ))
        })?;
        Ok(self.edge(edge, tag, purpose))
    }

    /// A circular arc by its centre.
    ///
    /// # Errors
    /// A failure when the radius is not positive or the arc has no length.
    pub fn center_arc(&self, arc: &ArcSpan, tag: Option<&str>, purpose: Purpose) -> Result<Self> {
        let ArcSpan { center, radius, start, span } = *arc;
        let edge = if span.abs() >= 360.0 {
            // A whole circle starts at x whatever the first angle is, as in CadQuery.
            let frame = Frame { origin: center.array(), ..Frame::WORLD };
            kernel::circle(&frame, radius, None, if span > 0.0 { Sense::Forward } else { Sense::Backward })
        } else {
            let at = |degrees: f64| {
                let (sin, cos) = degrees.to_radians().sin_cos();
                (center + Vector::new(cos, sin, 0.0) * radius).array()
            };
            kernel::three_point_arc(at(start), at(start + span / 2.0), at(start + span))
        };
        let edge = edge.map_err(|error| {
            CqError::from(error).with_hint(format!(
                "the radius is {radius} mm and the arc covers {span}°; neither may be zero"
            ))
        })?;
        Ok(self.edge(edge, tag, purpose))
    }

    /// A spline through points, with tangents at none, both ends, or all of them.
    ///
    /// # Errors
    /// A failure for fewer than two points or repeated points.
    pub fn spline(
        &self,
        points: &[Vector],
        tangents: &[Vector],
        closing: Closing,
        tag: Option<&str>,
        purpose: Purpose,
    ) -> Result<Self> {
        let points: Vec<_> = points.iter().map(|point| point.array()).collect();
        let tangents = tangents.iter().map(|tangent| Some(tangent.array())).collect();
        let options = SplineOptions { tangents, closing, ..SplineOptions::default() };
        let edge = kernel::spline(&points, &options).map_err(|error| {
            CqError::from(error).with_hint(format!(
                "a spline needs at least 2 points that differ from their neighbours; {} were given",
                points.len()
            ))
        })?;
        Ok(self.edge(edge, tag, purpose))
    }

    /// A Bézier curve from the first to the last of its poles.
    ///
    /// # Errors
    /// A failure for fewer than 2 or more than 26 poles.
    pub fn bezier(&self, poles: &[Vector], tag: Option<&str>, purpose: Purpose) -> Result<Self> {
        let poles: Vec<_> = poles.iter().map(|pole| pole.array()).collect();
        Ok(self.edge(kernel::bezier(&poles)?, tag, purpose))
    }

    /// A straight edge from the end of the last edge to the start of the first.
    ///
    /// # Errors
    /// A `ValueError` when there are no edges; a failure when the outline is closed already.
    pub fn close(&self, tag: Option<&str>) -> Result<Self> {
        let (end, start) = (self.end_point()?, self.start_point()?);
        self.segment(Some(end), start, tag, Purpose::Part)
            .map_err(|error| error.with_hint("the outline ends where it starts already; leave .close() out"))
    }

    /// The start of the first edge of the same purpose as the last.
    ///
    /// # Errors
    /// A `ValueError` when there are no edges.
    pub fn start_point(&self) -> Result<Vector> {
        let edges = self.0.edges.borrow();
        let last = edges.last().ok_or_else(no_edges)?;
        let first = edges.iter().find(|edge| edge.purpose == last.purpose).unwrap_or(last);
        Ok(first.shape.start_point()?.into())
    }

    /// The end of the last edge.
    ///
    /// # Errors
    /// A `ValueError` when there are no edges.
    pub fn end_point(&self) -> Result<Vector> {
        let edges = self.0.edges.borrow();
        Ok(edges.last().ok_or_else(no_edges)?.shape.end_point()?.into())
    }

    fn start_or_end(&self, start: Option<Vector>) -> Result<Vector> {
        start.map_or_else(|| self.end_point(), Ok)
    }
}

fn no_edges() -> CqError {
    CqError::value("No free edges available")
        .with_hint("there is no edge to go on from; give the first one two points, .segment((0, 0), (10, 0))")
}
