//! Attention over packed sequences, with rotary positions and grouped heads, fused with its backward.
//!
//! One row of the input holds the queries of all heads, then the keys, then the values of all
//! key-value heads. Sequences lie one after another; none sees another. Row i of a sequence sees
//! the rows before it, itself, and everything within the sequence's prefix (a picture and a
//! question are read in both directions, an answer from left to right).
//! Probabilities are computed anew in the backward pass instead of being kept.
//! Rotary positions: Su and others 2021, arXiv:2104.09864, halves rotated against each other.
//! Grouped heads: Ainslie and others 2023, arXiv:2305.13245.

use std::sync::Arc;

use candle_core::{CpuStorage, CustomOp1, Layout, Result, Shape, Tensor};

use super::{Matrix, MatrixMut, Write, product, simd, slice, tensor, values, vectorized};

/// Base of the wavelengths of rotary positions.
const ROTARY_BASE: f32 = 10_000.0;

/// One sequence within packed rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First row.
    pub start: usize,
    /// Number of rows.
    pub len: usize,
    /// The first rows of the sequence that all its rows see; `len` makes it bidirectional.
    pub prefix: usize,
}

/// Whether queries and keys are rotated by their position within the sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rotary {
    /// Positions are in the input already.
    Off,
    /// Rotated by the position within the sequence, from 0.
    On,
}

/// Sizes of an attention layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AttentionShape {
    /// Number of query heads; a multiple of `kv_heads`.
    pub heads: usize,
    /// Number of key and value heads.
    pub kv_heads: usize,
    /// Width of a head; even.
    pub head: usize,
    /// Rotary positions or none.
    pub rotary: Rotary,
}

/// Attention of packed rows `(R, (heads + 2 · kv_heads) · head)`; the result is `(R, heads · head)`.
pub fn attention(qkv: &Tensor, spans: &Arc<[Span]>, shape: AttentionShape) -> Result<Tensor> {
    let longest = spans.iter().map(|s| s.len).max().unwrap_or(0);
    let rows = qkv.dim(0)?;
    if let Some(bad) = spans.iter().find(|s| s.start + s.len > rows || s.prefix > s.len) {
        candle_core::bail!("attention: {bad:?} does not fit {rows} rows")
    }
    qkv.apply_op1(Attention { spans: Arc::clone(spans), heads: Heads::new(shape, longest) })
}

/// The shape of a layer with the angles of its rotary positions.
pub(crate) struct Heads {
    pub(crate) shape: AttentionShape,
    /// Cosine and sine, `(positions, head / 2)` each; empty without rotary positions.
    cos: Vec<f32>,
    sin: Vec<f32>,
}

impl Heads {
    /// Prepares angles for positions below `positions`.
    pub(crate) fn new(shape: AttentionShape, positions: usize) -> Self {
        let half = shape.head / 2;
        let (mut cos, mut sin) = (Vec::new(), Vec::new());
        if shape.rotary == Rotary::On {
            for position in 0..positions {
                for i in 0..half {
                    let angle = position as f32 / ROTARY_BASE.powf(i as f32 / half as f32);
                    cos.push(angle.cos());
                    sin.push(angle.sin());
                }
            }
        }
        Self { shape, cos, sin }
    }

    /// Values in a row of the input.
    pub(crate) fn input_width(&self) -> usize {
        (self.shape.heads + 2 * self.shape.kv_heads) * self.shape.head
    }

    fn output_width(&self) -> usize {
        self.shape.heads * self.shape.head
    }

    fn scale(&self) -> f32 {
        1.0 / (self.shape.head as f32).sqrt()
    }

    /// Rotates one head of one row forwards in place.
    pub(crate) fn rotate_row(&self, row: &mut [f32], position: usize) {
        if self.shape.rotary == Rotary::On {
            let half = self.shape.head / 2;
            let angles = position * half..(position + 1) * half;
            rotate(row, &self.cos[angles.clone()], &self.sin[angles], 1.0);
        }
    }

    /// Copies one head of all rows of a sequence, rotated, to `(len, head)`.
    fn take(&self, rows: &[f32], offset: usize, out: &mut [f32]) {
        let head = self.shape.head;
        let inputs = rows.chunks_exact(self.input_width());
        for (position, (row, out)) in inputs.zip(out.chunks_exact_mut(head)).enumerate() {
            out.copy_from_slice(&row[offset..offset + head]);
            self.rotate_row(out, position);
        }
    }

