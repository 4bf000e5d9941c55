//! Booleans and features of the solid of the chain, for Python.

use rustpython_derive::pyclass;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{FromArgs, PyObjectRef, PyPayload, PyResult, VirtualMachine};

use super::args::ToolsArg;
use super::{Link, PyWorkplane, call};
use crate::cq::shape::planar::join_kind;
use crate::cq::workplane::{Fusing, Halves, Workplane};
use crate::py::convert::{Flag, Number, Text};

impl Booleans for PyWorkplane {}

/// Methods of `Workplane` that change the solid of the chain; the result stands on the stack.
/// Sizes are millimetres.
#[pyclass]
pub(crate) trait Booleans: PyPayload {
    /// Fuses the solids of another workplane, or a solid, with the solid of the chain; the result
    /// stands on the stack.
    ///
    /// `clean` (True), `glue` (False): faster for solids that only touch. `tol` (None): millimetres
    /// by which faces may miss each other.
    ///
    /// Raises `ValueError` when there is no solid to add. `a + b` is the same.
    ///
    /// Example: `plate.union(cq.Workplane().cylinder(20, 5))`
    #[pymethod]
    fn union(zelf: Link, args: Union, vm: &VirtualMachine) -> PyResult<Link> {
        let tools = match &args.to_union {
            Some(object) => ToolsArg::of(vm, object, "union")?,
            None => ToolsArg::Nothing,
        };
        let fusing = fusing(args.clean, args.glue, args.tol);
        PyWorkplane::operation(&zelf, "union", vm, |link| link.union(tools.tools(), &fusing))
    }

    /// Cuts another workplane's shapes, or a solid, from the solid of the chain; the result stands on
    /// the stack.
    ///
    /// `clean` (True). `tol` (None): millimetres by which faces may miss each other.
    ///
    /// Raises `ValueError` without a solid. `a - b` is the same.
    ///
    /// Example: `plate.cut(cq.Workplane().cylinder(20, 5))`
    #[pymethod]
    fn cut(zelf: Link, args: Cut, vm: &VirtualMachine) -> PyResult<Link> {
        let tools = ToolsArg::of(vm, &args.to_cut, "cut")?;
        let tolerance = args.tol.map(|tol| tol.0).filter(|tol| *tol != 0.0);
        PyWorkplane::operation(&zelf, "cut", vm, |link| {
            link.cut(tools.tools(), args.clean.0.into(), tolerance)
        })
    }

    /// Keeps what the solid of the chain has in common with another workplane's shapes, or a solid.
    #[pymethod]
    fn intersect(zelf: Link, args: Intersect, vm: &VirtualMachine) -> PyResult<Link> {
        let tools = ToolsArg::of(vm, &args.to_intersect, "intersect")?;
        let tolerance = args.tol.map(|tol| tol.0).filter(|tol| *tol != 0.0);
        PyWorkplane::operation(&zelf, "intersect", vm, |link| {
            link.intersect(tools.tools(), args.clean.0.into(), tolerance)
        })
    }

    /// Splits the solid of the chain by a shape, or at the plane: `keepTop` and `keepBottom`.
    #[pymethod]
    fn split(zelf: Link, args: FuncArgs, vm: &VirtualMachine) -> PyResult<Link> {
        if let [object] = &args.args[..]
            && args.kwargs.is_empty()
            && let Ok(tools @ (ToolsArg::Workplane(_) | ToolsArg::Shape(_))) =
                ToolsArg::of(vm, object, "split")
        {
            return PyWorkplane::operation(&zelf, "split", vm, |link| link.split(tools.tools()));
        }
        if let Some(splitter) = args.kwargs.get("splitter") {
            let tools = ToolsArg::of(vm, splitter, "split")?;
            return PyWorkplane::operation(&zelf, "split", vm, |link| link.split(tools.tools()));
        }
        let args: Split = args.bind(vm)?;
        let halves = call(vm, || Halves::kept(args.keep_top.0, args.keep_bottom.0))?;
        PyWorkplane::operation(&zelf, "split", vm, |link| link.split_by_plane(halves))
    }

    /// Fuses everything on the stack.
    #[pymethod]
    fn combine(zelf: Link, args: Combining, vm: &VirtualMachine) -> PyResult<Link> {
        let fusing = fusing(args.clean, args.glue, args.tol);
        PyWorkplane::operation(&zelf, "combine", vm, |link| link.combine(&fusing))
    }

