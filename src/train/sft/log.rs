//! The log of a run, and the sums between two of its records.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use base::TrainingRecord;

use super::{Done, Run};

/// Sums over the steps since the last record.
pub(super) struct Window {
    loss: f64,
    tokens: usize,
    samples: usize,
    started: Instant,
}

impl Window {
    pub(super) fn new() -> Self {
        Self { loss: 0.0, tokens: 0, samples: 0, started: Instant::now() }
    }

    pub(super) fn add(&mut self, done: &Done, samples: usize) {
        self.loss += done.loss;
        self.tokens += done.tokens;
        self.samples += samples;
    }

    pub(super) fn take(&mut self, run: &Run<'_>, done: &Done) -> TrainingRecord {
        let seconds = self.started.elapsed().as_secs_f64().max(1e-9);
        let progress = run.progress();
        let record = TrainingRecord {
            loss: Some(self.loss / self.tokens.max(1) as f64),
            learning_rate: Some(done.learning_rate),
            gradient_norm: Some(done.gradient_norm),
            peak_memory_mib: crate::memory::peak_mib(),
            samples_per_sec: Some(self.samples as f64 / seconds),
            remaining_secs: (progress > 0.0).then(|| run.elapsed_secs() * (1.0 - progress) / progress),
            ..run.record()
        };
        *self = Self::new();
        record
    }
}

/// The log of a run: JSON lines, one record each.
pub(super) struct Log<'a> {
    file: std::fs::File,
    on_record: &'a mut dyn FnMut(&TrainingRecord),
}

impl<'a> Log<'a> {
    /// Opens the log of a run that continues at `step`; records of steps that are done again go.
    pub(super) fn open(run: &Path, step: u64, on_record: &'a mut dyn FnMut(&TrainingRecord)) -> Result<Self> {
        let path = run.join("log.jsonl");
        if let Ok(old) = std::fs::read_to_string(&path) {
            let mut kept = String::new();
            for line in old.lines() {
                let record = serde_json::from_str::<TrainingRecord>(line);
                if record.is_ok_and(|r| r.step <= step && step > 0) {
                    kept.push_str(line);
                    kept.push('\n');
                }
            }
            let partial = path.with_extension("partial");
            std::fs::write(&partial, kept).context("could not write the log")?;
            std::fs::rename(&partial, &path).context("could not replace the log")?;
        }
        let file = OpenOptions::new().create(true).append(true).open(&path);
        Ok(Self { file: file.with_context(|| format!("could not open {}", path.display()))?, on_record })
    }

    pub(super) fn write(&mut self, record: &TrainingRecord) -> Result<()> {
        let mut line = serde_json::to_string(record).context("could not write a record")?;
        line.push('\n');
        self.file.write_all(line.as_bytes()).context("could not write to the log")?;
        (self.on_record)(record);
        Ok(())
    }
}
