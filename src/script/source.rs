//! The program's text as the parser sees it: places, syntax errors, names assigned at module level.
//!
//! Offsets are bytes; lines and columns count from 1, columns in characters.
//! Texts that would exhaust the stack of parser and compiler are refused before they are parsed.

use std::collections::HashMap;

use base::Diagnostic;
use rustpython_ruff_text_size::{Ranged, TextRange};
use rustpython_vm::compiler::ast::visitor::{Visitor, walk_expr};
use rustpython_vm::compiler::ast::{ExceptHandler, Expr, Mod, Stmt};
use rustpython_vm::compiler::parser::{
    LexicalErrorType, Mode, ParseErrorType, ParseOptions, Parsed, parse_unchecked,
};

/// Brackets may be nested this deep, as in CPython.
const DEEPEST_BRACKETS: usize = 200;

/// Operators, calls and attributes that may follow one another without a comma or a new line.
const LONGEST_CHAIN: usize = 3000;

/// Syntax errors that are worth showing at once.
const MOST_ERRORS: usize = 20;

/// Line and column of byte offsets.
pub(crate) struct Places<'a> {
    text: &'a str,
    line_starts: Vec<usize>,
}

impl<'a> Places<'a> {
    /// Indexes the lines of a text; `\n`, `\r\n` and `\r` end a line.
    pub(crate) fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let ends = (0..bytes.len())
            .filter(|&i| bytes[i] == b'\n' || (bytes[i] == b'\r' && bytes.get(i + 1) != Some(&b'\n')));
        Self { text, line_starts: std::iter::once(0).chain(ends.map(|i| i + 1)).collect() }
    }

    /// Line and column of a byte offset.
    pub(crate) fn at(&self, offset: usize) -> (u32, u32) {
        let line = self.line_starts.partition_point(|start| *start <= offset) - 1;
        let before = self.text.get(self.line_starts[line]..offset).unwrap_or("");
        let before = if line == 0 { before.trim_start_matches('\u{feff}') } else { before };
        (line as u32 + 1, before.chars().count() as u32 + 1)
    }

    /// The text of a line, without its end; empty past the last line.
    pub(crate) fn line(&self, line: u32) -> &'a str {
        let index = (line as usize).saturating_sub(1);
        let Some(start) = self.line_starts.get(index) else { return "" };
        let end = self.line_starts.get(index + 1).copied().unwrap_or(self.text.len());
        self.text[*start..end].trim_end_matches(['\r', '\n'])
    }

    /// The column in characters for one in bytes, both from 1.
    pub(crate) fn column_of_byte(&self, line: u32, byte_column: usize) -> u32 {
        let text = self.line(line);
        let mut end = byte_column.saturating_sub(1).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text[..end].chars().count() as u32 + 1
    }

    /// Line and column of a byte offset, the column in bytes, as the compiler counts.
    fn in_bytes(&self, offset: usize) -> (u32, u32) {
        let line = self.line_starts.partition_point(|start| *start <= offset) - 1;
        (line as u32 + 1, (offset - self.line_starts[line]) as u32 + 1)
    }

    fn mark(&self, diagnostic: Diagnostic, range: TextRange) -> Diagnostic {
        let (line, column) = self.at(range.start().to_usize());
        let (end_line, end_column) = self.at(range.end().to_usize());
        let mut diagnostic = diagnostic.at(line, Some(column));
        diagnostic.end_column = (end_line == line && end_column > column).then_some(end_column);
        diagnostic
    }
}

/// Parses a module, or tells why its nesting is refused.
pub(crate) fn parse(text: &str) -> Result<Parsed<Mod>, Diagnostic> {
    match too_deep(text) {
        Some(refusal) => Err(refusal),
        None => Ok(parse_unchecked(text, ParseOptions::from(Mode::Module))),
    }
}

/// The statements at module level.
pub(crate) fn body(parsed: &Parsed<Mod>) -> &[Stmt] {
    match parsed.syntax() {
        Mod::Module(module) => &module.body,
        Mod::Expression(_) => &[],
    }
}

