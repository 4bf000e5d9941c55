//! Sorting shapes by a number and taking one group of nearly equal ones.

use kernel::Shape;

use super::{Nth, Order};
use crate::cq::{CqError, Result};

/// The group of shapes at a place in the order of their keys; shapes without a key are left out.
///
/// # Errors
/// `ValueError` for an empty list, `IndexError` when there are too few groups.
pub(super) fn nth_cluster(
    shapes: &[Shape],
    nth: &Nth,
    key: impl Fn(&Shape) -> Result<Option<f64>>,
) -> Result<Vec<Shape>> {
    if shapes.is_empty() {
        return Err(CqError::value("Can not return the Nth element of an empty list")
            .with_hint("nothing is left to choose from here; check the selection before this one"));
    }
    let mut keyed = Vec::with_capacity(shapes.len());
    for s in shapes {
        if let Some(value) = key(s)? {
            keyed.push((value, s));
        }
    }
    if keyed.is_empty() {
        return Err(CqError::index("list index out of range")
            .with_hint("none of the shapes has the property that this selector sorts by"));
    }
    keyed.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    let values: Vec<f64> = keyed.iter().map(|(value, _)| *value).collect();
    let mut groups = groups(&values, nth.tolerance);
    if nth.order == Order::Descending {
        groups.reverse();
    }
    let Some(range) = python_index(nth.index, groups.len()).map(|i| groups[i].clone()) else {
        return Err(CqError::index(format!(
            "Attempted to access index {} of a list with length {}",
            nth.index,
            groups.len()
        ))
        .with_hint(format!(
            "there are {} groups; use an index from {} to {}",
            groups.len(),
            -(groups.len() as i64),
            groups.len() - 1
        )));
    };
    Ok(keyed[range].iter().map(|(_, s)| (*s).clone()).collect())
}

/// Ranges of sorted values that lie within a tolerance of the first value of their range.
fn groups(values: &[f64], tolerance: f64) -> Vec<std::ops::Range<usize>> {
    let mut groups = Vec::new();
    let mut start = 0;
    for (i, value) in values.iter().enumerate() {
        if (value - values[start]).abs() > tolerance {
            groups.push(start..i);
            start = i;
        }
    }
    groups.push(start..values.len());
    groups
}

/// An index that counts from the end when negative.
fn python_index(index: i64, length: usize) -> Option<usize> {
    let length = i64::try_from(length).ok()?;
    let index = if index < 0 { index.checked_add(length)? } else { index };
    usize::try_from(index).ok().filter(|_| index < length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_start_at_their_first_value() {
        let found = groups(&[0.0, 0.6, 0.9, 1.2, 5.0], 1.0);
        assert_eq!(found, [0..3, 3..4, 4..5]);
        let alone = groups(&[2.0], 1.0);
        assert_eq!((alone.len(), alone[0].clone()), (1, 0..1));
    }

    #[test]
    fn indices_count_from_both_ends() {
        assert_eq!(python_index(-1, 3), Some(2));
        assert_eq!(python_index(2, 3), Some(2));
        assert_eq!(python_index(3, 3), None);
        assert_eq!(python_index(-4, 3), None);
        assert_eq!(python_index(i64::MIN, 3), None);
    }
}
