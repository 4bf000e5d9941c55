//! The camera that a person turns: orbit, pan, zoom about the cursor, fit, standard views.
//!
//! Its pose is a point that is looked at, two angles and a distance, a turntable with Z up that may
//! look straight down. three-d's camera makes the matrices of it. Changes by fit and standard views
//! take [`ANIMATION_SECS`], unless motion is not wanted; the caller says how much time has passed.
//!
//! Places on the screen are in points of the window's layout from the upper left of the viewport, y down.

use std::f32::consts::{FRAC_PI_2, PI, TAU};

use glam::{Mat4, Vec3, vec3};
use three_d::Viewer as _;

use base::Bounds;

use crate::gpu::View;
use crate::raster::{self, Projection};
use crate::views::{self, StandardView};

/// How long a change of view takes.
pub const ANIMATION_SECS: f32 = 0.15;

/// Vertical angle of view in perspective, in radians.
const FOV_Y: f32 = 0.52;
/// Radians that a drag of one point turns.
const TURN_PER_POINT: f32 = 0.0087;
/// Room around what is fitted, as a share of the picture on each side.
const MARGIN: f32 = 0.1;

/// How depth becomes size on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lens {
    /// Far things are smaller.
    #[default]
    Perspective,
    /// Parallel rays.
    Orthographic,
}

/// Whether a change of view glides or jumps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motion {
    /// It takes [`ANIMATION_SECS`].
    #[default]
    Glide,
    /// It happens at once, for people who asked their system for less motion.
    Jump,
}

/// Where the camera is and looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pose {
    /// The point that is looked at, in millimetres.
    pub target: [f32; 3],
    /// Angle of the eye around Z from +X, in radians.
    pub azimuth: f32,
    /// Angle of the eye above the XY plane, in radians, ±90° at most.
    pub elevation: f32,
    /// From the eye to the target in millimetres.
    pub distance: f32,
}

impl Pose {
    fn towards_eye(&self) -> Vec3 {
        let (sin_a, cos_a) = self.azimuth.sin_cos();
        let (sin_e, cos_e) = self.elevation.sin_cos();
        vec3(cos_e * cos_a, cos_e * sin_a, sin_e)
    }

    fn up(&self) -> Vec3 {
        let (sin_a, cos_a) = self.azimuth.sin_cos();
        let (sin_e, cos_e) = self.elevation.sin_cos();
        vec3(-sin_e * cos_a, -sin_e * sin_a, cos_e)
    }

    fn right(&self) -> Vec3 {
        self.up().cross(self.towards_eye())
    }

    fn eye(&self) -> Vec3 {
        Vec3::from(self.target) + self.towards_eye() * self.distance
    }

    /// Between two poses; `t` from 0 to 1, azimuth on the shorter way round, distance by ratio.
    fn mix(&self, other: &Self, t: f32) -> Self {
        let turn = (other.azimuth - self.azimuth + PI).rem_euclid(TAU) - PI;
        Self {
            target: Vec3::from(self.target).lerp(other.target.into(), t).into(),
            azimuth: self.azimuth + turn * t,
            elevation: self.elevation + (other.elevation - self.elevation) * t,
            distance: self.distance * (other.distance / self.distance).powf(t),
        }
    }
}

#[derive(Clone, Copy, Debug)]
struct Glide {
    from: Pose,
    to: Pose,
    passed_secs: f32,
}

/// A turntable camera for one viewport.
#[derive(Clone, Debug)]
pub struct OrbitCamera {
    pose: Pose,
    lens: Lens,
    /// Size of the viewport in points.
    size: [f32; 2],
    /// Middle and radius of what there is to see.
    scene: (Vec3, f32),
    glide: Option<Glide>,
}

impl Default for OrbitCamera {
    fn default() -> Self {
        let mut camera = Self {
            pose: Pose {
                target: [0.0; 3],
                azimuth: views::ISO_AZIMUTH,
                elevation: views::ISO_ELEVATION,
                distance: 300.0,
            },
            lens: Lens::default(),
            size: [640.0, 480.0],
            scene: (Vec3::ZERO, 60.0),
            glide: None,
        };
        camera.fit(&Bounds { min: [-50.0, -50.0, 0.0], max: [50.0, 50.0, 50.0] }, Motion::Jump);
        camera
    }
}

impl OrbitCamera {
    /// Says how large the viewport is, in points.
    pub fn set_size(&mut self, width: f32, height: f32) {
        self.size = [width.max(1.0), height.max(1.0)];
    }

    /// Says what there is to see, so that nothing of it is cut off; does not move the camera.
    pub fn set_scene(&mut self, bounds: &Bounds) {
        let center = Vec3::from(bounds.center().map(|v| v as f32));
        self.scene = (center, (bounds.diagonal() as f32 / 2.0).max(1e-3));
    }

