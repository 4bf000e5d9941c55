//! The command line as a user meets it: in an empty folder, with an empty home.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// The plate that the figures of the README speak of.
const PLATE: &str = include_str!("programs/plate.py");

/// An empty folder that is also the home.
pub(crate) struct Desk(tempfile::TempDir);

impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).expect("the folder can be written");
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_partwright"))
            .args(arguments)
            .current_dir(self.path())
            .env_clear()
            .env("HOME", self.path())
            .env("PATH", "/usr/bin:/bin")
            .output()
            .expect("the executable starts")
    }

    fn run_json(&self, arguments: &[&str]) -> (Vec<Value>, bool) {
        let output = self.run(arguments);
        let text = String::from_utf8(output.stdout).expect("JSON is UTF-8");
        let lines =
            text.lines().map(|l| serde_json::from_str(l).unwrap_or_else(|e| panic!("{e}: {l}"))).collect();
        (lines, output.status.success())
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[track_caller]
fn check_close(value: &Value, expected: f64) {
    let value = value.as_f64().unwrap_or_else(|| panic!("{value} is no number"));
    assert!((value - expected).abs() <= 1e-6 * expected.abs().max(1.0), "{value} instead of {expected}");
}

#[test]
fn run_measures_the_plate_as_cadquery_does() {
    let desk = Desk::new();
    desk.write("plate.py", PLATE);
    let (lines, well) = desk.run_json(&["run", "--json", "plate.py"]);
    assert!(well && lines.len() == 1);
    let object = &lines[0]["objects"][0];
    check_close(&object["volume"], 43_893.656_972_266_63);
    check_close(&object["area"], 12_607.861_912_948_9);
    let counts = ["solids", "faces", "edges", "vertices"].map(|n| object[n].as_u64());
    assert_eq!(counts, [Some(1), Some(23), Some(51), Some(34)]);
    assert_eq!((&lines[0]["status"], &object["valid"]), (&Value::from("ok"), &Value::from(true)));
    assert_eq!(object["name"], "result");
}

#[test]
fn a_unit_box_has_the_length_of_24_edges() {
    let desk = Desk::new();
    desk.write("box.py", "import cadquery as cq\nresult = cq.Workplane().box(1, 1, 1)\n");
    let (lines, _) = desk.run_json(&["run", "--json", "box.py"]);
    let object = &lines[0]["objects"][0];
    check_close(&object["length"], 24.0);
    let corners = [-0.5, -0.5, -0.5, 0.5, 0.5, 0.5];
    for (value, expected) in object["bbox"].as_array().expect("a box").iter().zip(corners) {
        check_close(value, expected);
    }
}

#[test]
fn one_bad_file_stops_nobody_and_is_reported() {
    let desk = Desk::new();
    desk.write("good.py", "import cadquery as cq\nresult = cq.Workplane().box(1, 2, 3)\n");
    desk.write("bad.py", "import cadquery as cq\nresult = cq.Workplane().box(1, 2, 3\n");
    let (lines, well) = desk.run_json(&["run", "--json", "bad.py", "missing.py", "good.py", "--jobs", "2"]);
    assert!(!well);
    let statuses: Vec<&str> = lines.iter().filter_map(|l| l["status"].as_str()).collect();
    assert_eq!(statuses, ["error", "error", "ok"]);
    assert_eq!(lines[0]["diagnostics"][0]["line"], 2);
    let missing = lines[1]["diagnostics"][0]["message"].as_str().expect("a message");
    assert!(missing.contains("missing.py"), "{missing}");
}

#[test]
fn parameters_are_listed_and_turned() {
    let desk = Desk::new();
    desk.write("plate.py", PLATE);
    let output = desk.run(&["params", "plate.py"]);
    assert!(text(&output.stdout).contains("3:10  length = 80.0  # along x"), "{}", text(&output.stdout));
    let (lines, _) = desk.run_json(&["run", "--json", "plate.py", "--param", "thickness=20"]);
    let bounds = &lines[0]["objects"][0]["bbox"];
    check_close(&bounds[5], 10.0);
}

#[test]
fn step_is_written_and_names_millimetres() {
    let desk = Desk::new();
    desk.write("plate.py", PLATE);
    let output = desk.run(&["run", "plate.py", "-o", "out/plate.step"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let step = fs::read_to_string(desk.path().join("out/plate.step")).expect("the file is there");
    assert!(step.starts_with("ISO-10303-21;") && step.contains(".MILLI.,.METRE."));
    let refused = desk.run(&["run", "plate.py", "-o", "plate.docx"]);
    assert!(!refused.status.success() && text(&refused.stderr).contains("use .step, .stl, .brep"));
}

#[test]
fn exports_of_a_program_are_written_only_when_asked_for() {
    let desk = Desk::new();
    let program = "import cadquery as cq\nr = cq.Workplane().box(1, 2, 3)\ncq.exporters.export(r, '../../x/part.stl')\n";
    desk.write("part.py", program);
    assert!(desk.run(&["run", "part.py"]).status.success());
    assert!(!desk.path().join("part.stl").exists());
    assert!(desk.run(&["run", "part.py", "--exports", "files"]).status.success());
    assert!(fs::metadata(desk.path().join("files/part.stl")).is_ok_and(|m| m.len() > 84));
}

#[test]
fn parts_are_written_in_every_format() {
    let desk = Desk::new();
    desk.write("box.py", "import cadquery as cq\nresult = cq.Workplane().box(1, 2, 3)\n");
    let starts: [(&str, &[u8]); 13] = [
        ("stl", b"STL"),
        ("brep", b"DBRep"),
        ("bin", b"\nOpen CASCADE"),
        ("svg", b"<?xml"),
        ("dxf", b"  0\nSECTION"),
        ("3mf", b"PK"),
        ("amf", b"<?xml"),
        ("glb", b"glTF"),
        ("gltf", b"{"),
        ("wrl", b"#VRML V2.0"),
        ("tjs", b"{"),
        ("vtp", b"<?xml"),
        ("xml", b"<?xml"),
    ];
    for (extension, start) in starts {
        let file = format!("box.{extension}");
        let output = desk.run(&["run", "box.py", "-o", &file]);
        assert!(output.status.success(), "{file}: {}", text(&output.stderr));
        let content = fs::read(desk.path().join(&file)).expect("the file is there");
        assert!(content.len() > 300 && content.starts_with(start), "{file}: {:?}", text(&content[..40]));
    }
}

#[test]
fn exports_follow_the_options_of_the_program() {
    let desk = Desk::new();
    let program = "import cadquery as cq\n\
        a = cq.Assembly(name='whole').add(cq.Workplane().box(1, 1, 1), name='red part', color=cq.Color('red'))\n\
        a.export('a.step', unit='MM', outputUnit='INCH')\n\
        a.remove('red part')\n\
        ball = cq.Workplane().sphere(5)\n\
        for name, tolerance in (('fine.stl', 0.001), ('coarse.stl', 1)):\n\
        \x20   cq.exporters.export(ball, name, tolerance=tolerance, angularTolerance=1)\n\
        cq.exporters.export(ball, 'text.stl', opt={'ascii': True})\n\
        dxf = cq.exporters.DxfDocument().add_layer('cut', color=1)\n\
        dxf.add_shape(cq.Workplane('XZ', origin=(0, 7, 0)).circle(2), 'cut').document.saveas('c.dxf')\n\
        result = ball\n";
    desk.write("part.py", program);
    let output = desk.run(&["run", "part.py", "--exports", "files"]);
    assert!(output.status.success(), "{}", text(&output.stdout));
    let read =
        |name: &str| fs::read(desk.path().join("files").join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    let step = text(&read("a.step"));
    // What was there when the file was asked for, although it is gone now.
    assert!(step.contains("'red part'") && step.contains("'whole'") && step.contains("'INCH'"));
    assert!(read("fine.stl").len() > 4 * read("coarse.stl").len());
    assert!(read("text.stl").starts_with(b"solid"));
    let dxf = text(&read("c.dxf"));
    assert!(dxf.contains("CIRCLE") && dxf.contains("\ncut\n") && !dxf.contains("7.0"));
}

#[test]
fn programs_read_cad_files_beside_them_and_no_others() {
    const BLOCK: &str = include_str!("conformity/files/block.step");
    let desk = Desk::new();
    fs::create_dir_all(desk.path().join("project/parts")).expect("a folder");
    desk.write("project/parts/block.step", BLOCK);
    desk.write("outside.step", BLOCK);
    desk.write(
        "project/part.py",
        "import cadquery as cq\nresult = cq.importers.importStep('parts/block.step')\n",
    );
    let (lines, well) = desk.run_json(&["run", "--json", "project/part.py"]);
    assert!(well, "{}", lines[0]);
    check_close(&lines[0]["objects"][0]["volume"], 6000.0 - 120.0 * std::f64::consts::PI);
    // The name may be a parameter.
    desk.write(
        "project/turned.py",
        "import cadquery as cq\nname = 'no.step'\nresult = cq.importers.importStep(name)\n",
    );
    let (lines, well) =
        desk.run_json(&["run", "--json", "project/turned.py", "--param", "name=parts/block.step"]);
    assert!(well, "{}", lines[0]);
    let absolute = desk.path().join("outside.step").display().to_string();
    for name in ["../outside.step", absolute.as_str(), "missing.step"] {
        let program = format!(
            "import cadquery as cq\nb = 'parts/block.step'\nresult = cq.importers.importStep('{name}')\n"
        );
        desk.write("project/part.py", &program);
        let (lines, well) = desk.run_json(&["run", "--json", "project/part.py"]);
        let error = &lines[0]["diagnostics"][0];
        let (message, hint) = (error["message"].to_string(), error["hint"].to_string());
        assert!(!well && message.contains("was not found") && message.contains("beside"), "{name}: {error}");
        assert!(hint.contains("there are: parts/block.step") && error["line"] == 3, "{name}: {error}");
    }
    desk.write("project/damaged.step", &BLOCK[..BLOCK.len() / 3]);
    desk.write(
        "project/part.py",
        "import cadquery as cq\nresult = cq.importers.importStep('damaged.step')\n",
    );
    let (lines, well) = desk.run_json(&["run", "--json", "project/part.py"]);
    assert!(!well && lines[0]["diagnostics"][0]["message"].to_string().contains("could not be read as STEP"));
}

#[test]
fn a_part_used_twice_in_an_assembly_keeps_both_names() {
    let desk = Desk::new();
    desk.write(
        "make.py",
        "import cadquery as cq\npart = cq.Workplane().box(1, 1, 1)\n\
         sub = cq.Assembly(name='sub').add(part, name='x')\n\
         result = cq.Assembly(name='top').add(sub, name='s1').add(sub, name='s2', loc=cq.Location((0, 0, 3)))\n",
    );
    let (_, well) = desk.run_json(&["run", "--json", "make.py", "-o", "twice.step"]);
    assert!(well);
    desk.write(
        "read.py",
        "import cadquery as cq\nresult = cq.Assembly.load('twice.step')\n\
         print([name for _, name, _, _ in result])\n",
    );
    let (lines, well) = desk.run_json(&["run", "--json", "read.py"]);
    assert!(well, "{}", lines[0]);
    assert_eq!(lines[0]["printed"], "['top/s1/x', 'top/s2/x']\n");
}

#[test]
fn score_compares_exact_solids() {
    let desk = Desk::new();
    desk.write("a.py", "import cadquery as cq\nresult = cq.Workplane().box(10, 10, 10)\n");
    desk.write(
        "b.py",
        "import cadquery as cq\nresult = cq.Workplane().box(10, 10, 5).translate((0, 0, 2.5))\n",
    );
    let (lines, _) = desk.run_json(&["score", "a.py", "b.py", "--json"]);
    check_close(&lines[0]["iou"], 0.5);
    let (lines, _) = desk.run_json(&["score", "a.py", "a.py", "--align", "box", "--json"]);
    check_close(&lines[0]["iou"], 1.0);
}

#[test]
fn score_prints_every_convention_for_programs_steps_and_meshes() {
    let desk = Desk::new();
    desk.write("plate.py", PLATE);
    for file in ["plate.step", "plate.stl"] {
        assert!(desk.run(&["run", "plate.py", "-o", file]).status.success());
        let (lines, well) = desk.run_json(&["score", "plate.py", file, "--all", "--json"]);
        assert!(well, "{file}");
        let figure = |name: &str| lines[0]["figures"][name]["value"].as_f64().unwrap_or(-1.0);
        for name in
            ["house IoU", "cadrille IoU", "CAD-Coder IoU_best", "Zero-to-CAD IoU", "cadqueryeval passed"]
        {
            assert!(figure(name) > 0.99, "{name} of {file}: {}", figure(name));
        }
        assert!(lines[0]["figures"]["CADGenBench topology"]["value"].is_null());
    }
    let output = desk.run(&["score", "plate.py", "plate.stl"]);
    assert!(!output.status.success() && text(&output.stderr).contains("--all"), "{}", text(&output.stderr));
}

#[test]
fn eval_prints_one_object_and_writes_a_page() {
    let desk = Desk::new();
    let quick =
        ["--source", "geometry", "--count", "1", "--candidates", "1", "--tries", "1", "--rounds", "0"];
    let mut arguments = vec!["eval", "--input", "axis", "--size", "--html", "page.html", "--json"];
    arguments.extend(quick);
    let (lines, well) = desk.run_json(&arguments);
    assert!(well);
    let row = lines[0].as_object().expect("one object");
    assert_eq!((row["input"].as_str(), row["count"].as_u64(), row.len()), (Some("axis"), Some(1), 15));
    assert!(row["dimensions_exact"].is_number() && row["editability"].is_number());
    let page = std::fs::read_to_string(desk.path().join("page.html")).expect("the page");
    assert!(page.contains("data:image/png;base64,") && page.contains("carved"));
    let output = desk.run(&["eval", "--input", "cloud"]);
    assert!(
        !output.status.success() && text(&output.stderr).contains("axis, views1"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn render_draws_a_part() {
    let desk = Desk::new();
    desk.write("plate.py", PLATE);
    let output = desk.run(&["render", "plate.py", "-o", "plate.png", "--views", "4", "--size", "128"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let picture = image::open(desk.path().join("plate.png")).expect("a picture").to_luma8();
    assert!(picture.width() >= 256 && picture.pixels().any(|p| p.0[0] < 128));
}

#[test]
fn generate_makes_a_parametric_program_of_a_mesh_and_of_a_step_file() {
    let desk = Desk::new();
    desk.write(
        "bracket.py",
        "import cadquery as cq\nresult = (cq.Workplane('XZ').polyline([(0, 0), (60, 0), (60, 8), (8, 8), (8, 40), (0, 40)])\n\
         \x20   .close().extrude(30).faces('<Z').workplane(origin=(0, 0, 0)).pushPoints([(40, 15)]).hole(9))\n",
    );
    for scan in ["bracket.stl", "bracket.step"] {
        assert!(desk.run(&["run", "bracket.py", "-o", scan]).status.success());
        let output = desk.run(&["generate", "--scan", scan, "-o", "out.py"]);
        assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
        let program = fs::read_to_string(desk.path().join("out.py")).expect("the program was written");
        assert!(program.contains("hole_d = 9\n"), "{program}");
        let (lines, _) = desk.run_json(&["score", "out.py", "bracket.py", "--json"]);
        assert!(lines[0]["iou"].as_f64().is_some_and(|iou| iou > 0.999), "{scan}: {lines:?}\n{program}");
    }
}

#[test]
fn edit_changes_what_the_words_say_and_nothing_else_unseen() {
    let desk = Desk::new();
    desk.write(
        "plate.py",
        "import cadquery as cq\n\nlength = 80\nthickness = 10\nhole_diameter = 6\nhole_count = 4\n\n\
         result = (\n    cq.Workplane('XY')\n    .box(length, 50, thickness)\n    .faces('>Z').workplane()\n    \
         .rarray(15, 1, hole_count, 1)\n    .hole(hole_diameter)\n)\n",
    );
    let edit = |instruction: &str| {
        let output = desk.run(&["edit", "plate.py", instruction, "-o", "out.py"]);
        let program = fs::read_to_string(desk.path().join("out.py")).unwrap_or_default();
        (text(&output.stdout) + &text(&output.stderr), program, output.status.success())
    };
    let (said, program, well) = edit("make the holes 8 mm");
    assert!(well && said.contains("4 × hole Ø6 → Ø8"), "{said}");
    assert!(program.contains("hole_diameter = 8\n") && program.contains("length = 80\n"), "{program}");
    let (said, program, well) = edit("make it 4 mm thicker");
    assert!(well && said.contains("80 × 50 × 14 mm") && program.contains("thickness = 14\n"), "{said}");
    let (said, program, well) = edit("remove the holes");
    assert!(well && !program.contains("hole_diameter"), "{said}{program}");

    // Holes that run into each other are more than other diameters; nothing is written.
    desk.write("out.py", "");
    let (said, program, well) = edit("make the holes 20 mm");
    assert!(!well && program.is_empty() && said.contains("more changed than was asked for"), "{said}");
    let (said, _, well) = edit("paint it green");
    assert!(!well && said.contains("hole_diameter"), "{said}");
}

#[test]
fn generate_writes_a_program_and_a_step_file_for_a_picture() {
    let desk = Desk::new();
    desk.write(
        "plate.py",
        "import cadquery as cq\nresult = cq.Workplane().box(80, 50, 10).faces('>Z').workplane().hole(20)\n",
    );
    assert!(desk.run(&["render", "plate.py", "-o", "plate.png", "--size", "256"]).status.success());
    let arguments = [
        "generate",
        "--image",
        "plate.png",
        "--longest",
        "80",
        "--candidates",
        "4",
        "-o",
        "out.py",
        "-o",
        "out.step",
    ];
    let output = desk.run(&arguments);
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    let (lines, well) = desk.run_json(&["run", "--json", "out.py"]);
    assert!(well, "{lines:?}");
    let bounds: Vec<f64> =
        lines[0]["objects"][0]["bbox"].as_array().expect("a box").iter().filter_map(Value::as_f64).collect();
    let longest = (0..3).map(|i| bounds[i + 3] - bounds[i]).fold(0.0, f64::max);
    assert!((longest - 80.0).abs() < 0.5, "the longest side is {longest} mm instead of 80 mm");
    assert!(desk.path().join("out.step").exists());
}

#[test]
fn without_a_display_the_examples_are_worked_through() {
    let desk = Desk::new();
    let output = desk.run(&[]);
    let said = text(&output.stdout);
    assert!(output.status.success(), "{said}{}", text(&output.stderr));
    assert!(said.contains("no display"));
    for extension in [".py", ".step", ".png"] {
        let path =
            said.lines().filter_map(|l| l.trim().strip_prefix("wrote ")).find(|l| l.ends_with(extension));
        let path = path.unwrap_or_else(|| panic!("no {extension} in: {said}"));
        assert!(fs::metadata(path).is_ok_and(|m| m.len() > 0), "{path}");
    }
}
