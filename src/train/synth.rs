//! Synthetic data: programs of many families, executed, judged, drawn and written in shards.
//!
//! A data set is a row of slots. A slot's family, program, text and camera depend on the seed and
//! on the number of the slot alone, so that any data set can be made again bit for bit. A plan
//! whose part does not pass the gates is replaced by the slot's next plan.
//! Training never sees what the test holds back: see [`split`].
//!
//! Executing is left to an [`Executor`]; this module does not know how programs are run.

pub mod assemblies;
pub mod bent;
pub mod blocks;
pub mod brackets;
pub mod dice;
pub mod draft;
pub mod edits;
pub mod execute;
pub mod extras;
pub mod families;
pub mod grammar;
pub mod holes;
pub mod housings;
pub mod looks;
pub mod patterns;
pub mod pictures;
pub mod plan;
pub mod plates;
pub mod precise;
pub mod programs;
pub mod questions;
pub mod reading;
pub mod recad;
pub mod recode;
pub mod revolved;
pub mod split;
pub mod standard;
pub mod swept;
pub mod toothed;
pub mod turned;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

use base::{Cancel, Program, Progress};
use engine::{Engine, EngineOptions};
use rayon::prelude::*;

use crate::data::{self, FreeView, Meta, Sample, VIEWS};
use dice::Dice;
use edits::Edit;
pub use execute::{Accepted, Execution, Executor, Fineness};
use extras::Extra;
pub use families::{FAMILIES, Family};
pub use plan::Plan;
pub use split::Split;

/// Slots of one shard; few in tests, so that several shards take seconds.
const SHARD: u64 = if cfg!(test) { 50 } else { 500 };
/// Slots that are executed together; a stop waits for the running programs only.
const BATCH: u64 = 100;
/// Plans that a slot may try. Held-back geometry is rare, so that test slots try often.
const ATTEMPTS: u64 = 400;

/// What to make.
#[derive(Clone, Debug, Default)]
pub struct SynthOptions {
    /// The folder; complete shards in it are kept, the rest is made.
    pub out: PathBuf,
    /// Number of slots.
    pub count: u64,
    /// Seed of programs, texts and cameras.
    pub seed: u64,
    /// Names of families or of sets of them; empty for `v0`, see [`families`].
    pub families: Vec<String>,
    /// Which side of the split.
    pub split: Split,
    /// `(i, n)`: only every n-th shard, beginning with the i-th from 0, for several machines.
    pub shard: Option<(u64, u64)>,
    /// Edits that are tried for each part; every one costs three to four executions.
    pub edits: u32,
    /// Questions and answers about each part.
    pub questions: u32,
    /// What samples have besides their five pictures.
    pub extras: Vec<Extra>,
}

/// Why no data set was made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The options do not make sense.
    #[error("{0}")]
    Options(String),
    /// The folder could not be read or written.
    #[error(transparent)]
    Data(#[from] data::Error),
    /// The geometry processes could not work.
    #[error("could not execute programs: {0}")]
    Engine(#[from] engine::Error),
}

/// What came of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Samples in the folder.
    pub samples: u64,
    /// Programs executed by this run.
    pub executed: u64,
    /// Edits kept by this run.
    pub edits: u64,
    /// Programs that were not taken, by family and reason.
    pub rejected: BTreeMap<(String, String), u64>,
    /// Slots that found no part.
    pub empty_slots: u64,
    /// Seconds on the clock.
    pub seconds: f64,
    /// Whether the run was stopped before its end.
    pub is_stopped: bool,
}

/// Makes a data set with geometry processes of its own.
///
/// # Errors
/// When the options do not make sense, the folder cannot be written, or no process starts.
pub fn run(
    options: &SynthOptions,
    engine: EngineOptions,
    cancel: &Cancel,
    progress: &mut dyn FnMut(&Progress),
) -> Result<Report, Error> {
    run_with(options, &Engine::start(engine)?, cancel, progress)
}

