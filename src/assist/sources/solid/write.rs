//! Writes the program: named numbers first, then a body for each piece, then the holes.

use std::fmt::Write as _;

use super::shape::{Piece, Shape};
use crate::scan::Frame;

/// An extrusion between two heights.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Body {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) outer: Vec<Shape>,
    pub(super) inner: Vec<Shape>,
}

/// Equal round holes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drilling {
    pub(super) frame: Frame,
    pub(super) diameter: f64,
    pub(super) through: bool,
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) centers: Vec<[f64; 2]>,
}

/// A profile that is turned.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Turned {
    pub(super) plane: Frame,
    /// Height of the plane of the profile.
    pub(super) height: f64,
    /// Whether the axis runs along y of the plane, else along x.
    pub(super) is_upright: bool,
    /// Where the axis is, across its direction.
    pub(super) axis: f64,
    pub(super) profile: Vec<Shape>,
}

/// Collects the numbers and the steps of a program.
#[derive(Default)]
pub(super) struct Writer {
    numbers: String,
    steps: String,
}

impl Writer {
    /// A program of extrusions one above the other, drilled.
    pub(super) fn stack(frame: &Frame, bodies: &[Body], drillings: &[Drilling]) -> String {
        let mut writer = Self::default();
        for (index, body) in bodies.iter().enumerate() {
            let name = if index == 0 { "base".to_owned() } else { format!("step_{}", index + 1) };
            // A piece stands on the one before it, so that a changed height moves what is above.
            let below = (index > 0 && is_equal(bodies[index - 1].to, body.from)).then(|| {
                let before = if index == 1 { "base".to_owned() } else { format!("step_{index}") };
                format!("{before}_z + {before}_height")
            });
            match below {
                Some(expression) => writer.line(&format!("{name}_z = {expression}")),
                None => writer.number(&format!("{name}_z"), body.from),
            }
            writer.number(&format!("{name}_height"), body.to - body.from);
            let is_result = index == 0;
            for (i, shape) in body.outer.iter().enumerate() {
                let part = if body.outer.len() == 1 { name.clone() } else { format!("{name}_{}", letter(i)) };
                let text = writer.extruded(frame, &part, &name, shape);
                if is_result && i == 0 {
                    writer.step(&format!("result = {text}"));
                } else {
                    writer.step(&format!("result = result.union({text})"));
                }
            }
            for (i, shape) in body.inner.iter().enumerate() {
                let part = format!("{name}_opening_{}", i + 1);
                let text = writer.extruded(frame, &part, &name, shape);
                writer.step(&format!("result = result.cut({text})"));
            }
        }
        writer.drill(drillings);
        writer.text()
    }

    /// A program of a turned profile, drilled.
    pub(super) fn turned(turned: &Turned, drillings: &[Drilling]) -> String {
        let mut writer = Self::default();
        let plane = turned.plane.plane;
        let [a, b] = if turned.is_upright {
            [format!("({}, 0)", number(turned.axis)), format!("({}, 1)", number(turned.axis))]
        } else {
            [format!("(0, {})", number(turned.axis)), format!("(1, {})", number(turned.axis))]
        };
        for (i, shape) in turned.profile.iter().enumerate() {
            let name = if turned.profile.len() == 1 {
                "profile".to_owned()
            } else {
                format!("profile_{}", letter(i))
            };
            let sketch = writer.sketch(&name, shape);
            let offset = if turned.height == 0.0 {
                String::new()
            } else {
                format!(".workplane(offset={})", number(turned.height))
            };
            let text = format!("cq.Workplane(\"{plane}\"){offset}{sketch}.revolve(360, {a}, {b})");
            writer.step(&if i == 0 {
                format!("result = {text}")
            } else {
                format!("result = result.union({text})")
            });
        }
        writer.drill(drillings);
        writer.text()
    }

    /// A program of a block.
    pub(super) fn block(size: [f64; 3], center: [f64; 3]) -> String {
        let mut writer = Self::default();
        for (name, value) in ["length", "width", "height"].into_iter().zip(size) {
            writer.number(name, value);
        }
        let at = center.map(number).join(", ");
        writer.step(&format!("result = cq.Workplane(\"XY\", origin=({at})).box(length, width, height)"));
        writer.text()
    }

