//! Volumes of common and united parts by parallel lines, each with the exact intervals inside.
//!
//! A pair of bodies is crossed by lines along z; every line knows exactly where it is inside each
//! body, so volumes are exact along z and sampled across. Two measures make the sampling good
//! enough to stand in for exact booleans: faces that lie across x or y give the borders of the
//! strips between lines (so blocks, plates and their steps are exact), and within a strip the lines
//! stand at irregular places (so no slanted or round edge falls into step with the grid).
//! Where much of a wall is round or slanted, [`Grid::lines_for`] asks for more lines.
//!
//! Inside is where the winding number is positive: bodies that overlap are united, voids are voids.

use super::body::{Body, Box3, area_vector};

/// Fewest and most lines along the longest side.
const FEWEST_LINES: usize = 96;
const MOST_LINES: usize = 400;
/// Most borders of strips that faces may ask for along an axis.
const MOST_LEVELS: usize = 96;

/// Where the lines stand.
#[derive(Clone, Debug)]
pub struct Grid {
    /// Places along x, ascending, with the width that each stands for.
    pub(super) x: Axis,
    /// Places along y.
    pub(super) y: Axis,
}

/// The places of lines along one axis.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    pub(super) at: Vec<f64>,
    width: Vec<f64>,
}

/// Coordinates of faces that lie across x and y, and the ends of those that nearly do.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    /// Of faces across x and y.
    pub across: [Vec<f64>; 2],
    /// Least and largest coordinates of slightly slanted faces: a strip between them is sampled in
    /// its middle, where a slanted edge is at its mean.
    pub slanted: [Vec<f64>; 2],
}

/// Sine of the angle up to which a face is slightly slanted.
const SLANT: f64 = 0.2;

impl Levels {
    /// The levels of a body.
    pub fn of(body: &Body) -> Self {
        let mut levels = Self::default();
        for triangle in &body.triangles {
            let corners = body.corners(*triangle);
            let area = area_vector(corners);
            for axis in [0, 1] {
                let [a, b, c] = corners.map(|p| p[axis]);
                if area[axis].abs() <= (1.0 - SLANT * SLANT).sqrt() * area.length() || area[axis] == 0.0 {
                    continue;
                }
                levels.add(axis, a.min(b).min(c), a.max(b).max(c));
            }
        }
        levels
    }

    /// Notes a face that reaches from one coordinate to another along an axis.
    pub(super) fn add(&mut self, axis: usize, low: f64, high: f64) {
        if low == high {
            self.across[axis].push(low);
        } else {
            self.slanted[axis].extend([low, high]);
        }
    }
}

impl Axis {
    fn new(low: f64, high: f64, axis: usize, levels: [&Levels; 2], pitch: f64, step: f64) -> Self {
        let near = pitch * 1e-6;
        let borders = |with_slanted: bool| {
            let slanted = levels.iter().filter(|_| with_slanted).flat_map(|l| &l.slanted[axis]);
            let all = levels.iter().flat_map(|l| &l.across[axis]).chain(slanted).copied();
            let mut all: Vec<f64> = all.filter(|v| *v > low + near && *v < high - near).collect();
            all.extend([low, high]);
            all.sort_by(f64::total_cmp);
            all.dedup_by(|b, a| *b - *a < near);
            all
        };
        let mut borders =
            Some(borders(true)).filter(|b| b.len() <= MOST_LEVELS).unwrap_or_else(|| borders(false));
        if borders.len() > MOST_LEVELS {
            // So many levels come from a tessellated curve, which the irregular places handle.
            let keep = borders.len().div_ceil(MOST_LEVELS);
            let last = borders.len() - 1;
            let kept = borders.into_iter().enumerate().filter(|(i, _)| i % keep == 0 || *i == last);
            borders = kept.map(|(_, v)| v).collect();
        }
        let mut places = Self { at: Vec::new(), width: Vec::new() };
        for pair in borders.windows(2) {
            let span = pair[1] - pair[0];
            let count = (span / pitch).ceil().max(1.0);
            for k in 0..count as usize {
                let shift = if count > 1.0 { (0.5 + step * places.at.len() as f64).fract() } else { 0.5 };
                places.at.push(pair[0] + span * (k as f64 + shift) / count);
                places.width.push(span / count);
            }
        }
        places
    }

    /// Places on a lattice of `(i + ½)·pitch`.
    fn lattice(low: f64, high: f64, pitch: f64) -> Self {
        let (from, to) = ((low / pitch - 0.5).ceil() as i64, (high / pitch - 0.5).floor() as i64);
        let at: Vec<f64> = (from..=to).map(|i| (i as f64 + 0.5) * pitch).collect();
        Self { width: vec![pitch; at.len()], at }
    }

