//! Which samples a step sees: the corpus, its tokens, and the order.
//!
//! The tasks are drawn by their shares; the samples of a task are a permutation for each pass over
//! those that have what it needs. Text and changed pictures are drawn from the running number of a
//! sample, see [`crate::tasks`]. All of it follows from the seed alone, so that a run that resumes
//! sees what it would have seen.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use fastrand::Rng;
use model::{Tokenizer, VlmConfig};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::data::{Extra, Reader, hex};
use crate::prose::Prose;
use crate::tasks::{Mix, Task};

/// Samples of one or several data sets.
pub struct Corpus {
    reader: Reader,
    /// A number for each sample that follows from its geometry.
    fingerprints: Vec<u64>,
    prose: Vec<Prose>,
    hash: String,
}

/// Numbers of parts, and of texts that are no parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Samples {
    /// Parts by their number in the corpus.
    pub parts: Vec<u32>,
    /// Texts by their number among the encoded ones.
    pub prose: Vec<u32>,
}

impl Corpus {
    /// Opens data set folders; complete shards of a folder that still grows are enough.
    ///
    /// # Errors
    /// When a folder is no data set or is damaged, or a file of texts cannot be read.
    pub fn open(folders: &[PathBuf], prose: &[PathBuf]) -> Result<Self> {
        ensure!(!folders.is_empty(), "no data set was given");
        let folders: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
        let reader = Reader::open_all(&folders).context("could not open the data set")?;
        let mut hasher = Sha256::new();
        let mut add = |text: &str| {
            hasher.update((text.len() as u64).to_le_bytes());
            hasher.update(text.as_bytes());
        };
        for sample in reader.samples() {
            let mut texts = vec![&sample.id, &sample.geometry_hash, &sample.program, &sample.text];
            // What older data sets lack leaves their hash as it was.
            texts.extend([&sample.precise, &sample.reading].into_iter().filter(|text| !text.is_empty()));
            texts.extend(sample.edits.iter().flat_map(|e| [&e.instruction, &e.before, &e.after]));
            texts.into_iter().for_each(|text| add(text));
        }
        let prose = crate::prose::read(prose)?;
        prose.iter().flat_map(|p| [&p.asked, &p.learnt]).for_each(|text| add(text));
        let hash = hex(&hasher.finalize());
        let fingerprints = reader.samples().iter().map(|s| fingerprint(&s.geometry_hash)).collect();
        Ok(Self { reader, fingerprints, prose, hash })
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

    /// The data sets.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Programs of every `step`-th sample, those of its changes included.
    pub fn programs(&self, step: usize) -> impl Iterator<Item = &str> {
        self.reader.samples().iter().step_by(step).flat_map(|sample| {
            let edits = sample.edits.iter().map(|edit| edit.after.as_str());
            std::iter::once(sample.program.as_str()).chain(edits)
        })
    }

    /// Texts of every `step`-th sample, of every kind.
    pub fn texts(&self, step: usize) -> impl Iterator<Item = String> {
        self.reader.samples().iter().step_by(step).flat_map(|sample| {
            let edits = sample.edits.iter().map(|edit| assist::in_millimetres(&edit.instruction));
            let own = [sample.text.clone(), assist::in_millimetres(&sample.precise), sample.reading.clone()];
            own.into_iter().filter(|text| !text.is_empty()).chain(edits)
        })
    }

    /// Texts that are no parts.
    pub fn prose(&self) -> &[Prose] {
        &self.prose
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
    samples: Vec<Tokens>,
    prose: Vec<(Vec<u32>, Vec<u32>)>,
    points: usize,
    view_kinds: usize,
}

/// Tokens of one sample; what is empty cannot be shown.
#[derive(Default)]
struct Tokens {
    program: Vec<u32>,
    text: Vec<u32>,
    precise: Vec<u32>,
    reading: Vec<u32>,
    extents: Vec<u32>,
    edits: Vec<EncodedEdit>,
}

/// Tokens of a change.
pub struct EncodedEdit {
    /// What is asked for.
    pub instruction: Vec<u32>,
    /// The program that is there.
    pub before: Vec<u32>,
    /// The program that is wanted.
    pub after: Vec<u32>,
}

impl Encoded {
    /// Encodes all samples; programs longer than `limit` tokens become empty and are left out.
    /// `network` says which kinds of tasks the network can do at all.
    ///
    /// # Errors
    /// When the tokenizer fails.
    pub fn new(corpus: &Corpus, tokenizer: &Tokenizer, network: &VlmConfig, limit: usize) -> Result<Self> {
        let program = |text: &str| -> Result<Vec<u32>> {
            let program = tokenizer.encode_program(text)?;
            Ok(if program.len() > limit { Vec::new() } else { program })
        };
        // A text whose end is cut off asks for something else.
        let whole = |text: &str| -> Result<Vec<u32>> {
            let text = tokenizer.encode_text(&assist::in_millimetres(text))?;
            Ok(if text.len() > network.text_tokens { Vec::new() } else { text })
        };
        let mut samples = Vec::with_capacity(corpus.len());
        for sample in corpus.reader.samples() {
            let mut edits = Vec::new();
            for edit in sample.edits.iter().filter(|_| tokenizer.program_marker().is_some()) {
                let edit = EncodedEdit {
                    instruction: whole(&edit.instruction)?,
                    before: program(&edit.before)?,
                    after: program(&edit.after)?,
                };
                if [&edit.instruction, &edit.before, &edit.after].iter().all(|part| !part.is_empty()) {
                    edits.push(edit);
                }
            }
            samples.push(Tokens {
                program: program(&sample.program)?,
                text: tokenizer.encode_text(&sample.text)?,
                precise: whole(&sample.precise)?,
                reading: tokenizer.encode_text(&sample.reading)?,
                extents: tokenizer.encode_text(&assist::extents_text(sample.bounds.size()))?,
                edits,
            });
        }
        let mut prose = Vec::new();
        for text in &corpus.prose {
            prose.extend(crate::prose::encode(text, tokenizer, limit)?);
        }
        Ok(Self { samples, prose, points: network.points, view_kinds: network.view_kinds })
    }

    /// Whether a sample can be trained on.
    pub fn usable(&self, sample: u32) -> bool {
        !self.samples[sample as usize].program.is_empty()
    }

    /// Parts the samples that can be trained on, see [`Corpus::split`]; of the texts every twentieth is
    /// held back, at most `held_back` of them.
    pub fn split(&self, corpus: &Corpus, held_back: usize) -> (Samples, Samples) {
        let (mut held, mut rest) = corpus.split(held_back);
        held.retain(|&s| self.usable(s));
        rest.retain(|&s| self.usable(s));
        let all = 0..self.prose.len() as u32;
        let (held_prose, rest_prose) = all.partition(|n| n % 20 == 19 && (n / 20) < held_back as u32);
        (Samples { parts: held, prose: held_prose }, Samples { parts: rest, prose: rest_prose })
    }

    /// Tokens of a text that is no part: what was asked, and what is learnt.
    pub fn prose(&self, number: u32) -> &(Vec<u32>, Vec<u32>) {
        &self.prose[number as usize]
    }

    /// Whether a part has what a task needs, and the network can do it.
    pub fn is_possible(&self, corpus: &Corpus, sample: u32, task: Task) -> bool {
        let tokens = &self.samples[sample as usize];
        let has = |extra| corpus.reader.has_extra(sample as usize, extra);
        let knows_more_views = self.view_kinds > model::FEW_VIEW_KINDS;
        match task {
            Task::Four | Task::Free | Task::Iso | Task::Axis => true,
            Task::TextOnly => !tokens.text.is_empty(),
            Task::Precise => !tokens.precise.is_empty(),
            Task::Edit => !tokens.edits.is_empty(),
            Task::Drawing => knows_more_views && has(Extra::Drawing),
            Task::Oblique | Task::Eight => knows_more_views && has(Extra::Eight),
            Task::Points => self.points > 0 && has(Extra::Points),
            Task::Prose => false,
        }
    }

    /// Tokens of the program.
    pub fn program(&self, sample: u32) -> &[u32] {
        &self.samples[sample as usize].program
    }

    /// Tokens of the description.
    pub fn text(&self, sample: u32) -> &[u32] {
        &self.samples[sample as usize].text
    }

    /// Tokens of the text with all sizes.
    pub fn precise(&self, sample: u32) -> &[u32] {
        &self.samples[sample as usize].precise
    }

    /// Tokens of what the drawing says.
    pub fn reading(&self, sample: u32) -> &[u32] {
        &self.samples[sample as usize].reading
    }

    /// Tokens of the sizes of the box.
    pub fn extents(&self, sample: u32) -> &[u32] {
        &self.samples[sample as usize].extents
    }

    /// Changes that are asked for.
    pub fn edits(&self, sample: u32) -> &[EncodedEdit] {
        &self.samples[sample as usize].edits
    }

    /// Points that the network reads.
    pub fn points_wanted(&self) -> usize {
        self.points
    }

    /// Mean number of tokens of the usable programs.
    pub fn mean_tokens(&self) -> f64 {
        let used: Vec<usize> = self.samples.iter().map(|s| s.program.len()).filter(|&len| len > 0).collect();
        used.iter().sum::<usize>() as f64 / used.len().max(1) as f64
    }
}

/// Where a run stands in its data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Samples seen in all.
    pub samples: u64,
    /// Where each task stands.
    #[serde(default)]
    pub tasks: BTreeMap<Task, Place>,
}

/// Where a task stands in the samples that it can be made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Passes over the data that are finished, or were left because the data changed.
    pub pass: u64,
    /// Samples of this pass that were seen.
    pub index: u64,
}

