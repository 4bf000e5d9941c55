//! Which regions are flat faces across an axis, and where along it they are.
//!
//! A face is bounded by lines along the other two axes and by circles that lie in it, and faces that look the
//! same way are equally bright. Where two faces of different directions meet in a line along the third axis
//! they share an edge, so that the place of one gives that of the other; lines along the axis that run from
//! one face to another one of the same direction do so, too. All other borders are those of something nearer.

use render::outline::Role;

use super::area::sweep;
use super::calibrate::{off, off_circle};
use super::pieces::{Border, Straight};
use super::regions::{GROUND, Regions};
use super::view::View;

/// Angle by which a line may be off an axis, in radians, and pixels at its ends.
const ALONG: f64 = 0.045;
const ENDS_PX: f64 = 1.8;
/// Points of a circle may be off so many pixels.
const ROUND_PX: f64 = 1.5;
/// Share of its border by which a region is a face beyond doubt, and what it has before the second best.
const SURE: f64 = 0.6;
const AHEAD: f64 = 0.12;
/// Share of its border and shade together by which it is one at all.
const LIKELY: f64 = 0.55;
/// Shades that differ by less look the same way.
const SAME_SHADE: f64 = 7.0;
/// Shades that differ by more do not.
const OTHER_SHADE: f64 = 10.5;
/// Pixels around the end of a line within which faces touch it.
const NEAR: i64 = 6;

/// The smallest face that stands on another with a curved side, in pixels.
const LEAST_RAISED: usize = 60;
/// The smallest face that is parted from another by something nearer, in pixels.
const LEAST_PARTED: usize = 150;
/// How well face and side must be covered by the body that is thought to have them.
const LEAST_RAISED_FIT: f64 = 0.65;
/// Pixels of the picture in one of the areas that are compared.
const COARSE: usize = 2;

/// What is known of a region.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Face {
    /// The axis across which it lies.
    pub(super) axis: Option<usize>,
    /// Where it is along the axis.
    pub(super) offset: Option<f64>,
    /// Whether the ground shows there.
    pub(super) is_open: bool,
}

/// All regions of a picture under a view.
pub(super) fn faces(regions: &Regions, borders: &[Border], view: &View) -> Vec<Face> {
    let mut faces = named(regions, borders, view);
    place(&mut faces, regions, borders, view);
    faces
}

/// The axes along which a line runs, the nearest first.
pub(super) fn axes_of(line: &Straight, view: &View) -> Vec<usize> {
    let (own, middle) = (line.direction(), line.middle());
    let off = |axis: &usize| off(own, view.direction(*axis, middle));
    let limit = ALONG + ENDS_PX / line.length();
    let mut axes: Vec<usize> = (0..3).filter(|axis| off(axis) < limit).collect();
    axes.sort_by(|a, b| off(a).total_cmp(&off(b)));
    axes
}

/// How far the borders of each region are those of a face across each axis.
fn likeness(borders: &[Border], view: &View, count: usize) -> Vec<[f64; 3]> {
    let mut sums = vec![[0.0; 3]; count];
    let mut whole = vec![0.0; count];
    for border in borders.iter().filter(|b| b.region != GROUND) {
        let (sum, whole) = (&mut sums[border.region], &mut whole[border.region]);
        for line in &border.straight {
            let axes = axes_of(line, view);
            *whole += line.length();
            for (axis, sum) in sum.iter_mut().enumerate() {
                *sum += line.length()
                    * match axes.as_slice() {
                        [] => 0.4,
                        axes if axes.iter().any(|a| *a != axis) => 1.0,
                        _ => -0.5,
                    };
            }
        }
        let rounds = border.bends.iter().map(|bend| (bend, bend.len() as f64));
        for (points, length) in rounds.chain(border.ellipse.map(|_| (&border.traced, border.length))) {
            let points: Vec<[f64; 2]> = points.iter().copied().step_by(points.len().div_ceil(24)).collect();
            *whole += length;
            for (axis, sum) in sum.iter_mut().enumerate() {
                let is_round = off_circle(&points, view, axis).is_some_and(|(off, _)| off < ROUND_PX);
                *sum += length * if is_round { 1.0 } else { 0.0 };
            }
        }
    }
    sums.iter().zip(whole).map(|(sum, whole)| sum.map(|s| s / whole.max(1e-9))).collect()
}

