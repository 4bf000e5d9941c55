//! A baseline that needs no learning: what is left of the box after carving with the silhouettes of the
//! given views, seen from where they are.
//!
//! A real user's cameras are not known so well; here they are exact, which makes the baseline strong.
//! The box of the part is known too, as it is for the other baselines.

use base::Mesh;
use render::raster::{self, Camera, Projection, Style};

use super::baselines::Grid;

/// Pixels along each side of a silhouette.
const SIDE: u32 = 256;
/// Cells along the longest side.
const CELLS: usize = 96;

/// Intersection over union of a part and what silhouettes from these cameras leave of its box; `None`
/// without cameras.
pub fn carved_iou(mesh: &Mesh, cameras: &[Camera]) -> Option<f64> {
    if cameras.is_empty() {
        return None;
    }
    let grid = Grid::of(mesh, CELLS)?;
    let style = Style::without_lines();
    let views: Vec<View> = cameras
        .iter()
        .map(|camera| View {
            camera: *camera,
            axes: camera.axes(),
            inside: raster::draw(mesh, camera, SIDE, SIDE, &style).silhouette(),
        })
        .collect();
    let [nx, ny, nz] = grid.size;
    let (mut part, mut union) = (0u64, 0u64);
    for x in 0..nx {
        for y in 0..ny {
            for z in 0..nz {
                let is_part = grid.is_inside(x, y, z);
                let point = grid.middle(x, y, z);
                // The part's own cells are inside every silhouette, but for the rounding of pixels.
                let is_left = is_part || views.iter().all(|view| view.shows(point));
                part += u64::from(is_part);
                union += u64::from(is_left);
            }
        }
    }
    (union > 0).then(|| part as f64 / union as f64)
}

struct View {
    camera: Camera,
    axes: [[f32; 3]; 3],
    inside: Vec<bool>,
}

impl View {
    /// Whether a point falls on the silhouette.
    fn shows(&self, point: [f64; 3]) -> bool {
        let along = |axis: [f32; 3], from: [f32; 3]| -> f64 {
            (0..3).map(|i| f64::from(axis[i]) * (point[i] - f64::from(from[i]))).sum()
        };
        let [right, up, forward] = self.axes;
        let (x, y) = (along(right, self.camera.eye), along(up, self.camera.eye));
        // Half of the picture's height at the depth of the point.
        let half = match self.camera.projection {
            Projection::Orthographic { half_height } => f64::from(half_height),
            Projection::Perspective { fov_y } => {
                along(forward, self.camera.eye) * f64::from(fov_y / 2.0).tan()
            }
        };
        let pixel = |v: f64| (f64::from(SIDE) / 2.0 * (1.0 + v / half)).floor();
        let (column, row) = (pixel(x), pixel(-y));
        let is_on = |v: f64| (0.0..f64::from(SIDE)).contains(&v);
        is_on(column) && is_on(row) && self.inside[row as usize * SIDE as usize + column as usize]
    }
}

#[cfg(test)]
mod tests {
    use render::views::{self, StandardView};

    use super::super::baselines::tests::block;
    use super::*;

    #[test]
    fn a_block_seen_from_three_sides_is_found_and_a_step_from_behind_is_not() {
        let bounds = |mesh: &Mesh| mesh.bounds().expect("a box");
        let cube = block([0.0; 3], [10.0, 20.0, 30.0]);
        let three = [StandardView::Front, StandardView::Right, StandardView::Top];
        let cameras = |mesh: &Mesh, all: &[StandardView]| -> Vec<Camera> {
            all.iter().map(|v| views::view(*v, &bounds(mesh))).collect()
        };
        assert!(carved_iou(&cube, &cameras(&cube, &three)).expect("cameras") > 0.99);
        // A low block before a high one: the front hides the step, the right shows it.
        let mut step = block([0.0, 0.0, 0.0], [10.0, 10.0, 4.0]);
        step.append(&block([0.0, 10.0, 0.0], [10.0, 20.0, 20.0]));
        let from = |all: &[StandardView]| carved_iou(&step, &cameras(&step, all)).expect("cameras");
        assert!((from(&[StandardView::Front]) - 0.6).abs() < 0.02, "{}", from(&[StandardView::Front]));
        assert!(from(&[StandardView::Right]) > 0.97);
        assert_eq!(carved_iou(&cube, &[]), None);
    }
}
