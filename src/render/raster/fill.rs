//! Fills triangles into depth, shade and face buffers.

use glam::Vec3;

use base::Mesh;

use super::camera::{Eye, Seen};
use super::shading::usable_normals;
use super::{Culling, NO_FACE, Style};

/// The buffers of a picture at full resolution, samples not yet averaged.
pub(super) struct Canvas {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Nearness while triangles are filled, depth in millimetres after that.
    pub(super) depth: Vec<f32>,
    pub(super) shade: Vec<u8>,
    pub(super) face: Vec<u32>,
    /// Coverage by lines.
    pub(super) line: Vec<u8>,
}

impl Canvas {
    pub(super) fn new(width: u32, height: u32) -> Self {
        let (width, height) = (width as usize, height as usize);
        let count = width * height;
        Self {
            width,
            height,
            depth: vec![0.0; count],
            shade: vec![255; count],
            face: vec![NO_FACE; count],
            line: vec![0; count],
        }
    }
}

/// Steps of the grid to which corners are snapped, for each pixel.
const SUB: i64 = 256;
/// Snapped corners stay within ± this, so that products fit into 64 bits.
const FARTHEST: i32 = 1 << 28;
/// Boxes up to this width test each pixel; wider ones compute the span of each row.
const NARROW: i64 = 12;

/// A corner, snapped.
#[derive(Clone, Copy, Default)]
struct Corner {
    x: i32,
    y: i32,
    nearness: f32,
    shade: f32,
}

impl Corner {
    #[inline]
    fn new(seen: Seen, shade: f32) -> Self {
        let snap = |v: f32| ((v * SUB as f32) as i32).clamp(-FARTHEST, FARTHEST);
        Self { x: snap(seen.x), y: snap(seen.y), nearness: seen.nearness, shade }
    }
}

/// Fills all triangles and turns the depth buffer into millimetres.
pub(super) fn triangles(canvas: &mut Canvas, mesh: &Mesh, eye: &Eye, style: &Style) {
    canvas.depth.fill(eye.nothing());
    let normals = usable_normals(mesh);
    let light = &style.light;
    let mut hidden_by_eye = false;
    let corners: Vec<Corner> = mesh
        .positions
        .iter()
        .zip(normals.iter())
        .map(|(&position, &normal)| {
            let view = eye.view(position);
            if !eye.is_before(view) {
                hidden_by_eye = true;
                return Corner { x: i32::MIN, ..Corner::default() };
            }
            Corner::new(eye.project(view), light.shade(eye, normal.into()))
        })
        .collect();
    for (t, triangle) in mesh.triangles.iter().enumerate() {
        let face = mesh.faces.get(t).copied().unwrap_or(0);
        let [a, b, c] = triangle.map(|i| corners[i as usize]);
        if hidden_by_eye && [a, b, c].iter().any(|corner| corner.x == i32::MIN) {
            let inside = clip_to_near(eye, mesh.corners(t).map(|p| eye.view(p)));
            let normals = triangle.map(|i| Vec3::from(normals[i as usize]));
            let shade = light.shade(eye, (normals[0] + normals[1] + normals[2]).normalize_or(Vec3::Z));
            let ring: Vec<Corner> = inside.iter().map(|&v| Corner::new(eye.project(v), shade)).collect();
            for i in 2..ring.len() {
                fill(canvas, ring[0], ring[i - 1], ring[i], face, style.culling);
            }
            continue;
        }
        fill(canvas, a, b, c, face, style.culling);
    }
    for value in &mut canvas.depth {
        *value = eye.depth(*value);
    }
}

/// The part of a triangle (in view coordinates) that lies before the eye, as a ring of 0, 3 or 4 points.
fn clip_to_near(eye: &Eye, corners: [Vec3; 3]) -> Vec<Vec3> {
    let near = eye.near * 1.001;
    let mut ring = Vec::with_capacity(4);
    for i in 0..3 {
        let (p, q) = (corners[i], corners[(i + 1) % 3]);
        if p.z > near {
            ring.push(p);
        }
        if (p.z > near) != (q.z > near) {
            ring.push(p.lerp(q, (near - p.z) / (q.z - p.z)).with_z(near));
        }
    }
    ring
}

/// One edge function `e(x, y) = e0 + x step_x + y step_y` over pixels; inside is where it is not negative.
#[derive(Clone, Copy)]
struct EdgeFunction {
    at_first: i64,
    step_x: i64,
    step_y: i64,
    /// 0, or 1 where points exactly on the edge belong to the neighbour.
    bias: i64,
}

