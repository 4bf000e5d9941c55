//! The families of synthetic parts and their fixed shares.
//!
//! Families come in sets. What a set draws for a seed never changes, because the figures of models
//! rest on it; a new family goes into a new set.
//!
//! - `v0`: [`FAMILIES`], what the default model of version 0 learnt from and is measured on;
//! - `canonical`: those and [`MORE`], all in the house style;
//! - `styles`: [`STYLES`], programs as CAD-Recode and ReCAD write them;
//! - `all`: all of them.

use super::dice::Dice;
use super::draft::Draft;
use super::{
    assemblies, bent, blocks, brackets, grammar, housings, plates, recad, recode, revolved, standard, swept,
    toothed, turned,
};

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

/// The families of version 0; their shares add up to 100.
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

/// What came later, in the house style.
pub const MORE: [Family; 15] = [
    Family { name: "screw_plate", share: 10, draw: standard::screw_plate },
    Family { name: "z_bracket", share: 6, draw: bent::z_bracket },
    Family { name: "hat_bracket", share: 6, draw: bent::hat_bracket },
    Family { name: "housing", share: 9, draw: housings::housing },
    Family { name: "enclosure", share: 6, draw: housings::enclosure },
    Family { name: "assembly", share: 7, draw: assemblies::assembly },
    Family { name: "pipe", share: 7, draw: swept::pipe },
    Family { name: "sweep", share: 5, draw: swept::sweep },
    Family { name: "handle", share: 5, draw: swept::handle },
    Family { name: "loft", share: 7, draw: swept::loft },
    Family { name: "gear", share: 7, draw: toothed::gear },
    Family { name: "knob", share: 5, draw: toothed::knob },
    Family { name: "keyed_shaft", share: 7, draw: toothed::keyed_shaft },
    Family { name: "mirrored", share: 6, draw: grammar::mirrored },
    Family { name: "grammar", share: 12, draw: grammar::grammar },
];

/// Programs in the styles of other systems.
pub const STYLES: [Family; 6] = [
    Family { name: "recode", share: 30, draw: recode::stack },
    Family { name: "recad_l", share: 4, draw: recad::loop_level },
    Family { name: "recad_f", share: 4, draw: recad::face_level },
    Family { name: "recad_s", share: 4, draw: recad::sketch_level },
    Family { name: "recad_se", share: 9, draw: recad::extrude_level },
    Family { name: "recad_mse", share: 9, draw: recad::model_level },
];

/// Every family there is.
pub fn all() -> impl Iterator<Item = &'static Family> {
    FAMILIES.iter().chain(&MORE).chain(&STYLES)
}

/// The families of a name: that of a set or of one family; `None` when there is neither.
pub fn named(name: &str) -> Option<Vec<&'static Family>> {
    match name {
        "v0" => Some(FAMILIES.iter().collect()),
        "canonical" => Some(FAMILIES.iter().chain(&MORE).collect()),
        "styles" => Some(STYLES.iter().collect()),
        "all" => Some(all().collect()),
        _ => all().find(|family| family.name == name).map(|family| vec![family]),
    }
}

/// The family of a slot: shares hold in every hundred slots, and neighbours differ.
///
/// # Panics
/// When `families` is empty.
pub fn family_of_slot(families: &[&'static Family], slot: u64) -> &'static Family {
    let total: usize = families.iter().map(|family| family.share).sum();
    // 37 is prime: it has no factor in common with a total that it does not divide, so that the
    // walk visits every place of the wheel once.
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
