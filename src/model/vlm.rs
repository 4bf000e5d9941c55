//! The network of the default model: a picture encoder and a decoder over packed sequences.
//!
//! Each picture goes through five 3x3 convolutions (128x128 grey to 8x8), a few bidirectional
//! transformer layers of its own, and is merged 2x2 to 16 rows. A 17th row is made from the picture's
//! profile, the ink in each column and each row, and from the extent of what is drawn: where edges
//! lie and how wide and high the part is, to the pixel.
//! A point of a surface is one row, made from waves of its place and from its normal.
//! The decoder reads the rows of all pictures and points of a sample, then the text and the program
//! that is to be changed, then writes the program: what is read sees all of it in both directions,
//! what is written from left to right.
//! Points, corners and sheets are optional parts: a network without them has fewer weights.
//! Blocks are pre-norm with RMSNorm, grouped rotary attention and SwiGLU, as in Llama; the output
//! layer shares its weights with the embedding.
//!
//! Deviations from the usual patch encoder: convolutions instead of one linear patch layer, since
//! they learn edges from far fewer samples and cost a tenth at this size.

mod adapter;
mod recompute;

use std::collections::BTreeMap;
use std::sync::Arc;

use candle_core::{Result, Tensor};
use serde::{Deserialize, Serialize};

use crate::ops::{self, AttentionShape, Rotary, Span, Stride};
use crate::pack::{
    ALL_VIEW_KINDS, Batch, EXTENTS, FEW_VIEW_KINDS, POINT_FEATURES, PROFILE, PROMPT_TEXT_TOKENS, VIEW_SIDE,
};

pub use adapter::{adaptable, adapter_shapes, is_adapter_up, merged};
pub use recompute::NamedGradients;

use adapter::Projection;

/// Side of the grid of rows that a picture becomes inside the encoder.
const GRID: usize = 8;

/// Neighbouring rows of a picture that are merged into one, along each side.
const MERGE: usize = 2;

/// Rows that the encoder makes of one picture.
const GRID_ROWS: usize = (GRID / MERGE) * (GRID / MERGE);

/// Rows of the decoder that one picture becomes: those of the encoder and one of its profile.
pub const ROWS_PER_VIEW: usize = GRID_ROWS + 1;

/// Sizes of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VlmConfig {
    /// Tokens in the vocabulary.
    pub vocabulary: usize,
    /// Channels of the four halving convolutions; the last is the width of the encoder.
    pub channels: [usize; 4],
    /// Transformer layers of the encoder.
    pub encoder_layers: usize,
    /// Heads of the encoder.
    pub encoder_heads: usize,
    /// Inner width of the encoder's feed-forward layers.
    pub encoder_inner: usize,
    /// Width of the decoder.
    pub width: usize,
    /// Transformer layers of the decoder.
    pub layers: usize,
    /// Query heads of the decoder.
    pub heads: usize,
    /// Key and value heads of the decoder.
    pub kv_heads: usize,
    /// Inner width of the decoder's feed-forward layers.
    pub inner: usize,
    /// Longest sequence in rows: pictures, text and program together.
    pub positions: usize,
    /// Longest text in tokens; the rest is cut off.
    #[serde(skip_serializing_if = "is_short_text")]
    pub text_tokens: usize,
    /// Kinds of views that are told apart: 5, or 16 for a network that knows corners and sheets.
    #[serde(skip_serializing_if = "is_few_views")]
    pub view_kinds: usize,
    /// Points of a surface that are read; 0 for a network that knows none.
    #[serde(skip_serializing_if = "is_zero")]
    pub points: usize,
}

// What the first models lack is left out of their description, so that older programs read them.
fn is_short_text(tokens: &usize) -> bool {
    *tokens == PROMPT_TEXT_TOKENS
}

fn is_few_views(kinds: &usize) -> bool {
    *kinds == FEW_VIEW_KINDS
}

fn is_zero(points: &usize) -> bool {
    *points == 0
}

impl Default for VlmConfig {
    fn default() -> Self {
        Self {
            vocabulary: 2048,
            channels: [24, 48, 96, 192],
            encoder_layers: 2,
            encoder_heads: 3,
            encoder_inner: 512,
            width: 256,
            layers: 4,
            heads: 4,
            kv_heads: 2,
            inner: 704,
            positions: 640,
            text_tokens: PROMPT_TEXT_TOKENS,
            view_kinds: FEW_VIEW_KINDS,
            points: 0,
        }
    }
}

