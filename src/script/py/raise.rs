//! From `CqError` to a Python exception.
//!
//! The hint travels in the attribute `__hint__` of the exception.
//! Exceptions of OCCT become classes as CadQuery shows them: `StdFail_NotDone` is a
//! `Standard_Failure`, which is an `Exception`. The classes are made once each and kept by the thread.

use std::cell::RefCell;
use std::collections::HashMap;

use rustpython_vm::builtins::{PyBaseExceptionRef, PyTypeRef};
use rustpython_vm::{AsObject, VirtualMachine};

use crate::cq::{CqError, CqErrorKind};

/// The attribute of an exception that holds the hint.
pub const HINT: &str = "__hint__";

/// The message of a `CqError` that stands for the exception of a callback.
const CALLBACK_RAISED: &str = "the callback raised an exception";

thread_local! {
    static CLASSES: RefCell<HashMap<String, PyTypeRef>> = RefCell::new(HashMap::new());
    static RAISED_IN_CALLBACK: RefCell<Option<PyBaseExceptionRef>> = const { RefCell::new(None) };
}

/// The exception for an error; the one of a callback comes out as it was raised.
pub fn exception(vm: &VirtualMachine, error: CqError) -> PyBaseExceptionRef {
    if error.message == CALLBACK_RAISED
        && let Some(raised) = RAISED_IN_CALLBACK.take()
    {
        return raised;
    }
    let types = &vm.ctx.exceptions;
    let class = match &error.kind {
        CqErrorKind::Value => types.value_error.to_owned(),
        CqErrorKind::Type => types.type_error.to_owned(),
        CqErrorKind::Dispatch => exception_class(vm, "multimethod", "DispatchError"),
        CqErrorKind::Runtime => types.runtime_error.to_owned(),
        CqErrorKind::Attribute => types.attribute_error.to_owned(),
        CqErrorKind::Index => types.index_error.to_owned(),
        CqErrorKind::Key => types.key_error.to_owned(),
        CqErrorKind::NotImplemented => types.not_implemented_error.to_owned(),
        CqErrorKind::ZeroDivision => types.zero_division_error.to_owned(),
        CqErrorKind::Limit => types.memory_error.to_owned(),
        CqErrorKind::Cancelled => types.keyboard_interrupt.to_owned(),
        CqErrorKind::Parse => exception_class(vm, "pyparsing.exceptions", "ParseException"),
        CqErrorKind::StdFail(class) => occt_class(vm, class),
    };
    let exception = vm.new_exception_msg(class, error.message.into());
    match error.hint {
        Some(hint) => with_hint(vm, exception, hint),
        None => exception,
    }
}

/// The same exception with a hint for the user.
pub fn with_hint(
    vm: &VirtualMachine,
    exception: PyBaseExceptionRef,
    hint: impl Into<String>,
) -> PyBaseExceptionRef {
    // An exception that takes no attributes only loses its hint.
    exception.as_object().set_attr(HINT, vm.ctx.new_str(hint.into()), vm).ok();
    exception
}

/// Keeps the exception of a callback while the error that stands for it travels through `cq`.
pub(super) fn keep_callback_exception(exception: PyBaseExceptionRef) -> CqError {
    RAISED_IN_CALLBACK.set(Some(exception));
    CqError::runtime(CALLBACK_RAISED)
}

/// The class of an OCCT exception, such as `StdFail_NotDone`.
pub(super) fn occt_class(vm: &VirtualMachine, name: &str) -> PyTypeRef {
    let package = name.split_once('_').map_or("Standard", |(package, _)| package);
    exception_class(vm, &format!("OCP.{package}"), name)
}

fn exception_class(vm: &VirtualMachine, module: &str, name: &str) -> PyTypeRef {
    if let Some(class) = CLASSES.with_borrow(|classes| classes.get(name).cloned()) {
        return class;
    }
    let base = if module == "multimethod" {
        vm.ctx.exceptions.type_error.to_owned()
    } else if name == "Standard_Failure" || !module.starts_with("OCP.") {
        vm.ctx.exceptions.exception_type.to_owned()
    } else {
        exception_class(vm, "OCP.Standard", "Standard_Failure")
    };
    let class = vm.ctx.new_exception_type(module, name, Some(vec![base]));
    CLASSES.with_borrow_mut(|classes| classes.insert(name.to_owned(), class.clone()));
    class
}
