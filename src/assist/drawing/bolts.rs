//! Circles that lie evenly on another circle: their places follow from its diameter.

use std::f64::consts::TAU;

use super::axes::sensible;

type Point = [f64; 2];

/// Pixels that places may be off.
const NEAR: f64 = 3.0;
/// Radii of equal circles differ by no more pixels.
const SAME_RADIUS: f64 = 2.2;

/// Which circles lie on a bolt circle: index, the middle of the bolt circle in pixels, and the exact way from
/// there in millimetres.
///
/// `circles` are middles and radii in pixels, x to the right and y up; `middle` is that of the view; `written`
/// are lengths in millimetres one of which may be the diameter; `error` is in pixels.
pub(super) fn offsets(
    circles: &[(Point, f64)],
    middle: Point,
    scale: f64,
    written: &[f64],
    error: f64,
) -> Vec<(usize, Point, Point)> {
    let mut found = Vec::new();
    let mut is_used = vec![false; circles.len()];
    for first in 0..circles.len() {
        if is_used[first] {
            continue;
        }
        let alike: Vec<usize> =
            (0..circles.len()).filter(|i| (circles[*i].1 - circles[first].1).abs() < SAME_RADIUS).collect();
        if alike.len() < 3 {
            continue;
        }
        let others = (0..circles.len()).filter(|i| !alike.contains(i)).map(|i| circles[i].0);
        let centers = std::iter::once(middle).chain(others);
        let Some((center, radius, members)) =
            centers.filter_map(|center| evenly(circles, &alike, first, center)).max_by_key(|f| f.2.len())
        else {
            continue;
        };
        let count = members.len();
        let measured = 2.0 * radius / scale;
        let near = (0.008 * measured).max(1.6 / scale);
        let known = written
            .iter()
            .copied()
            .filter(|w| (w - measured).abs() < near)
            .min_by(|a, b| (a - measured).abs().total_cmp(&(b - measured).abs()));
        // Four holes are a rectangle rather than a circle unless a diameter is written.
        if count == 4 && known.is_none() {
            continue;
        }
        let exact = 0.5 * known.unwrap_or_else(|| sensible(measured, 1.5 * error / scale));
        let step = TAU / count as f64;
        let angle = |i: usize| {
            let [x, y] = circles[i].0;
            (y - center[1]).atan2(x - center[0])
        };
        // The mean of where the row begins, then what an engineer would have chosen.
        let begins = angle(members[0]);
        let lag: f64 = members
            .iter()
            .map(|i| (angle(*i) - begins + step / 2.0).rem_euclid(step) - step / 2.0)
            .sum::<f64>()
            / count as f64;
        let start = (begins + lag).to_degrees();
        let round = (start / 5.0).round() * 5.0;
        let start = if (start - round).abs() < 1.2 { round } else { (start * 2.0).round() / 2.0 };
        for i in members {
            let turn = ((angle(i).to_degrees() - start) / step.to_degrees()).round() * step.to_degrees();
            let (sin, cos) = (start + turn).to_radians().sin_cos();
            is_used[i] = true;
            found.push((i, center, [exact * cos, exact * sin]));
        }
    }
    found
}

/// The circles like the first that lie evenly around a middle: the middle, their distance, and which.
fn evenly(
    circles: &[(Point, f64)],
    alike: &[usize],
    first: usize,
    center: Point,
) -> Option<(Point, f64, Vec<usize>)> {
    let far = |i: usize| (circles[i].0[0] - center[0]).hypot(circles[i].0[1] - center[1]);
    let radius = far(first);
    let members: Vec<usize> = alike.iter().copied().filter(|i| (far(*i) - radius).abs() < NEAR).collect();
    if members.len() < 3 || radius < 3.0 * NEAR {
        return None;
    }
    let mut angles: Vec<f64> =
        members.iter().map(|i| (circles[*i].0[1] - center[1]).atan2(circles[*i].0[0] - center[0])).collect();
    angles.sort_by(f64::total_cmp);
    let step = TAU / members.len() as f64;
    let limit = 2.0 * NEAR / radius;
    let is_even = angles.windows(2).all(|pair| (pair[1] - pair[0] - step).abs() < limit);
    let mean = members.iter().map(|i| far(*i)).sum::<f64>() / members.len() as f64;
    is_even.then_some((center, mean, members))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_holes_a_pixel_off_have_the_places_of_their_circle() {
        let at = |k: usize, off: f64| {
            let (sin, cos) = (k as f64 * TAU / 6.0).sin_cos();
            ([200.0 + 90.0 * cos + off, 200.0 + 90.0 * sin - off], 11.0)
        };
        let mut circles: Vec<(Point, f64)> =
            (0..6).map(|k| at(k, if k % 2 == 0 { 0.8 } else { -0.7 })).collect();
        circles.push(([200.0, 200.0], 40.0));
        let found = offsets(&circles, [200.0, 200.0], 2.0, &[90.0], 1.0);
        assert_eq!(found.len(), 6);
        for (i, _, off) in found {
            let (sin, cos) = (i as f64 * TAU / 6.0).sin_cos();
            assert!((off[0] - 45.0 * cos).abs() < 1e-9 && (off[1] - 45.0 * sin).abs() < 1e-9, "{i}: {off:?}");
        }
    }

    #[test]
    fn four_holes_without_a_diameter_are_a_rectangle() {
        let circles = [[0.0, 0.0], [100.0, 0.0], [100.0, 100.0], [0.0, 100.0]].map(|p| (p, 9.0));
        assert!(offsets(&circles, [50.0, 50.0], 2.0, &[50.0], 1.0).is_empty());
        assert_eq!(offsets(&circles, [50.0, 50.0], 2.0, &[70.7], 1.0).len(), 4);
    }
}
