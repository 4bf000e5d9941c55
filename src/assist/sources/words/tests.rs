//! Descriptions as engineers write them, and the programs that come of them.

use super::*;

/// The program and the notes of a description.
#[track_caller]
fn program(text: &str) -> (String, Reading) {
    let plan = read(text).unwrap_or_else(|| panic!("{text}: not read"));
    let program = write::program(&plan);
    (program, plan.reading)
}

fn numbers(program: &str) -> String {
    let named: Vec<&str> = program.lines().skip(2).take_while(|line| !line.is_empty()).collect();
    named.join("; ").replace(" = ", "=")
}

/// The named numbers of a description, with nothing left over.
#[track_caller]
fn check(text: &str, wanted: &str) {
    let (program, reading) = program(text);
    assert_eq!(numbers(&program), wanted, "{text}\n{program}\n{reading:#?}");
    assert!(reading.is_complete() && reading.standing() == 1.0, "{text}: {reading:?}");
}

#[test]
fn plates_and_their_holes_are_read() {
    check(
        "plate 80x50x6 with four 5.5 mm holes 8 mm from the edges and R5 corners",
        "length=80; width=50; thickness=6; corner_radius=5; hole_diameter=5.5; hole_edge_distance=8",
    );
    check(
        "Plate 120 x 80 mm, 2,5 mm thick, and a 15 mm hole 20 mm from the left edge and 10 mm from the bottom edge",
        "length=120; width=80; thickness=2.5; hole_diameter=15; hole_x_edge=20; hole_y_edge=10",
    );
    check(
        "base plate 150x100x10, 6 holes Ø9 counterbored Ø15 x 8.5 deep in a 3x2 grid, pitch 60 x 70",
        "length=150; width=100; thickness=10; hole_diameter=9; hole_spacing_x=60; hole_count_x=3; \
         hole_spacing_y=70; hole_count_y=2; counterbore_diameter=15; counterbore_depth=8.5",
    );
    check(
        "Bar 200 x 20 x 10, 5 holes Ø6 in a row, spacing 40",
        "length=200; width=20; height=10; hole_diameter=6; hole_spacing=40; hole_count=5",
    );
}

#[test]
fn turned_parts_are_read() {
    check(
        "flange Ø120, 12 thick, bore 40, six M8 clearance holes on PCD 90",
        "diameter=120; thickness=12; bore_diameter=40; hole_diameter=9; bolt_circle_diameter=90; hole_count=6",
    );
    check("washer 20/10.5/2", "outer_diameter=20; inner_diameter=10.5; thickness=2");
    check("tube OD 40 ID 32 length 100", "outer_diameter=40; inner_diameter=32; length=100");
    check(
        "stepped shaft: Ø30 x 40, Ø20 x 25, keyway 6x3.5x20 on the small end",
        "diameter_1=30; length_1=40; diameter_2=20; length_2=25; keyway_width=6; keyway_depth=3.5; keyway_length=20",
    );
    check("hex nut M10", "across_flats=16; height=8.4; bore_diameter=8.5");
    check(
        "bushing OD 30, ID 20, 40 long, with a flange Ø45 x 5",
        "diameter_1=45; length_1=5; diameter_2=30; length_2=35; bore_diameter=20",
    );
}

#[test]
fn brackets_housings_and_pockets_are_read() {
    check(
        "L-bracket 60 x 40 x 30, 4 mm sheet, two Ø6 holes in each leg",
        "length=60; height=40; width=30; thickness=4; hole_diameter=6; hole_spacing=28  # assumed; hole_count=2; \
         hole_2_diameter=6; hole_2_spacing=18  # assumed; hole_2_count=2",
    );
    check(
        "housing 100x60x40, wall 3, open at the top, four M4 bosses in the corners",
        "length=100; width=60; height=40; wall=3; boss_edge_distance=3  # assumed; boss_diameter=8  # assumed; \
         boss_height=22  # assumed; boss_hole_diameter=3.3; boss_hole_depth=18  # assumed",
    );
    check(
        "block 60x40x20, pocket 40x20x8 in the middle of the top, chamfer 1 on all top edges",
        "length=60; width=40; height=20; pocket_length=40; pocket_width=20; pocket_depth=8; edge_chamfer=1",
    );
}

