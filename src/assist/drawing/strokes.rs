//! Strokes of a sheet: chains of the skeleton joined where they run on through crossings, with the width
//! of their ink, and the straight lines among them.

use std::collections::HashMap;

use super::page::Page;
use super::skeleton::{Chain, Ink};
use crate::score::body::root;

pub(super) type Point = [f64; 2];

/// Chains between crossings that are shorter belong to the crossing.
const BRIDGE: f64 = 6.0;
/// Ends that stick out of a crossing by less are no strokes.
const SPUR: f64 = 5.0;
/// A stroke runs on through a crossing where it turns by less, in radians.
const RUNS_ON: f64 = 0.42;
/// Widths that differ by more than this factor are those of different strokes.
const SAME_WIDTH: f64 = 1.55;
/// Points of a straight line stay so close to it, in pixels.
const STRAIGHT: f64 = 1.3;
/// The shortest straight line, in pixels.
const LEAST_LINE: f64 = 10.0;
/// Lines that turn from the axes of the sheet by less lie along them, in radians.
const ALONG: f64 = 0.035;
/// The longest arrow head, in pixels.
const LONGEST_ARROW: f64 = 60.0;
/// A thick stroke ends at another one that is nearer, in pixels.
const MEETS: f64 = 9.0;
/// More chains than this are no drawing.
const MOST_CHAINS: usize = 60_000;

/// A line of ink.
#[derive(Clone, Debug)]
pub(super) struct Stroke {
    pub(super) points: Vec<Point>,
    pub(super) width: f64,
    pub(super) is_closed: bool,
    /// Whether nothing goes on at its first and last point.
    pub(super) is_free: [bool; 2],
    pub(super) is_thick: bool,
}

impl Stroke {
    pub(super) fn length(&self) -> f64 {
        length(&self.points)
    }

    /// The box around it.
    pub(super) fn bounds(&self) -> [Point; 2] {
        let mut low = [f64::MAX; 2];
        let mut high = [f64::MIN; 2];
        for p in &self.points {
            for i in 0..2 {
                low[i] = low[i].min(p[i]);
                high[i] = high[i].max(p[i]);
            }
        }
        [low, high]
    }
}

/// A straight line along an axis of the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line {
    /// 0 for lines that lie, 1 for those that stand.
    pub(super) axis: usize,
    /// Where it is across its direction.
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) is_thick: bool,
    /// Which stroke it is a piece of.
    pub(super) stroke: usize,
}

/// All strokes of a sheet, and whether thick ones can be told from thin ones.
pub(super) struct Strokes {
    pub(super) all: Vec<Stroke>,
    pub(super) lines: Vec<Line>,
    pub(super) has_two_widths: bool,
    /// Width of the thick strokes.
    pub(super) thick: f64,
}

impl Strokes {
    /// Traces the ink of a page.
    pub(super) fn new(page: &Page, mut ink: Ink) -> Option<Self> {
        ink.thin();
        let (chains, nodes) = ink.chains();
        if chains.len() > MOST_CHAINS {
            return None;
        }
        let mut all = joined(page, &chains, nodes);
        let limit = width_limit(&all);
        for stroke in &mut all {
            stroke.is_thick = limit.is_none_or(|limit| stroke.width >= limit);
        }
        if limit.is_some() {
            thin_out(&mut all);
        }
        let lines = all.iter().enumerate().flat_map(|(i, stroke)| lines(page, i, stroke)).collect();
        let mut widths: Vec<(f64, f64)> =
            all.iter().filter(|s| s.is_thick).map(|s| (s.width, s.length())).collect();
        Some(Self { thick: median(&mut widths), lines, has_two_widths: limit.is_some(), all })
    }
}

/// Thick strokes that end in the open are arrows or pieces of leaders: an edge ends at other edges.
fn thin_out(all: &mut [Stroke]) {
    loop {
        let cell = |p: Point| [0, 1].map(|k| (p[k] / MEETS).floor() as i64);
        let mut near: HashMap<[i64; 2], Vec<(usize, Point)>> = HashMap::new();
        for (i, stroke) in all.iter().enumerate().filter(|(_, s)| s.is_thick) {
            for p in stroke.points.iter().step_by(2) {
                near.entry(cell(*p)).or_default().push((i, *p));
            }
        }
        let meets = |own: usize, at: Point| {
            let [x, y] = cell(at);
            (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| [x + dx, y + dy])).any(|key| {
                near.get(&key)
                    .is_some_and(|list| list.iter().any(|(i, p)| *i != own && distance(*p, at) < MEETS))
            })
        };
        let open: Vec<usize> = all
            .iter()
            .enumerate()
            .filter(|(i, s)| {
                let n = s.points.len();
                let ends = [s.points[0], s.points[n - 1]];
                let is_ring = s.is_closed || (n > 8 && distance(ends[0], ends[1]) < MEETS);
                s.is_thick && !is_ring && ends.iter().any(|p| !meets(*i, *p))
            })
            .map(|(i, _)| i)
            .collect();
        if open.is_empty() {
            return;
        }
        for i in open {
            all[i].is_thick = false;
        }
    }
}

