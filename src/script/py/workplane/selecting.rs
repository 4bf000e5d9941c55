//! Selecting and sorting what is on the stack, for Python.

use rustpython_derive::pyclass;
use rustpython_vm::{FromArgs, Py, PyObjectRef, PyPayload, PyResult, VirtualMachine};

use super::args::{
    KindArg, SelectorArg, Whole, item_from_py, item_to_py, items_from_py, items_to_py, sorted,
};
use super::{Link, PyWorkplane, call};
use crate::cq::workplane::Item;
use crate::py::convert::{Callback, Flag, Text};

impl Selecting for PyWorkplane {}

/// Methods of `Workplane` that select: `selector` is a string such as `">Z"` or a selector object,
/// `tag` takes the stack of the tagged workplane instead of this one.
#[pyclass]
pub(crate) trait Selecting: PyPayload {
    /// Puts the distinct vertices of everything on the stack, chosen by a selector, on a new one.
    #[pymethod]
    fn vertices(zelf: Link, args: SelectArgs, vm: &VirtualMachine) -> PyResult<Link> {
        select(&zelf, kernel::Kind::Vertex, args, vm)
    }

    /// Puts the distinct edges of everything on the stack, chosen by a selector, on a new one.
    ///
    /// `selector` (None): `"|Z"` parallel to z, `"#Z"` square to z, `">Z"` highest, `"%CIRCLE"` by kind,
    /// joined by `and`, `or`, `not`, `exc`; or a selector object. `tag` (None).
    ///
    /// Example: `cq.Workplane().box(3, 3, 1).edges("|Z or >Z").fillet(0.2)`
    #[pymethod]
    fn edges(zelf: Link, args: SelectArgs, vm: &VirtualMachine) -> PyResult<Link> {
        select(&zelf, kernel::Kind::Edge, args, vm)
    }

    /// Puts the distinct wires of everything on the stack, chosen by a selector, on a new one.
    #[pymethod]
    fn wires(zelf: Link, args: SelectArgs, vm: &VirtualMachine) -> PyResult<Link> {
        select(&zelf, kernel::Kind::Wire, args, vm)
    }

    /// Puts the distinct faces of everything on the stack, chosen by a selector, on a new one.
    ///
    /// `selector` (None): `">Z"` highest, `"<X"` leftmost, `"+Y"` facing y, `"|Z"` square to z,
    /// `">Z[-2]"` second highest, `"%PLANE"` by kind; or a selector object. `tag` (None).
    ///
    /// Example: `cq.Workplane().box(3, 3, 1).faces(">Z").workplane().hole(1)`
    #[pymethod]
    fn faces(zelf: Link, args: SelectArgs, vm: &VirtualMachine) -> PyResult<Link> {
        select(&zelf, kernel::Kind::Face, args, vm)
    }

    /// Puts the distinct shells of everything on the stack, chosen by a selector, on a new one.
    #[pymethod]
    fn shells(zelf: Link, args: SelectArgs, vm: &VirtualMachine) -> PyResult<Link> {
        select(&zelf, kernel::Kind::Shell, args, vm)
    }

    /// Puts the distinct solids of everything on the stack, chosen by a selector, on a new one.
    #[pymethod]
    fn solids(zelf: Link, args: SelectArgs, vm: &VirtualMachine) -> PyResult<Link> {
        select(&zelf, kernel::Kind::Solid, args, vm)
    }

    /// Puts the distinct compounds of everything on the stack, chosen by a selector, on a new one.
    #[pymethod]
    fn compounds(zelf: Link, args: SelectArgs, vm: &VirtualMachine) -> PyResult<Link> {
        select(&zelf, kernel::Kind::Compound, args, vm)
    }

