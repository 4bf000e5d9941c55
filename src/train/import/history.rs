//! Histories of sketches and extrusions, as DeepCAD's and the Fusion 360 Gallery's JSON files have
//! them, written as CadQuery programs.
//!
//! Both formats are alike: `sequence` names entities, a `Sketch` has a frame and profiles of lines,
//! arcs and circles in the plane of the frame, an `ExtrudeFeature` names profiles, distances and what
//! it does to the body. As in the literature a symmetric extrusion goes its distance to both sides;
//! tapers are refused. Programs have a named plane and a named depth for each extrusion; lengths are
//! rounded to a thousandth.
//!
//! Formats: Wu and others, DeepCAD (ICCV 2021); Willis and others, Fusion 360 Gallery (2021).

use std::fmt::Write as _;
use std::path::Path;

use serde_json::Value;

use super::{Error, Item, LONGEST_TEXT, Source, files, id_of, read};

/// Steps of a history at most.
const MOST_STEPS: usize = 200;
/// Curves of a file at most.
const MOST_CURVES: usize = 4000;
/// Ends of curves may be this far apart, as a share of the longest side.
const GAP: f64 = 1e-4;

/// Whose file it is, which decides on the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// No unit: the longest side becomes 100.
    DeepCad,
    /// Centimetres.
    Fusion360,
}

/// The histories of a folder.
pub(super) fn items(
    folder: &Path,
    dialect: Dialect,
    refuse: &mut dyn FnMut(String, String),
) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    for path in files(folder, &["json"])? {
        let place = path.display().to_string();
        match read(&path, LONGEST_TEXT).and_then(|bytes| program(&bytes, dialect)) {
            Ok(program) => items.push(Item {
                place,
                id: id_of(folder, &path),
                text: String::new(),
                source: Source::Program(program),
                picture: None,
            }),
            Err(reason) => refuse(place, reason),
        }
    }
    Ok(items)
}

type Point = [f64; 2];
type Vector = [f64; 3];

/// A curve in the plane of its sketch.
#[derive(Clone, Debug, PartialEq)]
enum Curve {
    Line(Point, Point),
    Arc(Point, Point, Point),
    Circle(Point, f64),
}

impl Curve {
    fn ends(&self) -> Option<(Point, Point)> {
        match self {
            Self::Line(a, b) | Self::Arc(a, _, b) => Some((*a, *b)),
            Self::Circle(..) => None,
        }
    }

    fn reversed(&self) -> Self {
        match self.clone() {
            Self::Line(a, b) => Self::Line(b, a),
            Self::Arc(a, m, b) => Self::Arc(b, m, a),
            circle @ Self::Circle(..) => circle,
        }
    }
}

/// Writes the program of a history.
///
/// # Errors
/// What is wrong with the file: the line where it is no JSON, else the entity.
pub fn program(bytes: &[u8], dialect: Dialect) -> Result<String, String> {
    let root: Value = serde_json::from_slice(bytes)
        .map_err(|error| format!("not JSON: line {}, column {}: {error}", error.line(), error.column()))?;
    let sequence =
        root.get("sequence").and_then(Value::as_array).ok_or("no sequence: a list of steps is wanted")?;
    if sequence.len() > MOST_STEPS {
        return Err(format!("too many steps: {}, at most {MOST_STEPS} are read", sequence.len()));
    }
    let scale = match dialect {
        Dialect::Fusion360 => 10.0,
        Dialect::DeepCad => 100.0 / longest(&root)?,
    };
    let mut writer = Writer {
        root: &root,
        scale,
        text: "import cadquery as cq\n".to_owned(),
        curves: 0,
        steps: 0,
        has_body: false,
    };
    for step in sequence {
        let kind = step.get("type").and_then(Value::as_str).unwrap_or("");
        let id = step.get("entity").and_then(Value::as_str).unwrap_or("");
        match kind {
            "Sketch" => {}
            "ExtrudeFeature" => writer.extrude(id).map_err(|reason| format!("{reason}: entity {id}"))?,
            other => {
                return Err(format!("a step that is neither sketch nor extrusion: {other}: entity {id}"));
            }
        }
    }
    if !writer.has_body {
        return Err("the history makes no body".to_owned());
    }
    writer.text.push_str("\nresult = body\n");
    Ok(writer.text)
}

/// The longest side of the box that the file tells.
fn longest(root: &Value) -> Result<f64, String> {
    let bounds = root.pointer("/properties/bounding_box").ok_or("no bounding box")?;
    let low = vector(bounds, "min_point")?;
    let high = vector(bounds, "max_point")?;
    let longest = (0..3).map(|i| high[i] - low[i]).fold(0.0, f64::max);
    if longest > 1e-9 { Ok(longest) } else { Err("the bounding box is empty".to_owned()) }
}

struct Writer<'a> {
    root: &'a Value,
    scale: f64,
    text: String,
    curves: usize,
    steps: usize,
    has_body: bool,
}

