//! Which thick lines are views, and how the views lie on the sheet.
//!
//! Lines whose boxes overlap are one view. The front view is the one that another stands above or below
//! of, as wide as it is, or beside, as high as it is. A plan above the front view is third-angle projection,
//! one below it first-angle; what stands beside is then seen from the right or from the left.

use super::strokes::{Point, Stroke, Strokes};

/// Sides that agree to this share, or to [`NEAR`] pixels, are equal.
const EQUAL: f64 = 0.02;
const NEAR: f64 = 5.0;
/// Views are at least as large as this share of the largest.
const LEAST_SHARE: f64 = 0.06;

/// From where a view is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Along +Y: x to the right, z up.
    Front,
    /// From above: x to the right, y up.
    Top,
    /// From +X: y to the right, z up.
    Right,
    /// From -X: y to the left, z up.
    Left,
}

impl Seen {
    /// The axes of the part that run to the right and up, and the one along which it is seen.
    pub(super) fn axes(self) -> [usize; 3] {
        match self {
            Self::Front => [0, 2, 1],
            Self::Top => [0, 1, 2],
            Self::Right | Self::Left => [1, 2, 0],
        }
    }

    /// Whether the axis to the right runs the other way.
    pub(super) fn is_turned(self) -> bool {
        self == Self::Left
    }

    /// Whether the eye is at the high end of the axis along which it looks.
    pub(super) fn is_from_high(self) -> bool {
        matches!(self, Self::Top | Self::Right)
    }

    /// The name for the screen.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Front => "front",
            Self::Top => "top",
            Self::Right => "right",
            Self::Left => "left",
        }
    }
}

/// A view on the sheet.
#[derive(Clone, Debug)]
pub(super) struct View {
    pub(super) seen: Seen,
    /// Upper left and lower right corner of the outline, at the middle of its line.
    pub(super) low: Point,
    pub(super) high: Point,
    /// Its thick strokes.
    pub(super) strokes: Vec<usize>,
}

/// How many views were found when they could not be put in order, or the views.
pub(super) fn find(strokes: &Strokes, page: [usize; 2]) -> Result<Vec<View>, usize> {
    let mut groups = groups(&strokes.all, page);
    groups.sort_by(|a, b| b.size().total_cmp(&a.size()));
    let largest = groups.first().map_or(0.0, Group::size);
    groups.retain(|g| g.size() > LEAST_SHARE * largest && g.size() > 40.0);
    groups.truncate(12);
    let found = groups.len();
    groups.iter_mut().for_each(|group| group.trim(strokes));
    arranged(groups).ok_or(found)
}

/// The largest group of lines as the only view.
pub(super) fn only(strokes: &Strokes, page: [usize; 2]) -> Option<View> {
    let mut group = groups(&strokes.all, page).into_iter().max_by(|a, b| a.size().total_cmp(&b.size()))?;
    group.trim(strokes);
    let Group { low, high, strokes } = group;
    let is_flat = (0..2).any(|k| high[k] - low[k] < 20.0);
    (!is_flat).then_some(View { seen: Seen::Top, low, high, strokes })
}

#[derive(Clone, Debug)]
struct Group {
    low: Point,
    high: Point,
    strokes: Vec<usize>,
}

impl Group {
    fn size(&self) -> f64 {
        (self.high[0] - self.low[0]).max(self.high[1] - self.low[1])
    }

    /// Moves borders onto the outermost lines along them; corners of thick lines stick out.
    fn trim(&mut self, strokes: &Strokes) {
        let reach = f64::max(4.0, strokes.thick);
        for axis in 0..2 {
            // Lines that run across the axis, at least a tenth as long as the group.
            let least = 0.1 * (self.high[1 - axis] - self.low[1 - axis]);
            let at: Vec<f64> = strokes
                .lines
                .iter()
                .filter(|l| l.axis == 1 - axis && l.to - l.from > least && self.strokes.contains(&l.stroke))
                .map(|l| l.at)
                .collect();
            let near = |border: f64| at.iter().copied().filter(move |v| (v - border).abs() < reach);
            if let Some(low) = near(self.low[axis]).min_by(f64::total_cmp) {
                self.low[axis] = low;
            }
            if let Some(high) = near(self.high[axis]).max_by(f64::total_cmp) {
                self.high[axis] = high;
            }
        }
    }

    /// Whether both have the same extent along an axis.
    fn lines_up(&self, other: &Self, axis: usize) -> bool {
        let limit = NEAR.max(EQUAL * (self.high[axis] - self.low[axis]));
        (self.low[axis] - other.low[axis]).abs() < limit && (self.high[axis] - other.high[axis]).abs() < limit
    }
}

