//! The features of a description, one after the other.

use base::thread::{SCREWS, Thread};
use base::units::digits;

use super::lexicon::Role;
use super::phrases::Phrase;
use super::places::{self, Context};
use super::plan::{Along, Body, Edges, Feature, Head, Letter, Outline, Pattern, Size, Spot};

/// What the features need to know of each other.
pub(super) struct Collected {
    pub(super) features: Vec<Feature>,
    pub(super) assumptions: Vec<String>,
    names: Vec<String>,
}

impl Collected {
    pub(super) fn new() -> Self {
        Self { features: Vec::new(), assumptions: Vec::new(), names: Vec::new() }
    }

    fn name(&mut self, wanted: &str) -> String {
        let count = self.names.iter().filter(|n| *n == wanted).count();
        self.names.push(wanted.to_owned());
        if count == 0 { wanted.to_owned() } else { format!("{wanted}_{}", count + 1) }
    }

    fn or(&mut self, value: Option<f64>, assumed: f64, what: &str) -> Size {
        let size = Size::or(value, assumed);
        if size.is_assumed {
            self.assumptions.push(format!("{what} {} mm", digits(size.value)));
        }
        size
    }

    /// Places a thing of a size; several spots when the words name several faces.
    fn spots(
        &mut self,
        phrase: &mut Phrase,
        body: &Body,
        thing: [f64; 2],
        count: Option<u32>,
        name: &str,
    ) -> Vec<Spot> {
        let sides = places::sides(phrase, body);
        let on_boss = phrase.is_at(&["boss", "hub"]);
        let original = phrase.clone();
        sides
            .into_iter()
            .enumerate()
            .map(|(i, side)| {
                let mut copy = original.clone();
                let context = Context { body, thing, count, name };
                let pattern = places::pattern(&mut copy, side, &context, &mut self.assumptions);
                if i == 0 {
                    *phrase = copy;
                }
                Spot { side, pattern, on_boss }
            })
            .collect()
    }

    /// Adds what a phrase asks for; numbers that it does not need stay in the phrase.
    /// `None` when the thing is no feature of this body.
    pub(super) fn add(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
        match phrase.thing? {
            "hole" | "cbore" | "csk" | "bore" => self.hole(phrase, body),
            "cross_hole" => self.cross_hole(phrase, body),
            "slot" | "pocket" | "window" => self.cut(phrase, body),
            "boss" => self.boss(phrase, body),
            "cylinder" | "disc" | "hub" | "flange" | "block" | "plate" | "tube" => {
                self.raised_body(phrase, body)
            }
            "fillet" | "chamfer" | "edge" | "corner" => self.edges(phrase, body),
            "keyway" => self.keyway(phrase, body),
            "groove" => self.groove(phrase, body),
            "channel" => self.channel(phrase, body),
            "notch" | "step" => self.notch(phrase, body),
            "rib" => self.rib(phrase, body),
            "gusset" => self.gusset(phrase, body),
            _ => None,
        }
    }

