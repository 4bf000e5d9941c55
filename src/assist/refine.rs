//! Fits the numbers of a program to the pictures.
//!
//! The model sees forms well and lengths roughly. Each round changes every named number of the
//! program a little, up and down, builds the variants, and keeps what agrees better with the
//! pictures: the best single change, or the best changes of all numbers together. Steps become
//! smaller from round to round. The text keeps its names and its form; only literals change.

use std::collections::BTreeSet;

use crate::bench::Bench;
use crate::scale::is_count;
use crate::{Candidate, Error};

/// Factors by which a length is changed, round by round: first far, then near.
const FACTORS: [&[f64]; 6] =
    [&[0.7, 0.87, 1.15, 1.4], &[0.9, 1.1], &[0.92, 1.08], &[0.95, 1.05], &[0.97, 1.03], &[0.985, 1.015]];

/// Counts change in the first rounds only.
const COUNT_ROUNDS: usize = 2;

/// Agreement that a change must bring.
const LEAST_GAIN: f64 = 0.002;

/// A round tries at most so many variants.
const MAX_VARIANTS: usize = 96;

/// A line of the program that assigns a number.
struct Literal {
    line: usize,
    name: String,
    value: f64,
    is_whole: bool,
}

/// Improves a candidate in at most so many rounds (six at most). One that agrees no better stays as it is.
///
/// `only` names the numbers that may change; without it all may.
///
/// # Errors
/// When the engine fails; a stop ends the work with what was reached.
pub(crate) fn refine(
    candidate: Candidate,
    bench: &Bench<'_>,
    rounds: usize,
    only: Option<&BTreeSet<String>>,
) -> Result<Candidate, Error> {
    let mut best = candidate;
    for (round, factors) in FACTORS.iter().enumerate().take(rounds) {
        if round > 0
            && let Some(pictures) = bench.pictures.filter(|pictures| pictures.has_unknown_views())
            && let Some(mesh) = best.build.mesh()
        {
            // A part that fits better tells better from where the picture was taken.
            let (agreement, directions) = pictures.directions_near(&mesh, &best.directions);
            (best.agreement, best.directions) = (Some(agreement), directions);
        }
        let text = best.program.text.to_string();
        let mut literals = literals(&text);
        literals.retain(|literal| only.is_none_or(|names| names.contains(&literal.name)));
        let changes: Vec<(usize, f64)> = literals
            .iter()
            .enumerate()
            .flat_map(|(index, literal)| {
                changed_values(literal, round, factors).into_iter().map(move |value| (index, value))
            })
            .take(MAX_VARIANTS)
            .collect();
        let variants: Vec<String> =
            changes.iter().map(|(index, value)| with_values(&text, &literals, &[(*index, *value)])).collect();
        let built = bench.build(&best, &variants)?;

        // The best change of each number that gains something, and all of them together.
        let before = best.fit();
        let mut together: Vec<(usize, f64, f64)> = Vec::new();
        for ((index, value), candidate) in changes.iter().zip(&built) {
            let Some(fit) = candidate.as_ref().map(Candidate::fit).filter(|fit| fit - before >= LEAST_GAIN)
            else {
                continue;
            };
            match together.iter_mut().find(|(i, ..)| i == index) {
                Some(known) if known.2 >= fit => {}
                Some(known) => (known.1, known.2) = (*value, fit),
                None => together.push((*index, *value, fit)),
            }
        }
        if bench.cancel.is_cancelled() {
            break;
        }
        if together.is_empty() {
            continue;
        }
        let all: Vec<(usize, f64)> = together.iter().map(|(index, value, _)| (*index, *value)).collect();
        let combined = bench.build(&best, &[with_values(&text, &literals, &all)])?;
        let improved = built.into_iter().chain(combined).flatten();
        if let Some(winner) = improved.max_by(|a, b| a.fit().total_cmp(&b.fit())) {
            best = winner;
        }
    }
    Ok(best)
}

/// Top-level lines of the form `name = number`, but for angles.
fn literals(text: &str) -> Vec<Literal> {
    let literal = |(line, content): (usize, &str)| {
        let (name, value) = content.split_once(" = ")?;
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let value = value.trim();
        let number = value.parse::<f64>().ok().filter(|v| *v > 0.0)?;
        let is_wanted = is_name && !name.ends_with("_angle");
        is_wanted.then(|| Literal {
            line,
            name: name.to_owned(),
            value: number,
            is_whole: !value.contains('.'),
        })
    };
    text.lines().enumerate().filter_map(literal).collect()
}

/// Other values to try for a number in a round.
fn changed_values(literal: &Literal, round: usize, factors: &[f64]) -> Vec<f64> {
    let value = literal.value;
    let mut values: Vec<f64> = if is_count(&literal.name) {
        if round < COUNT_ROUNDS { vec![value - 1.0, value + 1.0] } else { Vec::new() }
    } else if literal.is_whole {
        // A whole number changes by one at least.
        let changed = |factor: &f64| (value * factor).round() - value;
        factors
            .iter()
            .map(|f| if changed(f) == 0.0 { value + (f - 1.0).signum() } else { value + changed(f) })
            .collect()
    } else {
        factors.iter().map(|f| (value * f * 100.0).round() / 100.0).collect()
    };
    values.retain(|v| *v > 0.0 && *v != value);
    values.sort_by(f64::total_cmp);
    values.dedup();
    values
}

/// The text with other values in some of its literals.
fn with_values(text: &str, literals: &[Literal], changes: &[(usize, f64)]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (index, value) in changes {
        let literal = &literals[*index];
        lines[literal.line] = if literal.is_whole {
            format!("{} = {value:.0}", literal.name)
        } else {
            format!("{} = {value:?}", literal.name)
        };
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "import cadquery as cq\n\nlength = 100\nhole_count = 4\nhole_d = 2.5\ntilt_angle = 30\n                        result = cq.Workplane().box(length, 2, 3)\n";

    #[test]
    fn only_named_numbers_change() {
        let literals = literals(TEXT);
        let names: Vec<&str> = literals.iter().map(|l| l.name.as_str()).collect();
        assert_eq!(names, ["length", "hole_count", "hole_d"]);
        let changed = with_values(TEXT, &literals, &[(0, 94.0), (2, 2.65)]);
        assert_eq!(changed, TEXT.replace("= 100", "= 94").replace("= 2.5", "= 2.65"));
    }

    #[test]
    fn counts_change_by_one_and_lengths_stay_positive() {
        let literals = literals(TEXT);
        assert_eq!(changed_values(&literals[1], 0, FACTORS[0]), [3.0, 5.0]);
        assert!(changed_values(&literals[1], COUNT_ROUNDS, FACTORS[0]).is_empty());
        let tiny = Literal { line: 0, name: "wall".into(), value: 1.0, is_whole: true };
        assert_eq!(changed_values(&tiny, 5, FACTORS[5]), [2.0]);
    }
}
