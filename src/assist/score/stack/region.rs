//! Flat regions between lines and arcs, asked where a straight line runs inside them.
//!
//! Outlines are cut into pieces that rise or fall in both directions, so that each piece meets a
//! line along either axis at most once; arcs stay arcs, nothing is approximated.

use glam::DVec3;

use crate::score::body::Box3;
use crate::score::primitives::{Class, Curve};

/// A piece of an outline, monotone in both coordinates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Piece {
    Line {
        a: [f64; 2],
        b: [f64; 2],
    },
    /// An arc within a quarter of its circle.
    Arc {
        a: [f64; 2],
        b: [f64; 2],
        center: [f64; 2],
        radius: f64,
    },
}

impl Piece {
    pub(super) fn ends(&self) -> [[f64; 2]; 2] {
        match self {
            Self::Line { a, b } | Self::Arc { a, b, .. } => [*a, *b],
        }
    }

    /// The other coordinate where the piece meets the line `p[axis] == at`.
    fn meets(&self, axis: usize, at: f64) -> Option<f64> {
        let [a, b] = self.ends();
        if (a[axis] <= at) == (b[axis] <= at) {
            return None;
        }
        let other = 1 - axis;
        Some(match self {
            Self::Line { .. } => a[other] + (b[other] - a[other]) * (at - a[axis]) / (b[axis] - a[axis]),
            Self::Arc { center, radius, .. } => {
                let side = (a[other] + b[other] - 2.0 * center[other]).signum();
                let along = at - center[axis];
                center[other] + side * (radius * radius - along * along).max(0.0).sqrt()
            }
        })
    }

    fn mapped(&self, map: &impl Fn([f64; 2]) -> [f64; 2], scale: f64) -> Self {
        match self {
            Self::Line { a, b } => Self::Line { a: map(*a), b: map(*b) },
            Self::Arc { a, b, center, radius } => {
                Self::Arc { a: map(*a), b: map(*b), center: map(*center), radius: radius * scale }
            }
        }
    }
}

/// The pieces of the circle around a centre.
pub(super) fn circle(center: [f64; 2], radius: f64) -> Vec<Piece> {
    let at = |quarter: i32| {
        let [x, y] = [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]][quarter as usize % 4];
        [center[0] + radius * x, center[1] + radius * y]
    };
    (0..4).map(|i| Piece::Arc { a: at(i), b: at(i + 1), center, radius }).collect()
}

/// The pieces of the arc through three points; `None` when they lie on a line.
pub(super) fn arc(a: [f64; 2], middle: [f64; 2], b: [f64; 2]) -> Option<Vec<Piece>> {
    let (p, q) = ([middle[0] - a[0], middle[1] - a[1]], [b[0] - a[0], b[1] - a[1]]);
    let cross = p[0] * q[1] - p[1] * q[0];
    let (pp, qq) = (p[0] * p[0] + p[1] * p[1], q[0] * q[0] + q[1] * q[1]);
    if cross.abs() <= 1e-9 * (pp + qq) || qq == 0.0 {
        return None;
    }
    let offset = [(q[1] * pp - p[1] * qq) / (2.0 * cross), (p[0] * qq - q[0] * pp) / (2.0 * cross)];
    let center = [a[0] + offset[0], a[1] + offset[1]];
    let radius = (offset[0] * offset[0] + offset[1] * offset[1]).sqrt();
    let angle = |p: [f64; 2]| (p[1] - center[1]).atan2(p[0] - center[0]);
    // Counter-clockwise from one end to the other; a clockwise arc is its own reverse.
    let (from, to) = if cross > 0.0 { (a, b) } else { (b, a) };
    let start = angle(from);
    let sweep = (angle(to) - start).rem_euclid(std::f64::consts::TAU);
    let quarter = std::f64::consts::FRAC_PI_2;
    let mut pieces = Vec::new();
    let mut last = from;
    let mut next = (start / quarter).floor() + 1.0;
    while next * quarter < start + sweep - 1e-12 {
        let [x, y] = [[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]][(next as i64).rem_euclid(4) as usize];
        let point = [center[0] + radius * x, center[1] + radius * y];
        pieces.push(Piece::Arc { a: last, b: point, center, radius });
        last = point;
        next += 1.0;
    }
    pieces.push(Piece::Arc { a: last, b: to, center, radius });
    Some(pieces)
}

