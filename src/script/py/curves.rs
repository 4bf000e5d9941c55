//! `_cq_curves`: edges and wires for the Python classes `Edge` and `Wire`.

pub(crate) use _cq_curves::{ApproxArgs, module_def};

#[allow(missing_docs, reason = "the macro makes public items that only Python sees")]
#[rustpython_derive::pymodule]
mod _cq_curves {
    use kernel::{
        Closing, FrameKind, FramePlane, Hand, HelixOptions, ParamMode, Sampling, Sense, Smoothing,
        SplineApproxOptions, SplineOptions, TangentScale,
    };
    use rustpython_vm::{FromArgs, PyObjectRef, PyResult, TryFromObject, VirtualMachine};

    use crate::cq::CqError;
    use crate::cq::shape::{self, curves, planar};
    use crate::py::call;
    use crate::py::convert::{self, Flag, Number, Numbers, Point3, Points, Text};
    use crate::py::geom::vector_object;
    use crate::py::place::location_object;
    use crate::py::shape::{ShapeArg, Shapes, build, wrap_shapes};

    /// CadQuery takes every word but `length` for the parameter.
    fn mode(name: &Text) -> ParamMode {
        match name.0.as_str() {
            "length" => ParamMode::Length,
            _ => ParamMode::Parameter,
        }
    }

    fn floats(vm: &VirtualMachine, values: &[f64]) -> PyObjectRef {
        vm.ctx.new_list(values.iter().map(|x| vm.ctx.new_float(*x).into()).collect()).into()
    }

    fn vectors(vm: &VirtualMachine, points: Vec<[f64; 3]>) -> PyResult<PyObjectRef> {
        let list = points.into_iter().map(|p| vector_object(vm, p.into())).collect::<PyResult<Vec<_>>>()?;
        Ok(vm.ctx.new_list(list).into())
    }

    #[pyfunction]
    fn vertex(x: Number, y: Number, z: Number, vm: &VirtualMachine) -> PyResult {
        build(vm, "vertex", || Ok(kernel::vertex([x.0, y.0, z.0])?))
    }

    #[pyfunction]
    fn point(vertex: ShapeArg, vm: &VirtualMachine) -> PyResult<(f64, f64, f64)> {
        let [x, y, z] = call(vm, || Ok(vertex.0.point()?))?;
        Ok((x, y, z))
    }

    #[pyfunction]
    fn line(from: Point3, to: Point3, vm: &VirtualMachine) -> PyResult {
        build(vm, "makeLine", || Ok(kernel::line(from.0, to.0)?))
    }

    #[derive(FromArgs)]
    struct CircleArgs {
        #[pyarg(any)]
        radius: Number,
        #[pyarg(any)]
        center: Point3,
        #[pyarg(any)]
        normal: Point3,
        #[pyarg(any)]
        from: Number,
        #[pyarg(any)]
        to: Number,
        #[pyarg(any)]
        forward: Flag,
    }

    fn sense(forward: Flag) -> Sense {
        if forward.0 { Sense::Forward } else { Sense::Backward }
    }

    #[pyfunction]
    fn circle(args: CircleArgs, vm: &VirtualMachine) -> PyResult {
        build(vm, "makeCircle", || {
            let (center, normal) = (args.center.0.into(), args.normal.0.into());
            let angles = (args.from.0, args.to.0);
            shape::make_circle_edge(args.radius.0, center, normal, angles, sense(args.forward))
        })
    }

    #[derive(FromArgs)]
    struct EllipseArgs {
        #[pyarg(any)]
        x_radius: Number,
        #[pyarg(any)]
        y_radius: Number,
        #[pyarg(any)]
        center: Point3,
        #[pyarg(any)]
        normal: Point3,
        #[pyarg(any)]
        x_dir: Point3,
        #[pyarg(any)]
        from: Number,
        #[pyarg(any)]
        to: Number,
        #[pyarg(any)]
        forward: Flag,
    }

    impl EllipseArgs {
        fn ellipse(&self) -> curves::Ellipse {
            curves::Ellipse {
                x_radius: self.x_radius.0,
                y_radius: self.y_radius.0,
                center: self.center.0.into(),
                normal: self.normal.0.into(),
                x_dir: self.x_dir.0.into(),
                angles_deg: (self.from.0, self.to.0),
                sense: sense(self.forward),
            }
        }
    }

