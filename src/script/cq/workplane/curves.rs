//! Drawing with splines and Bézier curves.

use kernel::{Closing, Smoothing, SplineApproxOptions, SplineOptions, TangentScale, Vec3};

use super::{Purpose, Start, Workplane, Yield};
use crate::cq::geom::Vector;
use crate::cq::{CqError, Result};

/// A spline through points for [`Workplane::spline`].
#[derive(Clone, Debug)]
pub struct SplineCurve {
    /// Local points.
    pub points: Vec<Vector>,
    /// None, two, or one for each point, in local coordinates.
    pub tangents: Vec<Option<Vector>>,
    /// Whether the curve closes smoothly.
    pub closing: Closing,
    /// The parameter at each point; empty for chord lengths.
    pub parameters: Vec<f64>,
    /// Whether the lengths of the tangents count.
    pub tangent_scale: TangentScale,
    /// Points closer than this are one point, in millimetres; `None` for the default.
    pub tolerance: Option<f64>,
    /// What the curve is for.
    pub purpose: Purpose,
    /// Where it starts.
    pub start: Start,
    /// Edge or wire.
    pub yields: Yield,
}

/// A spline near points for [`Workplane::spline_approx`] and [`Workplane::parametric_curve`].
#[derive(Clone, Copy, Debug)]
pub struct SplineApproximation {
    /// How far the curve may stay away from the points, in millimetres; `None` for the default.
    pub tolerance: Option<f64>,
    /// Smallest and largest degree.
    pub degrees: [u32; 2],
    /// Weights of length, curvature and torsion; `None` for no smoothing.
    pub smoothing: Option<[f64; 3]>,
    /// What the curve is for.
    pub purpose: Purpose,
    /// Where it starts.
    pub start: Start,
    /// Edge or wire.
    pub yields: Yield,
}

impl Workplane {
    /// A spline through local points.
    ///
    /// # Errors
    /// A failure for fewer than two points, repeated points, or a wrong number of tangents.
    pub fn spline(&self, curve: &SplineCurve) -> Result<Self> {
        let points = self.world_points(&curve.points, curve.start)?;
        let plane = self.plane();
        let tangents =
            curve.tangents.iter().map(|t| t.map(|t| (plane.to_world(t) - plane.origin()).array())).collect();
        let mut options = SplineOptions {
            tangents,
            closing: curve.closing,
            parameters: curve.parameters.clone(),
            tangent_scale: curve.tangent_scale,
            ..SplineOptions::default()
        };
        if let Some(tolerance) = curve.tolerance.filter(|tolerance| *tolerance != 0.0) {
            options.tolerance = tolerance;
        }
        let edge = kernel::spline(&points, &options).map_err(|error| {
            CqError::from(error).with_hint(format!(
                "a spline needs at least 2 points that differ from their neighbours; {} were given",
                points.len()
            ))
        })?;
        self.draw_curve(edge, curve.yields, curve.purpose)
    }

    /// A spline near local points.
    ///
    /// # Errors
    /// A failure for fewer than two points or degrees out of order.
    pub fn spline_approx(&self, points: &[Vector], options: &SplineApproximation) -> Result<Self> {
        let points = self.world_points(points, options.start)?;
        let edge = kernel::spline_approx(&points, &options.kernel_options())?;
        self.draw_curve(edge, options.yields, options.purpose)
    }

    /// A spline near the points that a function gives for `count + 1` values from start to stop.
    ///
    /// # Errors
    /// What the function raises.
    pub fn parametric_curve(
        &self,
        function: &mut dyn FnMut(f64) -> Result<Vector>,
        count: usize,
        [start, stop]: [f64; 2],
        options: &SplineApproximation,
    ) -> Result<Self> {
        if count == 0 {
            return Err(
                CqError::value("N must be at least 1").with_hint("N is the number of pieces; 400 is usual")
            );
        }
        let points: Result<Vec<_>> =
            (0..=count).map(|i| function(start + (stop - start) * i as f64 / count as f64)).collect();
        self.spline_approx(&points?, options)
    }

    /// A face near the points that a function of two values gives on a grid.
    ///
    /// # Errors
    /// What the function raises.
    pub fn parametric_surface(
        &self,
        function: &mut dyn FnMut(f64, f64) -> Result<Vector>,
        count: usize,
        [start, stop]: [f64; 2],
        options: &SplineApproximation,
    ) -> Result<Self> {
        let plane = self.plane();
        let value = |i: usize| start + (stop - start) * i as f64 / count as f64;
        let mut rows: Vec<Vec<Vec3>> = Vec::with_capacity(count + 1);
        for i in 0..=count {
            let row: Result<_> =
                (0..=count).map(|j| Ok(plane.to_world(function(value(i), value(j))?).array())).collect();
            rows.push(row?);
        }
        Ok(self.with_shapes([kernel::spline_face(&rows, &options.kernel_options())?]))
    }

    /// A Bézier curve with local poles; the curve starts at the first and ends at the last.
    ///
    /// # Errors
    /// A failure for fewer than 2 or more than 26 poles.
    pub fn bezier(&self, poles: &[Vector], purpose: Purpose, start: Start, yields: Yield) -> Result<Self> {
        let poles = self.world_points(poles, start)?;
        self.draw_curve(kernel::bezier(&poles)?, yields, purpose)
    }

    /// Local points in coordinates of the world, after the current point when it comes first.
    fn world_points(&self, points: &[Vector], start: Start) -> Result<Vec<Vec3>> {
        let plane = self.plane();
        let mut world = Vec::with_capacity(points.len() + 1);
        if start == Start::CurrentPoint {
            world.push(self.current_point()?.array());
        }
        world.extend(points.iter().map(|point| plane.to_world(*point).array()));
        Ok(world)
    }
}

impl SplineApproximation {
    fn kernel_options(&self) -> SplineApproxOptions {
        let mut options = SplineApproxOptions {
            min_degree: self.degrees[0],
            max_degree: self.degrees[1],
            smoothing: self.smoothing.map(|[length, curvature, torsion]| Smoothing {
                length,
                curvature,
                torsion,
            }),
            ..SplineApproxOptions::default()
        };
        if let Some(tolerance) = self.tolerance.filter(|tolerance| *tolerance != 0.0) {
            options.tolerance = tolerance;
        }
        options
    }
}
