//! Outside data becomes a data set: scripts, CAD files, DeepCAD's and Fusion 360's JSON, tables.
//!
//! Every item becomes a program (or, for triangles, a mesh); programs are executed in the geometry
//! process like any other, parts that are not valid solids are refused, and the rest is written in
//! the shards of [`crate::data`], drawn by ourselves. Outside files are not trusted: their sizes,
//! numbers and depths are limited, and what is wrong is told with file and line.
//!
//! Units and frames:
//! - scripts, tables: the program stays as it is, one unit a millimetre;
//! - STEP: millimetres, as the file's own unit is converted; STL: numbers as they are;
//! - DeepCAD JSON: has no unit; all lengths are multiplied so that the longest side is 100;
//! - Fusion 360 Gallery JSON: centimetres; lengths are multiplied by 10.
//!
//! A data set has the side `outside` of the split: nobody checked it against the held-back parts.

pub mod history;
pub mod scripts;
pub mod stl;
pub mod tables;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use base::{Build, Cancel, InputFile, Mesh, Program, Progress, Status};
use engine::{BuildOptions, Engine};

use crate::data::{self, Extra, Meta, Sample, VIEWS};
use crate::synth::dice::Dice;
use crate::synth::split::{geometry_hash, structure_hash};
use crate::synth::{holes, pictures};

/// Items of one shard.
const SHARD: usize = 500;
/// Items that are executed together.
const BATCH: usize = 50;
/// Longest text file that is read, in bytes.
const LONGEST_TEXT: u64 = 8 << 20;
/// Longest CAD file that is read, in bytes.
const LONGEST_SHAPE: u64 = 60 << 20;
/// Folders inside folders are searched this deep.
const DEEPEST: usize = 12;
/// Refused items that a report names.
const NAMED: usize = 40;

/// What the outside data is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A folder of CadQuery scripts (`.py`), each with its text beside it (`.txt`) or none.
    Scripts,
    /// A folder of CAD files without programs: STEP and STL.
    Shapes,
    /// A folder of DeepCAD's JSON files.
    DeepCad,
    /// A folder of the Fusion 360 Gallery's reconstruction JSON files.
    Fusion360,
    /// Lines of JSON with code, and texts or names of pictures.
    Table,
}

/// What to import.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// What the data is.
    pub kind: Kind,
    /// Folder, or the file of a table.
    pub from: PathBuf,
    /// Folder of the data set; complete shards in it are kept.
    pub out: PathBuf,
    /// Items to read at most; 0 for all.
    pub limit: usize,
    /// What samples have besides their five pictures.
    pub extras: Vec<Extra>,
    /// Time that a program may take.
    pub timeout: std::time::Duration,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read.
    #[error("could not read {}", path.display())]
    File {
        /// What the system says.
        source: std::io::Error,
        /// Which file.
        path: PathBuf,
    },
    /// The folder holds nothing of the kind.
    #[error("{0}")]
    Nothing(String),
    /// The data set could not be written.
    #[error(transparent)]
    Data(#[from] data::Error),
    /// The geometry processes could not work.
    #[error("could not execute programs: {0}")]
    Engine(#[from] engine::Error),
}

/// Why one item was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// File, and line where there is one: `parts/a.json:12`.
    pub place: String,
    /// What is wrong with it.
    pub reason: String,
}

/// What came of an import.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Samples in the folder.
    pub samples: u64,
    /// Items that were read.
    pub items: u64,
    /// Items that were refused, the first of them by name.
    pub refused: Vec<Refusal>,
    /// Number of refused items by reason.
    pub reasons: BTreeMap<String, u64>,
    /// Whether the import was stopped before its end.
    pub is_stopped: bool,
}

impl Report {
    fn refuse(&mut self, place: String, reason: String) {
        // Numbers and names make every reason another; the first clause is what they share.
        let short = reason.split([':', ';']).next().unwrap_or(&reason).to_owned();
        *self.reasons.entry(short).or_default() += 1;
        if self.refused.len() < NAMED {
            self.refused.push(Refusal { place, reason });
        }
    }

    /// A text for people.
    pub fn table(&self) -> String {
        let refused: u64 = self.reasons.values().sum();
        let mut text = format!("{} samples from {} items, {refused} refused\n", self.samples, self.items);
        for (reason, count) in &self.reasons {
            text.push_str(&format!("  {count:6} {reason}\n"));
        }
        for Refusal { place, reason } in &self.refused {
            text.push_str(&format!("  {place}: {reason}\n"));
        }
        text
    }
}

/// One thing to import.
#[derive(Clone, Debug)]
pub struct Item {
    /// Where it comes from: file, and line where there is one.
    pub place: String,
    /// Unique in the data set.
    pub id: String,
    /// What a person might have typed; may be empty.
    pub text: String,
    /// What makes the part.
    pub source: Source,
    /// A picture of the part that came with it.
    pub picture: Option<PathBuf>,
}

