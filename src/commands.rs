//! Carries out what was asked on the command line; one short file for each group of commands.

mod edit;
mod evaluate;
mod generate;
mod headless;
mod params;
mod render;
mod run;
mod score;
mod training;
mod window;

use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use base::{ParameterValue, Program};
use engine::protocol::{Readiness, WorkerOptions};
use engine::{Engine, EngineOptions};
use worker::Forked;

use crate::assets::Assets;
use crate::cli::{Arguments, Command, WorkerArguments};

/// Does what the arguments ask for; the exit code is that of the process.
pub fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let assets = Assets::new(arguments.assets)?;
    match arguments.command {
        None => window::open(&assets),
        Some(Command::Run(arguments)) => run::run(&arguments),
        Some(Command::Render(arguments)) => render::render(&arguments),
        Some(Command::Generate(arguments)) => generate::generate(&arguments, &assets),
        Some(Command::Edit(arguments)) => edit::edit_program(&arguments),
        Some(Command::Score(arguments)) => score::score(&arguments),
        Some(Command::Params(arguments)) => params::params(&arguments),
        Some(Command::Synth(arguments)) => training::synth(arguments),
        Some(Command::Train(command)) => training::train(command),
        Some(Command::Eval(arguments)) => evaluate::eval(&arguments, &assets),
        Some(Command::Worker(arguments)) => worker_process(arguments),
    }
}

fn worker_process(arguments: WorkerArguments) -> anyhow::Result<ExitCode> {
    let options = WorkerOptions::from_args(arguments.arguments).map_err(anyhow::Error::msg)?;
    Ok(worker::main(&options))
}

/// An engine whose geometry processes are this executable.
/// The engine of a command that soon ends: its first process is forked, which is faster than to
/// start it, so call this before any thread runs.
/// In the forked process it gives the code to leave with.
fn start_short_engine(processes: usize, programs: usize) -> anyhow::Result<Result<Engine, ExitCode>> {
    let options =
        EngineOptions { warm_spares: programs.saturating_sub(1).min(1), ..engine_options(processes)? };
    let readiness = if programs > 1 { Readiness::Everything } else { Readiness::Basics };
    let first = match worker::fork(options.memory_mib, readiness) {
        Ok(Forked::Caller(first)) => Some(first),
        Ok(Forked::Worker(code)) => return Ok(Err(code)),
        Err(error) => {
            log::debug!("the geometry process is started instead of forked: {error}");
            None
        }
    };
    Engine::start_with(options, first).context("could not start the geometry process").map(Ok)
}

fn start_engine(processes: usize) -> anyhow::Result<Engine> {
    Engine::start(engine_options(processes)?).context("could not start the geometry process")
}

fn engine_options(processes: usize) -> anyhow::Result<EngineOptions> {
    let executable = std::env::current_exe().context("could not find the path of this executable")?;
    Ok(EngineOptions { processes, ..EngineOptions::new(executable) })
}

/// Reads a program and the CAD files that it names; the text must be UTF-8.
fn read_program(file: &Path) -> anyhow::Result<Program> {
    let bytes = std::fs::read(file).with_context(|| format!("could not read {}", file.display()))?;
    let text = String::from_utf8(bytes)
        .with_context(|| format!("the program is not UTF-8 text; save it as UTF-8: {}", file.display()))?;
    with_inputs(Program::new(text.strip_prefix('\u{feff}').unwrap_or(&text)), file)
}

/// The program with the CAD files beside `file` that its text or its parameters name.
fn with_inputs(mut program: Program, file: &Path) -> anyhow::Result<Program> {
    let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    program.inputs = engine::inputs::beside(&program, folder)?;
    Ok(program)
}

/// Writes a file under another name first, so that nothing half-written is ever found.
fn write_file(file: &Path, content: &[u8]) -> anyhow::Result<()> {
    let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)
        .with_context(|| format!("could not make the folder {}", folder.display()))?;
    let mut name =
        file.file_name().with_context(|| format!("{} is no file name", file.display()))?.to_owned();
    name.push(".part");
    let partial = folder.join(name);
    std::fs::write(&partial, content)
        .and_then(|()| std::fs::rename(&partial, file))
        .with_context(|| format!("could not write {}", file.display()))
}

/// A parameter value as written on the command line: a Python literal, or plain text.
fn parameter_value(text: &str) -> ParameterValue {
    match text {
        "True" | "true" => ParameterValue::Bool(true),
        "False" | "false" => ParameterValue::Bool(false),
        _ => text
            .parse()
            .map(ParameterValue::Int)
            .or_else(|_| text.parse().map(ParameterValue::Float))
            .unwrap_or_else(|_| ParameterValue::Text(text.to_owned())),
    }
}

fn exit_code(all_well: bool) -> ExitCode {
    if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
