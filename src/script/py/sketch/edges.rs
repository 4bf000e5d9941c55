//! Loose edges of a sketch, for Python.
//!
//! `segment`, `arc` and `spline` mean different things by the types of their arguments; the leading
//! points and numbers decide.

use rustpython_derive::pyclass;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{FromArgs, PyObjectRef, PyPayload, PyResult, TryFromObject, VirtualMachine};

use super::{Figure, PySketch};
use crate::cq::geom::Vector;
use crate::cq::sketch::ArcSpan;
use crate::cq::workplane::Purpose;
use crate::py::convert::{self, Flag, Points, Text};
use crate::py::shape::ShapeArg;
use crate::py::workplane::args::vectors;
use crate::py::{geom, raise};

impl Edges for PySketch {}

/// Methods of `Sketch` that draw loose edges; `assemble()` makes faces of them. `tag` names the
/// edge, `forConstruction=True` keeps it out of the faces. Sizes are millimetres, angles degrees.
#[pyclass]
pub(crate) trait Edges: PyPayload {
    /// Adds an edge.
    #[pymethod]
    fn edge(zelf: Figure, args: EdgeArgs, vm: &VirtualMachine) -> PyResult<Figure> {
        PySketch::change(&zelf, vm, |figure| {
            let tag = args.tag.as_ref().map(|tag| tag.0.as_str());
            Ok(figure.edge(args.val.0, tag, args.construction.0.into()))
        })
    }

    /// A straight edge: `(p1, p2)`, `(p2)` from the end of the last edge, or `(length, angle)` from
    /// there.
    #[pymethod]
    fn segment(zelf: Figure, args: FuncArgs, vm: &VirtualMachine) -> PyResult<Figure> {
        let edge = EdgeCall::of(vm, args, &["p1", "p2", "l", "a"])?;
        match (&edge.points[..], &edge.numbers[..]) {
            ([p1, p2], []) => {
                PySketch::change(&zelf, vm, |f| f.segment(Some(*p1), *p2, edge.tag(), edge.purpose))
            }
            ([p2], []) => PySketch::change(&zelf, vm, |f| f.segment(None, *p2, edge.tag(), edge.purpose)),
            ([], [length, angle]) => {
                PySketch::change(&zelf, vm, |f| f.polar_segment(*length, *angle, edge.tag(), edge.purpose))
            }
            _ => Err(edge.refused(vm, "segment takes one or two points, or a length and an angle")),
        }
    }

    /// A circular arc: `(p1, p2, p3)`, `(p2, p3)` from the end of the last edge, or `(center, radius,
    /// angle, angle covered)`.
    #[pymethod]
    fn arc(zelf: Figure, args: FuncArgs, vm: &VirtualMachine) -> PyResult<Figure> {
        let edge = EdgeCall::of(vm, args, &["p1", "c", "p2", "p3", "r", "a", "da"])?;
        match (&edge.points[..], &edge.numbers[..]) {
            ([p1, p2, p3], []) => {
                PySketch::change(&zelf, vm, |f| f.arc(Some(*p1), *p2, *p3, edge.tag(), edge.purpose))
            }
            ([p2, p3], []) => {
                PySketch::change(&zelf, vm, |f| f.arc(None, *p2, *p3, edge.tag(), edge.purpose))
            }
            ([center], [radius, start, span]) => {
                let arc = ArcSpan { center: *center, radius: *radius, start: *start, span: *span };
                PySketch::change(&zelf, vm, |f| f.center_arc(&arc, edge.tag(), edge.purpose))
            }
            _ => Err(edge.refused(vm, "arc takes two or three points, or a centre, a radius and two angles")),
        }
    }

    /// A spline through points: `(points)` or `(points, tangents, periodic)`.
    #[pymethod]
    fn spline(zelf: Figure, args: FuncArgs, vm: &VirtualMachine) -> PyResult<Figure> {
        let mut args = args;
        let has_tangents = args.kwargs.contains_key("tangents")
            || args.kwargs.contains_key("periodic")
            || args.args.get(1).is_some_and(|second| convert::text(second).is_none() && args.args.len() > 2)
            || args.args.get(1).is_some_and(|second| convert::text(second).is_none() && !vm.is_none(second));
        if !has_tangents && args.args.len() > 1 {
            // The short form goes on with the tag.
            args.args.insert(1, vm.ctx.none());
            args.args.insert(2, vm.ctx.new_bool(false).into());
        }
        let args: SplineArgs = args.bind(vm)?;
        let tangents = args.tangents.map(|tangents| vectors(&tangents)).unwrap_or_default();
        let closing = if args.periodic.0 { kernel::Closing::Periodic } else { kernel::Closing::Open };
        let tag = args.tag.as_ref().map(|tag| tag.0.as_str());
        PySketch::change(&zelf, vm, |figure| {
            figure.spline(&vectors(&args.pts), &tangents, closing, tag, args.construction.0.into())
        })
    }

