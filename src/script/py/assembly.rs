//! `_cq_assembly`: the class `Assembly` for Python.

pub(crate) use _cq_assembly::{PyAssembly, forget_nodes, module_def};

#[allow(missing_docs, reason = "the macro makes public items that only Python sees")]
#[rustpython_derive::pymodule]
mod _cq_assembly {
    use std::cell::RefCell;
    use std::collections::HashMap;

    use rustpython_derive::pyclass;
    use rustpython_vm::builtins::{PyDictRef, PyType};
    use rustpython_vm::function::{FuncArgs, PyComparisonValue};
    use rustpython_vm::protocol::{PyMappingMethods, PySequenceMethods};
    use rustpython_vm::types::{
        AsMapping, AsSequence, Comparable, Constructor, Initializer, Iterable, PyComparisonOp,
    };
    use rustpython_vm::{
        AsObject, FromArgs, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
    };

    use crate::cq::Vector;
    use crate::cq::assembly::{Assembly, Content, Found, Placing};
    use crate::cq::constraints::{self, Place, Relation, Term};
    use crate::py::convert::{self, Flag, Number, Numbers, Text};
    use crate::py::geom::PyColor;
    use crate::py::place::{PyLocation, location_object};
    use crate::py::shape::{PyShape, ShapeArg, wrap_shape, wrap_shapes};
    use crate::py::workplane::PyWorkplane;
    use crate::py::{call, new_object};

    /// A node of a tree of parts.
    #[pyattr]
    #[pyclass(name = "Assembly", module = "cadquery.assembly")]
    #[derive(Debug, PyPayload)]
    pub(crate) struct PyAssembly {
        node: RefCell<Assembly>,
        metadata: RefCell<Option<PyDictRef>>,
        material: RefCell<Option<PyObjectRef>>,
    }

    thread_local! {
        /// The Python object of each node, so that a node is always the same object and keeps what
        /// the program stored with it.
        static OBJECTS: RefCell<HashMap<usize, PyRef<PyAssembly>>> = RefCell::default();
    }

    /// Drops the objects of all nodes.
    pub(crate) fn forget_nodes() {
        drop(OBJECTS.take());
    }

    fn forget(object: &PyRef<PyAssembly>) {
        let address = object.node().address();
        OBJECTS.with_borrow_mut(|objects| objects.remove(&address));
    }

    fn remember(object: &PyRef<PyAssembly>) {
        let address = object.node().address();
        OBJECTS.with_borrow_mut(|objects| objects.insert(address, object.clone()));
    }

    /// The object of a node; a new one is of the class of `like`.
    fn object_of(vm: &VirtualMachine, like: &Py<PyAssembly>, node: Assembly) -> PyResult<PyRef<PyAssembly>> {
        if let Some(known) = OBJECTS.with_borrow(|objects| objects.get(&node.address()).cloned()) {
            return Ok(known);
        }
        let object = PyAssembly::from(node).into_ref_with_type(vm, like.class().to_owned())?;
        remember(&object);
        Ok(object)
    }

    impl From<Assembly> for PyAssembly {
        fn from(node: Assembly) -> Self {
            Self { node: RefCell::new(node), metadata: RefCell::default(), material: RefCell::default() }
        }
    }

    impl PyAssembly {
        pub(crate) fn node(&self) -> Assembly {
            self.node.borrow().clone()
        }
    }

    /// What an object is to an assembly.
    fn content(vm: &VirtualMachine, object: &PyObject) -> PyResult<Content> {
        if vm.is_none(object) {
            Ok(Content::Empty)
        } else if let Some(workplane) = object.downcast_ref::<PyWorkplane>() {
            Ok(Content::Workplane(workplane.link()))
        } else if let Some(shape) = object.downcast_ref::<PyShape>() {
            Ok(Content::Shape(shape.get()))
        } else {
            Err(convert::refused(vm, "a Workplane, a Shape or an Assembly", object))
        }
    }

