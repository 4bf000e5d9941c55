//! The whole path from a prompt to ranked candidates.
//!
//! Proposals of all sources are built side by side; the parts are compared with the pictures of the
//! prompt, the numbers of the best are fitted to them, and features of the others are tried on the
//! best; the order is: valid before invalid, then agreement with the pictures, then how far a
//! description with sizes was carried out, then the opinion of the model, then shorter code. The truth is
//! never seen. When even the best candidate agrees badly, the answer says that the part was not recognised.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use base::{Build, Cancel, Program};
use engine::{BuildOptions, Engine, MeshQuality};

use crate::agreement::{Agreement, Direction, PictureSet};
use crate::bench::Bench;
use crate::drawing::{Drawing, DrawingError};
use crate::graft::{form, graft};
use crate::oblique::Sight;
use crate::refine::refine;
use crate::scan::{Closeness, Scan};
use crate::sources::ObliqueSource;
use crate::{
    Error, Prompt, Proposal, Reading, SizeHint, Source, placed_program, scale_factor, scale_program,
};

/// Below this agreement with the pictures the part counts as not recognised.
///
/// Of ten pictures from elsewhere (`tests/outside`) the two answers of a wholly wrong form had 0.56 and
/// 0.67, the others 0.80 to 0.89; drawings agree less than shaded pictures, so it cannot be higher.
pub const RECOGNISED_FIT: f64 = 0.75;

/// A description of which less was understood does not come before what the model wrote.
const LEAST_STANDING: f64 = 0.5;

/// Relative difference from the wanted size that is left alone.
const SIZE_TOLERANCE: f64 = 1e-4;

/// How to generate.
#[derive(Clone, Debug)]
pub struct GenerateOptions {
    /// How many candidates to return at most.
    pub candidates: usize,
    /// How many programs each source may propose; the best of them become candidates.
    pub tries: usize,
    /// How many of the best candidates have their numbers fitted to the pictures.
    pub refined: usize,
    /// In how many rounds at most; 0 fits nothing.
    pub rounds: usize,
    /// Seed of all chance.
    pub seed: u64,
    /// Time limit of each program.
    pub program_timeout: Duration,
}

impl Default for GenerateOptions {
    fn default() -> Self {
        Self {
            candidates: 8,
            tries: 32,
            refined: 2,
            rounds: 6,
            seed: 0,
            program_timeout: Duration::from_secs(5),
        }
    }
}

/// A program with its part and its standing.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The program, in the wanted size when that is known.
    pub program: Program,
    /// What came of running it.
    pub build: Build,
    /// Which source proposed it.
    pub source: &'static str,
    /// Agreement with the pictures; `None` without pictures or without a part.
    pub agreement: Option<Agreement>,
    /// How close the part comes to the scan; `None` without a scan or without a part.
    pub closeness: Option<Closeness>,
    /// From where the pictures seem to be taken.
    pub directions: Vec<Direction>,
    /// Mean log-probability per token, when a model wrote it.
    pub log_prob: Option<f64>,
    /// What a description was taken for, when it was read by grammar.
    pub reading: Option<Reading>,
}

impl Candidate {
    /// How far a description with sizes was carried out, 0..=1; 0 for candidates that know no sizes.
    ///
    /// A reading of less than half of the words is no better than the model's guess.
    pub fn told(&self) -> f64 {
        let reading = self.reading.as_ref().filter(|r| r.sizes > 0 && r.standing() >= LEAST_STANDING);
        reading.map_or(0.0, Reading::standing)
    }

    /// Whether it ran well and every solid is valid.
    pub fn is_valid(&self) -> bool {
        self.build.is_valid()
    }

    /// Agreement with the scan, else with the pictures, in 0..=1; 0 when there is nothing to compare.
    pub fn fit(&self) -> f64 {
        self.closeness.map(|c| c.fit).or_else(|| self.agreement.map(|a| a.total())).unwrap_or(0.0)
    }
}

/// What is reported while the answer is being made.
#[derive(Clone, Debug)]
pub enum Event {
    /// The first proposal as far as it is written.
    Writing(String),
    /// A candidate was built; more may come, and the order may change.
    Built(Box<Candidate>),
    /// Candidates built so far, and how many there will be.
    Progress {
        /// Built so far.
        done: usize,
        /// Proposals in all.
        total: usize,
    },
}

