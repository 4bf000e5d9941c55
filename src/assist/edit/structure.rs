//! Features taken out of a program, or put into it.

use std::collections::BTreeSet;

use base::Bounds;

use super::words::{Instruction, Structural, singular};
use super::{Proposal, Subject};
use crate::sources::added;

/// Takes out or puts in what the words name.
pub(super) fn proposals(text: &str, said: &Instruction, bounds: Option<&Bounds>) -> Vec<Proposal> {
    match said.structural {
        Some(Structural::Remove) => removals(text, said),
        Some(Structural::Add) => match bounds.and_then(|bounds| placed(text, said, bounds)) {
            Some(placed) => vec![placed],
            None if said.is_doubtful => Vec::new(),
            None => additions(text, said),
        },
        None => Vec::new(),
    }
}

/// Lines of a program that make one feature.
#[derive(Clone, Debug, PartialEq)]
struct Group {
    from: usize,
    to: usize,
    words: BTreeSet<String>,
}

/// Calls and the words that people have for them.
const CALLS: [(&str, &[&str]); 10] = [
    (".hole(", &["hole", "bore", "drilling"]),
    (".cboreHole(", &["hole", "counterbore", "counterbored"]),
    (".cskHole(", &["hole", "countersink", "countersunk"]),
    (".fillet(", &["fillet", "rounding", "round"]),
    (".chamfer(", &["chamfer", "bevel"]),
    (".slot2D(", &["slot", "slotted"]),
    ("key", &["keyway"]),
    (".shell(", &["shell", "hollow", "cavity"]),
    (".polarArray(", &["circle", "pattern"]),
    (".cutThruAll(", &["cut", "opening", "cutout"]),
];

/// Words for where something is added.
const PLACES: &[&str] = &[
    "center", "centre", "middle", "top", "bottom", "below", "behind", "back", "front", "left", "right",
    "face", "side", "edge", "vertical", "through", "new",
];

/// Where a feature begins in a chain of calls.
const BEGINNINGS: [&str; 5] = [".faces(", ".edges(", ".union(", ".cut(", ".copyWorkplane("];

/// Features: calls of a chain from one of [`BEGINNINGS`] to the next, and statements `result = result…`.
fn groups(text: &str) -> Vec<Group> {
    let lines: Vec<&str> = text.lines().collect();
    let mut groups: Vec<Group> = Vec::new();
    let mut add = |from: usize, to: usize| {
        let all = lines[from..to].join("\n");
        let mut words: BTreeSet<String> = all
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            // Numbers that stand alone are no names.
            .filter(|name| name.contains(char::is_alphabetic))
            .flat_map(|name| name.split('_'))
            .filter(|word| {
                word.chars().all(|c| c.is_ascii_digit())
                    || (word.len() > 2 && word.chars().all(char::is_alphabetic))
            })
            .map(|word| singular(&word.to_lowercase()))
            .collect();
        for (call, names) in CALLS {
            if all.contains(call) {
                words.extend(names.iter().map(|n| (*n).to_owned()));
            }
        }
        groups.push(Group { from, to, words });
    };
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        if line.trim() == "result = (" && lines.get(at + 1).is_some_and(|l| l.trim() != "result") {
            let end = (at..lines.len()).find(|i| lines[*i] == ")").unwrap_or(lines.len());
            let begins = |i: &usize| {
                let call = lines[*i].trim_start();
                BEGINNINGS.iter().any(|b| call.starts_with(b))
            };
            let starts: Vec<usize> = (at..end).filter(begins).collect();
            for (i, start) in starts.iter().enumerate() {
                add(*start, starts.get(i + 1).copied().unwrap_or(end));
            }
            at = end;
        } else if line.starts_with("result = ") && line.contains("result") && at > 0 {
            // One statement, to the line where its brackets close.
            let mut depth = 0_i32;
            let mut end = at;
            while end < lines.len() {
                depth += lines[end]
                    .chars()
                    .map(|c| i32::from("([{".contains(c)) - i32::from(")]}".contains(c)))
                    .sum::<i32>();
                end += 1;
                if depth <= 0 {
                    break;
                }
            }
            if lines[at..end].join(" ")["result = ".len()..].contains("result") {
                add(at, end);
            }
            at = end.max(at + 1) - 1;
        }
        at += 1;
    }
    groups
}

fn removals(text: &str, said: &Instruction) -> Vec<Proposal> {
    let scored: Vec<(usize, Group)> = groups(text)
        .into_iter()
        .map(|g| (said.things.iter().filter(|t| g.words.contains(*t)).count(), g))
        // Every thing that was said must be there.
        .filter(|(score, _)| *score > 0 && *score == said.things.len())
        .map(|(score, g)| (2 * score + said.ordinals.iter().filter(|o| g.words.contains(*o)).count(), g))
        .collect();
    let best = scored.iter().map(|(score, _)| *score).max().unwrap_or(0);
    let meant: Vec<&Group> = scored.iter().filter(|(score, _)| *score == best).map(|(_, g)| g).collect();
    if meant.is_empty() {
        return Vec::new();
    }
    let what = said.things.join(" ");
    let is_all = said.is_plural || said.text.split_whitespace().any(|w| w == "all" || w == "every");
    let one = |groups: &[&Group], summary: String, score: f64| Proposal {
        text: without(text, groups),
        summary,
        expected: expected(said),
        score,
        factor: None,
        assumptions: Vec::new(),
    };
    if is_all && meant.len() > 1 {
        return vec![one(&meant, format!("{} features taken out: {what}", meant.len()), 3.0)];
    }
    meant.iter().map(|g| one(&[g], format!("taken out: {what}"), 3.0)).collect()
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

/// The text without some lines, and without the numbers that nothing needs any more.
fn without(text: &str, groups: &[&Group]) -> String {
    let kept: Vec<&str> = text
        .lines()
        .enumerate()
        .filter(|(i, _)| !groups.iter().any(|g| (g.from..g.to).contains(i)))
        .map(|(_, line)| line)
        .collect();
    let is_used = |name: &str, own: usize| {
        kept.iter().enumerate().any(|(i, line)| {
            i != own && line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
        })
    };
    let was_used = |name: &str| {
        groups.iter().any(|g| {
            text.lines()
                .skip(g.from)
                .take(g.to - g.from)
                .any(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name))
        })
    };
    let mut out = String::new();
    for (i, line) in kept.iter().enumerate() {
        let name = line.split_once(" = ").map(|(name, _)| name);
        let is_orphan = name.is_some_and(|name| {
            name.chars().all(|c| c.is_alphanumeric() || c == '_') && was_used(name) && !is_used(name, i)
        });
        if !is_orphan || line.starts_with("result") {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
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
fn appended(text: &str, numbers: &[(String, f64)], mut code: String) -> Option<String> {
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
    vec![Proposal { text, summary, expected, score: 2.5, factor: None, assumptions }]
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
