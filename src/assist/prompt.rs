//! What the user asks: pictures, words, a measured surface, and one dimension.

use std::sync::Arc;

use base::units::MM_PER_INCH;
use image::DynamicImage;
use render::views::StandardView;

use crate::oblique::Sight;
use crate::scan::Scan;

/// A picture of the wanted part.
#[derive(Clone, Debug)]
pub struct PromptPicture {
    /// File name or another name for the screen.
    pub name: String,
    /// The picture as it was given.
    pub image: Arc<DynamicImage>,
    /// Which standard view it is; `None` for a free view.
    pub view: Option<StandardView>,
}

/// Which extent of the part a size speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// The longest of the three.
    Longest,
    /// Along x.
    X,
    /// Along y.
    Y,
    /// Along z.
    Z,
}

/// One known dimension; a picture alone has none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SizeHint {
    /// The extent that is known.
    pub axis: Axis,
    /// Its length in millimetres.
    pub length_mm: f64,
}

/// What the user asks for.
#[derive(Clone, Debug, Default)]
pub struct Prompt {
    /// None, one (any view), or four (front, right, top, isometric) pictures.
    pub pictures: Vec<PromptPicture>,
    /// The description in words; may be empty when there is a picture.
    pub text: String,
    /// The dimension the user gave outside the text.
    pub size: Option<SizeHint>,
    /// A mesh or a cloud of points, in millimetres.
    pub scan: Option<Arc<Scan>>,
    /// An engineering drawing: a sheet with views and sizes; it is read when candidates are made.
    pub drawing: Option<Arc<DynamicImage>>,
    /// What geometry reads from the picture when there is one from an unknown direction; it is found when
    /// candidates are made.
    pub oblique: Option<Arc<Sight>>,
}

impl Prompt {
    /// A prompt of pictures only; four are taken as front, right, top and isometric view.
    pub fn of_pictures(images: Vec<(String, DynamicImage)>) -> Self {
        let views = match images.len() {
            4 => [StandardView::Front, StandardView::Right, StandardView::Top, StandardView::Iso]
                .map(Some)
                .to_vec(),
            n => vec![None; n],
        };
        let pictures = images
            .into_iter()
            .zip(views)
            .map(|((name, image), view)| PromptPicture { name, image: Arc::new(image), view })
            .collect();
        Self { pictures, ..Self::default() }
    }

    /// Whether there is nothing to go by.
    pub fn is_empty(&self) -> bool {
        self.pictures.is_empty()
            && self.text.trim().is_empty()
            && self.scan.is_none()
            && self.drawing.is_none()
    }

    /// The dimension to scale to: the one given, else the one in the text; none beside a scan or a drawing,
    /// which have the size of the part.
    pub fn known_size(&self) -> Option<SizeHint> {
        if self.scan.is_some() || self.drawing.is_some() {
            return None;
        }
        self.size.or_else(|| size_in_text(&self.text))
    }
}

/// Reads one overall dimension from a description.
///
/// `80 x 60 x 10 mm` gives 80 for the longest extent, `12 cm long` 120, `3 in tall` 76.2 along z.
/// A length that belongs to a hole, a radius, a wall or another feature is passed over.
pub fn size_in_text(text: &str) -> Option<SizeHint> {
    let lengths = lengths_in(text);
    if let Some(product) = lengths.iter().find(|l| l.factors.len() > 1) {
        let length_mm = product.factors.iter().copied().fold(0.0, f64::max);
        return Some(SizeHint { axis: Axis::Longest, length_mm });
    }
    let axis_of = |word: &str| match word {
        "long" | "length" | "overall" | "largest" | "size" | "side" => Some(Axis::Longest),
        "high" | "height" | "tall" => Some(Axis::Z),
        "wide" | "width" => Some(Axis::X),
        "deep" | "depth" => Some(Axis::Y),
        _ => None,
    };
    lengths.iter().find_map(|l| {
        let axis = axis_of(&l.word_after).or_else(|| axis_of(&l.word_before))?;
        Some(SizeHint { axis, length_mm: l.factors[0] })
    })
}

