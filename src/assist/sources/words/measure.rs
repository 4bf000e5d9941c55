//! Numbers with their units: lengths, products, threads, diameters, angles.

use base::thread::Thread;
use base::units::MM_PER_INCH;

use super::lexicon::{self, Role};
use super::tokens::{Kind, Token};

/// A number or several joined by `x`, in millimetres or degrees.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Measure {
    pub(super) values: Vec<f64>,
    /// What each of the values is, where the text says it beside the number.
    pub(super) roles: Vec<Option<Role>>,
    /// The thread that stands for the first value.
    pub(super) thread: Option<&'static Thread>,
    /// An angle in a product: "2 x 45°".
    pub(super) angle: Option<f64>,
    /// Whether it is a percentage.
    pub(super) is_percent: bool,
    /// Whether the first number is joined to the next by `x` without a space: "4x6".
    pub(super) is_tight: bool,
}

impl Measure {
    pub(super) fn of(value: f64) -> Self {
        Self { values: vec![value], roles: vec![None], ..Self::default() }
    }

    /// The role of the first value.
    pub(super) fn role(&self) -> Option<Role> {
        self.roles.first().copied().flatten()
    }
}

/// The unit of bare numbers: the only one that the text uses.
pub(super) fn usual_unit(tokens: &[Token]) -> f64 {
    let mut units = Vec::new();
    for (i, token) in tokens.iter().enumerate().skip(1) {
        if tokens[i - 1].number().is_some()
            && let Some(unit) = unit(token, is_inch(tokens, i))
        {
            units.push(unit);
        }
    }
    let says =
        |words: [&str; 2]| tokens.windows(2).any(|p| p[0].word() == words[0] && p[1].word() == words[1]);
    if says(["in", "inches"]) || says(["in", "inch"]) {
        return MM_PER_INCH;
    }
    if says(["in", "mm"]) || says(["in", "millimetres"]) || says(["in", "millimeters"]) {
        return 1.0;
    }
    if says(["in", "cm"]) {
        return 10.0;
    }
    units.dedup();
    match units[..] {
        [one] => one,
        _ => 1.0,
    }
}

/// Millimetres of a unit; "in" counts only where nothing else can follow it.
fn unit(token: &Token, takes_in: bool) -> Option<f64> {
    Some(match token.word() {
        "mm" | "millimetres" | "millimeters" | "millimeter" | "millimetre" => 1.0,
        "cm" | "centimetres" | "centimeters" => 10.0,
        "inch" | "inches" => MM_PER_INCH,
        "in" if takes_in => MM_PER_INCH,
        "thou" | "mil" => MM_PER_INCH / 1000.0,
        "µm" | "um" | "micron" | "microns" => 1e-3,
        _ => return None,
    })
}

/// Whether "in" behind a number is the unit: not "4 holes in the corners", not "3 in a row".
fn is_inch(tokens: &[Token], at: usize) -> bool {
    let next = tokens.get(at + 1).map_or("", Token::word);
    // "20 in from the front" is said of millimetres as often as of inches.
    let is_other = [
        "the", "a", "an", "each", "every", "total", "all", "both", "its", "one", "two", "line", "row", "from",
    ];
    let is_axis = ["x", "y", "z"].contains(&next) && tokens.get(at + 2).is_none_or(|t| t.number().is_none());
    !is_other.contains(&next) && !is_axis
}

/// One number with its unit and mark, and where it ends.
struct One {
    value: f64,
    unit: Option<f64>,
    role: Option<Role>,
    thread: Option<&'static Thread>,
    is_degrees: bool,
    is_percent: bool,
    end: usize,
}

