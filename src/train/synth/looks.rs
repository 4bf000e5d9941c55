//! Looks of the free pictures: like a photograph, in lines, drawn by hand.
//!
//! They are made of drawn pictures by chance alone: colours, light, a ground with texture, blur,
//! noise and a vignette for photographs; a wobble of the lines, changing pressure and paper for
//! sketches.

use base::Mesh;
use image::{RgbImage, imageops};
use render::raster::{self, Camera, Light, Lines, Projection, Style, Tint};
use render::views;

use super::dice::Dice;
use super::extras::halved;

/// A view from in front and above, with or without perspective.
fn camera(mesh: &Mesh, dice: &mut Dice) -> Option<Camera> {
    let bounds = mesh.bounds()?;
    let azimuth = dice.between(-80.0, -10.0).to_radians() as f32;
    let elevation = dice.between(12.0, 55.0).to_radians() as f32;
    let mut camera = views::orbit(azimuth, elevation, &bounds);
    if dice.chance(70) {
        let opening = dice.between(22.0, 48.0).to_radians() as f32;
        let distance = bounds.diagonal() as f32 * 0.62 / (opening / 2.0).tan();
        let [_, _, forward] = camera.axes();
        camera.eye = std::array::from_fn(|i| camera.target[i] - forward[i] * distance);
        camera.projection = Projection::Perspective { fov_y: opening };
    }
    Some(camera)
}

/// A view like a photograph, three bytes a pixel.
pub fn photo(mesh: &Mesh, side: u32, dice: &mut Dice) -> Vec<u8> {
    let Some(camera) = camera(mesh, dice) else { return vec![255; (side * side * 3) as usize] };
    let light = Light {
        ambient: dice.between(0.12, 0.3) as f32,
        head: dice.between(0.05, 0.35) as f32,
        key: dice.between(0.15, 0.5) as f32,
        sky: dice.between(0.05, 0.25) as f32,
    };
    let edge = if dice.chance(30) { dice.between(0.3, 1.0) as f32 } else { 0.0 };
    let style =
        Style { light, lines: Lines { edge_px: edge, contour_px: 0.0 }, supersample: 2, ..Style::default() };
    let mut color = |low: f64, high: f64| -> [u8; 3] {
        let gray = dice.between(low, high);
        std::array::from_fn(|_| (gray + dice.between(-28.0, 28.0)).clamp(0.0, 255.0) as u8)
    };
    let light_color = color(150.0, 250.0);
    let dark = light_color.map(|c| (f64::from(c) * 0.16) as u8);
    let tint = Tint {
        top: color(90.0, 245.0),
        bottom: color(60.0, 225.0),
        dark,
        light: light_color,
        line: dark.map(|c| c / 2),
    };
    let drawn = raster::draw(mesh, &camera, side, side, &style);
    let mut picture = RgbImage::from_raw(side, side, drawn.to_rgb(&tint)).expect("three bytes a pixel");
    shadow(&mut picture, &drawn.coverage, dice);
    if dice.chance(70) {
        picture = imageops::blur(&picture, dice.between(0.3, 1.1) as f32);
    }
    let grain = dice.between(1.0, 11.0);
    let (vignette, gain) = (dice.between(0.0, 0.4), dice.between(0.85, 1.12));
    let texture = Noise::new(dice, side, 7);
    let roughness = dice.between(0.0, 14.0);
    let half = f64::from(side) / 2.0;
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let off = (f64::from(x) - half).hypot(f64::from(y) - half) / half;
        let fall = gain * (1.0 - vignette * off * off * 0.6);
        let is_ground = drawn.coverage[(y * side + x) as usize] < 128;
        let rough = if is_ground { roughness * texture.at(x as f32, y as f32) } else { 0.0 };
        let noise = (dice.between(-1.0, 1.0) + dice.between(-1.0, 1.0)) * grain * 0.7;
        pixel.0 = pixel.0.map(|c| (f64::from(c) * fall + rough + noise).clamp(0.0, 255.0) as u8);
    }
    picture.into_raw()
}

/// Darkens the ground below and beside the part, softly.
fn shadow(picture: &mut RgbImage, coverage: &[u8], dice: &mut Dice) {
    let side = picture.width();
    let (dx, dy) = (dice.between(-14.0, 14.0) as i64, dice.between(4.0, 16.0) as i64);
    let strength = dice.between(0.1, 0.55) as f32;
    let mask = image::GrayImage::from_raw(side, side, coverage.to_vec()).expect("one byte a pixel");
    let soft = imageops::blur(&mask, dice.between(4.0, 9.0) as f32);
    for (x, y, pixel) in picture.enumerate_pixels_mut() {
        let inside = f32::from(coverage[(y * side + x) as usize]) / 255.0;
        let (sx, sy) = (i64::from(x) - dx, i64::from(y) - dy);
        if inside > 0.98 || sx < 0 || sy < 0 || sx >= i64::from(side) || sy >= i64::from(side) {
            continue;
        }
        let dark = f32::from(soft.get_pixel(sx as u32, sy as u32).0[0]) / 255.0 * strength * (1.0 - inside);
        pixel.0 = pixel.0.map(|c| (f32::from(c) * (1.0 - dark)) as u8);
    }
}

