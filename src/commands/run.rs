//! `partwright run`: programs in, numbers and files out.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use base::{Build, Cancel, Diagnostic, Operation, Part, Program, Severity, Status, units};
use engine::{BuildOptions, Engine, Format, MeshQuality};
use serde::Serialize;

use super::{exit_code, parameter_value, read_program, start_short_engine, with_inputs, write_file};
use crate::cli::RunArguments;

/// Runs every file; one bad file never stops the rest.
pub fn run(arguments: &RunArguments) -> anyhow::Result<ExitCode> {
    let format = output_format(arguments)?;
    let jobs = usize::from(arguments.jobs).min(arguments.files.len());
    let engine = match start_short_engine(jobs, arguments.files.len())? {
        Ok(engine) => engine,
        Err(code) => return Ok(code),
    };
    let options = BuildOptions {
        export_requests: arguments.exports.is_some(),
        reuse: arguments.reuse,
        profile: arguments.profile,
        mesh: arguments.profile.then(MeshQuality::default),
        ..BuildOptions::measures_only(Duration::from_secs_f64(arguments.timeout))
    };

    let mut printer = Printer::new(arguments);
    let mut programs = Vec::new();
    let mut indices = Vec::new();
    for (index, file) in arguments.files.iter().enumerate() {
        match read_program(file)
            .and_then(|program| with_inputs(with_parameters(program, &arguments.parameters), file))
        {
            Ok(program) => {
                programs.push(program);
                indices.push(index);
            }
            Err(error) => {
                let hash = Program::new("").hash();
                printer
                    .take(index, Build::failed(hash, Status::Error, Diagnostic::error(format!("{error:#}"))));
            }
        }
    }
    run_all(&engine, &programs, &options, arguments, &mut |at, build| printer.take(indices[at], build))?;
    if let (Some(format), Some(output), [program]) = (format, &arguments.output, programs.as_slice()) {
        write_output(&engine, program, format, output, &options, &printer)?;
    }
    Ok(exit_code(printer.all_well))
}

fn output_format(arguments: &RunArguments) -> anyhow::Result<Option<Format>> {
    let Some(output) = &arguments.output else { return Ok(None) };
    anyhow::ensure!(arguments.files.len() == 1, "-o takes one program, {} were given", arguments.files.len());
    let extension = output.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let format = Format::from_extension(extension)
        .with_context(|| format!("`{extension}` is not a format for parts; use {}", Format::extensions()))?;
    Ok(Some(format))
}

fn with_parameters(program: Program, parameters: &[(String, String)]) -> Program {
    parameters
        .iter()
        .fold(program, |program, (name, value)| program.with_override(name, parameter_value(value)))
}

fn run_all(
    engine: &Engine,
    programs: &[Program],
    options: &BuildOptions,
    arguments: &RunArguments,
    on_done: &mut dyn FnMut(usize, Build),
) -> anyhow::Result<()> {
    let cancel = Cancel::new();
    let Some(folder) = &arguments.exports else {
        return Ok(engine.build_all(programs, options, &cancel, on_done)?);
    };
    for (at, program) in programs.iter().enumerate() {
        let (mut build, files) = engine.build_with_files(program, options, &cancel)?;
        for file in &files {
            if let Err(error) = write_file(&folder.join(&file.file_name), &file.content) {
                build.status = Status::Error;
                build.diagnostics.push(Diagnostic::error(format!("{error:#}")));
            }
        }
        on_done(at, build);
    }
    Ok(())
}

fn write_output(
    engine: &Engine,
    program: &Program,
    format: Format,
    output: &Path,
    options: &BuildOptions,
    printer: &Printer<'_>,
) -> anyhow::Result<()> {
    if !printer.all_well {
        anyhow::bail!("nothing was written, because the program did not end well: {}", output.display());
    }
    if printer.some_invalid {
        eprintln!("partwright: the part is not valid; other programs may refuse the file");
    }
    let content = engine.export(program, format, options.timeout, &Cancel::new())?;
    write_file(output, &content)
}

/// Prints results in the order of the files, each as soon as all before it are there.
struct Printer<'a> {
    arguments: &'a RunArguments,
    waiting: BTreeMap<usize, Build>,
    next: usize,
    all_well: bool,
    some_invalid: bool,
}

impl<'a> Printer<'a> {
    fn new(arguments: &'a RunArguments) -> Self {
        Self { arguments, waiting: BTreeMap::new(), next: 0, all_well: true, some_invalid: false }
    }

    fn take(&mut self, index: usize, build: Build) {
        self.all_well &= build.status == Status::Ok;
        self.some_invalid |= build.status == Status::Ok && !build.is_valid();
        self.waiting.insert(index, build);
        while let Some(build) = self.waiting.remove(&self.next) {
            let file = &self.arguments.files[self.next];
            if self.arguments.json {
                println!("{}", json_line(file, &build, self.arguments.profile));
            } else {
                print_for_people(file, &build);
                if self.arguments.profile {
                    print_profile(&build);
                }
            }
            self.next += 1;
        }
    }
}

