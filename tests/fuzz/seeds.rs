//! Good inputs to start from: our own programs, and files of each format.

use std::fs;
use std::path::Path;
use std::time::Duration;

use base::{Cancel, Program};
use engine::{Engine, Format};

/// Parts with flat, round and free faces, and an assembly.
const PARTS: [&str; 3] = [
    "import cadquery as cq\nresult = cq.Workplane().box(4, 3, 2).edges('|Z').fillet(0.5).faces('>Z').hole(1)\n",
    "import cadquery as cq\nresult = cq.Workplane().spline([(2, 1), (3, 3), (0, 4)]).lineTo(0, 0).close().revolve()\n",
    "import cadquery as cq\nbox = cq.Workplane().box(1, 1, 1)\nresult = (cq.Assembly(box, name='a', color=cq.Color('red'))\
     .add(box, name='b', loc=cq.Location((2, 0, 0))))\n",
];

/// Files of a format: those of the conformity tests, and what we write ourselves.
pub(super) fn files(engine: &Engine, extension: &str) -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for entry in fs::read_dir("tests/conformity/files").expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        if path.extension().is_some_and(|found| found == extension) {
            seeds.push(fs::read(&path).expect("it can be read"));
        }
    }
    let format = Format::from_extension(extension).expect("a format");
    let parts = if extension == "dxf" { &[][..] } else { &PARTS[..] };
    for part in parts {
        let program = Program::new(*part);
        let content = engine.export(&program, format, Duration::from_secs(60), &Cancel::new());
        seeds.push(content.expect("it can be written"));
    }
    seeds
}

/// Meshes and points with the extension of their format.
pub(super) fn scans(engine: &Engine) -> Vec<(&'static str, Vec<u8>)> {
    let program = Program::new(PARTS[0]);
    let stl = engine.export(&program, Format::Stl, Duration::from_secs(60), &Cancel::new());
    let corners = ["0 0 0", "1 0 0", "0 1 0", "0 0 1"];
    let triangles = ["0 2 1", "0 1 3", "0 3 2", "1 2 3"];
    let ply = format!(
        "ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\nproperty float y\nproperty float z\n\
         element face 4\nproperty list uchar int vertex_indices\nend_header\n{}\n3 {}\n",
        corners.join("\n"),
        triangles.join("\n3 ")
    );
    let obj = format!("v {}\nf 1 3 2\nf 1 2 4\nf 1 4 3\nf 2 3 4\n", corners.join("\nv "));
    let ascii_stl = "solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\n\
                     endloop\nendfacet\nendsolid a\n";
    vec![
        ("stl", stl.expect("it can be written")),
        ("stl", ascii_stl.as_bytes().to_vec()),
        ("ply", ply.into_bytes()),
        ("obj", obj.into_bytes()),
        ("xyz", format!("# points\n{}\n", corners.join("\n").repeat(8)).into_bytes()),
        ("csv", format!("x,y,z\n{}\n", corners.join("\n").replace(' ', ",")).into_bytes()),
    ]
}

/// The programs of the tests.
pub(super) fn programs() -> Vec<String> {
    let mut programs = Vec::new();
    for folder in ["tests/programs", "tests/conformity"] {
        let mut paths: Vec<_> = fs::read_dir(Path::new(folder))
            .expect("the folder is there")
            .map(|entry| entry.expect("it can be listed").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
            .collect();
        paths.sort();
        for path in paths {
            let text = fs::read_to_string(&path).expect("it can be read");
            programs.extend(text.split("# --- ").skip(1).map(str::to_owned));
        }
    }
    programs
}
