//! The state of the interpreter before any program ran, and the way back to it.
//!
//! Kept are the imported modules, the variables of each, and the attributes of the Python classes
//! of CadQuery. Restoring compares by identity and writes only what differs.

use rustpython_vm::builtins::{PyDict, PyDictRef, PyType, PyTypeRef};
use rustpython_vm::{AsObject, PyObjectRef, PyRef, PyResult, VirtualMachine};

use crate::py::runtime;

/// Variables by name, in order.
type Variables = Vec<(PyObjectRef, PyObjectRef)>;

/// What programs find when they start.
pub(super) struct Baseline {
    modules: PyDictRef,
    imported: Variables,
    variables: Vec<(PyDictRef, Variables)>,
    classes: Vec<(PyTypeRef, Variables)>,
}

impl Baseline {
    /// Takes the state as it is now.
    pub(super) fn take(vm: &VirtualMachine) -> PyResult<Self> {
        let modules: PyRef<PyDict> = vm
            .sys_module
            .get_attr("modules", vm)?
            .downcast()
            .map_err(|_| vm.new_type_error("sys.modules is no dict"))?;
        let imported: Variables = modules.clone().into_iter().collect();
        let variables = imported
            .iter()
            .filter_map(|(_, module)| module.dict())
            .map(|dict| (dict.clone(), dict.into_iter().collect()))
            .collect();
        let classes = runtime::registered_classes()
            .into_iter()
            .map(|class| {
                let attributes = attributes(&class);
                (class, attributes)
            })
            .collect();
        // Nothing of this ever becomes garbage; collections need not look at it.
        rustpython_vm::gc_state::gc_state().freeze();
        Ok(Self { modules, imported, variables, classes })
    }

    /// Puts everything back as it was.
    pub(super) fn restore(&self, vm: &VirtualMachine) {
        put_back(vm, &self.modules, &self.imported);
        for (dict, variables) in &self.variables {
            put_back(vm, dict, variables);
        }
        for (class, wanted) in &self.classes {
            restore_class(vm, class, wanted);
        }
        rustpython_vm::gc_state::gc_state().collect(2);
    }
}

fn put_back(vm: &VirtualMachine, dict: &PyDictRef, wanted: &Variables) {
    let now: Variables = dict.clone().into_iter().collect();
    let same = now.len() == wanted.len() && now.iter().zip(wanted).all(|(a, b)| a.0.is(&b.0) && a.1.is(&b.1));
    if !same {
        dict.clear();
        for (key, value) in wanted {
            // The keys were keys of this very dict, so they can be hashed.
            dict.set_item(&**key, value.clone(), vm).ok();
        }
    }
}

fn attributes(class: &PyType) -> Variables {
    class.attributes.read().iter().map(|(name, value)| (name.to_object(), value.clone())).collect()
}

fn restore_class(vm: &VirtualMachine, class: &PyTypeRef, wanted: &Variables) {
    let find = |variables: &Variables, key: &PyObjectRef| {
        variables.iter().find(|(name, _)| name.is(key)).map(|(_, value)| value.clone())
    };
    let now = attributes(class);
    let object = class.as_object();
    for (name, value) in &now {
        let Ok(key) = name.str(vm) else { continue };
        match find(wanted, name) {
            Some(original) if original.is(value) => {}
            // An attribute that cannot be put back is one that could not have been changed.
            Some(original) => drop(object.set_attr(&key, original, vm)),
            None => drop(object.del_attr(&key, vm)),
        }
    }
    for (name, value) in wanted {
        if find(&now, name).is_none()
            && let Ok(key) = name.str(vm)
        {
            drop(object.set_attr(&key, value.clone(), vm));
        }
    }
}
