//! The geometry process as a copy of the process that needs it.
//!
//! It goes through the same sandbox as one that is started from the executable; what it has from
//! its parent besides are the parent's memory pages, of which the environment is wiped.

use std::io;
use std::os::fd::AsFd;
use std::process::ExitCode;

use engine::protocol::Readiness;
use engine::{ChildSide, Preparation, Prepared};
use rustix::process::Pid;

/// Which of the two processes this is.
#[derive(Debug)]
pub enum Forked {
    /// The one that called, with the other for its engine.
    Caller(Prepared),
    /// The geometry process, at its end: leave `main` with this code.
    Worker(ExitCode),
}

/// Forks a geometry process. Call it before any thread is started.
///
/// # Errors
/// When something is refused; start the process from the executable then.
pub fn fork(memory_mib: u64, readiness: Readiness) -> io::Result<Forked> {
    let preparation = Preparation::new(memory_mib, readiness)?;
    match kernel::fork().map_err(io::Error::other)? {
        Some(child) => {
            let child = Pid::from_raw(child).ok_or_else(|| io::Error::other("no number for the child"))?;
            Ok(Forked::Caller(preparation.into_prepared(child)))
        }
        None => Ok(Forked::Worker(work(preparation.into_child_side()))),
    }
}

/// The life of the child.
fn work(side: ChildSide) -> ExitCode {
    log::set_max_level(log::LevelFilter::Off);
    let taken = take_over(&side).and_then(|()| std::env::set_current_dir(&side.options.scratch));
    if taken.is_err() {
        return ExitCode::FAILURE;
    }
    let ChildSide { socket, complaints, options } = side;
    drop((socket, complaints));
    crate::main(&options)
}

/// Puts the connection where a started process has it.
fn take_over(side: &ChildSide) -> io::Result<()> {
    let nothing = std::fs::OpenOptions::new().write(true).open("/dev/null")?;
    rustix::stdio::dup2_stdin(side.socket.as_fd())?;
    rustix::stdio::dup2_stdout(nothing.as_fd())?;
    rustix::stdio::dup2_stderr(side.complaints.as_fd())?;
    Ok(())
}
