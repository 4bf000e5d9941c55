//! Changed copies of pictures, so that a model trained on our renderer reads other pictures too.
//!
//! Pictures are 128x128, grey, background 255. Each change is cheap and seeded: other shading,
//! lines only (a drawing), flat colour, blur, noise, a crooked hand, a small turn.

use fastrand::Rng;
use model::{VIEW_PIXELS, VIEW_SIDE};

/// A picture as it could have come from elsewhere. `strength` (0..=1) is the share of pictures that
/// are changed at all.
pub fn changed(picture: &[u8], random: &mut Rng, strength: f32) -> Vec<u8> {
    let mut picture = picture.to_vec();
    if picture.len() != VIEW_PIXELS || random.f32() >= strength {
        return picture;
    }
    match random.u32(0..10) {
        0..2 => shade_otherwise(&mut picture, random),
        2..4 => invert_shading(&mut picture),
        4..6 => flatten(&mut picture, random),
        6..9 => picture = lines(&picture, random),
        _ => {}
    }
    if random.f32() < 0.3 {
        picture = moved(&picture, random);
    }
    if random.f32() < 0.2 {
        picture = blurred(&picture);
    }
    if random.f32() < 0.3 {
        add_noise(&mut picture, random);
    }
    picture
}

fn clamp(value: f32) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

/// Applies a table to everything that is not background.
fn map_ink(picture: &mut [u8], map: impl Fn(f32) -> f32) {
    let table: Vec<u8> = (0..=255u8).map(|p| if p >= 250 { p } else { clamp(map(f32::from(p))) }).collect();
    picture.iter_mut().for_each(|p| *p = table[*p as usize]);
}

/// Another brightness and contrast of the light.
fn shade_otherwise(picture: &mut [u8], random: &mut Rng) {
    let (gain, shift) = (0.5 + random.f32(), random.f32() * 80.0 - 40.0);
    map_ink(picture, |p| ((p - 128.0) * gain + 128.0 + shift).min(245.0));
}

/// Light from the other side: what was bright is dark; lines stay dark.
fn invert_shading(picture: &mut [u8]) {
    map_ink(picture, |p| if p < 60.0 { p } else { 310.0 - p });
}

/// One colour for all faces; lines stay.
fn flatten(picture: &mut [u8], random: &mut Rng) {
    let grey = 150.0 + random.f32() * 90.0;
    map_ink(picture, |p| if p < 60.0 { p } else { grey });
}

/// The largest and the smallest value around each pixel.
fn extremes(picture: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let (mut high, mut low) = (picture.to_vec(), picture.to_vec());
    for y in 0..VIEW_SIDE {
        for x in 0..VIEW_SIDE {
            let at = y * VIEW_SIDE + x;
            for ny in y.saturating_sub(1)..(y + 2).min(VIEW_SIDE) {
                for nx in x.saturating_sub(1)..(x + 2).min(VIEW_SIDE) {
                    let p = picture[ny * VIEW_SIDE + nx];
                    high[at] = high[at].max(p);
                    low[at] = low[at].min(p);
                }
            }
        }
    }
    (high, low)
}

/// Lines where the picture changes, as in a drawing.
fn lines(picture: &[u8], random: &mut Rng) -> Vec<u8> {
    let (high, low) = extremes(picture);
    let gain = 1.5 + random.f32() * 3.0;
    let thick = random.bool();
    picture
        .iter()
        .zip(high.iter().zip(&low))
        .map(|(&p, (&h, &l))| {
            let change = if thick { h - l } else { h - p };
            clamp(255.0 - (f32::from(change) - 12.0).max(0.0) * gain)
        })
        .collect()
}

