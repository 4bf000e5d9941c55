//! A program as statements and chains of calls, as far as changes need to know it.
//!
//! Only the outermost level is looked at: statements that begin a line, the calls that follow each other
//! in what is assigned, and the comments above a statement. Everything else is text that stays as it is.

use std::collections::BTreeSet;
use std::ops::Range;

use super::words::singular;

/// A call of a chain, `.name(…)`, or the first one, `cq.Workplane(…)`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call<'a> {
    pub(super) name: &'a str,
    /// From the point (or the first letter) to behind the bracket that closes.
    pub(super) span: Range<usize>,
    /// What stands between the brackets.
    pub(super) arguments: Range<usize>,
}

/// A statement with the comments right above it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Statement<'a> {
    /// From the first letter to behind the end of the line.
    pub(super) span: Range<usize>,
    /// The name that it assigns to, when it does that and nothing else.
    pub(super) target: Option<&'a str>,
    /// The name that the chain starts from: another part or the library.
    pub(super) head: Option<&'a str>,
    /// The calls of the chain.
    pub(super) calls: Vec<Call<'a>>,
    /// Comments above it and behind it.
    pub(super) comment: String,
}

impl<'a> Statement<'a> {
    /// Whether it carries a part on: `plate = plate.…`.
    pub(super) fn carries_on(&self) -> bool {
        self.target.is_some() && self.target == self.head
    }
}

/// The statements of a program.
pub(super) fn statements(text: &str) -> Vec<Statement<'_>> {
    let mut found: Vec<Statement<'_>> = Vec::new();
    let mut comment = String::new();
    let mut at = 0;
    while at < text.len() {
        let line_end = end_of_line(text, at);
        let line = &text[at..line_end];
        let trimmed = line.trim();
        if trimmed.is_empty() {
            comment.clear();
            at = line_end;
        } else if let Some(words) = trimmed.strip_prefix('#') {
            comment.push_str(words);
            comment.push('\n');
            at = line_end;
        } else {
            let mut end = end_of_statement(text, at);
            // The indented lines below belong to a loop, a function or a condition.
            while end < text.len() && is_continued(text, end) {
                end = end_of_statement(text, end);
            }
            found.push(statement(text, at..end, std::mem::take(&mut comment)));
            at = end;
        }
    }
    found
}

fn end_of_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length + 1)
}

/// Whether the line at a place is indented, or blank with an indented one below.
fn is_continued(text: &str, at: usize) -> bool {
    text[at..].lines().find(|line| !line.trim().is_empty()).is_some_and(|line| line.starts_with([' ', '\t']))
}

/// Behind the line in which all brackets are closed.
fn end_of_statement(text: &str, from: usize) -> usize {
    let mut depth = 0i32;
    let mut end = text.len();
    for (at, c) in code_of(text, from) {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '\n' if depth <= 0 => {
                end = at + 1;
                break;
            }
            _ => {}
        }
    }
    end
}

/// The characters outside texts and comments, from a place on.
fn code_of(text: &str, from: usize) -> impl Iterator<Item = (usize, char)> {
    let mut quote: Option<char> = None;
    let mut is_comment = false;
    let mut is_escaped = false;
    text[from..].char_indices().map(move |(at, c)| (from + at, c)).filter(move |(_, c)| {
        if is_comment {
            is_comment = *c != '\n';
            return !is_comment;
        }
        if let Some(open) = quote {
            if is_escaped {
                is_escaped = false;
            } else if *c == '\\' {
                is_escaped = true;
            } else if *c == open {
                quote = None;
            }
            return false;
        }
        match c {
            '"' | '\'' => quote = Some(*c),
            '#' => is_comment = true,
            _ => return true,
        }
        false
    })
}

