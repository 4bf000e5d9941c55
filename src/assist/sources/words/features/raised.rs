//! What stands out of a body: bosses, second bodies, ribs, gussets.

use base::units::digits;

use super::super::lexicon::Role;
use super::super::phrases::Phrase;
use super::super::plan::{Body, Feature, Letter, Outline, Pattern, Size};
use super::Collected;

impl Collected {
    pub(super) fn boss(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
        let name = self.name("boss");
        let label = name.replace('_', " ");
        let thread = phrase.take_thread();
        let mut height = phrase.take(&[Role::Height, Role::Projection, Role::Length, Role::Thickness]);
        let is_round = !phrase.has_flag(&["rectangular", "square", "pad"])
            && !phrase.said.iter().any(|s| s.measure.values.len() == 3);
        let hole = phrase.take(&[Role::Inner]);
        let depth = phrase.take(&[Role::Depth]);
        let extents = body.extents();
        let is_inside = matches!(body, Body::Housing { .. } | Body::Cup { .. });
        let outline = if is_round {
            if let Some([d, h]) = phrase.take_pair() {
                phrase.tell(Role::Diameter, d);
                height = height.or(Some(h));
            }
            let diameter = phrase
                .take(&[Role::Diameter, Role::Outer])
                .or_else(|| phrase.take(&[Role::Radius]).map(|r| 2.0 * r));
            let diameter = diameter.or_else(|| phrase.take_bare());
            let usual = thread.map_or(0.3 * extents[0].min(extents[1]), |t| 2.4 * t.tapping);
            let usual = if is_inside && thread.is_none() { 8.0 } else { usual };
            Outline::Circle { diameter: self.or(diameter, usual, &format!("{label} Ø")) }
        } else {
            let (mut length, mut width) = (None, phrase.take(&[Role::Width]));
            if let Some(product) = phrase.take_product(3) {
                (length, width) = (Some(product.values[0]), Some(product.values[1]));
                height = height.or(Some(product.values[2]));
            } else if let Some(product) = phrase.take_product(2) {
                (length, width) = (Some(product.values[0]), Some(product.values[1]));
            }
            let length = length.or(width).or_else(|| phrase.take_bare());
            let length = self.or(length, 0.4 * extents[0], &format!("{label} length"));
            let width = if phrase.has_flag(&["square"]) { width.or(Some(length.value)) } else { width };
            Outline::Rectangle {
                length,
                width: self.or(width, length.value.min(0.4 * extents[1]), &format!("{label} width")),
                corner: None,
            }
        };
        let inner_height = match body {
            Body::Housing { height, wall, .. } | Body::Cup { height, wall, .. } => height.value - wall.value,
            _ => 0.0,
        };
        let usual = if is_inside { 0.6 * inner_height } else { 0.5 * extents[0].min(extents[1]).min(30.0) };
        let overall = phrase.take(&[Role::Overall]).map(|o| o - extents[2]).filter(|h| *h > 0.0);
        let height = height.or_else(|| phrase.take_bare()).or(overall);
        let height = self.or(height, usual, &format!("{label} height"));
        let thing = match outline {
            Outline::Circle { diameter } => diameter.value,
            _ => 10.0,
        };
        let hole =
            hole.or(thread.map(|t| if phrase.has_flag(&["clearance"]) { t.clearance } else { t.tapping }));
        if let Some(t) = thread.filter(|_| !phrase.has_flag(&["clearance", "tapped", "threaded"])) {
            self.assumptions.push(format!("{label} drilled Ø{} for {}", digits(t.tapping), t.name));
        }
        let hole = hole.map(|d| {
            (
                Size::said(d),
                depth
                    .map(Size::said)
                    .or_else(|| is_inside.then(|| Size::assumed((0.8 * height.value).max(1.0)))),
            )
        });
        let count = phrase.count.take();
        for mut spot in self.spots(phrase, body, [thing; 2], count, &label) {
            // Bosses in the corners of a housing grow out of its walls.
            if is_inside
                && let Pattern::Corners([a, b]) = &mut spot.pattern
                && a.is_assumed
            {
                let inset = Size::assumed(0.4 * thing);
                (*a, *b) = (inset, inset);
                self.assumptions.retain(|text| {
                    *text != format!("{label}: {} mm from the edges", digits(a.value))
                        && !(text.starts_with(&format!("{label}: ")) && text.ends_with("from the edges"))
                });
                self.assumptions.push(format!("{label}: {} mm from the walls", digits(inset.value)));
            }
            self.features.push(Feature::Raise { name: name.clone(), outline, height, spot, hole });
        }
        Some(())
    }

    /// A second body stands on the first.
    pub(super) fn raised_body(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
        if phrase.said.is_empty() {
            return None;
        }
        let thing = phrase.thing?;
        let is_round = ["cylinder", "disc", "hub", "flange", "tube"].contains(&thing)
            && !phrase.said.iter().any(|s| s.measure.values.len() == 3);
        phrase.flags.push(if is_round { "round" } else { "rectangular" }.to_owned());
        self.boss(phrase, body)
    }

    pub(super) fn rib(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
        if let Body::Bracket { letter: Letter::L, .. } = body {
            return self.gusset(phrase, body);
        }
        let extents = body.extents();
        let thickness = phrase.take(&[Role::Thickness, Role::Width]);
        let height = phrase.take(&[Role::Height]);
        let (thickness, height) = match phrase.take_product(2) {
            Some(product) => (thickness.or(Some(product.values[0])), height.or(Some(product.values[1]))),
            None => (thickness.or_else(|| phrase.take_bare()), height),
        };
        let wall = match body {
            Body::Housing { wall, .. } => wall.value,
            _ => 0.05 * extents[0],
        };
        let thickness = self.or(thickness, wall.max(1.0), "rib thickness");
        let height = self.or(height, 0.4 * extents[2].max(10.0), "rib height");
        let along_x = phrase.is_at(&["length", "long"]) || phrase.has_flag(&["lengthwise"]);
        self.features.push(Feature::Rib { thickness, height, turned: along_x });
        phrase.count = None;
        Some(())
    }

    pub(super) fn gusset(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
        let Body::Bracket { letter: Letter::L, length, height, thickness, .. } = body else { return None };
        let thick = phrase.take(&[Role::Thickness, Role::Width]);
        let (mut long, mut high) = (phrase.take(&[Role::Length]), phrase.take(&[Role::Height]));
        let mut thick = thick;
        if let Some(product) = phrase.take_product(3) {
            (long, high, thick) = (Some(product.values[0]), Some(product.values[1]), Some(product.values[2]));
        } else if let Some(product) = phrase.take_product(2) {
            (long, high) = (Some(product.values[0]), Some(product.values[1]));
        }
        let bare = phrase.take_bare();
        if thick.is_none() && (long.is_some() || bare.is_some_and(|b| b <= 2.0 * thickness.value)) {
            thick = bare;
        } else if long.is_none() {
            long = bare;
        }
        let long = self.or(long.or(high), 0.5 * length.value, "gusset length");
        let high = self.or(high, long.value.min(0.6 * height.value), "gusset height");
        let thickness = self.or(thick, thickness.value, "gusset thickness");
        self.features.push(Feature::Gusset {
            length: long,
            height: high,
            thickness,
            count: phrase.count.take().unwrap_or(1),
        });
        Some(())
    }
}
