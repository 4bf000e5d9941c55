//! Wires from edges.

use crate::ffi;
use crate::frame::Vec3;
use crate::memo::{made, made_list};
use crate::{Closing, Kind, Result, Shape, Smoothness, check};

const CURVE: [Kind; 2] = [Kind::Edge, Kind::Wire];

/// One wire of edges and wires that meet at their ends, in any order (CadQuery's `Wire.assembleEdges`).
///
/// # Errors
/// Fails with `StdFail_NotDone` when they do not form one wire; the message says why.
pub fn wire(edges: &[Shape]) -> Result<Shape> {
    const OPERATION: &str = "wire";
    check::not_empty(OPERATION, "edges", edges)?;
    check::kinds(OPERATION, "shape", edges, &CURVE)?;
    made!(OPERATION, wire(&ffi::list(edges)))
}

/// As few wires as possible of edges whose ends lie within a tolerance (CadQuery's `Wire.combine`).
pub fn combine_wires(shapes: &[Shape], tolerance: f64) -> Result<Vec<Shape>> {
    const OPERATION: &str = "combine_wires";
    check::not_empty(OPERATION, "edges", shapes)?;
    check::not_negative(OPERATION, "tolerance", tolerance)?;
    made_list!(OPERATION, combine_wires(&ffi::list(shapes), tolerance))
}

/// A wire of straight edges through points; points that repeat the one before are skipped.
///
/// [`Closing::Periodic`] joins the last point to the first.
pub fn polygon(points: &[Vec3], closing: Closing) -> Result<Shape> {
    const OPERATION: &str = "polygon";
    let flat = check::points(OPERATION, points, 2)?;
    made!(OPERATION, polygon(&flat, closing == Closing::Periodic))
}

/// How closely [`project_normally`] follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProjectOptions {
    /// Smoothness of the curves.
    pub smoothness: Smoothness,
    /// Largest degree of the curves.
    pub degree: u32,
    /// Largest number of their segments.
    pub segments: u32,
    /// Tolerance in millimetres.
    pub tolerance: f64,
}

/// What an edge or wire throws onto a shape along the normals of its faces: edges or wires.
pub fn project_normally(curve: &Shape, onto: &Shape, options: &ProjectOptions) -> Result<Shape> {
    const OPERATION: &str = "project_normally";
    check::kind(OPERATION, "curve", curve, &CURVE)?;
    check::positive(OPERATION, "tolerance", options.tolerance)?;
    // The second tolerance is the one of parameters, as in CadQuery.
    let tolerances = [options.tolerance, options.tolerance.powf(2.0 / 3.0)];
    let (degree, segments) = (options.degree.clamp(1, 25), options.segments.clamp(1, 10_000));
    made!(
        OPERATION,
        project_normally(curve.raw(), onto.raw(), tolerances, options.smoothness as u8, degree, segments)
    )
}

/// What an edge or wire throws onto a shape along a direction; may be several wires.
pub fn project_curve(curve: &Shape, onto: &Shape, direction: Vec3) -> Result<Vec<Shape>> {
    const OPERATION: &str = "project_curve";
    check::kind(OPERATION, "curve", curve, &CURVE)?;
    check::direction(OPERATION, "direction", direction)?;
    made_list!(OPERATION, project_curve(curve.raw(), onto.raw(), direction))
}
