//! Rewards of the four systems as pure functions of what was measured.
//!
//! Numbers that the papers do not give are parameters, with the defaults that `systems.md` decides on.

use glam::DVec3;

/// What became of an answer before it could be compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// The program raised or ran out of time.
    Failed,
    /// It ran, but there was no solid, no mesh, or the comparison failed.
    NotComparable,
    /// Intersection over union, both boxes centred, longest sides 2.
    Compared(f64),
}

/// How cadrille's reward treats what cannot be compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cadrille {
    /// The paper: -10 for every failure.
    #[default]
    Paper,
    /// The code: -10 when the program fails, 0 when a later step does.
    AsCoded,
}

/// cadrille: ten times the IoU, -10 for failures.
pub fn cadrille(outcome: Outcome, variant: Cadrille) -> f64 {
    match (outcome, variant) {
        (Outcome::Compared(iou), _) if iou >= 0.0 => 10.0 * iou,
        (Outcome::Compared(_) | Outcome::NotComparable, Cadrille::AsCoded) => 0.0,
        (Outcome::Failed, _) | (_, Cadrille::Paper) => -10.0,
    }
}

/// cadrille's IoU from volumes, with its small number below the line.
pub fn cadrille_iou(intersection: f64, volume_a: f64, volume_b: f64) -> f64 {
    intersection / (volume_a + volume_b - intersection + 1e-6)
}

/// Weights of ReCAD's reward.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Recad {
    /// λ1, of the geometry.
    pub geometry: f64,
    /// λ2, of the format.
    pub format: f64,
    /// τ, the likeness of pictures below which nothing counts.
    pub threshold: f64,
}

impl Default for Recad {
    /// 0.9 geometry, 0.1 format, τ 0.55.
    fn default() -> Self {
        Self { geometry: 0.9, format: 0.1, threshold: 0.55 }
    }
}

impl Recad {
    /// The weights as the paper prints them, with which format alone earns 0.9.
    pub fn as_printed() -> Self {
        Self { geometry: 0.1, format: 0.9, ..Self::default() }
    }

    /// `min(IoU_best, φ(s))`, the part that says whether a question is hard.
    pub fn geometry_term(&self, iou_best: f64, likeness: f64) -> f64 {
        iou_best.min(((likeness - self.threshold) / (1.0 - self.threshold)).max(0.0))
    }

    /// The reward from IoU_best, the cosine of the pictures' features, and whether the answer opens
    /// with a valid think block.
    pub fn reward(&self, iou_best: f64, likeness: f64, is_well_formed: bool) -> f64 {
        self.geometry * self.geometry_term(iou_best, likeness)
            + self.format * f64::from(u8::from(is_well_formed))
    }
}

/// Origin and x direction and normal of a work plane, millimetres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorkPlane {
    /// Where it is.
    pub origin: DVec3,
    /// Its x axis.
    pub x: DVec3,
    /// Its normal.
    pub normal: DVec3,
}

impl WorkPlane {
    /// CME-CAD's plane reward against the true plane, in 0..=1: 1 less β times the distance of the
    /// origins less γ times half of what the cosines of the x and y axes miss.
    pub fn reward(&self, truth: &Self, beta: f64, gamma: f64) -> f64 {
        let y = |plane: &Self| plane.normal.cross(plane.x);
        let cosine = |a: DVec3, b: DVec3| a.normalize_or_zero().dot(b.normalize_or_zero());
        let missed = 2.0 - cosine(self.x, truth.x) - cosine(y(self), y(truth));
        (1.0 - beta * self.origin.distance(truth.origin) - gamma * 0.5 * missed).clamp(0.0, 1.0)
    }
}

/// Weights of CME-CAD's reward; λ_f and λ_e are 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CmeCad {
    /// λ_IoU.
    pub iou: f64,
    /// λ_plane.
    pub plane: f64,
}

impl Default for CmeCad {
    fn default() -> Self {
        Self { iou: 0.5, plane: 0.5 }
    }
}

impl CmeCad {
    /// The reward: 0 unless reasoning precedes the code and the code runs.
    pub fn reward(&self, is_well_formed: bool, runs: bool, iou: f64, plane: f64) -> f64 {
        if is_well_formed && runs { self.iou * iou + self.plane * plane } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cadrille_of_the_paper_and_of_the_code() {
        let both = |outcome| [Cadrille::Paper, Cadrille::AsCoded].map(|variant| cadrille(outcome, variant));
        assert_eq!(both(Outcome::Compared(0.75)), [7.5, 7.5]);
        assert_eq!(both(Outcome::Failed), [-10.0, -10.0]);
        assert_eq!(both(Outcome::NotComparable), [-10.0, 0.0]);
        assert_eq!(both(Outcome::Compared(-0.2)), [-10.0, 0.0]);
        assert!((cadrille_iou(1.0, 2.0, 2.0) - 1.0 / 3.000_001).abs() < 1e-12);
    }

    #[test]
    fn recad_takes_the_lesser_of_shape_and_picture() {
        let r = Recad::default();
        // φ(0.775) = (0.775 - 0.55)/0.45 = 0.5.
        assert!((r.reward(0.8, 0.775, true) - (0.9 * 0.5 + 0.1)).abs() < 1e-12);
        assert!((r.reward(0.3, 0.99, false) - 0.27).abs() < 1e-12);
        assert!((Recad::as_printed().reward(0.0, 0.0, true) - 0.9).abs() < 1e-12);
    }

    #[test]
    fn a_shifted_or_turned_plane_loses_its_share() {
        let truth = WorkPlane { origin: DVec3::ZERO, x: DVec3::X, normal: DVec3::Z };
        assert_eq!(truth.reward(&truth, 0.01, 1.0), 1.0);
        let shifted = WorkPlane { origin: DVec3::X * 25.0, ..truth };
        assert!((shifted.reward(&truth, 0.01, 1.0) - 0.75).abs() < 1e-12);
        // A quarter turn about z: both cosines 0, so 1 - ½·2 = 0.
        assert_eq!(WorkPlane { x: DVec3::Y, ..truth }.reward(&truth, 0.01, 1.0), 0.0);
        assert_eq!(CmeCad::default().reward(true, false, 1.0, 1.0), 0.0);
        assert_eq!(CmeCad::default().reward(true, true, 0.5, 1.0), 0.75);
    }
}