/// Makes a data set with any executor.
///
/// # Errors
/// As [`run`].
pub fn run_with(
    options: &SynthOptions,
    executor: &dyn Executor,
    cancel: &Cancel,
    progress: &mut dyn FnMut(&Progress),
) -> Result<Report, Error> {
    let begun = Instant::now();
    let maker = Maker::new(options, executor, cancel)?;
    let mut seen: BTreeSet<u64> = data::read_samples(&options.out)?
        .iter()
        .filter_map(|sample| u64::from_str_radix(&sample.geometry_hash, 16).ok())
        .collect();
    let mut report = Report::default();
    // Says from the first moment what the folder is, so that no other data set gets into it.
    seal(&options.out, options, &report)?;
    let shards: Vec<u64> = (0..options.count.div_ceil(SHARD))
        .filter(|shard| options.shard.is_none_or(|(i, n)| shard % n == i))
        .collect();
    let slots_of = |shard: u64| shard * SHARD..((shard + 1) * SHARD).min(options.count);
    let missing: Vec<u64> =
        shards.iter().copied().filter(|shard| !data::has_shard(&options.out, *shard)).collect();
    let total: u64 = shards.iter().map(|shard| slots_of(*shard).count() as u64).sum();
    let to_do: u64 = missing.iter().map(|shard| slots_of(*shard).count() as u64).sum();
    let mut done = 0;
    let mut tell = |done: u64| {
        let elapsed = begun.elapsed().as_secs_f64();
        progress(&Progress {
            what: "making parts".to_owned(),
            done: total - to_do + done,
            total: Some(total),
            remaining_secs: (done > 0).then(|| elapsed / done as f64 * (to_do - done) as f64),
        });
    };
    tell(0);
    'shards: for shard in missing {
        let (mut samples, mut pictures) = (Vec::new(), Vec::new());
        let mut records: BTreeMap<Extra, Vec<u8>> = BTreeMap::new();
        let slots: Vec<u64> = slots_of(shard).collect();
        for batch in slots.chunks(BATCH as usize) {
            let Some(made) = maker.batch(batch, &mut seen, &mut report)? else {
                report.is_stopped = true;
                break 'shards;
            };
            for Made { sample, pictures: drawn, records: own } in made {
                samples.push(sample);
                pictures.extend(drawn);
                for (extra, record) in own {
                    records.entry(extra).or_default().extend(record);
                }
            }
            done += batch.len() as u64;
            tell(done);
        }
        for (extra, bytes) in &records {
            data::write_extra(&options.out, shard, *extra, samples.len(), bytes)?;
        }
        data::write_shard(&options.out, shard, &samples, &pictures)?;
    }
    let meta = seal(&options.out, options, &report)?;
    report.samples = meta.count;
    report.seconds = begun.elapsed().as_secs_f64();
    Ok(report)
}

/// Draws, executes and gates the parts of some slots without writing anything; for tests of
/// models. Slots that find no part are left out.
///
/// # Errors
/// When the families do not exist or the programs cannot be executed.
pub fn parts(
    options: &SynthOptions,
    executor: &dyn Executor,
    cancel: &Cancel,
) -> Result<Vec<(Plan, Accepted, FreeView)>, Error> {
    let maker = Maker::new(options, executor, cancel)?;
    let slots: Vec<u64> = (0..options.count).collect();
    let mut seen = BTreeSet::new();
    let found = maker.accepted(&slots, &mut seen, &mut Report::default())?.unwrap_or_default();
    Ok(found
        .into_iter()
        .map(|(slot, plan, accepted)| {
            let free = pictures::free_view(&mut camera_dice(options, slot));
            (plan, accepted, free)
        })
        .collect())
}

/// A slot, what was planned for it, and the part that came of it.
type Found = (u64, Plan, Accepted);

struct Maker<'a> {
    options: &'a SynthOptions,
    families: Vec<&'static Family>,
    executor: &'a dyn Executor,
    cancel: &'a Cancel,
}

impl<'a> Maker<'a> {
    fn new(options: &'a SynthOptions, executor: &'a dyn Executor, cancel: &'a Cancel) -> Result<Self, Error> {
        if options.count == 0 {
            return Err(Error::Options("a data set needs at least one sample; give a count".to_owned()));
        }
        if let Some((i, n)) = options.shard.filter(|(i, n)| i >= n) {
            return Err(Error::Options(format!(
                "share {i} of {n} does not exist; count from 0 to {}",
                n.max(1) - 1
            )));
        }
        let families = if options.families.is_empty() {
            FAMILIES.iter().collect()
        } else {
            let mut chosen: Vec<&'static Family> = Vec::new();
            for name in &options.families {
                for family in families::named(name).ok_or_else(|| unknown_family(name))? {
                    if !chosen.iter().any(|f| f.name == family.name) {
                        chosen.push(family);
                    }
                }
            }
            chosen
        };
        Ok(Self { options, families, executor, cancel })
    }

