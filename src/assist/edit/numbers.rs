//! Which named number an instruction means, and its new value.

use std::collections::BTreeSet;

use base::{Parameter, ParameterValue};

use super::places::{Goal, Place};
use super::words::{Dimension, Instruction, Operation, singular};
use super::{Proposal, Subject};
use crate::scale::is_count;

/// Words of names that mean the same.
const SAME: [&[&str]; 9] = [
    &["hole", "bore", "drill", "drilling", "bolt", "screw", "mounting"],
    &["fillet", "rounding", "corner", "round", "rounded"],
    &["chamfer", "bevel"],
    &["boss", "post", "stud", "pillar"],
    &["plate", "base", "body", "block"],
    &["counterbore", "cbore"],
    &["countersink", "csk"],
    &["wall", "shell"],
    &["key", "keyway"],
];

/// Words for the part itself, which names of its numbers leave out.
const PARTS: &[&str] = &[
    "part", "plate", "base", "body", "block", "bracket", "flange", "shaft", "model", "piece", "disc", "disk",
    "ring", "box", "cylinder", "tube", "whole",
];

/// Words for what holes are for, which names leave out.
const USES: &[&str] = &["lightening", "mounting", "fixing", "fastening", "locating", "through", "existing"];

/// Changes of single numbers that the words may mean.
///
/// `context` holds the words of the program that are in no name of a number: in comments and names of bodies.
pub(super) fn proposals(
    text: &str,
    parameters: &[Parameter],
    said: &Instruction,
    context: &BTreeSet<String>,
) -> Vec<Proposal> {
    let Some(operation) = said.operation else { return Vec::new() };
    let mut found = Vec::new();
    let mut literals = Vec::new();
    for parameter in parameters {
        let Some(old) = parameter.literal.as_f64() else { continue };
        let name = Name::of(&parameter.name);
        let Some((score, places)) = score(&name, said, context) else { continue };
        let asked_diameter = said.dimensions.contains(&Dimension::Diameter)
            || (!said.dimensions.contains(&Dimension::Radius) && name.is_round());
        let operation = match operation {
            // Who says how large a hole is means its diameter.
            Operation::Set(v)
                if name.dimension == Some(Dimension::Radius) && asked_diameter && name.is_hole() =>
            {
                Operation::Set(v / 2.0)
            }
            Operation::Set(v)
                if name.dimension == Some(Dimension::Diameter)
                    && said.dimensions.contains(&Dimension::Radius) =>
            {
                Operation::Set(v * 2.0)
            }
            other => other,
        };
        let new = match operation {
            Operation::Set(value) => value,
            Operation::Add(difference) => old + difference,
            Operation::Multiply(factor) => old * factor,
        };
        let new = (new * 1e6).round() / 1e6;
        if (new <= 0.0 && old > 0.0) || new == old || (name.is_count && new.fract() != 0.0) {
            continue;
        }
        let literal = literal(&parameter.literal, new);
        found.push(Proposal {
            text: format!("{}{literal}{}", &text[..parameter.start], &text[parameter.end..]),
            summary: format!("{} = {} → {literal}", parameter.name, parameter.literal),
            expected: name.expected(),
            score,
            factor: None,
            assumptions: Vec::new(),
            goal: (!places.is_empty()).then_some(Goal::At(places)),
        });
        literals.push((parameter.start, parameter.end, literal));
    }
    together(text, found, &literals, said)
}

