//! `_cq_faces`: faces and shells for the Python classes `Face` and `Shell`.

pub(crate) use _cq_faces::module_def;

#[allow(missing_docs, reason = "the macro makes public items that only Python sees")]
#[rustpython_derive::pymodule]
mod _cq_faces {
    use kernel::{FillOptions, Frame, Isoline, OnFaceOptions};
    use rustpython_vm::function::OptionalArg;
    use rustpython_vm::{FromArgs, PyObjectRef, PyResult, TryFromObject, VirtualMachine};

    use crate::cq::geom::{Plane, Vector};
    use crate::cq::shape::{self, planar};
    use crate::cq::{self, CqError};
    use crate::py::call;
    use crate::py::convert::{self, Flag, Number, Numbers, Point3, Points};
    use crate::py::curves::ApproxArgs;
    use crate::py::geom::vector_object;
    use crate::py::place::{location_object, plane_object};
    use crate::py::shape::{Pair, ShapeArg, Shapes, build, wrap_shape, wrap_shapes};

    fn tuple_of(vm: &VirtualMachine, vectors: impl IntoIterator<Item = Vector>) -> PyResult {
        let objects = vectors.into_iter().map(|v| vector_object(vm, v)).collect::<PyResult<Vec<_>>>()?;
        Ok(vm.ctx.new_tuple(objects).into())
    }

    #[pyfunction]
    fn uv_bounds(face: ShapeArg, vm: &VirtualMachine) -> PyResult<(f64, f64, f64, f64)> {
        let [u0, u1, v0, v1] = call(vm, || Ok(face.0.uv_bounds()?))?;
        Ok((u0, u1, v0, v1))
    }

    #[pyfunction]
    fn param_at(face: ShapeArg, point: Point3, vm: &VirtualMachine) -> PyResult<(f64, f64)> {
        let [u, v] = call(vm, || Ok(face.0.face_params(point.0)?))?;
        Ok((u, v))
    }

    #[pyfunction]
    fn normal_at(face: ShapeArg, near: Option<Point3>, vm: &VirtualMachine) -> PyResult {
        vector_object(vm, call(vm, || shape::normal_at(&face.0, near.map(|p| p.0.into())))?)
    }

    /// The normal and the point at surface parameters.
    #[pyfunction]
    fn normal_at_uv(face: ShapeArg, u: Number, v: Number, vm: &VirtualMachine) -> PyResult {
        let (normal, point) = call(vm, || Ok(face.0.normal_at_uv(u.0, v.0)?))?;
        tuple_of(vm, [normal.into(), point.into()])
    }

    /// Both tangents and the point at surface parameters.
    #[pyfunction]
    fn tangent_at_uv(face: ShapeArg, u: Number, v: Number, vm: &VirtualMachine) -> PyResult {
        let tangents = call(vm, || {
            let [point, du, dv] = face.0.derivatives_at_uv(u.0, v.0)?.map(Vector::from);
            Ok([du.normalized()?, dv.normalized()?, point])
        })?;
        tuple_of(vm, tangents)
    }

    #[pyfunction]
    fn location_at_uv(face: ShapeArg, u: Number, v: Number, vm: &VirtualMachine) -> PyResult {
        location_object(vm, call(vm, || planar::face_location_at(&face.0, u.0, v.0))?)
    }

    #[pyfunction]
    fn outer_wire(face: ShapeArg, vm: &VirtualMachine) -> PyResult {
        wrap_shape(vm, call(vm, || Ok(face.0.outer_wire()?))?)
    }

    #[pyfunction]
    fn inner_wires(face: ShapeArg, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
        wrap_shapes(vm, call(vm, || Ok(face.0.inner_wires()?))?)
    }

    /// The plane of a plane face.
    #[pyfunction]
    fn plane_of(face: ShapeArg, vm: &VirtualMachine) -> PyResult {
        let plane = call(vm, || {
            let Some(Frame { origin, x, z }) = face.0.plane()? else {
                return Err(CqError::std_fail(
                    "Standard_NoSuchObject",
                    format!("the face is no plane but a {}", face.0.geom_type()?),
                ));
            };
            Plane::new(origin.into(), Some(x.into()), z.into())
        })?;
        plane_object(vm, plane)
    }

