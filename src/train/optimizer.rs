//! AdamW with warm-up, cosine decay and clipping (Loshchilov and Hutter 2019, arXiv:1711.05101).
//!
//! Everything is f32. Weight decay spares norms, embeddings and position tables.
//! The state can be saved and restored exactly.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use candle_core::{Device, Tensor, Var};
use serde::{Deserialize, Serialize};

/// How weights are changed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AdamOptions {
    /// Learning rate after the warm-up.
    pub learning_rate: f64,
    /// Share of the learning rate that is left at the end.
    pub final_share: f64,
    /// Steps over which the learning rate rises from 0.
    pub warmup_steps: u64,
    /// Share of a weight that is taken away in each step, times the learning rate.
    pub weight_decay: f64,
    /// Memory of the mean gradient.
    pub beta1: f64,
    /// Memory of the mean squared gradient.
    pub beta2: f64,
    /// Longest gradient; longer ones are scaled down.
    pub clip: f64,
}

impl Default for AdamOptions {
    fn default() -> Self {
        Self {
            learning_rate: 1.5e-3,
            final_share: 0.03,
            warmup_steps: 100,
            weight_decay: 0.05,
            beta1: 0.9,
            beta2: 0.98,
            clip: 1.0,
        }
    }
}

impl AdamOptions {
    /// The learning rate of step `step` (from 0) when `progress` (0..=1) of the run is over.
    pub fn learning_rate_at(&self, step: u64, progress: f64) -> f64 {
        let warmup = ((step + 1) as f64 / self.warmup_steps.max(1) as f64).min(1.0);
        let cosine = 0.5 * (1.0 + (std::f64::consts::PI * progress.clamp(0.0, 1.0)).cos());
        self.learning_rate * warmup * (self.final_share + (1.0 - self.final_share) * cosine)
    }
}

/// Added to the root of the mean squared gradient.
const EPSILON: f32 = 1e-8;

/// One variable with its moments.
struct Slot {
    variable: Var,
    values: Vec<f32>,
    mean: Vec<f32>,
    square: Vec<f32>,
    decays: bool,
}

/// The optimiser with the variables that it changes.
pub struct AdamW {
    slots: BTreeMap<String, Slot>,
    steps: u64,
}

/// Gradients by name of the variable.
pub type Gradients = BTreeMap<String, Vec<f32>>;

impl AdamW {
    /// An optimiser with moments of zero.
    ///
    /// # Errors
    /// When a variable is not f32.
    pub fn new(variables: &BTreeMap<String, Var>) -> Result<Self> {
        let mut slots = BTreeMap::new();
        for (name, variable) in variables {
            let values = variable.flatten_all()?.to_vec1::<f32>()?;
            let slot = Slot {
                variable: variable.clone(),
                mean: vec![0.0; values.len()],
                square: vec![0.0; values.len()],
                values,
                decays: decays(name, variable.rank()),
            };
            slots.insert(name.clone(), slot);
        }
        Ok(Self { slots, steps: 0 })
    }

    /// Steps done.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Changes all variables by one step; the norm of the gradient before clipping. A step whose
    /// gradient is not finite is left out.
    ///
    /// # Errors
    /// When a gradient is missing.
    pub fn step(&mut self, gradients: &Gradients, learning_rate: f64, options: &AdamOptions) -> Result<f64> {
        for (name, slot) in &self.slots {
            let gradient = gradients.get(name).with_context(|| format!("{name} has no gradient"))?;
            ensure!(gradient.len() == slot.values.len(), "the gradient of {name} has the wrong size");
        }
        let norm = norm(gradients);
        self.steps += 1;
        if !norm.is_finite() {
            return Ok(norm);
        }
        let scale = (options.clip / norm.max(1e-12)).min(1.0) as f32;
        let (beta1, beta2) = (options.beta1 as f32, options.beta2 as f32);
        let exponent = i32::try_from(self.steps).unwrap_or(i32::MAX);
        let mean_share = (1.0 - options.beta1.powi(exponent)) as f32;
        let square_share = (1.0 - options.beta2.powi(exponent)) as f32;
        let rate = learning_rate as f32;
        for (name, slot) in &mut self.slots {
            let kept = if slot.decays { 1.0 - (learning_rate * options.weight_decay) as f32 } else { 1.0 };
            let moments = slot.mean.iter_mut().zip(&mut slot.square);
            for ((value, (mean, square)), gradient) in
                slot.values.iter_mut().zip(moments).zip(&gradients[name])
            {
                let gradient = gradient * scale;
                *mean = beta1 * *mean + (1.0 - beta1) * gradient;
                *square = beta2 * *square + (1.0 - beta2) * gradient * gradient;
                let direction = (*mean / mean_share) / ((*square / square_share).sqrt() + EPSILON);
                *value = *value * kept - rate * direction;
            }
            let tensor = Tensor::from_slice(&slot.values, slot.variable.shape(), &Device::Cpu)?;
            slot.variable.set(&tensor)?;
        }
        Ok(norm)
    }

