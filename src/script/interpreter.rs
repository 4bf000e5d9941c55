//! The interpreter: runs programs one after another, each as if it were the first.
//!
//! There is one interpreter for a process or thread, because a dropped one leaks. Between runs
//! everything that a program could have changed is put back: modules, their variables, the classes
//! of CadQuery, random numbers. Programs reach no files, processes or network, because the modules
//! for them are not built in.
//!
//! Limits here are soft: a cancelled program ends at its next step of bytecode. What never takes a
//! step (a regular expression, a huge power) only a killed process ends.

mod baseline;
mod statements;
mod watch;

use std::thread;

use base::{Cancel, Diagnostic, ExportRequest, Operation, Parameter, Program, Severity, Status};
use rustpython_vm as vm;
use vm::builtins::{PyBaseExceptionRef, PyDictRef};
use vm::signal::{UserSignalSender, user_signal_channel};
use vm::{AsObject, VirtualMachine};

use self::baseline::Baseline;
use self::watch::Watch;
use crate::cq::record;
use crate::parameters::{self, Overridden};
use crate::py::files::{self, Exports};
use crate::py::runtime::Given;
use crate::py::{self, PROGRAM_PATH};
use crate::results::{self, Found, Object};
use crate::source;
use crate::{errors, notes};

/// Stack for parser, compiler and deep Python calls, in bytes.
const STACK: usize = 64 << 20;

/// Modules that every run needs.
const NEEDED: &[&str] = &["cadquery", "_partwright"];

/// Modules that are ready before the first program runs, because they take long to import.
const USUAL: &[&str] = &[
    "cadquery.func",
    "cadquery.vis",
    "cadquery.exporters",
    "collections",
    "copy",
    "dataclasses",
    "enum",
    "functools",
    "itertools",
    "json",
    "math",
    "numpy",
    "os",
    "pathlib",
    "random",
    "re",
    "time",
    "typing",
];

/// Which modules an interpreter imports at its start; programs import the others themselves, every
/// time anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Modules {
    /// Those that programs usually import; for an interpreter that runs many programs.
    #[default]
    Usual,
    /// Only those that every program needs; for an interpreter that runs one.
    Needed,
}

/// Native modules that no CAD program needs and that reach into the process.
const REMOVED: &[&str] = &[
    "_interpchannels",
    "_interpqueues",
    "_interpreters",
    "_posixsubprocess",
    "_socket",
    "_testconsole",
    "_testinternalcapi",
    "faulthandler",
    "fcntl",
    "mmap",
    "posix",
    "resource",
    "select",
    "syslog",
    "termios",
];

/// The machinery could not be set up; nothing is wrong with any program.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A module of ours failed to import.
    #[error("could not start the Python interpreter: {0}")]
    Start(String),
}

/// Limits of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Bytes that a program may print.
    pub max_output_bytes: usize,
    /// Objects that a program may show and export.
    pub max_objects: usize,
    /// Whether the files that it asks for are made.
    pub exports: Exports,
}

impl Default for Options {
    fn default() -> Self {
        Self { max_output_bytes: 1 << 20, max_objects: 1000, exports: Exports::Listed }
    }
}

/// What came of running a program, geometry included.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How the run ended.
    pub status: Status,
    /// What the program showed.
    pub objects: Vec<Object>,
    /// Files that the program asked for.
    pub exported: Vec<ExportedFile>,
    /// The turnable literals of the program.
    pub parameters: Vec<Parameter>,
    /// Errors, warnings and notes.
    pub diagnostics: Vec<Diagnostic>,
    /// What the program printed.
    pub printed: String,
    /// Geometric operations in order.
    pub operations: Vec<Operation>,
    /// Processor time from parsing to the end of execution in milliseconds.
    pub cpu_ms: f64,
}

/// A file that a program asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedFile {
    /// Its name and format, and which object is in it.
    pub request: ExportRequest,
    /// Its content; `None` when files are only listed, or there is nothing to write.
    pub content: Option<Vec<u8>>,
}

impl Outcome {
    fn new() -> Self {
        Self {
            status: Status::Ok,
            objects: Vec::new(),
            exported: Vec::new(),
            parameters: Vec::new(),
            diagnostics: Vec::new(),
            printed: String::new(),
            operations: Vec::new(),
            cpu_ms: 0.0,
        }
    }

    fn fail(&mut self, status: Status, diagnostic: Diagnostic) {
        self.status = status;
        self.diagnostics.push(diagnostic);
    }
}

