//! Reads an engineering drawing: a sheet with a front view, a plan and a side view, hidden lines and sizes.
//!
//! Nothing is learnt but the shapes of figures. A sheet is straightened and thinned to strokes; figures are
//! taken out and read; thick strokes are views, thin dashed ones hidden lines. The written lengths are tied
//! to the lines they run between, all on one scale, so that places become exact. Then the part is found
//! that explains the lines of all views, and handed on as a [`Scan`] of which the numbers are known.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `page.rs` | paper and ink: levels, slant, size |
//! | `skeleton.rs`, `strokes.rs` | thinned ink, strokes with their widths, straight lines |
//! | `glyphs.rs`, `text.rs` | single signs, words and what they say |
//! | `dashes.rs`, `rounds.rs` | hidden lines, circles and arcs |
//! | `views.rs`, `regions.rs` | which strokes are which view, and what they divide it into |
//! | `sheet.rs` | the way from strokes and words to the part |
//! | `dimensions.rs`, `bolts.rs`, `axes.rs` | the scale, and exact places along each axis |
//! | `ideal.rs`, `guides.rs` | views drawn anew on exact places, and the lines and circles in them |
//! | `single.rs` | parts in one view: plates with a thickness, turned parts |
//! | `dxf.rs` | documents, whose strokes are exact |
//! | `volume.rs`, `search.rs` | pieces of the part, and which of them are solid |
//! | `fit.rs` | whether a part has the lines of the sheet |
//!
//! Not read: sections, details in another scale, tolerances, surface signs, parts lists, freehand lines.

mod axes;
mod bolts;
mod dashes;
mod dimensions;
mod dxf;
mod fit;
mod glyphs;
mod guides;
mod ideal;
mod page;
mod regions;
mod rounds;
mod search;
mod sheet;
mod single;
mod skeleton;
mod strokes;
mod surface;
mod text;
mod views;
mod volume;

use std::sync::Arc;

use base::Cancel;
use image::DynamicImage;

use self::guides::Guides;
pub(crate) use self::guides::KnownCircle;
use self::page::Page;
use self::sheet::Sheet;
use self::skeleton::Ink;
use self::strokes::Strokes;
pub use self::text::{Written, WrittenKind};
pub use self::views::Seen;
use self::volume::Solid;
use crate::scan::Scan;

/// Why a sheet could not be read.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DrawingError {
    /// Too few pixels.
    #[error("the picture has only {width}x{height} pixels; a sheet needs at least 160 along each side")]
    TooSmall {
        /// Its width.
        width: u32,
        /// Its height.
        height: u32,
    },
    /// Nothing is drawn.
    #[error("the sheet is empty: nothing on it is darker than the paper")]
    Empty,
    /// Far more ink than lines have.
    #[error("{percent} % of the picture is dark; a drawing has thin dark lines on bright paper")]
    NoLines {
        /// Share of dark pixels.
        percent: u32,
    },
    /// Noise, or far too much for one part.
    #[error("the picture has too many small pieces for a drawing of one part")]
    TooMuch,
    /// The views do not go together.
    #[error("{}", missing_views(*views, *sizes))]
    Views {
        /// Groups of thick lines that may be views.
        views: usize,
        /// Sizes that were read.
        sizes: usize,
    },
    /// There is no scale.
    #[error(
        "{views} views and {sizes} written sizes were found, but no size fits two lines of a view; \
         overall lengths with their extension lines are needed"
    )]
    NoScale {
        /// Views found.
        views: usize,
        /// Sizes that were read.
        sizes: usize,
    },
    /// The lines of a view enclose nothing.
    #[error("the outline of the {view} view is not closed")]
    Open {
        /// Name of the view.
        view: &'static str,
    },
    /// Nothing is left of the part.
    #[error("the views contradict each other: no body has these outlines")]
    NoBody,
    /// The bytes are no document.
    #[error("this is no DXF text; save the drawing as DXF (ASCII), version R12 to R2018")]
    NotDxf,
    /// The work was stopped.
    #[error("stopped")]
    Cancelled,
}

fn missing_views(views: usize, sizes: usize) -> String {
    let number = |n: usize, one: &str, many: &str| match n {
        0 => format!("no {one}"),
        1 => format!("one {one}"),
        n => format!("{n} {many}"),
    };
    format!(
        "{} and {} found, but no two views line up; a plan as wide as the front view, or a side view as high \
         as it, is needed",
        number(views, "view", "groups of lines that may be views"),
        match sizes {
            0 => "no written size was".to_owned(),
            1 => "one written size was".to_owned(),
            n => format!("{n} written sizes were"),
        }
    )
}

/// What was read from a sheet.
#[derive(Clone)]
pub struct Drawing {
    /// From where the views are seen.
    pub views: Vec<Seen>,
    /// All sizes that are written.
    pub written: Vec<Written>,
    /// How many of the written sizes were tied to lines or circles.
    pub tied: usize,
    /// Extents in millimetres along x, y and z.
    pub size: [f64; 3],
    /// Share of the lines of the views that the body found does not explain.
    pub unexplained: f64,
    /// The axis that a part in one view is turned about.
    turned: Option<usize>,
    solid: Arc<Solid>,
    lengths: Vec<f64>,
    guides: Arc<Guides>,
}

