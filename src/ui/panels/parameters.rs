//! Parameters as sliders and fields; turning one writes the value into the program.

use base::{Parameter, ParameterValue};
use egui::{DragValue, Grid, ScrollArea, Slider, SliderClamping, Ui};

use crate::app::App;

/// The whole panel.
pub(super) fn parameters_ui(app: &mut App, ui: &mut Ui) {
    // Without parameters the panel keeps its height, so that nothing jumps when they come.
    ui.set_min_height(ui.available_height());
    ui.add_space(4.0);
    ui.heading("Parameters");
    if app.document.parameters().is_empty() {
        ui.weak("Numbers assigned at the top of the program appear here, for example width = 80");
        return;
    }
    let mut turned = None;
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        Grid::new("parameters").num_columns(3).spacing([8.0, 4.0]).show(ui, |ui| {
            for parameter in app.document.parameters() {
                if let Some(value) = parameter_ui(parameter, ui) {
                    turned = Some((parameter.name.clone(), value));
                }
                ui.end_row();
            }
        });
    });
    if let Some((name, value)) = turned {
        app.document.turn(&name, value);
    }
}

/// One row; the new value when it was turned.
fn parameter_ui(parameter: &Parameter, ui: &mut Ui) -> Option<ParameterValue> {
    let label = ui.label(&parameter.name);
    let label_id = label.id;
    if let Some(text) = &parameter.label {
        label.on_hover_text(text);
    }
    match &parameter.value {
        ParameterValue::Int(value) => {
            let mut new = *value;
            let range = int_range(parameter);
            let slider = Slider::new(&mut new, range).show_value(false).clamping(SliderClamping::Never);
            let slider = ui.add(slider).labelled_by(label_id);
            let field = ui.add(DragValue::new(&mut new)).labelled_by(label_id);
            (slider.changed() || field.changed())
                .then_some(ParameterValue::Int(new))
                .filter(|_| new != *value)
        }
        ParameterValue::Float(value) => {
            let mut new = *value;
            let slider =
                Slider::new(&mut new, float_range(parameter)).show_value(false).step_by(step(*value));
            let slider = ui.add(slider).labelled_by(label_id);
            let field =
                ui.add(DragValue::new(&mut new).speed(step(*value)).max_decimals(4)).labelled_by(label_id);
            let is_new = (slider.changed() || field.changed()) && new != *value && new.is_finite();
            is_new.then_some(ParameterValue::Float(new))
        }
        ParameterValue::Bool(value) => {
            let mut new = *value;
            let changed = ui.checkbox(&mut new, "").labelled_by(label_id).changed();
            changed.then_some(ParameterValue::Bool(new))
        }
        ParameterValue::Text(value) => {
            let mut new = value.clone();
            let changed = ui.text_edit_singleline(&mut new).labelled_by(label_id).changed();
            changed.then_some(ParameterValue::Text(new))
        }
    }
}

/// From nothing to twice the value that stood in the program when its scale was last known: the
/// next power of two above the value keeps the slider still while it is dragged.
fn reach(value: f64) -> f64 {
    let magnitude = value.abs().max(0.5);
    2.0_f64.powf(magnitude.log2().ceil() + 1.0)
}

fn float_range(parameter: &Parameter) -> std::ops::RangeInclusive<f64> {
    let value = parameter.value.as_f64().unwrap_or(0.0);
    if value < 0.0 { -reach(value)..=reach(value) } else { 0.0..=reach(value) }
}

fn int_range(parameter: &Parameter) -> std::ops::RangeInclusive<i64> {
    let range = float_range(parameter);
    (*range.start() as i64)..=(*range.end() as i64).max(8)
}

/// A hundredth of the value's magnitude as a power of ten.
fn step(value: f64) -> f64 {
    10.0_f64.powf((value.abs().max(0.1).log10() - 2.0).floor()).max(0.001)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sliders_reach_beyond_the_value_and_stand_still_near_it() {
        assert_eq!(reach(80.0), 256.0);
        assert_eq!(reach(100.0), reach(80.0));
        assert!(reach(0.0) >= 1.0);
        assert!(step(80.0) <= 0.1 + 1e-12);
    }
}