pub(super) fn length(points: &[Point]) -> f64 {
    points.windows(2).map(|p| distance(p[0], p[1])).sum()
}

pub(super) fn distance(a: Point, b: Point) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// One end of a chain: the chain, which end, and where it points to.
struct End {
    chain: usize,
    is_last: bool,
    direction: Point,
}

/// Joins chains through crossings.
fn joined(page: &Page, chains: &[Chain], nodes: usize) -> Vec<Stroke> {
    let mut group: Vec<usize> = (0..nodes).collect();
    let lengths: Vec<f64> = chains.iter().map(|c| length(&c.points)).collect();
    let mut is_left_out = vec![false; chains.len()];
    for (i, chain) in chains.iter().enumerate() {
        match chain.nodes {
            [Some(a), Some(b)] if lengths[i] < BRIDGE => {
                let (a, b) = (root(&mut group, a), root(&mut group, b));
                group[a] = b;
                is_left_out[i] = true;
            }
            [Some(_), None] | [None, Some(_)] if lengths[i] < SPUR => is_left_out[i] = true,
            _ => {}
        }
    }
    let widths: Vec<f64> =
        chains.iter().zip(&lengths).map(|(c, length)| width(page, &c.points, *length)).collect();
    let mut ends: Vec<Vec<End>> = (0..nodes).map(|_| Vec::new()).collect();
    for (i, chain) in chains.iter().enumerate().filter(|(i, _)| !is_left_out[*i]) {
        for (node, is_last) in [(chain.nodes[0], false), (chain.nodes[1], true)] {
            if let Some(node) = node {
                let node = root(&mut group, node);
                ends[node].push(End { chain: i, is_last, direction: direction(&chain.points, is_last) });
            }
        }
    }
    // Strokes that meet reach the middle of their crossing, so that outlines are closed there.
    let mut sums: Vec<([f64; 2], f64)> = vec![([0.0; 2], 0.0); nodes];
    for chain in chains {
        let n = chain.points.len();
        for (node, p) in [(chain.nodes[0], chain.points[0]), (chain.nodes[1], chain.points[n - 1])] {
            if let Some(node) = node {
                let sum = &mut sums[root(&mut group, node)];
                *sum = ([sum.0[0] + p[0], sum.0[1] + p[1]], sum.1 + 1.0);
            }
        }
    }
    let middles: Vec<[Option<Point>; 2]> = chains
        .iter()
        .map(|chain| {
            chain.nodes.map(|node| {
                let (sum, n) = sums[root(&mut group, node?)];
                Some([sum[0] / n, sum[1] / n])
            })
        })
        .collect();
    // What goes on where: by chain and end.
    let mut next: Vec<[Option<(usize, bool)>; 2]> = vec![[None; 2]; chains.len()];
    for ends in &ends {
        let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
        for a in 0..ends.len() {
            for b in a + 1..ends.len() {
                let (u, v) = (ends[a].direction, ends[b].direction);
                let turn = (-(u[0] * v[0] + u[1] * v[1])).clamp(-1.0, 1.0).acos();
                let (w, x) = (widths[ends[a].chain], widths[ends[b].chain]);
                let is_alike = w.max(x) < SAME_WIDTH * w.min(x);
                if ends.len() == 2 || (turn < RUNS_ON && is_alike) {
                    pairs.push((turn, a, b));
                }
            }
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut is_taken = vec![false; ends.len()];
        for (_, a, b) in pairs {
            if !is_taken[a] && !is_taken[b] {
                (is_taken[a], is_taken[b]) = (true, true);
                next[ends[a].chain][usize::from(ends[a].is_last)] = Some((ends[b].chain, ends[b].is_last));
                next[ends[b].chain][usize::from(ends[b].is_last)] = Some((ends[a].chain, ends[a].is_last));
            }
        }
    }
    let mut used = is_left_out;
    let mut strokes = Vec::new();
    // Chains with a loose end begin strokes; what is left are rings.
    for pass in 0..2 {
        for start in 0..chains.len() {
            let begins = (0..2).find(|e| next[start][*e].is_none());
            if used[start] || (pass == 0 && begins.is_none()) {
                continue;
            }
            let first_end = begins.unwrap_or(0);
            let (mut chain, mut enters_at_last) = (start, first_end == 1);
            let mut points: Vec<Point> = Vec::new();
            let mut weighed: Vec<(f64, f64)> = Vec::new();
            let is_free = |chain: usize, end: usize| chains[chain].nodes[end].is_none();
            let free_start = begins.is_some_and(|e| is_free(start, e));
            points.extend(begins.and_then(|e| middles[start][e]));
            let (is_ring, free_end) = loop {
                used[chain] = true;
                let piece = &chains[chain].points;
                if enters_at_last {
                    points.extend(piece.iter().rev())
                } else {
                    points.extend(piece)
                }
                weighed.push((widths[chain], lengths[chain]));
                let exit = usize::from(!enters_at_last);
                match next[chain][exit] {
                    Some((other, _)) if used[other] => break (other == start, false),
                    Some((other, at_last)) => (chain, enters_at_last) = (other, at_last),
                    None => {
                        points.extend(middles[chain][exit]);
                        break (false, is_free(chain, exit));
                    }
                }
            };
            let is_closed = (is_ring && begins.is_none()) || chains[start].is_closed;
            if points.len() >= 2 {
                strokes.push(Stroke {
                    points,
                    width: median(&mut weighed),
                    is_closed,
                    is_free: [free_start, free_end],
                    is_thick: false,
                });
            }
        }
    }
    strokes
}

/// The direction in which a chain leaves itself at an end.
fn direction(points: &[Point], is_last: bool) -> Point {
    let n = points.len();
    // The pixels right at a crossing are bent.
    let (near, far) = (2.min(n / 3), 12.min(n - 1));
    let (a, b) =
        if is_last { (points[n - 1 - far], points[n - 1 - near]) } else { (points[far], points[near]) };
    let d = [b[0] - a[0], b[1] - a[1]];
    let length = d[0].hypot(d[1]).max(1e-9);
    [d[0] / length, d[1] / length]
}

/// Width of the ink along a chain; that of its thin end where it grows like an arrow.
fn width(page: &Page, points: &[Point], length: f64) -> f64 {
    let n = points.len();
    let margin = if n > 24 { 6 } else { n / 4 };
    let mut found: Vec<(f64, f64)> = Vec::new();
    for i in (margin..n - margin).step_by(2) {
        let (a, b) = (points[i.saturating_sub(4)], points[(i + 4).min(n - 1)]);
        let d = [b[0] - a[0], b[1] - a[1]];
        let size = d[0].hypot(d[1]);
        if size < 1e-9 {
            continue;
        }
        let normal = [-d[1] / size, d[0] / size];
        found.push((mass(page, points[i], normal).0, 1.0));
    }
    let n = found.len();
    if n >= 5 && length < LONGEST_ARROW {
        let (mean_i, mean_w) = ((n - 1) as f64 / 2.0, found.iter().map(|f| f.0).sum::<f64>() / n as f64);
        let (mut ii, mut iw, mut ww) = (0.0, 0.0, 0.0);
        for (i, (w, _)) in found.iter().enumerate() {
            let (di, dw) = (i as f64 - mean_i, w - mean_w);
            ii += di * di;
            iw += di * dw;
            ww += dw * dw;
        }
        let grows = (iw / ii).abs() * (n - 1) as f64;
        if iw * iw > 0.8 * ii * ww && grows > 0.5 * mean_w {
            return found[0].0.min(found[n - 1].0);
        }
    }
    median(&mut found)
}

/// Darkness across a line at a point: the width of full ink, and how far its middle is off.
fn mass(page: &Page, at: Point, normal: Point) -> (f64, f64) {
    const STEP: f64 = 0.5;
    let (mut sum, mut moment) = (0.0, 0.0);
    for side in [1.0, -1.0] {
        for k in 0..18 {
            if side < 0.0 && k == 0 {
                continue;
            }
            let off = side * f64::from(k) * STEP;
            // Pixel centres lie at halves.
            let value = f64::from(page.at(at[0] + normal[0] * off - 0.5, at[1] + normal[1] * off - 0.5));
            if value < 0.12 && k > 1 {
                break;
            }
            sum += value * STEP;
            moment += value * STEP * off;
        }
    }
    (sum, if sum > 0.0 { moment / sum } else { 0.0 })
}

/// The median of values with weights.
fn median(values: &mut [(f64, f64)]) -> f64 {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = values.iter().map(|v| v.1).sum::<f64>() / 2.0;
    let mut sum = 0.0;
    for (value, weight) in values.iter() {
        sum += weight;
        if sum >= half {
            return *value;
        }
    }
    1.0
}

/// The width that divides thick strokes from thin ones; `None` where there is one width only.
fn width_limit(strokes: &[Stroke]) -> Option<f64> {
    let mut logs: Vec<(f64, f64)> = strokes
        .iter()
        .map(|s| (s.width.max(0.3).ln(), s.length()))
        .filter(|(_, length)| *length > 24.0)
        .collect();
    logs.sort_by(|a, b| a.0.total_cmp(&b.0));
    // The division that leaves the least variance (Otsu).
    let total: f64 = logs.iter().map(|l| l.1).sum();
    let sum: f64 = logs.iter().map(|l| l.0 * l.1).sum();
    let (mut weight, mut part) = (0.0, 0.0);
    let mut best: Option<(f64, f64, f64, f64)> = None;
    for pair in logs.windows(2) {
        weight += pair[0].1;
        part += pair[0].0 * pair[0].1;
        let (low, high) = (part / weight, (sum - part) / (total - weight).max(1e-9));
        let between = weight * (total - weight) * (high - low).powi(2);
        if best.is_none_or(|b| between > b.0) {
            best = Some((between, 0.5 * (pair[0].0 + pair[1].0), low, high));
        }
    }
    let (_, _, low, high) = best?;
    // Two groups must be clearly apart; halfway between their means lies the limit.
    (high - low > 0.3).then(|| (0.5 * (low + high)).exp())
}

/// Corners of a polyline that stays near the points.
pub(super) fn corners(points: &[Point], tolerance: f64) -> Vec<usize> {
    let mut kept = vec![0];
    let mut open = vec![(0, points.len() - 1)];
    while let Some((from, to)) = open.pop() {
        let (a, b) = (points[from], points[to]);
        let size = distance(a, b);
        let mut worst = (tolerance, None);
        for (i, p) in points.iter().enumerate().take(to).skip(from + 1) {
            let off = if size < 1e-6 {
                distance(*p, a)
            } else {
                ((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])).abs() / size
            };
            if off > worst.0 {
                worst = (off, Some(i));
            }
        }
        if let Some(i) = worst.1 {
            open.push((from, i));
            open.push((i, to));
        }
        kept.push(to);
    }
    kept.sort_unstable();
    kept.dedup();
    kept
}

