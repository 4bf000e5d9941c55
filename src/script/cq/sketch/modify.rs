//! Changing the faces of a sketch: fillet, chamfer, offset, hull, delete, booleans.

use kernel::{BooleanOptions, JoinKind, Kind, Shape};

use super::hull::find_hull;
use super::select::nothing_selected;
use super::{FaceSource, Mode, Selected, Sketch, SketchItem};
use crate::cq::{CqError, Result, shape};

impl Sketch {
    /// Rounds the selected corners with a radius in millimetres.
    ///
    /// # Errors
    /// A `ValueError` when nothing is selected; a failure when the radius does not fit.
    pub fn fillet(&self, radius: f64) -> Result<Self> {
        self.change_corners(|face, corners| {
            kernel::fillet_2d(face, corners, radius).map_err(|error| {
                CqError::from(error)
                    .with_hint(format!("a radius of {radius} mm does not fit here; try a smaller one"))
            })
        })
    }

    /// Bevels the selected corners by a length in millimetres.
    ///
    /// # Errors
    /// A `ValueError` when nothing is selected; a failure when the length does not fit.
    pub fn chamfer(&self, length: f64) -> Result<Self> {
        self.change_corners(|face, corners| {
            kernel::chamfer_2d(face, corners, length).map_err(|error| {
                CqError::from(error)
                    .with_hint(format!("a length of {length} mm does not fit here; try a smaller one"))
            })
        })
    }

    /// Faces inside the outlines at a distance in millimetres to each selected wire.
    ///
    /// # Errors
    /// A `ValueError` when nothing is selected; a failure when nothing is left at that distance.
    pub fn offset(&self, distance: f64, mode: Mode, tag: Option<&str>) -> Result<Self> {
        let selection = self.selected().ok_or_else(|| nothing_selected("Selection is needed to offset"))?;
        let wires = selection.iter().filter_map(SketchItem::shape).filter(|shape| shape.kind() == Kind::Wire);
        let mut outlines = Vec::new();
        for wire in wires {
            outlines.extend(shape::offset_2d(wire, distance, JoinKind::Arc)?);
        }
        for outline in outlines {
            self.face(&FaceSource::Shape(outline), 0.0, mode, tag, Selected::Ignored)?;
        }
        Ok(self.clone())
    }

    /// The convex hull of the selected edges, else of all faces, else of all loose edges.
    ///
    /// # Errors
    /// A `ValueError` when there are no edges, or edges that are neither lines nor arcs.
    pub fn hull(&self, mode: Mode, tag: Option<&str>) -> Result<Self> {
        let selection = self.selected();
        let edges: Vec<Shape> = match &selection {
            Some(items) => {
                let shapes = items.iter().filter_map(SketchItem::shape);
                shapes.filter(|shape| shape.kind() == Kind::Edge).cloned().collect()
            }
            None if self.has_faces()? => self.faces_shape().children(Kind::Edge)?,
            None => self.edges_list().into_iter().map(|edge| edge.shape).collect(),
        };
        if edges.is_empty() {
            return Err(CqError::value("No objects available for hull construction")
                .with_hint("draw figures or edges first, or select edges"));
        }
        let outline = FaceSource::Shape(find_hull(&edges)?);
        let selected = if selection.is_some() { Selected::Ignored } else { Selected::Used };
        self.face(&outline, 0.0, mode, tag, selected)
    }