fn one(tokens: &[Token], at: usize) -> Option<One> {
    let word = |i: usize| tokens.get(i).map_or("", Token::word);
    let touches = |i: usize| i + 1 < tokens.len() && tokens[i].end == tokens[i + 1].start;
    let mut i = at;
    let mut role = None;
    // Ø30, R5, M6, D10, C1: a mark in front.
    match word(i) {
        "ø" => {
            role = Some(Role::Diameter);
            i += 1;
        }
        "dia" | "diam" | "diameter" if tokens.get(i + 1).is_some_and(|t| t.is_sign('.')) => {
            tokens.get(i + 2)?.number()?;
            role = Some(Role::Diameter);
            i += 2;
        }
        "r" | "d" | "dia" | "diam" if touches(i) || word(i).len() > 1 => {
            role = Some(if word(i) == "r" { Role::Radius } else { Role::Diameter });
            i += 1;
        }
        "m" if touches(i) => {
            let size = tokens.get(i + 1)?.number()?;
            let thread = Thread::named(&format!("M{size}"))?;
            let mut end = i + 2;
            // The pitch of a fine thread, or the length of a screw, is told apart by its size.
            if word(end) == "x"
                && let Some(pitch) = tokens.get(end + 1).and_then(Token::number)
                && pitch <= 0.3 * size
                && pitch < 4.5
            {
                end += 2;
            }
            return Some(One {
                value: size,
                unit: Some(1.0),
                role: None,
                thread: Some(thread),
                is_degrees: false,
                is_percent: false,
                end,
            });
        }
        _ => {}
    }
    let mut value = tokens.get(i)?.number()?;
    i += 1;
    // 1/2, 3 1/2 and 1-1/2 are fractions of inches where an inch follows.
    let fraction = |i: usize| {
        let top = tokens.get(i)?.number()?;
        let bottom = tokens.get(i + 2)?.number()?;
        (tokens.get(i + 1)?.is_sign('/')
            && [2.0, 4.0, 8.0, 16.0, 32.0, 64.0].contains(&bottom)
            && top < bottom)
            .then_some(top / bottom)
    };
    if let Some(whole) = fraction(i - 1).filter(|_| has_inch(tokens, i + 2)) {
        (value, i) = (whole, i + 2);
    } else {
        let skip = usize::from(tokens.get(i).is_some_and(|t| t.is_sign('-')));
        if let Some(part) = fraction(i + skip).filter(|_| has_inch(tokens, i + skip + 3)) {
            (value, i) = (value + part, i + skip + 3);
        }
    }
    let mut found =
        One { value, unit: None, role, thread: None, is_degrees: false, is_percent: false, end: i };
    if let Some(token) = tokens.get(i)
        && let Some(mm) = unit(token, is_inch(tokens, i))
    {
        found.unit = Some(mm);
        i += 1;
    } else if ["deg", "degrees", "degree"].contains(&word(i)) {
        found.is_degrees = true;
        i += 1;
    } else if tokens.get(i).is_some_and(|t| t.is_sign('%')) || word(i) == "percent" {
        found.is_percent = true;
        i += 1;
    }
    // "80 (L) x 50 (W)", "80 mm long x 50 mm wide".
    let is_bracketed =
        tokens.get(i).is_some_and(|t| t.is_sign('(')) && tokens.get(i + 2).is_some_and(|t| t.is_sign(')'));
    let at_word = i + usize::from(is_bracketed);
    if let Some(told) = told_role(word(at_word))
        .filter(|_| is_bracketed || joins(tokens, at_word + 1) || joins_before(tokens, at))
    {
        found.role = found.role.or(Some(told));
        i = at_word + 1 + usize::from(is_bracketed);
    }
    found.end = i;
    Some(found)
}

/// Whether an inch sign is near, so that a fraction is one.
fn has_inch(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| unit(t, true) == Some(MM_PER_INCH))
        || tokens.iter().skip(at).take(8).any(|t| ["inch", "inches"].contains(&t.word()))
}

fn joins(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| ["x", "by"].contains(&t.word()))
        && tokens.get(at + 1).is_some_and(|t| t.number().is_some() || t.word() == "ø")
}

fn joins_before(tokens: &[Token], at: usize) -> bool {
    at > 0 && ["x", "by"].contains(&tokens[at - 1].word())
}

fn told_role(word: &str) -> Option<Role> {
    Some(match word {
        "l" | "long" | "length" => Role::Length,
        "w" | "wide" | "width" => Role::Width,
        "h" | "high" | "tall" | "height" => Role::Height,
        "t" | "thick" | "thk" | "thickness" => Role::Thickness,
        "d" | "deep" | "depth" => Role::Depth,
        "dia" | "diameter" => Role::Diameter,
        _ => return None,
    })
}

/// Millimetres of a number as it was written: inches of four decimals were tenths of a millimetre before.
fn metric(written: f64, mm: f64) -> f64 {
    let is_whole = |value: f64| (value - value.round()).abs() < 1e-6;
    let tenths = (mm * 10.0).round() / 10.0;
    let is_rounded = !is_whole(written * 1e3) && is_whole(written * 1e4);
    if mm != written && is_rounded && (mm - tenths).abs() < 1.3e-3 { tenths } else { mm }
}

