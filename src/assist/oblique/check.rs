//! Whether a body has the faces that a picture shows: material behind them and nothing before them.

use glam::DVec3;

use super::stack::{Shown, Stack};
use super::view::AXES;

/// Pixels of the picture between places that are looked at.
const STEP: usize = 5;
/// How far before and behind a face is looked, as a share of the longest side of the part.
const DEPTH: f64 = 0.012;

/// A place of a face, a little before it and a little behind it, in the world of the view.
pub(super) struct Sample {
    before: DVec3,
    behind: DVec3,
}

impl Shown<'_> {
    /// Places all over the faces that are known.
    pub(super) fn samples(&self) -> Vec<Sample> {
        let Some([low, high]) = self.known() else { return Vec::new() };
        let depth = DEPTH * (high - low).max_element();
        let mut samples = Vec::new();
        for y in (0..self.regions.height).step_by(STEP) {
            for x in (0..self.regions.width).step_by(STEP) {
                let face = self.faces[self.regions.at(x as i64, y as i64)];
                let Some((axis, offset)) = face.axis.zip(face.offset) else { continue };
                let seen = self.view.onto([x as f64 + 0.5, y as f64 + 0.5], axis, offset);
                let out = -AXES[axis] * self.view.forward[axis].signum() * depth;
                samples.push(Sample { before: seen + out, behind: seen - out });
            }
        }
        samples
    }
}

/// The share of places where stacks together have the faces that are seen; 1 where none are.
pub(super) fn consistency(stacks: &[&Stack], samples: &[Sample]) -> f64 {
    let is_in = |p: DVec3| stacks.iter().any(|stack| stack.contains(p));
    let right = samples.iter().filter(|s| is_in(s.behind) && !is_in(s.before)).count();
    if samples.is_empty() { 1.0 } else { right as f64 / samples.len() as f64 }
}