/// The axis of each region.
fn named(regions: &Regions, borders: &[Border], view: &View) -> Vec<Face> {
    let likeness = likeness(borders, view, regions.all.len());
    let ground = regions.all[GROUND].shade;
    let is_open =
        |r: usize| regions.is_shaded && regions.all[r].is_even && (regions.all[r].shade - ground).abs() < 5.0;
    let is_flat = |r: usize| !is_open(r) && (!regions.is_shaded || regions.all[r].is_even);
    let best = |scores: [f64; 3]| {
        let mut order = [0, 1, 2];
        order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
        (order[0], scores[order[0]], scores[order[0]] - scores[order[1]])
    };
    // Shades of the regions beyond doubt.
    let mut shades: [Vec<(f64, f64)>; 3] = Default::default();
    for r in (1..regions.all.len()).filter(|r| is_flat(*r)) {
        let (axis, score, ahead) = best(likeness[r]);
        if score >= SURE && ahead >= AHEAD {
            shades[axis].push((f64::from(regions.all[r].shade), regions.all[r].area as f64));
        }
    }
    let shades = shades.map(|mut all| {
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = all.iter().map(|s| s.1).sum::<f64>() / 2.0;
        let mut sum = 0.0;
        all.iter()
            .find(|s| {
                sum += s.1;
                sum >= half
            })
            .map(|s| s.0)
    });
    (0..regions.all.len())
        .map(|r| {
            let mut face = Face { is_open: r == GROUND || is_open(r), ..Face::default() };
            if r == GROUND || !is_flat(r) {
                return face;
            }
            let shade = f64::from(regions.all[r].shade);
            let total = [0, 1, 2].map(|axis| {
                likeness[r][axis]
                    + match shades[axis].filter(|_| regions.is_shaded) {
                        Some(other) if (other - shade).abs() < OTHER_SHADE => {
                            0.5 * (-((other - shade) / SAME_SHADE).powi(2)).exp()
                        }
                        Some(_) => -0.3,
                        None => 0.0,
                    }
            });
            let (axis, score, ahead) = best(total);
            face.axis = (score >= LIKELY && ahead > 0.04).then_some(axis);
            face
        })
        .collect()
}

/// Two faces with a common edge.
struct Hinge {
    faces: [usize; 2],
    at: [f64; 2],
    length: f64,
}

/// A line along an axis from one face across it to another.
struct Strut {
    axis: usize,
    ends: [(Vec<usize>, [f64; 2]); 2],
    length: f64,
}

/// Places along the axes, from face to face.
fn place(faces: &mut [Face], regions: &Regions, borders: &[Border], view: &View) {
    let hinges = hinges(faces, regions, borders, view);
    let struts = struts(faces, regions, borders, view);
    let largest = (0..faces.len()).filter(|r| faces[*r].axis.is_some()).max_by_key(|r| regions.all[*r].area);
    let Some(first) = largest else { return };
    let Some(axis) = faces[first].axis else { return };
    let middle = borders.iter().filter(|b| b.region == first).flat_map(|b| &b.traced);
    let (mut sum, mut n) = ([0.0; 2], 0.0);
    for p in middle {
        sum = [sum[0] + p[0], sum[1] + p[1]];
        n += 1.0;
    }
    faces[first].offset = Some(view.ray([sum[0] / n, sum[1] / n]).0[axis]);
    loop {
        // What the known faces say of the others: the longest common edge decides.
        let mut told: Option<(usize, f64, f64)> = None;
        let mut tell = |face: usize, offset: f64, weight: f64| {
            if told.is_none_or(|t| weight > t.2) {
                told = Some((face, offset, weight));
            }
        };
        for hinge in &hinges {
            for [from, to] in [hinge.faces, [hinge.faces[1], hinge.faces[0]]] {
                if let (Some(axis), Some(offset), Some(other), None) =
                    (faces[from].axis, faces[from].offset, faces[to].axis, faces[to].offset)
                {
                    tell(to, view.onto(hinge.at, axis, offset)[other], hinge.length);
                }
            }
        }
        let told = told
            .map(|t| (t.0, t.1))
            .or_else(|| raised(faces, regions, borders, view))
            .or_else(|| propped(faces, &struts, view))
            .or_else(|| level_with(faces, regions, borders));
        let Some((face, offset)) = told else { break };
        faces[face].offset = Some(offset);
    }
}

