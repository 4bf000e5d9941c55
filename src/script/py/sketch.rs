//! `_cq_sketch`: the class `Sketch` for Python.
//!
//! Drawing methods change the sketch and return the same object, as in CadQuery.
//! Methods for faces and edges are traits in `sketch/`; here are places, selection and the rest.

pub(crate) mod args;
mod edges;
mod faces;

use rustpython_vm::{Py, PyRef, PyResult, VirtualMachine};

use super::call;
use crate::cq;
use crate::cq::record::record;
use crate::cq::sketch::Sketch;

pub(crate) use _cq_sketch::{PySketch, module_def};

type Figure = PyRef<PySketch>;

impl PySketch {
    /// Changes the sketch and gives the object itself back.
    fn change(
        zelf: &Py<Self>,
        vm: &VirtualMachine,
        work: impl FnOnce(&Sketch) -> cq::Result<Sketch>,
    ) -> PyResult<Figure> {
        let figure = zelf.figure();
        call(vm, || work(&figure))?;
        Ok(zelf.to_owned())
    }

    /// The same for a change that is listed among the operations.
    fn operation(
        zelf: &Py<Self>,
        name: &'static str,
        vm: &VirtualMachine,
        work: impl FnOnce(&Sketch) -> cq::Result<Sketch>,
    ) -> PyResult<Figure> {
        Self::change(zelf, vm, |figure| record(name, || work(figure)))
    }
}

#[allow(missing_docs, reason = "the macro makes public items that only Python sees")]
#[rustpython_derive::pymodule]
mod _cq_sketch {
    use std::cell::RefCell;

    use rustpython_derive::pyclass;
    use rustpython_vm::builtins::{PyDictRef, PyType, PyTypeRef};
    use rustpython_vm::function::FuncArgs;
    use rustpython_vm::protocol::{PyMappingMethods, PyNumberMethods};
    use rustpython_vm::types::{AsMapping, AsNumber, Constructor, Initializer, Iterable};
    use rustpython_vm::{
        AsObject, FromArgs, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
    };

    use super::args::{sketch_item_from_py, sketch_item_to_py, sketch_items_from_py, sketch_items_to_py};
    use super::edges::Edges;
    use super::faces::Faces;
    use super::{Figure, call};
    use crate::cq::geom::Location;
    use crate::cq::sketch::constraints::{self, Constraint, Curve, Wish};
    use crate::cq::sketch::{Sketch, SketchBoolean, SketchItem};
    use crate::py::convert::{self, Callback, Flag, Number, Numbers, Text};
    use crate::py::place::{location, location_object};
    use crate::py::shape::{Located, Places, ShapeArg, places, wrap_shape, wrap_shapes};
    use crate::py::workplane::PyWorkplane;
    use crate::py::workplane::args::{SelectorArg, Whole, sorted, workplane_from_py};
    use crate::py::{geom, new_object, same_class};

    /// A curve of 4 (segment) or 5 numbers (arc).
    fn curve(vm: &VirtualMachine, numbers: &[f64]) -> PyResult<Curve> {
        match numbers {
            [a, b, c, d] => Ok(Curve::Segment([*a, *b, *c, *d])),
            [a, b, c, d, e] => Ok(Curve::Arc([*a, *b, *c, *d, *e])),
            _ => Err(vm.new_value_error("a curve has 4 or 5 numbers")),
        }
    }

    /// The wish of a kind; `None` for another kind or other numbers.
    fn wish(kind: &str, numbers: &[Option<f64>]) -> Option<Wish> {
        let number = || numbers.first().copied().flatten();
        Some(match kind {
            "Fixed" => Wish::Fixed,
            "FixedPoint" => Wish::FixedPoint(number()),
            "Coincident" => Wish::Coincident,
            "Angle" => Wish::Angle(number()?),
            "Length" => Wish::Length(number()?),
            "Distance" => {
                let [a, b, distance] = numbers else { return None };
                Wish::Distance(*a, *b, (*distance)?)
            }
            "Radius" => Wish::Radius(number()?),
            "Orientation" => {
                let [x, y] = numbers else { return None };
                Wish::Orientation([(*x)?, (*y)?])
            }
            "ArcAngle" => Wish::ArcAngle(number()?),
            _ => return None,
        })
    }

