//! Text as faces.

use std::path::Path;

use crate::ffi::path_text;
use crate::memo::made;
use crate::{Error, Result, Shape, check};

/// Where x = 0 lies in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum HorizontalAlign {
    /// At its left.
    Left,
    /// In its middle.
    #[default]
    Center,
    /// At its right.
    Right,
}

/// Where y = 0 lies in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum VerticalAlign {
    /// At its bottom.
    Bottom,
    /// In its middle.
    #[default]
    Center,
    /// At its top.
    Top,
}

/// How a text looks; bold and italic are fonts of their own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextOptions<'a> {
    /// Size of the font in millimetres.
    pub size: f64,
    /// A TrueType or OpenType file.
    pub font: &'a Path,
    /// Where x = 0 lies.
    pub horizontal: HorizontalAlign,
    /// Where y = 0 lies.
    pub vertical: VerticalAlign,
}

/// The letters of a text as a compound of faces in the plane z = 0; empty for blanks.
///
/// `\n` starts a new line.
///
/// # Errors
/// Fails when the font cannot be read.
pub fn text(text: &str, options: &TextOptions<'_>) -> Result<Shape> {
    const OPERATION: &str = "text";
    check::positive(OPERATION, "size", options.size)?;
    if text.chars().count() > 10_000 {
        return Err(Error::invalid(
            OPERATION,
            format!("{} letters given, at most 10000 are possible", text.len()),
        ));
    }
    if text.contains('\0') {
        return Err(Error::invalid(OPERATION, "the text holds a character with the code 0"));
    }
    let font = path_text(OPERATION, options.font)?;
    let (horizontal, vertical) = (options.horizontal as u8, options.vertical as u8);
    made!(OPERATION, text(text, font, options.size, horizontal, vertical))
}
