//! Writes the body: its calls, and the names of its extents.

use super::super::faces::Frame;
use super::super::number::Num;
use super::super::plan::{Body, Letter, Opening};
use super::Writer;

/// Names of the diameter and the length of a step of a shaft with so many.
pub(super) fn step_names(count: usize, step: usize) -> [String; 2] {
    if count == 1 {
        ["diameter".to_owned(), "length".to_owned()]
    } else {
        [format!("diameter_{}", step + 1), format!("length_{}", step + 1)]
    }
}

impl Writer {
    /// Writes the body and gives its extents their names.
    pub(super) fn body(&mut self, body: &Body) -> Frame {
        let none = Num::zero;
        let frame = |length: Num, width: Num, height: Num, wall: Num| Frame {
            length,
            width,
            height,
            wall,
            top: none(),
            origin: None,
            raised: None,
        };
        self.call("cq.Workplane(\"XY\")");
        match body {
            Body::Block { length, width, height, is_plate } => {
                let (l, w) = (self.size("length", *length), self.size("width", *width));
                let h = self.size(if *is_plate { "thickness" } else { "height" }, *height);
                self.call(format!(".rect({l}, {w})"));
                self.call(format!(".extrude({h})"));
                frame(l, w, h, none())
            }
            Body::Cylinder { diameter, height, is_flat } => {
                let d = self.size("diameter", *diameter);
                let h = self.size(if *is_flat { "thickness" } else { "height" }, *height);
                self.call(format!(".circle({})", d.half()));
                self.call(format!(".extrude({h})"));
                frame(d.clone(), d, h, none())
            }
            Body::Tube { outer, inner, length, is_flat } => {
                let (o, i) = (self.size("outer_diameter", *outer), self.size("inner_diameter", *inner));
                let h = self.size(if *is_flat { "thickness" } else { "length" }, *length);
                self.call(format!(".circle({})", o.half()));
                self.call(format!(".circle({})", i.half()));
                self.call(format!(".extrude({h})"));
                frame(o.clone(), o, h, none())
            }
            Body::Prism { sides, flats, height } => {
                let f = self.size("across_flats", *flats);
                let h = self.size("height", *height);
                self.call(format!(".polygon({sides}, {f}, circumscribed=True)"));
                self.call(format!(".extrude({h})"));
                frame(f.clone(), f, h, none())
            }
            Body::Oval { length, width, thickness } => {
                let (l, w, h) = (
                    self.size("length", *length),
                    self.size("width", *width),
                    self.size("thickness", *thickness),
                );
                self.call(format!(".slot2D({l}, {w})"));
                self.call(format!(".extrude({h})"));
                frame(l, w, h, none())
            }
            Body::Bracket { letter, length, height, width, thickness, top } => {
                let (l, h, w) =
                    (self.size("length", *length), self.size("height", *height), self.size("width", *width));
                let t = self.size("thickness", *thickness);
                let top = match letter {
                    Letter::Z => self.size("foot_length", *top),
                    Letter::Hat => self.size("top_length", *top),
                    _ => none(),
                };
                self.calls.pop();
                self.call("cq.Workplane(\"XZ\")");
                let points: Vec<String> =
                    profile(*letter, &l, &h, &t, &top).iter().map(|[x, y]| format!("({x}, {y})")).collect();
                self.call(format!(".polyline([{}])", points.join(", ")));
                self.call(".close()");
                self.call(format!(".extrude({}, both=True)", w.half()));
                Frame { length: l, width: w, height: h, wall: t, top, origin: None, raised: None }
            }
            Body::Housing { length, width, height, wall, floor, open } => {
                let (l, w, h) =
                    (self.size("length", *length), self.size("width", *width), self.size("height", *height));
                let t = self.size("wall", *wall);
                let bottom = floor.map_or_else(|| t.clone(), |f| self.size("floor", f));
                self.call(format!(".rect({l}, {w})"));
                self.call(format!(".extrude({h})"));
                let face = match open {
                    Opening::Top => "faces(\">Z\")",
                    Opening::Bottom => "faces(\"<Z\")",
                    Opening::Ends => "faces(\"<X or >X\")",
                    Opening::None => "",
                };
                if *open == Opening::None || floor.is_some() {
                    let (depth, from) = if *open == Opening::None {
                        (h.minus(&t.times(2)), t.clone())
                    } else {
                        (h.minus(&bottom), bottom)
                    };
                    let inner = format!("{}, {}", l.minus(&t.times(2)), w.minus(&t.times(2)));
                    self.call(format!(
                        ".cut(cq.Workplane(\"XY\").workplane(offset={from}).rect({inner}).extrude({depth}))"
                    ));
                } else {
                    self.shell = Some(format!(".{face}.shell(-{t})"));
                }
                frame(l, w, h, t)
            }
            Body::Cup { diameter, height, wall, floor } => {
                let (d, h, t) = (
                    self.size("diameter", *diameter),
                    self.size("height", *height),
                    self.size("wall", *wall),
                );
                let bottom = floor.map_or_else(|| t.clone(), |f| self.size("floor", f));
                self.call(format!(".circle({})", d.half()));
                self.call(format!(".extrude({h})"));
                self.call(format!(
                    ".cut(cq.Workplane(\"XY\").workplane(offset={bottom}).circle({}).extrude({}))",
                    d.minus(&t.times(2)).half(),
                    h.minus(&bottom)
                ));
                frame(d.clone(), d, h, t)
            }
            Body::Shaft { steps } => {
                let mut height = none();
                let mut widest = none();
                for (i, [diameter, length]) in steps.iter().enumerate() {
                    let names = step_names(steps.len(), i);
                    let d = self.number(&names[0], diameter.value, diameter.is_assumed);
                    let l = self.number(&names[1], length.value, length.is_assumed);
                    if i > 0 {
                        self.call(".faces(\">Z\").workplane()");
                    }
                    self.call(format!(".circle({})", d.half()));
                    self.call(format!(".extrude({l})"));
                    height = height.plus(&l);
                    if d.value > widest.value {
                        widest = d;
                    }
                }
                frame(widest.clone(), widest, height, none())
            }
            Body::Sphere { diameter } => {
                let d = self.size("diameter", *diameter);
                self.call(format!(".sphere({})", d.half()));
                frame(d.clone(), d.clone(), d.half(), none())
            }
            Body::Cone { bottom, top, height } => {
                let (b, t, h) = (
                    self.size("bottom_diameter", *bottom),
                    self.size("top_diameter", *top),
                    self.size("height", *height),
                );
                self.calls.pop();
                self.call("cq.Workplane(\"XZ\")");
                self.call(format!(".polyline([(0, 0), ({}, 0), ({}, {h}), (0, {h})])", b.half(), t.half()));
                self.call(".close()");
                self.call(".revolve(360, (0, 0, 0), (0, 1, 0))");
                frame(b.clone(), b, h, none())
            }
            Body::Wedge { length, height, width } => {
                let (l, h, w) =
                    (self.size("length", *length), self.size("height", *height), self.size("width", *width));
                self.calls.pop();
                self.call("cq.Workplane(\"XZ\")");
                self.call(format!(".polyline([(0, 0), ({l}, 0), (0, {h})])"));
                self.call(".close()");
                self.call(format!(".extrude({}, both=True)", w.half()));
                frame(l, w, h, none())
            }
        }
    }
}

