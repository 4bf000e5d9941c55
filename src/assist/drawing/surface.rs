//! The body that was read, as sections, samples and levels, in the frame of its scan.

use base::Mesh;
use glam::DVec3;
use rayon::prelude::*;
use render::outline::{Mask, Options, Role, loops};

use super::guides::KnownCircle;
use super::volume::{ACROSS, Solid};
use super::{Drawing, fit, tidy};
use crate::scan::{Frame, SectionGrid, SurfaceSample};

/// Lines and places in a square of a section at which is asked what lies there.
const LINES: usize = 3;
/// A level needs this share of the cross-section as flat face.
const LEAST_FACE: f64 = 0.004;

impl Drawing {
    /// The corners of the box of the part.
    pub(crate) fn bounds(&self) -> ([f64; 3], [f64; 3]) {
        let min = self.solid.origin.map(|v| -v);
        (min.map(tidy), [0, 1, 2].map(|k| tidy(min[k] + self.size[k])))
    }

    pub(crate) fn contains(&self, point: DVec3) -> bool {
        self.solid.contains(point.to_array())
    }

    /// How much of each square of a grid in a plane lies inside; 255 is all.
    pub(crate) fn section(&self, frame: &Frame, height: f64, grid: &SectionGrid) -> Vec<u8> {
        let solid = &*self.solid;
        // Places along the two directions of the plane, in pixels of their axes.
        let [u, v] = frame.across;
        let at = |axis: usize, mm: f64| solid.axes[axis].px(mm + solid.origin[axis]);
        let share = |k: usize| (k as f64 + 0.5) / LINES as f64;
        let columns: Vec<f64> = (0..grid.width * LINES)
            .map(|i| at(u, grid.place((i / LINES) as f64 + share(i % LINES), 0.0)[0]))
            .collect();
        let rows: Vec<f64> = (0..grid.height * LINES)
            .map(|i| at(v, grid.place(0.0, (i / LINES) as f64 + share(i % LINES))[1]))
            .collect();
        let across = at(frame.axis, frame.point([0.0; 2], height)[frame.axis]);
        let mut coverage = vec![0; grid.width * grid.height];
        coverage.par_chunks_mut(grid.width).enumerate().for_each(|(row, cells)| {
            for (column, cell) in cells.iter_mut().enumerate() {
                let mut inside = 0;
                for i in 0..LINES * LINES {
                    let mut px = [across; 3];
                    px[u] = columns[column * LINES + i % LINES];
                    px[v] = rows[row * LINES + i / LINES];
                    inside += usize::from(solid.is_solid[solid.units.unit_at(px) as usize]);
                }
                *cell = (inside * 255 / (LINES * LINES)) as u8;
            }
        });
        coverage
    }

    /// Heights of flat faces along the normal of a frame, from the lowest to the highest end of the part.
    pub(crate) fn levels(&self, frame: &Frame) -> Vec<f64> {
        let solid = &*self.solid;
        let axis = frame.axis;
        let (low, high) = (self.bounds().0[axis], self.bounds().1[axis]);
        let cell = (high - low) / solid.units.nodes[axis] as f64;
        let areas = face_areas(solid, axis);
        let across: f64 = ACROSS[axis].iter().map(|k| solid.units.nodes[*k] as f64).product();
        let mut heights: Vec<f64> = self
            .places(axis)
            .into_iter()
            .filter(|place| {
                let is_end = (*place - low).abs() < 1e-6 || (*place - high).abs() < 1e-6;
                let near = |i: usize| (solid.border(axis, i as i64) - place).abs() < 1.6 * cell;
                let area: f64 = (0..areas.len()).filter(|i| near(*i)).map(|i| areas[i]).sum();
                is_end || area > LEAST_FACE * across
            })
            .map(|place| frame.height(frame_axis(axis, place)))
            .collect();
        heights.sort_by(f64::total_cmp);
        heights.dedup_by(|a, b| (*a - *b).abs() < 1e-6);
        heights
    }

    /// Where the axis of a part is that is round seen along the normal of a frame.
    pub(crate) fn axis_along(&self, frame: &Frame) -> Option<[f64; 2]> {
        if let Some(axis) = self.turned {
            let (min, max) = self.bounds();
            let middle = ACROSS[axis].map(|k| tidy(0.5 * (min[k] + max[k])));
            return (axis == frame.axis).then_some(middle);
        }
        let units = &self.solid.units;
        let [a, b] = ACROSS[frame.axis].map(|k| units.nodes[k]);
        let (width, height) = (a + 4, b + 4);
        let mut coverage = vec![0; width * height];
        for j in 0..b {
            for i in 0..a {
                if units.region_of_node(frame.axis, i, j) != 0 {
                    coverage[(b - 1 - j + 2) * width + i + 2] = 255;
                }
            }
        }
        units.faces[frame.axis].as_ref()?;
        let options = Options { circle_tolerance_px: 1.6, ..Options::default() };
        let found = loops(&Mask { coverage: &coverage, width, height }, &options);
        found.iter().find(|l| l.role == Role::Outer)?.circle?;
        // The outline fills the box of the part.
        let (min, max) = self.bounds();
        Some(ACROSS[frame.axis].map(|k| tidy(0.5 * (min[k] + max[k]))))
    }

