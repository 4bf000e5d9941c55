//! The CAD files that a program may read: those beside it that its text names.
//!
//! Programs open no files. The host looks for string literals in the text that name a CAD file in the
//! folder of the program, or in a folder inside it, and sends the content along. So what a program can
//! see is written in its text, and the same text with the same files gives the same build.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::path::{Component, Path};

use base::{Diagnostic, InputFile, ParameterValue, Program};

/// Extensions of files that programs may read.
const EXTENSIONS: [&str; 8] = ["step", "stp", "dxf", "brep", "brp", "bin", "xbf", "xml"];

/// All files of a program together may have this many bytes.
const MOST_BYTES: u64 = 64 << 20;

/// A program may name this many files.
const MOST_FILES: usize = 64;

/// Why the files of a program cannot be sent along.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file is there, but cannot be read.
    #[error("could not read the file `{name}` that the program names: {error}")]
    Read {
        /// Its name in the program.
        name: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// The files are too large.
    #[error("the CAD files that the program names have more than {} MiB; name smaller ones", MOST_BYTES >> 20)]
    TooLarge,
    /// There are too many of them.
    #[error("the program names more than {MOST_FILES} CAD files; put several parts into one")]
    TooMany,
}

/// The files in `folder` that the text of a program, or a text among its overrides, names.
///
/// Names are relative, have no `..`, and end in `.step`, `.stp`, `.dxf`, `.brep`, `.brp`, `.bin`, `.xbf`
/// or `.xml`. What is no file of the folder is passed over: the program learns of it when it reads it.
///
/// # Errors
/// When a file cannot be read, or there is too much.
pub fn beside(program: &Program, folder: &Path) -> Result<BTreeMap<String, InputFile>, Error> {
    let mut names: BTreeSet<String> = literals(&program.text).into_iter().filter_map(name_of).collect();
    names.extend(program.overrides.values().filter_map(|value| match value {
        ParameterValue::Text(text) => name_of(text),
        _ => None,
    }));
    let Ok(folder) = folder.canonicalize() else { return Ok(BTreeMap::new()) };
    let mut files = BTreeMap::new();
    let mut left = MOST_BYTES;
    for name in names {
        // A link may lead out of the folder.
        let inside = folder.join(&name).canonicalize().ok().filter(|path| path.starts_with(&folder));
        let Some(path) = inside.filter(|path| path.is_file()) else { continue };
        if files.len() == MOST_FILES {
            return Err(Error::TooMany);
        }
        let mut content = Vec::new();
        let read = fs::File::open(&path).and_then(|file| file.take(left + 1).read_to_end(&mut content));
        read.map_err(|error| Error::Read { name: name.clone(), error })?;
        left = left.checked_sub(content.len() as u64).ok_or(Error::TooLarge)?;
        files.insert(name, InputFile::new(content));
    }
    Ok(files)
}

/// Adds to the diagnostic of a crash which files the program reads, because damaged ones are the usual
/// cause; a diagnostic that names one stays as it is.
pub fn blame(diagnostic: &mut Diagnostic, program: &Program) {
    let names: Vec<&str> = program.inputs.keys().map(String::as_str).collect();
    if names.is_empty() || names.iter().any(|name| diagnostic.message.contains(name)) {
        return;
    }
    diagnostic.message = format!("{}; the program reads {}", diagnostic.message, names.join(", "));
    diagnostic.hint = Some(
        "a file may be damaged: open it in the program that wrote it, check it and export it again"
            .to_owned(),
    );
}

/// The name of a CAD file in a text, relative and without `.`; `None` when the text is no such name.
fn name_of(text: impl AsRef<str>) -> Option<String> {
    let path = Path::new(text.as_ref());
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    if text.as_ref().len() > 255 || !EXTENSIONS.contains(&extension.as_str()) {
        return None;
    }
    let mut parts = Vec::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str()?),
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