/// All syntax errors in order of their places.
pub(crate) fn syntax_errors(text: &str, parsed: &Parsed<Mod>) -> Vec<Diagnostic> {
    if parsed.errors().is_empty() {
        return Vec::new();
    }
    let places = Places::new(text);
    if let Some((bracket, offset)) = unclosed_bracket(text) {
        let (line, column) = places.at(offset);
        let mut diagnostic = Diagnostic::error(format!("SyntaxError: '{bracket}' was never closed"))
            .at(line, Some(column))
            .hint(format!("add the closing '{}'", closing(bracket)));
        diagnostic.end_column = Some(column + 1);
        return vec![diagnostic];
    }
    let mut diagnostics: Vec<_> = parsed
        .errors()
        .iter()
        .take(MOST_ERRORS)
        .map(|error| {
            let class = match &error.error {
                ParseErrorType::Lexical(LexicalErrorType::IndentationError)
                | ParseErrorType::UnexpectedIndentation => "IndentationError",
                _ => "SyntaxError",
            };
            let message = lower_first(&error.error.to_string());
            let diagnostic = Diagnostic::error(format!("{class}: {message}"));
            let diagnostic = places.mark(diagnostic, error.location);
            match syntax_hint(&message, places.line(diagnostic.line.unwrap_or(1))) {
                Some(hint) => diagnostic.hint(hint),
                None => diagnostic,
            }
        })
        .collect();
    diagnostics.sort_by_key(|d| (d.line, d.column));
    diagnostics.dedup_by_key(|d| (d.line, d.column));
    diagnostics
}

/// The names assigned at module level, each once, in the order of their last assignment.
///
/// Statements inside if, for, while, with, try and match count, also names that functions declare
/// global; bodies of functions and classes do not.
pub(crate) fn assigned_names(body: &[Stmt]) -> Vec<String> {
    let mut names = Vec::new();
    statements(body, None, &mut names);
    let mut last: Vec<String> = Vec::new();
    for name in names.into_iter().rev() {
        if !last.contains(&name) {
            last.push(name);
        }
    }
    last.reverse();
    last
}

/// Adds what statements assign; inside a function only the names in `global` count.
fn statements(body: &[Stmt], global: Option<&[String]>, names: &mut Vec<String>) {
    for statement in body {
        let assigned: Vec<&Expr> = match statement {
            Stmt::Assign(assign) => assign.targets.iter().collect(),
            Stmt::AugAssign(assign) => vec![&assign.target],
            Stmt::AnnAssign(assign) if assign.value.is_some() => vec![&assign.target],
            Stmt::For(repeat) => vec![&repeat.target],
            Stmt::With(with) => with.items.iter().filter_map(|i| i.optional_vars.as_deref()).collect(),
            Stmt::Expr(expression) => match &*expression.value {
                Expr::Named(named) => vec![&named.target],
                _ => Vec::new(),
            },
            _ => Vec::new(),
        };
        for target in assigned {
            targets(target, global, names);
        }
        for inner in inner_bodies(statement) {
            statements(inner, global, names);
        }
        if let Stmt::FunctionDef(function) = statement {
            let declared: Vec<String> = declared_global(&function.body);
            if !declared.is_empty() {
                statements(&function.body, Some(&declared), names);
            }
        }
    }
}

/// The blocks of a compound statement that run in the same scope.
fn inner_bodies(statement: &Stmt) -> Vec<&[Stmt]> {
    match statement {
        Stmt::If(branch) => std::iter::once(&branch.body[..])
            .chain(branch.elif_else_clauses.iter().map(|clause| &clause.body[..]))
            .collect(),
        Stmt::For(repeat) => vec![&repeat.body, &repeat.orelse],
        Stmt::While(repeat) => vec![&repeat.body, &repeat.orelse],
        Stmt::With(with) => vec![&with.body],
        Stmt::Try(attempt) => std::iter::once(&attempt.body[..])
            .chain(attempt.handlers.iter().map(|ExceptHandler::ExceptHandler(h)| &h.body[..]))
            .chain([&attempt.orelse[..], &attempt.finalbody[..]])
            .collect(),
        Stmt::Match(choice) => choice.cases.iter().map(|case| &case.body[..]).collect(),
        _ => Vec::new(),
    }
}

fn declared_global(body: &[Stmt]) -> Vec<String> {
    let mut names = Vec::new();
    for statement in body {
        if let Stmt::Global(global) = statement {
            names.extend(global.names.iter().map(|name| name.id.to_string()));
        }
        for inner in inner_bodies(statement) {
            names.extend(declared_global(inner));
        }
    }
    names
}

