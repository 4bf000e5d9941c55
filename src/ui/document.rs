//! The program being edited: its text, where it is saved, and what can be undone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use base::{Build, InputFile, Parameter, ParameterValue, Program, ProgramHash};

/// Changes of the same kind within this time are one step of undo.
const ONE_STEP: Duration = Duration::from_millis(800);

/// How many steps of undo are kept.
const MAX_STEPS: usize = 500;

/// What kind of change was made, so that neighbours can become one step of undo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Typing in the editor.
    Typing,
    /// Turning a parameter.
    Parameter(String),
    /// Another program took the place of this one.
    Whole,
}

/// The program being edited.
#[derive(Debug, Default)]
pub struct Document {
    text: String,
    path: Option<PathBuf>,
    saved_text: String,
    undo: Vec<String>,
    redo: Vec<String>,
    last_change: Option<(Change, Instant)>,
    parameters: Vec<Parameter>,
    inputs: BTreeMap<String, InputFile>,
    revision: u64,
}

impl Document {
    /// The text as it is now.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text as a program, with the CAD files that lie beside it.
    pub fn program(&self) -> Program {
        Program { inputs: self.inputs.clone(), ..Program::new(self.text.as_str()) }
    }

    /// The CAD files that were found beside the file of the program; others than before make it run
    /// again.
    pub fn take_inputs(&mut self, path: &Path, inputs: BTreeMap<String, InputFile>) {
        if self.path.as_deref() == Some(path) && self.inputs != inputs {
            self.inputs = inputs;
            self.revision += 1;
        }
    }

    /// Where the program is saved.
    pub fn path(&self) -> Option<&PathBuf> {
        self.path.as_ref()
    }

    /// Counts the changes of the text and of the files beside it.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether there are changes that are not saved.
    pub fn is_changed(&self) -> bool {
        self.text != self.saved_text
    }

    /// The name for the title of the window.
    pub fn name(&self) -> String {
        let name = self.path.as_ref().and_then(|p| p.file_name()).map(|n| n.to_string_lossy().into_owned());
        name.unwrap_or_else(|| "Untitled".to_owned())
    }

    /// Literals that can be turned, as of the last build, with places moved along with later edits.
    pub fn parameters(&self) -> &[Parameter] {
        &self.parameters
    }

    /// Replaces the text; a step of undo unless it continues the last change.
    pub fn change(&mut self, text: String, change: Change) {
        if text == self.text {
            return;
        }
        let continues = change != Change::Whole
            && self.last_change.as_ref().is_some_and(|(last, at)| *last == change && at.elapsed() < ONE_STEP);
        if !continues {
            self.undo.push(std::mem::take(&mut self.text));
            let surplus = self.undo.len().saturating_sub(MAX_STEPS);
            self.undo.drain(..surplus);
        }
        self.redo.clear();
        if !matches!(change, Change::Parameter(_)) {
            self.parameters.clear();
        }
        self.text = text;
        self.revision += 1;
        self.last_change = Some((change, Instant::now()));
    }

    /// Writes a value in the place of the literal of a parameter. Unknown names change nothing.
    pub fn turn(&mut self, name: &str, value: ParameterValue) {
        let Some(index) = self.parameters.iter().position(|p| p.name == name) else { return };
        let (start, end) = (self.parameters[index].start, self.parameters[index].end);
        if !self.text.is_char_boundary(start) || !self.text.is_char_boundary(end) || start > end {
            return;
        }
        let literal = value.to_string();
        let mut text = self.text.clone();
        text.replace_range(start..end, &literal);
        let shift = literal.len() as isize - (end - start) as isize;
        for other in &mut self.parameters {
            if other.start > start {
                other.start = other.start.saturating_add_signed(shift);
                other.end = other.end.saturating_add_signed(shift);
            }
        }
        self.parameters[index].end = start + literal.len();
        self.parameters[index].value = value.clone();
        self.parameters[index].literal = value;
        self.change(text, Change::Parameter(name.to_owned()));
    }

