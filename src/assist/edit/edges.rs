//! Edges that words tell: "chamfer the two long bottom edges", "round the upper corners of the upright".
//!
//! Selections that a program can write are tried on the edges of the part; those whose edges are what the
//! words say are left. One set of edges left is what was meant; several are as many readings.

use base::Build;
use glam::DVec3;

use super::code::words_in;
use super::words::{Instruction, singular};
use super::{Proposal, Subject, structure};

/// Lengths that differ less are the same, in millimetres.
const SAME_MM: f64 = 2e-3;

/// An edge of the part.
struct Edge {
    /// Axis that a straight one runs along.
    axis: Option<usize>,
    /// Radius of a whole circle.
    radius: Option<f64>,
    middle: DVec3,
    low: DVec3,
    high: DVec3,
}

impl Edge {
    fn length(&self) -> f64 {
        (self.high - self.low).length()
    }
}

/// What a program may write to select edges, and which it selects.
struct Selection {
    calls: String,
    edges: Vec<usize>,
}

/// What the words say of the edges.
#[derive(Default)]
struct Wanted {
    /// Sides of the part that they lie on: axis, and whether at its upper end.
    sides: Vec<(usize, bool)>,
    /// Axis that they run along.
    axis: Option<usize>,
    count: Option<usize>,
    is_long: bool,
    is_short: bool,
    is_circle: bool,
    is_outer: bool,
    is_all: bool,
}

/// Words that carry nothing.
const SILENT: &str = " the a an of with by at on in to and mm edge edges corner corners them all every please that are which \
    run running along around radius r add fillet fillets chamfer chamfers bevel round rounding rounded over break \
    side sides end ends both each ones one contour its it put get two three four five six eight face faces straight degrees deg ° \
    x y z axis direction parallel ";

/// Roundings and chamfers of edges that are told by where they are; empty where the words say something
/// else, or more.
pub(super) fn proposals(text: &str, before: &Build, said: &Instruction, names: &str) -> Vec<Proposal> {
    let is_edge_order = said.words.iter().any(|w| ["edge", "corner"].contains(&singular(w).as_str()));
    let has = |stems: &[&str]| said.words.iter().any(|w| stems.iter().any(|stem| w.starts_with(stem)));
    let is_chamfer = has(&["chamfer", "bevel"]);
    if !is_edge_order || !(is_chamfer || has(&["fillet", "round", "break"])) {
        return Vec::new();
    }
    let Some(wanted) = Wanted::of(said, names) else { return Vec::new() };
    let mut size: Vec<f64> = said.values.iter().copied().filter(|v| *v != 45.0).collect();
    // "Two edges" is a number, too.
    if let Some(count) = wanted.count
        && let Some(at) = size.iter().position(|v| *v == count as f64).filter(|_| size.len() > 1)
    {
        size.remove(at);
    }
    let [size] = size[..] else { return Vec::new() };
    let Some(mesh) = before.mesh() else { return Vec::new() };
    let edges = edges_of(&mesh);
    let mut found: Vec<Selection> = Vec::new();
    for selection in selections(&edges) {
        let is_known = found.iter().any(|known| known.edges == selection.edges);
        if !is_known && wanted.is_met(&edges, &selection.edges) {
            found.push(selection);
        }
    }
    // Who says nothing but sides means all of them, so smaller sets of the same kind are not meant.
    if wanted.count.is_none() {
        let sets: Vec<Vec<usize>> = found.iter().map(|s| s.edges.clone()).collect();
        found.retain(|s| {
            !sets
                .iter()
                .any(|other| other.len() > s.edges.len() && s.edges.iter().all(|edge| other.contains(edge)))
        });
    }
    let (name, call) = if is_chamfer { ("new_chamfer", "chamfer") } else { ("new_fillet_r", "fillet") };
    let proposal = |selection: Selection| {
        let code = format!("result = result{}.{call}({name})\n", selection.calls);
        Some(Proposal {
            text: structure::appended(text, &[(name.to_owned(), size)], code)?,
            summary: format!("{call} of {size} mm on {} edges: {}", selection.edges.len(), selection.calls),
            expected: [Subject::Rounds, Subject::Faces, Subject::FlatFaces].into(),
            score: 3.0,
            factor: None,
            assumptions: Vec::new(),
            goal: None,
        })
    };
    found.into_iter().filter_map(proposal).collect()
}

