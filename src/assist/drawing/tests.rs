//! Sheets that are drawn here, and pictures that are none.

use base::Mesh;
use image::{DynamicImage, GrayImage, Luma};
use render::drawing::DrawingOptions;

use super::*;
use crate::scan::test_meshes::{circle, rectangle, tube};

/// A plate 60 x 40 x 8 with a hole of 12 at (10, 5).
fn drilled_plate() -> Mesh {
    with_edges(tube(&rectangle([30.0, 20.0], 96), &circle([10.0, 5.0], 6.0, 96), 0.0, 8.0))
}

/// Edge lines where the rings of a tube run, and where its corners stand.
fn with_edges(mut mesh: Mesh) -> Mesh {
    let ring = mesh.positions.len() / 4;
    for k in 0..4 {
        let mut points: Vec<[f32; 3]> = mesh.positions[k * ring..(k + 1) * ring].to_vec();
        points.push(points[0]);
        if k % 2 == 1 {
            mesh.edges.push(base::EdgeLine { edge: k as u32, points });
            continue;
        }
        // Straight sides of the rectangle, from corner to corner.
        let corners: Vec<usize> = (0..ring)
            .filter(|i| {
                (points[*i][0].abs() - 30.0).abs() < 1e-4 && (points[*i][1].abs() - 20.0).abs() < 1e-4
            })
            .collect();
        for pair in 0..corners.len() {
            let (a, b) = (corners[pair], corners[(pair + 1) % corners.len()]);
            mesh.edges.push(base::EdgeLine { edge: 10 + pair as u32, points: vec![points[a], points[b]] });
            let above = mesh.positions[a + 2 * ring];
            if k == 0 {
                mesh.edges.push(base::EdgeLine { edge: 20 + pair as u32, points: vec![points[a], above] });
            }
        }
    }
    mesh
}

fn sheet(mesh: &Mesh) -> DynamicImage {
    DynamicImage::ImageLuma8(render::drawing::draw(mesh, &DrawingOptions::default()).sheet())
}

fn read(picture: &DynamicImage) -> Result<Drawing, DrawingError> {
    Drawing::read(picture, &Cancel::new())
}

/// A sheet is read with these extents, and its scan has a hole and material where the plate has them.
#[track_caller]
fn check_plate(picture: &DynamicImage) {
    let drawing = read(picture).expect("the sheet is a drawing");
    assert_eq!(drawing.size, [60.0, 40.0, 8.0], "{}", drawing.summary());
    let scan = drawing.scan().expect("a body is left");
    for (point, is_inside) in [([10.0, 5.0, 4.0], false), ([-10.0, 5.0, 4.0], true), ([17.0, 5.0, 4.0], true)]
    {
        assert_eq!(scan.contains(point.into()), is_inside, "{point:?}");
    }
    assert!(drawing.lengths().contains(&12.0), "{:?}", drawing.lengths());
}

#[test]
fn a_sheet_of_a_plate_gives_the_plate() {
    check_plate(&sheet(&drilled_plate()));
}

#[test]
fn grey_paper_noise_and_a_slant_do_no_harm() {
    let clean = sheet(&drilled_plate()).to_luma8();
    let mut chance = fastrand::Rng::with_seed(5);
    let (sin, cos) = 0.007_f64.sin_cos();
    let (w, h) = clean.dimensions();
    let worn = GrayImage::from_fn(w, h, |x, y| {
        let (dx, dy) = (f64::from(x) - f64::from(w) / 2.0, f64::from(y) - f64::from(h) / 2.0);
        let (u, v) = (dx * cos - dy * sin + f64::from(w) / 2.0, dx * sin + dy * cos + f64::from(h) / 2.0);
        let at = |i: f64, j: f64| {
            let is_on = i >= 0.0 && j >= 0.0 && i < f64::from(w) && j < f64::from(h);
            if is_on { f64::from(clean.get_pixel(i as u32, j as u32).0[0]) } else { 255.0 }
        };
        let (i, j, s, t) = (u.floor(), v.floor(), u.fract().abs(), v.fract().abs());
        let value = (at(i, j) * (1.0 - s) + at(i + 1.0, j) * s) * (1.0 - t)
            + (at(i, j + 1.0) * (1.0 - s) + at(i + 1.0, j + 1.0) * s) * t;
        let paper = 40.0 + value * 0.7 - f64::from(x) * 0.01;
        Luma([(paper + (chance.f64() - 0.5) * 8.0).clamp(0.0, 255.0) as u8])
    });
    check_plate(&DynamicImage::ImageLuma8(worn));
}

