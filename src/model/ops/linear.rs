//! Linear layers without bias: `y = x wᵀ`, and the same added to a residual.

use candle_core::{CpuStorage, CustomOp2, CustomOp3, Layout, Result, Shape, Tensor};

use super::{Matrix, MatrixMut, Write, product, slice, tensor, values};

/// `x wᵀ` with x `(R, I)` and w `(O, I)`; the result is `(R, O)`.
pub fn linear(x: &Tensor, w: &Tensor) -> Result<Tensor> {
    x.apply_op2(w, Linear)
}

/// `residual + x wᵀ` with x `(R, I)`, w `(O, I)` and residual `(R, O)`.
pub fn linear_add(x: &Tensor, w: &Tensor, residual: &Tensor) -> Result<Tensor> {
    x.apply_op3(w, residual, LinearAdd)
}

struct Linear;

struct LinearAdd;

/// Rows, inputs and outputs of a linear layer.
fn sizes(x: &Layout, w: &Layout) -> Result<(usize, usize, usize)> {
    let (rows, inputs) = x.shape().dims2()?;
    let (outputs, w_inputs) = w.shape().dims2()?;
    if inputs != w_inputs {
        candle_core::bail!("linear layer: x is {:?} but w is {:?}", x.shape(), w.shape())
    }
    Ok((rows, inputs, outputs))
}

/// Gradients of x and w.
fn backward(x: &Tensor, w: &Tensor, gradient: &Tensor) -> Result<(Option<Tensor>, Option<Tensor>)> {
    let gradient = gradient.contiguous()?;
    let (rows, inputs, outputs) = sizes(x.layout(), w.layout())?;
    let g = values(&gradient)?;
    let g = Matrix::new(&g, rows, outputs);
    let dx = if x.track_op() {
        let mut dx = vec![0f32; rows * inputs];
        let w = values(w)?;
        product(
            MatrixMut::new(&mut dx, rows, inputs),
            g,
            Matrix::new(&w, outputs, inputs),
            1.0,
            Write::Replace,
        );
        Some(tensor(dx, (rows, inputs))?)
    } else {
        None
    };
    let dw = if w.track_op() {
        let mut dw = vec![0f32; outputs * inputs];
        let x = values(x)?;
        product(
            MatrixMut::new(&mut dw, outputs, inputs),
            g.t(),
            Matrix::new(&x, rows, inputs),
            1.0,
            Write::Replace,
        );
        Some(tensor(dw, (outputs, inputs))?)
    } else {
        None
    };
    Ok((dx, dw))
}

impl CustomOp2 for Linear {
    fn name(&self) -> &'static str {
        "linear"
    }

    fn cpu_fwd(
        &self,
        s1: &CpuStorage,
        l1: &Layout,
        s2: &CpuStorage,
        l2: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (rows, inputs, outputs) = sizes(l1, l2)?;
        let (x, w) = (slice(s1, l1)?, slice(s2, l2)?);
        let mut y = vec![0f32; rows * outputs];
        let w = Matrix::new(w, outputs, inputs).t();
        product(MatrixMut::new(&mut y, rows, outputs), Matrix::new(x, rows, inputs), w, 1.0, Write::Replace);
        Ok((CpuStorage::F32(y), Shape::from((rows, outputs))))
    }

    fn bwd(
        &self,
        x: &Tensor,
        w: &Tensor,
        _y: &Tensor,
        g: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        backward(x, w, g)
    }
}

impl CustomOp3 for LinearAdd {
    fn name(&self) -> &'static str {
        "linear-add"
    }

    fn cpu_fwd(
        &self,
        s1: &CpuStorage,
        l1: &Layout,
        s2: &CpuStorage,
        l2: &Layout,
        s3: &CpuStorage,
        l3: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (rows, inputs, outputs) = sizes(l1, l2)?;
        if l3.shape().dims2()? != (rows, outputs) {
            candle_core::bail!("linear layer: residual is {:?}, expected {:?}", l3.shape(), (rows, outputs))
        }
        let (x, w) = (slice(s1, l1)?, slice(s2, l2)?);
        let mut y = slice(s3, l3)?.to_vec();
        let w = Matrix::new(w, outputs, inputs).t();
        product(MatrixMut::new(&mut y, rows, outputs), Matrix::new(x, rows, inputs), w, 1.0, Write::Add);
        Ok((CpuStorage::F32(y), Shape::from((rows, outputs))))
    }

    fn bwd(
        &self,
        x: &Tensor,
        w: &Tensor,
        _residual: &Tensor,
        _y: &Tensor,
        g: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>, Option<Tensor>)> {
        let (dx, dw) = backward(x, w, g)?;
        Ok((dx, dw, Some(g.clone())))
    }
}
