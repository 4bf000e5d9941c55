//! Changes to a program, asked for in words, and what they did to the part.
//!
//! "Make the holes 6 mm" changes a named number; "remove the fillet" takes calls out; "add a hole of 5 mm"
//! puts calls in. No model is needed for these. Each proposal is built, and the features of both parts are
//! compared: the answer lists every feature that changed and marks those that nobody asked to change, so
//! that an edit that damages something else does not pass unseen.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `words.rs` | what an instruction says: verb, value, things, dimension |
//! | `numbers.rs` | which named number is meant, and its new value |
//! | `structure.rs` | features taken out of a program or put into it |
//! | `features.rs` | holes, rounds, places of flat faces and extents of a part |
//! | `difference.rs` | what differs between two parts |

mod difference;
mod features;
mod numbers;
mod structure;
mod words;

use std::collections::BTreeSet;
use std::time::Duration;

use base::{Build, Cancel, Program};
use engine::Engine;

pub use difference::{Change, Subject};

use self::difference::differences;
use self::features::Features;
use self::words::Instruction;
use crate::generate::build_options;
use crate::{Error, scale_program};

/// Readings whose worth differs less are equally likely.
const TIE: f64 = 0.3;

/// Proposals that are built at most.
const MOST_PROPOSALS: usize = 6;

/// An edited program with its part.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The program after the edit.
    pub program: Program,
    /// What came of running it.
    pub build: Build,
    /// What was done to the text, in a sentence.
    pub summary: String,
    /// Every feature that changed; those that were not asked for are marked.
    pub changes: Vec<Change>,
    /// Other readings of the words that are as likely.
    pub alternatives: Vec<String>,
}

impl Edited {
    /// Whether it runs, is valid, does something, changes nothing but what was asked for, and is the only
    /// likely reading.
    pub fn is_clean(&self) -> bool {
        self.is_as_asked() && self.alternatives.is_empty()
    }

    fn is_as_asked(&self) -> bool {
        self.build.is_valid() && !self.changes.is_empty() && self.changes.iter().all(|c| c.is_expected)
    }
}

/// A change of the text that may be what was meant.
#[derive(Clone, Debug, PartialEq)]
struct Proposal {
    text: String,
    summary: String,
    /// What may change with it.
    expected: BTreeSet<Subject>,
    /// How well it answers the words; higher is better.
    score: f64,
    /// By which the whole part is to grow.
    factor: Option<f64>,
    /// What was assumed to carry it out; such an edit is shown before it is taken.
    assumptions: Vec<String>,
}

/// Why nothing was edited.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// The words name nothing that can be done.
    #[error(
        "\"{instruction}\" was not understood; say for example \"make the holes 6 mm\", \"height 20\", \
             \"remove the fillet\" or \"add a hole of 5 mm\". Numbers of this program: {numbers}"
    )]
    NotUnderstood {
        /// What was asked.
        instruction: String,
        /// The names of the numbers that the program has.
        numbers: String,
    },
    /// The program as it is has no part.
    #[error("the program has no part to compare with: {0}")]
    NoPart(String),
    /// The machinery failed.
    #[error(transparent)]
    Failed(#[from] Error),
}

/// Edits a program as an instruction says; the most likely reading first.
///
/// Readings that build and change only what was asked for come before those that do not.
///
/// # Errors
/// When the words are not understood, the program itself does not run, or the machinery fails.
pub fn edit(
    engine: &Engine,
    program: &Program,
    instruction: &str,
    timeout: Duration,
    cancel: &Cancel,
) -> Result<Vec<Edited>, EditError> {
    let before = engine.build(program, &build_options(timeout), cancel).map_err(Error::from)?;
    if let Some(error) = before.first_error() {
        return Err(EditError::NoPart(error.message.clone()));
    }
    let proposals = proposals(program, &before, instruction);
    if proposals.is_empty()
        && let Some(edited) = several(engine, program, &before, instruction, timeout, cancel)?
    {
        return Ok(vec![edited]);
    }
    if proposals.is_empty() {
        let numbers: Vec<&str> = before.parameters.iter().map(|p| p.name.as_str()).collect();
        let numbers = if numbers.is_empty() { "none".to_owned() } else { numbers.join(", ") };
        return Err(EditError::NotUnderstood { instruction: instruction.to_owned(), numbers });
    }
    carried_out(engine, program, &before, proposals, timeout, cancel)
}

