//! Where something is: a side of the body, and places on it.
//!
//! On the top, x runs to the right and y to the back; "top edge" and "bottom edge" are those of the plan
//! view. On the front and back, x runs to the right and z up; on the left and right, y runs to the back.

use base::units::digits;

use super::lexicon::Role;
use super::phrases::{Phrase, Said};
use super::plan::{Along, Body, Letter, Opening, Pattern, Side, Size};

/// What a place depends on besides its words.
pub(super) struct Context<'a> {
    pub(super) body: &'a Body,
    /// Extents of the thing along both axes of its face.
    pub(super) thing: [f64; 2],
    /// How many there are, where the words say so.
    pub(super) count: Option<u32>,
    pub(super) name: &'a str,
}

/// Sides that the words name; the usual one when they name none.
pub(super) fn sides(phrase: &Phrase, body: &Body) -> Vec<Side> {
    let lists = phrase.places.iter().chain(std::iter::once(&phrase.qualifiers));
    if body.is_round() && phrase.is_at(&["end"]) && phrase.is_at(&["each", "both", "opposite"]) {
        return vec![Side::Top, Side::Bottom];
    }
    for words in lists {
        let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
        if let Body::Bracket { letter, .. } = body {
            if has(&["each", "both", "every"]) && has(&["leg", "flange", "side", "wall", "arm", "face"]) {
                return if *letter == Letter::L || *letter == Letter::Z {
                    vec![Side::Foot, Side::Wall]
                } else {
                    vec![Side::Wall]
                };
            }
            let is_wall = match letter {
                Letter::L => {
                    has(&["upright", "vertical", "wall", "short", "shorter", "back", "upper", "standing"])
                }
                Letter::U => has(&["wall", "leg", "side", "flange", "upright", "arm"]),
                Letter::T => has(&["web", "upright", "vertical", "stem", "leg"]),
                Letter::Z => has(&["top", "upper"]),
                Letter::Hat => has(&["flange", "foot", "feet", "leg"]),
            };
            let is_foot = match letter {
                Letter::L => has(&["base", "foot", "horizontal", "long", "longer", "bottom", "lower", "leg"]),
                Letter::Hat => has(&["top", "crown", "middle"]),
                _ => has(&["base", "foot", "bottom", "flange", "horizontal", "web", "floor", "lower"]),
            };
            if is_wall {
                return vec![Side::Wall];
            }
            if is_foot {
                return vec![Side::Foot];
            }
            continue;
        }
        if has(&["edge", "corner", "rim"]) {
            continue;
        }
        let is_face = has(&["face", "surface", "underside"]);
        let is_thin = matches!(body, Body::Block { is_plate: true, .. });
        let is_side = is_face
            || (has(&["side", "wall"]) && !is_thin)
            || (has(&["end"]) && matches!(body, Body::Housing { .. }));
        if has(&["bottom", "underside", "below"]) && (is_face || words.len() < 3) {
            return vec![Side::Bottom];
        }
        if is_side && has(&["opposite", "both", "each"]) && has(&["end", "short", "left"]) {
            return vec![Side::Right, Side::Left];
        }
        let found = [
            ("left", Side::Left),
            ("right", Side::Right),
            ("front", Side::Front),
            ("back", Side::Back),
            ("rear", Side::Back),
        ];
        if let Some((_, side)) = found.iter().find(|(word, _)| is_side && has(&[word])) {
            return vec![*side];
        }
        if is_side && has(&["end", "short"]) && !has(&["top", "bottom"]) {
            return vec![Side::Right];
        }
        if is_side && has(&["long"]) {
            return vec![Side::Front];
        }
        if is_side && has(&["side", "wall"]) && !has(&["top"]) {
            return vec![Side::Front];
        }
        if has(&["top"]) {
            return vec![Side::Top];
        }
    }
    match body {
        Body::Bracket { .. } => vec![Side::Foot],
        _ => vec![Side::Top],
    }
}

