//! Straight and round walls along an axis, found among the points of a cloud.
//!
//! Seen along the axis, walls are lines and circles. Lines are proposed by pairs of points, circles by
//! triples, and those that most points lie on are taken, one after the other (Fischler and Bolles, "Random
//! sample consensus", 1981); then each is fitted to its points. Points on a wall are exact however coarse
//! they lie, so that its place is known far better than any section tells.

use fastrand::Rng;
use glam::DVec3;
use rayon::prelude::*;
use render::outline::Moments;

use crate::near::Near;
use crate::scan::{Frame, Scan, SurfaceSample};

/// Points nearer to the height of a flat face lie on it, in units of the spacing of samples.
const FACE_WIDTH: f64 = 0.05;
/// Normals of walls rise less than this along the axis.
const MOST_RISE: f64 = 0.4;
/// Distance from a wall at which a point still lies on it, in units of the spacing of samples.
const WIDTH: f64 = 0.12;
/// Plates thinner than this hold too few points on their sides to tell normals, in units of the spacing of
/// samples.
pub(super) const THIN: f64 = 3.0;
/// Points and walls whose normals differ by more than this cosine do not belong together.
const FACING: f64 = 0.9;
/// The same for circles; normals in narrow bores are hardly known.
const FACING_ROUND: f64 = 0.6;
/// Points of the least wall.
const LEAST_POINTS: usize = 10;
/// Pairs of points that are tried for each line.
const PAIRS: usize = 500;
/// Triples of points that are tried for each round of circles.
const TRIPLES: usize = 3000;
/// Rounds of circles.
const ROUNDS: usize = 4;
/// A wall holds at least this share of the points that its area should hold.
const LEAST_DENSITY: f64 = 0.4;
/// Pieces of the full turn in which points are sought.
const SECTORS: usize = 24;
/// Lines nearer to a multiple of 15 degrees than this run along it; in radians.
const SAME_ANGLE: f64 = 0.006;

/// A flat wall.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::sources) struct Straight {
    /// Ends of its trace in the plane.
    pub(super) ends: [[f64; 2]; 2],
    /// Lowest and highest point.
    pub(super) heights: [f64; 2],
}

/// A cylindrical wall.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::sources) struct Round {
    /// Where the axis meets the plane.
    pub(super) center: [f64; 2],
    /// Radius in millimetres.
    pub(super) radius: f64,
    /// Lowest and highest point.
    pub(super) heights: [f64; 2],
    /// The share of the full turn on which points lie.
    pub(super) turn: f64,
}

/// Walls along one axis.
#[derive(Clone, Debug, Default)]
pub(in crate::sources) struct Walls {
    pub(super) straight: Vec<Straight>,
    pub(super) round: Vec<Round>,
}

/// A point of a wall, seen along the axis.
#[derive(Clone, Copy, Debug)]
struct Point {
    at: [f64; 2],
    /// Unit normal; `None` where the neighbours lie on several faces.
    normal: Option<[f64; 2]>,
    height: f64,
}

