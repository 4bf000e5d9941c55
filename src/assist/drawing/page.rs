//! A sheet as darkness: paper levelled, turned straight, in a size that thin lines survive.

use image::imageops::{self, FilterType};
use image::{DynamicImage, GrayImage};

use super::DrawingError;

/// Smaller pictures are drawn twice as large, so that hairlines keep their place.
const SMALL: u32 = 1500;
/// Larger pictures are made smaller, in pixels along the longer side.
const LARGE: u32 = 3400;
/// Sides of the smallest picture that is looked at.
const LEAST: u32 = 160;
/// Darkness from which on a pixel is ink.
const INK: f32 = 0.30;
/// More ink than this share is no line drawing.
const MOST_INK: f64 = 0.22;
/// Less contrast than this is an empty sheet, in steps of gray.
const LEAST_CONTRAST: f32 = 40.0;
/// Squares of paper whose brightness is taken as one.
const TILE: usize = 48;

/// A sheet ready to be read.
pub(super) struct Page {
    pub(super) width: usize,
    pub(super) height: usize,
    /// 0 is paper, 1 is ink, row by row.
    pub(super) dark: Vec<f32>,
}

impl Page {
    /// Levels and straightens a picture.
    pub(super) fn new(picture: &DynamicImage) -> Result<Self, DrawingError> {
        if picture.width().min(picture.height()) < LEAST {
            return Err(DrawingError::TooSmall { width: picture.width(), height: picture.height() });
        }
        let gray = on_white(picture);
        let longer = gray.width().max(gray.height());
        let gray = if longer < SMALL {
            imageops::resize(&gray, 2 * gray.width(), 2 * gray.height(), FilterType::CatmullRom)
        } else if longer > LARGE {
            let share = f64::from(LARGE) / f64::from(longer);
            let side = |n: u32| ((f64::from(n) * share) as u32).max(1);
            imageops::resize(&gray, side(gray.width()), side(gray.height()), FilterType::Triangle)
        } else {
            gray
        };
        let page = Self::levelled(&gray)?;
        let angle = page.slant();
        Ok(if angle.abs() > 4e-4 { page.turned(angle) } else { page })
    }

    /// Darkness against the paper around.
    fn levelled(gray: &GrayImage) -> Result<Self, DrawingError> {
        let (width, height) = (gray.width() as usize, gray.height() as usize);
        let raw = gray.as_raw();
        let (columns, rows) = (width.div_ceil(TILE), height.div_ceil(TILE));
        let mut paper = vec![0.0_f32; columns * rows];
        let mut darkest = 255_u8;
        for row in 0..rows {
            for column in 0..columns {
                let mut counts = [0_u32; 256];
                let mut all = 0;
                for y in row * TILE..((row + 1) * TILE).min(height) {
                    for x in column * TILE..((column + 1) * TILE).min(width) {
                        counts[usize::from(raw[y * width + x])] += 1;
                        all += 1;
                    }
                }
                // Most of a tile is paper; single bright specks are noise.
                let mut seen = 0;
                let bright = (0..256).rev().find(|v| {
                    seen += counts[*v];
                    seen * 4 > all
                });
                paper[row * columns + column] = bright.unwrap_or(255) as f32;
                let mut seen = 0;
                let dark = (0..256).find(|v| {
                    seen += counts[*v];
                    seen > all / 400
                });
                darkest = darkest.min(dark.unwrap_or(255) as u8);
            }
        }
        // A tile that is all ink is no paper.
        let mut sorted = paper.clone();
        sorted.sort_by(f32::total_cmp);
        let usual = sorted[sorted.len() / 2];
        paper.iter_mut().for_each(|p| *p = p.max(usual * 0.75));
        let contrast = usual - f32::from(darkest);
        if contrast < LEAST_CONTRAST {
            return Err(DrawingError::Empty);
        }
        let mut dark = vec![0.0; width * height];
        let mut ink = 0_usize;
        for y in 0..height {
            for x in 0..width {
                let paper = paper[(y / TILE) * columns + x / TILE];
                let value = ((paper - f32::from(raw[y * width + x]))
                    / (paper - f32::from(darkest)).max(20.0))
                .clamp(0.0, 1.0);
                // The grain of the paper is no ink.
                dark[y * width + x] = if value < 0.08 { 0.0 } else { value };
                ink += usize::from(value >= INK);
            }
        }
        let share = ink as f64 / (width * height) as f64;
        if share > MOST_INK {
            return Err(DrawingError::NoLines { percent: (share * 100.0).round() as u32 });
        }
        Ok(Self { width, height, dark })
    }

