//! Shaders and pipelines of the viewport, made once.

use super::mesh::{Segment, Sides, Vertex};

/// The viewport's own picture.
pub(super) const COLOR: wgpu::TextureFormat = wgpu::TextureFormat::Rgba8Unorm;
/// Depth; 1 is far.
pub(super) const DEPTH: wgpu::TextureFormat = wgpu::TextureFormat::Depth32Float;
/// Kind, running number and depth bits of what a pixel shows.
pub(super) const ID: wgpu::TextureFormat = wgpu::TextureFormat::Rgba32Uint;

/// The passes of a picture with one number of samples.
pub(super) struct Passes {
    pub(super) background: wgpu::RenderPipeline,
    mesh_outer: wgpu::RenderPipeline,
    mesh_both: wgpu::RenderPipeline,
    pub(super) lines: wgpu::RenderPipeline,
    pub(super) grid: wgpu::RenderPipeline,
}

impl Passes {
    pub(super) fn mesh(&self, sides: Sides) -> &wgpu::RenderPipeline {
        match sides {
            Sides::Outer => &self.mesh_outer,
            Sides::Both => &self.mesh_both,
        }
    }
}

/// All pipelines of the viewport.
pub(super) struct Pipelines {
    pub(super) view_layout: wgpu::BindGroupLayout,
    pub(super) blit_layout: wgpu::BindGroupLayout,
    moving: Passes,
    still: Passes,
    pub(super) mesh_id: wgpu::RenderPipeline,
    pub(super) lines_id: wgpu::RenderPipeline,
    pub(super) blit: wgpu::RenderPipeline,
}

impl Pipelines {
    pub(super) fn new(device: &wgpu::Device, window_format: wgpu::TextureFormat) -> Self {
        let view_layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("view"),
            entries: &[wgpu::BindGroupLayoutEntry {
                binding: 0,
                visibility: wgpu::ShaderStages::VERTEX_FRAGMENT,
                ty: wgpu::BindingType::Buffer {
                    ty: wgpu::BufferBindingType::Uniform,
                    has_dynamic_offset: false,
                    min_binding_size: None,
                },
                count: None,
            }],
        });
        let blit_layout = device.create_bind_group_layout(&wgpu::BindGroupLayoutDescriptor {
            label: Some("blit"),
            entries: &[wgpu::BindGroupLayoutEntry {
                binding: 0,
                visibility: wgpu::ShaderStages::FRAGMENT,
                ty: wgpu::BindingType::Texture {
                    sample_type: wgpu::TextureSampleType::Float { filterable: false },
                    view_dimension: wgpu::TextureViewDimension::D2,
                    multisampled: false,
                },
                count: None,
            }],
        });
        let layout = |label, group: &wgpu::BindGroupLayout| {
            device.create_pipeline_layout(&wgpu::PipelineLayoutDescriptor {
                label: Some(label),
                bind_group_layouts: &[Some(group)],
                immediate_size: 0,
            })
        };
        let in_view = layout("view", &view_layout);
        let modules = Modules::new(device);
        let passes = |samples| Passes {
            background: Recipe::new("background", &modules.background)
                .samples(samples)
                .make(device, &in_view),
            mesh_outer: Recipe::new("mesh outer", &modules.mesh)
                .vertices(Input::Mesh)
                .depth(Depth::Write)
                .cull(Some(wgpu::Face::Back))
                .samples(samples)
                .make(device, &in_view),
            mesh_both: Recipe::new("mesh both", &modules.mesh)
                .vertices(Input::Mesh)
                .depth(Depth::Write)
                .samples(samples)
                .make(device, &in_view),
            lines: Recipe::new("lines", &modules.lines)
                .vertices(Input::Lines)
                .depth(Depth::Test)
                .blended()
                .samples(samples)
                .make(device, &in_view),
            grid: Recipe::new("grid", &modules.grid)
                .depth(Depth::Test)
                .blended()
                .samples(samples)
                .make(device, &in_view),
        };
        let id = |label, module, input| {
            Recipe::new(label, module)
                .vertices(input)
                .depth(Depth::Write)
                .fragment("fs_id", ID)
                .make(device, &in_view)
        };
        let entry = if window_format.is_srgb() { "fs_linear" } else { "fs_main" };
        Self {
            moving: passes(1),
            still: passes(4),
            mesh_id: id("mesh ids", &modules.mesh, Input::Mesh),
            lines_id: id("line ids", &modules.lines, Input::Lines),
            blit: Recipe::new("blit", &modules.blit)
                .depth(Depth::None)
                .fragment(entry, window_format)
                .make(device, &layout("blit", &blit_layout)),
            view_layout,
            blit_layout,
        }
    }

    pub(super) fn passes(&self, samples: u32) -> &Passes {
        if samples == 1 { &self.moving } else { &self.still }
    }
}

struct Modules {
    background: wgpu::ShaderModule,
    mesh: wgpu::ShaderModule,
    lines: wgpu::ShaderModule,
    grid: wgpu::ShaderModule,
    blit: wgpu::ShaderModule,
}

