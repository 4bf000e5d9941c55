//! `partwright score`: two parts compared, exactly or by every convention that papers use.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use assist::score::body::Body;
use assist::score::conventions::{self, Exact};
use assist::score::reward::{self, Cadrille, Outcome};
use assist::score::stack::Stack;
use assist::score::{self, Target, stl};
use base::{Cancel, InputFile, Program, units};
use engine::{Align, BuildOptions, Engine};
use serde_json::json;

use super::{read_program, start_engine, start_short_engine};
use crate::cli::{AlignArgument, ScoreArguments};

/// A part to compare.
enum Side {
    /// A program, or a STEP file as a program that reads it.
    Solid(Program),
    /// Triangles.
    Mesh(Body),
}

/// Compares two parts.
pub fn score(arguments: &ScoreArguments) -> anyhow::Result<ExitCode> {
    if let Some(file) = &arguments.pairs {
        return pairs(file);
    }
    let engine = match start_short_engine(1, 2)? {
        Ok(engine) => engine,
        Err(code) => return Ok(code),
    };
    let file = |file: &Option<PathBuf>| file.clone().context("give two parts to compare");
    let (file_a, file_b) = (file(&arguments.a)?, file(&arguments.b)?);
    let (a, b) = (read_side(&file_a)?, read_side(&file_b)?);
    if arguments.all {
        return all(arguments, &engine, [(&a, &file_a), (&b, &file_b)]);
    }
    let (Side::Solid(a), Side::Solid(b)) = (&a, &b) else {
        anyhow::bail!("a mesh has no exact solid; add --all to compare triangles");
    };
    let align = match arguments.align {
        AlignArgument::None => Align::None,
        AlignArgument::Box => Align::BoxScaled,
        AlignArgument::Inertia => Align::Inertia,
    };
    let c = engine.compare(a, b, align, Duration::from_secs(60), &Cancel::new())?;
    if arguments.json {
        let line = json!({
            "iou": c.iou,
            "volume_a": c.volume_a,
            "volume_b": c.volume_b,
            "intersection": c.intersection,
            "union": c.union,
            "valid": c.valid,
        });
        println!("{line}");
    } else {
        println!("IoU {:.6}", c.iou);
        match align {
            Align::BoxScaled | Align::Inertia => println!(
                "volumes {:.6} and {:.6}, common {:.6} ({})",
                c.volume_a,
                c.volume_b,
                c.intersection,
                if align == Align::Inertia { "sizes by inertia" } else { "longest sides scaled to 1" },
            ),
            Align::None | Align::Box => println!(
                "volumes {} and {}, common {}",
                units::volume_text(c.volume_a),
                units::volume_text(c.volume_b),
                units::volume_text(c.intersection)
            ),
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints the figures of all conventions.
fn all(
    arguments: &ScoreArguments,
    engine: &Engine,
    sides: [(&Side, &PathBuf); 2],
) -> anyhow::Result<ExitCode> {
    let [(a, file_a), (b, file_b)] = sides;
    let exact = match (a, b) {
        (Side::Solid(a), Side::Solid(b)) => {
            let iou = |align| score::exact_iou(engine, a, b, align, &Cancel::new());
            Exact { in_place: iou(Align::None), boxes: iou(Align::BoxScaled), inertia: iou(Align::Inertia) }
        }
        _ => Exact::default(),
    };
    let (body_a, body_b) = (body(engine, a, file_a)?, body(engine, b, file_b)?);
    let figures = conventions::figures(&body_a, &body_b, &exact, arguments.seed);
    let primitives = match (a, b) {
        (Side::Solid(a), Side::Solid(b)) => Stack::read(&a.text).zip(Stack::read(&b.text)),
        _ => None,
    };
    let primitives =
        primitives.map(|(a, b)| assist::score::primitives::compare(&a.sketches(), &b.sketches()));
    if arguments.json {
        let figures: serde_json::Map<_, _> = figures
            .iter()
            .map(|f| (f.name.to_owned(), json!({ "value": f.value, "note": f.note })))
            .collect();
        let p = primitives.map(|p| json!({ "line": p.classes[0], "arc": p.classes[1], "circle": p.classes[2], "extrusion": p.extrusion, "mean": p.mean() }));
        println!("{}", json!({ "figures": figures, "Text2CAD P-F1": p }));
        return Ok(ExitCode::SUCCESS);
    }
    for figure in &figures {
        let value = figure.value.map_or_else(|| "-".to_owned(), |v| format!("{v:.4}"));
        println!("{:32} {value:>10}  {}", figure.name, figure.note);
    }
    if let Some(p) = primitives {
        let text = |v: Option<f64>| v.map_or_else(|| "-".to_owned(), |v| format!("{v:.4}"));
        println!(
            "{:32} {:>10}  lines {}, arcs {}, circles {}, extrusions {:.4}",
            "Text2CAD P-F1 (ReCAD's mean)",
            text(p.mean()),
            text(p.classes[0]),
            text(p.classes[1]),
            text(p.classes[2]),
            p.extrusion
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints cadrille's reward IoU for each line `program<TAB>truth.stl` of a file.
fn pairs(file: &Path) -> anyhow::Result<ExitCode> {
    let list = std::fs::read_to_string(file).with_context(|| format!("could not read {}", file.display()))?;
    // Lists of sketch-extrude programs need no geometry process.
    let mut engine: Option<Engine> = None;
    for line in list.lines().filter(|line| !line.trim().is_empty()) {
        let (a, b) = line.split_once('\t').context("a line of the list is not `program<TAB>truth.stl`")?;
        let program = read_program(Path::new(a))?;
        let Side::Mesh(truth) = read_side(Path::new(b))? else {
            anyhow::bail!("the truth of a pair has to be an STL file: {b}");
        };
        let limit = Duration::from_secs(5);
        let target = Target::of_body(truth);
        let outcome = match score::outcome_of_text(&program, &target) {
            Some(outcome) => outcome,
            None => {
                let engine = match &engine {
                    Some(engine) => engine,
                    None => engine.insert(start_engine(1)?),
                };
                score::outcome(engine, &program, &target, limit, &Cancel::new())?
            }
        };
        let (name, iou) = match outcome {
            Outcome::Compared(iou) => ("compared", Some(iou)),
            Outcome::Failed => ("failed", None),
            Outcome::NotComparable => ("not comparable", None),
        };
        let reward = |variant| reward::cadrille(outcome, variant);
        println!(
            "{}",
            json!({
                "file": a,
                "outcome": name,
                "iou": iou,
                "reward_paper": reward(Cadrille::Paper),
                "reward_as_coded": reward(Cadrille::AsCoded),
            })
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn read_side(file: &Path) -> anyhow::Result<Side> {
    let extension = file.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    let bytes = || std::fs::read(file).with_context(|| format!("could not read {}", file.display()));
    match extension.as_str() {
        "stl" => Ok(Side::Mesh(stl::read(&bytes()?).with_context(|| file.display().to_string())?.outward())),
        "step" | "stp" => {
            let mut program =
                Program::new("import cadquery as cq\nresult = cq.importers.importStep(\"part.step\")\n");
            program.inputs.insert("part.step".to_owned(), InputFile::new(bytes()?));
            Ok(Side::Solid(program))
        }
        _ => read_program(file).map(Side::Solid),
    }
}

fn body(engine: &Engine, side: &Side, file: &Path) -> anyhow::Result<Body> {
    match side {
        Side::Mesh(body) => Ok(body.clone()),
        Side::Solid(program) => {
            let options = BuildOptions { mesh: Some(score::MESH), ..BuildOptions::default() };
            let build = engine.build(program, &options, &Cancel::new())?;
            if let Some(error) = build.first_error() {
                anyhow::bail!("{} does not run: {}", file.display(), error.message);
            }
            let mesh = build.mesh().with_context(|| format!("{} shows no solid", file.display()))?;
            Ok(Body::of_mesh(&mesh))
        }
    }
}
