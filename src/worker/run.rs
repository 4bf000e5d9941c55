//! Build requests: a program becomes measured parts with meshes.

use std::sync::Arc;
use std::time::Instant;

use base::{Build, Cancel, Diagnostic, Measures, Mesh, Operation, Part, Status, Timing};
use engine::protocol::{BuildOptions, BuildRequest, Built, ExportedFile};
use script::{Exports, Object};

use crate::clock::timed;
use crate::shapes::Workshop;

/// What the memo of operations may hold.
const MEMO_BYTES: usize = 200 << 20;

/// Runs a program and measures what it shows.
///
/// Parts of a program that failed are measured too. Those of one that was stopped are only named,
/// because somebody waits for the answer.
pub(crate) fn run(workshop: &mut Workshop, request: &BuildRequest, cancel: &Cancel) -> Built {
    if request.options.reuse {
        kernel::with_memo(MEMO_BYTES, || build(workshop, request, cancel))
    } else {
        build(workshop, request, cancel)
    }
}

fn build(workshop: &mut Workshop, request: &BuildRequest, cancel: &Cancel) -> Built {
    let begun = Instant::now();
    let exports = if request.options.export_requests { Exports::Made } else { Exports::Listed };
    let mut run = || workshop.run(&request.program, exports, cancel);
    let (outcome, kernel_ms) = if request.options.profile {
        let (outcome, time) = kernel::with_clock(run);
        (outcome, Some(time.as_secs_f64() * 1e3))
    } else {
        (run(), None)
    };
    workshop.begin("measure");
    let mut finisher = Finisher {
        options: &request.options,
        diagnostics: outcome.diagnostics,
        last_operation: outcome.operations.last(),
        timing: Timing { cpu_ms: outcome.cpu_ms, kernel_ms, ..Timing::default() },
    };
    let parts = outcome.objects.iter().map(|object| finisher.part(object, cancel)).collect();
    let mut exports = Vec::new();
    let mut files = Vec::new();
    for file in outcome.exported {
        let file_name = file.request.file_name.clone();
        files.extend(file.content.map(|content| ExportedFile { file_name, content }));
        exports.push(file.request);
    }
    let mut timing = finisher.timing;
    let mut diagnostics = finisher.diagnostics;
    let mut status = outcome.status;
    if cancel.is_cancelled() && status == Status::Ok {
        status = Status::Timeout;
        diagnostics.push(Diagnostic::error("stopped while the parts were measured"));
    }
    timing.wall_ms = begun.elapsed().as_secs_f64() * 1e3;
    let build = Build {
        program: request.program.hash(),
        status,
        parts,
        parameters: outcome.parameters,
        diagnostics,
        printed: outcome.printed,
        exports,
        operations: outcome.operations,
        timing,
    };
    Built { build, files }
}

/// What is needed to make parts of objects, and what is gathered meanwhile.
struct Finisher<'a> {
    options: &'a BuildOptions,
    diagnostics: Vec<Diagnostic>,
    last_operation: Option<&'a Operation>,
    timing: Timing,
}

impl Finisher<'_> {
    fn part(&mut self, object: &Object, cancel: &Cancel) -> Part {
        let mut part = Part {
            name: object.name.clone(),
            class: object.class.clone(),
            color: object.color,
            measures: None,
            mesh: None,
        };
        if let Some(shape) = object.shape.as_ref().filter(|_| !cancel.is_cancelled()) {
            part.measures = self.measures(object, shape);
            part.mesh = self.mesh(object, shape);
        }
        part
    }

    fn measures(&mut self, object: &Object, shape: &kernel::Shape) -> Option<Measures> {
        if !self.options.measures {
            return None;
        }
        match timed(&mut self.timing.measure_ms, || shape.measures()) {
            Ok(measures) => {
                if measures.vertices == 0 && measures.edges == 0 && measures.faces == 0 {
                    let message = format!("nothing is left of {}", object.name);
                    let hint = "look whether what is cut away or intersected covers more than it should";
                    self.diagnostics.push(doubt(&message, hint, self.last_operation));
                } else if !measures.valid {
                    let message = format!("{} is not valid geometry", object.name);
                    let hint = "a little smaller or larger sizes, or another order of operations, often help";
                    self.diagnostics.push(doubt(&message, hint, self.last_operation));
                }
                Some(measures)
            }
            Err(error) => {
                self.trouble("measure", object, &error);
                None
            }
        }
    }

    fn mesh(&mut self, object: &Object, shape: &kernel::Shape) -> Option<Arc<Mesh>> {
        let quality = self.options.mesh?;
        let mesh = timed(&mut self.timing.mesh_ms, || {
            kernel::tessellate(shape, quality.linear_mm, quality.angular_rad)
        });
        match mesh {
            Ok(mesh) if mesh.triangles.is_empty() && mesh.edges.is_empty() => None,
            Ok(mesh) => Some(Arc::new(mesh)),
            Err(error) => {
                self.trouble("draw", object, &error);
                None
            }
        }
    }

    fn trouble(&mut self, verb: &str, object: &Object, error: &kernel::Error) {
        if error.kind != kernel::ErrorKind::Cancelled {
            let message = format!("could not {verb} {}: {error}", object.name);
            self.diagnostics.push(Diagnostic::warning(message));
        }
    }
}

/// A warning about a part, with the last operation and its line where there is one.
fn doubt(message: &str, hint: &str, last_operation: Option<&Operation>) -> Diagnostic {
    let Some(operation) = last_operation else { return Diagnostic::warning(message).hint(hint) };
    let warning =
        Diagnostic::warning(format!("{message}; the last operation was {}", operation.name)).hint(hint);
    match operation.line {
        Some(line) => warning.at(line, None),
        None => warning,
    }
}
