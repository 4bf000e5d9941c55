//! One job on one process, from the request to the answer, whatever happens.
//!
//! The thread sleeps until the process speaks and looks around every few milliseconds: at the
//! caller's cancel flag, at the clock, and at the memory of the process. When the work must stop
//! it asks first, because then the parts that are ready come back; what does not listen is killed.

use std::time::{Duration, Instant};

use base::{Build, Cancel};

use crate::activity::Activity;
use crate::ending::{self, Ending};
use crate::inputs;
use crate::process::{Event, Process};
use crate::protocol::FromWorker;
use crate::protocol::{Answer, Built, Health, Hello, PROTOCOL, Request, ToWorker};
use crate::{EngineOptions, Error};

/// How often the thread looks around.
const GLANCE: Duration = Duration::from_millis(10);

/// How often the memory of the process is looked at.
const MEMORY_GLANCE: Duration = Duration::from_millis(40);

/// Time between the request to stop and the kill.
const GRACE: Duration = Duration::from_millis(120);

/// Time a process has for getting ready.
const START_LIMIT: Duration = Duration::from_secs(60);

/// What is to be done.
pub(crate) struct Task<'a> {
    pub(crate) id: u64,
    pub(crate) request: &'a Request,
    pub(crate) timeout: Duration,
    pub(crate) cancel: &'a Cancel,
    /// Set when the engine closes.
    pub(crate) closing: &'a Cancel,
}

/// Carries out a task and gives the process back if it can be used again.
///
/// A process that was killed is given back too, so that the caller can send the answer before it
/// waits for the end of the process.
pub(crate) fn conduct(
    mut process: Process,
    task: &Task,
    options: &EngineOptions,
) -> (Result<Answer, Error>, Fate) {
    let begun = Instant::now();
    while !process.is_ready() {
        if task.closing.is_cancelled() {
            return (Err(Error::Closed), Fate::Discard(process));
        }
        if task.cancel.is_cancelled() {
            let answer = answer_of(task.request, ending::stopped(begun.elapsed(), &Activity::default()));
            return (Ok(answer), Fate::Keep(process));
        }
        match process.next_event(GLANCE) {
            Some(Event::Message(FromWorker::Hello(hello))) => match check_hello(&hello, options) {
                Ok(()) => process.set_ready(),
                Err(error) => return (Err(error), Fate::Discard(process)),
            },
            None if begun.elapsed() < START_LIMIT => {}
            event => return not_started(event, process, options),
        }
    }

    process.clear_activity();
    let message = ToWorker::Request { id: task.id, request: task.request.clone() };
    if let Err(error) = process.send(&message) {
        let ending = ending::nonsense(&error.to_string(), &Activity::default());
        return (Ok(answer_of(task.request, ending)), Fate::Keep(process));
    }
    watch(process, task, options)
}

/// What becomes of a process after a task.
pub(crate) enum Fate {
    /// It takes the next task.
    Keep(Process),
    /// It is to be dropped.
    Discard(Process),
    /// It is gone already.
    Gone,
}

fn check_hello(hello: &Hello, options: &EngineOptions) -> Result<(), Error> {
    if hello.protocol != PROTOCOL {
        let worker = options.worker.clone();
        return Err(Error::Version { ours: PROTOCOL, theirs: hello.protocol, worker });
    }
    hello.notes.iter().for_each(|note| log::warn!("geometry process: {note}"));
    Ok(())
}

fn not_started(
    event: Option<Event>,
    process: Process,
    options: &EngineOptions,
) -> (Result<Answer, Error>, Fate) {
    let failed = |reason: String| Err(Error::Start { reason, worker: options.worker.clone() });
    match event {
        None => {
            let reason = format!("it was not ready after {} s", START_LIMIT.as_secs());
            (failed(reason), Fate::Discard(process))
        }
        Some(Event::Closed) => {
            let ended = process.finish();
            let complaint = ended.complaints.trim();
            let how = ended.status.map_or_else(|| "it ended".to_owned(), |status| status.to_string());
            let reason = if complaint.is_empty() { how } else { format!("{how}: {complaint}") };
            (failed(reason), Fate::Gone)
        }
        Some(Event::Nonsense(_) | Event::Message(_)) => {
            (failed("it does not speak Partwright's protocol".to_owned()), Fate::Discard(process))
        }
    }
}

