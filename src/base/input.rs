//! Files that a program may read: the bytes travel with it, for it cannot open any.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The content of a file that a program may read.
///
/// Cloning is cheap. The digest is computed once, so that hashing a program stays fast.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputFile {
    content: Arc<[u8]>,
    digest: [u8; 32],
}

impl InputFile {
    /// A file with this content.
    pub fn new(content: impl Into<Arc<[u8]>>) -> Self {
        let content = content.into();
        Self { digest: Sha256::digest(&content).into(), content }
    }

    /// The bytes.
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// SHA-256 of the bytes.
    pub fn digest(&self) -> &[u8; 32] {
        &self.digest
    }
}
