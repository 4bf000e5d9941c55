//! Parts whose sizes have names of their own: a spool has a core and rims, a funnel a top and a wall, layers
//! have numbers.
//!
//! A description is taken apart into a noun, a product of extents, sizes with their labels, and remarks. A
//! [`Form`] knows the labels of its sizes and the calls that make it. A form is used only when it takes every
//! size and every word; else the general grammar reads the description.

mod forms;

use std::collections::BTreeMap;

use base::units::digits;

use self::forms::{FORMS, Form, Shape, Size};
use super::Reading;
use super::lexicon::Role;
use super::measure::{self, measure};
use super::tokens::{Kind, Token, tokens};
use crate::vocabulary::{NUMBERS, singular};

/// Words that say nothing.
const SILENT: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "with",
    "and",
    "i",
    "need",
    "make",
    "me",
    "please",
    "model",
    "draw",
    "design",
    "create",
    "size",
    "is",
    "has",
    "on",
    "mm",
    "cm",
    "in",
    "dimensions",
    "measuring",
    "part",
];

/// A description taken apart.
struct Labelled {
    /// Words before the first size, in the singular.
    noun: Vec<String>,
    product: Vec<f64>,
    /// Sizes by label.
    sizes: BTreeMap<String, f64>,
    /// Words of remarks without sizes.
    remarks: Vec<String>,
    words: usize,
}

/// The program of a description that one of the forms takes whole.
pub(super) fn program(text: &str) -> Option<(String, Reading)> {
    let said = Labelled::read(text)?;
    let noun = said.noun.join(" ");
    let written = FORMS.iter().filter(|form| form.is_named(&noun)).find_map(|form| form.write(&said))?;
    let sizes = said.product.len() + said.sizes.len();
    Some((written, Reading { sizes, words: said.words, ..Reading::default() }))
}

impl Labelled {
    /// `None` when a number stands where no label and no product explains it.
    fn read(text: &str) -> Option<Self> {
        let tokens = tokens(text);
        let usual = measure::usual_unit(&tokens);
        let mut said = Self {
            noun: Vec::new(),
            product: Vec::new(),
            sizes: BTreeMap::new(),
            remarks: Vec::new(),
            words: tokens.iter().filter(|t| !matches!(t.kind, Kind::Sign(_))).count(),
        };
        let mut label: Vec<String> = Vec::new();
        let mut has_noun = false;
        let mut at = 0;
        while at < tokens.len() {
            let word = tokens[at].word();
            let is_diameter = word == "ø" && tokens.get(at + 1).is_some_and(|t| t.number().is_some());
            if let Some(number) = tokens[at].number().filter(|n| n.fract() == 0.0 && (1.0..10.0).contains(n))
            {
                // "Height 2 30 mm" is the second height; "2x levels" counts.
                let behind = tokens.get(at + 1);
                let next_is_size = behind.is_some_and(|t| t.number().is_some() || t.word() == "ø");
                let is_counted = behind.is_some_and(|t| {
                    let word =
                        if t.word() == "x" { tokens.get(at + 2).map_or("", Token::word) } else { t.word() };
                    ["level", "layer", "step"].contains(&singular(word).as_str())
                });
                if next_is_size && !label.is_empty() {
                    label.push(digits(number));
                    at += 1;
                    continue;
                }
                if is_counted {
                    at += 1 + usize::from(behind.is_some_and(|t| t.word() == "x"));
                    continue;
                }
            }
            if is_diameter || tokens[at].number().is_some() || is_radius(&tokens, at) {
                let begin = at + usize::from(is_radius(&tokens, at));
                let (measure, taken) = measure(&tokens, begin, usual)?;
                if measure.thread.is_some() || measure.is_percent || taken == 0 {
                    return None;
                }
                if begin > at {
                    label.push("radius".to_owned());
                }
                if measure.role() == Some(Role::Diameter) && !label.iter().any(|w| w == "diameter") {
                    label.push("diameter".to_owned());
                }
                at = begin + taken;
                if !has_noun {
                    // The noun stands before the first number, with the label of a size that is told at once.
                    has_noun = true;
                    label.retain(|w| w != "diameter");
                    said.noun = std::mem::take(&mut label);
                    if measure.values.len() < 2 {
                        return None;
                    }
                }
                if measure.values.len() > 1 {
                    if !said.product.is_empty() || !label.iter().all(|w| w == "diameter") {
                        return None;
                    }
                    said.product = measure.values;
                } else if said.sizes.insert(label.join("_"), measure.values[0]).is_some() || label.is_empty()
                {
                    return None;
                }
                label.clear();
                continue;
            }
            // The point of "dia." ends nothing.
            let is_short =
                at > 0 && tokens[at].is_sign('.') && ["dia", "diam"].contains(&tokens[at - 1].word());
            at += 1;
            if is_short {
                continue;
            }
            let ends = matches!(tokens[at - 1].kind, Kind::Sign(',' | '\n' | ';' | ':' | '.'))
                || ["and", "with"].contains(&word);
            if ends && !label.is_empty() {
                let words = std::mem::take(&mut label);
                // "Bushing with a collar" is one noun.
                if !has_noun && (said.noun.is_empty() || word == "with") {
                    said.noun.extend(words);
                    if word == "with" {
                        label = std::mem::take(&mut said.noun);
                        label.push("with".to_owned());
                    } else {
                        has_noun = true;
                    }
                } else {
                    said.remarks.extend(words);
                }
            } else if !word.is_empty() {
                match word {
                    "ø" | "dia" | "diam" | "d" => label.push("diameter".to_owned()),
                    _ if SILENT.contains(&word) || NUMBERS.contains(&word) => {}
                    _ => label.push(singular(word)),
                }
            }
        }
        if has_noun {
            said.remarks.extend(label)
        } else {
            said.noun.extend(label)
        }
        Some(said)
    }
}