    /// Merges faces of one surface and edges of one curve in everything on the stack.
    #[pymethod]
    fn clean(zelf: Link, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::operation(&zelf, "clean", vm, Workplane::clean)
    }

    /// Rounds the selected edges of the solid of the chain; the result stands on the stack.
    ///
    /// `radius`: millimetres.
    ///
    /// Raises `ValueError` when no edge is selected, and an OCCT error that names the largest radius
    /// that fits when this one does not.
    ///
    /// Example: `cq.Workplane().box(20, 20, 5).edges("|Z").fillet(3)`
    #[pymethod]
    fn fillet(zelf: Link, args: Fillet, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::operation(&zelf, "fillet", vm, |link| link.fillet(args.radius.0))
    }

    /// Bevels the selected edges of the solid of the chain; the result stands on the stack.
    ///
    /// `length`: millimetres. `length2` (None): another length on the second face.
    ///
    /// Raises as `fillet`.
    ///
    /// Example: `cq.Workplane().box(20, 20, 5).faces(">Z").edges().chamfer(1)`
    #[pymethod]
    fn chamfer(zelf: Link, args: Chamfer, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::operation(&zelf, "chamfer", vm, |link| {
            link.chamfer(args.length.0, args.length2.map(|length| length.0))
        })
    }

    /// Hollows the solid of the chain; the selected faces become openings.
    ///
    /// `thickness`: millimetres of the wall, outside when positive, inside when negative. `kind`
    /// (`"arc"`): outer corners are rounded, `"intersection"` keeps them sharp.
    ///
    /// Example: `cq.Workplane().box(30, 20, 10).faces(">Z").shell(-1.5)`
    #[pymethod]
    fn shell(zelf: Link, args: Shell, vm: &VirtualMachine) -> PyResult<Link> {
        let join = match &args.kind {
            Some(kind) => call(vm, || join_kind(&kind.0))?,
            None => kernel::JoinKind::Arc,
        };
        PyWorkplane::operation(&zelf, "shell", vm, |link| link.shell(args.thickness.0, join))
    }

    /// The faces in which the solid of the chain meets a parallel plane at a height.
    #[pymethod]
    fn section(zelf: Link, args: Section, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::operation(&zelf, "section", vm, |link| link.section(args.height.0))
    }
}

fn fusing(clean: Flag, glue: Flag, tol: Option<Number>) -> Fusing {
    Fusing {
        cleaning: clean.0.into(),
        glue: if glue.0 { kernel::Glue::Partial } else { kernel::Glue::Off },
        tolerance: tol.map(|tol| tol.0).filter(|tol| *tol != 0.0),
    }
}

#[derive(FromArgs)]
pub(crate) struct Union {
    #[pyarg(any, name = "toUnion", default)]
    to_union: Option<PyObjectRef>,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
    #[pyarg(any, default)]
    glue: Flag,
    #[pyarg(any, default)]
    tol: Option<Number>,
}

#[derive(FromArgs)]
pub(crate) struct Cut {
    #[pyarg(any, name = "toCut")]
    to_cut: PyObjectRef,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
    #[pyarg(any, default)]
    tol: Option<Number>,
}

#[derive(FromArgs)]
pub(crate) struct Intersect {
    #[pyarg(any, name = "toIntersect")]
    to_intersect: PyObjectRef,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
    #[pyarg(any, default)]
    tol: Option<Number>,
}

#[derive(FromArgs)]
pub(crate) struct Split {
    #[pyarg(any, name = "keepTop", default)]
    keep_top: Flag,
    #[pyarg(any, name = "keepBottom", default)]
    keep_bottom: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Combining {
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
    #[pyarg(any, default)]
    glue: Flag,
    #[pyarg(any, default)]
    tol: Option<Number>,
}

#[derive(FromArgs)]
pub(crate) struct Fillet {
    #[pyarg(any)]
    radius: Number,
}

#[derive(FromArgs)]
pub(crate) struct Chamfer {
    #[pyarg(any)]
    length: Number,
    #[pyarg(any, default)]
    length2: Option<Number>,
}

#[derive(FromArgs)]
pub(crate) struct Shell {
    #[pyarg(any)]
    thickness: Number,
    #[pyarg(any, default)]
    kind: Option<Text>,
}

#[derive(FromArgs)]
pub(crate) struct Section {
    #[pyarg(any, default)]
    height: Number,
}
