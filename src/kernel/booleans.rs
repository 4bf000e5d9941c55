//! Unions, differences, intersections, and clean-up of their results.
//!
//! As in CadQuery, OpenCASCADE may raise tolerances of the arguments and add to their edges what it found
//! out about them; inside a memo, whose arguments serve other runs, it does not. Large operations watch the cancel flag: see [`crate::set_cancel_flag`].
//!
//! As in CadQuery a compound as base is taken apart first: its shapes are arguments of their own.

use crate::ffi;
use crate::memo::{self, made};
use crate::{Error, Kind, Result, Shape, check};

/// What is known about touching shapes; speeds up an operation when it is true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Glue {
    /// Nothing is known.
    #[default]
    Off,
    /// Shapes touch, but do not cross; touching faces may overlap in part (CadQuery's `glue=True`).
    Partial,
    /// Touching faces coincide wholly.
    Full,
}

/// Settings of boolean operations.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BooleanOptions {
    /// Additional tolerance in millimetres; `None` for that of the shapes.
    pub fuzzy: Option<f64>,
    /// What is known about touching shapes.
    pub glue: Glue,
}

/// The operations as numbers of the bridge.
#[derive(Clone, Copy)]
#[repr(u8)]
enum Operation {
    Fuse,
    Cut,
    Intersect,
    Section,
    Split,
    Imprint,
}

/// The union of the base and all tools. With nothing to unite it is the base itself.
pub fn fuse(base: &Shape, tools: &[Shape], options: &BooleanOptions) -> Result<Shape> {
    let mut arguments = arguments("fuse", base)?;
    arguments.extend_from_slice(tools);
    let Some((first, rest)) = arguments.split_first() else {
        return Err(Error::invalid("fuse", "the compound is empty and there is nothing to add to it"));
    };
    if rest.is_empty() {
        return Ok(first.clone());
    }
    run("fuse", Operation::Fuse, std::slice::from_ref(first), rest, options)
}

/// What is left of the base without the tools; a compound that may be empty.
pub fn cut(base: &Shape, tools: &[Shape], options: &BooleanOptions) -> Result<Shape> {
    run("cut", Operation::Cut, &arguments("cut", base)?, tools, options)
}

/// What the base has in common with the tools taken together; a compound that may be empty.
pub fn intersect(base: &Shape, tools: &[Shape], options: &BooleanOptions) -> Result<Shape> {
    run("intersect", Operation::Intersect, &arguments("intersect", base)?, tools, options)
}

/// The edges in which the surfaces of base and tools meet.
pub fn section(base: &Shape, tools: &[Shape], options: &BooleanOptions) -> Result<Shape> {
    run("section", Operation::Section, std::slice::from_ref(base), tools, options)
}

/// The base cut into pieces along the tools.
pub fn split(base: &Shape, tools: &[Shape], options: &BooleanOptions) -> Result<Shape> {
    run("split", Operation::Split, std::slice::from_ref(base), tools, options)
}

/// All shapes with common faces, edges and vertices where they touch or cross (CadQuery's `imprint`).
pub fn imprint(shapes: &[Shape], options: &BooleanOptions) -> Result<Shape> {
    run("imprint", Operation::Imprint, shapes, &[], options)
}

/// The shape with neighbouring faces of one surface and edges of one curve united.
pub fn clean(shape: &Shape) -> Result<Shape> {
    made!("clean", clean(shape.raw()))
}

/// The shapes that a boolean operation takes as its first operand.
fn arguments(operation: &'static str, base: &Shape) -> Result<Vec<Shape>> {
    match base.kind() {
        Kind::Compound => base.direct_children().map_err(|e| Error { operation, ..e }),
        _ => Ok(vec![base.clone()]),
    }
}

fn run(
    name: &'static str,
    operation: Operation,
    arguments: &[Shape],
    tools: &[Shape],
    options: &BooleanOptions,
) -> Result<Shape> {
    let fuzzy = options.fuzzy.unwrap_or(0.0);
    check::not_negative(name, "tolerance", fuzzy)?;
    let (arguments, tools) = (ffi::list(arguments), ffi::list(tools));
    let keep = memo::is_active();
    made!(name, boolean(operation as u8, &arguments, &tools, fuzzy, options.glue as u8, keep; cancel, trace))
}
