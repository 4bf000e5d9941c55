//! What can be asked on the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use train::eval::Input;

/// Pictures and words in; an editable CadQuery program, a live part and a STEP file out.
///
/// Without a command the window opens; where there is no display, the same work is done on the
/// embedded examples and the results are printed.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true)]
pub struct Arguments {
    /// Folder to read fonts, prompts, examples and models from instead of the embedded ones.
    #[arg(long, global = true, value_name = "DIR")]
    pub assets: Option<PathBuf>,

    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Arguments {
    /// Whether this process is the geometry process.
    pub fn is_worker(&self) -> bool {
        matches!(self.command, Some(Command::Worker(_)))
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run CadQuery programs and print what they make.
    Run(RunArguments),
    /// Draw the parts of a program into a picture.
    Render(RenderArguments),
    /// Write a program for pictures, words, a mesh, points or a STEP file.
    Generate(GenerateArguments),
    /// Change a program as words say, and list every feature that changed.
    Edit(EditArguments),
    /// Compare two parts: exactly, or by every convention that papers use.
    Score(ScoreArguments),
    /// List the parameters of a program.
    Params(ParamsArguments),
    /// Make a data set of synthetic parts.
    Synth(SynthArguments),
    /// Train a model.
    #[command(subcommand)]
    Train(TrainCommand),
    /// Measure how well a model does.
    Eval(EvalArguments),
    /// The geometry process; started by the other commands.
    #[command(hide = true)]
    Worker(WorkerArguments),
}

/// Arguments of `run`.
#[derive(Debug, Args)]
pub struct RunArguments {
    /// CadQuery programs.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Geometry processes that work side by side.
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: u16,
    /// Time limit of each program in seconds.
    #[arg(long, default_value_t = 30.0, value_name = "SECS", value_parser = seconds)]
    pub timeout: f64,
    /// Set a parameter: a top-level literal of the program.
    #[arg(long = "param", value_name = "NAME=VALUE", value_parser = name_and_value)]
    pub parameters: Vec<(String, String)>,
    /// Write the part of the one program to this file (.step, .stl, .3mf, .glb, .dxf, .svg, .brep, …).
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Carry out the programs' own exports, into this folder.
    #[arg(long, value_name = "DIR")]
    pub exports: Option<PathBuf>,
    /// Let programs take equal operations from those before them, as the window does while a slider
    /// moves; without it every program starts from nothing.
    #[arg(long)]
    pub reuse: bool,
    /// Tell how long each operation took, how much of it OpenCASCADE worked, and how long the
    /// triangles for the picture took.
    #[arg(long)]
    pub profile: bool,
    /// Print one JSON object a line for each program, and nothing else.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `render`.
#[derive(Debug, Args)]
pub struct RenderArguments {
    /// A CadQuery program.
    pub file: PathBuf,
    /// Picture to write.
    #[arg(short, long, value_name = "OUT.png")]
    pub output: PathBuf,
    /// How many views to draw.
    #[arg(long, default_value = "1", value_enum)]
    pub views: ViewCount,
    /// Width and height of one view in pixels.
    #[arg(long, default_value_t = 512, value_name = "N", value_parser = clap::value_parser!(u32).range(16..=4096))]
    pub size: u32,
}

/// How many views a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ViewCount {
    /// The isometric view.
    #[value(name = "1")]
    One,
    /// Front, right, top, isometric.
    #[value(name = "4")]
    Four,
    /// The eight corners of a cube.
    #[value(name = "8")]
    Eight,
    /// An engineering drawing: front view, plan and side view with hidden lines and sizes.
    #[value(name = "drawing")]
    Drawing,
}

/// Arguments of `generate`.
#[derive(Debug, Args)]
pub struct GenerateArguments {
    /// A picture of the part; four are taken as front, right, top and isometric view.
    #[arg(long = "image", value_name = "FILE")]
    pub images: Vec<PathBuf>,
    /// A mesh (.stl, .obj, .ply), points (.ply, .xyz, .csv, …) or a .step file of the part, in
    /// millimetres; the program takes its place and size.
    #[arg(long, value_name = "FILE")]
    pub scan: Option<PathBuf>,
    /// An engineering drawing (.png, .jpg, .webp, or .dxf): front view, plan and side view with sizes in
    /// millimetres, black on white; every size that is written becomes exact. One view is enough for a plate
    /// with its thickness (t=3) and for a turned part with its diameters.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["scan", "images"])]
    pub drawing: Option<PathBuf>,
    /// What the part is, in words; an overall size in it sets the scale.
    #[arg(long, default_value = "", value_name = "TEXT")]
    pub text: String,
    /// Length of the longest side in millimetres; a picture has no size.
    #[arg(long, value_name = "MM", value_parser = length)]
    pub longest: Option<f64>,
    /// How many candidates to make.
    #[arg(long, default_value_t = 8, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=64))]
    pub candidates: u16,
    /// Seed; the same seed gives the same answer.
    #[arg(long, default_value_t = 0, value_name = "S")]
    pub seed: u64,
    /// A model file instead of the embedded one.
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Geometry processes that work side by side.
    #[arg(long, default_value_t = 2, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: u16,
    /// Write all candidates: the second of part.py to part.2.py, and so on.
    #[arg(long)]
    pub all: bool,
    /// File to write: .py, .step, .stl, .3mf, .glb, .dxf, .svg, …; may be given more than once.
    #[arg(short, long, required = true, value_name = "OUT")]
    pub output: Vec<PathBuf>,
}

/// Arguments of `edit`.
#[derive(Debug, Args)]
pub struct EditArguments {
    /// A CadQuery program.
    pub file: PathBuf,
    /// What to change: "make the holes 6 mm", "height 20", "remove the fillet", "add a hole of 5 mm".
    pub instruction: String,
    /// File to write; the program itself when not given.
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Write it even when more changed than was asked for.
    #[arg(long)]
    pub force: bool,
}

/// Arguments of `score`.
#[derive(Debug, Args)]
pub struct ScoreArguments {
    /// A CadQuery program, a STEP file, or with --all an STL file.
    #[arg(required_unless_present = "pairs")]
    pub a: Option<PathBuf>,
    /// The truth to compare it with, likewise.
    #[arg(required_unless_present = "pairs")]
    pub b: Option<PathBuf>,
    /// Print cadrille's reward as JSON for each line `program<TAB>truth.stl` of a file.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["a", "b", "all"])]
    pub pairs: Option<PathBuf>,
    /// Print the figures of every convention that papers use, each under the name of its source.
    #[arg(long)]
    pub all: bool,
    /// Seed of the surface samples.
    #[arg(long, default_value_t = 0, value_name = "S")]
    pub seed: u64,
    /// What to do with the places of the parts before they are compared.
    #[arg(long, default_value = "none", value_enum)]
    pub align: AlignArgument,
    /// Print one JSON object.
    #[arg(long)]
    pub json: bool,
}

/// How two parts are brought together before they are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AlignArgument {
    /// As they are.
    None,
    /// The centres of the boxes at the origin, the longest sides scaled to 1.
    Box,
    /// Centres of mass, sizes by inertia and the best of four turns, as CAD-Coder's IoU_best.
    Inertia,
}

/// Arguments of `params`.
#[derive(Debug, Args)]
pub struct ParamsArguments {
    /// A CadQuery program.
    pub file: PathBuf,
    /// Print one JSON object a line.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `synth`.
#[derive(Debug, Args)]
pub struct SynthArguments {
    /// Folder of the data set; an interrupted run goes on.
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// How many parts to make.
    #[arg(long, default_value_t = 1000, value_name = "N")]
    pub count: u64,
    /// Seed; the same seed gives the same data set.
    #[arg(long, default_value_t = 1, value_name = "S")]
    pub seed: u64,
    /// Families or sets of families, separated by commas: v0 (what the default model of version 0
    /// learnt from; taken when nothing is given), canonical (those and all later ones in the house
    /// style), styles (programs as CAD-Recode and ReCAD write them), all.
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    pub families: Vec<String>,
    /// Geometry processes that work side by side.
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: u16,
    /// Edits to try for each part: program, instruction, changed program; each costs three to four
    /// executions.
    #[arg(long, default_value_t = 0, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=16))]
    pub edits: u32,
    /// Questions and answers for each part.
    #[arg(long, default_value_t = 0, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=16))]
    pub questions: u32,
    /// What samples have besides their five pictures, separated by commas: drawing, eight,
    /// composite, depth, photo, lines, sketch, points.
    #[arg(long, value_delimiter = ',', value_name = "KINDS")]
    pub with: Vec<String>,
    /// Make part I of N of the data set.
    #[arg(long, value_name = "I/N", value_parser = shard)]
    pub shard: Option<(u32, u32)>,
    /// Print progress as JSON lines.
    #[arg(long)]
    pub json: bool,
    /// Stop when the standard input closes; the window works like this.
    #[arg(long, hide = true)]
    pub until_stdin_closes: bool,
}

/// The training methods.
#[derive(Debug, Subcommand)]
pub enum TrainCommand {
    /// Supervised training on a data set.
    Sft(SftArguments),
    /// Write the quantised model file of a run.
    Export(ExportModelArguments),
    /// Turn outside data into a data set that can be trained on.
    #[command(after_help = IMPORT_HELP)]
    Import(ImportArguments),
}

/// What each kind of outside data looks like.
const IMPORT_HELP: &str = "\
Every item is executed in the geometry process, checked (one object, a valid solid), drawn and put
into shards like synthetic parts. What cannot be used is counted and named with file and line.

scripts    a folder of CadQuery programs, *.py; a text may lie beside each: bracket.py, bracket.txt
shapes     a folder of CAD files without programs, *.step, *.stp, *.stl
deepcad    a folder of DeepCAD's *.json; they have no unit: the longest side becomes 100
fusion360  a folder of the Fusion 360 Gallery's reconstruction *.json; centimetres become millimetres
table      a file with one JSON object a line: code (or program, cadquery, cadquery_file, output),
           text (or prompt, description, instruction, caption), image (a file beside the table),
           id. A picture takes the place of the free view.

Example: partwright train import --kind deepcad cad_json/0000 -o data/deepcad";

/// Arguments of `train import`.
#[derive(Debug, Args)]
pub struct ImportArguments {
    /// Folder with the files, or the file of a table.
    pub from: PathBuf,
    /// What the files are.
    #[arg(long, value_enum)]
    pub kind: ImportKind,
    /// Folder of the data set; an interrupted import goes on.
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// How many items to read; all when not given.
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub limit: usize,
    /// What samples have besides their five pictures, see `synth`.
    #[arg(long, value_delimiter = ',', value_name = "KINDS")]
    pub with: Vec<String>,
    /// Geometry processes that work side by side.
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: u16,
    /// Time limit of each program in seconds.
    #[arg(long, default_value_t = 20.0, value_name = "SECS", value_parser = seconds)]
    pub timeout: f64,
}

/// Kinds of outside data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportKind {
    /// CadQuery programs.
    Scripts,
    /// CAD files without programs.
    Shapes,
    /// DeepCAD's histories.
    Deepcad,
    /// The Fusion 360 Gallery's histories.
    Fusion360,
    /// Lines of JSON.
    Table,
}

/// Arguments of `train sft`.
#[derive(Debug, Args)]
pub struct SftArguments {
    /// Folder of the run: log, checkpoints, meta.json. A run that was stopped goes on.
    #[arg(short, long, value_name = "DIR")]
    pub run: PathBuf,
    /// Folder of a data set; may be given more than once.
    #[arg(long, required = true, value_name = "DIR")]
    pub data: Vec<PathBuf>,
    /// Run file (TOML) with the settings; the recipe of the default model when not given.
    #[arg(long, value_name = "FILE")]
    pub recipe: Option<PathBuf>,
    /// Model file or run whose weights a new run starts from; what they lack is added.
    #[arg(long, value_name = "FILE|DIR")]
    pub from: Option<PathBuf>,
    /// File of general text or code to learn beside the parts (JSON lines with `text`, or `prompt` and
    /// `completion`), with the share `prose` of the recipe's mix; may be given more than once.
    #[arg(long, value_name = "FILE.jsonl")]
    pub prose: Vec<PathBuf>,
    /// Steps between examinations, in which answers to held-back questions are run and compared with
    /// the truth, instead of the recipe's; 0 for none.
    #[arg(long, value_name = "N")]
    pub examine_every: Option<u64>,
    /// Compute the inside of the network twice instead of keeping it: less memory, more time.
    #[arg(long)]
    pub recompute: bool,
    /// Optimiser steps in all, instead of the recipe's.
    #[arg(long, value_name = "N")]
    pub steps: Option<u64>,
    /// Processor threads, instead of the recipe's.
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Stop when the standard input closes; the window works like this.
    #[arg(long, hide = true)]
    pub until_stdin_closes: bool,
}

/// Arguments of `train export`.
#[derive(Debug, Args)]
pub struct ExportModelArguments {
    /// Folder of the run.
    #[arg(short, long, value_name = "DIR")]
    pub run: PathBuf,
    /// Model file to write.
    #[arg(short, long, value_name = "OUT.gguf")]
    pub output: PathBuf,
}

/// Arguments of `eval`.
#[derive(Debug, Args)]
pub struct EvalArguments {
    /// Which parts to measure on: held-back, drawn from the seed, or a folder of programs NAME.py, with
    /// descriptions and changes in NAME.toml.
    #[arg(long, default_value = "held-back", value_name = "NAME")]
    pub suite: String,
    /// What the assistant gets: axis (front, right, top), views1 (one oblique picture), views4 (front,
    /// right, top and isometric), oblique4 (four corners), views8, points, mesh, drawing, text, or edit (a
    /// program and a change in words).
    #[arg(long, default_value = "views4", value_name = "NAME", value_parser = eval_input)]
    pub input: Input,
    /// Tell the length of the longest side, which pictures do not have.
    #[arg(long)]
    pub size: bool,
    /// Which description of the part the assistant gets with `--input text`: with all sizes, or without.
    #[arg(long, default_value = "precise", value_enum, value_name = "KIND")]
    pub text: EvalText,
    /// Families or sets of families of the parts, separated by commas; v0 when nothing is given, for
    /// edits canonical.
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    pub families: Vec<String>,
    /// How many parts; for edits, how many changes; of a folder at most so many.
    #[arg(long, default_value_t = 200, value_name = "N")]
    pub count: u64,
    /// Seed of the parts and of the answers.
    #[arg(long, default_value_t = 7, value_name = "S")]
    pub seed: u64,
    /// Candidates for each part.
    #[arg(long, default_value_t = 8, value_name = "N")]
    pub candidates: u16,
    /// Programs that each source may propose; the best become candidates.
    #[arg(long, default_value_t = 32, value_name = "N")]
    pub tries: u16,
    /// Rounds of fitting numbers to the pictures; 0 fits nothing.
    #[arg(long, default_value_t = 6, value_name = "N", value_parser = clap::value_parser!(u16).range(0..=6))]
    pub rounds: u16,
    /// Where candidates come from.
    #[arg(long, default_value = "all", value_enum)]
    pub source: EvalSource,
    /// A model file instead of the embedded one.
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Data set whose nearest part is the baseline; that baseline is left out when not given.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Geometry processes that work side by side.
    #[arg(long, default_value_t = 2, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: u16,
    /// Write one line of JSON for each part, with all its candidates.
    #[arg(long, value_name = "FILE")]
    pub rows: Option<PathBuf>,
    /// Write one HTML page with all rows and pictures of the worst and the best.
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Print one JSON object instead of the table.
    #[arg(long)]
    pub json: bool,
}

/// Which description of a part is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EvalText {
    /// With all sizes.
    Precise,
    /// Without sizes.
    Abstract,
}