impl Walls {
    /// Finds the walls along the normal of a plane, across which flat faces lie at `heights`.
    pub(super) fn of(scan: &Scan, frame: &Frame, heights: &[f64]) -> Self {
        let on_face = FACE_WIDTH * scan.spacing();
        let is_wall = |p: &Point| {
            let upper = heights.partition_point(|level| *level < p.height);
            let below = upper.checked_sub(1).map(|i| heights[i]);
            let above = heights.get(upper).copied();
            let is_beside_faces = below.is_none_or(|level| p.height - level > on_face)
                && above.is_none_or(|level| level - p.height > on_face);
            // On a thin plate most neighbours lie on its faces; elsewhere a normal that rises is right.
            let is_thin = below.zip(above).is_some_and(|(low, high)| high - low < THIN * scan.spacing());
            is_beside_faces && (p.normal.is_some() || is_thin)
        };
        let points: Vec<Point> =
            scan.samples().iter().map(|s| seen_along(s, frame)).filter(is_wall).collect();
        if points.len() < LEAST_POINTS {
            return Self::default();
        }
        let finder = Finder { spacing: scan.spacing(), longest: scan.bounds().longest(), points };
        let mut rng = Rng::with_seed(7);
        let (known, unknown): (Vec<usize>, Vec<usize>) =
            (0..finder.points.len()).partition(|i| finder.points[*i].normal.is_some());
        let (mut lines, mut rest) = finder.straight(known, false, &mut rng);
        rest.extend(unknown.into_iter().filter(|i| !lines.iter().any(|(wall, _)| finder.is_at(*i, wall))));
        rest.sort_unstable();
        let (thin, rest) = finder.straight(rest, true, &mut rng);
        lines.extend(thin);
        let (round, chords) = finder.round(&lines, rest, &mut rng);
        let kept = lines.into_iter().zip(chords).filter(|(_, is_chord)| !is_chord);
        Self { straight: kept.map(|((wall, _), _)| wall).collect(), round }
    }

    /// Those that stand between two heights for a good part of the way.
    pub(super) fn between(&self, from: f64, to: f64) -> Self {
        let stands = |heights: &[f64; 2]| {
            let common = heights[1].min(to) - heights[0].max(from);
            common > 0.4 * (to - from)
        };
        Self {
            straight: self.straight.iter().filter(|w| stands(&w.heights)).copied().collect(),
            round: self.round.iter().filter(|w| stands(&w.heights)).copied().collect(),
        }
    }
}

fn seen_along(sample: &SurfaceSample, frame: &Frame) -> Point {
    let normal = frame.flat(sample.normal);
    let length = normal[0].hypot(normal[1]);
    let is_known = frame.along(sample.normal).abs() < MOST_RISE && length > 0.0;
    Point {
        at: frame.flat(sample.position),
        normal: is_known.then(|| normal.map(|v| v / length)),
        height: frame.height(sample.position),
    }
}

struct Finder {
    spacing: f64,
    longest: f64,
    points: Vec<Point>,
}

impl Finder {
    fn width(&self) -> f64 {
        WIDTH * self.spacing
    }

    /// All lines with their points, the best first, and the points that lie on none.
    ///
    /// Normals are hardly known on thin plates, and their walls are found without them; elsewhere that would
    /// also find lines across narrow bores.
    fn straight(
        &self,
        mut rest: Vec<usize>,
        is_thin: bool,
        rng: &mut Rng,
    ) -> (Vec<(Straight, Vec<usize>)>, Vec<usize>) {
        let gap = if is_thin { 2.5 } else { 4.0 } * self.spacing;
        let mut found = Vec::new();
        while rest.len() >= LEAST_POINTS {
            let pairs: Vec<(usize, usize)> = (0..20 * PAIRS)
                .map(|_| (rest[rng.usize(..rest.len())], rest[rng.usize(..rest.len())]))
                .filter(|(i, j)| self.may_be_line(*i, *j))
                .take(PAIRS)
                .collect();
            let best = pairs
                .par_iter()
                .filter_map(|(i, j)| line_through(self.points[*i].at, self.points[*j].at))
                .map(|line| (self.on_line(&line, &rest).len(), line))
                .max_by(|a, b| a.0.cmp(&b.0).then(b.1.offset.total_cmp(&a.1.offset)));
            let Some((count, line)) = best else { break };
            if count < LEAST_POINTS {
                break;
            }
            let on = self.on_line(&line, &rest);
            let line = self.fitted(&on, &line);
            // The fit may have gained points and cannot have lost many.
            let on = self.on_line(&line, &rest);
            let pieces = self.pieces(&on, |p| p.along(&line), gap);
            let walls: Vec<(Straight, Vec<usize>)> = pieces
                .into_iter()
                .filter_map(|p| self.wall(&p, &line).map(|wall| (wall, p)))
                .filter(|(wall, _)| !is_thin || wall.heights[1] - wall.heights[0] < THIN * self.spacing)
                .collect();
            if walls.is_empty() && on.len() < 2 * LEAST_POINTS {
                break;
            }
            found.extend(walls);
            let before = rest.len();
            rest.retain(|i| on.binary_search(i).is_err());
            if rest.len() == before {
                break;
            }
        }
        (found, rest)
    }

