//! Changes asked for in words: pairs of programs with an instruction.
//!
//! Each pair goes through [`assist::edit::edit`], as `partwright edit` does. What comes of it is one of
//! [`Outcome`]; an answer counts as right when its geometry is that of the program that was wanted. The
//! baseline leaves the program as it was: always valid, never right, never wrong. The held-back parts are
//! held back before the change; what a change makes of them is not looked up.

use std::time::{Duration, Instant};

use assist::edit::{EditError, Edited, edit};
use assist::score::statistics::quantile;
use base::{Cancel, Measures, Program, Progress};
use engine::Engine;
use serde::Serialize;

use super::suite::{Change, Suite};
use super::{Error, EvalOptions};
use crate::synth::edits::{self, EditKind};
use crate::synth::execute::{Execution, Executor as _, Fineness};

/// Time that a program may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// What came of an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// Carried out: the geometry is the wanted one.
    Right,
    /// Not understood, or nothing came of it; the program stays as it was.
    Refused,
    /// Something else than wanted, or a program that fails, and the answer says that it is not clean.
    Flagged,
    /// The wanted geometry, shown for acceptance first.
    Asked,
    /// Something else than wanted, and nothing says so.
    Undetected,
}

/// One instruction.
#[derive(Clone, Debug, Serialize)]
pub struct EditRow {
    /// Name of the family, or of the file.
    pub family: String,
    /// Number changed, feature removed, feature added; `None` for changes written by hand.
    pub kind: Option<EditKind>,
    /// The words.
    pub instruction: String,
    /// The program to change.
    pub before: String,
    /// The program that was wanted.
    pub wanted: String,
    /// The program that was answered, if any.
    pub answer: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
    /// Whether what was answered runs and is valid; true where nothing was changed.
    pub is_valid: bool,
    /// Why nothing was changed, or what the answer says of itself.
    pub remark: String,
    /// Seconds until the answer.
    pub seconds: f64,
}

/// All rows.
#[derive(Clone, Debug)]
pub struct EditReport {
    /// Seed of the suite.
    pub seed: u64,
    /// One an instruction.
    pub rows: Vec<EditRow>,
}

impl EditReport {
    /// How many answers were wrong without a word about it.
    pub fn undetected(&self) -> usize {
        self.rows.iter().filter(|row| row.outcome == Outcome::Undetected).count()
    }

    /// A table by kind for people; shares of 1 but the seconds.
    pub fn table(&self) -> String {
        let mut text = format!(
            "edits of seed {}; the baseline leaves the program as it was (valid 1, right 0)\n\
             {:10} {:>5} {:>6} {:>6} {:>6} {:>7} {:>7} {:>10} {:>7}\n",
            self.seed,
            "kind",
            "pairs",
            "valid",
            "right",
            "asked",
            "refused",
            "flagged",
            "undetected",
            "seconds"
        );
        let kinds = [EditKind::Number, EditKind::Remove, EditKind::Add].map(Some);
        for kind in kinds.into_iter().chain([None]) {
            let rows: Vec<&EditRow> =
                self.rows.iter().filter(|row| kind.is_none() || row.kind == kind).collect();
            if rows.is_empty() {
                continue;
            }
            let name = kind.map_or_else(|| "all".to_owned(), |kind| format!("{kind:?}").to_lowercase());
            let valid = share(&rows, |row| row.is_valid);
            let of = |outcome| share(&rows, |row| row.outcome == outcome);
            text.push_str(&format!(
                "{name:10} {:5} {valid:6.3} {:6.3} {:6.3} {:7.3} {:7.3} {:10.3} {:7.2}\n",
                rows.len(),
                of(Outcome::Right),
                of(Outcome::Asked),
                of(Outcome::Refused),
                of(Outcome::Flagged),
                of(Outcome::Undetected),
                median_seconds(&rows),
            ));
        }
        text
    }

    /// One object with the keys of all inputs that apply, and those of edits.
    pub fn json(&self) -> String {
        let rows: Vec<&EditRow> = self.rows.iter().collect();
        let valid = share(&rows, |row| row.is_valid);
        let of = |outcome| share(&rows, |row| row.outcome == outcome);
        serde_json::json!({
            "input": "edit", "count": rows.len(), "valid": valid,
            "iou_mean": null, "iou_median": null, "iou_p90": null, "iou_box": null, "gain_box": null,
            "iou_outlines": null, "gain_outlines": null, "holes_right": null, "diameters_right": null,
            "dimensions_exact": null, "editability": null,
            "seconds_median": median_seconds(&rows),
            "right": of(Outcome::Right),
            "asked": of(Outcome::Asked),
            "refused": of(Outcome::Refused),
            "flagged": of(Outcome::Flagged),
            "undetected": self.undetected(),
            "right_unchanged": 0.0,
        })
        .to_string()
    }
}

fn share(rows: &[&EditRow], is: impl Fn(&EditRow) -> bool) -> f64 {
    rows.iter().filter(|row| is(row)).count() as f64 / rows.len().max(1) as f64
}

fn median_seconds(rows: &[&EditRow]) -> f64 {
    let mut seconds: Vec<f64> = rows.iter().map(|row| row.seconds).collect();
    seconds.sort_by(f64::total_cmp);
    quantile(&seconds, 0.5)
}

