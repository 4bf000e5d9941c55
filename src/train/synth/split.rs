//! What belongs to training and what is held back for the test.
//!
//! A structure is a program without its numbers. One structure in ten is held back by the hash
//! of its text, so that no training program has the structure of a test program, whatever the
//! seeds; parts with equal geometry are told by [`geometry_hash`].

use base::Measures;
use sha2::{Digest, Sha256};

/// Which side of the split samples are drawn for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Split {
    /// Structures that the model may learn from.
    #[default]
    Train,
    /// Structures that are only ever tested.
    HeldBack,
}

impl Split {
    /// The side a structure is on.
    pub fn of(structure_hash: u64) -> Self {
        if structure_hash.is_multiple_of(10) { Self::HeldBack } else { Self::Train }
    }

    /// The name in reports and seeds.
    pub fn name(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::HeldBack => "held-back",
        }
    }
}

/// Identifies a program text whose numbers are left out.
pub fn structure_hash(program: &str) -> u64 {
    let mut hasher = Sha256::new();
    let mut in_number = false;
    let mut in_word = false;
    for c in program.chars() {
        // Digits inside a name, `length_2`, belong to the structure.
        if c.is_ascii_digit() && !in_word {
            if !in_number {
                hasher.update(b"#");
            }
            in_number = true;
        } else {
            in_number = false;
            in_word = c.is_alphanumeric() || c == '_';
            hasher.update(c.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
    first_u64(hasher)
}

/// Identifies a part by its exact measures relative to its box, rounded.
///
/// Lengths are rounded to 1/500 of the longest side; parts that differ in scale or place only
/// are one.
pub fn geometry_hash(measures: &Measures) -> u64 {
    let mut hasher = Sha256::new();
    let mut put = |value: i64| hasher.update(value.to_le_bytes());
    for count in [measures.solids, measures.faces, measures.edges, measures.vertices] {
        put(i64::from(count));
    }
    if let Some(bounds) = measures.bounds {
        let unit = bounds.longest().max(f64::MIN_POSITIVE) / 500.0;
        let round = |length: f64| (length / unit).round() as i64;
        for i in 0..3 {
            put(round(bounds.size()[i]));
            put(round(measures.center_of_mass[i] - bounds.center()[i]));
        }
        put((measures.area.max(0.0).sqrt() / unit).round() as i64);
        put((measures.volume.max(0.0).cbrt() / unit).round() as i64);
    }
    first_u64(hasher)
}

fn first_u64(hasher: Sha256) -> u64 {
    let digest = hasher.finalize();
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&digest[..8]);
    u64::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_do_not_change_the_structure_but_names_do() {
        let hash = structure_hash("length_2 = 10\n.box(length_2, 5)");
        assert_eq!(hash, structure_hash("length_2 = 7\n.box(length_2, 50)"));
        assert_ne!(hash, structure_hash("length_3 = 7\n.box(length_3, 50)"));
    }

    #[test]
    fn scale_and_place_do_not_change_the_geometry() {
        let part = |scale: f64, shift: f64| Measures {
            solids: 1,
            shells: 1,
            faces: 6,
            wires: 6,
            edges: 12,
            vertices: 8,
            volume: 1000.0 * scale.powi(3),
            area: 700.0 * scale.powi(2),
            length: 0.0,
            center_of_mass: [5.0 * scale + shift; 3],
            bounds: Some(base::Bounds {
                min: [shift; 3],
                max: [10.0 * scale + shift, 10.0 * scale + shift, 11.0 * scale + shift],
            }),
            valid: true,
        };
        assert_eq!(geometry_hash(&part(1.0, 0.0)), geometry_hash(&part(3.0, 7.0)));
        let mut other = part(1.0, 0.0);
        other.faces = 7;
        assert_ne!(geometry_hash(&part(1.0, 0.0)), geometry_hash(&other));
    }
}
