//! Sections of which something nearer hides a piece.
//!
//! A circle whose border is seen for the most part is a whole one; gaps between known places are closed;
//! nothing reaches beyond the box of what is seen; slits and burrs go.

use render::outline::{Circle, Loop, Mask, Moments, Options, Role, loops};

use crate::scan::SectionGrid;

/// Share of its rim over which a hidden piece must touch what is known.
const TOUCHES: f64 = 0.5;
/// Sectors of a circle, and in how many of them its border must be seen.
const SECTORS: usize = 36;
const LEAST_SECTORS: usize = 14;
const MOST_SECTORS: usize = 24;
/// Squares by which the border of a circle may be off.
const ROUND: f64 = 2.2;
/// Slits and burrs of twice so many squares are none.
const SMOOTHING: usize = 2;

/// What is known of a square of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// Material is seen.
    In,
    /// Nothing is there.
    Out,
    /// Something nearer hides it.
    Hidden,
}

/// A section from what is seen of it, with what is above it and what is hidden.
pub(super) fn completed(cells: Vec<Cell>, above: Option<&Vec<u8>>, grid: &SectionGrid) -> Vec<u8> {
    let (width, height) = (grid.width, grid.height);
    let mut base: Vec<bool> = cells.iter().map(|c| *c == Cell::In).collect();
    if let Some(above) = above {
        base.iter_mut().zip(above).for_each(|(b, a)| *b |= *a > 127);
    }
    let (mut low, mut high) = ([usize::MAX; 2], [0; 2]);
    for i in (0..base.len()).filter(|i| base[*i]) {
        let at = [i % width, i / width];
        low = [low[0].min(at[0]), low[1].min(at[1])];
        high = [high[0].max(at[0]), high[1].max(at[1])];
    }
    let within = |i: usize| {
        let at = [i % width, i / width];
        (0..2).all(|k| (low[k]..=high[k]).contains(&at[k]))
    };
    let is_gap = |i: usize| cells[i] == Cell::Hidden && !base[i] && within(i);
    let mut seen = vec![false; base.len()];
    let mut filled = base.clone();
    for start in 0..base.len() {
        if seen[start] || !is_gap(start) {
            continue;
        }
        let (mut piece, mut todo) = (Vec::new(), vec![start]);
        let (mut touching, mut rim) = (0_usize, 0_usize);
        seen[start] = true;
        while let Some(at) = todo.pop() {
            piece.push(at);
            let (x, y) = (at % width, at / width);
            let around = [
                (x > 0).then(|| at - 1),
                (x + 1 < width).then_some(at + 1),
                (y > 0).then(|| at - width),
                (y + 1 < height).then_some(at + width),
            ];
            for next in around.into_iter().flatten() {
                if is_gap(next) {
                    if !seen[next] {
                        seen[next] = true;
                        todo.push(next);
                    }
                } else {
                    rim += 1;
                    // Beyond the box nothing is expected, and nothing speaks against the piece.
                    touching += usize::from(base[next] || (cells[next] == Cell::Hidden && !within(next)));
                }
            }
        }
        if touching as f64 > TOUCHES * rim as f64 {
            piece.iter().for_each(|i| filled[*i] = true);
        }
    }
    if let Some(circle) = circle_of(&base, &cells, width, height) {
        for i in 0..filled.len() {
            let (x, y) = ((i % width) as f64 + 0.5, (i / width) as f64 + 0.5);
            let is_inside = (x - circle.center[0]).hypot(y - circle.center[1]) < circle.radius;
            let rim = circle.radius - (x - circle.center[0]).hypot(y - circle.center[1]);
            // Burrs at the border are none of a hole.
            filled[i] = is_inside && (filled[i] || cells[i] == Cell::Hidden || rim < 3.0);
        }
    }
    let filled = smoothed(filled, width, height);
    filled.into_iter().map(|f| if f { 255 } else { 0 }).collect()
}

