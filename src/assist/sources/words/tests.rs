//! Descriptions as engineers write them, and the programs that come of them.

use super::*;

/// The program and the notes of a description.
#[track_caller]
fn program(text: &str) -> (String, Vec<String>) {
    let plan = read(text).unwrap_or_else(|| panic!("{text}: not read"));
    let notes = Reading {
        assumptions: plan.assumptions.clone(),
        contradictions: plan.contradictions.clone(),
        unused: plan.unused.clone(),
        ..Reading::default()
    };
    (write::program(&plan), notes.notes())
}

/// The named numbers of a description, with nothing assumed and nothing left.
#[track_caller]
fn check(text: &str, numbers: &str) {
    let (program, notes) = program(text);
    let named: Vec<&str> = program.lines().skip(2).take_while(|line| !line.is_empty()).collect();
    assert_eq!(named.join("; "), numbers, "{text}\n{program}\n{notes:#?}");
    let open: Vec<&String> =
        notes.iter().filter(|n| !n.contains("clearance") && !n.contains("ISO")).collect();
    assert!(open.is_empty(), "{text}: {open:?}");
}

#[test]
fn plates_and_their_holes_are_read() {
    check(
        "plate 80x50x6 with four 5.5 mm holes 8 mm from the edges and R5 corners",
        "length = 80; width = 50; thickness = 6; corner_radius = 5; hole_diameter = 5.5; hole_edge_distance = 8",
    );
}
