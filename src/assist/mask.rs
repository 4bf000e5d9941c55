//! What of a model picture is part and what is ground, and whether it is a flat view.

use render::model_input::{ModelPicture, PIXELS, SIDE};

/// Grey values from here on count as ground.
const GROUND: u8 = 248;

/// Grey values that differ by no more belong to one surface.
const ONE_SURFACE: u8 = 14;

/// Share of the picture's part that one surface must fill in a flat view.
const FLAT_SHARE: f64 = 0.8;

/// Share of what a drawing encloses that counts as a field between lines.
const FIELD_SHARE: f64 = 0.04;

/// Pixels that are not ground.
pub(crate) fn solid(gray: &ModelPicture) -> Vec<bool> {
    gray.iter().map(|value| *value < GROUND).collect()
}

/// Everything that the ground cannot reach from the border: the part with its openings.
pub(crate) fn enclosed(solid: &[bool]) -> Vec<bool> {
    let mut enclosed = vec![true; PIXELS];
    let border = (0..SIDE).flat_map(|i| [i, (SIDE - 1) * SIDE + i, i * SIDE, i * SIDE + SIDE - 1]);
    for at in border {
        flood(at, &mut |at| {
            let is_new = enclosed[at] && !solid[at];
            if is_new {
                enclosed[at] = false;
            }
            is_new
        });
    }
    enclosed
}

/// Visits a pixel and its neighbours along the axes as long as `enter` says yes.
fn flood(start: usize, enter: &mut dyn FnMut(usize) -> bool) {
    let mut todo = vec![start];
    while let Some(at) = todo.pop() {
        if !enter(at) {
            continue;
        }
        let (x, y) = (at % SIDE, at / SIDE);
        todo.extend((x > 0).then(|| at - 1));
        todo.extend((x + 1 < SIDE).then_some(at + 1));
        todo.extend((y > 0).then(|| at - SIDE));
        todo.extend((y + 1 < SIDE).then_some(at + SIDE));
    }
}

/// Whether a picture is a drawing in lines: it covers little of what it encloses.
pub(crate) fn is_drawing(solid: &[bool], enclosed: &[bool]) -> bool {
    let count = |mask: &[bool]| mask.iter().filter(|m| **m).count();
    3 * count(solid) < count(enclosed)
}

/// Whether a picture looks straight at one surface: one brightness, or one field between lines.
///
/// A flat view may be an axis view of an extruded part; a picture with several surfaces cannot.
pub(crate) fn is_flat(gray: &ModelPicture) -> bool {
    let solid = solid(gray);
    let enclosed = enclosed(&solid);
    if is_drawing(&solid, &enclosed) {
        has_one_field(&solid, &enclosed)
    } else {
        has_one_surface(gray, &solid)
    }
}

fn has_one_surface(gray: &ModelPicture, solid: &[bool]) -> bool {
    // Lines and the blurred rim say nothing about surfaces.
    let is_inner = |at: usize| {
        let (x, y) = (at % SIDE, at / SIDE);
        x >= 2
            && y >= 2
            && x + 2 < SIDE
            && y + 2 < SIDE
            && [at - 2, at + 2, at - 2 * SIDE, at + 2 * SIDE].into_iter().all(|near| solid[near])
    };
    let mut values: Vec<u8> =
        (0..PIXELS).filter(|at| solid[*at] && is_inner(*at)).map(|at| gray[at]).collect();
    values.sort_unstable();
    let Some(middle) = values.get(values.len() / 2).copied() else { return true };
    let near = values.iter().filter(|v| v.abs_diff(middle) <= ONE_SURFACE).count();
    near as f64 >= FLAT_SHARE * values.len() as f64
}

fn has_one_field(solid: &[bool], enclosed: &[bool]) -> bool {
    let area = enclosed.iter().filter(|e| **e).count();
    let mut seen = vec![false; PIXELS];
    let mut fields = 0;
    for start in 0..PIXELS {
        let mut size = 0;
        flood(start, &mut |at| {
            let is_new = enclosed[at] && !solid[at] && !seen[at];
            if is_new {
                seen[at] = true;
                size += 1;
            }
            is_new
        });
        fields += usize::from(size as f64 > FIELD_SHARE * area as f64);
    }
    fields <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(shade: impl Fn(usize, usize) -> u8) -> ModelPicture {
        std::array::from_fn(|at| shade(at % SIDE, at / SIDE))
    }

    #[test]
    fn one_brightness_is_flat_and_two_are_not() {
        let inside = |x: usize, y: usize| (20..100).contains(&x) && (30..90).contains(&y);
        assert!(is_flat(&picture(|x, y| if inside(x, y) { 150 } else { 255 })));
        assert!(!is_flat(&picture(|x, y| if !inside(x, y) {
            255
        } else if x < 60 {
            150
        } else {
            90
        })));
    }

    #[test]
    fn an_outline_is_flat_and_a_drawing_with_inner_lines_is_not() {
        let frame = |x: usize, y: usize| {
            let is_inside = (22..98).contains(&x) && (32..88).contains(&y);
            (20..100).contains(&x) && (30..90).contains(&y) && !is_inside
        };
        assert!(is_flat(&picture(|x, y| if frame(x, y) { 0 } else { 255 })));
        let divided = |x: usize, y: usize| frame(x, y) || (x == 60 && (30..90).contains(&y));
        assert!(!is_flat(&picture(|x, y| if divided(x, y) { 0 } else { 255 })));
    }
}
