//! Finds the ground of a picture by its border, maps it to white, and says what is content.
//!
//! A dark ground inverts drawings; a shaded part on a dark ground keeps its values and is put on white.

use super::masks;

/// A picture whose ground is white, with a mask of what is not ground.
pub(super) struct Leveled {
    pub(super) values: Vec<u8>,
    pub(super) is_content: Vec<bool>,
    width: usize,
    height: usize,
    /// Whether the ground was uneven, as in photographs.
    pub(super) is_photograph: bool,
}

/// A box of pixels, the far sides not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PixelBox {
    pub(super) left: usize,
    pub(super) top: usize,
    pub(super) right: usize,
    pub(super) bottom: usize,
}

impl PixelBox {
    pub(super) fn longest(&self) -> usize {
        (self.right - self.left).max(self.bottom - self.top)
    }

    pub(super) fn center(&self) -> [f64; 2] {
        [(self.left + self.right) as f64 / 2.0, (self.top + self.bottom) as f64 / 2.0]
    }
}

/// Differences from the ground below this are ground, at least.
const LEAST_DIFFERENCE: f64 = 10.0;
/// Lines of a grid that run out of the picture are ground when they differ from it by less than this.
const MOST_GRID: f64 = 60.0;
/// Lines on a part that are as dark as a dark ground are closed when thinner than twice this.
const DARK_LINE: usize = 2;
/// The brightest that a part on a dark ground becomes on white.
const WHITE_PART: u8 = 225;
/// Shaded pictures fill at least this share of the box around their content.
const LEAST_FILLED: f64 = 0.3;
/// A border whose values spread wider than this is that of a photograph or a gradient.
const EVEN_SPREAD: f64 = 2.5;

/// Maps the ground to white.
pub(super) fn level(gray: &[u8], width: usize, height: usize) -> Leveled {
    let border = border_of(width, height);
    let middle = median(border.iter().map(|&(x, y)| gray[y * width + x]).collect());
    let is_dark = middle < 110;
    let value = |at: usize| f64::from(if is_dark { 255 - gray[at] } else { gray[at] });

    let samples: Vec<Sample> = border
        .iter()
        .map(|&(x, y)| Sample { at: place(x, y, width, height), value: value(y * width + x) })
        .collect();
    let (ground, spread) = Ground::fit(&samples);
    let mut off: Vec<f64> = samples.iter().map(|s| (s.value - ground.value(s.at)).abs()).collect();
    off.sort_unstable_by(f64::total_cmp);
    let outer = off.get(off.len() * 98 / 100).copied().unwrap_or(0.0);
    // A part that touches the border differs by more than any grid, and does not raise the threshold.
    let grid = if outer < MOST_GRID { 1.2 * outer } else { 0.0 };
    let has_grid = grid > LEAST_DIFFERENCE;
    let is_photograph = spread > EVEN_SPREAD || has_grid;
    let threshold = LEAST_DIFFERENCE.max(6.0 * spread).max(grid);
    let differences: Vec<(f64, f64)> = (0..gray.len())
        .map(|at| {
            let ground = ground.value(place(at % width, at / width, width, height)).clamp(60.0, 255.0);
            (ground - value(at), ground)
        })
        .collect();
    let mut is_content: Vec<bool> = differences.iter().map(|(d, _)| d.abs() > threshold).collect();
    if has_grid {
        is_content = masks::without_thin_lines(is_content, width, height);
    }
    if is_dark && is_shaded(&is_content, width) {
        // Inverted shading would look like nothing the model knows: the part is put on white instead.
        let is_content = masks::closed(&is_content, width, height, DARK_LINE);
        let on_white = |(&gray, &content): (&u8, &bool)| if content { gray.min(WHITE_PART) } else { 255 };
        let values = gray.iter().zip(&is_content).map(on_white).collect();
        return Leveled { values, is_content, width, height, is_photograph };
    }
    let leveled = |(&(difference, ground), &content): (&(f64, f64), &bool)| {
        if is_photograph && !content {
            return 255;
        }
        // What is lighter than the ground is kept visible as a light gray.
        let darker = if difference >= 0.0 { difference } else { -difference / 2.0 };
        (255.0 - darker * 255.0 / ground).clamp(0.0, 255.0).round() as u8
    };
    let values = differences.iter().zip(&is_content).map(leveled).collect();
    Leveled { values, is_content, width, height, is_photograph }
}

impl Leveled {
    /// The box around the content; single specks of photographs do not count.
    pub(super) fn content_box(&self) -> Option<PixelBox> {
        let (rows, columns) = counts(&self.is_content, self.width);
        let (least_in_row, least_in_column) =
            if self.is_photograph { (1 + self.width / 200, 1 + self.height / 200) } else { (1, 1) };
        let (top, bottom) = range(&rows, least_in_row)?;
        let (left, right) = range(&columns, least_in_column)?;
        Some(PixelBox { left, top, right, bottom })
    }

    /// Width of the picture in pixels.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Height of the picture in pixels.
    pub(super) fn height(&self) -> usize {
        self.height
    }
}