#[test]
fn inches_and_fractions_become_millimetres() {
    check(
        "A 4 in x 2 in x 1/4 in plate with four 1/4 in holes 1/2 in from the edges",
        "length=101.6; width=50.8; thickness=6.35; hole_diameter=6.35; hole_edge_distance=12.7",
    );
}

#[test]
fn what_is_not_understood_is_listed_and_lowers_the_standing() {
    let (program, reading) = program("plate 80x50x6 with a nice logo");
    assert_eq!(numbers(&program), "length=80; width=50; thickness=6");
    assert_eq!(reading.notes(), ["not used: ‘nice logo’"]);
    assert!(reading.standing() < 1.0 && !reading.is_complete());
}

#[test]
fn what_cannot_be_is_said() {
    let (_, reading) = program("plate 60x60x5 with a Ø80 hole");
    assert_eq!(reading.contradictions, ["hole Ø80 is larger than the face of 60 x 60 mm"]);
    let (_, reading) = program("tube OD 40 ID 32 length 100, wall 3");
    assert!(!reading.is_complete(), "{reading:?}");
}

#[test]
fn missing_sizes_are_assumed_and_named() {
    let (program, reading) = program("a plate with four holes in the corners");
    assert!(
        program.contains("length = 80  # assumed") && program.contains(".hole(hole_diameter)"),
        "{program}"
    );
    assert_eq!((reading.sizes, reading.unused.len()), (0, 0));
    assert!(reading.notes().iter().all(|note| note.starts_with("assumed: ")), "{reading:?}");
}

#[test]
fn texts_without_a_part_have_no_proposal() {
    for text in ["", "hello", "something nice for my desk"] {
        assert!(read(text).is_none(), "{text}");
    }
}

#[test]
fn no_text_makes_it_fail() {
    for text in [
        "plate",
        "x x x",
        "4x",
        "4x4x4x4x4",
        "Ø",
        "M",
        "plate 0x0x0",
        "1/0 in plate",
        "holes holes holes",
        "plate -5 x 3",
        "(",
        "on the on the",
        "plate 80x50x6 with 99999999999 holes",
        "½ \" ' ° ø",
        "U U U L L T",
    ] {
        if let Some(plan) = read(text) {
            assert!(write::program(&plan).contains("result = ("), "{text}");
        }
    }
}

#[test]
fn additions_are_read_to_their_last_word() {
    let bounds = Bounds { min: [-40.0, -25.0, 0.0], max: [40.0, 25.0, 6.0] };
    let two =
        super::added("two 5 mm holes 10 mm from the left edge, 30 mm apart", &bounds).expect("it is clear");
    assert!(
        two.calls.concat().contains("(hole_x_edge - 80 / 2, -15), (hole_x_edge - 80 / 2, 15)"),
        "{two:?}"
    );
    assert!(two.assumptions.is_empty(), "{two:?}");
    let four =
        super::added("a hole of 4 mm in each corner, 8 mm from the edges", &bounds).expect("it is clear");
    assert!(
        four.calls.concat().contains(".rect(80 - hole_edge_distance * 2, 50 - hole_edge_distance * 2"),
        "{four:?}"
    );
    for text in [
        "a hole of 5 mm",
        "a nice hole of 5 mm in the middle",
        "a hole in the boss",
        "a slot on the left leg",
    ] {
        assert_eq!(super::added(text, &bounds), None, "{text}");
    }
}

#[test]
fn what_may_not_be_built_can_be_left_out() {
    let plan =
        read("plate 80x50x6 with four 5.5 mm holes 8 mm from the edges and R5 corners").expect("is read");
    let written = with_less(&plan);
    let holes_and_fillets = |text: &str| (text.matches(".hole(").count(), text.matches(".fillet(").count());
    let shown: Vec<(usize, usize)> = written.iter().map(|(text, _)| holes_and_fillets(text)).collect();
    assert_eq!(shown, [(1, 1), (1, 0), (0, 0)]);
    let standings: Vec<f64> = written.iter().map(|(_, reading)| reading.standing()).collect();
    assert!(standings[0] > standings[1] && standings[1] > standings[2], "{standings:?}");
    assert!(written[1].1.notes()[0].contains("rounded and chamfered edges"));
}
