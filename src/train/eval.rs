//! Evaluation: parts nobody learnt from, what the assistant makes of them, and what needs no learning.
//!
//! The parts of a [`Suite`] come from a seed and share neither structure nor geometry with any
//! training set (see [`crate::synth::split`]), or from a folder of programs written by hand. Each part is drawn or described, the assistant
//! answers without knowing the truth, and its first candidate is compared with the part by exact
//! solids: both boxes centred, the longest side of each 1, no rotation; in place and in millimetres
//! where the input has place and size, as meshes and points have. Words do not tell how a part lies: there
//! the best of the 24 turns by right angles counts, in millimetres when the words tell sizes, and the three
//! extents are compared in any order. Where the kernel gives no answer or
//! one that triangles refute, the figure along lines counts, and the row says so. Every failure counts
//! 0 in every mean, and every figure stands beside [`baselines`] and [`carving`].
//!
//! | file | what it holds |
//! | --- | --- |
//! | `suite.rs` | where the parts come from |
//! | `inputs.rs` | what the assistant is given: pictures, points, words |
//! | `baselines.rs`, `carving.rs` | what needs no learning |
//! | `editing.rs` | whether the parameters of an answer can be changed |
//! | `edits.rs` | changes asked for in words |
//! | `report.rs`, `page.rs` | rows, table, JSON object; the page with pictures |

pub mod baselines;
pub mod carving;
pub mod editing;
pub mod edits;
pub mod inputs;
pub mod page;
pub mod report;
pub mod suite;

use std::path::PathBuf;

use assist::score::{self, Target};
use assist::{Agreement, Answer, Candidate, GenerateOptions, Source};
use base::{Build, Cancel, Mesh, Program, Progress};
use engine::{Align, Engine};
use render::model_input;

use crate::data::{self, Reader};
use crate::synth::holes::{self, Hole};
use crate::synth::{self, extras};
use baselines::Nearest;
pub use inputs::{Input, Size, Words, prompt};
pub use report::{CandidateRow, Report, Row};
use suite::Part;
pub use suite::{Suite, SuiteError};

/// Relative difference of diameters that still counts as right.
const DIAMETER_TOLERANCE: f32 = 0.05;
/// Difference of an extent that still counts as exact, in millimetres.
const EXACT_MM: f64 = 0.05;

