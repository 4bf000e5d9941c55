//! The convex hull of lines and arcs in the x-y plane.
//!
//! Ends of lines are discs of radius zero; arcs count as their whole circles, as in CadQuery.
//! The hull touches, in each direction, the disc that reaches farthest.
//! Which disc that is changes only at angles where two discs reach equally far, so these angles cut
//! the full turn into pieces with one disc each.

use std::f64::consts::TAU;

use kernel::{Frame, Sense, Shape};

use crate::cq::{CqError, Result};

/// Discs whose centres and radii differ by less are one disc, in millimetres.
const SAME: f64 = 1e-9;

/// Pieces of the turn that are smaller than this are left out, in radians.
const SMALLEST_TURN: f64 = 1e-9;

#[derive(Clone, Copy, Debug)]
struct Disc {
    x: f64,
    y: f64,
    radius: f64,
}

impl Disc {
    fn reach(&self, angle: f64) -> f64 {
        self.x * angle.cos() + self.y * angle.sin() + self.radius
    }

    fn point(&self, angle: f64) -> [f64; 3] {
        [self.x + self.radius * angle.cos(), self.y + self.radius * angle.sin(), 0.0]
    }

    fn is_same(&self, other: &Self) -> bool {
        (self.x - other.x).abs() < SAME
            && (self.y - other.y).abs() < SAME
            && (self.radius - other.radius).abs() < SAME
    }
}

/// The outline of the convex hull of straight and circular edges as one wire.
///
/// # Errors
/// A `ValueError` for other edges, and when all edges lie on one line.
pub(super) fn find_hull(edges: &[Shape]) -> Result<Shape> {
    let discs = discs_of(edges)?;
    let stays = stays(&discs);
    let mut outline = Vec::new();
    for (i, stay) in stays.iter().enumerate() {
        let next = &stays[(i + 1) % stays.len()];
        let disc = discs[stay.disc];
        if disc.radius > 0.0 {
            let frame = Frame { origin: [disc.x, disc.y, 0.0], ..Frame::WORLD };
            let angles = (stays.len() > 1).then_some((stay.from, stay.to));
            outline.push(kernel::circle(&frame, disc.radius, angles, Sense::Forward)?);
        }
        let (from, to) = (disc.point(stay.to), discs[next.disc].point(stay.to));
        if (to[0] - from[0]).hypot(to[1] - from[1]) > base::tolerance::LENGTH {
            outline.push(kernel::line(from, to)?);
        }
    }
    if stays.len() < 3 && discs.iter().all(|disc| disc.radius == 0.0) {
        return Err(CqError::value("the hull of points on one line has no area")
            .with_hint("add an edge or figure beside the line"));
    }
    Ok(kernel::wire(&outline)?)
}

fn discs_of(edges: &[Shape]) -> Result<Vec<Disc>> {
    let mut discs: Vec<Disc> = Vec::new();
    let mut add = |disc: Disc| {
        if !discs.iter().any(|known| known.is_same(&disc)) {
            discs.push(disc);
        }
    };
    for edge in edges {
        match edge.geom_type()? {
            "LINE" => {
                for [x, y, _] in [edge.start_point()?, edge.end_point()?] {
                    add(Disc { x, y, radius: 0.0 });
                }
            }
            "CIRCLE" => {
                if let (Some([x, y, _]), Some(radius)) = (edge.arc_center()?, edge.edge_radius()?) {
                    add(Disc { x, y, radius });
                }
            }
            other => {
                return Err(CqError::value(format!("Unsupported geometry {other}"))
                    .with_hint("a hull can be made of straight and circular edges only"));
            }
        }
    }
    Ok(discs)
}

/// A piece of the full turn in which one disc reaches farthest.
struct Stay {
    disc: usize,
    from: f64,
    to: f64,
}

fn stays(discs: &[Disc]) -> Vec<Stay> {
    let mut angles: Vec<f64> = Vec::new();
    for (i, a) in discs.iter().enumerate() {
        for b in &discs[i + 1..] {
            let (dx, dy) = (b.x - a.x, b.y - a.y);
            let distance = dx.hypot(dy);
            let share = (a.radius - b.radius) / distance;
            if distance > 0.0 && share.abs() <= 1.0 {
                let (middle, half) = (dy.atan2(dx), share.acos());
                angles.extend([middle - half, middle + half].map(|angle| angle.rem_euclid(TAU)));
            }
        }
    }
    angles.sort_by(f64::total_cmp);
    angles.dedup_by(|a, b| (*a - *b).abs() < SMALLEST_TURN);
    if angles.is_empty() {
        angles.push(0.0);
    }
    let mut stays: Vec<Stay> = Vec::new();
    for (i, &from) in angles.iter().enumerate() {
        let to = angles.get(i + 1).copied().unwrap_or(angles[0] + TAU);
        let disc = farthest(discs, (from + to) / 2.0);
        match stays.last_mut() {
            Some(last) if last.disc == disc => last.to = to,
            _ => stays.push(Stay { disc, from, to }),
        }
    }
    // The last piece and the first may be one.
    if stays.len() > 1 && stays[0].disc == stays[stays.len() - 1].disc {
        let first = stays.remove(0);
        if let Some(last) = stays.last_mut() {
            last.to = first.to + TAU;
        }
    }
    stays
}

fn farthest(discs: &[Disc], angle: f64) -> usize {
    (0..discs.len()).max_by(|&a, &b| discs[a].reach(angle).total_cmp(&discs[b].reach(angle))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_points_do_not_stay() {
        let point = |x, y| Disc { x, y, radius: 0.0 };
        let discs = [point(0.0, 0.0), point(4.0, 0.0), point(2.0, 1.0), point(4.0, 4.0), point(0.0, 4.0)];
        let mut touched: Vec<_> = stays(&discs).iter().map(|stay| stay.disc).collect();
        touched.sort_unstable();
        assert_eq!(touched, [0, 1, 3, 4]);
    }

    #[test]
    fn one_disc_stays_for_the_whole_turn() {
        let discs = [Disc { x: 0.0, y: 0.0, radius: 5.0 }, Disc { x: 1.0, y: 0.0, radius: 1.0 }];
        let found = stays(&discs);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].disc, 0);
    }
}
