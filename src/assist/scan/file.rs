//! Reads scans from files: STL, OBJ and PLY with triangles; PLY, XYZ, CSV, TXT, PTS and ASC with points.
//!
//! Files are untrusted: their size is limited, indices are checked, and what is no number is an error with
//! its line. A PLY or OBJ without triangles is a cloud of points.

use std::path::Path;

use base::Mesh;
use ply_rs_bw::{parser::Parser, ply};

use super::{Scan, ScanError};

/// A file may have so many bytes.
pub const MOST_BYTES: usize = 256 << 20;

/// Points or triangles beyond this number are refused.
const MOST_ELEMENTS: usize = 10_000_000;

/// Why a file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The extension is none of those that are read.
    #[error(
        "`{0}` cannot be read; meshes are .stl, .obj, .ply, points .ply, .xyz, .csv, .txt, .pts, .asc, shapes .step, .brep"
    )]
    Extension(String),
    /// The file is too large.
    #[error("the file has more than {} MiB; make it smaller, for example by leaving out points", MOST_BYTES >> 20)]
    TooLarge,
    /// The content is damaged.
    #[error("the file cannot be read as {format}: {message}")]
    Damaged {
        /// The format by the extension.
        format: &'static str,
        /// What is wrong, and where when that is known.
        message: String,
    },
    /// The content is read, but no part can be made of it.
    #[error(transparent)]
    Scan(#[from] ScanError),
}

/// Whether a file holds triangles or points, by its extension.
pub(super) fn is_triangles_or_points(path: &Path) -> bool {
    Kind::of(&path.to_string_lossy()).is_some()
}

#[derive(Clone, Copy)]
enum Kind {
    Stl,
    Obj,
    Ply,
    Points,
}

impl Kind {
    fn of(name: &str) -> Option<Self> {
        let extension = Path::new(name).extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "stl" => Some(Self::Stl),
            "obj" => Some(Self::Obj),
            "ply" => Some(Self::Ply),
            "xyz" | "csv" | "txt" | "pts" | "asc" => Some(Self::Points),
            _ => None,
        }
    }
}

/// Reads the content of a file; its name tells the format.
///
/// # Errors
/// When the format is unknown, the content is damaged or too large, or no part can be made of it.
pub fn scan_of_bytes(name: &str, bytes: &[u8]) -> Result<Scan, FileError> {
    if bytes.len() > MOST_BYTES {
        return Err(FileError::TooLarge);
    }
    match Kind::of(name).ok_or_else(|| FileError::Extension(name.to_owned()))? {
        Kind::Stl => {
            let scene = mesh_loader::stl::from_slice(bytes).map_err(|e| damaged("STL", e))?;
            surface("STL", joined(&scene), None)
        }
        Kind::Obj => {
            // Materials are not wanted: every file that is named reads as empty.
            let scene = mesh_loader::Loader::default()
                .load_obj_from_slice_with_reader(bytes, "scan.obj", |_| Ok(Vec::new()))
                .map_err(|e| damaged("OBJ", e))?;
            let mesh = joined(&scene);
            if mesh.triangles.is_empty() {
                surface("OBJ", obj_points(bytes), None)
            } else {
                surface("OBJ", mesh, None)
            }
        }
        Kind::Ply => {
            let (mesh, normals) = ply_mesh(bytes)?;
            surface("PLY", mesh, normals)
        }
        Kind::Points => {
            let (points, normals) = text_points(bytes)?;
            Ok(Scan::of_points(&points, normals.as_deref())?)
        }
    }
}

fn damaged(format: &'static str, error: impl std::fmt::Display) -> FileError {
    FileError::Damaged { format, message: error.to_string() }
}

