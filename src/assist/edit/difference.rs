//! What differs between two parts, feature by feature.

use std::collections::{BTreeMap, BTreeSet};

use base::Build;

use super::features::{Features, Round};
use crate::scale::trimmed;

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The extents of the part.
    Size,
    /// The diameter of a hole.
    HoleDiameter,
    /// Where a hole is.
    HolePlace,
    /// How far a hole reaches.
    HoleDepth,
    /// Holes that are gone or new.
    HoleNumber,
    /// Outer cylinders and roundings.
    Rounds,
    /// The number of faces.
    Faces,
    /// Where flat faces are.
    FlatFaces,
    /// The number of solids, or whether they are valid.
    Solids,
    /// The volume, when nothing else shows the change.
    Volume,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Size,
        Self::HoleDiameter,
        Self::HolePlace,
        Self::HoleDepth,
        Self::HoleNumber,
        Self::Rounds,
        Self::Faces,
        Self::FlatFaces,
        Self::Solids,
        Self::Volume,
    ];
}

/// A feature that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What it is about.
    pub subject: Subject,
    /// What changed, in words with numbers.
    pub text: String,
    /// Whether it belongs to what was asked for.
    pub is_expected: bool,
}

/// Lengths that differ less are the same, in millimetres.
const SAME_MM: f64 = 2e-3;

/// Everything that differs between a part and what came of an edit.
pub(super) fn differences(
    a: &Features,
    after: &Build,
    b: &Features,
    expected: &BTreeSet<Subject>,
) -> Vec<Change> {
    let mut changes: Vec<(Subject, String)> = Vec::new();
    if let Some(error) = after.first_error() {
        changes.push((Subject::Solids, format!("the program fails: {}", error.message)));
    } else if a.is_valid && !b.is_valid {
        changes.push((Subject::Solids, "the part is not valid any more".to_owned()));
    }
    if a.solids != b.solids {
        changes.push((Subject::Solids, format!("solids: {} → {}", a.solids, b.solids)));
    }
    if let (Some(x), Some(y)) = (a.bounds, b.bounds) {
        let (x, y) = (x.size(), y.size());
        if (0..3).any(|i| (x[i] - y[i]).abs() > SAME_MM) {
            changes.push((Subject::Size, format!("size: {} → {}", size_text(x), size_text(y))));
        }
    }
    holes(&a.holes, &b.holes, &mut changes);
    rounds(&a.rounds, &b.rounds, &mut changes);
    if a.faces != b.faces {
        changes.push((Subject::Faces, format!("faces: {} → {}", a.faces, b.faces)));
    }
    let moved = a.planes.difference(&b.planes).count().max(b.planes.difference(&a.planes).count());
    if moved > 0 {
        changes.push((Subject::FlatFaces, format!("flat faces at other places: {moved}")));
    }
    if changes.is_empty() && (a.volume - b.volume).abs() > 1e-6 * a.volume.abs().max(1.0) {
        changes.push((Subject::Volume, format!("volume: {:.1} → {:.1} mm³", a.volume, b.volume)));
    }
    let is_expected = |subject: Subject| expected.contains(&subject) || subject == Subject::Volume;
    changes
        .into_iter()
        .map(|(subject, text)| Change { is_expected: is_expected(subject), subject, text })
        .collect()
}

/// A complaint when a part did not grow by a factor along every axis.
pub(super) fn not_scaled(before: &Build, after: &Build, factor: f64) -> Option<Change> {
    let (x, y) = (before.bounds()?.size(), after.bounds()?.size());
    let is_scaled = (0..3).all(|i| (y[i] - factor * x[i]).abs() < 1e-3 * y[i].abs() + SAME_MM);
    let text = "some lengths have no name and stayed as they were".to_owned();
    (!is_scaled).then_some(Change { subject: Subject::Size, text, is_expected: false })
}

