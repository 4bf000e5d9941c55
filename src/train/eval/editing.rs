//! Editability: what happens to a part when one of its named parameters is changed.
//!
//! **Definition.** For each named parameter of an answer (a top-level assignment of a number; booleans and
//! texts do not count) the program runs once more with the number 10 % larger: a whole number is rounded
//! and grows by at least 1. The parameter is editable when all of this holds:
//!
//! 1. the program runs and every solid is valid;
//! 2. something moves: volume, area, an extent or the place of the box, or the second moments of the surface
//!    differ by more than a millionth. The moments are there for places: the spacing of a pattern of holes
//!    moves the holes and changes neither volume nor area nor box, and a base that is shifted keeps its size;
//! 3. the number of solids stays, and the numbers of faces and edges and of round holes stay; for a
//!    parameter that counts (`count`, `number`, `teeth` or `n_` in its name) something of it must change;
//! 4. only what the name says moves: a parameter of holes (`hole`, `bore`, `drill`, `counter` or `thread`
//!    in its name) leaves the box as it is, and a parameter of an extent (`length`, `width`, `height`,
//!    `depth`, `thickness` or `size`, not of holes) leaves all diameters of round holes as they are.
//!
//! Editability is the share of such parameters; an answer without any has 0, as has a failed one.

use base::{Build, Cancel, ParameterValue, Program};
use engine::{BuildOptions, Engine};

use crate::synth::holes;

/// Relative difference that is none.
const SAME: f64 = 1e-6;

/// What is compared before and after a change.
#[derive(Clone, Debug, PartialEq)]
struct Facts {
    solids: u32,
    faces: u32,
    edges: u32,
    volume: f64,
    area: f64,
    size: [f64; 3],
    /// First and second moments of the surface about the origin: they tell where faces are.
    moments: [f64; 6],
    /// Radii of the round holes, ascending, in millimetres.
    radii: Vec<f64>,
}

impl Facts {
    fn of(build: &Build) -> Option<Self> {
        let measures: Vec<_> = build.parts.iter().filter_map(|part| part.measures.as_ref()).collect();
        let mesh = build.mesh().filter(|_| build.is_valid() && !measures.is_empty())?;
        let mut radii: Vec<f64> = holes::find(&mesh).iter().map(|hole| f64::from(hole.radius)).collect();
        radii.sort_by(f64::total_cmp);
        let total = |of: fn(&base::Measures) -> u32| measures.iter().map(|m| of(m)).sum();
        Some(Self {
            solids: total(|m| m.solids),
            faces: total(|m| m.faces),
            edges: total(|m| m.edges),
            volume: measures.iter().map(|m| m.volume).sum(),
            area: measures.iter().map(|m| m.area).sum(),
            size: build.bounds()?.size(),
            moments: moments(&mesh),
            radii,
        })
    }

    fn keeps_box(&self, other: &Self) -> bool {
        (0..3).all(|i| same(self.size[i], other.size[i]))
    }

    fn keeps_places(&self, other: &Self) -> bool {
        // Moments come from triangles, whose number is the same where only a place changes.
        let size = self.size.iter().chain(&other.size).fold(0.0, |a: f64, b| a.max(*b));
        let scale = |i: usize| self.area * if i < 3 { size } else { size * size };
        (0..6).all(|i| (self.moments[i] - other.moments[i]).abs() <= SAME * scale(i))
    }

    fn keeps_holes(&self, other: &Self) -> bool {
        // Radii come from triangles, so they are not exact.
        let near = |(a, b): (&f64, &f64)| (a - b).abs() <= 2e-3 * a.max(*b);
        self.radii.len() == other.radii.len() && self.radii.iter().zip(&other.radii).all(near)
    }

    fn keeps_counts(&self, other: &Self) -> bool {
        (self.faces, self.edges, self.radii.len()) == (other.faces, other.edges, other.radii.len())
    }
}

/// Area times place, and area times the square of the place, along each axis, over all triangles.
fn moments(mesh: &base::Mesh) -> [f64; 6] {
    let mut sums = [0.0; 6];
    for triangle in &mesh.triangles {
        let [a, b, c] = triangle.map(|i| mesh.positions[i as usize].map(f64::from));
        let (u, v): ([f64; 3], [f64; 3]) =
            (std::array::from_fn(|i| b[i] - a[i]), std::array::from_fn(|i| c[i] - a[i]));
        let cross = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
        let area = cross.iter().map(|x| x * x).sum::<f64>().sqrt() / 2.0;
        for i in 0..3 {
            let middle = (a[i] + b[i] + c[i]) / 3.0;
            sums[i] += area * middle;
            sums[i + 3] += area * middle * middle;
        }
    }
    sums
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME * a.abs().max(b.abs())
}

/// What a name promises to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Count,
    Holes,
    Extent,
    Other,
}

impl Kind {
    fn of(name: &str) -> Self {
        let name = name.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if has(&["count", "number", "teeth"]) || name.starts_with("n_") {
            Self::Count
        } else if has(&["hole", "bore", "drill", "counter", "thread"]) {
            Self::Holes
        } else if has(&["length", "width", "height", "depth", "thickness", "size"]) {
            Self::Extent
        } else {
            Self::Other
        }
    }
}

