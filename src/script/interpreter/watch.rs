//! Stops a running program when its cancel flag is set.
//!
//! A thread watches the flag and sends the interpreter a signal, which turns on tracing in every
//! frame that runs; the trace function then raises before the next instruction. Such an exception
//! leaves a frame at once, so that no `except` and no `finally` of the program can hold it up.
//! An exception raised by the signal itself would be caught by the program, and the interpreter
//! would start the handler with the argument of the interrupted instruction.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use base::Cancel;
use rustpython_vm::builtins::PyBaseExceptionRef;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::signal::UserSignalSender;
use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

use crate::py;

/// How often the flag is looked at; also the time after which a program is stopped again.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

thread_local! {
    /// The line at which the program was stopped; the outer `None` while it was not.
    static STOPPED: Cell<Option<Option<u32>>> = const { Cell::new(None) };
}

/// Whether the program of this thread was stopped.
pub(super) fn has_stopped() -> bool {
    STOPPED.get().is_some()
}

/// Turns the stopping off; gives the line at which the program was stopped, if it was.
pub(super) fn finish(vm: &VirtualMachine) -> Option<Option<u32>> {
    vm.use_tracing.set(false);
    *vm.trace_func.borrow_mut() = vm.ctx.none();
    STOPPED.take()
}

/// Makes every running frame raise before its next instruction.
fn stop(vm: &VirtualMachine) {
    if !has_stopped() {
        STOPPED.set(Some(py::program_line(vm)));
    }
    let raiser: PyObjectRef = vm.new_function("stop", raise).into();
    *vm.trace_func.borrow_mut() = raiser.clone();
    vm.use_tracing.set(true);
    let mut frame = vm.current_frame();
    while let Some(current) = frame {
        *current.trace.lock() = raiser.clone();
        *current.trace_opcodes.lock() = true;
        frame = current.f_back(vm);
    }
}

fn raise(_args: FuncArgs, vm: &VirtualMachine) -> PyResult<()> {
    Err(interruption(vm))
}

fn interruption(vm: &VirtualMachine) -> PyBaseExceptionRef {
    vm.new_exception_msg(vm.ctx.exceptions.keyboard_interrupt.to_owned(), "stopped".into())
}

/// Watches a cancel flag for as long as it lives.
pub(super) struct Watch {
    running: Arc<AtomicBool>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Watch {
    /// Starts to watch.
    pub(super) fn start(signals: &UserSignalSender, cancel: &Cancel) -> Self {
        STOPPED.set(None);
        let running = Arc::new(AtomicBool::new(true));
        let (signals, cancel, still_running) = (signals.clone(), cancel.clone(), Arc::clone(&running));
        let watch = move || {
            while still_running.load(Ordering::Relaxed) {
                if cancel.is_cancelled() {
                    let still_running = Arc::clone(&still_running);
                    let signal = Box::new(move |vm: &VirtualMachine| {
                        // The signal may arrive after the run that it was meant for.
                        if still_running.load(Ordering::Relaxed) {
                            stop(vm);
                        }
                        Ok(())
                    });
                    if signals.send(signal).is_err() {
                        return;
                    }
                }
                thread::park_timeout(LOOK_AGAIN);
            }
        };
        // Without the thread the program runs on; the process that kills it is the harder limit.
        let thread = thread::Builder::new().name("script watch".to_owned()).spawn(watch).ok();
        Self { running, thread }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.running.store(false, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            thread.join().ok();
        }
    }
}
