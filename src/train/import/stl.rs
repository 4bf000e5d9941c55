//! STL files, binary and text, as triangles with faces and edges for pictures.
//!
//! An STL file knows no faces: triangles that meet at less than 25° are taken as one face, and the
//! lines between faces are drawn as edges. Counts of faces and edges are therefore a guess.

use std::collections::HashMap;

use base::{Bounds, EdgeLine, Measures, Mesh};

/// Triangles that are read at most.
const MOST: usize = 3_000_000;
/// Cosine of the angle between triangles of one face.
const SMOOTH: f32 = 0.906;

type Point = [f32; 3];

/// Reads triangles.
///
/// # Errors
/// What is wrong with the file, with the line for text.
pub fn read(bytes: &[u8]) -> Result<Mesh, String> {
    let declared = bytes.get(80..84).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize);
    let triangles = match declared {
        Some(count) if bytes.len() == 84 + 50 * count => binary(&bytes[84..])?,
        _ if bytes.trim_ascii_start().starts_with(b"solid") => text(bytes)?,
        Some(count) => {
            return Err(format!(
                "neither text nor binary STL: {count} triangles would need {} bytes, the file has {}",
                84 + 50 * count,
                bytes.len()
            ));
        }
        None => return Err(format!("too short for an STL file: {} bytes", bytes.len())),
    };
    if triangles.is_empty() {
        return Err("the file holds no triangle".to_owned());
    }
    Ok(mesh(&triangles))
}

fn binary(records: &[u8]) -> Result<Vec<[Point; 3]>, String> {
    if records.len() / 50 > MOST {
        return Err(format!("too many triangles: {}, at most {MOST} are read", records.len() / 50));
    }
    records
        .chunks_exact(50)
        .enumerate()
        .map(|(i, record)| {
            let value = |k: usize| {
                let at = 12 + 4 * k;
                f32::from_le_bytes([record[at], record[at + 1], record[at + 2], record[at + 3]])
            };
            checked([0, 1, 2].map(|c| [value(3 * c), value(3 * c + 1), value(3 * c + 2)]))
                .ok_or_else(|| format!("triangle {} has a number that is no length", i + 1))
        })
        .collect()
}

fn text(bytes: &[u8]) -> Result<Vec<[Point; 3]>, String> {
    let text = String::from_utf8_lossy(bytes);
    let (mut triangles, mut corners) = (Vec::new(), Vec::new());
    for (number, line) in text.lines().enumerate() {
        let Some(rest) = line.trim().strip_prefix("vertex") else { continue };
        let values: Vec<f32> = rest.split_whitespace().map_while(|word| word.parse().ok()).collect();
        let [x, y, z] = values[..] else {
            return Err(format!(
                "line {}: a vertex needs three numbers, found \"{}\"",
                number + 1,
                rest.trim()
            ));
        };
        corners.push([x, y, z]);
        if let [a, b, c] = corners[..] {
            let triangle =
                checked([a, b, c]).ok_or_else(|| format!("line {}: a number is no length", number + 1))?;
            triangles.push(triangle);
            corners.clear();
            if triangles.len() > MOST {
                return Err(format!("too many triangles: more than {MOST}"));
            }
        }
    }
    Ok(triangles)
}

fn checked(triangle: [Point; 3]) -> Option<[Point; 3]> {
    triangle.iter().flatten().all(|v| v.is_finite() && v.abs() < 1e6).then_some(triangle)
}

