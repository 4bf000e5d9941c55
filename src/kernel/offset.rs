//! Offsets: hollow solids, thick faces, parallel wires, drafted faces.

use crate::ffi;
use crate::memo::{made, made_list};
use crate::{Frame, Kind, Result, Shape, check};

/// How gaps between offset pieces are closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum JoinKind {
    /// With round pieces.
    #[default]
    Arc,
    /// With pieces that are tangent to both sides.
    Tangent,
    /// By extending both sides until they meet.
    Intersection,
}

/// What an offset does with open wires.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WireEnds {
    /// The offset runs round the wire and closes.
    #[default]
    Closed,
    /// The offset stays open, on one side.
    Open,
}

/// A solid hollowed to a wall thickness in millimetres; the faces in `remove` become openings.
///
/// Positive thickness adds the wall outside, negative leaves it inside. Without openings the result
/// is a solid with a cavity. CadQuery's tolerance is 1e-4.
pub fn hollow(
    solid: &Shape,
    remove: &[Shape],
    thickness: f64,
    tolerance: f64,
    join: JoinKind,
) -> Result<Shape> {
    const OPERATION: &str = "hollow";
    check::not_zero(OPERATION, "thickness", thickness)?;
    check::positive(OPERATION, "tolerance", tolerance)?;
    check::kinds(OPERATION, "opening", remove, &[Kind::Face])?;
    let remove = ffi::list(remove);
    made!(OPERATION, hollow(solid.raw(), &remove, thickness, tolerance, join as u8; cancel, trace))
}

/// A face or shell made solid by a thickness along its normal (CadQuery's `thicken` and `offset`).
pub fn thicken(shape: &Shape, thickness: f64, tolerance: f64) -> Result<Shape> {
    offset_surface("thicken", shape, thickness, tolerance, true)
}

/// A face, shell or solid moved along its normals by a distance in millimetres.
pub fn offset_faces(shape: &Shape, distance: f64, tolerance: f64) -> Result<Shape> {
    offset_surface("offset_faces", shape, distance, tolerance, false)
}

/// Wires parallel to planar wires of one plane; negative distances lie inside.
///
/// CadQuery's `offset2D`: one wire or several for each call, none when nothing is left.
pub fn offset_2d(wires: &[Shape], distance: f64, join: JoinKind, ends: WireEnds) -> Result<Vec<Shape>> {
    offset_on(None, wires, distance, join, ends)
}

/// Like [`offset_2d`] in the plane of a face, for wires that lie in many planes, as straight ones do.
pub fn offset_on(
    face: Option<&Shape>,
    wires: &[Shape],
    distance: f64,
    join: JoinKind,
    ends: WireEnds,
) -> Result<Vec<Shape>> {
    const OPERATION: &str = "offset_2d";
    if let Some(face) = face {
        check::kind(OPERATION, "context", face, &[Kind::Face])?;
    }
    check::not_empty(OPERATION, "wires", wires)?;
    check::kinds(OPERATION, "shape", wires, &[Kind::Wire])?;
    check::finite(OPERATION, "distance", distance)?;
    let open = ends == WireEnds::Open;
    made_list!(OPERATION, offset_2d(&ffi::list(wires), &ffi::list(face), distance, join as u8, open))
}

/// Faces of a solid inclined by an angle in radians about where they cross the plane z = 0 of a frame.
pub fn draft_faces(solid: &Shape, faces: &[Shape], angle: f64, frame: &Frame) -> Result<Shape> {
    const OPERATION: &str = "draft_faces";
    check::not_empty(OPERATION, "faces", faces)?;
    check::kinds(OPERATION, "shape", faces, &[Kind::Face])?;
    check::not_zero(OPERATION, "angle", angle)?;
    let flat = check::frame(OPERATION, frame)?;
    made!(OPERATION, draft_faces(solid.raw(), &ffi::list(faces), angle, &flat))
}

fn offset_surface(
    operation: &'static str,
    shape: &Shape,
    distance: f64,
    tolerance: f64,
    closed: bool,
) -> Result<Shape> {
    check::not_zero(operation, "distance", distance)?;
    check::positive(operation, "tolerance", tolerance)?;
    made!(operation, offset_surface(shape.raw(), distance, tolerance, closed; cancel, trace))
}