fn groups(strokes: &[Stroke], [width, height]: [usize; 2]) -> Vec<Group> {
    let page = [width as f64, height as f64];
    let bounds: Vec<[Point; 2]> = strokes.iter().map(Stroke::bounds).collect();
    // The frame of the sheet: lines along its whole length near its border, or a ring around everything.
    let is_frame = |[a, b]: &[Point; 2]| {
        let spans = [0, 1].map(|k| (b[k] - a[k]) / page[k]);
        let is_border =
            |k: usize| spans[k] > 0.7 && (b[1 - k] < 0.12 * page[1 - k] || a[1 - k] > 0.88 * page[1 - k]);
        (spans[0] > 0.8 && spans[1] > 0.8) || is_border(0) || is_border(1)
    };
    let frames: Vec<[Point; 2]> = bounds.iter().filter(|b| is_frame(b)).copied().collect();
    let mut groups: Vec<Group> = strokes
        .iter()
        .enumerate()
        .filter(|(i, s)| s.is_thick && s.length() > 5.0 && !is_frame(&bounds[*i]))
        .map(|(i, _)| Group { low: bounds[i][0], high: bounds[i][1], strokes: vec![i] })
        .collect();
    if groups.len() > 20_000 {
        return Vec::new();
    }
    // Boxes that overlap are one, until none does.
    let mut is_changed = true;
    while is_changed {
        is_changed = false;
        let mut joined: Vec<Group> = Vec::new();
        for group in groups {
            let touch = |g: &&mut Group| {
                (0..2).all(|k| g.low[k] < group.high[k] + 4.0 && group.low[k] < g.high[k] + 4.0)
            };
            match joined.iter_mut().find(touch) {
                Some(other) => {
                    for k in 0..2 {
                        other.low[k] = other.low[k].min(group.low[k]);
                        other.high[k] = other.high[k].max(group.high[k]);
                    }
                    other.strokes.extend(group.strokes);
                    is_changed = true;
                }
                None => joined.push(group),
            }
        }
        groups = joined;
    }
    // What hangs on the frame is the title block.
    let hangs = |g: &Group| {
        frames.iter().any(|[a, b]| {
            (0..2).any(|k| {
                let meets = |line: f64| (g.low[k] - line).abs() < 5.0 || (g.high[k] - line).abs() < 5.0;
                let beside = g.low[1 - k] < b[1 - k] && g.high[1 - k] > a[1 - k];
                beside && (meets(a[k]) || meets(b[k]))
            })
        })
    };
    groups.retain(|g| !hangs(g));
    groups
}

/// The views in their places, from the arrangement that uses most of them.
fn arranged(groups: Vec<Group>) -> Option<Vec<View>> {
    let mut best: Option<(f64, Vec<(usize, Seen)>)> = None;
    for (i, front) in groups.iter().enumerate() {
        let beside = |axis: usize| {
            groups.iter().enumerate().filter(|(j, g)| *j != i && front.lines_up(g, axis)).min_by(
                |(_, a), (_, b)| {
                    let far = |g: &Group| (g.low[1 - axis] - front.low[1 - axis]).abs();
                    far(a).total_cmp(&far(b))
                },
            )
        };
        let (over, side) = (beside(0), beside(1));
        let is_above = over.is_some_and(|(_, g)| g.high[1] < front.low[1] + 1.0);
        let mut views = vec![(i, Seen::Front)];
        if let Some((j, _)) = over {
            views.push((j, Seen::Top));
        }
        if let Some((j, g)) = side {
            let is_right = g.low[0] > front.high[0] - 1.0;
            let is_third = over.is_none() || is_above;
            views.push((j, if is_right == is_third { Seen::Right } else { Seen::Left }));
        }
        // With one neighbour only, the front view is the lower one or the left one.
        let is_usual = match (over, side) {
            (Some(_), None) => is_above,
            (None, Some((_, g))) => g.low[0] > front.low[0],
            _ => true,
        };
        let score =
            views.len() as f64 + if is_usual { 0.5 } else { 0.0 } + 0.01 * front.size() / groups[0].size();
        if best.as_ref().is_none_or(|b| score > b.0) {
            best = Some((score, views));
        }
    }
    let (_, views) = best?;
    (views.len() > 1).then(|| {
        views
            .into_iter()
            .map(|(i, seen)| {
                let Group { low, high, strokes } = groups[i].clone();
                View { seen, low, high, strokes }
            })
            .collect()
    })
}
