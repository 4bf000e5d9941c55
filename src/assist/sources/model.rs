//! The vision-language model as a source of candidates.

use std::sync::Arc;

use base::Cancel;
use model::{Model, Query, Sampling};
use render::model_input::model_picture_of_image;

use super::{Proposal, Source};
use crate::{Error, Prompt};

/// Asks a loaded model: the first answer is greedy, the others are sampled.
pub struct ModelSource {
    model: Arc<Model>,
    sampling: Sampling,
}

impl ModelSource {
    /// A source with the usual sampling settings.
    pub fn new(model: Arc<Model>) -> Self {
        Self { model, sampling: Sampling::default() }
    }

    /// A source with the model in the bytes of a model file.
    ///
    /// # Errors
    /// When the bytes are no model that can be used.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        Ok(Self::new(Arc::new(Model::from_bytes(bytes)?)))
    }

    /// A source with its own sampling settings; the seed in them is replaced by that of each question.
    pub fn with_sampling(model: Arc<Model>, sampling: Sampling) -> Self {
        Self { model, sampling }
    }
}

impl Source for ModelSource {
    fn name(&self) -> &'static str {
        "model"
    }

    fn propose(
        &mut self,
        prompt: &Prompt,
        count: usize,
        seed: u64,
        cancel: &Cancel,
        on_text: &mut dyn FnMut(&str),
    ) -> Result<Vec<Proposal>, Error> {
        // It speaks of pictures and words, in its own frame; a scan has a place and a size.
        if prompt.scan.is_some() || (prompt.pictures.is_empty() && prompt.text.trim().is_empty()) {
            return Ok(Vec::new());
        }
        // The model knows one picture or four; of two or three it sees the first.
        let seen = if prompt.pictures.len() >= 4 { 4 } else { prompt.pictures.len().min(1) };
        let pictures =
            prompt.pictures[..seen].iter().map(|p| model_picture_of_image(&p.image).to_vec()).collect();
        let query = Query { pictures, text: prompt.text.trim().to_owned() };
        let sampling = Sampling { seed, ..self.sampling };
        let mut first = String::new();
        let answers = self.model.generate(&query, count, &sampling, cancel, &mut |index, piece| {
            if index == 0 {
                first.push_str(piece);
                on_text(&first);
            }
        })?;
        let proposals = answers
            .into_iter()
            .filter(|a| a.finished)
            .map(|a| Proposal {
                text: a.text,
                source: "model",
                log_prob: Some(f64::from(a.mean_log_prob)),
                reading: None,
            })
            .collect();
        Ok(proposals)
    }
}
