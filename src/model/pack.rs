//! From pictures, points, text and program to the packed rows that the network reads.
//!
//! The rows of a sample are: 17 for each picture, one for each point, the text's tokens after a
//! marker, the tokens of a program that is to be changed after another marker, the marker that
//! begins the answer, and the answer's tokens. Samples follow each other without padding, and none
//! sees another.

use std::sync::Arc;

use candle_core::{Device, Tensor};

use crate::ops::{SoftTargets, Span};
use crate::tokenizer::{Special, Tokenizer};
use crate::vlm::{ROWS_PER_VIEW, VlmConfig};
use crate::{Error, Result};

/// Width and height of a picture that the network reads, in pixels.
pub const VIEW_SIDE: usize = 128;

/// Number of pixels of a picture.
pub const VIEW_PIXELS: usize = VIEW_SIDE * VIEW_SIDE;

/// Longest text in tokens of a network that says nothing else; the rest is cut off.
pub const PROMPT_TEXT_TOKENS: usize = 64;

/// Values of a picture's profile: the mean ink of each column, then of each row.
pub(crate) const PROFILE: usize = 2 * VIEW_SIDE;

/// Extents of what is drawn: 0 to 128 pixels.
pub(crate) const EXTENTS: usize = VIEW_SIDE + 1;

/// Kinds of views that every network tells apart: the four standard ones and the free one.
pub const FEW_VIEW_KINDS: usize = 5;

/// All kinds of views; networks with fewer know neither corners nor sheets.
pub const ALL_VIEW_KINDS: usize = FEW_VIEW_KINDS + 8 + 3;

/// Numbers that describe a point to the network: waves of its place, its place and its normal.
pub(crate) const POINT_FEATURES: usize = 3 * 2 * POINT_WAVES + 6;

/// Waves of each coordinate of a point, each half as long as the one before.
const POINT_WAVES: usize = 8;

/// Where a picture was taken from, as far as the one who asks knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ViewKind {
    /// Along +Y.
    Front,
    /// Along -X.
    Right,
    /// Along -Z.
    Top,
    /// From front, right and above.
    Iso,
    /// From anywhere; every picture that comes alone.
    Free,
    /// A corner of a cube, 0 to 7 in the order in which the eight corners are drawn.
    Corner(u8),
    /// The front view of an engineering drawing, hidden lines and dimensions included.
    SheetFront,
    /// The top view of an engineering drawing.
    SheetTop,
    /// The view from the right of an engineering drawing.
    SheetRight,
}

impl ViewKind {
    /// The kinds of four pictures, in their order.
    pub const FOUR: [Self; 4] = [Self::Front, Self::Right, Self::Top, Self::Iso];

    /// All eight corners.
    pub const EIGHT: [Self; 8] = {
        let mut all = [Self::Corner(0); 8];
        let mut n = 0;
        while n < 8 {
            all[n] = Self::Corner(n as u8);
            n += 1;
        }
        all
    };

    /// The corners that cadrille's composite shows, in its order.
    pub const OBLIQUE: [Self; 4] = [Self::Corner(3), Self::Corner(4), Self::Corner(0), Self::Corner(7)];

    /// The views of an engineering drawing, in their order.
    pub const SHEET: [Self; 3] = [Self::SheetFront, Self::SheetTop, Self::SheetRight];

    pub(crate) fn number(self) -> u32 {
        match self {
            Self::Front => 0,
            Self::Right => 1,
            Self::Top => 2,
            Self::Iso => 3,
            Self::Free => 4,
            Self::Corner(n) => 5 + u32::from(n.min(7)),
            Self::SheetFront => 13,
            Self::SheetTop => 14,
            Self::SheetRight => 15,
        }
    }
}

/// A point of a surface: its place, and the direction away from the material or zeros.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Place, in any unit: the box of all points is brought to the middle and to one size.
    pub place: [f32; 3],
    /// Unit normal.
    pub normal: [f32; 3],
}