/// How many pixels of content each row and each column holds.
fn counts(is_content: &[bool], width: usize) -> (Vec<usize>, Vec<usize>) {
    let mut columns = vec![0; width];
    let rows = is_content
        .chunks_exact(width)
        .map(|row| {
            let mut in_row = 0;
            for (column, &content) in columns.iter_mut().zip(row) {
                *column += usize::from(content);
                in_row += usize::from(content);
            }
            in_row
        })
        .collect();
    (rows, columns)
}

/// Whether the content fills its box as shading does and drawings do not.
fn is_shaded(is_content: &[bool], width: usize) -> bool {
    let (rows, columns) = counts(is_content, width);
    let (Some((top, bottom)), Some((left, right))) = (range(&rows, 1), range(&columns, 1)) else {
        return false;
    };
    let filled: usize = rows.iter().sum();
    filled as f64 >= LEAST_FILLED * ((bottom - top) * (right - left)) as f64
}

/// The first place that holds `least` or more, and the one after the last.
fn range(counts: &[usize], least: usize) -> Option<(usize, usize)> {
    let first = counts.iter().position(|&c| c >= least)?;
    let last = counts.iter().rposition(|&c| c >= least)?;
    Some((first, last + 1))
}

/// Pixels of a band along the border, one in a hundred of the size deep, thinned to a few thousand.
fn border_of(width: usize, height: usize) -> Vec<(usize, usize)> {
    let deep = (width.min(height) / 100).max(1);
    let step = ((width + height) * 2 * deep / 4000).max(1);
    let horizontal = (0..deep).flat_map(|d| (0..width).flat_map(move |x| [(x, d), (x, height - 1 - d)]));
    let vertical = (0..deep).flat_map(|d| (0..height).flat_map(move |y| [(d, y), (width - 1 - d, y)]));
    horizontal.chain(vertical).step_by(step).collect()
}

/// A pixel's place in -1..=1 both ways.
fn place(x: usize, y: usize, width: usize, height: usize) -> [f64; 2] {
    let along = |v: usize, n: usize| (2 * v + 1) as f64 / n as f64 - 1.0;
    [along(x, width), along(y, height)]
}

fn median(mut values: Vec<u8>) -> u8 {
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or(255)
}

struct Sample {
    at: [f64; 2],
    value: f64,
}

/// Brightness of the ground over the picture: a constant, or a plane with a bend both ways.
struct Ground([f64; 5]);

impl Ground {
    fn terms([x, y]: [f64; 2]) -> [f64; 5] {
        [1.0, x, y, x * x, y * y]
    }

    fn value(&self, at: [f64; 2]) -> f64 {
        Self::terms(at).iter().zip(&self.0).map(|(t, c)| t * c).sum()
    }

    /// Fits the ground to the border and says how far the border spreads around the fit.
    ///
    /// Outliers (a part that touches the border) are put aside in rounds.
    fn fit(samples: &[Sample]) -> (Self, f64) {
        let middle = middle_of(samples.iter().map(|s| s.value).collect());
        let constant = Self([middle, 0.0, 0.0, 0.0, 0.0]);
        let constant_spread = constant.spread(samples);
        if constant_spread <= EVEN_SPREAD {
            return (constant, constant_spread);
        }
        let (mut best, mut spread) = (constant, constant_spread);
        for _ in 0..4 {
            let limit = (3.0 * spread).max(3.0);
            let kept = samples.iter().filter(|s| (s.value - best.value(s.at)).abs() <= limit);
            let Some(next) = least_squares(kept) else { break };
            let next_spread = next.spread(samples);
            if next_spread >= spread {
                break;
            }
            (best, spread) = (next, next_spread);
        }
        (best, spread)
    }

    /// The usual distance of samples from the fit, as a standard deviation (1.48 times the median).
    fn spread(&self, samples: &[Sample]) -> f64 {
        1.48 * middle_of(samples.iter().map(|s| (s.value - self.value(s.at)).abs()).collect())
    }
}

fn middle_of(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(255.0)
}

/// Solves the normal equations by Gauss elimination with pivots; `None` when they are singular.
fn least_squares<'a>(samples: impl Iterator<Item = &'a Sample>) -> Option<Ground> {
    const N: usize = 5;
    let mut rows = [[0.0; N + 1]; N];
    for sample in samples {
        let terms = Ground::terms(sample.at);
        for (row, term) in rows.iter_mut().zip(terms) {
            for (cell, other) in row.iter_mut().zip(terms) {
                *cell += term * other;
            }
            row[N] += term * sample.value;
        }
    }
    for column in 0..N {
        let pivot = (column..N).max_by(|&a, &b| rows[a][column].abs().total_cmp(&rows[b][column].abs()))?;
        if rows[pivot][column].abs() < 1e-6 {
            return None;
        }
        rows.swap(column, pivot);
        let lead = rows[column];
        for row in rows.iter_mut().skip(column + 1) {
            let factor = row[column] / lead[column];
            for (cell, above) in row.iter_mut().zip(lead) {
                *cell -= factor * above;
            }
        }
    }
    let mut solution = [0.0; N];
    for i in (0..N).rev() {
        let known: f64 = (i + 1..N).map(|j| rows[i][j] * solution[j]).sum();
        solution[i] = (rows[i][N] - known) / rows[i][i];
    }
    Some(Ground(solution))
}