/// The pieces of a closed polygon.
pub(super) fn polygon(points: &[[f64; 2]]) -> Vec<Piece> {
    (0..points.len()).map(|i| Piece::Line { a: points[i], b: points[(i + 1) % points.len()] }).collect()
}

/// What a face does to a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Add,
    Subtract,
}

/// Faces added and subtracted one after the other; each is what lies inside its loops an odd number
/// of times.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Region {
    pub faces: Vec<(Mode, Vec<Piece>)>,
}

impl Region {
    /// The intervals of the line `p[axis] == at` inside, sorted and separate.
    pub(super) fn inside(&self, axis: usize, at: f64) -> Vec<[f64; 2]> {
        let mut all: Vec<[f64; 2]> = Vec::new();
        for (mode, pieces) in &self.faces {
            let mut crossings: Vec<f64> = pieces.iter().filter_map(|piece| piece.meets(axis, at)).collect();
            crossings.sort_by(f64::total_cmp);
            let face = crossings.chunks_exact(2).map(|pair| [pair[0], pair[1]]);
            match mode {
                Mode::Add => {
                    all.extend(face);
                    unite(&mut all);
                }
                Mode::Subtract => face.for_each(|gap| subtract(&mut all, gap)),
            }
        }
        all
    }

    /// Least and largest coordinates of what is added.
    ///
    /// `None` when there is nothing, or when something subtracted reaches the border, so that the
    /// extent is not known.
    pub(super) fn extent(&self) -> Option<[[f64; 2]; 2]> {
        let extent_of = |mode: Mode| {
            let pieces = self.faces.iter().filter(move |(m, _)| *m == mode).flat_map(|(_, pieces)| pieces);
            extent(pieces.flat_map(Piece::ends))
        };
        let [low, high] = extent_of(Mode::Add)?;
        match extent_of(Mode::Subtract) {
            Some([l, h]) if (0..2).any(|k| l[k] <= low[k] || h[k] >= high[k]) => None,
            _ => Some([low, high]),
        }
    }

    pub(super) fn mapped(&self, map: impl Fn([f64; 2]) -> [f64; 2], scale: f64) -> Self {
        let pieces = |pieces: &[Piece]| pieces.iter().map(|p| p.mapped(&map, scale)).collect();
        Self { faces: self.faces.iter().map(|(mode, all)| (*mode, pieces(all))).collect() }
    }

    /// Length of the pieces that run along neither axis, or of their shadows on the second axis.
    pub(super) fn slanted_length(&self, is_whole: bool) -> f64 {
        let length = |piece: &Piece| {
            let [a, b] = piece.ends();
            let (dx, dy) = ((a[0] - b[0]).abs(), (a[1] - b[1]).abs());
            if dx == 0.0 || dy == 0.0 {
                0.0
            } else if is_whole {
                dx.hypot(dy)
            } else {
                dy
            }
        };
        self.faces.iter().flat_map(|(_, pieces)| pieces).map(length).sum()
    }

    /// Where along an axis straight pieces lie across it, or nearly so.
    pub(super) fn levels(&self, axis: usize) -> impl Iterator<Item = [f64; 2]> {
        self.faces.iter().flat_map(|(_, pieces)| pieces).filter_map(move |piece| match piece {
            Piece::Line { a, b } if (a[axis] - b[axis]).abs() <= 0.2 * (a[1 - axis] - b[1 - axis]).abs() => {
                Some([a[axis].min(b[axis]), a[axis].max(b[axis])])
            }
            _ => None,
        })
    }
}

pub(super) fn extent(points: impl Iterator<Item = [f64; 2]>) -> Option<[[f64; 2]; 2]> {
    points.fold(None, |found: Option<[[f64; 2]; 2]>, p| {
        let [low, high] = found.unwrap_or([p, p]);
        Some([[low[0].min(p[0]), low[1].min(p[1])], [high[0].max(p[0]), high[1].max(p[1])]])
    })
}

/// Pieces of one arc in a row: its centre and their number.
type Run = ([f64; 2], usize);

