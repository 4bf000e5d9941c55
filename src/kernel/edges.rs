//! Vertices, edges and helices from numbers.

use std::f64::consts::TAU;

use crate::frame::Vec3;
use crate::memo::made;
use crate::vector::norm;
use crate::{Error, Frame, Kind, Result, Shape, SplineData, check};

/// Which way round an arc is walked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sense {
    /// By the right-hand rule about z, from the first angle to the second.
    #[default]
    Forward,
    /// The other way: the arc from the second angle to the first, walked backwards.
    Backward,
}

/// How a spline runs through its points.
#[derive(Clone, Debug, PartialEq)]
pub struct SplineOptions {
    /// None, two (start and end), or one for each point, where `None` leaves it free.
    pub tangents: Vec<Option<Vec3>>,
    /// Closes the curve smoothly; the first point is not repeated at the end.
    pub closing: Closing,
    /// One for each point, one more when periodic; empty for chord lengths.
    pub parameters: Vec<f64>,
    /// Whether tangents are scaled to fit the points.
    pub tangent_scale: TangentScale,
    /// Points closer than this are one point, in millimetres.
    pub tolerance: f64,
}

impl Default for SplineOptions {
    fn default() -> Self {
        Self {
            tangents: Vec::new(),
            closing: Closing::Open,
            parameters: Vec::new(),
            tangent_scale: TangentScale::Fitted,
            tolerance: 1e-6,
        }
    }
}

/// Whether a curve closes smoothly upon itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Closing {
    /// The curve ends at its last point.
    #[default]
    Open,
    /// The curve returns to its first point smoothly.
    Periodic,
}

/// What the lengths of given tangents mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TangentScale {
    /// Only directions count; lengths are fitted to the points.
    #[default]
    Fitted,
    /// Lengths are derivatives of the curve.
    AsGiven,
}

/// Weights of a smoothing approximation (CadQuery's `smoothing`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Smoothing {
    /// Weight of the length.
    pub length: f64,
    /// Weight of the curvature.
    pub curvature: f64,
    /// Weight of the torsion.
    pub torsion: f64,
}

/// How points are approximated by a spline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SplineApproxOptions {
    /// How far the curve may stay away from the points, in millimetres.
    pub tolerance: f64,
    /// Smooths instead of bounding the degree from below.
    pub smoothing: Option<Smoothing>,
    /// Smallest degree.
    pub min_degree: u32,
    /// Largest degree.
    pub max_degree: u32,
}

impl Default for SplineApproxOptions {
    fn default() -> Self {
        Self { tolerance: 1e-3, smoothing: None, min_degree: 1, max_degree: 6 }
    }
}

/// A helix.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HelixOptions {
    /// Rise of one turn in millimetres.
    pub pitch: f64,
    /// Rise in all, in millimetres.
    pub height: f64,
    /// Radius at the start in millimetres.
    pub radius: f64,
    /// Middle of the start.
    pub center: Vec3,
    /// Direction of the rise.
    pub direction: Vec3,
    /// Half angle of the cone that the helix lies on, in radians; `None` for a cylinder.
    pub cone_angle: Option<f64>,
    /// Which way it winds.
    pub hand: Hand,
}

/// Which way a helix winds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hand {
    /// As an ordinary screw.
    #[default]
    Right,
    /// Against it.
    Left,
}

/// A vertex.
pub fn vertex(point: Vec3) -> Result<Shape> {
    check::vector("vertex", "point", point)?;
    made!("vertex", vertex(point))
}

/// A straight edge.
pub fn line(from: Vec3, to: Vec3) -> Result<Shape> {
    check::vector("line", "start", from)?;
    check::vector("line", "end", to)?;
    let length = norm(std::array::from_fn(|i| to[i] - from[i]));
    if length < base::tolerance::LENGTH {
        return Err(Error {
            operation: "line",
            kind: crate::ErrorKind::Failed,
            class: "StdFail_NotDone".into(),
            message: format!("start and end are {length:e} mm apart, which is too short for a line"),
        });
    }
    made!("line", line(from, to))
}

/// A circle about z of the frame, or its arc between two angles from x in radians.
pub fn circle(frame: &Frame, radius: f64, angles: Option<(f64, f64)>, sense: Sense) -> Result<Shape> {
    const OPERATION: &str = "circle";
    let flat = check::frame(OPERATION, frame)?;
    check::positive(OPERATION, "radius", radius)?;
    let angles = arc_angles(OPERATION, angles)?;
    made!(OPERATION, circle(&flat, radius, &angles, sense == Sense::Forward))
}