/// The number 10 % larger; `None` for what is no number, and for 0.
fn larger(value: &ParameterValue) -> Option<ParameterValue> {
    match value {
        ParameterValue::Int(0) => None,
        ParameterValue::Int(value) => {
            let step = ((value.abs() as f64 * 0.1).round() as i64).max(1);
            Some(ParameterValue::Int(value + value.signum() * step))
        }
        ParameterValue::Float(value) if *value != 0.0 => Some(ParameterValue::Float(value * 1.1)),
        ParameterValue::Float(_) | ParameterValue::Bool(_) | ParameterValue::Text(_) => None,
    }
}

fn is_editable(name: &str, before: &Facts, after: Option<&Facts>) -> bool {
    let Some(after) = after else { return false };
    let moves = !same(before.volume, after.volume)
        || !same(before.area, after.area)
        || !before.keeps_box(after)
        || !before.keeps_places(after);
    let kind = Kind::of(name);
    let counts = before.keeps_counts(after) != (kind == Kind::Count);
    let only_its_own = match kind {
        Kind::Holes => before.keeps_box(after),
        Kind::Extent => before.keeps_holes(after),
        Kind::Count | Kind::Other => true,
    };
    moves && counts && only_its_own && before.solids == after.solids
}

/// Editability of an answer as the module defines it, 0..=1.
///
/// # Errors
/// When the geometry process cannot be started or the engine is closed.
pub fn editability(
    engine: &Engine,
    program: &Program,
    build: &Build,
    cancel: &Cancel,
) -> Result<f64, engine::Error> {
    let named = build.parameters.iter().filter_map(|p| Some((p.name.as_str(), larger(&p.value)?)));
    let named: Vec<(&str, ParameterValue)> = named.collect();
    let Some(before) = Facts::of(build).filter(|_| !named.is_empty()) else { return Ok(0.0) };
    let changed: Vec<Program> =
        named.iter().map(|(name, value)| program.clone().with_override(*name, value.clone())).collect();
    let options = BuildOptions { timeout: std::time::Duration::from_secs(10), ..BuildOptions::default() };
    let mut editable = 0usize;
    engine.build_all(&changed, &options, cancel, |index, build| {
        editable += usize::from(is_editable(named[index].0, &before, Facts::of(&build).as_ref()));
    })?;
    Ok(editable as f64 / named.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plate() -> Facts {
        Facts {
            solids: 1,
            faces: 8,
            edges: 18,
            volume: 100.0,
            area: 200.0,
            size: [10.0, 5.0, 2.0],
            moments: [0.0, 0.0, 0.0, 1500.0, 400.0, 90.0],
            radii: vec![1.0, 1.0],
        }
    }

    #[test]
    fn a_name_may_move_only_what_it_says() {
        let before = plate();
        let longer = Facts { volume: 110.0, size: [11.0, 5.0, 2.0], ..plate() };
        let wider_holes = Facts { volume: 95.0, radii: vec![1.1, 1.1], ..plate() };
        let both = Facts { volume: 104.0, size: [11.0, 5.0, 2.0], radii: vec![1.1, 1.1], ..plate() };
        assert!(is_editable("length", &before, Some(&longer)));
        assert!(is_editable("hole_diameter", &before, Some(&wider_holes)));
        assert!(!is_editable("length", &before, Some(&both)));
        assert!(!is_editable("hole_diameter", &before, Some(&both)));
        assert!(is_editable("flange_radius", &before, Some(&both)));
    }

    #[test]
    fn holes_that_move_are_seen_though_volume_and_box_stay() {
        let before = plate();
        let apart = Facts { moments: [0.0, 0.0, 0.0, 1510.0, 400.0, 90.0], ..plate() };
        assert!(is_editable("hole_spacing_x", &before, Some(&apart)));
        assert!(!is_editable("hole_spacing_x", &before, Some(&plate())));
    }

    #[test]
    fn nothing_moved_broken_or_other_faces_are_not_editable() {
        let before = plate();
        assert!(!is_editable("length", &before, Some(&plate())));
        assert!(!is_editable("length", &before, None));
        let other_faces = Facts { volume: 110.0, faces: 9, ..plate() };
        assert!(!is_editable("length", &before, Some(&other_faces)));
        assert!(is_editable("hole_count", &before, Some(&other_faces)));
        assert!(!is_editable("length", &before, Some(&Facts { volume: 110.0, solids: 2, ..plate() })));
    }

    #[test]
    fn whole_numbers_grow_by_at_least_one() {
        assert_eq!(larger(&ParameterValue::Int(4)), Some(ParameterValue::Int(5)));
        assert_eq!(larger(&ParameterValue::Int(-40)), Some(ParameterValue::Int(-44)));
        assert_eq!(larger(&ParameterValue::Float(2.0)), Some(ParameterValue::Float(2.2)));
        assert_eq!(larger(&ParameterValue::Bool(true)), None);
    }
}
