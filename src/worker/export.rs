//! Files with geometry, made in the scratch folder and sent as bytes.

use std::path::Path;

use base::{Cancel, Diagnostic, Status};
use engine::protocol::{Answer, FileRequest, Format};
use kernel::{StepPart, StlOptions};
use script::Object;

use crate::shapes::{self, Workshop};

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("{0}")]
    Kernel(#[from] kernel::Error),
    #[error("the file could not be read back: {0}")]
    Io(#[from] std::io::Error),
    #[error(
        "files cannot be written on this system, because its sandbox needs landlock (Linux 5.13 or later) or \
         the right to change the root folder: {0}"
    )]
    NoFiles(std::io::Error),
}

/// Runs a program and writes all it shows into one file.
pub(crate) fn export(
    workshop: &mut Workshop,
    request: &FileRequest,
    scratch: &Path,
    cancel: &Cancel,
) -> Answer {
    let objects = match workshop.objects(&request.program, cancel) {
        Ok(objects) => objects,
        Err(answer) => return answer,
    };
    workshop.begin("export");
    match content(&objects, request.format, scratch) {
        Ok(Some(content)) => Answer::File(content),
        Ok(None) => {
            let message = "the program shows nothing that could be written";
            let diagnostic =
                Diagnostic::error(message).hint("give the part to `show_object`, or call it `result`");
            Answer::Refused { status: Status::Error, diagnostic }
        }
        Err(Error::Kernel(error)) => shapes::refusal(&error),
        Err(error) => {
            Answer::Refused { status: Status::Error, diagnostic: Diagnostic::error(error.to_string()) }
        }
    }
}

/// The content of a file with these objects; `None` when they hold no geometry.
pub(crate) fn content(objects: &[Object], format: Format, scratch: &Path) -> Result<Option<Vec<u8>>, Error> {
    let Some(whole) = shapes::whole(objects)? else { return Ok(None) };
    let path = scratch.join(format!("out.{}", format.extension()));
    // Asks the system itself, whose answer is clearer than OpenCASCADE's.
    std::fs::write(&path, b"").map_err(Error::NoFiles)?;
    match format {
        Format::Step => kernel::step_write(&step_parts(objects), &path)?,
        Format::Stl => kernel::stl_write(&whole, &path, &StlOptions::default())?,
        Format::Brep => kernel::brep_write(&whole, &path)?,
    }
    let content = std::fs::read(&path)?;
    std::fs::remove_file(&path)?;
    Ok(Some(content))
}

fn step_parts(objects: &[Object]) -> Vec<StepPart> {
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