impl Position {
    /// The position when other data follow: a new pass for every task.
    #[must_use]
    pub fn with_other_data(mut self) -> Self {
        for place in self.tasks.values_mut() {
            *place = Place { pass: place.pass + 1, index: 0 };
        }
        self
    }
}

/// Samples that a task can be made of, in the order of the present pass.
struct Pool {
    share: f32,
    samples: Vec<u32>,
    order: Vec<u32>,
}

/// Deals tasks by their shares, and the samples of each task in a seeded order.
///
/// The shares hold whatever the data are: when few samples have points, those come back more often.
pub struct Dealer {
    pools: BTreeMap<Task, Pool>,
    seed: u64,
    /// Where the next sample is.
    pub position: Position,
}

impl Dealer {
    /// Continues at `position` over these samples.
    ///
    /// # Errors
    /// When none of the samples has what a task with a share needs.
    pub fn new(
        samples: &Samples,
        (corpus, encoded): (&Corpus, &Encoded),
        mix: &Mix,
        seed: u64,
        position: Position,
    ) -> Result<Self> {
        ensure!(!samples.parts.is_empty() || !samples.prose.is_empty(), "no samples are left to train on");
        let mut pools = BTreeMap::new();
        for task in Task::ALL.into_iter().filter(|task| mix.share(*task) > 0.0) {
            let samples: Vec<u32> = match task {
                Task::Prose => samples.prose.clone(),
                _ => {
                    samples.parts.iter().copied().filter(|&s| encoded.is_possible(corpus, s, task)).collect()
                }
            };
            if !samples.is_empty() {
                pools.insert(task, Pool { share: mix.share(task), samples, order: Vec::new() });
            }
        }
        ensure!(
            !pools.is_empty(),
            "no sample has what the tasks of the mix need; make data with `synth --edits 1 --with points,eight` \
             or change the shares, and check that the network knows the tasks"
        );
        Ok(Self { pools, seed, position })
    }

