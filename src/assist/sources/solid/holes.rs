//! Round holes along an axis: circles that repeat from section to section, in clouds round walls.

use glam::DVec3;
use rayon::prelude::*;
use render::outline::{Circle, Mask, Options, Role, loops};

use super::shape::nearest;
use super::walls::{Round, Walls};
use crate::drawing::KnownCircle;
use crate::scan::{Frame, Scan, SectionGrid};

/// Squares along the longest side of the sections in which circles are sought.
const SIDE: usize = 256;
/// Between two heights that are farther apart than this share of the longest side, three sections are made.
const THICK: f64 = 0.08;
/// Smallest radius as a share of the longest side.
const LEAST_RADIUS: f64 = 0.006;
/// Points on a ring around a hole.
const RING: usize = 16;
/// So many of them must lie in the material; another hole may cross.
const WALLS: usize = 11;

/// A round wall of a cloud is that of a hole when points lie on this share of the full turn.
const LEAST_TURN: f64 = 0.6;
/// Heights at which is asked on which side of a round wall the material lies.
const ASKED: [f64; 3] = [0.25, 0.5, 0.75];

/// A round hole along an axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Hole {
    /// The plane across it.
    pub(super) frame: Frame,
    /// Where its axis meets the plane.
    pub(super) center: [f64; 2],
    /// Radius in millimetres.
    pub(super) radius: f64,
    /// Ranges of heights in which it has material around.
    pub(super) walls: Vec<[f64; 2]>,
    /// Heights between which it is to be cut: as the walls, or on to where the way ends.
    pub(super) cut_from: f64,
    /// See `cut_from`.
    pub(super) cut_to: f64,
    /// Whether nothing stands in the way from one end of the part to the other.
    pub(super) is_through: bool,
}

/// Finds the round holes across a plane of a scan whose sections are exact.
///
/// `heights` are those of the flat faces along the normal of the plane.
pub(super) fn find_holes(scan: &Scan, frame: &Frame, heights: &[f64]) -> Vec<Hole> {
    let longest = scan.bounds().longest();
    let slices: Vec<f64> = heights
        .windows(2)
        .flat_map(|pair| {
            let thickness = pair[1] - pair[0];
            let shares: &[f64] = if thickness > longest * THICK { &[0.12, 0.5, 0.88] } else { &[0.5] };
            shares.iter().map(move |s| pair[0] + s * thickness)
        })
        .collect();
    let grid = SectionGrid::new(frame, scan.bounds(), SIDE);
    let margin = 2.2 * grid.cell;
    let circles: Vec<Vec<Circle>> = match scan.drawing() {
        None => slices.par_iter().map(|h| circles_at(scan, frame, *h, &grid)).collect(),
        Some(drawing) => {
            let known = drawing.circles(frame);
            slices.par_iter().map(|h| known_at(scan, frame, *h, &known, grid.cell)).collect()
        }
    };

    // Circles that go on from one section to the next.
    let near = longest * 0.008;
    let mut tracks: Vec<(usize, usize, [f64; 2], f64)> = Vec::new();
    for (slice, found) in circles.iter().enumerate() {
        for circle in found {
            let same = tracks.iter_mut().find(|(_, last, center, radius)| {
                *last + 1 == slice
                    && (center[0] - circle.center[0]).hypot(center[1] - circle.center[1]) < near
                    && (radius - circle.radius).abs() < near
            });
            match same {
                Some(track) => track.1 = slice,
                None => tracks.push((slice, slice, circle.center, circle.radius)),
            }
        }
    }
    let ends = [heights[0], heights[heights.len() - 1]];
    let found: Vec<Hole> = tracks
        .into_par_iter()
        .filter_map(|(first, last, center, radius)| {
            let margin = if scan.drawing().is_some() { margin_of(radius, grid.cell) } else { margin };
            let hole = Bore { scan, frame, center, radius, margin };
            hole.measured([slices[first], slices[last]], ends, heights, longest)
        })
        .collect();
    without_repeats(scan, found, near)
}

