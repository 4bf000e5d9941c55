//! From the text in the editor to the part in the viewport.

use std::sync::Arc;
use std::time::{Duration, Instant};

use base::{Build, Status};
use engine::BuildOptions;

use crate::app::App;

/// How long the text must rest before it is run.
const REST: Duration = Duration::from_millis(250);

impl App {
    /// Runs the program as it is now; an earlier run that is not done is stopped.
    pub(crate) fn submit(&mut self, ctx: &egui::Context) {
        let options = BuildOptions {
            timeout: Duration::from_secs_f64(self.settings.timeout_secs),
            reuse: true,
            ..BuildOptions::default()
        };
        let wake = ctx.clone();
        let job =
            self.engine.submit_and_notify(self.document.program(), options, move || wake.request_repaint());
        self.build.job = Some((job, Instant::now()));
        self.build.submitted_revision = self.document.revision();
        self.build.changed_at = None;
    }

    /// Runs the program when it changed and then rested.
    pub(crate) fn submit_changes(&mut self, ctx: &egui::Context) {
        let revision = self.document.revision();
        if !self.settings.run_on_change || revision == self.build.submitted_revision {
            return;
        }
        let since = match self.build.changed_at {
            Some((seen, since)) if seen == revision => since,
            _ => {
                // A slider is followed at once, as long as the last part is done; typing has to rest.
                let is_idle = self.build.job.is_none();
                if is_idle && ctx.input(|i| i.pointer.any_down()) {
                    self.submit(ctx);
                    return;
                }
                let now = Instant::now();
                self.build.changed_at = Some((revision, now));
                now
            }
        };
        match REST.checked_sub(since.elapsed()) {
            None => self.submit(ctx),
            Some(wait) => ctx.request_repaint_after(wait),
        }
    }

    /// Takes the build that arrived.
    pub(crate) fn take_build(&mut self, ctx: &egui::Context) {
        let Some((job, _)) = &mut self.build.job else { return };
        let result = job.try_recv();
        if result.is_none() && !job.is_finished() {
            ctx.request_repaint_after(Duration::from_millis(100));
            return;
        }
        self.build.job = None;
        match result {
            Some(Ok(build)) => self.show_build(Arc::new(build)),
            Some(Err(error)) => {
                self.toasts.error(format!("The program could not be run: {error}"));
            }
            None => {}
        }
    }

    /// Shows a build: its part when it has one, its problems in any case.
    pub(crate) fn show_build(&mut self, build: Arc<Build>) {
        self.document.take_parameters(&build);
        let has_picture = build.parts.iter().any(|p| p.mesh.is_some());
        if build.status == Status::Ok && has_picture {
            self.viewport.show_build(&build);
            self.build.good = Some(Arc::clone(&build));
        }
        self.build.last = Some(build);
    }

    /// Whether the part in the viewport belongs to an older text.
    pub(crate) fn is_stale(&self) -> bool {
        let failed = self.build.last.as_ref().is_some_and(|b| b.status != Status::Ok);
        let slow =
            self.build.job.as_ref().is_some_and(|(_, since)| since.elapsed() > Duration::from_millis(150));
        failed || slow
    }
}
