//! Checkpoints: folders from which a run continues as if it had never stopped.
//!
//! `<run>/checkpoints/step-00000500` holds `weights.safetensors`, `moments.safetensors` and
//! `meta.json`. The last three are kept, and `<run>/best` has the weights with the lowest loss on
//! held-back samples. A folder appears only when it is complete.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use candle_core::{Device, Tensor};
use model::{Parts, Tokenizer, VlmConfig};
use serde::{Deserialize, Serialize};

use crate::batches::Position;
use crate::sft::SftOptions;

/// Version of the folder's layout.
const FORMAT: u32 = 1;

/// Checkpoints that are kept besides the best.
const KEPT: usize = 3;

const WEIGHTS: &str = "weights.safetensors";
const MOMENTS: &str = "moments.safetensors";
const META: &str = "meta.json";

/// The tokenizer of a run, in its folder.
pub const TOKENIZER: &str = "tokenizer.json";

/// The state of a run beside its weights and moments.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Meta {
    /// Version of the folder's layout.
    pub format: u32,
    /// Version of the program that wrote it.
    pub version: String,
    /// Optimiser steps done.
    pub step: u64,
    /// Place in the data.
    pub position: Position,
    /// Seconds of training, earlier sessions included.
    pub elapsed_secs: f64,
    /// Loss on held-back samples, when it was measured at this step.
    pub eval_loss: Option<f64>,
    /// The lowest loss on held-back samples so far.
    pub best_eval_loss: Option<f64>,
    /// Evaluations since the lowest loss.
    #[serde(default)]
    pub evaluations_since_best: u64,
    /// Identifies the data sets.
    pub data_hash: String,
    /// Samples in the data sets.
    pub data_samples: usize,
    /// Sizes of the network.
    pub network: VlmConfig,
    /// What the run was asked to do.
    pub options: SftOptions,
}

impl Meta {
    /// The version of the folder's layout that this program writes.
    pub const fn format() -> u32 {
        FORMAT
    }
}

/// A checkpoint in memory.
pub struct Checkpoint {
    /// State of the run.
    pub meta: Meta,
    /// Weights by name.
    pub weights: BTreeMap<String, Tensor>,
    /// Moments of the optimiser by name; empty in the folder of the best weights.
    pub moments: BTreeMap<String, Tensor>,
}

impl Checkpoint {
    /// Writes the checkpoint of its step and removes the oldest ones.
    ///
    /// # Errors
    /// When the disk is full or the folder cannot be written.
    pub fn write(&self, run: &Path) -> Result<PathBuf> {
        let folder = run.join("checkpoints");
        let path = folder.join(format!("step-{:08}", self.meta.step));
        self.write_to(&path)?;
        let all = list(run)?;
        for old in all.iter().rev().skip(KEPT) {
            std::fs::remove_dir_all(old).with_context(|| format!("could not remove {}", old.display()))?;
        }
        Ok(path)
    }

    /// Writes the weights alone as the best of the run.
    ///
    /// # Errors
    /// As [`Self::write`].
    pub fn write_best(&self, run: &Path) -> Result<()> {
        self.write_to(&run.join("best"))
    }

    fn write_to(&self, path: &Path) -> Result<()> {
        let partial = path.with_extension("partial");
        if partial.exists() {
            std::fs::remove_dir_all(&partial)
                .with_context(|| format!("could not remove {}", partial.display()))?;
        }
        std::fs::create_dir_all(&partial).with_context(|| format!("could not make {}", partial.display()))?;
        save(&self.weights, &partial.join(WEIGHTS))?;
        if !self.moments.is_empty() {
            save(&self.moments, &partial.join(MOMENTS))?;
        }
        let meta = serde_json::to_string_pretty(&self.meta).context("could not describe the checkpoint")?;
        std::fs::write(partial.join(META), meta)
            .context("could not write the description of a checkpoint")?;
        if path.exists() {
            std::fs::remove_dir_all(path).with_context(|| format!("could not replace {}", path.display()))?;
        }
        std::fs::rename(&partial, path).with_context(|| format!("could not name {}", path.display()))
    }

