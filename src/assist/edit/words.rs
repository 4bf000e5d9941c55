//! What an instruction says.

use base::thread::Thread;
use base::units::MM_PER_INCH;

use super::clauses;
use super::moves::Motion;
use crate::vocabulary::DIMENSIONS;
pub(super) use crate::vocabulary::{Dimension, NUMBERS, singular};

/// What is to be done with a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Operation {
    /// To a value, in millimetres, degrees or pieces.
    Set(f64),
    /// By a difference.
    Add(f64),
    /// By a factor.
    Multiply(f64),
}

/// Verbs that change the structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Structural {
    Add,
    Remove,
}

/// An instruction, read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Instruction {
    pub(super) structural: Option<Structural>,
    pub(super) operation: Option<Operation>,
    pub(super) motion: Option<Motion>,
    /// Every number, in millimetres.
    pub(super) values: Vec<f64>,
    /// Nouns that are no dimensions, without plural.
    pub(super) things: Vec<String>,
    pub(super) dimensions: Vec<Dimension>,
    /// Whether a thing was named in the plural.
    pub(super) is_plural: bool,
    /// Whole numbers right behind a thing or a dimension, which may tell one of several: "boss 2".
    pub(super) ordinals: Vec<String>,
    /// Whether a whole number stands before a plural: "six holes".
    pub(super) counts_things: bool,
    /// Whether it says more than a reading would carry out.
    pub(super) is_doubtful: bool,
    /// The text in lower case.
    pub(super) text: String,
    /// Its words.
    pub(super) words: Vec<String>,
}

/// Verbs that ask for a movement.
const MOVES: &[&str] = &["move", "shift", "slide", "bring"];

/// Words that say nothing about what is meant.
const FILLERS: &str = " a about all also an and are as at be bit by can could each equal every exactly for \
    from give i in instead into is it its just like make mm millimeter millimeters millimetre millimetres cm \
    need no more not now of on one only out part please should set size change the their them there this to \
    use want we with would you value new get put let have having say so than then only must shall than up \
    increase decrease reduce enlarge grow raise shrink lower double halve half twice times percent scale \
    remove delete drop without leave take away rid add insert bigger larger smaller on that inch inches need needs also factor clearance tapped threaded lengthen extend shorten widen deepen thicken both bring ";

impl Instruction {
    /// Reads an instruction.
    pub(super) fn read(text: &str) -> Self {
        let text = clauses::plain(text);
        let words = words_of(&text);
        let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
        let structural = if has(&["remove", "delete", "without", "drop"])
            || text.contains("leave out")
            || text.contains("take away")
            || text.contains("get rid")
            || (text.starts_with("no ") && !text.contains(|c: char| c.is_ascii_digit()))
        {
            Some(Structural::Remove)
        } else if has(&["add", "insert"])
            || text.contains("put in")
            || text.contains("also needs")
            || text.contains("give it")
            || works_on_edges(&words)
        {
            Some(Structural::Add)
        } else {
            None
        };
        let (values, is_percent) = values_of(&words);
        // "Add 2 mm to the height" changes a number.
        let behind_to = words.iter().skip_while(|w| *w != "to");
        let adds_to = structural == Some(Structural::Add)
            && !values.is_empty()
            && behind_to.clone().any(|w| Dimension::of(w).is_some());
        // "Drop the height to 8 mm" takes nothing out.
        let drops_to = structural == Some(Structural::Remove) && has(&["drop"]) && !values.is_empty();
        let structural = structural.filter(|_| !adds_to && !drops_to);
        let motion = Motion::of(&words, values.first().copied().filter(|_| values.len() == 1));
        let (motion, moving) = motion.filter(|_| structural.is_none()).unzip();
        let moving = moving.unwrap_or_default();
        let mut said = Self {
            structural,
            operation: None,
            motion,
            dimensions: words.iter().filter_map(|w| Dimension::of(w)).collect(),
            is_plural: false,
            ordinals: ordinals(&words),
            counts_things: false,
            is_doubtful: false,
            things: Vec::new(),
            values,
            text,
            words,
        };
        let words = said.words.clone();
        said.dimensions.dedup();
        for word in &words {
            let is_number = word.parse::<f64>().is_ok()
                || NUMBERS.contains(&word.as_str())
                || Thread::named(word).is_some();
            if is_number
                || Dimension::of(word).is_some()
                || FILLERS.contains(&format!(" {word} "))
                || (said.motion.is_some() && (moving.contains(word) || MOVES.contains(&word.as_str())))
                || word.len() < 2
            {
                continue;
            }
            let single = singular(word);
            said.is_plural |= single != *word;
            said.things.push(single);
        }
        said.is_plural |= words.iter().any(|w| w == "both");
        said.counts_things = counts_things(&words);
        said.is_doubtful = said.says_more(&words);
        said.operation = said.operation_of(&words, is_percent);
        if adds_to && let Some(value) = said.values.first() {
            said.operation = Some(Operation::Add(*value));
        }
        said
    }

