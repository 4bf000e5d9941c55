//! Data sets made with real geometry: synthetic parts of the later families, and outside files.

use std::fs;

use serde_json::Value;

use crate::command_line::Desk;

/// A history in DeepCAD's format: a plate with a hole and a half-round boss through it.
const HISTORY: &str = include_str!("../src/train/import/history_sample.json");

/// The samples of a data set and what it says of itself.
fn data_set(desk: &Desk, folder: &str) -> (Vec<Value>, Value) {
    let read = |name: &str| {
        let path = desk.path().join(folder).join(name);
        fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    };
    let samples = read("0000.jsonl").lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    (samples, serde_json::from_str(&read("meta.json")).expect("JSON"))
}

fn stdout(desk: &Desk, arguments: &[&str]) -> String {
    let output = desk.run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn later_families_make_valid_parts_with_edits_drawings_and_points() {
    let desk = Desk::new();
    let families = "screw_plate,z_bracket,hat_bracket,housing,enclosure,assembly,pipe,sweep,handle,loft,\
                    keyed_shaft,mirrored,grammar,recode,recad_se,recad_mse";
    let make = |folder: &str, count: &str, families: &str| {
        let arguments = ["synth", "-o", folder, "--count", count, "--seed", "2", "--families", families];
        let more = ["--edits", "1", "--questions", "2", "--with", "drawing,points"];
        stdout(&desk, &[arguments.as_slice(), more.as_slice()].concat())
    };
    let table = make("one", "18", families);
    for reason in [" error ", " invalid ", " timeout ", " no object ", "not one solid", "other holes"] {
        assert!(!table.contains(reason), "{table}");
    }
    let (samples, meta) = data_set(&desk, "one");
    assert_eq!((samples.len(), meta["format"].as_u64()), (18, Some(2)));
    assert!(meta["families"].as_object().is_some_and(|families| families.len() >= 10), "{meta}");
    let edits: usize = samples.iter().filter_map(|s| s["edits"].as_array()).map(Vec::len).sum();
    assert!(edits >= 5, "{edits} edits: {table}");
    assert!(samples.iter().all(|s| s["questions"].as_array().is_some_and(|q| q.len() == 2)));
    assert!(samples.iter().all(|s| s["reading"].as_str().is_some_and(|r| r.starts_with("The "))));
    let drawn = fs::read(desk.path().join("one/0000.drawing")).expect("drawings");
    assert_eq!(drawn.len(), 18 * 3 * 448 * 448);
    assert!(drawn.chunks(3 * 448 * 448).all(|sheet| sheet.iter().filter(|p| **p < 100).count() > 500));
    // Bit for bit the same again.
    let hashes = |folder: &str| {
        make(folder, "4", "z_bracket,keyed_shaft");
        data_set(&desk, folder).1["sha256"].clone()
    };
    assert_eq!(hashes("two"), hashes("three"));
}

#[test]
fn outside_files_become_data_sets_and_bad_ones_are_named() {
    let desk = Desk::new();
    for folder in ["scripts", "shapes", "histories"] {
        fs::create_dir(desk.path().join(folder)).expect("a folder");
    }
    let block =
        "import cadquery as cq\nresult = cq.Workplane().box(40, 30, 20).faces('>Z').workplane().hole(8)\n";
    desk.write("scripts/block.py", block);
    desk.write("scripts/block.txt", "a drilled block\n");
    desk.write("scripts/wrong.py", "import cadquery as cq\n\nresult = cq.Workplane().boxx(1, 2, 3)\n");
    let table = stdout(&desk, &["train", "import", "--kind", "scripts", "scripts", "-o", "a"]);
    assert!(table.contains("1 samples from 2 items") && table.contains("scripts/wrong.py: "), "{table}");
    assert!(table.contains("line 3"), "{table}");
    let (samples, meta) = data_set(&desk, "a");
    assert_eq!(
        (samples[0]["text"].as_str(), samples[0]["holes"].as_u64()),
        (Some("a drilled block"), Some(1))
    );
    assert_eq!((samples[0]["program"].as_str(), meta["split"].as_str()), (Some(block), Some("outside")));

    stdout(&desk, &["run", "scripts/block.py", "-o", "shapes/exact.step"]);
    stdout(&desk, &["run", "scripts/block.py", "-o", "shapes/mesh.stl"]);
    desk.write("shapes/none.stl", "solid nothing\n");
    let table = stdout(&desk, &["train", "import", "--kind", "shapes", "shapes", "-o", "b"]);
    assert!(
        table.contains("2 samples from 3 items") && table.contains("none.stl: the file holds no"),
        "{table}"
    );
    let (samples, _) = data_set(&desk, "b");
    for sample in samples {
        let volume = sample["volume"].as_f64().expect("a number");
        let expected = 40.0 * 30.0 * 20.0 - std::f64::consts::PI * 16.0 * 20.0;
        assert!((volume - expected).abs() < expected * 2e-3, "{volume} instead of {expected}");
        assert_eq!(sample["holes"].as_u64(), Some(1), "{}", sample["id"]);
    }

    desk.write("histories/part.json", HISTORY);
    stdout(&desk, &["train", "import", "--kind", "deepcad", "histories", "-o", "c"]);
    let (samples, _) = data_set(&desk, "c");
    // The box of the file is 0.5 long; the plate is 100 x 60 x 20, the boss a half disc of radius 20 that
    // reaches 20 above and 10 below it, and the bore has radius 10.
    let pi = std::f64::consts::PI;
    let expected = 100.0 * 60.0 * 20.0 - pi * 100.0 * 20.0 + pi * 200.0 * 30.0;
    let volume = samples[0]["volume"].as_f64().expect("a number");
    assert!((volume - expected).abs() < 1e-2, "{volume} instead of {expected}");

    desk.write(
        "rows.jsonl",
        &format!("{}\n{{\n", serde_json::json!({"id": "r", "prompt": "block", "code": block})),
    );
    let table = stdout(&desk, &["train", "import", "--kind", "table", "rows.jsonl", "-o", "d"]);
    assert!(table.contains("1 samples from 2 items") && table.contains("rows.jsonl:2: not JSON"), "{table}");
}
