//! Data sets on disk: programs, texts and pictures, in shards.
//!
//! A data set is a folder. Each shard is a pair of files: `NNNN.jsonl` with one [`Sample`] a line,
//! and `NNNN.pics` with the pictures of the same samples in the same order, [`VIEWS`] of each,
//! 128x128 gray values a picture, nothing else. Further kinds of pictures and points lie beside
//! them in `NNNN.drawing`, `NNNN.points` …: records of fixed length, see [`Extra`]. `meta.json` holds [`Meta`]: where the samples
//! come from, and the hashes of all shards.
//!
//! Formats: 1 has no texts with sizes, edits and questions; those fields are empty when it is read.
//! 2 is the present one.
//!
//! A shard is complete when its `.jsonl` exists: the pictures are written first, and both files
//! get their names when they are whole. So a run that was stopped goes on after the last shard.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use base::Bounds;
use render::model_input::PIXELS;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use crate::synth::edits::{Edit, EditKind, Negative};
pub use crate::synth::extras::Extra;
pub use crate::synth::questions::Question;

/// Number of the format; raised when older readers would misread a folder.
pub const FORMAT: u32 = 2;

/// The pictures of a sample, in the order in which they are stored.
pub const VIEWS: [&str; 5] = ["front", "right", "top", "iso", "free"];

/// Bytes of the pictures of one sample.
pub const SAMPLE_BYTES: usize = VIEWS.len() * PIXELS;

/// Why a data set could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("could not {action}: {source}: {path}")]
    File {
        /// What was tried.
        action: &'static str,
        /// What the system says.
        source: io::Error,
        /// Which file.
        path: PathBuf,
    },
    /// A file holds something else than it should.
    #[error("{message}; make the data set again or remove the file: {path}")]
    Content {
        /// What is wrong, with the numbers involved.
        message: String,
        /// Which file.
        path: PathBuf,
    },
    /// The folder was written by a newer program.
    #[error("the data set has format {found}, this program reads up to {FORMAT}; update the program: {path}")]
    Format {
        /// The format of the folder.
        found: u32,
        /// Which file.
        path: PathBuf,
    },
}

/// One part: its program, a text for it, and what is known of its geometry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sample {
    /// Unique in the data set.
    pub id: String,
    /// Name of the family.
    pub family: String,
    /// The program that makes the part.
    pub program: String,
    /// What a person might have typed to get it.
    pub text: String,
    /// Names of the stored pictures, [`VIEWS`].
    pub views: Vec<String>,
    /// How the free view was drawn.
    pub free: FreeView,
    /// Number of round holes, by axis.
    pub holes: u32,
    /// Hash of the rounded measures, 16 hexadecimal digits.
    pub geometry_hash: String,
    /// Hash of the program without its numbers, 16 hexadecimal digits.
    pub structure_hash: String,
    /// The box of the part.
    pub bounds: Bounds,
    /// Volume in mm³.
    pub volume: f64,
    /// A text with all sizes of the program in it; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub precise: String,
    /// Whether the numbers are millimetres because they follow a standard; else the part may be
    /// scaled at will.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_to_scale: bool,
    /// Changes of this part that somebody asks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
    /// Questions about this part and their answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// What the drawing says, view by view; empty where there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reading: String,
}

/// How the picture that is not a standard view was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FreeView {
    /// Angle of the eye around Z from +X, in radians.
    pub azimuth: f32,
    /// Angle of the eye above the XY plane, in radians.
    pub elevation: f32,
    /// Whether far things are drawn smaller.
    pub is_perspective: bool,
    /// What is drawn.
    pub look: Look,
}

/// What a picture shows of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Look {
    /// Shaded faces and visible edges.
    Full,
    /// Visible edges on white.
    Lines,
    /// Shaded faces without edges.
    Shade,
}

/// What a data set is and where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// [`FORMAT`] of the folder.
    pub format: u32,
    /// Seed of the programs.
    pub seed: u64,
    /// Side of the split: `train` or `held-back`.
    pub split: String,
    /// Number of samples.
    pub count: u64,
    /// Samples by family.
    pub families: BTreeMap<String, u64>,
    /// Version of the program that made it.
    pub generator: String,
    /// Programs that were executed and not taken, by reason.
    pub rejected: BTreeMap<String, u64>,
    /// SHA-256 of every file, by name.
    pub sha256: BTreeMap<String, String>,
}