    /// Whether something is to be added.
    pub(super) fn is_addition(&self) -> bool {
        self.structural == Some(Structural::Add)
    }

    /// Whether something is to be added or removed.
    pub(super) fn is_structural(&self) -> bool {
        self.structural.is_some()
    }

    /// Whether the words hold something that no reading here carries out: a second order, a denial, one of
    /// several things, a movement, a number that is written in a way of its own.
    fn says_more(&self, words: &[String]) -> bool {
        const BEYOND: &[&str] = &[
            "and", "don", "dont", "never", "except", "but", "turn", "rotate", "tap", "blind", "replace",
            "swap", "fill", "first", "second", "third", "last", "other", "another", "inward", "inwards",
            "outward", "outwards", "mirror", "few", "some",
        ];
        let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
        let denies = words
            .iter()
            .enumerate()
            .any(|(i, w)| w == "not" && words.get(i + 1).is_none_or(|next| next.parse::<f64>().is_err()));
        // "The larger hole" is one of two.
        let compares = words.windows(2).any(|pair| {
            ["larger", "bigger", "smaller"].contains(&pair[0].as_str())
                && self.things.contains(&singular(&pair[1]))
        });
        let counted = self.values.len().saturating_sub(self.ordinals.len());
        let allowed = match self.structural {
            Some(Structural::Remove) => 0,
            // Templates count their values themselves.
            Some(Structural::Add) => usize::MAX,
            None if has(&["from", "instead", "not"]) => 2,
            None => 1,
        };
        let removes_some =
            self.structural == Some(Structural::Remove) && (has(&["one"]) || !self.dimensions.is_empty());
        let is_odd = self.text.contains('/') || odd_number(&self.text);
        has(BEYOND)
            || (self.motion.is_none() && has(MOVES))
            || denies
            || compares
            || counted > allowed
            || removes_some
            || is_odd
    }

    /// The factor for the whole part, when no thing and no dimension is named: "20 % larger".
    pub(super) fn whole_factor(&self) -> Option<f64> {
        let is_whole =
            |thing: &String| ["part", "whole", "everything", "model", "piece"].contains(&thing.as_str());
        let names_nothing =
            self.dimensions.is_empty() && self.structural.is_none() && self.things.iter().all(is_whole);
        match self.operation {
            Some(Operation::Multiply(factor)) if names_nothing && factor > 0.0 => Some(factor),
            _ => None,
        }
    }

    fn operation_of(&self, words: &[String], is_percent: bool) -> Option<Operation> {
        let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
        let grows = has(&["increase", "enlarge", "grow", "raise", "bigger", "larger", "more"])
            || words.iter().any(|w| DIMENSIONS.iter().any(|d| d.2.contains(&w.as_str())));
        let shrinks = has(&["decrease", "reduce", "shrink", "lower", "smaller", "less", "fewer"])
            || words.iter().any(|w| DIMENSIONS.iter().any(|d| d.3.contains(&w.as_str())));
        if has(&["double", "twice"]) {
            return Some(Operation::Multiply(2.0));
        }
        if has(&["halve", "half"]) {
            return Some(Operation::Multiply(0.5));
        }
        let value = self.value_of(words)?;
        if is_percent {
            let change = value / 100.0;
            return match (grows, shrinks) {
                (true, _) => Some(Operation::Multiply(1.0 + change)),
                (_, true) => Some(Operation::Multiply(1.0 - change)),
                _ => Some(Operation::Multiply(change)),
            };
        }
        if has(&["times", "scale", "factor"]) {
            return Some(Operation::Multiply(value));
        }
        // "to 6" is a value, "by 6" and "6 mm longer" are differences.
        let is_value = has(&["to", "from", "instead", "not"]) && !has(&["by"]);
        match (grows, shrinks) {
            (true, false) if !is_value => Some(Operation::Add(value)),
            (false, true) if !is_value => Some(Operation::Add(-value)),
            _ => Some(Operation::Set(value)),
        }
    }

