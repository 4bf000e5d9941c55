//! Damaged inputs of every kind must be answered: with a result, or with a diagnostic that says where.
//!
//! Each target takes good inputs (seeds), damages them (`mutate`), and hands them over the way a user
//! would: programs and files go to a geometry process, frames to its socket. A finding is a panic, a
//! process that ends without words, or a crash whose diagnostic does not name the file.
//! The rounds are a function of their number. `FUZZ_FIRST` and `FUZZ_ROUNDS` choose which of them run;
//! `packaging/fuzz.sh` runs on and on for a given time. What was found lies in `findings`, one small
//! input each, and is tried again by every run of the tests.

mod frames;
mod mutate;
mod seeds;

use std::fs;
use std::path::Path;
use std::time::Duration;

use base::{Build, Cancel, InputFile, Program, Status};
use engine::{BuildOptions, Engine, EngineOptions};

use self::mutate::Random;

/// Rounds of a target where the environment does not say.
const ROUNDS: u64 = 12;

/// Time that one input may take; to be stopped after it is right too.
const PATIENCE: Duration = Duration::from_secs(5);

/// Selectors that are tried in one program.
const SELECTORS_AT_ONCE: usize = 100;

fn engine() -> Engine {
    let options = EngineOptions { memory_mib: 1024, ..EngineOptions::new(env!("CARGO_BIN_EXE_partwright")) };
    Engine::start(options).expect("threads can be started")
}

fn from_environment(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |text| text.parse().expect("a number"))
}

/// Runs the rounds of a target; a round gives its input and what is wrong with the answer to it.
fn fuzz(target: &str, extension: &str, round: impl Fn(&mut Random) -> (Vec<u8>, Option<String>)) {
    let first = from_environment("FUZZ_FIRST", 0);
    let rounds = from_environment("FUZZ_ROUNDS", ROUNDS);
    let mut findings = Vec::new();
    for number in first..first + rounds {
        let (input, complaint) = round(&mut Random::new(number));
        if let Some(complaint) = complaint {
            if let Some(folder) = std::env::var_os("FUZZ_OUT") {
                let path = Path::new(&folder).join(format!("{target}-{number}.{extension}"));
                fs::write(&path, &input).expect("the folder for findings can be written to");
            }
            findings.push(format!("round {number}: {complaint}"));
        }
    }
    assert!(findings.is_empty(), "{target}: {}", findings.join("\n"));
}

/// Lets a program run.
fn run(engine: &Engine, program: &Program) -> Result<Build, String> {
    let options = BuildOptions::measures_only(PATIENCE);
    engine.build(program, &options, &Cancel::new()).map_err(|error| error.to_string())
}

/// What is wrong with the answer to a program; `file` is what a crash has to name.
fn complaint(answer: Result<Build, String>, file: Option<&str>) -> Option<String> {
    let build = match answer {
        Ok(build) => build,
        Err(error) => return Some(error),
    };
    if build.status != Status::Crash {
        return None;
    }
    let message = build.first_error().map_or_else(String::new, ToString::to_string);
    let names_it = file.is_some_and(|file| message.contains(file));
    (!names_it).then(|| format!("crash: {message}"))
}

/// A program that reads a file of this extension.
fn reader(file: &str) -> String {
    let call = match file.rsplit('.').next() {
        Some("step") => "cq.importers.importStep",
        Some("brep") => "cq.importers.importBrep",
        Some("bin") => "cq.importers.importBin",
        Some("dxf") => "cq.importers.importDXF",
        _ => "cq.Assembly.load",
    };
    format!("import cadquery as cq\nresult = {call}({file:?})\n")
}

/// Lets a program read a file with this content.
fn read(engine: &Engine, file: &str, content: &[u8]) -> Option<String> {
    let mut program = Program::new(reader(file));
    program.inputs.insert(file.to_owned(), InputFile::new(content));
    complaint(run(engine, &program), Some(file))
}

