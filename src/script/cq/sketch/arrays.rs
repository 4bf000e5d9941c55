//! Places in a sketch where the next figures are drawn.

use kernel::{FrameKind, FramePlane, Kind, ParamMode, Shape};

use super::{Sketch, SketchItem};
use crate::cq::geom::{Location, Vector};
use crate::cq::shape::curves;
use crate::cq::workplane::Turning;
use crate::cq::{CqError, Result};

/// Shares of a length closer to the whole than this count as the whole.
const WHOLE: f64 = 1e-6;

impl Sketch {
    /// Selects places.
    pub fn push(&self, places: Vec<Location>, tag: Option<&str>) -> Self {
        let items: Vec<_> = places.into_iter().map(SketchItem::Location).collect();
        if let Some(tag) = tag.filter(|tag| !tag.is_empty()) {
            self.set_tag(tag, items.clone());
        }
        self.set_selection(Some(items));
        self.clone()
    }

    /// Selects places in rows and columns about each selected one: distances in millimetres, numbers.
    ///
    /// # Errors
    /// A `ValueError` when a number is below 1.
    pub fn r_array(&self, [x_step, y_step]: [f64; 2], [x_count, y_count]: [i64; 2]) -> Result<Self> {
        if x_count < 1 || y_count < 1 {
            return Err(CqError::value(format!(
                "At least 1 elements required, requested {x_count}, {y_count}"
            )));
        }
        let middle = Vector::new((x_count - 1) as f64 * x_step, (y_count - 1) as f64 * y_step, 0.0) * 0.5;
        let centers = self.centers()?;
        let mut places = Vec::new();
        for x in 0..x_count {
            for y in 0..y_count {
                let at =
                    Location::translation(Vector::new(x as f64 * x_step, y as f64 * y_step, 0.0) - middle);
                places.extend(centers.iter().map(|center| at.multiply(center)));
            }
        }
        Ok(self.push(places, None))
    }

    /// Selects places on a circle about each selected one: radius in millimetres, first angle and
    /// angle in all in degrees.
    ///
    /// # Errors
    /// A `ValueError` when the number is below 1.
    pub fn p_array(
        &self,
        radius: f64,
        [start, angle]: [f64; 2],
        count: i64,
        turning: Turning,
    ) -> Result<Self> {
        if count < 1 {
            return Err(CqError::value(format!("At least 1 element required, requested {count}")));
        }
        let whole = (angle - (angle / 360.0).round() * 360.0).abs() < WHOLE;
        let step = match count {
            _ if whole => angle / count as f64,
            1 => start,
            _ => angle / (count - 1) as f64,
        };
        let centers = self.centers()?;
        let mut places = Vec::new();
        for i in 0..count {
            let degrees = start + step * i as f64;
            let (sin, cos) = degrees.to_radians().sin_cos();
            let at = Location::translation(Vector::new(radius * cos, radius * sin, 0.0));
            let turned = match turning {
                Turning::Turned => Location::from_axis(Vector::ZERO, Vector::Z, degrees)?,
                Turning::Straight => Location::IDENTITY,
            };
            places.extend(centers.iter().map(|center| at.multiply(center).multiply(&turned)));
        }
        Ok(self.push(places, None))
    }

    /// Selects places along each selected edge or wire, between two shares of its length.
    ///
    /// # Errors
    /// A `ValueError` when nothing, or something else, is selected, or the number is below 1.
    pub fn distribute(&self, count: i64, [start, stop]: [f64; 2], turning: Turning) -> Result<Self> {
        if count < 1 {
            return Err(CqError::value(format!("At least 1 element required, requested {count}")));
        }
        let selection = self.selected().ok_or_else(|| {
            CqError::value("Nothing selected to distribute over")
                .with_hint("select edges or wires first, for example with .edges() or .wires()")
        })?;
        let trimmed = 1.0 - (stop - start).abs() >= WHOLE;
        let mut places = Vec::new();
        for item in &selection {
            let curve = curve_of(item)?;
            let closed = curve.is_closed_curve()? && !trimmed;
            let gaps = if closed { count } else { count - 1 };
            for i in 0..count {
                let share = if gaps > 0 { start + i as f64 * (stop - start) / gaps as f64 } else { start };
                places.push(match turning {
                    Turning::Turned => {
                        let frame = (FrameKind::Frenet, FramePlane::Upright);
                        curves::location(curve.location_at(share, ParamMode::Length, frame.0, frame.1)?)
                    }
                    Turning::Straight => {
                        Location::translation(curve.position_at(share, ParamMode::Length)?.into())
                    }
                });
            }
        }
        Ok(self.push(places, None))
    }

    /// The selected places, or the origin.
    fn centers(&self) -> Result<Vec<Location>> {
        match self.selected() {
            Some(selection) => selection.iter().map(SketchItem::location).collect(),
            None => Ok(vec![Location::IDENTITY]),
        }
    }
}

fn curve_of(item: &SketchItem) -> Result<&Shape> {
    match item {
        SketchItem::Shape(shape) if matches!(shape.kind(), Kind::Edge | Kind::Wire) => Ok(shape),
        SketchItem::Shape(shape) => Err(CqError::value(format!("Unsupported selection: {}", shape.kind()))
            .with_hint("select edges or wires first, for example with .edges() or .wires()")),
        SketchItem::Location(_) => Err(CqError::value("Unsupported selection: Location")
            .with_hint("select edges or wires first, for example with .edges() or .wires()")),
    }
}
