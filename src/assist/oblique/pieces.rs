//! Borders of regions as straight lines and ellipses.

use rayon::prelude::*;
use render::outline::{Loop, Mask, Options, Role, SegmentOptions, loops};

use super::regions::{GROUND, Regions};

/// Distance of the points of a loop from an ellipse, in pixels and as a share of its smaller axis.
const ROUND_PX: f64 = 1.6;
const ROUND_SHARE: f64 = 0.09;
/// The shortest line that tells a direction, in pixels.
const LEAST_LINE: f64 = 9.0;
/// Lines from this length on are no pieces of an ellipse.
const SURE_LINE: f64 = 22.0;
/// Points of the shortest run that bends.
const LEAST_BEND: usize = 22;
/// Points before and after one between which a turn is measured.
const TURN_REACH: usize = 6;

/// A straight piece of a border.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Straight {
    pub(super) from: [f64; 2],
    pub(super) to: [f64; 2],
}

impl Straight {
    pub(super) fn length(&self) -> f64 {
        (self.to[0] - self.from[0]).hypot(self.to[1] - self.from[1])
    }

    pub(super) fn middle(&self) -> [f64; 2] {
        [0.5 * (self.from[0] + self.to[0]), 0.5 * (self.from[1] + self.to[1])]
    }

    pub(super) fn direction(&self) -> [f64; 2] {
        let length = self.length().max(1e-9);
        [(self.to[0] - self.from[0]) / length, (self.to[1] - self.from[1]) / length]
    }
}

/// An ellipse in the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Ellipse {
    pub(super) center: [f64; 2],
    /// Half of the longer and of the shorter axis.
    pub(super) half: [f64; 2],
    /// Direction of the shorter axis.
    pub(super) short: [f64; 2],
}

/// One closed border of a region.
#[derive(Clone, Debug)]
pub(super) struct Border {
    pub(super) region: usize,
    pub(super) role: Role,
    pub(super) traced: Vec<[f64; 2]>,
    pub(super) length: f64,
    pub(super) straight: Vec<Straight>,
    /// Points of runs that bend, in their order; what is no ellipse as a whole.
    pub(super) bends: Vec<Vec<[f64; 2]>>,
    pub(super) ellipse: Option<Ellipse>,
}

/// The borders of all regions but the ground; the holes of the ground are those of the others.
pub(super) fn borders(regions: &Regions) -> Vec<Border> {
    let of_region = |region: usize| {
        let mask = regions.mask(|r| r == region);
        traced(&mask, regions, region)
    };
    let whole = traced(&regions.mask(|r| r != GROUND), regions, GROUND);
    let mut all: Vec<Border> =
        (1..regions.all.len()).into_par_iter().map(of_region).collect::<Vec<_>>().concat();
    all.extend(whole);
    all
}

fn traced(mask: &[u8], regions: &Regions, region: usize) -> Vec<Border> {
    let options = Options {
        tolerance_px: 1.0,
        circle_tolerance_px: 0.0,
        least_area_px: 12.0,
        segments: Some(SegmentOptions {
            noise_px: 0.5,
            line_price: 30.0,
            arc_price: 46.0,
            ..SegmentOptions::default()
        }),
    };
    let mask = Mask { coverage: mask, width: regions.width, height: regions.height };
    loops(&mask, &options).into_iter().map(|found| border(found, region)).collect()
}

fn border(found: Loop, region: usize) -> Border {
    let ellipse = ellipse(&found.traced);
    let mut straight = Vec::new();
    if ellipse.is_none()
        && let Some(last) = found.segments.last()
    {
        let mut from = last.to();
        for segment in &found.segments {
            let to = segment.to();
            if let render::outline::Segment::Line { .. } = segment {
                straight.push(Straight { from, to });
            }
            from = to;
        }
        straight.retain(|s| s.length() >= LEAST_LINE);
    }
    Border {
        region,
        role: found.role,
        bends: if ellipse.is_some() { Vec::new() } else { bends(&found.traced, &straight) },
        traced: found.traced,
        length: found.length,
        straight,
        ellipse,
    }
}

