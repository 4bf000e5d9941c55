//! What a CadQuery call raises.
//!
//! The kind decides the Python exception class; the message is what CadQuery itself says where it
//! raises, and the hint is ours: what the writer of the program may do about it.

use std::fmt;

/// The outcome of a CadQuery call.
pub type Result<T> = std::result::Result<T, CqError>;

/// The Python exception class of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CqErrorKind {
    /// `ValueError`.
    Value,
    /// `TypeError`.
    Type,
    /// Arguments that none of the forms of a function takes: `multimethod.DispatchError` in CadQuery.
    Dispatch,
    /// `RuntimeError`.
    Runtime,
    /// `AttributeError`.
    Attribute,
    /// `IndexError`.
    Index,
    /// `KeyError`.
    Key,
    /// A selector string that cannot be read: `pyparsing.exceptions.ParseException` in CadQuery.
    Parse,
    /// `NotImplementedError`.
    NotImplemented,
    /// `ZeroDivisionError`.
    ZeroDivision,
    /// An exception of OCCT with the name of its class, such as `StdFail_NotDone`.
    StdFail(String),
    /// The user or a time limit stopped the work.
    Cancelled,
    /// A limit on memory or on the number of objects was reached.
    Limit,
}

/// An error raised by a CadQuery call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CqError {
    /// Which exception it is.
    pub kind: CqErrorKind,
    /// What is wrong, in CadQuery's words where it has some.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl CqError {
    /// An error without a hint.
    pub fn new(kind: CqErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None }
    }

    /// A `ValueError`.
    pub fn value(message: impl Into<String>) -> Self {
        Self::new(CqErrorKind::Value, message)
    }

    /// A `TypeError`.
    pub fn type_error(message: impl Into<String>) -> Self {
        Self::new(CqErrorKind::Type, message)
    }

    /// A `RuntimeError`.
    pub fn runtime(message: impl Into<String>) -> Self {
        Self::new(CqErrorKind::Runtime, message)
    }

    /// An `AttributeError`.
    pub fn attribute(message: impl Into<String>) -> Self {
        Self::new(CqErrorKind::Attribute, message)
    }

    /// An `IndexError`.
    pub fn index(message: impl Into<String>) -> Self {
        Self::new(CqErrorKind::Index, message)
    }

    /// A `KeyError`.
    pub fn key(message: impl Into<String>) -> Self {
        Self::new(CqErrorKind::Key, message)
    }

    /// A `NotImplementedError`.
    pub fn not_implemented(message: impl Into<String>) -> Self {
        Self::new(CqErrorKind::NotImplemented, message)
    }

    /// An exception of OCCT by the name of its class.
    pub fn std_fail(class: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(CqErrorKind::StdFail(class.into()), message)
    }

    /// The same error with a hint; a hint that is there already stays.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint.get_or_insert_with(|| hint.into());
        self
    }
}

impl fmt::Display for CqError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CqError {}

impl From<kernel::Error> for CqError {
    fn from(error: kernel::Error) -> Self {
        let kind = match error.kind {
            // CadQuery itself looks whether these were done.
            kernel::ErrorKind::Failed if CHECKED.contains(&error.operation) => CqErrorKind::Value,
            kernel::ErrorKind::InvalidArgument => refusal(error.operation, &error.message),
            kernel::ErrorKind::Failed | kernel::ErrorKind::Signal if error.class.is_empty() => {
                CqErrorKind::StdFail("StdFail_NotDone".to_owned())
            }
            kernel::ErrorKind::Failed | kernel::ErrorKind::Signal => {
                CqErrorKind::StdFail(error.class.clone())
            }
            kernel::ErrorKind::Cancelled => CqErrorKind::Cancelled,
        };
        Self::new(kind, error.to_string())
    }
}

/// Operations after which CadQuery raises an error of its own.
const CHECKED: [&str; 4] = ["chamfer_2d", "draft_faces", "fill", "fillet_wire"];

/// What CadQuery raises for arguments that our kernel refuses: there OCCT notices them.
fn refusal(operation: &str, message: &str) -> CqErrorKind {
    let class = match operation {
        // A circle without radius is made; what is built on it is null.
        "circle" if message.starts_with("radius is 0,") => return CqErrorKind::Value,
        "box_solid" | "cone" | "wedge" => "Standard_DomainError",
        "circle" | "cylinder" | "extrude" | "extrude_taper" | "revolve" | "sphere" | "torus" => {
            "Standard_ConstructionError"
        }
        "chamfer" | "extrude_twist" | "fillet" | "hollow" => "StdFail_NotDone",
        "spline" if message.contains("points given") => "Standard_OutOfRange",
        _ => return CqErrorKind::Value,
    };
    CqErrorKind::StdFail(class.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kernel_errors_keep_their_class() {
        let error = kernel::Error::invalid("polygon", "one point");
        assert_eq!(CqError::from(error.clone()).kind, CqErrorKind::Value);
        let flat = kernel::Error::invalid("box_solid", "the height is 0 mm");
        assert_eq!(CqError::from(flat).kind, CqErrorKind::StdFail("Standard_DomainError".to_owned()));
        let failed = kernel::Error {
            kind: kernel::ErrorKind::Failed,
            class: "Standard_ConstructionError".to_owned(),
            ..error
        };
        assert_eq!(CqError::from(failed).kind, CqErrorKind::StdFail("Standard_ConstructionError".to_owned()));
    }

    #[test]
    fn first_hint_wins() {
        let error = CqError::value("bad").with_hint("first").with_hint("second");
        assert_eq!(error.hint.as_deref(), Some("first"));
    }
}