fn targets(target: &Expr, global: Option<&[String]>, names: &mut Vec<String>) {
    match target {
        Expr::Name(name) => {
            let name = name.id.to_string();
            if global.is_none_or(|global| global.contains(&name)) {
                names.push(name);
            }
        }
        Expr::Tuple(tuple) => tuple.elts.iter().for_each(|t| targets(t, global, names)),
        Expr::List(list) => list.elts.iter().for_each(|t| targets(t, global, names)),
        Expr::Starred(starred) => targets(&starred.value, global, names),
        _ => {}
    }
}

/// First place of an expression and the place after it; lines and columns in bytes, from 1.
pub(crate) type Span = ((u32, u32), (u32, u32));

/// The lines of the names that are called, for calls that start on an earlier line.
///
/// In a chain over several lines every call starts where the chain starts.
pub(crate) fn lines_of_calls(text: &str) -> HashMap<Span, u32> {
    struct Calls<'a> {
        places: Places<'a>,
        lines: HashMap<Span, u32>,
    }

    impl<'a> Visitor<'a> for Calls<'_> {
        fn visit_expr(&mut self, expression: &'a Expr) {
            if let Expr::Call(call) = expression
                && let Expr::Attribute(attribute) = &*call.func
            {
                let (first, past) = range(expression);
                let span = (self.places.in_bytes(first), self.places.in_bytes(past));
                let (line, _) = self.places.in_bytes(attribute.attr.range.start().to_usize());
                if line != span.0.0 {
                    self.lines.insert(span, line);
                }
            }
            walk_expr(self, expression);
        }
    }

    let mut calls = Calls { places: Places::new(text), lines: HashMap::new() };
    let has_long_chains = text.lines().any(|line| line.trim_start().starts_with('.'));
    if has_long_chains && let Ok(parsed) = parse(text) {
        for statement in body(&parsed) {
            calls.visit_stmt(statement);
        }
    }
    calls.lines
}

/// The byte range of an expression.
pub(crate) fn range(expression: &Expr) -> (usize, usize) {
    let range = expression.range();
    (range.start().to_usize(), range.end().to_usize())
}

/// Walks over code, strings and comments left out, and calls back for each other character.
fn scan_code(text: &str, mut each: impl FnMut(usize, char, &str)) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let offset = text.len() - rest.len();
        let skip = match c {
            '#' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '"' | '\'' => string_length(rest, c),
            _ => {
                each(offset, c, rest);
                c.len_utf8()
            }
        };
        rest = &rest[skip..];
    }
}

/// Bytes of the string literal that a text starts with; to the end of the line when it is open.
fn string_length(text: &str, quote: char) -> usize {
    let triple: String = std::iter::repeat_n(quote, 3).collect();
    let (opening, is_triple) = if text.starts_with(&triple) { (3, true) } else { (1, false) };
    let mut escaped = false;
    for (i, c) in text.char_indices().skip(opening) {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if is_triple && text[i..].starts_with(&triple) {
            return i + 3;
        } else if !is_triple && c == quote {
            return i + 1;
        } else if !is_triple && (c == '\n' || c == '\r') {
            return i;
        }
    }
    text.len()
}

/// The last bracket that nothing closes, when the text ends inside of it.
fn unclosed_bracket(text: &str) -> Option<(char, usize)> {
    let mut open = Vec::new();
    let mut mismatch = false;
    scan_code(text, |offset, c, _| match c {
        '(' | '[' | '{' => open.push((c, offset)),
        ')' | ']' | '}' => mismatch |= open.pop().is_none_or(|(bracket, _)| closing(bracket) != c),
        _ => {}
    });
    if mismatch { None } else { open.pop() }
}

