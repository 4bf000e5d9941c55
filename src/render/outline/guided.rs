//! Loops that follow known lines and circles.
//!
//! A trace of a blurred picture knows corners badly. Where the lines and circles that its border follows
//! are known from elsewhere, each traced point is given one of them or none, so that the sum of squared
//! distances and a price for each change is least (Viterbi, "Error bounds for convolutional codes", 1967).
//! Stretches without a guide are divided as other traces are.

use super::Loop;
use super::circle::Circle;
use super::segments::{Piece, Run, SegmentOptions, assemble, divide, meeting};

/// A line or circle that a border may follow, in pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Guide {
    /// A line between two points.
    Line {
        /// One end.
        from: [f64; 2],
        /// The other end.
        to: [f64; 2],
    },
    /// A circle.
    Circle(Circle),
}

/// How traces are given to guides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GuideOptions {
    /// Typical distance of a traced point from its guide, in pixels.
    pub blur_px: f64,
    /// What a change of the guide costs, in squares of the blur.
    pub price: f64,
    /// What a point without a guide costs.
    pub none: f64,
    /// For stretches without a guide.
    pub free: SegmentOptions,
}

/// A run between two that meet is but their rounded corner when it is shorter than this many blurs.
const SHORT: f64 = 3.5;

/// Points that are given at most; longer traces are thinned out.
const MOST_POINTS: usize = 600;

impl Loop {
    /// Replaces circle and segments by those along guides; unchanged when no guide fits anywhere.
    pub fn follow(&mut self, guides: &[Guide], options: &GuideOptions) {
        let step = self.traced.len().div_ceil(MOST_POINTS).max(1);
        let mut points: Vec<[f64; 2]> = self.traced.iter().copied().step_by(step).collect();
        if points.len() < 8 || guides.is_empty() {
            return;
        }
        let costs = |p: &[f64; 2]| -> Vec<f64> {
            let own = guides.iter().map(|g| (g.distance(*p) / options.blur_px).powi(2));
            own.chain([options.none]).collect()
        };
        let mut table: Vec<Vec<f64>> = points.iter().map(costs).collect();
        // The loop is opened where a point is surest, so that no change is needed there.
        let surest = (0..points.len())
            .min_by(|a, b| margin(&table[*b]).total_cmp(&margin(&table[*a])))
            .unwrap_or_default();
        points.rotate_left(surest);
        table.rotate_left(surest);
        let labels = cheapest(&table, options.price);
        let none = guides.len();
        if labels.iter().all(|l| *l == none) {
            return;
        }
        if labels.iter().all(|l| *l == labels[0]) {
            if let Guide::Circle(circle) = guides[labels[0]] {
                (self.circle, self.segments) = (Some(circle), Vec::new());
            }
            return;
        }
        // Now the loop is opened where the guide changes.
        let change = (1..labels.len()).find(|i| labels[*i] != labels[i - 1]).unwrap_or_default();
        points.rotate_left(change);
        let mut labels = labels;
        labels.rotate_left(change);
        points.push(points[0]);
        let mut runs = runs(&points, &labels, guides, &options.free);
        drop_corners(&points, &mut runs, SHORT * options.blur_px);
        if runs.len() >= 2 {
            (self.circle, self.segments) = (None, assemble(&points, &runs));
        }
    }
}

impl Guide {
    /// Distance of a point from the line, ends included, or from the circle.
    fn distance(&self, p: [f64; 2]) -> f64 {
        match self {
            Self::Line { from, to } => {
                let (d, q) = ([to[0] - from[0], to[1] - from[1]], [p[0] - from[0], p[1] - from[1]]);
                let length = d[0].hypot(d[1]).max(1e-12);
                let along = (q[0] * d[0] + q[1] * d[1]) / length;
                let off = (q[0] * d[1] - q[1] * d[0]) / length;
                off.hypot((-along).max(along - length).max(0.0))
            }
            Self::Circle(c) => ((p[0] - c.center[0]).hypot(p[1] - c.center[1]) - c.radius).abs(),
        }
    }

    fn run(&self) -> Run {
        match self {
            Self::Line { from, to } => {
                let d = [to[0] - from[0], to[1] - from[1]];
                let length = d[0].hypot(d[1]).max(1e-12);
                Run::Line { at: *from, direction: d.map(|v| v / length) }
            }
            Self::Circle(circle) => Run::Arc { circle: *circle },
        }
    }
}

/// By how much the best guide of a point is better than the second.
fn margin(costs: &[f64]) -> f64 {
    let mut sorted = costs.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(1).map_or(0.0, |second| second - sorted[0])
}

/// The cheapest sequence of guides, one for each point.
fn cheapest(table: &[Vec<f64>], price: f64) -> Vec<usize> {
    let count = table.first().map_or(0, Vec::len);
    let mut total = vec![0.0_f64; count];
    let mut from: Vec<Vec<usize>> = Vec::with_capacity(table.len());
    for costs in table {
        let best = (0..count).min_by(|a, b| total[*a].total_cmp(&total[*b])).unwrap_or_default();
        let changed = total[best] + price;
        let mut back = Vec::with_capacity(count);
        for (label, sum) in total.iter_mut().enumerate() {
            back.push(if changed < *sum { best } else { label });
            *sum = sum.min(changed) + costs[label];
        }
        from.push(back);
    }
    let mut label = (0..count).min_by(|a, b| total[*a].total_cmp(&total[*b])).unwrap_or_default();
    let mut labels = Vec::with_capacity(table.len());
    for back in from.iter().rev() {
        labels.push(label);
        label = back[label];
    }
    labels.reverse();
    labels
}

