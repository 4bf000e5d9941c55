//! Loops of a section as shapes with rounded numbers.

use render::outline::{
    Circle, Guide, GuideOptions, Loop, Mask, Options, Role, Segment, SegmentOptions, loops,
};

use super::walls::Walls;
use crate::drawing::Drawing;
use crate::scan::{Frame, Scan, SectionGrid};

/// Typical distance of the line of half coverage from the wall, in units of the spacing of samples.
const BLUR: f64 = 0.4;

/// Rounds lengths to what an engineer would have written, as far as the measurement leaves it open.
#[derive(Clone, Debug)]
pub(in crate::sources) struct Rounding {
    tolerance: f64,
    /// Lengths that are known exactly, and places along each axis; of drawings only.
    lengths: Vec<f64>,
    places: [Vec<f64>; 3],
}

impl Rounding {
    /// A scan knows lengths to a share of its longest side.
    pub(in crate::sources) fn of(scan: &Scan) -> Self {
        let Some(drawing) = scan.drawing() else {
            let share = if scan.is_exact() { 8e-4 } else { 3e-3 };
            let tolerance = scan.bounds().longest() * share;
            return Self { tolerance, lengths: Vec::new(), places: [const { Vec::new() }; 3] };
        };
        Self {
            tolerance: scan.bounds().longest() * 4e-3,
            lengths: drawing.lengths().to_vec(),
            places: [0, 1, 2].map(|axis| drawing.places(axis)),
        }
    }

    /// Lengths that are known to so many units, of which none is known exactly.
    pub(in crate::sources) fn within(tolerance: f64) -> Self {
        Self { tolerance, lengths: Vec::new(), places: [const { Vec::new() }; 3] }
    }

    /// A place in a plane.
    pub(in crate::sources) fn flat(&self, frame: &Frame, p: [f64; 2]) -> [f64; 2] {
        [0, 1].map(|i| self.place_along(frame.across[i], p[i]))
    }

    /// A height along the normal of a plane.
    pub(in crate::sources) fn height(&self, frame: &Frame, height: f64) -> f64 {
        let mut p = frame.point([0.0; 2], height);
        p[frame.axis] = self.place_along(frame.axis, p[frame.axis]);
        frame.height(p) + 0.0
    }

    /// A place along an axis of the part: a known one where one is near.
    fn place_along(&self, axis: usize, value: f64) -> f64 {
        nearest(&self.places[axis], value, 1.6 * self.tolerance).unwrap_or_else(|| self.place(value))
    }

    /// Whether places are known.
    pub(in crate::sources) fn is_stated(&self) -> bool {
        !self.places[0].is_empty()
    }

    /// How far a length may be off, in millimetres.
    pub(in crate::sources) fn tolerance(&self) -> f64 {
        self.tolerance
    }

    /// A coordinate: whole and half millimetres first, then tenths, then hundredths.
    pub(in crate::sources) fn place(&self, value: f64) -> f64 {
        for grid in [1.0, 0.5, 0.25, 0.1, 0.05, 0.01] {
            let rounded = (value / grid).round() * grid;
            // A coarse grid always has something near; it must be near by its own measure, too.
            if (rounded - value).abs() <= self.tolerance.min(grid * 0.3) {
                return if rounded == 0.0 { 0.0 } else { (rounded * 1e4).round() / 1e4 };
            }
        }
        (value * 1e5).round() / 1e5
    }

    /// A length; never rounded to nothing.
    pub(in crate::sources) fn length(&self, value: f64) -> f64 {
        let near = (1.6 * self.tolerance).min(0.03 * value).max(0.4 * self.tolerance);
        if let Some(known) = nearest(&self.lengths, value, near) {
            return known;
        }
        let rounded = self.place(value);
        if rounded > 0.0 { rounded } else { (value * 1e6).round().max(1.0) / 1e6 }
    }
}

/// The known value nearest to another, when it is no farther than a limit.
pub(in crate::sources) fn nearest(known: &[f64], value: f64, limit: f64) -> Option<f64> {
    let off = |k: &f64| (k - value).abs();
    known.iter().copied().filter(|k| off(k) <= limit).min_by(|a, b| off(a).total_cmp(&off(b)))
}