    /// Makes the samples of some slots; `None` when the run was stopped.
    fn batch(
        &self,
        slots: &[u64],
        seen: &mut BTreeSet<u64>,
        report: &mut Report,
    ) -> Result<Option<Vec<Made>>, Error> {
        let Some(found) = self.accepted(slots, seen, report)? else { return Ok(None) };
        let Some(edits) = self.edits(&found, report)? else { return Ok(None) };
        let options = self.options;
        let parts = found.into_par_iter().zip(edits);
        Ok(Some(parts.map(|((slot, plan, part), edits)| sample(options, slot, plan, part, edits)).collect()))
    }

    /// Draws edits for each part and keeps those whose programs hold what they promise; `None`
    /// when the run was stopped.
    fn edits(&self, found: &[Found], report: &mut Report) -> Result<Option<Vec<Vec<Edit>>>, Error> {
        let SynthOptions { seed, split, edits: count, .. } = *self.options;
        let mut kept = vec![Vec::new(); found.len()];
        let drawn: Vec<(usize, Edit)> = found
            .iter()
            .enumerate()
            .filter(|_| count > 0)
            .flat_map(|(i, (slot, plan, _))| {
                let edits = edits::draw(plan, count, &mut Dice::new(seed, "edits", &[*slot]));
                edits.into_iter().map(move |edit| (i, edit))
            })
            .collect();
        let programs: Vec<Program> =
            drawn.iter().flat_map(|(_, edit)| edit.programs()).map(Program::new).collect();
        let mut executions: Vec<Option<Execution>> = vec![None; programs.len()];
        self.executor.execute(&programs, Fineness::None, self.cancel, &mut |index, execution| {
            executions[index] = Some(execution);
        })?;
        if self.cancel.is_cancelled() {
            return Ok(None);
        }
        report.executed += programs.len() as u64;
        let mut executions = executions
            .into_iter()
            .map(|execution| execution.unwrap_or_else(|| Execution::Failed("no answer".to_owned())));
        for (i, edit) in drawn {
            let own: Vec<Execution> = executions.by_ref().take(edit.programs().len()).collect();
            let plan = &found[i].1;
            match edit.judged(split, plan.wanted.solids, &own) {
                Ok(edit) => {
                    report.edits += 1;
                    kept[i].push(edit);
                }
                Err(reason) => {
                    *report.rejected.entry((plan.family.to_owned(), reason.to_owned())).or_default() += 1;
                }
            }
        }
        Ok(Some(kept))
    }

    /// Finds a part for each slot, in the order of the slots; `None` when the run was stopped.
    fn accepted(
        &self,
        slots: &[u64],
        seen: &mut BTreeSet<u64>,
        report: &mut Report,
    ) -> Result<Option<Vec<Found>>, Error> {
        let mut open = slots.to_vec();
        let mut found = BTreeMap::new();
        for attempt in 0..ATTEMPTS {
            let SynthOptions { seed, split, .. } = *self.options;
            let plans: Vec<(u64, Plan)> = open
                .iter()
                .filter_map(|slot| {
                    plan::plan(seed, split, &self.families, *slot, attempt).map(|plan| (*slot, plan))
                })
                .collect();
            if plans.is_empty() {
                break;
            }
            let mut executions: Vec<Option<Execution>> = vec![None; plans.len()];
            let programs: Vec<Program> =
                plans.iter().map(|(_, plan)| Program::new(plan.program.as_str())).collect();
            self.executor.execute(&programs, Fineness::Fine, self.cancel, &mut |index, execution| {
                executions[index] = Some(execution);
            })?;
            if self.cancel.is_cancelled() {
                return Ok(None);
            }
            report.executed += plans.len() as u64;
            open.clear();
            // In the order of the slots, so that of two equal parts always the same one stays.
            for ((slot, plan), execution) in plans.into_iter().zip(executions) {
                let execution = execution.unwrap_or_else(|| Execution::Failed("no answer".to_owned()));
                let gated = execute::gate(&plan, split, execution).and_then(|accepted| {
                    let is_new = seen.insert(accepted.geometry_hash);
                    if is_new { Ok(accepted) } else { Err("duplicate".to_owned()) }
                });
                match gated {
                    Ok(accepted) => {
                        found.insert(slot, (plan, accepted));
                    }
                    Err(reason) => {
                        if reason == "error" {
                            log::debug!("a synthetic program failed:\n{}", plan.program);
                        }
                        *report.rejected.entry((plan.family.to_owned(), reason)).or_default() += 1;
                        open.push(slot);
                    }
                }
            }
            if open.is_empty() {
                break;
            }
        }
        report.empty_slots += (slots.len() - found.len()) as u64;
        Ok(Some(found.into_iter().map(|(slot, (plan, accepted))| (slot, plan, accepted)).collect()))
    }
}

