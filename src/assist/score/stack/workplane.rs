//! Carries out the calls of a sketch-extrude program on flat regions.
//!
//! The names and meanings are CadQuery's. Whatever is not certain to mean the same there (open
//! outlines, outlines that cross themselves, unknown arguments, methods beyond the list) ends the
//! attempt with `None`.

use std::collections::HashMap;
use std::rc::Rc;

use super::read::{self, Assignment, Expression};
use super::region::{self, Mode, Piece, Region};
use super::{Node, Prism};

/// Axes of a work plane: for x, y and normal the axis of the world and its sign.
type Axes = [(usize, f64); 3];

const PLANES: [(&str, Axes); 6] = [
    ("XY", [(0, 1.0), (1, 1.0), (2, 1.0)]),
    ("YZ", [(1, 1.0), (2, 1.0), (0, 1.0)]),
    ("ZX", [(2, 1.0), (0, 1.0), (1, 1.0)]),
    ("XZ", [(0, 1.0), (2, 1.0), (1, -1.0)]),
    ("YX", [(1, 1.0), (0, 1.0), (2, -1.0)]),
    ("ZY", [(2, 1.0), (1, 1.0), (0, -1.0)]),
];

#[derive(Clone)]
enum Value {
    Number(f64),
    Text(String),
    Sequence(Vec<Value>),
    Module,
    Plane(Plane),
    Sketch(Sketch),
    Solid(Rc<Node>),
}

#[derive(Clone)]
struct Plane {
    origin: [f64; 3],
    axes: Axes,
    point: [f64; 2],
    sketch: Option<Region>,
}

#[derive(Clone, Default)]
struct Sketch {
    plane: Option<Box<Plane>>,
    region: Region,
    /// Loose edges, each with its ends.
    edges: Vec<([f64; 2], [f64; 2], Vec<Piece>)>,
    is_assembled: bool,
    selection: Vec<[f64; 2]>,
}

/// Arguments of a call, with the named ones taken as they are used.
struct Arguments {
    positional: Vec<Value>,
    named: Vec<(String, Value)>,
}

/// The solid that a program shows; `None` when it is no sketch-extrude program.
pub(super) fn run(text: &str) -> Option<Rc<Node>> {
    let mut names: HashMap<String, Value> = HashMap::new();
    names.insert("cq".to_owned(), Value::Module);
    let mut last = None;
    for Assignment { name, value } in read::read(text)? {
        let value = evaluate(&value, &names)?;
        if matches!(value, Value::Solid(_)) {
            last = Some(name.clone());
        }
        names.insert(name, value);
    }
    let shown =
        ["result", "r"].into_iter().find(|name| names.contains_key(*name)).map(str::to_owned).or(last)?;
    match names.remove(&shown)? {
        Value::Solid(node) => Some(node),
        _ => None,
    }
}

fn evaluate(expression: &Expression, names: &HashMap<String, Value>) -> Option<Value> {
    let number = |e: &Expression| evaluate(e, names)?.number();
    Some(match expression {
        Expression::Number(value) => Value::Number(*value),
        Expression::Text(text) => Value::Text(text.clone()),
        Expression::Name(name) => names.get(name)?.clone(),
        Expression::Sequence(items) => {
            Value::Sequence(items.iter().map(|item| evaluate(item, names)).collect::<Option<_>>()?)
        }
        Expression::Negative(value) => Value::Number(-number(value)?),
        Expression::Sum(sign, a, b) => {
            let (a, b) = (number(a)?, number(b)?);
            let value = match sign {
                '+' => a + b,
                '-' => a - b,
                '*' => a * b,
                _ => a / b,
            };
            Value::Number(Some(value).filter(|v| v.is_finite())?)
        }
        Expression::Call { of, arguments, named } => {
            let Expression::Attribute(of, method) = of.as_ref() else { return None };
            let of = evaluate(of, names)?;
            let positional = arguments.iter().map(|a| evaluate(a, names)).collect::<Option<_>>()?;
            let named = named
                .iter()
                .map(|(name, a)| Some((name.clone(), evaluate(a, names)?)))
                .collect::<Option<_>>()?;
            let mut arguments = Arguments { positional, named };
            let value = call(of, method, &mut arguments)?;
            // Arguments that nobody asked for change the meaning.
            (arguments.named.is_empty() && arguments.positional.is_empty()).then_some(())?;
            value
        }
        Expression::Attribute(..) => return None,
    })
}

