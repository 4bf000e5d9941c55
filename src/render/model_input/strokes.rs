//! Keeps pen strokes visible when a line drawing is made small.
//!
//! A stroke of three pixels in a scan of 1500 would be a quarter of a pixel wide in the model's
//! picture, and nearly as light as the paper. Drawings are told from shaded pictures by how much
//! of the box they darken; their strokes are made darker and about a pixel wide.

use super::ground::{Leveled, PixelBox};

/// Drawings darken at most this share of their box.
const MOST_DARKENED: f64 = 0.3;
/// The brightness that the darker strokes get.
const INK: f64 = 40.0;
/// Width of a stroke in the model's picture that is aimed at, in pixels.
const STROKE_PX: f64 = 1.1;

/// Strengthens the strokes of a line drawing; leaves shaded pictures alone.
///
/// `reduction` is how many pixels of the source become one of the model's picture.
pub(super) fn strengthen(picture: &mut Leveled, content: &PixelBox, reduction: f64) {
    let Some(strokes) = measure(picture, content) else { return };
    // Twice the reduction is what our own pictures are drawn with: those strokes are wide enough.
    let missing = reduction * STROKE_PX - strokes.width;
    if missing > 0.75 {
        thicken(picture, content, (missing / 2.0).ceil() as usize);
    }
    if strokes.ink > INK + 30.0 {
        let factor = (255.0 - INK) / (255.0 - strokes.ink);
        for value in &mut picture.values {
            *value = (255.0 - (255.0 - f64::from(*value)) * factor).clamp(0.0, 255.0) as u8;
        }
    }
}

struct Strokes {
    /// Usual width in pixels of the source.
    width: f64,
    /// Brightness of the darker half of their pixels.
    ink: f64,
}

/// Measures the strokes of a line drawing; `None` for anything else.
fn measure(picture: &Leveled, content: &PixelBox) -> Option<Strokes> {
    let (mut area, mut sides) = (0usize, 0usize);
    let mut brightness = [0usize; 256];
    let is_dark = |x: usize, y: usize| picture.is_content[y * picture.width() + x];
    for y in content.top..content.bottom {
        for x in content.left..content.right {
            if !is_dark(x, y) {
                continue;
            }
            area += 1;
            brightness[usize::from(picture.values[y * picture.width() + x])] += 1;
            sides += usize::from(x + 1 >= content.right || !is_dark(x + 1, y));
            sides += usize::from(x == content.left || !is_dark(x - 1, y));
            sides += usize::from(y + 1 >= content.bottom || !is_dark(x, y + 1));
            sides += usize::from(y == content.top || !is_dark(x, y - 1));
        }
    }
    let box_area = (content.right - content.left) * (content.bottom - content.top);
    if area == 0 || area as f64 > MOST_DARKENED * box_area as f64 {
        return None;
    }
    let width = 2.0 * area as f64 / sides as f64;
    // A drawing is made of lines that are thin beside its size; a slim shaded part is not.
    if width > content.longest() as f64 / 20.0 {
        return None;
    }
    let mut seen = 0;
    let ink = brightness.iter().position(|&count| {
        seen += count;
        4 * seen >= area
    })?;
    Some(Strokes { width, ink: ink as f64 })
}

/// Gives each pixel the darkest value within `reach` in both directions.
fn thicken(picture: &mut Leveled, content: &PixelBox, reach: usize) {
    let (width, height) = (picture.width(), picture.height());
    let rows = content.top.saturating_sub(reach)..(content.bottom + reach).min(height);
    let columns = content.left.saturating_sub(reach)..(content.right + reach).min(width);
    let source = picture.values.clone();
    for y in rows.clone() {
        for x in columns.clone() {
            let near = x.saturating_sub(reach)..(x + reach + 1).min(width);
            let row = &source[y * width + near.start..y * width + near.end];
            picture.values[y * width + x] = row.iter().copied().min().unwrap_or(255);
        }
    }
    let source = picture.values.clone();
    for y in rows {
        let near = y.saturating_sub(reach)..(y + reach + 1).min(height);
        for x in columns.clone() {
            let darkest = near.clone().map(|r| source[r * width + x]).min();
            picture.values[y * width + x] = darkest.unwrap_or(255);
        }
    }
}
