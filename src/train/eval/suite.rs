//! Where the parts of an evaluation come from: a seed outside training, or a folder of programs that
//! somebody wrote.
//!
//! A folder holds `NAME.py`, one program a part, and beside it, if there is more to say of the part,
//! `NAME.toml`:
//!
//! ```toml
//! abstract = "a cover with four screws"
//! precise = "Cover 60 x 40 x 3 mm, four holes of 4.3 mm ..."
//!
//! [[edits]]
//! instruction = "make it 5 mm thick"
//! program = "NAME_edit1.py"
//! ```
//!
//! Programs that some `NAME.toml` names as the result of an edit are no parts of their own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use base::{Cancel, Measures, Mesh, Program};
use engine::Engine;
use serde::Deserialize;

use super::EvalOptions;
use crate::data::FreeView;
use crate::synth::dice::Dice;
use crate::synth::edits::{self, EditKind};
use crate::synth::execute::{Execution, Executor as _, Fineness};
use crate::synth::split::Split;
use crate::synth::{self, SynthOptions, pictures};

/// Edits that are drawn for each held-back part.
const EDITS: u32 = 2;

/// Where the parts come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Suite {
    /// Parts of the families, from a seed, that share neither structure nor geometry with training data.
    #[default]
    HeldBack,
    /// All programs of a folder, by name.
    Folder(PathBuf),
}

/// Why a suite cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SuiteError {
    /// The folder or a file of it cannot be read.
    #[error("could not read {}: {error}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// No programs.
    #[error("{} holds no program; a suite is a folder of files NAME.py, each with a NAME.toml if it has descriptions or edits", .0.display())]
    Empty(PathBuf),
    /// A description that is not what a description must be.
    #[error("{}: {error}", path.display())]
    Description {
        /// Which file.
        path: PathBuf,
        /// What and where.
        error: Box<toml::de::Error>,
    },
    /// A program that gives no part to compare with.
    #[error("{} gives no part to compare with: {reason}", path.display())]
    NoPart {
        /// The program.
        path: PathBuf,
        /// Why, in a word or two.
        reason: String,
    },
}

/// A part that the assistant is asked about.
#[derive(Clone, Debug)]
pub struct Part {
    /// Name of the family, or of the file.
    pub name: String,
    /// The program that made it.
    pub program: String,
    /// A description with all sizes; empty when there is none.
    pub precise: String,
    /// A description without sizes; empty when there is none.
    pub text: String,
    /// Its exact numbers.
    pub measures: Measures,
    /// Its triangles.
    pub mesh: Mesh,
    /// From where a single picture shows it.
    pub free: FreeView,
    /// Changes of it that somebody asks for.
    pub changes: Vec<Change>,
}

/// A change that somebody asks for.
#[derive(Clone, Debug)]
pub struct Change {
    /// What kind of change, where it was drawn and not written by hand.
    pub kind: Option<EditKind>,
    /// The words of the one who asks.
    pub instruction: String,
    /// The program to change: that of the part, or the part without the feature to be added.
    pub before: String,
    /// The program that was asked for.
    pub after: String,
}

/// What stands in `NAME.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Description {
    r#abstract: String,
    precise: String,
    edits: Vec<DescribedEdit>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DescribedEdit {
    instruction: String,
    program: PathBuf,
}

impl Suite {
    /// The suite that a word on the command line names: `held-back`, else a folder.
    pub fn of_name(name: &str) -> Self {
        if name == "held-back" { Self::HeldBack } else { Self::Folder(name.into()) }
    }

    /// What a report calls it: `held-back`, else the name of the folder.
    pub fn name(&self) -> String {
        match self {
            Self::HeldBack => "held-back".to_owned(),
            Self::Folder(folder) => folder.file_name().unwrap_or(folder.as_os_str()).display().to_string(),
        }
    }

    /// At most `options.count` parts.
    ///
    /// # Errors
    /// When parts cannot be drawn, files cannot be read, or a program of the folder gives no part.
    pub fn parts(
        &self,
        options: &EvalOptions,
        engine: &Engine,
        cancel: &Cancel,
    ) -> Result<Vec<Part>, super::Error> {
        match self {
            Self::HeldBack => held_back(options, engine, cancel),
            Self::Folder(folder) => written(folder, options, engine, cancel),
        }
    }
}

fn held_back(options: &EvalOptions, engine: &Engine, cancel: &Cancel) -> Result<Vec<Part>, super::Error> {
    let synth = SynthOptions {
        out: PathBuf::new(),
        count: options.count,
        seed: options.seed,
        split: Split::HeldBack,
        families: options.families.clone(),
        ..SynthOptions::default()
    };
    let parts = synth::parts(&synth, engine, cancel)?.into_iter().enumerate();
    let part = |(slot, (plan, accepted, free)): (usize, (synth::Plan, synth::Accepted, FreeView))| {
        let dice = &mut Dice::new(options.seed, "edits", &[slot as u64]);
        let drawn = edits::draw(&plan, EDITS, dice).into_iter();
        let changes = drawn
            .map(|edit| {
                let edits::Edit { kind, instruction, before, after, .. } = edit;
                Change { kind: Some(kind), instruction, before, after }
            })
            .collect();
        Part {
            name: plan.family.to_owned(),
            program: plan.program,
            precise: plan.precise,
            text: plan.text,
            measures: accepted.measures,
            mesh: accepted.mesh,
            free,
            changes,
        }
    };
    Ok(parts.map(part).collect())
}

