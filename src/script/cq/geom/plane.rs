//! A plane with an origin and axes, the coordinate system of a workplane.

use std::fmt;

use super::vector::Triple;
use super::{Location, Matrix, Vector};
use crate::cq::{CqError, Result};

/// The names [`Plane::named`] knows, in CadQuery's order.
pub const PLANE_NAMES: [&str; 12] =
    ["XY", "YZ", "ZX", "XZ", "YX", "ZY", "front", "back", "left", "right", "top", "bottom"];

/// Tolerance when two planes are compared: millimetres for origins, 1 − cosine for directions.
const EQUAL: f64 = 1e-6;

/// The axis of a plane about which [`Plane::mirror_in_plane`] turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MirrorAxis {
    /// The x direction of the plane.
    X,
    /// The y direction of the plane.
    Y,
}

/// A plane with an origin and axes.
///
/// The x direction is kept as given (length 1) even when it is not perpendicular to the normal, as
/// CadQuery keeps it; the coordinate transformation uses the perpendicular part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plane {
    origin: Vector,
    pub(crate) x_dir: Vector,
    pub(crate) y_dir: Vector,
    pub(crate) z_dir: Vector,
    world_from_local: Matrix,
    local_from_world: Matrix,
}

impl Plane {
    /// A plane from its origin, x direction and normal; without an x direction one is chosen as
    /// OCCT's `gp_Ax3` does.
    ///
    /// # Errors
    /// `ValueError` for directions without length, `Standard_ConstructionError` when the x
    /// direction is parallel to the normal.
    pub fn new(origin: Vector, x_dir: Option<Vector>, normal: Vector) -> Result<Self> {
        if normal.length() == 0.0 {
            return Err(CqError::value("normal should be non null"));
        }
        let z_dir = normal.normalized()?;
        let x_dir = match x_dir {
            Some(x) if x.length() == 0.0 => return Err(CqError::value("xDir should be non null")),
            Some(x) => x,
            None => any_perpendicular(z_dir),
        };
        Self::with_directions(origin, x_dir, z_dir)
    }

    /// One of [`PLANE_NAMES`] at an origin.
    ///
    /// # Errors
    /// `ValueError` for another name.
    pub fn named(name: &str, origin: Vector) -> Result<Self> {
        let (x_dir, normal) = match name {
            "XY" | "front" => (Vector::X, Vector::Z),
            "YZ" => (Vector::Y, Vector::X),
            "ZX" => (Vector::Z, Vector::Y),
            "XZ" | "bottom" => (Vector::X, -Vector::Y),
            "YX" => (Vector::Y, -Vector::Z),
            "ZY" | "left" => (Vector::Z, -Vector::X),
            "back" => (-Vector::X, -Vector::Z),
            "right" => (-Vector::Z, Vector::X),
            "top" => (Vector::X, Vector::Y),
            _ => {
                let names = PLANE_NAMES.map(|n| format!("'{n}'")).join(", ");
                let error = CqError::value(format!("Supported names are [{names}]"));
                return Err(match near_name(name) {
                    Some(near) => {
                        error.with_hint(format!("there is no plane '{name}'; did you mean '{near}'?"))
                    }
                    None => error,
                });
            }
        };
        Self::new(origin, Some(positive_zeros(x_dir)), positive_zeros(normal))
    }

    /// The plane with the origin and axes of a location.
    pub fn from_location(location: &Location) -> Self {
        let matrix = location.matrix();
        let direction = |d: Vector| matrix.transform_direction(d);
        Self::with_directions(location.position(), direction(Vector::X), direction(Vector::Z))
            .expect("the axes of a location are perpendicular")
    }

    fn with_directions(origin: Vector, x_dir: Vector, z_dir: Vector) -> Result<Self> {
        let x_dir = x_dir.normalized()?;
        let y_dir = z_dir.cross(x_dir).normalized().map_err(|_| parallel(x_dir))?;
        let mut plane = Self {
            origin,
            x_dir,
            y_dir,
            z_dir,
            world_from_local: Matrix::IDENTITY,
            local_from_world: Matrix::IDENTITY,
        };
        plane.update_transforms()?;
        Ok(plane)
    }

    /// The frame of origin, normal and x direction with axes square to each other.
    fn square_frame(&self) -> Result<Matrix> {
        let y = self.z_dir.cross(self.x_dir).normalized().map_err(|_| parallel(self.x_dir))?;
        let x = y.cross(self.z_dir).normalized()?;
        Ok(Matrix::frame(self.origin, x, y, self.z_dir))
    }

    fn update_transforms(&mut self) -> Result<()> {
        self.world_from_local = self.square_frame()?;
        self.local_from_world = *Location::from_rigid(self.world_from_local).inverse().matrix();
        Ok(())
    }

    /// Direction of local x, length 1.
    pub const fn x_dir(&self) -> Vector {
        self.x_dir
    }

