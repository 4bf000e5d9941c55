//! Features taken out of a program, or put into it.

use std::collections::BTreeSet;
use std::ops::Range;

use base::Bounds;

use super::code::{self, Call, Statement};
use super::features::{Features, Round};
use super::places::{Goal, Place};
use super::words::{Instruction, Structural};
use super::{Proposal, Subject};
use crate::scale::trimmed;
use crate::sources::added;

/// Takes out or puts in what the words name.
pub(super) fn proposals(text: &str, said: &Instruction, features: &Features) -> Vec<Proposal> {
    match said.structural {
        Some(Structural::Remove) => removals(text, said, features),
        Some(Structural::Add) => match features.bounds.and_then(|bounds| placed(text, said, &bounds)) {
            Some(placed) => vec![placed],
            None if said.is_doubtful => Vec::new(),
            None => additions(text, said),
        },
        None => Vec::new(),
    }
}

/// Calls and the words that people have for them.
const CALLS: [(&str, &[&str]); 11] = [
    (".hole(", &["hole", "bore", "drilling"]),
    (".cboreHole(", &["hole", "counterbore", "counterbored"]),
    (".cskHole(", &["hole", "countersink", "countersunk"]),
    (".fillet(", &["fillet", "rounding", "round"]),
    (".chamfer(", &["chamfer", "bevel"]),
    (".slot2D(", &["slot", "slotted"]),
    ("key", &["keyway"]),
    (".shell(", &["shell", "hollow", "cavity"]),
    (".polarArray(", &["circle", "pattern"]),
    (".vertices(", &["corner"]),
    (".cutThruAll(", &["cut", "opening", "cutout"]),
];

/// Words for where something is added.
const PLACES: &[&str] = &[
    "center", "centre", "middle", "top", "bottom", "below", "behind", "back", "front", "left", "right",
    "face", "side", "edge", "vertical", "through", "new",
];

/// Where a feature begins in a chain of calls.
const BEGINNINGS: [&str; 5] = [".faces(", ".edges(", ".union(", ".cut(", ".copyWorkplane("];

/// What can be taken out of a program to take out a feature, with the words for it.
#[derive(Clone, Debug, PartialEq)]
struct Group {
    ranges: Vec<Range<usize>>,
    /// Words of names; those of comments only where the group is a statement.
    names: BTreeSet<String>,
    /// What people call the calls that are in it.
    kinds: BTreeSet<&'static str>,
    /// The last call that lays out places: what it is called, its span and its arguments.
    pattern: Option<(String, Range<usize>, Range<usize>)>,
}

impl Group {
    /// How well a word tells it; names tell more than kinds, which many have.
    fn worth(&self, thing: &str) -> usize {
        if self.names.contains(thing) { 3 } else { 2 * usize::from(self.kinds.contains(thing)) }
    }
}

/// What people call that which is cut with a body of its own.
const CUTS: &[&str] = &["hole", "bore", "pocket", "recess", "opening", "cutout", "cut", "window"];

/// Calls that lay out places.
const PATTERNS: [&str; 5] = ["rarray", "polarArray", "pushPoints", "vertices", "eachpoint"];

