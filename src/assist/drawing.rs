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
//! | `dimensions.rs`, `axes.rs` | the scale, and exact places along each axis |
//! | `volume.rs`, `search.rs` | pieces of the part, and which of them are solid |
//! | `fit.rs` | whether a part has the lines of the sheet |
//!
//! Not read: sections, details in another scale, tolerances, surface signs, parts lists, freehand lines.

mod axes;
mod dashes;
mod dimensions;
mod fit;
mod glyphs;
mod page;
mod regions;
mod rounds;
mod search;
mod skeleton;
mod strokes;
mod surface;
mod text;
mod views;
mod volume;

use std::sync::Arc;

use base::Cancel;
use image::DynamicImage;

use self::axes::{Across, Axis, Marks, Stated};
use self::page::Page;
use self::regions::{Canvas, Class};
use self::rounds::Round;
use self::skeleton::Ink;
use self::strokes::{Point, Strokes};
pub use self::text::{Written, WrittenKind};
pub use self::views::Seen;
use self::views::View;
use self::volume::{Face, Faces, Solid, Units};
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
    solid: Arc<Solid>,
    lengths: Vec<f64>,
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
        let written = text::read(&page, &mut ink).ok_or(DrawingError::TooMuch)?;
        check(cancel)?;
        let strokes = Strokes::new(&page, ink).ok_or(DrawingError::TooMuch)?;
        check(cancel)?;
        let views = views::find(&strokes, [page.width, page.height])
            .map_err(|views| DrawingError::Views { views, sizes: written.len() })?;
        let sheet = Sheet { page: &page, strokes: &strokes, written: &written, views };
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

/// A sheet with its strokes, words and views.
struct Sheet<'a> {
    page: &'a Page,
    strokes: &'a Strokes,
    written: &'a [Written],
    views: Vec<View>,
}

/// A circle of a view, and its exact diameter where that is written.
struct Circle {
    view: usize,
    round: Round,
    diameter: Option<f64>,
}