impl Writer<'_> {
    fn entity(&self, id: &str) -> Result<&Value, String> {
        self.root.get("entities").and_then(|e| e.get(id)).ok_or_else(|| format!("entity {id} is missing"))
    }

    fn extrude(&mut self, id: &str) -> Result<(), String> {
        let feature = self.entity(id)?.clone();
        let text = |key: &str| feature.get(key).and_then(Value::as_str).unwrap_or("");
        let distance = |key: &str| number(&feature, &[key, "distance", "value"]).map(|v| v * self.scale);
        for key in ["extent_one", "extent_two"] {
            if number(&feature, &[key, "taper_angle", "value"]).is_ok_and(|taper| taper.abs() > 1e-9) {
                return Err("a tapered extrusion is not read".to_owned());
            }
        }
        let one = distance("extent_one")?;
        let (forward, back) = match text("extent_type") {
            "OneSideFeatureExtentType" => (one, 0.0),
            "SymmetricFeatureExtentType" => (one, one),
            "TwoSidesFeatureExtentType" => (one, distance("extent_two")?),
            other => return Err(format!("an extent that is not read: {other}")),
        };
        let start = match feature.pointer("/start_extent/type").and_then(Value::as_str) {
            Some("OffsetStartDefinition") => {
                number(&feature, &["start_extent", "offset", "value"]).unwrap_or(0.0) * self.scale
            }
            _ => 0.0,
        };
        let profiles =
            feature.get("profiles").and_then(Value::as_array).ok_or("an extrusion without profiles")?;
        self.steps += 1;
        let step = self.steps;
        let depth = rounded(forward + back);
        if depth == 0.0 {
            return Err("an extrusion of no depth".to_owned());
        }
        let mut body = String::new();
        for (i, profile) in profiles.iter().enumerate() {
            let name = |key: &str| profile.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
            let sketch = self.entity(&name("sketch"))?.clone();
            let frame = Frame::read(&sketch, self.scale)?;
            if i == 0 {
                let origin: Vector =
                    std::array::from_fn(|k| frame.origin[k] + frame.normal[k] * (start - back));
                writeln!(
                    self.text,
                    "\ndepth_{step} = {depth}\nplane_{step} = cq.Plane(origin={}, xDir={}, normal={})",
                    tuple(&origin),
                    direction(&frame.x),
                    direction(&frame.normal)
                )
                .map_err(|error| error.to_string())?;
            }
            let loops = self.profile(&sketch, &name("profile"))?;
            let solid = format!("cq.Workplane(plane_{step}){loops}.extrude(depth_{step})");
            if i == 0 { body = solid } else { write!(body, ".union({solid})").map_err(|e| e.to_string())? }
        }
        if body.is_empty() {
            return Err("an extrusion without profiles".to_owned());
        }
        let operation = match text("operation") {
            "NewBodyFeatureOperation" | "JoinFeatureOperation" => "union",
            "CutFeatureOperation" => "cut",
            "IntersectFeatureOperation" => "intersect",
            other => return Err(format!("an operation that is not read: {other}")),
        };
        let line = match (self.has_body, operation) {
            (false, "union") => format!("body = {body}\n"),
            (false, _) => return Err(format!("the history begins with a {operation}, but there is no body")),
            (true, _) => format!("body = body.{operation}({body})\n"),
        };
        self.text.push_str(&line);
        self.has_body = true;
        Ok(())
    }

    /// The loops of a profile as calls.
    fn profile(&mut self, sketch: &Value, id: &str) -> Result<String, String> {
        let loops = sketch
            .get("profiles")
            .and_then(|p| p.get(id))
            .and_then(|p| p.get("loops"))
            .and_then(Value::as_array)
            .ok_or_else(|| format!("profile {id} is missing"))?;
        let mut calls = String::new();
        for one in loops {
            let curves =
                one.get("profile_curves").and_then(Value::as_array).ok_or("a loop without curves")?;
            self.curves += curves.len();
            if self.curves > MOST_CURVES {
                return Err(format!("too many curves: more than {MOST_CURVES}"));
            }
            let curves: Vec<Curve> = curves.iter().map(|c| curve(c, self.scale)).collect::<Result<_, _>>()?;
            calls.push_str(&loop_calls(&chained(curves)?));
        }
        Ok(calls)
    }
}

/// The frame of a sketch.
struct Frame {
    origin: Vector,
    x: Vector,
    normal: Vector,
}

impl Frame {
    fn read(sketch: &Value, scale: f64) -> Result<Self, String> {
        let transform = sketch.get("transform").ok_or("a sketch without transform")?;
        Ok(Self {
            origin: vector(transform, "origin")?.map(|v| v * scale),
            x: vector(transform, "x_axis")?,
            normal: vector(transform, "z_axis")?,
        })
    }
}

