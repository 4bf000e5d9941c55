//! A triangulated body in double precision: what all mesh conventions measure.
//!
//! Corners at the same place are one, so that neighbours can be found. Volumes and moments come from
//! tetrahedra between the origin and each triangle: they are right for closed bodies, whatever their
//! shape, and mean nothing for open ones; [`Body::is_watertight`] tells them apart.

use std::collections::HashMap;

use base::Mesh;
use glam::{DMat3, DVec3};

/// Triangles with shared corners, in millimetres or in whatever unit a convention scales to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// Corners.
    pub points: Vec<DVec3>,
    /// Three corners each, counter-clockwise seen from outside.
    pub triangles: Vec<[u32; 3]>,
}

/// Volume and its moments, for unit density.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// Enclosed volume; negative for a body turned inside out.
    pub volume: f64,
    /// Centre of mass.
    pub center: DVec3,
    /// Inertia tensor about the centre of mass.
    pub inertia: DMat3,
}

/// An axis-aligned box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Box3 {
    /// Least coordinates.
    pub min: DVec3,
    /// Largest coordinates.
    pub max: DVec3,
}

impl Box3 {
    /// The smallest box around points; `None` without points.
    pub fn of(points: impl IntoIterator<Item = DVec3>) -> Option<Self> {
        points.into_iter().fold(None, |found: Option<Self>, p| {
            let found = found.unwrap_or(Self { min: p, max: p });
            Some(Self { min: found.min.min(p), max: found.max.max(p) })
        })
    }

    /// The middle.
    pub fn center(&self) -> DVec3 {
        (self.min + self.max) / 2.0
    }

    /// The extents.
    pub fn size(&self) -> DVec3 {
        self.max - self.min
    }

    /// The longest extent.
    pub fn longest(&self) -> f64 {
        self.size().max_element()
    }

    /// The smallest box around both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self { min: self.min.min(other.min), max: self.max.max(other.max) }
    }
}

impl Body {
    /// The body of a mesh; corners with equal coordinates become one.
    pub fn of_mesh(mesh: &Mesh) -> Self {
        let corners = mesh.positions.iter().map(|p| DVec3::from(p.map(f64::from)));
        Self::welded(&corners.collect::<Vec<_>>(), &mesh.triangles)
    }

    /// A body of loose triangles; corners with equal coordinates become one, and triangles that
    /// become lines are dropped.
    pub fn welded(corners: &[DVec3], triangles: &[[u32; 3]]) -> Self {
        let mut places: HashMap<[u64; 3], u32> = HashMap::with_capacity(corners.len());
        let mut points = Vec::new();
        let new: Vec<u32> = corners
            .iter()
            .map(|p| {
                // Adding zero makes -0 and 0 the same.
                let key = p.to_array().map(|v| (v + 0.0).to_bits());
                *places.entry(key).or_insert_with(|| {
                    points.push(*p);
                    points.len() as u32 - 1
                })
            })
            .collect();
        let triangles = triangles
            .iter()
            .map(|t| t.map(|i| new[i as usize]))
            .filter(|[a, b, c]| a != b && b != c && c != a)
            .collect();
        Self { points, triangles }
    }

    /// The corners of a triangle.
    pub fn corners(&self, triangle: [u32; 3]) -> [DVec3; 3] {
        triangle.map(|i| self.points[i as usize])
    }

    /// The box around all triangles; `None` without triangles.
    pub fn bounds(&self) -> Option<Box3> {
        Box3::of(self.triangles.iter().flat_map(|t| self.corners(*t)))
    }

    /// Area of the surface.
    pub fn area(&self) -> f64 {
        self.triangles.iter().map(|t| area_vector(self.corners(*t)).length()).sum()
    }

    /// Enclosed volume; negative for a body turned inside out.
    pub fn volume(&self) -> f64 {
        self.triangles.iter().map(|t| self.corners(*t)).map(|[a, b, c]| a.dot(b.cross(c)) / 6.0).sum()
    }

    /// Volume, centre of mass and inertia; `None` when there is no volume.
    pub fn moments(&self) -> Option<Moments> {
        let shift = self.bounds()?.center();
        let (mut volume, mut first, mut second) = (0.0, DVec3::ZERO, DMat3::ZERO);
        for triangle in &self.triangles {
            let [a, b, c] = self.corners(*triangle).map(|p| p - shift);
            let v = a.dot(b.cross(c)) / 6.0;
            let sum = a + b + c;
            volume += v;
            first += sum * (v / 4.0);
            // Second moments of a tetrahedron with one corner at the origin.
            let outer = |p: DVec3| DMat3::from_cols(p * p.x, p * p.y, p * p.z);
            second += (outer(sum) + outer(a) + outer(b) + outer(c)) * (v / 20.0);
        }
        let scale = self.bounds()?.longest().powi(3);
        if volume.abs() <= 1e-12 * scale {
            return None;
        }
        let center = first / volume;
        let about =
            second - DMat3::from_cols(center * center.x, center * center.y, center * center.z) * volume;
        let trace = about.x_axis.x + about.y_axis.y + about.z_axis.z;
        let inertia = DMat3::from_diagonal(DVec3::splat(trace)) - about;
        Some(Moments { volume, center: center + shift, inertia })
    }

    /// Whether every edge joins exactly two triangles that run along it in opposite directions.
    pub fn is_watertight(&self) -> bool {
        let mut edges: HashMap<(u32, u32), i32> = HashMap::with_capacity(self.triangles.len() * 2);
        for (from, to) in self.directed_edges() {
            let count = edges.entry((from.min(to), from.max(to))).or_insert(0);
            // Sixteen bits for each direction.
            *count += if from < to { 1 } else { 1 << 16 };
        }
        !edges.is_empty() && edges.values().all(|count| *count == 1 + (1 << 16))
    }

