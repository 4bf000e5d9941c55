//! A point or direction in space.

use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};

use super::{Matrix, Plane};
use crate::cq::{CqError, Result};

/// CadQuery's tolerance when it compares two vectors: length in millimetres, angle in radians.
const EQUAL: f64 = 1e-5;

/// Lengths up to this are no direction (`gp::Resolution`).
const NULL_LENGTH: f64 = f64::MIN_POSITIVE;

/// A point or direction in space, in millimetres.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Vector {
    /// Along x.
    pub x: f64,
    /// Along y.
    pub y: f64,
    /// Along z.
    pub z: f64,
}

impl Vector {
    /// The x axis.
    pub const X: Self = Self::new(1.0, 0.0, 0.0);
    /// The y axis.
    pub const Y: Self = Self::new(0.0, 1.0, 0.0);
    /// The z axis.
    pub const Z: Self = Self::new(0.0, 0.0, 1.0);
    /// The origin.
    pub const ZERO: Self = Self::new(0.0, 0.0, 0.0);

    /// A vector from its coordinates.
    pub const fn new(x: f64, y: f64, z: f64) -> Self {
        Self { x, y, z }
    }

    /// The coordinates as an array, as the kernel takes them.
    pub const fn array(self) -> [f64; 3] {
        [self.x, self.y, self.z]
    }

    /// Length in millimetres.
    pub fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    /// Scalar product.
    pub fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    /// Vector product.
    #[must_use]
    pub fn cross(self, other: Self) -> Self {
        Self::new(
            self.y * other.z - self.z * other.y,
            self.z * other.x - self.x * other.z,
            self.x * other.y - self.y * other.x,
        )
    }

    /// The vector of length 1 in this direction.
    ///
    /// # Errors
    /// `Standard_ConstructionError` for a vector without length.
    pub fn normalized(self) -> Result<Self> {
        let length = self.length();
        if length <= NULL_LENGTH {
            return Err(CqError::std_fail(
                "Standard_ConstructionError",
                "gp_Vec::Normalized() - vector has zero norm",
            )
            .with_hint("a direction needs a length above 0"));
        }
        Ok(self * (1.0 / length))
    }

    /// Angle to another vector in radians, 0..=π.
    ///
    /// # Errors
    /// `gp_VectorWithNullMagnitude` when one of them has no length.
    pub fn angle(self, other: Self) -> Result<f64> {
        if self.length() <= NULL_LENGTH || other.length() <= NULL_LENGTH {
            return Err(CqError::std_fail("gp_VectorWithNullMagnitude", "gp_VectorWithNullMagnitude")
                .with_hint("an angle needs two vectors with a length above 0"));
        }
        let (a, b) = (self * (1.0 / self.length()), other * (1.0 / other.length()));
        let (cosine, sine) = (a.dot(b), a.cross(b).length());
        Ok(sine.atan2(cosine))
    }

    /// Angle to another vector in radians, negative when it turns clockwise seen from −z.
    ///
    /// # Errors
    /// Like [`Vector::angle`].
    pub fn signed_angle(self, other: Self) -> Result<f64> {
        let angle = self.angle(other)?;
        Ok(if self.cross(other).dot(-Self::Z) >= 0.0 { angle } else { -angle })
    }

    /// The part of this vector along a line through the origin.
    #[must_use]
    pub fn project_to_line(self, line: Self) -> Self {
        line * (self.dot(line) / line.dot(line))
    }

    /// The nearest point of a plane.
    #[must_use]
    pub fn project_to_plane(self, plane: &Plane) -> Self {
        let normal = plane.z_dir();
        self - normal * ((self - plane.origin()).dot(normal) / normal.dot(normal))
    }

    /// The vector as a point, moved by a matrix.
    #[must_use]
    pub fn transform(self, matrix: &Matrix) -> Self {
        matrix.transform_point(self)
    }

    /// Whether length and direction agree within 1e-5, as CadQuery compares vectors.
    pub fn is_close(self, other: Self) -> bool {
        let (a, b) = (self.length(), other.length());
        if a <= EQUAL || b <= EQUAL {
            return (a - b).abs() <= EQUAL;
        }
        (a - b).abs() <= EQUAL && self.angle(other).is_ok_and(|angle| angle <= EQUAL)
    }

    /// Whether every coordinate is a finite number.
    pub fn is_finite(self) -> bool {
        self.array().iter().all(|c| c.is_finite())
    }
}

