//! From a Python exception to a diagnostic: place in the user's text, message, hint.
//!
//! The place is the innermost frame of the program. Of a call it is the name that is called up to
//! the closing bracket, so that in a long chain the method that failed is marked, not the chain.

mod hints;

use base::Diagnostic;
use rustpython_vm::builtins::PyBaseExceptionRef;
use rustpython_vm::compiler::ast::visitor::{Visitor, walk_expr};
use rustpython_vm::compiler::ast::{Expr, ExprCall};
use rustpython_vm::{AsObject, VirtualMachine};

use crate::parameters::Overridden;
use crate::py::{PROGRAM_PATH, convert};
use crate::source::{self, Places};

/// Messages longer than this are cut.
const LONGEST_MESSAGE: usize = 2000;

/// The diagnostic for an exception that nothing in the program caught.
pub(crate) fn diagnose(vm: &VirtualMachine, exception: &PyBaseExceptionRef, ran: &Overridden) -> Diagnostic {
    let class = exception.class().name().to_string();
    let attribute = |name: &'static str| exception.as_object().get_attr(name, vm).ok();
    let name = attribute("name").as_deref().and_then(convert::text);
    let is_attribute = class == "AttributeError";
    let mut place = place(exception, &ran.text, name.as_deref().filter(|_| is_attribute));
    let mut text = exception
        .as_object()
        .str(vm)
        .map_or_else(|_| String::new(), |text| text.to_string_lossy().into_owned());
    if place.is_none() && exception.fast_isinstance(vm.ctx.exceptions.syntax_error) {
        // The compiler, not the parser, found it: the exception itself tells the place.
        let number = |name| attribute(name).and_then(|value| value.try_to_value::<u32>(vm).ok());
        place = number("lineno").map(|line| Place {
            line,
            column: number("offset").unwrap_or(1).max(1),
            end_column: None,
            called: None,
        });
        text = attribute("msg").as_deref().and_then(convert::text).unwrap_or(text);
    }
    let called = place.as_ref().and_then(|place| place.called.as_ref());
    let text = with_name_of_call(&text, called);
    let text: String = text.chars().take(LONGEST_MESSAGE).collect();
    let message = if text.is_empty() { class.clone() } else { format!("{class}: {text}") };
    let mut diagnostic = Diagnostic::error(message);
    let mut code = "";
    if let Some(place) = &place {
        diagnostic.line = Some(place.line);
        diagnostic.column = Some(ran.original_column(place.line, place.column));
        diagnostic.end_column = place.end_column.map(|column| ran.original_column(place.line, column));
        code = Places::new(&ran.text).line(place.line).trim();
    }
    diagnostic.hint = hints::hint(
        vm,
        exception,
        &hints::Context {
            class: &class,
            text: &text,
            called: called.map(|called| called.name.as_str()),
            code,
        },
    );
    diagnostic
}

/// RustPython's messages about arguments do not tell whose they are, and count the object itself.
fn with_name_of_call(text: &str, called: Option<&Called>) -> String {
    let Some(called) = called else { return text.to_owned() };
    let name = &called.name;
    if let Some(keyword) = text.strip_prefix("Unexpected keyword argument ") {
        return format!("{name}() got an unexpected keyword argument '{keyword}'");
    }
    let bound = |start| {
        let number: usize = text.strip_prefix(start)?.split(' ').next()?.parse().ok()?;
        Some(number.saturating_sub(usize::from(called.is_method)))
    };
    if let Some(least) = bound("expected at least ") {
        format!("{name}() needs at least {least} arguments, got {}", called.given)
    } else if let Some(most) = bound("expected at most ") {
        format!("{name}() takes at most {most} arguments, got {}", called.given)
    } else if text.starts_with("Required keyword") {
        format!("{name}(): {text}")
    } else {
        text.to_owned()
    }
}

/// A place in the text that ran; columns count characters from 1.
struct Place {
    line: u32,
    column: u32,
    end_column: Option<u32>,
    called: Option<Called>,
}

