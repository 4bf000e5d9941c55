//! Curves as arcs and straight lines, for machines that know no others.
//!
//! Each piece of a curve is replaced by two arcs that leave and arrive in the direction of the curve
//! (a biarc: Bolton, "Biarc curves", Computer-Aided Design 7, 1975), and the pieces are as long as the
//! tolerance allows. OpenCASCADE's own conversion, which CadQuery uses, finds other arcs within the same
//! tolerance.

use kernel::{Kind, ParamMode, Shape};

use crate::cq::{CqError, Result, Vector};

/// An edge has at most about this many pieces.
const MOST_PIECES: f64 = 4096.0;

/// How often the end of a piece is moved to find the farthest one.
const REFINEMENTS: u32 = 18;

/// Places of a piece at which the distance to its arcs is measured.
const PROBES: u32 = 9;

/// A planar face whose edges are arcs and straight lines, within `tolerance` millimetres.
///
/// # Errors
/// A `ValueError` for a face that is not flat or a tolerance that is not positive.
pub fn of_face(face: &Shape, tolerance: f64) -> Result<Shape> {
    if face.geom_type()? != "PLANE" {
        return Err(CqError::value(format!(
            "only flat faces become arcs, this one is a {}",
            face.geom_type()?
        ))
        .with_hint("choose a flat face, for example .faces(\"%PLANE\")"));
    }
    let outer = kernel::wire(&of_wire(&face.outer_wire()?, tolerance)?)?;
    let inners: Vec<Shape> = face
        .inner_wires()?
        .iter()
        .map(|wire| Ok(kernel::wire(&of_wire(wire, tolerance)?)?))
        .collect::<Result<_>>()?;
    Ok(kernel::face(&outer, &inners)?)
}

/// The edges of a wire as arcs and straight lines, in order.
///
/// # Errors
/// A `ValueError` for a tolerance that is not positive.
pub fn of_wire(wire: &Shape, tolerance: f64) -> Result<Vec<Shape>> {
    if !(tolerance.is_finite() && tolerance > 0.0) {
        return Err(CqError::value(format!("the tolerance is {tolerance}, but must be greater than 0")));
    }
    let mut edges = Vec::new();
    let in_order = if wire.kind() == Kind::Wire { wire.wire_edges()? } else { vec![wire.clone()] };
    for edge in in_order {
        if matches!(edge.geom_type()?, "LINE" | "CIRCLE") {
            edges.push(edge);
            continue;
        }
        let mut pieces = Fit { edge: &edge, tolerance }.pieces()?;
        if edge.is_reversed() {
            pieces.reverse();
        }
        edges.extend(pieces);
    }
    Ok(edges)
}

/// A place on a curve.
#[derive(Clone, Copy)]
struct Place {
    parameter: f64,
    point: Vector,
    tangent: Vector,
}

fn at(edge: &Shape, parameter: f64) -> Result<Place> {
    let point = edge.position_at(parameter, ParamMode::Parameter)?.into();
    let tangent = edge.tangent_at(parameter, ParamMode::Parameter)?.into();
    Ok(Place { parameter, point, tangent })
}

struct Fit<'a> {
    edge: &'a Shape,
    tolerance: f64,
}