    /// Whether a point lies on a wall, whatever its normal.
    fn is_at(&self, point: usize, wall: &Straight) -> bool {
        let ([a, b], p) = (wall.ends, self.points[point].at);
        let (d, q) = ([b[0] - a[0], b[1] - a[1]], [p[0] - a[0], p[1] - a[1]]);
        let length = d[0].hypot(d[1]);
        let along = dot(q, d) / length;
        let aside = (q[0] * d[1] - q[1] * d[0]).abs() / length;
        aside < self.width() && along > -self.spacing && along < length + self.spacing
    }

    /// Whether two points can lie on one line, by their normals.
    fn may_be_line(&self, i: usize, j: usize) -> bool {
        let (a, b) = (&self.points[i], &self.points[j]);
        let d = [b.at[0] - a.at[0], b.at[1] - a.at[1]];
        let length = d[0].hypot(d[1]);
        let runs_along = |p: &Point| p.normal.is_none_or(|n| dot(d, n).abs() < 0.2 * length);
        length > 2.0 * self.spacing && runs_along(a) && runs_along(b)
    }

    fn on_line(&self, line: &Line, among: &[usize]) -> Vec<usize> {
        let width = self.width();
        let is_on = |p: &Point| {
            (dot(p.at, line.normal) - line.offset).abs() < width
                && p.normal.is_none_or(|n| dot(n, line.normal).abs() > FACING)
        };
        among.iter().copied().filter(|i| is_on(&self.points[*i])).collect()
    }

    /// The line of least squares, along a round angle where it is near one.
    fn fitted(&self, on: &[usize], line: &Line) -> Line {
        let Some(first) = on.first() else { return *line };
        let mut moments = Moments::new(self.points[*first].at);
        on.iter().for_each(|i| moments.add(self.points[*i].at));
        let (_, at, direction) = moments.line();
        let grid = std::f64::consts::PI / 12.0;
        let angle = direction[1].atan2(direction[0]);
        let near = (angle / grid).round() * grid;
        let angle = if (angle - near).abs() < SAME_ANGLE { near } else { angle };
        let normal = [-angle.sin(), angle.cos()];
        Line { normal, offset: dot(at, normal) }
    }

    /// Points parted where a gap is wider than a limit.
    fn pieces(&self, on: &[usize], place: impl Fn(&Point) -> f64, gap: f64) -> Vec<Vec<usize>> {
        let mut sorted = on.to_vec();
        sorted.sort_by(|a, b| place(&self.points[*a]).total_cmp(&place(&self.points[*b])));
        sorted
            .chunk_by(|a, b| place(&self.points[*b]) - place(&self.points[*a]) < gap)
            .map(<[usize]>::to_vec)
            .collect()
    }

    /// The wall on a piece of a line, when it holds enough points.
    fn wall(&self, on: &[usize], line: &Line) -> Option<Straight> {
        let along = self.range(on, |p| p.along(line));
        let heights = self.range(on, |p| p.height);
        let length = along[1] - along[0];
        let area = length * (heights[1] - heights[0]).max(self.spacing);
        let expected = area / (self.spacing * self.spacing);
        let is_wall = on.len() >= LEAST_POINTS
            && length > 1.5 * self.spacing
            && on.len() as f64 > LEAST_DENSITY * expected;
        let foot = line.normal.map(|v| v * line.offset);
        let direction = line.direction();
        let end = |t: f64| [foot[0] + t * direction[0], foot[1] + t * direction[1]];
        is_wall.then(|| Straight { ends: along.map(end), heights })
    }

