//! `partwright render`: a program in, a picture out.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use base::Cancel;
use engine::BuildOptions;

use super::{read_program, start_short_engine};
use crate::cli::RenderArguments;

/// Draws the parts of a program from one, four or eight sides.
pub fn render(arguments: &RenderArguments) -> anyhow::Result<ExitCode> {
    let engine = match start_short_engine(1, 1)? {
        Ok(engine) => engine,
        Err(code) => return Ok(code),
    };
    let program = read_program(&arguments.file)?;
    let options =
        BuildOptions { measures: false, timeout: Duration::from_secs(30), ..BuildOptions::default() };
    let build = engine.build(&program, &options, &Cancel::new())?;
    for diagnostic in &build.diagnostics {
        eprintln!("{}:{diagnostic}", arguments.file.display());
    }
    let mesh = build.mesh().context("the program shows nothing that can be drawn")?;
    super::headless::write_picture(&mesh, arguments.views, arguments.size, &arguments.output)?;
    Ok(ExitCode::SUCCESS)
}
