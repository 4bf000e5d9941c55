//! The pictures of a sample: four standard views and a free one.

use base::{Bounds, Mesh};
use render::model_input::{self, Views};
use render::raster::{self, Camera, Lines, Projection, Style};
use render::views;

use super::dice::Dice;
use crate::data::{FreeView, Look, SAMPLE_BYTES};

/// Pixels along each side of a picture before it is reduced.
pub const DRAWN_SIDE: u32 = 256;
/// Opening of a perspective camera in degrees.
const OPENING_DEG: f32 = 30.0;
/// Distance of a perspective camera in diagonals of the box.
const DISTANCE: f32 = 2.2;

/// Chooses how the free view is drawn.
///
/// The eye is always in front, to the right and above: from elsewhere nobody could tell which
/// way a part is turned.
pub fn free_view(dice: &mut Dice) -> FreeView {
    FreeView {
        azimuth: (dice.between(-75.0, -15.0) as f32).to_radians(),
        elevation: (dice.between(15.0, 48.0) as f32).to_radians(),
        is_perspective: dice.chance(35),
        look: dice.weighted(&[(60, Look::Full), (22, Look::Lines), (18, Look::Shade)]),
    }
}

/// Draws all pictures of a sample, one after the other.
pub fn pictures(mesh: &Mesh, free: &FreeView) -> Vec<u8> {
    let mut pictures = Vec::with_capacity(SAMPLE_BYTES);
    for picture in model_input::model_pictures_of(mesh, Views::Four) {
        pictures.extend_from_slice(&picture);
    }
    pictures.extend_from_slice(&free_picture(mesh, free));
    pictures
}

/// Draws the free view of a sample and prepares it for the model.
pub fn free_picture(mesh: &Mesh, free: &FreeView) -> model_input::ModelPicture {
    model_input::model_picture(&free_drawing(mesh, free), DRAWN_SIDE, DRAWN_SIDE)
}

/// The camera of the free view of a part with this box.
pub fn free_camera(bounds: &Bounds, free: &FreeView) -> Camera {
    let mut camera = views::orbit(free.azimuth, free.elevation, bounds);
    if free.is_perspective {
        let distance = bounds.diagonal() as f32 * DISTANCE;
        let away: [f32; 3] = std::array::from_fn(|i| camera.eye[i] - camera.target[i]);
        let length = away.iter().map(|x| x * x).sum::<f32>().sqrt();
        camera.eye = std::array::from_fn(|i| camera.target[i] + away[i] / length * distance);
        camera.projection = Projection::Perspective { fov_y: OPENING_DEG.to_radians() };
    }
    camera
}

/// Draws the free view of a sample: gray values of a square of [`DRAWN_SIDE`].
pub fn free_drawing(mesh: &Mesh, free: &FreeView) -> Vec<u8> {
    let Some(bounds) = mesh.bounds() else { return vec![255; (DRAWN_SIDE * DRAWN_SIDE) as usize] };
    let camera = free_camera(&bounds, free);
    let style = match free.look {
        Look::Full | Look::Lines => model_input::style(),
        Look::Shade => Style { lines: Lines { edge_px: 0.0, contour_px: 0.0 }, ..model_input::style() },
    };
    let picture = raster::draw(mesh, &camera, DRAWN_SIDE, DRAWN_SIDE, &style);
    if free.look == Look::Lines { picture.to_lines() } else { picture.to_gray() }
}