/// Draws the pictures of a part and puts everything together.
fn sample(options: &SynthOptions, slot: u64, plan: Plan, part: Accepted, edits: Vec<Edit>) -> Made {
    let mut asking = Dice::new(options.seed, "questions", &[slot]);
    let questions = questions::draw(&plan, &part, options.questions, &mut asking);
    let free = pictures::free_view(&mut camera_dice(options, slot));
    let pictures = pictures::pictures(&part.mesh, &free);
    let mesh = pictures::drawable(&part.mesh);
    let records = options.extras.iter().map(|extra| {
        let mut dice = Dice::new(options.seed, extra.name(), &[slot]);
        (*extra, extra.record(&mesh, &mut dice))
    });
    let records = records.collect();
    let reading = if options.extras.contains(&Extra::Drawing) {
        reading::read(&extras::drawing(&mesh))
    } else {
        String::new()
    };
    let sample = Sample {
        id: format!("{}-{}-{slot:06}", options.split.name(), options.seed),
        family: plan.family.to_owned(),
        program: plan.program,
        text: plan.text,
        views: VIEWS.map(str::to_owned).to_vec(),
        free,
        holes: if plan.wanted.are_holes_known { plan.holes } else { holes::find(&part.mesh).len() as u32 },
        geometry_hash: format!("{:016x}", part.geometry_hash),
        structure_hash: format!("{:016x}", plan.structure_hash),
        bounds: part.measures.bounds.expect("the gate lets no part without a box through"),
        volume: part.measures.volume,
        precise: plan.precise,
        is_to_scale: plan.is_to_scale,
        edits,
        questions,
        reading,
    };
    Made { sample, pictures, records }
}

/// A sample and its bytes.
struct Made {
    sample: Sample,
    pictures: Vec<u8>,
    records: Vec<(Extra, Vec<u8>)>,
}

fn camera_dice(options: &SynthOptions, slot: u64) -> Dice {
    Dice::new(options.seed, "camera", &[slot])
}

fn unknown_family(name: &str) -> Error {
    let names: Vec<&str> = families::all().map(|family| family.name).collect();
    Error::Options(format!(
        "there is no family \"{name}\"; there are {}, and the sets v0, canonical, styles and all",
        names.join(", ")
    ))
}

/// Writes `meta.json`, adding up what several runs into one folder rejected.
fn seal(folder: &Path, options: &SynthOptions, report: &Report) -> Result<Meta, Error> {
    std::fs::create_dir_all(folder).map_err(|source| data::Error::File {
        action: "make the folder",
        source,
        path: folder.to_owned(),
    })?;
    let split = options.split.name();
    let mut rejected = BTreeMap::new();
    if let Some(before) = data::read_meta(folder)? {
        if (before.seed, before.split.as_str()) != (options.seed, split) {
            return Err(Error::Options(format!(
                "the folder holds a data set with seed {} ({}), not {} ({split}); choose another folder: {}",
                before.seed,
                before.split,
                options.seed,
                folder.display(),
            )));
        }
        rejected = before.rejected;
    }
    for ((_, reason), count) in &report.rejected {
        *rejected.entry(reason.clone()).or_default() += count;
    }
    let about = Meta {
        seed: options.seed,
        split: split.to_owned(),
        generator: env!("CARGO_PKG_VERSION").to_owned(),
        rejected,
        ..Meta::default()
    };
    Ok(data::seal(folder, about)?)
}

impl Report {
    /// A table for people: what was executed, and what was not taken and why.
    pub fn table(&self) -> String {
        let rejected: u64 = self.rejected.values().sum();
        let mut text = format!(
            "{} samples; {} programs executed in {:.1} s ({:.1} a second), {} not taken ({:.1} %)\n",
            self.samples,
            self.executed,
            self.seconds,
            self.executed as f64 / self.seconds.max(1e-9),
            rejected,
            100.0 * rejected as f64 / (self.executed as f64).max(1.0),
        );
        if self.edits > 0 {
            text.push_str(&format!("  {} edits kept\n", self.edits));
        }
        for ((family, reason), count) in &self.rejected {
            text.push_str(&format!("  {family:14} {reason:42} {count:6}\n"));
        }
        if self.empty_slots > 0 {
            text.push_str(&format!("  {} slots found no part\n", self.empty_slots));
        }
        text
    }
}

#[cfg(test)]
mod tests;
