//! `partwright edit`: a program changed as words say, with everything that changed in the part.

use std::process::ExitCode;
use std::time::Duration;

use assist::edit::{Edited, edit};
use base::Cancel;

use super::{read_program, start_engine, write_file};
use crate::cli::EditArguments;

/// Prints what changed, and writes the program when nothing changed that was not asked for.
pub fn edit_program(arguments: &EditArguments) -> anyhow::Result<ExitCode> {
    let program = read_program(&arguments.file)?;
    let engine = start_engine(2)?;
    let readings = edit(&engine, &program, &arguments.instruction, Duration::from_secs(30), &Cancel::new())?;
    let Some(best) = readings.first() else {
        anyhow::bail!("nothing came of it; say it in other words");
    };
    print(best);
    for other in &best.alternatives {
        println!("it could also mean: {other}");
    }
    anyhow::ensure!(best.build.is_valid(), "the part is not valid after the change; nothing was written");
    anyhow::ensure!(!best.changes.is_empty(), "nothing would change; nothing was written");
    if !best.is_clean() && !arguments.force {
        let reason = if best.alternatives.is_empty() {
            "more changed than was asked for"
        } else {
            "the words can be read in several ways; name the number that is meant"
        };
        anyhow::bail!("{reason}; --force writes it all the same");
    }
    let output = arguments.output.as_ref().unwrap_or(&arguments.file);
    write_file(output, best.program.text.as_bytes())?;
    println!("wrote {}", output.display());
    Ok(ExitCode::SUCCESS)
}

fn print(edited: &Edited) {
    println!("{}", edited.summary);
    for change in &edited.changes {
        let mark = if change.is_expected { "  " } else { "! " };
        println!("{mark}{}", change.text);
    }
    if edited.changes.is_empty() {
        println!("  the part is the same as before");
    }
}
