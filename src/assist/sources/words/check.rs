//! What cannot be as it was said: holes larger than the part, patterns beyond its edges, walls that meet.

use base::units::digits;

use super::places::face_size;
use super::plan::{Along, Body, Feature, Head, Outline, Pattern, Plan, Spot};

/// Everything in a plan that cannot be.
pub(super) fn contradictions(plan: &Plan) -> Vec<String> {
    let mut found = body(&plan.body);
    for feature in &plan.features {
        match feature {
            Feature::Holes { name, diameter, depth, head, spot } => {
                let name = name.replace('_', " ");
                let widest = match head {
                    Head::Counterbore { diameter: wide, .. } | Head::Countersink { diameter: wide, .. } => {
                        if wide.value <= diameter.value {
                            found.push(format!(
                                "{name} Ø{} has a head of only Ø{}",
                                digits(diameter.value),
                                digits(wide.value)
                            ));
                        }
                        wide.value.max(diameter.value)
                    }
                    Head::None => diameter.value,
                };
                fits(&mut found, &plan.body, spot, &format!("{name} Ø{}", digits(widest)), [widest; 2]);
                if let Some(depth) = depth
                    && depth.value > 3.0 * plan.body.extents().into_iter().fold(0.0, f64::max)
                {
                    found.push(format!("{name} is {} mm deep, far more than the part", digits(depth.value)));
                }
            }
            Feature::Cut { name, outline, depth, spot } => {
                let (size, text) = outline_size(*outline);
                let name = name.replace('_', " ");
                fits(&mut found, &plan.body, spot, &format!("{name} {text}"), size);
                if let (Some(depth), Body::Block { height, .. }) = (depth, &plan.body)
                    && depth.value > height.value + 1e-9
                    && matches!(spot.side, super::plan::Side::Top | super::plan::Side::Bottom)
                {
                    found.push(format!(
                        "{name} is {} mm deep in {} mm",
                        digits(depth.value),
                        digits(height.value)
                    ));
                }
            }
            Feature::Keyway { step, length, .. } => {
                if let Body::Shaft { steps } = &plan.body
                    && let Some(own) = steps.get(*step)
                    && length.value > own[1].value + 1e-9
                {
                    found.push(format!(
                        "a keyway {} mm long on a section of {} mm",
                        digits(length.value),
                        digits(own[1].value)
                    ));
                }
            }
            _ => {}
        }
    }
    found
}

fn body(body: &Body) -> Vec<String> {
    let mut found = Vec::new();
    let mut meets = |wall: f64, size: f64, what: &str| {
        if 2.0 * wall >= size {
            found.push(format!("{what} of {} mm in {} mm leaves nothing inside", digits(wall), digits(size)));
        }
    };
    match body {
        Body::Tube { outer, inner, .. } if inner.value >= outer.value => {
            found.push(format!(
                "inner diameter {} is not below outer {}",
                digits(inner.value),
                digits(outer.value)
            ));
        }
        Body::Housing { length, width, wall, .. } => {
            meets(wall.value, length.value.min(width.value), "walls")
        }
        Body::Cup { diameter, wall, .. } => meets(wall.value, diameter.value, "walls"),
        Body::Bracket { length, height, thickness, .. }
            if thickness.value >= length.value.min(height.value) =>
        {
            found.push(format!("sheet of {} mm is thicker than a leg is long", digits(thickness.value)));
        }
        _ => {}
    }
    found
}

fn outline_size(outline: Outline) -> ([f64; 2], String) {
    match outline {
        Outline::Circle { diameter } => ([diameter.value; 2], format!("Ø{}", digits(diameter.value))),
        Outline::Polygon { flats, .. } => ([flats.value; 2], format!("{} across flats", digits(flats.value))),
        Outline::Rectangle { length, width, .. } => {
            ([length.value, width.value], format!("{} x {}", digits(length.value), digits(width.value)))
        }
        Outline::Slot { length, width, turned } => {
            let size = if turned == 90.0 { [width.value, length.value] } else { [length.value, width.value] };
            (size, format!("{} x {}", digits(length.value), digits(width.value)))
        }
    }
}

/// A thing lies within its face, at each of its places.
fn fits(found: &mut Vec<String>, body: &Body, spot: &Spot, what: &str, thing: [f64; 2]) {
    let size = face_size(body, spot.side);
    if spot.on_boss {
        return;
    }
    if thing[0] >= size[0] && thing[1] >= size[1] {
        found.push(format!("{what} is larger than the face of {} x {} mm", digits(size[0]), digits(size[1])));
        return;
    }
    let reach = |axis: usize| -> f64 {
        match &spot.pattern {
            Pattern::Points(points) => points
                .iter()
                .map(|p| match p[axis] {
                    Along::Middle => 0.0,
                    Along::At(v) => v.abs(),
                    Along::Low(s) | Along::High(s) => (size[axis] / 2.0 - s.value).abs(),
                })
                .fold(0.0, f64::max),
            Pattern::Corners(insets) => (size[axis] / 2.0 - insets[axis].value).abs(),
            Pattern::Rectangle(spacing) => spacing[axis].value / 2.0,
            Pattern::Grid { counts, pitch } => f64::from(counts[axis].max(1) - 1) * pitch[axis].value / 2.0,
            Pattern::Polar { diameter, .. } => diameter.value / 2.0,
        }
    };
    let is_outside = if body.is_round() {
        let far = match &spot.pattern {
            Pattern::Polar { diameter, .. } => diameter.value / 2.0,
            _ => reach(0).hypot(reach(1)),
        };
        far - thing[0] / 2.0 > size[0] / 2.0
    } else {
        (0..2).any(|axis| reach(axis) - thing[axis] / 2.0 > size[axis] / 2.0)
    };
    if is_outside {
        found.push(format!("{what} lies outside the face of {} x {} mm", digits(size[0]), digits(size[1])));
    }
}
