//! Figures of a sketch: faces added at, or taken from, every selected place.

use std::f64::consts::TAU;

use kernel::{BooleanOptions, Closing, Frame, Kind, Sense, Shape, Transform};

use super::{Sketch, SketchItem};
use crate::cq::geom::{Location, Vector};
use crate::cq::{CqError, CqErrorKind, Result, shape};

/// Ends of loose edges closer than this become one vertex when a face is made of them.
const JOIN: f64 = 1e-6;

/// What becomes of a new figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// It is added to the faces: `"a"`.
    #[default]
    Add,
    /// It is taken from the faces: `"s"`.
    Subtract,
    /// What it has in common with the faces stays: `"i"`.
    Intersect,
    /// It is only kept under its tag: `"c"`.
    Construct,
    /// It takes the place of the faces: `"r"`.
    Replace,
}

impl Mode {
    /// Reads CadQuery's letters.
    ///
    /// # Errors
    /// A `ValueError` for any other text.
    pub fn named(name: &str) -> Result<Self> {
        match name {
            "a" => Ok(Self::Add),
            "s" => Ok(Self::Subtract),
            "i" => Ok(Self::Intersect),
            "c" => Ok(Self::Construct),
            "r" => Ok(Self::Replace),
            _ => Err(CqError::value(format!("Invalid mode: {name}")).with_hint(
                "\"a\" adds, \"s\" subtracts, \"i\" intersects, \"c\" constructs under a tag, \"r\" replaces",
            )),
        }
    }
}

/// Whether a figure is drawn at the selected places or at the origin only: `ignore_selection`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Selected {
    /// At every selected place.
    #[default]
    Used,
    /// Once, at the origin.
    Ignored,
}

/// What [`Sketch::face`] makes a face of.
#[derive(Clone, Debug)]
pub enum FaceSource {
    /// A wire is the outline of a face; other shapes give their faces.
    Shape(Shape),
    /// The faces of another sketch.
    Sketch(Sketch),
    /// Edges in any order; the first wire they form is outside, others are holes.
    Edges(Vec<Shape>),
}

impl Sketch {
    /// A face at every selected place, turned by degrees.
    ///
    /// # Errors
    /// A `ValueError` when edges or wires bound no plane face.
    pub fn face(
        &self,
        source: &FaceSource,
        degrees: f64,
        mode: Mode,
        tag: Option<&str>,
        selected: Selected,
    ) -> Result<Self> {
        let figure = match source {
            FaceSource::Shape(wire) if wire.kind() == Kind::Wire => plane_face(std::slice::from_ref(wire))?,
            FaceSource::Shape(shape) => kernel::compound(&shape.children(Kind::Face)?)?,
            FaceSource::Sketch(sketch) => sketch.faces_shape(),
            FaceSource::Edges(edges) => {
                if edges.is_empty() {
                    return Err(CqError::index("list index out of range").with_hint(
                        "there are no edges to make a face of; draw some with .segment(…) or .arc(…)",
                    ));
                }
                plane_face(&kernel::combine_wires(edges, JOIN)?)?
            }
        };
        let turned = if degrees == 0.0 {
            figure
        } else {
            figure.moved(&Transform::from(Location::from_axis(Vector::ZERO, Vector::Z, degrees)?))?
        };
        self.figure_at(|place| Ok(turned.moved(place)?), mode, tag, selected)
    }

    /// A rectangle about every selected place; width along x and height along y in millimetres,
    /// turned by degrees.
    ///
    /// # Errors
    /// A failure when a side is not positive.
    pub fn rect(&self, width: f64, height: f64, degrees: f64, mode: Mode, tag: Option<&str>) -> Result<Self> {
        let face = kernel::plane_face(Some((height, width)), &Frame::WORLD).map_err(|error| {
            CqError::from(error)
                .with_hint(format!("width {width} mm and height {height} mm must both be greater than zero"))
        })?;
        let face = shape::rotate(&face, Vector::ZERO, Vector::Z, degrees)?;
        self.figure_at(|place| Ok(face.located(place)?), mode, tag, Selected::Used)
    }

    /// A circle about every selected place; radius in millimetres.
    ///
    /// # Errors
    /// A failure when the radius is not positive.
    pub fn circle(&self, radius: f64, mode: Mode, tag: Option<&str>) -> Result<Self> {
        let edge = kernel::circle(&Frame::WORLD, radius, None, Sense::Forward).map_err(|error| {
            CqError::from(error).with_hint(format!("the radius is {radius} mm; it must be greater than zero"))
        })?;
        let face = plane_face(&[kernel::wire(&[edge])?])?;
        self.figure_at(|place| Ok(face.located(place)?), mode, tag, Selected::Used)
    }

