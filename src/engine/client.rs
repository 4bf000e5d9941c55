//! What the rest of Partwright calls.

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use base::{Build, Cancel, Program, Status};

use crate::Error;
use crate::activity::Activity;
use crate::cache::{BuildCache, Key};
use crate::ending;
use crate::latest::{JobHandle, Latest};
use crate::pool::{Job, Pool, Ticket};
use crate::prepared::Prepared;
use crate::protocol::{
    Align, Answer, BuildOptions, BuildRequest, Built, CompareRequest, Comparison, ExportedFile, FileRequest,
    Format, Provocation, Provocations, Request,
};

/// How often a waiting caller looks at its cancel flag.
const GLANCE: Duration = Duration::from_millis(10);

/// How many processes, which, and what they may use.
#[derive(Clone, Debug)]
pub struct EngineOptions {
    /// The executable that is run with the argument `worker`.
    pub worker: PathBuf,
    /// Number of programs that run at the same time.
    pub processes: usize,
    /// Memory that each process may use, in MiB.
    pub memory_mib: u64,
    /// Processes that stand by, so that a lost one is replaced at once.
    pub warm_spares: usize,
    /// Builds that [`Engine::submit`] remembers; 0 for none.
    pub cache_builds: usize,
    /// Whether processes misbehave when told to, for tests.
    pub provocations: Provocations,
}

impl EngineOptions {
    /// One process with 2 GiB, one spare, no memory of builds.
    pub fn new(worker: impl Into<PathBuf>) -> Self {
        Self {
            worker: worker.into(),
            processes: 1,
            memory_mib: 2048,
            warm_spares: 1,
            cache_builds: 0,
            provocations: Provocations::Refused,
        }
    }
}

/// Runs programs in geometry processes; cheap to clone. When the last clone goes, so do they.
#[derive(Clone, Debug)]
pub struct Engine(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    pool: Pool,
    cache: Arc<Mutex<BuildCache>>,
    latest: Latest,
}

/// A job that was put into the queue.
struct Pending {
    answer: Receiver<Result<Answer, Error>>,
    ticket: Arc<Ticket>,
    begun: Instant,
}

impl Engine {
    /// Starts the processes and returns without waiting until they are ready.
    ///
    /// # Errors
    /// When no thread can be started. A worker that does not start is reported by the first job.
    pub fn start(options: EngineOptions) -> Result<Self, Error> {
        Self::start_with(options, None)
    }

