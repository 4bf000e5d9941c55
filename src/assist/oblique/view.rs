//! The camera of a picture: how places in the world and in the picture belong together.
//!
//! Lengths are pixels: the plane through the origin of the world that the eye looks at straight has one unit
//! a pixel. The eye is in front, to the right and above (nobody says what front and right of a part are), Z
//! is upright. A distance of the eye makes the picture a perspective one.

use glam::DVec3;

/// A camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct View {
    /// Angle of the eye around Z from +X, in radians.
    pub(crate) azimuth: f64,
    /// Angle of the eye above the XY plane, in radians.
    pub(crate) elevation: f64,
    /// Distance of the eye from the origin, in pixels; infinite for parallel rays.
    pub(crate) distance: f64,
    /// The place in the picture that the eye looks at straight.
    pub(super) middle: [f64; 2],
    pub(super) right: DVec3,
    pub(super) up: DVec3,
    pub(super) forward: DVec3,
}

/// The axes of the world.
pub(super) const AXES: [DVec3; 3] = [DVec3::X, DVec3::Y, DVec3::Z];

impl View {
    pub(super) fn new(azimuth: f64, elevation: f64, distance: f64, middle: [f64; 2]) -> Self {
        let (sa, ca) = azimuth.sin_cos();
        let (se, ce) = elevation.sin_cos();
        Self {
            azimuth,
            elevation,
            distance,
            middle,
            right: DVec3::new(-sa, ca, 0.0),
            up: DVec3::new(-se * ca, -se * sa, ce),
            forward: DVec3::new(-ce * ca, -ce * sa, -se),
        }
    }

    /// Where a place of the world is in the picture.
    pub(super) fn project(&self, p: DVec3) -> [f64; 2] {
        let k = 1.0 / (1.0 + self.forward.dot(p) / self.distance);
        [self.middle[0] + k * self.right.dot(p), self.middle[1] - k * self.up.dot(p)]
    }

    /// The ray of a place in the picture: a point of it, and its direction by depth.
    pub(super) fn ray(&self, q: [f64; 2]) -> (DVec3, DVec3) {
        let aside = self.right * (q[0] - self.middle[0]) - self.up * (q[1] - self.middle[1]);
        (aside, self.forward + aside / self.distance)
    }

    /// The place on a plane across an axis that is seen at a place in the picture.
    pub(super) fn onto(&self, q: [f64; 2], axis: usize, offset: f64) -> DVec3 {
        let (from, direction) = self.ray(q);
        from + direction * ((offset - from[axis]) / direction[axis])
    }

    /// How far a line along an axis through a place of the world comes to the ray of a place in the picture:
    /// the length to go along the axis.
    pub(super) fn along(&self, start: DVec3, axis: usize, q: [f64; 2]) -> f64 {
        let (from, direction) = self.ray(q);
        let direction = direction.normalize();
        let across = |v: DVec3| v - direction * direction.dot(v);
        let (a, b) = (across(AXES[axis]), across(from - start));
        a.dot(b) / a.length_squared().max(1e-12)
    }

    /// The direction in the picture of a line along an axis that runs through a place.
    pub(super) fn direction(&self, axis: usize, q: [f64; 2]) -> [f64; 2] {
        let d = AXES[axis];
        let (x, y) = (q[0] - self.middle[0], self.middle[1] - q[1]);
        let away = self.forward.dot(d) / self.distance;
        let (dx, dy) = (self.right.dot(d) - x * away, self.up.dot(d) - y * away);
        let length = dx.hypot(dy).max(1e-9);
        [dx / length, -dy / length]
    }

    /// The cosine of the angle between an axis and the line of sight at a place in the picture.
    pub(super) fn facing(&self, axis: usize, q: [f64; 2]) -> f64 {
        self.ray(q).1.normalize()[axis].abs()
    }
}
