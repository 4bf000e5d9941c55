//! Drawing with lines, arcs and curves, for Python.

use rustpython_derive::pyclass;
use rustpython_vm::{FromArgs, PyPayload, PyResult, VirtualMachine};

use super::args::{OptionalPoints, Whole, vectors};
use super::{Link, PyWorkplane, call};
use crate::cq::geom::Vector;
use crate::cq::workplane::{
    ArcAnchor, EllipseArc, Measured, Purpose, SplineApproximation, SplineCurve, Start, Workplane, Yield,
};
use crate::py::convert::{Callback, Count, Flag, Number, Numbers, Point3, Points};
use crate::py::same_class;

impl Drawing for PyWorkplane {}

/// Drawing methods of `Workplane`. Points and distances are local millimetres, angles degrees;
/// `forConstruction=True` draws something that does not become part of a solid.
#[pyclass]
pub(crate) trait Drawing: PyPayload {
    /// Moves the current point to (x, y) without drawing; the point stands on the stack.
    #[pymethod(name = "moveTo")]
    fn move_to(zelf: Link, args: MoveTo, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| Ok(link.move_to(args.x.0, args.y.0)))
    }

    /// Moves the current point by (xDist, yDist) without drawing; the point stands on the stack.
    #[pymethod(name = "move")]
    fn move_by(zelf: Link, args: MoveBy, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| link.move_by(args.x.0, args.y.0))
    }

    /// Draws a line from the current point to (x, y); the edge stands on the stack.
    ///
    /// `x`, `y`: local millimetres. `forConstruction` (False).
    ///
    /// Example: `cq.Workplane().lineTo(20, 0).lineTo(20, 10).close().extrude(5)`
    #[pymethod(name = "lineTo")]
    fn line_to(zelf: Link, args: LineTo, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| link.line_to(args.x.0, args.y.0, args.construction.0.into()))
    }

    /// Draws a line from the current point by (xDist, yDist); the edge stands on the stack.
    #[pymethod]
    fn line(zelf: Link, args: Line, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| link.line(args.x.0, args.y.0, args.construction.0.into()))
    }

    /// Draws a line of a length along local y.
    #[pymethod(name = "vLine")]
    fn v_line(zelf: Link, args: Distance, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| link.line(0.0, args.distance.0, args.construction.0.into()))
    }

    /// Draws a line of a length along local x.
    #[pymethod(name = "hLine")]
    fn h_line(zelf: Link, args: Distance, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| link.line(args.distance.0, 0.0, args.construction.0.into()))
    }

    /// Draws a line along local y to a y coordinate.
    #[pymethod(name = "vLineTo")]
    fn v_line_to(zelf: Link, args: ToY, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| link.v_line_to(args.y.0, args.construction.0.into()))
    }

    /// Draws a line along local x to an x coordinate.
    #[pymethod(name = "hLineTo")]
    fn h_line_to(zelf: Link, args: ToX, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| link.h_line_to(args.x.0, args.construction.0.into()))
    }

    /// Draws a line of a length at an angle to local x.
    #[pymethod(name = "polarLine")]
    fn polar_line(zelf: Link, args: Polar, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| {
            link.polar_line(args.distance.0, args.angle.0, args.construction.0.into())
        })
    }

    /// Draws a line to the point at polar coordinates about the origin of the plane.
    #[pymethod(name = "polarLineTo")]
    fn polar_line_to(zelf: Link, args: Polar, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| {
            link.polar_line_to(args.distance.0, args.angle.0, args.construction.0.into())
        })
    }

    /// Draws lines through points; the edges stand on the stack.
    ///
    /// `listOfXYTuple`: local millimetres. `forConstruction` (False). `includeCurrent` (False): the
    /// first line starts at the current point.
    ///
    /// Example: `cq.Workplane().polyline([(0, 0), (20, 0), (0, 10)]).close().extrude(5)`
    #[pymethod]
    fn polyline(zelf: Link, args: Polyline, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| {
            link.polyline(&vectors(&args.points), args.current.0.into(), args.construction.0.into())
        })
    }

    /// Joins the end of the outline to its start and makes it a wire, which stands on the stack and
    /// waits for the next operation.
    ///
    /// Raises `ValueError` when nothing was drawn.
    #[pymethod]
    fn close(zelf: Link, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, Workplane::close)
    }

    /// Makes the waiting edges a wire, which takes their place on the stack.
    #[pymethod]
    fn wire(zelf: Link, args: OnlyConstruction, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| link.wire(args.construction.0.into()))
    }

    /// Joins all waiting edges and wires to as few wires as possible.
    #[pymethod(name = "consolidateWires")]
    fn consolidate_wires(zelf: Link, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, Workplane::consolidate_wires)
    }

    /// Draws an arc from the current point through `point1` to `point2`; the edge stands on the stack.
    ///
    /// Example: `cq.Workplane().lineTo(10, 0).threePointArc((13, 5), (10, 10)).lineTo(0, 10).close()`
    #[pymethod(name = "threePointArc")]
    fn three_point_arc(zelf: Link, args: ThreePoints, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| {
            link.three_point_arc(args.through.0.into(), args.end.0.into(), args.construction.0.into())
        })
    }

    /// Draws an arc to `endPoint` that rises `sag` over its chord, to the left when positive.
    #[pymethod(name = "sagittaArc")]
    fn sagitta_arc(zelf: Link, args: Sagitta, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| {
            link.sagitta_arc(args.end.0.into(), args.sag.0, args.construction.0.into())
        })
    }

    /// Draws the shorter arc of a radius to `endPoint`, bulging to the left when positive.
    #[pymethod(name = "radiusArc")]
    fn radius_arc(zelf: Link, args: Radius, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| {
            link.radius_arc(args.end.0.into(), args.radius.0, args.construction.0.into())
        })
    }

    /// Draws an arc that goes on from the last edge without a corner and ends at `endpoint`, which is
    /// relative to the current point unless `relative=False`.
    #[pymethod(name = "tangentArcPoint")]
    fn tangent_arc_point(zelf: Link, args: Tangent, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| {
            let measured = Measured::from(args.relative.0);
            link.tangent_arc_point(args.end.0.into(), measured, args.construction.0.into())
        })
    }

    /// Draws an arc of an ellipse that starts at the current point, or is centred there.
    #[pymethod(name = "ellipseArc")]
    fn ellipse_arc(zelf: Link, args: EllipseArgs, vm: &VirtualMachine) -> PyResult<Link> {
        let forward = args.sense.0 == 1.0;
        let arc = EllipseArc {
            x_radius: args.x_radius.0,
            y_radius: args.y_radius.0,
            angle1: args.angle1.0,
            angle2: args.angle2.0,
            rotation: args.rotation_angle.0,
            sense: if forward { kernel::Sense::Forward } else { kernel::Sense::Backward },
            anchor: ArcAnchor::from(args.start_at_current.0),
            purpose: args.construction.0.into(),
            yields: args.make_wire.0.into(),
        };
        PyWorkplane::step(&zelf, vm, |link| link.ellipse_arc(&arc))
    }

    /// Draws a spline through points.
    #[pymethod]
    fn spline(zelf: Link, args: Spline, vm: &VirtualMachine) -> PyResult<Link> {
        let curve = SplineCurve {
            points: vectors(&args.points),
            tangents: args.tangents.map(|tangents| tangents.0).unwrap_or_default(),
            closing: if args.periodic.0 { kernel::Closing::Periodic } else { kernel::Closing::Open },
            parameters: args.parameters.map(|numbers| numbers.0).unwrap_or_default(),
            tangent_scale: if args.scale.0 {
                kernel::TangentScale::Fitted
            } else {
                kernel::TangentScale::AsGiven
            },
            tolerance: args.tol.map(|tol| tol.0),
            purpose: args.construction.0.into(),
            start: args.current.0.into(),
            yields: args.make_wire.0.into(),
        };
        PyWorkplane::step(&zelf, vm, |link| link.spline(&curve))
    }

    /// Draws a spline near points.
    #[pymethod(name = "splineApprox")]
    fn spline_approx(zelf: Link, args: SplineApprox, vm: &VirtualMachine) -> PyResult<Link> {
        let options = SplineApproximation {
            tolerance: args.tol.map(|tol| tol.0),
            degrees: [args.min_degree.0 as u32, args.max_degree.0 as u32],
            smoothing: args.smoothing.map(|weights| weights.0),
            purpose: args.construction.0.into(),
            start: args.current.0.into(),
            yields: args.make_wire.0.into(),
        };
        PyWorkplane::step(&zelf, vm, |link| link.spline_approx(&vectors(&args.points), &options))
    }

    /// Draws a spline near the points that a function of one number gives from `start` to `stop`.
    #[pymethod(name = "parametricCurve")]
    fn parametric_curve(zelf: Link, args: Parametric, vm: &VirtualMachine) -> PyResult<Link> {
        let options = args.options(1e-6, args.make_wire.as_ref().is_none_or(|make| make.0).into());
        let count = args.count.map_or(400, |count| count.0);
        let link = zelf.link();
        let mut point = |t: f64| args.func.call_for::<Point3>(vm, (t,)).map(|point| Vector::from(point.0));
        let range = [args.start.0, args.stop.0];
        let next = call(vm, || link.parametric_curve(&mut point, count, range, &options))?;
        same_class(vm, &zelf, PyWorkplane::from(next))
    }

    /// A face near the points that a function of two numbers gives on a grid.
    #[pymethod(name = "parametricSurface")]
    fn parametric_surface(zelf: Link, args: Parametric, vm: &VirtualMachine) -> PyResult<Link> {
        let options = args.options(1e-2, Yield::Edge);
        let count = args.count.map_or(20, |count| count.0);
        let link = zelf.link();
        let mut point =
            |u: f64, v: f64| args.func.call_for::<Point3>(vm, (u, v)).map(|point| Vector::from(point.0));
        let range = [args.start.0, args.stop.0];
        let next = call(vm, || link.parametric_surface(&mut point, count, range, &options))?;
        same_class(vm, &zelf, PyWorkplane::from(next))
    }

    /// Draws a Bézier curve with poles.
    #[pymethod]
    fn bezier(zelf: Link, args: Bezier, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| {
            link.bezier(
                &vectors(&args.points),
                args.construction.0.into(),
                args.current.0.into(),
                args.make_wire.0.into(),
            )
        })
    }
}

