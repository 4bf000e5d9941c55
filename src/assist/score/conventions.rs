//! The figures that papers print, each under the name of its source.
//!
//! The same words mean different numbers: a Chamfer distance is squared or not, summed or averaged,
//! times a thousand or not, in the unit cube or in millimetres. So no figure here is called just
//! "CD". Where a source leaves something open, the note says what was decided; where a source gives no
//! way to compute a figure, the figure is listed without a value, with the reason.

use glam::DVec3;
use serde::Serialize;

use super::Method;
use super::align::{self, Size};
use super::body::{Body, Box3};
use super::cloud::{self, Distances};
use super::dexels::{self, Common};
use super::reward::{self, Cadrille, Outcome};

/// Surface samples of most conventions.
const SAMPLES: usize = 8192;

/// One figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// Its name, which begins with its source.
    pub name: &'static str,
    /// The value; 1 and 0 for checks; `None` when it cannot be computed.
    pub value: Option<f64>,
    /// What it means, and what was decided.
    pub note: &'static str,
}

/// What only exact solids can tell, all optional because two meshes have none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Exact {
    /// Intersection over union in place.
    pub in_place: Option<f64>,
    /// With both boxes centred and the longest sides equal.
    pub boxes: Option<f64>,
    /// With centres of mass, sizes by inertia and the best of four turns.
    pub inertia: Option<f64>,
}

/// All figures of a prediction `a` against a truth `b`.
///
/// Both must be in millimetres and closed. Samples come from `seed`. The exact figures are taken
/// over; where they are missing, those on triangles stand in and their notes say so.
pub fn figures(a: &Body, b: &Body, exact: &Exact, seed: u64) -> Vec<Figure> {
    let (Some(box_a), Some(box_b)) = (a.bounds(), b.bounds()) else { return Vec::new() };
    let pair = Pair { a, b, box_a, box_b, seed, in_place: dexels::common(a, b) };
    let mut all = pair.cadrille();
    all.extend(pair.recad(exact));
    all.extend(pair.zero_to_cad());
    all.extend(pair.cadprompt());
    all.extend(pair.cadqueryeval());
    all.extend(pair.benches());
    all.extend(pair.edits());
    all.extend(pair.house(exact));
    all
}

fn figure(name: &'static str, value: f64, note: &'static str) -> Figure {
    Figure { name, value: Some(value).filter(|v| v.is_finite()), note }
}

fn check(name: &'static str, holds: bool, note: &'static str) -> Figure {
    figure(name, f64::from(u8::from(holds)), note)
}

fn unknown(name: &'static str, note: &'static str) -> Figure {
    Figure { name, value: None, note }
}

struct Pair<'a> {
    a: &'a Body,
    b: &'a Body,
    box_a: Box3,
    box_b: Box3,
    seed: u64,
    in_place: Common,
}

