//! The model as its users see it: loaded from one file, asked with pictures and text.

use base::Cancel;
use candle_core::Tensor;

use crate::decode::{Answers, Decoder};
use crate::pack::{Example, Packer, Point, ViewKind, no_edits};
use crate::sampler::{Sampler, Sampling};
use crate::tokenizer::{Special, Tokenizer};
use crate::vlm::{Vlm, VlmConfig, Weights};
use crate::{Result, quant};

/// A question to the model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Grey pictures of 128x128 pixels, background 255, and what they are: none, one from anywhere,
    /// the four of [`ViewKind::FOUR`], some or all corners, or the three of [`ViewKind::SHEET`].
    pub pictures: Vec<(ViewKind, Vec<u8>)>,
    /// Points of the surface, each far from those before it; those beyond the number that the network
    /// reads are left out.
    pub points: Vec<Point>,
    /// What the part is, or what is to change, in words; may be empty.
    pub text: String,
    /// The program that is to be changed; empty when a new one is wanted.
    pub program: String,
}

impl Query {
    /// A question of pictures from usual places: one from anywhere, or front, right, top and
    /// front-right-above.
    ///
    /// # Errors
    /// When there are as many as have no usual places.
    pub fn of_pictures(pictures: Vec<Vec<u8>>) -> Result<Self> {
        let kinds: &[ViewKind] = match pictures.len() {
            0 => &[],
            1 => &[ViewKind::Free],
            4 => &ViewKind::FOUR,
            n => {
                return Err(crate::Error::Query(format!(
                    "{n} pictures were given, expected none, one or four"
                )));
            }
        };
        Ok(Self { pictures: kinds.iter().copied().zip(pictures).collect(), ..Self::default() })
    }
}

/// One answer of the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The program.
    pub text: String,
    /// Mean log-probability of its tokens in nats, at temperature 1.
    pub mean_log_prob: f32,
    /// Whether the model ended it by itself; otherwise it is cut off at the limit of tokens.
    pub finished: bool,
}

/// A model ready to answer.
pub struct Model {
    vlm: Vlm,
    decoder: Decoder,
    tokenizer: Tokenizer,
}

