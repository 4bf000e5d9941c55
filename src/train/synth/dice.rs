//! Random choices that are the same for the same seed on every machine.

use sha2::{Digest, Sha256};

/// A source of random choices.
#[derive(Clone, Debug)]
pub struct Dice(fastrand::Rng);

impl Dice {
    /// Choices that depend on a seed and on what they are for, for example slot and attempt.
    pub fn new(seed: u64, purpose: &str, numbers: &[u64]) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(seed.to_le_bytes());
        hasher.update((purpose.len() as u64).to_le_bytes());
        hasher.update(purpose.as_bytes());
        for number in numbers {
            hasher.update(number.to_le_bytes());
        }
        let digest = hasher.finalize();
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&digest[..8]);
        Self(fastrand::Rng::with_seed(u64::from_le_bytes(bytes)))
    }

    /// A whole number in `low..=high`; `None` where that is empty.
    pub fn int(&mut self, low: i64, high: i64) -> Option<i64> {
        (low <= high).then(|| self.0.i64(low..=high))
    }

    /// A whole number of a share of `whole` between `low` and `high`, at least 1.
    pub fn share(&mut self, whole: i64, low: f64, high: f64) -> i64 {
        let share = low + (high - low) * self.0.f64();
        ((whole as f64 * share).round() as i64).max(1)
    }

    /// A number in `low..high`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.0.f64()
    }

    /// True in `percent` of 100 cases.
    pub fn chance(&mut self, percent: u32) -> bool {
        self.0.u32(0..100) < percent
    }

    /// One of the choices, all alike.
    ///
    /// # Panics
    /// When there are no choices.
    pub fn one<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.0.usize(0..choices.len())].clone()
    }

    /// One of the choices, as often as its weight says.
    ///
    /// # Panics
    /// When all weights are 0.
    pub fn weighted<T: Clone>(&mut self, choices: &[(u32, T)]) -> T {
        let total: u32 = choices.iter().map(|(weight, _)| weight).sum();
        let mut rest = self.0.u32(0..total);
        for (weight, choice) in choices {
            if rest < *weight {
                return choice.clone();
            }
            rest -= weight;
        }
        unreachable!("the rest is below the sum of the weights")
    }
}
