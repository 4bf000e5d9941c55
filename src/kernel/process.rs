//! What concerns the whole process: signals, messages, cancelling, threads.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use crate::ffi::{self, bridge, call};
use crate::{Error, Result};

/// Sets the flag that stops operations called on this thread; `None` removes it.
///
/// Every operation looks at it before it starts. Booleans, offsets, meshing and STEP also look at it
/// while they run; fillets, chamfers and sweeps do not.
pub fn set_cancel_flag(flag: Option<Arc<AtomicBool>>) {
    ffi::set_cancel_flag(flag);
}

/// Turns crashes inside OpenCASCADE into errors of kind [`crate::ErrorKind::Signal`].
///
/// Takes over SIGSEGV, SIGBUS, SIGILL and SIGFPE for the whole process and leaves all others as they
/// are; so it is for the geometry process only. A caught crash skips destructors: memory is lost and
/// locks may stay taken, so replace the process soon.
pub fn catch_signals() -> Result<()> {
    call("catch_signals", bridge::catch_signals)
}

/// Whether a crash was caught in this process since it began: it should be replaced soon.
///
/// It tells so even when the program swallowed the error.
pub fn signal_was_caught() -> bool {
    ffi::signal_was_caught()
}

/// Keeps OpenCASCADE from printing to standard output; the first operation does this too.
pub fn silence_messages() -> Result<()> {
    call("silence_messages", bridge::silence_messages)
}

/// Bounds the threads that OpenCASCADE uses for one operation, the calling one included.
pub fn cpu_threads(count: u32) -> Result<()> {
    call("cpu_threads", || bridge::cpu_threads(count.clamp(1, 256)))
}

/// Processor time of this process, all threads together, because OpenCASCADE has threads of its
/// own; 0 when it is not known.
pub fn processor_time() -> Duration {
    ffi::processor_time()
}

/// Does some work and tells how much processor time the operations of this thread took in it.
pub fn with_clock<T>(body: impl FnOnce() -> T) -> (T, Duration) {
    ffi::with_clock(body)
}

/// Processor time of the operations of this thread since [`with_clock`] began; `None` outside of it.
pub fn clock() -> Option<Duration> {
    ffi::clock()
}

/// Splits this process in two: gives the number of the child in the parent, and `None` in the child,
/// whose environment is empty and wiped.
///
/// # Errors
/// When this process has more threads than the calling one, because the child would get their locks
/// and not them; and when the system refuses.
pub fn fork() -> Result<Option<i32>> {
    const OPERATION: &str = "fork";
    let threads = std::fs::read_dir("/proc/self/task").map(Iterator::count);
    match threads {
        Ok(1) => call(OPERATION, bridge::fork_process).map(|child| (child > 0).then_some(child)),
        Ok(count) => Err(Error::invalid(OPERATION, format!("{count} threads run, but only one may"))),
        Err(error) => Err(Error::invalid(OPERATION, format!("the threads cannot be counted: {error}"))),
    }
}

/// Lets all threads share one heap that grows in large steps; call it before threads start.
///
/// Almost everything here happens on one thread, whose own heap would grow by a system call a page.
pub fn use_one_heap() -> Result<()> {
    call("use_one_heap", bridge::use_one_heap)
}

/// The version of OpenCASCADE this was built with, for example `7.6.3`.
pub fn occt_version() -> &'static str {
    env!("OCCT_VERSION")
}

/// Reads address 0 inside a bridge call, to try out what follows a crash.
///
/// # Errors
/// Always; without [`catch_signals`] the process ends instead.
pub fn provoke_segv() -> Result<()> {
    call("provoke_segv", bridge::provoke_segv)
}
