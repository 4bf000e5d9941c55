//! What shapes are made of, and how results are wrapped.

use std::collections::HashSet;

use kernel::{Kind, Shape};

use crate::cq::{CqError, Result};

/// The distinct sub-shapes of a kind, degenerated edges left out.
///
/// # Errors
/// Only when the kernel fails.
pub fn sub_shapes(shape: &Shape, kind: Kind) -> Result<Vec<Shape>> {
    Ok(shape.children(kind)?)
}

/// What iterating over a shape gives: the edges of a wire in order, else the direct parts.
///
/// # Errors
/// Only when the kernel fails.
pub fn children_of(shape: &Shape) -> Result<Vec<Shape>> {
    match shape.kind() {
        Kind::Wire => Ok(shape.wire_edges()?),
        _ => Ok(shape.direct_children()?),
    }
}

/// A compound of shapes, in order; may be empty.
///
/// # Errors
/// Only when the kernel fails.
pub fn make_compound(shapes: &[Shape]) -> Result<Shape> {
    Ok(kernel::compound(shapes)?)
}

/// The sub-shapes of `whole` of a kind that contain the shape; for a compound, those of its parts.
///
/// # Errors
/// `Standard_NoSuchObject` when the shape is no part of `whole`.
pub fn ancestors(shape: &Shape, whole: &Shape, kind: Kind) -> Result<Vec<Shape>> {
    if shape.kind() != Kind::Compound {
        return Ok(shape.ancestors(whole, kind)?);
    }
    let mut found = Vec::new();
    for part in shape.direct_children()? {
        found.extend(part.ancestors(whole, kind)?);
    }
    Ok(found)
}

/// The shapes in `whole` of the same kind as `shape` that share a sub-shape of kind `shared` with
/// it, or with one that does, `level` steps away.
///
/// # Errors
/// `Standard_NoSuchObject` when the shape is no part of `whole`.
pub fn siblings(shape: &Shape, whole: &Shape, shared: Kind, level: usize) -> Result<Vec<Shape>> {
    let start = match shape.kind() {
        Kind::Compound => shape.direct_children()?,
        _ => vec![shape.clone()],
    };
    siblings_of_all(&start, whole, shared, level)
}

/// [`siblings`] of several shapes; the shapes themselves and those of lower levels are left out.
///
/// # Errors
/// `Standard_NoSuchObject` when a shape is no part of `whole`.
pub fn siblings_of_all(start: &[Shape], whole: &Shape, shared: Kind, level: usize) -> Result<Vec<Shape>> {
    let mut excluded: HashSet<Shape> = HashSet::new();
    let mut layer = start.to_vec();
    for _ in 0..level.max(1) {
        excluded.extend(layer.iter().cloned());
        let mut next: Vec<Shape> = Vec::new();
        let mut seen: HashSet<Shape> = HashSet::new();
        for shape in &layer {
            for child in shape.children(shared)? {
                for sibling in child.ancestors(whole, shape.kind())? {
                    if !excluded.contains(&sibling) && seen.insert(sibling.clone()) {
                        next.push(sibling);
                    }
                }
            }
        }
        layer = next;
    }
    Ok(layer)
}

/// A shell of one open face becomes the face, a compound of one becomes that one.
///
/// # Errors
/// Only when the kernel fails.
pub fn normalized(shape: Shape) -> Result<Shape> {
    let only = match shape.kind() {
        Kind::Shell if !shape.is_closed() => shape.children(Kind::Face)?,
        Kind::Compound => shape.direct_children()?,
        _ => return Ok(shape),
    };
    match <[Shape; 1]>::try_from(only) {
        Ok([only]) => Ok(only),
        Err(_) => Ok(shape),
    }
}

/// The shape with neighbouring faces of one surface united (CadQuery's `clean`).
///
/// OpenCASCADE 7.6 fails for some shapes that later versions unite; such a shape stays as it is, and
/// the user is warned.
///
/// # Errors
/// Only when the work is stopped or the kernel crashed.
pub fn cleaned(shape: &Shape) -> Result<Shape> {
    match kernel::clean(shape) {
        Err(error) if error.kind == kernel::ErrorKind::Failed => {
            let hint =
                "the part is right, but has more faces and edges than it needs; clean=False leaves this out";
            crate::notes::warn("neighbouring faces could not be united", Some(hint.to_owned()));
            Ok(shape.clone())
        }
        cleaned => Ok(cleaned?),
    }
}

