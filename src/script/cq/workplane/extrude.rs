//! Solids from the waiting outlines: extrude, revolve, twist, and cuts of the same forms.

use kernel::{
    BooleanOptions, BoxMethod, DraftExtent, DraftPrismOptions, Feature, Glue, Kind, LineDirection, Shape,
    Transform,
};

use super::combine::fused;
use super::{Cleaning, Combine, Item, Sides, Workplane};
use crate::cq::geom::Vector;
use crate::cq::{CqError, Result};

/// Tolerance of the line that looks for faces to extrude to, in millimetres.
const LINE_TOLERANCE: f64 = 1e-4;

/// How far an extrusion goes.
#[derive(Clone, Debug)]
pub enum Until {
    /// By a distance in millimetres along the normal; negative against it.
    Distance(f64),
    /// To the next face of the solid.
    Next,
    /// To the last face of the solid.
    Last,
    /// To a face.
    Face(Shape),
}

impl Until {
    /// Reads `"next"` and `"last"`.
    ///
    /// # Errors
    /// A `ValueError` for any other text.
    pub fn named(name: &str) -> Result<Self> {
        match name {
            "next" => Ok(Self::Next),
            "last" => Ok(Self::Last),
            _ => Err(CqError::value("Do not know how to handle until argument of type <class 'str'>")
                .with_hint(format!("\"{name}\" is neither \"next\" nor \"last\"; or give a distance in mm"))),
        }
    }
}

/// How [`Workplane::extrude`] and [`Workplane::cut_blind`] work.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extrusion {
    /// What becomes of the new solid.
    pub combine: Combine,
    /// Whether the result is cleaned.
    pub cleaning: Cleaning,
    /// One way or both.
    pub sides: Sides,
    /// Angle of the sides in degrees; positive narrows.
    pub taper: Option<f64>,
}

impl Workplane {
    /// A solid of the waiting outlines moved along the normal.
    ///
    /// # Errors
    /// A `ValueError` when there is no outline or nothing to extrude to.
    pub fn extrude(&self, until: &Until, extrusion: &Extrusion) -> Result<Self> {
        let Extrusion { combine, cleaning, sides, taper } = *extrusion;
        if combine == Combine::Cut {
            return self.cut_blind(until, extrusion);
        }
        let solid = match until {
            Until::Distance(distance) => self.extruded(*distance, sides, taper)?,
            _ if combine == Combine::Separate => {
                return Err(CqError::value("`combine` can't be set to False when extruding until a face")
                    .with_hint("leave combine out, or give a distance in mm"));
            }
            _ => self.extruded_to_face(until, sides, taper, Feature::Boss)?,
        };
        self.combine_shape_with_base(&solid, combine, cleaning)
    }

    /// Cuts the waiting outlines from the solid of the chain; `combine` does not count.
    ///
    /// # Errors
    /// A `ValueError` when there is no outline, no solid or nothing to cut to.
    pub fn cut_blind(&self, until: &Until, extrusion: &Extrusion) -> Result<Self> {
        let Extrusion { cleaning, sides, taper, .. } = *extrusion;
        if let Until::Distance(distance) = until {
            let tool = self.extruded(*distance, sides, taper)?;
            return self.cut_from(&self.find_solid()?, &[tool], cleaning);
        }
        let solid = self.extruded_to_face(until, sides, taper, Feature::Pocket)?;
        self.with_result(&solid, cleaning)
    }

