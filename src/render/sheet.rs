//! Several views of a part on one sheet, for people: `partwright render`.
//!
//! Views stand as an engineering drawing in third-angle projection has them: top above front, right
//! beside front, all axis views of a sheet at one scale so that edges line up.

use image::{Rgb, RgbImage};
use rayon::prelude::*;

use base::{Bounds, Mesh};

use crate::raster::{self, Camera, Lines, Picture, Projection, Style, Tint};
use crate::views::{self, StandardView};

/// How many views a sheet shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Iso only.
    #[default]
    One,
    /// Two by two: top and iso above front and right.
    Four,
    /// Four by two: top, iso, iso from behind, bottom above front, right, back, left.
    Eight,
}

impl Layout {
    /// The layout for a number of views; `None` for numbers other than 1, 4 and 8.
    pub fn from_count(count: u32) -> Option<Self> {
        match count {
            1 => Some(Self::One),
            4 => Some(Self::Four),
            8 => Some(Self::Eight),
            _ => None,
        }
    }

    /// Columns and rows.
    pub fn grid(self) -> [u32; 2] {
        match self {
            Self::One => [1, 1],
            Self::Four => [2, 2],
            Self::Eight => [4, 2],
        }
    }
}

/// Samples along each side of a pixel.
const SUPERSAMPLE: u32 = 4;
/// What an empty mesh is framed by.
const NOTHING: Bounds = Bounds { min: [-0.5; 3], max: [0.5; 3] };
/// Colour between the views.
const LINE: Rgb<u8> = Rgb([217, 221, 226]);

/// Composes a sheet with views of `size` by `size` pixels and thin lines between them.
///
/// A mesh without vertices gives empty views.
pub fn compose(mesh: &Mesh, layout: Layout, size: u32) -> RgbImage {
    let size = size.max(16);
    let [columns, rows] = layout.grid();
    let gap = (size / 256).clamp(1, 4);
    let width = columns * size + (columns - 1) * gap;
    let height = rows * size + (rows - 1) * gap;
    let mut sheet = RgbImage::from_pixel(width, height, LINE);
    let cameras = cameras(mesh, layout);
    let style = style(size);
    let pictures: Vec<Picture> =
        cameras.par_iter().map(|camera| raster::draw(mesh, camera, size, size, &style)).collect();
    for (i, picture) in pictures.iter().enumerate() {
        let (column, row) = (i as u32 % columns, i as u32 / columns);
        let (left, top) = (column * (size + gap), row * (size + gap));
        for (at, color) in picture.to_rgb(&Tint::LIGHT).chunks_exact(3).enumerate() {
            let (x, y) = (at as u32 % size, at as u32 / size);
            sheet.put_pixel(left + x, top + y, Rgb([color[0], color[1], color[2]]));
        }
    }
    sheet
}

/// One iso view of `size` by `size` pixels that the part fills, for lists of candidates.
pub fn thumbnail(mesh: &Mesh, size: u32, tint: &Tint) -> RgbImage {
    let size = size.max(16);
    let style = Style { lines: Lines { edge_px: 1.0, contour_px: 1.0 }, supersample: 3, ..Style::default() };
    let bounds = mesh.bounds().unwrap_or(NOTHING);
    let camera = views::fitted(&views::view(StandardView::Iso, &bounds), mesh.positions.iter().copied());
    let bytes = raster::draw(mesh, &camera, size, size, &style).to_rgb(tint);
    RgbImage::from_raw(size, size, bytes).expect("a picture has three bytes for each pixel")
}

/// Lines grow slowly with the size of a view.
fn style(size: u32) -> Style {
    let edge_px = (size as f32 / 400.0).clamp(1.0, 3.0);
    Style { lines: Lines { edge_px, contour_px: edge_px }, supersample: SUPERSAMPLE, ..Style::default() }
}

/// The cameras of a layout in reading order, all at one scale.
fn cameras(mesh: &Mesh, layout: Layout) -> Vec<Camera> {
    use StandardView::{Back, Bottom, Front, Iso, Left, Right, Top};
    let bounds = mesh.bounds().unwrap_or(NOTHING);
    let fitted = |camera: Camera| views::fitted(&camera, mesh.positions.iter().copied());
    let see = |view| fitted(views::view(view, &bounds));
    let behind =
        || fitted(views::orbit(views::ISO_AZIMUTH + std::f32::consts::PI, views::ISO_ELEVATION, &bounds));
    let mut cameras = match layout {
        Layout::One => vec![see(Iso)],
        Layout::Four => vec![see(Top), see(Iso), see(Front), see(Right)],
        Layout::Eight => {
            vec![see(Top), see(Iso), behind(), see(Bottom), see(Front), see(Right), see(Back), see(Left)]
        }
    };
    let half_height = |camera: &Camera| match camera.projection {
        Projection::Orthographic { half_height } => half_height,
        Projection::Perspective { .. } => 0.0,
    };
    let largest = cameras.iter().map(half_height).fold(0.0, f32::max);
    for camera in &mut cameras {
        // A little more room than a single picture has, so that neighbours do not crowd.
        camera.projection = Projection::Orthographic { half_height: largest * 1.08 };
    }
    cameras
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_meshes;

    #[test]
    fn a_sheet_has_views_and_gaps() {
        let sheet = compose(&test_meshes::cube(10.0), Layout::Four, 64);
        assert_eq!((sheet.width(), sheet.height()), (129, 129));
        assert_eq!(*sheet.get_pixel(64, 10), LINE);
        let front = sheet.get_pixel(32, 65 + 32).0;
        assert!(front[0] > 120 && front[0] < 235, "the front face is shaded: {front:?}");
        let corner = sheet.get_pixel(1, 1).0;
        assert_eq!(corner, [251, 252, 253]);
        assert_eq!(compose(&Mesh::default(), Layout::One, 64).width(), 64);
        let dark = thumbnail(&test_meshes::cube(10.0), 48, &Tint::DARK);
        assert!(dark.get_pixel(24, 14).0[0] > 100 && dark.get_pixel(0, 0).0[0] < 50);
    }
}
