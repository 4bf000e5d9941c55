//! From strokes, words and views to a part: scale, exact places, views on these places, the body.

use std::sync::Arc;

use base::Cancel;

use super::axes::{Across, Axis, Marks, Stated};
use super::dimensions::{self, Dimension};
use super::guides::Guides;
use super::ideal::{Drawn, Exact, ExactRound, Measure};
use super::page::Page;
use super::regions::{Canvas, Class, MOVED, REACH, Regions};
use super::rounds::{self, Round};
use super::single::{self, Single};
use super::strokes::{Point, Strokes, distance};
use super::views::View;
use super::volume::{self, Face, Faces, Solid, Units};
use super::{Drawing, DrawingError, Written, WrittenKind, bolts, check, dashes, search};

/// Pixels of the longest side of the part in the views that are drawn anew, at least and at most.
const LONGEST: [f64; 2] = [700.0, 2000.0];
/// A written length without lines is that between two places when it differs by no more, as a share.
const VOTE: f64 = 0.008;
/// A view on exact places encloses at least so much of what it enclosed before, as a share.
const ENCLOSED: f64 = 0.9;

/// A sheet with its strokes, words and views.
pub(super) struct Sheet<'a> {
    pub(super) strokes: &'a Strokes,
    pub(super) written: &'a [Written],
    pub(super) views: Vec<View>,
    /// The hidden lines of each view.
    pub(super) hidden: Vec<Vec<Vec<Point>>>,
    /// How many groups of lines may be views; one view alone stands for itself.
    pub(super) found: usize,
    /// The scale and the sizes with their places, where the sheet tells them.
    pub(super) known: Option<(f64, Vec<Dimension>)>,
    /// Pixels by which strokes may be off.
    pub(super) error: f64,
}

/// A circle of a view, and its exact diameter where that is written.
struct Circle {
    view: usize,
    round: Round,
    diameter: Option<f64>,
    /// The middle of the bolt circle it lies on, and how far it is from there: pixels, millimetres.
    bolt: Option<[(f64, f64); 2]>,
}

/// The hidden lines of a view.
pub(super) fn hidden(page: &Page, strokes: &Strokes, view: &View) -> Vec<Vec<Point>> {
    if !strokes.has_two_widths {
        return Vec::new();
    }
    let mut canvas = Canvas::new(view.low, view.high);
    for stroke in view.strokes.iter().map(|i| &strokes.all[*i]) {
        canvas.draw(&stroke.points, Class::Seen);
        if stroke.is_closed {
            let n = stroke.points.len();
            canvas.draw(&[stroke.points[n - 1], stroke.points[0]], Class::Seen);
        }
    }
    dashes::hidden(&strokes.all, view.low, view.high, page, &canvas)
}

