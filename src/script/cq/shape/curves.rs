//! Edges and wires as CadQuery makes them.

use kernel::{Frame, Kind, ParamMode, Sense, Shape};

use crate::cq::geom::{Location, Vector};
use crate::cq::{CqError, Result};

/// A circle about a normal, or the arc of it from one angle to another in degrees.
///
/// Equal angles mean the whole circle; [`Sense::Backward`] goes from the first angle clockwise.
///
/// # Errors
/// `ValueError` for a radius that is not above 0, and for a normal without length.
pub fn make_circle_edge(
    radius: f64,
    center: Vector,
    normal: Vector,
    angles_deg: (f64, f64),
    sense: Sense,
) -> Result<Shape> {
    let frame = Frame::along(center.array(), direction(normal)?.array());
    Ok(kernel::circle(&frame, radius, arc(angles_deg, 0.0), sense)?)
}

/// What an ellipse or an arc of it is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ellipse {
    /// Radius along `x_dir` in mm.
    pub x_radius: f64,
    /// Radius square to it in mm.
    pub y_radius: f64,
    /// The centre.
    pub center: Vector,
    /// Normal of its plane.
    pub normal: Vector,
    /// Direction of the first radius.
    pub x_dir: Vector,
    /// From and to in degrees; equal angles mean the whole ellipse.
    pub angles_deg: (f64, f64),
    /// Counter-clockwise or clockwise.
    pub sense: Sense,
}

impl Ellipse {
    /// A whole ellipse in the XY plane about the origin.
    pub fn new(x_radius: f64, y_radius: f64) -> Self {
        Self {
            x_radius,
            y_radius,
            center: Vector::ZERO,
            normal: Vector::Z,
            x_dir: Vector::X,
            angles_deg: (360.0, 360.0),
            sense: Sense::Forward,
        }
    }
}

/// An ellipse or an arc of it; either radius may be the larger one.
///
/// # Errors
/// `ValueError` for radii that are not above 0, and for directions without length.
pub fn make_ellipse_edge(ellipse: &Ellipse) -> Result<Shape> {
    let Ellipse { x_radius, y_radius, center, normal, x_dir, angles_deg, sense } = *ellipse;
    let z = direction(normal)?;
    let y = z.cross(direction(x_dir)?).normalized()?;
    let x = y.cross(z);
    // OCCT wants the larger radius first; the ellipse is then turned by a quarter.
    let (x, radii, quarter) = if y_radius > x_radius {
        (y, (y_radius, x_radius), std::f64::consts::FRAC_PI_2)
    } else {
        (x, (x_radius, y_radius), 0.0)
    };
    let frame = Frame { origin: center.array(), x: x.array(), z: z.array() };
    Ok(kernel::ellipse(&frame, radii.0, radii.1, arc(angles_deg, quarter), sense)?)
}

/// Whether an arc becomes a closed wire by the chord between its ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Chord {
    /// The wire ends where the arc ends.
    #[default]
    Without,
    /// The ends are joined by a straight edge.
    With,
}

/// An ellipse or an arc of it as a wire, turned in its plane by an angle in degrees.
///
/// # Errors
/// Like [`make_ellipse_edge`].
pub fn make_ellipse_wire(ellipse: &Ellipse, rotation_deg: f64, chord: Chord) -> Result<Shape> {
    let edge = make_ellipse_edge(ellipse)?;
    let is_arc = ellipse.angles_deg.0 != ellipse.angles_deg.1;
    let wire = if is_arc && chord == Chord::With {
        let line = kernel::line(edge.end_point()?, edge.start_point()?)?;
        kernel::wire(&[edge, line])?
    } else {
        kernel::wire(&[edge])?
    };
    if rotation_deg == 0.0 {
        return Ok(wire);
    }
    super::rotate(&wire, ellipse.center, ellipse.center + ellipse.normal, rotation_deg)
}

/// The curve closed by a straight edge between its ends; itself when it is closed.
///
/// # Errors
/// `ValueError` for shapes that are no curve.
pub fn closed(curve: &Shape) -> Result<Shape> {
    if curve.is_closed_curve()? {
        return Ok(curve.clone());
    }
    let wire = match curve.kind() {
        Kind::Edge => kernel::wire(std::slice::from_ref(curve))?,
        _ => curve.clone(),
    };
    let line = kernel::line(wire.end_point()?, wire.start_point()?)?;
    let joined = kernel::combine_wires(&[wire, line], 1e-9)?;
    joined.into_iter().next().ok_or_else(|| CqError::value("the wire could not be closed"))
}

/// The centre of a circular or elliptic edge.
///
/// # Errors
/// `ValueError` for other edges.
pub fn arc_center(edge: &Shape) -> Result<Vector> {
    match edge.arc_center()? {
        Some(center) => Ok(center.into()),
        None => Err(CqError::value(format!("{} has no arc center", edge.geom_type()?))),
    }
}

/// The location of the frame that moves along a curve.
///
/// # Errors
/// `ValueError` for shapes that are no curve.
pub fn location_at(
    curve: &Shape,
    at: f64,
    mode: ParamMode,
    kind: kernel::FrameKind,
    plane: kernel::FramePlane,
) -> Result<Location> {
    let transform = curve.location_at(at, mode, kind, plane)?;
    Ok(location(transform))
}

/// A kernel transform that is known to be rigid as a location.
pub fn location(transform: kernel::Transform) -> Location {
    Location::from_rigid(crate::cq::geom::Matrix::new(transform.0))
}

/// The locations that a shape stands for when something is moved to it.
///
/// A compound gives those of its parts, a face and an edge the frame in the middle of their
/// parameters, everything else its centre.
///
/// # Errors
/// Only when the kernel fails.
pub fn locations_of(shape: &Shape) -> Result<Vec<Location>> {
    match shape.kind() {
        Kind::Compound => {
            let mut all = Vec::new();
            for part in shape.direct_children()? {
                all.extend(locations_of(&part)?);
            }
            Ok(all)
        }
        Kind::Face => {
            let [u0, u1, v0, v1] = shape.uv_bounds()?;
            Ok(vec![super::planar::face_location_at(shape, (u0 + u1) / 2.0, (v0 + v1) / 2.0)?])
        }
        Kind::Edge => {
            let (from, to) = shape.curve_bounds()?;
            let middle = location_at(
                shape,
                (from + to) / 2.0,
                ParamMode::Parameter,
                kernel::FrameKind::default(),
                kernel::FramePlane::default(),
            )?;
            Ok(vec![middle])
        }
        _ => Ok(vec![Location::translation(super::center(shape)?)]),
    }
}

/// Angles in radians less a correction; nothing for a whole turn.
fn arc(angles_deg: (f64, f64), correction: f64) -> Option<(f64, f64)> {
    let (from, to) = angles_deg;
    (from != to).then(|| (from.to_radians() - correction, to.to_radians() - correction))
}

fn direction(v: Vector) -> Result<Vector> {
    v.normalized().map_err(|_| {
        CqError::std_fail("Standard_ConstructionError", "gp_Dir() - input vector has zero norm")
            .with_hint("a direction needs a length above 0")
    })
}
