//! Evaluation: held-back parts, what the assistant makes of them, and what needs no learning.
//!
//! The parts of a suite come from a seed and share neither structure nor geometry with any
//! training set (see [`crate::synth::split`]). Each part is drawn or described, the assistant
//! answers without knowing the truth, and its first candidate is compared with the part by exact
//! solids: both boxes centred, the longest side of each 1, no rotation. Every failure counts 0 in
//! every mean, and every figure stands beside [`baselines`].

pub mod baselines;
pub mod report;

use std::path::PathBuf;
use std::sync::Arc;

use assist::{Agreement, Candidate, GenerateOptions, Prompt, PromptPicture, Source};
use base::{Cancel, Mesh, Program, Progress};
use engine::{Align, Engine};
use image::{DynamicImage, GrayImage};
use render::model_input;
use render::raster;
use render::views::{self, StandardView};

use crate::data::{self, FreeView, Look, Reader};
use crate::synth::holes::{self, Hole};
use crate::synth::pictures;
use crate::synth::{self, Accepted, Plan, Split, SynthOptions};
use baselines::Nearest;
pub use report::{CandidateRow, Report, Row};

/// Pixels along each side of the pictures in a prompt.
const PICTURE_SIDE: u32 = 256;
/// Relative difference of diameters that still counts as right.
const DIAMETER_TOLERANCE: f32 = 0.03;

/// What the assistant is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Front, right, top and isometric view.
    Views4,
    /// One shaded picture from in front, the right and above; the direction varies.
    Views1,
    /// The description in words.
    Text,
}

impl Input {
    /// The name on the command line and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Views4 => "views4",
            Self::Views1 => "views1",
            Self::Text => "text",
        }
    }

    /// The input with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Views4, Self::Views1, Self::Text].into_iter().find(|input| input.name() == name)
    }
}

/// What to evaluate.
#[derive(Clone, Debug)]
pub struct EvalOptions {
    /// What the assistant is given.
    pub input: Input,
    /// Number of parts.
    pub count: u64,
    /// Seed of the parts and of the answers.
    pub seed: u64,
    /// Candidates for each part; the first after ranking counts.
    pub candidates: usize,
    /// Programs that each source may propose; the best become candidates.
    pub tries: usize,
    /// Rounds of fitting numbers to the pictures.
    pub rounds: usize,
    /// The data set that the model learnt from, for the nearest training part; may be absent.
    pub training: Option<PathBuf>,
}

/// Why there is no evaluation.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The held-back parts could not be made.
    #[error("could not make the held-back parts: {0}")]
    Parts(#[from] synth::Error),
    /// The training set could not be read.
    #[error("could not read the training set: {0}")]
    Training(#[from] data::Error),
    /// The assistant failed, not its answer.
    #[error(transparent)]
    Assist(#[from] assist::Error),
    /// The run was stopped.
    #[error("stopped after {done} of {total} parts")]
    Stopped {
        /// Parts that were evaluated.
        done: u64,
        /// Parts in all.
        total: u64,
    },
}

/// Makes the held-back parts, asks the sources about each, and compares.
///
/// # Errors
/// When parts cannot be made, the training set cannot be read, or the machinery fails. Answers that
/// do not run count 0. `on_row` gets each row as soon as it is there, so that a run that is stopped
/// leaves what it measured.
pub fn held_back(
    options: &EvalOptions,
    sources: &mut [Box<dyn Source + Send>],
    engine: &Engine,
    cancel: &Cancel,
    progress: &mut dyn FnMut(&Progress),
    on_row: &mut dyn FnMut(&Row),
) -> Result<Report, Error> {
    let mut tell = |what: &str, done: u64, remaining_secs: Option<f64>| {
        progress(&Progress { what: what.to_owned(), done, total: Some(options.count), remaining_secs });
    };
    tell("making held-back parts", 0, None);
    let suite = SynthOptions {
        out: PathBuf::new(),
        count: options.count,
        seed: options.seed,
        split: Split::HeldBack,
        ..SynthOptions::default()
    };
    let parts = synth::parts(&suite, engine, cancel)?;
    let total = parts.len() as u64;
    let nearest = match &options.training {
        Some(folder) => {
            tell("reading the training set", 0, None);
            Some(Nearest::new(Reader::open(folder)?, options.input)?)
        }
        None => None,
    };
    let begun = std::time::Instant::now();
    let mut rows = Vec::new();
    for (done, (plan, part, free)) in parts.iter().enumerate() {
        if cancel.is_cancelled() {
            return Err(Error::Stopped { done: done as u64, total });
        }
        let examined = Examined { plan, part, free, options, engine, cancel };
        let row = examined.row(sources, nearest.as_ref())?;
        on_row(&row);
        rows.push(row);
        let done = done as u64 + 1;
        let left = begun.elapsed().as_secs_f64() / done as f64 * (total - done) as f64;
        tell("evaluating", done, Some(left));
    }
    Ok(Report::new(options, rows))
}

/// One part with all that is needed to ask about it.
struct Examined<'a> {
    plan: &'a Plan,
    part: &'a Accepted,
    free: &'a FreeView,
    options: &'a EvalOptions,
    engine: &'a Engine,
    cancel: &'a Cancel,
}

impl Examined<'_> {
    fn row(&self, sources: &mut [Box<dyn Source + Send>], nearest: Option<&Nearest>) -> Result<Row, Error> {
        let truth = Program::new(self.plan.program.as_str());
        let prompt = prompt(self.options.input, &self.part.mesh, self.free, &self.plan.text);
        let generate = GenerateOptions {
            candidates: self.options.candidates,
            tries: self.options.tries,
            rounds: self.options.rounds,
            seed: self.options.seed,
            ..GenerateOptions::default()
        };
        let answer = assist::generate(&prompt, sources, self.engine, &generate, self.cancel, &mut |_| {})?;
        let against_truth = |program: &Program| {
            assist::score::iou(self.engine, program, &truth, Align::BoxScaled, self.cancel)
        };
        let best = answer.candidates.first();
        let valid = best.filter(|candidate| candidate.is_valid());
        let answered = valid
            .and_then(|candidate| candidate.build.mesh())
            .map_or_else(Vec::new, |mesh| holes::find(&mesh));
        let wanted = holes::find(&self.part.mesh);
        let holes_right = valid.is_some() && answered.len() == wanted.len();
        let unit = |mesh: Option<Mesh>| mesh.and_then(|m| m.bounds()).map_or(1.0, |b| b.longest()) as f32;
        let diameters_right = holes_right
            && same_diameters(
                &answered,
                unit(valid.and_then(|c| c.build.mesh())),
                &wanted,
                unit(Some(self.part.mesh.clone())),
            );
        let nearest = nearest.and_then(|nearest| {
            let seen: Vec<_> =
                prompt.pictures.iter().map(|p| model_input::model_picture_of_image(&p.image)).collect();
            nearest.find(&seen, &prompt.text).map(|text| against_truth(&Program::new(text)))
        });
        let candidates = answer.candidates.iter().map(|c| candidate_row(c, &against_truth)).collect();
        Ok(Row {
            family: self.plan.family.to_owned(),
            truth: self.plan.program.clone(),
            answer: best.map(|candidate| candidate.program.text.to_string()),
            source: best.map(|candidate| candidate.source.to_owned()),
            fit: best.map_or(0.0, |candidate| candidate.fit()),
            is_valid: valid.is_some(),
            iou: valid.map_or(0.0, |candidate| against_truth(&candidate.program)),
            iou_box: baselines::box_iou(&self.part.measures),
            iou_outlines: baselines::outlines_iou(&self.part.mesh),
            iou_nearest: nearest,
            holes: wanted.len() as u32,
            holes_answered: valid.map(|_| answered.len() as u32),
            diameters_right,
            candidates,
            first_secs: answer.first_secs,
            seconds: answer.seconds,
        })
    }
}

