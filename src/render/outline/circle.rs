//! Fits circles to closed lines.
//!
//! Source: Kåsa, "A circle fitting procedure and its error analysis" (1976): the algebraic fit, which
//! is linear and exact enough where points lie all around.

/// A circle in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Circle {
    /// Centre in pixels.
    pub center: [f64; 2],
    /// Radius in pixels.
    pub radius: f64,
}

/// The circle that a closed line follows; `None` when a point is farther from it than `tolerance`.
///
/// Very small loops (below about three pixels of radius) are circles to any fit; the tolerance is
/// tightened with the radius so that small squares are not taken for them.
pub(super) fn fit(points: &[[f64; 2]], tolerance: f64) -> Option<Circle> {
    if points.len() < 8 {
        return None;
    }
    let count = points.len() as f64;
    let mean = [0, 1].map(|k| points.iter().map(|p| p[k]).sum::<f64>() / count);
    let (mut uu, mut uv, mut vv, mut ur, mut vr) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let mut rr = 0.0;
    for p in points {
        let (u, v) = (p[0] - mean[0], p[1] - mean[1]);
        let r = u * u + v * v;
        uu += u * u;
        uv += u * v;
        vv += v * v;
        ur += u * r;
        vr += v * r;
        rr += r;
    }
    let determinant = uu * vv - uv * uv;
    if determinant.abs() < 1e-9 {
        return None;
    }
    let a = (ur * vv - vr * uv) / determinant / 2.0;
    let b = (vr * uu - ur * uv) / determinant / 2.0;
    let radius = (a * a + b * b + rr / count).sqrt();
    let center = [mean[0] + a, mean[1] + b];
    let limit = tolerance.min(radius * 0.1);
    let is_round =
        points.iter().all(|p| ((p[0] - center[0]).hypot(p[1] - center[1]) - radius).abs() <= limit);
    is_round.then_some(Circle { center, radius })
}
