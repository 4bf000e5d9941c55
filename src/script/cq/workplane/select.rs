//! Selecting sub-shapes of the things on the stack.

use std::collections::HashSet;

use kernel::{Kind, Shape};

use super::{Item, Workplane};
use crate::cq::selectors::Selector;
use crate::cq::{Result, shape};

impl Workplane {
    /// The distinct sub-shapes of a kind of everything on the stack, or on the stack of the tagged
    /// link, that the selector lets through.
    ///
    /// # Errors
    /// A `ValueError` for an unknown tag, and what the selector raises.
    pub fn select(&self, kind: Kind, selector: Option<&Selector>, tag: Option<&str>) -> Result<Self> {
        let found = match tag {
            Some(tag) => self.tagged(tag)?.sub_shapes(kind)?,
            None => self.sub_shapes(kind)?,
        };
        let chosen = match selector {
            Some(selector) => selector.filter(&found)?,
            None => found,
        };
        Ok(self.with_shapes(chosen))
    }

    /// The distinct sub-shapes of a kind of everything on the stack.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn sub_shapes(&self, kind: Kind) -> Result<Vec<Shape>> {
        let mut distinct = Distinct::default();
        for item in self.objects().iter() {
            if let Item::Shape(shape) = item {
                shape.children(kind)?.into_iter().for_each(|found| distinct.push(found));
            }
        }
        Ok(distinct.into_shapes())
    }

    /// The shapes of a kind in the solid of the chain that hold something of the stack.
    ///
    /// # Errors
    /// A `ValueError` when there is no solid, no such tag, or the stack holds foreign shapes.
    pub fn ancestors(&self, kind: Kind, tag: Option<&str>) -> Result<Self> {
        let solid = self.find_solid()?;
        let from = tag.map_or_else(|| Ok(self.clone()), |tag| self.tagged(tag))?;
        let mut distinct = Distinct::default();
        for shape in from.shapes() {
            shape.ancestors(&solid, kind)?.into_iter().for_each(|found| distinct.push(found));
        }
        Ok(self.with_shapes(distinct.into_shapes()))
    }

    /// The shapes in the solid of the chain that share a sub-shape of a kind with the stack,
    /// `level` steps away.
    ///
    /// # Errors
    /// A `ValueError` when there is no solid, no such tag, or the stack holds foreign shapes.
    pub fn siblings(&self, kind: Kind, level: usize, tag: Option<&str>) -> Result<Self> {
        let solid = self.find_solid()?;
        let from = tag.map_or_else(|| Ok(self.clone()), |tag| self.tagged(tag))?;
        let start = from.shapes();
        let mut distinct = Distinct::default();
        for shape in &start {
            shape::siblings(shape, &solid, kind, level)?.into_iter().for_each(|found| distinct.push(found));
        }
        let found = distinct.into_shapes();
        Ok(self.with_shapes(found.into_iter().filter(|shape| !start.contains(shape))))
    }
}

/// A list of shapes without repetitions, whatever the orientation.
#[derive(Default)]
pub(crate) struct Distinct {
    shapes: Vec<Shape>,
    known: HashSet<Shape>,
}

impl Distinct {
    /// Adds a shape unless it is there already.
    pub(crate) fn push(&mut self, shape: Shape) {
        if self.known.insert(shape.clone()) {
            self.shapes.push(shape);
        }
    }

    /// The shapes in the order of their first appearance.
    pub(crate) fn into_shapes(self) -> Vec<Shape> {
        self.shapes
    }
}
