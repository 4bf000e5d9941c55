//! Kinds of tasks: what of a sample is shown to the model, and what it should answer.
//!
//! Every task is a share of the mixture. A sample that lacks what a task needs (a data set without
//! points, a part without a text with sizes) is never drawn for it; the share of a task for which no
//! sample has what it needs goes to the others.
//! Pictures take the way of the user's pictures, so that training and use see the same.
//!
//! An engineering drawing is shown as its three views, each 128x128. A whole sheet at that size would
//! leave a part 25 pixels wide. At 128 pixels a view, lines, hidden lines and axes are seen, the
//! numbers are not: what the drawing says is given in words, as its reading.

use fastrand::Rng;
use model::{Point, ViewKind};
use render::model_input;
use serde::{Deserialize, Serialize};

use crate::augment;
use crate::batches::{Corpus, Encoded};
use crate::data::Extra;
use crate::synth::extras;

/// Places of the isometric picture and of the free one in a data set; the standard views come first.
const ISO: usize = 3;
const FREE: usize = 4;

/// A kind of task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Four pictures.
    Four,
    /// One picture from anywhere.
    Free,
    /// One picture from front, right and above.
    Iso,
    /// One picture along an axis.
    Axis,
    /// A description in words.
    TextOnly,
    /// A text with all sizes.
    Precise,
    /// A program and what is to change.
    Edit,
    /// The three views of an engineering drawing.
    Drawing,
    /// Points of the surface.
    Points,
    /// Four corners of a cube.
    Oblique,
    /// All eight corners of a cube.
    Eight,
    /// General text or code.
    Prose,
}

impl Task {
    /// All kinds.
    pub const ALL: [Self; 12] = [
        Self::Four,
        Self::Free,
        Self::Iso,
        Self::Axis,
        Self::TextOnly,
        Self::Precise,
        Self::Edit,
        Self::Drawing,
        Self::Points,
        Self::Oblique,
        Self::Eight,
        Self::Prose,
    ];

    /// The name, which is its key in a recipe, too.
    pub fn name(self) -> &'static str {
        match self {
            Self::Four => "four",
            Self::Free => "free",
            Self::Iso => "iso",
            Self::Axis => "axis",
            Self::TextOnly => "text_only",
            Self::Precise => "precise",
            Self::Edit => "edit",
            Self::Drawing => "drawing",
            Self::Points => "points",
            Self::Oblique => "oblique",
            Self::Eight => "eight",
            Self::Prose => "prose",
        }
    }
}

/// How samples are shown; shares need not sum to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mix {
    /// Share of samples with four pictures.
    pub four: f32,
    /// Share of samples with one picture from anywhere.
    pub free: f32,
    /// Share of samples with one picture from front, right and above.
    pub iso: f32,
    /// Share of samples with one picture along an axis.
    pub axis: f32,
    /// Share of samples with a description in words and no picture.
    pub text_only: f32,
    /// Share of samples with a text that has all sizes, and no picture.
    pub precise: f32,
    /// Share of samples with a program and what is to change.
    pub edit: f32,
    /// Share of samples with the views of an engineering drawing.
    pub drawing: f32,
    /// Share of samples with points of the surface.
    pub points: f32,
    /// Share of samples with the four corners of cadrille's composite.
    pub oblique: f32,
    /// Share of samples with eight corners.
    pub eight: f32,
    /// Share of general texts, which come from files of their own.
    pub prose: f32,
    /// Share of samples with four pictures of which one or two are left out.
    pub some: f32,
    /// Share of samples with pictures or points that have their text as well.
    pub text: f32,
    /// Share of pictures that are changed, see [`augment`].
    pub changed: f32,
}

impl Default for Mix {
    fn default() -> Self {
        Self {
            four: 0.46,
            free: 0.3,
            iso: 0.15,
            axis: 0.04,
            text_only: 0.05,
            precise: 0.0,
            edit: 0.0,
            drawing: 0.0,
            points: 0.0,
            oblique: 0.0,
            eight: 0.0,
            prose: 0.0,
            some: 0.0,
            text: 0.5,
            changed: 0.5,
        }
    }
}

