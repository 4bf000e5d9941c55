//! Edits: a program, what somebody asks to change, and the program after it.
//!
//! Three kinds: another value of a named number, a feature less, a feature more. Each comes with
//! hard negatives, programs that run and are nearly right: the wrong number changed, the right one
//! to the wrong value, another feature taken away. All programs of an edit are executed before it
//! is kept, both sides lie on the sample's side of the split, and their geometry differs.

use assist::is_count;
use serde::{Deserialize, Serialize};

use super::dice::Dice;
use super::execute::Execution;
use super::plan::Plan;
use super::precise;
use super::programs::Outline;
use super::split::{Split, geometry_hash, structure_hash};
use super::words;

/// A change that somebody asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// What kind of change.
    pub kind: EditKind,
    /// The words of the one who asks.
    pub instruction: String,
    /// The program to change.
    pub before: String,
    /// The program that was asked for.
    pub after: String,
    /// Programs that are nearly right.
    pub negatives: Vec<Negative>,
}

/// Kinds of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EditKind {
    /// Another value of one named number.
    Number,
    /// A feature is taken away.
    Remove,
    /// A feature is added.
    Add,
}

/// A program that runs and is not what was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Negative {
    /// The program.
    pub program: String,
    /// What is wrong with it.
    pub flaw: String,
}

impl Edit {
    /// The programs that have to be executed before the edit counts, `after` and `before` first.
    pub fn programs(&self) -> Vec<&str> {
        let negatives = self.negatives.iter().map(|negative| negative.program.as_str());
        [self.after.as_str(), self.before.as_str()].into_iter().chain(negatives).collect()
    }

    /// Keeps the edit with those negatives that hold; `executions` are those of [`Self::programs`].
    ///
    /// # Errors
    /// Why it is not kept, in a word or two.
    pub fn judged(
        mut self,
        split: Split,
        solids: u32,
        executions: &[Execution],
    ) -> Result<Self, &'static str> {
        let part = |execution: &Execution| match execution {
            Execution::Part { measures, .. } if measures.valid && measures.solids == solids => {
                Some(measures.clone())
            }
            _ => None,
        };
        let (after, before) = (executions.first().and_then(part), executions.get(1).and_then(part));
        let (Some(after), Some(before)) = (after, before) else {
            return Err("edit that makes no valid part");
        };
        for (program, measures) in [(&self.after, &after), (&self.before, &before)] {
            let sides = [structure_hash(program), geometry_hash(measures)].map(Split::of);
            if sides.iter().any(|side| *side != split) {
                return Err("edit on the other side of the split");
            }
        }
        if alike(&after, &before) {
            return Err("edit that changes nothing");
        }
        let mut results = executions.iter().skip(2).map(part);
        self.negatives.retain(|_| results.next().flatten().is_some_and(|wrong| !alike(&wrong, &after)));
        Ok(self)
    }
}

/// Whether two parts cannot be told from each other.
pub fn alike(a: &base::Measures, b: &base::Measures) -> bool {
    let near = |x: f64, y: f64| (x - y).abs() <= 1e-6 * x.abs().max(y.abs()).max(1.0);
    a.faces == b.faces
        && near(a.volume, b.volume)
        && near(a.area, b.area)
        && (0..3).all(|i| near(a.center_of_mass[i], b.center_of_mass[i]))
}

/// Draws up to `count` edits of a part; fewer where the program offers no more.
pub fn draw(plan: &Plan, count: u32, dice: &mut Dice) -> Vec<Edit> {
    let Some(outline) = Outline::read(&plan.program) else { return Vec::new() };
    let mut edits: Vec<Edit> = Vec::new();
    for _ in 0..count {
        let removable = outline.removable();
        let kind = if removable.is_empty() { 0 } else { dice.weighted(&[(60, 0), (20, 1), (20, 2)]) };
        let edit = match kind {
            0 => number(&outline, dice),
            1 => Some(removal(&outline, dice.one(&removable), &removable, dice)),
            _ => Some(addition(&outline, dice.one(&removable), dice)),
        };
        let is_new = |edit: &Edit| {
            edits.iter().all(|other| (&other.before, &other.after) != (&edit.before, &edit.after))
        };
        edits.extend(edit.filter(is_new));
    }
    edits
}