/// Ranked candidates.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Best first.
    pub candidates: Vec<Candidate>,
    /// Whether the best candidate agrees with the pictures; true for prompts of words alone
    /// when a valid part was found.
    pub recognised: bool,
    /// Whether the size of the part is known, from the text or given.
    pub size_known: bool,
    /// What was read from the drawing, in a line for the screen.
    pub reading: Option<String>,
    /// Seconds on the clock until the first candidate was built.
    pub first_secs: f64,
    /// Seconds on the clock in all.
    pub seconds: f64,
}

/// Makes candidates for a prompt and ranks them.
///
/// # Errors
/// When the prompt is empty, the work is stopped, or the machinery fails. Programs that do not run
/// are candidates at the end of the list, not errors.
pub fn generate(
    prompt: &Prompt,
    sources: &mut [Box<dyn Source + Send>],
    engine: &Engine,
    options: &GenerateOptions,
    cancel: &Cancel,
    events: &mut dyn FnMut(Event),
) -> Result<Answer, Error> {
    if prompt.is_empty() {
        return Err(Error::EmptyPrompt);
    }
    let start = Instant::now();
    let prompt = &*with_drawing_read(prompt, cancel)?;
    let prompt = &*with_view_found(prompt);
    let proposals = propose(prompt, sources, options, cancel, events)?;
    let pictures =
        PictureSet::new(&prompt.pictures, prompt.oblique.as_deref().map_or(&[], Sight::directions));

    let mut candidates = Vec::with_capacity(proposals.len());
    let mut first_secs = 0.0;
    let total = proposals.len();
    build_each(proposals.into_iter(), prompt, engine, options, cancel, &mut |candidate| {
        let candidate = judge(candidate, pictures.as_ref(), prompt.scan.as_deref());
        if candidates.is_empty() {
            first_secs = start.elapsed().as_secs_f64();
        }
        events(Event::Built(Box::new(candidate.clone())));
        candidates.push(candidate);
        events(Event::Progress { done: candidates.len(), total });
    })?;

    rank(&mut candidates);
    let donors: Vec<String> =
        candidates.iter().filter(|c| c.is_valid()).map(|c| c.program.text.to_string()).collect();
    candidates.truncate(options.candidates);
    // A scan is measured, not fitted: its sections give the numbers themselves.
    if pictures.is_some() && prompt.scan.is_none() {
        let build_options = build_options(options.program_timeout);
        let bench =
            Bench { pictures: pictures.as_ref(), scan: None, engine, options: &build_options, cancel };
        fit(&mut candidates, &donors, &bench, options, events)?;
        if let Some(size) = prompt.known_size() {
            keep_size(&mut candidates, size, &bench)?;
        }
    }
    let best = candidates.first();
    let is_compared = pictures.is_some() || prompt.scan.is_some();
    let recognised = best.is_some_and(|c| c.is_valid() && (!is_compared || c.fit() >= RECOGNISED_FIT));
    Ok(Answer {
        recognised,
        size_known: prompt.known_size().is_some()
            || prompt.scan.is_some()
            || best.is_some_and(|c| c.told() > 0.0),
        reading: prompt.scan.as_deref().and_then(Scan::drawing).map(Drawing::summary),
        candidates,
        first_secs,
        seconds: start.elapsed().as_secs_f64(),
    })
}

/// The prompt with the body that its drawing shows.
fn with_drawing_read<'a>(prompt: &'a Prompt, cancel: &Cancel) -> Result<Cow<'a, Prompt>, Error> {
    let Some(sheet) = &prompt.drawing else { return Ok(Cow::Borrowed(prompt)) };
    let drawing = match Drawing::read(sheet, cancel) {
        Err(DrawingError::Cancelled) => return Err(Error::Cancelled),
        read => read?,
    };
    let scan = Some(Arc::new(drawing.scan()?));
    // Pictures and words beside the sheet would be other opinions about the same part.
    Ok(Cow::Owned(Prompt { scan, text: String::new(), pictures: Vec::new(), ..prompt.clone() }))
}

/// The prompt with what geometry reads from a single picture of unknown direction.
fn with_view_found(prompt: &Prompt) -> Cow<'_, Prompt> {
    match prompt.pictures.as_slice() {
        [picture] if picture.view.is_none() && prompt.oblique.is_none() => {
            let sight = Sight::new(&picture.image).map(Arc::new);
            Cow::Owned(Prompt { oblique: sight, ..prompt.clone() })
        }
        _ => Cow::Borrowed(prompt),
    }
}

