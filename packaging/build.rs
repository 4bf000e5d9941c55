//! Rebuilds the executable when an embedded asset changes.

fn main() {
    println!("cargo:rerun-if-changed=assets");
    println!("cargo:rerun-if-changed=packaging/build.rs");
}
