//! The string syntax of selectors.
//!
//! ```text
//! expression := "not" expression | difference
//! difference := union ( ("exc" | "except") operand )*
//! union      := intersection ( "or" operand )*
//! intersection := primary ( "and" operand )*
//! operand    := "not" expression | the next tighter level
//! primary    := "(" expression ")" | atom
//! atom       := direction | "%" type | (">" | "<" | ">>" | "<<") direction index?
//!             | ("|" | "#" | "+" | "-") direction | view
//! direction  := "XY" | "XZ" | "YZ" | "X" | "Y" | "Z" | "(" number "," number "," number ")"
//! index      := "[" "-"? digits "]"
//! ```
//!
//! `not` takes everything to its right, as in CadQuery: `not |Z and >X` is `not (|Z and >X)`.
//! White space may stand everywhere except inside words and numbers, and may be left out
//! everywhere: `notX` is `not X`.

use base::tolerance;

use super::{Alignment, Nth, Order, Selector};
use crate::cq::geom::Vector;
use crate::cq::{CqError, CqErrorKind, Result};

/// Names of directions.
pub const AXIS_NAMES: [&str; 6] = ["X", "Y", "Z", "XY", "XZ", "YZ"];

/// Names of views, which select the outermost along an axis.
pub const VIEW_NAMES: [&str; 6] = ["front", "back", "left", "right", "top", "bottom"];

/// Geometry types of edges and faces.
pub const TYPE_NAMES: [&str; 16] = [
    "PLANE",
    "CYLINDER",
    "CONE",
    "SPHERE",
    "TORUS",
    "BEZIER",
    "BSPLINE",
    "REVOLUTION",
    "EXTRUSION",
    "OFFSET",
    "OTHER",
    "LINE",
    "CIRCLE",
    "ELLIPSE",
    "HYPERBOLA",
    "PARABOLA",
];

/// Parentheses and `not` may be nested this deep.
const DEEPEST: usize = 64;

/// Reads a whole selector.
pub(super) fn parse(text: &str) -> Result<Selector> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    let selector = parser.expression()?;
    parser.skip_space();
    if parser.at < text.len() {
        return Err(parser.expected("end of text"));
    }
    Ok(selector)
}

