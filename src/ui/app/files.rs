//! Opening, saving, exporting; what is dropped on the window or pasted into it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use base::Cancel;
use engine::Format;

use crate::app::{App, PromptImage, PromptScan};
use crate::command::Command;
use crate::dialogs::Question;
use crate::disk::{Outcome, Purpose};

/// Time that an export may take.
const EXPORT_TIMEOUT: Duration = Duration::from_secs(60);

/// Most pictures that a prompt takes.
const MAX_IMAGES: usize = 8;

/// An export on its way: where it goes, and what comes of it.
type Export = (PathBuf, Receiver<Result<Vec<u8>, String>>);

/// Exports on their way.
#[derive(Default)]
pub(crate) struct Exports(Vec<Export>);

impl App {
    /// The name of the program with another extension.
    pub(crate) fn file_name(&self, extension: &str) -> String {
        let name = self.document.name();
        let stem = name.strip_suffix(".py").unwrap_or(&name);
        format!("{}.{extension}", if stem == "Untitled" { "part" } else { stem })
    }

    /// Saves where the program was saved before, or asks.
    pub(crate) fn save(&mut self) {
        match self.document.path().cloned() {
            Some(path) => self.save_to(path),
            None => self.dialogs.ask(Question::Save, &self.file_name("py")),
        }
    }

    fn save_to(&mut self, path: PathBuf) {
        self.disk.write(Purpose::SaveProgram, path, self.document.text().as_bytes().to_vec());
    }

    /// Asks where the part goes; says why not when there is none.
    pub(crate) fn ask_export(&mut self, question: Question) {
        let Some(build) = &self.build.last else {
            self.toasts.warning("There is no part to export yet");
            return;
        };
        if build.parts.is_empty() {
            self.toasts.warning("The program shows no part; see the problems below the code");
            return;
        }
        if !build.is_valid() {
            self.toasts.warning("The part is not valid; other programs may refuse the file");
        }
        let extension = if question == Question::ExportStl { "stl" } else { "step" };
        self.dialogs.ask(question, &self.file_name(extension));
    }

    fn export_to(&mut self, (path, format): (PathBuf, Format), ctx: &egui::Context) {
        let (to_answer, answer) = channel();
        let (engine, program, ctx) = (self.engine.clone(), self.document.program(), ctx.clone());
        let export = move || {
            let result = engine.export(&program, format, EXPORT_TIMEOUT, &Cancel::new());
            // Nobody listens when the window is closing.
            to_answer.send(result.map_err(|error| error.to_string())).ok();
            ctx.request_repaint();
        };
        match std::thread::Builder::new().name("export".into()).spawn(export) {
            Ok(_) => self.exports.0.push((path, answer)),
            Err(error) => {
                self.toasts.error(format!("Could not export: {error}"));
            }
        }
    }

    /// Takes answers of dialogs, contents of files, and exports.
    pub(crate) fn take_files(&mut self, ctx: &egui::Context) {
        for (question, path) in self.dialogs.poll() {
            let Some(path) = path else { continue };
            match question {
                Question::Open => self.disk.read(Purpose::Open, path),
                Question::Save => self.save_to(with_extension(path, "py")),
                Question::ExportStep => self.export_to(with_format(path, Format::Step), ctx),
                Question::ExportStl => self.export_to(with_format(path, Format::Stl), ctx),
                Question::Folder => self.training.data_folder = path.to_string_lossy().into_owned(),
            }
        }
        let mut waiting = Vec::new();
        for (path, answer) in std::mem::take(&mut self.exports.0) {
            match answer.try_recv() {
                Ok(Ok(content)) => self.disk.write(Purpose::Export, path, content),
                Ok(Err(error)) => {
                    self.toasts.error(format!("Could not export: {error}"));
                }
                Err(std::sync::mpsc::TryRecvError::Empty) => waiting.push((path, answer)),
                Err(std::sync::mpsc::TryRecvError::Disconnected) => {
                    self.toasts.error("Could not export: the work was lost");
                }
            }
        }
        self.exports.0.append(&mut waiting);
        for outcome in self.disk.poll() {
            self.take_outcome(outcome, ctx);
        }
    }

    fn take_outcome(&mut self, outcome: Outcome, ctx: &egui::Context) {
        let name = outcome.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match (outcome.purpose, outcome.result) {
            (Purpose::State, _) => {}
            (_, Err(error)) => {
                self.toasts.error(format!("{name}: {error}"));
            }
            (Purpose::Open, Ok(content)) => self.take_file(&outcome.path, &content, ctx),
            (Purpose::SaveProgram, Ok(_)) => {
                self.document.saved(outcome.path.clone());
                self.disk.gather(outcome.path, self.document.program());
                self.toasts.success(format!("Saved {name}"));
            }
            (Purpose::Inputs, Ok(_)) => self.document.take_inputs(&outcome.path, outcome.inputs),
            (Purpose::Export, Ok(_)) => {
                self.toasts.success(format!("Exported {name}"));
            }
        }
    }

