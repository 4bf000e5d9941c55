//! Triangles and lines of shapes, for pictures and for CadQuery's `tessellate`.
//!
//! A copy of the topology is meshed, so that the shape itself stays without triangles.

use base::{EdgeLine, Mesh};

use crate::ffi::{bridge, call_cancellable};
use crate::frame::Vec3;
use crate::memo::known;
use crate::{Result, Shape, check};

/// What the linear deflection of a mesh means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Deflection {
    /// Millimetres.
    #[default]
    Absolute,
    /// A share of the length of each edge, as CadQuery has it.
    Relative,
}

/// Triangles with face ids and normals, and the lines of the edges.
///
/// `linear` is the largest distance from the surface in millimetres, `angular` the largest angle
/// between neighbouring segments in radians. Face ids follow `children(Kind::Face)`, edge ids
/// `children(Kind::Edge)`. Lines of seams and degenerated edges are left out.
pub fn tessellate(shape: &Shape, linear: f64, angular: f64) -> Result<Mesh> {
    const OPERATION: &str = "tessellate";
    check::positive(OPERATION, "linear deflection", linear)?;
    check::positive(OPERATION, "angular deflection", angular)?;
    let raw = known!(OPERATION, tessellate(shape.raw(), linear, angular; cancel))?;
    let triples = |flat: &[f32]| flat.as_chunks::<3>().0.to_vec();
    let points = triples(&raw.edge_points);
    let mut first = 0;
    let edges = raw.edges.iter().zip(&raw.edge_point_counts).map(|(&edge, &count)| {
        let from = first;
        first += count as usize;
        EdgeLine { edge, points: points[from..first].to_vec() }
    });
    Ok(Mesh {
        edges: edges.collect(),
        positions: triples(&raw.positions),
        normals: triples(&raw.normals),
        triangles: raw.triangles.as_chunks::<3>().0.to_vec(),
        faces: raw.faces,
    })
}

/// Vertices and triangles exactly as CadQuery's `Shape.tessellate` gives them.
pub fn cad_mesh(
    shape: &Shape,
    linear: f64,
    angular: f64,
    deflection: Deflection,
) -> Result<(Vec<Vec3>, Vec<[u32; 3]>)> {
    const OPERATION: &str = "cad_mesh";
    check::positive(OPERATION, "tolerance", linear)?;
    check::positive(OPERATION, "angular tolerance", angular)?;
    let relative = deflection == Deflection::Relative;
    let raw = call_cancellable(OPERATION, |cancel| {
        bridge::cad_mesh(shape.raw(), linear, angular, relative, cancel)
    })?;
    Ok((raw.positions.as_chunks::<3>().0.to_vec(), raw.triangles.as_chunks::<3>().0.to_vec()))
}
