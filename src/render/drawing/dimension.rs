//! Which sizes are written, and where: overall sizes outermost, steps inside of them, circles with
//! leaders, bolt circles and rows of holes by their spacing.

use std::collections::BTreeSet;

use super::figure::{Facing, Figure, Noted, NotedKind};
use super::pen::{self, Line, Pen};

type Point = [f32; 2];

/// Sizes that are written already: axis, from and to in twentieths.
pub(super) type Said = BTreeSet<(u8, i64, i64)>;

/// Rows of dimensions on one side of a view.
const ROWS: usize = 4;
/// Levels of a view along one axis that are still steps.
const MOST_LEVELS: usize = 12;
/// Pixels from the view to the first row and between rows.
const ROW_PX: f32 = 19.0;

/// A size along an axis that waits for its row.
struct Span {
    from: f32,
    to: f32,
    /// Where the extension lines begin across the axis.
    starts: [f32; 2],
    text: String,
    noted: Noted,
}

/// Writes the dimensions of a view and tells which.
pub(super) fn write(pen: &mut Pen, figure: &Figure, said: &mut Said, scale: f64) -> Vec<Noted> {
    let mut noted = Vec::new();
    let bolts = bolt_circles(figure);
    for axis in [0, 1] {
        let spans = spans(figure, &bolts, axis, said, scale);
        for (row, span) in spans.iter().enumerate() {
            draw_span(pen, figure, span, axis, row);
            noted.push(span.noted);
        }
    }
    diameters(pen, figure, &bolts, scale, &mut noted);
    noted
}

/// The sizes along one axis of the view, the shortest first.
fn spans(figure: &Figure, bolts: &[BoltCircle], axis: usize, said: &mut Said, scale: f64) -> Vec<Span> {
    let name = figure.axes[axis];
    let (low, high) = (figure.low[axis], figure.high[axis]);
    let eps = (high - low).abs().max(1e-6) * 2e-3;
    let across = 1 - axis;
    let border = figure.low[across];
    let mut spans: Vec<Span> = Vec::new();
    let mut add =
        |from: f32, to: f32, starts: [f32; 2], text: Option<String>, kind, value: f32, count, is_hidden| {
            let key = |v: f32| (f64::from(v) * 20.0).round() as i64;
            if to - from > eps && said.insert((name, key(from), key(to))) {
                let value = f64::from(value) * scale;
                let text = text.unwrap_or_else(|| number(value));
                let noted = Noted { kind, value: rounded(value), count, axis: Some(name), is_hidden };
                spans.push(Span { from, to, starts, text, noted });
            }
        };
    // The size of a round part is its diameter, where the circle is seen.
    let middle = (low + high) / 2.0;
    let is_round = figure.rounds.iter().any(|round| {
        round.is_full
            && (round.center[axis] - middle).abs() < eps
            && (2.0 * round.radius - (high - low)).abs() < 2.0 * eps
    });
    if !is_round {
        add(low, high, [border; 2], None, NotedKind::Overall, high - low, 1, false);
    }
    // Rows of circles.
    let is_bolt = |round: &Facing| bolts.iter().any(|bolt| bolt.holds(round));
    let holes: Vec<&Facing> =
        figure.rounds.iter().filter(|round| (round.is_full || round.is_half) && !is_bolt(round)).collect();
    let mut radii: Vec<f32> = holes.iter().map(|round| round.radius).collect();
    radii.sort_by(f32::total_cmp);
    radii.dedup_by(|a, b| (*a - *b).abs() < eps);
    for radius in radii {
        // Circles of one size belong together.
        let alike = holes.iter().filter(|round| (round.radius - radius).abs() < eps);
        let mut centers: Vec<(f32, f32, bool)> =
            alike.map(|round| (round.center[axis], round.center[across], round.is_seen)).collect();
        centers.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        centers.dedup_by(|a, b| (a.0 - b.0).abs() < eps);
        let (Some(first), Some(last)) = (centers.first().copied(), centers.last().copied()) else { continue };
        let gaps: Vec<f32> = centers.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
        let is_even = gaps.iter().all(|gap| (gap - gaps[0]).abs() < eps);
        if is_even && gaps.len() > 1 {
            let count = gaps.len() as u32;
            let each = rounded(f64::from(gaps[0]) * scale);
            let text = format!("{count}x{}={}", number(each), number(f64::from(last.0 - first.0) * scale));
            let starts = [first.1, last.1];
            add(first.0, last.0, starts, Some(text), NotedKind::Spacing, gaps[0], count, !first.2);
        } else {
            for pair in centers.windows(2).take(3) {
                let starts = [pair[0].1, pair[1].1];
                let gap = pair[1].0 - pair[0].0;
                add(pair[0].0, pair[1].0, starts, None, NotedKind::Spacing, gap, 1, !pair[0].2);
            }
        }
        let is_centered = (first.0 + last.0 - low - high).abs() < 2.0 * eps;
        if !is_centered {
            add(low, first.0, [border, first.1], None, NotedKind::Place, first.0 - low, 1, !first.2);
        }
    }
    // Steps: from the border they are nearer to, so that the numbers are those of the part.
    // More levels than that are teeth, whose number and diameter say more.
    let levels: &[f32] = if figure.levels[axis].len() > MOST_LEVELS { &[] } else { &figure.levels[axis] };
    for level in levels.iter().copied().filter(|l| *l > low + eps && *l < high - eps) {
        let mirrored = low + high - level;
        let has_mirror = figure.levels[axis].iter().any(|l| (l - mirrored).abs() < eps);
        if has_mirror && (level - mirrored).abs() > eps {
            // A symmetrical pair is one size across the middle.
            let (from, to) = (level.min(mirrored), level.max(mirrored));
            add(from, to, [border; 2], None, NotedKind::Level, to - from, 1, false);
        } else {
            add(low, level, [border; 2], None, NotedKind::Level, level - low, 1, false);
        }
    }
    let overall: Vec<Span> = spans
        .iter()
        .position(|s| s.noted.kind == NotedKind::Overall)
        .map(|i| spans.remove(i))
        .into_iter()
        .collect();
    spans.sort_by(|a, b| (a.to - a.from).total_cmp(&(b.to - b.from)));
    spans.truncate(ROWS - overall.len());
    spans.extend(overall);
    spans
}

