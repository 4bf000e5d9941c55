//! The regions into which the lines of a view divide its outline.

use super::strokes::{Point, distance};

/// Pixels around the outline.
const MARGIN: usize = 6;
/// Regions with fewer pixels belong to their lines.
const LEAST: usize = 30;
/// Loose ends are drawn on to the next line when it is nearer, in pixels.
pub(super) const REACH: f64 = 11.0;
/// Ends that met a line before lines were moved are drawn on over fewer pixels.
pub(super) const MOVED: f64 = 4.0;
/// More regions than this are no part.
const MOST: usize = 400;

/// What a line of a view is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Class {
    None,
    Hidden,
    Seen,
}

/// A view as regions: 0 is outside, others are counted from 1.
pub(super) struct Regions {
    pub(super) width: usize,
    pub(super) height: usize,
    origin: [f64; 2],
    pub(super) labels: Vec<u16>,
    lines: Vec<Class>,
    pub(super) count: usize,
}

/// A canvas on which lines are drawn before regions are found.
pub(super) struct Canvas {
    width: usize,
    height: usize,
    origin: [f64; 2],
    lines: Vec<Class>,
}

impl Canvas {
    /// An empty canvas around the outline of a view.
    pub(super) fn new(low: Point, high: Point) -> Self {
        let origin = [low[0].floor() - MARGIN as f64, low[1].floor() - MARGIN as f64];
        let side = |k: usize| (high[k] - origin[k]).ceil() as usize + MARGIN + 1;
        let (width, height) = (side(0), side(1));
        Self { width, height, origin, lines: vec![Class::None; width * height] }
    }

    /// Draws a line through points.
    pub(super) fn draw(&mut self, points: &[Point], class: Class) {
        for pair in points.windows(2) {
            let steps = (2.0 * distance(pair[0], pair[1])).ceil().max(1.0) as usize;
            for i in 0..=steps {
                let t = i as f64 / steps as f64;
                let p = [0, 1].map(|k| pair[0][k] + t * (pair[1][k] - pair[0][k]) - self.origin[k]);
                self.dot(p, class);
            }
        }
    }

