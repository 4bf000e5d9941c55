//! A program while it is being written: named dimensions, a chain of calls, and facts for the text.
//!
//! All programs have one style, so that they are short in tokens and easy to learn: the import,
//! one named whole number a line, then one chain of calls on a base plane.
//! The longest side of the part is about 100 units; numbers that stand inside the chain are
//! never lengths, so that a program is scaled by its named numbers alone.
//!
//! Families think in the axes of the base plane, `u`, `v` and the normal `n`; [`Plane`] knows
//! which global selectors they are and how CadQuery lays the axes of a workplane on each side.

use std::borrow::Cow;

use super::dice::Dice;

/// A base plane as CadQuery names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plane {
    /// u = X, v = Y, n = Z.
    Xy,
    /// u = X, v = Z, n = -Y.
    Xz,
    /// u = Y, v = Z, n = X.
    Yz,
}

/// A side of a part in the axes of its base plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Where the normal points.
    Top,
    /// Against the normal.
    Bottom,
    /// Along u.
    Right,
    /// Against u.
    Left,
    /// Along v.
    Back,
    /// Against v.
    Front,
}

/// An axis of the base plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// First axis in the plane.
    U,
    /// Second axis in the plane.
    V,
    /// The normal.
    N,
}

type Direction = [i8; 3];

impl Plane {
    /// Mostly lying flat, else standing and seen from the front or from the right.
    pub fn any(dice: &mut Dice) -> Self {
        dice.weighted(&[(50, Self::Xy), (25, Self::Xz), (25, Self::Yz)])
    }

    /// The name in programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Xy => "XY",
            Self::Xz => "XZ",
            Self::Yz => "YZ",
        }
    }

    /// Global directions of u, v and n.
    fn axes(self) -> [Direction; 3] {
        match self {
            Self::Xy => [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
            Self::Xz => [[1, 0, 0], [0, 0, 1], [0, -1, 0]],
            Self::Yz => [[0, 1, 0], [0, 0, 1], [1, 0, 0]],
        }
    }

    fn outward(self, side: Side) -> Direction {
        let [u, v, n] = self.axes();
        match side {
            Side::Top => n,
            Side::Bottom => n.map(|x| -x),
            Side::Right => u,
            Side::Left => u.map(|x| -x),
            Side::Back => v,
            Side::Front => v.map(|x| -x),
        }
    }

    /// The string selector of the outermost face on a side, for example `>Z`.
    pub fn selector(self, side: Side) -> &'static str {
        match self.outward(side) {
            [1, _, _] => ">X",
            [-1, _, _] => "<X",
            [_, 1, _] => ">Y",
            [_, -1, _] => "<Y",
            [_, _, 1] => ">Z",
            _ => "<Z",
        }
    }

    /// The string selector of edges along an axis, for example `|Z`.
    pub fn parallel(self, axis: Axis) -> &'static str {
        match self.axes()[axis as usize] {
            [0, 0, _] => "|Z",
            [0, _, 0] => "|Y",
            _ => "|X",
        }
    }

    /// The global axis that an axis of the plane lies on: `X`, `Y` or `Z`.
    pub fn global(self, axis: Axis) -> &'static str {
        &self.parallel(axis)[1..]
    }

    /// A place given by expressions along u, v and n, in the axes of a workplane on a side.
    ///
    /// CadQuery puts the x axis of a workplane on a face along Z × normal, or along X where
    /// the normal is along Z, and the y axis along normal × x.
    pub fn on_side(self, side: Side, place: [&str; 3]) -> String {
        let normal = self.outward(side);
        let x = match normal {
            [0, 0, _] => [1, 0, 0],
            [a, b, _] => [-b, a, 0],
        };
        let y = cross(normal, x);
        format!("{}, {}", self.along(x, place), self.along(y, place))
    }

    /// The component of a place along a global direction, as an expression.
    fn along(self, direction: Direction, place: [&str; 3]) -> String {
        let axes = self.axes();
        for (axis, expression) in axes.iter().zip(place) {
            let dot: i8 = (0..3).map(|i| axis[i] * direction[i]).sum();
            if dot != 0 {
                return if expression == "0" || dot > 0 {
                    expression.to_owned()
                } else {
                    negative(expression)
                };
            }
        }
        unreachable!("u, v and n span the space")
    }
}

