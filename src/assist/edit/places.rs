//! Features told by where they are, and what a part must show for a reading to be the one that was meant.

use glam::DVec3;

use super::features::{Features, Round};

/// Lengths that differ less are the same, in millimetres.
const SAME_MM: f64 = 2e-3;

/// Where a feature lies among its like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    /// The furthest in a direction.
    Toward(DVec3),
    /// In the middle of several.
    Middle,
    /// Further from the middle of the part than the others.
    Outer,
    /// Nearer to it.
    Inner,
}

impl Place {
    /// The place that a word tells.
    pub(super) fn of(word: &str) -> Option<Self> {
        let toward = match word {
            "left" => DVec3::NEG_X,
            "right" => DVec3::X,
            "front" => DVec3::NEG_Y,
            "back" | "rear" => DVec3::Y,
            "top" | "upper" => DVec3::Z,
            "bottom" | "lower" => DVec3::NEG_Z,
            "middle" | "center" | "centre" | "central" => return Some(Self::Middle),
            "outer" | "outside" => return Some(Self::Outer),
            "inner" | "inside" => return Some(Self::Inner),
            _ => return None,
        };
        Some(Self::Toward(toward))
    }

    /// Whether some of the round features of a part are those at the place, and no others.
    fn is_of(self, meant: &[Round], all: &[Round]) -> bool {
        let others: Vec<&Round> = all.iter().filter(|r| !meant.iter().any(|m| is_same(m, r))).collect();
        if meant.is_empty() || others.is_empty() {
            return !meant.is_empty();
        }
        let is_beyond = |measure: &dyn Fn(&Round) -> f64| {
            let least = meant.iter().map(measure).fold(f64::MAX, f64::min);
            let most = others.iter().map(|r| measure(r)).fold(f64::MIN, f64::max);
            least > most + SAME_MM
        };
        let middle = all.iter().map(middle_of).sum::<DVec3>() / all.len() as f64;
        let off = |r: &Round| across(middle_of(r) - middle, r.axis).length();
        match self {
            Self::Toward(d) => is_beyond(&|r| reach(r, d)) || is_beyond(&|r| middle_of(r).dot(d)),
            Self::Outer => is_beyond(&off),
            Self::Inner => is_beyond(&|r| -off(r)),
            Self::Middle => meant.iter().all(|m| {
                let like: Vec<DVec3> = all.iter().filter(|r| is_alike(m, r)).map(middle_of).collect();
                let mean = like.iter().sum::<DVec3>() / like.len() as f64;
                // Among two outer ones and one between them, whether in a row or not.
                let widest = like.iter().flat_map(|a| like.iter().map(move |b| *a - *b));
                let widest = widest.max_by(|a, b| a.length().total_cmp(&b.length())).unwrap_or_default();
                let along = |p: DVec3| (p - mean).dot(widest.normalize_or_zero()).abs();
                like.len() > 2
                    && along(middle_of(m)) < 0.1 * widest.length()
                    && like.iter().filter(|p| along(**p) < 0.1 * widest.length()).count() == 1
            }),
        }
    }

    /// The one of each kind of hole that lies at the place; only where one does.
    pub(super) fn single_holes(self, features: &Features) -> Vec<Round> {
        let is_single = |hole: &&Round| {
            let like: Vec<Round> = features.holes.iter().filter(|r| is_alike(hole, r)).copied().collect();
            like.len() > 1 && self.is_of(&[**hole], &like)
        };
        features.holes.iter().filter(is_single).copied().collect()
    }
}

/// What a part must show for a reading to be the one that was meant.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Goal {
    /// What changed lies there.
    At(Vec<Place>),
    /// What changed has moved by a vector and changed in nothing else; it lay at the places.
    Moved(DVec3, Vec<Place>),
    /// This hole is gone, and no other.
    Gone(Round),
}

impl Goal {
    /// Whether the part shows it.
    pub(super) fn is_met(&self, before: &Features, after: &Features) -> bool {
        let lost = missing(before, after);
        let found = missing(after, before);
        let is_at = |places: &[Place]| places.iter().all(|p| p.is_of(&lost, &before.holes));
        match self {
            // What no round feature shows cannot be told by its place.
            Self::At(places) => is_at(places),
            Self::Gone(hole) => {
                let others = lost.iter().filter(|r| r.is_hole && !is_same(hole, r)).count();
                lost.iter().any(|r| is_same(hole, r))
                    && others == 0
                    && !found.iter().any(|r| r.is_hole && is_alike(hole, r))
            }
            Self::Moved(by, places) => {
                let planes = planes_moved(before, after, *by);
                let rounds = lost.len() == found.len()
                    && lost.iter().all(|r| found.iter().any(|f| is_same(&moved(r, *by), f)));
                let is_any = !lost.is_empty() || before.planes != after.planes;
                is_any && rounds && planes && is_at(places)
            }
        }
    }
}

