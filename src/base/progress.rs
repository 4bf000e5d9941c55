//! Progress of long work and the records of a training log.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// How far a piece of long work is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// What is being done, in words for the screen.
    pub what: String,
    /// Steps done.
    pub done: u64,
    /// Steps in all; `None` when not known.
    pub total: Option<u64>,
    /// Seconds that are left, when they can be told.
    pub remaining_secs: Option<f64>,
}

/// One line of a training log (JSON lines); a field is `None` where it was not measured.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TrainingRecord {
    /// Optimiser steps done.
    pub step: u64,
    /// Optimiser steps in all.
    pub steps: u64,
    /// Mean loss per answer token in nats since the last record.
    pub loss: Option<f64>,
    /// Loss on the held-back samples.
    pub eval_loss: Option<f64>,
    /// The same by kind of task.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub eval_losses: BTreeMap<String, f64>,
    /// Share of answers to held-back questions that gave a valid part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_rate: Option<f64>,
    /// What these answers gained over the bounding box: 1 is perfect, 0 is no better than the box.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gain: Option<f64>,
    /// The largest memory that the process had so far, in MiB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peak_memory_mib: Option<f64>,
    /// Learning rate of this step.
    pub learning_rate: Option<f64>,
    /// Norm of the gradient before clipping.
    pub gradient_norm: Option<f64>,
    /// Samples seen so far.
    pub samples: u64,
    /// Samples a second on the clock.
    pub samples_per_sec: Option<f64>,
    /// Seconds since the run began, earlier sessions included.
    pub elapsed_secs: f64,
    /// Seconds that are left at this pace.
    pub remaining_secs: Option<f64>,
    /// Anything a person should read, for example "checkpoint written".
    pub note: Option<String>,
}
