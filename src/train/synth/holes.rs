//! Round holes, counted on a mesh.
//!
//! A round hole is an axis around which at least one face runs all the way round, or at least
//! five sixths of it, at one distance with its normals pointing inwards. Coaxial faces are one
//! hole: a counterbore, a bore through two legs, a blind hole. A bore with a keyway counts, round
//! pockets and the inside of a tube do; the round ends of slots and rounded pocket corners do not.

use std::collections::BTreeMap;

use base::Mesh;

/// Cosine of the largest angle between a normal and the plane across the axis: about 1°.
const FLATNESS: f32 = 0.02;
/// Largest gap between neighbouring normals around the axis, in radians: a keyway as wide as
/// half of its bore leaves a sixth of a turn.
const LARGEST_GAP: f32 = 1.1;

/// A round hole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hole {
    /// Unit direction of the axis; its largest component is positive.
    pub axis: [f32; 3],
    /// The point of the axis that is nearest to the origin.
    pub foot: [f32; 3],
    /// The smallest radius around this axis.
    pub radius: f32,
}

/// The round holes of a mesh.
pub fn find(mesh: &Mesh) -> Vec<Hole> {
    let mut faces: BTreeMap<u32, Vec<[u32; 3]>> = BTreeMap::new();
    for (face, triangle) in mesh.faces.iter().zip(&mesh.triangles) {
        faces.entry(*face).or_default().push(*triangle);
    }
    let longest = mesh.bounds().map_or(1.0, |b| b.longest()) as f32;
    let mut holes: Vec<Hole> = Vec::new();
    for triangles in faces.values() {
        let Some(found) = hole_of_face(mesh, triangles, longest) else { continue };
        let same = holes.iter_mut().find(|hole| {
            dot(hole.axis, found.axis) > 0.999 && length(sub(hole.foot, found.foot)) < 0.005 * longest
        });
        match same {
            Some(hole) => hole.radius = hole.radius.min(found.radius),
            None => holes.push(found),
        }
    }
    holes
}

fn hole_of_face(mesh: &Mesh, triangles: &[[u32; 3]], longest: f32) -> Option<Hole> {
    let mut vertices: Vec<u32> = triangles.iter().flatten().copied().collect();
    vertices.sort_unstable();
    vertices.dedup();
    let normal = |v: u32| mesh.normals[v as usize];
    let first = normal(*vertices.first()?);
    // The axis is across two normals that differ most clearly from being parallel.
    let axis =
        vertices.iter().map(|v| cross(first, normal(*v))).max_by(|a, b| length(*a).total_cmp(&length(*b)))?;
    if length(axis) < 0.5 {
        return None;
    }
    let axis = positive(scale(axis, 1.0 / length(axis)));
    if vertices.iter().any(|v| dot(normal(*v), axis).abs() > FLATNESS) {
        return None;
    }
    // In the plane across the axis, x points along the first normal.
    let y = cross(axis, first);
    let flat = |p: [f32; 3]| [dot(p, first), dot(p, y)];
    let mut angles: Vec<f32> = vertices
        .iter()
        .map(|v| {
            let [a, b] = flat(normal(*v));
            b.atan2(a)
        })
        .collect();
    angles.sort_by(f32::total_cmp);
    let wrap = angles[0] + std::f32::consts::TAU - angles[angles.len() - 1];
    let gap = angles.windows(2).map(|w| w[1] - w[0]).fold(wrap, f32::max);
    if gap > LARGEST_GAP {
        return None;
    }
    let center = fitted_center(mesh, &vertices, flat);
    let distances: Vec<f32> = vertices
        .iter()
        .map(|v| {
            let [x, y] = flat(mesh.positions[*v as usize]);
            ((x - center[0]).powi(2) + (y - center[1]).powi(2)).sqrt()
        })
        .collect();
    let radius = distances.iter().sum::<f32>() / distances.len() as f32;
    let is_round = distances.iter().all(|d| (d - radius).abs() < 0.002 * longest + 0.02 * radius);
    // Inwards: from the middle, a vertex lies against its normal.
    let is_inward = vertices.iter().all(|v| {
        let [px, py] = flat(mesh.positions[*v as usize]);
        let [nx, ny] = flat(normal(*v));
        (px - center[0]) * nx + (py - center[1]) * ny < 0.0
    });
    (is_round && is_inward).then(|| Hole {
        axis,
        foot: [0, 1, 2].map(|i| first[i] * center[0] + y[i] * center[1]),
        radius,
    })
}

