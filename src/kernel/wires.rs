//! Wires from edges.

use crate::ffi::{self, bridge, call};
use crate::frame::Vec3;
use crate::{Closing, Kind, Result, Shape, check};

const CURVE: [Kind; 2] = [Kind::Edge, Kind::Wire];

/// One wire of edges and wires that meet at their ends, in any order (CadQuery's `Wire.assembleEdges`).
///
/// # Errors
/// Fails with `StdFail_NotDone` when they do not form one wire; the message says why.
pub fn wire(edges: &[Shape]) -> Result<Shape> {
    const OPERATION: &str = "wire";
    check::not_empty(OPERATION, "edges", edges)?;
    check::kinds(OPERATION, "shape", edges, &CURVE)?;
    call(OPERATION, || bridge::wire(&ffi::list(edges))).map(Shape)
}

/// As few wires as possible of edges whose ends lie within a tolerance (CadQuery's `Wire.combine`).
pub fn combine_wires(shapes: &[Shape], tolerance: f64) -> Result<Vec<Shape>> {
    const OPERATION: &str = "combine_wires";
    check::not_empty(OPERATION, "edges", shapes)?;
    check::not_negative(OPERATION, "tolerance", tolerance)?;
    call(OPERATION, || bridge::combine_wires(&ffi::list(shapes), tolerance)).map(|list| ffi::shapes(&list))
}

/// A wire of straight edges through points; points that repeat the one before are skipped.
///
/// [`Closing::Periodic`] joins the last point to the first.
pub fn polygon(points: &[Vec3], closing: Closing) -> Result<Shape> {
    const OPERATION: &str = "polygon";
    let flat = check::points(OPERATION, points, 2)?;
    call(OPERATION, || bridge::polygon(&flat, closing == Closing::Periodic)).map(Shape)
}

/// What an edge or wire throws onto a shape along a direction; may be several wires.
pub fn project_curve(curve: &Shape, onto: &Shape, direction: Vec3) -> Result<Vec<Shape>> {
    const OPERATION: &str = "project_curve";
    check::kind(OPERATION, "curve", curve, &CURVE)?;
    check::direction(OPERATION, "direction", direction)?;
    call(OPERATION, || bridge::project_curve(curve.raw(), onto.raw(), direction))
        .map(|list| ffi::shapes(&list))
}