    fn range(&self, on: &[usize], value: impl Fn(&Point) -> f64) -> [f64; 2] {
        on.iter()
            .map(|i| value(&self.points[*i]))
            .fold([f64::MAX, f64::MIN], |r, v| [r[0].min(v), r[1].max(v)])
    }

    /// All circles among the points that lie on no line, and which lines are but chords of one.
    fn round(
        &self,
        lines: &[(Straight, Vec<usize>)],
        mut rest: Vec<usize>,
        rng: &mut Rng,
    ) -> (Vec<Round>, Vec<bool>) {
        let mut found: Vec<Round> = Vec::new();
        let mut chords = vec![false; lines.len()];
        for _ in 0..ROUNDS {
            if rest.len() < LEAST_POINTS {
                break;
            }
            let places: Vec<DVec3> =
                rest.iter().map(|i| DVec3::new(self.points[*i].at[0], self.points[*i].at[1], 0.0)).collect();
            let near = Near::new(&places);
            let seeds: Vec<(usize, u64)> =
                (0..TRIPLES).map(|_| (rng.usize(..rest.len()), rng.u64(..))).collect();
            let mut tried: Vec<(usize, Disc)> = seeds
                .par_iter()
                .filter_map(|(first, seed)| {
                    let mut rng = Rng::with_seed(*seed);
                    let around = [12, 40, 120, 400][rng.usize(..4)];
                    let group = near.nearest_of(places[*first], around);
                    let [i, j] = [0, 1].map(|_| rest[group[rng.usize(..group.len())].0]);
                    let disc = self.disc_through([rest[*first], i, j])?;
                    Some((self.on_disc(&disc, &rest).len(), disc))
                })
                .filter(|(count, _)| *count >= LEAST_POINTS)
                .collect();
            tried.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.radius.total_cmp(&b.1.radius)));
            let before = found.len();
            for (count, disc) in tried {
                // Points that another circle has taken do not count for this one.
                let own = self.on_disc(&disc, &rest);
                if own.len() * 5 < count * 4 || own.len() < LEAST_POINTS {
                    continue;
                }
                let disc = self.fitted_disc(&disc, &own);
                let own = self.on_disc(&disc, &rest);
                // Short lines have taken points of the circle; those of true lines are none of its.
                let is_chord = |wall: &Straight| disc.is_chord(wall, 1.5 * self.width());
                let of_chords = lines.iter().filter(|(wall, _)| is_chord(wall)).flat_map(|(_, p)| p);
                let on: Vec<usize> = own.iter().chain(of_chords).copied().collect();
                let rounds = self.rounds(&disc, &self.on_disc(&disc, &on));
                if rounds.is_empty() {
                    continue;
                }
                chords.iter_mut().zip(lines).for_each(|(chord, (wall, _))| *chord |= is_chord(wall));
                found.extend(rounds);
                rest.retain(|i| own.binary_search(i).is_err());
            }
            if found.len() == before {
                break;
            }
        }
        (found, chords)
    }

    /// The circle through three points whose normals agree with it.
    fn disc_through(&self, [i, j, k]: [usize; 3]) -> Option<Disc> {
        let [a, b, c] = [i, j, k].map(|i| self.points[i]);
        let (u, v) = ([b.at[0] - a.at[0], b.at[1] - a.at[1]], [c.at[0] - a.at[0], c.at[1] - a.at[1]]);
        let cross = 2.0 * (u[0] * v[1] - u[1] * v[0]);
        let (uu, vv) = (dot(u, u), dot(v, v));
        let shortest = uu.min(vv).min(dist2(b.at, c.at)).sqrt();
        if shortest < 0.4 * self.spacing || cross.abs() < 1e-9 {
            return None;
        }
        let d = [(v[1] * uu - u[1] * vv) / cross, (u[0] * vv - v[0] * uu) / cross];
        let disc = Disc { center: [a.at[0] + d[0], a.at[1] + d[1]], radius: d[0].hypot(d[1]) };
        let is_sized = disc.radius > 0.6 * self.spacing && disc.radius < self.longest;
        let agree = [a, b, c].iter().filter(|p| disc.facing(p) > FACING_ROUND).count();
        (is_sized && agree >= 2).then_some(disc)
    }

    fn on_disc(&self, disc: &Disc, among: &[usize]) -> Vec<usize> {
        let width = self.width();
        let is_on = |p: &Point| {
            (dist2(p.at, disc.center).sqrt() - disc.radius).abs() < width && disc.facing(p) > FACING_ROUND
        };
        among.iter().copied().filter(|i| is_on(&self.points[*i])).collect()
    }

    fn fitted_disc(&self, disc: &Disc, on: &[usize]) -> Disc {
        let mut moments = Moments::new(disc.center);
        on.iter().for_each(|i| moments.add(self.points[*i].at));
        let fitted = moments.circle().map(|(c, _)| Disc { center: c.center, radius: c.radius });
        let is_same = |f: &Disc| {
            let moved = dist2(f.center, disc.center).sqrt() + (f.radius - disc.radius).abs();
            moved < 0.3 * disc.radius + self.spacing
        };
        fitted.filter(is_same).unwrap_or(*disc)
    }

    /// Walls on a circle, one for each range of heights.
    fn rounds(&self, disc: &Disc, on: &[usize]) -> Vec<Round> {
        let pieces = self.pieces(on, |p| p.height, 3.5 * self.spacing);
        pieces.iter().filter_map(|piece| self.round_wall(disc, piece)).collect()
    }

    fn round_wall(&self, disc: &Disc, on: &[usize]) -> Option<Round> {
        let heights = self.range(on, |p| p.height);
        let mut seen = [false; SECTORS];
        for i in on {
            let p = self.points[*i].at;
            let angle = (p[1] - disc.center[1]).atan2(p[0] - disc.center[0]) / std::f64::consts::TAU;
            seen[((angle.rem_euclid(1.0) * SECTORS as f64) as usize).min(SECTORS - 1)] = true;
        }
        let turn = seen.iter().filter(|s| **s).count() as f64 / SECTORS as f64;
        let length = turn * std::f64::consts::TAU * disc.radius;
        let area = length * (heights[1] - heights[0]).max(self.spacing);
        let expected = area / (self.spacing * self.spacing);
        let is_wall = on.len() >= LEAST_POINTS
            && on.len() as f64 > LEAST_DENSITY * expected
            && length > 2.0 * self.spacing
            && heights[1] - heights[0] > 0.8 * self.spacing
            && turn > 2.5 / SECTORS as f64;
        is_wall.then_some(Round { center: disc.center, radius: disc.radius, heights, turn })
    }
}