    /// Indices of the places in `[low, high)`.
    pub(super) fn range(&self, low: f64, high: f64) -> std::ops::Range<usize> {
        let from = self.at.partition_point(|v| *v < low);
        from..from.max(self.at.partition_point(|v| *v < high))
    }
}

impl Grid {
    /// Lines over a box, about `lines` along its longest side, with strips between the levels.
    pub fn new(bounds: &Box3, levels: [&Levels; 2], lines: usize) -> Self {
        let pitch = (bounds.longest() / lines as f64).max(f64::MIN_POSITIVE);
        // The fractions of the plastic number fill the square evenly together.
        let axis = |k: usize, step: f64| Axis::new(bounds.min[k], bounds.max[k], k, levels, pitch, step);
        Self { x: axis(0, 0.754_877_666_246_692_8), y: axis(1, 0.569_840_290_998_053_3) }
    }

    /// A regular lattice of cells over a box: the lines go through the middles.
    pub fn lattice(bounds: &Box3, pitch: f64) -> Self {
        let axis = |k: usize| Axis::lattice(bounds.min[k], bounds.max[k], pitch);
        Self { x: axis(0), y: axis(1) }
    }

    /// Lines along the longest side that suit a body: more where much of its wall is round or
    /// slanted against its volume.
    ///
    /// A line that stands near a wall counts all or nothing of its cell, so the error of a volume is
    /// about `0.35·h^1.5·√(wall·height)` for a pitch of `h`; the pitch is chosen for a part in 2,200.
    pub fn lines_for(wall: f64, height: f64, volume: f64, longest: f64) -> usize {
        if volume <= 0.0 || longest <= 0.0 {
            return FEWEST_LINES;
        }
        let pitch = (volume / 2200.0 / (0.35 * (wall * height).sqrt())).powf(2.0 / 3.0);
        ((longest / pitch) as usize).clamp(FEWEST_LINES, MOST_LINES)
    }

    /// Like [`Self::lines_for`], of a body.
    pub fn lines_of(body: &Body) -> usize {
        let Some(bounds) = body.bounds() else { return FEWEST_LINES };
        let wall_of = |triangle: &[u32; 3]| {
            let corners = body.corners(*triangle);
            let is_level = |k: usize| corners[0][k] == corners[1][k] && corners[1][k] == corners[2][k];
            if is_level(0) || is_level(1) { 0.0 } else { area_vector(corners).truncate().length() }
        };
        let wall = body.triangles.iter().map(wall_of).sum();
        Self::lines_for(wall, bounds.size().z, body.volume().abs(), bounds.longest())
    }

    fn columns(&self) -> usize {
        self.x.at.len() * self.y.at.len()
    }
}

/// The intervals of all lines of a grid that lie inside one body.
#[derive(Clone, Debug)]
pub struct Dexels {
    /// Where the intervals of each column begin, x outer and y inner, and their number at the end.
    starts: Vec<u32>,
    intervals: Vec<[f64; 2]>,
}

