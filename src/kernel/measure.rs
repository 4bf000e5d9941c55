//! Numbers of shapes: volume, area, length, centre, box, distance, validity.

use base::{Bounds, Measures};

use crate::ffi::{self, bridge, call};
use crate::frame::Vec3;
use crate::memo::known;
use crate::{Kind, Result, Shape, check};

/// How tight a bounding box is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BoxMethod {
    /// Touches the exact geometry; what CadQuery's `BoundingBox` gives.
    #[default]
    Optimal,
    /// Quick and a little too large on curved geometry.
    Fast,
}

/// Which hits of a line count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineDirection {
    /// All of them.
    #[default]
    Both,
    /// Those ahead of the point (CadQuery's `AlongAxis`).
    Along,
    /// Those behind the point (CadQuery's `Opposite`).
    Opposite,
}

/// Measures.
impl Shape {
    /// Volume in mm³: of everything that bounds one; negative when it is turned inside out.
    pub fn volume(&self) -> Result<f64> {
        known!("volume", volume(self.raw()))
    }

    /// Area of all faces in mm².
    pub fn area(&self) -> Result<f64> {
        known!("area", area(self.raw()))
    }

    /// Length of all edges in mm, each counted as often as a wire uses it (a unit box: 24).
    pub fn length(&self) -> Result<f64> {
        known!("length", length(self.raw()))
    }

    /// Volume, area or length, by the kind of the shape (CadQuery's `Volume` and `computeMass`).
    ///
    /// A compound counts as the kind of its first shape that is no compound.
    pub fn mass(&self) -> Result<f64> {
        known!("mass", mass_properties(self.raw())).map(|p| p.mass)
    }

    /// The centre of volume, area or length, by the kind of the shape (CadQuery's `Center`).
    pub fn center_of_mass(&self) -> Result<Vec3> {
        known!("center_of_mass", mass_properties(self.raw())).map(|p| p.center)
    }

    /// The matrix of inertia about the centre of mass for density 1.
    pub fn matrix_of_inertia(&self) -> Result<[[f64; 3]; 3]> {
        let properties = known!("matrix_of_inertia", mass_properties(self.raw()))?;
        Ok(std::array::from_fn(|i| std::array::from_fn(|j| properties.inertia[3 * i + j])))
    }

    /// The axis-aligned box around the shape; `None` when it is empty.
    pub fn bounding_box(&self, method: BoxMethod) -> Result<Option<Bounds>> {
        let flat = known!("bounding_box", bounding_box(self.raw(), method == BoxMethod::Optimal))?;
        Ok(bounds(&flat))
    }

    /// Everything that is told about a finished part, in one call.
    pub fn measures(&self) -> Result<Measures> {
        let m = known!("measures", measures(self.raw()))?;
        let [_, _, solids, shells, faces, wires, edges, vertices] = m.counts;
        Ok(Measures {
            solids,
            shells,
            faces,
            wires,
            edges,
            vertices,
            volume: m.volume,
            area: m.area,
            length: m.length,
            center_of_mass: m.center,
            bounds: bounds(&m.bounds),
            valid: m.valid,
        })
    }

    /// Whether OpenCASCADE's checker finds nothing wrong.
    pub fn is_valid(&self) -> Result<bool> {
        known!("is_valid", is_valid(self.raw()))
    }

    /// The shortest distance to another shape in millimetres; 0 when they touch.
    pub fn distance(&self, other: &Self) -> Result<f64> {
        call("distance", || bridge::distance(self.raw(), other.raw()))
    }

    /// Whether a point lies in a solid or on its surface, with a tolerance in millimetres.
    pub fn contains_point(&self, point: Vec3, tolerance: f64) -> Result<bool> {
        const OPERATION: &str = "contains_point";
        check::vector(OPERATION, "point", point)?;
        check::positive(OPERATION, "tolerance", tolerance)?;
        call(OPERATION, || bridge::contains_point(self.raw(), point, tolerance))
    }

    /// The faces that a line through `point` along `axis` hits, the nearest first.
    ///
    /// A face that is hit twice is listed twice.
    pub fn faces_intersected_by_line(
        &self,
        point: Vec3,
        axis: Vec3,
        tolerance: f64,
        direction: LineDirection,
    ) -> Result<Vec<Self>> {
        const OPERATION: &str = "faces_intersected_by_line";
        check::vector(OPERATION, "point", point)?;
        check::direction(OPERATION, "axis", axis)?;
        check::positive(OPERATION, "tolerance", tolerance)?;
        let sign = match direction {
            LineDirection::Both => 0,
            LineDirection::Along => 1,
            LineDirection::Opposite => -1,
        };
        call(OPERATION, || bridge::faces_on_line(self.raw(), point, axis, tolerance, sign))
            .map(|list| ffi::shapes(&list))
    }

    /// Whether this shape occurs in `whole` as a sub-shape.
    pub fn is_part_of(&self, whole: &Self) -> Result<bool> {
        let kind: Kind = self.kind();
        Ok(whole.children(kind)?.contains(self))
    }
}

/// The points of two shapes that are nearest to each other.
pub fn closest_points(a: &Shape, b: &Shape) -> Result<(Vec3, Vec3)> {
    let [p, q, r, s, t, u] = call("closest_points", || bridge::closest_points(a.raw(), b.raw()))?;
    Ok(([p, q, r], [s, t, u]))
}

/// Six numbers as a box; none when there is no box.
fn bounds(flat: &[f64]) -> Option<Bounds> {
    let &[x0, y0, z0, x1, y1, z1] = flat else { return None };
    Some(Bounds { min: [x0, y0, z0], max: [x1, y1, z1] })
}
