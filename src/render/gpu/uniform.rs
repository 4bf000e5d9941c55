//! The block of numbers that every shader reads; its layout is that of `View` in view.wgsl.

use super::pick::Picked;
use super::{Frame, GpuMesh, MAX_SELECTED, View};

/// Values for shaders/view.wgsl, in its order.
#[repr(C)]
#[derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
pub(super) struct Uniform {
    clip_from_world: [[f32; 4]; 4],
    eye: [f32; 4],
    right: [f32; 4],
    up: [f32; 4],
    forward: [f32; 4],
    size: [f32; 4],
    ground_top: [f32; 4],
    ground_bottom: [f32; 4],
    part: [f32; 4],
    edge: [f32; 4],
    accent: [f32; 4],
    key: [f32; 4],
    fill: [f32; 4],
    sky: [f32; 4],
    grid: [f32; 4],
    axis_x: [f32; 4],
    axis_y: [f32; 4],
    grid_place: [f32; 4],
    hover: [u32; 4],
    selected: [[u32; 4]; MAX_SELECTED / 2],
}

impl Uniform {
    pub(super) fn new(frame: &Frame) -> Self {
        let Frame { view, look, scene, .. } = frame;
        let mesh = scene.mesh.as_deref();
        let with = |v: glam::Vec3, w: f32| v.extend(w).to_array();
        let color = |c: [u8; 3], w: f32| {
            let [r, g, b] = c.map(|v| f32::from(v) / 255.0);
            [r, g, b, w]
        };
        let light = |[r, g, b]: [f32; 3]| [r, g, b, 0.0];
        let code = |picked: Picked| mesh.and_then(|m| code_of(m, picked));
        let mut selected = [[0; 4]; MAX_SELECTED / 2];
        let codes: Vec<[u32; 2]> =
            scene.selection.iter().filter_map(|&p| code(p)).take(MAX_SELECTED).collect();
        for (i, [kind, id]) in codes.iter().enumerate() {
            let pair = &mut selected[i / 2];
            pair[2 * (i % 2)] = *kind;
            pair[2 * (i % 2) + 1] = *id;
        }
        let [hover_kind, hover_id] = scene.hover.and_then(code).unwrap_or([0, 0]);
        let (grid_place, minor) = grid(view);
        Self {
            clip_from_world: view.clip_from_world.to_cols_array_2d(),
            eye: with(view.eye, if view.is_perspective { 1.0 } else { 0.0 }),
            right: with(view.right, 0.0),
            up: with(view.up, 0.0),
            forward: with(view.forward, view.pixel_scale()),
            size: [
                view.size[0] as f32,
                view.size[1] as f32,
                look.edge_px / 2.0,
                // Half of a contour lies on the part, the other half would lie beside it.
                look.contour_px / 2.0 + 0.35,
            ],
            ground_top: color(look.ground_top, 1.0),
            ground_bottom: color(look.ground_bottom, 1.0),
            part: color(look.part, scene.opacity.clamp(0.0, 1.0)),
            edge: color(look.edge, if scene.has_edges { 1.0 } else { 0.0 }),
            accent: color(look.accent, look.accent_share),
            key: light(look.key),
            fill: light(look.fill),
            sky: light(look.sky),
            grid: color(look.grid, minor),
            axis_x: color(look.axis_x, 1.0),
            axis_y: color(look.axis_y, 1.0),
            grid_place,
            hover: [hover_kind, hover_id, codes.len() as u32, 0],
            selected,
        }
    }
}

/// Kind and running number of something picked; `None` when the mesh does not have it.
fn code_of(mesh: &GpuMesh, picked: Picked) -> Option<[u32; 2]> {
    match picked {
        Picked::Face { part, face } => Some([1, mesh.first_faces.get(part)? + face]),
        Picked::Edge { part, edge } => Some([2, mesh.first_edges.get(part)? + edge]),
    }
}

/// Spacing, radius and middle of the grid, and how much its minor lines are seen.
fn grid(view: &View) -> ([f32; 4], f32) {
    let seen_mm = view.mm_per_pixel_at_focus * view.size[1] as f32;
    // Five to fifty minor lines over the height of the picture.
    let level = (seen_mm / 8.0).max(1e-6).log10();
    let spacing = 10f32.powf(level.floor());
    let minor = 1.0 - (level - level.floor());
    ([spacing, seen_mm * 2.2, view.focus.x, view.focus.y], minor)
}
