//! Thin lines, dashes, arrows and figures on white paper.

use image::{GrayImage, Luma};

type Point = [f32; 2];

/// How a line is drawn: width in pixels and lengths of strokes and gaps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line {
    width: f32,
    dashes: &'static [f32],
}

impl Line {
    pub(super) const VISIBLE: Self = Self { width: 2.2, dashes: &[] };
    pub(super) const HIDDEN: Self = Self { width: 1.2, dashes: &[6.0, 4.0] };
    pub(super) const CENTER: Self = Self { width: 0.9, dashes: &[11.0, 3.0, 2.0, 3.0] };
    pub(super) const THIN: Self = Self { width: 0.9, dashes: &[] };
}

/// Height of figures in pixels.
pub(super) const TEXT: f32 = 12.0;
/// Width of one figure with its gap, as a share of the height.
const ADVANCE: f32 = 0.76;

/// A sheet and the map from millimetres in the view to its pixels.
pub(super) struct Pen {
    picture: GrayImage,
    scale: f32,
    middle: Point,
}

impl Pen {
    /// A white sheet that shows `middle` (millimetres) in its middle.
    pub(super) fn new(side: u32, scale: f32, middle: Point) -> Self {
        Self { picture: GrayImage::from_pixel(side, side, Luma([255])), scale, middle }
    }

    pub(super) fn picture(self) -> GrayImage {
        self.picture
    }

    pub(super) fn side(&self) -> f32 {
        self.picture.width() as f32
    }

    /// Pixels from millimetres in the view.
    pub(super) fn at(&self, point: Point) -> Point {
        let half = self.side() / 2.0;
        [half + (point[0] - self.middle[0]) * self.scale, half - (point[1] - self.middle[1]) * self.scale]
    }

    pub(super) fn pixels(&self, length: f32) -> f32 {
        length * self.scale
    }

    /// A line through points in millimetres; dashes run on around corners.
    pub(super) fn polyline(&mut self, points: &[Point], line: Line) {
        let points: Vec<Point> = points.iter().map(|p| self.at(*p)).collect();
        self.polyline_px(&points, line);
    }

