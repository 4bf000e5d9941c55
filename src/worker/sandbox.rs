//! The rights that the geometry process gives away before it reads its first request.
//!
//! Limits bound memory and file size; a file system confinement leaves one folder; a filter of
//! system calls leaves what memory, threads and open files need, and nothing that starts a
//! process, opens a connection or reaches another process. Everything here binds the calling
//! thread and those it starts later, so it runs before the first thread.
//!
//! The file system is confined by landlock. Systems without it get a changed root instead, and
//! where that is not allowed either, no file can be opened at all: programs still run, but text cannot
//! be made. The notes in [`Confined`] tell which it is.

mod calls;

use std::io;
use std::path::{Path, PathBuf};

use landlock::{
    ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetStatus, Scope,
    path_beneath_rules,
};
use rustix::process::{Resource, Rlimit, Signal};
use rustix::thread::UnshareFlags;

use self::calls::Opening;

/// Largest file that may be written: that of a frame.
const FILE_BYTES: u64 = engine::protocol::MAX_FRAME_BYTES as u64;

/// Address space beyond memory and stack, for what is reserved and never touched.
const RESERVED_BYTES: u64 = 1 << 30;

/// Files that may be open at a time.
const OPEN_FILES: u64 = 64;

/// Why the process could not be confined; it must not run programs then.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A limit was refused.
    #[error("could not limit {what}: {error}")]
    Limit {
        /// What was to be limited.
        what: &'static str,
        /// What the system said.
        error: io::Error,
    },
    /// The filter of system calls was refused.
    #[error("could not restrict system calls: {0}; a Linux kernel with seccomp is needed")]
    Calls(String),
}

/// How the file system was confined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Confinement {
    Landlock,
    ChangedRoot,
    Nothing,
}

/// What is left after the rights were given away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confined {
    /// The scratch folder as its path is now.
    pub folder: PathBuf,
    /// What the user should know; empty when the protection is complete.
    pub notes: Vec<String>,
}

/// Gives the rights away. What is left: memory up to a limit, threads, and the scratch folder.
///
/// # Errors
/// When limits or the filter of system calls are refused.
pub fn enter(scratch: &Path, memory_mib: u64, stack_bytes: u64) -> Result<Confined, Error> {
    limit_resources(memory_mib, stack_bytes)?;
    let mut notes = Vec::new();
    let confinement = confine_files(scratch, &mut notes);
    // The system forgets this when the user namespace changes, so it comes after that.
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL)).map_err(|error| Error::Limit {
        what: "the life of the process to that of its parent",
        error: error.into(),
    })?;
    let opening = if confinement == Confinement::Nothing { Opening::Denied } else { Opening::Allowed };
    calls::restrict(opening)?;
    let folder =
        if confinement == Confinement::ChangedRoot { PathBuf::from("/") } else { scratch.to_owned() };
    Ok(Confined { folder, notes })
}

fn limit_resources(memory_mib: u64, stack_bytes: u64) -> Result<(), Error> {
    let mapped = mapped_bytes().map_err(|error| Error::Limit { what: "memory", error })?;
    let address_space = mapped + (memory_mib << 20) + stack_bytes + RESERVED_BYTES;
    let limits = [
        (Resource::As, "memory", address_space),
        (Resource::Fsize, "the size of files", FILE_BYTES),
        (Resource::Core, "the size of memory dumps", 0),
        (Resource::Nofile, "the number of open files", OPEN_FILES),
    ];
    for (resource, what, value) in limits {
        let limit = Rlimit { current: Some(value), maximum: Some(value) };
        rustix::process::setrlimit(resource, limit)
            .map_err(|error| Error::Limit { what, error: error.into() })?;
    }
    Ok(())
}

/// Address space in use, in bytes.
fn mapped_bytes() -> io::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    status
        .lines()
        .find_map(|line| line.strip_prefix("VmSize:")?.trim().strip_suffix("kB")?.trim().parse::<u64>().ok())
        .map(|kib| kib * 1024)
        .ok_or_else(|| io::Error::other("/proc/self/status has no VmSize"))
}

fn confine_files(scratch: &Path, notes: &mut Vec<String>) -> Confinement {
    let reason = match landlock(scratch) {
        Ok(RulesetStatus::FullyEnforced | RulesetStatus::PartiallyEnforced) => return Confinement::Landlock,
        Ok(RulesetStatus::NotEnforced) => "it is not switched on".to_owned(),
        Err(error) => error.to_string(),
    };
    match change_root(scratch) {
        Ok(()) => {
            notes.push(format!(
                "this system has no landlock ({reason}); files are protected by a changed root instead"
            ));
            Confinement::ChangedRoot
        }
        Err(error) => {
            notes.push(format!(
                "this system has no landlock ({reason}) and does not allow a changed root ({error}): programs \
                 cannot open any file, so that letters (`text`) cannot be made; a Linux kernel from 5.13 on with \
                 landlock mends this"
            ));
            Confinement::Nothing
        }
    }
}

/// Denies all files but those in the scratch folder, all TCP, and signals to other processes, as
/// far as this kernel's landlock can.
fn landlock(scratch: &Path) -> Result<RulesetStatus, landlock::RulesetError> {
    let files = AccessFs::from_all(ABI::V5);
    let status = Ruleset::default()
        .handle_access(files)?
        .handle_access(AccessNet::from_all(ABI::V4))?
        .scope(Scope::from_all(ABI::V6))?
        .create()?
        .add_rules(path_beneath_rules([scratch], files & !AccessFs::Execute))?
        .restrict_self()?;
    Ok(status.ruleset)
}

/// Makes the scratch folder the root of the file system.
fn change_root(scratch: &Path) -> io::Result<()> {
    if rustix::process::chroot(scratch).is_err() {
        // Without privileges it takes a user namespace of one's own.
        #[expect(deprecated, reason = "the danger it warns of is that of UnshareFlags::FILES")]
        rustix::thread::unshare(UnshareFlags::NEWUSER)?;
        rustix::process::chroot(scratch)?;
    }
    std::env::set_current_dir("/")
}
