//! What needs no learning: the bounding box, three outlines intersected, the nearest training part.

use base::{Measures, Mesh};
use rayon::prelude::*;
use render::model_input::{ModelPicture, SIDE};

use super::Input;
use crate::data::{self, Reader};

/// Cells along the longest side of a part in [`outlines_iou`].
const CELLS: usize = 128;
/// Pixels along each side of the small pictures that are compared.
const SMALL: usize = 32;

/// Intersection over union of a part and its box, exact.
pub fn box_iou(measures: &Measures) -> f64 {
    let space: f64 = measures.bounds.map_or(0.0, |bounds| bounds.size().iter().product());
    if space > 0.0 { (measures.volume / space).clamp(0.0, 1.0) } else { 0.0 }
}

/// Intersection over union of a part and the intersection of its three axis outlines, each
/// extruded along its axis; on a grid of [`CELLS`] along the longest side, the part's own cells
/// giving the outlines.
pub fn outlines_iou(mesh: &Mesh) -> f64 {
    let Some(grid) = Grid::of(mesh, CELLS) else { return 0.0 };
    let [nx, ny, nz] = grid.size;
    let (mut front, mut right, mut top) = (vec![false; nx * nz], vec![false; ny * nz], vec![false; nx * ny]);
    for x in 0..nx {
        for y in 0..ny {
            for z in 0..nz {
                if grid.is_inside(x, y, z) {
                    front[x * nz + z] = true;
                    right[y * nz + z] = true;
                    top[x * ny + y] = true;
                }
            }
        }
    }
    let mut hull = 0u64;
    for x in 0..nx {
        for y in (0..ny).filter(|y| top[x * ny + y]) {
            hull += (0..nz).filter(|z| front[x * nz + z] && right[y * nz + z]).count() as u64;
        }
    }
    let part = grid.inside.iter().filter(|inside| **inside).count() as f64;
    if hull == 0 { 0.0 } else { part / hull as f64 }
}

/// Cells whose middles lie inside a closed mesh.
pub(super) struct Grid {
    /// Cells along each axis.
    pub(super) size: [usize; 3],
    inside: Vec<bool>,
    min: [f64; 3],
    step: [f64; 3],
}

impl Grid {
    /// A grid with a number of cells along the longest side; `None` without extent.
    pub(super) fn of(mesh: &Mesh, cells: usize) -> Option<Self> {
        let bounds = mesh.bounds()?;
        let cell = bounds.longest() / cells as f64;
        if cell <= 0.0 {
            return None;
        }
        let size = bounds.size().map(|s| ((s / cell).round() as usize).max(1));
        // Every axis is divided into whole cells, so that the grid fills the box.
        let step: [f64; 3] = std::array::from_fn(|i| bounds.size()[i] / size[i] as f64);
        let mut crossings: Vec<Vec<f64>> = vec![Vec::new(); size[0] * size[1]];
        for triangle in 0..mesh.triangles.len() {
            let corners = mesh.corners(triangle).map(|p| {
                let p = p.map(f64::from);
                std::array::from_fn::<f64, 3, _>(|i| (p[i] - bounds.min[i]) / step[i])
            });
            cross_columns(&corners, size, &mut crossings);
        }
        let mut inside = vec![false; size.iter().product()];
        for (column, heights) in crossings.iter_mut().enumerate() {
            heights.sort_by(f64::total_cmp);
            for pair in heights.chunks_exact(2) {
                let from = (pair[0] - 0.5).ceil().max(0.0) as usize;
                let to = ((pair[1] - 0.5).ceil().max(0.0) as usize).min(size[2]);
                inside[column * size[2]..][from.min(to)..to].fill(true);
            }
        }
        Some(Self { size, inside, min: bounds.min, step })
    }

    pub(super) fn is_inside(&self, x: usize, y: usize, z: usize) -> bool {
        self.inside[(x * self.size[1] + y) * self.size[2] + z]
    }

