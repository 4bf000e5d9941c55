//! `_cq_runtime`: what our Python modules need from the host.
//!
//! `show(object, name, options)` takes a result, `register(class)` makes a Python class the one that
//! native code instantiates, and `occt_error(name)` gives the class of an OCCT exception. All of it
//! belongs to the thread and is emptied by [`start`].

use std::cell::RefCell;
use std::collections::HashMap;

use rustpython_vm::builtins::{PyBaseExceptionRef, PyTypeRef};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

pub(crate) use _cq_runtime::module_def;

/// An object that the program showed.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// The object as it was given.
    pub object: PyObjectRef,
    /// Its name, when one was given.
    pub name: Option<String>,
    /// Red, green, blue, opacity in 0..=1, when a colour was given.
    pub color: Option<[f32; 4]>,
}

/// A file that the program asked for.
#[derive(Clone, Debug)]
pub(crate) struct Exported {
    /// The object as it was given.
    pub object: PyObjectRef,
    /// File name without folders.
    pub file_name: String,
    /// `STEP`, `STL`, …, in capitals.
    pub format: String,
    /// What belongs into it, when the host wants files.
    pub content: Option<Vec<u8>>,
}

/// What the program gave to the host so far.
#[derive(Debug, Default)]
pub(crate) struct Given {
    /// Objects in the order in which they were shown.
    pub shown: Vec<Shown>,
    /// Files in the order in which they were asked for.
    pub exported: Vec<Exported>,
    /// What was printed.
    pub printed: String,
    /// Bytes that may still be printed.
    pub output_left: usize,
    /// How many objects may be shown and exported.
    pub most_objects: usize,
}

thread_local! {
    static GIVEN: RefCell<Given> = RefCell::new(Given::default());
    static CLASSES: RefCell<HashMap<String, PyTypeRef>> = RefCell::new(HashMap::new());
}

/// Forgets everything given so far and sets the limits of the next run.
pub(crate) fn start(most_output: usize, most_objects: usize) {
    GIVEN.set(Given { output_left: most_output, most_objects, ..Given::default() });
}

/// Hands over the objects that the program gave; it may go on printing.
pub(crate) fn results() -> Given {
    GIVEN.with_borrow_mut(|given| Given {
        shown: std::mem::take(&mut given.shown),
        exported: std::mem::take(&mut given.exported),
        ..Given::default()
    })
}

/// Hands over what the program gave.
pub(crate) fn take() -> Given {
    GIVEN.take()
}

/// A path without its folders.
pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Takes the request to write an object into a file.
///
/// # Errors
/// `MemoryError` when there are too many objects.
pub(crate) fn request_export(
    vm: &VirtualMachine,
    object: PyObjectRef,
    path: &str,
    format: &str,
    content: Option<Vec<u8>>,
) -> PyResult<()> {
    let file_name = file_name(path).to_owned();
    if matches!(file_name.as_str(), "" | "." | "..") || file_name.chars().any(char::is_control) {
        return Err(vm.new_value_error(format!("{path:?} names no file; give a name such as part.step")));
    }
    GIVEN.with_borrow_mut(|given| {
        if given.shown.len() + given.exported.len() >= given.most_objects {
            return Err(too_many(vm, given.most_objects));
        }
        given.exported.push(Exported { object, file_name, format: format.to_owned(), content });
        Ok(())
    })
}

fn too_many(vm: &VirtualMachine, most: usize) -> PyBaseExceptionRef {
    vm.new_memory_error(format!("the program showed more than {most} objects"))
}

/// All classes that were registered.
pub(crate) fn registered_classes() -> Vec<PyTypeRef> {
    let mut classes: Vec<PyTypeRef> = CLASSES.with_borrow(|classes| classes.values().cloned().collect());
    classes.sort_by_key(|class| class.name().to_string());
    classes
}

/// The class that stands for a native class of this name, when one was registered.
pub(crate) fn registered_class(name: &str) -> Option<PyTypeRef> {
    CLASSES.with_borrow(|classes| classes.get(name).cloned())
}

/// Drops every Python object that is kept here.
pub(crate) fn clear() {
    GIVEN.set(Given::default());
    super::assembly::forget_nodes();
    CLASSES.with_borrow_mut(HashMap::clear);
}

