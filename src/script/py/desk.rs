//! Files that a program has made and may read again.
//!
//! They never reach a disk: they live as long as the run. The bytes of an export are made when they are
//! asked for, because most programs never look at what they wrote; an assembly that was changed in between
//! is therefore read as it is now.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use base::InputFile;
use rustpython_vm::builtins::{PyDictRef, PyTupleRef};
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

use crate::cq::exporters::FileFormat;

/// A file of the program.
#[derive(Clone)]
pub(crate) enum Entry {
    /// Its bytes.
    Made(InputFile),
    /// What they are made of.
    Later(Later),
}

/// An export whose bytes are still to be made.
#[derive(Clone)]
pub(crate) enum Later {
    /// An object in a format.
    Object {
        /// What is written.
        object: PyObjectRef,
        /// How it is written.
        format: FileFormat,
        /// The name that the part gets in the file.
        name: String,
        /// The settings by CadQuery's names.
        settings: PyDictRef,
    },
    /// Shapes on layers of a DXF file.
    Layers {
        /// Shape, layer and plane of each part.
        parts: Vec<PyTupleRef>,
        /// Name and colour of each layer.
        layers: Vec<PyTupleRef>,
        /// The settings by CadQuery's names.
        settings: PyDictRef,
    },
}

thread_local! {
    static FILES: RefCell<BTreeMap<String, Entry>> = const { RefCell::new(BTreeMap::new()) };
    static FOLDERS: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
    static FOLDER: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Makes a folder.
pub(crate) fn make_folder(path: &str) {
    let folder = name(path);
    FOLDERS.with_borrow_mut(|folders| folders.insert(folder));
}

/// Whether a path is a folder that was made.
pub(crate) fn is_folder(path: &str) -> bool {
    let path = name(path);
    path.is_empty() || FOLDERS.with_borrow(|folders| folders.contains(&path))
}

/// Whether what lies at a path lies in the root or in a folder that was made.
pub(crate) fn has_folder(path: &str) -> bool {
    let path = name(path);
    path.rsplit_once('/').is_none_or(|(folder, _)| is_folder(&format!("/{folder}")))
}

/// The folder where relative names begin, from the root.
pub(crate) fn folder() -> String {
    FOLDER.with_borrow(|folder| format!("/{folder}"))
}

/// Lets relative names begin at a folder.
pub(crate) fn enter(folder: &str) {
    FOLDER.set(name(folder));
}

/// A path as the files are kept by: from the root, without `.`, `..` and a slash in front.
pub(crate) fn name(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut parts: Vec<String> = Vec::new();
    if !path.starts_with('/') {
        let folder = FOLDER.with_borrow(String::clone);
        parts.extend(folder.split('/').filter(|part| !part.is_empty()).map(str::to_owned));
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part.to_owned()),
        }
    }
    parts.join("/")
}

/// Forgets all files.
pub(crate) fn clear() {
    // Objects may run code of the program when they go, therefore the map is free by then.
    let gone = FILES.take();
    drop(gone);
    FOLDER.take();
    FOLDERS.take();
}

/// Keeps a file under a name as [`name`] spells it.
pub(crate) fn put(name: String, entry: Entry) {
    let old = FILES.with_borrow_mut(|files| files.insert(name, entry));
    drop(old);
}

/// Takes a file away; whether there was one.
pub(crate) fn remove(name: &str) -> bool {
    let old = FILES.with_borrow_mut(|files| files.remove(name));
    old.is_some()
}

/// Whether there is a file of this name.
pub(crate) fn has(name: &str) -> bool {
    FILES.with_borrow(|files| files.contains_key(name))
}

/// The names of all files, sorted.
pub(crate) fn names() -> Vec<String> {
    FILES.with_borrow(|files| files.keys().cloned().collect())
}

/// The content of a file; `make` turns an export into bytes.
pub(crate) fn read(
    vm: &VirtualMachine,
    name: &str,
    make: impl FnOnce(&VirtualMachine, Later) -> PyResult<Vec<u8>>,
) -> PyResult<Option<InputFile>> {
    match FILES.with_borrow(|files| files.get(name).cloned()) {
        None => Ok(None),
        Some(Entry::Made(file)) => Ok(Some(file)),
        Some(Entry::Later(later)) => {
            let file = InputFile::new(make(vm, later)?);
            put(name.to_owned(), Entry::Made(file.clone()));
            Ok(Some(file))
        }
    }
}
