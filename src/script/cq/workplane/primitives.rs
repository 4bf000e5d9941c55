//! Boxes, spheres, cylinders, wedges and text at every point of the stack.

use std::path::Path;

use kernel::{Frame, HorizontalAlign, Kind, Shape, TextOptions, Transform, VerticalAlign};

use super::{Anchor, Cleaning, Combine, Workplane};
use crate::cq::geom::{Plane, Vector};
use crate::cq::{CqError, Result};

/// A ball, or a piece of one, for [`Workplane::sphere`].
#[derive(Clone, Copy, Debug)]
pub struct SphereSize {
    /// Radius in millimetres.
    pub radius: f64,
    /// Direction of the axis.
    pub direction: Vector,
    /// Lowest and highest latitude and the angle about the axis, in degrees.
    pub angles: [f64; 3],
}

/// A cylinder, or a piece of one, for [`Workplane::cylinder`].
#[derive(Clone, Copy, Debug)]
pub struct CylinderSize {
    /// Height in millimetres.
    pub height: f64,
    /// Radius in millimetres.
    pub radius: f64,
    /// Direction of the axis.
    pub direction: Vector,
    /// Angle about the axis in degrees.
    pub angle: f64,
}

/// A wedge for [`Workplane::wedge`].
#[derive(Clone, Copy, Debug)]
pub struct WedgeSize {
    /// Extents in millimetres.
    pub size: [f64; 3],
    /// The rectangle at the far y: x from, z from, x to, z to.
    pub top: [f64; 4],
    /// Direction of the axis.
    pub direction: Vector,
}

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub struct TextStyle<'a> {
    /// Size of the font in millimetres.
    pub size: f64,
    /// A TrueType or OpenType file.
    pub font: &'a Path,
    /// Where the origin lies from left to right.
    pub horizontal: HorizontalAlign,
    /// Where the origin lies from bottom to top.
    pub vertical: VerticalAlign,
}

impl Workplane {
    /// A box at each point of the stack; extents in millimetres along local x, y and z.
    ///
    /// # Errors
    /// A failure when an extent is not positive.
    pub fn box_solid(
        &self,
        size: [f64; 3],
        anchors: [Anchor; 3],
        combine: Combine,
        cleaning: Cleaning,
    ) -> Result<Self> {
        let corner: [f64; 3] =
            std::array::from_fn(|i| if anchors[i] == Anchor::Center { -size[i] / 2.0 } else { 0.0 });
        let frame = Frame { origin: corner, ..Frame::WORLD };
        let [dx, dy, dz] = size;
        let solid = kernel::box_solid(&frame, dx, dy, dz)
            .map_err(|error| explain(error, &format!("length {dx} mm, width {dy} mm, height {dz} mm")))?;
        self.solid_at_points(&solid, combine, cleaning)
    }

    /// A ball at each point of the stack.
    ///
    /// # Errors
    /// A failure when the radius is not positive or the angles leave nothing.
    pub fn sphere(
        &self,
        size: &SphereSize,
        anchors: [Anchor; 3],
        combine: Combine,
        cleaning: Cleaning,
    ) -> Result<Self> {
        let origin = anchors.map(|anchor| if anchor == Anchor::Corner { size.radius } else { 0.0 });
        let frame = Frame::along(origin, size.direction.array());
        let [low, high, around] = size.angles.map(f64::to_radians);
        let solid = kernel::sphere(&frame, size.radius, low, high, around).map_err(|error| {
            explain(error, &format!("radius {} mm, angles {:?}°", size.radius, size.angles))
        })?;
        self.solid_at_points(&solid, combine, cleaning)
    }

    /// A cylinder at each point of the stack.
    ///
    /// # Errors
    /// A failure when height, radius or angle is not positive.
    pub fn cylinder(
        &self,
        size: &CylinderSize,
        anchors: [Anchor; 3],
        combine: Combine,
        cleaning: Cleaning,
    ) -> Result<Self> {
        let origin = [
            if anchors[0] == Anchor::Corner { size.radius } else { 0.0 },
            if anchors[1] == Anchor::Corner { size.radius } else { 0.0 },
            if anchors[2] == Anchor::Center { -size.height / 2.0 } else { 0.0 },
        ];
        let frame = Frame { origin, ..Frame::WORLD };
        let upright =
            kernel::cylinder(&frame, size.radius, size.height, size.angle.to_radians()).map_err(|error| {
                explain(error, &format!("height {} mm, radius {} mm", size.height, size.radius))
            })?;
        let direction = Plane::new(Vector::ZERO, None, size.direction)?.location();
        let solid = upright.moved(&Transform::from(direction))?;
        self.solid_at_points(&solid, combine, cleaning)
    }

    /// A wedge at each point of the stack.
    ///
    /// # Errors
    /// A failure when an extent is not positive.
    pub fn wedge(
        &self,
        size: &WedgeSize,
        anchors: [Anchor; 3],
        combine: Combine,
        cleaning: Cleaning,
    ) -> Result<Self> {
        let corner: [f64; 3] =
            std::array::from_fn(|i| if anchors[i] == Anchor::Center { -size.size[i] / 2.0 } else { 0.0 });
        let frame = Frame::along(corner, size.direction.array());
        let [dx, dy, dz] = size.size;
        let solid = kernel::wedge(&frame, dx, dy, dz, size.top)
            .map_err(|error| explain(error, &format!("extents {dx}, {dy} and {dz} mm")))?;
        self.solid_at_points(&solid, combine, cleaning)
    }

    /// A text at the origin of the plane, raised by a distance in millimetres; flat for 0.
    ///
    /// # Errors
    /// A failure when the font cannot be read or the text is blank.
    pub fn text(
        &self,
        text: &str,
        style: &TextStyle<'_>,
        distance: f64,
        combine: Combine,
        cleaning: Cleaning,
    ) -> Result<Self> {
        let letters = text_shape(text, style, distance)?;
        let placed = letters.moved(&Transform::from(self.plane().location()))?;
        self.combine_shape_with_base(&placed, combine, cleaning)
    }
}

/// A text at the origin of the world, raised along z by a distance in millimetres; flat for 0.
///
/// # Errors
/// A failure when the font cannot be read or the text is blank.
pub fn text_shape(text: &str, style: &TextStyle<'_>, distance: f64) -> Result<Shape> {
    let options = TextOptions {
        size: style.size,
        font: style.font,
        horizontal: style.horizontal,
        vertical: style.vertical,
    };
    let flat = kernel::text(text, &options)
        .map_err(|error| explain(error, &format!("font size {} mm", style.size)))?;
    if distance == 0.0 {
        return Ok(flat);
    }
    let faces = flat.children(Kind::Face)?;
    let Some(first) = faces.first() else {
        return Err(CqError::index("list index out of range")
            .with_hint("the text has no visible letters; give at least one that is not a blank"));
    };
    let up = Vector::from(first.normal_at(None)?) * distance;
    Ok(kernel::extrude(&flat, up.array())?)
}

fn explain(error: kernel::Error, sizes: &str) -> CqError {
    CqError::from(error).with_hint(format!("given were {sizes}; sizes must be greater than zero"))
}
