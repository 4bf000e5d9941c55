//! Transforms: turn, move, mirror and scale as one matrix.

use crate::Frame;
use crate::frame::Vec3;
use crate::vector::{cross, dot, unit};

/// A matrix of three rows and four columns: the 3x3 part turns, mirrors and scales, the last column moves.
///
/// A transform `world_from_part` takes coordinates in the part to coordinates in the world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Transform(
    /// The rows.
    pub [[f64; 4]; 3],
);

impl Transform {
    /// Leaves everything where it is.
    pub const IDENTITY: Self = Self([[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]]);

    /// Moves by a vector in millimetres.
    pub fn translation(by: Vec3) -> Self {
        let mut rows = Self::IDENTITY.0;
        (0..3).for_each(|i| rows[i][3] = by[i]);
        Self(rows)
    }

    /// Turns by an angle in radians about the line through `point` along `axis`, by the right-hand rule.
    ///
    /// An axis without direction gives the identity.
    pub fn rotation(point: Vec3, axis: Vec3, angle: f64) -> Self {
        let axis = unit(axis);
        let (sin, cos) = angle.sin_cos();
        let turn = |v: Vec3| -> Vec3 {
            let side = cross(axis, v);
            let along = dot(axis, v) * (1.0 - cos);
            std::array::from_fn(|i| v[i] * cos + side[i] * sin + axis[i] * along)
        };
        let columns = [turn([1.0, 0.0, 0.0]), turn([0.0, 1.0, 0.0]), turn([0.0, 0.0, 1.0])];
        Self::about(point, columns)
    }

    /// Scales by a factor about a point.
    pub fn scale(center: Vec3, factor: f64) -> Self {
        Self::about(center, [[factor, 0.0, 0.0], [0.0, factor, 0.0], [0.0, 0.0, factor]])
    }

    /// Mirrors at the plane through `point` square to `normal`.
    pub fn mirror(point: Vec3, normal: Vec3) -> Self {
        let n = unit(normal);
        let column = |k: usize| std::array::from_fn(|i| f64::from(u8::from(i == k)) - 2.0 * n[i] * n[k]);
        Self::about(point, [column(0), column(1), column(2)])
    }

    /// Takes coordinates in a frame to coordinates in the world.
    pub fn world_from_frame(frame: &Frame) -> Self {
        let Frame { origin, x, z } = frame.orthonormal();
        let y = cross(z, x);
        Self(std::array::from_fn(|i| [x[i], y[i], z[i], origin[i]]))
    }

    /// The frame that the world's frame is taken to; for rigid transforms.
    pub fn frame(&self) -> Frame {
        let column = |k: usize| [self.0[0][k], self.0[1][k], self.0[2][k]];
        Frame { origin: column(3), x: column(0), z: column(2) }
    }

    /// The transform that does `first` and then this one.
    #[must_use]
    pub fn compose(&self, first: &Self) -> Self {
        let (a, b) = (&self.0, &first.0);
        Self(std::array::from_fn(|i| {
            std::array::from_fn(|j| {
                let moved = if j == 3 { a[i][3] } else { 0.0 };
                a[i][0] * b[0][j] + a[i][1] * b[1][j] + a[i][2] * b[2][j] + moved
            })
        }))
    }

    /// The transform that undoes this one; `None` when it flattens space.
    pub fn inverse(&self) -> Option<Self> {
        let row = |i: usize| [self.0[i][0], self.0[i][1], self.0[i][2]];
        let determinant = self.determinant();
        if determinant.abs() < 1e-30 {
            return None;
        }
        let columns = [cross(row(1), row(2)), cross(row(2), row(0)), cross(row(0), row(1))];
        let moved = [self.0[0][3], self.0[1][3], self.0[2][3]];
        Some(Self(std::array::from_fn(|i| {
            let row: Vec3 = std::array::from_fn(|k| columns[k][i] / determinant);
            [row[0], row[1], row[2], -dot(row, moved)]
        })))
    }

    /// Determinant of the 3x3 part: the factor on volumes, negative when it mirrors.
    pub fn determinant(&self) -> f64 {
        let row = |i: usize| [self.0[i][0], self.0[i][1], self.0[i][2]];
        dot(row(0), cross(row(1), row(2)))
    }

    /// Whether it only turns and moves, up to 1e-9.
    pub fn is_rigid(&self) -> bool {
        let row = |i: usize| [self.0[i][0], self.0[i][1], self.0[i][2]];
        let near = |a: f64, b: f64| (a - b).abs() < 1e-9;
        near(self.determinant(), 1.0)
            && (0..3).all(|i| (0..3).all(|j| near(dot(row(i), row(j)), if i == j { 1.0 } else { 0.0 })))
    }

    /// Where a point goes.
    pub fn apply_point(&self, p: Vec3) -> Vec3 {
        std::array::from_fn(|i| {
            self.0[i][0] * p[0] + self.0[i][1] * p[1] + self.0[i][2] * p[2] + self.0[i][3]
        })
    }

    /// Where a vector goes; moving does not count.
    pub fn apply_vector(&self, v: Vec3) -> Vec3 {
        std::array::from_fn(|i| self.0[i][0] * v[0] + self.0[i][1] * v[1] + self.0[i][2] * v[2])
    }

    /// The linear map with these columns that leaves `point` where it is.
    fn about(point: Vec3, columns: [Vec3; 3]) -> Self {
        let linear = Self(std::array::from_fn(|i| [columns[0][i], columns[1][i], columns[2][i], 0.0]));
        let image = linear.apply_vector(point);
        let mut rows = linear.0;
        (0..3).for_each(|i| rows[i][3] = point[i] - image[i]);
        Self(rows)
    }

    /// The rows one after another.
    pub(crate) fn flat(&self) -> [f64; 12] {
        std::array::from_fn(|i| self.0[i / 4][i % 4])
    }

    /// The inverse of [`Transform::flat`].
    pub(crate) fn of_flat(flat: [f64; 12]) -> Self {
        Self(std::array::from_fn(|i| std::array::from_fn(|j| flat[4 * i + j])))
    }
}

impl Default for Transform {
    fn default() -> Self {
        Self::IDENTITY
    }
}
