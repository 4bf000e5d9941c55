//! Numbers with their expressions: what a value is, and how the program says it by its names.

use crate::scale::trimmed;

/// A value and the Python expression for it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Num {
    pub(super) value: f64,
    text: String,
    /// Whether the expression needs no brackets beside `*` and `/`.
    is_atom: bool,
}

impl Num {
    pub(super) fn lit(value: f64) -> Self {
        Self { value, text: trimmed(value, 6), is_atom: value >= 0.0 }
    }

    pub(super) fn named(name: &str, value: f64) -> Self {
        Self { value, text: name.to_owned(), is_atom: true }
    }

    pub(super) fn zero() -> Self {
        Self::lit(0.0)
    }

    fn is_zero(&self) -> bool {
        self.text == "0"
    }

    fn factor(&self) -> String {
        if self.is_atom { self.text.clone() } else { format!("({})", self.text) }
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        if self.is_zero() {
            return other.clone();
        }
        if other.is_zero() {
            return self.clone();
        }
        let text = match other.text.strip_prefix('-') {
            Some(rest) if other.is_negated() => format!("{} - {rest}", self.text),
            _ => format!("{} + {}", self.text, other.text),
        };
        Self { value: self.value + other.value, text, is_atom: false }
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        if other.is_zero() {
            return self.clone();
        }
        if self.is_zero() {
            return other.negated();
        }
        let is_sum = other.text.contains(" + ") || other.text.contains(" - ");
        let right = if is_sum { format!("({})", other.text) } else { other.text.clone() };
        Self { value: self.value - other.value, text: format!("{} - {right}", self.text), is_atom: false }
    }

    pub(super) fn half(&self) -> Self {
        if self.is_zero() {
            return self.clone();
        }
        Self { value: self.value / 2.0, text: format!("{} / 2", self.factor()), is_atom: false }
    }

    pub(super) fn times(&self, factor: u32) -> Self {
        Self {
            value: self.value * f64::from(factor),
            text: format!("{} * {factor}", self.factor()),
            is_atom: false,
        }
    }

    /// Whether the whole expression is one term behind a minus.
    fn is_negated(&self) -> bool {
        self.text.starts_with('-') && !self.text[1..].contains(['+', '-'])
    }

    pub(super) fn negated(&self) -> Self {
        if self.is_zero() {
            return self.clone();
        }
        let text = if self.is_negated() {
            self.text[1..].to_owned()
        } else if self.text.contains(" + ") || self.text.contains(" - ") {
            format!("-({})", self.text)
        } else {
            format!("-{}", self.text)
        };
        Self { value: -self.value, text, is_atom: false }
    }
}

impl std::fmt::Display for Num {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_keep_their_value() {
        let (a, b) = (Num::named("a", 10.0), Num::named("b", 4.0));
        let shown = [
            a.half().minus(&b),
            a.minus(&b).half(),
            Num::zero().minus(&a.half()).plus(&b),
            a.plus(&b).negated(),
            a.plus(&b.negated()),
        ];
        let texts: Vec<String> = shown.iter().map(|n| format!("{n} = {}", n.value)).collect();
        assert_eq!(
            texts,
            ["a / 2 - b = 1", "(a - b) / 2 = 3", "-a / 2 + b = -1", "-(a + b) = -14", "a - b = 6"]
        );
    }
}