    /// Where the camera is, on its way included.
    pub fn pose(&self) -> Pose {
        self.pose
    }

    /// Puts the camera somewhere at once.
    pub fn set_pose(&mut self, pose: Pose) {
        self.glide = None;
        self.pose = Pose {
            elevation: pose.elevation.clamp(-FRAC_PI_2, FRAC_PI_2),
            distance: pose.distance.max(1e-4),
            ..pose
        };
    }

    /// How depth becomes size.
    pub fn lens(&self) -> Lens {
        self.lens
    }

    /// Changes the lens; what is at the target keeps its size.
    pub fn set_lens(&mut self, lens: Lens) {
        self.lens = lens;
    }

    /// Turns by a drag of so many points: to the right, and down.
    pub fn orbit(&mut self, right: f32, down: f32) {
        self.settle();
        self.pose.azimuth = (self.pose.azimuth - right * TURN_PER_POINT + PI).rem_euclid(TAU) - PI;
        self.pose.elevation = (self.pose.elevation + down * TURN_PER_POINT).clamp(-FRAC_PI_2, FRAC_PI_2);
    }

    /// Moves sideways by a drag of so many points, so that what is at the target follows the cursor.
    pub fn pan(&mut self, right: f32, down: f32) {
        self.settle();
        let mm = self.mm_per_point();
        let shift = self.pose.right() * (-right * mm) + self.pose.up() * (down * mm);
        self.pose.target = (Vec3::from(self.pose.target) + shift).into();
    }

    /// Makes things larger by a factor (smaller below 1); what is under the cursor stays there.
    pub fn zoom(&mut self, cursor: [f32; 2], factor: f32) {
        self.settle();
        if !(factor.is_finite() && factor > 0.0) {
            return;
        }
        let radius = self.scene.1;
        let distance = (self.pose.distance / factor).clamp(radius * 0.005, radius * 100.0);
        let kept = 1.0 - distance / self.pose.distance;
        let target = Vec3::from(self.pose.target);
        let under_cursor = self.on_target_plane(cursor);
        self.pose.target = (target + (under_cursor - target) * kept).into();
        self.pose.distance = distance;
    }

    /// Shows all of a box from the present direction.
    pub fn fit(&mut self, bounds: &Bounds, motion: Motion) {
        self.set_scene(bounds);
        let to = self.fitted(self.aim(), bounds);
        self.go(to, motion);
    }

    /// Looks from a standard direction at all of a box.
    pub fn look(&mut self, view: StandardView, bounds: &Bounds, motion: Motion) {
        self.set_scene(bounds);
        let (azimuth, elevation) = view.angles();
        let to = self.fitted(Pose { azimuth, elevation, ..self.aim() }, bounds);
        self.go(to, motion);
    }

    /// Lets time pass. Returns whether the camera is still on its way, so another frame is needed.
    pub fn advance(&mut self, seconds: f32) -> bool {
        let Some(glide) = &mut self.glide else { return false };
        glide.passed_secs += seconds.max(0.0);
        let t = glide.passed_secs / ANIMATION_SECS;
        if t >= 1.0 {
            self.settle();
            return false;
        }
        // Starts fast and ends softly.
        let eased = 1.0 - (1.0 - t).powi(3);
        self.pose = glide.from.mix(&glide.to, eased);
        true
    }

    /// Whether the camera is on its way.
    pub fn is_moving(&self) -> bool {
        self.glide.is_some()
    }

    /// What the renderer needs, for a target of this size in pixels.
    pub fn view(&self, width_px: u32, height_px: u32) -> View {
        let size = [width_px.max(1), height_px.max(1)];
        let camera = self.three_d_camera(size);
        let world_to_view = matrix(camera.view());
        View {
            clip_from_world: WGPU_FROM_GL * matrix(camera.projection()) * world_to_view,
            eye: self.pose.eye(),
            right: self.pose.right(),
            up: self.pose.up(),
            forward: -self.pose.towards_eye(),
            focus: self.pose.target.into(),
            is_perspective: self.lens == Lens::Perspective,
            mm_per_pixel_at_focus: self.seen_height() / size[1] as f32,
            size,
        }
    }

    /// The same view for the CPU rasterizer.
    pub fn raster_camera(&self) -> raster::Camera {
        let projection = match self.lens {
            Lens::Perspective => Projection::Perspective { fov_y: FOV_Y },
            Lens::Orthographic => Projection::Orthographic { half_height: self.seen_height() / 2.0 },
        };
        raster::Camera {
            eye: self.pose.eye().into(),
            target: self.pose.target,
            up: self.pose.up().into(),
            projection,
        }
    }