fn curve(value: &Value, scale: f64) -> Result<Curve, String> {
    let at = |key: &str| vector(value, key).map(|[x, y, _]| [x * scale, y * scale]);
    match value.get("type").and_then(Value::as_str).unwrap_or("") {
        "Line3D" => Ok(Curve::Line(at("start_point")?, at("end_point")?)),
        "Circle3D" => Ok(Curve::Circle(at("center_point")?, number(value, &["radius"])? * scale)),
        "Arc3D" => {
            let (center, radius) = (at("center_point")?, number(value, &["radius"])? * scale);
            let [x, y, _] = vector(value, "reference_vector")?;
            let turn = vector(value, "normal").map_or(1.0, |n| if n[2] < 0.0 { -1.0 } else { 1.0 });
            let angle = (number(value, &["start_angle"])? + number(value, &["end_angle"])?) / 2.0;
            let (sin, cos) = (angle * turn).sin_cos();
            let middle = [center[0] + radius * (cos * x - sin * y), center[1] + radius * (sin * x + cos * y)];
            Ok(Curve::Arc(at("start_point")?, middle, at("end_point")?))
        }
        other => Err(format!("a curve that is not read: {other}")),
    }
}

/// The curves one after the other, turned so that each begins where the one before ends.
fn chained(mut curves: Vec<Curve>) -> Result<Vec<Curve>, String> {
    if curves.iter().any(|c| c.ends().is_none()) {
        return if curves.len() == 1 {
            Ok(curves)
        } else {
            Err("a circle among other curves of a loop".to_owned())
        };
    }
    if curves.is_empty() {
        return Err("a loop without curves".to_owned());
    }
    let size = curves.iter().filter_map(Curve::ends).flat_map(|(a, b)| [a, b]).flatten().map(f64::abs);
    let gap = GAP * size.fold(1e-6, f64::max);
    let near = |a: Point, b: Point| (a[0] - b[0]).hypot(a[1] - b[1]) < gap;
    let mut chain = vec![curves.remove(0)];
    while !curves.is_empty() {
        let end = chain.last().and_then(Curve::ends).map_or([0.0; 2], |(_, b)| b);
        let starts = |c: &Curve| c.ends().is_some_and(|(a, _)| near(a, end));
        let stops = |c: &Curve| c.ends().is_some_and(|(_, b)| near(b, end));
        if let Some(i) = curves.iter().position(starts) {
            chain.push(curves.remove(i));
        } else if let Some(i) = curves.iter().position(stops) {
            chain.push(curves.remove(i).reversed());
        } else if chain.len() == 1
            && curves.iter().any(|c| {
                let first = chain[0].ends().map_or([0.0; 2], |(a, _)| a);
                c.ends().is_some_and(|(a, b)| near(a, first) || near(b, first))
            })
        {
            chain[0] = chain[0].reversed();
        } else {
            return Err("a loop that is not closed".to_owned());
        }
    }
    let (first, last) = (chain[0].ends(), chain[chain.len() - 1].ends());
    match (first, last) {
        (Some((a, _)), Some((_, b))) if near(a, b) => Ok(chain),
        _ => Err("a loop that is not closed".to_owned()),
    }
}

fn loop_calls(curves: &[Curve]) -> String {
    let mut calls = String::new();
    for (i, curve) in curves.iter().enumerate() {
        if let (0, Some((start, _))) = (i, curve.ends()) {
            calls.push_str(&format!(".moveTo({})", pair(start)));
        }
        let is_last = i + 1 == curves.len();
        match curve {
            Curve::Circle(center, radius) => {
                calls.push_str(&format!(".moveTo({}).circle({})", pair(*center), rounded(*radius)));
            }
            // close() draws the last line.
            Curve::Line(..) if is_last && i > 0 => {}
            Curve::Line(_, end) => calls.push_str(&format!(".lineTo({})", pair(*end))),
            Curve::Arc(_, middle, end) => {
                calls.push_str(&format!(".threePointArc(({}), ({}))", pair(*middle), pair(*end)));
            }
        }
    }
    if curves.iter().any(|curve| curve.ends().is_some()) {
        calls.push_str(".close()");
    }
    calls
}

fn number(value: &Value, path: &[&str]) -> Result<f64, String> {
    let found = path.iter().try_fold(value, |value, key| value.get(*key));
    let number = found.and_then(Value::as_f64).ok_or_else(|| format!("{} is missing", path.join(".")))?;
    if number.is_finite() && number.abs() < 1e7 {
        Ok(number)
    } else {
        Err(format!("{} is no length", path.join(".")))
    }
}

fn vector(value: &Value, key: &str) -> Result<Vector, String> {
    Ok([number(value, &[key, "x"])?, number(value, &[key, "y"])?, number(value, &[key, "z"])?])
}

fn rounded(value: f64) -> f64 {
    // Adding zero makes -0 positive.
    (value * 1000.0).round() / 1000.0 + 0.0
}

fn pair([x, y]: Point) -> String {
    format!("{}, {}", rounded(x), rounded(y))
}

fn tuple(v: &Vector) -> String {
    format!("({}, {}, {})", rounded(v[0]), rounded(v[1]), rounded(v[2]))
}

/// Directions keep more digits than lengths.
fn direction(v: &Vector) -> String {
    let [x, y, z] = v.map(|c| (c * 1e9).round() / 1e9 + 0.0);
    format!("({x}, {y}, {z})")
}