/// All points whose product with the normal is the offset.
#[derive(Clone, Copy, Debug)]
struct Line {
    normal: [f64; 2],
    offset: f64,
}

impl Line {
    fn direction(&self) -> [f64; 2] {
        [self.normal[1], -self.normal[0]]
    }
}

impl Point {
    /// Place along a line.
    fn along(&self, line: &Line) -> f64 {
        dot(self.at, line.direction())
    }
}

#[derive(Clone, Copy, Debug)]
struct Disc {
    center: [f64; 2],
    radius: f64,
}

impl Disc {
    /// Whether both ends and the middle of a wall lie on the circle.
    fn is_chord(&self, wall: &Straight, width: f64) -> bool {
        let [a, b] = wall.ends;
        let middle = [0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1])];
        [a, middle, b].iter().all(|p| (dist2(*p, self.center).sqrt() - self.radius).abs() < width)
    }

    /// Cosine between the normal of a point and the way to the centre; 1 where the normal is not known.
    fn facing(&self, p: &Point) -> f64 {
        let d = [p.at[0] - self.center[0], p.at[1] - self.center[1]];
        p.normal.map_or(1.0, |n| dot(d, n).abs() / d[0].hypot(d[1]).max(1e-12))
    }
}

fn line_through(a: [f64; 2], b: [f64; 2]) -> Option<Line> {
    let d = [b[0] - a[0], b[1] - a[1]];
    let length = d[0].hypot(d[1]);
    let normal = [-d[1] / length, d[0] / length];
    (length > 0.0).then(|| Line { normal, offset: dot(a, normal) })
}