fn closing(bracket: char) -> char {
    match bracket {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

/// Refuses a text whose expressions are nested or chained too deep for parser and compiler.
fn too_deep(text: &str) -> Option<Diagnostic> {
    let mut chains = vec![0_usize];
    let mut refusal = None;
    scan_code(text, |offset, c, rest| {
        match c {
            '(' | '[' | '{' => chains.push(0),
            ')' | ']' | '}' if chains.len() > 1 => {
                chains.pop();
            }
            ',' | ';' | ':' => *chains.last_mut().expect("one level stays") = 0,
            '\n' | '\r' if chains.len() == 1 => chains[0] = 0,
            '+' | '-' | '*' | '/' | '%' | '@' | '<' | '>' | '&' | '|' | '^' | '~' | '.' => {
                *chains.last_mut().expect("one level stays") += 1;
            }
            'n' | 'a' | 'o' | 'i' | 'l'
                if ["not ", "and ", "or ", "if ", "lambda"].iter().any(|w| rest.starts_with(w)) =>
            {
                *chains.last_mut().expect("one level stays") += 1;
            }
            _ => {}
        }
        let too_many = chains.len() > DEEPEST_BRACKETS;
        if refusal.is_none() && (too_many || chains.last().is_some_and(|chain| *chain > LONGEST_CHAIN)) {
            refusal = Some((offset, too_many));
        }
    });
    let (offset, too_many) = refusal?;
    let (line, column) = Places::new(text).at(offset);
    let message = if too_many {
        format!("SyntaxError: brackets are nested more than {DEEPEST_BRACKETS} deep")
    } else {
        format!("SyntaxError: an expression chains more than {LONGEST_CHAIN} operators or calls")
    };
    Some(Diagnostic::error(message).at(line, Some(column)).hint("split the expression with variables"))
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if !text.starts_with("F-string") => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

fn syntax_hint(message: &str, line: &str) -> Option<&'static str> {
    let code = line.trim_start();
    if code.starts_with("print ") {
        Some("write print(…) with brackets")
    } else if message.contains("ndented block") {
        Some("indent the lines that belong to it by four spaces")
    } else if message.contains("unexpected indentation") || message.contains("unindent") {
        Some("lines of one block start at the same column")
    } else if code.starts_with("```") {
        Some("remove the Markdown fence around the program")
    } else if message.contains("expected ':'") || message.contains("expected `:`") {
        Some("end the line with a colon")
    } else if message.contains("string") && message.contains("quote") {
        Some("close the string with the quote that opened it")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors(text: &str) -> Vec<String> {
        match parse(text) {
            Ok(parsed) => syntax_errors(text, &parsed).iter().map(ToString::to_string).collect(),
            Err(refusal) => vec![refusal.to_string()],
        }
    }

    fn names(text: &str) -> Vec<String> {
        assigned_names(body(&parse(text).expect("is not nested deep")))
    }

    #[test]
    fn every_syntax_error_is_reported_with_its_place() {
        let found = errors("a = = 1\nb = 2\nif True\n    c = 3\n");
        assert!(found.len() >= 2, "{found:?}");
        assert!(found[0].starts_with("1:5: error: SyntaxError: "), "{found:?}");
        assert!(found.iter().any(|error| error.starts_with("3:8: ")), "{found:?}");
    }

    #[test]
    fn an_open_bracket_is_named_where_it_stands() {
        let found = errors("é = 1\nö = ('é', (1,\n");
        assert_eq!(found, ["2:11: error: SyntaxError: '(' was never closed (hint: add the closing ')')"]);
    }

    #[test]
    fn columns_count_characters() {
        let found = errors("größe = 'äöü' 5\n");
        assert!(found[0].starts_with("1:15: "), "{found:?}");
    }

    #[test]
    fn names_come_in_the_order_of_their_last_assignment() {
        let text = "a = b = 1\nif a:\n    (c, [d, *e]) = f()\nfor i in x:\n    a += 1\n\
                    with g() as h:\n    pass\ntry:\n    j: int = 1\nexcept E:\n    k = 1\nz: int\n\
                    def f():\n    l = 1\n    global m\n    m = 2\nclass C:\n    n = 1\n(o := 3)\n";
        assert_eq!(names(text).join(" "), "b c d e i a h j k m o");
    }

    #[test]
    fn nesting_that_would_exhaust_the_stack_is_refused() {
        for text in [
            format!("x = {}1{}", "(".repeat(5000), ")".repeat(5000)),
            format!("x = {}1", "-".repeat(50_000)),
            format!("x = 1{}", "+1".repeat(50_000)),
            format!("x = a{}", ".b()".repeat(50_000)),
            format!("x = {}1", "not ".repeat(50_000)),
        ] {
            let found = errors(&text);
            assert!(found[0].contains("SyntaxError"), "{found:?}");
        }
        let points: String = (0..5000).map(|i| format!("({i}.5, -{i} + 1),\n")).collect();
        assert!(errors(&format!("x = [{points}]")).is_empty());
    }
}
