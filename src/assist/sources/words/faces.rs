//! Faces of a body: the workplane on each, and places on it as expressions.
//!
//! Places are pairs along x and y on the top, x and z on the front, y and z on the sides; a workplane of
//! CadQuery has its own order on some faces, which is kept here alone.

use super::number::Num;
use super::plan::{Along, Body, Letter, Opening, Pattern, Side, Spot};
use crate::scale::trimmed;

/// Extents of the body by name.
pub(super) struct Frame {
    pub(super) length: Num,
    pub(super) width: Num,
    pub(super) height: Num,
    /// Thickness of walls or sheet; zero for solid bodies.
    pub(super) wall: Num,
    /// Top length of Z and hat brackets.
    pub(super) top: Num,
    /// Where the middle of the bottom is, when not at the origin.
    pub(super) origin: Option<[f64; 3]>,
    /// Height of what was raised on the top, when something was.
    pub(super) raised: Option<Num>,
}

/// A workplane on a face.
pub(super) struct Face {
    /// The text of the workplane.
    pub(super) plane: String,
    center: [Num; 2],
    size: [Num; 2],
    pub(super) is_swapped: bool,
    /// Depth of the material behind the face, where a hole must not go further.
    pub(super) stop: Option<Num>,
}

impl Face {
    pub(super) fn of(body: &Body, frame: &Frame, spot: &Spot) -> Self {
        let side = spot.side;
        let Frame { length, width, height, wall, top, .. } = frame;
        let at = |plane: &str, offset: &Num| {
            let origin = frame
                .origin
                .map_or_else(String::new, |o| format!(", origin=({})", o.map(|v| trimmed(v, 6)).join(", ")));
            let plane = format!("cq.Workplane(\"{plane}\"{origin})");
            if offset.value == 0.0 { plane } else { format!("{plane}.workplane(offset={offset})") }
        };
        let zero = Num::zero;
        let face = |plane: String, center: [Num; 2], size: [Num; 2]| Self {
            plane,
            center,
            size,
            is_swapped: false,
            stop: None,
        };
        if let Body::Bracket { letter, .. } = body {
            return match (letter, side) {
                (Letter::L, Side::Wall) => face(
                    at("YZ", wall),
                    [zero(), height.plus(wall).half()],
                    [width.clone(), height.minus(wall)],
                ),
                (Letter::L, _) => face(
                    at("XY", wall),
                    [length.plus(wall).half(), zero()],
                    [length.minus(wall), width.clone()],
                ),
                (Letter::U, Side::Wall) => face(
                    at("YZ", &length.half()),
                    [zero(), height.plus(wall).half()],
                    [width.clone(), height.minus(wall)],
                ),
                (Letter::T, Side::Wall) => face(
                    at("YZ", &wall.half()),
                    [zero(), height.plus(wall).half()],
                    [width.clone(), height.minus(wall)],
                ),
                (Letter::Z, Side::Wall) => Self {
                    stop: Some(wall.clone()),
                    ..face(
                        at("XY", height),
                        [length.plus(top).half(), zero()],
                        [length.minus(top), width.clone()],
                    )
                },
                (Letter::Z, _) => {
                    face(at("XY", wall), [top.minus(wall).half(), zero()], [top.clone(), width.clone()])
                }
                (Letter::Hat, Side::Wall) => {
                    face(at("XY", wall), [zero(), zero()], [length.plus(top), width.clone()])
                }
                (Letter::Hat, _) => Self {
                    stop: Some(wall.clone()),
                    ..face(at("XY", height), [zero(), zero()], [top.clone(), width.clone()])
                },
                (_, _) => face(at("XY", wall), [zero(), zero()], [length.clone(), width.clone()]),
            };
        }
        let middle = height.half();
        let is_hollow = matches!(body, Body::Housing { .. });
        let stop = is_hollow.then(|| wall.clone());
        match side {
            Side::Front => Self {
                stop,
                ..face(at("XZ", &width.half()), [zero(), middle], [length.clone(), height.clone()])
            },
            Side::Back => Self {
                is_swapped: true,
                stop,
                ..face(at("ZX", &width.half()), [zero(), middle], [length.clone(), height.clone()])
            },
            Side::Right => Self {
                stop,
                ..face(at("YZ", &length.half()), [zero(), middle], [width.clone(), height.clone()])
            },
            Side::Left => Self {
                is_swapped: true,
                stop,
                ..face(at("ZY", &length.half()), [zero(), middle], [width.clone(), height.clone()])
            },
            Side::Bottom => Self {
                is_swapped: true,
                ..face(at("YX", &zero()), [zero(), zero()], [length.clone(), width.clone()])
            },
            _ => {
                // An open housing has its floor where others have their top.
                let floor = match body {
                    Body::Housing { open: Opening::Top, .. } | Body::Cup { .. } => Some(wall.clone()),
                    _ => None,
                };
                let size = match (&floor, body) {
                    (Some(_), Body::Housing { .. }) => {
                        [length.minus(&wall.times(2)), width.minus(&wall.times(2))]
                    }
                    _ => [length.clone(), width.clone()],
                };
                let level = floor.unwrap_or_else(|| match &frame.raised {
                    Some(raised) if spot.on_boss => height.plus(raised),
                    _ => height.clone(),
                });
                face(at("XY", &level), [zero(), zero()], size)
            }
        }
    }

