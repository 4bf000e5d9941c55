//! Which units of a part are solid: the answers that explain the lines of all views.
//!
//! Between two neighbouring columns of a view there is a line that is seen where the first surfaces differ,
//! a hidden one where only later surfaces differ, and none where nothing does. What the sheet shows there
//! is compared with that. All units are solid at first; then whole regions between two levels, or single
//! units, are taken out or put back as long as this explains more lines. Columns with the same units in the same
//! order are alike, so that a part has a few hundred comparisons, however many pixels it has.

use std::collections::{BTreeSet, HashMap};

use base::Cancel;
use rayon::prelude::*;

use super::regions::Class;
use super::volume::{ACROSS, Units};

/// Surfaces that are less apart are level, in nodes.
const LEVEL: f64 = 2.0;
/// One surface that jumps by more is two, in nodes.
const JUMP: f64 = 14.0;
/// A surface bends where its slope changes by more.
const BEND: f64 = 0.7;
/// A surface whose slope is less is level.
const FLAT: f64 = 0.05;
/// Nodes between the places whose difference is a slope.
const FAR: f64 = 3.0;
/// Changes at most.
const STEPS: usize = 80;
/// Levels along an axis that are tried at most.
const MOST_LEVELS: usize = 16;

/// Units along a line of sight, with where each begins and ends, from the low end of the axis.
type Column = Vec<(u32, f64, f64)>;

/// Two neighbouring places of a view: two columns on each side of a border, the inner ones in the middle.
struct Pair {
    axis: usize,
    columns: [Column; 4],
    shown: Class,
    weight: f64,
}

/// The answers: for each unit whether it is solid. And the share of lines that they do not explain.
pub(super) fn solve(units: &Units, marks: &[Vec<f64>; 3], cancel: &Cancel) -> Option<(Vec<bool>, f64)> {
    let pairs = pairs(units);
    let mut is_solid = vec![true; units.regions_of.len()];
    is_solid[0] = false;
    let mut by_unit: Vec<Vec<u32>> = vec![Vec::new(); is_solid.len()];
    for (index, pair) in pairs.iter().enumerate() {
        let mut inside: Vec<u32> = pair.columns.iter().flatten().map(|run| run.0).collect();
        inside.sort_unstable();
        inside.dedup();
        inside.iter().for_each(|u| by_unit[*u as usize].push(index as u32));
    }
    let mut costs: Vec<f64> = pairs.iter().map(|p| cost(units, p, &is_solid)).collect();
    let moves = moves(units, marks);
    for _ in 0..STEPS {
        if cancel.is_cancelled() {
            return None;
        }
        let best = moves
            .par_iter()
            .flat_map_iter(|m| [true, false].map(|fill| (m, fill)))
            .filter_map(|(m, fill)| {
                let changed: Vec<u32> = m.iter().copied().filter(|u| is_solid[*u as usize] != fill).collect();
                if changed.is_empty() {
                    return None;
                }
                let mut after = is_solid.clone();
                changed.iter().for_each(|u| after[*u as usize] = fill);
                let mut touched: Vec<u32> =
                    changed.iter().flat_map(|u| &by_unit[*u as usize]).copied().collect();
                touched.sort_unstable();
                touched.dedup();
                let gain: f64 = touched
                    .iter()
                    .map(|i| costs[*i as usize] - cost(units, &pairs[*i as usize], &after))
                    .sum();
                // Of equal gains the one that changes less, and leaves more, is taken.
                (gain > 1.5).then_some((
                    gain - 1e-4 * changed.len() as f64 - f64::from(u8::from(!fill)) * 1e-3,
                    changed,
                    fill,
                ))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)));
        let Some((_, changed, fill)) = best else { break };
        changed.iter().for_each(|u| is_solid[*u as usize] = fill);
        for index in changed.iter().flat_map(|u| &by_unit[*u as usize]) {
            costs[*index as usize] = cost(units, &pairs[*index as usize], &is_solid);
        }
    }
    let shown: f64 = pairs.iter().filter(|p| p.shown != Class::None).map(|p| p.weight).sum();
    Some((is_solid, costs.iter().sum::<f64>() / shown.max(1.0)))
}

