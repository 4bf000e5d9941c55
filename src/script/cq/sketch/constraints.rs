//! Constraint solving in a sketch: segments and arcs move until relations between them hold.
//!
//! A segment has four unknowns (start x, y, end x, y), an arc five (centre x, y, radius, first
//! angle from y clockwise, angle covered), all as in CadQuery 2.8.
//! The sum of squared errors is made smallest by the method of Levenberg and Marquardt
//! (J. J. Moré, LNM 630, 1978) where CadQuery uses SLSQP: sketches that are fully constrained come
//! out equal, others keep what freedom is left near where it was.

use kernel::Shape;

use super::{Sketch, SketchItem};
use crate::cq::{CqError, Result};

/// Steps end here whatever was reached.
const MOST_STEPS: usize = 500;

/// Length of the steps of finite differences.
const DIFFERENCE: f64 = 1e-7;

/// A segment or an arc by its unknowns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Curve {
    /// x and y of the start, x and y of the end.
    Segment([f64; 4]),
    /// x and y of the centre, radius, first angle, angle covered.
    Arc([f64; 5]),
}

/// What a constraint asks for; angles in radians.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wish {
    /// The curve stays.
    Fixed,
    /// The point at a part of the curve stays; `None` is the centre of an arc.
    FixedPoint(Option<f64>),
    /// The end of the first is the start of the second.
    Coincident,
    /// The angle from the end of the first to the start of the second.
    Angle(f64),
    /// A length in millimetres.
    Length(f64),
    /// Points at parts of both curves at a distance.
    Distance(Option<f64>, Option<f64>, f64),
    /// A radius in millimetres.
    Radius(f64),
    /// A direction.
    Orientation([f64; 2]),
    /// How far an arc goes.
    ArcAngle(f64),
}

/// A wish about one curve, or about two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Constraint {
    /// Index of the first curve.
    pub first: usize,
    /// Index of the second curve.
    pub second: Option<usize>,
    /// What is asked for.
    pub wish: Wish,
}

impl Curve {
    fn numbers(&self) -> &[f64] {
        match self {
            Self::Segment(numbers) => numbers,
            Self::Arc(numbers) => numbers,
        }
    }

    fn with(&self, numbers: &[f64]) -> Self {
        match self {
            Self::Segment(_) => Self::Segment(std::array::from_fn(|i| numbers[i])),
            Self::Arc(_) => Self::Arc(std::array::from_fn(|i| numbers[i])),
        }
    }

    /// The point at a part of the curve, 0 to 1; `None` is the centre of an arc.
    pub fn point(&self, at: Option<f64>) -> Result<[f64; 2]> {
        match (self, at) {
            (Self::Segment([x, y, u, v]), Some(t)) => Ok([x + t * (u - x), y + t * (v - y)]),
            (Self::Arc([x, y, ..]), None) => Ok([*x, *y]),
            (Self::Arc([x, y, r, a, span]), Some(t)) => {
                let angle = a + t * span;
                Ok([x + r * angle.sin(), y + r * angle.cos()])
            }
            (Self::Segment(_), None) => Err(CqError::type_error("a segment has no centre")
                .with_hint("give a part of its length from 0 to 1")),
        }
    }

    fn tangent(&self, at: f64) -> [f64; 2] {
        match self {
            Self::Segment([x, y, u, v]) => [u - x, v - y],
            Self::Arc([_, _, _, a, span]) => {
                let angle = a + at * span;
                [span.signum() * angle.cos(), -span.signum() * angle.sin()]
            }
        }
    }

    fn length(&self) -> f64 {
        match self {
            Self::Segment([x, y, u, v]) => (u - x).hypot(v - y),
            Self::Arc([_, _, r, _, span]) => (r * span).abs(),
        }
    }
}

/// The angle from one direction to another, from -π to π.
fn angle(from: [f64; 2], to: [f64; 2]) -> f64 {
    (from[0] * to[1] - from[1] * to[0]).atan2(from[0] * to[0] + from[1] * to[1])
}

/// Adds the errors of a constraint, all zero when it holds.
fn add_errors(constraint: &Constraint, now: &[Curve], start: &[Curve], errors: &mut Vec<f64>) -> Result<()> {
    let first = &now[constraint.first];
    let other = || {
        constraint
            .second
            .map(|second| &now[second])
            .ok_or_else(|| CqError::value("Invalid arity of a constraint"))
    };
    let arc = || match first {
        Curve::Arc(numbers) => Ok(numbers),
        Curve::Segment(_) => Err(CqError::value("the constraint is for arcs only")),
    };
    let mut apart = |a: [f64; 2], b: [f64; 2]| errors.extend([a[0] - b[0], a[1] - b[1]]);
    match constraint.wish {
        Wish::Fixed => {
            let before = start[constraint.first].numbers();
            errors.extend(first.numbers().iter().zip(before).map(|(a, b)| a - b));
        }
        Wish::FixedPoint(at) => apart(first.point(at)?, start[constraint.first].point(at)?),
        Wish::Coincident => apart(first.point(Some(1.0))?, other()?.point(Some(0.0))?),
        Wish::Angle(wanted) => errors.push(angle(other()?.tangent(0.0), first.tangent(1.0)) - wanted),
        Wish::Length(wanted) => errors.push(first.length() - wanted),
        Wish::Distance(a, b, distance) => {
            let (a, b) = (first.point(a)?, other()?.point(b)?);
            if distance == 0.0 {
                apart(a, b);
            } else {
                errors.push((a[0] - b[0]).hypot(a[1] - b[1]) - distance);
            }
        }
        Wish::Radius(wanted) => errors.push(arc()?[2] - wanted),
        Wish::Orientation(direction) => errors.push(angle(first.tangent(0.0), direction)),
        Wish::ArcAngle(wanted) => errors.push(arc()?[4] - wanted),
    }
    Ok(())
}

