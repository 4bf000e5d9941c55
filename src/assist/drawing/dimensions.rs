//! Which lines a written length runs between, and how many pixels a millimetre has.
//!
//! Every length could run between several pairs of extension lines. All of a sheet have one scale, so the
//! scale on which most of them agree is taken, and with it the pair of each.

use super::strokes::{Line, Strokes};
use super::text::{Written, WrittenKind};

/// Relative difference of a length from the common scale.
const SAME_SCALE: f64 = 0.012;
/// Difference that is always allowed: in pixels, and in widths of thick lines.
const NEAR: [f64; 2] = [3.0, 0.7];

/// A length between two places of the sheet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Dimension {
    /// 0 when it runs along the sheet, 1 when it runs up.
    pub(super) axis: usize,
    /// Where its line is across.
    pub(super) across: f64,
    pub(super) from: f64,
    pub(super) to: f64,
    /// The whole length in millimetres.
    pub(super) value: f64,
    /// Which text it belongs to.
    pub(super) written: usize,
}

/// A pair of places that a text might measure.
#[derive(Clone, Copy, Debug)]
struct Pair {
    axis: usize,
    across: f64,
    from: f64,
    to: f64,
    /// How far it is from what one would expect, in heights of the text.
    penalty: f64,
}

/// Circles and arcs of the thick lines: radius in pixels.
pub(super) type Radii = Vec<f64>;

/// The scale in pixels a millimetre, and the lengths with their places.
pub(super) fn tie(strokes: &Strokes, written: &[Written], radii: &Radii) -> Option<(f64, Vec<Dimension>)> {
    let pairs: Vec<Vec<Pair>> = written.iter().map(|w| pairs(strokes, w)).collect();
    let near = NEAR[0].max(NEAR[1] * strokes.thick);
    let scale = scale(written, &pairs, radii, near)?;
    let mut found = Vec::new();
    for (index, (w, pairs)) in written.iter().zip(&pairs).enumerate() {
        let Some(value) = whole(w) else { continue };
        let wanted = value * scale;
        let best = pairs
            .iter()
            .filter(|p| (p.to - p.from - wanted).abs() <= near.max(SAME_SCALE * wanted))
            .min_by(|a, b| {
                let cost = |p: &Pair| p.penalty + 0.6 * (p.to - p.from - wanted).abs();
                cost(a).total_cmp(&cost(b))
            });
        if let Some(pair) = best {
            let Pair { axis, across, from, to, .. } = *pair;
            found.push(Dimension { axis, across, from, to, value, written: index });
        }
    }
    Some((scale, found))
}

/// The length that a text measures from its first to its last line.
fn whole(written: &Written) -> Option<f64> {
    match written.kind {
        WrittenKind::Length | WrittenKind::Diameter => Some(written.value),
        WrittenKind::Row(all) => Some(all),
        WrittenKind::Radius | WrittenKind::Thread | WrittenKind::Angle => None,
    }
}

/// The scale on which most texts agree.
fn scale(written: &[Written], pairs: &[Vec<Pair>], radii: &Radii, near: f64) -> Option<f64> {
    // Votes: logarithm of the scale, whose vote it is, how much it counts.
    let mut votes: Vec<(f64, usize, f64)> = Vec::new();
    for (index, w) in written.iter().enumerate() {
        if let Some(value) = whole(w) {
            for pair in &pairs[index] {
                votes.push((((pair.to - pair.from) / value).ln(), index, 1.0 / (1.0 + 0.3 * pair.penalty)));
            }
        }
        let radius = match w.kind {
            WrittenKind::Diameter => w.value / 2.0,
            WrittenKind::Radius => w.value,
            _ => continue,
        };
        votes.extend(radii.iter().map(|r| ((r / radius).ln(), index, 0.45)));
    }
    votes.retain(|v| v.0.is_finite());
    votes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let width = 2.0 * SAME_SCALE;
    let mut best: Option<(f64, f64)> = None;
    for (i, first) in votes.iter().enumerate() {
        let window = votes[i..].iter().take_while(|v| v.0 - first.0 <= width);
        let mut strongest = vec![0.0_f64; written.len()];
        let mut held: Vec<(f64, f64)> = Vec::new();
        for (log, index, weight) in window {
            strongest[*index] = strongest[*index].max(*weight);
            held.push((*log, *weight));
        }
        let sum: f64 = strongest.iter().sum();
        if best.is_none_or(|b| sum > b.0 + 1e-9) {
            let weight: f64 = held.iter().map(|h| h.1).sum();
            let log = held.iter().map(|h| h.0 * h.1).sum::<f64>() / weight;
            best = Some((sum, log));
        }
    }
    let (_, log) = best?;
    // Long lengths tell the scale best.
    let rough = log.exp();
    let (mut pixels, mut mm) = (0.0, 0.0);
    for (index, w) in written.iter().enumerate() {
        let Some(value) = whole(w) else { continue };
        let fitting = pairs[index]
            .iter()
            .filter(|p| (p.to - p.from - value * rough).abs() <= near.max(SAME_SCALE * value * rough))
            .min_by(|a, b| a.penalty.total_cmp(&b.penalty));
        if let Some(pair) = fitting {
            pixels += pair.to - pair.from;
            mm += value;
        }
    }
    Some(if mm > 0.0 { pixels / mm } else { rough })
}