impl Dexels {
    /// Where the lines of a grid lie inside a closed body.
    pub fn of(body: &Body, grid: &Grid) -> Self {
        let ny = grid.y.at.len();
        let mut crossings: Vec<(u32, i32, f64)> = Vec::with_capacity(grid.columns() * 4);
        for triangle in &body.triangles {
            let corners = body.corners(*triangle);
            let upward = area_vector(corners).z;
            if upward == 0.0 {
                continue;
            }
            // Entering from below through a face that looks down.
            let turn = if upward < 0.0 { 1 } else { -1 };
            let (low, high) =
                corners.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), p| (l.min(p.y), h.max(p.y)));
            for row in grid.y.range(low, high) {
                let y = grid.y.at[row];
                let mut ends = [(0.0, 0.0); 2];
                let mut count = 0;
                for (a, b) in [(0, 1), (1, 2), (2, 0)] {
                    let (a, b) = (corners[a], corners[b]);
                    if (a.y <= y) != (b.y <= y) && count < 2 {
                        // The same sum for both triangles at an edge, so that no line slips through.
                        let (a, b) = if a.y < b.y { (a, b) } else { (b, a) };
                        let t = (y - a.y) / (b.y - a.y);
                        ends[count] = (a.x + (b.x - a.x) * t, a.z + (b.z - a.z) * t);
                        count += 1;
                    }
                }
                if count < 2 {
                    continue;
                }
                let [first, second] = if ends[0].0 <= ends[1].0 { ends } else { [ends[1], ends[0]] };
                let slope = (second.1 - first.1) / (second.0 - first.0);
                for column in grid.x.range(first.0, second.0) {
                    let z = first.1 + slope * (grid.x.at[column] - first.0);
                    crossings.push(((column * ny + row) as u32, turn, z));
                }
            }
        }
        Self::of_crossings(grid.columns(), &crossings)
    }

    fn of_crossings(columns: usize, crossings: &[(u32, i32, f64)]) -> Self {
        let mut places = vec![0u32; columns + 1];
        for (column, ..) in crossings {
            places[*column as usize + 1] += 1;
        }
        for i in 0..columns {
            places[i + 1] += places[i];
        }
        let mut sorted = vec![(0.0, 0); crossings.len()];
        let mut next = places.clone();
        for (column, turn, z) in crossings {
            let place = &mut next[*column as usize];
            sorted[*place as usize] = (*z, *turn);
            *place += 1;
        }
        let mut dexels =
            Self { starts: Vec::with_capacity(columns + 1), intervals: Vec::with_capacity(sorted.len() / 2) };
        for column in 0..columns {
            dexels.starts.push(dexels.intervals.len() as u32);
            let line = &mut sorted[places[column] as usize..places[column + 1] as usize];
            // At one place, in before out: touching pieces are one.
            line.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            let (mut winding, mut from) = (0, 0.0);
            for (z, turn) in line {
                let before = winding;
                winding += *turn;
                if before <= 0 && winding > 0 {
                    from = *z;
                } else if before > 0 && winding <= 0 && *z > from {
                    dexels.intervals.push([from, *z]);
                }
            }
        }
        dexels.starts.push(dexels.intervals.len() as u32);
        dexels
    }

    /// Dexels column by column, x outer and y inner; `fill` appends sorted, separate intervals.
    pub(super) fn by_columns(grid: &Grid, mut fill: impl FnMut(usize, usize, &mut Vec<[f64; 2]>)) -> Self {
        let mut dexels = Self { starts: Vec::with_capacity(grid.columns() + 1), intervals: Vec::new() };
        for x in 0..grid.x.at.len() {
            for y in 0..grid.y.at.len() {
                dexels.starts.push(dexels.intervals.len() as u32);
                fill(x, y, &mut dexels.intervals);
            }
        }
        dexels.starts.push(dexels.intervals.len() as u32);
        dexels
    }

    fn column(&self, column: usize) -> &[[f64; 2]] {
        &self.intervals[self.starts[column] as usize..self.starts[column + 1] as usize]
    }

    /// Volume inside.
    pub fn volume(&self, grid: &Grid) -> f64 {
        weighted(grid, |column| self.column(column).iter().map(|[a, b]| b - a).sum())
    }

    /// Volume inside both.
    pub fn common_volume(&self, other: &Self, grid: &Grid) -> f64 {
        weighted(grid, |column| common_length(self.column(column), other.column(column)))
    }

    /// Number of cells of a lattice whose middles lie inside, and inside both.
    pub fn cells(&self, other: &Self, pitch: f64) -> [u64; 3] {
        let index = |z: f64| (z / pitch - 0.5).ceil();
        let ranges = |line: &[[f64; 2]]| -> Vec<[f64; 2]> { line.iter().map(|r| r.map(index)).collect() };
        let mut counts = [0.0; 3];
        for column in 0..self.starts.len() - 1 {
            let (a, b) = (self.column(column), other.column(column));
            if a.is_empty() && b.is_empty() {
                continue;
            }
            let (a, b) = (ranges(a), ranges(b));
            let length = |r: &[[f64; 2]]| r.iter().map(|[a, b]| b - a).sum::<f64>();
            counts[0] += length(&a);
            counts[1] += length(&b);
            counts[2] += common_length(&a, &b);
        }
        counts.map(|c| c as u64)
    }
}

fn weighted(grid: &Grid, length: impl Fn(usize) -> f64) -> f64 {
    let ny = grid.y.at.len();
    let row = |x: usize| (0..ny).map(|y| grid.y.width[y] * length(x * ny + y)).sum::<f64>();
    (0..grid.x.at.len()).map(|x| grid.x.width[x] * row(x)).sum()
}

fn common_length(a: &[[f64; 2]], b: &[[f64; 2]]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        sum += (a[i][1].min(b[j][1]) - a[i][0].max(b[j][0])).max(0.0);
        if a[i][1] < b[j][1] { i += 1 } else { j += 1 }
    }
    sum
}

/// Volumes of two bodies and of what they share.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Common {
    /// Of the first.
    pub a: f64,
    /// Of the second.
    pub b: f64,
    /// Of the intersection.
    pub common: f64,
}

impl Common {
    /// Intersection over union, 0..=1; 0 when there is no volume.
    pub fn iou(&self) -> f64 {
        let union = self.a + self.b - self.common;
        if union > 0.0 { (self.common / union).clamp(0.0, 1.0) } else { 0.0 }
    }
}