    /// Millimetres that one point of the screen covers at the target.
    pub fn mm_per_point(&self) -> f32 {
        self.seen_height() / self.size[1]
    }

    /// The point under the cursor on the plane through the target that faces the eye.
    fn on_target_plane(&self, cursor: [f32; 2]) -> Vec3 {
        let mm = self.mm_per_point();
        let right = (cursor[0] - self.size[0] / 2.0) * mm;
        let up = (self.size[1] / 2.0 - cursor[1]) * mm;
        Vec3::from(self.pose.target) + self.pose.right() * right + self.pose.up() * up
    }

    /// Height of what is seen at the target.
    fn seen_height(&self) -> f32 {
        2.0 * self.pose.distance * (FOV_Y / 2.0).tan()
    }

    /// Where the camera will be when it has arrived.
    fn aim(&self) -> Pose {
        self.glide.map_or(self.pose, |glide| glide.to)
    }

    fn go(&mut self, to: Pose, motion: Motion) {
        self.glide = match motion {
            Motion::Glide => Some(Glide { from: self.pose, to, passed_secs: 0.0 }),
            Motion::Jump => None,
        };
        if motion == Motion::Jump {
            self.pose = to;
        }
    }

    /// Ends a glide where it was going, before a person takes over.
    fn settle(&mut self) {
        if let Some(glide) = self.glide.take() {
            self.pose = glide.to;
        }
    }

    /// The pose with this direction that shows a box whole.
    fn fitted(&self, pose: Pose, bounds: &Bounds) -> Pose {
        let center = Vec3::from(bounds.center().map(|v| v as f32));
        let half = Vec3::from(bounds.size().map(|v| v as f32 / 2.0));
        let (right, up, back) = (pose.right(), pose.up(), pose.towards_eye());
        let tan_y = (FOV_Y / 2.0).tan() * (1.0 - 2.0 * MARGIN);
        let tan_x = tan_y * self.size[0] / self.size[1];
        let mut distance = 1e-3f32;
        for corner in 0..8 {
            let sign = |bit: u32| if corner & bit == 0 { -1.0 } else { 1.0 };
            let offset = half * vec3(sign(1), sign(2), sign(4));
            let nearer = match self.lens {
                Lens::Perspective => offset.dot(back),
                Lens::Orthographic => 0.0,
            };
            let needed = (offset.dot(right).abs() / tan_x).max(offset.dot(up).abs() / tan_y);
            distance = distance.max(needed + nearer);
        }
        Pose { target: center.into(), distance, ..pose }
    }

    fn three_d_camera(&self, size: [u32; 2]) -> three_d::Camera {
        let vector = |v: Vec3| three_d::vec3(v.x, v.y, v.z);
        let viewport = three_d::Viewport::new_at_origo(size[0], size[1]);
        let eye = self.pose.eye();
        let (center, radius) = self.scene;
        let depth = (center - eye).dot(-self.pose.towards_eye());
        // The ground grid reaches farther than the part.
        let reach = radius + self.pose.distance * 3.0;
        let (eye, target, up) = (vector(eye), vector(self.pose.target.into()), vector(self.pose.up()));
        match self.lens {
            Lens::Perspective => {
                let near = (depth - radius * 1.05).max(self.pose.distance * 0.01).min(self.pose.distance);
                let far = (depth + reach).max(near * 2.0);
                let angle = three_d::radians(FOV_Y);
                three_d::Camera::new_perspective(viewport, eye, target, up, angle, near * 0.5, far)
            }
            Lens::Orthographic => {
                // three-d scales the height by the distance from eye to target.
                let height = self.seen_height() / self.pose.distance;
                let (near, far) = (depth - reach, depth + reach);
                three_d::Camera::new_orthographic(viewport, eye, target, up, height, near, far)
            }
        }
    }
}

/// three-d's clip space is OpenGL's with depth in -1..1; wgpu wants 0..1.
const WGPU_FROM_GL: Mat4 = Mat4::from_cols_array(&[
    1.0, 0.0, 0.0, 0.0, //
    0.0, 1.0, 0.0, 0.0, //
    0.0, 0.0, 0.5, 0.0, //
    0.0, 0.0, 0.5, 1.0,
]);

