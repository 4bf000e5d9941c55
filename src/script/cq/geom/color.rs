//! Colours of parts.
//!
//! Deviation from CadQuery: `Color(r=1, g=0, b=0)` is red; CadQuery ignores keywords without
//! positional arguments and gives yellow.

use super::color_names::COLORS;
use crate::cq::{CqError, Result};

/// A colour with opacity; components are sRGB in 0..=1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Color {
    /// Red.
    pub r: f32,
    /// Green.
    pub g: f32,
    /// Blue.
    pub b: f32,
    /// Opacity.
    pub a: f32,
}

impl Color {
    /// A colour from sRGB components.
    ///
    /// # Errors
    /// `Standard_OutOfRange` for components outside of 0..=1.
    pub fn new(r: f64, g: f64, b: f64, a: f64) -> Result<Self> {
        if let Some(bad) = [r, g, b, a].into_iter().find(|c| !(0.0..=1.0).contains(c)) {
            return Err(CqError::std_fail(
                "Standard_OutOfRange",
                format!("Color out: {bad} is not in 0..=1"),
            )
            .with_hint("give red, green, blue and alpha as fractions from 0 to 1, not as bytes"));
        }
        Ok(Self { r: r as f32, g: g as f32, b: b as f32, a: a as f32 })
    }

    /// A colour from components that are proportional to light.
    ///
    /// # Errors
    /// Like [`Color::new`].
    pub fn from_linear(r: f64, g: f64, b: f64, a: f64) -> Result<Self> {
        let linear = Self::new(r, g, b, a)?;
        Ok(Self { r: srgb(linear.r), g: srgb(linear.g), b: srgb(linear.b), a: linear.a })
    }

    /// A colour by its OCCT name in any case, or by `#RGB`, `#RGBA`, `#RRGGBB`, `#RRGGBBAA` with
    /// or without `#`.
    ///
    /// # Errors
    /// `ValueError` for anything else.
    pub fn named(name: &str) -> Result<Self> {
        let upper = name.to_ascii_uppercase();
        let key = upper.strip_prefix("QUANTITY_NOC_").unwrap_or(&upper);
        if let Ok(index) = COLORS.binary_search_by_key(&key, |(known, _)| known) {
            let [r, g, b] = COLORS[index].1;
            return Ok(Self { r, g, b, a: 1.0 });
        }
        from_hex(name).ok_or_else(|| {
            let error = CqError::value(format!("Unknown color name: {name}"));
            match near_name(key) {
                Some(near) => error.with_hint(format!("did you mean '{}'?", near.to_ascii_lowercase())),
                None => error.with_hint("use a name such as 'red' or a hex value such as '#ff8800'"),
            }
        })
    }

    /// Red, green, blue in sRGB and opacity.
    pub const fn rgba(self) -> [f32; 4] {
        [self.r, self.g, self.b, self.a]
    }
}

/// OCCT's default colour, an opaque yellow.
impl Default for Color {
    fn default() -> Self {
        Self { r: 1.0, g: 1.0, b: 0.0, a: 1.0 }
    }
}

/// The sRGB component of a component that is proportional to light (IEC 61966-2-1).
fn srgb(linear: f32) -> f32 {
    if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 }
}

fn from_hex(text: &str) -> Option<Color> {
    let digits = text.strip_prefix('#').unwrap_or(text);
    let digits: Vec<u32> = digits.chars().map(|c| c.to_digit(16)).collect::<Option<_>>()?;
    let bytes: Vec<u32> = match digits.len() {
        3 | 4 => digits.iter().map(|d| d * 17).collect(),
        6 | 8 => digits.chunks(2).map(|pair| pair[0] * 16 + pair[1]).collect(),
        _ => return None,
    };
    let part = |i: usize| bytes.get(i).map_or(1.0, |byte| *byte as f32 / 255.0);
    Some(Color { r: part(0), g: part(1), b: part(2), a: part(3) })
}

/// The colour name that was probably meant: British spelling, or spaces and dashes in the name.
fn near_name(key: &str) -> Option<&'static str> {
    let plain: String = key.replace("GREY", "GRAY").chars().filter(|c| c.is_alphanumeric()).collect();
    let index = COLORS.binary_search_by_key(&plain.as_str(), |(known, _)| known).ok()?;
    Some(COLORS[index].0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_for_the_search() {
        assert!(COLORS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    /// Values of `cq.Color(name).toTuple()` in CadQuery 2.8.
    #[test]
    fn names_agree_with_cadquery() {
        let check = |name: &str, expected: [f32; 4]| {
            let found = Color::named(name).expect(name).rgba();
            for (a, b) in found.into_iter().zip(expected) {
                assert!((a - b).abs() < 2e-4, "{name}: {found:?}");
            }
        };
        check("red", [1.0, 0.0, 0.0, 1.0]);
        check("Quantity_NOC_RED", [1.0, 0.0, 0.0, 1.0]);
        check("orange", [1.0, 0.647_06, 0.0, 1.0]);
        check("gray", [0.752_94, 0.752_94, 0.752_94, 1.0]);
        check("AliceBlue", [0.941_18, 0.972_55, 1.0, 1.0]);
        check("#ff0000", [1.0, 0.0, 0.0, 1.0]);
        check("#f008", [1.0, 0.0, 0.0, 0.533_33]);
        check("FF000080", [1.0, 0.0, 0.0, 0.501_96]);
    }

    #[test]
    fn unknown_name_names_a_near_one() {
        let error = Color::named("grey").expect_err("OCCT writes gray");
        assert_eq!(error.message, "Unknown color name: grey");
        assert_eq!(error.hint.as_deref(), Some("did you mean 'gray'?"));
        assert!(Color::named(" red").is_err());
    }

    #[test]
    fn linear_components_are_converted() {
        let color = Color::from_linear(0.5, 0.5, 0.5, 0.3).expect("in range");
        assert!((color.r - 0.735_357).abs() < 1e-5);
        assert!(Color::new(255.0, 0.0, 0.0, 1.0).is_err());
    }
}
