//! Texts for parts: what a person might type to ask for one.
//!
//! A text names the family and some of the features, counts and proportions, in a full sentence,
//! an order, or workshop shorthand. It holds no absolute sizes: those scale the finished part.

use super::dice::Dice;
use super::draft::{Draft, Feature, Plane, Pose};

const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// A text for a part.
pub fn describe(draft: &Draft, dice: &mut Dice) -> String {
    let manner = dice.weighted(&[(34, 0), (24, 1), (32, 2), (10, 3)]);
    // "A plate with a boss with a boss" is avoided, unless nothing else is said.
    let nouns: Vec<&str> =
        draft.nouns.iter().copied().filter(|noun| manner == 3 || !noun.contains(" with ")).collect();
    let noun = if manner != 3 && dice.chance(60) { nouns[0] } else { dice.one(&nouns) };
    let noun = adjective(draft, dice).map_or_else(|| noun.to_owned(), |a| format!("{a} {noun}"));
    // A text may leave out what does not count; the first feature is nearly always there.
    let features: Vec<&Feature> = draft
        .features
        .iter()
        .enumerate()
        .filter(|(i, _)| dice.chance(if *i == 0 { 98 } else { 95 }))
        .map(|(_, feature)| feature)
        .collect();
    let proportion = if dice.chance(30) { proportion(draft, dice) } else { None };
    let pose = if dice.chance(55) { pose(draft, dice) } else { None };
    match manner {
        0 => sentence(&with_article(&noun), &features, proportion, pose, dice),
        1 => {
            let order =
                dice.one(&["Make", "Design", "Create", "Draw", "Model", "I need", "Give me", "Build"]);
            let body = sentence(&with_article(&noun), &features, proportion, pose, dice);
            format!("{order} {}", lower_first(&body))
        }
        2 => shorthand(&noun, &features, proportion, pose, dice),
        _ => with_article(&noun),
    }
}

/// "A plate with four holes in the corners and rounded corners, lying flat."
fn sentence(
    noun: &str,
    features: &[&Feature],
    proportion: Option<String>,
    pose: Option<String>,
    dice: &mut Dice,
) -> String {
    let digits = dice.chance(40);
    let mut parts: Vec<String> = features.iter().map(|f| spoken(f, digits)).collect();
    let last = parts.pop();
    let mut text = upper_first(noun);
    if let Some(last) = last {
        let with = dice.weighted(&[(80, "with"), (12, "having"), (8, "that has")]);
        text.push_str(&format!(" {with} "));
        if !parts.is_empty() {
            text.push_str(&parts.join(", "));
            text.push_str(" and ");
        }
        text.push_str(&last);
    }
    for extra in [proportion, pose].into_iter().flatten() {
        text.push_str(", ");
        text.push_str(&extra);
    }
    text.push('.');
    text
}

/// "plate, 4x holes in the corners, rounded corners"
fn shorthand(
    noun: &str,
    features: &[&Feature],
    proportion: Option<String>,
    pose: Option<String>,
    dice: &mut Dice,
) -> String {
    let times = dice.one(&["4x ", "4 ", "4 x "]).replace('4', "");
    let bare_places = dice.chance(40);
    let mut parts = vec![noun.to_owned()];
    for feature in features {
        let place = if bare_places || feature.place.is_empty() { "" } else { " " };
        let place = format!("{place}{}", if place.is_empty() { "" } else { feature.place });
        parts.push(match feature.count {
            0 => format!("{}{place}", without_article(&feature.one)),
            1 => format!("{}{place}", feature.one),
            n => {
                let word = if dice.chance(25) { &feature.one } else { &feature.many };
                format!("{n}{times}{word}{place}")
            }
        });
    }
    parts.extend(proportion);
    parts.extend(pose);
    parts.join(", ")
}

/// A feature in shorthand with its place; `times` follows the count.
pub(super) fn short(feature: &Feature, times: &str) -> String {
    let what = match feature.count {
        0 | 1 => feature.one.to_string(),
        n => format!("{n}{times}{}", feature.many),
    };
    if feature.place.is_empty() { what } else { format!("{what} {}", feature.place) }
}