fn cross(a: Direction, b: Direction) -> Direction {
    [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

fn negative(expression: &str) -> String {
    expression.strip_prefix('-').map_or_else(|| format!("-{expression}"), str::to_owned)
}

/// Something of the part that a text may speak of.
#[derive(Clone, Debug)]
pub struct Feature {
    /// How many; 0 where one does not count.
    pub count: i64,
    /// What it is, in the singular.
    pub one: Cow<'static, str>,
    /// What it is, in the plural.
    pub many: Cow<'static, str>,
    /// Where it is, beginning with a preposition; may be empty.
    pub place: &'static str,
}

/// What a finished part must be, for the gates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// Number of solids: one for each part of an assembly, 0 for a flat or linear figure.
    pub solids: u32,
    /// A part with fewer faces says too little.
    pub fewest_faces: u32,
    /// Shortest and longest that the longest side may be.
    pub longest: (f64, f64),
    /// Whether [`Draft::holes`] is known; else the holes are counted on the mesh.
    pub are_holes_known: bool,
}

impl Default for Wanted {
    /// One solid with two faces and about 100 units long.
    fn default() -> Self {
        Self { solids: 1, fewest_faces: 2, longest: (88.0, 112.0), are_holes_known: true }
    }
}

/// A chain of calls that gets a name of its own.
#[derive(Clone, Debug)]
struct Statement {
    name: String,
    head: String,
    calls: Vec<String>,
}

/// A program while it is being written.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Name of the family.
    pub family: &'static str,
    /// The base plane.
    pub plane: Plane,
    /// Words for the whole, the usual one first.
    pub nouns: &'static [&'static str],
    /// What the text may mention.
    pub features: Vec<Feature>,
    /// Principal sizes in the words of a text: "long", "wide", "thick", "high".
    pub sizes: Vec<(&'static str, i64)>,
    /// How the part stands, for the text: what its normal is.
    pub pose: Pose,
    /// Number of round holes by axis (see [`super::holes`]).
    pub holes: u32,
    /// What the finished part must be.
    pub wanted: Wanted,
    /// Whether the numbers are millimetres because they follow a standard.
    pub is_to_scale: bool,
    /// The whole program where it is not written in the house style.
    pub text: Option<String>,
    dimensions: Vec<(String, f64)>,
    statements: Vec<Statement>,
    head: Option<String>,
    calls: Vec<String>,
}

/// What the normal of the base plane means for a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pose {
    /// A flat part: the normal is across it.
    Flat,
    /// A turned or drawn part: the normal is its axis.
    Axial,
    /// A revolved part with its axis along another axis of the base plane.
    Around(Axis),
    /// The text does not speak of it.
    Unsaid,
}

