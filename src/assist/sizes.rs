//! Sizes as the model reads them: millimetres, in whole words.
//!
//! A model that copies numbers from a text into a program has to learn copying, not arithmetic: lengths
//! in other units become millimetres before it sees them, in training as in use.

use base::units::MM_PER_INCH;

use crate::prompt::unit_mm;

/// Words after "in" that make it a preposition: "a hole of 5 in the corner".
const AFTER_PREPOSITION: [&str; 12] =
    ["the", "a", "an", "each", "every", "all", "its", "both", "one", "total", "it", "front"];

/// The text with lengths in centimetres, metres and inches turned into millimetres, to a hundredth.
///
/// A product shares the unit at its end: `3.937 x 2 in` becomes `100 x 50.8 mm`. Numbers without a unit
/// stay as they are.
pub fn in_millimetres(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Numbers of a product that has not come to its unit yet: where they begin and end in `out`.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(length) = number_length(rest, out.chars().next_back()) {
            open.push((out.len(), out.len() + length));
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        if !open.is_empty() {
            if let Some((length, factor)) = unit(rest) {
                for (start, end) in open.drain(..).rev() {
                    let value = out[start..end].parse::<f64>().unwrap_or(0.0) * factor;
                    out.replace_range(start..end, &rounded(value));
                }
                out.push_str(if rest.starts_with(char::is_whitespace) { " mm" } else { "mm" });
                rest = &rest[length..];
                continue;
            }
            let length = joint(rest);
            if length > 0 {
                out.push_str(&rest[..length]);
                rest = &rest[length..];
                continue;
            }
            open.clear();
        }
        out.push(first);
        rest = &rest[first.len_utf8()..];
    }
    out
}

/// The size of a box in words, in whole units.
pub fn extents_text(size: [f64; 3]) -> String {
    let [x, y, z] = size.map(|s| s.round().max(1.0));
    format!("{x} x {y} x {z} mm")
}

/// Bytes of a number that begins here; digits of a name ("M6", "R10") are no length of their own.
fn number_length(text: &str, before: Option<char>) -> Option<usize> {
    if before.is_some_and(|c| c.is_ascii_alphanumeric() && c != 'x' || c == '_' || c == '.') {
        return None;
    }
    let mut length = text.bytes().take_while(u8::is_ascii_digit).count();
    if length == 0 {
        return None;
    }
    let decimals =
        text[length..].strip_prefix('.').map_or(0, |t| t.bytes().take_while(u8::is_ascii_digit).count());
    length += if decimals > 0 { decimals + 1 } else { 0 };
    Some(length)
}

/// Bytes of what joins the numbers of a product.
fn joint(text: &str) -> usize {
    let trimmed = text.trim_start();
    let spaces = text.len() - trimmed.len();
    for sign in ["x", "×", "*", "by"] {
        if let Some(after) = trimmed.strip_prefix(sign) {
            let next = after.trim_start();
            if next.starts_with(|c: char| c.is_ascii_digit()) {
                return spaces + sign.len() + (after.len() - next.len());
            }
        }
    }
    0
}

/// Bytes of a unit other than millimetres, and its length in millimetres.
fn unit(text: &str) -> Option<(usize, f64)> {
    let trimmed = text.trim_start();
    let spaces = text.len() - trimmed.len();
    if trimmed.starts_with('"') {
        return Some((spaces + 1, MM_PER_INCH));
    }
    let word: String = trimmed.chars().take_while(|c| c.is_alphabetic()).collect();
    let factor = unit_mm(&word).filter(|mm| *mm != 1.0)?;
    let next = trimmed[word.len()..].trim_start();
    let next: String = next.chars().take_while(|c| c.is_alphabetic()).collect();
    let is_preposition = word == "in" && AFTER_PREPOSITION.contains(&next.as_str());
    (!is_preposition).then_some((spaces + word.len(), factor))
}

/// To a hundredth, without zeros at the end.
fn rounded(value: f64) -> String {
    format!("{}", (value * 100.0).round() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(in_millimetres(text), expected);
    }

    #[test]
    fn lengths_become_millimetres_and_everything_else_stays() {
        check(
            "An oval flange, 3.937 x 1.6535 x 0.3937 in, with a bore",
            "An oval flange, 100 x 42 x 10 mm, with a bore",
        );
        check("Outer ⌀0.9843 in, hub height 1.5748 in", "Outer ⌀25 mm, hub height 40 mm");
        check("10 x 5.1 x 4 cm, wall 0.3 cm", "100 x 51 x 40 mm, wall 3 mm");
        check("10x5.1x4cm", "100x51x40mm");
        check("a 2\" hole", "a 50.8mm hole");
        check(
            "plate 80 x 60 mm with 4 holes of 5 in the corners",
            "plate 80 x 60 mm with 4 holes of 5 in the corners",
        );
        check("4x M6 clearance, R10, 12.5 mm", "4x M6 clearance, R10, 12.5 mm");
        check("hole count 6", "hole count 6");
        check("über 3 cm ²", "über 30 mm ²");
    }

    #[test]
    fn boxes_are_written_in_whole_units() {
        assert_eq!(extents_text([99.6, 0.2, 12.0]), "100 x 1 x 12 mm");
    }
}
