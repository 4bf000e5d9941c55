//! Figures on a sheet: pieces of ink that are signs, joined to words, and what the words say.
//!
//! Words lie or are turned a quarter to the left. A word counts only when it holds a number, so that dashes,
//! arrows and stray letters stay what they are.

use super::glyphs;
use super::page::Page;
use super::skeleton::Ink;
use crate::score::body::root;

/// Height of the smallest and of the largest sign, in pixels.
const HEIGHTS: [usize; 2] = [8, 96];
/// Least certainty of a sign.
const CERTAIN: f32 = 0.55;
/// More pieces of ink than this are noise.
const MOST_PIECES: usize = 20_000;

/// What a written size is of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WrittenKind {
    /// A length between two lines.
    Length,
    /// A diameter.
    Diameter,
    /// A radius.
    Radius,
    /// A metric thread.
    Thread,
    /// An angle in degrees.
    Angle,
    /// Equal lengths in a row; the value is that of each, this is the sum.
    Row(f64),
}

/// A size as it is written on the sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Written {
    /// What it is of.
    pub kind: WrittenKind,
    /// The number.
    pub value: f64,
    /// How often it holds.
    pub count: u32,
    /// The signs that were read.
    pub text: String,
    /// Upper left and lower right corner, in pixels of the page.
    pub(super) low: [f64; 2],
    /// See `low`.
    pub(super) high: [f64; 2],
    /// Whether it is turned a quarter.
    pub(super) is_upright: bool,
    /// Whether letters stand beside it, as in `THK 4`.
    pub(super) is_labelled: bool,
    /// Whether it begins with its decimal point, as numbers in inches do.
    pub(super) has_bare_point: bool,
    /// Certainty of its worst sign.
    pub(super) certainty: f32,
}

impl Written {
    pub(super) fn middle(&self) -> [f64; 2] {
        [0, 1].map(|i| 0.5 * (self.low[i] + self.high[i]))
    }

    /// Height of its signs in pixels.
    pub(super) fn height(&self) -> f64 {
        let across = usize::from(!self.is_upright);
        self.high[across] - self.low[across]
    }
}

/// A piece of connected ink.
struct Piece {
    low: [usize; 2],
    high: [usize; 2],
    pixels: Vec<usize>,
}

/// A piece seen in one of the two directions of reading.
#[derive(Clone, Copy)]
struct Sign {
    piece: usize,
    /// Along the word and across it, downwards.
    low: [f64; 2],
    high: [f64; 2],
    read: (Option<char>, f32),
}

impl Sign {
    fn size(&self, i: usize) -> f64 {
        self.high[i] - self.low[i]
    }
}

/// Finds what is written; the ink of the words is taken out.
pub(super) fn read(page: &Page, ink: &mut Ink) -> Option<Vec<Written>> {
    let pieces = pieces(ink)?;
    let mut words: Vec<(Written, Vec<usize>)> = Vec::new();
    for is_upright in [false, true] {
        let signs = signs(page, &pieces, is_upright);
        for group in groups(&signs) {
            words.extend(word(&signs, &group, is_upright));
        }
    }
    // A piece belongs to one word: longer ones first, then certain ones.
    words.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(b.0.certainty.total_cmp(&a.0.certainty)));
    let mut is_used = vec![false; pieces.len()];
    words.retain(|(_, members)| {
        let is_free = members.iter().all(|i| !is_used[*i]);
        if is_free {
            members.iter().for_each(|i| is_used[*i] = true);
        }
        is_free
    });
    // Signs of one sheet have about one height; single signs of another are dashes or arrows.
    let mut heights: Vec<f64> =
        words.iter().filter(|(w, _)| w.text.chars().count() > 1).map(|(w, _)| w.height()).collect();
    heights.sort_by(f64::total_cmp);
    if let Some(usual) = heights.get(heights.len() / 2).copied() {
        words.retain(|(w, _)| w.height() > 0.66 * usual && w.height() < 1.6 * usual);
    }
    for (word, members) in &mut words {
        word.is_labelled = !word.is_upright && is_beside_letters(word, members, &pieces, &is_used);
    }
    for i in words.iter().flat_map(|(_, members)| members) {
        pieces[*i].pixels.iter().for_each(|p| ink.cells[*p] = 0);
    }
    Some(words.into_iter().map(|(written, _)| written).collect())
}

