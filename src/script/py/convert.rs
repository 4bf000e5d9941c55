//! What CadQuery methods accept, as argument types.
//!
//! Each type implements `TryFromObject`, so it can stand in a `#[derive(FromArgs)]` struct, alone
//! or as `Option<…>` where CadQuery takes `None`. Refused values raise `TypeError` with a message
//! that names what was expected and what came.

use rustpython_vm::builtins::{PyDict, PyFloat, PyInt, PyList, PyStr, PyTuple};
use rustpython_vm::function::{FuncArgs, IntoFuncArgs};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyResult, TryFromObject, VirtualMachine};

use super::raise;
use crate::cq::CqError;

/// A number: float, int, bool, or anything with `__float__`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Number(pub f64);

impl TryFromObject for Number {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        number(vm, &object).map(Self)
    }
}

/// Any object by its truth, as `if` sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flag(pub bool);

impl TryFromObject for Flag {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        object.try_to_bool(vm).map(Self)
    }
}

/// A whole number that is not negative; `4.0` is taken as 4.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count(pub usize);

impl TryFromObject for Count {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        let value = number(vm, &object)?;
        if value.fract() == 0.0 && (0.0..1e9).contains(&value) {
            Ok(Self(value as usize))
        } else {
            Err(refused(vm, "a whole number, zero or more", &object))
        }
    }
}

/// A string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub String);

impl TryFromObject for Text {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        match text(&object) {
            Some(text) => Ok(Self(text)),
            None => Err(refused(vm, "a string", &object)),
        }
    }
}

/// A point or direction: a `Vector`, or a tuple or list of 2 or 3 numbers (z is then 0).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point3(pub [f64; 3]);

impl TryFromObject for Point3 {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        point(vm, &object).map(Self)
    }
}

/// Points: any iterable of what [`Point3`] accepts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Points(pub Vec<[f64; 3]>);

impl TryFromObject for Points {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        elements(vm, &object, "points")?
            .iter()
            .map(|element| point(vm, element))
            .collect::<PyResult<_>>()
            .map(Self)
    }
}

/// Numbers: any iterable of numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers(pub Vec<f64>);

impl TryFromObject for Numbers {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        elements(vm, &object, "numbers")?
            .iter()
            .map(|element| number(vm, element))
            .collect::<PyResult<_>>()
            .map(Self)
    }
}

/// The objects of a list, tuple, generator …; a single object counts as a list of one.
#[derive(Clone, Debug, Default)]
pub struct OneOrMany(pub Vec<PyObjectRef>);

impl TryFromObject for OneOrMany {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        if object.downcast_ref::<PyList>().is_some() || object.downcast_ref::<PyTuple>().is_some() {
            elements(vm, &object, "objects").map(Self)
        } else {
            Ok(Self(vec![object]))
        }
    }
}

/// `centered=`: one truth value for all axes, or one for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Centered {
    /// The same for all axes.
    All(bool),
    /// One for each axis, in order.
    Each(Vec<bool>),
}

impl Default for Centered {
    fn default() -> Self {
        Self::All(true)
    }
}

impl Centered {
    /// For `N` axes; an axis that is not told is centred.
    pub fn axes<const N: usize>(&self) -> [bool; N] {
        match self {
            Self::All(centered) => [*centered; N],
            Self::Each(each) => std::array::from_fn(|i| each.get(i).copied().unwrap_or(true)),
        }
    }
}

impl TryFromObject for Centered {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        if object.downcast_ref::<PyList>().is_some() || object.downcast_ref::<PyTuple>().is_some() {
            elements(vm, &object, "truth values")?
                .into_iter()
                .map(|element| element.try_to_bool(vm))
                .collect::<PyResult<_>>()
                .map(Self::Each)
        } else {
            object.try_to_bool(vm).map(Self::All)
        }
    }
}

/// A Python callable that `cq` calls back.
#[derive(Clone, Debug)]
pub struct Callback(PyObjectRef);

impl TryFromObject for Callback {
    fn try_from_object(vm: &VirtualMachine, object: PyObjectRef) -> PyResult<Self> {
        if object.is_callable() { Ok(Self(object)) } else { Err(refused(vm, "a function", &object)) }
    }
}

impl Callback {
    /// Calls it.
    ///
    /// # Errors
    /// An error that stands for the exception; `py::call` raises that exception again.
    pub fn call(&self, vm: &VirtualMachine, args: impl IntoFuncArgs) -> Result<PyObjectRef, CqError> {
        self.0.call(args, vm).map_err(raise::keep_callback_exception)
    }

