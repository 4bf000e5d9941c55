//! Phrases of a description: each names a thing, with what is said of it.
//!
//! A clause ends at a comma, a full stop, "and", "with". What stands in a clause without a thing belongs
//! to the thing before it; the plan decides whether that thing has such a property or the body has.

use base::thread::Thread;

use super::lexicon::{self, FILLERS, PLACES, Role, Thing};
use super::measure::{self, Measure};
use super::tokens::{Token, tokens};

/// A number that was said, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    pub(super) role: Option<Role>,
    pub(super) measure: Measure,
    /// Words of the place that a distance is measured from.
    pub(super) from: Vec<String>,
    /// First and last token, for what is not used.
    span: (usize, usize),
}

/// A thing and what is said of it.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Phrase {
    pub(super) thing: Option<Thing>,
    pub(super) is_body: bool,
    /// Words of places before the thing: "left hole", "base holes".
    pub(super) qualifiers: Vec<String>,
    pub(super) count: Option<u32>,
    /// Rows and columns.
    pub(super) grid: Option<[u32; 2]>,
    pub(super) has_article: bool,
    pub(super) said: Vec<Said>,
    pub(super) points: Vec<[f64; 2]>,
    /// Words of places, one list a place.
    pub(super) places: Vec<Vec<String>>,
    /// Adjectives that change the form: "through", "tapped", "rounded".
    pub(super) flags: Vec<String>,
    /// Number of its sentence.
    pub(super) sentence: usize,
    /// First and last token.
    pub(super) span: (usize, usize),
}

impl Phrase {
    fn is_empty(&self) -> bool {
        self.count.is_none()
            && self.grid.is_none()
            && self.said.is_empty()
            && self.points.is_empty()
            && self.places.is_empty()
            && self.flags.is_empty()
            && self.qualifiers.is_empty()
    }

    pub(super) fn has_flag(&self, words: &[&str]) -> bool {
        self.flags.iter().any(|flag| words.contains(&flag.as_str()))
    }

    /// Whether one of the words tells its place.
    pub(super) fn is_at(&self, words: &[&str]) -> bool {
        self.qualifiers.iter().chain(self.places.iter().flatten()).any(|w| words.contains(&w.as_str()))
    }

    /// Takes the value that was said with one of the roles.
    pub(super) fn take(&mut self, roles: &[Role]) -> Option<f64> {
        let at = self.said.iter().position(|s| {
            s.role.is_some_and(|r| roles.contains(&r)) && s.measure.values.len() == 1 && s.from.is_empty()
        })?;
        Some(self.said.remove(at).measure.values[0])
    }

    /// Takes several values that were said with one of the roles.
    pub(super) fn take_all(&mut self, role: Role) -> Option<Vec<f64>> {
        let at = self.said.iter().position(|s| s.role == Some(role))?;
        Some(self.said.remove(at).measure.values)
    }

    /// Takes a product of so many numbers without a role of its own.
    pub(super) fn take_product(&mut self, count: usize) -> Option<Measure> {
        let at = self.said.iter().position(|s| s.measure.values.len() == count && s.role.is_none())?;
        Some(self.said.remove(at).measure)
    }

    /// Takes a single number that has no role.
    pub(super) fn take_bare(&mut self) -> Option<f64> {
        let at = self.said.iter().position(|s| {
            s.role.is_none() && s.measure.values.len() == 1 && s.measure.thread.is_none() && s.from.is_empty()
        })?;
        Some(self.said.remove(at).measure.values[0])
    }

    /// Takes a diameter with its length: "Ø30 x 40".
    pub(super) fn take_pair(&mut self) -> Option<[f64; 2]> {
        let at = self.said.iter().position(|s| {
            s.measure.values.len() == 2 && matches!(s.role, None | Some(Role::Diameter | Role::Length))
        })?;
        let measure = self.said.remove(at).measure;
        let [a, b] = [measure.values[0], measure.values[1]];
        Some(if measure.roles[1] == Some(Role::Diameter) || measure.roles[0] == Some(Role::Length) {
            [b, a]
        } else {
            [a, b]
        })
    }