    /// An ellipse about every selected place; radii along x and y in millimetres, turned by degrees.
    ///
    /// # Errors
    /// A failure when a radius is not positive.
    pub fn ellipse(&self, radii: [f64; 2], degrees: f64, mode: Mode, tag: Option<&str>) -> Result<Self> {
        let [x_radius, y_radius] = radii;
        let edge =
            kernel::ellipse(&Frame::WORLD, x_radius, y_radius, None, Sense::Forward).map_err(|error| {
                CqError::from(error).with_hint(format!(
                    "the radii are {x_radius} mm and {y_radius} mm; both must be positive"
                ))
            })?;
        let mut wire = kernel::wire(&[edge])?;
        if degrees != 0.0 {
            wire = shape::rotate(&wire, Vector::ZERO, Vector::Z, degrees)?;
        }
        let face = plane_face(&[wire])?;
        self.figure_at(|place| Ok(face.located(place)?), mode, tag, Selected::Used)
    }

    /// A trapezoid about every selected place: lower side and height in millimetres, the angles at
    /// the lower side and the turn in degrees.
    ///
    /// # Errors
    /// A failure when the sides cross.
    pub fn trapezoid(
        &self,
        [width, height]: [f64; 2],
        [left, right]: [f64; 2],
        degrees: f64,
        mode: Mode,
        tag: Option<&str>,
    ) -> Result<Self> {
        let (w, h) = (width / 2.0, height / 2.0);
        let corners = [
            Vector::new(-w, -h, 0.0),
            Vector::new(w, -h, 0.0),
            Vector::new(w - height / right.to_radians().tan(), h, 0.0),
            Vector::new(-w + height / left.to_radians().tan(), h, 0.0),
            Vector::new(-w, -h, 0.0),
        ];
        self.polygon(&corners, degrees, mode, tag)
    }

    /// A slot with round ends about every selected place: distance of the centres of its ends and
    /// width in millimetres, turned by degrees.
    ///
    /// # Errors
    /// A failure when a size is not positive.
    pub fn slot(&self, length: f64, width: f64, degrees: f64, mode: Mode, tag: Option<&str>) -> Result<Self> {
        let (w, h) = (length / 2.0, width / 2.0);
        let at = |x: f64, y: f64| [x, y, 0.0];
        let outline = || -> kernel::Result<Shape> {
            kernel::wire(&[
                kernel::line(at(-w, h), at(w, h))?,
                kernel::three_point_arc(at(w, h), at(w + h, 0.0), at(w, -h))?,
                kernel::line(at(w, -h), at(-w, -h))?,
                kernel::three_point_arc(at(-w, -h), at(-w - h, 0.0), at(-w, h))?,
            ])
        };
        let wire = outline().map_err(|error| {
            CqError::from(error).with_hint(format!(
                "the ends are {length} mm apart and the width is {width} mm; both must be positive"
            ))
        })?;
        self.face(&FaceSource::Shape(wire), degrees, mode, tag, Selected::Used)
    }

    /// A regular polygon about every selected place: radius of the corners in millimetres, turned by
    /// degrees; a corner points along y.
    ///
    /// # Errors
    /// A failure for fewer than three corners or a radius of zero.
    pub fn regular_polygon(
        &self,
        radius: f64,
        corners: i64,
        degrees: f64,
        mode: Mode,
        tag: Option<&str>,
    ) -> Result<Self> {
        if corners < 3 {
            return Err(CqError::value(format!("a polygon with {corners} corners has no face"))
                .with_hint("give at least 3 corners"));
        }
        let points: Vec<_> = (0..=corners)
            .map(|i| {
                let (sin, cos) = (i as f64 * TAU / corners as f64).sin_cos();
                Vector::new(radius * sin, radius * cos, 0.0)
            })
            .collect();
        self.polygon(&points, degrees, mode, tag)
    }

