//! The programs that pictures of known parts give, which are drawn here and not by the rasterizer.

use std::sync::Arc;

use glam::DVec3;
use image::{DynamicImage, GrayImage};

use super::*;
use crate::PromptPicture;
use crate::oblique::Sight;

const SIDE: usize = 400;

/// How faces are drawn.
#[derive(Clone, Copy, PartialEq)]
enum Look {
    /// Filled in different greys on a dark ground.
    Shaded,
    /// As dark lines on white.
    Lines,
}

/// A box from an azimuth and elevation in degrees, the eye so many diagonals away.
fn block(size: [f64; 3], [azimuth, elevation]: [f64; 2], diagonals: f64, look: Look) -> DynamicImage {
    let (sa, ca) = azimuth.to_radians().sin_cos();
    let (se, ce) = elevation.to_radians().sin_cos();
    let [right, up] = [DVec3::new(-sa, ca, 0.0), DVec3::new(-se * ca, -se * sa, ce)];
    let towards = DVec3::new(ce * ca, ce * sa, se);
    let diagonal = DVec3::from(size).length();
    let pixel = |corner: [f64; 3]| {
        let p = DVec3::from_array(std::array::from_fn(|i| (corner[i] - 0.5) * size[i]));
        let k = 0.8 * SIDE as f64 / diagonal / (1.0 - towards.dot(p) / (diagonals * diagonal));
        [0.5 * SIDE as f64 + k * right.dot(p), 0.5 * SIDE as f64 - k * up.dot(p)]
    };
    let faces = [
        ([[0.0, 0.0, 1.0], [1.0, 0.0, 1.0], [1.0, 1.0, 1.0], [0.0, 1.0, 1.0]], 190),
        ([[0.0, 0.0, 0.0], [1.0, 0.0, 0.0], [1.0, 0.0, 1.0], [0.0, 0.0, 1.0]], 140),
        ([[1.0, 0.0, 0.0], [1.0, 1.0, 0.0], [1.0, 1.0, 1.0], [1.0, 0.0, 1.0]], 90),
    ];
    let mut gray = GrayImage::from_pixel(SIDE as u32, SIDE as u32, image::Luma([255]));
    if look == Look::Shaded {
        gray.pixels_mut().for_each(|p| p.0 = [30]);
    }
    for (face, shade) in faces {
        let corners = face.map(pixel);
        for (x, y, p) in gray.enumerate_pixels_mut() {
            // How far inside of each side the pixel lies; all corners run the same way round.
            let depth = (0..4)
                .map(|i| {
                    let (a, b) = (corners[i], corners[(i + 1) % 4]);
                    let (d, v) =
                        ([b[0] - a[0], b[1] - a[1]], [f64::from(x) + 0.5 - a[0], f64::from(y) + 0.5 - a[1]]);
                    (d[1] * v[0] - d[0] * v[1]) / d[0].hypot(d[1])
                })
                .fold(f64::MAX, f64::min);
            match look {
                Look::Shaded if depth > 0.0 => p.0 = [shade],
                Look::Lines if depth.abs() < 1.2 => p.0 = [0],
                _ => {}
            }
        }
    }
    DynamicImage::ImageLuma8(gray)
}

fn programs(picture: DynamicImage) -> Vec<String> {
    let oblique = Sight::new(&picture).map(Arc::new);
    let pictures = vec![PromptPicture { name: String::new(), image: Arc::new(picture), view: None }];
    let prompt = Prompt { pictures, oblique, ..Prompt::default() };
    let proposals = ObliqueSource.propose(&prompt, 32, 0, &Cancel::new(), &mut |_| {});
    proposals.expect("nothing stops it").into_iter().map(|p| p.text).collect()
}

/// The value of a named number.
fn value(text: &str, name: &str) -> Option<f64> {
    let line = text.lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(" = "))?;
    line.parse().ok()
}

/// Whether some program is one rectangle with these extents, the smallest first.
#[track_caller]
fn check_block(programs: &[String], wanted: [f64; 3]) {
    let is_block = |text: &&String| {
        let mut found = ["base_length", "base_width", "base_height"].map(|n| value(text, n).unwrap_or(0.0));
        found.sort_by(f64::total_cmp);
        found.iter().zip(wanted).all(|(f, w)| (f - w).abs() <= 2.0)
    };
    assert!(programs.iter().any(|text| is_block(&text)), "{wanted:?} not in\n{}", programs.join("\n---\n"));
}

#[test]
fn a_block_has_its_proportions_with_parallel_rays_and_in_perspective() {
    for look in [Look::Shaded, Look::Lines] {
        for diagonals in [1e9, 2.2] {
            let picture = block([50.0, 30.0, 20.0], [-52.0, 28.0], diagonals, look);
            check_block(&programs(picture), [40.0, 60.0, 100.0]);
        }
    }
}

#[test]
fn the_direction_of_view_is_found() {
    let picture = block([50.0, 30.0, 20.0], [-52.0, 28.0], 2.2, Look::Shaded);
    let sight = Sight::new(&picture).expect("a part");
    let direction = sight.directions().first().expect("a direction");
    assert!((direction.azimuth.to_degrees() + 52.0).abs() < 1.0, "{direction:?}");
    assert!((direction.elevation.to_degrees() - 28.0).abs() < 1.0, "{direction:?}");
    assert!((direction.nearness - 1.0 / 2.2).abs() < 0.06, "{direction:?}");
}

#[test]
fn a_slit_without_width_is_no_shape() {
    let slit = |y: f64| Shape::Path {
        start: [-33.75, -10.0],
        pieces: vec![Piece::Line([-33.75 + y, -1.5]), Piece::Line([-33.75, -10.0])],
    };
    assert!(!encloses_something(&slit(0.0)) && !encloses_something(&slit(0.2)));
    let triangle =
        Shape::Path { start: [0.0, 0.0], pieces: vec![Piece::Line([9.0, 0.0]), Piece::Line([0.0, 7.0])] };
    assert!(encloses_something(&triangle));
}

#[test]
fn a_flat_view_and_noise_give_nothing() {
    let flat = GrayImage::from_fn(200, 200, |x, y| {
        image::Luma([if (40..160).contains(&x) && (70..130).contains(&y) { 120 } else { 255 }])
    });
    assert!(programs(DynamicImage::ImageLuma8(flat)).is_empty());
    let mut rng = fastrand::Rng::with_seed(5);
    let noise = GrayImage::from_fn(200, 200, |_, _| image::Luma([rng.u8(..)]));
    assert!(programs(DynamicImage::ImageLuma8(noise)).is_empty());
}
