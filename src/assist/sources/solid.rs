//! A measured surface as a source of candidates: stacks of extrusions, turned profiles, and round holes.
//!
//! Engineers' parts are mostly prisms stacked along one axis, or turned, with round holes along any axis.
//! So the holes are found first, by circles that repeat from section to section; they are thought filled;
//! then the part is cut at the heights of its flat faces, and each piece between two heights is an
//! extrusion of its section. There is no learning in here. What is neither prism nor turned becomes
//! several thin steps: near in volume, but nothing an engineer would edit.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `levels.rs` | heights of flat faces |
//! | `walls.rs` | flat and round walls of clouds |
//! | `holes.rs` | round holes along an axis |
//! | `sections.rs` | sections with the holes filled |
//! | `shape.rs` | loops as circles, rectangles, slots and paths, with rounded numbers |
//! | `pattern.rs` | circles and grids of holes |
//! | `write.rs` | the program |

mod holes;
mod levels;
pub(super) mod pattern;
mod sections;
pub(super) mod shape;
mod walls;
pub(super) mod write;

use base::Cancel;
use glam::DVec3;
use render::outline::Role;

use self::holes::{Hole, find_holes, holes_of_walls};
use self::levels::levels;
use self::pattern::Pattern;
use self::sections::Sections;
use self::shape::{Rounding, Shape, shapes, shapes_along, shapes_of_drawing};
use self::walls::{Straight, Walls};
use self::write::{Body, Drilling, Turned, Writer};
use super::{Proposal, Source};
use crate::scan::{Frame, Scan, SectionGrid};
use crate::{Error, Prompt};

/// Sections of a closed mesh that agree better than this are the same.
const SAME_SECTION: f64 = 0.985;
/// Sections of a cloud; their borders are blurred.
const SAME_SECTION_OF_CLOUD: f64 = 0.94;
/// A stack of more pieces is not written: nobody would edit it.
const MOST_SLABS: usize = 24;
/// A slab whose section changes is cut into so many steps at most.
const MOST_STEPS: usize = 8;
/// Share of the surface that must turn round an axis before the part counts as turned.
const TURNED_SHARE: f64 = 0.7;

/// Proposes solids for a scan.
#[derive(Clone, Copy, Debug, Default)]
pub struct SolidSource;

impl Source for SolidSource {
    fn name(&self) -> &'static str {
        "scan"
    }

    fn propose(
        &mut self,
        prompt: &Prompt,
        count: usize,
        _seed: u64,
        cancel: &Cancel,
        _on_text: &mut dyn FnMut(&str),
    ) -> Result<Vec<Proposal>, Error> {
        let Some(scan) = &prompt.scan else { return Ok(Vec::new()) };
        let mut texts = Vec::new();
        let heights = Frame::ALL.map(|frame| levels(scan, &frame));
        // A closed mesh needs no walls: its sections are exact.
        let walls =
            (!scan.is_exact()).then(|| [0, 1, 2].map(|i| Walls::of(scan, &Frame::ALL[i], &heights[i])));
        let holes: Vec<Vec<Hole>> = (0..3)
            .map(|i| match &walls {
                Some(walls) => holes_of_walls(scan, &Frame::ALL[i], &heights[i], &walls[i]),
                None => find_holes(scan, &Frame::ALL[i], &heights[i]),
            })
            .collect();
        for (i, frame) in Frame::ALL.into_iter().enumerate() {
            if cancel.is_cancelled() {
                return Err(Error::Cancelled);
            }
            let walls = walls.as_ref().map(|walls| &walls[i]);
            texts.extend(turned(scan, frame, &heights[i], walls, &holes));
            texts.extend(stack(scan, frame, &heights[i], walls, &holes));
        }
        texts.push(bounding_box(scan));
        let proposals = texts.into_iter().take(count);
        Ok(proposals.map(|text| Proposal { text, source: "scan", log_prob: None, reading: None }).collect())
    }
}

