//! Primitive solids, shells, solids of faces, and compounds.
//!
//! A primitive stands at the origin of its frame: a box with a corner, round ones with their axis.

use std::f64::consts::{FRAC_PI_2, TAU};

use crate::ffi;
use crate::memo::made;
use crate::{Error, Frame, Kind, Result, Shape, check};

/// A box from the origin of the frame along its x, y and z.
pub fn box_solid(frame: &Frame, dx: f64, dy: f64, dz: f64) -> Result<Shape> {
    const OPERATION: &str = "box_solid";
    let flat = check::frame(OPERATION, frame)?;
    check::positive(OPERATION, "length", dx)?;
    check::positive(OPERATION, "width", dy)?;
    check::positive(OPERATION, "height", dz)?;
    made!(OPERATION, box_solid(&flat, [dx, dy, dz]))
}

/// A cylinder about z of the frame, or the piece of it that an angle in radians covers.
pub fn cylinder(frame: &Frame, radius: f64, height: f64, angle: f64) -> Result<Shape> {
    const OPERATION: &str = "cylinder";
    let flat = check::frame(OPERATION, frame)?;
    check::positive(OPERATION, "radius", radius)?;
    check::positive(OPERATION, "height", height)?;
    let angle = turn(OPERATION, "angle", angle)?;
    made!(OPERATION, cylinder(&flat, [radius, height, angle]))
}

/// A cone about z of the frame from `radius_1` at its origin to `radius_2`; one of them may be 0.
pub fn cone(frame: &Frame, radius_1: f64, radius_2: f64, height: f64, angle: f64) -> Result<Shape> {
    const OPERATION: &str = "cone";
    let flat = check::frame(OPERATION, frame)?;
    check::not_negative(OPERATION, "first radius", radius_1)?;
    check::not_negative(OPERATION, "second radius", radius_2)?;
    check::positive(OPERATION, "height", height)?;
    let angle = turn(OPERATION, "angle", angle)?;
    if (radius_1 - radius_2).abs() < base::tolerance::LENGTH {
        let message = format!("both radii are {radius_1}, but must differ; make a cylinder instead");
        return Err(Error::invalid(OPERATION, message));
    }
    made!(OPERATION, cone(&flat, [radius_1, radius_2, height, angle]))
}

/// A ball about the origin of the frame, between two latitudes and through an angle, in radians.
///
/// A whole ball has latitudes -π/2 to π/2 and the angle 2π.
pub fn sphere(frame: &Frame, radius: f64, latitude_1: f64, latitude_2: f64, angle: f64) -> Result<Shape> {
    const OPERATION: &str = "sphere";
    let flat = check::frame(OPERATION, frame)?;
    check::positive(OPERATION, "radius", radius)?;
    for (name, latitude) in [("first latitude", latitude_1), ("second latitude", latitude_2)] {
        check::finite(OPERATION, name, latitude)?;
        if latitude.abs() > FRAC_PI_2 + 1e-9 {
            let message = format!("{name} is {latitude} rad, but must lie within ±π/2");
            return Err(Error::invalid(OPERATION, message));
        }
    }
    let angle = turn(OPERATION, "angle", angle)?;
    made!(OPERATION, sphere(&flat, [radius, latitude_1, latitude_2, angle]))
}

/// A torus about z of the frame; the angles bound the section, as in CadQuery's `makeTorus`.
pub fn torus(frame: &Frame, radius_1: f64, radius_2: f64, angle_1: f64, angle_2: f64) -> Result<Shape> {
    const OPERATION: &str = "torus";
    let flat = check::frame(OPERATION, frame)?;
    check::positive(OPERATION, "first radius", radius_1)?;
    check::positive(OPERATION, "second radius", radius_2)?;
    check::finite(OPERATION, "first angle", angle_1)?;
    check::finite(OPERATION, "second angle", angle_2)?;
    made!(OPERATION, torus(&flat, [radius_1, radius_2, angle_1, angle_2]))
}