    #[pyfunction]
    fn ellipse(args: EllipseArgs, vm: &VirtualMachine) -> PyResult {
        build(vm, "makeEllipse", || curves::make_ellipse_edge(&args.ellipse()))
    }

    #[derive(FromArgs)]
    struct EllipseWireArgs {
        #[pyarg(flatten)]
        ellipse: EllipseArgs,
        #[pyarg(any)]
        rotation: Number,
        #[pyarg(any)]
        closed: Flag,
    }

    #[pyfunction]
    fn ellipse_wire(args: EllipseWireArgs, vm: &VirtualMachine) -> PyResult {
        let chord = if args.closed.0 { curves::Chord::With } else { curves::Chord::Without };
        build(vm, "makeEllipse", || {
            curves::make_ellipse_wire(&args.ellipse.ellipse(), args.rotation.0, chord)
        })
    }

    #[derive(FromArgs)]
    struct SplineArgs {
        #[pyarg(any)]
        points: Points,
        #[pyarg(any)]
        tangents: Option<PyObjectRef>,
        #[pyarg(any)]
        periodic: Flag,
        #[pyarg(any)]
        parameters: Option<Numbers>,
        #[pyarg(any)]
        scale: Flag,
        #[pyarg(any)]
        tol: Number,
    }

    #[pyfunction]
    fn spline(args: SplineArgs, vm: &VirtualMachine) -> PyResult {
        let tangents = match &args.tangents {
            Some(tangents) => convert::elements(vm, tangents, "tangents")?
                .into_iter()
                .map(|t| Ok(Option::<Point3>::try_from_object(vm, t)?.map(|t| t.0)))
                .collect::<PyResult<Vec<_>>>()?,
            None => Vec::new(),
        };
        build(vm, "makeSpline", || {
            let (points, count) = (&args.points.0, args.points.0.len());
            let parameters = args.parameters.map(|p| p.0).unwrap_or_default();
            if !parameters.is_empty() && parameters.len() != count + usize::from(args.periodic.0) {
                return Err(CqError::value(format!(
                    "There must be one parameter for each interpolation point (plus one if periodic), \
                     or none specified. Parameter count: {}, point count: {count}",
                    parameters.len()
                )));
            }
            if !tangents.is_empty() && tangents.len() != count && tangents.len() != 2 {
                return Err(CqError::value(format!(
                    "There must be one tangent for each interpolation point, or just two end point tangents. \
                     Tangent count: {}, point count: {count}",
                    tangents.len()
                )));
            }
            let options = SplineOptions {
                tangents,
                closing: if args.periodic.0 { Closing::Periodic } else { Closing::Open },
                parameters,
                tangent_scale: if args.scale.0 { TangentScale::Fitted } else { TangentScale::AsGiven },
                tolerance: args.tol.0,
            };
            Ok(kernel::spline(points, &options)?)
        })
    }

    #[derive(FromArgs)]
    pub(crate) struct ApproxArgs {
        #[pyarg(any)]
        tol: Number,
        #[pyarg(any)]
        smoothing: Option<Point3>,
        #[pyarg(any)]
        min_degree: u32,
        #[pyarg(any)]
        max_degree: u32,
    }

    impl ApproxArgs {
        pub(crate) fn options(&self) -> SplineApproxOptions {
            SplineApproxOptions {
                tolerance: self.tol.0,
                smoothing: self.smoothing.map(|s| {
                    let [length, curvature, torsion] = s.0;
                    Smoothing { length, curvature, torsion }
                }),
                min_degree: self.min_degree,
                max_degree: self.max_degree,
            }
        }
    }

    #[pyfunction]
    fn spline_approx(points: Points, args: ApproxArgs, vm: &VirtualMachine) -> PyResult {
        build(vm, "makeSplineApprox", || Ok(kernel::spline_approx(&points.0, &args.options())?))
    }

    #[pyfunction]
    fn three_point_arc(a: Point3, b: Point3, c: Point3, vm: &VirtualMachine) -> PyResult {
        build(vm, "makeThreePointArc", || Ok(kernel::three_point_arc(a.0, b.0, c.0)?))
    }

    #[pyfunction]
    fn tangent_arc(from: Point3, tangent: Point3, to: Point3, vm: &VirtualMachine) -> PyResult {
        build(vm, "makeTangentArc", || Ok(kernel::tangent_arc(from.0, tangent.0, to.0)?))
    }

