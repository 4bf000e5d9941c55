//! Lines and arcs along a traced loop.
//!
//! The loop is divided into runs such that the sum of squared distances and a price for each run is
//! least (dynamic programming over all divisions; Perez and Vidal, "Optimum polygonal approximation of
//! digitized curves", 1994, with arcs beside lines). Sums of powers make every run's error a matter of
//! a few operations. Corners are then where neighbouring lines meet, not where the trace rounds them.

use super::circle::{Circle, Moments};

/// A piece of a loop; it begins where the piece before it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    /// A straight line to a point.
    Line {
        /// Its end.
        to: [f64; 2],
    },
    /// An arc over a point to another.
    Arc {
        /// A point halfway along it.
        through: [f64; 2],
        /// Its end.
        to: [f64; 2],
        /// The circle it follows.
        circle: Circle,
    },
}

impl Segment {
    /// Where it ends.
    pub fn to(&self) -> [f64; 2] {
        match self {
            Self::Line { to } | Self::Arc { to, .. } => *to,
        }
    }
}

/// How runs are priced.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SegmentOptions {
    /// Typical distance of a traced point from the true line, in pixels.
    pub noise_px: f64,
    /// What a line costs, in squares of the noise.
    pub line_price: f64,
    /// What an arc costs.
    pub arc_price: f64,
    /// Arcs of a larger radius are lines, in pixels.
    pub largest_radius_px: f64,
}

impl Default for SegmentOptions {
    fn default() -> Self {
        Self { noise_px: 0.22, line_price: 40.0, arc_price: 70.0, largest_radius_px: 2000.0 }
    }
}

/// Points of a loop that are looked at; longer traces are thinned out.
const MOST_POINTS: usize = 420;
/// Points of the shortest arc.
const LEAST_ARC: usize = 5;
/// Arcs that turn less than this are lines, in radians.
const LEAST_TURN: f64 = 0.3;
/// Lines that differ less in direction are one, in radians.
const SAME_DIRECTION: f64 = 0.02;

/// What a run of points is taken for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Run {
    Line { at: [f64; 2], direction: [f64; 2] },
    Arc { circle: Circle },
}

/// Divides a closed trace into lines and arcs; fewer than two runs give nothing.
pub(super) fn segments(trace: &[[f64; 2]], options: &SegmentOptions) -> Vec<Segment> {
    let step = trace.len().div_ceil(MOST_POINTS).max(1);
    let mut points: Vec<[f64; 2]> = trace.iter().copied().step_by(step).collect();
    if points.len() < 8 {
        return Vec::new();
    }
    let start = sharpest(&points);
    points.rotate_left(start);
    points.push(points[0]);
    let mut runs = divide(&points, options);
    if runs.len() < 2 {
        return Vec::new();
    }
    // A loop without corners was opened in the middle of a run; now the ends of runs are known.
    points.pop();
    points.rotate_left(runs[runs.len() / 2].0);
    points.push(points[0]);
    runs = divide(&points, options);
    if runs.len() < 2 {
        return Vec::new();
    }
    straighten(&mut runs);
    assemble(&points, &runs)
}

/// A stretch of a line: the indices of its first and last point, and the circle it follows when it is no line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Index of its first point.
    pub first: usize,
    /// Index of its last point, the first of the next stretch.
    pub last: usize,
    /// Its circle; `None` for a straight stretch.
    pub circle: Option<Circle>,
}

/// Divides an open line into straight stretches and arcs.
pub fn stretches(line: &[[f64; 2]], options: &SegmentOptions) -> Vec<Stretch> {
    if line.len() < 2 {
        return Vec::new();
    }
    let step = line.len().div_ceil(MOST_POINTS).max(1);
    let mut kept: Vec<usize> = (0..line.len()).step_by(step).collect();
    if kept.last() != Some(&(line.len() - 1)) {
        kept.push(line.len() - 1);
    }
    let points: Vec<[f64; 2]> = kept.iter().map(|i| line[*i]).collect();
    let found = divide(&points, options).into_iter().map(|(first, last, run)| Stretch {
        first: kept[first],
        last: kept[last],
        circle: if let Run::Arc { circle } = run { Some(circle) } else { None },
    });
    found.collect()
}

