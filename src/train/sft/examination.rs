//! What the model writes while it learns: held-back questions asked, answers executed and compared.
//!
//! Each question is answered once, with the likeliest tokens, and the program is run. Valid is the
//! share that gives one valid part; the gain is (IoU - IoU of the box) / (1 - IoU of the box), means
//! over all questions, both boxes centred and the longest side 1, answers that fail counting 0.

use anyhow::Result;
use assist::score::{Target, body::Body, gain};
use base::{Cancel, Measures, Mesh, Program};
use model::{Model, Sampling};

use crate::eval::baselines::box_iou;
use crate::synth::{Execution, Executor, Fineness};
use crate::tasks::Shown;

/// Tokens that an answer may have.
const LONGEST_ANSWER: usize = 400;

/// What came of an examination.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Marks {
    /// Share of answers that give one valid part.
    pub(super) valid_rate: f64,
    /// Gain over the box.
    pub(super) gain: f64,
}

/// Asks about all of `shown`; `None` when no truth could be executed or the run was stopped.
pub(super) fn examine(
    model: &Model,
    shown: &[Shown],
    executor: &dyn Executor,
    cancel: &Cancel,
) -> Result<Option<Marks>> {
    let sampling = Sampling { max_tokens: LONGEST_ANSWER, ..Sampling::default() };
    let mut programs = Vec::new();
    for shown in shown {
        let example = shown.example();
        let truth = model.tokenizer().decode(example.answer)?;
        let answers = model.answer(&example, 1, &sampling, cancel, &mut |_, _| {});
        if cancel.is_cancelled() {
            return Ok(None);
        }
        let answer = answers?.pop().filter(|answer| answer.finished).map(|answer| answer.text);
        programs.extend([Program::new(truth), Program::new(answer.unwrap_or_default())]);
    }
    let mut parts: Vec<Option<(Measures, Mesh)>> = vec![None; programs.len()];
    executor.execute(&programs, Fineness::Fine, cancel, &mut |index, execution| {
        if let Execution::Part { measures, mesh } = execution
            && measures.valid
            && measures.volume > 0.0
        {
            parts[index] = Some((measures, mesh));
        }
    })?;
    let (mut asked, mut valid, mut iou, mut of_box) = (0, 0, 0.0, 0.0);
    for pair in parts.chunks_exact(2) {
        let Some((measures, mesh)) = &pair[0] else { continue };
        asked += 1;
        of_box += box_iou(measures);
        if let Some((_, answer)) = &pair[1] {
            valid += 1;
            iou += Target::of_body(Body::of_mesh(mesh)).iou_of_body(&Body::of_mesh(answer));
        }
    }
    let mean = |sum: f64| sum / f64::from(asked);
    let marks = || Marks { valid_rate: mean(f64::from(valid)), gain: gain(mean(iou), mean(of_box)) };
    Ok((asked > 0 && !cancel.is_cancelled()).then(marks))
}