/// What makes a part.
#[derive(Clone, Debug)]
pub enum Source {
    /// A program.
    Program(String),
    /// A STEP file without a program.
    Step(PathBuf),
    /// Triangles without a program.
    Stl(PathBuf),
}

/// Imports with geometry processes.
///
/// # Errors
/// When the data cannot be read at all, the folder cannot be written, or no process works. Items
/// that are wrong are refused and reported.
pub fn run(
    options: &ImportOptions,
    engine: &Engine,
    cancel: &Cancel,
    progress: &mut dyn FnMut(&Progress),
) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut items = items(options, &mut report)?;
    if options.limit > 0 {
        items.truncate(options.limit);
    }
    if items.is_empty() && report.reasons.is_empty() {
        return Err(Error::Nothing(format!(
            "found nothing to import as {:?}; look at `partwright train import --help` for what each kind \
             reads: {}",
            options.kind,
            options.from.display()
        )));
    }
    report.items = items.len() as u64 + report.reasons.values().sum::<u64>();
    let mut done = 0;
    for (shard, items) in items.chunks(SHARD).enumerate() {
        done += items.len() as u64;
        if data::has_shard(&options.out, shard as u64) {
            continue;
        }
        let mut made: Vec<(Sample, Vec<u8>, Mesh)> = Vec::new();
        for batch in items.chunks(BATCH) {
            for (item, part) in batch.iter().zip(execute(batch, options, engine, cancel)?) {
                match part.and_then(|part| sample(item, options.kind, part)) {
                    Ok(sample) => made.push(sample),
                    Err(reason) => report.refuse(item.place.clone(), reason),
                }
            }
            if cancel.is_cancelled() {
                report.is_stopped = true;
                break;
            }
        }
        if report.is_stopped {
            break;
        }
        write(options, shard as u64, &made)?;
        progress(&Progress {
            what: "importing".to_owned(),
            done,
            total: Some(report.items),
            remaining_secs: None,
        });
    }
    let about = Meta {
        split: "outside".to_owned(),
        generator: format!("{} import {:?}", env!("CARGO_PKG_VERSION"), options.kind),
        rejected: report.reasons.clone(),
        ..Meta::default()
    };
    fs::create_dir_all(&options.out).map_err(|source| Error::File { source, path: options.out.clone() })?;
    report.samples = data::seal(&options.out, about)?.count;
    Ok(report)
}

/// Finds and reads all items, in the order of their names.
fn items(options: &ImportOptions, report: &mut Report) -> Result<Vec<Item>, Error> {
    let refuse = &mut |place: String, reason: String| report.refuse(place, reason);
    match options.kind {
        Kind::Scripts => scripts::items(&options.from, refuse),
        Kind::Shapes => scripts::shapes(&options.from),
        Kind::DeepCad => history::items(&options.from, history::Dialect::DeepCad, refuse),
        Kind::Fusion360 => history::items(&options.from, history::Dialect::Fusion360, refuse),
        Kind::Table => tables::items(&options.from, refuse),
    }
}

/// The exact or triangulated part of an item.
struct Part {
    measures: base::Measures,
    mesh: Mesh,
}

/// Executes a batch; what is wrong with an item is told in words.
fn execute(
    batch: &[Item],
    options: &ImportOptions,
    engine: &Engine,
    cancel: &Cancel,
) -> Result<Vec<Result<Part, String>>, Error> {
    let mut parts: Vec<Result<Part, String>> = Vec::new();
    let mut programs = Vec::new();
    let mut places = Vec::new();
    for (i, item) in batch.iter().enumerate() {
        parts.push(Err("no answer".to_owned()));
        match program_of(&item.source) {
            Ok(Some(program)) => {
                programs.push(program);
                places.push(i);
            }
            Ok(None) => {
                let Source::Stl(path) = &item.source else { continue };
                parts[i] = read(path, LONGEST_SHAPE)
                    .and_then(|bytes| stl::read(&bytes))
                    .map(|mesh| Part { measures: stl::measures(&mesh), mesh });
            }
            Err(reason) => parts[i] = Err(reason),
        }
    }
    let build = BuildOptions { timeout: options.timeout, ..BuildOptions::default() };
    engine.build_all(&programs, &build, cancel, |index, build| parts[places[index]] = part_of(build))?;
    Ok(parts)
}

/// The program that makes a part; `None` for triangles.
fn program_of(source: &Source) -> Result<Option<Program>, String> {
    match source {
        Source::Program(text) => Ok(Some(Program::new(text.as_str()))),
        Source::Step(path) => {
            let bytes = read(path, LONGEST_SHAPE)?;
            let mut program =
                Program::new("import cadquery as cq\n\nresult = cq.importers.importStep(\"part.step\")\n");
            program.inputs.insert("part.step".to_owned(), InputFile::new(bytes));
            Ok(Some(program))
        }
        Source::Stl(_) => Ok(None),
    }
}