    /// The middle of a cell in the world.
    pub(super) fn middle(&self, x: usize, y: usize, z: usize) -> [f64; 3] {
        let place = [x, y, z];
        std::array::from_fn(|i| self.min[i] + (place[i] as f64 + 0.5) * self.step[i])
    }
}

/// Notes where a triangle cuts the upright lines through the middles of the columns.
fn cross_columns(corners: &[[f64; 3]; 3], size: [usize; 3], crossings: &mut [Vec<f64>]) {
    // The lines pass a little beside the middles, so that they hit no edge of two triangles.
    const ASIDE: [f64; 2] = [0.500_137_3, 0.500_071_9];
    let [a, b, c] = *corners;
    let area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    if area.abs() < 1e-12 {
        return;
    }
    let range = |axis: usize| {
        let low = a[axis].min(b[axis]).min(c[axis]) - ASIDE[axis];
        let high = a[axis].max(b[axis]).max(c[axis]) - ASIDE[axis];
        (low.ceil().max(0.0) as usize, (high.floor() + 1.0).clamp(0.0, size[axis] as f64) as usize)
    };
    let ((x0, x1), (y0, y1)) = (range(0), range(1));
    for x in x0..x1 {
        for y in y0..y1 {
            let p = [x as f64 + ASIDE[0], y as f64 + ASIDE[1]];
            let side = |u: [f64; 3], v: [f64; 3]| {
                ((v[0] - u[0]) * (p[1] - u[1]) - (v[1] - u[1]) * (p[0] - u[0])) / area
            };
            let (wc, wa, wb) = (side(a, b), side(b, c), side(c, a));
            if wa >= 0.0 && wb >= 0.0 && wc >= 0.0 {
                crossings[x * size[1] + y].push(wa * a[2] + wb * b[2] + wc * c[2]);
            }
        }
    }
}

/// Finds the training part that is most like a prompt.
pub struct Nearest {
    reader: Reader,
    keys: Keys,
}

enum Keys {
    /// Small pictures of the compared views, one sample after the other, and which pictures of a
    /// prompt show them.
    Pictures { shown: Vec<usize>, views: Vec<usize>, small: Vec<u8> },
    /// Sorted words.
    Words(Vec<Vec<String>>),
}

impl Nearest {
    /// Prepares a training set for an input: the standard views that both have, the free view for
    /// one picture, the words for a text; nothing for oblique views and points.
    ///
    /// # Errors
    /// When pictures cannot be read.
    pub fn new(reader: Reader, input: Input) -> Result<Self, data::Error> {
        // Data sets hold front, right, top, iso and the free view.
        let (shown, views) = match input {
            Input::Axis => (vec![0, 1, 2], vec![0, 1, 2]),
            Input::Views4 => (vec![0, 1, 2, 3], vec![0, 1, 2, 3]),
            Input::Views8 => (vec![0, 1, 4, 6], vec![0, 1, 2, 3]),
            Input::Views1 => (vec![0], vec![4]),
            Input::Oblique4 | Input::Edit | Input::Points | Input::Mesh | Input::Drawing => {
                (Vec::new(), Vec::new())
            }
            Input::Text => {
                let words = reader.samples().iter().map(|sample| words(&sample.text)).collect();
                return Ok(Self { reader, keys: Keys::Words(words) });
            }
        };
        let mut small = Vec::with_capacity(reader.len() * views.len() * SMALL * SMALL);
        for sample in 0..reader.len() {
            for view in &views {
                small.extend(reduced(&reader.picture(sample, *view)?));
            }
        }
        Ok(Self { reader, keys: Keys::Pictures { shown, views, small } })
    }

