//! The vision-language model as a source of candidates.

use std::sync::Arc;

use base::Cancel;
use model::{Model, Point, Query, Sampling, ViewKind};
use render::model_input::model_picture_of_image;
use render::points::farthest;
use render::views::StandardView;

use super::{Proposal, Source};
use crate::scan::Scan;
use crate::{Error, Prompt, PromptPicture, extents_text, in_millimetres};

/// Answers to a scan at most: each is built twice, and geometry mostly comes closer.
const SCAN_TRIES: usize = 4;

/// Longest side of the parts that the model writes, in units.
const MODEL_LENGTH: f64 = 100.0;

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

impl ModelSource {
    /// Programs that the model writes when it is asked to change `program` as `instruction` says, the
    /// likeliest first. Nothing of them is checked: the caller builds them and compares the parts.
    ///
    /// # Errors
    /// When the model did not learn to change programs, when the program is too long for it, and when
    /// `cancel` is set.
    pub fn change(
        &self,
        program: &str,
        instruction: &str,
        count: usize,
        seed: u64,
        cancel: &Cancel,
    ) -> Result<Vec<Proposal>, Error> {
        let query = Query {
            text: in_millimetres(instruction.trim()),
            program: program.to_owned(),
            ..Query::default()
        };
        let sampling = Sampling { seed, ..self.sampling };
        self.ask(&query, count, &sampling, cancel, &mut |_, _| {})
    }

    /// Whether [`Self::change`] has an answer at all.
    pub fn knows_edits(&self) -> bool {
        self.model.knows_edits()
    }

    fn ask(
        &self,
        query: &Query,
        count: usize,
        sampling: &Sampling,
        cancel: &Cancel,
        on_text: &mut dyn FnMut(usize, &str),
    ) -> Result<Vec<Proposal>, Error> {
        let answers = self.model.generate(query, count, sampling, cancel, on_text)?;
        let proposal = |a: model::Answer| Proposal {
            text: a.text,
            source: "model",
            log_prob: Some(f64::from(a.mean_log_prob)),
            reading: None,
        };
        Ok(answers.into_iter().filter(|a| a.finished).map(proposal).collect())
    }

    /// What the model is asked for a prompt; `None` when it knows nothing of that kind.
    fn query(&self, prompt: &Prompt) -> Option<Query> {
        let text = in_millimetres(prompt.text.trim());
        if let Some(scan) = &prompt.scan {
            if !self.model.knows_points() {
                return None;
            }
            let size = scan.bounds().size();
            let scale = MODEL_LENGTH / size.into_iter().fold(f64::MIN_POSITIVE, f64::max);
            let text = format!("{} {text}", extents_text(size.map(|s| s * scale)));
            let points = points(scan, self.model.config().points);
            return Some(Query { points, text, ..Query::default() });
        }
        if prompt.pictures.is_empty() && text.is_empty() {
            return None;
        }
        let pictures = self.views(prompt);
        let pictures = pictures
            .into_iter()
            .map(|(kind, picture)| (kind, model_picture_of_image(&picture.image).to_vec()))
            .collect();
        Some(Query { pictures, text, ..Query::default() })
    }

    /// The pictures that the model can place: told standard views; else as many as there are corners;
    /// else the first one.
    fn views<'a>(&self, prompt: &'a Prompt) -> Vec<(ViewKind, &'a PromptPicture)> {
        use StandardView::{Front, Iso, Right, Top};
        let told: Vec<_> = [Front, Right, Top, Iso]
            .into_iter()
            .zip(ViewKind::FOUR)
            .filter_map(|(view, kind)| Some((kind, prompt.pictures.iter().find(|p| p.view == Some(view))?)))
            .collect();
        let knows_corners = self.model.knows_view(ViewKind::Corner(0));
        // Models that know corners learnt from two and three standard views, too.
        if told.len() == 4 || (told.len() > 1 && knows_corners) {
            return told;
        }
        let nobody_told = prompt.pictures.iter().all(|p| p.view.is_none());
        let corners: &[ViewKind] = match prompt.pictures.len() {
            4 if nobody_told && knows_corners => &ViewKind::OBLIQUE,
            8 if nobody_told && knows_corners => &ViewKind::EIGHT,
            0 => &[],
            _ => &[ViewKind::Free],
        };
        corners.iter().copied().zip(&prompt.pictures).collect()
    }
}

/// Samples of a scan that lie far from each other.
fn points(scan: &Scan, count: usize) -> Vec<Point> {
    let samples = scan.samples();
    let places: Vec<[f32; 3]> = samples.iter().map(|s| s.position.as_vec3().to_array()).collect();
    let point = |i: usize| Point { place: places[i], normal: samples[i].normal.as_vec3().to_array() };
    farthest(&places, count).into_iter().map(point).collect()
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
        let Some(query) = self.query(prompt) else { return Ok(Vec::new()) };
        let count = if prompt.scan.is_some() { count.min(SCAN_TRIES) } else { count };
        let sampling = Sampling { seed, ..self.sampling };
        let mut first = String::new();
        self.ask(&query, count, &sampling, cancel, &mut |index, piece| {
            if index == 0 {
                first.push_str(piece);
                on_text(&first);
            }
        })
    }
}
