//! Vectors, planes, locations, matrices, boxes and colours with CadQuery's rules.
//!
//! Everything here is plain data and needs no kernel.
//! Angles are degrees where CadQuery's Python API takes degrees and radians where it takes radians;
//! each function says which.

mod bound_box;
mod color;
mod color_names;
mod location;
mod matrix;
mod plane;
mod vector;

pub use bound_box::BoundBox;
pub use color::Color;
pub use location::Location;
pub use matrix::Matrix;
pub use plane::{MirrorAxis, PLANE_NAMES, Plane};
pub use vector::Vector;
