//! Exact places along the three axes of the part.
//!
//! Places are measured in pixels and are off by a pixel or two. Written lengths tell the differences of some of
//! them exactly; what mirrors a known place, lies in the middle, or is the border of a circle of known
//! diameter follows; the rest is rounded to what an engineer would have written.

use super::tidy;

/// A length between two places of an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stated {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) value: f64,
}

/// A circle that an axis runs across: its middle, its radius in pixels, and its exact diameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Across {
    pub(super) center: f64,
    pub(super) radius: f64,
    pub(super) diameter: Option<f64>,
    /// The middle of the bolt circle it lies on, in pixels, and how far it is from there in millimetres.
    pub(super) bolt: Option<(f64, f64)>,
}

/// What is known along an axis, in pixels from its low end.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    /// Pixels by which places may be off; 0 means a whole pixel.
    pub(super) error: f64,
    /// Pixels within which two places are one.
    pub(super) same: f64,
    pub(super) extent: f64,
    pub(super) stated: Vec<Stated>,
    pub(super) levels: Vec<f64>,
    pub(super) circles: Vec<Across>,
}

/// Places of an axis in pixels and in millimetres, from its low to its high end.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Axis {
    knots: Vec<(f64, f64)>,
}

impl Axis {
    /// Works out the places; `scale` is in pixels a millimetre.
    pub(super) fn new(marks: &Marks, scale: f64) -> Self {
        let mut places: Vec<f64> = vec![0.0, marks.extent];
        let mut add = |p: f64| {
            if !places.iter().any(|q| (q - p).abs() < marks.same) {
                places.push(p);
            }
        };
        let inside = |p: f64| p > -marks.same && p < marks.extent + marks.same;
        for s in &marks.stated {
            [s.from, s.to].into_iter().filter(|p| inside(*p)).for_each(&mut add);
        }
        marks.circles.iter().map(|c| c.center).filter(|p| inside(*p)).for_each(&mut add);
        marks.levels.iter().copied().filter(|p| inside(*p)).for_each(&mut add);
        let error = if marks.error > 0.0 { marks.error } else { 1.0 } / scale;
        let mut solver = Solver { known: vec![None; places.len()], places, scale, same: marks.same, error };
        solver.solve(marks);
        let mut knots: Vec<(f64, f64)> =
            solver.places.iter().zip(&solver.known).filter_map(|(p, k)| Some((*p, (*k)?))).collect();
        knots.sort_by(|a, b| a.0.total_cmp(&b.0));
        // Places run the same way in both measures.
        let mut kept: Vec<(f64, f64)> = Vec::new();
        let total = knots[knots.len() - 1].1;
        for knot in knots {
            if kept.last().is_none_or(|k| knot.1 > k.1 + 1e-6) && (knot.1 < total || knot.0 >= marks.extent) {
                kept.push(knot);
            }
        }
        Self { knots: kept }
    }

    /// The length of the part.
    pub(super) fn total(&self) -> f64 {
        self.knots[self.knots.len() - 1].1
    }

    /// Exact places in millimetres.
    pub(super) fn places(&self) -> impl Iterator<Item = f64> + '_ {
        self.knots.iter().map(|k| k.1)
    }

    /// Exact places in pixels.
    pub(super) fn marks(&self) -> impl Iterator<Item = f64> + '_ {
        self.knots.iter().map(|k| k.0)
    }

    /// The exact place at a place in pixels, when it is nearer than a limit.
    pub(super) fn near(&self, px: f64, limit: f64) -> Option<f64> {
        let off = |k: &&(f64, f64)| (k.0 - px).abs();
        self.knots.iter().filter(|k| off(k) < limit).min_by(|a, b| off(a).total_cmp(&off(b))).map(|k| k.1)
    }

    /// The same places, measured by an even scale in pixels a millimetre.
    pub(super) fn even(&self, scale: f64) -> Self {
        Self { knots: self.knots.iter().map(|k| (k.1 * scale, k.1)).collect() }
    }

    pub(super) fn mm(&self, px: f64) -> f64 {
        mapped(self.knots.iter().copied(), px)
    }

    pub(super) fn px(&self, mm: f64) -> f64 {
        mapped(self.knots.iter().map(|k| (k.1, k.0)), mm)
    }
}

/// Linear between knots and beyond them.
fn mapped(knots: impl Iterator<Item = (f64, f64)>, x: f64) -> f64 {
    let mut before: Option<(f64, f64)> = None;
    let mut piece = None;
    for knot in knots {
        if let Some(b) = before {
            piece = Some((b, knot));
            if x < knot.0 {
                break;
            }
        }
        before = Some(knot);
    }
    match piece {
        Some((a, b)) => a.1 + (x - a.0) * (b.1 - a.1) / (b.0 - a.0).max(1e-9),
        None => x,
    }
}

struct Solver {
    places: Vec<f64>,
    known: Vec<Option<f64>>,
    scale: f64,
    same: f64,
    /// Millimetres by which a place may be off.
    error: f64,
}

impl Solver {
    fn at(&self, px: f64) -> Option<usize> {
        let near = |i: &usize| (self.places[*i] - px).abs();
        (0..self.places.len()).filter(|i| near(i) < self.same).min_by(|a, b| near(a).total_cmp(&near(b)))
    }

    fn set(&mut self, px: f64, mm: f64) -> bool {
        match self.at(px) {
            Some(i) if self.known[i].is_none() => {
                self.known[i] = Some(tidy(mm));
                true
            }
            _ => false,
        }
    }

    fn get(&self, px: f64) -> Option<f64> {
        self.known[self.at(px)?]
    }