/// Sets of units that are changed together.
fn moves(units: &Units, marks: &[Vec<f64>; 3]) -> Vec<Vec<u32>> {
    let mut found: BTreeSet<Vec<u32>> = BTreeSet::new();
    for axis in 0..3 {
        let mut levels: Vec<f64> =
            marks[axis].iter().map(|px| px / units.extents[axis] * units.nodes[axis] as f64).collect();
        levels.sort_by(f64::total_cmp);
        levels.dedup_by(|a, b| *a - *b < 0.8);
        let step = levels.len().div_ceil(MOST_LEVELS).max(1);
        let mut levels: Vec<f64> = levels.into_iter().step_by(step).collect();
        levels.insert(0, -1.0);
        levels.push(units.nodes[axis] as f64 + 1.0);
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); units.regions(axis) + 1];
        for (unit, regions) in units.regions_of.iter().enumerate().skip(1) {
            members[usize::from(regions[axis])].push(unit as u32);
        }
        for members in members.iter().filter(|m| !m.is_empty()) {
            for (i, low) in levels.iter().enumerate() {
                for high in &levels[i + 1..] {
                    let inside = |u: &u32| (*low..*high).contains(&units.middles[*u as usize][axis]);
                    let set: Vec<u32> = members.iter().copied().filter(inside).collect();
                    if !set.is_empty() {
                        found.insert(set);
                    }
                }
            }
        }
    }
    if units.regions_of.len() < 4000 {
        for unit in 1..units.regions_of.len() as u32 {
            found.insert(vec![unit]);
        }
    }
    found.into_iter().collect()
}

fn pairs(units: &Units) -> Vec<Pair> {
    let mut found = Found::new();
    for axis in (0..3).filter(|a| units.faces[*a].is_some()) {
        let [a, b] = ACROSS[axis].map(|k| units.nodes[k]);
        let sequences: Vec<Vec<u32>> = (0..a * b)
            .into_par_iter()
            .map(|i| column(units, axis, [i % a, i / a]).iter().map(|run| run.0).collect())
            .collect();
        let sequence = |n: [usize; 2]| &sequences[n[1] * a + n[0]];
        for j in 0..b {
            for i in 0..a {
                for k in 0..2 {
                    let here = [i, j];
                    let mut next = here;
                    next[k] += 1;
                    if next[k] >= [a, b][k] {
                        continue;
                    }
                    let (from, to) =
                        (units.region_of_node(axis, i, j), units.region_of_node(axis, next[0], next[1]));
                    let shown = if from == to { Class::None } else { line(units, axis, here, next, k) };
                    if sequence(here) == sequence(next) && shown == Class::None {
                        continue;
                    }
                    // A little away from the border, where curves have left it.
                    let away = |start: [usize; 2], up: bool, most: usize| {
                        let mut at = start;
                        for _ in 0..most {
                            let mut on = at;
                            on[k] = if up { on[k] + 1 } else { on[k].wrapping_sub(1) };
                            if on[k] >= [a, b][k] || sequence(on) != sequence(start) {
                                break;
                            }
                            at = on;
                        }
                        at
                    };
                    let near = [away(here, false, 1), away(next, true, 1)];
                    let far = [away(near[0], false, 3), away(near[1], true, 3)];
                    let key = (axis, sequence(here).clone(), sequence(next).clone(), shown);
                    found.entry(key).or_default().push([far[0], near[0], near[1], far[1]]);
                }
            }
        }
        // The rim of the part.
        rim(units, axis, &sequences, &mut found);
    }
    let mut keys: Vec<_> = found.into_iter().collect();
    keys.sort_by(|x, y| x.0.cmp(&y.0));
    keys.into_iter()
        .map(|((axis, _, _, shown), places)| {
            let place = places[places.len() / 2];
            let columns = place.map(|n| if n[0] == usize::MAX { Vec::new() } else { column(units, axis, n) });
            Pair { axis, columns, shown, weight: places.len() as f64 }
        })
        .collect()
}

/// Where there are comparisons, by view, units on both sides and line.
type Found = HashMap<(usize, Vec<u32>, Vec<u32>, Class), Vec<[[usize; 2]; 4]>>;

/// The border of the box of a view is a line wherever the part reaches it.
fn rim(units: &Units, axis: usize, sequences: &[Vec<u32>], found: &mut Found) {
    const NOWHERE: [usize; 2] = [usize::MAX; 2];
    let [a, b] = ACROSS[axis].map(|k| units.nodes[k]);
    let sides = (0..a).flat_map(|i| [[i, 0], [i, b - 1]]).chain((0..b).flat_map(|j| [[0, j], [a - 1, j]]));
    for n in sides {
        if units.region_of_node(axis, n[0], n[1]) != 0 {
            let key = (axis, Vec::new(), sequences[n[1] * a + n[0]].clone(), Class::Seen);
            found.entry(key).or_default().push([NOWHERE, NOWHERE, n, n]);
        }
    }
}

/// The line between two neighbours; lines may lie a pixel beside the border of regions.
fn line(units: &Units, axis: usize, here: [usize; 2], next: [usize; 2], k: usize) -> Class {
    let direct = units.line_between(axis, here, next);
    if direct != Class::None {
        return direct;
    }
    let (mut a, mut b) = (here, next);
    a[k] = a[k].saturating_sub(1);
    b[k] = (b[k] + 1).min(units.nodes[ACROSS[axis][k]] - 1);
    units.line_between(axis, a, b)
}

