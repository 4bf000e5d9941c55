//! `_cq_workplane`: the class `Workplane` for Python.
//!
//! The methods are split by topic over the files in `workplane/`, each a trait that the class takes
//! in; here are the constructor, the stack and the operators.
//! Methods return a new object of the same Python class, so that subclasses survive a chain.

pub(crate) mod args;
mod booleans;
mod drawing;
mod outlines;
mod patterns;
mod planes;
mod selecting;
mod solids;

use rustpython_vm::{Py, PyRef, PyResult, VirtualMachine};

use super::{call, same_class};
use crate::cq::record::record;
use crate::cq::workplane::Workplane;
use crate::cq::{self};

pub(crate) use _cq_workplane::{PyWorkplane, module_def, pick};

type Link = PyRef<PyWorkplane>;

impl PyWorkplane {
    /// Goes one step along the chain; the object itself comes back when the step stays in place.
    fn step(
        zelf: &Py<Self>,
        vm: &VirtualMachine,
        work: impl FnOnce(&Workplane) -> cq::Result<Workplane>,
    ) -> PyResult<Link> {
        let link = zelf.link();
        let next = call(vm, || work(&link))?;
        if next.is(&link) { Ok(zelf.to_owned()) } else { same_class(vm, zelf, Self::from(next)) }
    }

    /// The same for a step that makes or changes solids, which is listed among the operations.
    fn operation(
        zelf: &Py<Self>,
        name: &'static str,
        vm: &VirtualMachine,
        work: impl FnOnce(&Workplane) -> cq::Result<Workplane>,
    ) -> PyResult<Link> {
        Self::step(zelf, vm, |link| record(name, || work(link)))
    }
}

#[allow(missing_docs, reason = "the macro makes public items that only Python sees")]
#[rustpython_derive::pymodule]
mod _cq_workplane {
    use std::cell::RefCell;

    use rustpython_derive::pyclass;
    use rustpython_vm::builtins::{PyDictRef, PyInt, PySlice, PyType};
    use rustpython_vm::function::FuncArgs;
    use rustpython_vm::protocol::{PyMappingMethods, PyNumberMethods};
    use rustpython_vm::sliceable::SaturatedSlice;
    use rustpython_vm::types::{AsMapping, AsNumber, Constructor, Initializer, Iterable};
    use rustpython_vm::{
        AsObject, FromArgs, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, TryFromObject,
        VirtualMachine,
    };

    use super::args::{ToolsArg, Whole, is_list, item_from_py, item_to_py, items_from_py, items_to_py};
    use super::booleans::Booleans;
    use super::drawing::Drawing;
    use super::outlines::Outlines;
    use super::patterns::Patterns;
    use super::planes::Planes;
    use super::selecting::Selecting;
    use super::solids::{Letters, Solids};
    use super::{Link, call};
    use crate::cq::geom::{Plane, Vector};
    use crate::cq::workplane::{Cleaning, Fusing, Item, TextStyle, Workplane};
    use crate::py::convert::{self, Flag, Number, Point3, Text};
    use crate::py::place::{plane, plane_object};
    use crate::py::shape::wrap_shape;
    use crate::py::{geom, raise, same_class};

    /// A link of a chain: a stack of items, a plane, and what the whole chain shares.
    #[pyattr]
    #[pyclass(name = "Workplane", module = "cadquery.cq")]
    #[derive(Debug, PyPayload)]
    pub(crate) struct PyWorkplane(RefCell<Workplane>);

    impl From<Workplane> for PyWorkplane {
        fn from(link: Workplane) -> Self {
            Self(RefCell::new(link))
        }
    }

    impl PyWorkplane {
        pub(crate) fn link(&self) -> Workplane {
            self.0.borrow().clone()
        }
    }

    /// The object is made empty; `__init__` gives it plane and item, so that subclasses may have
    /// constructors of their own.
    impl Constructor for PyWorkplane {
        type Args = FuncArgs;

        fn py_new(_class: &Py<PyType>, _args: FuncArgs, _vm: &VirtualMachine) -> PyResult<Self> {
            Ok(Workplane::new(Plane::default()).into())
        }
    }

    #[derive(FromArgs)]
    pub(crate) struct WorkplaneArgs {
        #[pyarg(any, name = "inPlane", default)]
        in_plane: Option<PyObjectRef>,
        #[pyarg(any, default = Point3([0.0; 3]))]
        origin: Point3,
        #[pyarg(any, default)]
        obj: Option<PyObjectRef>,
    }