impl Sheet<'_> {
    fn solved(self, cancel: &Cancel) -> Result<Drawing, DrawingError> {
        let hidden: Vec<Vec<Vec<Point>>> = self.views.iter().map(|v| self.hidden(v)).collect();
        let mut circles: Vec<Circle> = Vec::new();
        for (index, view) in self.views.iter().enumerate() {
            let thick = view.strokes.iter().map(|i| &self.strokes.all[*i]);
            let lines = thick.map(|s| (s.points.as_slice(), s.is_closed));
            let dashed = hidden[index].iter().map(|p| (p.as_slice(), p.first() == p.last()));
            let found = rounds::rounds(lines.chain(dashed));
            circles.extend(found.into_iter().map(|round| Circle { view: index, round, diameter: None }));
        }
        let radii: Vec<f64> = circles.iter().map(|c| c.round.radius).collect();
        let no_scale = || DrawingError::NoScale { views: self.views.len(), sizes: self.written.len() };
        let (scale, dimensions) = dimensions::tie(self.strokes, self.written, &radii).ok_or_else(no_scale)?;
        let mut is_tied = vec![false; self.written.len()];
        dimensions.iter().for_each(|d| is_tied[d.written] = true);
        self.name_circles(&mut circles, scale, &mut is_tied);

        // Pixels of the first view that shows an axis are the measure along it.
        let mut extents = [0.0; 3];
        for view in &self.views {
            let [a, b, _] = view.seen.axes();
            for (axis, k) in [(a, 0), (b, 1)] {
                if extents[axis] == 0.0 {
                    extents[axis] = view.high[k] - view.low[k];
                }
            }
        }
        if extents.contains(&0.0) {
            return Err(DrawingError::Views { views: self.views.len(), sizes: self.written.len() });
        }
        let marks = self.marks(extents, &hidden, &circles, &dimensions);
        let axes: [Axis; 3] = [0, 1, 2].map(|a| Axis::new(&marks[a], scale));

        let mut faces: Faces = [const { None }; 3];
        for (view, hidden) in self.views.iter().zip(&hidden) {
            let regions = self.regions(view, hidden).ok_or(DrawingError::Open { view: view.seen.name() })?;
            faces[volume::looks_along(view.seen)] = Some(Face { view: view.clone(), regions });
        }
        check(cancel)?;
        let units = Units::new(faces, extents).ok_or(DrawingError::TooMuch)?;
        let places = [0, 1, 2].map(|a| axes[a].marks().collect::<Vec<f64>>());
        let (is_solid, unexplained) =
            search::solve(&units, &places, cancel).ok_or(DrawingError::Cancelled)?;
        if !is_solid.contains(&true) {
            return Err(DrawingError::NoBody);
        }
        let size = [0, 1, 2].map(|a| axes[a].total());
        let origin = [size[0] / 2.0, size[1] / 2.0, 0.0];
        let mut lengths: Vec<f64> = self.written.iter().map(|w| w.value).collect();
        lengths.extend(self.written.iter().filter(|w| w.kind == WrittenKind::Radius).map(|w| 2.0 * w.value));
        lengths.extend(circles.iter().filter_map(|c| c.diameter));
        lengths.sort_by(f64::total_cmp);
        lengths.dedup();
        Ok(Drawing {
            views: self.views.iter().map(|v| v.seen).collect(),
            written: self.written.to_vec(),
            tied: is_tied.iter().filter(|t| **t).count(),
            size,
            unexplained,
            solid: Arc::new(Solid { units, is_solid, axes, origin }),
            lengths,
        })
    }

    /// Pixels within which places are one: thick lines are put down less exactly.
    fn near(&self) -> f64 {
        f64::max(2.6, 0.62 * self.strokes.thick)
    }

    fn canvas(&self, view: &View) -> Canvas {
        let mut canvas = Canvas::new(view.low, view.high);
        for stroke in view.strokes.iter().map(|i| &self.strokes.all[*i]) {
            canvas.draw(&stroke.points, Class::Seen);
            if stroke.is_closed {
                let n = stroke.points.len();
                canvas.draw(&[stroke.points[n - 1], stroke.points[0]], Class::Seen);
            }
        }
        canvas
    }

    fn hidden(&self, view: &View) -> Vec<Vec<Point>> {
        if !self.strokes.has_two_widths {
            return Vec::new();
        }
        let canvas = self.canvas(view);
        dashes::hidden(&self.strokes.all, view.low, view.high, self.page, &canvas)
    }

    fn regions(&self, view: &View, hidden: &[Vec<Point>]) -> Option<regions::Regions> {
        let mut canvas = self.canvas(view);
        for stroke in view.strokes.iter().map(|i| &self.strokes.all[*i]) {
            canvas.close(&stroke.points, stroke.is_free, Class::Seen);
        }
        for line in hidden {
            canvas.draw(line, Class::Hidden);
        }
        for line in hidden {
            canvas.close(line, [true, true], Class::Hidden);
        }
        canvas.regions()
    }

    /// Gives circles the diameters that are written.
    fn name_circles(&self, circles: &mut [Circle], scale: f64, is_tied: &mut [bool]) {
        for (index, written) in self.written.iter().enumerate() {
            let wanted = match written.kind {
                WrittenKind::Diameter => written.value,
                WrittenKind::Radius => 2.0 * written.value,
                _ => continue,
            };
            let off = |c: &Circle, mm: f64| (2.0 * c.round.radius / scale - mm).abs();
            let limit = (0.03 * wanted).max(3.0 / scale);
            let nearest = circles.iter().map(|c| off(c, wanted)).fold(f64::MAX, f64::min);
            if nearest > limit {
                continue;
            }
            is_tied[index] = true;
            let near = nearest + 1.2 / scale;
            for circle in circles.iter_mut() {
                let is_better = circle.diameter.is_none_or(|d| off(circle, d) > off(circle, wanted));
                if off(circle, wanted) <= near && is_better {
                    circle.diameter = Some(wanted);
                }
            }
        }
    }

    /// Everything that marks a place along the axes of the part.
    fn marks(
        &self,
        extents: [f64; 3],
        hidden: &[Vec<Vec<Point>>],
        circles: &[Circle],
        dimensions: &[dimensions::Dimension],
    ) -> [Marks; 3] {
        let mut marks = extents.map(|extent| Marks { same: self.near(), extent, ..Marks::default() });
        for (index, view) in self.views.iter().enumerate() {
            let [a, b, _] = view.seen.axes();
            let place = |page_axis: usize, at: f64| volume::on_axis(view, extents, page_axis, at);
            let is_own = |stroke: usize| view.strokes.contains(&stroke);
            for line in self.strokes.lines.iter().filter(|l| is_own(l.stroke)) {
                // A line that stands marks a place along the axis to the right.
                let across = 1 - line.axis;
                marks[view.seen.axes()[across]].levels.push(place(across, line.at));
            }
            for line in &hidden[index] {
                for pair in line.windows(2) {
                    let d = [(pair[1][0] - pair[0][0]).abs(), (pair[1][1] - pair[0][1]).abs()];
                    for across in 0..2 {
                        if d[across] < 0.04 * d[1 - across] && d[1 - across] > 6.0 {
                            let at = 0.5 * (pair[0][across] + pair[1][across]);
                            marks[view.seen.axes()[across]].levels.push(place(across, at));
                        }
                    }
                }
            }
            for circle in circles.iter().filter(|c| c.view == index && c.round.sweep > 2.6) {
                for (axis, k) in [(a, 0), (b, 1)] {
                    marks[axis].circles.push(Across {
                        center: place(k, circle.round.center[k]),
                        radius: circle.round.radius * extents[axis] / (view.high[k] - view.low[k]),
                        diameter: circle.diameter,
                    });
                }
            }
        }
        let mut dimensions = dimensions.to_vec();
        dimensions.sort_by(|a, b| b.value.total_cmp(&a.value));
        for d in &dimensions {
            // The view that has both places, and is nearest to the line of the size.
            let has = |v: &&View| d.from > v.low[d.axis] - 6.0 && d.to < v.high[d.axis] + 6.0;
            let far = |v: &View| (v.low[1 - d.axis] - d.across).max(d.across - v.high[1 - d.axis]).max(0.0);
            let Some(view) = self.views.iter().filter(has).min_by(|a, b| far(a).total_cmp(&far(b))) else {
                continue;
            };
            let axis = view.seen.axes()[d.axis];
            let places = [d.from, d.to].map(|p| volume::on_axis(view, extents, d.axis, p));
            let (from, to) = (places[0].min(places[1]), places[0].max(places[1]));
            marks[axis].stated.push(Stated { from, to, value: d.value });
            if let WrittenKind::Row(_) = self.written[d.written].kind {
                let each = (to - from) / f64::from(self.written[d.written].count.max(1));
                for i in 0..self.written[d.written].count {
                    let low = from + f64::from(i) * each;
                    let value = self.written[d.written].value;
                    marks[axis].stated.push(Stated { from: low, to: low + each, value });
                }
            }
        }
        // Levels that are seen by many lines stand in their middle.
        for mark in &mut marks {
            mark.levels.sort_by(f64::total_cmp);
            let merged: Vec<f64> = mark
                .levels
                .chunk_by(|a, b| b - a < 2.0)
                .map(|group| group.iter().sum::<f64>() / group.len() as f64)
                .collect();
            mark.levels = merged;
        }
        marks
    }
}

#[cfg(test)]
mod tests;