/// What to evaluate.
#[derive(Clone, Debug)]
pub struct EvalOptions {
    /// Where the parts come from.
    pub suite: Suite,
    /// What the assistant is given.
    pub input: Input,
    /// Whether it is told the longest side.
    pub size: Size,
    /// Which description it gets where it is given words.
    pub words: Words,
    /// Names of families or of sets of them; empty for `v0`.
    pub families: Vec<String>,
    /// Number of parts; of a folder at most so many.
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
    /// The parts of a folder could not be read.
    #[error(transparent)]
    Suite(#[from] SuiteError),
    /// The training set could not be read.
    #[error("could not read the training set: {0}")]
    Training(#[from] data::Error),
    /// The geometry process failed, not its answer.
    #[error(transparent)]
    Engine(#[from] engine::Error),
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

/// Makes the parts, asks the sources about each, and compares.
///
/// # Errors
/// When parts cannot be made, the training set cannot be read, or the machinery fails. Answers that
/// do not run count 0. `on_row` gets each row as soon as it is there, so that a run that is stopped
/// leaves what it measured.
pub fn evaluate(
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
    tell("making parts", 0, None);
    let parts = options.suite.parts(options, engine, cancel)?;
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
    for (done, part) in parts.iter().enumerate() {
        if cancel.is_cancelled() {
            return Err(Error::Stopped { done: done as u64, total });
        }
        let examined = Examined { part, options, engine, cancel };
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
    part: &'a Part,
    options: &'a EvalOptions,
    engine: &'a Engine,
    cancel: &'a Cancel,
}

impl Examined<'_> {
    fn row(&self, sources: &mut [Box<dyn Source + Send>], nearest: Option<&Nearest>) -> Result<Row, Error> {
        let truth = Program::new(self.part.program.as_str());
        let mesh = &self.part.mesh;
        let text = match self.options.words {
            Words::Precise => &self.part.precise,
            Words::Abstract => &self.part.text,
        };
        let prompt = prompt(self.options.input, mesh, &self.part.free, text, self.options.size);
        let generate = GenerateOptions {
            candidates: self.options.candidates,
            tries: self.options.tries,
            rounds: self.options.rounds,
            seed: self.options.seed,
            ..GenerateOptions::default()
        };
        // A part that has no description of this kind has no answer.
        let begun = std::time::Instant::now();
        let answer = if prompt.is_empty() {
            Answer::default()
        } else {
            match assist::generate(&prompt, sources, self.engine, &generate, self.cancel, &mut |_| {}) {
                // A sheet that cannot be read is a failure of the answer.
                Err(assist::Error::Drawing(_)) => no_answer(begun.elapsed().as_secs_f64()),
                answer => answer?,
            }
        };
        let target = Target::of_body(score::body::Body::of_mesh(mesh));
        let input = self.options.input;
        // What tells lengths and places has to keep them.
        let is_placed = input.has_place();
        let is_measured = input.has_size();
        let is_text = input == Input::Text;
        let is_precise = is_text && self.options.words == Words::Precise;
        let align = match () {
            () if is_placed => Align::None,
            () if is_precise || is_measured => Align::Box,
            () => Align::BoxScaled,
        };
        let exact = |program: &Program| score::exact_iou(self.engine, program, &truth, align, self.cancel);
        let best = answer.candidates.first();
        let valid = best.filter(|candidate| candidate.is_valid());
        let scored = valid.map(|candidate| {
            if is_measured && !is_placed {
                score::score(&moved_onto(&candidate.build, mesh), &target)
            } else {
                score::score(&candidate.build, &target)
            }
        });
        let (iou, method) = match valid.filter(|_| is_text) {
            Some(candidate) => {
                let own = candidate.build.mesh().unwrap_or_default();
                let answer = (&candidate.program, &own);
                score::turned::best_iou(self.engine, answer, (&truth, mesh), align, self.cancel)
            }
            None => {
                let lines = scored.map_or(0.0, |s| if is_measured { s.iou_in_place } else { s.iou });
                score::trusted(valid.and_then(|candidate| exact(&candidate.program)), lines)
            }
        };
        let cameras: Vec<_> = mesh.bounds().map_or_else(Vec::new, |bounds| {
            self.options
                .input
                .cameras(&bounds, &self.part.free)
                .into_iter()
                .map(|(camera, _)| camera)
                .collect()
        });
        let facts = Facts::new(valid.map(|candidate| &candidate.build), self.part);
        let knows_size = self.options.size == Size::Told || self.options.input.has_size() || is_precise;
        let editability = match valid {
            Some(c) => editing::editability(self.engine, &c.program, &c.build, self.cancel)?,
            None => 0.0,
        };
        let nearest = nearest.and_then(|nearest| {
            let seen: Vec<_> =
                prompt.pictures.iter().map(|p| model_input::model_picture_of_image(&p.image)).collect();
            nearest.find(&seen, &prompt.text).map(|text| exact(&Program::new(text)).unwrap_or(0.0))
        });
        let counts_right = |of: fn(&base::Measures) -> u32| {
            facts
                .answer
                .as_ref()
                .is_some_and(|answer| answer.counts.as_ref().map(of) == Some(of(&self.part.measures)))
        };
        let stated = || facts.are_stated_sizes_exact(mesh, valid.and_then(|c| c.build.mesh()).as_ref());
        Ok(Row {
            family: self.part.name.clone(),
            truth: self.part.program.clone(),
            answer: best.map(|candidate| candidate.program.text.to_string()),
            source: best.map(|candidate| candidate.source.to_owned()),
            fit: best.map_or(0.0, |candidate| candidate.fit()),
            is_valid: valid.is_some(),
            iou,
            method,
            iou_in_place: scored.map_or(0.0, |s| s.iou_in_place),
            iou_box: baselines::box_iou(&self.part.measures),
            iou_outlines: baselines::outlines_iou(mesh),
            iou_carved: carving::carved_iou(mesh, &cameras),
            iou_nearest: nearest,
            holes: facts.wanted.len() as u32,
            holes_answered: facts.answer.as_ref().map(|answer| answer.holes.len() as u32),
            diameters_right: facts.are_diameters_right(),
            dimensions_exact: knows_size.then(|| facts.are_dimensions_exact(is_text)),
            stated_exact: (self.options.input == Input::Drawing).then(stated),
            faces_right: counts_right(|m| m.faces),
            edges_right: counts_right(|m| m.edges),
            editability,
            code_chars: best.map(|candidate| candidate.program.text.chars().count() as u32),
            candidates: answer.candidates.iter().map(|c| candidate_row(c, &target)).collect(),
            first_secs: answer.first_secs,
            seconds: answer.seconds,
            drawing: page::drawing(
                &prompt.pictures,
                mesh,
                valid.and_then(|candidate| candidate.build.mesh()).as_ref(),
            ),
        })
    }
}

/// What engineers look at, of the truth and of a valid answer.
struct Facts {
    wanted: Vec<Hole>,
    size: [f64; 3],
    answer: Option<AnswerFacts>,
}

struct AnswerFacts {
    holes: Vec<Hole>,
    size: [f64; 3],
    counts: Option<base::Measures>,
}

impl Facts {
    fn new(answer: Option<&Build>, part: &Part) -> Self {
        let size = |mesh: &Mesh| mesh.bounds().map_or([0.0; 3], |bounds| bounds.size());
        let exact = |build: &Build, mesh: &Mesh| build.bounds().map_or_else(|| size(mesh), |b| b.size());
        let facts = |build: &Build| {
            let mesh = build.mesh()?;
            let counts = match build.parts.as_slice() {
                [one] => one.measures.clone(),
                _ => None,
            };
            Some(AnswerFacts { holes: holes::find(&mesh), size: exact(build, &mesh), counts })
        };
        Self {
            wanted: holes::find(&part.mesh),
            size: part.measures.bounds.map_or_else(|| size(&part.mesh), |bounds| bounds.size()),
            answer: answer.and_then(facts),
        }
    }

    /// Whether there are as many round holes, with the same diameters as shares of the longest side.
    fn are_diameters_right(&self) -> bool {
        let unit = |size: [f64; 3]| size.into_iter().fold(f64::MIN_POSITIVE, f64::max) as f32;
        self.answer
            .as_ref()
            .is_some_and(|a| same_diameters(&a.holes, unit(a.size), &self.wanted, unit(self.size)))
    }

    /// Whether a drawing of the answer states every size that the drawing of the truth states: the same
    /// number, of the same kind, along the same axis, as often.
    fn are_stated_sizes_exact(&self, truth: &Mesh, answer: Option<&Mesh>) -> bool {
        let Some(answer) = answer else { return false };
        let stated = |mesh: &Mesh| extras::drawing(mesh).noted.into_iter().flatten().collect::<Vec<_>>();
        let found = stated(answer);
        stated(truth).iter().all(|t| {
            found.iter().any(|f| {
                f.kind == t.kind
                    && f.axis == t.axis
                    && f.count == t.count
                    && (f.value - t.value).abs() < 0.011
            })
        })
    }

    /// Whether the three extents agree to [`EXACT_MM`]; in any order where nobody told how the part lies.
    fn are_dimensions_exact(&self, in_any_order: bool) -> bool {
        let ordered = |mut size: [f64; 3]| {
            if in_any_order {
                size.sort_by(f64::total_cmp);
            }
            size
        };
        let wanted = ordered(self.size);
        self.answer
            .as_ref()
            .is_some_and(|a| ordered(a.size).iter().zip(wanted).all(|(a, b)| (a - b).abs() <= EXACT_MM))
    }
}

/// A build whose box has the middle of that of another mesh.
fn moved_onto(build: &Build, other: &Mesh) -> Build {
    let mut moved = build.clone();
    let middle = |mesh: &Mesh| mesh.bounds().map(|bounds| bounds.center());
    let Some((from, to)) = build.mesh().and_then(|m| middle(&m)).zip(middle(other)) else { return moved };
    for part in &mut moved.parts {
        if let Some(mesh) = &part.mesh {
            let mut mesh = Mesh::clone(mesh);
            for p in &mut mesh.positions {
                *p = [0, 1, 2].map(|k| p[k] + (to[k] - from[k]) as f32);
            }
            part.mesh = Some(mesh.into());
        }
    }
    moved
}

fn no_answer(seconds: f64) -> Answer {
    Answer { first_secs: seconds, seconds, ..Answer::default() }
}

fn candidate_row(candidate: &Candidate, target: &Target) -> CandidateRow {
    let of = |part: fn(&Agreement) -> f64| candidate.agreement.as_ref().map_or(0.0, part);
    let mesh = candidate.build.mesh().filter(|_| candidate.is_valid());
    CandidateRow {
        silhouette: of(|a| a.silhouette),
        lines: of(|a| a.lines),
        shade: of(|a| a.shade),
        log_prob: candidate.log_prob,
        iou: score::score(&candidate.build, target).iou,
        holes: mesh.map(|mesh| holes::find(&mesh).len() as u32),
    }
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
        assert!(!same_diameters(&a, 50.0, &b, 80.0));
        assert!(!same_diameters(&a[..1], 50.0, &b, 100.0));
    }
}
