//! Where the eye is, in the form that shaders and picking need.

use glam::{Mat4, Vec3, vec3};

use crate::raster::{Camera, Projection};

/// A view of the world in a picture of a certain size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// From the world to clip space with depth 0..1.
    pub clip_from_world: Mat4,
    /// The eye in the world.
    pub eye: Vec3,
    /// To the right in the picture, a unit vector.
    pub right: Vec3,
    /// Upwards in the picture, a unit vector.
    pub up: Vec3,
    /// Into the picture, a unit vector.
    pub forward: Vec3,
    /// The point that is looked at.
    pub focus: Vec3,
    /// Whether far things are smaller.
    pub is_perspective: bool,
    /// Millimetres that a pixel covers at the focus.
    pub mm_per_pixel_at_focus: f32,
    /// Width and height of the picture in pixels.
    pub size: [u32; 2],
}

impl View {
    /// The view of a camera of the rasterizer, for a picture of this size.
    pub fn of_camera(camera: &Camera, width: u32, height: u32) -> Self {
        let [right, up, forward] = camera.axes().map(Vec3::from);
        let (eye, focus) = (Vec3::from(camera.eye), Vec3::from(camera.target));
        let distance = eye.distance(focus).max(1e-4);
        let aspect = width.max(1) as f32 / height.max(1) as f32;
        let to_view = Mat4::look_to_rh(eye, forward, up);
        let (projection, seen_height, is_perspective) = match camera.projection {
            Projection::Orthographic { half_height } => {
                let half_width = half_height * aspect;
                let reach = distance * 8.0;
                let projection =
                    Mat4::orthographic_rh(-half_width, half_width, -half_height, half_height, -reach, reach);
                (projection, 2.0 * half_height, false)
            }
            Projection::Perspective { fov_y } => {
                let projection = Mat4::perspective_rh(fov_y, aspect, distance * 0.02, distance * 20.0);
                (projection, 2.0 * distance * (fov_y / 2.0).tan(), true)
            }
        };
        Self {
            clip_from_world: projection * to_view,
            eye,
            right,
            up,
            forward,
            focus,
            is_perspective,
            mm_per_pixel_at_focus: seen_height / height.max(1) as f32,
            size: [width.max(1), height.max(1)],
        }
    }

    /// The window of `side` by `side` pixels around a place of this view, as a view of its own.
    #[must_use]
    pub fn cropped(&self, place: [f32; 2], side: u32) -> Self {
        let [width, height] = self.size.map(|s| s as f32);
        let center = vec3(place[0] / width * 2.0 - 1.0, 1.0 - place[1] / height * 2.0, 0.0);
        let scale = vec3(width / side as f32, height / side as f32, 1.0);
        let crop = Mat4::from_scale(scale) * Mat4::from_translation(-center);
        Self { clip_from_world: crop * self.clip_from_world, size: [side, side], ..*self }
    }

    /// The point in the world at a place in pixels and a depth in clip space.
    pub fn world_from_pixel(&self, place: [f32; 2], depth: f32) -> Vec3 {
        let [width, height] = self.size.map(|s| s as f32);
        let clip = vec3(place[0] / width * 2.0 - 1.0, 1.0 - place[1] / height * 2.0, depth);
        self.clip_from_world.inverse().project_point3(clip)
    }

    /// Where a point of the world appears, in pixels from the upper left; `None` behind the eye.
    pub fn pixel_from_world(&self, point: Vec3) -> Option<[f32; 2]> {
        let clip = self.clip_from_world * point.extend(1.0);
        if clip.w <= 0.0 {
            return None;
        }
        let [width, height] = self.size.map(|s| s as f32);
        Some([(clip.x / clip.w + 1.0) * width / 2.0, (1.0 - clip.y / clip.w) * height / 2.0])
    }

    /// Millimetres a pixel covers: for each millimetre of depth in perspective, else everywhere.
    pub(super) fn pixel_scale(&self) -> f32 {
        if self.is_perspective {
            self.mm_per_pixel_at_focus / (self.focus - self.eye).dot(self.forward).max(1e-6)
        } else {
            self.mm_per_pixel_at_focus
        }
    }
}