/// A run with the indices of its first and last point.
pub(super) type Piece = (usize, usize, Run);

/// The cheapest division into runs.
pub(super) fn divide(points: &[[f64; 2]], options: &SegmentOptions) -> Vec<Piece> {
    let sums = sums_of(points);
    let unit = options.noise_px * options.noise_px;
    let count = points.len();
    let mut cost = vec![f64::INFINITY; count];
    let mut from: Vec<(usize, Option<Run>)> = vec![(0, None); count];
    cost[0] = 0.0;
    for end in 1..count {
        for begin in 0..end {
            // No later run can undo what the way here has cost.
            if cost[begin] + options.line_price >= cost[end] {
                continue;
            }
            let moments = sums[end + 1].minus(&sums[begin]);
            let (error, at, direction) = moments.line();
            let total = cost[begin] + options.line_price + error / unit;
            if total < cost[end] {
                (cost[end], from[end]) = (total, (begin, Some(Run::Line { at, direction })));
            }
            if end - begin + 1 < LEAST_ARC || cost[begin] + options.arc_price >= cost[end] {
                continue;
            }
            let Some((circle, error)) = moments.circle() else { continue };
            let total = cost[begin] + options.arc_price + error / unit;
            if total < cost[end]
                && circle.radius < options.largest_radius_px
                && turn(points[begin], points[(begin + end) / 2], points[end], &circle) > LEAST_TURN
            {
                (cost[end], from[end]) = (total, (begin, Some(Run::Arc { circle })));
            }
        }
    }
    let mut runs = Vec::new();
    let mut end = count - 1;
    while end > 0 {
        let (begin, run) = from[end];
        let Some(run) = run else { break };
        runs.push((begin, end, run));
        end = begin;
    }
    runs.reverse();
    runs
}

/// Sums up to each point, so that differences are sums over runs.
fn sums_of(points: &[[f64; 2]]) -> Vec<Moments> {
    // Relative to a point of the loop, so that small differences of large numbers do not occur.
    let origin = points[0];
    let mut sums = Vec::with_capacity(points.len() + 1);
    let mut sum = Moments::new(origin);
    sums.push(sum);
    for point in points {
        sum.add(*point);
        sums.push(sum);
    }
    sums
}

/// The angle over which an arc runs through three points.
fn turn(a: [f64; 2], b: [f64; 2], c: [f64; 2], circle: &Circle) -> f64 {
    let angle = |p: [f64; 2]| (p[1] - circle.center[1]).atan2(p[0] - circle.center[0]);
    let step = |from: f64, to: f64| {
        let d = (to - from).rem_euclid(std::f64::consts::TAU);
        if d > std::f64::consts::PI { d - std::f64::consts::TAU } else { d }
    };
    (step(angle(a), angle(b)) + step(angle(b), angle(c))).abs()
}

/// The index of the sharpest corner.
fn sharpest(points: &[[f64; 2]]) -> usize {
    let n = points.len();
    let reach = (n / 16).clamp(2, 6);
    let bend = |i: usize| {
        let (a, b, c) = (points[(i + n - reach) % n], points[i], points[(i + reach) % n]);
        let (u, v) = ([b[0] - a[0], b[1] - a[1]], [c[0] - b[0], c[1] - b[1]]);
        (u[0] * v[0] + u[1] * v[1]) / ((u[0].hypot(u[1])) * (v[0].hypot(v[1]))).max(1e-12)
    };
    (0..n).min_by(|a, b| bend(*a).total_cmp(&bend(*b))).unwrap_or(0)
}