impl Pair<'_> {
    fn clouds(&self, a: &Body, b: &Body, count: usize) -> (Vec<DVec3>, Vec<DVec3>) {
        (cloud::points(a, count, self.seed), cloud::points(b, count, self.seed.wrapping_add(1)))
    }

    fn distances(&self, a: &Body, b: &Body, count: usize) -> Distances {
        let (a, b) = self.clouds(a, b, count);
        Distances::between(&a, &b)
    }

    fn cadrille(&self) -> Vec<Figure> {
        let unit = |body: &Body| body.box_scaled(1.0);
        let cd = self.distances(&unit(self.a), &unit(self.b), SAMPLES).chamfer_squared() * 1e3;
        let iou = by_component(&unit(self.a), &unit(self.b));
        let reward = by_component(&self.a.box_scaled(2.0), &self.b.box_scaled(2.0));
        let outcome = reward
            .map_or(Outcome::NotComparable, |c| Outcome::Compared(reward::cadrille_iou(c.common, c.a, c.b)));
        let value = match outcome {
            Outcome::Compared(iou) => iou,
            Outcome::Failed | Outcome::NotComparable => 0.0,
        };
        vec![
            figure(
                "cadrille CD",
                cd,
                "×10³; unit cube by box, squared, both directions added, 8,192 samples",
            ),
            match iou {
                Some(c) => {
                    figure("cadrille IoU", c.iou(), "unit cube by box, watertight components pair by pair")
                }
                None => unknown("cadrille IoU", "one side has no watertight component"),
            },
            figure("cadrille reward IoU", value, "both boxes centred, longest sides 2, +1e-6 below the line"),
            figure(
                "cadrille reward (paper)",
                reward::cadrille(outcome, Cadrille::Paper),
                "10·IoU, -10 for every failure",
            ),
            figure(
                "cadrille reward (as coded)",
                reward::cadrille(outcome, Cadrille::AsCoded),
                "10·IoU, 0 where a later step fails",
            ),
        ]
    }

    fn recad(&self, exact: &Exact) -> Vec<Figure> {
        let by_range = |body: &Body, bounds: &Box3| {
            let (min, longest) = (bounds.min, bounds.longest());
            body.mapped(|p| (p - min) / longest)
        };
        let (a, b) = (by_range(self.a, &self.box_a), by_range(self.b, &self.box_b));
        let cd = self.distances(&a, &b, SAMPLES).chamfer_squared() * 1e3;
        let best = exact.inertia.or_else(|| align::best_of_four(self.a, self.b));
        let note = match exact.inertia {
            Some(_) => "exact solids; centres of mass, sizes by inertia, four turns, a failed boolean is 0",
            None => "on triangles; centres of mass, sizes by inertia, four turns",
        };
        vec![
            figure(
                "Text2CAD CD",
                cd,
                "×10³; least corner at 0, longest side 1, squared, both directions added, 8,192 samples; also ReCAD's",
            ),
            Figure { name: "CAD-Coder IoU_best", value: best, note },
            figure(
                "robust IoU_best",
                align::robust(self.a, self.b, Size::Free, self.seed).1.iou(),
                "ours, on triangles; 24 turns of inertia and of axes, size free, then closest points",
            ),
        ]
    }

    fn zero_to_cad(&self) -> Vec<Figure> {
        vec![figure(
            "Zero-to-CAD IoU",
            align::eighth_turns_iou(self.a, self.b),
            "centre of mass at 0, longest side 1, cells of 1/64, best of the distinct 45° turns about three axes (one or three is open)",
        )]
    }

    fn cadprompt(&self) -> Vec<Figure> {
        let (a, b) = self.clouds(self.a, self.b, SAMPLES);
        let motion = align::closest_points(&a, &b, Size::Kept, 60);
        let moved: Vec<DVec3> = a.iter().map(|p| motion.apply(*p)).collect();
        let distances = Distances::between(&moved, &b);
        let common = dexels::common(&self.a.mapped(|p| motion.apply(p)), self.b);
        let over_truth = if common.b > 0.0 { common.common / common.b } else { 0.0 };
        vec![
            figure(
                "CADPrompt point-cloud distance",
                distances.mean(),
                "no scaling, ICP on points, mean distance of both directions; the form of the mean is open",
            ),
            figure(
                "CADPrompt Hausdorff",
                distances.quantile(1.0),
                "no scaling, ICP on points, larger of both directions",
            ),
            figure("CADPrompt IoGT", over_truth, "intersection over the volume of the truth after ICP"),
        ]
    }

    fn cadqueryeval(&self) -> Vec<Figure> {
        let distances = cloud::surface_distances(self.a, self.b, SAMPLES, self.seed);
        let is_watertight = self.a.is_watertight();
        let components = self.a.components().len() == self.b.components().len();
        let size = (self.box_a.size() - self.box_b.size()).abs().max_element() <= 1.0;
        let volume = (self.in_place.a / self.in_place.b - 1.0).abs() <= 0.02;
        let (chamfer, hausdorff) = (distances.mean(), distances.quantile(0.95));
        vec![
            check("cadqueryeval watertight", is_watertight, "every edge joins two triangles"),
            check("cadqueryeval components", components, "as many pieces as the truth"),
            check("cadqueryeval box", size, "each extent within 1 mm"),
            check("cadqueryeval volume", volume, "within 2 %"),
            figure(
                "cadqueryeval Chamfer",
                chamfer,
                "mm, at most 1; mean distance of 8,192 samples of both to the surface",
            ),
            figure("cadqueryeval Hausdorff-95", hausdorff, "mm, at most 1"),
            check(
                "cadqueryeval passed",
                is_watertight && components && size && volume && chamfer <= 1.0 && hausdorff <= 1.0,
                "all of these",
            ),
        ]
    }

    fn benches(&self) -> Vec<Figure> {
        let scaled = dexels::common(&self.a.box_scaled(1.0), &self.b.box_scaled(1.0)).iou();
        let diagonal = self.box_b.size().length();
        let f1 = cloud::surface_f1(self.a, self.b, 0.005 * diagonal, 20f64.to_radians(), self.seed);
        let unit =
            self.distances(&self.a.box_scaled(1.0), &self.b.box_scaled(1.0), SAMPLES).root_mean_square();
        vec![
            figure("CADBench IoU", self.in_place.iou(), "in place"),
            figure(
                "CADBench SIoU",
                scaled,
                "scale-invariant; box centred and longest side 1 (the scaling is not published)",
            ),
            figure("CADBench CD", unit, "root mean square in the unit cube (the form is not published)"),
            figure(
                "CADGenBench surface F1",
                f1,
                "within 0.5 % of the diagonal and 20° of the normal, 8,192 samples against 200,000",
            ),
            figure(
                "CADGenBench shape",
                (f1 + self.in_place.iou()) / 2.0,
                "half surface F1, half IoU, in place; gated by validity",
            ),
            unknown("CADGenBench interface", "weight 0.4; how it is computed is not published"),
            unknown(
                "CADGenBench topology",
                "weight 0.2; how it is computed is not published, so there is no total",
            ),
        ]
    }

    fn edits(&self) -> Vec<Figure> {
        let by_largest = |body: &Body| {
            let largest = body.points.iter().map(|p| p.abs().max_element()).fold(0.0, f64::max);
            body.mapped(|p| if largest > 0.0 { p / largest } else { p })
        };
        let (a, b) = self.clouds(&by_largest(self.a), &by_largest(self.b), 2000);
        let pitch = self.box_b.longest() / 64.0;
        vec![
            figure(
                "CAD-Editor CD",
                Distances::between(&a, &b).chamfer_squared() * 1e3,
                "×10³; by largest absolute coordinate, squared, both directions added, 2,000 samples (the factor is open)",
            ),
            figure(
                "CAD-Editor JSD",
                cloud::jensen_shannon(&a, &b, 28),
                "natural logarithm, 28³ cells over [-1, 1], one pair (the paper's is over a set)",
            ),
            unknown("CAD-Editor D-CLIP", "needs CLIP's weights"),
            figure(
                "neuralCAD-Edit voxel IoU",
                align::voxel_iou(self.a, self.b, pitch),
                "in place, 64 cells along the truth's longest side (the number is open)",
            ),
            figure(
                "neuralCAD-Edit CD",
                self.distances(self.a, self.b, SAMPLES).mean(),
                "mm, in place, mean distance of both directions (the form is open)",
            ),
            unknown("neuralCAD-Edit DINOv2", "needs DINOv2's weights"),
        ]
    }

    fn house(&self, exact: &Exact) -> Vec<Figure> {
        let house = |name: &'static str, exact: Option<f64>, lines: f64, notes: [&'static str; 2]| {
            let (value, method) = super::trusted(exact, lines);
            figure(name, value, notes[usize::from(method == Method::Lines)])
        };
        let boxes = dexels::common(&self.a.box_scaled(1.0), &self.b.box_scaled(1.0)).iou();
        let aligned = align::robust(self.a, self.b, Size::Kept, self.seed).1;
        let cd = cloud::surface_distances(self.a, self.b, SAMPLES, self.seed).root_mean_square();
        let center = |body: &Body| body.moments().map_or(DVec3::ZERO, |m| m.center);
        let (area_a, area_b) = (self.a.area(), self.b.area());
        vec![
            house(
                "house IoU",
                exact.in_place,
                self.in_place.iou(),
                ["exact solids, in place", "triangles along lines, in place"],
            ),
            house(
                "house IoU of boxes",
                exact.boxes,
                boxes,
                [
                    "exact solids, box centred and longest side 1",
                    "triangles along lines, box centred and longest side 1",
                ],
            ),
            figure("house IoU aligned", aligned.iou(), "triangles; 24 turns and closest points, size kept"),
            figure("house CD", cd, "mm, root mean square of 8,192 samples of both to the surface, in place"),
            figure("house volume ratio", self.in_place.a / self.in_place.b, "prediction over truth"),
            figure("house area ratio", area_a / area_b, "prediction over truth"),
            figure(
                "house box error",
                (self.box_a.size() - self.box_b.size()).abs().max_element(),
                "mm, worst extent",
            ),
            figure(
                "house mass centre",
                center(self.a).distance(center(self.b)),
                "mm between the centres of mass",
            ),
        ]
    }
}

/// Common volume as cadrille's code sums it: watertight components, every pair. Components turned
/// inside out (voids) count negative. `None` when a side has no watertight component.
fn by_component(a: &Body, b: &Body) -> Option<Common> {
    let parts = |body: &Body| -> Vec<(Body, f64)> {
        let watertight = body.components().into_iter().filter(Body::is_watertight);
        watertight
            .map(|part| {
                let sign = part.volume().signum();
                (part.outward(), sign)
            })
            .collect()
    };
    let (a, b) = (parts(a), parts(b));
    let volume = |parts: &[(Body, f64)]| parts.iter().map(|(part, sign)| sign * part.volume()).sum::<f64>();
    let pairs = a.iter().flat_map(|p| b.iter().map(move |q| (p, q)));
    let common = pairs.map(|((p, s), (q, t))| {
        let c = dexels::common(p, q);
        // The lines measure a volume to a part in some thousands; the exact ones are known.
        let off = if c.a > 0.0 && c.b > 0.0 { (p.volume() / c.a * q.volume() / c.b).sqrt() } else { 1.0 };
        s * t * c.common * off
    });
    let common = common.sum();
    (!a.is_empty() && !b.is_empty()).then(|| Common { a: volume(&a), b: volume(&b), common })
}