/// A tightness of binding, from the loosest.
#[derive(Clone, Copy)]
enum Level {
    Difference,
    Union,
    Intersection,
    Primary,
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    /// Takes a word or sign after white space if it is there.
    fn take(&mut self, token: &str) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn expression(&mut self) -> Result<Selector> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error(format!("more than {DEEPEST} levels of parentheses and 'not'"), None));
        }
        let selector = if self.take("not") {
            Selector::Inverse(Box::new(self.expression()?))
        } else {
            self.level(Level::Difference)?
        };
        self.depth -= 1;
        Ok(selector)
    }

    fn level(&mut self, level: Level) -> Result<Selector> {
        let (next, words): (Level, &[&str]) = match level {
            Level::Difference => (Level::Union, &["except", "exc"]),
            Level::Union => (Level::Intersection, &["or"]),
            Level::Intersection => (Level::Primary, &["and"]),
            Level::Primary => return self.primary(),
        };
        let mut left = self.level(next)?;
        while words.iter().any(|word| self.take(word)) {
            self.skip_space();
            let right = if self.rest().starts_with("not") { self.expression()? } else { self.level(next)? };
            let (left_side, right_side) = (Box::new(left), Box::new(right));
            left = match level {
                Level::Difference => Selector::Subtract(left_side, right_side),
                Level::Union => Selector::Sum(left_side, right_side),
                Level::Intersection | Level::Primary => Selector::And(left_side, right_side),
            };
        }
        Ok(left)
    }

    fn primary(&mut self) -> Result<Selector> {
        if let Some(direction) = self.direction()? {
            return Ok(aligned(Alignment::Same, direction));
        }
        if self.take("(") {
            let inner = self.expression()?;
            if !self.take(")") {
                return Err(self.expected("')'"));
            }
            return Ok(inner);
        }
        self.atom()
    }

    fn atom(&mut self) -> Result<Selector> {
        if self.take("%") {
            return self.type_name().map(Selector::Type);
        }
        for (sign, order) in [(">>", Order::Ascending), ("<<", Order::Descending)] {
            if self.take(sign) {
                let direction = self.needed_direction()?;
                let nth = Nth { order, ..Nth::ascending(self.index()?.unwrap_or(-1)) };
                return Ok(Selector::CenterNth { direction, nth });
            }
        }
        for (sign, order) in [(">", Order::Ascending), ("<", Order::Descending)] {
            if self.take(sign) {
                let direction = self.needed_direction()?;
                return Ok(match self.index()? {
                    Some(index) => {
                        let nth = Nth { order, ..Nth::ascending(index) };
                        Selector::DirectionNth { direction, nth }
                    }
                    None => outermost(direction, order),
                });
            }
        }
        for (sign, alignment) in [
            ("|", Alignment::Parallel),
            ("#", Alignment::Perpendicular),
            ("+", Alignment::Same),
            ("-", Alignment::Same),
        ] {
            if self.take(sign) {
                let direction = self.needed_direction()?;
                return Ok(aligned(alignment, if sign == "-" { -direction } else { direction }));
            }
        }
        for name in VIEW_NAMES {
            if self.take(name) {
                return Ok(view(name));
            }
        }
        Err(self.expected(
            "a selector: >, <, >>, <<, |, #, + or - with X, Y, Z, XY, XZ, YZ or (x, y, z); % with a type; \
             or front, back, left, right, top, bottom",
        ))
    }

    fn type_name(&mut self) -> Result<String> {
        self.skip_space();
        let longest = TYPE_NAMES
            .into_iter()
            .filter(|name| {
                self.rest().get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name))
            })
            .max_by_key(|name| name.len());
        match longest {
            Some(name) => {
                self.at += name.len();
                Ok(name.to_owned())
            }
            None => Err(self.expected(&format!("a type: {}", TYPE_NAMES.join(", ")))),
        }
    }

    fn index(&mut self) -> Result<Option<i64>> {
        let start = self.at;
        if !self.take("[") {
            return Ok(None);
        }
        let sign = if self.take("-") { -1 } else { 1 };
        self.skip_space();
        let digits = self.digits();
        if digits.is_empty() {
            let error = self.expected("a whole number");
            self.at = start;
            return Err(error);
        }
        let Ok(number) = digits.parse::<i64>() else {
            return Err(self.error(format!("the index {digits} is too large"), None));
        };
        if !self.take("]") {
            return Err(self.expected("']'"));
        }
        Ok(Some(sign * number))
    }

    fn needed_direction(&mut self) -> Result<Vector> {
        match self.direction()? {
            Some(direction) => Ok(direction),
            None => Err(self.expected("a direction: X, Y, Z, XY, XZ, YZ or (x, y, z)")),
        }
    }

    /// An axis name or a vector; `None`, and nothing taken, when neither stands here.
    fn direction(&mut self) -> Result<Option<Vector>> {
        for (name, direction) in [
            ("XY", Vector::new(1.0, 1.0, 0.0)),
            ("XZ", Vector::new(1.0, 0.0, 1.0)),
            ("YZ", Vector::new(0.0, 1.0, 1.0)),
            ("X", Vector::X),
            ("Y", Vector::Y),
            ("Z", Vector::Z),
        ] {
            if self.take(name) {
                return Ok(Some(direction));
            }
        }
        let start = self.at;
        let vector = self.vector();
        if vector.is_none() {
            self.at = start;
        }
        Ok(vector)
    }

    fn vector(&mut self) -> Option<Vector> {
        if !self.take("(") {
            return None;
        }
        let x = self.number()?;
        if !self.take(",") {
            return None;
        }
        let y = self.number()?;
        if !self.take(",") {
            return None;
        }
        let z = self.number()?;
        self.take(")").then_some(Vector::new(x, y, z))
    }

    /// A sign, digits, and perhaps a point with more digits.
    fn number(&mut self) -> Option<f64> {
        self.skip_space();
        let start = self.at;
        if self.rest().starts_with(['+', '-']) {
            self.at += 1;
        }
        if self.digits().is_empty() {
            return None;
        }
        if self.rest().starts_with('.') {
            self.at += 1;
            self.digits();
        }
        self.text[start..self.at].parse().ok()
    }

    fn digits(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn expected(&mut self, what: &str) -> CqError {
        self.skip_space();
        let found = match self.rest().chars().next() {
            Some(c) => format!("found '{c}'"),
            None => "the selector ends here".to_owned(),
        };
        let hint = self.hint();
        self.error(format!("Expected {what}, {found}"), hint)
    }

    fn error(&self, message: String, hint: Option<String>) -> CqError {
        let column = self.text[..self.at].chars().count();
        let text = self.text;
        let message = format!("{message}  (at char {column}), (line:1, col:{}) in {text:?}", column + 1);
        let error = CqError::new(CqErrorKind::Parse, message);
        match hint {
            Some(hint) => error.with_hint(hint),
            None => error,
        }
    }

    /// What was probably meant at this place.
    fn hint(&self) -> Option<String> {
        let text = self.text;
        let axis = text[..self.at].trim_end().chars().next_back();
        let here = self.rest().chars().next();
        if let (Some(first @ ('X' | 'Y' | 'Z')), Some(second @ ('X' | 'Y' | 'Z'))) = (axis, here) {
            let mut pair = [first, second];
            pair.sort_unstable();
            if pair[0] != pair[1] {
                let [a, b] = pair;
                return Some(format!("write {a}{b} for the direction between {a} and {b}"));
            }
        }
        let word: String = self.rest().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if word.is_empty() {
            return match here {
                Some('[') => Some("an index goes with >, <, >> and << only, as a whole number".to_owned()),
                Some('&') => Some("write 'and'".to_owned()),
                Some('!') => Some("write 'not'".to_owned()),
                Some(',') => Some("write 'or' between selectors".to_owned()),
                Some('|') => Some("write 'or' between selectors; '|' means parallel".to_owned()),
                _ => None,
            };
        }
        let known = ["and", "or", "not", "exc", "except"];
        let names = AXIS_NAMES.iter().chain(&VIEW_NAMES).chain(&known).chain(&TYPE_NAMES);
        let near = names
            .map(|name| (distance(&word.to_lowercase(), &name.to_lowercase()), *name))
            .min_by_key(|(distance, _)| *distance)
            .filter(|(distance, name)| *distance <= name.len() / 3);
        near.map(|(_, name)| {
            if TYPE_NAMES.contains(&name) && !text[..self.at].trim_end().ends_with('%') {
                format!("did you mean '%{name}'?")
            } else {
                format!("did you mean '{name}'?")
            }
        })
    }
}