    fn along(&self, axis: usize, along: Along, names: &mut dyn FnMut(f64, bool) -> Num) -> Num {
        let half = self.size[axis].half();
        let own = match along {
            Along::Middle => Num::zero(),
            Along::At(value) => Num::lit(value),
            Along::Low(size) => names(size.value, size.is_assumed).minus(&half),
            Along::High(size) => half.minus(&names(size.value, size.is_assumed)),
        };
        self.center[axis].plus(&own)
    }

    /// The calls that go to the places of a pattern; `names` gives a number its name.
    pub(super) fn calls(
        &self,
        pattern: &Pattern,
        names: &mut dyn FnMut(&str, f64, bool) -> Num,
    ) -> Vec<String> {
        let order = |pair: [Num; 2]| {
            let [a, b] = pair;
            if self.is_swapped { [b, a] } else { [a, b] }
        };
        let [cx, cy] = order(self.center.clone());
        let is_centered = cx.value == 0.0 && cy.value == 0.0;
        let mut calls = Vec::new();
        let center = |calls: &mut Vec<String>| {
            if !is_centered {
                calls.push(format!(".center({cx}, {cy})"));
            }
        };
        match pattern {
            Pattern::Points(points) => {
                let points: Vec<[Num; 2]> = points
                    .iter()
                    .map(|p| {
                        let pair = [0, 1].map(|axis: usize| {
                            self.along(axis, p[axis], &mut |value, assumed| {
                                names(if axis == 0 { "x_edge" } else { "y_edge" }, value, assumed)
                            })
                        });
                        order(pair)
                    })
                    .collect();
                match &points[..] {
                    [[x, y]] if x.value == 0.0 && y.value == 0.0 => {}
                    [[x, y]] => calls.push(format!(".center({x}, {y})")),
                    all => {
                        let all: Vec<String> = all.iter().map(|[x, y]| format!("({x}, {y})")).collect();
                        calls.push(format!(".pushPoints([{}])", all.join(", ")));
                    }
                }
            }
            Pattern::Corners(insets) => {
                center(&mut calls);
                let both = insets[0].value == insets[1].value;
                let a = names(
                    if both { "edge_distance" } else { "x_edge_distance" },
                    insets[0].value,
                    insets[0].is_assumed,
                );
                let b = if both {
                    a.clone()
                } else {
                    names("y_edge_distance", insets[1].value, insets[1].is_assumed)
                };
                let [x, y] = order([self.size[0].minus(&a.times(2)), self.size[1].minus(&b.times(2))]);
                calls.push(format!(".rect({x}, {y}, forConstruction=True)"));
                calls.push(".vertices()".to_owned());
            }
            Pattern::Rectangle(spacing) => {
                center(&mut calls);
                let a = names("spacing_x", spacing[0].value, spacing[0].is_assumed);
                let b = names("spacing_y", spacing[1].value, spacing[1].is_assumed);
                let [x, y] = order([a, b]);
                calls.push(format!(".rect({x}, {y}, forConstruction=True)"));
                calls.push(".vertices()".to_owned());
            }
            Pattern::Grid { counts, pitch } => {
                center(&mut calls);
                let mut parts = Vec::new();
                for (axis, letter) in ["x", "y"].into_iter().enumerate() {
                    if counts[axis] > 1 {
                        let is_row = counts[1 - axis] <= 1;
                        let (spacing, count) = if is_row {
                            ("spacing".to_owned(), "count".to_owned())
                        } else {
                            (format!("spacing_{letter}"), format!("count_{letter}"))
                        };
                        let spacing = names(&spacing, pitch[axis].value, pitch[axis].is_assumed);
                        parts.push((spacing, names(&count, f64::from(counts[axis]), false)));
                    } else {
                        parts.push((Num::lit(1.0), Num::lit(1.0)));
                    }
                }
                let [a, b] = [parts.remove(0), parts.remove(0)];
                let [a, b] = if self.is_swapped { [b, a] } else { [a, b] };
                calls.push(format!(".rarray({}, {}, {}, {})", a.0, b.0, a.1, b.1));
            }
            Pattern::Polar { count, diameter, start } => {
                center(&mut calls);
                let circle = names("circle_diameter", diameter.value, diameter.is_assumed);
                let count = names("count", f64::from(*count), false);
                calls.push(format!(".polarArray({}, {}, 360, {count})", circle.half(), Num::lit(*start)));
            }
        }
        calls
    }
}