    /// A line through points in pixels.
    pub(super) fn polyline_px(&mut self, points: &[Point], line: Line) {
        if line.dashes.is_empty() {
            points.windows(2).for_each(|pair| self.stroke(pair[0], pair[1], line.width));
            return;
        }
        let (mut dash, mut left) = (0, line.dashes[0]);
        for pair in points.windows(2) {
            let (mut from, to) = (pair[0], pair[1]);
            loop {
                let rest = distance(from, to);
                let is_stroke = dash % 2 == 0;
                if rest <= left {
                    if is_stroke {
                        self.stroke(from, to, line.width);
                    }
                    left -= rest;
                    break;
                }
                let t = left / rest;
                let next = [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
                if is_stroke {
                    self.stroke(from, next, line.width);
                }
                from = next;
                dash = (dash + 1) % line.dashes.len();
                left = line.dashes[dash];
            }
        }
    }

    /// A circle around a point in millimetres.
    pub(super) fn circle(&mut self, center: Point, radius: f32, line: Line) {
        let count = 72;
        let points: Vec<Point> = (0..=count)
            .map(|i| {
                let (sin, cos) = (std::f32::consts::TAU * i as f32 / count as f32).sin_cos();
                [center[0] + radius * cos, center[1] + radius * sin]
            })
            .collect();
        self.polyline(&points, line);
    }

    /// A filled arrow head at a point in pixels that points along a direction.
    pub(super) fn arrow(&mut self, tip: Point, direction: Point) {
        let length = direction[0].hypot(direction[1]).max(1e-6);
        let d = [direction[0] / length, direction[1] / length];
        for i in 0..=18 {
            let along = i as f32 * 0.5;
            let half = along * 0.19;
            let base = [tip[0] - d[0] * along, tip[1] - d[1] * along];
            let (left, right) = (
                [base[0] - d[1] * half, base[1] + d[0] * half],
                [base[0] + d[1] * half, base[1] - d[0] * half],
            );
            self.stroke(left, right, 0.9);
        }
    }

    /// Writes figures with their middle at a point in pixels; `is_upright` turns them a quarter to
    /// the left. The paper under them is whitened.
    pub(super) fn text(&mut self, text: &str, middle: Point, is_upright: bool) {
        let width = text_width(text);
        let turn = |x: f32, y: f32| {
            if is_upright { [middle[0] + y, middle[1] - x] } else { [middle[0] + x, middle[1] + y] }
        };
        let (half_w, half_h) = (width / 2.0 + 2.0, TEXT / 2.0 + 2.0);
        let (a, b) = (turn(-half_w, -half_h), turn(half_w, half_h));
        self.whiten([a[0].min(b[0]), a[1].min(b[1])], [a[0].max(b[0]), a[1].max(b[1])]);
        let mut x = -width / 2.0;
        for c in text.chars() {
            for stroke in glyph(c) {
                let points: Vec<Point> = stroke
                    .iter()
                    .map(|&(gx, gy)| {
                        turn(x + f32::from(gx) / 6.0 * TEXT, TEXT / 2.0 - f32::from(gy) / 6.0 * TEXT)
                    })
                    .collect();
                self.polyline_px(&points, Line { width: 1.25, dashes: &[] });
            }
            x += TEXT * ADVANCE;
        }
    }

    fn whiten(&mut self, low: Point, high: Point) {
        let side = self.picture.width() as i32 - 1;
        let clamp = |v: f32| (v as i32).clamp(0, side) as u32;
        for y in clamp(low[1])..=clamp(high[1]) {
            for x in clamp(low[0])..=clamp(high[0]) {
                self.picture.put_pixel(x, y, Luma([255]));
            }
        }
    }

    /// One straight stroke with soft borders; the darkest stroke wins.
    fn stroke(&mut self, a: Point, b: Point, width: f32) {
        let half = width / 2.0;
        let side = self.picture.width() as i32 - 1;
        let reach = half + 1.0;
        let x0 = ((a[0].min(b[0]) - reach) as i32).max(0);
        let x1 = ((a[0].max(b[0]) + reach) as i32).min(side);
        let y0 = ((a[1].min(b[1]) - reach) as i32).max(0);
        let y1 = ((a[1].max(b[1]) + reach) as i32).min(side);
        let d = [b[0] - a[0], b[1] - a[1]];
        let squared = d[0] * d[0] + d[1] * d[1];
        for y in y0..=y1 {
            for x in x0..=x1 {
                let p = [x as f32 + 0.5, y as f32 + 0.5];
                let t = if squared > 1e-9 {
                    (((p[0] - a[0]) * d[0] + (p[1] - a[1]) * d[1]) / squared).clamp(0.0, 1.0)
                } else {
                    0.0
                };
                let off = distance(p, [a[0] + d[0] * t, a[1] + d[1] * t]);
                let cover = (half + 0.5 - off).clamp(0.0, 1.0) * width.min(1.0);
                if cover > 0.0 {
                    let pixel = &mut self.picture.get_pixel_mut(x as u32, y as u32).0[0];
                    *pixel = (*pixel).min((255.0 - cover * 243.0) as u8);
                }
            }
        }
    }
}

/// Pixels that figures take.
pub(super) fn text_width(text: &str) -> f32 {
    (text.chars().count() as f32 * ADVANCE - (ADVANCE - 0.5)) * TEXT
}

fn distance(a: Point, b: Point) -> f32 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// The strokes of a sign on a grid 3 wide and 6 high from its lower left corner.
fn glyph(c: char) -> &'static [&'static [(i8, i8)]] {
    match c {
        '0' => &[&[(1, 0), (0, 1), (0, 5), (1, 6), (2, 6), (3, 5), (3, 1), (2, 0), (1, 0)]],
        '1' => &[&[(0, 4), (2, 6), (2, 0)]],
        '2' => &[&[(0, 5), (1, 6), (2, 6), (3, 5), (3, 4), (0, 0), (3, 0)]],
        '3' => &[&[(0, 6), (3, 6), (1, 4), (2, 4), (3, 3), (3, 1), (2, 0), (1, 0), (0, 1)]],
        '4' => &[&[(2, 0), (2, 6), (0, 2), (3, 2)]],
        '5' => &[&[(3, 6), (0, 6), (0, 3), (2, 4), (3, 3), (3, 1), (2, 0), (0, 0)]],
        '6' => &[&[(3, 6), (1, 6), (0, 4), (0, 1), (1, 0), (2, 0), (3, 1), (3, 2), (2, 3), (1, 3), (0, 2)]],
        '7' => &[&[(0, 6), (3, 6), (1, 0)]],
        '8' => &[
            &[(1, 3), (0, 4), (0, 5), (1, 6), (2, 6), (3, 5), (3, 4), (2, 3), (1, 3), (0, 2), (0, 1), (1, 0)],
            &[(1, 0), (2, 0), (3, 1), (3, 2), (2, 3)],
        ],
        '9' => &[&[(0, 0), (2, 0), (3, 2), (3, 5), (2, 6), (1, 6), (0, 5), (0, 4), (1, 3), (2, 3), (3, 4)]],
        '.' => &[&[(1, 0), (1, 0)]],
        'x' => &[&[(0, 0), (3, 4)], &[(3, 0), (0, 4)]],
        'R' => &[&[(0, 0), (0, 6), (2, 6), (3, 5), (3, 4), (2, 3), (0, 3)], &[(1, 3), (3, 0)]],
        '⌀' => {
            &[&[(1, 1), (0, 2), (0, 4), (1, 5), (2, 5), (3, 4), (3, 2), (2, 1), (1, 1)], &[(0, 0), (3, 6)]]
        }
        '=' => &[&[(0, 2), (3, 2)], &[(0, 4), (3, 4)]],
        '-' => &[&[(0, 3), (3, 3)]],
        _ => &[],
    }
}
