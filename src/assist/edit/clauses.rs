//! A sentence taken apart: what is to be done, and what is to stay as it is.

use super::words::{Dimension, NUMBERS};
use crate::vocabulary::with_points;

/// Verbs that an order begins with.
const VERBS: &[&str] = &[
    "make", "set", "change", "remove", "delete", "add", "increase", "reduce", "use", "drop", "double",
    "halve", "insert", "put", "enlarge", "leave", "give", "raise", "decrease", "move", "shift", "lower",
    "fillet", "chamfer", "round",
];

/// An instruction in lower case, with points in numbers and fractions of an inch as decimals.
pub(super) fn plain(text: &str) -> String {
    let text = with_points(&text.to_lowercase());
    let mut words: Vec<String> = Vec::new();
    let mut rest = text.split_whitespace().peekable();
    while let Some(word) = rest.next() {
        let end = word.find(|c: char| !(c.is_ascii_digit() || c == '/')).unwrap_or(word.len());
        let (number, unit) = word.split_at(end);
        let next = rest.peek().map_or("", |next| next.trim_matches(|c: char| !c.is_alphanumeric()));
        // Only inches are told in fractions; without a unit it may mean anything.
        let is_inch = |unit: &str| ["in", "inch", "inches", "\""].contains(&unit);
        match fraction(number).filter(|_| is_inch(unit) || (unit.is_empty() && is_inch(next))) {
            Some(part) => {
                let whole = words.last().and_then(|last| last.parse::<u32>().ok());
                if whole.is_some() {
                    words.pop();
                }
                words.push(format!("{}{unit}", f64::from(whole.unwrap_or(0)) + part));
            }
            None => words.push(word.to_owned()),
        }
    }
    words.join(" ")
}

/// A fraction as workshops write them: halves to sixty-fourths.
fn fraction(text: &str) -> Option<f64> {
    let (above, below) = text.split_once('/')?;
    let (above, below) = (above.parse::<u32>().ok()?, below.parse::<u32>().ok()?);
    ([2, 4, 8, 16, 32, 64].contains(&below) && (1..below).contains(&above))
        .then(|| f64::from(above) / f64::from(below))
}

/// The instruction without the clauses that only say what stays, and whether the outside stays.
pub(super) fn without_kept(text: &str) -> (String, bool) {
    let keeps = |clause: &str| {
        let first = clause.split_whitespace().next().unwrap_or("");
        ["keep", "same", "still", "otherwise", "with"].contains(&first) && !clause.contains(|c: char| c.is_ascii_digit())
            || ["unchanged", "as it is", "as they are", "as is", "the same", "everything else"].iter().any(|words| clause.contains(words))
            // "…, clearance hole only" says what is left.
            || (clause.ends_with(" only") && !clause.contains(|c: char| c.is_ascii_digit()))
    };
    let clauses: Vec<&str> = text.split([',', ';']).map(str::trim).filter(|c| !c.is_empty()).collect();
    let orders: Vec<&str> =
        clauses.iter().enumerate().filter(|(i, c)| *i == 0 || !keeps(c)).map(|(_, c)| *c).collect();
    if orders.len() == clauses.len() {
        return (text.to_owned(), false);
    }
    let keeps_outside = clauses
        .iter()
        .skip(1)
        .any(|c| keeps(c) && ["outside", "outer", "size"].iter().any(|w| c.contains(w)));
    (orders.join(", "), keeps_outside)
}