/// Extrusions between the heights of flat faces, without the round holes, which are cut afterwards.
fn stack(
    scan: &Scan,
    frame: Frame,
    heights: &[f64],
    walls: Option<&Walls>,
    holes: &[Vec<Hole>],
) -> Option<String> {
    let rounding = Rounding::of(scan);
    let sections = Sections::new(scan, frame, holes.iter().flatten().collect());
    let same = if scan.is_exact() { SAME_SECTION } else { SAME_SECTION_OF_CLOUD };
    // A form that changes all along the axis becomes fewer, coarser pieces.
    let slabs = [same, 0.9, 0.8]
        .into_iter()
        .map(|same| slabs(&sections, heights, same))
        .find(|slabs| slabs.len() <= MOST_SLABS)?;
    let mut bodies = Vec::new();
    for (from, to, mask) in slabs {
        let found = match walls {
            Some(walls) => {
                shapes_along(&walls.between(from, to), &mask, &sections.grid, &rounding, scan.spacing())
            }
            None => exact_shapes(scan, &mask, &sections.grid, &rounding),
        };
        let (outer, inner): (Vec<_>, Vec<_>) = found.into_iter().partition(|(role, _)| *role == Role::Outer);
        let only = |list: Vec<(Role, Shape)>| list.into_iter().map(|(_, shape)| shape).collect::<Vec<_>>();
        // Two heights may be one when rounded.
        let (from, to) = (rounding.height(&frame, from), rounding.height(&frame, to));
        if !outer.is_empty() && to > from {
            bodies.push(Body { from, to, outer: only(outer), inner: only(inner) });
        }
    }
    if bodies.is_empty() {
        return None;
    }
    let drillings = drillings(holes.iter().flatten(), &rounding);
    Some(Writer::stack(&frame, &bodies, &drillings))
}

/// A piece of a part between two heights, with its section.
type Slab = (f64, f64, Vec<u8>);

/// Pieces between the heights of flat faces; neighbours whose sections agree well enough are one.
fn slabs(sections: &Sections<'_>, heights: &[f64], same: f64) -> Vec<Slab> {
    let mut slabs: Vec<Slab> = Vec::new();
    for pair in heights.windows(2) {
        for (from, to, mask) in sections.steps(pair[0], pair[1], same, MOST_STEPS) {
            match slabs.last_mut() {
                Some(last) if sections::likeness(&last.2, &mask) > same => {
                    // The higher of two equal pieces is as good as the lower; the thicker one is clearer.
                    if to - from > last.1 - last.0 {
                        last.2 = mask;
                    }
                    last.1 = to;
                }
                _ => slabs.push((from, to, mask)),
            }
        }
    }
    slabs
}

/// A profile turned round an axis, with the holes beside the axis.
fn turned(
    scan: &Scan,
    frame: Frame,
    heights: &[f64],
    walls: Option<&Walls>,
    holes: &[Vec<Hole>],
) -> Option<String> {
    let axis_at = axis_of(scan, &frame)?;
    let rounding = Rounding::of(scan);
    let reach = scan.bounds().longest() * 0.01;
    let is_beside = |hole: &&Hole| {
        let [u, v] = hole.center;
        hole.frame != frame || (u - axis_at[0]).hypot(v - axis_at[1]) > reach
    };
    let beside: Vec<&Hole> = holes.iter().flatten().filter(is_beside).collect();
    // The plane that holds the axis: XZ for upright axes, else XY.
    let plane = if frame.plane == "XY" { Frame::ALL[1] } else { Frame::ALL[0] };
    let on_axis = frame.point(axis_at, 0.0);
    let sections = Sections::new(scan, plane, beside.clone());
    let mut mask = sections.at(plane.height(on_axis));
    let [u, v] = plane.flat(on_axis);
    // Along which of the plane's directions the axis runs, and what is kept on one side of it.
    let is_upright = plane.flat(frame.point([0.0, 0.0], 1.0))[1].abs() > 0.5;
    let grid = sections.grid;
    for y in 0..grid.height {
        for x in 0..grid.width {
            let [pu, pv] = grid.place(x as f64 + 0.5, y as f64 + 0.5);
            if (is_upright && pu < u) || (!is_upright && pv < v) {
                mask[y * grid.width + x] = 0;
            }
        }
    }
    let found = match walls {
        Some(walls) => {
            let walls = turned_walls(walls, heights, axis_at, &frame, &plane, scan);
            shapes_along(&walls, &mask, &grid, &rounding, scan.spacing())
        }
        None => exact_shapes(scan, &mask, &grid, &rounding),
    };
    let mut profile: Vec<Shape> =
        found.into_iter().filter(|(r, _)| *r == Role::Outer).map(|(_, s)| s).collect();
    let axis = rounding.flat(&plane, [u, v])[usize::from(!is_upright)];
    for shape in &mut profile {
        shape.pull_to_axis(is_upright, axis, 1.5 * grid.cell);
    }
    if profile.is_empty() {
        return None;
    }
    let height = rounding.height(&plane, plane.height(on_axis));
    let drillings = drillings(beside.into_iter(), &rounding);
    Some(Writer::turned(&Turned { plane, height, is_upright, axis, profile }, &drillings))
}