/// The readings of an instruction, built and compared with the part before; the likeliest first.
fn carried_out(
    engine: &Engine,
    program: &Program,
    before: &Build,
    proposals: Vec<Proposal>,
    timeout: Duration,
    cancel: &Cancel,
) -> Result<Vec<Edited>, EditError> {
    let programs: Vec<Program> =
        proposals.iter().map(|p| Program { text: p.text.as_str().into(), ..program.clone() }).collect();
    let mut builds: Vec<Option<Build>> = vec![None; programs.len()];
    engine
        .build_all(&programs, &build_options(timeout), cancel, |index, build| builds[index] = Some(build))
        .map_err(Error::from)?;
    if cancel.is_cancelled() {
        return Err(Error::Cancelled.into());
    }
    let features = Features::of(before);
    let mut edited: Vec<(f64, Edited)> = proposals
        .into_iter()
        .zip(programs)
        .zip(builds)
        .filter_map(|((proposal, program), build)| {
            let build = build?;
            let mut changes = differences(&features, &build, &proposal.expected);
            if let Some(factor) = proposal.factor {
                changes.extend(difference::not_scaled(before, &build, factor));
            }
            let alternatives =
                proposal.assumptions.iter().map(|a| format!("something else than assumed: {a}")).collect();
            let edited = Edited { program, build, summary: proposal.summary, changes, alternatives };
            // A reading that fails or changes nothing was hardly meant.
            let worth = f64::from(u8::from(edited.build.is_valid())) * 4.0
                + f64::from(u8::from(!edited.changes.is_empty())) * 2.0
                + f64::from(u8::from(edited.is_as_asked()));
            Some((worth * 0.5 + proposal.score, edited))
        })
        .collect();
    edited.sort_by(|a, b| b.0.total_cmp(&a.0));
    let likely = |rest: &[(f64, Edited)], best: f64| {
        let near = rest.iter().filter(|(worth, e)| best - worth < TIE && e.is_as_asked());
        near.map(|(_, e)| e.summary.clone()).collect::<Vec<_>>()
    };
    if let Some((first, rest)) = edited.split_first_mut() {
        first.1.alternatives.extend(likely(rest, first.0));
    }
    Ok(edited.into_iter().map(|(_, edited)| edited).collect())
}

/// Several changes in one sentence, one after the other; each must be clear by itself and change only what
/// it asks for. `None` when the sentence is none of several orders or one of them is not clear.
fn several(
    engine: &Engine,
    program: &Program,
    before: &Build,
    instruction: &str,
    timeout: Duration,
    cancel: &Cancel,
) -> Result<Option<Edited>, EditError> {
    let orders = words::orders(instruction);
    if orders.len() < 2 {
        return Ok(None);
    }
    let mut done: Option<Edited> = None;
    let mut expected = BTreeSet::new();
    for order in &orders {
        let program = done.as_ref().map_or(program, |edited| &edited.program);
        let build = done.as_ref().map_or(before, |edited| &edited.build);
        let found = proposals(program, build, order);
        if found.is_empty() {
            return Ok(None);
        }
        let best = carried_out(engine, program, build, found, timeout, cancel)?.into_iter().next();
        let Some(best) = best.filter(Edited::is_clean) else { return Ok(None) };
        expected.extend(best.changes.iter().map(|change| change.subject));
        done = Some(match done {
            Some(first) => Edited { summary: format!("{}; {}", first.summary, best.summary), ..best },
            None => best,
        });
    }
    Ok(done.map(|edited| {
        let changes = differences(&Features::of(before), &edited.build, &expected);
        Edited { changes, ..edited }
    }))
}

/// What the words may mean, the likeliest first.
fn proposals(program: &Program, before: &Build, instruction: &str) -> Vec<Proposal> {
    let said = Instruction::read(instruction);
    // Half an instruction carried out is worse than none; an addition is read to its last word.
    if said.is_doubtful && !said.is_addition() {
        return Vec::new();
    }
    let bounds = before.bounds();
    let mut found = structure::proposals(&program.text, &said, bounds.as_ref());
    // Who adds or removes something means no number that is there.
    if !said.is_structural() {
        found.extend(numbers::proposals(&program.text, &before.parameters, &said));
    }
    if found.is_empty()
        && let Some(factor) = said.whole_factor()
    {
        found.push(Proposal {
            text: scale_program(&program.text, factor),
            summary: format!("every length times {factor}"),
            expected: Subject::ALL.into_iter().collect(),
            score: 1.0,
            factor: Some(factor),
            assumptions: Vec::new(),
        });
    }
    found.retain(|proposal| *proposal.text != *program.text);
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found.dedup_by(|a, b| a.text == b.text);
    // What fits much worse than the best is not what was meant.
    let best = found.first().map_or(0.0, |p| p.score);
    found.retain(|proposal| proposal.score > best - 1.2);
    found.truncate(MOST_PROPOSALS);
    found
}

#[cfg(test)]
mod tests;
