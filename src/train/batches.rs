//! Which samples a step sees, and how each of them is shown.
//!
//! The order is a permutation for each pass over the data; a sample's views, text and changed
//! pictures are drawn from its running number. Both follow from the seed alone, so that a run that
//! resumes sees what it would have seen.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use fastrand::Rng;
use model::{Example, Tokenizer, ViewKind};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::augment;
use crate::data::Reader;

/// Places of the standard views, the isometric one and the free one in a data set.
const ISO: usize = 3;
const FREE: usize = 4;

/// How samples are shown; shares need not sum to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mix {
    /// Share of samples with four pictures.
    pub four: f32,
    /// Share of samples with one picture from anywhere.
    pub free: f32,
    /// Share of samples with one picture from front, right and above.
    pub iso: f32,
    /// Share of samples with one picture along an axis.
    pub axis: f32,
    /// Share of samples with text and no picture.
    pub text_only: f32,
    /// Share of pictured samples that have their text as well.
    pub text: f32,
    /// Share of pictures that are changed, see [`augment`].
    pub changed: f32,
}

impl Default for Mix {
    fn default() -> Self {
        Self { four: 0.46, free: 0.3, iso: 0.15, axis: 0.04, text_only: 0.05, text: 0.5, changed: 0.5 }
    }
}

/// Samples of one or several data sets.
pub struct Corpus {
    reader: Reader,
    /// A number for each sample that follows from its geometry.
    fingerprints: Vec<u64>,
    hash: String,
}

impl Corpus {
    /// Opens data set folders; complete shards of a folder that still grows are enough.
    ///
    /// # Errors
    /// When a folder is no data set or is damaged.
    pub fn open(folders: &[PathBuf]) -> Result<Self> {
        ensure!(!folders.is_empty(), "no data set was given");
        let folders: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
        let reader = Reader::open_all(&folders).context("could not open the data set")?;
        let mut hasher = Sha256::new();
        for sample in reader.samples() {
            for text in [&sample.id, &sample.geometry_hash, &sample.program, &sample.text] {
                hasher.update((text.len() as u64).to_le_bytes());
                hasher.update(text.as_bytes());
            }
        }
        let hash = hasher.finalize().iter().map(|b| format!("{b:02x}")).collect();
        let fingerprints = reader.samples().iter().map(|s| fingerprint(&s.geometry_hash)).collect();
        Ok(Self { reader, fingerprints, hash })
    }

    /// Number of samples.
    pub fn len(&self) -> usize {
        self.reader.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.reader.is_empty()
    }

    /// Identifies the samples, without their pictures.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// All programs.
    pub fn programs(&self) -> impl Iterator<Item = &str> {
        self.reader.samples().iter().map(|sample| sample.program.as_str())
    }

    /// All texts.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.reader.samples().iter().map(|sample| sample.text.as_str())
    }

    /// Parts the samples by their geometry: at most `held_back` that are never trained on, then the
    /// rest. Samples with the same geometry are on the same side.
    pub fn split(&self, held_back: usize) -> (Vec<u32>, Vec<u32>) {
        // Held back are the smallest fingerprints, which are as good as random.
        let mut prints = self.fingerprints.clone();
        prints.sort_unstable();
        let held_back = held_back.min(prints.len() / 10);
        let limit = prints.get(held_back).copied().unwrap_or(u64::MAX);
        (0..self.len() as u32).partition(|&i| self.fingerprints[i as usize] < limit)
    }
}

fn fingerprint(text: &str) -> u64 {
    let hash = Sha256::digest(text.as_bytes());
    u64::from_le_bytes(hash[..8].try_into().expect("a SHA-256 has 32 bytes"))
}

/// Tokens of every sample, made once.
pub struct Encoded {
    programs: Vec<Vec<u32>>,
    texts: Vec<Vec<u32>>,
}

impl Encoded {
    /// Encodes all samples; programs longer than `limit` tokens become empty and are left out.
    ///
    /// # Errors
    /// When the tokenizer fails.
    pub fn new(corpus: &Corpus, tokenizer: &Tokenizer, limit: usize) -> Result<Self> {
        let mut programs = Vec::with_capacity(corpus.len());
        let mut texts = Vec::with_capacity(corpus.len());
        for sample in corpus.reader.samples() {
            let program = tokenizer.encode_program(&sample.program)?;
            programs.push(if program.len() > limit { Vec::new() } else { program });
            texts.push(tokenizer.encode_text(&sample.text)?);
        }
        Ok(Self { programs, texts })
    }

    /// Whether a sample can be trained on.
    pub fn usable(&self, sample: u32) -> bool {
        !self.programs[sample as usize].is_empty()
    }

    /// Mean number of tokens of the usable programs.
    pub fn mean_tokens(&self) -> f64 {
        let used: Vec<usize> = self.programs.iter().map(Vec::len).filter(|&len| len > 0).collect();
        used.iter().sum::<usize>() as f64 / used.len().max(1) as f64
    }
}

/// One sample as it is shown in one step.
pub struct Shown {
    views: Vec<(ViewKind, Vec<u8>)>,
    text: Vec<u32>,
    answer: Vec<u32>,
}