/// A wedge: a box `dx` x `dy` x `dz` whose face at y = dy is the rectangle given by `top`:
/// x from, z from, x to, z to.
pub fn wedge(frame: &Frame, dx: f64, dy: f64, dz: f64, top: [f64; 4]) -> Result<Shape> {
    const OPERATION: &str = "wedge";
    let flat = check::frame(OPERATION, frame)?;
    check::positive(OPERATION, "dx", dx)?;
    check::positive(OPERATION, "dy", dy)?;
    check::positive(OPERATION, "dz", dz)?;
    for (name, value) in ["xmin", "zmin", "xmax", "zmax"].into_iter().zip(top) {
        check::finite(OPERATION, name, value)?;
    }
    let [x_min, z_min, x_max, z_max] = top;
    if x_min > x_max || z_min > z_max {
        let message =
            format!("the top runs from ({x_min}, {z_min}) to ({x_max}, {z_max}), but must not run backwards");
        return Err(Error::invalid(OPERATION, message));
    }
    made!(OPERATION, wedge(&flat, [dx, dy, dz, x_min, z_min, x_max, z_max]))
}

/// Any shapes side by side, in order; may be empty.
pub fn compound(shapes: &[Shape]) -> Result<Shape> {
    made!("compound", compound(&ffi::list(shapes)))
}

/// A shell of faces that meet at their edges (CadQuery's `Shell.makeShell`).
pub fn make_shell(faces: &[Shape]) -> Result<Shape> {
    sew(faces, &SewOptions::default())
}

/// How faces are sewn.
#[derive(Clone, Debug)]
pub struct SewOptions {
    /// Edges closer than this, in millimetres, become one.
    pub tolerance: f64,
    /// Whether at most two faces may meet at an edge of a shell.
    pub manifold: bool,
    /// Shapes that are sewn with the faces where these touch them.
    pub beside: Vec<Shape>,
}

impl Default for SewOptions {
    fn default() -> Self {
        Self { tolerance: 1e-6, manifold: true, beside: Vec::new() }
    }
}

/// A shell of one face, which sewing would leave a face.
pub fn bare_shell(face: &Shape) -> Result<Shape> {
    const OPERATION: &str = "bare_shell";
    check::kind(OPERATION, "face", face, &[Kind::Face])?;
    made!(OPERATION, bare_shell(face.raw()))
}

/// Faces sewn together where their edges lie close to each other.
///
/// The result is a shell, or a face or compound when they do not form one shell.
pub fn sew(faces: &[Shape], options: &SewOptions) -> Result<Shape> {
    const OPERATION: &str = "sew";
    check::not_empty(OPERATION, "faces", faces)?;
    check::positive(OPERATION, "tolerance", options.tolerance)?;
    let beside = ffi::list(&options.beside);
    made!(OPERATION, sew(&ffi::list(faces), options.tolerance, options.manifold, &beside; trace))
}

/// The solid that a closed shell bounds, turned the right way out.
pub fn make_solid(shell: &Shape) -> Result<Shape> {
    check::kind("make_solid", "shape", shell, &[Kind::Shell])?;
    made!("make_solid", make_solid(shell.raw()))
}

/// A solid with cavities: the outer shell, then the inner ones.
pub fn solid_of_shells(outer: &Shape, cavities: &[Shape]) -> Result<Shape> {
    const OPERATION: &str = "solid_of_shells";
    check::kind(OPERATION, "outer shell", outer, &[Kind::Shell])?;
    check::kinds(OPERATION, "cavity", cavities, &[Kind::Shell])?;
    made!(OPERATION, solid_of_shells(outer.raw(), &ffi::list(cavities)))
}

/// An angle above 0 and at most one turn.
fn turn(operation: &'static str, name: &str, angle: f64) -> Result<f64> {
    check::finite(operation, name, angle)?;
    if angle <= 0.0 || angle > TAU + 1e-9 {
        let message = format!("{name} is {angle} rad, but must be greater than 0 and at most one turn");
        return Err(Error::invalid(operation, message));
    }
    Ok(angle)
}
