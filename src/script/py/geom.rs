//! `_cq_geom`: `Vector`, `Matrix`, `BoundBox` and `Color` for Python.

use rustpython_vm::{PyObject, PyObjectRef, PyResult, VirtualMachine};

use crate::cq::geom::Vector;
use crate::py::convert;

pub(crate) use _cq_geom::{PyBoundBox, PyColor, PyMatrix, PyVector, module_def};

/// A Python `Vector`.
///
/// # Errors
/// When the registered class does not fit.
pub fn vector_object(vm: &VirtualMachine, v: Vector) -> PyResult<PyObjectRef> {
    Ok(super::new_object(vm, PyVector::from(v))?.into())
}

/// The vector of a `Vector`, or of a tuple or list of 2 or 3 numbers.
///
/// # Errors
/// `TypeError` for other objects.
pub fn vector(vm: &VirtualMachine, object: &PyObject) -> PyResult<Vector> {
    match object.downcast_ref::<PyVector>() {
        Some(v) => Ok(v.get()),
        None => Ok(convert::point(vm, object)?.into()),
    }
}

/// Whether CadQuery would take the object for a point: a `Vector`, or 2 or 3 numbers.
pub fn is_vector_like(vm: &VirtualMachine, object: &PyObject) -> bool {
    use rustpython_vm::builtins::{PyList, PyTuple};

    let numbers = |elements: &[PyObjectRef]| {
        (2..=3).contains(&elements.len()) && elements.iter().all(|e| convert::number(vm, e).is_ok())
    };
    if object.downcast_ref::<PyVector>().is_some() {
        true
    } else if let Some(tuple) = object.downcast_ref::<PyTuple>() {
        numbers(tuple.as_slice())
    } else if let Some(list) = object.downcast_ref::<PyList>() {
        numbers(&list.borrow_vec())
    } else {
        false
    }
}

#[allow(missing_docs, reason = "the macro makes public items that only Python sees")]
#[rustpython_derive::pymodule]
mod _cq_geom {
    use std::cell::Cell;

