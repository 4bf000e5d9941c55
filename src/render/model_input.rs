//! How any picture becomes what the model sees: 128x128 gray values on white, cropped to the part.
//!
//! Training pictures and the user's pictures take the same way, so that the model never meets a
//! kind of picture at work that it did not meet while it learnt:
//! 1. the ground is estimated from the border and mapped to white (255); a dark ground inverts drawings;
//! 2. the picture is cropped to what differs from the ground, and padded to a square with a margin;
//! 3. the square is averaged down to 128x128; thin pen strokes are thickened before, so that they survive.
//!
//! Size is lost on purpose: the model sees form, and the scale is asked for elsewhere.

mod ground;
mod masks;
mod resample;
mod strokes;

use image::DynamicImage;
use rayon::prelude::*;

use base::Mesh;

use crate::raster::{self, Style};
use crate::views;

use ground::Leveled;

/// Width and height of a model picture in pixels.
pub const SIDE: usize = 128;
/// Number of values in a model picture.
pub const PIXELS: usize = SIDE * SIDE;
/// Room around the part on each side, as a share of the picture.
pub const MARGIN: f64 = 0.06;

/// Gray values row by row from the top; the ground is 255.
pub type ModelPicture = [u8; PIXELS];

/// Pixels along each side of the pictures that [`model_pictures_of`] draws.
const DRAWN_SIDE: u32 = 2 * SIDE as u32;
/// Larger pictures are reduced to about this many pixels a side first.
const WORKING_SIDE: u32 = 1536;

/// Which views of a mesh are drawn for the model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Views {
    /// Front, right, top and iso, in this order.
    Four,
    /// One view from a direction in radians: see [`views::orbit`].
    One {
        /// Angle of the eye around Z from +X.
        azimuth: f32,
        /// Angle of the eye above the XY plane.
        elevation: f32,
    },
}

/// Makes the model's picture from gray values row by row.
///
/// A picture without content gives a white one.
///
/// # Panics
/// When `gray` does not hold `width * height` values.
pub fn model_picture(gray: &[u8], width: u32, height: u32) -> ModelPicture {
    let (width, height) = (width as usize, height as usize);
    assert_eq!(gray.len(), width * height, "a gray picture holds width x height values");
    let mut leveled = ground::level(gray, width, height);
    let Some(content) = leveled.content_box() else { return [255; PIXELS] };
    let side = content.longest() as f64 / (1.0 - 2.0 * MARGIN);
    strokes::strengthen(&mut leveled, &content, side / SIDE as f64);
    let Leveled { values, .. } = &leveled;
    resample::square(values, width, height, content.center(), side)
}

/// Makes the model's picture from any picture: colours, and transparency over a fitting ground.
pub fn model_picture_of_image(picture: &DynamicImage) -> ModelPicture {
    let longest = picture.width().max(picture.height());
    let reduced = (longest > WORKING_SIDE).then(|| {
        let scale = f64::from(WORKING_SIDE) / f64::from(longest);
        let side = |s: u32| ((f64::from(s) * scale).round() as u32).max(1);
        picture.thumbnail_exact(side(picture.width()), side(picture.height()))
    });
    let picture = reduced.as_ref().unwrap_or(picture);
    let gray = if picture.color().has_alpha() {
        flattened(&picture.to_luma_alpha8())
    } else {
        picture.to_luma8().into_raw()
    };
    model_picture(&gray, picture.width(), picture.height())
}

/// Draws a mesh and makes the model's pictures of it, one for each view.
///
/// A mesh without vertices gives white pictures.
pub fn model_pictures_of(mesh: &Mesh, views: Views) -> Vec<ModelPicture> {
    let count = match views {
        Views::Four => 4,
        Views::One { .. } => 1,
    };
    let Some(bounds) = mesh.bounds() else { return vec![[255; PIXELS]; count] };
    let cameras = match views {
        Views::Four => views::four(&bounds).to_vec(),
        Views::One { azimuth, elevation } => vec![views::orbit(azimuth, elevation, &bounds)],
    };
    cameras.par_iter().map(|camera| model_picture_from(mesh, camera)).collect()
}

/// Draws one view of a mesh and makes the model's picture of it.
pub fn model_picture_from(mesh: &Mesh, camera: &raster::Camera) -> ModelPicture {
    let picture = raster::draw(mesh, camera, DRAWN_SIDE, DRAWN_SIDE, &style());
    model_picture(&picture.to_gray(), DRAWN_SIDE, DRAWN_SIDE)
}

/// The style in which meshes are drawn for the model.
pub fn style() -> Style {
    Style { lines: raster::Lines { edge_px: 2.0, contour_px: 2.0 }, ..Style::default() }
}

/// Gray values of a picture with transparency, over white, or over black when what it shows is light.
fn flattened(picture: &image::GrayAlphaImage) -> Vec<u8> {
    let (sum, weight) = picture.pixels().fold((0u64, 0u64), |(sum, weight), pixel| {
        let [gray, alpha] = pixel.0.map(u64::from);
        (sum + gray * alpha, weight + alpha)
    });
    let opaque = weight >= u64::from(picture.width()) * u64::from(picture.height()) * 250;
    let is_light = weight > 0 && sum / weight > 225;
    let ground = if is_light && !opaque { 0u32 } else { 255 };
    picture
        .pixels()
        .map(|pixel| {
            let [gray, alpha] = pixel.0.map(u32::from);
            ((gray * alpha + ground * (255 - alpha) + 127) / 255) as u8
        })
        .collect()
}

#[cfg(test)]
mod tests;