    impl Initializer for PyWorkplane {
        type Args = WorkplaneArgs;

        fn init(zelf: PyRef<Self>, args: WorkplaneArgs, vm: &VirtualMachine) -> PyResult<()> {
            let origin = Vector::from(args.origin.0);
            let named = |name: &str| call(vm, || Plane::named(name, origin));
            let mut item = args.obj;
            let on = match args.in_plane {
                None => named("XY")?,
                Some(given) => {
                    if let Some(plane) = plane(&given) {
                        plane
                    } else if let Some(name) = convert::text(&given) {
                        named(&name)?
                    } else if item_from_py(vm, &given).is_ok() && !is_list(&given) {
                        item = Some(given);
                        named("XY")?
                    } else {
                        let shown = given.str(vm)?.to_string_lossy().into_owned();
                        let error =
                            vm.new_value_error(format!("Provided value {shown} is not a valid work plane"));
                        let hint = "use \"XY\", \"XZ\", \"YZ\", \"front\" …, or a Plane";
                        return Err(raise::with_hint(vm, error, hint));
                    }
                }
            };
            let link = match item.filter(|item| !vm.is_none(item)) {
                Some(item) => Workplane::with_item(on, item_from_py(vm, &item)?),
                None => Workplane::new(on),
            };
            zelf.0.replace(link);
            Ok(())
        }
    }

