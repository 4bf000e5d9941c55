//! Meshes on the graphics card.

use wgpu::util::DeviceExt as _;

use base::Mesh;

/// Which sides of triangles are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sides {
    /// The outer side; right for solids.
    Outer,
    /// Both; for open shells and faces.
    #[default]
    Both,
}

/// One part of what is shown.
#[derive(Clone, Copy, Debug)]
pub struct PartMesh<'a> {
    /// Its triangles and lines.
    pub mesh: &'a Mesh,
    /// Its own colour (red, green, blue, opacity in 0..=1, the last is not used); `None` takes the theme's.
    pub color: Option<[f32; 4]>,
}

#[repr(C)]
#[derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
pub(super) struct Vertex {
    position: [f32; 3],
    normal: [f32; 3],
    color: [u8; 4],
    face: u32,
}

#[repr(C)]
#[derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
pub(super) struct Segment {
    start: [f32; 3],
    end: [f32; 3],
    edge: u32,
}

impl Vertex {
    pub(super) const ATTRIBUTES: [wgpu::VertexAttribute; 4] =
        wgpu::vertex_attr_array![0 => Float32x3, 1 => Float32x3, 2 => Unorm8x4, 3 => Uint32];
}

impl Segment {
    pub(super) const ATTRIBUTES: [wgpu::VertexAttribute; 3] =
        wgpu::vertex_attr_array![0 => Float32x3, 1 => Float32x3, 2 => Uint32];
}

/// All parts of a scene in buffers of the graphics card.
#[derive(Debug)]
pub struct GpuMesh {
    vertices: wgpu::Buffer,
    indices: wgpu::Buffer,
    segments: wgpu::Buffer,
    index_count: u32,
    segment_count: u32,
    pub(super) sides: Sides,
    /// Running number of the first face of each part.
    pub(super) first_faces: Vec<u32>,
    /// Running number of the first edge of each part.
    pub(super) first_edges: Vec<u32>,
}

impl GpuMesh {
    /// Uploads parts. Picks and highlights name them by their index here.
    pub fn new(device: &wgpu::Device, parts: &[PartMesh<'_>], sides: Sides) -> Self {
        let mut lists = Lists::default();
        let (mut first_faces, mut first_edges) = (Vec::new(), Vec::new());
        let (mut next_face, mut next_edge) = (0, 0);
        for part in parts {
            first_faces.push(next_face);
            first_edges.push(next_edge);
            lists.add(part, next_face, next_edge);
            next_face += part.mesh.faces.iter().max().map_or(0, |f| f + 1);
            next_edge += part.mesh.edges.iter().map(|e| e.edge + 1).max().unwrap_or(0);
        }
        let buffer = |label, contents: &[u8], usage| {
            // Buffers of no size cannot be bound.
            let contents = if contents.is_empty() { &[0u8; 32][..] } else { contents };
            device.create_buffer_init(&wgpu::util::BufferInitDescriptor {
                label: Some(label),
                contents,
                usage,
            })
        };
        Self {
            vertices: buffer("vertices", bytemuck::cast_slice(&lists.vertices), wgpu::BufferUsages::VERTEX),
            indices: buffer("indices", bytemuck::cast_slice(&lists.indices), wgpu::BufferUsages::INDEX),
            segments: buffer("segments", bytemuck::cast_slice(&lists.segments), wgpu::BufferUsages::VERTEX),
            index_count: lists.indices.len() as u32,
            segment_count: lists.segments.len() as u32,
            sides,
            first_faces,
            first_edges,
        }
    }

    /// Number of triangles.
    pub fn triangle_count(&self) -> u32 {
        self.index_count / 3
    }

    pub(super) fn draw_triangles(&self, pass: &mut wgpu::RenderPass<'_>) {
        if self.index_count > 0 {
            pass.set_vertex_buffer(0, self.vertices.slice(..));
            pass.set_index_buffer(self.indices.slice(..), wgpu::IndexFormat::Uint32);
            pass.draw_indexed(0..self.index_count, 0, 0..1);
        }
    }

    pub(super) fn draw_lines(&self, pass: &mut wgpu::RenderPass<'_>) {
        if self.segment_count > 0 {
            pass.set_vertex_buffer(0, self.segments.slice(..));
            pass.draw(0..6, 0..self.segment_count);
        }
    }

    /// Draws the marked edges alone, over the others: see lines.wgsl.
    pub(super) fn draw_marked_lines(&self, pass: &mut wgpu::RenderPass<'_>) {
        if self.segment_count > 0 {
            pass.set_vertex_buffer(0, self.segments.slice(..));
            pass.draw(6..12, 0..self.segment_count);
        }
    }

    /// Part and number within the part of a running number.
    pub(super) fn locate(firsts: &[u32], id: u32) -> Option<(usize, u32)> {
        let part = firsts.partition_point(|&first| first <= id).checked_sub(1)?;
        Some((part, id - firsts[part]))
    }
}

#[derive(Default)]
struct Lists {
    vertices: Vec<Vertex>,
    indices: Vec<u32>,
    segments: Vec<Segment>,
}

impl Lists {
    fn add(&mut self, part: &PartMesh<'_>, first_face: u32, first_edge: u32) {
        let mesh = part.mesh;
        let color = part.color.map_or([0; 4], |[r, g, b, _]| {
            let byte = |v: f32| (v.clamp(0.0, 1.0) * 255.0).round() as u8;
            [byte(r), byte(g), byte(b), 255]
        });
        let base = self.vertices.len() as u32;
        const UNKNOWN: u32 = u32::MAX;
        self.vertices.extend(mesh.positions.iter().enumerate().map(|(i, &position)| Vertex {
            position,
            normal: mesh.normals.get(i).copied().unwrap_or([0.0, 0.0, 1.0]),
            color,
            face: UNKNOWN,
        }));
        for (t, triangle) in mesh.triangles.iter().enumerate() {
            let face = first_face + mesh.faces.get(t).copied().unwrap_or(0);
            for &corner in triangle {
                let mut index = base + corner;
                let vertex = &mut self.vertices[index as usize];
                if vertex.face == UNKNOWN {
                    vertex.face = face;
                } else if vertex.face != face {
                    // Meshes of the kernel share vertices within a face only; others may not.
                    let copy = Vertex { face, ..*vertex };
                    index = self.vertices.len() as u32;
                    self.vertices.push(copy);
                }
                self.indices.push(index);
            }
        }
        for line in &mesh.edges {
            self.segments.extend(line.points.windows(2).map(|pair| Segment {
                start: pair[0],
                end: pair[1],
                edge: first_edge + line.edge,
            }));
        }
    }
}