/// The curves of an outline: pieces of one arc in a row are one arc, and a full turn is a circle.
pub(super) fn curves(pieces: &[Piece]) -> Vec<Curve> {
    let mut curves: Vec<(Curve, Option<Run>)> = Vec::new();
    for piece in pieces {
        let ends = piece.ends().map(|p| DVec3::new(p[0], p[1], 0.0));
        let bounds = Box3 { min: ends[0].min(ends[1]), max: ends[0].max(ends[1]) };
        match (piece, curves.last_mut()) {
            (Piece::Arc { center, .. }, Some((curve, Some((last, count))))) if last == center => {
                curve.bounds = curve.bounds.union(&bounds);
                *count += 1;
            }
            (Piece::Arc { center, .. }, _) => {
                curves.push((Curve { class: Class::Arc, bounds }, Some((*center, 1))));
            }
            (Piece::Line { .. }, _) => curves.push((Curve { class: Class::Line, bounds }, None)),
        }
    }
    // Only a circle is an outline of one curve.
    let is_circle = curves.len() == 1;
    let class = |curve: Curve| if is_circle { Curve { class: Class::Circle, ..curve } } else { curve };
    curves.into_iter().map(|(curve, _)| class(curve)).collect()
}

/// Sorts intervals and joins those that meet.
pub(super) fn unite(intervals: &mut Vec<[f64; 2]>) {
    if intervals.len() < 2 {
        return;
    }
    intervals.sort_by(|a, b| a[0].total_cmp(&b[0]));
    let mut kept = 0;
    for i in 1..intervals.len() {
        if intervals[i][0] <= intervals[kept][1] {
            intervals[kept][1] = intervals[kept][1].max(intervals[i][1]);
        } else {
            kept += 1;
            intervals[kept] = intervals[i];
        }
    }
    intervals.truncate(kept + 1);
}

/// Takes an interval out of sorted, separate ones.
pub(super) fn subtract(intervals: &mut Vec<[f64; 2]>, [low, high]: [f64; 2]) {
    if !intervals.iter().any(|[a, b]| *a < high && *b > low) {
        return;
    }
    let cut = |[a, b]: [f64; 2]| [[a, b.min(low)], [a.max(high), b]].into_iter().filter(|[a, b]| b > a);
    *intervals = intervals.drain(..).flat_map(cut).collect();
}

/// Whether a loop is simple: closed, and no two of its pieces meet except neighbours at their ends.
/// Arcs are looked at as eight chords.
pub(super) fn is_simple(pieces: &[Piece]) -> bool {
    let mut chords: Vec<[[f64; 2]; 2]> = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Line { a, b } => chords.push([*a, *b]),
            Piece::Arc { a, b, center, radius } => {
                let angle = |p: &[f64; 2]| (p[1] - center[1]).atan2(p[0] - center[0]);
                let (from, mut turn) = (angle(a), angle(b) - angle(a));
                if turn.abs() > std::f64::consts::PI {
                    turn -= turn.signum() * std::f64::consts::TAU;
                }
                let at = |i: i32| {
                    let t = from + turn * f64::from(i) / 8.0;
                    if i == 0 {
                        *a
                    } else if i == 8 {
                        *b
                    } else {
                        [center[0] + radius * t.cos(), center[1] + radius * t.sin()]
                    }
                };
                chords.extend((0..8).map(|i| [at(i), at(i + 1)]));
            }
        }
    }
    let share = |p: &[[f64; 2]; 2], q: &[[f64; 2]; 2]| {
        p.iter().any(|a| q.iter().any(|b| (a[0] - b[0]).abs() + (a[1] - b[1]).abs() < 1e-7))
    };
    for (i, p) in chords.iter().enumerate() {
        for q in &chords[i + 1..] {
            if !share(p, q) && meet(p, q) {
                return false;
            }
        }
        // A corner that more than two pieces share, or a piece that runs back over another.
        let others = chords.iter().enumerate().filter(|(k, q)| *k != i && share(p, q));
        if others.clone().count() != 2 || others.clone().any(|(_, q)| runs_back(p, q)) {
            return false;
        }
    }
    true
}

