//! Long work in a child process: making data and training. Its JSON lines are read on a thread.
//!
//! The child watches its standard input: when that closes, it finishes the step, writes a
//! checkpoint and leaves. So stopping is gentle, and a child never outlives the window unseen.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread::JoinHandle;

use base::{Progress, TrainingRecord};

/// A line of the child that was understood.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// How far it is.
    Progress(Progress),
    /// A record of the training log.
    Record(Box<TrainingRecord>),
    /// Words for the user.
    Text(String),
}

/// A running child process.
pub struct ChildProcess {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<Line>,
    readers: Vec<JoinHandle<()>>,
}

impl ChildProcess {
    /// Starts this program again with arguments; `notify` is called with every line.
    ///
    /// # Errors
    /// When the process or its threads cannot be started.
    pub fn start(
        executable: &Path,
        arguments: &[String],
        notify: impl Fn() + Send + Clone + 'static,
    ) -> std::io::Result<Self> {
        let mut child = Command::new(executable)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (to_lines, lines) = channel();
        let mut readers = Vec::new();
        let stdin = child.stdin.take();
        if let Some(stdout) = child.stdout.take() {
            let (to_lines, notify) = (to_lines.clone(), notify.clone());
            readers.push(std::thread::Builder::new().name("child output".into()).spawn(move || {
                for line in BufReader::new(stdout.take(1 << 30)).lines().map_while(Result::ok) {
                    if to_lines.send(understand(&line)).is_err() {
                        break;
                    }
                    notify();
                }
                notify();
            })?);
        }
        if let Some(stderr) = child.stderr.take() {
            readers.push(std::thread::Builder::new().name("child errors".into()).spawn(move || {
                for line in BufReader::new(stderr.take(1 << 26)).lines().map_while(Result::ok) {
                    if to_lines.send(Line::Text(line)).is_err() {
                        break;
                    }
                    notify();
                }
            })?);
        }
        Ok(Self { child, stdin, lines, readers })
    }

    /// Lines that are there by now.
    pub fn poll(&self) -> Vec<Line> {
        self.lines.try_iter().collect()
    }

    /// Asks the child to finish its step and leave.
    pub fn stop(&mut self) {
        self.stdin = None;
    }

    /// Whether it was asked to stop.
    pub fn is_stopping(&self) -> bool {
        self.stdin.is_none()
    }

    /// How it ended: `None` while it runs, else whether it ended well.
    pub fn ended_well(&mut self) -> Option<bool> {
        match self.child.try_wait() {
            Ok(None) => None,
            Ok(Some(status)) => Some(status.success()),
            Err(error) => {
                log::error!("could not ask how the child process is: {error}");
                Some(false)
            }
        }
    }
}

impl Drop for ChildProcess {
    fn drop(&mut self) {
        self.stdin = None;
        if matches!(self.child.try_wait(), Ok(None)) {
            // The checkpoint of a training run is written at most a few steps ago.
            self.child.kill().ok();
        }
        if let Err(error) = self.child.wait() {
            log::error!("could not wait for the child process: {error}");
        }
        for reader in self.readers.drain(..) {
            if reader.join().is_err() {
                log::error!("a thread that reads the child process has panicked");
            }
        }
    }
}

fn understand(line: &str) -> Line {
    // A record has `step` and `samples`, a progress has `what` and `done`.
    if let Ok(progress) = serde_json::from_str::<Progress>(line) {
        Line::Progress(progress)
    } else if let Ok(record) = serde_json::from_str::<TrainingRecord>(line) {
        Line::Record(Box::new(record))
    } else {
        Line::Text(line.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_told_apart() {
        let progress = Progress { what: "parts".into(), done: 3, total: Some(9), remaining_secs: None };
        let record = TrainingRecord { step: 5, loss: Some(1.25), ..TrainingRecord::default() };
        let text = |line: &Line| match line {
            Line::Progress(p) => serde_json::to_string(p).expect("JSON"),
            Line::Record(r) => serde_json::to_string(r).expect("JSON"),
            Line::Text(t) => t.clone(),
        };
        for line in
            [Line::Progress(progress), Line::Record(Box::new(record)), Line::Text("checkpoint".into())]
        {
            assert_eq!(understand(&text(&line)), line);
        }
    }
}