    fn hole(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
        let thing = phrase.thing?;
        let is_tapped = phrase.has_flag(&["tapped", "threaded", "tapping"]);
        // "4x6" of holes is a number and a diameter.
        if phrase.count.is_none()
            && let Some(at) = phrase.said.iter().position(|s| {
                s.measure.values.len() == 2
                    && s.measure.is_tight
                    && s.role.is_none()
                    && s.measure.values[0].fract() == 0.0
                    && s.measure.values[0] <= 24.0
                    && s.measure.roles[0].is_none()
            })
        {
            let said = &mut phrase.said[at];
            phrase.count = Some(said.measure.values.remove(0) as u32);
            said.measure.roles.remove(0);
            said.role = said.measure.roles[0];
        }
        // Ø8 x 15, M5 x 12: diameter and depth.
        if let Some(at) = phrase.said.iter().position(|s| {
            s.measure.values.len() == 2 && matches!(s.role, None | Some(Role::Depth | Role::Diameter))
        }) {
            let depth = phrase.said[at].measure.values.pop();
            phrase.said[at].measure.roles.pop();
            phrase.said[at].role = phrase.said[at].measure.roles[0];
            if let Some(depth) = depth {
                phrase.tell(Role::Depth, depth);
            }
        }
        let thread = phrase.take_thread();
        let mut diameters: Vec<f64> = Vec::new();
        while let Some(d) = phrase.take(&[Role::Diameter, Role::Outer, Role::Inner]) {
            diameters.push(d);
        }
        if let Some(r) = phrase.take(&[Role::Radius]) {
            diameters.push(2.0 * r);
        }
        if diameters.is_empty() || thing == "cbore" || thing == "csk" {
            let wanted = if thing == "hole" || thing == "bore" { 1 } else { 2 };
            while diameters.len() + usize::from(thread.is_some()) < wanted
                && let Some(d) = phrase.take_bare()
            {
                diameters.push(d);
            }
        }
        let of_thread = thread.map(|t: &Thread| if is_tapped { t.tapping } else { t.clearance });
        if let (Some(t), None) =
            (thread, phrase.has_flag(&["tapped", "threaded", "tapping", "clearance"]).then_some(()))
        {
            self.assumptions.push(format!("{} taken for clearance holes Ø{}", t.name, digits(t.clearance)));
        }
        let extents = body.extents();
        let widest = extents[0].min(extents[1]);
        let usual = if thing == "bore" { 0.35 * widest } else { (0.08 * widest).max(1.0) };
        let name = self.name(if thing == "bore" { "bore" } else { "hole" });
        let label = name.replace('_', " ");
        let diameter = match (of_thread, diameters.first()) {
            (Some(d), _) => Size::said(d),
            (None, Some(d)) => {
                let d = *d;
                diameters.remove(0);
                Size::said(d)
            }
            (None, None) => self.or(None, usual, &format!("{label} Ø")),
        };
        let mut head = Head::None;
        let screw = thread.and_then(|t| SCREWS.iter().find(|s| s.name == t.name));
        let is_bored = thing == "cbore" || phrase.has_flag(&["counterbored"]);
        let is_sunk = thing == "csk" || phrase.has_flag(&["countersunk"]);
        if is_bored {
            let wide = diameters.first().copied().or(screw.map(|s| s.counterbore));
            let deep = phrase.take(&[Role::Depth]).or(screw.map(|s| s.head_height));
            let wide = self.or(wide, 1.7 * diameter.value, "counterbore Ø");
            let deep = self.or(deep, 0.9 * diameter.value, "counterbore depth");
            head = Head::Counterbore { diameter: wide, depth: deep };
        } else if is_sunk {
            let wide = diameters.first().copied().or(screw.map(|s| s.countersink));
            let angle = phrase.take(&[Role::Angle]).unwrap_or(90.0);
            head = Head::Countersink {
                diameter: self.or(wide, 2.0 * diameter.value, "countersink Ø"),
                angle: Size::said(angle),
            };
        } else if !diameters.is_empty() {
            // What was said and has no use stays said.
            for d in diameters {
                phrase.tell(Role::Diameter, d);
            }
        }
        let depth = phrase.take(&[Role::Depth, Role::Length]);
        let is_blind = phrase.has_flag(&["blind"]);
        let is_through = phrase.has_flag(&["through"]);
        let depth = match (depth, is_through, is_blind) {
            (Some(_), true, _) if head == Head::None => None,
            (Some(depth), ..) => Some(Size::said(depth)),
            (None, false, true) => {
                Some(self.or(None, (2.0 * diameter.value).min(0.6 * extents[2]), &format!("{label} depth")))
            }
            _ => None,
        };
        let count = phrase.count.take();
        let spots = self.spots(phrase, body, [diameter.value; 2], count, &label);
        for (i, spot) in spots.into_iter().enumerate() {
            let name = if i == 0 { name.clone() } else { self.name("hole") };
            self.features.push(Feature::Holes { name, diameter, depth, head, spot });
        }
        Some(())
    }

