//! The prompt: words, pictures, one dimension; candidates as thumbnails.

use egui::{Button, Image, Key, Modifiers, RichText, ScrollArea, Sense, TextEdit, Ui, vec2};

use crate::app::{App, PictureKind};
use crate::command::Command;

/// Side of a candidate's thumbnail in points.
const THUMBNAIL: f32 = 64.0;

/// The whole panel.
pub(super) fn prompt_ui(app: &mut App, ui: &mut Ui, commands: &mut Vec<Command>) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let label = ui.heading("What shall it be?");
        let text = TextEdit::multiline(&mut app.prompt.text)
            .hint_text("A flange with six holes, 80 mm long …\nor a change: make the holes 6 mm")
            .desired_rows(3)
            .desired_width(f32::INFINITY);
        let response = ui.add(text).labelled_by(label.id);
        let submit =
            response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
        if submit {
            commands.push(Command::Generate);
        }
        pictures_ui(app, ui, commands);
        size_ui(app, ui);
        ui.horizontal(|ui| {
            let palette = App::palette(ui.ctx());
            let button = Button::new(RichText::new("Generate").color(palette.ground)).fill(palette.accent);
            if ui.add(button).on_hover_text("Write programs for the prompt (Ctrl+Enter)").clicked() {
                commands.push(Command::Generate);
            }
            let hint = "Change the part as the words say: \"make the holes 6 mm\" (Ctrl+Shift+Enter)";
            if ui.button("Change").on_hover_text(hint).clicked() {
                commands.push(Command::Change);
            }
            let candidates =
                egui::DragValue::new(&mut app.settings.candidates).range(1..=64).suffix(" candidates");
            ui.add(candidates).on_hover_text("How many programs to try");
        });
        ui.add_space(8.0);
        candidates_ui(app, ui);
        if app.prompt.thumbnails.is_empty() && app.generator.running_secs().is_none() {
            examples_ui(app, ui, commands);
        }
    });
}

fn pictures_ui(app: &mut App, ui: &mut Ui, commands: &mut Vec<Command>) {
    let palette = App::palette(ui.ctx());
    let hovering = ui.input(|input| !input.raw.hovered_files.is_empty());
    let stroke = egui::Stroke::new(1.0, if hovering { palette.accent } else { palette.line });
    let frame = egui::Frame::new().stroke(stroke).corner_radius(4).inner_margin(8).fill(palette.ground);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        if app.prompt.images.is_empty() && app.prompt.scan.is_none() {
            ui.weak(if hovering {
                "Release to use it in the prompt"
            } else {
                "Drop a picture, a mesh, points or a STEP file here, or paste or open one"
            });
        }
        scan_ui(app, ui);
        let mut remove = None;
        ui.horizontal_wrapped(|ui| {
            for (index, picture) in app.prompt.images.iter().enumerate() {
                let image = Image::new(&picture.texture).max_size(vec2(72.0, 72.0)).alt_text(&picture.name);
                let response = ui.add(image.sense(Sense::click()));
                response.widget_info(|| {
                    egui::WidgetInfo::labeled(egui::Role::Image, true, format!("Picture {}", picture.name))
                });
                response.context_menu(|ui| {
                    if ui.button("Remove").clicked() {
                        remove = Some(index);
                        ui.close();
                    }
                });
                response.on_hover_text(&picture.name);
            }
        });
        if let Some(index) = remove {
            app.prompt.images.remove(index);
        }
        ui.horizontal(|ui| {
            for (name, command) in [("Open…", Command::Open), ("Paste", Command::PastePicture)] {
                if ui.small_button(name).clicked() {
                    commands.push(command);
                }
            }
            let is_filled = !app.prompt.images.is_empty() || app.prompt.scan.is_some();
            if is_filled && ui.small_button("Remove all").clicked() {
                commands.push(Command::ClearPictures);
            }
        });
        if app.prompt.images.len() == 1 && app.prompt.scan.is_none() {
            picture_kind_ui(app, ui);
        }
        if app.prompt.images.len() == 4 {
            ui.small("Four pictures are read as front, right, top, isometric");
        }
    });
}

