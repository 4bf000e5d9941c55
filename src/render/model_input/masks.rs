//! Opens and closes masks of content.
//!
//! Source: Serra, "Image analysis and mathematical morphology" (1982), with squares.

/// What is thinner than twice this and one pixel goes.
const REACH: usize = 2;
/// At least this share of the content must be left, or it was a drawing.
const LEAST_LEFT: f64 = 0.25;

/// The mask without thin lines: those of axes and grids in a picture of a viewport.
///
/// A line drawing would lose everything; so when little else is left, the mask comes back as it was.
pub(super) fn without_thin_lines(mask: Vec<bool>, width: usize, height: usize) -> Vec<bool> {
    let count = |mask: &[bool]| mask.iter().filter(|m| **m).count();
    let core = spread(&mask, width, height, REACH, false);
    let thick: Vec<bool> = spread(&core, width, height, REACH + 1, true)
        .into_iter()
        .zip(&mask)
        .map(|(near_core, &was)| near_core && was)
        .collect();
    if count(&thick) as f64 >= LEAST_LEFT * count(&mask) as f64 { thick } else { mask }
}

/// The mask with gaps filled that are thinner than twice `reach`.
pub(super) fn closed(mask: &[bool], width: usize, height: usize, reach: usize) -> Vec<bool> {
    let dilated = spread(mask, width, height, reach, true);
    spread(&dilated, width, height, reach, false)
}

/// Gives each pixel `value` when a pixel within `reach` along rows and columns has it.
fn spread(mask: &[bool], width: usize, height: usize, reach: usize, value: bool) -> Vec<bool> {
    let along_rows: Vec<bool> = (0..mask.len())
        .map(|at| {
            let (x, start) = (at % width, at - at % width);
            let near = &mask[start + x.saturating_sub(reach)..=start + (x + reach).min(width - 1)];
            near.contains(&value) == value
        })
        .collect();
    (0..mask.len())
        .map(|at| {
            let (x, y) = (at % width, at / width);
            let mut near = y.saturating_sub(reach)..=(y + reach).min(height - 1);
            near.any(|row| along_rows[row * width + x] == value) == value
        })
        .collect()
}
