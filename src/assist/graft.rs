//! Features taken from one candidate to another.
//!
//! The model often gets the base of a part right in one program and a pattern of holes in another.
//! Here the features of all proposals, and a few plain ones that need no model, are tried on the best
//! candidate: left out, put in the place of one of its own, or added. What agrees better with the
//! pictures after its numbers were fitted is kept; then it starts again.

use std::collections::BTreeSet;

use base::Program;

use crate::bench::Bench;
use crate::chain::{Chain, Feature, Plane};
use crate::refine::refine;
use crate::{Candidate, Error};

/// Features of proposals that are tried at most.
const MAX_POOL: usize = 14;
/// Features a program may have after adding one.
const MAX_FEATURES: usize = 5;
/// Programs tried at most each time.
const MAX_VARIANTS: usize = 80;
/// How many of them have their numbers fitted.
const FITTED: usize = 3;
/// Rounds of that fitting.
const FITTED_ROUNDS: usize = 3;
/// How often it starts again after something was gained.
const PASSES: usize = 2;
/// Agreement that a change must bring; leaving something out may cost as much.
const LEAST_GAIN: f64 = 0.003;
/// A program that agrees worse than the best by more than this is not fitted.
const LARGEST_LOSS: f64 = 0.06;

/// Improves a candidate with the features of other programs; `None` when nothing agrees better.
///
/// # Errors
/// When the engine fails; a stop ends the work with what was reached.
pub(crate) fn graft(
    candidate: &Candidate,
    donors: &[String],
    bench: &Bench<'_>,
) -> Result<Option<Candidate>, Error> {
    let mut best = candidate.clone();
    let mut is_better = false;
    let pool = pool(donors);
    for _ in 0..PASSES {
        let Some(host) = Chain::parse(&best.program.text) else { break };
        let plain = best.build.bounds().map_or_else(Vec::new, |b| plain_features(host.plane, b.size()));
        let variants = variants(&host, &pool, &plain);
        let texts: Vec<String> = variants.iter().map(|variant| variant.text.clone()).collect();
        let built = bench.build(&best, &texts)?;
        let mut tried: Vec<(Candidate, &Variant)> =
            built.into_iter().zip(&variants).filter_map(|(c, v)| Some((c?, v))).collect();
        tried.sort_by(|a, b| b.0.fit().total_cmp(&a.0.fit()));
        tried.retain(|(c, _)| c.fit() > best.fit() - LARGEST_LOSS);
        tried.truncate(FITTED);
        let before = best.fit();
        let mut winner: Option<(f64, Candidate)> = None;
        for (candidate, variant) in tried {
            if bench.cancel.is_cancelled() {
                break;
            }
            let fitted = match &variant.new_names {
                Some(names) => refine(candidate, bench, FITTED_ROUNDS, Some(names))?,
                None => candidate,
            };
            let handicap = if variant.new_names.is_none() { LEAST_GAIN } else { -LEAST_GAIN };
            let worth = fitted.fit() + handicap;
            if worth > before && winner.as_ref().is_none_or(|(known, _)| worth > *known) {
                winner = Some((worth, fitted));
            }
        }
        let Some((_, winner)) = winner else { break };
        best = winner;
        is_better = true;
        if bench.cancel.is_cancelled() {
            break;
        }
    }
    Ok(is_better.then_some(best))
}

/// A program to try.
struct Variant {
    text: String,
    /// The numbers that came with a feature; `None` when one was left out.
    new_names: Option<BTreeSet<String>>,
}

/// Programs with one feature less, another, or one more; plain features are added only.
fn variants(host: &Chain, pool: &[Feature], plain: &[Feature]) -> Vec<Variant> {
    let own = host.features();
    // Nothing that is tried equals the host itself.
    let mut seen: BTreeSet<String> =
        host.with_features(&own, None).map(|(text, _)| text).into_iter().collect();
    let mut variants = Vec::new();
    let mut add = |features: &[Feature], added: Option<usize>| {
        if let Some((text, names)) = host.with_features(features, added)
            && variants.len() < MAX_VARIANTS
            && seen.insert(text.clone())
        {
            variants.push(Variant { text, new_names: added.map(|_| names) });
        }
    };
    for place in 0..own.len() {
        let mut fewer = own.clone();
        fewer.remove(place);
        add(&fewer, None);
    }
    if own.len() < MAX_FEATURES {
        for feature in plain.iter().chain(pool) {
            let mut more = own.clone();
            more.push(feature.clone());
            add(&more, Some(own.len()));
        }
    }
    for feature in pool {
        for place in 0..own.len() {
            let mut other = own.clone();
            other[place] = feature.clone();
            add(&other, Some(place));
        }
    }
    variants
}

/// Different features of programs, in the order of the programs.
fn pool(donors: &[String]) -> Vec<Feature> {
    let mut pool: Vec<Feature> = Vec::new();
    for feature in donors.iter().filter_map(|text| Chain::parse(text)).flat_map(|chain| chain.features()) {
        if pool.len() < MAX_POOL && !pool.iter().any(|known| known.lines == feature.lines) {
            pool.push(feature);
        }
    }
    pool
}

