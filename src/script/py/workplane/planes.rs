//! New planes, moving and mirroring, for Python.

use rustpython_derive::pyclass;
use rustpython_vm::function::FuncArgs;
use rustpython_vm::{AsObject, FromArgs, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine};

use super::args::{shape_of_kind, workplane_from_py};
use super::{Link, PyWorkplane, call};
use crate::cq::CqError;
use crate::cq::workplane::{CenterOption, Item, MirrorPlane, NewPlane};
use crate::py::convert::{self, Flag, Number, Point3, Text};
use crate::py::sketch::PySketch;
use crate::py::{geom, new_object};

impl Planes for PyWorkplane {}

/// Methods of `Workplane` that place new planes and move things. Distances are millimetres, angles
/// degrees.
#[pyclass]
pub(crate) trait Planes: PyPayload {
    /// A new plane on the selected face, faces of one plane, or point; the stack is empty then.
    ///
    /// `offset` (0): millimetres along the normal. `invert` (False): turns the normal round.
    /// `centerOption` (`"ProjectedOrigin"`): the present origin, or `origin`, projected onto the
    /// plane; or `"CenterOfMass"`, `"CenterOfBoundBox"` of the selection.
    ///
    /// Raises `ValueError` when several things are selected that are not faces of one plane.
    ///
    /// Example: `cq.Workplane().box(10, 10, 5).faces(">Z").workplane(offset=2)`
    #[pymethod]
    fn workplane(zelf: Link, args: WorkplaneOn, vm: &VirtualMachine) -> PyResult<Link> {
        let center = match &args.center_option {
            Some(name) => call(vm, || CenterOption::named(&name.0))?,
            None => CenterOption::default(),
        };
        let placing = NewPlane {
            offset: args.offset.0,
            direction: args.invert.0.into(),
            center,
            origin: args.origin.map(|origin| origin.0.into()),
        };
        PyWorkplane::step(&zelf, vm, |link| link.workplane(&placing))
    }

    /// A link after this one with plane and stack of another workplane.
    #[pymethod(name = "copyWorkplane")]
    fn copy_workplane(zelf: Link, obj: PyRef<PyWorkplane>, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| Ok(link.copy_workplane(&obj.link())))
    }

    /// A link after this one with plane and stack of the one with a tag.
    #[pymethod(name = "workplaneFromTagged")]
    fn workplane_from_tagged(zelf: Link, name: Text, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| link.workplane_from_tagged(&name.0))
    }

    /// A plane turned about the local axes and shifted along them; its origin stands on the stack.
    ///
    /// `rotate` ((0, 0, 0)): degrees about x, y, z. `offset` ((0, 0, 0)): millimetres.
    ///
    /// Example: `cq.Workplane().transformed(rotate=(0, 45, 0), offset=(0, 0, 10))`
    #[pymethod]
    fn transformed(zelf: Link, args: Transformed, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| link.transformed(args.rotate.0.into(), args.offset.0.into()))
    }

    /// Shifts the origin of the plane; the new origin stands on the stack.
    #[pymethod]
    fn center(zelf: Link, args: Center, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::step(&zelf, vm, |link| Ok(link.center(args.x.0, args.y.0)))
    }

    /// Copies of everything on the stack, moved in the world; they stand on the stack.
    ///
    /// `vec`: millimetres along x, y, z.
    ///
    /// Example: `cq.Workplane().box(1, 1, 1).translate((5, 0, 0))`
    #[pymethod]
    fn translate(zelf: Link, args: Translate, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::operation(&zelf, "translate", vm, |link| link.translate(args.vec.0.into()))
    }

    /// Copies of everything on the stack, turned about the line between two points of the world.
    ///
    /// `axisStartPoint`, `axisEndPoint`; `angleDegrees`.
    ///
    /// Example: `cq.Workplane().box(4, 1, 1).rotate((0, 0, 0), (0, 0, 1), 45)`
    #[pymethod]
    fn rotate(zelf: Link, args: Rotate, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::operation(&zelf, "rotate", vm, |link| {
            link.rotate(args.start.0.into(), args.end.0.into(), args.angle.0)
        })
    }

    /// Copies of everything on the stack, each turned about the line through its centre along
    /// `axisEndPoint`.
    #[pymethod(name = "rotateAboutCenter")]
    fn rotate_about_center(zelf: Link, args: RotateAboutCenter, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::operation(&zelf, "rotateAboutCenter", vm, |link| {
            link.rotate_about_center(args.end.0.into(), args.angle.0)
        })
    }

    /// Mirrored copies of the shapes on the stack.
    ///
    /// `mirrorPlane` (`"XY"`): a pair of axes, a normal, a Face, or a Workplane with a face selected.
    /// `basePointVector` (None): a point of the plane. `union` (False): fused with the solid.
    ///
    /// Example: `half.mirror("YZ", union=True)`
    #[pymethod]
    fn mirror(zelf: Link, args: Mirror, vm: &VirtualMachine) -> PyResult<Link> {
        let plane = match &args.plane {
            None => call(vm, || MirrorPlane::named("XY"))?,
            Some(object) => mirror_plane(vm, object)?,
        };
        let base = args.base.map(|base| base.0.into());
        PyWorkplane::operation(&zelf, "mirror", vm, |link| {
            if args.union.0 { link.mirror_and_union(&plane, base) } else { link.mirror(&plane, base) }
        })
    }

    /// Starts a sketch at every point of the stack; `finalize()` comes back to the workplane.
    #[pymethod]
    fn sketch(zelf: Link, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
        let sketch = call(vm, || zelf.link().sketch())?;
        Ok(new_object(vm, PySketch::in_chain(sketch, zelf.class().to_owned()))?.into())
    }

    /// Puts copies of sketches at every point of the stack.
    #[pymethod(name = "placeSketch")]
    fn place_sketch(zelf: Link, args: FuncArgs, vm: &VirtualMachine) -> PyResult<Link> {
        let mut sketches = Vec::new();
        for object in convert::positional(vm, args)? {
            match object.downcast_ref::<PySketch>() {
                Some(sketch) => sketches.push(sketch.figure()),
                None => return Err(convert::refused(vm, "a Sketch", &object)),
            }
        }
        PyWorkplane::operation(&zelf, "placeSketch", vm, |link| link.place_sketch(&sketches))
    }

    /// Takes over the tags of another workplane; returns itself.
    #[pymethod(name = "_mergeTags")]
    fn merge_tags(zelf: Link, obj: PyObjectRef, vm: &VirtualMachine) -> PyResult<Link> {
        zelf.link().merge_tags(&workplane_from_py(vm, &obj)?);
        Ok(zelf)
    }

    /// The point where drawing goes on, for plugins.
    #[pymethod(name = "_findFromPoint")]
    fn find_from_point(zelf: Link, args: FromPoint, vm: &VirtualMachine) -> PyResult<PyObjectRef> {
        let link = zelf.link();
        let point =
            call(vm, || if args.local.0 { link.current_point_local() } else { link.current_point() })?;
        geom::vector_object(vm, point)
    }
}

