//! Root-mean-square normalisation (Zhang and Sennrich 2019, arXiv:1910.07467).

use candle_core::{CpuStorage, CustomOp2, Layout, Result, Shape, Tensor};

use super::{NORM_EPSILON, simd, slice, tensor, values, vectorized};

/// Divides each row of x `(…, C)` by its root mean square and multiplies by w `(C)`.
pub fn rms_norm(x: &Tensor, w: &Tensor) -> Result<Tensor> {
    x.apply_op2(w, RmsNorm)
}

/// The same on slices; `y` and `x` hold whole rows of `w.len()` values.
pub(crate) fn rms_norm_into(y: &mut [f32], x: &[f32], w: &[f32]) {
    let width = w.len();
    vectorized(
        #[inline(always)]
        || {
            for (y, x) in y.chunks_exact_mut(width).zip(x.chunks_exact(width)) {
                let r = inverse_rms(x);
                for i in 0..width {
                    y[i] = x[i] * r * w[i];
                }
            }
        },
    );
}

#[inline(always)]
fn inverse_rms(x: &[f32]) -> f32 {
    1.0 / (simd::dot(x, x) / x.len() as f32 + NORM_EPSILON).sqrt()
}

struct RmsNorm;

impl CustomOp2 for RmsNorm {
    fn name(&self) -> &'static str {
        "rms-norm"
    }

    fn cpu_fwd(
        &self,
        s1: &CpuStorage,
        l1: &Layout,
        s2: &CpuStorage,
        l2: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (x, w) = (slice(s1, l1)?, slice(s2, l2)?);
        if l1.dims().last() != Some(&w.len()) {
            candle_core::bail!("rms_norm: x is {:?} but w is {:?}", l1.shape(), l2.shape())
        }
        let mut y = vec![0f32; x.len()];
        rms_norm_into(&mut y, x, w);
        Ok((CpuStorage::F32(y), l1.shape().clone()))
    }

    fn bwd(
        &self,
        x: &Tensor,
        w: &Tensor,
        _y: &Tensor,
        g: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        let g = g.contiguous()?;
        let width = w.elem_count();
        let (mut dx, mut dw) = (vec![0f32; x.elem_count()], vec![0f32; width]);
        {
            let (xs, ws, gs) = (values(x)?, values(w)?, values(&g)?);
            let (xs, ws, gs): (&[f32], &[f32], &[f32]) = (&xs, &ws, &gs);
            let (dx, dw) = (&mut dx[..], &mut dw[..]);
            vectorized(
                #[inline(always)]
                || {
                    let mut scaled = vec![0f32; width];
                    let rows = xs.chunks_exact(width).zip(gs.chunks_exact(width));
                    for ((x, g), dx) in rows.zip(dx.chunks_exact_mut(width)) {
                        let r = inverse_rms(x);
                        for i in 0..width {
                            scaled[i] = g[i] * ws[i];
                            dw[i] += g[i] * x[i] * r;
                        }
                        let c = simd::dot(&scaled, x) * r * r * r / width as f32;
                        for i in 0..width {
                            dx[i] = scaled[i] * r - c * x[i];
                        }
                    }
                },
            );
        }
        Ok((Some(tensor(dx, x.shape().clone())?), Some(tensor(dw, w.shape().clone())?)))
    }
}
