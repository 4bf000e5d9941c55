//! What the switches of the fluent methods mean; CadQuery writes them as booleans and strings.

use crate::cq::{CqError, Result};

/// What a drawn wire or edge is for: `forConstruction`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// It becomes part of the next solid.
    #[default]
    Part,
    /// It only helps to place other things.
    Construction,
}

impl From<bool> for Purpose {
    fn from(for_construction: bool) -> Self {
        if for_construction { Self::Construction } else { Self::Part }
    }
}

/// Whether edges and faces that lie on one curve or surface are merged afterwards: `clean`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cleaning {
    /// Merge them.
    #[default]
    Clean,
    /// Leave the result of the kernel as it is.
    Keep,
}

impl From<bool> for Cleaning {
    fn from(clean: bool) -> Self {
        if clean { Self::Clean } else { Self::Keep }
    }
}

/// What becomes of a new solid: `combine`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Combine {
    /// It is fused with the solid of the chain: `True` or `"a"`.
    #[default]
    Fuse,
    /// It is cut from the solid of the chain: `"cut"` or `"s"`.
    Cut,
    /// It stays on its own: `False`.
    Separate,
}

impl From<bool> for Combine {
    fn from(combine: bool) -> Self {
        if combine { Self::Fuse } else { Self::Separate }
    }
}

impl Combine {
    /// Reads the string forms.
    ///
    /// # Errors
    /// A `ValueError` for anything but `"a"`, `"s"` and `"cut"`.
    pub fn named(name: &str) -> Result<Self> {
        match name {
            "a" => Ok(Self::Fuse),
            "s" | "cut" => Ok(Self::Cut),
            _ => Err(CqError::value(format!("combine cannot be \"{name}\""))
                .with_hint("use True or \"a\" to add, \"s\" or \"cut\" to remove, False to keep apart")),
        }
    }
}

/// Where a shape lies relative to its point along one axis: `centered`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// The point is in the middle.
    #[default]
    Center,
    /// The shape extends from the point in the positive direction.
    Corner,
}

impl From<bool> for Anchor {
    fn from(centered: bool) -> Self {
        if centered { Self::Center } else { Self::Corner }
    }
}

/// Which way an extrusion goes: `both`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sides {
    /// Along the normal of the plane.
    #[default]
    One,
    /// Along the normal and against it, the full distance each.
    Both,
}

impl From<bool> for Sides {
    fn from(both: bool) -> Self {
        if both { Self::Both } else { Self::One }
    }
}

/// In which coordinates a callback works: `useLocalCoordinates`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Space {
    /// Coordinates of the world.
    #[default]
    World,
    /// Coordinates of the plane.
    Local,
}

impl From<bool> for Space {
    fn from(local: bool) -> Self {
        if local { Self::Local } else { Self::World }
    }
}

/// Whether a curve starts at the current point: `includeCurrent`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// The first given point.
    #[default]
    FirstPoint,
    /// The current point; all given points follow.
    CurrentPoint,
}

impl From<bool> for Start {
    fn from(include_current: bool) -> Self {
        if include_current { Self::CurrentPoint } else { Self::FirstPoint }
    }
}

/// What a curve method leaves: `makeWire`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Yield {
    /// An edge that waits to be joined with others.
    #[default]
    Edge,
    /// A wire of its own.
    Wire,
}

impl From<bool> for Yield {
    fn from(make_wire: bool) -> Self {
        if make_wire { Self::Wire } else { Self::Edge }
    }
}

/// How the origin of a new workplane is found: `centerOption`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CenterOption {
    /// The current origin, or the given one, projected onto the new plane.
    #[default]
    ProjectedOrigin,
    /// The centre of mass of the selection.
    CenterOfMass,
    /// The middle of the bounding box of the selection.
    CenterOfBoundBox,
}

impl CenterOption {
    /// Reads CadQuery's names.
    ///
    /// # Errors
    /// A `ValueError` for any other name.
    pub fn named(name: &str) -> Result<Self> {
        match name {
            "ProjectedOrigin" => Ok(Self::ProjectedOrigin),
            "CenterOfMass" => Ok(Self::CenterOfMass),
            "CenterOfBoundBox" => Ok(Self::CenterOfBoundBox),
            _ => Err(CqError::value("Undefined centerOption value provided.").with_hint(format!(
                "\"{name}\" is none of \"ProjectedOrigin\", \"CenterOfMass\" and \"CenterOfBoundBox\""
            ))),
        }
    }
}
