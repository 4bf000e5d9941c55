//! Checks of arguments, so that nonsense never reaches OpenCASCADE.

use crate::frame::Vec3;
use crate::vector::norm;
use crate::{Error, Frame, Kind, Result, Shape};

/// Directions shorter than this have no direction.
const NO_DIRECTION: f64 = 1e-12;

/// Coordinates beyond this are refused: tolerances lose their meaning there.
const LARGEST: f64 = 1e9;

/// Any number that is finite and not absurdly large.
pub(crate) fn finite(operation: &'static str, name: &str, value: f64) -> Result<f64> {
    if !value.is_finite() {
        return Err(Error::invalid(operation, format!("{name} is {value}, but must be a finite number")));
    }
    if value.abs() > LARGEST {
        return Err(Error::invalid(
            operation,
            format!("{name} is {value}, but must lie within ±{LARGEST:e}"),
        ));
    }
    Ok(value)
}

/// A length or factor above zero.
pub(crate) fn positive(operation: &'static str, name: &str, value: f64) -> Result<f64> {
    finite(operation, name, value)?;
    if value < base::tolerance::LENGTH {
        return Err(Error::invalid(operation, format!("{name} is {value}, but must be greater than 0")));
    }
    Ok(value)
}

/// A number above zero, however small.
pub(crate) fn above_zero(operation: &'static str, name: &str, value: f64) -> Result<f64> {
    finite(operation, name, value)?;
    if value <= 0.0 {
        return Err(Error::invalid(operation, format!("{name} is {value}, but must be greater than 0")));
    }
    Ok(value)
}

/// A number that may be zero, but not less.
pub(crate) fn not_negative(operation: &'static str, name: &str, value: f64) -> Result<f64> {
    finite(operation, name, value)?;
    if value < 0.0 {
        return Err(Error::invalid(operation, format!("{name} is {value}, but must not be negative")));
    }
    Ok(value)
}

/// A number of either sign that is not zero.
pub(crate) fn not_zero(operation: &'static str, name: &str, value: f64) -> Result<f64> {
    finite(operation, name, value)?;
    if value.abs() < NO_DIRECTION {
        return Err(Error::invalid(operation, format!("{name} is {value}, but must not be 0")));
    }
    Ok(value)
}

/// A point or vector of finite numbers.
pub(crate) fn vector(operation: &'static str, name: &str, value: Vec3) -> Result<Vec3> {
    value.iter().try_for_each(|&x| finite(operation, name, x).map(drop))?;
    Ok(value)
}

/// A vector that has a direction.
pub(crate) fn direction(operation: &'static str, name: &str, value: Vec3) -> Result<Vec3> {
    vector(operation, name, value)?;
    if norm(value) < NO_DIRECTION {
        let message = format!("{name} is ({}, {}, {}) and has no direction", value[0], value[1], value[2]);
        return Err(Error::invalid(operation, message));
    }
    Ok(value)
}

/// A frame with finite origin and two directions that are not parallel.
pub(crate) fn frame(operation: &'static str, frame: &Frame) -> Result<[f64; 9]> {
    vector(operation, "origin", frame.origin)?;
    direction(operation, "z direction", frame.z)?;
    direction(operation, "x direction", frame.x)?;
    if norm(crate::vector::cross(crate::vector::unit(frame.z), crate::vector::unit(frame.x))) < NO_DIRECTION {
        return Err(Error::invalid(operation, "x direction is parallel to the z direction"));
    }
    Ok(frame.flat())
}

/// Points as a flat list of coordinates; at least `least` of them.
pub(crate) fn points(operation: &'static str, points: &[Vec3], least: usize) -> Result<Vec<f64>> {
    if points.len() < least {
        let message = format!("{} points given, but at least {least} are needed", points.len());
        return Err(Error::invalid(operation, message));
    }
    points.iter().try_for_each(|&p| vector(operation, "point", p).map(drop))?;
    Ok(points.concat())
}

/// A list that is not empty.
pub(crate) fn not_empty<T>(operation: &'static str, name: &str, list: &[T]) -> Result<()> {
    if list.is_empty() {
        return Err(Error::invalid(operation, format!("no {name} given, but at least one is needed")));
    }
    Ok(())
}

/// A shape of one of some kinds.
pub(crate) fn kind(operation: &'static str, name: &str, shape: &Shape, kinds: &[Kind]) -> Result<()> {
    let kind = shape.kind();
    if kinds.contains(&kind) {
        return Ok(());
    }
    let wanted: Vec<&str> = kinds.iter().map(|k| k.name()).collect();
    Err(Error::invalid(
        operation,
        format!("{name} is a {}, but must be a {}", kind.name(), wanted.join(" or ")),
    ))
}

/// Shapes that are all of one of some kinds.
pub(crate) fn kinds(operation: &'static str, name: &str, shapes: &[Shape], kinds: &[Kind]) -> Result<()> {
    shapes.iter().try_for_each(|s| kind(operation, name, s, kinds))
}
