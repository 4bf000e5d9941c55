//! The weights of a run: which of them are trained, and what the network is made of.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use candle_core::{Device, Tensor, Var};
use model::{Batch, Model, Tokenizer, Vlm, VlmConfig, Weights};
use serde::{Deserialize, Serialize};

use crate::optimizer::Gradients;

/// Training of small additions beside frozen weights; see [`model::adapter_shapes`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LoraOptions {
    /// Rank of the additions; 0 trains all weights instead.
    pub rank: usize,
    /// The additions count `alpha / rank` times.
    pub alpha: f64,
    /// Parts of the names of the layers that have additions: "decoder", "attention", "feed.in" …
    pub targets: Vec<String>,
    /// Parts of the names of weights that are trained as a whole beside them, for example
    /// "embedding" when tokens are new.
    pub whole: Vec<String>,
}

impl Default for LoraOptions {
    fn default() -> Self {
        Self { rank: 0, alpha: 16.0, targets: vec!["decoder".into()], whole: Vec::new() }
    }
}

impl LoraOptions {
    /// How much the additions count.
    pub fn scale(&self) -> f64 {
        if self.rank == 0 { 1.0 } else { self.alpha / self.rank as f64 }
    }

    /// The weights with their additions merged in.
    ///
    /// # Errors
    /// When they do not fit.
    pub fn merged(&self, weights: &Weights) -> Result<Weights> {
        if self.rank == 0 { Ok(weights.clone()) } else { Ok(model::merged(weights, self.scale())?) }
    }

    /// The additions at their beginning, which change nothing.
    fn additions(&self, network: &VlmConfig, seed: u64) -> Result<Weights> {
        let mut random = fastrand::Rng::with_seed(seed ^ 0x10ca);
        let mut additions = Weights::new();
        for target in &self.targets {
            let names: Vec<String> = model::adaptable(network).into_iter().map(|(name, _)| name).collect();
            if !names.iter().any(|name| name.contains(target.as_str())) {
                bail!(
                    "no layer has \"{target}\" in its name, which is a target of [lora]; there are {}",
                    names.join(", ")
                );
            }
        }
        for (name, shape) in model::adapter_shapes(network, self.rank, &self.targets) {
            let deviation = if model::is_adapter_up(&name) { 0.0 } else { 1.0 / (shape[1] as f32).sqrt() };
            let mut uniform = || (random.f32() * 2.0 - 1.0) * 1.73 * deviation;
            let values: Vec<f32> = (0..shape[0] * shape[1]).map(|_| uniform()).collect();
            additions.insert(name, Tensor::from_vec(values, &shape, &Device::Cpu)?);
        }
        Ok(additions)
    }
}

/// The network of a run with its weights.
pub(super) struct Trained {
    network: VlmConfig,
    lora: LoraOptions,
    /// Weights that are trained.
    pub(super) variables: BTreeMap<String, Var>,
    /// Weights that never change.
    frozen: Weights,
    /// The network made of both.
    pub(super) vlm: Vlm,
}

impl Trained {
    /// The network of `weights`; additions that they lack begin now.
    pub(super) fn new(
        network: VlmConfig,
        mut weights: Weights,
        lora: &LoraOptions,
        seed: u64,
    ) -> Result<Self> {
        if lora.rank > 0 {
            for (name, addition) in lora.additions(&network, seed)? {
                weights.entry(name).or_insert(addition);
            }
        }
        let base: Vec<String> = network.shapes().into_iter().map(|(name, _)| name).collect();
        let is_trained = |name: &str| {
            lora.rank == 0
                || !base.iter().any(|b| b == name)
                || lora.whole.iter().any(|part| name.contains(part.as_str()))
        };
        let (mut variables, mut frozen) = (BTreeMap::new(), Weights::new());
        let mut all = Weights::new();
        for (name, value) in weights {
            if is_trained(&name) {
                let variable = Var::from_tensor(&value)?;
                all.insert(name.clone(), variable.as_tensor().clone());
                variables.insert(name, variable);
            } else {
                all.insert(name.clone(), value.detach());
                frozen.insert(name, value.detach());
            }
        }
        let vlm = Vlm::with_adapters(network, &all, lora.scale())?;
        Ok(Self { network, lora: lora.clone(), variables, frozen, vlm })
    }

    /// Number of weights that are trained.
    pub(super) fn count(&self) -> usize {
        self.variables.values().map(|variable| variable.elem_count()).sum()
    }

    /// All weights as they are now, additions apart.
    pub(super) fn weights(&self) -> Weights {
        let now = self.variables.iter().map(|(name, v)| (name.clone(), v.as_detached_tensor()));
        now.chain(self.frozen.clone()).collect()
    }

    /// A model that answers with the weights as they are now.
    pub(super) fn model(&self, tokenizer: &Tokenizer) -> Result<Model> {
        let weights = self.lora.merged(&self.weights())?;
        Ok(Model::from_parts(self.network, &weights, tokenizer.clone())?)
    }

    /// Loss and gradients of every part, in order, on as many threads as wanted.
    pub(super) fn compute(
        &self,
        parts: &[Batch],
        scale: f32,
        threads: usize,
        memory: Memory,
    ) -> Result<Vec<(f64, Gradients)>> {
        let one = |part: &Batch| self.part_gradients(part, scale, memory);
        if threads == 1 {
            return parts.iter().map(one).collect();
        }
        let mut results: Vec<Option<Result<(f64, Gradients)>>> = parts.iter().map(|_| None).collect();
        let share = parts.len().div_ceil(threads).max(1);
        std::thread::scope(|scope| {
            for (parts, results) in parts.chunks(share).zip(results.chunks_mut(share)) {
                scope.spawn(move || {
                    parts.iter().zip(results).for_each(|(part, result)| *result = Some(one(part)))
                });
            }
        });
        results.into_iter().map(|result| result.context("a training thread did not end")?).collect()
    }

    fn part_gradients(&self, part: &Batch, scale: f32, memory: Memory) -> Result<(f64, Gradients)> {
        let (loss, mut found) = match memory {
            Memory::Little => self.vlm.gradients_with_less_memory(part, scale, &self.variables)?,
            Memory::Plenty => {
                let loss = self.vlm.loss(part, scale)?;
                let mut found = loss.backward()?;
                let named =
                    self.variables.iter().filter_map(|(name, v)| Some((name.clone(), found.remove(v)?)));
                let named = named.collect();
                (f64::from(loss.to_scalar::<f32>()?), named)
            }
        };
        let mut gradients = Gradients::new();
        for (name, variable) in &self.variables {
            // Parts without pictures leave the encoder alone.
            let gradient = match found.remove(name) {
                Some(gradient) => gradient.flatten_all()?.to_vec1::<f32>()?,
                None => vec![0.0; variable.elem_count()],
            };
            gradients.insert(name.clone(), gradient);
        }
        Ok((loss, gradients))
    }
}

/// Whether the inside of the network is kept between the two passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Memory {
    /// It is kept.
    Plenty,
    /// It is computed a second time.
    Little,
}