    #[pyfunction]
    fn bezier(points: Points, vm: &VirtualMachine) -> PyResult {
        build(vm, "makeBezier", || Ok(kernel::bezier(&points.0)?))
    }

    #[pyfunction]
    fn trim(edge: ShapeArg, from: Number, to: Number, vm: &VirtualMachine) -> PyResult {
        build(vm, "trim", || Ok(kernel::trim_edge(&edge.0, from.0, to.0)?))
    }

    #[pyfunction]
    fn close(curve: ShapeArg, vm: &VirtualMachine) -> PyResult {
        build(vm, "close", || curves::closed(&curve.0))
    }

    #[pyfunction]
    fn arc_center(edge: ShapeArg, vm: &VirtualMachine) -> PyResult {
        vector_object(vm, call(vm, || curves::arc_center(&edge.0))?)
    }

    #[pyfunction]
    fn bounds(curve: ShapeArg, vm: &VirtualMachine) -> PyResult<(f64, f64)> {
        call(vm, || Ok(curve.0.curve_bounds()?))
    }

    #[pyfunction]
    fn start_point(curve: ShapeArg, vm: &VirtualMachine) -> PyResult {
        vector_object(vm, call(vm, || Ok(curve.0.start_point()?))?.into())
    }

    #[pyfunction]
    fn end_point(curve: ShapeArg, vm: &VirtualMachine) -> PyResult {
        vector_object(vm, call(vm, || Ok(curve.0.end_point()?))?.into())
    }

    #[pyfunction]
    fn param_at(curve: ShapeArg, at: PyObjectRef, vm: &VirtualMachine) -> PyResult<f64> {
        if convert::is_number(vm, &at) {
            let share = convert::number(vm, &at)?;
            return call(vm, || Ok(curve.0.param_at_length(share)?));
        }
        let point = convert::point(vm, &at)?;
        call(vm, || Ok(curve.0.param_at_point(point)?))
    }

    #[pyfunction]
    fn tangent_at(curve: ShapeArg, at: Number, name: Text, vm: &VirtualMachine) -> PyResult {
        let mode = mode(&name);
        vector_object(vm, call(vm, || Ok(curve.0.tangent_at(at.0, mode)?))?.into())
    }

    #[pyfunction]
    fn position_at(curve: ShapeArg, at: Number, name: Text, vm: &VirtualMachine) -> PyResult {
        let mode = mode(&name);
        vector_object(vm, call(vm, || Ok(curve.0.position_at(at.0, mode)?))?.into())
    }

    #[pyfunction]
    fn curvature_at(curve: ShapeArg, at: Number, name: Text, vm: &VirtualMachine) -> PyResult<f64> {
        let mode = mode(&name);
        call(vm, || Ok(curve.0.curvature_at(at.0, mode)?))
    }

    #[pyfunction]
    fn location_at(
        curve: ShapeArg,
        at: Number,
        name: Text,
        frame: Text,
        planar: Flag,
        vm: &VirtualMachine,
    ) -> PyResult {
        let mode = mode(&name);
        let kind = if frame.0 == "frenet" { FrameKind::Frenet } else { FrameKind::Corrected };
        let plane = if planar.0 { FramePlane::Upright } else { FramePlane::Normal };
        location_object(vm, call(vm, || curves::location_at(&curve.0, at.0, mode, kind, plane))?)
    }

    #[pyfunction]
    fn normal(curve: ShapeArg, vm: &VirtualMachine) -> PyResult {
        let normal = call(vm, || {
            curve
                .0
                .curve_normal()
                .map_err(|error| CqError::value("Normal not defined").with_hint(error.message))
        })?;
        vector_object(vm, normal.into())
    }

    #[pyfunction]
    fn length(curve: ShapeArg, vm: &VirtualMachine) -> PyResult<f64> {
        call(vm, || shape::length(&curve.0))
    }

    #[pyfunction]
    fn radius(curve: ShapeArg, vm: &VirtualMachine) -> PyResult<f64> {
        call(vm, || shape::radius(&curve.0))
    }

    #[pyfunction]
    fn is_closed(curve: ShapeArg, vm: &VirtualMachine) -> PyResult<bool> {
        call(vm, || Ok(curve.0.is_closed_curve()?))
    }