    /// Adds gradients `(len, head)` of rotated values, rotated back, to one head of all rows.
    fn give_back(&self, gradients: &[f32], offset: usize, rows: &mut [f32]) {
        let head = self.shape.head;
        let half = head / 2;
        let width = self.input_width();
        for (position, (g, row)) in gradients.chunks_exact(head).zip(rows.chunks_exact_mut(width)).enumerate()
        {
            let out = &mut row[offset..offset + head];
            if self.shape.rotary == Rotary::On {
                let angles = position * half..(position + 1) * half;
                let (cos, sin) = (&self.cos[angles.clone()], &self.sin[angles]);
                for i in 0..half {
                    out[i] += g[i] * cos[i] + g[i + half] * sin[i];
                    out[i + half] += g[i + half] * cos[i] - g[i] * sin[i];
                }
            } else {
                out.iter_mut().zip(g).for_each(|(o, g)| *o += g);
            }
        }
    }

    /// Probabilities `(len, len)` of one head from rotated queries and keys.
    fn probabilities(&self, q: &[f32], k: &[f32], span: &Span, p: &mut [f32]) {
        let (len, head) = (span.len, self.shape.head);
        let k = Matrix::new(k, len, head).t();
        product(MatrixMut::new(p, len, len), Matrix::new(q, len, head), k, self.scale(), Write::Replace);
        vectorized(
            #[inline(always)]
            || {
                for (i, row) in p.chunks_exact_mut(len).enumerate() {
                    let (seen, hidden) = row.split_at_mut((i + 1).max(span.prefix));
                    softmax_row(seen);
                    hidden.fill(0.0);
                }
            },
        );
    }
}

/// Rotates the halves of a head against each other; `sign` -1 rotates back.
#[inline(always)]
fn rotate(row: &mut [f32], cos: &[f32], sin: &[f32], sign: f32) {
    let (a, b) = row.split_at_mut(cos.len());
    for i in 0..cos.len() {
        let (x, y, s) = (a[i], b[i], sin[i] * sign);
        a[i] = x * cos[i] - y * s;
        b[i] = y * cos[i] + x * s;
    }
}

/// Turns scores into probabilities in place.
#[inline(always)]
pub(crate) fn softmax_row(row: &mut [f32]) {
    let largest = simd::max(row);
    for x in row.iter_mut() {
        *x = simd::exp(*x - largest);
    }
    let scale = 1.0 / simd::sum(row);
    for x in row.iter_mut() {
        *x *= scale;
    }
}

struct Attention {
    spans: Arc<[Span]>,
    heads: Heads,
}

/// Buffers for one head of the longest sequence.
struct Scratch {
    q: Vec<f32>,
    k: Vec<f32>,
    p: Vec<f32>,
}

impl Scratch {
    fn new(longest: usize, head: usize) -> Self {
        Self { q: vec![0.0; longest * head], k: vec![0.0; longest * head], p: vec![0.0; longest * longest] }
    }
}

impl Attention {
    fn longest(&self) -> usize {
        self.spans.iter().map(|s| s.len).max().unwrap_or(0)
    }
}

impl CustomOp1 for Attention {
    fn name(&self) -> &'static str {
        "attention"
    }

    fn cpu_fwd(&self, storage: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let (rows, width) = layout.shape().dims2()?;
        let AttentionShape { heads, kv_heads, head, .. } = self.heads.shape;
        let out_width = self.heads.output_width();
        if width != self.heads.input_width() {
            candle_core::bail!("attention: rows of {width} values, expected {}", self.heads.input_width())
        }
        let x = slice(storage, layout)?;
        let mut y = vec![0f32; rows * out_width];
        let mut scratch = Scratch::new(self.longest(), head);
        for span in self.spans.iter().filter(|s| s.len > 0) {
            let (len, size) = (span.len, span.len * head);
            let x = &x[span.start * width..(span.start + len) * width];
            let y = &mut y[span.start * out_width..(span.start + len) * out_width];
            for kv in 0..kv_heads {
                let (k_at, v_at) = ((heads + kv) * head, (heads + kv_heads + kv) * head);
                self.heads.take(x, k_at, &mut scratch.k[..size]);
                let v = Matrix::strided(&x[v_at..], len, head, width);
                for h in group(kv, heads, kv_heads) {
                    self.heads.take(x, h * head, &mut scratch.q[..size]);
                    let p = &mut scratch.p[..len * len];
                    self.heads.probabilities(&scratch.q[..size], &scratch.k[..size], span, p);
                    let out = MatrixMut::strided(&mut y[h * head..], len, head, out_width);
                    product(out, Matrix::new(p, len, len), v, 1.0, Write::Replace);
                }
            }
        }
        Ok((CpuStorage::F32(y), Shape::from((rows, out_width))))
    }

    fn bwd(&self, x: &Tensor, y: &Tensor, g: &Tensor) -> Result<Option<Tensor>> {
        let g = g.contiguous()?;
        let (rows, width) = x.dims2()?;
        let mut dx = vec![0f32; rows * width];
        self.backward(&values(x)?, &values(y)?, &values(&g)?, &mut dx);
        Ok(Some(tensor(dx, (rows, width))?))
    }
}

