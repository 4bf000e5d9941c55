//! Bringing one body over another: by inertia, by turns of the axes, by closest points (ICP), and by
//! the 45° steps of Zero-to-CAD.

use base::eigen::eigen;
use glam::{DMat3, DVec3};

use super::body::Body;
use super::dexels::{self, Dexels, Grid};
use super::{cloud, dexels::Common};
use crate::near::Near;

/// A turn with a scale, then a shift: `x ↦ turn·x·scale + shift`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Motion {
    /// Rotation.
    pub turn: DMat3,
    /// Factor.
    pub scale: f64,
    /// Translation.
    pub shift: DVec3,
}

impl Motion {
    /// Nothing moves.
    pub const NONE: Self = Self { turn: DMat3::IDENTITY, scale: 1.0, shift: DVec3::ZERO };

    /// Where a point goes.
    pub fn apply(&self, p: DVec3) -> DVec3 {
        self.turn * p * self.scale + self.shift
    }

    /// This after `first`.
    #[must_use]
    pub fn after(&self, first: &Self) -> Self {
        Self { turn: self.turn * first.turn, scale: self.scale * first.scale, shift: self.apply(first.shift) }
    }
}

/// Whether an alignment may change the size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// Sizes count.
    Kept,
    /// Only shape counts.
    Free,
}

/// The 24 rotations that map the axes onto the axes.
pub fn axis_turns() -> Vec<DMat3> {
    let mut turns = Vec::with_capacity(24);
    for [i, j, k] in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        for signs in 0..8 {
            let sign = |bit: u32| if signs >> bit & 1 == 1 { -1.0 } else { 1.0 };
            let unit = |axis: usize, s: f64| DVec3::AXES[axis] * s;
            let turn = DMat3::from_cols(unit(i, sign(0)), unit(j, sign(1)), unit(k, sign(2)));
            if turn.determinant() > 0.0 {
                turns.push(turn);
            }
        }
    }
    turns
}

/// The distinct rotations that turns by multiples of 45° about x, then y, then z make.
pub fn eighth_turns() -> Vec<DMat3> {
    let mut turns: Vec<DMat3> = Vec::new();
    let angle = |i: u32| f64::from(i) * std::f64::consts::FRAC_PI_4;
    for i in 0..8 * 8 * 8 {
        let turn = DMat3::from_rotation_z(angle(i / 64))
            * DMat3::from_rotation_y(angle(i / 8 % 8))
            * DMat3::from_rotation_x(angle(i % 8));
        if !turns.iter().any(|other| other.abs_diff_eq(turn, 1e-9)) {
            turns.push(turn);
        }
    }
    turns
}

/// The rotation, scale and shift that bring points over their partners with the least sum of
/// squares (Horn 1987, with the scale as the ratio of the spreads projected on each other).
pub fn fitted(from: &[DVec3], to: &[DVec3], size: Size) -> Motion {
    let count = from.len().min(to.len()) as f64;
    if count == 0.0 {
        return Motion::NONE;
    }
    let middle = |points: &[DVec3]| points.iter().copied().sum::<DVec3>() / points.len() as f64;
    let (p, q) = (middle(from), middle(to));
    let mut s = DMat3::ZERO;
    let mut spread = 0.0;
    for (a, b) in from.iter().zip(to) {
        let (a, b) = (*a - p, *b - q);
        s += DMat3::from_cols(a * b.x, a * b.y, a * b.z);
        spread += a.length_squared();
    }
    // Element (row, column) is the sum of a[row]·b[column].
    let e = |row: usize, column: usize| s.col(column)[row];
    let n = [
        [e(0, 0) + e(1, 1) + e(2, 2), e(1, 2) - e(2, 1), e(2, 0) - e(0, 2), e(0, 1) - e(1, 0)],
        [e(1, 2) - e(2, 1), e(0, 0) - e(1, 1) - e(2, 2), e(0, 1) + e(1, 0), e(2, 0) + e(0, 2)],
        [e(2, 0) - e(0, 2), e(0, 1) + e(1, 0), -e(0, 0) + e(1, 1) - e(2, 2), e(1, 2) + e(2, 1)],
        [e(0, 1) - e(1, 0), e(2, 0) + e(0, 2), e(1, 2) + e(2, 1), -e(0, 0) - e(1, 1) + e(2, 2)],
    ];
    let [.., (_, [w, x, y, z])] = eigen(n);
    let turn = DMat3::from_quat(glam::DQuat::from_xyzw(x, y, z, w).normalize());
    let scale = match size {
        Size::Free if spread > 0.0 => {
            let along: f64 = from.iter().zip(to).map(|(a, b)| (turn * (*a - p)).dot(*b - q)).sum();
            (along / spread).max(1e-3)
        }
        Size::Free | Size::Kept => 1.0,
    };
    Motion { turn, scale, shift: q - turn * p * scale }
}