    /// Tasks with a share for which no sample has what they need.
    pub fn idle(&self, mix: &Mix) -> Vec<Task> {
        let has_share = |task: &Task| mix.share(*task) > 0.0 && !self.pools.contains_key(task);
        Task::ALL.into_iter().filter(has_share).collect()
    }

    /// The next task, its sample, and the generator for everything random about it.
    pub fn next_sample(&mut self) -> (Task, u32, Rng) {
        let mut random = mixed(self.seed ^ 0x5eed, self.position.samples);
        let mut dice = random.f32() * self.pools.values().map(|pool| pool.share).sum::<f32>();
        let mut last = None;
        for (task, pool) in &self.pools {
            last = Some(*task);
            if dice < pool.share {
                break;
            }
            dice -= pool.share;
        }
        let task = last.expect("there is a pool");
        let pool = self.pools.get_mut(&task).expect("drawn from the pools");
        let is_new = !self.position.tasks.contains_key(&task);
        let place = self.position.tasks.entry(task).or_default();
        let is_over = place.index as usize >= pool.samples.len();
        if is_over {
            *place = Place { pass: place.pass + 1, index: 0 };
        }
        if is_new || is_over || pool.order.is_empty() {
            pool.order.clone_from(&pool.samples);
            mixed(self.seed ^ (task as u64) << 32, place.pass).shuffle(&mut pool.order);
        }
        let sample = pool.order[place.index as usize];
        place.index += 1;
        self.position.samples += 1;
        (task, sample, random)
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

    fn dealer(shares: &[(Task, f32, std::ops::Range<u32>)], position: Position) -> Dealer {
        let pool = |share, samples: &std::ops::Range<u32>| Pool {
            share,
            samples: samples.clone().collect(),
            order: Vec::new(),
        };
        let pools = shares.iter().map(|(task, share, samples)| (*task, pool(*share, samples))).collect();
        Dealer { pools, seed: 3, position }
    }

    #[test]
    fn dealing_is_repeatable_and_resumes_anywhere() {
        let shares = [(Task::Four, 3.0, 10..27), (Task::Edit, 1.0, 5..8)];
        let mut resumed = dealer(&shares, Position::default());
        let mut seen = Vec::new();
        for n in 0..80 {
            if n == 21 || n == 50 {
                let position = serde_json::to_string(&resumed.position).expect("writes");
                resumed = dealer(&shares, serde_json::from_str(&position).expect("reads"));
            }
            let (task, sample, mut random) = resumed.next_sample();
            seen.push((task, sample, random.u64(..)));
        }
        let mut whole = dealer(&shares, Position::default());
        for expected in &seen {
            let (task, sample, mut random) = whole.next_sample();
            assert_eq!(*expected, (task, sample, random.u64(..)));
        }
        let of = |wanted: Task| -> Vec<u32> {
            seen.iter().filter(|(task, ..)| *task == wanted).map(|(_, sample, _)| *sample).collect()
        };
        let four = of(Task::Four);
        assert!((45..75).contains(&four.len()), "{} of 80 are three quarters", four.len());
        let mut pass = four[17..34].to_vec();
        pass.sort_unstable();
        assert_eq!(pass, (10..27).collect::<Vec<u32>>(), "each pass shows every sample once");
        assert_ne!(four[..17], four[17..34], "in another order");
        assert!(of(Task::Edit).iter().all(|sample| (5..8).contains(sample)), "from its own samples");
    }
}