fn is_radius(tokens: &[Token], at: usize) -> bool {
    tokens[at].word() == "r" && tokens.get(at + 1).is_some_and(|t| t.number().is_some())
}

impl Form {
    fn is_named(&self, noun: &str) -> bool {
        let plain = |text: &str| {
            let words = text.split_whitespace().map(singular);
            words.filter(|w| !SILENT.contains(&w.as_str())).collect::<Vec<_>>().join(" ")
        };
        let noun = plain(noun);
        self.nouns.iter().any(|own| plain(own) == noun)
    }

    /// The program, when every size and every remark belongs to the form and none is missing.
    fn write(&self, said: &Labelled) -> Option<String> {
        let allowed: Vec<String> = self.remarks.split_whitespace().map(singular).collect();
        if !said.remarks.iter().all(|word| allowed.contains(word)) || said.product.len() > self.product.len()
        {
            return None;
        }
        let mut values: BTreeMap<&str, f64> = BTreeMap::new();
        for (name, value) in self.product.iter().zip(&said.product) {
            values.insert(name, *value);
        }
        let mut layers: BTreeMap<u32, BTreeMap<String, f64>> = BTreeMap::new();
        for (label, value) in &said.sizes {
            let own = self.sizes.iter().find(|s| s.name == label || s.labels.contains(&label.as_str()));
            if let Some(own) = own {
                // Said twice is said in two ways.
                if values.insert(own.name, *value).is_some_and(|known| known != *value) {
                    return None;
                }
            } else {
                let (what, which) = label.rsplit_once('_').filter(|_| matches!(self.shape, Shape::Layers))?;
                layers.entry(which.parse().ok()?).or_default().insert(what.to_owned(), *value);
            }
        }
        if self.sizes.iter().any(|s| !s.is_optional && !values.contains_key(s.name)) {
            return None;
        }
        let mut calls = Vec::new();
        let mut numbers: Vec<(String, f64)> =
            self.sizes.iter().filter_map(|s| Some((s.name.to_owned(), *values.get(s.name)?))).collect();
        match &self.shape {
            Shape::Turned(points) => {
                calls.push("cq.Workplane(\"XZ\")".to_owned());
                calls.push(polyline(points, self.sizes, &values));
                calls.push(".close()".to_owned());
                calls.push(".revolve(360, (0, 0, 0), (0, 1, 0))".to_owned());
            }
            Shape::Bar(points) => {
                calls.push("cq.Workplane(\"XZ\")".to_owned());
                calls.push(polyline(points, self.sizes, &values));
                calls.push(".close()".to_owned());
                calls.push(".extrude(length / 2, both=True)".to_owned());
            }
            Shape::Tube => {
                calls.extend(["cq.Workplane(\"XZ\")", ".rect(width, height)"].map(str::to_owned));
                calls.push(".rect(width - thickness * 2, height - thickness * 2)".to_owned());
                calls.push(".extrude(length / 2, both=True)".to_owned());
            }
            Shape::Tapered => {
                calls.extend(["cq.Workplane(\"XY\")", ".rect(length, width)"].map(str::to_owned));
                calls.push(".extrude(height, taper=taper_angle)".to_owned());
                if values.contains_key("hole_diameter") {
                    calls.push(".faces(\">Z\").workplane()".to_owned());
                    calls.push(".hole(hole_diameter)".to_owned());
                }
            }
            Shape::Edged => {
                let has = |word: &str| said.remarks.iter().any(|w| w == word);
                let edges = match (has("all"), has("along")) {
                    (true, false) => ".edges()",
                    (false, true) => ".edges(\">X and >Z\")",
                    _ => return None,
                };
                let call = match (values.contains_key("edge_chamfer"), values.contains_key("edge_radius")) {
                    (true, false) => "chamfer(edge_chamfer)",
                    (false, true) => "fillet(edge_radius)",
                    _ => return None,
                };
                calls.extend(["cq.Workplane(\"XY\")", ".box(length, width, height)"].map(str::to_owned));
                calls.push(format!("{edges}.{call}"));
            }
            Shape::Layers => {
                calls.push("cq.Workplane(\"XY\")".to_owned());
                numbers = layered(&layers, &mut calls)?;
                if let Some(diameter) = values.get("hole_diameter") {
                    numbers.push(("hole_diameter".to_owned(), *diameter));
                    calls.push(".faces(\">Z\").workplane()".to_owned());
                    calls.push(".hole(hole_diameter)".to_owned());
                }
            }
        }
        let lines: Vec<String> = numbers.iter().map(|(name, v)| format!("{name} = {}", digits(*v))).collect();
        Some(format!(
            "import cadquery as cq\n\n{}\n\nresult = (\n    {}\n)\n",
            lines.join("\n"),
            calls.join("\n    ")
        ))
    }
}

