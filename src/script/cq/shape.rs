//! The direct API: what CadQuery's `Shape` and its subclasses do, on [`kernel::Shape`].
//!
//! The kernel has the operations; here are CadQuery's rules around them: which centre a selector
//! means, when a compound of one becomes that one, how a rectangle or an ellipse is built, which
//! arguments mean what. Everything takes millimetres and, as in CadQuery, degrees.
//!
//! Deviation from CadQuery: results whose order would depend on addresses in memory (`siblings`,
//! set operations) come in the order of the shape they were taken from.

pub mod arcs;
pub mod curves;
pub mod free;
pub mod measure;
pub mod planar;
pub mod solids;
pub mod topology;
pub mod transforms;

#[cfg(test)]
mod tests;

pub use self::curves::{make_circle_edge, make_ellipse_edge, make_ellipse_wire};
pub use self::measure::{
    area, bounding_box, center, center_of_bound_box, combined_center, combined_center_of_bound_box, length,
    normal_at, radius, tangent_at, wire_area,
};
pub use self::planar::{make_face, offset_2d, rect, sort_wires};
pub use self::topology::{
    ancestors, children_of, cleaned, combined, make_compound, normalized, siblings, siblings_of_all,
    sub_shapes,
};
pub use self::transforms::{
    mirror, mirror_named, moved, rotate, scale, transform_geometry, transform_shape, translate,
};
