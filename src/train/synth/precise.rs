//! Texts with all sizes: what somebody types who knows the part exactly.
//!
//! Every named number of the program is in the text, so that the part follows from it. Wording,
//! order, units (millimetres, centimetres, inches) and shorthand ("4x M6 clearance on PCD 40")
//! vary. Numbers are those of the program: a part of 100 units is one of 100 mm.

use assist::is_count;

use super::dice::Dice;
use super::draft::Draft;
use super::standard;
use super::words;

/// How lengths are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Mm,
    Cm,
    Inch,
}

/// How a text is built.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    Sentence,
    Shorthand,
    List,
}

/// A text for a part with all its sizes; empty for programs in other styles than ours.
pub fn describe(draft: &Draft, dice: &mut Dice) -> String {
    if draft.text.is_some() || draft.dimensions().is_empty() {
        return String::new();
    }
    let unit = if draft.is_to_scale {
        Unit::Mm
    } else {
        dice.weighted(&[(84, Unit::Mm), (8, Unit::Cm), (8, Unit::Inch)])
    };
    let manner = dice.weighted(&[(45, Manner::Sentence), (35, Manner::Shorthand), (20, Manner::List)]);
    let noun = dice.one(draft.nouns);
    let (overall, rest) = overall(draft, unit, manner);
    let details = details(&rest, draft.is_to_scale, unit, manner, dice);
    let features: Vec<String> = draft
        .features
        .iter()
        .map(|feature| words::short(feature, if manner == Manner::Shorthand { "x " } else { " " }))
        .collect();
    match manner {
        Manner::Sentence => {
            let opening = dice.one(&["", "Make ", "I need ", "Draw ", "Please model "]);
            let noun = words::with_article(noun);
            let mut text =
                if opening.is_empty() { words::upper_first(&noun) } else { format!("{opening}{noun}") };
            if !overall.is_empty() {
                text.push_str(&format!(", {overall}"));
            }
            if !features.is_empty() {
                text.push_str(&format!(", with {}", listed(&features)));
            }
            text.push('.');
            if !details.is_empty() {
                text.push_str(&format!(" {}.", words::upper_first(&listed(&details))));
            }
            text
        }
        Manner::Shorthand => {
            let head = if overall.is_empty() { noun.to_owned() } else { format!("{noun} {overall}") };
            [vec![head], features, details].concat().join(", ")
        }
        Manner::List => {
            let mut lines = vec![words::upper_first(noun)];
            lines.extend((!overall.is_empty()).then(|| format!("- size {overall}")));
            lines.extend(features.into_iter().chain(details).map(|line| format!("- {line}")));
            lines.join("\n")
        }
    }
}

/// One phrase for each number with its name, in millimetres.
pub fn phrases(dimensions: &[(String, f64)], dice: &mut Dice) -> Vec<String> {
    let manner = dice.one(&[Manner::Sentence, Manner::Shorthand]);
    details(dimensions, false, Unit::Mm, manner, dice)
}

/// The outer sizes in one phrase, and the numbers that are not in it.
fn overall(draft: &Draft, unit: Unit, manner: Manner) -> (String, Vec<(String, f64)>) {
    let dimensions = draft.dimensions();
    let value = |name: &str| dimensions.iter().find(|(n, _)| n == name).map(|(_, v)| *v);
    let third = ["height", "thickness"].into_iter().find(|name| value(name).is_some());
    let names: Vec<&str> = match (value("length"), value("width"), value("diameter"), third) {
        (Some(_), Some(_), _, Some(third)) => vec!["length", "width", third],
        (Some(_), Some(_), ..) => vec!["length", "width"],
        (_, _, Some(_), Some(third)) => vec!["diameter", third],
        (Some(_), _, Some(_), _) => vec!["diameter", "length"],
        _ => Vec::new(),
    };
    let rest: Vec<_> =
        dimensions.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect();
    let numbers: Vec<String> = names.iter().filter_map(|name| value(name)).map(|v| number(v, unit)).collect();
    let times = if manner == Manner::Shorthand { "x" } else { " x " };
    let text = match names.first() {
        None => return (String::new(), rest),
        Some(&"diameter") => format!("⌀{}", numbers.join(times)),
        Some(_) => numbers.join(times),
    };
    let suffix = if manner == Manner::Shorthand && unit == Unit::Mm { "" } else { name_of(unit) };
    (format!("{text}{suffix}"), rest)
}