/// Features that are common on parts, in sizes that suit a box of this size.
fn plain_features(plane: Plane, size: [f64; 3]) -> Vec<Feature> {
    let [x, y, z] = plane.extents(size);
    let narrow = x.min(y);
    let (up, along) = match plane {
        Plane::Xy => (">Z", "|Z"),
        Plane::Xz => ("<Y", "|Y"),
        Plane::Yz => (">X", "|X"),
    };
    let feature = |calls: &[String], numbers: &[(&str, f64)]| Feature {
        plane,
        lines: calls.to_vec(),
        numbers: numbers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), format!("{:.0}", value.max(1.0))))
            .collect(),
    };
    let face = format!(".faces(\"{up}\").workplane()");
    let hole = ".hole(hole_diameter)".to_owned();
    let on_face = |calls: &[&str], numbers: &[(&str, f64)]| {
        let mut lines = vec![face.clone()];
        lines.extend(calls.iter().map(|call| (*call).to_owned()));
        lines.push(hole.clone());
        feature(&lines, numbers)
    };
    let (spacing_x, spacing_y) = (("hole_spacing_x", 0.7 * x), ("hole_spacing_y", 0.7 * y));
    let small = ("hole_diameter", 0.1 * narrow);
    let circle = ("bolt_circle_diameter", 0.7 * narrow);
    let polar = ".polarArray(bolt_circle_diameter / 2, 0, 360, hole_count)";
    vec![
        on_face(&[], &[("hole_diameter", 0.3 * narrow)]),
        on_face(
            &[".rect(hole_spacing_x, hole_spacing_y, forConstruction=True).vertices()"],
            &[spacing_x, spacing_y, small],
        ),
        on_face(&[".rarray(hole_spacing_x, 1, 2, 1)"], &[spacing_x, small]),
        on_face(&[".rarray(1, hole_spacing_y, 1, 2)"], &[spacing_y, small]),
        on_face(&[polar], &[circle, ("hole_count", 4.0), small]),
        on_face(&[polar], &[circle, ("hole_count", 6.0), small]),
        feature(&[format!(".edges(\"{along}\").fillet(corner_radius)")], &[("corner_radius", 0.1 * narrow)]),
        feature(
            &[format!(".edges(\"{along}\").chamfer(corner_chamfer)")],
            &[("corner_chamfer", 0.1 * narrow)],
        ),
        feature(
            &[
                face.clone(),
                ".rect(pocket_length, pocket_width)".to_owned(),
                ".cutBlind(-pocket_depth)".to_owned(),
            ],
            &[("pocket_length", 0.6 * x), ("pocket_width", 0.6 * y), ("pocket_depth", 0.5 * z)],
        ),
        feature(
            &[face, ".circle(boss_diameter / 2)".to_owned(), ".extrude(boss_height)".to_owned()],
            &[("boss_diameter", 0.4 * narrow), ("boss_height", 0.3 * z)],
        ),
    ]
}

/// The form of a program: its text with every number taken out.
pub(crate) fn form(program: &Program) -> String {
    program.text.chars().filter(|c| !c.is_ascii_digit() && *c != '.').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCK: &str = "import cadquery as cq\n\nlength = 100\nwidth = 60\nheight = 8\nhole_diameter = 9\n\nresult = (\n    cq.Workplane(\"XZ\")\n    .box(length, width, height)\n    .faces(\"<Y\").workplane()\n    .hole(hole_diameter)\n)\n";

    #[test]
    fn a_feature_is_left_out_replaced_and_added() {
        let host = Chain::parse(BLOCK).expect("the style is known");
        let plain = plain_features(host.plane, [100.0, 8.0, 60.0]);
        let wider = host.features().into_iter().map(|mut feature| {
            feature.numbers[0].1 = "20".to_owned();
            feature
        });
        let variants = variants(&host, &wider.collect::<Vec<_>>(), &plain);
        assert_eq!(variants[0].text.matches(".faces").count(), 0);
        assert!(variants[0].new_names.is_none());
        let is_replaced = |v: &Variant| v.text == BLOCK.replace("= 9", "= 20");
        assert!(variants.iter().any(is_replaced));
        assert!(variants.iter().any(|v| v.text.matches(".faces").count() == 2));
        assert!(variants.iter().all(|v| v.text != BLOCK));
        // One left out, one replaced, all plain ones and the wider one added.
        assert_eq!(variants.len(), plain.len() + 3);
    }

    #[test]
    fn equal_features_are_tried_once() {
        let donors = [BLOCK.to_owned(), BLOCK.replace("= 9", "= 12")];
        assert_eq!(pool(&donors).len(), 1);
        assert_eq!(form(&Program::new(BLOCK)), form(&Program::new(donors[1].as_str())));
    }
}
