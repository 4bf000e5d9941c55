//! Executing programs and judging what comes of them.

use std::time::Duration;

use base::{Build, Cancel, Measures, Mesh, Program, Status};
use engine::protocol::MeshQuality;
use engine::{BuildOptions, Engine};

use super::holes;
use super::plan::Plan;
use super::split::{Split, geometry_hash};

/// Time on the clock that a program may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// How fine the triangles of executed parts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fineness {
    /// As the window shows them.
    Fine,
    /// Triangles may be missing, because nobody looks at them.
    None,
}

/// What executing a program gave.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "a batch holds a few hundred of them at a time")]
pub enum Execution {
    /// One object.
    Part {
        /// Its exact numbers.
        measures: Measures,
        /// Its triangles.
        mesh: Mesh,
    },
    /// The run ended badly or showed something else than one object; says how, in a word or two.
    Failed(String),
}

/// Whoever can execute programs: the geometry processes, or a recording in tests.
pub trait Executor {
    /// Executes programs in any order and tells of each as soon as it is done.
    ///
    /// # Errors
    /// When the programs could not be executed at all.
    fn execute(
        &self,
        programs: &[Program],
        fineness: Fineness,
        cancel: &Cancel,
        on_done: &mut dyn FnMut(usize, Execution),
    ) -> Result<(), engine::Error>;
}

impl Executor for Engine {
    fn execute(
        &self,
        programs: &[Program],
        fineness: Fineness,
        cancel: &Cancel,
        on_done: &mut dyn FnMut(usize, Execution),
    ) -> Result<(), engine::Error> {
        let mesh = match fineness {
            Fineness::Fine => Some(MeshQuality::default()),
            Fineness::None => None,
        };
        let options = BuildOptions { timeout: TIMEOUT, mesh, ..BuildOptions::default() };
        self.build_all(programs, &options, cancel, |index, mut build| {
            if fineness == Fineness::None {
                build.parts.iter_mut().for_each(|part| part.mesh = Some(std::sync::Arc::default()));
            }
            on_done(index, Execution::of(build));
        })
    }
}

impl Execution {
    /// What a build shows, if it is one measured object with a mesh.
    pub fn of(build: Build) -> Self {
        if build.status != Status::Ok {
            return Self::Failed(format!("{:?}", build.status).to_lowercase());
        }
        let mut parts = build.parts.into_iter();
        match (parts.next(), parts.next()) {
            (Some(part), None) => match (part.measures, part.mesh) {
                (Some(measures), Some(mesh)) => {
                    Self::Part { measures, mesh: std::sync::Arc::unwrap_or_clone(mesh) }
                }
                _ => Self::Failed("no mesh".to_owned()),
            },
            (None, _) => Self::Failed("no object".to_owned()),
            _ => Self::Failed("several objects".to_owned()),
        }
    }
}

/// A part that passed all gates but the one against duplicates.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// Its exact numbers.
    pub measures: Measures,
    /// Its triangles.
    pub mesh: Mesh,
    /// See [`geometry_hash`].
    pub geometry_hash: u64,
}

/// Lets a part through, or says why not.
///
/// # Errors
/// The reason in a word or two, for counting.
pub fn gate(plan: &Plan, split: Split, execution: Execution) -> Result<Accepted, String> {
    let (measures, mesh) = match execution {
        Execution::Part { measures, mesh } => (measures, mesh),
        Execution::Failed(how) => return Err(how),
    };
    let wanted = plan.wanted;
    let longest = measures.bounds.map_or(0.0, |bounds| bounds.longest());
    let is_flat = wanted.solids == 0;
    let reason = if measures.solids != wanted.solids {
        if wanted.solids == 1 { "not one solid" } else { "not one solid a part" }
    } else if !measures.valid || (measures.volume <= 0.0 && !is_flat) {
        "invalid"
    } else if measures.faces < wanted.fewest_faces {
        "few faces"
    } else if !(wanted.longest.0..=wanted.longest.1).contains(&longest) {
        "size"
    } else if mesh.triangles.is_empty() && wanted.fewest_faces > 0 {
        "no mesh"
    } else if wanted.are_holes_known && holes::find(&mesh).len() as u32 != plan.holes {
        "other holes than drilled"
    } else {
        let geometry_hash = geometry_hash(&measures);
        if Split::of(geometry_hash) == split {
            return Ok(Accepted { measures, mesh, geometry_hash });
        }
        "geometry on the other side of the split"
    };
    Err(reason.to_owned())
}