/// The place of the bracket that closes the one at a place.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0i32;
    for (at, c) in code_of(text, open) {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// The items of a list that is written out as the only argument, each with the comma and the space around it.
pub(super) fn list_items(text: &str, arguments: &Range<usize>) -> Vec<Range<usize>> {
    let own = &text[arguments.clone()];
    let open = arguments.start + own.len() - own.trim_start().len();
    let Some(close) = closing(text, open).filter(|_| text[open..].starts_with('[')) else {
        return Vec::new();
    };
    let is_blank = |rest: &str| rest.chars().all(|c| c.is_whitespace() || c == ',');
    if !is_blank(&text[close + 1..arguments.end]) || names(&text[open..close], "for") {
        return Vec::new();
    }
    let mut items = Vec::new();
    let mut depth = 0i32;
    let mut start = open + 1;
    for (at, c) in code_of(text, open).take_while(|(at, _)| *at <= close) {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if (c == ',' && depth == 1) || at == close {
            let end = if c == ',' { at + 1 } else { at };
            if !is_blank(&text[start..end]) {
                items.push(start..end);
            }
            start = end;
        }
    }
    items
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn statement(text: &str, span: Range<usize>, mut comment: String) -> Statement<'_> {
    let own = &text[span.clone()];
    if let Some((_, behind)) = own.lines().next().and_then(|line| line.split_once(" #")) {
        comment.push_str(behind);
    }
    let assigned = own.split_once('=').filter(|(name, rest)| {
        let name = name.trim_end();
        !name.is_empty() && name.chars().all(is_word) && own.starts_with(name) && !rest.starts_with('=')
    });
    let Some((name, _)) = assigned else {
        return Statement { span, target: None, head: None, calls: Vec::new(), comment };
    };
    let mut at = span.start + name.len() + 1;
    let mut end = span.end;
    loop {
        at += text[at..end].len() - text[at..end].trim_start().len();
        match closing(text, at).filter(|_| text[at..].starts_with('(')) {
            // The whole expression stands in brackets.
            Some(close) if text[close + 1..end].trim().is_empty() => {
                at += 1;
                end = close;
            }
            _ => break,
        }
    }
    let (head, calls) = chain(text, at, end);
    Statement { span, target: Some(name.trim_end()), head, calls, comment }
}

/// The first name of an expression and the calls behind it, as long as it is nothing but a chain.
fn chain(text: &str, from: usize, end: usize) -> (Option<&str>, Vec<Call<'_>>) {
    let name_end = |at: usize| at + text[at..end].find(|c| !is_word(c)).unwrap_or(end - at);
    let head_end = name_end(from);
    if head_end == from {
        return (None, Vec::new());
    }
    let mut calls = Vec::new();
    let mut at = head_end;
    let mut start = from;
    loop {
        let mut rest = text[at..end].trim_start();
        while rest.starts_with('#') {
            rest = rest.split_once('\n').map_or("", |(_, below)| below).trim_start();
        }
        let here = end - rest.len();
        if let Some(behind) = rest.strip_prefix('(') {
            let Some(close) = closing(text, here).filter(|close| *close < end) else { break };
            let name = &text[start..at];
            let name = name.rsplit('.').next().unwrap_or(name).trim();
            calls.push(Call { name, span: start..close + 1, arguments: end - behind.len()..close });
            at = close + 1;
            start = at;
        } else if rest.starts_with('.') {
            // The first call keeps its module: `cq.Workplane(…)`.
            if at != head_end || text[from..head_end].is_empty() {
                start = here;
            }
            at = name_end(here + 1);
            if at == here + 1 {
                break;
            }
        } else {
            break;
        }
    }
    let head = &text[from..head_end];
    // `plate.faces(…)` begins with the part, `cq.Workplane(…)` with the library.
    if let Some(first) = calls.first_mut()
        && first.span.start == from
        && text[from..first.span.end].contains('.')
        && head != "cq"
        && head != "cadquery"
    {
        first.span.start = from + head.len();
    }
    (Some(head), calls)
}

/// The words of names, calls and comments, in lower case and without plural.
pub(super) fn words_in(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !is_word(c))
        .filter(|name| name.contains(char::is_alphabetic))
        .flat_map(|name| name.split('_'))
        .filter(|word| {
            word.chars().all(|c| c.is_ascii_digit())
                || (word.len() > 2 && word.chars().all(char::is_alphabetic))
        })
        .map(|word| singular(&word.to_lowercase()))
        .collect()
}

/// Whether a name stands in a text as a whole word.
pub(super) fn names(text: &str, name: &str) -> bool {
    text.split(|c: char| !is_word(c)).any(|word| word == name)
}

