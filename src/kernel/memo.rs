//! What was made before is taken again: a memo of operations by their arguments.
//!
//! A program that is run again with one number changed repeats most of its operations with the same
//! arguments. Inside [`with_memo`] such an operation gives what it gave the last time, the very same
//! geometry objects, so that the next operation finds its arguments unchanged too.
//!
//! The key is exact: the function, its numbers bit by bit, and for every shape its geometry object,
//! place and orientation. The memo holds the arguments, so no object is mistaken for another that
//! came to lie at the same address. The n-th of several equal calls of a run gets what the n-th gave
//! before: two boxes of one size are two boxes, as without a memo. Failures are not remembered.
//!
//! OpenCASCADE may raise the tolerance of an argument by a little. A later run then finds it raised, so
//! its measures may differ from those without a memo, by less than 1e-8 in our programs.
//!
//! The memo belongs to a thread. It forgets what was not used for the longest time when it grows
//! over its limit, and a single run that needs more stops remembering.

use std::any::Any;
use std::cell::RefCell;
use std::collections::HashMap;

use cxx::{CxxVector, Exception, UniquePtr};

use crate::ffi::{self, CancelFlag, bridge, call_cancellable};
use crate::{Error, Result, Shape, trace};

/// Bytes that one geometry object with its curves is taken for.
const OBJECT_BYTES: usize = 700;

/// Arguments are mostly results of other entries; this part of them is counted again.
const SHARED: usize = 4;

/// Bytes of an entry beside its shapes.
const ENTRY_BYTES: usize = 200;

/// A shape made by a bridge function, or taken from the memo: `made!(operation, function(arguments))`.
/// `function(arguments; cancel)` stands for a function that looks at the cancel flag, `; trace` for one
/// that tells what became of its arguments; while somebody listens to that, nothing is remembered.
macro_rules! made {
    ($operation:expr, $($call:tt)*) => {
        $crate::memo::remembered!($crate::memo::Repeat::Anew, $crate::memo::one, $operation, $($call)*)
    };
}

/// Like [`made`], for functions that give a list of shapes.
macro_rules! made_list {
    ($operation:expr, $($call:tt)*) => {
        $crate::memo::remembered!($crate::memo::Repeat::Anew, $crate::memo::many, $operation, $($call)*)
    };
}

/// Like [`made`], for functions that give numbers.
macro_rules! known {
    ($operation:expr, $($call:tt)*) => {
        $crate::memo::remembered!($crate::memo::Repeat::Same, |value| value, $operation, $($call)*)
    };
}

/// What the three above have in common: the forms of the call, each with the closure that makes it.
macro_rules! remembered {
    ($how:expr, $convert:expr, $operation:expr, $function:ident($($argument:expr),*; cancel, trace)) => {
        $crate::memo::remembered!(@ $how, $convert, $operation, $function($($argument),*), |cancel| {
            $crate::trace::with_trace(|trace| $crate::ffi::bridge::$function($($argument,)* cancel, trace))
        })
    };
    ($how:expr, $convert:expr, $operation:expr, $function:ident($($argument:expr),*; cancel)) => {
        $crate::memo::remembered!(@ $how, $convert, $operation, $function($($argument),*), |cancel| {
            $crate::ffi::bridge::$function($($argument,)* cancel)
        })
    };
    ($how:expr, $convert:expr, $operation:expr, $function:ident($($argument:expr),*; trace)) => {
        $crate::memo::remembered!(@ $how, $convert, $operation, $function($($argument),*), |_| {
            $crate::trace::with_trace(|trace| $crate::ffi::bridge::$function($($argument,)* trace))
        })
    };
    ($how:expr, $convert:expr, $operation:expr, $function:ident($($argument:expr),* $(,)?)) => {
        $crate::memo::remembered!(@ $how, $convert, $operation, $function($($argument),*), |_| {
            $crate::ffi::bridge::$function($($argument),*)
        })
    };
    (@ $how:expr, $convert:expr, $operation:expr, $function:ident($($argument:expr),*), |$cancel:pat_param| $make:block) => {
        $crate::memo::look_up(
            $operation,
            $how,
            |key| { key.add(stringify!($function)); $(key.add(&$argument);)* },
            |$cancel| $make.map($convert),
        )
    };
}

pub(crate) use {known, made, made_list, remembered};

/// What an equal call within the same run gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// A shape of its own.
    Anew,
    /// The same numbers.
    Same,
}

/// How often the memo helped, since the process began.
#[cfg(test)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Statistics {
    /// Operations that were taken from the memo.
    pub(crate) hits: u64,
    /// Operations that were carried out and remembered.
    pub(crate) misses: u64,
    /// Estimated bytes that are held.
    pub(crate) bytes: usize,
}

