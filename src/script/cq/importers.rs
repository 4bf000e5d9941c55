//! Shapes out of the bytes of files: what CadQuery's importers read.
//!
//! The bytes come from the host, which decides what a program may read; nothing here opens a file.
//!
//! Deviations from CadQuery:
//! 1. DXF is read by a reader of our own. Arcs and polylines with an extrusion direction stand where they
//!    belong, splines that only have fit points are read too, and a broken file says what is wrong.
//! 2. The unit NM is not there.

pub mod dxf;

use kernel::{Document, DocumentFormat, LengthUnit, Shape};

use super::{CqError, Result};

/// The shapes at the roots of a STEP file; lengths become those of `unit`.
///
/// # Errors
/// A `ValueError` when the bytes are no STEP file or hold no shapes.
pub fn step(name: &str, bytes: &[u8], unit: LengthUnit) -> Result<Vec<Shape>> {
    kernel::step_shapes(bytes, unit).map_err(|error| unreadable(name, "STEP", &error))
}

/// The shape in OpenCASCADE's text format.
///
/// # Errors
/// A `ValueError` when the bytes hold none.
pub fn brep(name: &str, bytes: &[u8]) -> Result<Shape> {
    kernel::brep_from_text(bytes).map_err(|error| unreadable(name, "BREP", &error))
}

/// The shape in OpenCASCADE's binary format.
///
/// # Errors
/// A `ValueError` when the bytes hold none.
pub fn bin(name: &str, bytes: &[u8]) -> Result<Shape> {
    kernel::brep_from_bytes(bytes).map_err(|error| unreadable(name, "binary BREP", &error))
}

/// An assembly with its names, colours and places.
///
/// # Errors
/// A `ValueError` when the bytes are not of the format or hold no shapes.
pub fn document(name: &str, bytes: &[u8], format: DocumentFormat, unit: LengthUnit) -> Result<Document> {
    let kind = match format {
        DocumentFormat::Step => "STEP",
        DocumentFormat::Xbf => "XBF",
        DocumentFormat::Xml => "XML",
    };
    Document::from_bytes(bytes, format, unit).map_err(|error| unreadable(name, kind, &error))
}

/// The error for a file that cannot be read; one that was stopped stays what it is.
fn unreadable(name: &str, kind: &str, error: &kernel::Error) -> CqError {
    if error.kind == kernel::ErrorKind::Cancelled {
        return error.clone().into();
    }
    CqError::value(format!("{name} could not be read as {kind}: {}", error.message))
        .with_hint("open it in the program that wrote it and export it again")
}