/// The curves moved so that the constraints hold as well as possible.
///
/// # Errors
/// A `ValueError` for a constraint that does not fit its curves.
pub fn solve(curves: &[Curve], constraints: &[Constraint]) -> Result<Vec<Curve>> {
    let shaped = |numbers: &[f64]| -> Vec<Curve> {
        let mut at = 0;
        curves
            .iter()
            .map(|curve| {
                let from = at;
                at += curve.numbers().len();
                curve.with(&numbers[from..at])
            })
            .collect()
    };
    let errors = |numbers: &[f64]| -> Result<Vec<f64>> {
        let now = shaped(numbers);
        let mut errors = Vec::new();
        for constraint in constraints {
            add_errors(constraint, &now, curves, &mut errors)?;
        }
        Ok(errors)
    };
    let mut at: Vec<f64> = curves.iter().flat_map(|curve| curve.numbers().to_vec()).collect();
    let n = at.len();
    let mut here = errors(&at)?;
    let mut damping = 1e-3;
    for _ in 0..MOST_STEPS {
        let value: f64 = here.iter().map(|e| e * e).sum();
        let mut slopes = Vec::with_capacity(n);
        for i in 0..n {
            let shifted = |by: f64| {
                let mut numbers = at.clone();
                numbers[i] += by;
                errors(&numbers)
            };
            let (up, down) = (shifted(DIFFERENCE)?, shifted(-DIFFERENCE)?);
            let slope: Vec<f64> = up.iter().zip(&down).map(|(u, d)| (u - d) / (2.0 * DIFFERENCE)).collect();
            slopes.push(slope);
        }
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
        let gradient: Vec<f64> = slopes.iter().map(|slope| dot(slope, &here)).collect();
        let mut lower = false;
        while !lower && damping < 1e12 {
            let mut normal = vec![0.0; n * n];
            for i in 0..n {
                for j in 0..n {
                    normal[i * n + j] = dot(&slopes[i], &slopes[j]);
                }
                normal[i * n + i] += damping;
            }
            let step = crate::cq::constraints::descent(&normal, &gradient);
            let next: Vec<f64> = at.iter().zip(&step).map(|(x, d)| x + d).collect();
            let there = errors(&next)?;
            let reached: f64 = there.iter().map(|e| e * e).sum();
            lower = reached < value;
            if lower {
                (at, here) = (next, there);
                damping = (damping / 10.0).max(1e-14);
            } else {
                damping *= 10.0;
            }
        }
        if !lower || here.iter().map(|e| e * e).sum::<f64>() < 1e-28 {
            break;
        }
    }
    Ok(shaped(&at))
}

impl Sketch {
    /// Puts a moved edge in the place of another one, among the edges and under all tags.
    pub fn replace_edge(&self, old: &Shape, new: &Shape) {
        for edge in self.0.edges.borrow_mut().iter_mut().filter(|edge| edge.shape.is_same(old)) {
            edge.shape = new.clone();
        }
        for item in self.0.tags.borrow_mut().values_mut().flatten() {
            if item.shape().is_some_and(|shape| shape.is_same(old)) {
                *item = SketchItem::Shape(new.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_of_four_loose_segments_closes() {
        let curves = [
            Curve::Segment([0.0, 0.0, 1.1, 0.1]),
            Curve::Segment([1.0, 0.0, 0.9, 1.2]),
            Curve::Arc([0.5, 1.0, 0.6, 1.5, -3.0]),
        ];
        let of = |first, second, wish| Constraint { first, second, wish };
        let constraints = [
            of(0, None, Wish::FixedPoint(Some(0.0))),
            of(0, Some(1), Wish::Coincident),
            of(0, None, Wish::Orientation([1.0, 0.0])),
            of(0, None, Wish::Length(2.0)),
            of(1, None, Wish::Length(3.0)),
            of(0, Some(1), Wish::Angle(-std::f64::consts::FRAC_PI_2)),
            of(2, None, Wish::Radius(0.5)),
            of(2, None, Wish::ArcAngle(-3.0)),
            of(1, Some(2), Wish::Coincident),
        ];
        let solved = solve(&curves, &constraints).expect("can be solved");
        let mut errors = Vec::new();
        for constraint in &constraints {
            add_errors(constraint, &solved, &curves, &mut errors).expect("fits");
        }
        assert!(errors.iter().all(|e| e.abs() < 1e-10), "{errors:?}");
        let Curve::Segment([.., x, y]) = solved[1] else { panic!("a segment stays one") };
        assert!((x - 2.0).abs() < 1e-9 && (y.abs() - 3.0).abs() < 1e-9, "{x} {y}");
    }
}
