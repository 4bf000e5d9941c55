//! A part against the truth: one code for ranking reports, evaluation and rewards.
//!
//! [`score`] compares a build with a [`Target`] on triangles; [`outcome`] does the same for the text of
//! a program and is what a reward needs: sketch-extrude programs are read without being run
//! ([`Stack`]), all others are built. [`iou`] compares exact solids, which costs a boolean of the
//! kernel. [`conventions`] lists the figures that papers print, each under its own name.
//!
//! | file | what it holds |
//! | --- | --- |
//! | `body.rs`, `stl.rs` | triangles with moments and components; reading STL |
//! | `dexels.rs`, `stack.rs` | volumes in common by lines; sketch-extrude programs without the kernel |
//! | `cloud.rs`, `near.rs` | surface samples, farthest points, nearest neighbours, distances |
//! | `align.rs`, `turned.rs` | inertia, 24 turns, closest points, steps of 45°; the best of the 24 turns |
//! | `conventions.rs`, `reward.rs`, `statistics.rs`, `primitives.rs` | figures by name of their source |
//!
//! Nothing here knows how an answer came about, and nothing draws.

pub mod align;
pub mod body;
pub mod cloud;
pub mod conventions;
pub mod dexels;
pub mod primitives;
pub mod reward;
pub mod stack;
pub mod statistics;
pub mod stl;
#[cfg(test)]
mod tests;
pub mod turned;

use std::time::Duration;

use base::{Build, Cancel, Measures, Program, Status};
use engine::protocol::MeshQuality;
use engine::{Align, BuildOptions, Engine};

use body::Body;
use dexels::{Common, Dexels, Grid, Levels};
use reward::Outcome;
use stack::Stack;

/// Time that a comparison may take.
const COMPARE_TIMEOUT: Duration = Duration::from_secs(20);

/// Triangles of answers: cadrille's angle. A tessellated cylinder lacks 0.0017 of its volume; finer
/// angles cost more than all the rest of a score.
pub const MESH: MeshQuality = MeshQuality { linear_mm: 0.1, angular_rad: 0.1 };
/// Triangles of the truth, made once for many answers.
pub const TRUTH_MESH: MeshQuality = MeshQuality { linear_mm: 0.05, angular_rad: 0.05 };

/// What a score knows of the truth; made once, used for many answers.
#[derive(Clone, Debug)]
pub struct Target {
    body: Body,
    scaled: Body,
    levels: Levels,
    lines: usize,
    /// Of the scaled body.
    volume: f64,
    measures: Option<Counts>,
}

/// Numbers of faces, edges and solids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Counts {
    faces: u32,
    edges: u32,
    solids: u32,
}

/// A build against the truth. All figures are 0 for an answer that is no valid solid.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// Whether the program ran and every solid is valid.
    pub is_valid: bool,
    /// Intersection over union with both boxes centred and the longest sides equal.
    pub iou: f64,
    /// Intersection over union in millimetres, as the parts lie.
    pub iou_in_place: f64,
    /// The smaller volume over the larger.
    pub volume_ratio: f64,
    /// Whether the numbers of faces agree; `None` when the truth has none, as a scan.
    pub faces_right: Option<bool>,
    /// Whether the numbers of edges agree.
    pub edges_right: Option<bool>,
    /// Whether the numbers of solids agree.
    pub solids_right: Option<bool>,
}

impl Target {
    /// The truth as triangles.
    pub fn of_body(body: Body) -> Self {
        let scaled = body.box_scaled(2.0);
        let (levels, lines, volume) = (Levels::of(&scaled), Grid::lines_of(&scaled), scaled.volume().abs());
        Self { levels, body, scaled, lines, volume, measures: None }
    }

    /// The truth as a build with a mesh; `None` when it has none.
    pub fn of_build(build: &Build) -> Option<Self> {
        let target = Self::of_body(Body::of_mesh(&build.mesh()?));
        Some(Self { measures: counts(build), ..target })
    }

    /// The triangles.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Intersection over union of a body with the truth: box centres at the origin, longest sides 2.
    pub fn iou_of_body(&self, body: &Body) -> f64 {
        let scaled = body.box_scaled(2.0);
        let lines = self.lines.max(Grid::lines_of(&scaled));
        dexels::common_with(&scaled, &self.scaled, lines).iou()
    }

    /// The same for a sketch-extrude program that was not run.
    pub fn iou_of_stack(&self, stack: &Stack) -> f64 {
        let stack = stack.box_scaled(2.0);
        let Some(bounds) = self.scaled.bounds() else { return 0.0 };
        // The volume of the answer is not known yet; that of the truth is of its order.
        let lines = self.lines.max(Grid::lines_for(stack.wall(), stack.bounds().size().z, self.volume, 2.0));
        let grid = Grid::new(&bounds.union(&stack.bounds()), [&self.levels, &stack.levels()], lines);
        let (a, b) = (stack.dexels(&grid), Dexels::of(&self.scaled, &grid));
        Common { a: a.volume(&grid), b: b.volume(&grid), common: a.common_volume(&b, &grid) }.iou()
    }
}