fn side(p: &[[f64; 2]; 2], c: [f64; 2]) -> f64 {
    (p[1][0] - p[0][0]) * (c[1] - p[0][1]) - (p[1][1] - p[0][1]) * (c[0] - p[0][0])
}

fn meet(p: &[[f64; 2]; 2], q: &[[f64; 2]; 2]) -> bool {
    let apart = (0..2).any(|k| {
        p[0][k].max(p[1][k]) < q[0][k].min(q[1][k]) - 1e-9
            || q[0][k].max(q[1][k]) < p[0][k].min(p[1][k]) - 1e-9
    });
    !apart && side(p, q[0]) * side(p, q[1]) <= 0.0 && side(q, p[0]) * side(q, p[1]) <= 0.0
}

/// Whether two pieces with a common end lie over each other.
fn runs_back(p: &[[f64; 2]; 2], q: &[[f64; 2]; 2]) -> bool {
    let same = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).abs() + (a[1] - b[1]).abs() < 1e-7;
    let common = p.iter().find(|a| q.iter().any(|b| same(**a, *b)));
    let Some(common) = common else { return false };
    let away = |s: &[[f64; 2]; 2]| {
        let far = if same(s[0], *common) { s[1] } else { s[0] };
        [far[0] - common[0], far[1] - common[1]]
    };
    let (u, v) = (away(p), away(q));
    let (cross, dot) = (u[0] * v[1] - u[1] * v[0], u[0] * v[0] + u[1] * v[1]);
    dot > 0.0 && cross.abs() < 1e-9 * dot
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Area by many lines.
    fn area(region: &Region, axis: usize) -> f64 {
        let [low, high] = region.extent().expect("it has an extent");
        let count = 20_000;
        let step = (high[axis] - low[axis]) / f64::from(count);
        let at = |i: i32| low[axis] + (f64::from(i) + 0.5) * step;
        (0..count).map(|i| region.inside(axis, at(i)).iter().map(|[a, b]| b - a).sum::<f64>() * step).sum()
    }

    #[test]
    fn a_square_with_a_round_hole_and_a_cap() {
        let cap = arc([2.0, -1.0], [3.0, 0.0], [2.0, 1.0]).expect("a half circle");
        let mut outline = polygon(&[[2.0, 1.0], [0.0, 1.0], [0.0, -1.0], [2.0, -1.0]]);
        outline.pop();
        outline.extend(cap);
        assert!(is_simple(&outline));
        let region = Region { faces: vec![(Mode::Add, outline), (Mode::Subtract, circle([1.0, 0.0], 0.5))] };
        let expected = 4.0 + std::f64::consts::PI / 2.0 - std::f64::consts::PI / 4.0;
        for axis in [0, 1] {
            assert!((area(&region, axis) - expected).abs() < 1e-5, "{}", area(&region, axis));
        }
        assert_eq!(region.extent(), Some([[0.0, -1.0], [3.0, 1.0]]));
    }

    #[test]
    fn loops_that_cross_or_run_back_are_not_simple() {
        assert!(is_simple(&polygon(&[[0.0, 0.0], [2.0, 0.0], [1.0, 1.0]])));
        assert!(!is_simple(&polygon(&[[0.0, 0.0], [2.0, 2.0], [2.0, 0.0], [0.0, 2.0]])));
        assert!(!is_simple(&polygon(&[[0.0, 0.0], [3.0, 0.0], [1.0, 0.0], [1.0, 2.0]])));
    }

    #[test]
    fn intervals_are_united_and_subtracted() {
        let mut all = vec![[3.0, 4.0], [0.0, 1.0], [1.0, 2.0], [3.5, 6.0]];
        unite(&mut all);
        assert_eq!(all, [[0.0, 2.0], [3.0, 6.0]]);
        subtract(&mut all, [1.0, 4.0]);
        assert_eq!(all, [[0.0, 1.0], [4.0, 6.0]]);
    }

    #[test]
    fn what_is_cut_at_the_border_has_no_known_extent() {
        let square = polygon(&[[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]]);
        let region = Region { faces: vec![(Mode::Add, square), (Mode::Subtract, circle([2.0, 1.0], 0.5))] };
        assert_eq!(region.extent(), None);
    }
}
