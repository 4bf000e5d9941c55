//! What a geometry process was doing when it died.
//!
//! The process writes a short record into a file of its scratch folder before each geometric
//! operation; the engine opened that file before it started the process and reads it only when
//! the process is gone. Writing costs a microsecond and needs no answer, and what was written
//! stays when the process is killed.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

/// Name of the file in the scratch folder.
pub const FILE_NAME: &str = "activity";

/// Length of a record: line and name, padded with zeros.
const RECORD_BYTES: usize = 64;

/// What a process does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// Name of the operation, for example `fillet` or `importStep of plate.step`; empty when none was
    /// begun.
    pub operation: String,
    /// Line of the program, from 1.
    pub line: Option<u32>,
}

impl Activity {
    /// Whether a file was being read.
    pub fn is_about_a_file(&self) -> bool {
        self.operation.contains(" of ")
    }
}

/// The file with the record.
#[derive(Debug)]
pub struct ActivityFile(File);

impl ActivityFile {
    /// Opens the file in a scratch folder and makes it if needed.
    ///
    /// # Errors
    /// When the folder cannot be written to.
    pub fn open(scratch: &Path) -> io::Result<Self> {
        let path = scratch.join(FILE_NAME);
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        Ok(Self(file))
    }

    /// Writes what is done now; a name that is too long is cut.
    ///
    /// # Errors
    /// When the file cannot be written to.
    pub fn write(&self, operation: &str, line: Option<u32>) -> io::Result<()> {
        let mut record = [0; RECORD_BYTES];
        record[..4].copy_from_slice(&line.unwrap_or(0).to_le_bytes());
        let room = &mut record[4..];
        let length = operation.floor_char_boundary(room.len());
        room[..length].copy_from_slice(&operation.as_bytes()[..length]);
        self.0.write_all_at(&record, 0)
    }

    /// What was written last; nothing when nothing readable was.
    pub fn read(&self) -> Activity {
        let mut record = [0; RECORD_BYTES];
        if self.0.read_exact_at(&mut record, 0).is_err() {
            return Activity::default();
        }
        let [a, b, c, d, name @ ..] = record;
        let line = u32::from_le_bytes([a, b, c, d]);
        let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
        let operation: String = String::from_utf8_lossy(name)
            .chars()
            .filter(|c| c.is_alphanumeric() || "_.-/ ".contains(*c))
            .collect();
        Activity { operation, line: (line > 0).then_some(line) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_as_it_was_written() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let (theirs, ours) = (ActivityFile::open(folder.path())?, ActivityFile::open(folder.path())?);
        assert_eq!(ours.read(), Activity::default());
        theirs.write("cutThruAll", Some(12))?;
        assert_eq!(ours.read(), Activity { operation: "cutThruAll".to_owned(), line: Some(12) });
        theirs.write(&"ä".repeat(100), None)?;
        assert_eq!(ours.read(), Activity { operation: "ä".repeat(30), line: None });
        theirs.write("a\n\u{1b}[31mb", Some(1))?;
        assert_eq!(ours.read().operation, "a31mb");
        Ok(())
    }
}
