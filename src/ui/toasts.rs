//! Short messages at the lower right, gone after some seconds and kept in the log.

use std::time::Duration;

use egui::{Color32, Context};
use egui_notify::{Anchor, Toast, ToastLevel};

use crate::theme::Palette;

/// How long a message stays.
const STAY: Duration = Duration::from_secs(5);

/// The messages on screen.
pub(crate) struct Toasts {
    shown: egui_notify::Toasts,
    palette: Palette,
    last: Option<String>,
}

impl Toasts {
    /// No messages yet.
    pub(crate) fn new(ctx: &Context) -> Self {
        Self {
            shown: egui_notify::Toasts::default().with_anchor(Anchor::BottomRight),
            palette: Palette::of(ctx.theme()),
            last: None,
        }
    }

    /// The message that came last.
    pub(crate) fn last(&self) -> Option<&str> {
        self.last.as_deref()
    }

    /// Something worth knowing.
    pub(crate) fn info(&mut self, text: impl Into<String>) {
        self.say("●", self.palette.weak, text.into());
    }

    /// Something worked.
    pub(crate) fn success(&mut self, text: impl Into<String>) {
        self.say("✓", self.palette.ok, text.into());
    }

    /// Something was done differently, or cannot be done now.
    pub(crate) fn warning(&mut self, text: impl Into<String>) {
        self.say("▲", self.palette.warning, text.into());
    }

    /// Something failed.
    pub(crate) fn error(&mut self, text: impl Into<String>) {
        let text = text.into();
        log::error!("{text}");
        self.say("✗", self.palette.error, text);
    }

    fn say(&mut self, mark: &str, color: Color32, text: String) {
        self.last = Some(text.clone());
        let mut toast = Toast::custom(text, ToastLevel::Custom(mark.to_owned(), color));
        // The close button of the library uses a letter that our fonts do not have.
        toast.duration(STAY).closable(false);
        self.shown.add(toast);
    }

    /// Draws the messages.
    pub(crate) fn show(&mut self, ctx: &Context) {
        self.palette = Palette::of(ctx.theme());
        self.shown.show(ctx);
    }
}
