//! Geometry as a source of candidates: the outline of a view, extruded, with the holes found in it.
//!
//! With front, right and top views the three extents follow from the proportions of the pictures,
//! and each view gives a candidate. A single picture that looks straight at one surface is read as
//! a view from above, of a plate of moderate thickness; other single pictures are left to the model. There is no learning in here; it is also what the model has to beat.

use std::fmt::Write as _;

use base::Cancel;
use render::model_input::{ModelPicture, SIDE, model_picture_of_image};
use render::outline::{Loop, Mask, Options, Role, loops};
use render::views::StandardView;

use super::{Proposal, Source};
use crate::scale::trimmed;
use crate::{Error, Prompt, mask};

/// The longest side of a proposed part.
const LONGEST: f64 = 100.0;

/// Thickness of the plate that a single picture is taken for.
const GUESSED_THICKNESS: f64 = 12.0;

/// Openings beyond this number are noise rather than holes.
const MAX_HOLES: usize = 40;

/// Proposes extruded outlines.
#[derive(Clone, Copy, Debug, Default)]
pub struct OutlineSource;

impl Source for OutlineSource {
    fn name(&self) -> &'static str {
        "outline"
    }

    fn propose(
        &mut self,
        prompt: &Prompt,
        count: usize,
        _seed: u64,
        cancel: &Cancel,
        _on_text: &mut dyn FnMut(&str),
    ) -> Result<Vec<Proposal>, Error> {
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        let profile = |view: StandardView| {
            let picture = prompt.pictures.iter().find(|p| p.view == Some(view))?;
            Profile::new(&model_picture_of_image(&picture.image))
        };
        let views = [StandardView::Top, StandardView::Front, StandardView::Right].map(profile);
        let texts = match &views {
            [Some(top), Some(front), Some(right)] => from_three(top, front, right),
            _ => from_one(prompt),
        };
        let proposals = texts.into_iter().take(count);
        Ok(proposals
            .map(|text| Proposal { text, source: "outline", log_prob: None, reading: None })
            .collect())
    }
}

