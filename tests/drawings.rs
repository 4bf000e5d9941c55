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
    assert_eq!(read("flange.png").size, [120.0, 120.0, 44.0]);
}

#[test]
fn a_guide_turned_the_other_way() {
    check("guide.jpg", &["60", "40", "8", "50", "25", "⌀10"]);
}