/// Gives lines that run nearly along the picture's axes exactly that direction.
fn straighten(runs: &mut [Piece]) {
    for (_, _, run) in runs {
        if let Run::Line { direction, .. } = run {
            // One part in a hundred is about half a degree.
            if direction[1].abs() < 0.01 {
                *direction = [direction[0].signum(), 0.0];
            } else if direction[0].abs() < 0.01 {
                *direction = [0.0, direction[1].signum()];
            }
        }
    }
}

/// Ends of runs where neighbours meet.
pub(super) fn assemble(points: &[[f64; 2]], runs: &[Piece]) -> Vec<Segment> {
    let joints: Vec<[f64; 2]> = (0..runs.len())
        .map(|i| {
            let (_, end, run) = runs[i];
            joint(run, runs[(i + 1) % runs.len()].2, points[end % points.len()])
        })
        .collect();
    runs.iter()
        .enumerate()
        .map(|(i, (begin, end, run))| match run {
            Run::Line { .. } => Segment::Line { to: joints[i] },
            Run::Arc { circle } => {
                let from = joints[(i + runs.len() - 1) % runs.len()];
                let middle = points[(begin + end) / 2];
                Segment::Arc {
                    through: on_circle(circle, middle, from, joints[i]),
                    to: joints[i],
                    circle: *circle,
                }
            }
        })
        .collect()
}

/// The middle of an arc between two ends, on the side of a point.
fn on_circle(circle: &Circle, middle: [f64; 2], from: [f64; 2], to: [f64; 2]) -> [f64; 2] {
    let unit = |p: [f64; 2]| {
        let d = [p[0] - circle.center[0], p[1] - circle.center[1]];
        let length = d[0].hypot(d[1]).max(1e-12);
        [d[0] / length, d[1] / length]
    };
    let (a, b, m) = (unit(from), unit(to), unit(middle));
    let half = [a[0] + b[0], a[1] + b[1]];
    let length = half[0].hypot(half[1]);
    let towards = if length < 0.05 {
        m
    } else {
        let sign = if half[0] * m[0] + half[1] * m[1] < 0.0 { -1.0 } else { 1.0 };
        [half[0] / length * sign, half[1] / length * sign]
    };
    [circle.center[0] + circle.radius * towards[0], circle.center[1] + circle.radius * towards[1]]
}

/// Where two runs meet, near a traced point; that point when they do not.
fn joint(a: Run, b: Run, near: [f64; 2]) -> [f64; 2] {
    meeting(a, b, near).unwrap_or(near)
}

/// Where two runs meet, near a traced point.
pub(super) fn meeting(a: Run, b: Run, near: [f64; 2]) -> Option<[f64; 2]> {
    /// A corner farther from the trace than this is no corner of these lines, in pixels.
    const FARTHEST: f64 = 6.0;
    // A line that touches a circle leaves it so slowly that the trace says little about where.
    let farthest = match (a, b) {
        (Run::Line { .. }, Run::Arc { circle }) | (Run::Arc { circle }, Run::Line { .. }) => {
            FARTHEST + 1.5 * (2.0 * circle.radius).sqrt()
        }
        _ => FARTHEST,
    };
    let meet = match (a, b) {
        (Run::Line { at: p, direction: d }, Run::Line { at: q, direction: e }) => {
            let cross = d[0] * e[1] - d[1] * e[0];
            (cross.abs() > SAME_DIRECTION).then(|| {
                let s = ((q[0] - p[0]) * e[1] - (q[1] - p[1]) * e[0]) / cross;
                [p[0] + d[0] * s, p[1] + d[1] * s]
            })
        }
        (Run::Line { at, direction }, Run::Arc { circle })
        | (Run::Arc { circle }, Run::Line { at, direction }) => {
            Some(line_and_circle(at, direction, &circle, near))
        }
        (Run::Arc { .. }, Run::Arc { .. }) => None,
    };
    meet.filter(|m| (m[0] - near[0]).hypot(m[1] - near[1]) < farthest)
}