/// The loops of a section of a closed mesh or of a drawing.
fn exact_shapes(scan: &Scan, mask: &[u8], grid: &SectionGrid, rounding: &Rounding) -> Vec<(Role, Shape)> {
    match scan.drawing() {
        Some(drawing) => shapes_of_drawing(drawing, mask, grid, rounding),
        None => shapes(mask, grid, rounding),
    }
}

/// The traces of round walls about an axis and of flat faces across it, in a plane that holds the axis.
fn turned_walls(
    walls: &Walls,
    heights: &[f64],
    axis_at: [f64; 2],
    frame: &Frame,
    plane: &Frame,
    scan: &Scan,
) -> Walls {
    let flat = |p: [f64; 2], height: f64| plane.flat(frame.point(p, height));
    let is_about =
        |center: [f64; 2]| (center[0] - axis_at[0]).hypot(center[1] - axis_at[1]) < 0.5 * scan.spacing();
    let ends = |radius: f64, from: f64, to: f64, sign: f64| {
        // Aside from the axis in both directions of the frame, of which the plane sees one.
        let at = axis_at.map(|v| v + sign * radius);
        [flat(at, from), flat(at, to)]
    };
    let round = walls.round.iter().filter(|wall| is_about(wall.center)).flat_map(|wall| {
        [-1.0, 1.0].map(|sign| Straight {
            ends: ends(wall.radius, wall.heights[0], wall.heights[1], sign),
            heights: wall.heights,
        })
    });
    let faces = heights.iter().filter_map(|height| {
        let radii: Vec<f64> = scan
            .samples()
            .iter()
            .filter(|s| frame.along(s.normal).abs() > 0.9)
            .filter(|s| (frame.height(s.position) - height).abs() < 0.2 * scan.spacing())
            .map(|s| {
                let [u, v] = frame.flat(s.position);
                (u - axis_at[0]).hypot(v - axis_at[1])
            })
            .collect();
        let [low, high] = radii.iter().fold([f64::MAX, 0.0], |r, v| [r[0].min(*v), r[1].max(*v)]);
        // A face that reaches the axis ends on the other side of it.
        let low = if low < 2.0 * scan.spacing() { -high } else { low };
        (radii.len() > 3).then_some((*height, low, high))
    });
    let faces = faces.flat_map(|(height, low, high)| {
        [-1.0, 1.0].map(|sign| {
            let [a, b] = [low, high].map(|radius| flat(axis_at.map(|v| v + sign * radius), height));
            Straight { ends: [a, b], heights: [height; 2] }
        })
    });
    Walls { straight: round.chain(faces).collect(), round: Vec::new() }
}

