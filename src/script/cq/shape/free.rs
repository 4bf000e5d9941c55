//! The free functions of CadQuery: shapes in, shape out.
//!
//! They accept compounds wherever a single shape is meant, work on every part, and give one shape
//! when there is one and a compound otherwise.
//!
//! Deviation from CadQuery: `sweep` and `loft` of faces with holes subtract the holes; CadQuery sews
//! the same faces together.

use kernel::{
    BooleanOptions, Caps, FillOptions, JoinKind, Kind, LoftOptions, LoftSurface, MatchEdges, Parametrization,
    Ruled, SewOptions, Shape, Smoothness, SweepOptions, Transition, WireEnds,
};

use super::solids::{Turning, sweep_options};
use super::topology::{cleaned, combined, edges_of, one, one_wire, unpacked, wires_of};
use crate::cq::geom::Vector;
use crate::cq::{CqError, Result};

const PROFILE: [Kind; 4] = [Kind::Vertex, Kind::Edge, Kind::Wire, Kind::Face];

/// One wire of all edges of the shapes.
///
/// # Errors
/// When the edges do not form one wire.
pub fn wire(shapes: &[Shape]) -> Result<Shape> {
    Ok(kernel::wire(&each(shapes, edges_of)?)?)
}

/// The first face that closed edges and wires bound.
///
/// # Errors
/// `ValueError` when they bound none.
pub fn face(shapes: &[Shape]) -> Result<Shape> {
    let wires = each(shapes, wires_of)?;
    let faces = kernel::faces_of_wires(&wires)
        .map_err(|error| CqError::value("Face construction failed").with_hint(error.message))?;
    faces.into_iter().next().ok_or_else(|| {
        CqError::value("Face construction failed").with_hint("the wires must be closed and lie in one plane")
    })
}

/// A shell, or a compound of shells, of faces that are sewn together.
///
/// # Errors
/// `ValueError` when there are other things than faces.
pub fn shell(shapes: &[Shape], options: &SewOptions) -> Result<Shape> {
    let faces = each(shapes, |shape| unpacked(shape, &[Kind::Face]))?;
    let shells = sewn(&faces, options)?;
    // A shell of one face stays a shell.
    if let [only] = &shells[..] { Ok(only.clone()) } else { combined(shells) }
}

/// What sewing gives, as shells: a closed face alone stays a face there and becomes one here.
fn sewn(faces: &[Shape], options: &SewOptions) -> Result<Vec<Shape>> {
    let sewn = kernel::sew(faces, options)?;
    let parts = if sewn.kind() == Kind::Compound { sewn.direct_children()? } else { vec![sewn] };
    let shell = |part: Shape| match part.kind() {
        Kind::Face => kernel::bare_shell(&part),
        _ => Ok(part),
    };
    Ok(parts.into_iter().map(shell).collect::<kernel::Result<_>>()?)
}

/// The solids that shells, or faces that can be sewn together, bound.
///
/// # Errors
/// `ValueError` when there are other things than shells and faces.
pub fn solid(shapes: &[Shape], tolerance: f64) -> Result<Shape> {
    let parts = each(shapes, |shape| unpacked(shape, &[Kind::Shell, Kind::Face]))?;
    let (shells, faces): (Vec<_>, Vec<_>) = parts.into_iter().partition(|part| part.kind() == Kind::Shell);
    let shells = if shells.is_empty() { shells_of(&faces, tolerance)? } else { shells };
    combined(shells.iter().map(|shell| Ok(kernel::make_solid(shell)?)).collect::<Result<_>>()?)
}

/// A solid bounded by sewn faces, with cavities bounded by others.
///
/// # Errors
/// `ValueError` when the faces do not form shells.
pub fn solid_with_cavities(outer: &[Shape], inner: &[Shape], tolerance: f64) -> Result<Shape> {
    let outer = shells_of(&each(outer, parts_of_shell)?, tolerance)?;
    let Some(outer) = outer.first() else {
        return Err(CqError::value("the faces do not form a shell"));
    };
    if inner.is_empty() {
        return Ok(kernel::make_solid(outer)?);
    }
    Ok(kernel::solid_of_shells(outer, &shells_of(&each(inner, parts_of_shell)?, tolerance)?)?)
}

fn parts_of_shell(shape: &Shape) -> Result<Vec<Shape>> {
    Ok(shape.children(Kind::Face)?)
}

/// The shells that sewing gives.
fn shells_of(faces: &[Shape], tolerance: f64) -> Result<Vec<Shape>> {
    let options = SewOptions { tolerance, ..SewOptions::default() };
    Ok(sewn(faces, &options)?.into_iter().filter(|part| part.kind() == Kind::Shell).collect())
}

