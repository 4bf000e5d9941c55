//! glTF 2.0: the tree of an assembly with names, places, colours and triangles, in one file.
//!
//! Lengths stay millimetres and y points upwards, as in the files that CadQuery writes.

use kernel::{Document, Shape, Transform};
use serde_json::{Value, json};

use super::{FileFormat, FileOptions, Subject, no_triangles};
use crate::cq::Result;

/// Turns z upwards into y upwards.
const UPRIGHT: Transform = Transform([[1.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, -1.0, 0.0, 0.0]]);

/// Numbers of glTF: 32-bit floats and unsigned integers, and what a buffer is for.
const FLOAT: u32 = 5126;
const UNSIGNED: u32 = 5125;
const FOR_CORNERS: u32 = 34_962;
const FOR_INDICES: u32 = 34_963;

/// A file that holds everything as text.
pub(super) fn text(subject: &Subject, options: &FileOptions) -> Result<Vec<u8>> {
    let (mut value, buffer) = build(&subject.document, options)?;
    value["buffers"][0]["uri"] = json!(format!("data:application/octet-stream;base64,{}", base64(&buffer)));
    Ok(value.to_string().into_bytes())
}

/// A binary file.
pub(super) fn binary(subject: &Subject, options: &FileOptions) -> Result<Vec<u8>> {
    let (value, mut buffer) = build(&subject.document, options)?;
    let mut text = value.to_string().into_bytes();
    text.resize(text.len().next_multiple_of(4), b' ');
    buffer.resize(buffer.len().next_multiple_of(4), 0);
    let whole = 12 + 8 + text.len() + 8 + buffer.len();
    let mut out = b"glTF\x02\0\0\0".to_vec();
    out.extend((whole as u32).to_le_bytes());
    out.extend((text.len() as u32).to_le_bytes());
    out.extend(b"JSON");
    out.extend(text);
    out.extend((buffer.len() as u32).to_le_bytes());
    out.extend(b"BIN\0");
    out.extend(buffer);
    Ok(out)
}

/// What a file is made of.
#[derive(Default)]
struct Builder {
    buffer: Vec<u8>,
    views: Vec<Value>,
    accessors: Vec<Value>,
    meshes: Vec<Value>,
    materials: Vec<Value>,
    /// Shape and colour of each mesh; `None` for a shape without triangles.
    known: Vec<(Shape, Option<[f32; 4]>, Option<usize>)>,
}

fn build(document: &Document, options: &FileOptions) -> Result<(Value, Vec<u8>)> {
    let mut builder = Builder::default();
    let mut nodes = Vec::new();
    let mut colors: Vec<Option<[f32; 4]>> = Vec::new();
    for (index, node) in document.nodes.iter().enumerate() {
        let inherited = node.parent.and_then(|parent| colors[parent]);
        let color = node.color.or(inherited);
        colors.push(color);
        let mut value = json!({ "name": node.name });
        let location = if node.parent.is_none() { UPRIGHT.compose(&node.location) } else { node.location };
        if location != Transform::IDENTITY {
            value["matrix"] = json!(matrix(&location));
        }
        let children: Vec<usize> = (index + 1..document.nodes.len())
            .filter(|child| document.nodes[*child].parent == Some(index))
            .collect();
        if !children.is_empty() {
            value["children"] = json!(children);
        }
        if let Some(shape) = &node.shape
            && let Some(mesh) = builder.mesh(shape, color, &node.name, options)?
        {
            value["mesh"] = json!(mesh);
        }
        nodes.push(value);
    }
    if builder.meshes.is_empty() {
        return Err(no_triangles(FileFormat::Gltf));
    }
    let roots: Vec<usize> =
        (0..document.nodes.len()).filter(|index| document.nodes[*index].parent.is_none()).collect();
    let value = json!({
        "asset": { "version": "2.0", "generator": "Partwright" },
        "scene": 0,
        "scenes": [{ "nodes": roots }],
        "nodes": nodes,
        "meshes": builder.meshes,
        "materials": builder.materials,
        "accessors": builder.accessors,
        "bufferViews": builder.views,
        "buffers": [{ "byteLength": builder.buffer.len().next_multiple_of(4) }],
    });
    builder.buffer.resize(builder.buffer.len().next_multiple_of(4), 0);
    Ok((value, builder.buffer))
}