    /// Points and parameters: a number of points, or a largest distance from the curve.
    #[pyfunction]
    fn sample(curve: ShapeArg, n: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let is_count = n.downcast_ref::<rustpython_vm::builtins::PyInt>().is_some();
        let value = convert::number(vm, &n)?;
        let sampling = if is_count {
            Sampling::Count(value.clamp(0.0, 1e6) as u32)
        } else {
            Sampling::Deflection(value)
        };
        let (points, parameters) = call(vm, || Ok(curve.0.sample(sampling)?))?;
        let both = vec![vectors(vm, points)?, floats(vm, &parameters)];
        Ok(vm.ctx.new_tuple(both).into())
    }

    #[pyfunction]
    fn project(
        curve: ShapeArg,
        onto: ShapeArg,
        direction: Point3,
        vm: &VirtualMachine,
    ) -> PyResult<Vec<PyObjectRef>> {
        wrap_shapes(vm, call(vm, || Ok(kernel::project_curve(&curve.0, &onto.0, direction.0)?))?)
    }

    #[pyfunction]
    fn combine(shapes: Shapes, tol: Number, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
        wrap_shapes(vm, call(vm, || Ok(kernel::combine_wires(&shapes.0, tol.0)?))?)
    }

    #[pyfunction]
    fn assemble(edges: Shapes, vm: &VirtualMachine) -> PyResult {
        build(vm, "assembleEdges", || Ok(kernel::wire(&edges.0)?))
    }

    #[pyfunction]
    fn polygon(points: Points, close: Flag, vm: &VirtualMachine) -> PyResult {
        let closing = if close.0 { Closing::Periodic } else { Closing::Open };
        build(vm, "makePolygon", || Ok(kernel::polygon(&points.0, closing)?))
    }

    #[derive(FromArgs)]
    struct HelixArgs {
        #[pyarg(any)]
        pitch: Number,
        #[pyarg(any)]
        height: Number,
        #[pyarg(any)]
        radius: Number,
        #[pyarg(any)]
        center: Point3,
        #[pyarg(any)]
        direction: Point3,
        #[pyarg(any)]
        angle: Number,
        #[pyarg(any)]
        left_hand: Flag,
    }

    #[pyfunction]
    fn helix(args: HelixArgs, vm: &VirtualMachine) -> PyResult {
        build(vm, "makeHelix", || {
            Ok(kernel::helix(&HelixOptions {
                pitch: args.pitch.0,
                height: args.height.0,
                radius: args.radius.0,
                center: args.center.0,
                direction: args.direction.0,
                cone_angle: (args.angle.0 != 360.0).then(|| args.angle.0.to_radians()),
                hand: if args.left_hand.0 { Hand::Left } else { Hand::Right },
            })?)
        })
    }

    #[pyfunction]
    fn offset_2d(
        wire: ShapeArg,
        distance: Number,
        kind: Text,
        vm: &VirtualMachine,
    ) -> PyResult<Vec<PyObjectRef>> {
        let wires = call(vm, || {
            let join = planar::join_kind(&kind.0)?;
            planar::offset_2d(&wire.0, distance.0, join)
        })?;
        wrap_shapes(vm, wires)
    }

    #[pyfunction]
    fn fillet(wire: ShapeArg, radius: Number, vertices: Shapes, vm: &VirtualMachine) -> PyResult {
        build(vm, "fillet", || Ok(kernel::fillet_wire(&wire.0, &vertices.0, radius.0)?))
    }

    #[pyfunction]
    fn rect(width: Number, height: Number, vm: &VirtualMachine) -> PyResult {
        build(vm, "rect", || planar::rect(width.0, height.0))
    }

    #[pyfunction]
    fn stitch(a: ShapeArg, b: ShapeArg, vm: &VirtualMachine) -> PyResult {
        build(vm, "stitch", || Ok(kernel::wire(&[a.0, b.0])?))
    }

    /// The whole ellipse of the free function: the first radius lies along x and is not the smaller one.
    #[pyfunction]
    fn free_ellipse(r1: Number, r2: Number, vm: &VirtualMachine) -> PyResult {
        build(vm, "ellipse", || {
            if r2.0 > r1.0 {
                return Err(CqError::std_fail(
                    "Standard_ConstructionError",
                    "gp_Elips() - invalid construction parameters",
                )
                .with_hint(format!(
                    "the first radius, {}, must not be smaller than the second, {}",
                    r1.0, r2.0
                )));
            }
            curves::make_ellipse_edge(&curves::Ellipse::new(r1.0, r2.0))
        })
    }
}
