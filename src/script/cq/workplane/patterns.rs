//! Patterns of points, and doing something at every point.

use kernel::{Kind, Shape, Transform};

use super::{Anchor, Cleaning, Combine, Item, Purpose, Space, Workplane};
use crate::cq::geom::{Location, Vector};
use crate::cq::{CqError, Result};

/// What the angle of a polar pattern means: `fill`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fill {
    /// The angle that all elements together cover.
    #[default]
    Total,
    /// The angle between neighbours.
    Step,
}

impl From<bool> for Fill {
    fn from(fill: bool) -> Self {
        if fill { Self::Total } else { Self::Step }
    }
}

/// Whether the elements of a polar pattern turn with it: `rotate`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turning {
    /// Each looks outwards.
    #[default]
    Turned,
    /// All look the same way.
    Straight,
}

impl From<bool> for Turning {
    fn from(rotate: bool) -> Self {
        if rotate { Self::Turned } else { Self::Straight }
    }
}

/// A shape made by a callback, and what it is for.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The shape.
    pub shape: Shape,
    /// Wires for construction do not wait to become solids.
    pub purpose: Purpose,
}

impl Workplane {
    /// Points in rows and columns: distances in millimetres along local x and y, numbers of points.
    ///
    /// # Errors
    /// A `ValueError` when a number is zero or both distances are.
    pub fn r_array(&self, spacing: [f64; 2], counts: [i64; 2], anchors: [Anchor; 2]) -> Result<Self> {
        let [x_step, y_step] = spacing;
        let [x_count, y_count] = counts;
        if (x_step <= 0.0 && y_step <= 0.0) || x_count < 1 || y_count < 1 {
            return Err(CqError::value("Spacing and count must be > 0 in at least one direction").with_hint(
                format!("spacing is {x_step} and {y_step} mm, counts are {x_count} and {y_count}"),
            ));
        }
        let shift = |step: f64, count: i64, anchor: Anchor| {
            if anchor == Anchor::Center { -step * (count - 1) as f64 * 0.5 } else { 0.0 }
        };
        let corner = Vector::new(shift(x_step, x_count, anchors[0]), shift(y_step, y_count, anchors[1]), 0.0);
        let plane = self.plane();
        let points = (0..x_count).flat_map(|x| (0..y_count).map(move |y| (x as f64, y as f64)));
        let items = points
            .map(|(x, y)| Item::Vector(plane.to_world(Vector::new(x_step * x, y_step * y, 0.0) + corner)))
            .collect();
        Ok(self.new_object(items))
    }

    /// Locations on a circle: radius in millimetres, first angle and angle in degrees from local x.
    ///
    /// # Errors
    /// A `ValueError` when the number is below 1.
    pub fn polar_array(
        &self,
        radius: f64,
        [start, angle]: [f64; 2],
        count: i64,
        fill: Fill,
        turning: Turning,
    ) -> Result<Self> {
        if count < 1 {
            return Err(CqError::value(format!("At least 1 element required, requested {count}")));
        }
        let step = match fill {
            Fill::Step => angle,
            Fill::Total if is_whole_turn(angle) => angle / count as f64,
            Fill::Total if count > 1 => angle / (count - 1) as f64,
            Fill::Total => start,
        };
        let locations: Result<Vec<_>> = (0..count)
            .map(|i| {
                let degrees = start + step * i as f64;
                let (sin, cos) = degrees.to_radians().sin_cos();
                let at = Vector::new(radius * cos, radius * sin, 0.0);
                let location = match turning {
                    Turning::Turned => Location::from_axis(at, Vector::Z, degrees)?,
                    Turning::Straight => Location::translation(at),
                };
                Ok(Item::Location(location))
            })
            .collect();
        Ok(self.new_object(locations?))
    }

    /// Local points and locations put on the stack; points become points of the world.
    #[must_use]
    pub fn push_points(&self, points: impl IntoIterator<Item = Item>) -> Self {
        let plane = self.plane();
        let place = |item| match item {
            Item::Vector(point) => Item::Vector(plane.to_world(point)),
            other => other,
        };
        self.new_object(points.into_iter().map(place).collect())
    }

