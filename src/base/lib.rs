//! The vocabulary of Partwright: the values that travel between its parts.
//!
//! Everything here is plain data: immutable once made, cheap to clone, and serialisable.
//! There is no I/O, no thread and no geometry algorithm in this crate.
//!
//! | word | meaning |
//! | --- | --- |
//! | [`Program`] | the text of a CadQuery script with its parameter overrides |
//! | [`InputFile`] | a file that a program may read, as bytes |
//! | [`Parameter`] | a literal of a program that a person may turn |
//! | [`Build`] | what came of running a program: parts, diagnostics, timing |
//! | [`Part`] | one named object of a build: measures, mesh, colour |
//! | [`Mesh`] | triangles with face ids and edge lines, for pictures |
//! | [`Measures`] | exact numbers of a part: counts, volume, area, box |
//! | [`Diagnostic`] | something the user should know, with place, numbers and hint |
//!
//! Lengths are millimetres and angles are radians everywhere below the Python surface.

mod built;
mod cancel;
mod diagnostic;
pub mod eigen;
mod input;
mod measures;
mod mesh;
mod parameter;
mod program;
mod progress;
pub mod thread;
pub mod tolerance;
pub mod units;

pub use built::{Build, ExportRequest, Operation, Part, Status, Timing};
pub use cancel::Cancel;
pub use diagnostic::{Diagnostic, Severity};
pub use input::InputFile;
pub use measures::{Bounds, Measures};
pub use mesh::{EdgeLine, Mesh};
pub use parameter::{Parameter, ParameterValue};
pub use program::{Program, ProgramHash};
pub use progress::{Progress, TrainingRecord};
