//! Matrix products on slices: a checked, safe face of the `gemm` crate.
//!
//! The only `unsafe` of this crate is here: the processor kernels of `gemm` take raw pointers.

/// A read-only matrix over a slice.
#[derive(Clone, Copy)]
pub(crate) struct Matrix<'a> {
    data: &'a [f32],
    rows: usize,
    cols: usize,
    row_stride: usize,
    col_stride: usize,
}

impl<'a> Matrix<'a> {
    /// Row-major, rows one after another.
    pub(crate) fn new(data: &'a [f32], rows: usize, cols: usize) -> Self {
        Self::strided(data, rows, cols, cols)
    }

    /// Row-major, with `row_stride` values from one row to the next.
    pub(crate) fn strided(data: &'a [f32], rows: usize, cols: usize, row_stride: usize) -> Self {
        assert!(rows == 0 || (rows - 1) * row_stride + cols <= data.len(), "matrix ends outside its slice");
        Self { data, rows, cols, row_stride, col_stride: 1 }
    }

    /// The same values with rows and columns exchanged.
    pub(crate) fn t(self) -> Self {
        Self {
            data: self.data,
            rows: self.cols,
            cols: self.rows,
            row_stride: self.col_stride,
            col_stride: self.row_stride,
        }
    }
}

/// A writable row-major matrix over a slice.
pub(crate) struct MatrixMut<'a> {
    data: &'a mut [f32],
    rows: usize,
    cols: usize,
    row_stride: usize,
}

impl<'a> MatrixMut<'a> {
    /// Row-major, rows one after another.
    pub(crate) fn new(data: &'a mut [f32], rows: usize, cols: usize) -> Self {
        Self::strided(data, rows, cols, cols)
    }

    /// Row-major, with `row_stride` values from one row to the next.
    pub(crate) fn strided(data: &'a mut [f32], rows: usize, cols: usize, row_stride: usize) -> Self {
        assert!(cols <= row_stride, "rows of a writable matrix overlap");
        assert!(rows == 0 || (rows - 1) * row_stride + cols <= data.len(), "matrix ends outside its slice");
        Self { data, rows, cols, row_stride }
    }
}

/// What a product does with the values that are there already.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Write {
    /// Overwrites them.
    Replace,
    /// Adds to them.
    Add,
}

/// Writes `scale · a · b` to `out`, on the calling thread.
pub(crate) fn product(out: MatrixMut<'_>, a: Matrix<'_>, b: Matrix<'_>, scale: f32, write: Write) {
    assert_eq!(a.cols, b.rows, "inner sizes of a product differ");
    assert_eq!((out.rows, out.cols), (a.rows, b.cols), "a product does not fit its output");
    if out.rows == 0 || out.cols == 0 {
        return;
    }
    let kept = if write == Write::Add { 1.0 } else { 0.0 };
    // SAFETY: the constructors of `Matrix` and `MatrixMut` checked that every element lies inside
    // its slice; `out` is borrowed mutably and therefore overlaps neither `a` nor `b`.
    unsafe {
        gemm::gemm(
            out.rows,
            out.cols,
            a.cols,
            out.data.as_mut_ptr(),
            1,
            out.row_stride as isize,
            write == Write::Add,
            a.data.as_ptr(),
            a.col_stride as isize,
            a.row_stride as isize,
            b.data.as_ptr(),
            b.col_stride as isize,
            b.row_stride as isize,
            kept,
            scale,
            false,
            false,
            false,
            gemm::Parallelism::None,
        );
    }
}