/// Writes one shard; `pictures` holds [`SAMPLE_BYTES`] for each sample. An existing shard is
/// replaced.
///
/// # Errors
/// When the folder cannot be written.
///
/// # Panics
/// When the number of pictures does not fit the number of samples.
pub fn write_shard(folder: &Path, number: u64, samples: &[Sample], pictures: &[u8]) -> Result<(), Error> {
    assert_eq!(pictures.len(), samples.len() * SAMPLE_BYTES, "five pictures for each sample");
    fs::create_dir_all(folder).map_err(at("make the folder", folder))?;
    let mut lines = Vec::new();
    for sample in samples {
        serde_json::to_writer(&mut lines, sample).expect("a sample holds nothing that JSON cannot");
        lines.push(b'\n');
    }
    write_whole(&folder.join(format!("{number:04}.pics")), pictures)?;
    write_whole(&folder.join(format!("{number:04}.jsonl")), &lines)
}

/// Writes the records of one kind for the samples of a shard that is not complete yet.
///
/// # Errors
/// When the folder cannot be written.
///
/// # Panics
/// When the number of bytes does not fit the number of samples.
pub fn write_extra(
    folder: &Path,
    number: u64,
    extra: Extra,
    samples: usize,
    bytes: &[u8],
) -> Result<(), Error> {
    assert_eq!(bytes.len(), samples * extra.bytes(), "one record for each sample");
    fs::create_dir_all(folder).map_err(at("make the folder", folder))?;
    write_whole(&folder.join(format!("{number:04}.{}", extra.name())), bytes)
}

/// Whether a shard is complete.
pub fn has_shard(folder: &Path, number: u64) -> bool {
    folder.join(format!("{number:04}.jsonl")).is_file()
}

/// Counts and hashes all shards and writes `meta.json`; `about` gives seed, split, generator and
/// reasons of rejection.
///
/// Shards that were made on other machines are put into the folder before.
///
/// # Errors
/// When a file cannot be read or written, or a shard is damaged.
pub fn seal(folder: &Path, about: Meta) -> Result<Meta, Error> {
    let mut meta =
        Meta { format: FORMAT, count: 0, families: BTreeMap::new(), sha256: BTreeMap::new(), ..about };
    for lines_path in shard_paths(folder)? {
        let lines = fs::read(&lines_path).map_err(at("read", &lines_path))?;
        let samples = parse(&lines_path, &lines)?;
        let pictures_path = lines_path.with_extension("pics");
        let pictures = fs::read(&pictures_path).map_err(at("read", &pictures_path))?;
        check_length(&pictures_path, pictures.len() as u64, samples.len(), SAMPLE_BYTES)?;
        meta.count += samples.len() as u64;
        for sample in samples {
            *meta.families.entry(sample.family).or_default() += 1;
        }
        for (path, content) in [(&lines_path, lines), (&pictures_path, pictures)] {
            meta.sha256.insert(file_name(path), hex(&Sha256::digest(content)));
        }
        for extra in Extra::ALL {
            let path = lines_path.with_extension(extra.name());
            if path.exists() {
                let content = fs::read(&path).map_err(at("read", &path))?;
                meta.sha256.insert(file_name(&path), hex(&Sha256::digest(content)));
            }
        }
    }
    let text = serde_json::to_vec_pretty(&meta).expect("meta holds nothing that JSON cannot");
    write_whole(&folder.join("meta.json"), &text)?;
    Ok(meta)
}

/// Reads data sets: all samples in memory, pictures from disk when they are asked for.
#[derive(Debug)]
pub struct Reader {
    samples: Vec<Sample>,
    /// The file of pictures and the place in it, for each sample.
    places: Vec<(u32, u32)>,
    files: Vec<(PathBuf, File)>,
    /// The files of further kinds that each shard has.
    extras: Vec<BTreeMap<Extra, File>>,
    metas: Vec<Meta>,
}