impl Sheet<'_> {
    /// Works out the part.
    pub(super) fn solved(mut self, cancel: &Cancel) -> Result<Drawing, DrawingError> {
        self.drop_crosses();
        let mut circles = self.circles();
        let radii: Vec<f64> = circles.iter().map(|c| c.round.radius).collect();
        let no_scale = || DrawingError::NoScale { views: self.views.len(), sizes: self.written.len() };
        let known = self.known.take();
        let (scale, dimensions) = known
            .or_else(|| dimensions::tie(self.strokes, self.written, &radii))
            .filter(|known| known.0.is_finite() && known.0 > 0.0)
            .ok_or_else(no_scale)?;
        let mut is_tied = vec![false; self.written.len()];
        dimensions.iter().for_each(|d| is_tied[d.written] = true);
        self.name_circles(&mut circles, scale, &mut is_tied);

        let single = if self.views.len() == 1 {
            let has_circles = circles.iter().any(|c| c.round.sweep > 5.2);
            let view = &self.views[0];
            let views = DrawingError::Views { views: self.found, sizes: self.written.len() };
            let single = Single::of(view, self.written, &dimensions, &is_tied, has_circles, self.near())
                .ok_or(views)?;
            self.views[0].seen = single.seen();
            Some(single)
        } else {
            None
        };

        // Pixels of the first view that shows an axis are the measure along it.
        let mut extents = [0.0; 3];
        for view in &self.views {
            let [a, b, _] = view.seen.axes();
            for (axis, k) in [(a, 0), (b, 1)] {
                if extents[axis] == 0.0 {
                    extents[axis] = view.high[k] - view.low[k];
                }
            }
        }
        match single {
            Some(Single::Plate { written }) => {
                extents[2] = self.written[written].value * scale;
                is_tied[written] = true;
            }
            // Across the axis the part is as deep as it is wide.
            Some(Single::Turned { axis: 0 }) => extents[2] = extents[1],
            Some(Single::Turned { .. }) => extents[1] = extents[0],
            None => {}
        }
        if extents.contains(&0.0) {
            return Err(DrawingError::Views { views: self.views.len(), sizes: self.written.len() });
        }
        self.find_bolts(&mut circles, extents, scale);
        let mut marks = self.marks(extents, &circles, &dimensions);
        self.vote(&mut marks, scale, &mut is_tied);
        match single {
            Some(Single::Plate { written }) => {
                let (to, value) = (extents[2], self.written[written].value);
                marks[2].stated.push(Stated { from: 0.0, to, value });
            }
            Some(Single::Turned { axis: 0 }) => marks[2] = marks[1].clone(),
            Some(Single::Turned { .. }) => marks[1] = marks[0].clone(),
            None => {}
        }
        let measured: [Axis; 3] = [0, 1, 2].map(|a| Axis::new(&marks[a], scale));
        let size = [0, 1, 2].map(|a| measured[a].total());
        let longest = size.iter().copied().fold(1e-9, f64::max);
        let measure = Measure {
            axes: &measured,
            extents,
            same: self.near(),
            error: self.error,
            old_scale: scale,
            scale: scale.clamp(LONGEST[0] / longest, LONGEST[1] / longest),
        };
        let exact: Vec<Exact> = (0..self.views.len()).map(|i| self.exact(i, &circles, &measure)).collect();
        let axes: [Axis; 3] = [0, 1, 2].map(|a| measured[a].even(measure.scale));
        let extents = size.map(|mm| mm * measure.scale);
        let guides = Guides::new(&exact);
        let mut lengths: Vec<f64> = self.written.iter().map(|w| w.value).collect();
        lengths.extend(self.written.iter().filter(|w| w.kind == WrittenKind::Radius).map(|w| 2.0 * w.value));
        lengths.extend(circles.iter().filter_map(|c| c.diameter));
        lengths.extend(exact.iter().flat_map(|e| &e.rounds).map(|r| 2.0 * r.radius));
        lengths.sort_by(f64::total_cmp);
        lengths.dedup();

        let mut faces: Faces = [const { None }; 3];
        for (index, exact) in exact.into_iter().enumerate() {
            let seen = exact.view.seen;
            let enclosed = self.enclosed(index);
            // Ends that were moved apart leave an outline open; they are looked for farther away then.
            let mut widest: Option<Regions> = None;
            for reach in [MOVED, REACH, 2.0 * REACH] {
                let found = regions(&exact, &measure, reach);
                let share = |regions: &Option<Regions>| regions.as_ref().map_or(0.0, Regions::enclosed);
                if share(&found) > share(&widest) {
                    widest = found;
                }
                if share(&widest) >= ENCLOSED * enclosed {
                    break;
                }
            }
            let regions = widest.ok_or(DrawingError::Open { view: seen.name() })?;
            faces[volume::looks_along(seen)] = Some(Face { view: exact.view, regions });
        }
        check(cancel)?;
        let units = Units::new(faces, extents).ok_or(DrawingError::TooMuch)?;
        let places = [0, 1, 2].map(|a| axes[a].marks().collect::<Vec<f64>>());
        let (is_solid, unexplained) = match single {
            Some(Single::Turned { axis }) => (turned(&units, axis), 0.0),
            _ => search::solve(&units, &places, cancel).ok_or(DrawingError::Cancelled)?,
        };
        if !is_solid.contains(&true) {
            return Err(DrawingError::NoBody);
        }
        let origin = [size[0] / 2.0, size[1] / 2.0, 0.0];
        Ok(Drawing {
            views: self.views.iter().map(|v| v.seen).collect(),
            written: self.written.to_vec(),
            tied: is_tied.iter().filter(|t| **t).count(),
            size,
            unexplained,
            turned: if let Some(Single::Turned { axis }) = single { Some(axis) } else { None },
            solid: Arc::new(Solid { units, is_solid, axes, origin }),
            lengths,
            guides: Arc::new(guides),
        })
    }

    /// Pixels within which places are one: thick lines are put down less exactly.
    fn near(&self) -> f64 {
        if self.error < 0.1 { 1.0 } else { f64::max(2.6, 0.62 * self.strokes.thick) }
    }

    /// The circles and arcs of all views.
    fn circles(&self) -> Vec<Circle> {
        let mut circles = Vec::new();
        for (index, view) in self.views.iter().enumerate() {
            let thick = view.strokes.iter().map(|i| &self.strokes.all[*i]);
            let lines = thick.map(|s| (s.points.as_slice(), s.is_closed, false));
            let dashed = self.hidden[index].iter().map(|p| (p.as_slice(), p.first() == p.last(), true));
            let found = rounds::rounds(lines.chain(dashed));
            let points: Vec<Point> = view
                .strokes
                .iter()
                .flat_map(|i| &self.strokes.all[*i].points)
                .chain(self.hidden[index].iter().flatten())
                .copied()
                .collect();
            let found = rounds::completed(found, &points);
            circles.extend(found.into_iter().map(|round| Circle {
                view: index,
                round,
                diameter: None,
                bolt: None,
            }));
        }
        circles
    }

    /// Short lines through the middle of a circle that end near it are its cross, not hidden lines.
    fn drop_crosses(&mut self) {
        for (view, hidden) in self.views.iter().zip(&mut self.hidden) {
            let strokes = view.strokes.iter().map(|i| &self.strokes.all[*i]);
            let points: Vec<Point> = strokes.clone().flat_map(|s| s.points.iter().copied()).collect();
            let lines = strokes.map(|s| (s.points.as_slice(), s.is_closed, false));
            let circles = rounds::completed(rounds::rounds(lines), &points);
            hidden.retain(|line| {
                let [Some(a), Some(b)] = [line.first().copied(), line.last().copied()] else { return false };
                let length = distance(a, b);
                let is_cross = |round: &Round| {
                    let c = round.center;
                    let off = ((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).abs();
                    let near = distance(a, c).min(distance(b, c));
                    round.sweep > 4.5
                        && off < 2.2 * length
                        && near < 1.25 * round.radius + 6.0
                        && length < 2.0 * round.radius + 40.0
                };
                length < 1.0 || !circles.iter().any(is_cross)
            });
        }
    }

    /// Gives circles the diameters that are written.
    fn name_circles(&self, circles: &mut [Circle], scale: f64, is_tied: &mut [bool]) {
        for (index, written) in self.written.iter().enumerate() {
            let wanted = match written.kind {
                WrittenKind::Diameter => written.value,
                WrittenKind::Radius => 2.0 * written.value,
                _ => continue,
            };
            let off = |c: &Circle, mm: f64| (2.0 * c.round.radius / scale - mm).abs();
            let limit = (0.03 * wanted).max(3.0 / scale);
            let nearest = circles.iter().map(|c| off(c, wanted)).fold(f64::MAX, f64::min);
            if nearest > limit {
                continue;
            }
            is_tied[index] = true;
            let near = nearest + 1.2 / scale;
            for circle in circles.iter_mut() {
                let is_better = circle.diameter.is_none_or(|d| off(circle, d) > off(circle, wanted));
                if off(circle, wanted) <= near && is_better {
                    circle.diameter = Some(wanted);
                }
            }
        }
    }

    /// Circles that lie evenly on a circle have their places from its diameter.
    fn find_bolts(&self, circles: &mut [Circle], extents: [f64; 3], scale: f64) {
        let diameters: Vec<f64> = self
            .written
            .iter()
            .filter(|w| matches!(w.kind, WrittenKind::Diameter | WrittenKind::Length))
            .map(|w| w.value)
            .collect();
        for (index, view) in self.views.iter().enumerate() {
            let [right, up, _] = view.seen.axes();
            let own: Vec<usize> = (0..circles.len())
                .filter(|i| circles[*i].view == index && circles[*i].round.sweep > 5.2)
                .collect();
            let places: Vec<(Point, f64)> = own
                .iter()
                .map(|i| {
                    let round = &circles[*i].round;
                    ([0, 1].map(|k| volume::on_axis(view, extents, k, round.center[k])), round.radius)
                })
                .collect();
            let middle = [extents[right] / 2.0, extents[up] / 2.0];
            for (member, center, off) in bolts::offsets(&places, middle, scale, &diameters, self.error) {
                circles[own[member]].bolt = Some([0, 1].map(|k| (center[k], off[k])));
            }
        }
    }

    /// Written lengths that no line was found for are those between two places that fit, where only one pair
    /// of places does; the whole part comes first.
    fn vote(&self, marks: &mut [Marks; 3], scale: f64, is_tied: &mut [bool]) {
        for (index, written) in self.written.iter().enumerate() {
            if is_tied[index] || written.kind != WrittenKind::Length {
                continue;
            }
            let wanted = written.value * scale;
            let limit = f64::max(2.5, VOTE * wanted);
            let shown = |axis: usize| {
                // Words that stand measure upwards; those that lie may do so, too.
                self.views.iter().any(|v| {
                    let [right, up, _] = v.seen.axes();
                    up == axis || (right == axis && !written.is_upright)
                })
            };
            let mut found: Vec<(usize, Stated)> = Vec::new();
            for axis in (0..3).filter(|a| shown(*a)) {
                let mark = &marks[axis];
                let is_known = |from: f64, to: f64| {
                    mark.stated
                        .iter()
                        .any(|s| (s.from - from).abs() < mark.same && (s.to - to).abs() < mark.same)
                };
                let mut places = vec![0.0, mark.extent];
                for p in mark.levels.iter().copied().chain(mark.circles.iter().map(|c| c.center)) {
                    if places.iter().all(|q| (q - p).abs() >= mark.same) {
                        places.push(p);
                    }
                }
                for from in &places {
                    for to in &places {
                        if to > from && (to - from - wanted).abs() < limit && !is_known(*from, *to) {
                            found.push((axis, Stated { from: *from, to: *to, value: written.value }));
                        }
                    }
                }
            }
            let is_whole = |(axis, s): &(usize, Stated)| s.from == 0.0 && s.to == marks[*axis].extent;
            if found.len() > 1 && found.iter().filter(|f| is_whole(f)).count() == 1 {
                found.retain(is_whole);
            }
            if let [(axis, stated)] = found[..] {
                marks[axis].stated.push(stated);
                is_tied[index] = true;
            }
        }
    }

    /// Share of a view that its lines enclose as they were drawn.
    fn enclosed(&self, index: usize) -> f64 {
        let view = &self.views[index];
        let mut canvas = Canvas::new(view.low, view.high);
        let strokes = || view.strokes.iter().map(|i| &self.strokes.all[*i]);
        for stroke in strokes() {
            canvas.draw(&stroke.points, Class::Seen);
            if let (true, [first, .., last]) = (stroke.is_closed, stroke.points.as_slice()) {
                canvas.draw(&[*last, *first], Class::Seen);
            }
        }
        for stroke in strokes() {
            canvas.close(
                &stroke.points,
                stroke.is_free.map(|free| if free { REACH } else { MOVED }),
                Class::Seen,
            );
        }
        canvas.regions().map_or(0.0, |regions| regions.enclosed())
    }

    /// A view on exact places.
    fn exact(&self, index: usize, circles: &[Circle], measure: &Measure<'_>) -> Exact {
        let view = &self.views[index];
        let rounds: Vec<(Round, ExactRound)> = circles
            .iter()
            .filter(|c| c.view == index)
            .map(|c| (c.round, measure.round(view, &c.round, c.diameter)))
            .collect();
        let seen: Vec<Drawn> = view
            .strokes
            .iter()
            .map(|i| &self.strokes.all[*i])
            .map(|s| Drawn { points: &s.points, is_closed: s.is_closed, is_free: s.is_free })
            .collect();
        let hidden: Vec<Drawn> = self.hidden[index]
            .iter()
            .map(|p| Drawn { points: p, is_closed: false, is_free: [true; 2] })
            .collect();
        measure.exact(view, &seen, &hidden, &rounds)
    }

    /// Everything that marks a place along the axes of the part.
    fn marks(&self, extents: [f64; 3], circles: &[Circle], dimensions: &[Dimension]) -> [Marks; 3] {
        let mut marks =
            extents.map(|extent| Marks { same: self.near(), extent, error: self.error, ..Marks::default() });
        for (index, view) in self.views.iter().enumerate() {
            let [a, b, _] = view.seen.axes();
            let place = |page_axis: usize, at: f64| volume::on_axis(view, extents, page_axis, at);
            let is_own = |stroke: usize| view.strokes.contains(&stroke);
            for line in self.strokes.lines.iter().filter(|l| is_own(l.stroke)) {
                // A line that stands marks a place along the axis to the right.
                let across = 1 - line.axis;
                marks[view.seen.axes()[across]].levels.push(place(across, line.at));
            }
            for line in &self.hidden[index] {
                for pair in line.windows(2) {
                    let d = [(pair[1][0] - pair[0][0]).abs(), (pair[1][1] - pair[0][1]).abs()];
                    for across in 0..2 {
                        if d[across] < 0.04 * d[1 - across] && d[1 - across] > 6.0 {
                            let at = 0.5 * (pair[0][across] + pair[1][across]);
                            marks[view.seen.axes()[across]].levels.push(place(across, at));
                        }
                    }
                }
            }
            for circle in circles.iter().filter(|c| c.view == index && c.round.sweep > 2.6) {
                for (axis, k) in [(a, 0), (b, 1)] {
                    marks[axis].circles.push(Across {
                        center: place(k, circle.round.center[k]),
                        radius: circle.round.radius * extents[axis] / (view.high[k] - view.low[k]),
                        diameter: circle.diameter,
                        bolt: circle.bolt.map(|bolt| bolt[k]),
                    });
                }
            }
        }
        let mut dimensions = dimensions.to_vec();
        dimensions.sort_by(|a, b| b.value.total_cmp(&a.value));
        for d in &dimensions {
            // The view that has both places, and is nearest to the line of the size.
            let has = |v: &&View| d.from > v.low[d.axis] - 6.0 && d.to < v.high[d.axis] + 6.0;
            let far = |v: &View| (v.low[1 - d.axis] - d.across).max(d.across - v.high[1 - d.axis]).max(0.0);
            let Some(view) = self.views.iter().filter(has).min_by(|a, b| far(a).total_cmp(&far(b))) else {
                continue;
            };
            let axis = view.seen.axes()[d.axis];
            let places = [d.from, d.to].map(|p| volume::on_axis(view, extents, d.axis, p));
            let (from, to) = (places[0].min(places[1]), places[0].max(places[1]));
            marks[axis].stated.push(Stated { from, to, value: d.value });
            if let WrittenKind::Row(_) = self.written[d.written].kind {
                let each = (to - from) / f64::from(self.written[d.written].count.max(1));
                for i in 0..self.written[d.written].count {
                    let low = from + f64::from(i) * each;
                    let value = self.written[d.written].value;
                    marks[axis].stated.push(Stated { from: low, to: low + each, value });
                }
            }
        }
        // Levels that are seen by many lines stand in their middle.
        for mark in &mut marks {
            mark.levels.sort_by(f64::total_cmp);
            let merged: Vec<f64> = mark
                .levels
                .chunk_by(|a, b| b - a < 2.0)
                .map(|group| group.iter().sum::<f64>() / group.len() as f64)
                .collect();
            mark.levels = merged;
        }
        marks
    }
}