/// Runs something with the memo of this thread, which may grow to about `limit_bytes`.
///
/// What is remembered stays for the next time.
pub fn with_memo<T>(limit_bytes: usize, body: impl FnOnce() -> T) -> T {
    /// Ends the run also when `body` panics.
    struct End;
    impl Drop for End {
        fn drop(&mut self) {
            MEMO.with_borrow_mut(|memo| memo.is_active = false);
        }
    }
    MEMO.with_borrow_mut(|memo| memo.begin(limit_bytes));
    let _end = End;
    body()
}

/// Whether this thread is inside [`with_memo`].
pub(crate) fn is_active() -> bool {
    MEMO.with_borrow(|memo| memo.is_active)
}

/// Forgets everything that this thread remembers.
#[cfg(test)]
pub(crate) fn forget() {
    MEMO.take();
}

/// How often the memo of this thread helped.
#[cfg(test)]
pub(crate) fn statistics() -> Statistics {
    MEMO.with_borrow(|memo| Statistics { bytes: memo.bytes, ..memo.statistics })
}

thread_local! {
    static MEMO: RefCell<Memo> = RefCell::default();
}

#[derive(Default)]
struct Memo {
    is_active: bool,
    run: u64,
    limit_bytes: usize,
    bytes: usize,
    slots: HashMap<Box<[u64]>, Slot>,
    #[cfg(test)]
    statistics: Statistics,
}

/// The results of all equal calls of a run, in their order.
struct Slot {
    /// The run that used it last, and how many of its results that run has taken.
    run: u64,
    used: usize,
    results: Vec<Box<dyn Any>>,
    bytes: usize,
    /// The arguments, so that their addresses stay theirs.
    _held: Vec<Shape>,
}

impl Memo {
    fn begin(&mut self, limit_bytes: usize) {
        self.is_active = true;
        self.run += 1;
        self.limit_bytes = limit_bytes;
        if self.bytes > limit_bytes / 2 {
            self.shrink(limit_bytes / 2);
        }
    }

    /// Forgets the runs longest ago until at most so many bytes are left.
    fn shrink(&mut self, bytes: usize) {
        let mut by_run: Vec<(u64, usize)> = self.slots.values().map(|slot| (slot.run, slot.bytes)).collect();
        by_run.sort_unstable_by_key(|&(run, _)| std::cmp::Reverse(run));
        let mut kept = 0;
        let oldest = by_run.iter().take_while(|(_, size)| {
            kept += size;
            kept <= bytes
        });
        let boundary = oldest.last().map_or(u64::MAX, |&(run, _)| run);
        let newest = by_run.first().map_or(0, |&(run, _)| run);
        self.slots.retain(|_, slot| slot.run > boundary || slot.run == newest);
        self.bytes = self.slots.values().map(|slot| slot.bytes).sum();
    }

    /// The result of an equal call, if there is one.
    fn take<T: Clone + 'static>(&mut self, key: &[u64], repeat: Repeat) -> Option<T> {
        let run = self.run;
        let slot = self.slots.get_mut(key)?;
        if slot.run != run {
            slot.run = run;
            slot.used = 0;
        }
        let index = if repeat == Repeat::Same { 0 } else { slot.used };
        let found = slot.results.get(index)?.downcast_ref::<T>()?.clone();
        slot.used = index + 1;
        #[cfg(test)]
        {
            self.statistics.hits += 1;
        }
        Some(found)
    }

    fn put<T: Kept>(&mut self, key: Key, value: &T) {
        #[cfg(test)]
        {
            self.statistics.misses += 1;
        }
        let held: usize = key.held.iter().map(Kept::bytes).sum();
        let bytes = ENTRY_BYTES + 8 * key.words.len() + held / SHARED + value.bytes();
        if self.bytes + bytes > self.limit_bytes {
            return;
        }
        self.bytes += bytes;
        let run = self.run;
        let slot = self.slots.entry(key.words.into_boxed_slice()).or_insert_with(|| Slot {
            run,
            used: 0,
            results: Vec::new(),
            bytes: 0,
            _held: key.held,
        });
        slot.results.push(Box::new(value.clone()));
        slot.used = slot.results.len();
        slot.bytes += bytes;
    }
}

