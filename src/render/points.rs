//! Points on the surface of a mesh: samples, farthest-point selection, and what a scanner does to them.
//!
//! Samples are spread evenly over the area and carry the normal of the surface. Chance comes from a
//! function that gives numbers in 0..1, so that callers decide on the seed.

use glam::Vec3;

use base::Mesh;

/// A point of a surface with its unit normal.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SurfacePoint {
    /// Where it is, in the units of the mesh.
    pub position: [f32; 3],
    /// Outwards.
    pub normal: [f32; 3],
}

/// Spreads `count` points over the area of a mesh; none for a mesh without area.
pub fn sample(mesh: &Mesh, count: usize, chance: &mut dyn FnMut() -> f64) -> Vec<SurfacePoint> {
    let mut sums = Vec::with_capacity(mesh.triangles.len());
    let mut total = 0.0f64;
    for t in 0..mesh.triangles.len() {
        let [a, b, c] = mesh.corners(t).map(Vec3::from);
        total += f64::from((b - a).cross(c - a).length()) / 2.0;
        sums.push(total);
    }
    if total <= 0.0 || !total.is_finite() {
        return Vec::new();
    }
    (0..count)
        .map(|_| {
            let area = chance() * total;
            let t = sums.partition_point(|sum| *sum <= area).min(sums.len() - 1);
            let corners = mesh.corners(t).map(Vec3::from);
            // The square root makes the points even over the triangle.
            let (r, s) = ((chance() as f32).sqrt(), chance() as f32);
            let weights = [1.0 - r, r * (1.0 - s), r * s];
            let mixed = |of: [Vec3; 3]| of[0] * weights[0] + of[1] * weights[1] + of[2] * weights[2];
            let flat = (corners[1] - corners[0]).cross(corners[2] - corners[0]).normalize_or_zero();
            let normals =
                mesh.triangles[t].map(|i| mesh.normals.get(i as usize).map_or(flat, |n| Vec3::from(*n)));
            SurfacePoint { position: mixed(corners).into(), normal: mixed(normals).normalize_or(flat).into() }
        })
        .collect()
}

/// Indices of `count` points that lie far from each other: each next one is the farthest from all
/// before it, beginning with the first. All of them when there are not more.
pub fn farthest(points: &[[f32; 3]], count: usize) -> Vec<usize> {
    if points.len() <= count {
        return (0..points.len()).collect();
    }
    let mut chosen = Vec::with_capacity(count);
    let mut nearest = vec![f32::INFINITY; points.len()];
    let mut next = 0;
    while chosen.len() < count {
        chosen.push(next);
        let last = Vec3::from(points[next]);
        let mut best = f32::NEG_INFINITY;
        for (i, point) in points.iter().enumerate() {
            let distance = Vec3::from(*point).distance_squared(last);
            nearest[i] = nearest[i].min(distance);
            if nearest[i] > best {
                (best, next) = (nearest[i], i);
            }
        }
    }
    chosen
}

/// What a scanner does to points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scan {
    /// Standard deviation of the noise along each axis, as a share of the longest side of their box.
    pub noise: f64,
    /// Spots where nothing was seen.
    pub holes: u32,
    /// Radius of such a spot, as a share of the longest side.
    pub hole_radius: f64,
}

/// Points as a scanner would give them: spots without points, noise on the rest.
pub fn scanned(points: &[SurfacePoint], scan: &Scan, chance: &mut dyn FnMut() -> f64) -> Vec<SurfacePoint> {
    let Some(bounds) = base::Bounds::of_points(points.iter().map(|p| p.position)) else { return Vec::new() };
    let longest = bounds.longest() as f32;
    let spots: Vec<Vec3> = (0..scan.holes)
        .map(|_| {
            Vec3::from(points[((chance() * points.len() as f64) as usize).min(points.len() - 1)].position)
        })
        .collect();
    let radius = scan.hole_radius as f32 * longest;
    let sigma = scan.noise as f32 * longest;
    let is_missed = |p: &&SurfacePoint| spots.iter().any(|spot| spot.distance(p.position.into()) < radius);
    points
        .iter()
        .filter(|p| !is_missed(p))
        .map(|p| {
            let mut off = || sigma * gaussian(chance);
            SurfacePoint { position: p.position.map(|v| v + off()), normal: p.normal }
        })
        .collect()
}

/// A number with mean 0 and standard deviation 1 (Box and Muller).
fn gaussian(chance: &mut dyn FnMut() -> f64) -> f32 {
    let (a, b) = (chance().max(1e-12), chance());
    ((-2.0 * a.ln()).sqrt() * (std::f64::consts::TAU * b).cos()) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_meshes;

    /// Numbers that look random and are always the same.
    fn chance() -> impl FnMut() -> f64 {
        let mut state = 1u64;
        move || {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (state >> 11) as f64 / (1u64 << 53) as f64
        }
    }

    #[test]
    fn samples_lie_on_the_surface_and_on_all_sides_alike() {
        let cube = test_meshes::cube(10.0);
        let points = sample(&cube, 6000, &mut chance());
        let bounds = cube.bounds().expect("it has vertices");
        for side in 0..3 {
            for (sign, border) in [(-1.0, bounds.min[side]), (1.0, bounds.max[side])] {
                let on: Vec<_> = points.iter().filter(|p| p.normal[side] * sign > 0.9).collect();
                assert!((850..1150).contains(&on.len()), "{} of 6000 on one side", on.len());
                assert!(on.iter().all(|p| (f64::from(p.position[side]) - border).abs() < 1e-4));
            }
        }
        assert!(sample(&Mesh::default(), 5, &mut chance()).is_empty());
    }

    #[test]
    fn farthest_points_spread_better_than_the_first_ones() {
        let points: Vec<[f32; 3]> =
            sample(&test_meshes::cube(10.0), 2000, &mut chance()).iter().map(|p| p.position).collect();
        let closest = |indices: &[usize]| {
            let mut least = f32::INFINITY;
            for (k, i) in indices.iter().enumerate() {
                for j in &indices[..k] {
                    least = least.min(Vec3::from(points[*i]).distance(Vec3::from(points[*j])));
                }
            }
            least
        };
        let chosen = farthest(&points, 64);
        let first: Vec<usize> = (0..64).collect();
        assert_eq!(chosen.len(), 64);
        assert!(closest(&chosen) > 2.0 && closest(&chosen) > 3.0 * closest(&first), "{}", closest(&chosen));
        assert_eq!(farthest(&points[..3], 10), [0, 1, 2]);
    }

    #[test]
    fn a_scan_has_holes_and_noise() {
        let points = sample(&test_meshes::cube(10.0), 3000, &mut chance());
        let scan = Scan { noise: 0.01, holes: 2, hole_radius: 0.2 };
        let scanned = scanned(&points, &scan, &mut chance());
        assert!(scanned.len() < 2900 && scanned.len() > 2000, "{}", scanned.len());
        let outside = scanned.iter().filter(|p| p.position.iter().any(|v| v.abs() > 5.0)).count();
        assert!(outside > 200, "noise leaves the surface: {outside}");
    }
}
