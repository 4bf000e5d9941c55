//! Every pattern of a native class, in one small class; built for the tests only.

pub(crate) use _cq_example::module_def;

#[allow(missing_docs, reason = "the macro makes public items that only Python sees")]
#[rustpython_derive::pymodule]
mod _cq_example {
    use std::cell::Cell;

    use rustpython_derive::pyclass;
    use rustpython_vm::builtins::PyType;
    use rustpython_vm::function::{FuncArgs, OptionalArg, PyComparisonValue};
    use rustpython_vm::protocol::{PyIterReturn, PyMappingMethods, PyNumberMethods, PySequenceMethods};
    use rustpython_vm::types::{
        AsMapping, AsNumber, AsSequence, Comparable, Constructor, Hashable, IterNext, Iterable,
        PyComparisonOp, Representable, SelfIter,
    };
    use rustpython_vm::{
        AsObject, FromArgs, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, TryFromObject,
        VirtualMachine,
    };

    use crate::cq;
    use crate::py::convert::{Callback, Centered, Flag, Number, Point3, Text, positional};
    use crate::py::{call, new_object, same_class};

    /// A class with state; the payload is immutable but for what stands in a `Cell` or `RefCell`.
    #[pyattr]
    #[pyclass(name = "Bar")]
    #[derive(Debug, PyPayload)]
    struct Bar {
        length: f64,
        at: Cell<[f64; 3]>,
        centered: [bool; 3],
    }

    /// Keyword names are the field names, or `name = "…"` where they are not Rust's.
    #[derive(FromArgs)]
    struct BarArgs {
        #[pyarg(any)]
        length: Number,
        #[pyarg(any, default = Point3([0.0; 3]))]
        at: Point3,
        #[pyarg(any, default)]
        centered: Centered,
        #[pyarg(any, name = "forConstruction", default)]
        for_construction: Flag,
        #[pyarg(named, default)]
        depth: Option<Number>,
    }

    impl Constructor for Bar {
        type Args = BarArgs;

        fn py_new(_class: &Py<PyType>, args: BarArgs, vm: &VirtualMachine) -> PyResult<Self> {
            call(vm, || {
                if args.length.0 <= 0.0 {
                    let message = format!("a bar needs a length above 0, got {}", args.length.0);
                    return Err(cq::CqError::value(message).with_hint("give a positive length"));
                }
                let extra = args.depth.map_or(0.0, |depth| depth.0);
                Ok(Self {
                    length: if args.for_construction.0 { 0.0 } else { args.length.0 + extra },
                    at: Cell::new(args.at.0),
                    centered: args.centered.axes(),
                })
            })
        }
    }