/// What the picture is: the program finds out unless the user says it.
fn picture_kind_ui(app: &mut App, ui: &mut Ui) {
    ui.horizontal(|ui| {
        ui.label("It is");
        for (name, kind, hint) in [
            ("find out", PictureKind::Unknown, "A sheet with views and sizes is read as a drawing"),
            ("a drawing", PictureKind::Drawing, "Front view, plan and side view with sizes in millimetres"),
            ("a picture", PictureKind::Picture, "A photograph, a sketch or a shaded view of the part"),
        ] {
            ui.selectable_value(&mut app.prompt.picture_kind, kind, name).on_hover_text(hint);
        }
    });
}

/// The name and size of the scan, with a button that removes it.
fn scan_ui(app: &mut App, ui: &mut Ui) {
    let Some(scan) = &app.prompt.scan else { return };
    let name = scan.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let size = scan.content.len();
    let size =
        if size < 1 << 20 { format!("{} KiB", size.div_ceil(1024)) } else { format!("{} MiB", size >> 20) };
    let mut remove = false;
    ui.horizontal(|ui| {
        ui.label(format!("Scan {name}"))
            .on_hover_text("A mesh, points or exact shapes; lengths are millimetres");
        ui.weak(size);
        remove = ui.small_button("Remove").clicked();
    });
    if remove {
        app.prompt.scan = None;
    }
}

fn size_ui(app: &mut App, ui: &mut Ui) {
    ui.horizontal(|ui| {
        let label = ui.label("Longest side");
        let field =
            TextEdit::singleline(&mut app.prompt.longest_mm).hint_text("not known").desired_width(88.0);
        ui.add(field).labelled_by(label.id).on_hover_text("A picture has no size: give one dimension");
        ui.label("mm");
    });
}

fn candidates_ui(app: &mut App, ui: &mut Ui) {
    let palette = App::palette(ui.ctx());
    if let Some(verdict) = &app.prompt.verdict {
        let color = if app.prompt.recognised { palette.weak } else { palette.warning };
        ui.colored_label(color, verdict);
    }
    pending_ui(app, ui);
    let mut choose = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for (index, thumbnail) in app.prompt.thumbnails.iter().enumerate() {
            let candidate = &thumbnail.candidate;
            let name = format!("Candidate {}", index + 1);
            let button = match &thumbnail.texture {
                Some(texture) => {
                    Button::image(Image::new(texture).fit_to_exact_size(vec2(THUMBNAIL, THUMBNAIL)))
                }
                None => Button::new("no part").min_size(vec2(THUMBNAIL + 8.0, THUMBNAIL + 8.0)),
            };
            let response = ui.add(button.selected(app.prompt.chosen == Some(index)));
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
            let response = response.on_hover_ui(|ui| {
                ui.label(&name);
                ui.weak(describe(candidate));
            });
            if response.clicked() {
                choose = Some(index);
            }
        }
    });
    if let Some(index) = choose {
        app.choose(index);
    }
}

/// Asks whether an edit that changes more than was asked for is wanted all the same.
fn pending_ui(app: &mut App, ui: &mut Ui) {
    let Some(pending) = app.prompt.pending.take() else { return };
    if app.document.text() != app.prompt.changed_text {
        // The program is another one by now.
        return;
    }
    ui.label("This is not quite what was asked for. Take it all the same?");
    let (mut take, mut leave) = (false, false);
    ui.horizontal(|ui| {
        take = ui.button("Take it").clicked();
        leave = ui.button("Leave the part as it is").clicked();
    });
    if take {
        app.accept_change(&pending);
    } else if !leave {
        app.prompt.pending = Some(pending);
    } else {
        app.prompt.verdict = None;
    }
}

fn describe(candidate: &assist::Candidate) -> String {
    let fit = crate::app::fit_text(candidate);
    let state = match candidate.build.first_error() {
        Some(error) => error.message.clone(),
        None if candidate.is_valid() => "valid".to_owned(),
        None => "not valid".to_owned(),
    };
    [fit, Some(state), Some(format!("by {}", candidate.source))]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

fn examples_ui(app: &mut App, ui: &mut Ui, commands: &mut Vec<Command>) {
    if app.examples.is_empty() {
        return;
    }
    ui.add_space(8.0);
    ui.weak("Describe a part, drop a picture, or try an example");
    let mut take = None;
    for (index, (name, _)) in app.examples.iter().enumerate() {
        if ui.button(name).clicked() {
            take = Some(index);
        }
    }
    if let Some(index) = take {
        let ctx = ui.ctx().clone();
        commands.extend(app.take_example(index, &ctx));
    }
}