    /// The program of the nearest part: least sum of absolute differences of the pictures, or most
    /// words in common. `None` when the prompt has nothing that can be compared.
    pub fn find(&self, pictures: &[ModelPicture], text: &str) -> Option<&str> {
        let best = match &self.keys {
            Keys::Pictures { shown, views, small } => {
                let seen = shown.iter().filter_map(|i| pictures.get(*i));
                let key: Vec<u8> = seen.flat_map(|picture| reduced(picture)).collect();
                if key.is_empty() || key.len() != views.len() * SMALL * SMALL {
                    return None;
                }
                small
                    .par_chunks(key.len())
                    .map(|other| -> u64 {
                        key.iter().zip(other).map(|(a, b)| u64::from(a.abs_diff(*b))).sum()
                    })
                    .enumerate()
                    .min_by_key(|(i, distance)| (*distance, *i))
                    .map(|(i, _)| i)
            }
            Keys::Words(all) => {
                let key = words(text);
                let likeness = |other: &Vec<String>| {
                    let common = key.iter().filter(|word| other.binary_search(word).is_ok()).count();
                    1000 * common / (key.len() + other.len() - common).max(1)
                };
                (0..all.len()).max_by_key(|i| (likeness(&all[*i]), std::cmp::Reverse(*i)))
            }
        };
        best.map(|i| self.reader.samples()[i].program.as_str())
    }
}

/// A model picture averaged down to 32x32.
fn reduced(picture: &[u8]) -> Vec<u8> {
    let step = SIDE / SMALL;
    let mut small = Vec::with_capacity(SMALL * SMALL);
    for y in 0..SMALL {
        for x in 0..SMALL {
            let mut sum = 0u32;
            for row in 0..step {
                let from = (y * step + row) * SIDE + x * step;
                sum += picture[from..from + step].iter().map(|v| u32::from(*v)).sum::<u32>();
            }
            small.push((sum / (step * step) as u32) as u8);
        }
    }
    small
}

fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.sort();
    words.dedup();
    words
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// The six sides of a box, closed.
    pub fn block(min: [f32; 3], max: [f32; 3]) -> Mesh {
        let mut mesh = Mesh::default();
        for corner in 0..8 {
            mesh.positions.push(std::array::from_fn(|i| if corner >> i & 1 == 1 { max[i] } else { min[i] }));
            mesh.normals.push([0.0, 0.0, 1.0]);
        }
        for quad in [[0, 1, 3, 2], [4, 6, 7, 5], [0, 4, 5, 1], [2, 3, 7, 6], [0, 2, 6, 4], [1, 5, 7, 3]] {
            mesh.triangles.extend([[quad[0], quad[1], quad[2]], [quad[0], quad[2], quad[3]]]);
            mesh.faces.extend([0; 2]);
        }
        mesh
    }

    #[test]
    fn a_block_is_its_three_outlines() {
        assert!((outlines_iou(&block([0.0; 3], [100.0, 40.0, 13.0])) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn two_blocks_on_a_diagonal_leave_room_in_the_hull() {
        // The outlines of two cubes in opposite corners also admit no other corner, so the hull is
        // just them; three cubes leave a fourth corner open.
        let mut parts = block([0.0; 3], [10.0; 3]);
        parts.append(&block([10.0, 10.0, 0.0], [20.0, 20.0, 10.0]));
        assert!((outlines_iou(&parts) - 1.0).abs() < 0.02);
        parts.append(&block([10.0, 0.0, 10.0], [20.0, 10.0, 20.0]));
        parts.append(&block([0.0, 10.0, 10.0], [10.0, 20.0, 20.0]));
        assert!((outlines_iou(&parts) - 0.5).abs() < 0.02, "{}", outlines_iou(&parts));
    }

    #[test]
    fn pictures_are_averaged() {
        let mut picture = [255u8; SIDE * SIDE];
        picture[..4].fill(15);
        assert_eq!(reduced(&picture)[0], ((4 * 15 + 12 * 255) / 16) as u8);
        assert_eq!(words("Plate, 4x holes; plate"), ["4x", "holes", "plate"]);
    }
}