/// Whether ink of the size of a letter stands in the row of a word, right beside it.
fn is_beside_letters(word: &Written, members: &[usize], pieces: &[Piece], is_used: &[bool]) -> bool {
    let height = word.height();
    pieces.iter().enumerate().any(|(i, piece)| {
        let (low, high) = (piece.low.map(|v| v as f64), piece.high.map(|v| v as f64));
        let size = [high[0] - low[0], high[1] - low[1]];
        let gap = (word.low[0] - high[0]).max(low[0] - word.high[0]);
        let apart = (0.5 * (low[1] + high[1]) - word.middle()[1]).abs();
        !is_used[i]
            && !members.contains(&i)
            && (0.45..1.5).contains(&(size[1] / height))
            && (0.2..1.5).contains(&(size[0] / height))
            && (-0.3 * height..1.6 * height).contains(&gap)
            && apart < 0.45 * height
    })
}

/// Lengths in inches as millimetres. Inches are told by numbers that begin with their point: metric sheets
/// write a zero before it. A speck before a number is no point where the others have no decimals.
pub(super) fn in_millimetres(written: &mut [Written]) {
    let is_length =
        |w: &Written| matches!(w.kind, WrittenKind::Length | WrittenKind::Diameter | WrittenKind::Radius);
    let lengths: Vec<&Written> = written.iter().filter(|w| is_length(w)).collect();
    let bare = lengths.iter().filter(|w| w.has_bare_point).count();
    let decimal = lengths.iter().filter(|w| w.text.contains('.')).count();
    let is_inch = bare > 0 && 4 * decimal >= 3 * lengths.len();
    for w in written.iter_mut() {
        if is_inch && (is_length(w) || matches!(w.kind, WrittenKind::Row(_))) {
            let mm = |v: f64| (v * 25.4 * 1e6).round() / 1e6;
            w.value = mm(w.value);
            if let WrittenKind::Row(all) = &mut w.kind {
                *all = mm(*all);
            }
        } else if !is_inch && w.has_bare_point {
            w.has_bare_point = false;
            if let Some(said) = parse(&w.text.replacen('.', "", 1)) {
                w.value = said.value;
            }
        }
    }
}

fn pieces(ink: &Ink) -> Option<Vec<Piece>> {
    let (width, cells) = (ink.width, &ink.cells);
    let mut is_seen = vec![false; cells.len()];
    let mut pieces = Vec::new();
    for start in 0..cells.len() {
        if cells[start] == 0 || is_seen[start] {
            continue;
        }
        is_seen[start] = true;
        let mut piece = Piece { low: [start % width, start / width], high: [0, 0], pixels: Vec::new() };
        let mut open = vec![start];
        while let Some(i) = open.pop() {
            let at = [i % width, i / width];
            piece.low = [piece.low[0].min(at[0]), piece.low[1].min(at[1])];
            piece.high = [piece.high[0].max(at[0] + 1), piece.high[1].max(at[1] + 1)];
            piece.pixels.push(i);
            for j in ink.ring(i) {
                if cells[j] != 0 && !is_seen[j] {
                    is_seen[j] = true;
                    open.push(j);
                }
            }
        }
        let is_small = (0..2).all(|k| piece.high[k] - piece.low[k] <= HEIGHTS[1]);
        if is_small && piece.pixels.len() > 2 {
            pieces.push(piece);
            if pieces.len() > MOST_PIECES {
                return None;
            }
        }
    }
    Some(pieces)
}