fn spoken(feature: &Feature, digits: bool) -> String {
    let what = match feature.count {
        0 => feature.one.to_string(),
        1 => with_article(&feature.one),
        n => {
            let word = NUMBERS.get(n as usize).filter(|_| !digits);
            let number = word.map_or_else(|| n.to_string(), |w| (*w).to_owned());
            format!("{number} {}", feature.many)
        }
    };
    if feature.place.is_empty() { what } else { format!("{what} {}", feature.place) }
}

/// An adjective that the sizes bear out.
fn adjective(draft: &Draft, dice: &mut Dice) -> Option<&'static str> {
    let size = |word: &str| draft.sizes.iter().find(|(w, _)| *w == word).map(|(_, size)| *size);
    let mut fitting = Vec::new();
    if let Some(thick) = size("thick") {
        match thick {
            ..=7 => fitting.push("thin"),
            18.. => fitting.push("thick"),
            _ => {}
        }
    }
    if let (Some(long), Some(wide)) = (size("long"), size("wide")) {
        let ratio = long.max(wide) as f64 / long.min(wide) as f64;
        if ratio > 2.2 {
            fitting.extend(["long", "narrow"]);
        } else if ratio < 1.06 {
            fitting.push("square");
        }
    }
    if let (Some(across), Some(high)) = (size("in diameter"), size("high").or(size("long"))) {
        if high > 2 * across {
            fitting.extend(["slender", "long"]);
        } else if across > 2 * high {
            fitting.extend(["flat", "short"]);
        }
    }
    (!fitting.is_empty() && dice.chance(45)).then(|| dice.one(&fitting))
}

/// "about twice as long as wide"
fn proportion(draft: &Draft, dice: &mut Dice) -> Option<String> {
    let lengths: Vec<_> = draft.sizes.iter().filter(|(word, _)| !word.contains(' ')).collect();
    if lengths.len() < 2 {
        return None;
    }
    let (a, b) = (dice.one(&lengths), dice.one(&lengths));
    let ratio = a.1 as f64 / b.1 as f64;
    if a.0 == b.0 {
        return None;
    }
    let rounded = (ratio * 2.0).round() / 2.0;
    if rounded < 1.5 {
        return None;
    }
    let times =
        if rounded == 2.0 && dice.chance(60) { "twice".to_owned() } else { format!("{rounded} times") };
    let about = dice.one(&["about ", "roughly ", ""]);
    Some(format!("{about}{times} as {} as {}", a.0, b.0))
}

/// How the part stands.
fn pose(draft: &Draft, dice: &mut Dice) -> Option<String> {
    let words: &[&str] = match (draft.pose, draft.plane) {
        (Pose::Flat, Plane::Xy) => &["lying flat", "flat on the ground", "horizontal"],
        (Pose::Flat, Plane::Xz) => &["standing, facing the front", "upright, seen from the front"],
        (Pose::Flat, Plane::Yz) => &["standing, facing the side", "upright, seen from the side"],
        (Pose::Axial, plane) => axis_words(plane.global(super::draft::Axis::N)),
        (Pose::Around(axis), plane) => axis_words(plane.global(axis)),
        (Pose::Unsaid, _) => return None,
    };
    Some(dice.one(words).to_owned())
}

fn axis_words(axis: &str) -> &'static [&'static str] {
    match axis {
        "X" => &["axis along X", "lying along X", "axis from left to right"],
        "Y" => &["axis along Y", "lying along Y", "axis from front to back"],
        _ => &["axis along Z", "standing upright", "axis vertical"],
    }
}

pub(super) fn with_article(noun: &str) -> String {
    // "U-bracket" and "V groove" begin with a vowel in writing only, "L", "I", "X" in speech only.
    let vowel = if noun.starts_with(['U', 'T', 'V', 'Z']) {
        false
    } else {
        noun.starts_with(['a', 'e', 'i', 'o', 'u', 'L', 'I', 'X'])
    };
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

fn without_article(text: &str) -> &str {
    text.strip_prefix("a ").or_else(|| text.strip_prefix("an ")).unwrap_or(text)
}

pub(super) fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}