    /// A Bézier curve with poles.
    #[pymethod]
    fn bezier(zelf: Figure, args: BezierArgs, vm: &VirtualMachine) -> PyResult<Figure> {
        let tag = args.tag.as_ref().map(|tag| tag.0.as_str());
        PySketch::change(&zelf, vm, |figure| {
            figure.bezier(&vectors(&args.pts), tag, args.construction.0.into())
        })
    }

    /// A straight edge from the end of the last edge to the start of the first.
    #[pymethod]
    fn close(zelf: Figure, args: CloseArgs, vm: &VirtualMachine) -> PyResult<Figure> {
        let tag = args.tag.as_ref().map(|tag| tag.0.as_str());
        PySketch::change(&zelf, vm, |figure| figure.close(tag))
    }
}

/// The arguments of a method that goes by its leading points and numbers.
struct EdgeCall {
    points: Vec<Vector>,
    numbers: Vec<f64>,
    tag: Option<String>,
    purpose: Purpose,
}

impl EdgeCall {
    fn of(vm: &VirtualMachine, args: FuncArgs, names: &[&str]) -> PyResult<Self> {
        let mut given: Vec<PyObjectRef> = args.args;
        let mut kwargs = args.kwargs;
        // Geometry by keyword takes its place among the positional arguments.
        let geometry: Vec<PyObjectRef> = names.iter().filter_map(|name| kwargs.swap_remove(*name)).collect();
        let rest = given
            .iter()
            .position(|object| !geom::is_vector_like(vm, object) && !convert::is_number(vm, object));
        let others = given.split_off(rest.unwrap_or(given.len()));
        given.extend(geometry);
        let mut call = Self { points: Vec::new(), numbers: Vec::new(), tag: None, purpose: Purpose::Part };
        for object in &given {
            if convert::is_number(vm, object) {
                call.numbers.push(convert::number(vm, object)?);
            } else {
                call.points.push(geom::vector(vm, object)?);
            }
        }
        let mut others = others.into_iter();
        let tag = others.next().or_else(|| kwargs.swap_remove("tag"));
        let construction = others.next().or_else(|| kwargs.swap_remove("forConstruction"));
        if let Some(tag) = tag.filter(|tag| !vm.is_none(tag)) {
            call.tag = Some(Text::try_from_object(vm, tag)?.0);
        }
        if let Some(construction) = construction {
            call.purpose = construction.try_to_bool(vm)?.into();
        }
        if let Some(name) = kwargs.keys().next() {
            return Err(vm.new_type_error(format!("got an unexpected keyword argument '{name}'")));
        }
        Ok(call)
    }

    fn tag(&self) -> Option<&str> {
        self.tag.as_deref()
    }

    fn refused(&self, vm: &VirtualMachine, expected: &str) -> rustpython_vm::builtins::PyBaseExceptionRef {
        let error = vm.new_type_error(format!(
            "{expected}; got {} points and {} numbers",
            self.points.len(),
            self.numbers.len()
        ));
        raise::with_hint(vm, error, "points are tuples such as (10, 0)")
    }
}

#[derive(FromArgs)]
pub(crate) struct EdgeArgs {
    #[pyarg(any)]
    val: ShapeArg,
    #[pyarg(any, default)]
    tag: Option<Text>,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
}

#[derive(FromArgs)]
pub(crate) struct SplineArgs {
    #[pyarg(any)]
    pts: Points,
    #[pyarg(any, default)]
    tangents: Option<Points>,
    #[pyarg(any, default)]
    periodic: Flag,
    #[pyarg(any, default)]
    tag: Option<Text>,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
}

#[derive(FromArgs)]
pub(crate) struct BezierArgs {
    #[pyarg(any)]
    pts: Points,
    #[pyarg(any, default)]
    tag: Option<Text>,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
}

#[derive(FromArgs)]
pub(crate) struct CloseArgs {
    #[pyarg(any, default)]
    tag: Option<Text>,
}
