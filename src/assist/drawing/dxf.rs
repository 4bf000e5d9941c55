//! Views and sizes of a DXF document, as exact strokes.
//!
//! A document is a list of pairs: the number of a group, and a value. Read are LINE, ARC, CIRCLE, LWPOLYLINE and
//! POLYLINE of the model space, and the points and texts of DIMENSION; what a line is follows from its line
//! type, or that of its layer: dashed ones are hidden, dash-dotted ones centre lines, which say nothing.
//! Blocks, splines, hatches, texts and paper space are passed over.

use std::collections::HashMap;
use std::f64::consts::TAU;

use super::dimensions::Dimension;
use super::strokes::{Line, Point, Stroke, Strokes};
use super::text::parse;
use super::{DrawingError, Written, WrittenKind};

/// Pixels of the longer side of the sheet that strokes are measured in.
const SIDE: f64 = 3000.0;
/// Entities at most.
const MOST: usize = 100_000;
/// Names of layers and parts of names on which nothing of a view lies.
const BESIDE: [&str; 9] = ["CENT", "DIM", "SIZE", "TEXT", "TITLE", "FRAME", "BORDER", "DEFPOINTS", "NOTE"];

/// A document as strokes.
pub(super) struct Document {
    pub(super) strokes: Strokes,
    /// Hidden lines.
    pub(super) hidden: Vec<Vec<Point>>,
    pub(super) written: Vec<Written>,
    /// Pixels a millimetre, and the sizes with their places.
    pub(super) known: (f64, Vec<Dimension>),
    /// Width and height in pixels.
    pub(super) page: [usize; 2],
}

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Seen,
    Hidden,
    Other,
}

/// A size of the document: what it is of, its value, and the places it runs between.
struct Size {
    kind: WrittenKind,
    value: f64,
    count: u32,
    text: String,
    ends: Option<(usize, [Point; 2])>,
    at: Point,
}

/// An entity: its kind and its pairs.
struct Entity<'a> {
    kind: &'a str,
    pairs: Vec<(i32, &'a str)>,
}

impl Entity<'_> {
    fn text(&self, code: i32) -> Option<&str> {
        self.pairs.iter().find(|p| p.0 == code).map(|p| p.1)
    }

    fn numbers(&self, code: i32) -> impl Iterator<Item = f64> + '_ {
        let own = self.pairs.iter().filter(move |p| p.0 == code);
        own.filter_map(|p| p.1.parse::<f64>().ok()).filter(|v| v.is_finite() && v.abs() < 1e7)
    }

    fn number(&self, code: i32) -> Option<f64> {
        self.numbers(code).next()
    }

    fn point(&self, code: i32) -> Option<Point> {
        Some([self.number(code)?, self.number(code + 10)?])
    }
}

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Document, DrawingError> {
    let text = String::from_utf8_lossy(bytes);
    let entities = entities(&text).ok_or(DrawingError::NotDxf)?;
    let mut types: HashMap<String, String> = HashMap::new();
    for layer in entities.iter().filter(|e| e.kind == "LAYER") {
        if let (Some(name), Some(line)) = (layer.text(2), layer.text(6)) {
            types.insert(name.to_uppercase(), line.to_uppercase());
        }
    }
    // Inches by the unit of the document.
    let units = entities.iter().find(|e| e.kind == "$INSUNITS").and_then(|e| e.number(70));
    let unit = if units == Some(1.0) { 25.4 } else { 1.0 };
    let mut curves: Vec<(Kind, Vec<Point>, bool)> = Vec::new();
    let mut sizes: Vec<Size> = Vec::new();
    let mut index = 0;
    while index < entities.len() {
        let entity = &entities[index];
        index += 1;
        if entity.number(67) == Some(1.0) {
            continue;
        }
        let kind = kind(entity, &types);
        let curve = match entity.kind {
            "LINE" => entity.point(10).zip(entity.point(11)).map(|(a, b)| (vec![a, b], false)),
            "CIRCLE" => round(entity, 0.0, TAU).map(|points| (points, true)),
            "ARC" => {
                let angle = |code| entity.number(code).unwrap_or(0.0).to_radians();
                let (from, to) = (angle(50), angle(51));
                round(entity, from, from + (to - from).rem_euclid(TAU)).map(|points| (points, false))
            }
            "LWPOLYLINE" => Some(polyline(light_corners(entity), entity.number(70))),
            "POLYLINE" => {
                let mut corners = Vec::new();
                while entities.get(index).is_some_and(|e| e.kind == "VERTEX") {
                    let vertex = &entities[index];
                    corners.extend(vertex.point(10).map(|p| (p, vertex.number(42).unwrap_or(0.0))));
                    index += 1;
                }
                Some(polyline(corners, entity.number(70)))
            }
            "DIMENSION" => {
                sizes.extend(size(entity));
                None
            }
            _ => None,
        };
        if let Some((points, is_closed)) = curve.filter(|c| kind != Kind::Other && c.0.len() > 1) {
            curves.push((kind, points, is_closed));
        }
    }
    sheet(&curves, &sizes, unit).ok_or(DrawingError::Empty)
}

