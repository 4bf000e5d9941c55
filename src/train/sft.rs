//! Supervised fine-tuning of the default model: pictures and text in, the program as the answer.
//!
//! Plain next-token training on the answer alone, with AdamW, warm-up and cosine decay.
//! Read from top to bottom: options, the run, one step, evaluation, export.
//!
//! Deviations from the plain method:
//! 1. A number of the answer shares a part of its target with its neighbours, see [`model::Packer`];
//!    the loss that is reported leaves the entropy of such targets out, so that 0 is perfect.
//! 2. With a limit of minutes the schedule follows steps or time, whichever is further.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use base::{Cancel, TrainingRecord};
use candle_core::{Device, Tensor, Var};
use model::{Batch, Packer, Tokenizer, TokenizerOptions, Vlm, VlmConfig, Weights};
use serde::{Deserialize, Serialize};

use crate::batches::{Corpus, Dealer, Encoded, Mix, Position, Shown, mixed};
use crate::checkpoint::{self, Checkpoint, Meta};
use crate::optimizer::{AdamOptions, AdamW, Gradients};

/// The recipe of the default model, as TOML.
pub const DEFAULT_RECIPE: &str = include_str!("runs/default.toml");

/// What a run does; the file `runs/default.toml` is the recipe of the default model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SftOptions {
    /// Folders of data sets.
    pub data: Vec<PathBuf>,
    /// Folder of the run: log, tokenizer, checkpoints. An existing run is continued.
    pub run: PathBuf,
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
    /// How samples are shown.
    pub mix: Mix,
    /// Sizes of the network; its vocabulary is set from the tokenizer.
    pub network: VlmConfig,
}