/// A dimension line with extension lines, arrows and its number.
fn draw_span(pen: &mut Pen, figure: &Figure, span: &Span, axis: usize, row: usize) {
    let across = 1 - axis;
    let point =
        |along: f32, other: f32| if axis == 0 { pen.at([along, other]) } else { pen.at([other, along]) };
    let border = point(span.from, figure.low[across])[across];
    let away = ROW_PX * (row as f32 + 1.0);
    // Below the view for lengths along it, left of it for heights.
    let line = if axis == 0 { border + away } else { border - away };
    let place = |along: f32| if axis == 0 { [along, line] } else { [line, along] };
    let ends = [point(span.from, span.starts[0]), point(span.to, span.starts[1])];
    for end in ends {
        let overshoot = if axis == 0 { 4.0 } else { -4.0 };
        let mut from = end;
        from[across] += overshoot * 0.75;
        let mut to = place(end[axis]);
        to[across] += overshoot;
        pen.polyline_px(&[from, to], Line::THIN);
    }
    let (a, b) = (place(ends[0][axis]), place(ends[1][axis]));
    let length = (b[axis] - a[axis]).abs();
    let forward = if axis == 0 { [1.0, 0.0] } else { [0.0, -1.0] };
    let back = [-forward[0], -forward[1]];
    let width = pen::text_width(&span.text);
    if length > width + 26.0 {
        pen.polyline_px(&[a, b], Line::THIN);
        pen.arrow(a, back);
        pen.arrow(b, forward);
        pen.text(&span.text, [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0], axis == 1);
    } else {
        // Arrows from outside, the number beyond the far end.
        let reach = |p: Point, d: Point, by: f32| [p[0] + d[0] * by, p[1] + d[1] * by];
        pen.polyline_px(&[reach(a, back, 14.0), reach(b, forward, 12.0)], Line::THIN);
        pen.arrow(a, forward);
        pen.arrow(b, back);
        pen.text(&span.text, reach(b, forward, 15.0 + width / 2.0), axis == 1);
    }
}

/// Circles of one size evenly on a circle.
struct BoltCircle {
    center: Point,
    radius: f32,
    hole: f32,
    count: u32,
}

impl BoltCircle {
    fn holds(&self, round: &Facing) -> bool {
        let off = (round.center[0] - self.center[0]).hypot(round.center[1] - self.center[1]);
        (off - self.radius).abs() < self.radius * 5e-3 && (round.radius - self.hole).abs() < self.hole * 0.01
    }
}

/// Three or more circles of one size at even angles around the middle of the view.
fn bolt_circles(figure: &Figure) -> Vec<BoltCircle> {
    let mut found: Vec<BoltCircle> = Vec::new();
    let center = figure.middle();
    let off = |round: &Facing| [round.center[0] - center[0], round.center[1] - center[1]];
    for round in figure.rounds.iter().filter(|round| round.is_full || round.is_half) {
        let [x, y] = off(round);
        let circle = BoltCircle { center, radius: x.hypot(y), hole: round.radius, count: 0 };
        if circle.radius < round.radius || found.iter().any(|other| other.holds(round)) {
            continue;
        }
        let mut angles: Vec<f32> = figure
            .rounds
            .iter()
            .filter(|other| (other.is_full || other.is_half) && circle.holds(other))
            .map(|other| {
                let [x, y] = off(other);
                y.atan2(x)
            })
            .collect();
        angles.sort_by(f32::total_cmp);
        let count = angles.len();
        let step = std::f32::consts::TAU / count as f32;
        let is_even = angles.windows(2).all(|pair| (pair[1] - pair[0] - step).abs() < 0.01);
        if count >= 3 && is_even && (count != 4 || is_square(figure)) {
            found.push(BoltCircle { count: count as u32, ..circle });
        }
    }
    found
}

