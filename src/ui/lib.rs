//! The window: prompt, code, parameters, viewport, training tools.
//!
//! The one idea: a frame never waits. Everything that takes time runs elsewhere (programs in the
//! geometry process, the model on its thread, files on the disk thread, training in a child
//! process), and a frame only looks whether something arrived. Everything a user can do is a
//! [`command::Command`], so that menu, keys, palette and tests share one path.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `app.rs` | the state of the window, and what each command does |
//! | `panels/` | what is drawn, one file a panel |
//! | `document.rs` | the program being edited, undo |
//! | `generator.rs`, `disk.rs`, `child.rs`, `dialogs.rs` | work outside the frame |
//! | `viewport.rs` | the picture of the part inside egui |
//! | `journal.rs`, `settings.rs`, `theme.rs` | what is remembered, how it looks |

mod app;
pub mod child;
pub mod command;
pub mod dialogs;
mod disk;
mod document;
mod generator;
mod journal;
mod panels;
mod settings;
mod theme;
mod toasts;
mod training;
mod viewport;

use std::borrow::Cow;
use std::path::PathBuf;

pub use app::App;
pub use theme::FontFiles;

/// What the window needs from the program around it.
pub struct Options {
    /// The executable of the geometry process and of the training tools.
    pub worker: PathBuf,
    /// The bytes of the default model, when there is one.
    pub model: Option<Cow<'static, [u8]>>,
    /// Fonts.
    pub fonts: FontFiles,
    /// Examples: file names with their contents.
    pub examples: Vec<(String, Cow<'static, [u8]>)>,
    /// Where settings and the journal are kept.
    pub state_folder: PathBuf,
}

/// Why the window could not open.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Error(String);

/// Opens the window and returns when it is closed.
///
/// # Errors
/// When there is no display or no graphics adapter.
pub fn open(options: Options) -> Result<(), Error> {
    let native = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_app_id("partwright")
            .with_title("Partwright")
            .with_inner_size([1280.0, 800.0])
            .with_min_inner_size([720.0, 480.0]),
        renderer: eframe::Renderer::Wgpu,
        ..eframe::NativeOptions::default()
    };
    eframe::run_native(
        "partwright",
        native,
        Box::new(|creation| {
            let dialogs = Box::new(dialogs::DesktopDialogs::new(creation.egui_ctx.clone()));
            Ok(Box::new(App::new(creation, options, dialogs)?))
        }),
    )
    .map_err(|error| Error(error.to_string()))
}
