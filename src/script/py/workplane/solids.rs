//! Solids from outlines and from sizes, for Python.

use std::path::PathBuf;

use kernel::{HorizontalAlign, VerticalAlign};
use rustpython_derive::pyclass;
use rustpython_vm::{AsObject, FromArgs, PyObjectRef, PyPayload, PyResult, VirtualMachine};

use super::args::{CombineArg, UntilArg, Whole, anchors, shape_of_kind, vectors, workplane_from_py};
use super::{Link, PyWorkplane, call};
use crate::cq::fonts::{FontKind, font_file};
use crate::cq::workplane::{
    Combine, CylinderSize, Extrusion, LoftForm, PlateBoundary, Sections, SphereSize, SweepPath, SweepTurning,
    Sweeping, TextStyle, WedgeSize, transition_named,
};
use crate::py::convert::{Centered, Flag, Number, Point3, Points, Text, elements, is_number, number};
use crate::py::{geom, raise};

impl Solids for PyWorkplane {}

/// Methods of `Workplane` that make solids. Sizes are millimetres, angles degrees.
/// `combine` fuses the new solid with that of the chain (True, `"a"`), cuts it from it (`"cut"`,
/// `"s"`) or keeps it apart (False); `clean` merges faces and edges afterwards.
#[pyclass]
pub(crate) trait Solids: PyPayload {
    /// Moves the waiting outlines along the normal and uses them up; the solid stands on the stack.
    ///
    /// `until`: millimetres, negative against the normal; or `"next"`, `"last"` or a face to reach.
    /// `combine` (True), `clean` (True). `both` (False): the full distance to both sides. `taper`
    /// (None): degrees by which the sides lean inwards.
    ///
    /// Raises `ValueError` without a closed outline, or when there is no face to reach.
    ///
    /// Example: `cq.Workplane("XY").rect(20, 10).extrude(5, taper=3)`
    #[pymethod]
    fn extrude(zelf: Link, args: Extrude, vm: &VirtualMachine) -> PyResult<Link> {
        let extrusion = Extrusion {
            combine: args.combine.0,
            cleaning: args.clean.0.into(),
            sides: args.both.0.into(),
            taper: args.taper.map(|taper| taper.0),
        };
        PyWorkplane::operation(&zelf, "extrude", vm, |link| link.extrude(&args.until.0, &extrusion))
    }

    /// Cuts the waiting outlines from the solid of the chain; the result stands on the stack.
    ///
    /// `until`: depth in millimetres, negative into the solid when the plane lies on its face; or
    /// `"next"`, `"last"` or a face. `clean` (True). `both` (False): to both sides. `taper` (None):
    /// degrees.
    ///
    /// Raises `ValueError` without a closed outline or a solid.
    ///
    /// Example: `plate.faces(">Z").workplane().rect(8, 4).cutBlind(-2)`
    #[pymethod(name = "cutBlind")]
    fn cut_blind(zelf: Link, args: CutBlind, vm: &VirtualMachine) -> PyResult<Link> {
        // Old programs give the taper third, where `both` stands now.
        let old_taper = args.both.as_ref().filter(|both| args.taper.is_none() && is_float(vm, both));
        let (sides, taper) = match (old_taper, &args.both) {
            (Some(taper), _) => (false, Some(number(vm, taper)?)),
            (None, Some(both)) => (both.clone().try_to_bool(vm)?, args.taper.map(|taper| taper.0)),
            (None, None) => (false, args.taper.map(|taper| taper.0)),
        };
        let extrusion =
            Extrusion { combine: Combine::Cut, cleaning: args.clean.0.into(), sides: sides.into(), taper };
        PyWorkplane::operation(&zelf, "cutBlind", vm, |link| link.cut_blind(&args.until.0, &extrusion))
    }

