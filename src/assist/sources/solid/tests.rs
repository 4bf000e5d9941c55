//! The programs that known parts give.

use std::sync::Arc;

use base::Mesh;

use super::*;
use crate::scan::test_meshes::{circle, rectangle, tube};

fn programs(mesh: &Mesh, as_points: bool) -> Vec<String> {
    let mut scan = Scan::of_mesh(mesh).expect("the mesh is usable");
    if as_points {
        let points: Vec<[f64; 3]> = scan.samples().iter().map(|s| s.position.to_array()).collect();
        scan = Scan::of_points(&points, None).expect("there are enough points");
    }
    let prompt = Prompt { scan: Some(Arc::new(scan)), ..Prompt::default() };
    let proposals = SolidSource.propose(&prompt, 32, 0, &Cancel::new(), &mut |_| {});
    proposals.expect("nothing stops it").into_iter().map(|p| p.text).collect()
}

/// Whether some program holds all of these lines.
#[track_caller]
fn check(programs: &[String], lines: &[&str]) {
    let holds = |text: &&String| lines.iter().all(|line| text.lines().any(|l| l.contains(line)));
    assert!(programs.iter().any(|text| holds(&text)), "{lines:?} not in\n{}", programs.join("\n---\n"));
}

/// A plate 60 x 40 x 8 with a hole of 12 at (10, 5).
fn drilled_plate() -> Mesh {
    tube(&rectangle([30.0, 20.0], 96), &circle([10.0, 5.0], 6.0, 96), 0.0, 8.0)
}

#[test]
fn a_drilled_plate_is_a_rectangle_and_a_hole() {
    let lines = [
        "base_z = 0",
        "base_height = 8",
        "base_length = 60",
        "base_width = 40",
        "hole_d = 12",
        "hole_centers = [(10, 5)]",
        "cutThruAll",
    ];
    check(&programs(&drilled_plate(), false), &lines);
}

#[test]
fn points_give_the_same_numbers() {
    check(
        &programs(&drilled_plate(), true),
        &["base_height = 8", "base_length = 60", "base_width = 40", "hole_centers = [(10, 5)]"],
    );
}

#[test]
fn a_tube_can_be_turned() {
    let mesh = tube(&circle([0.0; 2], 25.0, 128), &circle([0.0; 2], 10.0, 128), -5.0, 30.0);
    check(
        &programs(&mesh, false),
        &[
            ".revolve(360, (0, 0), (0, 1))",
            "profile_d_1 = 20",
            "profile_d_2 = 50",
            "profile_at_1 = -5",
            "profile_at_2 = 30",
            "(profile_d_2 / 2, profile_at_1)",
        ],
    );
    check(&programs(&mesh, false), &["base_d = 50", "hole_d = 20", "base_z = -5", "base_height = 35"]);
}

#[test]
fn the_box_is_always_among_the_programs() {
    check(
        &programs(&drilled_plate(), false),
        &["length = 60", "width = 40", "height = 8", "origin=(0, 0, 4)"],
    );
}

#[test]
fn without_a_scan_nothing_is_proposed() {
    let prompt = Prompt { text: "a plate".to_owned(), ..Prompt::default() };
    let proposals = SolidSource.propose(&prompt, 8, 0, &Cancel::new(), &mut |_| {});
    assert_eq!(proposals.expect("there is nothing to fail"), []);
}

#[test]
fn numbers_are_rounded_no_farther_than_they_are_known() {
    let scan = Scan::of_mesh(&drilled_plate()).expect("the mesh is usable");
    let rounding = Rounding::of(&scan);
    assert_eq!(rounding.place(11.98), 12.0);
    assert_eq!(rounding.place(7.51), 7.5);
    assert_eq!(rounding.place(3.15), 3.15);
    assert_eq!(rounding.place(-0.004), 0.0);
    assert!(rounding.length(0.001) > 0.0);
}
