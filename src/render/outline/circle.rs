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

/// Sums of powers of coordinates, from which lines and circles follow.
#[derive(Clone, Copy, Debug)]
pub struct Moments {
    origin: [f64; 2],
    count: f64,
    u: f64,
    v: f64,
    uu: f64,
    uv: f64,
    vv: f64,
    uuu: f64,
    uuv: f64,
    uvv: f64,
    vvv: f64,
    /// Sum of (u² + v²)².
    rrrr: f64,
}

impl Moments {
    /// Nothing yet; coordinates count from an origin near the points.
    pub fn new(origin: [f64; 2]) -> Self {
        Self {
            origin,
            count: 0.0,
            u: 0.0,
            v: 0.0,
            uu: 0.0,
            uv: 0.0,
            vv: 0.0,
            uuu: 0.0,
            uuv: 0.0,
            uvv: 0.0,
            vvv: 0.0,
            rrrr: 0.0,
        }
    }

    /// Adds a point.
    pub fn add(&mut self, p: [f64; 2]) {
        let (u, v) = (p[0] - self.origin[0], p[1] - self.origin[1]);
        let r = u * u + v * v;
        self.count += 1.0;
        self.u += u;
        self.v += v;
        self.uu += u * u;
        self.uv += u * v;
        self.vv += v * v;
        self.uuu += u * u * u;
        self.uuv += u * u * v;
        self.uvv += u * v * v;
        self.vvv += v * v * v;
        self.rrrr += r * r;
    }

    /// The sums without those of a part, with the same origin.
    pub fn minus(&self, part: &Self) -> Self {
        Self {
            origin: self.origin,
            count: self.count - part.count,
            u: self.u - part.u,
            v: self.v - part.v,
            uu: self.uu - part.uu,
            uv: self.uv - part.uv,
            vv: self.vv - part.vv,
            uuu: self.uuu - part.uuu,
            uuv: self.uuv - part.uuv,
            uvv: self.uvv - part.uvv,
            vvv: self.vvv - part.vvv,
            rrrr: self.rrrr - part.rrrr,
        }
    }

    /// The line of least squared distances: their sum, a point of the line and its direction.
    pub fn line(&self) -> (f64, [f64; 2], [f64; 2]) {
        let n = self.count.max(1.0);
        let (mu, mv) = (self.u / n, self.v / n);
        let (suu, suv, svv) = (self.uu - n * mu * mu, self.uv - n * mu * mv, self.vv - n * mv * mv);
        let angle = 0.5 * (2.0 * suv).atan2(suu - svv);
        let (c, s) = (angle.cos(), angle.sin());
        let error = (s * s * suu - 2.0 * s * c * suv + c * c * svv).max(0.0);
        (error, [self.origin[0] + mu, self.origin[1] + mv], [c, s])
    }

    /// The circle by Kåsa's fit and about the sum of squared distances; `None` for points on a line.
    pub fn circle(&self) -> Option<(Circle, f64)> {
        let n = self.count;
        if n < 3.0 {
            return None;
        }
        let (mu, mv) = (self.u / n, self.v / n);
        // Least squares of u² + v² = 2 a u + 2 b v + c.
        let (suu, suv, svv) = (self.uu - n * mu * mu, self.uv - n * mu * mv, self.vv - n * mv * mv);
        let mean_r = (self.uu + self.vv) / n;
        let su = self.uuu + self.uvv - mu * n * mean_r;
        let sv = self.uuv + self.vvv - mv * n * mean_r;
        let determinant = suu * svv - suv * suv;
        if determinant < 1e-9 * (suu + svv) * (suu + svv) {
            return None;
        }
        let a = (su * svv - sv * suv) / determinant / 2.0;
        let b = (sv * suu - su * suv) / determinant / 2.0;
        let square = mean_r - 2.0 * a * mu - 2.0 * b * mv + a * a + b * b;
        if square <= 0.0 {
            return None;
        }
        let radius = square.sqrt();
        // Sum of squares of r² - 2au - 2bv - c, which is about (2 radius distance)² for each point.
        let srr = self.rrrr - n * mean_r * mean_r;
        let algebraic = (srr - 2.0 * a * su - 2.0 * b * sv).max(0.0);
        let center = [self.origin[0] + a, self.origin[1] + b];
        Some((Circle { center, radius }, algebraic / (4.0 * square)))
    }
}

/// The circle that a closed line follows; `None` when a point is farther from it than `tolerance`.
///
/// Very small loops (below about three pixels of radius) are circles to any fit; the tolerance is
/// tightened with the radius so that small squares are not taken for them.
pub(super) fn fit(points: &[[f64; 2]], tolerance: f64) -> Option<Circle> {
    if points.len() < 8 {
        return None;
    }
    let mut moments = Moments::new(points[0]);
    points.iter().for_each(|p| moments.add(*p));
    let (Circle { center, radius }, _) = moments.circle()?;
    let limit = tolerance.min(radius * 0.1);
    let is_round =
        points.iter().all(|p| ((p[0] - center[0]).hypot(p[1] - center[1]) - radius).abs() <= limit);
    is_round.then_some(Circle { center, radius })
}
