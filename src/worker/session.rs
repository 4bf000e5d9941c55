//! The life of the process: it gets ready, says hello, and answers requests until it is worn.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::mpsc::Receiver;

use base::{Build, Diagnostic, Status};
use engine::activity::ActivityFile;
use engine::protocol::{
    Answer, Built, FromWorker, Health, Hello, PROTOCOL, Provocations, Readiness, Request, WorkerOptions,
};
use script::{Interpreter, Modules};

use crate::connection::{Connection, Incoming};
use crate::sandbox::Confined;
use crate::shapes::Workshop;
use crate::{Error, STACK_BYTES, compare, export, fonts, provoke, run};

/// Requests after which a process is replaced, because interpreter and kernel lose a little memory
/// with each.
const LIFETIME_REQUESTS: u64 = 500;

/// Serves the engine until it closes the connection.
pub(crate) fn run(
    connection: Connection,
    activity: ActivityFile,
    options: &WorkerOptions,
    confined: Confined,
) -> Result<(), Error> {
    let failed = |error| Error::Io { what: "could not start a thread", error };
    let requests = connection.requests().map_err(failed)?;
    let &WorkerOptions { provocations, readiness, .. } = options;
    let mut session = Session { connection, scratch: confined.folder, provocations, served: 0 };
    let programs = std::thread::Builder::new()
        .name("programs".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || session.serve(&requests, activity, readiness, confined.notes))
        .map_err(failed)?;
    programs.join().unwrap_or_else(|_| {
        Err(Error::Start { what: "the geometry process", reason: "it panicked".to_owned() })
    })
}

struct Session {
    connection: Connection,
    scratch: PathBuf,
    provocations: Provocations,
    served: u64,
}

impl Session {
    fn serve(
        &mut self,
        requests: &Receiver<Incoming>,
        activity: ActivityFile,
        readiness: Readiness,
        notes: Vec<String>,
    ) -> Result<(), Error> {
        let start = |what, reason: String| Error::Start { what, reason };
        kernel::catch_signals().map_err(|error| start("OpenCASCADE", error.to_string()))?;
        kernel::silence_messages().map_err(|error| start("OpenCASCADE", error.to_string()))?;
        fonts::choose(&self.scratch);
        let modules = match readiness {
            Readiness::Everything => Modules::Usual,
            Readiness::Basics => Modules::Needed,
        };
        let interpreter =
            Interpreter::with(modules).map_err(|error| start("the interpreter", error.to_string()))?;
        let activity = Rc::new(activity);
        watch_operations(Rc::clone(&activity));
        let mut workshop = Workshop::new(interpreter, activity);
        let version = env!("CARGO_PKG_VERSION").to_owned();
        self.connection.send(&FromWorker::Hello(Hello { protocol: PROTOCOL, version, notes }))?;
        for incoming in requests {
            kernel::set_cancel_flag(Some(incoming.cancel.flag()));
            let answer = self.answer(&mut workshop, &incoming);
            kernel::set_cancel_flag(None);
            self.served += 1;
            let (answer, health) = self.judge(answer, &incoming.request);
            self.connection.send(&FromWorker::Reply { id: incoming.id, answer, health })?;
        }
        Ok(())
    }

    /// Carries out a request; `None` when our own code panicked.
    fn answer(&mut self, workshop: &mut Workshop, incoming: &Incoming) -> Option<Answer> {
        let cancel = &incoming.cancel;
        let work = || match &incoming.request {
            Request::Build(request) => Answer::Build(run::run(workshop, request, cancel)),
            Request::Compare(request) => compare::compare(workshop, request, cancel),
            Request::Export(request) => export::export(workshop, request, cancel),
            Request::Provoke(provocation) => {
                provoke::provoke(*provocation, self.provocations, &mut self.connection)
            }
        };
        // After a panic the process is replaced, so nothing half done is used again.
        catch_unwind(AssertUnwindSafe(work)).ok()
    }

    /// The answer to send, and whether this process may go on.
    fn judge(&self, answer: Option<Answer>, request: &Request) -> (Answer, Health) {
        let Some(mut answer) = answer else {
            let diagnostic = Diagnostic::error("this program broke the interpreter")
                .hint("write it in another way; this is a mistake in Partwright");
            return (failure(request, diagnostic), Health::Worn);
        };
        if kernel::signal_was_caught() {
            mark_crashed(&mut answer, request);
            return (answer, Health::Worn);
        }
        let health = if self.served >= LIFETIME_REQUESTS { Health::Worn } else { Health::Fit };
        (answer, health)
    }
}

/// Lets the engine know what was being done when the process dies.
fn watch_operations(activity: Rc<ActivityFile>) {
    script::cq::record::watch(move |operation, line| {
        if let Err(error) = activity.write(operation, line) {
            log::debug!("could not write the activity record: {error}");
        }
    });
}

fn failure(request: &Request, diagnostic: Diagnostic) -> Answer {
    match request {
        Request::Build(request) => Answer::Build(Built {
            build: Build::failed(request.program.hash(), Status::Crash, diagnostic),
            files: Vec::new(),
        }),
        Request::Compare(_) | Request::Export(_) | Request::Provoke(_) => {
            Answer::Refused { status: Status::Crash, diagnostic }
        }
    }
}

/// OpenCASCADE crashed and was caught: whatever the program made of it, its result is not to be
/// trusted.
fn mark_crashed(answer: &mut Answer, request: &Request) {
    let note = || {
        let mut note = Diagnostic::error("the geometry kernel crashed in this run and was caught")
            .hint("change the operation, for example its size by a little");
        if let Request::Build(request) = request {
            engine::inputs::blame(&mut note, &request.program);
        }
        note
    };
    match answer {
        Answer::Build(built) => {
            built.build.status = Status::Crash;
            if built.build.first_error().is_none() {
                built.build.diagnostics.push(note());
            }
        }
        Answer::Refused { status, .. } => *status = Status::Crash,
        Answer::Comparison(_) | Answer::File(_) => {
            *answer = Answer::Refused { status: Status::Crash, diagnostic: note() };
        }
    }
}
