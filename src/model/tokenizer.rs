//! Text to tokens and back: byte-level byte-pair encoding made for canonical CadQuery programs.
//!
//! Lines are cut at numbers; what stands between two numbers may become a single token, so that a
//! program is a few tokens a line. Every whole number from 0 to 999 is a single token, never a
//! row of digits. Words of a prompt are encoded one by one, so that they mean the same anywhere.
//! The file is the `tokenizer.json` of the `tokenizers` crate and works with its other bindings.
//! A tokenizer can grow: pieces that are frequent in new data become tokens behind those it has, so
//! that weights that were trained with it keep their meaning.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};
use tokenizers::models::TrainerWrapper;
use tokenizers::models::bpe::BpeTrainerBuilder;
use tokenizers::pre_tokenizers::byte_level::ByteLevel;
use tokenizers::{AddedToken, OffsetReferential, OffsetType, PreTokenizedString, PreTokenizer};

use crate::{Error, Result};

/// Numbers below this are single tokens.
const NUMBERS: u32 = 1000;

/// Cuts a program into numbers of up to three digits and what stands between them in a line; the
/// line break belongs to what follows.
const PIECES: &str = r"\d{1,3}|\n?[^\d\n]+|\n";

/// The same with single digits, for training: no merge may join digits.
const PIECES_FOR_TRAINING: &str = r"\d|\n?[^\d\n]+|\n";

/// Tokens with a meaning of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    /// Never used in a sequence.
    Pad,
    /// Stands before an answer.
    Begin,
    /// Stands after an answer.
    End,
    /// Stands before the text of a prompt.
    Text,
}

impl Special {
    const ALL: [Self; 4] = [Self::Pad, Self::Begin, Self::End, Self::Text];

    /// Its number in every vocabulary.
    pub const fn id(self) -> u32 {
        self as u32
    }

    fn text(self) -> &'static str {
        match self {
            Self::Pad => "<pad>",
            Self::Begin => "<begin>",
            Self::End => "<end>",
            Self::Text => "<text>",
        }
    }
}

/// Stands before the program that is to be changed. Tokenizers of models that know no changes lack it.
const PROGRAM: &str = "<program>";

/// How a tokenizer is made.
#[derive(Clone, Debug)]
pub struct TokenizerOptions {
    /// Tokens in all, the numbers included.
    pub vocabulary: usize,
    /// A piece of text becomes a token only if it stands at least this often in the texts.
    pub min_frequency: u64,
}

impl Default for TokenizerOptions {
    fn default() -> Self {
        Self { vocabulary: 2048, min_frequency: 8 }
    }
}

/// A tokenizer, immutable once made.
#[derive(Clone)]
pub struct Tokenizer {
    inner: tokenizers::Tokenizer,
    json: String,
    /// The value of each token that is a whole number.
    numbers: Vec<Option<u32>>,
    by_number: HashMap<u32, u32>,
    program_marker: Option<u32>,
}

