//! Constraint solving: placing the parts of an assembly.
//!
//! Every free part has six unknowns: a shift in units of the size of the whole, and half the turn
//! as a vector of modified Rodrigues parameters.
//! Each constraint is a cost, zero when it holds; the sum is made smallest by Newton's method with
//! exact second derivatives.
//! Costs, start and the treatment of directions in which nothing pulls are those of CadQuery 2.8,
//! which gives them to IPOPT (A. Wächter, L. T. Biegler, Mathematical Programming 106, 2006,
//! section 3.1), so that parts with a freedom left end in the same place.
//!
//! Deviation from CadQuery: the iteration goes on until nothing improves, so that places are exact
//! to rounding where IPOPT stops at a cost of 1e-12.

mod jet;
mod linear;

use std::f64::consts::PI;

use super::geom::{Location, Matrix, Vector};
use super::{CqError, Result};

use self::jet::{Jet, Jet3, constant};

/// Unknowns of a part.
const FREEDOMS: usize = 6;

/// Iterations end here whatever was reached.
const MOST_ITERATIONS: usize = 500;

/// The turn that every free part starts with, so that opposite directions can find a way round.
const FIRST_TURN: f64 = 1e-2;

/// How strongly parts without any constraint stay where they are.
const PENALTY: f64 = 1e-16;

/// What a constraint asks for; points and directions are in coordinates of the part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Relation {
    /// Two points at a distance in millimetres.
    Point(Vector, Vector, f64),
    /// Two directions at an angle in radians.
    Axis(Vector, Vector, f64),
    /// A point in the plane through a point square to a direction.
    PointInPlane(Vector, Vector, Vector),
    /// A point on the line through a point along a direction; the number is subtracted from the
    /// squared distance.
    PointOnLine(Vector, Vector, Vector, f64),
    /// A point at a place in the world.
    FixedPoint(Vector, Vector),
    /// A direction along another one in the world.
    FixedAxis(Vector, Vector),
    /// Turns in radians about the global x, then y, then z axis.
    FixedRotation(Vector),
}

/// A relation and the parts it is about; relations of one part have only a first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term {
    /// Index of the first part.
    pub first: usize,
    /// Index of the second part.
    pub second: Option<usize>,
    /// What is asked for.
    pub relation: Relation,
}

/// Where parts are, and which of them must stay there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Where the part starts.
    pub location: Location,
    /// Whether it may move.
    pub is_free: bool,
}

/// The places at which the relations hold as well as possible; `size` is the diagonal of the whole
/// in millimetres.
///
/// # Errors
/// A `RuntimeError` when the numbers grow without limit.
pub fn solve(places: &[Place], terms: &[Term], size: f64) -> Result<Vec<Location>> {
    let problem = Problem::new(places, terms, if size > 0.0 { size } else { 1.0 });
    let unknowns = problem.minimum()?;
    Ok(places
        .iter()
        .enumerate()
        .map(|(index, place)| match problem.offsets[index] {
            Some(offset) => {
                let own = &unknowns[offset..offset + FREEDOMS];
                let (t, r) = &problem.starts[index];
                let shift = *t + Vector::new(own[0], own[1], own[2]) * problem.size;
                location(shift, *r + Vector::new(own[3], own[4], own[5]))
            }
            None => place.location,
        })
        .collect())
}

/// A direction in which a positive definite quadratic model falls fastest to its minimum.
pub(crate) fn descent(matrix: &[f64], gradient: &[f64]) -> Vec<f64> {
    linear::descent(matrix, gradient, &mut 0.0)
}

struct Problem<'a> {
    terms: &'a [Term],
    size: f64,
    starts: Vec<(Vector, Vector)>,
    /// Where the unknowns of a part start, `None` for those that stay.
    offsets: Vec<Option<usize>>,
    count: usize,
}

/// A value with all first and second derivatives by the unknowns.
struct Expansion {
    value: f64,
    gradient: Vec<f64>,
    hessian: Vec<f64>,
}