/// Features: calls of a chain from one of [`BEGINNINGS`] to the next, statements that carry a part on, bodies
/// that others are cut or joined with, and loops.
fn groups(text: &str) -> Vec<Group> {
    let statements = code::statements(text);
    let mut groups = Vec::new();
    let group = |ranges: Vec<Range<usize>>, comment: &str, calls: &[Call<'_>], more: &[&'static str]| {
        let all: Vec<&str> = ranges.iter().map(|range| &text[range.clone()]).collect();
        let all = all.join("\n");
        let names = code::words_in(&format!("{all}\n{comment}"));
        let kinds = CALLS.iter().filter(|(call, _)| all.contains(call)).flat_map(|(_, names)| *names);
        let kinds = kinds.chain(more).copied().collect();
        let pattern = calls.iter().rfind(|call| PATTERNS.contains(&call.name));
        let pattern = pattern.map(|c| (c.name.to_owned(), c.span.clone(), c.arguments.clone()));
        Group { ranges, names, kinds, pattern }
    };
    for statement in &statements {
        let Some(target) = statement.target else {
            if text[statement.span.clone()].starts_with("for ") {
                groups.push(group(vec![statement.span.clone()], &statement.comment, &[], &[]));
            }
            continue;
        };
        let begins = |call: &Call<'_>| {
            let whole = format!(".{}(", call.name);
            BEGINNINGS.contains(&whole.as_str())
        };
        // `.faces(…).edges(…)` is one selection.
        let is_narrowed = |i: usize| {
            let before = i.checked_sub(1).map(|i| statement.calls[i].name);
            before == Some("faces") && ["edges", "vertices", "faces"].contains(&statement.calls[i].name)
        };
        let is_start = |i: &usize| begins(&statement.calls[*i]) && !is_narrowed(*i);
        let starts: Vec<usize> = (0..statement.calls.len()).filter(is_start).collect();
        for (i, start) in starts.iter().enumerate() {
            let calls = &statement.calls[*start..starts.get(i + 1).copied().unwrap_or(statement.calls.len())];
            let (Some(first), Some(last)) = (calls.first(), calls.last()) else { continue };
            let is_whole = statement.carries_on() && calls.len() == statement.calls.len();
            let range = if is_whole { statement.span.clone() } else { first.span.start..last.span.end };
            let comment = if is_whole { statement.comment.as_str() } else { "" };
            groups.push(group(vec![range], comment, calls, &[]));
        }
        if let Some(ranges) = tool(text, target, &statements) {
            let is_cut = ranges.iter().any(|range| text[range.clone()].contains(".cut("));
            let kinds = if is_cut { CUTS } else { &[] };
            groups.push(group(ranges, &statement.comment, &statement.calls, kinds));
        }
    }
    groups
}