/// An ellipse with its radii along x and y of the frame, or its arc between two angles in radians.
///
/// Either radius may be the larger one.
pub fn ellipse(
    frame: &Frame,
    x_radius: f64,
    y_radius: f64,
    angles: Option<(f64, f64)>,
    sense: Sense,
) -> Result<Shape> {
    const OPERATION: &str = "ellipse";
    let flat = check::frame(OPERATION, frame)?;
    check::positive(OPERATION, "x radius", x_radius)?;
    check::positive(OPERATION, "y radius", y_radius)?;
    let angles = arc_angles(OPERATION, angles)?;
    made!(OPERATION, ellipse(&flat, x_radius, y_radius, &angles, sense == Sense::Forward))
}

/// A circular arc from a through b to c.
pub fn three_point_arc(a: Vec3, b: Vec3, c: Vec3) -> Result<Shape> {
    const OPERATION: &str = "three_point_arc";
    let points = check::points(OPERATION, &[a, b, c], 3)?;
    made!(OPERATION, three_point_arc(&points))
}

/// A circular arc that leaves `from` along `tangent` and ends at `to`.
pub fn tangent_arc(from: Vec3, tangent: Vec3, to: Vec3) -> Result<Shape> {
    const OPERATION: &str = "tangent_arc";
    check::vector(OPERATION, "start", from)?;
    check::direction(OPERATION, "tangent", tangent)?;
    check::vector(OPERATION, "end", to)?;
    made!(OPERATION, tangent_arc(from, tangent, to))
}

/// A spline through points.
pub fn spline(points: &[Vec3], options: &SplineOptions) -> Result<Shape> {
    const OPERATION: &str = "spline";
    let flat = check::points(OPERATION, points, 2)?;
    check::positive(OPERATION, "tolerance", options.tolerance)?;
    let periodic = options.closing == Closing::Periodic;
    let (tangents, parameters) = (&options.tangents, &options.parameters);
    if !(tangents.is_empty() || tangents.len() == 2 || tangents.len() == points.len()) {
        let message = format!(
            "{} tangents given for {} points, but 2 or one each are needed",
            tangents.len(),
            points.len()
        );
        return Err(Error::invalid(OPERATION, message));
    }
    let parameter_count = points.len() + usize::from(periodic);
    if !(parameters.is_empty() || parameters.len() == parameter_count) {
        let message = format!("{} parameters given, but {parameter_count} are needed", parameters.len());
        return Err(Error::invalid(OPERATION, message));
    }
    if parameters.iter().any(|p| !p.is_finite()) || parameters.windows(2).any(|w| w[1] <= w[0]) {
        return Err(Error::invalid(OPERATION, "parameters must be finite and rise from point to point"));
    }
    // Four numbers a tangent: the vector, and whether it is given.
    let mut tangent_numbers = Vec::with_capacity(4 * tangents.len());
    for tangent in tangents {
        let given = tangent.is_some();
        let v = tangent.unwrap_or_default();
        check::vector(OPERATION, "tangent", v)?;
        tangent_numbers.extend([v[0], v[1], v[2], f64::from(u8::from(given))]);
    }
    let scaled = options.tangent_scale == TangentScale::Fitted;
    made!(OPERATION, spline(&flat, &tangent_numbers, parameters, periodic, scaled, options.tolerance))
}

/// A spline near points.
pub fn spline_approx(points: &[Vec3], options: &SplineApproxOptions) -> Result<Shape> {
    const OPERATION: &str = "spline_approx";
    let flat = check::points(OPERATION, points, 2)?;
    let numbers = approximation(OPERATION, options)?;
    made!(OPERATION, spline_approx(&flat, &numbers, options.min_degree, options.max_degree))
}

