//! Selectors: which of a list of shapes are meant.
//!
//! A [`Selector`] is a value that filters a list of shapes; [`Selector::parse`] reads the string
//! syntax (`">Z"`, `"|X and not <Y"`, `"%CIRCLE"`).
//! Selectors written in Python take part as [`Selector::Custom`].
//!
//! Deviation from CadQuery: `and`, `or`, `not`, `exc` keep the order of the list they filter;
//! CadQuery's order changes from run to run.

mod clusters;
mod parser;

use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;

use base::tolerance;
use kernel::{Kind, Shape};

use self::clusters::nth_cluster;
use super::geom::Vector;
use super::{CqError, Result, shape};

pub use parser::{AXIS_NAMES, TYPE_NAMES, VIEW_NAMES};

/// A function that filters shapes.
pub type Filter = dyn Fn(&[Shape]) -> Result<Vec<Shape>>;

/// What [`Selector::Box`] compares with the box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BoxTest {
    /// The centre of the shape.
    #[default]
    Center,
    /// Both corners of the bounding box of the shape.
    BoundingBox,
}

/// How a direction is compared with the normal of a plane face or the tangent of a straight edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// Along it, forwards or backwards: `|Z`.
    Parallel,
    /// Along it, forwards: `+Z`.
    Same,
    /// Square to it: `#Z`.
    Perpendicular,
}

/// From which end [`Nth`] counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Index 0 is the smallest.
    #[default]
    Ascending,
    /// Index 0 is the largest.
    Descending,
}

/// A place in a sorted list of groups of equal values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nth {
    /// Index of the group; negative numbers count from the other end.
    pub index: i64,
    /// From which end it counts.
    pub order: Order,
    /// Values this close belong together.
    pub tolerance: f64,
}

impl Nth {
    /// The group at an index, counted from the smallest.
    pub const fn ascending(index: i64) -> Self {
        Self { index, order: Order::Ascending, tolerance: tolerance::SELECTOR }
    }

    /// The group at an index, counted from the largest.
    pub const fn descending(index: i64) -> Self {
        Self { index, order: Order::Descending, tolerance: tolerance::SELECTOR }
    }
}

/// Chooses among shapes.
#[derive(Clone)]
pub enum Selector {
    /// Everything.
    All,
    /// The one whose centre is nearest to a point.
    NearestToPoint(Vector),
    /// The one nearest to a shape.
    NearestToShape(Shape),
    /// Those inside the box between two corners.
    Box {
        /// One corner.
        a: Vector,
        /// The opposite corner.
        b: Vector,
        /// What is compared with the box.
        test: BoxTest,
    },
    /// Those with a geometry type, in capitals: `PLANE`, `CIRCLE`, ….
    Type(String),
    /// Plane faces and straight edges by their direction.
    Aligned {
        /// How directions are compared.
        alignment: Alignment,
        /// The direction; its length counts in [`Alignment::Parallel`], as in CadQuery.
        direction: Vector,
        /// Tolerance in radians.
        tolerance: f64,
    },
    /// Sorted by their centre along a direction: `>Z`, `>>Z[1]`.
    CenterNth {
        /// The direction.
        direction: Vector,
        /// Which group.
        nth: Nth,
    },
    /// Those parallel to a direction, sorted by their centre along it: `>Z[-2]`.
    DirectionNth {
        /// The direction.
        direction: Vector,
        /// Which group.
        nth: Nth,
    },
    /// Circular edges and wires sorted by radius.
    RadiusNth(Nth),
    /// Edges and wires sorted by length.
    LengthNth(Nth),
    /// Faces, shells, solids and closed plane wires sorted by area.
    AreaNth(Nth),
    /// Those that both choose.
    And(Box<Selector>, Box<Selector>),
    /// Those that one of the two chooses.
    Sum(Box<Selector>, Box<Selector>),
    /// Those that the first chooses and the second does not.
    Subtract(Box<Selector>, Box<Selector>),
    /// Those that are not chosen.
    Inverse(Box<Selector>),
    /// A function.
    Custom(Rc<Filter>),
}