impl VlmConfig {
    /// Says what is wrong with the sizes, if anything is.
    pub fn problem(&self) -> Option<String> {
        let encoder = self.channels[3];
        let numbers = [
            ("vocabulary", self.vocabulary, 1 << 17),
            ("encoder_layers", self.encoder_layers, 64),
            ("encoder_heads", self.encoder_heads, 256),
            ("encoder_inner", self.encoder_inner, 1 << 15),
            ("width", self.width, 1 << 14),
            ("layers", self.layers, 128),
            ("heads", self.heads, 256),
            ("kv_heads", self.kv_heads, 256),
            ("inner", self.inner, 1 << 16),
            ("positions", self.positions, 1 << 16),
            ("text_tokens", self.text_tokens, 1 << 15),
            ("channels", self.channels.into_iter().min().unwrap_or(0), 1 << 13),
            ("channels", encoder, 1 << 13),
        ];
        if let Some((name, value, limit)) =
            numbers.into_iter().find(|&(_, value, limit)| value == 0 || value > limit)
        {
            return Some(format!("{name} is {value}, expected 1 to {limit}"));
        }
        if ![FEW_VIEW_KINDS, ALL_VIEW_KINDS].contains(&self.view_kinds) {
            return Some(format!(
                "view_kinds is {}, expected {FEW_VIEW_KINDS} or {ALL_VIEW_KINDS}",
                self.view_kinds
            ));
        }
        if self.points > 1 << 14 {
            return Some(format!("points is {}, expected 0 to {}", self.points, 1 << 14));
        }
        if !encoder.is_multiple_of(2 * self.encoder_heads) {
            return Some(format!(
                "{encoder} channels cannot be shared by {} heads of even width",
                self.encoder_heads
            ));
        }
        if !self.width.is_multiple_of(2 * self.heads) {
            return Some(format!(
                "a width of {} cannot be shared by {} heads of even width",
                self.width, self.heads
            ));
        }
        if !self.heads.is_multiple_of(self.kv_heads) {
            return Some(format!("{} heads cannot share {} key-value heads", self.heads, self.kv_heads));
        }
        None
    }

    /// Width of a head of the decoder.
    pub fn head(&self) -> usize {
        self.width / self.heads
    }

    /// The attention of the decoder.
    pub fn decoder_attention(&self) -> AttentionShape {
        let (heads, kv_heads) = (self.heads, self.kv_heads);
        AttentionShape { heads, kv_heads, head: self.head(), rotary: Rotary::On }
    }

    fn encoder_attention(&self) -> AttentionShape {
        let heads = self.encoder_heads;
        AttentionShape { heads, kv_heads: heads, head: self.channels[3] / heads, rotary: Rotary::Off }
    }

    /// Name and shape of every weight, in a fixed order.
    pub fn shapes(&self) -> Vec<(String, Vec<usize>)> {
        let mut list = Vec::new();
        let mut add = |name: String, shape: &[usize]| list.push((name, shape.to_vec()));
        let [c1, c2, c3, c4] = self.channels;
        for (n, (inputs, outputs)) in
            [(1, c1), (c1, c2), (c2, c3), (c3, c3), (c3, c4)].into_iter().enumerate()
        {
            add(format!("encoder.conv.{n}"), &[outputs, 9 * inputs]);
            add(format!("encoder.conv.{n}.norm"), &[outputs]);
        }
        add("encoder.position".into(), &[GRID * GRID, c4]);
        add("encoder.view".into(), &[self.view_kinds, c4]);
        for n in 0..self.encoder_layers {
            let prefix = format!("encoder.layer.{n}");
            block_shapes(&prefix, c4, self.encoder_attention(), self.encoder_inner, &mut add);
        }
        add("merge.norm".into(), &[MERGE * MERGE * c4]);
        add("merge.weight".into(), &[self.width, MERGE * MERGE * c4]);
        add("profile.in".into(), &[self.width, PROFILE]);
        add("profile.out".into(), &[self.width, self.width]);
        add("extent".into(), &[2 * EXTENTS, self.width]);
        add("view_position".into(), &[self.view_kinds * ROWS_PER_VIEW, self.width]);
        if self.points > 0 {
            add("points.in".into(), &[self.width, POINT_FEATURES]);
            add("points.out".into(), &[self.width, self.width]);
        }
        add("embedding".into(), &[self.vocabulary, self.width]);
        for n in 0..self.layers {
            let prefix = format!("decoder.layer.{n}");
            block_shapes(&prefix, self.width, self.decoder_attention(), self.inner, &mut add);
        }
        add("norm".into(), &[self.width]);
        list
    }

