//! What the program needs at run time, embedded into the executable.
//!
//! A folder given with `--assets` takes the place of the embedded files, one by one: what it does
//! not hold is taken from the executable.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use include_dir::{Dir, include_dir};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets");

/// The embedded files, with a folder that may replace them.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    folder: Option<PathBuf>,
}

impl Assets {
    /// Assets read from a folder first; from the executable alone when there is none.
    ///
    /// # Errors
    /// When the folder does not exist.
    pub fn new(folder: Option<PathBuf>) -> anyhow::Result<Self> {
        if let Some(folder) = &folder {
            anyhow::ensure!(folder.is_dir(), "there is no folder of assets at {}", folder.display());
        }
        Ok(Self { folder })
    }

    /// The bytes of a file, named by its path below `assets`.
    ///
    /// # Errors
    /// When neither the folder nor the executable holds it.
    pub fn bytes(&self, path: &str) -> anyhow::Result<Cow<'static, [u8]>> {
        if let Some(file) = self.folder.as_ref().map(|f| f.join(path)).filter(|f| f.is_file()) {
            return fs::read(&file)
                .map(Cow::Owned)
                .with_context(|| format!("could not read {}", file.display()));
        }
        let file = EMBEDDED.get_file(path).with_context(|| format!("there is no asset {path}"))?;
        Ok(Cow::Borrowed(file.contents()))
    }

    /// Names of the files directly in a folder below `assets`, sorted.
    pub fn names(&self, folder: &str) -> Vec<String> {
        let embedded =
            EMBEDDED.get_dir(folder).into_iter().flat_map(|d| d.files()).map(|f| f.path().to_owned());
        let own = self
            .folder
            .iter()
            .filter_map(|f| fs::read_dir(f.join(folder)).ok())
            .flatten()
            .filter_map(|entry| Some(Path::new(folder).join(entry.ok()?.file_name())));
        let mut names: Vec<String> =
            embedded.chain(own).filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect();
        names.sort();
        names.dedup();
        names
    }

    /// The embedded default model.
    ///
    /// # Errors
    /// When there is none.
    pub fn default_model(&self) -> anyhow::Result<Cow<'static, [u8]>> {
        self.bytes("models/default.gguf").context("this build holds no default model; name one with --model")
    }
}
