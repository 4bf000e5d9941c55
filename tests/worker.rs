//! The geometry process as a whole: what programs cannot do, how runs end, and that the next one
//! works. `hostile/` holds the programs; the first line of each says how its run must end.

mod provoked;
mod stop;
pub(crate) mod wire;

use std::path::Path;
use std::time::Duration;

use base::{Build, Cancel, Program, Status};
use engine::protocol::Provocations;
use engine::{Align, BuildOptions, Engine, EngineOptions, Error, Format};

const BOX: &str = "import cadquery as cq\nresult = cq.Workplane().box(1, 2, 3)\n";

/// Time that a test waits for something that takes a fraction of a second on an idle machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn engine_with(change: impl FnOnce(&mut EngineOptions)) -> Engine {
    let mut options = EngineOptions {
        memory_mib: 512,
        provocations: Provocations::Allowed,
        ..EngineOptions::new(env!("CARGO_BIN_EXE_partwright"))
    };
    change(&mut options);
    Engine::start(options).expect("threads can be started")
}

fn run(engine: &Engine, text: &str, timeout: Duration) -> Build {
    let options = BuildOptions::measures_only(timeout);
    engine.build(&Program::new(text), &options, &Cancel::new()).expect("the worker starts")
}

/// Checks that the engine still does its work.
#[track_caller]
fn check_alive(engine: &Engine, after: &str) {
    let build = run(engine, BOX, PATIENCE);
    let volume = build.parts.first().and_then(|part| part.measures.as_ref()).map(|measures| measures.volume);
    assert!(volume.is_some_and(|volume| (volume - 6.0).abs() < 1e-9), "after {after}: {build:?}");
}

/// How the run of a hostile program must end, from its first lines.
struct Expectation<'a> {
    statuses: Vec<&'a str>,
    line: &'a str,
    says: &'a str,
    prints: Option<&'a str>,
}

impl<'a> Expectation<'a> {
    fn read(text: &'a str) -> Self {
        let header =
            text.lines().next().and_then(|line| line.strip_prefix("# status: ")).expect("a first line");
        let (statuses, rest) = header.split_once("  line: ").expect("a line");
        let (line, says) = rest.split_once("  says:").expect("words");
        let prints = text.lines().find_map(|line| line.strip_prefix("# prints: "));
        Self { statuses: statuses.split(',').collect(), line, says: says.trim(), prints }
    }

    /// What is wrong with a build; empty when nothing is.
    fn complaint(&self, build: &Build) -> String {
        let status = format!("{:?}", build.status).to_lowercase();
        if !self.statuses.contains(&status.as_str()) {
            return format!("status {status}");
        }
        let error = build.first_error();
        let message = error.map(|error| error.message.clone()).unwrap_or_default();
        if !message.contains(self.says) {
            return format!("the message is {message:?}");
        }
        if self.prints.is_some_and(|prints| build.printed.trim() != prints) {
            return format!("printed {:?}", build.printed);
        }
        if status == "ok" {
            return String::new();
        }
        let line = error.and_then(|error| error.line);
        let fits = match (self.line, line) {
            ("any", _) | ("none", None) => true,
            ("none", Some(_)) | (_, None) => false,
            (wanted, Some(line)) => {
                let (first, last) = wanted.split_once('-').unwrap_or((wanted, wanted));
                let number = |text: &str| text.parse::<u32>().expect("a line number");
                (number(first)..=number(last)).contains(&line)
            }
        };
        if fits { String::new() } else { format!("line {line:?}") }
    }
}

#[test]
fn hostile_programs_end_as_they_should_and_the_next_one_runs() {
    let folder = Path::new("tests/hostile");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    files.sort();
    assert!(files.len() > 20, "{} programs", files.len());
    let engine = engine_with(|options| options.memory_mib = 256);
    check_alive(&engine, "the start");
    let mut complaints = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).expect("it can be read");
        let expectation = Expectation::read(&text);
        // Programs that may run forever have a second; the others have what a busy machine takes.
        let never_ends = expectation.statuses.first() == Some(&"timeout");
        let timeout = if never_ends { Duration::from_secs(1) } else { Duration::from_secs(20) };
        let build = run(&engine, &text, timeout);
        let complaint = expectation.complaint(&build);
        if !complaint.is_empty() {
            complaints.push(format!("{}: {complaint}; {:?}", file.display(), build.diagnostics));
        }
        check_alive(&engine, &file.display().to_string());
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(!Path::new("/tmp/partwright-was-here").exists(), "a program reached the file system");
}

#[test]
fn two_engines_work_side_by_side() {
    let engines = [engine_with(|_| {}), engine_with(|_| {})];
    std::thread::scope(|scope| {
        for engine in &engines {
            scope.spawn(move || {
                for round in 0..5 {
                    check_alive(engine, &format!("round {round}"));
                }
            });
        }
    });
}

#[test]
fn a_batch_gives_each_program_its_own_result() {
    let engine = engine_with(|options| options.processes = 2);
    let sizes = [1, 2, 3, 4, 5, 6];
    let programs: Vec<_> = sizes
        .iter()
        .map(|size| Program::new(format!("import cadquery as cq\nr = cq.Workplane().box({size}, 1, 1)")))
        .collect();
    let mut volumes = [0.0; 6];
    let options = BuildOptions::measures_only(PATIENCE);
    let on_done = |index: usize, build: Build| {
        volumes[index] = build.parts[0].measures.as_ref().expect("measured").volume.round();
    };
    engine.build_all(&programs, &options, &Cancel::new(), on_done).expect("the worker starts");
    assert_eq!(volumes, sizes.map(f64::from));
}

