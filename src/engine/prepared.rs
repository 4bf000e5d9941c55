//! A geometry process that was forked from this one before anything else happened.
//!
//! Loading OpenCASCADE's libraries takes most of the time of a short command. A command that needs
//! one geometry process forks it right at its start, when both are the same executable in the same
//! state and no thread runs yet: the libraries are then loaded once. The fork itself, and what the
//! child does, are the caller's; this module makes the connection before and takes it over after.

use std::io::{self, PipeReader, PipeWriter};
use std::os::unix::net::UnixStream;

use rustix::process::Pid;

use crate::activity::ActivityFile;
use crate::child::{Child, Forked};
use crate::protocol::{Provocations, Readiness, WorkerOptions};
use crate::scratch::Scratch;

/// Both ends of the connection, before the fork.
#[derive(Debug)]
pub struct Preparation {
    scratch: Scratch,
    activity: ActivityFile,
    ours: UnixStream,
    theirs: UnixStream,
    our_complaints: PipeReader,
    their_complaints: PipeWriter,
    options: WorkerOptions,
}

/// What the child needs.
#[derive(Debug)]
pub struct ChildSide {
    /// The connection to the engine, to become standard input.
    pub socket: UnixStream,
    /// To become standard error.
    pub complaints: PipeWriter,
    /// How the geometry process is to be set up.
    pub options: WorkerOptions,
}

/// A forked process that an engine can take over. It ends when this is dropped.
#[derive(Debug)]
pub struct Prepared {
    pub(crate) child: Child,
    pub(crate) socket: UnixStream,
    pub(crate) complaints: PipeReader,
    pub(crate) scratch: Scratch,
    pub(crate) activity: ActivityFile,
}

impl Preparation {
    /// Makes the connection and the folder of a process.
    ///
    /// # Errors
    /// When the system refuses one of them.
    pub fn new(memory_mib: u64, readiness: Readiness) -> io::Result<Self> {
        let scratch = Scratch::new()?;
        let activity = ActivityFile::open(scratch.path())?;
        let (ours, theirs) = UnixStream::pair()?;
        let (our_complaints, their_complaints) = io::pipe()?;
        let options = WorkerOptions {
            memory_mib,
            scratch: scratch.path().to_owned(),
            provocations: Provocations::Refused,
            readiness,
        };
        Ok(Self { scratch, activity, ours, theirs, our_complaints, their_complaints, options })
    }

    /// In the child: its ends; the others are closed.
    pub fn into_child_side(self) -> ChildSide {
        // The folder belongs to the parent, which removes it.
        std::mem::forget(self.scratch);
        ChildSide { socket: self.theirs, complaints: self.their_complaints, options: self.options }
    }

    /// In the parent: the process with this number, which it has just forked.
    pub fn into_prepared(self, process: Pid) -> Prepared {
        Prepared {
            child: Child::Forked(Forked::new(process)),
            socket: self.ours,
            complaints: self.our_complaints,
            scratch: self.scratch,
            activity: self.activity,
        }
    }
}