/// Volumes of two closed bodies and of what they share, in place.
pub fn common(a: &Body, b: &Body) -> Common {
    common_with(a, b, Grid::lines_of(a).max(Grid::lines_of(b)))
}

/// Like [`common`] with a number of lines along the longest side.
pub fn common_with(a: &Body, b: &Body, lines: usize) -> Common {
    let (Some(box_a), Some(box_b)) = (a.bounds(), b.bounds()) else { return Common::default() };
    let grid = Grid::new(&box_a.union(&box_b), [&Levels::of(a), &Levels::of(b)], lines);
    let (a, b) = (Dexels::of(a, &grid), Dexels::of(b, &grid));
    Common { a: a.volume(&grid), b: b.volume(&grid), common: a.common_volume(&b, &grid) }
}

#[cfg(test)]
mod tests {
    use glam::DVec3;

    use super::super::body::tests::{block, together};
    use super::*;

    fn moved(body: &Body, by: DVec3) -> Body {
        body.mapped(|p| p + by)
    }

    fn ball(radius: f64, center: DVec3) -> Body {
        // An octahedron, halved five times.
        let mut points: Vec<DVec3> =
            [DVec3::X, DVec3::Y, DVec3::Z].into_iter().flat_map(|v| [v, -v]).collect();
        let mut triangles: Vec<[u32; 3]> =
            vec![[0, 2, 4], [2, 1, 4], [1, 3, 4], [3, 0, 4], [2, 0, 5], [1, 2, 5], [3, 1, 5], [0, 3, 5]];
        for _ in 0..6 {
            triangles = triangles
                .iter()
                .flat_map(|[a, b, c]| {
                    let first = points.len() as u32;
                    for (u, v) in [(a, b), (b, c), (c, a)] {
                        points.push((points[*u as usize] + points[*v as usize]).normalize());
                    }
                    let [d, e, f] = [first, first + 1, first + 2];
                    [[*a, d, f], [d, *b, e], [f, e, *c], [d, e, f]]
                })
                .collect();
        }
        Body::welded(&points, &triangles).mapped(|p| p * radius + center)
    }

    #[test]
    fn shifted_blocks_are_exact() {
        let a = block([0.0; 3], [10.0, 7.0, 3.0]);
        for shift in [0.0, 0.1234, 1.0, 4.9, 12.0] {
            let common = common(&a, &moved(&a, DVec3::new(shift, shift / 2.0, shift / 9.0)));
            let expected = (10.0 - shift).max(0.0) * (7.0 - shift / 2.0) * (3.0 - shift / 9.0);
            assert!((common.common - expected).abs() < 1e-9, "{shift}: {common:?}, {expected}");
        }
    }

    #[test]
    fn the_lens_of_two_balls_is_that_of_the_formula() {
        for distance in [0.3, 0.8, 1.5] {
            let (a, b) = (ball(1.0, DVec3::ZERO), ball(1.0, DVec3::new(0.6, 0.48, 0.64) * distance));
            let lens = std::f64::consts::PI / 12.0 * (4.0 + distance) * (2.0 - distance).powi(2);
            let ball = 4.0 / 3.0 * std::f64::consts::PI;
            let expected = lens / (2.0 * ball - lens);
            let found = common(&a, &b).iou();
            assert!((found - expected).abs() < 0.001, "{distance}: {found}, {expected}");
        }
    }

    #[test]
    fn turned_blocks_are_as_by_the_formula() {
        // A square and the same turned by 45° share a regular octagon: 2(√2 - 1) of it.
        let a = block([-1.0; 3], [1.0; 3]);
        let turn = glam::DMat3::from_rotation_z(std::f64::consts::FRAC_PI_4);
        let share = 2.0 * (2f64.sqrt() - 1.0);
        let found = common(&a, &a.mapped(|p| turn * p)).iou();
        assert!((found - share / (2.0 - share)).abs() < 0.0015, "{found} for {}", share / (2.0 - share));
    }

    #[test]
    fn overlapping_bodies_are_united_and_voids_are_voids() {
        let two = together(&block([0.0; 3], [2.0, 1.0, 1.0]), &block([1.0, 0.0, 0.0], [3.0, 1.0, 1.0]));
        assert!((common(&two, &block([0.0; 3], [3.0, 1.0, 1.0])).iou() - 1.0).abs() < 1e-9);
        let mut inner = block([1.0; 3], [2.0; 3]);
        inner.triangles.iter_mut().for_each(|t| t.swap(0, 1));
        let hollow = together(&block([0.0; 3], [3.0; 3]), &inner);
        assert!((common(&hollow, &hollow).a - 26.0).abs() < 1e-9);
        assert!((common(&hollow, &block([1.0; 3], [2.0; 3])).common).abs() < 1e-9);
    }
}