/// Where a line meets a circle nearest to a point; a line that passes by touches it.
fn line_and_circle(at: [f64; 2], direction: [f64; 2], circle: &Circle, near: [f64; 2]) -> [f64; 2] {
    let along = (circle.center[0] - at[0]) * direction[0] + (circle.center[1] - at[1]) * direction[1];
    let foot = [at[0] + direction[0] * along, at[1] + direction[1] * along];
    let away = (foot[0] - circle.center[0]).hypot(foot[1] - circle.center[1]);
    // Lines that run into arcs without a corner miss or cut the fitted circle by chance.
    if away > circle.radius * 0.97 {
        return foot;
    }
    let half = (circle.radius * circle.radius - away * away).sqrt();
    let ends = [half, -half].map(|s| [foot[0] + direction[0] * s, foot[1] + direction[1] * s]);
    let distance = |p: [f64; 2]| (p[0] - near[0]).hypot(p[1] - near[1]);
    if distance(ends[0]) < distance(ends[1]) { ends[0] } else { ends[1] }
}

#[cfg(test)]
mod tests {
    use super::super::{Loop, Mask, Options, loops};
    use super::*;

    /// The largest loop of a shape drawn with smooth borders; `depth` is the distance to the border.
    fn largest(depth: impl Fn(f64, f64) -> f64) -> Loop {
        let side = 200;
        let value = |i: usize| {
            let (x, y) = ((i % side) as f64 + 0.5, (i / side) as f64 + 0.5);
            ((depth(x, y) + 0.5).clamp(0.0, 1.0) * 255.0) as u8
        };
        let coverage: Vec<u8> = (0..side * side).map(value).collect();
        let options = Options { segments: Some(SegmentOptions::default()), ..Options::default() };
        loops(&Mask { coverage: &coverage, width: side, height: side }, &options).remove(0)
    }

    fn rectangle(x: f64, y: f64, half: [f64; 2]) -> f64 {
        (half[0] - (x - 100.0).abs()).min(half[1] - (y - 100.0).abs())
    }

    #[test]
    fn a_rectangle_has_four_lines_with_sharp_corners() {
        let found = largest(|x, y| rectangle(x, y, [60.0, 30.0])).segments;
        assert_eq!(found.len(), 4, "{found:?}");
        for segment in found {
            let [x, y] = segment.to();
            assert!(
                ((x - 100.0).abs() - 60.0).abs() < 0.05 && ((y - 100.0).abs() - 30.0).abs() < 0.05,
                "{segment:?}"
            );
        }
    }

    #[test]
    fn a_slot_has_two_lines_and_two_arcs() {
        let slot = |x: f64, y: f64| 25.0 - ((x - 100.0).abs() - 40.0).max(0.0).hypot(y - 100.0);
        let found = largest(slot).segments;
        assert_eq!(found.len(), 4, "{found:?}");
        let radii: Vec<f64> = found
            .iter()
            .filter_map(|s| if let Segment::Arc { circle, .. } = s { Some(circle.radius) } else { None })
            .collect();
        assert!(radii.len() == 2 && radii.iter().all(|r| (r - 25.0).abs() < 0.3), "{found:?}");
    }

    #[test]
    fn rounded_corners_are_arcs_of_their_radius() {
        let inner = |x: f64, y: f64| {
            let (dx, dy) = ((x - 100.0).abs() - 50.0, (y - 100.0).abs() - 20.0);
            10.0 - (dx.max(0.0).hypot(dy.max(0.0)) + dx.max(dy).min(0.0))
        };
        let found = largest(inner).segments;
        assert_eq!(found.len(), 8, "{found:?}");
        for segment in &found {
            if let Segment::Arc { circle, .. } = segment {
                assert!((circle.radius - 10.0).abs() < 0.6, "{segment:?}");
            }
        }
    }
}
