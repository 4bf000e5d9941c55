//! Views drawn anew on exact places.
//!
//! Strokes are a pixel or two off, by a different amount in each view, so that a bore and its hidden lines
//! do not quite meet. Once places along the axes and diameters are known exactly, every straight piece of a
//! stroke is moved onto the known places it lies at, every arc onto its exact circle, and what is left is
//! stretched between. All views then share one measure: pixels of [`Axis`], the same along all axes.

use std::f64::consts::TAU;

use render::outline::Circle;

use super::axes::{Axis, sensible};
use super::rounds::{Round, stretches};
use super::strokes::{Point, corners, distance};
use super::tidy;
use super::views::View;
use super::volume::on_axis;

/// Straight pieces are at least so long, in pixels.
const STRAIGHT: f64 = 9.0;
/// Corners of thick ink are rounded over fewer pixels.
const CORNER: f64 = 11.0;
/// Points of an arc stay so near to it, in pixels and as a share of the radius.
const ROUND: [f64; 2] = [1.7, 0.012];
/// Degrees between points of an arc.
const ARC_STEP: f64 = 3.0;
/// An arc that runs around farther is drawn as a whole circle, in radians.
const WHOLE: f64 = 5.2;

/// A circle or an arc with exact numbers, in millimetres along the right and the up axis of its view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ExactRound {
    pub(super) center: Point,
    pub(super) radius: f64,
    pub(super) is_whole: bool,
    pub(super) is_hidden: bool,
}

/// A view in exact places.
pub(super) struct Exact {
    /// Where the view lies on the new page.
    pub(super) view: View,
    /// Its lines on the new page, and whether their ends are loose.
    pub(super) seen: Vec<(Vec<Point>, [bool; 2])>,
    pub(super) hidden: Vec<Vec<Point>>,
    /// Its circles and arcs.
    pub(super) rounds: Vec<ExactRound>,
    /// Its straight pieces, in millimetres along the right and the up axis.
    pub(super) straight: Vec<[Point; 2]>,
}

/// What views are measured by.
pub(super) struct Measure<'a> {
    /// Exact places, and the pixels at which they were measured.
    pub(super) axes: &'a [Axis; 3],
    /// Extents in pixels as measured.
    pub(super) extents: [f64; 3],
    /// Pixels within which two places are one.
    pub(super) same: f64,
    /// Pixels by which places may be off.
    pub(super) error: f64,
    /// Pixels a millimetre on the page as measured.
    pub(super) old_scale: f64,
    /// Pixels a millimetre on the new page.
    pub(super) scale: f64,
}

/// A line of a view: its points, whether it is closed, and whether its ends are loose.
pub(super) struct Drawn<'a> {
    pub(super) points: &'a [Point],
    pub(super) is_closed: bool,
    pub(super) is_free: [bool; 2],
}