    /// `+ | - * & /` are union, cut, intersect and split.
    impl AsNumber for PyWorkplane {
        fn as_number() -> &'static PyNumberMethods {
            fn operate(
                a: &PyObject,
                b: &PyObject,
                vm: &VirtualMachine,
                name: &'static str,
                work: fn(&Workplane, &ToolsArg) -> crate::cq::Result<Workplane>,
            ) -> PyResult {
                let Some(workplane) = a.downcast_ref::<PyWorkplane>() else {
                    return Ok(vm.ctx.not_implemented());
                };
                let tools = ToolsArg::of(vm, b, name)?;
                Ok(PyWorkplane::operation(workplane, name, vm, |link| work(link, &tools))?.into())
            }
            static METHODS: PyNumberMethods = PyNumberMethods {
                add: Some(|a, b, vm| {
                    operate(a, b, vm, "union", |link, tools| link.union(tools.tools(), &Fusing::default()))
                }),
                or: Some(|a, b, vm| {
                    operate(a, b, vm, "union", |link, tools| link.union(tools.tools(), &Fusing::default()))
                }),
                subtract: Some(|a, b, vm| {
                    operate(a, b, vm, "cut", |link, tools| link.cut(tools.tools(), Cleaning::Clean, None))
                }),
                multiply: Some(|a, b, vm| {
                    operate(a, b, vm, "intersect", |link, tools| {
                        link.intersect(tools.tools(), Cleaning::Clean, None)
                    })
                }),
                and: Some(|a, b, vm| {
                    operate(a, b, vm, "intersect", |link, tools| {
                        link.intersect(tools.tools(), Cleaning::Clean, None)
                    })
                }),
                true_divide: Some(|a, b, vm| {
                    operate(a, b, vm, "split", |link, tools| link.split(tools.tools()))
                }),
                ..PyNumberMethods::NOT_IMPLEMENTED
            };
            &METHODS
        }
    }

    /// `wp[0]`, `wp[1:3]` and `wp[(0, 2)]` are new links with some of the items.
    impl AsMapping for PyWorkplane {
        fn as_mapping() -> &'static PyMappingMethods {
            static METHODS: PyMappingMethods = PyMappingMethods {
                length: None,
                subscript: Some(|mapping, key, vm| {
                    let zelf = PyWorkplane::mapping_downcast(mapping);
                    let link = zelf.link();
                    let items = pick(vm, link.vals(), key)?;
                    Ok(same_class(vm, zelf, PyWorkplane::from(link.new_object(items)))?.into())
                }),
                ass_subscript: None,
            };
            &METHODS
        }
    }

    /// The elements that a subscript means: a number, a slice, or several numbers.
    pub(crate) fn pick<T: Clone>(vm: &VirtualMachine, from: Vec<T>, key: &PyObject) -> PyResult<Vec<T>> {
        let one = |key: &PyObject| -> PyResult<T> {
            let index = Whole::try_from_object(vm, key.to_owned())?.0;
            let place = if index < 0 { index + from.len() as i64 } else { index };
            let found = usize::try_from(place).ok().and_then(|place| from.get(place));
            found.cloned().ok_or_else(|| {
                let hint = format!("item {index} was asked for, there are {} items", from.len());
                raise::with_hint(vm, vm.new_index_error("list index out of range"), hint)
            })
        };
        if let Some(slice) = key.downcast_ref::<PySlice>() {
            let (range, step, is_negative) =
                match SaturatedSlice::with_slice(slice, vm)?.adjust_indices(from.len()) {
                    (range, step, _) if step >= 0 => (range, step.unsigned_abs(), false),
                    (range, step, _) => (range, step.unsigned_abs(), true),
                };
            let chosen = from.get(range).unwrap_or_default();
            return Ok(if is_negative {
                chosen.iter().rev().step_by(step).cloned().collect()
            } else {
                chosen.iter().step_by(step.max(1)).cloned().collect()
            });
        }
        if key.downcast_ref::<PyInt>().is_none() && is_list(key) {
            return convert::elements(vm, key, "numbers")?.iter().map(|key| one(key)).collect();
        }
        Ok(vec![one(key)?])
    }

    /// Iterates over the shapes on the stack; compounds and sketches give what they are made of.
    impl Iterable for PyWorkplane {
        fn iter(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
            let mut found = Vec::new();
            for item in zelf.link().vals() {
                match item {
                    Item::Shape(shape) if shape.kind() == kernel::Kind::Compound => {
                        found.extend(call(vm, || Ok(shape.direct_children()?))?);
                    }
                    Item::Shape(shape) => found.push(shape),
                    Item::Sketch(sketch) => found.extend(call(vm, || sketch.placed_shapes())?),
                    Item::Vector(_) | Item::Location(_) => {}
                }
            }
            let objects = crate::py::shape::wrap_shapes(vm, found)?;
            Ok(vm.ctx.new_list(objects).as_object().get_iter(vm)?.into())
        }
    }

    #[derive(FromArgs)]
    struct FindArgs {
        #[pyarg(any, name = "searchStack", default = Flag(true))]
        stack: Flag,
        #[pyarg(any, name = "searchParents", default = Flag(true))]
        parents: Flag,
    }

    #[derive(FromArgs)]
    struct EndArgs {
        #[pyarg(any, default = Whole(1))]
        n: Whole,
    }

    #[pyclass(
        with(
            Constructor,
            Initializer,
            AsNumber,
            AsMapping,
            Iterable,
            Booleans,
            Drawing,
            Outlines,
            Patterns,
            Planes,
            Selecting,
            Solids
        ),
        flags(BASETYPE)
    )]
    impl PyWorkplane {
        /// The items on the stack as a list; assign a list to change the stack.
        #[pygetset]
        fn objects(&self, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            items_to_py(vm, self.link().vals())
        }

        #[pygetset(setter)]
        fn set_objects(&self, objects: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
            self.link().set_objects(items_from_py(vm, &objects)?);
            Ok(())
        }

        /// The plane; assign a plane to change it.
        #[pygetset]
        fn plane(&self, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            plane_object(vm, self.link().plane())
        }

        #[pygetset(setter)]
        fn set_plane(&self, value: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
            match plane(&value) {
                Some(plane) => {
                    self.link().set_plane(plane);
                    Ok(())
                }
                None => Err(convert::refused(vm, "a Plane", &value)),
            }
        }

        /// The link before this one, or `None`.
        #[pygetset]
        fn parent(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<Option<Link>> {
            zelf.link().parent().map(|parent| same_class(vm, &zelf, Self::from(parent))).transpose()
        }

        #[pygetset(setter)]
        fn set_parent(&self, parent: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
            let parent =
                if vm.is_none(&parent) { None } else { Some(super::args::workplane_from_py(vm, &parent)?) };
            self.link().set_parent(parent);
            Ok(())
        }

        /// What the chain shares: `pendingWires`, `pendingEdges`, `firstPoint`, `tags`.
        #[pygetset]
        fn ctx(&self) -> PyContext {
            PyContext(self.link())
        }

        #[pygetset(setter)]
        fn set_ctx(&self, context: PyRef<PyContext>) {
            self.link().set_context(context.0.context());
        }

        /// Gives this link a name to come back to with `tag=` or `workplaneFromTagged`.
        #[pymethod]
        fn tag(zelf: PyRef<Self>, name: Text, vm: &VirtualMachine) -> PyResult<Link> {
            Self::step(&zelf, vm, |link| Ok(link.tag(&name.0)))
        }

        /// The link with a name.
        #[pymethod(name = "_getTagged")]
        fn get_tagged(zelf: PyRef<Self>, name: Text, vm: &VirtualMachine) -> PyResult<Link> {
            Self::step(&zelf, vm, |link| link.tagged(&name.0))
        }

        /// The first item on the stack, or the origin of the plane.
        #[pymethod]
        fn val(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            item_to_py(vm, zelf.link().val())
        }

        /// The items on the stack as a list.
        #[pymethod]
        fn vals(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            items_to_py(vm, zelf.link().vals())
        }

        /// A list with one workplane for each item on the stack.
        #[pymethod]
        fn all(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            let links = zelf.link().all().into_iter();
            links.map(|link| Ok(same_class(vm, &zelf, Self::from(link))?.into())).collect()
        }

        /// Number of items on the stack.
        #[pymethod]
        fn size(zelf: PyRef<Self>) -> usize {
            zelf.link().size()
        }

        /// Puts an object, a list, or the stack of another workplane on this stack; returns itself.
        #[pymethod]
        fn add(zelf: PyRef<Self>, obj: PyObjectRef, vm: &VirtualMachine) -> PyResult<Link> {
            let link = zelf.link();
            if let Some(other) = obj.downcast_ref::<Self>() {
                link.add(&other.link());
            } else if is_list(&obj) && !geom::is_vector_like(vm, &obj) {
                link.add_items(items_from_py(vm, &obj)?);
            } else {
                link.add_items([item_from_py(vm, &obj)?]);
            }
            Ok(zelf)
        }

        /// A link after this one with these objects on the stack.
        #[pymethod(name = "newObject")]
        fn new_object(zelf: PyRef<Self>, objlist: PyObjectRef, vm: &VirtualMachine) -> PyResult<Link> {
            let items = items_from_py(vm, &objlist)?;
            Self::step(&zelf, vm, |link| Ok(link.new_object(items)))
        }

        /// The link `n` steps back.
        #[pymethod]
        fn end(zelf: PyRef<Self>, args: EndArgs, vm: &VirtualMachine) -> PyResult<Link> {
            Self::step(&zelf, vm, |link| link.end(usize::try_from(args.n.0).unwrap_or(0)))
        }

        /// A link with the first item only.
        #[pymethod]
        fn first(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<Link> {
            Self::step(&zelf, vm, |link| Ok(link.first()))
        }

        /// A link with the last item only.
        #[pymethod]
        fn last(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<Link> {
            Self::step(&zelf, vm, Workplane::last)
        }

        /// A link with the item at position `i` only; negative positions count from the end.
        #[pymethod]
        fn item(zelf: PyRef<Self>, i: Whole, vm: &VirtualMachine) -> PyResult<Link> {
            Self::step(&zelf, vm, |link| link.item(i.0 as isize))
        }

        /// Makes the wires and edges on the stack wait for the next operation; returns itself.
        #[pymethod(name = "toPending")]
        fn to_pending(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<Link> {
            Self::step(&zelf, vm, |link| Ok(link.to_pending()))
        }

        /// The solids of the nearest link that has some, as one compound.
        #[pymethod(name = "findSolid")]
        fn find_solid(zelf: PyRef<Self>, args: FindArgs, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            let search = crate::cq::workplane::Search::of(args.stack.0, args.parents.0);
            wrap_shape(vm, call(vm, || zelf.link().find_solid_from(search))?)
        }

        /// The diagonal of the box around the solid of the chain in millimetres.
        #[pymethod(name = "largestDimension")]
        fn largest_dimension(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<f64> {
            call(vm, || zelf.link().largest_dimension())
        }
    }

    /// What the links of a chain share.
    #[pyattr]
    #[pyclass(name = "CQContext", module = "cadquery.cq")]
    #[derive(Debug, PyPayload)]
    pub(crate) struct PyContext(Workplane);

    #[pyclass]
    impl PyContext {
        fn shapes_of(value: &PyObject, vm: &VirtualMachine) -> PyResult<Vec<kernel::Shape>> {
            convert::elements(vm, value, "shapes")?
                .iter()
                .map(|element| crate::py::shape::shape_from_py(vm, element))
                .collect()
        }

        /// Wires that wait to become solids, as a list; assign a list to change them.
        #[pygetset(name = "pendingWires")]
        fn pending_wires(&self, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            crate::py::shape::wrap_shapes(vm, self.0.context().pending_wires())
        }

        #[pygetset(name = "pendingWires", setter)]
        fn set_pending_wires(&self, wires: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
            self.0.context().set_pending_wires(Self::shapes_of(&wires, vm)?);
            Ok(())
        }

        /// Edges that wait to become a wire, as a list; assign a list to change them.
        #[pygetset(name = "pendingEdges")]
        fn pending_edges(&self, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            crate::py::shape::wrap_shapes(vm, self.0.context().pending_edges())
        }

        #[pygetset(name = "pendingEdges", setter)]
        fn set_pending_edges(&self, edges: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
            self.0.context().set_pending_edges(Self::shapes_of(&edges, vm)?);
            Ok(())
        }

        /// The start of the outline being drawn, or `None`.
        #[pygetset(name = "firstPoint")]
        fn first_point(&self, vm: &VirtualMachine) -> PyResult<Option<PyObjectRef>> {
            self.0.context().first_point().map(|point| geom::vector_object(vm, point)).transpose()
        }

        #[pygetset(name = "firstPoint", setter)]
        fn set_first_point(&self, point: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
            let point = if vm.is_none(&point) { None } else { Some(geom::vector(vm, &point)?) };
            self.0.context().set_first_point(point);
            Ok(())
        }

        /// Workplanes by tag, as a dictionary of its own.
        #[pygetset]
        fn tags(&self, vm: &VirtualMachine) -> PyResult<PyDictRef> {
            let tags = vm.ctx.new_dict();
            for (name, link) in self.0.context().tags() {
                tags.set_item(name.as_str(), crate::py::new_object(vm, PyWorkplane::from(link))?.into(), vm)?;
            }
            Ok(tags)
        }

        #[pygetset]
        fn tolerance(&self) -> f64 {
            crate::cq::workplane::context::TOLERANCE
        }

        /// Hands over the waiting wires.
        #[pymethod(name = "popPendingWires")]
        fn pop_pending_wires(&self, args: PopArgs, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            let context = self.0.context();
            if !args.error_on_empty.0 && context.pending_wires().is_empty() {
                return Ok(Vec::new());
            }
            crate::py::shape::wrap_shapes(vm, call(vm, || context.pop_pending_wires())?)
        }

        /// Hands over the waiting edges.
        #[pymethod(name = "popPendingEdges")]
        fn pop_pending_edges(&self, args: PopArgs, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            let context = self.0.context();
            if !args.error_on_empty.0 && context.pending_edges().is_empty() {
                return Ok(Vec::new());
            }
            crate::py::shape::wrap_shapes(vm, call(vm, || context.pop_pending_edges())?)
        }
    }

    #[derive(FromArgs)]
    struct TextShapeArgs {
        #[pyarg(any)]
        text: Text,
        #[pyarg(any)]
        size: Number,
        #[pyarg(any)]
        height: Number,
        #[pyarg(any, default)]
        font: Option<Text>,
        #[pyarg(any, default)]
        path: Option<Text>,
        #[pyarg(any, default)]
        kind: Option<Text>,
        #[pyarg(any, default)]
        halign: Option<Text>,
        #[pyarg(any, default)]
        valign: Option<Text>,
    }

    /// A text at the origin of the world, raised along z by a height; flat for 0.
    #[pyfunction]
    fn text_shape(args: TextShapeArgs, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
        let letters = Letters::of(&args.font, &args.path, &args.kind, &args.halign, &args.valign);
        let shape = call(vm, || {
            let (font, horizontal, vertical) = letters.resolve()?;
            let style = TextStyle { size: args.size.0, font: &font, horizontal, vertical };
            crate::cq::workplane::text_shape(&args.text.0, &style, args.height.0)
        })?;
        wrap_shape(vm, shape)
    }

    #[derive(FromArgs)]
    struct PopArgs {
        #[pyarg(any, name = "errorOnEmpty", default = Flag(true))]
        error_on_empty: Flag,
    }
}
