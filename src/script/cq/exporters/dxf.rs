//! DXF: the edges of a shape as lines, arcs, circles, ellipses and splines.
//!
//! Edges are written in the order of their wires, then those in no wire, as CadQuery does. Circles that
//! do not lie in a plane of constant z are written as splines.

use std::collections::HashSet;
use std::f64::consts::TAU;

use kernel::{Conic, Kind, Shape};

use super::dxf_file::{Entity, File};
use crate::cq::shape::arcs;
use crate::cq::{CqError, Result};

/// How much of the normal of an arc must point along z.
const UPRIGHT: f64 = 1.0 - 1e-9;

/// How far from a whole turn a circle may be.
const WHOLE_TURN: f64 = 1e-9;

/// How curves are simplified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DxfApproximation {
    /// They are not.
    #[default]
    None,
    /// All splines become cubic.
    Spline,
    /// Everything becomes arcs and straight lines; only faces and closed wires are written.
    Arc,
}

impl DxfApproximation {
    /// CadQuery's name: `spline`, `arc`, or none.
    ///
    /// # Errors
    /// A `ValueError` for another name.
    pub fn named(name: Option<&str>) -> Result<Self> {
        match name {
            None => Ok(Self::None),
            Some("spline") => Ok(Self::Spline),
            Some("arc") => Ok(Self::Arc),
            Some(other) => Err(CqError::value(format!("approx is '{other}'"))
                .with_hint("use 'spline', 'arc', or None for exact curves")),
        }
    }
}

/// How a DXF file is made; the defaults are CadQuery's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DxfOptions {
    /// How curves are simplified.
    pub approximation: DxfApproximation,
    /// How far simplified curves may be off, in millimetres.
    pub tolerance: f64,
    /// The number of the unit in the file: 1 inch, 4 millimetre, 5 centimetre, 6 metre.
    pub unit: u16,
}

impl Default for DxfOptions {
    fn default() -> Self {
        Self { approximation: DxfApproximation::None, tolerance: 1e-3, unit: 4 }
    }
}

/// A shape on a layer.
#[derive(Clone, Debug)]
pub struct DxfPart {
    /// The shape in the coordinates of the drawing.
    pub shape: Shape,
    /// Name of the layer; empty for the one that is always there.
    pub layer: String,
}

/// A file with layers, each with the number of its colour.
pub(super) fn write(parts: &[DxfPart], layers: &[(String, i16)], options: &DxfOptions) -> Result<String> {
    let mut file = File::new(options.unit);
    for (name, color) in layers {
        file.add_layer(&checked(name)?, *color);
    }
    let mut count = 0;
    for part in parts {
        let layer = if part.layer.is_empty() { "0".to_owned() } else { checked(&part.layer)? };
        for edge in edges(&part.shape, options)? {
            if let Some(entity) = entity(&edge)? {
                file.add(&entity, &layer);
                count += 1;
            }
        }
    }
    if count == 0 {
        return Err(CqError::value("there are no edges to write as DXF")
            .with_hint("export a section, a face or a wire: for example .section() or .faces(\">Z\")"));
    }
    Ok(file.finish())
}

/// A name that a DXF file can hold.
fn checked(name: &str) -> Result<String> {
    if name.is_empty() || name.chars().any(|c| c.is_control() || "<>/\\\":;?*|=`".contains(c)) {
        return Err(CqError::value(format!("'{name}' cannot be the name of a layer"))
            .with_hint("use letters, digits, spaces, - and _"));
    }
    Ok(name.to_owned())
}

fn edges(shape: &Shape, options: &DxfOptions) -> Result<Vec<Shape>> {
    match options.approximation {
        DxfApproximation::None => ordered(shape),
        DxfApproximation::Spline => ordered(shape)?
            .into_iter()
            .map(|edge| match edge.geom_type()? {
                "BSPLINE" => Ok(edge.to_splines(3, 1e-3)?),
                _ => Ok(edge),
            })
            .collect(),
        DxfApproximation::Arc => {
            let mut edges = Vec::new();
            for wire in shape.children(Kind::Wire)? {
                edges.extend(arcs::of_wire(&wire, options.tolerance)?);
            }
            Ok(edges)
        }
    }
}

/// Edges wire by wire, then those in no wire.
fn ordered(shape: &Shape) -> Result<Vec<Shape>> {
    let mut edges = Vec::new();
    for wire in shape.children(Kind::Wire)? {
        edges.extend(wire.direct_children()?);
    }
    let in_wires: HashSet<Shape> = edges.iter().cloned().collect();
    edges.extend(shape.children(Kind::Edge)?.into_iter().filter(|edge| !in_wires.contains(edge)));
    Ok(edges)
}

/// What an edge is in a DXF file; `None` for edges without length, such as the tip of a cone.
fn entity(edge: &Shape) -> Result<Option<Entity>> {
    // Only edges without length have no curve.
    let Ok((first, last)) = edge.curve_bounds() else { return Ok(None) };
    let kind = edge.geom_type()?;
    if kind == "LINE" {
        return Ok(Some(Entity::Line { from: edge.start_point()?, to: edge.end_point()? }));
    }
    if let Some(conic) = edge.conic()? {
        let upright = conic.frame.z[2];
        if kind == "CIRCLE" && upright.abs() > UPRIGHT {
            return Ok(Some(circle(&conic, first, last)));
        }
        if kind == "ELLIPSE" {
            return Ok(Some(ellipse(&conic, first, last)));
        }
    }
    Ok(Some(Entity::Spline(edge.spline_data()?)))
}

fn circle(conic: &Conic, first: f64, last: f64) -> Entity {
    let (center, radius) = (conic.frame.origin, conic.major_radius);
    if last - first > TAU - WHOLE_TURN {
        return Entity::Circle { center, radius };
    }
    let [x, y, _] = conic.frame.x;
    let turned = y.atan2(x);
    let (start, end) = if conic.frame.z[2] > 0.0 {
        (turned + first, turned + last)
    } else {
        (turned - last, turned - first)
    };
    let degrees = |angle: f64| angle.rem_euclid(TAU).to_degrees();
    Entity::Arc { center, radius, start_deg: degrees(start), end_deg: degrees(end) }
}

fn ellipse(conic: &Conic, first: f64, last: f64) -> Entity {
    let z = conic.frame.z;
    let is_down = z[2] < -UPRIGHT;
    let (start, end) = if is_down { (-last, -first) } else { (first, last) };
    let is_whole = end - start > TAU - WHOLE_TURN;
    Entity::Ellipse {
        center: conic.frame.origin,
        major_axis: conic.frame.x.map(|x| x * conic.major_radius),
        normal: if z[2].abs() > UPRIGHT { [0.0, 0.0, 1.0] } else { z },
        ratio: conic.minor_radius / conic.major_radius,
        start: if is_whole { 0.0 } else { start },
        end: if is_whole { TAU } else { end },
    }
}
