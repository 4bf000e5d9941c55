//! Eigenvalues of small symmetric matrices, for moments of inertia and fitted motions.

/// Eigenvalues in ascending order with their unit eigenvectors, of a symmetric matrix, by Jacobi's
/// rotations.
pub fn eigen<const N: usize>(mut m: [[f64; N]; N]) -> [(f64, [f64; N]); N] {
    let mut vectors: [[f64; N]; N] =
        std::array::from_fn(|i| std::array::from_fn(|j| f64::from(u8::from(i == j))));
    let size: f64 = m.iter().flatten().map(|v| v * v).sum();
    for _ in 0..60 {
        let off: f64 = (0..N).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| m[i][j] * m[i][j]).sum();
        if off <= 1e-30 * size {
            break;
        }
        for p in 0..N {
            for q in p + 1..N {
                if m[p][q] == 0.0 {
                    continue;
                }
                let theta = (m[q][q] - m[p][p]) / (2.0 * m[p][q]);
                let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
                let t = if theta == 0.0 { 1.0 } else { t };
                let c = 1.0 / (t * t + 1.0).sqrt();
                let s = t * c;
                for row in &mut m {
                    (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
                }
                let (upper, lower) = (m[p], m[q]);
                m[p] = std::array::from_fn(|k| c * upper[k] - s * lower[k]);
                m[q] = std::array::from_fn(|k| s * upper[k] + c * lower[k]);
                for row in &mut vectors {
                    (row[p], row[q]) = (c * row[p] - s * row[q], s * row[p] + c * row[q]);
                }
            }
        }
    }
    let mut order: [usize; N] = std::array::from_fn(|i| i);
    order.sort_by(|a, b| m[*a][*a].total_cmp(&m[*b][*b]));
    order.map(|i| (m[i][i], std::array::from_fn(|k| vectors[k][i])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eigenvectors_of_a_symmetric_matrix() {
        let m = [[4.0, 1.0, 0.5], [1.0, 3.0, -0.25], [0.5, -0.25, 2.0]];
        let pairs = eigen(m);
        for (value, v) in pairs {
            for row in 0..3 {
                let product: f64 = (0..3).map(|k| m[row][k] * v[k]).sum();
                assert!((product - value * v[row]).abs() < 1e-12);
            }
        }
        assert!(pairs[0].0 <= pairs[1].0 && pairs[1].0 <= pairs[2].0);
    }
}
