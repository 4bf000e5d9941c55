//! `partwright params`: the literals of a program that can be turned.

use std::process::ExitCode;

use super::read_program;
use crate::cli::ParamsArguments;

/// Lists name, value and place of every parameter.
pub fn params(arguments: &ParamsArguments) -> anyhow::Result<ExitCode> {
    let program = read_program(&arguments.file)?;
    for parameter in script::parameters(&program) {
        if arguments.json {
            println!("{}", serde_json::to_string(&parameter)?);
        } else {
            let label = parameter.label.map(|l| format!("  # {l}")).unwrap_or_default();
            println!(
                "{}:{}  {} = {}{label}",
                parameter.line, parameter.column, parameter.name, parameter.value
            );
        }
    }
    Ok(ExitCode::SUCCESS)
}