fn matrix(m: three_d::Mat4) -> Mat4 {
    let columns: [[f32; 4]; 4] = m.into();
    Mat4::from_cols_array_2d(&columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOX: Bounds = Bounds { min: [-10.0, -20.0, 0.0], max: [30.0, 20.0, 10.0] };

    fn camera(lens: Lens) -> OrbitCamera {
        let mut camera = OrbitCamera::default();
        camera.set_size(800.0, 600.0);
        camera.set_lens(lens);
        camera.fit(&BOX, Motion::Jump);
        camera
    }

    /// Where a point appears, in points of a viewport of 800x600, and its depth.
    fn place(camera: &OrbitCamera, point: Vec3) -> Vec3 {
        let clip = camera.view(800, 600).clip_from_world.project_point3(point);
        vec3((clip.x + 1.0) * 400.0, (1.0 - clip.y) * 300.0, clip.z)
    }

    fn corners(bounds: &Bounds) -> impl Iterator<Item = Vec3> {
        let ends = [bounds.min.map(|v| v as f32), bounds.max.map(|v| v as f32)];
        (0..8).map(move |c| vec3(ends[c & 1][0], ends[c >> 1 & 1][1], ends[c >> 2 & 1][2]))
    }

    #[test]
    fn fit_shows_all_and_wastes_little() {
        for lens in [Lens::Perspective, Lens::Orthographic] {
            for view in StandardView::ALL {
                let mut camera = camera(lens);
                camera.look(view, &BOX, Motion::Jump);
                let mut reach = 0f32;
                for corner in corners(&BOX) {
                    let p = place(&camera, corner);
                    assert!((0.0..=1.0).contains(&p.z), "{lens:?} {view:?}: depth {}", p.z);
                    reach = reach.max((p.x / 400.0 - 1.0).abs()).max((p.y / 300.0 - 1.0).abs());
                }
                assert!((0.75..0.81).contains(&reach), "{lens:?} {view:?}: {reach}");
            }
        }
    }

    #[test]
    fn zoom_keeps_what_is_under_the_cursor() {
        for lens in [Lens::Perspective, Lens::Orthographic] {
            let mut camera = camera(lens);
            let cursor = [550.0, 200.0];
            let point = camera.on_target_plane(cursor);
            camera.zoom(cursor, 1.7);
            let p = place(&camera, point);
            assert!((p.x - 550.0).abs() < 0.05 && (p.y - 200.0).abs() < 0.05, "{lens:?}: {p}");
            camera.zoom(cursor, f32::NAN);
            assert!(camera.pose().distance.is_finite());
        }
    }

    #[test]
    fn pan_moves_the_target_with_the_cursor() {
        for lens in [Lens::Perspective, Lens::Orthographic] {
            let mut camera = camera(lens);
            let target = Vec3::from(camera.pose().target);
            camera.pan(30.0, -12.0);
            let p = place(&camera, target);
            assert!((p.x - 430.0).abs() < 0.05 && (p.y - 288.0).abs() < 0.05, "{lens:?}: {p}");
        }
    }

    #[test]
    fn orbit_is_a_turntable_that_stops_at_the_poles() {
        let mut camera = camera(Lens::Perspective);
        camera.orbit(0.0, 10_000.0);
        assert_eq!(camera.pose().elevation, FRAC_PI_2);
        // From above, a point at +Y of the target is straight up or down of it, never lost.
        let view = camera.view(800, 600);
        assert!(view.clip_from_world.is_finite() && view.right.is_normalized());
        camera.orbit(200.0, -100.0);
        assert!(camera.pose().right().z.abs() < 1e-6, "the horizon stays level");
        assert!((-PI..=PI).contains(&camera.pose().azimuth));
    }

    #[test]
    fn glides_arrive_in_time_and_yield_to_the_hand() {
        let mut camera = camera(Lens::Perspective);
        camera.look(StandardView::Front, &BOX, Motion::Glide);
        assert!(camera.is_moving() && camera.advance(0.05) && camera.advance(0.05));
        assert!(!camera.advance(0.06) && !camera.is_moving());
        assert!((camera.pose().azimuth + FRAC_PI_2).abs() < 1e-6);
        camera.look(StandardView::Back, &BOX, Motion::Glide);
        camera.orbit(0.0, 0.0);
        assert!(!camera.is_moving());
        assert!((camera.pose().azimuth - FRAC_PI_2).abs() < 1e-5);
    }

    #[test]
    fn agrees_with_three_d_and_with_the_rasterizer() {
        let camera = camera(Lens::Perspective);
        let three_d = camera.three_d_camera([800, 600]);
        let eye = three_d.position();
        assert!((vec3(eye.x, eye.y, eye.z) - camera.pose().eye()).length() < 1e-3);
        let [right, up, forward] = camera.raster_camera().axes();
        let view = camera.view(800, 600);
        assert!((Vec3::from(right) - view.right).length() < 1e-5);
        assert!((Vec3::from(up) - view.up).length() < 1e-5);
        assert!((Vec3::from(forward) - view.forward).length() < 1e-5);
    }
}
