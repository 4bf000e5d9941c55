//! What a sample may have besides its five pictures: other kinds of pictures, a drawing, points.
//!
//! Each kind is a file of its own in the shard, records of fixed length in the order of the samples.
//! Everything follows from the mesh and from the seed of the slot.

use base::Mesh;
use image::imageops;
use render::drawing::{self, Drawing, DrawingOptions};
use render::points::{self, Scan};
use render::raster::{self, Lines, Style};
use render::{composite, views};

use super::dice::Dice;
use super::looks;

/// A kind of addition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extra {
    /// Engineering drawing: front, top, right, each 448x448 gray.
    Drawing,
    /// The eight corners of a cube, each 256x256 gray.
    Eight,
    /// cadrille's four views in one, 268x268 in colour.
    Composite,
    /// Depth along the six axis directions, each 128x128: 0 is nothing, 255 is nearest.
    Depth,
    /// One view like a photograph, 256x256 in colour.
    Photo,
    /// One view in lines, 256x256 gray.
    Lines,
    /// One view as if drawn by hand, 256x256 gray.
    Sketch,
    /// 2048 points of the surface: position and normal, six little-endian f32 each.
    Points,
}

/// Points of a sample.
pub const POINTS: usize = 2048;
/// Bytes of a point: six numbers of single precision.
pub(crate) const POINT_BYTES: usize = 6 * 4;
/// Pixels along each side of one view of a drawing.
pub(crate) const DRAWING_SIDE: u32 = 448;
/// Pixels along each side of a picture in full.
pub(crate) const SIDE: u32 = 256;
/// Pixels along each side of a depth picture.
const DEPTH_SIDE: u32 = 128;

impl Extra {
    /// All kinds.
    pub const ALL: [Self; 8] = [
        Self::Drawing,
        Self::Eight,
        Self::Composite,
        Self::Depth,
        Self::Photo,
        Self::Lines,
        Self::Sketch,
        Self::Points,
    ];

    /// The name, which is the extension of its files, too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Drawing => "drawing",
            Self::Eight => "eight",
            Self::Composite => "composite",
            Self::Depth => "depth",
            Self::Photo => "photo",
            Self::Lines => "lines",
            Self::Sketch => "sketch",
            Self::Points => "points",
        }
    }

    /// The kind with a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|extra| extra.name() == name)
    }

    /// Bytes for each sample.
    pub fn bytes(self) -> usize {
        let square = |side: u32| (side * side) as usize;
        match self {
            Self::Drawing => 3 * square(DRAWING_SIDE),
            Self::Eight => 8 * square(SIDE),
            Self::Composite => 3 * square(composite::SIDE),
            Self::Depth => 6 * square(DEPTH_SIDE),
            Self::Photo => 3 * square(SIDE),
            Self::Lines | Self::Sketch => square(SIDE),
            Self::Points => POINTS * POINT_BYTES,
        }
    }

    /// Makes the record of a sample.
    pub fn record(self, mesh: &Mesh, dice: &mut Dice) -> Vec<u8> {
        match self {
            Self::Drawing => drawing(mesh).views.iter().flat_map(|view| view.as_raw().clone()).collect(),
            Self::Eight => eight(mesh),
            Self::Composite => composite::draw(mesh).into_raw(),
            Self::Depth => depth(mesh),
            Self::Photo => looks::photo(mesh, SIDE, dice),
            Self::Lines => looks::line_drawing(mesh, SIDE, dice),
            Self::Sketch => looks::sketch(mesh, SIDE, dice),
            Self::Points => points(mesh, dice),
        }
    }
}

/// The drawing of a sample.
pub fn drawing(mesh: &Mesh) -> Drawing {
    drawing::draw(mesh, &DrawingOptions { side: DRAWING_SIDE, scale: 1.0 })
}

fn eight(mesh: &Mesh) -> Vec<u8> {
    let Some(bounds) = mesh.bounds() else { return vec![255; Extra::Eight.bytes()] };
    let style = Style { lines: Lines { edge_px: 1.0, contour_px: 1.0 }, supersample: 2, ..Style::default() };
    views::corners(&bounds)
        .iter()
        .flat_map(|camera| raster::draw(mesh, camera, SIDE, SIDE, &style).to_gray())
        .collect()
}

