//! A part against the truth: one code for ranking reports, evaluation and rewards.

use std::time::Duration;

use base::{Cancel, Program};
use engine::{Align, Engine};

/// Time that a comparison may take.
const COMPARE_TIMEOUT: Duration = Duration::from_secs(20);

/// Intersection over union of the exact solids of two programs, 0..=1.
///
/// Every failure counts 0: a program that does not run, shows no solid, or takes too long.
pub fn iou(engine: &Engine, program: &Program, truth: &Program, align: Align, cancel: &Cancel) -> f64 {
    match engine.compare(program, truth, align, COMPARE_TIMEOUT, cancel) {
        Ok(comparison) => comparison.iou,
        Err(error) => {
            log::debug!("a comparison counts 0: {error}");
            0.0
        }
    }
}

/// How much of what a baseline leaves open is gained: 1 is perfect, 0 is no better than the baseline.
///
/// A baseline that is perfect leaves nothing to gain: 1 when the figure is perfect, too, else negative.
pub fn gain(iou: f64, baseline: f64) -> f64 {
    let open = 1.0 - baseline;
    if open > 1e-9 {
        (iou - baseline) / open
    } else if iou > 1.0 - 1e-9 {
        1.0
    } else {
        iou - baseline
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gain_is_relative_to_what_is_left() {
        assert_eq!(gain(0.8, 0.6), (0.8 - 0.6) / (1.0 - 0.6));
        assert_eq!(gain(0.6, 0.6), 0.0);
        assert_eq!(gain(1.0, 1.0), 1.0);
        assert!(gain(0.5, 1.0) < 0.0);
    }
}
