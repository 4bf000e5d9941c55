//! Reads tokens into phrases, clause by clause.
//!
//! At each token the longest meaning wins: coordinates, rows, counts, measures with their roles, things,
//! names of dimensions, places, adjectives. What none of them takes is left for the list of unused words.

mod places;

use super::lexicon::{self, EDGE_FLAGS, Role};
use super::measure;
use super::phrases::{Phrase, Said};
use super::tokens::Token;

#[derive(Default)]
pub(super) struct Reader<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) usual: f64,
    pub(super) at: usize,
    pub(super) phrases: Vec<Phrase>,
    /// What stands before its thing.
    pub(super) pending: Phrase,
    clause_has_thing: bool,
    /// A dimension that was named and waits for its number.
    role: Option<Role>,
    /// Whether the dimensions of this clause stand before their numbers.
    roles_come_first: bool,
    pub(super) is_used: Vec<bool>,
    sentence: usize,
    /// Whether the number to come has an index, as the diameters of steps do.
    is_indexed: bool,
}

/// Words that part clauses.
const PARTING: &[&str] = &[
    "and",
    "with",
    "plus",
    "having",
    "including",
    "then",
    "featuring",
    "has",
    "have",
    "carries",
    "carrying",
    "while",
    "using",
];
/// Adjectives that change the form.
const FLAGS: &[&str] = &[
    "through",
    "thru",
    "blind",
    "tapped",
    "threaded",
    "clearance",
    "rounded",
    "chamfered",
    "filleted",
    "bevelled",
    "beveled",
    "radiused",
    "round",
    "circular",
    "square",
    "hexagonal",
    "hex",
    "octagonal",
    "open",
    "closed",
    "solid",
    "countersunk",
    "counterbored",
    "mirrored",
    "obround",
    "hollow",
    "rectangular",
    "triangular",
    "concentric",
    "equally",
    "evenly",
    "full",
    "broken",
    "cylindrical",
    "each",
    "both",
    "every",
    "all",
    "lengthwise",
    "crosswise",
    "horizontal",
    "vertical",
    "tapping",
    "symmetric",
    "symmetrically",
    "row",
    "column",
    "centred",
    "centered",
    "central",
    "centrally",
    "coaxial",
    "close",
    "loose",
    "fine",
    "inline",
    "staggered",
    "diagonal",
    "diagonally",
    "opposite",
];

impl<'a> Reader<'a> {
    /// At the first token; `usual` is the unit of bare numbers in millimetres.
    pub(super) fn new(tokens: &'a [Token], usual: f64) -> Self {
        Self { tokens, usual, is_used: vec![false; tokens.len()], ..Self::default() }
    }
}

