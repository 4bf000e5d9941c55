//! Patterns, callbacks at points, and holes, for Python.

use rustpython_derive::pyclass;
use rustpython_vm::{FromArgs, PyObjectRef, PyPayload, PyResult, TryFromObject, VirtualMachine};

use super::args::{CombineArg, Whole, anchors, item_from_py, item_to_py, placed_from_py};
use super::{Link, PyWorkplane, call};
use crate::cq::record::record;
use crate::cq::workplane::{Combine, HoleHead, Item, Placed, Purpose, Space};
use crate::py::convert::{self, Callback, Centered, Flag, Number};
use crate::py::place::location_object;
use crate::py::shape::PyShape;
use crate::py::{raise, same_class};

impl Patterns for PyWorkplane {}

/// Methods of `Workplane` that make points and do something at every point. Distances are
/// millimetres, angles degrees.
#[pyclass]
pub(crate) trait Patterns: PyPayload {
    /// Points in rows and columns, which stand on the stack.
    ///
    /// `xSpacing`, `ySpacing`: millimetres; `xCount`, `yCount`: at least 1. `center` (True): about the
    /// origin, or from it in positive directions; two truth values set it for each axis.
    ///
    /// Example: `plate.faces(">Z").workplane().rarray(10, 10, 4, 3).hole(3)`
    #[pymethod]
    fn rarray(zelf: Link, args: RArray, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| {
            let spacing = [args.x_spacing.0, args.y_spacing.0];
            link.r_array(spacing, [args.x_count.0, args.y_count.0], anchors(&args.center))
        })
    }

    /// Places on a circle, which stand on the stack.
    ///
    /// `radius`: millimetres; `startAngle`: degrees from local x; `angle`: degrees in all, or from
    /// one to the next with `fill=False`; `count`. `rotate` (True): what is drawn there turns along.
    ///
    /// Example: `disc.faces(">Z").workplane().polarArray(20, 0, 360, 6).hole(4)`
    #[pymethod(name = "polarArray")]
    fn polar_array(zelf: Link, args: PolarArray, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| {
            let angles = [args.start_angle.0, args.angle.0];
            link.polar_array(args.radius.0, angles, args.count.0, args.fill.0.into(), args.rotate.0.into())
        })
    }

    /// Puts points of the plane, or locations, on the stack; the next drawing or hole is made at each.
    ///
    /// `pntList`: tuples (x, y) or (x, y, z) in millimetres, Vectors or Locations.
    ///
    /// Example: `plate.faces(">Z").workplane().pushPoints([(-10, 0), (10, 0)]).hole(4)`
    #[pymethod(name = "pushPoints")]
    fn push_points(zelf: Link, args: PushPoints, vm: &VirtualMachine) -> PyResult<Link> {
        let elements = convert::elements(vm, &args.points, "points")?;
        let items: Vec<Item> = elements
            .iter()
            .map(|element| match item_from_py(vm, element) {
                Ok(item @ (Item::Vector(_) | Item::Location(_))) => Ok(item),
                _ => Ok(Item::Vector(convert::point(vm, element)?.into())),
            })
            .collect::<PyResult<_>>()?;
        PyWorkplane::step(&zelf, vm, |link| Ok(link.push_points(items)))
    }

    /// Calls a function with every item on the stack and collects the shapes that it returns.
    #[pymethod]
    fn each(zelf: Link, args: Each, vm: &VirtualMachine) -> PyResult<Link> {
        let link = zelf.link();
        let mut callback = |item: Item| {
            let object = keep(item_to_py(vm, item))?;
            let made = args.callback.call(vm, (object,))?;
            if vm.is_none(&made) {
                return Ok(None);
            }
            // CadQuery finds out by a method that the object lacks.
            let class = made.class().name().to_string();
            let lacking = || vm.new_attribute_error(format!("{class:?} object is no shape"));
            keep(placed_from_py(vm, &made).map_err(|_| lacking())).map(Some)
        };
        let next =
            call(vm, || link.each(&mut callback, args.local.0.into(), args.combine.0, args.clean.0.into()))?;
        same_class(vm, &zelf, PyWorkplane::from(next))
    }

    /// Puts a shape, the shapes of a workplane, or what a function returns, at every point of the
    /// stack.
    #[pymethod]
    fn eachpoint(zelf: Link, args: EachPoint, vm: &VirtualMachine) -> PyResult<Link> {
        let (space, combine, cleaning) = (Space::from(args.local.0), args.combine.0, args.clean.0.into());
        if let Some(shapes) = placed_shapes(&args.arg) {
            return PyWorkplane::operation(&zelf, "eachpoint", vm, |link| {
                link.each_point_shapes(&shapes, space, combine, cleaning)
            });
        }
        if !args.arg.is_callable() {
            let shown = args.arg.str(vm)?.to_string_lossy().into_owned();
            let error = vm.new_value_error(format!("{shown} is not supported"));
            let hint = "give a shape, a Workplane, or a function that takes a location and returns a shape";
            return Err(raise::with_hint(vm, error, hint));
        }
        let mut callback = point_callback(vm, Callback::try_from_object(vm, args.arg)?);
        let link = zelf.link();
        let next = call(vm, || link.each_point(&mut callback, space, combine, cleaning))?;
        same_class(vm, &zelf, PyWorkplane::from(next))
    }

    /// Cuts what a function returns at every point of the stack from the solid of the chain.
    #[pymethod(name = "cutEach")]
    fn cut_each(zelf: Link, args: CutEach, vm: &VirtualMachine) -> PyResult<Link> {
        let link = zelf.link();
        let mut callback = point_callback(vm, args.fcn);
        let next = call(vm, || {
            record("cutEach", || link.cut_each(&mut callback, args.local.0.into(), args.clean.0.into()))
        })?;
        same_class(vm, &zelf, PyWorkplane::from(next))
    }

    /// Drills a hole into the solid of the chain at every point of the stack, against the normal.
    ///
    /// `diameter`: millimetres. `depth` (None): millimetres, through everything without it. `clean`
    /// (True).
    ///
    /// Raises `ValueError` without a solid.
    ///
    /// Example: `cq.Workplane().box(80, 60, 10).faces(">Z").workplane().hole(22)`
    #[pymethod]
    fn hole(zelf: Link, args: Hole, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::operation(&zelf, "hole", vm, |link| {
            let depth = args.depth.map(|depth| depth.0);
            link.hole(args.diameter.0, HoleHead::Plain, depth, args.clean.0.into())
        })
    }

    /// Drills a hole with a wider, flat head at every point of the stack, against the normal.
    ///
    /// `diameter`, `cboreDiameter`, `cboreDepth`: millimetres. `depth` (None): through everything.
    /// `clean` (True).
    ///
    /// Example: `plate.faces(">Z").workplane().cboreHole(2.4, 4.4, 2.1)`
    #[pymethod(name = "cboreHole")]
    fn cbore_hole(zelf: Link, args: CboreHole, vm: &VirtualMachine) -> PyResult<Link> {
        let head = HoleHead::Counterbore { diameter: args.head.0, depth: args.head_depth.0 };
        PyWorkplane::operation(&zelf, "cboreHole", vm, |link| {
            link.hole(args.diameter.0, head, args.depth.map(|depth| depth.0), args.clean.0.into())
        })
    }

    /// Drills a hole with a conical head at every point of the stack, against the normal.
    ///
    /// `diameter`, `cskDiameter`: millimetres; `cskAngle`: degrees between opposite sides, usually 82
    /// or 90. `depth` (None): through everything. `clean` (True).
    ///
    /// Example: `plate.faces(">Z").workplane().cskHole(3, 6, 90)`
    #[pymethod(name = "cskHole")]
    fn csk_hole(zelf: Link, args: CskHole, vm: &VirtualMachine) -> PyResult<Link> {
        let head = HoleHead::Countersink { diameter: args.head.0, angle: args.angle.0 };
        PyWorkplane::operation(&zelf, "cskHole", vm, |link| {
            link.hole(args.diameter.0, head, args.depth.map(|depth| depth.0), args.clean.0.into())
        })
    }
}