    /// Cuts the waiting outlines through the solid of the chain in both directions; taper in
    /// degrees.
    ///
    /// # Errors
    /// A `ValueError` when there is no outline or no solid.
    pub fn cut_thru_all(&self, cleaning: Cleaning, taper: f64) -> Result<Self> {
        let solid = self.find_solid()?;
        let faces = self.faces_to_extrude()?;
        if taper == 0.0 && faces.iter().all(|face| face.geom_type().is_ok_and(|kind| kind == "PLANE")) {
            let result = kernel::cut(&solid, &prisms_through(&solid, &faces)?, &BooleanOptions::default())?;
            let pieces_show = cleaning == Cleaning::Keep || has_new_bent_edges(&result, &solid)?;
            if !(pieces_show && has_bent_edges(&faces)?) {
                return self.with_result(&result, cleaning);
            }
        }
        let options = DraftPrismOptions {
            extent: DraftExtent::ThroughAll,
            taper: -taper.to_radians(),
            feature: Feature::Pocket,
        };
        let result = kernel::draft_prism(&solid, None, &faces, &options)?;
        self.with_result(&result, cleaning)
    }

    /// A solid of the waiting outlines moved along the normal while they turn about the origin of
    /// the plane; distance in millimetres, angle in degrees.
    ///
    /// # Errors
    /// A `ValueError` when there is no outline.
    pub fn twist_extrude(
        &self,
        distance: f64,
        degrees: f64,
        combine: Combine,
        cleaning: Cleaning,
    ) -> Result<Self> {
        let plane = self.plane();
        let along = (plane.z_dir * distance).array();
        let mut solids = Vec::new();
        for face in self.faces_to_extrude()? {
            let (outer, inners) = (face.outer_wire()?, face.inner_wires()?);
            solids.push(kernel::extrude_twist(
                &outer,
                &inners,
                plane.origin().array(),
                along,
                degrees.to_radians(),
            )?);
        }
        let solid = fused(&kernel::compound(&solids)?)?;
        self.combine_shape_with_base(&solid, combine, cleaning)
    }

    /// A solid of the waiting outlines turned about an axis, given by two local points; the angle
    /// is in degrees. Without points the axis is local y.
    ///
    /// # Errors
    /// A `ValueError` when there is no outline; an OCCT failure for an axis without length.
    pub fn revolve(
        &self,
        degrees: f64,
        axis: [Option<Vector>; 2],
        combine: Combine,
        cleaning: Cleaning,
    ) -> Result<Self> {
        let turned = degrees.rem_euclid(360.0);
        let degrees = if turned == 0.0 { 360.0 } else { turned };
        let plane = self.plane();
        let start = plane.to_world(axis[0].unwrap_or(Vector::ZERO));
        let end = match axis[1] {
            Some(end) => plane.to_world(end),
            // CadQuery looks at the y coordinate in the world here, whatever the plane.
            None if start.y != 0.0 => plane.to_world(Vector::new(0.0, start.y, 0.0)),
            None => plane.to_world(Vector::Y),
        };
        let mut solids = Vec::new();
        for face in self.faces_to_extrude()? {
            let solid = kernel::revolve(&face, degrees.to_radians(), start.array(), end.array()).map_err(|error| {
                CqError::from(error).with_hint(
                    "give two different points of the plane as axisStart and axisEnd; the outline must not cross \
                     the line through them",
                )
            })?;
            solids.push(solid);
        }
        self.combine_with_base_as_compound(&solids, combine, cleaning)
    }

    /// The faces on the stack and in its sketches and compounds, else those of the waiting outlines,
    /// which are used up.
    ///
    /// # Errors
    /// A `ValueError` when there are none.
    pub fn faces_to_extrude(&self) -> Result<Vec<Shape>> {
        let mut faces = Vec::new();
        for item in self.objects().iter() {
            match item {
                Item::Sketch(sketch) => {
                    faces.extend(
                        sketch.placed_shapes()?.into_iter().filter(|shape| shape.kind() == Kind::Face),
                    );
                }
                Item::Shape(shape) if shape.kind() == Kind::Face => faces.push(shape.clone()),
                Item::Shape(shape) if shape.kind() == Kind::Compound => {
                    faces.extend(
                        shape.direct_children()?.into_iter().filter(|child| child.kind() == Kind::Face),
                    );
                }
                _ => {}
            }
        }
        if faces.is_empty() {
            let context = self.context();
            if !context.pending_edges().is_empty() && context.pending_wires().is_empty() {
                return Err(CqError::value("No pending wires present").with_hint(format!(
                    "{} drawn edges are not closed to an outline yet; add .close()",
                    context.pending_edges().len()
                )));
            }
            faces = wires_to_faces(&context.pop_pending_wires()?)?;
        }
        Ok(faces)
    }

