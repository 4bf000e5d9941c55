//! A program as a base and features, so that features can be taken from one program to another.
//!
//! Programs in the style of the default model name their numbers first and then write one chain of
//! calls. What stands before the first selection of faces or edges is the base; each selection
//! begins a feature. Programs of another style are left alone.

use std::collections::BTreeSet;

/// A number with its name, as written.
type Named = (String, String);

/// The base plane of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plane {
    Xy,
    Xz,
    Yz,
}

/// A direction along an axis: its letter and its sign.
type Along = (char, i8);

impl Plane {
    fn named(name: &str) -> Option<Self> {
        match name {
            "XY" => Some(Self::Xy),
            "XZ" => Some(Self::Xz),
            "YZ" => Some(Self::Yz),
            _ => None,
        }
    }

    /// Where x, y and the normal of the plane point in space.
    fn axes(self) -> [Along; 3] {
        match self {
            Self::Xy => [('X', 1), ('Y', 1), ('Z', 1)],
            Self::Xz => [('X', 1), ('Z', 1), ('Y', -1)],
            Self::Yz => [('Y', 1), ('Z', 1), ('X', 1)],
        }
    }

    /// Extents along x, y and the normal of the plane, from those along X, Y and Z.
    pub(crate) fn extents(self, size: [f64; 3]) -> [f64; 3] {
        self.axes().map(|(letter, _)| size[letter as usize - 'X' as usize])
    }
}

/// Calls that belong together, with the numbers they name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Feature {
    /// The plane its selectors are written for.
    pub(crate) plane: Plane,
    /// Lines of the chain, each a call or more.
    pub(crate) lines: Vec<String>,
    /// The numbers.
    pub(crate) numbers: Vec<Named>,
}

/// A program taken apart.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Chain {
    numbers: Vec<Named>,
    pub(crate) plane: Plane,
    base: Vec<String>,
    features: Vec<Vec<String>>,
}

impl Chain {
    /// Takes a program apart; `None` when it is written in another style.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        if lines.next()? != "import cadquery as cq" {
            return None;
        }
        let mut numbers = Vec::new();
        let plane = loop {
            let line = lines.next()?;
            if line == "result = (" {
                let name = lines.next()?.strip_prefix("cq.Workplane(\"")?.strip_suffix("\")")?;
                break Plane::named(name)?;
            }
            let (name, value) = line.split_once(" = ")?;
            value.parse::<f64>().ok()?;
            numbers.push((name.to_owned(), value.to_owned()));
        };
        let mut base = Vec::new();
        let mut features: Vec<Vec<String>> = Vec::new();
        loop {
            let line = lines.next()?;
            if line == ")" {
                break;
            }
            let begins = line.starts_with(".faces(") || line.starts_with(".edges(");
            match features.last_mut() {
                _ if begins => features.push(vec![line.to_owned()]),
                Some(feature) => feature.push(line.to_owned()),
                None => base.push(line.to_owned()),
            }
        }
        let is_whole = lines.next().is_none() && !base.is_empty();
        is_whole.then_some(Self { numbers, plane, base, features })
    }

    /// The features with their numbers; those of the base they share stay out.
    pub(crate) fn features(&self) -> Vec<Feature> {
        let of_base = names_in(&self.base);
        let with_numbers = |lines: &Vec<String>| {
            let used = names_in(lines);
            let numbers = self.numbers.iter().filter(|(n, _)| used.contains(n) && !of_base.contains(n));
            Feature { plane: self.plane, lines: lines.clone(), numbers: numbers.cloned().collect() }
        };
        self.features.iter().map(with_numbers).collect()
    }

    /// The names of numbers that a feature takes from its base, for example `length`.
    fn is_complete(&self, feature: &Feature, known: &BTreeSet<String>) -> bool {
        names_in(&feature.lines).iter().all(|name| {
            feature.numbers.iter().any(|(n, _)| n == name) || known.contains(name) || is_python(name)
        })
    }

    /// The program with other features, and the names of the numbers that came with `added`, the
    /// place of one of them. `None` when a feature needs a number of a base that is not there.
    pub(crate) fn with_features(
        &self,
        features: &[Feature],
        added: Option<usize>,
    ) -> Option<(String, BTreeSet<String>)> {
        let of_base = names_in(&self.base);
        let mut numbers: Vec<Named> =
            self.numbers.iter().filter(|(n, _)| of_base.contains(n)).cloned().collect();
        let known: BTreeSet<String> = numbers.iter().map(|(n, _)| n.clone()).collect();
        let mut calls = self.base.clone();
        let mut new_names = BTreeSet::new();
        for (place, feature) in features.iter().enumerate() {
            if !self.is_complete(feature, &known) {
                return None;
            }
            let mut lines: Vec<String> =
                feature.lines.iter().map(|line| turned(line, feature.plane, self.plane)).collect();
            for (name, value) in &feature.numbers {
                let free = free_name(name, value, &numbers);
                if free != *name {
                    lines = lines.iter().map(|line| renamed(line, name, &free)).collect();
                }
                if added == Some(place) {
                    new_names.insert(free.clone());
                }
                if !numbers.iter().any(|(n, _)| *n == free) {
                    numbers.push((free, value.clone()));
                }
            }
            calls.extend(lines);
        }
        let mut text = "import cadquery as cq\n\n".to_owned();
        numbers.iter().for_each(|(name, value)| text.push_str(&format!("{name} = {value}\n")));
        let plane = match self.plane {
            Plane::Xy => "XY",
            Plane::Xz => "XZ",
            Plane::Yz => "YZ",
        };
        text.push_str(&format!("\nresult = (\n    cq.Workplane(\"{plane}\")\n"));
        calls.iter().for_each(|call| text.push_str(&format!("    {call}\n")));
        text.push_str(")\n");
        Some((text, new_names))
    }
}

