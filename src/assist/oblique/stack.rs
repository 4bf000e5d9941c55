//! A part as a pile of prisms along one axis, as far as a picture shows it.
//!
//! The faces across the axis that look towards the eye lie at some heights. Below each of them the part is
//! taken for solid down to its back, which is where the silhouette says. What something nearer hides of a
//! face is filled in the simplest way: a circle whose border is seen in part is a whole one, gaps between
//! known places are closed, nothing reaches beyond the box of what is seen.

use base::Bounds;
use glam::DVec3;
use render::outline::{Circle, Mask, Moments, Options, Role, loops};

use super::area::sweep;
use super::calibrate::off_circle;
use super::completion::{Cell, completed};
use super::faces::Face;
use super::pieces::Border;
use super::regions::{GROUND, Regions};
use super::view::View;
use crate::agreement::Direction;
use crate::scan::{Frame, SectionGrid};

/// Longest side of the parts that are written.
pub(super) const LONGEST: f64 = 100.0;
/// Squares along the longest side of a part.
const SIDE: usize = 400;
/// Heights that differ by less are one, as a share of the longest side and in pixels.
const SAME_LEVEL: f64 = 0.012;
const SAME_LEVEL_PX: f64 = 2.5;
/// The smallest face that makes a level, in pixels.
const LEAST_FACE: usize = 45;
/// Known places of the back are believed unless the silhouette fits better by this.
const KNOWN_BACK: f64 = 0.012;
/// Pixels of the picture in one of the silhouettes that are compared.
pub(super) const COARSE: usize = 2;
/// The thinnest part, as a share of its longest side.
const THINNEST: f64 = 0.008;
/// Thickness that cannot be told from that of lines, and what is taken instead.
const HIDDEN_THICKNESS: f64 = 0.02;
const USUAL_THICKNESS: f64 = 0.03;
/// More heights than this are no part for stacking.
const MOST_LEVELS: usize = 7;

/// A prism between two heights.
#[derive(Clone, Debug)]
pub(crate) struct Prism {
    pub(crate) from: f64,
    pub(crate) to: f64,
    pub(crate) mask: Vec<u8>,
}

/// A round hole across the stack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Crossing {
    pub(crate) frame: Frame,
    pub(crate) center: [f64; 2],
    pub(crate) diameter: f64,
}

/// A pile of prisms in units of the program.
#[derive(Clone, Debug)]
pub(crate) struct Stack {
    pub(crate) frame: Frame,
    pub(crate) grid: SectionGrid,
    pub(crate) prisms: Vec<Prism>,
    pub(crate) crossings: Vec<Crossing>,
    placed: Placed,
    /// Extents in units of the program.
    size: DVec3,
    /// Intersection over union of the silhouettes.
    pub(crate) fit: f64,
    /// Its silhouette.
    drawn: Vec<bool>,
}

impl Stack {
    /// From where it is seen.
    pub(super) fn direction(&self) -> Direction {
        let view = self.placed.view;
        let nearness = if view.distance.is_finite() {
            let diagonal = self.size.length() / self.placed.scale;
            (diagonal / view.distance) as f32
        } else {
            0.0
        };
        Direction { azimuth: view.azimuth as f32, elevation: view.elevation as f32, nearness }
    }
}

impl Stack {
    /// Whether a place in the world of the view lies within.
    pub(super) fn contains(&self, p: DVec3) -> bool {
        let p = self.placed.program(p);
        let height = self.frame.height(p);
        let [x, y] = self.grid.pixel(self.frame.flat(p));
        if x < 0.0 || y < 0.0 || x as usize >= self.grid.width || y as usize >= self.grid.height {
            return false;
        }
        let at = y as usize * self.grid.width + x as usize;
        self.prisms.iter().any(|prism| (prism.from..prism.to).contains(&height) && prism.mask[at] > 127)
    }
}

/// How well the silhouette of two stacks together agrees with that of the part.
pub(super) fn fit_together(a: &Stack, b: &Stack, part: &[bool]) -> f64 {
    let drawn: Vec<bool> = a.drawn.iter().zip(&b.drawn).map(|(a, b)| *a || *b).collect();
    likeness(&drawn, part)
}

/// Intersection over union.
pub(super) fn likeness(a: &[bool], b: &[bool]) -> f64 {
    let both = a.iter().zip(b).filter(|(a, b)| **a && **b).count();
    let either = a.iter().zip(b).filter(|(a, b)| **a || **b).count();
    both as f64 / either.max(1) as f64
}

