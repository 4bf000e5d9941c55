//! `_cq_shape`: the class `Shape` for Python, the native base of `Vertex` … `Compound`.
//!
//! The subclasses are Python classes (`cadquery.occ_impl.shapes`) that register themselves under
//! their names; [`wrap_shape`] gives each shape the class of its kind.

use rustpython_vm::builtins::PyTypeRef;
use rustpython_vm::{AsObject, Py, PyObject, PyObjectRef, PyPayload, PyResult, VirtualMachine};

use super::convert;
use super::runtime::registered_class;
use crate::cq;

pub use super::shape_args::{Pair, ShapeArg, Shapes};
pub(crate) use super::shape_args::{Places, places};
pub(crate) use _cq_shape::{Located, PyShape, kind_of_name, module_def};

/// A Python object of the class of the shape's kind: `Vertex`, `Edge`, …, `Compound`.
///
/// # Errors
/// When the registered class does not fit.
pub fn wrap_shape(vm: &VirtualMachine, shape: kernel::Shape) -> PyResult<PyObjectRef> {
    let class = registered_class(shape.kind().name());
    wrap_as(vm, shape, class)
}

/// A list of Python objects, each of the class of its kind.
///
/// # Errors
/// When a registered class does not fit.
pub fn wrap_shapes(vm: &VirtualMachine, shapes: Vec<kernel::Shape>) -> PyResult<Vec<PyObjectRef>> {
    shapes.into_iter().map(|shape| wrap_shape(vm, shape)).collect()
}

/// A Python object of the class of its kind that is marked for construction only.
///
/// # Errors
/// When the registered class does not fit.
pub fn wrap_construction_shape(vm: &VirtualMachine, shape: kernel::Shape) -> PyResult<PyObjectRef> {
    let object = wrap_shape(vm, shape)?;
    if let Some(shape) = object.downcast_ref::<PyShape>() {
        shape.set_construction(true);
    }
    Ok(object)
}

fn wrap_as(vm: &VirtualMachine, shape: kernel::Shape, class: Option<PyTypeRef>) -> PyResult<PyObjectRef> {
    let payload = PyShape::from(shape);
    match class {
        Some(class) => Ok(payload.into_ref_with_type(vm, class)?.into()),
        None => Ok(payload.into_ref(&vm.ctx).into()),
    }
}

/// A result with the class of the object it was made from, whatever its kind, as in CadQuery.
fn wrap_like(vm: &VirtualMachine, like: &Py<PyShape>, shape: kernel::Shape) -> PyResult<PyObjectRef> {
    let object = wrap_as(vm, shape, Some(like.class().to_owned()))?;
    if like.is_construction()
        && let Some(shape) = object.downcast_ref::<PyShape>()
    {
        shape.set_construction(true);
    }
    Ok(object)
}

/// The shape of a Python object.
///
/// # Errors
/// `TypeError` for objects that are no shape, with a hint for those that hold one.
pub fn shape_from_py(vm: &VirtualMachine, object: &PyObject) -> PyResult<kernel::Shape> {
    if let Some(shape) = object.downcast_ref::<PyShape>() {
        return Ok(shape.get());
    }
    let error = convert::refused(vm, "a Shape", object);
    match &*object.class().name() {
        "Workplane" => {
            Err(super::raise::with_hint(vm, error, "take the shape out of the Workplane with .val()"))
        }
        "Sketch" => Err(super::raise::with_hint(vm, error, "take the face out of the Sketch with .val()")),
        "Assembly" => Err(super::raise::with_hint(vm, error, "take the shape out of it with .toCompound()")),
        _ => Err(error),
    }
}

/// Does a piece of geometry, lists it among the operations of the run, and wraps what comes out.
pub(crate) fn build(
    vm: &VirtualMachine,
    name: &'static str,
    work: impl FnOnce() -> cq::Result<kernel::Shape>,
) -> PyResult {
    let shape = super::call(vm, || cq::record::record(name, work))?;
    wrap_shape(vm, shape)
}

#[allow(missing_docs, reason = "the macro makes public items that only Python sees")]
#[rustpython_derive::pymodule]
mod _cq_shape {
    use std::cell::{Cell, RefCell};

