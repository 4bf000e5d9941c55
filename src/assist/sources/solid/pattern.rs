//! Patterns in the places of equal holes: circles of holes, grids, rows.

/// How equal things are placed.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::sources) enum Pattern {
    /// No pattern: one by one.
    Single(Vec<[f64; 2]>),
    /// Evenly round a centre.
    Polar {
        center: [f64; 2],
        radius: f64,
        /// Direction of the first, in degrees.
        start: f64,
        count: usize,
    },
    /// In rows and columns around a centre.
    Grid { center: [f64; 2], spacing: [f64; 2], counts: [usize; 2] },
}

impl Pattern {
    /// The pattern of some centres; `tolerance` is how far a place may be off, in millimetres.
    pub(in crate::sources) fn of(centers: &[[f64; 2]], tolerance: f64) -> Self {
        grid(centers, tolerance)
            .or_else(|| polar(centers, tolerance))
            .unwrap_or_else(|| Self::Single(centers.to_vec()))
    }
}

fn grid(centers: &[[f64; 2]], tolerance: f64) -> Option<Pattern> {
    if centers.len() < 2 {
        return None;
    }
    let steps = |axis: usize| {
        let mut values: Vec<f64> = centers.iter().map(|c| c[axis]).collect();
        values.sort_by(f64::total_cmp);
        let groups: Vec<f64> = values
            .chunk_by(|a, b| b - a <= tolerance)
            .map(|group| group.iter().sum::<f64>() / group.len() as f64)
            .collect();
        let count = groups.len();
        let (first, last) = (groups[0], groups[count - 1]);
        let spacing = if count > 1 { (last - first) / (count - 1) as f64 } else { 0.0 };
        let is_even =
            groups.iter().enumerate().all(|(i, v)| (v - first - i as f64 * spacing).abs() <= tolerance);
        is_even.then_some((0.5 * (first + last), spacing, count))
    };
    let (x, y) = (steps(0)?, steps(1)?);
    // Equal numbers in rows and columns, none missing: as many places as centres, each near one.
    let is_full = x.2 * y.2 == centers.len()
        && (0..x.2).all(|i| {
            (0..y.2).all(|j| {
                let place = |s: (f64, f64, usize), i: usize| s.0 + (i as f64 - 0.5 * (s.2 - 1) as f64) * s.1;
                let p = [place(x, i), place(y, j)];
                centers.iter().any(|c| (c[0] - p[0]).abs() <= tolerance && (c[1] - p[1]).abs() <= tolerance)
            })
        });
    is_full.then_some(Pattern::Grid { center: [x.0, y.0], spacing: [x.1, y.1], counts: [x.2, y.2] })
}

fn polar(centers: &[[f64; 2]], tolerance: f64) -> Option<Pattern> {
    let count = centers.len();
    if count < 3 {
        return None;
    }
    let mean = |axis: usize| centers.iter().map(|c| c[axis]).sum::<f64>() / count as f64;
    let center = [mean(0), mean(1)];
    let radius =
        centers.iter().map(|c| (c[0] - center[0]).hypot(c[1] - center[1])).sum::<f64>() / count as f64;
    let step = std::f64::consts::TAU / count as f64;
    let angle = |c: &[f64; 2]| (c[1] - center[1]).atan2(c[0] - center[0]).rem_euclid(std::f64::consts::TAU);
    let mut angles: Vec<f64> = centers.iter().map(angle).collect();
    angles.sort_by(f64::total_cmp);
    // The first may lie just below a full turn.
    let start = angles.iter().enumerate().map(|(i, a)| a - i as f64 * step).sum::<f64>() / count as f64;
    let is_even = (0..count).all(|i| {
        let a = start + i as f64 * step;
        let p = [center[0] + radius * a.cos(), center[1] + radius * a.sin()];
        centers.iter().any(|c| (c[0] - p[0]).hypot(c[1] - p[1]) <= tolerance)
    });
    if !is_even {
        return None;
    }
    let start = start.rem_euclid(step).to_degrees();
    // Engineers start at whole fractions of a turn; the tolerance in degrees follows from the radius.
    let near = (tolerance / radius.max(1e-9)).to_degrees();
    let whole = (start / 7.5).round() * 7.5;
    let start = if (start - whole).abs() <= near { whole } else { (start * 10.0).round() / 10.0 };
    Some(Pattern::Polar { center, radius, start: start % step.to_degrees(), count })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_on_a_circle_are_a_polar_pattern() {
        let centers: Vec<[f64; 2]> = (0..6)
            .map(|i| {
                let a = f64::from(i) * 60_f64.to_radians() + 0.0003;
                [10.0 + 20.0 * a.cos(), 5.0 + 20.01 * a.sin()]
            })
            .collect();
        let Pattern::Polar { center, radius, start, count } = Pattern::of(&centers, 0.05) else {
            panic!("{:?}", Pattern::of(&centers, 0.05))
        };
        assert!(
            (center[0] - 10.0).abs() < 0.02 && (center[1] - 5.0).abs() < 0.02 && (radius - 20.0).abs() < 0.02
        );
        assert_eq!((start, count), (0.0, 6));
    }

    #[test]
    fn rows_and_columns_are_a_grid() {
        let centers: Vec<[f64; 2]> =
            (0..6).map(|i| [f64::from(i % 3) * 15.0 - 15.0, f64::from(i / 3) * 30.0 - 15.0]).collect();
        let expected = Pattern::Grid { center: [0.0, 0.0], spacing: [15.0, 30.0], counts: [3, 2] };
        assert_eq!(Pattern::of(&centers, 0.01), expected);
        assert_eq!(Pattern::of(&centers[..5], 0.01), Pattern::Single(centers[..5].to_vec()));
    }

    #[test]
    fn one_place_is_no_pattern() {
        assert_eq!(Pattern::of(&[[1.0, 2.0]], 0.1), Pattern::Single(vec![[1.0, 2.0]]));
    }
}