    /// Cuts the waiting outlines through the solid of the chain in both directions; the result
    /// stands on the stack.
    ///
    /// `clean` (True). `taper` (0): degrees.
    ///
    /// Raises `ValueError` without a closed outline or a solid.
    ///
    /// Example: `plate.faces(">Z").workplane().circle(3).cutThruAll()`
    #[pymethod(name = "cutThruAll")]
    fn cut_thru_all(zelf: Link, args: CutThruAll, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::operation(&zelf, "cutThruAll", vm, |link| {
            link.cut_thru_all(args.clean.0.into(), args.taper.map_or(0.0, |taper| taper.0))
        })
    }

    /// Moves the waiting outlines along the normal while they turn about the origin of the plane.
    #[pymethod(name = "twistExtrude")]
    fn twist_extrude(zelf: Link, args: TwistExtrude, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::operation(&zelf, "twistExtrude", vm, |link| {
            link.twist_extrude(args.distance.0, args.angle.0, args.combine.0, args.clean.0.into())
        })
    }

    /// Turns the waiting outlines about an axis in their plane; the solid stands on the stack.
    ///
    /// `angleDegrees` (360). `axisStart`, `axisEnd` (None): two local points; without them the axis
    /// is local y. `combine` (True), `clean` (True).
    ///
    /// Raises `ValueError` without a closed outline; the outline must not cross the axis.
    ///
    /// Example: `cq.Workplane("XZ").moveTo(10, 0).rect(2, 6).revolve(360, (0, 0), (0, 1))`
    #[pymethod]
    fn revolve(zelf: Link, args: Revolve, vm: &VirtualMachine) -> PyResult<Link> {
        let axis = [args.start.map(|point| point.0.into()), args.end.map(|point| point.0.into())];
        PyWorkplane::operation(&zelf, "revolve", vm, |link| {
            link.revolve(args.angle.0, axis, args.combine.0, args.clean.0.into())
        })
    }

    /// Moves the waiting outlines along a path; the solid stands on the stack.
    ///
    /// `path`: a Workplane with lines or curves, a Wire or an Edge; it should start at the outline and
    /// leave it squarely. `multisection` (False): one solid through all outlines. `makeSolid` (True).
    /// `isFrenet` (False): for helices. `combine` (True), `clean` (True). `transition` (`"right"`):
    /// corners are extended, `"round"` or `"transformed"`. `normal` (None): a direction that the
    /// outline keeps. `auxSpine` (None): a Workplane whose curve the outline follows too.
    ///
    /// Example: `cq.Workplane("XY").circle(1).sweep(cq.Workplane("XZ").lineTo(0, 20))`
    #[pymethod]
    fn sweep(zelf: Link, args: Sweep, vm: &VirtualMachine) -> PyResult<Link> {
        let turning = match (&args.normal, &args.aux_spine) {
            (Some(normal), _) => SweepTurning::Fixed(normal.0.into()),
            (None, Some(spine)) => SweepTurning::Along(workplane_from_py(vm, spine)?),
            (None, None) if args.frenet.0 => SweepTurning::Frenet,
            (None, None) => SweepTurning::Corrected,
        };
        let transition = match &args.transition {
            Some(name) => call(vm, || transition_named(&name.0))?,
            None => kernel::Transition::Right,
        };
        let multiple = args.sweep_along_wires.unwrap_or(args.multisection).0;
        let sweeping = Sweeping {
            sections: if multiple { Sections::Multiple } else { Sections::Single },
            caps: if args.make_solid.0 { kernel::Caps::Closed } else { kernel::Caps::Open },
            turning,
            transition,
            combine: args.combine.0,
            cleaning: args.clean.0.into(),
        };
        if let Some(shape) = shape_of_kind(&args.path, &[kernel::Kind::Wire, kernel::Kind::Edge]) {
            return PyWorkplane::operation(&zelf, "sweep", vm, |link| {
                link.sweep(SweepPath::Shape(&shape), &sweeping)
            });
        }
        let Some(path) = args.path.downcast_ref::<PyWorkplane>() else {
            let error = vm.new_value_error("Wire or Edge instance required");
            return Err(raise::with_hint(vm, error, "give a Workplane with a drawn path, a Wire or an Edge"));
        };
        let path = path.link();
        PyWorkplane::operation(&zelf, "sweep", vm, |link| link.sweep(SweepPath::Workplane(&path), &sweeping))
    }