    /// A compound of the prisms over all faces to extrude.
    pub(super) fn extruded(&self, distance: f64, sides: Sides, taper: Option<f64>) -> Result<Shape> {
        let faces = self.faces_to_extrude()?;
        let taper = untapered_holes(&faces, taper)?;
        let along = self.plane().z_dir * distance;
        let prism = |face: &Shape, along: Vector| {
            kernel::extrude_taper(face, along.array(), taper.to_radians()).map_err(|error| {
                CqError::from(error).with_hint(format!(
                    "distance {distance} mm, taper {taper}°: the distance must not be zero, and a taper must leave \
                     something at the far end"
                ))
            })
        };
        let mut solids = Vec::with_capacity(faces.len());
        for face in &faces {
            let forward = prism(face, along)?;
            solids.push(match sides {
                Sides::One => forward,
                Sides::Both => {
                    let glued = BooleanOptions { glue: Glue::Partial, ..BooleanOptions::default() };
                    kernel::fuse(&forward, &[prism(face, -along)?], &glued)?
                }
            });
        }
        Ok(kernel::compound(&solids)?)
    }

    /// The solid of the chain with prisms up to a face added or taken away.
    fn extruded_to_face(
        &self,
        until: &Until,
        sides: Sides,
        taper: Option<f64>,
        feature: Feature,
    ) -> Result<Shape> {
        let faces = self.faces_to_extrude()?;
        let taper = untapered_holes(&faces, taper)?;
        let normal = self.plane().z_dir;
        let solid = self.find_solid()?;
        let direction = if feature == Feature::Boss { LineDirection::Along } else { LineDirection::Opposite };
        let mut position = if matches!(until, Until::Last) { -1 } else { 0 };
        let mut result = solid.clone();
        for face in &faces {
            let center = face.center_of_mass()?;
            let hit = |along: Vector| -> Result<Vec<Shape>> {
                Ok(solid.faces_intersected_by_line(center, along.array(), LINE_TOLERANCE, direction)?)
            };
            let limit = match until {
                Until::Face(face) => face.clone(),
                _ => {
                    let candidates = faces_to_reach(&hit, normal, sides)?;
                    let middle = face.outer_wire()?.center_of_mass()?;
                    if feature == Feature::Boss && position == 0 && result.contains_point(middle, 1e-6)? {
                        position = 1;
                    }
                    pick(&candidates, position)?
                }
            };
            let reach = |part: &Shape, limit: Shape| {
                let options = DraftPrismOptions {
                    extent: DraftExtent::UpTo(limit),
                    taper: taper.to_radians(),
                    feature,
                };
                kernel::draft_prism(part, None, std::slice::from_ref(face), &options)
            };
            result = reach(&result, limit)?;
            if sides == Sides::Both {
                let candidates = faces_to_reach(&hit, -normal, sides)?;
                result = reach(&result, pick(&candidates, position)?)?;
            }
        }
        Ok(result)
    }

    pub(super) fn combine_with_base_as_compound(
        &self,
        solids: &[Shape],
        combine: Combine,
        cleaning: Cleaning,
    ) -> Result<Self> {
        self.combine_shape_with_base(&kernel::compound(solids)?, combine, cleaning)
    }
}