impl Measure<'_> {
    /// The exact circle of a round of a view; `diameter` where it is known.
    pub(super) fn round(&self, view: &View, round: &Round, diameter: Option<f64>) -> ExactRound {
        let [right, up, _] = view.seen.axes();
        let is_whole = round.sweep > WHOLE;
        let at = [0, 1].map(|k| on_axis(view, self.extents, k, round.center[k]));
        let rough = [(right, at[0]), (up, at[1])].map(|(axis, px)| self.axes[axis].mm(px));
        let near = 1.3 * self.same / self.old_scale;
        let known = |axis: usize, mm: f64| {
            let off = |k: &f64| (k - mm).abs();
            self.axes[axis].places().filter(|k| off(k) < near).min_by(|a, b| off(a).total_cmp(&off(b)))
        };
        let radius = diameter.map_or_else(
            || {
                // Places on both sides of the circle tell how wide it is.
                let rough_radius = round.radius / self.old_scale;
                let widths = [(right, rough[0]), (up, rough[1])].map(|(axis, mm)| {
                    Some(known(axis, mm + rough_radius)? - known(axis, mm - rough_radius)?)
                });
                let width = if is_whole { widths.into_iter().flatten().next() } else { None };
                0.5 * width.unwrap_or_else(|| {
                    let grid = if is_whole { 1.0 } else { 2.0 };
                    grid * sensible(2.0 / grid * rough_radius, self.error / self.old_scale)
                })
            },
            |d| 0.5 * d,
        );
        let center = [(right, rough[0]), (up, rough[1])].map(|(axis, mm)| {
            let own = known(axis, mm).map(|k| (k - mm).abs() * 0.7);
            // A corner that is rounded touches the lines on both sides of it.
            let touching = [radius, -radius]
                .into_iter()
                .filter_map(|r| known(axis, mm + r).map(|k| k - r))
                .min_by(|a, b| (a - mm).abs().total_cmp(&(b - mm).abs()))
                .filter(|_| !is_whole);
            match (own, touching) {
                (Some(off), Some(t)) if (t - mm).abs() < off => t,
                (Some(_), _) => known(axis, mm).unwrap_or(mm),
                (None, Some(t)) => t,
                (None, None) => sensible(mm, self.error / self.old_scale),
            }
        });
        ExactRound { center: center.map(tidy), radius: tidy(radius), is_whole, is_hidden: round.is_hidden }
    }

    /// A view with its lines on the new page; `rounds` are those of the old page with their exact circles.
    pub(super) fn exact(
        &self,
        view: &View,
        seen: &[Drawn<'_>],
        hidden: &[Drawn<'_>],
        rounds: &[(Round, ExactRound)],
    ) -> Exact {
        let [right, up, _] = view.seen.axes();
        let sheet = NewPage {
            measure: self,
            view,
            totals: [self.axes[right].total(), self.axes[up].total()],
            is_turned: view.seen.is_turned(),
        };
        let mut exact = Exact {
            view: View {
                low: [0.0; 2],
                high: sheet.totals.map(|mm| mm * self.scale),
                strokes: Vec::new(),
                ..view.clone()
            },
            seen: Vec::new(),
            hidden: Vec::new(),
            rounds: rounds.iter().map(|r| r.1).collect(),
            straight: Vec::new(),
        };
        for line in seen {
            let mut points = sheet.redrawn(line, rounds, &mut exact.straight);
            if line.is_closed {
                points.extend(points.first().copied());
            }
            exact.seen.push((sheet.dense(&points), line.is_free));
        }
        for line in hidden {
            let points = sheet.redrawn(line, rounds, &mut exact.straight);
            exact.hidden.push(sheet.dense(&points));
        }
        exact
    }

    /// A whole circle of a view on the new page.
    pub(super) fn circle(&self, view: &View, round: &ExactRound) -> Vec<Point> {
        let [right, up, _] = view.seen.axes();
        let totals = [self.axes[right].total(), self.axes[up].total()];
        let sheet = NewPage { measure: self, view, totals, is_turned: view.seen.is_turned() };
        let points: Vec<Point> = (0..=180).map(|i| round.at(f64::from(i) / 180.0 * TAU)).collect();
        sheet.dense(&points)
    }
}

impl ExactRound {
    fn at(&self, angle: f64) -> Point {
        [self.center[0] + self.radius * angle.cos(), self.center[1] + self.radius * angle.sin()]
    }
}

/// The page that one view is drawn on anew.
struct NewPage<'a> {
    measure: &'a Measure<'a>,
    view: &'a View,
    totals: [f64; 2],
    is_turned: bool,
}