impl Wanted {
    /// What the words say; `None` when one of them is not understood and the program does not name it.
    fn of(said: &Instruction, names: &str) -> Option<Self> {
        let mut wanted = Self::default();
        let known = words_in(names);
        let numbers = ["two", "three", "four", "five", "six", "seven", "eight"];
        for word in &said.words {
            match word.as_str() {
                "top" | "upper" => wanted.sides.push((2, true)),
                "bottom" | "lower" => wanted.sides.push((2, false)),
                "right" => wanted.sides.push((0, true)),
                "left" => wanted.sides.push((0, false)),
                "back" | "rear" => wanted.sides.push((1, true)),
                "front" => wanted.sides.push((1, false)),
                "vertical" | "upright" if !known.contains(word) => wanted.axis = Some(2),
                "vertical" => wanted.axis = Some(2),
                "along" | "parallel" => {
                    let axis = said.words.iter().find_map(|w| ["x", "y", "z"].iter().position(|a| a == w));
                    wanted.axis = wanted.axis.or(axis);
                }
                "long" | "longer" => wanted.is_long = true,
                "short" | "shorter" => wanted.is_short = true,
                "corner" | "corners" => wanted.is_short |= wanted.axis.is_none(),
                "circular" => wanted.is_circle = true,
                "outer" | "outside" => wanted.is_outer = true,
                "all" | "every" => wanted.is_all = true,
                "both" => wanted.count = Some(2),
                _ => {
                    if let Some(at) = numbers.iter().position(|n| n == word) {
                        wanted.count = Some(at + 2);
                    } else if word.parse::<f64>().is_err()
                        && !SILENT.contains(&format!(" {word} "))
                        && !known.contains(&singular(word))
                    {
                        return None;
                    }
                }
            }
        }
        Some(wanted)
    }

    fn is_met(&self, all: &[Edge], chosen: &[usize]) -> bool {
        let bounds = |upper: bool, axis: usize| {
            let ends = all.iter().map(|e| if upper { e.high[axis] } else { e.low[axis] });
            if upper { ends.fold(f64::MIN, f64::max) } else { ends.fold(f64::MAX, f64::min) }
        };
        let chosen: Vec<&Edge> = chosen.iter().map(|i| &all[*i]).collect();
        let is_on = |e: &Edge, (axis, upper): (usize, bool)| {
            // Edges across the side touch it with their middle, corners reach it with one end at least.
            (e.middle[axis] - bounds(upper, axis)).abs() < SAME_MM
        };
        let like = |e: &&Edge| {
            self.sides.iter().all(|side| is_on(e, *side))
                && e.axis.is_some()
                && self.axis.is_none_or(|a| e.axis == Some(a))
        };
        let lengths = || all.iter().filter(like).map(Edge::length);
        let longest = lengths().fold(0.0, f64::max);
        let shortest = lengths().fold(f64::MAX, f64::min);
        let widest = all.iter().filter_map(|e| e.radius).fold(0.0, f64::max);
        let is_turned = chosen.iter().all(|e| e.radius.is_some());
        let says_nothing = self.sides.is_empty()
            && self.axis.is_none()
            && self.count.is_none()
            && !(self.is_long || self.is_short || self.is_circle || self.is_outer || self.is_all);
        !says_nothing
            && self.count.is_none_or(|count| count == chosen.len())
            && (!self.is_all || !self.sides.is_empty() || self.axis.is_some() || chosen.len() == all.len())
            && (!self.is_circle || is_turned)
            && (!self.is_outer || chosen.iter().all(|e| e.radius.is_some_and(|r| r > widest - SAME_MM)))
            && chosen.iter().all(|e| {
                self.sides.iter().all(|side| is_on(e, *side))
                    && self.axis.is_none_or(|axis| e.axis == Some(axis))
                    && (!self.is_long || (e.axis.is_some() && e.length() > longest - SAME_MM))
                    && (!self.is_short || (e.axis.is_some() && e.length() < shortest + SAME_MM))
            })
    }
}

fn edges_of(mesh: &base::Mesh) -> Vec<Edge> {
    mesh.edges
        .iter()
        .filter_map(|line| {
            let points: Vec<DVec3> = line.points.iter().map(|p| DVec3::from(p.map(f64::from))).collect();
            let (first, last) = (*points.first()?, *points.last()?);
            let (low, high) =
                points.iter().fold((DVec3::MAX, DVec3::MIN), |(low, high), p| (low.min(*p), high.max(*p)));
            let chord = (last - first).normalize_or_zero();
            let is_straight =
                chord != DVec3::ZERO && points.iter().all(|p| (*p - first).cross(chord).length() < SAME_MM);
            let axis = (0..3).find(|k| is_straight && chord[*k].abs() > 1.0 - 1e-6);
            let lengths: Vec<f64> = points.windows(2).map(|pair| pair[0].distance(pair[1])).collect();
            let total: f64 = lengths.iter().sum();
            let sum: DVec3 = points
                .windows(2)
                .zip(&lengths)
                .map(|(pair, length)| (pair[0] + pair[1]) / 2.0 * *length)
                .sum();
            let middle = sum / total.max(f64::MIN_POSITIVE);
            let is_closed = points.len() > 6 && first.distance(last) < SAME_MM;
            let mean = points.iter().map(|p| p.distance(middle)).sum::<f64>() / points.len() as f64;
            let is_round = points.iter().all(|p| (p.distance(middle) - mean).abs() < 2e-3 * mean);
            Some(Edge { axis, radius: (is_closed && is_round).then_some(mean), middle, low, high })
        })
        .collect()
}

