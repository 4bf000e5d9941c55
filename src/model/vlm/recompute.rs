//! Gradients with less memory: only the rows between layers are kept, and what lies inside a layer is
//! computed a second time when its gradient is due (Chen and others 2016, arXiv:1604.06174).
//!
//! The forward pass runs on weights that record nothing. Then the network is walked backwards: each
//! layer runs again on its kept input, and the gradient of its output is brought to its input and
//! weights. Pictures are read a few at a time. The price is one more forward pass.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use candle_core::backprop::GradStore;
use candle_core::{Result, Tensor, Var};

use super::{ROWS_PER_VIEW, Vlm};
use crate::ops;
use crate::pack::Batch;

/// Pictures whose inside is kept at a time.
const PICTURES_AT_ONCE: usize = 4;

/// Gradients of variables by name; what no part of the batch touched is absent.
pub type NamedGradients = BTreeMap<String, Tensor>;

/// Collects the gradients of variables from several backward passes.
struct Sums<'a> {
    variables: &'a BTreeMap<String, Var>,
    found: NamedGradients,
}

impl Sums<'_> {
    fn add(&mut self, pass: &GradStore) -> Result<()> {
        for (name, variable) in self.variables {
            let Some(gradient) = pass.get(variable) else { continue };
            let sum = match self.found.remove(name) {
                Some(sum) => (sum + gradient)?,
                None => gradient.clone(),
            };
            self.found.insert(name.clone(), sum);
        }
        Ok(())
    }

    /// Brings the gradient `g` of an output through `part` to its input and to the variables.
    fn through(
        &mut self,
        input: &Tensor,
        g: &Tensor,
        part: impl Fn(&Tensor) -> Result<Tensor>,
    ) -> Result<Tensor> {
        let input = Var::from_tensor(input)?;
        let pass = (part(input.as_tensor())? * g)?.sum_all()?.backward()?;
        self.add(&pass)?;
        match pass.get(&input) {
            Some(gradient) => Ok(gradient.clone()),
            None => input.as_tensor().zeros_like(),
        }
    }
}

/// The pictures of a batch, a few at a time.
fn few_at_once(batch: &Batch) -> impl Iterator<Item = Range<usize>> {
    let count = batch.kinds.len();
    (0..count).step_by(PICTURES_AT_ONCE).map(move |start| start..(start + PICTURES_AT_ONCE).min(count))
}

impl Vlm {
    /// Loss and gradients as those of [`Vlm::loss`] and its backward pass, with less memory.
    ///
    /// # Errors
    /// As [`Vlm::loss`].
    pub fn gradients_with_less_memory(
        &self,
        batch: &Batch,
        scale: f32,
        variables: &BTreeMap<String, Var>,
    ) -> Result<(f64, NamedGradients)> {
        let shape = self.config.decoder_attention();
        let still = self.detached();
        let views = few_at_once(batch).map(|few| still.encode(&batch.pictures_of(few)?));
        let views = views.collect::<Result<Vec<Tensor>>>()?;
        let views = if views.is_empty() { None } else { Some(Tensor::cat(&views, 0)?) };
        let mut kept = vec![still.joined_rows(batch, views)?];
        for block in &still.decoder {
            let last = &kept[kept.len() - 1];
            kept.push(block.forward(last, &batch.spans, shape)?);
        }
        let mut sums = Sums { variables, found: NamedGradients::new() };

        let last = Var::from_tensor(&kept.pop().expect("there is a row for every token"))?;
        let rows = ops::gather_rows(last.as_tensor(), Arc::clone(&batch.answer_rows))?;
        let rows = ops::rms_norm(&rows, &self.norm)?;
        let loss = ops::cross_entropy_of_rows(&rows, &self.embedding, Arc::clone(&batch.targets), scale)?;
        let pass = loss.backward()?;
        sums.add(&pass)?;
        let mut g = match pass.get(&last) {
            Some(gradient) => gradient.clone(),
            None => last.as_tensor().zeros_like()?,
        };
        drop((pass, rows, last));
        for block in self.decoder.iter().rev() {
            let input = kept.pop().expect("one input for each layer");
            g = sums.through(&input, &g, |x| block.forward(x, &batch.spans, shape))?;
        }
        drop(kept);
        self.through_inputs(batch, &g, &mut sums)?;
        Ok((f64::from(loss.to_scalar::<f32>()?), sums.found))
    }

    /// Brings the gradient of the decoder's input rows to embedding, points and encoder.
    fn through_inputs(&self, batch: &Batch, g: &Tensor, sums: &mut Sums<'_>) -> Result<()> {
        // Every row of pictures, points and tokens stands at one place of the order.
        let mut place = vec![0u32; batch.order.len()];
        for (at, row) in batch.order.iter().enumerate() {
            place[*row as usize] = at as u32;
        }
        let views = batch.kinds.len() * ROWS_PER_VIEW;
        let tokens = place.len() - batch.tokens.len();
        let part = |range: Range<usize>| ops::gather_rows(g, place[range].into());
        // What is not trained has no gradients to look for.
        let mut weigh = |rows: Tensor, g: Tensor| match rows.track_op() {
            true => sums.add(&(rows * g)?.sum_all()?.backward()?),
            false => Ok(()),
        };
        weigh(self.token_rows(batch)?, part(tokens..place.len())?)?;
        if let Some(rows) = self.point_rows(batch)? {
            weigh(rows, part(views..tokens)?)?;
        }
        for few in few_at_once(batch) {
            let rows = self.encode(&batch.pictures_of(few.clone())?)?;
            if !rows.track_op() {
                break;
            }
            weigh(rows, part(few.start * ROWS_PER_VIEW..few.end * ROWS_PER_VIEW)?)?;
        }
        Ok(())
    }
}