    /// Like [`Self::start`], with a process that was forked before.
    ///
    /// The thread that forked it must live as long as the engine: the system ends the process with
    /// that thread.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub fn start_with(options: EngineOptions, first: Option<Prepared>) -> Result<Self, Error> {
        let cache = Arc::new(Mutex::new(BuildCache::new(options.cache_builds)));
        Ok(Self(Arc::new(Inner { pool: Pool::start(options, first)?, cache, latest: Latest::default() })))
    }

    /// Runs a program and waits for what comes of it.
    ///
    /// A time limit, a crash, a full memory and a stop by the caller come as a build with that
    /// status.
    ///
    /// # Errors
    /// When the geometry process cannot be started or the engine is closed.
    pub fn build(&self, program: &Program, options: &BuildOptions, cancel: &Cancel) -> Result<Build, Error> {
        Ok(self.run_build(program, options, cancel)?.build)
    }

    /// Like [`Self::build`], with the files that the program asks for with `exporters.export`.
    ///
    /// # Errors
    /// As [`Self::build`].
    pub fn build_with_files(
        &self,
        program: &Program,
        options: &BuildOptions,
        cancel: &Cancel,
    ) -> Result<(Build, Vec<ExportedFile>), Error> {
        let options = BuildOptions { export_requests: true, ..options.clone() };
        let built = self.run_build(program, &options, cancel)?;
        Ok((built.build, built.files))
    }

    /// Runs many programs on all processes and tells of each as soon as it is done, on the
    /// caller's thread. A cancelled batch still tells of every program.
    ///
    /// # Errors
    /// When the geometry process cannot be started or the engine is closed; programs that were
    /// not told of have not been run.
    pub fn build_all(
        &self,
        programs: &[Program],
        options: &BuildOptions,
        cancel: &Cancel,
        mut on_done: impl FnMut(usize, Build),
    ) -> Result<(), Error> {
        let lane = self.0.pool.new_lane();
        let begun = Instant::now();
        let (to_us, answers) = mpsc::channel();
        let mut tickets = Vec::with_capacity(programs.len());
        for (index, program) in programs.iter().enumerate() {
            let to_us = to_us.clone();
            let ticket = Arc::new(Ticket::default());
            tickets.push((Arc::clone(&ticket), false));
            let done = Box::new(move |result| {
                // Nobody listens when the caller returned early with an error.
                to_us.send((index, result)).ok();
            });
            let request = build_request(program, options);
            self.0
                .pool
                .push(lane, Job { request, timeout: options.timeout, cancel: cancel.clone(), ticket, done });
        }
        drop(to_us);
        let mut left = programs.len();
        let mut swept = false;
        while left > 0 {
            match answers.recv_timeout(GLANCE) {
                Ok((index, result)) => {
                    tickets[index].1 = true;
                    left -= 1;
                    match result.and_then(into_built) {
                        Ok(built) => on_done(index, built.build),
                        Err(error) => {
                            tickets.iter().for_each(|(ticket, _)| {
                                ticket.give_up();
                            });
                            return Err(error);
                        }
                    }
                }
                Err(RecvTimeoutError::Disconnected) if !swept => return Err(Error::Closed),
                Err(_) => {}
            }
            if cancel.is_cancelled() && !swept {
                swept = true;
                for (index, (ticket, is_told)) in tickets.iter_mut().enumerate() {
                    if !*is_told && ticket.give_up() {
                        *is_told = true;
                        left -= 1;
                        on_done(index, stopped_build(&programs[index], begun.elapsed()));
                    }
                }
            }
        }
        Ok(())
    }

    /// Runs two programs and compares their solids exactly.
    ///
    /// # Errors
    /// When one of the programs does not end well or shows no solid, on stop, and as [`Self::build`].
    pub fn compare(
        &self,
        a: &Program,
        b: &Program,
        align: Align,
        timeout: Duration,
        cancel: &Cancel,
    ) -> Result<Comparison, Error> {
        let request = Request::Compare(CompareRequest { a: a.clone(), b: b.clone(), align });
        match self.run(request, timeout, cancel)? {
            Answer::Comparison(comparison) => Ok(comparison),
            other => Err(unexpected(other)),
        }
    }

    /// Runs a program and writes all it shows into one file.
    ///
    /// # Errors
    /// When the program does not end well or shows nothing, on stop, and as [`Self::build`].
    pub fn export(
        &self,
        program: &Program,
        format: Format,
        timeout: Duration,
        cancel: &Cancel,
    ) -> Result<Vec<u8>, Error> {
        let request = Request::Export(FileRequest { program: program.clone(), format });
        match self.run(request, timeout, cancel)? {
            Answer::File(content) => Ok(content),
            other => Err(unexpected(other)),
        }
    }

    /// Runs a program for the window: never blocks, and stops the program submitted before it.
    pub fn submit(&self, program: Program, options: BuildOptions) -> JobHandle {
        self.submit_and_notify(program, options, || {})
    }

    /// Like [`Self::submit`]; `notify` is called on another thread when the answer is there.
    pub fn submit_and_notify(
        &self,
        program: Program,
        options: BuildOptions,
        notify: impl FnOnce() + Send + 'static,
    ) -> JobHandle {
        let key = Key::new(program.hash(), &options);
        let (ours, cancel, generation) = self.0.latest.next();
        let (to_handle, results) = mpsc::channel();
        let ticket = Arc::new(Ticket::default());
        let handle = JobHandle::new(generation, results, Arc::clone(&ticket), ours);
        let known = self.0.cache.lock().unwrap_or_else(PoisonError::into_inner).get(&key);
        if let Some(build) = known {
            // The receiver is in the handle above.
            to_handle.send(Ok(build)).ok();
            notify();
            return handle;
        }
        let cache = Arc::clone(&self.0.cache);
        let request = build_request(&program, &options);
        let done = Box::new(move |result: Result<Answer, Error>| {
            let result = result.and_then(into_built).map(|built| built.build);
            if let Ok(build) = &result {
                cache.lock().unwrap_or_else(PoisonError::into_inner).put(key, build);
            }
            // Nobody listens when the handle was dropped.
            to_handle.send(result).ok();
            notify();
        });
        let job = Job { request, timeout: options.timeout, cancel, ticket, done };
        self.0.pool.push(self.0.pool.new_lane(), job);
        handle
    }

    /// Makes a process misbehave; for tests. What comes back is how the engine saw it.
    ///
    /// # Errors
    /// [`Error::Program`] with the status and the diagnostic.
    pub fn provoke(&self, provocation: Provocation, timeout: Duration, cancel: &Cancel) -> Result<(), Error> {
        match self.run(Request::Provoke(provocation), timeout, cancel)? {
            Answer::Refused { status, diagnostic } => {
                Err(Error::Program { status, diagnostic: Box::new(diagnostic) })
            }
            Answer::Build(_) | Answer::Comparison(_) | Answer::File(_) => Ok(()),
        }
    }

    fn run_build(&self, program: &Program, options: &BuildOptions, cancel: &Cancel) -> Result<Built, Error> {
        let pending = self.push(build_request(program, options), options.timeout, cancel);
        match pending.wait(cancel) {
            Ok(answer) => into_built(answer),
            Err(Error::Stopped { after }) => {
                Ok(Built { build: stopped_build(program, after), files: Vec::new() })
            }
            Err(error) => Err(error),
        }
    }

    fn run(&self, request: Request, timeout: Duration, cancel: &Cancel) -> Result<Answer, Error> {
        let pending = self.push(Arc::new(request), timeout, cancel);
        let begun = pending.begun;
        let answer = pending.wait(cancel)?;
        match answer {
            Answer::Refused { status: Status::Timeout, .. } if cancel.is_cancelled() => {
                Err(Error::Stopped { after: begun.elapsed() })
            }
            answer => Ok(answer),
        }
    }

    fn push(&self, request: Arc<Request>, timeout: Duration, cancel: &Cancel) -> Pending {
        let (to_us, answer) = mpsc::channel();
        let ticket = Arc::new(Ticket::default());
        let done = Box::new(move |result| {
            // Nobody listens when the caller gave up.
            to_us.send(result).ok();
        });
        let pending = Pending { answer, ticket: Arc::clone(&ticket), begun: Instant::now() };
        let job = Job { request, timeout, cancel: cancel.clone(), ticket, done };
        self.0.pool.push(self.0.pool.new_lane(), job);
        pending
    }
}