/// "The holes" are all of them: numbers that answer the words equally well change together.
fn together(
    text: &str,
    found: Vec<Proposal>,
    places: &[(usize, usize, String)],
    said: &Instruction,
) -> Vec<Proposal> {
    let best = found.iter().map(|p| p.score).fold(f64::MIN, f64::max);
    let meant: Vec<usize> = (0..found.len()).filter(|i| best - found[*i].score < 1e-9).collect();
    // Those that a place tells apart are not all meant.
    if !said.is_plural || meant.len() < 2 || meant.iter().any(|i| found[*i].goal.is_some()) {
        return found;
    }
    let mut changed = text.to_owned();
    // From the end, so that the places before stay where they are.
    for (start, end, literal) in meant.iter().rev().map(|i| &places[*i]) {
        changed.replace_range(*start..*end, literal);
    }
    let summaries: Vec<&str> = meant.iter().map(|i| found[*i].summary.as_str()).collect();
    vec![Proposal {
        text: changed,
        summary: summaries.join(", "),
        expected: meant.iter().flat_map(|i| found[*i].expected.iter().copied()).collect(),
        score: best,
        factor: None,
        assumptions: Vec::new(),
        goal: None,
    }]
}

/// The literal of a new value: whole where the old one was and the new one is.
pub(super) fn literal(old: &ParameterValue, new: f64) -> String {
    if matches!(old, ParameterValue::Int(_)) && new.fract() == 0.0 {
        format!("{new:.0}")
    } else {
        format!("{new:?}")
    }
}

/// A name taken apart.
pub(super) struct Name {
    things: Vec<String>,
    /// The number at the end, which tells one of several.
    ordinal: Option<String>,
    dimension: Option<Dimension>,
    is_count: bool,
}

impl Name {
    pub(super) fn of(name: &str) -> Self {
        let words: Vec<String> =
            name.to_lowercase().split('_').filter(|w| !w.is_empty()).map(singular).collect();
        let is_count = is_count(name);
        let dimension = words.iter().rev().find_map(|w| Dimension::of(w));
        let dimension = if is_count { Some(Dimension::Count) } else { dimension };
        let is_number = |w: &String| w.chars().all(|c| c.is_ascii_digit());
        let ordinal = words.iter().find(|w| is_number(w)).cloned();
        let is_thing = |w: &String| Dimension::of(w).is_none() && w.len() > 1 && !is_number(w);
        let things = words.into_iter().filter(is_thing).collect();
        Self { things, ordinal, dimension, is_count }
    }

    fn has(&self, words: &[&str]) -> bool {
        self.things.iter().any(|t| words.contains(&t.as_str()))
    }

    /// Whether a word names the thing, or something that people call the same.
    pub(super) fn answers(&self, thing: &str) -> bool {
        self.things.iter().any(|t| t == thing) || SAME.iter().any(|g| g.contains(&thing) && self.has(g))
    }

    fn is_hole(&self) -> bool {
        self.has(SAME[0]) || self.has(SAME[5]) || self.has(SAME[6])
    }

    fn is_round(&self) -> bool {
        self.is_hole() || self.has(SAME[3])
    }

    /// What may change in the part when this number changes.
    fn expected(&self) -> BTreeSet<Subject> {
        use Subject::{Faces, FlatFaces, HoleDepth, HoleDiameter, HoleNumber, HolePlace, Rounds, Size};
        let list: &[Subject] = match self.dimension {
            Some(Dimension::Count) => &[HoleNumber, HolePlace, Rounds, Faces, FlatFaces, Size],
            Some(Dimension::Spacing | Dimension::Circle) => &[HolePlace, Rounds, Faces, FlatFaces],
            Some(Dimension::Depth) if self.is_hole() => &[HoleDepth, Faces, FlatFaces],
            Some(Dimension::Angle) if self.is_hole() => &[HoleDepth, HoleDiameter],
            _ if self.is_hole() => &[HoleDiameter],
            // A pin, a seat, a bar: what it goes into is as wide.
            Some(Dimension::Diameter | Dimension::Radius) => {
                &[HoleDiameter, HoleDepth, Size, Faces, FlatFaces, Rounds]
            }
            _ if self.has(SAME[1]) || self.has(SAME[2]) => &[Rounds, Faces, FlatFaces],
            _ => &[Size, Faces, FlatFaces, Rounds, HolePlace, HoleDepth],
        };
        list.iter().copied().collect()
    }
}