impl Reader {
    /// Opens a folder. Shards of a run that has not come to its end are read, too.
    ///
    /// # Errors
    /// When the folder holds no shard, is damaged, or was written by a newer program.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        Self::open_all(&[folder])
    }

    /// Opens several folders as one data set.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_all(folders: &[&Path]) -> Result<Self, Error> {
        let mut reader = Self {
            samples: Vec::new(),
            places: Vec::new(),
            files: Vec::new(),
            extras: Vec::new(),
            metas: Vec::new(),
        };
        for folder in folders {
            reader.metas.extend(read_meta(folder)?);
            let before = reader.samples.len();
            for lines_path in shard_paths(folder)? {
                let lines = fs::read(&lines_path).map_err(at("read", &lines_path))?;
                let samples = parse(&lines_path, &lines)?;
                let pictures_path = lines_path.with_extension("pics");
                let file = File::open(&pictures_path).map_err(at("open", &pictures_path))?;
                let bytes = file.metadata().map_err(at("read", &pictures_path))?.len();
                check_length(&pictures_path, bytes, samples.len(), SAMPLE_BYTES)?;
                let number = reader.files.len() as u32;
                reader.places.extend((0..samples.len() as u32).map(|place| (number, place)));
                reader.extras.push(open_extras(&lines_path, samples.len())?);
                reader.samples.extend(samples);
                reader.files.push((pictures_path, file));
            }
            if reader.samples.len() == before {
                return Err(Error::Content {
                    message: "the folder holds no sample".to_owned(),
                    path: (*folder).to_owned(),
                });
            }
        }
        Ok(reader)
    }

    /// Number of samples.
    pub fn len(&self) -> usize {
        self.samples.len()
    }

    /// Whether there is no sample.
    pub fn is_empty(&self) -> bool {
        self.samples.is_empty()
    }

    /// What the folders say of themselves; folders that are not finished say nothing.
    pub fn metas(&self) -> &[Meta] {
        &self.metas
    }

    /// All samples.
    pub fn samples(&self) -> &[Sample] {
        &self.samples
    }

    /// One picture of a sample; `view` is an index into [`VIEWS`].
    ///
    /// # Errors
    /// When the file cannot be read.
    ///
    /// # Panics
    /// When sample or view do not exist.
    pub fn picture(&self, sample: usize, view: usize) -> Result<Vec<u8>, Error> {
        assert!(view < VIEWS.len(), "there are {} views", VIEWS.len());
        self.read(sample, view * PIXELS, PIXELS)
    }

    /// All pictures of a sample one after the other, [`SAMPLE_BYTES`].
    ///
    /// # Errors
    /// When the file cannot be read.
    ///
    /// # Panics
    /// When the sample does not exist.
    pub fn pictures(&self, sample: usize) -> Result<Vec<u8>, Error> {
        self.read(sample, 0, SAMPLE_BYTES)
    }

    /// The record of a further kind; `None` where the shard has none of this kind.
    ///
    /// # Errors
    /// When the file cannot be read.
    ///
    /// # Panics
    /// When the sample does not exist.
    pub fn extra(&self, sample: usize, extra: Extra) -> Result<Option<Vec<u8>>, Error> {
        let (shard, place) = self.places[sample];
        let Some(file) = self.extras[shard as usize].get(&extra) else { return Ok(None) };
        let path = self.files[shard as usize].0.with_extension(extra.name());
        let mut bytes = vec![0; extra.bytes()];
        file.read_exact_at(&mut bytes, u64::from(place) * extra.bytes() as u64)
            .map_err(at("read records", &path))?;
        Ok(Some(bytes))
    }

    /// Whether a sample has a record of a further kind.
    ///
    /// # Panics
    /// When the sample does not exist.
    pub fn has_extra(&self, sample: usize, extra: Extra) -> bool {
        self.extras[self.places[sample].0 as usize].contains_key(&extra)
    }

    fn read(&self, sample: usize, from: usize, count: usize) -> Result<Vec<u8>, Error> {
        let (file, place) = self.places[sample];
        let (path, file) = &self.files[file as usize];
        let mut bytes = vec![0; count];
        file.read_exact_at(&mut bytes, u64::from(place) * SAMPLE_BYTES as u64 + from as u64)
            .map_err(at("read pictures", path))?;
        Ok(bytes)
    }
}

