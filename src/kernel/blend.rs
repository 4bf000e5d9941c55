//! Fillets and chamfers of solids, faces and wires.
//!
//! A radius that does not fit gives an error where OpenCASCADE notices; otherwise the result may be
//! invalid, and [`Shape::is_valid`] tells. These operations cannot be cancelled half-way.

use crate::ffi;
use crate::memo::made;
use crate::{Error, Kind, Result, Shape, check};

/// Rounds edges of a solid, shell or compound with a radius in millimetres.
///
/// Edges that go on smoothly are rounded along with the given ones; of edges that do not belong to
/// the shape nothing is made, as in OpenCASCADE, unless none does.
pub fn fillet(shape: &Shape, edges: &[Shape], radius: f64) -> Result<Shape> {
    const OPERATION: &str = "fillet";
    check::positive(OPERATION, "radius", radius)?;
    let edges = edges_of(OPERATION, shape, edges)?;
    if edges.is_empty() {
        return Err(Error::invalid(OPERATION, "the edges do not belong to the shape"));
    }
    made!(OPERATION, fillet(shape.raw(), &ffi::list(&edges), radius; trace))
}

/// Bevels edges of a solid, shell or compound; lengths in millimetres.
///
/// With two lengths the first lies on the first of the two faces at each edge, in the order of
/// [`Shape::ancestors`].
pub fn chamfer(shape: &Shape, edges: &[Shape], length: f64, length_2: Option<f64>) -> Result<Shape> {
    const OPERATION: &str = "chamfer";
    check::positive(OPERATION, "length", length)?;
    let length_2 = length_2.unwrap_or(length);
    check::positive(OPERATION, "second length", length_2)?;
    let strangers = edges.len() - edges_of(OPERATION, shape, edges)?.len();
    if strangers > 0 {
        let message = format!("{strangers} of {} edges do not belong to the shape", edges.len());
        return Err(Error::invalid(OPERATION, message));
    }
    made!(OPERATION, chamfer(shape.raw(), &ffi::list(edges), length, length_2; trace))
}

/// Rounds corners of a planar face with a radius in millimetres.
pub fn fillet_2d(face: &Shape, vertices: &[Shape], radius: f64) -> Result<Shape> {
    const OPERATION: &str = "fillet_2d";
    check::kind(OPERATION, "shape", face, &[Kind::Face])?;
    check::kinds(OPERATION, "corner", vertices, &[Kind::Vertex])?;
    check::positive(OPERATION, "radius", radius)?;
    made!(OPERATION, fillet_2d(face.raw(), &ffi::list(vertices), radius))
}

/// Bevels corners of a planar face, with a length in millimetres along both edges.
pub fn chamfer_2d(face: &Shape, vertices: &[Shape], length: f64) -> Result<Shape> {
    const OPERATION: &str = "chamfer_2d";
    check::kind(OPERATION, "shape", face, &[Kind::Face])?;
    check::kinds(OPERATION, "corner", vertices, &[Kind::Vertex])?;
    check::positive(OPERATION, "length", length)?;
    made!(OPERATION, chamfer_2d(face.raw(), &ffi::list(vertices), length))
}

/// Rounds corners of a wire, which need not be planar; no vertices mean all corners.
pub fn fillet_wire(wire: &Shape, vertices: &[Shape], radius: f64) -> Result<Shape> {
    const OPERATION: &str = "fillet_wire";
    check::kind(OPERATION, "shape", wire, &[Kind::Wire])?;
    check::kinds(OPERATION, "corner", vertices, &[Kind::Vertex])?;
    check::positive(OPERATION, "radius", radius)?;
    made!(OPERATION, fillet_wire(wire.raw(), &ffi::list(vertices), radius))
}

/// Those edges that belong to the shape; checks that there are edges.
fn edges_of(operation: &'static str, shape: &Shape, edges: &[Shape]) -> Result<Vec<Shape>> {
    check::not_empty(operation, "edges", edges)?;
    check::kinds(operation, "edge", edges, &[Kind::Edge])?;
    let all: std::collections::HashSet<Shape> = shape.children(Kind::Edge)?.into_iter().collect();
    Ok(edges.iter().filter(|edge| all.contains(*edge)).cloned().collect())
}
