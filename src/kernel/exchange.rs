//! Parts as bytes: STL, BREP as text and binary, and STEP for a few named parts.
//!
//! Nothing here opens files, because the process that uses it may not. Broken bytes give an error; a
//! caught crash inside OpenCASCADE gives one of kind [`crate::ErrorKind::Signal`], provided that
//! [`crate::catch_signals`] was called. Whole assemblies are [`crate::Document`]s.

use std::fmt::Write as _;

use crate::document::{Document, DocumentFormat, DocumentOptions, LengthUnit};
use crate::ffi::{self, bridge, call, call_cancellable};
use crate::frame::Vec3;
use crate::vector::{cross, unit};
use crate::{Deflection, Error, Result, Shape, Transform, cad_mesh, check};

/// A named piece of a STEP file.
#[derive(Clone, Debug, PartialEq)]
pub struct StepPart {
    /// Name of the piece.
    pub name: String,
    /// Red, green, blue, opacity in 0..=1 (sRGB).
    pub color: Option<[f32; 4]>,
    /// The piece in its own coordinates.
    pub shape: Shape,
    /// Where it stands in the world.
    pub location: Transform,
}

impl StepPart {
    /// A piece without colour that stands where its shape is.
    pub fn new(name: impl Into<String>, shape: Shape) -> Self {
        Self { name: name.into(), color: None, shape, location: Transform::IDENTITY }
    }

    /// The shape where it stands in the world.
    pub fn placed(&self) -> Result<Shape> {
        self.shape.moved(&self.location)
    }
}

/// The two kinds of STL files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StlKind {
    /// Readable, about five times larger.
    Ascii,
    /// Compact.
    #[default]
    Binary,
}

/// How an STL file is made; the defaults are CadQuery's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StlOptions {
    /// Distance from the surface: see [`StlOptions::deflection`].
    pub linear: f64,
    /// Angle between neighbouring segments in radians.
    pub angular: f64,
    /// What the distance means.
    pub deflection: Deflection,
    /// Readable or compact.
    pub kind: StlKind,
}

impl Default for StlOptions {
    fn default() -> Self {
        Self {
            linear: base::tolerance::STL_LINEAR,
            angular: base::tolerance::STL_ANGULAR,
            deflection: Deflection::Relative,
            kind: StlKind::Binary,
        }
    }
}

/// A STEP file in millimetres: one part alone, or several as an assembly.
///
/// # Errors
/// When there is no part, or OpenCASCADE cannot translate one.
pub fn step_bytes(parts: &[StepPart]) -> Result<Vec<u8>> {
    Document::of_parts(parts)?.to_bytes(DocumentFormat::Step, &DocumentOptions::default())
}

/// The leaf parts of a STEP file with names, colours and places, in the order of the file.
///
/// Lengths are converted to millimetres.
///
/// # Errors
/// When the bytes are no STEP file or hold no shapes.
pub fn step_parts(bytes: &[u8]) -> Result<Vec<StepPart>> {
    Ok(Document::from_bytes(bytes, DocumentFormat::Step, LengthUnit::Millimetre)?.parts())
}

/// The shapes of the roots of a STEP file, as CadQuery's `importStep` has them, in `unit`.
///
/// # Errors
/// When the bytes are no STEP file or hold no shapes.
pub fn step_shapes(bytes: &[u8], unit: LengthUnit) -> Result<Vec<Shape>> {
    call_cancellable("step_shapes", |cancel| bridge::step_shapes(bytes, unit.name(), cancel))
        .map(|list| ffi::shapes(&list))
}

/// The triangles of a shape as an STL file.
///
/// # Errors
/// When the shape has no faces, or a deflection is not positive.
pub fn stl_bytes(shape: &Shape, options: &StlOptions) -> Result<Vec<u8>> {
    const OPERATION: &str = "stl_bytes";
    check::positive(OPERATION, "linear deflection", options.linear)?;
    check::positive(OPERATION, "angular deflection", options.angular)?;
    let (points, triangles) = cad_mesh(shape, options.linear, options.angular, options.deflection)?;
    if triangles.is_empty() {
        return Err(Error::failed(OPERATION, "the shape has no faces, so there are no triangles to write"));
    }
    let corners = triangles.iter().map(|triangle| triangle.map(|i| points[i as usize]));
    Ok(match options.kind {
        StlKind::Ascii => stl_text(corners).into_bytes(),
        StlKind::Binary => stl_binary(corners, triangles.len()),
    })
}

fn normal([a, b, c]: [Vec3; 3]) -> Vec3 {
    let side = |p: Vec3| std::array::from_fn(|i| p[i] - a[i]);
    let normal = unit(cross(side(b), side(c)));
    if normal.iter().all(|x| x.is_finite()) { normal } else { [0.0; 3] }
}

fn stl_text(corners: impl Iterator<Item = [Vec3; 3]>) -> String {
    let mut text = "solid partwright\n".to_owned();
    for triangle in corners {
        let [x, y, z] = normal(triangle);
        write!(text, " facet normal {x:e} {y:e} {z:e}\n  outer loop\n").expect("a String grows");
        for [x, y, z] in triangle {
            writeln!(text, "   vertex {x:e} {y:e} {z:e}").expect("a String grows");
        }
        text.push_str("  endloop\n endfacet\n");
    }
    text.push_str("endsolid partwright\n");
    text
}

fn stl_binary(corners: impl Iterator<Item = [Vec3; 3]>, count: usize) -> Vec<u8> {
    let mut bytes = vec![0; 80];
    bytes[..14].copy_from_slice(b"STL Partwright");
    bytes.extend((count as u32).to_le_bytes());
    for triangle in corners {
        for number in [normal(triangle)].iter().chain(&triangle).flatten() {
            bytes.extend((*number as f32).to_le_bytes());
        }
        bytes.extend([0, 0]);
    }
    bytes
}

/// The shape in OpenCASCADE's exact text format, without triangles.
pub fn brep_text(shape: &Shape) -> Result<Vec<u8>> {
    call("brep_text", || bridge::brep_text(shape.raw()))
}

/// The shape that [`brep_text`] wrote.
///
/// # Errors
/// When the text holds no shape.
pub fn brep_from_text(text: &[u8]) -> Result<Shape> {
    call("brep_from_text", || bridge::brep_from_text(text)).map(Shape)
}

/// The shape in OpenCASCADE's binary format, exact and compact, without triangles.
pub fn brep_bytes(shape: &Shape) -> Result<Vec<u8>> {
    call("brep_bytes", || bridge::brep_bytes(shape.raw()))
}

/// The shape that [`brep_bytes`] wrote.
///
/// # Errors
/// When the bytes hold no shape.
pub fn brep_from_bytes(bytes: &[u8]) -> Result<Shape> {
    call("brep_from_bytes", || bridge::brep_from_bytes(bytes)).map(Shape)
}