fn signs(page: &Page, pieces: &[Piece], is_upright: bool) -> Vec<Sign> {
    pieces
        .iter()
        .enumerate()
        .map(|(index, piece)| {
            let (low, high) = (piece.low.map(|v| v as f64), piece.high.map(|v| v as f64));
            // Along a word that stands one goes up the sheet, across it to the right.
            let (low, high) = if is_upright { ([-high[1], low[0]], [-low[1], high[0]]) } else { (low, high) };
            Sign { piece: index, low, high, read: recognised(page, piece, is_upright) }
        })
        .collect()
}

fn recognised(page: &Page, piece: &Piece, is_upright: bool) -> (Option<char>, f32) {
    let longest = (0..2).map(|k| piece.high[k] - piece.low[k]).max().unwrap_or(0);
    if longest < HEIGHTS[0] / 2 {
        return (None, 0.0);
    }
    let dark = |x: usize, y: usize| page.dark[y * page.width + x];
    // The box as the network learnt it: what is nearly as dark as the darkest.
    let peak = piece.pixels.iter().map(|p| page.dark[*p]).fold(0.0, f32::max);
    let (mut low, mut high) = (piece.high, piece.low);
    for p in piece.pixels.iter().filter(|p| page.dark[**p] > 0.45 * peak) {
        let at = [p % page.width, p / page.width];
        for k in 0..2 {
            low[k] = low[k].min(at[k]);
            high[k] = high[k].max(at[k] + 1);
        }
    }
    let (w, h) = (high[0] - low[0], high[1] - low[1]);
    let input = if is_upright {
        glyphs::input(h, w, |i, j| dark(low[0] + j, high[1] - 1 - i))
    } else {
        glyphs::input(w, h, |i, j| dark(low[0] + i, low[1] + j))
    };
    glyphs::recognise(&input)
}

