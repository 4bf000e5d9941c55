//! The command line as a user meets it: in an empty folder, with an empty home.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// The plate that the figures of the README speak of.
const PLATE: &str = include_str!("programs/plate.py");

/// An empty folder that is also the home.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).expect("the folder can be written");
    }

    fn run(&self, arguments: &[&str]) -> Output {
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
    assert!(!refused.status.success() && text(&refused.stderr).contains("use .step, .stl or .brep"));
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
fn render_draws_a_part() {
    let desk = Desk::new();
    desk.write("plate.py", PLATE);
    let output = desk.run(&["render", "plate.py", "-o", "plate.png", "--views", "4", "--size", "128"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let picture = image::open(desk.path().join("plate.png")).expect("a picture").to_luma8();
    assert!(picture.width() >= 256 && picture.pixels().any(|p| p.0[0] < 128));
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
