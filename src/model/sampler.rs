//! Choosing the next token from scores.
//!
//! Nucleus sampling: Holtzman and others 2020, arXiv:1904.09751.

use crate::ops::softmax_row;

/// How answers are drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampling {
    /// Scores are divided by it; 0 always takes the likeliest token.
    pub temperature: f32,
    /// Only the likeliest tokens that together reach this probability are drawn; 1 keeps all.
    pub top_p: f32,
    /// Longest answer in tokens.
    pub max_tokens: usize,
    /// Answers to the same query with the same seed are the same.
    pub seed: u64,
}

impl Default for Sampling {
    fn default() -> Self {
        Self { temperature: 0.7, top_p: 0.95, max_tokens: 320, seed: 0 }
    }
}

/// Draws tokens for one answer.
pub(crate) struct Sampler {
    temperature: f32,
    top_p: f32,
    random: fastrand::Rng,
    order: Vec<u32>,
    probabilities: Vec<f32>,
}

impl Sampler {
    /// A sampler for answer number `answer`; the first takes the likeliest token always.
    pub(crate) fn new(sampling: &Sampling, answer: usize) -> Self {
        // An odd multiplier spreads neighbouring answers over all seeds.
        let seed = sampling.seed ^ (answer as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self {
            temperature: if answer == 0 { 0.0 } else { sampling.temperature.max(0.0) },
            top_p: sampling.top_p,
            random: fastrand::Rng::with_seed(seed),
            order: Vec::new(),
            probabilities: Vec::new(),
        }
    }

    /// The next token and its log-probability in nats at temperature 1.
    pub(crate) fn next(&mut self, scores: &[f32]) -> (u32, f32) {
        let token = if self.temperature > 0.0 { self.draw(scores) } else { likeliest(scores) };
        (token, log_probability(scores, token))
    }

    fn draw(&mut self, scores: &[f32]) -> u32 {
        self.probabilities.clear();
        self.probabilities.extend(scores.iter().map(|s| s / self.temperature));
        softmax_row(&mut self.probabilities);
        let probabilities = &self.probabilities;
        // Tokens below a millionth cannot matter and are not worth sorting.
        self.order.clear();
        self.order.extend((0..scores.len() as u32).filter(|&t| probabilities[t as usize] > 1e-6));
        self.order.sort_by(|&a, &b| {
            probabilities[b as usize].total_cmp(&probabilities[a as usize]).then(a.cmp(&b))
        });
        let mut total = 0.0;
        let mut kept = 0;
        for &token in &self.order {
            total += probabilities[token as usize];
            kept += 1;
            if total >= self.top_p {
                break;
            }
        }
        let mut rest = self.random.f32() * total;
        for &token in &self.order[..kept] {
            rest -= probabilities[token as usize];
            if rest <= 0.0 {
                return token;
            }
        }
        self.order.first().copied().unwrap_or_else(|| likeliest(scores))
    }
}

/// The token with the largest score, the first of several; scores that are no number never win.
fn likeliest(scores: &[f32]) -> u32 {
    let mut best = 0;
    for (token, &score) in scores.iter().enumerate() {
        if score > scores[best] || scores[best].is_nan() {
            best = token;
        }
    }
    best as u32
}

fn log_probability(scores: &[f32], token: u32) -> f32 {
    let largest = scores.iter().fold(f32::NEG_INFINITY, |m, &s| m.max(s));
    let total: f32 = scores.iter().map(|s| (s - largest).exp()).sum();
    scores[token as usize] - largest - total.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_answer_is_greedy_and_others_stay_in_the_nucleus() {
        let scores = [0.0, 3.0, 2.9, -5.0];
        let sampling = Sampling { temperature: 1.0, top_p: 0.9, ..Sampling::default() };
        assert!((0..20).all(|_| Sampler::new(&sampling, 0).next(&scores).0 == 1));
        let mut sampler = Sampler::new(&sampling, 1);
        let drawn: Vec<u32> = (0..200).map(|_| sampler.next(&scores).0).collect();
        assert!(drawn.iter().all(|t| [1, 2].contains(t)), "tokens outside the nucleus were drawn");
        assert!(drawn.contains(&1) && drawn.contains(&2));
        let mut again = Sampler::new(&sampling, 1);
        assert!(drawn.iter().all(|&t| again.next(&scores).0 == t), "the same seed draws the same tokens");
    }

    #[test]
    fn log_probabilities_belong_to_a_distribution() {
        let scores = [0.5, -1.0, 2.0];
        let total: f32 = (0..3).map(|t| log_probability(&scores, t).exp()).sum();
        assert!((total - 1.0).abs() < 1e-6);
    }
}