    /// A polygon at every selected place, closed when its last point is not its first; turned by
    /// degrees.
    ///
    /// # Errors
    /// A failure when the points bound no plane face.
    pub fn polygon(&self, points: &[Vector], degrees: f64, mode: Mode, tag: Option<&str>) -> Result<Self> {
        let corners: Vec<_> = points.iter().map(|point| point.array()).collect();
        let wire = kernel::polygon(&corners, Closing::Periodic).map_err(|error| {
            CqError::from(error).with_hint(format!(
                "{} points were given; a polygon needs at least 3 that differ",
                points.len()
            ))
        })?;
        self.face(&FaceSource::Shape(wire), degrees, mode, tag, Selected::Used)
    }

    /// Calls back for every selected place, or once for the origin, and adds what comes back to the
    /// faces.
    ///
    /// # Errors
    /// What the callback raises; a `ValueError` for construction without a tag.
    pub fn each(
        &self,
        callback: &mut dyn FnMut(Location) -> Result<FaceSource>,
        mode: Mode,
        tag: Option<&str>,
        selected: Selected,
    ) -> Result<Self> {
        let mut faces = Vec::new();
        for place in self.places(selected)? {
            match callback(place)? {
                FaceSource::Sketch(sketch) => faces.extend(sketch.faces_shape().children(Kind::Face)?),
                FaceSource::Shape(shape) if shape.kind() == Kind::Compound => {
                    faces.extend(shape.children(Kind::Face)?)
                }
                FaceSource::Shape(shape) => faces.push(shape),
                FaceSource::Edges(_) => {
                    return Err(CqError::type_error(
                        "the callback must return a face, a compound or a sketch",
                    ));
                }
            }
        }
        self.merge(faces, mode, tag)
    }

    /// Makes a face of all loose edges that are not for construction.
    ///
    /// # Errors
    /// A `ValueError` when the edges bound no plane face.
    pub fn assemble(&self, mode: Mode, tag: Option<&str>) -> Result<Self> {
        let edges = self.edges_list();
        let parts = edges.iter().filter(|edge| edge.purpose == crate::cq::workplane::Purpose::Part);
        let source = FaceSource::Edges(parts.map(|edge| edge.shape.clone()).collect());
        self.face(&source, 0.0, mode, tag, Selected::Used)
    }

    fn figure_at(
        &self,
        figure: impl Fn(&Transform) -> Result<Shape>,
        mode: Mode,
        tag: Option<&str>,
        selected: Selected,
    ) -> Result<Self> {
        let mut make = |place: Location| figure(&Transform::from(place)).map(FaceSource::Shape);
        self.each(&mut make, mode, tag, selected)
    }

    fn places(&self, selected: Selected) -> Result<Vec<Location>> {
        match self.selected() {
            Some(selection) if selected == Selected::Used => {
                selection.iter().map(SketchItem::location).collect()
            }
            _ => Ok(vec![Location::IDENTITY]),
        }
    }

    fn merge(&self, new: Vec<Shape>, mode: Mode, tag: Option<&str>) -> Result<Self> {
        if let Some(tag) = tag.filter(|tag| !tag.is_empty()) {
            self.set_tag(tag, new.iter().cloned().map(SketchItem::Shape).collect());
        }
        let faces = self.faces_shape();
        let options = BooleanOptions::default();
        let merged = match mode {
            Mode::Add => kernel::fuse(&faces, &new, &options)?,
            Mode::Subtract => kernel::cut(&faces, &new, &options)?,
            Mode::Intersect => kernel::intersect(&faces, &new, &options)?,
            Mode::Replace => kernel::compound(&new)?,
            Mode::Construct if tag.is_none_or(str::is_empty) => {
                return Err(CqError::value("No tag specified - the geometry will be unreachable")
                    .with_hint("mode=\"c\" needs a tag, for example tag=\"outline\""));
            }
            Mode::Construct => return Ok(self.clone()),
        };
        self.set_faces(merged);
        Ok(self.clone())
    }

    /// Replaces the faces.
    pub(super) fn set_faces(&self, faces: Shape) {
        self.0.faces.replace(faces);
    }
}

/// The face, or compound of faces, inside wires of which the first is outside.
pub(super) fn plane_face(wires: &[Shape]) -> Result<Shape> {
    let (outer, inners) = wires.split_first().ok_or_else(|| CqError::index("list index out of range"))?;
    kernel::face(outer, inners).map_err(|error| {
        let mut error = CqError::from(error);
        if error.message.contains("Cannot build face(s)") {
            error.kind = CqErrorKind::Value;
        }
        error.with_hint("the edges must form closed outlines in one plane; close the last one with .close()")
    })
}
