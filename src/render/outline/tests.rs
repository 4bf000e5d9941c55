//! Loops of drawn and of measured forms.

use proptest::prelude::*;

use super::*;
use crate::raster::{self, Style};
use crate::test_meshes;
use crate::views::{self, StandardView};

/// Coverage of a form given by its signed distance (negative inside).
fn drawn(width: usize, height: usize, distance: impl Fn(f64, f64) -> f64) -> Vec<u8> {
    (0..width * height)
        .map(|at| {
            let (x, y) = ((at % width) as f64 + 0.5, (at / width) as f64 + 0.5);
            ((0.5 - distance(x, y)).clamp(0.0, 1.0) * 255.0).round() as u8
        })
        .collect()
}

fn loops_in(width: usize, height: usize, distance: impl Fn(f64, f64) -> f64) -> Vec<Loop> {
    let coverage = drawn(width, height, distance);
    loops(&Mask { coverage: &coverage, width, height }, &Options::default())
}

fn box_distance(x: f64, y: f64, [left, top, right, bottom]: [f64; 4]) -> f64 {
    (left - x).max(x - right).max(top - y).max(y - bottom)
}

#[test]
fn a_rectangle_has_four_corners() {
    let found = loops_in(100, 80, |x, y| box_distance(x, y, [10.25, 20.5, 70.75, 60.0]));
    assert_eq!(found.len(), 1);
    let outer = &found[0];
    assert_eq!((outer.role, outer.points.len(), outer.circle), (Role::Outer, 4, None));
    assert!((outer.area - 60.5 * 39.5).abs() < 10.0, "{}", outer.area);
    assert!((outer.length - 200.0).abs() < 3.0, "{}", outer.length);
    let left = outer.points.iter().map(|p| p[0]).fold(f64::INFINITY, f64::min);
    assert!((left - 10.25).abs() < 0.1, "{left}");
}

#[test]
fn holes_are_circles_with_the_material_around_them() {
    let holes = [[25.3, 20.0, 6.0], [60.0, 41.5, 9.5]];
    let found = loops_in(90, 70, |x, y| {
        let plate = box_distance(x, y, [5.0, 5.0, 85.0, 65.0]);
        holes.iter().fold(plate, |d, [cx, cy, r]| d.max(r - (x - cx).hypot(y - cy)))
    });
    assert_eq!(found.len(), 3);
    for (found, [cx, cy, r]) in found[1..].iter().zip([holes[1], holes[0]]) {
        assert_eq!((found.role, found.parent), (Role::Hole, Some(0)));
        let circle = found.circle.expect("the hole is round");
        assert!((circle.radius - r).abs() < 0.05, "{circle:?} is not {r}");
        assert!((circle.center[0] - cx).hypot(circle.center[1] - cy) < 0.05, "{circle:?}");
    }
}

#[test]
fn forms_that_touch_the_border_are_closed() {
    let found = loops_in(20, 20, |_, _| -10.0);
    assert_eq!((found.len(), found[0].points.len()), (1, 4));
    assert!((found[0].area - 400.0).abs() < 2.0, "{}", found[0].area);
}

#[test]
fn islands_in_holes_find_their_parents() {
    let found = loops_in(120, 120, |x, y| {
        let r = (x - 60.0).hypot(y - 60.0);
        let ring = (r - 50.0).max(40.0 - r);
        ring.min((r - 30.0).max(15.0 - r))
    });
    let roles: Vec<_> = found.iter().map(|l| (l.role, l.parent)).collect();
    assert_eq!(
        roles,
        [(Role::Outer, None), (Role::Hole, Some(0)), (Role::Outer, None), (Role::Hole, Some(2))]
    );
}

#[test]
fn the_silhouette_of_a_washer_is_two_circles() {
    let mesh = test_meshes::washer(20.0, 8.0, 5.0);
    let bounds = mesh.bounds().expect("a washer has vertices");
    let camera = views::view(StandardView::Top, &bounds);
    let picture = raster::draw(&mesh, &camera, 256, 256, &Style::without_lines().supersampled(4));
    let map = camera.pixel_map(256).expect("the camera is orthographic");
    let found = loops_of_picture(&picture, &Options::default());
    let radii: Vec<f64> = found
        .iter()
        .map(|l| l.circle.expect("both loops are round").radius * f64::from(map.mm_per_pixel))
        .collect();
    assert_eq!(radii.len(), 2);
    assert!((radii[0] - 20.0).abs() < 0.05 && (radii[1] - 8.0).abs() < 0.05, "{radii:?}");
}

#[test]
fn nothing_has_no_loops() {
    assert!(loops_in(30, 30, |_, _| 5.0).is_empty());
    assert!(loops(&Mask { coverage: &[], width: 0, height: 0 }, &Options::default()).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_mask_gives_closed_loops_that_agree_in_area(bits in prop::collection::vec(any::<bool>(), 144)) {
        let coverage: Vec<u8> = bits.iter().map(|&b| if b { 255 } else { 0 }).collect();
        let options = Options { least_area_px: 0.0, ..Options::default() };
        let found = loops(&Mask { coverage: &coverage, width: 12, height: 12 }, &options);
        // Each covered corner of a cell bounds the area between an eighth and three of them.
        let sign = |l: &Loop| if l.role == Role::Outer { l.area } else { -l.area };
        let area: f64 = found.iter().map(sign).sum();
        let covered = bits.iter().filter(|b| **b).count() as f64;
        prop_assert!((area - covered).abs() <= covered.min(144.0) * 0.5 + 1.0, "{} for {}", area, covered);
        prop_assert!(found.iter().all(|l| l.role == Role::Outer || l.parent.is_some()));
    }
}