    /// Curves moved so that constraints hold: (kind, first, second or None, numbers) each.
    #[pyfunction]
    fn solve(
        curves: Vec<Numbers>,
        wishes: Vec<PyObjectRef>,
        vm: &VirtualMachine,
    ) -> PyResult<Vec<PyObjectRef>> {
        let curves = curves.iter().map(|numbers| curve(vm, &numbers.0)).collect::<PyResult<Vec<_>>>()?;
        let mut constraints = Vec::new();
        for entry in &wishes {
            let parts = vm.extract_elements_with(entry, Ok)?;
            let [kind, first, second, numbers] = <[PyObjectRef; 4]>::try_from(parts)
                .map_err(|_| vm.new_type_error("a constraint has four parts"))?;
            let kind: Text = kind.try_into_value(vm)?;
            let numbers = vm.extract_elements_with(&numbers, |number| {
                if vm.is_none(&number) { Ok(None) } else { convert::number(vm, &number).map(Some) }
            })?;
            let wish = wish(&kind.0, &numbers)
                .ok_or_else(|| vm.new_value_error(format!("Unknown constraint {}.", kind.0)))?;
            let second = if vm.is_none(&second) { None } else { Some(second.try_into_value(vm)?) };
            let first: usize = first.try_into_value(vm)?;
            if first.max(second.unwrap_or(0)) >= curves.len() {
                return Err(vm.new_index_error("a constraint is about a curve that is not there"));
            }
            constraints.push(Constraint { first, second, wish });
        }
        let solved = call(vm, || constraints::solve(&curves, &constraints))?;
        let list = |curve: Curve| -> PyObjectRef {
            let numbers = match &curve {
                Curve::Segment(numbers) => &numbers[..],
                Curve::Arc(numbers) => &numbers[..],
            };
            vm.ctx.new_list(numbers.iter().map(|x| vm.ctx.new_float(*x).into()).collect()).into()
        };
        Ok(solved.into_iter().map(list).collect())
    }

    /// A plane figure.
    #[pyattr]
    #[pyclass(name = "Sketch", module = "cadquery.sketch")]
    #[derive(Debug, PyPayload)]
    pub(crate) struct PySketch {
        figure: RefCell<Sketch>,
        /// The Python class of the workplane that started the sketch.
        chain_class: RefCell<Option<PyTypeRef>>,
        /// What started the sketch when it is no workplane.
        other_parent: RefCell<Option<PyObjectRef>>,
    }

    impl From<Sketch> for PySketch {
        fn from(figure: Sketch) -> Self {
            Self {
                figure: RefCell::new(figure),
                chain_class: RefCell::default(),
                other_parent: RefCell::default(),
            }
        }
    }

    impl PySketch {
        pub(crate) fn figure(&self) -> Sketch {
            self.figure.borrow().clone()
        }

        /// A sketch started by a workplane of a Python class.
        pub(crate) fn in_chain(figure: Sketch, class: PyTypeRef) -> Self {
            Self { chain_class: RefCell::new(Some(class)), ..Self::from(figure) }
        }
    }

    /// The object is made empty; `__init__` fills it, so that subclasses may have constructors of
    /// their own.
    impl Constructor for PySketch {
        type Args = FuncArgs;

        fn py_new(_class: &Py<PyType>, _args: FuncArgs, vm: &VirtualMachine) -> PyResult<Self> {
            call(vm, Sketch::new).map(Self::from)
        }
    }

    #[derive(FromArgs)]
    pub(crate) struct SketchArgs {
        #[pyarg(any, default)]
        parent: Option<PyObjectRef>,
        #[pyarg(any, default)]
        locs: Option<PyObjectRef>,
        #[pyarg(any, default)]
        obj: Option<ShapeArg>,
    }

    impl Initializer for PySketch {
        type Args = SketchArgs;

