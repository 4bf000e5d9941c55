//! Figures of a sketch, for Python.

use rustpython_derive::pyclass;
use rustpython_vm::{FromArgs, PyObjectRef, PyPayload, PyResult, VirtualMachine};

use super::args::{ModeArg, face_source};
use super::{Figure, PySketch, call};
use crate::cq::geom::Location;
use crate::cq::record::record;
use crate::cq::sketch::{Selected, Sketch};
use crate::py::convert::{Callback, Flag, Number, Points, Text};
use crate::py::place::location_object;
use crate::py::raise;
use crate::py::workplane::args::{Whole, vectors};

impl Faces for PySketch {}

/// Methods of `Sketch` that draw faces at every selected place, or at the origin, and change them.
/// `mode` adds (`"a"`), subtracts (`"s"`), intersects (`"i"`), replaces (`"r"`) or only keeps the
/// face under a `tag` (`"c"`). Sizes are millimetres, angles degrees.
#[pyclass]
pub(crate) trait Faces: PyPayload {
    /// A face of a wire, a sketch, a shape with faces, or edges.
    #[pymethod]
    fn face(zelf: Figure, args: FaceArgs, vm: &VirtualMachine) -> PyResult<Figure> {
        let source = face_source(vm, &args.b)?;
        let selected = if args.ignore_selection.0 { Selected::Ignored } else { Selected::Used };
        PySketch::operation(&zelf, "face", vm, |figure| {
            figure.face(&source, args.angle.0, args.mode.0, tag(&args.tag), selected)
        })
    }

    /// A rectangle `w` wide and `h` high.
    #[pymethod]
    fn rect(zelf: Figure, args: Rect, vm: &VirtualMachine) -> PyResult<Figure> {
        PySketch::operation(&zelf, "rect", vm, |figure| {
            figure.rect(args.w.0, args.h.0, args.angle.0, args.mode.0, tag(&args.tag))
        })
    }

    /// A circle of radius `r`.
    #[pymethod]
    fn circle(zelf: Figure, args: Circle, vm: &VirtualMachine) -> PyResult<Figure> {
        PySketch::operation(&zelf, "circle", vm, |figure| {
            figure.circle(args.r.0, args.mode.0, tag(&args.tag))
        })
    }

    /// An ellipse with radii `a1` along x and `a2` along y.
    #[pymethod]
    fn ellipse(zelf: Figure, args: Ellipse, vm: &VirtualMachine) -> PyResult<Figure> {
        PySketch::operation(&zelf, "ellipse", vm, |figure| {
            figure.ellipse([args.a1.0, args.a2.0], args.angle.0, args.mode.0, tag(&args.tag))
        })
    }

    /// A trapezoid with lower side `w`, height `h` and angles `a1`, `a2` at the lower side.
    #[pymethod]
    fn trapezoid(zelf: Figure, args: Trapezoid, vm: &VirtualMachine) -> PyResult<Figure> {
        // As in CadQuery a second angle of 0 counts as none.
        let right = args.a2.map(|angle| angle.0).filter(|angle| *angle != 0.0).unwrap_or(args.a1.0);
        PySketch::operation(&zelf, "trapezoid", vm, |figure| {
            let angles = [args.a1.0, right];
            figure.trapezoid([args.w.0, args.h.0], angles, args.angle.0, args.mode.0, tag(&args.tag))
        })
    }

    /// A slot whose ends have centres `w` apart and are `h` wide.
    #[pymethod]
    fn slot(zelf: Figure, args: Rect, vm: &VirtualMachine) -> PyResult<Figure> {
        PySketch::operation(&zelf, "slot", vm, |figure| {
            figure.slot(args.w.0, args.h.0, args.angle.0, args.mode.0, tag(&args.tag))
        })
    }

    /// A regular polygon with `n` corners at distance `r`.
    #[pymethod(name = "regularPolygon")]
    fn regular_polygon(zelf: Figure, args: RegularPolygon, vm: &VirtualMachine) -> PyResult<Figure> {
        PySketch::operation(&zelf, "regularPolygon", vm, |figure| {
            figure.regular_polygon(args.r.0, args.n.0, args.angle.0, args.mode.0, tag(&args.tag))
        })
    }

    /// A polygon through points.
    #[pymethod]
    fn polygon(zelf: Figure, args: Polygon, vm: &VirtualMachine) -> PyResult<Figure> {
        PySketch::operation(&zelf, "polygon", vm, |figure| {
            figure.polygon(&vectors(&args.pts), args.angle.0, args.mode.0, tag(&args.tag))
        })
    }

    /// Calls a function with every selected place; it returns a face, a compound or a sketch.
    #[pymethod]
    fn each(zelf: Figure, args: Each, vm: &VirtualMachine) -> PyResult<Figure> {
        let figure = zelf.figure();
        let selected = if args.ignore_selection.0 { Selected::Ignored } else { Selected::Used };
        let mut callback = |place: Location| {
            let object = location_object(vm, place).map_err(raise::keep_callback_exception)?;
            let made = args.callback.call(vm, (object,))?;
            face_source(vm, &made).map_err(raise::keep_callback_exception)
        };
        call(vm, || figure.each(&mut callback, args.mode.0, tag(&args.tag), selected))?;
        Ok(zelf)
    }