/// The call that failed, as it is written.
struct Called {
    name: String,
    is_method: bool,
    /// The arguments in words: `2 and the keyword 'depth'`.
    given: String,
}

/// The place of an exception; `missing` is the attribute that an object does not have.
fn place(exception: &PyBaseExceptionRef, text: &str, missing: Option<&str>) -> Option<Place> {
    let innermost = exception
        .__traceback__()?
        .iter()
        .filter(|entry| entry.frame.code.source_path().as_str() == PROGRAM_PATH)
        .last()?;
    let places = Places::new(text);
    let locations = &innermost.frame.code.locations;
    let Some((start, end)) = locations.get(innermost.lasti as usize / 2) else {
        let line = u32::try_from(innermost.lineno.get()).ok()?;
        return Some(Place { line, column: 1, end_column: None, called: None });
    };
    let (line, end_line) = (start.line.get() as u32, end.line.get() as u32);
    let column = places.column_of_byte(line, start.character_offset.get());
    let end_column = places.column_of_byte(end_line, end.character_offset.get());
    let wanted = Wanted { start: (line, column), end: (end_line, end_column), missing };
    if let Some(call) = find(text, &places, wanted) {
        return Some(call);
    }
    let end_column = (line == end_line && end_column > column).then_some(end_column);
    Some(Place { line, column, end_column, called: None })
}

/// What to look for in the text.
struct Wanted<'a> {
    start: (u32, u32),
    end: (u32, u32),
    missing: Option<&'a str>,
}

/// The call that spans a range, from the name that is called on; or the missing attribute of what
/// spans it.
fn find(text: &str, places: &Places, wanted: Wanted) -> Option<Place> {
    struct Finder<'a> {
        places: &'a Places<'a>,
        wanted: Wanted<'a>,
        found: Option<Place>,
    }

    impl Finder<'_> {
        fn spans(&self, expression: &Expr) -> bool {
            let (first, past) = source::range(expression);
            (self.places.at(first), self.places.at(past)) == (self.wanted.start, self.wanted.end)
        }
    }

    impl<'a> Visitor<'a> for Finder<'_> {
        fn visit_expr(&mut self, expression: &'a Expr) {
            match expression {
                Expr::Attribute(attribute)
                    if self.wanted.missing == Some(attribute.attr.id.as_str())
                        && (self.spans(&attribute.value) || self.spans(expression)) =>
                {
                    let (line, column) = self.places.at(attribute.attr.range.start().to_usize());
                    let (_, end_column) = self.places.at(attribute.attr.range.end().to_usize());
                    self.found = Some(Place { line, column, end_column: Some(end_column), called: None });
                }
                Expr::Call(call) if self.wanted.missing.is_none() && self.spans(expression) => {
                    self.found = Some(place_of_call(self.places, call));
                }
                _ => walk_expr(self, expression),
            }
        }
    }

    let parsed = source::parse(text).ok()?;
    let mut finder = Finder { places, wanted, found: None };
    for statement in source::body(&parsed) {
        finder.visit_stmt(statement);
    }
    finder.found
}

fn place_of_call(places: &Places, call: &ExprCall) -> Place {
    let (name, start) = match &*call.func {
        Expr::Attribute(attribute) => {
            (Some(attribute.attr.id.to_string()), attribute.attr.range.start().to_usize())
        }
        Expr::Name(name) => (Some(name.id.to_string()), name.range.start().to_usize()),
        other => (None, source::range(other).0),
    };
    let (line, column) = places.at(start);
    let (end_line, end_column) = places.at(call.range.end().to_usize());
    let mut given = call.arguments.args.len().to_string();
    let keywords: Vec<String> =
        call.arguments.keywords.iter().filter_map(|k| Some(format!("'{}'", k.arg.as_ref()?.id))).collect();
    if !keywords.is_empty() {
        given = format!("{given} and {}", keywords.join(", "));
    }
    let is_method = matches!(&*call.func, Expr::Attribute(_));
    let called = name.map(|name| Called { name, is_method, given });
    Place { line, column, end_column: (line == end_line).then_some(end_column), called }
}
