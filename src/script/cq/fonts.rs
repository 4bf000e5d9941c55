//! The fonts that texts in programs are made with.
//!
//! The host names the files once with [`set_fonts`]; programs cannot read files of their own.
//! A program that asks for another font gets these, with a warning.

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::cq::{CqError, Result};

/// Font files, TrueType or OpenType.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fonts {
    /// For `kind="regular"` and, until there is another, `"italic"`.
    pub regular: PathBuf,
    /// For `kind="bold"`.
    pub bold: PathBuf,
}

/// How letters look: `kind`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FontKind {
    /// Upright, of ordinary weight.
    #[default]
    Regular,
    /// Upright and heavy.
    Bold,
    /// Slanted.
    Italic,
}

impl FontKind {
    /// Reads CadQuery's names.
    ///
    /// # Errors
    /// A `KeyError` for any other name.
    pub fn named(name: &str) -> Result<Self> {
        match name {
            "regular" => Ok(Self::Regular),
            "bold" => Ok(Self::Bold),
            "italic" => Ok(Self::Italic),
            _ => Err(CqError::key(name).with_hint("use \"regular\", \"bold\" or \"italic\"")),
        }
    }
}

static FONTS: OnceLock<Fonts> = OnceLock::new();

/// Names the font files of this process; only the first call counts.
pub fn set_fonts(fonts: Fonts) {
    FONTS.get_or_init(|| fonts);
}

/// The file for a kind of letters; a font that was asked for by name or path is replaced, with a
/// warning.
///
/// # Errors
/// A `RuntimeError` when the host named no fonts.
pub fn font_file(kind: FontKind, wanted: Option<&str>) -> Result<PathBuf> {
    let fonts = FONTS.get().ok_or_else(|| {
        CqError::runtime("no font was set up for texts").with_hint("run the program with `partwright run`")
    })?;
    if let Some(wanted) = wanted {
        crate::notes::warn(
            format!("the font \"{wanted}\" is not available; the built-in font is used"),
            Some("leave font and fontPath out to choose the built-in font without this warning".to_owned()),
        );
    }
    if kind == FontKind::Italic {
        crate::notes::warn("the built-in font has no italic letters; upright ones are used", None);
    }
    Ok(if kind == FontKind::Bold { fonts.bold.clone() } else { fonts.regular.clone() })
}
