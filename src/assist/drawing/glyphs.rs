//! Recognises single signs by a small network.
//!
//! The network has 256 inputs (the darkness of the sign in its box, the longer side 16 pixels), 48 hidden
//! units and one output a sign. It learnt from signs drawn in 118 fonts and in single strokes;
//! `benches/glyphs.py` makes `glyphs.bin`. Signs of fonts that it has not seen are right in 98 of 100
//! cases; most of the others are a zero for a degree sign, which their heights tell apart.

use std::sync::LazyLock;

/// Signs in the order of the outputs; the last output is "no sign".
const SIGNS: [char; 19] =
    ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '⌀', 'R', 'x', 'M', '°', '±', '(', ')', 'H'];
/// Pixels along each side of the input.
pub(super) const SIDE: usize = 16;
const INPUTS: usize = SIDE * SIDE;
const HIDDEN: usize = 48;
const OUTPUTS: usize = SIGNS.len() + 1;

struct Network {
    first: Vec<f32>,
    first_bias: Vec<f32>,
    second: Vec<f32>,
    second_bias: Vec<f32>,
}

static NETWORK: LazyLock<Network> = LazyLock::new(|| {
    let mut bytes: &[u8] = include_bytes!("glyphs.bin");
    let mut table = |count: usize| {
        let (scale, rest) = bytes.split_at(4);
        let scale = f32::from_le_bytes([scale[0], scale[1], scale[2], scale[3]]);
        let (values, rest) = rest.split_at(count);
        bytes = rest;
        values.iter().map(|v| f32::from(*v as i8) * scale).collect::<Vec<f32>>()
    };
    Network {
        first: table(INPUTS * HIDDEN),
        first_bias: table(HIDDEN),
        second: table(HIDDEN * OUTPUTS),
        second_bias: table(OUTPUTS),
    }
});

/// What a picture of a sign is taken for; `None` for what is no sign. With the certainty, 0 to 1.
pub(super) fn recognise(picture: &[f32; INPUTS]) -> (Option<char>, f32) {
    let network = &*NETWORK;
    let mut hidden = network.first_bias.clone();
    for (value, row) in picture.iter().zip(network.first.chunks_exact(HIDDEN)) {
        if *value != 0.0 {
            hidden.iter_mut().zip(row).for_each(|(h, w)| *h += value * w);
        }
    }
    let mut outputs = network.second_bias.clone();
    for (h, row) in hidden.iter().zip(network.second.chunks_exact(OUTPUTS)) {
        if *h > 0.0 {
            outputs.iter_mut().zip(row).for_each(|(o, w)| *o += h * w);
        }
    }
    let most = outputs.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = outputs.iter().map(|o| (o - most).exp()).sum();
    let best = outputs.iter().position(|o| *o == most).unwrap_or(SIGNS.len());
    (SIGNS.get(best).copied(), 1.0 / sum)
}

/// A picture of given size as the input: the longer side 16, in the middle, the darkest pixel 1.
pub(super) fn input(width: usize, height: usize, dark: impl Fn(usize, usize) -> f32) -> [f32; INPUTS] {
    let mut picture = [0.0; INPUTS];
    if width == 0 || height == 0 {
        return picture;
    }
    let scale = SIDE as f64 / width.max(height) as f64;
    let side = |n: usize| ((n as f64 * scale).round() as usize).clamp(1, SIDE);
    let (w, h) = (side(width), side(height));
    let (left, top) = ((SIDE - w) / 2, (SIDE - h) / 2);
    let columns: Vec<Vec<(usize, f32)>> = (0..w).map(|i| shares(width, w, i)).collect();
    let rows: Vec<Vec<(usize, f32)>> = (0..h).map(|i| shares(height, h, i)).collect();
    let mut most = 1e-6_f32;
    for y in 0..height {
        for x in 0..width {
            most = most.max(dark(x, y));
        }
    }
    for (j, row) in rows.iter().enumerate() {
        for (i, column) in columns.iter().enumerate() {
            let mut sum = 0.0;
            for (y, wy) in row {
                for (x, wx) in column {
                    sum += dark(*x, *y) * wx * wy;
                }
            }
            picture[(top + j) * SIDE + left + i] = sum / most;
        }
    }
    picture
}

/// Which of `from` pixels one of `to` covers, and with which shares.
fn shares(from: usize, to: usize, index: usize) -> Vec<(usize, f32)> {
    let size = from as f64 / to as f64;
    let (a, b) = (index as f64 * size, (index + 1) as f64 * size);
    let first = a.floor() as usize;
    (first..from.min(b.ceil() as usize))
        .map(|i| (i, ((b.min(i as f64 + 1.0) - a.max(i as f64)) / size) as f32))
        .collect()
}
