//! Lines over the filled triangles: the visible pieces of edges, and contours.

use glam::{Vec2, Vec3, vec2};

use base::Mesh;

use super::camera::Eye;
use super::fill::Canvas;

/// Edges are pulled towards the eye by this share of the size of the mesh before they are tested.
const BIAS: f32 = 1.5e-3;
/// A step in depth larger than this share of the size of the mesh may be a contour.
const CONTOUR_STEP: f32 = 0.012;

/// Draws the visible pieces of all edges, `width` pixels wide.
pub(super) fn edges(canvas: &mut Canvas, eye: &Eye, mesh: &Mesh, width: f32) {
    let size = size_of(mesh);
    for line in &mesh.edges {
        for pair in line.points.windows(2) {
            let [mut p, mut q] = [eye.view(pair[0]), eye.view(pair[1])];
            if eye.is_perspective {
                let near = eye.near * 1.001;
                match (p.z > near, q.z > near) {
                    (false, false) => continue,
                    (true, true) => {}
                    (true, false) => q = clipped(p, q, near),
                    (false, true) => p = clipped(q, p, near),
                }
            }
            segment(canvas, eye, p, q, size * BIAS, width);
        }
    }
}

fn clipped(inside: Vec3, outside: Vec3, near: f32) -> Vec3 {
    inside.lerp(outside, (inside.z - near) / (inside.z - outside.z)).with_z(near)
}

/// The diagonal of the box around a mesh, edges included.
fn size_of(mesh: &Mesh) -> f32 {
    let edges = mesh.edges.iter().flat_map(|e| e.points.iter().copied());
    let all = mesh.positions.iter().copied().chain(edges);
    let (low, high) = all.fold((Vec3::INFINITY, Vec3::NEG_INFINITY), |(low, high), p| {
        let p = Vec3::from(p);
        (low.min(p), high.max(p))
    });
    if low.x <= high.x { (high - low).length() } else { 0.0 }
}

/// Draws one piece by steps of a pixel along its longer direction.
fn segment(canvas: &mut Canvas, eye: &Eye, p: Vec3, q: Vec3, bias_mm: f32, width: f32) {
    let (a, b) = (eye.project(p), eye.project(q));
    let (from, to) = (vec2(a.x, a.y), vec2(b.x, b.y));
    let along = to - from;
    let is_steep = along.y.abs() > along.x.abs();
    let swap = |v: Vec2| if is_steep { vec2(v.y, v.x) } else { v };
    // Major and minor take the place of x and y, so that the line runs along major.
    let (from, to) = (swap(from), swap(to));
    let (from, to, near_from, near_to) =
        if from.x <= to.x { (from, to, a.nearness, b.nearness) } else { (to, from, b.nearness, a.nearness) };
    let limits = [canvas.width, canvas.height];
    let major_limit = limits[usize::from(is_steep)] as f32;
    let minor_limit = limits[usize::from(!is_steep)] as i32;
    let length = to.x - from.x;
    let slope = if length > 1e-6 { (to.y - from.y) / length } else { 0.0 };
    // Width across the minor direction of a line that is `width` wide.
    let half = 0.5 * width;
    let cosine = 1.0 / (1.0 + slope * slope).sqrt();
    let first = (from.x - half.min(0.5)).floor().max(0.0) as i32;
    let last = (to.x + half.min(0.5)).floor().min(major_limit - 1.0) as i32;
    for major in first..=last {
        let center = major as f32 + 0.5;
        let t = if length > 1e-6 { ((center - from.x) / length).clamp(0.0, 1.0) } else { 0.0 };
        let minor = from.y + t * (to.y - from.y);
        let on_line = minor.floor() as i32;
        if on_line < 0 || on_line >= minor_limit {
            continue;
        }
        let depth = eye.depth(near_from + t * (near_to - near_from)) - bias_mm;
        let (x, y) = if is_steep { (on_line, major) } else { (major, on_line) };
        if depth > farthest_around(canvas, x, y) {
            continue;
        }
        let reach = (half + 0.5) / cosine;
        let low = ((minor - reach).floor() as i32).max(0);
        let high = ((minor + reach).floor() as i32).min(minor_limit - 1);
        for m in low..=high {
            let off = (m as f32 + 0.5 - minor).abs() * cosine;
            let beyond = (from.x - center).max(center - to.x).max(0.0);
            let cover = (half + 0.5 - (off * off + beyond * beyond).sqrt()).clamp(0.0, 1.0);
            let at = if is_steep {
                major as usize * canvas.width + m as usize
            } else {
                m as usize * canvas.width + major as usize
            };
            let value = (cover * width.min(1.0) * 255.0) as u8;
            canvas.line[at] = canvas.line[at].max(value);
        }
    }
}

/// The largest depth of a pixel and its eight neighbours; infinite where one of them is empty.
#[inline]
fn farthest_around(canvas: &Canvas, x: i32, y: i32) -> f32 {
    let (x, y) = (x as usize, y as usize);
    let mut farthest = f32::NEG_INFINITY;
    for row in y.saturating_sub(1)..=(y + 1).min(canvas.height - 1) {
        let start = row * canvas.width;
        for column in x.saturating_sub(1)..=(x + 1).min(canvas.width - 1) {
            farthest = farthest.max(canvas.depth[start + column]);
        }
    }
    farthest
}

/// Marks pixels where the surface ends before something farther away, `width` pixels wide.
pub(super) fn contours(canvas: &mut Canvas, eye: &Eye, mesh: &Mesh, width: f32) {
    let size = size_of(mesh);
    if size <= 0.0 {
        return;
    }
    let (w, h) = (canvas.width, canvas.height);
    let mut marked = Vec::new();
    let depth = &canvas.depth;
    for y in 0..h {
        for x in 0..w {
            let here = depth[y * w + x];
            if here == f32::INFINITY {
                continue;
            }
            let least = size * CONTOUR_STEP + 2.0 * eye.pixel_mm(here);
            // A step counts when it is much more than the slope on this side of it.
            let ends = |next: Option<usize>, before: Option<usize>| {
                let Some(next) = next else { return false };
                let step = depth[next] - here;
                let slope = before.map_or(0.0, |at| here - depth[at]).abs();
                step > least && (slope == f32::INFINITY || step > 4.0 * slope)
            };
            let at = y * w + x;
            let left = (x > 0).then(|| at - 1);
            let right = (x + 1 < w).then_some(at + 1);
            let above = (y > 0).then(|| at - w);
            let below = (y + 1 < h).then_some(at + w);
            if ends(right, left) || ends(left, right) || ends(below, above) || ends(above, below) {
                marked.push((x, y));
            }
        }
    }
    let reach = ((width - 1.0) / 2.0).max(0.0);
    let around = reach.ceil() as usize;
    for (x, y) in marked {
        for row in y.saturating_sub(around)..=(y + around).min(h - 1) {
            for column in x.saturating_sub(around)..=(x + around).min(w - 1) {
                let off = vec2(column as f32 - x as f32, row as f32 - y as f32).length();
                let cover = (reach + 1.0 - off).clamp(0.0, 1.0) * width.min(1.0);
                let value = &mut canvas.line[row * w + column];
                *value = (*value).max((cover * 255.0) as u8);
            }
        }
    }
}