    /// A solid through the waiting outlines, else through the faces on the stack.
    ///
    /// `ruled` (False): straight from outline to outline. `combine` (True), `clean` (True).
    ///
    /// Raises `ValueError` for fewer than two outlines.
    ///
    /// Example: `cq.Workplane().rect(20, 20).workplane(offset=15).circle(5).loft()`
    #[pymethod]
    fn loft(zelf: Link, args: Loft, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::operation(&zelf, "loft", vm, |link| {
            link.loft(LoftForm::from(args.ruled.0), args.combine.0, args.clean.0.into())
        })
    }

    /// A box at every point of the stack, or at the origin when it is empty.
    ///
    /// `length`, `width`, `height`: millimetres along local x, y, z. `centered` (True): about the
    /// point, or from it in positive directions; three truth values set it for each axis.
    /// `combine` (True), `clean` (True).
    ///
    /// Example: `cq.Workplane("XY").box(80, 60, 10, centered=(True, True, False))`
    #[pymethod(name = "box")]
    fn box_solid(zelf: Link, args: BoxArgs, vm: &VirtualMachine) -> PyResult<Link> {
        PyWorkplane::operation(&zelf, "box", vm, |link| {
            let size = [args.length.0, args.width.0, args.height.0];
            link.box_solid(size, anchors(&args.centered), args.combine.0, args.clean.0.into())
        })
    }

    /// A ball at every point of the stack.
    ///
    /// `radius`: millimetres. `direct` ((0, 0, 1)): the axis. `angle1` (-90), `angle2` (90): lowest
    /// and highest latitude, `angle3` (360): angle about the axis, in degrees. `centered` (True),
    /// `combine` (True), `clean` (True).
    ///
    /// Example: `cq.Workplane().sphere(5, angle1=0)`
    #[pymethod]
    fn sphere(zelf: Link, args: SphereArgs, vm: &VirtualMachine) -> PyResult<Link> {
        let size = SphereSize {
            radius: args.radius.0,
            direction: args.direct.0.into(),
            angles: [args.angle1.0, args.angle2.0, args.angle3.0],
        };
        PyWorkplane::operation(&zelf, "sphere", vm, |link| {
            link.sphere(&size, anchors(&args.centered), args.combine.0, args.clean.0.into())
        })
    }

    /// A cylinder at every point of the stack.
    ///
    /// `height`, `radius`: millimetres, the height first. `direct` ((0, 0, 1)): the axis. `angle`
    /// (360): degrees about it. `centered` (True), `combine` (True), `clean` (True).
    ///
    /// Example: `cq.Workplane().cylinder(20, 5, centered=(True, True, False))`
    #[pymethod]
    fn cylinder(zelf: Link, args: CylinderArgs, vm: &VirtualMachine) -> PyResult<Link> {
        let size = CylinderSize {
            height: args.height.0,
            radius: args.radius.0,
            direction: args.direct.0.into(),
            angle: args.angle.0,
        };
        PyWorkplane::operation(&zelf, "cylinder", vm, |link| {
            link.cylinder(&size, anchors(&args.centered), args.combine.0, args.clean.0.into())
        })
    }

    /// A wedge at every point of the stack; the face at far y is the rectangle from (xmin, zmin) to
    /// (xmax, zmax).
    #[pymethod]
    fn wedge(zelf: Link, args: WedgeArgs, vm: &VirtualMachine) -> PyResult<Link> {
        let size = WedgeSize {
            size: [args.dx.0, args.dy.0, args.dz.0],
            top: [args.xmin.0, args.zmin.0, args.xmax.0, args.zmax.0],
            direction: args.dir.0.into(),
        };
        PyWorkplane::operation(&zelf, "wedge", vm, |link| {
            link.wedge(&size, anchors(&args.centered), args.combine.0, args.clean.0.into())
        })
    }

