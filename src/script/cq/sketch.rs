//! `Sketch`: plane figures built from faces, or from edges that are then made faces.
//!
//! A sketch lives in its own x-y plane.
//! It holds faces (one shape), loose edges, a selection of shapes or places, and tags; each drawing
//! method adds to the faces, or takes from them, at every selected place, and returns the same
//! sketch.
//! `locations` tell where a workplane puts it.

mod arrays;
pub mod constraints;
mod edges;
mod faces;
mod hull;
mod modify;
mod select;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::rc::{Rc, Weak};

use kernel::{Kind, Shape, Transform};

use super::geom::Location;
use super::workplane::{Item, Purpose, Workplane};
use super::{CqError, Result};

pub use self::edges::ArcSpan;
pub use self::faces::{FaceSource, Mode, Selected};
pub use self::modify::SketchBoolean;

/// Something that is selected in a sketch.
#[derive(Clone, Debug)]
pub enum SketchItem {
    /// A vertex, edge, wire or face.
    Shape(Shape),
    /// A place.
    Location(Location),
}

impl SketchItem {
    /// The shape, if it is one.
    pub fn shape(&self) -> Option<&Shape> {
        match self {
            Self::Shape(shape) => Some(shape),
            Self::Location(_) => None,
        }
    }

    /// Where it is: the place, or the centre of the shape.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn location(&self) -> Result<Location> {
        match self {
            Self::Shape(shape) => Ok(Location::translation(shape.center_of_mass()?.into())),
            Self::Location(location) => Ok(*location),
        }
    }
}

impl From<SketchItem> for Item {
    fn from(item: SketchItem) -> Self {
        match item {
            SketchItem::Shape(shape) => Self::Shape(shape),
            SketchItem::Location(location) => Self::Location(location),
        }
    }
}

/// A loose edge of a sketch.
#[derive(Clone, Debug)]
pub struct SketchEdge {
    /// The edge.
    pub shape: Shape,
    /// Edges for construction do not become faces.
    pub purpose: Purpose,
}

/// A plane figure. Clones are the same figure.
#[derive(Clone)]
pub struct Sketch(Rc<Figure>);

struct Figure {
    parent: RefCell<Option<Workplane>>,
    locations: RefCell<Vec<Location>>,
    faces: RefCell<Shape>,
    edges: RefCell<Vec<SketchEdge>>,
    selection: RefCell<Option<Vec<SketchItem>>>,
    tags: RefCell<BTreeMap<String, Vec<SketchItem>>>,
}

thread_local! {
    static SKETCHES: RefCell<Vec<Weak<Figure>>> = const { RefCell::new(Vec::new()) };
}

/// Lets every sketch of this thread forget its workplane, so that both can be freed.
pub(crate) fn release() {
    let sketches = SKETCHES.take();
    for sketch in sketches.iter().filter_map(Weak::upgrade) {
        sketch.parent.take();
    }
}

