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
mod examination;
mod log;
mod options;
mod trained;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use base::{Cancel, TrainingRecord};
use model::VlmConfig;

pub use options::{DEFAULT_RECIPE, SftOptions};
pub use trained::LoraOptions;

use crate::batches::{Corpus, Dealer, Encoded, Position, Samples};
use crate::checkpoint::{self, Checkpoint, Meta, TOKENIZER, read_tokenizer};
use crate::feed::{Feed, Stock};
use crate::optimizer::{AdamW, Gradients};
use crate::synth::Executor;
use crate::tasks::{Mix, Shown, Task};
use beginning::{first_weights, make_tokenizer};
use log::{Log, Window};
use trained::{Memory, Trained};

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
/// Every record goes to `<run>/log.jsonl` and to `on_record`; `executor` runs the programs of
/// examinations.
///
/// # Errors
/// When data or run folder cannot be used, and when programs cannot be executed at all.
pub fn run(
    options: &SftOptions,
    executor: Option<&dyn Executor>,
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
            run.evaluations_since_best += 1;
            if is_best {
                run.evaluations_since_best = 0;
                run.best_eval_loss = eval_loss;
                run.checkpoint(eval_loss, Moments::Leave)?.write_best(&options.run)?;
            }
            let note = is_best.then(|| "best so far".to_owned());
            log.write(&TrainingRecord { note, ..record })?;
            window = Window::new();
        }
        if let Some(executor) = executor
            && options.examine_every > 0
            && (run.step.is_multiple_of(options.examine_every) || run.is_over())
            && let Some(record) = run.examine(executor, cancel)?
        {
            log.write(&record)?;
            window = Window::new();
        }
        if run.step.is_multiple_of(options.checkpoint_every) && !run.is_over() {
            run.checkpoint(eval_loss, Moments::Take)?.write(&options.run)?;
            log.write(&TrainingRecord { note: Some("checkpoint written".into()), ..run.record() })?;
        }
    }
    let finished = run.is_over();
    let checkpoint = run.checkpoint(eval_loss, Moments::Take)?.write(&options.run)?;
    let note = match (run.has_lost_patience(), finished) {
        (true, _) => format!("ended: no better loss in {} evaluations", run.evaluations_since_best),
        (false, true) => "finished".to_owned(),
        (false, false) => "stopped; start again to continue".to_owned(),
    };
    log.write(&TrainingRecord { note: Some(note), ..run.record() })?;
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
    meta.options.prose.clear();
    let notes = serde_json::to_string(&meta).context("could not describe the training")?;
    let weights = meta.options.lora.merged(&checkpoint.weights)?;
    model::write_model(out, &checkpoint.meta.network, &weights, &tokenizer, &notes)?;
    Ok(folder)
}

