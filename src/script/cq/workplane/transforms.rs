//! Moving, turning and mirroring the things on the stack.

use kernel::{Kind, Shape, Transform};

use super::{Cleaning, Combine, Fusing, Item, Placed, Purpose, Space, Tools, Workplane};
use crate::cq::geom::Vector;
use crate::cq::{CqError, Result};

/// What [`Workplane::mirror`] mirrors about.
#[derive(Clone, Debug)]
pub enum MirrorPlane {
    /// The plane through the base point with this normal.
    Normal(Vector),
    /// The plane of a face; its centre is the base point unless one is given.
    Face(Shape),
}

impl MirrorPlane {
    /// Reads `"XY"`, `"YX"`, `"XZ"`, `"ZX"`, `"YZ"` and `"ZY"`.
    ///
    /// # Errors
    /// A `ValueError` for any other name.
    pub fn named(name: &str) -> Result<Self> {
        let normal = match name {
            "XY" | "YX" => Vector::Z,
            "XZ" | "ZX" => Vector::Y,
            "YZ" | "ZY" => Vector::X,
            _ => {
                return Err(CqError::value(format!("\"{name}\" is no plane to mirror about"))
                    .with_hint("use \"XY\", \"XZ\" or \"YZ\", a normal such as (1, 0, 0), or a face"));
            }
        };
        Ok(Self::Normal(normal))
    }
}

impl Workplane {
    /// Copies of all items moved by millimetres of the world; points and locations stay.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn translate(&self, by: Vector) -> Result<Self> {
        self.each_shape(|shape| translated(shape, by))
    }

    /// Copies of all items turned by degrees about the line between two points of the world;
    /// points and locations stay.
    ///
    /// # Errors
    /// An OCCT failure when the two points are one.
    pub fn rotate(&self, start: Vector, end: Vector, degrees: f64) -> Result<Self> {
        self.each_shape(|shape| rotated(shape, start, end - start, degrees))
    }

    /// Copies of all shapes, each turned by degrees about the line from its centre along `axis`.
    ///
    /// # Errors
    /// An `AttributeError` when something on the stack is no shape.
    pub fn rotate_about_center(&self, axis: Vector, degrees: f64) -> Result<Self> {
        let mut turn = |item: Item| match item {
            Item::Shape(shape) => {
                let center = shape.center_of_mass()?.into();
                Ok(Some(Placed { shape: rotated(&shape, center, axis, degrees)?, purpose: Purpose::Part }))
            }
            other => {
                Err(CqError::attribute(format!("'{}' object has no attribute 'rotate'", other.class_name()))
                    .with_hint("select or make a shape first; points cannot be turned about themselves"))
            }
        };
        self.each(&mut turn, Space::World, Combine::Separate, Cleaning::Keep)
    }

    /// Mirrored copies of all shapes.
    ///
    /// # Errors
    /// A `ValueError` when a face is wanted and something else is given.
    pub fn mirror(&self, plane: &MirrorPlane, base: Option<Vector>) -> Result<Self> {
        let (normal, base) = match plane {
            MirrorPlane::Normal(normal) => (*normal, base.unwrap_or(Vector::ZERO)),
            MirrorPlane::Face(face) if face.kind() == Kind::Face => {
                let center = match base {
                    Some(base) => base,
                    None => face.center_of_mass()?.into(),
                };
                (face.normal_at(None)?.into(), center)
            }
            MirrorPlane::Face(other) => {
                return Err(CqError::value(format!("Face required, got {}", other.kind()))
                    .with_hint("select one planar face, for example with .faces(\">X\")"));
            }
        };
        if normal.length() == 0.0 {
            return Err(CqError::std_fail(
                "Standard_ConstructionError",
                "gp_Dir() - input vector has zero norm",
            )
            .with_hint("the normal of the mirror plane must have a length"));
        }
        let mirror = Transform::mirror(base.array(), normal.array());
        let copies: kernel::Result<Vec<_>> =
            self.shapes().iter().map(|shape| shape.transformed(&mirror)).collect();
        Ok(self.with_shapes(copies?))
    }

    /// Mirrored copies of all shapes fused with the solid of the chain.
    ///
    /// # Errors
    /// As [`Workplane::mirror`] and [`Workplane::union`].
    pub fn mirror_and_union(&self, plane: &MirrorPlane, base: Option<Vector>) -> Result<Self> {
        let mirrored = self.mirror(plane, base)?;
        self.union(Tools::Workplane(&mirrored), &Fusing::default())
    }

    fn each_shape(&self, change: impl Fn(&Shape) -> Result<Shape>) -> Result<Self> {
        let items: Result<Vec<_>> = self
            .objects()
            .iter()
            .map(|item| match item {
                Item::Shape(shape) => change(shape).map(Item::Shape),
                other => Ok(other.clone()),
            })
            .collect();
        Ok(self.new_object(items?))
    }
}

/// A copy of a shape moved by a vector.
pub(crate) fn translated(shape: &Shape, by: Vector) -> Result<Shape> {
    Ok(shape.transformed(&Transform::translation(by.array()))?)
}

/// A copy of a shape turned by degrees about the line through a point along a direction.
pub(crate) fn rotated(shape: &Shape, point: Vector, axis: Vector, degrees: f64) -> Result<Shape> {
    if axis.length() <= f64::MIN_POSITIVE {
        return Err(CqError::std_fail("Standard_ConstructionError", "gp_Dir() - input vector has zero norm")
            .with_hint("the two points of the axis are one point; an axis along z is (0, 0, 0), (0, 0, 1)"));
    }
    Ok(shape.transformed(&Transform::rotation(point.array(), axis.array(), degrees.to_radians()))?)
}
