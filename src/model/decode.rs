//! Generation token by token: the prompt is read once, several answers continue it side by side.
//!
//! Keys and values of the prompt are shared by all answers; each answer keeps those of its own
//! tokens. Works on slices in f32: at this size a step is bound by reading the weights, which all
//! answers share, and a graph of tensors would cost more than the arithmetic.

use std::sync::Arc;

use candle_core::{Result, Tensor};

use crate::ops::{
    self, Heads, Matrix, MatrixMut, Span, Write, dot, product, rms_norm_into, softmax_row, swiglu_into,
    vectorized,
};
use crate::pack::Batch;
use crate::vlm::{Block, Vlm};

/// The decoder's weights as plain numbers.
pub(crate) struct Decoder {
    layers: Vec<Layer>,
    embedding: Vec<f32>,
    norm: Vec<f32>,
    heads: Heads,
    width: usize,
    inner: usize,
    vocabulary: usize,
    positions: usize,
    embedding_scale: f32,
}

struct Layer {
    attention_norm: Vec<f32>,
    qkv: Vec<f32>,
    out: Vec<f32>,
    feed_norm: Vec<f32>,
    feed_in: Vec<f32>,
    feed_out: Vec<f32>,
}

/// Keys and values of a sequence, per layer `(T, kv_heads · head)`.
#[derive(Clone)]
struct Cache {
    keys: Vec<Vec<f32>>,
    values: Vec<Vec<f32>>,
}

impl Cache {
    fn new(layers: usize) -> Self {
        Self { keys: vec![Vec::new(); layers], values: vec![Vec::new(); layers] }
    }
}

/// A prompt that was read.
pub(crate) struct Prompt {
    cache: Cache,
    len: usize,
    /// Scores of the token after the prompt.
    pub(crate) scores: Vec<f32>,
}

/// Answers that are being written; all have the same number of tokens.
pub(crate) struct Answers {
    caches: Vec<Cache>,
    len: usize,
}

impl Answers {
    /// Nothing written yet, for `count` answers.
    pub(crate) fn new(decoder: &Decoder, count: usize) -> Self {
        Self { caches: vec![Cache::new(decoder.layers.len()); count], len: 0 }
    }

    /// Keeps the answers whose flag is set; the others are finished.
    pub(crate) fn keep(&mut self, flags: &[bool]) {
        let mut flags = flags.iter();
        self.caches.retain(|_| *flags.next().expect("one flag for each answer"));
    }
}

impl Decoder {
    pub(crate) fn new(vlm: &Vlm) -> Result<Self> {
        let numbers = |t: &Tensor| -> Result<Vec<f32>> { Ok(ops::values(t)?.to_vec()) };
        let layer = |b: &Block| -> Result<Layer> {
            Ok(Layer {
                attention_norm: numbers(&b.attention_norm)?,
                qkv: numbers(&b.qkv.weight)?,
                out: numbers(&b.out.weight)?,
                feed_norm: numbers(&b.feed_norm)?,
                feed_in: numbers(&b.feed_in.weight)?,
                feed_out: numbers(&b.feed_out.weight)?,
            })
        };
        let config = &vlm.config;
        Ok(Self {
            layers: vlm.decoder.iter().map(layer).collect::<Result<_>>()?,
            embedding: numbers(&vlm.embedding)?,
            norm: numbers(&vlm.norm)?,
            heads: Heads::new(config.decoder_attention(), config.positions),
            width: config.width,
            inner: config.inner,
            vocabulary: config.vocabulary,
            positions: config.positions,
            embedding_scale: vlm.embedding_scale() as f32,
        })
    }

    /// Rows that are left for an answer after this prompt.
    pub(crate) fn room(&self, prompt: &Prompt) -> usize {
        self.positions.saturating_sub(prompt.len)
    }

    /// Reads a prompt: a batch of one sample without an answer.
    pub(crate) fn read(&self, vlm: &Vlm, batch: &Batch) -> Result<Prompt> {
        let len = batch.rows();
        if len > self.positions {
            candle_core::bail!("the prompt has {len} rows, the model reads at most {}", self.positions)
        }
        let spans: Arc<[Span]> = Arc::from([Span { start: 0, len, prefix: len }]);
        let mut cache = Cache::new(self.layers.len());
        let mut x = vlm.input_rows(batch)?;
        for (n, block) in vlm.decoder.iter().enumerate() {
            let qkv = block.qkv.forward(&ops::rms_norm(&x, &block.attention_norm)?)?;
            for (position, row) in ops::values(&qkv)?.chunks_exact(self.heads.input_width()).enumerate() {
                self.remember(row, position, n, &mut cache);
            }
            let heads = ops::attention(&qkv, &spans, self.heads.shape)?;
            x = block.out.forward_add(&heads, &x)?;
            let rows = ops::rms_norm(&x, &block.feed_norm)?;
            x = block.feed_out.forward_add(&ops::swiglu(&block.feed_in.forward(&rows)?)?, &x)?;
        }
        let last = ops::values(&x)?[(len - 1) * self.width..].to_vec();
        Ok(Prompt { cache, len, scores: self.scores(&last) })
    }