/// A closed outline in millimetres.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::sources) enum Shape {
    /// A circle.
    Circle { center: [f64; 2], diameter: f64 },
    /// A rectangle along the axes, its corners rounded where the radius is positive.
    Rectangle { center: [f64; 2], size: [f64; 2], corner: f64 },
    /// A slot: its whole length, its width, and the angle of its length in degrees.
    Slot { center: [f64; 2], length: f64, width: f64, angle: f64 },
    /// Lines and arcs.
    Path { start: [f64; 2], pieces: Vec<Piece> },
}

/// A piece of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::sources) enum Piece {
    Line([f64; 2]),
    Arc([f64; 2], [f64; 2]),
}

/// The loops of a section of a closed mesh.
pub(in crate::sources) fn shapes(mask: &[u8], grid: &SectionGrid, rounding: &Rounding) -> Vec<(Role, Shape)> {
    let exact = Options {
        circle_tolerance_px: 0.5,
        least_area_px: 14.0,
        segments: Some(SegmentOptions::default()),
        ..Options::default()
    };
    let mask = Mask { coverage: mask, width: grid.width, height: grid.height };
    loops(&mask, &exact).iter().map(|l| (l.role, shape(l, grid, rounding))).collect()
}

/// The loops of a section of a drawing, along the lines and circles of its views and along known places.
pub(super) fn shapes_of_drawing(
    drawing: &Drawing,
    mask: &[u8],
    grid: &SectionGrid,
    rounding: &Rounding,
) -> Vec<(Role, Shape)> {
    let free = SegmentOptions { noise_px: 0.65, ..SegmentOptions::default() };
    let options =
        Options { circle_tolerance_px: 1.0, least_area_px: 14.0, segments: Some(free), ..Options::default() };
    let lines = drawing.straight(&grid.frame);
    let guides: Vec<Guide> = lines
        .iter()
        .map(|line| Guide::Line { from: grid.pixel(line[0]), to: grid.pixel(line[1]) })
        .chain(drawing.circles(&grid.frame).iter().map(|circle| {
            Guide::Circle(Circle { center: grid.pixel(circle.center), radius: circle.radius / grid.cell })
        }))
        .collect();
    let following = GuideOptions { blur_px: 0.6, price: 7.0, none: 7.0, free };
    let mask = Mask { coverage: mask, width: grid.width, height: grid.height };
    let mut found = loops(&mask, &options);
    found.iter_mut().for_each(|l| l.follow(&guides, &following));
    found.iter().map(|l| (l.role, shape(l, grid, rounding))).collect()
}

/// The loops of a section of a cloud, along its walls where there are any; `spacing` is the distance of its
/// samples.
pub(in crate::sources) fn shapes_along(
    walls: &Walls,
    mask: &[u8],
    grid: &SectionGrid,
    rounding: &Rounding,
    spacing: f64,
) -> Vec<(Role, Shape)> {
    let free =
        SegmentOptions { noise_px: 0.45, line_price: 30.0, arc_price: 45.0, ..SegmentOptions::default() };
    let options =
        Options { tolerance_px: 1.0, circle_tolerance_px: 1.0, least_area_px: 10.0, segments: Some(free) };
    let guides: Vec<Guide> = walls
        .straight
        .iter()
        .map(|wall| {
            // A wall reaches farther than its points, as half a spacing in the mean.
            let [a, b] = wall.ends;
            let length = (b[0] - a[0]).hypot(b[1] - a[1]).max(1e-9);
            let more = [0, 1].map(|i| (b[i] - a[i]) / length * spacing);
            let pixel = |p: [f64; 2], sign: f64| grid.pixel([p[0] + sign * more[0], p[1] + sign * more[1]]);
            Guide::Line { from: pixel(a, -1.0), to: pixel(b, 1.0) }
        })
        .chain(walls.round.iter().map(|wall| {
            Guide::Circle(Circle { center: grid.pixel(wall.center), radius: wall.radius / grid.cell })
        }))
        .collect();
    let following = GuideOptions { blur_px: BLUR * spacing / grid.cell, price: 6.0, none: 6.0, free };
    let mask = Mask { coverage: mask, width: grid.width, height: grid.height };
    let mut found = loops(&mask, &options);
    found.iter_mut().for_each(|l| l.follow(&guides, &following));
    found.iter().map(|l| (l.role, shape(l, grid, rounding))).collect()
}

