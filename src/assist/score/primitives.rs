//! P-F1 of Text2CAD's evaluation: whether the right lines, arcs and circles were drawn.
//!
//! Sketches are paired in order; within a pair, loops are assigned so that the sum of the distances of
//! their boxes is least, and within paired loops the curves likewise. A pair of curves of one class
//! is a hit of that class; a curve without a partner of its class is missing or too much. The F1 of
//! a class counts over one sample; the mean over samples takes those whose truth has the class.

use super::body::Box3;

/// Class of a curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A straight line.
    Line,
    /// Part of a circle.
    Arc,
    /// A whole circle.
    Circle,
}

impl Class {
    /// All classes.
    pub const ALL: [Self; 3] = [Self::Line, Self::Arc, Self::Circle];
}

/// A curve with its box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    /// What it is.
    pub class: Class,
    /// The box around it, in the frame of the sketch.
    pub bounds: Box3,
}

/// The loops of one sketch.
pub type Sketch = Vec<Vec<Curve>>;

/// F1 of lines, arcs, circles and extrusions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrimitiveF1 {
    /// In the order of [`Class::ALL`]; `None` where the truth has no such curve.
    pub classes: [Option<f64>; 3],
    /// From the numbers of extrusions.
    pub extrusion: f64,
}

impl PrimitiveF1 {
    /// ReCAD's figure: the mean over the classes that the truth has; `None` without any.
    pub fn mean(&self) -> Option<f64> {
        let there: Vec<f64> = self.classes.into_iter().flatten().collect();
        (!there.is_empty()).then(|| there.iter().sum::<f64>() / there.len() as f64)
    }
}

/// Compares the sketches of an answer with those of the truth; each sketch is one extrusion.
pub fn compare(answer: &[Sketch], truth: &[Sketch]) -> PrimitiveF1 {
    let mut hits = [0usize; 3];
    for (a, b) in answer.iter().zip(truth) {
        let boxes = |sketch: &Sketch| -> Vec<Box3> { sketch.iter().map(|curves| around(curves)).collect() };
        for (i, j) in assigned(&boxes(a), &boxes(b)) {
            let boxes = |curves: &[Curve]| -> Vec<Box3> { curves.iter().map(|c| c.bounds).collect() };
            for (k, l) in assigned(&boxes(&a[i]), &boxes(&b[j])) {
                if a[i][k].class == b[j][l].class {
                    hits[a[i][k].class as usize] += 1;
                }
            }
        }
    }
    let count = |sketches: &[Sketch], class: Class| {
        sketches.iter().flatten().flatten().filter(|curve| curve.class == class).count()
    };
    let f1 = |hits: usize, got: usize, wanted: usize| {
        if got + wanted == 0 { 0.0 } else { 2.0 * hits as f64 / (got + wanted) as f64 }
    };
    PrimitiveF1 {
        classes: Class::ALL.map(|class| {
            let wanted = count(truth, class);
            (wanted > 0).then(|| f1(hits[class as usize], count(answer, class), wanted))
        }),
        extrusion: f1(answer.len().min(truth.len()), answer.len(), truth.len()),
    }
}

fn around(curves: &[Curve]) -> Box3 {
    let corners = curves.iter().flat_map(|c| [c.bounds.min, c.bounds.max]);
    Box3::of(corners).unwrap_or(Box3 { min: glam::DVec3::ZERO, max: glam::DVec3::ZERO })
}

/// The pairing of boxes with the least sum of the distances of their corners (Hungarian method).
fn assigned(a: &[Box3], b: &[Box3]) -> Vec<(usize, usize)> {
    let cost = |i: usize, j: usize| a[i].min.distance(b[j].min) + a[i].max.distance(b[j].max);
    if a.len() <= b.len() {
        assignment(a.len(), b.len(), cost)
    } else {
        assignment(b.len(), a.len(), |i, j| cost(j, i)).into_iter().map(|(i, j)| (j, i)).collect()
    }
}

