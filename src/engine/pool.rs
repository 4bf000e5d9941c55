//! The supervising threads and the processes they keep.
//!
//! Each thread owns one process and takes jobs from the common queue. Processes that are warm but
//! idle (spares) lie in a common stock: whoever loses a process takes one and starts the next, so
//! that the job after a crash does not wait for a start.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use base::Cancel;

use crate::conduct::{Fate, Task, conduct};
use crate::prepared::Prepared;
use crate::process::Process;
use crate::protocol::{Answer, Request};
use crate::queue::FairQueue;
use crate::{EngineOptions, Error, scratch};

/// Something to do, and whom to tell.
pub(crate) struct Job {
    pub(crate) request: Arc<Request>,
    pub(crate) timeout: Duration,
    pub(crate) cancel: Cancel,
    pub(crate) ticket: Arc<Ticket>,
    pub(crate) done: Box<dyn FnOnce(Result<Answer, Error>) + Send>,
}

/// Decides between a caller who gives up and a thread that begins: only one of them wins.
#[derive(Debug, Default)]
pub(crate) struct Ticket(AtomicU8);

impl Ticket {
    const BEGUN: u8 = 1;
    const GIVEN_UP: u8 = 2;

    /// Whether the job may begin; from then on it will be answered.
    fn begin(&self) -> bool {
        self.0.compare_exchange(0, Self::BEGUN, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }

    /// Whether the job had not begun; from then on it never will.
    pub(crate) fn give_up(&self) -> bool {
        self.0.compare_exchange(0, Self::GIVEN_UP, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }
}

/// The threads, their queue and their processes.
#[derive(Debug)]
pub(crate) struct Pool {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared {
    options: EngineOptions,
    queue: FairQueue<Job>,
    spares: Mutex<Vec<Process>>,
    closing: Cancel,
    next_id: AtomicU64,
    next_lane: AtomicU64,
}

impl std::fmt::Debug for Job {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Job").field("timeout", &self.timeout).finish_non_exhaustive()
    }
}

impl Pool {
    /// Starts the threads; each starts its process at once, one of them takes over `first`.
    pub(crate) fn start(options: EngineOptions, first: Option<Prepared>) -> Result<Self, Error> {
        scratch::sweep();
        let worker = options.worker.clone();
        let count = options.processes.max(1);
        let first = first.map(Process::adopt).transpose();
        let first =
            first.map_err(|error| Error::Start { reason: error.to_string(), worker: worker.clone() })?;
        let shared = Arc::new(Shared {
            options,
            queue: FairQueue::new(),
            spares: Mutex::new(first.into_iter().collect()),
            closing: Cancel::new(),
            next_id: AtomicU64::new(1),
            next_lane: AtomicU64::new(1),
        });
        let mut pool = Self { shared, threads: Vec::with_capacity(count) };
        for number in 0..count {
            let shared = Arc::clone(&pool.shared);
            let thread = std::thread::Builder::new()
                .name(format!("geometry-{number}"))
                .spawn(move || supervise(&shared))
                .map_err(|error| Error::Start { reason: error.to_string(), worker: worker.clone() })?;
            pool.threads.push(thread);
        }
        Ok(pool)
    }

    /// A number that no other lane has.
    pub(crate) fn new_lane(&self) -> u64 {
        self.shared.next_lane.fetch_add(1, Ordering::Relaxed)
    }

    /// Puts a job at the end of a lane.
    pub(crate) fn push(&self, lane: u64, job: Job) {
        self.shared.queue.push(lane, job);
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.closing.cancel();
        self.shared.queue.close();
        for thread in self.threads.drain(..) {
            if thread.join().is_err() {
                log::error!("a supervising thread panicked");
            }
        }
    }
}

fn supervise(shared: &Shared) {
    let mut current = shared.replace();
    while let Some(job) = shared.queue.pop() {
        if !job.ticket.begin() {
            continue;
        }
        let running = current.take().and_then(|mut process| process.is_running().then_some(process));
        let process = match running.map_or_else(|| shared.take_process(), Ok) {
            Ok(process) => process,
            Err(error) => {
                (job.done)(Err(error));
                continue;
            }
        };
        let task = Task {
            id: shared.next_id.fetch_add(1, Ordering::Relaxed),
            request: &job.request,
            timeout: job.timeout,
            cancel: &job.cancel,
            closing: &shared.closing,
        };
        let (result, fate) = conduct(process, &task, &shared.options);
        // A process that does not start is not tried again before somebody asks for it.
        let started = !matches!(result, Err(Error::Start { .. } | Error::Version { .. }));
        (job.done)(result);
        current = match fate {
            Fate::Keep(process) => Some(process),
            Fate::Discard(process) => {
                drop(process);
                if started { shared.replace() } else { None }
            }
            Fate::Gone if started => shared.replace(),
            Fate::Gone => None,
        };
        if started {
            shared.fill_up();
        }
    }
}

impl Shared {
    /// A spare process, else a new one.
    fn take_process(&self) -> Result<Process, Error> {
        let spare = {
            let mut spares = self.spares.lock().unwrap_or_else(PoisonError::into_inner);
            spares.retain_mut(Process::is_running);
            if spares.is_empty() { None } else { Some(spares.remove(0)) }
        };
        spare.map_or_else(|| Process::start(&self.options), Ok)
    }

    /// Fills up the stock of spares. It waits for the first job, so that starting them does not
    /// slow down an engine that has only one.
    fn fill_up(&self) {
        let mut spares = self.spares.lock().unwrap_or_else(PoisonError::into_inner);
        while spares.len() < self.options.warm_spares && !self.closing.is_cancelled() {
            match Process::start(&self.options) {
                Ok(process) => spares.push(process),
                Err(error) => {
                    log::warn!("{error}");
                    return;
                }
            }
        }
    }

    /// Like [`Self::take_process`], for a time when nobody waits: trouble comes up again with the
    /// next job.
    fn replace(&self) -> Option<Process> {
        if self.closing.is_cancelled() {
            return None;
        }
        self.take_process().inspect_err(|error| log::warn!("{error}")).ok()
    }
}
