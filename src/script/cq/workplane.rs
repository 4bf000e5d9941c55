//! `Workplane`: the fluent class of CadQuery.
//!
//! A workplane is one link of a chain: a stack of items, a plane, the link before it, and a context
//! that the whole chain shares (edges and wires that wait to become solids, tags, the first point
//! of the outline being drawn).
//! Almost every method makes a new link; the solid being modelled is the nearest one up the chain.
//! Coordinates of drawing methods are millimetres in the plane; angles are degrees.
//!
//! Deviations from CadQuery:
//! 1. `objects` read from Python is a copy of the stack; assign to it to change the stack.
//! 2. Arguments that the kernel would answer with an unexplained exception (a radius of zero, a
//!    distance of zero, a fillet without room) are refused with a message that names the number.

pub mod context;
pub mod options;

mod arcs;
mod combine;
mod curves;
mod extrude;
mod features;
mod holes;
mod lines;
mod outlines;
mod patterns;
mod planes;
mod plate;
mod primitives;
mod select;
mod stack;
mod sweep;
mod transforms;

#[cfg(test)]
mod tests;

use std::cell::{Ref, RefCell};
use std::fmt;
use std::rc::Rc;

use kernel::{Kind, Shape};

use self::context::Context;
use crate::cq::geom::{Location, Plane, Vector};
use crate::cq::sketch::Sketch;

pub use self::arcs::{ArcAnchor, EllipseArc, Measured};
pub use self::combine::Halves;
pub use self::combine::{Fusing, Tools};
pub use self::curves::{SplineApproximation, SplineCurve};
pub use self::extrude::{Extrusion, Until};
pub use self::holes::HoleHead;
pub use self::options::{Anchor, CenterOption, Cleaning, Combine, Purpose, Sides, Space, Start, Yield};
pub use self::outlines::PolygonFit;
pub use self::patterns::{Fill, Placed, Turning};
pub use self::planes::{Direction, NewPlane};
pub use self::plate::PlateBoundary;
pub use self::primitives::{CylinderSize, SphereSize, TextStyle, WedgeSize, text_shape};
pub(crate) use self::select::Distinct;
pub use self::stack::Search;
pub use self::sweep::{LoftForm, Sections, SweepPath, SweepTurning, Sweeping, Transition, transition_named};
pub use self::transforms::MirrorPlane;

/// Something that stands on the stack of a workplane.
#[derive(Clone, Debug)]
pub enum Item {
    /// A vertex, edge, wire, face, shell, solid or compound.
    Shape(Shape),
    /// A point in coordinates of the world.
    Vector(Vector),
    /// A place with a direction.
    Location(Location),
    /// A sketch at the places it was put.
    Sketch(Sketch),
}

impl Item {
    /// The shape, if it is one.
    pub fn shape(&self) -> Option<&Shape> {
        match self {
            Self::Shape(shape) => Some(shape),
            _ => None,
        }
    }

    /// The shape, if it is one of this kind.
    pub fn shape_of(&self, kind: Kind) -> Option<&Shape> {
        self.shape().filter(|shape| shape.kind() == kind)
    }

    /// CadQuery's name of the class of the item.
    pub fn class_name(&self) -> &'static str {
        match self {
            Self::Shape(shape) => shape.kind().name(),
            Self::Vector(_) => "Vector",
            Self::Location(_) => "Location",
            Self::Sketch(_) => "Sketch",
        }
    }
}

impl From<Shape> for Item {
    fn from(shape: Shape) -> Self {
        Self::Shape(shape)
    }
}

impl From<Vector> for Item {
    fn from(vector: Vector) -> Self {
        Self::Vector(vector)
    }
}

/// A link of a chain of workplanes. Clones are the same link.
#[derive(Clone)]
pub struct Workplane(Rc<Link>);

struct Link {
    objects: RefCell<Vec<Item>>,
    plane: RefCell<Plane>,
    parent: RefCell<Option<Workplane>>,
    context: RefCell<Rc<Context>>,
}

