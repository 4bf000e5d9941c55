//! `_cq_history`: what became of faces, edges and vertices, for the class `History` of our Python.

pub(crate) use _cq_history::module_def;

#[allow(missing_docs, reason = "the macro makes public items that only Python sees")]
#[rustpython_derive::pymodule]
mod _cq_history {
    use kernel::{Change, Traced};
    use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

    use crate::py::call;
    use crate::py::convert::Callback;
    use crate::py::shape::{Shapes, wrap_shape};

    /// What a function returns, and what became of the shapes meanwhile: tuples of a word, the index of
    /// the shape or None, and the shape that came of it.
    #[pyfunction]
    fn traced(
        tracked: Shapes,
        work: Callback,
        vm: &VirtualMachine,
    ) -> PyResult<(PyObjectRef, Vec<PyObjectRef>)> {
        let (result, changes) = call(vm, || Ok(kernel::traced(&tracked.0, || work.call(vm, ()))?))?;
        let result = call(vm, || result)?;
        let mut found = Vec::new();
        for Traced { change, origin, shape } in changes {
            let word = match change {
                Change::Generated => "generated",
                Change::Modified => "modified",
                Change::Deleted => "deleted",
                Change::First => "first",
                Change::Last => "last",
                Change::Image => "image",
            };
            let origin = origin.map_or_else(|| vm.ctx.none(), |origin| vm.ctx.new_int(origin).into());
            let parts = vec![vm.ctx.new_str(word).into(), origin, wrap_shape(vm, shape)?];
            found.push(vm.ctx.new_tuple(parts).into());
        }
        Ok((result, found))
    }
}