/// A scan of triangles, or of points where there are none.
fn surface(format: &'static str, mesh: Mesh, normals: Option<Vec<[f64; 3]>>) -> Result<Scan, FileError> {
    let count = mesh.positions.len();
    if count > MOST_ELEMENTS || mesh.triangles.len() > MOST_ELEMENTS {
        return Err(damaged(format, format!("more than {MOST_ELEMENTS} points or triangles")));
    }
    if let Some(index) = mesh.triangles.iter().flatten().find(|i| **i as usize >= count) {
        return Err(damaged(format, format!("a triangle names point {index} of {count}")));
    }
    if mesh.triangles.is_empty() {
        let points: Vec<[f64; 3]> = mesh.positions.iter().map(|p| p.map(f64::from)).collect();
        return Ok(Scan::of_points(&points, normals.as_deref())?);
    }
    Ok(Scan::of_mesh(&mesh)?)
}

/// All meshes of a scene in one.
pub(crate) fn joined(scene: &mesh_loader::Scene) -> Mesh {
    let mut all = Mesh::default();
    for mesh in &scene.meshes {
        let first = all.positions.len() as u32;
        all.positions.extend_from_slice(&mesh.vertices);
        all.triangles.extend(mesh.faces.iter().map(|f| f.map(|i| i.saturating_add(first))));
    }
    all.normals = vec![[0.0; 3]; all.positions.len()];
    all.faces = vec![0; all.triangles.len()];
    all
}

/// The points of an OBJ file without faces.
fn obj_points(bytes: &[u8]) -> Mesh {
    let text = String::from_utf8_lossy(bytes);
    let point = |line: &str| {
        let mut numbers = line.strip_prefix("v ")?.split_whitespace().map_while(|w| w.parse::<f32>().ok());
        Some([numbers.next()?, numbers.next()?, numbers.next()?])
    };
    Mesh { positions: text.lines().filter_map(point).collect(), ..Mesh::default() }
}

#[derive(Default)]
struct PlyVertex {
    position: [f32; 3],
    normal: [f64; 3],
}

#[derive(Default)]
struct PlyFace(Vec<i64>);

impl ply::PropertyAccess for PlyVertex {
    fn new() -> Self {
        Self::default()
    }

    fn set_property(&mut self, key: &str, property: ply::Property) -> ply::PropertyAccessResult {
        if let Some(number) = scalar(&property) {
            match key {
                "x" => self.position[0] = number as f32,
                "y" => self.position[1] = number as f32,
                "z" => self.position[2] = number as f32,
                "nx" => self.normal[0] = number,
                "ny" => self.normal[1] = number,
                "nz" => self.normal[2] = number,
                _ => {}
            }
        }
        ply::PropertyAccessResult::Set
    }
}

impl ply::PropertyAccess for PlyFace {
    fn new() -> Self {
        Self::default()
    }

    fn set_property(&mut self, key: &str, property: ply::Property) -> ply::PropertyAccessResult {
        if key == "vertex_index" || key == "vertex_indices" {
            self.0 = list(&property);
        }
        ply::PropertyAccessResult::Set
    }
}

fn scalar(property: &ply::Property) -> Option<f64> {
    use ply::Property::{Char, Double, Float, Int, Short, UChar, UInt, UShort};
    Some(match property {
        Char(v) => f64::from(*v),
        UChar(v) => f64::from(*v),
        Short(v) => f64::from(*v),
        UShort(v) => f64::from(*v),
        Int(v) => f64::from(*v),
        UInt(v) => f64::from(*v),
        Float(v) => f64::from(*v),
        Double(v) => *v,
        _ => return None,
    })
}

fn list(property: &ply::Property) -> Vec<i64> {
    use ply::Property::{ListChar, ListInt, ListShort, ListUChar, ListUInt, ListUShort};
    match property {
        ListChar(v) => v.iter().map(|i| i64::from(*i)).collect(),
        ListUChar(v) => v.iter().map(|i| i64::from(*i)).collect(),
        ListShort(v) => v.iter().map(|i| i64::from(*i)).collect(),
        ListUShort(v) => v.iter().map(|i| i64::from(*i)).collect(),
        ListInt(v) => v.iter().map(|i| i64::from(*i)).collect(),
        ListUInt(v) => v.iter().map(|i| i64::from(*i)).collect(),
        _ => Vec::new(),
    }
}

