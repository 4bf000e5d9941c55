//! Takes the lines of axes and grids out of a mask of content: those of a picture of a viewport.
//!
//! The mask is eroded and dilated again ("opened"), which loses all that is thin. A line drawing would
//! lose everything; so when most of the content is thin, the mask is given back as it was.

/// What is thinner than twice this and one pixel goes.
const REACH: usize = 2;
/// At least this share of the content must be left, or it was a drawing.
const LEAST_LEFT: f64 = 0.25;

/// The mask without thin lines, or as it was when it holds little else.
pub(super) fn without(mask: Vec<bool>, width: usize, height: usize) -> Vec<bool> {
    let count = |mask: &[bool]| mask.iter().filter(|m| **m).count();
    let core = spread(&mask, width, height, REACH, false);
    let thick: Vec<bool> = spread(&core, width, height, REACH + 1, true)
        .into_iter()
        .zip(&mask)
        .map(|(near_core, &was)| near_core && was)
        .collect();
    if count(&thick) as f64 >= LEAST_LEFT * count(&mask) as f64 { thick } else { mask }
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