impl Tokenizer {
    /// Learns merges from programs and texts; the same inputs give the same tokenizer.
    ///
    /// # Errors
    /// When the vocabulary is too small for bytes and numbers.
    pub fn train<'a>(
        programs: impl IntoIterator<Item = &'a str>,
        texts: impl IntoIterator<Item = &'a str>,
        options: &TokenizerOptions,
    ) -> Result<Self> {
        let fixed = Special::ALL.len() + 256 + (NUMBERS as usize - 10) + 1;
        if options.vocabulary < fixed {
            return Err(Error::Tokenizer(format!(
                "a vocabulary of {} is too small; bytes and numbers alone are {fixed}",
                options.vocabulary
            )));
        }
        let trainer = BpeTrainerBuilder::new()
            .vocab_size(options.vocabulary - (NUMBERS as usize - 10) - 1)
            .min_frequency(options.min_frequency)
            .show_progress(false)
            .special_tokens(Special::ALL.iter().map(|s| AddedToken::from(s.text(), true)).collect())
            .initial_alphabet(ByteLevel::alphabet().into_iter().collect())
            .build();
        let mut trainer = TrainerWrapper::from(trainer);
        let mut shape: tokenizers::Tokenizer = parse(&layout(PIECES_FOR_TRAINING, json!({}), json!([])))?;
        let mut sequences: Vec<String> = programs.into_iter().map(str::to_owned).collect();
        sequences.extend(texts.into_iter().flat_map(words));
        shape.train(&mut trainer, sequences.into_iter()).map_err(failed)?;
        let trained: Value =
            serde_json::from_str(&shape.to_string(false).map_err(failed)?).map_err(failed)?;
        let mut vocabulary = trained["model"]["vocab"].as_object().cloned().unwrap_or_default();
        for number in 10..NUMBERS {
            let id = vocabulary.len();
            vocabulary.insert(number.to_string(), json!(id));
        }
        let json = layout(PIECES, Value::Object(vocabulary), trained["model"]["merges"].clone());
        Self::from_json(&with_tokens(json, Vec::new()).to_string())
    }

    /// This tokenizer with the marker of programs and with tokens for the pieces that save most in
    /// programs and texts, up to `options.vocabulary` tokens in all. The tokens that it has keep their
    /// numbers.
    ///
    /// # Errors
    /// When a text cannot be cut into pieces.
    pub fn grown<'a>(
        &self,
        programs: impl IntoIterator<Item = &'a str>,
        texts: impl IntoIterator<Item = &'a str>,
        options: &TokenizerOptions,
    ) -> Result<Self> {
        let room = options.vocabulary.saturating_sub(self.vocabulary() + 1);
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        let texts = texts.into_iter().flat_map(words);
        for text in programs.into_iter().map(str::to_owned).chain(texts) {
            let mut pieces = PreTokenizedString::from(text);
            if let Some(cut) = self.inner.get_pre_tokenizer() {
                cut.pre_tokenize(&mut pieces).map_err(failed)?;
            }
            for (piece, ..) in pieces.get_splits(OffsetReferential::Original, OffsetType::Byte) {
                if self.inner.token_to_id(piece).is_none() {
                    *counts.entry(piece.to_owned()).or_default() += 1;
                }
            }
        }
        let mut saved: Vec<(u64, String)> = Vec::new();
        for (piece, count) in counts {
            if count >= options.min_frequency.max(2) {
                let tokens = self.tokens_of_piece(&piece)?;
                saved.push((count * (tokens as u64).saturating_sub(1), piece));
            }
        }
        // The most saved tokens first, then in the order of the alphabet.
        saved.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let new = saved.into_iter().take(room).map(|(_, piece)| piece).collect();
        let json: Value = serde_json::from_str(&self.json).map_err(failed)?;
        Self::from_json(&with_tokens(json, new).to_string())
    }

    /// Tokens of a piece as the pre-tokenizer gives it.
    fn tokens_of_piece(&self, piece: &str) -> Result<usize> {
        use tokenizers::Model as _;
        Ok(self.inner.get_model().tokenize(piece).map_err(failed)?.len())
    }

    /// For each token of `self` that `old` lacks, the tokens that `old` would use in its place.
    ///
    /// # Errors
    /// When a token cannot be cut into those of `old`.
    pub fn in_tokens_of(&self, old: &Self) -> Result<BTreeMap<u32, Vec<u32>>> {
        use tokenizers::Model as _;
        let mut found = BTreeMap::new();
        for (token, id) in self.inner.get_vocab(true) {
            if old.inner.token_to_id(&token).is_some() {
                continue;
            }
            let parts = if token == PROGRAM {
                vec![Special::Text.id()]
            } else {
                let parts = old.inner.get_model().tokenize(&token).map_err(failed)?;
                parts.into_iter().map(|part| part.id).collect()
            };
            found.insert(id, parts);
        }
        Ok(found)
    }

    /// Whether every token of `old` has the same number here.
    pub fn extends(&self, old: &Self) -> bool {
        old.inner.get_vocab(true).iter().all(|(token, id)| self.inner.token_to_id(token) == Some(*id))
    }

    /// The token that stands before a program that is to be changed, if the model knows such.
    pub fn program_marker(&self) -> Option<u32> {
        self.program_marker
    }

    /// Reads the text of a `tokenizer.json`.
    ///
    /// # Errors
    /// When it is no tokenizer, or one without our special tokens.
    pub fn from_json(json: &str) -> Result<Self> {
        let inner: tokenizers::Tokenizer = tokenizers::Tokenizer::from_bytes(json).map_err(failed)?;
        for special in Special::ALL {
            if inner.token_to_id(special.text()) != Some(special.id()) {
                return Err(Error::Tokenizer(format!("{} is not token {}", special.text(), special.id())));
            }
        }
        let vocabulary = inner.get_vocab(true);
        let size = vocabulary.values().max().map_or(0, |&id| id as usize + 1);
        if size > 1 << 17 {
            return Err(Error::Tokenizer(format!("a vocabulary of {size} tokens is too large")));
        }
        let mut numbers = vec![None; size];
        let mut by_number = HashMap::new();
        for (token, id) in vocabulary {
            if let Ok(value) = token.parse::<u32>()
                && value < NUMBERS
                && value.to_string() == token
            {
                numbers[id as usize] = Some(value);
                by_number.insert(value, id);
            }
        }
        let program_marker = inner.token_to_id(PROGRAM);
        Ok(Self { inner, json: json.to_owned(), numbers, by_number, program_marker })
    }

    /// The text of its `tokenizer.json`.
    pub fn to_json(&self) -> &str {
        &self.json
    }

    /// Number of tokens.
    pub fn vocabulary(&self) -> usize {
        self.numbers.len()
    }

    /// Tokens of a program.
    ///
    /// # Errors
    /// When the tokenizer fails, which it does for no text we know of.
    pub fn encode_program(&self, program: &str) -> Result<Vec<u32>> {
        Ok(self.inner.encode_fast(program, false).map_err(failed)?.get_ids().to_vec())
    }

    /// Tokens of the text of a prompt: lower case, word by word.
    ///
    /// # Errors
    /// As [`Self::encode_program`].
    pub fn encode_text(&self, text: &str) -> Result<Vec<u32>> {
        let mut ids = Vec::new();
        for word in words(text) {
            ids.extend_from_slice(self.inner.encode_fast(word, false).map_err(failed)?.get_ids());
        }
        Ok(ids)
    }

    /// The text of tokens; special tokens are left out, bytes that are no UTF-8 become `�`.
    ///
    /// # Errors
    /// When a token is not in the vocabulary.
    pub fn decode(&self, tokens: &[u32]) -> Result<String> {
        self.inner.decode(tokens, true).map_err(failed)
    }

    /// The value of a token that is a whole number.
    pub fn number(&self, token: u32) -> Option<u32> {
        self.numbers.get(token as usize).copied().flatten()
    }

    /// The token of a whole number below 1000.
    pub fn number_token(&self, value: u32) -> Option<u32> {
        self.by_number.get(&value).copied()
    }

    /// All tokens that are whole numbers, with their values, by token.
    pub fn number_tokens(&self) -> Vec<(u32, u32)> {
        self.numbers.iter().enumerate().filter_map(|(id, value)| Some((id as u32, (*value)?))).collect()
    }
}