/// How well a name answers the words, and the places that the words tell and the name does not; `None` when
/// it does not answer them.
fn score(name: &Name, said: &Instruction, context: &BTreeSet<String>) -> Option<(f64, Vec<Place>)> {
    let mut score = 0.0;
    let mut named = 0;
    for thing in &said.things {
        if name.things.contains(thing) {
            score += 3.0;
            named += 1;
        } else if SAME.iter().any(|group| group.contains(&thing.as_str()) && name.has(group)) {
            score += 2.0;
            named += 1;
        }
    }
    // "Boss 2" is the one with a 2 at the end of its name.
    for ordinal in &said.ordinals {
        score += if name.ordinal.as_ref() == Some(ordinal) { 1.5 } else { 0.0 };
    }
    // Words of the name that nobody said make it less likely; numbers at the end count little.
    let unsaid = name.things.iter().filter(|t| {
        let same =
            |s: &String| s == *t || SAME.iter().any(|g| g.contains(&s.as_str()) && g.contains(&t.as_str()));
        !said.things.iter().any(same)
    });
    score -= 0.8 * unsaid.count() as f64;
    // A thing that was said and is not in the name: another number is meant. The part itself may be named,
    // a place is looked up in the part, and what only comments speak of tells nothing apart.
    let is_of_hole = match name.dimension {
        Some(Dimension::Diameter | Dimension::Radius) => true,
        Some(Dimension::Count) => said.counts_things,
        Some(dimension) => said.dimensions.contains(&dimension),
        None => false,
    };
    let mut places = Vec::new();
    for thing in said.things.iter().filter(|thing| !name.answers(thing)) {
        let is_of_part = name.things.is_empty() && PARTS.contains(&thing.as_str());
        let is_its_hole = is_of_hole && named > 0 && SAME[0].contains(&thing.as_str());
        if let Some(place) = Place::of(thing) {
            places.push(place);
        } else if context.contains(thing) && named > 0 {
            score -= 0.3;
        } else if !(is_of_part || is_its_hole || (named > 0 && USES.contains(&thing.as_str()))) {
            return None;
        }
    }
    let wants_count = said.counts_things || said.dimensions.contains(&Dimension::Count);
    if wants_count != name.is_count {
        // Six holes are no holes of six millimetres, and the other way round.
        return None;
    }
    if wants_count {
        score += 2.0;
    } else if let Some(dimension) = name.dimension {
        if said.dimensions.contains(&dimension) {
            score += 2.5;
        } else if !said.dimensions.is_empty() {
            let is_kin = |a, b| said.dimensions.contains(&a) && dimension == b;
            let near = is_kin(Dimension::Height, Dimension::Thickness)
                || is_kin(Dimension::Thickness, Dimension::Height)
                || is_kin(Dimension::Diameter, Dimension::Radius)
                || is_kin(Dimension::Radius, Dimension::Diameter);
            if !near {
                return None;
            }
            score += 0.8;
        } else {
            // Nothing said: holes and bosses have diameters, roundings radii.
            score += match dimension {
                Dimension::Diameter | Dimension::Radius => 1.0,
                Dimension::Thickness | Dimension::Height | Dimension::Length | Dimension::Width => 0.4,
                _ => 0.0,
            };
        }
    }
    // A name without a dimension is a size of its thing; which, only some words tell.
    if name.dimension.is_none() && !said.dimensions.is_empty() {
        let fits = |d: &Dimension| match d {
            Dimension::Thickness => name.has(SAME[7]) || name.has(&["rib", "web"]),
            Dimension::Diameter => name.is_round(),
            Dimension::Circle => name.has(&["bolt", "hole"]),
            _ => false,
        };
        if !said.dimensions.iter().all(fits) {
            return None;
        }
    }
    let is_meant = named > 0 || name.dimension.is_some_and(|d| said.dimensions.contains(&d));
    let is_kin_of_part = name.things.is_empty() && name.dimension.is_some() && !said.dimensions.is_empty();
    (is_meant || is_kin_of_part).then_some((score, places))
}
