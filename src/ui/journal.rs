//! The journal: every edit is on disk within a second, and comes back after a crash.
//!
//! The journal is removed when the window closes in an orderly way, so a journal that is found at
//! start belongs to a session that ended badly.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::disk::{Disk, Purpose};

/// Edits are written at most this often.
const PAUSE: Duration = Duration::from_millis(700);

/// Watches the text and writes it down.
#[derive(Debug)]
pub struct Journal {
    file: PathBuf,
    written_revision: u64,
    written_at: Option<Instant>,
}

impl Journal {
    /// A journal in the state folder.
    pub fn new(state_folder: &std::path::Path) -> Self {
        Self { file: state_folder.join("journal.py"), written_revision: 0, written_at: None }
    }

    /// The text of a session that ended badly.
    pub fn recover(&self) -> Option<String> {
        let text = std::fs::read_to_string(&self.file).ok()?;
        (!text.trim().is_empty()).then_some(text)
    }

    /// Writes the text down when it changed. Returns how long to wait before asking again, when
    /// there is something that is not written yet.
    pub fn keep(&mut self, text: &str, revision: u64, disk: &Disk) -> Option<Duration> {
        if revision == self.written_revision {
            return None;
        }
        let since = self.written_at.map_or(PAUSE, |at| at.elapsed());
        if since < PAUSE {
            return Some(PAUSE - since);
        }
        disk.write(Purpose::State, self.file.clone(), text.as_bytes().to_vec());
        self.written_revision = revision;
        self.written_at = Some(Instant::now());
        None
    }

    /// The session ends in an orderly way.
    pub fn close(&self, disk: &Disk) {
        disk.remove(self.file.clone());
    }
}
