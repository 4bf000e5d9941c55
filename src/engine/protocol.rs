//! What the engine and the geometry process say to each other.
//!
//! A connection is one socket, the standard input of the process, used in both directions; its
//! standard output carries nothing, so that nothing printed in the process can disturb. Both
//! sides send [frames](read_frame) that hold one [`ToWorker`] or [`FromWorker`] in postcard. The
//! process speaks first, with [`Hello`]. One request runs at a time; [`ToWorker::Cancel`] may
//! overtake it.

mod frames;
mod options;

use std::time::Duration;

use base::{Bounds, Build, Diagnostic, Program, Status, tolerance};
use serde::{Deserialize, Serialize};

pub use frames::{FrameError, MAX_FRAME_BYTES, decode, encode, read_frame, write_frame};
pub use options::{Provocations, Readiness, WorkerOptions};

/// Number of the protocol; both sides must have the same.
pub const PROTOCOL: u32 = 2;

/// What the engine sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToWorker {
    /// Carry this out and send a [`FromWorker::Reply`] with the same number.
    Request {
        /// Number of the request, never used twice for one process.
        id: u64,
        /// What to do.
        request: Request,
    },
    /// Stop the request with this number as soon as possible and answer with what there is.
    Cancel {
        /// Number of the request.
        id: u64,
    },
}

/// What the geometry process sends.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum FromWorker {
    /// The first frame, sent when the process is ready for requests.
    Hello(Hello),
    /// The answer to a request.
    Reply {
        /// Number of the request.
        id: u64,
        /// What came of it.
        answer: Answer,
        /// Whether the process wants to go on.
        health: Health,
    },
}

/// How the geometry process introduces itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// [`PROTOCOL`] of the process.
    pub protocol: u32,
    /// Version of the executable.
    pub version: String,
    /// What the user should know about the protection of the process, for example that landlock
    /// is missing on this system.
    pub notes: Vec<String>,
}

/// Whether a process can take another request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Health {
    /// It can.
    Fit,
    /// It has done many builds, or a signal went through the kernel: it must be replaced.
    Worn,
}

/// What the geometry process can do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Run a program.
    Build(BuildRequest),
    /// Run two programs and compare their solids.
    Compare(CompareRequest),
    /// Run a program and write its objects into one file.
    Export(FileRequest),
    /// Misbehave, for tests; refused unless the process was started for it.
    Provoke(Provocation),
}

/// Run a program.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BuildRequest {
    /// What to run.
    pub program: Program,
    /// What to bring back.
    pub options: BuildOptions,
}

/// What a build brings back, and how long it may take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BuildOptions {
    /// How fine the meshes are; `None` for no meshes.
    pub mesh: Option<MeshQuality>,
    /// Whether the parts are measured and checked.
    pub measures: bool,
    /// Time on the clock that the run may take.
    pub timeout: Duration,
    /// Whether the files that the program asks for are made. They come back from
    /// [`crate::Engine::build_with_files`]; other calls drop them.
    pub export_requests: bool,
    /// Whether operations with arguments of earlier runs of the same process are taken from its
    /// memo, for programs that are built again and again with small changes.
    pub reuse: bool,
    /// Whether the operations tell how long the kernel worked for them.
    pub profile: bool,
}

impl Default for BuildOptions {
    /// Meshes for pictures, measures, 30 s, no files, nothing reused.
    fn default() -> Self {
        Self {
            mesh: Some(MeshQuality::default()),
            measures: true,
            timeout: Duration::from_secs(30),
            export_requests: false,
            reuse: false,
            profile: false,
        }
    }
}

impl BuildOptions {
    /// Measures only: for scores, rankings and tests.
    pub fn measures_only(timeout: Duration) -> Self {
        Self { mesh: None, timeout, ..Self::default() }
    }
}

/// How far a mesh may be from the surface.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeshQuality {
    /// Distance in millimetres.
    pub linear_mm: f64,
    /// Angle between neighbouring segments in radians.
    pub angular_rad: f64,
}

impl Default for MeshQuality {
    fn default() -> Self {
        Self { linear_mm: tolerance::MESH_LINEAR, angular_rad: tolerance::MESH_ANGULAR }
    }
}

/// Run two programs and compare their solids.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompareRequest {
    /// The first program.
    pub a: Program,
    /// The second program.
    pub b: Program,
    /// How the solids are laid over each other.
    pub align: Align,
}

/// How two solids are laid over each other before they are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Align {
    /// As they are.
    #[default]
    None,
    /// The middles of their boxes at the origin.
    Box,
    /// The middles of their boxes at the origin, and the longest side of each box scaled to 1.
    BoxScaled,
    /// IoU_best of CAD-Coder: centres of mass at the origin, sizes by inertia, the first turned into
    /// the principal axes of the second in four ways; the best counts.
    Inertia,
}