/// The name, or the name with the first free ordinal when it stands for another value already.
fn free_name(name: &str, value: &str, taken: &[Named]) -> String {
    let is_free = |candidate: &str| taken.iter().all(|(n, v)| n != candidate || v == value);
    if is_free(name) {
        return name.to_owned();
    }
    (2..).map(|i| format!("{name}_{i}")).find(|n| is_free(n)).unwrap_or_else(|| name.to_owned())
}

/// Words that are no names of numbers.
fn is_python(word: &str) -> bool {
    matches!(word, "cq" | "True" | "False" | "None")
}

/// Calls `visit` with each word outside of quotes and whether it may name a number: not after a dot,
/// not before `(` or `=`.
fn words(line: &str, mut visit: impl FnMut(usize, usize)) {
    let bytes = line.as_bytes();
    let is_word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    let (mut at, mut quoted) = (0, false);
    while at < bytes.len() {
        if bytes[at] == b'"' {
            quoted = !quoted;
        }
        if quoted || !is_word(bytes[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && is_word(bytes[at]) {
            at += 1;
        }
        let is_call = start > 0 && bytes[start - 1] == b'.' || bytes.get(at) == Some(&b'(');
        let is_keyword = bytes.get(at) == Some(&b'=');
        if !is_call && !is_keyword && !bytes[start].is_ascii_digit() {
            visit(start, at);
        }
    }
}

fn names_in(lines: &[String]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for line in lines {
        words(line, |start, end| {
            if !is_python(&line[start..end]) {
                names.insert(line[start..end].to_owned());
            }
        });
    }
    names
}

fn renamed(line: &str, from: &str, to: &str) -> String {
    let mut text = String::new();
    let mut done = 0;
    words(line, |start, end| {
        if &line[start..end] == from {
            text.push_str(&line[done..start]);
            text.push_str(to);
            done = end;
        }
    });
    text + &line[done..]
}

/// A line with the axes in its selectors turned from one base plane to another.
fn turned(line: &str, from: Plane, to: Plane) -> String {
    if from == to {
        return line.to_owned();
    }
    let mut text = String::new();
    let (mut quoted, mut sign_at) = (false, None);
    for c in line.chars() {
        quoted ^= c == '"';
        match c {
            '>' | '<' if quoted => sign_at = Some(text.len()),
            'X' | 'Y' | 'Z' if quoted => {
                let place = from.axes().iter().position(|(letter, _)| *letter == c).unwrap_or(0);
                let ((_, before), (letter, after)) = (from.axes()[place], to.axes()[place]);
                if let Some(at) = sign_at.take()
                    && before != after
                {
                    let other = if &text[at..=at] == ">" { "<" } else { ">" };
                    text.replace_range(at..=at, other);
                }
                text.push(letter);
                continue;
            }
            _ => {}
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLATE: &str = "import cadquery as cq\n\nlength = 100\nwidth = 60\nthickness = 8\nhole_diameter = 9\nspacing = 40\n\nresult = (\n    cq.Workplane(\"XY\")\n    .box(length, width, thickness)\n    .faces(\">Z\").workplane()\n    .center(length / 4, 0)\n    .hole(hole_diameter)\n    .faces(\"<X and >Z\").workplane()\n    .rarray(spacing, 1, 2, 1)\n    .hole(hole_diameter)\n)\n";

    #[test]
    fn a_program_put_together_again_is_the_same() {
        let chain = Chain::parse(PLATE).expect("the style is known");
        assert_eq!((chain.features.len(), chain.plane), (2, Plane::Xy));
        let (text, added) = chain.with_features(&chain.features(), Some(1)).expect("it is complete");
        assert_eq!(text, PLATE);
        assert_eq!(added.into_iter().collect::<Vec<_>>(), ["hole_diameter", "spacing"]);
        assert_eq!(chain.with_features(&[], None).expect("it is complete").0.lines().count(), 10);
    }

    #[test]
    fn names_that_stand_for_another_value_are_changed() {
        let chain = Chain::parse(PLATE).expect("the style is known");
        let features = chain.features();
        let mut other = features[0].clone();
        other.numbers[0].1 = "5".to_owned();
        let (text, added) = chain.with_features(&[features[0].clone(), other], Some(1)).expect("complete");
        assert!(text.contains("hole_diameter = 9\nhole_diameter_2 = 5\n"), "{text}");
        assert!(text.contains(".hole(hole_diameter)\n") && text.contains(".hole(hole_diameter_2)\n"));
        assert!(added.contains("hole_diameter_2"));
    }

    #[test]
    fn a_feature_needs_the_numbers_of_its_base() {
        let cylinder = "import cadquery as cq\n\ndiameter = 50\n\nresult = (\n    cq.Workplane(\"XZ\")\n    .circle(diameter / 2)\n    .extrude(diameter)\n)\n";
        let host = Chain::parse(cylinder).expect("the style is known");
        let features = Chain::parse(PLATE).expect("the style is known").features();
        // The first feature takes `length` from the plate.
        assert!(host.with_features(&features[..1], None).is_none());
        let (text, _) = host.with_features(&features[1..], None).expect("it is complete");
        assert!(text.contains(".faces(\"<X and <Y\").workplane()"), "{text}");
    }

    #[test]
    fn other_styles_are_left_alone() {
        assert!(Chain::parse("import cadquery as cq\nresult = cq.Workplane().box(1, 2, 3)\n").is_none());
        assert!(Chain::parse(&PLATE.replace("= 60", "= length / 2")).is_none());
        assert!(Chain::parse(&(PLATE.to_owned() + "show_object(result)\n")).is_none());
    }
}
