//! Edges, and cuts that run along a line: keyways, grooves, notches, steps.

use super::super::lexicon::{EDGE_FLAGS, Role};
use super::super::phrases::Phrase;
use super::super::places;
use super::super::plan::{Body, Edges, Feature, Letter, Size};
use super::Collected;

impl Collected {
    pub(super) fn edges(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
        let thing = phrase.thing?;
        let is_chamfer = thing == "chamfer"
            || phrase.has_flag(&["chamfered", "bevelled", "beveled", "broken"])
            || phrase.said.iter().any(|s| s.measure.angle.is_some());
        let angle = phrase.said.iter().find_map(|s| s.measure.angle).filter(|a| (a - 45.0).abs() > 1e-9);
        let said_angle = phrase.take(&[Role::Angle]).filter(|a| (a - 45.0).abs() > 1e-9);
        let size = phrase
            .take(&[Role::Radius, Role::Diameter, Role::Width, Role::Length])
            .or_else(|| phrase.take_bare());
        let has_corner =
            thing == "corner" || phrase.is_at(&["corner", "vertical"]) || phrase.has_flag(&["vertical"]);
        let is_bend = phrase.is_at(&["inner", "inside", "internal"]) && matches!(body, Body::Bracket { .. });
        let is_outside = phrase.is_at(&["outer", "outside", "external"])
            && matches!(body, Body::Bracket { letter: Letter::L, .. });
        let (top, bottom) =
            (phrase.is_at(&["top", "upper"]), phrase.is_at(&["bottom", "lower", "underside"]));
        let both = phrase.is_at(&["both", "end"]) || phrase.has_flag(&["both"]);
        let is_l = matches!(body, Body::Bracket { letter: Letter::L, .. });
        let is_leg = |words: &[&str]| is_l && phrase.is_at(words);
        let edges = if is_bend {
            Edges::InsideBend
        } else if is_outside {
            Edges::OutsideBend
        } else if has_corner && is_leg(&["base", "foot", "bottom", "horizontal", "lower"]) {
            Edges::FootCorners
        } else if has_corner && is_leg(&["wall", "upright", "vertical", "upper", "standing", "back"]) {
            Edges::WallCorners
        } else if has_corner {
            Edges::Corners
        } else if top && !bottom {
            Edges::Top
        } else if bottom && !top {
            Edges::Bottom
        } else if body.is_round() && (both || thing == "chamfer" || !phrase.has_flag(&["all"])) {
            if both
                || phrase.is_at(&["rim"])
                || thing == "edge"
                || matches!(body, Body::Shaft { .. } | Body::Tube { .. })
            {
                Edges::TopAndBottom
            } else {
                Edges::Top
            }
        } else if phrase.has_flag(&["all", "every"]) || phrase.is_at(&["all", "every", "outer", "outside"]) {
            Edges::All
        } else if is_chamfer || thing == "edge" {
            if thing == "edge" && !is_chamfer { Edges::All } else { Edges::Top }
        } else {
            Edges::Corners
        };
        // A corner that has nothing said of it is no feature.
        if matches!(thing, "corner" | "edge") && size.is_none() && !phrase.has_flag(&EDGE_FLAGS) {
            return None;
        }
        let what = if is_chamfer { "chamfer" } else { "radius" };
        let extents = body.extents();
        let least = extents[0].min(extents[1]);
        let usual = if matches!(edges, Edges::Corners | Edges::FootCorners | Edges::WallCorners) {
            0.1 * least
        } else {
            (0.15 * least.min(extents[2])).min(2.0)
        };
        let size = self.or(size, usual, what);
        let comes_last = phrase.is_at(&["all", "every"]) && edges == Edges::Top;
        self.features.push(Feature::Edges {
            edges,
            is_round: !is_chamfer,
            size,
            angle: angle.or(said_angle),
            comes_last,
        });
        phrase.count = None;
        Some(())
    }