    /// A text at the origin of the plane; the result stands on the stack.
    ///
    /// `txt`; `fontsize`: millimetres; `distance`: millimetres along the normal, 0 for flat letters.
    /// `combine` (`"cut"`): taken from the solid, `"a"` adds, False keeps it apart. `clean` (True).
    /// `font`, `fontPath`: the built-in font is used whatever they say. `kind` (`"regular"`) or
    /// `"bold"`. `halign` (`"center"`), `"left"`, `"right"`; `valign` (`"center"`), `"top"`,
    /// `"bottom"`.
    ///
    /// Example: `plate.faces(">Z").workplane().text("A1", 8, -0.5)`
    #[pymethod]
    fn text(zelf: Link, args: TextArgs, vm: &VirtualMachine) -> PyResult<Link> {
        let letters = Letters::of(&args.font, &args.font_path, &args.kind, &args.halign, &args.valign);
        PyWorkplane::operation(&zelf, "text", vm, |link| {
            let (font, horizontal, vertical) = letters.resolve()?;
            let style = TextStyle { size: args.fontsize.0, font: &font, horizontal, vertical };
            link.text(&args.txt.0, &style, args.distance.0, args.combine.0, args.clean.0.into())
        })
    }

    /// A smooth plate inside a boundary: corners, edges and wires, or what a workplane holds.
    #[pymethod(name = "interpPlate")]
    fn interp_plate(zelf: Link, args: PlateArgs, vm: &VirtualMachine) -> PyResult<Link> {
        let boundary = plate_boundary(vm, &args.surf_edges)?;
        let points = args.surf_pts.map(|points| vectors(&points)).unwrap_or_default();
        let options = kernel::FillOptions {
            degree: args.degree.0 as u32,
            points_on_curve: args.points_on_curve.0 as u32,
            iterations: args.iterations.0 as u32,
            tolerance: args.tol3d.0,
            max_degree: args.max_degree.0 as u32,
            max_segments: args.max_segments.0 as u32,
        };
        PyWorkplane::operation(&zelf, "interpPlate", vm, |link| {
            let thickness = args.thickness.0;
            link.interp_plate(&boundary, &points, thickness, &options, args.combine.0, args.clean.0.into())
        })
    }
}

/// How letters are to look, as the arguments say it.
pub(crate) struct Letters<'a> {
    wanted: Option<&'a str>,
    kind: &'a str,
    halign: &'a str,
    valign: &'a str,
}

impl<'a> Letters<'a> {
    pub(crate) fn of(
        font: &'a Option<Text>,
        path: &'a Option<Text>,
        kind: &'a Option<Text>,
        halign: &'a Option<Text>,
        valign: &'a Option<Text>,
    ) -> Self {
        let text = |given: &'a Option<Text>| given.as_ref().map(|text| text.0.as_str());
        Self {
            wanted: text(path).or_else(|| text(font).filter(|name| *name != "Arial")),
            kind: text(kind).unwrap_or("regular"),
            halign: text(halign).unwrap_or("center"),
            valign: text(valign).unwrap_or("center"),
        }
    }

    /// The font file and the alignment; other words mean right and top, as in CadQuery.
    pub(crate) fn resolve(&self) -> crate::cq::Result<(PathBuf, HorizontalAlign, VerticalAlign)> {
        let font = font_file(FontKind::named(self.kind)?, self.wanted)?;
        let horizontal = match self.halign {
            "left" => HorizontalAlign::Left,
            "center" => HorizontalAlign::Center,
            _ => HorizontalAlign::Right,
        };
        let vertical = match self.valign {
            "bottom" => VerticalAlign::Bottom,
            "center" => VerticalAlign::Center,
            _ => VerticalAlign::Top,
        };
        Ok((font, horizontal, vertical))
    }
}

