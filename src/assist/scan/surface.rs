//! Points on a mesh, evenly spread, and whether it is closed.

use std::collections::HashMap;

use base::Mesh;
use glam::DVec3;

use super::SurfaceSample;

/// Draws about `count` points, each triangle its share by area; the same mesh gives the same points.
///
/// Within the list of triangles the points follow a regular step, so that they are spread more evenly
/// than by chance; inside a triangle they follow the R2 sequence (Roberts, "The unreasonable
/// effectiveness of quasirandom sequences", 2018). `flip` turns the normals round.
pub(crate) fn sampled(mesh: &Mesh, count: usize, flip: bool) -> Vec<SurfaceSample> {
    let triangles: Vec<([DVec3; 3], DVec3)> = (0..mesh.triangles.len())
        .map(|t| {
            let [a, b, c] = mesh.corners(t).map(|p| DVec3::from(p.map(f64::from)));
            ([a, b, c], (b - a).cross(c - a) * 0.5)
        })
        .collect();
    let total: f64 = triangles.iter().map(|(_, area)| area.length()).sum();
    if total <= 0.0 || !total.is_finite() {
        return Vec::new();
    }
    let share = total / count as f64;
    let mut samples = Vec::with_capacity(count + 1);
    let (mut passed, mut next) = (0.0, share / 2.0);
    for ([a, b, c], area) in triangles {
        passed += area.length();
        while next < passed {
            let index = samples.len() as f64;
            let (mut u, mut v) = (
                (0.314 + index * 0.754_877_666_246_692_7) % 1.0,
                (0.673 + index * 0.569_840_290_998_053_3) % 1.0,
            );
            if u + v > 1.0 {
                (u, v) = (1.0 - u, 1.0 - v);
            }
            let normal = area.normalize_or_zero() * if flip { -1.0 } else { 1.0 };
            samples.push(SurfaceSample { position: a + (b - a) * u + (c - a) * v, normal, area: share });
            next += share;
        }
    }
    samples
}

/// Whether every side of every triangle is the side of exactly one other, run the other way.
///
/// Corners are the same when their coordinates are, bit for bit; files repeat them so.
pub(crate) fn is_closed(mesh: &Mesh) -> bool {
    let mut numbers: HashMap<[u32; 3], u32> = HashMap::new();
    let welded: Vec<u32> = mesh
        .positions
        .iter()
        .map(|p| {
            // Adding zero makes one zero of both.
            let next = numbers.len() as u32;
            *numbers.entry(p.map(|v| (v + 0.0).to_bits())).or_insert(next)
        })
        .collect();
    let mut sides: HashMap<(u32, u32), i32> = HashMap::new();
    for triangle in &mesh.triangles {
        let [a, b, c] = triangle.map(|i| welded[i as usize]);
        for (from, to) in [(a, b), (b, c), (c, a)] {
            if from != to {
                let (key, step) = if from < to { ((from, to), 1) } else { ((to, from), -1) };
                *sides.entry(key).or_default() += step;
            }
        }
    }
    !sides.is_empty() && sides.values().all(|balance| *balance == 0)
}
