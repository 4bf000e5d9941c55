//! Shapes and their topology: what they are made of, where they are, and how they are copied.

use std::fmt;
use std::hash::{Hash, Hasher};

use crate::ffi::{self, bridge, call};
use crate::memo::{known, made};
use crate::{Error, Result, Transform, check};

/// What a shape is, from the largest to the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// Any shapes side by side.
    Compound,
    /// Solids that share faces.
    CompSolid,
    /// A closed volume.
    Solid,
    /// Faces that share edges.
    Shell,
    /// A bounded surface.
    Face,
    /// Edges in a row.
    Wire,
    /// A bounded curve.
    Edge,
    /// A point.
    Vertex,
}

impl Kind {
    /// CadQuery's name of the kind: `Compound`, `CompSolid`, `Solid`, `Shell`, `Face` ….
    pub fn name(self) -> &'static str {
        match self {
            Self::Compound => "Compound",
            Self::CompSolid => "CompSolid",
            Self::Solid => "Solid",
            Self::Shell => "Shell",
            Self::Face => "Face",
            Self::Wire => "Wire",
            Self::Edge => "Edge",
            Self::Vertex => "Vertex",
        }
    }

    fn of_number(number: u8) -> Self {
        match number {
            0 => Self::Compound,
            1 => Self::CompSolid,
            2 => Self::Solid,
            3 => Self::Shell,
            4 => Self::Face,
            5 => Self::Wire,
            6 => Self::Edge,
            _ => Self::Vertex,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An immutable shape; cloning is cheap and shares everything.
///
/// Equality and hash are those of `isSame`: same geometry object at the same place, whatever the
/// orientation. Two boxes made by two calls are therefore different, and a face found by two calls
/// of [`Shape::children`] is the same.
pub struct Shape(pub(crate) cxx::UniquePtr<bridge::Shape>);

impl Shape {
    /// What the shape is.
    pub fn kind(&self) -> Kind {
        Kind::of_number(bridge::kind(self.raw()))
    }

    /// A hash of geometry object and place; equal for shapes that are the same.
    pub fn hash_code(&self) -> u64 {
        bridge::hash_code(self.raw())
    }

    /// Same geometry object at the same place, whatever the orientation.
    pub fn is_same(&self, other: &Self) -> bool {
        bridge::is_same(self.raw(), other.raw())
    }

    /// Same geometry object at the same place and with the same orientation.
    pub fn is_equal(&self, other: &Self) -> bool {
        bridge::is_equal(self.raw(), other.raw())
    }

    /// Same geometry object, wherever it is.
    pub fn is_partner(&self, other: &Self) -> bool {
        bridge::is_partner(self.raw(), other.raw())
    }

    /// The closed flag of the topology (CadQuery's `Closed`); see also [`Shape::is_closed_curve`].
    pub fn is_closed(&self) -> bool {
        bridge::is_closed(self.raw())
    }

    /// Whether the shape is used against the direction of its geometry.
    pub fn is_reversed(&self) -> bool {
        bridge::is_reversed(self.raw())
    }

    /// All distinct sub-shapes of a kind, the shape itself included, in CadQuery's order.
    ///
    /// Degenerated edges are left out.
    pub fn children(&self, kind: Kind) -> Result<Vec<Self>> {
        call("children", || bridge::children(self.raw(), kind as u8)).map(|list| ffi::shapes(&list))
    }

    /// The number of distinct sub-shapes of a kind, degenerated edges left out.
    pub fn count(&self, kind: Kind) -> Result<usize> {
        call("count", || bridge::count(self.raw(), kind as u8)).map(|n| n as usize)
    }

    /// The shapes that this one is directly made of, in the order they were put in.
    pub fn direct_children(&self) -> Result<Vec<Self>> {
        call("direct_children", || bridge::direct_children(self.raw())).map(|list| ffi::shapes(&list))
    }

    /// The sub-shapes of `whole` of a kind that contain this shape, in order.
    ///
    /// # Errors
    /// Fails with `Standard_NoSuchObject` when this shape is no part of `whole`.
    pub fn ancestors(&self, whole: &Self, kind: Kind) -> Result<Vec<Self>> {
        call("ancestors", || bridge::ancestors(self.raw(), whole.raw(), kind as u8))
            .map(|list| ffi::shapes(&list))
    }

    /// For every sub-shape of kind `child`, in order, the sub-shapes of kind `parent` that hold it.
    pub fn children_with_parents(&self, child: Kind, parent: Kind) -> Result<Vec<(Self, Vec<Self>)>> {
        let mut parent_counts = Vec::new();
        let list = call("children_with_parents", || {
            bridge::children_with_parents(self.raw(), child as u8, parent as u8, &mut parent_counts)
        })?;
        let mut shapes = ffi::shapes(&list).into_iter();
        let entry = |count: &u32| {
            let child = shapes.next()?;
            Some((child, shapes.by_ref().take(*count as usize).collect()))
        };
        Ok(parent_counts.iter().map_while(entry).collect())
    }

    /// The kind of geometry, as CadQuery's `geomType`.
    ///
    /// Faces: `PLANE`, `CYLINDER`, `CONE`, `SPHERE`, `TORUS`, `BEZIER`, `BSPLINE`, `REVOLUTION`,
    /// `EXTRUSION`, `OFFSET`, `OTHER`. Edges: `LINE`, `CIRCLE`, `ELLIPSE`, `HYPERBOLA`, `PARABOLA`,
    /// `BEZIER`, `BSPLINE`, `OFFSET`, `OTHER`. Everything else: the name of its kind.
    pub fn geom_type(&self) -> Result<&'static str> {
        const CURVES: [&str; 9] =
            ["LINE", "CIRCLE", "ELLIPSE", "HYPERBOLA", "PARABOLA", "BEZIER", "BSPLINE", "OFFSET", "OTHER"];
        const SURFACES: [&str; 11] = [
            "PLANE",
            "CYLINDER",
            "CONE",
            "SPHERE",
            "TORUS",
            "BEZIER",
            "BSPLINE",
            "REVOLUTION",
            "EXTRUSION",
            "OFFSET",
            "OTHER",
        ];
        let number = || known!("geom_type", geometry_number(self.raw())).map(usize::from);
        Ok(match self.kind() {
            Kind::Edge => CURVES.get(number()?).unwrap_or(&"OTHER"),
            Kind::Face => SURFACES.get(number()?).unwrap_or(&"OTHER"),
            other => other.name(),
        })
    }

    /// A new shape with its own geometry, turned, moved, mirrored or scaled.
    ///
    /// This is what CadQuery's `translate`, `rotate`, `mirror` and `scale` do. The 3x3 part must be a
    /// rotation times one factor; other matrices need [`Shape::deformed`].
    pub fn transformed(&self, transform: &Transform) -> Result<Self> {
        const OPERATION: &str = "transformed";
        let flat = similarity(OPERATION, transform)?;
        made!(OPERATION, transformed(self.raw(), &flat))
    }

    /// A new shape deformed by any matrix that keeps volume above zero; surfaces become B-splines.
    pub fn deformed(&self, transform: &Transform) -> Result<Self> {
        const OPERATION: &str = "deformed";
        let flat = transform.flat();
        flat.iter().try_for_each(|&x| check::finite(OPERATION, "matrix element", x).map(drop))?;
        check::not_zero(OPERATION, "determinant", transform.determinant())?;
        made!(OPERATION, deformed(self.raw(), &flat))
    }

    /// The same geometry at another place: `transform` applied after the present location.
    pub fn moved(&self, transform: &Transform) -> Result<Self> {
        const OPERATION: &str = "moved";
        let flat = rigid(OPERATION, transform)?;
        made!(OPERATION, moved(self.raw(), &flat))
    }

    /// The same geometry with this location in place of the present one.
    pub fn located(&self, transform: &Transform) -> Result<Self> {
        const OPERATION: &str = "located";
        let flat = rigid(OPERATION, transform)?;
        made!(OPERATION, located(self.raw(), &flat))
    }

    /// The location of the shape.
    pub fn location(&self) -> Result<Transform> {
        call("location", || bridge::location(self.raw())).map(Transform::of_flat)
    }

    /// The same shape with opposite orientation.
    pub fn reversed(&self) -> Result<Self> {
        made!("reversed", reversed(self.raw()))
    }

    /// A deep copy: new geometry objects with the same coordinates, without triangles.
    pub fn copy(&self) -> Result<Self> {
        made!("copy", copy(self.raw()))
    }

    /// The shape repaired by OpenCASCADE's shape fixer; itself when it is valid.
    pub fn fix(&self) -> Result<Self> {
        made!("fix", fix(self.raw()))
    }

    /// The shape with sub-shape `old` replaced by others.
    pub fn replaced(&self, old: &Self, new: &[Self]) -> Result<Self> {
        made!("replaced", replaced(self.raw(), old.raw(), &ffi::list(new)))
    }

    /// The shape without some of its sub-shapes.
    ///
    /// # Errors
    /// Fails when nothing is left.
    pub fn without(&self, parts: &[Self]) -> Result<Self> {
        made!("without", without(self.raw(), &ffi::list(parts)))
    }

    /// The shape with all curves and surfaces as rational B-splines (CadQuery's `toNURBS`).
    pub fn to_nurbs(&self) -> Result<Self> {
        made!("to_nurbs", to_nurbs(self.raw()))
    }

    /// The shape with curves and surfaces approximated by polynomial splines (CadQuery's `toSplines`).
    pub fn to_splines(&self, degree: u32, tolerance: f64) -> Result<Self> {
        const OPERATION: &str = "to_splines";
        check::positive(OPERATION, "tolerance", tolerance)?;
        if !(1..=25).contains(&degree) {
            return Err(Error::invalid(OPERATION, format!("degree is {degree}, but must lie in 1..=25")));
        }
        made!(OPERATION, to_splines(self.raw(), degree, tolerance))
    }

    pub(crate) fn raw(&self) -> &bridge::Shape {
        self.0.as_ref().expect("a shape is made from a pointer that is not null")
    }
}

impl Clone for Shape {
    fn clone(&self) -> Self {
        Self(bridge::share(self.raw()))
    }
}

impl PartialEq for Shape {
    fn eq(&self, other: &Self) -> bool {
        self.is_same(other)
    }
}

impl Eq for Shape {}

impl Hash for Shape {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash_code());
    }
}