/// The round holes of a cloud, whose walls are known.
pub(super) fn holes_of_walls(scan: &Scan, frame: &Frame, heights: &[f64], walls: &Walls) -> Vec<Hole> {
    let ends = [heights[0], heights[heights.len() - 1]];
    let spacing = scan.spacing();
    let snap = |h: f64| nearest(heights, h, 1.5 * spacing).unwrap_or(h);
    let found = walls.round.iter().filter(|wall| wall.turn >= LEAST_TURN).filter_map(|wall| {
        let bore = Bore { scan, frame, center: wall.center, radius: wall.radius, margin: 0.8 * spacing };
        bore.is_opening(wall, spacing).then(|| bore.hole(wall.heights.map(snap), ends, 0.5 * spacing, &snap))
    });
    without_repeats(scan, found.collect(), 0.5 * spacing)
}

/// A hole that another one crosses is found on both sides of the crossing, one through two walls in each.
fn without_repeats(scan: &Scan, found: Vec<Hole>, near: f64) -> Vec<Hole> {
    let mut kept: Vec<Hole> = Vec::new();
    for hole in found {
        let same = kept.iter_mut().find(|k| {
            (k.center[0] - hole.center[0]).hypot(k.center[1] - hole.center[1]) < near
                && (k.radius - hole.radius).abs() < near
                && hole.cut_from < k.cut_to + near
                && k.cut_from < hole.cut_to + near
        });
        match same {
            Some(known) => {
                for range in &hole.walls {
                    add_range(scan, known, *range);
                }
                known.cut_from = known.cut_from.min(hole.cut_from);
                known.cut_to = known.cut_to.max(hole.cut_to);
                known.is_through |= hole.is_through;
            }
            None => kept.push(hole),
        }
    }
    kept
}

/// Adds a range of walls; one with the range before it when there is material beside the way between them,
/// as at a crossing, and not a gap between two walls.
fn add_range(scan: &Scan, hole: &mut Hole, range: [f64; 2]) {
    let bore = Bore {
        scan,
        frame: &hole.frame,
        center: hole.center,
        radius: hole.radius,
        margin: 0.3 * hole.radius,
    };
    let is_one = |known: &[f64; 2]| {
        let (low, high) = (known[1].min(range[1]), known[0].max(range[0]));
        high <= low || bore.count_around(0.5 * (low + high)) * 4 >= RING
    };
    match hole.walls.iter().position(is_one) {
        Some(at) => {
            let known = hole.walls[at];
            hole.walls[at] = [known[0].min(range[0]), known[1].max(range[1])];
        }
        None => hole.walls.push(range),
    }
}

/// Circles around openings in a section, in millimetres.
fn circles_at(scan: &Scan, frame: &Frame, height: f64, grid: &SectionGrid) -> Vec<Circle> {
    let coverage = scan.section(frame, height, grid);
    let options = Options { circle_tolerance_px: 0.6, ..Options::default() };
    let least = scan.bounds().longest() * LEAST_RADIUS;
    loops(&Mask { coverage: &coverage, width: grid.width, height: grid.height }, &options)
        .into_iter()
        .filter(|l| l.role == Role::Hole)
        .filter_map(|l| l.circle)
        .map(|c| Circle { center: grid.place(c.center[0], c.center[1]), radius: c.radius * grid.cell })
        .filter(|c| c.radius > least)
        .collect()
}

/// The circles of a drawing around openings at a height.
fn known_at(scan: &Scan, frame: &Frame, height: f64, known: &[KnownCircle], cell: f64) -> Vec<Circle> {
    known
        .iter()
        .filter(|circle| circle.is_whole)
        .filter(|circle| {
            let margin = margin_of(circle.radius, cell);
            let bore = Bore { scan, frame, center: circle.center, radius: circle.radius, margin };
            bore.is_free(height) && bore.has_walls(height)
        })
        .map(|circle| Circle { center: circle.center, radius: circle.radius })
        .collect()
}

/// Distance from the walls of a hole of a drawing at which is asked what lies there.
fn margin_of(radius: f64, cell: f64) -> f64 {
    (2.2 * cell).min(0.3 * radius)
}

/// A circle that may be a hole.
struct Bore<'a> {
    scan: &'a Scan,
    frame: &'a Frame,
    center: [f64; 2],
    radius: f64,
    /// Distance from the wall at which is asked what lies there.
    margin: f64,
}

