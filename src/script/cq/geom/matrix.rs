//! An affine transformation: rotation, scale, mirror and translation as three rows of four.

use std::fmt;

use super::Vector;
use super::vector::python_float;
use crate::cq::{CqError, Result};

/// An affine transformation; the fourth row, `0 0 0 1`, is understood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Matrix {
    /// Three rows of a linear part and a translation in millimetres.
    pub rows: [[f64; 4]; 3],
}

impl Matrix {
    /// The transformation that changes nothing.
    pub const IDENTITY: Self =
        Self { rows: [[1.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]] };

    /// A matrix from its rows.
    pub const fn new(rows: [[f64; 4]; 3]) -> Self {
        Self { rows }
    }

    /// A matrix from nested lists of three or four rows of four numbers.
    ///
    /// # Errors
    /// `TypeError` for another shape, `ValueError` for a fourth row other than `0 0 0 1`.
    pub fn from_nested(rows: &[Vec<f64>]) -> Result<Self> {
        let printed = || format!("{rows:?}");
        if !(3..=4).contains(&rows.len()) || rows.iter().any(|row| row.len() != 4) {
            return Err(CqError::type_error(format!(
                "Matrix constructor requires 2d list of 4x3 or 4x4, but got: {}",
                printed()
            )));
        }
        if let Some(last) = rows.get(3).filter(|last| last[..] != [0.0, 0.0, 0.0, 1.0]) {
            return Err(CqError::value(format!("Expected the last row to be [0,0,0,1], but got: {last:?}")));
        }
        Ok(Self { rows: std::array::from_fn(|r| std::array::from_fn(|c| rows[r][c])) })
    }

    /// A translation.
    pub const fn translation(v: Vector) -> Self {
        Self { rows: [[1.0, 0.0, 0.0, v.x], [0.0, 1.0, 0.0, v.y], [0.0, 0.0, 1.0, v.z]] }
    }

    /// A rotation about an axis through a point; the axis has length 1, the angle is in radians.
    pub fn rotation(point: Vector, axis: Vector, angle: f64) -> Self {
        let (sin, cos) = angle.sin_cos();
        let rest = 1.0 - cos;
        let [x, y, z] = axis.array();
        let linear = [
            [cos + x * x * rest, x * y * rest - z * sin, x * z * rest + y * sin],
            [y * x * rest + z * sin, cos + y * y * rest, y * z * rest - x * sin],
            [z * x * rest - y * sin, z * y * rest + x * sin, cos + z * z * rest],
        ];
        Self::about(linear, point)
    }

    /// A mirror at the plane through a point with a normal of length 1.
    pub fn mirror_plane(point: Vector, normal: Vector) -> Self {
        let n = normal.array();
        let linear =
            std::array::from_fn(|r| std::array::from_fn(|c| f64::from(u8::from(r == c)) - 2.0 * n[r] * n[c]));
        Self::about(linear, point)
    }

    /// A half turn about the axis through a point with a direction of length 1.
    pub fn mirror_axis(point: Vector, direction: Vector) -> Self {
        let d = direction.array();
        let linear =
            std::array::from_fn(|r| std::array::from_fn(|c| 2.0 * d[r] * d[c] - f64::from(u8::from(r == c))));
        Self::about(linear, point)
    }

    /// The same factor in every direction about a point.
    pub fn scale(point: Vector, factor: f64) -> Self {
        Self::about([[factor, 0.0, 0.0], [0.0, factor, 0.0], [0.0, 0.0, factor]], point)
    }

    /// The frame with the given axes and origin: local coordinates become world coordinates.
    pub fn frame(origin: Vector, x: Vector, y: Vector, z: Vector) -> Self {
        Self { rows: [[x.x, y.x, z.x, origin.x], [x.y, y.y, z.y, origin.y], [x.z, y.z, z.z, origin.z]] }
    }

    /// A linear part that leaves a point where it is.
    fn about(linear: [[f64; 3]; 3], point: Vector) -> Self {
        let p = point.array();
        Self {
            rows: std::array::from_fn(|r| {
                let moved: f64 = (0..3).map(|c| linear[r][c] * p[c]).sum();
                [linear[r][0], linear[r][1], linear[r][2], p[r] - moved]
            }),
        }
    }

