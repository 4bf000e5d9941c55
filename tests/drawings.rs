//! Sheets in `outside/drawings`, which our synthesis did not draw: other fonts, widths, arrows, projections.

use std::path::Path;

use assist::drawing::Drawing;
use base::Cancel;

/// Reads a sheet of the folder.
fn read(name: &str) -> Drawing {
    let file = Path::new("tests/outside/drawings").join(name);
    let picture = render::picture_file::load(&file).expect("the sheet is there");
    Drawing::read(&picture, &Cancel::new()).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// These sizes are read from a sheet.
#[track_caller]
fn check(name: &str, written: &[&str]) {
    let drawing = read(name);
    let texts: Vec<&str> = drawing.written.iter().map(|w| w.text.as_str()).collect();
    for wanted in written {
        assert!(texts.contains(wanted), "{wanted} is not among {texts:?}");
    }
}

/// A sheet gives a part of these extents.
#[track_caller]
fn check_size(name: &str, size: [f64; 3]) {
    assert_eq!(read(name).size, size, "{name}");
}

#[test]
fn a_plate_in_a_frame_with_a_title_block() {
    check("plate.png", &["90", "60", "36", "14", "4x⌀9", "⌀26"]);
}

#[test]
fn a_first_angle_sheet_in_a_serif_font_turned_by_half_a_degree() {
    check("bracket.png", &["70", "46", "50", "12", "40", "⌀12"]);
}

#[test]
fn a_shaft_in_two_views_with_all_text_lying() {
    check("shaft.png", &["30", "50", "⌀24", "⌀44"]);
}

#[test]
fn grey_paper_and_a_bad_jpeg() {
    check("angle_block.jpg", &["80", "50", "45", "20", "16", "15"]);
}

#[test]
fn a_flange_of_half_size_has_its_extents() {
    check("flange.png", &["⌀120", "⌀60", "⌀36", "6x⌀11", "⌀90", "16", "44"]);
    check_size("flange.png", [120.0, 120.0, 44.0]);
}

#[test]
fn a_guide_turned_the_other_way() {
    check("guide.jpg", &["60", "40", "8", "50", "25", "⌀10"]);
}

#[test]
fn extents_are_what_is_written_in_any_manner_of_drawing() {
    check_size("plate.png", [90.0, 60.0, 14.0]);
    check_size("bracket.png", [70.0, 40.0, 50.0]);
    check_size("shaft.png", [120.0, 44.0, 44.0]);
    check_size("angle_block.jpg", [80.0, 50.0, 45.0]);
    check_size("guide.jpg", [60.0, 50.0, 40.0]);
    check_size("ledge.jpg", [90.0, 30.0, 40.0]);
}

#[test]
fn numbers_without_a_zero_before_their_point_are_inches() {
    check_size("inch_block.png", [76.2, 50.8, 19.05]);
}

#[test]
fn one_view_is_enough_for_a_plate_with_its_thickness() {
    check_size("shim.png", [80.0, 50.0, 3.0]);
}

#[test]
fn one_view_is_enough_for_a_turned_part_with_its_diameters() {
    check_size("axle.png", [120.0, 32.0, 32.0]);
}

/// Reads a document of the folder.
fn read_document(name: &str) -> Result<Drawing, assist::drawing::DrawingError> {
    let bytes = std::fs::read(Path::new("tests/outside/drawings").join(name)).expect("the document is there");
    Drawing::of_dxf(&bytes, &Cancel::new())
}

#[test]
fn a_document_is_read_without_a_picture_of_it() {
    for (name, size, sizes) in [("lid.dxf", [100.0, 70.0, 12.0], 10), ("clamp.dxf", [70.0, 40.0, 55.0], 8)] {
        let drawing = read_document(name).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(drawing.size, size, "{name}");
        assert_eq!((drawing.written.len(), drawing.tied), (sizes, sizes), "{name}");
    }
}

#[test]
fn a_damaged_document_says_what_is_wrong() {
    let error =
        Drawing::of_dxf(b"0\nSECTION\n2\nENTITIES\n0\nLINE\n", &Cancel::new()).expect_err("it is cut");
    assert!(error.to_string().contains("DXF"), "{error}");
    let empty = b"0\nSECTION\n2\nENTITIES\n0\nENDSEC\n0\nEOF\n";
    assert!(Drawing::of_dxf(empty, &Cancel::new()).is_err());
}
