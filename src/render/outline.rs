//! From a silhouette to loops: outlines and holes as polygons, and circles where they are round.
//!
//! Loops run along the line where coverage is one half, between pixel centres, so that a smooth
//! picture gives far better than pixel accuracy. Coordinates are pixels from the upper left corner of
//! the picture, y down, pixel centres at halves; see [`crate::raster::PixelMap`] for millimetres.
//!
//! Nothing is recognised beyond lines, arcs and circles: slots and symmetry are the caller's matter.

mod circle;
mod guided;
mod segments;
mod simplify;
mod trace;

use crate::raster::Picture;

pub use circle::{Circle, Moments};
pub use guided::{Guide, GuideOptions};
pub use segments::{Segment, SegmentOptions, Stretch, stretches};

/// A picture of how much of each pixel is covered; 255 is all.
#[derive(Clone, Copy, Debug)]
pub struct Mask<'a> {
    /// Values row by row from the top.
    pub coverage: &'a [u8],
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
}

/// What lies inside a loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Material.
    Outer,
    /// An opening.
    Hole,
}

/// A closed line around material or around an opening.
#[derive(Clone, Debug, PartialEq)]
pub struct Loop {
    /// What lies inside.
    pub role: Role,
    /// Simplified corners, without a repeated first point, in pixels.
    pub points: Vec<[f64; 2]>,
    /// Enclosed area in square pixels, measured before simplification; always positive.
    pub area: f64,
    /// Length of the line in pixels before simplification.
    pub length: f64,
    /// The circle that the loop follows, when it follows one.
    pub circle: Option<Circle>,
    /// The loop as lines and arcs, in the order of the points; empty where none were asked for or for
    /// circles. The first begins where the last ends.
    pub segments: Vec<Segment>,
    /// For a hole, the index of the loop of material around it.
    pub parent: Option<usize>,
    /// The line as it was traced, without a repeated first point, in pixels.
    pub traced: Vec<[f64; 2]>,
}

/// How loops are found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// The simplified line stays this close to the traced one, in pixels.
    pub tolerance_px: f64,
    /// A loop is a circle when no traced point is farther from it than this, in pixels.
    pub circle_tolerance_px: f64,
    /// Loops with a smaller area are left out, in square pixels.
    pub least_area_px: f64,
    /// How lines and arcs are found; `None` leaves them out.
    pub segments: Option<SegmentOptions>,
}

impl Default for Options {
    fn default() -> Self {
        Self { tolerance_px: 0.75, circle_tolerance_px: 0.75, least_area_px: 6.0, segments: None }
    }
}

/// All loops of a mask, the largest first, each hole with the material around it.
///
/// # Panics
/// When the mask does not hold `width * height` values.
pub fn loops(mask: &Mask<'_>, options: &Options) -> Vec<Loop> {
    assert_eq!(mask.coverage.len(), mask.width * mask.height, "a mask holds width x height values");
    let mut found: Vec<Loop> = trace::contours(mask)
        .into_iter()
        .filter_map(|traced| {
            let signed = signed_area(&traced);
            (signed.abs() >= options.least_area_px).then(|| {
                let circle = circle::fit(&traced, options.circle_tolerance_px);
                let segments = match &options.segments {
                    Some(wanted) if circle.is_none() => segments::segments(&traced, wanted),
                    _ => Vec::new(),
                };
                Loop {
                    // Tracing keeps material on its right in a picture whose y points down.
                    role: if signed > 0.0 { Role::Outer } else { Role::Hole },
                    points: simplify::closed(&traced, options.tolerance_px),
                    area: signed.abs(),
                    length: length(&traced),
                    circle,
                    segments,
                    parent: None,
                    traced,
                }
            })
        })
        .collect();
    found.sort_by(|a, b| b.area.total_cmp(&a.area));
    for i in 0..found.len() {
        if found[i].role == Role::Hole {
            let point = found[i].traced[0];
            // The smallest material that holds the hole stands last among those before it.
            let parent = found[..i]
                .iter()
                .rposition(|outer| outer.role == Role::Outer && contains(&outer.traced, point));
            found[i].parent = parent;
        }
    }
    found
}

/// All loops of the silhouette of a drawn mesh.
pub fn loops_of_picture(picture: &Picture, options: &Options) -> Vec<Loop> {
    let mask =
        Mask { coverage: &picture.coverage, width: picture.width as usize, height: picture.height as usize };
    loops(&mask, options)
}

/// Twice the usual sum over two: positive when the points run clockwise on a screen (y down).
fn signed_area(points: &[[f64; 2]]) -> f64 {
    pairs(points).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f64>() / 2.0
}

fn length(points: &[[f64; 2]]) -> f64 {
    pairs(points).map(|(a, b)| (b[0] - a[0]).hypot(b[1] - a[1])).sum()
}

fn pairs(points: &[[f64; 2]]) -> impl Iterator<Item = ([f64; 2], [f64; 2])> + '_ {
    points.iter().zip(points.iter().cycle().skip(1)).map(|(&a, &b)| (a, b))
}

/// Whether a point lies inside a polygon, by counting the sides to its right.
fn contains(polygon: &[[f64; 2]], [x, y]: [f64; 2]) -> bool {
    pairs(polygon)
        .filter(|(a, b)| (a[1] > y) != (b[1] > y) && x < a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]))
        .count()
        % 2
        == 1
}

#[cfg(test)]
mod tests;
