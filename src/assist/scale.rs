//! The same program in another size.
//!
//! Programs of the model speak of a part whose longest side is about 100 units, because a picture
//! has no size. Multiplying every named length gives the part in millimetres. Names with the word
//! `count` and names that end in `_angle` are no lengths.

use base::Bounds;

use crate::{Axis, SizeHint};

/// The factor that brings a part with these bounds to the wanted size; `None` for a flat extent.
pub fn scale_factor(bounds: &Bounds, size: SizeHint) -> Option<f64> {
    let [x, y, z] = bounds.size();
    let now = match size.axis {
        Axis::Longest => bounds.longest(),
        Axis::X => x,
        Axis::Y => y,
        Axis::Z => z,
    };
    let factor = size.length_mm / now;
    (factor.is_finite() && factor > 0.0).then_some(factor)
}

/// Multiplies the named lengths of a program: top-level lines of the form `name = number`, and the
/// coordinates of lines of the form `name = [(x, y), …]`. Everything else stays byte for byte.
pub fn scale_program(text: &str, factor: f64) -> String {
    text.split_inclusive('\n').map(|line| scale_line(line, factor)).collect()
}

/// The program scaled and moved so that a part with the box `now` fills the box `wanted`; `None` for a flat
/// box. Lengths of all directions grow alike; the middles of the boxes meet.
pub fn placed_program(text: &str, now: &Bounds, wanted: &Bounds) -> Option<String> {
    let factor = wanted.longest() / now.longest();
    if !factor.is_finite() || factor <= 0.0 {
        return None;
    }
    let mut placed = scale_program(text, factor);
    let (from, to) = (now.center(), wanted.center());
    let shift: [f64; 3] = std::array::from_fn(|i| to[i] - from[i] * factor);
    if shift.iter().any(|s| s.abs() > 1e-3) {
        let [x, y, z] = shift.map(|s| trimmed(s, 3));
        placed.push_str(&format!("\nresult = result.translate(({x}, {y}, {z}))\n"));
    }
    Some(placed)
}

/// Whether a name stands for a number of things, for example `hole_count` or `hole_count_x`.
pub fn is_count(name: &str) -> bool {
    name.split('_').any(|word| word == "count")
}

fn scale_line(line: &str, factor: f64) -> String {
    let Some((name, value)) = line.split_once(" = ") else { return line.to_owned() };
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    if !is_name || is_count(name) || name.ends_with("_angle") {
        return line.to_owned();
    }
    let (value, comment) = value.split_at(value.find('#').unwrap_or(value.len()));
    let is_number = value.trim().parse::<f64>().is_ok();
    let is_points = value.trim_start().starts_with("[(")
        && value.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "[](),.-".contains(c));
    if is_number || is_points {
        format!("{name} = {}{comment}", scale_numbers(value, factor))
    } else {
        line.to_owned()
    }
}

fn scale_numbers(text: &str, factor: f64) -> String {
    let mut scaled = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let length =
            rest[start..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len() - start);
        scaled.push_str(&rest[..start]);
        let number = &rest[start..start + length];
        match number.parse::<f64>() {
            Ok(value) => scaled.push_str(&rounded(value * factor)),
            Err(_) => scaled.push_str(number),
        }
        rest = &rest[start + length..];
    }
    scaled + rest
}

/// A number with at most so many decimals, without zeros at the end and without a minus before zero.
pub(crate) fn trimmed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let text = if decimals > 0 { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Hundredths of a millimetre, finer for small numbers, without zeros at the end.
fn rounded(value: f64) -> String {
    let decimals = if value < 1.0 { 4 } else { 2 };
    let text = format!("{value:.decimals$}");
    let text = text.trim_end_matches('0');
    if text.ends_with('.') { format!("{text}0") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_scaled_and_counts_are_not() {
        let program = "import cadquery as cq\nwidth = 100\nhole_d = 5  # bore\nhole_count = 4\ntilt_angle = 30\n\
                       points = [(0, 0), (-10, 2.5)]\nresult = cq.Workplane(\"XY\").box(width, 2, 3)\n";
        let scaled = "import cadquery as cq\nwidth = 80.0\nhole_d = 4.0# bore\nhole_count = 4\ntilt_angle = 30\n\
                      points = [(0.0, 0.0), (-8.0, 2.0)]\nresult = cq.Workplane(\"XY\").box(width, 2, 3)\n";
        assert_eq!(scale_program(program, 0.8), scaled.replace("4.0#", "4.0  #"));
    }

    #[test]
    fn a_part_is_moved_into_the_box_of_a_scan() {
        let now = Bounds { min: [0.0; 3], max: [100.0, 50.0, 20.0] };
        let wanted = Bounds { min: [10.0, -5.0, 0.0], max: [60.0, 20.0, 10.0] };
        let placed = placed_program("width = 100\nresult = f(width)\n", &now, &wanted);
        let expected = "width = 50.0\nresult = f(width)\n\nresult = result.translate((10, -5, 0))\n";
        assert_eq!(placed.as_deref(), Some(expected));
        let same = placed_program("width = 100\n", &now, &now);
        assert_eq!(same.as_deref(), Some("width = 100.0\n"), "what is in place is not moved");
        let flat = Bounds { min: [0.0; 3], max: [0.0; 3] };
        assert_eq!(placed_program("width = 100\n", &flat, &wanted), None);
    }

    #[test]
    fn counts_are_told_by_a_whole_word() {
        assert!(is_count("hole_count") && is_count("hole_count_x") && !is_count("counterbore_diameter"));
    }

    #[test]
    fn factor_follows_the_axis() {
        let bounds = Bounds { min: [0.0; 3], max: [100.0, 50.0, 20.0] };
        let factor = |axis| scale_factor(&bounds, SizeHint { axis, length_mm: 40.0 });
        assert_eq!(factor(Axis::Longest), Some(0.4));
        assert_eq!(factor(Axis::Z), Some(2.0));
        let flat = Bounds { min: [0.0; 3], max: [1.0, 1.0, 0.0] };
        assert_eq!(scale_factor(&flat, SizeHint { axis: Axis::Z, length_mm: 1.0 }), None);
    }
}
