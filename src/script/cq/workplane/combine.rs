//! Booleans with the solid of the chain.

use kernel::{BooleanOptions, Glue, Kind, Shape};

use super::{Anchor, Cleaning, Combine, Purpose, Sides, Workplane};
use crate::cq::shape::cleaned;
use crate::cq::{CqError, Result};

/// The other side of a boolean operation.
#[derive(Clone, Copy, Debug)]
pub enum Tools<'a> {
    /// What stands on the stack of another workplane.
    Workplane(&'a Workplane),
    /// A shape.
    Shape(&'a Shape),
    /// Nothing.
    Nothing,
}

/// How [`Workplane::union`] and [`Workplane::combine`] work.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fusing {
    /// Whether the result is cleaned.
    pub cleaning: Cleaning,
    /// What is known about touching shapes.
    pub glue: Glue,
    /// Additional tolerance in millimetres.
    pub tolerance: Option<f64>,
}

/// Which halves [`Workplane::split_by_plane`] keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halves {
    /// The one on the side of the normal.
    Top,
    /// The other one.
    Bottom,
    /// Both, as two solids.
    Both,
}

impl Halves {
    /// Reads `keepTop` and `keepBottom`.
    ///
    /// # Errors
    /// A `ValueError` when neither is kept.
    pub fn kept(top: bool, bottom: bool) -> Result<Self> {
        match (top, bottom) {
            (true, true) => Ok(Self::Both),
            (true, false) => Ok(Self::Top),
            (false, true) => Ok(Self::Bottom),
            (false, false) => Err(CqError::value("You have to keep at least one half")
                .with_hint("write .split(keepTop=True) or .split(keepBottom=True)")),
        }
    }
}

