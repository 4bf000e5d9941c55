//! Solids as CadQuery's `Solid` makes them.

use kernel::{Caps, Frame, Kind, LoftOptions, Ruled, Shape, SweepMode, SweepOptions, Transition};

use crate::cq::geom::Vector;
use crate::cq::{CqError, Result};

/// Where a primitive stands: its origin and its z direction; x is chosen as OCCT does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stand {
    /// Origin.
    pub point: Vector,
    /// Direction of z.
    pub direction: Vector,
}

impl Default for Stand {
    fn default() -> Self {
        Self { point: Vector::ZERO, direction: Vector::Z }
    }
}

impl Stand {
    /// The frame of the kernel.
    pub fn frame(&self) -> Frame {
        Frame::along(self.point.array(), self.direction.array())
    }
}

/// A box with a corner at the origin of its stand.
///
/// # Errors
/// `ValueError` for sides that are not above 0.
pub fn make_box(size: Vector, stand: &Stand) -> Result<Shape> {
    Ok(kernel::box_solid(&stand.frame(), size.x, size.y, size.z)?)
}

/// A cylinder, or a wedge of it with an angle in degrees below 360.
///
/// # Errors
/// `ValueError` for a radius, height or angle that is not above 0.
pub fn make_cylinder(radius: f64, height: f64, stand: &Stand, angle_deg: f64) -> Result<Shape> {
    Ok(kernel::cylinder(&stand.frame(), radius, height, angle_deg.to_radians())?)
}

/// A cone from its two radii; equal radii make a cylinder.
///
/// # Errors
/// `ValueError` for negative radii, and for a height or angle that is not above 0.
pub fn make_cone(radii: (f64, f64), height: f64, stand: &Stand, angle_deg: f64) -> Result<Shape> {
    Ok(kernel::cone(&stand.frame(), radii.0, radii.1, height, angle_deg.to_radians())?)
}

/// A part of a ball: between two latitudes in degrees, and turned by a third angle.
///
/// # Errors
/// `ValueError` for a radius that is not above 0 and for angles out of range.
pub fn make_sphere(radius: f64, stand: &Stand, angles_deg: [f64; 3]) -> Result<Shape> {
    let [from, to, turn] = angles_deg.map(f64::to_radians);
    Ok(kernel::sphere(&stand.frame(), radius, from, to, turn)?)
}

/// A ring with the radius of its circle and that of its tube, between two angles of the tube.
///
/// # Errors
/// `ValueError` for radii that are not above 0.
pub fn make_torus(radii: (f64, f64), stand: &Stand, angles_deg: (f64, f64)) -> Result<Shape> {
    let (from, to) = (angles_deg.0.to_radians(), angles_deg.1.to_radians());
    Ok(kernel::torus(&stand.frame(), radii.0, radii.1, from, to)?)
}

/// A box whose face at the end of y is the rectangle `[x_min, z_min, x_max, z_max]`.
///
/// # Errors
/// `ValueError` for sides that are not above 0.
pub fn make_wedge(size: Vector, end: [f64; 4], stand: &Stand) -> Result<Shape> {
    Ok(kernel::wedge(&stand.frame(), size.x, size.y, size.z, end)?)
}

/// A solid through wires.
///
/// # Errors
/// `ValueError` for less than two wires.
pub fn make_loft(wires: &[Shape], ruled: Ruled) -> Result<Shape> {
    if wires.len() < 2 {
        return Err(CqError::value("More than one wire is required").with_hint(format!(
            "{} wire is there; draw the other sections on their own workplanes",
            wires.len()
        )));
    }
    Ok(kernel::loft(wires, &LoftOptions { ruled, ..LoftOptions::default() })?)
}

/// The prism over a wire with holes; with a taper in degrees the holes are left out, as in CadQuery.
///
/// # Errors
/// `ValueError` when the wires bound no plane face.
pub fn extrude_wires(outer: &Shape, inners: &[Shape], by: Vector, taper_deg: f64) -> Result<Shape> {
    let inners = if taper_deg == 0.0 { inners } else { &[] };
    extrude_face(&super::make_face(outer, inners)?, by, taper_deg)
}

/// The prism over a face with sides that are inclined by a taper in degrees.
///
/// # Errors
/// When the prism has no height or the taper leaves nothing.
pub fn extrude_face(face: &Shape, by: Vector, taper_deg: f64) -> Result<Shape> {
    if taper_deg == 0.0 {
        return Ok(kernel::extrude(face, by.array())?);
    }
    Ok(kernel::extrude_taper(face, by.array(), taper_deg.to_radians())?)
}

/// The prism over a wire with holes that turns by an angle in degrees on its way.
///
/// # Errors
/// `ValueError` for an angle of 0.
pub fn extrude_twisted(
    outer: &Shape,
    inners: &[Shape],
    center: Vector,
    by: Vector,
    angle_deg: f64,
) -> Result<Shape> {
    if angle_deg == 0.0 {
        return Err(CqError::new(crate::cq::CqErrorKind::ZeroDivision, "float division by zero")
            .with_hint("the angle of a twisted extrusion must not be 0; use extrude instead"));
    }
    Ok(kernel::extrude_twist(outer, inners, center.array(), by.array(), angle_deg.to_radians())?)
}

/// The solid that a face makes when it turns by an angle in degrees about the line between two points.
///
/// # Errors
/// When the axis has no direction.
pub fn revolve_face(face: &Shape, angle_deg: f64, start: Vector, end: Vector) -> Result<Shape> {
    Ok(kernel::revolve(face, angle_deg.to_radians(), start.array(), end.array())?)
}

/// How a profile turns along a path.
#[derive(Clone, Debug)]
pub enum Turning {
    /// By the frame of the path without its twist.
    Corrected,
    /// By the Frenet frame of the path.
    Frenet,
    /// Square to a direction.
    Fixed(Vector),
    /// By a second curve.
    Along(Shape),
}

/// The settings of a sweep.
///
/// # Errors
/// When a guiding edge cannot become a wire.
pub fn sweep_options(turning: Turning, caps: Caps, transition: Transition) -> Result<SweepOptions> {
    let mode = match turning {
        Turning::Corrected => SweepMode::CorrectedFrenet,
        Turning::Frenet => SweepMode::Frenet,
        Turning::Fixed(direction) => SweepMode::Fixed(direction.array()),
        Turning::Along(guide) => SweepMode::Auxiliary(super::topology::one_wire(&guide)?),
    };
    Ok(SweepOptions { caps, mode, transition })
}

/// The transition of a name: `transformed`, `round` or `right`.
///
/// # Errors
/// `KeyError` for other names.
pub fn transition(name: &str) -> Result<Transition> {
    match name {
        "transformed" => Ok(Transition::Transformed),
        "round" => Ok(Transition::Round),
        "right" => Ok(Transition::Right),
        _ => Err(CqError::key(name).with_hint("use 'transformed', 'round' or 'right'")),
    }
}

/// The outer wires of faces and the wires of a list of profiles.
///
/// # Errors
/// Only when the kernel fails.
pub fn outer_wires(profiles: &[Shape]) -> Result<Vec<Shape>> {
    profiles
        .iter()
        .map(|profile| match profile.kind() {
            Kind::Face => Ok(profile.outer_wire()?),
            _ => Ok(profile.clone()),
        })
        .collect()
}