/// Extents of a face along its two axes.
pub(super) fn face_size(body: &Body, side: Side) -> [f64; 2] {
    let [x, y, z] = body.extents();
    match (body, side) {
        (Body::Bracket { letter, length, height, width, thickness, top }, side) => match (letter, side) {
            (Letter::L, Side::Wall) | (Letter::U | Letter::T, Side::Wall) => {
                [width.value, height.value - thickness.value]
            }
            (Letter::L, _) => [length.value - thickness.value, width.value],
            (Letter::U, _) => [length.value - 2.0 * thickness.value, width.value],
            (Letter::Z, Side::Wall) => [length.value - top.value, width.value],
            (Letter::Z, _) => [top.value, width.value],
            (Letter::Hat, Side::Wall) => [(length.value - top.value) / 2.0, width.value],
            (Letter::Hat, _) => [top.value, width.value],
            (Letter::T, _) => [length.value, width.value],
        },
        (Body::Housing { wall, open: Opening::Top | Opening::Bottom, .. }, Side::Top) => {
            [x - 2.0 * wall.value, y - 2.0 * wall.value]
        }
        (_, Side::Front | Side::Back) => [x, z],
        (_, Side::Left | Side::Right) => [y, z],
        _ => [x, y],
    }
}

/// Words for the low and the high end of an axis of a face.
fn ends(side: Side, axis: usize) -> [&'static [&'static str]; 2] {
    match (side, axis) {
        (Side::Top | Side::Bottom | Side::Foot, 0) | (Side::Front | Side::Back, 0) => {
            [&["left", "leftmost"], &["right", "rightmost"]]
        }
        (Side::Top | Side::Bottom | Side::Foot, _) => {
            [&["front", "bottom", "lower"], &["back", "rear", "top", "upper"]]
        }
        (Side::Left | Side::Right | Side::Wall, 0) => [&["front", "left"], &["back", "rear", "right"]],
        _ => [&["bottom", "lower"], &["top", "upper"]],
    }
}

/// A distance along one axis.
#[derive(Clone, Copy, PartialEq)]
enum Distance {
    Low(f64),
    High(f64),
    Both(f64),
    Middle(f64),
}

/// Distances that were said, by axis.
fn distances(phrase: &mut Phrase, side: Side, size: [f64; 2]) -> [Option<Distance>; 2] {
    let long = usize::from(size[1] > size[0]);
    let mut found = [None, None];
    let is_edge = |s: &Said| s.role == Some(Role::Edge) && s.measure.values.len() <= 2;
    while let Some(at) = phrase.said.iter().position(is_edge) {
        let said = phrase.said.remove(at);
        let has = |list: &[&str]| said.from.iter().any(|w| list.contains(&w.as_str()));
        let values = &said.measure.values;
        let value = values[0];
        if let [a, b] = values[..] {
            found = [Some(Distance::Both(a)), Some(Distance::Both(b))];
            continue;
        }
        let mut is_told = false;
        for (axis, slot) in found.iter_mut().enumerate() {
            let [low, high] = ends(side, axis);
            if has(low) {
                (*slot, is_told) = (Some(Distance::Low(value)), true);
            } else if has(high) {
                (*slot, is_told) = (Some(Distance::High(value)), true);
            }
        }
        if is_told {
            continue;
        }
        if has(&["middle", "center", "centre", "axis", "centerline", "centreline"]) {
            found[long] = Some(Distance::Middle(value));
        } else if has(&["end", "short"]) {
            found[long] = Some(Distance::Both(value));
        } else if has(&["long"]) {
            found[1 - long] = Some(Distance::Both(value));
        } else {
            for slot in &mut found {
                slot.get_or_insert(Distance::Both(value));
            }
        }
    }
    found
}

