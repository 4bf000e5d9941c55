//! Supervised fine-tuning of the default model: pictures and text in, the program as the answer.
//!
//! Plain next-token training on the answer alone, with AdamW, warm-up and cosine decay.
//! Read from top to bottom: options, the run, one step, evaluation, export.
//!
//! Deviations from the plain method:
//! 1. A number of the answer shares a part of its target with its neighbours, see [`model::Packer`];
//!    the loss that is reported leaves the entropy of such targets out, so that 0 is perfect.
//! 2. With a limit of minutes the schedule follows steps or time, whichever is further.

mod beginning;
mod log;
mod options;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use base::{Cancel, TrainingRecord};
use candle_core::Var;
use model::{Batch, Packer, Tokenizer, Vlm, VlmConfig, Weights};

pub use options::{DEFAULT_RECIPE, SftOptions};

use crate::batches::{Corpus, Dealer, Encoded, Position};
use crate::checkpoint::{self, Checkpoint, Meta, TOKENIZER, read_tokenizer};
use crate::optimizer::{AdamW, Gradients};
use crate::tasks::{Mix, Shown, Task};
use beginning::{first_weights, make_tokenizer};
use log::{Log, Window};

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
        let record = run.evaluate()?;
        log.write(&TrainingRecord { note: Some("before the first step".into()), ..record })?;
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
            let record = run.evaluate()?;
            eval_loss = record.eval_loss;
            let is_best = eval_loss.is_some_and(|loss| run.best_eval_loss.is_none_or(|best| loss < best));
            if is_best {
                run.best_eval_loss = eval_loss;
                run.checkpoint(eval_loss, Moments::Leave)?.write_best(&options.run)?;
            }
            let note = is_best.then(|| "best so far".to_owned());
            log.write(&TrainingRecord { note, ..record })?;
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
    let tokenizer = read_tokenizer(checkpoint::run_of(&folder)?)?;
    let mut meta = checkpoint.meta.clone();
    // Paths of the machine that trained are nobody's business.
    meta.options.data.clear();
    meta.options.run = PathBuf::new();
    meta.options.start = PathBuf::new();
    let notes = serde_json::to_string(&meta).context("could not describe the training")?;
    model::write_model(out, &checkpoint.meta.network, &checkpoint.weights, &tokenizer, &notes)?;
    Ok(folder)
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
        let has_start = last.is_none() && !options.start.as_os_str().is_empty();
        let start = if has_start { Some(checkpoint::read_start(&options.start)?) } else { None };
        let tokenizer = if options.run.join(TOKENIZER).exists() {
            read_tokenizer(&options.run)?
        } else {
            ensure!(last.is_none(), "the run has checkpoints but no {TOKENIZER}; choose another folder");
            make_tokenizer(&corpus, options, start.as_ref())?
        };
        let network = VlmConfig { vocabulary: tokenizer.vocabulary(), ..options.network };
        let encoded = Encoded::new(&corpus, &tokenizer, &network, options.longest_program)?;
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
            None => (first_weights(&network, &tokenizer, options.seed, start.as_ref())?, None),
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
            position = meta.position.clone();
            notes.push(format!("continued at step {}", meta.step));
            if meta.data_hash != corpus.hash() {
                position = position.with_other_data();
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
        let dealer = Dealer::new(&samples, (&corpus, &encoded), &options.mix, options.seed, position)?;
        let idle = dealer.idle(&options.mix);
        if !idle.is_empty() {
            let names: Vec<&str> = idle.iter().map(|task| task.name()).collect();
            notes.push(format!("no sample has what these tasks need: {}", names.join(", ")));
        }
        Ok(Self {
            options,
            network,
            dealer,
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
        let mut parts: Vec<Batch> = Vec::new();
        for start in (0..options.batch).step_by(options.part) {
            let size = options.part.min(options.batch - start);
            let shown: Vec<Shown> = (0..size).map(|_| self.next_shown()).collect::<Result<_>>()?;
            let mut packer = self.packer(options.number_smoothing);
            for shown in &shown {
                packer.push(&shown.example())?;
            }
            parts.push(packer.finish()?);
        }
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

    fn packer(&self, smoothing: f32) -> Packer<'_> {
        Packer::with_smoothing(&self.tokenizer, smoothing).for_network(&self.network)
    }

    fn next_shown(&mut self) -> Result<Shown> {
        let (task, sample, mut random) = self.dealer.next_sample();
        Shown::new((&self.corpus, &self.encoded), (task, sample), &self.options.mix, &mut random)
    }

    /// Mean loss in nats a token on the held-back samples, which are always shown alike.
    fn evaluate(&self) -> Result<TrainingRecord> {
        let mix = Mix { changed: 0.0, ..self.options.mix };
        let mut by_task: BTreeMap<Task, Vec<Shown>> = BTreeMap::new();
        let (mut losses, mut loss, mut tokens) = (BTreeMap::new(), 0.0, 0);
        let data = (&self.corpus, &self.encoded);
        // Too few held-back samples may have nothing that the mix shows.
        if let Ok(mut dealer) = Dealer::new(&self.held_back, data, &mix, 0xe7a1, Position::default()) {
            for _ in &self.held_back {
                let (task, sample, mut random) = dealer.next_sample();
                let shown = Shown::new(data, (task, sample), &mix, &mut random)?;
                by_task.entry(task).or_default().push(shown);
            }
        }
        for (task, shown) in by_task {
            let (mut task_loss, mut task_tokens) = (0.0, 0);
            for shown in shown.chunks(self.options.part) {
                let mut packer = self.packer(0.0);
                for shown in shown {
                    packer.push(&shown.example())?;
                }
                let part = packer.finish()?;
                task_loss += f64::from(self.vlm.loss(&part, 1.0)?.to_scalar::<f32>()?);
                task_tokens += part.targets.len();
            }
            losses.insert(task.name().to_owned(), task_loss / task_tokens.max(1) as f64);
            loss += task_loss;
            tokens += task_tokens;
        }
        let eval_loss = (tokens > 0).then(|| loss / tokens as f64);
        Ok(TrainingRecord { eval_loss, eval_losses: losses, ..self.record() })
    }

    fn checkpoint(&self, eval_loss: Option<f64>, moments: Moments) -> Result<Checkpoint> {
        let weights = self.variables.iter().map(|(n, v)| (n.clone(), v.as_detached_tensor())).collect();
        Ok(Checkpoint {
            meta: Meta {
                format: Meta::format(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
                step: self.step,
                position: self.dealer.position.clone(),
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

#[cfg(test)]
mod tests;
