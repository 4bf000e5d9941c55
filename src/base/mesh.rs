//! Triangles and lines for pictures.

use serde::{Deserialize, Serialize};

use crate::Bounds;

/// The polyline of one edge of a part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EdgeLine {
    /// Index of the edge in the part's order of edges.
    pub edge: u32,
    /// Points along the edge in millimetres, at least two.
    pub points: Vec<[f32; 3]>,
}

/// A triangulation of a part with its face ids and the lines of its edges.
///
/// Triangles wind counter-clockwise seen from outside. Vertices are shared within a face only,
/// so that normals are sharp where faces meet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mesh {
    /// Vertices in millimetres.
    pub positions: Vec<[f32; 3]>,
    /// Unit normals of the surface, one for each vertex.
    pub normals: Vec<[f32; 3]>,
    /// Vertex indices, three for each triangle.
    pub triangles: Vec<[u32; 3]>,
    /// Index of the face in the part's order of faces, one for each triangle.
    pub faces: Vec<u32>,
    /// Lines of the edges.
    pub edges: Vec<EdgeLine>,
}

impl Mesh {
    /// The box around the vertices; `None` when there are none.
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::of_points(self.positions.iter().copied())
    }

    /// The corners of a triangle.
    pub fn corners(&self, triangle: usize) -> [[f32; 3]; 3] {
        self.triangles[triangle].map(|i| self.positions[i as usize])
    }

    /// Enclosed volume in mm³ by the divergence theorem; right for closed meshes only.
    pub fn signed_volume(&self) -> f64 {
        (0..self.triangles.len())
            .map(|t| {
                let [a, b, c] = self.corners(t).map(|p| p.map(f64::from));
                let cross = [b[1] * c[2] - b[2] * c[1], b[2] * c[0] - b[0] * c[2], b[0] * c[1] - b[1] * c[0]];
                (a[0] * cross[0] + a[1] * cross[1] + a[2] * cross[2]) / 6.0
            })
            .sum()
    }

    /// Appends another mesh; its face and edge ids are shifted behind the ones here.
    pub fn append(&mut self, other: &Self) {
        let first_vertex = self.positions.len() as u32;
        let first_face = self.faces.iter().max().map_or(0, |f| f + 1);
        let first_edge = self.edges.iter().map(|e| e.edge + 1).max().unwrap_or(0);
        self.positions.extend_from_slice(&other.positions);
        self.normals.extend_from_slice(&other.normals);
        self.triangles.extend(other.triangles.iter().map(|t| t.map(|i| i + first_vertex)));
        self.faces.extend(other.faces.iter().map(|f| f + first_face));
        self.edges.extend(
            other.edges.iter().map(|e| EdgeLine { edge: e.edge + first_edge, points: e.points.clone() }),
        );
    }
}
