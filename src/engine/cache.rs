//! The last builds, for a window where undo and sliders come back to the same program.

use std::collections::VecDeque;

use base::{Build, ProgramHash, Status};

use crate::protocol::BuildOptions;

/// What a build depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    program: ProgramHash,
    /// Bits of the mesh tolerances.
    mesh: Option<(u64, u64)>,
    measures: bool,
}

impl Key {
    pub(crate) fn new(program: ProgramHash, options: &BuildOptions) -> Self {
        let mesh = options.mesh.map(|mesh| (mesh.linear_mm.to_bits(), mesh.angular_rad.to_bits()));
        Self { program, mesh, measures: options.measures }
    }
}

/// Builds in the order of their last use, the freshest first.
#[derive(Debug)]
pub(crate) struct BuildCache {
    capacity: usize,
    builds: VecDeque<(Key, Build)>,
}

impl BuildCache {
    /// A cache for this many builds; with 0 it never holds any.
    pub(crate) fn new(capacity: usize) -> Self {
        Self { capacity, builds: VecDeque::new() }
    }

    pub(crate) fn get(&mut self, key: &Key) -> Option<Build> {
        let index = self.builds.iter().position(|(other, _)| other == key)?;
        let entry = self.builds.remove(index)?;
        let build = entry.1.clone();
        self.builds.push_front(entry);
        Some(build)
    }

    /// Keeps a build, unless time, memory or a crash had a part in it: then the next try may differ.
    pub(crate) fn put(&mut self, key: Key, build: &Build) {
        if self.capacity == 0 || !matches!(build.status, Status::Ok | Status::Error) {
            return;
        }
        self.builds.retain(|(other, _)| *other != key);
        self.builds.truncate(self.capacity - 1);
        self.builds.push_front((key, build.clone()));
    }
}

#[cfg(test)]
mod tests {
    use base::{Diagnostic, Program};

    use super::*;

    #[test]
    fn the_build_not_used_for_longest_goes_first() {
        let entry = |text: &str, status| {
            let hash = Program::new(text).hash();
            let build = Build::failed(hash, status, Diagnostic::error(text));
            (Key::new(hash, &BuildOptions::default()), build)
        };
        let mut cache = BuildCache::new(2);
        let [a, b, c] = ["a", "b", "c"].map(|text| entry(text, Status::Error));
        cache.put(a.0, &a.1);
        cache.put(b.0, &b.1);
        assert_eq!(cache.get(&a.0), Some(a.1));
        cache.put(c.0, &c.1);
        assert_eq!(cache.get(&b.0), None);
        assert!(cache.get(&a.0).is_some() && cache.get(&c.0).is_some());
        let late = entry("late", Status::Timeout);
        cache.put(late.0, &late.1);
        assert_eq!(cache.get(&late.0), None);
        let without_mesh = BuildOptions { mesh: None, ..BuildOptions::default() };
        assert_eq!(cache.get(&Key::new(Program::new("a").hash(), &without_mesh)), None);
    }
}