impl<'a> Problem<'a> {
    fn new(places: &[Place], terms: &'a [Term], size: f64) -> Self {
        let mut count = 0;
        let offsets = places
            .iter()
            .map(|place| {
                place.is_free.then(|| {
                    count += FREEDOMS;
                    count - FREEDOMS
                })
            })
            .collect();
        let starts =
            places.iter().map(|place| (place.location.position(), half_turn(&place.location))).collect();
        Self { terms, size, starts, offsets, count }
    }

    /// Newton's method; where the second derivatives do not curve upwards in every direction a
    /// multiple of the unit matrix is added.
    fn minimum(&self) -> Result<Vec<f64>> {
        let mut at: Vec<f64> =
            (0..self.count).map(|i| if i % FREEDOMS < 3 { 0.0 } else { FIRST_TURN }).collect();
        let mut added = 0.0;
        for _ in 0..MOST_ITERATIONS {
            let here = self.expansion(&at);
            if !here.value.is_finite() {
                return Err(CqError::runtime("the constraints of the assembly could not be solved")
                    .with_hint("remove constraints that contradict each other"));
            }
            let steepest = here.gradient.iter().fold(0.0_f64, |most, g| most.max(g.abs()));
            if steepest <= 1e-15 {
                break;
            }
            let step = linear::descent(&here.hessian, &here.gradient, &mut added);
            let slope: f64 = step.iter().zip(&here.gradient).map(|(d, g)| d * g).sum();
            let Some(next) = self.along(&at, &step, here.value, slope) else { break };
            at = next;
        }
        Ok(at)
    }

    /// The first point of a row of halved steps that is lower; `None` when there is none.
    fn along(&self, at: &[f64], step: &[f64], value: f64, slope: f64) -> Option<Vec<f64>> {
        let mut length = 1.0;
        for _ in 0..40 {
            let next: Vec<f64> = at.iter().zip(step).map(|(x, d)| x + length * d).collect();
            let reached = self.value(&next);
            if reached <= value + 1e-8 * length * slope && reached < value {
                return Some(next);
            }
            length /= 2.0;
        }
        None
    }

    fn value(&self, at: &[f64]) -> f64 {
        let costs: f64 = self.terms.iter().map(|term| self.cost(term, at).value).sum();
        costs + PENALTY * at.iter().map(|x| x * x).sum::<f64>()
    }

    fn expansion(&self, at: &[f64]) -> Expansion {
        let n = self.count;
        let mut sum = Expansion {
            value: PENALTY * at.iter().map(|x| x * x).sum::<f64>(),
            gradient: at.iter().map(|x| 2.0 * PENALTY * x).collect(),
            hessian: vec![0.0; n * n],
        };
        for i in 0..n {
            sum.hessian[i * n + i] = 2.0 * PENALTY;
        }
        for term in self.terms {
            let cost = self.cost(term, at);
            sum.value += cost.value;
            let place = |local: usize| -> Option<usize> {
                let part = if local < FREEDOMS { Some(term.first) } else { term.second };
                Some(self.offsets[part?]? + local % FREEDOMS)
            };
            for i in 0..2 * FREEDOMS {
                let Some(row) = place(i) else { continue };
                sum.gradient[row] += cost.first[i];
                for j in 0..2 * FREEDOMS {
                    if let Some(column) = place(j) {
                        sum.hessian[row * n + column] += cost.second[i][j];
                    }
                }
            }
        }
        sum
    }

    /// Shift and half turn of a part; `side` 0 or 1 tells which unknowns of the term are its own.
    fn pose(&self, part: usize, side: usize, at: &[f64]) -> (Jet3, Jet3) {
        let (t, r) = self.starts[part];
        let (mut shift, mut turn) = (constant(t), constant(r));
        if let Some(offset) = self.offsets[part] {
            for axis in 0..3 {
                let of_shift = Jet::unknown(at[offset + axis], side * FREEDOMS + axis);
                shift[axis] = shift[axis] + of_shift * self.size;
                turn[axis] = turn[axis] + Jet::unknown(at[offset + 3 + axis], side * FREEDOMS + 3 + axis);
            }
        }
        (shift, turn)
    }

