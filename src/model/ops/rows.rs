//! Picking rows: embeddings, reordering of packed sequences, merging of neighbours.

use std::sync::Arc;

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};

use super::{slice, tensor, values};

/// The rows of x `(R, C)` named by `indices`, in that order; `(indices.len(), C)`.
/// A row may be picked several times: its gradient is the sum.
pub fn gather_rows(x: &Tensor, indices: Arc<[u32]>) -> Result<Tensor> {
    x.apply_op1(GatherRows { indices })
}

struct GatherRows {
    indices: Arc<[u32]>,
}

impl CustomOp1 for GatherRows {
    fn name(&self) -> &'static str {
        "gather-rows"
    }

    fn cpu_fwd(&self, storage: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (rows, cols) = layout.shape().dims2()?;
        let x = slice(storage, layout)?;
        let mut y = Vec::with_capacity(self.indices.len() * cols);
        for &index in self.indices.iter() {
            let index = index as usize;
            if index >= rows {
                candle_core::bail!("gather_rows: row {index} of {rows} was asked for")
            }
            y.extend_from_slice(&x[index * cols..(index + 1) * cols]);
        }
        Ok((CpuStorage::F32(y), Shape::from((self.indices.len(), cols))))
    }

    fn bwd(&self, x: &Tensor, _y: &Tensor, g: &Tensor) -> Result<Option<Tensor>> {
        let g = g.contiguous()?;
        let (rows, cols) = x.dims2()?;
        let mut dx = vec![0f32; rows * cols];
        {
            let g = values(&g)?;
            for (&index, g) in self.indices.iter().zip(g.chunks_exact(cols)) {
                let start = index as usize * cols;
                dx[start..start + cols].iter_mut().zip(g).for_each(|(d, g)| *d += g);
            }
        }
        Ok(Some(tensor(dx, (rows, cols))?))
    }
}