    use rustpython_derive::pyclass;
    use rustpython_vm::builtins::{PyBaseExceptionRef, PyTuple, PyType};
    use rustpython_vm::function::{FuncArgs, OptionalArg, PyComparisonValue};
    use rustpython_vm::protocol::{PyMappingMethods, PyNumberMethods};
    use rustpython_vm::types::{
        AsMapping, AsNumber, Comparable, Constructor, Hashable, Iterable, PyComparisonOp, Representable,
    };
    use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine};

    use crate::cq::geom::{BoundBox, Color, Matrix, Vector};
    use crate::py::convert::{self, Number};
    use crate::py::place::PyPlane;
    use crate::py::{call, new_object};

    const VECTOR_ARGUMENTS: &str = "Expected three floats, OCC gp_, or 3-tuple";

    fn tuple3(v: Vector) -> (f64, f64, f64) {
        (v.x, v.y, v.z)
    }

    #[pyattr]
    #[pyclass(name = "Vector", module = "cadquery.occ_impl.geom")]
    #[derive(Debug, PyPayload)]
    pub(crate) struct PyVector(Cell<Vector>);

    impl From<Vector> for PyVector {
        fn from(v: Vector) -> Self {
            Self(Cell::new(v))
        }
    }

    impl Constructor for PyVector {
        type Args = FuncArgs;

        fn py_new(_class: &Py<PyType>, args: FuncArgs, vm: &VirtualMachine) -> PyResult<Self> {
            let args = convert::positional(vm, args)?;
            let v = match &args[..] {
                [] => Vector::ZERO,
                [one] => super::vector(vm, one).map_err(|_| vm.new_type_error(VECTOR_ARGUMENTS))?,
                [x, y] => Vector::new(convert::number(vm, x)?, convert::number(vm, y)?, 0.0),
                [x, y, z] => {
                    Vector::new(convert::number(vm, x)?, convert::number(vm, y)?, convert::number(vm, z)?)
                }
                _ => return Err(vm.new_type_error(VECTOR_ARGUMENTS)),
            };
            Ok(v.into())
        }
    }

    impl Representable for PyVector {
        fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
            Ok(zelf.get().to_string())
        }
    }

    impl Comparable for PyVector {
        fn cmp(
            zelf: &Py<Self>,
            other: &PyObject,
            op: PyComparisonOp,
            _vm: &VirtualMachine,
        ) -> PyResult<PyComparisonValue> {
            op.eq_only(|| {
                let equal =
                    other.downcast_ref::<Self>().is_some_and(|other| zelf.get().is_close(other.get()));
                Ok(PyComparisonValue::Implemented(equal))
            })
        }
    }

    impl Hashable for PyVector {
        fn hash(_zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<rustpython_common::hash::PyHash> {
            Err(vm.new_type_error("unhashable type: 'Vector'"))
        }
    }

    impl Iterable for PyVector {
        fn iter(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
            let list = zelf.get().array().map(|value| vm.ctx.new_float(value).into()).to_vec();
            Ok(vm.ctx.new_list(list).as_object().get_iter(vm)?.into())
        }
    }

    fn two_vectors(
        vm: &VirtualMachine,
        a: &PyObject,
        b: &PyObject,
        f: impl FnOnce(Vector, Vector) -> Vector,
    ) -> PyResult {
        match (a.downcast_ref::<PyVector>(), b.downcast_ref::<PyVector>()) {
            (Some(a), Some(b)) => super::vector_object(vm, f(a.get(), b.get())),
            _ => Ok(vm.ctx.not_implemented()),
        }
    }

    impl AsNumber for PyVector {
        fn as_number() -> &'static PyNumberMethods {
            static METHODS: PyNumberMethods = PyNumberMethods {
                add: Some(|a, b, vm| two_vectors(vm, a, b, |a, b| a + b)),
                subtract: Some(|a, b, vm| two_vectors(vm, a, b, |a, b| a - b)),
                multiply: Some(|a, b, vm| {
                    let (v, factor) = match (a.downcast_ref::<PyVector>(), b.downcast_ref::<PyVector>()) {
                        (Some(v), None) => (v, b),
                        (None, Some(v)) => (v, a),
                        _ => return Ok(vm.ctx.not_implemented()),
                    };
                    match convert::number(vm, factor) {
                        Ok(factor) => super::vector_object(vm, v.get() * factor),
                        Err(_) => Ok(vm.ctx.not_implemented()),
                    }
                }),
                true_divide: Some(|a, b, vm| {
                    let (Some(v), Ok(divisor)) = (a.downcast_ref::<PyVector>(), convert::number(vm, b))
                    else {
                        return Ok(vm.ctx.not_implemented());
                    };
                    if divisor == 0.0 {
                        return Err(vm.new_zero_division_error("float division by zero"));
                    }
                    super::vector_object(vm, v.get() * (1.0 / divisor))
                }),
                negative: Some(|number, vm| match number.obj.downcast_ref::<PyVector>() {
                    Some(v) => super::vector_object(vm, -v.get()),
                    None => Ok(vm.ctx.not_implemented()),
                }),
                absolute: Some(|number, vm| match number.obj.downcast_ref::<PyVector>() {
                    Some(v) => Ok(vm.ctx.new_float(v.get().length()).into()),
                    None => Ok(vm.ctx.not_implemented()),
                }),
                ..PyNumberMethods::NOT_IMPLEMENTED
            };
            &METHODS
        }
    }

    #[pyclass(
        with(Constructor, AsNumber, Comparable, Hashable, Iterable, Representable),
        flags(BASETYPE, HAS_DICT)
    )]
    impl PyVector {
        pub(crate) fn get(&self) -> Vector {
            self.0.get()
        }

        #[pygetset]
        fn x(&self) -> f64 {
            self.get().x
        }

        #[pygetset(setter)]
        fn set_x(&self, x: Number) {
            self.0.set(Vector { x: x.0, ..self.get() });
        }

        #[pygetset]
        fn y(&self) -> f64 {
            self.get().y
        }

        #[pygetset(setter)]
        fn set_y(&self, y: Number) {
            self.0.set(Vector { y: y.0, ..self.get() });
        }

        #[pygetset]
        fn z(&self) -> f64 {
            self.get().z
        }

        #[pygetset(setter)]
        fn set_z(&self, z: Number) {
            self.0.set(Vector { z: z.0, ..self.get() });
        }

        /// The length in millimetres.
        #[pygetset(name = "Length")]
        fn length(&self) -> f64 {
            self.get().length()
        }

        /// The vector itself, for code that reaches for the wrapped OCCT object.
        #[pygetset]
        fn wrapped(zelf: PyRef<Self>) -> PyRef<Self> {
            zelf
        }

        /// The coordinates as a tuple.
        #[pymethod(name = "toTuple")]
        fn to_tuple(&self) -> (f64, f64, f64) {
            tuple3(self.get())
        }

        /// The vector product.
        #[pymethod]
        fn cross(&self, v: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
            super::vector_object(vm, self.get().cross(v.get()))
        }

        /// The scalar product.
        #[pymethod]
        fn dot(&self, v: PyRef<Self>) -> f64 {
            self.get().dot(v.get())
        }

        /// This vector less another one.
        #[pymethod]
        fn sub(&self, v: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
            super::vector_object(vm, self.get() - v.get())
        }

        /// The sum of this vector and another one.
        #[pymethod]
        fn add(&self, v: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
            super::vector_object(vm, self.get() + v.get())
        }

        /// A copy multiplied by a number.
        #[pymethod]
        fn multiply(&self, scale: Number, vm: &VirtualMachine) -> PyResult {
            super::vector_object(vm, self.get() * scale.0)
        }

        /// The vector of length 1 in the same direction.
        #[pymethod]
        fn normalized(&self, vm: &VirtualMachine) -> PyResult {
            let v = call(vm, || self.get().normalized())?;
            super::vector_object(vm, v)
        }

        /// The vector itself: its centre is itself.
        #[pymethod(name = "Center")]
        fn center(zelf: PyRef<Self>) -> PyRef<Self> {
            zelf
        }

        /// The angle to another vector in radians.
        #[pymethod(name = "getAngle")]
        fn angle(&self, v: PyRef<Self>, vm: &VirtualMachine) -> PyResult<f64> {
            call(vm, || self.get().angle(v.get()))
        }

        /// The angle to another vector in radians with a sign.
        #[pymethod(name = "getSignedAngle")]
        fn signed_angle(&self, v: PyRef<Self>, vm: &VirtualMachine) -> PyResult<f64> {
            call(vm, || self.get().signed_angle(v.get()))
        }

        /// The part of this vector along a line.
        #[pymethod(name = "projectToLine")]
        fn project_to_line(&self, line: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
            if line.get().length() == 0.0 {
                return Err(vm.new_zero_division_error("float division by zero"));
            }
            super::vector_object(vm, self.get().project_to_line(line.get()))
        }

        /// The nearest point of a plane.
        #[pymethod(name = "projectToPlane")]
        fn project_to_plane(&self, plane: PyRef<PyPlane>, vm: &VirtualMachine) -> PyResult {
            super::vector_object(vm, self.get().project_to_plane(&plane.get()))
        }

        #[pymethod(name = "distanceToLine")]
        fn distance_to_line(&self, vm: &VirtualMachine) -> PyResult<()> {
            Err(vm.new_not_implemented_error("Have not needed this yet, but OCCT supports it!"))
        }

        #[pymethod(name = "distanceToPlane")]
        fn distance_to_plane(&self, vm: &VirtualMachine) -> PyResult<()> {
            Err(vm.new_not_implemented_error("Have not needed this yet, but OCCT supports it!"))
        }

        /// The point moved by a matrix.
        #[pymethod]
        fn transform(&self, matrix: PyRef<PyMatrix>, vm: &VirtualMachine) -> PyResult {
            super::vector_object(vm, self.get().transform(&matrix.get()))
        }

        #[pymethod(name = "toPnt")]
        fn to_pnt(zelf: PyRef<Self>) -> PyRef<Self> {
            zelf
        }

        #[pymethod(name = "toDir")]
        fn to_dir(&self, vm: &VirtualMachine) -> PyResult {
            self.normalized(vm)
        }

        #[pymethod]
        fn __str__(&self) -> String {
            self.get().to_string()
        }

        #[pymethod]
        fn __copy__(&self, vm: &VirtualMachine) -> PyResult {
            super::vector_object(vm, self.get())
        }

        #[pymethod]
        fn __deepcopy__(&self, _memo: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
            super::vector_object(vm, self.get())
        }
    }

    #[pyattr]
    #[pyclass(name = "Matrix", module = "cadquery.occ_impl.geom")]
    #[derive(Debug, PyPayload)]
    pub(crate) struct PyMatrix(Cell<Matrix>);

    impl From<Matrix> for PyMatrix {
        fn from(matrix: Matrix) -> Self {
            Self(Cell::new(matrix))
        }
    }

    impl Constructor for PyMatrix {
        type Args = OptionalArg<PyObjectRef>;

        fn py_new(_class: &Py<PyType>, matrix: Self::Args, vm: &VirtualMachine) -> PyResult<Self> {
            let Some(matrix) = matrix.into_option().filter(|matrix| !vm.is_none(matrix)) else {
                return Ok(Matrix::IDENTITY.into());
            };
            if let Some(other) = matrix.downcast_ref::<Self>() {
                return Ok(other.get().into());
            }
            let printed = matrix.repr(vm)?.to_string_lossy().into_owned();
            let shown = matrix.str(vm)?.to_string_lossy().into_owned();
            let rows = convert::elements(vm, &matrix, "rows")
                .map_err(|_| vm.new_type_error(format!("Invalid param to matrix constructor: {shown}")))?;
            let misshapen = || {
                let message = "Matrix constructor requires 2d list of 4x3 or 4x4, but got: ";
                vm.new_type_error(format!("{message}{printed}"))
            };
            let rows: Vec<Vec<f64>> = rows
                .iter()
                .map(|row| {
                    let row = convert::elements(vm, row, "numbers").map_err(|_| misshapen())?;
                    if row.len() != 4 {
                        return Err(misshapen());
                    }
                    row.iter().map(|element| convert::number(vm, element)).collect()
                })
                .collect::<PyResult<_>>()?;
            Ok(call(vm, || Matrix::from_nested(&rows))?.into())
        }
    }

    impl Representable for PyMatrix {
        fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
            Ok(zelf.get().to_string())
        }
    }

    impl AsMapping for PyMatrix {
        fn as_mapping() -> &'static PyMappingMethods {
            static METHODS: PyMappingMethods = PyMappingMethods {
                length: None,
                subscript: Some(|mapping, key, vm| {
                    let matrix = PyMatrix::mapping_downcast(mapping).get();
                    let pair = key.downcast_ref::<PyTuple>().filter(|tuple| tuple.len() == 2);
                    let Some(pair) = pair else {
                        return Err(vm.new_index_error("Matrix subscript must provide (row, column)"));
                    };
                    let index = |i: usize| Ok(convert::number(vm, &pair.as_slice()[i])? as i64);
                    let (row, column): (PyResult<i64>, PyResult<i64>) = (index(0), index(1));
                    let (row, column) = (row?, column?);
                    let value = call(vm, || matrix.get(row, column))?;
                    Ok(vm.ctx.new_float(value).into())
                }),
                ass_subscript: None,
            };
            &METHODS
        }
    }

    #[pyclass(with(Constructor, AsMapping, Representable), flags(BASETYPE, HAS_DICT))]
    impl PyMatrix {
        pub(crate) fn get(&self) -> Matrix {
            self.0.get()
        }

        #[pygetset]
        fn wrapped(zelf: PyRef<Self>) -> PyRef<Self> {
            zelf
        }

        /// Adds a turn about the x axis by an angle in radians.
        #[pymethod(name = "rotateX")]
        fn rotate_x(&self, angle: Number) {
            self.0.set(self.get().rotate_x(angle.0));
        }

        /// Adds a turn about the y axis by an angle in radians.
        #[pymethod(name = "rotateY")]
        fn rotate_y(&self, angle: Number) {
            self.0.set(self.get().rotate_y(angle.0));
        }

        /// Adds a turn about the z axis by an angle in radians.
        #[pymethod(name = "rotateZ")]
        fn rotate_z(&self, angle: Number) {
            self.0.set(self.get().rotate_z(angle.0));
        }

        /// The matrix that undoes this one.
        #[pymethod]
        fn inverse(&self, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            let inverse = call(vm, || self.get().inverse())?;
            new_object(vm, inverse.into())
        }

        /// This matrix after another one, or a vector moved by this matrix.
        #[pymethod]
        fn multiply(&self, other: PyObjectRef, vm: &VirtualMachine) -> PyResult {
            if let Some(v) = other.downcast_ref::<PyVector>() {
                return super::vector_object(vm, v.get().transform(&self.get()));
            }
            match other.downcast_ref::<Self>() {
                Some(matrix) => Ok(new_object::<Self>(vm, self.get().multiply(&matrix.get()).into())?.into()),
                None => Err(convert::refused(vm, "a Matrix or a Vector", &other)),
            }
        }

        /// The sixteen elements column after column.
        #[pymethod]
        fn transposed_list(&self, vm: &VirtualMachine) -> PyObjectRef {
            let elements = self.get().transposed_list().map(|element| vm.ctx.new_float(element).into());
            vm.ctx.new_list(elements.to_vec()).into()
        }
    }

    #[pyattr]
    #[pyclass(name = "BoundBox", module = "cadquery.occ_impl.geom")]
    #[derive(Debug, PyPayload)]
    pub(crate) struct PyBoundBox(pub(crate) BoundBox);

    impl Constructor for PyBoundBox {
        type Args = PyRef<Self>;

        fn py_new(_class: &Py<PyType>, other: PyRef<Self>, _vm: &VirtualMachine) -> PyResult<Self> {
            Ok(Self(other.0))
        }
    }

    impl Representable for PyBoundBox {
        fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
            let (min, max) = (tuple3(zelf.0.min()), tuple3(zelf.0.max()));
            Ok(format!("BoundBox(min={min:?}, max={max:?})"))
        }
    }

    #[pyclass(with(Constructor, Representable), flags(BASETYPE, HAS_DICT))]
    impl PyBoundBox {
        #[pygetset]
        fn xmin(&self) -> f64 {
            self.0.min().x
        }

        #[pygetset]
        fn ymin(&self) -> f64 {
            self.0.min().y
        }

        #[pygetset]
        fn zmin(&self) -> f64 {
            self.0.min().z
        }

        #[pygetset]
        fn xmax(&self) -> f64 {
            self.0.max().x
        }

        #[pygetset]
        fn ymax(&self) -> f64 {
            self.0.max().y
        }

        #[pygetset]
        fn zmax(&self) -> f64 {
            self.0.max().z
        }

        #[pygetset]
        fn xlen(&self) -> f64 {
            self.0.size().x
        }

        #[pygetset]
        fn ylen(&self) -> f64 {
            self.0.size().y
        }

        #[pygetset]
        fn zlen(&self) -> f64 {
            self.0.size().z
        }

        /// The middle of the box.
        #[pygetset]
        fn center(&self, vm: &VirtualMachine) -> PyResult {
            super::vector_object(vm, self.0.center())
        }

        /// The length of the diagonal.
        #[pygetset(name = "DiagonalLength")]
        fn diagonal(&self) -> f64 {
            self.0.diagonal()
        }

        /// The smallest box around this one and a point or another box.
        #[pymethod]
        fn add(
            &self,
            obj: PyObjectRef,
            _tol: OptionalArg<PyObjectRef>,
            vm: &VirtualMachine,
        ) -> PyResult<PyRef<Self>> {
            let sum = match obj.downcast_ref::<Self>() {
                Some(other) => self.0.add(&other.0),
                None => self.0.add_point(super::vector(vm, &obj)?),
            };
            new_object(vm, Self(sum))
        }

        /// The box with a margin of at least this many millimetres.
        #[pymethod]
        fn enlarge(&self, tol: Number, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            new_object(vm, Self(self.0.enlarge(tol.0)))
        }

        /// Whether another box lies strictly inside this one.
        #[pymethod(name = "isInside")]
        fn contains(&self, b2: PyRef<Self>) -> bool {
            self.0.contains(&b2.0)
        }

        /// The one of two boxes that encloses the other in x and y, else None.
        #[pystaticmethod(name = "findOutsideBox2D")]
        fn outside_2d(bb1: PyRef<Self>, bb2: PyRef<Self>) -> Option<PyRef<Self>> {
            let outer = *BoundBox::outside_2d(&bb1.0, &bb2.0)?;
            Some(if outer == bb1.0 { bb1 } else { bb2 })
        }
    }

    #[pyattr]
    #[pyclass(name = "Color", module = "cadquery.occ_impl.assembly")]
    #[derive(Debug, PyPayload)]
    pub(crate) struct PyColor(pub(crate) Color);

    impl Constructor for PyColor {
        type Args = FuncArgs;

        fn py_new(_class: &Py<PyType>, args: FuncArgs, vm: &VirtualMachine) -> PyResult<Self> {
            let mut values: Vec<Option<PyObjectRef>> = args.args.iter().cloned().map(Some).collect();
            let [single] = &args.args[..] else {
                values.resize(5, None);
                return Self::of_components(values, args, vm);
            };
            if let Some(name) = convert::text(single) {
                return Ok(Self(call(vm, || Color::named(&name))?));
            }
            if let Some(color) = single.downcast_ref::<Self>() {
                return Ok(Self(color.0));
            }
            if args.kwargs.is_empty() {
                return Err(convert::refused(vm, "the name of a color, or red, green and blue", single));
            }
            values.resize(5, None);
            Self::of_components(values, args, vm)
        }
    }

    impl Representable for PyColor {
        fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
            let [r, g, b, a] = zelf.0.rgba();
            Ok(format!("Color({r:?}, {g:?}, {b:?}, {a:?})"))
        }
    }

    impl Comparable for PyColor {
        fn cmp(
            zelf: &Py<Self>,
            other: &PyObject,
            op: PyComparisonOp,
            _vm: &VirtualMachine,
        ) -> PyResult<PyComparisonValue> {
            op.eq_only(|| {
                Ok(match other.downcast_ref::<Self>() {
                    Some(other) => PyComparisonValue::Implemented(zelf.0 == other.0),
                    None => PyComparisonValue::NotImplemented,
                })
            })
        }
    }

    impl Hashable for PyColor {
        fn hash(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<rustpython_common::hash::PyHash> {
            let bits =
                zelf.0.rgba().into_iter().fold(17_i64, |hash, c| {
                    hash.wrapping_mul(1_000_003).wrapping_add(i64::from(c.to_bits()))
                });
            Ok(bits)
        }
    }

    #[pyclass(with(Constructor, Comparable, Hashable, Representable), flags(BASETYPE, HAS_DICT))]
    impl PyColor {
        /// Red, green, blue in sRGB and opacity.
        #[pymethod(name = "toTuple")]
        fn to_tuple(&self) -> (f64, f64, f64, f64) {
            let [r, g, b, a] = self.0.rgba().map(f64::from);
            (r, g, b, a)
        }

        #[pygetset]
        fn wrapped(zelf: PyRef<Self>) -> PyRef<Self> {
            zelf
        }

        /// Colours never change, so that a copy is the colour itself.
        #[pymethod]
        fn __copy__(zelf: PyRef<Self>) -> PyRef<Self> {
            zelf
        }

        #[pymethod]
        fn __deepcopy__(zelf: PyRef<Self>, _memo: OptionalArg<PyObjectRef>) -> PyRef<Self> {
            zelf
        }
    }

    impl PyColor {
        /// From red, green, blue, alpha and the choice of sRGB, by position or by keyword.
        fn of_components(
            mut values: Vec<Option<PyObjectRef>>,
            args: FuncArgs,
            vm: &VirtualMachine,
        ) -> PyResult<Self> {
            let shown = |args: &FuncArgs| format!("Unsupported arguments: {} positional", args.args.len());
            if args.args.len() > 5 {
                return Err(vm.new_value_error(shown(&args)));
            }
            if args.args.is_empty() && args.kwargs.is_empty() {
                return Ok(Self(Color::default()));
            }
            for (name, value) in &args.kwargs {
                let place = ["r", "g", "b", "a", "srgb"].iter().position(|known| known == name);
                let Some(place) = place else {
                    return Err(unknown_keyword(vm, name));
                };
                values[place] = Some(value.clone());
            }
            let component = |i: usize| match &values[i] {
                Some(value) => convert::number(vm, value),
                None => Err(vm.new_value_error(shown(&args))),
            };
            let (r, g, b) = (component(0)?, component(1)?, component(2)?);
            let a = match &values[3] {
                Some(value) => convert::number(vm, value)?,
                None => 1.0,
            };
            let is_srgb = match &values[4] {
                Some(value) => value.clone().try_to_bool(vm)?,
                None => true,
            };
            let make = if is_srgb { Color::new } else { Color::from_linear };
            Ok(Self(call(vm, || make(r, g, b, a))?))
        }
    }

    fn unknown_keyword(vm: &VirtualMachine, name: &str) -> PyBaseExceptionRef {
        vm.new_type_error(format!("Color() got an unexpected keyword argument '{name}'"))
    }

    /// Whether the object is a point for CadQuery: a Vector, or 2 or 3 numbers.
    #[pyfunction]
    fn is_vector_like(object: PyObjectRef, vm: &VirtualMachine) -> bool {
        super::is_vector_like(vm, &object)
    }
}
