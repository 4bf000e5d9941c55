//! Reads any file that can serve as a scan; STEP and BREP files are built by a geometry process first.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::Duration;

use base::{Cancel, InputFile, Program};
use engine::{BuildOptions, Engine, MeshQuality};

use super::file::{is_triangles_or_points, scan_of_bytes};
use super::{FileError, Scan};

/// Time that a STEP or BREP file may take.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Files with exact shapes: the extension, and the program that reads them.
const EXACT: [(&str, &str); 4] = [
    ("step", "importStep(\"scan.step\")"),
    ("stp", "importStep(\"scan.stp\")"),
    ("brep", "importBrep(\"scan.brep\")"),
    ("brp", "importBrep(\"scan.brp\")"),
];

/// Whether a file is read as a scan, by its extension.
pub fn is_scan_file(path: &Path) -> bool {
    is_triangles_or_points(path) || exact_kind(path).is_some()
}

/// Reads a mesh (`.stl`, `.obj`, `.ply`), points (`.ply`, `.xyz`, `.csv`, `.txt`, `.pts`, `.asc`) or exact
/// shapes (`.step`, `.stp`, `.brep`, `.brp`), in millimetres.
///
/// # Errors
/// When the format is unknown, the content is damaged or too large, or no part can be made of it.
pub fn read_scan(engine: &Engine, path: &Path, bytes: &[u8], cancel: &Cancel) -> Result<Scan, FileError> {
    if let Some((extension, call)) = exact_kind(path) {
        return exact(engine, extension, call, bytes, cancel);
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // The readers are not ours; whatever a damaged file does to them must not end the window.
    catch_unwind(AssertUnwindSafe(|| scan_of_bytes(&name, bytes))).unwrap_or_else(|_| {
        Err(FileError::Damaged { format: "a mesh or points", message: "its structure is broken".to_owned() })
    })
}

fn exact_kind(path: &Path) -> Option<(&'static str, &'static str)> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    EXACT.into_iter().find(|(known, _)| *known == extension)
}

fn exact(
    engine: &Engine,
    extension: &'static str,
    call: &str,
    bytes: &[u8],
    cancel: &Cancel,
) -> Result<Scan, FileError> {
    let damaged = |message: String| FileError::Damaged { format: "STEP or BREP", message };
    let mut program = Program::new(format!("import cadquery as cq\nresult = cq.importers.{call}\n"));
    program.inputs = BTreeMap::from([(format!("scan.{extension}"), InputFile::new(bytes))]);
    let options =
        BuildOptions { mesh: Some(MeshQuality::default()), timeout: TIMEOUT, ..BuildOptions::default() };
    let mut built = None;
    engine
        .build_all(&[program], &options, cancel, |_, build| built = Some(build))
        .map_err(|error| damaged(error.to_string()))?;
    let build = built.ok_or_else(|| damaged("the geometry process gave no answer".to_owned()))?;
    if let Some(error) = build.first_error() {
        return Err(damaged(error.message.clone()));
    }
    let mesh = build.mesh().filter(|mesh| !mesh.triangles.is_empty());
    Ok(Scan::of_mesh(&mesh.ok_or_else(|| damaged("there is no solid in it".to_owned()))?)?)
}
