//! The models of Partwright: the small default model, its operations, tokenizer, file and sampler.
//!
//! The default model reads pictures of a part, points of its surface, words, and a program that is to
//! be changed, and writes a CadQuery program. What a model did not learn it lacks, and says so.
//! [`Model`] is the way in: it is loaded from one file and answers [`Query`]s.
//! [`vlm`] is the network itself, [`ops`] its operations with backward passes, which the trainer uses.
//!
//! Letters in shapes, here and in all modules:
//!
//! | letter | meaning |
//! | --- | --- |
//! | R | rows of packed sequences, of all samples of a batch one after another |
//! | N | pictures of a batch |
//! | P | points of a batch |
//! | H, W | height and width of a picture in pixels |
//! | C | channels, or the width of a row |
//! | I, O | inputs and outputs of a layer |
//! | F | inner width of a feed-forward layer |
//! | V | tokens in the vocabulary |
//! | T | positions of one sequence |
//!
//! This crate knows no CAD program and no training loop.

mod decode;
mod error;
mod generate;
mod initial;
pub mod ops;
mod pack;
mod quant;
mod sampler;
mod tokenizer;
pub mod vlm;

pub use error::Error;
pub use generate::{Answer, Model, Query};
pub use initial::{grown_weights, initial_weights};
pub use pack::{
    ALL_VIEW_KINDS, Batch, Example, FEW_VIEW_KINDS, PROMPT_TEXT_TOKENS, Packer, Point, VIEW_PIXELS,
    VIEW_SIDE, ViewKind,
};
pub use quant::{FILE_FORMAT, Parts, read_model, write_model};
pub use sampler::Sampling;
pub use tokenizer::{Special, Tokenizer, TokenizerOptions};
pub use vlm::{NamedGradients, Vlm, VlmConfig, Weights, adaptable, adapter_shapes, is_adapter_up, merged};

/// What the functions of this crate return.
pub type Result<T> = std::result::Result<T, Error>;