#[derive(FromArgs)]
pub(crate) struct MoveTo {
    #[pyarg(any, default)]
    x: Number,
    #[pyarg(any, default)]
    y: Number,
}

#[derive(FromArgs)]
pub(crate) struct MoveBy {
    #[pyarg(any, name = "xDist", default)]
    x: Number,
    #[pyarg(any, name = "yDist", default)]
    y: Number,
}

#[derive(FromArgs)]
pub(crate) struct LineTo {
    #[pyarg(any)]
    x: Number,
    #[pyarg(any)]
    y: Number,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Line {
    #[pyarg(any, name = "xDist")]
    x: Number,
    #[pyarg(any, name = "yDist")]
    y: Number,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Distance {
    #[pyarg(any)]
    distance: Number,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
}

#[derive(FromArgs)]
pub(crate) struct ToY {
    #[pyarg(any, name = "yCoord")]
    y: Number,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
}

#[derive(FromArgs)]
pub(crate) struct ToX {
    #[pyarg(any, name = "xCoord")]
    x: Number,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Polar {
    #[pyarg(any)]
    distance: Number,
    #[pyarg(any)]
    angle: Number,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Polyline {
    #[pyarg(any, name = "listOfXYTuple")]
    points: Points,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
    #[pyarg(any, name = "includeCurrent", default)]
    current: Flag,
}

#[derive(FromArgs)]
pub(crate) struct OnlyConstruction {
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
}

#[derive(FromArgs)]
pub(crate) struct ThreePoints {
    #[pyarg(any, name = "point1")]
    through: Point3,
    #[pyarg(any, name = "point2")]
    end: Point3,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Sagitta {
    #[pyarg(any, name = "endPoint")]
    end: Point3,
    #[pyarg(any)]
    sag: Number,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Radius {
    #[pyarg(any, name = "endPoint")]
    end: Point3,
    #[pyarg(any)]
    radius: Number,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Tangent {
    #[pyarg(any, name = "endpoint")]
    end: Point3,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
    #[pyarg(any, default = Flag(true))]
    relative: Flag,
}

#[derive(FromArgs)]
pub(crate) struct EllipseArgs {
    #[pyarg(any)]
    x_radius: Number,
    #[pyarg(any)]
    y_radius: Number,
    #[pyarg(any, default = Number(360.0))]
    angle1: Number,
    #[pyarg(any, default = Number(360.0))]
    angle2: Number,
    #[pyarg(any, default)]
    rotation_angle: Number,
    #[pyarg(any, default = Number(1.0))]
    sense: Number,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
    #[pyarg(any, name = "startAtCurrent", default = Flag(true))]
    start_at_current: Flag,
    #[pyarg(any, name = "makeWire", default)]
    make_wire: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Spline {
    #[pyarg(any, name = "listOfXYTuple")]
    points: Points,
    #[pyarg(any, default)]
    tangents: Option<OptionalPoints>,
    #[pyarg(any, default)]
    periodic: Flag,
    #[pyarg(any, default)]
    parameters: Option<Numbers>,
    #[pyarg(any, default = Flag(true))]
    scale: Flag,
    #[pyarg(any, default)]
    tol: Option<Number>,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
    #[pyarg(any, name = "includeCurrent", default)]
    current: Flag,
    #[pyarg(any, name = "makeWire", default)]
    make_wire: Flag,
}

#[derive(FromArgs)]
pub(crate) struct SplineApprox {
    #[pyarg(any)]
    points: Points,
    #[pyarg(any, default = Some(Number(1e-6)))]
    tol: Option<Number>,
    #[pyarg(any, name = "minDeg", default = Whole(1))]
    min_degree: Whole,
    #[pyarg(any, name = "maxDeg", default = Whole(6))]
    max_degree: Whole,
    #[pyarg(any, default = Some(Point3([1.0; 3])))]
    smoothing: Option<Point3>,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
    #[pyarg(any, name = "includeCurrent", default)]
    current: Flag,
    #[pyarg(any, name = "makeWire", default)]
    make_wire: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Parametric {
    #[pyarg(any)]
    func: Callback,
    #[pyarg(any, name = "N", default)]
    count: Option<Count>,
    #[pyarg(any, default)]
    start: Number,
    #[pyarg(any, default = Number(1.0))]
    stop: Number,
    #[pyarg(any, default)]
    tol: Option<Number>,
    #[pyarg(any, name = "minDeg", default = Whole(1))]
    min_degree: Whole,
    #[pyarg(any, name = "maxDeg", default = Whole(6))]
    max_degree: Whole,
    #[pyarg(any, default = Some(Point3([1.0; 3])))]
    smoothing: Option<Point3>,
    #[pyarg(any, name = "makeWire", default)]
    make_wire: Option<Flag>,
}

impl Parametric {
    fn options(&self, tolerance: f64, yields: Yield) -> SplineApproximation {
        SplineApproximation {
            tolerance: Some(self.tol.map_or(tolerance, |tol| tol.0)),
            degrees: [self.min_degree.0 as u32, self.max_degree.0 as u32],
            smoothing: self.smoothing.map(|weights| weights.0),
            purpose: Purpose::Part,
            start: Start::FirstPoint,
            yields,
        }
    }
}

#[derive(FromArgs)]
pub(crate) struct Bezier {
    #[pyarg(any, name = "listOfXYTuple")]
    points: Points,
    #[pyarg(any, name = "forConstruction", default)]
    construction: Flag,
    #[pyarg(any, name = "includeCurrent", default)]
    current: Flag,
    #[pyarg(any, name = "makeWire", default)]
    make_wire: Flag,
}