impl Fit<'_> {
    /// Arcs and lines along the whole edge: each pair of arcs reaches as far as it can.
    fn pieces(&self) -> Result<Vec<Shape>> {
        let (first, last) = self.edge.curve_bounds()?;
        let least = (last - first) / MOST_PIECES;
        let mut found = Vec::new();
        let mut from = at(self.edge, first)?;
        while last - from.parameter > least * 1e-3 {
            let (mut reached, mut too_far) = (None, last);
            let mut next = last;
            for _ in 0..REFINEMENTS {
                let to = at(self.edge, next)?;
                match self.arcs(from, to)? {
                    Some(arcs) => reached = Some((to, arcs)),
                    None => too_far = next,
                }
                let Some((to, _)) = &reached else {
                    next = from.parameter + (next - from.parameter) / 2.0;
                    continue;
                };
                if to.parameter >= last || too_far - to.parameter < least {
                    break;
                }
                next = (to.parameter + too_far) / 2.0;
            }
            let to = match reached {
                Some((to, arcs)) => {
                    for arc in &arcs {
                        found.extend(arc.edge()?);
                    }
                    to
                }
                // A corner: a straight line as short as they get.
                None => {
                    let to = at(self.edge, (from.parameter + least).min(last))?;
                    found.extend(straight(from.point, to.point)?);
                    to
                }
            };
            from = to;
        }
        Ok(found)
    }

    /// The two arcs of a piece, if they stay near enough.
    fn arcs(&self, from: Place, to: Place) -> Result<Option<[Arc; 2]>> {
        let Some((middle, direction)) = joint(from, to) else { return Ok(None) };
        let arcs = [Arc::new(from.point, from.tangent, middle), Arc::new(middle, direction, to.point)];
        Ok(self.stays_near(&arcs, from, to)?.then_some(arcs))
    }

    fn stays_near(&self, arcs: &[Arc; 2], from: Place, to: Place) -> Result<bool> {
        for probe in 1..=PROBES {
            let share = f64::from(probe) / f64::from(PROBES + 1);
            let parameter = from.parameter + (to.parameter - from.parameter) * share;
            let point: Vector = self.edge.position_at(parameter, ParamMode::Parameter)?.into();
            let distance = arcs.iter().map(|arc| arc.distance(point)).fold(f64::INFINITY, f64::min);
            if distance > self.tolerance {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Where the two arcs of a piece meet, and in which direction; `None` when there is no such place or the
/// piece turns so far that its arcs would be ambiguous.
fn joint(from: Place, to: Place) -> Option<(Vector, Vector)> {
    let across = to.point - from.point;
    let turn = from.tangent.dot(to.tangent);
    if turn < 0.0 || across.dot(from.tangent) <= 0.0 || across.dot(to.tangent) <= 0.0 {
        return None;
    }
    let both = from.tangent + to.tangent;
    let (along, square) = (across.dot(both), across.dot(across));
    let bend = 2.0 * (1.0 - turn);
    let reach = if bend < 1e-9 {
        square / (2.0 * along)
    } else {
        ((along * along + bend * square).sqrt() - along) / bend
    };
    let (first, second) = (from.point + from.tangent * reach, to.point - to.tangent * reach);
    let direction = second - first;
    let length = direction.length();
    if !(length.is_finite() && length > 1e-9) {
        return None;
    }
    Some(((first + second) * 0.5, direction * (1.0 / length)))
}

/// A piece of a circle, or of a line when there is no centre.
struct Arc {
    start: Vector,
    tangent: Vector,
    end: Vector,
    center: Option<(Vector, f64)>,
}

impl Arc {
    fn new(start: Vector, tangent: Vector, end: Vector) -> Self {
        let chord = end - start;
        let aside = chord - tangent * chord.dot(tangent);
        let size = aside.length();
        let is_straight = size < 1e-9 * chord.length().max(1e-9);
        let center = (!is_straight).then(|| {
            let radius = chord.dot(chord) / (2.0 * size);
            (start + aside * (radius / size), radius)
        });
        Self { start, tangent, end, center }
    }

    /// The edge; `None` when it has no length.
    fn edge(&self) -> Result<Option<Shape>> {
        if (self.end - self.start).length() < base::tolerance::LENGTH {
            return Ok(None);
        }
        match self.center {
            Some(_) => {
                Ok(Some(kernel::tangent_arc(self.start.into(), self.tangent.into(), self.end.into())?))
            }
            None => straight(self.start, self.end),
        }
    }

    /// How far a point is from the arc, if it lies between its ends; infinite if not.
    fn distance(&self, point: Vector) -> f64 {
        let chord = self.end - self.start;
        let share = (point - self.start).dot(chord) / chord.dot(chord);
        if !(-0.05..=1.05).contains(&share) {
            return f64::INFINITY;
        }
        match self.center {
            Some((center, radius)) => ((point - center).length() - radius).abs(),
            None => {
                let offset = point - self.start;
                (offset - self.tangent * offset.dot(self.tangent)).length()
            }
        }
    }
}

fn straight(start: Vector, end: Vector) -> Result<Option<Shape>> {
    let is_point = (end - start).length() < base::tolerance::LENGTH;
    Ok(if is_point { None } else { Some(kernel::line(start.into(), end.into())?) })
}