/// The centre of the circle through vertices, as the mean of its opposite extremes.
fn fitted_center(mesh: &Mesh, vertices: &[u32], flat: impl Fn([f32; 3]) -> [f32; 2]) -> [f32; 2] {
    // Each vertex and its normal give a line through the centre; least squares over all of them
    // is exact also where vertices are not evenly spaced.
    let (mut a, mut b, mut d, mut r0, mut r1) = (0.0f64, 0.0f64, 0.0f64, 0.0f64, 0.0f64);
    for v in vertices {
        let p = flat(mesh.positions[*v as usize]).map(f64::from);
        let n = flat(mesh.normals[*v as usize]).map(f64::from);
        // The part of (c - p) across the normal is zero.
        let t = [-n[1], n[0]];
        let along = t[0] * p[0] + t[1] * p[1];
        a += t[0] * t[0];
        b += t[0] * t[1];
        d += t[1] * t[1];
        r0 += t[0] * along;
        r1 += t[1] * along;
    }
    let det = a * d - b * b;
    if det.abs() < 1e-9 {
        return [0.0; 2];
    }
    [((r0 * d - r1 * b) / det) as f32, ((a * r1 - b * r0) / det) as f32]
}

fn positive(v: [f32; 3]) -> [f32; 3] {
    let largest = v.into_iter().max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(1.0);
    if largest < 0.0 { scale(v, -1.0) } else { v }
}

fn dot(a: [f32; 3], b: [f32; 3]) -> f32 {
    (0..3).map(|i| a[i] * b[i]).sum()
}

fn cross(a: [f32; 3], b: [f32; 3]) -> [f32; 3] {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

fn sub(a: [f32; 3], b: [f32; 3]) -> [f32; 3] {
    [0, 1, 2].map(|i| a[i] - b[i])
}

fn scale(a: [f32; 3], factor: f32) -> [f32; 3] {
    a.map(|x| x * factor)
}

fn length(a: [f32; 3]) -> f32 {
    dot(a, a).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An upright wall around the Z axis through (x, 0), `turn` of a full turn, seen from inside.
    fn wall(x: f32, radius: f32, turn: f32, face: u32) -> Mesh {
        let mut mesh = Mesh::default();
        let corners = 24;
        for i in 0..=corners {
            let angle = std::f32::consts::TAU * turn * i as f32 / corners as f32;
            let (sin, cos) = angle.sin_cos();
            for z in [0.0, 10.0] {
                mesh.positions.push([x + radius * cos, radius * sin, z]);
                mesh.normals.push([-cos, -sin, 0.0]);
            }
            if i > 0 {
                let k = 2 * i - 2;
                mesh.triangles.extend([[k, k + 1, k + 2], [k + 1, k + 3, k + 2]]);
                mesh.faces.extend([face; 2]);
            }
        }
        mesh
    }

    #[test]
    fn a_full_turn_seen_from_inside_is_a_hole() {
        let holes = find(&wall(5.0, 3.0, 1.0, 0));
        assert_eq!(holes.len(), 1);
        assert!((holes[0].radius - 3.0).abs() < 0.01 && (holes[0].foot[0] - 5.0).abs() < 0.01);
    }

    #[test]
    fn half_turns_and_outer_walls_are_none() {
        assert!(find(&wall(5.0, 3.0, 0.5, 0)).is_empty());
        let mut outer = wall(5.0, 3.0, 1.0, 0);
        outer.normals.iter_mut().for_each(|n| *n = n.map(|x| -x));
        assert!(find(&outer).is_empty());
    }

    #[test]
    fn coaxial_walls_are_one_hole_and_others_are_two() {
        let mut both = wall(5.0, 3.0, 1.0, 0);
        both.append(&wall(5.0, 6.0, 1.0, 0));
        assert_eq!(find(&both).len(), 1);
        both.append(&wall(40.0, 6.0, 1.0, 0));
        assert_eq!(find(&both).len(), 2);
    }
}
