//! Questions to vertices, edges and wires.
//!
//! Positions on a curve are given as a share of its length or as its own parameter: [`ParamMode`].

use crate::ffi::{self, bridge, call};
use crate::frame::Vec3;
use crate::memo::known;
use crate::{Frame, Kind, Result, Shape, Transform, check};

const CURVE: [Kind; 2] = [Kind::Edge, Kind::Wire];

/// How a number means a place on a curve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ParamMode {
    /// 0 is the start and 1 the end, evenly along the length.
    #[default]
    Length,
    /// The curve's own parameter, within [`Shape::curve_bounds`].
    Parameter,
}

/// How the directions of a frame on a curve are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FrameKind {
    /// Tangent, principal normal, binormal.
    #[default]
    Frenet,
    /// Like Frenet, but without sudden turns.
    Corrected,
}

/// Whether a frame on a curve follows the curve or stays upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FramePlane {
    /// z is the tangent.
    #[default]
    Normal,
    /// z is the world's z (CadQuery's `planar=True`).
    Upright,
}

/// How many points are taken on a curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sampling {
    /// About evenly along the length; at least 2.
    Count(u32),
    /// So many that chords stay this close to the curve, in millimetres.
    Deflection(f64),
}

/// The circle or ellipse that an edge is a part of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conic {
    /// Centre, direction of the first point, normal.
    pub frame: Frame,
    /// The larger radius; that of a circle.
    pub major_radius: f64,
    /// The smaller radius; that of a circle.
    pub minor_radius: f64,
}

/// A B-spline curve by its numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SplineData {
    /// Degree of the polynomials.
    pub degree: u32,
    /// Control points.
    pub poles: Vec<Vec3>,
    /// One weight for each control point; empty when all are 1.
    pub weights: Vec<f64>,
    /// Knots as often as they count: control points + degree + 1 numbers.
    pub knots: Vec<f64>,
}

/// Vertices, edges and wires.
impl Shape {
    /// The place of a vertex.
    pub fn point(&self) -> Result<Vec3> {
        check::kind("point", "shape", self, &[Kind::Vertex])?;
        call("point", || bridge::point(self.raw()))
    }

    /// Where an edge or wire starts.
    pub fn start_point(&self) -> Result<Vec3> {
        Ok(self.end_points("start_point")?.0)
    }

    /// Where an edge or wire ends.
    pub fn end_point(&self) -> Result<Vec3> {
        Ok(self.end_points("end_point")?.1)
    }

    /// First and last parameter of an edge or wire.
    pub fn curve_bounds(&self) -> Result<(f64, f64)> {
        check::kind("curve_bounds", "shape", self, &CURVE)?;
        call("curve_bounds", || bridge::curve_bounds(self.raw())).map(|[first, last]| (first, last))
    }

    /// Length of an edge or wire in millimetres.
    pub fn curve_length(&self) -> Result<f64> {
        check::kind("curve_length", "shape", self, &CURVE)?;
        known!("curve_length", curve_length(self.raw()))
    }

    /// Whether an edge or wire ends where it starts.
    pub fn is_closed_curve(&self) -> Result<bool> {
        check::kind("is_closed_curve", "shape", self, &CURVE)?;
        known!("is_closed_curve", is_closed_curve(self.raw()))
    }

    /// The point at a place of an edge or wire.
    pub fn position_at(&self, at: f64, mode: ParamMode) -> Result<Vec3> {
        let [position, _] = self.curve_at("position_at", at, mode)?;
        Ok(position)
    }

    /// The direction of an edge or wire at a place, of length 1.
    ///
    /// # Errors
    /// Fails where the curve has no tangent.
    pub fn tangent_at(&self, at: f64, mode: ParamMode) -> Result<Vec3> {
        const OPERATION: &str = "tangent_at";
        let [_, tangent] = self.curve_at(OPERATION, at, mode)?;
        check::direction(OPERATION, "tangent", tangent).map(crate::vector::unit)
    }

    /// The curvature of an edge or wire at a place, in 1/mm.
    pub fn curvature_at(&self, at: f64, mode: ParamMode) -> Result<f64> {
        const OPERATION: &str = "curvature_at";
        check::kind(OPERATION, "shape", self, &CURVE)?;
        check::finite(OPERATION, "position", at)?;
        call(OPERATION, || bridge::curvature_at(self.raw(), at, mode == ParamMode::Length))
    }

    /// The frame that travels along an edge or wire, as CadQuery's `locationAt`.
    pub fn location_at(
        &self,
        at: f64,
        mode: ParamMode,
        kind: FrameKind,
        plane: FramePlane,
    ) -> Result<Transform> {
        const OPERATION: &str = "location_at";
        check::kind(OPERATION, "shape", self, &CURVE)?;
        check::finite(OPERATION, "position", at)?;
        let (by_length, corrected) = (mode == ParamMode::Length, kind == FrameKind::Corrected);
        let upright = plane == FramePlane::Upright;
        call(OPERATION, || bridge::location_at(self.raw(), at, by_length, corrected, upright))
            .map(Transform::of_flat)
    }