/// Runs work on a thread whose stack is large enough for an [`Interpreter`], and waits for it.
///
/// On a smaller stack deep recursion of a program ends earlier in a `RecursionError`.
///
/// # Panics
/// When the thread cannot be started, and with the panic of the work.
pub fn on_large_stack<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let thread = thread::Builder::new()
            .name("script".to_owned())
            .stack_size(STACK)
            .spawn_scoped(scope, work)
            .expect("a thread can be started");
        match thread.join() {
            Ok(value) => value,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// A Python interpreter with CadQuery that runs programs one after another.
///
/// # Example
/// ```
/// use script::{Interpreter, Options, on_large_stack};
///
/// let printed = on_large_stack(|| {
///     let interpreter = Interpreter::new().expect("starts");
///     let program = base::Program::new("print(sum(range(5)))");
///     interpreter.build(&program, &Options::default(), &base::Cancel::new()).printed
/// });
/// assert_eq!(printed, "10\n");
/// ```
pub struct Interpreter {
    vm: vm::Interpreter,
    signals: UserSignalSender,
    baseline: Baseline,
}

impl Interpreter {
    /// Starts an interpreter and imports what programs usually import.
    ///
    /// # Errors
    /// When one of our own modules cannot be imported.
    pub fn new() -> Result<Self, Error> {
        Self::with(Modules::Usual)
    }

    /// Starts an interpreter with some modules.
    ///
    /// # Errors
    /// When one of our own modules cannot be imported.
    pub fn with(modules: Modules) -> Result<Self, Error> {
        let mut settings = vm::Settings::default();
        settings.install_signal_handlers = false;
        settings.import_site = false;
        settings.isolated = true;
        settings.ignore_environment = true;
        settings.hash_seed = Some(0);
        settings.argv = vec![PROGRAM_PATH.to_owned()];
        let (signals, receiver) = user_signal_channel();
        let builder = vm::Interpreter::builder(settings);
        let native = py::native_modules(vm::Context::genesis());
        let standard = rustpython_stdlib::stdlib_module_defs(&builder.ctx);
        let vm = builder
            .add_native_modules(&standard)
            .add_native_modules(&native)
            .add_frozen_modules(rustpython_pylib::FROZEN_STDLIB)
            .add_frozen_modules(rustpython_derive::py_freeze!(dir = "python"))
            .init_hook(move |vm| {
                vm.set_user_signal_channel(receiver);
                if let Some(state) = rustpython_common::rc::PyRc::get_mut(&mut vm.state) {
                    for name in REMOVED {
                        state.module_defs.remove(name);
                    }
                }
            })
            .build();
        let baseline = vm.enter(|vm| {
            let usual = if modules == Modules::Usual { USUAL } else { &[] };
            for name in NEEDED.iter().chain(usual) {
                vm.import(vm.ctx.intern_str(*name), 0).map_err(|error| start_error(vm, &error))?;
            }
            Baseline::take(vm).map_err(|error| start_error(vm, &error))
        })?;
        Ok(Self { vm, signals, baseline })
    }

    /// Runs a program.
    ///
    /// A program that fails still gives the objects that it made before the error.
    /// The cancel flag stops Python between two steps of bytecode and the kernel where it asks;
    /// the status is then `Timeout`. The kernel keeps the flag after the run.
    ///
    /// # Panics
    /// When the interpreter fails inside; it must not be used again then.
    pub fn build(&self, program: &Program, options: &Options, cancel: &Cancel) -> Outcome {
        let started = record::cpu_ms();
        record::start();
        notes::start();
        crate::cq::workplane::context::release();
        let mut outcome = Outcome::new();
        match source::parse(&program.text) {
            Err(refusal) => outcome.fail(Status::Error, refusal),
            Ok(parsed) => {
                let errors = source::syntax_errors(&program.text, &parsed);
                if errors.is_empty() {
                    let body = source::body(&parsed);
                    outcome.parameters = parameters::find(&program.text, body, &program.overrides);
                    let names = source::assigned_names(body);
                    drop(parsed);
                    self.watched(program, &names, options, cancel, &mut outcome, started);
                } else {
                    outcome.status = Status::Error;
                    outcome.diagnostics.extend(errors);
                }
            }
        }
        if outcome.cpu_ms == 0.0 {
            outcome.cpu_ms = record::cpu_ms() - started;
        }
        outcome.diagnostics.extend(notes::take());
        outcome.diagnostics.sort_by_key(|d| std::cmp::Reverse(d.severity == Severity::Error));
        outcome.operations = record::take();
        outcome
    }

    /// Runs with the watch over the cancel flag.
    fn watched(
        &self,
        program: &Program,
        names: &[String],
        options: &Options,
        cancel: &Cancel,
        outcome: &mut Outcome,
        started: f64,
    ) {
        kernel::set_cancel_flag(Some(cancel.flag()));
        let watch = Watch::start(&self.signals, cancel);
        self.vm.enter(|vm| self.run(vm, program, names, options, outcome, started));
        drop(watch);
        if cancel.is_cancelled() {
            outcome.status = Status::Timeout;
        }
    }

    fn run(
        &self,
        vm: &VirtualMachine,
        program: &Program,
        names: &[String],
        options: &Options,
        outcome: &mut Outcome,
        started: f64,
    ) {
        py::runtime::start(options.max_output_bytes, options.max_objects);
        files::start(options.exports, &program.inputs);
        let ran = Overridden::new(program, &outcome.parameters);
        outcome.diagnostics.extend(ran.unknown.iter().cloned());
        py::set_lines_of_calls(source::lines_of_calls(&ran.text));
        let globals = vm.ctx.new_dict();
        let mut result = self.execute(vm, &ran.text, &globals);
        let Given { shown, exported, .. } = py::runtime::results();
        let mut found = results::find(vm, shown, &globals, names);
        if found.is_empty() && result.is_ok() && !watch::has_stopped() {
            match create_cad(vm, &globals) {
                Ok(created) => found = created,
                Err(error) => result = Err(error),
            }
        }
        let stopped_at = watch::finish(vm);
        outcome.cpu_ms = record::cpu_ms() - started;
        if let Some(line) = stopped_at {
            let mut stopped = Diagnostic::error("stopped while this line ran");
            stopped.line = line;
            outcome.fail(Status::Timeout, stopped);
        } else if let Err(exception) = result {
            self.failed(vm, &exception, &ran, outcome);
        }
        for one in &found {
            match results::convert(one) {
                Ok(object) => outcome.objects.push(object),
                Err(diagnostic) => outcome.fail(Status::Error, diagnostic),
            }
        }
        for (index, export) in exported.into_iter().enumerate() {
            let place = found.iter().position(|one| one.object.is(&export.object));
            let request = ExportRequest {
                file_name: export.file_name,
                format: export.format,
                object: place.unwrap_or(found.len() + index),
            };
            outcome.exported.push(ExportedFile { request, content: export.content });
        }
        outcome.printed = py::runtime::take().printed;
        files::clear();
        drop(found);
        globals.clear();
        py::assembly::forget_nodes();
        self.baseline.restore(vm);
    }

    fn execute(
        &self,
        vm: &VirtualMachine,
        text: &str,
        globals: &PyDictRef,
    ) -> Result<(), PyBaseExceptionRef> {
        let main = vm.new_module("__main__", globals.clone(), None);
        globals.set_item("__file__", vm.ctx.new_str(PROGRAM_PATH).into(), vm)?;
        vm.sys_module.get_attr("modules", vm)?.set_item("__main__", main.into(), vm)?;
        vm.import("_partwright", 0)?.get_attr("start", vm)?.call((globals.clone(),), vm)?;
        let scope = vm::scope::Scope::with_builtins(None, globals.clone(), vm);
        for step in statements::compile(vm, text)? {
            record::set_line(step.line);
            vm.run_code_obj(step.code, scope.clone())?;
        }
        Ok(())
    }

    fn failed(
        &self,
        vm: &VirtualMachine,
        exception: &PyBaseExceptionRef,
        ran: &Overridden,
        outcome: &mut Outcome,
    ) {
        let kinds = &vm.ctx.exceptions;
        if exception.fast_isinstance(kinds.system_exit) {
            let code = exception.get_arg(0);
            let ended_well = code
                .is_none_or(|code| vm.is_none(&code) || code.try_to_bool(vm).is_ok_and(|not_zero| !not_zero));
            if ended_well {
                return;
            }
        }
        let is_limit = exception.fast_isinstance(kinds.memory_error);
        let diagnostic = errors::diagnose(vm, exception, ran);
        outcome.fail(if is_limit { Status::Limit } else { Status::Error }, diagnostic);
    }
}

impl Drop for Interpreter {
    fn drop(&mut self) {
        py::runtime::clear();
        files::clear();
    }
}

/// What the function `create_cad` of a program returns, when it has one.
fn create_cad(vm: &VirtualMachine, globals: &PyDictRef) -> Result<Vec<Found>, PyBaseExceptionRef> {
    match globals.get_item_opt("create_cad", vm)? {
        Some(create) if create.is_callable() => {
            let returned = create.call((), vm)?;
            Ok(results::of_create_cad(vm, &returned))
        }
        _ => Ok(Vec::new()),
    }
}

fn start_error(vm: &VirtualMachine, exception: &PyBaseExceptionRef) -> Error {
    let mut text = String::new();
    match vm.write_exception(&mut text, exception) {
        Ok(()) => Error::Start(text),
        Err(error) => Error::Start(error.to_string()),
    }
}