/// One shape as it is, several as a compound, each [`normalized`].
///
/// # Errors
/// Only when the kernel fails.
pub fn combined(shapes: Vec<Shape>) -> Result<Shape> {
    let mut shapes = shapes.into_iter().map(normalized).collect::<Result<Vec<_>>>()?;
    match shapes.len() {
        1 => Ok(shapes.remove(0)),
        _ => make_compound(&shapes),
    }
}

/// The shape itself when its kind is wanted, else the parts of a compound, which all must be.
///
/// # Errors
/// `ValueError` for other kinds.
pub fn unpacked(shape: &Shape, wanted: &[Kind]) -> Result<Vec<Shape>> {
    if wanted.contains(&shape.kind()) {
        return Ok(vec![shape.clone()]);
    }
    if shape.kind() != Kind::Compound {
        return Err(unwanted(wanted, shape.kind()));
    }
    let parts = shape.direct_children()?;
    match parts.iter().find(|part| !wanted.contains(&part.kind())) {
        Some(other) => Err(unwanted(wanted, other.kind())),
        None => Ok(parts),
    }
}

/// The first shape of [`unpacked`].
///
/// # Errors
/// `ValueError` for other kinds and for empty compounds.
pub fn one(shape: &Shape, wanted: &[Kind]) -> Result<Shape> {
    if wanted.contains(&shape.kind()) {
        return Ok(shape.clone());
    }
    if shape.kind() != Kind::Compound {
        return Err(unwanted(wanted, shape.kind()));
    }
    match shape.direct_children()?.into_iter().next() {
        Some(first) if wanted.contains(&first.kind()) => Ok(first),
        Some(first) => Err(unwanted(wanted, first.kind())),
        None => {
            Err(CqError::value(format!("Required type(s): {}; encountered an empty Compound", names(wanted)))
                .with_hint("the selection is empty: nothing matched the selector before this"))
        }
    }
}

/// All edges of edges, wires and compounds of them.
///
/// # Errors
/// `ValueError` for other kinds.
pub fn edges_of(shape: &Shape) -> Result<Vec<Shape>> {
    match shape.kind() {
        Kind::Edge => Ok(vec![shape.clone()]),
        Kind::Wire => Ok(shape.children(Kind::Edge)?),
        Kind::Compound => flatten(shape, edges_of),
        other => Err(unwanted(&[Kind::Edge, Kind::Wire], other)),
    }
}

/// All wires of wires, edges and compounds of them; an edge becomes a wire of its own.
///
/// # Errors
/// `ValueError` for other kinds.
pub fn wires_of(shape: &Shape) -> Result<Vec<Shape>> {
    match shape.kind() {
        Kind::Wire => Ok(vec![shape.clone()]),
        Kind::Edge => Ok(vec![kernel::wire(std::slice::from_ref(shape))?]),
        Kind::Compound => flatten(shape, wires_of),
        other => Err(unwanted(&[Kind::Edge, Kind::Wire], other)),
    }
}

/// All faces of faces, closed curves and compounds of them; a curve becomes the face inside it.
///
/// # Errors
/// `ValueError` for other kinds.
pub fn faces_of(shape: &Shape) -> Result<Vec<Shape>> {
    match shape.kind() {
        Kind::Face => Ok(vec![shape.clone()]),
        Kind::Edge | Kind::Wire => Ok(vec![super::free::face(std::slice::from_ref(shape))?]),
        Kind::Compound => flatten(shape, faces_of),
        other => Err(unwanted(&[Kind::Edge, Kind::Wire, Kind::Face], other)),
    }
}

/// The single wire that a wire or edge stands for.
///
/// # Errors
/// `ValueError` for other kinds.
pub fn one_wire(shape: &Shape) -> Result<Shape> {
    let curve = one(shape, &[Kind::Wire, Kind::Edge])?;
    match curve.kind() {
        Kind::Wire => Ok(curve),
        _ => Ok(kernel::wire(&[curve])?),
    }
}

fn flatten(compound: &Shape, each: impl Fn(&Shape) -> Result<Vec<Shape>>) -> Result<Vec<Shape>> {
    let mut all = Vec::new();
    for part in compound.direct_children()? {
        all.extend(each(&part)?);
    }
    Ok(all)
}

fn unwanted(wanted: &[Kind], found: Kind) -> CqError {
    CqError::value(format!("Required type(s): {}; encountered {found}", names(wanted)))
}

/// The kinds as CadQuery prints them: a tuple, or a single name in quotes.
fn names(kinds: &[Kind]) -> String {
    let quoted: Vec<String> = kinds.iter().map(|kind| format!("'{kind}'")).collect();
    match quoted.len() {
        1 => format!("({},)", quoted[0]),
        _ => format!("({})", quoted.join(", ")),
    }
}
