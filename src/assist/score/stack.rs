//! Sketch-extrude programs scored without running them: prisms read from the text.
//!
//! The programs of cadrille and CAD-Recode are chains of a dozen methods (`systems.md` 1.2). Their
//! solids are unions and differences of straight prisms over lines and arcs along the axes, and for
//! the volume that two such solids share, nobody needs faces and edges: along every line of a
//! [`Grid`], a prism is an interval. Reading the text takes microseconds where the kernel takes
//! milliseconds. Whatever is not certain to mean the same in CadQuery is refused, and the caller
//! runs the program properly; `tests/scores.rs` compares both ways over several hundred pairs.

mod read;
mod region;
mod workplane;

use std::rc::Rc;

use glam::DVec3;

use super::body::Box3;
use super::dexels::{Dexels, Grid, Levels};
use super::primitives::Sketch;
use region::Region;

/// A solid made of prisms.
#[derive(Clone, Debug)]
pub struct Stack {
    root: Rc<Node>,
    bounds: Box3,
}

/// A prism, or two solids combined.
#[derive(Clone, Debug)]
enum Node {
    Prism(Prism),
    Union(Rc<Node>, Rc<Node>),
    Cut(Rc<Node>, Rc<Node>),
}

/// A region of two axes of the world (ascending), extruded along the third.
#[derive(Clone, Debug)]
struct Prism {
    axis: usize,
    range: [f64; 2],
    region: Region,
}

impl Stack {
    /// The solid of a program; `None` when the text is not surely a sketch-extrude program whose
    /// extents are known without the kernel.
    pub fn read(text: &str) -> Option<Self> {
        let root = workplane::run(text)?;
        let bounds = root.bounds()?;
        (bounds.size().min_element() > 0.0 && bounds.longest() < 1e6).then_some(Self { root, bounds })
    }

    /// The box around it.
    pub fn bounds(&self) -> Box3 {
        self.bounds
    }

    /// Box centre at the origin and longest side `longest`.
    #[must_use]
    pub fn box_scaled(&self, longest: f64) -> Self {
        let (center, scale) = (self.bounds.center(), longest / self.bounds.longest());
        let map = |p: DVec3| (p - center) * scale;
        let bounds = Box3 { min: map(self.bounds.min), max: map(self.bounds.max) };
        Self { root: Rc::new(self.root.scaled(center, scale)), bounds }
    }

    /// Where its faces lie across x and y.
    pub fn levels(&self) -> Levels {
        let mut levels = Levels::default();
        self.root.each(&mut |prism| {
            if prism.axis < 2 {
                prism.range.into_iter().for_each(|at| levels.add(prism.axis, at, at));
            }
            for axis in [0, 1] {
                if let Some(k) = prism.across().iter().position(|a| *a == axis) {
                    prism.region.levels(k).for_each(|[low, high]| levels.add(axis, low, high));
                }
            }
        });
        levels
    }

    /// Area of what its round and slanted walls show from the side.
    pub fn wall(&self) -> f64 {
        let mut wall = 0.0;
        self.root.each(&mut |prism| {
            let length = prism.range[1] - prism.range[0];
            wall += length * prism.region.slanted_length(prism.axis == 2);
        });
        wall
    }

    /// The loops of each prism in order, for [`super::primitives`]; boxes in the plane of the sketch.
    pub fn sketches(&self) -> Vec<Sketch> {
        let mut sketches = Vec::new();
        self.root.each(&mut |prism| {
            sketches.push(prism.region.faces.iter().map(|(_, pieces)| region::curves(pieces)).collect());
        });
        sketches
    }

    /// Where the lines of a grid lie inside.
    pub fn dexels(&self, grid: &Grid) -> Dexels {
        let scanned = Scanned::of(&self.root, grid);
        let mut line = Vec::new();
        Dexels::by_columns(grid, |x, y, all| {
            line.clear();
            scanned.column(x, y, &mut line);
            all.extend_from_slice(&line);
        })
    }
}

impl Prism {
    /// The axes of its region.
    fn across(&self) -> [usize; 2] {
        let first = usize::from(self.axis == 0);
        [first, 3 - self.axis - first]
    }

    fn bounds(&self) -> Option<Box3> {
        let [low, high] = self.region.extent()?;
        let place = |p: [f64; 2], along: f64| {
            let mut at = DVec3::ZERO;
            let [first, second] = self.across();
            (at[first], at[second], at[self.axis]) = (p[0], p[1], along);
            at
        };
        Some(Box3 { min: place(low, self.range[0]), max: place(high, self.range[1]) })
    }
}

