//! From a prompt to programs: pictures and words in, ranked candidates out.
//!
//! A [`Prompt`] goes to every [`Source`]; each proposes programs; the engine runs them; pictures of
//! the built parts are compared with the pictures of the prompt, and the candidates are ranked
//! without knowing the truth. The model is one source, simple geometry another.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `prompt.rs` | what the user asks, and the size read from the text |
//! | `sources.rs` | the trait, the model, the extruded outline, plain bodies, solids from scans, descriptions read by grammar |
//! | `agreement.rs`, `mask.rs` | how well a part agrees with pictures |
//! | `scan.rs` | meshes and points as input: files, normals, sections, how close a part comes |
//! | `drawing.rs` | engineering drawings as input: views, sizes, the body they show |
//! | `generate.rs` | the whole path, with the ranking |
//! | `edit.rs` | changes asked for in words, and what they did to the part |
//! | `near.rs` | nearest neighbours in clouds of points |
//! | `bench.rs` | variants of a candidate, built and compared |
//! | `refine.rs` | numbers fitted to the pictures |
//! | `graft.rs`, `chain.rs` | features taken from one candidate to another |
//! | `vocabulary.rs` | words that instructions and descriptions share |
//! | `scale.rs` | a program in another size |
//! | `score.rs` | a part against the truth |
//!
//! Programs and parts know no picture, and pictures know no program: they meet here.

pub mod agreement;
mod bench;
mod chain;
pub mod drawing;
pub mod edit;
mod error;
mod generate;
mod graft;
mod mask;
mod near;
mod oblique;
mod prompt;
mod refine;
mod scale;
pub mod scan;
pub mod score;
mod sizes;
pub mod sources;
mod vocabulary;

pub use agreement::Agreement;
pub use error::Error;
pub use generate::{Answer, Candidate, Event, GenerateOptions, RECOGNISED_FIT, generate};
pub use oblique::Sight;
pub use prompt::{Axis, Prompt, PromptPicture, SizeHint, size_in_text};
pub use scale::{is_count, placed_program, scale_factor, scale_program};
pub use sizes::{extents_text, in_millimetres};
pub use sources::{
    ModelSource, ObliqueSource, OutlineSource, PlainSource, Proposal, Reading, SolidSource, Source,
    WordsSource, geometric_sources,
};