/// Four holes of a square plate are rather a bolt circle where the plate is round.
fn is_square(figure: &Figure) -> bool {
    let middle = figure.middle();
    let half = (figure.high[0] - figure.low[0]) / 2.0;
    figure.rounds.iter().any(|round| {
        (round.center[0] - middle[0]).hypot(round.center[1] - middle[1]) < half * 0.01
            && (round.radius - half).abs() < half * 0.01
    })
}

/// Writes diameters and radii with leaders above the view.
fn diameters(pen: &mut Pen, figure: &Figure, bolts: &[BoltCircle], scale: f64, noted: &mut Vec<Noted>) {
    let mut groups: Vec<(Facing, u32, bool)> = Vec::new();
    for round in &figure.rounds {
        let same = groups.iter_mut().find(|(other, ..)| {
            other.is_full == round.is_full && (other.radius - round.radius).abs() < round.radius * 0.01
        });
        match same {
            Some((chosen, count, _)) => {
                *count += 1;
                // The leader goes to the one highest up on the right.
                let height = |r: &Facing| r.center[0] + 2.0 * r.center[1];
                if height(round) > height(chosen) + 1e-3 {
                    *chosen = *round;
                }
            }
            None => groups.push((*round, 1, false)),
        }
    }
    let mut labels: Vec<Label> = Vec::new();
    for bolt in bolts {
        pen.circle(bolt.center, bolt.radius, Line::CENTER);
        let (center, radius) = (bolt.center, bolt.radius);
        labels.push(label(center, radius, "⌀", NotedKind::BoltCircle, bolt.count, true, scale));
    }
    groups.sort_by(|a, b| b.1.cmp(&a.1).then(b.0.radius.total_cmp(&a.0.radius)));
    for (round, count, _) in &groups {
        let (kind, sign) =
            if round.is_full { (NotedKind::Diameter, "⌀") } else { (NotedKind::Radius, "R") };
        labels.push(label(round.center, round.radius, sign, kind, *count, round.is_seen, scale));
    }
    let top = pen.at(figure.high)[1];
    let rows = (((top - 20.0) / LABEL_PX) as usize + 1).min(LABELS);
    labels.truncate(rows);
    // The label whose circle reaches farthest to the right stands lowest, so that no leader crosses
    // the text of another.
    for label in &mut labels {
        let middle = pen.at(label.center);
        let radius = pen.pixels(label.radius);
        label.tip = [middle[0] + LEAN.sin() * radius, middle[1] - LEAN.cos() * radius];
    }
    labels.sort_by(|a, b| b.tip[0].total_cmp(&a.tip[0]).then(a.tip[1].total_cmp(&b.tip[1])));
    let mut rightmost = pen.side() - 24.0;
    for (i, label) in labels.iter_mut().enumerate() {
        let row = top - 14.0 - LABEL_PX * i as f32;
        let rise = (label.tip[1] - row).max(4.0);
        let x = (label.tip[0] + rise * LEAN.tan()).min(rightmost);
        rightmost = x - 7.0;
        label.end = [x, row];
        pen.polyline_px(&[label.tip, label.end, [x + 7.0, row]], Line::THIN);
        pen.arrow(label.tip, [label.tip[0] - x, label.tip[1] - row]);
    }
    for label in labels {
        let width = pen::text_width(&label.text);
        // Where the sheet ends the text stands on the other side of the leader.
        let is_left = label.end[0] + 10.0 + width > pen.side() - 3.0;
        let x = if is_left { label.end[0] - 4.0 - width / 2.0 } else { label.end[0] + 10.0 + width / 2.0 };
        pen.text(&label.text, [x, label.end[1]], false);
        noted.push(label.noted);
    }
}

/// Labels of one view at most.
const LABELS: usize = 7;
/// Pixels between labels.
const LABEL_PX: f32 = 15.5;
/// How far leaders lean to the right, in radians.
const LEAN: f32 = 0.5;

/// What is written at the end of a leader.
struct Label {
    center: Point,
    radius: f32,
    text: String,
    noted: Noted,
    /// Where the leader touches the circle and where it bends, in pixels.
    tip: Point,
    end: Point,
}

fn label(
    center: Point,
    radius: f32,
    sign: &str,
    kind: NotedKind,
    count: u32,
    is_seen: bool,
    scale: f64,
) -> Label {
    let size = if kind == NotedKind::Radius { 1.0 } else { 2.0 };
    let value = f64::from(radius * size) * scale;
    let times = if count > 1 && kind != NotedKind::BoltCircle { format!("{count}x") } else { String::new() };
    Label {
        center,
        radius,
        text: format!("{times}{sign}{}", number(value)),
        noted: Noted { kind, value: rounded(value), count, axis: None, is_hidden: !is_seen },
        tip: [0.0; 2],
        end: [0.0; 2],
    }
}

fn rounded(value: f64) -> f64 {
    let value = (value * 100.0).round() / 100.0;
    // Triangles give 5.9998 for 6.
    let near = (value * 10.0).round() / 10.0;
    if (value - near).abs() < 0.021 { near } else { value }
}

/// A number as it is written: at most two decimals.
fn number(value: f64) -> String {
    let text = format!("{:.2}", rounded(value));
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