/// Keeps a Python exception while it travels through `cq`.
fn keep<T>(result: PyResult<T>) -> crate::cq::Result<T> {
    result.map_err(raise::keep_callback_exception)
}

fn point_callback(
    vm: &VirtualMachine,
    callback: Callback,
) -> impl FnMut(crate::cq::Location) -> crate::cq::Result<Placed> {
    move |location| {
        let object = keep(location_object(vm, location))?;
        let made = callback.call(vm, (object,))?;
        keep(placed_from_py(vm, &made))
    }
}

/// The shapes of a shape or workplane, if the object is one.
fn placed_shapes(object: &PyObjectRef) -> Option<Vec<Placed>> {
    if let Some(shape) = object.downcast_ref::<PyShape>() {
        return Some(vec![Placed { shape: shape.get(), purpose: Purpose::from(shape.is_construction()) }]);
    }
    let workplane = object.downcast_ref::<PyWorkplane>()?;
    let shapes = workplane.link().shapes().into_iter();
    Some(shapes.map(|shape| Placed { shape, purpose: Purpose::Part }).collect())
}

#[derive(FromArgs)]
pub(crate) struct RArray {
    #[pyarg(any, name = "xSpacing")]
    x_spacing: Number,
    #[pyarg(any, name = "ySpacing")]
    y_spacing: Number,
    #[pyarg(any, name = "xCount")]
    x_count: Whole,
    #[pyarg(any, name = "yCount")]
    y_count: Whole,
    #[pyarg(any, default)]
    center: Centered,
}