fn candidate_row(candidate: &Candidate, against_truth: &dyn Fn(&Program) -> f64) -> CandidateRow {
    let of = |part: fn(&Agreement) -> f64| candidate.agreement.as_ref().map_or(0.0, part);
    let mesh = candidate.build.mesh().filter(|_| candidate.is_valid());
    CandidateRow {
        silhouette: of(|a| a.silhouette),
        lines: of(|a| a.lines),
        shade: of(|a| a.shade),
        log_prob: candidate.log_prob,
        iou: mesh.as_ref().map_or(0.0, |_| against_truth(&candidate.program)),
        holes: mesh.map(|mesh| holes::find(&mesh).len() as u32),
    }
}

/// The prompt for a part.
pub fn prompt(input: Input, mesh: &Mesh, free: &FreeView, text: &str) -> Prompt {
    let picture = |name: &str, gray: Vec<u8>, side: u32, view: Option<StandardView>| {
        let image = GrayImage::from_raw(side, side, gray).expect("the picture is a square of this side");
        PromptPicture { name: name.to_owned(), image: Arc::new(DynamicImage::ImageLuma8(image)), view }
    };
    let mut prompt = Prompt::default();
    match (input, mesh.bounds()) {
        (Input::Text, _) | (_, None) => prompt.text = text.to_owned(),
        (Input::Views4, Some(bounds)) => {
            use StandardView::{Front, Iso, Right, Top};
            for (view, camera) in [Front, Right, Top, Iso].into_iter().zip(views::four(&bounds)) {
                let drawn = raster::draw(mesh, &camera, PICTURE_SIDE, PICTURE_SIDE, &model_input::style());
                prompt.pictures.push(picture(view.name(), drawn.to_gray(), PICTURE_SIDE, Some(view)));
            }
        }
        (Input::Views1, Some(_)) => {
            let free = FreeView { look: Look::Full, ..*free };
            let gray = pictures::free_drawing(mesh, &free);
            prompt.pictures.push(picture("free view", gray, pictures::DRAWN_SIDE, None));
        }
    }
    prompt
}

/// Whether two sets of holes have the same diameters as shares of the longest side.
fn same_diameters(a: &[Hole], unit_a: f32, b: &[Hole], unit_b: f32) -> bool {
    let sorted = |holes: &[Hole], unit: f32| {
        let mut radii: Vec<f32> = holes.iter().map(|hole| hole.radius / unit).collect();
        radii.sort_by(f32::total_cmp);
        radii
    };
    let (a, b) = (sorted(a, unit_a), sorted(b, unit_b));
    a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| (a - b).abs() <= DIAMETER_TOLERANCE * a.max(*b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hole(radius: f32) -> Hole {
        Hole { axis: [0.0, 0.0, 1.0], foot: [0.0; 3], radius }
    }

    #[test]
    fn diameters_are_compared_as_shares_of_the_longest_side() {
        let (a, b) = ([hole(2.0), hole(5.0)], [hole(10.0), hole(4.0)]);
        assert!(same_diameters(&a, 50.0, &b, 100.0));
        assert!(!same_diameters(&a, 50.0, &b, 90.0));
        assert!(!same_diameters(&a[..1], 50.0, &b, 100.0));
    }

    #[test]
    fn inputs_have_names() {
        for input in [Input::Views4, Input::Views1, Input::Text] {
            assert_eq!(Input::from_name(input.name()), Some(input));
        }
        assert_eq!(Input::from_name("views8"), None);
    }
}