/// A face of which nothing is known goes on where the nearest one of its direction lies: something nearer
/// parts them. What lies within an opening of a face is no part of it.
fn level_with(faces: &[Face], regions: &Regions, borders: &[Border]) -> Option<(usize, f64)> {
    let outer = |r: usize| borders.iter().find(move |b| b.region == r && b.role == Role::Outer);
    let near = |a: &Border, b: &Border| {
        let pairs = a.traced.iter().step_by(4).flat_map(|p| b.traced.iter().step_by(4).map(move |q| (p, q)));
        pairs.map(|(p, q)| (p[0] - q[0]).hypot(p[1] - q[1])).fold(f64::MAX, f64::min)
    };
    let open =
        (1..faces.len()).filter(|r| faces[*r].offset.is_none() && regions.all[*r].area >= LEAST_PARTED);
    for own in open {
        let (Some(axis), Some(border)) = (faces[own].axis, outer(own)) else { continue };
        let around = touching(border, regions);
        // A piece that is parted from its face by another one shows on the outline of the part, too.
        if !around.contains(&GROUND) {
            continue;
        }
        let others = (1..faces.len()).filter(|r| faces[*r].axis == Some(axis));
        let nearest = others
            .filter_map(|r| Some((near(border, outer(r)?), faces[r].offset?)))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((_, offset)) = nearest {
            return Some((own, offset));
        }
    }
    None
}

/// The place of a face that a line along its axis joins with a known one.
fn propped(faces: &[Face], struts: &[Strut], view: &View) -> Option<(usize, f64)> {
    let mut told: Option<(usize, f64, f64)> = None;
    for strut in struts {
        for (from, to) in [(0, 1), (1, 0)] {
            let known = strut.ends[from].0.iter().find_map(|f| faces[*f].offset);
            let Some(offset) = known else { continue };
            let start = view.onto(strut.ends[from].1, strut.axis, offset);
            let length = view.along(start, strut.axis, strut.ends[to].1);
            for other in strut.ends[to].0.iter().filter(|f| faces[**f].offset.is_none()) {
                if told.is_none_or(|t| strut.length > t.2) {
                    told = Some((*other, offset + length, strut.length));
                }
            }
        }
    }
    told.map(|t| (t.0, t.1))
}

/// The place of a face that stands on a known one with a curved side between them: so high that the side is
/// as wide as it is seen.
fn raised(faces: &[Face], regions: &Regions, borders: &[Border], view: &View) -> Option<(usize, f64)> {
    let size = [regions.width.div_ceil(COARSE), regions.height.div_ceil(COARSE)];
    let mut best: Option<(f64, usize, f64)> = None;
    for border in borders.iter().filter(|b| b.region != GROUND && b.role == Role::Outer) {
        let own = border.region;
        let Face { axis: Some(axis), offset: None, .. } = faces[own] else { continue };
        if regions.all[own].area < LEAST_RAISED {
            continue;
        }
        for side in touching(border, regions).into_iter().filter(|r| *r != GROUND) {
            if faces[side].axis.is_some() || faces[side].is_open || regions.all[side].area < LEAST_RAISED {
                continue;
            }
            let beyond = borders.iter().filter(|b| b.region == side).flat_map(|b| touching(b, regions));
            let known =
                beyond.filter(|r| *r != own && faces[*r].axis == Some(axis)).find_map(|r| faces[r].offset);
            let Some(below) = known else { continue };
            let wanted: Vec<bool> = (0..size[0] * size[1])
                .map(|i| {
                    let at = |v: usize| (v * COARSE) as i64 + COARSE as i64 / 2;
                    let r = regions.at(at(i % size[0]), at(i / size[0]));
                    r == own || r == side
                })
                .collect();
            let points: Vec<[f64; 2]> = border.traced.iter().copied().step_by(2).collect();
            let coarse = |q: [f64; 2]| q.map(|v| v / COARSE as f64);
            let top: Vec<[f64; 2]> = points.iter().map(|q| coarse(*q)).collect();
            let agreement = |height: f64| {
                // Towards the eye.
                let offset = below - view.forward[axis].signum() * height;
                let bottom: Vec<[f64; 2]> = points
                    .iter()
                    .map(|q| {
                        let mut p = view.onto(*q, axis, offset);
                        p[axis] = below;
                        coarse(view.project(p))
                    })
                    .collect();
                let mut drawn = vec![false; size[0] * size[1]];
                sweep(&mut drawn, size, &top, &bottom);
                let both = drawn.iter().zip(&wanted).filter(|(a, b)| **a && **b).count();
                let either = drawn.iter().zip(&wanted).filter(|(a, b)| **a || **b).count();
                both as f64 / either.max(1) as f64
            };
            let longest = regions.width.max(regions.height) as f64;
            let mut found = (0.0, 0.0);
            for step in 1..60 {
                let height = longest * 0.0125 * f64::from(step);
                let fit = agreement(height);
                if fit > found.0 {
                    found = (fit, height);
                }
            }
            let mut step = 0.006 * longest;
            for _ in 0..5 {
                for height in [found.1 - step, found.1 + step] {
                    let fit = agreement(height);
                    if fit > found.0 {
                        found = (fit, height);
                    }
                }
                step *= 0.5;
            }
            if found.0 > LEAST_RAISED_FIT && best.is_none_or(|b| found.0 > b.0) {
                best = Some((found.0, own, below - view.forward[axis].signum() * found.1));
            }
        }
    }
    best.map(|b| (b.1, b.2))
}

