//! How well a part agrees with pictures, without knowing the true part.
//!
//! The picture of the prompt and a picture of the part go through the same preparation (crop, pad,
//! 128x128 grey values on white), so that neither size nor place in the picture matters. Three
//! things are compared: the silhouettes, the lines, and the brightness of the surfaces. Depth cannot
//! be compared, because a picture of the prompt has none; brightness stands for the slope of a
//! surface instead. When nothing is known about the direction of a picture, it is searched.

use std::f32::consts::FRAC_PI_2;

use base::{Bounds, Mesh};
use rayon::prelude::*;
use render::model_input::{ModelPicture, PIXELS, SIDE, model_picture_from, model_picture_of_image};
use render::raster::{Camera, Projection};
use render::views::{ISO_AZIMUTH, ISO_ELEVATION, StandardView, orbit};

use crate::{PromptPicture, mask};

/// Difference of neighbouring grey values that counts as a line.
const LINE_STEP: i16 = 36;

/// Lines may be off by so many pixels.
const LINE_SLACK: usize = 2;

/// From this agreement on no other direction is tried for a free picture.
const GOOD_ENOUGH: f64 = 0.9;

/// A picture of one surface counts as a view along an axis unless an oblique one agrees better by this.
const STRAIGHT_BONUS: f64 = 0.03;

/// Directions tried first for an oblique picture, in degrees.
const AZIMUTHS: [f32; 4] = [-70.0, -55.0, -35.0, -20.0];
const ELEVATIONS: [f32; 3] = [18.0, 30.0, 43.0];

/// Steps to directions near a known one, in degrees.
const NEAR: [(f32, f32); 8] =
    [(-6.0, 0.0), (6.0, 0.0), (0.0, -5.0), (0.0, 5.0), (-6.0, -5.0), (-6.0, 5.0), (6.0, -5.0), (6.0, 5.0)];

/// Agreement of a part with one or more pictures; every number lies in 0..=1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// Intersection over union of the silhouettes.
    pub silhouette: f64,
    /// Share of the lines that have a counterpart, both ways (F1).
    pub lines: f64,
    /// One minus the mean difference of brightness where both show the part.
    pub shade: f64,
}

impl Agreement {
    /// No agreement at all.
    const NONE: Self = Self { silhouette: 0.0, lines: 0.0, shade: 0.0 };

    /// The three in one number; lines count as much as the silhouette, because only they show holes.
    pub fn total(&self) -> f64 {
        0.42 * self.silhouette + 0.42 * self.lines + 0.16 * self.shade
    }

    fn mean(all: &[Self]) -> Self {
        let mean = |of: fn(&Self) -> f64| all.iter().map(of).sum::<f64>() / all.len().max(1) as f64;
        Self { silhouette: mean(|a| a.silhouette), lines: mean(|a| a.lines), shade: mean(|a| a.shade) }
    }
}

/// The pictures of a prompt, prepared for comparison.
pub struct PictureSet {
    pictures: Vec<PreparedPicture>,
}

impl PictureSet {
    /// Prepares pictures; `None` when there are none.
    ///
    /// `told` are the directions that geometry found for a single oblique picture; without any all are searched.
    pub fn new(pictures: &[PromptPicture], told: &[Direction]) -> Option<Self> {
        if pictures.is_empty() {
            return None;
        }
        let pictures = pictures
            .iter()
            .map(|p| PreparedPicture::new(&model_picture_of_image(&p.image), p.view, told))
            .collect();
        Some(Self { pictures })
    }

    /// Compares a part with every picture and takes the mean. Tells, too, from where each picture
    /// seems to be taken.
    pub fn agreement(&self, mesh: &Mesh) -> (Agreement, Vec<Direction>) {
        let Some(bounds) = mesh.bounds() else { return (Agreement::NONE, Vec::new()) };
        let (all, directions): (Vec<Agreement>, Vec<Direction>) = self
            .pictures
            .iter()
            .map(|picture| match picture.view {
                Some(view) => picture.from(mesh, &bounds, Direction::of(view)),
                None => best_direction(picture, mesh, &bounds),
            })
            .unzip();
        (Agreement::mean(&all), directions)
    }

