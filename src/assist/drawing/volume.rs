//! The part as units: what lies behind the same region in every view is one piece, solid or empty.
//!
//! A view divides its outline into regions. A point of the part lies behind one region of each view, and all
//! points behind the same three regions are a unit. So a part is a yes or no for each unit, and
//! [`super::search`] finds the answers that explain the lines of all views.

use super::axes::Axis;
use super::regions::{Class, Regions};
use super::views::{Seen, View};

/// Nodes along the longest side of the part.
const NODES: f64 = 200.0;
/// More units than this are not told apart.
const MOST_UNITS: usize = 20_000_000;

/// A view with its regions.
pub(super) struct Face {
    pub(super) view: View,
    pub(super) regions: Regions,
}

/// The views by the axis that they look along: x, y, z.
pub(super) type Faces = [Option<Face>; 3];

/// Pieces of a part.
pub(super) struct Units {
    pub(super) faces: Faces,
    /// Extents in pixels.
    pub(super) extents: [f64; 3],
    /// Nodes along each axis.
    pub(super) nodes: [usize; 3],
    /// Regions of each view, with that outside.
    counts: [usize; 3],
    /// The region of each node of a view.
    grids: [Vec<u16>; 3],
    /// The number of a unit by its three regions; 0 is outside.
    table: Vec<u32>,
    /// The three regions of each unit.
    pub(super) regions_of: Vec<[u16; 3]>,
    /// The middle of each unit, in nodes.
    pub(super) middles: Vec<[f64; 3]>,
}

/// The axes to the right and up in the grid of a view along an axis.
pub(super) const ACROSS: [[usize; 2]; 3] = [[1, 2], [0, 2], [0, 1]];

impl Units {
    /// Divides a part; `None` when there are too many pieces.
    pub(super) fn new(faces: Faces, extents: [f64; 3]) -> Option<Self> {
        let longest = extents.iter().copied().fold(1.0, f64::max);
        let nodes = extents.map(|e| ((e / longest * NODES).round() as usize).max(6));
        let counts = [0, 1, 2].map(|a| faces[a].as_ref().map_or(2, |f| f.regions.count + 1));
        if counts.iter().product::<usize>() > MOST_UNITS {
            return None;
        }
        let mut units = Self {
            faces,
            extents,
            nodes,
            counts,
            grids: [const { Vec::new() }; 3],
            table: vec![0; counts.iter().product()],
            regions_of: vec![[0; 3]],
            middles: vec![[0.0; 3]],
        };
        for (axis, [a, b]) in ACROSS.into_iter().enumerate() {
            let mut grid = vec![1; nodes[a] * nodes[b]];
            if units.faces[axis].is_some() {
                for j in 0..nodes[b] {
                    for i in 0..nodes[a] {
                        let px =
                            [(i, a), (j, b)].map(|(n, k)| (n as f64 + 0.5) / nodes[k] as f64 * extents[k]);
                        grid[j * nodes[a] + i] = units.region(axis, px);
                    }
                }
            }
            units.grids[axis] = grid;
        }
        units.number();
        Some(units)
    }

    fn number(&mut self) {
        let mut sums: Vec<(f64, [f64; 3])> = vec![(0.0, [0.0; 3])];
        for z in 0..self.nodes[2] {
            for y in 0..self.nodes[1] {
                for x in 0..self.nodes[0] {
                    let Some(slot) = self.slot(x, y, z) else { continue };
                    if self.table[slot] == 0 {
                        self.table[slot] = self.regions_of.len() as u32;
                        self.regions_of.push(self.labels([x, y, z]));
                        sums.push((0.0, [0.0; 3]));
                    }
                    let sum = &mut sums[self.table[slot] as usize];
                    sum.0 += 1.0;
                    for (total, v) in sum.1.iter_mut().zip([x, y, z]) {
                        *total += v as f64 + 0.5;
                    }
                }
            }
        }
        self.middles = sums.into_iter().map(|(n, sum)| sum.map(|v| v / f64::max(n, 1.0))).collect();
    }

    /// Regions of a node in the views along x, y and z.
    fn labels(&self, [x, y, z]: [usize; 3]) -> [u16; 3] {
        [
            self.grids[0][z * self.nodes[1] + y],
            self.grids[1][z * self.nodes[0] + x],
            self.grids[2][y * self.nodes[0] + x],
        ]
    }

    fn slot(&self, x: usize, y: usize, z: usize) -> Option<usize> {
        self.slot_of(self.labels([x, y, z]))
    }

    fn slot_of(&self, labels: [u16; 3]) -> Option<usize> {
        if labels.contains(&0) {
            return None;
        }
        let [a, b, c] = labels.map(usize::from);
        Some((a * self.counts[1] + b) * self.counts[2] + c)
    }