/// The words of a prompt, each with a space before it; numbers stand alone.
fn words(text: &str) -> Vec<String> {
    text.to_lowercase().split_whitespace().map(|word| format!(" {word}")).collect()
}

/// A `tokenizer.json` with further tokens behind those it has, the marker of programs first.
fn with_tokens(mut json: Value, new: Vec<String>) -> Value {
    let mut next = json["model"]["vocab"].as_object().map_or(0, |vocabulary| {
        vocabulary.values().filter_map(Value::as_u64).max().map_or(0, |largest| largest + 1)
    });
    let mut add = |json: &mut Value, token: String| {
        let vocabulary = json["model"]["vocab"].as_object_mut()?;
        if vocabulary.contains_key(&token) {
            return None;
        }
        vocabulary.insert(token, json!(next));
        next += 1;
        Some(next - 1)
    };
    if let Some(id) = add(&mut json, PROGRAM.to_owned())
        && let Some(special) = json["added_tokens"].as_array_mut()
    {
        special.push(special_token(id, PROGRAM));
    }
    for token in new {
        add(&mut json, token);
    }
    json
}

fn special_token(id: u64, content: &str) -> Value {
    json!({"id": id, "content": content, "single_word": false, "lstrip": false, "rstrip": false,
           "normalized": false, "special": true})
}

/// The parts of a `tokenizer.json` around a vocabulary.
fn layout(pieces: &str, vocabulary: Value, merges: Value) -> Value {
    let special: Vec<Value> = Special::ALL
        .iter()
        .filter(|_| vocabulary.as_object().is_some_and(|v| !v.is_empty()))
        .map(|s| special_token(u64::from(s.id()), s.text()))
        .collect();
    json!({
        "version": "1.0", "truncation": null, "padding": null, "added_tokens": special,
        "normalizer": null,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Split", "pattern": {"Regex": pieces}, "behavior": "Isolated", "invert": false},
            {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false}]},
        "post_processor": null,
        "decoder": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false},
        "model": {"type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": null,
                  "end_of_word_suffix": null, "fuse_unk": false, "byte_fallback": false,
                  "ignore_merges": true, "vocab": vocabulary, "merges": merges}
    })
}

fn parse(layout: &Value) -> Result<tokenizers::Tokenizer> {
    tokenizers::Tokenizer::from_bytes(layout.to_string()).map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Tokenizer(error.to_string())
}