/// The one part of a build, or what is wrong with it, with the line of the program.
fn part_of(build: Build) -> Result<Part, String> {
    if build.status != Status::Ok {
        let status = format!("{:?}", build.status).to_lowercase();
        return Err(build.first_error().map_or(status.clone(), |error| {
            let line = error.line.map_or(String::new(), |line| format!(" in line {line}"));
            format!("the program ends with {status}{line}: {}", error.message)
        }));
    }
    let mut parts = build.parts.into_iter();
    let (Some(part), None) = (parts.next(), parts.next()) else {
        return Err("the program shows no object, or several; one is wanted".to_owned());
    };
    let (Some(measures), Some(mesh)) = (part.measures, part.mesh) else {
        return Err("the object has no surface".to_owned());
    };
    if measures.solids == 0 || measures.volume <= 0.0 {
        return Err("no solid".to_owned());
    }
    if !measures.valid {
        return Err("the solid is not valid".to_owned());
    }
    Ok(Part { measures, mesh: std::sync::Arc::unwrap_or_clone(mesh) })
}

/// Draws a part and puts everything together.
fn sample(item: &Item, kind: Kind, part: Part) -> Result<(Sample, Vec<u8>, Mesh), String> {
    let Part { measures, mesh } = part;
    let bounds = measures.bounds.ok_or("the part has no box")?;
    if !bounds.size().iter().all(|side| side.is_finite() && *side < 1e6) || bounds.longest() < 1e-6 {
        return Err("the part has no sane size".to_owned());
    }
    let program = match &item.source {
        Source::Program(text) => text.clone(),
        Source::Step(_) | Source::Stl(_) => String::new(),
    };
    let print = geometry_hash(&measures);
    let free = pictures::free_view(&mut Dice::new(print, "camera", &[]));
    let mut drawn = pictures::pictures(&mesh, &free);
    if let Some(path) = &item.picture {
        let outside = outside_picture(path)?;
        let last = drawn.len() - outside.len();
        drawn[last..].copy_from_slice(&outside);
    }
    let sample = Sample {
        id: item.id.clone(),
        family: format!("{kind:?}").to_lowercase(),
        structure_hash: format!("{:016x}", structure_hash(&program)),
        program,
        text: item.text.clone(),
        views: VIEWS.map(str::to_owned).to_vec(),
        free,
        holes: holes::find(&mesh).len() as u32,
        geometry_hash: format!("{print:016x}"),
        bounds,
        volume: measures.volume,
        precise: String::new(),
        is_to_scale: true,
        edits: Vec::new(),
        questions: Vec::new(),
        reading: String::new(),
    };
    Ok((sample, drawn, mesh))
}

/// A picture that came with a part takes the place of the free view.
fn outside_picture(path: &Path) -> Result<Vec<u8>, String> {
    let bytes = read(path, LONGEST_TEXT)?;
    let mut reader = image::ImageReader::new(std::io::Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| format!("the picture cannot be read: {error}"))?;
    let mut limits = image::Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(8192), Some(8192));
    reader.limits(limits);
    let picture = reader.decode().map_err(|error| format!("the picture cannot be read: {error}"))?;
    Ok(render::model_input::model_picture_of_image(&picture).to_vec())
}

fn write(options: &ImportOptions, shard: u64, made: &[(Sample, Vec<u8>, Mesh)]) -> Result<(), Error> {
    let samples: Vec<Sample> = made.iter().map(|(sample, ..)| sample.clone()).collect();
    let drawn: Vec<u8> = made.iter().flat_map(|(_, drawn, _)| drawn.clone()).collect();
    for extra in &options.extras {
        let records: Vec<u8> = made
            .iter()
            .flat_map(|(sample, _, mesh)| {
                let print = u64::from_str_radix(&sample.geometry_hash, 16).unwrap_or_default();
                extra.record(mesh, &mut Dice::new(print, extra.name(), &[]))
            })
            .collect();
        data::write_extra(&options.out, shard, *extra, samples.len(), &records)?;
    }
    Ok(data::write_shard(&options.out, shard, &samples, &drawn)?)
}

/// The bytes of a file that is not too long.
pub(crate) fn read(path: &Path, longest: u64) -> Result<Vec<u8>, String> {
    let length = fs::metadata(path).map_err(|error| format!("cannot be read: {error}"))?.len();
    if length > longest {
        return Err(format!("the file is too long: {length} bytes, at most {longest} are read"));
    }
    fs::read(path).map_err(|error| format!("cannot be read: {error}"))
}

/// The files below a folder with one of these extensions, sorted; links are not followed.
pub(crate) fn files(folder: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = open.pop() {
        let at = |source| Error::File { source, path: folder.clone() };
        for entry in fs::read_dir(&folder).map_err(at)? {
            let entry = entry.map_err(at)?;
            let kind = entry.file_type().map_err(at)?;
            let path = entry.path();
            let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("").to_lowercase();
            if kind.is_dir() && depth < DEEPEST {
                open.push((path, depth + 1));
            } else if kind.is_file() && extensions.contains(&extension.as_str()) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A name for a file of a folder: its path inside without extension.
pub(crate) fn id_of(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path).with_extension("");
    inside.to_string_lossy().replace(['/', '\\'], "-")
}

#[cfg(test)]
mod tests;