    /// Appends the keys, rotated, and the values of one row of queries, keys and values.
    fn remember(&self, row: &[f32], position: usize, layer: usize, cache: &mut Cache) {
        let shape = self.heads.shape;
        let (queries, width) = (shape.heads * shape.head, shape.kv_heads * shape.head);
        let keys = &mut cache.keys[layer];
        let start = keys.len();
        keys.extend_from_slice(&row[queries..queries + width]);
        for key in keys[start..].chunks_exact_mut(shape.head) {
            self.heads.rotate_row(key, position);
        }
        cache.values[layer].extend_from_slice(&row[queries + width..]);
    }

    /// Appends one token to each answer; the scores of the next tokens, `(answers, V)`.
    pub(crate) fn step(&self, prompt: &Prompt, answers: &mut Answers, tokens: &[u32]) -> Vec<f32> {
        let (count, width) = (tokens.len(), self.width);
        let position = prompt.len + answers.len;
        let mut x: Vec<f32> = Vec::with_capacity(count * width);
        for &token in tokens {
            let row = &self.embedding[token as usize * width..(token as usize + 1) * width];
            x.extend(row.iter().map(|v| v * self.embedding_scale));
        }
        let mut rows = vec![0f32; count * width];
        let mut qkv = vec![0f32; count * self.heads.input_width()];
        let mut heads = vec![0f32; count * width];
        let mut gates = vec![0f32; count * 2 * self.inner];
        let mut inner = vec![0f32; count * self.inner];
        for (n, layer) in self.layers.iter().enumerate() {
            rms_norm_into(&mut rows, &x, &layer.attention_norm);
            multiply(&mut qkv, &rows, &layer.qkv, width, Write::Replace);
            let inputs = qkv.chunks_exact_mut(self.heads.input_width());
            for ((row, out), cache) in inputs.zip(heads.chunks_exact_mut(width)).zip(&mut answers.caches) {
                self.remember(row, position, n, cache);
                self.attend(row, position, (&prompt.cache, cache), n, out);
            }
            multiply(&mut x, &heads, &layer.out, width, Write::Add);
            rms_norm_into(&mut rows, &x, &layer.feed_norm);
            multiply(&mut gates, &rows, &layer.feed_in, width, Write::Replace);
            swiglu_into(&mut inner, &gates, self.inner);
            multiply(&mut x, &inner, &layer.feed_out, self.inner, Write::Add);
        }
        answers.len += 1;
        self.scores(&x)
    }

    /// Attention of one row to the prompt and to its own answer; `row` loses its queries.
    fn attend(
        &self,
        row: &mut [f32],
        position: usize,
        caches: (&Cache, &Cache),
        layer: usize,
        out: &mut [f32],
    ) {
        let shape = self.heads.shape;
        let (head, kv_width) = (shape.head, shape.kv_heads * shape.head);
        let scale = 1.0 / (head as f32).sqrt();
        let (prompt, answer) = caches;
        let mut p = Vec::with_capacity(position + 1);
        let queries = row.chunks_exact_mut(head).take(shape.heads);
        for (h, (q, out)) in queries.zip(out.chunks_exact_mut(head)).enumerate() {
            self.heads.rotate_row(q, position);
            let at = h / (shape.heads / shape.kv_heads) * head;
            p.clear();
            vectorized(
                #[inline(always)]
                || {
                    for keys in [&prompt.keys[layer], &answer.keys[layer]] {
                        p.extend(keys.chunks_exact(kv_width).map(|k| dot(q, &k[at..at + head]) * scale));
                    }
                    softmax_row(&mut p);
                    out.fill(0.0);
                    let values = prompt.values[layer].chunks_exact(kv_width);
                    for (v, &p) in values.chain(answer.values[layer].chunks_exact(kv_width)).zip(&p) {
                        out.iter_mut().zip(&v[at..at + head]).for_each(|(o, v)| *o += p * v);
                    }
                },
            );
        }
    }

    /// Scores `(rows, V)` of the tokens that follow rows of the last layer.
    fn scores(&self, x: &[f32]) -> Vec<f32> {
        let mut rows = vec![0f32; x.len()];
        rms_norm_into(&mut rows, x, &self.norm);
        let mut scores = vec![0f32; x.len() / self.width * self.vocabulary];
        multiply(&mut scores, &rows, &self.embedding, self.width, Write::Replace);
        scores
    }
}

/// `y (+)= x wᵀ` with rows of `inputs` values in x and w.
fn multiply(y: &mut [f32], x: &[f32], w: &[f32], inputs: usize, write: Write) {
    let (rows, outputs) = (x.len() / inputs, w.len() / inputs);
    let w = Matrix::new(w, outputs, inputs).t();
    product(MatrixMut::new(y, rows, outputs), Matrix::new(x, rows, inputs), w, 1.0, write);
}
