//! Remarks of a run that are no errors: warnings for the user, noted from anywhere below Python.
//!
//! The notes belong to the thread; [`start`] empties them, [`take`] hands them over.

use std::cell::{Cell, RefCell};

use base::Diagnostic;

thread_local! {
    static NOTES: RefCell<Vec<Diagnostic>> = const { RefCell::new(Vec::new()) };
    static LINE: Cell<Option<u32>> = const { Cell::new(None) };
}

/// As many notes are kept as a person may read.
const MOST: usize = 200;

/// Empties the notes and forgets the line.
pub fn start() {
    NOTES.with_borrow_mut(Vec::clear);
    LINE.set(None);
}

/// Sets the line, from 1, that the next notes belong to.
pub fn set_line(line: Option<u32>) {
    LINE.set(line);
}

/// Warns the user about the line that is being run; the same words for the same line count once.
pub fn warn(message: impl Into<String>, hint: Option<String>) {
    let mut note = Diagnostic::warning(message);
    note.line = LINE.get();
    note.hint = hint;
    NOTES.with_borrow_mut(|notes| {
        if notes.len() < MOST && !notes.contains(&note) {
            notes.push(note);
        }
    });
}

/// The notes since [`start`], in order.
pub fn take() -> Vec<Diagnostic> {
    NOTES.take()
}
