//! General text and code beside the parts, so that other skills survive: any file of JSON lines.
//!
//! A line is an object with `text` alone, or with something that was asked (`prompt`, `instruction`,
//! `question`) and what was answered (`completion`, `output`, `response`, `answer`). Only what stands
//! in `text` or in the answer is learnt. A text that is too long for one sequence becomes several.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use model::Tokenizer;

/// Keys of what is asked, and of what is learnt.
const ASKED: [&str; 3] = ["prompt", "instruction", "question"];
const LEARNT: [&str; 5] = ["text", "completion", "output", "response", "answer"];

/// A text to learn, and what stood before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Prose {
    /// What was asked; empty for a text alone.
    pub asked: String,
    /// What is learnt.
    pub learnt: String,
}

/// Reads all texts of some files.
///
/// # Errors
/// When a file cannot be read or a line holds nothing to learn; the line is named.
pub fn read(files: &[PathBuf]) -> Result<Vec<Prose>> {
    let mut all = Vec::new();
    for path in files {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()))?;
        for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let place = || format!("line {} of {}", n + 1, path.display());
            let value: serde_json::Value =
                serde_json::from_str(line).with_context(|| format!("no JSON in {}", place()))?;
            let first = |keys: &[&str]| keys.iter().find_map(|key| value[*key].as_str()).map(str::to_owned);
            let learnt = first(&LEARNT).unwrap_or_default();
            ensure!(
                !learnt.trim().is_empty(),
                "nothing to learn in {}; a line needs one of {}",
                place(),
                LEARNT.join(", ")
            );
            all.push(Prose { asked: first(&ASKED).unwrap_or_default(), learnt });
        }
    }
    Ok(all)
}

/// Tokens of what was asked and of what is learnt, in pieces of at most `limit` tokens; answers that are
/// longer than that are left out, because half an answer is a wrong one.
///
/// # Errors
/// When the tokenizer fails.
pub fn encode(prose: &Prose, tokenizer: &Tokenizer, limit: usize) -> Result<Vec<(Vec<u32>, Vec<u32>)>> {
    let asked = tokenizer.encode_text(&prose.asked)?;
    let learnt = tokenizer.encode_program(&prose.learnt)?;
    if asked.is_empty() {
        return Ok(learnt.chunks(limit.max(1)).map(|piece| (Vec::new(), piece.to_vec())).collect());
    }
    Ok(if learnt.len() > limit { Vec::new() } else { vec![(asked, learnt)] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_several_kinds_are_read_and_others_are_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.jsonl");
        let lines = "{\"text\": \"x = 1\"}\n\n{\"instruction\": \"Add\", \"output\": \"y = 2\"}\n";
        std::fs::write(&path, lines).expect("writes");
        let prose = |asked: &str, learnt: &str| Prose { asked: asked.into(), learnt: learnt.into() };
        assert_eq!(
            read(std::slice::from_ref(&path)).expect("reads"),
            [prose("", "x = 1"), prose("Add", "y = 2")]
        );
        std::fs::write(&path, "{\"text\": \"x\"}\n{\"prompt\": \"why\"}\n").expect("writes");
        let error = read(std::slice::from_ref(&path)).expect_err("nothing is learnt").to_string();
        assert!(error.contains("line 2") && error.contains("completion"), "{error}");
    }
}