    /// Takes the parameters of a build of this very text.
    pub fn take_parameters(&mut self, build: &Build) {
        if build.program == self.hash() {
            self.parameters = build.parameters.clone();
        }
    }

    /// Identifies the text.
    pub fn hash(&self) -> ProgramHash {
        self.program().hash()
    }

    /// Takes the last change back; false when there is none.
    pub fn undo(&mut self) -> bool {
        let Some(text) = self.undo.pop() else { return false };
        self.redo.push(std::mem::replace(&mut self.text, text));
        self.after_jump();
        true
    }

    /// Does the change again that was taken back; false when there is none.
    pub fn redo(&mut self) -> bool {
        let Some(text) = self.redo.pop() else { return false };
        self.undo.push(std::mem::replace(&mut self.text, text));
        self.after_jump();
        true
    }

    fn after_jump(&mut self) {
        self.parameters.clear();
        self.last_change = None;
        self.revision += 1;
    }

    /// Another program from a file; undo leads back to the one before.
    pub fn open(&mut self, text: String, path: Option<PathBuf>) {
        self.change(text.clone(), Change::Whole);
        self.saved_text = text;
        self.path = path;
        self.inputs.clear();
    }

    /// Notes that the text as it is now was saved.
    pub fn saved(&mut self, path: PathBuf) {
        self.saved_text.clone_from(&self.text);
        self.path = Some(path);
    }

    /// A program from the journal of a session that ended badly: changed, and not saved.
    pub fn recovered(text: String) -> Self {
        Self { text, revision: 1, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use base::{Diagnostic, Status};

    use super::*;

    fn parameter(name: &str, value: i64, start: usize, end: usize) -> Parameter {
        let value = ParameterValue::Int(value);
        Parameter {
            name: name.into(),
            literal: value.clone(),
            value,
            start,
            end,
            line: 1,
            column: 1,
            label: None,
        }
    }

    fn document() -> Document {
        let mut document = Document::default();
        document.open("a = 5\nb = 7\n".into(), None);
        let mut build = Build::failed(document.hash(), Status::Ok, Diagnostic::error("none"));
        build.parameters = vec![parameter("a", 5, 4, 5), parameter("b", 7, 10, 11)];
        document.take_parameters(&build);
        document
    }

    #[test]
    fn turning_a_parameter_moves_the_places_behind_it() {
        let mut document = document();
        document.turn("a", ParameterValue::Int(125));
        document.turn("b", ParameterValue::Float(0.5));
        assert_eq!(document.text(), "a = 125\nb = 0.5\n");
    }

    #[test]
    fn a_drag_is_one_step_of_undo() {
        let mut document = document();
        for value in 6..20 {
            document.turn("a", ParameterValue::Int(value));
        }
        assert!(document.undo());
        assert_eq!(document.text(), "a = 5\nb = 7\n");
        assert!(document.redo());
        assert_eq!(document.text(), "a = 19\nb = 7\n");
    }

    #[test]
    fn files_beside_the_program_make_it_another_one() {
        let mut document = document();
        let path = PathBuf::from("folder/part.py");
        document.saved(path.clone());
        let (hash, revision) = (document.hash(), document.revision());
        let inputs = BTreeMap::from([("a.step".to_owned(), InputFile::new(b"A".as_slice()))]);
        document.take_inputs(Path::new("folder/other.py"), inputs.clone());
        assert_eq!((document.hash(), document.revision()), (hash, revision));
        document.take_inputs(&path, inputs.clone());
        assert!(document.hash() != hash && document.revision() == revision + 1);
        assert_eq!(document.program().inputs, inputs);
        document.take_inputs(&path, inputs);
        assert_eq!(document.revision(), revision + 1);
        document.open("c = 1".into(), None);
        assert!(document.program().inputs.is_empty());
    }

    #[test]
    fn parameters_of_another_text_are_not_taken() {
        let mut document = document();
        let build = Build::failed(Program::new("c = 1").hash(), Status::Ok, Diagnostic::error("none"));
        document.change("c = 2".into(), Change::Typing);
        document.take_parameters(&build);
        assert!(document.parameters().is_empty());
    }
}
