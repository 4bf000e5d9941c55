//! `_cq_place`: `Plane` and `Location` for Python.

use rustpython_vm::{PyObject, PyObjectRef, PyResult, VirtualMachine};

use crate::cq::geom::{Location, Plane};

pub(crate) use _cq_place::{PyLocation, PyPlane, module_def};

/// A Python `Location`.
///
/// # Errors
/// When the registered class does not fit.
pub fn location_object(vm: &VirtualMachine, location: Location) -> PyResult<PyObjectRef> {
    Ok(super::new_object(vm, PyLocation(location))?.into())
}

/// A Python `Plane`.
///
/// # Errors
/// When the registered class does not fit.
pub fn plane_object(vm: &VirtualMachine, plane: Plane) -> PyResult<PyObjectRef> {
    Ok(super::new_object(vm, PyPlane::from(plane))?.into())
}

/// The location of a `Location`; `None` for other objects.
pub fn location(object: &PyObject) -> Option<Location> {
    object.downcast_ref::<PyLocation>().map(|location| location.0)
}

/// The plane of a `Plane`; `None` for other objects.
pub fn plane(object: &PyObject) -> Option<Plane> {
    object.downcast_ref::<PyPlane>().map(|plane| plane.get())
}

#[allow(missing_docs, reason = "the macro makes public items that only Python sees")]
#[rustpython_derive::pymodule]
mod _cq_place {
    use std::cell::Cell;

    use rustpython_derive::pyclass;
    use rustpython_vm::builtins::{PyTuple, PyType, PyTypeRef};
    use rustpython_vm::function::{FuncArgs, OptionalArg, PyComparisonValue};
    use rustpython_vm::protocol::PyNumberMethods;
    use rustpython_vm::types::{AsNumber, Comparable, Constructor, Hashable, PyComparisonOp, Representable};
    use rustpython_vm::{
        AsObject, FromArgs, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
    };

    use crate::cq::geom::{Location, MirrorAxis, Plane, Vector};
    use crate::py::convert::{self, Number, Point3, Text};
    use crate::py::geom::{PyMatrix, PyVector, is_vector_like, vector, vector_object};
    use crate::py::shape::{shape_from_py, wrap_shape};
    use crate::py::{call, new_object};

    #[derive(FromArgs)]
    struct MirrorArgs {
        #[pyarg(any, name = "listOfShapes")]
        shapes: PyObjectRef,
        #[pyarg(any, default)]
        axis: Option<Text>,
    }

    #[pyattr]
    #[pyclass(name = "Plane", module = "cadquery.occ_impl.geom")]
    #[derive(Debug, PyPayload)]
    pub(crate) struct PyPlane(Cell<Plane>);

    impl From<Plane> for PyPlane {
        fn from(plane: Plane) -> Self {
            Self(Cell::new(plane))
        }
    }

    #[derive(FromArgs)]
    pub(crate) struct PlaneArgs {
        #[pyarg(any, default)]
        origin: Option<PyObjectRef>,
        #[pyarg(any, name = "xDir", default)]
        x_dir: Option<Point3>,
        #[pyarg(any, default = Point3([0.0, 0.0, 1.0]))]
        normal: Point3,
        #[pyarg(named, default)]
        loc: Option<PyRef<PyLocation>>,
    }

    impl Constructor for PyPlane {
        type Args = PlaneArgs;

        fn py_new(_class: &Py<PyType>, args: PlaneArgs, vm: &VirtualMachine) -> PyResult<Self> {
            if let Some(location) = args.loc {
                return Ok(location.0.plane().into());
            }
            let Some(origin) = args.origin else {
                return Err(vm.new_type_error("Plane() needs an origin or a Location"));
            };
            if let Some(location) = super::location(&origin) {
                return Ok(location.plane().into());
            }
            let origin = vector(vm, &origin)?;
            let x_dir = args.x_dir.map(|x| Vector::from(x.0));
            Ok(call(vm, || Plane::new(origin, x_dir, args.normal.0.into()))?.into())
        }
    }

