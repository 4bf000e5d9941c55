//! Tests of the kernel through its public interface, one file a subject.

mod exchange;
mod geometry;
mod memo;
mod operations;
mod parts;
mod robustness;

use std::f64::consts::TAU;

use crate::*;

/// A box with a corner at the world's origin.
pub(crate) fn cube(size: f64) -> Shape {
    box_solid(&Frame::WORLD, size, size, size).expect("a cube is possible")
}

/// The edges of a shape that run along z.
pub(crate) fn upright_edges(shape: &Shape) -> Vec<Shape> {
    let edges = shape.children(Kind::Edge).expect("edges can be listed");
    let upright = |e: &Shape| {
        e.geom_type() == Ok("LINE")
            && e.tangent_at(0.5, ParamMode::Length).is_ok_and(|t| t[2].abs() > 1.0 - 1e-9)
    };
    edges.into_iter().filter(upright).collect()
}

/// The plate of the findings: 80 x 60 x 10, a hole of 22, four counterbores, corners rounded by 2.
pub(crate) fn plate() -> Shape {
    let options = BooleanOptions::default();
    let drill = |x: f64, y: f64, z: f64, radius: f64, height: f64| {
        cylinder(&Frame::along([x, y, z], [0.0, 0.0, 1.0]), radius, height, TAU)
            .expect("a cylinder is possible")
    };
    let corner = Frame { origin: [-40.0, -30.0, -5.0], ..Frame::WORLD };
    let mut part = box_solid(&corner, 80.0, 60.0, 10.0).expect("a box is possible");
    let tools = std::iter::once(drill(0.0, 0.0, -5.0, 11.0, 10.0)).chain(
        [(-35.0, -25.0), (35.0, -25.0), (35.0, 25.0), (-35.0, 25.0)].into_iter().map(|(x, y)| {
            let wide = drill(x, y, 2.9, 2.2, 2.1);
            fuse(&drill(x, y, -5.0, 1.2, 10.0), &[wide], &options).expect("a union is possible")
        }),
    );
    for tool in tools {
        part = cut(&part, &[tool], &options).expect("a cut is possible");
    }
    let part = clean(&part).expect("cleaning is possible");
    let corners: Vec<Shape> = upright_edges(&part)
        .into_iter()
        .filter(|e| e.start_point().is_ok_and(|p| p[0].abs() > 39.0 && p[1].abs() > 29.0))
        .collect();
    assert_eq!(corners.len(), 4);
    fillet(&part, &corners, 2.0).expect("the fillet fits")
}

/// Asserts that two numbers agree up to a tolerance.
#[track_caller]
pub(crate) fn near(value: f64, wanted: f64, tolerance: f64) {
    assert!((value - wanted).abs() <= tolerance, "{value} is not {wanted} within {tolerance}");
}

/// Asserts that two points agree up to 1e-9.
#[track_caller]
pub(crate) fn near_point(value: Vec3, wanted: Vec3) {
    (0..3).for_each(|i| near(value[i], wanted[i], 1e-9));
}