#[test]
fn a_sheet_without_its_other_views_says_so() {
    let mut gray = sheet(&drilled_plate()).to_luma8();
    // The plan alone.
    for y in 448..896 {
        for x in 0..896 {
            gray.put_pixel(x, y, Luma([255]));
        }
    }
    let error = read(&DynamicImage::ImageLuma8(gray)).expect_err("one view is no body").to_string();
    assert!(error.contains("no two views line up") && error.contains("written sizes were found"), "{error}");
}

#[test]
fn pictures_that_are_no_drawings_are_refused() {
    let plain =
        |value: u8, w: u32, h: u32| DynamicImage::ImageLuma8(GrayImage::from_pixel(w, h, Luma([value])));
    assert_eq!(read(&plain(255, 800, 600)).expect_err("white"), DrawingError::Empty);
    assert_eq!(read(&plain(0, 800, 600)).expect_err("black"), DrawingError::Empty);
    assert_eq!(
        read(&plain(255, 900, 20)).expect_err("a strip"),
        DrawingError::TooSmall { width: 900, height: 20 }
    );
    let checks = GrayImage::from_fn(700, 700, |x, y| Luma([if (x / 3 + y / 3) % 2 == 0 { 0 } else { 255 }]));
    assert!(matches!(
        read(&DynamicImage::ImageLuma8(checks)).expect_err("checks"),
        DrawingError::NoLines { .. } | DrawingError::Empty
    ));
    assert!(read(&plain(250, 6000, 4000)).is_err(), "a huge empty sheet");
}

#[test]
fn random_pictures_neither_stop_the_reader_nor_please_it() {
    let mut chance = fastrand::Rng::with_seed(17);
    for round in 0..24 {
        let (w, h) = (chance.u32(160..420), chance.u32(160..420));
        let mut gray = GrayImage::from_pixel(w, h, Luma([chance.u8(150..=255)]));
        match round % 3 {
            // Grain of some density.
            0 => {
                let share = chance.f64() * 0.2;
                gray.pixels_mut().filter(|_| chance.f64() < share).for_each(|p| p.0[0] = 0);
            }
            // Lines anywhere.
            1 => {
                for _ in 0..chance.usize(1..60) {
                    let (x, y) = (chance.i32(0..w as i32), chance.i32(0..h as i32));
                    let (dx, dy) = (chance.i32(-3..4), chance.i32(-3..4));
                    for k in 0..chance.i32(5..200) {
                        let (u, v) = (x + dx * k, y + dy * k);
                        if u >= 0 && v >= 0 && u < w as i32 && v < h as i32 {
                            gray.put_pixel(u as u32, v as u32, Luma([chance.u8(0..90)]));
                        }
                    }
                }
            }
            // Boxes in boxes.
            _ => {
                for _ in 0..chance.usize(1..30) {
                    let (x, y) = (chance.u32(0..w - 20), chance.u32(0..h - 20));
                    let (u, v) = (chance.u32(x + 1..w), chance.u32(y + 1..h));
                    for i in x..u {
                        gray.put_pixel(i, y, Luma([0]));
                        gray.put_pixel(i, v, Luma([0]));
                    }
                    for j in y..v {
                        gray.put_pixel(x, j, Luma([0]));
                        gray.put_pixel(u, j, Luma([0]));
                    }
                }
            }
        }
        let picture = DynamicImage::ImageLuma8(gray);
        assert!(!matches!(guess(&picture, &Cancel::new()), Guess::Drawing(_)), "picture {round}");
    }
}

#[test]
fn a_stopped_reading_says_so() {
    let cancel = Cancel::new();
    cancel.cancel();
    let error = Drawing::read(&sheet(&drilled_plate()), &cancel).expect_err("it was stopped");
    assert_eq!(error, DrawingError::Cancelled);
}
