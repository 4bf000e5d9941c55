//! Variants of a candidate, built side by side and compared with the pictures or the scan of the prompt.

use base::{Build, Cancel, Program};
use engine::{BuildOptions, Engine};
use rayon::prelude::*;

use crate::agreement::PictureSet;
use crate::scan::{Closeness, Scan};
use crate::{Candidate, Error};

/// What is needed to build and compare candidates.
pub(crate) struct Bench<'a> {
    pub(crate) pictures: Option<&'a PictureSet>,
    pub(crate) scan: Option<&'a Scan>,
    pub(crate) engine: &'a Engine,
    pub(crate) options: &'a BuildOptions,
    pub(crate) cancel: &'a Cancel,
}

impl Bench<'_> {
    /// Builds variants of a candidate and compares them; `None` for those that are not valid.
    pub(crate) fn build(&self, from: &Candidate, texts: &[String]) -> Result<Vec<Option<Candidate>>, Error> {
        let programs: Vec<Program> = texts.iter().map(|text| Program::new(text.as_str())).collect();
        let mut builds = vec![None; programs.len()];
        self.engine.build_all(&programs, self.options, self.cancel, |index, build| {
            builds[index] = Some(build);
        })?;
        let candidates = programs.into_par_iter().zip(builds).map(|(program, build)| {
            let build = build.filter(Build::is_valid)?;
            let mesh = build.mesh()?;
            let agreement = self.pictures.map(|pictures| pictures.agreement_from(&mesh, &from.directions));
            let closeness = self.scan.and_then(|scan| Closeness::new(scan, &mesh));
            Some(Candidate { program, build, agreement, closeness, ..from.clone() })
        });
        Ok(candidates.collect())
    }
}
