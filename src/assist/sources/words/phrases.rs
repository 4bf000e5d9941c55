//! Phrases of a description: each names a thing, with what is said of it.
//!
//! A clause ends at a comma, a full stop, "and", "with". What stands in a clause without a thing belongs
//! to the thing before it; the plan decides whether that thing has such a property or the body has.

use base::thread::Thread;

use super::lexicon::{self, Role, Thing};
use super::measure::{self, Measure};
use super::reader::Reader;
use super::tokens::tokens;

/// A number that was said, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Said {
    pub(super) role: Option<Role>,
    pub(super) measure: Measure,
    /// Words of the place that a distance is measured from.
    pub(super) from: Vec<String>,
    /// First and last token, for what is not used.
    pub(super) span: (usize, usize),
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
    /// Whether the thing was named in the plural.
    pub(super) is_plural: bool,
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
    pub(super) fn is_empty(&self) -> bool {
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
        let mut reader = Reader::new(&tokens, usual);
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
            if !is_word || is_used[i] || lexicon::is_filler(token.word()) {
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