    /// Calls it and converts what it returns.
    ///
    /// # Errors
    /// As [`Callback::call`]; also when the conversion fails.
    pub fn call_for<T: TryFromObject>(
        &self,
        vm: &VirtualMachine,
        args: impl IntoFuncArgs,
    ) -> Result<T, CqError> {
        self.0
            .call(args, vm)
            .and_then(|value| T::try_from_object(vm, value))
            .map_err(raise::keep_callback_exception)
    }
}

/// The number that an object stands for.
///
/// # Errors
/// `TypeError` when it is none.
pub fn number(vm: &VirtualMachine, object: &PyObject) -> PyResult<f64> {
    if let Some(float) = object.downcast_ref::<PyFloat>() {
        return Ok(float.to_f64());
    }
    if object.downcast_ref::<PyStr>().is_none()
        && let Some(float) = object.try_float_opt(vm)
    {
        return float.map(|float| float.to_f64());
    }
    Err(refused(vm, "a number", object))
}

/// Whether an object is a float or an int (a bool is not).
pub fn is_number(vm: &VirtualMachine, object: &PyObject) -> bool {
    object.downcast_ref::<PyFloat>().is_some()
        || (object.downcast_ref::<PyInt>().is_some() && !object.fast_isinstance(vm.ctx.types.bool_type))
}

/// The text of a `str`; `None` for other objects.
pub fn text(object: &PyObject) -> Option<String> {
    object.downcast_ref::<PyStr>().map(|text| text.to_string_lossy().into_owned())
}

/// The coordinates of what [`Point3`] accepts.
///
/// # Errors
/// `TypeError` when it is no point.
pub fn point(vm: &VirtualMachine, object: &PyObject) -> PyResult<[f64; 3]> {
    let expected = "a point (a Vector or a tuple of 2 or 3 numbers)";
    let is_sequence = object.downcast_ref::<PyTuple>().is_some() || object.downcast_ref::<PyList>().is_some();
    let object = if is_sequence {
        object.to_owned()
    } else if text(object).is_some() || object.downcast_ref::<PyDict>().is_some() {
        return Err(refused(vm, expected, object));
    } else if let Ok(to_tuple) = object.get_attr("toTuple", vm) {
        to_tuple.call((), vm)?
    } else if let Ok(to_tuple) = object.get_attr("tolist", vm) {
        to_tuple.call((), vm)?
    } else {
        return Err(refused(vm, expected, object));
    };
    let coordinates = vm.extract_elements_with(&object, |element| number(vm, &element))?;
    match coordinates[..] {
        [x, y] => Ok([x, y, 0.0]),
        [x, y, z] => Ok([x, y, z]),
        _ => Err(vm.new_type_error(format!("a point has 2 or 3 numbers, got {}", coordinates.len()))),
    }
}

/// The elements of an iterable; strings are refused.
///
/// # Errors
/// `TypeError` when it cannot be iterated, and what the iteration raises.
pub fn elements(vm: &VirtualMachine, object: &PyObject, what: &str) -> PyResult<Vec<PyObjectRef>> {
    if text(object).is_some() || object.get_attr("__iter__", vm).is_err() {
        return Err(refused(vm, &format!("a list of {what}"), object));
    }
    vm.extract_elements_with(object, Ok)
}

/// All positional arguments; `Err` when there are keyword arguments.
///
/// # Errors
/// `TypeError` that names the first keyword.
pub fn positional(vm: &VirtualMachine, args: FuncArgs) -> PyResult<Vec<PyObjectRef>> {
    match args.check_kwargs_empty(vm) {
        Some(error) => Err(error),
        None => Ok(args.args),
    }
}

/// The exception for an argument of the wrong type: `expected a number, got 'abc' (str)`.
pub fn refused(
    vm: &VirtualMachine,
    expected: &str,
    object: &PyObject,
) -> rustpython_vm::builtins::PyBaseExceptionRef {
    let class = object.class().name().to_string();
    let shown = match object.repr(vm) {
        Ok(repr) if repr.to_string_lossy().chars().count() <= 40 && !vm.is_none(object) => {
            format!("{} ({class})", repr.to_string_lossy())
        }
        _ if vm.is_none(object) => "None".to_owned(),
        _ => format!("an object of class {class}"),
    };
    vm.new_type_error(format!("expected {expected}, got {shown}"))
}