/// The regions on the other side of a border.
fn touching(border: &Border, regions: &Regions) -> Vec<usize> {
    let mut found = Vec::new();
    for q in border.traced.iter().step_by(3) {
        for [dx, dy] in [[2.5, 0.0], [-2.5, 0.0], [0.0, 2.5], [0.0, -2.5]] {
            let other = regions.at_point([q[0] + dx, q[1] + dy]);
            if other != border.region && !found.contains(&other) {
                found.push(other);
            }
        }
    }
    found
}

fn hinges(faces: &[Face], regions: &Regions, borders: &[Border], view: &View) -> Vec<Hinge> {
    let mut found = Vec::new();
    for border in borders.iter().filter(|b| b.region != GROUND) {
        let own = border.region;
        let Some(axis) = faces[own].axis else { continue };
        for line in &border.straight {
            for (other, length, at) in neighbours(line, own, regions) {
                let Some(across) = faces[other].axis.filter(|a| *a != axis) else { continue };
                let third = 3 - axis - across;
                if axes_of(line, view).contains(&third) {
                    found.push(Hinge { faces: [own, other], at, length });
                }
            }
        }
    }
    found
}

/// Which regions lie on the other side of a line, over which length, and in the middle of which place.
fn neighbours(line: &Straight, own: usize, regions: &Regions) -> Vec<(usize, f64, [f64; 2])> {
    let (d, length) = (line.direction(), line.length());
    let mut found: Vec<(usize, f64, [f64; 2])> = Vec::new();
    let count = (length / 2.0).ceil().max(1.0);
    for i in 0..count as usize {
        let along = (i as f64 + 0.5) / count * length;
        let at = [line.from[0] + d[0] * along, line.from[1] + d[1] * along];
        let beside = |side: f64| regions.at_point([at[0] - d[1] * side, at[1] + d[0] * side]);
        let other = [beside(2.0), beside(-2.0)].into_iter().find(|r| *r != own);
        let Some(other) = other else { continue };
        let step = length / count;
        match found.iter_mut().find(|f| f.0 == other) {
            Some(f) => {
                f.2 = [f.2[0] + at[0] * step, f.2[1] + at[1] * step];
                f.1 += step;
            }
            None => found.push((other, step, [at[0] * step, at[1] * step])),
        }
    }
    found.into_iter().filter(|f| f.1 > 5.0).map(|(r, n, sum)| (r, n, [sum[0] / n, sum[1] / n])).collect()
}

fn struts(faces: &[Face], regions: &Regions, borders: &[Border], view: &View) -> Vec<Strut> {
    let mut found = Vec::new();
    for border in borders.iter().filter(|b| b.region != GROUND) {
        for line in &border.straight {
            let Some(axis) = axes_of(line, view).first().copied() else { continue };
            if faces[border.region].axis == Some(axis) {
                continue;
            }
            let d = line.direction();
            let around = |at: [f64; 2], sign: f64| {
                // A little beyond the end.
                let at = [at[0] + sign * 3.0 * d[0], at[1] + sign * 3.0 * d[1]];
                let mut touched = Vec::new();
                for y in -NEAR..=NEAR {
                    for x in -NEAR..=NEAR {
                        let r = regions.at(at[0] as i64 + x, at[1] as i64 + y);
                        if faces[r].axis == Some(axis) && !touched.contains(&r) {
                            touched.push(r);
                        }
                    }
                }
                touched
            };
            let ends = [(around(line.from, -1.0), line.from), (around(line.to, 1.0), line.to)];
            if ends.iter().all(|e| !e.0.is_empty()) && ends[0].0.iter().all(|r| !ends[1].0.contains(r)) {
                found.push(Strut { axis, ends, length: line.length() });
            }
        }
    }
    found
}
