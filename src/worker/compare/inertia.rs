//! IoU_best of CAD-Coder (Doris et al.): solids brought together by their inertia.
//!
//! The centre of mass goes to the origin and the size is divided by √(Σ|eigenvalues of inertia| / V). The
//! first solid is turned by `V_t·diag(s)·V_sᵀ` with the eigenvectors of both in ascending order and four
//! choices of signs; the largest common volume counts, and a boolean that fails counts 0. As in the
//! source, equal eigenvalues leave the axes to chance, axes are never permuted, and when the two
//! frames have different hands all four turns are reflections.

use base::eigen::eigen;
use kernel::{Shape, Transform};

use super::{Placed, common_volume};

const SIGNS: [[f64; 3]; 4] = [[1.0, 1.0, 1.0], [1.0, -1.0, -1.0], [-1.0, 1.0, -1.0], [-1.0, -1.0, 1.0]];

/// The solid with its centre of mass at the origin and its size by its inertia.
pub(super) fn scaled(solids: &Shape) -> kernel::Result<Shape> {
    let volume = solids.volume()?.abs();
    let center = solids.center_of_mass()?;
    let sum: f64 = eigen(solids.matrix_of_inertia()?).iter().map(|(value, _)| value.abs()).sum();
    let scale = (volume / sum).sqrt();
    if !(scale.is_finite() && scale > 0.0) {
        return Err(kernel::Error::invalid("compare", "a solid without volume has no inertia"));
    }
    let to_origin = Transform::translation(center.map(|x| -x));
    solids.transformed(&Transform::scale([0.0; 3], scale).compose(&to_origin))
}

/// The largest volume in common over the four turns.
pub(super) fn best_common_volume(a: &Placed, b: &Placed) -> kernel::Result<f64> {
    let (axes_a, axes_b) = (eigen(a.shape.matrix_of_inertia()?), eigen(b.shape.matrix_of_inertia()?));
    let mut best = 0.0f64;
    for signs in SIGNS {
        let element =
            |i: usize, j: usize| -> f64 { (0..3).map(|k| axes_b[k].1[i] * signs[k] * axes_a[k].1[j]).sum() };
        let turn = Transform(std::array::from_fn(|i| [element(i, 0), element(i, 1), element(i, 2), 0.0]));
        let shape = a.shape.transformed(&turn)?;
        // A reflection turns a solid inside out.
        let shape = if shape.volume()? < 0.0 { shape.reversed()? } else { shape };
        match common_volume(&Placed { shape, ..a.clone() }, b) {
            Ok(common) => best = best.max(common),
            Err(error) if error.kind == kernel::ErrorKind::Failed => {}
            Err(error) => return Err(error),
        }
    }
    Ok(best)
}