    /// The value that counts: behind "to", else the last before "instead" or "not", else the last.
    fn value_of(&self, words: &[String]) -> Option<f64> {
        let all: Vec<(usize, f64)> = numbers_at(words);
        let behind = |word: &str| {
            let at = words.iter().position(|w| w == word)?;
            all.iter().find(|(i, _)| *i > at).map(|(_, v)| *v)
        };
        let before = |word: &str| {
            let at = words.iter().position(|w| w == word)?;
            all.iter().rev().find(|(i, _)| *i < at).map(|(_, v)| *v)
        };
        behind("to")
            .or_else(|| before("instead"))
            .or_else(|| before("not"))
            .or_else(|| all.last().map(|(_, v)| *v))
    }
}

/// Whether an order begins with what is done to edges: "round the upper corners".
fn works_on_edges(words: &[String]) -> bool {
    let is_verb =
        words.first().is_some_and(|w| ["chamfer", "fillet", "bevel", "break", "round"].contains(&w.as_str()));
    is_verb && words.iter().any(|w| ["edge", "corner"].contains(&singular(w).as_str()))
}

/// Whether a number has a sign or an exponent.
fn odd_number(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    (0..characters.len()).any(|i| {
        let next_is_digit = characters.get(i + 1).is_some_and(char::is_ascii_digit);
        let after_digit = i > 0 && characters[i - 1].is_ascii_digit();
        let starts = i == 0 || characters[i - 1].is_whitespace();
        next_is_digit && ((characters[i] == '-' && starts) || (characters[i] == 'e' && after_digit))
    })
}

/// Words and numbers; signs for diameter and degrees are words.
fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut flush = |word: &mut String| {
        let trimmed = word.trim_matches(|c| c == '.' || c == '-').to_owned();
        if !trimmed.is_empty() {
            words.push(trimmed);
        }
        word.clear();
    };
    for c in text.chars() {
        let is_number = c.is_ascii_digit() || c == '.';
        let was_number = word.ends_with(|c: char| c.is_ascii_digit() || c == '.');
        // M6 and R3 stay one word.
        let is_size = word == "m" && is_number;
        if "ø⌀°%\"×=".contains(c) {
            flush(&mut word);
            if c != '=' {
                word.push(c);
                flush(&mut word);
            }
        } else if !(c.is_alphanumeric() || c == '.' || c == '-') {
            flush(&mut word);
        } else {
            if !word.is_empty() && is_number != was_number && !is_size && c != '.' {
                flush(&mut word);
            }
            word.push(c);
        }
    }
    flush(&mut word);
    words
}

/// Places and values of numbers, in millimetres.
fn numbers_at(words: &[String]) -> Vec<(usize, f64)> {
    let is_tapped =
        words.iter().any(|w| ["tap", "tapped", "threaded", "thread", "tapping"].contains(&w.as_str()));
    let value = |i: usize| {
        let word = words[i].as_str();
        if let Some(thread) = Thread::named(word) {
            return Some(if is_tapped { thread.tapping } else { thread.clearance });
        }
        let plain = word.parse::<f64>().ok().or_else(|| {
            // "one" is an article as often as a number.
            NUMBERS.iter().skip(2).position(|n| *n == word).map(|n| (n + 2) as f64)
        })?;
        let unit = words.get(i + 1).map_or("", String::as_str);
        Some(match unit {
            "cm" => plain * 10.0,
            "inch" | "inches" | "in" | "\"" => plain * MM_PER_INCH,
            _ => plain,
        })
    };
    (0..words.len()).filter_map(|i| value(i).map(|v| (i, v))).collect()
}

/// Values, and whether one is a percentage.
fn values_of(words: &[String]) -> (Vec<f64>, bool) {
    let all = numbers_at(words);
    let is_percent = all.iter().any(|(i, _)| words.get(i + 1).is_some_and(|w| w == "%" || w == "percent"));
    (all.into_iter().map(|(_, value)| value).collect(), is_percent)
}