    /// Puts the shapes of a kind that hold what is on the stack on a new one.
    #[pymethod]
    fn ancestors(zelf: Link, args: AncestorArgs, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| {
            link.ancestors(args.kind.0, args.tag.as_ref().map(|tag| tag.0.as_str()))
        })
    }

    /// Puts the shapes that share a sub-shape of a kind with the stack on a new one.
    #[pymethod]
    fn siblings(zelf: Link, args: SiblingArgs, vm: &VirtualMachine) -> PyResult<Link> {
        let level = usize::try_from(args.level.0).unwrap_or(1).max(1);
        let tag = args.tag.as_ref().map(|tag| tag.0.as_str());
        PyWorkplane::step(&zelf, vm, |link| link.siblings(args.kind.0, level, tag))
    }

    /// A link with the items for which a function says yes.
    #[pymethod]
    fn filter(zelf: Link, f: Callback, vm: &VirtualMachine) -> PyResult<Link> {
        let mut kept = Vec::new();
        for item in zelf.link().vals() {
            let object = item_to_py(vm, item.clone())?;
            if call(vm, || f.call_for::<Flag>(vm, (object,)))?.0 {
                kept.push(item);
            }
        }
        PyWorkplane::step(&zelf, vm, |link| Ok(link.new_object(kept)))
    }

    /// A link with what a function makes of each item.
    #[pymethod]
    fn map(zelf: Link, f: Callback, vm: &VirtualMachine) -> PyResult<Link> {
        let mut made = Vec::new();
        for item in zelf.link().vals() {
            let object = item_to_py(vm, item)?;
            let made_of_it = call(vm, || f.call(vm, (object,)))?;
            made.push(item_from_py(vm, &made_of_it)?);
        }
        PyWorkplane::step(&zelf, vm, |link| Ok(link.new_object(made)))
    }

    /// A link with what a function makes of the list of all items.
    #[pymethod]
    fn apply(zelf: Link, f: Callback, vm: &VirtualMachine) -> PyResult<Link> {
        let list = vm.ctx.new_list(items_to_py(vm, zelf.link().vals())?);
        let returned = call(vm, || f.call(vm, (list,)))?;
        let made = items_from_py(vm, &returned)?;
        PyWorkplane::step(&zelf, vm, |link| Ok(link.new_object(made)))
    }

    /// A link with the items in the order of what a function makes of each.
    #[pymethod]
    fn sort(zelf: Link, args: SortArgs, vm: &VirtualMachine) -> PyResult<Link> {
        let sorted = sorted(vm, items_to_py(vm, zelf.link().vals())?, args.key)?;
        let items: Vec<Item> =
            sorted.iter().map(|object| item_from_py(vm, object)).collect::<PyResult<_>>()?;
        PyWorkplane::step(&zelf, vm, |link| Ok(link.new_object(items)))
    }
}

fn select(
    zelf: &Py<PyWorkplane>,
    kind: kernel::Kind,
    args: SelectArgs,
    vm: &VirtualMachine,
) -> PyResult<Link> {
    let tag = args.tag.as_ref().map(|tag| tag.0.as_str()).filter(|tag| !tag.is_empty());
    PyWorkplane::step(zelf, vm, |link| link.select(kind, args.selector.0.as_ref(), tag))
}

#[derive(FromArgs)]
pub(crate) struct SelectArgs {
    #[pyarg(any, default)]
    selector: SelectorArg,
    #[pyarg(any, default)]
    tag: Option<Text>,
}

#[derive(FromArgs)]
pub(crate) struct AncestorArgs {
    #[pyarg(any)]
    kind: KindArg,
    #[pyarg(any, default)]
    tag: Option<Text>,
}

#[derive(FromArgs)]
pub(crate) struct SiblingArgs {
    #[pyarg(any)]
    kind: KindArg,
    #[pyarg(any, default = Whole(1))]
    level: Whole,
    #[pyarg(any, default)]
    tag: Option<Text>,
}

#[derive(FromArgs)]
pub(crate) struct SortArgs {
    #[pyarg(any)]
    key: PyObjectRef,
}