    /// Whether a pixel is ink.
    pub(super) fn is_ink(&self, x: usize, y: usize) -> bool {
        self.dark[y * self.width + x] >= INK
    }

    /// Darkness between pixels; nothing beyond the sheet.
    pub(super) fn at(&self, x: f64, y: f64) -> f32 {
        let (fx, fy) = (x.floor(), y.floor());
        let (tx, ty) = ((x - fx) as f32, (y - fy) as f32);
        let get = |i: f64, j: f64| {
            if i < 0.0 || j < 0.0 || i >= self.width as f64 || j >= self.height as f64 {
                0.0
            } else {
                self.dark[j as usize * self.width + i as usize]
            }
        };
        let top = get(fx, fy) * (1.0 - tx) + get(fx + 1.0, fy) * tx;
        let bottom = get(fx, fy + 1.0) * (1.0 - tx) + get(fx + 1.0, fy + 1.0) * tx;
        top * (1.0 - ty) + bottom * ty
    }

    /// The angle in radians by which lines that should lie do not.
    ///
    /// Rows of a straight sheet are either full or empty; the sum of squares over rows says how much so.
    fn slant(&self) -> f64 {
        let points: Vec<(f64, f64)> = (0..self.height)
            .step_by(2)
            .flat_map(|y| (0..self.width).step_by(2).map(move |x| (x, y)))
            .filter(|(x, y)| self.is_ink(*x, *y))
            .map(|(x, y)| (x as f64, y as f64))
            .collect();
        let step = points.len().div_ceil(40_000).max(1);
        let points: Vec<(f64, f64)> = points.into_iter().step_by(step).collect();
        let span = self.width + self.height;
        let score = |angle: f64| {
            let (sin, cos) = angle.sin_cos();
            let mut rows = vec![0_u32; 2 * span];
            let mut columns = vec![0_u32; 2 * span];
            // Every other pixel is looked at; rows are as wide.
            let bin = |v: f64| (0.5 * v + 0.25 * span as f64).clamp(0.0, (2 * span - 1) as f64) as usize;
            for (x, y) in &points {
                rows[bin(y * cos - x * sin)] += 1;
                columns[bin(x * cos + y * sin)] += 1;
            }
            let squares = |counts: &[u32]| counts.iter().map(|n| f64::from(*n) * f64::from(*n)).sum::<f64>();
            squares(&rows) + squares(&columns)
        };
        let best = |middle: f64, step: f64, count: i32| {
            (-count..=count)
                .map(|i| middle + f64::from(i) * step)
                .map(|angle| (score(angle), angle))
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.abs().total_cmp(&a.1.abs())))
                .map_or(middle, |(_, angle)| angle)
        };
        let coarse = best(0.0, 2e-3, 26);
        let fine = best(coarse, 3e-4, 6);
        // A sheet that is straight already must not be blurred.
        if score(fine) > 1.02 * score(0.0) { fine } else { 0.0 }
    }

    /// The sheet turned back by an angle.
    fn turned(&self, angle: f64) -> Self {
        let (sin, cos) = angle.sin_cos();
        let (cx, cy) = (self.width as f64 / 2.0, self.height as f64 / 2.0);
        let mut dark = vec![0.0; self.dark.len()];
        for y in 0..self.height {
            for x in 0..self.width {
                let (dx, dy) = (x as f64 - cx, y as f64 - cy);
                dark[y * self.width + x] = self.at(cx + dx * cos - dy * sin, cy + dx * sin + dy * cos);
            }
        }
        Self { dark, ..*self }
    }
}

/// Gray values over white paper; what is transparent is paper.
fn on_white(picture: &DynamicImage) -> GrayImage {
    if !picture.color().has_alpha() {
        return picture.to_luma8();
    }
    let both = picture.to_luma_alpha8();
    GrayImage::from_fn(both.width(), both.height(), |x, y| {
        let [luma, alpha] = both.get_pixel(x, y).0.map(u32::from);
        image::Luma([((luma * alpha + 255 * (255 - alpha)) / 255) as u8])
    })
}
