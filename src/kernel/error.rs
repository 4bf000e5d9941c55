//! What can go wrong in the kernel.

/// The result of a kernel operation.
pub type Result<T> = std::result::Result<T, Error>;

/// Why an operation has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// An argument was refused before OpenCASCADE was called.
    InvalidArgument,
    /// OpenCASCADE could not do it.
    Failed,
    /// The cancel flag was set: see [`crate::set_cancel_flag`].
    Cancelled,
    /// OpenCASCADE crashed and was caught: the process should be replaced soon.
    Signal,
}

/// An operation without a result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{operation}: {message}")]
pub struct Error {
    /// The kernel function that failed, for example `fillet`.
    pub operation: &'static str,
    /// Why, by what the caller can do about it.
    pub kind: ErrorKind,
    /// Class of OpenCASCADE's exception, for example `StdFail_NotDone`; empty for other errors.
    pub class: String,
    /// What went wrong, with the numbers involved.
    pub message: String,
}

impl Error {
    /// An argument that the operation refuses.
    pub fn invalid(operation: &'static str, message: impl Into<String>) -> Self {
        Self { operation, kind: ErrorKind::InvalidArgument, class: String::new(), message: message.into() }
    }

    /// An operation that cannot be done, for a reason found on this side of OpenCASCADE.
    pub(crate) fn failed(operation: &'static str, message: impl Into<String>) -> Self {
        Self { operation, kind: ErrorKind::Failed, class: String::new(), message: message.into() }
    }

    /// An operation that was stopped by the cancel flag.
    pub(crate) fn cancelled(operation: &'static str) -> Self {
        let message = "cancelled".to_owned();
        Self { operation, kind: ErrorKind::Cancelled, class: String::new(), message }
    }
}