/// The pairs of lines across between which a text may measure.
fn pairs(strokes: &Strokes, written: &Written) -> Vec<Pair> {
    if whole(written).is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    // Words that lie may also measure upwards, as drawings with all words in one direction have it.
    let axes: &[usize] = if written.is_upright { &[1] } else { &[0, 1] };
    for &axis in axes {
        pairs_along(strokes, written, axis, &mut found);
    }
    found
}

fn pairs_along(strokes: &Strokes, written: &Written, axis: usize, found: &mut Vec<Pair>) {
    let height = written.height();
    let across = 1 - axis;
    let is_turned = axis == usize::from(!written.is_upright);
    let middle = written.middle();
    // The line through the text, or below or above it.
    let near: Vec<&Line> = strokes
        .lines
        .iter()
        .filter(|l| {
            let is_beside =
                l.at > written.low[across] - 0.9 * height && l.at < written.high[across] + 0.9 * height;
            let gap = (l.from - written.high[axis]).max(written.low[axis] - l.to);
            l.axis == axis && is_beside && gap < 1.3 * height && !(l.is_thick && strokes.has_two_widths)
        })
        .collect();
    let mut rows: Vec<f64> = near.iter().map(|l| l.at).collect();
    rows.sort_by(f64::total_cmp);
    rows.dedup_by(|a, b| (*a - *b).abs() < 3.0);
    for row in rows {
        let on_row = |l: &&Line| l.axis == axis && (l.at - row).abs() < 3.0;
        // The line goes on behind the text.
        let (mut low, mut high) = (written.low[axis], written.high[axis]);
        let mut grown = true;
        while grown {
            grown = false;
            for line in strokes.lines.iter().filter(on_row) {
                let reach = 1.3 * height;
                if line.from < high + reach && line.to > low - reach && (line.from < low || line.to > high) {
                    (low, high) = (low.min(line.from), high.max(line.to));
                    grown = true;
                }
            }
        }
        // Arrow heads and ticks bend the last pixels of the line.
        let arrow = f64::max(8.0, height);
        let mut places: Vec<f64> = strokes
            .lines
            .iter()
            .filter(|l| {
                l.axis == across
                    && l.from - 6.0 < row
                    && row < l.to + 6.0
                    && l.at > low - arrow
                    && l.at < high + arrow
            })
            .map(|l| l.at)
            .collect();
        places.sort_by(f64::total_cmp);
        places.dedup_by(|a, b| (*a - *b).abs() < 1.5);
        for (i, from) in places.iter().enumerate() {
            for to in &places[i + 1..] {
                if to - from < 4.0 {
                    continue;
                }
                let through = (row - middle[across]).abs() / height;
                // The text stands between the lines, or beyond the one it is written at.
                let outside = (from - middle[axis]).max(middle[axis] - to).max(0.0) / height;
                let off = if outside > 0.0 {
                    1.0 + outside * 0.5
                } else {
                    (0.5 * (from + to) - middle[axis]).abs() / (to - from)
                };
                let penalty = through + off + f64::from(u8::from(is_turned)) * 0.5;
                found.push(Pair { axis, across: row, from: *from, to: *to, penalty });
            }
        }
    }
}
