//! Changes to a program, asked for in words, and what they did to the part.
//!
//! "Make the holes 6 mm" changes a named number; "remove the fillet" takes calls out; "add a hole of 5 mm"
//! puts calls in. No model is needed for these. Each proposal is built, and the features of both parts are
//! compared: the answer lists every feature that changed and marks those that nobody asked to change, so
//! that an edit that damages something else does not pass unseen.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `clauses.rs` | orders of a sentence, and what is to stay as it is |
//! | `words.rs` | what an instruction says: verb, value, things, dimension |
//! | `numbers.rs` | which named number is meant, and its new value |
//! | `moves.rs` | features moved by a distance |
//! | `structure.rs` | features taken out of a program or put into it |
//! | `edges.rs` | edges that words tell, to be rounded or chamfered |
//! | `code.rs` | statements and calls of a program |
//! | `places.rs` | features told by where they are; what a reading must show |
//! | `features.rs` | holes, rounds, places of flat faces and extents of a part |
//! | `difference.rs` | what differs between two parts |

mod clauses;
mod code;
mod difference;
mod edges;
mod features;
mod moves;
mod numbers;
mod places;
mod structure;
mod words;

use std::collections::BTreeSet;
use std::time::Duration;

use base::{Build, Cancel, Program};
use engine::Engine;

pub use difference::{Change, Subject};

use self::difference::differences;
use self::features::Features;
use self::places::Goal;
use self::words::Instruction;
use crate::generate::build_options;
use crate::{Error, scale_program};

/// Readings whose worth differs less are equally likely.
const TIE: f64 = 0.3;

/// Proposals that are built at most.
const MOST_PROPOSALS: usize = 6;

/// The same where the part tells which of them was meant.
const MOST_WITH_GOALS: usize = 24;

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
    /// What the part must show, where the words tell; readings that do not show it are dropped.
    goal: Option<Goal>,
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
    let (asked, keeps_outside) = clauses::without_kept(&clauses::plain(instruction));
    let found = proposals(program, &before, &asked);
    let mut edited = carried_out(engine, program, &before, found, timeout, cancel)?;
    if edited.is_empty() {
        edited.extend(several(engine, program, &before, &asked, timeout, cancel)?);
    }
    if edited.is_empty() {
        let numbers: Vec<&str> = before.parameters.iter().map(|p| p.name.as_str()).collect();
        let numbers = if numbers.is_empty() { "none".to_owned() } else { numbers.join(", ") };
        return Err(EditError::NotUnderstood { instruction: instruction.to_owned(), numbers });
    }
    let outside = [Subject::Size, Subject::Rounds];
    for change in edited.iter_mut().flat_map(|e| &mut e.changes).filter(|c| outside.contains(&c.subject)) {
        change.is_expected &= !keeps_outside;
    }
    Ok(edited)
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
    if proposals.is_empty() {
        return Ok(Vec::new());
    }
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
            let after = Features::of(&build);
            if proposal.goal.as_ref().is_some_and(|goal| !goal.is_met(&features, &after)) {
                return None;
            }
            let mut changes = differences(&features, &build, &after, &proposal.expected);
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

/// Several changes in one sentence, one after the other; each must be clear by itself, and only the last has
/// to give a part that is as asked. `None` when the sentence is none of several orders or one of them is not
/// clear.
fn several(
    engine: &Engine,
    program: &Program,
    before: &Build,
    instruction: &str,
    timeout: Duration,
    cancel: &Cancel,
) -> Result<Option<Edited>, EditError> {
    let orders = clauses::orders(instruction);
    if orders.len() < 2 {
        return Ok(None);
    }
    let mut done: Option<Edited> = None;
    let mut expected = BTreeSet::new();
    for (order, inherited) in &orders {
        let program = done.as_ref().map_or(program, |edited| &edited.program);
        let build = done.as_ref().map_or(before, |edited| &edited.build);
        let mut best = None;
        for order in inherited.iter().chain([order]) {
            let found = proposals(program, build, order);
            expected.extend(found.first().into_iter().flat_map(|p| p.expected.iter().copied()));
            best = carried_out(engine, program, build, found, timeout, cancel)?.into_iter().next();
            if best.is_some() {
                break;
            }
        }
        let Some(best) = best.filter(|best| best.alternatives.is_empty()) else { return Ok(None) };
        done = Some(match done {
            Some(first) => Edited { summary: format!("{}; {}", first.summary, best.summary), ..best },
            None => best,
        });
    }
    Ok(done.map(|edited| {
        let after = Features::of(&edited.build);
        let changes = differences(&Features::of(before), &edited.build, &after, &expected);
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
    let text = &program.text;
    let parameters = &before.parameters;
    let features = Features::of(before);
    let mut found = match &said.motion {
        Some(motion) => moves::proposals(text, parameters, &said, motion),
        None if said.is_addition() => edges::proposals(text, before, &said, text),
        None => Vec::new(),
    };
    let is_sure = said.motion.as_ref().is_some_and(|motion| motion.is_sure || !found.is_empty());
    if found.is_empty() && !is_sure {
        found = structure::proposals(text, &said, &features);
    }
    // Who adds, removes or moves something means no number that is there.
    if !said.is_structural() && !is_sure {
        found.extend(numbers::proposals(text, parameters, &said, &context_of(text, parameters)));
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
            goal: None,
        });
    }
    found.retain(|proposal| *proposal.text != *program.text);
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found.dedup_by(|a, b| a.text == b.text);
    // What fits much worse than the best is not what was meant.
    let best = found.first().map_or(0.0, |p| p.score);
    found.retain(|proposal| proposal.score > best - 1.2);
    let is_told_by_part = found.iter().any(|proposal| proposal.goal.is_some());
    found.truncate(if is_told_by_part { MOST_WITH_GOALS } else { MOST_PROPOSALS });
    found
}

/// Words of comments and of names of bodies, which no number has in its name.
fn context_of(text: &str, parameters: &[base::Parameter]) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for statement in code::statements(text) {
        words.extend(code::words_in(&statement.comment));
        words.extend(statement.target.into_iter().flat_map(code::words_in));
    }
    for parameter in parameters {
        code::words_in(&parameter.name).iter().for_each(|word| {
            words.remove(word);
        });
    }
    words
}

#[cfg(test)]
mod tests;