/// Why a process is asked to stop.
#[derive(Clone, Copy)]
enum Reason {
    TimeLimit,
    Caller,
}

/// A process was asked to stop.
struct Asked {
    since: Instant,
    reason: Reason,
    /// What it was doing then.
    activity: Activity,
}

fn watch(mut process: Process, task: &Task, options: &EngineOptions) -> (Result<Answer, Error>, Fate) {
    let begun = Instant::now();
    let mut memory_seen = begun;
    let mut asked: Option<Asked> = None;
    let ended = |ending: Ending| {
        let mut answer = answer_of(task.request, ending);
        if let Answer::Build(built) = &mut answer {
            built.build.timing.wall_ms = begun.elapsed().as_secs_f64() * 1e3;
        }
        answer
    };
    let end_of = |reason: Reason, activity: &Activity| match reason {
        Reason::TimeLimit => ending::time_limit(task.timeout, activity),
        Reason::Caller => ending::stopped(begun.elapsed(), activity),
    };
    loop {
        match process.next_event(GLANCE) {
            Some(Event::Message(FromWorker::Reply { id, mut answer, health })) if id == task.id => {
                if let Some(asked) = &asked {
                    reword(&mut answer, end_of(asked.reason, &asked.activity));
                }
                // What it keeps from this run would count against the next one.
                let is_full = process.resident_mib().is_some_and(|mib| mib > options.memory_mib / 2);
                let fate = match health {
                    Health::Fit if !is_full => Fate::Keep(process),
                    Health::Fit | Health::Worn => Fate::Discard(process),
                };
                return (Ok(answer), fate);
            }
            // The answer to an earlier request that was given up.
            Some(Event::Message(_)) | None => {}
            Some(Event::Nonsense(reason)) => {
                process.kill();
                let ending = ending::nonsense(&reason, &process.activity());
                return (Ok(ended(ending)), Fate::Discard(process));
            }
            Some(Event::Closed) => {
                let mut ending = ending::died(&process.finish(), options.memory_mib);
                if let (base::Status::Crash, Request::Build(request)) = (ending.status, task.request) {
                    inputs::blame(&mut ending.diagnostic, &request.program);
                }
                return (Ok(ended(ending)), Fate::Gone);
            }
        }
        if task.closing.is_cancelled() {
            return (Err(Error::Closed), Fate::Discard(process));
        }
        match &asked {
            None => {
                let reason = if task.cancel.is_cancelled() {
                    Some(Reason::Caller)
                } else {
                    (begun.elapsed() >= task.timeout).then_some(Reason::TimeLimit)
                };
                if let Some(reason) = reason {
                    asked = Some(Asked { since: Instant::now(), reason, activity: process.activity() });
                    if let Err(error) = process.send(&ToWorker::Cancel { id: task.id }) {
                        log::debug!("could not ask the geometry process to stop: {error}");
                    }
                }
            }
            Some(asked) if asked.since.elapsed() >= GRACE => {
                process.kill();
                let ending = end_of(asked.reason, &process.activity());
                return (Ok(ended(ending)), Fate::Discard(process));
            }
            Some(_) => {}
        }
        if memory_seen.elapsed() >= MEMORY_GLANCE {
            memory_seen = Instant::now();
            if process.resident_mib().is_some_and(|mib| mib > options.memory_mib) {
                process.kill();
                let ending = ending::memory_limit(options.memory_mib, &process.activity());
                return (Ok(ended(ending)), Fate::Discard(process));
            }
        }
    }
}

fn reword(answer: &mut Answer, ending: Ending) {
    match answer {
        Answer::Build(built) => ending::reword(&mut built.build, ending),
        Answer::Refused { status: base::Status::Timeout, diagnostic } => *diagnostic = ending.diagnostic,
        Answer::Refused { .. } | Answer::Comparison(_) | Answer::File(_) => {}
    }
}

/// An ending as the answer to a request.
pub(crate) fn answer_of(request: &Request, ending: Ending) -> Answer {
    match request {
        Request::Build(request) => Answer::Build(Built {
            build: Build::failed(request.program.hash(), ending.status, ending.diagnostic),
            files: Vec::new(),
        }),
        Request::Compare(_) | Request::Export(_) | Request::Provoke(_) => {
            Answer::Refused { status: ending.status, diagnostic: ending.diagnostic }
        }
    }
}
