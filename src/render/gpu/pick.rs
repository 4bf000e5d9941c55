//! What lies under the cursor.
//!
//! The scene is drawn with ids in place of colours into a window of eleven by eleven pixels around
//! the cursor, by cropping the projection, so that it costs the vertices but hardly any pixel. The
//! answer is read back when the card has it; nobody waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use wgpu::util::DeviceExt as _;

use super::pipelines::{DEPTH, ID, Pipelines};
use super::targets::{cleared_depth, copy_out, texture, view};
use super::uniform::Uniform;
use super::{Frame, GpuMesh, View};

/// Width and height of the window around the cursor in pixels.
const SIDE: u32 = 11;
/// An edge wins over a face that is nearer to the cursor by up to this many pixels.
const EDGE_REACH: f32 = 4.0;

/// Something of the part that can be pointed at; parts are counted as in [`GpuMesh::new`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Picked {
    /// A face of a part, by its index in the part's order of faces.
    Face {
        /// Which part.
        part: usize,
        /// Which of its faces.
        face: u32,
    },
    /// An edge of a part, by its index in the part's order of edges.
    Edge {
        /// Which part.
        part: usize,
        /// Which of its edges.
        edge: u32,
    },
}

/// An answer: what was hit, and where.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pick {
    /// What was hit.
    pub picked: Picked,
    /// The point on it in millimetres.
    pub point: [f32; 3],
}

const WAITING: u8 = 0;
const READY: u8 = 1;
const FAILED: u8 = 2;

/// A question to the graphics card. Dropping it forgets the answer.
#[derive(Debug)]
pub struct PickRequest {
    buffer: wgpu::Buffer,
    row: u32,
    state: Arc<AtomicU8>,
    view: View,
    mesh: Option<Arc<GpuMesh>>,
}

impl PickRequest {
    /// The answer if it has come: `Some(None)` when nothing lies there. Never waits.
    ///
    /// Ask again on a later frame after `None`; after `Some` the request is spent.
    pub fn poll(&self, device: &wgpu::Device) -> Option<Option<Pick>> {
        if let Err(error) = device.poll(wgpu::PollType::Poll) {
            log::warn!("picking: the graphics device failed: {error}");
            return Some(None);
        }
        match self.state.load(Ordering::Acquire) {
            WAITING => None,
            READY => Some(self.read()),
            _ => Some(None),
        }
    }

    /// Waits for the answer; for tests and for work without a window.
    pub fn wait(&self, device: &wgpu::Device) -> Option<Pick> {
        let patience = std::time::Duration::from_secs(30);
        let wait = wgpu::PollType::Wait { submission_index: None, timeout: Some(patience) };
        if let Err(error) = device.poll(wait) {
            log::warn!("picking: the graphics device failed: {error}");
            return None;
        }
        self.poll(device).flatten()
    }

    fn read(&self) -> Option<Pick> {
        let mesh = self.mesh.as_deref()?;
        let bytes = self.buffer.get_mapped_range(..).ok()?;
        let middle = (SIDE as f32 - 1.0) / 2.0;
        let mut best: Option<(f32, Pick)> = None;
        for (y, row) in bytes.chunks_exact(self.row as usize).take(SIDE as usize).enumerate() {
            for (x, texel) in row.chunks_exact(16).take(SIDE as usize).enumerate() {
                let word = |i: usize| bytemuck::pod_read_unaligned::<u32>(&texel[4 * i..4 * i + 4]);
                let Some(picked) = picked(mesh, word(0), word(1)) else { continue };
                let off = (x as f32 - middle).hypot(y as f32 - middle);
                let rank = match picked {
                    Picked::Edge { .. } => off - EDGE_REACH,
                    // A face counts under the cursor itself, or next to it when there is nothing.
                    Picked::Face { .. } => off,
                };
                if best.as_ref().is_none_or(|(least, _)| rank < *least) {
                    let place = [x as f32 + 0.5, y as f32 + 0.5];
                    let point = self.view.world_from_pixel(place, f32::from_bits(word(2)));
                    best = Some((rank, Pick { picked, point: point.into() }));
                }
            }
        }
        best.map(|(_, pick)| pick)
    }
}

fn picked(mesh: &GpuMesh, kind: u32, id: u32) -> Option<Picked> {
    match kind {
        1 => {
            let (part, face) = GpuMesh::locate(&mesh.first_faces, id)?;
            Some(Picked::Face { part, face })
        }
        2 => {
            let (part, edge) = GpuMesh::locate(&mesh.first_edges, id)?;
            Some(Picked::Edge { part, edge })
        }
        _ => None,
    }
}

/// Draws the window around a place with ids, submits it and starts to read it back.
pub(super) fn start(
    device: &wgpu::Device,
    queue: &wgpu::Queue,
    pipelines: &Pipelines,
    frame: &Frame,
    place: [f32; 2],
) -> PickRequest {
    let cropped = Frame { view: frame.view.cropped(place, SIDE), ..frame.clone() };
    let usage = wgpu::TextureUsages::RENDER_ATTACHMENT;
    let ids = texture(device, [SIDE, SIDE], 1, ID, usage | wgpu::TextureUsages::COPY_SRC);
    let (id_view, depth) = (view(&ids), view(&texture(device, [SIDE, SIDE], 1, DEPTH, usage)));
    let uniform = device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
        label: Some("pick"),
        contents: bytemuck::bytes_of(&Uniform::new(&cropped)),
        usage: wgpu::BufferUsages::UNIFORM,
    });
    let group = device.create_bind_group(&wgpu::BindGroupDescriptor {
        label: Some("pick"),
        layout: &pipelines.view_layout,
        entries: &[wgpu::BindGroupEntry { binding: 0, resource: uniform.as_entire_binding() }],
    });
    let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor { label: Some("pick") });
    {
        let mut pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            label: Some("pick"),
            color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                view: &id_view,
                depth_slice: None,
                resolve_target: None,
                ops: wgpu::Operations {
                    load: wgpu::LoadOp::Clear(wgpu::Color::TRANSPARENT),
                    store: wgpu::StoreOp::Store,
                },
            })],
            depth_stencil_attachment: Some(cleared_depth(&depth)),
            ..wgpu::RenderPassDescriptor::default()
        });
        pass.set_bind_group(0, &group, &[]);
        if let Some(mesh) = &frame.scene.mesh {
            pass.set_pipeline(&pipelines.mesh_id);
            mesh.draw_triangles(&mut pass);
            if frame.scene.has_edges {
                pass.set_pipeline(&pipelines.lines_id);
                mesh.draw_lines(&mut pass);
            }
        }
    }
    let (buffer, row) = copy_out(device, &mut encoder, &ids, 16);
    queue.submit([encoder.finish()]);
    let state = Arc::new(AtomicU8::new(WAITING));
    let told = Arc::clone(&state);
    buffer.map_async(wgpu::MapMode::Read, .., move |result| {
        told.store(if result.is_ok() { READY } else { FAILED }, Ordering::Release);
    });
    PickRequest { buffer, row, state, view: cropped.view, mesh: frame.scene.mesh.clone() }
}
