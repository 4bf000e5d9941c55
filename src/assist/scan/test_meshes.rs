//! Meshes of known parts for tests.

use base::Mesh;

/// What lies between two rings of equally many points, counter-clockwise both, and two heights.
pub(crate) fn tube(outer: &[[f32; 2]], inner: &[[f32; 2]], from: f32, to: f32) -> Mesh {
    let n = outer.len() as u32;
    let mut mesh = Mesh::default();
    for z in [from, to] {
        for ring in [outer, inner] {
            mesh.positions.extend(ring.iter().map(|[x, y]| [*x, *y, z]));
        }
    }
    let mut quad = |a: u32, b: u32, c: u32, d: u32| mesh.triangles.extend([[a, b, c], [a, c, d]]);
    for i in 0..n {
        let j = (i + 1) % n;
        // Bottom and top rings, outer and inner walls.
        quad(i, i + n, j + n, j);
        quad(i + 2 * n, j + 2 * n, j + 3 * n, i + 3 * n);
        quad(i, j, j + 2 * n, i + 2 * n);
        quad(i + n, i + 3 * n, j + 3 * n, j + n);
    }
    mesh.normals = vec![[0.0; 3]; mesh.positions.len()];
    mesh.faces = vec![0; mesh.triangles.len()];
    mesh
}

/// Points of a circle, counter-clockwise.
pub(crate) fn circle(center: [f32; 2], radius: f32, count: usize) -> Vec<[f32; 2]> {
    (0..count)
        .map(|i| {
            let angle = i as f32 / count as f32 * std::f32::consts::TAU;
            [center[0] + radius * angle.cos(), center[1] + radius * angle.sin()]
        })
        .collect()
}

/// Points of a rectangle around the origin, in the directions of the points of a circle.
pub(crate) fn rectangle(half: [f32; 2], count: usize) -> Vec<[f32; 2]> {
    // A count divisible by eight and corners put in by moving the nearest point there.
    let mut points: Vec<[f32; 2]> = circle([0.0; 2], 1.0, count)
        .into_iter()
        .map(|[x, y]| {
            let scale = (half[0] / x.abs().max(1e-9)).min(half[1] / y.abs().max(1e-9));
            [x * scale, y * scale]
        })
        .collect();
    for corner in [[1.0, 1.0], [-1.0, 1.0], [-1.0, -1.0], [1.0, -1.0]] {
        let corner: [f32; 2] = [corner[0] * half[0], corner[1] * half[1]];
        let distance = |p: &[f32; 2]| (p[0] - corner[0]).hypot(p[1] - corner[1]);
        let nearest = (0..count).min_by(|a, b| distance(&points[*a]).total_cmp(&distance(&points[*b])));
        if let Some(nearest) = nearest {
            points[nearest] = corner;
        }
    }
    points
}
