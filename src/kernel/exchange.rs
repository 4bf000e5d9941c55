//! Files: STEP with names and colours, STL, BREP.
//!
//! Broken files give an error; a caught crash inside OpenCASCADE gives one of kind
//! [`crate::ErrorKind::Signal`], provided that [`crate::catch_signals`] was called.

use std::path::Path;

use crate::ffi::{bridge, call, call_cancellable, path_text};
use crate::{Deflection, Error, Result, Shape, Transform, check};

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

/// Writes a STEP file in millimetres: one part alone, or several as an assembly.
pub fn step_write(parts: &[StepPart], path: &Path) -> Result<()> {
    const OPERATION: &str = "step_write";
    check::not_empty(OPERATION, "parts", parts)?;
    let path = path_text(OPERATION, path)?;
    let mut list = bridge::step_parts();
    for part in parts {
        if !part.location.is_rigid() {
            return Err(Error::invalid(OPERATION, "a location in an assembly can only turn and move"));
        }
        let color = part.color.map_or_else(Vec::new, |c| c.map(|x| x.clamp(0.0, 1.0)).to_vec());
        let location = part.location.flat();
        call(OPERATION, || {
            bridge::step_add(list.pin_mut(), part.shape.raw(), &part.name, &color, &location)
        })?;
    }
    call_cancellable(OPERATION, |cancel| bridge::step_write(&list, path, cancel))
}

/// Reads a STEP file: its leaf parts with names, colours and places, in the order of the file.
///
/// Lengths are converted to millimetres.
pub fn step_read(path: &Path) -> Result<Vec<StepPart>> {
    const OPERATION: &str = "step_read";
    let path = path_text(OPERATION, path)?;
    let list = call_cancellable(OPERATION, |cancel| bridge::step_read(path, cancel))?;
    (0..bridge::step_count(&list))
        .map(|i| {
            let part = call(OPERATION, || bridge::step_part(&list, i))?;
            let shape = call(OPERATION, || bridge::step_shape(&list, i)).map(Shape)?;
            let color = <[f32; 4]>::try_from(part.color.as_slice()).ok();
            Ok(StepPart { name: part.name, color, shape, location: Transform::of_flat(part.location) })
        })
        .collect()
}

/// Writes the triangles of a shape as an STL file.
pub fn stl_write(shape: &Shape, path: &Path, options: &StlOptions) -> Result<()> {
    const OPERATION: &str = "stl_write";
    check::positive(OPERATION, "linear deflection", options.linear)?;
    check::positive(OPERATION, "angular deflection", options.angular)?;
    let path = path_text(OPERATION, path)?;
    let (relative, ascii) = (options.deflection == Deflection::Relative, options.kind == StlKind::Ascii);
    call_cancellable(OPERATION, |cancel| {
        bridge::stl_write(shape.raw(), path, [options.linear, options.angular], relative, ascii, cancel)
    })
}

/// Writes a BREP text file, OpenCASCADE's own exact format.
pub fn brep_write(shape: &Shape, path: &Path) -> Result<()> {
    const OPERATION: &str = "brep_write";
    let path = path_text(OPERATION, path)?;
    call(OPERATION, || bridge::brep_write(shape.raw(), path))
}

/// Reads a BREP text file.
pub fn brep_read(path: &Path) -> Result<Shape> {
    const OPERATION: &str = "brep_read";
    let path = path_text(OPERATION, path)?;
    call(OPERATION, || bridge::brep_read(path)).map(Shape)
}

/// The shape in OpenCASCADE's binary format, exact and compact, without triangles.
pub fn brep_bytes(shape: &Shape) -> Result<Vec<u8>> {
    call("brep_bytes", || bridge::brep_bytes(shape.raw()))
}

/// The shape that [`brep_bytes`] wrote.
pub fn brep_from_bytes(bytes: &[u8]) -> Result<Shape> {
    call("brep_from_bytes", || bridge::brep_from_bytes(bytes)).map(Shape)
}