/// Which units of a part turned about an axis are solid, from its only view.
fn turned(units: &Units, axis: usize) -> Vec<bool> {
    let (looks, is_lying) = if axis == 0 { (2, true) } else { (1, false) };
    let Some(face) = &units.faces[looks] else { return vec![false; units.regions_of.len()] };
    let is_material = single::material(&face.regions, is_lying);
    let unit = |(i, regions): (usize, &[u16; 3])| i > 0 && is_material[usize::from(regions[looks])];
    units.regions_of.iter().enumerate().map(unit).collect()
}

/// The regions of a view on exact places; ends that are not loose reach so far for other lines.
fn regions(exact: &Exact, measure: &Measure<'_>, moved: f64) -> Option<Regions> {
    let whole: Vec<(Vec<Point>, Class)> = exact
        .rounds
        .iter()
        .filter(|r| r.is_whole)
        .map(|r| (measure.circle(&exact.view, r), if r.is_hidden { Class::Hidden } else { Class::Seen }))
        .collect();
    // A circle that is cut off at the sides is wider than the view; it must not part what is outside.
    let (mut low, mut high) = (exact.view.low, exact.view.high);
    for p in whole.iter().flat_map(|(points, _)| points) {
        low = [0, 1].map(|k| low[k].min(p[k]));
        high = [0, 1].map(|k| high[k].max(p[k]));
    }
    let mut canvas = Canvas::new(low, high);
    for (points, _) in &exact.seen {
        canvas.draw(points, Class::Seen);
    }
    for (points, is_free) in &exact.seen {
        canvas.close(points, is_free.map(|free| if free { REACH.max(moved) } else { moved }), Class::Seen);
    }
    for line in &exact.hidden {
        canvas.draw(line, Class::Hidden);
    }
    for line in &exact.hidden {
        canvas.close(line, [REACH; 2], Class::Hidden);
    }
    // A stroke of a whole circle may have a gap where another one crosses it.
    for (points, class) in &whole {
        canvas.draw(points, *class);
    }
    canvas.regions()
}
