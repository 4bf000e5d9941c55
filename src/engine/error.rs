//! Errors of the machinery, by what the caller can do about them.

use std::path::PathBuf;
use std::time::Duration;

use base::{Diagnostic, Status};

/// Why no answer came. What a program does wrong is not here: see [`base::Build::diagnostics`].
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// The geometry process could not be started or ended before it was ready.
    #[error("could not start the geometry process: {reason}; check that this file is Partwright's executable: {}", .worker.display())]
    Start {
        /// What went wrong.
        reason: String,
        /// The executable that was tried.
        worker: PathBuf,
    },
    /// The geometry process belongs to another version of Partwright.
    #[error("the geometry process speaks protocol {theirs} and this program {ours}; use the executable of the same version: {}", .worker.display())]
    Version {
        /// Protocol number of this side.
        ours: u32,
        /// Protocol number of the process.
        theirs: u32,
        /// The executable that was started.
        worker: PathBuf,
    },
    /// A program that had to run first (for a comparison or an export) did not end well.
    #[error("{diagnostic}")]
    Program {
        /// How its run ended.
        status: Status,
        /// The first error.
        diagnostic: Box<Diagnostic>,
    },
    /// The caller asked to stop.
    #[error("stopped after {} s", .after.as_secs_f64())]
    Stopped {
        /// Time from the request to the stop.
        after: Duration,
    },
    /// The engine was closed while the request waited.
    #[error("the engine was closed before the request was carried out")]
    Closed,
}
