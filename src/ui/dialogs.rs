//! Questions for files, behind a trait, so that tests can answer them.
//!
//! Dialogs run on threads of their own; answers arrive later. Where the desktop has no portal the
//! system answers like "cancelled".

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// A program, a picture or a scan to open.
    Open,
    /// Where to save the program.
    Save,
    /// Where to write the part as STEP.
    ExportStep,
    /// Where to write the part as STL.
    ExportStl,
    /// A folder of data sets or of a training run.
    Folder,
}

impl Question {
    /// Name and extensions of the files in question.
    pub fn filter(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Open => (
                "Programs, pictures, meshes and points",
                &[
                    "py", "png", "jpg", "jpeg", "webp", "stl", "obj", "ply", "step", "stp", "brep", "xyz",
                    "csv", "pts",
                ],
            ),
            Self::Save => ("CadQuery programs", &["py"]),
            Self::ExportStep => ("STEP", &["step", "stp"]),
            Self::ExportStl => ("STL", &["stl"]),
            Self::Folder => ("Folders", &[]),
        }
    }
}

/// Someone who can ask the user for a file.
pub trait Dialogs {
    /// Asks; returns at once.
    fn ask(&mut self, question: Question, suggestion: &str);

    /// Answers that are there by now; `None` means that the user cancelled.
    fn poll(&mut self) -> Vec<(Question, Option<PathBuf>)>;
}

/// The dialogs of the desktop.
pub struct DesktopDialogs {
    answers: Receiver<(Question, Option<PathBuf>)>,
    to_answers: Sender<(Question, Option<PathBuf>)>,
    ctx: egui::Context,
}

impl DesktopDialogs {
    /// Dialogs that wake `ctx` when an answer is there.
    pub fn new(ctx: egui::Context) -> Self {
        let (to_answers, answers) = channel();
        Self { answers, to_answers, ctx }
    }
}

impl Dialogs for DesktopDialogs {
    fn ask(&mut self, question: Question, suggestion: &str) {
        let (to_answers, ctx) = (self.to_answers.clone(), self.ctx.clone());
        let (name, extensions) = question.filter();
        let mut dialog = rfd::FileDialog::new();
        if !extensions.is_empty() {
            dialog = dialog.add_filter(name, extensions);
        }
        if question != Question::Open {
            dialog = dialog.set_file_name(suggestion);
        }
        let ask = move || {
            let answer = match question {
                Question::Open => dialog.pick_file(),
                Question::Folder => dialog.pick_folder(),
                Question::Save | Question::ExportStep | Question::ExportStl => dialog.save_file(),
            };
            // Nobody listens when the window is closing.
            to_answers.send((question, answer)).ok();
            ctx.request_repaint();
        };
        if let Err(error) = std::thread::Builder::new().name("dialog".into()).spawn(ask) {
            log::error!("could not ask for a file: {error}");
        }
    }

    fn poll(&mut self) -> Vec<(Question, Option<PathBuf>)> {
        self.answers.try_iter().collect()
    }
}

/// Answers given in advance, in order; when they run out every question is cancelled.
#[derive(Debug, Default)]
pub struct PreparedDialogs {
    /// Answers that were not asked for yet, first one last.
    pub answers: Vec<PathBuf>,
    given: Vec<(Question, Option<PathBuf>)>,
}

impl Dialogs for PreparedDialogs {
    fn ask(&mut self, question: Question, _suggestion: &str) {
        let answer = self.answers.pop();
        self.given.push((question, answer));
    }

    fn poll(&mut self) -> Vec<(Question, Option<PathBuf>)> {
        std::mem::take(&mut self.given)
    }
}
