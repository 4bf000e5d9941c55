//! What the links of a chain share.
//!
//! Tags point from the context back to links that hold the context, and a sketch points to the
//! workplane that holds it; [`release`] breaks these rings at the end of a run.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use kernel::Shape;

use super::Workplane;
use crate::cq::geom::Vector;
use crate::cq::{CqError, Result};

thread_local! {
    static CONTEXTS: RefCell<Vec<Weak<Context>>> = const { RefCell::new(Vec::new()) };
}

/// Edges and wires that wait to become solids, tags, and the start of the outline being drawn.
#[derive(Default)]
pub struct Context {
    pending_wires: RefCell<Vec<Shape>>,
    pending_edges: RefCell<Vec<Shape>>,
    first_point: Cell<Option<Vector>>,
    tags: RefCell<BTreeMap<String, Workplane>>,
}

/// CadQuery's tolerance for planes and directions in millimetres.
pub const TOLERANCE: f64 = 1e-4;

impl Context {
    /// A context without anything in it.
    pub fn new() -> Rc<Self> {
        let context = Rc::new(Self::default());
        CONTEXTS.with_borrow_mut(|contexts| {
            if contexts.len() >= 64 && contexts.len().is_power_of_two() {
                contexts.retain(|context| context.strong_count() > 0);
            }
            contexts.push(Rc::downgrade(&context));
        });
        context
    }

    /// Wires that wait to become faces, in the order of their making.
    pub fn pending_wires(&self) -> Vec<Shape> {
        self.pending_wires.borrow().clone()
    }

    /// Replaces the waiting wires.
    pub fn set_pending_wires(&self, wires: Vec<Shape>) {
        self.pending_wires.replace(wires);
    }

    /// Adds a waiting wire.
    pub fn add_pending_wire(&self, wire: Shape) {
        self.pending_wires.borrow_mut().push(wire);
    }

    /// Hands over the waiting wires.
    ///
    /// # Errors
    /// A `ValueError` when there are none.
    pub fn pop_pending_wires(&self) -> Result<Vec<Shape>> {
        let wires = self.pending_wires.take();
        if wires.is_empty() {
            return Err(CqError::value("No pending wires present").with_hint(
                "draw a closed outline first, for example .rect(10, 20), .circle(5) or lines that end with .close(); \
                 each outline is used up by one operation",
            ));
        }
        Ok(wires)
    }

    /// Edges that wait to become a wire, in the order of their making.
    pub fn pending_edges(&self) -> Vec<Shape> {
        self.pending_edges.borrow().clone()
    }

    /// Replaces the waiting edges.
    pub fn set_pending_edges(&self, edges: Vec<Shape>) {
        self.pending_edges.replace(edges);
    }

    /// Adds a waiting edge.
    pub fn add_pending_edge(&self, edge: Shape) {
        self.pending_edges.borrow_mut().push(edge);
    }

    /// Hands over the waiting edges.
    ///
    /// # Errors
    /// A `ValueError` when there are none.
    pub fn pop_pending_edges(&self) -> Result<Vec<Shape>> {
        let edges = self.pending_edges.take();
        if edges.is_empty() {
            return Err(CqError::value("No pending edges present")
                .with_hint("draw edges first, for example with .lineTo(10, 0)"));
        }
        Ok(edges)
    }

    /// The start of the outline being drawn, in coordinates of its plane.
    pub fn first_point(&self) -> Option<Vector> {
        self.first_point.get()
    }

    /// Sets or forgets the start of the outline being drawn.
    pub fn set_first_point(&self, point: Option<Vector>) {
        self.first_point.set(point);
    }

    /// The link with a tag.
    pub fn tagged(&self, name: &str) -> Option<Workplane> {
        self.tags.borrow().get(name).cloned()
    }

    /// Gives a link a tag; a link that had it loses it.
    pub fn set_tag(&self, name: &str, workplane: Workplane) {
        self.tags.borrow_mut().insert(name.to_owned(), workplane);
    }

    /// All tags by name.
    pub fn tags(&self) -> BTreeMap<String, Workplane> {
        self.tags.borrow().clone()
    }

    /// Takes over the tags of another context; tags that are here already stay.
    pub fn merge_tags(&self, other: &Self) {
        let theirs = other.tags();
        let mut tags = self.tags.borrow_mut();
        for (name, workplane) in theirs {
            tags.entry(name).or_insert(workplane);
        }
    }
}

/// Empties every context of this thread, so that chains with tags can be freed.
///
/// To be called when no program uses its workplanes any more.
pub fn release() {
    let contexts = CONTEXTS.take();
    for context in contexts.iter().filter_map(Weak::upgrade) {
        context.pending_wires.take();
        context.pending_edges.take();
        context.tags.take();
    }
    crate::cq::sketch::release();
    crate::cq::assembly::start();
}
