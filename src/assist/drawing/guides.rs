//! The lines and circles of the views in millimetres, for sections to follow.
//!
//! A section across an axis is bounded by what the view along that axis shows, and by places along the two
//! other axes.

use super::ideal::Exact;
use super::volume::{ACROSS, looks_along};

/// A circle across an axis, in millimetres from the low corner of the part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct KnownCircle {
    pub(crate) center: [f64; 2],
    pub(crate) radius: f64,
    /// Whether it runs all around.
    pub(crate) is_whole: bool,
}

/// What is known across each axis, along the other two in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct Guides {
    pub(super) circles: [Vec<KnownCircle>; 3],
    pub(super) lines: [Vec<[[f64; 2]; 2]>; 3],
}

impl Guides {
    pub(super) fn new(views: &[Exact]) -> Self {
        let mut guides = Self::default();
        for exact in views {
            let axis = looks_along(exact.view.seen);
            let [right, up, _] = exact.view.seen.axes();
            debug_assert_eq!([right, up], ACROSS[axis]);
            for round in &exact.rounds {
                let circle =
                    KnownCircle { center: round.center, radius: round.radius, is_whole: round.is_whole };
                if !guides.circles[axis].contains(&circle) {
                    guides.circles[axis].push(circle);
                }
            }
            for line in &exact.straight {
                let is_long = (line[0][0] - line[1][0]).hypot(line[0][1] - line[1][1]) > 1e-6;
                if is_long && !guides.lines[axis].contains(line) {
                    guides.lines[axis].push(*line);
                }
            }
        }
        guides
    }
}