fn counts(build: &Build) -> Option<Counts> {
    let mut measures = build.parts.iter().filter_map(|part| part.measures.as_ref());
    let of = |m: &Measures| Counts { faces: m.faces, edges: m.edges, solids: m.solids };
    let first = of(measures.next()?);
    Some(measures.map(of).fold(first, |a, b| Counts {
        faces: a.faces + b.faces,
        edges: a.edges + b.edges,
        solids: a.solids + b.solids,
    }))
}

/// A build with meshes and measures against the truth.
pub fn score(build: &Build, target: &Target) -> Score {
    let Some(mesh) = build.mesh().filter(|mesh| build.is_valid() && !mesh.triangles.is_empty()) else {
        return Score::default();
    };
    let body = Body::of_mesh(&mesh);
    let in_place = dexels::common(&body, &target.body);
    let (low, high) = (in_place.a.min(in_place.b), in_place.a.max(in_place.b));
    let compare = |of: fn(&Counts) -> u32| Some(of(&counts(build)?) == of(target.measures.as_ref()?));
    Score {
        is_valid: true,
        iou: target.iou_of_body(&body),
        iou_in_place: in_place.iou(),
        volume_ratio: if high > 0.0 { low / high } else { 0.0 },
        faces_right: compare(|c| c.faces),
        edges_right: compare(|c| c.edges),
        solids_right: compare(|c| c.solids),
    }
}

/// What becomes of a program for a reward: read without the kernel where that is sure to be the same,
/// else built and compared by its triangles.
///
/// # Errors
/// When the geometry process cannot be started or the engine is closed.
pub fn outcome(
    engine: &Engine,
    program: &Program,
    target: &Target,
    timeout: Duration,
    cancel: &Cancel,
) -> Result<Outcome, engine::Error> {
    if let Some(outcome) = outcome_of_text(program, target) {
        return Ok(outcome);
    }
    let options = BuildOptions { mesh: Some(MESH), measures: false, timeout, ..BuildOptions::default() };
    Ok(outcome_of_build(&engine.build(program, &options, cancel)?, target))
}

/// What becomes of a sketch-extrude program, without running it; `None` for all others.
pub fn outcome_of_text(program: &Program, target: &Target) -> Option<Outcome> {
    let stack = Stack::read(&program.text).filter(|_| program.overrides.is_empty())?;
    Some(Outcome::Compared(target.iou_of_stack(&stack)))
}

/// What became of a build for a reward.
pub fn outcome_of_build(build: &Build, target: &Target) -> Outcome {
    match build.mesh() {
        _ if build.status != Status::Ok => Outcome::Failed,
        Some(mesh) if mesh.triangles.len() >= 3 => {
            Outcome::Compared(target.iou_of_body(&Body::of_mesh(&mesh)))
        }
        _ => Outcome::NotComparable,
    }
}

/// How an intersection over union was computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// Exact solids.
    Exact,
    /// Along lines through the triangles: the kernel gave no answer, or one that triangles refute.
    Lines,
}

/// How far exact solids and triangles may differ before the kernel is not believed.
const DISAGREEMENT: f64 = 0.02;

/// The house figure: the exact one, unless the kernel gave none or the triangles refute it.
///
/// Booleans of the kernel are at times wrong without an error: of 400 random pairs of sketch-extrude
/// programs one missed half of the common volume (`tests/scores.rs` counts them).
pub fn trusted(exact: Option<f64>, lines: f64) -> (f64, Method) {
    match exact {
        Some(exact) if (exact - lines).abs() <= DISAGREEMENT => (exact, Method::Exact),
        _ => (lines, Method::Lines),
    }
}

/// Intersection over union of the exact solids of two programs, 0..=1.
///
/// Every failure counts 0: a program that does not run, shows no solid, or takes too long.
pub fn iou(engine: &Engine, program: &Program, truth: &Program, align: Align, cancel: &Cancel) -> f64 {
    exact_iou(engine, program, truth, align, cancel).unwrap_or(0.0)
}

/// Like [`iou`]; `None` where the kernel gives no answer.
pub fn exact_iou(
    engine: &Engine,
    program: &Program,
    truth: &Program,
    align: Align,
    cancel: &Cancel,
) -> Option<f64> {
    match engine.compare(program, truth, align, COMPARE_TIMEOUT, cancel) {
        Ok(comparison) => Some(comparison.iou),
        Err(error) => {
            log::debug!("two programs were not compared: {error}");
            None
        }
    }
}

/// How much of what a baseline leaves open is gained: 1 is perfect, 0 is no better than the baseline.
///
/// A baseline that is perfect leaves nothing to gain: 1 when the figure is perfect, too, else negative.
pub fn gain(iou: f64, baseline: f64) -> f64 {
    let open = 1.0 - baseline;
    if open > 1e-9 {
        (iou - baseline) / open
    } else if iou > 1.0 - 1e-9 {
        1.0
    } else {
        iou - baseline
    }
}