/// All entities, layers and the variable of the unit, in the order of the file.
fn entities(text: &str) -> Option<Vec<Entity<'_>>> {
    let mut lines = text.lines();
    let mut found: Vec<Entity> = Vec::new();
    let mut section = "";
    while let Some(code) = lines.next() {
        let (Ok(code), Some(value)) = (code.trim().parse::<i32>(), lines.next()) else { break };
        let value = value.trim();
        match (code, value) {
            (0, "EOF") => return Some(found),
            (0, "SECTION") => section = "?",
            (2, name) if section == "?" => section = name,
            (0, "ENDSEC") => section = "",
            (9, "$INSUNITS") => found.push(Entity { kind: value, pairs: Vec::new() }),
            (9, _) => found.push(Entity { kind: "", pairs: Vec::new() }),
            (0, _) if matches!(section, "ENTITIES" | "TABLES") => {
                found.push(Entity { kind: value, pairs: Vec::new() });
            }
            _ if matches!(section, "ENTITIES" | "TABLES" | "HEADER") => {
                found.last_mut()?.pairs.push((code, value));
            }
            _ => {}
        }
        if found.len() > MOST {
            return None;
        }
    }
    None
}

fn kind(entity: &Entity<'_>, types: &HashMap<String, String>) -> Kind {
    let layer = entity.text(8).unwrap_or("0").to_uppercase();
    let own = entity.text(6).map(str::to_uppercase).filter(|t| t != "BYLAYER" && t != "BYBLOCK");
    let line = own.or_else(|| types.get(&layer).cloned()).unwrap_or_default();
    let has = |text: &str, names: &[&str]| names.iter().any(|name| text.contains(name));
    if has(&line, &["CENTER", "DASHDOT", "PHANTOM", "DIVIDE", "DOT"]) || has(&layer, &BESIDE) {
        Kind::Other
    } else if has(&line, &["HIDDEN", "DASH"]) || has(&layer, &["HIDDEN", "DASHED"]) {
        Kind::Hidden
    } else {
        Kind::Seen
    }
}

/// Points of an arc about the middle of an entity.
fn round(entity: &Entity<'_>, from: f64, to: f64) -> Option<Vec<Point>> {
    let (center, radius) = (entity.point(10)?, entity.number(40).filter(|r| *r > 0.0)?);
    let steps = ((to - from) / TAU * 720.0).ceil().max(8.0) as usize;
    let at = |i: usize| {
        let (sin, cos) = (from + (to - from) * i as f64 / steps as f64).sin_cos();
        [center[0] + radius * cos, center[1] + radius * sin]
    };
    Some((0..=steps).map(at).collect())
}

