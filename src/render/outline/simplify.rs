//! Simplifies closed lines.
//!
//! Source: Douglas and Peucker, "Algorithms for the reduction of the number of points" (1973).

/// The corners of a closed line such that it stays within `tolerance` of the given one.
///
/// The two points farthest from each other along the line's box are kept as ends; a last pass drops
/// corners that the ends left standing on a straight side.
pub(super) fn closed(points: &[[f64; 2]], tolerance: f64) -> Vec<[f64; 2]> {
    if points.len() < 4 {
        return points.to_vec();
    }
    // Start at a true corner: the point farthest from the centre.
    let count = points.len() as f64;
    let center = [0, 1].map(|k| points.iter().map(|p| p[k]).sum::<f64>() / count);
    let start = farthest_from(points, center);
    let ring: Vec<[f64; 2]> = points[start..].iter().chain(&points[..=start]).copied().collect();
    let opposite = farthest_from(&ring, ring[0]);
    let mut kept = vec![0];
    keep_between(&ring, 0, opposite, tolerance, &mut kept);
    kept.push(opposite);
    keep_between(&ring, opposite, ring.len() - 1, tolerance, &mut kept);
    let mut corners: Vec<[f64; 2]> = kept.iter().map(|&i| ring[i]).collect();
    let mut i = 0;
    while corners.len() > 3 && i < corners.len() {
        let before = corners[(i + corners.len() - 1) % corners.len()];
        let after = corners[(i + 1) % corners.len()];
        if distance_to_segment(corners[i], before, after) < tolerance * 0.5 {
            corners.remove(i);
        } else {
            i += 1;
        }
    }
    corners
}

/// Adds the indices of the points between two ends that must stay, in order.
fn keep_between(points: &[[f64; 2]], first: usize, last: usize, tolerance: f64, kept: &mut Vec<usize>) {
    // A stack in place of recursion: lines may have tens of thousands of points.
    let mut open = vec![(first, last)];
    while let Some((from, to)) = open.pop() {
        let farthest = (from + 1..to)
            .map(|i| (i, distance_to_segment(points[i], points[from], points[to])))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((at, distance)) = farthest
            && distance > tolerance
        {
            open.push((at, to));
            open.push((from, at));
        } else if to != last {
            kept.push(to);
        }
    }
}

fn farthest_from(points: &[[f64; 2]], [x, y]: [f64; 2]) -> usize {
    let distance = |p: &[f64; 2]| (p[0] - x).powi(2) + (p[1] - y).powi(2);
    (0..points.len()).max_by(|&a, &b| distance(&points[a]).total_cmp(&distance(&points[b]))).unwrap_or(0)
}

fn distance_to_segment(p: [f64; 2], a: [f64; 2], b: [f64; 2]) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let squared = dx * dx + dy * dy;
    let t = if squared > 0.0 {
        (((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / squared).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (p[0] - a[0] - t * dx).hypot(p[1] - a[1] - t * dy)
}