/// A normal for each point, when the file has them.
type Normals = Option<Vec<[f64; 3]>>;

/// Triangles (polygons become fans) and points of a PLY file, with normals when it has them.
fn ply_mesh(bytes: &[u8]) -> Result<(Mesh, Normals), FileError> {
    let mut reader = ply_rs_bw::parser::Reader::new(std::io::Cursor::new(bytes));
    let (vertices, faces) = (Parser::<PlyVertex>::new(), Parser::<PlyFace>::new());
    let header = vertices.read_header(&mut reader).map_err(|e| damaged("PLY", e))?;
    let mut mesh = Mesh::default();
    let mut normals = Vec::new();
    for (_, element) in &header.elements {
        // An element of any kind takes a byte at least, so the size of the file bounds the count.
        if element.count > bytes.len().min(MOST_ELEMENTS) {
            return Err(damaged("PLY", format!("{} elements in {} bytes", element.count, bytes.len())));
        }
        if element.name == "vertex" {
            let read: Vec<PlyVertex> = vertices
                .read_payload_for_element(&mut reader, element, &header)
                .map_err(|e| damaged("PLY", e))?;
            if element.properties.contains_key("nx") {
                normals = read.iter().map(|v| v.normal).collect();
            }
            mesh.positions = read.into_iter().map(|v| v.position).collect();
        } else {
            let read: Vec<PlyFace> = faces
                .read_payload_for_element(&mut reader, element, &header)
                .map_err(|e| damaged("PLY", e))?;
            for face in read {
                let corner = |i: usize| u32::try_from(face.0[i]).unwrap_or(u32::MAX);
                if mesh.triangles.len() + face.0.len() > MOST_ELEMENTS {
                    return Err(damaged("PLY", format!("more than {MOST_ELEMENTS} triangles")));
                }
                mesh.triangles.extend((2..face.0.len()).map(|i| [corner(0), corner(i - 1), corner(i)]));
            }
        }
    }
    mesh.normals = vec![[0.0; 3]; mesh.positions.len()];
    mesh.faces = vec![0; mesh.triangles.len()];
    Ok((mesh, (!normals.is_empty()).then_some(normals)))
}

/// Points, and normals when every line has six numbers or more.
type Points = (Vec<[f64; 3]>, Option<Vec<[f64; 3]>>);

/// Lines of numbers, divided by blanks, commas or semicolons. Lines before the first point that are no
/// numbers are a heading; `#` and `//` begin comments. Normals are taken from the fourth to sixth number
/// when these are unit vectors throughout.
fn text_points(bytes: &[u8]) -> Result<Points, FileError> {
    let text = String::from_utf8_lossy(bytes);
    let (mut points, mut normals) = (Vec::new(), Vec::new());
    for (index, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().split("//").next().unwrap_or_default();
        // Beside semicolons a comma is the decimal sign.
        let line = if line.contains(';') { line.replace(',', ".") } else { line.to_owned() };
        let words: Vec<&str> = line
            .split(|c: char| c.is_whitespace() || c == ',' || c == ';')
            .filter(|w| !w.is_empty())
            .collect();
        let numbers: Vec<f64> = words.iter().map_while(|w| w.parse().ok()).collect();
        if words.is_empty() || (points.is_empty() && numbers.len() < 3) {
            continue;
        }
        if numbers.len() < 3 {
            let message = format!("line {} has {} numbers; three are needed", index + 1, numbers.len());
            return Err(FileError::Damaged { format: "points", message });
        }
        if points.len() == MOST_ELEMENTS {
            return Err(damaged("points", format!("more than {MOST_ELEMENTS} points")));
        }
        points.push([numbers[0], numbers[1], numbers[2]]);
        if let [_, _, _, x, y, z, ..] = numbers[..]
            && ((x * x + y * y + z * z).sqrt() - 1.0).abs() < 0.01
        {
            normals.push([x, y, z]);
        }
    }
    let has_normals = normals.len() == points.len();
    Ok((points, has_normals.then_some(normals)))
}
