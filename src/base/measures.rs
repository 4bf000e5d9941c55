//! Exact numbers of a part, as the geometry kernel gives them.

use serde::{Deserialize, Serialize};

/// An axis-aligned box in millimetres.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// Smallest x, y, z.
    pub min: [f64; 3],
    /// Largest x, y, z.
    pub max: [f64; 3],
}

impl Bounds {
    /// Extents along x, y and z in millimetres.
    pub fn size(&self) -> [f64; 3] {
        std::array::from_fn(|i| self.max[i] - self.min[i])
    }

    /// The middle of the box.
    pub fn center(&self) -> [f64; 3] {
        std::array::from_fn(|i| (self.max[i] + self.min[i]) / 2.0)
    }

    /// The longest of the three extents in millimetres.
    pub fn longest(&self) -> f64 {
        self.size().into_iter().fold(0.0, f64::max)
    }

    /// Length of the diagonal in millimetres.
    pub fn diagonal(&self) -> f64 {
        self.size().iter().map(|x| x * x).sum::<f64>().sqrt()
    }

    /// The smallest box around both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            min: std::array::from_fn(|i| self.min[i].min(other.min[i])),
            max: std::array::from_fn(|i| self.max[i].max(other.max[i])),
        }
    }

    /// The smallest box around points; `None` without points.
    pub fn of_points(points: impl IntoIterator<Item = [f32; 3]>) -> Option<Self> {
        points.into_iter().map(|p| p.map(f64::from)).fold(None, |bounds: Option<Self>, p| {
            let point = Self { min: p, max: p };
            Some(bounds.map_or(point, |b| b.union(&point)))
        })
    }
}

/// Counts and exact measures of one object, over everything it holds as one compound.
///
/// Counts are of distinct sub-shapes (same geometry and place, whatever the orientation),
/// without degenerated edges.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measures {
    /// Number of solids.
    pub solids: u32,
    /// Number of shells.
    pub shells: u32,
    /// Number of faces.
    pub faces: u32,
    /// Number of wires.
    pub wires: u32,
    /// Number of edges.
    pub edges: u32,
    /// Number of vertices.
    pub vertices: u32,
    /// Volume in mm³; 0 without solids.
    pub volume: f64,
    /// Area in mm²; 0 without faces.
    pub area: f64,
    /// Length of the edges in mm, each counted as often as a wire uses it (a unit box: 24).
    pub length: f64,
    /// Centre of mass: of the volume, else of the area, else of the length, else of the vertices.
    pub center_of_mass: [f64; 3],
    /// The tight box around the exact geometry; `None` for an empty object.
    pub bounds: Option<Bounds>,
    /// Whether the kernel's checker finds nothing wrong.
    pub valid: bool,
}