/// A loop in the squares of a grid.
pub(in crate::sources) fn shape(found: &Loop, grid: &SectionGrid, rounding: &Rounding) -> Shape {
    let place = |p: [f64; 2]| rounding.flat(&grid.frame, grid.place(p[0], p[1]));
    if let Some(circle) = found.circle {
        return Shape::Circle {
            center: place(circle.center),
            diameter: rounding.length(2.0 * circle.radius * grid.cell),
        };
    }
    if found.segments.len() < 2 {
        let mut points = found.points.iter().map(|p| place(*p));
        let start = points.next().unwrap_or_default();
        return Shape::Path { start, pieces: points.map(Piece::Line).collect() };
    }
    rectangle(&found.segments, grid, rounding)
        .or_else(|| slot(&found.segments, grid, rounding))
        .unwrap_or_else(|| {
            // Circles of drawings are exact, so that a point halfway along one is, too.
            let halfway = |p: [f64; 2]| {
                if rounding.is_stated() {
                    grid.place(p[0], p[1]).map(|v| (v * 1e4).round() / 1e4)
                } else {
                    place(p)
                }
            };
            path(&found.segments, &place, &halfway)
        })
}

fn path(
    segments: &[Segment],
    place: &dyn Fn([f64; 2]) -> [f64; 2],
    halfway: &dyn Fn([f64; 2]) -> [f64; 2],
) -> Shape {
    let start = place(segments[segments.len() - 1].to());
    let mut pieces = Vec::with_capacity(segments.len());
    let mut last = start;
    for segment in segments {
        let to = place(segment.to());
        match segment {
            // Rounding may have drawn two corners together.
            _ if to == last => continue,
            Segment::Line { .. } => pieces.push(Piece::Line(to)),
            Segment::Arc { through, .. } => {
                let through = halfway(*through);
                if is_bent(last, through, to) {
                    pieces.push(Piece::Arc(through, to));
                } else {
                    pieces.push(Piece::Line(to));
                }
            }
        }
        last = to;
    }
    // The last line is drawn by closing.
    if pieces.len() > 2 && matches!(pieces.last(), Some(Piece::Line(_))) {
        pieces.pop();
    }
    Shape::Path { start, pieces }
}