/// The planar faces that closed wires bound: the first is outside, the others are holes or faces of
/// their own.
pub(crate) fn wires_to_faces(wires: &[Shape]) -> Result<Vec<Shape>> {
    let Some((outer, others)) = wires.split_first() else {
        return Ok(Vec::new());
    };
    let face = kernel::face(outer, others).map_err(|error| {
        let mut error = CqError::from(error);
        if error.message.contains("Cannot build face(s)") {
            error.kind = crate::cq::CqErrorKind::Value;
        }
        error.with_hint("an outline must be closed and lie in one plane; finish lines with .close()")
    })?;
    Ok(face.children(Kind::Face)?)
}

/// The taper in degrees, refused for faces with holes.
fn untapered_holes(faces: &[Shape], taper: Option<f64>) -> Result<f64> {
    let taper = taper.unwrap_or(0.0);
    if taper != 0.0 {
        for face in faces {
            if !face.inner_wires()?.is_empty() {
                return Err(CqError::value("Inner wires not allowed with tapered extrusion")
                    .with_hint("extrude the outer outline with a taper first and cut the holes afterwards"));
            }
        }
    }
    Ok(taper)
}

/// The faces ahead, else, unless both directions are wanted, those behind.
fn faces_to_reach(
    hit: &dyn Fn(Vector) -> Result<Vec<Shape>>,
    along: Vector,
    sides: Sides,
) -> Result<Vec<Shape>> {
    let ahead = hit(along)?;
    if !ahead.is_empty() {
        return Ok(ahead);
    }
    if sides == Sides::Both {
        return Err(CqError::value(
            "Couldn't find a face to extrude/cut to for at least one of the two required directions of extrusion/cut.",
        )
        .with_hint("give a distance in mm instead"));
    }
    let behind = hit(-along)?;
    if behind.is_empty() {
        return Err(CqError::value(
            "Couldn't find a face to extrude/cut to. Check your workplane orientation.",
        )
        .with_hint("no face of the solid lies before or behind the outline; give a distance in mm instead"));
    }
    Ok(behind)
}

/// A face by position; -1 is the last.
fn pick(faces: &[Shape], position: i32) -> Result<Shape> {
    let face = if position < 0 { faces.last() } else { faces.get(position as usize) };
    face.cloned().ok_or_else(|| {
        CqError::index("list index out of range").with_hint(format!(
            "only {} face lies in the direction of the extrusion; give a distance in mm instead",
            faces.len()
        ))
    })
}

/// Whether an edge is neither straight nor round.
fn is_bent(edge: &Shape) -> Result<bool> {
    Ok(!matches!(edge.geom_type()?, "LINE" | "CIRCLE"))
}

/// Whether an outline has more than straight edges: a draft prism makes several faces of a round one.
fn has_bent_edges(faces: &[Shape]) -> Result<bool> {
    for face in faces {
        for edge in face.children(Kind::Edge)? {
            if edge.geom_type()? != "LINE" {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether a cut made edges whose pieces cleaning cannot join, as it joins lines and circles.
fn has_new_bent_edges(result: &Shape, before: &Shape) -> Result<bool> {
    let known = before.children(Kind::Edge)?;
    for edge in result.children(Kind::Edge)? {
        if is_bent(&edge)? && !known.iter().any(|old| old.is_same(&edge)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Plane faces as straight prisms that reach out of a solid on both sides: one cut with all of them
/// gives what a draft prism for each face gives without a taper, in a quarter of the time, but for the
/// pieces into which a draft prism divides the walls of round outlines.
fn prisms_through(solid: &Shape, faces: &[Shape]) -> Result<Vec<Shape>> {
    let all: Vec<Shape> = faces.iter().chain([solid]).cloned().collect();
    let bounds = kernel::compound(&all)?.bounding_box(BoxMethod::Fast)?;
    let reach = bounds.map_or(1.0, |bounds| bounds.diagonal());
    let prism = |face: &Shape| -> Result<Shape> {
        let out = Vector::from(face.normal_at(None)?) * reach;
        let start = face.moved(&Transform::translation((-out).array()))?;
        Ok(kernel::extrude(&start, (out * 2.0).array())?)
    };
    faces.iter().map(prism).collect()
}
