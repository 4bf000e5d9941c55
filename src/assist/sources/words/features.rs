//! The features of a description, one after the other.

mod lines;
mod raised;

use base::thread::{SCREWS, Thread};
use base::units::digits;

use super::lexicon::Role;
use super::phrases::Phrase;
use super::places::{self, Context};
use super::plan::{Body, Feature, Head, Outline, Size, Spot};

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

    pub(super) fn name(&mut self, wanted: &str) -> String {
        let count = self.names.iter().filter(|n| *n == wanted).count();
        self.names.push(wanted.to_owned());
        if count == 0 { wanted.to_owned() } else { format!("{wanted}_{}", count + 1) }
    }

    pub(super) fn or(&mut self, value: Option<f64>, assumed: f64, what: &str) -> Size {
        Size::noted(value, assumed, what, &mut self.assumptions)
    }

    /// Places a thing of a size; several spots when the words name several faces.
    pub(super) fn spots(
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
        // Ø8 x 15, M5 x 12: diameter and depth; beside a diameter a product is the rectangle of the places.
        let has_size = phrase
            .said
            .iter()
            .any(|s| s.measure.values.len() == 1 && (s.role.is_none() || s.role == Some(Role::Diameter)));
        if has_size
            && let Some(said) = phrase.said.iter_mut().find(|s| {
                s.measure.values.len() == 2
                    && s.role.is_none()
                    && s.measure.roles[0].is_none()
                    && s.measure.thread.is_none()
            })
        {
            said.role = Some(Role::Spacing);
        }
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
        if phrase.count.is_none() && phrase.grid.is_none() && phrase.is_plural && phrase.is_at(&["corner"]) {
            phrase.count = Some(4);
        }
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
        let at = phrase.take_all(Role::Edge).map(|values| values[0]);
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
        // "A slot 20 wide across the top" is open at both ends.
        let has_length =
            phrase.said.iter().any(|s| s.role == Some(Role::Length) || s.measure.values.len() > 2);
        let is_across = phrase.places.iter().any(|words| words.iter().any(|w| w == "across" || w == "along"));
        if thing == "slot" && is_across && !has_length && !body.is_round() {
            return self.channel(phrase, body);
        }
        let corner = phrase.take(&[Role::Radius]);
        let mut depth = phrase.take(&[Role::Depth, Role::Height, Role::Thickness]);
        let name = self.name(if thing == "window" { "opening" } else { thing });
        let label = name.replace('_', " ");
        let is_round = phrase.has_flag(&["round", "circular", "cylindrical", "seat"])
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
}
