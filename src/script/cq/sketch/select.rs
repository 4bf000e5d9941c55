//! Selecting and tagging in a sketch.

use kernel::{Kind, Shape};

use super::{Sketch, SketchItem};
use crate::cq::selectors::Selector;
use crate::cq::workplane::Distinct;
use crate::cq::{CqError, Result};

impl Sketch {
    /// Selects the distinct sub-shapes of a kind that the selector lets through: of what has the
    /// tag, else of what is selected, else of everything.
    ///
    /// # Errors
    /// A `KeyError` for an unknown tag, and what the selector raises.
    pub fn select_kind(&self, kind: Kind, selector: Option<&Selector>, tag: Option<&str>) -> Result<Self> {
        let mut found: Vec<Shape> = Vec::new();
        let from = match tag {
            Some(tag) if !tag.is_empty() => Some(self.tagged(tag)?),
            _ => self.selected(),
        };
        match from {
            Some(items) => {
                for shape in items.iter().filter_map(SketchItem::shape) {
                    found.extend(shape.children(kind)?);
                }
            }
            None => {
                found.extend(self.faces_shape().children(kind)?);
                for edge in self.edges_list() {
                    found.extend(edge.shape.children(kind)?);
                }
            }
        }
        let chosen = match selector {
            Some(selector) => selector.filter(&found)?,
            None => found,
        };
        let mut distinct = Distinct::default();
        chosen.into_iter().for_each(|shape| distinct.push(shape));
        self.set_selection(Some(distinct.into_shapes().into_iter().map(SketchItem::Shape).collect()));
        Ok(self.clone())
    }

    /// Names what is selected.
    ///
    /// # Errors
    /// A `ValueError` when nothing is selected.
    pub fn tag(&self, name: &str) -> Result<Self> {
        let selection = self.selected().ok_or_else(|| nothing_selected("Selection is needed to tag"))?;
        self.set_tag(name, selection);
        Ok(self.clone())
    }

    /// Selects everything that has one of the tags.
    ///
    /// # Errors
    /// A `KeyError` for an unknown tag.
    pub fn select(&self, tags: &[&str]) -> Result<Self> {
        let mut items = Vec::new();
        for tag in tags {
            items.extend(self.tagged(tag)?);
        }
        self.set_selection(Some(items));
        Ok(self.clone())
    }

    /// Selects nothing.
    pub fn reset(&self) -> Self {
        self.set_selection(None);
        self.clone()
    }

    /// All tags, sorted.
    pub fn tags(&self) -> Vec<String> {
        self.0.tags.borrow().keys().cloned().collect()
    }

    /// What has a tag.
    ///
    /// # Errors
    /// A `KeyError` when nothing has.
    pub fn tagged(&self, tag: &str) -> Result<Vec<SketchItem>> {
        let tags = self.0.tags.borrow();
        tags.get(tag).cloned().ok_or_else(|| {
            let known: Vec<_> = tags.keys().map(|tag| format!("\"{tag}\"")).collect();
            let hint = if known.is_empty() {
                "nothing in this sketch has a tag".to_owned()
            } else {
                format!("the tags of this sketch are {}", known.join(", "))
            };
            CqError::key(tag).with_hint(hint)
        })
    }

    pub(super) fn set_tag(&self, tag: &str, items: Vec<SketchItem>) {
        self.0.tags.borrow_mut().insert(tag.to_owned(), items);
    }
}

/// The error of methods that need a selection.
pub(super) fn nothing_selected(message: &str) -> CqError {
    CqError::value(message)
        .with_hint("select something first, for example with .vertices() or .edges(\">Y\")")
}
