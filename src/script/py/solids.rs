//! `_cq_solids`: solids for the Python classes `Solid`, `CompSolid` and `Compound`.

pub(crate) use _cq_solids::module_def;

#[allow(missing_docs, reason = "the macro makes public items that only Python sees")]
#[rustpython_derive::pymodule]
mod _cq_solids {
    use kernel::{Caps, DraftExtent, DraftPrismOptions, Feature, JoinKind, Ruled, Shape, SweepOptions};
    use rustpython_vm::{FromArgs, PyObjectRef, PyResult, VirtualMachine};

    use crate::cq;
    use crate::cq::geom::Vector;
    use crate::cq::shape::planar;
    use crate::cq::shape::solids::{self, Stand, Turning};
    use crate::py::call;
    use crate::py::convert::{Flag, Number, Point3, Text};
    use crate::py::geom::{is_vector_like, vector};
    use crate::py::shape::{Pair, ShapeArg, Shapes, build, shape_from_py, wrap_shape};

    fn stand(point: Point3, direction: Point3) -> Stand {
        Stand { point: point.0.into(), direction: direction.0.into() }
    }

    #[pyfunction]
    fn make_solid(shell: ShapeArg, vm: &VirtualMachine) -> PyResult {
        build(vm, "makeSolid", || Ok(kernel::make_solid(&shell.0)?))
    }

    #[pyfunction]
    fn make_box(size: Point3, point: Point3, direction: Point3, vm: &VirtualMachine) -> PyResult {
        build(vm, "makeBox", || solids::make_box(size.0.into(), &stand(point, direction)))
    }

    #[pyfunction]
    fn make_cone(
        radii: Pair,
        height: Number,
        point: Point3,
        direction: Point3,
        angle: Number,
        vm: &VirtualMachine,
    ) -> PyResult {
        build(vm, "makeCone", || {
            solids::make_cone((radii.0, radii.1), height.0, &stand(point, direction), angle.0)
        })
    }

    #[pyfunction]
    fn make_cylinder(
        radius: Number,
        height: Number,
        point: Point3,
        direction: Point3,
        angle: Number,
        vm: &VirtualMachine,
    ) -> PyResult {
        build(vm, "makeCylinder", || {
            solids::make_cylinder(radius.0, height.0, &stand(point, direction), angle.0)
        })
    }

    #[pyfunction]
    fn make_torus(
        radii: Pair,
        point: Point3,
        direction: Point3,
        angles: Pair,
        vm: &VirtualMachine,
    ) -> PyResult {
        build(vm, "makeTorus", || {
            let angles = (angles.0, angles.1);
            solids::make_torus((radii.0, radii.1), &stand(point, direction), angles)
        })
    }

    #[pyfunction]
    fn make_sphere(
        radius: Number,
        point: Point3,
        direction: Point3,
        angles: Point3,
        vm: &VirtualMachine,
    ) -> PyResult {
        build(vm, "makeSphere", || solids::make_sphere(radius.0, &stand(point, direction), angles.0))
    }

    #[pyfunction]
    fn make_wedge(
        size: Point3,
        low: Pair,
        high: Pair,
        point: Point3,
        direction: Point3,
        vm: &VirtualMachine,
    ) -> PyResult {
        build(vm, "makeWedge", || {
            let end = [low.0, low.1, high.0, high.1];
            solids::make_wedge(size.0.into(), end, &stand(point, direction))
        })
    }

    #[pyfunction]
    fn make_loft(wires: Shapes, ruled: Flag, vm: &VirtualMachine) -> PyResult {
        let ruled = if ruled.0 { Ruled::Straight } else { Ruled::Smooth };
        build(vm, "makeLoft", || solids::make_loft(&wires.0, ruled))
    }

    #[pyfunction]
    fn extrude_wires(
        outer: ShapeArg,
        inners: Shapes,
        by: Point3,
        taper: Number,
        vm: &VirtualMachine,
    ) -> PyResult {
        build(vm, "extrudeLinear", || solids::extrude_wires(&outer.0, &inners.0, by.0.into(), taper.0))
    }