/// Another value of a named number.
fn number(outline: &Outline, dice: &mut Dice) -> Option<Edit> {
    let choices: Vec<_> =
        outline.dimensions.iter().filter(|(name, _)| !name.contains("side_count")).collect();
    if choices.is_empty() {
        return None;
    }
    let (name, old) = dice.one(&choices).clone();
    let new = other_value(&name, old, dice);
    let mut negatives = Vec::new();
    let others: Vec<_> = outline.dimensions.iter().filter(|(n, _)| *n != name).collect();
    if !others.is_empty() {
        let (other, value) = dice.one(&others).clone();
        let wrong = if is_count(&other) { value + 1.0 } else { (value * new / old).round().max(1.0) };
        if wrong != value {
            negatives.push(Negative {
                program: outline.with(&other, wrong),
                flaw: format!("{other} was changed"),
            });
        }
    }
    let off = if new > old { new + 1.0 } else { (new - 1.0).max(0.5) };
    negatives.push(Negative { program: outline.with(&name, off), flaw: format!("{name} has a wrong value") });
    Some(Edit {
        kind: EditKind::Number,
        instruction: ask_for_number(&name, old, new, dice),
        before: outline.program(),
        after: outline.with(&name, new),
        negatives,
    })
}

fn other_value(name: &str, old: f64, dice: &mut Dice) -> f64 {
    if is_count(name) {
        let step = dice.int(1, 3).unwrap_or(1) as f64;
        return if old > 2.0 && dice.chance(45) { (old - step).max(2.0) } else { old + step };
    }
    loop {
        let new = (old * dice.between(0.6, 1.45)).round();
        if new >= 1.0 && new != old {
            return new;
        }
        if old < 2.0 {
            return old + dice.int(1, 3).unwrap_or(1) as f64;
        }
    }
}

fn ask_for_number(name: &str, old: f64, new: f64, dice: &mut Dice) -> String {
    let words = name.replace('_', " ");
    let please = dice.one(&["", "", "", "please ", "can you "]);
    let text = if is_count(name) {
        let things = words.replace(" count", "s").replace(" x", "").replace(" y", "");
        let direction =
            name.strip_suffix("_x").map(|_| " along x").or(name.strip_suffix("_y").map(|_| " along y"));
        let where_to = direction.unwrap_or("");
        dice.one(&[
            format!("use {new} {things}{where_to} instead of {old}"),
            format!("I want {new} {things}{where_to}"),
            format!("change the number of {things}{where_to} to {new}"),
            format!("{words} = {new}"),
        ])
    } else if name.ends_with("_angle") {
        dice.one(&[
            format!("set the {words} to {new}°"),
            format!("change the {words} from {old} to {new} degrees"),
        ])
    } else {
        let larger = new > old;
        let difference = (new - old).abs();
        let mut choices = vec![
            format!("set the {words} to {new} mm"),
            format!("change the {words} from {old} to {new} mm"),
            format!("make the {words} {new} mm"),
            format!("{words} {new}"),
            format!("{} the {words} by {difference} mm", if larger { "increase" } else { "reduce" }),
            format!("the {words} should be {new} mm, not {old}"),
        ];
        let comparative = match (name, larger) {
            ("length", true) => Some("longer"),
            ("length", false) => Some("shorter"),
            ("width", true) => Some("wider"),
            ("width", false) => Some("narrower"),
            ("height", true) => Some("taller"),
            ("height", false) => Some("lower"),
            ("thickness", true) => Some("thicker"),
            ("thickness", false) => Some("thinner"),
            _ => None,
        };
        if let Some(comparative) = comparative {
            choices.push(format!("make it {difference} mm {comparative}"));
            choices.push(format!("{difference} mm {comparative}"));
        }
        if let Some(what) = name.strip_suffix("_diameter") {
            let what = what.replace('_', " ");
            choices.push(format!("make the {what} {new} mm in diameter"));
            choices.push(format!("{what} ⌀{new}"));
            choices.push(format!("{what}s to dia {new}"));
        }
        if let Some(what) = name.strip_suffix("_radius") {
            choices.push(format!("{} R{new}", what.replace('_', " ")));
        }
        let percent = (new / old * 100.0 - 100.0).round();
        if (old * (1.0 + percent / 100.0) - new).abs() < 1e-9 {
            let way = if larger { "larger" } else { "smaller" };
            choices.push(format!("make the {words} {} % {way}", percent.abs()));
        }
        dice.one(&choices)
    };
    let is_order = ["set ", "change ", "make ", "increase ", "reduce ", "use "]
        .iter()
        .any(|verb| text.starts_with(verb));
    words::upper_first(&if is_order { format!("{please}{text}") } else { text })
}

