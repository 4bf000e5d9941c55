//! `_cq_free`: the free functions (`cadquery.func`) for Python.

pub(crate) use _cq_free::module_def;

#[allow(missing_docs, reason = "the macro makes public items that only Python sees")]
#[rustpython_derive::pymodule]
mod _cq_free {
    use kernel::{
        BooleanOptions, Caps, Glue, LoftSurface, MatchEdges, Parametrization, Ruled, SewOptions, Smoothness,
        WireEnds,
    };
    use rustpython_vm::{FromArgs, PyResult, VirtualMachine};

    use crate::cq::geom::Vector;
    use crate::cq::shape::free::{self, LoftSettings, Sides, SweepSettings, Thickness};
    use crate::cq::shape::{planar, solids};
    use crate::py::convert::{Flag, Number, Point3, Points, Text};
    use crate::py::shape::{ShapeArg, Shapes, build};

    #[pyfunction]
    fn wire(shapes: Shapes, vm: &VirtualMachine) -> PyResult {
        build(vm, "wire", || free::wire(&shapes.0))
    }

    #[pyfunction]
    fn face(shapes: Shapes, vm: &VirtualMachine) -> PyResult {
        build(vm, "face", || free::face(&shapes.0))
    }

    #[pyfunction]
    fn shell(shapes: Shapes, tol: Number, manifold: Flag, ctx: Shapes, vm: &VirtualMachine) -> PyResult {
        let options = SewOptions { tolerance: tol.0, manifold: manifold.0, beside: ctx.0 };
        build(vm, "shell", || free::shell(&shapes.0, &options))
    }

    #[pyfunction]
    fn solid(shapes: Shapes, tol: Number, vm: &VirtualMachine) -> PyResult {
        build(vm, "solid", || free::solid(&shapes.0, tol.0))
    }

    #[pyfunction]
    fn solid_with_cavities(outer: Shapes, inner: Shapes, tol: Number, vm: &VirtualMachine) -> PyResult {
        build(vm, "solid", || free::solid_with_cavities(&outer.0, &inner.0, tol.0))
    }

    fn options(vm: &VirtualMachine, tol: Number, glue: Option<Text>) -> PyResult<BooleanOptions> {
        let glue = match glue.as_ref().map(|text| text.0.as_str()) {
            None => Glue::default(),
            Some("full") => Glue::Full,
            Some("partial") => Glue::Partial,
            Some(other) => {
                return Err(vm.new_value_error(format!("glue is '{other}', use 'full', 'partial' or None")));
            }
        };
        Ok(BooleanOptions { fuzzy: (tol.0 != 0.0).then_some(tol.0), glue })
    }

    #[pyfunction]
    fn fuse(
        first: ShapeArg,
        others: Shapes,
        tol: Number,
        glue: Option<Text>,
        vm: &VirtualMachine,
    ) -> PyResult {
        let options = options(vm, tol, glue)?;
        build(vm, "fuse", || free::fuse(&first.0, &others.0, &options))
    }

    #[pyfunction]
    fn cut(a: ShapeArg, b: ShapeArg, tol: Number, glue: Option<Text>, vm: &VirtualMachine) -> PyResult {
        let options = options(vm, tol, glue)?;
        build(vm, "cut", || free::cut(&a.0, &b.0, &options))
    }

    #[pyfunction]
    fn intersect(a: ShapeArg, b: ShapeArg, tol: Number, glue: Option<Text>, vm: &VirtualMachine) -> PyResult {
        let options = options(vm, tol, glue)?;
        build(vm, "intersect", || free::intersect(&a.0, &b.0, &options))
    }

    #[pyfunction]
    fn split(a: ShapeArg, b: ShapeArg, tol: Number, vm: &VirtualMachine) -> PyResult {
        let options = options(vm, tol, None)?;
        build(vm, "split", || free::split(&a.0, &b.0, &options))
    }

    #[pyfunction]
    fn imprint(shapes: Shapes, tol: Number, glue: Option<Text>, vm: &VirtualMachine) -> PyResult {
        let options = options(vm, tol, glue)?;
        build(vm, "imprint", || free::imprint(&shapes.0, &options))
    }

    #[pyfunction]
    fn clean(shape: ShapeArg, vm: &VirtualMachine) -> PyResult {
        build(vm, "clean", || free::clean(&shape.0))
    }

    #[pyfunction]
    fn fill(shape: ShapeArg, curves: Shapes, points: Points, vm: &VirtualMachine) -> PyResult {
        let points: Vec<Vector> = points.0.into_iter().map(Vector::from).collect();
        build(vm, "fill", || free::fill(&shape.0, &curves.0, &points))
    }

    #[pyfunction]
    fn cap(edges: Shapes, faces: Shapes, curves: Shapes, points: Points, vm: &VirtualMachine) -> PyResult {
        build(vm, "cap", || Ok(kernel::cap(&edges.0, &faces.0, &curves.0, &points.0)?))
    }

    #[pyfunction]
    fn fillet(shape: ShapeArg, edges: ShapeArg, radius: Number, vm: &VirtualMachine) -> PyResult {
        build(vm, "fillet", || free::fillet(&shape.0, &edges.0, radius.0))
    }

    #[pyfunction]
    fn chamfer(shape: ShapeArg, edges: ShapeArg, length: Number, vm: &VirtualMachine) -> PyResult {
        build(vm, "chamfer", || free::chamfer(&shape.0, &edges.0, length.0))
    }

    fn sides(both: Flag) -> Sides {
        if both.0 { Sides::Both } else { Sides::One }
    }

    #[pyfunction]
    fn extrude(shape: ShapeArg, by: Point3, both: Flag, vm: &VirtualMachine) -> PyResult {
        build(vm, "extrude", || free::extrude(&shape.0, by.0.into(), sides(both)))
    }