    pub(super) fn keyway(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
        let steps: Vec<[Size; 2]> = match body {
            Body::Shaft { steps } => steps.clone(),
            Body::Cylinder { diameter, height, is_flat: false } => vec![[*diameter, *height]],
            _ => Vec::new(),
        };
        let mut width = phrase.take(&[Role::Width]);
        let mut depth = phrase.take(&[Role::Depth, Role::Height]);
        let mut length = phrase.take(&[Role::Length]);
        if let Some(product) = phrase.take_product(3) {
            let [a, b, c] = [product.values[0], product.values[1], product.values[2]];
            // The longest number is the length, of the others the first is the width.
            (width, depth, length) =
                if a > b && a > c { (Some(b), Some(c), Some(a)) } else { (Some(a), Some(b), Some(c)) };
        } else if let Some(product) = phrase.take_product(2) {
            let [a, b] = [product.values[0], product.values[1]];
            if depth.is_some() {
                (width, length) = (width.or(Some(a.min(b))), length.or(Some(a.max(b))));
            } else {
                (width, depth) = (Some(a), Some(b));
            }
        }
        width = width.or_else(|| phrase.take_bare());
        let bore = self.features.iter().find_map(|f| match f {
            Feature::Holes { name, diameter, .. } if name == "bore" => Some(diameter.value),
            _ => None,
        });
        let bore = bore.or(match body {
            Body::Tube { inner, .. } => Some(inner.value),
            _ => None,
        });
        if steps.is_empty() || phrase.is_at(&["bore"]) {
            let bore = bore?;
            let width = self.or(width, 0.25 * bore, "keyway width");
            let depth = self.or(depth, 0.1 * bore, "keyway depth");
            self.features.push(Feature::BoreKeyway { bore, width, depth });
            return Some(());
        }
        let by = |i: &usize, j: &usize| steps[*i][0].value.total_cmp(&steps[*j][0].value);
        let small = phrase.is_at(&["small", "smaller", "thin"]);
        let large = phrase.is_at(&["large", "larger", "big", "main", "thick", "middle"]);
        let step = match () {
            () if small => (0..steps.len()).min_by(by)?,
            () if large => (0..steps.len()).max_by(by)?,
            () if phrase.is_at(&["first", "left", "bottom"]) => 0,
            () if phrase.is_at(&["second"]) => 1.min(steps.len() - 1),
            () if phrase.is_at(&["right", "top", "other"]) => steps.len() - 1,
            // "On the Ø20 section".
            () => {
                let told = phrase.take_all(Role::Diameter).map(|values| values[0]);
                told.and_then(|d| steps.iter().position(|s| (s[0].value - d).abs() < 1e-6)).unwrap_or_else(
                    || {
                        (0..steps.len())
                            .max_by(|i, j| steps[*i][1].value.total_cmp(&steps[*j][1].value))
                            .unwrap_or(0)
                    },
                )
            }
        };
        let [diameter, step_length] = steps[step];
        let width = self.or(width, 0.25 * diameter.value, "keyway width");
        let depth = self.or(depth, 0.15 * diameter.value, "keyway depth");
        let length = self.or(length, 0.7 * step_length.value, "keyway length");
        let from_top = step + 1 == steps.len() && steps.len() > 1;
        let at = phrase.take_all(Role::Edge).map(|values| values[0]);
        let is_open = phrase.has_flag(&["open"]);
        self.features.push(Feature::Keyway { step, width, depth, length, is_open, at, from_top });
        Some(())
    }

    pub(super) fn groove(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
        if !body.is_round() {
            return self.channel(phrase, body);
        }
        let (mut width, mut depth) = (phrase.take(&[Role::Width]), phrase.take(&[Role::Depth]));
        let bottom = phrase.take(&[Role::Diameter]);
        if let Some(product) = phrase.take_product(2) {
            (width, depth) = (width.or(Some(product.values[0])), depth.or(Some(product.values[1])));
        }
        width = width.or_else(|| phrase.take_bare());
        let [wide, _, high] = body.extents();
        depth = depth.or(bottom.map(|d| (wide - d) / 2.0));
        let width = self.or(width, (0.06 * high).max(1.0), "groove width");
        let depth = self.or(depth, 0.05 * wide, "groove depth");
        let from_top = phrase.said.iter().any(|s| {
            s.from.iter().any(|w| ["top", "upper", "right", "small", "end", "free"].contains(&w.as_str()))
        });
        let at = phrase.take_all(Role::Edge).map(|values| values[0]);
        let at = at.map_or(Size::assumed((high - width.value) / 2.0), Size::said);
        self.features.push(Feature::Groove { width, depth, at, from_top });
        Some(())
    }

