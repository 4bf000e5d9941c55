//! The standard cameras.
//!
//! Z points up. The front view looks along +Y, so its eye is at -Y; the right view has its eye at
//! +X; the top view looks down with +Y upwards in the picture. Azimuth is the angle of the eye
//! around Z from +X towards +Y, elevation its angle above the XY plane: front is azimuth -90°.
//! All cameras are orthographic and fitted: the box fills the picture but for a margin.

use std::f32::consts::{FRAC_PI_2, PI};

use glam::{Vec2, Vec3, vec2, vec3};

use base::Bounds;

use crate::raster::{Camera, Projection};

/// Azimuth of the iso view in radians: from the front right.
pub const ISO_AZIMUTH: f32 = -PI / 4.0;
/// Elevation of the iso view in radians.
pub const ISO_ELEVATION: f32 = PI / 6.0;

/// Room around the box as a share of its size in the picture.
const MARGIN: f32 = 0.06;

/// A view with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StandardView {
    /// The eye at -Y.
    Front,
    /// The eye at +Y.
    Back,
    /// The eye at -X.
    Left,
    /// The eye at +X.
    Right,
    /// The eye at +Z, +Y upwards.
    Top,
    /// The eye at -Z, -Y upwards.
    Bottom,
    /// The eye in front, to the right and above: azimuth -45°, elevation 30°.
    Iso,
}

impl StandardView {
    /// All of them, the six axis views first.
    pub const ALL: [Self; 7] =
        [Self::Front, Self::Back, Self::Left, Self::Right, Self::Top, Self::Bottom, Self::Iso];

    /// Azimuth and elevation of the eye in radians.
    pub fn angles(self) -> (f32, f32) {
        match self {
            Self::Front => (-FRAC_PI_2, 0.0),
            Self::Back => (FRAC_PI_2, 0.0),
            Self::Left => (PI, 0.0),
            Self::Right => (0.0, 0.0),
            Self::Top => (-FRAC_PI_2, FRAC_PI_2),
            Self::Bottom => (-FRAC_PI_2, -FRAC_PI_2),
            Self::Iso => (ISO_AZIMUTH, ISO_ELEVATION),
        }
    }

    /// The name for the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Front => "Front",
            Self::Back => "Back",
            Self::Left => "Left",
            Self::Right => "Right",
            Self::Top => "Top",
            Self::Bottom => "Bottom",
            Self::Iso => "Iso",
        }
    }
}

/// A standard view fitted to a box, for square pictures.
pub fn view(view: StandardView, bounds: &Bounds) -> Camera {
    let (azimuth, elevation) = view.angles();
    orbit(azimuth, elevation, bounds)
}

/// A view from any direction (radians) fitted to a box, for square pictures.
///
/// An elevation of ±90° looks straight down or up; the azimuth then turns the picture.
pub fn orbit(azimuth: f32, elevation: f32, bounds: &Bounds) -> Camera {
    let (sin_a, cos_a) = azimuth.sin_cos();
    let (sin_e, cos_e) = elevation.sin_cos();
    let towards_eye = vec3(cos_e * cos_a, cos_e * sin_a, sin_e);
    // The derivative of the direction by elevation: up in the picture, also at the poles.
    let up = vec3(-sin_e * cos_a, -sin_e * sin_a, cos_e);
    let center = Vec3::from(bounds.center().map(|v| v as f32));
    let distance = (bounds.diagonal() as f32).max(1e-3) * 1.5;
    let eye = center + towards_eye * distance;
    let mut camera = Camera {
        eye: eye.into(),
        target: center.into(),
        up: up.into(),
        projection: Projection::Orthographic { half_height: 1.0 },
    };
    camera.projection = Projection::Orthographic { half_height: fitted_half_height(&camera, bounds) };
    camera
}

/// Half of the height that a square picture must show to hold the box, margin included.
fn fitted_half_height(camera: &Camera, bounds: &Bounds) -> f32 {
    let [right, up, _] = camera.axes();
    let half = bounds.size().map(|s| s as f32 / 2.0);
    let reach = |axis: [f32; 3]| (0..3).map(|i| axis[i].abs() * half[i]).sum::<f32>();
    let largest = reach(right).max(reach(up)).max(1e-4);
    largest / (1.0 - 2.0 * MARGIN)
}