impl Model {
    /// Loads a model from the bytes of its file.
    ///
    /// # Errors
    /// When the bytes are no model of ours, are cut short, or do not fit together.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let parts = quant::read_model(bytes)?;
        Self::from_parts(parts.config, &parts.weights, parts.tokenizer)
    }

    /// Joins weights and tokenizer to a model.
    ///
    /// # Errors
    /// When they do not fit together.
    pub fn from_parts(config: VlmConfig, weights: &Weights, tokenizer: Tokenizer) -> Result<Self> {
        // Detached copies: variables would record every operation.
        let weights: Weights = weights.iter().map(|(name, w)| (name.clone(), w.detach())).collect();
        let vlm = Vlm::new(config, &weights)?;
        let decoder = Decoder::new(&vlm)?;
        Ok(Self { vlm, decoder, tokenizer })
    }

    /// Sizes of the network.
    pub fn config(&self) -> &VlmConfig {
        &self.vlm.config
    }

    /// Its tokenizer.
    pub fn tokenizer(&self) -> &Tokenizer {
        &self.tokenizer
    }

    /// Whether it can be asked to change a program.
    pub fn knows_edits(&self) -> bool {
        self.tokenizer.program_marker().is_some()
    }

    /// Whether it reads points of a surface.
    pub fn knows_points(&self) -> bool {
        self.config().points > 0
    }

    /// Whether it reads pictures of this kind.
    pub fn knows_view(&self, kind: ViewKind) -> bool {
        (kind.number() as usize) < self.config().view_kinds
    }

    /// Says what the question asks for that this model did not learn.
    fn check_abilities(&self, query: &Query) -> Result<()> {
        let lacks = |what: &str, task: &str| {
            Err(crate::Error::Query(format!(
                "this model reads no {what}; train one with `{task}` in the mix of its recipe"
            )))
        };
        if !query.program.is_empty() && !self.knows_edits() {
            return Err(no_edits());
        }
        if !query.points.is_empty() && !self.knows_points() {
            return lacks("points of a surface", "points");
        }
        match query.pictures.iter().map(|(kind, _)| *kind).find(|kind| !self.knows_view(*kind)) {
            Some(ViewKind::Corner(_)) => lacks("views of corners", "oblique"),
            Some(_) => lacks("engineering drawings", "drawing"),
            None => Ok(()),
        }
    }

    /// Writes `count` answers side by side: the first takes the likeliest tokens, the others are
    /// drawn. `on_text` is told each new piece of text with the number of its answer.
    ///
    /// # Errors
    /// When a picture has the wrong size, when the model did not learn what is asked for, when the
    /// question is too long, and when `cancel` is set.
    pub fn generate(
        &self,
        query: &Query,
        count: usize,
        sampling: &Sampling,
        cancel: &Cancel,
        on_text: &mut dyn FnMut(usize, &str),
    ) -> Result<Vec<Answer>> {
        let text = self.tokenizer.encode_text(&query.text)?;
        let program = self.tokenizer.encode_program(&query.program)?;
        let views = query.pictures.iter().map(|(kind, picture)| (*kind, picture.as_slice())).collect();
        self.check_abilities(query)?;
        let points = &query.points[..query.points.len().min(self.config().points)];
        let example = Example { views, points, text: &text, program: &program, answer: &[] };
        self.answer(&example, count, sampling, cancel, on_text)
    }

    /// The same for a question that is in tokens already; its answer is left out.
    ///
    /// # Errors
    /// As [`Self::generate`].
    pub fn answer(
        &self,
        example: &Example<'_>,
        count: usize,
        sampling: &Sampling,
        cancel: &Cancel,
        on_text: &mut dyn FnMut(usize, &str),
    ) -> Result<Vec<Answer>> {
        let mut packer = Packer::new(&self.tokenizer).for_network(self.config());
        packer.push(&Example { answer: &[], ..example.clone() })?;
        let batch = packer.finish()?;
        if batch.rows() >= self.config().positions {
            return Err(crate::Error::Query(format!(
                "the question has {} rows, the model reads {}; give fewer pictures or a shorter program",
                batch.rows(),
                self.config().positions
            )));
        }
        let prompt = self.decoder.read(&self.vlm, &batch)?;

        let limit = sampling.max_tokens.min(self.decoder.room(&prompt));
        let mut drafts: Vec<Draft> = (0..count).map(|n| Draft::new(Sampler::new(sampling, n))).collect();
        let mut active: Vec<usize> = (0..count).collect();
        let mut answers = Answers::new(&self.decoder, count);
        let vocabulary = self.vlm.config.vocabulary;
        let mut scores = prompt.scores.repeat(count);
        for nth in 0..limit {
            if cancel.is_cancelled() {
                return Err(crate::Error::Cancelled);
            }
            for (&n, scores) in active.iter().zip(scores.chunks_exact(vocabulary)) {
                if let Some(piece) = drafts[n].push(scores, &self.tokenizer)? {
                    on_text(n, &piece);
                }
            }
            let going: Vec<bool> = active.iter().map(|&n| !drafts[n].finished).collect();
            answers.keep(&going);
            active.retain(|&n| !drafts[n].finished);
            if active.is_empty() || nth + 1 == limit {
                break;
            }
            let tokens: Vec<u32> = active.iter().filter_map(|&n| drafts[n].tokens.last().copied()).collect();
            scores = self.decoder.step(&prompt, &mut answers, &tokens);
        }
        drafts.into_iter().map(|draft| draft.answer(&self.tokenizer)).collect()
    }

    /// The mean cross-entropy in nats of a batch's answers.
    ///
    /// # Errors
    /// When the batch does not fit the model.
    pub fn mean_loss(&self, batch: &crate::Batch) -> Result<f64> {
        let count = batch.targets.len().max(1);
        let loss: Tensor = self.vlm.loss(batch, 1.0 / count as f32)?;
        Ok(f64::from(loss.to_scalar::<f32>()?))
    }
}

/// An answer that is being written.
struct Draft {
    sampler: Sampler,
    tokens: Vec<u32>,
    /// Bytes of text that were told already.
    told: usize,
    log_probability: f64,
    finished: bool,
}

impl Draft {
    fn new(sampler: Sampler) -> Self {
        Self { sampler, tokens: Vec::new(), told: 0, log_probability: 0.0, finished: false }
    }

    /// Draws the next token; the text that it adds.
    fn push(&mut self, scores: &[f32], tokenizer: &Tokenizer) -> Result<Option<String>> {
        let (token, log_probability) = self.sampler.next(scores);
        self.log_probability += f64::from(log_probability);
        if token == Special::End.id() {
            self.finished = true;
            return Ok(None);
        }
        self.tokens.push(token);
        let text = tokenizer.decode(&self.tokens)?;
        // A character may be spread over several tokens: wait for the rest of it.
        if text.ends_with('\u{fffd}') || !text.is_char_boundary(self.told) {
            return Ok(None);
        }
        let piece = text[self.told..].to_owned();
        self.told = text.len();
        Ok((!piece.is_empty()).then_some(piece))
    }

    fn answer(self, tokenizer: &Tokenizer) -> Result<Answer> {
        let drawn = self.tokens.len() + usize::from(self.finished);
        Ok(Answer {
            text: tokenizer.decode(&self.tokens)?,
            mean_log_prob: (self.log_probability / drawn.max(1) as f64) as f32,
            finished: self.finished,
        })
    }
}

#[cfg(test)]
mod tests;