/// The pattern that a phrase asks for on a side.
pub(super) fn pattern(
    phrase: &mut Phrase,
    side: Side,
    context: &Context<'_>,
    assumptions: &mut Vec<String>,
) -> Pattern {
    let size = face_size(context.body, side);
    let long = usize::from(size[1] > size[0]);
    let name = context.name;
    let mut assume = |text: String| assumptions.push(format!("{name}: {text}"));
    if !phrase.points.is_empty() {
        let points = std::mem::take(&mut phrase.points);
        return Pattern::Points(points.into_iter().map(|p| p.map(Along::At)).collect());
    }
    let (x, y) = (phrase.take(&[Role::X]), phrase.take(&[Role::Y]));
    if x.is_some() || y.is_some() {
        let along = |v: Option<f64>| v.map_or(Along::Middle, Along::At);
        return Pattern::Points(vec![[along(x), along(y)]]);
    }
    let is_end = phrase.is_at(&["end"]);
    let is_corner = phrase.is_at(&["corner"]) || phrase.has_flag(&["corner"]);
    let is_each = phrase.is_at(&["each", "every", "both", "all", "opposite"])
        || phrase.has_flag(&["each", "every", "both", "opposite"]);
    let mut count = context.count.unwrap_or(1);
    if count == 1 && is_each && is_corner {
        count = 4;
    } else if count == 1 && is_each && (is_end || phrase.is_at(&["side"])) {
        count = 2;
    }
    // On a circle.
    if let Some(diameter) = phrase.take(&[Role::Circle]) {
        let start =
            phrase.take(&[Role::Angle]).filter(|a| (a * f64::from(count) - 360.0).abs() > 1.0).unwrap_or(0.0);
        return Pattern::Polar { count, diameter: Size::said(diameter), start };
    }
    let grid = phrase.grid.take();
    let spacing = phrase.take_all(Role::Spacing).unwrap_or_default();
    let [da, db] = distances(phrase, side, size);
    if let Some([columns, rows]) = grid {
        let rows = rows.max(1);
        let columns = if columns == 0 { (count / rows).max(1) } else { columns };
        let pitch = grid_pitch([columns, rows], &spacing, [da, db], size, &mut assume);
        let counts = if long == 1 && size[1] > 1.3 * size[0] && columns >= rows && spacing.len() < 2 {
            [rows, columns]
        } else {
            [columns, rows]
        };
        return Pattern::Grid { counts, pitch };
    }
    if count == 1 {
        return Pattern::Points(vec![single(phrase, side, size, [da, db], context, &mut assume)]);
    }
    if let [a, b] = spacing[..] {
        if count == 4 {
            return Pattern::Rectangle([Size::said(a), Size::said(b)]);
        }
        let columns = ((f64::from(count) * a / b).sqrt().round() as u32).clamp(1, count);
        let fits = (columns..=count).find(|c| count.is_multiple_of(*c)).unwrap_or(count);
        return Pattern::Grid { counts: [fits, count / fits], pitch: [Size::said(a), Size::said(b)] };
    }
    // Long things side by side are a row, too.
    let is_long = (context.thing[0] - context.thing[1]).abs() > 1e-6;
    let is_row = phrase.is_at(&["row", "line", "centerline", "centreline"])
        || phrase.has_flag(&["row", "inline"])
        || (is_long && spacing.len() == 1);
    if count == 4 && !is_row {
        if let [one] = spacing[..] {
            return Pattern::Rectangle([Size::said(one); 2]);
        }
        let told = |d: Option<Distance>| match d {
            Some(Distance::Low(v) | Distance::High(v) | Distance::Both(v)) => Some(v),
            _ => None,
        };
        if told(da).or(told(db)).is_some() || is_corner || !context.body.is_round() {
            // A said distance from one edge holds for the other, too.
            let inset =
                |own: Option<f64>, other: Option<f64>, axis: usize, assume: &mut dyn FnMut(String)| {
                    own.or(other).map_or_else(
                        || {
                            let size = Size::assumed(
                                (1.5 * context.thing[axis])
                                    .max(0.1 * size[0].min(size[1]))
                                    .min(0.25 * size[axis]),
                            );
                            assume(format!("{} mm from the edges", digits(size.value)));
                            size
                        },
                        Size::said,
                    )
                };
            let a = inset(told(da), told(db), 0, &mut assume);
            let b =
                if told(da).or(told(db)).is_none() { a } else { inset(told(db), told(da), 1, &mut assume) };
            return Pattern::Corners([a, b]);
        }
    }
    if context.body.is_round()
        && matches!(side, Side::Top | Side::Bottom)
        && !is_row
        && spacing.is_empty()
        && da.is_none()
    {
        let diameter = Size::assumed(0.7 * size[0]);
        assume(format!("on a circle of {} mm", digits(diameter.value)));
        return Pattern::Polar { count, diameter, start: 0.0 };
    }
    // In a row along the longer side, unless the words say otherwise.
    let mut axis = long;
    if phrase.is_at(&["width"])
        || phrase.has_flag(&["column", "crosswise"])
        || (is_row && phrase.has_flag(&["vertical"]))
    {
        axis = 1 - long;
    }
    // A row that overlaps itself or leaves the face along one axis and fits along the other runs along that.
    if let Some(pitch) = spacing.first() {
        let fits = |axis: usize| {
            *pitch >= context.thing[axis] && pitch * f64::from(count - 1) + context.thing[axis] <= size[axis]
        };
        if !fits(axis) && fits(1 - axis) {
            axis = 1 - axis;
        }
    }
    // So far from one edge: the row runs along that edge.
    let is_beside = |d: Option<Distance>| matches!(d, Some(Distance::Low(_) | Distance::High(_)));
    if is_beside([da, db][axis]) && !is_beside([da, db][1 - axis]) {
        axis = 1 - axis;
    }
    let across = [da, db][1 - axis];
    let pitch = match (spacing.first(), [da, db][axis]) {
        (Some(pitch), _) => Size::said(*pitch),
        (None, Some(Distance::Both(d) | Distance::Low(d) | Distance::High(d))) => {
            let margin = Size::said(d);
            if count == 2 {
                let place = |along: Along| {
                    let mut point = [Along::Middle; 2];
                    point[axis] = along;
                    point[1 - axis] = across_of(across, true);
                    point
                };
                return Pattern::Points(vec![place(Along::Low(margin)), place(Along::High(margin))]);
            }
            Size::said((size[axis] - 2.0 * d) / f64::from(count - 1))
        }
        (None, Some(Distance::Middle(d))) => Size::said(2.0 * d),
        (None, None) => {
            let share = if is_end { 0.7 } else { 0.5 };
            let pitch = Size::assumed(if count == 2 {
                share * size[axis]
            } else {
                0.8 * size[axis] / f64::from(count)
            });
            assume(format!("{} mm apart", digits(pitch.value)));
            pitch
        }
    };
    let mut counts = [1, 1];
    counts[axis] = count;
    match across {
        Some(Distance::Low(_) | Distance::High(_)) => {
            let offset = |i: u32| (f64::from(i) - f64::from(count - 1) / 2.0) * pitch.value;
            let point = |i: u32| {
                let mut point = [Along::Middle; 2];
                point[axis] = Along::At((offset(i) * 1e6).round() / 1e6);
                point[1 - axis] = across_of(across, false);
                point
            };
            Pattern::Points((0..count).map(point).collect())
        }
        _ => Pattern::Grid { counts, pitch: [pitch, pitch] },
    }
}