    /// Makes a face of the loose edges.
    #[pymethod]
    fn assemble(zelf: Figure, args: ModeAndTag, vm: &VirtualMachine) -> PyResult<Figure> {
        PySketch::operation(&zelf, "assemble", vm, |figure| figure.assemble(args.mode.0, tag(&args.tag)))
    }

    /// Makes the convex hull of the selected edges, else of everything.
    #[pymethod]
    fn hull(zelf: Figure, args: ModeAndTag, vm: &VirtualMachine) -> PyResult<Figure> {
        PySketch::operation(&zelf, "hull", vm, |figure| figure.hull(args.mode.0, tag(&args.tag)))
    }

    /// Draws faces inside the outlines at a distance `d` to the selected wires.
    #[pymethod]
    fn offset(zelf: Figure, args: Offset, vm: &VirtualMachine) -> PyResult<Figure> {
        PySketch::operation(&zelf, "offset", vm, |figure| {
            figure.offset(args.d.0, args.mode.0, tag(&args.tag))
        })
    }

    /// Rounds the selected corners with radius `d`.
    #[pymethod]
    fn fillet(zelf: Figure, d: Number, vm: &VirtualMachine) -> PyResult<Figure> {
        PySketch::operation(&zelf, "fillet", vm, |figure| figure.fillet(d.0))
    }

    /// Bevels the selected corners by `d`.
    #[pymethod]
    fn chamfer(zelf: Figure, d: Number, vm: &VirtualMachine) -> PyResult<Figure> {
        PySketch::operation(&zelf, "chamfer", vm, |figure| figure.chamfer(d.0))
    }

    /// Unites faces that touch and edges of one curve.
    #[pymethod]
    fn clean(zelf: Figure, vm: &VirtualMachine) -> PyResult<Figure> {
        let figure = zelf.figure();
        call(vm, || record("clean", || Sketch::clean(&figure)))?;
        Ok(zelf)
    }
}

fn tag(tag: &Option<Text>) -> Option<&str> {
    tag.as_ref().map(|tag| tag.0.as_str())
}

#[derive(FromArgs)]
pub(crate) struct FaceArgs {
    #[pyarg(any)]
    b: PyObjectRef,
    #[pyarg(any, default)]
    angle: Number,
    #[pyarg(any, default)]
    mode: ModeArg,
    #[pyarg(any, default)]
    tag: Option<Text>,
    #[pyarg(any, default)]
    ignore_selection: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Rect {
    #[pyarg(any)]
    w: Number,
    #[pyarg(any)]
    h: Number,
    #[pyarg(any, default)]
    angle: Number,
    #[pyarg(any, default)]
    mode: ModeArg,
    #[pyarg(any, default)]
    tag: Option<Text>,
}

#[derive(FromArgs)]
pub(crate) struct Circle {
    #[pyarg(any)]
    r: Number,
    #[pyarg(any, default)]
    mode: ModeArg,
    #[pyarg(any, default)]
    tag: Option<Text>,
}

#[derive(FromArgs)]
pub(crate) struct Ellipse {
    #[pyarg(any)]
    a1: Number,
    #[pyarg(any)]
    a2: Number,
    #[pyarg(any, default)]
    angle: Number,
    #[pyarg(any, default)]
    mode: ModeArg,
    #[pyarg(any, default)]
    tag: Option<Text>,
}

#[derive(FromArgs)]
pub(crate) struct Trapezoid {
    #[pyarg(any)]
    w: Number,
    #[pyarg(any)]
    h: Number,
    #[pyarg(any)]
    a1: Number,
    #[pyarg(any, default)]
    a2: Option<Number>,
    #[pyarg(any, default)]
    angle: Number,
    #[pyarg(any, default)]
    mode: ModeArg,
    #[pyarg(any, default)]
    tag: Option<Text>,
}

#[derive(FromArgs)]
pub(crate) struct RegularPolygon {
    #[pyarg(any)]
    r: Number,
    #[pyarg(any)]
    n: Whole,
    #[pyarg(any, default)]
    angle: Number,
    #[pyarg(any, default)]
    mode: ModeArg,
    #[pyarg(any, default)]
    tag: Option<Text>,
}

#[derive(FromArgs)]
pub(crate) struct Polygon {
    #[pyarg(any)]
    pts: Points,
    #[pyarg(any, default)]
    angle: Number,
    #[pyarg(any, default)]
    mode: ModeArg,
    #[pyarg(any, default)]
    tag: Option<Text>,
}

#[derive(FromArgs)]
pub(crate) struct Each {
    #[pyarg(any)]
    callback: Callback,
    #[pyarg(any, default)]
    mode: ModeArg,
    #[pyarg(any, default)]
    tag: Option<Text>,
    #[pyarg(any, default)]
    ignore_selection: Flag,
}

#[derive(FromArgs)]
pub(crate) struct ModeAndTag {
    #[pyarg(any, default)]
    mode: ModeArg,
    #[pyarg(any, default)]
    tag: Option<Text>,
}

#[derive(FromArgs)]
pub(crate) struct Offset {
    #[pyarg(any)]
    d: Number,
    #[pyarg(any, default)]
    mode: ModeArg,
    #[pyarg(any, default)]
    tag: Option<Text>,
}