/// Corners of a light polyline with their bulges.
fn light_corners(entity: &Entity<'_>) -> Vec<(Point, f64)> {
    let mut found: Vec<(Point, f64)> = Vec::new();
    for (code, value) in &entity.pairs {
        let Ok(value) = value.parse::<f64>() else { continue };
        match code {
            10 => found.push(([value, 0.0], 0.0)),
            20 => found.iter_mut().last().into_iter().for_each(|corner| corner.0[1] = value),
            42 => found.iter_mut().last().into_iter().for_each(|corner| corner.1 = value),
            _ => {}
        }
    }
    found
}

/// The points of a polyline; a bulge is the tangent of a quarter of the angle to the next corner.
fn polyline(corners: Vec<(Point, f64)>, flags: Option<f64>) -> (Vec<Point>, bool) {
    let is_closed = flags.is_some_and(|f| f as i64 & 1 == 1);
    let n = corners.len();
    let mut points = Vec::new();
    for (i, (a, bulge)) in corners.iter().enumerate() {
        points.push(*a);
        if i + 1 == n && !is_closed {
            break;
        }
        let b = corners[(i + 1) % n].0;
        if bulge.abs() > 1e-9 {
            let d = [b[0] - a[0], b[1] - a[1]];
            let rise = (1.0 - bulge * bulge) / (4.0 * bulge);
            let center = [0.5 * (a[0] + b[0]) - rise * d[1], 0.5 * (a[1] + b[1]) + rise * d[0]];
            let start = (a[1] - center[1]).atan2(a[0] - center[0]);
            let radius = (a[0] - center[0]).hypot(a[1] - center[1]);
            let turn = 4.0 * bulge.atan();
            points.extend((1..90).map(|k| {
                let (sin, cos) = (start + turn * f64::from(k) / 90.0).sin_cos();
                [center[0] + radius * cos, center[1] + radius * sin]
            }));
        }
    }
    if is_closed {
        points.extend(points.first().copied());
    }
    (points, is_closed)
}

/// What a dimension says.
fn size(entity: &Entity<'_>) -> Option<Size> {
    let form = entity.number(70).unwrap_or(0.0) as i64 & 7;
    let shown = entity.text(1).unwrap_or("").replace("%%c", "⌀").replace("%%C", "⌀").replace('Ø', "⌀");
    let said = parse(&shown.replace([' ', '×', 'X'], "").replace("<>", ""));
    let points = |a, b| entity.point(a).zip(entity.point(b));
    let far = |a: Point, b: Point| (a[0] - b[0]).hypot(a[1] - b[1]);
    let (kind, measured, ends) = match form {
        0 | 1 => {
            let (a, b) = points(13, 14)?;
            let turn = if form == 0 {
                entity.number(50).unwrap_or(0.0).to_radians()
            } else {
                (b[1] - a[1]).atan2(b[0] - a[0])
            };
            let axis = usize::from(turn.sin().abs() > 0.99);
            let is_along = turn.sin().abs() > 0.99 || turn.cos().abs() > 0.99;
            (WrittenKind::Length, (b[axis] - a[axis]).abs(), is_along.then_some((axis, [a, b])))
        }
        3 => (WrittenKind::Diameter, points(10, 15).map(|(a, b)| far(a, b))?, None),
        4 => (WrittenKind::Radius, points(10, 15).map(|(a, b)| far(a, b))?, None),
        _ => return None,
    };
    let kind = match said.as_ref().map(|s| s.kind) {
        Some(said @ (WrittenKind::Diameter | WrittenKind::Radius | WrittenKind::Row(_))) => said,
        _ => kind,
    };
    let value = said.as_ref().map_or(measured, |s| s.value);
    let is_usable = value > 0.0 && measured > 0.0;
    let text = if shown.is_empty() || shown == "<>" { crate::scale::trimmed(value, 4) } else { shown };
    let at = entity.point(11).or(entity.point(10)).unwrap_or_default();
    is_usable.then_some(Size { kind, value, count: said.map_or(1, |s| s.count), text, ends, at })
}