fn column(units: &Units, axis: usize, [i, j]: [usize; 2]) -> Column {
    let [a, b] = ACROSS[axis];
    let mut at = [0; 3];
    (at[a], at[b]) = (i, j);
    let mut runs: Column = Vec::new();
    for k in 0..units.nodes[axis] {
        at[axis] = k;
        let unit = units.unit(at);
        match runs.last_mut() {
            Some(run) if run.0 == unit => run.2 = (k + 1) as f64,
            _ => runs.push((unit, k as f64, (k + 1) as f64)),
        }
    }
    runs
}

/// A surface: where it is, and the regions of the other two views behind which it lies.
type Surface = (f64, [u16; 2]);

/// Surfaces along a column as the eye meets them.
fn surfaces(units: &Units, axis: usize, column: &Column, is_solid: &[bool]) -> Vec<Surface> {
    let mut found: Vec<Surface> = Vec::new();
    let mut inside: Option<Surface> = None;
    let is_back = units.is_from_high(axis);
    let mut visit = |run: &(u32, f64, f64)| {
        let (enter, leave) = if is_back { (-run.2, -run.1) } else { (run.1, run.2) };
        let regions = units.regions_of[run.0 as usize];
        let [a, b] = ACROSS[axis];
        let key = [regions[a], regions[b]];
        if is_solid[run.0 as usize] {
            match &mut inside {
                Some(last) => *last = (leave, key),
                None => {
                    found.push((enter, key));
                    inside = Some((leave, key));
                }
            }
        } else if let Some(last) = inside.take() {
            found.push(last);
        }
    };
    if is_back {
        column.iter().rev().for_each(&mut visit)
    } else {
        column.iter().for_each(&mut visit)
    }
    found.extend(inside);
    found
}

/// What the lines of a pair cost that are not explained, or explained and not there.
fn cost(units: &Units, pair: &Pair, is_solid: &[bool]) -> f64 {
    let [far_a, a, b, far_b] = [0, 1, 2, 3].map(|i| surfaces(units, pair.axis, &pair.columns[i], is_solid));
    let expected = expected(&a, &b, &far_a, &far_b);
    let each = match (pair.shown, expected) {
        (Class::Seen, Class::Seen) | (Class::Hidden, Class::Hidden) | (Class::None, Class::None) => 0.0,
        (Class::Seen, Class::Hidden) => 0.8,
        (Class::Seen, Class::None) | (Class::Hidden, Class::Seen) | (Class::None, Class::Seen) => 1.0,
        (Class::Hidden, Class::None) => 0.7,
        (Class::None, Class::Hidden) => 0.4,
    };
    each * pair.weight
}

/// The line that one expects between two columns.
fn expected(a: &[Surface], b: &[Surface], far_a: &[Surface], far_b: &[Surface]) -> Class {
    let (first_a, first_b) = match (a.first(), b.first()) {
        (None, None) => return Class::None,
        (Some(x), Some(y)) => (x, y),
        _ => return Class::Seen,
    };
    if is_break(first_a, first_b, far_a.first(), far_b.first()) {
        return Class::Seen;
    }
    if a.len() != b.len() {
        return Class::Hidden;
    }
    let same = |far: &'_ [Surface], k: usize| if far.len() == a.len() { far.get(k).copied() } else { None };
    let differs =
        (1..a.len()).any(|k| is_break(&a[k], &b[k], same(far_a, k).as_ref(), same(far_b, k).as_ref()));
    if differs { Class::Hidden } else { Class::None }
}

/// Whether two places of a surface are those of two surfaces; `far` are places three nodes further away.
fn is_break(a: &Surface, b: &Surface, far_a: Option<&Surface>, far_b: Option<&Surface>) -> bool {
    // Slopes from left to right; a side of which nothing is known goes on like the other.
    let left = far_a.map(|f| (a.0 - f.0) / FAR);
    let right = far_b.map(|f| (f.0 - b.0) / FAR);
    if a.1 == b.1 {
        // Behind one region there may be two surfaces: both level, at different heights.
        let is_level = |slope: Option<f64>| slope.is_some_and(|s| s.abs() < FLAT);
        let limit = if is_level(left) && is_level(right) { LEVEL } else { JUMP };
        return (a.0 - b.0).abs() > limit;
    }
    let (left, right) = (left.or(right).unwrap_or(0.0), right.or(left).unwrap_or(0.0));
    let jump = (b.0 - a.0 - 0.5 * (left + right) * FAR).abs();
    // Curved surfaces bend by themselves, the more the steeper they are.
    let steep = left.abs().max(right.abs());
    jump > LEVEL + 0.8 * steep || (left - right).abs() > BEND + 0.45 * steep
}
