//! Geometry out of the objects of a program.
//!
//! Results are Workplanes, Shapes, Assemblies and Sketches. Each becomes one shape: a single item
//! as it is, several as a compound. An assembly without shapes is an empty compound. Points and places on a stack hold no geometry; a Workplane
//! without shapes stands for its sketches, else for the solid that it would go on modelling.

use kernel::{Shape, StepPart, Transform};
use rustpython_vm::PyObject;

use super::assembly::PyAssembly;
use super::shape::PyShape;
use super::sketch::PySketch;
use super::workplane::PyWorkplane;
use crate::cq;
use crate::cq::workplane::{Item, Workplane};

/// What a result holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Captured {
    /// Everything as one shape; `None` when there is nothing.
    pub shape: Option<Shape>,
    /// Its own colour.
    pub color: Option<[f32; 4]>,
    /// The named pieces of an assembly; empty for other objects.
    pub leaves: Vec<StepPart>,
    /// The tree of an assembly; `None` for other objects.
    pub document: Option<kernel::Document>,
}

/// Whether an object is a Workplane, Shape, Assembly or Sketch.
pub(crate) fn is_result(object: &PyObject) -> bool {
    object.downcast_ref::<PyWorkplane>().is_some()
        || object.downcast_ref::<PyShape>().is_some()
        || object.downcast_ref::<PyAssembly>().is_some()
        || object.downcast_ref::<PySketch>().is_some()
}

/// The geometry of a result; nothing for other objects.
///
/// # Errors
/// Only when the kernel fails.
pub(crate) fn capture(object: &PyObject) -> cq::Result<Captured> {
    if let Some(workplane) = object.downcast_ref::<PyWorkplane>() {
        return Ok(Captured { shape: of_workplane(&workplane.link())?, ..Captured::default() });
    }
    if let Some(shape) = object.downcast_ref::<PyShape>() {
        return Ok(Captured { shape: Some(shape.get()), ..Captured::default() });
    }
    if let Some(sketch) = object.downcast_ref::<PySketch>() {
        let shape = together(sketch.figure().placed_shapes()?)?;
        return Ok(Captured { shape, ..Captured::default() });
    }
    if let Some(assembly) = object.downcast_ref::<PyAssembly>() {
        return of_assembly(&assembly.node());
    }
    Ok(Captured::default())
}

fn of_workplane(workplane: &Workplane) -> cq::Result<Option<Shape>> {
    let items = workplane.objects().clone();
    let shapes: Vec<Shape> = items.iter().filter_map(|item| item.shape().cloned()).collect();
    if !shapes.is_empty() {
        return together(shapes);
    }
    let mut faces = Vec::new();
    for item in &items {
        if let Item::Sketch(sketch) = item {
            faces.extend(sketch.placed_shapes()?);
        }
    }
    if faces.is_empty() { workplane.solid_in_chain() } else { together(faces) }
}

fn of_assembly(assembly: &cq::assembly::Assembly) -> cq::Result<Captured> {
    let mut leaves = Vec::new();
    let mut placed = Vec::new();
    for leaf in assembly.leaves()? {
        let location = Transform::from(leaf.location);
        placed.push(leaf.shape.moved(&location)?);
        leaves.push(StepPart {
            name: leaf.path,
            color: leaf.color.map(|c| [c.r, c.g, c.b, c.a]),
            shape: leaf.shape,
            location,
        });
    }
    let color = assembly.color().map(|c| [c.r, c.g, c.b, c.a]);
    let document = Some(assembly.document()?);
    let shape = if placed.is_empty() { Some(kernel::compound(&[])?) } else { together(placed)? };
    Ok(Captured { shape, color, leaves, document })
}

/// One shape for several.
fn together(mut shapes: Vec<Shape>) -> cq::Result<Option<Shape>> {
    Ok(match shapes.len() {
        0 => None,
        1 => shapes.pop(),
        _ => Some(kernel::compound(&shapes)?),
    })
}
