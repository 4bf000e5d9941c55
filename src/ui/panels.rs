//! What is drawn: one file for each panel. Panels change what they show directly and return the
//! commands that the user called.

mod bars;
mod code;
mod command_palette;
mod parameters;
mod part;
mod prompt;
mod training;

use egui::{CentralPanel, Frame, Margin, Panel, Ui};

use crate::app::App;
use crate::command::Command;
use crate::theme::PADDING;

/// Draws the window.
pub(crate) fn show(app: &mut App, ui: &mut Ui) -> Vec<Command> {
    let mut commands = Vec::new();
    let palette = App::palette(ui.ctx());
    let frame = Frame::new().fill(palette.panel).inner_margin(Margin::same(PADDING as i8));
    Panel::top("menu").frame(frame).show(ui, |ui| bars::menu_ui(app, ui, &mut commands));
    Panel::bottom("status").frame(frame).show(ui, |ui| bars::status_ui(app, ui, &mut commands));
    if app.settings.show_prompt {
        Panel::left("prompt").frame(frame).default_size(300.0).min_size(220.0).show(ui, |ui| {
            prompt::prompt_ui(app, ui, &mut commands);
        });
    }
    if app.settings.show_code || app.settings.show_parameters {
        Panel::left("code").frame(frame).default_size(400.0).min_size(240.0).show(ui, |ui| {
            if app.settings.show_parameters {
                let height = (ui.available_height() * 0.38).max(120.0);
                let parameters =
                    Panel::bottom("parameters").frame(Frame::new()).default_size(height).min_size(120.0);
                if app.settings.show_code {
                    parameters.resizable(true).show(ui, |ui| parameters::parameters_ui(app, ui));
                } else {
                    parameters::parameters_ui(app, ui);
                }
            }
            if app.settings.show_code {
                code::code_ui(app, ui, &mut commands);
            }
        });
    }
    if app.settings.show_training {
        Panel::right("training").frame(frame).default_size(340.0).min_size(260.0).show(ui, |ui| {
            training::training_ui(app, ui);
        });
    }
    CentralPanel::no_frame().show(ui, |ui| part::part_ui(app, ui, &mut commands));
    command_palette::command_palette_ui(app, ui.ctx(), &mut commands);
    commands
}