    #[pyfunction]
    fn revolve(shape: ShapeArg, point: Point3, axis: Point3, angle: Number, vm: &VirtualMachine) -> PyResult {
        build(vm, "revolve", || free::revolve(&shape.0, point.0.into(), axis.0.into(), angle.0))
    }

    #[pyfunction]
    fn offset(
        shape: ShapeArg,
        distance: Number,
        cap: Flag,
        both: Flag,
        tol: Number,
        vm: &VirtualMachine,
    ) -> PyResult {
        let thickness = if cap.0 { Thickness::Filled } else { Thickness::Hollow };
        build(vm, "offset", || free::offset(&shape.0, distance.0, thickness, sides(both), tol.0))
    }

    #[pyfunction]
    fn offset_2d(
        shape: ShapeArg,
        distance: Number,
        context: Option<ShapeArg>,
        kind: Text,
        closed: Flag,
        vm: &VirtualMachine,
    ) -> PyResult {
        let ends = if closed.0 { WireEnds::Closed } else { WireEnds::Open };
        let context = context.as_ref().map(|context| &context.0);
        build(vm, "offset2D", || {
            free::offset_2d(&shape.0, distance.0, context, planar::join_kind(&kind.0)?, ends)
        })
    }

    #[pyfunction]
    fn fillet_2d(shape: ShapeArg, corners: ShapeArg, radius: Number, vm: &VirtualMachine) -> PyResult {
        build(vm, "fillet2D", || free::fillet_2d(&shape.0, &corners.0, radius.0))
    }

    #[pyfunction]
    fn chamfer_2d(shape: ShapeArg, corners: ShapeArg, length: Number, vm: &VirtualMachine) -> PyResult {
        build(vm, "chamfer2D", || free::chamfer_2d(&shape.0, &corners.0, length.0))
    }

    fn caps(cap: Flag) -> Caps {
        if cap.0 { Caps::Closed } else { Caps::Open }
    }

    #[pyfunction]
    fn sweep(
        sections: Shapes,
        path: ShapeArg,
        guide: Option<ShapeArg>,
        cap: Flag,
        transition: Text,
        vm: &VirtualMachine,
    ) -> PyResult {
        build(vm, "sweep", || {
            let settings = SweepSettings {
                guide: guide.map(|guide| guide.0),
                caps: caps(cap),
                transition: solids::transition(&transition.0)?,
            };
            free::sweep(&sections.0, &path.0, &settings)
        })
    }

    #[derive(FromArgs)]
    struct LoftArgs {
        #[pyarg(any)]
        sections: Shapes,
        #[pyarg(any)]
        cap: Flag,
        #[pyarg(any)]
        ruled: Flag,
        #[pyarg(any)]
        continuity: Text,
        #[pyarg(any)]
        parametrization: Text,
        #[pyarg(any)]
        degree: u32,
        #[pyarg(any)]
        compat: Flag,
        #[pyarg(any)]
        smoothing: Flag,
        #[pyarg(any)]
        weights: Point3,
    }

    fn smoothness(name: &Text, vm: &VirtualMachine) -> PyResult<Smoothness> {
        Ok(match name.0.to_uppercase().as_str() {
            "C1" => Smoothness::C1,
            "C2" => Smoothness::C2,
            "C3" => Smoothness::C3,
            other => return Err(vm.new_key_error(vm.ctx.new_str(other).into())),
        })
    }

    #[pyfunction]
    fn loft(args: LoftArgs, vm: &VirtualMachine) -> PyResult {
        let smoothness = smoothness(&args.continuity, vm)?;
        let parametrization = match args.parametrization.0.to_lowercase().as_str() {
            "uniform" => Parametrization::Uniform,
            "chordal" => Parametrization::Chordal,
            "centripetal" => Parametrization::Centripetal,
            other => return Err(vm.new_key_error(vm.ctx.new_str(other).into())),
        };
        let settings = LoftSettings {
            caps: caps(args.cap),
            ruled: if args.ruled.0 { Ruled::Straight } else { Ruled::Smooth },
            surface: LoftSurface {
                smoothness,
                parametrization,
                degree: args.degree,
                match_edges: if args.compat.0 { MatchEdges::Automatic } else { MatchEdges::AsGiven },
                smoothing: args.smoothing.0.then_some(args.weights.0),
            },
        };
        build(vm, "loft", || free::loft(&args.sections.0, &settings))
    }

    /// Edges and wires thrown onto a shape along its normals.
    #[pyfunction]
    fn project_normally(
        shape: ShapeArg,
        onto: ShapeArg,
        continuity: Text,
        degree: u32,
        segments: u32,
        tol: Number,
        vm: &VirtualMachine,
    ) -> PyResult {
        let smoothness = smoothness(&continuity, vm)?;
        let options = kernel::ProjectOptions { smoothness, degree, segments, tolerance: tol.0 };
        build(vm, "project", || free::project_normally(&shape.0, &onto.0, &options))
    }

    #[pyfunction]
    fn project(shape: ShapeArg, onto: ShapeArg, direction: Point3, vm: &VirtualMachine) -> PyResult {
        build(vm, "project", || free::project_along(&shape.0, &onto.0, direction.0.into()))
    }

    #[pyfunction]
    fn hollow(
        shape: ShapeArg,
        openings: Shapes,
        thickness: Number,
        tol: Number,
        kind: Text,
        vm: &VirtualMachine,
    ) -> PyResult {
        build(vm, "hollow", || {
            free::hollow(&shape.0, &openings.0, thickness.0, tol.0, planar::join_kind(&kind.0)?)
        })
    }
}
