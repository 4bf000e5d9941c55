//! Ink thinned to lines one pixel wide, and the chains of pixels between their ends and crossings.
//!
//! Thinning after Zhang and Suen, "A fast parallel algorithm for thinning digital patterns", 1984.

use std::collections::HashMap;

use super::page::Page;

/// Rounds of thinning at most; thicker ink is no line.
const ROUNDS: usize = 24;

/// A chain of pixels; its ends lie in nodes or are free.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    /// Pixel centres in order.
    pub(super) points: Vec<[f64; 2]>,
    /// The node at the first and at the last point; `None` for a free end.
    pub(super) nodes: [Option<usize>; 2],
    /// Whether it runs back into itself.
    pub(super) is_closed: bool,
}

/// Pixels of ink, 1 where there is some.
pub(super) struct Ink {
    pub(super) width: usize,
    pub(super) cells: Vec<u8>,
}

impl Ink {
    pub(super) fn of(page: &Page) -> Self {
        let mut cells = vec![0; page.width * page.height];
        // The border stays empty, so that every pixel of ink has eight neighbours.
        for y in 1..page.height.saturating_sub(1) {
            for x in 1..page.width.saturating_sub(1) {
                cells[y * page.width + x] = u8::from(page.is_ink(x, y));
            }
        }
        Self { width: page.width, cells }
    }

    /// The eight neighbours of a pixel, clockwise from the one above.
    pub(super) fn ring(&self, i: usize) -> [usize; 8] {
        let w = self.width;
        [i - w, i - w + 1, i + 1, i + w + 1, i + w, i + w - 1, i - 1, i - w - 1]
    }

    /// Thins the ink in place.
    pub(super) fn thin(&mut self) {
        let mut active: Vec<usize> = (0..self.cells.len()).filter(|i| self.cells[*i] != 0).collect();
        for _ in 0..ROUNDS {
            let before = active.len();
            for pass in 0..2 {
                let gone: Vec<usize> = active.iter().copied().filter(|i| self.may_go(*i, pass)).collect();
                // All at once would wipe out slanted lines two pixels wide.
                for i in gone {
                    if self.is_border(i) {
                        self.cells[i] = 0;
                    }
                }
                active.retain(|i| self.cells[*i] != 0);
            }
            if active.len() == before {
                break;
            }
        }
        // Corners of stairs are left over; the line goes on without them.
        for _ in 0..4 {
            let before = active.len();
            for &i in &active {
                if self.is_corner(i) {
                    self.cells[i] = 0;
                }
            }
            active.retain(|i| self.cells[*i] != 0);
            if active.len() == before {
                break;
            }
        }
    }

    /// Whether a pixel is the corner between two neighbours that touch each other without it.
    fn is_corner(&self, i: usize) -> bool {
        let p = self.ring(i).map(|j| self.cells[j] != 0);
        let at = |k: usize| p[k % 8];
        [0, 2, 4, 6].iter().any(|k| at(*k) && at(k + 2) && !at(k + 4) && !at(k + 5) && !at(k + 6))
    }

    /// Whether a pixel can go without tearing what is around it.
    fn is_border(&self, i: usize) -> bool {
        let p = self.ring(i).map(|j| self.cells[j]);
        let rises = (0..8).filter(|k| p[*k] == 0 && p[(k + 1) % 8] == 1).count();
        rises == 1 && p.iter().sum::<u8>() >= 2
    }

    fn may_go(&self, i: usize, pass: usize) -> bool {
        let p = self.ring(i).map(|j| self.cells[j]);
        let count: u8 = p.iter().sum();
        if !(2..=6).contains(&count) {
            return false;
        }
        let rises = (0..8).filter(|k| p[*k] == 0 && p[(k + 1) % 8] == 1).count();
        if rises != 1 {
            return false;
        }
        if pass == 0 {
            p[0] * p[2] * p[4] == 0 && p[2] * p[4] * p[6] == 0
        } else {
            p[0] * p[2] * p[6] == 0 && p[0] * p[4] * p[6] == 0
        }
    }

    /// Chains of thinned ink and the number of nodes between them.
    pub(super) fn chains(&self) -> (Vec<Chain>, usize) {
        // Only ink has eight neighbours.
        let is_node = |i: usize| {
            self.cells[i] != 0 && self.ring(i).iter().map(|j| usize::from(self.cells[*j])).sum::<usize>() > 2
        };
        // Pixels of crossings that touch are one node.
        let mut node_of: HashMap<usize, usize> = HashMap::new();
        let mut nodes = 0;
        let all: Vec<usize> = (0..self.cells.len()).filter(|i| self.cells[*i] != 0).collect();
        for &i in all.iter().filter(|i| is_node(**i)) {
            if node_of.contains_key(&i) {
                continue;
            }
            let mut open = vec![i];
            node_of.insert(i, nodes);
            while let Some(j) = open.pop() {
                for k in self.ring(j) {
                    if is_node(k) && !node_of.contains_key(&k) {
                        node_of.insert(k, nodes);
                        open.push(k);
                    }
                }
            }
            nodes += 1;
        }
        let mut used = vec![false; self.cells.len()];
        let mut chains = Vec::new();
        let place = |i: usize| [(i % self.width) as f64 + 0.5, (i / self.width) as f64 + 0.5];
        let walk = |start: usize, from: Option<usize>, used: &mut Vec<bool>| {
            let mut pixels: Vec<usize> = from.into_iter().chain([start]).collect();
            used[start] = true;
            let first = from.and_then(|n| node_of.get(&n).copied());
            let mut last = None;
            let mut is_closed = false;
            loop {
                let here = pixels[pixels.len() - 1];
                let before = if pixels.len() > 1 { Some(pixels[pixels.len() - 2]) } else { None };
                let around = self.ring(here);
                let onward = around.iter().copied().find(|j| {
                    self.cells[*j] != 0 && Some(*j) != before && !node_of.contains_key(j) && !used[*j]
                });
                let ends = around
                    .iter()
                    .copied()
                    .find(|j| node_of.contains_key(j) && Some(*j) != before && Some(*j) != from);
                // A chain of one pixel may return to the node it came from by another of its pixels.
                if let Some(node) = ends
                    && (pixels.len() > 2 || node_of.get(&node).copied() != first || onward.is_none())
                {
                    pixels.push(node);
                    last = node_of.get(&node).copied();
                    break;
                }
                match onward {
                    Some(next) => {
                        used[next] = true;
                        pixels.push(next);
                    }
                    None => {
                        is_closed = from.is_none() && pixels.len() > 6 && around.contains(&pixels[0]);
                        break;
                    }
                }
            }
            Chain { points: pixels.into_iter().map(place).collect(), nodes: [first, last], is_closed }
        };
        for &i in &all {
            if !node_of.contains_key(&i) {
                continue;
            }
            for j in self.ring(i) {
                if self.cells[j] != 0 && !node_of.contains_key(&j) && !used[j] {
                    chains.push(walk(j, Some(i), &mut used));
                }
            }
        }
        // Free ends first, so that an open line is not begun in its middle.
        for pass in 0..2 {
            for &i in &all {
                let count = self.ring(i).iter().filter(|j| self.cells[**j] != 0).count();
                if !used[i] && !node_of.contains_key(&i) && (pass == 1 || count <= 1) {
                    chains.push(walk(i, None, &mut used));
                }
            }
        }
        (chains, nodes)
    }
}
