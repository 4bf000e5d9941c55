//! Sections of a scan with its round holes filled.

use std::cell::RefCell;
use std::collections::BTreeMap;

use glam::DVec3;

use super::holes::Hole;
use super::walls::THIN;
use crate::scan::{Frame, Scan, SectionGrid};

/// Squares along the longest side of a part for closed meshes.
const SIDE: usize = 400;
/// Squares for clouds, which know no more.
const SIDE_OF_CLOUD: usize = 160;
/// Shares of the way between two heights at which the sections of a prism are averaged.
const AVERAGED: [f64; 5] = [0.2, 0.35, 0.5, 0.65, 0.8];
/// Normals of a prism's sides rise less than this along the axis.
const UPRIGHT: f64 = 0.3;
/// Sections of slabs thinner than this are blurred, in units of the spacing of samples.
const CLOSE: f64 = 4.0;
/// The share of the surface between two heights that must be upright in a prism.
const PRISM_SHARE: f64 = 0.9;

/// Sections across one plane.
pub(super) struct Sections<'a> {
    scan: &'a Scan,
    frame: Frame,
    filled: Vec<&'a Hole>,
    /// Sections made so far, by the bits of their heights; coarser divisions ask for them again.
    made: RefCell<BTreeMap<u64, Vec<u8>>>,
    /// The squares of the sections.
    pub(super) grid: SectionGrid,
}

impl<'a> Sections<'a> {
    pub(super) fn new(scan: &'a Scan, frame: Frame, filled: Vec<&'a Hole>) -> Self {
        let side = if scan.is_exact() { SIDE } else { SIDE_OF_CLOUD };
        Self {
            scan,
            frame,
            filled,
            made: RefCell::default(),
            grid: SectionGrid::new(&frame, scan.bounds(), side),
        }
    }

    /// The section at a height.
    pub(super) fn at(&self, height: f64) -> Vec<u8> {
        if let Some(known) = self.made.borrow().get(&height.to_bits()) {
            return known.clone();
        }
        let mask = self.new_at(height);
        self.made.borrow_mut().insert(height.to_bits(), mask.clone());
        mask
    }

    fn new_at(&self, height: f64) -> Vec<u8> {
        let mut mask = self.scan.section(&self.frame, height, &self.grid);
        for hole in &self.filled {
            if hole.frame == self.frame {
                if hole.walls.iter().any(|walls| (walls[0]..walls[1]).contains(&height)) {
                    self.fill_disc(&mut mask, hole);
                }
            } else {
                for walls in &hole.walls {
                    self.fill_strip(&mut mask, hole, *walls, height);
                }
            }
        }
        mask
    }

    /// The piece between two heights as one section, or as several where the section changes.
    pub(super) fn steps(&self, from: f64, to: f64, same: f64, most: usize) -> Vec<(f64, f64, Vec<u8>)> {
        let at = |share: f64| self.at(from + share * (to - from));
        if !self.scan.is_exact() && self.is_prism(from, to) {
            return vec![(from, to, self.mean(from, to))];
        }
        if likeness(&at(0.1), &at(0.9)) > same {
            return vec![(from, to, at(0.5))];
        }
        let fine = self.scan.bounds().longest() * 0.012;
        let count = (((to - from) / fine).ceil() as usize).clamp(1, most);
        let step = (to - from) / count as f64;
        (0..count)
            .map(|i| {
                let low = from + i as f64 * step;
                (low, low + step, self.at(low + 0.5 * step))
            })
            .collect()
    }

    /// Whether the surface between two heights stands upright, but for other holes.
    fn is_prism(&self, from: f64, to: f64) -> bool {
        let spacing = self.scan.spacing();
        // The sides of a thin plate hold too few points to tell.
        if to - from < THIN * spacing {
            return true;
        }
        let margin = spacing.min(0.25 * (to - from));
        let is_bored = |p: DVec3| {
            self.filled.iter().filter(|hole| hole.frame != self.frame).any(|hole| {
                let [u, v] = hole.frame.flat(p);
                ((u - hole.center[0]).hypot(v - hole.center[1]) - hole.radius).abs() < 0.5 * spacing
            })
        };
        let (mut upright, mut all) = (0.0, 0.0);
        for sample in self.scan.samples() {
            let height = self.frame.height(sample.position);
            if height > from + margin && height < to - margin && !is_bored(sample.position) {
                all += sample.area;
                if self.frame.along(sample.normal).abs() < UPRIGHT {
                    upright += sample.area;
                }
            }
        }
        all > 0.0 && upright > PRISM_SHARE * all
    }