    /// Number of weights.
    pub fn parameters(&self) -> usize {
        self.shapes().iter().map(|(_, shape)| shape.iter().product::<usize>()).sum()
    }
}

fn block_shapes(
    prefix: &str,
    width: usize,
    attention: AttentionShape,
    inner: usize,
    add: &mut impl FnMut(String, &[usize]),
) {
    let AttentionShape { heads, kv_heads, head, .. } = attention;
    add(format!("{prefix}.attention.norm"), &[width]);
    add(format!("{prefix}.attention.qkv"), &[(heads + 2 * kv_heads) * head, width]);
    add(format!("{prefix}.attention.out"), &[width, heads * head]);
    add(format!("{prefix}.feed.norm"), &[width]);
    add(format!("{prefix}.feed.in"), &[2 * inner, width]);
    add(format!("{prefix}.feed.out"), &[width, inner]);
}

/// Named weights.
pub type Weights = BTreeMap<String, Tensor>;

/// One transformer layer.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) attention_norm: Tensor,
    pub(crate) qkv: Projection,
    pub(crate) out: Projection,
    pub(crate) feed_norm: Tensor,
    pub(crate) feed_in: Projection,
    pub(crate) feed_out: Projection,
}

impl Block {
    fn new(prefix: &str, taker: &Taker<'_>) -> Result<Self> {
        Ok(Self {
            attention_norm: taker.take(&format!("{prefix}.attention.norm"))?,
            qkv: taker.projection(&format!("{prefix}.attention.qkv"))?,
            out: taker.projection(&format!("{prefix}.attention.out"))?,
            feed_norm: taker.take(&format!("{prefix}.feed.norm"))?,
            feed_in: taker.projection(&format!("{prefix}.feed.in"))?,
            feed_out: taker.projection(&format!("{prefix}.feed.out"))?,
        })
    }

    /// x `(R, C)` to `(R, C)`.
    fn forward(&self, x: &Tensor, spans: &Arc<[Span]>, shape: AttentionShape) -> Result<Tensor> {
        let rows = ops::rms_norm(x, &self.attention_norm)?;
        let heads = ops::attention(&self.qkv.forward(&rows)?, spans, shape)?;
        let x = self.out.forward_add(&heads, x)?;
        let rows = ops::rms_norm(&x, &self.feed_norm)?;
        let inner = ops::swiglu(&self.feed_in.forward(&rows)?)?;
        self.feed_out.forward_add(&inner, &x)
    }

    fn detached(&self) -> Self {
        Self {
            attention_norm: self.attention_norm.detach(),
            qkv: self.qkv.detached(),
            out: self.out.detached(),
            feed_norm: self.feed_norm.detach(),
            feed_in: self.feed_in.detached(),
            feed_out: self.feed_out.detached(),
        }
    }
}

/// Hands out weights by name, checked.
struct Taker<'a> {
    shapes: BTreeMap<String, Vec<usize>>,
    weights: &'a Weights,
    adapter_scale: f64,
}

impl Taker<'_> {
    fn take(&self, name: &str) -> Result<Tensor> {
        let Some(weight) = self.weights.get(name) else { candle_core::bail!("the weight {name} is missing") };
        if weight.dims() != self.shapes[name] {
            candle_core::bail!("the weight {name} is {:?}, expected {:?}", weight.dims(), self.shapes[name])
        }
        Ok(weight.clone())
    }

    fn projection(&self, name: &str) -> Result<Projection> {
        Projection::new(name, self.take(name)?, self.weights, self.adapter_scale)
    }
}

/// The network with its weights; cheap to clone, since weights are shared.
#[derive(Clone, Debug)]
pub struct Vlm {
    /// Sizes.
    pub config: VlmConfig,
    convolutions: Vec<(Tensor, Tensor)>,
    position: Tensor,
    view: Tensor,
    encoder: Vec<Block>,
    merge_norm: Tensor,
    merge: Tensor,
    profile_in: Tensor,
    profile_out: Tensor,
    extent: Tensor,
    view_position: Tensor,
    /// The two layers of a point; `None` for a network that knows none.
    points: Option<(Tensor, Tensor)>,
    pub(crate) embedding: Tensor,
    pub(crate) decoder: Vec<Block>,
    pub(crate) norm: Tensor,
}

