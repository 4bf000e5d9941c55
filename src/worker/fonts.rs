//! The fonts that programs can use, put where the sandbox lets them be read.
//!
//! The same fonts on every machine give the same text on every machine; those of the system are
//! out of reach on purpose.

use std::fs;
use std::io;
use std::path::Path;

use script::cq::fonts::{Fonts, set_fonts};

const REGULAR: &str = "regular.otf";
const BOLD: &str = "bold.otf";

const REGULAR_FONT: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");
const BOLD_FONT: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.otf");

/// Writes the fonts into a folder.
pub(crate) fn provide(scratch: &Path) -> io::Result<()> {
    fs::write(scratch.join(REGULAR), REGULAR_FONT)?;
    fs::write(scratch.join(BOLD), BOLD_FONT)
}

/// Names the fonts in a folder to the programs of this thread.
pub(crate) fn choose(folder: &Path) {
    set_fonts(Fonts { regular: folder.join(REGULAR), bold: folder.join(BOLD) });
}