/// Where the candidates of an evaluation come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum EvalSource {
    /// Model and geometry, as in the window.
    All,
    /// The model alone.
    Model,
    /// What needs no model: extruded outlines, plain bodies, scans, descriptions read by grammar.
    Geometry,
}

/// Arguments of `worker`.
#[derive(Debug, Args)]
pub struct WorkerArguments {
    /// What the engine hands over.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub arguments: Vec<OsString>,
}

fn seconds(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| format!("`{text}` is not a number of seconds"))?;
    if value > 0.0 && value <= 86_400.0 {
        Ok(value)
    } else {
        Err(format!("{value} s is outside 0 to 86400 s"))
    }
}

fn eval_input(text: &str) -> Result<Input, String> {
    Input::from_name(text)
}

fn length(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| format!("`{text}` is not a length in millimetres"))?;
    if value > 0.0 && value <= 1e6 {
        Ok(value)
    } else {
        Err(format!("{value} mm is outside 0 to 1000000 mm"))
    }
}

fn name_and_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => {
            Ok((name.to_owned(), value.to_owned()))
        }
        _ => Err(format!("`{text}` is not of the form name=value, for example width=80")),
    }
}

fn shard(text: &str) -> Result<(u32, u32), String> {
    let parts = text.split_once('/').and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
    match parts {
        Some((i, n)) if i >= 1 && i <= n => Ok((i, n)),
        _ => Err(format!("`{text}` is not of the form i/n with 1 ≤ i ≤ n, for example 2/8")),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn wrong_values_are_explained() {
        assert_eq!(shard("2/8"), Ok((2, 8)));
        assert!(shard("9/8").is_err());
        assert!(name_and_value("width").is_err());
        assert!(seconds("-1").is_err());
        assert!(length("nan").is_err());
    }
}
