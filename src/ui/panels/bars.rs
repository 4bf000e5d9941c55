//! The menu at the top and the status at the bottom.

use base::{Build, Severity, Status, units};
use egui::{Align, Layout, MenuBar, RichText, Ui};
use render::views::StandardView;

use crate::app::App;
use crate::command::Command;

/// Menus on the left; model, run and stop on the right.
pub(super) fn menu_ui(app: &mut App, ui: &mut Ui, commands: &mut Vec<Command>) {
    MenuBar::new().ui(ui, |ui| {
        let mut menu = |ui: &mut Ui, name: &str, entries: &[Command]| {
            ui.menu_button(name, |ui| {
                for command in entries {
                    command_button(ui, *command, commands);
                }
            });
        };
        let file = [
            Command::New,
            Command::Open,
            Command::Save,
            Command::SaveAs,
            Command::ExportStep,
            Command::ExportStl,
            Command::Quit,
        ];
        menu(ui, "File", &file);
        menu(ui, "Edit", &[Command::Undo, Command::Redo, Command::PastePicture, Command::ClearPictures]);
        let view = [
            Command::Fit,
            Command::View(StandardView::Iso),
            Command::View(StandardView::Front),
            Command::View(StandardView::Right),
            Command::View(StandardView::Top),
            Command::TogglePrompt,
            Command::ToggleCode,
            Command::ToggleParameters,
            Command::ToggleTraining,
            Command::ToggleTheme,
        ];
        menu(ui, "View", &view);
        menu(
            ui,
            "Program",
            &[Command::Run, Command::Stop, Command::Generate, Command::Change, Command::Palette],
        );
        ui.separator();
        let mark = if app.document.is_changed() { " •" } else { "" };
        ui.label(format!("{}{mark}", app.document.name()));

        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if app.is_busy() {
                if ui.button("■ Stop").on_hover_text("Stop what is running (Esc)").clicked() {
                    commands.push(Command::Stop);
                }
            } else if ui.button("▶ Run").on_hover_text("Run the program (F5)").clicked() {
                commands.push(Command::Run);
            }
            let training = if app.settings.show_training { "Hide training" } else { "Training" };
            if ui.button(training).on_hover_text("Training tools (Ctrl+4)").clicked() {
                commands.push(Command::ToggleTraining);
            }
            ui.weak(&app.model_state).on_hover_text("The built-in model runs on this machine");
        });
    });
}

fn command_button(ui: &mut Ui, command: Command, commands: &mut Vec<Command>) {
    let mut button = egui::Button::new(command.name());
    if let Some(shortcut) = command.shortcut() {
        button = button.shortcut_text(ui.ctx().format_shortcut(&shortcut));
    }
    if ui.add(button).clicked() {
        commands.push(command);
        ui.close();
    }
}

/// One line about the part, and the progress of what is running.
pub(super) fn status_ui(app: &mut App, ui: &mut Ui, commands: &mut Vec<Command>) {
    let palette = App::palette(ui.ctx());
    ui.horizontal(|ui| {
        match app.build.last.as_deref() {
            None => {
                ui.weak("No part yet");
            }
            Some(build) => {
                let (mark, color) = match (build.status, build.is_valid()) {
                    (Status::Ok, true) => ("● valid", palette.ok),
                    (Status::Ok, false) if build.parts.is_empty() => ("○ no part", palette.warning),
                    (Status::Ok, false) => ("▲ not valid", palette.warning),
                    (Status::Error, _) => ("✗ error", palette.error),
                    (Status::Timeout, _) => ("✗ time limit", palette.error),
                    (Status::Crash, _) => ("✗ crash", palette.error),
                    (Status::Limit, _) => ("✗ memory or output limit", palette.error),
                };
                ui.label(RichText::new(mark).color(color));
                ui.label(summary(build));
                let problems = build.diagnostics.iter().filter(|d| d.severity >= Severity::Warning).count();
                let text = format!("problems {problems}");
                if let Some(selected) = app.viewport.selection_text() {
                    ui.colored_label(palette.accent, selected);
                }
                if problems == 0 {
                    ui.weak(text);
                } else {
                    ui.colored_label(palette.warning, text);
                }
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| progress_ui(app, ui, commands));
    });
}

fn progress_ui(app: &App, ui: &mut Ui, commands: &mut Vec<Command>) {
    let building =
        app.build.job.as_ref().map(|(_, since)| since.elapsed().as_secs_f64()).filter(|s| *s > 0.3);
    if let Some(secs) = app.generator.running_secs().filter(|s| *s > 0.3) {
        if ui.small_button("Stop").clicked() {
            commands.push(Command::Stop);
        }
        let text = match (app.prompt.done, app.prompt.total) {
            (_, 0) => format!("writing programs · {secs:.0} s"),
            (done, total) => format!("building candidates {done} of {total} · {secs:.0} s"),
        };
        ui.label(text);
        ui.spinner();
        ui.ctx().request_repaint_after(std::time::Duration::from_millis(200));
    } else if let Some(secs) = building {
        if ui.small_button("Stop").clicked() {
            commands.push(Command::Stop);
        }
        ui.label(format!("building · {secs:.1} s"));
        ui.spinner();
        ui.ctx().request_repaint_after(std::time::Duration::from_millis(100));
    }
}

/// `1 solid · 23 faces · 43.89 cm³ · 80 x 60 x 10 mm · built in 41 ms`.
fn summary(build: &Build) -> String {
    if build.parts.is_empty() {
        return format!("no part · {:.0} ms", build.timing.wall_ms);
    }
    let measures = || build.parts.iter().filter_map(|p| p.measures.as_ref());
    let count =
        |number: u32, one: &str, many: &str| format!("{number} {}", if number == 1 { one } else { many });
    let mut words = vec![
        count(measures().map(|m| m.solids).sum(), "solid", "solids"),
        count(measures().map(|m| m.faces).sum(), "face", "faces"),
        units::volume_text(measures().map(|m| m.volume).sum()),
    ];
    if let Some(bounds) = build.bounds() {
        words.push(format!("{} mm", bounds.size().map(units::digits).join(" x ")));
    }
    words.push(format!("built in {:.0} ms", build.timing.wall_ms));
    words.join(" · ")
}