/// Signs that stand side by side.
fn groups(signs: &[Sign]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..signs.len()).collect();
    order.sort_by(|a, b| signs[*a].low[0].total_cmp(&signs[*b].low[0]));
    let mut parent: Vec<usize> = (0..signs.len()).collect();
    for (k, &i) in order.iter().enumerate() {
        for &j in &order[k + 1..] {
            let (a, b) = (&signs[i], &signs[j]);
            if b.low[0] - a.low[0] > 3.0 * HEIGHTS[1] as f64 {
                break;
            }
            let tall = a.size(1).max(b.size(1));
            let short = a.size(1).min(b.size(1));
            let gap = b.low[0] - a.high[0];
            let apart = 0.5 * ((a.low[1] + a.high[1]) - (b.low[1] + b.high[1])).abs();
            let is_even = short > 0.55 * tall && apart < 0.3 * tall;
            // Points, dashes and small letters stand within the height of the figure beside them.
            let is_small = short <= 0.55 * tall && apart < 0.6 * tall && short > 0.05 * tall;
            let reach = if is_even { 0.62 } else { 0.55 };
            if tall >= HEIGHTS[0] as f64
                && gap < reach * tall
                && gap > -0.35 * tall
                && (is_even || is_small)
                && a.size(0).max(b.size(0)) < 1.6 * tall
            {
                let (a, b) = (root(&mut parent, i), root(&mut parent, j));
                parent[a] = b;
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = vec![Vec::new(); signs.len()];
    for &i in &order {
        let root = root(&mut parent, i);
        groups[root].push(i);
    }
    groups.retain(|g| !g.is_empty() && g.len() <= 24);
    groups
}

/// The word of a group, with its pieces, when it says a size.
fn word(signs: &[Sign], group: &[usize], is_upright: bool) -> Option<(Written, Vec<usize>)> {
    let is_digit = |s: &Sign| s.read.0.is_some_and(|c| c.is_ascii_digit()) && s.read.1 > CERTAIN;
    let mut heights: Vec<f64> =
        group.iter().map(|i| &signs[*i]).filter(|s| is_digit(s)).map(|s| s.size(1)).collect();
    heights.sort_by(f64::total_cmp);
    let height = *heights.get(heights.len() / 2)?;
    if height < HEIGHTS[0] as f64 {
        return None;
    }
    let digits = group.iter().map(|i| &signs[*i]).filter(|s| is_digit(s) && s.size(1) > 0.8 * height);
    let (top, bottom) = digits.fold((f64::MAX, f64::MIN), |(t, b), s| (t.min(s.low[1]), b.max(s.high[1])));
    let mut text = String::new();
    let mut members: Vec<(usize, usize, f32)> = Vec::new();
    for &i in group {
        let sign = &signs[i];
        let (w, h) = (sign.size(0), sign.size(1));
        let middle = 0.5 * (sign.low[1] + sign.high[1]);
        let after_number = text.chars().last().is_some_and(|l| l.is_ascii_digit() || l == '.');
        let c = if h < 0.34 * height && w < 0.34 * height {
            if middle > bottom - 0.3 * height && sign.low[1] < bottom + 0.1 * height { '.' } else { '?' }
        } else if h < 0.3 * height && w > 0.3 * height {
            '-'
        } else {
            match sign.read {
                (Some('°' | '0'), p) if p > 0.4 && h < 0.7 * height && middle < top + 0.5 * height => '°',
                (Some('°'), _) if h > 0.7 * height => '0',
                // A zero may have a stroke or a point inside.
                (Some('⌀' | '0'), p) if after_number && p > 0.25 && h > 0.8 * height && h < 1.12 * height => {
                    '0'
                }
                (Some('x'), p) if p > 0.4 => 'x',
                (Some(c), p) if p > CERTAIN && h > 0.7 * height && h < 1.5 * height => c,
                _ => '?',
            }
        };
        // Two bars above each other say "equal".
        if c == '-'
            && text.ends_with('-')
            && signs[members[members.len() - 1].0].low[0] + 0.5 * w > sign.low[0]
        {
            text.pop();
            text.push('=');
        } else {
            text.push(c);
        }
        members.push((i, text.chars().count() - 1, sign.read.1));
    }
    // No number begins with a zero and another figure.
    let mut chars: Vec<char> = text.chars().collect();
    for k in 0..chars.len().saturating_sub(1) {
        let is_first = k == 0 || chars[k - 1] == 'x';
        if is_first && chars[k] == '0' && chars[k + 1].is_ascii_digit() {
            chars[k] = '⌀';
        }
    }
    let text: String = chars.into_iter().collect();
    let said = parse(&text)?;
    let used: Vec<&(usize, usize, f32)> =
        members.iter().filter(|m| (said.from..said.to).contains(&m.1)).collect();
    let certainty = used.iter().map(|m| m.2).filter(|p| *p > 0.0).fold(1.0, f32::min);
    let (mut low, mut high) = ([f64::MAX; 2], [f64::MIN; 2]);
    for m in &used {
        for k in 0..2 {
            low[k] = low[k].min(signs[m.0].low[k]);
            high[k] = high[k].max(signs[m.0].high[k]);
        }
    }
    let (low, high) = if is_upright { ([low[1], -high[0]], [high[1], -low[0]]) } else { (low, high) };
    let written = Written {
        kind: said.kind,
        value: said.value,
        count: said.count,
        text: text.chars().skip(said.from).take(said.to - said.from).collect(),
        low,
        high,
        is_upright,
        is_labelled: false,
        has_bare_point: said.has_bare_point,
        certainty,
    };
    Some((written, used.iter().map(|m| signs[m.0].piece).collect()))
}

/// What a text says, and which of its signs say it.
#[derive(Debug, PartialEq)]
pub(super) struct Said {
    pub(super) kind: WrittenKind,
    pub(super) value: f64,
    pub(super) count: u32,
    has_bare_point: bool,
    from: usize,
    to: usize,
}

/// Reads `20`, `48.5`, `⌀6`, `4x⌀6`, `R10.5`, `M6`, `45°`, `3x20=60`; what stands around is left out.
pub(super) fn parse(text: &str) -> Option<Said> {
    let chars: Vec<char> = text.chars().collect();
    let start = chars.iter().position(|c| c.is_ascii_digit() || matches!(c, '⌀' | 'R' | 'M'))?;
    // The point before a number belongs to it.
    let start =
        if start > 0 && chars[start - 1] == '.' && chars[start].is_ascii_digit() { start - 1 } else { start };
    let mut i = start;
    let mut count = 1;
    if let Some((n, after)) = number(&chars, i)
        && chars.get(after) == Some(&'x')
    {
        let next = chars.get(after + 1).copied();
        let is_count = n.fract() == 0.0 && (1.0..=99.0).contains(&n);
        match next {
            Some('⌀' | 'R' | 'M') if is_count => (count, i) = (n as u32, after + 1),
            Some(c) if c.is_ascii_digit() && is_count => {
                let (each, then) = number(&chars, after + 1)?;
                match chars.get(then) {
                    // A row of equal lengths.
                    Some('=') => {
                        let (all, to) = number(&chars, then + 1)?;
                        let fits = (n * each - all).abs() < 0.06 * n.max(1.0);
                        let kind = WrittenKind::Row(all);
                        let said = Said {
                            kind,
                            value: each,
                            count: n as u32,
                            has_bare_point: false,
                            from: start,
                            to,
                        };
                        return fits.then_some(said);
                    }
                    // A bevel by its length and angle.
                    Some('°') => return None,
                    _ => (count, i) = (n as u32, after + 1),
                }
            }
            _ => {}
        }
    }
    let mut kind = match chars.get(i)? {
        '⌀' => WrittenKind::Diameter,
        'R' => WrittenKind::Radius,
        'M' => WrittenKind::Thread,
        _ => WrittenKind::Length,
    };
    i += usize::from(kind != WrittenKind::Length);
    let (value, mut to) = number(&chars, i)?;
    if kind == WrittenKind::Length && chars.get(to) == Some(&'°') {
        kind = WrittenKind::Angle;
        to += 1;
    }
    let has_bare_point = chars[i] == '.';
    (value > 0.0 && value < 1e5).then_some(Said { kind, value, count, has_bare_point, from: start, to })
}

/// A number with at most one point, and where it ends.
fn number(chars: &[char], from: usize) -> Option<(f64, usize)> {
    let digits =
        |from: usize| chars[from.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let whole = digits(from);
    if whole == 0 && (chars.get(from) != Some(&'.') || digits(from + 1) == 0) {
        return None;
    }
    let mut to = from + whole;
    if chars.get(to) == Some(&'.') && digits(to + 1) > 0 {
        to += 1 + digits(to + 1);
    }
    let text: String = chars[from..to].iter().collect();
    Some((text.parse().ok()?, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(WrittenKind, f64, u32)>) {
        assert_eq!(parse(text).map(|s| (s.kind, s.value, s.count)), expected, "{text}");
    }

    #[test]
    fn sizes_are_read_as_they_are_written() {
        use WrittenKind::{Angle, Diameter, Length, Radius, Row, Thread};
        check("48.5", Some((Length, 48.5, 1)));
        check("4x⌀6", Some((Diameter, 6.0, 4)));
        check("?R10.5", Some((Radius, 10.5, 1)));
        check("M6", Some((Thread, 6.0, 1)));
        check("45°", Some((Angle, 45.0, 1)));
        check("3x20=60", Some((Row(60.0), 20.0, 3)));
        check("20.", Some((Length, 20.0, 1)));
        check(".75", Some((Length, 0.75, 1)));
        check("2x⌀.375", Some((Diameter, 0.375, 2)));
        check("?-?", None);
        check("2x45°", None);
        check("3x20=70", None);
    }
}
