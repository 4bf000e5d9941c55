//! The list of geometric operations of a run.
//!
//! Each fluent method runs inside [`record`], which notes its name, the line that was set last
//! with [`set_line`], and the processor time it took.
//! Operations that other operations are made of (the cut inside a hole) are not listed.
//! The list belongs to the thread; [`start`] empties it, [`take`] hands it over.

use std::cell::{Cell, RefCell};

use base::Operation;

/// Told the name and the line of what is being done.
type Watcher = Box<dyn Fn(&str, Option<u32>)>;

thread_local! {
    static OPERATIONS: RefCell<Vec<Operation>> = const { RefCell::new(Vec::new()) };
    static LINE: Cell<Option<u32>> = const { Cell::new(None) };
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    static WATCHER: RefCell<Option<Watcher>> = const { RefCell::new(None) };
}

/// Empties the list and forgets the line.
pub fn start() {
    OPERATIONS.with_borrow_mut(Vec::clear);
    LINE.set(None);
    DEPTH.set(0);
}

/// Sets the line, from 1, that the next operations belong to.
pub fn set_line(line: Option<u32>) {
    if LINE.replace(line) != line && DEPTH.get() == 0 {
        tell_watcher("");
    }
}

/// Has `watcher` told of each operation before it begins, of its end (with an empty name), and of
/// each new line, so that it is known what was being done when the process dies.
pub fn watch(watcher: impl Fn(&str, Option<u32>) + 'static) {
    WATCHER.set(Some(Box::new(watcher)));
}

/// The operations since [`start`] in the order in which they ended.
pub fn take() -> Vec<Operation> {
    OPERATIONS.take()
}

/// Does the work and lists it under a name, unless it is part of another operation.
pub fn record<T>(name: &'static str, work: impl FnOnce() -> T) -> T {
    record_as(name, name, work)
}

/// Like [`record`] for work on a file: who watches is told its name too.
pub fn record_file<T>(name: &'static str, file: &str, work: impl FnOnce() -> T) -> T {
    record_as(name, &format!("{name} of {file}"), work)
}

fn record_as<T>(name: &'static str, told: &str, work: impl FnOnce() -> T) -> T {
    let outermost = DEPTH.get() == 0;
    let line = LINE.get();
    let (started, kernel) = if outermost { (cpu_ms(), kernel::clock()) } else { (0.0, None) };
    if outermost {
        tell_watcher(told);
    }
    let inside = Inside::enter();
    let result = work();
    drop(inside);
    if outermost {
        tell_watcher("");
        let kernel_ms = kernel.zip(kernel::clock()).map(|(from, to)| (to - from).as_secs_f64() * 1e3);
        let operation = Operation { name: name.to_owned(), line, cpu_ms: cpu_ms() - started, kernel_ms };
        OPERATIONS.with_borrow_mut(|operations| operations.push(operation));
    }
    result
}

fn tell_watcher(name: &str) {
    WATCHER.with_borrow(|watcher| {
        if let Some(watcher) = watcher {
            watcher(name, LINE.get());
        }
    });
}

/// Processor time of this process in milliseconds, all threads together; 0 when it is not known.
pub fn cpu_ms() -> f64 {
    kernel::processor_time().as_secs_f64() * 1e3
}

/// One level of nesting, left again even when the work panics.
struct Inside;

impl Inside {
    fn enter() -> Self {
        DEPTH.set(DEPTH.get() + 1);
        Self
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get().saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_inside_operations_are_not_listed() {
        start();
        set_line(Some(7));
        let five = record("hole", || record("cutEach", || 5));
        record("fillet", || ());
        assert_eq!(five, 5);
        let listed: Vec<_> = take().into_iter().map(|o| (o.name, o.line)).collect();
        assert_eq!(listed, [("hole".to_owned(), Some(7)), ("fillet".to_owned(), Some(7))]);
        assert!(take().is_empty());
    }
}