#[test]
fn a_part_comes_with_mesh_measures_and_operations() {
    let engine = engine_with(|_| {});
    let text = "import cadquery as cq\nwidth = 10\nresult = cq.Workplane().box(width, 20, 30).edges('|Z').fillet(2)\n";
    let options = BuildOptions { timeout: PATIENCE, ..BuildOptions::default() };
    let build = engine.build(&Program::new(text), &options, &Cancel::new()).expect("the worker starts");
    assert_eq!(build.status, Status::Ok, "{build:?}");
    let part = &build.parts[0];
    let measures = part.measures.as_ref().expect("measured");
    assert_eq!((part.name.as_str(), measures.faces, measures.valid), ("result", 10, true));
    let mesh = part.mesh.as_ref().expect("a mesh");
    assert!((mesh.signed_volume() - measures.volume).abs() < 0.01 * measures.volume);
    assert_eq!(mesh.faces.iter().max(), Some(&9));
    assert!(build.operations.iter().any(|operation| operation.name == "fillet" && operation.line == Some(3)));
    assert_eq!(build.parameters[0].name, "width");
}

#[test]
fn text_is_made_with_the_built_in_font() {
    let engine = engine_with(|_| {});
    let text = "import cadquery as cq\nresult = cq.Workplane().text('Part', 10, 2, font='No Such Font')\n";
    let build = run(&engine, text, PATIENCE);
    assert_eq!(build.status, Status::Ok, "{build:?}");
    assert!(build.parts[0].measures.as_ref().is_some_and(|measures| measures.volume > 10.0));
    assert!(
        build.diagnostics.iter().any(|diagnostic| diagnostic.message.contains("No Such Font")),
        "{build:?}"
    );
}

#[test]
fn an_invalid_part_is_a_result_with_a_warning() {
    let engine = engine_with(|_| {});
    let text = "import cadquery as cq\nresult = cq.Workplane().box(10, 10, 10).edges().fillet(6)\n";
    let build = run(&engine, text, PATIENCE);
    let is_invalid =
        build.parts.first().and_then(|part| part.measures.as_ref()).map(|measures| !measures.valid);
    if build.status == Status::Ok {
        assert_eq!(is_invalid, Some(true), "{build:?}");
        let warning =
            build.diagnostics.iter().find(|diagnostic| diagnostic.message.contains("not valid geometry"));
        assert!(warning.is_some_and(|w| w.message.contains("fillet") && w.line == Some(2)), "{build:?}");
    }
}

#[test]
fn a_part_of_which_nothing_is_left_is_told() {
    let engine = engine_with(|_| {});
    let text = "import cadquery as cq\nbox = cq.Workplane().box(1, 1, 1)\nresult = box.cut(box)\n";
    let build = run(&engine, text, PATIENCE);
    assert_eq!(build.status, Status::Ok, "{build:?}");
    let warning = build.diagnostics.iter().find(|d| d.message.contains("nothing is left of result"));
    assert!(warning.is_some_and(|w| w.message.contains("cut") && w.line == Some(3)), "{build:?}");
}

#[test]
fn files_come_back_as_bytes() {
    let engine = engine_with(|_| {});
    let program = Program::new(BOX);
    let starts: [(Format, &[u8]); 3] =
        [(Format::Step, b"ISO-10303-21;"), (Format::Stl, b"STL"), (Format::Brep, b"DBRep_DrawableShape")];
    for (format, start) in starts {
        let content = engine.export(&program, format, PATIENCE, &Cancel::new()).expect("it is written");
        let head = String::from_utf8_lossy(&content[..40]);
        assert!(head.contains(&*String::from_utf8_lossy(start)), "{format:?} begins with {head:?}");
    }
    let text = format!(
        "{BOX}cq.exporters.export(result, 'some/folder/box.step')\ncq.exporters.export(result, 'b.xyz')\n"
    );
    let options = BuildOptions::measures_only(PATIENCE);
    let (build, files) =
        engine.build_with_files(&Program::new(text), &options, &Cancel::new()).expect("the worker starts");
    let names: Vec<_> = files.iter().map(|file| file.file_name.as_str()).collect();
    assert_eq!(names, ["box.step"], "{build:?}");
    assert!(files[0].content.starts_with(b"ISO-10303-21;"));
}

#[test]
fn solids_are_compared_exactly() {
    let engine = engine_with(|_| {});
    let make = |text: &str| Program::new(format!("import cadquery as cq\nresult = cq.Workplane().{text}"));
    let compare = |a: &str, b: &str, align| {
        engine
            .compare(&make(a), &make(b), align, PATIENCE, &Cancel::new())
            .map(|c| (c.iou * 1e9).round() / 1e9)
    };
    assert_eq!(compare("box(2, 2, 2)", "box(2, 2, 4)", Align::None), Ok(0.5));
    assert_eq!(compare("box(2, 2, 2)", "box(2, 2, 2, centered=False)", Align::None), Ok(round9(1.0 / 15.0)));
    assert_eq!(compare("box(2, 2, 2)", "box(2, 2, 2, centered=False)", Align::Box), Ok(1.0));
    assert_eq!(compare("box(2, 2, 2)", "box(6, 6, 6)", Align::BoxScaled), Ok(1.0));
    assert_eq!(compare("sphere(1)", "box(2, 2, 2)", Align::Box), Ok(round9(std::f64::consts::PI / 6.0)));
    let wire = compare("box(2, 2, 2)", "rect(1, 1)", Align::None);
    assert!(matches!(&wire, Err(Error::Program { status: Status::Error, .. })), "{wire:?}");
    let broken = compare("box(2, 2, 2)", "boxx(1)", Align::None).expect_err("it has no result");
    assert!(broken.to_string().contains("boxx"), "{broken}");
}

fn round9(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}