/// The text without some ranges, blank lines that came of it, and the numbers that nothing needs any more.
pub(super) fn without(text: &str, ranges: &[Range<usize>]) -> String {
    let mut ranges: Vec<Range<usize>> = ranges.iter().map(|range| with_space(text, range.clone())).collect();
    ranges.sort_by_key(|range| range.start);
    let removed: String = ranges.iter().map(|range| &text[range.clone()]).collect::<Vec<_>>().join("\n");
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    for range in &ranges {
        if range.start >= at {
            kept.push_str(&text[at..range.start]);
            at = range.end;
        }
    }
    kept.push_str(&text[at..]);
    let mut kept = without_orphans(&kept, &removed);
    while kept.contains("\n\n\n") {
        kept = kept.replace("\n\n\n", "\n\n");
    }
    kept
}

/// A call with the line break and the indentation before it, when it begins a line.
fn with_space(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text[..range.start].trim_end_matches([' ', '\t']);
    let begins_line = before.ends_with('\n') && text[range.start..].starts_with('.');
    if begins_line { before.len() - 1..range.end } else { range }
}

/// The text without the assignments whose names only what was removed has used, again and again.
fn without_orphans(text: &str, removed: &str) -> String {
    let mut text = text.to_owned();
    let mut removed = removed.to_owned();
    loop {
        let orphan = statements(&text).into_iter().find_map(|s| {
            let name = s.target.filter(|name| *name != "result" && names(&removed, name))?;
            let others = [&text[..s.span.start], &text[s.span.end..]];
            (!others.iter().any(|rest| names(rest, name))).then_some(s.span)
        });
        let Some(span) = orphan else { return text };
        removed.push('\n');
        removed.push_str(&text[span.clone()]);
        text.replace_range(span, "");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAM: &str = "import cadquery as cq\n\nwidth = 20.0  # of the foot\n\n# the screw\n# holes\nscrews = (\n    \
cq.Workplane(\"XY\", origin=(0, 0, 1))\n    .rarray(width, 1, 2, 1)  # a pair (of them)\n    .circle(2).extrude(3)\n)\nfor side in (-1, 1):\n    \
body = cq.Workplane()\n\n    body = body.cut(screws)\nresult = body.cut(screws).faces(\">Z\").hole(2)\n";

    #[test]
    fn statements_know_their_targets_heads_calls_and_comments() {
        let found = statements(PROGRAM);
        let targets: Vec<_> = found.iter().map(|s| (s.target, s.head)).collect();
        let number = (Some("width"), Some("20"));
        assert_eq!(
            targets,
            [
                (None, None),
                number,
                (Some("screws"), Some("cq")),
                (None, None),
                (Some("result"), Some("body"))
            ]
        );
        let names: Vec<&str> = found[2].calls.iter().map(|call| call.name).collect();
        assert_eq!(names, ["Workplane", "rarray", "circle", "extrude"]);
        assert_eq!(&PROGRAM[found[2].calls[1].span.clone()], ".rarray(width, 1, 2, 1)");
        assert_eq!(&PROGRAM[found[2].calls[0].span.clone()], "cq.Workplane(\"XY\", origin=(0, 0, 1))");
        assert_eq!(&PROGRAM[found[4].calls[0].span.clone()], ".cut(screws)");
        assert_eq!(&PROGRAM[found[4].calls[0].arguments.clone()], "screws");
        assert_eq!(found[2].comment, " the screw\n holes\n");
        assert_eq!(found[1].comment, " of the foot");
        assert!(PROGRAM[found[3].span.clone()].ends_with("body.cut(screws)\n"));
    }

    #[test]
    fn what_is_taken_out_takes_its_numbers_along() {
        let text = "import cadquery as cq\na = 1\nb = 2\nhalf = b / 2\nresult = (\n    cq.Workplane()\n    .box(a, a, a)\n    .hole(half)\n)\n";
        let found = statements(text);
        let hole = &found[4].calls[2];
        let kept = without(text, std::slice::from_ref(&hole.span));
        assert_eq!(
            kept,
            "import cadquery as cq\na = 1\nresult = (\n    cq.Workplane()\n    .box(a, a, a)\n)\n"
        );
    }

    #[test]
    fn lists_that_are_written_out_have_items() {
        let text = "w.pushPoints([(1, 2), (3, [4]),\n (5, 6)])";
        let items: Vec<&str> =
            list_items(text, &(13..text.len() - 1)).into_iter().map(|item| text[item].trim()).collect();
        assert_eq!(items, ["(1, 2),", "(3, [4]),", "(5, 6)"]);
        let text = "w.pushPoints([(x, 0) for x in places])";
        assert!(list_items(text, &(13..text.len() - 1)).is_empty());
    }
}