    #[pyfunction]
    fn make_face(outer: ShapeArg, inners: Shapes, vm: &VirtualMachine) -> PyResult {
        build(vm, "makeFromWires", || planar::make_face(&outer.0, &inners.0))
    }

    #[pyfunction]
    fn make_plane(
        length: Option<Number>,
        width: Option<Number>,
        point: Point3,
        direction: Point3,
        vm: &VirtualMachine,
    ) -> PyResult {
        build(vm, "makePlane", || {
            let size = match (length, width) {
                (Some(length), Some(width)) if length.0 != 0.0 && width.0 != 0.0 => Some((length.0, width.0)),
                _ => None,
            };
            Ok(kernel::plane_face(size, &Frame::along(point.0, direction.0))?)
        })
    }

    /// A plane face of a width along x and a length along y about the origin.
    #[pyfunction]
    fn plane(width: OptionalArg<Number>, length: OptionalArg<Number>, vm: &VirtualMachine) -> PyResult {
        // The kernel runs the length along y of the frame.
        let size = length.into_option().zip(width.into_option());
        let size = size.map_or((kernel::ENDLESS, kernel::ENDLESS), |(length, width)| (length.0, width.0));
        build(vm, "plane", || Ok(kernel::plane_face(Some(size), &Frame::WORLD)?))
    }

    #[pyfunction]
    fn ruled(a: ShapeArg, b: ShapeArg, vm: &VirtualMachine) -> PyResult {
        build(vm, "makeRuledSurface", || Ok(kernel::ruled_face(&a.0, &b.0)?))
    }

    #[derive(FromArgs)]
    struct FillArgs {
        #[pyarg(any)]
        edges: Shapes,
        #[pyarg(any)]
        curves: Shapes,
        #[pyarg(any)]
        points: Points,
        #[pyarg(any)]
        degree: u32,
        #[pyarg(any)]
        points_on_curve: u32,
        #[pyarg(any)]
        iterations: u32,
        #[pyarg(any)]
        tolerance: Number,
        #[pyarg(any)]
        max_degree: u32,
        #[pyarg(any)]
        max_segments: u32,
    }

    #[pyfunction]
    fn fill(args: FillArgs, vm: &VirtualMachine) -> PyResult {
        build(vm, "makeNSidedSurface", || {
            let options = FillOptions {
                degree: args.degree,
                points_on_curve: args.points_on_curve,
                iterations: args.iterations,
                tolerance: args.tolerance.0,
                max_degree: args.max_degree,
                max_segments: args.max_segments,
            };
            Ok(kernel::fill(&args.edges.0, &args.curves.0, &args.points.0, &options)?)
        })
    }

    #[pyfunction]
    fn spline_approx(rows: PyObjectRef, args: ApproxArgs, vm: &VirtualMachine) -> PyResult {
        let rows = convert::elements(vm, &rows, "rows of points")?
            .into_iter()
            .map(|row| Ok(Points::try_from_object(vm, row)?.0))
            .collect::<PyResult<Vec<_>>>()?;
        build(vm, "makeSplineApprox", || Ok(kernel::spline_face(&rows, &args.options())?))
    }

    /// The corners in a list, checked to be part of the face or wire.
    fn blended(
        vm: &VirtualMachine,
        name: &'static str,
        corners: &Shapes,
        work: impl FnOnce(&[kernel::Shape]) -> kernel::Result<kernel::Shape>,
    ) -> PyResult {
        build(vm, name, || {
            if corners.0.is_empty() {
                let error = CqError::std_fail("StdFail_NotDone", "BRep_API: command not done");
                return Err(error.with_hint("there are no vertices to work on; check their selection"));
            }
            cq::Result::Ok(work(&corners.0)?)
        })
    }

