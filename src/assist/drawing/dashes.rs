//! Dashed lines: short thin pieces that follow each other, as hidden lines or as centre lines.
//!
//! Pieces are linked end to end where one points at the next. Centre lines give themselves away by short
//! pieces between long ones, by pieces that are too long, and by going on beyond the outline of the view.

use super::page::Page;
use super::regions::Canvas;
use super::strokes::{self, Point, Stroke, distance};

/// The longest piece, in pixels.
const LONGEST: f64 = 90.0;
/// The widest gap, in pixels.
const WIDEST: f64 = 44.0;
/// Pieces follow each other when they turn by less, in radians.
const FOLLOWS: f64 = 0.38;

/// A straight piece.
#[derive(Clone, Copy, Debug)]
struct Piece {
    ends: [Point; 2],
    length: f64,
}

/// Hidden lines of a view, bridged over their gaps.
///
/// `low` and `high` are the corners of the outline; `canvas` holds the thick lines, at which hidden ones end.
pub(super) fn hidden(
    strokes: &[Stroke],
    low: Point,
    high: Point,
    page: &Page,
    canvas: &Canvas,
) -> Vec<Vec<Point>> {
    let pieces = pieces(strokes, low, high);
    let chains = linked(&pieces);
    let usual = usual_length(&pieces, &chains);
    // The lines along which chains begin and end, for those that meet in corners of hidden lines.
    let ends: Vec<[Point; 2]> = chains
        .iter()
        .filter(|chain| chain.len() >= 3 && is_even(&pieces, chain))
        .flat_map(|chain| [chain.first(), chain.last()])
        .flatten()
        .map(|(i, _)| pieces[*i].ends)
        .collect();
    let mut found = Vec::new();
    for chain in &chains {
        let lengths: Vec<f64> = chain.iter().map(|(i, _)| pieces[*i].length).collect();
        let mut points: Vec<Point> = Vec::new();
        for (i, is_turned) in chain {
            let [a, b] = pieces[*i].ends;
            points.extend(if *is_turned { [b, a] } else { [a, b] });
        }
        let leaves = points.iter().any(|p| (0..2).any(|k| p[k] < low[k] - 3.0 || p[k] > high[k] + 3.0));
        // A crossing line may cut a dash in two; the dots of a centre line are many.
        let dots = (1..lengths.len().saturating_sub(1))
            .filter(|k| lengths[*k] < 0.5 * lengths[k - 1].max(lengths[k + 1]))
            .count();
        let has_dot = 4 * dots >= lengths.len().saturating_sub(2) && dots > 0;
        // Points may be too small to be pieces; then the gaps hold them.
        let gaps: Vec<bool> = (1..lengths.len())
            .map(|k| (points[2 * k - 1], points[2 * k]))
            .filter(|(a, b)| distance(*a, *b) > 7.0)
            .map(|(a, b)| has_ink(page, a, b))
            .collect();
        let has_dot = has_dot || (!gaps.is_empty() && 2 * gaps.iter().filter(|g| **g).count() >= gaps.len());
        let is_long = usual.is_some_and(|u| lengths.iter().any(|l| *l > 1.45 * u + 3.0));
        if leaves || has_dot || is_long {
            continue;
        }
        let n = points.len();
        let widest =
            (1..lengths.len()).map(|k| distance(points[2 * k - 1], points[2 * k])).fold(0.0, f64::max);
        let gap = (1.1 * widest).clamp(18.0, WIDEST);
        let ahead = |from: Point, to: Point| {
            let d = direction(from, to);
            let corner =
                || ends.iter().filter_map(|other| crossing(to, d, *other, gap)).min_by(f64::total_cmp);
            canvas.meets(to, d, gap).or_else(corner).map(|far| [to[0] + d[0] * far, to[1] + d[1] * far])
        };
        let is_ring = n > 8 && distance(points[0], points[n - 1]) < WIDEST;
        let (first, last) = (ahead(points[1], points[0]), ahead(points[n - 2], points[n - 1]));
        // One or two pieces may be anything; between two lines they are a short hidden line.
        let (a, b) = (points[0], points[n - 1]);
        let d = [(a[0] - b[0]).abs(), (a[1] - b[1]).abs()];
        let is_along = d[0].min(d[1]) < 0.05 * d[0].max(d[1]) + 1.0;
        if lengths.len() < 3 && (first.is_none() || last.is_none() || !is_along) {
            continue;
        }
        if is_ring {
            points.push(points[0]);
        } else {
            if let Some(p) = first {
                points.insert(0, p);
            }
            points.extend(last);
        }
        found.push(points);
    }
    found
}

/// Whether no piece of a chain is much shorter or longer than the others, but for its ends.
fn is_even(pieces: &[Piece], chain: &[(usize, bool)]) -> bool {
    let lengths: Vec<f64> = chain.iter().map(|(i, _)| pieces[*i].length).collect();
    let most = lengths.iter().copied().fold(0.0, f64::max);
    lengths[1..lengths.len() - 1].iter().all(|l| *l > 0.55 * most)
}

/// How far ahead of an end the line of another piece is crossed, on it or a gap beyond.
fn crossing(from: Point, d: Point, [a, b]: [Point; 2], gap: f64) -> Option<f64> {
    let other = direction(a, b);
    let cross = d[0] * other[1] - d[1] * other[0];
    if cross.abs() < 0.5 {
        return None;
    }
    let w = [a[0] - from[0], a[1] - from[1]];
    let far = (w[0] * other[1] - w[1] * other[0]) / cross;
    let along = (w[0] * d[1] - w[1] * d[0]) / cross;
    let is_near = along > -gap && along < distance(a, b) + gap;
    (is_near && far > -3.0 && far < gap).then_some(far.max(0.0))
}