/// The plane that an argument of `mirror` means.
fn mirror_plane(vm: &VirtualMachine, object: &PyObjectRef) -> PyResult<MirrorPlane> {
    if let Some(name) = convert::text(object) {
        return call(vm, || MirrorPlane::named(&name));
    }
    if let Some(workplane) = object.downcast_ref::<PyWorkplane>() {
        return call(vm, || match workplane.link().val() {
            Item::Shape(shape) => Ok(MirrorPlane::Face(shape)),
            other => Err(CqError::value(format!("Face required, got {}", other.class_name()))
                .with_hint("select one planar face, for example with .faces(\">X\")")),
        });
    }
    if let Some(face) = shape_of_kind(object, &[kernel::Kind::Face]) {
        return Ok(MirrorPlane::Face(face));
    }
    Ok(MirrorPlane::Normal(geom::vector(vm, object)?))
}

#[derive(FromArgs)]
pub(crate) struct WorkplaneOn {
    #[pyarg(any, default)]
    offset: Number,
    #[pyarg(any, default)]
    invert: Flag,
    #[pyarg(any, name = "centerOption", default)]
    center_option: Option<Text>,
    #[pyarg(any, default)]
    origin: Option<Point3>,
}

#[derive(FromArgs)]
pub(crate) struct Transformed {
    #[pyarg(any, default)]
    rotate: Point3,
    #[pyarg(any, default)]
    offset: Point3,
}

#[derive(FromArgs)]
pub(crate) struct Center {
    #[pyarg(any)]
    x: Number,
    #[pyarg(any)]
    y: Number,
}

#[derive(FromArgs)]
pub(crate) struct Translate {
    #[pyarg(any)]
    vec: Point3,
}

#[derive(FromArgs)]
pub(crate) struct Rotate {
    #[pyarg(any, name = "axisStartPoint")]
    start: Point3,
    #[pyarg(any, name = "axisEndPoint")]
    end: Point3,
    #[pyarg(any, name = "angleDegrees")]
    angle: Number,
}

#[derive(FromArgs)]
pub(crate) struct RotateAboutCenter {
    #[pyarg(any, name = "axisEndPoint")]
    end: Point3,
    #[pyarg(any, name = "angleDegrees")]
    angle: Number,
}

#[derive(FromArgs)]
pub(crate) struct Mirror {
    #[pyarg(any, name = "mirrorPlane", default)]
    plane: Option<PyObjectRef>,
    #[pyarg(any, name = "basePointVector", default)]
    base: Option<Point3>,
    #[pyarg(any, default)]
    union: Flag,
}

#[derive(FromArgs)]
pub(crate) struct FromPoint {
    #[pyarg(any, name = "useLocalCoords", default)]
    local: Flag,
}
