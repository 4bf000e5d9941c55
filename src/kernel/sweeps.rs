//! Solids from profiles: extrude, revolve, loft, sweep.

use std::f64::consts::FRAC_PI_2;

use crate::ffi;
use crate::frame::Vec3;
use crate::memo::made;
use crate::vector::{norm, unit};
use crate::{Error, HelixOptions, Kind, Result, Shape, check};

const CURVE: [Kind; 2] = [Kind::Edge, Kind::Wire];

/// Whether the ends of a sweep or loft are closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Caps {
    /// The result is a solid.
    #[default]
    Closed,
    /// The result is a shell.
    Open,
}

/// Smoothness of the surface of a loft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Smoothness {
    /// Continuous tangents.
    C1,
    /// Continuous curvature.
    #[default]
    C2,
    /// Continuous change of curvature.
    C3,
}

/// How the sections of a loft are spread over its parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Parametrization {
    /// By the distance of neighbouring sections.
    #[default]
    Chordal,
    /// By the square root of the distance.
    Centripetal,
    /// Evenly.
    Uniform,
}

/// How a surface is drawn through sections.
///
/// The defaults are those of CadQuery's `Solid.makeLoft`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LoftOptions {
    /// Straight between neighbouring sections, or smooth.
    pub ruled: Ruled,
    /// Solid or shell.
    pub caps: Caps,
    /// The finer settings of CadQuery's free function `loft`; `None` for OpenCASCADE's defaults.
    pub surface: Option<LoftSurface>,
}

/// Whether a loft is straight between its sections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ruled {
    /// One smooth surface through all sections.
    #[default]
    Smooth,
    /// Straight lines from section to section.
    Straight,
}

/// Finer settings of a loft.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LoftSurface {
    /// Continuity of the surface.
    pub smoothness: Smoothness,
    /// Spread of the sections.
    pub parametrization: Parametrization,
    /// Largest degree.
    pub degree: u32,
    /// Whether sections get the same number of edges first.
    pub match_edges: MatchEdges,
    /// Weights of smoothing; `None` passes through the sections.
    pub smoothing: Option<[f64; 3]>,
}

/// Whether the sections of a loft are made compatible first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MatchEdges {
    /// Origins and numbers of edges are matched.
    #[default]
    Automatic,
    /// The sections are taken as they are.
    AsGiven,
}

/// What a sweep does at corners of its path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Transition {
    /// The profile is carried on (CadQuery's `transformed`).
    #[default]
    Transformed,
    /// Sides are extended until they meet (`right`).
    Right,
    /// The corner is rounded (`round`).
    Round,
}

/// How a profile turns along its path.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SweepMode {
    /// By the corrected Frenet frame.
    #[default]
    CorrectedFrenet,
    /// By the Frenet frame.
    Frenet,
    /// Keeps its direction: the profile is turned once so that its z is this, then only moved.
    Fixed(Vec3),
    /// Follows a second wire or edge.
    Auxiliary(Shape),
}

/// How a profile is swept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SweepOptions {
    /// Solid or shell.
    pub caps: Caps,
    /// How the profile turns.
    pub mode: SweepMode,
    /// Corners of the path.
    pub transition: Transition,
}

/// How far a drafted prism goes.
#[derive(Clone, Debug, PartialEq)]
pub enum DraftExtent {
    /// By a height in millimetres.
    Height(f64),
    /// Through everything.
    ThroughAll,
    /// Up to a face.
    UpTo(Shape),
    /// From one face to another.
    Between(Shape, Shape),
}

/// Whether a feature adds to a part or takes from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Feature {
    /// Adds.
    #[default]
    Boss,
    /// Takes away.
    Pocket,
}

/// A prism that is built into a part (CadQuery's `dprism`).
#[derive(Clone, Debug, PartialEq)]
pub struct DraftPrismOptions {
    /// How far it goes.
    pub extent: DraftExtent,
    /// Angle of its sides in radians.
    pub taper: f64,
    /// Adds or takes away.
    pub feature: Feature,
}

/// The volume that a face covers when moved by a vector; a wire gives a shell, an edge a face.
pub fn extrude(profile: &Shape, by: Vec3) -> Result<Shape> {
    const OPERATION: &str = "extrude";
    check::direction(OPERATION, "vector", by)?;
    made!(OPERATION, extrude(profile.raw(), by; trace))
}

/// A prism with inclined sides, as CadQuery's `Solid.extrudeLinear` with a taper in radians.
///
/// The height is that of `by`, taken along the normal of the face; a positive taper narrows.
pub fn extrude_taper(face: &Shape, by: Vec3, taper: f64) -> Result<Shape> {
    const OPERATION: &str = "extrude_taper";
    check::kind(OPERATION, "profile", face, &[Kind::Face])?;
    check::direction(OPERATION, "vector", by)?;
    taper_angle(OPERATION, taper)?;
    if taper == 0.0 {
        return extrude(face, by);
    }
    let normal = face.normal_at(None)?;
    let ahead = crate::vector::dot(normal, unit(by)) > 0.0;
    let sign = if ahead { 1.0 } else { -1.0 };
    let height = sign * norm(by) / taper.cos();
    made!(OPERATION, extrude_taper(face.raw(), height, sign * taper))
}