    fn cross_hole(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
        if !body.is_round() {
            return self.hole(phrase, body);
        }
        let thread = phrase
            .take_thread()
            .map(|t| if phrase.has_flag(&["clearance"]) { t.clearance } else { t.tapping });
        let diameter = thread.or_else(|| phrase.take(&[Role::Diameter])).or_else(|| phrase.take_bare());
        let [wide, _, high] = body.extents();
        let diameter = self.or(diameter, 0.25 * wide, "cross hole Ø");
        let from_top = phrase
            .said
            .iter()
            .any(|s| s.from.iter().any(|w| ["top", "upper", "right", "small"].contains(&w.as_str())));
        let at = phrase.said.iter().position(|s| s.role == Some(Role::Edge));
        let at = at.map(|i| phrase.said.remove(i).measure.values[0]);
        let at = if phrase.is_at(&["end"]) && at.is_none() {
            self.or(None, 1.5 * diameter.value, "cross hole from the end")
        } else {
            Size { value: at.unwrap_or(high / 2.0), is_assumed: at.is_none() }
        };
        let depth = phrase.take(&[Role::Depth]).map(Size::said);
        self.features.push(Feature::CrossHole { diameter, depth, at, from_top });
        Some(())
    }

    fn cut(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
        let thing = phrase.thing?;
        let side = *places::sides(phrase, body).first()?;
        let size = places::face_size(body, side);
        let corner = phrase.take(&[Role::Radius]);
        let mut depth = phrase.take(&[Role::Depth, Role::Height, Role::Thickness]);
        let name = self.name(if thing == "window" { "opening" } else { thing });
        let label = name.replace('_', " ");
        let is_round = phrase.has_flag(&["round", "circular", "cylindrical"])
            || phrase
                .said
                .iter()
                .any(|s| s.role == Some(Role::Diameter) || s.measure.roles[0] == Some(Role::Diameter));
        let outline = if is_round && thing != "slot" {
            if let Some([d, deep]) = phrase.take_pair() {
                phrase.tell(Role::Diameter, d);
                depth = depth.or(Some(deep));
            }
            let diameter = phrase.take(&[Role::Diameter]).or_else(|| phrase.take_bare());
            Outline::Circle {
                diameter: self.or(diameter, 0.4 * size[0].min(size[1]), &format!("{label} Ø"))
            }
        } else if phrase.has_flag(&["hex", "hexagonal"]) {
            let flats =
                phrase.take(&[Role::Flats, Role::Width, Role::Diameter]).or_else(|| phrase.take_bare());
            Outline::Polygon {
                sides: 6,
                flats: self.or(flats, 0.4 * size[0].min(size[1]), &format!("{label} across flats")),
            }
        } else {
            let (mut length, mut width) =
                (phrase.take(&[Role::Length]), phrase.take(&[Role::Width, Role::Diameter]));
            if let Some(product) = phrase.take_product(3) {
                (length, width, depth) =
                    (Some(product.values[0]), Some(product.values[1]), Some(product.values[2]));
            } else if let Some(product) = phrase.take_product(2) {
                if width.is_none() && length.is_none() {
                    (length, width) = (Some(product.values[0]), Some(product.values[1]));
                } else {
                    length = length.or(Some(product.values[0]));
                    depth = depth.or(Some(product.values[1]));
                }
            }
            let is_square = phrase.has_flag(&["square"]);
            if length.is_none()
                && (width.is_none() || thing != "slot" || true)
                && let Some(bare) = phrase.take_bare()
            {
                if width.is_none() && thing == "slot" {
                    width = Some(bare);
                } else {
                    length = Some(bare);
                }
            }
            if width.is_none() && is_square {
                width = length;
            } else if length.is_none() && is_square {
                length = width;
            }
            let long = size[0].max(size[1]);
            let length = self.or(
                length,
                width.map_or(0.5 * long, |w| (3.0 * w).min(0.6 * long)),
                &format!("{label} length"),
            );
            let width = self.or(
                width,
                if thing == "slot" { 0.25 } else { 0.6 } * length.value.min(size[0].min(size[1])),
                &format!("{label} width"),
            );
            let mut turned = if size[1] > 1.05 * size[0] && thing == "slot" { 90.0 } else { 0.0 };
            if phrase.is_at(&["width"]) || phrase.has_flag(&["crosswise"]) {
                turned = 90.0 - turned;
            }
            if phrase.is_at(&["length"]) || phrase.has_flag(&["lengthwise"]) {
                turned = if size[1] > 1.05 * size[0] { 90.0 } else { 0.0 };
            }
            if phrase.has_flag(&["vertical"]) {
                turned = 90.0;
            }
            if let Some(angle) = phrase.take(&[Role::Angle]) {
                turned = angle;
            }
            if thing == "slot" {
                let (length, width) =
                    if width.value > length.value { (width, length) } else { (length, width) };
                Outline::Slot { length, width, turned }
            } else {
                Outline::Rectangle { length, width, corner: corner.map(Size::said) }
            }
        };
        let is_through = phrase.has_flag(&["through"]) || thing == "window";
        let depth = match depth {
            Some(depth) => Some(Size::said(depth)),
            None if thing == "pocket" && !is_through => {
                Some(self.or(None, 0.5 * body.extents()[2], &format!("{label} depth")))
            }
            None => None,
        };
        let thing_size = match outline {
            Outline::Circle { diameter } | Outline::Polygon { flats: diameter, .. } => [diameter.value; 2],
            Outline::Rectangle { length, width, .. } | Outline::Slot { length, width, .. } => {
                [length.value / 2.0, width.value]
            }
        };
        let count = phrase.count.take();
        for spot in self.spots(phrase, body, thing_size, count, &label) {
            self.features.push(Feature::Cut { name: name.clone(), outline, depth, spot });
        }
        Some(())
    }