impl Shown {
    /// The sample as the packer wants it.
    pub fn example(&self) -> Example<'_> {
        Example {
            views: self.views.iter().map(|(kind, picture)| (*kind, picture.as_slice())).collect(),
            text: &self.text,
            answer: &self.answer,
        }
    }

    /// Shows a sample; everything random comes from `random`.
    ///
    /// # Errors
    /// When its pictures cannot be read.
    pub fn new(corpus: &Corpus, encoded: &Encoded, sample: u32, mix: &Mix, random: &mut Rng) -> Result<Self> {
        let text = &encoded.texts[sample as usize];
        let text_only = if text.is_empty() { 0.0 } else { mix.text_only };
        let mut dice = random.f32() * (mix.four + mix.free + mix.iso + mix.axis + text_only);
        let mut falls = |share: f32| {
            let hit = dice < share;
            dice -= share;
            hit
        };
        let (free, iso, axis, text_only) =
            (falls(mix.free), falls(mix.iso), falls(mix.axis), falls(text_only));
        // A picture that comes alone says nothing about where it was taken from.
        let views: Vec<(ViewKind, usize)> = if free {
            vec![(ViewKind::Free, FREE)]
        } else if iso {
            vec![(ViewKind::Free, ISO)]
        } else if axis {
            vec![(ViewKind::Free, random.usize(0..ISO))]
        } else if text_only {
            Vec::new()
        } else {
            ViewKind::FOUR.into_iter().zip(0..).collect()
        };
        let text = if views.is_empty() || random.f32() < mix.text { text.clone() } else { Vec::new() };
        let seed = random.u64(..);
        let views = views
            .into_iter()
            .enumerate()
            .map(|(nth, (kind, view))| {
                let picture = corpus.reader.picture(sample as usize, view)?;
                // Pictures of one sample mostly come from one hand: the same kind of change for all.
                let mut hand = Rng::with_seed(if random.f32() < 0.8 { seed } else { seed ^ nth as u64 });
                Ok((kind, augment::changed(&picture, &mut hand, mix.changed)))
            })
            .collect::<Result<_>>()?;
        Ok(Self { views, text, answer: encoded.programs[sample as usize].clone() })
    }
}

/// Where a run stands in its data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Passes over the data that are finished, or were left because the data changed.
    pub pass: u64,
    /// Samples of this pass that were seen.
    pub index: u64,
    /// Samples seen in all.
    pub samples: u64,
}

/// Deals samples in a seeded order.
pub struct Dealer {
    samples: Vec<u32>,
    order: Vec<u32>,
    seed: u64,
    /// Where the next sample is.
    pub position: Position,
}

impl Dealer {
    /// Continues at `position` over these samples.
    ///
    /// # Errors
    /// When there are no samples.
    pub fn new(samples: Vec<u32>, seed: u64, position: Position) -> Result<Self> {
        ensure!(!samples.is_empty(), "no samples are left to train on");
        let mut dealer = Self { samples, order: Vec::new(), seed, position };
        dealer.shuffle();
        Ok(dealer)
    }

    fn shuffle(&mut self) {
        self.order = self.samples.clone();
        mixed(self.seed, self.position.pass).shuffle(&mut self.order);
    }

    /// The next sample and the generator for everything random about it.
    pub fn next_sample(&mut self) -> (u32, Rng) {
        if self.position.index as usize >= self.order.len() {
            self.position.pass += 1;
            self.position.index = 0;
            self.shuffle();
        }
        let sample = self.order[self.position.index as usize];
        let random = mixed(self.seed ^ 0x5eed, self.position.samples);
        self.position.index += 1;
        self.position.samples += 1;
        (sample, random)
    }
}

/// A generator for a number of a sequence.
pub fn mixed(seed: u64, number: u64) -> Rng {
    let mut first = Rng::with_seed(seed.wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    Rng::with_seed(first.u64(..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dealing_is_repeatable_and_resumes_anywhere() {
        let samples: Vec<u32> = (10..27).collect();
        let mut dealer = Dealer::new(samples.clone(), 3, Position::default()).expect("has samples");
        let mut seen = Vec::new();
        for n in 0..50 {
            if n == 21 {
                dealer = Dealer::new(samples.clone(), 3, dealer.position).expect("has samples");
            }
            let (sample, mut random) = dealer.next_sample();
            seen.push((sample, random.u64(..)));
        }
        let mut whole = Dealer::new(samples.clone(), 3, Position::default()).expect("has samples");
        for expected in &seen {
            let (sample, mut random) = whole.next_sample();
            assert_eq!(*expected, (sample, random.u64(..)));
        }
        let mut pass: Vec<u32> = seen[17..34].iter().map(|s| s.0).collect();
        pass.sort_unstable();
        assert_eq!(pass, samples, "each pass shows every sample once");
        assert_ne!(
            seen[..17].iter().map(|s| s.0).collect::<Vec<_>>(),
            seen[17..34].iter().map(|s| s.0).collect::<Vec<_>>()
        );
    }
}
