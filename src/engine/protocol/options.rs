//! The command line of the geometry process, written by the engine and read by the worker.

use std::ffi::OsString;
use std::path::PathBuf;

/// How a geometry process is started: `partwright worker` and these options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkerOptions {
    /// Memory the process may use, in MiB.
    pub memory_mib: u64,
    /// The only folder it may write into. It holds the file `activity`.
    pub scratch: PathBuf,
    /// Whether [`super::Request::Provoke`] is carried out.
    pub provocations: Provocations,
    /// What it has ready when it says hello.
    pub readiness: Readiness,
}

/// Which Python modules a geometry process imports before the first program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Readiness {
    /// All that programs use often: right for a process that waits for programs.
    #[default]
    Everything,
    /// Those that every program needs; right for a process that runs one.
    Basics,
}

/// Whether a geometry process misbehaves when it is told to; for tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Provocations {
    /// It does not; requests to do so are answered with an error.
    #[default]
    Refused,
    /// It does.
    Allowed,
}

impl WorkerOptions {
    /// The arguments that follow `worker`.
    pub fn to_args(&self) -> Vec<OsString> {
        let mut args = vec![
            "--memory-mib".into(),
            self.memory_mib.to_string().into(),
            "--scratch".into(),
            self.scratch.clone().into(),
        ];
        if self.provocations == Provocations::Allowed {
            args.push("--provocations".into());
        }
        if self.readiness == Readiness::Basics {
            args.push("--basics".into());
        }
        args
    }

    /// Reads what [`Self::to_args`] wrote.
    ///
    /// # Errors
    /// A sentence that says which argument is wrong.
    pub fn from_args(args: impl IntoIterator<Item = OsString>) -> Result<Self, String> {
        let mut args = args.into_iter();
        let mut memory_mib = 2048;
        let mut scratch = None;
        let mut provocations = Provocations::Refused;
        let mut readiness = Readiness::Everything;
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or(format!("{} needs a value", arg.display()));
            match arg.to_str() {
                Some("--memory-mib") => {
                    let text = value()?;
                    memory_mib = text
                        .to_str()
                        .and_then(|text| text.parse().ok())
                        .filter(|mib| (64..1 << 24).contains(mib))
                        .ok_or_else(|| {
                            format!(
                                "--memory-mib needs a number from 64 to {}, not {}",
                                (1 << 24) - 1,
                                text.display()
                            )
                        })?;
                }
                Some("--scratch") => scratch = Some(PathBuf::from(value()?)),
                Some("--provocations") => provocations = Provocations::Allowed,
                Some("--basics") => readiness = Readiness::Basics,
                _ => return Err(format!("unknown argument {}", arg.display())),
            }
        }
        let scratch = scratch.ok_or(
            "this command is started by Partwright itself; run `partwright run FILE` to run a program",
        )?;
        Ok(Self { memory_mib, scratch, provocations, readiness })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_come_back_as_they_went() {
        let (refused, allowed) = (Provocations::Refused, Provocations::Allowed);
        for (provocations, readiness) in [(refused, Readiness::Basics), (allowed, Readiness::Everything)] {
            let options = WorkerOptions { memory_mib: 512, scratch: "/a b".into(), provocations, readiness };
            assert_eq!(WorkerOptions::from_args(options.to_args()), Ok(options));
        }
    }

    #[test]
    fn wrong_arguments_are_named() {
        let error = |args: &[&str]| {
            WorkerOptions::from_args(args.iter().map(OsString::from)).err().unwrap_or_default()
        };
        assert!(error(&["--memory-mib", "-3"]).contains("not -3"));
        assert!(error(&["--scratch"]).contains("--scratch needs a value"));
        assert!(error(&["--fast"]).contains("unknown argument --fast"));
        assert!(error(&[]).contains("partwright run FILE"));
    }
}
