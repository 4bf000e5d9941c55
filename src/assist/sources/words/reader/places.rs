//! Places in words: a preposition, and what it leads to.

use super::super::lexicon;
use super::Reader;

/// Words that stand before a place.
const PREPOSITIONS: &[&str] = &[
    "in", "on", "at", "from", "into", "onto", "through", "along", "around", "near", "across", "above",
    "below", "under", "between", "to", "inside", "off", "of", "round", "about", "for", "against", "towards",
    "toward", "down", "by",
];

impl Reader<'_> {
    /// "in the middle of the top face", "on the left".
    pub(super) fn placed(&mut self) -> bool {
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
    pub(super) fn place_words(&self, at: usize) -> Option<(Vec<String>, usize)> {
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
            if lexicon::is_place(&single) {
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