    /// The thread that was said.
    pub(super) fn peek_thread(&self) -> Option<&'static Thread> {
        self.said.iter().find_map(|s| s.measure.thread)
    }

    /// Takes the thread that was said; a length said in one with it ("M8x30") stays.
    pub(super) fn take_thread(&mut self) -> Option<&'static Thread> {
        let at = self.said.iter().position(|s| s.measure.thread.is_some())?;
        let thread = self.said[at].measure.thread.take();
        let measure = &mut self.said[at].measure;
        if measure.values.len() > 1 {
            measure.values.remove(0);
            measure.roles.remove(0);
            self.said[at].role = Some(Role::Length);
        } else {
            self.said.remove(at);
        }
        thread
    }

    /// Adds a number with its role.
    pub(super) fn tell(&mut self, role: Role, value: f64) {
        self.said.push(Said {
            role: Some(role),
            measure: Measure::of(value),
            from: Vec::new(),
            span: self.span,
        });
    }

    /// Adds what another phrase says.
    pub(super) fn absorb(&mut self, other: Self) {
        self.count = self.count.or(other.count);
        self.grid = self.grid.or(other.grid);
        self.said.extend(other.said);
        self.points.extend(other.points);
        self.places.extend(other.places);
        self.flags.extend(other.flags);
        self.qualifiers.extend(other.qualifiers);
    }
}

/// A description, read.
#[derive(Clone, Debug, Default)]
pub(super) struct Description {
    pub(super) phrases: Vec<Phrase>,
    /// Passages that mean nothing here.
    pub(super) unused: Vec<String>,
    /// How many words and numbers mean something.
    pub(super) used_words: usize,
    text: String,
    spans: Vec<(usize, usize)>,
}

impl Description {
    /// Reads a text.
    pub(super) fn read(text: &str) -> Self {
        let tokens = tokens(text);
        let usual = measure::usual_unit(&tokens);
        let mut reader =
            Reader { tokens: &tokens, usual, at: 0, is_used: vec![false; tokens.len()], ..Reader::default() };
        while reader.at < tokens.len() {
            reader.step();
        }
        reader.end_clause();
        let Reader { mut phrases, pending, is_used, .. } = reader;
        if !pending.is_empty() {
            phrases.push(pending);
        }
        let mut unused: Vec<(usize, usize)> = Vec::new();
        for (i, token) in tokens.iter().enumerate() {
            let is_word = !token.word().is_empty() || token.number().is_some();
            if !is_word || is_used[i] || FILLERS.contains(&token.word()) {
                continue;
            }
            match unused.last_mut() {
                Some(last)
                    if (last.1..i).all(|j| !is_used[j] && (j == last.1 || !tokens[j].word().is_empty())) =>
                {
                    last.1 = i
                }
                _ => unused.push((i, i)),
            }
        }
        let passage = |(a, b): &(usize, usize)| text[tokens[*a].start..tokens[*b].end].replace('\n', " ");
        Self {
            phrases,
            unused: unused.iter().map(passage).collect(),
            used_words: is_used.iter().filter(|used| **used).count(),
            text: text.to_owned(),
            spans: tokens.iter().map(|t| (t.start, t.end)).collect(),
        }
    }

    /// The words of a number that was said.
    pub(super) fn words_of(&self, said: &Said) -> String {
        self.passage(said.span)
    }

    /// The words of a phrase.
    pub(super) fn words_of_phrase(&self, phrase: &Phrase) -> String {
        self.passage(phrase.span)
    }

    fn passage(&self, (a, b): (usize, usize)) -> String {
        match (self.spans.get(a), self.spans.get(b.max(a))) {
            (Some(a), Some(b)) => self.text[a.0..b.1].replace('\n', " "),
            _ => String::new(),
        }
    }
}