impl Workplane {
    /// The start of a chain: an empty stack on a plane.
    pub fn new(plane: Plane) -> Self {
        Self::link(plane, Vec::new(), None, Context::new())
    }

    /// The start of a chain with one item on the stack.
    pub fn with_item(plane: Plane, item: Item) -> Self {
        Self::link(plane, vec![item], None, Context::new())
    }

    /// A new link after this one with these items on the stack, on the same plane.
    #[must_use]
    pub fn new_object(&self, items: Vec<Item>) -> Self {
        Self::link(self.plane(), items, Some(self.clone()), self.context())
    }

    /// A new link with shapes on the stack.
    #[must_use]
    pub fn with_shapes(&self, shapes: impl IntoIterator<Item = Shape>) -> Self {
        self.new_object(shapes.into_iter().map(Item::Shape).collect())
    }

    /// A new link with one point on the stack.
    #[must_use]
    pub fn with_point(&self, point: Vector) -> Self {
        self.new_object(vec![Item::Vector(point)])
    }

    /// A new link after this one on another plane.
    #[must_use]
    pub fn on_plane(&self, plane: Plane, items: Vec<Item>) -> Self {
        Self::link(plane, items, Some(self.clone()), self.context())
    }

    /// The items on the stack.
    pub fn objects(&self) -> Ref<'_, Vec<Item>> {
        self.0.objects.borrow()
    }

    /// A copy of the items on the stack.
    pub fn vals(&self) -> Vec<Item> {
        self.objects().clone()
    }

    /// Replaces the stack of this very link.
    pub fn set_objects(&self, items: Vec<Item>) {
        self.0.objects.replace(items);
    }

    /// Number of items on the stack.
    pub fn size(&self) -> usize {
        self.objects().len()
    }

    /// The first item, or the origin of the plane when the stack is empty.
    pub fn val(&self) -> Item {
        let first = self.objects().first().cloned();
        first.unwrap_or_else(|| Item::Vector(self.plane().origin()))
    }

    /// The shapes on the stack, whatever their kind.
    pub fn shapes(&self) -> Vec<Shape> {
        self.objects().iter().filter_map(Item::shape).cloned().collect()
    }

    /// The plane of this link.
    pub fn plane(&self) -> Plane {
        *self.0.plane.borrow()
    }

    /// Replaces the plane of this very link.
    pub fn set_plane(&self, plane: Plane) {
        self.0.plane.replace(plane);
    }

    /// The link before this one.
    pub fn parent(&self) -> Option<Self> {
        self.0.parent.borrow().clone()
    }

    /// Replaces the link before this one.
    pub fn set_parent(&self, parent: Option<Self>) {
        self.0.parent.replace(parent);
    }

    /// The context that the links of the chain share.
    pub fn context(&self) -> Rc<Context> {
        Rc::clone(&self.0.context.borrow())
    }

    /// Makes this link share the context of another chain.
    pub fn set_context(&self, context: Rc<Context>) {
        self.0.context.replace(context);
    }

    /// Whether both are the same link.
    pub fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    fn link(plane: Plane, items: Vec<Item>, parent: Option<Self>, context: Rc<Context>) -> Self {
        Self(Rc::new(Link {
            objects: RefCell::new(items),
            plane: RefCell::new(plane),
            parent: RefCell::new(parent),
            context: RefCell::new(context),
        }))
    }
}

/// Unlinks long chains one by one, so that their length does not use up the call stack.
impl Drop for Link {
    fn drop(&mut self) {
        let mut next = self.parent.take();
        while let Some(workplane) = next {
            match Rc::try_unwrap(workplane.0) {
                Ok(link) => next = link.parent.take(),
                Err(_shared) => break,
            }
        }
    }
}

impl fmt::Debug for Workplane {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.objects().iter().map(Item::class_name).collect();
        write!(f, "Workplane({})", names.join(", "))
    }
}