    /// The mean of several sections; what one knows badly the others know better.
    fn mean(&self, from: f64, to: f64) -> Vec<u8> {
        let mut sum = vec![0_u16; self.grid.width * self.grid.height];
        for share in AVERAGED {
            let mask = self.at(from + share * (to - from));
            sum.iter_mut().zip(mask).for_each(|(sum, value)| *sum += u16::from(value));
        }
        let mask: Vec<u8> = sum.into_iter().map(|sum| (sum / AVERAGED.len() as u16) as u8).collect();
        // Near its faces the winding number knows each sample by itself.
        let spacing = self.scan.spacing();
        if to - from < CLOSE * spacing {
            let reach = (spacing / self.grid.cell).round().max(1.0) as usize;
            return blurred(&blurred(&mask, &self.grid, reach), &self.grid, reach);
        }
        mask
    }

    fn fill_disc(&self, mask: &mut [u8], hole: &Hole) {
        let [x, y] = self.grid.pixel(hole.center);
        let radius = hole.radius / self.grid.cell + 1.5;
        self.fill(mask, [x - radius, y - radius], [x + radius, y + radius], |px, py| {
            (px - x).hypot(py - y) < radius
        });
    }

    /// A hole that lies in the plane shows as a strip.
    fn fill_strip(&self, mask: &mut [u8], hole: &Hole, walls: [f64; 2], height: f64) {
        let ends = walls.map(|h| hole.frame.point(hole.center, h));
        let off = height - self.frame.height(ends[0]);
        let half = hole.radius * hole.radius - off * off;
        if half <= 0.0 {
            return;
        }
        let half = half.sqrt() / self.grid.cell + 1.5;
        let [a, b] = ends.map(|p: DVec3| self.grid.pixel(self.frame.flat(p)));
        let (mut low, mut high) = ([a[0].min(b[0]), a[1].min(b[1])], [a[0].max(b[0]), a[1].max(b[1])]);
        let across = if (a[0] - b[0]).abs() < (a[1] - b[1]).abs() { 0 } else { 1 };
        low[across] -= half;
        high[across] += half;
        // Along the hole not beyond its walls: there the part ends.
        let along = 1 - across;
        (low[along], high[along]) = (low[along] + 0.5, high[along] - 0.5);
        self.fill(mask, low, high, |_, _| true);
    }

    fn fill(&self, mask: &mut [u8], low: [f64; 2], high: [f64; 2], is_inside: impl Fn(f64, f64) -> bool) {
        let range = |low: f64, high: f64, most: usize| {
            (low.floor().max(0.0) as usize)..(high.ceil().max(0.0) as usize).min(most)
        };
        for y in range(low[1], high[1], self.grid.height) {
            for x in range(low[0], high[0], self.grid.width) {
                let (px, py) = (x as f64 + 0.5, y as f64 + 0.5);
                if px >= low[0] && px <= high[0] && py >= low[1] && py <= high[1] && is_inside(px, py) {
                    mask[y * self.grid.width + x] = 255;
                }
            }
        }
    }
}

/// The mean over squares of `2 reach + 1` on a side.
fn blurred(mask: &[u8], grid: &SectionGrid, reach: usize) -> Vec<u8> {
    let (width, height) = (grid.width, grid.height);
    // Sums over all squares above and left of a corner.
    let mut sums = vec![0_u32; (width + 1) * (height + 1)];
    for y in 0..height {
        let mut row = 0;
        for x in 0..width {
            row += u32::from(mask[y * width + x]);
            sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
        }
    }
    let at = |x: usize, y: usize| sums[y * (width + 1) + x];
    (0..width * height)
        .map(|i| {
            let (x, y) = (i % width, i / width);
            let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(width));
            let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(height));
            let sum = at(right, bottom) + at(left, top) - at(left, bottom) - at(right, top);
            (sum / ((right - left) * (bottom - top)) as u32) as u8
        })
        .collect()
}

/// Intersection over union of two masks; 1 when both are empty.
pub(super) fn likeness(a: &[u8], b: &[u8]) -> f64 {
    let (mut both, mut either) = (0_u64, 0_u64);
    for (a, b) in a.iter().zip(b) {
        both += u64::from(*a.min(b));
        either += u64::from(*a.max(b));
    }
    if either == 0 { 1.0 } else { both as f64 / either as f64 }
}