impl NewPage<'_> {
    /// Millimetres along the right and the up axis of a place of the old page.
    fn mm(&self, p: Point) -> Point {
        let [right, up, _] = self.view.seen.axes();
        [(0, right), (1, up)]
            .map(|(k, axis)| self.measure.axes[axis].mm(on_axis(self.view, self.measure.extents, k, p[k])))
    }

    /// The same, on known places where there are some near.
    fn snapped(&self, p: Point) -> Point {
        let [right, up, _] = self.view.seen.axes();
        [(0, right), (1, up)].map(|(k, axis)| {
            let px = on_axis(self.view, self.measure.extents, k, p[k]);
            let axis = &self.measure.axes[axis];
            axis.near(px, self.measure.same).unwrap_or_else(|| axis.mm(px))
        })
    }

    /// A line in millimetres; its straight pieces are collected.
    fn redrawn(
        &self,
        line: &Drawn<'_>,
        rounds: &[(Round, ExactRound)],
        straight: &mut Vec<[Point; 2]>,
    ) -> Vec<Point> {
        let points = line.points;
        if points.len() < 2 {
            return points.iter().map(|p| self.mm(*p)).collect();
        }
        let stretches = stretches(points);
        let pieces = stretches.len();
        let at: Vec<usize> = stretches.iter().map(|s| s.first).chain([points.len() - 1]).collect();
        let owner: Vec<Option<usize>> =
            stretches.iter().map(|s| owner(&points[s.first..=s.last], s.circle, rounds)).collect();
        let is_arc = |k: usize| stretches[k].circle.is_some();
        let is_straight = |k: usize| {
            !is_arc(k) && owner[k].is_none() && distance(points[at[k]], points[at[k + 1]]) >= STRAIGHT
        };
        let mut found: Vec<Point> = Vec::new();
        for k in 0..pieces {
            let (a, b) = (points[at[k]], points[at[k + 1]]);
            if let Some(index) = owner[k] {
                let (round, exact) = &rounds[index];
                found.extend(self.arc(a, b, round, exact));
                continue;
            }
            // A small arc between two lines is their corner in thick ink.
            let is_corner = || {
                let is_between = k > 0 && k + 1 < pieces && is_straight(k - 1) && is_straight(k + 1);
                is_between && distance(a, b) < CORNER
            };
            if is_arc(k) && is_corner() {
                continue;
            }
            if is_arc(k) {
                found.extend(self.bent(&points[at[k]..=at[k + 1]], straight));
                continue;
            }
            if is_straight(k) {
                let ends = self.straightened(a, b);
                straight.push(ends);
                found.extend(ends);
            } else {
                // The end of a straight neighbour stays where it was put.
                let before = k > 0 && is_straight(k - 1);
                let after = k + 1 < pieces && is_straight(k + 1);
                if !before && (k == 0 || owner[k - 1].is_none()) {
                    found.push(self.mm(a));
                }
                if !after {
                    found.push(self.mm(b));
                }
            }
        }
        found
    }

    /// A bent piece that is no arc: its parts along the axes stay along them.
    fn bent(&self, points: &[Point], straight: &mut Vec<[Point; 2]>) -> Vec<Point> {
        let mut found = Vec::new();
        for pair in corners(points, 1.2).windows(2) {
            let (a, b) = (points[pair[0]], points[pair[1]]);
            let d = [(b[0] - a[0]).abs(), (b[1] - a[1]).abs()];
            let is_along = (0..2).any(|k| d[k] < 0.06 * d[1 - k]);
            if is_along && distance(a, b) >= STRAIGHT {
                let ends = self.straightened(a, b);
                straight.push(ends);
                found.extend(ends);
            } else {
                found.extend([self.mm(a), self.mm(b)]);
            }
        }
        found
    }

    /// The ends of a straight piece; one along an axis stays along it.
    fn straightened(&self, a: Point, b: Point) -> [Point; 2] {
        let [mut p, mut q] = [self.snapped(a), self.snapped(b)];
        let d = [(b[0] - a[0]).abs(), (b[1] - a[1]).abs()];
        for across in 0..2 {
            if d[across] < 0.04 * d[1 - across] || d[across] < 1.5 {
                let middle = [0, 1].map(|k| 0.5 * (a[k] + b[k]));
                let level = self.snapped(middle)[across];
                (p[across], q[across]) = (level, level);
            }
        }
        [p, q]
    }

    /// Points of an exact circle from the place of one point to that of another.
    fn arc(&self, a: Point, b: Point, round: &Round, exact: &ExactRound) -> Vec<Point> {
        let angle = |p: Point| {
            let d = [p[0] - round.center[0], round.center[1] - p[1]];
            d[1].atan2(if self.is_turned { -d[0] } else { d[0] })
        };
        let (from, to) = (angle(a), angle(b));
        let turn = (to - from + TAU / 2.0).rem_euclid(TAU) - TAU / 2.0;
        let steps = (turn.abs().to_degrees() / ARC_STEP).ceil().max(1.0) as usize;
        (0..=steps).map(|i| exact.at(from + turn * i as f64 / steps as f64)).collect()
    }

    /// Points of the new page, a pixel apart.
    fn dense(&self, points: &[Point]) -> Vec<Point> {
        let place = |p: Point| {
            let u = if self.is_turned { self.totals[0] - p[0] } else { p[0] };
            [u * self.measure.scale, (self.totals[1] - p[1]) * self.measure.scale]
        };
        let mut found: Vec<Point> = Vec::new();
        for p in points.iter().map(|p| place(*p)) {
            if let Some(last) = found.last().copied() {
                let steps = distance(last, p).ceil() as usize;
                found.extend((1..=steps).map(|i| {
                    let t = i as f64 / steps as f64;
                    [0, 1].map(|k| last[k] + t * (p[k] - last[k]))
                }));
            } else {
                found.push(p);
            }
        }
        found
    }
}

/// The circle that an arc follows, or that all points of a short piece lie on.
fn owner(points: &[Point], circle: Option<Circle>, rounds: &[(Round, ExactRound)]) -> Option<usize> {
    let length = distance(points[0], points[points.len() - 1]);
    let off = |round: &Round| {
        points.iter().map(|p| (distance(*p, round.center) - round.radius).abs()).fold(0.0, f64::max)
    };
    // Where a leader touches a circle its line is bent.
    let limit = |round: &Round, is_whole: bool| {
        let near = if is_whole { 1.6 * ROUND[0] } else { ROUND[0] };
        near + ROUND[1] * round.radius
    };
    rounds
        .iter()
        .enumerate()
        .filter(|(_, (round, exact))| {
            // A line that touches a circle stays near to it for a while.
            let longest = if exact.is_whole { 0.9 * round.radius } else { 0.5 * round.radius };
            off(round) < limit(round, exact.is_whole)
                && (circle.is_some() || length < longest.min(2.0 * STRAIGHT))
        })
        .min_by(|a, b| off(&a.1.0).total_cmp(&off(&b.1.0)))
        .map(|(index, _)| index)
}