    /// Circles across the axis of a frame that are known exactly, in the frame of the scan.
    pub(crate) fn circles(&self, frame: &Frame) -> Vec<KnownCircle> {
        self.guides.circles[frame.axis]
            .iter()
            .map(|circle| KnownCircle { center: self.flat(frame, circle.center), ..*circle })
            .collect()
    }

    /// Straight lines that a section across the axis of a frame may follow: those of the view along it, and
    /// all known places.
    pub(crate) fn straight(&self, frame: &Frame) -> Vec<[[f64; 2]; 2]> {
        let [a, b] = ACROSS[frame.axis];
        let totals = [a, b].map(|k| self.size[k]);
        let axes = [a, b].map(|k| &self.solid.axes[k]);
        let rows = axes[1].places().map(|v| [[0.0, v], [totals[0], v]]);
        let columns = axes[0].places().map(|u| [[u, 0.0], [u, totals[1]]]);
        // Lines along the axes lie on places.
        let is_slanted = |l: &&[[f64; 2]; 2]| (0..2).all(|k| (l[0][k] - l[1][k]).abs() > 1e-6);
        let slanted = self.guides.lines[frame.axis].iter().filter(is_slanted).copied();
        rows.chain(columns).chain(slanted).map(|line| line.map(|p| self.flat(frame, p))).collect()
    }

    /// A place across an axis, from the low corner of the part, in a frame.
    fn flat(&self, frame: &Frame, p: [f64; 2]) -> [f64; 2] {
        let mut at = DVec3::ZERO;
        for (k, v) in ACROSS[frame.axis].into_iter().zip(p) {
            at[k] = v - self.solid.origin[k];
        }
        frame.flat(at)
    }

    /// Points of the surface with normals, about so many.
    pub(crate) fn samples(&self, count: usize) -> Vec<SurfaceSample> {
        let solid = &*self.solid;
        let [nx, ny, nz] = solid.units.nodes.map(|n| n as i64);
        let mut faces: Vec<([i64; 3], usize, i64)> = Vec::new();
        for z in 0..nz {
            for y in 0..ny {
                for x in 0..nx {
                    if !solid.has_node([x, y, z]) {
                        continue;
                    }
                    for axis in 0..3 {
                        for step in [-1, 1] {
                            let mut next = [x, y, z];
                            next[axis] += step;
                            if !solid.has_node(next) {
                                faces.push(([x, y, z], axis, step));
                            }
                        }
                    }
                }
            }
        }
        let stride = faces.len().div_ceil(count).max(1);
        faces
            .par_iter()
            .step_by(stride)
            .map(|(node, axis, step)| {
                let place = |k: usize, n: i64| solid.border(k, n);
                let mut position = [0, 1, 2].map(|k| 0.5 * (place(k, node[k]) + place(k, node[k] + 1)));
                position[*axis] = place(*axis, node[*axis] + i64::from(*step > 0));
                let size = [0, 1, 2].map(|k| place(k, node[k] + 1) - place(k, node[k]));
                let area = ACROSS[*axis].iter().map(|k| size[*k]).product::<f64>() * stride as f64;
                let normal = normal(solid, *node, *axis, *step);
                SurfaceSample { position: position.into(), normal, area }
            })
            .collect()
    }

    /// How far the lines of a part are those of the sheet, 0 to 1.
    pub(crate) fn fit(&self, mesh: &Mesh) -> f64 {
        fit::fit(&self.solid, mesh)
    }
}

/// A point on an axis.
fn frame_axis(axis: usize, place: f64) -> DVec3 {
    let mut p = DVec3::ZERO;
    p[axis] = place;
    p
}

/// Nodes whose neighbour along an axis is on the other side of the surface, by the border between them.
fn face_areas(solid: &Solid, axis: usize) -> Vec<f64> {
    let nodes = solid.units.nodes;
    let mut areas = vec![0.0; nodes[axis] + 1];
    let [a, b] = ACROSS[axis];
    for j in 0..nodes[b] {
        for i in 0..nodes[a] {
            let mut node = [0_i64; 3];
            (node[a], node[b]) = (i as i64, j as i64);
            let mut before = false;
            for (border, area) in areas.iter_mut().enumerate() {
                node[axis] = border as i64;
                let here = solid.has_node(node);
                *area += f64::from(u8::from(here != before));
                before = here;
            }
        }
    }
    areas
}

/// The normal at a face of a node, from the nodes around.
fn normal(solid: &Solid, node: [i64; 3], axis: usize, step: i64) -> DVec3 {
    let mut sum = DVec3::ZERO;
    for dz in -2..=2_i64 {
        for dy in -2..=2_i64 {
            for dx in -2..=2_i64 {
                if !solid.has_node([node[0] + dx, node[1] + dy, node[2] + dz]) {
                    sum += DVec3::new(dx as f64, dy as f64, dz as f64);
                }
            }
        }
    }
    let mut own = DVec3::ZERO;
    own[axis] = step as f64;
    let smooth = sum.normalize_or_zero();
    if smooth.dot(own) > 0.3 { smooth } else { own }
}
