//! The same part must look the same to the model, however it was photographed.

use image::{GrayAlphaImage, GrayImage, Luma, LumaA};

use super::*;
use crate::test_meshes;

/// The box of values darker than 200: left, top, right, bottom (not included).
fn dark_box(picture: &ModelPicture) -> [usize; 4] {
    let mut found = [SIDE, SIDE, 0, 0];
    for (at, &value) in picture.iter().enumerate() {
        if value < 200 {
            let (x, y) = (at % SIDE, at / SIDE);
            found = [found[0].min(x), found[1].min(y), found[2].max(x + 1), found[3].max(y + 1)];
        }
    }
    found
}

/// Mean absolute difference of two pictures.
fn difference(a: &ModelPicture, b: &ModelPicture) -> f64 {
    a.iter().zip(b).map(|(&a, &b)| f64::from(a.abs_diff(b))).sum::<f64>() / PIXELS as f64
}

fn filled(width: u32, height: u32, ground: u8, rectangle: [u32; 4], value: u8) -> Vec<u8> {
    GrayImage::from_fn(width, height, |x, y| {
        let [left, top, right, bottom] = rectangle;
        Luma([if (left..right).contains(&x) && (top..bottom).contains(&y) { value } else { ground }])
    })
    .into_raw()
}

#[test]
fn the_part_fills_the_picture_but_for_the_margin() {
    let gray = filled(300, 200, 255, [200, 20, 280, 60], 100);
    let picture = model_picture(&gray, 300, 200);
    let [left, top, right, bottom] = dark_box(&picture);
    let margin = (MARGIN * SIDE as f64).round() as usize;
    assert!(left.abs_diff(margin) <= 1 && right.abs_diff(SIDE - margin) <= 1, "{left}..{right}");
    assert!((right - left).abs_diff(2 * (bottom - top)) <= 2, "{left} {top} {right} {bottom}");
    assert!((top + bottom).abs_diff(SIDE) <= 1, "{top}..{bottom} is in the middle");
    assert_eq!(picture[0], 255);
    assert_eq!(picture[64 * SIDE + 64], 100);
}

#[test]
fn place_size_and_ground_do_not_matter() {
    let one = model_picture(&filled(256, 256, 255, [20, 30, 220, 130], 120), 256, 256);
    let moved = model_picture(&filled(512, 400, 255, [100, 250, 300, 350], 120), 512, 400);
    assert!(difference(&one, &moved) < 0.5);
    let large = model_picture(&filled(1000, 900, 255, [100, 100, 900, 500], 120), 1000, 900);
    assert!(difference(&one, &large) < 1.5, "{}", difference(&one, &large));
    let gray_ground = model_picture(&filled(256, 256, 220, [20, 30, 220, 130], 104), 256, 256);
    assert!(difference(&one, &gray_ground) < 1.5, "{}", difference(&one, &gray_ground));
}

#[test]
fn drawings_on_a_dark_ground_are_inverted() {
    let chalk = |x: u32, y: u32| {
        let inside = |m: u32| (40 + m..200 - m).contains(&x) && (60 + m..180 - m).contains(&y);
        inside(0) && !inside(4)
    };
    let gray = GrayImage::from_fn(256, 256, |x, y| Luma([if chalk(x, y) { 230 } else { 20 }]));
    let picture = model_picture(gray.as_raw(), 256, 256);
    assert_eq!((picture[0], picture[64 * SIDE + 64]), (255, 255));
    assert!(picture[64 * SIDE..64 * SIDE + 16].iter().any(|&v| v < 60), "the left side is dark");
}

#[test]
fn a_shaded_part_on_a_dark_ground_is_put_on_white() {
    // A dark line across the part, as dark as the ground, stays a dark line.
    let gray = GrayImage::from_fn(256, 256, |x, y| {
        let inside = (40..200).contains(&x) && (40..200).contains(&y);
        Luma([if inside && !(118..121).contains(&x) { 180 } else { 20 }])
    });
    let picture = model_picture(gray.as_raw(), 256, 256);
    assert_eq!((picture[0], picture[64 * SIDE + 20]), (255, 180));
    let row = &picture[64 * SIDE..65 * SIDE];
    assert!(row[50..78].iter().any(|&v| v < 60), "the line is dark: {row:?}");
}

#[test]
fn nothing_gives_white() {
    assert!(model_picture(&[240; 64 * 64], 64, 64).iter().all(|&v| v == 255));
    assert!(model_picture(&[7; 1], 1, 1).iter().all(|&v| v == 255));
}

#[test]
fn transparency_counts_as_ground() {
    let draw = |value: u8| {
        let picture = GrayAlphaImage::from_fn(200, 200, |x, y| {
            let inside = (50..150).contains(&x) && (80..120).contains(&y);
            LumaA([if inside { value } else { 0 }, if inside { 255 } else { 0 }])
        });
        model_picture_of_image(&DynamicImage::ImageLumaA8(picture))
    };
    let dark = draw(90);
    assert_eq!((dark[0], dark[64 * SIDE + 64]), (255, 90));
    let white = draw(255);
    assert_eq!(white[0], 255);
    assert_eq!(white[64 * SIDE + 64], 225, "a white part on nothing is seen");
}