/// A small turn, size and shift, and the wobble of a hand.
fn moved(picture: &[u8], random: &mut Rng) -> Vec<u8> {
    let mut around = |size: f32| (random.f32() * 2.0 - 1.0) * size;
    let (angle, scale) = (around(0.04), 1.0 + around(0.04));
    let (shift_x, shift_y) = (around(2.0), around(2.0));
    let wobble = around(0.9).max(0.0);
    let (wave_x, wave_y) = (0.08 + around(0.05), 0.08 + around(0.05));
    let (phase_x, phase_y) = (around(3.0), around(3.0));
    let (sin, cos) = angle.sin_cos();
    let middle = VIEW_SIDE as f32 / 2.0;
    let mut out = vec![255u8; VIEW_PIXELS];
    for y in 0..VIEW_SIDE {
        for x in 0..VIEW_SIDE {
            let (dx, dy) = (x as f32 - middle, y as f32 - middle);
            let from_x =
                (cos * dx - sin * dy) * scale + middle + shift_x + wobble * (dy * wave_y + phase_y).sin();
            let from_y =
                (sin * dx + cos * dy) * scale + middle + shift_y + wobble * (dx * wave_x + phase_x).sin();
            out[y * VIEW_SIDE + x] = clamp(sample(picture, from_x, from_y));
        }
    }
    out
}

/// The value between pixels; background outside.
fn sample(picture: &[u8], x: f32, y: f32) -> f32 {
    let (left, top) = (x.floor(), y.floor());
    let (fx, fy) = (x - left, y - top);
    let at = |dx: i32, dy: i32| {
        let (x, y) = (left as i32 + dx, top as i32 + dy);
        let side = VIEW_SIDE as i32;
        if (0..side).contains(&x) && (0..side).contains(&y) {
            f32::from(picture[(y * side + x) as usize])
        } else {
            255.0
        }
    };
    (at(0, 0) * (1.0 - fx) + at(1, 0) * fx) * (1.0 - fy) + (at(0, 1) * (1.0 - fx) + at(1, 1) * fx) * fy
}

/// The mean of 3x3 pixels.
fn blurred(picture: &[u8]) -> Vec<u8> {
    let mut out = picture.to_vec();
    for y in 1..VIEW_SIDE - 1 {
        for x in 1..VIEW_SIDE - 1 {
            let mut total = 0u32;
            for row in [y - 1, y, y + 1] {
                let at = row * VIEW_SIDE + x;
                total += picture[at - 1..at + 2].iter().map(|&p| u32::from(p)).sum::<u32>();
            }
            out[y * VIEW_SIDE + x] = (total / 9) as u8;
        }
    }
    out
}

fn add_noise(picture: &mut [u8], random: &mut Rng) {
    let size = 4.0 + random.f32() * 20.0;
    for p in picture {
        let noise = (random.f32() + random.f32() - 1.0) * size;
        *p = clamp(f32::from(*p) + noise);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square() -> Vec<u8> {
        let mut picture = vec![255u8; VIEW_PIXELS];
        for y in 40..90 {
            for x in 30..100 {
                let edge = y == 40 || y == 89 || x == 30 || x == 99;
                picture[y * VIEW_SIDE + x] = if edge { 20 } else { 170 };
            }
        }
        picture
    }

    #[test]
    fn changes_are_seeded_and_keep_the_part_in_place() {
        let picture = square();
        assert_eq!(changed(&picture, &mut Rng::with_seed(1), 0.0), picture, "strength 0 changes nothing");
        let mut different = 0;
        for seed in 0..200 {
            let once = changed(&picture, &mut Rng::with_seed(seed), 1.0);
            assert_eq!(once, changed(&picture, &mut Rng::with_seed(seed), 1.0));
            different += usize::from(once != picture);
            let ink: u64 = once.iter().map(|&p| u64::from(255 - p)).sum();
            let edge_ink: u64 = once[..VIEW_SIDE * 20].iter().map(|&p| u64::from(255 - p)).sum();
            assert!(ink > 20_000, "seed {seed} erased the part");
            assert!(edge_ink < 40_000, "seed {seed} darkened the background");
        }
        assert!(different > 150);
    }
}
