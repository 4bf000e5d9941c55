//! From the prompt to candidates with thumbnails.

use std::sync::Arc;

use assist::{Axis, Event, GenerateOptions, Prompt, SizeHint};
use base::Mesh;
use render::raster::{self, Style};
use render::views::{StandardView, view};

use crate::app::{App, PictureKind, Thumbnail};
use crate::generator::Report;

/// Width and height of a thumbnail in pixels.
const THUMBNAIL: u32 = 128;

impl App {
    /// Asks for candidates for the prompt as it is.
    pub(crate) fn generate(&mut self) {
        let prompt = self.assembled_prompt();
        if prompt.is_empty() && self.prompt.scan.is_none() {
            self.toasts.warning("Describe the part, or add a picture or a mesh first");
            return;
        }
        self.prompt.thumbnails.clear();
        self.prompt.chosen = None;
        (self.prompt.verdict, self.prompt.pending) = (None, None);
        self.prompt.writing.clear();
        (self.prompt.done, self.prompt.total) = (0, 0);
        let options = GenerateOptions { candidates: self.settings.candidates, ..GenerateOptions::default() };
        self.generator.ask(prompt, self.prompt.scan.clone(), self.prompt.picture_kind, options);
    }

    /// Changes the program as the words of the prompt say.
    pub(crate) fn change(&mut self) {
        let instruction = self.prompt.text.trim().to_owned();
        if instruction.is_empty() {
            self.toasts.warning("Say what to change, for example \"make the holes 6 mm\"");
            return;
        }
        (self.prompt.verdict, self.prompt.pending) = (None, None);
        self.prompt.writing.clear();
        (self.prompt.done, self.prompt.total) = (0, 0);
        self.document.text().clone_into(&mut self.prompt.changed_text);
        self.generator.change(self.document.program(), instruction);
    }

    /// Takes a changed program, or shows what else it would change.
    fn take_change(&mut self, edited: assist::edit::Edited) {
        if self.document.text() != self.prompt.changed_text {
            self.toasts.warning("The program was changed meanwhile; ask again");
            return;
        }
        let changes: Vec<&str> = edited.changes.iter().map(|c| c.text.as_str()).collect();
        let changes = if changes.is_empty() { "the part is the same".to_owned() } else { changes.join("\n") };
        let others: String =
            edited.alternatives.iter().map(|a| format!("\nit could also mean: {a}")).collect();
        self.prompt.recognised = edited.is_clean();
        self.prompt.verdict = Some(format!("{}\n{changes}{others}", edited.summary));
        if edited.is_clean() {
            self.accept_change(&edited);
        } else {
            self.prompt.pending = Some(Box::new(edited));
        }
    }

    /// Puts a changed program into the editor; undo brings the old one back.
    pub(crate) fn accept_change(&mut self, edited: &assist::edit::Edited) {
        self.replace_program(&edited.program.text);
        self.show_build(Arc::new(edited.build.clone()));
    }

    fn assembled_prompt(&self) -> Prompt {
        if let ([sheet], PictureKind::Drawing) = (self.prompt.images.as_slice(), self.prompt.picture_kind) {
            return Prompt { drawing: Some(Arc::clone(&sheet.image)), ..Prompt::default() };
        }
        let pictures = self
            .prompt
            .images
            .iter()
            .map(|p| (p.name.clone(), image::DynamicImage::clone(&p.image)))
            .collect();
        let length_mm = self.prompt.longest_mm.trim().replace(',', ".").parse::<f64>().ok();
        let size = length_mm
            .filter(|l| l.is_finite() && *l > 0.0)
            .map(|length_mm| SizeHint { axis: Axis::Longest, length_mm });
        Prompt { text: self.prompt.text.clone(), size, ..Prompt::of_pictures(pictures) }
    }