/// Fits the numbers of the best candidates to the pictures, one of each form, and gives the very best
/// the features of the others where they agree better.
fn fit(
    candidates: &mut Vec<Candidate>,
    donors: &[String],
    bench: &Bench<'_>,
    options: &GenerateOptions,
    events: &mut dyn FnMut(Event),
) -> Result<(), Error> {
    let mut forms = BTreeSet::new();
    // Sizes that were said stay as they are.
    for candidate in candidates.iter_mut().filter(|c| c.is_valid() && c.told() == 0.0) {
        if forms.len() < options.refined && forms.insert(form(&candidate.program)) {
            *candidate = refine(candidate.clone(), bench, options.rounds, None)?;
            events(Event::Built(Box::new(candidate.clone())));
        }
    }
    rank(candidates);
    let best = candidates.first().filter(|c| c.is_valid() && options.rounds > 0);
    if let Some(best) = best
        && let Some(better) = graft(best, donors, bench)?
    {
        let fitted = refine(better, bench, options.rounds, None)?;
        events(Event::Built(Box::new(fitted.clone())));
        candidates.insert(0, fitted);
        candidates.truncate(options.candidates);
        rank(candidates);
    }
    Ok(())
}

/// Gives candidates the wanted size again, which fitting their numbers may have changed.
fn keep_size(candidates: &mut [Candidate], size: SizeHint, bench: &Bench<'_>) -> Result<(), Error> {
    for candidate in candidates.iter_mut().filter(|c| c.is_valid() && c.told() == 0.0) {
        let factor = candidate.build.bounds().and_then(|bounds| scale_factor(&bounds, size));
        let Some(factor) = factor.filter(|factor| (factor - 1.0).abs() > SIZE_TOLERANCE) else { continue };
        let text = scale_program(&candidate.program.text, factor);
        if let Some(resized) = bench.build(candidate, &[text])?.into_iter().flatten().next() {
            *candidate = resized;
        }
    }
    Ok(())
}

fn propose(
    prompt: &Prompt,
    sources: &mut [Box<dyn Source + Send>],
    options: &GenerateOptions,
    cancel: &Cancel,
    events: &mut dyn FnMut(Event),
) -> Result<Vec<Proposal>, Error> {
    let mut seen = BTreeSet::new();
    let mut proposals = Vec::new();
    for source in sources {
        let new = source.propose(
            prompt,
            options.tries.max(options.candidates),
            options.seed,
            cancel,
            &mut |text| {
                events(Event::Writing(text.to_owned()));
            },
        )?;
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        proposals.extend(new.into_iter().filter(|p| seen.insert(p.text.clone())));
    }
    Ok(proposals)
}

/// Builds every proposal, then builds it again in the wanted size where that is known.
fn build_each(
    proposals: impl ExactSizeIterator<Item = Proposal>,
    prompt: &Prompt,
    engine: &Engine,
    options: &GenerateOptions,
    cancel: &Cancel,
    on_candidate: &mut dyn FnMut(Candidate),
) -> Result<(), Error> {
    let proposals: Vec<Proposal> = proposals.collect();
    let programs: Vec<Program> = proposals.iter().map(|p| Program::new(p.text.as_str())).collect();
    let build_options = build_options(options.program_timeout);
    let size = prompt.known_size();
    let mut scaled = Vec::new();
    engine.build_all(&programs, &build_options, cancel, |index, build| {
        let text = &programs[index].text;
        // What the model writes has neither the size nor the place of a scan.
        let scan = prompt.scan.as_ref().filter(|_| proposals[index].log_prob.is_some());
        let placed = scan.and_then(|scan| placed_program(text, &build.bounds()?, scan.bounds()));
        // Sizes that were said are millimetres already.
        let is_to_scale = proposals[index].reading.as_ref().is_some_and(|r| r.sizes > 0);
        let size = size.filter(|_| !is_to_scale);
        let sized = || Some(scale_program(text, scale_factor(&build.bounds()?, size?)?));
        match placed.or_else(sized) {
            Some(text) => scaled.push((index, Program::new(text))),
            None => on_candidate(candidate_of(&proposals[index], programs[index].clone(), build)),
        }
    })?;
    let (indices, programs): (Vec<usize>, Vec<Program>) = scaled.into_iter().unzip();
    engine.build_all(&programs, &build_options, cancel, |at, build| {
        on_candidate(candidate_of(&proposals[indices[at]], programs[at].clone(), build));
    })?;
    if cancel.is_cancelled() { Err(Error::Cancelled) } else { Ok(()) }
}

