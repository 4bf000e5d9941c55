//! `partwright eval`: how well the sources do on parts that nobody learnt from.

use std::fs::File;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use base::{Cancel, Progress};
use engine::Engine;
use train::eval::{self, EvalOptions, Input, Row, Size, Suite, Words, edits, page};

use super::{start_engine, write_file};
use crate::assets::Assets;
use crate::cli::{EvalArguments, EvalSource, EvalText};

/// Measures on the parts of a suite and prints a table or one JSON object.
pub fn eval(arguments: &EvalArguments, assets: &Assets) -> anyhow::Result<ExitCode> {
    let engine = start_engine(usize::from(arguments.jobs))?;
    if arguments.input == Input::Edit {
        return eval_edits(arguments, &engine);
    }
    let mut sources = match arguments.source {
        EvalSource::Geometry => assist::geometric_sources(),
        EvalSource::All | EvalSource::Model => super::generate::sources(arguments.model.as_deref(), assets)?,
    };
    if arguments.source == EvalSource::Model {
        // The model is the first of the sources.
        sources.truncate(1);
    }
    let options = options(arguments);
    let mut rows = arguments.rows.as_ref().map(create).transpose()?;
    let mut not_written = None;
    let mut keep = |row: &Row| {
        if let Some(file) = &mut rows
            && let Err(error) = writeln!(file, "{}", row.json())
        {
            not_written = Some(error);
        }
    };
    let report = eval::evaluate(&options, &mut sources, &engine, &Cancel::new(), &mut tell, &mut keep)?;
    eprintln!();
    if let Some(error) = not_written {
        eprintln!("the rows could not all be written: {error}");
    }
    if let Some(file) = &arguments.html {
        write_file(file, page::html(&report).as_bytes())?;
    }
    if arguments.json {
        println!("{}", report.json());
    } else {
        println!("{}", report.table());
    }
    Ok(ExitCode::SUCCESS)
}

fn options(arguments: &EvalArguments) -> EvalOptions {
    EvalOptions {
        suite: Suite::of_name(&arguments.suite),
        input: arguments.input,
        size: if arguments.size { Size::Told } else { Size::Hidden },
        words: match arguments.text {
            EvalText::Precise => Words::Precise,
            EvalText::Abstract => Words::Abstract,
        },
        families: arguments.families.clone(),
        count: arguments.count,
        seed: arguments.seed,
        candidates: usize::from(arguments.candidates),
        tries: usize::from(arguments.tries),
        rounds: usize::from(arguments.rounds),
        training: arguments.data.clone(),
    }
}

fn create(file: &PathBuf) -> anyhow::Result<File> {
    File::create(file).with_context(|| format!("could not write {}", file.display()))
}

fn tell(progress: &Progress) {
    let left = progress.remaining_secs.map(|s| format!(", {s:.0} s left")).unwrap_or_default();
    eprint!("\r{} {}{left}   ", progress.what, progress.done);
}

/// Changes in words: a table or one JSON object, and the rows.
fn eval_edits(arguments: &EvalArguments, engine: &Engine) -> anyhow::Result<ExitCode> {
    let mut file = arguments.rows.as_ref().map(create).transpose()?;
    let mut lines: Vec<String> = Vec::new();
    let mut keep = |row: &edits::EditRow| lines.extend(serde_json::to_string(row));
    let report = edits::evaluate(&options(arguments), engine, &Cancel::new(), &mut tell, &mut keep)?;
    eprintln!();
    if let Some(file) = &mut file {
        lines
            .iter()
            .try_for_each(|line| writeln!(file, "{line}"))
            .context("the rows could not all be written")?;
    }
    println!("{}", if arguments.json { report.json() } else { report.table() });
    Ok(ExitCode::SUCCESS)
}