    fn boss(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
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
        let height = height.or_else(|| phrase.take_bare());
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
            }
            self.features.push(Feature::Raise { name: name.clone(), outline, height, spot, hole });
        }
        Some(())
    }

    /// A second body stands on the first.
    fn raised_body(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
        if phrase.said.is_empty() {
            return None;
        }
        let thing = phrase.thing?;
        let is_round = ["cylinder", "disc", "hub", "flange", "tube"].contains(&thing)
            && !phrase.said.iter().any(|s| s.measure.values.len() == 3);
        phrase.flags.push(if is_round { "round" } else { "rectangular" }.to_owned());
        self.boss(phrase, body)
    }

    fn edges(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
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
        let edges = if is_bend {
            Edges::InsideBend
        } else if is_outside {
            Edges::OutsideBend
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
        if matches!(thing, "corner" | "edge")
            && size.is_none()
            && !phrase.has_flag(&[
                "rounded",
                "chamfered",
                "filleted",
                "bevelled",
                "beveled",
                "radiused",
                "broken",
            ])
        {
            return None;
        }
        let what = if is_chamfer { "chamfer" } else { "radius" };
        let extents = body.extents();
        let least = extents[0].min(extents[1]);
        let usual =
            if edges == Edges::Corners { 0.1 * least } else { (0.15 * least.min(extents[2])).min(2.0) };
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

    fn keyway(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
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
            if depth.is_some() || width.is_some() && length.is_none() && depth.is_some() {
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
                let told = phrase.said.iter().position(|s| s.role == Some(Role::Diameter));
                let told = told.map(|i| phrase.said.remove(i).measure.values[0]);
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
        let at = phrase.said.iter().position(|s| s.role == Some(Role::Edge));
        let from_top = step + 1 == steps.len() && steps.len() > 1;
        let at = at.map(|i| phrase.said.remove(i).measure.values[0]);
        let is_open = phrase.has_flag(&["open"]);
        self.features.push(Feature::Keyway { step, width, depth, length, is_open, at, from_top });
        Some(())
    }

    fn groove(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
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
        let at = phrase
            .said
            .iter()
            .position(|s| s.role == Some(Role::Edge))
            .map(|i| phrase.said.remove(i).measure.values[0]);
        let at = at.map_or(Size::assumed((high - width.value) / 2.0), Size::said);
        self.features.push(Feature::Groove { width, depth, at, from_top });
        Some(())
    }

    fn channel(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
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
        self.features.push(Feature::Channel { name, width, depth, side, turned, at: Along::Middle });
        Some(())
    }

    fn notch(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
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
        let b = self.or(b.or(deep.and(None)), a.value, &format!("{name} width"));
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

    fn rib(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
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
        self.features.push(Feature::Rib { thickness, height, turned: along_x, at: Along::Middle });
        phrase.count = None;
        Some(())
    }

    fn gusset(&mut self, phrase: &mut Phrase, body: &Body) -> Option<()> {
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
