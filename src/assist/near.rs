//! Nearest neighbours in a cloud of points: a tree that halves the points at each step.

use glam::DVec3;

/// Points in a leaf.
const LEAF: usize = 8;

/// Points arranged so that the nearest to any place is found fast.
#[derive(Clone, Debug)]
pub struct Near {
    points: Vec<DVec3>,
    /// The index that each point had.
    index: Vec<u32>,
    /// Axis and place of each parting, in the order in which the search comes by: a parting, then
    /// all of its lower half, then all of its upper half.
    partings: Vec<Parting>,
}

#[derive(Clone, Copy, Debug)]
struct Parting {
    axis: usize,
    at: f64,
    /// Where the partings of the upper half begin.
    upper: usize,
}

impl Near {
    /// Arranges points.
    pub fn new(points: &[DVec3]) -> Self {
        let mut index: Vec<u32> = (0..points.len() as u32).collect();
        let mut partings = Vec::new();
        part(points, &mut index, &mut partings);
        Self { points: index.iter().map(|i| points[*i as usize]).collect(), index, partings }
    }

    /// Index and squared distance of the nearest point; `None` in an empty cloud.
    pub fn nearest(&self, to: DVec3) -> Option<(usize, f64)> {
        let mut best = (usize::MAX, f64::INFINITY);
        self.search(0, self.points.len(), 0, to, &mut best);
        (best.0 != usize::MAX).then(|| (self.index[best.0] as usize, best.1))
    }

    /// Index and distance of up to `count` nearest points, the nearest first, lower indices first
    /// among equals.
    pub fn nearest_of(&self, to: DVec3, count: usize) -> Vec<(usize, f64)> {
        let mut found: Vec<(usize, f64)> = Vec::with_capacity(count + 1);
        // Halves still to be searched, with the squared distance that all of their points have at least.
        let mut open = vec![(0, self.points.len(), 0, 0.0)];
        while let Some((from, upto, parting, least)) = open.pop() {
            if found.len() == count && found.last().is_none_or(|worst| least > worst.1) {
                continue;
            }
            if upto - from <= LEAF {
                for i in from..upto {
                    let new = (self.index[i] as usize, self.points[i].distance_squared(to));
                    let at = found.partition_point(|known| (known.1, known.0) < (new.1, new.0));
                    if at < count {
                        found.insert(at, new);
                        found.truncate(count);
                    }
                }
                continue;
            }
            let Parting { axis, at, upper } = self.partings[parting];
            let middle = (from + upto) / 2;
            let offset = to[axis] - at;
            let beyond = least.max(offset * offset);
            let (lower, higher) = ((from, middle, parting + 1), (middle, upto, upper));
            let (near, far) = if offset < 0.0 { (lower, higher) } else { (higher, lower) };
            open.push((far.0, far.1, far.2, beyond));
            open.push((near.0, near.1, near.2, least));
        }
        found.into_iter().map(|(i, squared)| (i, squared.sqrt())).collect()
    }

    fn search(&self, from: usize, to: usize, parting: usize, place: DVec3, best: &mut (usize, f64)) {
        if to - from <= LEAF {
            for i in from..to {
                let distance = self.points[i].distance_squared(place);
                if distance < best.1 {
                    *best = (i, distance);
                }
            }
            return;
        }
        let Parting { axis, at, upper } = self.partings[parting];
        let middle = (from + to) / 2;
        let offset = place[axis] - at;
        if offset < 0.0 {
            self.search(from, middle, parting + 1, place, best);
            if offset * offset < best.1 {
                self.search(middle, to, upper, place, best);
            }
        } else {
            self.search(middle, to, upper, place, best);
            if offset * offset < best.1 {
                self.search(from, middle, parting + 1, place, best);
            }
        }
    }