/// Looks a call up, or carries it out and remembers what it gave.
pub(crate) fn look_up<T: Kept>(
    operation: &'static str,
    repeat: Repeat,
    describe: impl FnOnce(&mut Key),
    make: impl FnOnce(&CancelFlag) -> std::result::Result<T, Exception>,
) -> Result<T> {
    if !MEMO.with_borrow(|memo| memo.is_active) || trace::is_listening() {
        return call_cancellable(operation, make);
    }
    if ffi::is_cancelled() {
        return Err(Error::cancelled(operation));
    }
    let mut key = Key::default();
    describe(&mut key);
    if let Some(found) = MEMO.with_borrow_mut(|memo| memo.take(&key.words, repeat)) {
        return Ok(found);
    }
    let value = call_cancellable(operation, make)?;
    MEMO.with_borrow_mut(|memo| memo.put(key, &value));
    Ok(value)
}

/// The shape that a bridge function gave.
pub(crate) fn one(shape: UniquePtr<bridge::Shape>) -> Shape {
    Shape(shape)
}

/// The shapes that a bridge function gave.
#[expect(clippy::needless_pass_by_value, reason = "it stands where a result is mapped")]
pub(crate) fn many(list: UniquePtr<CxxVector<bridge::Shape>>) -> Vec<Shape> {
    ffi::shapes(&list)
}

/// What can be remembered.
pub(crate) trait Kept: Clone + 'static {
    /// An estimate of what it holds.
    fn bytes(&self) -> usize;
}

impl Kept for Shape {
    fn bytes(&self) -> usize {
        bridge::object_count(self.raw()) as usize * OBJECT_BYTES
    }
}

impl Kept for Vec<Shape> {
    fn bytes(&self) -> usize {
        self.iter().map(Kept::bytes).sum()
    }
}

impl Kept for Vec<f64> {
    fn bytes(&self) -> usize {
        8 * self.len()
    }
}

impl Kept for bridge::RawMesh {
    fn bytes(&self) -> usize {
        let floats = self.positions.len() + self.normals.len() + self.edge_points.len();
        let counts = self.triangles.len() + self.faces.len() + self.edges.len();
        4 * (floats + counts + self.edge_point_counts.len())
    }
}

/// Plain numbers need no more than their entry.
macro_rules! plain {
    ($($kind:ty),*) => { $(impl Kept for $kind { fn bytes(&self) -> usize { 0 } })* };
}

plain!(
    f64,
    bool,
    u8,
    [f64; 6],
    bridge::MassProperties,
    bridge::RawMeasures,
    bridge::Conic,
    bridge::ElementarySurface
);

/// The arguments of a call as numbers, and the shapes among them.
#[derive(Default)]
pub(crate) struct Key {
    words: Vec<u64>,
    held: Vec<Shape>,
}

impl Key {
    /// Adds an argument.
    pub(crate) fn add<T: Keyed + ?Sized>(&mut self, argument: &T) {
        argument.add_to(self);
    }
}

/// What can be an argument of a remembered call.
pub(crate) trait Keyed {
    /// Adds everything that the result depends on.
    fn add_to(&self, key: &mut Key);
}

impl<T: Keyed + ?Sized> Keyed for &T {
    fn add_to(&self, key: &mut Key) {
        (**self).add_to(key);
    }
}

impl Keyed for f64 {
    fn add_to(&self, key: &mut Key) {
        key.words.push(self.to_bits());
    }
}

/// Numbers and flags that fit into a word.
macro_rules! word {
    ($($kind:ty),*) => { $(impl Keyed for $kind {
        fn add_to(&self, key: &mut Key) { key.words.push(u64::from(*self)); }
    })* };
}

word!(u8, u32, bool);

impl Keyed for str {
    fn add_to(&self, key: &mut Key) {
        key.words.push(self.len() as u64);
        key.words.extend(self.as_bytes().chunks(8).map(|chunk| {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            u64::from_le_bytes(word)
        }));
    }
}

impl<T: Keyed> Keyed for [T] {
    fn add_to(&self, key: &mut Key) {
        key.words.push(self.len() as u64);
        self.iter().for_each(|item| item.add_to(key));
    }
}

impl<T: Keyed, const N: usize> Keyed for [T; N] {
    fn add_to(&self, key: &mut Key) {
        self.as_slice().add_to(key);
    }
}

impl<T: Keyed> Keyed for Vec<T> {
    fn add_to(&self, key: &mut Key) {
        self.as_slice().add_to(key);
    }
}

impl Keyed for bridge::Shape {
    fn add_to(&self, key: &mut Key) {
        bridge::identity(self, &mut key.words);
        key.held.push(Shape(bridge::share(self)));
    }
}

impl Keyed for UniquePtr<CxxVector<bridge::Shape>> {
    fn add_to(&self, key: &mut Key) {
        let list = self.as_ref();
        key.words.push(list.map_or(0, CxxVector::len) as u64);
        list.into_iter().flatten().for_each(|shape| shape.add_to(key));
    }
}
