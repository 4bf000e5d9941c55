//! The winding number of surface samples: about 1 inside, 0 outside, for surfaces with gaps, too.
//!
//! Source: Barill and others, "Fast winding numbers for soups and clouds" (2018). Samples are dipoles;
//! far groups of them act as one. Near a sample its dipole is softened to the size of its area.

use glam::DVec3;
use rayon::prelude::*;

use super::SurfaceSample;
use super::section::{Frame, SectionGrid};

/// Samples in a leaf of the tree.
const LEAF: usize = 12;
/// A group acts as one when it is this many times its radius away.
const FAR: f64 = 2.2;
/// Cells along the longer side of a section that are computed; the rest is interpolated.
const CELLS: usize = 170;

/// The winding number as a function of space.
#[derive(Clone, Debug)]
pub(crate) struct Winding {
    nodes: Vec<Node>,
    dipoles: Vec<Dipole>,
    softening: f64,
}

#[derive(Clone, Copy, Debug)]
struct Dipole {
    at: DVec3,
    /// Normal times area.
    moment: DVec3,
    area: f64,
}

#[derive(Clone, Debug)]
struct Node {
    center: DVec3,
    radius: f64,
    moment: DVec3,
    /// Range of dipoles.
    from: u32,
    to: u32,
    /// Index of the first child; the second follows the first's subtree. 0 for a leaf.
    children: [u32; 2],
}

impl Winding {
    /// Builds the tree.
    pub(crate) fn new(samples: &[SurfaceSample]) -> Self {
        let mut dipoles: Vec<Dipole> = samples
            .iter()
            .map(|s| Dipole { at: s.position, moment: s.normal * s.area, area: s.area })
            .collect();
        let area: f64 = samples.iter().map(|s| s.area).sum();
        let softening = 0.6 * (area / samples.len().max(1) as f64).sqrt();
        let mut nodes = Vec::with_capacity(2 * samples.len() / LEAF + 1);
        let count = dipoles.len();
        split(&mut dipoles, 0, count, &mut nodes);
        Self { nodes, dipoles, softening }
    }

    /// The distance within which a sample is softened, in millimetres.
    pub(crate) fn reach(&self) -> f64 {
        self.softening
    }

    /// The winding number at a point.
    pub(crate) fn at(&self, p: DVec3) -> f64 {
        let mut sum = 0.0;
        let mut open = vec![0_u32];
        while let Some(index) = open.pop() {
            let Some(node) = self.nodes.get(index as usize) else { continue };
            let d = node.center - p;
            let distance = d.length();
            if distance > FAR * node.radius && distance > 4.0 * self.softening {
                sum += node.moment.dot(d) / (distance * distance * distance);
            } else if node.children[0] == 0 {
                for dipole in &self.dipoles[node.from as usize..node.to as usize] {
                    let d = dipole.at - p;
                    let soft = (d.length_squared() + self.softening * self.softening).sqrt();
                    sum += dipole.moment.dot(d) / (soft * soft * soft);
                }
            } else {
                open.extend(node.children);
            }
        }
        sum / (4.0 * std::f64::consts::PI)
    }

    /// Coverage of the squares of a plane; see [`super::Scan::section`].
    pub(crate) fn section(&self, frame: &Frame, height: f64, grid: &SectionGrid) -> Vec<u8> {
        // The surface is blurred by the distance of the samples, so a coarse grid loses nothing.
        let step = grid.width.max(grid.height).div_ceil(CELLS).max(1);
        let (columns, rows) = (grid.width / step + 2, grid.height / step + 2);
        let coarse: Vec<f64> = (0..rows * columns)
            .into_par_iter()
            .map(|i| {
                let (x, y) = ((i % columns * step) as f64 + 0.5, (i / columns * step) as f64 + 0.5);
                self.at(frame.point(grid.place(x, y), height))
            })
            .collect();
        let mut coverage = vec![0; grid.width * grid.height];
        for y in 0..grid.height {
            for x in 0..grid.width {
                let (cx, cy) = (x / step, y / step);
                let (fx, fy) = ((x % step) as f64 / step as f64, (y % step) as f64 / step as f64);
                let at = |dx: usize, dy: usize| coarse[(cy + dy) * columns + cx + dx];
                let value = at(0, 0) * (1.0 - fx) * (1.0 - fy)
                    + at(1, 0) * fx * (1.0 - fy)
                    + at(0, 1) * (1.0 - fx) * fy
                    + at(1, 1) * fx * fy;
                coverage[y * grid.width + x] = (value * 255.0).round().clamp(0.0, 255.0) as u8;
            }
        }
        coverage
    }
}

/// Makes the node of a range of dipoles and those below it; gives its index.
fn split(dipoles: &mut [Dipole], from: usize, to: usize, nodes: &mut Vec<Node>) -> u32 {
    let own = &mut dipoles[from..to];
    let area: f64 = own.iter().map(|d| d.area).sum();
    let center = own.iter().map(|d| d.at * d.area).sum::<DVec3>() / area.max(1e-300);
    let (mut min, mut max) = (DVec3::INFINITY, DVec3::NEG_INFINITY);
    for d in own.iter() {
        (min, max) = (min.min(d.at), max.max(d.at));
    }
    let index = nodes.len();
    nodes.push(Node {
        center,
        radius: own.iter().map(|d| d.at.distance(center)).fold(0.0, f64::max),
        moment: own.iter().map(|d| d.moment).sum(),
        from: from as u32,
        to: to as u32,
        children: [0; 2],
    });
    if to - from > LEAF {
        let size = max - min;
        let axis = (0..3).max_by(|a, b| size[*a].total_cmp(&size[*b])).unwrap_or(0);
        let middle = (to - from) / 2;
        own.select_nth_unstable_by(middle, |a, b| a.at[axis].total_cmp(&b.at[axis]));
        let first = split(dipoles, from, from + middle, nodes);
        let second = split(dipoles, from + middle, to, nodes);
        nodes[index].children = [first, second];
    }
    index as u32
}
