//! Training tools: make a small data set, train on it, watch the curves.

use base::TrainingRecord;
use egui::{CollapsingHeader, DragValue, Grid, ProgressBar, ScrollArea, TextEdit, Ui};
use egui_plot::{Legend, Line, Plot, PlotPoints};

use crate::app::App;
use crate::dialogs::Question;
use crate::training::{Training, Work};

/// The whole panel.
pub(super) fn training_ui(app: &mut App, ui: &mut Ui) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.heading("Data set");
        data_ui(app, ui);
        ui.add_space(8.0);
        ui.separator();
        ui.heading("Training");
        run_ui(app, ui);
        progress_ui(&app.training, ui);
        curves_ui(&app.training.records, ui);
    });
}

fn data_ui(app: &mut App, ui: &mut Ui) {
    let training = &mut app.training;
    ui.weak("Synthetic parts with programs, pictures and descriptions");
    Grid::new("data set").num_columns(2).show(ui, |ui| {
        let label = ui.label("Folder");
        ui.horizontal(|ui| {
            ui.add(TextEdit::singleline(&mut training.data_folder).desired_width(150.0))
                .labelled_by(label.id);
            if ui.small_button("Choose…").clicked() {
                app.dialogs.ask(Question::Folder, "");
            }
        });
        ui.end_row();
        let label = ui.label("Parts");
        ui.add(DragValue::new(&mut training.count).range(10..=1_000_000)).labelled_by(label.id);
        ui.end_row();
        let label = ui.label("Seed");
        ui.add(DragValue::new(&mut training.seed))
            .labelled_by(label.id)
            .on_hover_text("The same seed gives the same parts");
        ui.end_row();
    });
    match training.running() {
        None => {
            if ui.button("Make data set").clicked() {
                let ctx = ui.ctx().clone();
                training.start_synthesis(&app.worker, move || ctx.request_repaint());
            }
        }
        Some(Work::Synthesis) => stop_ui(training, ui, "Stop making data"),
        Some(Work::Training) => {}
    }
}

fn run_ui(app: &mut App, ui: &mut Ui) {
    let training = &mut app.training;
    ui.weak(
        "Teaches a small model to write the programs of the data set; a stopped run goes on where it was",
    );
    Grid::new("run").num_columns(2).show(ui, |ui| {
        let label = ui.label("Folder");
        ui.add(TextEdit::singleline(&mut training.run_folder).desired_width(200.0)).labelled_by(label.id);
        ui.end_row();
        let label = ui.label("Steps");
        ui.add(DragValue::new(&mut training.steps).range(10..=10_000_000)).labelled_by(label.id);
        ui.end_row();
        let label = ui.label("Threads");
        ui.add(DragValue::new(&mut training.threads).range(1..=256))
            .labelled_by(label.id)
            .on_hover_text("Never more than there are free cores");
        ui.end_row();
    });
    advanced_ui(training, ui);
    match training.running() {
        None => {
            let has_data = training.has_data();
            let button = ui.add_enabled(has_data, egui::Button::new("Start training"));
            if button.on_disabled_hover_text("Make a data set first").clicked() {
                let ctx = ui.ctx().clone();
                training.start_training(&app.worker, move || ctx.request_repaint());
            }
        }
        Some(Work::Training) => stop_ui(training, ui, "Stop and save"),
        Some(Work::Synthesis) => {}
    }
}

/// Settings that most people leave alone, each with what it does.
fn advanced_ui(training: &mut Training, ui: &mut Ui) {
    CollapsingHeader::new("Advanced settings").show(ui, |ui| {
        let label = ui.label("Start from");
        ui.add(TextEdit::singleline(&mut training.start).desired_width(200.0).hint_text("nothing"))
            .labelled_by(label.id);
        ui.weak("A model file or the folder of another run whose weights a new run begins with; empty to begin from nothing.");
        let label = ui.label("Steps between examinations");
        ui.add(DragValue::new(&mut training.examine_every).range(0..=1_000_000)).labelled_by(label.id);
        ui.weak("Lets the model write held-back programs, runs them and measures the parts; 0 for never. It takes some seconds each time.");
        ui.checkbox(&mut training.recompute, "Less memory");
        ui.weak("Computes the inside of the network twice instead of keeping it: less memory, about a third more time.");
    });
}

fn stop_ui(training: &mut Training, ui: &mut Ui, name: &str) {
    if training.is_stopping() {
        ui.weak("Finishing the step…");
    } else if ui.button(name).clicked() {
        training.stop();
    }
}

fn progress_ui(training: &Training, ui: &mut Ui) {
    let remaining =
        |secs: Option<f64>| secs.map(|s| format!(" · {} left", duration_text(s))).unwrap_or_default();
    match training.running() {
        Some(Work::Synthesis) => {
            if let Some(progress) = &training.progress {
                let total = progress.total.unwrap_or(training.count).max(1);
                let text = format!(
                    "{} {} of {total}{}",
                    progress.what,
                    progress.done,
                    remaining(progress.remaining_secs)
                );
                ui.add(ProgressBar::new(progress.done as f32 / total as f32).text(text));
            }
        }
        Some(Work::Training) => {
            if let Some(record) = training.records.last() {
                let text =
                    format!("step {} of {}{}", record.step, record.steps, remaining(record.remaining_secs));
                ui.add(ProgressBar::new(record.step as f32 / record.steps.max(1) as f32).text(text));
            }
        }
        None => {}
    }
    if let Some(message) = &training.message {
        ui.weak(message);
    }
}

fn curves_ui(records: &[TrainingRecord], ui: &mut Ui) {
    if records.is_empty() {
        return;
    }
    let curve = |of: fn(&TrainingRecord) -> Option<f64>| -> PlotPoints<'static> {
        records.iter().filter_map(|r| Some([r.step as f64, of(r).filter(|v| v.is_finite())?])).collect()
    };
    let plot =
        |name: &'static str| Plot::new(name).height(140.0).legend(Legend::default()).allow_scroll(false);
    ui.label("Loss per token in nats");
    plot("loss").show(ui, |plot| {
        plot.line(Line::new("training", curve(|r| r.loss)));
        plot.line(Line::new("held back", curve(|r| r.eval_loss)));
    });
    if records.iter().any(|r| r.gain.is_some()) {
        ui.label("Answers to held-back questions");
        plot("answers").show(ui, |plot| {
            plot.line(Line::new("valid", curve(|r| r.valid_rate)));
            plot.line(Line::new("gain over the box", curve(|r| r.gain)));
        });
    }
    ui.label("Norm of the gradient");
    plot("gradient").show(ui, |plot| plot.line(Line::new("norm", curve(|r| r.gradient_norm))));
    ui.label("Learning rate");
    plot("rate").show(ui, |plot| plot.line(Line::new("rate", curve(|r| r.learning_rate))));
}

/// `3 h 12 min`, `12 min`, `40 s`.
fn duration_text(secs: f64) -> String {
    let secs = secs.max(0.0) as u64;
    match (secs / 3600, secs / 60 % 60) {
        (0, 0) => format!("{secs} s"),
        (0, minutes) => format!("{minutes} min"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_well() {
        assert_eq!([40.0, 720.5, 11_520.0].map(duration_text), ["40 s", "12 min", "3 h 12 min"]);
    }
}
