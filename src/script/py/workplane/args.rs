//! Argument types and conversions of the fluent classes.

use rustpython_vm::builtins::{PyList, PyTuple};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyResult, TryFromObject, VirtualMachine};

use super::PyWorkplane;
use crate::cq::geom::Vector;
use crate::cq::workplane::{Combine, Item, Placed, Purpose, Tools, Until, Workplane};
use crate::py::convert::{self, Centered};
use crate::py::place::{location, location_object};
use crate::py::raise;
use crate::py::shape::{PyShape, shape_from_py, wrap_shape};
use crate::py::sketch::PySketch;
use crate::py::{geom, new_object, selectors};

/// `combine=`: a truth value, or one of the letters.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CombineArg(pub(crate) Combine);

impl TryFromObject for CombineArg {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        match convert::text(&object) {
            Some(name) if !name.is_empty() => {
                Combine::named(&name).map(Self).map_err(|error| raise::exception(vm, error))
            }
            _ => Ok(Self(object.try_to_bool(vm)?.into())),
        }
    }
}

/// `until`: a distance, `"next"`, `"last"` or a face.
#[derive(Clone, Debug)]
pub(crate) struct UntilArg(pub(crate) Until);

impl TryFromObject for UntilArg {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        if let Some(shape) = object.downcast_ref::<PyShape>()
            && shape.get().kind() == kernel::Kind::Face
        {
            return Ok(Self(Until::Face(shape.get())));
        }
        if let Some(name) = convert::text(&object) {
            return Until::named(&name).map(Self).map_err(|error| raise::exception(vm, error));
        }
        if let Ok(distance) = convert::number(vm, &object) {
            return Ok(Self(Until::Distance(distance)));
        }
        let class = object.class().name().to_string();
        Err(raise::with_hint(
            vm,
            vm.new_value_error(format!("Do not know how to handle until argument of type <class '{class}'>")),
            "give a distance in mm, \"next\", \"last\" or a face",
        ))
    }
}

/// A workplane or a shape that a boolean operation works with.
#[derive(Clone, Debug)]
pub(crate) enum ToolsArg {
    /// Everything on the stack of a workplane.
    Workplane(Workplane),
    /// A shape.
    Shape(kernel::Shape),
    /// `None`.
    Nothing,
}

impl ToolsArg {
    /// The tools of an object; `operation` stands in the error for other objects.
    pub(crate) fn of(vm: &VirtualMachine, object: &PyObject, operation: &str) -> PyResult<Self> {
        if let Some(workplane) = object.downcast_ref::<PyWorkplane>() {
            Ok(Self::Workplane(workplane.link()))
        } else if let Some(shape) = object.downcast_ref::<PyShape>() {
            Ok(Self::Shape(shape.get()))
        } else if vm.is_none(object) {
            Ok(Self::Nothing)
        } else {
            let class = object.class().name().to_string();
            Err(raise::with_hint(
                vm,
                vm.new_value_error(format!("Cannot {operation} type '<class '{class}'>'")),
                "give a Workplane with a solid, or a solid",
            ))
        }
    }

    /// The tools as `cq` takes them.
    pub(crate) fn tools(&self) -> Tools<'_> {
        match self {
            Self::Workplane(workplane) => Tools::Workplane(workplane),
            Self::Shape(shape) => Tools::Shape(shape),
            Self::Nothing => Tools::Nothing,
        }
    }
}

/// The anchors along `N` axes of `centered=`.
pub(crate) fn anchors<const N: usize>(centered: &Centered) -> [crate::cq::workplane::Anchor; N] {
    centered.axes::<N>().map(Into::into)
}

/// Points as vectors.
pub(crate) fn vectors(points: &convert::Points) -> Vec<Vector> {
    points.0.iter().map(|point| Vector::from(*point)).collect()
}

/// Points of which some may be `None`.
#[derive(Clone, Debug, Default)]
pub(crate) struct OptionalPoints(pub(crate) Vec<Option<Vector>>);

impl TryFromObject for OptionalPoints {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        let one = |element: &PyObjectRef| {
            if vm.is_none(element) { Ok(None) } else { geom::vector(vm, element).map(Some) }
        };
        convert::elements(vm, &object, "points")?.iter().map(one).collect::<PyResult<_>>().map(Self)
    }
}

/// A whole number, negative ones too; `4.0` is taken as 4.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Whole(pub(crate) i64);

impl TryFromObject for Whole {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        let value = convert::number(vm, &object)?;
        if value.fract() == 0.0 && value.abs() < 1e9 {
            Ok(Self(value as i64))
        } else {
            Err(convert::refused(vm, "a whole number", &object))
        }
    }
}

/// A selector: a string, an object with a method `filter`, or nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct SelectorArg(pub(crate) Option<crate::cq::Selector>);