/// Two solids compared exactly; volumes in mm³ (in cubes of the longest side when scaled).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Volume of the first after alignment.
    pub volume_a: f64,
    /// Volume of the second after alignment.
    pub volume_b: f64,
    /// Volume that both fill.
    pub intersection: f64,
    /// Volume that one or both fill.
    pub union: f64,
    /// `intersection / union`, 0..=1; 0 when one of them has no volume.
    pub iou: f64,
    /// Box of the first before alignment, in millimetres.
    pub bounds_a: Option<Bounds>,
    /// Box of the second before alignment, in millimetres.
    pub bounds_b: Option<Bounds>,
    /// Whether the kernel's checker finds nothing wrong with either.
    pub valid: bool,
}

/// Run a program and write its objects into one file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileRequest {
    /// What to run.
    pub program: Program,
    /// What to write.
    pub format: Format,
}

/// Formats of files with geometry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// STEP AP214 with names and colours, millimetres.
    Step,
    /// Binary STL.
    Stl,
    /// OpenCASCADE's own exact format, text.
    Brep,
    /// OpenCASCADE's own exact format, binary.
    Bin,
    /// A drawing with hidden lines.
    Svg,
    /// Lines, arcs and splines.
    Dxf,
    /// Triangles with names and colours, for printing.
    ThreeMf,
    /// Triangles as XML, for printing.
    Amf,
    /// glTF in one binary file, millimetres, y upwards.
    Glb,
    /// glTF as text.
    Gltf,
    /// VRML 2.
    Vrml,
    /// JSON of three.js.
    Tjs,
    /// XML of VTK.
    Vtp,
    /// OpenCASCADE's document with names and colours, binary.
    Xbf,
    /// OpenCASCADE's document with names and colours, XML.
    Xml,
}

impl Format {
    /// All formats, the usual ones first.
    pub const ALL: [Self; 15] = [
        Self::Step,
        Self::Stl,
        Self::Brep,
        Self::Bin,
        Self::Svg,
        Self::Dxf,
        Self::ThreeMf,
        Self::Amf,
        Self::Glb,
        Self::Gltf,
        Self::Vrml,
        Self::Tjs,
        Self::Vtp,
        Self::Xbf,
        Self::Xml,
    ];

    /// The format that belongs to a file extension without its dot, in any case.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "stp" => Some(Self::Step),
            "brp" => Some(Self::Brep),
            "wrl" => Some(Self::Vrml),
            usual => Self::ALL.into_iter().find(|format| format.extension() == usual),
        }
    }

    /// The usual file extension, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Step => "step",
            Self::Stl => "stl",
            Self::Brep => "brep",
            Self::Bin => "bin",
            Self::Svg => "svg",
            Self::Dxf => "dxf",
            Self::ThreeMf => "3mf",
            Self::Amf => "amf",
            Self::Glb => "glb",
            Self::Gltf => "gltf",
            Self::Vrml => "vrml",
            Self::Tjs => "tjs",
            Self::Vtp => "vtp",
            Self::Xbf => "xbf",
            Self::Xml => "xml",
        }
    }

    /// The extensions of all formats, for messages: `.step, .stl, …`.
    pub fn extensions() -> String {
        Self::ALL.map(|format| format!(".{}", format.extension())).join(", ")
    }
}

/// Ways to misbehave, for tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Provocation {
    /// A segmentation fault inside the kernel, where it is caught.
    CaughtSignal,
    /// A segmentation fault that nobody catches.
    Segfault,
    /// Leave at once with exit code 7.
    Exit,
    /// Never answer, and ignore [`ToWorker::Cancel`].
    Hang,
    /// Fill the memory.
    Memory,
    /// Send bytes that are no frame.
    Garbage,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The program ran; the build says how it ended.
    Build(Built),
    /// The solids were compared.
    Comparison(Comparison),
    /// The content of the file.
    File(Vec<u8>),
    /// A program that had to run first did not end well, or gave nothing to work with.
    Refused {
        /// How it ended.
        status: Status,
        /// Why.
        diagnostic: Diagnostic,
    },
}

/// A build with the files that its program asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Built {
    /// What came of the run.
    pub build: Build,
    /// The files, when [`BuildOptions::export_requests`] is set.
    pub files: Vec<ExportedFile>,
}

/// A file that a program asked for with `exporters.export`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedFile {
    /// File name without folders.
    pub file_name: String,
    /// What belongs into it.
    pub content: Vec<u8>,
}