impl Draft {
    /// An empty program on a base plane.
    pub fn new(family: &'static str, plane: Plane, nouns: &'static [&'static str]) -> Self {
        Self {
            family,
            plane,
            nouns,
            features: Vec::new(),
            sizes: Vec::new(),
            pose: Pose::Unsaid,
            holes: 0,
            wanted: Wanted::default(),
            is_to_scale: false,
            text: None,
            dimensions: Vec::new(),
            statements: Vec::new(),
            head: None,
            calls: Vec::new(),
        }
    }

    /// Names a number.
    pub fn set(&mut self, name: &str, value: i64) {
        self.set_exact(name, value as f64);
    }

    /// Names a number that a standard gives with decimals.
    pub fn set_exact(&mut self, name: &str, value: f64) {
        self.dimensions.push((name.to_owned(), value));
    }

    /// Begins the current chain with something else than a workplane on the base plane.
    pub fn head(&mut self, head: impl Into<String>) {
        self.head = Some(head.into());
    }

    /// Gives the current chain a name of its own and begins a new one.
    pub fn keep(&mut self, name: &str) {
        let head = self.take_head();
        let calls = std::mem::take(&mut self.calls);
        self.statements.push(Statement { name: name.to_owned(), head, calls });
    }

    fn take_head(&mut self) -> String {
        self.head.take().unwrap_or_else(|| self.usual_head())
    }

    fn usual_head(&self) -> String {
        format!("cq.Workplane(\"{}\")", self.plane.name())
    }

    /// Names several numbers.
    pub fn set_all(&mut self, dimensions: &[(&str, i64)]) {
        for (name, value) in dimensions {
            self.set(name, *value);
        }
    }

    /// Appends one line of calls, for example `.extrude(height)`.
    pub fn call(&mut self, call: impl Into<String>) {
        self.calls.push(call.into());
    }

    /// Appends a workplane on the outermost face of a side.
    pub fn face(&mut self, side: Side) {
        self.call(format!(".faces(\"{}\").workplane()", self.plane.selector(side)));
    }

    /// Moves the workplane on a side to a place given by expressions along u, v and n.
    pub fn center(&mut self, side: Side, place: [&str; 3]) {
        self.call(format!(".center({})", self.plane.on_side(side, place)));
    }

    /// Says something about the part.
    pub fn say(
        &mut self,
        count: i64,
        one: impl Into<Cow<'static, str>>,
        many: impl Into<Cow<'static, str>>,
        place: &'static str,
    ) {
        self.features.push(Feature { count, one: one.into(), many: many.into(), place });
    }

    /// All named numbers in the order of the program.
    pub fn dimensions(&self) -> &[(String, f64)] {
        &self.dimensions
    }

    /// The value of a named number, rounded down.
    pub fn value(&self, name: &str) -> Option<i64> {
        self.dimensions.iter().find(|(n, _)| n == name).map(|(_, value)| *value as i64)
    }

    /// Whether every number lies in 1..=120 (angles and counts in 1..=360) and names are unique.
    pub fn is_in_range(&self) -> bool {
        self.dimensions.iter().enumerate().all(|(i, (name, value))| {
            let limit = if name.ends_with("_angle") { 360.0 } else { 120.0 };
            (1.0..=limit).contains(value) && self.dimensions[..i].iter().all(|(n, _)| n != name)
        })
    }

    /// The program text.
    pub fn program(&self) -> String {
        if let Some(text) = &self.text {
            return text.clone();
        }
        let mut text = String::from("import cadquery as cq\n\n");
        for (name, value) in &self.dimensions {
            text.push_str(&format!("{name} = {value}\n"));
        }
        let last = Statement {
            name: "result".to_owned(),
            head: self.head.clone().unwrap_or_else(|| self.usual_head()),
            calls: self.calls.clone(),
        };
        for Statement { name, head, calls } in self.statements.iter().chain([&last]) {
            text.push_str(&format!("\n{name} = (\n    {head}\n"));
            for call in calls {
                text.push_str(&format!("    {call}\n"));
            }
            text.push_str(")\n");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_follow_the_base_plane() {
        assert_eq!(Plane::Xy.selector(Side::Top), ">Z");
        assert_eq!(Plane::Xz.selector(Side::Top), "<Y");
        assert_eq!(Plane::Yz.selector(Side::Bottom), "<X");
        assert_eq!(Plane::Xz.parallel(Axis::V), "|Z");
    }

    #[test]
    fn places_are_written_in_the_axes_of_the_face() {
        for plane in [Plane::Xy, Plane::Xz, Plane::Yz] {
            assert_eq!(plane.on_side(Side::Top, ["a", "b", "c"]), "a, b");
        }
        assert_eq!(Plane::Xy.on_side(Side::Bottom, ["a", "b", "c"]), "a, -b");
        assert_eq!(Plane::Xz.on_side(Side::Front, ["a", "b", "c"]), "a, c");
        assert_eq!(Plane::Xz.on_side(Side::Left, ["a", "b", "-c"]), "-c, b");
        assert_eq!(Plane::Yz.on_side(Side::Right, ["a", "b", "c"]), "-c, b");
    }

    #[test]
    fn the_program_has_one_style() {
        let mut draft = Draft::new("plate", Plane::Xy, &["plate"]);
        draft.set_all(&[("length", 100), ("width", 60), ("thickness", 8), ("hole_diameter", 10)]);
        draft.call(".box(length, width, thickness)");
        draft.face(Side::Top);
        draft.call(".hole(hole_diameter)");
        assert_eq!(
            draft.program(),
            "import cadquery as cq\n\nlength = 100\nwidth = 60\nthickness = 8\nhole_diameter = 10\n\n\
             result = (\n    cq.Workplane(\"XY\")\n    .box(length, width, thickness)\n    \
             .faces(\">Z\").workplane()\n    .hole(hole_diameter)\n)\n"
        );
    }
}