impl std::fmt::Debug for Drawing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Drawing")
            .field("views", &self.views)
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}

impl Drawing {
    /// Reads a sheet.
    ///
    /// # Errors
    /// When the picture is no line drawing, when views or sizes are missing, or when it is stopped.
    pub fn read(picture: &DynamicImage, cancel: &Cancel) -> Result<Self, DrawingError> {
        let page = Page::new(picture)?;
        let mut ink = Ink::of(&page);
        let mut written = text::read(&page, &mut ink).ok_or(DrawingError::TooMuch)?;
        text::in_millimetres(&mut written);
        check(cancel)?;
        let strokes = Strokes::new(&page, ink).ok_or(DrawingError::TooMuch)?;
        check(cancel)?;
        let views = views::find(&strokes, [page.width, page.height]);
        let found = views.as_ref().map_or_else(|n| *n, Vec::len);
        let views = views.ok().or_else(|| Some(vec![views::only(&strokes, [page.width, page.height])?]));
        let views = views.ok_or(DrawingError::Views { views: found, sizes: written.len() })?;
        let hidden = views.iter().map(|view| sheet::hidden(&page, &strokes, view)).collect();
        let sheet =
            Sheet { strokes: &strokes, written: &written, views, found, hidden, known: None, error: 1.0 };
        sheet.solved(cancel)
    }

    /// Reads a DXF document: views in its model space, hidden lines by their line type, true dimensions.
    ///
    /// # Errors
    /// When the bytes are no DXF text, or as for a picture.
    pub fn of_dxf(bytes: &[u8], cancel: &Cancel) -> Result<Self, DrawingError> {
        let dxf::Document { strokes, hidden, written, known, page } = dxf::read(bytes)?;
        let views = views::find(&strokes, page);
        let found = views.as_ref().map_or_else(|n| *n, Vec::len);
        let views = views.ok().or_else(|| Some(vec![views::only(&strokes, page)?]));
        let views = views.ok_or(DrawingError::Views { views: found, sizes: written.len() })?;
        let inside = |view: &views::View, line: &[strokes::Point]| {
            line.iter().all(|p| (0..2).all(|k| p[k] > view.low[k] - 4.0 && p[k] < view.high[k] + 4.0))
        };
        let hidden = views
            .iter()
            .map(|view| hidden.iter().filter(|line| inside(view, line)).cloned().collect())
            .collect();
        let known = Some(known);
        let sheet = Sheet { strokes: &strokes, written: &written, views, found, hidden, known, error: 1e-3 };
        sheet.solved(cancel)
    }

    /// What was found, in one line for the screen.
    pub fn summary(&self) -> String {
        let views: Vec<&str> = self.views.iter().map(|v| v.name()).collect();
        let [x, y, z] = self.size.map(|v| crate::scale::trimmed(v, 3));
        format!(
            "{} view, {} written sizes, {} of them tied to lines; {x} x {y} x {z} mm",
            views.join(", "),
            self.written.len(),
            self.tied
        )
    }

    /// Whether there is little doubt that the sheet is a drawing of this part.
    pub fn is_convincing(&self) -> bool {
        self.tied >= 2 && 2 * self.tied >= self.written.len() && self.unexplained < 0.35
    }

    /// The part as something that sections can be taken of.
    ///
    /// # Errors
    /// When no body is left.
    pub fn scan(&self) -> Result<Scan, DrawingError> {
        Scan::of_drawing(self).ok_or(DrawingError::NoBody)
    }

    /// Exact places in millimetres along an axis of the part, in the frame of its [`Scan`].
    pub(crate) fn places(&self, axis: usize) -> Vec<f64> {
        self.solid.axes[axis].places().map(|mm| tidy(mm - self.solid.origin[axis])).collect()
    }

    /// Exact lengths: what is written, and diameters of circles.
    pub(crate) fn lengths(&self) -> &[f64] {
        &self.lengths
    }
}

/// What a picture is taken for.
#[derive(Clone, Debug)]
pub enum Guess {
    /// A drawing: views and sizes go together.
    Drawing(Box<Drawing>),
    /// It may be a drawing; the text says what was found and what was missing.
    Unsure(String),
    /// Some other picture.
    Picture,
}

/// Finds out whether a picture is a drawing.
pub fn guess(picture: &DynamicImage, cancel: &Cancel) -> Guess {
    match Drawing::read(picture, cancel) {
        Ok(drawing) if drawing.is_convincing() => Guess::Drawing(Box::new(drawing)),
        Ok(drawing) if drawing.tied > 0 => Guess::Unsure(drawing.summary()),
        Err(error @ DrawingError::Views { sizes: 2.., .. }) => Guess::Unsure(error.to_string()),
        Err(error @ DrawingError::NoScale { sizes: 2.., .. }) => Guess::Unsure(error.to_string()),
        _ => Guess::Picture,
    }
}

fn tidy(mm: f64) -> f64 {
    (mm * 1e4).round() / 1e4
}

fn check(cancel: &Cancel) -> Result<(), DrawingError> {
    if cancel.is_cancelled() { Err(DrawingError::Cancelled) } else { Ok(()) }
}

#[cfg(test)]
mod tests;