    /// The moments as tensors, for a checkpoint.
    ///
    /// # Errors
    /// When memory cannot be had.
    pub fn state(&self) -> Result<BTreeMap<String, Tensor>> {
        let mut state = BTreeMap::new();
        for (name, slot) in &self.slots {
            let shape = slot.variable.shape();
            state.insert(format!("mean/{name}"), Tensor::from_slice(&slot.mean, shape, &Device::Cpu)?);
            state.insert(format!("square/{name}"), Tensor::from_slice(&slot.square, shape, &Device::Cpu)?);
        }
        Ok(state)
    }

    /// Takes back moments that [`Self::state`] gave, after `steps` steps.
    ///
    /// # Errors
    /// When moments are missing or have another shape.
    pub fn restore(&mut self, state: &BTreeMap<String, Tensor>, steps: u64) -> Result<()> {
        for (name, slot) in &mut self.slots {
            for (kind, target) in [("mean", &mut slot.mean), ("square", &mut slot.square)] {
                let tensor = state.get(&format!("{kind}/{name}"));
                let tensor = tensor.with_context(|| format!("the checkpoint has no {kind} of {name}"))?;
                ensure!(tensor.shape() == slot.variable.shape(), "the {kind} of {name} has another shape");
                *target = tensor.flatten_all()?.to_vec1::<f32>()?;
            }
        }
        self.steps = steps;
        Ok(())
    }
}

/// Whether weight decay applies.
fn decays(name: &str, rank: usize) -> bool {
    rank > 1 && !["embedding", "extent", "position", "view", "norm"].iter().any(|part| name.contains(part))
}

/// The Euclidean norm of all gradients together.
fn norm(gradients: &Gradients) -> f64 {
    let square = |values: &Vec<f32>| -> f64 {
        values.chunks(4096).map(|c| f64::from(c.iter().map(|v| v * v).sum::<f32>())).sum()
    };
    gradients.values().map(square).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable(values: &[f32]) -> Var {
        Var::new(values, &Device::Cpu).expect("makes a variable")
    }

    #[test]
    fn finds_the_bottom_of_a_bowl() {
        let variables = BTreeMap::from([("x".to_owned(), variable(&[3.0, -2.0]))]);
        let mut adam = AdamW::new(&variables).expect("starts");
        let options = AdamOptions::default();
        for _ in 0..400 {
            let x = variables["x"].to_vec1::<f32>().expect("values");
            let gradients = Gradients::from([("x".to_owned(), vec![x[0] - 1.0, 4.0 * (x[1] - 0.5)])]);
            adam.step(&gradients, 0.03, &options).expect("steps");
        }
        let x = variables["x"].to_vec1::<f32>().expect("values");
        assert!((x[0] - 1.0).abs() < 0.02 && (x[1] - 0.5).abs() < 0.02, "ended at {x:?}");
    }

    #[test]
    fn first_step_has_the_length_of_the_learning_rate() {
        let variables = BTreeMap::from([("x".to_owned(), variable(&[0.0, 0.0]))]);
        let mut adam = AdamW::new(&variables).expect("starts");
        let gradients = Gradients::from([("x".to_owned(), vec![30.0, -40.0])]);
        let norm = adam.step(&gradients, 0.1, &AdamOptions::default()).expect("steps");
        assert!((norm - 50.0).abs() < 1e-6);
        let x = variables["x"].to_vec1::<f32>().expect("values");
        assert!((x[0] + 0.1).abs() < 1e-5 && (x[1] - 0.1).abs() < 1e-5, "moved to {x:?}");
    }

    #[test]
    fn learning_rate_rises_and_falls() {
        let options =
            AdamOptions { learning_rate: 1.0, final_share: 0.1, warmup_steps: 10, ..Default::default() };
        assert!((options.learning_rate_at(0, 0.0) - 0.1).abs() < 1e-9);
        assert!((options.learning_rate_at(50, 0.5) - 0.55).abs() < 1e-9);
        assert!((options.learning_rate_at(99, 1.0) - 0.1).abs() < 1e-9);
    }

    #[test]
    fn gradients_that_are_no_numbers_change_nothing() {
        let variables = BTreeMap::from([("x".to_owned(), variable(&[1.0]))]);
        let mut adam = AdamW::new(&variables).expect("starts");
        let gradients = Gradients::from([("x".to_owned(), vec![f32::NAN])]);
        assert!(adam.step(&gradients, 0.1, &AdamOptions::default()).expect("runs").is_nan());
        assert_eq!(variables["x"].to_vec1::<f32>().expect("values"), [1.0]);
    }
}