    #[derive(FromArgs)]
    pub(crate) struct NewArgs {
        #[pyarg(any, default)]
        obj: Option<PyObjectRef>,
        #[pyarg(any, default)]
        loc: Option<PyRef<PyLocation>>,
        #[pyarg(any, default)]
        name: Option<Text>,
        #[pyarg(any, default)]
        color: Option<PyRef<PyColor>>,
        #[pyarg(any, default)]
        material: Option<PyObjectRef>,
        #[pyarg(any, default)]
        metadata: Option<PyDictRef>,
    }

    impl NewArgs {
        fn placing(&self) -> Placing {
            Placing {
                location: self.loc.as_ref().map(|location| location.0),
                name: self.name.as_ref().map(|name| name.0.clone()),
                color: self.color.as_ref().map(|color| color.0),
            }
        }
    }

    /// The object is made empty; `__init__` fills it, so that subclasses may have constructors of
    /// their own.
    impl Constructor for PyAssembly {
        type Args = FuncArgs;

        fn py_new(_class: &Py<PyType>, _args: FuncArgs, _vm: &VirtualMachine) -> PyResult<Self> {
            let placing = Placing { name: Some("new".to_owned()), ..Placing::default() };
            Ok(Assembly::new(Content::Empty, placing).into())
        }
    }

    impl Initializer for PyAssembly {
        type Args = NewArgs;

        fn init(zelf: PyRef<Self>, args: NewArgs, vm: &VirtualMachine) -> PyResult<()> {
            let held = match &args.obj {
                Some(object) => content(vm, object)?,
                None => Content::Empty,
            };
            forget(&zelf);
            zelf.node.replace(Assembly::new(held, args.placing()));
            zelf.metadata.replace(args.metadata);
            zelf.material.replace(args.material);
            remember(&zelf);
            Ok(())
        }
    }

    impl Comparable for PyAssembly {
        fn cmp(
            zelf: &Py<Self>,
            other: &PyObject,
            op: PyComparisonOp,
            _vm: &VirtualMachine,
        ) -> PyResult<PyComparisonValue> {
            op.eq_only(|| {
                let equal = other.downcast_ref::<Self>().is_some_and(|other| zelf.node().is(&other.node()));
                Ok(PyComparisonValue::Implemented(equal))
            })
        }
    }