fn across_of(distance: Option<Distance>, both_is_middle: bool) -> Along {
    match distance {
        Some(Distance::Low(v)) => Along::Low(Size::said(v)),
        Some(Distance::High(v)) => Along::High(Size::said(v)),
        Some(Distance::Middle(v)) => Along::At(v),
        Some(Distance::Both(v)) if !both_is_middle => Along::Low(Size::said(v)),
        _ => Along::Middle,
    }
}

fn grid_pitch(
    counts: [u32; 2],
    spacing: &[f64],
    distances: [Option<Distance>; 2],
    size: [f64; 2],
    assume: &mut dyn FnMut(String),
) -> [Size; 2] {
    if let [a, b] = spacing[..] {
        return [Size::said(a), Size::said(b)];
    }
    if let [one] = spacing[..] {
        return [Size::said(one); 2];
    }
    let mut pitch = [0, 1].map(|axis: usize| {
        let gaps = f64::from(counts[axis].max(2) - 1);
        match distances[axis] {
            Some(Distance::Both(d) | Distance::Low(d) | Distance::High(d)) => {
                Size::said((size[axis] - 2.0 * d) / gaps)
            }
            _ => Size::assumed(0.7 * size[axis] / gaps.max(1.0)),
        }
    });
    if pitch.iter().any(|p| p.is_assumed) {
        assume(format!("{} x {} mm apart", digits(pitch[0].value), digits(pitch[1].value)));
    }
    for (pitch, count) in pitch.iter_mut().zip(counts) {
        if count == 1 {
            pitch.value = pitch.value.max(1.0);
        }
    }
    pitch
}

