//! The house rules that a machine can check: who uses whom, how long files are, what is documented,
//! and which calls are not made.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Which of our crates each crate may use, as ARCHITECTURE.md says.
const MAY_USE: [(&str, &[&str]); 10] = [
    ("base", &[]),
    ("kernel", &["base"]),
    ("script", &["base", "kernel"]),
    ("engine", &["base"]),
    ("worker", &["base", "engine", "kernel", "script"]),
    ("render", &["base"]),
    ("model", &["base"]),
    ("assist", &["base", "engine", "model", "render"]),
    ("train", &["assist", "base", "engine", "model", "render"]),
    ("ui", &["assist", "base", "engine", "render"]),
];

/// Foreign crates that belong to one crate of ours only.
const BELONGS_TO: [(&str, &[&str]); 7] = [
    ("candle-core", &["model", "train"]),
    ("cxx", &["kernel"]),
    ("eframe", &["ui"]),
    ("egui", &["ui"]),
    ("landlock", &["worker"]),
    ("rustpython-vm", &["script"]),
    ("three-d", &["render"]),
];

/// Lines a source file may have.
const MAX_LINES: usize = 800;

fn root() -> PathBuf {
    // Tests run in the folder of their crate; a path built in would be that of another checkout when
    // two share their target folder.
    PathBuf::from(".")
}

/// All files below a folder with one of the extensions, sorted.
fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder can be listed") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().and_then(|e| e.to_str()).is_some_and(|e| extensions.contains(&e)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("could not read {}: {e}", path.display()))
}

fn dependencies(name: &str) -> BTreeSet<String> {
    let manifest = read(&root().join("src").join(name).join("Cargo.toml"));
    let manifest: toml::Table = manifest.parse().expect("the manifest is TOML");
    manifest
        .get("dependencies")
        .and_then(toml::Value::as_table)
        .into_iter()
        .flat_map(|table| table.keys().cloned())
        .collect()
}

#[track_caller]
fn check_none(rule: &str, offences: &[String]) {
    assert!(offences.is_empty(), "{rule}:\n  {}", offences.join("\n  "));
}

#[test]
fn crates_use_only_what_the_architecture_allows() {
    let ours: BTreeSet<&str> = MAY_USE.iter().map(|(name, _)| *name).collect();
    let mut offences = Vec::new();
    for (name, allowed) in MAY_USE {
        for dependency in dependencies(name) {
            if ours.contains(dependency.as_str()) && !allowed.contains(&dependency.as_str()) {
                offences.push(format!("{name} uses {dependency}"));
            }
        }
    }
    check_none("ARCHITECTURE.md does not allow", &offences);
}

#[test]
fn foreign_toolkits_stay_in_their_crates() {
    let mut offences = Vec::new();
    for (name, _) in MAY_USE {
        let used = dependencies(name);
        for (toolkit, homes) in BELONGS_TO {
            if used.contains(toolkit) && !homes.contains(&name) {
                offences.push(format!("{name} uses {toolkit}, which belongs to {}", homes.join(" and ")));
            }
        }
    }
    check_none("ARCHITECTURE.md does not allow", &offences);
}

#[test]
fn every_crate_folder_is_a_member_and_in_the_table() {
    let workspace = read(&root().join("Cargo.toml"));
    let mut offences = Vec::new();
    for manifest in files(&root().join("src"), &["toml"]) {
        if manifest.file_name().is_some_and(|n| n == "Cargo.toml") {
            let name = manifest.parent().and_then(|p| p.file_name()).expect("a manifest lies in a folder");
            let name = name.to_string_lossy();
            if !workspace.contains(&format!("\"src/{name}\"")) || !MAY_USE.iter().any(|(n, _)| *n == name) {
                offences.push(name.into_owned());
            }
        }
    }
    check_none("not a member of the workspace or not in the table of tests/tidy.rs", &offences);
}

#[test]
fn no_file_is_too_long() {
    let mut offences = Vec::new();
    for folder in ["src", "tests", "shaders"] {
        for path in files(&root().join(folder), &["rs", "cpp", "hpp", "h", "wgsl", "py"]) {
            let lines = read(&path).lines().count();
            if lines > MAX_LINES {
                offences.push(format!("{} has {lines} lines", path.display()));
            }
        }
    }
    check_none("files above 800 lines are split", &offences);
}

#[test]
fn every_source_file_says_what_it_is_for() {
    let mut offences = Vec::new();
    for path in files(&root().join("src"), &["rs"]) {
        if !read(&path).starts_with("//!") {
            offences.push(path.display().to_string());
        }
    }
    check_none("these files have no module doc", &offences);
}

