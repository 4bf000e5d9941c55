//! Finds OpenCASCADE, compiles the bridge and links both.
//!
//! `OCCT_ROOT`, or `OCCT_INCLUDE_DIR` and `OCCT_LIB_DIR`, say where it is; else the layout of Debian
//! and Ubuntu is taken. Library names follow the version in the headers.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The files of `cpp`, compiled side by side.
const SOURCES: [&str; 24] = [
    "blends",
    "booleans",
    "brep",
    "clean",
    "curves",
    "document",
    "drawing",
    "edges",
    "faces",
    "measures",
    "mesh",
    "modify",
    "offsets",
    "onfaces",
    "process",
    "relations",
    "shape",
    "solids",
    "splines",
    "surfaces",
    "sweeps",
    "text",
    "trace",
    "wires",
];

/// Libraries that have the same name in all versions, the highest first.
const LIBRARIES: [&str; 27] = [
    "TKXmlXCAF",
    "TKBinXCAF",
    "TKXCAF",
    "TKVCAF",
    "TKCAF",
    "TKLCAF",
    "TKCDF",
    "TKV3d",
    "TKService",
    "TKXSBase",
    "TKHLR",
    "TKFeat",
    "TKOffset",
    "TKFillet",
    "TKBool",
    "TKMesh",
    "TKBO",
    "TKShHealing",
    "TKPrim",
    "TKTopAlgo",
    "TKGeomAlgo",
    "TKBRep",
    "TKGeomBase",
    "TKG3d",
    "TKG2d",
    "TKMath",
    "TKernel",
];

fn main() {
    for variable in ["OCCT_ROOT", "OCCT_INCLUDE_DIR", "OCCT_LIB_DIR", "OCCT_STATIC"] {
        println!("cargo:rerun-if-env-changed={variable}");
    }
    for path in ["build.rs", "cpp", "ffi/bridge.rs"] {
        println!("cargo:rerun-if-changed={path}");
    }
    let folder = |name: &str| env::var_os(name).map(PathBuf::from);
    let root = folder("OCCT_ROOT");
    let headers = folder("OCCT_INCLUDE_DIR").or_else(|| root.as_deref().map(headers_below));
    let headers = headers.unwrap_or_else(|| "/usr/include/opencascade".into());
    let [major, minor, patch] = version(&headers);
    println!("cargo:rustc-env=OCCT_VERSION={major}.{minor}.{patch}");

    cxx_build::bridge("ffi/bridge.rs")
        .files(SOURCES.map(|name| format!("cpp/{name}.cpp")))
        .include("cpp")
        .include(&headers)
        .std("c++17")
        .opt_level(1)
        .debug(false)
        .flag_if_supported("-Wno-deprecated-declarations")
        .define("OCC_CONVERT_SIGNALS", None)
        .compile("partwright_kernel");

    let library_folder = folder("OCCT_LIB_DIR").or_else(|| root.map(|root| root.join("lib")));
    if let Some(library_folder) = library_folder {
        println!("cargo:rustc-link-search=native={}", library_folder.display());
    }
    let kind = if env::var_os("OCCT_STATIC").is_some() { "static" } else { "dylib" };
    let exchange: &[&str] = if (major, minor) >= (7, 8) {
        &["TKDESTEP", "TKDE"]
    } else {
        &["TKXDESTEP", "TKSTEP", "TKSTEP209", "TKSTEPAttr", "TKSTEPBase"]
    };
    // The loader looks a symbol up in this order, and most are those of the lowest libraries, so that
    // these come first: it saves a sixth of the time of loading. An archive comes before what it uses.
    let mut libraries: Vec<_> = exchange.iter().chain(&LIBRARIES).collect();
    if kind == "dylib" {
        libraries.reverse();
    }
    for library in libraries {
        println!("cargo:rustc-link-lib={kind}={library}");
    }
}

/// The folder of the headers in an installation folder.
fn headers_below(root: &Path) -> PathBuf {
    let nested = root.join("include/opencascade");
    if nested.exists() { nested } else { root.join("include") }
}

/// Reads the version from the headers.
fn version(headers: &Path) -> [u32; 3] {
    let path = headers.join("Standard_Version.hxx");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!(
            "OpenCASCADE's headers were not found ({error}): install libocct-data-exchange-dev \
             or set OCCT_ROOT; looked for {}",
            path.display()
        )
    });
    ["MAJOR", "MINOR", "MAINTENANCE"].map(|part| {
        let start = format!("#define OCC_VERSION_{part}");
        let number = text.lines().find_map(|line| line.strip_prefix(&start)?.trim().parse().ok());
        number.unwrap_or_else(|| panic!("OpenCASCADE's version is not in {}", path.display()))
    })
}
