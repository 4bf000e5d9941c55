//! The picture that cadrille reads: four oblique views in one, yellow on white.
//!
//! Camera, light, colour and layout follow systems.md section 1.1: the part in the unit cube, eyes
//! at `c - 0.9 f`, 60° perspective with +Y downwards, flat shading by two lamps at the eye's side.
//! Two deviations: the pictures of 500 pixels are reduced by averaging instead of a spline of order
//! two, and the lamps beyond the part are left out, because they light no face that is seen.

use glam::Vec3;
use image::{Rgb, RgbImage, imageops};

use base::Mesh;

use crate::raster::{self, Camera, NO_FACE, Projection, Style};

/// Width and height of the composite in pixels.
pub const SIDE: u32 = 268;

/// Pixels of one view before it is reduced.
const DRAWN: u32 = 500;
/// Pixels of one view after that, without its frame.
const REDUCED: u32 = 128;
/// Width of the black frame around a view.
const FRAME: u32 = 3;
/// Where the cameras look, in the order top left, top right, bottom left, bottom right.
const FRONTS: [[f32; 3]; 4] = [[1.0, 1.0, 1.0], [-1.0, -1.0, -1.0], [-1.0, 1.0, -1.0], [1.0, -1.0, 1.0]];
/// Colour of the part.
const COLOR: [f32; 3] = [1.0, 1.0, 136.0 / 255.0];

/// Draws the composite; a mesh without triangles gives white views.
pub fn draw(mesh: &Mesh) -> RgbImage {
    let mut picture = RgbImage::new(SIDE, SIDE);
    let unit = in_unit_cube(mesh);
    for (i, front) in FRONTS.into_iter().enumerate() {
        let (x, y) = ((i as u32 % 2) * (SIDE / 2) + FRAME, (i as u32 / 2) * (SIDE / 2) + FRAME);
        let view =
            imageops::resize(&view(&unit, front.into()), REDUCED, REDUCED, imageops::FilterType::Triangle);
        imageops::replace(&mut picture, &view, i64::from(x), i64::from(y));
    }
    picture
}

/// The mesh with the middle of its box at 0.5 and its longest side 1, a face for each triangle.
fn in_unit_cube(mesh: &Mesh) -> Mesh {
    let Some(bounds) = mesh.bounds() else { return Mesh::default() };
    let (center, longest) = (bounds.center(), bounds.longest().max(1e-9));
    let place =
        |p: &[f32; 3]| std::array::from_fn(|i| ((f64::from(p[i]) - center[i]) / longest + 0.5) as f32);
    Mesh {
        positions: mesh.positions.iter().map(place).collect(),
        faces: (0..mesh.triangles.len() as u32).collect(),
        edges: Vec::new(),
        ..mesh.clone()
    }
}

fn view(mesh: &Mesh, front: Vec3) -> RgbImage {
    let center = Vec3::splat(0.5);
    let eye = center - 0.9 * front;
    let camera = Camera {
        eye: eye.into(),
        target: center.into(),
        up: [0.0, -1.0, 0.0],
        projection: Projection::Perspective { fov_y: 60f32.to_radians() },
    };
    let picture = raster::draw(mesh, &camera, DRAWN, DRAWN, &Style::without_lines());
    let [right, up, forward] = camera.axes().map(Vec3::from);
    let lamp = center - 2.0 * front;
    let half = DRAWN as f32 / 2.0;
    let slope = 30f32.to_radians().tan() / half;
    RgbImage::from_fn(DRAWN, DRAWN, |x, y| {
        let at = (y * DRAWN + x) as usize;
        if picture.face[at] == NO_FACE {
            return Rgb([255; 3]);
        }
        let [a, b, c] = mesh.corners(picture.face[at] as usize).map(Vec3::from);
        let normal = (b - a).cross(c - a).normalize_or_zero();
        let ray =
            forward + right * ((x as f32 + 0.5 - half) * slope) - up * ((y as f32 + 0.5 - half) * slope);
        let point = eye + ray * picture.depth[at];
        let to_lamp = (lamp - point).normalize_or_zero();
        let facing = normal.dot(to_lamp).max(0.0);
        let mirrored = 2.0 * normal.dot(to_lamp) * normal - to_lamp;
        let shine = 0.4 * mirrored.dot((eye - point).normalize_or_zero()).max(0.0).powi(100);
        Rgb(COLOR.map(|channel| ((channel * 1.32 * facing + shine).clamp(0.0, 1.0) * 255.0) as u8))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_meshes;

    #[test]
    fn four_framed_views_of_a_yellow_cube() {
        let picture = draw(&test_meshes::cube(10.0));
        assert_eq!(picture.dimensions(), (SIDE, SIDE));
        assert_eq!(picture.get_pixel(0, 0).0, [0; 3]);
        for (x, y) in [(67, 67), (201, 67), (67, 201), (201, 201)] {
            assert_eq!(picture.get_pixel(x - 60, y - 60).0, [255; 3], "white ground");
            let [r, g, b] = picture.get_pixel(x, y + 20).0;
            assert!(r > 60 && r.abs_diff(g) < 3 && b < r, "yellow: {r} {g} {b}");
        }
    }

    #[test]
    fn y_points_down() {
        // A small cube on the side of +Y: that end of the part is the narrow one.
        let mut mesh = test_meshes::cube(10.0);
        let mut knob = test_meshes::cube(4.0);
        knob.positions.iter_mut().for_each(|p| p[1] += 8.0);
        mesh.append(&knob);
        let picture = draw(&mesh);
        let dark = |rows: std::ops::Range<u32>| {
            rows.flat_map(|y| (6..128).map(move |x| (x, y)))
                .filter(|(x, y)| picture.get_pixel(*x, *y).0[2] < 200)
                .count()
        };
        let (above, below) = (dark(6..34), dark(100..128));
        assert!(below > 0 && above > 10 * below, "{above} above, {below} below");
    }
}
