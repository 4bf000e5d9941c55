//! Parameters: literals assigned at the top level of a program, and values that replace them.
//!
//! `width = 80.0  # outer width` is a parameter `width` with the label `outer width`; so are
//! annotated assignments, both names of `a, b = 1, 2`, negative numbers, booleans and strings on
//! one line. The first literal assignment of a name counts. Names that start with `_` are left out.

use std::collections::BTreeMap;
use std::ops::Range;

use base::{Diagnostic, Parameter, ParameterValue, Program};
use rustpython_vm::compiler::ast::{Expr, Number, Stmt, UnaryOp};

use crate::source::{self, Places};

/// The parameters of a program with its overrides in force; empty when its text cannot be parsed.
///
/// # Example
/// ```
/// let program = base::Program::new("width = 80  # outer width\n");
/// let parameters = script::parameters(&program);
/// assert_eq!(parameters[0].name, "width");
/// assert_eq!(parameters[0].label.as_deref(), Some("outer width"));
/// ```
pub fn parameters(program: &Program) -> Vec<Parameter> {
    match source::parse(&program.text) {
        Ok(parsed) if parsed.errors().is_empty() => {
            find(&program.text, source::body(&parsed), &program.overrides)
        }
        _ => Vec::new(),
    }
}

/// The text of a program with its overrides written into its literals.
///
/// What no parameter is named after is left out; [`parameters`] tells the names.
pub fn text_with_overrides(program: &Program) -> String {
    Overridden::new(program, &parameters(program)).text
}

/// A text in which literals were replaced, and the way back to places in the original.
pub(crate) struct Overridden {
    /// The text that runs.
    pub text: String,
    /// Overrides that no parameter is named after.
    pub unknown: Vec<Diagnostic>,
    edits: Vec<Edit>,
}

/// A literal that was replaced; columns count characters from 1.
struct Edit {
    line: u32,
    column: u32,
    original: u32,
    replaced: u32,
}

impl Overridden {
    /// Writes the values in force over the literals.
    pub(crate) fn new(program: &Program, parameters: &[Parameter]) -> Self {
        let mut text = String::with_capacity(program.text.len() + 32);
        let mut edits = Vec::new();
        let mut copied = 0;
        let mut in_order: Vec<&Parameter> =
            parameters.iter().filter(|p| program.overrides.contains_key(&p.name)).collect();
        in_order.sort_by_key(|p| p.start);
        for parameter in in_order {
            let value = value_text(&parameter.value);
            let original = &program.text[parameter.start..parameter.end];
            edits.push(Edit {
                line: parameter.line,
                column: parameter.column,
                original: original.chars().count() as u32,
                replaced: value.chars().count() as u32,
            });
            text.push_str(&program.text[copied..parameter.start]);
            text.push_str(&value);
            copied = parameter.end;
        }
        text.push_str(&program.text[copied..]);
        let unknown = program
            .overrides
            .keys()
            .filter(|name| parameters.iter().all(|p| &p.name != *name))
            .map(|name| {
                let message = format!("the program has no parameter named \"{name}\"");
                let names: Vec<&str> = parameters.iter().map(|p| p.name.as_str()).collect();
                let hint = if names.is_empty() {
                    "parameters are literals assigned at the top level, such as `width = 80`".to_owned()
                } else {
                    format!("its parameters are {}", names.join(", "))
                };
                Diagnostic::warning(message).hint(hint)
            })
            .collect();
        Self { text, unknown, edits }
    }

    /// The column in the original text for one in the text that ran.
    pub(crate) fn original_column(&self, line: u32, column: u32) -> u32 {
        let mut shift = 0_i64;
        for edit in self.edits.iter().filter(|edit| edit.line == line) {
            let start = i64::from(edit.column) + shift;
            let column = i64::from(column);
            if column <= start {
                break;
            }
            if column < start + i64::from(edit.replaced) {
                return edit.column;
            }
            shift += i64::from(edit.replaced) - i64::from(edit.original);
        }
        u32::try_from(i64::from(column) - shift).unwrap_or(1)
    }
}