/// The orders of a sentence that holds several, each with a verb of its own or that of the first.
///
/// The second of each pair names what the first order is about, where the order itself names nothing.
pub(super) fn orders(text: &str) -> Vec<(String, Option<String>)> {
    let mut parts: Vec<String> = Vec::new();
    for part in text.split(';').flat_map(|part| part.split(" and ")).flat_map(|part| part.split(", ")) {
        let part = part.trim().trim_end_matches('.');
        let part = part.strip_prefix("then ").unwrap_or(part);
        let part = part.strip_prefix("also ").unwrap_or(part);
        if !part.is_empty() {
            parts.extend(with_pitch(part));
        }
    }
    let verb_of = |part: &str| part.split_whitespace().find(|word| VERBS.contains(word)).map(str::to_owned);
    let first_verb = parts.first().and_then(|part| verb_of(part));
    let subject = parts.first().map(|part| subject(part)).unwrap_or_default();
    let order = |part: &String| {
        let whole = match (verb_of(part), &first_verb) {
            (None, Some(verb)) => format!("{verb} {part}"),
            _ => part.clone(),
        };
        let inherited =
            (!subject.is_empty() && Some(part) != parts.first()).then(|| format!("{subject} {part}"));
        (whole, inherited)
    };
    parts.iter().map(order).collect()
}

/// "Four holes at 26 mm pitch" are two orders.
fn with_pitch(part: &str) -> Vec<String> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let is_number = |w: &str| w.trim_end_matches("mm").parse::<f64>().is_ok();
    let at =
        words.iter().position(|w| *w == "at").filter(|at| words.get(at + 1).is_some_and(|w| is_number(w)));
    let end = at.and_then(|at| {
        let is_spacing = |w: &&str| Dimension::of(w) == Some(Dimension::Spacing);
        (at + 2..words.len().min(at + 4)).find(|i| is_spacing(&words[*i]))
    });
    let (Some(at), Some(end)) = (at, end) else { return vec![part.to_owned()] };
    let rest: Vec<&str> = words[..at].iter().chain(&words[end + 1..]).copied().collect();
    let rest = rest.join(" ");
    let pitch = format!("{} {}", subject(&rest), words[at + 1..=end].join(" "));
    vec![rest, pitch]
}

/// The nouns that an order begins with, without verb, numbers and dimensions.
fn subject(part: &str) -> String {
    const SKIPPED: &[&str] = &[
        "the", "a", "an", "only", "just", "to", "it", "is", "should", "be", "mm", "instead", "of", "please",
    ];
    part.split_whitespace()
        .take_while(|w| *w != "instead" && *w != "to")
        .filter(|w| {
            let is_number = w.starts_with(|c: char| c.is_ascii_digit()) || NUMBERS.contains(w);
            !is_number && !VERBS.contains(w) && !SKIPPED.contains(w) && Dimension::of(w).is_none()
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_numbers() {
        assert_eq!(plain("Bore it to 3/4 in"), "bore it to 0.75 in");
        assert_eq!(plain("1 1/2\" wide, 2,5 deep"), "1.5\" wide, 2.5 deep");
        assert_eq!(plain("to 3/8"), "to 3/8");
    }

    #[test]
    fn what_stays_is_no_order() {
        assert_eq!(
            without_kept("seven fins instead of nine, same pitch, still centred"),
            ("seven fins instead of nine".to_owned(), false)
        );
        assert_eq!(
            without_kept("pipe is only 30 mm, leave the outside as it is"),
            ("pipe is only 30 mm".to_owned(), true)
        );
        assert_eq!(without_kept("make it 5 mm thick").0, "make it 5 mm thick");
        assert_eq!(without_kept("height 20, same width 30").0, "height 20, same width 30");
    }

    #[test]
    fn orders_name_what_they_are_about() {
        let plain: Vec<String> = orders("make the bore 32 mm and the thickness 15, then remove the fillet")
            .into_iter()
            .map(|o| o.0)
            .collect();
        assert_eq!(plain, ["make the bore 32 mm", "make the thickness 15", "remove the fillet"]);
        assert_eq!(orders("make the holes 6 mm").len(), 1);
        let seat = orders("lens seat 40.5 dia and 3.5 deep");
        assert_eq!(seat[1], ("3.5 deep".to_owned(), Some("lens seat 3.5 deep".to_owned())));
        let pitch = orders("use four gland holes at 26 mm pitch instead of three");
        assert_eq!(pitch[0].0, "use four gland holes instead of three");
        assert_eq!(pitch[1].0, "use gland holes 26 mm pitch");
    }
}