    #[pyfunction]
    fn extrude_face(face: ShapeArg, by: Point3, taper: Number, vm: &VirtualMachine) -> PyResult {
        build(vm, "extrudeLinear", || solids::extrude_face(&face.0, by.0.into(), taper.0))
    }

    #[pyfunction]
    fn extrude_twisted(
        outer: ShapeArg,
        inners: Shapes,
        center: Point3,
        by: Point3,
        angle: Number,
        vm: &VirtualMachine,
    ) -> PyResult {
        build(vm, "extrudeLinearWithRotation", || {
            solids::extrude_twisted(&outer.0, &inners.0, center.0.into(), by.0.into(), angle.0)
        })
    }

    #[pyfunction]
    fn revolve(face: ShapeArg, angle: Number, start: Point3, end: Point3, vm: &VirtualMachine) -> PyResult {
        build(vm, "revolve", || solids::revolve_face(&face.0, angle.0, start.0.into(), end.0.into()))
    }

    #[derive(FromArgs)]
    struct SweepArgs {
        #[pyarg(any)]
        outers: Shapes,
        #[pyarg(any)]
        inners: Shapes,
        #[pyarg(any)]
        path: ShapeArg,
        #[pyarg(any)]
        make_solid: Flag,
        #[pyarg(any)]
        is_frenet: Flag,
        #[pyarg(any)]
        mode: Option<PyObjectRef>,
        #[pyarg(any)]
        transition: Text,
    }

    impl SweepArgs {
        fn options(&self, vm: &VirtualMachine) -> PyResult<SweepOptions> {
            let turning = match &self.mode {
                None if self.is_frenet.0 => Turning::Frenet,
                None => Turning::Corrected,
                Some(direction) if is_vector_like(vm, direction) => Turning::Fixed(vector(vm, direction)?),
                Some(guide) => Turning::Along(shape_from_py(vm, guide)?),
            };
            let caps = if self.make_solid.0 { Caps::Closed } else { Caps::Open };
            call(vm, || solids::sweep_options(turning, caps, solids::transition(&self.transition.0)?))
        }
    }

    /// One outer wire with holes along a path.
    #[pyfunction]
    fn sweep(args: SweepArgs, vm: &VirtualMachine) -> PyResult {
        let options = args.options(vm)?;
        let Some(outer) = args.outers.0.first() else {
            return Err(vm.new_value_error("there is no wire to sweep"));
        };
        build(vm, "sweep", || Ok(kernel::sweep(outer, &args.inners.0, &args.path.0, &options)?))
    }

    /// Several sections along a path.
    #[pyfunction]
    fn sweep_multi(args: SweepArgs, vm: &VirtualMachine) -> PyResult {
        let options = args.options(vm)?;
        build(vm, "sweep_multi", || {
            Ok(kernel::sweep_multi(&solids::outer_wires(&args.outers.0)?, &args.path.0, &options)?)
        })
    }

    #[pyfunction]
    fn outer_shell(solid: ShapeArg, vm: &VirtualMachine) -> PyResult {
        wrap_shape(vm, call(vm, || Ok(solid.0.outer_shell()?))?)
    }

    #[pyfunction]
    fn add_cavities(solid: ShapeArg, shells: Shapes, vm: &VirtualMachine) -> PyResult {
        build(vm, "addCavity", || {
            let shells = shells
                .0
                .iter()
                .map(|shape| match shape.kind() {
                    kernel::Kind::Solid => Ok(shape.outer_shell()?),
                    _ => Ok(shape.clone()),
                })
                .collect::<cq::Result<Vec<Shape>>>()?;
            Ok(kernel::solid_of_shells(&solid.0.outer_shell()?, &shells)?)
        })
    }

    #[pyfunction]
    fn fillet(solid: ShapeArg, radius: Number, edges: Shapes, vm: &VirtualMachine) -> PyResult {
        build(vm, "fillet", || Ok(kernel::fillet(&solid.0, &edges.0, radius.0)?))
    }