/// Where the axis is round which most of the surface turns; `None` when it does not.
fn axis_of(scan: &Scan, frame: &Frame) -> Option<[f64; 2]> {
    if let Some(drawing) = scan.drawing() {
        return drawing.axis_along(frame);
    }
    // Lines along the normals of the sides meet on the axis: least squares over all of them.
    let (mut a, mut b, mut c, mut p, mut q) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for sample in scan.samples() {
        let [nu, nv] = frame.flat(sample.normal);
        let [u, v] = frame.flat(sample.position);
        let off = u * nv - v * nu;
        a += nv * nv;
        b -= nv * nu;
        c += nu * nu;
        p += nv * off;
        q -= nu * off;
    }
    let determinant = a * c - b * b;
    if determinant < 1e-3 * (a + c) * (a + c) {
        return None;
    }
    let center = [(p * c - q * b) / determinant, (a * q - b * p) / determinant];
    let (mut turning, mut all) = (0.0, 0.0);
    for sample in scan.samples() {
        let [u, v] = frame.flat(sample.position);
        let [nu, nv] = frame.flat(sample.normal);
        let (du, dv) = (u - center[0], v - center[1]);
        let radius = du.hypot(dv);
        let sideways = (nu * dv - nv * du).abs() / radius.max(1e-9);
        // Ends of the part say nothing; sides count by how much they face sideways.
        let weight = sample.area * nu.hypot(nv);
        all += weight;
        if sideways < 0.12 {
            turning += weight;
        }
    }
    (all > 0.0 && turning / all > TURNED_SHARE).then_some(center)
}

/// Holes of the same kind together.
fn drillings<'a>(holes: impl Iterator<Item = &'a Hole>, rounding: &Rounding) -> Vec<Drilling> {
    let mut found: Vec<(Drilling, Vec<[f64; 2]>)> = Vec::new();
    for hole in holes {
        let drilling = Drilling {
            frame: hole.frame,
            diameter: rounding.length(2.0 * hole.radius),
            through: hole.is_through,
            from: rounding.height(&hole.frame, hole.cut_from),
            to: rounding.height(&hole.frame, hole.cut_to),
            pattern: Pattern::Single(Vec::new()),
        };
        let same = found.iter_mut().find(|(d, _)| {
            let is_equal = |a: f64, b: f64| (a - b).abs() < 1e-9;
            d.frame == drilling.frame
                && is_equal(d.diameter, drilling.diameter)
                && d.through == drilling.through
                && (d.through || (is_equal(d.from, drilling.from) && is_equal(d.to, drilling.to)))
        });
        match same {
            Some((_, centers)) => centers.push(hole.center),
            None => found.push((drilling, vec![hole.center])),
        }
    }
    let mut found: Vec<Drilling> = found
        .into_iter()
        .map(|(drilling, centers)| Drilling {
            pattern: rounded(&centers, &drilling.frame, rounding),
            ..drilling
        })
        .collect();
    found.sort_by(|a, b| b.diameter.total_cmp(&a.diameter));
    found
}

/// The pattern of some centres with rounded numbers; single places in the order of x, then y.
fn rounded(centers: &[[f64; 2]], frame: &Frame, rounding: &Rounding) -> Pattern {
    let place = |p: [f64; 2]| rounding.flat(frame, p);
    let tolerance = 2.0 * rounding.tolerance();
    // Holes at known places: the spacing is what lies between these.
    let known: Vec<[f64; 2]> = centers.iter().map(|c| place(*c)).collect();
    let exact = Pattern::of(&known, 0.02);
    if rounding.is_stated() && matches!(exact, Pattern::Grid { .. }) {
        return exact;
    }
    match Pattern::of(centers, tolerance) {
        Pattern::Single(mut centers) => {
            centers.iter_mut().for_each(|c| *c = place(*c));
            centers.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
            Pattern::Single(centers)
        }
        Pattern::Polar { center, radius, start, count } => Pattern::Polar {
            center: place(center),
            radius: rounding.length(2.0 * radius) / 2.0,
            start,
            count,
        },
        Pattern::Grid { center, spacing, counts } => {
            Pattern::Grid { center: place(center), spacing: spacing.map(|s| rounding.length(s)), counts }
        }
    }
}

fn bounding_box(scan: &Scan) -> String {
    let rounding = Rounding::of(scan);
    let size = scan.bounds().size().map(|v| rounding.length(v));
    let center = (DVec3::from(scan.bounds().min) + DVec3::from(scan.bounds().max)) * 0.5;
    Writer::block(size, center.to_array().map(|v| rounding.place(v)))
}

#[cfg(test)]
mod tests;