fn written(
    folder: &Path,
    options: &EvalOptions,
    engine: &Engine,
    cancel: &Cancel,
) -> Result<Vec<Part>, super::Error> {
    let files = read(folder)?;
    let files: Vec<_> =
        files.into_iter().take(usize::try_from(options.count).unwrap_or(usize::MAX)).collect();
    let programs: Vec<Program> = files.iter().map(|file| Program::new(file.program.as_str())).collect();
    let mut executed: Vec<Option<Execution>> = vec![None; files.len()];
    engine.execute(&programs, Fineness::Fine, cancel, &mut |index, execution| {
        executed[index] = Some(execution);
    })?;
    let mut parts = Vec::new();
    for (slot, (file, execution)) in files.into_iter().zip(executed).enumerate() {
        let no_part =
            |reason: &str| SuiteError::NoPart { path: file.path.clone(), reason: reason.to_owned() };
        let (measures, mesh) = match execution {
            Some(Execution::Part { measures, mesh }) if measures.valid => (measures, mesh),
            Some(Execution::Part { .. }) => return Err(no_part("it is invalid").into()),
            Some(Execution::Failed(how)) => return Err(no_part(&how).into()),
            None => return Err(super::Error::Stopped { done: 0, total: options.count }),
        };
        parts.push(Part {
            name: file.name,
            program: file.program,
            precise: file.precise,
            text: file.text,
            measures,
            mesh,
            free: pictures::free_view(&mut Dice::new(options.seed, "camera", &[slot as u64])),
            changes: file.changes,
        });
    }
    Ok(parts)
}

/// What the files say of a part.
struct Files {
    path: PathBuf,
    name: String,
    program: String,
    precise: String,
    text: String,
    changes: Vec<Change>,
}

/// All parts of a folder, by name, not yet executed.
fn read(folder: &Path) -> Result<Vec<Files>, SuiteError> {
    let not_read = |path: &Path| {
        let path = path.to_owned();
        move |error| SuiteError::Read { path, error }
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(not_read(folder))? {
        let path = entry.map_err(not_read(folder))?.path();
        if path.extension().is_some_and(|extension| extension == "py") {
            paths.push(path);
        }
    }
    paths.sort();
    let text_of = |path: &Path| std::fs::read_to_string(path).map_err(not_read(path));
    let mut results = BTreeSet::new();
    let mut files = Vec::new();
    for path in paths {
        let beside = path.with_extension("toml");
        let description: Description = if beside.exists() {
            let parsed = toml::from_str(&text_of(&beside)?);
            parsed.map_err(|error| SuiteError::Description { path: beside, error: Box::new(error) })?
        } else {
            Description::default()
        };
        let program = text_of(&path)?;
        let mut changes = Vec::new();
        for edit in description.edits {
            let result = folder.join(&edit.program);
            let (before, after) = (program.clone(), text_of(&result)?);
            changes.push(Change { kind: None, instruction: edit.instruction, before, after });
            results.insert(result);
        }
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let (precise, text) = (description.precise, description.r#abstract);
        files.push(Files { path, name, program, precise, text, changes });
    }
    files.retain(|file| !results.contains(&file.path));
    if files.is_empty() { Err(SuiteError::Empty(folder.to_owned())) } else { Ok(files) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_edits_are_no_parts_of_their_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("writes");
        write("cover.py", "one");
        write("cover_thick.py", "two");
        write("bare.py", "three");
        write(
            "cover.toml",
            "abstract = 'a cover'\n[[edits]]\ninstruction = '5 mm thick'\nprogram = 'cover_thick.py'\n",
        );
        let files = read(folder.path()).expect("reads");
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["bare", "cover"]);
        assert_eq!(files[1].text, "a cover");
        assert_eq!(files[1].changes[0].after, "two");
        assert!(files[0].changes.is_empty() && files[0].precise.is_empty());
    }

    #[test]
    fn what_a_suite_lacks_is_said() {
        let folder = tempfile::tempdir().expect("a folder");
        let error = |text: Option<&str>| {
            if let Some(text) = text {
                std::fs::write(folder.path().join("a.py"), "one").expect("writes");
                std::fs::write(folder.path().join("a.toml"), text).expect("writes");
            }
            read(folder.path()).map(|files| files.len()).expect_err("is refused").to_string()
        };
        assert!(error(None).contains("holds no program"));
        assert!(error(Some("colour = 'red'")).contains("colour"));
        let missing = error(Some("[[edits]]\ninstruction = 'x'\nprogram = 'gone.py'\n"));
        assert!(missing.contains("gone.py"), "{missing}");
    }
}