/// The measure at a place, with the number of tokens that it takes.
pub(super) fn measure(tokens: &[Token], at: usize, usual: f64) -> Option<(Measure, usize)> {
    let first = one(tokens, at)?;
    let mut all = vec![first];
    let mut end = all[0].end;
    let mut angle = None;
    let mut by_slash = false;
    loop {
        let sign_slash = tokens.get(end).is_some_and(|t| t.is_sign('/'));
        let joined = joins(tokens, end)
            || (sign_slash
                && tokens.get(end + 1).is_some_and(|t| t.number().is_some())
                && (by_slash || all.len() == 1));
        if !joined || all[0].is_degrees {
            break;
        }
        let Some(next) = one(tokens, end + 1) else { break };
        end = next.end;
        by_slash |= sign_slash;
        if next.is_degrees {
            angle = Some(next.value);
            break;
        }
        all.push(next);
    }
    // A unit counts for the numbers before it that have none.
    let mut following = None;
    let mut units = vec![None; all.len()];
    for (i, one) in all.iter().enumerate().rev() {
        following = one.unit.or(following);
        units[i] = following;
    }
    let is_angle = all[0].is_degrees;
    let values = all
        .iter()
        .zip(&units)
        .map(|(one, unit)| {
            let factor = if is_angle || one.is_percent { 1.0 } else { unit.unwrap_or(usual) };
            // Products of inches come back to what was meant.
            metric(one.value, (one.value * factor * 1e6).round() / 1e6)
        })
        .collect();
    let mut roles: Vec<Option<Role>> = all.iter().map(|one| one.role).collect();
    if is_angle {
        roles[0] = Some(Role::Angle);
    }
    let is_tight = tokens.get(at + 1).is_some_and(|t| t.word() == "x" && t.start == tokens[at].end);
    let measure =
        Measure { values, roles, thread: all[0].thread, angle, is_percent: all[0].is_percent, is_tight };
    Some((measure, end - at))
}

/// A number of things at a place: "four", "4x", "6 off", "(4)"; with the number of tokens that it takes.
pub(super) fn count(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let word = |i: usize| tokens.get(i).map_or("", Token::word);
    let named = match word(at) {
        "pair" => Some(2),
        "single" => Some(1),
        word => crate::vocabulary::NUMBERS.iter().skip(2).position(|n| *n == word).map(|n| n as u32 + 2),
    };
    if let Some(number) = named {
        let skip = usize::from(word(at + 1) == "x");
        return Some((number, 1 + skip));
    }
    let number = tokens.get(at)?.number().filter(|n| n.fract() == 0.0 && (1.0..1000.0).contains(n))?;
    let marked = |i: usize| {
        word(i) == "ø"
            || (["m", "r", "d"].contains(&word(i)) && tokens.get(i + 1).is_some_and(|t| t.number().is_some()))
    };
    let times = word(at + 1) == "x";
    let skip = match () {
        () if times
            && tokens.get(at + 2).is_none_or(|t| t.number().is_none())
            && (marked(at + 2) || tokens.get(at + 2).is_some_and(|t| matches!(t.kind, Kind::Word(_)))) =>
        {
            // "2 x Ø6" counts; "20 x Ø6" in a product of lengths hardly does.
            if word(at + 2) == "ø" && number > 24.0 {
                return None;
            }
            2
        }
        () if ["off", "pcs", "pc", "nos", "pieces"].contains(&word(at + 1)) => 2,
        () if word(at + 1) == "no" && tokens.get(at + 2).is_some_and(|t| t.is_sign('.')) => 3,
        () if tokens.get(at + 1).is_some_and(|t| t.is_sign('-')) && marked(at + 2) => 2,
        // "4 M6 holes", "6 holes", "4 Ø5 holes", "3 equal steps".
        () if marked(at + 1) => 1,
        () if begins_thing(tokens, at + 1) => 1,
        () => return None,
    };
    Some((number as u32, skip))
}

/// Whether a countable thing follows, adjectives before it passed over.
fn begins_thing(tokens: &[Token], at: usize) -> bool {
    const ADJECTIVES: &[&str] = &[
        "equal",
        "equally",
        "evenly",
        "spaced",
        "through",
        "identical",
        "round",
        "small",
        "large",
        "clearance",
        "tapped",
        "threaded",
        "counterbored",
        "countersunk",
        "blind",
        "vertical",
        "horizontal",
        "parallel",
        "screw",
        "straight",
        "thru",
        "milled",
        "curved",
        "drilled",
        "bolt",
        "mounting",
        "additional",
        "further",
        "rectangular",
        "square",
        "outer",
        "inner",
    ];
    let words: Vec<String> = tokens[at.min(tokens.len())..]
        .iter()
        .take(6)
        .map_while(|t| (!t.word().is_empty()).then(|| t.word().to_owned()))
        .collect();
    (0..words.len().min(4)).any(|i| {
        words[..i].iter().all(|w| ADJECTIVES.contains(&w.as_str()))
            && (lexicon::feature(&words[i..])
                .is_some_and(|(thing, _)| !["wallpart", "floor"].contains(&thing))
                || ["row", "rows", "column", "columns", "step", "steps", "place", "places"]
                    .contains(&words[i].as_str()))
    })
}
