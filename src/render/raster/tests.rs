//! What pictures of known bodies must look like.

use proptest::prelude::*;

use super::*;
use crate::test_meshes;
use crate::views::{self, StandardView};

fn plain() -> Style {
    Style::without_lines()
}

fn see(mesh: &Mesh, view: StandardView) -> (Camera, base::Bounds) {
    let bounds = mesh.bounds().expect("the mesh has vertices");
    (views::view(view, &bounds), bounds)
}

/// Millimetres a pixel in a picture of this height.
fn mm_per_pixel(camera: &Camera, height: u32) -> f64 {
    f64::from(camera.pixel_map(height).expect("the camera is orthographic").mm_per_pixel)
}

#[test]
fn a_cube_covers_its_area_at_its_depth() {
    let mesh = test_meshes::cube(10.0);
    for view in StandardView::ALL {
        let (camera, _) = see(&mesh, view);
        let picture = draw(&mesh, &camera, 200, 200, &plain());
        let mm = mm_per_pixel(&camera, 200);
        let area = picture.covered_pixels() * mm * mm;
        // The silhouette of a box is the sum of its visible faces, each by its slant.
        let [_, _, forward] = camera.axes();
        let expected: f64 = forward.iter().map(|f| 100.0 * f64::from(f.abs())).sum();
        assert!((area - expected).abs() < expected * 0.015, "{view:?}: {area} is not {expected}");
        if view != StandardView::Iso {
            let depth = picture.depth[100 * 200 + 100];
            let distance = glam::Vec3::from(camera.eye).length();
            assert!((depth - (distance - 5.0)).abs() < 1e-3, "{view:?}: depth {depth}");
        }
    }
}

#[test]
fn each_view_sees_its_face() {
    let mesh = test_meshes::cube(10.0);
    let expected = [
        (StandardView::Left, 0),
        (StandardView::Right, 1),
        (StandardView::Front, 2),
        (StandardView::Back, 3),
        (StandardView::Bottom, 4),
        (StandardView::Top, 5),
    ];
    for (view, face) in expected {
        let picture = draw(&mesh, &see(&mesh, view).0, 64, 64, &plain());
        assert_eq!(picture.face[32 * 64 + 32], face, "{view:?}");
        assert!(picture.face.iter().all(|&f| f == face || f == NO_FACE), "{view:?}");
    }
}

#[test]
fn the_three_faces_of_the_iso_view_differ_in_brightness() {
    let mesh = test_meshes::cube(10.0);
    let picture = draw(&mesh, &see(&mesh, StandardView::Iso).0, 128, 128, &plain());
    let brightness = |face: u32| {
        let at = picture.face.iter().position(|&f| f == face).expect("the face is seen");
        i32::from(picture.shade[at])
    };
    let (top, front, right) = (brightness(5), brightness(2), brightness(1));
    assert!(top - front > 15 && front - right > 15, "top {top}, front {front}, right {right}");
    assert!(top < 220 && right > 60, "top {top}, right {right}");
}

/// Every pixel of the silhouette's convex hull rows is covered: no hole between triangles.
fn holes(picture: &Picture) -> usize {
    let width = picture.width as usize;
    picture
        .face
        .chunks_exact(width)
        .map(|row| {
            let first = row.iter().position(|&f| f != NO_FACE);
            let last = row.iter().rposition(|&f| f != NO_FACE);
            match (first, last) {
                (Some(first), Some(last)) => row[first..=last].iter().filter(|&&f| f == NO_FACE).count(),
                _ => 0,
            }
        })
        .sum()
}

#[test]
fn an_opening_is_seen_through() {
    let mesh = test_meshes::washer(20.0, 8.0, 5.0);
    let (camera, _) = see(&mesh, StandardView::Top);
    let picture = draw(&mesh, &camera, 256, 256, &plain());
    assert_eq!(picture.face[128 * 256 + 128], NO_FACE);
    let mm = mm_per_pixel(&camera, 256);
    let area = picture.covered_pixels() * mm * mm;
    let expected = std::f64::consts::PI * (400.0 - 64.0);
    assert!((area - expected).abs() < expected * 0.01, "{area} is not {expected}");
}