    use kernel::{BooleanOptions, BoxMethod, Glue, Kind, Shape};
    use rustpython_derive::pyclass;
    use rustpython_vm::builtins::{PySlice, PyType, PyTypeRef};
    use rustpython_vm::function::{FuncArgs, OptionalArg, PyComparisonValue};
    use rustpython_vm::protocol::{PyMappingMethods, PyNumberMethods};
    use rustpython_vm::types::{
        AsMapping, AsNumber, Comparable, Constructor, Hashable, Iterable, PyComparisonOp, Representable,
    };
    use rustpython_vm::{
        AsObject, FromArgs, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, TryFromObject,
        VirtualMachine,
    };

    use super::{build, shape_from_py, wrap_like, wrap_shape, wrap_shapes};
    use crate::cq::shape::{self, free, topology};
    use crate::cq::{self, CqError};
    use crate::py::call;
    use crate::py::convert::{self, Flag, Number, Point3, Text};
    use crate::py::geom::{PyBoundBox, PyMatrix, vector, vector_object};
    use crate::py::place::{PyLocation, location_object};
    use crate::py::selectors::selector_from_py;
    use crate::py::shape_args::{Places, ShapeArg, Shapes, places};

    #[pyattr]
    #[pyclass(name = "Shape", module = "cadquery.occ_impl.shapes")]
    #[derive(Debug, PyPayload)]
    pub(crate) struct PyShape {
        shape: RefCell<Shape>,
        construction: Cell<bool>,
    }

    impl From<Shape> for PyShape {
        fn from(shape: Shape) -> Self {
            Self { shape: RefCell::new(shape), construction: Cell::new(false) }
        }
    }

    impl PyShape {
        pub(crate) fn get(&self) -> Shape {
            self.shape.borrow().clone()
        }

        pub(crate) fn is_construction(&self) -> bool {
            self.construction.get()
        }

        pub(crate) fn set_construction(&self, construction: bool) {
            self.construction.set(construction);
        }
    }

    #[derive(FromArgs)]
    pub(crate) struct NewArgs {
        #[pyarg(any)]
        obj: ShapeArg,
        #[pyarg(any, name = "forConstruction", default)]
        construction: Flag,
    }

    impl Constructor for PyShape {
        type Args = NewArgs;

        fn py_new(_class: &Py<PyType>, args: NewArgs, _vm: &VirtualMachine) -> PyResult<Self> {
            Ok(Self { shape: RefCell::new(args.obj.0), construction: Cell::new(args.construction.0) })
        }
    }

