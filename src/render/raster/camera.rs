//! Cameras: where the eye is, and how a point in the world becomes a point in the picture.

use glam::{Vec3, vec3};

/// How depth becomes size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Projection {
    /// Parallel rays.
    Orthographic {
        /// Half of the height of what is seen, in millimetres.
        half_height: f32,
    },
    /// Rays through the eye.
    Perspective {
        /// Full vertical angle of view in radians.
        fov_y: f32,
    },
}

/// A camera in the world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// Where the eye is, in millimetres.
    pub eye: [f32; 3],
    /// A point straight ahead.
    pub target: [f32; 3],
    /// Roughly up; any direction that is not the line of sight.
    pub up: [f32; 3],
    /// How depth becomes size.
    pub projection: Projection,
}

impl Camera {
    /// The unit vectors right, up and forward of the picture in the world.
    pub fn axes(&self) -> [[f32; 3]; 3] {
        let (right, up, forward) = axes(self);
        [right.into(), up.into(), forward.into()]
    }

    /// The map between pixels and the plane through the target, for an orthographic camera.
    ///
    /// `None` for a perspective camera, where a pixel is no length.
    pub fn pixel_map(&self, height: u32) -> Option<PixelMap> {
        match self.projection {
            Projection::Orthographic { half_height } => {
                Some(PixelMap { mm_per_pixel: 2.0 * half_height / height as f32 })
            }
            Projection::Perspective { .. } => None,
        }
    }
}

/// Lengths in an orthographic picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PixelMap {
    /// Millimetres from one pixel to the next.
    pub mm_per_pixel: f32,
}

impl PixelMap {
    /// Millimetres to the right of and above the target for a point in pixels (y down, pixel
    /// centres at halves) of a picture of this size.
    pub fn plane_from_pixel(&self, pixel: [f32; 2], width: u32, height: u32) -> [f32; 2] {
        [
            (pixel[0] - width as f32 / 2.0) * self.mm_per_pixel,
            (height as f32 / 2.0 - pixel[1]) * self.mm_per_pixel,
        ]
    }
}

fn axes(camera: &Camera) -> (Vec3, Vec3, Vec3) {
    let forward = (Vec3::from(camera.target) - Vec3::from(camera.eye)).normalize_or(Vec3::Y);
    let up = Vec3::from(camera.up).normalize_or(Vec3::Z);
    let right = forward.cross(up);
    // Looking along `up`: any other direction serves.
    let right = if right.length_squared() > 1e-8 { right } else { forward.cross(vec3(0.3, 1.0, 0.2)) };
    let right = right.normalize();
    (right, right.cross(forward), forward)
}

/// A camera made ready for a picture of a certain size.
pub(super) struct Eye {
    origin: Vec3,
    pub(super) right: Vec3,
    pub(super) up: Vec3,
    pub(super) forward: Vec3,
    center_px: [f32; 2],
    /// Pixels per millimetre, or pixels times depth per millimetre in perspective.
    scale: f32,
    pub(super) is_perspective: bool,
    /// Nothing nearer is drawn in perspective.
    pub(super) near: f32,
}

/// A point as the eye sees it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    pub(super) x: f32,
    pub(super) y: f32,
    /// Linear in the picture, and larger is nearer: minus depth, or one over depth in perspective.
    pub(super) nearness: f32,
}

impl Eye {
    pub(super) fn new(camera: &Camera, width: u32, height: u32) -> Self {
        let (right, up, forward) = axes(camera);
        let half_height_px = height as f32 / 2.0;
        let (scale, is_perspective) = match camera.projection {
            Projection::Orthographic { half_height } => (half_height_px / half_height.max(1e-6), false),
            Projection::Perspective { fov_y } => {
                (half_height_px / (fov_y.clamp(0.01, 3.0) / 2.0).tan(), true)
            }
        };
        let distance = Vec3::from(camera.target).distance(Vec3::from(camera.eye));
        Self {
            origin: camera.eye.into(),
            right,
            up,
            forward,
            center_px: [width as f32 / 2.0, half_height_px],
            scale,
            is_perspective,
            near: (distance * 1e-3).max(1e-4),
        }
    }

    /// Right, up and depth of a point, in millimetres from the eye.
    #[inline]
    pub(super) fn view(&self, point: [f32; 3]) -> Vec3 {
        let d = Vec3::from(point) - self.origin;
        vec3(d.dot(self.right), d.dot(self.up), d.dot(self.forward))
    }

    /// Whether the point can be projected.
    #[inline]
    pub(super) fn is_before(&self, view: Vec3) -> bool {
        !self.is_perspective || view.z > self.near
    }

    /// The picture of a point in view coordinates; only for points that are before the eye.
    #[inline]
    pub(super) fn project(&self, view: Vec3) -> Seen {
        if self.is_perspective {
            let nearness = 1.0 / view.z;
            let k = self.scale * nearness;
            Seen { x: self.center_px[0] + view.x * k, y: self.center_px[1] - view.y * k, nearness }
        } else {
            Seen {
                x: self.center_px[0] + view.x * self.scale,
                y: self.center_px[1] - view.y * self.scale,
                nearness: -view.z,
            }
        }
    }

    /// Depth in millimetres along the line of sight from nearness; infinite where nothing is.
    #[inline]
    pub(super) fn depth(&self, nearness: f32) -> f32 {
        if self.is_perspective {
            if nearness > 0.0 { 1.0 / nearness } else { f32::INFINITY }
        } else {
            -nearness
        }
    }

    /// The nearness of nothing.
    pub(super) fn nothing(&self) -> f32 {
        if self.is_perspective { 0.0 } else { f32::NEG_INFINITY }
    }

    /// Millimetres that a pixel covers at a depth.
    pub(super) fn pixel_mm(&self, depth: f32) -> f32 {
        if self.is_perspective { depth / self.scale } else { 1.0 / self.scale }
    }
}
