//! A part as a turned one, as far as a picture shows it.
//!
//! The outline of a turned part is symmetric about its axis. The largest circle about the axis that stays
//! within the outline is the part at that place, but where a flat face ends a piece of it: there the circles
//! shrink only as fast as the line of sight lets them, and the face is where they begin to.

use glam::DVec3;
use render::outline::Role;

use super::area::sweep;
use super::regions::GROUND;
use super::stack::{COARSE, LONGEST, Shown, likeness};
use crate::agreement::Direction;

/// How well an outline must agree with its mirror image.
const SYMMETRY: f64 = 0.93;
/// Places along the axis.
const PLACES: usize = 180;
/// Points of a circle.
const POINTS: usize = 48;
/// How many of them may lie beyond the outline.
const BEYOND: usize = 1;
/// Corners of a profile stay so close to it, as a share of the longest side.
const CORNER: f64 = 0.011;
/// Slopes from this share on of what the line of sight lets be are flat faces.
const FLAT: f64 = 0.6;

/// A turned part in units of the program; its axis runs through the origin.
#[derive(Clone, Debug)]
pub(crate) struct Turned {
    /// The axis.
    pub(crate) axis: usize,
    /// Corners: along the axis and away from it.
    pub(crate) profile: Vec<[f64; 2]>,
    /// Diameter of a hole along the axis.
    pub(crate) bore: Option<f64>,
    /// Intersection over union of the silhouettes.
    pub(crate) fit: f64,
    /// From where it is seen.
    pub(super) direction: Direction,
}

impl Shown<'_> {
    /// The part turned about an axis; `None` when its outline is not symmetric.
    pub(super) fn turned(&self, axis: usize) -> Option<Turned> {
        let part = self.part();
        let size = self.coarse_size();
        let (mut sum, mut count) = ([0.0; 2], 0.0);
        let pixels: Vec<[f64; 2]> = (0..part.len())
            .filter(|i| part[*i])
            .map(|i| [(i % size[0]) as f64 + 0.5, (i / size[0]) as f64 + 0.5])
            .collect();
        for p in &pixels {
            sum = [sum[0] + p[0], sum[1] + p[1]];
            count += 1.0;
        }
        if count < 100.0 {
            return None;
        }
        let middle = sum.map(|v| v / count);
        let center = middle.map(|v| v * COARSE as f64);
        let along = self.view.direction(axis, center);
        let inside = |p: [f64; 2]| {
            let is_within = p[0] >= 0.0 && p[1] >= 0.0 && p[0] < size[0] as f64 && p[1] < size[1] as f64;
            is_within && part[p[1] as usize * size[0] + p[0] as usize]
        };
        let mirrored = pixels.iter().filter(|p| {
            let d = [p[0] - middle[0], p[1] - middle[1]];
            let a = d[0] * along[0] + d[1] * along[1];
            inside([middle[0] + 2.0 * a * along[0] - d[0], middle[1] + 2.0 * a * along[1] - d[1]])
        });
        let same = mirrored.count() as f64;
        if same / (2.0 * count - same) < SYMMETRY {
            return None;
        }
        let start = self.view.ray(center).0;
        let circle = |place: f64, radius: f64| -> Vec<[f64; 2]> {
            (0..POINTS)
                .map(|i| {
                    let (s, c) = (i as f64 / POINTS as f64 * std::f64::consts::TAU).sin_cos();
                    let mut p = start;
                    p[axis] += place;
                    p[(axis + 1) % 3] += radius * c;
                    p[(axis + 2) % 3] += radius * s;
                    self.view.project(p).map(|v| v / COARSE as f64)
                })
                .collect()
        };
        let reach = 0.75 * size[0].max(size[1]) as f64 * COARSE as f64;
        let largest = |place: f64| {
            let fits = |radius: f64| circle(place, radius).iter().filter(|p| !inside(**p)).count() <= BEYOND;
            if !fits(1.0) {
                return 0.0;
            }
            let (mut low, mut high) = (1.0, reach);
            for _ in 0..11 {
                let middle = 0.5 * (low + high);
                if fits(middle) { low = middle } else { high = middle }
            }
            low
        };
        let samples: Vec<[f64; 2]> = (0..=PLACES)
            .map(|i| (i as f64 / PLACES as f64 * 2.0 - 1.0) * reach)
            .map(|place| [place, largest(place)])
            .collect();
        let first = samples.iter().position(|s| s[1] > 1.0)?;
        let last = samples.iter().rposition(|s| s[1] > 1.0)?;
        let range: Vec<[f64; 2]> = samples[first.saturating_sub(1)..=(last + 1).min(PLACES)].to_vec();
        let widest = range.iter().map(|s| s[1]).fold(0.0, f64::max);
        let longest = (2.0 * widest).max(range[range.len() - 1][0] - range[0][0]);
        let corners = simplified(&range, CORNER * longest);
        let facing = self.view.facing(axis, center);
        let steepest = (1.0 - facing * facing).sqrt() / facing.max(0.05);
        let profile = stepped(&corners, FLAT * steepest);
        self.finished(axis, profile, start, center, &part, &circle)
    }

    fn finished(
        &self,
        axis: usize,
        profile: Vec<[f64; 2]>,
        start: DVec3,
        center: [f64; 2],
        part: &[bool],
        circle: &dyn Fn(f64, f64) -> Vec<[f64; 2]>,
    ) -> Option<Turned> {
        let size = self.coarse_size();
        if profile.len() < 2 {
            return None;
        }
        let mut drawn = vec![false; size[0] * size[1]];
        for pair in profile.windows(2) {
            sweep(&mut drawn, size, &circle(pair[0][0], pair[0][1]), &circle(pair[1][0], pair[1][1]));
        }
        let fit = likeness(&drawn, part);
        let (low, high) = (profile[0][0], profile[profile.len() - 1][0]);
        let widest = profile.iter().map(|p| p[1]).fold(0.0, f64::max);
        let (length, width) = (high - low, 2.0 * widest);
        let scale = LONGEST / length.max(width).max(1e-9);
        let bore = self.bore(axis, start, center).filter(|r| *r < 0.9 * widest);
        let middle = 0.5 * (low + high);
        let diagonal = (length * length + 2.0 * width * width).sqrt();
        let direction = Direction {
            azimuth: self.view.azimuth as f32,
            elevation: self.view.elevation as f32,
            nearness: (diagonal / self.view.distance) as f32,
        };
        let profile = profile.iter().map(|p| [(p[0] - middle) * scale, p[1] * scale]).collect();
        let bore = bore.map(|r| 2.0 * r * scale);
        (width > 4.0 && length > 2.0).then_some(Turned { axis, profile, bore, fit, direction })
    }

    /// Radius of an opening about the axis that is seen in a face across it.
    fn bore(&self, axis: usize, start: DVec3, center: [f64; 2]) -> Option<f64> {
        let along = self.view.direction(axis, center);
        self.borders
            .iter()
            .filter(|b| b.role == Role::Hole && b.region != GROUND)
            .filter(|b| self.faces[b.region].axis == Some(axis))
            .filter_map(|border| {
                let ellipse = border.ellipse?;
                let d = [ellipse.center[0] - center[0], ellipse.center[1] - center[1]];
                let off = (d[0] * along[1] - d[1] * along[0]).abs();
                let offset = self.faces[border.region].offset.unwrap_or(start[axis]);
                let (_, circle) = super::calibrate::off_circle(&border.traced, &self.view, axis)?;
                // Nearer faces look larger.
                let p = self.view.onto(ellipse.center, axis, offset);
                let nearer = 1.0 + self.view.forward.dot(p) / self.view.distance;
                (off < 0.12 * circle.radius + 2.0).then_some(circle.radius * nearer)
            })
            .max_by(f64::total_cmp)
    }
}

