//! Output layer and cross-entropy in one operation, against soft targets.
//!
//! The gradient of the scores is made in the forward pass, where the probabilities are at hand,
//! and kept until the backward pass takes it: no second exponential, no second large buffer.

use std::sync::{Arc, Mutex, PoisonError};

use candle_core::{CpuStorage, CustomOp2, Layout, Result, Shape, Tensor};

use super::{Matrix, MatrixMut, Write, product, simd, slice, tensor, values, vectorized};

/// For each row the tokens that count as right, with weights that sum to 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SoftTargets {
    /// Where the entries of each row end.
    ends: Vec<usize>,
    tokens: Vec<u32>,
    weights: Vec<f32>,
}

impl SoftTargets {
    /// Adds a row with one right token.
    pub fn push(&mut self, token: u32) {
        self.push_soft(&[(token, 1.0)]);
    }

    /// Adds a row; the weights must sum to 1.
    pub fn push_soft(&mut self, entries: &[(u32, f32)]) {
        for &(token, weight) in entries {
            self.tokens.push(token);
            self.weights.push(weight);
        }
        self.ends.push(self.tokens.len());
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The loss that no model can go below: the sum of the rows' entropies in nats.
    pub fn entropy(&self) -> f64 {
        self.weights.iter().map(|&w| if w > 0.0 { -f64::from(w) * f64::from(w).ln() } else { 0.0 }).sum()
    }

    fn row(&self, row: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        let range = start..self.ends[row];
        self.tokens[range.clone()].iter().zip(&self.weights[range]).map(|(&t, &w)| (t as usize, w))
    }
}

/// The sum over rows of the cross-entropy in nats between `softmax(x wᵀ)` and the targets, times
/// `scale`; x `(R, C)`, w `(V, C)`, a scalar.
pub fn cross_entropy_of_rows(
    x: &Tensor,
    w: &Tensor,
    targets: Arc<SoftTargets>,
    scale: f32,
) -> Result<Tensor> {
    let vocabulary = w.dim(0)?;
    if let Some(&token) = targets.tokens.iter().find(|&&t| t as usize >= vocabulary) {
        candle_core::bail!("cross entropy: token {token} is outside the vocabulary of {vocabulary}")
    }
    if targets.len() != x.dim(0)? {
        candle_core::bail!("cross entropy: {} targets for {} rows", targets.len(), x.dim(0)?)
    }
    let gradient = if x.track_op() || w.track_op() { Keep::Wanted } else { Keep::No };
    x.apply_op2(w, CrossEntropy { targets, scale, gradient: Mutex::new(gradient) })
}

/// The gradient of the scores between the two passes.
enum Keep {
    No,
    Wanted,
    Made(Vec<f32>),
}

struct CrossEntropy {
    targets: Arc<SoftTargets>,
    scale: f32,
    gradient: Mutex<Keep>,
}

impl CustomOp2 for CrossEntropy {
    fn name(&self) -> &'static str {
        "cross-entropy"
    }

    fn cpu_fwd(
        &self,
        s1: &CpuStorage,
        l1: &Layout,
        s2: &CpuStorage,
        l2: &Layout,
    ) -> Result<(CpuStorage, Shape)> {
        let (rows, inputs) = l1.shape().dims2()?;
        let (vocabulary, w_inputs) = l2.shape().dims2()?;
        if inputs != w_inputs {
            candle_core::bail!("cross entropy: x is {:?} but w is {:?}", l1.shape(), l2.shape())
        }
        let (x, w) = (slice(s1, l1)?, slice(s2, l2)?);
        let mut scores = vec![0f32; rows * vocabulary];
        let w = Matrix::new(w, vocabulary, inputs).t();
        let x = Matrix::new(x, rows, inputs);
        product(MatrixMut::new(&mut scores, rows, vocabulary), x, w, 1.0, Write::Replace);
        let mut loss = 0f64;
        vectorized(
            #[inline(always)]
            || {
                for (i, row) in scores.chunks_exact_mut(vocabulary).enumerate() {
                    let largest = simd::max(row);
                    let right: f32 = self.targets.row(i).map(|(t, w)| w * row[t]).sum();
                    for x in row.iter_mut() {
                        *x = simd::exp(*x - largest);
                    }
                    let total = simd::sum(row);
                    loss += f64::from(total.ln() + largest - right);
                    let scale = self.scale / total;
                    for x in row.iter_mut() {
                        *x *= scale;
                    }
                    for (token, weight) in self.targets.row(i) {
                        row[token] -= self.scale * weight;
                    }
                }
            },
        );
        let mut kept = self.gradient.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*kept, Keep::Wanted) {
            *kept = Keep::Made(scores);
        }
        Ok((CpuStorage::F32(vec![(loss * f64::from(self.scale)) as f32]), Shape::from(())))
    }

    fn bwd(
        &self,
        x: &Tensor,
        w: &Tensor,
        _y: &Tensor,
        g: &Tensor,
    ) -> Result<(Option<Tensor>, Option<Tensor>)> {
        let mut kept = self.gradient.lock().unwrap_or_else(PoisonError::into_inner);
        let Keep::Made(scores) = std::mem::replace(&mut *kept, Keep::No) else {
            candle_core::bail!("cross entropy: a second backward pass needs a second forward pass")
        };
        let g = g.to_scalar::<f32>()?;
        let (rows, inputs) = x.dims2()?;
        let vocabulary = w.dim(0)?;
        let mut dx = vec![0f32; rows * inputs];
        let mut dw = w.track_op().then(|| vec![0f32; vocabulary * inputs]);
        {
            let (x, w) = (values(x)?, values(w)?);
            let scores = Matrix::new(&scores, rows, vocabulary);
            let (x, w) = (Matrix::new(&x, rows, inputs), Matrix::new(&w, vocabulary, inputs));
            product(MatrixMut::new(&mut dx, rows, inputs), scores, w, g, Write::Replace);
            if let Some(dw) = &mut dw {
                product(MatrixMut::new(dw, vocabulary, inputs), scores.t(), x, g, Write::Replace);
            }
        }
        let dw = dw.map(|dw| tensor(dw, (vocabulary, inputs))).transpose()?;
        Ok((Some(tensor(dx, (rows, inputs))?), dw))
    }
}