    #[pyfunction]
    fn chamfer(
        solid: ShapeArg,
        length: Number,
        length_2: Option<Number>,
        edges: Shapes,
        vm: &VirtualMachine,
    ) -> PyResult {
        let length_2 = length_2.map(|length| length.0).filter(|length| *length != 0.0);
        build(vm, "chamfer", || Ok(kernel::chamfer(&solid.0, &edges.0, length.0, length_2)?))
    }

    #[pyfunction]
    fn hollow(
        solid: ShapeArg,
        faces: Shapes,
        thickness: Number,
        tolerance: Number,
        kind: Text,
        vm: &VirtualMachine,
    ) -> PyResult {
        build(vm, "hollow", || {
            let join: JoinKind = planar::join_kind(&kind.0)?;
            Ok(kernel::hollow(&solid.0, &faces.0, thickness.0, tolerance.0, join)?)
        })
    }

    #[pyfunction]
    fn is_inside(solid: ShapeArg, point: Point3, tolerance: Number, vm: &VirtualMachine) -> PyResult<bool> {
        call(vm, || Ok(solid.0.contains_point(point.0, tolerance.0)?))
    }

    /// The height of a prism or a face where it ends, two faces that it goes between, or nothing.
    fn extent_of(vm: &VirtualMachine, extent: &[PyObjectRef]) -> PyResult<DraftExtent> {
        match extent {
            [] => Ok(DraftExtent::ThroughAll),
            [from, to, ..] => Ok(DraftExtent::Between(shape_from_py(vm, from)?, shape_from_py(vm, to)?)),
            [only] => match shape_from_py(vm, only) {
                Ok(face) => Ok(DraftExtent::UpTo(face)),
                Err(_) => Ok(DraftExtent::Height(crate::py::convert::number(vm, only)?)),
            },
        }
    }

    /// Prisms over faces built into a part: by a height, up to a face, or through everything.
    #[pyfunction]
    fn draft_prism(
        part: ShapeArg,
        basis: Option<ShapeArg>,
        faces: Shapes,
        extent: Vec<PyObjectRef>,
        taper: Number,
        additive: Flag,
        vm: &VirtualMachine,
    ) -> PyResult {
        let extent = extent_of(vm, &extent)?;
        let feature = if additive.0 { Feature::Boss } else { Feature::Pocket };
        build(vm, "dprism", || {
            let options = DraftPrismOptions { extent, taper: taper.0.to_radians(), feature };
            Ok(kernel::draft_prism(&part.0, basis.as_ref().map(|b| &b.0), &faces.0, &options)?)
        })
    }

    /// Prisms built into a part along a direction or along their normals: by a height, up to a face,
    /// from one face to another, or through everything.
    #[pyfunction]
    fn linear_prism(
        part: ShapeArg,
        basis: Option<ShapeArg>,
        faces: Shapes,
        extent: Vec<PyObjectRef>,
        direction: Option<Point3>,
        additive: Flag,
        vm: &VirtualMachine,
    ) -> PyResult {
        let extent = extent_of(vm, &extent)?;
        let feature = if additive.0 { Feature::Boss } else { Feature::Pocket };
        build(vm, "prism", || {
            let options = DraftPrismOptions { extent, taper: 0.0, feature };
            let basis = basis.as_ref().map(|basis| &basis.0);
            let direction = direction.map(|direction| direction.0);
            let made = kernel::linear_prism(&part.0, basis, &faces.0, &options, direction)?;
            crate::cq::shape::topology::combined(vec![made])
        })
    }

    #[pyfunction]
    fn draft(
        part: ShapeArg,
        faces: Shapes,
        angle: Number,
        base: ShapeArg,
        direction: Option<Point3>,
        vm: &VirtualMachine,
    ) -> PyResult {
        build(vm, "draft", || {
            let normal = match direction {
                Some(direction) => Vector::from(direction.0),
                None => crate::cq::shape::normal_at(&base.0, None)?,
            };
            let mut frame = base
                .0
                .plane()?
                .ok_or_else(|| cq::CqError::value("the base of a draft must be a plane face"))?;
            frame.z = normal.array();
            Ok(kernel::draft_faces(&part.0, &faces.0, angle.0.to_radians(), &frame)?)
        })
    }
}