/// The boundary of a plate.
fn plate_boundary(vm: &VirtualMachine, object: &PyObjectRef) -> PyResult<PlateBoundary> {
    if let Some(workplane) = object.downcast_ref::<PyWorkplane>() {
        return call(vm, || workplane.link().sub_shapes(kernel::Kind::Edge)).map(PlateBoundary::Curves);
    }
    let elements = elements(vm, object, "points, edges or wires")?;
    let curve = |element: &PyObjectRef| shape_of_kind(element, &[kernel::Kind::Wire, kernel::Kind::Edge]);
    let curves: Vec<_> = elements.iter().filter_map(curve).collect();
    if curves.len() == elements.len() {
        return Ok(PlateBoundary::Curves(curves));
    }
    let points = elements.iter().filter(|element| curve(element).is_none());
    points.map(|point| geom::vector(vm, point)).collect::<PyResult<_>>().map(PlateBoundary::Points)
}

fn is_float(vm: &VirtualMachine, object: &PyObjectRef) -> bool {
    is_number(vm, object) && object.class().is(vm.ctx.types.float_type)
}

#[derive(FromArgs)]
pub(crate) struct Extrude {
    #[pyarg(any)]
    until: UntilArg,
    #[pyarg(any, default)]
    combine: CombineArg,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
    #[pyarg(any, default)]
    both: Flag,
    #[pyarg(any, default)]
    taper: Option<Number>,
}

#[derive(FromArgs)]
pub(crate) struct CutBlind {
    #[pyarg(any)]
    until: UntilArg,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
    #[pyarg(any, default)]
    both: Option<PyObjectRef>,
    #[pyarg(any, default)]
    taper: Option<Number>,
}

#[derive(FromArgs)]
pub(crate) struct CutThruAll {
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
    #[pyarg(any, default)]
    taper: Option<Number>,
}