    /// Reads a checkpoint.
    ///
    /// # Errors
    /// When files are missing, cut short or from a newer program.
    pub fn read(path: &Path) -> Result<Self> {
        let meta = std::fs::read_to_string(path.join(META))
            .with_context(|| format!("could not read the checkpoint {}", path.display()))?;
        let meta: Meta = serde_json::from_str(&meta)
            .with_context(|| format!("the description of the checkpoint is damaged: {}", path.display()))?;
        ensure!(meta.format == FORMAT, "checkpoint format {} is not known here, only {FORMAT}", meta.format);
        let weights = load(&path.join(WEIGHTS))?;
        let moments = path.join(MOMENTS);
        let moments = if moments.exists() { load(&moments)? } else { BTreeMap::new() };
        Ok(Self { meta, weights, moments })
    }
}

fn save(tensors: &BTreeMap<String, Tensor>, path: &Path) -> Result<()> {
    let tensors: HashMap<&str, Tensor> = tensors.iter().map(|(name, t)| (name.as_str(), t.clone())).collect();
    candle_core::safetensors::save(&tensors, path)
        .with_context(|| format!("could not write {}", path.display()))
}

fn load(path: &Path) -> Result<BTreeMap<String, Tensor>> {
    let tensors = candle_core::safetensors::load(path, &Device::Cpu)
        .with_context(|| format!("could not read {}", path.display()))?;
    Ok(tensors.into_iter().collect())
}

/// The checkpoints of a run, oldest first.
///
/// # Errors
/// When the folder cannot be listed.
pub fn list(run: &Path) -> Result<Vec<PathBuf>> {
    let folder = run.join("checkpoints");
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut all: Vec<PathBuf> = std::fs::read_dir(&folder)
        .with_context(|| format!("could not list {}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            name.strip_prefix("step-").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
        })
        .collect();
    all.sort();
    Ok(all)
}

/// Weights, sizes and tokenizer to start from: a model file, a run, or one of its checkpoints.
///
/// # Errors
/// When there is no model at `path`.
pub fn read_start(path: &Path) -> Result<Parts> {
    if path.is_file() {
        let bytes = std::fs::read(path).with_context(|| format!("could not read {}", path.display()))?;
        return model::read_model(&bytes)
            .with_context(|| format!("cannot start from this file: {}", path.display()));
    }
    let folder = find(path)?;
    let checkpoint = Checkpoint::read(&folder)?;
    Ok(Parts {
        config: checkpoint.meta.network,
        weights: checkpoint.meta.options.lora.merged(&checkpoint.weights)?,
        tokenizer: read_tokenizer(run_of(&folder)?)?,
    })
}

/// The folder of the run that a checkpoint belongs to.
///
/// # Errors
/// When the tokenizer of the run is not there.
pub fn run_of(checkpoint: &Path) -> Result<&Path> {
    let run = checkpoint.ancestors().find(|folder| folder.join(TOKENIZER).exists());
    run.with_context(|| format!("{TOKENIZER} of the run was not found above {}", checkpoint.display()))
}

/// The tokenizer of a run.
///
/// # Errors
/// When it cannot be read.
pub fn read_tokenizer(run: &Path) -> Result<Tokenizer> {
    let path = run.join(TOKENIZER);
    let json =
        std::fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
    Ok(Tokenizer::from_json(&json)?)
}

/// The checkpoint folder meant by `path`: itself, or of a run its best, else its last one.
///
/// # Errors
/// When there is none.
pub fn find(path: &Path) -> Result<PathBuf> {
    if path.join(META).exists() {
        return Ok(path.to_owned());
    }
    let best = path.join("best");
    if best.join(META).exists() {
        return Ok(best);
    }
    match list(path)?.pop() {
        Some(last) => Ok(last),
        None => bail!("no checkpoint was found in {}", path.display()),
    }
}
