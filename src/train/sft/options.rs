//! What a run does: the recipe.

use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};
use model::VlmConfig;
use serde::{Deserialize, Serialize};

use super::LoraOptions;
use crate::optimizer::AdamOptions;
use crate::tasks::Mix;

/// The recipe of the default model, as TOML.
pub const DEFAULT_RECIPE: &str = include_str!("../runs/default.toml");

/// What a run does; the file `runs/default.toml` is the recipe of the default model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SftOptions {
    /// Folders of data sets.
    pub data: Vec<PathBuf>,
    /// Files of general text or code (JSON lines), shown with the share `prose` of the mix.
    pub prose: Vec<PathBuf>,
    /// Folder of the run: log, tokenizer, checkpoints. An existing run is continued.
    pub run: PathBuf,
    /// Model file, run or checkpoint whose weights and tokenizer a new run starts from; empty for none.
    /// Kinds of tasks, tokens and places that it lacks are added to it.
    pub start: PathBuf,
    /// Decides weights, order of samples and everything else that is random.
    pub seed: u64,
    /// Optimiser steps.
    pub steps: u64,
    /// Ends the run, schedule included, after so many minutes of training; 0 for no limit.
    pub minutes: f64,
    /// Samples in a step.
    pub batch: usize,
    /// Samples that are computed at once; more need more memory.
    pub part: usize,
    /// Threads; more than there are free cores make it slower.
    pub threads: usize,
    /// Samples that are never trained on and measure the loss.
    pub held_back: usize,
    /// Steps that are prepared ahead on a thread of their own, at least 1.
    pub ahead: usize,
    /// Whether the inside of the network is computed twice instead of being kept: less memory, a third
    /// more time.
    pub recompute: bool,
    /// Evaluations without a new best loss after which the run ends; 0 for never.
    pub patience: u64,
    /// Steps between examinations, in which answers to held-back questions are run and compared; 0 for
    /// none. They need geometry processes.
    pub examine_every: u64,
    /// Questions of an examination.
    pub examine_samples: usize,
    /// Steps between evaluations.
    pub eval_every: u64,
    /// Steps between checkpoints.
    pub checkpoint_every: u64,
    /// Steps between records of the log.
    pub log_every: u64,
    /// Share of a number's target that goes to its neighbours, 0..1.
    pub number_smoothing: f32,
    /// Tokens of the vocabulary.
    pub vocabulary: usize,
    /// Longest program in tokens; longer ones are left out.
    pub longest_program: usize,
    /// How weights are changed.
    pub adam: AdamOptions,
    /// Small additions that are trained instead of the weights.
    pub lora: LoraOptions,
    /// How samples are shown.
    pub mix: Mix,
    /// Sizes of the network; its vocabulary is set from the tokenizer.
    pub network: VlmConfig,
}

impl Default for SftOptions {
    fn default() -> Self {
        Self {
            data: Vec::new(),
            prose: Vec::new(),
            run: PathBuf::from("run"),
            start: PathBuf::new(),
            seed: 1,
            steps: 4000,
            minutes: 0.0,
            batch: 32,
            part: 16,
            threads: 1,
            held_back: 256,
            ahead: 2,
            recompute: false,
            patience: 0,
            examine_every: 0,
            examine_samples: 24,
            eval_every: 250,
            checkpoint_every: 250,
            log_every: 10,
            number_smoothing: 0.2,
            vocabulary: 2048,
            longest_program: 400,
            adam: AdamOptions::default(),
            lora: LoraOptions::default(),
            mix: Mix::default(),
            network: VlmConfig::default(),
        }
    }
}

impl SftOptions {
    /// Reads a recipe; unknown keys are errors, since a misspelt one would train something else.
    ///
    /// # Errors
    /// When the text is no recipe.
    pub fn from_toml(text: &str) -> Result<Self> {
        toml::from_str(text).context("the recipe cannot be read")
    }

    /// Checks that the numbers make sense together.
    ///
    /// # Errors
    /// A sentence that names what does not.
    pub fn check(&self) -> Result<()> {
        ensure!(
            self.steps > 0 && self.batch > 0 && self.part > 0 && self.threads > 0 && self.ahead > 0,
            "steps, batch, part, threads and ahead must be at least 1"
        );
        ensure!(
            (0.0..1.0).contains(&self.number_smoothing),
            "number_smoothing is {}, expected 0 to 1",
            self.number_smoothing
        );
        ensure!(
            self.eval_every > 0 && self.checkpoint_every > 0 && self.log_every > 0,
            "eval_every, checkpoint_every and log_every must be at least 1"
        );
        if let Some(problem) = self.mix.problem() {
            bail!("the mix of the recipe: {problem}");
        }
        Ok(())
    }
}