/// The query heads that share a key-value head.
fn group(kv: usize, heads: usize, kv_heads: usize) -> std::ops::Range<usize> {
    let size = heads / kv_heads;
    kv * size..(kv + 1) * size
}

impl Attention {
    fn backward(&self, x: &[f32], y: &[f32], g: &[f32], dx: &mut [f32]) {
        let AttentionShape { heads, kv_heads, head, .. } = self.heads.shape;
        let (width, out_width) = (self.heads.input_width(), self.heads.output_width());
        let longest = self.longest();
        let mut scratch = Scratch::new(longest, head);
        let mut dp = vec![0f32; longest * longest];
        let (mut dq, mut dk) = (vec![0f32; longest * head], vec![0f32; longest * head]);
        for span in self.spans.iter().filter(|s| s.len > 0) {
            let (len, size) = (span.len, span.len * head);
            let rows_in = span.start * width..(span.start + len) * width;
            let rows_out = span.start * out_width..(span.start + len) * out_width;
            let (x, dx) = (&x[rows_in.clone()], &mut dx[rows_in]);
            let (y, g) = (&y[rows_out.clone()], &g[rows_out]);
            for kv in 0..kv_heads {
                let (k_at, v_at) = ((heads + kv) * head, (heads + kv_heads + kv) * head);
                let k = &mut scratch.k[..size];
                self.heads.take(x, k_at, k);
                let v = Matrix::strided(&x[v_at..], len, head, width);
                let dk = &mut dk[..size];
                for (nth, h) in group(kv, heads, kv_heads).enumerate() {
                    let write = if nth == 0 { Write::Replace } else { Write::Add };
                    let (q, p, dp, dq) = (
                        &mut scratch.q[..size],
                        &mut scratch.p[..len * len],
                        &mut dp[..len * len],
                        &mut dq[..size],
                    );
                    self.heads.take(x, h * head, q);
                    self.heads.probabilities(q, k, span, p);
                    let probabilities = Matrix::new(p, len, len);
                    let g_head = Matrix::strided(&g[h * head..], len, head, out_width);
                    let dv = MatrixMut::strided(&mut dx[v_at..], len, head, width);
                    product(dv, probabilities.t(), g_head, 1.0, Write::Add);
                    product(MatrixMut::new(dp, len, len), g_head, v.t(), 1.0, Write::Replace);
                    softmax_backward(dp, p, &y[h * head..], &g[h * head..], (len, head, out_width));
                    let scores = Matrix::new(dp, len, len);
                    let scale = self.heads.scale();
                    let (q, k) = (Matrix::new(q, len, head), Matrix::new(k, len, head));
                    product(MatrixMut::new(dq, len, head), scores, k, scale, Write::Replace);
                    product(MatrixMut::new(dk, len, head), scores.t(), q, scale, write);
                    self.heads.give_back(dq, h * head, dx);
                }
                self.heads.give_back(dk, k_at, dx);
            }
        }
    }
}

/// Turns gradients of probabilities into gradients of scores in place: `p · (dp - y·g)` by row.
fn softmax_backward(dp: &mut [f32], p: &[f32], y: &[f32], g: &[f32], sizes: (usize, usize, usize)) {
    let (len, head, stride) = sizes;
    vectorized(
        #[inline(always)]
        || {
            for (i, (dp, p)) in dp.chunks_exact_mut(len).zip(p.chunks_exact(len)).enumerate() {
                let at = i * stride..i * stride + head;
                let mean = simd::dot(&y[at.clone()], &g[at]);
                for j in 0..len {
                    dp[j] = p[j] * (dp[j] - mean);
                }
            }
        },
    );
}