    fn solve(&mut self, marks: &Marks) {
        let extent = marks.extent;
        self.known[0] = Some(0.0);
        self.follow(marks);
        // A circle may be as wide as the part.
        for circle in &marks.circles {
            if let Some(d) = circle.diameter
                && (2.0 * circle.radius - extent).abs() < 2.0 * self.same
            {
                self.set(extent, d);
            }
        }
        // Lengths across the middle.
        self.follow(marks);
        if self.known[1].is_none() {
            // A loose chain of lengths that ends at the high end does not help; the scale does.
            self.known[1] = Some(sensible(extent / self.scale, 0.9 * self.error));
        }
        self.follow(marks);
        let total = self.known[1].unwrap_or(extent / self.scale);
        for s in &marks.stated {
            if (s.from + s.to - extent).abs() < 2.0 * self.same {
                self.set(s.from, 0.5 * (total - s.value));
                self.set(s.to, 0.5 * (total + s.value));
            }
        }
        self.follow(marks);
        self.mirror(extent, total);
        // Loose lengths: their middle is where it was measured.
        let mut loose: Vec<Stated> = marks.stated.clone();
        loose.sort_by(|a, b| b.value.total_cmp(&a.value));
        for s in loose {
            if self.get(s.from).is_none() && self.get(s.to).is_none() {
                let from = 0.5 * (self.rough(s.from) + self.rough(s.to) - s.value);
                self.set(s.from, sensible(from, 1.2 * self.error));
                self.follow(marks);
            }
        }
        self.mirror(extent, total);
        for circle in &marks.circles {
            if let Some((middle, off)) = circle.bolt
                && let Some(mm) = self.get(middle)
            {
                self.set(circle.center, mm + off);
            }
        }
        for circle in &marks.circles {
            if self.get(circle.center).is_none() {
                let mm = self.rough(circle.center);
                self.set(circle.center, sensible(mm, self.error));
            }
        }
        for circle in &marks.circles {
            if let (Some(middle), Some(d)) = (self.get(circle.center), circle.diameter) {
                self.set(circle.center - circle.radius, middle - d / 2.0);
                self.set(circle.center + circle.radius, middle + d / 2.0);
            }
        }
        self.mirror(extent, total);
        for i in 0..self.places.len() {
            if self.known[i].is_none() {
                let mm = self.rough(self.places[i]);
                self.known[i] = Some(sensible(mm, self.error));
                self.mirror(extent, total);
            }
        }
    }

    /// Known places and lengths give others.
    fn follow(&mut self, marks: &Marks) {
        let mut is_changed = true;
        while is_changed {
            is_changed = false;
            for s in &marks.stated {
                match (self.get(s.from), self.get(s.to)) {
                    (Some(from), None) => is_changed |= self.set(s.to, from + s.value),
                    (None, Some(to)) => is_changed |= self.set(s.from, to - s.value),
                    _ => {}
                }
            }
        }
    }

    fn mirror(&mut self, extent: f64, total: f64) {
        self.set(extent / 2.0, total / 2.0);
        for i in 0..self.places.len() {
            if self.known[i].is_none()
                && let Some(mm) = self.get(extent - self.places[i])
            {
                self.known[i] = Some(tidy(total - mm));
            }
        }
    }

    /// The place by the nearest known places and the scale.
    fn rough(&self, px: f64) -> f64 {
        let known = |i: usize| self.known[i].map(|mm| (self.places[i], mm));
        let below =
            (0..self.places.len()).filter_map(known).filter(|k| k.0 <= px).max_by(|a, b| a.0.total_cmp(&b.0));
        let above =
            (0..self.places.len()).filter_map(known).filter(|k| k.0 > px).min_by(|a, b| a.0.total_cmp(&b.0));
        match (below, above) {
            (Some(a), Some(b)) if b.0 - a.0 > 1e-6 => a.1 + (px - a.0) * (b.1 - a.1) / (b.0 - a.0),
            (Some(a), _) => a.1 + (px - a.0) / self.scale,
            (None, Some(b)) => b.1 - (b.0 - px) / self.scale,
            (None, None) => px / self.scale,
        }
    }
}

/// A length as an engineer would have written it, as far as the measurement leaves it open.
pub(super) fn sensible(mm: f64, tolerance: f64) -> f64 {
    for grid in [1.0, 0.5, 0.1] {
        let rounded = (mm / grid).round() * grid;
        if (rounded - mm).abs() <= tolerance.min(grid * 0.35) {
            return tidy(rounded);
        }
    }
    // What is measured exactly is not rounded away.
    let grid = if tolerance < 2e-3 { 1e-3 } else { 0.1 };
    tidy((mm / grid).round() * grid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_place_what_they_name_and_what_mirrors_it() {
        let marks = Marks {
            same: 2.6,
            error: 1.0,
            extent: 201.0,
            stated: vec![
                Stated { from: 0.4, to: 201.3, value: 100.0 },
                Stated { from: 40.5, to: 160.9, value: 60.2 },
            ],
            levels: vec![20.2, 180.6, 100.9],
            circles: vec![Across { center: 40.5, radius: 6.2, diameter: Some(6.0), bolt: None }],
        };
        let axis = Axis::new(&marks, 2.0);
        assert_eq!(axis.places().collect::<Vec<_>>(), [0.0, 10.0, 19.9, 50.0, 80.1, 90.0, 100.0]);
        assert!((axis.mm(axis.px(33.3)) - 33.3).abs() < 1e-9);
    }

    #[test]
    fn a_part_without_lengths_has_those_of_the_scale() {
        let marks = Marks { same: 2.6, extent: 81.1, levels: vec![30.1], ..Marks::default() };
        let axis = Axis::new(&marks, 2.0);
        assert_eq!(axis.places().collect::<Vec<_>>(), [0.0, 15.0, 40.5]);
    }
}