        fn init(zelf: PyRef<Self>, args: SketchArgs, vm: &VirtualMachine) -> PyResult<()> {
            let figure = match args.obj {
                Some(faces) => call(vm, || Sketch::of_faces(faces.0))?,
                None => call(vm, Sketch::new)?,
            };
            if let Some(locations) = args.locs {
                let elements = convert::elements(vm, &locations, "locations")?;
                let place = |object: &PyObjectRef| {
                    location(object).ok_or_else(|| convert::refused(vm, "a Location", object))
                };
                figure.set_locations(elements.iter().map(place).collect::<PyResult<_>>()?);
            }
            if let Some(parent) = args.parent {
                match workplane_from_py(vm, &parent) {
                    Ok(workplane) => {
                        figure.set_parent(workplane);
                        zelf.chain_class.replace(Some(parent.class().to_owned()));
                    }
                    Err(_) => drop(zelf.other_parent.replace(Some(parent))),
                }
            }
            zelf.figure.replace(figure);
            Ok(())
        }
    }

    impl AsNumber for PySketch {
        fn as_number() -> &'static PyNumberMethods {
            fn operate(
                a: &PyObject,
                b: &PyObject,
                vm: &VirtualMachine,
                operation: SketchBoolean,
            ) -> PyResult {
                let (Some(a), Some(b)) = (a.downcast_ref::<PySketch>(), b.downcast_ref::<PySketch>()) else {
                    return Ok(vm.ctx.not_implemented());
                };
                let result = call(vm, || a.figure().boolean(&b.figure(), operation))?;
                Ok(same_class(vm, a, PySketch::from(result))?.into())
            }
            static METHODS: PyNumberMethods = PyNumberMethods {
                add: Some(|a, b, vm| operate(a, b, vm, SketchBoolean::Fuse)),
                subtract: Some(|a, b, vm| operate(a, b, vm, SketchBoolean::Cut)),
                multiply: Some(|a, b, vm| operate(a, b, vm, SketchBoolean::Intersect)),
                true_divide: Some(|a, b, vm| operate(a, b, vm, SketchBoolean::Split)),
                ..PyNumberMethods::NOT_IMPLEMENTED
            };
            &METHODS
        }
    }

    /// `sketch[0]`, `sketch[1:3]` and `sketch[(0, 2)]` select some of the items.
    impl AsMapping for PySketch {
        fn as_mapping() -> &'static PyMappingMethods {
            static METHODS: PyMappingMethods = PyMappingMethods {
                length: None,
                subscript: Some(|mapping, key, vm| {
                    let zelf = PySketch::mapping_downcast(mapping);
                    let items = call(vm, || zelf.figure().vals())?;
                    zelf.figure().set_selection(Some(crate::py::workplane::pick(vm, items, key)?));
                    Ok(zelf.to_owned().into())
                }),
                ass_subscript: None,
            };
            &METHODS
        }
    }

    /// Iterates over the faces at all locations, else over the loose edges.
    impl Iterable for PySketch {
        fn iter(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
            let shapes = call(vm, || zelf.figure().placed_shapes())?;
            Ok(vm.ctx.new_list(wrap_shapes(vm, shapes)?).as_object().get_iter(vm)?.into())
        }
    }

    #[derive(FromArgs)]
    struct SelectArgs {
        #[pyarg(any, default)]
        s: SelectorArg,
        #[pyarg(any, default)]
        tag: Option<Text>,
    }

    #[derive(FromArgs)]
    struct RArray {
        #[pyarg(any)]
        xs: Number,
        #[pyarg(any)]
        ys: Number,
        #[pyarg(any)]
        nx: Whole,
        #[pyarg(any)]
        ny: Whole,
    }

    #[derive(FromArgs)]
    struct PArray {
        #[pyarg(any)]
        r: Number,
        #[pyarg(any)]
        a1: Number,
        #[pyarg(any)]
        da: Number,
        #[pyarg(any)]
        n: Whole,
        #[pyarg(any, default = Flag(true))]
        rotate: Flag,
    }

    #[derive(FromArgs)]
    struct Distribute {
        #[pyarg(any)]
        n: Whole,
        #[pyarg(any, default)]
        start: Number,
        #[pyarg(any, default = Number(1.0))]
        stop: Number,
        #[pyarg(any, default = Flag(true))]
        rotate: Flag,
    }

    #[derive(FromArgs)]
    struct Push {
        #[pyarg(any)]
        locs: PyObjectRef,
        #[pyarg(any, default)]
        tag: Option<Text>,
    }

    #[derive(FromArgs)]
    struct SortArgs {
        #[pyarg(any)]
        key: PyObjectRef,
    }

    #[pyclass(with(Constructor, Initializer, AsNumber, AsMapping, Iterable, Edges, Faces), flags(BASETYPE))]
    impl PySketch {
        fn select_kind(
            zelf: &Py<Self>,
            kind: kernel::Kind,
            args: SelectArgs,
            vm: &VirtualMachine,
        ) -> PyResult<Figure> {
            let tag = args.tag.as_ref().map(|tag| tag.0.as_str());
            Self::change(zelf, vm, |figure| figure.select_kind(kind, args.s.0.as_ref(), tag))
        }

        /// The faces as one shape in coordinates of the sketch.
        #[pygetset(name = "_faces")]
        fn faces_shape(&self, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            wrap_shape(vm, self.figure().faces_shape())
        }

        /// The loose edges as a list.
        #[pygetset(name = "_edges")]
        fn edges_list(&self, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            wrap_shapes(vm, self.figure().edges_list().into_iter().map(|edge| edge.shape).collect())
        }

        /// What is selected as a list, or `None`.
        #[pygetset(name = "_selection")]
        fn selection(&self, vm: &VirtualMachine) -> PyResult<Option<Vec<PyObjectRef>>> {
            self.figure().selection().map(|items| sketch_items_to_py(vm, items)).transpose()
        }

        /// Where a workplane puts the sketch, as a list; assign a list to change it.
        #[pygetset]
        fn locs(&self, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            self.figure().locations().into_iter().map(|place| location_object(vm, place)).collect()
        }

        #[pygetset(setter)]
        fn set_locs(&self, locations: PyObjectRef, vm: &VirtualMachine) -> PyResult<()> {
            let elements = convert::elements(vm, &locations, "locations")?;
            let place = |object: &PyObjectRef| {
                location(object).ok_or_else(|| convert::refused(vm, "a Location", object))
            };
            self.figure().set_locations(elements.iter().map(place).collect::<PyResult<_>>()?);
            Ok(())
        }

        /// The workplane that gets the sketch, or `None`.
        #[pygetset]
        fn parent(&self, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            if let Some(parent) = self.other_parent.borrow().clone() {
                return Ok(parent);
            }
            match (self.figure().parent(), self.chain_class.borrow().clone()) {
                (Some(parent), Some(class)) => {
                    Ok(PyWorkplane::from(parent).into_ref_with_type(vm, class)?.into())
                }
                (Some(parent), None) => Ok(new_object(vm, PyWorkplane::from(parent))?.into()),
                (None, _) => Ok(vm.ctx.none()),
            }
        }

        /// Ends the sketch: the workplane that started it, with the sketch on its stack.
        #[pymethod]
        fn finalize(&self, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            self.parent(vm)
        }

        /// The first selected thing, else the faces, else the first loose edge.
        #[pymethod]
        fn val(&self, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
            sketch_item_to_py(vm, call(vm, || self.figure().val())?)
        }

        /// All selected things, else what the faces are made of, else all loose edges.
        #[pymethod]
        fn vals(&self, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            sketch_items_to_py(vm, call(vm, || self.figure().vals())?)
        }

        /// A new sketch with copies of the faces only.
        #[pymethod]
        fn copy(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<Figure> {
            same_class(vm, &zelf, Self::from(call(vm, || zelf.figure().copy())?))
        }

        /// A new sketch with the faces moved: by places, points or numbers.
        #[pymethod]
        fn moved(zelf: PyRef<Self>, args: FuncArgs, vm: &VirtualMachine) -> PyResult<Figure> {
            let locations: Vec<Location> = match places(vm, args)? {
                Places::One(location) => vec![location],
                Places::Many(locations) => locations,
            };
            same_class(vm, &zelf, Self::from(call(vm, || zelf.figure().moved(&locations))?))
        }

        /// A new sketch with copies of the faces that a workplane puts at a place.
        #[pymethod]
        fn located(zelf: PyRef<Self>, args: Located, vm: &VirtualMachine) -> PyResult<Figure> {
            same_class(vm, &zelf, Self::from(call(vm, || zelf.figure().located(args.loc.0))?))
        }

        /// Selects places in rows and columns.
        #[pymethod]
        fn rarray(zelf: PyRef<Self>, args: RArray, vm: &VirtualMachine) -> PyResult<Figure> {
            Self::change(&zelf, vm, |figure| figure.r_array([args.xs.0, args.ys.0], [args.nx.0, args.ny.0]))
        }

        /// Selects places on a circle.
        #[pymethod]
        fn parray(zelf: PyRef<Self>, args: PArray, vm: &VirtualMachine) -> PyResult<Figure> {
            Self::change(&zelf, vm, |figure| {
                figure.p_array(args.r.0, [args.a1.0, args.da.0], args.n.0, args.rotate.0.into())
            })
        }

        /// Selects places along the selected edges and wires.
        #[pymethod]
        fn distribute(zelf: PyRef<Self>, args: Distribute, vm: &VirtualMachine) -> PyResult<Figure> {
            Self::change(&zelf, vm, |figure| {
                figure.distribute(args.n.0, [args.start.0, args.stop.0], args.rotate.0.into())
            })
        }

        /// Selects places: points or locations.
        #[pymethod]
        fn push(zelf: PyRef<Self>, args: Push, vm: &VirtualMachine) -> PyResult<Figure> {
            let elements = convert::elements(vm, &args.locs, "points")?;
            let place = |object: &PyObjectRef| match location(object) {
                Some(location) => Ok(location),
                None => geom::vector(vm, object).map(Location::translation),
            };
            let locations = elements.iter().map(place).collect::<PyResult<_>>()?;
            let tag = args.tag.as_ref().map(|tag| tag.0.as_str());
            Self::change(&zelf, vm, |figure| Ok(figure.push(locations, tag)))
        }

        /// Selects faces.
        #[pymethod]
        fn faces(zelf: PyRef<Self>, args: SelectArgs, vm: &VirtualMachine) -> PyResult<Figure> {
            Self::select_kind(&zelf, kernel::Kind::Face, args, vm)
        }

        /// Selects wires.
        #[pymethod]
        fn wires(zelf: PyRef<Self>, args: SelectArgs, vm: &VirtualMachine) -> PyResult<Figure> {
            Self::select_kind(&zelf, kernel::Kind::Wire, args, vm)
        }

        /// Selects edges.
        #[pymethod]
        fn edges(zelf: PyRef<Self>, args: SelectArgs, vm: &VirtualMachine) -> PyResult<Figure> {
            Self::select_kind(&zelf, kernel::Kind::Edge, args, vm)
        }

        /// Selects vertices.
        #[pymethod]
        fn vertices(zelf: PyRef<Self>, args: SelectArgs, vm: &VirtualMachine) -> PyResult<Figure> {
            Self::select_kind(&zelf, kernel::Kind::Vertex, args, vm)
        }

        /// Gives what is selected a name.
        #[pymethod]
        fn tag(zelf: PyRef<Self>, tag: Text, vm: &VirtualMachine) -> PyResult<Figure> {
            Self::change(&zelf, vm, |figure| figure.tag(&tag.0))
        }

        /// Selects everything with one of the names.
        #[pymethod]
        fn select(zelf: PyRef<Self>, args: FuncArgs, vm: &VirtualMachine) -> PyResult<Figure> {
            let names = convert::positional(vm, args)?
                .iter()
                .map(|name| convert::text(name).ok_or_else(|| convert::refused(vm, "a string", name)))
                .collect::<PyResult<Vec<_>>>()?;
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            Self::change(&zelf, vm, |figure| figure.select(&names))
        }

        /// Selects nothing.
        #[pymethod]
        fn reset(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<Figure> {
            Self::change(&zelf, vm, |figure| Ok(figure.reset()))
        }

        /// Removes the selected faces and loose edges.
        #[pymethod]
        fn delete(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<Figure> {
            Self::change(&zelf, vm, Sketch::delete)
        }

        /// Adds the selected faces to the faces.
        #[pymethod]
        fn add(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<Figure> {
            Self::operation(&zelf, "add", vm, Sketch::add_selected)
        }

        /// Takes the selected faces from the faces.
        #[pymethod]
        fn subtract(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<Figure> {
            Self::operation(&zelf, "subtract", vm, Sketch::subtract_selected)
        }

        /// Puts the selected faces in the place of the faces.
        #[pymethod]
        fn replace(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult<Figure> {
            Self::change(&zelf, vm, Sketch::replace_with_selected)
        }

        /// What has a tag, as a list.
        #[pymethod(name = "_tagged")]
        fn tagged(&self, tag: Text, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            let items = call(vm, || self.figure().tagged(&tag.0))?;
            sketch_items_to_py(vm, items)
        }

        /// What has tags, as lists by tag.
        #[pygetset(name = "_tags")]
        fn tags(&self, vm: &VirtualMachine) -> PyResult<PyDictRef> {
            let tags = vm.ctx.new_dict();
            for tag in self.figure().tags() {
                let items = call(vm, || self.figure().tagged(&tag))?;
                let items = vm.ctx.new_list(sketch_items_to_py(vm, items)?);
                tags.set_item(tag.as_str(), items.into(), vm)?;
            }
            Ok(tags)
        }

        /// Where the outline of loose edges begins.
        #[pymethod(name = "_startPoint")]
        fn start_point(&self, vm: &VirtualMachine) -> PyResult {
            crate::py::geom::vector_object(vm, call(vm, || self.figure().start_point())?)
        }

        /// Where the outline of loose edges ends.
        #[pymethod(name = "_endPoint")]
        fn end_point(&self, vm: &VirtualMachine) -> PyResult {
            crate::py::geom::vector_object(vm, call(vm, || self.figure().end_point())?)
        }

        /// Puts a moved edge in the place of another one.
        #[pymethod(name = "_replace_edge")]
        fn replace_edge(&self, old: ShapeArg, new: ShapeArg) {
            self.figure().replace_edge(&old.0, &new.0);
        }

        /// Selects the items for which a function says yes.
        #[pymethod]
        fn filter(zelf: PyRef<Self>, f: Callback, vm: &VirtualMachine) -> PyResult<Figure> {
            let mut kept: Vec<SketchItem> = Vec::new();
            for item in call(vm, || zelf.figure().vals())? {
                let object = sketch_item_to_py(vm, item.clone())?;
                if call(vm, || f.call_for::<Flag>(vm, (object,)))?.0 {
                    kept.push(item);
                }
            }
            zelf.figure().set_selection(Some(kept));
            Ok(zelf)
        }

        /// Selects what a function makes of each item.
        #[pymethod]
        fn map(zelf: PyRef<Self>, f: Callback, vm: &VirtualMachine) -> PyResult<Figure> {
            let mut made = Vec::new();
            for item in call(vm, || zelf.figure().vals())? {
                let object = sketch_item_to_py(vm, item)?;
                let made_of_it = call(vm, || f.call(vm, (object,)))?;
                made.push(sketch_item_from_py(vm, &made_of_it)?);
            }
            zelf.figure().set_selection(Some(made));
            Ok(zelf)
        }

        /// Selects what a function makes of the list of all items.
        #[pymethod]
        fn apply(zelf: PyRef<Self>, f: Callback, vm: &VirtualMachine) -> PyResult<Figure> {
            let items = call(vm, || zelf.figure().vals())?;
            let list = vm.ctx.new_list(sketch_items_to_py(vm, items)?);
            let returned = call(vm, || f.call(vm, (list,)))?;
            let made = sketch_items_from_py(vm, &returned)?;
            zelf.figure().set_selection(Some(made));
            Ok(zelf)
        }

        /// Selects the items in the order of what a function makes of each.
        #[pymethod]
        fn sort(zelf: PyRef<Self>, args: SortArgs, vm: &VirtualMachine) -> PyResult<Figure> {
            let items = call(vm, || zelf.figure().vals())?;
            let objects = sorted(vm, sketch_items_to_py(vm, items)?, args.key)?;
            let items =
                objects.iter().map(|object| sketch_item_from_py(vm, object)).collect::<PyResult<_>>()?;
            zelf.figure().set_selection(Some(items));
            Ok(zelf)
        }
    }
}
