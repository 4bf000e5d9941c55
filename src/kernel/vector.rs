//! The few vector operations that frames, transforms and checks need.

use crate::frame::Vec3;

pub(crate) fn dot(a: Vec3, b: Vec3) -> f64 {
    a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

pub(crate) fn cross(a: Vec3, b: Vec3) -> Vec3 {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

pub(crate) fn norm(a: Vec3) -> f64 {
    dot(a, a).sqrt()
}

pub(crate) fn scaled(a: Vec3, factor: f64) -> Vec3 {
    a.map(|x| x * factor)
}

/// The direction of `a`; `a` itself when it is zero.
pub(crate) fn unit(a: Vec3) -> Vec3 {
    let length = norm(a);
    if length == 0.0 { a } else { scaled(a, 1.0 / length) }
}