    /// Direction of local y, length 1.
    pub const fn y_dir(&self) -> Vector {
        self.y_dir
    }

    /// The normal, length 1.
    pub const fn z_dir(&self) -> Vector {
        self.z_dir
    }

    /// The origin in world coordinates.
    pub const fn origin(&self) -> Vector {
        self.origin
    }

    /// The same axes at another origin.
    #[must_use]
    pub fn with_origin(&self, origin: Vector) -> Self {
        let mut plane = *self;
        plane.origin = origin;
        plane.update_transforms().expect("the axes were perpendicular before");
        plane
    }

    /// The same plane with another x direction for those who read it.
    ///
    /// As in CadQuery's `Plane.XY(origin, xDir)` the coordinate transformation keeps the old one
    /// until the plane gets another origin.
    ///
    /// # Errors
    /// `Standard_ConstructionError` for a direction without length or along the normal.
    pub fn with_x_dir(&self, x_dir: Vector) -> Result<Self> {
        let x_dir = x_dir.normalized()?;
        let y_dir = self.z_dir.cross(x_dir).normalized().map_err(|_| parallel(x_dir))?;
        Ok(Self { x_dir, y_dir, ..*self })
    }

    /// The same axes with the origin moved to a point given in local coordinates.
    #[must_use]
    pub fn with_origin_2d(&self, x: f64, y: f64) -> Self {
        self.with_origin(self.to_world(Vector::new(x, y, 0.0)))
    }

    /// Takes local coordinates to world coordinates.
    pub const fn world_from_local(&self) -> &Matrix {
        &self.world_from_local
    }

    /// Takes world coordinates to local coordinates.
    pub const fn local_from_world(&self) -> &Matrix {
        &self.local_from_world
    }

    /// The world coordinates of a point given in local coordinates.
    pub fn to_world(&self, point: Vector) -> Vector {
        self.world_from_local.transform_point(point)
    }

    /// The local coordinates of a point given in world coordinates.
    pub fn to_local(&self, point: Vector) -> Vector {
        self.local_from_world.transform_point(point)
    }

    /// The plane turned about its own x, y and z directions by angles in degrees.
    ///
    /// # Errors
    /// Never for a plane that could be made; the kernel's rules are checked again.
    pub fn rotated(&self, angles_deg: Vector) -> Result<Self> {
        let [x, y, z] = angles_deg.array().map(f64::to_radians);
        let turn = Matrix::rotation(Vector::ZERO, self.x_dir, x)
            .multiply(&Matrix::rotation(Vector::ZERO, self.y_dir, y))
            .multiply(&Matrix::rotation(Vector::ZERO, self.z_dir, z));
        Self::new(self.origin, Some(self.x_dir.transform(&turn)), self.z_dir.transform(&turn))
    }

    /// The half turn about an axis of the plane that `mirrorInPlane` applies to shapes.
    pub fn mirror_in_plane(&self, axis: MirrorAxis) -> Matrix {
        let matrix = &self.world_from_local;
        let direction = match axis {
            MirrorAxis::X => matrix.transform_direction(Vector::X),
            MirrorAxis::Y => matrix.transform_direction(Vector::Y),
        };
        Matrix::mirror_axis(self.origin, direction)
    }

    /// Origin and axes as a location.
    pub fn location(&self) -> Location {
        Location::from_rigid(self.square_frame().expect("the x direction is checked whenever it is set"))
    }

    /// Origin, x direction and normal as the kernel takes them.
    pub fn frame(&self) -> kernel::Frame {
        let x = self.world_from_local.transform_direction(Vector::X);
        kernel::Frame { origin: self.origin.array(), x: x.array(), z: self.z_dir.array() }
    }

    /// Whether origins and directions agree within 1e-6, as CadQuery compares planes.
    pub fn is_close(&self, other: &Self) -> bool {
        (self.origin - other.origin).length() < EQUAL
            && (self.z_dir.dot(other.z_dir) - 1.0).abs() < EQUAL
            && (self.x_dir.dot(other.x_dir) - 1.0).abs() < EQUAL
    }
}

/// The plane through the world's origin with x to the right and z up out of it.
impl Default for Plane {
    fn default() -> Self {
        Self::named("XY", Vector::ZERO).expect("XY is a plane")
    }
}

/// Prints the Python expression that makes the plane.
impl fmt::Display for Plane {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (origin, x, normal) = (Triple(self.origin), Triple(self.x_dir), Triple(self.z_dir));
        write!(f, "Plane(origin={origin}, xDir={x}, normal={normal})")
    }
}

fn parallel(x_dir: Vector) -> CqError {
    CqError::std_fail(
        "Standard_ConstructionError",
        format!("gp_Dir() - input vector has zero norm: xDir {} is parallel to the normal", Triple(x_dir)),
    )
    .with_hint("give an xDir that does not point along the normal")
}