/// Whether there is ink in the middle of a gap.
fn has_ink(page: &Page, a: Point, b: Point) -> bool {
    let size = distance(a, b);
    let dark = |far: f64| {
        let p = [0, 1].map(|k| a[k] + (b[k] - a[k]) * far / size - 0.5);
        page.at(p[0], p[1])
    };
    let inner: Vec<f32> = (0..=(size * 2.0) as usize).map(|i| dark(i as f64 / 2.0)).collect();
    let n = inner.len();
    // From one end: paper, ink, paper.
    let first = inner.iter().position(|d| *d < 0.2);
    let last = inner.iter().rposition(|d| *d < 0.2);
    match (first, last) {
        (Some(first), Some(last)) if n > 4 => inner[first..last].iter().any(|d| *d > 0.35),
        _ => false,
    }
}

fn pieces(strokes: &[Stroke], low: Point, high: Point) -> Vec<Piece> {
    let mut found = Vec::new();
    for stroke in strokes.iter().filter(|s| !s.is_thick) {
        let [a, b] = stroke.bounds();
        let margin = 24.0;
        let is_near = (0..2).all(|k| a[k] > low[k] - margin && b[k] < high[k] + margin);
        let is_short = (0..2).all(|k| b[k] - a[k] < 2.0 * LONGEST);
        if !is_near || !is_short {
            continue;
        }
        let corners = strokes::corners(&stroke.points, 1.2);
        for pair in corners.windows(2) {
            let ends = [stroke.points[pair[0]], stroke.points[pair[1]]];
            let length = distance(ends[0], ends[1]);
            if (2.0..LONGEST).contains(&length) {
                found.push(Piece { ends, length });
            }
        }
    }
    found
}

/// Pieces in the order in which they follow each other, and whether each is run through from its end.
fn linked(pieces: &[Piece]) -> Vec<Vec<(usize, bool)>> {
    // The best follower of each end.
    let mut links: Vec<(f64, usize, usize, usize, usize)> = Vec::new();
    for (i, a) in pieces.iter().enumerate() {
        for (j, b) in pieces.iter().enumerate().skip(i + 1) {
            let longer = a.length.max(b.length);
            let reach = WIDEST.min((1.3 * longer).min(0.75 * longer + 12.0).max(11.0));
            for e in 0..2 {
                for f in 0..2 {
                    let gap = distance(a.ends[e], b.ends[f]);
                    if gap > reach {
                        continue;
                    }
                    let out = direction(a.ends[1 - e], a.ends[e]);
                    let into = direction(b.ends[f], b.ends[1 - f]);
                    let across = if gap > 2.5 { direction(a.ends[e], b.ends[f]) } else { out };
                    let turn = angle(out, into).max(angle(out, across)).max(angle(across, into));
                    // Very short pieces have no direction of their own.
                    let is_dot = a.length < 5.0 || b.length < 5.0;
                    // Dashes of a circle turn evenly the same way.
                    let turns = [turned(out, across), turned(across, into)];
                    let is_curve =
                        turns[0] * turns[1] > 0.0 && turns.iter().all(|t| (0.04..0.48).contains(&t.abs()));
                    if turn < FOLLOWS || (is_dot && turn < 2.0 * FOLLOWS) || is_curve {
                        links.push((gap * (1.0 + turn), i, e, j, f));
                    }
                }
            }
        }
    }
    links.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut next: Vec<[Option<(usize, usize)>; 2]> = vec![[None; 2]; pieces.len()];
    for (_, i, e, j, f) in links {
        if next[i][e].is_none() && next[j][f].is_none() {
            next[i][e] = Some((j, f));
            next[j][f] = Some((i, e));
        }
    }
    let mut is_used = vec![false; pieces.len()];
    let mut chains = Vec::new();
    for pass in 0..2 {
        for start in 0..pieces.len() {
            let begins = (0..2).find(|e| next[start][*e].is_none());
            if is_used[start] || (pass == 0 && begins.is_none()) {
                continue;
            }
            let (mut at, mut enters) = (start, begins.unwrap_or(0));
            let mut chain = Vec::new();
            loop {
                is_used[at] = true;
                chain.push((at, enters == 1));
                match next[at][1 - enters] {
                    Some((other, end)) if !is_used[other] => (at, enters) = (other, end),
                    _ => break,
                }
            }
            chains.push(chain);
        }
    }
    chains
}

/// The length of the dashes of hidden lines: what most pieces in the middle of even chains have.
fn usual_length(pieces: &[Piece], chains: &[Vec<(usize, bool)>]) -> Option<f64> {
    let mut lengths: Vec<f64> = Vec::new();
    for chain in chains.iter().filter(|c| c.len() >= 4) {
        let inner: Vec<f64> = chain[1..chain.len() - 1].iter().map(|(i, _)| pieces[*i].length).collect();
        let most = inner.iter().copied().fold(0.0, f64::max);
        if inner.iter().all(|l| *l > 0.6 * most) {
            lengths.extend(inner);
        }
    }
    lengths.sort_by(f64::total_cmp);
    lengths.get(lengths.len() / 2).copied()
}

fn direction(a: Point, b: Point) -> Point {
    let size = distance(a, b).max(1e-9);
    [(b[0] - a[0]) / size, (b[1] - a[1]) / size]
}

/// The angle from one direction to another, with its sign.
fn turned(a: Point, b: Point) -> f64 {
    (a[0] * b[1] - a[1] * b[0]).atan2(a[0] * b[0] + a[1] * b[1])
}

fn angle(a: Point, b: Point) -> f64 {
    (a[0] * b[0] + a[1] * b[1]).clamp(-1.0, 1.0).acos()
}
