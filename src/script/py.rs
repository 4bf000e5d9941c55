//! The Python surface: native modules over `cq/`, one `#[pymodule]` a file.
//!
//! How to add a method (py/example.rs shows every pattern, compiled and tested):
//! 1. A class is `#[pyattr] #[pyclass(name = "Vector")] #[derive(Debug, PyPayload)] struct Vector(cq::Vector)`
//!    inside `#[pymodule] mod _cq_geom` (`use rustpython_derive::pyclass`), with one `#[pyclass(with(Constructor, …), flags(BASETYPE))] impl`.
//! 2. Arguments are a `#[derive(FromArgs)]` struct whose fields carry CadQuery's keyword names and
//!    the types of [`convert`]: `#[pyarg(any)] length: Number`, `#[pyarg(any, default = Flag(true))] clean: Flag`,
//!    `#[pyarg(any, default)] depth: Option<Number>` (None and left out are the same),
//!    `#[pyarg(any, name = "forConstruction", default)] for_construction: Flag`.
//! 3. A method is `#[pymethod(name = "toTuple")] fn to_tuple(zelf: &Py<Self>, args: A, vm: &VirtualMachine) -> PyResult<B>`;
//!    take `PyRef<Self>` to return the object itself. Getters: `#[pygetset]`, setters: `#[pygetset(setter)] fn set_x`.
//! 4. Every call into `cq` goes through [`call`], which notes the line and turns a `CqError` into an exception.
//! 5. Results of the same class: `same_class(vm, zelf, payload)`; objects of another class: `new_object(vm, payload)`.
//! 6. Python callables are [`convert::Callback`]; an exception raised inside comes out of [`call`] unchanged.
//! 7. Declare the file below, and add its `module_def` to `native_modules`.

pub mod assembly;
pub(crate) mod capture;
pub mod convert;
pub(crate) mod curves;
pub(crate) mod desk;
#[cfg(test)]
mod example;
pub(crate) mod faces;
pub mod files;
pub(crate) mod free;
pub mod geom;
pub(crate) mod history;
pub mod place;
pub mod raise;
pub mod runtime;
pub mod selectors;
pub mod shape;
pub mod shape_args;
pub(crate) mod shape_ops;
pub mod sketch;
pub(crate) mod solids;
pub mod workplane;

use std::cell::RefCell;
use std::collections::HashMap;

use rustpython_vm::builtins::PyModuleDef;
use rustpython_vm::compiler::core::SourceLocation;
use rustpython_vm::{AsObject, Context, Py, PyPayload, PyRef, PyResult, VirtualMachine};

use crate::cq;
use crate::source::Span;

thread_local! {
    static LINES_OF_CALLS: RefCell<HashMap<Span, u32>> = RefCell::new(HashMap::new());
}

/// The name under which the user's program is compiled; frames with it are the user's own.
pub(crate) const PROGRAM_PATH: &str = "program.py";

/// All native modules of ours.
pub(crate) fn native_modules(context: &'static Context) -> Vec<&'static PyModuleDef> {
    vec![
        assembly::module_def(context),
        curves::module_def(context),
        faces::module_def(context),
        files::module_def(context),
        free::module_def(context),
        geom::module_def(context),
        history::module_def(context),
        place::module_def(context),
        runtime::module_def(context),
        selectors::module_def(context),
        shape::module_def(context),
        shape_ops::module_def(context),
        sketch::module_def(context),
        solids::module_def(context),
        workplane::module_def(context),
        #[cfg(test)]
        example::module_def(context),
    ]
}

/// Does a piece of CadQuery work for the line that is being run.
///
/// # Errors
/// The exception of the `CqError`, or the one that a callback raised meanwhile.
pub fn call<T>(vm: &VirtualMachine, work: impl FnOnce() -> cq::Result<T>) -> PyResult<T> {
    let line = program_line(vm);
    cq::record::set_line(line);
    crate::notes::set_line(line);
    work().map_err(|error| raise::exception(vm, error))
}

/// An object of the same Python class as another one, so that subclasses survive a chain.
///
/// # Errors
/// When the class was tampered with so that it no longer fits.
pub fn same_class<T: PyPayload + std::fmt::Debug>(
    vm: &VirtualMachine,
    like: &Py<T>,
    payload: T,
) -> PyResult<PyRef<T>> {
    payload.into_ref_with_type(vm, like.class().to_owned())
}

/// An object of the class that programs see: the one that our Python package registered, if any,
/// else the native one.
///
/// # Errors
/// When the registered class does not fit.
pub fn new_object<T: PyPayload + std::fmt::Debug>(vm: &VirtualMachine, payload: T) -> PyResult<PyRef<T>> {
    match runtime::registered_class(&T::class(&vm.ctx).name()) {
        Some(class) => payload.into_ref_with_type(vm, class),
        None => Ok(payload.into_ref(&vm.ctx)),
    }
}

/// Tells the lines of calls in long chains of the program that runs next.
pub(crate) fn set_lines_of_calls(lines: HashMap<Span, u32>) {
    LINES_OF_CALLS.set(lines);
}

/// The line of the user's program that is being run, from 1.
pub(crate) fn program_line(vm: &VirtualMachine) -> Option<u32> {
    let mut frame = vm.current_frame();
    while let Some(current) = frame {
        if current.code.source_path().as_str() == PROGRAM_PATH && current.lasti() > 0 {
            let (start, end) = current.code.locations.get(current.lasti() as usize - 1)?;
            let place =
                |place: &SourceLocation| (place.line.get() as u32, place.character_offset.get() as u32);
            let span = (place(start), place(end));
            let line = LINES_OF_CALLS.with_borrow(|lines| lines.get(&span).copied());
            return Some(line.unwrap_or(span.0.0));
        }
        frame = current.f_back(vm);
    }
    None
}
