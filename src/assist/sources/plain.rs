//! Plain bodies as a source of candidates: boxes, cylinders and angles in several proportions.
//!
//! They need no learning. Where the model reads a single oblique picture wrongly, a body whose numbers
//! are fitted to the picture and that receives features afterwards is often nearer to the part.

use base::Cancel;

use super::{Proposal, Source};
use crate::{Error, Prompt};

/// Width and height of boxes as shares of the longest side, which is X.
const BOXES: [[f64; 3]; 9] = [
    [1.0, 0.8, 0.1],
    [1.0, 0.5, 0.1],
    [0.7, 1.0, 0.1],
    [1.0, 0.8, 0.4],
    [1.0, 0.4, 0.4],
    [0.6, 1.0, 0.4],
    [0.8, 0.8, 1.0],
    [1.0, 0.2, 0.7],
    [0.2, 1.0, 0.7],
];

/// Height of cylinders as a share of the diameter.
const CYLINDERS: [f64; 3] = [0.15, 0.5, 1.6];

const PLANES: [&str; 3] = ["XY", "XZ", "YZ"];

/// Proposes plain bodies for pictures.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainSource;

impl Source for PlainSource {
    fn name(&self) -> &'static str {
        "plain"
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
        if prompt.pictures.is_empty() {
            return Ok(Vec::new());
        }
        let boxes = BOXES.into_iter().map(block);
        let cylinders = CYLINDERS.into_iter().flat_map(|share| PLANES.map(|plane| cylinder(plane, share)));
        let angles = ["XZ", "YZ"].into_iter().map(angle);
        let texts = boxes.chain(cylinders).chain(angles).take(count);
        Ok(texts.map(|text| Proposal { text, source: "plain", log_prob: None, reading: None }).collect())
    }
}

fn block([x, y, z]: [f64; 3]) -> String {
    format!(
        "import cadquery as cq\n\nlength = {:.0}\nwidth = {:.0}\nheight = {:.0}\n\n\
         result = (\n    cq.Workplane(\"XY\")\n    .box(length, width, height)\n)\n",
        100.0 * x,
        100.0 * y,
        100.0 * z,
    )
}

fn cylinder(plane: &str, share: f64) -> String {
    let diameter = 100.0 / share.max(1.0);
    format!(
        "import cadquery as cq\n\ndiameter = {diameter:.0}\nheight = {:.0}\n\n\
         result = (\n    cq.Workplane(\"{plane}\")\n    .circle(diameter / 2)\n    .extrude(height)\n)\n",
        diameter * share,
    )
}

fn angle(plane: &str) -> String {
    format!(
        "import cadquery as cq\n\nlength = 80\nheight = 80\nwidth = 50\nthickness = 10\n\n\
         result = (\n    cq.Workplane(\"{plane}\")\n    \
         .polyline([(0, 0), (length, 0), (length, thickness), (thickness, thickness), (thickness, height), (0, height)])\n    \
         .close()\n    .extrude(width / 2, both=True)\n)\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chain::Chain;

    #[test]
    fn every_body_can_receive_features() {
        let mut texts: Vec<String> = BOXES.into_iter().map(block).collect();
        texts.extend(PLANES.map(|plane| cylinder(plane, 0.5)));
        texts.push(angle("YZ"));
        assert!(texts.iter().all(|text| Chain::parse(text).is_some()), "{texts:#?}");
    }

    #[test]
    fn words_alone_have_no_plain_body() {
        let prompt = Prompt { text: "a plate".to_owned(), ..Prompt::default() };
        let proposals = PlainSource.propose(&prompt, 8, 0, &Cancel::new(), &mut |_| {});
        assert_eq!(proposals.expect("there is nothing to fail"), []);
    }
}