    impl Representable for Bar {
        fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
            Ok(format!("Bar({:?})", zelf.length))
        }
    }

    impl Comparable for Bar {
        fn cmp(
            zelf: &Py<Self>,
            other: &PyObject,
            op: PyComparisonOp,
            _vm: &VirtualMachine,
        ) -> PyResult<PyComparisonValue> {
            op.eq_only(|| {
                Ok(match other.downcast_ref::<Self>() {
                    Some(other) => PyComparisonValue::Implemented(zelf.length == other.length),
                    None => PyComparisonValue::NotImplemented,
                })
            })
        }
    }

    impl Hashable for Bar {
        fn hash(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<rustpython_common::hash::PyHash> {
            Ok(rustpython_common::hash::hash_float(zelf.length).unwrap_or(0))
        }
    }

    impl AsNumber for Bar {
        fn as_number() -> &'static PyNumberMethods {
            static METHODS: PyNumberMethods = PyNumberMethods {
                add: Some(|a, b, vm| match (a.downcast_ref::<Bar>(), b.downcast_ref::<Bar>()) {
                    (Some(a), Some(b)) => Ok(Bar::longer(a, b.length, vm)?.into()),
                    _ => Ok(vm.ctx.not_implemented()),
                }),
                multiply: Some(|a, b, vm| {
                    // Both orders come here: `bar * 2` and `2 * bar`.
                    let (bar, factor) = match (a.downcast_ref::<Bar>(), b.downcast_ref::<Bar>()) {
                        (Some(bar), None) => (bar, b),
                        (None, Some(bar)) => (bar, a),
                        _ => return Ok(vm.ctx.not_implemented()),
                    };
                    match Number::try_from_object(vm, factor.to_owned()) {
                        Ok(factor) => Ok(Bar::longer(bar, bar.length * (factor.0 - 1.0), vm)?.into()),
                        Err(_) => Ok(vm.ctx.not_implemented()),
                    }
                }),
                negative: Some(|number, vm| match number.obj.downcast_ref::<Bar>() {
                    Some(bar) => Ok(Bar::longer(bar, -2.0 * bar.length, vm)?.into()),
                    None => Ok(vm.ctx.not_implemented()),
                }),
                ..PyNumberMethods::NOT_IMPLEMENTED
            };
            &METHODS
        }
    }

    /// `bar[0]` goes through the mapping methods, iteration and `len` through the sequence ones.
    impl AsMapping for Bar {
        fn as_mapping() -> &'static PyMappingMethods {
            static METHODS: PyMappingMethods = PyMappingMethods {
                length: Some(|_, _| Ok(3)),
                subscript: Some(|mapping, key, vm| {
                    let at = Bar::mapping_downcast(mapping).at.get();
                    let index = Number::try_from_object(vm, key.to_owned())?.0;
                    match at.get(index as usize) {
                        Some(value) => Ok(vm.ctx.new_float(*value).into()),
                        None => Err(vm.new_index_error(format!("no coordinate {index}"))),
                    }
                }),
                ass_subscript: None,
            };
            &METHODS
        }
    }

    impl AsSequence for Bar {
        fn as_sequence() -> &'static PySequenceMethods {
            static METHODS: PySequenceMethods =
                PySequenceMethods { length: Some(|_, _| Ok(3)), ..PySequenceMethods::NOT_IMPLEMENTED };
            &METHODS
        }
    }

    /// The simplest way to iterate: the iterator of a list made on the spot.
    impl Iterable for Bar {
        fn iter(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
            let list: Vec<PyObjectRef> = zelf.at.get().map(|value| vm.ctx.new_float(value).into()).to_vec();
            Ok(vm.ctx.new_list(list).as_object().get_iter(vm)?.into())
        }
    }

    #[pyclass(
        with(Constructor, AsNumber, AsMapping, AsSequence, Comparable, Hashable, Iterable, Representable),
        flags(BASETYPE)
    )]
    impl Bar {
        /// No `pymethod`: for Rust only.
        fn longer(zelf: &Py<Self>, by: f64, vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            let longer = Self { length: zelf.length + by, at: zelf.at.clone(), centered: zelf.centered };
            same_class(vm, zelf, longer)
        }

        #[pygetset(name = "Length")]
        fn length(&self) -> f64 {
            self.length
        }

        #[pygetset]
        fn at(&self) -> (f64, f64, f64) {
            self.at.get().into()
        }

        #[pygetset(setter)]
        fn set_at(&self, at: Point3) {
            self.at.set(at.0);
        }

        /// Returns the object itself, as fluent methods that change something do.
        #[pymethod]
        fn move_to(zelf: PyRef<Self>, at: Point3) -> PyRef<Self> {
            zelf.at.set(at.0);
            zelf
        }

        /// Returns a new object of the same class, subclasses included.
        #[pymethod(name = "lengthened")]
        fn lengthened(
            zelf: &Py<Self>,
            by: OptionalArg<Number>,
            vm: &VirtualMachine,
        ) -> PyResult<PyRef<Self>> {
            Self::longer(zelf, by.unwrap_or(Number(1.0)).0, vm)
        }

        /// Calls back into Python; its exceptions come out unchanged.
        #[pymethod]
        fn each(zelf: &Py<Self>, callback: Callback, vm: &VirtualMachine) -> PyResult<Vec<PyObjectRef>> {
            call(vm, || zelf.at.get().into_iter().map(|value| callback.call(vm, (value,))).collect())
        }

        /// Any number of positional arguments.
        #[pymethod]
        fn count(&self, args: FuncArgs, vm: &VirtualMachine) -> PyResult<usize> {
            Ok(positional(vm, args)?.len())
        }

        /// Makes an object without a predecessor.
        #[pystaticmethod]
        fn unit(vm: &VirtualMachine) -> PyResult<PyRef<Self>> {
            new_object(vm, Self { length: 1.0, at: Cell::default(), centered: [true; 3] })
        }

        /// A bare argument that may be left out is an `OptionalArg`.
        #[pymethod]
        fn describe(&self, word: OptionalArg<Option<Text>>) -> String {
            let word = word.flatten().map_or_else(|| "bar".to_owned(), |word| word.0);
            format!("{word} {:?}", self.centered)
        }
    }

    /// A real iterator, where a list made on the spot would be too much.
    #[pyattr]
    #[pyclass(name = "Countdown")]
    #[derive(Debug, PyPayload)]
    struct Countdown(Cell<u32>);

    impl SelfIter for Countdown {}

    impl IterNext for Countdown {
        fn next(zelf: &Py<Self>, vm: &VirtualMachine) -> PyResult<PyIterReturn> {
            let left = zelf.0.get();
            Ok(if left == 0 {
                PyIterReturn::StopIteration(None)
            } else {
                zelf.0.set(left - 1);
                PyIterReturn::Return(vm.ctx.new_int(left).into())
            })
        }
    }

    #[pyclass(with(IterNext, Iterable))]
    impl Countdown {}

    #[pyfunction]
    fn countdown(from: u32) -> Countdown {
        Countdown(Cell::new(from))
    }
}
