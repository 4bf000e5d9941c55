//! Edges that lie on the surface of a face, and the face made longer.

use crate::ffi::{self, bridge, call};
use crate::frame::Vec3;
use crate::memo::made;
use crate::{Error, Kind, Result, Shape, check};

/// Which of the two surface parameters stays the same along an isoline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Isoline {
    /// u is fixed, v runs.
    FixedU,
    /// v is fixed, u runs.
    FixedV,
}

/// How an edge on a face goes through its points.
#[derive(Clone, Debug, PartialEq)]
pub struct OnFaceOptions {
    /// Parameters of the points; empty: by their distances.
    pub parameters: Vec<f64>,
    /// Whether the edge closes smoothly.
    pub is_periodic: bool,
    /// Points nearer than this are the same.
    pub tolerance: f64,
}

impl Default for OnFaceOptions {
    fn default() -> Self {
        Self { parameters: Vec::new(), is_periodic: false, tolerance: 1e-6 }
    }
}

/// An edge through points given as surface parameters of a face.
pub fn edge_on_face(face: &Shape, points: &[[f64; 2]], options: &OnFaceOptions) -> Result<Shape> {
    const OPERATION: &str = "edge_on_face";
    check::kind(OPERATION, "shape", face, &[Kind::Face])?;
    if points.len() < 2 {
        return Err(Error::invalid(
            OPERATION,
            format!("{} points given, at least 2 are needed", points.len()),
        ));
    }
    let flat = points.concat();
    flat.iter().try_for_each(|&x| check::finite(OPERATION, "parameter", x).map(drop))?;
    check::positive(OPERATION, "tolerance", options.tolerance)?;
    made!(
        OPERATION,
        edge_on_face(face.raw(), &flat, &options.parameters, options.is_periodic, options.tolerance)
    )
}

/// Whether an edge has a curve on the surface of a face.
pub fn lies_on(edge: &Shape, face: &Shape) -> Result<bool> {
    const OPERATION: &str = "lies_on";
    check::kind(OPERATION, "edge", edge, &[Kind::Edge])?;
    check::kind(OPERATION, "shape", face, &[Kind::Face])?;
    call(OPERATION, || bridge::lies_on(edge.raw(), face.raw()))
}

/// The edge of a face's surface along which one surface parameter has a value.
pub fn isoline(face: &Shape, parameter: f64, line: Isoline) -> Result<Shape> {
    const OPERATION: &str = "isoline";
    check::finite(OPERATION, "parameter", parameter)?;
    let [u0, u1, v0, v1] = face.uv_bounds()?;
    let (fixes_u, from, to) = match line {
        Isoline::FixedU => (true, v0, v1),
        Isoline::FixedV => (false, u0, u1),
    };
    made!(OPERATION, isoline(face.raw(), parameter, fixes_u, from, to))
}

/// A face made longer by a length in millimetres at its sides: u from, u to, v from, v to.
pub fn extend_face(face: &Shape, length: f64, sides: [bool; 4]) -> Result<Shape> {
    const OPERATION: &str = "extend_face";
    check::kind(OPERATION, "shape", face, &[Kind::Face])?;
    check::positive(OPERATION, "length", length)?;
    made!(OPERATION, extend_face(face.raw(), length, sides))
}

/// A face fitted into edges that form a loop, smooth towards the face that each of them lies on,
/// near further edges and points.
pub fn cap(edges: &[Shape], faces: &[Shape], curves: &[Shape], points: &[Vec3]) -> Result<Shape> {
    const OPERATION: &str = "cap";
    check::not_empty(OPERATION, "edges", edges)?;
    check::kinds(OPERATION, "edge", edges, &[Kind::Edge])?;
    check::kinds(OPERATION, "face", faces, &[Kind::Face])?;
    check::kinds(OPERATION, "constraint", curves, &[Kind::Edge])?;
    if edges.len() != faces.len() {
        return Err(Error::invalid(
            OPERATION,
            format!("{} edges and {} faces given", edges.len(), faces.len()),
        ));
    }
    let points = check::points(OPERATION, points, 0)?;
    made!(OPERATION, cap(&ffi::list(edges), &ffi::list(faces), &ffi::list(curves), &points))
}
