//! Comparison of two programs by the volume that their solids have in common.

mod inertia;

use base::{Bounds, Cancel, Diagnostic, Program, Status};
use engine::protocol::{Align, Answer, CompareRequest, Comparison};
use kernel::{BooleanOptions, BoxMethod, Shape, Transform};

use crate::shapes::{self, Workshop};

/// Part of the volume by which an intersection may miss the rest of the first solid.
const VOLUME_TOLERANCE: f64 = 1e-6;

/// Tolerances of the second and third try of a boolean operation, as parts of the size.
const FUZZY: [f64; 2] = [1e-6, 1e-4];

/// Runs both programs, lays their solids over each other and measures what they share.
pub(crate) fn compare(workshop: &mut Workshop, request: &CompareRequest, cancel: &Cancel) -> Answer {
    let same = request.a.hash() == request.b.hash();
    let a = solid_of(workshop, &request.a, "first", request.align, cancel);
    let b = if same { a.clone() } else { solid_of(workshop, &request.b, "second", request.align, cancel) };
    let (a, b) = match (a, b) {
        (Ok(a), Ok(b)) => (a, b),
        (Err(answer), _) | (_, Err(answer)) => return *answer,
    };
    workshop.begin("compare");
    let intersection = match request.align {
        _ if same => Ok(a.volume),
        Align::Inertia => inertia::best_common_volume(&a, &b),
        Align::None | Align::Box | Align::BoxScaled => common_volume(&a, &b),
    };
    match intersection {
        Ok(intersection) => {
            let union = a.volume + b.volume - intersection;
            Answer::Comparison(Comparison {
                volume_a: a.volume,
                volume_b: b.volume,
                intersection,
                union,
                iou: if union > 0.0 { (intersection / union).clamp(0.0, 1.0) } else { 0.0 },
                bounds_a: a.bounds,
                bounds_b: b.bounds,
                valid: a.valid && b.valid,
            })
        }
        Err(error) => shapes::refusal(&error),
    }
}

/// A solid in its place, with what is known about it.
#[derive(Clone)]
struct Placed {
    shape: Shape,
    volume: f64,
    /// Before it was moved.
    bounds: Option<Bounds>,
    valid: bool,
}

fn solid_of(
    workshop: &mut Workshop,
    program: &Program,
    which: &str,
    align: Align,
    cancel: &Cancel,
) -> Result<Placed, Box<Answer>> {
    let objects = workshop.objects(program, cancel)?;
    let solids = shapes::united_solids(&objects).map_err(|error| Box::new(shapes::refusal(&error)))?;
    let Some(solids) = solids else {
        let message = format!("the {which} program shows no solid, so there is no volume to compare");
        let diagnostic =
            Diagnostic::error(message).hint("give the part to `show_object`, or call it `result`");
        return Err(Box::new(Answer::Refused { status: Status::Error, diagnostic }));
    };
    place(&solids, align).map_err(|error| Box::new(shapes::refusal(&error)))
}

fn place(solids: &Shape, align: Align) -> kernel::Result<Placed> {
    let bounds = solids.bounding_box(BoxMethod::Optimal)?;
    let center = bounds.map_or([0.0; 3], |bounds| bounds.center());
    let longest = bounds.map_or(0.0, |bounds| bounds.longest());
    let to_origin = Transform::translation(center.map(|x| -x));
    let shape = match align {
        Align::None => solids.clone(),
        Align::Box => solids.moved(&to_origin)?,
        Align::BoxScaled if longest > 0.0 => {
            solids.transformed(&Transform::scale([0.0; 3], 1.0 / longest).compose(&to_origin))?
        }
        Align::BoxScaled => solids.moved(&to_origin)?,
        Align::Inertia => inertia::scaled(solids)?,
    };
    // A solid that is turned inside out has a negative volume, and booleans take it for a hole.
    let volume = shape.volume()?;
    let shape = if volume < 0.0 { shape.reversed()? } else { shape };
    Ok(Placed { valid: shape.is_valid()?, shape, volume: volume.abs(), bounds })
}

/// Volume of the common part. What is left of the first solid must make up the rest; where it
/// does not, touching faces confused the operation, and a tolerance helps.
fn common_volume(a: &Placed, b: &Placed) -> kernel::Result<f64> {
    let size =
        [a, b].into_iter().filter_map(|placed| placed.shape.bounding_box(BoxMethod::Fast).ok().flatten());
    let size = size.map(|bounds| bounds.longest()).fold(0.0, f64::max);
    let tries = std::iter::once(None).chain(FUZZY.map(|part| Some(part * size)));
    let mut best: Option<(f64, f64)> = None;
    let mut failure = None;
    for fuzzy in tries {
        match volumes(a, b, fuzzy) {
            Ok((common, rest)) => {
                let error = (a.volume - common - rest).abs() / a.volume.max(f64::MIN_POSITIVE);
                let common = common.clamp(0.0, a.volume.min(b.volume));
                if error <= VOLUME_TOLERANCE {
                    return Ok(common);
                }
                if best.is_none_or(|(_, least)| error < least) {
                    best = Some((common, error));
                }
            }
            Err(error) if error.kind == kernel::ErrorKind::Failed => failure = Some(error),
            Err(error) => return Err(error),
        }
    }
    // An answer that is off by a hundredth is still of use for ranking; worse ones are none.
    match (best, failure) {
        (Some((common, error)), _) if error < 0.01 => Ok(common),
        (_, Some(error)) => Err(error),
        (_, None) => Err(kernel::Error {
            operation: "compare",
            kind: kernel::ErrorKind::Failed,
            class: String::new(),
            message: "the kernel gives no consistent intersection of these solids".to_owned(),
        }),
    }
}

/// Volumes of the common part and of the first solid without the second.
fn volumes(a: &Placed, b: &Placed, fuzzy: Option<f64>) -> kernel::Result<(f64, f64)> {
    let options = BooleanOptions { fuzzy, ..BooleanOptions::default() };
    let tools = std::slice::from_ref(&b.shape);
    let common = kernel::intersect(&a.shape, tools, &options)?.volume()?;
    let rest = kernel::cut(&a.shape, tools, &options)?.volume()?;
    Ok((common, rest))
}
