//! Shapes and places as arguments of Python methods.

use rustpython_vm::function::FuncArgs;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyPayload, PyResult, TryFromObject, VirtualMachine};

use super::geom::{is_vector_like, vector};
use super::shape::{PyShape, shape_from_py};
use super::{call, convert, place};
use crate::cq::geom::Location;
use crate::cq::shape;

/// A shape, as an argument type.
#[derive(Clone, Debug)]
pub struct ShapeArg(pub kernel::Shape);

impl TryFromObject for ShapeArg {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        shape_from_py(vm, &object).map(Self)
    }
}

/// Shapes, as an argument type: any iterable of them, a compound included.
#[derive(Clone, Debug, Default)]
pub struct Shapes(pub Vec<kernel::Shape>);

impl TryFromObject for Shapes {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        if let Some(shape) = object.downcast_ref::<PyShape>() {
            return call(vm, || shape::topology::children_of(&shape.get())).map(Self);
        }
        convert::elements(vm, &object, "shapes")?
            .iter()
            .map(|element| shape_from_py(vm, element))
            .collect::<PyResult<_>>()
            .map(Self)
    }
}

/// A tuple or list of two numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair(pub f64, pub f64);

impl TryFromObject for Pair {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        let numbers = convert::Numbers::try_from_object(vm, object)?.0;
        match numbers[..] {
            [a, b] => Ok(Self(a, b)),
            _ => Err(vm.new_type_error(format!("expected two numbers, got {}", numbers.len()))),
        }
    }
}

/// Where something is moved to, by the arguments of `move` and `moved`.
pub(crate) enum Places {
    /// One place.
    One(Location),
    /// Several, or one that stands in a list.
    Many(Vec<Location>),
}

/// The places that `moved(…)` is told: numbers and keywords, points, locations, a shape, a list.
///
/// # Errors
/// `TypeError` for other arguments.
pub(crate) fn places(vm: &VirtualMachine, args: FuncArgs) -> PyResult<Places> {
    let is_number = args.args.first().is_none_or(|first| convert::is_number(vm, first));
    let one_list = match &args.args[..] {
        [single] if !is_number && place::location(single).is_none() && !is_vector_like(vm, single) => {
            Some(single)
        }
        _ => None,
    };
    if let Some(single) = one_list {
        if let Some(shape) = single.downcast_ref::<PyShape>() {
            let locations = call(vm, || shape::curves::locations_of(&shape.get()))?;
            return Ok(Places::Many(locations));
        }
        let elements = convert::elements(vm, single, "locations")?;
        return elements.iter().map(|e| one_place(vm, e)).collect::<PyResult<_>>().map(Places::Many);
    }
    if !is_number {
        let mut all = args.args.iter().map(|e| one_place(vm, e)).collect::<PyResult<Vec<_>>>()?;
        return Ok(if all.len() == 1 { Places::One(all.remove(0)) } else { Places::Many(all) });
    }
    let location = place::PyLocation::class(&vm.ctx).as_object().call(args, vm)?;
    Ok(Places::One(place::location(&location).unwrap_or_default()))
}

fn one_place(vm: &VirtualMachine, object: &PyObject) -> PyResult<Location> {
    match place::location(object) {
        Some(location) => Ok(location),
        None => Ok(Location::translation(vector(vm, object)?)),
    }
}