impl Builder {
    /// The number of a mesh; each shape with its colour is stored once.
    fn mesh(
        &mut self,
        shape: &Shape,
        color: Option<[f32; 4]>,
        name: &str,
        options: &FileOptions,
    ) -> Result<Option<usize>> {
        if let Some((_, _, mesh)) =
            self.known.iter().find(|(other, c, _)| other.is_same(shape) && *c == color)
        {
            return Ok(*mesh);
        }
        let mesh = kernel::tessellate(shape, options.tolerance, options.angular_tolerance)?;
        let number = (!mesh.triangles.is_empty()).then_some(self.meshes.len());
        if number.is_some() {
            let positions = self.vectors(&mesh.positions, true);
            let normals = self.vectors(&mesh.normals, false);
            let indices: Vec<u8> = mesh.triangles.iter().flatten().flat_map(|i| i.to_le_bytes()).collect();
            let indices = self.accessor(&indices, FOR_INDICES, UNSIGNED, 3 * mesh.triangles.len(), "SCALAR");
            let mut primitive = json!({
                "attributes": { "POSITION": positions, "NORMAL": normals },
                "indices": indices,
            });
            if let Some(color) = color {
                primitive["material"] = json!(self.material(color));
            }
            self.meshes.push(json!({ "name": name, "primitives": [primitive] }));
        }
        self.known.push((shape.clone(), color, number));
        Ok(number)
    }

    fn vectors(&mut self, vectors: &[[f32; 3]], with_bounds: bool) -> usize {
        let bytes: Vec<u8> = vectors.iter().flatten().flat_map(|x| x.to_le_bytes()).collect();
        let number = self.accessor(&bytes, FOR_CORNERS, FLOAT, vectors.len(), "VEC3");
        if with_bounds {
            let fold = |start: f32, pick: fn(f32, f32) -> f32| -> [f32; 3] {
                std::array::from_fn(|i| vectors.iter().map(|v| v[i]).fold(start, pick))
            };
            self.accessors[number]["min"] = json!(fold(f32::INFINITY, f32::min));
            self.accessors[number]["max"] = json!(fold(f32::NEG_INFINITY, f32::max));
        }
        number
    }

    fn accessor(&mut self, bytes: &[u8], target: u32, component: u32, count: usize, kind: &str) -> usize {
        self.views.push(json!({
            "buffer": 0,
            "byteOffset": self.buffer.len(),
            "byteLength": bytes.len(),
            "target": target,
        }));
        self.buffer.extend(bytes);
        self.accessors.push(json!({
            "bufferView": self.views.len() - 1,
            "componentType": component,
            "count": count,
            "type": kind,
        }));
        self.accessors.len() - 1
    }

    fn material(&mut self, [r, g, b, a]: [f32; 4]) -> usize {
        let [r, g, b] = [r, g, b].map(linear);
        let mut value = json!({
            "pbrMetallicRoughness": {
                "baseColorFactor": [r, g, b, a],
                "metallicFactor": 0.0,
                "roughnessFactor": 0.6,
            },
            "doubleSided": true,
        });
        if a < 1.0 {
            value["alphaMode"] = json!("BLEND");
        }
        let known = self.materials.iter().position(|other| *other == value);
        known.unwrap_or_else(|| {
            self.materials.push(value);
            self.materials.len() - 1
        })
    }
}

/// Four columns of four numbers.
fn matrix(transform: &Transform) -> Vec<f64> {
    let Transform(rows) = transform;
    (0..4)
        .flat_map(|column| {
            let last = if column == 3 { 1.0 } else { 0.0 };
            [rows[0][column], rows[1][column], rows[2][column], last]
        })
        .collect()
}

/// A channel of sRGB as an amount of light.
fn linear(channel: f32) -> f32 {
    if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let number = (0..3).fold(0, |n, i| n << 8 | usize::from(chunk.get(i).copied().unwrap_or(0)));
        for place in 0..4 {
            let is_filled = place <= chunk.len();
            let letter = LETTERS[number >> (18 - 6 * place) & 63];
            text.push(if is_filled { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads() {
        assert_eq!(
            ["", "M", "Ma", "Man", "Many"].map(|text| base64(text.as_bytes())),
            ["", "TQ==", "TWE=", "TWFu", "TWFueQ=="]
        );
    }
}
