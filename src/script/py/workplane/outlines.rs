//! Closed outlines, for Python.

use rustpython_derive::pyclass;
use rustpython_vm::{FromArgs, PyPayload, PyResult, VirtualMachine};

use super::args::{Whole, anchors};
use super::{Link, PyWorkplane, call};
use crate::cq::geom::MirrorAxis;
use crate::cq::shape::planar::join_kind;
use crate::cq::workplane::PolygonFit;
use crate::py::convert::{Centered, Flag, Number, Text};

impl Outlines for PyWorkplane {}

/// Outline methods of `Workplane`: one outline for each point of the stack, which then stands on it.
/// Sizes are millimetres, angles degrees.
#[pyclass]
pub(crate) trait Outlines: PyPayload {
    /// A rectangle at each point.
    ///
    /// `xLen`, `yLen`: millimetres. `centered` (True): about the point, or from it in positive
    /// directions; two truth values set it for each axis. `forConstruction` (False).
    ///
    /// Example: `plate.faces(">Z").workplane().rect(70, 50, forConstruction=True).vertices().hole(3)`
    #[pymethod]
    fn rect(zelf: Link, args: Rect, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| {
            link.rect(args.x.0, args.y.0, anchors(&args.centered), args.construction.0.into())
        })
    }

    /// A circle about each point.
    ///
    /// `radius`: millimetres. `forConstruction` (False).
    ///
    /// Example: `cq.Workplane("XY").circle(10).circle(6).extrude(5)`
    #[pymethod]
    fn circle(zelf: Link, args: Circle, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| link.circle(args.radius.0, args.construction.0.into()))
    }

    /// An ellipse about the point.
    #[pymethod]
    fn ellipse(zelf: Link, args: Ellipse, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| {
            link.ellipse(args.x_radius.0, args.y_radius.0, args.rotation_angle.0, args.construction.0.into())
        })
    }

    /// A regular polygon about each point.
    ///
    /// `nSides`; `diameter`: millimetres of the circle through its corners, or of the circle that its
    /// sides touch with `circumscribed=True`. `forConstruction` (False).
    ///
    /// Example: `cq.Workplane().polygon(6, 20).extrude(5)`
    #[pymethod]
    fn polygon(zelf: Link, args: Polygon, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| {
            let fit = PolygonFit::from(args.circumscribed.0);
            link.polygon(args.sides.0, args.diameter.0, fit, args.construction.0.into())
        })
    }

    /// A slot with round ends about each point.
    ///
    /// `length`: overall, `diameter`: width, in millimetres. `angle` (0): degrees from local x.
    ///
    /// Example: `plate.faces(">Z").workplane().slot2D(20, 5).cutThruAll()`
    #[pymethod(name = "slot2D")]
    fn slot_2d(zelf: Link, args: Slot, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| link.slot_2d(args.length.0, args.diameter.0, args.angle.0))
    }

    /// Replaces the waiting outlines by those at a distance `d`; negative lies inside.
    #[pymethod(name = "offset2D")]
    fn offset_2d(zelf: Link, args: Offset, vm: &VirtualMachine) -> PyResult<Link> {
        let join = match &args.kind {
            Some(kind) => call(vm, || join_kind(&kind.0))?,
            None => kernel::JoinKind::Arc,
        };
        PyWorkplane::operation(&zelf, "offset2D", vm, |link| {
            link.offset_2d(args.d.0, join, args.construction.0.into())
        })
    }

    /// Adds the waiting outline mirrored at local x, and joins both.
    #[pymethod(name = "mirrorX")]
    fn mirror_x(zelf: Link, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| link.mirror_about(MirrorAxis::X))
    }

    /// Adds the waiting outline mirrored at local y, and joins both.
    #[pymethod(name = "mirrorY")]
    fn mirror_y(zelf: Link, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| link.mirror_about(MirrorAxis::Y))
    }
}

#[derive(FromArgs)]
pub(crate) struct Rect {
    #[pyarg(any, name = "xLen")]
    x: Number,
    #[pyarg(any, name = "yLen")]
    y: Number,
    #[pyarg(any, default)]
    centered: Centered,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Circle {
    #[pyarg(any)]
    radius: Number,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Ellipse {
    #[pyarg(any)]
    x_radius: Number,
    #[pyarg(any)]
    y_radius: Number,
    #[pyarg(any, default)]
    rotation_angle: Number,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Polygon {
    #[pyarg(any, name = "nSides")]
    sides: Whole,
    #[pyarg(any)]
    diameter: Number,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
    #[pyarg(any, default)]
    circumscribed: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Slot {
    #[pyarg(any)]
    length: Number,
    #[pyarg(any)]
    diameter: Number,
    #[pyarg(any, default)]
    angle: Number,
}

#[derive(FromArgs)]
pub(crate) struct Offset {
    #[pyarg(any)]
    d: Number,
    #[pyarg(any, default)]
    kind: Option<Text>,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
}