/// Closes and opens a mask, so that slits and burrs of a few squares go.
fn smoothed(mask: Vec<bool>, width: usize, height: usize) -> Vec<bool> {
    let grown = |mask: &[bool], by: usize, value: bool| -> Vec<bool> {
        let reach = |line: &dyn Fn(usize) -> bool, n: usize, out: &mut dyn FnMut(usize)| {
            let mut last: Option<usize> = None;
            let mut hits: Vec<usize> = Vec::new();
            for i in 0..n {
                if line(i) == value {
                    let from = last.map_or(i.saturating_sub(by), |l| (l + by + 1).max(i.saturating_sub(by)));
                    hits.extend(from..=(i + by).min(n - 1));
                    last = Some(i);
                }
            }
            hits.into_iter().for_each(out);
        };
        let mut rows = mask.to_vec();
        for y in 0..height {
            reach(&|x| mask[y * width + x], width, &mut |x| rows[y * width + x] = value);
        }
        let mut both = rows.clone();
        for x in 0..width {
            reach(&|y| rows[y * width + x], height, &mut |y| both[y * width + x] = value);
        }
        both
    };
    let closed = grown(&grown(&mask, SMOOTHING, true), SMOOTHING, false);
    grown(&grown(&closed, SMOOTHING, false), SMOOTHING, true)
}

/// The circle that the seen part of an outline follows, but for a few places.
fn circle_of(base: &[bool], cells: &[Cell], width: usize, height: usize) -> Option<Circle> {
    let mask: Vec<u8> = base.iter().map(|b| if *b { 255 } else { 0 }).collect();
    let found = loops(&Mask { coverage: &mask, width, height }, &Options::default());
    let outer: &Loop = found.iter().find(|l| l.role == Role::Outer)?;
    let is_free = |p: &[f64; 2]| {
        let (x, y) = (p[0] as usize, p[1] as usize);
        (y.saturating_sub(4)..=(y + 4).min(height - 1)).all(|y| {
            (x.saturating_sub(4)..=(x + 4).min(width - 1)).all(|x| cells[y * width + x] != Cell::Hidden)
        })
    };
    let own: Vec<[f64; 2]> = outer.traced.iter().copied().filter(is_free).collect();
    let fit = |points: &[[f64; 2]]| {
        let mut moments = Moments::new(*points.first()?);
        points.iter().for_each(|p| moments.add(*p));
        moments.circle().map(|(circle, _)| circle)
    };
    let off = |c: &Circle, p: &[f64; 2]| ((p[0] - c.center[0]).hypot(p[1] - c.center[1]) - c.radius).abs();
    let mut circle = fit(&own)?;
    for _ in 0..5 {
        let mut all: Vec<f64> = own.iter().map(|p| off(&circle, p)).collect();
        all.sort_by(f64::total_cmp);
        let limit = ROUND.max(2.0 * all[all.len() / 2]);
        let near: Vec<[f64; 2]> = own.iter().copied().filter(|p| off(&circle, p) <= limit).collect();
        circle = fit(&near)?;
    }
    let near = own.iter().filter(|p| off(&circle, p) <= ROUND);
    let mut sectors = [false; SECTORS];
    let mut count = 0;
    for p in near {
        let angle = (p[1] - circle.center[1]).atan2(p[0] - circle.center[0]);
        let share = (angle / std::f64::consts::TAU).rem_euclid(1.0);
        sectors[(share * SECTORS as f64) as usize % SECTORS] = true;
        count += 1;
    }
    let seen = sectors.iter().filter(|s| **s).count();
    let share = count as f64 / own.len() as f64;
    // Half a circle is believed when nothing speaks against it, most of one when little does.
    let is_round = (share > 0.93 && seen >= LEAST_SECTORS) || (share > 0.72 && seen >= MOST_SECTORS);
    is_round.then_some(circle)
}
