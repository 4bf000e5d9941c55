//! What can go wrong with a model.

use thiserror::Error;

/// Failures of this crate, told apart by what the caller can do.
#[derive(Debug, Error)]
pub enum Error {
    /// The file is no model of ours, is cut short, or its parts do not fit together.
    #[error("the model file cannot be used: {0}")]
    File(String),
    /// The question to the model is malformed.
    #[error("the model cannot read the prompt: {0}")]
    Query(String),
    /// The caller asked to stop.
    #[error("stopped")]
    Cancelled,
    /// The tokenizer could not be made or used.
    #[error("tokenizer: {0}")]
    Tokenizer(String),
    /// A computation failed, or a file could not be written.
    #[error("{0}")]
    Compute(String),
}

impl From<candle_core::Error> for Error {
    fn from(error: candle_core::Error) -> Self {
        Self::Compute(error.to_string())
    }
}