    /// The points of the stack as locations in the plane; one at the origin for an empty stack.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn local_locations(&self) -> Result<Vec<Location>> {
        let plane = self.plane();
        let to_local = plane.location().inverse();
        let objects = self.objects();
        if objects.is_empty() {
            return Ok(vec![Location::IDENTITY]);
        }
        let local = |point: Vector| to_local.multiply(&Location::from_plane_at(&plane, point));
        objects
            .iter()
            .map(|item| {
                Ok(match item {
                    Item::Vector(point) => local(*point),
                    Item::Shape(shape) => local(shape.center_of_mass()?.into()),
                    Item::Sketch(sketch) => local(sketch.faces_compound()?.center_of_mass()?.into()),
                    Item::Location(location) => *location,
                })
            })
            .collect()
    }

    /// Calls back for every item on the stack and collects the shapes.
    ///
    /// In local space points and shapes are handed over in coordinates of the plane and the shapes
    /// that come back are taken to be in them.
    ///
    /// # Errors
    /// What the callback raises; a `ValueError` for items that have no local coordinates.
    pub fn each(
        &self,
        callback: &mut dyn FnMut(Item) -> Result<Option<Placed>>,
        space: Space,
        combine: Combine,
        cleaning: Cleaning,
    ) -> Result<Self> {
        let plane = self.plane();
        let mut placed = Vec::new();
        for item in self.vals() {
            let result = match space {
                Space::World => callback(item)?,
                Space::Local => {
                    let local = match item {
                        Item::Vector(point) => Item::Vector(plane.to_local(point)),
                        Item::Shape(shape) => {
                            Item::Shape(shape.moved(&Transform::from(*plane.local_from_world()))?)
                        }
                        other => {
                            return Err(CqError::value(format!(
                                "Don't know how to convert type {} to local coordinates",
                                other.class_name()
                            )));
                        }
                    };
                    match callback(local)? {
                        Some(Placed { shape, purpose }) => {
                            let to_world = Transform::from(*plane.world_from_local());
                            Some(Placed { shape: shape.moved(&to_world)?, purpose })
                        }
                        None => None,
                    }
                }
            };
            placed.extend(result);
        }
        self.collect_placed(placed, combine, cleaning)
    }

    /// Calls back for every point of the stack as a location and collects the shapes.
    ///
    /// In local space the shapes that come back are taken to be in coordinates of the plane.
    ///
    /// # Errors
    /// What the callback raises.
    pub fn each_point(
        &self,
        callback: &mut dyn FnMut(Location) -> Result<Placed>,
        space: Space,
        combine: Combine,
        cleaning: Cleaning,
    ) -> Result<Self> {
        let plane = self.plane().location();
        let mut placed = Vec::new();
        for point in self.local_locations()? {
            placed.push(match space {
                Space::World => callback(point.multiply(&plane))?,
                Space::Local => {
                    let made = callback(point)?;
                    Placed { shape: made.shape.moved(&Transform::from(plane))?, purpose: made.purpose }
                }
            });
        }
        self.collect_placed(placed, combine, cleaning)
    }

    /// Puts copies of shapes at every point of the stack.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn each_point_shapes(
        &self,
        shapes: &[Placed],
        space: Space,
        combine: Combine,
        cleaning: Cleaning,
    ) -> Result<Self> {
        let plane = self.plane().location();
        let locations = self.local_locations()?;
        let mut placed = Vec::with_capacity(shapes.len() * locations.len());
        for one in shapes {
            for point in &locations {
                let at = match space {
                    Space::World => point.multiply(&plane),
                    Space::Local => plane.multiply(point),
                };
                placed.push(Placed { shape: one.shape.moved(&Transform::from(at))?, purpose: one.purpose });
            }
        }
        self.collect_placed(placed, combine, cleaning)
    }

    /// Calls back for every point of the stack and cuts the shapes from the solid of the chain.
    ///
    /// # Errors
    /// A `ValueError` when there is no solid; what the callback raises.
    pub fn cut_each(
        &self,
        callback: &mut dyn FnMut(Location) -> Result<Placed>,
        space: Space,
        cleaning: Cleaning,
    ) -> Result<Self> {
        let solid = self.find_solid()?;
        let tools = self.each_point(callback, space, Combine::Separate, Cleaning::Clean)?.shapes();
        self.cut_from(&solid, &tools, cleaning)
    }

    /// Copies of shapes given in local coordinates at every point of the stack.
    pub(super) fn placed_at_points(&self, shapes: &[Shape]) -> Result<Vec<Shape>> {
        let plane = self.plane().location();
        let locations = self.local_locations()?;
        let mut placed = Vec::with_capacity(shapes.len() * locations.len());
        for shape in shapes {
            for point in &locations {
                placed.push(shape.moved(&Transform::from(plane.multiply(point)))?);
            }
        }
        Ok(placed)
    }

    /// A solid given in local coordinates at every point of the stack, combined with the chain.
    pub(super) fn solid_at_points(
        &self,
        solid: &Shape,
        combine: Combine,
        cleaning: Cleaning,
    ) -> Result<Self> {
        let placed = self.placed_at_points(std::slice::from_ref(solid))?;
        self.combine_with_base(placed, combine, cleaning)
    }

    fn collect_placed(&self, placed: Vec<Placed>, combine: Combine, cleaning: Cleaning) -> Result<Self> {
        let context = self.context();
        for one in &placed {
            if one.shape.kind() == Kind::Wire && one.purpose == Purpose::Part {
                context.add_pending_wire(one.shape.clone());
            }
        }
        self.combine_with_base(placed.into_iter().map(|one| one.shape).collect(), combine, cleaning)
    }
}

/// Whether an angle in degrees is a multiple of a whole turn.
pub(crate) fn is_whole_turn(degrees: f64) -> bool {
    let turns = (degrees / 360.0).round();
    (degrees - turns * 360.0).abs() < 1e-6
}
