//! The families of synthetic parts and their fixed shares.

use super::dice::Dice;
use super::draft::Draft;
use super::{blocks, brackets, plates, revolved, turned};

/// A kind of part and how often it is made.
#[derive(Clone, Copy)]
pub struct Family {
    /// The name in data sets and tables.
    pub name: &'static str,
    /// Samples of a hundred.
    pub share: usize,
    /// Draws a part; `None` when the drawn sizes do not go together.
    pub draw: fn(&mut Dice) -> Option<Draft>,
}

/// All families; their shares add up to 100.
pub const FAMILIES: [Family; 16] = [
    Family { name: "plate", share: 11, draw: plates::plate },
    Family { name: "slotted_plate", share: 6, draw: plates::slotted },
    Family { name: "flange", share: 8, draw: plates::flange },
    Family { name: "boss", share: 7, draw: plates::boss },
    Family { name: "block", share: 9, draw: blocks::block },
    Family { name: "edged_block", share: 5, draw: blocks::edged },
    Family { name: "stacked", share: 6, draw: blocks::stacked },
    Family { name: "hollow", share: 4, draw: blocks::hollow },
    Family { name: "profile", share: 4, draw: blocks::profile },
    Family { name: "shaft", share: 8, draw: turned::shaft },
    Family { name: "hub", share: 5, draw: turned::hub },
    Family { name: "revolved", share: 7, draw: revolved::revolved },
    Family { name: "l_bracket", share: 7, draw: brackets::l_bracket },
    Family { name: "t_bracket", share: 4, draw: brackets::t_bracket },
    Family { name: "u_bracket", share: 5, draw: brackets::u_bracket },
    Family { name: "gusset", share: 4, draw: brackets::gusset },
];

/// A family by its name.
pub fn family(name: &str) -> Option<&'static Family> {
    FAMILIES.iter().find(|family| family.name == name)
}

/// The family of a slot: shares hold in every hundred slots, and neighbours differ.
///
/// # Panics
/// When `families` is empty.
pub fn family_of_slot(families: &[&'static Family], slot: u64) -> &'static Family {
    let total: usize = families.iter().map(|family| family.share).sum();
    // 37 has no factor in common with any total up to 100 but 37 and 74, so that the walk
    // visits every place of the wheel once.
    let stride = if total.is_multiple_of(37) { 1 } else { 37 };
    let mut place = (slot % total as u64) as usize * stride % total;
    for family in families {
        if place < family.share {
            return family;
        }
        place -= family.share;
    }
    unreachable!("the place is below the sum of the shares")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_and_hold_in_every_hundred() {
        assert_eq!(FAMILIES.iter().map(|f| f.share).sum::<usize>(), 100);
        let all: Vec<_> = FAMILIES.iter().collect();
        for family in &FAMILIES {
            let count = (200..300).filter(|slot| family_of_slot(&all, *slot).name == family.name).count();
            assert_eq!(count, family.share, "{}", family.name);
        }
    }
}