/// The samples of the complete shards in a folder that may not exist yet.
///
/// # Errors
/// When a file cannot be read or is damaged.
pub fn read_samples(folder: &Path) -> Result<Vec<Sample>, Error> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut samples = Vec::new();
    for path in shard_paths(folder)? {
        let lines = fs::read(&path).map_err(at("read", &path))?;
        samples.extend(parse(&path, &lines)?);
    }
    Ok(samples)
}

/// What a folder says of itself; `None` where there is no `meta.json`.
///
/// # Errors
/// When the file cannot be read, is damaged, or was written by a newer program.
pub fn read_meta(folder: &Path) -> Result<Option<Meta>, Error> {
    let path = folder.join("meta.json");
    if !path.exists() {
        return Ok(None);
    }
    let text = fs::read(&path).map_err(at("read", &path))?;
    let not_understood = |error: serde_json::Error| Error::Content {
        message: format!("cannot be understood ({error})"),
        path: path.clone(),
    };
    #[derive(Deserialize)]
    struct Only {
        format: u32,
    }
    let Only { format } = serde_json::from_slice(&text).map_err(not_understood)?;
    if format > FORMAT {
        return Err(Error::Format { found: format, path });
    }
    serde_json::from_slice(&text).map(Some).map_err(not_understood)
}

/// Opens the files of further kinds that a shard has.
fn open_extras(lines_path: &Path, samples: usize) -> Result<BTreeMap<Extra, File>, Error> {
    let mut files = BTreeMap::new();
    for extra in Extra::ALL {
        let path = lines_path.with_extension(extra.name());
        if !path.exists() {
            continue;
        }
        let file = File::open(&path).map_err(at("open", &path))?;
        let bytes = file.metadata().map_err(at("read", &path))?.len();
        check_length(&path, bytes, samples, extra.bytes())?;
        files.insert(extra, file);
    }
    Ok(files)
}

