//! How long eight views of 256x256 pixels of about 100,000 triangles take on one thread.
//!
//! `cargo run --release --example eight_views`: processor milliseconds for a finely meshed torus and
//! a wavy sheet, the mean of sixty rounds. The time is what the scheduler of Linux gave to this
//! thread, so that other work on the machine does not count.

use base::Mesh;
use render::raster::{self, Style};
use render::views;

/// Rounds that the mean is taken over; Linux counts processor time in steps of milliseconds.
const ROUNDS: u32 = 60;

fn main() {
    for (name, mesh) in [("torus", torus(316, 158)), ("waves", waves(223))] {
        let bounds = mesh.bounds().expect("the mesh has vertices");
        let cameras = views::eight(&bounds);
        for (what, style) in [("shaded", Style::without_lines()), ("with contours", Style::default())] {
            let begun = processor_ms();
            for _ in 0..ROUNDS {
                for camera in &cameras {
                    let picture = raster::draw(&mesh, camera, 256, 256, &style);
                    assert_eq!(picture.width, 256);
                }
            }
            let each = (processor_ms() - begun) / f64::from(ROUNDS);
            println!("{name}: {} triangles, eight views {what}: {each:.1} ms", mesh.triangles.len());
        }
    }
}

/// Processor time of this thread so far.
fn processor_ms() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux tells it");
    text.split_whitespace().next().and_then(|ns| ns.parse::<f64>().ok()).expect("nanoseconds") / 1e6
}

/// A closed ring.
fn torus(around: u32, across: u32) -> Mesh {
    grid(around, across, |u, v| {
        let (sin_u, cos_u) = (u * std::f32::consts::TAU).sin_cos();
        let (sin_v, cos_v) = (v * std::f32::consts::TAU).sin_cos();
        let reach = 40.0 + 15.0 * cos_v;
        ([reach * cos_u, reach * sin_u, 15.0 * sin_v], [cos_v * cos_u, cos_v * sin_u, sin_v])
    })
}

/// A wavy sheet, seen from one side only.
fn waves(side: u32) -> Mesh {
    grid(side, side, |u, v| {
        let wave = |t: f32| (t * 60.0).sin();
        ([u * 100.0 - 50.0, v * 100.0 - 50.0, 4.0 * wave(u) * wave(v)], [0.0, 0.0, 1.0])
    })
}

fn grid(columns: u32, rows: u32, surface: impl Fn(f32, f32) -> ([f32; 3], [f32; 3])) -> Mesh {
    let mut mesh = Mesh::default();
    for i in 0..=columns {
        for j in 0..=rows {
            let (position, normal) = surface(i as f32 / columns as f32, j as f32 / rows as f32);
            mesh.positions.push(position);
            mesh.normals.push(normal);
        }
    }
    for i in 0..columns {
        for j in 0..rows {
            let a = i * (rows + 1) + j;
            let (b, c, d) = (a + rows + 1, a + 1, a + rows + 2);
            mesh.triangles.extend([[a, b, c], [b, d, c]]);
            mesh.faces.extend([0, 0]);
        }
    }
    mesh
}