#[derive(FromArgs)]
pub(crate) struct TwistExtrude {
    #[pyarg(any)]
    distance: Number,
    #[pyarg(any, name = "angleDegrees")]
    angle: Number,
    #[pyarg(any, default)]
    combine: CombineArg,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Revolve {
    #[pyarg(any, name = "angleDegrees", default = Number(360.0))]
    angle: Number,
    #[pyarg(any, name = "axisStart", default)]
    start: Option<Point3>,
    #[pyarg(any, name = "axisEnd", default)]
    end: Option<Point3>,
    #[pyarg(any, default)]
    combine: CombineArg,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
}

#[derive(FromArgs)]
pub(crate) struct Sweep {
    #[pyarg(any)]
    path: PyObjectRef,
    #[pyarg(any, default)]
    multisection: Flag,
    #[pyarg(any, name = "sweepAlongWires", default)]
    sweep_along_wires: Option<Flag>,
    #[pyarg(any, name = "makeSolid", default = Flag(true))]
    make_solid: Flag,
    #[pyarg(any, name = "isFrenet", default)]
    frenet: Flag,
    #[pyarg(any, default)]
    combine: CombineArg,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
    #[pyarg(any, default)]
    transition: Option<Text>,
    #[pyarg(any, default)]
    normal: Option<Point3>,
    #[pyarg(any, name = "auxSpine", default)]
    aux_spine: Option<PyObjectRef>,
}

#[derive(FromArgs)]
pub(crate) struct Loft {
    #[pyarg(any, default)]
    ruled: Flag,
    #[pyarg(any, default)]
    combine: CombineArg,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
}

#[derive(FromArgs)]
pub(crate) struct BoxArgs {
    #[pyarg(any)]
    length: Number,
    #[pyarg(any)]
    width: Number,
    #[pyarg(any)]
    height: Number,
    #[pyarg(any, default)]
    centered: Centered,
    #[pyarg(any, default)]
    combine: CombineArg,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
}

#[derive(FromArgs)]
pub(crate) struct SphereArgs {
    #[pyarg(any)]
    radius: Number,
    #[pyarg(any, default = Point3([0.0, 0.0, 1.0]))]
    direct: Point3,
    #[pyarg(any, default = Number(-90.0))]
    angle1: Number,
    #[pyarg(any, default = Number(90.0))]
    angle2: Number,
    #[pyarg(any, default = Number(360.0))]
    angle3: Number,
    #[pyarg(any, default)]
    centered: Centered,
    #[pyarg(any, default)]
    combine: CombineArg,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
}

#[derive(FromArgs)]
pub(crate) struct CylinderArgs {
    #[pyarg(any)]
    height: Number,
    #[pyarg(any)]
    radius: Number,
    #[pyarg(any, default = Point3([0.0, 0.0, 1.0]))]
    direct: Point3,
    #[pyarg(any, default = Number(360.0))]
    angle: Number,
    #[pyarg(any, default)]
    centered: Centered,
    #[pyarg(any, default)]
    combine: CombineArg,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
}

#[derive(FromArgs)]
pub(crate) struct WedgeArgs {
    #[pyarg(any)]
    dx: Number,
    #[pyarg(any)]
    dy: Number,
    #[pyarg(any)]
    dz: Number,
    #[pyarg(any)]
    xmin: Number,
    #[pyarg(any)]
    zmin: Number,
    #[pyarg(any)]
    xmax: Number,
    #[pyarg(any)]
    zmax: Number,
    #[pyarg(any, default)]
    #[allow(dead_code, reason = "CadQuery takes it and does not use it")]
    pnt: Point3,
    #[pyarg(any, default = Point3([0.0, 0.0, 1.0]))]
    dir: Point3,
    #[pyarg(any, default)]
    centered: Centered,
    #[pyarg(any, default)]
    combine: CombineArg,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
}

#[derive(FromArgs)]
pub(crate) struct TextArgs {
    #[pyarg(any)]
    txt: Text,
    #[pyarg(any)]
    fontsize: Number,
    #[pyarg(any)]
    distance: Number,
    #[pyarg(any, default = CombineArg(Combine::Cut))]
    combine: CombineArg,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
    #[pyarg(any, default)]
    font: Option<Text>,
    #[pyarg(any, name = "fontPath", default)]
    font_path: Option<Text>,
    #[pyarg(any, default)]
    kind: Option<Text>,
    #[pyarg(any, default)]
    halign: Option<Text>,
    #[pyarg(any, default)]
    valign: Option<Text>,
}

#[derive(FromArgs)]
pub(crate) struct PlateArgs {
    #[pyarg(any)]
    surf_edges: PyObjectRef,
    #[pyarg(any, default)]
    surf_pts: Option<Points>,
    #[pyarg(any, default)]
    thickness: Number,
    #[pyarg(any, default = CombineArg(Combine::Separate))]
    combine: CombineArg,
    #[pyarg(any, default = Flag(true))]
    clean: Flag,
    #[pyarg(any, default = Whole(3))]
    degree: Whole,
    #[pyarg(any, name = "nbPtsOnCur", default = Whole(15))]
    points_on_curve: Whole,
    #[pyarg(any, name = "nbIter", default = Whole(2))]
    iterations: Whole,
    #[pyarg(any, default)]
    #[allow(dead_code, reason = "the kernel takes no anisotropy")]
    anisotropy: Flag,
    #[pyarg(any, default = Number(1e-5))]
    #[allow(dead_code, reason = "the kernel has one tolerance")]
    tol2d: Number,
    #[pyarg(any, default = Number(1e-4))]
    tol3d: Number,
    #[pyarg(any, name = "tolAng", default = Number(0.01))]
    #[allow(dead_code, reason = "the kernel has one tolerance")]
    tol_ang: Number,
    #[pyarg(any, name = "tolCurv", default = Number(0.1))]
    #[allow(dead_code, reason = "the kernel has one tolerance")]
    tol_curv: Number,
    #[pyarg(any, name = "maxDeg", default = Whole(8))]
    max_degree: Whole,
    #[pyarg(any, name = "maxSegments", default = Whole(9))]
    max_segments: Whole,
}