fn call(of: Value, method: &str, arguments: &mut Arguments) -> Option<Value> {
    match of {
        Value::Module if method == "Workplane" => {
            let name = arguments.take("inPlane")?.text()?;
            let (_, axes) = PLANES.into_iter().find(|(plane, _)| *plane == name)?;
            let origin = arguments.named("origin").map_or(Some([0.0; 3]), |value| value.point())?;
            Some(Value::Plane(Plane { origin, axes, point: [0.0; 2], sketch: None }))
        }
        Value::Plane(plane) => plane.call(method, arguments),
        Value::Sketch(sketch) => sketch.call(method, arguments),
        Value::Solid(solid) => {
            let Value::Solid(other) = arguments.take("toUnion")? else { return None };
            match method {
                "union" => Some(Value::Solid(Rc::new(Node::Union(solid, other)))),
                "cut" => Some(Value::Solid(Rc::new(Node::Cut(solid, other)))),
                _ => None,
            }
        }
        Value::Module | Value::Number(_) | Value::Text(_) | Value::Sequence(_) => None,
    }
}

impl Plane {
    fn call(mut self, method: &str, arguments: &mut Arguments) -> Option<Value> {
        match method {
            "sketch" => Some(Value::Sketch(Sketch { plane: Some(Box::new(self)), ..Sketch::default() })),
            "workplane" => {
                let offset = arguments.take("offset")?.number()?;
                if self.sketch.is_some() || self.point != [0.0; 2] {
                    return None;
                }
                let (axis, sign) = self.axes[2];
                self.origin[axis] += sign * offset;
                Some(Value::Plane(self))
            }
            "moveTo" => {
                self.point = [arguments.take("x")?.number()?, arguments.take("y")?.number()?];
                Some(Value::Plane(self))
            }
            "box" => {
                let [l, w, h] = [
                    arguments.positive("length")?,
                    arguments.positive("width")?,
                    arguments.positive("height")?,
                ];
                let [x, y] = self.point;
                let corner = |a: f64, b: f64| [x + a * l / 2.0, y + b * w / 2.0];
                let outline = region::polygon(&[
                    corner(-1.0, -1.0),
                    corner(1.0, -1.0),
                    corner(1.0, 1.0),
                    corner(-1.0, 1.0),
                ]);
                self.prism(vec![(Mode::Add, outline)], [-h / 2.0, h / 2.0])
            }
            "cylinder" => {
                let (height, radius) = (arguments.positive("height")?, arguments.positive("radius")?);
                let outline = region::circle(self.point, radius);
                self.prism(vec![(Mode::Add, outline)], [-height / 2.0, height / 2.0])
            }
            "extrude" => {
                let length = arguments.take("until")?.number()?;
                let region = self.sketch.take()?;
                if length == 0.0 || region.faces.is_empty() || self.point != [0.0; 2] {
                    return None;
                }
                self.prism(region.faces, [length.min(0.0), length.max(0.0)])
            }
            _ => None,
        }
    }

    /// A prism over a region in the plane, between two heights along its normal.
    fn prism(self, faces: Vec<(Mode, Vec<Piece>)>, heights: [f64; 2]) -> Option<Value> {
        let (axis, sign) = self.axes[2];
        let [from, to] = heights.map(|h| self.origin[axis] + sign * h);
        // The two axes of the world across the prism, in ascending order.
        let first = usize::from(axis == 0);
        let second = 3 - axis - first;
        let place = |world: usize, p: [f64; 2]| {
            let k = usize::from(self.axes[1].0 == world);
            self.origin[world] + self.axes[k].1 * p[k]
        };
        let region = Region { faces }.mapped(|p| [place(first, p), place(second, p)], 1.0);
        Some(Value::Solid(Rc::new(Node::Prism(Prism { axis, range: [from.min(to), from.max(to)], region }))))
    }
}

