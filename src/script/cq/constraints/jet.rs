//! Numbers that carry their first and second derivatives by twelve unknowns, and vectors of them.

use std::ops::{Add, Div, Mul, Sub};

use crate::cq::geom::Vector;

/// Unknowns of one relation: six of each of two parts.
const N: usize = 12;

/// A value with its derivatives.
#[derive(Clone, Copy, Debug)]
pub struct Jet {
    /// The value.
    pub value: f64,
    /// First derivatives.
    pub first: [f64; N],
    /// Second derivatives, symmetric.
    pub second: [[f64; N]; N],
}

/// A vector in space.
pub type Jet3 = [Jet; 3];

impl From<f64> for Jet {
    fn from(value: f64) -> Self {
        Self { value, first: [0.0; N], second: [[0.0; N]; N] }
    }
}

impl Jet {
    /// The unknown with an index, at a value.
    pub fn unknown(value: f64, index: usize) -> Self {
        let mut jet = Self::from(value);
        jet.first[index] = 1.0;
        jet
    }

    /// Its square.
    pub fn squared(self) -> Self {
        self * self
    }

    /// A function of one number: its value and first two derivatives here.
    fn chained(self, value: f64, slope: f64, bend: f64) -> Self {
        Self {
            value,
            first: self.first.map(|x| slope * x),
            second: std::array::from_fn(|i| {
                std::array::from_fn(|j| slope * self.second[i][j] + bend * self.first[i] * self.first[j])
            }),
        }
    }

    fn inverse(self) -> Self {
        let inverse = 1.0 / self.value;
        self.chained(inverse, -inverse * inverse, 2.0 * inverse.powi(3))
    }
}

impl Add for Jet {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            value: self.value + other.value,
            first: std::array::from_fn(|i| self.first[i] + other.first[i]),
            second: std::array::from_fn(|i| std::array::from_fn(|j| self.second[i][j] + other.second[i][j])),
        }
    }
}

impl Sub for Jet {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + other * -1.0
    }
}

#[expect(clippy::suspicious_arithmetic_impl, reason = "the product rule adds")]
impl Mul for Jet {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self {
            value: self.value * other.value,
            first: std::array::from_fn(|i| self.first[i] * other.value + self.value * other.first[i]),
            second: std::array::from_fn(|i| {
                std::array::from_fn(|j| {
                    self.second[i][j] * other.value
                        + self.first[i] * other.first[j]
                        + self.first[j] * other.first[i]
                        + self.value * other.second[i][j]
                })
            }),
        }
    }
}

impl Mul<f64> for Jet {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        self.chained(self.value * factor, factor, 0.0)
    }
}

#[expect(clippy::suspicious_arithmetic_impl, reason = "the inverse has derivatives of its own")]
impl Div for Jet {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        self * other.inverse()
    }
}

/// A vector that depends on nothing.
pub fn constant(v: Vector) -> Jet3 {
    v.array().map(Jet::from)
}

/// The sum of two vectors.
pub fn add(a: &Jet3, b: &Jet3) -> Jet3 {
    std::array::from_fn(|i| a[i] + b[i])
}

/// The difference of two vectors.
pub fn sub(a: &Jet3, b: &Jet3) -> Jet3 {
    std::array::from_fn(|i| a[i] - b[i])
}

/// A vector times a number.
pub fn scaled(a: &Jet3, factor: f64) -> Jet3 {
    a.map(|x| x * factor)
}

/// The scalar product.
pub fn dot(a: &Jet3, b: &Jet3) -> Jet {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

/// Scalar part (in the first place) and vector part of the quaternion of Rodrigues parameters.
pub fn quaternion(turn: &Jet3) -> [Jet3; 2] {
    let squared = dot(turn, turn);
    let below = Jet::from(1.0) + squared;
    let scalar = (Jet::from(1.0) - squared) / below;
    [[scalar; 3], turn.map(|x| x * 2.0 / below)]
}

/// A constant vector, turned.
pub fn rotated(v: Vector, turn: &Jet3) -> Jet3 {
    let [scalar, u] = quaternion(turn);
    let s = scalar[0];
    let v = constant(v);
    let along = dot(&u, &v) * 2.0;
    let stay = s * s - dot(&u, &u);
    let twice = s * 2.0;
    std::array::from_fn(|i| {
        let (j, k) = ((i + 1) % 3, (i + 2) % 3);
        along * u[i] + stay * v[i] + twice * (u[j] * v[k] - u[k] * v[j])
    })
}