impl TryFromObject for SelectorArg {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        selectors::selector_from_py(vm, &object).map(Self)
    }
}

/// The kind of shapes of a CadQuery name such as `"Face"`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KindArg(pub(crate) kernel::Kind);

impl TryFromObject for KindArg {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        use kernel::Kind::{CompSolid, Compound, Edge, Face, Shell, Solid, Vertex, Wire};
        let name = convert::text(&object).unwrap_or_default();
        let kinds = [Compound, CompSolid, Solid, Shell, Face, Wire, Edge, Vertex];
        match kinds.into_iter().find(|kind| kind.name() == name) {
            Some(kind) => Ok(Self(kind)),
            None => Err(convert::refused(vm, "a kind of shape such as 'Face', 'Edge' or 'Vertex'", &object)),
        }
    }
}

/// The Python object of an item on a stack.
pub(crate) fn item_to_py(vm: &VirtualMachine, item: Item) -> PyResult<PyObjectRef> {
    match item {
        Item::Shape(shape) => wrap_shape(vm, shape),
        Item::Vector(point) => geom::vector_object(vm, point),
        Item::Location(location) => location_object(vm, location),
        Item::Sketch(sketch) => Ok(new_object(vm, PySketch::from(sketch))?.into()),
    }
}

/// The Python objects of items on a stack.
pub(crate) fn items_to_py(vm: &VirtualMachine, items: Vec<Item>) -> PyResult<Vec<PyObjectRef>> {
    items.into_iter().map(|item| item_to_py(vm, item)).collect()
}

/// The item that a Python object becomes on a stack.
///
/// # Errors
/// `TypeError` for objects that cannot stand there.
pub(crate) fn item_from_py(vm: &VirtualMachine, object: &PyObject) -> PyResult<Item> {
    if let Some(shape) = object.downcast_ref::<PyShape>() {
        Ok(Item::Shape(shape.get()))
    } else if let Some(location) = location(object) {
        Ok(Item::Location(location))
    } else if let Some(sketch) = object.downcast_ref::<PySketch>() {
        Ok(Item::Sketch(sketch.figure()))
    } else if geom::is_vector_like(vm, object) {
        Ok(Item::Vector(geom::vector(vm, object)?))
    } else {
        let error = convert::refused(vm, "a Shape, a Vector, a Location or a Sketch", object);
        match &*object.class().name() {
            "Workplane" => {
                Err(raise::with_hint(vm, error, "take the shape out of the Workplane with .val()"))
            }
            "Assembly" => Err(raise::with_hint(vm, error, "take the shape out of it with .toCompound()")),
            _ => Err(error),
        }
    }
}

/// The items that the elements of an iterable become on a stack.
pub(crate) fn items_from_py(vm: &VirtualMachine, object: &PyObject) -> PyResult<Vec<Item>> {
    convert::elements(vm, object, "shapes")?.iter().map(|element| item_from_py(vm, element)).collect()
}

/// What a callback made: a shape and whether it is for construction.
pub(crate) fn placed_from_py(vm: &VirtualMachine, object: &PyObject) -> PyResult<Placed> {
    let shape = shape_from_py(vm, object)?;
    let construction = object.downcast_ref::<PyShape>().is_some_and(|shape| shape.is_construction());
    Ok(Placed { shape, purpose: Purpose::from(construction) })
}

/// Whether an object is a list or a tuple.
pub(crate) fn is_list(object: &PyObject) -> bool {
    object.downcast_ref::<PyList>().is_some() || object.downcast_ref::<PyTuple>().is_some()
}

/// The shape of a wrapped shape of one of these kinds.
pub(crate) fn shape_of_kind(object: &PyObject, kinds: &[kernel::Kind]) -> Option<kernel::Shape> {
    let shape = object.downcast_ref::<PyShape>()?.get();
    kinds.contains(&shape.kind()).then_some(shape)
}

/// The link of a Python workplane that an argument must be.
pub(crate) fn workplane_from_py(vm: &VirtualMachine, object: &PyObject) -> PyResult<Workplane> {
    match object.downcast_ref::<PyWorkplane>() {
        Some(workplane) => Ok(workplane.link()),
        None => Err(convert::refused(vm, "a Workplane", object)),
    }
}

/// Python's own `sorted(objects, key=key)`.
pub(crate) fn sorted(
    vm: &VirtualMachine,
    objects: Vec<PyObjectRef>,
    key: PyObjectRef,
) -> PyResult<Vec<PyObjectRef>> {
    let list = vm.ctx.new_list(objects);
    let sort = list.as_object().get_attr("sort", vm)?;
    let key = rustpython_vm::function::KwArgs::from_iter([("key".to_owned(), key)]);
    sort.call(rustpython_vm::function::FuncArgs::new(Vec::<PyObjectRef>::new(), key), vm)?;
    Ok(list.borrow_vec().to_vec())
}
