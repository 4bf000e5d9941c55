//! Engineering drawings of a mesh: front, top and right view in third-angle projection, with hidden
//! lines, centre lines and dimensions, as CADExpert's pictures have them.
//!
//! Everything is found on the triangles and the lines of the edges: sharp edges and the outlines of
//! curved faces are projected, tested against a depth picture, and drawn whole where they are seen
//! and dashed where they are not. Circles that face the view give diameters and centre lines, the
//! other edges give levels. A size is written once, in the view that shows it best.
//!
//! All views have one scale, so that they line up on the sheet. There are no sections, tolerances or
//! details; slanted faces get no angle.

mod dimension;
mod figure;
mod pen;
mod project;

use image::GrayImage;

use base::Mesh;

use crate::views::StandardView;

pub use figure::{Noted, NotedKind};

/// The views of a drawing in their order.
pub const VIEWS: [StandardView; 3] = [StandardView::Front, StandardView::Top, StandardView::Right];

/// How a drawing is made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DrawingOptions {
    /// Pixels along each side of one view.
    pub side: u32,
    /// What a unit of the mesh is in the numbers of the drawing.
    pub scale: f64,
}

impl Default for DrawingOptions {
    /// 448 pixels a view, numbers as the mesh has them.
    fn default() -> Self {
        Self { side: 448, scale: 1.0 }
    }
}

/// A drawing.
#[derive(Clone, Debug)]
pub struct Drawing {
    /// Front, top and right view, dark lines on white.
    pub views: [GrayImage; 3],
    /// What is written in each view, in the order of the views.
    pub noted: [Vec<Noted>; 3],
}

impl Drawing {
    /// All views on one sheet: top above front, right beside front.
    pub fn sheet(&self) -> GrayImage {
        let side = self.views[0].width();
        let mut sheet = GrayImage::from_pixel(2 * side, 2 * side, image::Luma([255]));
        for (view, (x, y)) in self.views.iter().zip([(0, side), (0, 0), (side, side)]) {
            image::imageops::replace(&mut sheet, view, i64::from(x), i64::from(y));
        }
        sheet
    }
}

/// The lines of one view, in units of the mesh along right and up.
#[derive(Clone, Debug, Default)]
pub struct ViewLines {
    /// What is seen.
    pub seen: Vec<Vec<[f32; 2]>>,
    /// What other surfaces hide.
    pub hidden: Vec<Vec<[f32; 2]>>,
}

/// The lines that a drawing of a part shows in each of some views, without sizes; none for an empty mesh.
pub fn lines(mesh: &Mesh, views: &[StandardView]) -> Vec<ViewLines> {
    let Some(bounds) = mesh.bounds().filter(|_| !mesh.triangles.is_empty()) else {
        return vec![ViewLines::default(); views.len()];
    };
    let topology = project::Topology::new(mesh);
    views.iter().map(|view| figure::figure(mesh, &topology, *view, &bounds).into_lines()).collect()
}

/// Draws a part. A mesh without triangles gives empty sheets.
pub fn draw(mesh: &Mesh, options: &DrawingOptions) -> Drawing {
    let side = options.side.max(128);
    let blank = || GrayImage::from_pixel(side, side, image::Luma([255]));
    let mut drawing = Drawing { views: std::array::from_fn(|_| blank()), noted: [const { Vec::new() }; 3] };
    let Some(bounds) = mesh.bounds().filter(|_| !mesh.triangles.is_empty()) else { return drawing };
    // Room for dimensions stays around the part.
    let room = side as f32 * 0.60;
    let longest = bounds.longest().max(1e-6) as f32;
    let scale = room / longest;
    let topology = project::Topology::new(mesh);
    let mut said = dimension::Said::default();
    for (i, view) in VIEWS.into_iter().enumerate() {
        let figure = figure::figure(mesh, &topology, view, &bounds);
        let mut pen = pen::Pen::new(side, scale, figure.middle());
        figure.draw(&mut pen);
        drawing.noted[i] = dimension::write(&mut pen, &figure, &mut said, options.scale);
        drawing.views[i] = pen.picture();
    }
    drawing
}

#[cfg(test)]
mod tests;
