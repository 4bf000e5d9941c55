//! Draws a mesh on the processor.
//!
//! One thread draws one picture, so a picture is the same on every machine with the same floating
//! point; [`draw_all`] draws several at once. Triangles are snapped to a fixed grid of 1/256 pixel
//! and filled with exact integer edge functions: neighbouring triangles leave no hole and share no
//! pixel. Lines are tested against the depth of the filled triangles with a bias in the world.
//!
//! There are no shadows, textures or transparency here.

mod camera;
mod downsample;
mod fill;
mod picture;
mod shading;
mod stroke;

use rayon::prelude::*;

use base::Mesh;

pub use camera::{Camera, PixelMap, Projection};
pub use picture::{NO_FACE, Picture, Tint};
pub use shading::Light;

/// Which side of triangles is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Culling {
    /// Triangles that turn their back are skipped; right for closed meshes.
    #[default]
    Back,
    /// Both sides are drawn; for open meshes.
    None,
}

/// Lines over the shading.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lines {
    /// Width of the lines of edges in pixels of the finished picture; 0 draws none.
    pub edge_px: f32,
    /// Width of contours (where the surface turns away or ends); 0 draws none.
    pub contour_px: f32,
}

/// How a picture is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Where the light comes from.
    pub light: Light,
    /// Lines over the shading.
    pub lines: Lines,
    /// Samples along each side of a pixel: 1 is fast, 4 is smooth; 0 counts as 1.
    pub supersample: u32,
    /// Which side of triangles is drawn.
    pub culling: Culling,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            light: Light::default(),
            lines: Lines { edge_px: 1.5, contour_px: 1.0 },
            supersample: 1,
            culling: Culling::Back,
        }
    }
}

impl Style {
    /// Shading, depth and face ids without any line.
    pub fn without_lines() -> Self {
        Self { lines: Lines { edge_px: 0.0, contour_px: 0.0 }, ..Self::default() }
    }

    /// The same style with more samples a pixel.
    #[must_use]
    pub fn supersampled(self, supersample: u32) -> Self {
        Self { supersample, ..self }
    }
}

/// Draws `mesh` as `camera` sees it. A mesh without triangles gives an empty picture with its lines.
pub fn draw(mesh: &Mesh, camera: &Camera, width: u32, height: u32, style: &Style) -> Picture {
    let factor = style.supersample.max(1);
    let eye = camera::Eye::new(camera, width * factor, height * factor);
    let mut canvas = fill::Canvas::new(width * factor, height * factor);
    fill::triangles(&mut canvas, mesh, &eye, style);
    let scale = factor as f32;
    if style.lines.contour_px > 0.0 {
        stroke::contours(&mut canvas, &eye, mesh, style.lines.contour_px * scale);
    }
    if style.lines.edge_px > 0.0 {
        stroke::edges(&mut canvas, &eye, mesh, style.lines.edge_px * scale);
    }
    downsample::picture(canvas, factor)
}

/// Draws one picture for each camera, on as many threads as rayon has.
pub fn draw_all(mesh: &Mesh, cameras: &[Camera], width: u32, height: u32, style: &Style) -> Vec<Picture> {
    cameras.par_iter().map(|camera| draw(mesh, camera, width, height, style)).collect()
}

#[cfg(test)]
mod tests;