/// A B-spline curve from its control points, weights and knots.
///
/// # Errors
/// When the numbers do not fit together; the message says which.
pub fn spline_edge(data: &SplineData) -> Result<Shape> {
    const OPERATION: &str = "spline_edge";
    let SplineData { degree, poles, weights, knots } = data;
    let refuse = |message: String| Err(Error::invalid(OPERATION, message));
    if !(1..=25).contains(degree) {
        return refuse(format!("the degree is {degree}, but must lie between 1 and 25"));
    }
    let wanted = poles.len() + *degree as usize + 1;
    if poles.len() < 2 || knots.len() != wanted {
        return refuse(format!(
            "{} control points of degree {degree} need {wanted} knots, but there are {}",
            poles.len(),
            knots.len()
        ));
    }
    if !weights.is_empty() && weights.len() != poles.len() {
        return refuse(format!("there are {} weights for {} control points", weights.len(), poles.len()));
    }
    if !knots.is_sorted() || knots[*degree as usize] >= knots[poles.len()] {
        return refuse("the knots must rise".to_owned());
    }
    for number in poles.iter().flatten().chain(weights).chain(knots) {
        check::finite(OPERATION, "a number of the spline", *number)?;
    }
    for weight in weights {
        check::positive(OPERATION, "a weight", *weight)?;
    }
    let flat: Vec<f64> = poles.iter().flatten().copied().collect();
    made!(OPERATION, spline_edge(*degree, &flat, weights, knots))
}

/// A Bézier curve with these poles, 2 to 26 of them.
pub fn bezier(poles: &[Vec3]) -> Result<Shape> {
    const OPERATION: &str = "bezier";
    let flat = check::points(OPERATION, poles, 2)?;
    if poles.len() > 26 {
        return Err(Error::invalid(
            OPERATION,
            format!("{} poles given, but at most 26 are possible", poles.len()),
        ));
    }
    made!(OPERATION, bezier(&flat))
}

/// The part of an edge between two of its parameters.
pub fn trim_edge(edge: &Shape, from: f64, to: f64) -> Result<Shape> {
    const OPERATION: &str = "trim_edge";
    check::kind(OPERATION, "shape", edge, &[Kind::Edge])?;
    check::finite(OPERATION, "first parameter", from)?;
    check::finite(OPERATION, "last parameter", to)?;
    made!(OPERATION, trim_edge(edge.raw(), from, to))
}

/// A helix as a wire of one edge.
pub fn helix(options: &HelixOptions) -> Result<Shape> {
    const OPERATION: &str = "helix";
    check::not_zero(OPERATION, "pitch", options.pitch)?;
    check::not_zero(OPERATION, "height", options.height)?;
    check::positive(OPERATION, "radius", options.radius)?;
    check::vector(OPERATION, "center", options.center)?;
    check::direction(OPERATION, "direction", options.direction)?;
    let turns = options.height / options.pitch;
    if !(0.0..=10_000.0).contains(&turns) {
        let message = format!(
            "pitch {} and height {} make {turns} turns, but must make 0 to 10000",
            options.pitch, options.height
        );
        return Err(Error::invalid(OPERATION, message));
    }
    let cone_angle = options.cone_angle.unwrap_or(0.0);
    check::finite(OPERATION, "cone angle", cone_angle)?;
    let frame = Frame::along(options.center, options.direction).flat();
    let left = options.hand == Hand::Left;
    made!(OPERATION, helix(&frame, options.pitch, options.height, options.radius, cone_angle, left))
}

/// Five numbers of an approximation: tolerance, three weights, whether they are given.
pub(crate) fn approximation(operation: &'static str, options: &SplineApproxOptions) -> Result<[f64; 5]> {
    check::positive(operation, "tolerance", options.tolerance)?;
    if options.min_degree > options.max_degree || options.max_degree > 25 || options.max_degree == 0 {
        let message = format!(
            "degrees {} to {} given, but they must rise and lie in 1..=25",
            options.min_degree, options.max_degree
        );
        return Err(Error::invalid(operation, message));
    }
    let Some(weights) = options.smoothing else { return Ok([options.tolerance, 0.0, 0.0, 0.0, 0.0]) };
    check::positive(operation, "weight of the length", weights.length)?;
    check::positive(operation, "weight of the curvature", weights.curvature)?;
    check::positive(operation, "weight of the torsion", weights.torsion)?;
    Ok([options.tolerance, weights.length, weights.curvature, weights.torsion, 1.0])
}

/// No numbers for a whole curve, two for an arc.
fn arc_angles(operation: &'static str, angles: Option<(f64, f64)>) -> Result<Vec<f64>> {
    let Some((start, end)) = angles else { return Ok(Vec::new()) };
    check::finite(operation, "start angle", start)?;
    check::finite(operation, "end angle", end)?;
    let whole = ((end - start) / TAU).fract().abs();
    if start == end || whole * TAU < base::tolerance::ANGLE {
        return Ok(Vec::new());
    }
    Ok(vec![start, end])
}