/// One phrase for each remaining number, pairs of x and y in one.
fn details(
    rest: &[(String, f64)],
    is_to_scale: bool,
    unit: Unit,
    manner: Manner,
    dice: &mut Dice,
) -> Vec<String> {
    let mut phrases = Vec::new();
    let mut done = vec![false; rest.len()];
    for (i, (name, value)) in rest.iter().enumerate() {
        if std::mem::replace(&mut done[i], true) {
            continue;
        }
        let is_short = manner == Manner::Shorthand;
        let bare = |value: f64| number(value, unit);
        let length = |value: f64| {
            if is_short && unit == Unit::Mm {
                bare(value)
            } else {
                format!("{}{}", bare(value), name_of(unit))
            }
        };
        if let Some(stem) = name.strip_suffix("_x") {
            let other = rest.iter().position(|(n, _)| n.strip_suffix("_y") == Some(stem));
            if let Some(other) = other {
                done[other] = true;
                let second = rest[other].1;
                phrases.push(if stem.ends_with("_count") {
                    format!("{} {} x {}", spaced(stem), value, second)
                } else {
                    format!("{} {} x {}", spaced(stem), bare(*value), length(second))
                });
                continue;
            }
        }
        let words = spaced(name);
        phrases.push(if is_count(name) {
            format!("{words} {value}")
        } else if let Some(angle) = name.strip_suffix("_angle") {
            format!("{} {value}°", spaced(angle))
        } else if name == "bolt_circle_diameter" {
            match dice.int(0, 2) {
                Some(0) => format!("PCD {}", length(*value)),
                Some(1) => format!("bolt circle ⌀{}", length(*value)),
                _ => format!("on a {} bolt circle", length(*value)),
            }
        } else if let (true, "hole_diameter", Some(screw)) =
            (is_to_scale, name.as_str(), standard::screw_of_clearance(*value))
        {
            dice.one(&[
                format!("{} clearance", screw.name),
                format!("{} clearance ({})", screw.name, length(*value)),
                format!("clearance holes for {}", screw.name),
            ])
        } else if let Some(what) = name.strip_suffix("_diameter") {
            match dice.int(0, if is_short { 1 } else { 3 }) {
                Some(0 | 1) => format!("{} ⌀{}", spaced(what), length(*value)),
                Some(2) => format!("{} dia. {}", spaced(what), length(*value)),
                _ => format!("{words} {}", length(*value)),
            }
        } else if let Some(what) = name.strip_suffix("_radius") {
            if is_short {
                format!("{} R{}", spaced(what), length(*value))
            } else {
                format!("{words} {}", length(*value))
            }
        } else {
            format!("{words} {}", length(*value))
        });
    }
    phrases
}

/// A length of the program (in millimetres) as a number of the unit.
fn number(value: f64, unit: Unit) -> String {
    let (factor, digits) = match unit {
        Unit::Mm => (1.0, 3),
        Unit::Cm => (0.1, 3),
        Unit::Inch => (1.0 / 25.4, 4),
    };
    let text = format!("{:.digits$}", value * factor);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn name_of(unit: Unit) -> &'static str {
    match unit {
        Unit::Mm => " mm",
        Unit::Cm => " cm",
        Unit::Inch => " in",
    }
}

fn spaced(name: &str) -> String {
    name.replace('_', " ")
}

/// "a, b and c"
fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use crate::synth::Split;
    use crate::synth::families;
    use crate::synth::plan;

    #[test]
    fn every_length_of_a_program_is_in_its_precise_text() {
        let canonical = families::named("canonical").expect("the set exists");
        let (mut checked, mut inches) = (0, 0);
        for slot in 0..400 {
            let Some(plan) = plan::plan(9, Split::Train, &canonical, slot, 0) else { continue };
            if plan.precise.contains(" in") && plan.precise.contains("0.") {
                inches += 1;
            }
            let numbers: Vec<f64> = plan
                .precise
                .split(|c: char| !c.is_ascii_digit() && c != '.')
                .filter_map(|word| word.trim_matches('.').parse().ok())
                .collect();
            for (name, value) in &plan.dimensions {
                let is_said = [1.0, 0.1, 1.0 / 25.4]
                    .iter()
                    .any(|factor| numbers.iter().any(|n| (n - value * factor).abs() < 1e-3));
                // A thread stands for its clearance hole.
                let is_thread = plan.is_to_scale && name == "hole_diameter" && plan.precise.contains('M');
                assert!(is_said || is_thread, "{name} = {value} is missing in: {}", plan.precise);
                checked += 1;
            }
        }
        assert!(checked > 1500 && inches > 5, "{checked} numbers, {inches} texts in inches");
    }
}