fn dot(a: [f64; 2], b: [f64; 2]) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

fn dist2(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::test_meshes::{circle, rectangle, tube};
    use crate::score::body::Body;
    use crate::score::cloud;

    /// The walls across Z of what lies between two rings, from points without normals.
    fn walls(outer: &[[f32; 2]], inner: &[[f32; 2]], height: f32) -> Walls {
        let mesh = tube(outer, inner, 0.0, height);
        let points: Vec<[f64; 3]> =
            cloud::points(&Body::of_mesh(&mesh), 8192, 1).iter().map(|p| p.to_array()).collect();
        let scan = Scan::of_points(&points, None).expect("there are enough points");
        Walls::of(&scan, &Frame::ALL[0], &[0.0, f64::from(height)])
    }

    /// Whether there is a flat wall at a distance from the origin along a direction.
    #[track_caller]
    fn check_straight(walls: &Walls, direction: [f64; 2], distance: f64) {
        let is_there = |wall: &&Straight| {
            wall.ends.iter().all(|p| (dot(*p, direction) - distance).abs() < 0.05)
                && dist2(wall.ends[0], wall.ends[1]) > 100.0
        };
        assert!(walls.straight.iter().any(|w| is_there(&w)), "none at {distance}: {:#?}", walls.straight);
    }

    #[track_caller]
    fn check_round(walls: &Walls, center: [f64; 2], radius: f64) {
        let is_there =
            |wall: &Round| dist2(wall.center, center).sqrt() < 0.1 && (wall.radius - radius).abs() < 0.05;
        let found = walls.round.iter().find(|wall| is_there(wall));
        assert!(found.is_some_and(|wall| wall.turn > 0.9), "no {radius} at {center:?}: {:#?}", walls.round);
    }

    #[test]
    fn sides_and_a_narrow_bore_of_a_block_are_found() {
        let walls = walls(&rectangle([40.0, 25.0], 128), &circle([25.0, 10.0], 2.5, 128), 60.0);
        for (direction, distance) in [([1.0, 0.0], 40.0), ([0.0, 1.0], 25.0), ([-1.0, 0.0], 40.0)] {
            check_straight(&walls, direction, distance);
        }
        check_round(&walls, [25.0, 10.0], 2.5);
        assert_eq!((walls.straight.len(), walls.round.len()), (4, 1), "{walls:#?}");
    }

    #[test]
    fn sides_of_a_thin_plate_are_found() {
        let walls = walls(&rectangle([50.0, 50.0], 128), &circle([0.0, 0.0], 20.0, 128), 3.0);
        for (direction, distance) in [([1.0, 0.0], 50.0), ([0.0, 1.0], 50.0), ([-1.0, 0.0], 50.0)] {
            check_straight(&walls, direction, distance);
        }
        check_round(&walls, [0.0, 0.0], 20.0);
    }

    #[test]
    fn a_turned_part_has_round_walls_only() {
        let walls = walls(&circle([0.0; 2], 16.0, 256), &circle([0.0; 2], 6.0, 256), 80.0);
        check_round(&walls, [0.0; 2], 16.0);
        check_round(&walls, [0.0; 2], 6.0);
        assert_eq!(walls.straight, []);
    }
}