/// The union of shapes.
///
/// # Errors
/// Only when the kernel fails.
pub fn fuse(first: &Shape, others: &[Shape], options: &BooleanOptions) -> Result<Shape> {
    combined(vec![kernel::fuse(first, others, options)?])
}

/// The first shape without the second.
///
/// # Errors
/// Only when the kernel fails.
pub fn cut(first: &Shape, second: &Shape, options: &BooleanOptions) -> Result<Shape> {
    combined(vec![kernel::cut(first, std::slice::from_ref(second), options)?])
}

/// What two shapes have in common.
///
/// # Errors
/// Only when the kernel fails.
pub fn intersect(first: &Shape, second: &Shape, options: &BooleanOptions) -> Result<Shape> {
    combined(vec![kernel::intersect(first, std::slice::from_ref(second), options)?])
}

/// The pieces of the first shape where the second cuts it.
///
/// # Errors
/// Only when the kernel fails.
pub fn split(first: &Shape, second: &Shape, options: &BooleanOptions) -> Result<Shape> {
    combined(vec![kernel::split(first, std::slice::from_ref(second), options)?])
}

/// All shapes with the boundaries that they leave on each other.
///
/// # Errors
/// Only when the kernel fails.
pub fn imprint(shapes: &[Shape], options: &BooleanOptions) -> Result<Shape> {
    combined(vec![kernel::imprint(shapes, options)?])
}

/// The shape without edges and faces that are not needed.
///
/// # Errors
/// Only when the kernel fails.
pub fn clean(shape: &Shape) -> Result<Shape> {
    combined(vec![cleaned(shape)?])
}

/// A face fitted into a loop of edges, near curves and points.
///
/// # Errors
/// `ValueError` for other things than edges and wires.
pub fn fill(shape: &Shape, curves: &[Shape], points: &[Vector]) -> Result<Shape> {
    let points: Vec<_> = points.iter().map(|p| p.array()).collect();
    let curves = each(curves, edges_of)?;
    combined(vec![kernel::fill(&edges_of(shape)?, &curves, &points, &FillOptions::default())?])
}

/// The edges that fillets and chamfers take from what they are given.
fn blend_edges(edges: &Shape) -> Result<Vec<Shape>> {
    Ok(edges.children(Kind::Edge)?)
}

/// Rounds edges of a shell or solid.
///
/// # Errors
/// `ValueError` for other shapes, `StdFail_NotDone` when the radius does not fit.
pub fn fillet(shape: &Shape, edges: &Shape, radius: f64) -> Result<Shape> {
    let body = one(shape, &[Kind::Shell, Kind::Solid])?;
    combined(vec![kernel::fillet(&body, &blend_edges(edges)?, radius)?])
}

/// Bevels edges of a shell or solid.
///
/// # Errors
/// `ValueError` for other shapes, `StdFail_NotDone` when the length does not fit.
pub fn chamfer(shape: &Shape, edges: &Shape, length: f64) -> Result<Shape> {
    let body = one(shape, &[Kind::Shell, Kind::Solid])?;
    combined(vec![kernel::chamfer(&body, &blend_edges(edges)?, length, None)?])
}

/// On which sides of a profile an extrusion goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sides {
    /// Along the vector.
    #[default]
    One,
    /// Along the vector and against it.
    Both,
}

/// Moves vertices, edges, wires and faces along a vector: they become edges, faces, shells, solids.
///
/// # Errors
/// `ValueError` for other shapes.
pub fn extrude(shape: &Shape, by: Vector, sides: Sides) -> Result<Shape> {
    let results = unpacked(shape, &PROFILE)?
        .iter()
        .map(|part| match sides {
            Sides::One => Ok(kernel::extrude(part, by.array())?),
            Sides::Both => {
                let start = part.moved(&kernel::Transform::translation((-by).array()))?;
                Ok(kernel::extrude(&start, (by * 2.0).array())?)
            }
        })
        .collect::<Result<_>>()?;
    combined(results)
}

/// Turns vertices, edges, wires and faces by an angle in degrees about the axis through a point.
///
/// # Errors
/// `ValueError` for other shapes.
pub fn revolve(shape: &Shape, point: Vector, axis: Vector, angle_deg: f64) -> Result<Shape> {
    let end = (point + axis).array();
    let results = unpacked(shape, &PROFILE)?
        .iter()
        .map(|part| Ok(kernel::revolve(part, angle_deg.to_radians(), point.array(), end)?))
        .collect::<Result<_>>()?;
    combined(results)
}

/// Whether an offset fills the space between the old and the new face.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Thickness {
    /// Solids.
    #[default]
    Filled,
    /// Faces or shells.
    Hollow,
}

