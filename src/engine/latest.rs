//! Jobs of the window: only the latest one matters.

use std::sync::mpsc::{Receiver, TryRecvError};
use std::sync::{Arc, Mutex, PoisonError};

use base::{Build, Cancel};

use crate::Error;
use crate::pool::Ticket;

/// The number of the latest job and the flag that stops it.
#[derive(Debug, Default)]
pub(crate) struct Latest(Mutex<(u64, Cancel)>);

impl Latest {
    /// Stops the latest job and makes place for the next: two handles of its flag, its number.
    pub(crate) fn next(&self) -> (Cancel, Cancel, u64) {
        let mut latest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        latest.1.cancel();
        *latest = (latest.0 + 1, Cancel::new());
        (latest.1.clone(), latest.1.clone(), latest.0)
    }
}

/// A build on its way; dropping the handle stops it.
#[derive(Debug)]
pub struct JobHandle {
    generation: u64,
    results: Receiver<Result<Build, Error>>,
    ticket: Arc<Ticket>,
    cancel: Cancel,
    is_finished: bool,
}

impl JobHandle {
    pub(crate) fn new(
        generation: u64,
        results: Receiver<Result<Build, Error>>,
        ticket: Arc<Ticket>,
        cancel: Cancel,
    ) -> Self {
        Self { generation, results, ticket, cancel, is_finished: false }
    }

    /// Counts the jobs of the window; a larger number is a later job.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The result, once, as soon as it is there. Never blocks.
    ///
    /// A job that never began because a later one took its place gives nothing; see
    /// [`Self::is_finished`].
    pub fn try_recv(&mut self) -> Option<Result<Build, Error>> {
        if self.is_finished {
            return None;
        }
        match self.results.try_recv() {
            Ok(result) => {
                self.is_finished = true;
                Some(result)
            }
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => {
                self.is_finished = true;
                None
            }
        }
    }

    /// Whether [`Self::try_recv`] gave its result, or will never have one.
    pub fn is_finished(&self) -> bool {
        self.is_finished
    }

    /// Asks the job to stop; its result still comes, with what was ready.
    pub fn cancel(&self) {
        self.cancel.cancel();
    }
}

impl Drop for JobHandle {
    fn drop(&mut self) {
        self.cancel.cancel();
        self.ticket.give_up();
    }
}