/// The statements of a body that others are cut or joined with, and the calls that do so; `None` for a body
/// that is used in any other way.
fn tool(text: &str, name: &str, statements: &[Statement<'_>]) -> Option<Vec<Range<usize>>> {
    let mut ranges = Vec::new();
    for statement in statements {
        let own = &text[statement.span.clone()];
        if statement.target == Some(name) {
            ranges.push(statement.span.clone());
        } else if code::names(own, name) {
            let uses: Vec<&Call<'_>> = statement
                .calls
                .iter()
                .filter(|call| {
                    ["cut", "union"].contains(&call.name) && text[call.arguments.clone()].trim() == name
                })
                .collect();
            let others = own.split(|c: char| !code::is_word(c)).filter(|word| *word == name).count();
            if uses.is_empty() || uses.len() != others {
                return None;
            }
            let is_whole = statement.carries_on() && uses.len() == statement.calls.len();
            if is_whole {
                ranges.push(statement.span.clone());
            } else {
                ranges.extend(uses.into_iter().map(|call| call.span.clone()));
            }
        }
    }
    let is_used = ranges.iter().any(|range| text[range.clone()].starts_with('.'))
        || statements.iter().any(|s| s.target != Some(name) && ranges.contains(&s.span));
    (is_used && name != "result").then_some(ranges)
}

fn removals(text: &str, said: &Instruction, features: &Features) -> Vec<Proposal> {
    let scored = |things: &[&String]| -> Vec<Group> {
        let worth = |g: &Group| {
            let ordinals = said.ordinals.iter().filter(|o| g.names.contains(*o)).count();
            // Every thing that was said must be there.
            let all = things.iter().map(|t| g.worth(t)).try_fold(0, |sum, w| (w > 0).then_some(sum + w))?;
            (all > 0).then_some(6 * all + 3 * ordinals)
        };
        let scored: Vec<(usize, Group)> =
            groups(text).into_iter().filter_map(|g| Some((worth(&g)?, g))).collect();
        let best = scored.iter().map(|(score, _)| *score).max().unwrap_or(0);
        scored.into_iter().filter(|(score, _)| *score == best).map(|(_, g)| g).collect()
    };
    let things: Vec<&String> = said.things.iter().collect();
    let mut meant = scored(&things);
    let place = said.things.iter().find_map(|thing| Place::of(thing));
    // A place tells one of several, where there are several.
    if let Some(place) =
        place.filter(|_| meant.is_empty() || (!said.is_plural && meant.iter().any(|g| g.pattern.is_some())))
    {
        let things: Vec<&String> = things.into_iter().filter(|thing| Place::of(thing).is_none()).collect();
        meant = scored(&things);
        return if said.is_plural { Vec::new() } else { one_of_several(text, said, &meant, place, features) };
    }
    // Of a statement and a part of it, the part is enough.
    let sizes: Vec<Group> = meant.clone();
    meant.retain(|g| {
        let is_around = |other: &Group| {
            other != g
                && other
                    .ranges
                    .iter()
                    .all(|r| g.ranges.iter().any(|own| own.start <= r.start && r.end <= own.end))
        };
        !sizes.iter().any(is_around)
    });
    let meant: Vec<&Group> = meant.iter().collect();
    if meant.is_empty() {
        return Vec::new();
    }
    let what = said.things.join(" ");
    let is_all = said.is_plural || said.words.iter().any(|w| w == "all" || w == "every");
    let one = |groups: &[&Group], summary: String, score: f64| Proposal {
        text: code::without(text, &groups.iter().flat_map(|g| g.ranges.clone()).collect::<Vec<_>>()),
        summary,
        expected: expected(said),
        score,
        factor: None,
        assumptions: Vec::new(),
        goal: None,
    };
    if is_all && meant.len() > 1 {
        return vec![one(&meant, format!("{} features taken out: {what}", meant.len()), 3.0)];
    }
    meant.iter().map(|g| one(&[g], format!("taken out: {what}"), 3.0)).collect()
}

/// One hole of several taken out: the place where it would be is left out of those that were laid out.
fn one_of_several(
    text: &str,
    said: &Instruction,
    groups: &[Group],
    place: Place,
    features: &Features,
) -> Vec<Proposal> {
    let mut found = Vec::new();
    let proposal = |text: String, hole: Round| Proposal {
        text,
        summary: format!("taken out: {}", said.things.join(" ")),
        expected: expected(said),
        score: 3.0,
        factor: None,
        assumptions: Vec::new(),
        goal: Some(Goal::Gone(hole)),
    };
    let holes = place.single_holes(features);
    for (name, span, arguments) in groups.iter().filter_map(|group| group.pattern.as_ref()) {
        let points = if name == "pushPoints" { code::list_items(text, arguments) } else { Vec::new() };
        for hole in &holes {
            // Points that are written one by one are taken out of the list; which one, the part tells.
            found.extend(
                points
                    .iter()
                    .map(|point| proposal(format!("{}{}", &text[..point.start], &text[point.end..]), *hole)),
            );
            if points.is_empty() {
                let list = |v: glam::DVec3| v.to_array().map(|c| trimmed(c, 4)).join(", ");
                let point = if name == "polarArray" { "cq.Vector(at.toTuple()[0])" } else { "at.Center()" };
                let begins_line = text[..span.start].trim_end_matches(' ').ends_with('\n');
                let filter = format!(
                    "{}.filter(lambda at: ({point} - cq.Vector({})).cross(cq.Vector({})).Length > 0.01)",
                    if begins_line { "\n    " } else { "" },
                    list(hole.foot),
                    list(hole.axis)
                );
                found.push(proposal(format!("{}{filter}{}", &text[..span.end], &text[span.end..]), *hole));
            }
        }
    }
    found
}

/// What may change when the things that were named go.
fn expected(said: &Instruction) -> BTreeSet<Subject> {
    let names = |words: &[&str]| said.things.iter().any(|t| words.contains(&t.as_str()));
    let list: &[Subject] = if names(&["fillet", "chamfer", "rounding", "round", "bevel"]) {
        &[Subject::Faces, Subject::FlatFaces, Subject::Rounds, Subject::Size]
    } else if names(&["hole", "bore", "drilling"]) {
        &[Subject::Faces, Subject::FlatFaces, Subject::HoleNumber, Subject::HoleDepth, Subject::HoleDiameter]
    } else {
        &[
            Subject::Faces,
            Subject::FlatFaces,
            Subject::Rounds,
            Subject::Size,
            Subject::HoleNumber,
            Subject::HoleDepth,
        ]
    };
    list.iter().copied().collect()
}

/// Adds what the words name at the places that they tell, read as descriptions are.
fn placed(text: &str, said: &Instruction, bounds: &Bounds) -> Option<Proposal> {
    let verbs =
        ["add", "insert", "put in", "it also needs", "also needs", "give it", "please", "can you", "the"];
    let mut words = said.text.trim();
    while let Some(rest) =
        verbs.iter().find_map(|verb| words.strip_prefix(verb).filter(|r| r.starts_with(' ')))
    {
        words = rest.trim_start();
    }
    let added = added(words, bounds)?;
    let mut subjects = vec![Subject::Faces, Subject::FlatFaces];
    if added.is_edge {
        subjects.push(Subject::Rounds);
    } else {
        subjects.extend([Subject::HoleNumber, Subject::HoleDepth]);
        if !added.is_round_cut {
            subjects.push(Subject::Rounds);
        }
    }
    let mut code = format!("result = (\n    result\n    {}\n)\n", added.calls.join("\n    "));
    let mut numbers = Vec::new();
    // Longer names first, so that no name is changed inside another.
    let mut named = added.numbers.clone();
    named.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    for (name, _) in &named {
        code = replaced(&code, name, &format!("new_{name}"));
    }
    for (name, value) in &added.numbers {
        numbers.push((format!("new_{name}"), *value));
    }
    Some(Proposal {
        text: appended(text, &numbers, code)?,
        summary: format!("added: {words}"),
        expected: subjects.into_iter().collect(),
        score: 2.5,
        factor: None,
        assumptions: added.assumptions,
        goal: None,
    })
}

/// The text with a name replaced where it stands as a whole word.
fn replaced(text: &str, name: &str, new: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(name) {
        let before = rest[..at].chars().next_back().or(out.chars().next_back()).is_some_and(is_word);
        let end = at + name.len();
        let after = rest[end..].chars().next().is_some_and(is_word);
        out.push_str(&rest[..at]);
        out.push_str(if before || after { name } else { new });
        rest = &rest[end..];
    }
    out + rest
}

/// A program with numbers and a statement put in before it shows its parts; `None` without a result.
pub(super) fn appended(text: &str, numbers: &[(String, f64)], mut code: String) -> Option<String> {
    if !text.lines().any(|line| line.starts_with("result = ")) {
        return None;
    }
    // What is shown at the end has to be shown with the addition.
    let shown = text.lines().position(|line| line.starts_with("show_object(") || line.starts_with("show("));
    let lines: Vec<&str> = text.lines().collect();
    let (before, after) = lines.split_at(shown.unwrap_or(lines.len()));
    let mut text = before.join("\n").trim_end().to_owned() + "\n\n";
    for (name, value) in numbers {
        let free = (1..).map(|i| if i == 1 { name.clone() } else { format!("{name}_{i}") });
        let free = free.into_iter().find(|n| !text.contains(n.as_str())).unwrap_or_else(|| name.clone());
        code = replaced(&code, name, &free);
        text.push_str(&format!("{free} = {value}\n"));
    }
    text.push_str(&code);
    after.iter().for_each(|line| text.push_str(&format!("{line}\n")));
    Some(text)
}

/// Adds a hole, a slot, a rounding or a chamfer.
fn additions(text: &str, said: &Instruction) -> Vec<Proposal> {
    let has = |words: &[&str]| said.things.iter().any(|t| words.contains(&t.as_str()));
    // Several things, or a thing that is told more of than a template knows, need more than a template.
    let is_known = |thing: &String| {
        PLACES.contains(&thing.as_str())
            || CALLS.iter().any(|c| c.1.contains(&thing.as_str()))
            || thing == "pocket"
            || thing == "recess"
    };
    if !said.things.iter().all(is_known) || (said.is_plural && !has(&["edge"])) {
        return Vec::new();
    }
    let values: Vec<f64> = said.values.iter().copied().filter(|v| *v > 0.0).collect();
    let face = face_of(&said.text);
    let on_face = |calls: &str| {
        format!(
            "result = (\n    result\n    .faces(\"{face}\")\n    .workplane(centerOption=\"CenterOfBoundBox\")\n    {calls}\n)\n"
        )
    };
    let edges = if said.text.contains("top") {
        ">Z"
    } else if said.text.contains("bottom") || said.text.contains("below") {
        "<Z"
    } else {
        "|Z"
    };
    let (names, code, subjects): (Vec<(&str, f64)>, String, Vec<Subject>) = match values[..] {
        [diameter] if has(&["hole", "bore", "drilling"]) => (
            vec![("new_hole_d", diameter)],
            on_face(".hole(new_hole_d)"),
            vec![Subject::HoleNumber, Subject::Faces, Subject::FlatFaces, Subject::HoleDepth],
        ),
        [length, width] if has(&["slot"]) => (
            vec![("new_slot_length", length.max(width)), ("new_slot_width", length.min(width))],
            on_face(".slot2D(new_slot_length, new_slot_width)\n    .cutThruAll()"),
            vec![Subject::Rounds, Subject::Faces, Subject::FlatFaces],
        ),
        [length, width, depth] if has(&["pocket", "recess"]) => (
            vec![("new_pocket_length", length), ("new_pocket_width", width), ("new_pocket_depth", depth)],
            on_face(".rect(new_pocket_length, new_pocket_width)\n    .cutBlind(-new_pocket_depth)"),
            vec![Subject::Faces, Subject::FlatFaces, Subject::HoleDepth],
        ),
        [radius] if has(&["fillet", "rounding", "round"]) => (
            vec![("new_fillet_r", radius)],
            format!("result = result.edges(\"{edges}\").fillet(new_fillet_r)\n"),
            vec![Subject::Rounds, Subject::Faces, Subject::FlatFaces],
        ),
        [length] if has(&["chamfer", "bevel"]) => (
            vec![("new_chamfer", length)],
            format!("result = result.edges(\"{edges}\").chamfer(new_chamfer)\n"),
            vec![Subject::Rounds, Subject::Faces, Subject::FlatFaces],
        ),
        _ => return Vec::new(),
    };
    let numbers: Vec<(String, f64)> =
        names.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let Some(text) = appended(text, &numbers, code) else { return Vec::new() };
    let summary = format!("added: {}", said.things.join(" "));
    // Which edges are meant nobody can tell who does not say it.
    let is_of_edges = has(&["fillet", "rounding", "round", "chamfer", "bevel"]);
    let tells_edges =
        ["top", "bottom", "below", "vertical", "corner"].iter().any(|word| said.text.contains(word));
    let assumptions =
        if is_of_edges && !tells_edges { vec!["the edges along z".to_owned()] } else { Vec::new() };
    let expected = subjects.into_iter().collect();
    vec![Proposal { text, summary, expected, score: 2.5, factor: None, assumptions, goal: None }]
}

/// The face that the words name; the top when they name none.
fn face_of(text: &str) -> &'static str {
    let sides = [
        ("bottom", "<Z"),
        ("below", "<Z"),
        ("right", ">X"),
        ("left", "<X"),
        ("behind", ">Y"),
        ("back", ">Y"),
        ("front", "<Y"),
    ];
    sides
        .iter()
        .find(|(word, _)| text.split(|c: char| !c.is_alphabetic()).any(|w| w == *word))
        .map_or(">Z", |(_, face)| face)
}