    /// Whether some picture was taken from nobody knows where.
    pub fn has_unknown_views(&self) -> bool {
        self.pictures.iter().any(|picture| picture.view.is_none())
    }

    /// Looks for better directions near known ones; pictures whose view is given keep theirs.
    pub fn directions_near(&self, mesh: &Mesh, directions: &[Direction]) -> (Agreement, Vec<Direction>) {
        let Some(bounds) = mesh.bounds() else { return (Agreement::NONE, directions.to_vec()) };
        let pairs = self.pictures.iter().zip(directions);
        let (all, directions): (Vec<Agreement>, Vec<Direction>) = pairs
            .map(|(picture, direction)| {
                let known = picture.from(mesh, &bounds, *direction);
                if picture.view.is_some() || !picture.told.is_empty() || direction.is_straight() {
                    return known;
                }
                around(picture, mesh, &bounds, known)
            })
            .unzip();
        (Agreement::mean(&all), directions)
    }

    /// Compares a part with every picture from directions that are known.
    pub fn agreement_from(&self, mesh: &Mesh, directions: &[Direction]) -> Agreement {
        let Some(bounds) = mesh.bounds() else { return Agreement::NONE };
        let pairs = self.pictures.iter().zip(directions);
        let all: Vec<Agreement> =
            pairs.map(|(picture, direction)| picture.from(mesh, &bounds, *direction).0).collect();
        Agreement::mean(&all)
    }
}

/// Where the eye is, around the part; in radians, as in [`render::views::orbit`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Direction {
    /// Angle around Z from +X.
    pub azimuth: f32,
    /// Angle above the XY plane.
    pub elevation: f32,
    /// Diagonals of the part's box in the distance of the eye, inverted: 0 for parallel rays.
    pub nearness: f32,
}

impl Direction {
    fn of(view: StandardView) -> Self {
        let (azimuth, elevation) = view.angles();
        Self { azimuth, elevation, nearness: 0.0 }
    }

    /// The camera that sees a box from there.
    fn camera(self, bounds: &Bounds) -> Camera {
        let mut camera = orbit(self.azimuth, self.elevation, bounds);
        if self.nearness > 0.0 {
            let distance = bounds.diagonal() as f32 / self.nearness;
            let away: [f32; 3] = std::array::from_fn(|i| camera.eye[i] - camera.target[i]);
            let length = away.iter().map(|x| x * x).sum::<f32>().sqrt();
            camera.eye = std::array::from_fn(|i| camera.target[i] + away[i] / length * distance);
            // The ball around the box is seen under this angle.
            let fov_y = 2.0 * (0.5 * self.nearness).min(0.9).asin();
            camera.projection = Projection::Perspective { fov_y };
        }
        camera
    }

    /// Whether it looks along an axis.
    fn is_straight(self) -> bool {
        let off = |angle: f32| (angle / FRAC_PI_2 - (angle / FRAC_PI_2).round()).abs();
        off(self.elevation) < 1e-3 && (off(self.azimuth) < 1e-3 || self.elevation.abs() > 1.0)
    }

    fn of_degrees(azimuth: f32, elevation: f32) -> Self {
        Self { azimuth: azimuth.to_radians(), elevation: elevation.to_radians(), nearness: 0.0 }
    }
}

/// A picture of the prompt, ready to be compared.
struct PreparedPicture {
    prepared: Prepared,
    view: Option<StandardView>,
    /// Directions found by geometry, the likeliest first.
    told: Vec<Direction>,
    is_flat: bool,
}

impl PreparedPicture {
    fn new(gray: &ModelPicture, view: Option<StandardView>, told: &[Direction]) -> Self {
        Self { prepared: Prepared::new(*gray), view, told: told.to_vec(), is_flat: mask::is_flat(gray) }
    }