/// Iterated closest points: moves `from` over `to`, starting as they are; point to point, no
/// rejection of outliers, until the mean squared distance improves by less than a millionth.
pub fn closest_points(from: &[DVec3], to: &[DVec3], size: Size, rounds: usize) -> Motion {
    let near = Near::new(to);
    let mut motion = Motion::NONE;
    let mut last = f64::INFINITY;
    for _ in 0..rounds {
        let moved: Vec<DVec3> = from.iter().map(|p| motion.apply(*p)).collect();
        let (mut partners, mut error) = (Vec::with_capacity(moved.len()), 0.0);
        for p in &moved {
            let Some((index, distance)) = near.nearest(*p) else { return motion };
            partners.push(to[index]);
            error += distance / moved.len() as f64;
        }
        if error >= last * (1.0 - 1e-6) {
            break;
        }
        last = error;
        motion = fitted(from, &partners, size);
    }
    motion
}

/// The body with its centre of mass at the origin and scaled by 1/√(Σ|eigenvalues of inertia|/V), with
/// the eigenvectors of its inertia, ascending (CAD-Coder's frame). `None` without volume.
pub fn by_inertia(body: &Body) -> Option<(Body, DMat3)> {
    let m = body.moments()?;
    let rows: [[f64; 3]; 3] = std::array::from_fn(|i| m.inertia.row(i).to_array());
    let pairs = eigen(rows);
    let sum: f64 = pairs.iter().map(|(value, _)| value.abs()).sum();
    let scale = 1.0 / (sum / m.volume.abs()).sqrt();
    let axes = pairs.map(|(_, v)| DVec3::from_array(v));
    let axes = DMat3::from_cols(axes[0], axes[1], axes[2]);
    scale.is_finite().then(|| (body.mapped(|p| (p - m.center) * scale), axes))
}

/// CAD-Coder's four turns: with the axes as they are and two of them reversed.
pub const FOUR_SIGNS: [[f64; 3]; 4] =
    [[1.0, 1.0, 1.0], [1.0, -1.0, -1.0], [-1.0, 1.0, -1.0], [-1.0, -1.0, 1.0]];

/// IoU_best on meshes: centres of mass, inertia, four turns. `None` when a body has no volume.
pub fn best_of_four(a: &Body, b: &Body) -> Option<f64> {
    let ((a, axes_a), (b, axes_b)) = (by_inertia(a)?, by_inertia(b)?);
    let iou = |signs: [f64; 3]| {
        let turn = axes_b * DMat3::from_diagonal(DVec3::from_array(signs)) * axes_a.transpose();
        // Reflections turn a body inside out.
        dexels::common(&a.mapped(|p| turn * p).outward(), &b).iou()
    };
    Some(FOUR_SIGNS.into_iter().map(iou).fold(0.0, f64::max))
}

/// The best motion of `a` over `b` for the volume in common: 24 turns of the frames of inertia and 24
/// turns of the axes about the middles of the boxes, roughly; the best three with closest points;
/// the best of all. Gives the motion and what is common after it.
pub fn robust(a: &Body, b: &Body, size: Size, seed: u64) -> (Motion, Common) {
    const ROUGH: usize = 40;
    let (Some(box_a), Some(box_b)) = (a.bounds(), b.bounds()) else {
        return (Motion::NONE, Common::default());
    };
    let factor =
        |ratio: f64| if size == Size::Free && ratio.is_finite() && ratio > 0.0 { ratio } else { 1.0 };
    let about = |turn: DMat3, scale: f64, from: DVec3, to: DVec3| Motion {
        turn,
        scale,
        shift: to - turn * from * scale,
    };
    let mut starts = vec![Motion::NONE];
    let boxes = factor(box_b.longest() / box_a.longest());
    starts.extend(axis_turns().into_iter().map(|turn| about(turn, boxes, box_a.center(), box_b.center())));
    if let (Some(m), Some(n), Some((_, axes_a)), Some((_, axes_b))) =
        (a.moments(), b.moments(), by_inertia(a), by_inertia(b))
    {
        let volumes = factor((n.volume / m.volume).abs().cbrt());
        // A left-handed frame would make every turn a reflection.
        let right = |axes: DMat3| if axes.determinant() < 0.0 { -axes } else { axes };
        let (axes_a, axes_b) = (right(axes_a), right(axes_b));
        starts.extend(
            axis_turns()
                .into_iter()
                .map(|turn| about(axes_b * turn * axes_a.transpose(), volumes, m.center, n.center)),
        );
    }
    let rough = |motion: &Motion| dexels::common_with(&a.mapped(|p| motion.apply(p)), b, ROUGH).iou();
    let mut rated: Vec<(f64, Motion)> = starts.into_iter().map(|motion| (rough(&motion), motion)).collect();
    rated.sort_by(|x, y| y.0.total_cmp(&x.0));
    let (cloud_a, cloud_b) = (cloud::points(a, 2000, seed), cloud::points(b, 4000, seed + 1));
    let mut candidates: Vec<Motion> = rated.iter().take(3).map(|(_, motion)| *motion).collect();
    for (_, motion) in rated.into_iter().take(3) {
        let placed: Vec<DVec3> = cloud_a.iter().map(|p| motion.apply(*p)).collect();
        candidates.push(closest_points(&placed, &cloud_b, size, 40).after(&motion));
    }
    let judged =
        candidates.into_iter().map(|motion| (motion, dexels::common(&a.mapped(|p| motion.apply(p)), b)));
    judged.max_by(|x, y| x.1.iou().total_cmp(&y.1.iou())).unwrap_or((Motion::NONE, Common::default()))
}