/// The corners whose sizes are there; a missing size is 0, and equal corners are one.
fn polyline(points: &[[&str; 2]], sizes: &[Size], values: &BTreeMap<&str, f64>) -> String {
    let missing: Vec<&str> = sizes.iter().map(|s| s.name).filter(|name| !values.contains_key(name)).collect();
    let written = |expression: &str| {
        let is_missing = missing.iter().any(|name| expression.split_whitespace().any(|word| word == *name));
        if is_missing { "0".to_owned() } else { expression.to_owned() }
    };
    let mut corners: Vec<String> =
        points.iter().map(|[x, y]| format!("({}, {})", written(x), written(y))).collect();
    corners.dedup();
    format!(".polyline([{}])", corners.join(", "))
}

/// Layers from below, each in the middle of the one before or so far off it.
fn layered(
    layers: &BTreeMap<u32, BTreeMap<String, f64>>,
    calls: &mut Vec<String>,
) -> Option<Vec<(String, f64)>> {
    let mut numbers = Vec::new();
    for (index, (number, sizes)) in layers.iter().enumerate() {
        if *number as usize != index + 1 {
            return None;
        }
        let mut named = |what: &str| {
            let name = format!("{what}_{number}");
            numbers.push((name.clone(), *sizes.get(what)?));
            Some(name)
        };
        if index > 0 {
            calls.push(".faces(\">Z\").workplane()".to_owned());
            if sizes.contains_key("offset") {
                calls.push(format!(".center({}, 0)", named("offset")?));
            }
        }
        let outline = match (sizes.contains_key("diameter"), sizes.contains_key("length")) {
            (true, false) => format!(".circle({} / 2)", named("diameter")?),
            (false, true) => format!(".rect({}, {})", named("length")?, named("width")?),
            _ => return None,
        };
        calls.push(outline);
        calls.push(format!(".extrude({})", named("height")?));
        let known = ["diameter", "length", "width", "height", "offset"];
        if sizes.keys().any(|what| !known.contains(&what.as_str())) {
            return None;
        }
    }
    (numbers.len() > 3).then_some(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &str) {
        let (program, reading) = program(text).unwrap_or_else(|| panic!("{text}: not read"));
        let named: Vec<&str> = program.lines().skip(2).take_while(|line| !line.is_empty()).collect();
        assert_eq!(named.join("; ").replace(" = ", "="), wanted, "{text}\n{program}");
        assert!(reading.is_complete(), "{reading:?}");
    }

    #[test]
    fn sizes_are_known_by_their_labels() {
        check(
            "bobbin ⌀100x84, bore, bore ⌀44, core ⌀84, rim height 22",
            "diameter=100; height=84; core_diameter=84; rim_height=22; bore_diameter=44",
        );
        check(
            "Turned knob\n- stem below the head\n- a bevelled top edge\n- stem ⌀34 mm\n- head dia. 100 mm\n\
             - height 59 mm\n- stem height 26 mm\n- bevel 11 mm",
            "head_diameter=100; height=59; stem_diameter=34; stem_height=26; bevel=11",
        );
        check(
            "I need a conical sleeve. Bottom dia. 88 mm, top ⌀58 mm, height 100 mm and wall 3 mm.",
            "bottom_diameter=88; top_diameter=58; height=100; wall=3",
        );
        check("double-T bar 100x77x38, thickness 4", "width=77; height=38; thickness=4; length=100");
        check(
            "Bushing with a collar\n- bore\n- bore dia. 35 mm\n- body ⌀48 mm\n- flange diameter 68 mm\n\
             - height 100 mm\n- flange height 15 mm",
            "flange_diameter=68; height=100; bore_diameter=35; body_diameter=48; flange_height=15",
        );
        check(
            "rectangular block 100x42x48, all edges rounded, edge R7",
            "length=100; width=42; height=48; edge_radius=7",
        );
    }

    #[test]
    fn layers_have_numbers() {
        check(
            "I need a part of stacked layers, with 2 levels. Length 1 100 mm, width 1 88 mm, height 1 26 mm, offset 2 8 mm, \
             diameter 2 49 mm and height 2 15 mm.",
            "length_1=100; width_1=88; height_1=26; offset_2=8; diameter_2=49; height_2=15",
        );
    }

    #[test]
    fn what_a_form_does_not_take_whole_is_left_to_the_grammar() {
        for text in [
            "spool ⌀46x100, core ⌀35",
            "spool ⌀46x100, core ⌀35, rim height 22, painted",
            "spool ⌀46x100, core ⌀35, rim height 22, six holes of 4 mm",
            "block 100x42x48",
            "a nice thing",
        ] {
            assert!(program(text).is_none(), "{text}");
        }
    }
}