/// A rectangle with a circle, drawn with a pen on unevenly lit, grainy paper.
fn photograph(width: u32, height: u32, pen_px: f64, lit: f64) -> Vec<u8> {
    let mut grain = 12345u32;
    GrayImage::from_fn(width, height, |x, y| {
        grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = f64::from(grain >> 28) / 2.0 - 4.0;
        let (u, v) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
        let paper = 215.0 - lit * (u * 50.0 + v * v * 30.0);
        let (px, py) = (f64::from(x) - f64::from(width) / 2.0, f64::from(y) - f64::from(height) / 2.0);
        let (hx, hy) = (f64::from(width) * 0.3, f64::from(height) * 0.25);
        let to_box = (px.abs() - hx).max(py.abs() - hy).abs();
        let to_circle = (px.hypot(py) - f64::from(height) * 0.12).abs();
        let ink = to_box.min(to_circle) < pen_px / 2.0;
        Luma([(if ink { paper * 0.35 } else { paper + noise }).clamp(0.0, 255.0) as u8])
    })
    .into_raw()
}

#[test]
fn a_photographed_sketch_keeps_its_lines_and_loses_its_shadow() {
    let picture = model_picture(&photograph(1200, 900, 4.0, 1.0), 1200, 900);
    let [left, top, right, bottom] = dark_box(&picture);
    assert!(left.abs_diff(8) <= 2 && right.abs_diff(120) <= 2, "{left} {top} {right} {bottom}");
    // The ground is white and the strokes are dark.
    assert_eq!(picture[2 * SIDE + 2], 255);
    assert_eq!(picture[(SIDE / 2) * SIDE + SIDE / 2], 255, "inside the circle is paper");
    let darkest_left = (0..20).map(|x| picture[64 * SIDE + x]).min().expect("twenty values");
    assert!(darkest_left < 110, "the left side of the rectangle is drawn: {darkest_left}");
    let thin = model_picture(&photograph(1200, 900, 2.0, 0.5), 1200, 900);
    assert!(difference(&picture, &thin) < 8.0, "{}", difference(&picture, &thin));
}

#[test]
fn drawn_meshes_pass_through_unchanged_but_for_the_crop() {
    let mesh = test_meshes::flange(0.02);
    let pictures = model_pictures_of(&mesh, Views::Four);
    assert_eq!(pictures.len(), 4);
    for picture in &pictures {
        let [left, top, right, bottom] = dark_box(picture);
        assert!((right - left).max(bottom - top).abs_diff(113) <= 2, "{left} {top} {right} {bottom}");
    }
    assert_eq!(pictures, model_pictures_of(&mesh, Views::Four), "the same each time");
    let one = model_pictures_of(
        &mesh,
        Views::One { azimuth: crate::views::ISO_AZIMUTH, elevation: crate::views::ISO_ELEVATION },
    );
    assert_eq!(one[0], pictures[3]);
    assert!(model_pictures_of(&Mesh::default(), Views::Four).iter().all(|p| p.iter().all(|&v| v == 255)));
}

#[test]
fn our_own_picture_in_a_file_gives_the_same_input() {
    // A user who saves our picture and drops it again asks the same question.
    let mesh = test_meshes::flange(0.02);
    let bounds = mesh.bounds().expect("a flange has vertices");
    let camera = views::four(&bounds)[3];
    let direct = model_picture_from(&mesh, &camera);
    let style = Style { lines: raster::Lines { edge_px: 4.0, contour_px: 4.0 }, ..Style::default() };
    let large = raster::draw(&mesh, &camera, 512, 512, &style);
    let again = model_picture(&large.to_gray(), 512, 512);
    assert!(difference(&direct, &again) < 4.0, "{}", difference(&direct, &again));
}

#[test]
fn the_grid_of_a_viewport_is_ground() {
    let gray = GrayImage::from_fn(640, 480, |x, y| {
        let ground = 40 - (y / 40) as u8;
        let grid = if (x + y) % 40 < 2 || (x + 800 - y) % 40 < 2 { 18 } else { 0 };
        let axis = if x.abs_diff(y + 80) < 2 { 90 } else { 0 };
        let inside = (220..420).contains(&x) && (180..300).contains(&y);
        Luma([if inside { 170 } else { ground + grid.max(axis) }])
    })
    .into_raw();
    let [left, top, right, bottom] = dark_box(&model_picture(&gray, 640, 480));
    assert!(left.abs_diff(8) <= 2 && right.abs_diff(120) <= 2, "{left} {top} {right} {bottom}");
    assert!((bottom - top).abs_diff(68) <= 3, "{top}..{bottom}");
}