/// What the network is asked and, for training, what it should answer.
#[derive(Clone, Debug, Default)]
pub struct Example<'a> {
    /// Grey pictures of 128x128 pixels (255 is the background) and where they were taken from.
    pub views: Vec<(ViewKind, &'a [u8])>,
    /// Points of the surface, each far from those before it; empty for none.
    pub points: &'a [Point],
    /// Tokens of the text; empty for none.
    pub text: &'a [u32],
    /// Tokens of the program that the text wants changed; empty for none.
    pub program: &'a [u32],
    /// Tokens of the answer without begin and end; empty when it is to be generated.
    pub answer: &'a [u32],
}

/// Packed samples.
#[derive(Clone, Debug)]
pub struct Batch {
    /// Ink in 0..=1, `(N, 128, 128, 1)`.
    pub pictures: Tensor,
    /// Profile of each picture, `(N, 256)`.
    pub profiles: Tensor,
    /// Width and height of what is drawn in each picture, in pixels.
    pub extents: Vec<[u32; 2]>,
    /// Kind of each picture.
    pub kinds: Vec<u32>,
    /// Features of all points, `(P, 54)`; `None` without points.
    pub points: Option<Tensor>,
    /// Tokens of all samples: text, program to change, begin of answer, answer.
    pub tokens: Arc<[u32]>,
    /// For each row of the decoder its row in pictures (17 each) followed by points and tokens.
    pub order: Arc<[u32]>,
    /// The rows of each sample.
    pub spans: Arc<[Span]>,
    /// Rows that predict a token of an answer.
    pub answer_rows: Arc<[u32]>,
    /// What those rows should predict.
    pub targets: Arc<SoftTargets>,
}

impl Batch {
    /// Rows in all.
    pub fn rows(&self) -> usize {
        self.order.len()
    }

    /// Some of the pictures, with nothing else.
    pub(crate) fn pictures_of(&self, range: std::ops::Range<usize>) -> candle_core::Result<Self> {
        let (start, len) = (range.start, range.len());
        Ok(Self {
            pictures: self.pictures.narrow(0, start, len)?,
            profiles: self.profiles.narrow(0, start, len)?,
            extents: self.extents[range.clone()].to_vec(),
            kinds: self.kinds[range].to_vec(),
            points: None,
            tokens: Arc::from([]),
            order: Arc::from([]),
            spans: Arc::from([]),
            answer_rows: Arc::from([]),
            targets: Arc::default(),
        })
    }
}

/// Collects samples into a [`Batch`].
pub struct Packer<'a> {
    tokenizer: &'a Tokenizer,
    /// Share of the target that goes to the neighbours of a number.
    smoothing: f32,
    /// Longest text in tokens.
    text_tokens: usize,
    pixels: Vec<f32>,
    profiles: Vec<f32>,
    extents: Vec<[u32; 2]>,
    kinds: Vec<u32>,
    points: Vec<f32>,
    tokens: Vec<u32>,
    /// Rows of pictures are below [`POINT_ROWS`], rows of points below [`TOKEN_ROWS`], rows of tokens
    /// above it until they are joined.
    order: Vec<u32>,
    spans: Vec<Span>,
    answer_rows: Vec<u32>,
    targets: SoftTargets,
}

/// Marks rows of points, which stand after those of all pictures in the end.
const POINT_ROWS: u32 = 1 << 30;

/// Marks rows of tokens, which stand after those of all pictures and points in the end.
const TOKEN_ROWS: u32 = 1 << 31;

impl<'a> Packer<'a> {
    /// An empty batch with plain targets.
    pub fn new(tokenizer: &'a Tokenizer) -> Self {
        Self::with_smoothing(tokenizer, 0.0)
    }

