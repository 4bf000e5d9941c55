//! Averages a square of a picture down to the model's size.

use super::{ModelPicture, PIXELS, SIDE};

/// The share of source pixels that each of the target's rows or columns takes.
struct Weights {
    first: usize,
    shares: Vec<f32>,
}

/// Averages the square with this center and side (in pixels of the source); outside of it is white.
pub(super) fn square(
    values: &[u8],
    width: usize,
    height: usize,
    center: [f64; 2],
    side: f64,
) -> ModelPicture {
    let columns = weights(center[0] - side / 2.0, side, width);
    let rows = weights(center[1] - side / 2.0, side, height);
    let first_row = rows.iter().map(|w| w.first).min().unwrap_or(0);
    let last_row = rows.iter().map(|w| w.first + w.shares.len()).max().unwrap_or(0);
    // Darkness (255 - value) is summed, so that what lies outside adds nothing.
    let mut across = vec![[0f32; SIDE]; last_row - first_row];
    for (y, out) in (first_row..last_row).zip(&mut across) {
        let row = &values[y * width..(y + 1) * width];
        for (sum, weight) in out.iter_mut().zip(&columns) {
            let pixels = &row[weight.first..weight.first + weight.shares.len()];
            *sum = pixels.iter().zip(&weight.shares).map(|(&v, s)| f32::from(255 - v) * s).sum();
        }
    }
    let mut picture = [255; PIXELS];
    for (weight, out) in rows.iter().zip(picture.chunks_exact_mut(SIDE)) {
        let mut sums = [0f32; SIDE];
        for (share, row) in weight.shares.iter().zip(&across[weight.first - first_row..]) {
            for (sum, value) in sums.iter_mut().zip(row) {
                *sum += share * value;
            }
        }
        for (pixel, sum) in out.iter_mut().zip(sums) {
            *pixel = 255 - (sum + 0.5).clamp(0.0, 255.0) as u8;
        }
    }
    picture
}

fn weights(start: f64, side: f64, length: usize) -> Vec<Weights> {
    let step = side / SIDE as f64;
    let end = length as f64;
    (0..SIDE)
        .map(|i| {
            let low = start + i as f64 * step;
            let high = low + step;
            let first = low.clamp(0.0, end).floor() as usize;
            let last = high.clamp(0.0, end).ceil() as usize;
            let shares = (first..last)
                .map(|p| {
                    let overlap = high.min((p + 1) as f64) - low.max(p as f64);
                    (overlap.max(0.0) / step) as f32
                })
                .collect();
            Weights { first: first.min(length), shares }
        })
        .collect()
}