    /// Unites faces that touch and edges of one curve.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn clean(&self) -> Result<Self> {
        self.set_faces(crate::cq::shape::cleaned(&self.faces_shape())?);
        Ok(self.clone())
    }

    /// Removes the selected faces and loose edges, and the selection.
    ///
    /// # Errors
    /// A `ValueError` when nothing, or something else, is selected.
    pub fn delete(&self) -> Result<Self> {
        let selection = self.selected().ok_or_else(|| nothing_selected("Selection is needed to delete"))?;
        for item in &selection {
            match item {
                SketchItem::Shape(face) if face.kind() == Kind::Face => {
                    let faces = self.faces_shape();
                    let parts =
                        if faces.kind() == Kind::Compound { faces.direct_children()? } else { vec![faces] };
                    let left: Vec<_> = parts.into_iter().filter(|part| !part.is_same(face)).collect();
                    self.set_faces(kernel::compound(&left)?);
                }
                SketchItem::Shape(edge) if edge.kind() == Kind::Edge => {
                    let mut edges = self.0.edges.borrow_mut();
                    let place =
                        edges.iter().position(|known| known.shape.is_same(edge)).ok_or_else(|| {
                            CqError::value("list.remove(x): x not in list").with_hint(
                                "only loose edges can be deleted; edges of faces go with their face",
                            )
                        })?;
                    edges.remove(place);
                }
                SketchItem::Shape(other) => {
                    return Err(CqError::value(format!("Deletion of {} not supported", other.kind()))
                        .with_hint("select faces or loose edges"));
                }
                SketchItem::Location(_) => {
                    return Err(CqError::value("Deletion of Location not supported")
                        .with_hint("select faces or loose edges"));
                }
            }
        }
        Ok(self.reset())
    }

    /// Adds the selected faces to the faces.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn add_selected(&self) -> Result<Self> {
        self.with_selected(|faces, selected| {
            kernel::fuse(faces, std::slice::from_ref(selected), &BooleanOptions::default())
        })
    }

    /// Takes the selected faces from the faces.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn subtract_selected(&self) -> Result<Self> {
        self.with_selected(|faces, selected| {
            kernel::cut(faces, std::slice::from_ref(selected), &BooleanOptions::default())
        })
    }

    /// Puts the selected faces in the place of the faces.
    ///
    /// # Errors
    /// A `ValueError` when nothing is selected.
    pub fn replace_with_selected(&self) -> Result<Self> {
        if self.selected().is_none() {
            return Err(nothing_selected("Nothing is selected"));
        }
        self.with_selected(|_, selected| Ok(selected.clone()))
    }

    /// A new sketch of what both show, combined by a boolean operation.
    ///
    /// # Errors
    /// A `ValueError` when a place is selected in one of them.
    pub fn boolean(&self, other: &Self, operation: SketchBoolean) -> Result<Self> {
        let (a, b) = (self.shape_for_boolean()?, other.shape_for_boolean()?);
        let options = BooleanOptions::default();
        let result = match operation {
            SketchBoolean::Fuse => shape::free::fuse(&a, &[b], &options)?,
            SketchBoolean::Cut => shape::free::cut(&a, &b, &options)?,
            SketchBoolean::Intersect => shape::free::intersect(&a, &b, &options)?,
            SketchBoolean::Split => shape::free::split(&a, &b, &options)?,
        };
        let compound = if result.kind() == Kind::Compound { result } else { kernel::compound(&[result])? };
        Self::of_faces(compound)
    }

    fn shape_for_boolean(&self) -> Result<Shape> {
        match self.val()? {
            SketchItem::Shape(shape) => Ok(shape),
            SketchItem::Location(_) => Err(CqError::value("Location was provided, Shape is required.")
                .with_hint("take the selection of places back with .reset() first")),
        }
    }

    fn change_corners(&self, change: impl Fn(&Shape, &[Shape]) -> Result<Shape>) -> Result<Self> {
        let selection = self
            .selected()
            .ok_or_else(|| nothing_selected("Selection is needed to match vertices to faces"))?;
        let mut changed = Vec::new();
        for face in self.faces_shape().children(Kind::Face)? {
            let corners = face.children(Kind::Vertex)?;
            let selected: Vec<Shape> = selection
                .iter()
                .filter_map(SketchItem::shape)
                .filter(|shape| shape.kind() == Kind::Vertex && corners.contains(shape))
                .cloned()
                .collect();
            changed.push(if selected.is_empty() { face } else { change(&face, &selected)? });
        }
        self.set_faces(kernel::compound(&changed)?);
        Ok(self.clone())
    }

    fn with_selected(&self, combine: impl Fn(&Shape, &Shape) -> kernel::Result<Shape>) -> Result<Self> {
        if let Some(selection) = self.selected() {
            let shapes: Vec<Shape> = selection.iter().filter_map(SketchItem::shape).cloned().collect();
            let faces = kernel::compound(&kernel::compound(&shapes)?.children(Kind::Face)?)?;
            self.set_faces(combine(&self.faces_shape(), &faces)?);
        }
        Ok(self.clone())
    }
}

/// What [`Sketch::boolean`] does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SketchBoolean {
    /// `+`
    Fuse,
    /// `-`
    Cut,
    /// `*`
    Intersect,
    /// `/`
    Split,
}
