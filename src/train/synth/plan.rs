//! What a slot of a data set holds: a program and its text, drawn without executing anything.

use super::dice::Dice;
use super::families::{Family, family_of_slot};
use super::split::{Split, structure_hash};
use super::words;

/// How often a slot draws before it is given up; reached only by families without structures on
/// the wanted side.
const DRAWS: u64 = 2000;

/// A program with its text, not yet executed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Name of the family.
    pub family: &'static str,
    /// The program.
    pub program: String,
    /// What a person might have typed.
    pub text: String,
    /// Number of round holes that the program drills, by axis.
    pub holes: u32,
    /// See [`structure_hash`].
    pub structure_hash: u64,
}

/// Draws the program of a slot. The same arguments give the same plan on every machine.
///
/// Attempts differ from each other, for slots whose first plan turned out to be no good.
/// `None` when the family has no structure on the wanted side of the split.
///
/// # Panics
/// When `families` is empty.
pub fn plan(seed: u64, split: Split, families: &[&'static Family], slot: u64, attempt: u64) -> Option<Plan> {
    let family = family_of_slot(families, slot);
    (0..DRAWS).find_map(|draw| {
        let mut dice = Dice::new(seed, split.name(), &[slot, attempt, draw]);
        let draft = (family.draw)(&mut dice)?;
        let program = draft.program();
        let structure_hash = structure_hash(&program);
        (draft.is_in_range() && Split::of(structure_hash) == split).then(|| Plan {
            family: family.name,
            program,
            text: words::describe(&draft, &mut dice),
            holes: draft.holes,
            structure_hash,
        })
    })
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::synth::families::FAMILIES;

    fn plans(seed: u64, split: Split, count: u64) -> Vec<Plan> {
        let families: Vec<_> = FAMILIES.iter().collect();
        (0..count).filter_map(|slot| plan(seed, split, &families, slot, 0)).collect()
    }

    #[test]
    fn the_same_seed_draws_the_same_plans() {
        assert_eq!(plans(7, Split::Train, 100), plans(7, Split::Train, 100));
        assert_ne!(plans(7, Split::Train, 100), plans(8, Split::Train, 100));
    }

    #[test]
    fn every_slot_gets_a_plan_on_both_sides() {
        assert_eq!(plans(1, Split::Train, 300).len(), 300);
        assert_eq!(plans(1, Split::HeldBack, 300).len(), 300);
    }

    #[test]
    fn sides_share_no_structure() {
        let structures =
            |split| plans(3, split, 600).iter().map(|p| p.structure_hash).collect::<BTreeSet<_>>();
        assert!(structures(Split::Train).is_disjoint(&structures(Split::HeldBack)));
    }

    #[test]
    fn every_family_has_many_structures() {
        let mut structures: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for plan in plans(5, Split::Train, 2000) {
            structures.entry(plan.family).or_default().insert(plan.structure_hash);
        }
        for family in &FAMILIES {
            let count = structures[family.name].len();
            assert!(count >= 12, "{} has only {count} structures", family.name);
        }
    }

    #[test]
    fn named_numbers_stay_in_the_frame_and_chains_hold_no_lengths() {
        for plan in plans(11, Split::Train, 600) {
            let chain = plan.program.split("result = (").nth(1).expect("every program has a chain");
            for number in chain.split(|c: char| !c.is_alphanumeric() && c != '_') {
                let Ok(number) = number.parse::<i64>() else { continue };
                assert!([0, 1, 2, 90, 360].contains(&number), "{number} in\n{}", plan.program);
            }
            for line in plan.program.lines().filter(|l| l.contains(" = ") && !l.contains('(')) {
                let value: i64 =
                    line.rsplit(' ').next().expect("a line has words").parse().expect("a whole number");
                assert!((1..=120).contains(&value) || line.contains("_angle"), "{line}");
            }
        }
    }

    #[test]
    fn texts_hold_no_absolute_sizes() {
        for plan in plans(13, Split::Train, 400) {
            assert!(!plan.text.contains("mm") && !plan.text.contains("  "), "{}", plan.text);
        }
    }
}