    impl Representable for PyShape {
        fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
            Ok(format!(
                "<cadquery.occ_impl.shapes.{} object at 0x{:012x}>",
                zelf.class().name(),
                zelf.get_id()
            ))
        }
    }

    impl Comparable for PyShape {
        fn cmp(
            zelf: &Py<Self>,
            other: &PyObject,
            op: PyComparisonOp,
            _vm: &VirtualMachine,
        ) -> PyResult<PyComparisonValue> {
            op.eq_only(|| {
                let same = other.downcast_ref::<Self>().is_some_and(|other| zelf.get().is_same(&other.get()));
                Ok(PyComparisonValue::Implemented(same))
            })
        }
    }

    impl Hashable for PyShape {
        fn hash(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<rustpython_common::hash::PyHash> {
            Ok(zelf.hash_code())
        }
    }

    impl Iterable for PyShape {
        fn iter(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
            let parts = call(vm, || topology::children_of(&zelf.get()))?;
            let list = vm.ctx.new_list(wrap_shapes(vm, parts)?);
            Ok(list.as_object().get_iter(vm)?.into())
        }
    }

    impl AsMapping for PyShape {
        fn as_mapping() -> &'static PyMappingMethods {
            static METHODS: PyMappingMethods = PyMappingMethods {
                length: None,
                subscript: Some(|mapping, key, vm| {
                    let shape = PyShape::mapping_downcast(mapping).get();
                    let parts = call(vm, || topology::children_of(&shape))?;
                    let list = vm.ctx.new_list(wrap_shapes(vm, parts)?);
                    let found = list.as_object().get_item(key, vm)?;
                    if key.downcast_ref::<PySlice>().is_none() {
                        return Ok(found);
                    }
                    let chosen = Shapes::try_from_object(vm, found)?;
                    let compound = call(vm, || shape::make_compound(&chosen.0))?;
                    wrap_shape(vm, compound)
                }),
                ass_subscript: None,
            };
            &METHODS
        }
    }

    fn two_shapes(
        vm: &VirtualMachine,
        a: &PyObject,
        b: &PyObject,
        name: &'static str,
        work: impl FnOnce(&Shape, &Shape) -> cq::Result<Shape>,
    ) -> PyResult {
        match (a.downcast_ref::<PyShape>(), b.downcast_ref::<PyShape>()) {
            (Some(a), Some(b)) => build(vm, name, || work(&a.get(), &b.get())),
            _ => Ok(vm.ctx.not_implemented()),
        }
    }

    /// The parts of a compound, or the shape alone.
    fn selection(shape: &Shape) -> cq::Result<Vec<Shape>> {
        match shape.kind() {
            Kind::Compound => Ok(shape.direct_children()?),
            _ => Ok(vec![shape.clone()]),
        }
    }

    fn distinct(shapes: Vec<Shape>) -> cq::Result<Shape> {
        let mut kept: Vec<Shape> = Vec::with_capacity(shapes.len());
        let mut seen = std::collections::HashSet::new();
        for shape in shapes {
            if seen.insert(shape.clone()) {
                kept.push(shape);
            }
        }
        shape::make_compound(&kept)
    }

    impl AsNumber for PyShape {
        fn as_number() -> &'static PyNumberMethods {
            static METHODS: PyNumberMethods = PyNumberMethods {
                add: Some(|a, b, vm| {
                    two_shapes(vm, a, b, "fuse", |a, b| {
                        free::fuse(a, std::slice::from_ref(b), &BooleanOptions::default())
                    })
                }),
                subtract: Some(|a, b, vm| {
                    two_shapes(vm, a, b, "cut", |a, b| free::cut(a, b, &BooleanOptions::default()))
                }),
                multiply: Some(|a, b, vm| {
                    two_shapes(vm, a, b, "intersect", |a, b| {
                        free::intersect(a, b, &BooleanOptions::default())
                    })
                }),
                true_divide: Some(|a, b, vm| {
                    two_shapes(vm, a, b, "split", |a, b| free::split(a, b, &BooleanOptions::default()))
                }),
                and: Some(|a, b, vm| {
                    two_shapes(vm, a, b, "and", |a, b| {
                        let right = selection(b)?;
                        distinct(selection(a)?.into_iter().filter(|s| right.contains(s)).collect())
                    })
                }),
                or: Some(|a, b, vm| {
                    two_shapes(vm, a, b, "or", |a, b| distinct([selection(a)?, selection(b)?].concat()))
                }),
                remainder: Some(|a, b, vm| {
                    two_shapes(vm, a, b, "except", |a, b| {
                        let right = selection(b)?;
                        distinct(selection(a)?.into_iter().filter(|s| !right.contains(s)).collect())
                    })
                }),
                ..PyNumberMethods::NOT_IMPLEMENTED
            };
            &METHODS
        }
    }

    #[derive(FromArgs)]
    struct MirrorArgs {
        #[pyarg(any, name = "mirrorPlane", default)]
        plane: Option<PyObjectRef>,
        #[pyarg(any, name = "basePointVector", default)]
        point: Point3,
    }

    #[derive(FromArgs)]
    struct RotateArgs {
        #[pyarg(any, name = "startVector")]
        start: Point3,
        #[pyarg(any, name = "endVector")]
        end: Point3,
        #[pyarg(any, name = "angleDegrees")]
        angle: Number,
    }

    #[derive(FromArgs)]
    pub(crate) struct Located {
        #[pyarg(any)]
        pub(crate) loc: PyRef<PyLocation>,
    }

    #[derive(FromArgs)]
    struct ToleranceArgs {
        #[pyarg(any, default)]
        tolerance: Option<Number>,
    }

    #[derive(FromArgs)]
    struct SelectorArgs {
        #[pyarg(any, default)]
        selector: Option<PyObjectRef>,
    }

    /// Positional shapes with `tol` and `glue` by keyword.
    fn tools(vm: &VirtualMachine, mut args: FuncArgs) -> PyResult<(Vec<Shape>, BooleanOptions)> {
        let mut options = BooleanOptions::default();
        if let Some(tol) = args.take_keyword("tol").filter(|tol| !vm.is_none(tol)) {
            options.fuzzy = Some(convert::number(vm, &tol)?).filter(|tol| *tol != 0.0);
        }
        if let Some(glue) = args.take_keyword("glue")
            && glue.try_to_bool(vm)?
        {
            options.glue = Glue::Partial;
        }
        let shapes = convert::positional(vm, args)?;
        Ok((shapes.iter().map(|s| shape_from_py(vm, s)).collect::<PyResult<_>>()?, options))
    }

    pub(crate) fn kind_of_name(vm: &VirtualMachine, name: &str) -> PyResult<Kind> {
        let all = [
            Kind::Vertex,
            Kind::Edge,
            Kind::Wire,
            Kind::Face,
            Kind::Shell,
            Kind::Solid,
            Kind::CompSolid,
            Kind::Compound,
        ];
        let kind = all.into_iter().find(|kind| kind.name() == name);
        kind.ok_or_else(|| vm.new_key_error(vm.ctx.new_str(name).into()))
    }

    #[pyclass(
        with(Constructor, AsMapping, AsNumber, Comparable, Hashable, Iterable, Representable),
        flags(BASETYPE, HAS_DICT)
    )]
    impl PyShape {
        fn children(&self, kind: Kind, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            wrap_shapes(vm, call(vm, || shape::sub_shapes(&self.get(), kind))?)
        }

        fn chosen(&self, kind: Kind, args: SelectorArgs, vm: &VirtualMachine) -> PyResult<Vec<Shape>> {
            let selector = match args.selector {
                Some(selector) => selector_from_py(vm, &selector)?,
                None => None,
            };
            call(vm, || {
                let all = shape::sub_shapes(&self.get(), kind)?;
                match selector {
                    Some(selector) => selector.filter(&all),
                    None => Ok(all),
                }
            })
        }

        fn select(&self, kind: Kind, args: SelectorArgs, vm: &VirtualMachine) -> PyResult {
            let mut chosen = self.chosen(kind, args, vm)?;
            match chosen.len() {
                1 => wrap_shape(vm, chosen.remove(0)),
                _ => wrap_shape(vm, call(vm, || shape::make_compound(&chosen))?),
            }
        }

        fn select_one(&self, kind: Kind, args: SelectorArgs, vm: &VirtualMachine) -> PyResult {
            let first = self.chosen(kind, args, vm)?.into_iter().next();
            let first = call(vm, || {
                first.ok_or_else(|| {
                    CqError::value("No Shape available for selection")
                        .with_hint(format!("no {kind} matches here; check the selector"))
                })
            })?;
            wrap_shape(vm, first)
        }

        /// What an operation makes of this shape, as an object of the same class.
        fn changed(
            zelf: &Py<Self>,
            vm: &VirtualMachine,
            name: &'static str,
            work: impl FnOnce(&Shape) -> cq::Result<Shape>,
        ) -> PyResult {
            let shape = zelf.get();
            let changed = call(vm, || cq::record::record(name, || work(&shape)))?;
            wrap_like(vm, zelf, changed)
        }

        /// Whether the shape only helps to construct others.
        #[pygetset(name = "forConstruction")]
        fn for_construction(&self) -> bool {
            self.is_construction()
        }

        #[pygetset(name = "forConstruction", setter)]
        fn set_for_construction(&self, construction: Flag) {
            self.set_construction(construction.0);
        }

        /// The shape itself, for code that reaches for the wrapped OCCT object.
        #[pygetset]
        fn wrapped(zelf: PyRef<Self>) -> PyRef<Self> {
            zelf
        }

        #[pygetset(setter)]
        fn set_wrapped(&self, shape: ShapeArg) {
            self.shape.replace(shape.0);
        }

        /// The same shape as an object of the class of its kind.
        #[pyclassmethod]
        fn cast(_class: PyTypeRef, args: NewArgs, vm: &VirtualMachine) -> PyResult {
            let object = wrap_shape(vm, args.obj.0)?;
            if let Some(shape) = object.downcast_ref::<Self>() {
                shape.set_construction(args.construction.0);
            }
            Ok(object)
        }

        #[pymethod(name = "ShapeType")]
        fn kind_name(&self) -> &'static str {
            self.get().kind().name()
        }

        #[pymethod(name = "geomType")]
        fn geom_type(&self, vm: &VirtualMachine) -> PyResult<&'static str> {
            call(vm, || Ok(self.get().geom_type()?))
        }

        #[pymethod(name = "hashCode")]
        fn hash_code(&self) -> i64 {
            (self.get().hash_code() & (i64::MAX as u64)) as i64
        }

        #[pymethod(name = "isNull")]
        fn is_null(&self) -> bool {
            false
        }

        #[pymethod(name = "isSame")]
        fn is_same(&self, other: ShapeArg) -> bool {
            self.get().is_same(&other.0)
        }

        #[pymethod(name = "isEqual")]
        fn is_equal(&self, other: ShapeArg) -> bool {
            self.get().is_equal(&other.0)
        }

        #[pymethod(name = "isValid")]
        fn is_valid(&self, vm: &VirtualMachine) -> PyResult<bool> {
            call(vm, || Ok(self.get().is_valid()?))
        }

        #[pymethod(name = "Closed")]
        fn closed(&self) -> bool {
            self.get().is_closed()
        }

        #[pymethod(name = "Volume")]
        fn volume(&self, _tol: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult<f64> {
            call(vm, || Ok(self.get().mass()?))
        }

        #[pymethod(name = "Area")]
        fn area(&self, vm: &VirtualMachine) -> PyResult<f64> {
            call(vm, || Ok(self.get().area()?))
        }

        #[pymethod(name = "Center")]
        fn center(&self, vm: &VirtualMachine) -> PyResult {
            vector_object(vm, call(vm, || shape::center(&self.get()))?)
        }

        #[pymethod(name = "CenterOfBoundBox")]
        fn center_of_bound_box(&self, _args: ToleranceArgs, vm: &VirtualMachine) -> PyResult {
            vector_object(vm, call(vm, || shape::center_of_bound_box(&self.get()))?)
        }

        #[pymethod(name = "BoundingBox")]
        fn bounding_box(&self, args: ToleranceArgs, vm: &VirtualMachine) -> PyResult<PyRef<PyBoundBox>> {
            let _unused_as_in_cadquery = args.tolerance;
            let bounds = call(vm, || shape::bounding_box(&self.get(), Some(BoxMethod::Optimal)))?;
            crate::py::new_object(vm, PyBoundBox(bounds))
        }

        #[pystaticmethod(name = "centerOfMass")]
        fn center_of_mass(obj: ShapeArg, vm: &VirtualMachine) -> PyResult {
            vector_object(vm, call(vm, || shape::center(&obj.0))?)
        }

        #[pystaticmethod(name = "computeMass")]
        fn mass(obj: ShapeArg, _tol: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult<f64> {
            call(vm, || Ok(obj.0.mass()?))
        }

        #[pymethod(name = "Vertices")]
        fn vertices_list(&self, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            match self.get().kind() {
                Kind::Wire => wrap_shapes(vm, call(vm, || Ok(self.get().wire_vertices()?))?),
                _ => self.children(Kind::Vertex, vm),
            }
        }

        #[pymethod(name = "Edges")]
        fn edges_list(&self, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            self.children(Kind::Edge, vm)
        }

        #[pymethod(name = "Wires")]
        fn wires_list(&self, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            self.children(Kind::Wire, vm)
        }

        #[pymethod(name = "Faces")]
        fn faces_list(&self, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            self.children(Kind::Face, vm)
        }

        #[pymethod(name = "Shells")]
        fn shells_list(&self, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            self.children(Kind::Shell, vm)
        }

        #[pymethod(name = "Solids")]
        fn solids_list(&self, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            self.children(Kind::Solid, vm)
        }

        #[pymethod(name = "CompSolids")]
        fn comp_solids_list(&self, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            self.children(Kind::CompSolid, vm)
        }

        #[pymethod(name = "Compounds")]
        fn compounds_list(&self, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            self.children(Kind::Compound, vm)
        }

        #[pymethod]
        fn vertices(&self, args: SelectorArgs, vm: &VirtualMachine) -> PyResult {
            self.select(Kind::Vertex, args, vm)
        }

        #[pymethod]
        fn edges(&self, args: SelectorArgs, vm: &VirtualMachine) -> PyResult {
            self.select(Kind::Edge, args, vm)
        }

        #[pymethod]
        fn wires(&self, args: SelectorArgs, vm: &VirtualMachine) -> PyResult {
            self.select(Kind::Wire, args, vm)
        }

        #[pymethod]
        fn faces(&self, args: SelectorArgs, vm: &VirtualMachine) -> PyResult {
            self.select(Kind::Face, args, vm)
        }

        #[pymethod]
        fn shells(&self, args: SelectorArgs, vm: &VirtualMachine) -> PyResult {
            self.select(Kind::Shell, args, vm)
        }

        #[pymethod]
        fn solids(&self, args: SelectorArgs, vm: &VirtualMachine) -> PyResult {
            self.select(Kind::Solid, args, vm)
        }

        #[pymethod]
        fn vertex(&self, args: SelectorArgs, vm: &VirtualMachine) -> PyResult {
            self.select_one(Kind::Vertex, args, vm)
        }

        #[pymethod]
        fn edge(&self, args: SelectorArgs, vm: &VirtualMachine) -> PyResult {
            self.select_one(Kind::Edge, args, vm)
        }

        #[pymethod]
        fn wire(&self, args: SelectorArgs, vm: &VirtualMachine) -> PyResult {
            self.select_one(Kind::Wire, args, vm)
        }

        #[pymethod]
        fn face(&self, args: SelectorArgs, vm: &VirtualMachine) -> PyResult {
            self.select_one(Kind::Face, args, vm)
        }

        #[pymethod]
        fn shell(&self, args: SelectorArgs, vm: &VirtualMachine) -> PyResult {
            self.select_one(Kind::Shell, args, vm)
        }

        #[pymethod]
        fn solid(&self, args: SelectorArgs, vm: &VirtualMachine) -> PyResult {
            self.select_one(Kind::Solid, args, vm)
        }

        #[pymethod]
        fn ancestors(&self, ctx: ShapeArg, kind: Text, vm: &VirtualMachine) -> PyResult {
            let kind = kind_of_name(vm, &kind.0)?;
            let compound = call(vm, || shape::make_compound(&shape::ancestors(&self.get(), &ctx.0, kind)?))?;
            wrap_shape(vm, compound)
        }

        #[pymethod]
        fn mirror(zelf: &Py<Self>, args: MirrorArgs, vm: &VirtualMachine) -> PyResult {
            let point = args.point.0.into();
            let plane = args.plane.unwrap_or_else(|| vm.ctx.new_str("XY").into());
            match convert::text(&plane) {
                Some(name) => Self::changed(zelf, vm, "mirror", |s| shape::mirror_named(s, &name, point)),
                None => {
                    let normal = vector(vm, &plane)?;
                    Self::changed(zelf, vm, "mirror", |s| shape::mirror(s, normal, point))
                }
            }
        }

        #[pymethod]
        fn rotate(zelf: &Py<Self>, args: RotateArgs, vm: &VirtualMachine) -> PyResult {
            let (start, end) = (args.start.0.into(), args.end.0.into());
            Self::changed(zelf, vm, "rotate", |s| shape::rotate(s, start, end, args.angle.0))
        }

        #[pymethod]
        fn translate(zelf: &Py<Self>, vector: Point3, vm: &VirtualMachine) -> PyResult {
            Self::changed(zelf, vm, "translate", |s| shape::translate(s, vector.0.into()))
        }

        #[pymethod]
        fn scale(zelf: &Py<Self>, factor: Number, vm: &VirtualMachine) -> PyResult {
            Self::changed(zelf, vm, "scale", |s| shape::scale(s, factor.0))
        }

        #[pymethod]
        fn copy(zelf: &Py<Self>, _mesh: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
            Self::changed(zelf, vm, "copy", |s| Ok(s.copy()?))
        }

        #[pymethod]
        fn __copy__(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            wrap_like(vm, zelf, zelf.get())
        }

        #[pymethod]
        fn __deepcopy__(zelf: &Py<Self>, _memo: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
            Self::changed(zelf, vm, "copy", |s| Ok(s.copy()?))
        }

        #[pymethod(name = "transformShape")]
        fn transform_shape(zelf: &Py<Self>, matrix: PyRef<PyMatrix>, vm: &VirtualMachine) -> PyResult {
            Self::changed(zelf, vm, "transformShape", |s| shape::transform_shape(s, &matrix.get()))
        }

        #[pymethod(name = "transformGeometry")]
        fn transform_geometry(zelf: &Py<Self>, matrix: PyRef<PyMatrix>, vm: &VirtualMachine) -> PyResult {
            Self::changed(zelf, vm, "transformGeometry", |s| shape::transform_geometry(s, &matrix.get()))
        }

        #[pymethod]
        fn location(&self, vm: &VirtualMachine) -> PyResult {
            location_object(vm, shape::curves::location(call(vm, || Ok(self.get().location()?))?))
        }

        #[pymethod]
        fn locate(zelf: PyRef<Self>, loc: PyRef<PyLocation>, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            let located = call(vm, || Ok(zelf.get().located(&loc.0.into())?))?;
            zelf.shape.replace(located);
            Ok(zelf)
        }

        #[pymethod]
        fn located(zelf: &Py<Self>, args: Located, vm: &VirtualMachine) -> PyResult {
            wrap_like(vm, zelf, call(vm, || Ok(zelf.get().located(&args.loc.0.into())?))?)
        }

        #[pymethod(name = "move")]
        fn move_(zelf: PyRef<Self>, args: FuncArgs, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            let location = match places(vm, args)? {
                Places::One(location) => location,
                Places::Many(locations) => locations.first().copied().unwrap_or_default(),
            };
            let moved = call(vm, || shape::moved(&zelf.get(), &location))?;
            zelf.shape.replace(moved);
            Ok(zelf)
        }

        #[pymethod]
        fn moved(zelf: &Py<Self>, args: FuncArgs, vm: &VirtualMachine) -> PyResult {
            let shape = zelf.get();
            match places(vm, args)? {
                Places::One(location) => wrap_like(vm, zelf, call(vm, || shape::moved(&shape, &location))?),
                Places::Many(locations) => {
                    let all = call(vm, || {
                        let copies = locations.iter().map(|l| shape::moved(&shape, l));
                        shape::combined(copies.collect::<cq::Result<_>>()?)
                    })?;
                    wrap_shape(vm, all)
                }
            }
        }

        #[pymethod(name = "toLocs")]
        fn to_locs(&self, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            let locations = call(vm, || shape::curves::locations_of(&self.get()))?;
            locations.into_iter().map(|location| location_object(vm, location)).collect()
        }

        #[pymethod]
        fn cut(&self, args: FuncArgs, vm: &VirtualMachine) -> PyResult {
            let (tools, options) = tools(vm, args)?;
            build(vm, "cut", || Ok(kernel::cut(&self.get(), &tools, &options)?))
        }

        #[pymethod]
        fn fuse(&self, args: FuncArgs, vm: &VirtualMachine) -> PyResult {
            let (tools, options) = tools(vm, args)?;
            build(vm, "fuse", || Ok(kernel::fuse(&self.get(), &tools, &options)?))
        }

        #[pymethod]
        fn intersect(&self, args: FuncArgs, vm: &VirtualMachine) -> PyResult {
            let (tools, options) = tools(vm, args)?;
            build(vm, "intersect", || Ok(kernel::intersect(&self.get(), &tools, &options)?))
        }

        #[pymethod]
        fn split(&self, args: FuncArgs, vm: &VirtualMachine) -> PyResult {
            let (tools, options) = tools(vm, args)?;
            build(vm, "split", || Ok(kernel::split(&self.get(), &tools, &options)?))
        }

        #[pymethod]
        fn clean(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            Self::changed(zelf, vm, "clean", crate::cq::shape::cleaned)
        }

        #[pymethod]
        fn fix(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            Self::changed(zelf, vm, "fix", |s| Ok(s.fix()?))
        }

        #[pymethod]
        fn distance(&self, other: ShapeArg, vm: &VirtualMachine) -> PyResult<f64> {
            call(vm, || Ok(self.get().distance(&other.0)?))
        }

        #[pymethod]
        fn reverse(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult {
            wrap_like(vm, zelf, call(vm, || Ok(zelf.get().reversed()?))?)
        }
    }
}