/// A view in lines, dark on white.
pub fn line_drawing(mesh: &Mesh, side: u32, dice: &mut Dice) -> Vec<u8> {
    let Some(camera) = camera(mesh, dice) else { return vec![255; (side * side) as usize] };
    let width = dice.between(1.6, 4.4) as f32;
    let style = Style { lines: Lines { edge_px: width, contour_px: width }, ..Style::default() };
    halved(raster::draw(mesh, &camera, 2 * side, 2 * side, &style).to_lines(), side)
}

/// A view as if drawn by hand with a pen or a pencil.
pub fn sketch(mesh: &Mesh, side: u32, dice: &mut Dice) -> Vec<u8> {
    let Some(camera) = camera(mesh, dice) else { return vec![255; (side * side) as usize] };
    let large = 2 * side;
    let width = dice.between(2.2, 5.0) as f32;
    let style = Style { lines: Lines { edge_px: width, contour_px: width }, ..Style::default() };
    let lines = raster::draw(mesh, &camera, large, large, &style).to_lines();
    let wobble = dice.between(3.0, 9.0);
    // A pencil goes over its lines twice, a pen seldom.
    let strokes = if dice.chance(60) { 2 } else { 1 };
    let mut sheet = vec![255.0f32; (large * large) as usize];
    for _ in 0..strokes {
        let shift = [Noise::new(dice, large, 5), Noise::new(dice, large, 5)];
        let tremor = [Noise::new(dice, large, 26), Noise::new(dice, large, 26)];
        let pressure = Noise::new(dice, large, 12);
        let strength = dice.between(0.55, 1.0);
        for y in 0..large {
            for x in 0..large {
                let (fx, fy) = (x as f32, y as f32);
                let from = |i: usize| wobble * shift[i].at(fx, fy) + 1.1 * tremor[i].at(fx, fy);
                let sx = (f64::from(fx) + from(0)).round().clamp(0.0, f64::from(large - 1)) as u32;
                let sy = (f64::from(fy) + from(1)).round().clamp(0.0, f64::from(large - 1)) as u32;
                let ink = 1.0 - f64::from(lines[(sy * large + sx) as usize]) / 255.0;
                if ink > 0.0 {
                    let press = strength * (0.8 + 0.35 * pressure.at(fx, fy));
                    let value = &mut sheet[(y * large + x) as usize];
                    *value = value.min((255.0 * (1.0 - (ink * press).clamp(0.0, 1.0))) as f32);
                }
            }
        }
    }
    let paper = dice.between(225.0, 255.0);
    let (grain, stain) = (dice.between(0.0, 7.0), Noise::new(dice, large, 4));
    let bytes = sheet.iter().enumerate().map(|(i, value)| {
        let (x, y) = (i as u32 % large, i as u32 / large);
        let ground = paper + 6.0 * stain.at(x as f32, y as f32) + dice.between(-grain, grain);
        (f64::from(*value) / 255.0 * ground).clamp(0.0, 255.0) as u8
    });
    let bytes = bytes.collect();
    halved(bytes, side)
}

/// Smooth noise in -1..=1 on a square.
struct Noise {
    values: Vec<f32>,
    cells: usize,
    cell_px: f32,
}

impl Noise {
    /// Values at the corners of `cells` by `cells` cells over a square of `side` pixels.
    fn new(dice: &mut Dice, side: u32, cells: usize) -> Self {
        let values = (0..(cells + 1).pow(2)).map(|_| dice.between(-1.0, 1.0) as f32).collect();
        Self { values, cells, cell_px: side as f32 / cells as f32 }
    }

    fn at(&self, x: f32, y: f32) -> f64 {
        let (fx, fy) = (x / self.cell_px, y / self.cell_px);
        let (i, j) = ((fx as usize).min(self.cells - 1), (fy as usize).min(self.cells - 1));
        let smooth = |t: f32| t * t * (3.0 - 2.0 * t);
        let (u, v) = (smooth(fx - i as f32), smooth(fy - j as f32));
        let value = |i: usize, j: usize| self.values[j * (self.cells + 1) + i];
        let top = value(i, j) * (1.0 - u) + value(i + 1, j) * u;
        let bottom = value(i, j + 1) * (1.0 - u) + value(i + 1, j + 1) * u;
        f64::from(top * (1.0 - v) + bottom * v)
    }
}