/// Zero-to-CAD's figure: centres of mass at the origin, longest side 1, cells of 1/64, the first
/// turned in steps of 45° about three axes; the best counts.
pub fn eighth_turns_iou(a: &Body, b: &Body) -> f64 {
    use rayon::prelude::*;
    let normalised = |body: &Body| {
        let (center, longest) = (body.moments()?.center, body.bounds()?.longest());
        Some(body.mapped(|p| (p - center) / longest))
    };
    let (Some(a), Some(b)) = (normalised(a), normalised(b)) else { return 0.0 };
    let pitch = 1.0 / 64.0;
    let turns = eighth_turns();
    turns.into_par_iter().map(|turn| voxel_iou(&a.mapped(|p| turn * p), &b, pitch)).reduce(|| 0.0, f64::max)
}

/// Intersection over union of the cells of a lattice whose middles lie inside; the lattice has a
/// corner at the origin.
pub fn voxel_iou(a: &Body, b: &Body, pitch: f64) -> f64 {
    let (Some(box_a), Some(box_b)) = (a.bounds(), b.bounds()) else { return 0.0 };
    let grid = Grid::lattice(&box_a.union(&box_b), pitch);
    let [in_a, in_b, in_both] = Dexels::of(a, &grid).cells(&Dexels::of(b, &grid), pitch);
    let union = in_a + in_b - in_both;
    if union > 0 { in_both as f64 / union as f64 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::super::body::tests::{block, together};
    use super::*;

    fn ell() -> Body {
        together(&block([0.0; 3], [10.0, 2.0, 3.0]), &block([0.0, 2.0, 0.0], [2.0, 9.0, 1.0]))
    }

    #[test]
    fn there_are_24_turns_of_the_axes_and_the_eighths_hold_them_all() {
        let (axes, eighths) = (axis_turns(), eighth_turns());
        assert_eq!(axes.len(), 24);
        assert!(axes.iter().all(|turn| eighths.iter().any(|other| other.abs_diff_eq(*turn, 1e-9))));
        assert!(eighths.iter().all(|turn| (turn.determinant() - 1.0).abs() < 1e-9));
    }

    #[test]
    fn a_known_motion_is_found_from_partners() {
        let motion = Motion {
            turn: DMat3::from_rotation_y(0.7) * DMat3::from_rotation_x(-2.0),
            scale: 1.7,
            shift: DVec3::new(3.0, -1.0, 2.0),
        };
        let from = cloud::points(&ell(), 50, 1);
        let to: Vec<DVec3> = from.iter().map(|p| motion.apply(*p)).collect();
        let found = fitted(&from, &to, Size::Free);
        assert!(found.turn.abs_diff_eq(motion.turn, 1e-9) && (found.scale - 1.7).abs() < 1e-9);
        assert!(found.shift.abs_diff_eq(motion.shift, 1e-8));
    }

    #[test]
    fn a_body_is_found_again_after_any_motion() {
        let a = ell();
        let motion = Motion {
            turn: DMat3::from_rotation_z(1.1) * DMat3::from_rotation_x(2.5),
            scale: 0.4,
            shift: DVec3::new(30.0, 4.0, -7.0),
        };
        let moved = a.mapped(|p| motion.apply(p));
        assert!(robust(&a, &moved, Size::Free, 1).1.iou() > 0.995);
        assert!(robust(&a, &moved, Size::Kept, 1).1.iou() < 0.1);
        assert!(best_of_four(&a, &moved).expect("there is volume") > 0.995);
    }

    #[test]
    fn closest_points_undo_a_small_motion() {
        let a = cloud::points(&ell(), 3000, 1);
        let motion =
            Motion { turn: DMat3::from_rotation_z(0.05), scale: 1.0, shift: DVec3::new(0.1, -0.1, 0.05) };
        let moved: Vec<DVec3> = a.iter().map(|p| motion.apply(*p)).collect();
        let found = closest_points(&a, &moved, Size::Kept, 60);
        let worst = a.iter().zip(&moved).map(|(p, q)| found.apply(*p).distance(*q)).fold(0.0, f64::max);
        assert!(worst < 0.05, "{worst}");
    }

    #[test]
    fn quarter_turns_are_found_by_the_eighths() {
        let a = ell();
        let turned = a.mapped(|p| DMat3::from_rotation_x(std::f64::consts::FRAC_PI_2) * p);
        assert!(eighth_turns_iou(&turned, &a) > 0.97);
    }
}