/// The literals assigned by statements of the top level, in order of their places.
pub(crate) fn find(
    text: &str,
    body: &[Stmt],
    overrides: &BTreeMap<String, ParameterValue>,
) -> Vec<Parameter> {
    let places = Places::new(text);
    let mut found: Vec<Parameter> = Vec::new();
    for statement in body {
        for (name, value) in assignments(statement) {
            if name.starts_with('_') || found.iter().any(|p| p.name == name) {
                continue;
            }
            let Some((literal, bytes)) = literal(text, value) else { continue };
            let (line, column) = places.at(bytes.start);
            found.push(Parameter {
                name: name.to_owned(),
                value: overrides.get(name).map_or_else(|| literal.clone(), |value| fitting(value, &literal)),
                literal,
                start: bytes.start,
                end: bytes.end,
                line,
                column,
                label: label(text, bytes.end),
            });
        }
    }
    found
}

/// Pairs of a name and the expression assigned to it.
fn assignments(statement: &Stmt) -> Vec<(&str, &Expr)> {
    match statement {
        Stmt::Assign(assign) => match &assign.targets[..] {
            [target] => pairs(target, &assign.value),
            _ => Vec::new(),
        },
        Stmt::AnnAssign(assign) => match &assign.value {
            Some(value) => pairs(&assign.target, value),
            None => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn pairs<'a>(target: &'a Expr, value: &'a Expr) -> Vec<(&'a str, &'a Expr)> {
    let elements = |expression: &'a Expr| match expression {
        Expr::Tuple(tuple) => Some(&tuple.elts),
        Expr::List(list) => Some(&list.elts),
        _ => None,
    };
    if let Expr::Name(name) = target {
        return vec![(name.id.as_str(), value)];
    }
    match (elements(target), elements(value)) {
        (Some(targets), Some(values)) if targets.len() == values.len() => {
            targets.iter().zip(values).flat_map(|(target, value)| pairs(target, value)).collect()
        }
        _ => Vec::new(),
    }
}

/// The value and the bytes of a literal; `None` for other expressions.
fn literal(text: &str, expression: &Expr) -> Option<(ParameterValue, Range<usize>)> {
    let (start, end) = source::range(expression);
    let value = match expression {
        Expr::BooleanLiteral(literal) => ParameterValue::Bool(literal.value),
        Expr::NumberLiteral(literal) => match &literal.value {
            Number::Int(value) => ParameterValue::Int(value.as_i64()?),
            Number::Float(value) if value.is_finite() => ParameterValue::Float(*value),
            _ => return None,
        },
        Expr::UnaryOp(signed) => {
            let Expr::NumberLiteral(_) = &*signed.operand else { return None };
            match (signed.op, literal(text, &signed.operand)?.0) {
                (UnaryOp::USub, ParameterValue::Int(value)) => ParameterValue::Int(value.checked_neg()?),
                (UnaryOp::USub, ParameterValue::Float(value)) => ParameterValue::Float(-value),
                (UnaryOp::UAdd, value) => value,
                _ => return None,
            }
        }
        Expr::StringLiteral(literal) => {
            if text[start..end].contains(['\n', '\r']) {
                return None;
            }
            ParameterValue::Text(literal.value.to_str().to_owned())
        }
        _ => return None,
    };
    Some((value, start..end))
}

/// The comment after a literal on the same line.
fn label(text: &str, end: usize) -> Option<String> {
    let rest = text[end..].split(['\n', '\r']).next()?;
    let before_comment = rest.find('#')?;
    let between = &rest[..before_comment];
    // Past other values of the same tuple is fine; past other code is not.
    if between.contains(|c: char| !(c.is_ascii_alphanumeric() || " \t,.()[]-_\"'".contains(c))) {
        return None;
    }
    let label = rest[before_comment..].trim_start_matches('#').trim();
    (!label.is_empty()).then(|| label.to_owned())
}

/// An override in the type of the literal where nothing is lost: 5.0 stays 5 for a whole number.
fn fitting(value: &ParameterValue, literal: &ParameterValue) -> ParameterValue {
    match (value, literal) {
        (ParameterValue::Float(value), ParameterValue::Int(_))
            if value.fract() == 0.0 && value.abs() < 9e15 =>
        {
            ParameterValue::Int(*value as i64)
        }
        (ParameterValue::Int(value), ParameterValue::Float(_)) => ParameterValue::Float(*value as f64),
        _ => value.clone(),
    }
}

/// A Python expression for a value; numbers that no literal can write go through `float`.
fn value_text(value: &ParameterValue) -> String {
    match value {
        ParameterValue::Float(value) if !value.is_finite() => format!("float(\"{value}\")"),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<String> {
        parameters(&Program::new(text))
            .iter()
            .map(|p| {
                assert_eq!(text.get(p.start..p.end).map(str::len), Some(p.end - p.start));
                format!(
                    "{}={} {}:{} {}",
                    p.name,
                    p.value,
                    p.line,
                    p.column,
                    p.label.as_deref().unwrap_or("-")
                )
            })
            .collect()
    }

    #[test]
    fn literals_of_all_kinds_are_found() {
        let text = "width = 80.0  # outer width\nn: int = -3\nflag = True # on\nname = 'a\"b'\n\
                    a, (b, c) = 1, (-2.5, 3)  # three\n_private = 1\nf = width * 2\nwidth = 5\n\
                    if flag:\n    inner = 3\nbig = 10**3\nx = y = 4\n";
        assert_eq!(
            list(text),
            [
                "width=80.0 1:9 outer width",
                "n=-3 2:10 -",
                "flag=True 3:8 on",
                "name=\"a\\\"b\" 4:8 -",
                "a=1 5:13 three",
                "b=-2.5 5:17 three",
                "c=3 5:23 three",
            ]
        );
    }

    #[test]
    fn columns_count_characters_and_crlf_ends_a_line() {
        assert_eq!(
            list("größe = 5\r\nname = \"ü\"; höhe = 2 # mm\r\n"),
            ["größe=5 1:9 -", "name=\"ü\" 2:8 -", "höhe=2 2:20 mm",]
        );
    }

    #[test]
    fn overrides_replace_the_literals_only() {
        let program = Program::new("a = 5  # a = 5\nb, c = 'x', -2\nd = a\n")
            .with_override("a", ParameterValue::Float(7.0))
            .with_override("b", ParameterValue::Text("é\"".to_owned()))
            .with_override("c", ParameterValue::Float(0.5))
            .with_override("zzz", ParameterValue::Int(1));
        assert_eq!(text_with_overrides(&program), "a = 7  # a = 5\nb, c = \"é\\\"\", 0.5\nd = a\n");
        let overridden = Overridden::new(&program, &parameters(&program));
        assert_eq!(overridden.unknown.len(), 1);
        assert!(overridden.unknown[0].hint.as_deref().is_some_and(|hint| hint.contains("a, b, c")));
    }

    #[test]
    fn places_lead_back_to_the_original_text() {
        let program = Program::new("a, b = 1, 2\n")
            .with_override("a", ParameterValue::Int(1000))
            .with_override("b", ParameterValue::Int(22));
        let overridden = Overridden::new(&program, &parameters(&program));
        assert_eq!(overridden.text, "a, b = 1000, 22\n");
        let back: Vec<u32> = [1, 8, 10, 12, 14, 15, 16].map(|c| overridden.original_column(1, c)).to_vec();
        assert_eq!(back, [1, 8, 8, 9, 11, 11, 12]);
        assert_eq!(overridden.original_column(2, 5), 5);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[a-z0-9=,()#\\-\"' .\u{e9}\r\n]{0,60}") {
            for parameter in parameters(&Program::new(text.as_str())) {
                assert!(text.get(parameter.start..parameter.end).is_some());
            }
        }
    }
}
