//! The client of the geometry process: programs go out, builds come back.
//!
//! Everything that touches OpenCASCADE or runs a program happens in child processes
//! (`partwright worker`). This crate starts them, talks to them, watches their time and memory,
//! kills them when they do not listen, and starts new ones. A program can therefore neither crash
//! nor hang nor fill the process that asked for it to be run.
//!
//! The one idea: [`Engine`] is a queue with a few supervising threads, one for each process.
//! Callers put jobs into the queue and wait for their answers, or come back for them later
//! ([`Engine::submit`]). A time limit, a crash or a full memory is an answer, not an error:
//! it comes as a [`base::Build`] with that status and a diagnostic.
//!
//! This crate knows nothing about geometry, and no shape ever passes through it.
//!
//! ```no_run
//! use base::{Cancel, Program};
//! use engine::{BuildOptions, Engine, EngineOptions};
//!
//! let engine = Engine::start(EngineOptions::new("target/debug/partwright"))?;
//! let program = Program::new("import cadquery as cq\nresult = cq.Workplane().box(1, 2, 3)");
//! let build = engine.build(&program, &BuildOptions::default(), &Cancel::new())?;
//! assert!(build.is_valid());
//! # Ok::<(), engine::Error>(())
//! ```

pub mod activity;
mod cache;
mod child;
mod client;
mod conduct;
mod ending;
mod error;
pub mod inputs;
mod latest;
mod pool;
mod prepared;
mod process;
pub mod protocol;
mod queue;
mod scratch;
#[cfg(test)]
mod tests;

pub use client::{Engine, EngineOptions};
pub use error::Error;
pub use latest::JobHandle;
pub use prepared::{ChildSide, Preparation, Prepared};
pub use protocol::{Align, BuildOptions, Comparison, ExportedFile, Format, MeshQuality};