    /// An empty batch in which every number of an answer shares `smoothing` (0..1) of its target with
    /// its neighbours: an answer of 41 is nearly as right as 40, and the network learns that at once.
    /// Numbers below ten are counts more often than lengths and stay sharp.
    pub fn with_smoothing(tokenizer: &'a Tokenizer, smoothing: f32) -> Self {
        Self {
            tokenizer,
            smoothing,
            text_tokens: PROMPT_TEXT_TOKENS,
            pixels: Vec::new(),
            profiles: Vec::new(),
            extents: Vec::new(),
            kinds: Vec::new(),
            points: Vec::new(),
            tokens: Vec::new(),
            order: Vec::new(),
            spans: Vec::new(),
            answer_rows: Vec::new(),
            targets: SoftTargets::default(),
        }
    }

    /// The same with texts as long as a network with these sizes reads them.
    #[must_use]
    pub fn for_network(self, config: &VlmConfig) -> Self {
        Self { text_tokens: config.text_tokens, ..self }
    }

    /// Adds a sample.
    ///
    /// # Errors
    /// When a picture has the wrong size, or the tokenizer has no marker for a program.
    pub fn push(&mut self, example: &Example<'_>) -> Result<()> {
        let start = self.order.len();
        for (kind, picture) in &example.views {
            if picture.len() != VIEW_PIXELS {
                return Err(Error::Query(format!(
                    "a picture has {} pixels, expected {VIEW_PIXELS} ({VIEW_SIDE} by {VIEW_SIDE}, grey)",
                    picture.len()
                )));
            }
            let first = (self.kinds.len() * ROWS_PER_VIEW) as u32;
            self.order.extend(first..first + ROWS_PER_VIEW as u32);
            self.kinds.push(kind.number());
            self.pixels.extend(picture.iter().map(|&p| f32::from(255 - p) * (1.0 / 255.0)));
            self.profiles.extend(profile(picture));
            self.extents.push(extent(picture));
        }
        let first = (self.points.len() / POINT_FEATURES) as u32 + POINT_ROWS;
        self.order.extend(first..first + example.points.len() as u32);
        push_points(example.points, &mut self.points);
        if !example.text.is_empty() {
            self.push_token(Special::Text.id());
            for &token in example.text.iter().take(self.text_tokens) {
                self.push_token(token);
            }
        }
        if !example.program.is_empty() {
            let marker = self.tokenizer.program_marker().ok_or_else(no_edits)?;
            self.push_token(marker);
            example.program.iter().for_each(|&token| self.push_token(token));
        }
        self.push_token(Special::Begin.id());
        let prefix = self.order.len() - start;
        if !example.answer.is_empty() {
            for &token in example.answer {
                self.push_target(token);
                self.push_token(token);
            }
            self.push_target(Special::End.id());
        }
        self.spans.push(Span { start, len: self.order.len() - start, prefix });
        Ok(())
    }

    fn push_token(&mut self, token: u32) {
        self.order.push(TOKEN_ROWS + self.tokens.len() as u32);
        self.tokens.push(token);
    }

    /// The row before the next one predicts `token`.
    fn push_target(&mut self, token: u32) {
        self.answer_rows.push(self.order.len() as u32 - 1);
        let share = self.smoothing;
        match self.tokenizer.number(token) {
            Some(value) if share > 0.0 && value >= 10 => {
                let mut entries = Vec::with_capacity(5);
                let mut rest = 1.0;
                for (distance, part) in [(1, 0.375), (2, 0.125)] {
                    for neighbour in [value.checked_sub(distance), value.checked_add(distance)] {
                        if let Some(id) = neighbour.and_then(|n| self.tokenizer.number_token(n)) {
                            entries.push((id, share * part));
                            rest -= share * part;
                        }
                    }
                }
                entries.push((token, rest));
                self.targets.push_soft(&entries);
            }
            _ => self.targets.push(token),
        }
    }

