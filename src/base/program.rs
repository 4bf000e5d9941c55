//! A program: the text of a CadQuery script, the parameter values that replace its literals, and the files
//! that it may read.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{InputFile, ParameterValue};

/// The text of a CadQuery script together with overrides of its top-level literals and its input files.
///
/// Two programs with the same hash give the same [`crate::Build`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Program {
    /// Python source, UTF-8.
    pub text: Arc<str>,
    /// Values by parameter name that take the place of the literals in the text.
    pub overrides: BTreeMap<String, ParameterValue>,
    /// Files by the name that the text uses, relative and with `/`; programs can read no others.
    pub inputs: BTreeMap<String, InputFile>,
}

impl Program {
    /// A program without overrides and input files.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self { text: text.into(), overrides: BTreeMap::new(), inputs: BTreeMap::new() }
    }

    /// The same text with one more override.
    #[must_use]
    pub fn with_override(mut self, name: impl Into<String>, value: ParameterValue) -> Self {
        self.overrides.insert(name.into(), value);
        self
    }

    /// Identifies text, overrides and input files.
    pub fn hash(&self) -> ProgramHash {
        let mut hasher = Sha256::new();
        hasher.update((self.text.len() as u64).to_le_bytes());
        hasher.update(self.text.as_bytes());
        for (name, value) in &self.overrides {
            hasher.update((name.len() as u64).to_le_bytes());
            hasher.update(name.as_bytes());
            let value = value.to_string();
            hasher.update((value.len() as u64).to_le_bytes());
            hasher.update(value.as_bytes());
        }
        for (name, file) in &self.inputs {
            hasher.update((name.len() as u64).to_le_bytes());
            hasher.update(name.as_bytes());
            hasher.update(file.digest());
        }
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hasher.finalize()[..16]);
        ProgramHash(bytes)
    }
}

/// The first 128 bits of the SHA-256 of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ProgramHash(pub [u8; 16]);

impl fmt::Display for ProgramHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_depends_on_text_overrides_and_input_files() {
        let plain = Program::new("a = 1");
        let turned = plain.clone().with_override("a", ParameterValue::Int(2));
        assert_eq!(plain.hash(), Program::new("a = 1").hash());
        assert_ne!(plain.hash(), turned.hash());
        assert_ne!(plain.hash(), Program::new("a = 2").hash());
        let with_file = |content: &[u8]| {
            let mut program = plain.clone();
            program.inputs.insert("part.step".to_owned(), InputFile::new(content));
            program.hash()
        };
        assert_eq!(with_file(b"1"), with_file(b"1"));
        assert_ne!(with_file(b"1"), with_file(b"2"));
        assert_ne!(with_file(b""), plain.hash());
    }
}