impl Reader<'_> {
    fn word(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", Token::word)
    }

    fn words(&self, at: usize) -> Vec<String> {
        let mut words = Vec::new();
        for token in self.tokens.iter().skip(at) {
            if !token.word().is_empty() {
                words.push(token.word().to_owned());
            } else if !(token.is_sign('-') || (token.is_sign('/') && words.len() == 1 && words[0].len() == 1))
            {
                break;
            }
            if words.len() == 6 {
                break;
            }
        }
        words
    }

    /// Tokens that so many words take, hyphens included.
    fn width(&self, at: usize, words: usize) -> usize {
        let mut left = words;
        let mut i = at;
        while left > 0 && i < self.tokens.len() {
            left -= usize::from(!self.tokens[i].word().is_empty());
            i += 1;
        }
        i - at
    }

    fn consume(&mut self, count: usize) {
        for used in self.is_used.iter_mut().skip(self.at).take(count) {
            *used = true;
        }
        self.at += count;
    }

    /// What is said belongs to the thing of the clause, else to the thing to come.
    fn target(&mut self) -> &mut Phrase {
        let at = self.at;
        match self.phrases.last_mut() {
            Some(last) if self.clause_has_thing => last,
            _ => {
                if self.pending.is_empty() {
                    self.pending.span = (at, at);
                }
                &mut self.pending
            }
        }
    }

    pub(super) fn end_clause(&mut self) {
        let mut pending = std::mem::take(&mut self.pending);
        if !pending.is_empty() {
            // "rounded 3 mm": edges are meant.
            let rounds = pending.has_flag(&EDGE_FLAGS);
            let is_edge = self
                .phrases
                .last()
                .is_some_and(|p| matches!(p.thing, Some("edge" | "corner" | "fillet" | "chamfer")));
            if rounds && !is_edge && !self.phrases.is_empty() {
                pending.thing = Some("edge");
                pending.sentence = self.sentence;
                self.phrases.push(pending);
            } else if let Some(last) = self.phrases.last_mut() {
                last.absorb(pending);
            } else {
                self.pending = pending;
            }
        }
        self.clause_has_thing = false;
        self.role = None;
        self.roles_come_first = false;
    }

    /// Reads on at the next token.
    pub(super) fn step(&mut self) {
        let i = self.at;
        let word = self.word(i).to_owned();
        if word.is_empty() && self.tokens[i].number().is_none() {
            self.sign();
            return;
        }
        if PARTING.contains(&word.as_str())
            && !(word == "with" && self.word(i + 1) == "a" && self.word(i + 2) == "total")
        {
            self.at += 1;
            self.end_clause();
            return;
        }
        if self.coordinate()
            || self.rows()
            || self.counted()
            || self.measured()
            || self.thing()
            || self.named_role()
            || self.placed()
        {
            return;
        }
        if FLAGS.contains(&word.as_str()) {
            let is_through = ["thru", "through"].contains(&word.as_str());
            let all = usize::from(is_through && ["all", "everything"].contains(&self.word(i + 1)));
            self.target().flags.push(if is_through { "through".to_owned() } else { word });
            self.consume(1 + all);
            return;
        }
        if lexicon::is_place(&lexicon::single(&word)) {
            let single = lexicon::single(&word);
            let is_behind = self.clause_has_thing;
            let target = self.target();
            if is_behind {
                target.places.push(vec![single]);
            } else {
                target.qualifiers.push(single);
            }
            self.consume(1);
            return;
        }
        if ["a", "an"].contains(&word.as_str()) {
            self.pending.has_article = true;
        }
        self.at += 1;
    }

    fn sign(&mut self) {
        let i = self.at;
        let number = |k: usize| self.tokens.get(k).and_then(Token::number);
        if self.tokens[i].is_sign('(')
            && let (Some(x), Some(y)) = (number(i + 1), number(i + 3))
            && (self.tokens[i + 2].is_sign(',')
                || self.tokens[i + 2].is_sign('/')
                || self.tokens[i + 2].is_sign(';'))
            && self.tokens.get(i + 4).is_some_and(|t| t.is_sign(')'))
        {
            let usual = self.usual;
            let has_thing = self.pending.is_empty() && !self.phrases.is_empty();
            let target = if has_thing { self.phrases.last_mut() } else { Some(&mut self.pending) };
            if let Some(target) = target {
                target.points.push([x * usual, y * usual]);
            }
            self.consume(5);
            return;
        }
        let ends = [',', ';', '.', '\n', ':', '(', ')', '+', '&', '•', '–', '—'];
        if ends.iter().any(|sign| self.tokens[i].is_sign(*sign)) {
            self.sentence += usize::from(self.tokens[i].is_sign('.') || self.tokens[i].is_sign('\n'));
            // "Dia. 12" is no end of anything.
            // "A 20 mm wide, 10 mm deep slot": the article waits for its noun.
            let waits = self.tokens[i].is_sign(',') && self.pending.has_article && !self.pending.is_empty();
            if waits {
                self.at += 1;
                return;
            }
            if !(self.tokens[i].is_sign('.')
                && i > 0
                && ["dia", "diam", "approx", "no", "thk", "rad"].contains(&self.word(i - 1)))
            {
                self.end_clause();
            }
        }
        self.at += 1;
    }

    /// "x = 20, y = 5", "at x 20 y 5".
    fn coordinate(&mut self) -> bool {
        let i = self.at;
        let role = match self.word(i) {
            "x" => Role::X,
            "y" => Role::Y,
            _ => return false,
        };
        let is_equal = self.tokens.get(i + 1).is_some_and(|t| t.is_sign('=') || t.is_sign(':'));
        let at_number = i + 1 + usize::from(is_equal);
        let is_told = is_equal || ["at", "y"].contains(&self.word(i.wrapping_sub(1))) || role == Role::Y;
        let Some((measure, width)) = measure::measure(self.tokens, at_number, self.usual).filter(|_| is_told)
        else {
            return false;
        };
        let span = (i, at_number + width - 1);
        self.target().said.push(Said { role: Some(role), measure, from: Vec::new(), span });
        self.consume(at_number + width - i);
        true
    }

    /// "two rows of three", "2 x 3 grid".
    fn rows(&mut self) -> bool {
        let i = self.at;
        if let Some((measure, width)) = measure::measure(self.tokens, i, 1.0)
            && measure.values.len() == 2
            && measure.values.iter().all(|v| v.fract() == 0.0 && *v >= 1.0)
        {
            let next = (i + width..i + width + 3)
                .find(|k| ["grid", "array", "pattern", "matrix", "holes"].contains(&self.word(*k)));
            if let Some(next) = next.filter(|k| {
                (i + width..*k).all(|j| {
                    FLAGS.contains(&self.word(j))
                        || lexicon::is_filler(self.word(j))
                        || ["hole", "rectangular"].contains(&self.word(j))
                })
            }) {
                if self.word(next) == "holes" {
                    return false;
                }
                let grid = [measure.values[0] as u32, measure.values[1] as u32];
                self.target().grid = Some(grid);
                self.consume(next + 1 - i);
                return true;
            }
        }
        let Some((rows, width)) = measure::count(self.tokens, i) else { return false };
        if !["row", "rows", "columns", "column"].contains(&self.word(i + width)) {
            return false;
        }
        let mut end = i + width + 1;
        if self.word(end) == "of" || self.word(end) == "with" {
            let columns = measure::count(self.tokens, end + 1)
                .or_else(|| Some((self.tokens.get(end + 1)?.number()? as u32, 1)));
            if let Some((columns, width)) = columns {
                let mut target_end = end + 1 + width;
                if self.word(target_end) == "each" {
                    target_end += 1;
                }
                end = target_end;
                self.target().grid = Some([columns, rows]);
                self.consume(end - i);
                return true;
            }
        }
        self.target().grid = Some([0, rows]);
        self.consume(end - i);
        true
    }

    fn counted(&mut self) -> bool {
        if self.role.is_some() {
            return false;
        }
        let Some((count, width)) = measure::count(self.tokens, self.at) else { return false };
        let next = self.at + width;
        // "Both legs two holes": a number behind a thing begins the next one, unless signs make it a count.
        if self.clause_has_thing && lexicon::feature(&self.words(next)).is_some() {
            self.end_clause();
        }
        self.target().count = Some(count);
        self.consume(width);
        true
    }

    fn measured(&mut self) -> bool {
        let i = self.at;
        let Some((measure, width)) = measure::measure(self.tokens, i, self.usual) else { return false };
        let mut end = i + width;
        let mut role = measure.role().filter(|_| measure.values.len() == 1);
        let mut from = Vec::new();
        let named = self.role.take();
        let after = self.words(end);
        if let Some(named) = named {
            role = match (role, named) {
                // "PCD Ø90", "OD Ø40", "counterbore depth 3".
                (Some(Role::Diameter) | None, named) => Some(named),
                (own, _) => own,
            };
        } else if let Some((behind, words)) = lexicon::role(&after) {
            let is_adjective = lexicon::follows_its_number(&after[0]) || words > 1;
            let next = end + self.width(end, words);
            let is_next = self
                .tokens
                .get(next)
                .is_some_and(|t| t.number().is_some() || t.is_sign('=') || t.word() == "ø");
            let is_letter = after[0].len() == 1 && after[0] != "ø";
            if behind != Role::Count
                && after[0] != "ø"
                && !is_letter
                && (is_adjective || !(self.roles_come_first && is_next))
            {
                role = match (role, behind) {
                    (Some(Role::Diameter) | None, behind) => Some(behind),
                    (own, _) => own,
                };
                // A product has its own order: "30 x 20 spacing" is said of both.
                if after[0] == "square" {
                    self.target().flags.push("square".to_owned());
                }
                end = next;
            }
        }
        // "8 mm from the edges", "10 in from the left".
        let mut k = end;
        while ["in", "away", "inwards", "inward", "up", "down", "mm", "each", "in"].contains(&self.word(k))
            && (self.word(k + 1) == "from" || self.word(k + 2) == "from")
        {
            k += 1;
        }
        if ["from", "off"].contains(&self.word(k))
            && let Some((words, width)) = self.place_words(k + 1)
        {
            from = words;
            role = Some(Role::Edge);
            end = k + 1 + width;
        } else if ["above", "below"].contains(&self.word(k))
            && role.is_none()
            && let Some((words, width)) = self.place_words(k + 1)
        {
            from = words;
            from.push(self.word(k).to_owned());
            role = Some(Role::Edge);
            end = k + 1 + width;
        }
        let said = Said { role, measure, from, span: (i, end - 1) };
        // "Diameter 1", "length 2" are those of the steps of the body.
        let is_indexed = std::mem::take(&mut self.is_indexed);
        match self.phrases.iter_mut().find(|p| p.is_body && p.thing == Some("shaft")).filter(|_| is_indexed) {
            Some(body) => body.said.push(said),
            None => self.target().said.push(said),
        }
        self.consume(end - i);
        true
    }

    fn thing(&mut self) -> bool {
        let i = self.at;
        let words = self.words(i);
        let body = lexicon::body(&words);
        let feature = lexicon::feature(&words);
        let role = lexicon::role(&words).filter(|(_, n)| *n > 1 || words[0].len() > 1);
        let longest_role = role.map_or(0, |(_, n)| n);
        let (thing, count, is_body) = match (body, feature) {
            (Some((b, n)), Some((_, m))) if n > m => (b, n, true),
            (_, Some((f, m))) => (f, m, false),
            (Some((b, n)), None) => (b, n, true),
            (None, None) => return false,
        };
        if longest_role >= count && !(longest_role == 1 && ["circle", "square"].contains(&words[0].as_str()))
        {
            return false;
        }
        let width = self.width(i, count);
        let has_body = self.phrases.iter().any(|p| p.is_body);
        // "Boss hole", "flange holes", "pocket corners": the first noun tells which.
        let rest = &words[count..];
        let is_qualifier = lexicon::feature(rest)
            .is_some_and(|(next, _)| !["fillet", "chamfer", "wallpart"].contains(&next) || is_body)
            && (!is_body || has_body);
        if is_qualifier
            || (thing == "corner"
                && rest
                    .first()
                    .is_some_and(|w| ["bosses", "boss", "posts", "holes", "hole"].contains(&w.as_str())))
        {
            let single = lexicon::single(words.get(count - 1).map_or("", String::as_str));
            if self.clause_has_thing {
                self.end_clause();
            }
            self.target().qualifiers.push(single);
            self.consume(width);
            return true;
        }
        let begin = if self.pending.is_empty() { i } else { self.pending.span.0.min(i) };
        let before = self.word(i.wrapping_sub(1)).to_owned();
        let mut phrase = std::mem::take(&mut self.pending);
        phrase.thing = Some(thing);
        phrase.is_body = is_body;
        let last = words.get(count - 1).map_or("", String::as_str);
        phrase.is_plural = lexicon::single(last) != last;
        phrase.has_article |= ["a", "an", "another"].contains(&before.as_str());
        phrase.sentence = self.sentence;
        phrase.span = (begin, i + width - 1);
        // Adjectives inside the phrase count, too.
        for word in &words[..count] {
            if FLAGS.contains(&word.as_str())
                || ["hexagon", "blind", "ring", "cube", "pad", "seat", "thread", "tap", "tapping"]
                    .contains(&word.as_str())
            {
                phrase.flags.push(word.clone());
            } else if lexicon::is_place(word) {
                phrase.qualifiers.push(word.clone());
            }
        }
        self.phrases.push(phrase);
        self.clause_has_thing = true;
        self.role = None;
        self.consume(width);
        true
    }

    fn named_role(&mut self) -> bool {
        let words = self.words(self.at);
        let Some((role, count)) = lexicon::role(&words) else { return false };
        let width = self.width(self.at, count);
        let next = self.at + width;
        let is_letter = words[0].chars().count() == 1 && count == 1;
        let number_follows = |k: usize| {
            self.tokens.get(k).is_some_and(|t| t.number().is_some() || t.is_sign('=') || t.is_sign(':'))
        };
        // "Equally spaced on a circle" says no distance.
        if (is_letter || words[0] == "spaced") && !number_follows(next) {
            return false;
        }
        if role == Role::Angle && words[0] == "deg" {
            return false;
        }
        // "An angle, 70 x 30 x 100 mm" is a part.
        let behind = next + usize::from(self.tokens.get(next).is_some_and(|t| t.is_sign(',')));
        let is_product = measure::measure(self.tokens, behind, 1.0).is_some_and(|(m, _)| m.values.len() > 1);
        if role == Role::Angle && is_product {
            return false;
        }
        // "Diameter 1 23 mm, length 1 59 mm": the first number tells which.
        let number = |k: usize| self.tokens.get(k).and_then(Token::number);
        let is_index = number(next).is_some_and(|n| n.fract() == 0.0 && n < 10.0)
            && (number(next + 1).is_some()
                || (self.tokens.get(next + 1).is_some_and(|t| t.is_sign(':') || t.is_sign('='))
                    && number(next + 2).is_some()));
        // "Number of holes: 4", "hole count 6".
        if role == Role::Count {
            let mut k = next;
            while ["of", "is"].contains(&self.word(k))
                || self.tokens.get(k).is_some_and(|t| t.is_sign('=') || t.is_sign(':'))
            {
                k += 1;
            }
            if let Some(number) = self.tokens.get(k).and_then(Token::number) {
                // "Hole count 5 x 3" are rows and columns.
                let rows = self.tokens.get(k + 2).and_then(Token::number).filter(|_| self.word(k + 1) == "x");
                match rows {
                    Some(rows) => self.target().grid = Some([number as u32, rows as u32]),
                    None => self.target().count = Some(number as u32),
                }
                self.consume(k + 1 + 2 * usize::from(rows.is_some()) - self.at);
                return true;
            }
        }
        self.role = Some(role);
        self.is_indexed = is_index;
        let width = width + usize::from(is_index);
        self.roles_come_first |= !self.target().said.iter().any(|s| s.role.is_none());
        self.consume(width);
        // Signs between a name and its number.
        while self.tokens.get(self.at).is_some_and(|t| t.is_sign('=') || t.is_sign(':') || t.is_sign('.')) {
            self.at += 1;
        }
        true
    }
}