/// Draws the pairs, carries out each instruction, and compares.
///
/// # Errors
/// When parts cannot be made or the machinery fails.
pub fn evaluate(
    options: &EvalOptions,
    engine: &Engine,
    cancel: &Cancel,
    progress: &mut dyn FnMut(&Progress),
    on_row: &mut dyn FnMut(&EditRow),
) -> Result<EditReport, Error> {
    let mut tell = |what: &str, done: u64| {
        let what = what.to_owned();
        progress(&Progress { what, done, total: Some(options.count), remaining_secs: None });
    };
    tell("making parts", 0);
    let mut options = options.clone();
    if options.families.is_empty() {
        options.families.push("canonical".to_owned());
    }
    let parts = options.suite.parts(&options, engine, cancel)?;
    let mut rows = Vec::new();
    'parts: for part in &parts {
        for change in &part.changes {
            if rows.len() as u64 >= options.count {
                break 'parts;
            }
            if cancel.is_cancelled() {
                return Err(Error::Stopped { done: rows.len() as u64, total: options.count });
            }
            let Some(wanted) = wanted(change, engine, cancel)? else {
                if options.suite != Suite::HeldBack {
                    log::warn!(
                        "{}: `{}` changes nothing that can be measured",
                        part.name,
                        change.instruction
                    );
                }
                continue;
            };
            let row = row(&part.name, change, &wanted, engine, cancel)?;
            on_row(&row);
            rows.push(row);
            tell("evaluating", rows.len() as u64);
        }
    }
    Ok(EditReport { seed: options.seed, rows })
}

/// Measures of the wanted part; `None` for changes that show nothing or do not build.
fn wanted(change: &Change, engine: &Engine, cancel: &Cancel) -> Result<Option<Measures>, Error> {
    let programs = [Program::new(change.before.as_str()), Program::new(change.after.as_str())];
    let mut measures = [None, None];
    engine.execute(&programs, Fineness::None, cancel, &mut |index, execution| {
        if let Execution::Part { measures: own, .. } = execution {
            measures[index] = Some(own).filter(|m| m.valid);
        }
    })?;
    let [Some(before), Some(after)] = measures else { return Ok(None) };
    Ok((!edits::alike(&before, &after)).then_some(after))
}

fn row(
    name: &str,
    change: &Change,
    wanted: &Measures,
    engine: &Engine,
    cancel: &Cancel,
) -> Result<EditRow, Error> {
    let begun = Instant::now();
    let program = Program::new(change.before.as_str());
    let readings = match edit(engine, &program, &change.instruction, TIMEOUT, cancel) {
        Ok(readings) => Ok(readings),
        Err(EditError::Failed(error)) => return Err(error.into()),
        Err(error) => Err(error.to_string()),
    };
    let seconds = begun.elapsed().as_secs_f64();
    let best = readings.as_ref().ok().and_then(|readings| readings.first());
    let outcome = best.map_or(Outcome::Refused, |best| outcome(best, wanted));
    let remark = match (&readings, best) {
        (Err(error), _) => error.clone(),
        (_, Some(best)) => {
            let changes: Vec<&str> = best.changes.iter().map(|c| c.text.as_str()).collect();
            format!("{}: {}", best.summary, changes.join("; "))
        }
        (Ok(_), None) => String::new(),
    };
    Ok(EditRow {
        family: name.to_owned(),
        kind: change.kind,
        instruction: change.instruction.clone(),
        before: change.before.clone(),
        wanted: change.after.clone(),
        answer: best.map(|best| best.program.text.to_string()),
        // What is refused leaves a valid part; what is not valid is never written.
        is_valid: best.is_none_or(|best| best.build.is_valid() || !best.is_clean()),
        outcome,
        remark,
        seconds,
    })
}

fn outcome(best: &Edited, wanted: &Measures) -> Outcome {
    let measures = match best.build.parts.as_slice() {
        [one] => one.measures.as_ref(),
        _ => None,
    };
    let is_right = best.build.is_valid() && measures.is_some_and(|own| edits::alike(own, wanted));
    match (is_right, best.is_clean()) {
        (true, true) => Outcome::Right,
        (true, false) => Outcome::Asked,
        (false, true) => Outcome::Undetected,
        (false, false) => Outcome::Flagged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: EditKind, outcome: Outcome) -> EditRow {
        EditRow {
            family: "plate".to_owned(),
            kind: Some(kind),
            instruction: "make the holes 6 mm".to_owned(),
            before: String::new(),
            wanted: String::new(),
            answer: None,
            outcome,
            is_valid: outcome != Outcome::Flagged,
            remark: String::new(),
            seconds: 0.5,
        }
    }

    #[test]
    fn wrong_and_unseen_is_counted_apart_from_wrong_and_shown() {
        let rows = vec![
            row(EditKind::Number, Outcome::Right),
            row(EditKind::Number, Outcome::Undetected),
            row(EditKind::Add, Outcome::Refused),
            row(EditKind::Remove, Outcome::Flagged),
        ];
        let report = EditReport { seed: 7, rows };
        assert_eq!(report.undetected(), 1);
        let json = report.json();
        assert!(json.contains("\"right\":0.25") && json.contains("\"undetected\":1"), "{json}");
        assert!(json.contains("\"valid\":0.75") && json.contains("\"iou_mean\":null"), "{json}");
        assert!(report.table().contains("number"));
    }
}