    impl Representable for PyPlane {
        fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
            Ok(zelf.get().to_string())
        }
    }

    impl Comparable for PyPlane {
        fn cmp(
            zelf: &Py<Self>,
            other: &PyObject,
            op: PyComparisonOp,
            _vm: &VirtualMachine,
        ) -> PyResult<PyComparisonValue> {
            op.eq_only(|| {
                let equal =
                    other.downcast_ref::<Self>().is_some_and(|other| zelf.get().is_close(&other.get()));
                Ok(PyComparisonValue::Implemented(equal))
            })
        }
    }

    impl Hashable for PyPlane {
        fn hash(_zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<rustpython_common::hash::PyHash> {
            Err(vm.new_type_error("unhashable type: 'Plane'"))
        }
    }

    #[derive(FromArgs)]
    struct StandardArgs {
        #[pyarg(any, default)]
        origin: Point3,
        #[pyarg(any, name = "xDir", default)]
        x_dir: Option<Point3>,
    }

    fn standard(vm: &VirtualMachine, name: &str, args: &StandardArgs) -> PyResult<PyRef<PyPlane>> {
        let plane = call(vm, || {
            let plane = Plane::named(name, args.origin.0.into())?;
            match args.x_dir {
                Some(x_dir) => plane.with_x_dir(x_dir.0.into()),
                None => Ok(plane),
            }
        })?;
        new_object(vm, plane.into())
    }

    #[pyclass(with(Constructor, Comparable, Hashable, Representable), flags(BASETYPE, HAS_DICT))]
    impl PyPlane {
        pub(crate) fn get(&self) -> Plane {
            self.0.get()
        }

        /// A plane by one of its usual names.
        #[pyclassmethod]
        fn named(
            _class: PyTypeRef,
            name: Text,
            origin: OptionalArg<Point3>,
            vm: &VirtualMachine,
        ) -> PyResult<PyRef<Self>> {
            standard(vm, &name.0, &StandardArgs { origin: origin.unwrap_or_default(), x_dir: None })
        }

        #[pyclassmethod(name = "XY")]
        fn xy(_class: PyTypeRef, args: StandardArgs, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            standard(vm, "XY", &args)
        }

        #[pyclassmethod(name = "YZ")]
        fn yz(_class: PyTypeRef, args: StandardArgs, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            standard(vm, "YZ", &args)
        }

        #[pyclassmethod(name = "ZX")]
        fn zx(_class: PyTypeRef, args: StandardArgs, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            standard(vm, "ZX", &args)
        }

        #[pyclassmethod(name = "XZ")]
        fn xz(_class: PyTypeRef, args: StandardArgs, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            standard(vm, "XZ", &args)
        }

        #[pyclassmethod(name = "YX")]
        fn yx(_class: PyTypeRef, args: StandardArgs, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            standard(vm, "YX", &args)
        }

        #[pyclassmethod(name = "ZY")]
        fn zy(_class: PyTypeRef, args: StandardArgs, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            standard(vm, "ZY", &args)
        }

        #[pyclassmethod]
        fn front(_class: PyTypeRef, args: StandardArgs, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            standard(vm, "front", &args)
        }

        #[pyclassmethod]
        fn back(_class: PyTypeRef, args: StandardArgs, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            standard(vm, "back", &args)
        }

        #[pyclassmethod]
        fn left(_class: PyTypeRef, args: StandardArgs, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            standard(vm, "left", &args)
        }

        #[pyclassmethod]
        fn right(_class: PyTypeRef, args: StandardArgs, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            standard(vm, "right", &args)
        }

        #[pyclassmethod]
        fn top(_class: PyTypeRef, args: StandardArgs, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            standard(vm, "top", &args)
        }

        #[pyclassmethod]
        fn bottom(_class: PyTypeRef, args: StandardArgs, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            standard(vm, "bottom", &args)
        }

        /// The origin in world coordinates.
        #[pygetset]
        fn origin(&self, vm: &VirtualMachine) -> PyResult {
            vector_object(vm, self.get().origin())
        }

        #[pygetset(setter)]
        fn set_origin(&self, origin: Point3) {
            self.0.set(self.get().with_origin(origin.0.into()));
        }

        /// Direction of local x.
        #[pygetset(name = "xDir")]
        fn x_dir(&self, vm: &VirtualMachine) -> PyResult {
            vector_object(vm, self.get().x_dir())
        }

        #[pygetset(name = "xDir", setter)]
        fn set_x_dir(&self, x_dir: Point3, vm: &VirtualMachine) -> PyResult<()> {
            self.0.set(call(vm, || self.get().with_x_dir(x_dir.0.into()))?);
            Ok(())
        }

        /// Direction of local y.
        #[pygetset(name = "yDir")]
        fn y_dir(&self, vm: &VirtualMachine) -> PyResult {
            vector_object(vm, self.get().y_dir())
        }

        /// The normal.
        #[pygetset(name = "zDir")]
        fn z_dir(&self, vm: &VirtualMachine) -> PyResult {
            vector_object(vm, self.get().z_dir())
        }

        /// The matrix from local to world coordinates.
        #[pygetset(name = "rG")]
        fn world_from_local(&self, vm: &VirtualMachine) -> PyResult<PyRef<PyMatrix>> {
            new_object(vm, (*self.get().world_from_local()).into())
        }

        /// The matrix from world to local coordinates.
        #[pygetset(name = "fG")]
        fn local_from_world(&self, vm: &VirtualMachine) -> PyResult<PyRef<PyMatrix>> {
            new_object(vm, (*self.get().local_from_world()).into())
        }

        /// Origin and axes as a Location.
        #[pygetset]
        fn location(&self, vm: &VirtualMachine) -> PyResult {
            super::location_object(vm, self.get().location())
        }

        /// Moves the origin to a point given in local coordinates.
        #[pymethod(name = "setOrigin2d")]
        fn set_origin_2d(&self, x: Number, y: Number) {
            self.0.set(self.get().with_origin_2d(x.0, y.0));
        }

        /// A vector or shape in the coordinates of the plane.
        #[pymethod(name = "toLocalCoords")]
        fn to_local(&self, obj: PyObjectRef, vm: &VirtualMachine) -> PyResult {
            if let Some(v) = obj.downcast_ref::<PyVector>() {
                return vector_object(vm, self.get().to_local(v.get()));
            }
            let Ok(shape) = shape_from_py(vm, &obj) else {
                let class = obj.class().name().to_string();
                return Err(vm.new_value_error(format!(
                    "Don't know how to convert type <class '{class}'> to local coordinates"
                )));
            };
            let matrix = *self.get().local_from_world();
            let local = call(vm, || crate::cq::shape::transform_shape(&shape, &matrix))?;
            wrap_shape(vm, local)
        }

        /// The world coordinates of a point given in local coordinates.
        #[pymethod(name = "toWorldCoords")]
        fn to_world(&self, point: PyObjectRef, vm: &VirtualMachine) -> PyResult {
            vector_object(vm, self.get().to_world(vector(vm, &point)?))
        }

        /// The plane turned about its own axes by angles in degrees.
        #[pymethod]
        fn rotated(&self, rotate: OptionalArg<Point3>, vm: &VirtualMachine) -> PyResult {
            let angles = Vector::from(rotate.unwrap_or_default().0);
            let plane = call(vm, || self.get().rotated(angles))?;
            super::plane_object(vm, plane)
        }

        /// Shapes after a half turn about an axis of the plane.
        #[pymethod(name = "mirrorInPlane")]
        fn mirror_in_plane(&self, args: MirrorArgs, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            let shapes = args.shapes;
            let axis = match args.axis.as_ref().map(|axis| axis.0.as_str()) {
                None | Some("X") => MirrorAxis::X,
                Some("Y") => MirrorAxis::Y,
                Some(_) => return Err(vm.new_not_implemented_error("the axis must be 'X' or 'Y'")),
            };
            let matrix = self.get().mirror_in_plane(axis);
            convert::elements(vm, &shapes, "shapes")?
                .iter()
                .map(|shape| {
                    let shape = shape_from_py(vm, shape)?;
                    wrap_shape(vm, call(vm, || crate::cq::shape::transform_shape(&shape, &matrix))?)
                })
                .collect()
        }

        #[pymethod(name = "toPln")]
        fn to_pln(zelf: PyRef<Self>) -> PyRef<Self> {
            zelf
        }

        #[pymethod]
        fn __copy__(&self, vm: &VirtualMachine) -> PyResult {
            super::plane_object(vm, self.get())
        }

        #[pymethod]
        fn __deepcopy__(&self, _memo: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
            super::plane_object(vm, self.get())
        }
    }

    #[pyattr]
    #[pyclass(name = "Location", module = "cadquery.occ_impl.geom")]
    #[derive(Debug, PyPayload)]
    pub(crate) struct PyLocation(pub(crate) Location);

    impl Constructor for PyLocation {
        type Args = FuncArgs;

        fn py_new(_class: &Py<PyType>, args: FuncArgs, vm: &VirtualMachine) -> PyResult<Self> {
            location_of_args(vm, args).map(Self)
        }
    }

    /// The forms of CadQuery: nothing; x, y, z, rx, ry, rz; a point; a point and angles; a point, an
    /// axis and an angle; a plane; a plane and a point; a location.
    fn location_of_args(vm: &VirtualMachine, args: FuncArgs) -> PyResult<Location> {
        const COORDINATES: [&str; 6] = ["x", "y", "z", "rx", "ry", "rz"];
        let first = args.args.first().cloned().or_else(|| args.kwargs.get("t").cloned());
        let numeric = match &first {
            Some(first) => convert::is_number(vm, first),
            None => true,
        };
        if numeric {
            let mut values = [0.0; 6];
            if args.args.len() > 6 {
                return Err(unsupported(vm, &args));
            }
            for (value, arg) in values.iter_mut().zip(&args.args) {
                *value = convert::number(vm, arg)?;
            }
            for (name, arg) in &args.kwargs {
                let Some(place) = COORDINATES.iter().position(|known| known == name) else {
                    return Err(unsupported(vm, &args));
                };
                values[place] = convert::number(vm, arg)?;
            }
            let [x, y, z, rx, ry, rz] = values;
            return Ok(Location::from_angles(Vector::new(x, y, z), Vector::new(rx, ry, rz)));
        }
        let first = first.expect("only numeric forms have no first argument");
        let rest = |i: usize, names: &[&str]| {
            args.args
                .get(i)
                .cloned()
                .or_else(|| names.iter().find_map(|name| args.kwargs.get(*name).cloned()))
        };
        let count = args.args.len() + args.kwargs.len();
        if let Some(plane) = super::plane(&first) {
            return match (count, rest(1, &["v"])) {
                (1, None) => Ok(plane.location()),
                (2, Some(v)) => Ok(Location::from_plane_at(&plane, vector(vm, &v)?)),
                _ => Err(unsupported(vm, &args)),
            };
        }
        if let Some(location) = super::location(&first)
            && count == 1
        {
            return Ok(location);
        }
        if !is_vector_like(vm, &first) {
            return Err(unsupported(vm, &args));
        }
        let t = vector(vm, &first)?;
        match (count, rest(1, &["angles", "ax"]), rest(2, &["angle"])) {
            (1, None, None) => Ok(Location::translation(t)),
            (2, Some(angles), None) => {
                let is_triple = angles.downcast_ref::<PyTuple>().is_none_or(|tuple| tuple.len() == 3);
                if !is_triple {
                    return Err(unsupported(vm, &args));
                }
                Ok(Location::from_angles(t, vector(vm, &angles)?))
            }
            (3, Some(axis), Some(angle)) => {
                let (axis, angle) = (vector(vm, &axis)?, convert::number(vm, &angle)?);
                call(vm, || Location::from_axis(t, axis, angle))
            }
            _ => Err(unsupported(vm, &args)),
        }
    }

    fn unsupported(vm: &VirtualMachine, args: &FuncArgs) -> rustpython_vm::builtins::PyBaseExceptionRef {
        let mut given: Vec<String> = args.args.iter().map(|arg| arg.class().name().to_string()).collect();
        given.extend(args.kwargs.iter().map(|(name, arg)| format!("{name}={}", arg.class().name())));
        let message = format!("Location() cannot be made of ({})", given.join(", "));
        let hint = "give x, y, z, rx, ry, rz; or a point, with angles (rx, ry, rz) or with an axis and an angle; \
                    or a Plane";
        crate::py::raise::with_hint(vm, vm.new_type_error(message), hint)
    }

    impl Representable for PyLocation {
        fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
            let (t, angles) = (zelf.0.position(), zelf.0.angles_deg());
            Ok(format!("Location({:?}, {:?})", (t.x, t.y, t.z), (angles.x, angles.y, angles.z)))
        }
    }

    impl AsNumber for PyLocation {
        fn as_number() -> &'static PyNumberMethods {
            static METHODS: PyNumberMethods = PyNumberMethods {
                multiply: Some(|a, b, vm| match (super::location(a), super::location(b)) {
                    (Some(a), Some(b)) => super::location_object(vm, a.multiply(&b)),
                    _ => Ok(vm.ctx.not_implemented()),
                }),
                power: Some(|base, exponent, _modulus, vm| {
                    let (Some(base), Ok(exponent)) = (super::location(base), convert::number(vm, exponent))
                    else {
                        return Ok(vm.ctx.not_implemented());
                    };
                    if exponent.fract() != 0.0 || exponent.abs() > 1e9 {
                        return Err(vm.new_type_error(format!("the exponent {exponent} is no whole number")));
                    }
                    super::location_object(vm, base.power(exponent as i64))
                }),
                ..PyNumberMethods::NOT_IMPLEMENTED
            };
            &METHODS
        }
    }

    #[pyclass(with(Constructor, AsNumber, Representable), flags(BASETYPE, HAS_DICT))]
    impl PyLocation {
        /// The location that undoes this one.
        #[pygetset]
        fn inverse(&self, vm: &VirtualMachine) -> PyResult {
            super::location_object(vm, self.0.inverse())
        }

        /// The plane with this origin and these axes.
        #[pygetset]
        fn plane(&self, vm: &VirtualMachine) -> PyResult {
            super::plane_object(vm, self.0.plane())
        }

        #[pygetset]
        fn wrapped(zelf: PyRef<Self>) -> PyRef<Self> {
            zelf
        }

        /// The translation, and the turns about x, y, z in degrees.
        #[pymethod(name = "toTuple")]
        fn to_tuple(&self, vm: &VirtualMachine) -> PyObjectRef {
            let triple = |v: Vector| -> PyObjectRef {
                vm.ctx.new_tuple(v.array().map(|c| vm.ctx.new_float(c).into()).to_vec()).into()
            };
            vm.ctx.new_tuple(vec![triple(self.0.position()), triple(self.0.angles_deg())]).into()
        }

        #[pymethod]
        fn __copy__(&self, vm: &VirtualMachine) -> PyResult {
            super::location_object(vm, self.0)
        }

        #[pymethod]
        fn __deepcopy__(&self, _memo: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
            super::location_object(vm, self.0)
        }
    }
}
