//! Tokenizer and weights that a new run begins with.

use anyhow::{Context, Result, ensure};
use candle_core::{Device, Tensor};
use model::{Parts, Tokenizer, TokenizerOptions, VlmConfig, Weights};

use super::SftOptions;
use crate::batches::Corpus;
use crate::checkpoint::TOKENIZER;

/// A tokenizer made from the data, or the one of the weights to start from, grown by what the data has
/// that it lacks.
pub(super) fn make_tokenizer(
    corpus: &Corpus,
    options: &SftOptions,
    start: Option<&Parts>,
) -> Result<Tokenizer> {
    /// More programs teach the tokenizer nothing new.
    const ENOUGH: usize = 6000;
    let step = corpus.len().div_ceil(ENOUGH).max(1);
    let min_frequency = (corpus.len() / step / 400).max(2) as u64;
    let options_of = TokenizerOptions { vocabulary: options.vocabulary, min_frequency };
    let texts: Vec<String> = corpus.texts(step).collect();
    let asked = corpus.prose().iter().map(|prose| prose.asked.as_str());
    let texts = texts.iter().map(String::as_str).chain(asked);
    let programs = corpus.programs(step).chain(corpus.prose().iter().map(|prose| prose.learnt.as_str()));
    let tokenizer = match start {
        Some(start) => start.tokenizer.grown(programs, texts, &options_of)?,
        None => Tokenizer::train(programs, texts, &options_of)?,
    };
    let path = options.run.join(TOKENIZER);
    std::fs::write(&path, tokenizer.to_json())
        .with_context(|| format!("could not write {}", path.display()))?;
    Ok(tokenizer)
}

/// The weights before the first step: those of `start` with what it lacks added, else by chance.
pub(super) fn first_weights(
    network: &VlmConfig,
    tokenizer: &Tokenizer,
    seed: u64,
    start: Option<&Parts>,
) -> Result<Weights> {
    let mut values = model::initial_weights(network, &tokenizer.number_tokens(), seed);
    let mut weights = Weights::new();
    for (name, shape) in network.shapes() {
        let values = values.remove(&name).with_context(|| format!("{name} has no first value"))?;
        weights.insert(name, Tensor::from_vec(values, shape, &Device::Cpu)?);
    }
    let Some(start) = start else { return Ok(weights) };
    ensure!(
        tokenizer.extends(&start.tokenizer),
        "the tokenizer in the folder of the run is not that of the weights to start from; choose another folder"
    );
    let tokens = tokenizer.in_tokens_of(&start.tokenizer)?;
    model::grown_weights(&start.weights, weights, &tokens)
        .context("the network of the recipe cannot begin with these weights; its sizes must be theirs")
}