    /// `self` after `other`.
    #[must_use]
    pub fn multiply(&self, other: &Self) -> Self {
        let (a, b) = (&self.rows, &other.rows);
        Self {
            rows: std::array::from_fn(|r| {
                std::array::from_fn(|c| {
                    let sum: f64 = (0..3).map(|k| a[r][k] * b[k][c]).sum();
                    if c == 3 { sum + a[r][3] } else { sum }
                })
            }),
        }
    }

    /// Turns by an angle in radians about the x axis, before what the matrix does.
    #[must_use]
    pub fn rotate_x(&self, angle: f64) -> Self {
        self.multiply(&Self::rotation(Vector::ZERO, Vector::X, angle))
    }

    /// Turns by an angle in radians about the y axis, before what the matrix does.
    #[must_use]
    pub fn rotate_y(&self, angle: f64) -> Self {
        self.multiply(&Self::rotation(Vector::ZERO, Vector::Y, angle))
    }

    /// Turns by an angle in radians about the z axis, before what the matrix does.
    #[must_use]
    pub fn rotate_z(&self, angle: f64) -> Self {
        self.multiply(&Self::rotation(Vector::ZERO, Vector::Z, angle))
    }

    /// The point where the transformation takes a point.
    pub fn transform_point(&self, p: Vector) -> Vector {
        self.transform_direction(p) + self.translation_part()
    }

    /// The direction that the linear part makes of a direction.
    pub fn transform_direction(&self, d: Vector) -> Vector {
        let [x, y, z] = self.rows.map(|row| row[0] * d.x + row[1] * d.y + row[2] * d.z);
        Vector::new(x, y, z)
    }

    /// The translation in millimetres.
    pub fn translation_part(&self) -> Vector {
        Vector::new(self.rows[0][3], self.rows[1][3], self.rows[2][3])
    }

    /// Determinant of the linear part; 1 for rigid transformations, −1 for mirrors.
    pub fn determinant(&self) -> f64 {
        let column = |c: usize| Vector::new(self.rows[0][c], self.rows[1][c], self.rows[2][c]);
        column(0).dot(column(1).cross(column(2)))
    }

    /// The transformation that undoes this one.
    ///
    /// # Errors
    /// `Standard_ConstructionError` when the matrix flattens space.
    pub fn inverse(&self) -> Result<Self> {
        let determinant = self.determinant();
        if determinant.abs() <= f64::MIN_POSITIVE {
            return Err(CqError::std_fail(
                "Standard_ConstructionError",
                "gp_GTrsf::Invert() - matrix has zero determinant",
            ));
        }
        let m = &self.rows;
        let minor = |r: usize, c: usize| {
            let (r1, r2) = ((r + 1) % 3, (r + 2) % 3);
            let (c1, c2) = ((c + 1) % 3, (c + 2) % 3);
            m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1]
        };
        let linear: [[f64; 3]; 3] =
            std::array::from_fn(|r| std::array::from_fn(|c| minor(c, r) / determinant));
        let t = self.translation_part().array();
        Ok(Self {
            rows: std::array::from_fn(|r| {
                let moved: f64 = (0..3).map(|c| linear[r][c] * t[c]).sum();
                [linear[r][0], linear[r][1], linear[r][2], 0.0 - moved]
            }),
        })
    }

    /// One element of the 4 × 4 matrix, counted from 0.
    ///
    /// # Errors
    /// `IndexError` outside of 4 × 4.
    pub fn get(&self, row: i64, column: i64) -> Result<f64> {
        let (Ok(r @ 0..=3), Ok(c @ 0..=3)) = (usize::try_from(row), usize::try_from(column)) else {
            return Err(CqError::index(format!("Out of bounds access into 4x4 matrix: ({row}, {column})")));
        };
        Ok(self.full()[r][c])
    }

    /// The sixteen elements column after column.
    pub fn transposed_list(&self) -> [f64; 16] {
        let full = self.full();
        std::array::from_fn(|i| full[i % 4][i / 4])
    }

    /// All four rows.
    pub fn full(&self) -> [[f64; 4]; 4] {
        let [a, b, c] = self.rows;
        [a, b, c, [0.0, 0.0, 0.0, 1.0]]
    }

    /// Whether it keeps lengths and handedness within 1e-9.
    pub fn is_rigid(&self) -> bool {
        let column = |c: usize| Vector::new(self.rows[0][c], self.rows[1][c], self.rows[2][c]);
        let columns = [column(0), column(1), column(2)];
        let orthonormal = (0..3)
            .all(|i| (0..3).all(|j| (columns[i].dot(columns[j]) - f64::from(u8::from(i == j))).abs() < 1e-9));
        orthonormal && self.determinant() > 0.0
    }
}

