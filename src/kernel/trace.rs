//! What operations make of the faces, edges and vertices of their arguments.
//!
//! [`traced`] runs some work and tells what fuse, cut, intersect, split, imprint, sew, fillet, chamfer,
//! extrude, revolve, hollow and offset made of shapes meanwhile, on this thread. Other operations tell nothing.

use std::cell::RefCell;
use std::pin::Pin;

use cxx::UniquePtr;

use crate::ffi::{self, bridge, call};
use crate::{Result, Shape};

thread_local! {
    static TRACE: RefCell<Option<UniquePtr<bridge::Trace>>> = const { RefCell::new(None) };
}

/// What an operation made of a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// Something new: the side of a prism above an edge.
    Generated,
    /// The same thing in another form: a face with a hole.
    Modified,
    /// Nothing: it is not in the result.
    Deleted,
    /// Where a sweep begins.
    First,
    /// Where a sweep ends.
    Last,
    /// What stands for it in an imprint, or for a face that was sewn; itself if nothing changed.
    Image,
}

/// One shape that came of another.
#[derive(Clone, Debug)]
pub struct Traced {
    /// What happened.
    pub change: Change,
    /// The index of the tracked shape; `None` for the whole argument of a sweep.
    pub origin: Option<usize>,
    /// What came of it; the shape itself when it was deleted.
    pub shape: Shape,
}

/// Does some work and tells what became of the tracked shapes, in the order of the operations.
///
/// # Errors
/// Only when the kernel fails while it tells.
pub fn traced<T>(tracked: &[Shape], work: impl FnOnce() -> T) -> Result<(T, Vec<Traced>)> {
    const OPERATION: &str = "traced";
    /// Puts the trace from before back, also when the work panics.
    struct Before(Option<UniquePtr<bridge::Trace>>);
    impl Drop for Before {
        fn drop(&mut self) {
            TRACE.set(self.0.take());
        }
    }
    let before = Before(TRACE.replace(Some(bridge::new_trace(&ffi::list(tracked)))));
    let result = work();
    let trace = TRACE.take();
    drop(before);
    let mut found = Vec::new();
    if let Some(trace) = trace {
        for index in 0..bridge::trace_count(&trace) {
            let change = match call(OPERATION, || bridge::trace_kind(&trace, index))? {
                0 => Change::Generated,
                1 => Change::Modified,
                2 => Change::Deleted,
                3 => Change::First,
                4 => Change::Last,
                _ => Change::Image,
            };
            let origin = usize::try_from(call(OPERATION, || bridge::trace_origin(&trace, index))?).ok();
            let shape = Shape(call(OPERATION, || bridge::trace_shape(&trace, index))?);
            found.push(Traced { change, origin, shape });
        }
    }
    Ok((result, found))
}

/// Whether operations of this thread are traced.
pub(crate) fn is_listening() -> bool {
    TRACE.with_borrow(Option::is_some)
}

/// Runs a bridge function with the trace of this thread, or with one that notes nothing.
pub(crate) fn with_trace<T>(body: impl FnOnce(Pin<&mut bridge::Trace>) -> T) -> T {
    let mut own = TRACE.take();
    let mut silent = None;
    let trace = own.as_mut().unwrap_or_else(|| silent.insert(bridge::new_trace(&ffi::list(&[]))));
    let result = body(trace.pin_mut());
    if own.is_some() {
        TRACE.set(own);
    }
    result
}