    fn from(&self, mesh: &Mesh, bounds: &Bounds, direction: Direction) -> (Agreement, Direction) {
        let camera = direction.camera(bounds);
        (self.prepared.compare(&Prepared::new(model_picture_from(mesh, &camera))), direction)
    }
}

/// The direction in which the agreement is greatest.
///
/// Nobody says what front and right of a part are, so an oblique picture is taken to show it from the
/// front right and above; programs turned by a right angle against that would agree as well.
fn best_direction(picture: &PreparedPicture, mesh: &Mesh, bounds: &Bounds) -> (Agreement, Direction) {
    if let Some(told) = best_of(picture, mesh, bounds, picture.told.clone()) {
        return told;
    }
    let usual = picture.from(
        mesh,
        bounds,
        Direction { azimuth: ISO_AZIMUTH, elevation: ISO_ELEVATION, nearness: 0.0 },
    );
    let straight = picture.is_flat.then(|| {
        let axes = StandardView::ALL.into_iter().filter(|v| *v != StandardView::Iso);
        best_of(picture, mesh, bounds, axes.map(Direction::of).collect()).unwrap_or(usual)
    });
    // One surface is mostly a view along an axis; a thin plate from above shows hardly more.
    if let Some(straight) = straight
        && straight.0.total() >= GOOD_ENOUGH
    {
        return straight;
    }
    let oblique = oblique_direction(picture, mesh, bounds, usual);
    match straight {
        Some(straight) if oblique.0.total() < straight.0.total() + STRAIGHT_BONUS => straight,
        _ => oblique,
    }
}

/// The best direction from the front right and above.
fn oblique_direction(
    picture: &PreparedPicture,
    mesh: &Mesh,
    bounds: &Bounds,
    usual: (Agreement, Direction),
) -> (Agreement, Direction) {
    if usual.0.total() >= GOOD_ENOUGH {
        return usual;
    }
    let sector = AZIMUTHS
        .into_iter()
        .flat_map(|azimuth| ELEVATIONS.map(|elevation| Direction::of_degrees(azimuth, elevation)));
    let best = best_of(picture, mesh, bounds, sector.collect()).map_or(usual, |coarse| better(usual, coarse));
    around(picture, mesh, bounds, best)
}

/// The best direction of the given one and those near it.
fn around(
    picture: &PreparedPicture,
    mesh: &Mesh,
    bounds: &Bounds,
    known: (Agreement, Direction),
) -> (Agreement, Direction) {
    let (azimuth, elevation) = (known.1.azimuth.to_degrees(), known.1.elevation.to_degrees());
    let near = NEAR.map(|(a, e)| Direction::of_degrees(azimuth + a, (elevation + e).clamp(5.0, 75.0)));
    best_of(picture, mesh, bounds, near.to_vec()).map_or(known, |fine| better(known, fine))
}

fn best_of(
    picture: &PreparedPicture,
    mesh: &Mesh,
    bounds: &Bounds,
    directions: Vec<Direction>,
) -> Option<(Agreement, Direction)> {
    let mut tried: Vec<_> = directions.into_par_iter().map(|d| picture.from(mesh, bounds, d)).collect();
    // The order of the directions decides between equals, so that the answer is always the same.
    tried.reverse();
    tried.into_iter().max_by(|a, b| a.0.total().total_cmp(&b.0.total()))
}

/// The second only where it agrees more.
fn better(a: (Agreement, Direction), b: (Agreement, Direction)) -> (Agreement, Direction) {
    if b.0.total() > a.0.total() { b } else { a }
}

/// A picture with what is compared of it.
struct Prepared {
    gray: Box<ModelPicture>,
    inside: Vec<bool>,
    lines: Vec<bool>,
    near_lines: Vec<bool>,
}