#[derive(FromArgs)]
pub(crate) struct PolarArray {
    #[pyarg(any)]
    radius: Number,
    #[pyarg(any, name = "startAngle")]
    start_angle: Number,
    #[pyarg(any)]
    angle: Number,
    #[pyarg(any)]
    count: Whole,
    #[pyarg(any, default = Flag(true))]
    fill: Flag,
    #[pyarg(any, default = Flag(true))]
    rotate: Flag,
}

#[derive(FromArgs)]
pub(crate) struct PushPoints {
    #[pyarg(any, name = "pntList")]
    points: PyObjectRef,
}

#[derive(FromArgs)]
pub(crate) struct Each {
    #[pyarg(any)]
    callback: Callback,
    #[pyarg(any, name = "useLocalCoordinates", default)]
    local: Flag,
    #[pyarg(any, default)]
    combine: CombineArg,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
}

#[derive(FromArgs)]
pub(crate) struct EachPoint {
    #[pyarg(any)]
    arg: PyObjectRef,
    #[pyarg(any, name = "useLocalCoordinates", default)]
    local: Flag,
    #[pyarg(any, default = CombineArg(Combine::Separate))]
    combine: CombineArg,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
}

#[derive(FromArgs)]
pub(crate) struct CutEach {
    #[pyarg(any)]
    fcn: Callback,
    #[pyarg(any, name = "useLocalCoords", default)]
    local: Flag,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Hole {
    #[pyarg(any)]
    diameter: Number,
    #[pyarg(any, default)]
    depth: Option<Number>,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
}

#[derive(FromArgs)]
pub(crate) struct CboreHole {
    #[pyarg(any)]
    diameter: Number,
    #[pyarg(any, name = "cboreDiameter")]
    head: Number,
    #[pyarg(any, name = "cboreDepth")]
    head_depth: Number,
    #[pyarg(any, default)]
    depth: Option<Number>,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
}

#[derive(FromArgs)]
pub(crate) struct CskHole {
    #[pyarg(any)]
    diameter: Number,
    #[pyarg(any, name = "cskDiameter")]
    head: Number,
    #[pyarg(any, name = "cskAngle")]
    angle: Number,
    #[pyarg(any, default)]
    depth: Option<Number>,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
}
