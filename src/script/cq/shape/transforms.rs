//! Moving, turning, mirroring and scaling shapes.

use kernel::Shape;

use crate::cq::geom::{Location, Matrix, Vector};
use crate::cq::{CqError, Result};

/// A copy moved by a vector.
///
/// # Errors
/// Only when the kernel fails.
pub fn translate(shape: &Shape, by: Vector) -> Result<Shape> {
    transform(shape, &Matrix::translation(by))
}

/// A copy turned by an angle in degrees about the line from `start` to `end`.
///
/// # Errors
/// `Standard_ConstructionError` when both points are the same.
pub fn rotate(shape: &Shape, start: Vector, end: Vector, angle_deg: f64) -> Result<Shape> {
    let axis = (end - start).normalized().map_err(|_| {
        CqError::std_fail("Standard_ConstructionError", "gp_Dir() - input vector has zero norm").with_hint(
            "the two points of the axis are the same: give a start and another end, such as (0, 0, 0) and (0, 0, 1)",
        )
    })?;
    transform(shape, &Matrix::rotation(start, axis, angle_deg.to_radians()))
}

/// A copy scaled about the world's origin.
///
/// # Errors
/// `ValueError` for a factor of zero.
pub fn scale(shape: &Shape, factor: f64) -> Result<Shape> {
    if factor == 0.0 {
        return Err(CqError::value("the scale factor is 0").with_hint("give a factor other than 0"));
    }
    transform(shape, &Matrix::scale(Vector::ZERO, factor))
}

/// A copy mirrored at the plane through a point with a normal.
///
/// # Errors
/// `Standard_ConstructionError` for a normal without length.
pub fn mirror(shape: &Shape, normal: Vector, point: Vector) -> Result<Shape> {
    transform(shape, &Matrix::mirror_plane(point, normal.normalized()?))
}

/// A copy mirrored at a plane through a point that is parallel to `XY`, `XZ` or `YZ`.
///
/// # Errors
/// `ValueError` for other names.
pub fn mirror_named(shape: &Shape, plane: &str, point: Vector) -> Result<Shape> {
    let normal = match plane {
        "XY" | "YX" => Vector::Z,
        "XZ" | "ZX" => Vector::Y,
        "YZ" | "ZY" => Vector::X,
        other => {
            return Err(CqError::value(format!("unknown mirror plane '{other}'"))
                .with_hint("use 'XY', 'XZ' or 'YZ', or a normal such as (1, 1, 0)"));
        }
    };
    mirror(shape, normal, point)
}

/// A copy changed by a matrix that turns, moves, mirrors and scales evenly.
///
/// # Errors
/// `ValueError` for matrices that stretch or skew.
pub fn transform_shape(shape: &Shape, matrix: &Matrix) -> Result<Shape> {
    transform(shape, matrix)
}

/// A copy changed by any matrix; curves and surfaces may become splines.
///
/// # Errors
/// `ValueError` for matrices that flatten space.
pub fn transform_geometry(shape: &Shape, matrix: &Matrix) -> Result<Shape> {
    Ok(shape.deformed(&(*matrix).into())?)
}

/// The same geometry at a place given relative to the present one.
///
/// # Errors
/// Only when the kernel fails.
pub fn moved(shape: &Shape, location: &Location) -> Result<Shape> {
    Ok(shape.moved(&location.into())?)
}

fn transform(shape: &Shape, matrix: &Matrix) -> Result<Shape> {
    Ok(shape.transformed(&(*matrix).into())?)
}