/// The straight lines of a stroke that run along the axes of the sheet.
fn lines(page: &Page, index: usize, stroke: &Stroke) -> Vec<Line> {
    let points = &stroke.points;
    let corners = corners(points, STRAIGHT);
    let size = |k: usize| distance(points[corners[k]], points[corners[k + 1]]);
    let turn = |k: usize| {
        // Between piece k - 1 and piece k.
        let d = |i: usize| {
            let (a, b) = (points[corners[i]], points[corners[i + 1]]);
            (b[1] - a[1]).atan2(b[0] - a[0])
        };
        let t = (d(k) - d(k - 1)).abs();
        t.min(std::f64::consts::TAU - t)
    };
    let pieces = corners.len() - 1;
    let mut found = Vec::new();
    for k in 0..pieces {
        // Pieces of curves meet others of their length at small angles.
        let is_end = |near: usize, at: usize| turn(at) > 0.45 || size(k) > 2.2 * size(near);
        let is_straight = (k == 0 || is_end(k - 1, k)) && (k + 1 == pieces || is_end(k + 1, k + 1));
        let is_whole_ring = stroke.is_closed && pieces < 3;
        if size(k) < LEAST_LINE || !is_straight || is_whole_ring {
            continue;
        }
        let (a, b) = (points[corners[k]], points[corners[k + 1]]);
        let d = [(b[0] - a[0]).abs(), (b[1] - a[1]).abs()];
        let axis = usize::from(d[1] > d[0]);
        if d[1 - axis].atan2(d[axis]) > ALONG {
            continue;
        }
        let (from, to) = (a[axis].min(b[axis]), a[axis].max(b[axis]));
        let mut normal = [0.0; 2];
        normal[1 - axis] = 1.0;
        let (skip, step) = ((corners[k + 1] - corners[k]) / 8, ((corners[k + 1] - corners[k]) / 40).max(1));
        let mut places: Vec<(f64, f64)> = points[corners[k] + skip..=corners[k + 1] - skip]
            .iter()
            .step_by(step)
            .map(|p| (p[1 - axis] + mass(page, *p, normal).1, 1.0))
            .collect();
        let at = median(&mut places);
        found.push(Line { axis, at, from, to, is_thick: stroke.is_thick, stroke: index });
    }
    found
}
