//! Reading and writing files on a thread of its own, so that the window never waits for a disk.
//!
//! A file is written under another name first and then renamed: what was there before stays whole
//! until the new content is complete.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::thread::JoinHandle;

use base::{InputFile, Program};

/// Files larger than this are not read: 256 MiB.
pub const MAX_BYTES: u64 = 256 << 20;

/// What a piece of work with a file is for; comes back with its outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A file the user opened or dropped.
    Open,
    /// The program, saved by the user.
    SaveProgram,
    /// The part, exported by the user.
    Export,
    /// The CAD files that the program names.
    Inputs,
    /// The journal or the settings; failures are logged.
    State,
}

/// What came of it.
#[derive(Debug)]
pub struct Outcome {
    /// Why it was asked for.
    pub purpose: Purpose,
    /// Which file.
    pub path: PathBuf,
    /// The content of a file that was read; empty after writing.
    pub result: Result<Vec<u8>, String>,
    /// The CAD files beside a program, when they were asked for.
    pub inputs: BTreeMap<String, InputFile>,
}

enum Work {
    Read(Purpose, PathBuf),
    Write(Purpose, PathBuf, Vec<u8>),
    Remove(PathBuf),
    Gather(PathBuf, Program),
}

/// The thread that touches the disk.
pub struct Disk {
    work: Option<SyncSender<Work>>,
    outcomes: Receiver<Outcome>,
    thread: Option<JoinHandle<()>>,
}

impl Disk {
    /// Starts the thread; `notify` is called when an outcome is there.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn start(notify: impl Fn() + Send + 'static) -> io::Result<Self> {
        let (work, todo) = sync_channel(64);
        let (done, outcomes) = channel();
        let thread =
            std::thread::Builder::new().name("disk".into()).spawn(move || run(&todo, &done, &notify))?;
        Ok(Self { work: Some(work), outcomes, thread: Some(thread) })
    }

    /// Reads a file.
    pub fn read(&self, purpose: Purpose, path: PathBuf) {
        self.push(Work::Read(purpose, path));
    }

    /// Writes a file; folders on the way are made.
    pub fn write(&self, purpose: Purpose, path: PathBuf, content: Vec<u8>) {
        self.push(Work::Write(purpose, path, content));
    }

    /// Reads the CAD files that a program names, which lie beside its file.
    pub fn gather(&self, path: PathBuf, program: Program) {
        self.push(Work::Gather(path, program));
    }

    /// Removes a file if it is there.
    pub fn remove(&self, path: PathBuf) {
        self.push(Work::Remove(path));
    }

    /// Outcomes that are there by now.
    pub fn poll(&self) -> Vec<Outcome> {
        self.outcomes.try_iter().collect()
    }

    fn push(&self, work: Work) {
        let Some(sender) = &self.work else { return };
        match sender.try_send(work) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => log::error!("the disk is too slow: a file was not written"),
            Err(TrySendError::Disconnected(_)) => {
                log::error!("the thread for files has ended: a file was not written")
            }
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Closing the channel lets the thread finish what was asked for before.
        self.work = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the thread for files has panicked");
        }
    }
}

fn run(todo: &Receiver<Work>, done: &Sender<Outcome>, notify: &dyn Fn()) {
    for work in todo {
        let mut inputs = BTreeMap::new();
        let (purpose, path, result) = match work {
            Work::Read(purpose, path) => {
                let result = read(&path);
                (purpose, path, result)
            }
            Work::Write(purpose, path, content) => {
                let result = write(&path, &content).map(|()| Vec::new());
                (purpose, path, result)
            }
            Work::Remove(path) => {
                let result = match fs::remove_file(&path) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                    _ => Ok(Vec::new()),
                };
                (Purpose::State, path, result)
            }
            Work::Gather(path, program) => {
                let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
                let found = engine::inputs::beside(&program, folder);
                let result = found.map(|found| inputs = found).map(|()| Vec::new()).map_err(io::Error::other);
                (Purpose::Inputs, path, result)
            }
        };
        let result = result.map_err(|error| error.to_string());
        if purpose == Purpose::State
            && let Err(error) = &result
        {
            log::error!("could not write ({error}): {}", path.display());
        }
        // Nobody listens when the window is closing.
        done.send(Outcome { purpose, path, result, inputs }).ok();
        notify();
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let length = fs::metadata(path)?.len();
    if length > MAX_BYTES {
        let message = format!("the file has {} MiB, at most {} MiB are read", length >> 20, MAX_BYTES >> 20);
        return Err(io::Error::other(message));
    }
    fs::read(path)
}

fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let mut partial = path.as_os_str().to_owned();
    partial.push(".part");
    fs::write(&partial, content)?;
    fs::rename(&partial, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_is_written_before_the_thread_ends() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("new/journal.py");
        let disk = Disk::start(|| {}).expect("a thread");
        disk.write(Purpose::State, file.clone(), b"a = 1".to_vec());
        drop(disk);
        assert_eq!(fs::read(file).expect("the file is there"), b"a = 1");
    }

    #[test]
    fn cad_files_beside_a_program_are_found() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("a.step"), b"A").expect("a file");
        let (told, is_told) = std::sync::mpsc::channel();
        let disk = Disk::start(move || told.send(()).expect("somebody listens")).expect("a thread");
        disk.gather(folder.path().join("part.py"), Program::new("importStep('a.step')"));
        is_told.recv().expect("the thread answers");
        let outcomes = disk.poll();
        assert_eq!((outcomes.len(), &outcomes[0].purpose), (1, &Purpose::Inputs));
        assert_eq!(outcomes[0].inputs.keys().collect::<Vec<_>>(), ["a.step"]);
    }
}