impl Node {
    /// `None` where a cut may take away what reaches farthest.
    fn bounds(&self) -> Option<Box3> {
        match self {
            Self::Prism(prism) => prism.bounds(),
            Self::Union(a, b) => Some(a.bounds()?.union(&b.bounds()?)),
            Self::Cut(a, b) => {
                let (whole, tool) = (a.bounds()?, b.reach()?);
                let is_safe = (0..3).all(|k| {
                    let low = tool.min[k] > whole.min[k] || a.keeps(k, whole.min[k], 0, &tool);
                    let high = tool.max[k] < whole.max[k] || a.keeps(k, whole.max[k], 1, &tool);
                    low && high
                });
                is_safe.then_some(whole)
            }
        }
    }

    /// A box that holds it.
    fn reach(&self) -> Option<Box3> {
        match self {
            Self::Prism(prism) => {
                let added = Region {
                    faces: prism
                        .region
                        .faces
                        .iter()
                        .filter(|(m, _)| *m == region::Mode::Add)
                        .cloned()
                        .collect(),
                };
                Prism { region: added, ..prism.clone() }.bounds()
            }
            Self::Union(a, b) => Some(a.reach()?.union(&b.reach()?)),
            Self::Cut(a, _) => a.reach(),
        }
    }

    /// Whether some prism whose end face lies at the border along `axis` is not covered by a tool.
    fn keeps(&self, axis: usize, border: f64, end: usize, tool: &Box3) -> bool {
        let mut is_kept = false;
        self.each(&mut |prism| {
            let Some(bounds) = prism.bounds() else { return };
            let covered = (0..3)
                .filter(|k| *k != axis)
                .all(|k| tool.min[k] <= bounds.min[k] && tool.max[k] >= bounds.max[k]);
            // A second cut may have been there before, so only a plain union is certain.
            is_kept |= prism.axis == axis && prism.range[end] == border && !covered;
        });
        is_kept && !matches!(self, Self::Cut(..))
    }

    fn each(&self, visit: &mut dyn FnMut(&Prism)) {
        match self {
            Self::Prism(prism) => visit(prism),
            Self::Union(a, b) | Self::Cut(a, b) => {
                a.each(visit);
                b.each(visit);
            }
        }
    }

    fn scaled(&self, center: DVec3, scale: f64) -> Self {
        match self {
            Self::Prism(prism) => {
                let [first, second] = prism.across();
                let map = |p: [f64; 2]| [(p[0] - center[first]) * scale, (p[1] - center[second]) * scale];
                Self::Prism(Prism {
                    axis: prism.axis,
                    range: prism.range.map(|v| (v - center[prism.axis]) * scale),
                    region: prism.region.mapped(map, scale),
                })
            }
            Self::Union(a, b) => {
                Self::Union(Rc::new(a.scaled(center, scale)), Rc::new(b.scaled(center, scale)))
            }
            Self::Cut(a, b) => Self::Cut(Rc::new(a.scaled(center, scale)), Rc::new(b.scaled(center, scale))),
        }
    }
}

/// A solid with what each row and column of a grid needs to know about it.
enum Scanned {
    /// Along z: which columns are inside.
    Upright {
        inside: Vec<bool>,
        rows: usize,
        range: [f64; 2],
    },
    /// Along x or y: the intervals in z for each row or column, and which columns or rows it spans.
    Lying {
        axis: usize,
        spans: std::ops::Range<usize>,
        lines: Vec<Vec<[f64; 2]>>,
    },
    Union(Box<Scanned>, Box<Scanned>),
    Cut(Box<Scanned>, Box<Scanned>),
}

impl Scanned {
    fn of(node: &Node, grid: &Grid) -> Self {
        let both = |a: &Node, b: &Node| (Box::new(Self::of(a, grid)), Box::new(Self::of(b, grid)));
        match node {
            Node::Union(a, b) => {
                let (a, b) = both(a, b);
                Self::Union(a, b)
            }
            Node::Cut(a, b) => {
                let (a, b) = both(a, b);
                Self::Cut(a, b)
            }
            Node::Prism(prism) if prism.axis == 2 => {
                let rows = grid.y.at.len();
                let mut inside = vec![false; grid.x.at.len() * rows];
                for (row, y) in grid.y.at.iter().enumerate() {
                    for [low, high] in prism.region.inside(1, *y) {
                        for column in grid.x.range(low, high) {
                            inside[column * rows + row] = true;
                        }
                    }
                }
                Self::Upright { inside, rows, range: prism.range }
            }
            Node::Prism(prism) => {
                // The region is of (y, z) or of (x, z): lines at its first coordinate, intervals in z.
                let (own, other) = if prism.axis == 0 { (&grid.x, &grid.y) } else { (&grid.y, &grid.x) };
                let lines = other.at.iter().map(|at| prism.region.inside(0, *at)).collect();
                Self::Lying { axis: prism.axis, spans: own.range(prism.range[0], prism.range[1]), lines }
            }
        }
    }