impl Pending {
    fn wait(self, cancel: &Cancel) -> Result<Answer, Error> {
        loop {
            match self.answer.recv_timeout(GLANCE) {
                Ok(result) => return result,
                Err(RecvTimeoutError::Disconnected) => return Err(Error::Closed),
                Err(RecvTimeoutError::Timeout) => {
                    if cancel.is_cancelled() && self.ticket.give_up() {
                        return Err(Error::Stopped { after: self.begun.elapsed() });
                    }
                }
            }
        }
    }
}

fn build_request(program: &Program, options: &BuildOptions) -> Arc<Request> {
    Arc::new(Request::Build(BuildRequest { program: program.clone(), options: options.clone() }))
}

fn into_built(answer: Answer) -> Result<Built, Error> {
    match answer {
        Answer::Build(built) => Ok(built),
        other => Err(unexpected(other)),
    }
}

/// The error for an answer of another kind than the request asked for.
fn unexpected(answer: Answer) -> Error {
    let (status, diagnostic) = match answer {
        Answer::Refused { status, diagnostic } => (status, diagnostic),
        Answer::Build(_) | Answer::Comparison(_) | Answer::File(_) => (
            Status::Crash,
            base::Diagnostic::error("the geometry process answered another question")
                .hint("run it again; if this comes back, it is a mistake in Partwright"),
        ),
    };
    Error::Program { status, diagnostic: Box::new(diagnostic) }
}

fn stopped_build(program: &Program, after: Duration) -> Build {
    let ending = ending::stopped(after, &Activity::default());
    Build::failed(program.hash(), ending.status, ending.diagnostic)
}
