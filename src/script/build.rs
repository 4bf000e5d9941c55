//! The Python modules in `python/` are compiled into the crate by a macro, which does not notice
//! new or changed files; so the crate is built again whenever one of them changes.

fn main() {
    println!("cargo::rerun-if-changed=python");
    println!("cargo::rerun-if-changed=build.rs");
}
