//! The state of the window, and what each command does to it.

mod building;
mod files;
mod generating;

pub(crate) use generating::fit_text;

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use base::Build;
use engine::{Engine, EngineOptions, JobHandle};

use crate::Options;
use crate::command::Command;
use crate::dialogs::{Dialogs, Question};
use crate::disk::Disk;
use crate::document::{Change, Document};
use crate::generator::Generator;
use crate::journal::Journal;
use crate::settings::Settings;
use crate::theme::{self, Palette};
use crate::toasts::Toasts;
use crate::training::Training;
use crate::viewport::Viewport;

/// The program that an empty window starts with.
const FIRST_PROGRAM: &str = "import cadquery as cq\n\nlength = 80.0\nwidth = 60.0\nthickness = 10.0\nhole_d = 22.0\n\n\
    result = (\n    cq.Workplane(\"XY\")\n    .box(length, width, thickness)\n    .faces(\">Z\")\n    .workplane()\n    \
    .hole(hole_d)\n)\n";

/// A picture in the prompt.
pub(crate) struct PromptImage {
    pub(crate) name: String,
    pub(crate) image: Arc<image::DynamicImage>,
    pub(crate) texture: egui::TextureHandle,
}

/// A mesh, points or a STEP file in the prompt, as it was read from the disk.
#[derive(Clone, Debug)]
pub(crate) struct PromptScan {
    pub(crate) path: PathBuf,
    pub(crate) content: Arc<[u8]>,
}

/// What a single picture of the prompt is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum PictureKind {
    /// The program finds out whether it is a drawing.
    #[default]
    Unknown,
    /// An engineering drawing with views and sizes.
    Drawing,
    /// A picture of the part.
    Picture,
}

/// A candidate with its thumbnail.
pub(crate) struct Thumbnail {
    pub(crate) candidate: assist::Candidate,
    pub(crate) texture: Option<egui::TextureHandle>,
}

/// What the user asks for, and what came of it.
#[derive(Default)]
pub(crate) struct PromptState {
    pub(crate) text: String,
    pub(crate) images: Vec<PromptImage>,
    pub(crate) scan: Option<PromptScan>,
    /// What the picture is when there is one.
    pub(crate) picture_kind: PictureKind,
    /// Length of the longest side as typed; empty when not known.
    pub(crate) longest_mm: String,
    pub(crate) thumbnails: Vec<Thumbnail>,
    pub(crate) chosen: Option<usize>,
    /// What there is to say about the last answer.
    pub(crate) verdict: Option<String>,
    pub(crate) recognised: bool,
    /// An edit that changes more than was asked for and waits for the user's word.
    pub(crate) pending: Option<Box<assist::edit::Edited>>,
    /// The program that a change was asked for.
    pub(crate) changed_text: String,
    /// The program as far as the model has written it.
    pub(crate) writing: String,
    pub(crate) done: usize,
    pub(crate) total: usize,
}

/// The part shown and the one being built.
#[derive(Default)]
pub(crate) struct BuildState {
    pub(crate) job: Option<(JobHandle, Instant)>,
    /// The last build of the program as it is; may have failed.
    pub(crate) last: Option<Arc<Build>>,
    /// The last build that shows something: it stays in the viewport.
    pub(crate) good: Option<Arc<Build>>,
    /// Revision of the document that was submitted last.
    pub(crate) submitted_revision: u64,
    /// When the document was changed last without being submitted yet.
    pub(crate) changed_at: Option<(u64, Instant)>,
}

/// The window.
pub struct App {
    pub(crate) worker: PathBuf,
    pub(crate) examples: Vec<(String, Cow<'static, [u8]>)>,
    pub(crate) state_folder: PathBuf,
    pub(crate) engine: Engine,
    pub(crate) generator: Generator,
    pub(crate) disk: Disk,
    pub(crate) dialogs: Box<dyn Dialogs>,
    pub(crate) document: Document,
    pub(crate) journal: Journal,
    pub(crate) settings: Settings,
    pub(crate) prompt: PromptState,
    pub(crate) build: BuildState,
    pub(crate) viewport: Viewport,
    pub(crate) training: Training,
    pub(crate) palette_query: Option<String>,
    pub(crate) toasts: Toasts,
    pub(crate) model_state: String,
    /// Bytes of an export that waits for its file name.
    pub(crate) exports: files::Exports,
    /// Line that the editor brings into view in the next frame.
    pub(crate) go_to_line: Option<u32>,
}

impl App {
    /// Starts the engine, the model thread and the disk thread, and restores the last session.
    ///
    /// # Errors
    /// When the threads cannot be started.
    pub fn new(
        creation: &eframe::CreationContext<'_>,
        options: Options,
        dialogs: Box<dyn Dialogs>,
    ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let ctx = &creation.egui_ctx;
        theme::install(ctx, &options.fonts);
        egui_extras::install_image_loaders(ctx);
        let settings = Settings::load(&options.state_folder.join("settings.toml"));
        ctx.set_theme(if settings.light { egui::Theme::Light } else { egui::Theme::Dark });

        let wake = {
            let ctx = ctx.clone();
            move || ctx.request_repaint()
        };
        let engine_options =
            EngineOptions { processes: 2, cache_builds: 64, ..EngineOptions::new(options.worker.clone()) };
        let engine = Engine::start(engine_options)?;
        let generator = Generator::start(options.model, engine.clone(), wake.clone())?;
        let disk = Disk::start(wake)?;
        let journal = Journal::new(&options.state_folder);
        let mut app = Self {
            viewport: Viewport::new(creation.wgpu_render_state.clone()),
            training: Training::new(&options.state_folder),
            worker: options.worker,
            examples: options.examples,
            state_folder: options.state_folder,
            engine,
            generator,
            disk,
            dialogs,
            document: Document::default(),
            journal,
            settings,
            prompt: PromptState { recognised: true, ..PromptState::default() },
            build: BuildState::default(),
            palette_query: None,
            toasts: Toasts::new(ctx),
            model_state: "model loading…".to_owned(),
            exports: files::Exports::default(),
            go_to_line: None,
        };
        match app.journal.recover() {
            Some(text) => {
                app.document = Document::recovered(text);
                app.toasts.info("Recovered the program of the last session");
            }
            None => app.document.open(FIRST_PROGRAM.to_owned(), None),
        }
        Ok(app)
    }

