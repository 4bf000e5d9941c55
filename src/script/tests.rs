//! Runs the sections of `tests/programs/*.py` and compares with their expectations.
//!
//! A section starts with `# --- name ---`; the comments right after it are expectations:
//! `status:`, `error: line[:column[-end]] message`, `hint:`, `printed:`, `objects: name class, …`,
//! `volume: 6  faces: 6  valid`, `color:`, `leaves:`, `exports:`. Without `status` and `error` it
//! must end well. All sections of a file run in one interpreter, one after another.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use base::{Cancel, Program, Severity, Status};

use crate::{Interpreter, Options, Outcome, on_large_stack};

/// Programs that must be stopped are stopped after this time.
const PATIENCE: Duration = Duration::from_millis(700);

/// Others get this long before they count as hanging.
const LONGEST: Duration = Duration::from_secs(60);

struct Section {
    name: String,
    expected: Vec<(String, String)>,
    text: String,
}

fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut in_head = false;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("# --- ").and_then(|rest| rest.strip_suffix(" ---")) {
            sections.push(Section { name: name.to_owned(), expected: Vec::new(), text: String::new() });
            in_head = true;
            continue;
        }
        let Some(section) = sections.last_mut() else { continue };
        if in_head && let Some((key, value)) = line.strip_prefix("# ").and_then(|rest| rest.split_once(": "))
        {
            section.expected.push((key.to_owned(), value.to_owned()));
        } else {
            in_head = false;
            section.text.push_str(line);
            section.text.push('\n');
        }
    }
    sections
}

fn check_file(name: &str) {
    let path = Path::new("../../tests/programs").join(name);
    let text = std::fs::read_to_string(&path).expect("the file of programs can be read");
    let wanted = std::env::var("SECTION").ok();
    let failures = on_large_stack(|| {
        let interpreter = Interpreter::new().expect("the interpreter starts");
        let mut failures = String::new();
        for section in sections(&text) {
            if wanted.as_ref().is_some_and(|wanted| !section.name.contains(wanted)) {
                continue;
            }
            let outcome = run(&interpreter, &section);
            let wrong = compare(&section, &outcome);
            if !wrong.is_empty() {
                writeln!(failures, "\n--- {} ---\n{}", section.name, wrong.join("\n")).expect("grows");
                for diagnostic in &outcome.diagnostics {
                    writeln!(failures, "    {diagnostic}").expect("grows");
                }
            }
        }
        failures
    });
    assert!(failures.is_empty(), "{name}:{failures}");
}

fn run(interpreter: &Interpreter, section: &Section) -> Outcome {
    let is_endless = section.expected.iter().any(|(key, value)| key == "status" && value == "timeout");
    let cancel = Cancel::new();
    let (done, is_done) = mpsc::channel::<()>();
    let stopper = {
        let cancel = cancel.clone();
        thread::spawn(move || {
            let patience = if is_endless { PATIENCE } else { LONGEST };
            if is_done.recv_timeout(patience) == Err(mpsc::RecvTimeoutError::Timeout) {
                cancel.cancel();
            }
        })
    };
    let options = Options { max_output_bytes: 100_000, max_objects: 50, ..Options::default() };
    let outcome = interpreter.build(&Program::new(section.text.as_str()), &options, &cancel);
    drop(done);
    stopper.join().expect("the stopper ends");
    outcome
}

