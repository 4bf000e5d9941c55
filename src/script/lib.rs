//! The script crate: runs CadQuery programs in an embedded Python and gives exact shapes.
//!
//! [`Interpreter`] runs a program and gives an [`Outcome`]; [`parameters()`] lists the literals
//! that a person may turn. [`cq`] is CadQuery in Rust, without Python; [`py`] makes it visible to
//! programs, together with the Python modules in `python/`. Programs have no access to files,
//! processes or the network; hard limits are the business of the process around it.

pub mod cq;
mod errors;
mod interpreter;
pub mod notes;
mod parameters;
pub mod py;
mod results;
mod source;
#[cfg(test)]
mod tests;

pub use interpreter::{Error, ExportedFile, Interpreter, Modules, Options, Outcome, on_large_stack};
pub use parameters::{parameters, text_with_overrides};
pub use py::files::Exports;
pub use results::Object;