impl Mix {
    /// The share of a task.
    pub fn share(&self, task: Task) -> f32 {
        match task {
            Task::Four => self.four,
            Task::Free => self.free,
            Task::Iso => self.iso,
            Task::Axis => self.axis,
            Task::TextOnly => self.text_only,
            Task::Precise => self.precise,
            Task::Edit => self.edit,
            Task::Drawing => self.drawing,
            Task::Points => self.points,
            Task::Oblique => self.oblique,
            Task::Eight => self.eight,
            Task::Prose => self.prose,
        }
    }

    /// Says what is wrong with the shares, if anything is.
    pub fn problem(&self) -> Option<String> {
        let named = Task::ALL.map(|task| (task.name(), self.share(task)));
        let bad =
            named.into_iter().chain([("some", self.some), ("text", self.text), ("changed", self.changed)]);
        if let Some((name, share)) = bad.into_iter().find(|(_, share)| !(0.0..=1e6).contains(share)) {
            return Some(format!("the share `{name}` is {share}, expected 0 or more"));
        }
        let is_empty = Task::ALL.iter().all(|task| self.share(*task) == 0.0);
        is_empty.then(|| "all shares of the mix are 0, nothing would be shown".to_owned())
    }
}

/// One sample as it is shown in one step.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// Which task it is.
    pub task: Task,
    views: Vec<(ViewKind, Vec<u8>)>,
    points: Vec<Point>,
    text: Vec<u32>,
    program: Vec<u32>,
    answer: Vec<u32>,
}

impl Shown {
    /// The sample as the packer wants it.
    pub fn example(&self) -> model::Example<'_> {
        model::Example {
            views: self.views.iter().map(|(kind, picture)| (*kind, picture.as_slice())).collect(),
            points: &self.points,
            text: &self.text,
            program: &self.program,
            answer: &self.answer,
        }
    }

    /// Shows a sample as a task that is possible for it; everything random comes from `random`.
    ///
    /// # Errors
    /// When its pictures or points cannot be read.
    pub fn new(
        (corpus, encoded): (&Corpus, &Encoded),
        (task, sample): (Task, u32),
        mix: &Mix,
        random: &mut Rng,
    ) -> anyhow::Result<Self> {
        let mut shown = Self {
            task,
            views: Vec::new(),
            points: Vec::new(),
            text: Vec::new(),
            program: Vec::new(),
            answer: Vec::new(),
        };
        if task == Task::Prose {
            (shown.text, shown.answer) = encoded.prose(sample).clone();
            return Ok(shown);
        }
        shown.answer = encoded.program(sample).to_vec();
        let has_text = random.f32() < mix.text;
        match task {
            Task::TextOnly => shown.text = encoded.text(sample).to_vec(),
            Task::Precise => shown.text = encoded.precise(sample).to_vec(),
            Task::Edit => {
                let edits = encoded.edits(sample);
                let edit = &edits[random.usize(0..edits.len())];
                shown.text.clone_from(&edit.instruction);
                shown.program.clone_from(&edit.before);
                shown.answer.clone_from(&edit.after);
            }
            Task::Drawing if has_text => shown.text = encoded.reading(sample).to_vec(),
            // The box of the points is known exactly; their text says it.
            Task::Points => {
                shown.text = encoded.extents(sample).to_vec();
                if has_text {
                    shown.text.extend_from_slice(encoded.text(sample));
                }
            }
            _ if has_text => shown.text = encoded.text(sample).to_vec(),
            _ => {}
        }
        if task == Task::Points {
            shown.points = points(corpus, sample, encoded.points_wanted())?;
        }
        let seed = random.u64(..);
        for (nth, (kind, picture)) in
            pictures(corpus, sample, task, mix.some, random)?.into_iter().enumerate()
        {
            // Pictures of one sample mostly come from one hand: the same kind of change for all.
            let mut hand = Rng::with_seed(if random.f32() < 0.8 { seed } else { seed ^ nth as u64 });
            shown.views.push((kind, augment::changed(&picture, &mut hand, mix.changed)));
        }
        Ok(shown)
    }
}

