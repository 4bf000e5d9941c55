//! Frames: a point with two directions, as primitives and curves are placed by.

use crate::vector::{cross, dot, scaled, unit};

/// A point or vector: x, y, z in millimetres.
pub type Vec3 = [f64; 3];

/// A right-handed frame; y is `z × x`. Directions need not have length 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Where the frame stands.
    pub origin: Vec3,
    /// Direction of x; only its part that is square to z counts.
    pub x: Vec3,
    /// Direction of z.
    pub z: Vec3,
}

impl Frame {
    /// The frame of the world.
    pub const WORLD: Self = Self { origin: [0.0; 3], x: [1.0, 0.0, 0.0], z: [0.0, 0.0, 1.0] };

    /// A frame from all three parts.
    pub const fn new(origin: Vec3, x: Vec3, z: Vec3) -> Self {
        Self { origin, x, z }
    }

    /// A frame along z whose x is chosen as OpenCASCADE's `gp_Ax2` does, when only z is given.
    pub fn along(origin: Vec3, z: Vec3) -> Self {
        let [a, b, c] = unit(z);
        let [a_size, b_size, c_size] = [a.abs(), b.abs(), c.abs()];
        let x = if b_size <= a_size && b_size <= c_size {
            if a_size > c_size { [-c, 0.0, a] } else { [c, 0.0, -a] }
        } else if a_size <= b_size && a_size <= c_size {
            if b_size > c_size { [0.0, -c, b] } else { [0.0, c, -b] }
        } else if a_size > b_size {
            [-b, a, 0.0]
        } else {
            [b, -a, 0.0]
        };
        Self { origin, x: unit(x), z: [a, b, c] }
    }

    /// The direction of y, of length 1.
    pub fn y(&self) -> Vec3 {
        unit(cross(self.z, self.x))
    }

    /// The same frame with directions of length 1 that are square to each other.
    #[must_use]
    pub fn orthonormal(&self) -> Self {
        let z = unit(self.z);
        let along = scaled(z, dot(self.x, z));
        let x = unit(std::array::from_fn(|i| self.x[i] - along[i]));
        Self { origin: self.origin, x, z }
    }

    /// Origin, x, z one after another.
    pub(crate) fn flat(&self) -> [f64; 9] {
        let mut flat = [0.0; 9];
        flat[..3].copy_from_slice(&self.origin);
        flat[3..6].copy_from_slice(&self.x);
        flat[6..].copy_from_slice(&self.z);
        flat
    }

    /// The inverse of [`Frame::flat`].
    pub(crate) fn of_flat(flat: [f64; 9]) -> Self {
        let part = |i: usize| [flat[i], flat[i + 1], flat[i + 2]];
        Self { origin: part(0), x: part(3), z: part(6) }
    }
}

impl Default for Frame {
    fn default() -> Self {
        Self::WORLD
    }
}
