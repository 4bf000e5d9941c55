//! Meshes for tests: a cube, a plate with a hole, a ball, and a flange with many triangles.

use std::f32::consts::TAU;

use base::{EdgeLine, Mesh};

/// Collects faces; each has its own vertices, as meshes of the kernel do.
#[derive(Default)]
pub(crate) struct Builder {
    pub(crate) mesh: Mesh,
    faces: u32,
}

impl Builder {
    /// A grid of points by `(i, j)` with normals; one face. `flip` reverses the winding.
    fn patch(&mut self, columns: u32, rows: u32, at: impl Fn(u32, u32) -> ([f32; 3], [f32; 3])) {
        let first = self.mesh.positions.len() as u32;
        for j in 0..=rows {
            for i in 0..=columns {
                let (position, normal) = at(i, j);
                self.mesh.positions.push(position);
                self.mesh.normals.push(normal);
            }
        }
        let row = columns + 1;
        for j in 0..rows {
            for i in 0..columns {
                let p = first + j * row + i;
                self.triangle([p, p + 1, p + row + 1]);
                self.triangle([p, p + row + 1, p + row]);
            }
        }
        self.faces += 1;
    }

    /// Adds a triangle, turned so that it agrees with the normals of its corners.
    fn triangle(&mut self, t: [u32; 3]) {
        use glam::Vec3;
        let [a, b, c] = t.map(|i| Vec3::from(self.mesh.positions[i as usize]));
        let cross = (b - a).cross(c - a);
        if cross.length_squared() == 0.0 {
            return;
        }
        let normal: Vec3 = t.iter().map(|&i| Vec3::from(self.mesh.normals[i as usize])).sum();
        self.mesh.triangles.push(if cross.dot(normal) >= 0.0 { t } else { [t[0], t[2], t[1]] });
        self.mesh.faces.push(self.faces);
    }

    fn edge(&mut self, points: Vec<[f32; 3]>) {
        let edge = self.mesh.edges.len() as u32;
        self.mesh.edges.push(EdgeLine { edge, points });
    }

    /// Turns a profile of radius and height around a vertical axis. Profiles run with the inside to
    /// their left, going up on the outside.
    pub(crate) fn revolve(&mut self, profile: &[[f32; 2]], center: [f32; 2], segments: u32, rows: u32) {
        let point = |r: f32, z: f32, i: u32| {
            let (s, c) = (TAU * (i % segments) as f32 / segments as f32).sin_cos();
            [center[0] + r * c, center[1] + r * s, z]
        };
        for pair in profile.windows(2) {
            let ([r0, z0], [r1, z1]) = (pair[0], pair[1]);
            let length = (r1 - r0).hypot(z1 - z0);
            let (nr, nz) = ((z1 - z0) / length, -(r1 - r0) / length);
            self.patch(segments, rows, |i, j| {
                let t = j as f32 / rows as f32;
                let (s, c) = (TAU * i as f32 / segments as f32).sin_cos();
                (point(r0 + (r1 - r0) * t, z0 + (z1 - z0) * t, i), [nr * c, nr * s, nz])
            });
        }
        for &[r, z] in &profile[..profile.len() - 1] {
            if r > 0.0 {
                self.edge((0..=segments).map(|i| point(r, z, i)).collect());
            }
        }
    }
}

/// A box from `min` to `max`; faces in the order -x, +x, -y, +y, -z, +z.
pub(crate) fn block(min: [f32; 3], max: [f32; 3]) -> Mesh {
    let mut builder = Builder::default();
    let at =
        |bits: [u32; 3]| -> [f32; 3] { std::array::from_fn(|k| if bits[k] == 0 { min[k] } else { max[k] }) };
    for axis in 0..3 {
        for side in 0..2 {
            let mut normal = [0.0; 3];
            normal[axis] = if side == 0 { -1.0 } else { 1.0 };
            builder.patch(1, 1, |i, j| {
                let mut bits = [0; 3];
                bits[axis] = side;
                bits[(axis + 1) % 3] = i;
                bits[(axis + 2) % 3] = j;
                (at(bits), normal)
            });
        }
    }
    for axis in 0..3 {
        for (i, j) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let ends = [0, 1].map(|k| {
                let mut bits = [0; 3];
                bits[axis] = k;
                bits[(axis + 1) % 3] = i;
                bits[(axis + 2) % 3] = j;
                at(bits)
            });
            builder.edge(ends.to_vec());
        }
    }
    builder.mesh
}

/// A cube around the origin.
pub(crate) fn cube(side: f32) -> Mesh {
    block([-side / 2.0; 3], [side / 2.0; 3])
}

/// A round plate with a hole, lying on the XY plane.
pub(crate) fn washer(outer: f32, inner: f32, height: f32) -> Mesh {
    let mut builder = Builder::default();
    let profile = [[inner, 0.0], [outer, 0.0], [outer, height], [inner, height], [inner, 0.0]];
    builder.revolve(&profile, [0.0, 0.0], 96, 1);
    builder.mesh
}

/// A ball around the origin, without edges.
pub(crate) fn ball(radius: f32, detail: u32) -> Mesh {
    let mut builder = Builder::default();
    builder.patch(detail * 2, detail, |i, j| {
        let (sa, ca) = (TAU * (i % (detail * 2)) as f32 / (detail * 2) as f32).sin_cos();
        let (sb, cb) = (std::f32::consts::PI * (j as f32 / detail as f32 - 0.5)).sin_cos();
        let cb = if j == 0 || j == detail { 0.0 } else { cb };
        let n = [cb * ca, cb * sa, sb];
        (n.map(|v| v * radius), n)
    });
    builder.mesh
}

/// A flange with a hub and six bosses; `detail` 1 has about a hundred thousand triangles.
pub(crate) fn flange(detail: f32) -> Mesh {
    let mut builder = Builder::default();
    let segments = ((400.0 * detail.sqrt()) as u32).max(24);
    let rows = ((9.0 * detail.sqrt()) as u32).max(1);
    let profile = [
        [12.0, 0.0],
        [60.0, 0.0],
        [60.0, 8.0],
        [57.0, 11.0],
        [30.0, 11.0],
        [26.0, 15.0],
        [26.0, 48.0],
        [23.0, 51.0],
        [16.0, 51.0],
        [16.0, 30.0],
        [12.0, 26.0],
        [12.0, 0.0],
    ];
    builder.revolve(&profile, [0.0, 0.0], segments, rows);
    for k in 0..6 {
        let (s, c) = (TAU * k as f32 / 6.0).sin_cos();
        let boss = [[7.0, 11.0], [7.0, 16.0], [6.0, 17.0], [3.0, 17.0], [3.0, 12.0], [0.0, 12.0]];
        builder.revolve(&boss, [44.0 * c, 44.0 * s], segments / 4, (rows / 3).max(1));
    }
    builder.mesh
}
