//! Systems of linear equations with symmetric matrices, stored row by row.

/// Pivots below this part of the largest diagonal entry count as none.
const LEAST_PIVOT: f64 = 1e-14;

/// A direction in which the quadratic model with this matrix and gradient falls.
///
/// `added` is the multiple of the unit matrix that was needed last time; it grows and shrinks as in
/// algorithm IC of IPOPT.
pub fn descent(matrix: &[f64], gradient: &[f64], added: &mut f64) -> Vec<f64> {
    if let Some(step) = solved(matrix, gradient, 0.0) {
        return step;
    }
    let is_first = *added == 0.0;
    let mut shift = if is_first { 1e-4 } else { (*added / 3.0).max(1e-20) };
    loop {
        if let Some(step) = solved(matrix, gradient, shift) {
            *added = shift;
            return step;
        }
        if shift > 1e40 {
            return gradient.iter().map(|g| -g).collect();
        }
        shift *= if is_first { 100.0 } else { 8.0 };
    }
}

/// Minus the solution of (matrix + shift) x = right by Cholesky's method; `None` when the matrix
/// is not positive definite.
fn solved(matrix: &[f64], right: &[f64], shift: f64) -> Option<Vec<f64>> {
    let n = right.len();
    let largest = (0..n).fold(0.0_f64, |most, i| most.max(matrix[i * n + i].abs())) + shift;
    let mut lower = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            let mut sum = matrix[i * n + j] + if i == j { shift } else { 0.0 };
            for k in 0..j {
                sum -= lower[i * n + k] * lower[j * n + k];
            }
            if i == j {
                if sum.is_nan() || sum <= LEAST_PIVOT * largest {
                    return None;
                }
                lower[i * n + i] = sum.sqrt();
            } else {
                lower[i * n + j] = sum / lower[j * n + j];
            }
        }
    }
    let mut x: Vec<f64> = right.iter().map(|r| -r).collect();
    for i in 0..n {
        for k in 0..i {
            x[i] -= lower[i * n + k] * x[k];
        }
        x[i] /= lower[i * n + i];
    }
    for i in (0..n).rev() {
        for k in i + 1..n {
            x[i] -= lower[k * n + i] * x[k];
        }
        x[i] /= lower[i * n + i];
    }
    Some(x)
}
