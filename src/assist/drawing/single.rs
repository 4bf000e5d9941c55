//! Parts in one view: a plate whose thickness is written beside it, or a turned part with its diameters.

use super::WrittenKind;
use super::dimensions::Dimension;
use super::regions::{Class, Regions};
use super::text::Written;
use super::views::{Seen, View};

/// What one view is of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Single {
    /// A plate seen from above, and which text is its thickness.
    Plate {
        /// Which written size it is.
        written: usize,
    },
    /// A part turned about an axis of the part: x when it lies on the sheet, z when it stands.
    Turned {
        /// 0 or 2.
        axis: usize,
    },
}

impl Single {
    /// Finds out what a view is of; `is_tied` tells which texts are sizes between lines or of circles.
    ///
    /// Diameters across the middle of the view, where no circle is seen, make a turned part; one length with
    /// letters beside it and no lines makes a plate.
    pub(super) fn of(
        view: &View,
        written: &[Written],
        dimensions: &[Dimension],
        is_tied: &[bool],
        has_circles: bool,
        near: f64,
    ) -> Option<Self> {
        let across = dimensions.iter().find(|d| {
            let middle = view.low[d.axis] + view.high[d.axis];
            written[d.written].kind == WrittenKind::Diameter && (d.from + d.to - middle).abs() < 3.0 * near
        });
        if let Some(d) = across.filter(|_| !has_circles) {
            return Some(Self::Turned { axis: if d.axis == 1 { 0 } else { 2 } });
        }
        let mut beside = (0..written.len())
            .filter(|i| !is_tied[*i] && written[*i].kind == WrittenKind::Length && written[*i].is_labelled);
        match (beside.next(), beside.next()) {
            (Some(only), None) => Some(Self::Plate { written: only }),
            _ => None,
        }
    }

    /// From where the view is seen.
    pub(super) fn seen(self) -> Seen {
        match self {
            Self::Plate { .. } | Self::Turned { axis: 0 } => Seen::Top,
            Self::Turned { .. } => Seen::Front,
        }
    }
}

/// Which regions of a turned part are material: from outside inwards across the axis, hidden lines are the
/// walls of a bore. `is_lying` when the axis runs to the right.
pub(super) fn material(regions: &Regions, is_lying: bool) -> Vec<bool> {
    let mut votes = vec![[0_usize; 2]; regions.count + 1];
    let (along, across) =
        if is_lying { (regions.width, regions.height) } else { (regions.height, regions.width) };
    for i in 0..along {
        for from_end in [false, true] {
            let mut is_inside = true;
            let mut before = Class::None;
            for j in 0..across / 2 {
                let j = if from_end { across - 1 - j } else { j };
                let at = if is_lying { j * regions.width + i } else { i * regions.width + j };
                let class = regions.lines()[at];
                if class == Class::Hidden && before != Class::Hidden {
                    is_inside = !is_inside;
                }
                before = class;
                if class == Class::None {
                    votes[usize::from(regions.labels[at])][usize::from(is_inside)] += 1;
                }
            }
        }
    }
    votes.iter().map(|[out, inside]| inside >= out).collect()
}
