//! Planes through a part: their frames, the grid of squares on them, and sections of closed meshes.

use base::Mesh;
use glam::DVec3;
use rayon::prelude::*;

/// One of the three planes of CadQuery whose normals lie along the axes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// CadQuery's name.
    pub(crate) plane: &'static str,
    /// The axis of the normal: 0, 1 or 2.
    pub(crate) axis: usize,
    /// Where the normal points along that axis.
    sign: i8,
    /// The axes of the plane's x and y.
    pub(crate) across: [usize; 2],
}

impl Frame {
    /// XY, XZ and YZ.
    pub(crate) const ALL: [Self; 3] = [
        Self { plane: "XY", axis: 2, sign: 1, across: [0, 1] },
        Self { plane: "XZ", axis: 1, sign: -1, across: [0, 2] },
        Self { plane: "YZ", axis: 0, sign: 1, across: [1, 2] },
    ];

    /// The point in space at plane coordinates and a height along the normal.
    pub(crate) fn point(&self, [u, v]: [f64; 2], height: f64) -> DVec3 {
        let mut p = DVec3::ZERO;
        p[self.across[0]] = u;
        p[self.across[1]] = v;
        p[self.axis] = height * f64::from(self.sign);
        p
    }

    /// Plane coordinates of a point in space.
    pub(crate) fn flat(&self, p: DVec3) -> [f64; 2] {
        self.across.map(|axis| p[axis])
    }

    /// Height of a point in space along the normal.
    pub(crate) fn height(&self, p: DVec3) -> f64 {
        p[self.axis] * f64::from(self.sign)
    }

    /// The share of a direction that goes along the normal.
    pub(crate) fn along(&self, direction: DVec3) -> f64 {
        direction[self.axis] * f64::from(self.sign)
    }
}

/// Squares on a plane: rows from the top (greatest y) down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SectionGrid {
    /// The plane.
    pub(crate) frame: Frame,
    /// Plane coordinates of the upper left corner.
    corner: [f64; 2],
    /// Side of a square in millimetres.
    pub(crate) cell: f64,
    /// Squares in a row.
    pub(crate) width: usize,
    /// Rows.
    pub(crate) height: usize,
}

impl SectionGrid {
    /// A grid over the box of a part with a margin of two squares, `side` of them along its longest side.
    pub(crate) fn new(frame: &Frame, bounds: &base::Bounds, side: usize) -> Self {
        let cell = bounds.longest() / side as f64;
        let low = frame.flat(DVec3::from(bounds.min));
        let high = frame.flat(DVec3::from(bounds.max));
        let cells = |i: usize| ((high[i] - low[i]) / cell).ceil() as usize + 4;
        let corner = [low[0] - 2.0 * cell, high[1] + 2.0 * cell];
        Self { frame: *frame, corner, cell, width: cells(0), height: cells(1) }
    }

    /// Plane coordinates of a place in the picture, in squares from the upper left corner.
    pub(crate) fn place(&self, x: f64, y: f64) -> [f64; 2] {
        [self.corner[0] + x * self.cell, self.corner[1] - y * self.cell]
    }

    /// The place in the picture of plane coordinates.
    pub(crate) fn pixel(&self, [u, v]: [f64; 2]) -> [f64; 2] {
        [(u - self.corner[0]) / self.cell, (self.corner[1] - v) / self.cell]
    }
}

/// Triangles that enclose a volume.
#[derive(Clone, Debug)]
pub(crate) struct ClosedMesh {
    triangles: Vec<[DVec3; 3]>,
    longest: f64,
}

/// Lines in a row of squares at which coverage is measured.
const LINES: usize = 4;

impl ClosedMesh {
    pub(crate) fn new(mesh: &Mesh) -> Self {
        let triangles = (0..mesh.triangles.len())
            .map(|t| mesh.corners(t).map(|p| DVec3::from(p.map(f64::from))))
            .collect();
        Self { triangles, longest: mesh.bounds().map_or(1.0, |b| b.longest()) }
    }

