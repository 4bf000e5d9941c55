//! Traces the lines of half coverage by marching squares.
//!
//! Source: Lorensen and Cline, "Marching cubes" (1987), its two-dimensional case. Saddles are decided
//! by the mean of the four corners. Outside of the picture nothing is covered.

use super::Mask;

/// The value on the line; no byte equals it, so no crossing falls on a pixel centre.
const LEVEL: f64 = 127.5;

/// Sides of a cell between four pixel centres.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Top,
    Right,
    Bottom,
    Left,
}

impl Side {
    fn index(self) -> usize {
        self as usize
    }
}

/// All closed lines, each with the covered side on its right as seen on a screen.
pub(super) fn contours(mask: &Mask<'_>) -> Vec<Vec<[f64; 2]>> {
    // Cells lie between centres, with one ring of empty pixels around the picture.
    let (columns, rows) = (mask.width + 1, mask.height + 1);
    let mut used = vec![0u8; columns * rows];
    let mut lines = Vec::new();
    for row in 0..rows {
        for column in 0..columns {
            for (entry, _) in passages(mask, column, row).into_iter().flatten() {
                if used[row * columns + column] & (1 << entry.index()) == 0 {
                    lines.push(follow(mask, &mut used, column, row, entry));
                }
            }
        }
    }
    lines
}

/// Walks along a line until it closes.
fn follow(mask: &Mask<'_>, used: &mut [u8], column: usize, row: usize, entry: Side) -> Vec<[f64; 2]> {
    let columns = mask.width + 1;
    let mut points: Vec<[f64; 2]> = Vec::new();
    let (mut column, mut row, mut entry) = (column, row, entry);
    loop {
        let flags = &mut used[row * columns + column];
        if *flags & (1 << entry.index()) != 0 {
            return points;
        }
        *flags |= 1 << entry.index();
        points.push(crossing(mask, column, row, entry));
        let exit = passages(mask, column, row)
            .into_iter()
            .flatten()
            .find(|(from, _)| *from == entry)
            .map(|(_, to)| to)
            .expect("a line that enters a cell leaves it");
        (column, row, entry) = match exit {
            Side::Top => (column, row - 1, Side::Bottom),
            Side::Right => (column + 1, row, Side::Left),
            Side::Bottom => (column, row + 1, Side::Top),
            Side::Left => (column - 1, row, Side::Right),
        };
    }
}

/// Coverage at the centre of a pixel; cells are one off, so `(0, 0)` lies outside.
fn value(mask: &Mask<'_>, column: usize, row: usize) -> f64 {
    if column == 0 || row == 0 || column > mask.width || row > mask.height {
        return 0.0;
    }
    f64::from(mask.coverage[(row - 1) * mask.width + column - 1])
}

/// The corners of a cell: upper left, upper right, lower right, lower left.
fn corners(mask: &Mask<'_>, column: usize, row: usize) -> [f64; 4] {
    [
        value(mask, column, row),
        value(mask, column + 1, row),
        value(mask, column + 1, row + 1),
        value(mask, column, row + 1),
    ]
}

/// Where lines enter and leave a cell, covered side on the right (y down).
fn passages(mask: &Mask<'_>, column: usize, row: usize) -> [Option<(Side, Side)>; 2] {
    use Side::{Bottom, Left, Right, Top};
    let corners = corners(mask, column, row);
    let bits = corners.iter().enumerate().filter(|(_, v)| **v > LEVEL).fold(0, |bits, (i, _)| bits | 1 << i);
    let joined = corners.iter().sum::<f64>() / 4.0 > LEVEL;
    match bits {
        // One corner covered.
        0b0001 => [Some((Top, Left)), None],
        0b0010 => [Some((Right, Top)), None],
        0b0100 => [Some((Bottom, Right)), None],
        0b1000 => [Some((Left, Bottom)), None],
        // One corner open.
        0b1110 => [Some((Left, Top)), None],
        0b1101 => [Some((Top, Right)), None],
        0b1011 => [Some((Right, Bottom)), None],
        0b0111 => [Some((Bottom, Left)), None],
        // Two neighbours covered.
        0b0011 => [Some((Right, Left)), None],
        0b0110 => [Some((Bottom, Top)), None],
        0b1100 => [Some((Left, Right)), None],
        0b1001 => [Some((Top, Bottom)), None],
        // Saddles.
        0b0101 if joined => [Some((Top, Right)), Some((Bottom, Left))],
        0b0101 => [Some((Top, Left)), Some((Bottom, Right))],
        0b1010 if joined => [Some((Left, Top)), Some((Right, Bottom))],
        0b1010 => [Some((Right, Top)), Some((Left, Bottom))],
        _ => [None, None],
    }
}

/// The point of half coverage on a side of a cell, in pixels of the picture.
fn crossing(mask: &Mask<'_>, column: usize, row: usize, side: Side) -> [f64; 2] {
    let [a, b, c, d] = corners(mask, column, row);
    let share = |from: f64, to: f64| (LEVEL - from) / (to - from);
    // The centre of the pixel at the upper left of the cell.
    let (x, y) = (column as f64 - 0.5, row as f64 - 0.5);
    match side {
        Side::Top => [x + share(a, b), y],
        Side::Right => [x + 1.0, y + share(b, c)],
        Side::Bottom => [x + share(d, c), y + 1.0],
        Side::Left => [x, y + share(a, d)],
    }
}