/// Vertices are shared within faces; the lines between faces become edges.
fn mesh(triangles: &[[Point; 3]]) -> Mesh {
    let bounds = Bounds::of_points(triangles.iter().flatten().copied());
    let unit = (bounds.map_or(1.0, |b| b.longest()) as f32 * 1e-6).max(1e-9);
    let key = |p: Point| p.map(|v| (v / unit).round() as i64);
    let normals: Vec<Point> = triangles.iter().map(normal).collect();
    let mut sides: HashMap<[[i64; 3]; 2], Vec<usize>> = HashMap::new();
    for (t, triangle) in triangles.iter().enumerate() {
        for i in 0..3 {
            let mut side = [key(triangle[i]), key(triangle[(i + 1) % 3])];
            side.sort_unstable();
            sides.entry(side).or_default().push(t);
        }
    }
    let is_smooth = |a: usize, b: usize| (0..3).map(|i| normals[a][i] * normals[b][i]).sum::<f32>() > SMOOTH;
    let mut face_of = vec![u32::MAX; triangles.len()];
    let mut faces = 0;
    for first in 0..triangles.len() {
        if face_of[first] != u32::MAX {
            continue;
        }
        face_of[first] = faces;
        let mut open = vec![first];
        while let Some(t) = open.pop() {
            for i in 0..3 {
                let mut side = [key(triangles[t][i]), key(triangles[t][(i + 1) % 3])];
                side.sort_unstable();
                for &other in &sides[&side] {
                    if face_of[other] == u32::MAX && is_smooth(t, other) {
                        face_of[other] = faces;
                        open.push(other);
                    }
                }
            }
        }
        faces += 1;
    }
    let mut mesh = Mesh::default();
    let mut vertices: HashMap<(u32, [i64; 3]), u32> = HashMap::new();
    for (t, triangle) in triangles.iter().enumerate() {
        let corners = triangle.map(|p| {
            let index = *vertices.entry((face_of[t], key(p))).or_insert_with(|| {
                mesh.positions.push(p);
                mesh.normals.push([0.0; 3]);
                mesh.positions.len() as u32 - 1
            });
            let sum = &mut mesh.normals[index as usize];
            sum.iter_mut().zip(normals[t]).for_each(|(sum, normal)| *sum += normal);
            index
        });
        mesh.triangles.push(corners);
        mesh.faces.push(face_of[t]);
    }
    for normal in &mut mesh.normals {
        *normal = unit_vector(*normal);
    }
    // The order of a hash map is not always the same.
    let mut borders: Vec<_> =
        sides.iter().filter(|(_, ts)| ts.len() != 2 || face_of[ts[0]] != face_of[ts[1]]).collect();
    borders.sort_unstable();
    mesh.edges = borders
        .iter()
        .zip(0..)
        .map(|(([a, b], _), edge)| EdgeLine {
            edge,
            points: [a, b].map(|k| k.map(|v| v as f32 * unit)).to_vec(),
        })
        .collect();
    mesh
}

fn normal([a, b, c]: &[Point; 3]) -> Point {
    let (u, v) = ([b[0] - a[0], b[1] - a[1], b[2] - a[2]], [c[0] - a[0], c[1] - a[1], c[2] - a[2]]);
    unit_vector([u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]])
}

fn unit_vector(v: Point) -> Point {
    let length = v.iter().map(|x| x * x).sum::<f32>().sqrt();
    if length > 0.0 { v.map(|x| x / length) } else { [0.0, 0.0, 1.0] }
}

/// What triangles tell of a solid; right for closed surfaces.
pub fn measures(mesh: &Mesh) -> Measures {
    let faces = mesh.faces.iter().max().map_or(0, |f| f + 1);
    let area = (0..mesh.triangles.len()).map(|t| {
        let [a, b, c] = mesh.corners(t).map(|p| p.map(f64::from));
        let (u, v) = ([b[0] - a[0], b[1] - a[1], b[2] - a[2]], [c[0] - a[0], c[1] - a[1], c[2] - a[2]]);
        let n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
        n.iter().map(|x| x * x).sum::<f64>().sqrt() / 2.0
    });
    let volume = mesh.signed_volume();
    let bounds = mesh.bounds();
    Measures {
        solids: 1,
        shells: 1,
        faces,
        wires: faces,
        edges: mesh.edges.len() as u32,
        vertices: mesh.positions.len() as u32,
        volume,
        area: area.sum(),
        length: 0.0,
        center_of_mass: bounds.map_or([0.0; 3], |b| b.center()),
        bounds,
        valid: volume > 0.0,
    }
}