/// One thing: where the words put it.
fn single(
    phrase: &Phrase,
    side: Side,
    size: [f64; 2],
    distances: [Option<Distance>; 2],
    context: &Context<'_>,
    assume: &mut dyn FnMut(String),
) -> [Along; 2] {
    let long = usize::from(size[1] > size[0]);
    let mut point = [Along::Middle; 2];
    for axis in 0..2 {
        let [low, high] = ends(side, axis);
        let own = context.thing[axis];
        // "On the top" is the side, not an edge of it.
        let is_middle = |words: &Vec<String>| {
            words.iter().any(|w| ["middle", "center", "centre"].contains(&w.as_str()))
                && !words.iter().any(|w| ["edge", "corner", "end"].contains(&w.as_str()))
        };
        let is_side_word = |words: &Vec<String>| {
            words.iter().any(|w| w == "face" || w == "surface" || w == "side")
                || words.len() < 3 && words.iter().any(|w| ["top", "bottom"].contains(&w.as_str()))
        };
        let is_at = |list: &[&str]| {
            let near = phrase.places.iter().filter(|words| {
                !is_middle(words) && !is_side_word(words)
                    || words.iter().any(|w| ["edge", "corner", "end"].contains(&w.as_str()))
            });
            near.flatten()
                .chain(phrase.qualifiers.iter().filter(|q| !["top", "bottom"].contains(&q.as_str())))
                .any(|w| list.contains(&w.as_str()))
        };
        point[axis] = match distances[axis] {
            Some(Distance::Low(v)) => Along::Low(Size::said(v)),
            Some(Distance::High(v)) => Along::High(Size::said(v)),
            Some(Distance::Middle(v)) => Along::At(v),
            Some(Distance::Both(v)) if axis == long || distances[1 - axis].is_some() => {
                Along::Low(Size::said(v))
            }
            Some(Distance::Both(_)) => Along::Middle,
            None => {
                let corner = is_at(&["corner"]);
                let margin = Size::assumed((own.max(0.15 * size[axis])).min(0.4 * size[axis]));
                let matches_low = is_at(low);
                let matches_high = is_at(high);
                let at_end = axis == long && is_at(&["end"]) && !matches!(context.body, Body::Bracket { .. });
                if matches_low && !matches_high {
                    assume(format!("{} mm from that edge", digits(margin.value)));
                    Along::Low(margin)
                } else if (matches_high && !matches_low) || corner || at_end {
                    assume(format!("{} mm from that edge", digits(margin.value)));
                    Along::High(margin)
                } else {
                    Along::Middle
                }
            }
        };
    }
    point
}
