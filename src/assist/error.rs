//! What can go wrong on the way from a prompt to an answer.

/// Failures of the machinery; a program that does not run is no error but an invalid candidate.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The prompt holds no picture, no words and no scan.
    #[error("the prompt is empty; add a picture, a mesh or points, or describe the part in words")]
    EmptyPrompt,
    /// The drawing could not be read.
    #[error("the drawing could not be read: {0}")]
    Drawing(#[from] crate::drawing::DrawingError),
    /// The work was stopped.
    #[error("stopped")]
    Cancelled,
    /// The geometry process could not be used.
    #[error("the geometry process could not be used: {0}")]
    Engine(#[from] engine::Error),
    /// The model could not write a program.
    #[error("the model could not answer: {0}")]
    Model(#[from] model::Error),
}