impl Modules {
    fn new(device: &wgpu::Device) -> Self {
        let module = |label, text: String| {
            device.create_shader_module(wgpu::ShaderModuleDescriptor {
                label: Some(label),
                source: wgpu::ShaderSource::Wgsl(text.into()),
            })
        };
        let view = include_str!("../../../shaders/view.wgsl");
        let in_view = |label, text| module(label, format!("{view}\n{text}"));
        Self {
            background: in_view("background", include_str!("../../../shaders/background.wgsl")),
            mesh: in_view("mesh", include_str!("../../../shaders/mesh.wgsl")),
            lines: in_view("lines", include_str!("../../../shaders/lines.wgsl")),
            grid: in_view("grid", include_str!("../../../shaders/grid.wgsl")),
            blit: module("blit", include_str!("../../../shaders/blit.wgsl").to_owned()),
        }
    }
}

/// What a pipeline reads for each vertex.
#[derive(Clone, Copy)]
enum Input {
    /// Nothing: the shader makes its corners.
    None,
    /// Vertices of triangles.
    Mesh,
    /// One instance for each piece of a line.
    Lines,
}

#[derive(Clone, Copy)]
enum Depth {
    /// The pass has no depth.
    None,
    /// The pass has depth that this pipeline does not look at.
    Ignore,
    Test,
    Write,
}

/// What differs from pipeline to pipeline.
#[derive(Clone, Copy)]
struct Recipe<'a> {
    label: &'a str,
    module: &'a wgpu::ShaderModule,
    input: Input,
    depth: Depth,
    blend: Option<wgpu::BlendState>,
    cull: Option<wgpu::Face>,
    samples: u32,
    entry: &'a str,
    format: wgpu::TextureFormat,
}

impl<'a> Recipe<'a> {
    fn new(label: &'a str, module: &'a wgpu::ShaderModule) -> Self {
        Self {
            label,
            module,
            input: Input::None,
            depth: Depth::Ignore,
            blend: None,
            cull: None,
            samples: 1,
            entry: "fs_main",
            format: COLOR,
        }
    }

    fn vertices(self, input: Input) -> Self {
        Self { input, ..self }
    }

    fn depth(self, depth: Depth) -> Self {
        Self { depth, ..self }
    }

    fn blended(self) -> Self {
        Self { blend: Some(wgpu::BlendState::PREMULTIPLIED_ALPHA_BLENDING), ..self }
    }

    fn cull(self, cull: Option<wgpu::Face>) -> Self {
        Self { cull, ..self }
    }

    fn samples(self, samples: u32) -> Self {
        Self { samples, ..self }
    }

    fn fragment(self, entry: &'a str, format: wgpu::TextureFormat) -> Self {
        Self { entry, format, ..self }
    }

    fn make(self, device: &wgpu::Device, layout: &wgpu::PipelineLayout) -> wgpu::RenderPipeline {
        let mesh = [Some(wgpu::VertexBufferLayout {
            array_stride: size_of::<Vertex>() as u64,
            step_mode: wgpu::VertexStepMode::Vertex,
            attributes: &Vertex::ATTRIBUTES,
        })];
        let lines = [Some(wgpu::VertexBufferLayout {
            array_stride: size_of::<Segment>() as u64,
            step_mode: wgpu::VertexStepMode::Instance,
            attributes: &Segment::ATTRIBUTES,
        })];
        let buffers: &[_] = match self.input {
            Input::None => &[],
            Input::Mesh => &mesh,
            Input::Lines => &lines,
        };
        let depth = |write, compare| wgpu::DepthStencilState {
            format: DEPTH,
            depth_write_enabled: Some(write),
            depth_compare: Some(compare),
            stencil: wgpu::StencilState::default(),
            bias: wgpu::DepthBiasState::default(),
        };
        device.create_render_pipeline(&wgpu::RenderPipelineDescriptor {
            label: Some(self.label),
            layout: Some(layout),
            vertex: wgpu::VertexState {
                module: self.module,
                entry_point: Some("vs_main"),
                compilation_options: wgpu::PipelineCompilationOptions::default(),
                buffers,
            },
            primitive: wgpu::PrimitiveState { cull_mode: self.cull, ..wgpu::PrimitiveState::default() },
            depth_stencil: match self.depth {
                Depth::None => None,
                Depth::Ignore => Some(depth(false, wgpu::CompareFunction::Always)),
                Depth::Test => Some(depth(false, wgpu::CompareFunction::LessEqual)),
                Depth::Write => Some(depth(true, wgpu::CompareFunction::LessEqual)),
            },
            multisample: wgpu::MultisampleState { count: self.samples, ..wgpu::MultisampleState::default() },
            fragment: Some(wgpu::FragmentState {
                module: self.module,
                entry_point: Some(self.entry),
                compilation_options: wgpu::PipelineCompilationOptions::default(),
                targets: &[Some(wgpu::ColorTargetState {
                    format: self.format,
                    blend: self.blend,
                    write_mask: wgpu::ColorWrites::ALL,
                })],
            }),
            multiview_mask: None,
            cache: None,
        })
    }
}
