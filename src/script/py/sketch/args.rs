//! Argument types and conversions of `Sketch`.

use rustpython_vm::{PyObject, PyObjectRef, PyResult, TryFromObject, VirtualMachine};

use super::PySketch;
use crate::cq::geom::Location;
use crate::cq::sketch::{FaceSource, Mode, SketchItem};
use crate::py::place::{location, location_object};
use crate::py::shape::{PyShape, shape_from_py, wrap_shape};
use crate::py::{convert, geom, raise};

/// `mode=`: one of the letters.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ModeArg(pub(crate) Mode);

impl TryFromObject for ModeArg {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        match convert::text(&object) {
            Some(name) => Mode::named(&name).map(Self).map_err(|error| raise::exception(vm, error)),
            None => Err(convert::refused(vm, "a mode: 'a', 's', 'i', 'c' or 'r'", &object)),
        }
    }
}

/// What a face is made of: a shape, a sketch, or edges.
pub(crate) fn face_source(vm: &VirtualMachine, object: &PyObject) -> PyResult<FaceSource> {
    if let Some(shape) = object.downcast_ref::<PyShape>() {
        Ok(FaceSource::Shape(shape.get()))
    } else if let Some(sketch) = object.downcast_ref::<PySketch>() {
        Ok(FaceSource::Sketch(sketch.figure()))
    } else {
        let elements = convert::elements(vm, object, "edges").map_err(|_| {
            let class = object.class().name().to_string();
            vm.new_value_error(format!("a face is made of a wire, of edges or of a sketch, not of {class}"))
        })?;
        let edges = elements.iter().map(|element| shape_from_py(vm, element)).collect::<PyResult<_>>()?;
        Ok(FaceSource::Edges(edges))
    }
}

pub(crate) fn sketch_item_to_py(vm: &VirtualMachine, item: SketchItem) -> PyResult<PyObjectRef> {
    match item {
        SketchItem::Shape(shape) => wrap_shape(vm, shape),
        SketchItem::Location(location) => location_object(vm, location),
    }
}

pub(crate) fn sketch_items_to_py(vm: &VirtualMachine, items: Vec<SketchItem>) -> PyResult<Vec<PyObjectRef>> {
    items.into_iter().map(|item| sketch_item_to_py(vm, item)).collect()
}

pub(crate) fn sketch_item_from_py(vm: &VirtualMachine, object: &PyObject) -> PyResult<SketchItem> {
    if let Some(location) = location(object) {
        Ok(SketchItem::Location(location))
    } else if geom::is_vector_like(vm, object) {
        Ok(SketchItem::Location(Location::translation(geom::vector(vm, object)?)))
    } else {
        shape_from_py(vm, object).map(SketchItem::Shape)
    }
}

pub(crate) fn sketch_items_from_py(vm: &VirtualMachine, object: &PyObject) -> PyResult<Vec<SketchItem>> {
    convert::elements(vm, object, "shapes")?.iter().map(|element| sketch_item_from_py(vm, element)).collect()
}
