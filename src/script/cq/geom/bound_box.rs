//! An axis-aligned box, as `Shape.BoundingBox()` returns it.

use super::Vector;

/// An axis-aligned box in millimetres with a gap that is added on every side.
///
/// Like OCCT's `Bnd_Box`, enlarging sets the gap to the larger of the old and the new one; it does
/// not add them up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoundBox {
    inner_min: Vector,
    inner_max: Vector,
    gap: f64,
}

impl BoundBox {
    /// The box between two corners.
    pub const fn new(min: Vector, max: Vector) -> Self {
        Self { inner_min: min, inner_max: max, gap: 0.0 }
    }

    /// The corner with the smallest coordinates.
    pub fn min(&self) -> Vector {
        self.inner_min - Vector::new(self.gap, self.gap, self.gap)
    }

    /// The corner with the largest coordinates.
    pub fn max(&self) -> Vector {
        self.inner_max + Vector::new(self.gap, self.gap, self.gap)
    }

    /// Extents along x, y and z.
    pub fn size(&self) -> Vector {
        self.max() - self.min()
    }

    /// The middle.
    pub fn center(&self) -> Vector {
        (self.max() + self.min()) * 0.5
    }

    /// Length of the diagonal.
    pub fn diagonal(&self) -> f64 {
        self.size().length()
    }

    /// The smallest box around this one and a point.
    #[must_use]
    pub fn add_point(&self, p: Vector) -> Self {
        self.add(&Self::new(p, p))
    }

    /// The smallest box around both.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        let (a, b) = (self, other);
        let pick =
            |f: fn(f64, f64) -> f64, p: Vector, q: Vector| Vector::new(f(p.x, q.x), f(p.y, q.y), f(p.z, q.z));
        Self {
            inner_min: pick(f64::min, a.inner_min, b.inner_min),
            inner_max: pick(f64::max, a.inner_max, b.inner_max),
            gap: a.gap.max(b.gap),
        }
    }

    /// The box with a gap of at least this many millimetres on every side.
    #[must_use]
    pub fn enlarge(&self, gap: f64) -> Self {
        Self { gap: self.gap.max(gap.abs()), ..*self }
    }

    /// Whether another box lies strictly inside this one.
    pub fn contains(&self, inner: &Self) -> bool {
        let (min, max) = (self.min().array(), self.max().array());
        let (inner_min, inner_max) = (inner.min().array(), inner.max().array());
        (0..3).all(|i| inner_min[i] > min[i] && inner_max[i] < max[i])
    }

    /// The one of two boxes that encloses the other in x and y; `None` when neither does.
    pub fn outside_2d<'a>(a: &'a Self, b: &'a Self) -> Option<&'a Self> {
        let encloses = |outer: &Self, inner: &Self| {
            let (min, max) = (outer.min().array(), outer.max().array());
            let (inner_min, inner_max) = (inner.min().array(), inner.max().array());
            (0..2).all(|i| min[i] < inner_min[i] && max[i] > inner_max[i])
        };
        if encloses(a, b) {
            Some(a)
        } else if encloses(b, a) {
            Some(b)
        } else {
            None
        }
    }
}

impl From<base::Bounds> for BoundBox {
    fn from(bounds: base::Bounds) -> Self {
        Self::new(bounds.min.into(), bounds.max.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit() -> BoundBox {
        BoundBox::new(Vector::ZERO, Vector::new(1.0, 1.0, 1.0))
    }

    #[test]
    fn gap_does_not_add_up() {
        let twice = unit().enlarge(1.0).enlarge(1.0);
        assert_eq!(twice.min(), Vector::new(-1.0, -1.0, -1.0));
        assert_eq!(twice.size(), Vector::new(3.0, 3.0, 3.0));
    }

    #[test]
    fn union_and_containment() {
        let grown = unit().add_point(Vector::new(2.0, -1.0, 0.5));
        assert_eq!(grown.size(), Vector::new(2.0, 2.0, 1.0));
        assert!(!grown.contains(&unit()));
        assert!(unit().enlarge(0.1).contains(&unit()));
        assert_eq!(BoundBox::outside_2d(&unit(), &unit().enlarge(1.0)), Some(&unit().enlarge(1.0)));
        assert_eq!(BoundBox::outside_2d(&unit(), &unit()), None);
    }
}