fn removal(outline: &Outline, group: usize, removable: &[usize], dice: &mut Dice) -> Edit {
    let what = name_of(outline, group);
    let verb = dice.one(&["Remove", "Delete", "Leave out", "Take away", "No more need for", "Get rid of"]);
    let others: Vec<usize> = removable.iter().copied().filter(|i| *i != group).collect();
    let mut negatives = Vec::new();
    if !others.is_empty() {
        let other = dice.one(&others);
        negatives.push(Negative {
            program: outline.without(other),
            flaw: format!("{} went instead", name_of(outline, other)),
        });
    }
    Edit {
        kind: EditKind::Remove,
        instruction: format!("{verb} the {what}"),
        before: outline.program(),
        after: outline.without(group),
        negatives,
    }
}

/// The reverse of a removal: the whole program is what was asked for.
fn addition(outline: &Outline, group: usize, dice: &mut Dice) -> Edit {
    let own = outline.own_dimensions(group);
    let what = name_of(outline, group);
    let verb = dice.one(&["Add the", "Add", "Put in", "It also needs", "Give it"]);
    let details = precise::phrases(&own, dice).join(", ");
    let mut negatives = Vec::new();
    let (name, old) = dice.one(&own).clone();
    let wrong = other_value(&name, old, dice);
    negatives
        .push(Negative { program: outline.with(&name, wrong), flaw: format!("{name} has a wrong value") });
    Edit {
        kind: EditKind::Add,
        instruction: format!("{verb} {what}: {details}{}", place_of(outline, group)),
        before: outline.without(group),
        after: outline.program(),
        negatives,
    }
}

/// On which side of the part a feature begins, for a text; empty where the calls do not say.
fn place_of(outline: &Outline, group: usize) -> &'static str {
    let first = outline.groups[group].first().map_or("", String::as_str);
    let sides = [
        (">Z", ", from the top"),
        ("<Z", ", from below"),
        (">X", ", from the right"),
        ("<X", ", from the left"),
        (">Y", ", from behind"),
        ("<Y", ", from the front"),
    ];
    let found =
        sides.iter().find(|(selector, _)| first.starts_with(&format!(".faces(\"{selector}\").workplane")));
    found.map_or("", |(_, words)| words)
}