/// Each of `rows` gets one of at least as many `columns`, with the least sum of costs
/// (Kuhn and Munkres with potentials, cubic).
fn assignment(rows: usize, columns: usize, cost: impl Fn(usize, usize) -> f64) -> Vec<(usize, usize)> {
    let (mut u, mut v) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    // Row of each column, from 1; 0 is none.
    let mut row_of = vec![0usize; columns + 1];
    for row in 1..=rows {
        row_of[0] = row;
        let (mut column, mut way) = (0, vec![0usize; columns + 1]);
        let (mut least, mut used) = (vec![f64::INFINITY; columns + 1], vec![false; columns + 1]);
        while row_of[column] != 0 {
            used[column] = true;
            let (mut step, mut next) = (f64::INFINITY, 0);
            for other in (1..=columns).filter(|c| !used[*c]) {
                let reduced = cost(row_of[column] - 1, other - 1) - u[row_of[column]] - v[other];
                if reduced < least[other] {
                    (least[other], way[other]) = (reduced, column);
                }
                if least[other] < step {
                    (step, next) = (least[other], other);
                }
            }
            for other in 0..=columns {
                if used[other] {
                    u[row_of[other]] += step;
                    v[other] -= step;
                } else {
                    least[other] -= step;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[way[column]];
            column = way[column];
        }
    }
    (1..=columns).filter(|c| row_of[*c] != 0).map(|c| (row_of[c] - 1, c - 1)).collect()
}

#[cfg(test)]
mod tests {
    use glam::DVec3;

    use super::*;

    fn curve(class: Class, x: f64, y: f64, w: f64, h: f64) -> Curve {
        Curve { class, bounds: Box3 { min: DVec3::new(x, y, 0.0), max: DVec3::new(x + w, y + h, 0.0) } }
    }

    fn square() -> Vec<Curve> {
        [(0.0, 0.0, 4.0, 0.0), (4.0, 0.0, 0.0, 4.0), (0.0, 4.0, 4.0, 0.0), (0.0, 0.0, 0.0, 4.0)]
            .map(|(x, y, w, h)| curve(Class::Line, x, y, w, h))
            .to_vec()
    }

    #[test]
    fn the_assignment_is_that_of_scipy() {
        // scipy.optimize.linear_sum_assignment([[4,1,3,9],[2,0,5,8],[3,2,2,7]]): columns 1, 0, 2, sum 5.
        let costs = [[4.0, 1.0, 3.0, 9.0], [2.0, 0.0, 5.0, 8.0], [3.0, 2.0, 2.0, 7.0]];
        let mut pairs = assignment(3, 4, |i, j| costs[i][j]);
        pairs.sort_unstable();
        assert_eq!(pairs, [(0, 1), (1, 0), (2, 2)]);
    }

    #[test]
    fn missing_and_wrong_curves_lower_the_score() {
        let hole = vec![curve(Class::Circle, 1.0, 1.0, 2.0, 2.0)];
        let truth = vec![vec![square(), hole.clone()]];
        let same = compare(&truth, &truth);
        assert_eq!(
            (same.classes, same.extrusion, same.mean()),
            ([Some(1.0), None, Some(1.0)], 1.0, Some(1.0))
        );
        // An arc in place of one line, and no hole: 3 hits of 3 and 4 lines.
        let mut outline = square();
        outline[2].class = Class::Arc;
        let found = compare(&[vec![outline]], &truth);
        assert_eq!(found.classes, [Some(6.0 / 7.0), None, Some(0.0)]);
        // The order of loops does not matter; a second extrusion is too much.
        let two = compare(&[vec![hole, square()], vec![square()]], &truth);
        assert_eq!((two.classes[2], two.extrusion), (Some(1.0), 2.0 / 3.0));
        assert_eq!(two.classes[0], Some(2.0 * 4.0 / 12.0));
    }
}