/// The world of a view in units of a program.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    view: View,
    /// The middle of the part in the world of the view.
    middle: DVec3,
    /// Units of the program in a pixel.
    scale: f64,
}

impl Placed {
    fn world(&self, p: DVec3) -> DVec3 {
        p / self.scale + self.middle
    }

    fn program(&self, p: DVec3) -> DVec3 {
        (p - self.middle) * self.scale
    }

    fn project(&self, p: DVec3) -> [f64; 2] {
        self.view.project(self.world(p))
    }
}

/// What a picture shows under a view.
pub(super) struct Shown<'a> {
    pub(super) regions: &'a Regions,
    pub(super) borders: &'a [Border],
    pub(super) faces: &'a [Face],
    pub(super) view: View,
}

impl Shown<'_> {
    /// The box of all places that are known.
    pub(super) fn known(&self) -> Option<[DVec3; 2]> {
        let mut range: Option<[DVec3; 2]> = None;
        for border in self.borders.iter().filter(|b| b.role == Role::Outer && b.region != GROUND) {
            let face = self.faces[border.region];
            let Some((axis, offset)) = face.axis.zip(face.offset) else { continue };
            for q in &border.traced {
                let p = self.view.onto(*q, axis, offset);
                let [low, high] = range.unwrap_or([p, p]);
                range = Some([low.min(p), high.max(p)]);
            }
        }
        range
    }

    /// Heights of the faces across an axis, the lowest first, with the regions at each.
    fn levels(&self, frame: &Frame, longest: f64) -> Vec<(f64, Vec<usize>)> {
        let height = |offset: f64| frame.height(frame_point(frame.axis, offset));
        let mut all: Vec<(f64, usize)> = (0..self.faces.len())
            .filter(|r| self.faces[*r].axis == Some(frame.axis))
            .filter_map(|r| Some((height(self.faces[r].offset?), r)))
            .collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        let near = SAME_LEVEL_PX.max(SAME_LEVEL * longest);
        all.chunk_by(|a, b| b.0 - a.0 < near)
            .filter_map(|group| {
                let area: usize = group.iter().map(|g| self.regions.all[g.1].area).sum();
                let sum: f64 = group.iter().map(|g| g.0 * self.regions.all[g.1].area as f64).sum();
                (area >= LEAST_FACE).then(|| (sum / area as f64, group.iter().map(|g| g.1).collect()))
            })
            .collect()
    }

    /// The highest level that a curved region touches: it is the side of what stands there.
    fn tops(&self, levels: &[(f64, Vec<usize>)]) -> Vec<Option<usize>> {
        let mut level_of = vec![None; self.faces.len()];
        for (index, (_, regions)) in levels.iter().enumerate() {
            regions.iter().for_each(|r| level_of[*r] = Some(index));
        }
        let mut tops: Vec<Option<usize>> = vec![None; self.faces.len()];
        for border in self.borders.iter().filter(|b| b.region != GROUND) {
            for q in border.traced.iter().step_by(3) {
                for [dx, dy] in [[2.5, 0.0], [-2.5, 0.0], [0.0, 2.5], [0.0, -2.5]] {
                    let other = self.regions.at_point([q[0] + dx, q[1] + dy]);
                    if other != border.region {
                        tops[border.region] = tops[border.region].max(level_of[other]);
                    }
                }
            }
        }
        tops
    }

    /// The part as a stack along the normal of a frame; `None` when no face across it is known.
    pub(super) fn stack(&self, frame: Frame) -> Option<Stack> {
        let known = self.known()?;
        let longest = (known[1] - known[0]).max_element();
        if longest < 20.0 {
            return None;
        }
        let levels = self.levels(&frame, longest);
        if levels.is_empty() || levels.len() > MOST_LEVELS {
            return None;
        }
        let tops = self.tops(&levels);
        let heights = [frame.height(known[0]), frame.height(known[1])];
        let known_back = heights[0].min(heights[1]);
        // First where the back is, then everything on the right scale.
        let mut range = known;
        let (mut back, mut fit, mut drawn) = (known_back, 0.0, Vec::new());
        let mut result = None;
        for pass in 0..2 {
            let placed = self.placed(range);
            let size = (range[1] - range[0]) * placed.scale;
            let bounds = Bounds { min: (size * -0.5).to_array(), max: (size * 0.5).to_array() };
            let grid = SectionGrid::new(&frame, &bounds, SIDE);
            let unit = |height: f64| frame.height(placed.program(at_height(&frame, height)));
            let masks = self.masks(&frame, &grid, &levels, &tops, &placed);
            if pass == 0 {
                (back, fit, drawn) = self.back(&frame, &grid, &levels, &masks, &placed, known_back)?;
                let p = at_height(&frame, back);
                let axis = frame.axis;
                range[0][axis] = range[0][axis].min(p[axis]);
                range[1][axis] = range[1][axis].max(p[axis]);
                // Nothing of the part lies behind its back.
                if frame.height(DVec3::ONE) > 0.0 {
                    range[0][axis] = p[axis];
                } else {
                    range[1][axis] = p[axis];
                }
                continue;
            }
            let mut prisms = Vec::new();
            let mut from = unit(back);
            for ((height, _), mask) in levels.iter().zip(masks) {
                let to = unit(*height);
                if to - from > 0.3 {
                    prisms.push(Prism { from, to, mask });
                    from = to;
                }
            }
            let crossings = self.crossings(&frame, &placed);
            let drawn = std::mem::take(&mut drawn);
            result = Some(Stack { frame, grid, prisms, crossings, placed, size, fit, drawn });
        }
        result.filter(|r| !r.prisms.is_empty())
    }

    /// The silhouette of the part, its openings filled.
    pub(super) fn part(&self) -> Vec<bool> {
        enclosed(self.regions, self.coarse_size())
    }

    /// Width and height of silhouettes.
    pub(super) fn coarse_size(&self) -> [usize; 2] {
        [self.regions.width.div_ceil(COARSE), self.regions.height.div_ceil(COARSE)]
    }

    fn placed(&self, [low, high]: [DVec3; 2]) -> Placed {
        let scale = LONGEST / (high - low).max_element().max(1e-9);
        Placed { view: self.view, middle: (low + high) * 0.5, scale }
    }

    /// The sections right below each level.
    fn masks(
        &self,
        frame: &Frame,
        grid: &SectionGrid,
        levels: &[(f64, Vec<usize>)],
        tops: &[Option<usize>],
        placed: &Placed,
    ) -> Vec<Vec<u8>> {
        let mut masks: Vec<Vec<u8>> = Vec::new();
        for (index, (height, regions)) in levels.iter().enumerate().rev() {
            let height = frame.height(placed.program(at_height(frame, *height)));
            let cells: Vec<Cell> = (0..grid.width * grid.height)
                .map(|i| {
                    let flat = grid.place((i % grid.width) as f64 + 0.5, (i / grid.width) as f64 + 0.5);
                    self.cell(placed, frame.point(flat, height), index, regions, tops)
                })
                .collect();
            let above = masks.last();
            masks.push(completed(cells, above, grid));
        }
        masks.reverse();
        masks
    }

    /// What is known of a place on a level.
    fn cell(&self, placed: &Placed, p: DVec3, index: usize, level: &[usize], tops: &[Option<usize>]) -> Cell {
        let q = placed.project(p);
        let region = self.regions.at_point(q);
        let face = self.faces[region];
        if level.contains(&region) {
            return Cell::In;
        }
        if face.is_open {
            return Cell::Out;
        }
        match (face.axis, face.offset) {
            (Some(axis), Some(offset)) => {
                let seen = self.view.onto(q, axis, offset);
                let nearer = self.view.forward.dot(placed.world(p) - seen);
                if nearer > 2.0 { Cell::Hidden } else { Cell::Out }
            }
            _ if tops[region].is_some_and(|top| top > index) => Cell::Hidden,
            _ => Cell::Out,
        }
    }

    /// Where the back of the part is, and how well its silhouette agrees then.
    fn back(
        &self,
        frame: &Frame,
        grid: &SectionGrid,
        levels: &[(f64, Vec<usize>)],
        masks: &[Vec<u8>],
        placed: &Placed,
        known: f64,
    ) -> Option<(f64, f64, Vec<bool>)> {
        let size = self.coarse_size();
        let part = self.part();
        let outlines: Vec<(f64, Vec<[f64; 2]>)> = levels
            .iter()
            .zip(masks)
            .flat_map(|((height, _), mask)| {
                let options = Options { tolerance_px: 1.2, ..Options::default() };
                let found = loops(&Mask { coverage: mask, width: grid.width, height: grid.height }, &options);
                found
                    .into_iter()
                    .filter(|l| l.role == Role::Outer)
                    .map(|l| (*height, l.points.iter().map(|p| grid.place(p[0], p[1])).collect::<Vec<_>>()))
            })
            .collect();
        let silhouette = |back: f64| {
            let mut drawn = vec![false; size[0] * size[1]];
            for (height, outline) in &outlines {
                let at = |height: f64| -> Vec<[f64; 2]> {
                    let height = frame.height(placed.program(at_height(frame, height)));
                    let pixel =
                        |p: &[f64; 2]| placed.project(frame.point(*p, height)).map(|v| v / COARSE as f64);
                    outline.iter().map(pixel).collect()
                };
                sweep(&mut drawn, size, &at(*height), &at(back));
            }
            drawn
        };
        let agreement = |back: f64| likeness(&silhouette(back), &part);
        let lowest = levels.first()?.0;
        let longest = LONGEST / placed.scale;
        let mut best = (lowest, 0.0);
        for step in 0..56 {
            let back = lowest - longest * (0.015 + 0.0275 * f64::from(step));
            let fit = agreement(back);
            if fit > best.1 {
                best = (back, fit);
            }
        }
        let mut step = 0.014 * longest;
        for _ in 0..6 {
            for back in [best.0 - step, best.0 + step] {
                let fit = agreement(back);
                if fit > best.1 && back < lowest - THINNEST * longest {
                    best = (back, fit);
                }
            }
            step *= 0.5;
        }
        if known < lowest - SAME_LEVEL * longest {
            let fit = agreement(known);
            if fit + KNOWN_BACK > best.1 {
                return Some((known, fit, silhouette(known)));
            }
        }
        // Lines hide how thick the thinnest plates are.
        if lowest - best.0 < HIDDEN_THICKNESS * longest {
            best.0 = lowest - USUAL_THICKNESS * longest;
        }
        Some((best.0, best.1, silhouette(best.0)))
    }

    /// Round holes in the faces along the stack.
    fn crossings(&self, frame: &Frame, placed: &Placed) -> Vec<Crossing> {
        let mut found = Vec::new();
        for border in self.borders.iter().filter(|b| b.role == Role::Hole && b.region != GROUND) {
            let face = self.faces[border.region];
            let Some((axis, offset)) = face.axis.zip(face.offset).filter(|(a, _)| *a != frame.axis) else {
                continue;
            };
            let Some(across) = Frame::ALL.into_iter().find(|f| f.axis == axis) else { continue };
            let Some(circle) = self.circle(border, &across, offset, placed) else { continue };
            // What stands out of the face is no hole.
            if !self.stands_out(border, axis, offset) {
                found.push(Crossing { frame: across, center: circle.center, diameter: 2.0 * circle.radius });
            }
        }
        found
    }

    /// The circle of a border in the plane of its face, in units of the program.
    fn circle(&self, border: &Border, frame: &Frame, offset: f64, placed: &Placed) -> Option<Circle> {
        let points: Vec<[f64; 2]> = if border.ellipse.is_some() {
            border.traced.clone()
        } else {
            let longest = border.bends.iter().max_by_key(|b| b.len())?;
            (longest.len() as f64 > 0.45 * border.length).then(|| longest.clone())?
        };
        let (off, _) = off_circle(&points, &self.view, frame.axis)?;
        if off > 1.8 {
            return None;
        }
        let flat = points.iter().map(|q| frame.flat(placed.program(self.view.onto(*q, frame.axis, offset))));
        let mut moments = Moments::new([0.0; 2]);
        flat.for_each(|p| moments.add(p));
        moments.circle().map(|(circle, _)| circle)
    }

    /// Whether a face of the same direction and nearer to the eye is seen within a border.
    fn stands_out(&self, border: &Border, axis: usize, offset: f64) -> bool {
        let (mut low, mut high) = ([f64::MAX; 2], [f64::MIN; 2]);
        for p in &border.traced {
            low = [low[0].min(p[0]), low[1].min(p[1])];
            high = [high[0].max(p[0]), high[1].max(p[1])];
        }
        let middle = [0.5 * (low[0] + high[0]), 0.5 * (low[1] + high[1])];
        let face = self.faces[self.regions.at_point(middle)];
        let towards = -self.view.forward[axis].signum();
        face.axis == Some(axis) && face.offset.is_some_and(|o| (o - offset) * towards > 1.0)
    }
}

fn frame_point(axis: usize, offset: f64) -> DVec3 {
    let mut p = DVec3::ZERO;
    p[axis] = offset;
    p
}

fn at_height(frame: &Frame, height: f64) -> DVec3 {
    frame.point([0.0; 2], height)
}

/// The part with its openings filled, in a coarser picture.
fn enclosed(regions: &Regions, [width, height]: [usize; 2]) -> Vec<bool> {
    (0..width * height)
        .map(|i| {
            let at = |v: usize| (v * COARSE) as i64 + COARSE as i64 / 2;
            regions.at(at(i % width), at(i / width)) != GROUND
        })
        .collect()
}