    /// Coverage of the squares of a plane; see [`super::Scan::section`].
    ///
    /// Along rows the coverage is exact, across them it is measured on four lines.
    pub(crate) fn section(&self, frame: &Frame, height: f64, grid: &SectionGrid) -> Vec<u8> {
        // A little beside the wanted height, so that no corner lies on the plane.
        let height = height + self.longest * 1.234_567e-7;
        let sides: Vec<[[f64; 2]; 2]> = self
            .triangles
            .iter()
            .filter_map(|t| cut(frame, t, height))
            .map(|side| side.map(|p| grid.pixel(p)))
            .collect();
        let lines = grid.height * LINES;
        let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); lines];
        for [a, b] in sides {
            // Lines lie at (i + 0.5) / LINES.
            let line_of = |y: f64| y * LINES as f64 - 0.5;
            let (low, high) = (line_of(a[1].min(b[1])), line_of(a[1].max(b[1])));
            let first = low.ceil().max(0.0) as usize;
            let last = (high.ceil().max(0.0) as usize).min(lines);
            for (line, row) in crossings.iter_mut().enumerate().take(last).skip(first) {
                let y = (line as f64 + 0.5) / LINES as f64;
                row.push(a[0] + (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]));
            }
        }
        let mut coverage = vec![0; grid.width * grid.height];
        coverage.par_chunks_mut(grid.width).zip(crossings.par_chunks_mut(LINES)).for_each(|(row, lines)| {
            let mut covered = vec![0.0; row.len()];
            for line in lines {
                line.sort_by(f64::total_cmp);
                for pair in line.chunks_exact(2) {
                    cover(&mut covered, pair[0], pair[1]);
                }
            }
            for (cell, covered) in row.iter_mut().zip(covered) {
                *cell = (covered * 255.0 / LINES as f64).round().clamp(0.0, 255.0) as u8;
            }
        });
        coverage
    }

    /// Whether a point lies inside: an upright line from it leaves the mesh an odd number of times.
    pub(crate) fn contains(&self, p: DVec3) -> bool {
        let p = p + DVec3::new(1.371e-7, 0.719e-7, 0.0) * self.longest;
        let crossed = self.triangles.iter().filter(|[a, b, c]| {
            let side = |u: &DVec3, v: &DVec3| (u.x - p.x) * (v.y - p.y) - (u.y - p.y) * (v.x - p.x);
            let (wc, wa, wb) = (side(a, b), side(b, c), side(c, a));
            let inside = (wa > 0.0 && wb > 0.0 && wc > 0.0) || (wa < 0.0 && wb < 0.0 && wc < 0.0);
            inside && (wa * a.z + wb * b.z + wc * c.z) / (wa + wb + wc) > p.z
        });
        crossed.count() % 2 == 1
    }
}

/// The side in which a plane cuts a triangle, in plane coordinates.
fn cut(frame: &Frame, triangle: &[DVec3; 3], height: f64) -> Option<[[f64; 2]; 2]> {
    let heights = triangle.map(|p| frame.height(p) - height);
    let mut ends = [[0.0; 2]; 2];
    let mut found = 0;
    for (i, j) in [(0, 1), (1, 2), (2, 0)] {
        if (heights[i] > 0.0) != (heights[j] > 0.0) {
            let at = heights[i] / (heights[i] - heights[j]);
            ends[found.min(1)] = frame.flat(triangle[i].lerp(triangle[j], at));
            found += 1;
        }
    }
    (found == 2).then_some(ends)
}

/// Adds the cover of a piece of a row.
fn cover(row: &mut [f64], from: f64, to: f64) {
    let (from, to) = (from.clamp(0.0, row.len() as f64), to.clamp(0.0, row.len() as f64));
    let (first, last) = (from as usize, (to.ceil() as usize).min(row.len()));
    for (cell, covered) in row.iter_mut().enumerate().take(last).skip(first) {
        let (low, high) = (from.max(cell as f64), to.min((cell + 1) as f64));
        *covered += (high - low).max(0.0);
    }
}
