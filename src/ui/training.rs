//! State of the training tools: the data set, the run, and the records of its log.

use std::path::{Path, PathBuf};

use base::{Progress, TrainingRecord};

use crate::child::{ChildProcess, Line};

/// What the running child does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Makes a data set.
    Synthesis,
    /// Trains a model.
    Training,
}

/// The training tools.
pub struct Training {
    /// Folder of the data set.
    pub data_folder: String,
    /// Parts to make.
    pub count: u64,
    /// Seed of the data set.
    pub seed: u64,
    /// Folder of the training run.
    pub run_folder: String,
    /// Optimiser steps.
    pub steps: u64,
    /// Processor threads of the training.
    pub threads: usize,
    /// Model file or run that a new run begins with; empty for none.
    pub start: String,
    /// Steps between examinations; 0 for none.
    pub examine_every: u64,
    /// Whether memory is saved by computing twice.
    pub recompute: bool,
    /// Records of the log, oldest first.
    pub records: Vec<TrainingRecord>,
    /// The last progress of the child.
    pub progress: Option<Progress>,
    /// The last words of the child.
    pub message: Option<String>,
    running: Option<(Work, ChildProcess)>,
}

impl Training {
    /// Tools with folders below the state folder.
    pub fn new(state_folder: &Path) -> Self {
        let folder = |name: &str| state_folder.join(name).to_string_lossy().into_owned();
        Self {
            data_folder: folder("data"),
            count: 500,
            seed: 1,
            run_folder: folder("run"),
            steps: 200,
            threads: 1,
            start: String::new(),
            examine_every: 0,
            recompute: false,
            records: Vec::new(),
            progress: None,
            message: None,
            running: None,
        }
    }

    /// What is running.
    pub fn running(&self) -> Option<Work> {
        self.running.as_ref().map(|(work, _)| *work)
    }

    /// Whether the running work was asked to stop.
    pub fn is_stopping(&self) -> bool {
        self.running.as_ref().is_some_and(|(_, child)| child.is_stopping())
    }

    /// Whether there is a data set to train on.
    pub fn has_data(&self) -> bool {
        Path::new(&self.data_folder).join("meta.json").is_file()
    }

    /// Starts making the data set.
    pub fn start_synthesis(&mut self, executable: &Path, notify: impl Fn() + Send + Clone + 'static) {
        let arguments = [
            "synth",
            "--output",
            &self.data_folder,
            "--count",
            &self.count.to_string(),
            "--seed",
            &self.seed.to_string(),
            "--json",
            "--until-stdin-closes",
        ]
        .map(str::to_owned);
        self.launch(Work::Synthesis, executable, &arguments, notify);
    }

    /// Starts training, or goes on with the run in the folder.
    pub fn start_training(&mut self, executable: &Path, notify: impl Fn() + Send + Clone + 'static) {
        self.records = read_log(&PathBuf::from(&self.run_folder).join("log.jsonl"));
        let arguments = [
            "train",
            "sft",
            "--run",
            &self.run_folder,
            "--data",
            &self.data_folder,
            "--steps",
            &self.steps.to_string(),
            "--threads",
            &self.threads.to_string(),
            "--examine-every",
            &self.examine_every.to_string(),
            "--until-stdin-closes",
        ];
        let mut arguments = arguments.map(str::to_owned).to_vec();
        if !self.start.trim().is_empty() {
            arguments.extend(["--from".to_owned(), self.start.trim().to_owned()]);
        }
        if self.recompute {
            arguments.push("--recompute".to_owned());
        }
        self.launch(Work::Training, executable, &arguments, notify);
    }

    fn launch(
        &mut self,
        work: Work,
        executable: &Path,
        arguments: &[String],
        notify: impl Fn() + Send + Clone + 'static,
    ) {
        self.progress = None;
        self.message = None;
        match ChildProcess::start(executable, arguments, notify) {
            Ok(child) => self.running = Some((work, child)),
            Err(error) => self.message = Some(format!("could not start: {error}")),
        }
    }

    /// Asks the running work to finish its step and leave.
    pub fn stop(&mut self) {
        if let Some((_, child)) = &mut self.running {
            child.stop();
        }
    }

    /// Takes what the child said. Returns the work that ended, and whether it ended well.
    pub fn poll(&mut self) -> Option<(Work, bool)> {
        let (work, child) = self.running.as_mut()?;
        let (work, ended) = (*work, child.ended_well());
        for line in child.poll() {
            match line {
                Line::Progress(progress) => self.progress = Some(progress),
                Line::Record(record) => {
                    // A note is of its step: the next one takes it away.
                    self.message.clone_from(&record.note);
                    self.records.push(*record);
                }
                Line::Text(text) if !text.trim().is_empty() => self.message = Some(text),
                Line::Text(_) => {}
            }
        }
        let well = ended?;
        self.running = None;
        Some((work, well))
    }
}

fn read_log(file: &Path) -> Vec<TrainingRecord> {
    let Ok(text) = std::fs::read_to_string(file) else { return Vec::new() };
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}