/// The `.jsonl` files of a folder in order.
fn shard_paths(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(at("list the folder", folder))? {
        let path = entry.map_err(at("list the folder", folder))?.path();
        let is_number =
            path.file_stem().and_then(|s| s.to_str()).is_some_and(|s| s.bytes().all(|b| b.is_ascii_digit()));
        if is_number && path.extension().is_some_and(|e| e == "jsonl") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn parse(path: &Path, lines: &[u8]) -> Result<Vec<Sample>, Error> {
    lines
        .split(|b| *b == b'\n')
        .filter(|line| !line.is_empty())
        .enumerate()
        .map(|(i, line)| {
            serde_json::from_slice(line).map_err(|error| Error::Content {
                message: format!("line {} cannot be understood ({error})", i + 1),
                path: path.to_owned(),
            })
        })
        .collect()
}

fn check_length(path: &Path, bytes: u64, samples: usize, each: usize) -> Result<(), Error> {
    let wanted = samples as u64 * each as u64;
    if bytes == wanted {
        return Ok(());
    }
    Err(Error::Content {
        message: format!("the file has {bytes} bytes, {samples} samples need {wanted}"),
        path: path.to_owned(),
    })
}

/// Writes a file under another name and renames it.
fn write_whole(path: &Path, content: &[u8]) -> Result<(), Error> {
    let unfinished = path.with_file_name(format!("{}.part", file_name(path)));
    let write = || -> io::Result<()> {
        let mut file = File::create(&unfinished)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)
    };
    write().map_err(at("write", path))
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// Bytes as pairs of hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn at(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::File { action, source, path }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(id: &str) -> Sample {
        Sample {
            id: id.to_owned(),
            family: "plate".to_owned(),
            program: "import cadquery as cq\n\nlength = 100\n".to_owned(),
            text: "a plate".to_owned(),
            views: VIEWS.map(str::to_owned).to_vec(),
            free: FreeView { azimuth: -0.8, elevation: 0.5, is_perspective: false, look: Look::Full },
            holes: 0,
            geometry_hash: "0123456789abcdef".to_owned(),
            structure_hash: "fedcba9876543210".to_owned(),
            bounds: Bounds { min: [0.0; 3], max: [100.0, 50.0, 8.0] },
            volume: 40_000.0,
            precise: String::new(),
            is_to_scale: false,
            edits: Vec::new(),
            questions: vec![Question { question: "Faces?".to_owned(), answer: "6".to_owned() }],
            reading: String::new(),
        }
    }

    #[test]
    fn format_1_is_still_read() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path();
        let line = r#"{"id":"train-1-000000","family":"plate","program":"import cadquery as cq\n","text":"a plate",
            "views":["front","right","top","iso","free"],"free":{"azimuth":-0.9,"elevation":0.5,
            "is_perspective":false,"look":"full"},"holes":2,"geometry_hash":"daa59affb7e35cd0",
            "structure_hash":"3c2c4af146dfd8f0","bounds":{"min":[-50.0,-20.0,0.0],"max":[50.0,20.0,8.0]},
            "volume":32000.0}"#;
        fs::write(path.join("0000.jsonl"), line.replace('\n', "") + "\n").expect("written");
        fs::write(path.join("0000.pics"), vec![9; SAMPLE_BYTES]).expect("written");
        let meta = r#"{"format":1,"seed":1,"split":"train","count":1,"families":{"plate":1},
            "generator":"0.1.0","rejected":{},"sha256":{}}"#;
        fs::write(path.join("meta.json"), meta).expect("written");
        let reader = Reader::open(path).expect("opened");
        let old = &reader.samples()[0];
        assert_eq!((old.holes, old.family.as_str(), reader.metas()[0].format), (2, "plate", 1));
        assert!(old.precise.is_empty() && old.edits.is_empty() && old.questions.is_empty());
        assert_eq!(reader.pictures(0).expect("read"), vec![9; SAMPLE_BYTES]);
    }

    fn pictures(count: usize, first: u8) -> Vec<u8> {
        (0..count * VIEWS.len()).flat_map(|i| [first + i as u8; PIXELS]).collect()
    }

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path();
        write_shard(path, 0, &[sample("a"), sample("b")], &pictures(2, 0)).expect("written");
        write_shard(path, 1, &[sample("c")], &pictures(1, 100)).expect("written");
        let meta = seal(path, Meta { seed: 5, ..Meta::default() }).expect("sealed");
        assert_eq!((meta.count, meta.seed, meta.families["plate"], meta.sha256.len()), (3, 5, 3, 4));
        let reader = Reader::open(path).expect("opened");
        assert_eq!(reader.samples(), [sample("a"), sample("b"), sample("c")]);
        assert_eq!(reader.picture(1, 2).expect("read"), vec![7; PIXELS]);
        assert_eq!(reader.pictures(2).expect("read"), pictures(1, 100));
        assert_eq!(reader.metas(), [meta]);
    }

    #[test]
    fn further_kinds_lie_beside_the_pictures() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path();
        let records: Vec<u8> =
            [1u8, 2].iter().flat_map(|value| vec![*value; Extra::Points.bytes()]).collect();
        write_extra(path, 0, Extra::Points, 2, &records).expect("written");
        assert!(!has_shard(path, 0), "the shard is complete with its lines only");
        write_shard(path, 0, &[sample("a"), sample("b")], &pictures(2, 0)).expect("written");
        assert!(seal(path, Meta::default()).expect("sealed").sha256.contains_key("0000.points"));
        let reader = Reader::open(path).expect("opened");
        assert_eq!(reader.extra(1, Extra::Points).expect("read"), Some(vec![2; Extra::Points.bytes()]));
        assert_eq!(reader.extra(1, Extra::Photo).expect("nothing to read"), None);
    }

    #[test]
    fn damage_and_newer_formats_are_told() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path();
        assert!(matches!(Reader::open(path), Err(Error::Content { .. })));
        write_shard(path, 0, &[sample("a")], &pictures(1, 0)).expect("written");
        fs::write(path.join("meta.json"), r#"{"format":3}"#).expect("written");
        assert!(matches!(Reader::open(path), Err(Error::Format { found: 3, .. })));
        fs::remove_file(path.join("meta.json")).expect("removed");
        assert!(Reader::open(path).is_ok());
        fs::write(path.join("0000.pics"), [0; 10]).expect("written");
        let error = Reader::open(path).expect_err("the pictures are cut off");
        assert!(error.to_string().contains("has 10 bytes, 1 samples need 81920"), "{error}");
    }
}