/// What `run --json` prints for a file.
#[derive(Serialize)]
struct Line<'a> {
    file: String,
    status: Status,
    objects: Vec<Object<'a>>,
    printed: &'a str,
    diagnostics: Vec<Message<'a>>,
    cpu_ms: f64,
    measure_ms: f64,
    wall_ms: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    kernel_ms: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mesh_ms: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    operations: Option<&'a [Operation]>,
}

#[derive(Serialize)]
struct Object<'a> {
    name: &'a str,
    class: &'a str,
    solids: u32,
    shells: u32,
    faces: u32,
    wires: u32,
    edges: u32,
    vertices: u32,
    volume: f64,
    area: f64,
    length: f64,
    com: [f64; 3],
    bbox: Option<[f64; 6]>,
    valid: bool,
}

#[derive(Serialize)]
struct Message<'a> {
    severity: Severity,
    line: Option<u32>,
    column: Option<u32>,
    message: &'a str,
    hint: Option<&'a str>,
}

fn json_line(file: &Path, build: &Build, profile: bool) -> String {
    let line = Line {
        file: file.to_string_lossy().into_owned(),
        status: build.status,
        objects: build.parts.iter().filter_map(object).collect(),
        printed: &build.printed,
        diagnostics: build
            .diagnostics
            .iter()
            .map(|d| Message {
                severity: d.severity,
                line: d.line,
                column: d.column,
                message: &d.message,
                hint: d.hint.as_deref(),
            })
            .collect(),
        cpu_ms: build.timing.cpu_ms,
        measure_ms: build.timing.measure_ms,
        wall_ms: build.timing.wall_ms,
        kernel_ms: build.timing.kernel_ms,
        mesh_ms: profile.then_some(build.timing.mesh_ms),
        operations: profile.then_some(build.operations.as_slice()),
    };
    serde_json::to_string(&line).expect("plain values can be written as JSON")
}

fn object(part: &Part) -> Option<Object<'_>> {
    let m = part.measures.as_ref()?;
    Some(Object {
        name: &part.name,
        class: &part.class,
        solids: m.solids,
        shells: m.shells,
        faces: m.faces,
        wires: m.wires,
        edges: m.edges,
        vertices: m.vertices,
        volume: m.volume,
        area: m.area,
        length: m.length,
        com: m.center_of_mass,
        bbox: m.bounds.map(|b| [b.min[0], b.min[1], b.min[2], b.max[0], b.max[1], b.max[2]]),
        valid: m.valid,
    })
}

fn print_for_people(file: &Path, build: &Build) {
    for part in &build.parts {
        println!("{}: {}", file.display(), part_text(part));
    }
    if build.parts.is_empty() {
        println!("{}: no part", file.display());
    }
    for diagnostic in &build.diagnostics {
        println!("{}:{diagnostic}", file.display());
    }
    if !build.printed.is_empty() {
        print!("{}", build.printed);
        if !build.printed.ends_with('\n') {
            println!();
        }
    }
}

/// A table of operations: processor time of each, of OpenCASCADE in it, and of the rest.
fn print_profile(build: &Build) {
    let row = |line: &str, name: &str, all: f64, kernel: f64| {
        println!("{line:>5}  {name:<24} {all:>10.3} {kernel:>10.3} {:>10.3}", all - kernel);
    };
    println!("{:>5}  {:<24} {:>10} {:>10} {:>10}", "line", "operation", "ms", "kernel", "own");
    let (mut all, mut kernel) = (0.0, 0.0);
    for operation in &build.operations {
        let inside = operation.kernel_ms.unwrap_or_default();
        let line = operation.line.map(|line| line.to_string()).unwrap_or_default();
        row(&line, &operation.name, operation.cpu_ms, inside);
        all += operation.cpu_ms;
        kernel += inside;
    }
    let timing = &build.timing;
    let total = timing.kernel_ms.unwrap_or_default();
    row("", "(between operations)", timing.cpu_ms - all, total - kernel);
    row("", "all", timing.cpu_ms, total);
    println!("{:>5}  {:<24} {:>10.3}", "", "measures", timing.measure_ms);
    println!("{:>5}  {:<24} {:>10.3}", "", "triangles", timing.mesh_ms);
}

/// One line about a part: validity, counts, volume, extents.
pub fn part_text(part: &Part) -> String {
    let Some(m) = &part.measures else { return part.name.clone() };
    let size = m.bounds.map(|b| b.size().map(units::digits).join(" x ")).unwrap_or_default();
    format!(
        "{} · {} · {} solids · {} faces · {} · {size} mm",
        part.name,
        if m.valid { "valid" } else { "NOT VALID" },
        m.solids,
        m.faces,
        units::volume_text(m.volume),
    )
}