impl Bore<'_> {
    /// Finds out how far the hole reaches.
    fn measured(&self, seen: [f64; 2], ends: [f64; 2], heights: &[f64], longest: f64) -> Option<Hole> {
        let is_hole = |h: f64| self.is_free(h) && self.has_walls(h);
        if !is_hole(seen[0]) || !is_hole(seen[1]) {
            return None;
        }
        let snap = |h: f64| nearest(heights, h, longest * 0.012).unwrap_or(h);
        let low = snap(self.end(seen[0], ends[0], &is_hole));
        let high = snap(self.end(seen[1], ends[1], &is_hole));
        Some(self.hole([low, high], ends, longest * 0.006, &snap))
    }

    /// The hole with walls between two heights, cut on to where the way ends.
    fn hole(&self, walls: [f64; 2], ends: [f64; 2], step: f64, snap: &dyn Fn(f64) -> f64) -> Hole {
        let (cut_from, cut_to) = (self.way(walls[0], ends[0], step), self.way(walls[1], ends[1], step));
        Hole {
            frame: *self.frame,
            center: self.center,
            radius: self.radius,
            walls: vec![walls],
            cut_from: snap(cut_from),
            cut_to: snap(cut_to),
            is_through: (cut_from - ends[0]).abs() < 1e-9 && (cut_to - ends[1]).abs() < 1e-9,
        }
    }

    /// The height between one where something holds and the end of the part where it stops to hold.
    fn end(&self, inside: f64, limit: f64, holds: &dyn Fn(f64) -> bool) -> f64 {
        // Steps first: beyond the end it may hold again.
        let (mut good, mut bad) = (inside, limit);
        let steps = 24;
        for i in 1..=steps {
            let h = inside + (limit - inside) * f64::from(i) / f64::from(steps);
            if holds(h) {
                good = h;
            } else {
                bad = h;
                break;
            }
        }
        for _ in 0..14 {
            let middle = 0.5 * (good + bad);
            if holds(middle) { good = middle } else { bad = middle }
        }
        0.5 * (good + bad)
    }

    /// How far a tool gets from the end of the walls towards the end of the part.
    fn way(&self, from: f64, limit: f64, step: f64) -> f64 {
        let direction = (limit - from).signum();
        let mut h = from;
        if (limit - from).abs() < step {
            return limit;
        }
        if !self.is_free(from + direction * step) {
            return from;
        }
        while (limit - h).abs() > step {
            if !self.is_free(h + direction * step) {
                return h;
            }
            h += direction * step;
        }
        limit
    }

    /// Whether the material lies around a wall and not within.
    fn is_opening(&self, wall: &Round, spacing: f64) -> bool {
        let aside = (1.5 * spacing).min(0.5 * self.radius);
        let mean = |radius: f64| {
            let at = |share: f64| wall.heights[0] + share * (wall.heights[1] - wall.heights[0]);
            let all: Vec<f64> = ASKED
                .iter()
                .flat_map(|share| self.ring(radius, at(*share)).map(|p| self.scan.winding(p)))
                .collect();
            all.iter().sum::<f64>() / all.len() as f64
        };
        let (inner, outer) = (mean(self.radius - aside), mean(self.radius + aside));
        // A bore whose normals were turned the wrong way winds twice.
        inner < outer || inner > 1.4
    }

    /// Whether a rod somewhat thinner than the hole meets no material.
    fn is_free(&self, height: f64) -> bool {
        let thin = (self.radius - self.margin).max(self.radius * 0.5);
        !self.scan.contains(self.frame.point(self.center, height))
            && self.ring(thin, height).all(|p| !self.scan.contains(p))
    }

    /// Whether there is material all around.
    fn has_walls(&self, height: f64) -> bool {
        self.count_around(height) >= WALLS
    }

    /// How many of the points around the hole lie in the material.
    fn count_around(&self, height: f64) -> usize {
        self.ring(self.radius + self.margin, height).filter(|p| self.scan.contains(*p)).count()
    }

    fn ring(&self, radius: f64, height: f64) -> impl Iterator<Item = DVec3> + '_ {
        (0..RING).map(move |i| {
            let angle = (i as f64 + 0.37) / RING as f64 * std::f64::consts::TAU;
            let place = [self.center[0] + radius * angle.cos(), self.center[1] + radius * angle.sin()];
            self.frame.point(place, height)
        })
    }
}