fn from_three(top: &Profile, front: &Profile, right: &Profile) -> Vec<String> {
    // The width is 1; the other extents follow from the proportions, the top view deciding depth.
    let depth = top.height / top.width;
    let height = 0.5 * (front.height / front.width + right.height / right.width * depth);
    let unit = LONGEST / depth.max(height).max(1.0);
    let extents = [unit, depth * unit, height * unit];
    [
        top.extruded("XY", ">Z", extents[0], extents[2]),
        front.extruded("XZ", "<Y", extents[0], extents[1]),
        right.extruded("YZ", ">X", extents[1], extents[0]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn from_one(prompt: &Prompt) -> Vec<String> {
    let Some(picture) = prompt.pictures.first() else { return Vec::new() };
    let picture = model_picture_of_image(&picture.image);
    if !mask::is_flat(&picture) {
        return Vec::new();
    }
    let Some(profile) = Profile::new(&picture) else { return Vec::new() };
    let width = LONGEST * (profile.width / profile.height).min(1.0);
    profile.extruded("XY", ">Z", width, GUESSED_THICKNESS).into_iter().collect()
}

/// Outline and openings of one view, in pixels of the model's picture.
struct Profile {
    outer: Loop,
    openings: Vec<Loop>,
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

impl Profile {
    /// Reads a view; `None` when it shows nothing.
    fn new(picture: &ModelPicture) -> Option<Self> {
        let found = loops_of(&coverage(picture));
        let outer = found.iter().find(|l| l.role == Role::Outer)?.clone();
        let openings = if is_cluttered(&found) {
            Vec::new()
        } else {
            found.into_iter().filter(|l| l.role == Role::Hole).take(MAX_HOLES).collect()
        };
        let range = |axis: usize| {
            let values = outer.points.iter().map(|p| p[axis]);
            let low = values.clone().fold(f64::MAX, f64::min);
            (low, values.fold(f64::MIN, f64::max) - low)
        };
        let ((left, width), (top, height)) = (range(0), range(1));
        (width > 1.0 && height > 1.0).then_some(Self { outer, openings, left, top, width, height })
    }

    /// A program that extrudes the outline from a plane, with holes and pockets through it.
    fn extruded(&self, plane: &str, face: &str, width: f64, thickness: f64) -> Option<String> {
        let scale = width / self.width;
        let place = |p: [f64; 2]| {
            [(p[0] - self.left - self.width / 2.0) * scale, (self.top + self.height / 2.0 - p[1]) * scale]
        };
        let points = |l: &Loop| l.points.iter().map(|p| point_text(place(*p))).collect::<Vec<_>>().join(", ");
        let mut sizes = format!("thickness = {}\n", number(thickness));
        let mut steps = String::new();
        match self.outer.circle {
            Some(circle) => {
                writeln!(sizes, "outer_d = {}", number(2.0 * circle.radius * scale)).ok()?;
                let [x, y] = place(circle.center);
                writeln!(sizes, "outer_center = [{}]", point_text([x, y])).ok()?;
                writeln!(
                    steps,
                    "result = cq.Workplane(\"{plane}\").pushPoints(outer_center).circle(outer_d / 2).extrude(thickness)"
                )
                .ok()?;
            }
            None => {
                writeln!(sizes, "outline = [{}]", points(&self.outer)).ok()?;
                writeln!(
                    steps,
                    "result = cq.Workplane(\"{plane}\").polyline(outline).close().extrude(thickness)"
                )
                .ok()?;
            }
        }
        for (index, opening) in self.openings.iter().enumerate() {
            let (name, shape) = match opening.circle {
                Some(circle) => {
                    let name = format!("hole_{}", index + 1);
                    writeln!(sizes, "{name}_d = {}", number(2.0 * circle.radius * scale)).ok()?;
                    writeln!(sizes, "{name} = [{}]", point_text(place(circle.center))).ok()?;
                    (name.clone(), format!("pushPoints({name}).circle({name}_d / 2)"))
                }
                None => {
                    let name = format!("opening_{}", index + 1);
                    writeln!(sizes, "{name} = [{}]", points(opening)).ok()?;
                    (name.clone(), format!("polyline({name}).close()"))
                }
            };
            writeln!(
                steps,
                "result = result.faces(\"{face}\").workplane(origin=(0, 0, 0)).{shape}.cutThruAll()  # {name}"
            )
            .ok()?;
        }
        Some(format!("import cadquery as cq\n\n{sizes}\n{steps}"))
    }
}

/// Coverage by the part: what is not ground; in a drawing, all that the lines enclose.
fn coverage(picture: &ModelPicture) -> Vec<u8> {
    let solid = mask::solid(picture);
    let enclosed = mask::enclosed(&solid);
    let covered = if mask::is_drawing(&solid, &enclosed) { enclosed } else { solid };
    covered.into_iter().map(|c| if c { 255 } else { 0 }).collect()
}

fn loops_of(coverage: &[u8]) -> Vec<Loop> {
    loops(&Mask { coverage, width: SIDE, height: SIDE }, &Options::default())
}

/// Whether the picture falls into more pieces than a part has: dimension lines, or a sketch with broken
/// strokes, whose rings cannot be told from noise.
fn is_cluttered(found: &[Loop]) -> bool {
    found.iter().filter(|l| l.role == Role::Outer).count() > 12
}

fn point_text([x, y]: [f64; 2]) -> String {
    format!("({}, {})", number(x), number(y))
}

/// One decimal, without a zero behind the point.
fn number(value: f64) -> String {
    trimmed(value, 1)
}

#[cfg(test)]
mod tests {
    use render::model_input::PIXELS;

    use super::*;

    fn picture(shade: impl Fn(f64, f64) -> bool) -> ModelPicture {
        let mut gray = [255; PIXELS];
        for y in 0..SIDE {
            for x in 0..SIDE {
                if shade(x as f64 + 0.5, y as f64 + 0.5) {
                    gray[y * SIDE + x] = 140;
                }
            }
        }
        gray
    }

    #[test]
    fn a_plate_with_a_hole_is_read() {
        let inside = |x: f64, y: f64| (8.0..120.0).contains(&x) && (36.0..92.0).contains(&y);
        let hole = |x: f64, y: f64| (x - 64.0).hypot(y - 64.0) < 14.0;
        let profile =
            Profile::new(&picture(|x, y| inside(x, y) && !hole(x, y))).expect("the picture shows a plate");
        let text = profile.extruded("XY", ">Z", 100.0, 10.0).expect("a program");
        assert!(text.contains("thickness = 10\n") && text.contains("hole_1_d = 2"), "{text}");
        assert!(text.contains("hole_1 = [(0, 0)]") && text.contains("polyline(outline)"), "{text}");
    }

    #[test]
    fn an_empty_picture_gives_nothing() {
        assert!(Profile::new(&[255; PIXELS]).is_none());
    }
}