impl Workplane {
    /// Combines new shapes with the solid of the chain, or puts them on the stack.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn combine_with_base(
        &self,
        shapes: Vec<Shape>,
        combine: Combine,
        cleaning: Cleaning,
    ) -> Result<Self> {
        if combine == Combine::Separate {
            let shapes = match cleaning {
                Cleaning::Clean => shapes.iter().map(cleaned).collect::<Result<_>>()?,
                Cleaning::Keep => shapes,
            };
            return Ok(self.with_shapes(shapes));
        }
        let new = kernel::compound(&shapes)?;
        self.combine_shape_with_base(&new, combine, cleaning)
    }

    /// Combines one new shape with the solid of the chain, or puts it on the stack.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn combine_shape_with_base(&self, new: &Shape, combine: Combine, cleaning: Cleaning) -> Result<Self> {
        let options = BooleanOptions::default();
        let base = if combine == Combine::Separate { None } else { self.solid_in_chain()? };
        let result = match (combine, base) {
            (Combine::Fuse, Some(base)) => kernel::fuse(&base, std::slice::from_ref(new), &options)?,
            (Combine::Cut, Some(base)) => kernel::cut(&base, std::slice::from_ref(new), &options)?,
            (Combine::Fuse, None) if new.kind() == Kind::Compound => fused(new)?,
            _ => new.clone(),
        };
        self.with_result(&result, cleaning)
    }

    /// Fuses everything on the stack.
    ///
    /// # Errors
    /// An `IndexError` when there is no shape on the stack.
    pub fn combine(&self, fusing: &Fusing) -> Result<Self> {
        let shapes = self.shapes();
        let Some((first, rest)) = shapes.split_first() else {
            return Err(CqError::index("pop from empty list")
                .with_hint("there is no shape on the stack to combine; make or select some first"));
        };
        let result =
            if rest.is_empty() { first.clone() } else { kernel::fuse(first, rest, &fusing.options())? };
        self.with_result(&result, fusing.cleaning)
    }

    /// Fuses solids with the solid of the chain; without one, with each other.
    ///
    /// # Errors
    /// A `ValueError` when there are no solids to fuse.
    pub fn union(&self, tools: Tools<'_>, fusing: &Fusing) -> Result<Self> {
        let new = match tools {
            Tools::Workplane(other) => {
                let solids = other.sub_shapes(Kind::Solid)?;
                if solids.is_empty() {
                    return Err(CqError::value(
                        "Workplane object must have at least one solid on the stack to union!",
                    )
                    .with_hint("extrude the other outline first, or check that it is not an empty result"));
                }
                self.merge_tags(other);
                solids
            }
            Tools::Shape(shape) => vec![solid_or_compound(shape, "union")?],
            Tools::Nothing => Vec::new(),
        };
        let result = match (self.solid_in_chain()?, new.split_first()) {
            (Some(base), _) => kernel::fuse(&base, &new, &fusing.options())?,
            (None, Some((first, rest))) if !rest.is_empty() => kernel::fuse(first, rest, &fusing.options())?,
            (None, Some((only, _))) => only.clone(),
            (None, None) => {
                return Err(CqError::index("list index out of range")
                    .with_hint("there is no solid in the chain and none to add; make a solid first"));
            }
        };
        self.with_result(&result, fusing.cleaning)
    }

    /// Cuts shapes from the solid of the chain.
    ///
    /// # Errors
    /// A `ValueError` when the chain has no solid or the tool is neither solid nor compound.
    pub fn cut(&self, tools: Tools<'_>, cleaning: Cleaning, tolerance: Option<f64>) -> Result<Self> {
        let base = self.find_solid()?;
        let tools = self.tool_shapes(tools, "cut")?;
        let options = BooleanOptions { fuzzy: tolerance, ..BooleanOptions::default() };
        self.with_result(&kernel::cut(&base, &tools, &options)?, cleaning)
    }

    /// Keeps what the solid of the chain has in common with shapes.
    ///
    /// # Errors
    /// A `ValueError` when the chain has no solid or the tool is neither solid nor compound.
    pub fn intersect(&self, tools: Tools<'_>, cleaning: Cleaning, tolerance: Option<f64>) -> Result<Self> {
        let base = self.find_solid()?;
        let tools = self.tool_shapes(tools, "intersect")?;
        let options = BooleanOptions { fuzzy: tolerance, ..BooleanOptions::default() };
        self.with_result(&kernel::intersect(&base, &tools, &options)?, cleaning)
    }

    /// Cuts the solid of the chain into pieces along shapes.
    ///
    /// # Errors
    /// A `ValueError` when the chain has no solid.
    pub fn split(&self, tools: Tools<'_>) -> Result<Self> {
        let base = self.find_solid()?;
        let shapes = match tools {
            Tools::Workplane(other) => other.shapes(),
            Tools::Shape(shape) => vec![shape.clone()],
            Tools::Nothing => Vec::new(),
        };
        let result = kernel::split(&base, &shapes, &BooleanOptions::default())?;
        if let Tools::Workplane(other) = tools {
            self.merge_tags(other);
        }
        Ok(self.with_shapes([result]))
    }

    /// Cuts the solid of the chain in two at the plane.
    ///
    /// # Errors
    /// A `ValueError` when the chain has no solid.
    pub fn split_by_plane(&self, halves: Halves) -> Result<Self> {
        let solid = self.find_solid()?;
        let size = self.largest_dimension()? * 10.0;
        let half_space = |distance: f64| -> Result<Shape> {
            let outline = self.rect(size, size, [Anchor::Center; 2], Purpose::Part)?;
            outline.extruded(distance, Sides::One, None)
        };
        let without = |distance: f64| -> Result<Shape> {
            Ok(kernel::cut(&solid, &[half_space(distance)?], &BooleanOptions::default())?)
        };
        Ok(self.with_shapes(match halves {
            Halves::Top => vec![without(-size)?],
            Halves::Bottom => vec![without(size)?],
            Halves::Both => vec![without(-size)?, without(size)?],
        }))
    }

    /// Merges faces of one surface and edges of one curve in everything on the stack.
    ///
    /// # Errors
    /// Only when the kernel fails.
    pub fn clean(&self) -> Result<Self> {
        let mut items = self.vals();
        for item in &mut items {
            if let Some(shape) = item.shape() {
                *item = cleaned(shape)?.into();
            }
        }
        Ok(self.new_object(items))
    }

    /// Cuts tools from a solid and puts the result on the stack.
    pub(super) fn cut_from(&self, solid: &Shape, tools: &[Shape], cleaning: Cleaning) -> Result<Self> {
        self.with_result(&kernel::cut(solid, tools, &BooleanOptions::default())?, cleaning)
    }

    /// Puts one shape on the stack, cleaned when wanted.
    pub(super) fn with_result(&self, result: &Shape, cleaning: Cleaning) -> Result<Self> {
        let result = match cleaning {
            Cleaning::Clean => cleaned(result)?,
            Cleaning::Keep => result.clone(),
        };
        Ok(self.with_shapes([result]))
    }

    fn tool_shapes(&self, tools: Tools<'_>, operation: &str) -> Result<Vec<Shape>> {
        match tools {
            Tools::Workplane(other) => {
                self.merge_tags(other);
                let shapes = other.shapes();
                if shapes.is_empty() {
                    return Err(CqError::value(format!(
                        "there is nothing to {operation}: the other workplane is empty"
                    ))
                    .with_hint(
                        "extrude the other outline first, or check that its selection finds something",
                    ));
                }
                Ok(shapes)
            }
            Tools::Shape(shape) => Ok(vec![solid_or_compound(shape, operation)?]),
            Tools::Nothing => Err(CqError::value(format!("Cannot {operation} type '<class 'NoneType'>'"))
                .with_hint("give a Workplane with a solid, or a solid")),
        }
    }
}

impl Fusing {
    fn options(&self) -> BooleanOptions {
        BooleanOptions { fuzzy: self.tolerance, glue: self.glue }
    }
}

/// The shapes of a compound fused with each other; a single one is handed back as it is.
pub(super) fn fused(compound: &Shape) -> Result<Shape> {
    kernel::fuse(compound, &[], &BooleanOptions::default()).map_err(|error| {
        CqError::index("tuple index out of range").with_hint(format!("there is nothing to fuse: {error}"))
    })
}

fn solid_or_compound(shape: &Shape, operation: &str) -> Result<Shape> {
    match shape.kind() {
        Kind::Solid | Kind::Compound => Ok(shape.clone()),
        other => Err(CqError::value(format!(
            "Cannot {operation} type '<class 'cadquery.occ_impl.shapes.{other}'>'"
        ))
        .with_hint("give a solid, a compound, or a Workplane with a solid")),
    }
}
