//! Conformity with CadQuery: every program of `conformity/` gives what CadQuery 2.8 gave.
//!
//! `conformity/record.py` wrote down what came of the programs in CadQuery; here they run through
//! `partwright run --json`, and everything it prints is compared: counts exactly, measures within
//! 1e-6, the class of the exception, the printed text with its numbers within 1e-6.
//! The programs find the CAD files of `conformity/files` beside them.
//! `conformity/deviations.txt` lists the programs that may differ, each with the reason.
//!
//! `UPDATE_COVERAGE=1 cargo test --test tests conformity` writes COVERAGE.md again.

mod compare;
mod coverage;
mod stubs;
mod usage;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use base::{Cancel, Measures, Part};
use engine::{BuildOptions, Engine, EngineOptions};
use serde_json::Value;

/// A program of the folder.
struct Program {
    /// `topic/name`.
    name: String,
    text: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformity")
}

fn read(name: &str) -> String {
    fs::read_to_string(folder().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The programs of all topics: sections that start with `# --- name ---`.
fn programs() -> Vec<Program> {
    let entries = fs::read_dir(folder()).expect("the folder can be read");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .filter(|path| !path.ends_with("record.py") && !path.ends_with("api.py"))
        .collect();
    files.sort();
    let mut programs = Vec::new();
    for file in files {
        let topic = file.file_stem().expect("files have names").to_string_lossy().into_owned();
        let mut current: Option<Program> = None;
        for line in fs::read_to_string(&file).expect("the file can be read").lines() {
            if let Some(name) = line.strip_prefix("# --- ").and_then(|rest| rest.strip_suffix(" ---")) {
                programs.extend(
                    current.replace(Program { name: format!("{topic}/{name}"), text: String::new() }),
                );
            } else if let Some(program) = &mut current {
                program.text.push_str(line);
                program.text.push('\n');
            }
        }
        programs.extend(current);
    }
    programs
}

/// What CadQuery gave, by program.
fn record() -> BTreeMap<String, Value> {
    let text = read("expected.jsonl");
    let entry = |line: &str| -> (String, Value) {
        let value: Value = serde_json::from_str(line).expect("the record is JSON");
        (value["program"].as_str().expect("an entry names its program").to_owned(), value)
    };
    text.lines().skip(1).map(entry).collect()
}

/// Programs that may differ, with the reason.
fn deviations() -> BTreeMap<String, String> {
    let split = |line: &str| {
        let (name, reason) = line.split_once(": ").unwrap_or_else(|| panic!("no reason: {line}"));
        (name.to_owned(), reason.to_owned())
    };
    read("deviations.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(split)
        .collect()
}

/// FNV-1a of a text in 64 bits, as record.py computes it.
fn digest(text: &str) -> String {
    let value = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |value, byte| {
        (value ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{value:016x}")
}

/// What `run --json` tells of every program.
fn run(programs: &[Program]) -> Vec<Value> {
    let desk = tempfile::tempdir().expect("a temporary folder");
    for entry in fs::read_dir(folder().join("files")).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        let name = path.file_name().expect("files have names");
        fs::copy(&path, desk.path().join(name)).expect("the folder can be written");
    }
    let names: Vec<String> = (0..programs.len()).map(|index| format!("{index:04}.py")).collect();
    for (program, name) in programs.iter().zip(&names) {
        fs::write(desk.path().join(name), &program.text).expect("the folder can be written");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_partwright"))
        .arg("run")
        .args(&names)
        .args(["--json", "--jobs", "2", "--timeout", "120"])
        .current_dir(desk.path())
        .output()
        .expect("the executable starts");
    let text = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    let mut told: BTreeMap<String, Value> = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .map(|value| (value["file"].as_str().unwrap_or_default().to_owned(), value))
        .collect();
    names.iter().map(|name| told.remove(name).unwrap_or_else(|| panic!("{name} is missing"))).collect()
}

/// Finds the class or module that a function of `api.txt` belongs to, in our Python.
const PLACES: &str = r#"
import cadquery as cq
import cadquery.func
import cadquery.occ_impl.shapes
from cadquery import exporters, func, importers, selectors, vis

STANDS_FOR = {"Mixin1D": cq.Edge, "Mixin3D": cq.Solid, "func": func, "exporters": exporters, "importers": importers, "vis": vis}

def place_of(owner):
    place = STANDS_FOR.get(owner)
    for module in (cq, selectors, func, cadquery.occ_impl.shapes):
        place = place or getattr(module, owner, None)
    return place
"#;

/// What a program prints that knows `NAMES`, functions of `api.txt`, and `place_of`.
fn ask(names: &[&str], program: &str) -> String {
    let text = format!("NAMES = \"\"\"{}\"\"\"\n{PLACES}{program}", names.join(" "));
    let told = run(&[Program { name: "probe".to_owned(), text }]);
    assert_eq!(told[0]["status"], "ok", "{}", told[0]["diagnostics"]);
    told[0]["printed"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn programs_give_what_cadquery_gave() {
    let programs = programs();
    assert!(programs.len() >= 400, "{} programs", programs.len());
    let names: BTreeSet<&str> = programs.iter().map(|program| program.name.as_str()).collect();
    assert_eq!(names.len(), programs.len(), "two programs have one name");
    let (record, deviations) = (record(), deviations());
    let mut failures = String::new();
    let mut equal = 0;
    for (program, told) in programs.iter().zip(run(&programs)) {
        let Some(expected) = record.get(&program.name) else {
            writeln!(failures, "{}: not recorded, run record.py", program.name).expect("grows");
            continue;
        };
        if expected["digest"] != digest(&program.text).as_str() {
            writeln!(failures, "{}: changed since it was recorded, run record.py", program.name)
                .expect("grows");
            continue;
        }
        let differences = compare::differences(expected, &told);
        match (differences.is_empty(), deviations.contains_key(&program.name)) {
            (true, false) => equal += 1,
            (false, true) => {}
            (true, true) => {
                writeln!(failures, "{}: is equal now, take it from the list", program.name).expect("grows")
            }
            (false, false) => {
                writeln!(failures, "{}:\n  {}", program.name, differences.join("\n  ")).expect("grows");
            }
        }
    }
    for name in deviations.keys().filter(|name| !names.contains(name.as_str())) {
        writeln!(failures, "{name}: in the list of deviations, but there is no such program").expect("grows");
    }
    println!(
        "{equal} of {} programs equal CadQuery, {} deviate for known reasons",
        programs.len(),
        deviations.len()
    );
    assert!(failures.is_empty(), "{equal} of {} equal\n{failures}", programs.len());
    assert!(deviations.len() * 50 <= programs.len(), "too many deviations");
}

#[test]
fn programs_use_what_public_scripts_use() {
    usage::check(&programs(), &record());
}

#[test]
fn stubs_are_up_to_date() {
    stubs::check();
}

#[test]
fn table_of_functions_is_up_to_date() {
    coverage::check(&record());
}

/// Every how many programs [`programs_built_again_give_the_same`] takes; 1 takes all.
const AGAIN_STRIDE: usize = 4;

#[test]
fn programs_built_again_give_the_same() {
    let engine =
        Engine::start(EngineOptions::new(env!("CARGO_BIN_EXE_partwright"))).expect("threads can be started");
    let plain = BuildOptions { profile: true, ..BuildOptions::measures_only(Duration::from_secs(120)) };
    let reusing = BuildOptions { reuse: true, ..plain.clone() };
    let stride = std::env::var("AGAIN_STRIDE").ok().and_then(|text| text.parse().ok());
    let mut report = String::new();
    let (mut anew, mut repeated) = (0.0, 0.0);
    for program in programs().iter().step_by(stride.unwrap_or(AGAIN_STRIDE)) {
        let text = base::Program::new(program.text.as_str());
        let build = |options| engine.build(&text, options, &Cancel::new()).expect("the worker starts");
        let expected = build(&plain);
        anew += expected.timing.kernel_ms.unwrap_or_default();
        for time in ["first", "second"] {
            let got = build(&reusing);
            if time == "second" {
                repeated += got.timing.kernel_ms.unwrap_or_default();
            }
            let differs = got.status != expected.status
                || !compare::texts_agree(&got.printed, &expected.printed)
                || got.parts.len() != expected.parts.len()
                || got.parts.iter().zip(&expected.parts).any(|(a, b)| !same_measures(a, b));
            if differs {
                writeln!(report, "{}, {time} time: {got:?}\ninstead of {expected:?}", program.name)
                    .expect("text can be written");
            }
        }
    }
    assert!(report.is_empty(), "{report}");
    assert!(repeated < 0.5 * anew, "the kernel worked {repeated} ms instead of {anew} ms the second time");
}

/// Equal counts, and measures within 1e-8: operations may raise the tolerance of an argument by a
/// little, which a later run then finds raised.
fn same_measures(a: &Part, b: &Part) -> bool {
    let (Some(a), Some(b)) = (&a.measures, &b.measures) else { return a.measures == b.measures };
    let near = |x: f64, y: f64| (x - y).abs() <= 1e-8 * x.abs().max(1.0);
    let counts = |m: &Measures| [m.solids, m.shells, m.faces, m.wires, m.edges, m.vertices];
    counts(a) == counts(b)
        && a.valid == b.valid
        && near(a.volume, b.volume)
        && near(a.area, b.area)
        && near(a.length, b.length)
        && a.center_of_mass.iter().zip(b.center_of_mass).all(|(x, y)| near(*x, y))
}