#[test]
fn public_items_are_documented() {
    let starts =
        ["pub fn ", "pub struct ", "pub enum ", "pub trait ", "pub const ", "pub static ", "pub type "];
    let mut offences = Vec::new();
    for path in files(&root().join("src"), &["rs"]) {
        let text = read(&path);
        let lines: Vec<&str> = text.lines().collect();
        for (i, line) in lines.iter().enumerate() {
            if line.starts_with("#[cfg(test)]") {
                break;
            }
            if !starts.iter().any(|s| line.trim_start().starts_with(s)) {
                continue;
            }
            let above = lines[..i].iter().rev().find(|l| {
                let l = l.trim_start();
                !(l.starts_with("#[") || l.ends_with(")]") || l.starts_with("//") && !l.starts_with("///"))
            });
            if !above.is_some_and(|l| l.trim_start().starts_with("///")) {
                offences.push(format!("{}:{}: {}", path.display(), i + 1, line.trim()));
            }
        }
    }
    check_none("public items without a doc line", &offences);
}

#[test]
fn banned_calls_are_not_made() {
    let everywhere = ["todo!(", "unimplemented!(", "dbg!(", "#[ignore", "let _ ="];
    let never_panicking = [".unwrap()"];
    let mut offences = Vec::new();
    for path in files(&root().join("src"), &["rs"]) {
        let text = read(&path);
        let is_test_file = path.components().any(|c| c.as_os_str() == "tests")
            || path
                .file_name()
                .is_some_and(|n| n == "tests.rs" || n.to_string_lossy().ends_with("_tests.rs"));
        let quiet = ["ui", "engine", "worker"].iter().any(|c| path.starts_with(root().join("src").join(c)));
        for (i, line) in text.lines().enumerate() {
            let code = line.trim_start();
            if code.starts_with("//") {
                continue;
            }
            if code.starts_with("#[cfg(test)]") {
                break;
            }
            let banned = everywhere.iter().chain(if quiet { never_panicking.iter() } else { [].iter() });
            if let Some(call) = banned.clone().find(|call| code.contains(**call)).filter(|_| !is_test_file) {
                offences.push(format!("{}:{}: {call}", path.display(), i + 1));
            }
        }
    }
    check_none("banned calls", &offences);
}

#[test]
fn unsafe_is_explained_and_stays_where_it_belongs() {
    // Where the operating system or a foreign library is called directly.
    let homes = ["src/kernel/ffi", "src/worker", "src/engine", "src/train", "src/model"];
    let mut offences = Vec::new();
    for path in files(&root().join("src"), &["rs"]) {
        let text = read(&path);
        let lines: Vec<&str> = text.lines().collect();
        for (i, line) in lines.iter().enumerate() {
            let code = line.trim_start();
            if code.starts_with("//") || !(code.contains("unsafe {") || code.starts_with("unsafe impl")) {
                continue;
            }
            let explained = lines[i.saturating_sub(6)..=i].iter().any(|l| l.contains("SAFETY:"));
            let at_home = homes.iter().any(|home| path.starts_with(root().join(home)));
            if !explained || !at_home {
                offences.push(format!("{}:{}", path.display(), i + 1));
            }
        }
    }
    check_none("`unsafe` without `// SAFETY:` or outside its places", &offences);
}

#[test]
fn texts_name_no_machine_and_no_registry() {
    let banned = ["/work/", "/root/", "/farm/", "crates.io", "pypi.org", "files.pythonhosted"];
    let mut offences = Vec::new();
    for folder in ["src", "tests", "shaders", "packaging", "assets"] {
        for path in
            files(&root().join(folder), &["rs", "md", "py", "toml", "sh", "wgsl", "cpp", "hpp", "hbs"])
        {
            if path.ends_with("tests/tidy.rs") {
                continue;
            }
            let text = read(&path);
            offences.extend(
                banned.iter().filter(|b| text.contains(**b)).map(|b| format!("{} names {b}", path.display())),
            );
        }
    }
    check_none("machine paths and host names", &offences);
}

#[test]
fn dependency_lists_are_sorted() {
    let mut offences = Vec::new();
    for path in files(&root().join("src"), &["toml"]).into_iter().filter(|p| p.ends_with("Cargo.toml")) {
        let text = read(&path);
        for section in text.split("\n[").filter(|s| s.contains("dependencies]")) {
            let lines = section.lines().skip(1).filter(|l| l.contains('='));
            let names: Vec<&str> = lines.filter_map(|l| l.split(['.', ' ', '=']).next()).collect();
            if !names.is_sorted() {
                offences.push(path.display().to_string());
            }
        }
    }
    check_none("lists of dependencies are sorted", &offences);
}