fn fuzz_files(extension: &str) {
    let engine = engine();
    let seeds = seeds::files(&engine, extension);
    let file = format!("damaged.{extension}");
    fuzz(extension, extension, |random| {
        let content = mutate::file(random, &seeds, extension);
        let complaint = read(&engine, &file, &content);
        (content, complaint)
    });
}

#[test]
fn step_files() {
    fuzz_files("step");
}

#[test]
fn brep_files() {
    fuzz_files("brep");
}

#[test]
fn bin_files() {
    fuzz_files("bin");
}

#[test]
fn dxf_files() {
    fuzz_files("dxf");
}

#[test]
fn xbf_files() {
    fuzz_files("xbf");
}

#[test]
fn xml_files() {
    fuzz_files("xml");
}

/// Scans are read by the process of the window itself: a panic is all that can be seen of a mistake.
#[test]
fn scan_files() {
    let seeds = seeds::scans(&engine());
    fuzz("scan", "txt", |random| {
        let (extension, good) = random.pick(&seeds).clone();
        let content = mutate::file(random, &[good], extension);
        let name = format!("damaged.{extension}");
        let complaint = std::panic::catch_unwind(|| assist::scan::scan_of_bytes(&name, &content).is_ok());
        (content, complaint.is_err().then(|| format!("panic with {name}")))
    });
}

#[test]
fn source_text() {
    let engine = engine();
    let seeds = seeds::programs();
    fuzz("source", "py", |random| {
        let text = mutate::program(random, &seeds);
        let complaint = complaint(run(&engine, &Program::new(text.as_str())), None);
        (text.into_bytes(), complaint)
    });
}

/// A program that tries selectors one after the other and survives each.
fn selecting(selectors: &[String]) -> String {
    let list: Vec<String> = selectors.iter().map(|selector| format!("{selector:?}")).collect();
    format!(
        "import cadquery as cq\nbox = cq.Workplane().box(3, 2, 1).faces('>Z').hole(1)\n\
         for text in [{}]:\n    for select in (box.faces, box.edges, box.vertices):\n        try:\n            \
         select(text)\n        except Exception:\n            pass\nresult = box\n",
        list.join(", ")
    )
}

fn try_selectors(engine: &Engine, selectors: &[String]) -> Option<String> {
    match run(engine, &Program::new(selecting(selectors))) {
        Ok(build) if build.status == Status::Ok => None,
        Ok(build) => Some(format!("{:?}: {:?}", build.status, build.first_error())),
        Err(error) => Some(error),
    }
}

#[test]
fn selector_strings() {
    let engine = engine();
    fuzz("selector", "txt", |random| {
        let selectors: Vec<String> = (0..SELECTORS_AT_ONCE).map(|_| mutate::selector(random)).collect();
        let complaint = try_selectors(&engine, &selectors);
        (selectors.join("\n").into_bytes(), complaint)
    });
}

#[test]
fn protocol_frames() {
    fuzz("frames", "bin", |random| {
        let bytes = frames::damaged(random);
        let complaint = frames::complaint(&bytes);
        (bytes, complaint)
    });
}

#[test]
fn what_was_found_stays_mended() {
    let engine = engine();
    let mut tried = 0;
    for entry in fs::read_dir("tests/fuzz/findings").expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let content = fs::read(&path).expect("it can be read");
        let text = || String::from_utf8_lossy(&content).into_owned();
        let complaint = match name.split('-').next() {
            Some("source") => complaint(run(&engine, &Program::new(text())), None),
            Some("selector") => {
                try_selectors(&engine, &text().lines().map(str::to_owned).collect::<Vec<_>>())
            }
            Some("frames") => frames::complaint(&content),
            _ => read(&engine, &name, &content),
        };
        assert_eq!(complaint, None, "{name}");
        tried += 1;
    }
    assert!(tried > 0, "there are findings");
}
