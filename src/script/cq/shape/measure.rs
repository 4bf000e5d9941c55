//! Numbers and directions of shapes.

use kernel::{BoxMethod, Kind, ParamMode, Shape};

use crate::cq::geom::{BoundBox, Vector};
use crate::cq::{CqError, Result};

/// The centre of mass by the kind of the shape; the point of a vertex.
///
/// # Errors
/// Only when the kernel fails.
pub fn center(shape: &Shape) -> Result<Vector> {
    match shape.kind() {
        Kind::Vertex => Ok(shape.point()?.into()),
        _ => Ok(shape.center_of_mass()?.into()),
    }
}

/// The box around a shape.
///
/// # Errors
/// `Standard_ConstructionError` for an empty shape, as in OCCT.
pub fn bounding_box(shape: &Shape, method: Option<BoxMethod>) -> Result<BoundBox> {
    match shape.bounding_box(method.unwrap_or_default())? {
        Some(bounds) => Ok(bounds.into()),
        None => Err(CqError::std_fail("Standard_ConstructionError", "Bnd_Box is void")
            .with_hint("the shape is empty: an operation before this one left nothing over")),
    }
}

/// The middle of the box around a shape.
///
/// # Errors
/// Like [`bounding_box`].
pub fn center_of_bound_box(shape: &Shape) -> Result<Vector> {
    Ok(bounding_box(shape, None)?.center())
}

/// The common centre of mass of several shapes.
///
/// # Errors
/// `IndexError` for an empty list, `ZeroDivisionError` when nothing has a mass.
pub fn combined_center(shapes: &[Shape]) -> Result<Vector> {
    let mut total = 0.0;
    let mut sum = Vector::ZERO;
    for shape in shapes {
        let mass = shape.mass()?;
        total += mass;
        sum = sum + center(shape)? * mass;
    }
    if shapes.is_empty() {
        return Err(CqError::index("list index out of range"));
    }
    if total == 0.0 {
        return Err(CqError::new(crate::cq::CqErrorKind::ZeroDivision, "float division by zero")
            .with_hint("the shapes have no volume, area or length to take a centre of"));
    }
    Ok(sum * (1.0 / total))
}

/// The mean of the middles of the boxes around several shapes.
///
/// # Errors
/// `IndexError` for an empty list, else like [`bounding_box`].
pub fn combined_center_of_bound_box(shapes: &[Shape]) -> Result<Vector> {
    if shapes.is_empty() {
        return Err(CqError::index("list index out of range"));
    }
    let mut sum = Vector::ZERO;
    for shape in shapes {
        sum = sum + center_of_bound_box(shape)?;
    }
    Ok(sum * (1.0 / shapes.len() as f64))
}

/// Area of all faces in mm².
///
/// # Errors
/// Only when the kernel fails.
pub fn area(shape: &Shape) -> Result<f64> {
    Ok(shape.area()?)
}

/// Length of an edge or wire along its curve in mm.
///
/// # Errors
/// `ValueError` for shapes that are no curve.
pub fn length(shape: &Shape) -> Result<f64> {
    Ok(shape.curve_length()?)
}

/// Radius of a circular edge, or of a wire of one circular edge or one that begins with one.
///
/// # Errors
/// `ValueError` when it is no circle.
pub fn radius(shape: &Shape) -> Result<f64> {
    let edge = match shape.kind() {
        Kind::Wire => shape.wire_edges()?.into_iter().next(),
        _ => Some(shape.clone()),
    };
    let radius = match edge {
        Some(edge) => edge.edge_radius()?,
        None => None,
    };
    radius.ok_or_else(|| CqError::value("Shape could not be reduced to a circle"))
}

/// Area in mm² that a closed plane wire bounds.
///
/// # Errors
/// `ValueError` when the wire is open or does not lie in a plane.
pub fn wire_area(wire: &Shape) -> Result<f64> {
    Ok(super::make_face(wire, &[])?.area()?.abs())
}

/// The direction out of a face: in its middle, or at the point of its surface nearest to a point.
///
/// # Errors
/// `ValueError` for shapes that are no face.
pub fn normal_at(face: &Shape, near: Option<Vector>) -> Result<Vector> {
    Ok(face.normal_at(near.map(Vector::array))?.into())
}

/// The direction of an edge or wire at a share of its length.
///
/// # Errors
/// `ValueError` for shapes that are no curve.
pub fn tangent_at(curve: &Shape, share: f64) -> Result<Vector> {
    Ok(curve.tangent_at(share, ParamMode::Length)?.into())
}
