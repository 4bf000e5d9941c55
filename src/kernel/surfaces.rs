//! Questions to faces.

use crate::ffi::{self, bridge, call};
use crate::frame::Vec3;
use crate::memo::{known, made};
use crate::vector::unit;
use crate::{Frame, Kind, Result, Shape, check};

/// Faces.
impl Shape {
    /// The direction out of a face, of length 1: in the middle of its parameters, or nearest to a point.
    pub fn normal_at(&self, near: Option<Vec3>) -> Result<Vec3> {
        const OPERATION: &str = "normal_at";
        check::kind(OPERATION, "shape", self, &[Kind::Face])?;
        let [u, v] = match near {
            Some(point) => self.face_params(point)?,
            None => {
                let [u0, u1, v0, v1] = self.uv_bounds()?;
                [0.5 * (u0 + u1), 0.5 * (v0 + v1)]
            }
        };
        Ok(self.normal_at_uv(u, v)?.0)
    }

    /// The direction out of a face, of length 1, and the point, at surface parameters.
    pub fn normal_at_uv(&self, u: f64, v: f64) -> Result<(Vec3, Vec3)> {
        const OPERATION: &str = "normal_at_uv";
        check::kind(OPERATION, "shape", self, &[Kind::Face])?;
        check::finite(OPERATION, "u", u)?;
        check::finite(OPERATION, "v", v)?;
        let [a, b, c, d, e, f] = known!(OPERATION, normal_at_uv(self.raw(), u, v))?;
        Ok((unit([a, b, c]), [d, e, f]))
    }

    /// Point and the two derivatives of the surface of a face at surface parameters.
    pub fn derivatives_at_uv(&self, u: f64, v: f64) -> Result<[Vec3; 3]> {
        const OPERATION: &str = "derivatives_at_uv";
        check::kind(OPERATION, "shape", self, &[Kind::Face])?;
        check::finite(OPERATION, "u", u)?;
        check::finite(OPERATION, "v", v)?;
        let flat = call(OPERATION, || bridge::derivatives_at_uv(self.raw(), u, v))?;
        Ok(std::array::from_fn(|i| [flat[3 * i], flat[3 * i + 1], flat[3 * i + 2]]))
    }

    /// Bounds of the surface parameters of a face: u from, u to, v from, v to.
    pub fn uv_bounds(&self) -> Result<[f64; 4]> {
        check::kind("uv_bounds", "shape", self, &[Kind::Face])?;
        call("uv_bounds", || bridge::uv_bounds(self.raw()))
    }

    /// The surface parameters of the point of a face's surface that is nearest to `point`.
    pub fn face_params(&self, point: Vec3) -> Result<[f64; 2]> {
        check::kind("face_params", "shape", self, &[Kind::Face])?;
        check::vector("face_params", "point", point)?;
        call("face_params", || bridge::face_params(self.raw(), point))
    }

    /// The plane of a planar face as a frame (CadQuery's `toPln`); `None` for other surfaces.
    ///
    /// z is the direction of the plane itself, which points inwards when the face is reversed.
    pub fn plane(&self) -> Result<Option<Frame>> {
        check::kind("plane", "shape", self, &[Kind::Face])?;
        let surface = known!("plane", elementary_surface(self.raw()))?;
        Ok(surface.is_plane.then(|| Frame::of_flat(surface.frame)))
    }

    /// The frame of a plane, cylinder, cone, sphere or torus; `None` for other surfaces.
    pub fn surface_frame(&self) -> Result<Option<Frame>> {
        check::kind("surface_frame", "shape", self, &[Kind::Face])?;
        let surface = known!("surface_frame", elementary_surface(self.raw()))?;
        Ok(surface.is_elementary.then(|| Frame::of_flat(surface.frame)))
    }

    /// The radius of a cylinder or sphere, the larger radius of a torus, the radius of a cone at its
    /// frame; `None` for other surfaces.
    pub fn surface_radius(&self) -> Result<Option<f64>> {
        check::kind("surface_radius", "shape", self, &[Kind::Face])?;
        let surface = known!("surface_radius", elementary_surface(self.raw()))?;
        Ok((surface.is_elementary && !surface.is_plane).then_some(surface.radius))
    }

    /// The outer boundary of a face.
    pub fn outer_wire(&self) -> Result<Self> {
        check::kind("outer_wire", "shape", self, &[Kind::Face])?;
        made!("outer_wire", outer_wire(self.raw()))
    }

    /// The boundaries of the holes of a face.
    pub fn inner_wires(&self) -> Result<Vec<Self>> {
        check::kind("inner_wires", "shape", self, &[Kind::Face])?;
        call("inner_wires", || bridge::inner_wires(self.raw())).map(|list| ffi::shapes(&list))
    }

    /// The outer shell of a solid.
    pub fn outer_shell(&self) -> Result<Self> {
        check::kind("outer_shell", "shape", self, &[Kind::Solid])?;
        made!("outer_shell", outer_shell(self.raw()))
    }
}
