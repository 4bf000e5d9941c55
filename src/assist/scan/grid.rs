//! The nearest of many points, by a hash of cells.

use std::collections::HashMap;

use glam::{DVec3, IVec3};

/// Points sorted into cubic cells.
#[derive(Clone, Debug)]
pub(crate) struct PointGrid {
    cell: f64,
    points: Vec<DVec3>,
    cells: HashMap<IVec3, Vec<u32>>,
    /// Corners of the box of occupied cells.
    low: IVec3,
    high: IVec3,
}

impl PointGrid {
    /// Sorts points into cells of a side that suits their number.
    pub(crate) fn new(points: Vec<DVec3>) -> Self {
        let (mut min, mut max) = (DVec3::INFINITY, DVec3::NEG_INFINITY);
        for p in &points {
            (min, max) = (min.min(*p), max.max(*p));
        }
        // Points lie on a surface: about as many cells as points when its area is that of the box.
        let size = max - min;
        let area = 2.0 * (size.x * size.y + size.y * size.z + size.z * size.x);
        let cell = (2.0 * area / points.len().max(1) as f64).sqrt().max(size.max_element() * 1e-6);
        let cell = if cell.is_finite() && cell > 0.0 { cell } else { 1.0 };
        let mut cells: HashMap<IVec3, Vec<u32>> = HashMap::new();
        let (mut low, mut high) = (IVec3::MAX, IVec3::MIN);
        for (index, p) in points.iter().enumerate() {
            let key = key(*p, cell);
            (low, high) = (low.min(key), high.max(key));
            cells.entry(key).or_default().push(index as u32);
        }
        Self { cell, points, cells, low, high }
    }

    /// Up to `count` nearest points with their distances, the nearest first.
    pub(crate) fn nearest_of(&self, p: DVec3, count: usize) -> Vec<(usize, f64)> {
        if self.points.is_empty() {
            return Vec::new();
        }
        let center = key(p, self.cell);
        let start = center.clamp(self.low, self.high);
        // Rings around the cell of the point; far outside of the box they begin where the box does.
        let first = (start - center).abs().max_element();
        let last = (center - self.low).abs().max((center - self.high).abs()).max_element();
        let mut found: Vec<(usize, f64)> = Vec::new();
        for ring in first..=last {
            for key in ring_cells(center, ring, self.low, self.high) {
                let Some(cell) = self.cells.get(&key) else { continue };
                found.extend(cell.iter().map(|&i| (i as usize, self.points[i as usize].distance(p))));
            }
            if found.len() >= count {
                found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
                found.truncate(count);
                // Whatever lies in farther rings is at least this far away.
                if found[count - 1].1 <= f64::from(ring) * self.cell {
                    return found;
                }
            }
        }
        found.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        found.truncate(count);
        found
    }
}

fn key(p: DVec3, cell: f64) -> IVec3 {
    (p / cell).floor().as_ivec3()
}

/// The cells at a distance of `ring` cells from one, within a box.
fn ring_cells(center: IVec3, ring: i32, low: IVec3, high: IVec3) -> impl Iterator<Item = IVec3> {
    let from = (center - IVec3::splat(ring)).max(low);
    let to = (center + IVec3::splat(ring)).min(high);
    (from.x..=to.x).flat_map(move |x| {
        (from.y..=to.y).flat_map(move |y| {
            let on_shell = (x - center.x).abs() == ring || (y - center.y).abs() == ring;
            let step = if on_shell || ring == 0 { 1 } else { 2 * ring };
            // Off the shell in x and y only the two ends in z belong to the ring.
            let first = if on_shell { from.z } else { center.z - ring };
            (first..=to.z)
                .step_by(step as usize)
                .filter(move |z| *z >= from.z)
                .map(move |z| IVec3::new(x, y, z))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_found_everywhere() {
        let mut rng = fastrand::Rng::with_seed(3);
        let mut random = |scale: f64| DVec3::from_array(std::array::from_fn(|_| (rng.f64() - 0.5) * scale));
        let points: Vec<DVec3> = (0..800).map(|_| random(20.0)).collect();
        let grid = PointGrid::new(points.clone());
        for _ in 0..300 {
            let p = random(60.0);
            let mut all: Vec<f64> = points.iter().map(|q| q.distance(p)).collect();
            all.sort_by(f64::total_cmp);
            let found: Vec<f64> = grid.nearest_of(p, 5).into_iter().map(|(_, d)| d).collect();
            assert_eq!(found, all[..5]);
        }
    }
}
