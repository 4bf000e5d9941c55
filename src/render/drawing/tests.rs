//! What the drawings of known bodies must say.

use super::*;
use crate::test_meshes;

fn sizes(noted: &[Noted], kind: NotedKind) -> Vec<f64> {
    noted.iter().filter(|n| n.kind == kind).map(|n| n.value).collect()
}

#[test]
fn a_cube_has_its_three_sizes_once() {
    let drawing = draw(&test_meshes::cube(10.0), &DrawingOptions { scale: 2.5, ..DrawingOptions::default() });
    let overall: Vec<Vec<f64>> = drawing.noted.iter().map(|n| sizes(n, NotedKind::Overall)).collect();
    assert_eq!(overall, [vec![25.0, 25.0], vec![25.0], vec![]]);
    let dark = |view: &GrayImage| view.pixels().filter(|p| p.0[0] < 128).count();
    assert!(drawing.views.iter().all(|view| dark(view) > 500), "every view shows a square");
    assert_eq!(drawing.sheet().dimensions(), (896, 896));
}

/// A plate of 60 x 40 x 8 with an upright hole of 10 at (15, 0), as triangles and edges.
fn drilled_plate() -> Mesh {
    let corners = 64u32;
    let ring = |i: u32| {
        let (sin, cos) = (std::f32::consts::TAU * i as f32 / corners as f32).sin_cos();
        ([15.0 + 5.0 * cos, 5.0 * sin], [cos, sin])
    };
    // The border, point by point at the angle of the hole's point.
    let border = |i: u32| {
        let (_, [cos, sin]) = ring(i);
        let reach = [(30.0 - 15.0 * cos.signum()) / cos.abs().max(1e-6), 20.0 / sin.abs().max(1e-6)];
        let t = reach[0].min(reach[1]);
        [15.0 + t * cos, t * sin]
    };
    let mut mesh = Mesh::default();
    let mut add = |points: [[f32; 3]; 4], normals: [[f32; 3]; 2], face: u32| {
        let first = mesh.positions.len() as u32;
        mesh.positions.extend(points);
        mesh.normals.extend([normals[0], normals[1], normals[0], normals[1]]);
        mesh.triangles.extend([[first, first + 1, first + 2], [first + 1, first + 3, first + 2]]);
        mesh.faces.extend([face; 2]);
    };
    for i in 0..corners {
        let (([ax, ay], an), ([bx, by], bn)) = (ring(i), ring(i + 1));
        let ([px, py], [qx, qy]) = (border(i), border(i + 1));
        let up = [[0.0, 0.0, 1.0]; 2];
        let down = [[0.0, 0.0, -1.0]; 2];
        add([[ax, ay, 8.0], [px, py, 8.0], [bx, by, 8.0], [qx, qy, 8.0]], up, 0);
        add([[bx, by, 0.0], [qx, qy, 0.0], [ax, ay, 0.0], [px, py, 0.0]], down, 1);
        let inwards = [bn, an].map(|n| [-n[0], -n[1], 0.0]);
        add([[bx, by, 0.0], [ax, ay, 0.0], [bx, by, 8.0], [ax, ay, 8.0]], inwards, 2);
        let d = [qy - py, px - qx];
        let length = d[0].hypot(d[1]).max(1e-6);
        let outwards = [[d[0] / length, d[1] / length, 0.0]; 2];
        add([[px, py, 0.0], [qx, qy, 0.0], [px, py, 8.0], [qx, qy, 8.0]], outwards, 3);
    }
    let circle = |z: f32| (0..=corners).map(|i| [ring(i).0[0], ring(i).0[1], z]).collect::<Vec<_>>();
    let rectangle = [[-30.0, -20.0], [30.0, -20.0], [30.0, 20.0], [-30.0, 20.0], [-30.0, -20.0]];
    let mut lines = vec![circle(0.0), circle(8.0)];
    for pair in rectangle.windows(2) {
        for z in [0.0, 8.0] {
            lines.push(vec![[pair[0][0], pair[0][1], z], [pair[1][0], pair[1][1], z]]);
        }
        lines.push(vec![[pair[0][0], pair[0][1], 0.0], [pair[0][0], pair[0][1], 8.0]]);
    }
    mesh.edges = lines.into_iter().zip(0..).map(|(points, edge)| base::EdgeLine { edge, points }).collect();
    mesh
}

#[test]
fn a_hole_is_drawn_dashed_from_the_side_and_measured_from_above() {
    let drawing = draw(&drilled_plate(), &DrawingOptions::default());
    let [front, top, right] = &drawing.noted;
    assert_eq!(sizes(front, NotedKind::Overall), [60.0, 8.0]);
    assert_eq!(sizes(top, NotedKind::Diameter), [10.0]);
    assert_eq!(sizes(top, NotedKind::Place), [45.0]);
    assert!(right.iter().all(|n| n.kind != NotedKind::Diameter), "{right:?}");
    // In the front view the sides of the hole are broken lines: strokes and gaps along x = 10.
    let scale = 448.0 * 0.6 / 60.0;
    let column = (224.0 + 10.0 * scale) as u32;
    let rows = ((224.0 - 3.0 * scale) as u32)..((224.0 + 3.0 * scale) as u32);
    let dark: Vec<bool> = rows
        .map(|y| (column - 1..=column + 1).any(|x| drawing.views[0].get_pixel(x, y).0[0] < 150))
        .collect();
    let changes = dark.windows(2).filter(|pair| pair[0] != pair[1]).count();
    assert!(changes >= 2 && dark.iter().filter(|d| **d).count() > 5, "{dark:?}");
}

#[test]
fn nothing_gives_white_paper() {
    let drawing = draw(&Mesh::default(), &DrawingOptions::default());
    assert!(drawing.views[0].pixels().all(|p| p.0[0] == 255) && drawing.noted[0].is_empty());
}