/// Moves faces and shells along their normals, or makes them thick.
///
/// # Errors
/// `ValueError` for other shapes.
pub fn offset(
    shape: &Shape,
    distance: f64,
    thickness: Thickness,
    sides: Sides,
    tolerance: f64,
) -> Result<Shape> {
    let parts = unpacked(shape, &[Kind::Face, Kind::Shell])?;
    let moved = |part: &Shape, distance: f64| -> Result<Shape> {
        Ok(match thickness {
            Thickness::Filled => kernel::thicken(part, distance, tolerance)?,
            Thickness::Hollow => kernel::offset_faces(part, distance, tolerance)?,
        })
    };
    let mut results = Vec::with_capacity(parts.len());
    for part in &parts {
        results.push(match sides {
            Sides::One => moved(part, distance)?,
            Sides::Both => {
                let (front, back) = (moved(part, distance)?, moved(part, -distance)?);
                fuse(&front, &[back], &BooleanOptions::default())?
            }
        });
    }
    combined(results)
}

/// Wires at a distance from plane edges and wires.
///
/// # Errors
/// `ValueError` for other shapes.
pub fn offset_2d(
    shape: &Shape,
    distance: f64,
    context: Option<&Shape>,
    join: JoinKind,
    ends: WireEnds,
) -> Result<Shape> {
    combined(kernel::offset_on(context, &wires_of(shape)?, distance, join, ends)?)
}

/// Rounds corners of a plane face.
///
/// # Errors
/// `ValueError` for other shapes.
pub fn fillet_2d(shape: &Shape, corners: &Shape, radius: f64) -> Result<Shape> {
    let corners = corners.children(Kind::Vertex)?;
    combined(vec![kernel::fillet_2d(&one(shape, &[Kind::Face])?, &corners, radius)?])
}

/// Bevels corners of a plane face.
///
/// # Errors
/// `ValueError` for other shapes.
pub fn chamfer_2d(shape: &Shape, corners: &Shape, length: f64) -> Result<Shape> {
    let corners = corners.children(Kind::Vertex)?;
    combined(vec![kernel::chamfer_2d(&one(shape, &[Kind::Face])?, &corners, length)?])
}

/// What the free function `sweep` takes besides profile and path.
#[derive(Clone, Debug, Default)]
pub struct SweepSettings {
    /// A second curve that turns the profile.
    pub guide: Option<Shape>,
    /// Solid or shell, for edges and wires.
    pub caps: Caps,
    /// Corners of the path.
    pub transition: Transition,
}

/// Sweeps sections along a path: faces to solids, edges and wires to shells or solids.
///
/// Several sections stand along the path in order.
///
/// # Errors
/// `ValueError` for other shapes.
pub fn sweep(sections: &[Shape], path: &Shape, settings: &SweepSettings) -> Result<Shape> {
    let path = one_wire(path)?;
    let turning = settings.guide.clone().map_or(Turning::Corrected, Turning::Along);
    let options = sweep_options(turning, settings.caps, settings.transition)?;
    let closed = SweepOptions { caps: Caps::Closed, ..options.clone() };
    let faces = rows(sections, |section| Ok(section.children(Kind::Face)?))?;
    if !faces.is_empty() {
        let solids = faces
            .iter()
            .map(|row| with_holes(row, |wires| run_sweep(wires, &path, &closed)))
            .collect::<Result<_>>()?;
        return combined(solids);
    }
    let wires = rows(sections, wires_of)?;
    combined(wires.iter().map(|row| run_sweep(row, &path, &options)).collect::<Result<_>>()?)
}

fn run_sweep(wires: &[Shape], path: &Shape, options: &SweepOptions) -> Result<Shape> {
    match wires {
        [single] => Ok(kernel::sweep(single, &[], path, options)?),
        several => Ok(kernel::sweep_multi(several, path, options)?),
    }
}

/// What the free function `loft` takes besides the sections.
#[derive(Clone, Debug)]
pub struct LoftSettings {
    /// Solid or shell, for edges and wires.
    pub caps: Caps,
    /// Straight between sections, or smooth.
    pub ruled: Ruled,
    /// The finer settings of the surface.
    pub surface: LoftSurface,
}

impl Default for LoftSettings {
    fn default() -> Self {
        Self {
            caps: Caps::Open,
            ruled: Ruled::Smooth,
            surface: LoftSurface {
                smoothness: Smoothness::C2,
                parametrization: Parametrization::Uniform,
                degree: 3,
                match_edges: MatchEdges::Automatic,
                smoothing: None,
            },
        }
    }
}