/// A run in memory.
struct Run<'a> {
    options: &'a SftOptions,
    stock: Arc<Stock>,
    feed: Feed,
    position: Position,
    held_back: Samples,
    trained: Trained,
    adam: AdamW,
    step: u64,
    best_eval_loss: Option<f64>,
    evaluations_since_best: u64,
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
        let corpus = Corpus::open(&options.data, &options.prose)?;
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
        let (held_back, samples) = encoded.split(&corpus, options.held_back);

        let (values, meta) = match &last {
            Some(last) => {
                if last.meta.network != network {
                    bail!(
                        "the run in {} has a network of other sizes; choose another folder",
                        options.run.display()
                    );
                }
                ensure!(
                    last.meta.options.lora == options.lora,
                    "the run in {} has other [lora] settings; choose another folder",
                    options.run.display()
                );
                (last.weights.clone(), Some(&last.meta))
            }
            None => (first_weights(&network, &tokenizer, options.seed, start.as_ref())?, None),
        };
        let trained = Trained::new(network, values, &options.lora, options.seed)?;
        let mut adam = AdamW::new(&trained.variables)?;
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
        let dealer =
            Dealer::new(&samples, (&corpus, &encoded), &options.mix, options.seed, position.clone())?;
        let idle = dealer.idle(&options.mix);
        if !idle.is_empty() {
            let names: Vec<&str> = idle.iter().map(|task| task.name()).collect();
            notes.push(format!("no sample has what these tasks need: {}", names.join(", ")));
        }
        let stock = Arc::new(Stock { corpus, encoded, tokenizer, network });
        Ok(Self {
            options,
            feed: Feed::start(Arc::clone(&stock), dealer, options)?,
            stock,
            position,
            held_back,
            trained,
            adam,
            step: meta.map_or(0, |m| m.step),
            best_eval_loss: best.filter(|_| is_comparable),
            evaluations_since_best: meta.filter(|_| is_comparable).map_or(0, |m| m.evaluations_since_best),
            earlier_secs: meta.map_or(0.0, |m| m.elapsed_secs),
            started: Instant::now(),
            notes,
        })
    }

    fn describe(&self) -> String {
        let mut text = format!(
            "{:.2} million weights, {} samples ({} held back), {:.1} tokens a program",
            self.stock.network.parameters() as f64 / 1e6,
            self.stock.corpus.len(),
            self.held_back.parts.len(),
            self.stock.encoded.mean_tokens()
        );
        if self.options.lora.rank > 0 {
            text.push_str(&format!(
                "; {:.3} million are trained, additions of rank {}",
                self.trained.count() as f64 / 1e6,
                self.options.lora.rank
            ));
        }
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

    fn has_lost_patience(&self) -> bool {
        self.options.patience > 0 && self.evaluations_since_best >= self.options.patience
    }

    fn is_over(&self) -> bool {
        self.progress() >= 1.0 || self.has_lost_patience()
    }

    fn record(&self) -> TrainingRecord {
        TrainingRecord {
            step: self.step,
            steps: self.options.steps,
            samples: self.position.samples,
            elapsed_secs: self.elapsed_secs(),
            ..TrainingRecord::default()
        }
    }

    fn train_step(&mut self) -> Result<Done> {
        let (options, progress) = (self.options, self.progress());
        let step = self.feed.next_step()?;
        let parts = step.parts;
        let memory = if options.recompute { Memory::Little } else { Memory::Plenty };
        let tokens: usize = parts.iter().map(|part| part.targets.len()).sum();
        let scale = 1.0 / tokens as f32;
        let (mut loss, mut gradients) = (0.0, Gradients::new());
        for (part_loss, part_gradients) in self.trained.compute(&parts, scale, options.threads, memory)? {
            loss += part_loss;
            add_gradients(&mut gradients, part_gradients);
        }
        let entropy: f64 = parts.iter().map(|part| part.targets.entropy()).sum();
        let learning_rate = options.adam.learning_rate_at(self.step, progress);
        let gradient_norm = self.adam.step(&gradients, learning_rate, &options.adam)?;
        self.position = step.position;
        self.step += 1;
        Ok(Done { loss: loss * tokens as f64 - entropy, tokens, gradient_norm, learning_rate })
    }

    /// Held-back samples, always shown alike; at most `count` of them.
    fn questions(&self, count: usize) -> Result<Vec<Shown>> {
        let mix = Mix { changed: 0.0, ..self.options.mix };
        let data = (&self.stock.corpus, &self.stock.encoded);
        let dealer = Dealer::new(&self.held_back, data, &mix, 0xe7a1, Position::default());
        // Too few held-back samples may have nothing that the mix shows.
        let Ok(mut dealer) = dealer else { return Ok(Vec::new()) };
        let mut shown = Vec::new();
        for _ in 0..count {
            let (task, sample, mut random) = dealer.next_sample();
            shown.push(self.stock.show((task, sample), &mix, &mut random)?);
        }
        Ok(shown)
    }

    /// Mean loss in nats a token on the held-back samples.
    fn evaluate(&self) -> Result<TrainingRecord> {
        let mut by_task: BTreeMap<Task, Vec<Shown>> = BTreeMap::new();
        for shown in self.questions(self.held_back.parts.len() + self.held_back.prose.len())? {
            by_task.entry(shown.task).or_default().push(shown);
        }
        // Nothing is learnt here, so that nothing is kept for a way back.
        let still = self.trained.vlm.detached();
        let (mut losses, mut loss, mut tokens) = (BTreeMap::new(), 0.0, 0);
        for (task, shown) in by_task {
            let (mut task_loss, mut task_tokens) = (0.0, 0);
            for shown in shown.chunks(self.options.part) {
                let part = self.stock.pack(shown, 0.0)?;
                task_loss += f64::from(still.loss(&part, 1.0)?.to_scalar::<f32>()?);
                task_tokens += part.targets.len();
            }
            losses.insert(task.name().to_owned(), task_loss / task_tokens.max(1) as f64);
            loss += task_loss;
            tokens += task_tokens;
        }
        let eval_loss = (tokens > 0).then(|| loss / tokens as f64);
        Ok(TrainingRecord { eval_loss, eval_losses: losses, ..self.record() })
    }

    /// Lets the model answer held-back questions; `None` when nothing could be asked.
    fn examine(&self, executor: &dyn Executor, cancel: &Cancel) -> Result<Option<TrainingRecord>> {
        let questions = self.questions(self.options.examine_samples)?;
        let questions: Vec<Shown> = questions.into_iter().filter(|shown| shown.task != Task::Prose).collect();
        let model = self.trained.model(&self.stock.tokenizer)?;
        let marks = examination::examine(&model, &questions, executor, cancel)?;
        Ok(marks.map(|marks| TrainingRecord {
            valid_rate: Some(marks.valid_rate),
            gain: Some(marks.gain),
            note: Some(format!("{} held-back questions answered", questions.len())),
            ..self.record()
        }))
    }

    fn checkpoint(&self, eval_loss: Option<f64>, moments: Moments) -> Result<Checkpoint> {
        Ok(Checkpoint {
            meta: Meta {
                format: Meta::format(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
                step: self.step,
                position: self.position.clone(),
                elapsed_secs: self.elapsed_secs(),
                eval_loss,
                best_eval_loss: self.best_eval_loss,
                evaluations_since_best: self.evaluations_since_best,
                data_hash: self.stock.corpus.hash().to_owned(),
                data_samples: self.stock.corpus.len(),
                network: self.stock.network,
                options: self.options.clone(),
            },
            weights: self.trained.weights(),
            moments: match moments {
                Moments::Take => self.adam.state()?,
                Moments::Leave => BTreeMap::new(),
            },
        })
    }
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