#[derive(Default)]
struct Reader<'a> {
    tokens: &'a [Token],
    usual: f64,
    at: usize,
    phrases: Vec<Phrase>,
    /// What stands before its thing.
    pending: Phrase,
    clause_has_thing: bool,
    /// A dimension that was named and waits for its number.
    role: Option<Role>,
    /// Whether the dimensions of this clause stand before their numbers.
    roles_come_first: bool,
    is_used: Vec<bool>,
    sentence: usize,
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
/// Words that stand before a place.
const PREPOSITIONS: &[&str] = &[
    "in", "on", "at", "from", "into", "onto", "through", "along", "around", "near", "across", "above",
    "below", "under", "between", "to", "inside", "off", "of", "round", "about", "for", "against", "towards",
    "toward", "down", "by",
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

impl Reader<'_> {
    fn word(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", Token::word)
    }

    fn words(&self, at: usize) -> Vec<String> {
        let mut words = Vec::new();
        for token in self.tokens.iter().skip(at) {
            if !token.word().is_empty() {
                words.push(token.word().to_owned());
            } else if !token.is_sign('-') && !(token.is_sign('/') && words.len() == 1 && words[0].len() == 1)
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

    fn end_clause(&mut self) {
        let mut pending = std::mem::take(&mut self.pending);
        if !pending.is_empty() {
            // "rounded 3 mm": edges are meant.
            let rounds = pending.has_flag(&[
                "rounded",
                "chamfered",
                "filleted",
                "bevelled",
                "beveled",
                "radiused",
                "broken",
            ]);
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

    fn step(&mut self) {
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
        if PLACES.contains(&lexicon::single(&word).as_str()) {
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
                        || FILLERS.contains(&self.word(j))
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
        self.target().said.push(Said { role, measure, from, span: (i, end - 1) });
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
        phrase.has_article |= ["a", "an", "another"].contains(&before.as_str());
        phrase.sentence = self.sentence;
        phrase.span = (begin, i + width - 1);
        // Adjectives inside the phrase count, too.
        for word in &words[..count] {
            if FLAGS.contains(&word.as_str())
                || ["hexagon", "blind", "ring", "cube", "pad"].contains(&word.as_str())
            {
                phrase.flags.push(word.clone());
            } else if PLACES.contains(&word.as_str()) {
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
        if is_letter && !number_follows(next) {
            return false;
        }
        if role == Role::Angle && words[0] == "deg" {
            return false;
        }
        // "Number of holes: 4", "hole count 6".
        if role == Role::Count {
            let mut k = next;
            while ["of", "is"].contains(&self.word(k))
                || self.tokens.get(k).is_some_and(|t| t.is_sign('=') || t.is_sign(':'))
            {
                k += 1;
            }
            if let Some(number) = self.tokens.get(k).and_then(Token::number) {
                self.target().count = Some(number as u32);
                self.consume(k + 1 - self.at);
                return true;
            }
        }
        self.role = Some(role);
        self.roles_come_first |= !self.target().said.iter().any(|s| s.role.is_none());
        self.consume(width);
        // Signs between a name and its number.
        while self.tokens.get(self.at).is_some_and(|t| t.is_sign('=') || t.is_sign(':') || t.is_sign('.')) {
            self.at += 1;
        }
        true
    }

    /// "in the middle of the top face", "on the left".
    fn placed(&mut self) -> bool {
        let i = self.at;
        if !PREPOSITIONS.contains(&self.word(i)) {
            return false;
        }
        // A body that stands in a place for the first time is the part: "four holes in a plate 80x50x6".
        let article = ["a", "an"].contains(&self.word(i + 1));
        let has_body = self.phrases.iter().any(|p| p.is_body);
        if article && !has_body && lexicon::body(&self.words(i + 2)).is_some() {
            self.at += 1;
            self.end_clause();
            return true;
        }
        let Some((mut words, width)) = self.place_words(i + 1) else { return false };
        words.push(self.word(i).to_owned());
        self.target().places.push(words);
        self.consume(1 + width);
        true
    }

    /// Words of a place, and how many tokens they take.
    fn place_words(&self, at: usize) -> Option<(Vec<String>, usize)> {
        const PASSED: &[&str] = &[
            "the", "a", "an", "its", "of", "each", "every", "all", "both", "one", "either", "to", "on",
            "four", "two", "in", "at", "center", "centre", "s", "their", "nearest", "same", "outside",
        ];
        let mut words = Vec::new();
        let mut i = at;
        let mut end = at;
        while i < self.tokens.len() {
            let word = self.word(i);
            let single = lexicon::single(word);
            if PLACES.contains(&single.as_str()) {
                // "On a bolt circle of 90" is no place; neither is "in the bore Ø20".
                if single == "circle"
                    && words.is_empty()
                    && ["bolt", "pitch"].contains(&self.word(i.wrapping_sub(1)))
                {
                    return None;
                }
                words.push(single);
                end = i + 1;
            } else if PASSED.contains(&word) {
                if ["each", "every", "all", "both", "either", "four"].contains(&word) {
                    words.push(if word == "four" { "all".to_owned() } else { word.to_owned() });
                }
            } else if !self.tokens[i].is_sign('-') {
                break;
            }
            i += 1;
        }
        let is_place =
            words.iter().any(|w| !["each", "every", "all", "both", "either"].contains(&w.as_str()));
        // The noun of a place may be the thing of the next phrase: "on the top four holes".
        is_place.then_some((words, end - at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Things with counts, numbers and places, in a line.
    fn shown(text: &str) -> String {
        let read = Description::read(text);
        let phrases: Vec<String> = read
            .phrases
            .iter()
            .map(|p| {
                let said: Vec<String> = p
                    .said
                    .iter()
                    .map(|s| {
                        let role = s.role.map_or(String::new(), |r| format!("{r:?}"));
                        let from =
                            if s.from.is_empty() { String::new() } else { format!("({})", s.from.join(" ")) };
                        format!("{role}{:?}{from}", s.measure.values)
                    })
                    .collect();
                let places: Vec<String> = p.places.iter().map(|p| p.join("-")).collect();
                format!(
                    "{}{} {} {}",
                    p.count.map_or(String::new(), |c| format!("{c} ")),
                    p.thing.unwrap_or("?"),
                    said.join(" "),
                    places.join(",")
                )
                .trim()
                .to_owned()
            })
            .collect();
        let unused =
            if read.unused.is_empty() { String::new() } else { format!(" !{}", read.unused.join("!")) };
        phrases.join(" | ") + &unused
    }

    #[test]
    fn numbers_and_places_belong_to_their_things() {
        assert_eq!(
            shown("plate 80x50x6 with four 5.5 mm holes 8 mm from the edges and R5 corners"),
            "plate [80.0, 50.0, 6.0] | 4 hole [5.5] Edge[8.0](edge) | corner Radius[5.0]"
        );
        assert_eq!(
            shown("flange Ø120, 12 thick, bore 40, six M8 clearance holes on PCD 90"),
            "flange Diameter[120.0] Thickness[12.0] | bore [40.0] | 6 hole [8.0] Circle[90.0]"
        );
        assert_eq!(
            shown("stepped shaft: Ø30 x 40, Ø20 x 25, keyway 6x3.5x20 on the small end"),
            "shaft [30.0, 40.0] [20.0, 25.0] | keyway [6.0, 3.5, 20.0] small-end-on"
        );
        assert_eq!(
            shown("tube OD 40 ID 32 length 100, with a nice logo"),
            "tube Outer[40.0] Inner[32.0] Length[100.0] !nice logo"
        );
        assert_eq!(
            shown("Draw a block, 10 x 2.6 x 4.7 cm, 4 holes in a row, 20 mm apart"),
            "block [100.0, 26.0, 47.0] | 4 hole Spacing[20.0] row-in"
        );
    }
}
