//! The border to C++: the declarations, the lock, and the conversion of errors.
//!
//! OpenCASCADE is not made for several threads at once (STEP loses every second file), so [`call`]
//! takes one lock for the whole process. Long operations use OpenCASCADE's own threads inside.

#[expect(clippy::too_many_arguments, reason = "a bridge function is a whole operation")]
pub(crate) mod bridge;

use std::cell::{Cell, RefCell};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::time::Duration;

use cxx::{CxxVector, Exception, UniquePtr};
use nix::time::{ClockId, clock_gettime};

use crate::{Error, ErrorKind, Result, Shape};

/// Held while OpenCASCADE runs.
static KERNEL: Mutex<()> = Mutex::new(());

/// Done before OpenCASCADE runs for the first time.
static SILENCE: Once = Once::new();

/// Set when OpenCASCADE crashed and was caught; never cleared.
static SIGNAL_CAUGHT: AtomicBool = AtomicBool::new(false);

thread_local! {
    static CANCEL: RefCell<Option<Arc<AtomicBool>>> = const { RefCell::new(None) };
    static CLOCK: Cell<Option<Duration>> = const { Cell::new(None) };
}

/// What C++ asks while it runs a long operation.
pub(crate) struct CancelFlag(Option<Arc<AtomicBool>>);

impl CancelFlag {
    /// Whether the operation should stop; called from any thread.
    pub(crate) fn is_set(&self) -> bool {
        self.0.as_ref().is_some_and(|flag| flag.load(Ordering::Relaxed))
    }

    fn of_this_thread() -> Self {
        Self(CANCEL.with_borrow(Clone::clone))
    }
}

/// See [`crate::set_cancel_flag`].
pub(crate) fn set_cancel_flag(flag: Option<Arc<AtomicBool>>) {
    CANCEL.set(flag);
}

/// Whether the operations of this thread should stop.
pub(crate) fn is_cancelled() -> bool {
    CancelFlag::of_this_thread().is_set()
}

/// See [`crate::signal_was_caught`].
pub(crate) fn signal_was_caught() -> bool {
    SIGNAL_CAUGHT.load(Ordering::Relaxed)
}

/// Runs a bridge function under the lock and names the operation in its error.
pub(crate) fn call<T>(
    operation: &'static str,
    body: impl FnOnce() -> std::result::Result<T, Exception>,
) -> Result<T> {
    call_cancellable(operation, |_| body())
}

/// Like [`call`], for functions that look at the cancel flag while they run.
pub(crate) fn call_cancellable<T>(
    operation: &'static str,
    body: impl FnOnce(&CancelFlag) -> std::result::Result<T, Exception>,
) -> Result<T> {
    let cancel = CancelFlag::of_this_thread();
    if cancel.is_set() {
        return Err(Error::cancelled(operation));
    }
    // The lock guards no data of ours, so a panic under it leaves nothing broken.
    let guard = KERNEL.lock().unwrap_or_else(PoisonError::into_inner);
    // Should this fail, OpenCASCADE prints a little more than wanted, and that is all.
    SILENCE.call_once(|| bridge::silence_messages().unwrap_or(()));
    let result = timed(|| body(&cancel));
    drop(guard);
    result.map_err(|exception| {
        let error = decode(operation, exception.what());
        if error.kind == ErrorKind::Signal {
            SIGNAL_CAUGHT.store(true, Ordering::Relaxed);
        }
        if cancel.is_set() { Error::cancelled(operation) } else { error }
    })
}

/// See [`crate::with_clock`].
pub(crate) fn with_clock<T>(body: impl FnOnce() -> T) -> (T, Duration) {
    CLOCK.set(Some(Duration::ZERO));
    let result = body();
    (result, CLOCK.take().unwrap_or_default())
}

/// See [`crate::clock`].
pub(crate) fn clock() -> Option<Duration> {
    CLOCK.get()
}

/// Adds the processor time of the body to the clock, if that runs.
fn timed<T>(body: impl FnOnce() -> T) -> T {
    let Some(before) = CLOCK.get() else { return body() };
    let started = processor_time();
    let result = body();
    CLOCK.set(Some(before + processor_time().saturating_sub(started)));
    result
}

/// See [`crate::processor_time`].
pub(crate) fn processor_time() -> Duration {
    clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).map_or(Duration::ZERO, Duration::from)
}

/// The shapes of a list, sharing their geometry.
pub(crate) fn shapes(list: &UniquePtr<CxxVector<bridge::Shape>>) -> Vec<Shape> {
    list.as_ref().map_or_else(Vec::new, |list| list.iter().map(|s| Shape(bridge::share(s))).collect())
}

/// Shapes as a list for C++.
pub(crate) fn list<'a>(shapes: impl IntoIterator<Item = &'a Shape>) -> UniquePtr<CxxVector<bridge::Shape>> {
    let mut list = bridge::new_list();
    shapes.into_iter().for_each(|s| bridge::push(list.pin_mut(), s.raw()));
    list
}

/// A path as the text that OpenCASCADE wants.
pub(crate) fn path_text<'a>(operation: &'static str, path: &'a Path) -> Result<&'a str> {
    match path.to_str() {
        Some(text) if !text.contains('\0') => Ok(text),
        _ => Err(Error::invalid(operation, format!("the path is not UTF-8: {}", path.display()))),
    }
}

/// Takes apart what `trycatch.h` wrote: the class on the first line, the message after it.
fn decode(operation: &'static str, what: &str) -> Error {
    let (class, message) = what.split_once('\n').unwrap_or(("", what));
    let kind = match class {
        _ if class.starts_with("OSD_SIG") || class == "OSD_Exception" => ErrorKind::Signal,
        "InvalidArgument" => ErrorKind::InvalidArgument,
        _ => ErrorKind::Failed,
    };
    let message = match (kind, message.trim()) {
        (ErrorKind::Signal, text) => {
            format!("OpenCASCADE crashed ({class}{}{text})", if text.is_empty() { "" } else { ": " })
        }
        (_, "") => format!("OpenCASCADE could not do it ({class})"),
        (_, text) => text.to_owned(),
    };
    let class = if kind == ErrorKind::InvalidArgument { String::new() } else { class.to_owned() };
    Error { operation, kind, class, message }
}
