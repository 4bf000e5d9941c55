//! 3x3 convolution with one pixel of zero padding, channels last.
//!
//! Each picture is unfolded into rows of 9 · C values, which makes the convolution a matrix product.
//! The unfolded rows are made anew in the backward pass: that is cheaper than keeping them.

use candle_core::{CpuStorage, CustomOp2, Layout, Result, Shape, Tensor};

use super::{Matrix, MatrixMut, Write, product, slice, tensor, values};

/// Step between neighbouring outputs in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stride {
    /// The output is as large as the input.
    One,
    /// The output is half as wide and high as the input, whose sides must be even.
    Two,
}

impl Stride {
    fn pixels(self) -> usize {
        match self {
            Self::One => 1,
            Self::Two => 2,
        }
    }
}

/// Convolves x `(N, H, W, C)` with w `(O, 9·C)`, whose columns run over kernel row, kernel column,
/// channel; `(N, H/s, W/s, O)`. The gradient of x is left out when x is no variable.
pub fn conv3x3(x: &Tensor, w: &Tensor, stride: Stride) -> Result<Tensor> {
    x.apply_op2(w, Conv3x3 { stride })
}

struct Conv3x3 {
    stride: Stride,
}

/// Sizes of one convolution.
#[derive(Clone, Copy)]
struct Geometry {
    pictures: usize,
    height: usize,
    width: usize,
    channels: usize,
    outputs: usize,
    step: usize,
}

impl Geometry {
    fn new(x: &Layout, w: &Layout, stride: Stride) -> Result<Self> {
        let (pictures, height, width, channels) = x.shape().dims4()?;
        let (outputs, columns) = w.shape().dims2()?;
        let step = stride.pixels();
        if columns != 9 * channels || height % step != 0 || width % step != 0 {
            candle_core::bail!("conv3x3: x is {:?} but w is {:?}, stride {step}", x.shape(), w.shape())
        }
        Ok(Self { pictures, height, width, channels, outputs, step })
    }

    fn out_height(&self) -> usize {
        self.height / self.step
    }

    fn out_width(&self) -> usize {
        self.width / self.step
    }

    fn out_pixels(&self) -> usize {
        self.out_height() * self.out_width()
    }

    fn in_size(&self) -> usize {
        self.height * self.width * self.channels
    }

    fn columns(&self) -> usize {
        9 * self.channels
    }

    /// Calls `visit(start in the unfolded rows, start in the picture, length)` for each run of
    /// neighbouring values that both share; values outside the picture are not visited.
    #[inline(always)]
    fn runs(&self, mut visit: impl FnMut(usize, usize, usize)) {
        let c = self.channels;
        for oy in 0..self.out_height() {
            for ky in 0..3 {
                let Some(y) = (oy * self.step + ky).checked_sub(1).filter(|&y| y < self.height) else {
                    continue;
                };
                for ox in 0..self.out_width() {
                    let first = ox * self.step;
                    let kx = usize::from(first == 0);
                    let last = (first + 2).min(self.width);
                    let x = first + kx - 1;
                    let row = (oy * self.out_width() + ox) * self.columns() + (ky * 3 + kx) * c;
                    visit(row, (y * self.width + x) * c, (last - x) * c);
                }
            }
        }
    }

    fn unfold(&self, picture: &[f32], unfolded: &mut [f32]) {
        self.runs(|to, from, len| {
            // The compiler turns a constant length into a few moves; most runs of one channel are 3 long.
            if len == 3 {
                unfolded[to..to + 3].copy_from_slice(&picture[from..from + 3]);
            } else {
                unfolded[to..to + len].copy_from_slice(&picture[from..from + len]);
            }
        });
    }

    fn fold_add(&self, unfolded: &[f32], picture: &mut [f32]) {
        self.runs(|from, to, len| {
            picture[to..to + len].iter_mut().zip(&unfolded[from..from + len]).for_each(|(p, u)| *p += u);
        });
    }
}

impl CustomOp2 for Conv3x3 {
    fn name(&self) -> &'static str {
        "conv3x3"
    }

    fn cpu_fwd(
        &self,
        s1: &CpuStorage,
        l1: &Layout,
        s2: &CpuStorage,
        l2: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let geometry = Geometry::new(l1, l2, self.stride)?;
        let (x, w) = (slice(s1, l1)?, slice(s2, l2)?);
        let (pixels, columns, outputs) = (geometry.out_pixels(), geometry.columns(), geometry.outputs);
        let mut y = vec![0f32; geometry.pictures * pixels * outputs];
        let mut unfolded = vec![0f32; pixels * columns];
        let w = Matrix::new(w, outputs, columns).t();
        for (x, y) in x.chunks_exact(geometry.in_size()).zip(y.chunks_exact_mut(pixels * outputs)) {
            geometry.unfold(x, &mut unfolded);
            let rows = Matrix::new(&unfolded, pixels, columns);
            product(MatrixMut::new(y, pixels, outputs), rows, w, 1.0, Write::Replace);
        }
        let shape = (geometry.pictures, geometry.out_height(), geometry.out_width(), outputs);
        Ok((CpuStorage::F32(y), Shape::from(shape)))
    }

    fn bwd(
        &self,
        x: &Tensor,
        w: &Tensor,
        _y: &Tensor,
        g: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        let g = g.contiguous()?;
        let geometry = Geometry::new(x.layout(), w.layout(), self.stride)?;
        let (pixels, columns, outputs) = (geometry.out_pixels(), geometry.columns(), geometry.outputs);
        let mut dw = vec![0f32; outputs * columns];
        let mut dx = if x.track_op() { Some(vec![0f32; x.elem_count()]) } else { None };
        {
            let (x, w, g) = (values(x)?, values(w)?, values(&g)?);
            let w = Matrix::new(&w, outputs, columns);
            let mut unfolded = vec![0f32; pixels * columns];
            // A buffer of its own, since the edges of `unfolded` must stay zero.
            let mut spread = vec![0f32; if dx.is_some() { pixels * columns } else { 0 }];
            let pictures = x.chunks_exact(geometry.in_size()).zip(g.chunks_exact(pixels * outputs));
            for (n, (x, g)) in pictures.enumerate() {
                let g = Matrix::new(g, pixels, outputs);
                geometry.unfold(x, &mut unfolded);
                let rows = Matrix::new(&unfolded, pixels, columns);
                product(MatrixMut::new(&mut dw, outputs, columns), g.t(), rows, 1.0, Write::Add);
                if let Some(dx) = &mut dx {
                    product(MatrixMut::new(&mut spread, pixels, columns), g, w, 1.0, Write::Replace);
                    geometry.fold_add(&spread, &mut dx[n * geometry.in_size()..(n + 1) * geometry.in_size()]);
                }
            }
        }
        let dx = dx.map(|dx| tensor(dx, x.shape().clone())).transpose()?;
        Ok((dx, Some(tensor(dw, w.shape().clone())?)))
    }
}