/// Runs of points along one guide; stretches without one are divided into lines and arcs.
fn runs(points: &[[f64; 2]], labels: &[usize], guides: &[Guide], free: &SegmentOptions) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let mut begin = 0;
    for group in labels.chunk_by(|a, b| a == b) {
        let end = begin + group.len();
        match guides.get(group[0]) {
            Some(guide) => found.push((begin, end, guide.run())),
            None => found.extend(
                divide(&points[begin..=end], free)
                    .into_iter()
                    .map(|(from, to, run)| (from + begin, to + begin, run)),
            ),
        }
        begin = end;
    }
    found
}

/// Leaves out short runs where the runs on both sides of them meet.
fn drop_corners(points: &[[f64; 2]], runs: &mut Vec<Piece>, shortest: f64) {
    let mut i = 0;
    while runs.len() > 3 && i < runs.len() {
        let count = runs.len();
        let (begin, end, _) = runs[i];
        let length: f64 =
            points[begin..=end].windows(2).map(|p| (p[1][0] - p[0][0]).hypot(p[1][1] - p[0][1])).sum();
        let (before, after) = ((i + count - 1) % count, (i + 1) % count);
        let middle = (begin + end) / 2;
        if length < shortest && meeting(runs[before].2, runs[after].2, points[middle]).is_some() {
            // Neighbours share the points, so that the corner is sought in the middle of them. At the seam
            // of the loop the whole run goes to one side.
            if i > 0 {
                runs[before].1 = if i + 1 < count { middle } else { end };
            }
            if i + 1 < count {
                runs[after].0 = if i > 0 { middle } else { begin };
            }
            runs.remove(i);
        } else {
            i += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Mask, Options, Role, loops};
    use super::*;

    const OPTIONS: GuideOptions =
        GuideOptions { blur_px: 1.5, price: 6.0, none: 9.0, free: DEFAULT_SEGMENTS };
    const DEFAULT_SEGMENTS: SegmentOptions =
        SegmentOptions { noise_px: 0.45, line_price: 30.0, arc_price: 45.0, largest_radius_px: 2000.0 };

    /// A picture of a form, blurred by some pixels.
    fn blurred(inside: impl Fn(f64, f64) -> bool) -> Vec<u8> {
        let side = 100;
        (0..side * side)
            .map(|i| {
                let (x, y) = ((i % side) as f64 + 0.5, (i / side) as f64 + 0.5);
                let mut sum = 0;
                for dy in -4..=4 {
                    for dx in -4..=4 {
                        sum += i32::from(inside(x + f64::from(dx), y + f64::from(dy)));
                    }
                }
                (sum * 255 / 81) as u8
            })
            .collect()
    }

    fn outer(coverage: &[u8]) -> Loop {
        let mask = Mask { coverage, width: 100, height: 100 };
        let mut found = loops(&mask, &Options::default());
        assert_eq!(found[0].role, Role::Outer);
        found.swap_remove(0)
    }

    #[test]
    fn corners_are_where_guides_meet() {
        let mut found = outer(&blurred(|x, y| (20.0..80.0).contains(&x) && (30.0..70.0).contains(&y)));
        let corners = [[20.0, 30.0], [80.0, 30.0], [80.0, 70.0], [20.0, 70.0]];
        let guides: Vec<Guide> =
            (0..4).map(|i| Guide::Line { from: corners[i], to: corners[(i + 1) % 4] }).collect();
        found.follow(&guides, &OPTIONS);
        assert_eq!(found.segments.len(), 4, "{:?}", found.segments);
        for corner in corners {
            let is_met = found.segments.iter().any(|s| {
                let to = s.to();
                (to[0] - corner[0]).hypot(to[1] - corner[1]) < 1e-9
            });
            assert!(is_met, "{corner:?} not in {:?}", found.segments);
        }
    }

    #[test]
    fn a_loop_along_one_circle_is_that_circle() {
        let mut found = outer(&blurred(|x, y| (x - 50.0).hypot(y - 50.0) < 30.0));
        let circle = Circle { center: [50.1, 49.9], radius: 30.05 };
        found.follow(&[Guide::Circle(circle)], &OPTIONS);
        assert_eq!(found.circle, Some(circle));
    }

    #[test]
    fn far_guides_change_nothing() {
        let before = outer(&blurred(|x, y| (x - 50.0).hypot(y - 50.0) < 30.0));
        let mut found = before.clone();
        found.follow(&[Guide::Line { from: [0.0, 2.0], to: [90.0, 2.0] }], &OPTIONS);
        assert_eq!(found, before);
    }

    #[test]
    fn what_has_no_guide_is_divided_as_before() {
        let mut found = outer(&blurred(|x, y| (20.0..80.0).contains(&x) && (30.0..70.0).contains(&y)));
        let guides = [Guide::Line { from: [20.0, 30.0], to: [80.0, 30.0] }];
        found.follow(&guides, &OPTIONS);
        let on_guide = found.segments.iter().filter(|s| (s.to()[1] - 30.0).abs() < 1e-9).count();
        assert!(on_guide >= 1 && found.segments.len() >= 4, "{:?}", found.segments);
    }
}