impl Vlm {
    /// Joins weights to a network.
    ///
    /// # Errors
    /// When the sizes are out of range, a weight is missing, or a shape differs.
    pub fn new(config: VlmConfig, weights: &Weights) -> Result<Self> {
        Self::with_adapters(config, weights, 1.0)
    }

    /// The same with the adapters that are among the weights, each times `scale`.
    ///
    /// # Errors
    /// As [`Self::new`], and when an adapter does not fit its weight.
    pub fn with_adapters(config: VlmConfig, weights: &Weights, scale: f64) -> Result<Self> {
        if let Some(problem) = config.problem() {
            candle_core::bail!("sizes of the network: {problem}")
        }
        let taker = Taker { shapes: config.shapes().into_iter().collect(), weights, adapter_scale: scale };
        let take = |name: &str| taker.take(name);
        Ok(Self {
            config,
            convolutions: (0..5)
                .map(|n| Ok((take(&format!("encoder.conv.{n}"))?, take(&format!("encoder.conv.{n}.norm"))?)))
                .collect::<Result<_>>()?,
            position: take("encoder.position")?,
            view: take("encoder.view")?,
            encoder: (0..config.encoder_layers)
                .map(|n| Block::new(&format!("encoder.layer.{n}"), &taker))
                .collect::<Result<_>>()?,
            merge_norm: take("merge.norm")?,
            merge: take("merge.weight")?,
            profile_in: take("profile.in")?,
            profile_out: take("profile.out")?,
            extent: take("extent")?,
            view_position: take("view_position")?,
            points: match config.points {
                0 => None,
                _ => Some((take("points.in")?, take("points.out")?)),
            },
            embedding: take("embedding")?,
            decoder: (0..config.layers)
                .map(|n| Block::new(&format!("decoder.layer.{n}"), &taker))
                .collect::<Result<_>>()?,
            norm: take("norm")?,
        })
    }

    /// The same network whose weights record nothing.
    pub fn detached(&self) -> Self {
        let still = |t: &Tensor| t.detach();
        Self {
            config: self.config,
            convolutions: self.convolutions.iter().map(|(w, n)| (still(w), still(n))).collect(),
            position: still(&self.position),
            view: still(&self.view),
            encoder: self.encoder.iter().map(Block::detached).collect(),
            merge_norm: still(&self.merge_norm),
            merge: still(&self.merge),
            profile_in: still(&self.profile_in),
            profile_out: still(&self.profile_out),
            extent: still(&self.extent),
            view_position: still(&self.view_position),
            points: self.points.as_ref().map(|(a, b)| (still(a), still(b))),
            embedding: still(&self.embedding),
            decoder: self.decoder.iter().map(Block::detached).collect(),
            norm: still(&self.norm),
        }
    }

    /// How much embeddings are scaled before the first layer.
    pub(crate) fn embedding_scale(&self) -> f64 {
        (self.config.width as f64).sqrt()
    }