impl EdgeFunction {
    #[inline]
    fn new(from: Corner, to: Corner, first_x: i64, first_y: i64) -> Self {
        let (dx, dy) = (i64::from(to.x) - i64::from(from.x), i64::from(to.y) - i64::from(from.y));
        let (px, py) = (first_x * SUB + SUB / 2, first_y * SUB + SUB / 2);
        // Of the two triangles at an edge, which runs opposite ways in them, exactly one owns it.
        let bias = i64::from(!(dy < 0 || (dy == 0 && dx > 0)));
        let value = dx * (py - i64::from(from.y)) - dy * (px - i64::from(from.x));
        Self { at_first: value - bias, step_x: -dy * SUB, step_y: dx * SUB, bias }
    }
}

#[inline]
fn fill(canvas: &mut Canvas, a: Corner, b: Corner, c: Corner, face: u32, culling: Culling) {
    let min_x = i64::from(a.x.min(b.x).min(c.x));
    let max_x = i64::from(a.x.max(b.x).max(c.x));
    let min_y = i64::from(a.y.min(b.y).min(c.y));
    let max_y = i64::from(a.y.max(b.y).max(c.y));
    // Pixels whose centre lies within the box.
    let x0 = ((min_x + SUB / 2 - 1) >> 8).max(0);
    let x1 = ((max_x - SUB / 2) >> 8).min(canvas.width as i64 - 1);
    let y0 = ((min_y + SUB / 2 - 1) >> 8).max(0);
    let y1 = ((max_y - SUB / 2) >> 8).min(canvas.height as i64 - 1);
    if x0 > x1 || y0 > y1 {
        return;
    }
    // With y down, a triangle that winds counter-clockwise for the eye has a negative area.
    let area = (i64::from(b.x) - i64::from(a.x)) * (i64::from(c.y) - i64::from(a.y))
        - (i64::from(b.y) - i64::from(a.y)) * (i64::from(c.x) - i64::from(a.x));
    let (a, b, c, area) = if area < 0 {
        (a, c, b, -area)
    } else if area == 0 || culling == Culling::Back {
        return;
    } else {
        (a, b, c, area)
    };
    let edges =
        [EdgeFunction::new(b, c, x0, y0), EdgeFunction::new(c, a, x0, y0), EdgeFunction::new(a, b, x0, y0)];
    let inverse = 1.0 / area as f32;
    let gradient = Gradient {
        a,
        nearness: [(b.nearness - a.nearness) * inverse, (c.nearness - a.nearness) * inverse],
        shade: [(b.shade - a.shade) * inverse, (c.shade - a.shade) * inverse],
    };
    let mut row = edges.map(|e| e.at_first);
    for y in y0..=y1 {
        let line = y as usize * canvas.width;
        let (mut first, mut last) = (0, x1 - x0);
        if last > NARROW {
            (first, last) = span(&edges, &row, last);
            let start = line + x0 as usize;
            for i in first..=last {
                let w = |k: usize| (row[k] + edges[k].bias + i * edges[k].step_x) as f32;
                gradient.write(canvas, start + i as usize, w(1), w(2), face);
            }
        } else {
            let [mut w0, mut w1, mut w2] = row;
            while first <= last {
                if (w0 | w1 | w2) >= 0 {
                    let at = line + (x0 + first) as usize;
                    gradient.write(
                        canvas,
                        at,
                        (w1 + edges[1].bias) as f32,
                        (w2 + edges[2].bias) as f32,
                        face,
                    );
                }
                w0 += edges[0].step_x;
                w1 += edges[1].step_x;
                w2 += edges[2].step_x;
                first += 1;
            }
        }
        for (value, edge) in row.iter_mut().zip(&edges) {
            *value += edge.step_y;
        }
    }
}

/// The first and last pixel of a row inside all three edges, counted from the start of the box.
#[inline]
fn span(edges: &[EdgeFunction; 3], row: &[i64; 3], last: i64) -> (i64, i64) {
    let (mut first, mut last) = (0, last);
    for (edge, &value) in edges.iter().zip(row) {
        match edge.step_x.signum() {
            1 if value < 0 => first = first.max((-value + edge.step_x - 1) / edge.step_x),
            -1 if value < 0 => last = -1,
            -1 => last = last.min(value / -edge.step_x),
            0 if value < 0 => last = -1,
            _ => {}
        }
    }
    (first, last)
}

/// Values over a triangle: at the first corner, and what the weights of the others add.
struct Gradient {
    a: Corner,
    nearness: [f32; 2],
    shade: [f32; 2],
}

impl Gradient {
    #[inline(always)]
    fn write(&self, canvas: &mut Canvas, at: usize, weight_b: f32, weight_c: f32, face: u32) {
        let nearness = self.a.nearness + weight_b * self.nearness[0] + weight_c * self.nearness[1];
        if nearness > canvas.depth[at] {
            canvas.depth[at] = nearness;
            canvas.shade[at] = (self.a.shade + weight_b * self.shade[0] + weight_c * self.shade[1]) as u8;
            canvas.face[at] = face;
        }
    }
}