/// What a feature is called, by its calls and its numbers.
fn name_of(outline: &Outline, group: usize) -> String {
    let calls = outline.groups[group].join("");
    let own = outline.own_dimensions(group);
    let is_place = |name: &str| name.starts_with("offset") || name.contains("position");
    let first = own.iter().find(|(name, _)| !is_place(name)).map_or("feature", |(name, _)| name.as_str());
    let stem = first.split('_').next().unwrap_or("feature");
    let number = first.rsplit('_').next().filter(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let is_many =
        [".polarArray(", ".rarray(", ".vertices()", ".pushPoints("].iter().any(|c| calls.contains(c));
    let plural = if is_many { "s" } else { "" };
    let pattern = if calls.contains(".polarArray(") {
        " on the circle"
    } else if calls.contains(".vertices()") {
        " in the corners"
    } else {
        ""
    };
    let thing = if calls.contains(".cboreHole(") {
        format!("counterbored hole{plural}{pattern}")
    } else if calls.contains(".cskHole(") {
        format!("countersunk hole{plural}{pattern}")
    } else if calls.contains(".hole(") {
        let stem = if ["hole", "bolt", "tapping"].contains(&stem) { "" } else { stem };
        let noun = if stem == "bore" { "" } else { "hole" };
        format!("{stem} {noun}{plural}{pattern}").trim().replace("bore s", "bores")
    } else if calls.contains(".fillet(") {
        format!("{stem} rounding")
    } else if calls.contains(".chamfer(") {
        format!("{stem} chamfer")
    } else {
        let noun = if stem == "key" { "keyway" } else { stem };
        format!("{noun}{plural}{pattern}")
    };
    number.map_or(thing.clone(), |number| format!("{thing} {number}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synth::{families, plan};

    fn edits() -> Vec<(Plan, Edit)> {
        let canonical = families::named("canonical").expect("the set exists");
        let mut all = Vec::new();
        for slot in 0..200 {
            let Some(plan) = plan::plan(6, Split::Train, &canonical, slot, 0) else { continue };
            let found = draw(&plan, 3, &mut Dice::new(6, "edits", &[slot]));
            all.extend(found.into_iter().map(|edit| (plan.clone(), edit)));
        }
        all
    }

    #[test]
    fn edits_change_the_program_in_the_way_they_say() {
        let edits = edits();
        let count = |kind| edits.iter().filter(|(_, edit)| edit.kind == kind).count();
        for kind in [EditKind::Number, EditKind::Remove, EditKind::Add] {
            assert!(count(kind) > 40, "{kind:?}: {}", count(kind));
        }
        for (plan, edit) in &edits {
            assert_ne!(edit.before, edit.after, "{}", edit.instruction);
            match edit.kind {
                EditKind::Add => assert_eq!(edit.after, plan.program),
                _ => assert_eq!(edit.before, plan.program),
            }
            let same = edit.before.lines().count() == edit.after.lines().count();
            assert_eq!(same, edit.kind == EditKind::Number, "{}", edit.instruction);
            assert!(edit.negatives.iter().all(|n| n.program != edit.after), "{}", edit.instruction);
            assert!(
                !edit.instruction.contains("  ") && !edit.instruction.contains('_'),
                "{}",
                edit.instruction
            );
        }
    }

    #[test]
    fn an_edit_that_does_not_show_is_not_kept() {
        let (_, edit) = edits().into_iter().find(|(_, e)| e.kind == EditKind::Number).expect("there is one");
        let measures = base::Measures {
            solids: 1,
            shells: 1,
            faces: 6,
            wires: 6,
            edges: 12,
            vertices: 8,
            volume: 5.0,
            area: 20.0,
            length: 0.0,
            center_of_mass: [0.0; 3],
            bounds: None,
            valid: true,
        };
        let part = || Execution::Part { measures: measures.clone(), mesh: base::Mesh::default() };
        let mut failing = vec![Execution::Failed("error".to_owned()); edit.programs().len()];
        assert_eq!(edit.clone().judged(Split::Train, 1, &failing), Err("edit that makes no valid part"));
        failing[0] = part();
        failing[1] = part();
        let side = Split::of(geometry_hash(&measures));
        let expected = if side == Split::Train {
            "edit that changes nothing"
        } else {
            "edit on the other side of the split"
        };
        assert_eq!(edit.judged(Split::Train, 1, &failing), Err(expected));
    }
}