    /// Text of the program in the editor.
    pub fn program_text(&self) -> &str {
        self.document.text()
    }

    /// The last build of the program, when there is one.
    pub fn last_build(&self) -> Option<&Build> {
        self.build.last.as_deref()
    }

    /// The message to the user that came last.
    pub fn last_message(&self) -> Option<&str> {
        self.toasts.last()
    }

    /// Whether a change waits for the user's word because more would change than was asked for.
    pub fn asks_about_change(&self) -> bool {
        self.prompt.pending.is_some()
    }

    /// How many candidates the last prompt has.
    pub fn candidate_count(&self) -> usize {
        self.prompt.thumbnails.len()
    }

    /// Whether something is running that the user may want to stop.
    pub fn is_busy(&self) -> bool {
        self.build.job.is_some() || self.generator.running_secs().is_some()
    }

    /// The colours of the theme in use.
    pub(crate) fn palette(ctx: &egui::Context) -> Palette {
        Palette::of(ctx.theme())
    }

    /// Carries out a command.
    pub fn carry_out(&mut self, command: Command, ctx: &egui::Context) {
        match command {
            Command::New => self.document.open(FIRST_PROGRAM.to_owned(), None),
            Command::Open => self.dialogs.ask(Question::Open, ""),
            Command::Save => self.save(),
            Command::SaveAs => self.dialogs.ask(Question::Save, &self.file_name("py")),
            Command::ExportStep => self.ask_export(Question::ExportStep),
            Command::ExportStl => self.ask_export(Question::ExportStl),
            Command::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
            Command::Undo => self.after_jump(Document::undo),
            Command::Redo => self.after_jump(Document::redo),
            Command::PastePicture => self.paste_picture(ctx),
            Command::ClearPictures => {
                self.prompt.images.clear();
                self.prompt.scan = None;
                self.prompt.picture_kind = PictureKind::default();
            }
            Command::Generate => self.generate(),
            Command::Change => self.change(),
            Command::Run => self.submit(ctx),
            Command::Stop => self.stop(),
            Command::Fit => self.viewport.fit(),
            Command::View(view) => self.viewport.look_from(view),
            Command::TogglePrompt => self.settings.show_prompt ^= true,
            Command::ToggleCode => self.settings.show_code ^= true,
            Command::ToggleParameters => self.settings.show_parameters ^= true,
            Command::ToggleTraining => self.settings.show_training ^= true,
            Command::ToggleTheme => {
                self.settings.light ^= true;
                ctx.set_theme(if self.settings.light { egui::Theme::Light } else { egui::Theme::Dark });
            }
            Command::Palette => {
                self.palette_query = if self.palette_query.is_some() { None } else { Some(String::new()) };
            }
        }
    }

    fn after_jump(&mut self, jump: impl FnOnce(&mut Document) -> bool) {
        if jump(&mut self.document) {
            self.prompt.chosen = None;
        }
    }

    fn stop(&mut self) {
        if self.palette_query.take().is_some() {
            return;
        }
        self.generator.stop();
        match &self.build.job {
            Some((job, _)) => job.cancel(),
            None => self.viewport.clear_selection(),
        }
    }

    /// A frame: take what arrived, do what was asked, draw.
    pub fn frame(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        self.take_arrivals(&ctx);
        for command in Command::pressed(&ctx) {
            self.carry_out(command, &ctx);
        }
        for command in crate::panels::show(self, ui) {
            self.carry_out(command, &ctx);
        }
        self.toasts.show(&ctx);
        self.submit_changes(&ctx);
        if let Some(wait) = self.journal.keep(self.document.text(), self.document.revision(), &self.disk) {
            ctx.request_repaint_after(wait);
        }
    }

    fn take_arrivals(&mut self, ctx: &egui::Context) {
        self.take_build(ctx);
        self.take_reports(ctx);
        self.take_files(ctx);
        self.take_drops(ctx);
        if let Some((work, well)) = self.training.poll() {
            let name = match work {
                crate::training::Work::Synthesis => "The data set",
                crate::training::Work::Training => "The training run",
            };
            if well {
                self.toasts.success(format!("{name} is done"));
            } else {
                self.toasts.error(format!("{name} ended with an error; see the training panel"));
            }
        }
    }

    /// Another program takes the place of the one in the editor; undo leads back.
    pub(crate) fn replace_program(&mut self, text: &str) {
        self.document.change(text.to_owned(), Change::Whole);
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
    }

    fn on_exit(&mut self) {
        let settings = self.settings.to_text().into_bytes();
        self.disk.write(crate::disk::Purpose::State, self.state_folder.join("settings.toml"), settings);
        self.journal.close(&self.disk);
    }
}
