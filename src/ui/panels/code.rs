//! The code editor with line numbers and error marks, and the problems below it.

use base::{Diagnostic, Severity};
use egui::text::LayoutJob;
use egui::{Align2, FontId, Frame, Margin, Panel, ScrollArea, TextEdit, Ui, pos2, vec2};
use egui_extras::syntax_highlighting::{CodeTheme, highlight};

use crate::app::App;
use crate::command::Command;
use crate::document::Change;
use crate::theme::{Palette, TEXT_SIZE};

/// Width of the line numbers in points.
const GUTTER: f32 = 32.0;

/// The editor, with the problems below it.
pub(super) fn code_ui(app: &mut App, ui: &mut Ui, commands: &mut Vec<Command>) {
    let palette = App::palette(ui.ctx());
    let diagnostics: Vec<Diagnostic> =
        app.build.last.as_ref().map(|b| b.diagnostics.clone()).unwrap_or_default();
    ui.horizontal(|ui| {
        ui.heading("Program");
        ui.checkbox(&mut app.settings.run_on_change, "Run on change");
        let is_written = app.generator.running_secs().is_some() && !app.prompt.writing.is_empty();
        if is_written {
            ui.weak("the model is writing…");
        }
        if !app.settings.run_on_change && ui.button("Run").clicked() {
            commands.push(Command::Run);
        }
    });
    if !diagnostics.is_empty() || has_output(app) {
        Panel::bottom("problems").frame(Frame::new()).resizable(true).default_size(76.0).show(ui, |ui| {
            problems_ui(app, ui, &diagnostics, &palette);
        });
    }
    editor_ui(app, ui, &diagnostics, &palette);
}

fn has_output(app: &App) -> bool {
    app.build.last.as_ref().is_some_and(|b| !b.printed.is_empty())
}

fn editor_ui(app: &mut App, ui: &mut Ui, diagnostics: &[Diagnostic], palette: &Palette) {
    let theme = if ui.visuals().dark_mode { CodeTheme::dark(TEXT_SIZE) } else { CodeTheme::light(TEXT_SIZE) };
    let mut layouter = |ui: &Ui, buffer: &dyn egui::TextBuffer, _wrap_width: f32| {
        let mut job: LayoutJob = highlight(ui.ctx(), ui.style(), &theme, buffer.as_str(), "py");
        job.wrap.max_width = f32::INFINITY;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let mut text = app.document.text().to_owned();
    let go_to = app.go_to_line.take();
    Frame::new().fill(palette.ground).corner_radius(4).inner_margin(Margin::same(4)).show(ui, |ui| {
        ScrollArea::both().auto_shrink(false).show(ui, |ui| {
            ui.horizontal_top(|ui| {
                let gutter = ui.allocate_exact_size(vec2(GUTTER, 10.0), egui::Sense::hover()).0;
                let output = TextEdit::multiline(&mut text)
                    .id_salt("program")
                    .code_editor()
                    .frame(Frame::NONE)
                    .desired_width(f32::INFINITY)
                    .desired_rows(12)
                    .layouter(&mut layouter)
                    .show(ui);
                let response = &output.response.response;
                response.widget_info(|| {
                    let mut info = egui::WidgetInfo::new(egui::Role::MultilineTextInput);
                    info.label = Some("Program text".to_owned());
                    info.current_text_value = Some(text.clone());
                    info
                });
                // Every row of the galley is a line, since nothing wraps.
                for (index, row) in output.galley.rows.iter().enumerate() {
                    let line = index as u32 + 1;
                    let center = output.galley_pos.y + row.rect().center().y;
                    let problem =
                        diagnostics.iter().filter(|d| d.line == Some(line)).map(|d| d.severity).max();
                    let color = match problem {
                        Some(Severity::Error) => palette.error,
                        Some(Severity::Warning) => palette.warning,
                        Some(Severity::Info) | None => palette.weak,
                    };
                    let font = FontId::monospace(TEXT_SIZE - 2.0);
                    let right = pos2(gutter.left() + GUTTER - 8.0, center);
                    ui.painter().text(right, Align2::RIGHT_CENTER, line, font, color);
                    if problem >= Some(Severity::Warning) {
                        ui.painter().circle_filled(pos2(gutter.left() + 3.0, center), 3.0, color);
                        let bottom = output.galley_pos.y + row.rect().bottom();
                        let left = output.galley_pos.x;
                        let right = left + row.rect().width().max(16.0);
                        ui.painter().hline(left..=right, bottom, egui::Stroke::new(1.0, color));
                    }
                    if go_to == Some(line) {
                        let rect = row.rect().translate(output.galley_pos.to_vec2());
                        ui.scroll_to_rect(rect, Some(egui::Align::Center));
                    }
                }
            });
        });
    });
    app.document.change(text, Change::Typing);
}

fn problems_ui(app: &mut App, ui: &mut Ui, diagnostics: &[Diagnostic], palette: &Palette) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for diagnostic in diagnostics {
            let (mark, color) = match diagnostic.severity {
                Severity::Error => ("✗", palette.error),
                Severity::Warning => ("▲", palette.warning),
                Severity::Info => ("·", palette.weak),
            };
            ui.horizontal_wrapped(|ui| {
                ui.colored_label(color, mark);
                ui.label(&diagnostic.message);
                if let Some(hint) = &diagnostic.hint {
                    ui.weak(hint);
                }
                if let Some(line) = diagnostic.line
                    && ui.small_button(format!("Go to line {line}")).clicked()
                {
                    app.go_to_line = Some(line);
                }
            });
        }
        if let Some(build) = app.build.last.as_ref().filter(|b| !b.printed.is_empty()) {
            ui.weak("Printed");
            ui.monospace(&build.printed);
        }
    });
}
