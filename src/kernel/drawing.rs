//! Drawings of a part from a direction, with its hidden lines.

use crate::ffi::{bridge, call};
use crate::frame::Vec3;
use crate::{Result, Shape, check};

/// Points of one line in the plane of a drawing.
pub type Polyline = Vec<[f64; 2]>;

/// The lines of a drawing in millimetres, y upwards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// Lines that are seen: edges, smooth edges, outlines.
    pub visible: Vec<Polyline>,
    /// Lines that something hides: edges, outlines.
    pub hidden: Vec<Polyline>,
    /// Least x, least y, greatest x, greatest y; `None` when there are no lines.
    pub bounds: Option<[f64; 4]>,
}

/// The lines of a shape seen from `direction`, in parallel projection, or in perspective from a
/// distance of `focus` millimetres.
///
/// # Errors
/// When the direction has no length, or the focus is not positive.
pub fn drawing(shape: &Shape, direction: Vec3, focus: Option<f64>) -> Result<Drawing> {
    const OPERATION: &str = "drawing";
    check::direction(OPERATION, "direction", direction)?;
    if let Some(focus) = focus {
        check::positive(OPERATION, "focus", focus)?;
    }
    let raw = call(OPERATION, || bridge::hidden_lines(shape.raw(), direction, focus.as_slice()))?;
    let bounds = match raw.bounds[..] {
        [x0, y0, _, x1, y1, _] => Some([x0, y0, x1, y1]),
        _ => None,
    };
    Ok(Drawing {
        visible: polylines(&raw.visible_counts, &raw.visible_points),
        hidden: polylines(&raw.hidden_counts, &raw.hidden_points),
        bounds,
    })
}

fn polylines(counts: &[u32], points: &[f64]) -> Vec<Polyline> {
    let points = points.as_chunks::<2>().0;
    let mut first = 0;
    counts
        .iter()
        .map(|&count| {
            let from = first;
            first += count as usize;
            points[from..first].to_vec()
        })
        .collect()
}