    /// Whether a point within a distance is one of those that are wanted.
    pub fn any_within(&self, place: DVec3, distance: f64, is_wanted: impl Fn(usize) -> bool) -> bool {
        let mut halves = vec![(0, self.points.len(), 0)];
        while let Some((from, to, parting)) = halves.pop() {
            if to - from <= LEAF {
                let is_there = |i: &usize| self.points[*i].distance_squared(place) <= distance * distance;
                if (from..to).filter(is_there).any(|i| is_wanted(self.index[i] as usize)) {
                    return true;
                }
                continue;
            }
            let Parting { axis, at, upper } = self.partings[parting];
            let (middle, offset) = ((from + to) / 2, place[axis] - at);
            if offset <= distance {
                halves.push((from, middle, parting + 1));
            }
            if offset >= -distance {
                halves.push((middle, to, upper));
            }
        }
        false
    }

    /// Squared distance from each place to its nearest point here.
    pub fn squared_distances(&self, from: &[DVec3]) -> Vec<f64> {
        from.iter().map(|p| self.nearest(*p).map_or(f64::INFINITY, |(_, d)| d)).collect()
    }
}

/// Parts points at the median across their widest axis, and each half again.
fn part(points: &[DVec3], index: &mut [u32], partings: &mut Vec<Parting>) {
    if index.len() <= LEAF {
        return;
    }
    let all = index.iter().map(|i| points[*i as usize]);
    let (low, high) = all.fold((DVec3::INFINITY, DVec3::NEG_INFINITY), |(l, h), p| (l.min(p), h.max(p)));
    let size = high - low;
    let axis = (0..3).max_by(|a, b| size[*a].total_cmp(&size[*b])).unwrap_or(0);
    let middle = index.len() / 2;
    let at = |i: &u32| points[*i as usize][axis];
    index.select_nth_unstable_by(middle, |a, b| at(a).total_cmp(&at(b)));
    let this = partings.len();
    partings.push(Parting { axis, at: at(&index[middle]), upper: 0 });
    let (lower, upper) = index.split_at_mut(middle);
    part(points, lower, partings);
    partings[this].upper = partings.len();
    part(points, upper, partings);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_that_of_looking_at_all() {
        let mut chance = fastrand::Rng::with_seed(3);
        let mut cloud = |count: usize| -> Vec<DVec3> {
            // Few different values along z, so that many points tie.
            (0..count)
                .map(|_| DVec3::new(chance.f64(), chance.f64() * 3.0, f64::from(chance.u8(0..4))))
                .collect()
        };
        for count in [1, 2, 7, 9, 100, 1000] {
            let (points, places) = (cloud(count), cloud(200));
            let near = Near::new(&points);
            for place in places {
                let all = points.iter().map(|p| p.distance_squared(place)).fold(f64::INFINITY, f64::min);
                let (index, distance) = near.nearest(place).expect("there are points");
                assert_eq!((distance, points[index].distance_squared(place)), (all, all));
            }
        }
        assert_eq!(Near::new(&[]).nearest(DVec3::ZERO), None);
    }

    #[test]
    fn the_nearest_few_are_found_everywhere() {
        let mut rng = fastrand::Rng::with_seed(3);
        let mut random = |scale: f64| DVec3::from_array(std::array::from_fn(|_| (rng.f64() - 0.5) * scale));
        let points: Vec<DVec3> = (0..800).map(|_| random(20.0)).collect();
        let near = Near::new(&points);
        for _ in 0..300 {
            let p = random(60.0);
            let mut all: Vec<f64> = points.iter().map(|q| q.distance(p)).collect();
            all.sort_by(f64::total_cmp);
            let found: Vec<f64> = near.nearest_of(p, 5).into_iter().map(|(_, d)| d).collect();
            assert_eq!(found, all[..5]);
        }
        assert_eq!(near.nearest_of(DVec3::ZERO, 1000).len(), 800);
        assert_eq!(Near::new(&[]).nearest_of(DVec3::ZERO, 3), []);
    }
}