fn depth(mesh: &Mesh) -> Vec<u8> {
    let Some(bounds) = mesh.bounds() else { return vec![0; Extra::Depth.bytes()] };
    let mut bytes = Vec::with_capacity(Extra::Depth.bytes());
    for view in &views::StandardView::ALL[..6] {
        let camera = views::view(*view, &bounds);
        let picture = raster::draw(mesh, &camera, DEPTH_SIDE, DEPTH_SIDE, &Style::without_lines());
        let seen = picture.depth.iter().copied().filter(|d| d.is_finite());
        let nearest = seen.fold(f32::INFINITY, f32::min);
        // One step of gray is the same length in all views of a part.
        let step = bounds.longest().max(1e-6) as f32 / 254.0;
        bytes.extend(picture.depth.iter().map(|d| {
            if d.is_finite() { (255.0 - ((d - nearest) / step).round()).clamp(1.0, 255.0) as u8 } else { 0 }
        }));
    }
    bytes
}

fn points(mesh: &Mesh, dice: &mut Dice) -> Vec<u8> {
    let scan = Scan {
        noise: if dice.chance(50) { dice.between(0.0, 0.006) } else { 0.0 },
        holes: if dice.chance(35) { dice.int(1, 4).unwrap_or(1) as u32 } else { 0 },
        hole_radius: dice.between(0.05, 0.15),
    };
    let mut chance = || dice.between(0.0, 1.0);
    let mut found = points::scanned(&points::sample(mesh, 3 * POINTS, &mut chance), &scan, &mut chance);
    // Holes may leave too few; then points come twice.
    let short = POINTS.saturating_sub(found.len());
    found.extend_from_within(..short.min(found.len()));
    let positions: Vec<[f32; 3]> = found.iter().map(|p| p.position).collect();
    let mut bytes = Vec::with_capacity(Extra::Points.bytes());
    for i in points::farthest(&positions, POINTS) {
        for value in found[i].position.into_iter().chain(found[i].normal) {
            bytes.extend(value.to_le_bytes());
        }
    }
    bytes.resize(Extra::Points.bytes(), 0);
    bytes
}

/// Halves a picture in both directions; used where lines are drawn large and shown small.
pub(super) fn halved(gray: Vec<u8>, side: u32) -> Vec<u8> {
    let picture = image::GrayImage::from_raw(2 * side, 2 * side, gray).expect("a square of twice the side");
    imageops::resize(&picture, side, side, imageops::FilterType::Triangle).into_raw()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::stl;
    use crate::synth::reading;

    /// A wedge of 40 x 20 x 10.
    fn wedge() -> Mesh {
        let corners = ["0 0 0", "40 0 0", "0 20 0", "0 0 10", "40 20 0", "0 20 10"];
        let faces = [[0, 2, 4], [0, 4, 1], [0, 1, 3], [2, 5, 4], [0, 3, 5], [0, 5, 2], [1, 4, 5], [1, 5, 3]];
        let vertices = faces.iter().flatten().map(|i: &usize| format!("vertex {}\n", corners[*i]));
        stl::read(format!("solid\n{}", vertices.collect::<String>()).as_bytes()).expect("readable")
    }

    #[test]
    fn every_kind_has_its_length_and_follows_from_the_seed() {
        let mesh = wedge();
        for extra in Extra::ALL {
            let make = |slot: u64| extra.record(&mesh, &mut Dice::new(5, extra.name(), &[slot]));
            let record = make(1);
            assert_eq!(record.len(), extra.bytes(), "{}", extra.name());
            assert_eq!(record, make(1), "{}", extra.name());
            let by_chance = matches!(extra, Extra::Photo | Extra::Lines | Extra::Sketch | Extra::Points);
            assert_eq!(record != make(2), by_chance, "{}", extra.name());
            let first = record[0];
            assert!(
                record.iter().filter(|byte| **byte != first).count() > 500,
                "{} shows something",
                extra.name()
            );
            assert_eq!(Extra::named(extra.name()), Some(extra));
        }
    }

    #[test]
    fn depth_is_nearest_where_the_part_is_and_nothing_elsewhere() {
        let record = Extra::Depth.record(&wedge(), &mut Dice::new(1, "depth", &[]));
        let front = &record[..128 * 128];
        assert_eq!((front[0], *front.iter().max().expect("pixels")), (0, 255));
    }

    #[test]
    fn what_a_drawing_says_is_in_its_reading() {
        let drawing = drawing(&wedge());
        let text = reading::read(&drawing);
        assert!(text.contains("40 mm along X, 10 mm along Z, 20 mm along Y"), "{text}");
        for noted in drawing.noted.iter().flatten() {
            assert!(text.contains(&noted.value.to_string()), "{} is missing in: {text}", noted.value);
        }
    }
}
