//! What the steps of a run are made of, prepared ahead on a thread of its own.
//!
//! Preparing a step means reading pictures, changing them and packing rows. It follows from the
//! dealer's position alone; every prepared step carries the position after it, so that a checkpoint
//! knows what was trained on and nothing of what lies ready.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::JoinHandle;

use anyhow::{Context, Result};
use model::{Batch, Packer, Tokenizer, VlmConfig};

use crate::batches::{Corpus, Dealer, Encoded, Position};
use crate::sft::SftOptions;
use crate::tasks::{Mix, Shown, Task};

/// Everything that is needed to show samples.
pub(crate) struct Stock {
    /// The samples.
    pub(crate) corpus: Corpus,
    /// Their tokens.
    pub(crate) encoded: Encoded,
    /// The tokenizer.
    pub(crate) tokenizer: Tokenizer,
    /// Sizes of the network.
    pub(crate) network: VlmConfig,
}

impl Stock {
    /// Shows a sample as a task.
    pub(crate) fn show(&self, drawn: (Task, u32), mix: &Mix, random: &mut fastrand::Rng) -> Result<Shown> {
        Shown::new((&self.corpus, &self.encoded), drawn, mix, random)
    }

    /// Packs what is shown.
    pub(crate) fn pack(&self, shown: &[Shown], smoothing: f32) -> Result<Batch> {
        let mut packer = Packer::with_smoothing(&self.tokenizer, smoothing).for_network(&self.network);
        for shown in shown {
            packer.push(&shown.example())?;
        }
        Ok(packer.finish()?)
    }

    /// The parts of the next step.
    fn step(&self, dealer: &mut Dealer, options: &SftOptions) -> Result<Step> {
        let mut parts = Vec::new();
        for start in (0..options.batch).step_by(options.part) {
            let mut shown = Vec::new();
            for _ in start..(start + options.part).min(options.batch) {
                let (task, sample, mut random) = dealer.next_sample();
                shown.push(self.show((task, sample), &options.mix, &mut random)?);
            }
            parts.push(self.pack(&shown, options.number_smoothing)?);
        }
        Ok(Step { parts, position: dealer.position.clone() })
    }
}

/// A step that is ready to be computed.
pub(crate) struct Step {
    /// What is computed at once.
    pub(crate) parts: Vec<Batch>,
    /// Where the run stands in its data after this step.
    pub(crate) position: Position,
}

/// Steps in their order.
pub(crate) struct Feed {
    steps: Option<Receiver<Result<Step>>>,
    thread: Option<JoinHandle<()>>,
}

impl Feed {
    /// Prepares steps from the dealer's position on, `options.ahead` of them at most.
    ///
    /// # Errors
    /// When no thread can be started.
    pub(crate) fn start(stock: Arc<Stock>, mut dealer: Dealer, options: &SftOptions) -> Result<Self> {
        let options = options.clone();
        // The thread holds one more step than the channel while it waits.
        let (sender, steps) = sync_channel(options.ahead.saturating_sub(1));
        let thread = std::thread::Builder::new()
            .name("samples".into())
            .spawn(move || {
                loop {
                    let step = stock.step(&mut dealer, &options);
                    let is_last = step.is_err();
                    // Nobody listens any more when the run is over.
                    if sender.send(step).is_err() || is_last {
                        return;
                    }
                }
            })
            .context("could not start the thread that prepares samples")?;
        Ok(Self { steps: Some(steps), thread: Some(thread) })
    }

    /// The next step.
    ///
    /// # Errors
    /// When samples cannot be read.
    pub(crate) fn next_step(&self) -> Result<Step> {
        let steps = self.steps.as_ref().context("the feed is closed")?;
        steps.recv().context("the thread that prepares samples ended")?
    }
}

impl Drop for Feed {
    fn drop(&mut self) {
        // The thread ends when it finds nobody listening.
        self.steps = None;
        if let Some(thread) = self.thread.take() {
            // A panic there was reported by the panic itself.
            thread.join().ok();
        }
    }
}