    #[pyfunction]
    fn fillet_2d(face: ShapeArg, radius: Number, vertices: Shapes, vm: &VirtualMachine) -> PyResult {
        blended(vm, "fillet2D", &vertices, |corners| kernel::fillet_2d(&face.0, corners, radius.0))
    }

    #[pyfunction]
    fn chamfer_2d(face: ShapeArg, length: Number, vertices: Shapes, vm: &VirtualMachine) -> PyResult {
        blended(vm, "chamfer2D", &vertices, |corners| kernel::chamfer_2d(&face.0, corners, length.0))
    }

    #[pyfunction]
    fn thicken(face: ShapeArg, thickness: Number, vm: &VirtualMachine) -> PyResult {
        build(vm, "thicken", || Ok(kernel::thicken(&face.0, thickness.0, 1e-6)?))
    }

    #[pyfunction]
    fn trim_uv(face: ShapeArg, u: Pair, v: Pair, tol: Number, vm: &VirtualMachine) -> PyResult {
        let bounds = [u.0, u.1, v.0, v.1];
        build(vm, "trim", || Ok(kernel::trim_face_uv(&face.0, bounds, tol.0)?))
    }

    #[derive(FromArgs)]
    struct OnFaceArgs {
        #[pyarg(any)]
        face: ShapeArg,
        #[pyarg(any)]
        points: Vec<Pair>,
        #[pyarg(any)]
        parameters: Numbers,
        #[pyarg(any)]
        periodic: Flag,
        #[pyarg(any)]
        tol: Number,
    }

    #[pyfunction]
    fn edge_on(args: OnFaceArgs, vm: &VirtualMachine) -> PyResult {
        let points: Vec<[f64; 2]> = args.points.iter().map(|pair| [pair.0, pair.1]).collect();
        let options = OnFaceOptions {
            parameters: args.parameters.0,
            is_periodic: args.periodic.0,
            tolerance: args.tol.0,
        };
        build(vm, "edgeOn", || Ok(kernel::edge_on_face(&args.face.0, &points, &options)?))
    }

    #[pyfunction]
    fn lies_on(edge: ShapeArg, face: ShapeArg, vm: &VirtualMachine) -> PyResult<bool> {
        call(vm, || Ok(kernel::lies_on(&edge.0, &face.0)?))
    }

    #[pyfunction]
    fn isoline(face: ShapeArg, param: Number, fixes_u: Flag, vm: &VirtualMachine) -> PyResult {
        let line = if fixes_u.0 { Isoline::FixedU } else { Isoline::FixedV };
        build(vm, "isoline", || Ok(kernel::isoline(&face.0, param.0, line)?))
    }

    #[pyfunction]
    fn extend(face: ShapeArg, d: Number, sides: Vec<Flag>, vm: &VirtualMachine) -> PyResult {
        let sides = std::array::from_fn(|i| sides.get(i).is_none_or(|side| side.0));
        build(vm, "extend", || Ok(kernel::extend_face(&face.0, d.0, sides)?))
    }

    #[pyfunction]
    fn trim(face: ShapeArg, outer: ShapeArg, inners: Shapes, vm: &VirtualMachine) -> PyResult {
        build(vm, "trim", || Ok(kernel::trim_face(&face.0, &outer.0, &inners.0)?))
    }

    #[pyfunction]
    fn add_holes(face: ShapeArg, inners: Shapes, vm: &VirtualMachine) -> PyResult {
        build(vm, "addHole", || Ok(kernel::face_with_holes(&face.0, &inners.0)?))
    }

    #[pyfunction]
    fn make_shell(faces: Shapes, vm: &VirtualMachine) -> PyResult {
        build(vm, "makeShell", || Ok(kernel::make_shell(&faces.0)?))
    }

    #[pyfunction]
    fn sort_wires(wires: Shapes, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
        let groups = call(vm, || planar::sort_wires(&wires.0))?;
        groups.into_iter().map(|group| Ok(vm.ctx.new_list(wrap_shapes(vm, group)?).into())).collect()
    }
}
