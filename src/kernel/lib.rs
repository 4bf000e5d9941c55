//! The geometry kernel: exact solids, faces and curves on top of OpenCASCADE.
//!
//! A [`Shape`] is an immutable piece of topology; every operation takes shapes and numbers and
//! gives a new shape or plain numbers. Lengths are millimetres, angles are radians.
//! Operations, their settings and the order of faces and edges follow CadQuery 2.8, so that the
//! same program gives the same part.
//!
//! An invalid result is a result: ask [`Shape::is_valid`]. An [`Error`] means that there is no
//! result, and [`ErrorKind`] tells why. Nothing is printed and nothing panics on bad numbers.
//!
//! Deviations from CadQuery:
//! 1. Arguments that are not finite, too small or of the wrong kind are refused with the numbers,
//!    where OpenCASCADE would give an invalid shape, crash, or say only "command not done".
//! 2. Booleans never alter their arguments, and take threads only for more than 200 faces.
//! 3. Triangles are made on a copy, so boxes and files never depend on what was drawn before.
//! 4. A twisted extrusion without holes is a solid, not a compound of one solid.
//! 5. [`Shape::geom_type`] of a solid is `Solid`; CadQuery 2.8 says `CompSolid`.
//! 6. The centre of a compound of vertices is their mean; CadQuery raises.
//!
//! This crate does not know CadQuery's stack, selectors or Python; those live in `script`.
//!
//! # Example
//! ```
//! use kernel::{BooleanOptions, Frame, box_solid, cut, cylinder};
//!
//! let plate = box_solid(&Frame::WORLD, 80.0, 60.0, 10.0)?;
//! let drill = cylinder(&Frame::along([40.0, 30.0, 0.0], [0.0, 0.0, 1.0]), 11.0, 10.0, std::f64::consts::TAU)?;
//! let part = cut(&plate, &[drill], &BooleanOptions::default())?;
//! assert!((part.volume()? - 44_198.673).abs() < 1e-3);
//! # Ok::<(), kernel::Error>(())
//! ```

mod blend;
mod booleans;
mod check;
mod curves;
mod document;
mod drawing;
mod edges;
mod error;
mod exchange;
mod faces;
mod ffi;
mod frame;
mod measure;
mod memo;
mod mesh;
mod offset;
mod onfaces;
mod process;
mod shape;
mod solids;
mod surfaces;
mod sweeps;
mod text;
mod trace;
mod transform;
mod vector;
mod wires;

#[cfg(test)]
mod tests;

pub use blend::{chamfer, chamfer_2d, fillet, fillet_2d, fillet_wire};
pub use booleans::{BooleanOptions, Glue, clean, cut, fuse, imprint, intersect, section, split};
pub use curves::{Conic, FrameKind, FramePlane, ParamMode, Sampling, SplineData};
pub use document::{Document, DocumentFormat, DocumentMark, DocumentNode, DocumentOptions, LengthUnit};
pub use drawing::{Drawing, Polyline, drawing};
pub use edges::{
    Closing, Hand, HelixOptions, Sense, Smoothing, SplineApproxOptions, SplineOptions, TangentScale, bezier,
    circle, ellipse, helix, line, spline, spline_approx, spline_edge, tangent_arc, three_point_arc,
    trim_edge, vertex,
};
pub use error::{Error, ErrorKind, Result};
pub use exchange::{
    StepPart, StlKind, StlOptions, brep_bytes, brep_from_bytes, brep_from_text, brep_text, step_bytes,
    step_parts, step_shapes, stl_bytes,
};
pub use faces::{
    ENDLESS, FillOptions, face, face_with_holes, faces_of_wires, fill, plane_face, ruled_face, spline_face,
    trim_face, trim_face_uv,
};
pub use frame::{Frame, Vec3};
pub use measure::{BoxMethod, LineDirection, closest_points};
pub use memo::with_memo;
pub use mesh::{Deflection, cad_mesh, tessellate};
pub use offset::{JoinKind, WireEnds, draft_faces, hollow, offset_2d, offset_faces, offset_on, thicken};
pub use onfaces::{Isoline, OnFaceOptions, cap, edge_on_face, extend_face, isoline, lies_on};
pub use process::{
    catch_signals, clock, cpu_threads, fork, occt_version, processor_time, provoke_segv, set_cancel_flag,
    signal_was_caught, silence_messages, use_one_heap, with_clock,
};
pub use shape::{Kind, Shape};
pub use solids::{
    SewOptions, bare_shell, box_solid, compound, cone, cylinder, make_shell, make_solid, sew,
    solid_of_shells, sphere, torus, wedge,
};
pub use sweeps::{
    Caps, DraftExtent, DraftPrismOptions, Feature, LoftOptions, LoftSurface, MatchEdges, Parametrization,
    Ruled, Smoothness, SweepMode, SweepOptions, Transition, draft_prism, extrude, extrude_taper,
    extrude_twist, linear_prism, loft, revolve, sweep, sweep_multi,
};
pub use text::{HorizontalAlign, TextOptions, VerticalAlign, text};
pub use trace::{Change, Traced, traced};
pub use transform::Transform;
pub use wires::{ProjectOptions, combine_wires, polygon, project_curve, project_normally, wire};