fn compare(section: &Section, outcome: &Outcome) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut expect = |what: &str, expected: &str, got: &str| {
        if expected != got {
            wrong.push(format!("  {what}: expected {expected:?}, got {got:?}"));
        }
    };
    let mut errors = outcome.diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let mut hint = None;
    let expects_error = section.expected.iter().any(|(key, _)| key == "error");
    if !section.expected.iter().any(|(key, _)| key == "status") {
        let status = if expects_error { Status::Error } else { Status::Ok };
        expect("status", &format!("{status:?}"), &format!("{:?}", outcome.status));
    }
    for (key, value) in &section.expected {
        match key.as_str() {
            "status" => expect(key, value, &format!("{:?}", outcome.status).to_lowercase()),
            "printed" => expect(key, value, outcome.printed.trim_end()),
            "hint" => {
                let hint: &str = hint.unwrap_or("");
                if !hint.contains(value.as_str()) {
                    expect(key, value, hint);
                }
            }
            "error" => {
                let Some(error) = errors.next() else {
                    expect(key, value, "no error");
                    continue;
                };
                hint = error.hint.as_deref();
                let (place, message) = value.split_once(' ').unwrap_or((value, ""));
                let mut got = error.line.map_or_else(String::new, |line| line.to_string());
                if place.contains(':') {
                    write!(got, ":{}", error.column.unwrap_or(0)).expect("grows");
                }
                if place.contains('-') {
                    write!(got, "-{}", error.end_column.unwrap_or(0)).expect("grows");
                }
                expect("place", place, &got);
                if !error.message.contains(message) {
                    expect("message", message, &error.message);
                }
            }
            "objects" => {
                let got: Vec<_> = outcome.objects.iter().map(|o| format!("{} {}", o.name, o.class)).collect();
                expect(key, value, &got.join(", "));
            }
            "exports" => {
                let got: Vec<_> = outcome
                    .exported
                    .iter()
                    .map(|file| {
                        let request = &file.request;
                        format!("{} {} {}", request.file_name, request.format, request.object)
                    })
                    .collect();
                expect(key, value, &got.join(", "));
            }
            "color" => {
                let color = outcome.objects.first().and_then(|o| o.color).unwrap_or([-1.0; 4]);
                expect(key, value, &color.map(|channel| channel.to_string()).join(" "));
            }
            _ => measures(key, value, outcome, &mut expect),
        }
    }
    wrong
}

/// Compares `volume: 6  faces: 6  valid` with the first object.
fn measures(key: &str, value: &str, outcome: &Outcome, expect: &mut impl FnMut(&str, &str, &str)) {
    let Some(object) = outcome.objects.first() else {
        expect(key, value, "no object");
        return;
    };
    let measures = object.shape.as_ref().and_then(|shape| shape.measures().ok());
    let Some(measures) = measures else {
        expect(key, value, "no geometry");
        return;
    };
    let line = format!("{key}: {value}");
    for item in line.split("  ").map(str::trim).filter(|item| !item.is_empty()) {
        let (name, wanted) = item.split_once(": ").unwrap_or((item, ""));
        let close = |got: f64| {
            // Expectations are rounded to what they promise.
            let decimals = wanted.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i32);
            let rounding = if decimals == 0 { 0.0 } else { 0.51 * 10_f64.powi(-decimals) };
            let wanted: f64 = wanted.parse().expect("expectations are numbers");
            (got - wanted).abs() <= rounding.max(1e-6 * wanted.abs().max(1.0))
        };
        let got = match name {
            "volume" => measures.volume,
            "area" => measures.area,
            "solids" => f64::from(measures.solids),
            "faces" => f64::from(measures.faces),
            "edges" => f64::from(measures.edges),
            "vertices" => f64::from(measures.vertices),
            "valid" => {
                expect(name, "true", &measures.valid.to_string());
                continue;
            }
            "leaves" => {
                let got: Vec<_> = object
                    .leaves
                    .iter()
                    .map(|leaf| match leaf.color {
                        Some([r, g, b, _]) => format!("{} {r} {g} {b}", leaf.name),
                        None => leaf.name.clone(),
                    })
                    .collect();
                expect(name, wanted, &got.join("; "));
                continue;
            }
            other => panic!("no such expectation: {other}"),
        };
        if !close(got) {
            expect(name, wanted, &got.to_string());
        }
    }
}

#[test]
fn language() {
    check_file("language.py");
}

#[test]
fn results() {
    check_file("results.py");
}

#[test]
fn errors() {
    check_file("errors.py");
}

#[test]
fn direct_errors() {
    check_file("direct_errors.py");
}

#[test]
fn hostile() {
    check_file("hostile.py");
}

#[test]
fn recad() {
    check_file("recad.py");
}

#[test]
fn fluent_errors() {
    check_file("fluent_errors.py");
}

/// Runs one program in a fresh interpreter.
fn run_alone(program: &Program) -> Outcome {
    on_large_stack(|| {
        let interpreter = Interpreter::new().expect("the interpreter starts");
        interpreter.build(program, &Options::default(), &Cancel::new())
    })
}

