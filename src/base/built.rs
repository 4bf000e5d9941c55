//! What came of running a program.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{Bounds, Diagnostic, Measures, Mesh, Parameter, ProgramHash, Severity};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The program ran to its end. Its solids may still be invalid: see [`Measures::valid`].
    Ok,
    /// The program raised, or its text has errors.
    Error,
    /// The time limit passed, or the user stopped it.
    Timeout,
    /// The geometry process died while it ran the program.
    Crash,
    /// A limit on memory, output or number of objects was reached.
    Limit,
}

/// One named object that a program showed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The name given by the program, else the name of its variable.
    pub name: String,
    /// The CadQuery class of the object: `Workplane`, `Solid`, `Assembly` ….
    pub class: String,
    /// Red, green, blue, opacity in 0..=1, when the program gave a colour.
    pub color: Option<[f32; 4]>,
    /// Exact numbers; `None` when they were not asked for.
    pub measures: Option<Measures>,
    /// Triangles and lines; `None` when they were not asked for or the object has none.
    pub mesh: Option<Arc<Mesh>>,
}

/// A file that a program asked for with `exporters.export`; nothing is written by the program itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportRequest {
    /// File name without folders.
    pub file_name: String,
    /// `STEP`, `STL`, `BREP`, …, in capitals.
    pub format: String,
    /// Index into [`Build::parts`], or past its end for objects that were exported but not shown.
    pub object: usize,
}

/// One geometric operation of a run, in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// Method name as the program calls it.
    pub name: String,
    /// Line of the call, from 1.
    pub line: Option<u32>,
    /// Processor time in milliseconds, kernel and own code together.
    pub cpu_ms: f64,
    /// Processor time of the kernel alone; only when the build was profiled.
    pub kernel_ms: Option<f64>,
}

/// Where the time of a run went, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timing {
    /// Processor time from parsing to the end of execution.
    pub cpu_ms: f64,
    /// How much of it the kernel worked; only when the build was profiled.
    pub kernel_ms: Option<f64>,
    /// Processor time of counting, measuring and checking.
    pub measure_ms: f64,
    /// Processor time of triangulation.
    pub mesh_ms: f64,
    /// Time on the clock, all together.
    pub wall_ms: f64,
}

/// What came of running a program.
///
/// A failing program still yields a build: the parts made before the error, and diagnostics.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Build {
    /// Which program this is the result of.
    pub program: ProgramHash,
    /// How the run ended.
    pub status: Status,
    /// What the program showed.
    pub parts: Vec<Part>,
    /// The turnable literals of the program.
    pub parameters: Vec<Parameter>,
    /// Errors, warnings and notes, in order of appearance.
    pub diagnostics: Vec<Diagnostic>,
    /// What the program printed.
    pub printed: String,
    /// Files the program asked for.
    pub exports: Vec<ExportRequest>,
    /// Geometric operations in order.
    pub operations: Vec<Operation>,
    /// Where the time went.
    pub timing: Timing,
}

impl Build {
    /// A build without parts, for a run that ended before any was made.
    pub fn failed(program: ProgramHash, status: Status, diagnostic: Diagnostic) -> Self {
        Self {
            program,
            status,
            parts: Vec::new(),
            parameters: Vec::new(),
            diagnostics: vec![diagnostic],
            printed: String::new(),
            exports: Vec::new(),
            operations: Vec::new(),
            timing: Timing::default(),
        }
    }

    /// Whether the run ended well, shows something, and every measured part is valid.
    pub fn is_valid(&self) -> bool {
        self.status == Status::Ok
            && !self.parts.is_empty()
            && self.parts.iter().all(|p| p.measures.as_ref().is_none_or(|m| m.valid))
    }

    /// The first error, if there is one.
    pub fn first_error(&self) -> Option<&Diagnostic> {
        self.diagnostics.iter().find(|d| d.severity == Severity::Error)
    }

    /// The box around all measured parts.
    pub fn bounds(&self) -> Option<Bounds> {
        self.parts.iter().filter_map(|p| p.measures.as_ref()?.bounds).reduce(|a, b| a.union(&b))
    }

    /// All meshes as one; `None` when no part has a mesh.
    pub fn mesh(&self) -> Option<Mesh> {
        let mut meshes = self.parts.iter().filter_map(|p| p.mesh.as_deref());
        let mut all = meshes.next()?.clone();
        meshes.for_each(|m| all.append(m));
        Some(all)
    }
}