    /// Whether every edge is run along as often one way as the other, so that inside and outside can be
    /// told although more than two triangles may meet.
    pub fn is_balanced(&self) -> bool {
        let mut edges: HashMap<(u32, u32), i32> = HashMap::with_capacity(self.triangles.len() * 2);
        for (from, to) in self.directed_edges() {
            *edges.entry((from.min(to), from.max(to))).or_default() += if from < to { 1 } else { -1 };
        }
        !edges.is_empty() && edges.values().all(|balance| *balance == 0)
    }

    /// The pieces that hang together over edges, in order of their first triangle.
    pub fn components(&self) -> Vec<Self> {
        let mut parents: Vec<usize> = (0..self.triangles.len()).collect();
        let mut first_at: HashMap<(u32, u32), usize> = HashMap::with_capacity(self.triangles.len() * 2);
        for (edge, (from, to)) in self.directed_edges().enumerate() {
            let triangle = edge / 3;
            let other = *first_at.entry((from.min(to), from.max(to))).or_insert(triangle);
            let (a, b) = (root(&mut parents, triangle), root(&mut parents, other));
            parents[a.max(b)] = a.min(b);
        }
        let mut members: std::collections::BTreeMap<usize, Vec<[u32; 3]>> = Default::default();
        for (i, triangle) in self.triangles.iter().enumerate() {
            members.entry(root(&mut parents, i)).or_default().push(*triangle);
        }
        members.into_values().map(|triangles| Self::welded(&self.points, &triangles)).collect()
    }

    /// The body with each corner mapped.
    #[must_use]
    pub fn mapped(&self, map: impl Fn(DVec3) -> DVec3) -> Self {
        Self { points: self.points.iter().map(|p| map(*p)).collect(), triangles: self.triangles.clone() }
    }

    /// Box centre at the origin and longest side `longest`; a point or nothing stays as it is.
    #[must_use]
    pub fn box_scaled(&self, longest: f64) -> Self {
        let Some(bounds) = self.bounds().filter(|b| b.longest() > 0.0) else { return self.clone() };
        let (center, scale) = (bounds.center(), longest / bounds.longest());
        self.mapped(|p| (p - center) * scale)
    }

    /// The same surface with its inside where the volume is positive.
    #[must_use]
    pub fn outward(mut self) -> Self {
        if self.volume() < 0.0 {
            self.triangles.iter_mut().for_each(|t| t.swap(1, 2));
        }
        self
    }

    fn directed_edges(&self) -> impl Iterator<Item = (u32, u32)> {
        self.triangles.iter().flat_map(|[a, b, c]| [(*a, *b), (*b, *c), (*c, *a)])
    }
}

/// Half the cross product of two sides: as long as the triangle is large, pointing outwards.
pub(super) fn area_vector([a, b, c]: [DVec3; 3]) -> DVec3 {
    (b - a).cross(c - a) / 2.0
}

/// The root of a member of a forest of disjoint sets, whose paths become shorter.
pub(crate) fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A block, closed, twelve triangles.
    pub fn block(min: [f64; 3], max: [f64; 3]) -> Body {
        let corner = |i: u32| {
            DVec3::from_array(std::array::from_fn(|k| if i >> k & 1 == 1 { max[k] } else { min[k] }))
        };
        let mut triangles = Vec::new();
        for quad in [[0, 2, 3, 1], [4, 5, 7, 6], [0, 1, 5, 4], [2, 6, 7, 3], [0, 4, 6, 2], [1, 3, 7, 5]] {
            triangles.extend([[quad[0], quad[1], quad[2]], [quad[0], quad[2], quad[3]]]);
        }
        Body { points: (0..8).map(corner).collect(), triangles }
    }

    /// Two bodies as one.
    pub fn together(a: &Body, b: &Body) -> Body {
        let shift = a.points.len() as u32;
        let points = a.points.iter().chain(&b.points).copied().collect();
        let moved = b.triangles.iter().map(|t| t.map(|i| i + shift));
        Body { points, triangles: a.triangles.iter().copied().chain(moved).collect() }
    }

    #[test]
    fn moments_of_a_block_are_those_of_the_formula() {
        let body = block([1.0, 2.0, 3.0], [5.0, 5.0, 5.0]);
        assert!(body.is_watertight());
        let m = body.moments().expect("a block has volume");
        assert!((m.volume - 24.0).abs() < 1e-12 && (body.area() - 2.0 * (12.0 + 8.0 + 6.0)).abs() < 1e-12);
        assert!(m.center.abs_diff_eq(DVec3::new(3.0, 3.5, 4.0), 1e-12));
        // m/12 (b² + c²) for sides 4, 3, 2.
        let expected = DMat3::from_diagonal(DVec3::new(26.0, 40.0, 50.0));
        assert!(m.inertia.abs_diff_eq(expected, 1e-10), "{:?}", m.inertia);
    }

    #[test]
    fn open_and_separate_bodies_are_noticed() {
        let mut open = block([0.0; 3], [1.0; 3]);
        open.triangles.pop();
        assert!(!open.is_watertight());
        let two = together(&block([0.0; 3], [1.0; 3]), &block([3.0; 3], [4.0; 3]));
        assert!(two.is_watertight() && two.components().len() == 2);
        assert!((two.components()[1].volume() - 1.0).abs() < 1e-12);
    }
}