/// Whether every flat face that is gone is there again, further by a vector.
fn planes_moved(before: &Features, after: &Features, by: DVec3) -> bool {
    before.planes.difference(&after.planes).all(|plane| {
        let normal = DVec3::new(plane[0] as f64, plane[1] as f64, plane[2] as f64) / 1e3;
        let far = plane[3] + (normal.dot(by) * 1e2).round() as i64;
        (far - 1..=far + 1).any(|d| after.planes.contains(&[plane[0], plane[1], plane[2], d]))
    })
}

/// Round features of a part that another has not.
fn missing(of: &Features, other: &Features) -> Vec<Round> {
    let all = |f: &Features| f.holes.iter().chain(&f.rounds).copied().collect::<Vec<Round>>();
    let others = all(other);
    all(of).into_iter().filter(|r| !others.iter().any(|o| is_same(r, o))).collect()
}

fn moved(round: &Round, by: DVec3) -> Round {
    let along = by.dot(round.axis);
    Round { foot: round.foot + across(by, round.axis), span: round.span.map(|s| s + along), ..*round }
}

fn is_same(a: &Round, b: &Round) -> bool {
    let near = |x: f64, y: f64| (x - y).abs() < SAME_MM;
    is_alike(a, b)
        && a.foot.distance(b.foot) < SAME_MM
        && near(a.span[0], b.span[0])
        && near(a.span[1], b.span[1])
}

/// Whether two have the same direction and radius.
fn is_alike(a: &Round, b: &Round) -> bool {
    a.is_hole == b.is_hole && a.axis.dot(b.axis) > 0.9999 && (a.radius - b.radius).abs() < SAME_MM
}

/// The part of a vector across a direction.
fn across(v: DVec3, axis: DVec3) -> DVec3 {
    v - axis * v.dot(axis)
}

fn middle_of(round: &Round) -> DVec3 {
    round.foot + round.axis * f64::midpoint(round.span[0], round.span[1])
}

/// How far it reaches in a direction.
fn reach(round: &Round, d: DVec3) -> f64 {
    let ends = round.span.map(|s| (round.foot + round.axis * s).dot(d));
    ends[0].max(ends[1]) + round.radius * across(d, round.axis).length()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hole(x: f64, radius: f64) -> Round {
        Round { axis: DVec3::Z, foot: DVec3::new(x, 0.0, 0.0), radius, span: [0.0, 5.0], is_hole: true }
    }

    fn part(holes: Vec<Round>) -> Features {
        Features {
            bounds: None,
            holes,
            rounds: Vec::new(),
            planes: std::collections::BTreeSet::new(),
            faces: 8,
            solids: 1,
            volume: 10.0,
            is_valid: true,
        }
    }

    #[test]
    fn the_one_that_is_meant_is_found_by_its_place() {
        let three = part(vec![hole(-10.0, 2.0), hole(0.0, 2.0), hole(10.0, 2.0), hole(3.0, 8.0)]);
        let at = |place: &str| {
            let found = Place::of(place).expect("is a place").single_holes(&three);
            found.iter().map(|h| h.foot.x).collect::<Vec<f64>>()
        };
        assert_eq!(at("left"), [-10.0]);
        assert_eq!(at("right"), [10.0]);
        assert_eq!(at("middle"), [0.0]);
        assert!(at("upper").is_empty());
    }

    #[test]
    fn what_moved_otherwise_or_elsewhere_is_not_what_was_meant() {
        let before = part(vec![hole(-10.0, 2.0), hole(10.0, 2.0)]);
        let goal = |by: f64, place: Place| Goal::Moved(DVec3::X * by, vec![place]);
        let right_moved = part(vec![hole(-10.0, 2.0), hole(13.0, 2.0)]);
        assert!(goal(3.0, Place::Toward(DVec3::X)).is_met(&before, &right_moved));
        assert!(!goal(4.0, Place::Toward(DVec3::X)).is_met(&before, &right_moved));
        assert!(!goal(3.0, Place::Toward(DVec3::NEG_X)).is_met(&before, &right_moved));
        assert!(!goal(3.0, Place::Toward(DVec3::X)).is_met(&before, &before));
        let larger = part(vec![hole(-10.0, 2.0), hole(10.0, 3.0)]);
        assert!(Goal::At(vec![Place::Toward(DVec3::X)]).is_met(&before, &larger));
        assert!(!Goal::At(vec![Place::Toward(DVec3::NEG_X)]).is_met(&before, &larger));
        let one = part(vec![hole(-10.0, 2.0)]);
        assert!(Goal::Gone(hole(10.0, 2.0)).is_met(&before, &one));
        assert!(!Goal::Gone(hole(-10.0, 2.0)).is_met(&before, &one));
    }
}
