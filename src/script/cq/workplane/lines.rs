//! Drawing with straight lines, and joining drawn edges to wires.

use kernel::{Kind, Shape};

use super::{Item, Purpose, Start, Workplane};
use crate::cq::geom::Vector;
use crate::cq::{CqError, Result};

/// Two points closer than this are not joined by a closing line.
const CLOSED: f64 = 1e-6;

/// Ends of edges closer than this become one vertex when wires are combined.
pub(super) const JOIN: f64 = 1e-9;

impl Workplane {
    /// Moves the current point without drawing; local millimetres.
    #[must_use]
    pub fn move_to(&self, x: f64, y: f64) -> Self {
        self.with_point(self.plane().to_world(Vector::new(x, y, 0.0)))
    }

    /// Moves the current point by local millimetres without drawing.
    ///
    /// # Errors
    /// A `ValueError` when there is no current point.
    pub fn move_by(&self, dx: f64, dy: f64) -> Result<Self> {
        let from = self.current_point_local()?;
        Ok(self.with_point(self.plane().to_world(from + Vector::new(dx, dy, 0.0))))
    }

    /// A line from the current point to a local point.
    ///
    /// # Errors
    /// A `ValueError` when there is no current point; an OCCT failure for a line without length.
    pub fn line_to(&self, x: f64, y: f64, purpose: Purpose) -> Result<Self> {
        let edge = segment(self.current_point()?, self.plane().to_world(Vector::new(x, y, 0.0))).map_err(
            |error| {
                error.with_hint(format!("the current point is at ({x}, {y}) already; leave the line out"))
            },
        )?;
        self.draw(edge, purpose)
    }

    /// A line from the current point by local millimetres.
    ///
    /// # Errors
    /// As [`Workplane::line_to`].
    pub fn line(&self, dx: f64, dy: f64, purpose: Purpose) -> Result<Self> {
        let from = self.current_point_local()?;
        self.line_to(from.x + dx, from.y + dy, purpose)
    }

    /// A line parallel to local y from the current point to a y coordinate.
    ///
    /// # Errors
    /// As [`Workplane::line_to`].
    pub fn v_line_to(&self, y: f64, purpose: Purpose) -> Result<Self> {
        let from = self.current_point_local()?;
        self.line_to(from.x, y, purpose)
    }

    /// A line parallel to local x from the current point to an x coordinate.
    ///
    /// # Errors
    /// As [`Workplane::line_to`].
    pub fn h_line_to(&self, x: f64, purpose: Purpose) -> Result<Self> {
        let from = self.current_point_local()?;
        self.line_to(x, from.y, purpose)
    }

    /// A line of a length at an angle in degrees to local x, from the current point.
    ///
    /// # Errors
    /// As [`Workplane::line_to`].
    pub fn polar_line(&self, distance: f64, angle_deg: f64, purpose: Purpose) -> Result<Self> {
        let (sin, cos) = angle_deg.to_radians().sin_cos();
        self.line(cos * distance, sin * distance, purpose)
    }

    /// A line from the current point to the point at polar coordinates about the origin.
    ///
    /// # Errors
    /// As [`Workplane::line_to`].
    pub fn polar_line_to(&self, distance: f64, angle_deg: f64, purpose: Purpose) -> Result<Self> {
        let (sin, cos) = angle_deg.to_radians().sin_cos();
        self.line_to(cos * distance, sin * distance, purpose)
    }

    /// Lines through local points; the edges stand on the stack.
    ///
    /// # Errors
    /// An `IndexError` without points; an OCCT failure when two neighbours are the same point.
    pub fn polyline(&self, points: &[Vector], start: Start, purpose: Purpose) -> Result<Self> {
        let plane = self.plane();
        let mut from = match (start, points.first()) {
            (Start::CurrentPoint, _) => self.current_point()?,
            (Start::FirstPoint, Some(first)) => plane.to_world(*first),
            (Start::FirstPoint, None) => {
                return Err(
                    CqError::index("list index out of range").with_hint("polyline needs at least two points")
                );
            }
        };
        let skipped = usize::from(start == Start::FirstPoint);
        let mut edges = Vec::with_capacity(points.len());
        for (index, point) in points.iter().enumerate().skip(skipped) {
            let to = plane.to_world(*point);
            let edge = segment(from, to).map_err(|error| {
                error.with_hint(format!(
                    "point {} of the polyline, ({}, {}), repeats the point before it; leave one out",
                    index + 1,
                    point.x,
                    point.y
                ))
            })?;
            if purpose == Purpose::Part {
                self.add_pending_edge(&edge)?;
            }
            edges.push(edge);
            from = to;
        }
        Ok(self.with_shapes(edges))
    }

    /// Joins the end of the outline to its start if they are apart, and makes it a wire.
    ///
    /// # Errors
    /// A `ValueError` when nothing was drawn; an OCCT failure when the edges do not connect.
    pub fn close(&self) -> Result<Self> {
        let end = self.current_point_local()?;
        let context = self.context();
        let start = context.first_point().ok_or_else(|| {
            CqError::value("No start point specified - cannot close").with_hint(
                "draw at least two lines before .close(); rect, circle and polygon are closed already",
            )
        })?;
        if (end - start).length() > CLOSED {
            let _drawn: Self = self.polyline(&[end, start], Start::FirstPoint, Purpose::Part)?;
        }
        context.set_first_point(None);
        self.wire(Purpose::Part)
    }