    /// A file by its content and extension: a program goes to the editor, a picture or a scan to the prompt.
    pub(crate) fn take_file(&mut self, path: &Path, content: &[u8], ctx: &egui::Context) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("py")) {
            match std::str::from_utf8(content) {
                Ok(text) => {
                    self.document.open(text.to_owned(), Some(path.to_owned()));
                    self.disk.gather(path.to_owned(), self.document.program());
                }
                Err(_) => {
                    self.toasts.error(format!("{name} is not UTF-8 text; save it as UTF-8"));
                }
            }
            return;
        }
        if assist::scan::is_scan_file(path) {
            if content.len() > assist::scan::MOST_BYTES {
                let most = assist::scan::MOST_BYTES >> 20;
                self.toasts.error(format!("{name} has more than {most} MiB; a smaller mesh will do"));
                return;
            }
            // It is read when candidates are made, on the thread that makes them.
            self.prompt.scan = Some(PromptScan { path: path.to_owned(), content: content.into() });
            self.settings.show_prompt = true;
            return;
        }
        match render::picture_file::decode(content) {
            Ok(image) => self.add_image(name, image, ctx),
            Err(error) => {
                self.toasts.error(format!("{name}: {error}"));
            }
        }
    }

    /// Puts a picture into the prompt.
    pub(crate) fn add_image(&mut self, name: String, image: image::DynamicImage, ctx: &egui::Context) {
        if self.prompt.images.len() >= MAX_IMAGES {
            self.toasts.warning(format!("A prompt takes at most {MAX_IMAGES} pictures"));
            return;
        }
        let small = image.thumbnail(256, 256).to_rgba8();
        let size = [small.width() as usize, small.height() as usize];
        let pixels = egui::ColorImage::from_rgba_unmultiplied(size, small.as_raw());
        let texture = ctx.load_texture(&name, pixels, egui::TextureOptions::LINEAR);
        self.prompt.images.push(PromptImage { name, image: Arc::new(image), texture });
        self.settings.show_prompt = true;
    }

    /// Takes files that were dropped on the window.
    pub(crate) fn take_drops(&mut self, ctx: &egui::Context) {
        for file in ctx.input(|input| input.raw.dropped_files.clone()) {
            let path = file.path().to_owned();
            match file.bytes() {
                Ok(content) => self.take_file(&path, &content, ctx),
                Err(error) => {
                    self.toasts.error(format!("{}: {error}", path.display()));
                }
            }
        }
    }

    /// Takes the picture on the clipboard.
    pub(crate) fn paste_picture(&mut self, ctx: &egui::Context) {
        let picture = arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get_image());
        let picture = match picture {
            Ok(picture) => picture,
            Err(error) => {
                self.toasts.warning(format!("There is no picture on the clipboard ({error})"));
                return;
            }
        };
        let (width, height) = (picture.width as u32, picture.height as u32);
        match image::RgbaImage::from_raw(width, height, picture.bytes.into_owned()) {
            Some(image) => self.add_image("Pasted picture".to_owned(), image.into(), ctx),
            None => {
                self.toasts.error("The picture on the clipboard is damaged");
            }
        }
    }

    /// Takes an example into the prompt or the editor.
    pub(crate) fn take_example(&mut self, index: usize, ctx: &egui::Context) -> Option<Command> {
        let (name, content) = self.examples.get(index).cloned()?;
        if name.ends_with(".py") {
            // An example has no place of its own, so that saving asks for one.
            self.document.open(String::from_utf8_lossy(&content).into_owned(), None);
            return None;
        }
        self.prompt.images.clear();
        self.prompt.scan = None;
        self.take_file(Path::new(&name), &content, ctx);
        Some(Command::Generate)
    }
}

/// The format that the extension of a file names; the usual one, and its extension, if it names none.
fn with_format(path: PathBuf, usual: Format) -> (PathBuf, Format) {
    let named = path.extension().and_then(|extension| extension.to_str()).and_then(Format::from_extension);
    match named {
        Some(format) => (path, format),
        None => (with_extension(path, usual.extension()), usual),
    }
}

fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension(extension) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_of_a_file_names_its_format() {
        let formats = ["part", "part.stl", "part.3MF", "part.v2"].map(|name| {
            let (path, format) = with_format(PathBuf::from(name), Format::Step);
            (path.to_string_lossy().into_owned(), format)
        });
        let expected = [
            ("part.step", Format::Step),
            ("part.stl", Format::Stl),
            ("part.3MF", Format::ThreeMf),
            ("part.v2", Format::Step),
        ];
        assert_eq!(formats, expected.map(|(name, format)| (name.to_owned(), format)));
    }
}