/// A prism that turns by an angle in radians about the line from `center` along `by`.
pub fn extrude_twist(outer: &Shape, inners: &[Shape], center: Vec3, by: Vec3, angle: f64) -> Result<Shape> {
    const OPERATION: &str = "extrude_twist";
    check::kind(OPERATION, "outer wire", outer, &[Kind::Wire])?;
    check::kinds(OPERATION, "inner wire", inners, &[Kind::Wire])?;
    check::vector(OPERATION, "center", center)?;
    check::direction(OPERATION, "vector", by)?;
    check::not_zero(OPERATION, "angle", angle)?;
    let height = norm(by);
    // The profile follows a helix of radius 1 while it moves along a straight spine.
    let turns = angle.abs() / std::f64::consts::TAU;
    let guide = crate::helix(&HelixOptions {
        pitch: height / turns,
        height,
        radius: 1.0,
        center,
        direction: by,
        cone_angle: None,
        hand: if angle < 0.0 { crate::Hand::Left } else { crate::Hand::Right },
    })?;
    let end = std::array::from_fn(|i| center[i] + by[i]);
    let spine = crate::wire(&[crate::line(center, end)?])?;
    made!(OPERATION, extrude_twist(outer.raw(), &ffi::list(inners), spine.raw(), guide.raw()))
}

/// The volume that a face covers when turned by an angle in radians about the line between two points.
///
/// Angles of a whole turn or more give a closed ring; negative angles turn the other way.
pub fn revolve(profile: &Shape, angle: f64, axis_start: Vec3, axis_end: Vec3) -> Result<Shape> {
    const OPERATION: &str = "revolve";
    check::not_zero(OPERATION, "angle", angle)?;
    check::vector(OPERATION, "start of the axis", axis_start)?;
    check::vector(OPERATION, "end of the axis", axis_end)?;
    let axis = check::direction(OPERATION, "axis", std::array::from_fn(|i| axis_end[i] - axis_start[i]))?;
    made!(OPERATION, revolve(profile.raw(), axis_start, axis, angle; trace))
}

/// A surface through sections: wires, or vertices at the ends.
pub fn loft(sections: &[Shape], options: &LoftOptions) -> Result<Shape> {
    const OPERATION: &str = "loft";
    if sections.len() < 2 {
        let message = format!("{} sections given, but at least 2 are needed", sections.len());
        return Err(Error::invalid(OPERATION, message));
    }
    check::kinds(OPERATION, "section", sections, &[Kind::Wire, Kind::Vertex])?;
    let settings = match &options.surface {
        None => Vec::new(),
        Some(surface) => {
            let weights = surface.smoothing.unwrap_or([1.0; 3]);
            weights.iter().try_for_each(|&w| check::positive(OPERATION, "weight", w).map(drop))?;
            vec![
                f64::from(surface.smoothness as u8),
                f64::from(surface.parametrization as u8),
                f64::from(surface.degree.clamp(1, 25)),
                f64::from(u8::from(surface.match_edges == MatchEdges::Automatic)),
                f64::from(u8::from(surface.smoothing.is_some())),
                weights[0],
                weights[1],
                weights[2],
            ]
        }
    };
    let (solid, ruled) = (options.caps == Caps::Closed, options.ruled == Ruled::Straight);
    made!(OPERATION, loft(&ffi::list(sections), solid, ruled, &settings))
}

/// A wire with holes swept along a path (CadQuery's `Solid.sweep`).
pub fn sweep(outer: &Shape, inners: &[Shape], path: &Shape, options: &SweepOptions) -> Result<Shape> {
    const OPERATION: &str = "sweep";
    check::kind(OPERATION, "outer wire", outer, &[Kind::Wire])?;
    check::kinds(OPERATION, "inner wire", inners, &[Kind::Wire])?;
    let run = SweepRun::new(OPERATION, path, options)?;
    let outer = run.carry(OPERATION, std::slice::from_ref(outer))?;
    if inners.is_empty() {
        return Ok(outer);
    }
    let holes =
        inners.iter().map(|w| run.carry(OPERATION, std::slice::from_ref(w))).collect::<Result<Vec<_>>>()?;
    crate::cut(&outer, &holes, &crate::BooleanOptions::default())
}

/// One solid through several profiles (wires) that stand along a path (CadQuery's `sweep_multi`).
///
/// [`SweepOptions::transition`] does not count.
pub fn sweep_multi(profiles: &[Shape], path: &Shape, options: &SweepOptions) -> Result<Shape> {
    const OPERATION: &str = "sweep_multi";
    check::not_empty(OPERATION, "profiles", profiles)?;
    check::kinds(OPERATION, "profile", profiles, &[Kind::Wire])?;
    let options = SweepOptions { transition: Transition::default(), ..options.clone() };
    SweepRun::new(OPERATION, path, &options)?.carry(OPERATION, profiles)
}