impl Sketch {
    fn call(mut self, method: &str, arguments: &mut Arguments) -> Option<Value> {
        match method {
            "push" => {
                let Value::Sequence(points) = arguments.take("locs")? else { return None };
                self.selection = points.iter().map(Value::point).collect::<Option<_>>()?;
                (!self.selection.is_empty()).then_some(())?;
            }
            "reset" => self.selection.clear(),
            "rect" => {
                let (w, h) = (arguments.positive("w")?, arguments.positive("h")?);
                let (x, y) = (w / 2.0, h / 2.0);
                let outline = region::polygon(&[[-x, -y], [x, -y], [x, y], [-x, y]]);
                self.add(outline, arguments.mode()?);
            }
            "circle" => {
                let outline = region::circle([0.0; 2], arguments.positive("r")?);
                self.add(outline, arguments.mode()?);
            }
            "face" => {
                let Value::Sketch(other) = arguments.take("b")? else { return None };
                let mode = arguments.mode()?;
                let has_holes = other.region.faces.iter().any(|(mode, _)| *mode == Mode::Subtract);
                if other.plane.is_some() && other.region.faces.is_empty() || has_holes {
                    return None;
                }
                for (_, outline) in other.region.faces {
                    self.add(outline, mode);
                }
            }
            "segment" | "arc" => {
                let wanted = if method == "segment" { 2 } else { 3 };
                let mut points: Vec<[f64; 2]> = std::mem::take(&mut arguments.positional)
                    .iter()
                    .map(Value::point)
                    .collect::<Option<_>>()?;
                if points.len() == wanted - 1 {
                    points.insert(0, self.edges.last()?.1);
                }
                let pieces = match points.as_slice() {
                    [a, b] if wanted == 2 && distance(*a, *b) > 1e-6 => vec![Piece::Line { a: *a, b: *b }],
                    [a, middle, b] if wanted == 3 => region::arc(*a, *middle, *b)?,
                    _ => return None,
                };
                self.edges.push((points[0], *points.last()?, pieces));
            }
            "close" => {
                let (from, to) = (self.edges.last()?.1, self.edges.first()?.0);
                (distance(from, to) > 1e-6).then_some(())?;
                self.edges.push((from, to, vec![Piece::Line { a: from, b: to }]));
            }
            "assemble" => {
                let mode = arguments.mode()?;
                // The edges stay loose in CadQuery, so a second outline would take them in again.
                let is_chain = self.edges.windows(2).all(|pair| distance(pair[0].1, pair[1].0) < 1e-6);
                let is_closed = distance(self.edges.last()?.1, self.edges.first()?.0) < 1e-6;
                let outline: Vec<Piece> =
                    self.edges.iter().flat_map(|(.., pieces)| pieces).copied().collect();
                if self.is_assembled || !is_chain || !is_closed || !region::is_simple(&outline) {
                    return None;
                }
                self.is_assembled = true;
                self.add(outline, mode);
            }
            "finalize" => {
                let mut plane = *self.plane?;
                plane.sketch = Some(self.region);
                return Some(Value::Plane(plane));
            }
            _ => return None,
        }
        Some(Value::Sketch(self))
    }

    /// Adds or subtracts an outline at every selected point.
    fn add(&mut self, outline: Vec<Piece>, mode: Mode) {
        let places = if self.selection.is_empty() { vec![[0.0; 2]] } else { self.selection.clone() };
        for [x, y] in places {
            let one = Region { faces: vec![(mode, outline.clone())] };
            self.region.faces.extend(one.mapped(|p| [p[0] + x, p[1] + y], 1.0).faces);
        }
    }
}

impl Value {
    fn number(&self) -> Option<f64> {
        match self {
            Self::Number(value) => Some(*value),
            _ => None,
        }
    }

    fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    fn point<const N: usize>(&self) -> Option<[f64; N]> {
        let Self::Sequence(items) = self else { return None };
        items.iter().map(Self::number).collect::<Option<Vec<_>>>()?.try_into().ok()
    }
}

impl Arguments {
    fn named(&mut self, name: &str) -> Option<Value> {
        let place = self.named.iter().position(|(other, _)| other == name)?;
        Some(self.named.remove(place).1)
    }

    /// The next positional argument, else the one of this name.
    fn take(&mut self, name: &str) -> Option<Value> {
        if self.positional.is_empty() { self.named(name) } else { Some(self.positional.remove(0)) }
    }

    fn positive(&mut self, name: &str) -> Option<f64> {
        self.take(name)?.number().filter(|value| *value > 1e-6)
    }

    fn mode(&mut self) -> Option<Mode> {
        match self.named("mode") {
            None => Some(Mode::Add),
            Some(Value::Text(mode)) if mode == "a" => Some(Mode::Add),
            Some(Value::Text(mode)) if mode == "s" => Some(Mode::Subtract),
            Some(_) => None,
        }
    }
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    ((a[0] - b[0]).powi(2) + (a[1] - b[1]).powi(2)).sqrt()
}
