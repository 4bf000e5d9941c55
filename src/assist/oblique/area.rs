//! Areas of a picture that polygons cover, at rest and on their way.

/// Draws all places that a polygon passes on its way to another one.
pub(super) fn sweep(drawn: &mut [bool], size: [usize; 2], from: &[[f64; 2]], to: &[[f64; 2]]) {
    fill(drawn, size, from);
    fill(drawn, size, to);
    for i in 0..from.len() {
        let j = (i + 1) % from.len();
        fill(drawn, size, &[from[i], from[j], to[j], to[i]]);
    }
}

/// Fills a polygon (even-odd rule), at the middles of pixels.
pub(super) fn fill(drawn: &mut [bool], [width, height]: [usize; 2], polygon: &[[f64; 2]]) {
    let (low, high) =
        polygon.iter().fold((f64::MAX, f64::MIN), |(l, h), p| (f64::min(l, p[1]), f64::max(h, p[1])));
    if !(low.is_finite() && high.is_finite()) {
        return;
    }
    let first = (low - 0.5).ceil().max(0.0) as usize;
    let last = ((high - 0.5).floor().max(-1.0) + 1.0) as usize;
    let mut crossings: Vec<f64> = Vec::new();
    for row in first..last.min(height) {
        let y = row as f64 + 0.5;
        crossings.clear();
        for (a, b) in polygon.iter().zip(polygon.iter().cycle().skip(1)) {
            if (a[1] > y) != (b[1] > y) {
                crossings.push(a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]));
            }
        }
        crossings.sort_by(f64::total_cmp);
        for pair in crossings.chunks_exact(2) {
            let from = (pair[0] - 0.5).ceil().clamp(0.0, width as f64) as usize;
            let to = (pair[1] + 0.5).floor().clamp(0.0, width as f64) as usize;
            if from < to {
                drawn[row * width + from..row * width + to].fill(true);
            }
        }
    }
}