/// Whether three points are no line.
fn is_bent(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> bool {
    let (u, v) = ([b[0] - a[0], b[1] - a[1]], [c[0] - a[0], c[1] - a[1]]);
    let cross = (u[0] * v[1] - u[1] * v[0]).abs();
    cross > 1e-6 + 1e-3 * (v[0] * v[0] + v[1] * v[1])
}

/// Four lines along the axes, with four equal arcs between them or none.
fn rectangle(segments: &[Segment], grid: &SectionGrid, rounding: &Rounding) -> Option<Shape> {
    let (mut low, mut high) = ([f64::MAX; 2], [f64::MIN; 2]);
    let mut lines = 0;
    let mut radii = Vec::new();
    let mut last = segments.last()?.to();
    for segment in segments {
        let to = segment.to();
        match segment {
            Segment::Line { .. } => {
                let (dx, dy) = ((to[0] - last[0]).abs(), (to[1] - last[1]).abs());
                if dx.min(dy) > 0.02 * dx.max(dy) {
                    return None;
                }
                for p in [last, to] {
                    for i in 0..2 {
                        low[i] = f64::min(low[i], p[i]);
                        high[i] = f64::max(high[i], p[i]);
                    }
                }
                lines += 1;
            }
            Segment::Arc { circle, .. } => radii.push(circle.radius),
        }
        last = to;
    }
    let radius = radii.iter().sum::<f64>() / radii.len().max(1) as f64;
    let is_even = radii.iter().all(|r| (r - radius).abs() < 0.15 * radius + 0.5);
    if lines != 4 || !(radii.is_empty() || radii.len() == 4) || !is_even {
        return None;
    }
    let corner = if radii.is_empty() { 0.0 } else { rounding.length(radius * grid.cell) };
    if rounding.is_stated() {
        // Both borders are known places; so are the middle and the size between them.
        let a = rounding.flat(&grid.frame, grid.place(low[0], high[1]));
        let b = rounding.flat(&grid.frame, grid.place(high[0], low[1]));
        let tidy = |v: f64| (v * 1e5).round() / 1e5 + 0.0;
        let size = [0, 1].map(|i| tidy(b[i] - a[i]));
        let center = [0, 1].map(|i| tidy(0.5 * (a[i] + b[i])));
        return (size[0] > 0.0 && size[1] > 0.0).then_some(Shape::Rectangle { center, size, corner });
    }
    let middle = grid.place(0.5 * (low[0] + high[0]), 0.5 * (low[1] + high[1]));
    Some(Shape::Rectangle {
        center: middle.map(|v| rounding.place(v)),
        size: [0, 1].map(|i| rounding.length((high[i] - low[i]) * grid.cell)),
        corner,
    })
}

/// Two parallel lines and two half circles.
fn slot(segments: &[Segment], grid: &SectionGrid, rounding: &Rounding) -> Option<Shape> {
    let arcs: Vec<_> = segments
        .iter()
        .filter_map(|s| if let Segment::Arc { circle, .. } = s { Some(*circle) } else { None })
        .collect();
    let [a, b] = arcs[..] else { return None };
    if segments.len() != 4 || (a.radius - b.radius).abs() > 0.1 * a.radius + 0.5 {
        return None;
    }
    let (dx, dy) = (b.center[0] - a.center[0], a.center[1] - b.center[1]);
    let radius = 0.5 * (a.radius + b.radius);
    // The lines must be as far apart as the arcs are wide, or it is no slot.
    let touch = segments.iter().zip(segments.iter().cycle().skip(1)).all(|(s, next)| {
        let Segment::Line { to } = next else { return true };
        let from = s.to();
        let length = (to[0] - from[0]).hypot(to[1] - from[1]);
        (length - dx.hypot(dy)).abs() < 0.12 * radius + 2.0
    });
    if !touch {
        return None;
    }
    let center = grid.place(0.5 * (a.center[0] + b.center[0]), 0.5 * (a.center[1] + b.center[1]));
    let angle = dy.atan2(dx).to_degrees();
    let angle = (angle.rem_euclid(180.0) * 10.0).round() / 10.0;
    let nearest = (angle / 15.0).round() * 15.0;
    Some(Shape::Slot {
        center: rounding.flat(&grid.frame, center),
        length: rounding.length((dx.hypot(dy) + 2.0 * radius) * grid.cell),
        width: rounding.length(2.0 * radius * grid.cell),
        angle: if (angle - nearest).abs() < 0.8 { nearest % 180.0 } else { angle },
    })
}

impl Shape {
    /// The corners of a polygon or of a rectangle with sharp corners; `None` for what has arcs.
    pub(in crate::sources) fn corners(&self) -> Option<Vec<[f64; 2]>> {
        match self {
            Self::Rectangle { center: [x, y], size: [w, h], corner } if *corner == 0.0 => {
                let (w, h) = (0.5 * w, 0.5 * h);
                Some(vec![[x - w, y - h], [x + w, y - h], [x + w, y + h], [x - w, y + h]])
            }
            Self::Path { start, pieces } => std::iter::once(Some(*start))
                .chain(pieces.iter().map(|piece| match piece {
                    Piece::Line(to) => Some(*to),
                    Piece::Arc(..) => None,
                }))
                .collect(),
            _ => None,
        }
    }

    /// Moves what lies near a line along an axis of the plane onto it, so that a profile closes there.
    pub(in crate::sources) fn pull_to_axis(&mut self, is_upright: bool, axis: f64, near: f64) {
        let i = usize::from(!is_upright);
        let pull = |p: &mut [f64; 2]| {
            if (p[i] - axis).abs() < near {
                p[i] = axis;
            }
        };
        match self {
            Self::Rectangle { center, size, corner } => {
                let low = center[i] - 0.5 * size[i];
                if (low - axis).abs() < near && *corner == 0.0 {
                    let high = center[i] + 0.5 * size[i];
                    size[i] = high - axis;
                    center[i] = 0.5 * (high + axis);
                }
            }
            Self::Path { start, pieces } => {
                pull(start);
                for piece in pieces {
                    match piece {
                        Piece::Line(to) => pull(to),
                        Piece::Arc(_, to) => pull(to),
                    }
                }
            }
            Self::Circle { .. } | Self::Slot { .. } => {}
        }
    }
}