    /// Rows `(N · 17, C)` for the pictures of a batch.
    fn encode(&self, batch: &Batch) -> Result<Tensor> {
        let (pictures, kinds) = (&batch.pictures, &batch.kinds);
        let count = kinds.len();
        if pictures.dims() != [count, VIEW_SIDE, VIEW_SIDE, 1] {
            candle_core::bail!("pictures are {:?}, expected {count} of {VIEW_SIDE} pixels", pictures.dims())
        }
        let mut x = pictures.clone();
        for (n, (weight, norm)) in self.convolutions.iter().enumerate() {
            let stride = if n == 3 { Stride::One } else { Stride::Two };
            let y = ops::silu(&ops::rms_norm(&ops::conv3x3(&x, weight, stride)?, norm)?)?;
            x = if stride == Stride::One { (x + y)? } else { y };
        }
        let cells = (GRID * GRID) as u32;
        let places: Arc<[u32]> = (0..count as u32 * cells).map(|row| row % cells).collect();
        let views: Arc<[u32]> =
            kinds.iter().flat_map(|&kind| std::iter::repeat_n(kind, GRID * GRID)).collect();
        let place = (ops::gather_rows(&self.position, places)? + ops::gather_rows(&self.view, views)?)?;
        let mut x = (x.reshape((count * GRID * GRID, self.config.channels[3]))? + place)?;
        let spans: Arc<[Span]> = (0..count)
            .map(|n| Span { start: n * GRID * GRID, len: GRID * GRID, prefix: GRID * GRID })
            .collect();
        for block in &self.encoder {
            x = block.forward(&x, &spans, self.config.encoder_attention())?;
        }
        // (N · 64, C) to (N · 16, 4 · C): four neighbours beside each other.
        let merged = ops::gather_rows(&x, merge_order(count))?
            .reshape((count * GRID_ROWS, MERGE * MERGE * self.config.channels[3]))?;
        let merged = ops::linear(&ops::rms_norm(&merged, &self.merge_norm)?, &self.merge)?;
        // (N, 256) to (N, C), then one row after the sixteen of each picture.
        let profile = ops::silu(&ops::linear(&batch.profiles, &self.profile_in)?)?;
        let mut profile = ops::linear(&profile, &self.profile_out)?;
        for side in [0, 1] {
            let extents = batch.extents.iter().map(|e| e[side] + (side * EXTENTS) as u32).collect();
            profile = (profile + ops::gather_rows(&self.extent, extents)?)?;
        }
        let joined = (0..count as u32).flat_map(|n| {
            let first = n * GRID_ROWS as u32;
            (first..first + GRID_ROWS as u32).chain([(count * GRID_ROWS) as u32 + n])
        });
        let rows = ops::gather_rows(&Tensor::cat(&[&merged, &profile], 0)?, joined.collect())?;
        let per_view = ROWS_PER_VIEW as u32;
        let places =
            kinds.iter().flat_map(|&kind| (0..per_view).map(move |row| kind * per_view + row)).collect();
        rows + ops::gather_rows(&self.view_position, places)?
    }

    /// Rows of the batch's tokens.
    fn token_rows(&self, batch: &Batch) -> Result<Tensor> {
        ops::gather_rows(&self.embedding, Arc::clone(&batch.tokens))? * self.embedding_scale()
    }

    /// Rows of the batch's points; `None` without points.
    fn point_rows(&self, batch: &Batch) -> Result<Option<Tensor>> {
        let Some(features) = &batch.points else { return Ok(None) };
        let Some((into, out)) = &self.points else {
            candle_core::bail!("the network knows no points: `points` is 0 in its sizes")
        };
        ops::linear(&ops::silu(&ops::linear(features, into)?)?, out).map(Some)
    }

    /// The decoder's input rows `(R, C)` of a batch: pictures, points and tokens in the order of the
    /// samples.
    pub(crate) fn input_rows(&self, batch: &Batch) -> Result<Tensor> {
        let views = if batch.kinds.is_empty() { None } else { Some(self.encode(batch)?) };
        self.joined_rows(batch, views)
    }

    /// The same with rows of the pictures that are there already.
    fn joined_rows(&self, batch: &Batch, views: Option<Tensor>) -> Result<Tensor> {
        let points = self.point_rows(batch)?;
        let rows: Vec<Tensor> = views.into_iter().chain(points).chain([self.token_rows(batch)?]).collect();
        match rows.as_slice() {
            [tokens] => ops::gather_rows(tokens, Arc::clone(&batch.order)),
            kinds => ops::gather_rows(&Tensor::cat(kinds, 0)?, Arc::clone(&batch.order)),
        }
    }

    /// The rows `(A, C)` before the output layer, at the A rows that predict a token of an answer.
    pub fn answer_rows(&self, batch: &Batch) -> Result<Tensor> {
        let mut x = self.input_rows(batch)?;
        for block in &self.decoder {
            x = block.forward(&x, &batch.spans, self.config.decoder_attention())?;
        }
        ops::rms_norm(&ops::gather_rows(&x, Arc::clone(&batch.answer_rows))?, &self.norm)
    }

    /// The sum of the answer's cross-entropies in nats, times `scale`.
    pub fn loss(&self, batch: &Batch, scale: f32) -> Result<Tensor> {
        let rows = self.answer_rows(batch)?;
        ops::cross_entropy_of_rows(&rows, &self.embedding, Arc::clone(&batch.targets), scale)
    }
}

/// Rows of 8x8 grids so that the four of each 2x2 cell follow each other.
fn merge_order(count: usize) -> Arc<[u32]> {
    let mut order = Vec::with_capacity(count * GRID * GRID);
    for n in 0..count {
        for y in (0..GRID).step_by(MERGE) {
            for x in (0..GRID).step_by(MERGE) {
                for (dy, dx) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                    order.push((n * GRID * GRID + (y + dy) * GRID + x + dx) as u32);
                }
            }
        }
    }
    order.into()
}