#[allow(missing_docs, reason = "the macro makes public items that only Python sees")]
#[rustpython_derive::pymodule]
mod _cq_runtime {
    use rustpython_vm::builtins::{PyDictRef, PyTypeRef};
    use rustpython_vm::{FromArgs, PyObjectRef, PyResult, VirtualMachine};

    use super::{CLASSES, GIVEN, Shown, too_many};
    use crate::cq::Color;
    use crate::py::convert::{Text, number, text};
    use crate::py::raise;

    #[derive(FromArgs)]
    struct ShowArgs {
        #[pyarg(any)]
        object: PyObjectRef,
        #[pyarg(any, default)]
        name: Option<PyObjectRef>,
        #[pyarg(any, default)]
        options: Option<PyDictRef>,
        #[pyarg(any, default)]
        color: Option<PyObjectRef>,
    }

    /// Takes an object as a result of the program.
    #[pyfunction]
    fn show(args: ShowArgs, vm: &VirtualMachine) -> PyResult<()> {
        let name = match args.name {
            Some(name) => Some(name.str(vm)?.to_string_lossy().into_owned()),
            None => None,
        };
        let mut color = args.color;
        let mut alpha = None;
        if let Some(options) = args.options {
            if color.is_none() {
                color = options.get_item_opt("color", vm)?;
            }
            alpha = options.get_item_opt("alpha", vm)?;
        }
        let mut color = color.and_then(|color| rgba(vm, &color));
        if let (Some(color), Some(alpha)) = (&mut color, alpha) {
            color[3] = number(vm, &alpha)?.clamp(0.0, 1.0) as f32;
        }
        GIVEN.with_borrow_mut(|given| {
            if given.shown.len() + given.exported.len() >= given.most_objects {
                return Err(too_many(vm, given.most_objects));
            }
            given.shown.push(Shown { object: args.object, name, color });
            Ok(())
        })
    }

    /// Takes a piece of printed text.
    #[pyfunction]
    fn write(text: Text, vm: &VirtualMachine) -> PyResult<usize> {
        GIVEN.with_borrow_mut(|given| {
            if text.0.len() > given.output_left {
                let end = text.0.floor_char_boundary(given.output_left);
                given.printed.push_str(&text.0[..end]);
                given.output_left = 0;
                return Err(vm.new_memory_error("the program printed more than the limit of its output"));
            }
            given.output_left -= text.0.len();
            given.printed.push_str(&text.0);
            Ok(text.0.chars().count())
        })
    }

    /// Makes a Python class the one that native code instantiates for its native base.
    #[pyfunction]
    fn register(class: PyTypeRef) -> PyTypeRef {
        CLASSES.with_borrow_mut(|classes| classes.insert(class.name().to_string(), class.clone()));
        class
    }

    /// The class of an OCCT exception.
    #[pyfunction]
    fn occt_error(name: Text, vm: &VirtualMachine) -> PyTypeRef {
        raise::occt_class(vm, &name.0)
    }

    /// Warns the user about the line that is being run.
    #[pyfunction]
    fn warn(message: Text, vm: &VirtualMachine) {
        crate::notes::set_line(crate::py::program_line(vm));
        crate::notes::warn(message.0, None);
    }

    /// A colour given as a name, as `#rrggbb`, or as 3 or 4 numbers in 0..=1 or 0..=255.
    fn rgba(vm: &VirtualMachine, color: &PyObjectRef) -> Option<[f32; 4]> {
        if let Some(name) = text(color) {
            return Color::named(&name).ok().map(|c| [c.r, c.g, c.b, c.a]);
        }
        let object = match color.get_attr("toTuple", vm) {
            Ok(to_tuple) => to_tuple.call((), vm).ok()?,
            Err(_) => color.clone(),
        };
        let numbers = vm.extract_elements_with(&object, |element| number(vm, &element)).ok()?;
        let scale = if numbers.iter().take(3).any(|value| *value > 1.0) { 255.0 } else { 1.0 };
        let channel = |i: usize| Some((numbers.get(i)? / scale).clamp(0.0, 1.0) as f32);
        let alpha = numbers.get(3).map_or(1.0, |alpha| alpha.clamp(0.0, 1.0) as f32);
        Some([channel(0)?, channel(1)?, channel(2)?, alpha])
    }
}
