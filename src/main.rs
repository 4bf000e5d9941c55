//! Partwright: pictures and words in; an editable CadQuery program, a live part and a STEP file out.
//!
//! This file is the entry only: `cli.rs` says what can be asked on the command line, `commands.rs`
//! does it, `assets.rs` holds what is embedded. Without a subcommand the window opens.

mod assets;
mod cli;
mod commands;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    let arguments = cli::Arguments::parse();
    // The geometry process keeps its output for the protocol and logs nothing by itself.
    let default_level = if arguments.is_worker() { "off" } else { "warn" };
    env_logger::Builder::from_env(env_logger::Env::new().filter_or("PARTWRIGHT_LOG", default_level)).init();
    match commands::run(arguments) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("partwright: {error:#}");
            ExitCode::FAILURE
        }
    }
}
