//! Solids from several outlines or along a path: loft and sweep.

use kernel::{
    Caps, Kind, LoftOptions, LoftSurface, MatchEdges, Parametrization, Ruled, Shape, Smoothness, SweepMode,
    SweepOptions,
};

pub use kernel::Transition;

use super::{Cleaning, Combine, Item, Workplane};
use crate::cq::geom::Vector;
use crate::cq::{CqError, CqErrorKind, Result};

/// What a sweep follows.
#[derive(Clone, Copy, Debug)]
pub enum SweepPath<'a> {
    /// The wire or edge of a workplane; waiting edges become a wire first.
    Workplane(&'a Workplane),
    /// A wire or edge.
    Shape(&'a Shape),
}

/// How [`Workplane::sweep`] works.
#[derive(Clone, Debug, Default)]
pub struct Sweeping {
    /// One solid through all outlines, or one for each.
    pub sections: Sections,
    /// Solid or shell.
    pub caps: Caps,
    /// How the outline turns along the path.
    pub turning: SweepTurning,
    /// Corners of the path.
    pub transition: Transition,
    /// What becomes of the new solid.
    pub combine: Combine,
    /// Whether the result is cleaned.
    pub cleaning: Cleaning,
}

/// Whether the outlines of a sweep are sections of one solid: `multisection`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sections {
    /// Every outline makes a solid of its own.
    #[default]
    Single,
    /// One solid goes through all outlines.
    Multiple,
}

/// How an outline turns along the path: `isFrenet`, `normal`, `auxSpine`.
#[derive(Clone, Debug, Default)]
pub enum SweepTurning {
    /// By the corrected Frenet frame.
    #[default]
    Corrected,
    /// By the Frenet frame.
    Frenet,
    /// Keeps a direction of the world.
    Fixed(Vector),
    /// Follows the first item of a second workplane.
    Along(Workplane),
}

/// How the sections of a loft are joined: `ruled`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LoftForm {
    /// One smooth surface.
    #[default]
    Smooth,
    /// Straight from section to section.
    Ruled,
}

impl From<bool> for LoftForm {
    fn from(ruled: bool) -> Self {
        if ruled { Self::Ruled } else { Self::Smooth }
    }
}

/// Reads CadQuery's names of transitions.
///
/// # Errors
/// A `DispatchError` for any other name.
pub fn transition_named(name: &str) -> Result<Transition> {
    match name {
        "right" => Ok(Transition::Right),
        "round" => Ok(Transition::Round),
        "transformed" => Ok(Transition::Transformed),
        _ => Err(CqError::new(CqErrorKind::Dispatch, format!("sweep: there is no transition '{name}'"))
            .with_hint("use \"right\", \"round\" or \"transformed\"")),
    }
}

impl Workplane {
    /// A solid through the waiting outlines, else through the faces and vertices on the stack.
    ///
    /// # Errors
    /// A `ValueError` when there are fewer than two.
    pub fn loft(&self, form: LoftForm, combine: Combine, cleaning: Cleaning) -> Result<Self> {
        let context = self.context();
        let sections = if context.pending_wires().is_empty() {
            self.sections_on_stack()?
        } else {
            context.pop_pending_wires()?
        };
        let explain = "draw two or more closed outlines on different planes before .loft(), for example \
                       .rect(10, 10).workplane(offset=20).circle(4).loft()";
        match sections.len() {
            0 => return Err(CqError::value("Nothing to loft").with_hint(explain)),
            1 => return Err(CqError::value("More than one wire or face is required").with_hint(explain)),
            _ => {}
        }
        let options = LoftOptions {
            ruled: if form == LoftForm::Ruled { Ruled::Straight } else { Ruled::Smooth },
            caps: Caps::Closed,
            surface: Some(LoftSurface {
                smoothness: Smoothness::C2,
                parametrization: Parametrization::Uniform,
                degree: 3,
                match_edges: MatchEdges::Automatic,
                smoothing: None,
            }),
        };
        let solid = kernel::loft(&sections, &options)?;
        self.combine_shape_with_base(&solid, combine, cleaning)
    }

    /// A solid of the waiting outlines moved along a path.
    ///
    /// # Errors
    /// A `ValueError` when there is no outline or the path is neither wire nor edge.
    pub fn sweep(&self, path: SweepPath<'_>, sweeping: &Sweeping) -> Result<Self> {
        let path = match path {
            SweepPath::Workplane(workplane) => curve_of(&workplane.wire(super::Purpose::Part)?.val())?,
            SweepPath::Shape(shape) => curve_of(&Item::Shape(shape.clone()))?,
        };
        let mode = match &sweeping.turning {
            SweepTurning::Corrected => SweepMode::CorrectedFrenet,
            SweepTurning::Frenet => SweepMode::Frenet,
            SweepTurning::Fixed(direction) => SweepMode::Fixed(direction.array()),
            SweepTurning::Along(workplane) => SweepMode::Auxiliary(curve_of(&workplane.val())?),
        };
        let options = SweepOptions { caps: sweeping.caps, mode, transition: sweeping.transition };
        let mut solids = Vec::new();
        match sweeping.sections {
            Sections::Single => {
                for face in self.faces_to_extrude()? {
                    let (outer, inners) = (face.outer_wire()?, face.inner_wires()?);
                    solids.push(kernel::sweep(&outer, &inners, &path, &options)?);
                }
            }
            Sections::Multiple => {
                let context = self.context();
                let sections = if context.pending_wires().is_empty() {
                    self.faces_to_extrude()?.iter().map(Shape::outer_wire).collect::<kernel::Result<_>>()?
                } else {
                    context.pop_pending_wires()?
                };
                solids.push(kernel::sweep_multi(&sections, &path, &options)?);
            }
        }
        self.combine_with_base_as_compound(&solids, sweeping.combine, sweeping.cleaning)
    }

    /// Outer wires of the faces, and the vertices, on the stack.
    fn sections_on_stack(&self) -> Result<Vec<Shape>> {
        let mut found = Vec::new();
        for item in self.objects().iter() {
            match item {
                Item::Sketch(sketch) => {
                    found.extend(
                        sketch.placed_shapes()?.into_iter().filter(|shape| shape.kind() == Kind::Face),
                    );
                }
                Item::Shape(shape) if matches!(shape.kind(), Kind::Face | Kind::Vertex) => {
                    found.push(shape.clone())
                }
                Item::Shape(shape) if shape.kind() == Kind::Compound => {
                    let children = shape.direct_children()?.into_iter();
                    found.extend(children.filter(|child| matches!(child.kind(), Kind::Face | Kind::Vertex)));
                }
                _ => {}
            }
        }
        let section = |shape: Shape| if shape.kind() == Kind::Face { shape.outer_wire() } else { Ok(shape) };
        Ok(found.into_iter().map(section).collect::<kernel::Result<_>>()?)
    }
}

fn curve_of(item: &Item) -> Result<Shape> {
    match item {
        Item::Shape(shape) if matches!(shape.kind(), Kind::Wire | Kind::Edge) => Ok(shape.clone()),
        other => Err(CqError::value("Wire or Edge instance required").with_hint(format!(
            "the path is a {}; draw it with lines, arcs or a spline",
            other.class_name()
        ))),
    }
}
