//! A place and orientation in space.

use super::{Matrix, Plane, Vector};
use crate::cq::Result;

/// A rigid movement: where something is and how it is turned.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Location {
    matrix: Matrix,
}

impl Location {
    /// Nothing moved, nothing turned.
    pub const IDENTITY: Self = Self { matrix: Matrix::IDENTITY };

    /// A translation.
    pub const fn translation(t: Vector) -> Self {
        Self { matrix: Matrix::translation(t) }
    }

    /// A translation after turns in degrees about the global x, then y, then z axis.
    pub fn from_angles(t: Vector, angles_deg: Vector) -> Self {
        let [x, y, z] = angles_deg.array().map(f64::to_radians);
        let turned = Matrix::IDENTITY.rotate_z(z).rotate_y(y).rotate_x(x);
        Self { matrix: Matrix::translation(t).multiply(&turned) }
    }

    /// A translation after a turn in degrees about an axis through the origin.
    ///
    /// # Errors
    /// `Standard_ConstructionError` for an axis without length.
    pub fn from_axis(t: Vector, axis: Vector, angle_deg: f64) -> Result<Self> {
        let turned = Matrix::rotation(Vector::ZERO, axis.normalized()?, angle_deg.to_radians());
        Ok(Self { matrix: Matrix::translation(t).multiply(&turned) })
    }

    /// The origin and axes of a plane.
    pub fn from_plane(plane: &Plane) -> Self {
        plane.location()
    }

    /// The axes of a plane at another origin.
    pub fn from_plane_at(plane: &Plane, origin: Vector) -> Self {
        let mut matrix = plane.location().matrix;
        for (row, value) in matrix.rows.iter_mut().zip(origin.array()) {
            row[3] = value;
        }
        Self { matrix }
    }

    /// The location of a matrix that must be rigid; `None` when it is not.
    pub fn from_matrix(matrix: Matrix) -> Option<Self> {
        matrix.is_rigid().then_some(Self { matrix })
    }

    /// The location of a matrix that the caller knows to be rigid, such as one read from a shape.
    pub(crate) const fn from_rigid(matrix: Matrix) -> Self {
        Self { matrix }
    }

    /// The movement as a matrix.
    pub const fn matrix(&self) -> &Matrix {
        &self.matrix
    }

    /// Translation in millimetres.
    pub fn position(&self) -> Vector {
        self.matrix.translation_part()
    }

    /// Turns in degrees about the global x, then y, then z axis.
    pub fn angles_deg(&self) -> Vector {
        let m = &self.matrix.rows;
        let cos_y = m[0][0].hypot(m[1][0]);
        let y = (-m[2][0]).atan2(cos_y);
        let (x, z) = if cos_y > 16.0 * f64::EPSILON {
            (m[2][1].atan2(m[2][2]), m[1][0].atan2(m[0][0]))
        } else {
            ((-m[1][2]).atan2(m[1][1]), 0.0)
        };
        Vector::new(x.to_degrees(), y.to_degrees(), z.to_degrees())
    }

    /// The location that undoes this one.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let m = &self.matrix.rows;
        let t = self.position();
        let transposed = Matrix::new(std::array::from_fn(|r| [m[0][r], m[1][r], m[2][r], 0.0]));
        let moved = Vector::ZERO - transposed.transform_direction(t);
        Self { matrix: Matrix::translation(moved).multiply(&transposed) }
    }

    /// `self` after `other`: `other` is given in the coordinates of `self`.
    #[must_use]
    pub fn multiply(&self, other: &Self) -> Self {
        Self { matrix: self.matrix.multiply(&other.matrix) }
    }

    /// The location applied a number of times; negative numbers undo it.
    #[must_use]
    pub fn power(&self, exponent: i64) -> Self {
        let mut base = if exponent < 0 { self.inverse() } else { *self };
        let mut left = exponent.unsigned_abs();
        let mut result = Self::IDENTITY;
        while left > 0 {
            if left & 1 == 1 {
                result = result.multiply(&base);
            }
            base = base.multiply(&base);
            left >>= 1;
        }
        result
    }

    /// The plane with this origin and these axes.
    pub fn plane(&self) -> Plane {
        Plane::from_location(self)
    }
}

impl From<Location> for kernel::Transform {
    fn from(location: Location) -> Self {
        location.matrix.into()
    }
}

impl From<&Location> for kernel::Transform {
    fn from(location: &Location) -> Self {
        location.matrix.into()
    }
}

impl From<kernel::Transform> for Location {
    /// The place that a rigid transform moves to.
    fn from(transform: kernel::Transform) -> Self {
        Self { matrix: Matrix::new(transform.0) }
    }
}

impl From<Matrix> for kernel::Transform {
    fn from(matrix: Matrix) -> Self {
        Self(matrix.rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(location: &Location, position: [f64; 3], angles: [f64; 3]) {
        let (p, a) = (location.position().array(), location.angles_deg().array());
        for i in 0..3 {
            assert!((p[i] - position[i]).abs() < 1e-9, "position {p:?}, expected {position:?}");
            assert!((a[i] - angles[i]).abs() < 1e-9, "angles {a:?}, expected {angles:?}");
        }
    }

    #[test]
    fn angles_come_back() {
        let location = Location::from_angles(Vector::new(1.0, 2.0, 3.0), Vector::new(10.0, 20.0, 30.0));
        check(&location, [1.0, 2.0, 3.0], [10.0, 20.0, 30.0]);
        check(&Location::from_angles(Vector::ZERO, Vector::new(0.0, 90.0, 0.0)), [0.0; 3], [0.0, 90.0, 0.0]);
    }

    /// `Location((1, 2, 3), (10, 20, 30))`, its inverse and its cube in CadQuery 2.8.
    #[test]
    fn inverse_and_powers_agree_with_cadquery() {
        let location = Location::from_angles(Vector::new(1.0, 2.0, 3.0), Vector::new(10.0, 20.0, 30.0));
        check(
            &location.inverse(),
            [-0.7274298721582757, -1.8136863614884933, -3.1908286640373573],
            [1.1160546770046373, -22.24218091030952, -28.4517752565855],
        );
        check(
            &location.power(3),
            [2.971629653461874, 6.860595745890818, 8.323707606463053],
            [56.671110129407545, 27.50646669780592, 108.39559445253003],
        );
        check(&location.multiply(&location.inverse()), [0.0; 3], [0.0; 3]);
        let undone = location.power(-2).multiply(&location).multiply(&location);
        check(&undone, [0.0; 3], [0.0; 3]);
        check(&location.power(0), [0.0; 3], [0.0; 3]);
    }

    #[test]
    fn axis_and_angles_agree() {
        let axis =
            Location::from_axis(Vector::X, Vector::new(0.0, 0.0, 2.0), 45.0).expect("axis has a length");
        check(&axis, [1.0, 0.0, 0.0], [0.0, 0.0, 45.0]);
        assert!(Location::from_axis(Vector::X, Vector::ZERO, 45.0).is_err());
    }
}
