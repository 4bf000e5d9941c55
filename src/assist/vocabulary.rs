//! Words that instructions and descriptions share: dimensions, numbers, plurals, decimal commas.
//!
//! A word that is learnt here is known to changes asked for in words (`edit`) and to descriptions that
//! are read by grammar (`sources/words`). What only one of them needs stays there.

/// A dimension that can be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dimension {
    Diameter,
    Radius,
    Thickness,
    Height,
    Length,
    Width,
    Depth,
    Count,
    Spacing,
    Circle,
    Angle,
}

/// A dimension and its three columns of words.
pub(crate) type DimensionWords =
    (Dimension, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

/// Words for dimensions; the second column is for things that grow, the third for things that shrink.
pub(crate) const DIMENSIONS: [DimensionWords; 11] = [
    (Dimension::Diameter, &["diameter", "dia", "d", "ø", "⌀", "diam"], &[], &[]),
    (Dimension::Radius, &["radius", "r", "rad"], &[], &[]),
    (Dimension::Thickness, &["thickness", "thick", "t"], &["thicker", "thicken"], &["thinner"]),
    (Dimension::Height, &["height", "high", "tall", "h"], &["higher", "taller"], &["lower", "flatter"]),
    (Dimension::Length, &["length", "long", "l"], &["longer", "lengthen", "extend"], &["shorter", "shorten"]),
    (Dimension::Width, &["width", "wide", "w"], &["wider", "broader", "widen"], &["narrower"]),
    (Dimension::Depth, &["depth", "deep"], &["deeper", "deepen"], &["shallower"]),
    (Dimension::Count, &["count", "number", "many", "quantity"], &[], &[]),
    (Dimension::Spacing, &["spacing", "pitch", "apart", "distance"], &[], &[]),
    (Dimension::Circle, &["pcd", "circle", "bcd"], &[], &[]),
    (Dimension::Angle, &["angle", "degrees", "deg", "°", "tilt"], &[], &[]),
];

impl Dimension {
    /// The dimension that a word of a name or of an instruction speaks of.
    pub(crate) fn of(word: &str) -> Option<Self> {
        DIMENSIONS
            .iter()
            .find(|d| d.1.contains(&word) || d.2.contains(&word) || d.3.contains(&word))
            .map(|d| d.0)
    }
}

/// Number words.
pub(crate) const NUMBERS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// Decimal commas as points.
pub(crate) fn with_points(text: &str) -> String {
    let bytes = text.as_bytes();
    let is_digit = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    text.char_indices()
        .map(|(i, c)| if c == ',' && is_digit(i.checked_sub(1)) && is_digit(Some(i + 1)) { '.' } else { c })
        .collect()
}

/// A noun without its plural.
pub(crate) fn singular(word: &str) -> String {
    match word {
        "bosses" | "pockets" | "recesses" | "edges" => {}
        _ if ["ss", "us", "is"].iter().any(|end| word.ends_with(end)) || word.len() < 4 => {
            return word.to_owned();
        }
        _ => {}
    }
    if let Some(stem) = word.strip_suffix("sses") {
        return format!("{stem}ss");
    }
    word.strip_suffix('s').unwrap_or(word).to_owned()
}