impl Sketch {
    /// An empty sketch at the origin.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn new() -> Result<Self> {
        Self::of_faces(kernel::compound(&[])?)
    }

    /// A sketch of faces that exist already.
    ///
    /// # Errors
    /// Never; kept for symmetry with [`Sketch::new`].
    pub fn of_faces(faces: Shape) -> Result<Self> {
        Ok(Self(Rc::new(Figure {
            parent: RefCell::default(),
            locations: RefCell::new(vec![Location::IDENTITY]),
            faces: RefCell::new(faces),
            edges: RefCell::default(),
            selection: RefCell::default(),
            tags: RefCell::default(),
        })))
    }

    /// The workplane that gets the sketch when it is finished.
    pub fn parent(&self) -> Option<Workplane> {
        self.0.parent.borrow().clone()
    }

    /// Sets the workplane that gets the sketch when it is finished.
    pub fn set_parent(&self, parent: Workplane) {
        self.0.parent.replace(Some(parent));
        SKETCHES.with_borrow_mut(|sketches| {
            if sketches.len() >= 64 && sketches.len().is_power_of_two() {
                sketches.retain(|sketch| sketch.strong_count() > 0);
            }
            sketches.push(Rc::downgrade(&self.0));
        });
    }

    /// Where a workplane puts the sketch.
    pub fn locations(&self) -> Vec<Location> {
        self.0.locations.borrow().clone()
    }

    /// Sets where a workplane puts the sketch.
    pub fn set_locations(&self, locations: Vec<Location>) {
        self.0.locations.replace(locations);
    }

    /// The faces as one shape in coordinates of the sketch.
    pub fn faces_shape(&self) -> Shape {
        self.0.faces.borrow().clone()
    }

    /// The faces as a shape with a centre.
    ///
    /// # Errors
    /// A `ValueError` when the sketch has no faces.
    pub fn faces_compound(&self) -> Result<Shape> {
        let faces = self.faces_shape();
        if !self.has_faces()? {
            return Err(CqError::value("the sketch has no faces").with_hint(
                "draw a figure such as .rect(10, 20), or make loose edges a face with .assemble()",
            ));
        }
        Ok(faces)
    }

    /// Whether there are faces.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn has_faces(&self) -> Result<bool> {
        let faces = self.0.faces.borrow();
        Ok(faces.kind() != Kind::Compound || !faces.direct_children()?.is_empty())
    }

    /// The loose edges.
    pub fn edges_list(&self) -> Vec<SketchEdge> {
        self.0.edges.borrow().clone()
    }

    /// What is selected; `None` when nothing was selected since the last reset.
    pub fn selection(&self) -> Option<Vec<SketchItem>> {
        self.0.selection.borrow().clone()
    }

    /// Replaces the selection.
    pub fn set_selection(&self, selection: Option<Vec<SketchItem>>) {
        self.0.selection.replace(selection);
    }

    /// The selection when there is something in it.
    fn selected(&self) -> Option<Vec<SketchItem>> {
        self.selection().filter(|selection| !selection.is_empty())
    }

    /// Whether both are the same sketch.
    pub fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// All faces at all locations; without faces, all loose edges.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn placed_shapes(&self) -> Result<Vec<Shape>> {
        let mut placed = Vec::new();
        let has_faces = self.has_faces()?;
        for location in self.locations() {
            let place = Transform::from(location);
            if has_faces {
                placed.extend(self.faces_shape().moved(&place)?.children(Kind::Face)?);
            } else {
                for edge in self.edges_list() {
                    placed.push(edge.shape.moved(&place)?);
                }
            }
        }
        Ok(placed)
    }

    /// The first selected thing, else all faces, else the first loose edge.
    ///
    /// # Errors
    /// An `IndexError` when the selection is empty.
    pub fn val(&self) -> Result<SketchItem> {
        if let Some(selection) = self.selection() {
            return selection.into_iter().next().ok_or_else(|| {
                CqError::index("list index out of range")
                    .with_hint("the selection of the sketch is empty; use .reset()")
            });
        }
        match self.edges_list().into_iter().next() {
            Some(edge) if !self.has_faces()? => Ok(SketchItem::Shape(edge.shape)),
            _ => Ok(SketchItem::Shape(self.faces_shape())),
        }
    }

    /// All selected things, else what the faces are made of, else all loose edges.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn vals(&self) -> Result<Vec<SketchItem>> {
        if let Some(selection) = self.selection() {
            return Ok(selection);
        }
        let edges = self.edges_list();
        let shapes = if !edges.is_empty() && !self.has_faces()? {
            edges.into_iter().map(|edge| edge.shape).collect()
        } else {
            self.faces_shape().direct_children()?
        };
        Ok(shapes.into_iter().map(SketchItem::Shape).collect())
    }

    /// A new sketch with copies of the faces only.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn copy(&self) -> Result<Self> {
        Self::of_faces(self.faces_shape().copy()?)
    }

    /// A new sketch with the faces moved; several places give one sketch with the faces at each.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn moved(&self, locations: &[Location]) -> Result<Self> {
        let faces = self.faces_shape();
        let copies: kernel::Result<Vec<_>> =
            locations.iter().map(|location| faces.moved(&Transform::from(location))).collect();
        let copies = copies?;
        match &copies[..] {
            [one] => Self::of_faces(one.clone()),
            many => Self::of_faces(kernel::compound(many)?),
        }
    }

    /// A new sketch with copies of the faces that a workplane puts at a place.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn located(&self, location: Location) -> Result<Self> {
        let copy = self.copy()?;
        copy.set_locations(vec![location]);
        Ok(copy)
    }
}

impl Workplane {
    /// A new sketch at every point of the stack; its parent is a new link that holds it.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn sketch(&self) -> Result<Sketch> {
        let sketch = Sketch::new()?;
        sketch.set_locations(self.world_locations()?);
        let parent = self.new_object(vec![Item::Sketch(sketch.clone())]);
        sketch.set_parent(parent);
        Ok(sketch)
    }

    /// Copies of sketches at every point of the stack.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn place_sketch(&self, sketches: &[Sketch]) -> Result<Self> {
        let locations = self.world_locations()?;
        let mut items = Vec::with_capacity(sketches.len());
        for sketch in sketches {
            let copy = sketch.copy()?;
            copy.set_locations(locations.clone());
            items.push(Item::Sketch(copy));
        }
        Ok(self.new_object(items))
    }

    /// The points of the stack as places in the world with the directions of the plane.
    fn world_locations(&self) -> Result<Vec<Location>> {
        let plane = self.plane();
        let mut locations = Vec::new();
        for item in self.objects().iter() {
            match item {
                Item::Vector(point) => locations.push(Location::from_plane_at(&plane, *point)),
                Item::Shape(shape) => {
                    locations.push(Location::from_plane_at(&plane, shape.center_of_mass()?.into()));
                }
                Item::Location(location) => locations.push(*location),
                Item::Sketch(_) => {}
            }
        }
        if locations.is_empty() {
            locations.push(plane.location());
        }
        Ok(locations)
    }
}

impl fmt::Debug for Sketch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sketch({:?}, {} edges)", self.0.faces.borrow(), self.0.edges.borrow().len())
    }
}