/// The string literals of a Python text, without those that hold escapes or values (f-strings).
fn literals(text: &str) -> Vec<&str> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'#' => at = text[at..].find('\n').map_or(bytes.len(), |end| at + end),
            quote @ (b'"' | b'\'') => {
                let is_plain = !prefix(&bytes[..at]).iter().any(|letter| b"fFbBtT".contains(letter));
                let triple = [quote; 3];
                let mark: &[u8] = if bytes[at..].starts_with(&triple) { &triple } else { &triple[..1] };
                let start = at + mark.len();
                let (end, is_whole) = end_of(bytes, start, mark);
                if is_plain && is_whole {
                    found.push(&text[start..end]);
                }
                at = end + mark.len();
            }
            _ => at += 1,
        }
    }
    found
}

/// The letters directly before a quote.
fn prefix(before: &[u8]) -> &[u8] {
    let letters =
        before.iter().rev().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
    // Longer words are no prefixes of strings.
    if letters <= 2 { &before[before.len() - letters..] } else { &[] }
}

/// Where a literal ends, and whether it is complete and without escapes.
fn end_of(bytes: &[u8], start: usize, mark: &[u8]) -> (usize, bool) {
    let mut at = start;
    let mut has_escape = false;
    while at < bytes.len() {
        if bytes[at..].starts_with(mark) {
            return (at, !has_escape);
        }
        match bytes[at] {
            b'\\' => {
                has_escape = true;
                at += 2;
            }
            b'\n' if mark.len() == 1 => return (at, false),
            _ => at += 1,
        }
    }
    (bytes.len(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_found_and_others_are_not() {
        let text = "a = 'one.step'  # 'comment.step'\nb = f'{a}.step' + r\"two.dxf\"\n\
                    c = \"\"\"three\n.brep\"\"\"; d = 'es\\'caped.step'; e = (\"it's.step\", \"\")\nf = 'open\ng = 'last'";
        assert_eq!(literals(text), ["one.step", "two.dxf", "three\n.brep", "it's.step", "", "last"]);
    }

    #[test]
    fn names_stay_in_the_folder() {
        let named = |text: &str| name_of(text);
        assert_eq!(named("./parts/a.STEP").as_deref(), Some("parts/a.STEP"));
        for refused in ["/etc/a.step", "../a.step", "a/../../b.step", "a.txt", "step", ""] {
            assert_eq!(named(refused), None, "{refused}");
        }
    }

    #[test]
    fn files_beside_the_program_travel_with_it() {
        let outside = tempfile::tempdir().expect("a temporary folder");
        let folder = outside.path().join("project");
        fs::create_dir_all(folder.join("sub")).expect("a folder");
        for (name, text) in
            [("project/a.step", "A"), ("project/sub/b.dxf", "B"), ("c.step", "C"), ("project/d.txt", "D")]
        {
            fs::write(outside.path().join(name), text).expect("a file");
        }
        std::os::unix::fs::symlink(outside.path().join("c.step"), folder.join("link.step")).expect("a link");
        let program = Program::new("['a.step', 'sub/b.dxf', '../c.step', 'link.step', 'd.txt', 'no.step']");
        let files = beside(&program, &folder).expect("small files");
        let found: Vec<(&str, &[u8])> =
            files.iter().map(|(name, file)| (name.as_str(), file.content())).collect();
        assert_eq!(found, [("a.step", b"A".as_slice()), ("sub/b.dxf", b"B")]);
        let turned = Program::new("x = 'y'").with_override("x", ParameterValue::Text("a.step".to_owned()));
        assert_eq!(beside(&turned, &folder).expect("small files").len(), 1);
        let large = fs::File::create(folder.join("large.bin")).expect("a file");
        large.set_len(MOST_BYTES + 1).expect("a sparse file");
        assert!(matches!(beside(&Program::new("'large.bin'"), &folder), Err(Error::TooLarge)));
    }
}
