//! Running programs, and the shapes of the last few, for exports and comparisons.

use std::collections::VecDeque;
use std::rc::Rc;

use base::{Cancel, Diagnostic, Program, ProgramHash, Severity, Status};
use engine::activity::ActivityFile;
use engine::protocol::Answer;
use kernel::{BooleanOptions, Kind, Shape};
use script::{Exports, Interpreter, Object, Outcome};

/// Programs whose shapes are remembered.
const REMEMBERED: usize = 4;

/// Bytes that a program may print.
const MAX_OUTPUT_BYTES: usize = 1 << 20;

/// Objects that a program may show.
const MAX_OBJECTS: usize = 1000;

/// The interpreter and what it made last.
pub(crate) struct Workshop {
    interpreter: Interpreter,
    recent: VecDeque<(ProgramHash, Vec<Object>)>,
    activity: Rc<ActivityFile>,
}

impl Workshop {
    pub(crate) fn new(interpreter: Interpreter, activity: Rc<ActivityFile>) -> Self {
        Self { interpreter, recent: VecDeque::new(), activity }
    }

    /// Notes what is done after the program, for the case that the process dies of it.
    pub(crate) fn begin(&self, what: &str) {
        if let Err(error) = self.activity.write(what, None) {
            log::debug!("could not write the activity record: {error}");
        }
    }

    /// Runs a program afresh and remembers its shapes when it ends well.
    pub(crate) fn run(&mut self, program: &Program, exports: Exports, cancel: &Cancel) -> Outcome {
        let options =
            script::Options { max_output_bytes: MAX_OUTPUT_BYTES, max_objects: MAX_OBJECTS, exports };
        let outcome = self.interpreter.build(program, &options, cancel);
        if outcome.status == Status::Ok {
            let hash = program.hash();
            self.recent.retain(|(other, _)| *other != hash);
            self.recent.truncate(REMEMBERED - 1);
            self.recent.push_front((hash, outcome.objects.clone()));
        }
        outcome
    }

    /// The objects of a program, remembered or made now.
    ///
    /// # Errors
    /// The refusal to send when the program does not end well.
    pub(crate) fn objects(&mut self, program: &Program, cancel: &Cancel) -> Result<Vec<Object>, Box<Answer>> {
        let hash = program.hash();
        if let Some((_, objects)) = self.recent.iter().find(|(other, _)| *other == hash) {
            return Ok(objects.clone());
        }
        let outcome = self.run(program, Exports::Listed, cancel);
        if outcome.status == Status::Ok {
            return Ok(outcome.objects);
        }
        let diagnostic = outcome
            .diagnostics
            .into_iter()
            .rfind(|diagnostic| diagnostic.severity == Severity::Error)
            .unwrap_or_else(|| Diagnostic::error("the program did not run to its end"));
        Err(Box::new(Answer::Refused { status: outcome.status, diagnostic }))
    }
}

/// The shapes of objects as one.
///
/// # Errors
/// The kernel's; `None` when there is nothing.
pub(crate) fn whole(objects: &[Object]) -> kernel::Result<Option<Shape>> {
    let shapes: Vec<Shape> = objects.iter().filter_map(|object| object.shape.clone()).collect();
    match shapes.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        many => kernel::compound(many).map(Some),
    }
}

/// The solids of objects united; `None` when there is none.
pub(crate) fn united_solids(objects: &[Object]) -> kernel::Result<Option<Shape>> {
    let Some(whole) = whole(objects)? else { return Ok(None) };
    let solids = whole.children(Kind::Solid)?;
    match solids.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        [first, others @ ..] => kernel::fuse(first, others, &BooleanOptions::default()).map(Some),
    }
}

/// The answer to a request whose geometry failed.
pub(crate) fn refusal(error: &kernel::Error) -> Answer {
    let status = match error.kind {
        kernel::ErrorKind::Cancelled => Status::Timeout,
        kernel::ErrorKind::Signal => Status::Crash,
        kernel::ErrorKind::InvalidArgument | kernel::ErrorKind::Failed => Status::Error,
    };
    Answer::Refused { status, diagnostic: Diagnostic::error(error.to_string()) }
}
