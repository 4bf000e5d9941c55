//! Changing the solid of the chain: fillet, chamfer, shell, section.

use kernel::{JoinKind, Kind, Shape};

use super::{Cleaning, Workplane};
use crate::cq::geom::Vector;
use crate::cq::{CqError, Result};

/// The kernel's tolerance for hollow solids in millimetres, as in CadQuery.
const SHELL_TOLERANCE: f64 = 1e-4;

impl Workplane {
    /// Rounds the selected edges, or all edges of what is selected, with a radius in millimetres.
    ///
    /// # Errors
    /// A `ValueError` without edges, a solid or a positive radius; an OCCT failure when the radius
    /// does not fit.
    pub fn fillet(&self, radius: f64) -> Result<Self> {
        let solid = self.find_solid()?;
        let edges = self.edges_to_blend("Fillets requires that edges be selected")?;
        let rounded = kernel::fillet(&solid, &edges, radius).map_err(|error| {
            let fits = |r: f64| blends(kernel::fillet(&solid, &edges, r));
            blend_error("fillet radius", radius, error, &edges, &fits)
        })?;
        self.with_result(&rounded, Cleaning::Clean)
    }

    /// Bevels the selected edges, or all edges of what is selected, by lengths in millimetres.
    ///
    /// # Errors
    /// A `ValueError` without edges, a solid or positive lengths; an OCCT failure when they do not
    /// fit.
    pub fn chamfer(&self, length: f64, length_2: Option<f64>) -> Result<Self> {
        let solid = self.find_solid()?;
        let edges = self.edges_to_blend("Chamfer requires that edges be selected")?;
        // CadQuery takes a second length of 0 as none.
        let length_2 = length_2.filter(|length| *length != 0.0);
        let beveled = kernel::chamfer(&solid, &edges, length, length_2).map_err(|error| {
            let fits =
                |l: f64| blends(kernel::chamfer(&solid, &edges, l, length_2.map(|other| other * l / length)));
            blend_error("chamfer length", length, error, &edges, &fits)
        })?;
        Ok(self.with_shapes([beveled]))
    }

    /// Hollows the solid of the chain; the selected faces become openings.
    ///
    /// The wall is as thick as `thickness` says in millimetres, outside when positive and inside
    /// when negative. Without faces on the stack the cavity is closed.
    ///
    /// # Errors
    /// A `ValueError` without a solid; an OCCT failure when the wall does not fit.
    pub fn shell(&self, thickness: f64, join: JoinKind) -> Result<Self> {
        let solid = self.find_solid()?;
        let openings: Vec<Shape> =
            self.shapes().into_iter().filter(|shape| shape.kind() == Kind::Face).collect();
        let hollow =
            kernel::hollow(&solid, &openings, thickness, SHELL_TOLERANCE, join).map_err(|error| {
                CqError::from(error).with_hint(format!(
                    "a wall of {} mm does not fit; try a thinner one, or shell before rounding edges",
                    base::units::digits(thickness.abs())
                ))
            })?;
        Ok(self.with_shapes([hollow]))
    }

    /// The faces in which the solid of the chain meets a plane parallel to this one, at a height in
    /// millimetres.
    ///
    /// # Errors
    /// A `ValueError` without a solid.
    pub fn section(&self, height: f64) -> Result<Self> {
        let solid = self.find_solid()?;
        let plane = self.plane();
        let at = plane.origin() + plane.z_dir * height;
        // A finite square that is larger than the solid: endless faces do not take part in booleans.
        let (middle, reach) = match solid.bounding_box(kernel::BoxMethod::Optimal)? {
            Some(bounds) => (Vector::from(bounds.center()), bounds.diagonal() + 1.0),
            None => (at, 1.0),
        };
        let under = middle - plane.z_dir * (middle - at).dot(plane.z_dir);
        let cutter = kernel::plane_face(Some((2.0 * reach, 2.0 * reach)), &plane.with_origin(under).frame())?;
        let faces = kernel::intersect(&solid, &[cutter], &kernel::BooleanOptions::default())?;
        Ok(self.with_shapes([faces]))
    }

    fn edges_to_blend(&self, nothing_selected: &str) -> Result<Vec<Shape>> {
        let edges = self.sub_shapes(Kind::Edge)?;
        if edges.is_empty() {
            return Err(CqError::value(nothing_selected)
                .with_hint("the selection is empty; select edges first, for example with .edges(\"|Z\")"));
        }
        Ok(edges)
    }
}

/// Whether a fillet or chamfer came out well.
fn blends(result: kernel::Result<Shape>) -> bool {
    result.is_ok_and(|shape| shape.is_valid().unwrap_or(false))
}

/// Explains why a fillet or chamfer failed, with the largest size that fits.
fn blend_error(
    what: &str,
    size: f64,
    error: kernel::Error,
    edges: &[Shape],
    fits: &dyn Fn(f64) -> bool,
) -> CqError {
    let failed = error.kind == kernel::ErrorKind::Failed;
    let mut error = CqError::from(error);
    if !failed {
        return error;
    }
    let digits = base::units::digits;
    let which =
        if edges.len() == 1 { "this edge".to_owned() } else { format!("these {} edges", edges.len()) };
    error.message = format!("{what} {} mm is too large for {which}: {}", digits(size), error.message);
    match largest_fitting(size, fits) {
        Some(largest) => error.with_hint(format!("the largest that fits is about {} mm", digits(largest))),
        None => error.with_hint("no size fits here; select fewer edges, or those at sharp corners only"),
    }
}

/// The largest size below one that does not fit, to within a two-hundredth of it and rounded down, so
/// that the number that is told fits, too.
fn largest_fitting(too_large: f64, fits: &dyn Fn(f64) -> bool) -> Option<f64> {
    let (mut low, mut high) = (0.0, too_large);
    while high - low > (low / 200.0).max(too_large / 2000.0) {
        let middle = (low + high) / 2.0;
        if fits(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    if low <= 0.0 {
        return None;
    }
    let grid = 10_f64.powf(low.log10().floor() - 2.0);
    let rounded = (low / grid).floor() * grid;
    Some(if fits(rounded) { rounded } else { low })
}