impl Selector {
    /// Reads the string syntax.
    ///
    /// # Errors
    /// [`super::CqErrorKind::Parse`] with the position and what was expected there.
    ///
    /// # Example
    /// ```
    /// use script::cq::Selector;
    ///
    /// assert!(Selector::parse("|Z and (>X or <X)").is_ok());
    /// assert!(Selector::parse(">W").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self> {
        parser::parse(text)
    }

    /// The shapes that are chosen.
    ///
    /// # Errors
    /// `ValueError` or `IndexError` when an index points to nothing, and kernel errors.
    pub fn filter(&self, shapes: &[Shape]) -> Result<Vec<Shape>> {
        match self {
            Self::All => Ok(shapes.to_vec()),
            Self::NearestToPoint(point) => {
                nearest(shapes, |s| Ok((shape::center(s)? - *point).length())).map(|s| vec![s])
            }
            Self::NearestToShape(other) => nearest(shapes, |s| Ok(other.distance(s)?)).map(|s| vec![s]),
            Self::Box { a, b, test } => keep(shapes, |s| match test {
                BoxTest::Center => Ok(between(shape::center(s)?, *a, *b)),
                BoxTest::BoundingBox => {
                    let bounds = shape::bounding_box(s, None)?;
                    Ok(between(bounds.min(), *a, *b) && between(bounds.max(), *a, *b))
                }
            }),
            Self::Type(name) => keep(shapes, |s| Ok(s.geom_type()? == *name)),
            Self::Aligned { alignment, direction, tolerance } => {
                aligned(shapes, *alignment, *direction, *tolerance)
            }
            Self::CenterNth { direction, nth } => {
                nth_cluster(shapes, nth, |s| Ok(Some(shape::center(s)?.dot(*direction))))
            }
            Self::DirectionNth { direction, nth } => {
                let parallel = aligned(shapes, Alignment::Parallel, *direction, nth.tolerance)?;
                nth_cluster(&parallel, nth, |s| Ok(Some(shape::center(s)?.dot(*direction))))
            }
            Self::RadiusNth(nth) => nth_cluster(shapes, nth, |s| match s.kind() {
                Kind::Edge | Kind::Wire => Ok(shape::radius(s).ok()),
                _ => Ok(None),
            }),
            Self::LengthNth(nth) => nth_cluster(shapes, nth, |s| match s.kind() {
                Kind::Edge | Kind::Wire => Ok(Some(shape::length(s)?)),
                _ => Ok(None),
            }),
            Self::AreaNth(nth) => nth_cluster(shapes, nth, |s| match s.kind() {
                Kind::Face | Kind::Shell | Kind::Solid => Ok(Some(shape::area(s)?)),
                Kind::Wire => Ok(shape::wire_area(s).ok()),
                _ => Ok(None),
            }),
            Self::And(left, right) => {
                let (left, right) = (left.filter(shapes)?, ShapeSet::new(&right.filter(shapes)?));
                Ok(distinct(left.into_iter().filter(|s| right.contains(s))))
            }
            Self::Sum(left, right) => {
                let chosen = ShapeSet::new(&[left.filter(shapes)?, right.filter(shapes)?].concat());
                let all = chosen.shapes();
                let in_order = shapes.iter().filter(|s| chosen.contains(s)).cloned();
                // A selector of the user may return shapes that were not in the list.
                Ok(distinct(in_order.chain(all)))
            }
            Self::Subtract(left, right) => {
                let (left, right) = (left.filter(shapes)?, ShapeSet::new(&right.filter(shapes)?));
                Ok(distinct(left.into_iter().filter(|s| !right.contains(s))))
            }
            Self::Inverse(selector) => {
                let chosen = ShapeSet::new(&selector.filter(shapes)?);
                Ok(distinct(shapes.iter().filter(|s| !chosen.contains(s)).cloned()))
            }
            Self::Custom(filter) => filter(shapes),
        }
    }
}

impl fmt::Debug for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nth = |n: &Nth| match n.order {
            Order::Ascending => format!("[{}]", n.index),
            Order::Descending => format!("[{}] from the top", n.index),
        };
        match self {
            Self::All => f.write_str("all"),
            Self::NearestToPoint(p) => write!(f, "nearest to {p}"),
            Self::NearestToShape(_) => f.write_str("nearest to a shape"),
            Self::Box { a, b, test } => write!(f, "{test:?} in {a} .. {b}"),
            Self::Type(name) => write!(f, "type {name}"),
            Self::Aligned { alignment, direction, .. } => write!(f, "{alignment:?} {direction}"),
            Self::CenterNth { direction, nth: n } => write!(f, "center along {direction}{}", nth(n)),
            Self::DirectionNth { direction, nth: n } => write!(f, "parallel along {direction}{}", nth(n)),
            Self::RadiusNth(n) => write!(f, "radius{}", nth(n)),
            Self::LengthNth(n) => write!(f, "length{}", nth(n)),
            Self::AreaNth(n) => write!(f, "area{}", nth(n)),
            Self::And(a, b) => write!(f, "({a:?} & {b:?})"),
            Self::Sum(a, b) => write!(f, "({a:?} + {b:?})"),
            Self::Subtract(a, b) => write!(f, "({a:?} - {b:?})"),
            Self::Inverse(a) => write!(f, "!{a:?}"),
            Self::Custom(_) => f.write_str("a function"),
        }
    }
}