    fn dot(&mut self, [x, y]: Point, class: Class) {
        // Two pixels wide, so that regions beside it do not touch over corners.
        for (dx, dy) in [(0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (-0.5, 0.0), (0.0, -0.5)] {
            let (i, j) = ((x + dx).floor(), (y + dy).floor());
            if i >= 0.0 && j >= 0.0 && (i as usize) < self.width && (j as usize) < self.height {
                let cell = &mut self.lines[j as usize * self.width + i as usize];
                *cell = class.max(*cell);
            }
        }
    }

    /// How far a line is from a point in a direction, if it is within reach.
    pub(super) fn meets(&self, from: Point, direction: Point, reach: f64) -> Option<f64> {
        let mut left = false;
        for k in 0..=(2.0 * reach) as usize {
            let far = k as f64 / 2.0;
            let p = [0, 1].map(|i| from[i] + direction[i] * far - self.origin[i]);
            if p[0] < 0.0 || p[1] < 0.0 || p[0] >= self.width as f64 || p[1] >= self.height as f64 {
                return None;
            }
            let is_line = self.lines[p[1] as usize * self.width + p[0] as usize] != Class::None;
            // The line that one stands on does not count, but when one stands on nothing else.
            if is_line && (left || k < 4) {
                return Some(far);
            }
            left |= !is_line && k > 2;
        }
        None
    }

    /// Draws the ends of a line on to what they nearly touch, within a reach in pixels for each.
    pub(super) fn close(&mut self, points: &[Point], reach: [f64; 2], class: Class) {
        let n = points.len();
        if n < 3 {
            return;
        }
        let back = 8.min(n - 1);
        for (is_last, reach) in [(false, reach[0]), (true, reach[1])] {
            let (from, to) =
                if is_last { (points[n - 1 - back], points[n - 1]) } else { (points[back], points[0]) };
            let size = distance(from, to).max(1e-9);
            let d = [(to[0] - from[0]) / size, (to[1] - from[1]) / size];
            let ahead = [to[0] + 2.5 * d[0], to[1] + 2.5 * d[1]];
            if let Some(far) = self.meets(ahead, d, reach) {
                self.draw(&[to, [ahead[0] + d[0] * far, ahead[1] + d[1] * far]], class);
            }
        }
    }

    /// The regions between the lines; `None` when there are too many.
    pub(super) fn regions(self) -> Option<Regions> {
        let Self { width, height, origin, lines } = self;
        let mut labels = vec![u16::MAX; width * height];
        let mut count = 0_usize;
        let mut sizes = Vec::new();
        let mut open = Vec::new();
        for start in 0..labels.len() {
            if labels[start] != u16::MAX || lines[start] != Class::None {
                continue;
            }
            // The corner of the canvas is outside.
            if count > MOST * 4 {
                return None;
            }
            let label = count as u16;
            count += 1;
            let mut size = 0;
            labels[start] = label;
            open.push(start);
            while let Some(i) = open.pop() {
                size += 1;
                let (x, y) = (i % width, i / width);
                let mut visit = |j: usize| {
                    if labels[j] == u16::MAX && lines[j] == Class::None {
                        labels[j] = label;
                        open.push(j);
                    }
                };
                if x > 0 {
                    visit(i - 1);
                }
                if x + 1 < width {
                    visit(i + 1);
                }
                if y > 0 {
                    visit(i - width);
                }
                if y + 1 < height {
                    visit(i + width);
                }
            }
            sizes.push(size);
        }
        // Small regions go; the others are counted anew.
        let mut kept = 0_u16;
        let names: Vec<u16> = sizes
            .iter()
            .enumerate()
            .map(|(i, size)| {
                if i == 0 {
                    0
                } else if *size < LEAST {
                    u16::MAX
                } else {
                    kept += 1;
                    kept
                }
            })
            .collect();
        for label in &mut labels {
            if *label != u16::MAX {
                *label = names[usize::from(*label)];
            }
        }
        let count = usize::from(kept);
        if count == 0 || count > MOST {
            return None;
        }
        let mut regions = Regions { width, height, origin, labels, lines, count };
        regions.grow();
        Some(regions)
    }
}

impl Regions {
    /// Pixels of lines go to the region that is nearest.
    fn grow(&mut self) {
        let mut front: Vec<usize> = (0..self.labels.len()).filter(|i| self.labels[*i] != u16::MAX).collect();
        while !front.is_empty() {
            let mut next = Vec::new();
            let mut taken: Vec<(usize, u16)> = Vec::new();
            for &i in &front {
                let (x, y) = (i % self.width, i / self.width);
                let mut visit = |j: usize| {
                    if self.labels[j] == u16::MAX {
                        taken.push((j, self.labels[i]));
                    }
                };
                if x > 0 {
                    visit(i - 1);
                }
                if x + 1 < self.width {
                    visit(i + 1);
                }
                if y > 0 {
                    visit(i - self.width);
                }
                if y + 1 < self.height {
                    visit(i + self.width);
                }
            }
            for (j, label) in taken {
                if self.labels[j] == u16::MAX {
                    self.labels[j] = label;
                    next.push(j);
                }
            }
            front = next;
        }
    }

    /// Share of the canvas within its margin that is not outside.
    pub(super) fn enclosed(&self) -> f64 {
        let inside = self.labels.iter().filter(|label| **label != 0).count();
        let side = |pixels: usize| pixels.saturating_sub(2 * MARGIN).max(1);
        inside as f64 / (side(self.width) * side(self.height)) as f64
    }

    /// The lines, row by row.
    pub(super) fn lines(&self) -> &[Class] {
        &self.lines
    }

    /// The pixel of a place of the page.
    pub(super) fn pixel(&self, p: Point) -> Point {
        [p[0] - self.origin[0], p[1] - self.origin[1]]
    }

    /// The region at a place of the page.
    pub(super) fn at(&self, p: Point) -> u16 {
        let (x, y) = (p[0] - self.origin[0], p[1] - self.origin[1]);
        if x < 0.0 || y < 0.0 || x >= self.width as f64 || y >= self.height as f64 {
            return 0;
        }
        self.labels[y as usize * self.width + x as usize]
    }

    /// The strongest line between two places of the page.
    pub(super) fn line_between(&self, a: Point, b: Point) -> Class {
        let steps = (2.0 * distance(a, b)).ceil().max(1.0) as usize;
        (0..=steps)
            .map(|i| {
                let t = i as f64 / steps as f64;
                let p = [0, 1].map(|k| a[k] + t * (b[k] - a[k]) - self.origin[k]);
                if p[0] < 0.0 || p[1] < 0.0 || p[0] >= self.width as f64 || p[1] >= self.height as f64 {
                    return Class::None;
                }
                self.lines[p[1] as usize * self.width + p[0] as usize]
            })
            .max()
            .unwrap_or(Class::None)
    }
}
