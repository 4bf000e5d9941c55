//! `_cq_shape_ops`: the rarer methods of shapes, as functions for the Python classes.

pub(crate) use _cq_shape_ops::module_def;

#[allow(missing_docs, reason = "the macro makes public items that only Python sees")]
#[rustpython_derive::pymodule]
mod _cq_shape_ops {
    use kernel::{Deflection, LineDirection};
    use rustpython_vm::{PyObjectRef, PyResult, VirtualMachine};

    use crate::cq::shape;
    use crate::py::call;
    use crate::py::convert::{Number, Numbers, Point3, Text};
    use crate::py::geom::vector_object;
    use crate::py::shape::{ShapeArg, Shapes, build, kind_of_name, wrap_shapes};

    #[pyfunction]
    fn combined_center(objects: Shapes, vm: &VirtualMachine) -> PyResult {
        vector_object(vm, call(vm, || shape::combined_center(&objects.0))?)
    }

    #[pyfunction]
    fn combined_center_of_bound_box(objects: Shapes, vm: &VirtualMachine) -> PyResult {
        vector_object(vm, call(vm, || shape::combined_center_of_bound_box(&objects.0))?)
    }

    #[pyfunction]
    fn matrix_of_inertia(obj: ShapeArg, vm: &VirtualMachine) -> PyResult {
        if obj.0.kind() == kernel::Kind::Vertex {
            return Err(vm.new_not_implemented_error("a vertex has no matrix of inertia"));
        }
        let rows = call(vm, || Ok(obj.0.matrix_of_inertia()?))?;
        let row = |row: [f64; 3]| -> PyObjectRef {
            vm.ctx.new_list(row.map(|x| vm.ctx.new_float(x).into()).to_vec()).into()
        };
        Ok(vm.ctx.new_list(rows.map(row).to_vec()).into())
    }

    /// The siblings of a shape at each of several levels, one after the other.
    #[pyfunction]
    fn siblings(
        of: ShapeArg,
        ctx: ShapeArg,
        kind: Text,
        levels: Numbers,
        vm: &VirtualMachine,
    ) -> PyResult<Vec<PyObjectRef>> {
        let kind = kind_of_name(vm, &kind.0)?;
        let found = call(vm, || {
            let mut all = Vec::new();
            for level in levels.0 {
                all.extend(shape::siblings(&of.0, &ctx.0, kind, level as usize)?);
            }
            Ok(all)
        })?;
        wrap_shapes(vm, found)
    }

    #[pyfunction]
    fn faces_on_line(
        of: ShapeArg,
        point: Point3,
        axis: Point3,
        tol: Number,
        direction: Option<Text>,
        vm: &VirtualMachine,
    ) -> PyResult<Vec<PyObjectRef>> {
        let direction = match direction.as_ref().map(|text| text.0.as_str()) {
            None => LineDirection::Both,
            Some("AlongAxis") => LineDirection::Along,
            Some("Opposite") => LineDirection::Opposite,
            Some(_) => {
                return Err(vm.new_value_error(
                    "Invalid direction specification.\nValid specification are 'AlongAxis' and 'Opposite'.",
                ));
            }
        };
        let faces = call(vm, || Ok(of.0.faces_intersected_by_line(point.0, axis.0, tol.0, direction)?))?;
        wrap_shapes(vm, faces)
    }

    #[pyfunction]
    fn tessellate(of: ShapeArg, tolerance: Number, angular: Number, vm: &VirtualMachine) -> PyResult {
        let (vertices, triangles) =
            call(vm, || Ok(kernel::cad_mesh(&of.0, tolerance.0, angular.0, Deflection::Relative)?))?;
        let vertices =
            vertices.into_iter().map(|v| vector_object(vm, v.into())).collect::<PyResult<Vec<_>>>()?;
        let triangle = |t: [u32; 3]| -> PyObjectRef {
            vm.ctx.new_tuple(t.map(|i| vm.ctx.new_int(i).into()).to_vec()).into()
        };
        let triangles = triangles.into_iter().map(triangle).collect();
        let both = vec![vm.ctx.new_list(vertices).into(), vm.ctx.new_list(triangles).into()];
        Ok(vm.ctx.new_tuple(both).into())
    }

    #[pyfunction]
    fn to_splines(of: ShapeArg, degree: u32, tolerance: Number, vm: &VirtualMachine) -> PyResult {
        build(vm, "toSplines", || Ok(of.0.to_splines(degree, tolerance.0)?))
    }

    #[pyfunction]
    fn to_nurbs(of: ShapeArg, vm: &VirtualMachine) -> PyResult {
        build(vm, "toNURBS", || Ok(of.0.to_nurbs()?))
    }

    #[pyfunction]
    fn replace(of: ShapeArg, old: ShapeArg, new: Shapes, vm: &VirtualMachine) -> PyResult {
        build(vm, "replace", || Ok(of.0.replaced(&old.0, &new.0)?))
    }

    #[pyfunction]
    fn without(of: ShapeArg, parts: Shapes, vm: &VirtualMachine) -> PyResult {
        build(vm, "remove", || Ok(of.0.without(&parts.0)?))
    }

    #[pyfunction]
    fn compound(shapes: Shapes, vm: &VirtualMachine) -> PyResult {
        build(vm, "compound", || shape::make_compound(&shapes.0))
    }

    #[pyfunction]
    fn is_part_of(part: ShapeArg, whole: ShapeArg, vm: &VirtualMachine) -> PyResult<bool> {
        call(vm, || Ok(part.0.is_part_of(&whole.0)?))
    }

    #[pyfunction]
    fn closest(a: ShapeArg, b: ShapeArg, vm: &VirtualMachine) -> PyResult {
        let (p, q) = call(vm, || Ok(kernel::closest_points(&a.0, &b.0)?))?;
        let both = vec![vector_object(vm, p.into())?, vector_object(vm, q.into())?];
        Ok(vm.ctx.new_tuple(both).into())
    }
}
