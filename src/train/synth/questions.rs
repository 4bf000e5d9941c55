//! Questions about a part and their answers, computed from the finished part.

use assist::is_count;
use serde::{Deserialize, Serialize};

use super::dice::Dice;
use super::execute::Accepted;
use super::holes::{self, Hole};
use super::plan::Plan;

/// Grams a cubic centimetre.
const MATERIALS: [(&str, f64); 3] = [("steel", 7.85), ("aluminium", 2.7), ("ABS", 1.05)];

/// A question and its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked.
    pub question: String,
    /// The answer, in millimetres where it is a length.
    pub answer: String,
}

/// Draws up to `count` different questions about a part.
pub fn draw(plan: &Plan, part: &Accepted, count: u32, dice: &mut Dice) -> Vec<Question> {
    let mut pool = pool(plan, part, dice);
    let mut drawn = Vec::new();
    while drawn.len() < count as usize && !pool.is_empty() {
        let last = pool.len() as i64 - 1;
        let Some(place) = dice.int(0, last) else { break };
        drawn.push(pool.swap_remove(place as usize));
    }
    drawn
}

/// Everything that can be asked.
fn pool(plan: &Plan, part: &Accepted, dice: &mut Dice) -> Vec<Question> {
    let mut pool = Vec::new();
    let mut ask = |choices: &[&str], answer: String, dice: &mut Dice| {
        pool.push(Question { question: dice.one(choices).to_owned(), answer });
    };
    let measures = &part.measures;
    if let Some(bounds) = measures.bounds {
        let size = bounds.size().map(millimetres);
        ask(
            &["What are the overall dimensions?", "How large is the part?", "Size of the bounding box?"],
            format!("{} x {} x {} mm (X, Y, Z)", size[0], size[1], size[2]),
            dice,
        );
        for (axis, (size, words)) in ["X", "Y", "Z"].iter().zip(size.iter().zip(["wide", "deep", "high"])) {
            let question = format!("How {words} is it along {axis}?");
            ask(&[&question, &format!("Extent in {axis}?")], format!("{size} mm"), dice);
        }
    }
    let found = holes::find(&part.mesh);
    ask(
        &["How many round holes does it have?", "Number of holes?", "Count the round holes."],
        found.len().to_string(),
        dice,
    );
    if let Some(largest) = found.iter().map(|hole| hole.radius).max_by(f32::total_cmp) {
        let answer = format!("{} mm", millimetres(round_to(2.0 * f64::from(largest), 0.1)));
        ask(&["What is the diameter of the largest hole?", "Largest hole, diameter?"], answer, dice);
        ask(&["Along which axis do the holes run?", "Direction of the holes?"], directions(&found), dice);
    }
    ask(&["How many faces does the solid have?", "Number of faces?"], measures.faces.to_string(), dice);
    ask(&["How many edges are there?", "Number of edges?"], measures.edges.to_string(), dice);
    if measures.volume > 0.0 {
        let cubic_cm = measures.volume / 1000.0;
        let answer = format!("{:.2} cm³", cubic_cm);
        ask(&["What is its volume?", "Volume in cm³?", "How much material is in it?"], answer, dice);
        let (material, density) = dice.one(&MATERIALS);
        let question = format!("How heavy is it in {material}?");
        let short = format!("Mass in {material} ({density} g/cm³)?");
        ask(&[&question, &short], format!("{:.0} g at {density} g/cm³", cubic_cm * density), dice);
    }
    if plan.wanted.solids > 1 {
        ask(&["How many parts is it made of?", "Number of parts?"], plan.wanted.solids.to_string(), dice);
    }
    for (name, value) in &plan.dimensions {
        let words = name.replace('_', " ");
        let unit = match () {
            () if is_count(name) => "",
            () if name.ends_with("_angle") => "°",
            () => " mm",
        };
        let (long, short) = (format!("What is the {words}?"), format!("{words}?"));
        ask(&[&long, &short], format!("{value}{unit}"), dice);
    }
    pool
}

fn directions(holes: &[Hole]) -> String {
    let mut axes: Vec<&str> = holes
        .iter()
        .map(|hole| match hole.axis.map(f32::abs) {
            [x, _, _] if x > 0.999 => "X",
            [_, y, _] if y > 0.999 => "Y",
            [_, _, z] if z > 0.999 => "Z",
            _ => "a slanted axis",
        })
        .collect();
    axes.sort_unstable();
    axes.dedup();
    axes.join(" and ")
}

fn round_to(value: f64, step: f64) -> f64 {
    (value / step).round() * step
}

/// A length with up to two decimals.
fn millimetres(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use base::{Bounds, Measures, Mesh};

    use super::*;
    use crate::synth::{Split, families, plan};

    #[test]
    fn answers_are_those_of_the_part() {
        let shafts = families::named("keyed_shaft").expect("the family exists");
        let plan = plan::plan(3, Split::Train, &shafts, 0, 0).expect("a part");
        let measures = Measures {
            solids: 1,
            shells: 1,
            faces: 17,
            wires: 17,
            edges: 41,
            vertices: 26,
            volume: 20_000.0,
            area: 7000.0,
            length: 0.0,
            center_of_mass: [0.0; 3],
            bounds: Some(Bounds { min: [0.0; 3], max: [100.0, 40.25, 8.0] }),
            valid: true,
        };
        let part = Accepted { measures, mesh: Mesh::default(), geometry_hash: 0 };
        let all = draw(&plan, &part, 100, &mut Dice::new(1, "questions", &[0]));
        let answer = |word: &str| {
            let found = all.iter().find(|q| q.question.contains(word));
            found.unwrap_or_else(|| panic!("{word} is asked for in {all:?}")).answer.clone()
        };
        assert_eq!(answer("aces?"), "17");
        assert_eq!(answer("dges"), "41");
        assert_eq!(answer(" Y?"), "40.25 mm");
        assert!(
            ["157 g at 7.85 g/cm³", "54 g at 2.7 g/cm³", "21 g at 1.05 g/cm³"]
                .contains(&answer("in ").as_str())
        );
        for (name, value) in &plan.dimensions {
            assert!(answer(&name.replace('_', " ")).starts_with(&value.to_string()), "{name}");
        }
        let mut questions: Vec<&str> = all.iter().map(|q| q.question.as_str()).collect();
        questions.sort_unstable();
        questions.dedup();
        assert_eq!(questions.len(), all.len(), "nothing is asked twice");
        assert_eq!(draw(&plan, &part, 3, &mut Dice::new(1, "questions", &[0])).len(), 3);
    }
}
