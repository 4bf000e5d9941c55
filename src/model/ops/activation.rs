//! SiLU and the gated unit built from it (SwiGLU, Shazeer 2020, arXiv:2002.05202).

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};

use super::{
    simd::{sigmoid, vectorized},
    slice, tensor, values,
};

/// `x · sigmoid(x)`, any shape.
pub fn silu(x: &Tensor) -> Result<Tensor> {
    x.apply_op1(Silu)
}

/// `silu(a) · b` where x `(R, 2F)` holds `a` in the first F columns and `b` in the others; `(R, F)`.
pub fn swiglu(x: &Tensor) -> Result<Tensor> {
    x.apply_op1(Swiglu)
}

/// SwiGLU on slices; `x` has rows of `2 · width`, `y` rows of `width` values.
pub(crate) fn swiglu_into(y: &mut [f32], x: &[f32], width: usize) {
    vectorized(
        #[inline(always)]
        || {
            for (y, x) in y.chunks_exact_mut(width).zip(x.chunks_exact(2 * width)) {
                let (a, b) = x.split_at(width);
                for i in 0..width {
                    y[i] = a[i] * sigmoid(a[i]) * b[i];
                }
            }
        },
    );
}

struct Silu;

impl CustomOp1 for Silu {
    fn name(&self) -> &'static str {
        "silu"
    }

    fn cpu_fwd(&self, storage: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let x = slice(storage, layout)?;
        let mut y = vec![0f32; x.len()];
        vectorized(
            #[inline(always)]
            || y.iter_mut().zip(x).for_each(|(y, &x)| *y = x * sigmoid(x)),
        );
        Ok((CpuStorage::F32(y), layout.shape().clone()))
    }

    fn bwd(&self, x: &Tensor, _y: &Tensor, g: &Tensor) -> Result<Option<Tensor>> {
        let g = g.contiguous()?;
        let mut dx = vec![0f32; x.elem_count()];
        {
            let (x, g) = (values(x)?, values(&g)?);
            let (x, g, dx): (&[f32], &[f32], _) = (&x, &g, &mut dx[..]);
            vectorized(
                #[inline(always)]
                || {
                    for i in 0..dx.len().min(x.len()).min(g.len()) {
                        let s = sigmoid(x[i]);
                        dx[i] = g[i] * s * (1.0 + x[i] * (1.0 - s));
                    }
                },
            );
        }
        Ok(Some(tensor(dx, x.shape().clone())?))
    }
}

struct Swiglu;

impl CustomOp1 for Swiglu {
    fn name(&self) -> &'static str {
        "swiglu"
    }

    fn cpu_fwd(&self, storage: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (rows, both) = layout.shape().dims2()?;
        if both % 2 != 0 {
            candle_core::bail!("swiglu: {both} columns are not an even number")
        }
        let x = slice(storage, layout)?;
        let mut y = vec![0f32; rows * both / 2];
        swiglu_into(&mut y, x, both / 2);
        Ok((CpuStorage::F32(y), Shape::from((rows, both / 2))))
    }

    fn bwd(&self, x: &Tensor, _y: &Tensor, g: &Tensor) -> Result<Option<Tensor>> {
        let g = g.contiguous()?;
        let (rows, both) = x.dims2()?;
        let width = both / 2;
        let mut dx = vec![0f32; rows * both];
        {
            let (x, g) = (values(x)?, values(&g)?);
            let (x, g, dx): (&[f32], &[f32], _) = (&x, &g, &mut dx[..]);
            vectorized(
                #[inline(always)]
                || {
                    let rows = x.chunks_exact(both).zip(g.chunks_exact(width));
                    for ((x, g), dx) in rows.zip(dx.chunks_exact_mut(both)) {
                        let (a, b) = x.split_at(width);
                        let (da, db) = dx.split_at_mut(width);
                        for i in 0..width {
                            let s = sigmoid(a[i]);
                            let silu = a[i] * s;
                            da[i] = g[i] * b[i] * (s + silu * (1.0 - s));
                            db[i] = g[i] * silu;
                        }
                    }
                },
            );
        }
        Ok(Some(tensor(dx, (rows, both))?))
    }
}