/// Negating an axis leaves −0.0 behind, which would be printed.
fn positive_zeros(v: Vector) -> Vector {
    Vector::new(v.x + 0.0, v.y + 0.0, v.z + 0.0)
}

/// A direction perpendicular to a normal of length 1, chosen like OCCT's `gp_Ax3(point, normal)`.
fn any_perpendicular(normal: Vector) -> Vector {
    let [a, b, c] = normal.array();
    let [aa, ba, ca] = [a.abs(), b.abs(), c.abs()];
    let direction = if ba <= aa && ba <= ca {
        if aa > ca { Vector::new(-c, 0.0, a) } else { Vector::new(c, 0.0, -a) }
    } else if aa <= ba && aa <= ca {
        if ba > ca { Vector::new(0.0, -c, b) } else { Vector::new(0.0, c, -b) }
    } else if aa > ba {
        Vector::new(-b, a, 0.0)
    } else {
        Vector::new(b, -a, 0.0)
    };
    positive_zeros(direction)
}

/// The plane name that was probably meant.
fn near_name(name: &str) -> Option<&'static str> {
    PLANE_NAMES.into_iter().find(|known| known.eq_ignore_ascii_case(name.trim()))
}

#[cfg(test)]
mod tests {
    use std::f64::consts::FRAC_1_SQRT_2;

    use super::*;

    fn close(a: Vector, b: Vector) -> bool {
        (a - b).length() < 1e-9
    }

    #[test]
    fn named_planes_are_right_handed() {
        for name in PLANE_NAMES {
            let plane = Plane::named(name, Vector::new(1.0, 2.0, 3.0)).expect(name);
            assert!(close(plane.x_dir.cross(plane.y_dir), plane.z_dir), "{name}");
            assert!(close(plane.to_world(Vector::ZERO), Vector::new(1.0, 2.0, 3.0)), "{name}");
            let point = Vector::new(-4.0, 5.0, 0.25);
            assert!(close(plane.to_local(plane.to_world(point)), point), "{name}");
        }
    }

    #[test]
    fn unknown_name_lists_the_known_ones() {
        let error = Plane::named("xy", Vector::ZERO).expect_err("names are case sensitive");
        assert!(error.message.starts_with("Supported names are ['XY', 'YZ'"), "{error}");
        assert_eq!(error.hint.as_deref(), Some("there is no plane 'xy'; did you mean 'XY'?"));
    }

    #[test]
    fn x_direction_is_chosen_like_occt() {
        let chosen = |x, y, z| Plane::new(Vector::ZERO, None, Vector::new(x, y, z)).expect("normal").x_dir;
        assert!(close(chosen(0.0, 0.0, 1.0), Vector::X));
        assert!(close(chosen(1.0, 0.0, 0.0), Vector::Z));
        assert!(close(chosen(0.0, 1.0, 0.0), Vector::Z));
        assert!(close(chosen(0.0, -1.0, 0.0), -Vector::Z));
        assert!(close(chosen(1.0, 1.0, 1.0), Vector::new(FRAC_1_SQRT_2, 0.0, -FRAC_1_SQRT_2)));
        let expected = Vector::new(0.0, -0.8320502943378437, -0.5547001962252291);
        assert!(close(chosen(1.0, 2.0, -3.0), expected));
    }

    #[test]
    fn rotation_is_about_the_own_axes() {
        let plane =
            Plane::named("XY", Vector::Z).expect("XY").rotated(Vector::new(90.0, 0.0, 0.0)).expect("turn");
        assert!(close(plane.z_dir, -Vector::Y));
        assert!(close(plane.x_dir, Vector::X));
        assert!(close(plane.origin(), Vector::Z));
    }

    #[test]
    fn degenerate_directions_are_errors() {
        let zero = Plane::new(Vector::ZERO, Some(Vector::X), Vector::ZERO).expect_err("no normal");
        assert_eq!(zero.message, "normal should be non null");
        let zero = Plane::new(Vector::ZERO, Some(Vector::ZERO), Vector::Z).expect_err("no x");
        assert_eq!(zero.message, "xDir should be non null");
        assert!(Plane::new(Vector::ZERO, Some(Vector::Z), Vector::Z).is_err());
    }

    #[test]
    fn location_and_plane_agree() {
        let location = Location::from_angles(Vector::new(1.0, 2.0, 3.0), Vector::new(10.0, 20.0, 30.0));
        let again = location.plane().location();
        assert!(close(again.position(), location.position()));
        assert!(close(again.angles_deg(), location.angles_deg()));
    }

    #[test]
    fn prints_like_cadquery() {
        assert_eq!(
            Plane::named("XZ", Vector::ZERO).expect("XZ").to_string(),
            "Plane(origin=(0.0, 0.0, 0.0), xDir=(1.0, 0.0, 0.0), normal=(0.0, -1.0, 0.0))"
        );
    }
}
