//! What a slot of a data set holds: a program and its text, drawn without executing anything.

use super::dice::Dice;
use super::draft::{Draft, Wanted};
use super::families::{Family, family_of_slot};
use super::split::{Split, structure_hash};
use super::{precise, words};

/// How often a slot draws before it is given up; reached only by families without structures on
/// the wanted side.
const DRAWS: u64 = 2000;

/// A program with its text, not yet executed.
#[derive(Clone, Debug, PartialEq)]
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
    /// What the finished part must be.
    pub wanted: Wanted,
    /// The named numbers of the program in their order; none in other styles than ours.
    pub dimensions: Vec<(String, f64)>,
    /// Whether the numbers are millimetres because they follow a standard.
    pub is_to_scale: bool,
    /// A text with all sizes in it, in units of the program; empty in other styles than ours.
    pub precise: String,
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
        (draft.is_in_range() && Split::of(structure_hash) == split)
            .then(|| of_draft(&draft, program, structure_hash, &mut dice))
    })
}

fn of_draft(draft: &Draft, program: String, structure_hash: u64, dice: &mut Dice) -> Plan {
    Plan {
        family: draft.family,
        program,
        text: words::describe(draft, dice),
        holes: draft.holes,
        structure_hash,
        wanted: draft.wanted,
        dimensions: draft.dimensions().to_vec(),
        is_to_scale: draft.is_to_scale,
        precise: precise::describe(draft, dice),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::synth::families::{self, FAMILIES, MORE, STYLES};

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
    fn every_family_of_every_set_draws_parts_that_differ() {
        for family in families::all() {
            let texts: BTreeSet<String> = (0..40)
                .filter_map(|slot| plan(2, Split::Train, &[family], slot, 0).map(|p| p.program))
                .collect();
            assert!(texts.len() >= 38, "{} draws {} different parts of 40", family.name, texts.len());
        }
        for name in ["v0", "canonical", "styles", "all", "pipe"] {
            assert!(families::named(name).is_some_and(|f| !f.is_empty()), "{name}");
        }
        assert!(families::named("v9").is_none());
    }

    #[test]
    fn canonical_programs_of_later_families_hold_no_lengths_in_their_chains() {
        let later: Vec<_> = MORE.iter().collect();
        for plan in (0..400).filter_map(|slot| plan(11, Split::Train, &later, slot, 0)) {
            let chain = plan.program.split("\n\n").skip(2).collect::<String>();
            assert!(chain.contains("result = ("), "{}", plan.program);
            for number in chain.split(|c: char| !c.is_alphanumeric() && c != '_') {
                let Ok(number) = number.parse::<i64>() else { continue };
                assert!([0, 1, 2, 90, 360].contains(&number), "{number} in\n{}", plan.program);
            }
        }
        let styled: Vec<_> = STYLES.iter().collect();
        assert!(
            (0..60).filter_map(|slot| plan(3, Split::Train, &styled, slot, 0)).all(|p| p.precise.is_empty())
        );
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