/// Prisms over faces built into a part, one after the other; `basis` is the face they stand on.
pub fn draft_prism(
    part: &Shape,
    basis: Option<&Shape>,
    faces: &[Shape],
    options: &DraftPrismOptions,
) -> Result<Shape> {
    const OPERATION: &str = "draft_prism";
    check::kinds(OPERATION, "profile", faces, &[Kind::Face])?;
    if let Some(basis) = basis {
        check::kind(OPERATION, "basis", basis, &[Kind::Face])?;
    }
    taper_angle(OPERATION, options.taper)?;
    let (height, limits) = extent(OPERATION, options)?;
    let (basis, limits) = (ffi::list(basis), ffi::list(limits));
    let boss = options.feature == Feature::Boss;
    made!(OPERATION, draft_prism(part.raw(), &basis, &ffi::list(faces), &limits, height, options.taper, boss))
}

/// Prisms over faces built into a part along a direction, or along the normal of each face.
///
/// [`DraftPrismOptions::taper`] does not count.
pub fn linear_prism(
    part: &Shape,
    basis: Option<&Shape>,
    faces: &[Shape],
    options: &DraftPrismOptions,
    direction: Option<Vec3>,
) -> Result<Shape> {
    const OPERATION: &str = "linear_prism";
    check::kinds(OPERATION, "profile", faces, &[Kind::Face])?;
    if let Some(basis) = basis {
        check::kind(OPERATION, "basis", basis, &[Kind::Face])?;
    }
    let (height, limits) = extent(OPERATION, options)?;
    let (basis, limits) = (ffi::list(basis), ffi::list(limits));
    let boss = options.feature == Feature::Boss;
    faces.iter().try_fold(part.clone(), |part, face| {
        let along = match direction {
            Some(direction) => check::direction(OPERATION, "direction", direction)?,
            None => face.normal_at(None)?,
        };
        made!(OPERATION, linear_prism(part.raw(), &basis, face.raw(), &limits, along, height, boss))
    })
}

/// The height of a prism, 0 without one, and the face where it ends.
fn extent<'a>(operation: &'static str, options: &'a DraftPrismOptions) -> Result<(f64, Vec<&'a Shape>)> {
    match &options.extent {
        DraftExtent::Height(height) => Ok((check::not_zero(operation, "height", *height)?, Vec::new())),
        DraftExtent::ThroughAll => Ok((0.0, Vec::new())),
        DraftExtent::UpTo(face) => {
            check::kind(operation, "end", face, &[Kind::Face])?;
            Ok((0.0, vec![face]))
        }
        DraftExtent::Between(from, to) => {
            check::kind(operation, "beginning", from, &[Kind::Face])?;
            check::kind(operation, "end", to, &[Kind::Face])?;
            Ok((0.0, vec![from, to]))
        }
    }
}

/// What all profiles of one sweep have in common.
struct SweepRun {
    path: Shape,
    /// Nothing, or the wire of [`SweepMode::Auxiliary`].
    auxiliary: Option<Shape>,
    /// Nothing, or start of the path and direction of [`SweepMode::Fixed`].
    fixed: Vec<f64>,
    frenet: bool,
    solid: bool,
    transition: u8,
}

impl SweepRun {
    fn new(operation: &'static str, path: &Shape, options: &SweepOptions) -> Result<Self> {
        check::kind(operation, "path", path, &CURVE)?;
        let mut run = Self {
            path: as_wire(path)?,
            auxiliary: None,
            fixed: Vec::new(),
            frenet: options.mode == SweepMode::Frenet,
            solid: options.caps == Caps::Closed,
            transition: options.transition as u8,
        };
        match &options.mode {
            SweepMode::CorrectedFrenet | SweepMode::Frenet => {}
            SweepMode::Fixed(direction) => {
                check::direction(operation, "direction", *direction)?;
                run.fixed = [path.start_point()?, *direction].concat();
            }
            SweepMode::Auxiliary(curve) => {
                check::kind(operation, "auxiliary path", curve, &CURVE)?;
                run.auxiliary = Some(as_wire(curve)?);
            }
        }
        Ok(run)
    }

    fn carry(&self, operation: &'static str, profiles: &[Shape]) -> Result<Shape> {
        let (profiles, auxiliary) = (ffi::list(profiles), ffi::list(&self.auxiliary));
        made!(
            operation,
            sweep(
                &profiles,
                self.path.raw(),
                &auxiliary,
                &self.fixed,
                self.frenet,
                self.solid,
                self.transition
            )
        )
    }
}

/// A wire, made of one edge when an edge is given.
fn as_wire(curve: &Shape) -> Result<Shape> {
    match curve.kind() {
        Kind::Edge => crate::wire(std::slice::from_ref(curve)),
        _ => Ok(curve.clone()),
    }
}

fn taper_angle(operation: &'static str, taper: f64) -> Result<f64> {
    check::finite(operation, "taper", taper)?;
    if taper.abs() >= FRAC_PI_2 {
        let message = format!("taper is {} degrees, but must lie within ±90", taper.to_degrees());
        return Err(Error::invalid(operation, message));
    }
    Ok(taper)
}