/// Small whole numbers without a unit behind a word that is no verb or filler.
fn ordinals(words: &[String]) -> Vec<String> {
    let is_named =
        |w: &String| w.len() > 2 && (Dimension::of(w).is_some() || !FILLERS.contains(&format!(" {w} ")));
    let follows = |i: usize| i > 0 && is_named(&words[i - 1]);
    let has_unit = |i: usize| {
        words.get(i + 1).is_some_and(|w| {
            ["mm", "cm", "in", "inch", "inches", "%", "percent", "°", "\""].contains(&w.as_str())
        })
    };
    let is_small = |w: &String| w.len() == 1 && w.chars().all(|c| c.is_ascii_digit());
    (0..words.len())
        .filter(|i| is_small(&words[*i]) && follows(*i) && !has_unit(*i))
        .map(|i| words[i].clone())
        .collect()
}

/// Whether a whole number stands right before things in the plural, or a number of things is spoken of.
fn counts_things(words: &[String]) -> bool {
    numbers_at(words).iter().any(|(i, value)| {
        let next = words.get(i + 1).map_or("", String::as_str);
        let later = words.get(i + 2).map_or("", String::as_str);
        let is_thing = |w: &str| w.len() > 2 && singular(w) != w && Dimension::of(w).is_none();
        let is_screw = words.get(*i).is_some_and(|w| Thread::named(w).is_some());
        let is_unit =
            is_screw || ["mm", "cm", "in", "inch", "%", "percent", "°", "degrees", "across"].contains(&next);
        value.fract() == 0.0
            && *value >= 1.0
            && !is_unit
            && (is_thing(next) || (next.len() > 2 && is_thing(later)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, operation: Operation, things: &[&str], dimensions: &[Dimension]) {
        let said = Instruction::read(text);
        let found =
            (said.operation, said.things.iter().map(String::as_str).collect::<Vec<_>>(), said.dimensions);
        assert_eq!(found, (Some(operation), things.to_vec(), dimensions.to_vec()), "{text}");
    }

    #[test]
    fn values_differences_and_factors_are_told_apart() {
        use Dimension::{Diameter, Height, Length, Thickness, Width};
        check("make the holes 6 mm", Operation::Set(6.0), &["hole"], &[]);
        check("Set the hole diameter to 6,5", Operation::Set(6.5), &["hole"], &[Diameter]);
        check("increase the width by 2.5 mm", Operation::Add(2.5), &[], &[Width]);
        check("12 mm shorter", Operation::Add(-12.0), &[], &[Length]);
        check("make it 20 % thicker", Operation::Multiply(1.2), &[], &[Thickness]);
        check("double the height", Operation::Multiply(2.0), &[], &[Height]);
        check("change the boss height from 8 to 12 mm", Operation::Set(12.0), &["boss"], &[Height]);
        check("the length should be 40 mm, not 35", Operation::Set(40.0), &[], &[Length]);
        check("bores ⌀1.5 cm", Operation::Set(15.0), &["bore"], &[Diameter]);
    }

    #[test]
    fn screws_give_the_diameters_of_their_holes() {
        check("use M6 clearance holes", Operation::Set(6.6), &["hole"], &[]);
        check("holes tapped m6", Operation::Set(5.0), &["hole"], &[]);
    }

    #[test]
    fn what_says_more_than_one_change_is_doubtful() {
        for text in [
            "make the holes 6 mm and the height 12 mm",
            "do not change the holes, make the height 12",
            "make the holes -6 mm",
            "set the height to 1e3",
            "set the diameter to 3/8",
            "move the holes 5 mm outward",
            "remove one hole",
            "remove two of the holes",
            "make the larger hole 8 mm",
            "20 mm shaft with 10 mm bore",
        ] {
            assert!(Instruction::read(text).is_doubtful, "{text}");
        }
        for text in [
            "make the holes 6 mm",
            "change the height from 8 to 12 mm",
            "use 6 holes instead of 4",
            "remove the bore",
        ] {
            assert!(!Instruction::read(text).is_doubtful, "{text}");
        }
    }

    #[test]
    fn numbers_of_things_are_counts() {
        assert!(Instruction::read("use 6 holes instead of 4").counts_things);
        assert!(Instruction::read("I want eight bolt holes").counts_things);
        assert!(!Instruction::read("make the holes 6 mm").counts_things);
        assert_eq!(Instruction::read("use 6 holes instead of 4").operation, Some(Operation::Set(6.0)));
    }
}