#[test]
fn hidden_edges_do_not_shine_through() {
    let mesh = test_meshes::cube(10.0);
    let style = Style { lines: Lines { edge_px: 1.0, contour_px: 0.0 }, ..Style::default() };
    let bounds = mesh.bounds().expect("a cube has vertices");
    let camera = views::orbit(-0.5, 0.3, &bounds);
    let picture = draw(&mesh, &camera, 200, 200, &style);
    // The three hidden edges of a cube meet at its far corner.
    let eye = camera::Eye::new(&camera, 200, 200);
    let hidden = eye.project(eye.view([-5.0, 5.0, -5.0]));
    for (dx, dy) in [(-3, -3), (0, -9), (9, 2), (-9, 3), (0, 0)] {
        let (x, y) = ((hidden.x as i32 + dx) as usize, (hidden.y as i32 + dy) as usize);
        assert_eq!(picture.edge[y * 200 + x], 0, "at {x}, {y}");
    }
    // The near corner is drawn.
    let near = eye.project(eye.view([5.0, -5.0, 5.0]));
    assert!(picture.edge[near.y as usize * 200 + near.x as usize] > 100);
    let covered: f64 = picture.edge.iter().map(|&e| f64::from(e) / 255.0).sum();
    let mm = mm_per_pixel(&camera, 200);
    let [right, up, _] = camera.axes();
    let seen = |axis: usize| 10.0 * f64::from(right[axis].hypot(up[axis])) / mm;
    let expected = 3.0 * (seen(0) + seen(1) + seen(2));
    assert!((covered - expected).abs() < expected * 0.08, "{covered} pixels of line, not {expected}");
}

#[test]
fn perspective_makes_near_things_larger_and_clips_what_is_behind() {
    let mesh = test_meshes::cube(10.0);
    let camera = Camera {
        eye: [0.0, -30.0, 0.0],
        target: [0.0; 3],
        up: [0.0, 0.0, 1.0],
        projection: Projection::Perspective { fov_y: 0.6 },
    };
    let picture = draw(&mesh, &camera, 200, 200, &plain());
    let side_px = 10.0 / 25.0 / (2.0 * 0.3f64.tan()) * 200.0;
    let covered = picture.covered_pixels().sqrt();
    assert!((covered - side_px).abs() < 1.5, "{covered} is not {side_px}");
    let depth = picture.depth[100 * 200 + 100];
    assert!((depth - 25.0).abs() < 1e-3, "{depth}");
    // From inside, the far faces are seen when both sides are drawn; corners behind the eye are cut off.
    let inside = Camera { eye: [0.0, -1.0, 0.0], ..camera };
    let style = Style { culling: Culling::None, ..plain() };
    let picture = draw(&mesh, &inside, 64, 64, &style);
    assert!(picture.face.iter().all(|&f| f == 3), "the face behind fills the picture");
}

#[test]
fn supersampling_keeps_the_area_and_smooths_the_border() {
    let mesh = test_meshes::ball(10.0, 48);
    let (camera, _) = see(&mesh, StandardView::Front);
    let once = draw(&mesh, &camera, 96, 96, &plain());
    let fine = draw(&mesh, &camera, 96, 96, &plain().supersampled(4));
    assert!((once.covered_pixels() - fine.covered_pixels()).abs() < once.covered_pixels() * 0.01);
    assert!(fine.coverage.iter().any(|&c| c > 0 && c < 255));
    assert!(once.coverage.iter().all(|&c| c == 0 || c == 255));
}

#[test]
fn an_empty_mesh_gives_an_empty_picture() {
    let bounds = base::Bounds { min: [0.0; 3], max: [1.0; 3] };
    let camera = views::view(StandardView::Front, &bounds);
    let picture = draw(&Mesh::default(), &camera, 32, 32, &Style::default());
    assert!(picture.face.iter().all(|&f| f == NO_FACE));
    assert!(picture.to_gray().iter().all(|&v| v == 255));
}

#[test]
fn missing_normals_are_made_from_triangles() {
    let mut mesh = test_meshes::cube(10.0);
    let (camera, _) = see(&mesh, StandardView::Iso);
    let with = draw(&mesh, &camera, 64, 64, &plain());
    mesh.normals.clear();
    assert_eq!(with, draw(&mesh, &camera, 64, 64, &plain()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_closed_mesh_has_no_holes(azimuth in -3.2f32..3.2, elevation in -1.5f32..1.5, side in 30u32..300) {
        let mesh = test_meshes::ball(7.0, 24);
        let bounds = mesh.bounds().expect("a ball has vertices");
        let picture = draw(&mesh, &views::orbit(azimuth, elevation, &bounds), side, side, &plain());
        prop_assert_eq!(holes(&picture), 0);
    }

    #[test]
    fn both_sides_of_a_closed_mesh_agree_in_silhouette(azimuth in -3.2f32..3.2, elevation in -1.5f32..1.5) {
        let mesh = test_meshes::flange(0.01);
        let bounds = mesh.bounds().expect("a flange has vertices");
        let camera = views::orbit(azimuth, elevation, &bounds);
        let front = draw(&mesh, &camera, 120, 120, &plain());
        let both = draw(&mesh, &camera, 120, 120, &Style { culling: Culling::None, ..plain() });
        prop_assert_eq!(front.silhouette(), both.silhouette());
    }
}