impl fmt::Debug for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{:x}", self.kind(), self.hash_code())
    }
}

/// A matrix that turns, moves, mirrors and scales alike in all directions.
fn similarity(operation: &'static str, transform: &Transform) -> Result<[f64; 12]> {
    let flat = transform.flat();
    flat.iter().try_for_each(|&x| check::finite(operation, "matrix element", x).map(drop))?;
    let factor = transform.determinant().abs().cbrt();
    if factor < 1e-9 {
        return Err(Error::invalid(operation, format!("the factor is {factor}, but must not be 0")));
    }
    let turned = Transform(std::array::from_fn(|i| {
        std::array::from_fn(|j| if j == 3 { 0.0 } else { transform.0[i][j] / transform.determinant().cbrt() })
    }));
    if !turned.is_rigid() {
        return Err(Error::invalid(operation, "the matrix scales or shears differently along x, y and z"));
    }
    Ok(flat)
}

/// A matrix that only turns and moves.
fn rigid(operation: &'static str, transform: &Transform) -> Result<[f64; 12]> {
    let flat = transform.flat();
    flat.iter().try_for_each(|&x| check::finite(operation, "matrix element", x).map(drop))?;
    if !transform.is_rigid() {
        let message = format!(
            "a location can only turn and move, but its matrix has the determinant {}",
            transform.determinant()
        );
        return Err(Error::invalid(operation, message));
    }
    Ok(flat)
}
