//! A child process, whichever way it was made: waited for once, and never signalled after that.

use std::io;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;

use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};

/// A child process.
#[derive(Debug)]
pub(crate) enum Child {
    /// Started from an executable.
    Spawned(std::process::Child),
    /// A copy of this process.
    Forked(Forked),
}

/// A copy of this process, made by `fork`.
#[derive(Debug)]
pub(crate) struct Forked {
    process: Pid,
    ended: Option<ExitStatus>,
}

impl Forked {
    /// The child with this number, which nobody has waited for yet.
    pub(crate) fn new(process: Pid) -> Self {
        Self { process, ended: None }
    }

    fn ended(&mut self, options: WaitOptions) -> io::Result<Option<ExitStatus>> {
        if self.ended.is_none() {
            let found = rustix::io::retry_on_intr(|| waitpid(Some(self.process), options))?;
            self.ended = found.map(|(_, status)| ExitStatus::from_raw(status.as_raw()));
        }
        Ok(self.ended)
    }
}

impl Child {
    /// Its number.
    pub(crate) fn id(&self) -> u32 {
        match self {
            Self::Spawned(child) => child.id(),
            Self::Forked(forked) => forked.process.as_raw_nonzero().get().unsigned_abs(),
        }
    }

    /// How it ended; `None` while it runs.
    pub(crate) fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        match self {
            Self::Spawned(child) => child.try_wait(),
            Self::Forked(forked) => forked.ended(WaitOptions::NOHANG),
        }
    }

    /// Waits until it ends.
    pub(crate) fn wait(&mut self) -> io::Result<ExitStatus> {
        match self {
            Self::Spawned(child) => child.wait(),
            Self::Forked(forked) => {
                let ended = forked.ended(WaitOptions::empty())?;
                ended.ok_or_else(|| io::Error::other("the system does not tell how a process ended"))
            }
        }
    }

    /// Ends it, if it has not been waited for.
    pub(crate) fn kill(&mut self) -> io::Result<()> {
        match self {
            Self::Spawned(child) => child.kill(),
            Self::Forked(forked) if forked.ended.is_some() => Ok(()),
            Self::Forked(forked) => Ok(kill_process(forked.process, Signal::KILL)?),
        }
    }
}