impl Default for Matrix {
    fn default() -> Self {
        Self::IDENTITY
    }
}

/// Prints the Python expression that makes the matrix.
impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = self.full().map(|row| format!("[{}]", row.map(python_float).join(", ")));
        write!(f, "Matrix([{}])", rows.join(",\n        "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: Vector, b: Vector) -> bool {
        (a - b).length() < 1e-12
    }

    #[test]
    fn inverse_undoes() {
        let matrix = Matrix::rotation(Vector::new(1.0, 2.0, 3.0), Vector::Y, 0.7)
            .multiply(&Matrix::translation(Vector::new(4.0, 5.0, 6.0)));
        let point = Vector::new(-1.0, 0.5, 2.0);
        let back = matrix.inverse().expect("rigid").transform_point(matrix.transform_point(point));
        assert!(close(back, point));
        assert!(matrix.is_rigid());
        assert!(!Matrix::mirror_plane(Vector::ZERO, Vector::X).is_rigid());
        assert!(Matrix::scale(Vector::ZERO, 0.0).inverse().is_err());
    }

    #[test]
    fn rotation_turns_counter_clockwise_about_its_axis() {
        let quarter = Matrix::rotation(Vector::X, Vector::Z, std::f64::consts::FRAC_PI_2);
        assert!(close(quarter.transform_point(Vector::new(2.0, 0.0, 0.0)), Vector::new(1.0, 1.0, 0.0)));
        assert!(close(quarter.transform_point(Vector::X), Vector::X));
    }

    #[test]
    fn mirrors() {
        let plane = Matrix::mirror_plane(Vector::Z, Vector::Z);
        assert!(close(plane.transform_point(Vector::new(1.0, 2.0, 3.0)), Vector::new(1.0, 2.0, -1.0)));
        let axis = Matrix::mirror_axis(Vector::ZERO, Vector::X);
        assert!(close(axis.transform_point(Vector::new(1.0, 2.0, 3.0)), Vector::new(1.0, -2.0, -3.0)));
    }

    #[test]
    fn nested_rows_are_checked() {
        let row = |n: usize| vec![vec![0.0; 4]; n];
        assert!(Matrix::from_nested(&row(3)).is_ok());
        assert!(Matrix::from_nested(&row(2)).is_err());
        let error = Matrix::from_nested(&row(4)).expect_err("the last row is not 0 0 0 1");
        assert!(error.message.starts_with("Expected the last row to be [0,0,0,1]"), "{error}");
    }

    #[test]
    fn prints_like_cadquery() {
        assert_eq!(
            Matrix::IDENTITY.to_string(),
            "Matrix([[1.0, 0.0, 0.0, 0.0],\n        [0.0, 1.0, 0.0, 0.0],\n        \
             [0.0, 0.0, 1.0, 0.0],\n        [0.0, 0.0, 0.0, 1.0]])"
        );
    }

    #[test]
    fn elements_are_counted_from_zero() {
        let matrix = Matrix::translation(Vector::new(7.0, 8.0, 9.0));
        assert_eq!(matrix.get(1, 3).expect("inside"), 8.0);
        assert_eq!(matrix.get(3, 3).expect("inside"), 1.0);
        assert!(matrix.get(4, 0).is_err());
        assert!(matrix.get(-1, 0).is_err());
        assert_eq!(matrix.transposed_list()[12..15], [7.0, 8.0, 9.0]);
    }
}
