//! Plane faces and wires.

use kernel::{Closing, JoinKind, Kind, Shape, WireEnds};

use crate::cq::geom::{Location, Plane, Vector};
use crate::cq::{CqError, Result};

/// A plane face from an outer wire and the wires of its holes (`Face.makeFromWires`).
///
/// # Errors
/// `ValueError` when the wires are open or do not lie in one plane.
pub fn make_face(outer: &Shape, inners: &[Shape]) -> Result<Shape> {
    kernel::face(outer, inners).map_err(|error| {
        let known = error.message.find("Cannot build face(s)").map(|at| error.message[at..].to_owned());
        match known {
            Some(message) => CqError::value(message).with_hint(
                "a face needs closed wires that lie in one plane: close() the outline, and check its points",
            ),
            None => error.into(),
        }
    })
}

/// Wires sorted into groups of an outer wire and its holes.
///
/// # Errors
/// `ValueError` when the wires bound no faces.
pub fn sort_wires(wires: &[Shape]) -> Result<Vec<Vec<Shape>>> {
    let [first, rest @ ..] = wires else { return Ok(vec![Vec::new()]) };
    if rest.is_empty() {
        return Ok(vec![wires.to_vec()]);
    }
    let mut groups = Vec::new();
    for face in make_face(first, rest)?.children(Kind::Face)? {
        let mut group = vec![face.outer_wire()?];
        group.extend(face.inner_wires()?);
        groups.push(group);
    }
    Ok(groups)
}

/// A rectangle about the origin of the XY plane.
///
/// # Errors
/// When a side has no length.
pub fn rect(width: f64, height: f64) -> Result<Shape> {
    let (x, y) = (width / 2.0, height / 2.0);
    let corners = [[-x, -y, 0.0], [x, -y, 0.0], [x, y, 0.0], [-x, y, 0.0]];
    Ok(kernel::polygon(&corners, Closing::Periodic)?)
}

/// The wires at a distance from a plane wire; a negative distance goes inwards.
///
/// # Errors
/// When nothing is left of the wire.
pub fn offset_2d(wire: &Shape, distance: f64, join: JoinKind) -> Result<Vec<Shape>> {
    Ok(kernel::offset_2d(std::slice::from_ref(wire), distance, join, WireEnds::default())?)
}

/// The join of a name: `arc`, `intersection` or `tangent`.
///
/// # Errors
/// `KeyError` for other names.
pub fn join_kind(name: &str) -> Result<JoinKind> {
    match name {
        "arc" => Ok(JoinKind::Arc),
        "intersection" => Ok(JoinKind::Intersection),
        "tangent" => Ok(JoinKind::Tangent),
        _ => Err(CqError::key(name).with_hint("use 'arc', 'intersection' or 'tangent'")),
    }
}

/// The frame of a face at surface parameters: x along the first parameter, z along the surface normal.
///
/// # Errors
/// Where the surface has no normal.
pub fn face_location_at(face: &Shape, u: f64, v: f64) -> Result<Location> {
    let [point, du, dv] = face.derivatives_at_uv(u, v)?.map(Vector::from);
    Ok(Plane::new(point, Some(du), du.cross(dv))?.location())
}