/// A length, or several joined by `x`, with its neighbours.
struct Length {
    factors: Vec<f64>,
    word_before: String,
    word_after: String,
}

fn lengths_in(text: &str) -> Vec<Length> {
    let words = words_of(text);
    let mut lengths = Vec::new();
    let mut i = 0;
    while i < words.len() {
        let Ok(first) = words[i].parse::<f64>() else {
            i += 1;
            continue;
        };
        let start = i;
        let mut factors = vec![first];
        let mut unit = words.get(i + 1).and_then(|word| unit_mm(word));
        i += 1 + usize::from(unit.is_some());
        while words.get(i).is_some_and(|w| matches!(w.as_str(), "x" | "×" | "by" | "*")) {
            let Some(Ok(next)) = words.get(i + 1).map(|w| w.parse::<f64>()) else { break };
            factors.push(next);
            i += 2;
            let own_unit = words.get(i).and_then(|word| unit_mm(word));
            i += usize::from(own_unit.is_some());
            unit = own_unit.or(unit);
        }
        // A bare number is a count, a product of bare numbers is in millimetres.
        let Some(mm) = unit.or((factors.len() > 1).then_some(1.0)) else { continue };
        if factors.iter().all(|f| *f > 0.0) {
            lengths.push(Length {
                factors: factors.into_iter().map(|f| f * mm).collect(),
                word_before: if start == 0 { String::new() } else { words[start - 1].clone() },
                word_after: words.get(i).cloned().unwrap_or_default(),
            });
        }
    }
    lengths
}

/// The length of a unit in millimetres.
pub(crate) fn unit_mm(word: &str) -> Option<f64> {
    match word {
        "mm" | "millimetres" | "millimeters" => Some(1.0),
        "cm" | "centimetres" | "centimeters" => Some(10.0),
        "m" | "metres" | "meters" => Some(1000.0),
        "in" | "inch" | "inches" | "\"" => Some(MM_PER_INCH),
        _ => None,
    }
}

/// Splits into lower-case words and numbers: `80x60mm` becomes `80`, `x`, `60`, `mm`.
fn words_of(text: &str) -> Vec<String> {
    #[derive(PartialEq, Clone, Copy)]
    enum Class {
        Number,
        Word,
        Sign,
    }
    let mut words: Vec<(Class, String)> = Vec::new();
    let mut joined = false;
    let characters: Vec<char> = text.chars().collect();
    for (i, &c) in characters.iter().enumerate() {
        let next_is_digit = characters.get(i + 1).is_some_and(char::is_ascii_digit);
        let class = match c {
            '0'..='9' => Class::Number,
            '.' if next_is_digit => Class::Number,
            '×' | '*' | '"' => Class::Sign,
            c if c.is_alphabetic() => Class::Word,
            _ => {
                joined = false;
                continue;
            }
        };
        match words.last_mut() {
            Some((last, word)) if joined && *last == class && class != Class::Sign => {
                word.extend(c.to_lowercase())
            }
            _ => words.push((class, c.to_lowercase().collect())),
        }
        joined = true;
    }
    words.into_iter().map(|(_, word)| word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(Axis, f64)>) {
        let found = size_in_text(text).map(|s| (s.axis, s.length_mm));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn sizes_are_read_from_descriptions() {
        check("plate 80x60x10 mm with four holes", Some((Axis::Longest, 80.0)));
        check("a plate, 8 cm by 6 cm by 1 cm", Some((Axis::Longest, 80.0)));
        check("bracket 120mm long", Some((Axis::Longest, 120.0)));
        check("shaft with length 2.5 in", Some((Axis::Longest, 63.5)));
        check("knob 30 mm tall with a 6 mm hole", Some((Axis::Z, 30.0)));
    }

    #[test]
    fn feature_sizes_and_counts_are_not_the_size_of_the_part() {
        check("flange with 6 holes", None);
        check("plate with 6 mm holes", None);
        check("", None);
        check("0 x 0", None);
    }
}
