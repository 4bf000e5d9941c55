//! Changes in words on the programs of `tests/parts`, which were written by hand.

use base::Cancel;
use engine::{Engine, EngineOptions};
use train::eval::edits::{self, EditReport, Outcome};
use train::eval::{EvalOptions, Input, Size, Suite, Words};

fn report() -> EditReport {
    let engine =
        Engine::start(EngineOptions::new(env!("CARGO_BIN_EXE_partwright"))).expect("threads can be started");
    let options = EvalOptions {
        suite: Suite::Folder("tests/parts".into()),
        input: Input::Edit,
        size: Size::Hidden,
        words: Words::Precise,
        families: Vec::new(),
        count: 200,
        seed: 7,
        candidates: 1,
        tries: 1,
        rounds: 0,
        training: None,
    };
    edits::evaluate(&options, &engine, &Cancel::new(), &mut |_| {}, &mut |_| {}).expect("evaluates")
}

#[test]
fn changes_of_hand_written_parts_are_right_or_say_that_they_are_not() {
    let report = report();
    assert_eq!(report.rows.len(), 48);
    let of = |outcome: Outcome| report.rows.iter().filter(|row| row.outcome == outcome).count();
    let undetected: Vec<&str> = report
        .rows
        .iter()
        .filter(|row| row.outcome == Outcome::Undetected)
        .map(|row| row.instruction.as_str())
        .collect();
    assert!(undetected.is_empty(), "{undetected:?}");
    assert!(of(Outcome::Right) >= 34, "{} right", of(Outcome::Right));
    assert!(report.rows.iter().all(|row| row.is_valid));
}
