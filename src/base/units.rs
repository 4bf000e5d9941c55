//! Units: millimetres and radians inside; others at the borders.

/// Millimetres in an inch.
pub const MM_PER_INCH: f64 = 25.4;

/// A volume for the screen: mm³ below 1 cm³, cm³ from there on, four digits.
pub fn volume_text(volume_mm3: f64) -> String {
    if volume_mm3.abs() < 1000.0 {
        format!("{} mm³", digits(volume_mm3))
    } else {
        format!("{} cm³", digits(volume_mm3 / 1000.0))
    }
}

/// A length for the screen in millimetres, at most four digits that matter.
pub fn length_text(length_mm: f64) -> String {
    format!("{} mm", digits(length_mm))
}

/// A number with four significant digits and no zeros at its end.
pub fn digits(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return format!("{value}");
    }
    let before_point = value.abs().log10().floor() as i32 + 1;
    let decimals = (4 - before_point).clamp(0, 6) as usize;
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_carry_the_digits_that_matter() {
        let texts = [0.0, 10.0, 43.893_656, 0.012_345_6, 1234.567, -2.5].map(digits);
        assert_eq!(texts, ["0", "10", "43.89", "0.01235", "1235", "-2.5"]);
        assert_eq!(volume_text(43_893.656), "43.89 cm³");
        assert_eq!(length_text(80.0), "80 mm");
    }
}
