//! Where candidates come from.

mod model;
mod oblique;
mod outline;
mod plain;
mod solid;
mod words;

use base::Cancel;

pub use self::model::ModelSource;
pub use oblique::ObliqueSource;
pub use outline::OutlineSource;
pub use plain::PlainSource;
pub use solid::SolidSource;
pub(crate) use words::added;
pub use words::{Reading, WordsSource};

use crate::{Error, Prompt};

/// The sources that need no model.
pub fn geometric_sources() -> Vec<Box<dyn Source + Send>> {
    vec![
        Box::new(OutlineSource),
        Box::new(ObliqueSource),
        Box::new(PlainSource),
        Box::new(SolidSource),
        Box::new(WordsSource),
    ]
}

/// A program that a source proposes, in the frame whose longest side is about 100 units.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// CadQuery text.
    pub text: String,
    /// Which source it comes from, for the screen.
    pub source: &'static str,
    /// Mean log-probability per token, when a model wrote it.
    pub log_prob: Option<f64>,
    /// What a description was taken for, when it was read by grammar; its sizes are millimetres.
    pub reading: Option<Reading>,
}

/// Something that proposes programs for a prompt.
pub trait Source {
    /// The name for the screen.
    fn name(&self) -> &'static str;

    /// Proposes up to `count` programs; the same prompt, count and seed give the same proposals.
    ///
    /// `on_text` receives the text of the first proposal as it grows.
    /// A source that has nothing to say about the prompt returns no proposal.
    fn propose(
        &mut self,
        prompt: &Prompt,
        count: usize,
        seed: u64,
        cancel: &Cancel,
        on_text: &mut dyn FnMut(&str),
    ) -> Result<Vec<Proposal>, Error>;
}
