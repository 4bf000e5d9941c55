//! Features moved by a distance: by the number that says where they are, else by moving what they are cut
//! or made with.

use std::collections::BTreeSet;

use base::Parameter;
use glam::DVec3;

use super::code::{self, Statement};
use super::numbers::{Name, literal};
use super::places::{Goal, Place};
use super::words::{Instruction, singular};
use super::{Proposal, Subject};

/// A movement that the words ask for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Motion {
    /// Where to: a direction, or the name of a thing.
    pub(super) to: Target,
    /// How far, in millimetres.
    pub(super) distance: f64,
    /// Whether only a movement can be meant; to raise a boss may mean to make it higher.
    pub(super) is_sure: bool,
}

/// Where something is moved to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    /// A direction.
    Direction(DVec3),
    /// Towards a thing that is named.
    Thing(String),
}

/// Words that tell a direction.
const DIRECTIONS: [(&[&str], DVec3); 6] = [
    (&["up", "upward", "upwards", "higher"], DVec3::Z),
    (&["down", "downward", "downwards", "lower"], DVec3::NEG_Z),
    (&["left"], DVec3::NEG_X),
    (&["right"], DVec3::X),
    (&["forward", "forwards", "front"], DVec3::NEG_Y),
    (&["back", "backward", "backwards", "rear"], DVec3::Y),
];

const VERBS: &[&str] = &["move", "shift", "slide", "bring", "put"];

impl Motion {
    /// The movement in the words of an instruction, with the words that are about it.
    pub(super) fn of(words: &[String], distance: Option<f64>) -> Option<(Self, BTreeSet<String>)> {
        let distance = distance.filter(|d| *d > 0.0)?;
        let verb = words.iter().position(|w| VERBS.contains(&w.as_str()));
        let mut about: BTreeSet<String> =
            ["centre", "center", "position", "axis", "pair", "row", "line", "towards", "toward", "to"]
                .map(str::to_owned)
                .into();
        let lift = words.first().filter(|w| ["raise", "lower"].contains(&w.as_str()));
        let (to, is_sure) = if let Some(verb) = verb {
            let behind = &words[verb + 1..];
            let toward = behind.iter().position(|w| w == "towards" || w == "toward");
            match toward {
                Some(at) => (toward_of(&behind[at + 1..])?, true),
                None => {
                    // The direction is said last: "move the upper left hole down".
                    let found = behind.iter().rev().find_map(|w| {
                        let direction = DIRECTIONS.iter().find(|d| d.0.contains(&w.as_str()))?;
                        Some((w.clone(), direction.1))
                    });
                    let (word, direction) = found?;
                    about.insert(word);
                    (Target::Direction(direction), true)
                }
            }
        } else {
            let lift = lift.filter(|_| !words.iter().any(|w| w == "to"))?;
            about.insert(lift.clone());
            (Target::Direction(if lift == "raise" { DVec3::Z } else { DVec3::NEG_Z }), false)
        };
        if let Target::Thing(name) = &to {
            about.insert(name.clone());
        }
        Some((Self { to, distance, is_sure }, about))
    }
}

fn toward_of(words: &[String]) -> Option<Target> {
    let place = words.iter().find_map(|w| match Place::of(w)? {
        Place::Toward(direction) => Some(Target::Direction(direction)),
        _ => None,
    });
    let thing = words.iter().rev().find(|w| w.len() > 2 && w.chars().all(char::is_alphabetic));
    place.or_else(|| thing.map(|w| Target::Thing(singular(w))))
}

/// Ways to carry out a movement; all are checked by what moved.
pub(super) fn proposals(
    text: &str,
    parameters: &[Parameter],
    said: &Instruction,
    motion: &Motion,
) -> Vec<Proposal> {
    let direction = match &motion.to {
        Target::Direction(direction) => Some(*direction),
        Target::Thing(thing) => side_of(parameters, thing),
    };
    let Some(direction) = direction else { return Vec::new() };
    let by = direction * motion.distance;
    let is_place = |thing: &&String| Place::of(thing).is_some();
    let places: Vec<Place> = said.things.iter().filter_map(|thing| Place::of(thing)).collect();
    let things: Vec<&String> = said.things.iter().filter(|thing| !is_place(thing)).collect();
    let goal = Goal::Moved(by, places);
    let expected: BTreeSet<Subject> = [Subject::HolePlace, Subject::Rounds, Subject::FlatFaces].into();
    let proposal = |text: String, summary: String, score: f64| Proposal {
        text,
        summary,
        expected: expected.clone(),
        score,
        factor: None,
        assumptions: Vec::new(),
        goal: Some(goal.clone()),
    };
    let mut found = Vec::new();
    for parameter in parameters {
        let Some(old) = parameter.literal.as_f64() else { continue };
        let name = Name::of(&parameter.name);
        let matches = things.iter().filter(|thing| name.answers(thing)).count();
        if matches == 0 {
            continue;
        }
        // A spacing moves both sides apart, so that half of it moves each; the goal tells.
        for change in [motion.distance, -motion.distance] {
            let new = literal(&parameter.literal, ((old + change) * 1e6).round() / 1e6);
            found.push(proposal(
                format!("{}{new}{}", &text[..parameter.start], &text[parameter.end..]),
                format!("{} = {} → {new}", parameter.name, parameter.literal),
                3.0 + matches as f64,
            ));
        }
    }
    let statements = code::statements(text);
    for statement in &statements {
        let matches = tool_matches(text, statement, &statements, &things);
        if let Some(name) = statement.target.filter(|_| matches > 0) {
            let [x, y, z] = by.to_array();
            let line = format!("{name} = {name}.translate(({x:?}, {y:?}, {z:?}))\n");
            found.push(proposal(
                format!("{}{line}{}", &text[..statement.span.end], &text[statement.span.end..]),
                format!("{name} moved by {} mm", motion.distance),
                1.0 + matches as f64,
            ));
        }
    }
    found
}

/// How many things are named in the name, the comments and the numbers of a body that others are cut or
/// joined with.
fn tool_matches(text: &str, statement: &Statement<'_>, all: &[Statement<'_>], things: &[&String]) -> usize {
    let Some(name) = statement.target else { return 0 };
    let is_tool = all.iter().flat_map(|s| &s.calls).any(|call| {
        ["cut", "union", "intersect"].contains(&call.name) && text[call.arguments.clone()].trim() == name
    });
    if !is_tool
        || statement.calls.is_empty()
        || !things.iter().any(|thing| code::words_in(name).contains(*thing))
    {
        return 0;
    }
    let words = code::words_in(&format!("{}\n{}", &text[statement.span.clone()], statement.comment));
    things.iter().filter(|thing| words.contains(**thing)).count()
}

/// On which side a named thing lies, where a number tells its place: `hook_x = -15`.
fn side_of(parameters: &[Parameter], thing: &str) -> Option<DVec3> {
    let sides: BTreeSet<(usize, bool)> = parameters
        .iter()
        .filter_map(|parameter| {
            let words: Vec<&str> = parameter.name.split('_').collect();
            let axis = ["x", "y", "z"].iter().position(|axis| words.last() == Some(axis))?;
            let value = parameter.literal.as_f64().filter(|value| *value != 0.0)?;
            words.iter().any(|w| singular(w) == thing).then_some((axis, value > 0.0))
        })
        .collect();
    let (axis, is_positive) = sides.first().filter(|_| sides.len() == 1)?;
    Some(DVec3::AXES[*axis] * if *is_positive { 1.0 } else { -1.0 })
}