/// Corners of the profile of a bracket in x and z.
fn profile(letter: Letter, l: &Num, h: &Num, t: &Num, top: &Num) -> Vec<[Num; 2]> {
    let o = Num::zero;
    let half = l.half();
    let (left, right) = (half.negated(), half.clone());
    match letter {
        Letter::L => vec![
            [o(), o()],
            [l.clone(), o()],
            [l.clone(), t.clone()],
            [t.clone(), t.clone()],
            [t.clone(), h.clone()],
            [o(), h.clone()],
        ],
        Letter::U => vec![
            [left.clone(), o()],
            [right.clone(), o()],
            [right.clone(), h.clone()],
            [right.minus(t), h.clone()],
            [right.minus(t), t.clone()],
            [left.plus(t), t.clone()],
            [left.plus(t), h.clone()],
            [left, h.clone()],
        ],
        Letter::T => vec![
            [left.clone(), o()],
            [right.clone(), o()],
            [right, t.clone()],
            [t.half(), t.clone()],
            [t.half(), h.clone()],
            [t.half().negated(), h.clone()],
            [t.half().negated(), t.clone()],
            [left, t.clone()],
        ],
        Letter::Z => vec![
            [o(), o()],
            [top.clone(), o()],
            [top.clone(), h.minus(t)],
            [l.clone(), h.minus(t)],
            [l.clone(), h.clone()],
            [top.minus(t), h.clone()],
            [top.minus(t), t.clone()],
            [o(), t.clone()],
        ],
        Letter::Hat => {
            let crown = top.half();
            vec![
                [left.clone(), o()],
                [crown.negated().plus(t), o()],
                [crown.negated().plus(t), h.minus(t)],
                [crown.minus(t), h.minus(t)],
                [crown.minus(t), o()],
                [right.clone(), o()],
                [right, t.clone()],
                [crown.clone(), t.clone()],
                [crown.clone(), h.clone()],
                [crown.negated(), h.clone()],
                [crown.negated(), t.clone()],
                [left, t.clone()],
            ]
        }
    }
}