impl Prepared {
    fn new(gray: ModelPicture) -> Self {
        let inside = mask::enclosed(&mask::solid(&gray));
        let lines = line_pixels(&gray);
        let near_lines = grown(&lines, LINE_SLACK);
        Self { gray: Box::new(gray), inside, lines, near_lines }
    }

    fn compare(&self, other: &Self) -> Agreement {
        let (mut both, mut either, mut difference) = (0_u32, 0_u32, 0_u32);
        for i in 0..PIXELS {
            both += u32::from(self.inside[i] && other.inside[i]);
            either += u32::from(self.inside[i] || other.inside[i]);
            if self.inside[i] && other.inside[i] {
                difference += u32::from(self.gray[i].abs_diff(other.gray[i]));
            }
        }
        let share = |part: u32, whole: u32| if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) };
        Agreement {
            silhouette: share(both, either),
            lines: f1(covered(&self.lines, &other.near_lines), covered(&other.lines, &self.near_lines)),
            shade: if both == 0 { 0.0 } else { (1.0 - share(difference, both) / 96.0).max(0.0) },
        }
    }
}

/// Share of the pixels of `lines` that lie in `area`; 1 when there are none.
fn covered(lines: &[bool], area: &[bool]) -> f64 {
    let total = lines.iter().filter(|l| **l).count();
    let hit = lines.iter().zip(area).filter(|(l, a)| **l && **a).count();
    if total == 0 { 1.0 } else { hit as f64 / total as f64 }
}

fn f1(precision: f64, recall: f64) -> f64 {
    if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
}

/// Pixels where brightness jumps.
fn line_pixels(gray: &ModelPicture) -> Vec<bool> {
    let at = |x: usize, y: usize| i16::from(gray[y * SIDE + x]);
    let mut lines = vec![false; PIXELS];
    for y in 0..SIDE - 1 {
        for x in 0..SIDE - 1 {
            let here = at(x, y);
            let step = (at(x + 1, y) - here).abs().max((at(x, y + 1) - here).abs());
            lines[y * SIDE + x] = step >= LINE_STEP;
        }
    }
    lines
}

/// The pixels within a distance (along the axes) of marked ones.
fn grown(marked: &[bool], by: usize) -> Vec<bool> {
    let mut grown = vec![false; PIXELS];
    for at in (0..PIXELS).filter(|at| marked[*at]) {
        let (x, y) = (at % SIDE, at / SIDE);
        for row in y.saturating_sub(by)..=(y + by).min(SIDE - 1) {
            grown[row * SIDE + x.saturating_sub(by)..=row * SIDE + (x + by).min(SIDE - 1)].fill(true);
        }
    }
    grown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rectangle(width: usize, height: usize, shade: u8) -> Prepared {
        let mut gray = [255; PIXELS];
        for y in 20..20 + height {
            gray[y * SIDE + 20..y * SIDE + 20 + width].fill(shade);
        }
        Prepared::new(gray)
    }

    #[test]
    fn a_picture_agrees_with_itself_fully() {
        let picture = rectangle(60, 40, 120);
        let agreement = picture.compare(&picture);
        assert_eq!((agreement.silhouette, agreement.lines, agreement.shade), (1.0, 1.0, 1.0));
    }

    #[test]
    fn half_the_width_is_half_the_silhouette() {
        let agreement = rectangle(60, 40, 120).compare(&rectangle(30, 40, 120));
        assert_eq!(agreement.silhouette, 0.5);
        assert!(agreement.lines < 0.9 && agreement.lines > 0.4);
    }

    #[test]
    fn an_outline_has_the_silhouette_of_what_it_encloses() {
        let mut gray = [255; PIXELS];
        for y in 20..60 {
            for x in 20..80 {
                if x == 20 || x == 79 || y == 20 || y == 59 {
                    gray[y * SIDE + x] = 0;
                }
            }
        }
        assert_eq!(Prepared::new(gray).compare(&rectangle(60, 40, 120)).silhouette, 1.0);
    }
}