/// The corners of a line that stay within a tolerance (Douglas and Peucker, 1973).
fn simplified(points: &[[f64; 2]], tolerance: f64) -> Vec<[f64; 2]> {
    let n = points.len();
    let (a, b) = (points[0], points[n - 1]);
    let length = (b[0] - a[0]).hypot(b[1] - a[1]).max(1e-9);
    let off = |p: &[f64; 2]| ((p[0] - a[0]) * (b[1] - a[1]) - (p[1] - a[1]) * (b[0] - a[0])).abs() / length;
    let farthest = (1..n.saturating_sub(1)).max_by(|i, j| off(&points[*i]).total_cmp(&off(&points[*j])));
    match farthest.filter(|i| off(&points[*i]) > tolerance) {
        Some(i) => {
            let mut left = simplified(&points[..=i], tolerance);
            left.pop();
            left.extend(simplified(&points[i..], tolerance));
            left
        }
        None => vec![a, b],
    }
}

/// A profile whose steepest pieces are flat faces at their wide ends.
fn stepped(corners: &[[f64; 2]], steep: f64) -> Vec<[f64; 2]> {
    let mut profile: Vec<[f64; 2]> = Vec::new();
    let mut push = |p: [f64; 2]| {
        if profile.last() != Some(&p) {
            profile.push(p);
        }
    };
    for pair in corners.windows(2) {
        let ([x0, r0], [x1, r1]) = (pair[0], pair[1]);
        let is_flat = (r1 - r0).abs() > steep * (x1 - x0).abs();
        if is_flat {
            // All of the way lies at the place where the radius is larger.
            let x = if r0 > r1 { x0 } else { x1 };
            push([x, r0]);
            push([x, r1]);
        } else {
            push([x0, r0]);
            push([x1, r1]);
        }
    }
    // The ends have no length of their own.
    let mut trimmed = profile;
    while trimmed.len() > 2 && trimmed[0][1] < 1.5 && trimmed[1][0] == trimmed[0][0] {
        trimmed.remove(0);
    }
    while trimmed.len() > 2
        && trimmed[trimmed.len() - 1][1] < 1.5
        && trimmed[trimmed.len() - 2][0] == trimmed[trimmed.len() - 1][0]
    {
        trimmed.pop();
    }
    // Pieces between flat faces begin where the last one was moved to.
    for i in 1..trimmed.len() {
        trimmed[i][0] = trimmed[i][0].max(trimmed[i - 1][0]);
    }
    trimmed
}
