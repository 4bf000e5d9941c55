//! Faces from wires, edges and points.

use crate::edges::{SplineApproxOptions, approximation};
use crate::ffi;
use crate::frame::Vec3;
use crate::memo::{made, made_list};
use crate::{Error, Frame, Kind, Result, Shape, check};

const CURVE: [Kind; 2] = [Kind::Edge, Kind::Wire];

/// How a surface is fitted into a boundary; the numbers are OpenCASCADE's `BRepOffsetAPI_MakeFilling`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FillOptions {
    /// Degree of the energy that is minimised.
    pub degree: u32,
    /// Points on each curve.
    pub points_on_curve: u32,
    /// Iterations.
    pub iterations: u32,
    /// Tolerance in millimetres.
    pub tolerance: f64,
    /// Largest degree of the surface.
    pub max_degree: u32,
    /// Largest number of pieces of the surface.
    pub max_segments: u32,
}

impl Default for FillOptions {
    fn default() -> Self {
        Self {
            degree: 3,
            points_on_curve: 15,
            iterations: 2,
            tolerance: 1e-4,
            max_degree: 8,
            max_segments: 9,
        }
    }
}

/// A planar face with holes (CadQuery's `Face.makeFromWires`).
///
/// # Errors
/// Fails when the wires do not lie in one plane, or one of them is open; the messages are CadQuery's.
pub fn face(outer: &Shape, inners: &[Shape]) -> Result<Shape> {
    const OPERATION: &str = "face";
    check::kind(OPERATION, "outer wire", outer, &[Kind::Wire])?;
    check::kinds(OPERATION, "inner wire", inners, &[Kind::Wire])?;
    made!(OPERATION, face(outer.raw(), &ffi::list(inners)))
}

/// All faces that closed wires bound, holes recognised by nesting (CadQuery's free function `face`).
pub fn faces_of_wires(wires: &[Shape]) -> Result<Vec<Shape>> {
    const OPERATION: &str = "faces_of_wires";
    check::not_empty(OPERATION, "wires", wires)?;
    check::kinds(OPERATION, "wire", wires, &CURVE)?;
    made_list!(OPERATION, faces_of_wires(&ffi::list(wires)))
}

/// A face with more holes.
pub fn face_with_holes(face: &Shape, inners: &[Shape]) -> Result<Shape> {
    const OPERATION: &str = "face_with_holes";
    check::kind(OPERATION, "shape", face, &[Kind::Face])?;
    check::kinds(OPERATION, "inner wire", inners, &[Kind::Wire])?;
    made!(OPERATION, face_with_holes(face.raw(), &ffi::list(inners)))
}

/// Length and width of CadQuery's free `plane()`.
pub const ENDLESS: f64 = 2e60;

/// A rectangle about the origin of a frame, or the whole plane.
///
/// As in CadQuery's `Face.makePlane` the length runs along y of the frame and the width along x.
pub fn plane_face(length_and_width: Option<(f64, f64)>, frame: &Frame) -> Result<Shape> {
    const OPERATION: &str = "plane_face";
    let flat = check::frame(OPERATION, frame)?;
    let size = match length_and_width {
        Some((length, width)) if length == ENDLESS && width == ENDLESS => vec![length, width],
        Some((length, width)) => {
            vec![
                check::above_zero(OPERATION, "length", length)?,
                check::above_zero(OPERATION, "width", width)?,
            ]
        }
        None => Vec::new(),
    };
    made!(OPERATION, plane_face(&flat, &size))
}

/// A surface of straight lines between two edges (a face) or two wires (a shell).
pub fn ruled_face(a: &Shape, b: &Shape) -> Result<Shape> {
    const OPERATION: &str = "ruled_face";
    check::kind(OPERATION, "first curve", a, &CURVE)?;
    check::kind(OPERATION, "second curve", b, &[a.kind()])?;
    made!(OPERATION, ruled_face(a.raw(), b.raw()))
}

/// A face fitted into edges that form a loop, near further edges and points (`makeNSidedSurface`, `fill`).
pub fn fill(edges: &[Shape], curves: &[Shape], points: &[Vec3], options: &FillOptions) -> Result<Shape> {
    const OPERATION: &str = "fill";
    check::not_empty(OPERATION, "edges", edges)?;
    check::kinds(OPERATION, "edge", edges, &CURVE)?;
    check::kinds(OPERATION, "constraint", curves, &CURVE)?;
    check::positive(OPERATION, "tolerance", options.tolerance)?;
    let points = check::points(OPERATION, points, 0)?;
    let numbers = [
        options.degree,
        options.points_on_curve,
        options.iterations,
        options.max_degree,
        options.max_segments,
    ];
    if numbers.iter().any(|n| !(1..=1000).contains(n)) {
        return Err(Error::invalid(OPERATION, format!("the options {numbers:?} must all lie in 1..=1000")));
    }
    made!(OPERATION, fill(&ffi::list(edges), &ffi::list(curves), &points, &numbers, options.tolerance))
}

/// A face near a grid of points, row after row, all rows equally long.
pub fn spline_face(rows: &[Vec<Vec3>], options: &SplineApproxOptions) -> Result<Shape> {
    const OPERATION: &str = "spline_face";
    let columns = rows.first().map_or(0, Vec::len);
    if rows.len() < 2 || columns < 2 || rows.iter().any(|r| r.len() != columns) {
        let message =
            format!("{} rows of {columns} points given, but a grid of at least 2 x 2 is needed", rows.len());
        return Err(Error::invalid(OPERATION, message));
    }
    let flat = check::points(OPERATION, &rows.concat(), 4)?;
    let numbers = approximation(OPERATION, options)?;
    made!(OPERATION, spline_face(&flat, columns as u32, &numbers, options.min_degree, options.max_degree))
}

/// The surface of a face with other boundaries that lie on it.
pub fn trim_face(face: &Shape, outer: &Shape, inners: &[Shape]) -> Result<Shape> {
    const OPERATION: &str = "trim_face";
    check::kind(OPERATION, "shape", face, &[Kind::Face])?;
    check::kind(OPERATION, "outer wire", outer, &[Kind::Wire])?;
    check::kinds(OPERATION, "inner wire", inners, &[Kind::Wire])?;
    made!(OPERATION, trim_face(face.raw(), outer.raw(), &ffi::list(inners)))
}

/// The surface of a face between surface parameters: u from, u to, v from, v to.
pub fn trim_face_uv(face: &Shape, bounds: [f64; 4], tolerance: f64) -> Result<Shape> {
    const OPERATION: &str = "trim_face_uv";
    check::kind(OPERATION, "shape", face, &[Kind::Face])?;
    bounds.iter().try_for_each(|&b| check::finite(OPERATION, "parameter", b).map(drop))?;
    check::positive(OPERATION, "tolerance", tolerance)?;
    made!(OPERATION, trim_face_uv(face.raw(), bounds, tolerance))
}
