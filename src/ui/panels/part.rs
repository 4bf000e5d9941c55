//! The viewport with what lies over it: views, the line of progress, the empty state.

use egui::{Align2, Area, Color32, Frame, Id, Order, Rect, Stroke, Ui, pos2, vec2};
use render::views::StandardView;

use crate::app::App;
use crate::command::Command;

/// The viewport and its overlays.
pub(super) fn part_ui(app: &mut App, ui: &mut Ui, commands: &mut Vec<Command>) {
    let palette = App::palette(ui.ctx());
    let is_stale = app.is_stale();
    let rect = ui.available_rect_before_wrap();
    app.viewport.ui(ui, &palette, is_stale);
    views_ui(ui, rect, commands);
    if app.build.job.as_ref().is_some_and(|(_, since)| since.elapsed().as_millis() > 150) {
        progress_line(ui, rect, palette.accent);
    }
    if app.build.good.is_none() && app.build.last.is_some() {
        let text = "The program shows no part yet; problems are listed below the code";
        ui.painter().text(
            rect.center(),
            Align2::CENTER_CENTER,
            text,
            egui::FontId::proportional(13.0),
            palette.weak,
        );
    }
    drop_ui(ui, &palette);
}

fn views_ui(ui: &Ui, rect: Rect, commands: &mut Vec<Command>) {
    Area::new(Id::unique("views")).order(Order::Middle).fixed_pos(rect.left_top() + vec2(8.0, 8.0)).show(
        ui.ctx(),
        |ui| {
            ui.horizontal(|ui| {
                let views = [
                    ("Fit", Command::Fit),
                    ("Iso", Command::View(StandardView::Iso)),
                    ("Front", Command::View(StandardView::Front)),
                    ("Right", Command::View(StandardView::Right)),
                    ("Top", Command::View(StandardView::Top)),
                ];
                for (name, command) in views {
                    let shortcut = command.shortcut().map(|s| format!(" ({})", ui.ctx().format_shortcut(&s)));
                    let hint = format!("{}{}", command.name(), shortcut.unwrap_or_default());
                    if ui.small_button(name).on_hover_text(hint).clicked() {
                        commands.push(command);
                    }
                }
            });
        },
    );
}

/// A thin line that runs along the top while something is built.
fn progress_line(ui: &Ui, rect: Rect, color: Color32) {
    let phase = (ui.input(|i| i.time) * 0.8).fract() as f32;
    let (left, width) = (rect.left() + phase * rect.width() * 0.75, rect.width() * 0.25);
    ui.painter().hline(left..=left + width, rect.top() + 1.0, Stroke::new(2.0, color));
    ui.ctx().request_repaint();
}

/// Says what will happen to a file that hangs over the window.
fn drop_ui(ui: &Ui, palette: &crate::theme::Palette) {
    let hovered = ui.input(|input| input.raw.hovered_files.clone());
    let Some(file) = hovered.first() else { return };
    let name = file.path.as_ref().map(|p| p.to_string_lossy().to_lowercase()).unwrap_or_default();
    let what =
        if name.ends_with(".py") { "Release to open the program" } else { "Release to use as picture" };
    let screen = ui.ctx().content_rect();
    Area::new(Id::unique("drop")).order(Order::Foreground).fixed_pos(pos2(0.0, 0.0)).show(ui.ctx(), |ui| {
        ui.painter().rect_stroke(
            screen.shrink(3.0),
            4.0,
            Stroke::new(2.0, palette.accent),
            egui::StrokeKind::Inside,
        );
        let place = Rect::from_center_size(screen.center(), vec2(260.0, 40.0));
        ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
            Frame::popup(ui.style()).show(ui, |ui| ui.label(what));
        });
    });
}
