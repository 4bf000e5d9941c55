//! CadQuery in Rust: the classes and functions of CadQuery 2.8 without Python.
//!
//! [`geom`] holds vectors, planes and locations, [`selectors`] chooses among shapes,
//! [`shape`] is the direct API (methods of shapes and free functions), and [`workplane`],
//! [`sketch`] and [`assembly`] are the fluent classes built on them; [`exporters`] and [`importers`] turn
//! them into the bytes of files and back.
//! Everything takes millimetres; angles are degrees where CadQuery takes degrees.
//! The Python surface over this lies in `py/`.

pub mod assembly;
pub mod constraints;
pub mod error;
pub mod exporters;
pub mod fonts;
pub mod geom;
pub mod importers;
pub mod record;
pub mod selectors;
pub mod shape;
pub mod sketch;
pub mod workplane;

pub use error::{CqError, CqErrorKind, Result};
pub use geom::{BoundBox, Color, Location, Matrix, Plane, Vector};
pub use selectors::Selector;