    /// `assembly["name"]` is a node, or sub-shapes that were given the name.
    impl AsMapping for PyAssembly {
        fn as_mapping() -> &'static PyMappingMethods {
            static METHODS: PyMappingMethods = PyMappingMethods {
                length: None,
                subscript: Some(|mapping, key, vm| {
                    let zelf = PyAssembly::mapping_downcast(mapping);
                    let Some(name) = convert::text(key) else {
                        return Err(convert::refused(vm, "a name", key));
                    };
                    found_to_py(vm, zelf, call(vm, || zelf.node().find(&name))?)
                }),
                ass_subscript: None,
            };
            &METHODS
        }
    }

    impl AsSequence for PyAssembly {
        fn as_sequence() -> &'static PySequenceMethods {
            static METHODS: PySequenceMethods = PySequenceMethods {
                contains: Some(|sequence, name, vm| {
                    let Some(zelf) = sequence.obj.downcast_ref::<PyAssembly>() else {
                        return Err(vm.new_type_error("expected an Assembly"));
                    };
                    Ok(convert::text(name).is_some_and(|name| zelf.node().find(&name).is_ok()))
                }),
                ..PySequenceMethods::NOT_IMPLEMENTED
            };
            &METHODS
        }
    }

    /// Iterates over shape, name, location and colour of every node that holds something.
    impl Iterable for PyAssembly {
        fn iter(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
            let mut entries: Vec<PyObjectRef> = Vec::new();
            for leaf in call(vm, || zelf.node().leaves())? {
                let color: PyObjectRef = match leaf.color {
                    Some(color) => new_object(vm, PyColor(color))?.into(),
                    None => vm.ctx.none(),
                };
                let entry = vec![
                    wrap_shape(vm, leaf.shape)?,
                    vm.ctx.new_str(leaf.path).into(),
                    location_object(vm, leaf.location)?,
                    color,
                ];
                entries.push(vm.ctx.new_tuple(entry).into());
            }
            Ok(vm.ctx.new_list(entries).as_object().get_iter(vm)?.into())
        }
    }

    fn found_to_py(vm: &VirtualMachine, like: &Py<PyAssembly>, found: Found) -> PyResult {
        match found {
            Found::Node(node) => Ok(object_of(vm, like, node)?.into()),
            Found::Shape(shape) => wrap_shape(vm, shape),
        }
    }

    #[derive(FromArgs)]
    struct SubShapeArgs {
        #[pyarg(any)]
        s: ShapeArg,
        #[pyarg(any, default)]
        name: Option<Text>,
        #[pyarg(any, default)]
        color: Option<PyRef<PyColor>>,
        #[pyarg(any, default)]
        layer: Option<Text>,
    }

    #[derive(FromArgs)]
    struct TermArgs {
        #[pyarg(any)]
        places: Vec<PyRef<PyLocation>>,
        #[pyarg(any)]
        free: Vec<Flag>,
        #[pyarg(any)]
        terms: Vec<PyObjectRef>,
        #[pyarg(any)]
        size: Number,
    }

    /// Where parts go so that relations between them hold.
    ///
    /// A term is (kind, index of the first part, index of the second part or None, numbers).
    #[pyfunction]
    fn solve(args: TermArgs, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
        let mut places = Vec::new();
        for (location, free) in args.places.iter().zip(&args.free) {
            places.push(Place { location: location.0, is_free: free.0 });
        }
        let mut terms = Vec::new();
        for term in &args.terms {
            let (kind, first, second, numbers): (Text, usize, Option<usize>, Numbers) = {
                let parts = vm.extract_elements_with(term, Ok)?;
                let [kind, first, second, numbers] = <[PyObjectRef; 4]>::try_from(parts)
                    .map_err(|_| vm.new_type_error("a term has four parts"))?;
                let second = if vm.is_none(&second) { None } else { Some(second.try_into_value(vm)?) };
                (kind.try_into_value(vm)?, first.try_into_value(vm)?, second, numbers.try_into_value(vm)?)
            };
            let relation = relation(&kind.0, &numbers.0)
                .ok_or_else(|| vm.new_value_error(format!("Unknown constraint: {}", kind.0)))?;
            terms.push(Term { first, second, relation });
        }
        let count = places.len();
        if terms.iter().any(|term| term.first.max(term.second.unwrap_or(0)) >= count) {
            return Err(vm.new_index_error("a term is about a part that is not there"));
        }
        let solved = call(vm, || constraints::solve(&places, &terms, args.size.0))?;
        solved.into_iter().map(|location| location_object(vm, location)).collect()
    }

    /// The relation of a kind; `None` for another kind or a wrong number of numbers.
    fn relation(kind: &str, numbers: &[f64]) -> Option<Relation> {
        let vector = |at: usize| -> Option<Vector> {
            Some(Vector::new(*numbers.get(at)?, *numbers.get(at + 1)?, *numbers.get(at + 2)?))
        };
        Some(match kind {
            "Point" => Relation::Point(vector(0)?, vector(3)?, *numbers.get(6)?),
            "Axis" => Relation::Axis(vector(0)?, vector(3)?, *numbers.get(6)?),
            "PointInPlane" => Relation::PointInPlane(vector(0)?, vector(3)?, vector(6)?),
            "PointOnLine" => Relation::PointOnLine(vector(0)?, vector(3)?, vector(6)?, *numbers.get(9)?),
            "FixedPoint" => Relation::FixedPoint(vector(0)?, vector(3)?),
            "FixedAxis" => Relation::FixedAxis(vector(0)?, vector(3)?),
            "FixedRotation" => Relation::FixedRotation(vector(0)?),
            _ => return None,
        })
    }

    #[pyclass(with(Constructor, Initializer, AsMapping, AsSequence, Comparable, Iterable), flags(BASETYPE))]
    impl PyAssembly {
        fn wrap_nodes(
            zelf: &Py<Self>,
            nodes: Vec<Assembly>,
            vm: &VirtualMachine,
        ) -> PyResult<Vec<PyObjectRef>> {
            nodes.into_iter().map(|node| Ok(object_of(vm, zelf, node)?.into())).collect()
        }

        /// The name.
        #[pygetset]
        fn name(&self) -> String {
            self.node().name()
        }

        #[pygetset(setter)]
        fn set_name(&self, name: Text) {
            self.node().set_name(name.0);
        }

        /// The place relative to the parent.
        #[pygetset]
        fn loc(&self, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            location_object(vm, self.node().location())
        }

        #[pygetset(setter)]
        fn set_loc(&self, location: PyRef<PyLocation>) {
            self.node().set_location(location.0);
        }

        /// The colour given to this node, or `None`.
        #[pygetset]
        fn color(&self, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            match self.node().color() {
                Some(color) => Ok(new_object(vm, PyColor(color))?.into()),
                None => Ok(vm.ctx.none()),
            }
        }

        #[pygetset(setter)]
        fn set_color(&self, color: Option<PyRef<PyColor>>) {
            self.node().set_color(color.map(|color| color.0));
        }

        /// What the node holds, or `None`.
        #[pygetset]
        fn obj(&self, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            match self.node().content() {
                Content::Empty => Ok(vm.ctx.none()),
                Content::Shape(shape) => wrap_shape(vm, shape),
                Content::Workplane(workplane) => Ok(new_object(vm, PyWorkplane::from(workplane))?.into()),
            }
        }

        #[pygetset(setter)]
        fn set_obj(&self, object: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
            self.node().set_content(content(vm, &object)?);
            Ok(())
        }

        /// Whatever the program stores with the node.
        #[pygetset]
        fn metadata(&self, vm: &VirtualMachine) -> PyDictRef {
            self.metadata.borrow_mut().get_or_insert_with(|| vm.ctx.new_dict()).clone()
        }

        #[pygetset(setter)]
        fn set_metadata(&self, metadata: PyDictRef) {
            self.metadata.replace(Some(metadata));
        }

        /// The material given to the node, or `None`.
        #[pygetset]
        fn material(&self, vm: &VirtualMachine) -> PyObjectRef {
            self.material.borrow().clone().unwrap_or_else(|| vm.ctx.none())
        }

        #[pygetset(setter)]
        fn set_material(&self, material: PyObjectRef) {
            self.material.replace(Some(material));
        }

        /// The node above, or `None`.
        #[pygetset]
        fn parent(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<Option<PyRef<Self>>> {
            zelf.node().parent().map(|parent| object_of(vm, &zelf, parent)).transpose()
        }

        #[pygetset(setter)]
        fn set_parent(&self, parent: Option<PyRef<Self>>) {
            self.node().set_parent(parent.map(|parent| parent.node()).as_ref());
        }

        /// The nodes directly below, as a list.
        #[pygetset]
        fn children(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            Self::wrap_nodes(&zelf, zelf.node().children(), vm)
        }

        /// All nodes by name or path, as a dictionary.
        #[pygetset]
        fn objects(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<PyDictRef> {
            let objects = vm.ctx.new_dict();
            for (name, node) in zelf.node().nodes() {
                objects.set_item(name.as_str(), object_of(vm, &zelf, node)?.into(), vm)?;
            }
            Ok(objects)
        }

        /// The shapes of this node alone, as a list.
        #[pygetset]
        fn shapes(&self, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            wrap_shapes(vm, self.node().shapes())
        }

        /// Adds a part, or a deep copy of an assembly, with place, name and colour; returns itself.
        #[pymethod]
        fn add(zelf: PyRef<Self>, args: NewArgs, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            let placing = args.placing();
            let object = args.obj.unwrap_or_else(|| vm.ctx.none());
            let source = object.downcast_ref::<Self>();
            if let Some(assembly) = source {
                call(vm, || zelf.node().add(&assembly.node(), placing))?;
            } else {
                let held = content(vm, &object)?;
                call(vm, || zelf.node().add_part(held, placing))?;
            }
            let Some(node) = zelf.node().children().pop() else { return Ok(zelf) };
            if let Some(source) = source {
                // The nodes were copied; what the program stored with them is theirs too.
                for ((_, from), (_, to)) in source.node().traverse().into_iter().zip(node.traverse()) {
                    let (from, to) = (object_of(vm, &zelf, from)?, object_of(vm, &zelf, to)?);
                    to.metadata.replace(from.metadata.borrow().clone());
                    to.material.replace(from.material.borrow().clone());
                }
            }
            let added = object_of(vm, &zelf, node)?;
            if args.metadata.is_some() {
                added.metadata.replace(args.metadata);
            }
            if args.material.is_some() {
                added.material.replace(args.material);
            }
            Ok(zelf)
        }

        /// Removes a node and all below it; returns itself.
        #[pymethod]
        fn remove(zelf: PyRef<Self>, name: Text, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            call(vm, || zelf.node().remove(&name.0))?;
            Ok(zelf)
        }

        /// Everything as one compound at its place.
        #[pymethod(name = "toCompound")]
        fn to_compound(&self, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            wrap_shape(vm, call(vm, || self.node().to_compound())?)
        }

        /// Names and nodes from the bottom up, as a list.
        #[pymethod]
        fn traverse(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            zelf.node()
                .traverse()
                .into_iter()
                .map(|(name, node)| {
                    let node = object_of(vm, &zelf, node)?.into();
                    Ok(vm.ctx.new_tuple(vec![vm.ctx.new_str(name).into(), node]).into())
                })
                .collect()
        }

        /// Gives a sub-shape a name, a colour and a layer; returns itself.
        #[pymethod(name = "addSubshape")]
        fn add_sub_shape(
            zelf: PyRef<Self>,
            args: SubShapeArgs,
            vm: &VirtualMachine,
        ) -> PyResult<PyRef<Self>> {
            let name = args.name.map(|name| name.0);
            let color = args.color.map(|color| color.0);
            let layer = args.layer.map(|layer| layer.0);
            call(vm, || zelf.node().add_sub_shape(&args.s.0, name, color, layer))?;
            Ok(zelf)
        }

        /// The names of sub-shapes.
        #[pymethod(name = "_named_shapes")]
        fn named_shapes(&self, vm: &VirtualMachine) -> Vec<PyObjectRef> {
            let names = self.node().sub_shapes().0;
            names.into_iter().map(|(_, name)| vm.ctx.new_str(name).into()).collect()
        }

        /// The name and the shape that a query such as `name@faces@>Z` means.
        #[pymethod(name = "_query")]
        fn query(&self, text: Text, vm: &VirtualMachine) -> PyResult<(String, Option<PyObjectRef>)> {
            let (name, shape) = call(vm, || self.node().query(&text.0))?;
            Ok((name, shape.map(|shape| wrap_shape(vm, shape)).transpose()?))
        }

        /// Nodes by name as attributes.
        #[pymethod(name = "__getattr__")]
        fn attribute(zelf: PyRef<Self>, name: Text, vm: &VirtualMachine) -> PyResult {
            match zelf.node().find(&name.0) {
                Ok(found) => found_to_py(vm, &zelf, found),
                Err(_) => Err(vm.new_attribute_error(format!("{} is not an attribute of Assembly", name.0))),
            }
        }
    }
}