/// How programs are built that differ little from each other.
pub(crate) fn build_options(timeout: Duration) -> BuildOptions {
    BuildOptions {
        mesh: Some(MeshQuality::default()),
        measures: true,
        timeout,
        reuse: true,
        ..BuildOptions::default()
    }
}

fn candidate_of(proposal: &Proposal, program: Program, build: Build) -> Candidate {
    Candidate {
        program,
        build,
        source: proposal.source,
        agreement: None,
        closeness: None,
        directions: Vec::new(),
        log_prob: proposal.log_prob,
        reading: proposal.reading.clone(),
    }
}

fn judge(mut candidate: Candidate, pictures: Option<&PictureSet>, scan: Option<&Scan>) -> Candidate {
    let Some(mesh) = candidate.build.mesh() else { return candidate };
    if let Some(pictures) = pictures {
        let (agreement, directions) = pictures.agreement(&mesh);
        (candidate.agreement, candidate.directions) = (Some(agreement), directions);
    }
    candidate.closeness = scan.and_then(|scan| Closeness::new(scan, &mesh));
    candidate
}

/// What a form that geometry reads from one picture is worth beyond its agreement: other forms are guessed, and
/// many agree from one direction.
const READ_FORM: f64 = 0.05;
/// What a thousand characters more cost there: outlines that follow every pixel agree with anything.
const LONG_TEXT: f64 = 0.04;

/// Sorts candidates, best first.
fn rank(candidates: &mut [Candidate]) {
    let is_one_picture = candidates.iter().any(|c| c.source == ObliqueSource.name());
    let prior = |c: &Candidate| {
        let read = if c.source == ObliqueSource.name() { READ_FORM } else { 0.0 };
        if is_one_picture { read - LONG_TEXT * c.program.text.len() as f64 / 1000.0 } else { 0.0 }
    };
    // Agreement in steps of a hundredth: below that the pictures cannot tell candidates apart.
    let key = |c: &Candidate| {
        // Distances to a scan tell finer differences than pictures.
        let steps = if c.closeness.is_some() { 500.0 } else { 100.0 };
        let fit = ((c.fit() + prior(c)) * steps).round() as i64;
        let log_prob = (c.log_prob.unwrap_or(f64::from(-10)) * 1000.0).round() as i64;
        let told = (c.told() * 1000.0).round() as i64;
        (!c.is_valid(), -fit, -told, -log_prob, c.program.text.len())
    };
    candidates.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.program.text.cmp(&b.program.text)));
}

#[cfg(test)]
mod tests {
    use base::{Diagnostic, Measures, Part, Status};

    use super::*;

    fn candidate(text: &str, valid: bool, log_prob: Option<f64>) -> Candidate {
        let program = Program::new(text);
        let mut build = Build::failed(program.hash(), Status::Error, Diagnostic::error("x"));
        if valid {
            build.status = Status::Ok;
            build.parts.push(Part {
                name: "result".into(),
                class: "Workplane".into(),
                color: None,
                measures: Some(Measures {
                    solids: 1,
                    shells: 1,
                    faces: 6,
                    wires: 6,
                    edges: 12,
                    vertices: 8,
                    volume: 1.0,
                    area: 6.0,
                    length: 24.0,
                    center_of_mass: [0.0; 3],
                    bounds: None,
                    valid: true,
                }),
                mesh: None,
            });
        }
        Candidate {
            program,
            build,
            source: "test",
            agreement: None,
            closeness: None,
            directions: Vec::new(),
            log_prob,
            reading: None,
        }
    }

    #[test]
    fn valid_comes_before_probable_and_probable_before_short() {
        let mut candidates = vec![
            candidate("short", false, Some(-0.1)),
            candidate("longer text", true, Some(-0.5)),
            candidate("a much longer text", true, Some(-0.2)),
            candidate("long text", true, Some(-0.5)),
        ];
        rank(&mut candidates);
        let order: Vec<&str> = candidates.iter().map(|c| &*c.program.text).collect();
        assert_eq!(order, ["a much longer text", "long text", "longer text", "short"]);
    }

    #[test]
    fn of_one_picture_a_form_that_was_read_comes_before_one_that_was_guessed() {
        let mut candidates = vec![
            candidate("guessed", true, Some(-0.1)),
            candidate(&"read with every pixel ".repeat(20), true, None),
            candidate("read", true, None),
        ];
        candidates[1].source = ObliqueSource.name();
        candidates[2].source = ObliqueSource.name();
        rank(&mut candidates);
        let order: Vec<usize> = candidates.iter().map(|c| c.program.text.len()).collect();
        assert_eq!(order, [4, 440, 7]);
    }
}