/// The document in pixels; `None` when nothing is drawn.
fn sheet(curves: &[(Kind, Vec<Point>, bool)], sizes: &[Size], unit: f64) -> Option<Document> {
    let (mut low, mut high) = ([f64::MAX; 2], [f64::MIN; 2]);
    for p in curves.iter().flat_map(|c| &c.1) {
        for k in 0..2 {
            low[k] = low[k].min(p[k]);
            high[k] = high[k].max(p[k]);
        }
    }
    let longest = (high[0] - low[0]).max(high[1] - low[1]);
    if longest.is_nan() || longest <= 0.0 {
        return None;
    }
    let scale = SIDE / longest;
    // A border, so that no view lies at the edge of the sheet as a frame does.
    let border = 0.3 * SIDE;
    let place = |p: Point| [(p[0] - low[0]) * scale + border, (high[1] - p[1]) * scale + border];
    let mut strokes = Vec::new();
    let mut lines = Vec::new();
    let mut hidden = Vec::new();
    for (kind, points, is_closed) in curves {
        let points = dense(&points.iter().map(|p| place(*p)).collect::<Vec<Point>>());
        if *kind == Kind::Hidden {
            hidden.push(points);
            continue;
        }
        for pair in super::strokes::corners(&points, 0.01).windows(2) {
            let (a, b) = (points[pair[0]], points[pair[1]]);
            let d = [(a[0] - b[0]).abs(), (a[1] - b[1]).abs()];
            let axis = usize::from(d[1] > d[0]);
            if d[1 - axis] < 1e-6 * d[axis] {
                let (from, to) = (a[axis].min(b[axis]), a[axis].max(b[axis]));
                lines.push(Line { axis, at: a[1 - axis], from, to, is_thick: true, stroke: strokes.len() });
            }
        }
        strokes.push(Stroke {
            points,
            width: 1.0,
            is_closed: *is_closed,
            is_free: [false; 2],
            is_thick: true,
        });
    }
    let mut written = Vec::new();
    let mut dimensions = Vec::new();
    for size in sizes {
        let at = place(size.at);
        if let Some((axis, ends)) = size.ends {
            let [a, b] = ends.map(place);
            let (from, to) = (a[axis].min(b[axis]), a[axis].max(b[axis]));
            let value =
                size.value * f64::from(if matches!(size.kind, WrittenKind::Row(_)) { size.count } else { 1 });
            let across = place(size.at)[1 - axis];
            dimensions.push(Dimension {
                axis,
                across,
                from,
                to,
                value: value * unit,
                written: written.len(),
            });
        }
        written.push(Written {
            kind: if let WrittenKind::Row(all) = size.kind {
                WrittenKind::Row(all * unit)
            } else {
                size.kind
            },
            value: size.value * unit,
            count: size.count,
            text: size.text.clone(),
            low: at,
            high: at,
            is_upright: false,
            is_labelled: false,
            has_bare_point: false,
            certainty: 1.0,
        });
    }
    // What is written decides; a detail may be drawn larger than it is.
    let mut scales: Vec<f64> = dimensions.iter().map(|d| (d.to - d.from) / d.value).collect();
    scales.sort_by(f64::total_cmp);
    let px_per_mm = scales.get(scales.len() / 2).copied().unwrap_or(scale / unit);
    dimensions.retain(|d| ((d.to - d.from) / d.value / px_per_mm - 1.0).abs() < 0.02);
    let page = [0, 1].map(|k| ((high[k] - low[k]) * scale + 2.0 * border) as usize);
    let strokes = Strokes { all: strokes, lines, has_two_widths: true, thick: 0.2 };
    Some(Document { strokes, hidden, written, known: (px_per_mm, dimensions), page })
}

/// Points at most two pixels apart.
fn dense(points: &[Point]) -> Vec<Point> {
    let mut found: Vec<Point> = points.first().copied().into_iter().collect();
    for pair in points.windows(2) {
        let steps = (super::strokes::distance(pair[0], pair[1]) / 2.0).ceil().max(1.0) as usize;
        found.extend((1..=steps).map(|i| {
            let t = i as f64 / steps as f64;
            [0, 1].map(|k| pair[0][k] + t * (pair[1][k] - pair[0][k]))
        }));
    }
    found
}