    /// Takes what the model thread reports.
    pub(crate) fn take_reports(&mut self, ctx: &egui::Context) {
        for report in self.generator.poll() {
            match report {
                Report::Loaded(secs) => self.model_state = format!("model ready ({secs:.1} s)"),
                Report::NoModel(reason) => {
                    "no model".clone_into(&mut self.model_state);
                    self.toasts.warning(format!("There is no model: {reason}"));
                }
                Report::Event(Event::Writing(text)) => self.prompt.writing = text,
                Report::Event(Event::Progress { done, total }) => {
                    (self.prompt.done, self.prompt.total) = (done, total);
                }
                Report::Event(Event::Built(_)) => {}
                Report::Notice(notice) => {
                    self.toasts.info(notice);
                }
                Report::Answer(answer) => self.take_answer(*answer, ctx),
                Report::Changed(edited) => self.take_change(*edited),
                Report::Failed(reason) => {
                    self.toasts.error(format!("No answer: {reason}"));
                }
                Report::Stopped => {
                    self.toasts.info("Stopped");
                }
            }
        }
    }

    fn take_answer(&mut self, answer: assist::Answer, ctx: &egui::Context) {
        self.prompt.recognised = answer.recognised;
        self.prompt.verdict = Some(verdict(&answer));
        self.prompt.thumbnails = answer
            .candidates
            .into_iter()
            .enumerate()
            .map(|(index, candidate)| {
                let texture = candidate.build.mesh().map(|mesh| {
                    ctx.load_texture(
                        format!("candidate {index}"),
                        thumbnail(&mesh),
                        egui::TextureOptions::LINEAR,
                    )
                });
                Thumbnail { candidate, texture }
            })
            .collect();
        if self.prompt.recognised {
            self.choose(0);
        }
    }

    /// Takes a candidate into the editor and the viewport.
    pub(crate) fn choose(&mut self, index: usize) {
        let Some(thumbnail) = self.prompt.thumbnails.get(index) else { return };
        let text = Arc::clone(&thumbnail.candidate.program.text);
        let build = Arc::new(thumbnail.candidate.build.clone());
        self.prompt.chosen = Some(index);
        self.replace_program(&text);
        // The part is there already and shown at once; the program is built all the same, because
        // what stands in the editor is what counts.
        self.show_build(build);
        self.viewport.fit();
    }
}

/// How well a candidate fits, when there was something to compare with.
pub(crate) fn fit_text(candidate: &assist::Candidate) -> Option<String> {
    if let Some(closeness) = candidate.closeness {
        return Some(format!("fit {:.2}, {:.3} mm off on average", closeness.fit, closeness.mean_mm()));
    }
    candidate.agreement.map(|a| format!("fit {:.2}", a.total()))
}

fn verdict(answer: &assist::Answer) -> String {
    let Some(best) = answer.candidates.first() else { return "No candidate".to_owned() };
    let fit = fit_text(best);
    let seconds = format!("{:.1} s", answer.seconds);
    if !answer.recognised {
        return match fit {
            Some(fit) if best.closeness.is_some() => {
                format!(
                    "Not recognised: the best candidate has {fit}. The form is none of prisms and turned parts"
                )
            }
            Some(fit) => format!("Not recognised: the best candidate has {fit}. Try a clearer picture"),
            None => "Not recognised: no candidate is a valid part. Try other words".to_owned(),
        };
    }
    let reading = answer.reading.as_ref().map(|reading| format!("drawing: {reading}"));
    let line = [Some(format!("{} candidates", answer.candidates.len())), fit, Some(seconds), reading]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ");
    std::iter::once(line).chain(notes(best)).collect::<Vec<_>>().join("\n")
}

/// What was assumed and what was not understood of a description.
pub(crate) fn notes(candidate: &assist::Candidate) -> Vec<String> {
    candidate.reading.as_ref().map_or_else(Vec::new, assist::Reading::notes)
}

fn thumbnail(mesh: &Mesh) -> egui::ColorImage {
    let size = [THUMBNAIL as usize; 2];
    let Some(bounds) = mesh.bounds() else {
        return egui::ColorImage::filled(size, egui::Color32::TRANSPARENT);
    };
    let style = Style::default().supersampled(2);
    let picture = raster::draw(mesh, &view(StandardView::Iso, &bounds), THUMBNAIL, THUMBNAIL, &style);
    egui::ColorImage::from_gray(size, &picture.to_gray())
}
