//! `partwright score`: how much of two parts is the same, exactly.

use std::process::ExitCode;
use std::time::Duration;

use base::{Cancel, units};
use engine::Align;
use serde_json::json;

use super::{read_program, start_short_engine};
use crate::cli::{AlignArgument, ScoreArguments};

/// Compares the solids of two programs.
pub fn score(arguments: &ScoreArguments) -> anyhow::Result<ExitCode> {
    let engine = match start_short_engine(1, 2)? {
        Ok(engine) => engine,
        Err(code) => return Ok(code),
    };
    let a = read_program(&arguments.a)?;
    let b = read_program(&arguments.b)?;
    let align = match arguments.align {
        AlignArgument::None => Align::None,
        AlignArgument::Box => Align::BoxScaled,
    };
    let c = engine.compare(&a, &b, align, Duration::from_secs(60), &Cancel::new())?;
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
            Align::BoxScaled => println!(
                "volumes {:.6} and {:.6}, common {:.6} (longest sides scaled to 1)",
                c.volume_a, c.volume_b, c.intersection
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
