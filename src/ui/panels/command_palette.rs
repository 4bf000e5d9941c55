//! Finds a command by a few letters of its name.

use egui::{Context, Id, Key, Modal, Modifiers, ScrollArea, TextEdit};

use crate::app::App;
use crate::command::Command;

/// The palette, when it is open.
pub(super) fn command_palette_ui(app: &mut App, ctx: &Context, commands: &mut Vec<Command>) {
    let Some(mut query) = app.palette_query.take() else { return };
    let mut called = None;
    let response = Modal::new(Id::unique("command palette")).show(ctx, |ui| {
        ui.set_width(420.0);
        let field = TextEdit::singleline(&mut query).hint_text("Find a command").desired_width(f32::INFINITY);
        ui.add(field).request_focus();
        let found: Vec<Command> =
            Command::ALL.iter().copied().filter(|c| matches(c.name(), &query)).collect();
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
            called = found.first().copied();
        }
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for (index, command) in found.iter().enumerate() {
                ui.horizontal(|ui| {
                    if ui.selectable_label(index == 0, command.name()).clicked() {
                        called = Some(*command);
                    }
                    if let Some(shortcut) = command.shortcut() {
                        ui.weak(ui.ctx().format_shortcut(&shortcut));
                    }
                });
            }
            if found.is_empty() {
                ui.weak("No command has these letters");
            }
        });
    });
    match called {
        Some(Command::Palette) => {}
        Some(command) => commands.push(command),
        None if response.should_close() => {}
        None => app.palette_query = Some(query),
    }
}

/// Whether the letters of the query occur in the name, in this order.
fn matches(name: &str, query: &str) -> bool {
    let mut letters = name.chars().flat_map(char::to_lowercase);
    query.chars().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace()).all(|c| letters.any(|l| l == c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_letters_in_order_are_enough() {
        assert!(matches("Export STEP…", "exst"));
        assert!(matches("Export STEP…", "EXPORT st"));
        assert!(!matches("Export STEP…", "xq"));
    }
}