/// The same orthographic camera moved sideways and scaled so that `points` just fill a square picture
/// but for a margin; unchanged without points.
#[must_use]
pub fn fitted(camera: &Camera, points: impl IntoIterator<Item = [f32; 3]>) -> Camera {
    let [right, up, _] = camera.axes().map(Vec3::from);
    let target = Vec3::from(camera.target);
    let (low, high) = points.into_iter().fold((Vec2::INFINITY, Vec2::NEG_INFINITY), |(low, high), p| {
        let d = Vec3::from(p) - target;
        let p = vec2(d.dot(right), d.dot(up));
        (low.min(p), high.max(p))
    });
    if low.x > high.x {
        return *camera;
    }
    let middle = (low + high) / 2.0;
    let shift = right * middle.x + up * middle.y;
    let half_height = ((high - low).max_element() / 2.0).max(1e-4) / (1.0 - 2.0 * MARGIN);
    Camera {
        eye: (Vec3::from(camera.eye) + shift).into(),
        target: (target + shift).into(),
        up: camera.up,
        projection: Projection::Orthographic { half_height },
    }
}

/// Front, right, top, iso: the four views that the model reads.
pub fn four(bounds: &Bounds) -> [Camera; 4] {
    use StandardView::{Front, Iso, Right, Top};
    [Front, Right, Top, Iso].map(|v| view(v, bounds))
}

/// The six axis views, iso, and iso from behind.
pub fn eight(bounds: &Bounds) -> [Camera; 8] {
    use StandardView::{Back, Bottom, Front, Iso, Left, Right, Top};
    let [a, b, c, d, e, f, g] = [Front, Right, Back, Left, Top, Bottom, Iso].map(|v| view(v, bounds));
    [a, b, c, d, e, f, g, orbit(ISO_AZIMUTH + PI, ISO_ELEVATION, bounds)]
}

/// The eight corners of a cube, the four in front first, as Zero-to-CAD's pictures are taken to be.
pub fn corners(bounds: &Bounds) -> [Camera; 8] {
    // The elevation of a cube's corner is the angle whose tangent is the root of one half.
    let elevation = 0.5f32.sqrt().atan();
    let at = |quarter: f32, sign: f32| orbit(-PI / 4.0 + quarter * FRAC_PI_2, sign * elevation, bounds);
    [
        at(0.0, 1.0),
        at(-1.0, 1.0),
        at(0.0, -1.0),
        at(-1.0, -1.0),
        at(1.0, 1.0),
        at(2.0, 1.0),
        at(1.0, -1.0),
        at(2.0, -1.0),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: [f32; 3], b: [f32; 3]) -> bool {
        (0..3).all(|i| (a[i] - b[i]).abs() < 1e-5)
    }

    #[test]
    fn axes_of_the_standard_views() {
        let bounds = Bounds { min: [0.0; 3], max: [10.0, 20.0, 30.0] };
        let expected = [
            (StandardView::Front, [1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, 1.0, 0.0]),
            (StandardView::Back, [-1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, -1.0, 0.0]),
            (StandardView::Left, [0.0, -1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]),
            (StandardView::Right, [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [-1.0, 0.0, 0.0]),
            (StandardView::Top, [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, -1.0]),
            (StandardView::Bottom, [1.0, 0.0, 0.0], [0.0, -1.0, 0.0], [0.0, 0.0, 1.0]),
        ];
        for (name, right, up, forward) in expected {
            let axes = view(name, &bounds).axes();
            assert!(close(axes[0], right), "right of {name:?}: {:?}", axes[0]);
            assert!(close(axes[1], up), "up of {name:?}: {:?}", axes[1]);
            assert!(close(axes[2], forward), "forward of {name:?}: {:?}", axes[2]);
        }
    }

    #[test]
    fn the_corner_views_are_four_in_front_and_four_behind() {
        let bounds = Bounds { min: [-1.0; 3], max: [1.0; 3] };
        let eyes = corners(&bounds).map(|camera| camera.eye);
        assert!(eyes[..4].iter().all(|eye| eye[1] < 0.0) && eyes[4..].iter().all(|eye| eye[1] > 0.0));
        for eye in eyes {
            assert!(eye.iter().all(|v| (v.abs() - eye[0].abs()).abs() < 1e-4), "{eye:?} is a corner");
            assert_eq!(eyes.iter().filter(|other| close(**other, eye)).count(), 1);
        }
    }

    #[test]
    fn a_fitted_camera_centers_what_it_shows() {
        let bounds = Bounds { min: [0.0; 3], max: [10.0, 20.0, 30.0] };
        let camera = fitted(&view(StandardView::Front, &bounds), [[2.0, 0.0, 5.0], [6.0, 9.0, 7.0]]);
        assert!(close(camera.target, [4.0, 10.0, 6.0]), "{:?}", camera.target);
        let Projection::Orthographic { half_height } = camera.projection else { panic!("orthographic") };
        assert!((half_height - 2.0 / (1.0 - 2.0 * MARGIN)).abs() < 1e-5, "{half_height}");
    }
}