/// The selections that are tried, simple ones first.
fn selections(edges: &[Edge]) -> Vec<Selection> {
    const AXES: [char; 3] = ['X', 'Y', 'Z'];
    let sides: Vec<(usize, bool)> = (0..3).flat_map(|axis| [(axis, true), (axis, false)]).collect();
    let name = |(axis, upper): (usize, bool)| format!("{}{}", if upper { '>' } else { '<' }, AXES[axis]);
    let every: Vec<usize> = (0..edges.len()).collect();
    let extreme = |of: &[usize], (axis, upper): (usize, bool)| -> Vec<usize> {
        let sign = if upper { 1.0 } else { -1.0 };
        let best = of.iter().map(|i| sign * edges[*i].middle[axis]).fold(f64::MIN, f64::max);
        of.iter().copied().filter(|i| sign * edges[*i].middle[axis] > best - SAME_MM).collect()
    };
    let both = |a: &[usize], b: &[usize]| a.iter().copied().filter(|i| b.contains(i)).collect::<Vec<usize>>();
    let along =
        |axis: usize| every.iter().copied().filter(|i| edges[*i].axis == Some(axis)).collect::<Vec<_>>();
    let mut found: Vec<Selection> = Vec::new();
    let mut add = |calls: String, edges: Vec<usize>| {
        if !edges.is_empty() {
            found.push(Selection { calls, edges });
        }
    };
    add(".edges()".to_owned(), every.clone());
    for (axis, letter) in AXES.into_iter().enumerate() {
        let parallel = along(axis);
        add(format!(".edges(\"|{letter}\")"), parallel.clone());
        for side in sides.iter().filter(|side| side.0 != axis) {
            let at = both(&parallel, &extreme(&every, *side));
            add(format!(".edges(\"|{letter} and {}\")", name(*side)), at.clone());
            let opposite = both(&parallel, &extreme(&every, (side.0, !side.1)));
            if side.1 {
                let calls =
                    format!(".edges(\"|{letter} and ({} or {})\")", name(*side), name((side.0, false)));
                let mut joined = [at.clone(), opposite].concat();
                joined.sort_unstable();
                add(calls, joined);
            }
            // Edges of the flat face on that side.
            let bound = edges
                .iter()
                .map(|e| if side.1 { e.high[side.0] } else { -e.low[side.0] })
                .fold(f64::MIN, f64::max);
            let in_face = |i: &usize| {
                let e = &edges[*i];
                let (low, high) =
                    if side.1 { (e.low[side.0], e.high[side.0]) } else { (-e.high[side.0], -e.low[side.0]) };
                low > bound - SAME_MM && high < bound + SAME_MM
            };
            let face: Vec<usize> = every.iter().copied().filter(in_face).collect();
            let of_face = both(&parallel, &face);
            add(format!(".faces(\"{}\").edges(\"|{letter}\")", name(*side)), of_face);
            for second in sides.iter().filter(|second| second.0 != axis && second.0 != side.0) {
                let calls = format!(".faces(\"{}\").edges(\"|{letter} and {}\")", name(*side), name(*second));
                add(calls, both(&parallel, &extreme(&face, *second)));
            }
        }
    }
    for side in &sides {
        let bound = extreme(&every, *side);
        let circles: Vec<usize> = bound.into_iter().filter(|i| edges[*i].radius.is_some()).collect();
        add(format!(".faces(\"{}\").edges(\"%CIRCLE\")", name(*side)), circles);
    }
    let widest = edges.iter().filter_map(|e| e.radius).fold(0.0, f64::max);
    let outer: Vec<usize> =
        every.iter().copied().filter(|i| edges[*i].radius.is_some_and(|r| r > widest - SAME_MM)).collect();
    add(".edges(cq.selectors.RadiusNthSelector(-1))".to_owned(), outer);
    found
}
