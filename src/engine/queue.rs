//! A queue that is fair between those who wait.
//!
//! Jobs stand in lanes, one lane for each caller or batch, and lanes take turns: a batch of a
//! thousand programs does not keep the one edit in the window waiting.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// See the module.
#[derive(Debug)]
pub(crate) struct FairQueue<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

#[derive(Debug)]
struct State<T> {
    /// Lanes that hold something, in the order of their turns.
    lanes: VecDeque<(u64, VecDeque<T>)>,
    is_closed: bool,
}

impl<T> FairQueue<T> {
    pub(crate) fn new() -> Self {
        Self {
            state: Mutex::new(State { lanes: VecDeque::new(), is_closed: false }),
            changed: Condvar::new(),
        }
    }

    /// Adds an item at the end of its lane; it is dropped when the queue is closed.
    pub(crate) fn push(&self, lane: u64, item: T) {
        let mut state = self.lock();
        if state.is_closed {
            return;
        }
        match state.lanes.iter_mut().find(|(number, _)| *number == lane) {
            Some((_, items)) => items.push_back(item),
            None => state.lanes.push_back((lane, VecDeque::from([item]))),
        }
        drop(state);
        self.changed.notify_one();
    }

    /// Takes the next item and waits for one; `None` when the queue is closed.
    pub(crate) fn pop(&self) -> Option<T> {
        let mut state = self.lock();
        loop {
            if state.is_closed {
                return None;
            }
            if let Some((number, mut items)) = state.lanes.pop_front() {
                let item = items.pop_front();
                if !items.is_empty() {
                    state.lanes.push_back((number, items));
                }
                if item.is_some() {
                    return item;
                }
            } else {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
        }
    }

    /// Drops what waits and lets every [`Self::pop`] return.
    pub(crate) fn close(&self) {
        let mut state = self.lock();
        state.is_closed = true;
        let waiting = std::mem::take(&mut state.lanes);
        drop(state);
        self.changed.notify_all();
        drop(waiting);
    }

    fn lock(&self) -> MutexGuard<'_, State<T>> {
        // Nothing in here can be half done when a thread panics.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_take_turns_and_keep_their_order() {
        let queue = FairQueue::new();
        ["a1", "a2", "a3"].into_iter().for_each(|item| queue.push(1, item));
        ["b1", "b2"].into_iter().for_each(|item| queue.push(2, item));
        queue.push(3, "c1");
        let order: Vec<_> = (0..6).filter_map(|_| queue.pop()).collect();
        assert_eq!(order, ["a1", "b1", "c1", "a2", "b2", "a3"]);
    }

    #[test]
    fn closing_wakes_those_who_wait() {
        let queue = FairQueue::<u8>::new();
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| queue.pop());
            queue.close();
            assert_eq!(waiting.join().ok(), Some(None));
        });
        queue.push(1, 1);
        assert_eq!(queue.pop(), None);
    }
}