    /// The parameter at a share of the length: 0 is the start, 1 the end.
    pub fn param_at_length(&self, share: f64) -> Result<f64> {
        const OPERATION: &str = "param_at_length";
        check::kind(OPERATION, "shape", self, &CURVE)?;
        check::finite(OPERATION, "share", share)?;
        call(OPERATION, || bridge::param_at_length(self.raw(), share))
    }

    /// The parameter of the point of an edge or wire that is nearest to `point`.
    pub fn param_at_point(&self, point: Vec3) -> Result<f64> {
        const OPERATION: &str = "param_at_point";
        check::kind(OPERATION, "shape", self, &CURVE)?;
        check::vector(OPERATION, "point", point)?;
        call(OPERATION, || bridge::param_at_point(self.raw(), point))
    }

    /// Points along an edge or wire with their parameters; a closed curve does not repeat its first.
    pub fn sample(&self, sampling: Sampling) -> Result<(Vec<Vec3>, Vec<f64>)> {
        const OPERATION: &str = "sample";
        check::kind(OPERATION, "shape", self, &CURVE)?;
        let (count, deflection) = match sampling {
            Sampling::Count(count) => (count.max(2), 0.0),
            Sampling::Deflection(deflection) => (0, check::positive(OPERATION, "deflection", deflection)?),
        };
        let flat = call(OPERATION, || bridge::sample(self.raw(), count, deflection))?;
        Ok(flat.as_chunks::<4>().0.iter().map(|&[x, y, z, t]| ([x, y, z], t)).unzip())
    }

    /// The direction square to the plane of an edge or wire (CadQuery's `normal`).
    ///
    /// # Errors
    /// Fails when it lies in no plane, or in many, as a line does.
    pub fn curve_normal(&self) -> Result<Vec3> {
        check::kind("curve_normal", "shape", self, &CURVE)?;
        call("curve_normal", || bridge::curve_normal(self.raw()))
    }

    /// The radius of a circular edge, or of a wire of one such edge; `None` for other curves.
    pub fn edge_radius(&self) -> Result<Option<f64>> {
        check::kind("edge_radius", "shape", self, &CURVE)?;
        let circle = known!("edge_radius", conic(self.raw()))?;
        Ok(circle.is_circle.then_some(circle.major_radius))
    }

    /// The centre of a circular or elliptic edge; `None` for other curves.
    pub fn arc_center(&self) -> Result<Option<Vec3>> {
        Ok(self.conic_frame()?.map(|frame| frame.origin))
    }

    /// The frame of a circular or elliptic edge: centre, direction of the first point, normal.
    pub fn conic_frame(&self) -> Result<Option<Frame>> {
        check::kind("conic_frame", "shape", self, &CURVE)?;
        let conic = known!("conic_frame", conic(self.raw()))?;
        Ok((conic.is_circle || conic.is_ellipse).then(|| Frame::of_flat(conic.frame)))
    }

    /// What a circular or elliptic edge lies on; `None` for other curves.
    pub fn conic(&self) -> Result<Option<Conic>> {
        check::kind("conic", "shape", self, &CURVE)?;
        let conic = call("conic", || bridge::conic(self.raw()))?;
        Ok((conic.is_circle || conic.is_ellipse).then(|| Conic {
            frame: Frame::of_flat(conic.frame),
            major_radius: conic.major_radius,
            minor_radius: conic.minor_radius,
        }))
    }

    /// An edge as a B-spline with the range of the edge.
    pub fn spline_data(&self) -> Result<SplineData> {
        check::kind("spline_data", "edge", self, &[Kind::Edge])?;
        let raw = call("spline_data", || bridge::curve_spline(self.raw()))?;
        Ok(SplineData {
            degree: raw.degree,
            poles: raw.poles.as_chunks::<3>().0.to_vec(),
            weights: raw.weights,
            knots: raw.knots,
        })
    }

    /// The edges of a wire in the order one walks along it.
    pub fn wire_edges(&self) -> Result<Vec<Self>> {
        check::kind("wire_edges", "shape", self, &[Kind::Wire])?;
        call("wire_edges", || bridge::wire_edges(self.raw())).map(|list| ffi::shapes(&list))
    }

    /// The vertices of a wire in the order one walks along it; a closed wire does not repeat its first.
    pub fn wire_vertices(&self) -> Result<Vec<Self>> {
        check::kind("wire_vertices", "shape", self, &[Kind::Wire])?;
        call("wire_vertices", || bridge::wire_vertices(self.raw())).map(|list| ffi::shapes(&list))
    }

    fn end_points(&self, operation: &'static str) -> Result<(Vec3, Vec3)> {
        check::kind(operation, "shape", self, &CURVE)?;
        let [a, b, c, d, e, f] = call(operation, || bridge::end_points(self.raw()))?;
        Ok(([a, b, c], [d, e, f]))
    }

    fn curve_at(&self, operation: &'static str, at: f64, mode: ParamMode) -> Result<[Vec3; 2]> {
        check::kind(operation, "shape", self, &CURVE)?;
        check::finite(operation, "position", at)?;
        let [a, b, c, d, e, f] =
            call(operation, || bridge::curve_at(self.raw(), at, mode == ParamMode::Length))?;
        Ok([[a, b, c], [d, e, f]])
    }
}
