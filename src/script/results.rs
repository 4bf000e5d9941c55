//! Which objects of a program are its results.
//!
//! In this order: everything given to `show_object` or a viewer's `show`; else `result`; else `r`;
//! else the last name assigned at module level that holds a Workplane, Shape, Assembly or Sketch;
//! else what `create_cad()` returns. Lists, tuples, sets and dicts are flattened, except for the
//! last name, where only the object itself counts.

use base::Diagnostic;
use rustpython_vm::builtins::{PyDict, PyDictRef, PyFrozenSet, PyList, PySet, PyTuple};
use rustpython_vm::{AsObject, PyObject, PyObjectRef, VirtualMachine};

use crate::py::capture::{self, Captured};
use crate::py::runtime::Shown;

/// One named object that a program showed, as geometry.
#[derive(Clone, Debug)]
pub struct Object {
    /// The name given by the program, else the name of its variable.
    pub name: String,
    /// The Python class of the object.
    pub class: String,
    /// Red, green, blue, opacity in 0..=1, when the program gave a colour.
    pub color: Option<[f32; 4]>,
    /// Everything it holds as one compound, assemblies placed; `None` when it holds nothing.
    pub shape: Option<kernel::Shape>,
    /// Its named, placed and coloured pieces.
    pub leaves: Vec<kernel::StepPart>,
    /// The tree of an assembly; `None` for other objects.
    pub document: Option<kernel::Document>,
}

/// A result that is still a Python object.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub object: PyObjectRef,
    pub name: String,
    pub color: Option<[f32; 4]>,
}

/// Containers inside containers are searched this deep.
const DEEPEST: usize = 16;

/// The results among what was shown and the module's variables.
///
/// `names` are the names assigned at module level, the last assigned one last.
pub(crate) fn find(
    vm: &VirtualMachine,
    shown: Vec<Shown>,
    globals: &PyDictRef,
    names: &[String],
) -> Vec<Found> {
    let shown = of_shown(vm, shown, globals);
    if !shown.is_empty() {
        return shown;
    }
    for name in ["result", "r"] {
        if let Ok(Some(value)) = globals.get_item_opt(name, vm) {
            let found = flattened(vm, &value, name, None);
            if !found.is_empty() {
                return found;
            }
        }
    }
    let last_assigned = names
        .iter()
        .rev()
        .filter_map(|name| Some((name.clone(), globals.get_item_opt(name.as_str(), vm).ok()??)))
        .find(|(_, value)| capture::is_result(value));
    let found = last_assigned.or_else(|| last_in_globals(vm, globals));
    found.map(|(name, object)| Found { object, name, color: None }).into_iter().collect()
}

/// What `create_cad()` returned.
pub(crate) fn of_create_cad(vm: &VirtualMachine, returned: &PyObject) -> Vec<Found> {
    flattened(vm, returned, "result", None)
}

/// Whether anything is a result without looking into containers of unnamed values.
fn of_shown(vm: &VirtualMachine, shown: Vec<Shown>, globals: &PyDictRef) -> Vec<Found> {
    let mut found = Vec::new();
    for Shown { object, name, color } in shown {
        let name = name
            .or_else(|| variable_of(vm, &object, globals))
            .unwrap_or_else(|| format!("object{}", found.len() + 1));
        found.extend(flattened(vm, &object, &name, color));
    }
    found
}

/// The name of a variable that holds an object.
fn variable_of(vm: &VirtualMachine, object: &PyObject, globals: &PyDictRef) -> Option<String> {
    globals
        .clone()
        .into_iter()
        .filter(|(_, value)| value.is(object))
        .filter_map(|(key, _)| Some(key.str(vm).ok()?.to_string_lossy().into_owned()))
        .find(|name| !name.starts_with('_'))
}

/// The newest variable that holds a result, for names that no statement of the text assigns.
fn last_in_globals(vm: &VirtualMachine, globals: &PyDictRef) -> Option<(String, PyObjectRef)> {
    let mut all: Vec<_> = globals.clone().into_iter().collect();
    all.reverse();
    let (key, value) = all.into_iter().find(|(_, value)| capture::is_result(value))?;
    Some((key.str(vm).ok()?.to_string_lossy().into_owned(), value))
}

fn flattened(vm: &VirtualMachine, value: &PyObject, name: &str, color: Option<[f32; 4]>) -> Vec<Found> {
    let mut found = Vec::new();
    flatten(vm, value, name, color, DEEPEST, &mut found);
    found
}

fn flatten(
    vm: &VirtualMachine,
    value: &PyObject,
    name: &str,
    color: Option<[f32; 4]>,
    depth: usize,
    found: &mut Vec<Found>,
) {
    if capture::is_result(value) {
        found.push(Found { object: value.to_owned(), name: name.to_owned(), color });
        return;
    }
    if depth == 0 {
        return;
    }
    if let Some(dict) = value.downcast_ref::<PyDict>() {
        for (key, element) in dict {
            let key = key.str(vm).map_or_else(|_| String::new(), |key| key.to_string_lossy().into_owned());
            flatten(vm, &element, &key, color, depth - 1, found);
        }
    } else if value.downcast_ref::<PyList>().is_some()
        || value.downcast_ref::<PyTuple>().is_some()
        || value.downcast_ref::<PySet>().is_some()
        || value.downcast_ref::<PyFrozenSet>().is_some()
    {
        let elements = vm.extract_elements_with(value, Ok).unwrap_or_default();
        for (index, element) in elements.iter().enumerate() {
            flatten(vm, element, &format!("{name}[{index}]"), color, depth - 1, found);
        }
    }
}

/// The geometry of a result.
///
/// # Errors
/// A diagnostic when the object cannot be turned into one shape.
pub(crate) fn convert(found: &Found) -> Result<Object, Diagnostic> {
    let class = found.object.class().name().to_string();
    match capture::capture(&found.object) {
        Ok(Captured { shape, color, mut leaves, document }) => {
            if leaves.is_empty()
                && let Some(shape) = &shape
            {
                leaves.push(kernel::StepPart::new(found.name.clone(), shape.clone()));
            }
            let color = found.color.or(color);
            for leaf in &mut leaves {
                leaf.color = leaf.color.or(color);
            }
            Ok(Object { name: found.name.clone(), class, color, shape, leaves, document })
        }
        Err(error) => {
            let diagnostic = Diagnostic::error(format!("{}: {error}", found.name));
            Err(match error.hint {
                Some(hint) => diagnostic.hint(hint),
                None => diagnostic,
            })
        }
    }
}
