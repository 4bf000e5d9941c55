//! Writes the program: named numbers first, then a body for each piece, then the holes.

use super::pattern::Pattern;
use super::shape::{Piece, Shape};
use crate::scale::trimmed;
use crate::scan::Frame;

/// An extrusion between two heights.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::sources) struct Body {
    pub(in crate::sources) from: f64,
    pub(in crate::sources) to: f64,
    pub(in crate::sources) outer: Vec<Shape>,
    pub(in crate::sources) inner: Vec<Shape>,
}

/// Equal round holes.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::sources) struct Drilling {
    pub(in crate::sources) frame: Frame,
    pub(in crate::sources) diameter: f64,
    pub(in crate::sources) through: bool,
    pub(in crate::sources) from: f64,
    pub(in crate::sources) to: f64,
    pub(in crate::sources) pattern: Pattern,
}

/// A profile that is turned.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::sources) struct Turned {
    pub(in crate::sources) plane: Frame,
    /// Height of the plane of the profile.
    pub(in crate::sources) height: f64,
    /// Whether the axis runs along y of the plane, else along x.
    pub(in crate::sources) is_upright: bool,
    /// Where the axis is, across its direction.
    pub(in crate::sources) axis: f64,
    pub(in crate::sources) profile: Vec<Shape>,
}

/// Collects the numbers and the steps of a program.
#[derive(Default)]
pub(in crate::sources) struct Writer {
    numbers: String,
    steps: String,
}

/// Calls after one another.
type Calls = Vec<String>;

impl Writer {
    /// A program of extrusions one above the other, drilled.
    pub(in crate::sources) fn stack(frame: &Frame, bodies: &[Body], drillings: &[Drilling]) -> String {
        Self::stacks(&[(frame, bodies)], drillings)
    }

    /// A program of several stacks together, drilled.
    pub(in crate::sources) fn stacks(stacks: &[(&Frame, &[Body])], drillings: &[Drilling]) -> String {
        let mut writer = Self::default();
        for (index, (frame, bodies)) in stacks.iter().enumerate() {
            writer.pile(frame, bodies, index);
        }
        writer.drill(drillings);
        writer.text()
    }

    /// Extrusions one above the other; names tell which stack they belong to.
    fn pile(&mut self, frame: &Frame, bodies: &[Body], stack: usize) {
        let body_name = |index: usize| match stack {
            0 => body_name(index),
            _ => format!("{}_{}", letter(stack), body_name(index)),
        };
        for (index, body) in bodies.iter().enumerate() {
            let name = body_name(index);
            // A piece stands on the one before it, so that a changed height moves what is above.
            if index > 0 && is_equal(bodies[index - 1].to, body.from) {
                let below = body_name(index - 1);
                self.line(&format!("{name}_z = {below}_z + {below}_height"));
            } else {
                self.number(&format!("{name}_z"), body.from);
            }
            self.number(&format!("{name}_height"), body.to - body.from);
            for (i, shape) in body.outer.iter().enumerate() {
                let part = if body.outer.len() == 1 { name.clone() } else { format!("{name}_{}", letter(i)) };
                let calls = self.extruded(frame, &part, &name, shape);
                if stack == 0 && index == 0 && i == 0 {
                    self.assign("result", &calls);
                } else {
                    self.join("union", &calls);
                }
            }
            for (i, shape) in body.inner.iter().enumerate() {
                let part = format!("{name}_opening_{}", i + 1);
                let calls = self.extruded(frame, &part, &name, shape);
                self.join("cut", &calls);
            }
        }
    }