fn aligned(alignment: Alignment, direction: Vector) -> Selector {
    Selector::Aligned { alignment, direction, tolerance: tolerance::SELECTOR }
}

/// The group with the largest, or with [`Order::Descending`] the smallest, centre along a direction.
fn outermost(direction: Vector, order: Order) -> Selector {
    Selector::CenterNth { direction, nth: Nth { order, ..Nth::ascending(-1) } }
}

fn view(name: &str) -> Selector {
    match name {
        "front" => outermost(Vector::Z, Order::Ascending),
        "back" => outermost(Vector::Z, Order::Descending),
        "left" => outermost(Vector::X, Order::Descending),
        "right" => outermost(Vector::X, Order::Ascending),
        "top" => outermost(Vector::Y, Order::Ascending),
        _ => outermost(Vector::Y, Order::Descending),
    }
}

/// How many characters must be inserted, deleted or replaced (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(ca != *cb);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prints the structure with `X`, `Y`, `Z` for the axes of `>`.
    fn structure(selector: &Selector) -> String {
        match selector {
            Selector::CenterNth { direction, .. } => match direction.array().map(|c| c != 0.0) {
                [true, false, false] => "X".to_owned(),
                [false, true, false] => "Y".to_owned(),
                _ => "Z".to_owned(),
            },
            Selector::And(a, b) => format!("({}&{})", structure(a), structure(b)),
            Selector::Sum(a, b) => format!("({}+{})", structure(a), structure(b)),
            Selector::Subtract(a, b) => format!("({}-{})", structure(a), structure(b)),
            Selector::Inverse(a) => format!("!{}", structure(a)),
            other => format!("{other:?}"),
        }
    }

    /// The structures that CadQuery 2.8 with pyparsing 3.3.3 makes of these strings.
    #[test]
    fn precedence_is_cadquerys() {
        for (text, expected) in [
            (">X and not >Y and >Z", "(X&!(Y&Z))"),
            (">X or not >Y and >Z", "(X+!(Y&Z))"),
            (">X and not >Y or >Z", "(X&!(Y+Z))"),
            (">X exc not >Y or >Z", "(X-!(Y+Z))"),
            ("not >X or not >Y", "!(X+!Y)"),
            (">X or >Y and >Z exc >X", "((X+(Y&Z))-X)"),
            ("not >X and not >Y and not >Z", "!(X&!(Y&!Z))"),
            (">X or not >Y exc >Z", "(X+!(Y-Z))"),
            (">X and not not >Y or >Z", "(X&!!(Y+Z))"),
            (">X exc >Y or not >Z exc >X", "(X-(Y+!(Z-X)))"),
            ("not(>X or >Y) and >Z", "!((X+Y)&Z)"),
            ("(not >X) and >Z", "(!X&Z)"),
            ("not >X exc not >Y", "!(X-!Y)"),
            (">X exc >Z except <Z", "((X-Z)-Z)"),
            (">Zand>X", "(Z&X)"),
            ("((>Z))", "Z"),
        ] {
            assert_eq!(structure(&parse(text).expect(text)), expected, "{text}");
        }
    }

    #[test]
    fn atoms() {
        for (text, expected) in [
            ("Z", "Same Vector: (0.0, 0.0, 1.0)"),
            ("+Z", "Same Vector: (0.0, 0.0, 1.0)"),
            ("-Z", "Same Vector: (-0.0, -0.0, -1.0)"),
            ("|XY", "Parallel Vector: (1.0, 1.0, 0.0)"),
            ("#(1, -2.5, 3.)", "Perpendicular Vector: (1.0, -2.5, 3.0)"),
            ("%plane", "type PLANE"),
            ("% Cylinder", "type CYLINDER"),
            (">Z[-2]", "parallel along Vector: (0.0, 0.0, 1.0)[-2]"),
            ("> Z [ - 2 ]", "parallel along Vector: (0.0, 0.0, 1.0)[-2]"),
            ("<Z[1]", "parallel along Vector: (0.0, 0.0, 1.0)[1] from the top"),
            (">>X", "center along Vector: (1.0, 0.0, 0.0)[-1]"),
            ("<<X[1]", "center along Vector: (1.0, 0.0, 0.0)[1] from the top"),
            ("left", "center along Vector: (1.0, 0.0, 0.0)[-1] from the top"),
            ("(0,0,1)", "Same Vector: (0.0, 0.0, 1.0)"),
            ("notX", "!Same Vector: (1.0, 0.0, 0.0)"),
        ] {
            assert_eq!(format!("{:?}", parse(text).expect(text)), expected, "{text}");
        }
    }

    #[test]
    fn errors_name_place_and_remedy() {
        let check = |text: &str, message: &str, hint: Option<&str>| {
            let error = parse(text).expect_err(text);
            assert_eq!(error.kind, CqErrorKind::Parse);
            assert!(error.message.contains(message), "{text}: {error}");
            assert_eq!(error.hint.as_deref(), hint, "{text}");
        };
        check(
            ">ZX",
            "Expected end of text, found 'X'  (at char 2)",
            Some("write XZ for the direction between X and Z"),
        );
        check("YX", "(at char 1)", Some("write XY for the direction between X and Y"));
        check(">W", "Expected a direction: X, Y, Z, XY, XZ, YZ or (x, y, z), found 'W'", None);
        check(">x", "found 'x'", Some("did you mean 'X'?"));
        check("", "the selector ends here", None);
        check(">Z and", "the selector ends here  (at char 6)", None);
        check("|Z[0]", "found '['", Some("an index goes with >, <, >> and << only, as a whole number"));
        check(">Z[+1]", "Expected a whole number, found '+'", None);
        check("%CYLINDR", "Expected a type", Some("did you mean 'CYLINDER'?"));
        check("circle", "Expected a selector", Some("did you mean '%CIRCLE'?"));
        check("Front", "Expected a selector", Some("did you mean 'front'?"));
        check(">Z & >X", "found '&'", Some("write 'and'"));
        check("(>Z", "Expected ')'", None);
        check(">(.5,0,0)", "Expected a direction", None);
        check("+-Z", "Expected a direction", None);
        check("except >Z", "Expected a selector", Some("did you mean 'except'?"));
    }

    #[test]
    fn deep_nesting_is_refused() {
        assert!(parse(&"(".repeat(100_000)).is_err());
        assert!(parse(&"not ".repeat(100_000)).is_err());
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,24}") {
            parse(&text).ok();
        }

        #[test]
        fn never_panics_on_pieces(pieces in proptest::collection::vec(
            proptest::sample::select(vec![
                ">", "<", "|", "#", "+", "-", "%", "X", "XY", "Z", "(", ")", "[", "]", "1", "-1", ",", "and",
                "or", "not", "exc", " ", "front", "PLANE", "é",
            ]), 0..12)) {
            parse(&pieces.concat()).ok();
        }
    }
}