    /// The unit of a node; 0 is outside.
    pub(super) fn unit(&self, [x, y, z]: [usize; 3]) -> u32 {
        self.slot(x, y, z).map_or(0, |slot| self.table[slot])
    }

    /// The unit at a place in pixels from the low corner of the part; 0 is outside.
    pub(super) fn unit_at(&self, px: [f64; 3]) -> u32 {
        if (0..3).any(|k| px[k] < 0.0 || px[k] > self.extents[k]) {
            return 0;
        }
        let labels = [0, 1, 2].map(|axis| self.region(axis, ACROSS[axis].map(|k| px[k])));
        self.slot_of(labels).map_or(0, |slot| self.table[slot])
    }

    /// Regions of the view along an axis, without that outside.
    pub(super) fn regions(&self, axis: usize) -> usize {
        self.counts[axis] - 1
    }

    /// The region of a node of a view.
    pub(super) fn region_of_node(&self, axis: usize, i: usize, j: usize) -> u16 {
        self.grids[axis][j * self.nodes[ACROSS[axis][0]] + i]
    }

    /// The region of a view at a place in pixels from the low corner of the part.
    fn region(&self, axis: usize, px: [f64; 2]) -> u16 {
        self.faces[axis]
            .as_ref()
            .map_or(1, |face| face.regions.at(on_page(&face.view, self.extents, axis, px)))
    }

    /// The line of a view between two nodes.
    pub(super) fn line_between(&self, axis: usize, a: [usize; 2], b: [usize; 2]) -> Class {
        let Some(face) = &self.faces[axis] else { return Class::None };
        let place = |n: [usize; 2]| {
            let px = [0, 1].map(|k| {
                let along = ACROSS[axis][k];
                (n[k] as f64 + 0.5) / self.nodes[along] as f64 * self.extents[along]
            });
            on_page(&face.view, self.extents, axis, px)
        };
        face.regions.line_between(place(a), place(b))
    }

    /// Whether the eye of the view along an axis is at its high end.
    pub(super) fn is_from_high(&self, axis: usize) -> bool {
        self.faces[axis].as_ref().is_some_and(|f| f.view.seen.is_from_high())
    }
}

/// The place on the page of a place of a view, in pixels from the low corner of the part.
pub(super) fn on_page(view: &View, extents: [f64; 3], axis: usize, px: [f64; 2]) -> [f64; 2] {
    let share = |k: usize| (px[k] / extents[ACROSS[axis][k]]).clamp(-0.5, 1.5);
    let (u, v) = (share(0), share(1));
    let u = if view.seen.is_turned() { 1.0 - u } else { u };
    [view.low[0] + u * (view.high[0] - view.low[0]), view.high[1] - v * (view.high[1] - view.low[1])]
}

/// The place along an axis of the part of a coordinate of the page, in pixels of that axis.
pub(super) fn on_axis(view: &View, extents: [f64; 3], page_axis: usize, at: f64) -> f64 {
    let [a, b, _] = view.seen.axes();
    let share = (at - view.low[page_axis]) / (view.high[page_axis] - view.low[page_axis]).max(1e-9);
    // Up the page is down its rows.
    let is_back = page_axis == 1 || view.seen.is_turned();
    let share = if is_back { 1.0 - share } else { share };
    share * extents[if page_axis == 0 { a } else { b }]
}

/// A part in millimetres: units with their answers, and exact places.
pub(super) struct Solid {
    pub(super) units: Units,
    pub(super) is_solid: Vec<bool>,
    pub(super) axes: [Axis; 3],
    /// What is subtracted from a place along an axis: x and y are centred, z stands on zero.
    pub(super) origin: [f64; 3],
}

impl Solid {
    /// Whether a place in millimetres lies inside.
    pub(super) fn contains(&self, mm: [f64; 3]) -> bool {
        let px = [0, 1, 2].map(|k| self.axes[k].px(mm[k] + self.origin[k]));
        self.is_solid[self.units.unit_at(px) as usize]
    }

    /// Whether a node lies inside; nodes beyond the part do not.
    pub(super) fn has_node(&self, node: [i64; 3]) -> bool {
        let mut at = [0; 3];
        for k in 0..3 {
            match usize::try_from(node[k]) {
                Ok(n) if n < self.units.nodes[k] => at[k] = n,
                _ => return false,
            }
        }
        self.is_solid[self.units.unit(at) as usize]
    }

    /// The place of the border before a node, in millimetres.
    pub(super) fn border(&self, axis: usize, node: i64) -> f64 {
        let px = node as f64 / self.units.nodes[axis] as f64 * self.units.extents[axis];
        self.axes[axis].mm(px) - self.origin[axis]
    }
}

/// The axis that a view looks along.
pub(super) fn looks_along(seen: Seen) -> usize {
    seen.axes()[2]
}