    /// The call chain that extrudes a shape; `body` names the numbers of height and place.
    fn extruded(&mut self, frame: &Frame, name: &str, body: &str, shape: &Shape) -> String {
        let sketch = self.sketch(name, shape);
        let rounded = match shape {
            Shape::Rectangle { corner, .. } if *corner > 0.0 => {
                let axis = ["X", "Y", "Z"][frame.axis];
                self.number(&format!("{name}_corner_r"), *corner);
                format!(".edges(\"|{axis}\").fillet({name}_corner_r)")
            }
            _ => String::new(),
        };
        format!(
            "cq.Workplane(\"{}\").workplane(offset={body}_z){sketch}.extrude({body}_height){rounded}",
            frame.plane
        )
    }

    /// The calls that draw a shape, with its numbers named.
    fn sketch(&mut self, name: &str, shape: &Shape) -> String {
        let at = |center: &[f64; 2]| {
            if *center == [0.0, 0.0] {
                String::new()
            } else {
                format!(".moveTo({}, {})", number(center[0]), number(center[1]))
            }
        };
        match shape {
            Shape::Circle { center, diameter } => {
                self.number(&format!("{name}_d"), *diameter);
                format!("{}.circle({name}_d / 2)", at(center))
            }
            Shape::Rectangle { center, size, .. } => {
                self.number(&format!("{name}_length"), size[0]);
                self.number(&format!("{name}_width"), size[1]);
                format!("{}.rect({name}_length, {name}_width)", at(center))
            }
            Shape::Slot { center, length, width, angle } => {
                self.number(&format!("{name}_length"), *length);
                self.number(&format!("{name}_width"), *width);
                format!("{}.slot2D({name}_length, {name}_width, {})", at(center), number(*angle))
            }
            Shape::Path { start, pieces } => {
                let is_polygon = pieces.iter().all(|p| matches!(p, Piece::Line(_)));
                if is_polygon {
                    let points: Vec<String> = std::iter::once(*start)
                        .chain(pieces.iter().map(|p| match p {
                            Piece::Line(to) | Piece::Arc(_, to) => *to,
                        }))
                        .map(point)
                        .collect();
                    self.line(&format!("{name}_points = [{}]", points.join(", ")));
                    return format!(".polyline({name}_points).close()");
                }
                let mut text = format!(".moveTo({}, {})", number(start[0]), number(start[1]));
                for piece in pieces {
                    match piece {
                        Piece::Line(to) => write!(text, ".lineTo({}, {})", number(to[0]), number(to[1])),
                        Piece::Arc(through, to) => {
                            write!(text, ".threePointArc({}, {})", point(*through), point(*to))
                        }
                    }
                    .expect("a string takes any text");
                }
                text + ".close()"
            }
        }
    }

    fn drill(&mut self, drillings: &[Drilling]) {
        for (index, drilling) in drillings.iter().enumerate() {
            let name = if drillings.len() == 1 { "hole".to_owned() } else { format!("hole_{}", index + 1) };
            let plane = drilling.frame.plane;
            self.number(&format!("{name}_d"), drilling.diameter);
            let points: Vec<String> = drilling.centers.iter().map(|c| point(*c)).collect();
            self.line(&format!("{name}_centers = [{}]", points.join(", ")));
            if drilling.through {
                self.step(&format!(
                    "result = result.copyWorkplane(cq.Workplane(\"{plane}\"))\
                     .pushPoints({name}_centers).circle({name}_d / 2).cutThruAll()"
                ));
            } else {
                self.number(&format!("{name}_start"), drilling.from);
                self.number(&format!("{name}_depth"), drilling.to - drilling.from);
                self.step(&format!(
                    "result = result.cut(cq.Workplane(\"{plane}\").workplane(offset={name}_start)\
                     .pushPoints({name}_centers).circle({name}_d / 2).extrude({name}_depth))"
                ));
            }
        }
    }

    fn number(&mut self, name: &str, value: f64) {
        self.line(&format!("{name} = {}", number(value)));
    }

    fn line(&mut self, line: &str) {
        self.numbers.push_str(line);
        self.numbers.push('\n');
    }

    fn step(&mut self, line: &str) {
        self.steps.push_str(line);
        self.steps.push('\n');
    }

    fn text(self) -> String {
        format!("import cadquery as cq\n\n{}\n{}", self.numbers, self.steps)
    }
}

fn letter(index: usize) -> String {
    // a, b, … z, then numbers.
    u8::try_from(index)
        .ok()
        .filter(|i| *i < 26)
        .map_or_else(|| index.to_string(), |i| char::from(b'a' + i).to_string())
}

fn is_equal(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

fn point(p: [f64; 2]) -> String {
    format!("({}, {})", number(p[0]), number(p[1]))
}

/// Up to four decimals, without zeros at the end.
fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