    /// The packed batch.
    ///
    /// # Errors
    /// When memory for it cannot be had.
    pub fn finish(self) -> Result<Batch> {
        let count = self.kinds.len();
        let view_rows = (count * ROWS_PER_VIEW) as u32;
        let points = self.points.len() / POINT_FEATURES;
        let order = self
            .order
            .iter()
            .map(|&row| match row {
                TOKEN_ROWS.. => row - TOKEN_ROWS + view_rows + points as u32,
                POINT_ROWS.. => row - POINT_ROWS + view_rows,
                _ => row,
            })
            .collect();
        let points = if points == 0 {
            None
        } else {
            Some(Tensor::from_vec(self.points, (points, POINT_FEATURES), &Device::Cpu)?)
        };
        let pictures = Tensor::from_vec(self.pixels, (count, VIEW_SIDE, VIEW_SIDE, 1), &Device::Cpu)?;
        let profiles = Tensor::from_vec(self.profiles, (count, PROFILE), &Device::Cpu)?;
        Ok(Batch {
            pictures,
            profiles,
            extents: self.extents,
            kinds: self.kinds,
            points,
            tokens: self.tokens.into(),
            order,
            spans: self.spans.into(),
            answer_rows: self.answer_rows.into(),
            targets: Arc::new(self.targets),
        })
    }
}

/// Says that a model cannot change programs.
pub(crate) fn no_edits() -> Error {
    Error::Query(
        "this model does not change programs; train one with `edit` in the mix of its recipe".to_owned(),
    )
}

/// Adds the features of points, whose box is brought to -1..1.
fn push_points(points: &[Point], features: &mut Vec<f32>) {
    let (mut low, mut high) = ([f32::INFINITY; 3], [f32::NEG_INFINITY; 3]);
    for point in points {
        for i in 0..3 {
            low[i] = low[i].min(point.place[i]);
            high[i] = high[i].max(point.place[i]);
        }
    }
    let longest = (0..3).map(|i| high[i] - low[i]).fold(f32::MIN_POSITIVE, f32::max);
    for point in points {
        let place: [f32; 3] =
            std::array::from_fn(|i| (point.place[i] - 0.5 * (low[i] + high[i])) * 2.0 / longest);
        for x in place {
            for wave in 0..POINT_WAVES {
                let angle = x * std::f32::consts::PI * 0.5 * (1u32 << wave) as f32;
                features.extend([angle.sin(), angle.cos()]);
            }
        }
        features.extend(place);
        features.extend(point.normal);
    }
}

/// The ink of each column and each row of a picture, scaled so that a quarter of ink is 1.
fn profile(picture: &[u8]) -> [f32; PROFILE] {
    let mut sums = [0u32; PROFILE];
    for (y, row) in picture.chunks_exact(VIEW_SIDE).enumerate() {
        for (x, &p) in row.iter().enumerate() {
            let ink = u32::from(255 - p);
            sums[x] += ink;
            sums[VIEW_SIDE + y] += ink;
        }
    }
    sums.map(|sum| sum as f32 * (4.0 / (255.0 * VIEW_SIDE as f32)))
}

/// Width and height in pixels of what is drawn; single dark pixels in a column or row are noise.
fn extent(picture: &[u8]) -> [u32; 2] {
    const DARK: u8 = 225;
    let mut counts = [0u32; PROFILE];
    for (y, row) in picture.chunks_exact(VIEW_SIDE).enumerate() {
        for (x, _) in row.iter().enumerate().filter(|&(_, &p)| p < DARK) {
            counts[x] += 1;
            counts[VIEW_SIDE + y] += 1;
        }
    }
    let (columns, rows) = counts.split_at(VIEW_SIDE);
    [columns, rows].map(|counts| {
        let first = counts.iter().position(|&n| n > 1);
        let last = counts.iter().rposition(|&n| n > 1);
        first.zip(last).map_or(0, |(first, last)| (last - first) as u32 + 1)
    })
}