/// A surface or solid through sections: faces, or edges and wires; vertices may stand at the ends.
///
/// # Errors
/// `ValueError` for less than two sections and for other shapes.
pub fn loft(sections: &[Shape], settings: &LoftSettings) -> Result<Shape> {
    if sections.len() < 2 {
        return Err(CqError::value(format!("a loft needs at least 2 sections, {} given", sections.len())));
    }
    let options = |caps: Caps| LoftOptions { ruled: settings.ruled, caps, surface: Some(settings.surface) };
    let points = |section: &Shape| -> Result<bool> { Ok(section.count(Kind::Edge)? == 0) };
    let inner_has_faces = sections.iter().map(|s| s.count(Kind::Face)).collect::<kernel::Result<Vec<_>>>()?;
    if inner_has_faces.iter().any(|count| *count > 0) {
        let faces = rows(sections, |section| match points(section)? {
            true => Ok(section.children(Kind::Vertex)?),
            false => Ok(section.children(Kind::Face)?),
        })?;
        let closed = options(Caps::Closed);
        let solids = faces
            .iter()
            .map(|row| with_holes(row, |wires| Ok(kernel::loft(wires, &closed)?)))
            .collect::<Result<_>>()?;
        return combined(solids);
    }
    let wires = rows(sections, |section| match points(section)? {
        true => Ok(section.children(Kind::Vertex)?),
        false => wires_of(section),
    })?;
    let open = options(settings.caps);
    combined(wires.iter().map(|row| Ok(kernel::loft(row, &open)?)).collect::<Result<_>>()?)
}

/// Builds from the outer wires of faces, and subtracts what is built from their holes.
///
/// Vertices stand for themselves; with them there are no holes.
fn with_holes(faces: &[Shape], build: impl Fn(&[Shape]) -> Result<Shape>) -> Result<Shape> {
    let outer = super::solids::outer_wires(faces)?;
    let body = build(&outer)?;
    if faces.iter().any(|section| section.kind() != Kind::Face) {
        return Ok(body);
    }
    let holes: Vec<Vec<Shape>> =
        faces.iter().map(kernel::Shape::inner_wires).collect::<kernel::Result<_>>()?;
    let count = holes.iter().map(Vec::len).min().unwrap_or(0);
    if count == 0 {
        return Ok(body);
    }
    let tools = (0..count)
        .map(|i| build(&holes.iter().map(|wires| wires[i].clone()).collect::<Vec<_>>()))
        .collect::<Result<Vec<_>>>()?;
    combined(vec![kernel::cut(&body, &tools, &BooleanOptions::default())?])
}

/// The parts of every section side by side: the first parts of all, the second parts of all, ….
fn rows(sections: &[Shape], parts: impl Fn(&Shape) -> Result<Vec<Shape>>) -> Result<Vec<Vec<Shape>>> {
    let columns = sections.iter().map(parts).collect::<Result<Vec<_>>>()?;
    let count = columns.iter().map(Vec::len).min().unwrap_or(0);
    Ok((0..count).map(|i| columns.iter().map(|column| column[i].clone()).collect()).collect())
}

/// What each part of a shape is wanted for.
fn each(shapes: &[Shape], parts: impl Fn(&Shape) -> Result<Vec<Shape>>) -> Result<Vec<Shape>> {
    let mut all = Vec::new();
    for shape in shapes {
        all.extend(parts(shape)?);
    }
    Ok(all)
}

/// Throws edges and wires onto a shape along a direction.
///
/// # Errors
/// `ValueError` for other shapes.
pub fn project_along(shape: &Shape, onto: &Shape, direction: Vector) -> Result<Shape> {
    let mut results = Vec::new();
    for edge in edges_of(shape)? {
        results.extend(kernel::project_curve(&edge, onto, direction.array())?);
    }
    combined(results)
}

/// Edges and wires thrown onto a shape along the normals of its faces.
///
/// # Errors
/// `ValueError` for other shapes.
pub fn project_normally(shape: &Shape, onto: &Shape, options: &kernel::ProjectOptions) -> Result<Shape> {
    let mut results = Vec::new();
    for edge in edges_of(shape)? {
        results.push(kernel::project_normally(&edge, onto, options)?);
    }
    combined(results)
}

/// Hollows a solid out to a wall thickness in mm; the faces become openings.
///
/// # Errors
/// `StdFail_NotDone` when the walls do not fit.
pub fn hollow(
    shape: &Shape,
    openings: &[Shape],
    thickness: f64,
    tolerance: f64,
    join: JoinKind,
) -> Result<Shape> {
    let solid = match shape.kind() {
        Kind::Solid => shape.clone(),
        _ => shape.children(Kind::Solid)?.into_iter().next().ok_or_else(|| {
            CqError::value("No Shape available for selection").with_hint("there is no solid to hollow out")
        })?,
    };
    combined(vec![kernel::hollow(&solid, openings, thickness, tolerance, join)?])
}