    pub(super) fn channel(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
        let side = *places::sides(phrase, body).first()?;
        let (mut width, mut depth) = (phrase.take(&[Role::Width]), phrase.take(&[Role::Depth]));
        if let Some(product) = phrase.take_product(2) {
            (width, depth) = (width.or(Some(product.values[0])), depth.or(Some(product.values[1])));
        }
        width = width.or_else(|| phrase.take_bare());
        let size = places::face_size(body, side);
        let width = self.or(width, 0.2 * size[0].min(size[1]), "groove width");
        let depth = self.or(depth, 0.3 * body.extents()[2], "groove depth");
        let turned = phrase.is_at(&["width"]) || phrase.has_flag(&["crosswise"]);
        let turned = turned != (size[1] > size[0]);
        let name = self.name("groove");
        self.features.push(Feature::Channel { name, width, depth, side, turned });
        Some(())
    }

    pub(super) fn notch(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
        let is_step = phrase.thing == Some("step");
        let extents = body.extents();
        let (mut a, mut b) =
            (phrase.take(&[Role::Length, Role::Width]), phrase.take(&[Role::Depth, Role::Height]));
        let mut deep = None;
        if let Some(product) = phrase.take_product(3) {
            (a, b, deep) = (Some(product.values[0]), Some(product.values[1]), Some(product.values[2]));
        } else if let Some(product) = phrase.take_product(2) {
            (a, b) = (Some(product.values[0]), Some(product.values[1]));
        }
        a = a.or_else(|| phrase.take_bare());
        let name = self.name(if is_step { "step" } else { "notch" });
        let a = self.or(a, 0.2 * extents[0], &format!("{name} length"));
        if is_step {
            // A step lowers one end over the full width.
            let depth = self.or(b, 0.5 * extents[2], &format!("{name} depth"));
            let is_left = phrase.is_at(&["left"]);
            let both = phrase.count.take() == Some(2) || phrase.is_at(&["both", "each"]);
            let corners = if both { vec![[-1, 0], [1, 0]] } else { vec![[if is_left { -1 } else { 1 }, 0]] };
            self.features.push(Feature::Notch {
                name,
                size: [a, Size::said(extents[1])],
                depth: Some(depth),
                corners,
            });
            return Some(());
        }
        let b = self.or(b, a.value, &format!("{name} width"));
        let is_corner = phrase.is_at(&["corner"]) || phrase.has_flag(&["corner"]);
        let count = phrase.count.take().unwrap_or(1);
        let x = if phrase.is_at(&["left"]) { -1 } else { 1 };
        let y = if phrase.is_at(&["front", "bottom", "lower"]) { -1 } else { 1 };
        let corners = match (is_corner, count) {
            (true, 4) => vec![[1, 1], [-1, 1], [-1, -1], [1, -1]],
            (true, 2) => vec![[1, y], [-1, y]],
            (true, _) => vec![[x, y]],
            (false, 2) => vec![[1, 0], [-1, 0]],
            (false, _) if phrase.is_at(&["front", "back", "rear", "long", "top", "bottom"]) => vec![[0, y]],
            (false, _) => vec![[x, 0]],
        };
        // Along an edge the width lies on it, across it the depth.
        let size = if !is_corner && corners[0][0] != 0 { [b, a] } else { [a, b] };
        self.features.push(Feature::Notch { name, size, depth: deep.map(Size::said), corners });
        Some(())
    }
}
