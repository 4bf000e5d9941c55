//! What instructions are taken for, without building anything.

use base::Diagnostic;
use base::{Parameter, ParameterValue, Status};

use super::*;

const FLANGE: &str = "import cadquery as cq\n\ndiameter = 80\nthickness = 12\nbore_diameter = 30\nbolt_circle = 60\n\
bolt_hole_diameter = 6\nbolt_count = 6\nfillet_radius = 2\n\nresult = (\n    cq.Workplane(\"XY\")\n    \
.circle(diameter / 2)\n    .extrude(thickness)\n    .faces(\">Z\").workplane()\n    .hole(bore_diameter)\n    \
.faces(\">Z\").workplane()\n    .polarArray(bolt_circle / 2, 0, 360, bolt_count)\n    .hole(bolt_hole_diameter)\n    \
.faces(\">Z\").edges(\"%CIRCLE\")\n    .fillet(fillet_radius)\n)\n";

/// What a build of the text would tell about its numbers.
fn parameters(text: &str) -> Vec<Parameter> {
    let mut found = Vec::new();
    let mut start = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        if let Some((name, value)) = line.trim_end().split_once(" = ")
            && let Ok(number) = value.parse::<i64>()
        {
            let at = start + name.len() + 3;
            found.push(Parameter {
                name: name.to_owned(),
                value: ParameterValue::Int(number),
                literal: ParameterValue::Int(number),
                start: at,
                end: at + value.len(),
                line: index as u32 + 1,
                column: name.len() as u32 + 4,
                label: None,
            });
        }
        start += line.len();
    }
    found
}

fn read(instruction: &str) -> Vec<Proposal> {
    let program = Program::new(FLANGE);
    let mut build = Build::failed(program.hash(), Status::Error, Diagnostic::error("not built"));
    build.parameters = parameters(FLANGE);
    proposals(&program, &build, instruction)
}

/// The first reading replaces one line by another.
#[track_caller]
fn check(instruction: &str, old: &str, new: &str) {
    let found = read(instruction);
    let first = found.first().unwrap_or_else(|| panic!("{instruction}: not understood"));
    assert_eq!(first.text, FLANGE.replace(old, new), "{instruction}: {}", first.summary);
}

#[test]
fn the_number_that_is_meant_is_changed() {
    check("make the bolt holes 8 mm", "bolt_hole_diameter = 6", "bolt_hole_diameter = 8");
    check("Use M8 for the bolt holes", "bolt_hole_diameter = 6", "bolt_hole_diameter = 9");
    check("thickness 15", "thickness = 12", "thickness = 15");
    check("make it 3 mm thinner", "thickness = 12", "thickness = 9");
    check("double the thickness", "thickness = 12", "thickness = 24");
    check("bore to 32 mm", "bore_diameter = 30", "bore_diameter = 32");
    check("Use 8 bolts instead of 6", "bolt_count = 6", "bolt_count = 8");
    check("fillet R3", "fillet_radius = 2", "fillet_radius = 3");
    check("increase the diameter by 10 mm", "\ndiameter = 80", "\ndiameter = 90");
    check("bolt circle 64 mm", "bolt_circle = 60", "bolt_circle = 64");
    check("set the fillet radius to 2.5 mm", "fillet_radius = 2", "fillet_radius = 2.5");
}

#[test]
fn features_are_taken_out_with_their_numbers() {
    let without = FLANGE
        .replace("    .faces(\">Z\").edges(\"%CIRCLE\")\n    .fillet(fillet_radius)\n", "")
        .replace("fillet_radius = 2\n", "");
    assert_eq!(read("remove the fillet")[0].text, without);
    let without = FLANGE
        .replace("    .faces(\">Z\").workplane()\n    .hole(bore_diameter)\n", "")
        .replace("bore_diameter = 30\n", "");
    assert_eq!(read("Delete the bore")[0].text, without);
}

#[test]
fn features_are_added_with_named_numbers() {
    let added = read("add a hole of 5 mm from below").remove(0).text;
    assert!(added.contains("new_hole_d = 5\n") && added.contains(".faces(\"<Z\")"), "{added}");
    let added = read("add a slot 20 x 6 mm").remove(0).text;
    assert!(added.contains("new_slot_length = 20\nnew_slot_width = 6\n"), "{added}");
}

#[test]
fn what_a_template_does_not_know_is_not_guessed() {
    assert_eq!(read("add base holes: spacing 38 mm, diameter 23 mm"), []);
    assert_eq!(read("add a bend rounding of 3 mm"), []);
    assert_eq!(read("remove the handle"), []);
}

#[test]
fn a_length_is_added_to_a_number() {
    check("add 2 mm to the thickness", "thickness = 12", "thickness = 14");
}

#[test]
fn the_whole_part_is_scaled_when_nothing_is_named() {
    let scaled = read("make it 50 % larger").remove(0).text;
    assert!(scaled.contains("\ndiameter = 120.0\n") && scaled.contains("bolt_count = 6"), "{scaled}");
}

#[test]
fn several_orders_are_told_apart() {}

#[test]
fn what_means_nothing_is_not_understood() {
    assert_eq!(read("paint it green"), []);
    assert_eq!(read("make the handle 6 mm"), []);
    assert_eq!(read(""), []);
}
