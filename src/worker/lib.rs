//! The geometry process, `partwright worker`: programs in, builds out.
//!
//! [`main`] first gives away all rights ([`sandbox`]), then starts the interpreter, says hello,
//! and answers one request after the other. Programs are written by people or by a model and are
//! not trusted, and neither is what OpenCASCADE makes of them: whatever goes wrong, goes wrong in
//! here, and the engine starts the next process.
//!
//! Threads: the main one only waits; `requests` reads messages and sets the cancel flag of the
//! request that runs; `programs` has a large stack and does the work. All three inherit the
//! sandbox.
//!
//! This crate decides nothing about geometry or Python; it joins `engine::protocol` with
//! `script` and `kernel`.

mod clock;
mod compare;
mod connection;
mod export;
mod fonts;
mod forked;
mod provoke;
mod run;
pub mod sandbox;
mod session;
mod shapes;

use std::process::ExitCode;

pub use forked::{Forked, fork};

use engine::activity::ActivityFile;
use engine::protocol::WorkerOptions;

use crate::connection::Connection;

/// Stack of the thread that runs programs: deep expressions and deep recursion need it.
const STACK_BYTES: usize = 256 << 20;

/// Why the process could not do its work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The system refused something.
    #[error("{what}: {error}")]
    Io {
        /// What was tried.
        what: &'static str,
        /// What the system said.
        error: std::io::Error,
    },
    /// The sandbox could not be set up.
    #[error("{0}")]
    Sandbox(#[from] sandbox::Error),
    /// The engine cannot be spoken to.
    #[error("{0}")]
    Connection(#[from] engine::protocol::FrameError),
    /// The kernel or the interpreter does not start.
    #[error("could not start {what}: {reason}")]
    Start {
        /// Which of them.
        what: &'static str,
        /// Why.
        reason: String,
    },
}

/// Runs the geometry process until the engine closes the connection.
///
/// Call it before any thread is started, with the socket to the engine as standard input. What
/// goes wrong is printed to standard error, where the engine reads it.
pub fn main(options: &WorkerOptions) -> ExitCode {
    match serve(options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn serve(options: &WorkerOptions) -> Result<(), Error> {
    let io = |what| move |error| Error::Io { what, error };
    kernel::use_one_heap()
        .map_err(|error| Error::Start { what: "OpenCASCADE", reason: error.to_string() })?;
    let connection = Connection::take().map_err(io("could not take over the connection"))?;
    let activity = ActivityFile::open(&options.scratch).map_err(io("could not open the activity record"))?;
    fonts::provide(&options.scratch).map_err(io("could not write the font"))?;
    let confined = sandbox::enter(&options.scratch, options.memory_mib, STACK_BYTES as u64)?;
    session::run(connection, activity, options, confined)
}
