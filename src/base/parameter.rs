//! Parameters: the literals of a program that a person may turn.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A literal value of a parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ParameterValue {
    /// `True` or `False`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a decimal point.
    Float(f64),
    /// A string without its quotes.
    Text(String),
}

impl ParameterValue {
    /// The value as a number; `None` for booleans and strings.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Int(value) => Some(*value as f64),
            Self::Float(value) => Some(*value),
            Self::Bool(_) | Self::Text(_) => None,
        }
    }
}

/// Prints the value as a Python literal.
impl fmt::Display for ParameterValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(true) => f.write_str("True"),
            Self::Bool(false) => f.write_str("False"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value:?}"),
            Self::Text(value) => {
                f.write_str("\"")?;
                for c in value.chars() {
                    match c {
                        '"' => f.write_str("\\\"")?,
                        '\\' => f.write_str("\\\\")?,
                        '\n' => f.write_str("\\n")?,
                        '\r' => f.write_str("\\r")?,
                        c if c.is_control() => write!(f, "\\U{:08x}", c as u32)?,
                        c => write!(f, "{c}")?,
                    }
                }
                f.write_str("\"")
            }
        }
    }
}

/// A top-level assignment of a literal, `name = 12.5  # label`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// The name on the left of the assignment.
    pub name: String,
    /// The value in force: the override if there is one, else the literal.
    pub value: ParameterValue,
    /// The literal that stands in the text.
    pub literal: ParameterValue,
    /// First byte of the literal (a minus sign included) in the text.
    pub start: usize,
    /// The byte after the literal.
    pub end: usize,
    /// Line of the literal, from 1.
    pub line: u32,
    /// Column of the literal in characters, from 1.
    pub column: u32,
    /// The comment at the end of the line, without `#`.
    pub label: Option<String>,
}
