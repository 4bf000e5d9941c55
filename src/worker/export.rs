//! Files with geometry, made in memory and sent as bytes.

use base::{Cancel, Diagnostic, Status};
use engine::protocol::{Answer, FileRequest, Format};
use kernel::{Document, StepPart};
use script::Object;
use script::cq::exporters::{FileFormat, FileOptions, Subject, content};
use script::cq::{CqError, CqErrorKind};

use crate::shapes::{self, Workshop};

/// Runs a program and writes all it shows into one file.
pub(crate) fn export(workshop: &mut Workshop, request: &FileRequest, cancel: &Cancel) -> Answer {
    let objects = match workshop.objects(&request.program, cancel) {
        Ok(objects) => objects,
        Err(answer) => return *answer,
    };
    workshop.begin("export");
    match file(&objects, request.format) {
        Ok(Some(content)) => Answer::File(content),
        Ok(None) => {
            let message = "the program shows nothing that could be written";
            let diagnostic =
                Diagnostic::error(message).hint("give the part to `show_object`, or call it `result`");
            Answer::Refused { status: Status::Error, diagnostic }
        }
        Err(error) => {
            let status = if error.kind == CqErrorKind::Cancelled { Status::Timeout } else { Status::Error };
            let diagnostic = Diagnostic::error(error.message);
            let diagnostic = match error.hint {
                Some(hint) => diagnostic.hint(hint),
                None => diagnostic,
            };
            Answer::Refused { status, diagnostic }
        }
    }
}

/// The content of a file with these objects; `None` when they hold no geometry.
fn file(objects: &[Object], format: Format) -> Result<Option<Vec<u8>>, CqError> {
    let Some(shape) = shapes::whole(objects)? else { return Ok(None) };
    let document = match objects {
        [Object { document: Some(document), .. }] => document.clone(),
        _ => Document::of_parts(&parts(objects))?,
    };
    let format = FileFormat::named(format.extension())
        .ok_or_else(|| CqError::not_implemented(format!("{} files cannot be written", format.extension())))?;
    content(&Subject { shape, document }, format, &FileOptions::fine()).map(Some)
}

fn parts(objects: &[Object]) -> Vec<StepPart> {
    let mut parts = Vec::new();
    for object in objects {
        if object.leaves.is_empty() {
            let part = object.shape.clone().map(|shape| StepPart::new(object.name.clone(), shape));
            parts.extend(part.map(|part| StepPart { color: object.color, ..part }));
        } else {
            parts.extend(object.leaves.iter().cloned());
        }
    }
    parts
}