impl Add for Vector {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y, self.z + other.z)
    }
}

impl Sub for Vector {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y, self.z - other.z)
    }
}

impl Mul<f64> for Vector {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self::new(self.x * factor, self.y * factor, self.z * factor)
    }
}

impl Neg for Vector {
    type Output = Self;

    fn neg(self) -> Self {
        self * -1.0
    }
}

impl From<[f64; 3]> for Vector {
    fn from([x, y, z]: [f64; 3]) -> Self {
        Self::new(x, y, z)
    }
}

impl From<Vector> for [f64; 3] {
    fn from(vector: Vector) -> Self {
        vector.array()
    }
}

impl From<(f64, f64, f64)> for Vector {
    fn from((x, y, z): (f64, f64, f64)) -> Self {
        Self::new(x, y, z)
    }
}

impl From<(f64, f64)> for Vector {
    fn from((x, y): (f64, f64)) -> Self {
        Self::new(x, y, 0.0)
    }
}

/// Prints `Vector: (1.0, 2.0, 3.0)`.
impl fmt::Display for Vector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vector: {}", Triple(*self))
    }
}

/// Prints a vector as a Python tuple.
pub(super) struct Triple(pub(super) Vector);

impl fmt::Display for Triple {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [x, y, z] = self.0.array().map(python_float);
        write!(f, "({x}, {y}, {z})")
    }
}

/// A number as Python's `repr` prints it.
pub(super) fn python_float(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let magnitude = value.abs();
    if magnitude != 0.0 && !(1e-4..1e16).contains(&magnitude) {
        let text = format!("{value:e}");
        let (digits, exponent) = text.split_once('e').expect("`{:e}` always prints an exponent");
        let (sign, exponent) = match exponent.strip_prefix('-') {
            Some(rest) => ('-', rest),
            None => ('+', exponent),
        };
        return format!("{digits}e{sign}{exponent:0>2}");
    }
    format!("{value:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arithmetic() {
        let (a, b) = (Vector::new(1.0, 2.0, 3.0), Vector::new(4.0, 5.0, 6.0));
        assert_eq!(a.cross(b), Vector::new(-3.0, 6.0, -3.0));
        assert_eq!(a.dot(b), 32.0);
        assert_eq!(-a, Vector::new(-1.0, -2.0, -3.0));
        assert!((Vector::new(3.0, 4.0, 0.0).length() - 5.0).abs() < 1e-15);
    }

    #[test]
    fn angles_have_a_sign_against_minus_z() {
        let quarter = std::f64::consts::FRAC_PI_2;
        assert!((Vector::X.angle(Vector::Y).expect("both have a length") - quarter).abs() < 1e-15);
        assert!((Vector::X.signed_angle(Vector::Y).expect("both have a length") + quarter).abs() < 1e-15);
        assert!((Vector::Y.signed_angle(Vector::X).expect("both have a length") - quarter).abs() < 1e-15);
        assert!(Vector::ZERO.angle(Vector::X).is_err());
        assert!(Vector::ZERO.normalized().is_err());
    }

    #[test]
    fn equality_is_by_length_and_direction() {
        let a = Vector::new(1.0, 2.0, 3.0);
        assert!(a.is_close(Vector::new(1.000001, 2.0, 3.0)));
        assert!(!a.is_close(Vector::new(1.001, 2.0, 3.0)));
        assert!(Vector::ZERO.is_close(Vector::new(1e-6, 0.0, 0.0)));
    }

    #[test]
    fn prints_like_python() {
        assert_eq!(Vector::new(1.0, -0.5, 1e-7).to_string(), "Vector: (1.0, -0.5, 1e-07)");
        assert_eq!(python_float(1e22), "1e+22");
        assert_eq!(python_float(0.0001), "0.0001");
        assert_eq!(python_float(2.5e-5), "2.5e-05");
        assert_eq!(python_float(-0.0), "-0.0");
    }

    #[test]
    fn projections() {
        let a = Vector::new(1.0, 2.0, 3.0);
        assert_eq!(a.project_to_line(Vector::new(2.0, 0.0, 0.0)), Vector::X);
        let plane = Plane::named("XY", Vector::new(0.0, 0.0, 1.0)).expect("XY is a plane");
        assert_eq!(a.project_to_plane(&plane), Vector::new(1.0, 2.0, 1.0));
    }
}
