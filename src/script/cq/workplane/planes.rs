//! New planes: on faces, from tags, turned and shifted.

use kernel::{Kind, Shape};

use super::context::TOLERANCE;
use super::{CenterOption, Item, Workplane};
use crate::cq::geom::{Plane, Vector};
use crate::cq::{CqError, Result, shape};

/// How [`Workplane::workplane`] places the new plane.
#[derive(Clone, Debug, Default)]
pub struct NewPlane {
    /// Distance along the normal in millimetres.
    pub offset: f64,
    /// Which way the normal points relative to the face.
    pub direction: Direction,
    /// How the origin is found.
    pub center: CenterOption,
    /// The point that is projected to become the origin; `None` for the current origin.
    pub origin: Option<Vector>,
}

/// Which way the normal of a new plane points: `invert`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// As the normal of the face or of the current plane.
    #[default]
    Same,
    /// Against it.
    Inverted,
}

impl From<bool> for Direction {
    fn from(invert: bool) -> Self {
        if invert { Self::Inverted } else { Self::Same }
    }
}

impl Workplane {
    /// A new plane on the selected face, faces of one plane, or point; the stack is empty then.
    ///
    /// # Errors
    /// A `ValueError` when several things are selected that are not faces of one plane, or when a
    /// location or a sketch is selected.
    pub fn workplane(&self, placing: &NewPlane) -> Result<Self> {
        let found = if self.size() > 1 {
            self.base_of_faces(placing.center)?
        } else {
            self.base_of_item(placing.center)?
        };
        let PlaneBase { mut center, mut normal, x_dir } = found;
        if placing.center == CenterOption::ProjectedOrigin {
            let origin = placing.origin.unwrap_or_else(|| self.plane().origin());
            let base = Plane::new(center, Some(x_dir), normal)?;
            center = origin.project_to_plane(&base);
        }
        if placing.direction == Direction::Inverted {
            normal = -normal;
        }
        let origin = center + normal.normalized()? * placing.offset;
        Ok(self.on_plane(Plane::new(origin, Some(x_dir), normal)?, Vec::new()))
    }

    /// A link after this one with plane and stack of another.
    #[must_use]
    pub fn copy_workplane(&self, other: &Self) -> Self {
        self.on_plane(other.plane(), other.vals())
    }

    /// A link after this one with plane and stack of the tagged one.
    ///
    /// # Errors
    /// A `ValueError` when no link has the tag.
    pub fn workplane_from_tagged(&self, name: &str) -> Result<Self> {
        Ok(self.copy_workplane(&self.tagged(name)?))
    }

    /// A plane turned by angles in degrees about the local axes and shifted in local millimetres;
    /// its origin stands on the stack.
    ///
    /// # Errors
    /// Only when the plane cannot be made from these numbers.
    pub fn transformed(&self, rotate: Vector, offset: Vector) -> Result<Self> {
        let plane = self.plane();
        let origin = plane.to_world(offset);
        let turned = plane.rotated(rotate)?.with_origin(origin);
        Ok(self.on_plane(turned, vec![Item::Vector(origin)]))
    }

    /// Shifts the origin of the plane by local millimetres; the new origin stands on the stack.
    #[must_use]
    pub fn center(&self, x: f64, y: f64) -> Self {
        let plane = self.plane();
        let origin = plane.to_world(Vector::new(x, y, 0.0));
        self.on_plane(plane.with_origin(origin), vec![Item::Vector(origin)])
    }

    fn base_of_faces(&self, option: CenterOption) -> Result<PlaneBase> {
        let objects = self.objects();
        let faces: Vec<Shape> =
            objects.iter().filter_map(|item| item.shape_of(Kind::Face)).cloned().collect();
        let mut planar = faces.len() == objects.len();
        for face in &faces {
            planar &= face.geom_type()? == "PLANE";
        }
        if !planar {
            let names: Vec<_> = objects.iter().map(Item::class_name).collect();
            return Err(CqError::value("If multiple objects selected, they all must be planar faces.")
                .with_hint(format!(
                    "{} objects are selected ({}); narrow the selection to one face",
                    names.len(),
                    brief(&names)
                )));
        }
        for face in &faces[1..] {
            if !are_coplanar(&faces[0], face)? {
                return Err(CqError::value("Selected faces must be co-planar.").with_hint(format!(
                    "{} faces are selected that lie in different planes; select one, for example with .faces(\">Z\")",
                    faces.len()
                )));
            }
        }
        let center = match option {
            CenterOption::CenterOfBoundBox => shape::combined_center_of_bound_box(&faces)?,
            CenterOption::CenterOfMass | CenterOption::ProjectedOrigin => shape::combined_center(&faces)?,
        };
        let normal = shape::normal_at(&faces[0], None)?;
        Ok(PlaneBase { center, normal, x_dir: x_dir_for(normal) })
    }

    fn base_of_item(&self, option: CenterOption) -> Result<PlaneBase> {
        let plane = self.plane();
        let find_center = |shape: &Shape| match option {
            CenterOption::CenterOfBoundBox => shape::center_of_bound_box(shape),
            CenterOption::CenterOfMass | CenterOption::ProjectedOrigin => shape::center(shape),
        };
        let center = match self.val() {
            Item::Shape(face) if face.kind() == Kind::Face => {
                let center = find_center(&face)?;
                let normal = shape::normal_at(&face, Some(center))?;
                return Ok(PlaneBase { center, normal, x_dir: x_dir_for(normal) });
            }
            Item::Shape(shape) => find_center(&shape)?,
            Item::Vector(point) => point,
            other @ (Item::Location(_) | Item::Sketch(_)) => {
                return Err(CqError::value("Needs a face or a vertex or point on a work plane")
                    .with_hint(format!("a {} is on the stack; select a face first", other.class_name())));
            }
        };
        if let Some(Item::Shape(face)) = self.parent().map(|parent| parent.val())
            && face.kind() == Kind::Face
        {
            let normal = shape::normal_at(&face, Some(center))?;
            return Ok(PlaneBase { center, normal, x_dir: x_dir_for(normal) });
        }
        Ok(PlaneBase { center, normal: plane.z_dir, x_dir: plane.x_dir })
    }
}

struct PlaneBase {
    center: Vector,
    normal: Vector,
    x_dir: Vector,
}

/// Whether two planar faces lie in one plane, by CadQuery's test.
fn are_coplanar(a: &Shape, b: &Shape) -> Result<bool> {
    let (normal_a, normal_b) = (shape::normal_at(a, None)?, shape::normal_at(b, None)?);
    let turned = normal_a - normal_b;
    if [turned.x, turned.y, turned.z].iter().all(|part| part.abs() >= TOLERANCE) {
        return Ok(false);
    }
    let apart = shape::center(a)? - shape::center(b)?;
    Ok(normal_a.dot(apart).abs() < TOLERANCE)
}

/// The x direction of a plane with this normal: horizontal, or global x for horizontal planes.
fn x_dir_for(normal: Vector) -> Vector {
    let x_dir = Vector::new(0.0, 0.0, 1.0).cross(normal);
    if x_dir.length() < TOLERANCE { Vector::new(1.0, 0.0, 0.0) } else { x_dir }
}

/// The first few names of a list.
fn brief(names: &[&str]) -> String {
    let shown = names.iter().take(4).copied().collect::<Vec<_>>().join(", ");
    if names.len() > 4 { format!("{shown}, …") } else { shown }
}