/// Runs of a trace away from its straight pieces, parted where they turn sharply.
fn bends(traced: &[[f64; 2]], straight: &[Straight]) -> Vec<Vec<[f64; 2]>> {
    let n = traced.len();
    let is_straight = |p: [f64; 2]| {
        straight.iter().filter(|s| s.length() >= SURE_LINE).any(|s| {
            let (d, length) = (s.direction(), s.length());
            let v = [p[0] - s.from[0], p[1] - s.from[1]];
            let along = v[0] * d[0] + v[1] * d[1];
            let across = (v[0] * d[1] - v[1] * d[0]).abs();
            across < 1.3 && (-2.0..length + 2.0).contains(&along)
        })
    };
    let is_sharp = |i: usize| {
        let (a, b, c) = (traced[(i + n - TURN_REACH) % n], traced[i], traced[(i + TURN_REACH) % n]);
        let (u, v) = ([b[0] - a[0], b[1] - a[1]], [c[0] - b[0], c[1] - b[1]]);
        u[0] * v[0] + u[1] * v[1] < 0.55 * u[0].hypot(u[1]) * v[0].hypot(v[1])
    };
    if n < 4 * TURN_REACH {
        return Vec::new();
    }
    let breaks: Vec<bool> = (0..n).map(|i| is_straight(traced[i]) || is_sharp(i)).collect();
    let start = breaks.iter().position(|b| *b).unwrap_or(0);
    let mut runs: Vec<Vec<[f64; 2]>> = vec![Vec::new()];
    for i in (0..n).map(|k| (start + k) % n) {
        if breaks[i] {
            runs.push(Vec::new());
        } else if let Some(run) = runs.last_mut() {
            run.push(traced[i]);
        }
    }
    runs.retain(|run| run.len() >= LEAST_BEND && is_bent(run));
    runs
}

/// Whether a run leaves the line between its ends clearly.
fn is_bent(run: &[[f64; 2]]) -> bool {
    let (a, b) = (run[0], run[run.len() - 1]);
    let length = (b[0] - a[0]).hypot(b[1] - a[1]);
    let away = |p: &[f64; 2]| {
        if length < 4.0 {
            return (p[0] - a[0]).hypot(p[1] - a[1]);
        }
        ((p[0] - a[0]) * (b[1] - a[1]) - (p[1] - a[1]) * (b[0] - a[0])).abs() / length
    };
    run.iter().map(away).fold(0.0, f64::max) > 3.0_f64.max(0.08 * length)
}

/// The ellipse with the moments of a closed line, when the line follows it.
fn ellipse(points: &[[f64; 2]]) -> Option<Ellipse> {
    if points.len() < 12 {
        return None;
    }
    let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
    let pairs = || points.iter().zip(points.iter().cycle().skip(1));
    let o = points[0];
    for (a, b) in pairs() {
        let (a, b) = ([a[0] - o[0], a[1] - o[1]], [b[0] - o[0], b[1] - o[1]]);
        let cross = a[0] * b[1] - b[0] * a[1];
        area += cross / 2.0;
        x += cross * (a[0] + b[0]) / 6.0;
        y += cross * (a[1] + b[1]) / 6.0;
    }
    if area.abs() < 8.0 {
        return None;
    }
    let center = [o[0] + x / area, o[1] + y / area];
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (a, b) in pairs() {
        let (a, b) = ([a[0] - center[0], a[1] - center[1]], [b[0] - center[0], b[1] - center[1]]);
        let cross = a[0] * b[1] - b[0] * a[1];
        xx += cross * (a[0] * a[0] + a[0] * b[0] + b[0] * b[0]) / 12.0;
        yy += cross * (a[1] * a[1] + a[1] * b[1] + b[1] * b[1]) / 12.0;
        xy += cross * (2.0 * a[0] * a[1] + a[0] * b[1] + b[0] * a[1] + 2.0 * b[0] * b[1]) / 24.0;
    }
    let (xx, xy, yy) = (xx / area, xy / area, yy / area);
    let (mean, spread) = (0.5 * (xx + yy), (0.5 * (xx - yy)).hypot(xy));
    let half = [2.0 * (mean + spread).max(0.0).sqrt(), 2.0 * (mean - spread).max(0.0).sqrt()];
    let angle = 0.5 * (2.0 * xy).atan2(xx - yy);
    let short = [-angle.sin(), angle.cos()];
    if half[1] < 1.5 {
        return None;
    }
    let off = |p: &[f64; 2]| {
        let (dx, dy) = (p[0] - center[0], p[1] - center[1]);
        let along = dx * angle.cos() + dy * angle.sin();
        let across = dx * short[0] + dy * short[1];
        let (u, v) = (along / half[0], across / half[1]);
        let r = u.hypot(v).max(1e-6);
        // Distance along the gradient.
        (r - 1.0).abs() * r / (u / half[0]).hypot(v / half[1]).max(1e-9)
    };
    let limit = ROUND_PX.min(0.6 + ROUND_SHARE * half[1]);
    points.iter().all(|p| off(p) <= limit).then_some(Ellipse { center, half, short })
}
