//! Figures over many parts: means, quantiles, rates, and the best of several answers.
//!
//! Papers average over what is left after failures; the house metric counts every failure as 0.
//! Both are here, and the name says which.

use serde::Serialize;

/// A quantile of sorted values, between neighbours in proportion (numpy's default); 0 without values.
pub fn quantile(sorted: &[f64], at: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let place = at * last as f64;
    let low = place.floor() as usize;
    let high = (low + 1).min(last);
    sorted[low] + (sorted[high] - sorted[low]) * (place - low as f64)
}

/// Mean, median and 90th percentile of some values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Spread {
    /// Number of values.
    pub count: usize,
    /// Their mean; 0 without values.
    pub mean: f64,
    /// The middle one.
    pub median: f64,
    /// What nine of ten do not exceed.
    pub p90: f64,
}

impl Spread {
    /// Of some values.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().collect();
        values.sort_by(f64::total_cmp);
        let count = values.len();
        Self {
            count,
            mean: values.iter().sum::<f64>() / count.max(1) as f64,
            median: quantile(&values, 0.5),
            p90: quantile(&values, 0.9),
        }
    }

    /// Failures left out, as cadrille, ReCAD and CAD-Recode do.
    pub fn of_survivors(values: &[Option<f64>]) -> Self {
        Self::of(values.iter().flatten().copied())
    }

    /// Failures counted as 0, as the house metric does; for figures where more is better.
    pub fn with_failures(values: &[Option<f64>]) -> Self {
        Self::of(values.iter().map(|v| v.unwrap_or(0.0)))
    }
}

/// Share of answers without a value (IR); 0 without answers.
pub fn invalid_rate<T>(values: &[Option<T>]) -> f64 {
    values.iter().filter(|v| v.is_none()).count() as f64 / values.len().max(1) as f64
}

/// Share of answers with a value.
pub fn success_rate<T>(values: &[Option<T>]) -> f64 {
    if values.is_empty() { 0.0 } else { 1.0 - invalid_rate(values) }
}

/// Zero-to-CAD's comparable figure: success rate times the mean over successes.
pub fn success_times_mean(values: &[Option<f64>]) -> f64 {
    success_rate(values) * Spread::of_survivors(values).mean
}

/// The mean of a Chamfer distance with the `dropped` worst left out, as cadrille prints for 0 to 4.
pub fn mean_without_worst(values: &[f64], dropped: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.truncate(sorted.len().saturating_sub(dropped));
    Spread::of(sorted).mean
}

/// Best of several answers **with** knowledge of the truth, an oracle: the largest value.
pub fn best_by_truth(values: &[Option<f64>]) -> Option<f64> {
    values.iter().flatten().copied().max_by(f64::total_cmp)
}

/// Best of several answers **without** the truth: the value of the answer whose agreement with the
/// input is largest; the first of equal ones. `None` when that one has no value.
pub fn best_by_input(values: &[Option<f64>], agreement: &[f64]) -> Option<f64> {
    let best = (0..values.len().min(agreement.len()))
        .max_by(|a, b| agreement[*a].total_cmp(&agreement[*b]).then(b.cmp(a)))?;
    values[best]
}

#[cfg(test)]
mod tests {
    use super::*;

    // numpy: np.quantile(v, q), np.mean, np.median of v = [0.1, 0.4, 0.35, 0.8, 0.95, 0.2, 0.65].
    #[test]
    fn spread_is_that_of_numpy() {
        let spread = Spread::of([0.1, 0.4, 0.35, 0.8, 0.95, 0.2, 0.65]);
        assert_eq!(spread.count, 7);
        assert!((spread.mean - 0.492_857_142_857_142_9).abs() < 1e-12);
        assert_eq!(spread.median, 0.4);
        assert!((spread.p90 - 0.86).abs() < 1e-12);
        assert_eq!(Spread::of([]).mean, 0.0);
        assert_eq!(quantile(&[0.0, 10.0], 0.9), 9.0);
    }

    #[test]
    fn survivors_and_failures_are_told_apart() {
        let values = [Some(0.9), None, Some(0.5), None];
        assert!((Spread::of_survivors(&values).mean - 0.7).abs() < 1e-12);
        assert!((Spread::with_failures(&values).mean - 0.35).abs() < 1e-12);
        assert_eq!((invalid_rate(&values), success_rate(&values)), (0.5, 0.5));
        assert!((success_times_mean(&values) - 0.35).abs() < 1e-12);
    }

    #[test]
    fn best_of_several_with_and_without_the_truth() {
        let values = [Some(0.3), Some(0.9), None];
        assert_eq!(best_by_truth(&values), Some(0.9));
        assert_eq!(best_by_input(&values, &[0.8, 0.7, 0.1]), Some(0.3));
        assert_eq!(best_by_input(&values, &[0.1, 0.2, 0.9]), None);
        assert!((mean_without_worst(&[1.0, 9.0, 2.0], 1) - 1.5).abs() < 1e-12);
    }
}