    /// A program of a turned profile, drilled.
    pub(in crate::sources) fn turned(turned: &Turned, drillings: &[Drilling]) -> String {
        let mut writer = Self::default();
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
            let mut calls = vec![format!("cq.Workplane(\"{}\")", turned.plane.plane)];
            if turned.height != 0.0 {
                calls.push(format!(".workplane(offset={})", number(turned.height)));
            }
            calls.extend(match shape.corners() {
                Some(corners) => writer.turned_corners(&name, &corners, turned),
                None => writer.sketch(&name, shape),
            });
            calls.push(format!(".revolve(360, {a}, {b})"));
            if i == 0 { writer.assign("result", &calls) } else { writer.join("union", &calls) }
        }
        writer.drill(drillings);
        writer.text()
    }

    /// A program of a block.
    pub(in crate::sources) fn block(size: [f64; 3], center: [f64; 3]) -> String {
        let mut writer = Self::default();
        for (name, value) in ["length", "width", "height"].into_iter().zip(size) {
            writer.number(name, value);
        }
        let origin = if center == [0.0; 3] {
            String::new()
        } else {
            format!(", origin=({})", center.map(number).join(", "))
        };
        let calls = vec![format!("cq.Workplane(\"XY\"{origin})"), ".box(length, width, height)".to_owned()];
        writer.assign("result", &calls);
        writer.text()
    }

    /// The calls that extrude a shape; `body` names the numbers of height and place.
    fn extruded(&mut self, frame: &Frame, name: &str, body: &str, shape: &Shape) -> Calls {
        let mut calls =
            vec![format!("cq.Workplane(\"{}\")", frame.plane), format!(".workplane(offset={body}_z)")];
        calls.extend(self.sketch(name, shape));
        calls.push(format!(".extrude({body}_height)"));
        if let Shape::Rectangle { corner, .. } = shape
            && *corner > 0.0
        {
            let axis = ["X", "Y", "Z"][frame.axis];
            self.number(&format!("{name}_corner_r"), *corner);
            calls.push(format!(".edges(\"|{axis}\")"));
            calls.push(format!(".fillet({name}_corner_r)"));
        }
        calls
    }

    /// The calls that draw a polygon to be turned: its diameters and its heights along the axis are named.
    fn turned_corners(&mut self, name: &str, corners: &[[f64; 2]], turned: &Turned) -> Calls {
        let (across, along) = if turned.is_upright { (0, 1) } else { (1, 0) };
        let distinct = |values: &mut dyn Iterator<Item = f64>| {
            let mut values: Vec<f64> = values.collect();
            values.sort_by(f64::total_cmp);
            values.dedup_by(|a, b| is_equal(*a, *b));
            values
        };
        let diameters = distinct(&mut corners.iter().map(|c| 2.0 * (c[across] - turned.axis)));
        let diameters: Vec<f64> = diameters.into_iter().filter(|d| *d > 1e-9).collect();
        let heights = distinct(&mut corners.iter().map(|c| c[along]));
        for (i, diameter) in diameters.iter().enumerate() {
            self.number(&format!("{name}_d_{}", i + 1), *diameter);
        }
        for (i, height) in heights.iter().enumerate() {
            self.number(&format!("{name}_at_{}", i + 1), *height);
        }
        let radius = |corner: &[f64; 2]| {
            let diameter = 2.0 * (corner[across] - turned.axis);
            let axis = if turned.axis == 0.0 { String::new() } else { format!("{} + ", number(turned.axis)) };
            match diameters.iter().position(|d| is_equal(*d, diameter)) {
                Some(i) => format!("{axis}{name}_d_{} / 2", i + 1),
                None => number(turned.axis),
            }
        };
        let height = |corner: &[f64; 2]| {
            let at = heights.iter().position(|h| is_equal(*h, corner[along])).unwrap_or(0);
            format!("{name}_at_{}", at + 1)
        };
        let points: Vec<String> = corners
            .iter()
            .map(|c| {
                let (r, z) = (radius(c), height(c));
                if turned.is_upright { format!("({r}, {z})") } else { format!("({z}, {r})") }
            })
            .collect();
        self.line(&format!("{name}_points = [{}]", points.join(", ")));
        vec![format!(".polyline({name}_points)"), ".close()".to_owned()]
    }

    /// The calls that draw a shape, with its numbers named.
    fn sketch(&mut self, name: &str, shape: &Shape) -> Calls {
        let mut calls = Vec::new();
        let move_to = |calls: &mut Calls, center: &[f64; 2]| {
            if *center != [0.0, 0.0] {
                calls.push(format!(".moveTo({}, {})", number(center[0]), number(center[1])));
            }
        };
        match shape {
            Shape::Circle { center, diameter } => {
                self.number(&format!("{name}_d"), *diameter);
                move_to(&mut calls, center);
                calls.push(format!(".circle({name}_d / 2)"));
            }
            Shape::Rectangle { center, size, .. } => {
                self.number(&format!("{name}_length"), size[0]);
                self.number(&format!("{name}_width"), size[1]);
                move_to(&mut calls, center);
                calls.push(format!(".rect({name}_length, {name}_width)"));
            }
            Shape::Slot { center, length, width, angle } => {
                self.number(&format!("{name}_length"), *length);
                self.number(&format!("{name}_width"), *width);
                move_to(&mut calls, center);
                calls.push(format!(".slot2D({name}_length, {name}_width, {})", number(*angle)));
            }
            Shape::Path { start, pieces } => {
                let corners: Option<Vec<String>> = std::iter::once(Some(point(*start)))
                    .chain(pieces.iter().map(|piece| match piece {
                        Piece::Line(to) => Some(point(*to)),
                        Piece::Arc(..) => None,
                    }))
                    .collect();
                if let Some(corners) = corners {
                    self.line(&format!("{name}_points = [{}]", corners.join(", ")));
                    calls.push(format!(".polyline({name}_points)"));
                } else {
                    calls.push(format!(".moveTo({}, {})", number(start[0]), number(start[1])));
                    calls.extend(pieces.iter().map(|piece| match piece {
                        Piece::Line(to) => format!(".lineTo({}, {})", number(to[0]), number(to[1])),
                        Piece::Arc(through, to) => {
                            format!(".threePointArc({}, {})", point(*through), point(*to))
                        }
                    }));
                }
                calls.push(".close()".to_owned());
            }
        }
        calls
    }

    fn drill(&mut self, drillings: &[Drilling]) {
        for (index, drilling) in drillings.iter().enumerate() {
            let name = if drillings.len() == 1 { "hole".to_owned() } else { format!("hole_{}", index + 1) };
            let plane = format!("cq.Workplane(\"{}\")", drilling.frame.plane);
            self.number(&format!("{name}_d"), drilling.diameter);
            let placed = self.placed(&name, &drilling.pattern);
            if drilling.through {
                let mut calls = vec!["result".to_owned(), format!(".copyWorkplane({plane})")];
                calls.extend(placed);
                calls.push(format!(".circle({name}_d / 2)"));
                calls.push(".cutThruAll()".to_owned());
                self.assign("result", &calls);
            } else {
                self.number(&format!("{name}_start"), drilling.from);
                self.number(&format!("{name}_depth"), drilling.to - drilling.from);
                let mut calls = vec![plane, format!(".workplane(offset={name}_start)")];
                calls.extend(placed);
                calls.push(format!(".circle({name}_d / 2)"));
                calls.push(format!(".extrude({name}_depth)"));
                self.join("cut", &calls);
            }
        }
    }

    /// The calls that go to the places of a pattern.
    fn placed(&mut self, name: &str, pattern: &Pattern) -> Calls {
        let mut calls = Vec::new();
        let center = match pattern {
            Pattern::Single(_) => [0.0, 0.0],
            Pattern::Polar { center, .. } | Pattern::Grid { center, .. } => *center,
        };
        if center != [0.0, 0.0] {
            calls.push(format!(".center({}, {})", number(center[0]), number(center[1])));
        }
        match pattern {
            Pattern::Single(centers) => {
                let centers: Vec<String> = centers.iter().map(|c| point(*c)).collect();
                self.line(&format!("{name}_centers = [{}]", centers.join(", ")));
                calls.push(format!(".pushPoints({name}_centers)"));
            }
            Pattern::Polar { radius, start, count, .. } => {
                self.line(&format!("{name}_count = {count}"));
                self.number(&format!("{name}_circle_d"), 2.0 * radius);
                calls
                    .push(format!(".polarArray({name}_circle_d / 2, {}, 360, {name}_count)", number(*start)));
            }
            Pattern::Grid { spacing, counts, .. } => {
                let mut steps = Vec::new();
                for ((axis, spacing), count) in ["x", "y"].into_iter().zip(spacing).zip(counts) {
                    if *count > 1 {
                        self.number(&format!("{name}_spacing_{axis}"), *spacing);
                        self.line(&format!("{name}_count_{axis} = {count}"));
                        steps.push((format!("{name}_spacing_{axis}"), format!("{name}_count_{axis}")));
                    } else {
                        // A row has no spacing across; the call wants a positive number all the same.
                        steps.push(("1".to_owned(), "1".to_owned()));
                    }
                }
                let [(x, nx), (y, ny)] = &steps[..] else { return calls };
                calls.push(format!(".rarray({x}, {y}, {nx}, {ny})"));
            }
        }
        calls
    }

    /// `name = (` with a call a line.
    fn assign(&mut self, name: &str, calls: &[String]) {
        self.step(&format!("{name} = ("));
        self.calls(calls, 1);
        self.step(")");
    }

    /// `result = result.union(` or `cut`, with a call a line.
    fn join(&mut self, verb: &str, calls: &[String]) {
        self.step(&format!("result = result.{verb}("));
        self.calls(calls, 1);
        self.step(")");
    }

    fn calls(&mut self, calls: &[String], depth: usize) {
        for call in calls {
            self.step(&format!("{}{call}", "    ".repeat(depth)));
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

/// The lowest piece is the base, those above are steps.
fn body_name(index: usize) -> String {
    if index == 0 { "base".to_owned() } else { format!("step_{}", index + 1) }
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

/// Up to six decimals, without zeros at the end.
fn number(value: f64) -> String {
    trimmed(value, 6)
}