/// Pairs holes: those that stayed, those on the same axis, then those that moved.
fn holes(before: &[Round], after: &[Round], changes: &mut Vec<(Subject, String)>) {
    let mut left: Vec<&Round> = before.iter().collect();
    let mut new: Vec<&Round> = after.iter().collect();
    let mut texts: BTreeMap<(Subject, String), usize> = BTreeMap::new();
    let mut pair = |is_pair: &dyn Fn(&Round, &Round) -> bool, note: &mut dyn FnMut(&Round, &Round)| {
        left.retain(|a| match new.iter().position(|b| is_pair(a, b)) {
            Some(at) => {
                note(a, new.remove(at));
                false
            }
            None => true,
        });
    };
    let same = |x: f64, y: f64| (x - y).abs() < SAME_MM;
    let same_axis = |a: &Round, b: &Round| a.axis.dot(b.axis) > 0.9999 && a.foot.distance(b.foot) < SAME_MM;
    let same_span = |a: &Round, b: &Round| same(a.span[0], b.span[0]) && same(a.span[1], b.span[1]);
    let same_radius = |a: &Round, b: &Round| same(a.radius, b.radius);
    pair(&|a, b| same_axis(a, b) && same_radius(a, b) && same_span(a, b), &mut |_, _| {});
    pair(&|a, b| same_axis(a, b) && same_radius(a, b), &mut |a, b| {
        let depth = |r: &Round| number(r.span[1] - r.span[0]);
        let what = if same(a.span[1] - a.span[0], b.span[1] - b.span[0]) {
            (Subject::HolePlace, format!("hole Ø{} moved along its axis", number(2.0 * a.radius)))
        } else {
            let text = format!("hole Ø{}: length {} → {} mm", number(2.0 * a.radius), depth(a), depth(b));
            (Subject::HoleDepth, text)
        };
        *texts.entry(what).or_default() += 1;
    });
    pair(&|a, b| same_axis(a, b) && same_span(a, b), &mut |a, b| {
        let text = format!("hole Ø{} → Ø{}", number(2.0 * a.radius), number(2.0 * b.radius));
        *texts.entry((Subject::HoleDiameter, text)).or_default() += 1;
    });
    pair(&|a, b| same_axis(a, b), &mut |a, b| {
        let text = format!("hole Ø{} → Ø{}", number(2.0 * a.radius), number(2.0 * b.radius));
        *texts.entry((Subject::HoleDiameter, text)).or_default() += 1;
    });
    pair(&|a, b| a.axis.dot(b.axis) > 0.9999 && same_radius(a, b), &mut |a, _| {
        *texts.entry((Subject::HolePlace, format!("hole Ø{} moved", number(2.0 * a.radius)))).or_default() +=
            1;
    });
    for gone in left {
        *texts
            .entry((Subject::HoleNumber, format!("hole Ø{} is gone", number(2.0 * gone.radius))))
            .or_default() += 1;
    }
    for came in new {
        *texts
            .entry((Subject::HoleNumber, format!("hole Ø{} is new", number(2.0 * came.radius))))
            .or_default() += 1;
    }
    changes.extend(texts.into_iter().map(|((subject, text), count)| {
        (subject, if count > 1 { format!("{count} × {text}") } else { text })
    }));
}

/// Radii of outer cylinders and roundings, with their numbers.
fn rounds(before: &[Round], after: &[Round], changes: &mut Vec<(Subject, String)>) {
    let counted = |list: &[Round]| {
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        list.iter().for_each(|r| *counts.entry((r.radius * 100.0).round() as i64).or_default() += 1);
        counts
    };
    let (a, b) = (counted(before), counted(after));
    let text = |counts: &BTreeMap<i64, usize>, other: &BTreeMap<i64, usize>| {
        let differing = counts.iter().filter(|(radius, count)| other.get(radius) != Some(count));
        differing.map(|(r, n)| format!("{n} × R{}", number(*r as f64 / 100.0))).collect::<Vec<_>>().join(", ")
    };
    if a != b {
        let of = |text: String| if text.is_empty() { "none".to_owned() } else { text };
        changes.push((Subject::Rounds, format!("rounds: {} → {}", of(text(&a, &b)), of(text(&b, &a)))));
    }
}

fn size_text(size: [f64; 3]) -> String {
    size.map(number).join(" × ") + " mm"
}

/// Two decimals, without zeros at the end.
fn number(value: f64) -> String {
    trimmed(value, 2)
}
