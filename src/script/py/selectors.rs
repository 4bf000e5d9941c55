//! `_cq_selectors`: selector strings for Python, and selectors of Python for `cq`.
//!
//! The selector classes themselves are Python (`cadquery.selectors`), so that programs can derive
//! from them and override `filter`, `test` or `key`.

use std::rc::Rc;

use rustpython_vm::vm::thread::with_current_vm;
use rustpython_vm::{AsObject, PyObject, PyObjectRef, PyResult, VirtualMachine};

use super::convert;
use super::raise;
use super::shape::{shape_from_py, wrap_shape};
use crate::cq::selectors::Selector;

pub(crate) use _cq_selectors::module_def;

/// The selector of a string, or of an object with a method `filter`; `None` for `None` and `""`.
///
/// # Errors
/// `ParseException` for a string that is no selector, `TypeError` for other objects.
pub fn selector_from_py(vm: &VirtualMachine, object: &PyObject) -> PyResult<Option<Selector>> {
    if vm.is_none(object) {
        return Ok(None);
    }
    if let Some(text) = convert::text(object) {
        if text.is_empty() {
            return Ok(None);
        }
        return Selector::parse(&text).map(Some).map_err(|error| raise::exception(vm, error));
    }
    let Ok(filter) = object.get_attr("filter", vm) else {
        return Err(convert::refused(vm, "a selector: a string such as '>Z', or a Selector", object));
    };
    Ok(Some(Selector::Custom(Rc::new(move |shapes| {
        with_current_vm(|vm| call_filter(vm, &filter, shapes).map_err(raise::keep_callback_exception))
    }))))
}

fn call_filter(
    vm: &VirtualMachine,
    filter: &PyObjectRef,
    shapes: &[kernel::Shape],
) -> PyResult<Vec<kernel::Shape>> {
    let list = shapes.iter().map(|shape| wrap_shape(vm, shape.clone())).collect::<PyResult<Vec<_>>>()?;
    let chosen = filter.call((vm.ctx.new_list(list),), vm)?;
    convert::elements(vm, chosen.as_object(), "shapes")?
        .iter()
        .map(|object| shape_from_py(vm, object))
        .collect()
}

#[allow(missing_docs, reason = "the macro makes public items that only Python sees")]
#[rustpython_derive::pymodule]
mod _cq_selectors {
    use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

    use crate::cq::Selector;
    use crate::py::call;
    use crate::py::convert::Text;
    use crate::py::shape::{Shapes, wrap_shapes};

    /// Raises when a string is no selector.
    #[pyfunction]
    fn check(text: Text, vm: &VirtualMachine) -> PyResult<()> {
        call(vm, || Selector::parse(&text.0).map(drop))
    }

    /// The shapes that the selector of a string chooses.
    #[pyfunction]
    fn filter(text: Text, shapes: Shapes, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
        let chosen = call(vm, || Selector::parse(&text.0)?.filter(&shapes.0))?;
        wrap_shapes(vm, chosen)
    }
}
