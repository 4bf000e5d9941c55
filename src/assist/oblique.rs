//! One oblique picture read by geometry alone: from where it was taken, which faces it shows, and the prisms
//! they bound.
//!
//! Nothing is learnt, and nothing is known of how the picture was drawn: shaded pictures, with lines or
//! without, and drawings in lines are read, with parallel rays and in perspective. What is hidden is taken
//! for the simplest. A picture of which too few lines run along three axes gives nothing.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `regions.rs` | surfaces between edges |
//! | `pieces.rs` | their borders as lines, ellipses and bends |
//! | `view.rs`, `calibrate.rs` | cameras, and the one that explains the borders |
//! | `faces.rs` | which regions are faces across an axis, and where |
//! | `area.rs` | polygons as pixels |
//! | `stack.rs` | prisms along an axis |
//! | `completion.rs` | what is hidden of their sections |
//! | `check.rs` | whether they have the faces that are seen |
//! | `turned.rs` | profiles turned about an axis |

mod area;
mod calibrate;
mod check;
mod completion;
mod faces;
mod pieces;
mod regions;
mod stack;
mod turned;
mod view;

use image::DynamicImage;

use self::stack::Shown;
pub(crate) use self::stack::{Crossing, Prism, Stack};
pub(crate) use self::turned::Turned;
use crate::agreement::Direction;
use crate::scan::Frame;

/// Views that are followed at most.
const MOST_VIEWS: usize = 2;
/// A view is followed when it explains no less than this share of what the best one does.
const NEXT_BEST: f64 = 0.86;

/// Directions are believed when the silhouette of what was read from them agrees so well.
const TRUSTED_FIT: f64 = 0.9;
/// Silhouettes of a part that was read wrongly agree less than this.
const LEAST_FIT: f64 = 0.66;
/// How much the faces that are seen count beside the silhouette.
const FACES: f64 = 0.4;
/// Faces of a turned part are not looked at.
const TURNED: f64 = 0.97;
/// What two stacks together must agree better than the better one of them.
const WORTH_JOINING: f64 = 0.008;

/// What a part is taken for.
#[derive(Clone, Debug)]
pub(crate) enum Form {
    /// Piles of prisms that together are the part.
    Stacks(Vec<Stack>),
    /// A turned profile.
    Turned(Turned),
}

/// What geometry reads from a picture.
#[derive(Clone, Debug)]
pub struct Sight {
    forms: Vec<Form>,
    directions: Vec<Direction>,
}

impl Sight {
    /// Reads a picture; `None` when it shows no part with edges along three axes.
    pub(crate) fn new(picture: &DynamicImage) -> Option<Self> {
        let regions = regions::Regions::new(picture)?;
        let borders = pieces::borders(&regions);
        let views = calibrate::views(&borders, [regions.width, regions.height], MOST_VIEWS);
        let best = views.first()?.explained;
        let mut found: Vec<(f64, Form)> = Vec::new();
        let mut directions = Vec::new();
        for calibrated in views.iter().filter(|v| v.explained > NEXT_BEST * best) {
            let view = calibrated.view;
            let faces = faces::faces(&regions, &borders, &view);
            let shown = Shown { regions: &regions, borders: &borders, faces: &faces, view };
            let samples = shown.samples();
            let part = shown.part();
            let judged = |silhouette: f64, stacks: &[&Stack]| {
                silhouette * (1.0 - FACES + FACES * check::consistency(stacks, &samples))
            };
            let single: Vec<(f64, Stack)> = Frame::ALL
                .into_iter()
                .filter_map(|frame| shown.stack(frame))
                .map(|stack| (judged(stack.fit, &[&stack]), stack))
                .collect();
            let turned: Vec<Turned> = (0..3).filter_map(|axis| shown.turned(axis)).collect();
            let fits = single.iter().map(|(_, s)| (s.fit, s.direction()));
            let fits = fits.chain(turned.iter().map(|t| (t.fit, t.direction)));
            if let Some((fit, direction)) = fits.max_by(|a, b| a.0.total_cmp(&b.0))
                && fit >= TRUSTED_FIT
            {
                directions.push(direction);
            }
            for (i, (fit_a, a)) in single.iter().enumerate() {
                for (fit_b, b) in &single[i + 1..] {
                    let fit = judged(stack::fit_together(a, b, &part), &[a, b]);
                    if fit > fit_a.max(*fit_b) + WORTH_JOINING {
                        found.push((fit, Form::Stacks(vec![a.clone(), b.clone()])));
                    }
                }
            }
            found.extend(single.into_iter().map(|(fit, s)| (fit, Form::Stacks(vec![s]))));
            found.extend(turned.into_iter().map(|t| (t.fit * TURNED, Form::Turned(t))));
        }
        found.retain(|f| f.0 >= LEAST_FIT);
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        let forms = found.into_iter().map(|f| f.1).collect();
        Some(Self { forms, directions })
    }

    /// What the part may be, the likeliest first.
    pub(crate) fn forms(&self) -> &[Form] {
        &self.forms
    }

    /// From where the picture seems to be taken; empty when that is not sure.
    pub(crate) fn directions(&self) -> &[Direction] {
        &self.directions
    }
}