    /// Makes the waiting edges one wire, which takes their place on the stack.
    ///
    /// # Errors
    /// An OCCT failure when the edges do not connect.
    pub fn wire(&self, purpose: Purpose) -> Result<Self> {
        let context = self.context();
        let edges = context.pending_edges();
        if edges.is_empty() {
            return Ok(self.clone());
        }
        context.set_pending_edges(Vec::new());
        let wire = kernel::wire(&edges).map_err(|error| {
            CqError::from(error).with_hint(format!(
                "the {} drawn edges do not form one connected outline; let each one start where another ends",
                edges.len()
            ))
        })?;
        if purpose == Purpose::Part {
            context.add_pending_wire(wire.clone());
        }
        let mut items: Vec<Item> =
            self.objects().iter().filter(|item| item.shape_of(Kind::Edge).is_none()).cloned().collect();
        items.push(Item::Shape(wire));
        Ok(self.new_object(items))
    }

    /// Joins all waiting edges and wires to as few wires as possible; the wires wait then.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn consolidate_wires(&self) -> Result<Self> {
        let wires = self.combined_pending()?;
        if wires.is_empty() {
            return Ok(self.clone());
        }
        let context = self.context();
        context.set_pending_wires(wires.clone());
        context.set_pending_edges(Vec::new());
        context.set_first_point(None);
        Ok(self.with_shapes(wires))
    }

    /// The waiting edges and wires joined to as few wires as possible; they go on waiting.
    pub(super) fn combined_pending(&self) -> Result<Vec<Shape>> {
        let context = self.context();
        let mut waiting = context.pending_edges();
        waiting.extend(context.pending_wires());
        if waiting.is_empty() {
            return Ok(Vec::new());
        }
        Ok(kernel::combine_wires(&waiting, JOIN)?)
    }

    /// The point where drawing goes on, in coordinates of the world.
    ///
    /// # Errors
    /// A `ValueError` when the last item on the stack has no such point.
    pub fn current_point(&self) -> Result<Vector> {
        let Some(last) = self.objects().last().cloned() else {
            return Ok(self.plane().origin());
        };
        match &last {
            Item::Vector(point) => Ok(*point),
            Item::Shape(shape) if shape.kind() == Kind::Edge => Ok(shape.end_point()?.into()),
            Item::Shape(shape) if shape.kind() == Kind::Vertex => Ok(shape.point()?.into()),
            _ => Err(CqError::value(format!("Cannot convert object type {} to vector.", python_class(&last)))
                .with_hint("drawing goes on from a point or an edge; move to a point first, for example with .moveTo(0, 0)")),
        }
    }

    /// The point where drawing goes on, in local coordinates.
    ///
    /// # Errors
    /// As [`Workplane::current_point`].
    pub fn current_point_local(&self) -> Result<Vector> {
        Ok(self.plane().to_local(self.current_point()?))
    }

    /// The edge that was drawn last.
    ///
    /// # Errors
    /// A `RuntimeError` when the last item on the stack is no edge.
    pub fn current_edge(&self) -> Result<Shape> {
        let last = self.objects().last().cloned().unwrap_or_else(|| Item::Vector(self.plane().origin()));
        match last.shape_of(Kind::Edge) {
            Some(edge) => Ok(edge.clone()),
            None => Err(CqError::runtime(format!(
                "Previous Edge requested, but the previous object was of type {}, not an Edge.",
                python_class(&last)
            ))
            .with_hint("draw a line or an arc first, for example with .lineTo(10, 0)")),
        }
    }

    /// Makes an edge wait for the next operation.
    pub(super) fn add_pending_edge(&self, edge: &Shape) -> Result<()> {
        let context = self.context();
        context.add_pending_edge(edge.clone());
        if context.first_point().is_none() {
            context.set_first_point(Some(self.plane().to_local(edge.start_point()?.into())));
        }
        Ok(())
    }

    /// Puts a drawn edge on the stack, waiting unless it is for construction.
    pub(super) fn draw(&self, edge: Shape, purpose: Purpose) -> Result<Self> {
        if purpose == Purpose::Part {
            self.add_pending_edge(&edge)?;
        }
        Ok(self.with_shapes([edge]))
    }
}

/// A straight edge between two points of the world.
pub(super) fn segment(from: Vector, to: Vector) -> Result<Shape> {
    Ok(kernel::line(from.array(), to.array())?)
}

/// The class of an item as Python prints it.
fn python_class(item: &Item) -> String {
    let module = match item {
        Item::Shape(_) => "occ_impl.shapes",
        Item::Vector(_) | Item::Location(_) => "occ_impl.geom",
        Item::Sketch(_) => "sketch",
    };
    format!("<class 'cadquery.{module}.{}'>", item.class_name())
}
