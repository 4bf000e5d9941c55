//! The textures that a viewport is drawn into, and the drawing itself.

use super::pipelines::{COLOR, DEPTH, Pipelines};
use super::uniform::Uniform;
use super::{Frame, Picked};

/// A picture of a certain size with what is needed to draw it.
pub(super) struct Target {
    pub(super) size: [u32; 2],
    pub(super) samples: u32,
    pub(super) picture: wgpu::Texture,
    picture_view: wgpu::TextureView,
    /// Several samples a pixel, averaged into the picture.
    sampled: Option<wgpu::TextureView>,
    depth: wgpu::TextureView,
    uniform: wgpu::Buffer,
    view_group: wgpu::BindGroup,
    blit_group: wgpu::BindGroup,
}

impl Target {
    pub(super) fn new(device: &wgpu::Device, pipelines: &Pipelines, size: [u32; 2], samples: u32) -> Self {
        use wgpu::TextureUsages as Usage;
        let picture = texture(
            device,
            size,
            1,
            COLOR,
            Usage::RENDER_ATTACHMENT | Usage::TEXTURE_BINDING | Usage::COPY_SRC,
        );
        let picture_view = picture.create_view(&wgpu::TextureViewDescriptor::default());
        let sampled =
            (samples > 1).then(|| view(&texture(device, size, samples, COLOR, Usage::RENDER_ATTACHMENT)));
        let depth = view(&texture(device, size, samples, DEPTH, Usage::RENDER_ATTACHMENT));
        let uniform = device.create_buffer(&wgpu::BufferDescriptor {
            label: Some("view"),
            size: size_of::<Uniform>() as u64,
            usage: wgpu::BufferUsages::UNIFORM | wgpu::BufferUsages::COPY_DST,
            mapped_at_creation: false,
        });
        let view_group = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("view"),
            layout: &pipelines.view_layout,
            entries: &[wgpu::BindGroupEntry { binding: 0, resource: uniform.as_entire_binding() }],
        });
        let blit_group = device.create_bind_group(&wgpu::BindGroupDescriptor {
            label: Some("blit"),
            layout: &pipelines.blit_layout,
            entries: &[wgpu::BindGroupEntry {
                binding: 0,
                resource: wgpu::BindingResource::TextureView(&picture_view),
            }],
        });
        Self { size, samples, picture, picture_view, sampled, depth, uniform, view_group, blit_group }
    }

    /// Draws ground, part, lines and grid.
    pub(super) fn draw(
        &self,
        queue: &wgpu::Queue,
        encoder: &mut wgpu::CommandEncoder,
        pipelines: &Pipelines,
        frame: &Frame,
    ) {
        queue.write_buffer(&self.uniform, 0, bytemuck::bytes_of(&Uniform::new(frame)));
        let (into, resolve_target) = match &self.sampled {
            Some(sampled) => (sampled, Some(&self.picture_view)),
            None => (&self.picture_view, None),
        };
        let store = if resolve_target.is_some() { wgpu::StoreOp::Discard } else { wgpu::StoreOp::Store };
        let mut pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            label: Some("viewport"),
            color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                view: into,
                depth_slice: None,
                resolve_target,
                ops: wgpu::Operations { load: wgpu::LoadOp::Clear(wgpu::Color::BLACK), store },
            })],
            depth_stencil_attachment: Some(cleared_depth(&self.depth)),
            ..wgpu::RenderPassDescriptor::default()
        });
        let passes = pipelines.passes(self.samples);
        pass.set_bind_group(0, &self.view_group, &[]);
        pass.set_pipeline(&passes.background);
        pass.draw(0..3, 0..1);
        if let Some(mesh) = &frame.scene.mesh {
            pass.set_pipeline(passes.mesh(mesh.sides));
            mesh.draw_triangles(&mut pass);
        }
        // The grid goes below the lines, so that edges on the plane stay whole.
        if frame.scene.has_grid {
            pass.set_pipeline(&passes.grid);
            pass.draw(0..6, 0..1);
        }
        if frame.scene.has_edges
            && let Some(mesh) = &frame.scene.mesh
        {
            pass.set_pipeline(&passes.lines);
            mesh.draw_lines(&mut pass);
            let is_edge = |p: &Picked| matches!(p, Picked::Edge { .. });
            if frame.scene.hover.iter().chain(&frame.scene.selection).any(is_edge) {
                mesh.draw_marked_lines(&mut pass);
            }
        }
    }

    /// Copies the picture into another pass.
    pub(super) fn blit(&self, pass: &mut wgpu::RenderPass<'_>, pipelines: &Pipelines) {
        pass.set_pipeline(&pipelines.blit);
        pass.set_bind_group(0, &self.blit_group, &[]);
        pass.draw(0..3, 0..1);
    }
}

/// A depth attachment that starts empty and is not kept.
pub(super) fn cleared_depth(view: &wgpu::TextureView) -> wgpu::RenderPassDepthStencilAttachment<'_> {
    wgpu::RenderPassDepthStencilAttachment {
        view,
        depth_ops: Some(wgpu::Operations { load: wgpu::LoadOp::Clear(1.0), store: wgpu::StoreOp::Discard }),
        stencil_ops: None,
    }
}

pub(super) fn texture(
    device: &wgpu::Device,
    size: [u32; 2],
    samples: u32,
    format: wgpu::TextureFormat,
    usage: wgpu::TextureUsages,
) -> wgpu::Texture {
    device.create_texture(&wgpu::TextureDescriptor {
        label: Some("viewport"),
        size: wgpu::Extent3d { width: size[0], height: size[1], depth_or_array_layers: 1 },
        mip_level_count: 1,
        sample_count: samples,
        dimension: wgpu::TextureDimension::D2,
        format,
        usage,
        view_formats: &[],
    })
}

pub(super) fn view(texture: &wgpu::Texture) -> wgpu::TextureView {
    texture.create_view(&wgpu::TextureViewDescriptor::default())
}

/// A buffer that takes a texture's bytes, and the number of bytes of each of its rows.
pub(super) fn copy_out(
    device: &wgpu::Device,
    encoder: &mut wgpu::CommandEncoder,
    texture: &wgpu::Texture,
    bytes_per_pixel: u32,
) -> (wgpu::Buffer, u32) {
    let row = (texture.width() * bytes_per_pixel).next_multiple_of(wgpu::COPY_BYTES_PER_ROW_ALIGNMENT);
    let buffer = device.create_buffer(&wgpu::BufferDescriptor {
        label: Some("read back"),
        size: u64::from(row) * u64::from(texture.height()),
        usage: wgpu::BufferUsages::MAP_READ | wgpu::BufferUsages::COPY_DST,
        mapped_at_creation: false,
    });
    encoder.copy_texture_to_buffer(
        texture.as_image_copy(),
        wgpu::TexelCopyBufferInfo {
            buffer: &buffer,
            layout: wgpu::TexelCopyBufferLayout { offset: 0, bytes_per_row: Some(row), rows_per_image: None },
        },
        texture.size(),
    );
    (buffer, row)
}