#[test]
fn patterns_of_native_classes_work() {
    let outcome = run_alone(&Program::new(
        r#"
from _cq_example import Bar, countdown

class Long(Bar):
    pass

bar = Long(2, (1, 2), centered=(True, False), depth=1.5)
assert bar.Length == 3.5 and bar.at == (1, 2, 0) and repr(bar) == "Bar(3.5)"
assert type(bar.lengthened()) is Long and bar.lengthened(2).Length == 5.5
assert (bar + bar).Length == 7 and (bar * 2).Length == 7 and (2 * bar) == bar + bar and (-bar).Length == -3.5
bar.at = [4, 5, 6]
assert list(bar) == [4, 5, 6] and bar[1] == 5 and len(bar) == 3 and bar.move_to((0, 0)) is bar
assert bar.each(lambda x: x + 1) == [1, 1, 1] and bar.count(1, 2) == 2 and hash(bar) == hash(Bar(3.5))
assert bar.describe() == "bar [true, false, true]" and Bar.unit().Length == 1 and list(countdown(3)) == [3, 2, 1]
for wrong, message in (
    (lambda: Bar(0), "a bar needs a length above 0, got 0"),
    (lambda: Bar("a"), "expected a number, got 'a' (str)"),
    (lambda: Bar(1, 5), "expected a point (a Vector or a tuple of 2 or 3 numbers), got 5 (int)"),
    (lambda: Bar(1, (1, 2, 3, 4)), "a point has 2 or 3 numbers, got 4"),
    (lambda: bar.each(None), "expected a function, got None"),
    (lambda: bar.each(lambda x: 1 / 0), "division by zero"),
):
    try:
        wrong()
    except (ValueError, TypeError, ZeroDivisionError) as error:
        assert str(error) == message, error
    else:
        raise SystemExit(message)
try:
    Bar(0)
except ValueError as error:
    print(error.__hint__)
"#,
    ));
    assert_eq!(outcome.diagnostics, []);
    assert_eq!(outcome.printed, "give a positive length\n");
}

#[test]
fn overrides_change_the_part_and_errors_point_into_the_original_text() {
    let text =
        "import cadquery as cq\nw, h = 1, 2  # size\nr = cq.Workplane().box(w, h, 3)\nx, y = 5, 1 / 0\n";
    let program = Program::new(text)
        .with_override("h", base::ParameterValue::Float(20.0))
        .with_override("x", base::ParameterValue::Int(1))
        .with_override("depth", base::ParameterValue::Int(1));
    let outcome = run_alone(&program);
    let volume = outcome.objects[0].shape.as_ref().expect("a box").volume().expect("is measured");
    assert!((volume - 60.0).abs() < 1e-9, "{volume}");
    let texts: Vec<String> = outcome.diagnostics.iter().map(ToString::to_string).collect();
    assert_eq!(texts[0], "4:11: error: ZeroDivisionError: division by zero");
    assert!(texts[1].contains("no parameter named \"depth\""), "{texts:?}");
    let h = outcome.parameters.iter().find(|p| p.name == "h").expect("is a parameter");
    assert_eq!(
        (h.value.clone(), h.literal.clone()),
        (base::ParameterValue::Int(20), base::ParameterValue::Int(2))
    );
    assert_eq!(&text[h.start..h.end], "2");
}

#[test]
fn operations_are_listed_with_their_lines() {
    let outcome = run_alone(&Program::new(
        "import cadquery as cq\nr = (\n    cq.Workplane()\n    .box(1, 2, 3)\n    .faces('>Z')\n    .hole(0.5)\n)\n",
    ));
    let listed: Vec<_> = outcome.operations.iter().map(|o| (o.name.as_str(), o.line)).collect();
    assert_eq!(listed, [("box", Some(4)), ("hole", Some(6))]);
    assert!(outcome.cpu_ms > 0.0);
}

#[test]
fn a_cancelled_program_stops_before_it_starts() {
    let outcome = on_large_stack(|| {
        let interpreter = Interpreter::new().expect("the interpreter starts");
        let cancel = Cancel::new();
        cancel.cancel();
        interpreter.build(&Program::new("while True: pass"), &Options::default(), &cancel)
    });
    assert_eq!(outcome.status, Status::Timeout);
}
