//! A program as one piece of code for each statement of the module.
//!
//! The line is noted before each statement, so that it is known which one was being run when a
//! call that never comes back (a regular expression, a sum over everything) gets the process
//! killed. Running the pieces one after another is the same as running the whole: they share the
//! module's variables, and their code carries the lines of the whole text.

use rustpython_vm as vm;
use vm::builtins::{PyBaseExceptionRef, PyCode};
use vm::compiler::ast::{Mod, ModModule, Stmt};
use vm::compiler::codegen::compile::compile_program;
use vm::compiler::core::SourceFileBuilder;
use vm::compiler::{Mode, parser};
use vm::{PyRef, VirtualMachine};

use crate::py::PROGRAM_PATH;
use crate::source::Places;

/// A piece of a program.
pub(super) struct Step {
    /// Line of its beginning, from 1; `None` for a program in one piece.
    pub(super) line: Option<u32>,
    pub(super) code: PyRef<PyCode>,
}

/// Compiles a program; nothing of it runs when one statement is wrong.
pub(super) fn compile(vm: &VirtualMachine, text: &str) -> Result<Vec<Step>, PyBaseExceptionRef> {
    if let Some(steps) = in_pieces(vm, text) {
        return Ok(steps);
    }
    let code = vm
        .compile(text, Mode::Exec, PROGRAM_PATH.to_owned())
        .map_err(|error| vm.new_syntax_error(&error, Some(text)))?;
    Ok(vec![Step { line: None, code }])
}

/// `None` when the program has an error, which the whole explains better, and for programs with
/// `from __future__`, which means all statements.
fn in_pieces(vm: &VirtualMachine, text: &str) -> Option<Vec<Step>> {
    let Mod::Module(mut module) = parser::parse(text, parser::Mode::Module.into()).ok()?.into_syntax() else {
        return None;
    };
    let statements = std::mem::take(&mut module.body);
    if statements.iter().any(is_future) {
        return None;
    }
    let file = SourceFileBuilder::new(PROGRAM_PATH, text).finish();
    let places = Places::new(text);
    statements
        .into_iter()
        .map(|statement| {
            let line = places.at(start_of(&statement)).0;
            let piece = ModModule { body: vec![statement], ..module.clone() };
            let code = compile_program(&piece, file.clone(), vm.compile_opts()).ok()?;
            Some(Step { line: Some(line), code: vm.ctx.new_code(code) })
        })
        .collect()
}

fn start_of(statement: &Stmt) -> usize {
    use rustpython_ruff_text_size::Ranged;
    statement.range().start().to_usize()
}

fn is_future(statement: &Stmt) -> bool {
    let Stmt::ImportFrom(import) = statement else { return false };
    import.module.as_ref().is_some_and(|module| module.as_str() == "__future__")
}