impl Default for SftOptions {
    fn default() -> Self {
        Self {
            data: Vec::new(),
            run: PathBuf::from("run"),
            seed: 1,
            steps: 4000,
            minutes: 0.0,
            batch: 32,
            part: 16,
            threads: 1,
            held_back: 256,
            eval_every: 250,
            checkpoint_every: 250,
            log_every: 10,
            number_smoothing: 0.2,
            vocabulary: 2048,
            longest_program: 400,
            adam: AdamOptions::default(),
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

    fn check(&self) -> Result<()> {
        ensure!(
            self.steps > 0 && self.batch > 0 && self.part > 0 && self.threads > 0,
            "steps, batch, part and threads must be at least 1"
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
        Ok(())
    }
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub struct SftOutcome {
    /// Optimiser steps done.
    pub steps: u64,
    /// Loss on held-back samples at the end.
    pub eval_loss: Option<f64>,
    /// The last checkpoint.
    pub checkpoint: PathBuf,
    /// Whether it came to its end, or was stopped and can be continued.
    pub finished: bool,
}

/// Trains until the end or until `cancel` is set; then the step is finished and a checkpoint written.
/// Every record goes to `<run>/log.jsonl` and to `on_record`.
///
/// # Errors
/// When data or run folder cannot be used.
pub fn run(
    options: &SftOptions,
    cancel: &Cancel,
    on_record: &mut dyn FnMut(&TrainingRecord),
) -> Result<SftOutcome> {
    options.check()?;
    crate::prepare_process();
    std::fs::create_dir_all(&options.run)
        .with_context(|| format!("could not make the folder of the run {}", options.run.display()))?;
    let mut run = Run::start(options)?;
    let mut log = Log::open(&options.run, run.step, on_record)?;
    log.write(&TrainingRecord { note: Some(run.describe()), ..run.record() })?;
    if run.step == 0 {
        let loss = run.evaluate()?;
        log.write(&TrainingRecord {
            eval_loss: Some(loss),
            note: Some("before the first step".into()),
            ..run.record()
        })?;
    }
    let mut window = Window::new();
    let mut eval_loss = None;
    while !run.is_over() && !cancel.is_cancelled() {
        let done = run.train_step()?;
        window.add(&done, options.batch);
        if run.step.is_multiple_of(options.log_every) || run.is_over() {
            log.write(&window.take(&run, &done))?;
        }
        eval_loss = None;
        if run.step.is_multiple_of(options.eval_every) || run.is_over() {
            let loss = run.evaluate()?;
            eval_loss = Some(loss);
            let is_best = run.best_eval_loss.is_none_or(|best| loss < best);
            if is_best {
                run.best_eval_loss = Some(loss);
                run.checkpoint(eval_loss, Moments::Leave)?.write_best(&options.run)?;
            }
            let note = is_best.then(|| "best so far".to_owned());
            log.write(&TrainingRecord { eval_loss, note, ..run.record() })?;
            window = Window::new();
        }
        if run.step.is_multiple_of(options.checkpoint_every) && !run.is_over() {
            run.checkpoint(eval_loss, Moments::Take)?.write(&options.run)?;
            log.write(&TrainingRecord { note: Some("checkpoint written".into()), ..run.record() })?;
        }
    }
    let finished = run.is_over();
    let checkpoint = run.checkpoint(eval_loss, Moments::Take)?.write(&options.run)?;
    let note = if finished { "finished" } else { "stopped; start again to continue" };
    log.write(&TrainingRecord { note: Some(note.into()), ..run.record() })?;
    Ok(SftOutcome { steps: run.step, eval_loss, checkpoint, finished })
}

/// Writes the model file of a checkpoint, or of a run's best checkpoint, else its last.
///
/// # Errors
/// When there is no checkpoint or the file cannot be written.
pub fn export(run_or_checkpoint: &Path, out: &Path) -> Result<PathBuf> {
    let folder = checkpoint::find(run_or_checkpoint)?;
    let checkpoint = Checkpoint::read(&folder)?;
    let run = folder.ancestors().find(|f| f.join(TOKENIZER).exists());
    let run =
        run.with_context(|| format!("{TOKENIZER} of the run was not found above {}", folder.display()))?;
    let tokenizer = read_tokenizer(run)?;
    let mut meta = checkpoint.meta.clone();
    // Paths of the machine that trained are nobody's business.
    meta.options.data.clear();
    meta.options.run = PathBuf::new();
    let notes = serde_json::to_string(&meta).context("could not describe the training")?;
    model::write_model(out, &checkpoint.meta.network, &checkpoint.weights, &tokenizer, &notes)?;
    Ok(folder)
}

const TOKENIZER: &str = "tokenizer.json";

fn read_tokenizer(run: &Path) -> Result<Tokenizer> {
    let path = run.join(TOKENIZER);
    let json =
        std::fs::read_to_string(&path).with_context(|| format!("could not read {}", path.display()))?;
    Ok(Tokenizer::from_json(&json)?)
}

/// A run in memory.
struct Run<'a> {
    options: &'a SftOptions,
    network: VlmConfig,
    corpus: Corpus,
    tokenizer: Tokenizer,
    encoded: Encoded,
    dealer: Dealer,
    held_back: Vec<u32>,
    variables: BTreeMap<String, Var>,
    vlm: Vlm,
    adam: AdamW,
    step: u64,
    best_eval_loss: Option<f64>,
    /// Seconds of earlier sessions.
    earlier_secs: f64,
    started: Instant,
    notes: Vec<String>,
}

/// What came of one step.
struct Done {
    /// Sum over tokens in nats.
    loss: f64,
    tokens: usize,
    gradient_norm: f64,
    learning_rate: f64,
}

/// Whether a checkpoint takes the optimiser's moments along.
enum Moments {
    Take,
    Leave,
}

impl<'a> Run<'a> {
    fn start(options: &'a SftOptions) -> Result<Self> {
        let corpus = Corpus::open(&options.data)?;
        let mut notes = Vec::new();
        let last = checkpoint::list(&options.run)?.pop().map(|path| Checkpoint::read(&path)).transpose()?;
        let tokenizer = if options.run.join(TOKENIZER).exists() {
            read_tokenizer(&options.run)?
        } else {
            ensure!(last.is_none(), "the run has checkpoints but no {TOKENIZER}; choose another folder");
            make_tokenizer(&corpus, options)?
        };
        let network = VlmConfig { vocabulary: tokenizer.vocabulary(), ..options.network };
        let encoded = Encoded::new(&corpus, &tokenizer, options.longest_program)?;
        let (held_back, mut samples) = corpus.split(options.held_back);
        samples.retain(|&s| encoded.usable(s));
        let held_back = held_back.into_iter().filter(|&s| encoded.usable(s)).collect();

        let (values, meta) = match &last {
            Some(last) => {
                if last.meta.network != network {
                    bail!(
                        "the run in {} has a network of other sizes; choose another folder",
                        options.run.display()
                    );
                }
                (last.weights.clone(), Some(&last.meta))
            }
            None => (first_weights(&network, &tokenizer, options.seed)?, None),
        };
        let mut variables = BTreeMap::new();
        for (name, value) in &values {
            variables.insert(name.clone(), Var::from_tensor(value)?);
        }
        let shared: Weights = variables.iter().map(|(n, v)| (n.clone(), v.as_tensor().clone())).collect();
        let vlm = Vlm::new(network, &shared)?;
        let mut adam = AdamW::new(&variables)?;
        let mut position = Position::default();
        if let (Some(last), Some(meta)) = (&last, meta) {
            adam.restore(&last.moments, meta.step)?;
            position = meta.position;
            notes.push(format!("continued at step {}", meta.step));
            if meta.data_hash != corpus.hash() {
                position = Position { pass: position.pass + 1, index: 0, ..position };
                notes.push(format!(
                    "the data changed from {} to {} samples",
                    meta.data_samples,
                    corpus.len()
                ));
            }
        }
        let best = meta.and_then(|meta| meta.best_eval_loss);
        let is_comparable = meta.is_some_and(|meta| {
            let before = &meta.options;
            meta.data_hash == corpus.hash()
                && before.mix == options.mix
                && (before.seed, before.held_back) == (options.seed, options.held_back)
        });
        if best.is_some() && !is_comparable {
            notes.push("held-back samples are others now, so the best loss starts anew".to_owned());
        }
        Ok(Self {
            options,
            network,
            dealer: Dealer::new(samples, options.seed, position)?,
            corpus,
            tokenizer,
            encoded,
            held_back,
            variables,
            vlm,
            adam,
            step: meta.map_or(0, |m| m.step),
            best_eval_loss: best.filter(|_| is_comparable),
            earlier_secs: meta.map_or(0.0, |m| m.elapsed_secs),
            started: Instant::now(),
            notes,
        })
    }

    fn describe(&self) -> String {
        let mut text = format!(
            "{:.2} million weights, {} samples ({} held back), {:.1} tokens a program",
            self.network.parameters() as f64 / 1e6,
            self.corpus.len(),
            self.held_back.len(),
            self.encoded.mean_tokens()
        );
        for note in &self.notes {
            text.push_str("; ");
            text.push_str(note);
        }
        text
    }

    fn elapsed_secs(&self) -> f64 {
        self.earlier_secs + self.started.elapsed().as_secs_f64()
    }

    /// How much of the run is over, 0..=1.
    fn progress(&self) -> f64 {
        let by_steps = self.step as f64 / self.options.steps as f64;
        let by_time = if self.options.minutes > 0.0 {
            self.elapsed_secs() / (self.options.minutes * 60.0)
        } else {
            0.0
        };
        by_steps.max(by_time).min(1.0)
    }

    fn is_over(&self) -> bool {
        self.progress() >= 1.0
    }

    fn record(&self) -> TrainingRecord {
        TrainingRecord {
            step: self.step,
            steps: self.options.steps,
            samples: self.dealer.position.samples,
            elapsed_secs: self.elapsed_secs(),
            ..TrainingRecord::default()
        }
    }

    fn train_step(&mut self) -> Result<Done> {
        let (options, progress) = (self.options, self.progress());
        let mut packers = Vec::new();
        for start in (0..options.batch).step_by(options.part) {
            let mut packer = Packer::with_smoothing(&self.tokenizer, options.number_smoothing);
            for _ in start..(start + options.part).min(options.batch) {
                let (sample, mut random) = self.dealer.next_sample();
                let shown = Shown::new(&self.corpus, &self.encoded, sample, &options.mix, &mut random)?;
                packer.push(&shown.example())?;
            }
            packers.push(packer.finish()?);
        }
        let parts: Vec<Batch> = packers;
        let tokens: usize = parts.iter().map(|part| part.targets.len()).sum();
        let scale = 1.0 / tokens as f32;
        let (mut loss, mut gradients) = (0.0, Gradients::new());
        for (part_loss, part_gradients) in self.compute(&parts, scale)? {
            loss += part_loss;
            add_gradients(&mut gradients, part_gradients);
        }
        let entropy: f64 = parts.iter().map(|part| part.targets.entropy()).sum();
        let learning_rate = options.adam.learning_rate_at(self.step, progress);
        let gradient_norm = self.adam.step(&gradients, learning_rate, &options.adam)?;
        self.step += 1;
        Ok(Done { loss: loss * tokens as f64 - entropy, tokens, gradient_norm, learning_rate })
    }

    /// Loss and gradients of every part, in order, on as many threads as the options say.
    fn compute(&self, parts: &[Batch], scale: f32) -> Result<Vec<(f64, Gradients)>> {
        let one = |part: &Batch| part_gradients(&self.vlm, &self.variables, part, scale);
        if self.options.threads == 1 {
            return parts.iter().map(one).collect();
        }
        let mut results: Vec<Option<Result<(f64, Gradients)>>> = parts.iter().map(|_| None).collect();
        let share = parts.len().div_ceil(self.options.threads).max(1);
        std::thread::scope(|scope| {
            for (parts, results) in parts.chunks(share).zip(results.chunks_mut(share)) {
                scope.spawn(move || {
                    parts.iter().zip(results).for_each(|(part, result)| *result = Some(one(part)))
                });
            }
        });
        results.into_iter().map(|result| result.context("a training thread did not end")?).collect()
    }

    /// Mean loss in nats a token on the held-back samples, which are always shown alike.
    fn evaluate(&self) -> Result<f64> {
        let mix = Mix { changed: 0.0, ..self.options.mix };
        let (mut loss, mut tokens) = (0.0, 0);
        for (n, samples) in self.held_back.chunks(self.options.part).enumerate() {
            let mut packer = Packer::new(&self.tokenizer);
            for (m, &sample) in samples.iter().enumerate() {
                let mut random = mixed(0xe7a1, (n * self.options.part + m) as u64);
                packer
                    .push(&Shown::new(&self.corpus, &self.encoded, sample, &mix, &mut random)?.example())?;
            }
            let part = packer.finish()?;
            let frozen = &self.vlm;
            loss += f64::from(frozen.loss(&part, 1.0)?.to_scalar::<f32>()?);
            tokens += part.targets.len();
        }
        Ok(loss / tokens.max(1) as f64)
    }

    fn checkpoint(&self, eval_loss: Option<f64>, moments: Moments) -> Result<Checkpoint> {
        let weights = self.variables.iter().map(|(n, v)| (n.clone(), v.as_detached_tensor())).collect();
        Ok(Checkpoint {
            meta: Meta {
                format: Meta::format(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
                step: self.step,
                position: self.dealer.position,
                elapsed_secs: self.elapsed_secs(),
                eval_loss,
                best_eval_loss: self.best_eval_loss,
                data_hash: self.corpus.hash().to_owned(),
                data_samples: self.corpus.len(),
                network: self.network,
                options: self.options.clone(),
            },
            weights,
            moments: match moments {
                Moments::Take => self.adam.state()?,
                Moments::Leave => BTreeMap::new(),
            },
        })
    }
}

fn part_gradients(
    vlm: &Vlm,
    variables: &BTreeMap<String, Var>,
    part: &Batch,
    scale: f32,
) -> Result<(f64, Gradients)> {
    let loss = vlm.loss(part, scale)?;
    let found = loss.backward()?;
    let mut gradients = Gradients::new();
    for (name, variable) in variables {
        // Parts without pictures leave the encoder alone.
        let gradient = match found.get(variable) {
            Some(gradient) => gradient.flatten_all()?.to_vec1::<f32>()?,
            None => vec![0.0; variable.elem_count()],
        };
        gradients.insert(name.clone(), gradient);
    }
    Ok((f64::from(loss.to_scalar::<f32>()?), gradients))
}

fn add_gradients(total: &mut Gradients, part: Gradients) {
    if total.is_empty() {
        *total = part;
        return;
    }
    for (name, values) in part {
        if let Some(total) = total.get_mut(&name) {
            total.iter_mut().zip(&values).for_each(|(t, v)| *t += v);
        }
    }
}

fn make_tokenizer(corpus: &Corpus, options: &SftOptions) -> Result<Tokenizer> {
    /// More programs teach the tokenizer nothing new.
    const ENOUGH: usize = 6000;
    let step = corpus.len().div_ceil(ENOUGH).max(1);
    let min_frequency = (corpus.len() / step / 400).max(2) as u64;
    let options_of = TokenizerOptions { vocabulary: options.vocabulary, min_frequency };
    let tokenizer =
        Tokenizer::train(corpus.programs().step_by(step), corpus.texts().step_by(step), &options_of)?;
    let path = options.run.join(TOKENIZER);
    std::fs::write(&path, tokenizer.to_json())
        .with_context(|| format!("could not write {}", path.display()))?;
    Ok(tokenizer)
}

fn first_weights(network: &VlmConfig, tokenizer: &Tokenizer, seed: u64) -> Result<Weights> {
    let mut values = model::initial_weights(network, &tokenizer.number_tokens(), seed);
    let mut weights = Weights::new();
    for (name, shape) in network.shapes() {
        let values = values.remove(&name).with_context(|| format!("{name} has no first value"))?;
        weights.insert(name, Tensor::from_vec(values, shape, &Device::Cpu)?);
    }
    Ok(weights)
}

/// Sums over the steps since the last record.
struct Window {
    loss: f64,
    tokens: usize,
    samples: usize,
    started: Instant,
}

impl Window {
    fn new() -> Self {
        Self { loss: 0.0, tokens: 0, samples: 0, started: Instant::now() }
    }

    fn add(&mut self, done: &Done, samples: usize) {
        self.loss += done.loss;
        self.tokens += done.tokens;
        self.samples += samples;
    }

    fn take(&mut self, run: &Run<'_>, done: &Done) -> TrainingRecord {
        let seconds = self.started.elapsed().as_secs_f64().max(1e-9);
        let progress = run.progress();
        let record = TrainingRecord {
            loss: Some(self.loss / self.tokens.max(1) as f64),
            learning_rate: Some(done.learning_rate),
            gradient_norm: Some(done.gradient_norm),
            samples_per_sec: Some(self.samples as f64 / seconds),
            remaining_secs: (progress > 0.0).then(|| run.elapsed_secs() * (1.0 - progress) / progress),
            ..run.record()
        };
        *self = Self::new();
        record
    }
}

/// The log of a run: JSON lines, one record each.
struct Log<'a> {
    file: std::fs::File,
    on_record: &'a mut dyn FnMut(&TrainingRecord),
}

impl<'a> Log<'a> {
    /// Opens the log of a run that continues at `step`; records of steps that are done again go.
    fn open(run: &Path, step: u64, on_record: &'a mut dyn FnMut(&TrainingRecord)) -> Result<Self> {
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

    fn write(&mut self, record: &TrainingRecord) -> Result<()> {
        let mut line = serde_json::to_string(record).context("could not write a record")?;
        line.push('\n');
        self.file.write_all(line.as_bytes()).context("could not write to the log")?;
        (self.on_record)(record);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