    fn cost(&self, term: &Term, at: &[f64]) -> Jet {
        let (t1, r1) = self.pose(term.first, 0, at);
        let (t2, r2) = match term.second {
            Some(second) => self.pose(second, 1, at),
            None => (constant(Vector::ZERO), constant(Vector::ZERO)),
        };
        let scale = 1.0 / self.size;
        let point = |p: Vector, t: &Jet3, r: &Jet3| jet::add(&jet::rotated(p, r), t);
        match term.relation {
            Relation::Point(a, b, distance) => {
                let apart = jet::scaled(&jet::sub(&point(a, &t1, &r1), &point(b, &t2, &r2)), scale);
                let squared = jet::dot(&apart, &apart);
                if distance == 0.0 {
                    squared
                } else {
                    (squared + Jet::from(-(distance * scale).powi(2))).squared()
                }
            }
            Relation::Axis(a, b, angle) => {
                let (a, b) = (jet::rotated(a, &r1), jet::rotated(b, &r2));
                let between = if angle == 0.0 {
                    jet::sub(&a, &b)
                } else if angle == PI {
                    jet::add(&a, &b)
                } else {
                    return (jet::dot(&a, &b) + Jet::from(-angle.cos())).squared();
                };
                jet::dot(&between, &between)
            }
            Relation::PointInPlane(p, origin, normal) => {
                let apart = jet::sub(&point(origin, &t2, &r2), &point(p, &t1, &r1));
                (jet::dot(&jet::rotated(normal, &r2), &apart) * scale).squared()
            }
            Relation::PointOnLine(p, origin, direction, offset) => {
                let apart = jet::sub(&point(p, &t1, &r1), &point(origin, &t2, &r2));
                let along = jet::rotated(direction, &r2);
                let reach = jet::dot(&apart, &along);
                let beside: Jet3 = std::array::from_fn(|i| (apart[i] - along[i] * reach) * scale);
                let squared = jet::dot(&beside, &beside);
                if offset == 0.0 { squared } else { (squared + Jet::from(-offset)).squared() }
            }
            Relation::FixedPoint(p, place) => {
                let apart = jet::scaled(&jet::sub(&point(p, &t1, &r1), &constant(place)), scale);
                jet::dot(&apart, &apart)
            }
            Relation::FixedAxis(a, direction) => {
                let length = direction.length();
                let between = jet::sub(&jet::rotated(a, &r1), &constant(direction * (1.0 / length)));
                jet::dot(&between, &between)
            }
            Relation::FixedRotation(angles) => {
                let [x, y, z] = angles.array().map(f64::to_degrees);
                let wanted = quaternion(Location::from_angles(Vector::ZERO, Vector::new(x, y, z)).matrix());
                let [w, u] = jet::quaternion(&r1);
                let equal = w[0] * wanted[0] + u[0] * wanted[1] + u[1] * wanted[2] + u[2] * wanted[3];
                Jet::from(1.0) - equal.squared()
            }
        }
    }
}

/// The turn of a place as modified Rodrigues parameters: axis times the tangent of a quarter of
/// the angle.
fn half_turn(location: &Location) -> Vector {
    let [w, x, y, z] = quaternion(location.matrix());
    Vector::new(x, y, z) * (1.0 / (1.0 + w))
}

/// w, x, y, z of a turn, w not negative unless the turn is nearly half of one.
fn quaternion(matrix: &Matrix) -> [f64; 4] {
    let m = &matrix.rows;
    let trace = m[0][0] + m[1][1] + m[2][2];
    if trace > 0.0 {
        let w = (trace + 1.0).sqrt() / 2.0;
        let k = 0.25 / w;
        return [w, (m[2][1] - m[1][2]) * k, (m[0][2] - m[2][0]) * k, (m[1][0] - m[0][1]) * k];
    }
    let i = if m[0][0] > m[1][1] && m[0][0] > m[2][2] {
        0
    } else if m[1][1] > m[2][2] {
        1
    } else {
        2
    };
    let (j, k) = ((i + 1) % 3, (i + 2) % 3);
    let largest = (1.0 + m[i][i] - m[j][j] - m[k][k]).sqrt() / 2.0;
    let factor = 0.25 / largest;
    let mut parts = [(m[k][j] - m[j][k]) * factor, 0.0, 0.0, 0.0];
    parts[1 + i] = largest;
    parts[1 + j] = (m[i][j] + m[j][i]) * factor;
    parts[1 + k] = (m[i][k] + m[k][i]) * factor;
    parts
}