    /// Sorted, separate intervals of one column.
    fn column(&self, x: usize, y: usize, all: &mut Vec<[f64; 2]>) {
        match self {
            Self::Upright { inside, rows, range } => all.extend(inside[x * rows + y].then_some(*range)),
            Self::Lying { axis, spans, lines } => {
                let (own, other) = if *axis == 0 { (x, y) } else { (y, x) };
                if spans.contains(&own) {
                    all.extend_from_slice(&lines[other]);
                }
            }
            Self::Union(a, b) => {
                a.column(x, y, all);
                let before = all.len();
                b.column(x, y, all);
                if before > 0 && all.len() > before {
                    region::unite(all);
                }
            }
            Self::Cut(a, b) => {
                a.column(x, y, all);
                if !all.is_empty() {
                    let mut gaps = Vec::new();
                    b.column(x, y, &mut gaps);
                    gaps.into_iter().for_each(|gap| region::subtract(all, gap));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Volume of a program, and its box, lengths as given.
    fn check(chain: &str, volume: f64, size: [f64; 3]) {
        let stack = Stack::read(&format!("import cadquery as cq\n{chain}\n")).expect(chain);
        assert!(
            stack.bounds().size().abs_diff_eq(DVec3::from_array(size), 1e-9),
            "{chain}: {:?}",
            stack.bounds()
        );
        let levels = stack.levels();
        let grid = Grid::new(&stack.bounds(), [&levels, &Levels::default()], 200);
        let found = stack.dexels(&grid).volume(&grid);
        assert!((found / volume - 1.0).abs() < 1e-3, "{chain}: {found} mm³, not {volume}");
    }

    /// The three programs of `systems.md` 1.2 with the volumes of CadQuery 2.8 that section 6 gives.
    #[test]
    fn volumes_are_those_of_cadquery() {
        check(
            "w0=cq.Workplane('XY',origin=(0,0,-20))\nr=w0.sketch().rect(200,120).push([(-60,0),(60,0)]).circle(18,mode='s').finalize().extrude(25).union(w0.workplane(offset=55/2).moveTo(0,0).cylinder(55,30))",
            633_929.20,
            [200.0, 120.0, 55.0],
        );
        check(
            "w0=cq.Workplane('YZ',origin=(-35,0,0))\nw1=cq.Workplane('XY',origin=(0,0,25))\nr=w0.sketch().segment((-100,-30),(60,-30)).arc((90,0),(60,30)).segment((-100,30)).close().assemble().finalize().extrude(70).union(w1.workplane(offset=12/2).moveTo(0,-40).box(70,60,12))",
            800_360.17,
            [70.0, 190.0, 67.0],
        );
        check(
            "w0=cq.Workplane('ZX',origin=(0,50,0))\nr=w0.sketch().face(w0.sketch().segment((-80,-100),(80,-100)).segment((80,100)).segment((-80,100)).close().assemble()).face(w0.sketch().segment((-40,-70),(40,-70)).segment((0,60)).close().assemble(),mode='s').finalize().extrude(-100)",
            2_680_000.00,
            [200.0, 100.0, 160.0],
        );
    }

    #[test]
    fn cuts_within_are_known_and_cuts_of_the_border_are_not() {
        let plate = "r=cq.Workplane('XY').box(10,10,2)";
        let tool = |x: i32| format!("{plate}.cut(cq.Workplane('XY').moveTo({x},0).cylinder(4,1))");
        check(&tool(1), 200.0 - 2.0 * std::f64::consts::PI, [10.0, 10.0, 2.0]);
        assert!(Stack::read(&format!("import cadquery as cq\n{}\n", tool(5))).is_none());
    }

    #[test]
    fn what_is_not_surely_the_same_is_left_to_the_kernel() {
        for chain in [
            "r=cq.Workplane('XY').box(1,1,1).edges().fillet(0.1)",
            "r=cq.Workplane('XY').box(1,1,1,centered=False)",
            "r=cq.Workplane('XY').box(1,1,0)",
            "r=cq.Workplane('XY').sketch().segment((0,0),(1,0)).segment((1,1)).assemble().finalize().extrude(1)",
            "r=cq.Workplane('XY').sketch().segment((0,0),(2,2)).segment((2,0)).segment((0,2)).close().assemble().finalize().extrude(1)",
            "r=cq.Workplane('XY').sketch().rect(1,1,angle=30).finalize().extrude(1)",
        ] {
            assert!(Stack::read(&format!("import cadquery as cq\n{chain}\n")).is_none(), "{chain}");
        }
    }
}