/// The pictures of a task before they are changed.
fn pictures(
    corpus: &Corpus,
    sample: u32,
    task: Task,
    some: f32,
    random: &mut Rng,
) -> anyhow::Result<Vec<(ViewKind, Vec<u8>)>> {
    let reader = corpus.reader();
    let stored = |kind: ViewKind, view: usize| -> anyhow::Result<(ViewKind, Vec<u8>)> {
        Ok((kind, reader.picture(sample as usize, view)?))
    };
    let of_record = |extra: Extra, side: u32, wanted: &[(ViewKind, usize)]| -> anyhow::Result<Vec<_>> {
        let record = reader.extra(sample as usize, extra)?.unwrap_or_default();
        let size = (side * side) as usize;
        let picture =
            |place: usize| model_input::model_picture(&record[place * size..][..size], side, side).to_vec();
        Ok(wanted.iter().map(|(kind, place)| (*kind, picture(*place))).collect())
    };
    let corners = |kinds: &[ViewKind]| -> anyhow::Result<Vec<_>> {
        let place = |kind| ViewKind::EIGHT.iter().position(|k| *k == kind).unwrap_or(0);
        let wanted: Vec<_> = kinds.iter().map(|&kind| (kind, place(kind))).collect();
        of_record(Extra::Eight, extras::SIDE, &wanted)
    };
    match task {
        Task::Four => {
            let dropped = if random.f32() < some { random.usize(1..3) } else { 0 };
            let mut views: Vec<_> = ViewKind::FOUR.into_iter().zip(0..).collect();
            for _ in 0..dropped {
                views.remove(random.usize(0..views.len()));
            }
            views.into_iter().map(|(kind, view)| stored(kind, view)).collect()
        }
        // A picture that comes alone says nothing about where it was taken from.
        Task::Free => Ok(vec![stored(ViewKind::Free, FREE)?]),
        Task::Iso => Ok(vec![stored(ViewKind::Free, ISO)?]),
        Task::Axis => Ok(vec![stored(ViewKind::Free, random.usize(0..ISO))?]),
        Task::Oblique => corners(&ViewKind::OBLIQUE),
        Task::Eight => corners(&ViewKind::EIGHT),
        Task::Drawing => {
            let wanted: Vec<_> = ViewKind::SHEET.into_iter().zip(0..).collect();
            of_record(Extra::Drawing, extras::DRAWING_SIDE, &wanted)
        }
        Task::TextOnly | Task::Precise | Task::Edit | Task::Points | Task::Prose => Ok(Vec::new()),
    }
}

/// The first points of a sample; they are stored so that each lies far from those before it.
fn points(corpus: &Corpus, sample: u32, count: usize) -> anyhow::Result<Vec<Point>> {
    let record = corpus.reader().extra(sample as usize, Extra::Points)?.unwrap_or_default();
    let number = |bytes: &[u8]| f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    let point = |bytes: &[u8]| {
        let values: Vec<f32> = bytes.chunks_exact(4).map(number).collect();
        Point { place: [values[0], values[1], values[2]], normal: [values[3], values[4], values[5]] }
    };
    Ok(record.chunks_exact(extras::POINT_BYTES).take(count).map(point).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_that_show_nothing_are_refused() {
        let none = Mix { four: 0.0, free: 0.0, iso: 0.0, axis: 0.0, text_only: 0.0, ..Mix::default() };
        assert!(none.problem().is_some_and(|p| p.contains("all shares")));
        assert!(Mix { eight: -1.0, ..Mix::default() }.problem().is_some_and(|p| p.contains("`eight`")));
        assert_eq!(Mix::default().problem(), None);
    }
}
