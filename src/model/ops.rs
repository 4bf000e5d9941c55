//! Tensor operations with a backward pass, for training on the processor.
//!
//! candle's own fused operations lose gradients, and its plain ones make many passes over memory.
//! The operations here are fused, carry their own backward pass, and run on one thread each:
//! a trainer that wants more threads runs several parts of a batch side by side.
//! All tensors are f32, on the processor and contiguous; sequences of different length lie packed
//! one after another in rows, so that nothing is padded.
//!
//! What it does not do: other number formats, other devices, second derivatives.

mod activation;
mod attention;
mod conv;
mod linear;
mod loss;
mod norm;
mod product;
mod rows;
mod simd;

use std::ops::Deref;

use candle_core::{CpuStorage, Device, Layout, Result, Shape, Storage, StorageRef, Tensor};

pub use activation::{silu, swiglu};
pub use attention::{AttentionShape, Rotary, Span, attention};
pub use conv::{Stride, conv3x3};
pub use linear::{linear, linear_add};
pub use loss::{SoftTargets, cross_entropy_of_rows};
pub use norm::rms_norm;
pub use rows::gather_rows;

pub(crate) use activation::swiglu_into;
pub(crate) use attention::{Heads, softmax_row};
pub(crate) use norm::rms_norm_into;
pub(crate) use product::{Matrix, MatrixMut, Write, product};
pub(crate) use simd::{dot, vectorized};

/// Added to the mean square before the root is taken.
pub const NORM_EPSILON: f32 = 1e-6;

/// The values of a contiguous f32 tensor on the processor, readable as a slice.
pub(crate) struct Values<'a> {
    storage: StorageRef<'a>,
    start: usize,
    end: usize,
}

impl Deref for Values<'_> {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        match &*self.storage {
            Storage::Cpu(CpuStorage::F32(values)) => &values[self.start..self.end],
            _ => unreachable!("checked when the values were taken"),
        }
    }
}

/// Borrows the values of a tensor.
pub(crate) fn values(tensor: &Tensor) -> Result<Values<'_>> {
    let (storage, layout) = tensor.storage_and_layout();
    let Some((start, end)) = layout.contiguous_offsets() else {
        candle_core::bail!("the operation needs a contiguous tensor, got strides {:?}", layout.stride())
    };
    match &*storage {
        Storage::Cpu(CpuStorage::F32(_)) => Ok(Values { storage, start, end }),
        _ => candle_core::bail!("the operation works on f32 tensors on the processor only"),
    }
}

/// The values behind a storage and its layout, as candle hands them to an operation.
fn slice<'a>(storage: &'a CpuStorage, layout: &Layout) -> Result<&'a [f32]> {
    let Some((start, end)) = layout.contiguous_offsets() else {
        candle_core::bail!("the operation needs a contiguous tensor, got strides {:?}", layout.stride())
    };
    Ok(&storage.as_slice::<f32>()?[start..end])
}

/// A new tensor on the processor.
fn tensor(values: Vec<f32>, shape: impl Into<Shape>) -> Result<Tensor> {
    Tensor::from_vec(values, shape, &Device::Cpu)
}

#[cfg(test)]
mod tests;