/// The direction that [`Selector::Aligned`] compares: the normal of a plane face or the tangent of
/// a straight edge; `None` for all other shapes.
///
/// # Errors
/// Only when the kernel fails.
pub fn direction_of(s: &Shape) -> Result<Option<Vector>> {
    match s.kind() {
        Kind::Face if s.geom_type()? == "PLANE" => Ok(Some(shape::normal_at(s, None)?)),
        Kind::Edge if s.geom_type()? == "LINE" => Ok(Some(shape::tangent_at(s, 0.5)?)),
        _ => Ok(None),
    }
}

fn aligned(shapes: &[Shape], alignment: Alignment, wanted: Vector, tolerance: f64) -> Result<Vec<Shape>> {
    keep(shapes, |s| {
        let Some(found) = direction_of(s)? else { return Ok(false) };
        Ok(match alignment {
            Alignment::Parallel => wanted.cross(found).length() < tolerance,
            Alignment::Same => wanted.angle(found)? < tolerance,
            Alignment::Perpendicular => {
                (wanted.angle(found)? - std::f64::consts::FRAC_PI_2).abs() < tolerance
            }
        })
    })
}

fn keep(shapes: &[Shape], mut test: impl FnMut(&Shape) -> Result<bool>) -> Result<Vec<Shape>> {
    let mut kept = Vec::new();
    for s in shapes {
        if test(s)? {
            kept.push(s.clone());
        }
    }
    Ok(kept)
}

/// The first shape with the smallest distance.
fn nearest(shapes: &[Shape], distance: impl Fn(&Shape) -> Result<f64>) -> Result<Shape> {
    let mut best: Option<(f64, &Shape)> = None;
    for s in shapes {
        let found = distance(s)?;
        if best.is_none_or(|(smallest, _)| found < smallest) {
            best = Some((found, s));
        }
    }
    let Some((_, s)) = best else {
        return Err(CqError::value("min() arg is an empty sequence")
            .with_hint("there is nothing to select from: the selection before this one is empty"));
    };
    Ok(s.clone())
}

/// Whether a point lies between two corners, given in any order; the larger faces do not count.
fn between(p: Vector, a: Vector, b: Vector) -> bool {
    let (p, a, b) = (p.array(), a.array(), b.array());
    (0..3).all(|i| (p[i] < a[i]) != (p[i] < b[i]))
}

fn distinct(shapes: impl IntoIterator<Item = Shape>) -> Vec<Shape> {
    let mut seen = ShapeSet::default();
    shapes.into_iter().filter(|s| seen.insert(s)).collect()
}

/// Shapes without repetitions, compared as Python compares CadQuery's shapes: orientation does not count.
#[derive(Default)]
struct ShapeSet {
    by_hash: HashMap<u64, Vec<Shape>>,
}

impl ShapeSet {
    fn new(shapes: &[Shape]) -> Self {
        let mut set = Self::default();
        for s in shapes {
            set.insert(s);
        }
        set
    }

    /// Adds a shape; whether it was not there yet.
    fn insert(&mut self, s: &Shape) -> bool {
        let place = self.by_hash.entry(s.hash_code()).or_default();
        let is_new = !place.iter().any(|other| other.is_same(s));
        if is_new {
            place.push(s.clone());
        }
        is_new
    }

    fn contains(&self, s: &Shape) -> bool {
        self.by_hash.get(&s.hash_code()).is_some_and(|place| place.iter().any(|other| other.is_same(s)))
    }

    fn shapes(&self) -> Vec<Shape> {
        let mut all: Vec<(u64, &Shape)> =
            self.by_hash.iter().flat_map(|(hash, place)| place.iter().map(|s| (*hash, s))).collect();
        all.sort_by_key(|(hash, _)| *hash);
        all.into_iter().map(|(_, s)| s.clone()).collect()
    }
}

#[cfg(test)]
mod tests;
