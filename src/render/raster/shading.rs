//! Light: how bright a surface is by its direction.

use std::borrow::Cow;

use glam::{Vec3, vec3};

use base::Mesh;

use super::camera::Eye;

/// Shares of light; a surface that receives all of them in full is `ambient + head + key + sky`.
///
/// Head and key lights move with the camera, the sky stays above. The result is clamped to 0..=1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Light {
    /// Everywhere alike.
    pub ambient: f32,
    /// From the eye.
    pub head: f32,
    /// From above and left of the eye.
    pub key: f32,
    /// From +Z.
    pub sky: f32,
}

impl Default for Light {
    fn default() -> Self {
        Self { ambient: 0.24, head: 0.24, key: 0.28, sky: 0.12 }
    }
}

/// Direction to the key light in right, up, towards the eye.
const KEY: Vec3 = vec3(-0.451, 0.551, 0.702);

impl Light {
    /// Brightness in 0..=255 of a surface with this unit normal in the world, seen from its front.
    #[inline]
    pub(super) fn shade(&self, eye: &Eye, normal: Vec3) -> f32 {
        let in_view = vec3(normal.dot(eye.right), normal.dot(eye.up), -normal.dot(eye.forward));
        let head = in_view.z.max(0.0);
        let key = in_view.dot(KEY).max(0.0);
        let sky = 0.5 + 0.5 * normal.z;
        let sum = self.ambient + self.head * head + self.key * key + self.sky * sky;
        sum.clamp(0.0, 1.0) * 255.0
    }
}

/// The normals of a mesh, or normals made from its triangles where the mesh has none that serve.
pub(super) fn usable_normals(mesh: &Mesh) -> Cow<'_, [[f32; 3]]> {
    let is_unit = |n: &[f32; 3]| (0.8..1.2).contains(&Vec3::from(*n).length_squared());
    let all_present = mesh.normals.len() == mesh.positions.len();
    if all_present && mesh.normals.iter().all(is_unit) {
        return Cow::Borrowed(&mesh.normals);
    }
    let mut sums = vec![Vec3::ZERO; mesh.positions.len()];
    for (t, triangle) in mesh.triangles.iter().enumerate() {
        let [a, b, c] = mesh.corners(t).map(Vec3::from);
        let weighted = (b - a).cross(c - a);
        for &i in triangle {
            sums[i as usize] += weighted;
        }
    }
    let made = sums.iter().enumerate().map(|(i, sum)| match mesh.normals.get(i) {
        Some(n) if is_unit(n) => *n,
        _ => sum.normalize_or(Vec3::Z).into(),
    });
    Cow::Owned(made.collect())
}