/// The place of a shift and modified Rodrigues parameters.
fn location(shift: Vector, turn: Vector) -> Location {
    let squared = turn.dot(turn);
    let [x, y, z] = turn.array().map(|c| 2.0 * c / (1.0 + squared));
    let w = (1.0 - squared) / (1.0 + squared);
    let rows = [
        [1.0 - 2.0 * (y * y + z * z), 2.0 * (x * y - w * z), 2.0 * (x * z + w * y), shift.x],
        [2.0 * (x * y + w * z), 1.0 - 2.0 * (x * x + z * z), 2.0 * (y * z - w * x), shift.y],
        [2.0 * (x * z - w * y), 2.0 * (y * z + w * x), 1.0 - 2.0 * (x * x + y * y), shift.z],
    ];
    Location::from_rigid(Matrix::new(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_survive_the_way_through_parameters() {
        for angles in [[0.0, 0.0, 0.0], [10.0, 20.0, 30.0], [170.0, -80.0, 5.0], [0.0, 0.0, 180.0]] {
            let shift = Vector::new(1.0, 2.0, 3.0);
            let place = Location::from_angles(shift, angles.into());
            let again = location(place.position(), half_turn(&place));
            for (a, b) in place.matrix().rows.iter().flatten().zip(again.matrix().rows.iter().flatten()) {
                assert!((a - b).abs() < 1e-12, "{angles:?}");
            }
        }
    }

    #[test]
    fn derivatives_agree_with_finite_differences() {
        let places = [
            Place {
                location: Location::from_angles(Vector::new(1.0, 2.0, 3.0), Vector::new(10.0, 20.0, 30.0)),
                is_free: true,
            },
            Place {
                location: Location::from_angles(Vector::new(-2.0, 0.5, 1.0), Vector::new(40.0, 0.0, -20.0)),
                is_free: true,
            },
        ];
        let (a, b, c) = (Vector::new(1.0, 0.5, -1.0), Vector::new(0.0, 0.6, 0.8), Vector::new(2.0, 0.0, 1.0));
        let relations = [
            Relation::Point(a, c, 0.0),
            Relation::Point(a, c, 2.0),
            Relation::Axis(b, Vector::Z, 0.0),
            Relation::Axis(b, Vector::Z, 0.7),
            Relation::PointInPlane(a, c, b),
            Relation::PointOnLine(a, c, b, 0.0),
            Relation::PointOnLine(a, c, b, 0.3),
            Relation::FixedPoint(a, c),
            Relation::FixedAxis(b, c),
            Relation::FixedRotation(a),
        ];
        for relation in relations {
            let terms = [Term { first: 0, second: Some(1), relation }];
            let problem = Problem::new(&places, &terms, 7.0);
            let at: Vec<f64> = (0..problem.count).map(|i| 0.05 + 0.01 * i as f64).collect();
            let here = problem.expansion(&at);
            let h = 1e-5;
            for i in 0..problem.count {
                let moved = |by: f64| {
                    let mut there = at.clone();
                    there[i] += by;
                    problem.expansion(&there)
                };
                let (up, down) = (moved(h), moved(-h));
                let slope = (up.value - down.value) / (2.0 * h);
                assert!((slope - here.gradient[i]).abs() < 1e-7 * (1.0 + slope.abs()), "{relation:?} {i}");
                for j in 0..problem.count {
                    let bend = (up.gradient[j] - down.gradient[j]) / (2.0 * h);
                    let known = here.hessian[i * problem.count + j];
                    assert!((bend - known).abs() < 1e-6 * (1.0 + bend.abs()), "{relation:?} {i} {j}");
                }
            }
        }
    }
}
