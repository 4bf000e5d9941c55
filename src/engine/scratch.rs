//! The private folder of one geometry process.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Beginning of the names of our folders; the number of the engine's process follows.
const PREFIX: &str = "partwright-";

/// Folders of engines that are gone are removed after this time.
const OLD: Duration = Duration::from_secs(24 * 3600);

/// A folder that only this user can enter, removed on drop with all it holds.
#[derive(Debug)]
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// Makes a new folder inside the system's folder for temporary files.
    pub(crate) fn new() -> io::Result<Self> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let base = std::env::temp_dir();
        let clock = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.subsec_nanos());
        // A name that is taken (by an earlier process with the same number) is not ours: try the next.
        for _ in 0..100 {
            let count = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = base.join(format!("{PREFIX}{}-{clock:x}-{count}", std::process::id()));
            match DirBuilder::new().mode(0o700).create(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::Error::new(io::ErrorKind::AlreadyExists, "no free name for a temporary folder"))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            log::warn!("could not remove a temporary folder: {error}: {}", self.0.display());
        }
    }
}

/// Removes what engines left behind that were killed themselves.
pub(crate) fn sweep() {
    sweep_older(&std::env::temp_dir(), OLD);
}

fn sweep_older(base: &Path, age: Duration) {
    let Ok(entries) = fs::read_dir(base) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let process =
            name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.split('-').next()?.parse().ok());
        let is_old = || {
            entry
                .metadata()
                .and_then(|data| data.modified())
                .is_ok_and(|time| time.elapsed().is_ok_and(|elapsed| elapsed >= age))
        };
        if process.is_some_and(|process: u32| !Path::new(&format!("/proc/{process}")).exists()) && is_old() {
            // Those of other users stay.
            fs::remove_dir_all(entry.path()).ok();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_folders_of_engines_that_are_gone_are_swept() -> io::Result<()> {
        let base = tempfile::tempdir()?;
        let own = format!("{PREFIX}{}-1-1", std::process::id());
        let names = [own.as_str(), "partwright-4294967295-1-1", "partwright-x", "other-4294967295-1"];
        names.iter().try_for_each(|name| fs::create_dir(base.path().join(name)))?;
        sweep_older(base.path(), OLD);
        assert!(base.path().join(names[1]).exists());
        sweep_older(base.path(), Duration::ZERO);
        assert_eq!(names.map(|name| base.path().join(name).exists()), [true, false, true, true]);
        Ok(())
    }

    #[test]
    fn the_folder_is_private_and_goes_away() -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        let scratch = Scratch::new()?;
        let path = scratch.path().to_owned();
        assert_eq!(fs::metadata(&path)?.permissions().mode() & 0o777, 0o700);
        fs::write(path.join("file"), "x")?;
        drop(scratch);
        assert!(!path.exists());
        Ok(())
    }
}
