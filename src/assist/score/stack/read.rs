//! Reads the little Python that sketch-extrude programs are written in: assignments of calls.
//!
//! Everything else (conditions, loops, functions, strings with escapes) is "not such a program", and
//! the caller runs it properly.

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    Number(f64),
    Text(String),
    Name(String),
    /// A tuple or a list.
    Sequence(Vec<Expression>),
    Negative(Box<Expression>),
    Sum(char, Box<Expression>, Box<Expression>),
    Attribute(Box<Expression>, String),
    Call {
        of: Box<Expression>,
        arguments: Vec<Expression>,
        named: Vec<(String, Expression)>,
    },
}

/// `name = expression`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Assignment {
    pub name: String,
    pub value: Expression,
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(f64),
    Text(String),
    Name(String),
    Sign(char),
    LineEnd,
}

/// The assignments of a program after `import cadquery as cq`; `None` when there is anything else.
pub(super) fn read(text: &str) -> Option<Vec<Assignment>> {
    let tokens = tokens(text)?;
    let mut assignments = Vec::new();
    let mut has_import = false;
    for line in tokens.split(|token| *token == Token::LineEnd).filter(|line| !line.is_empty()) {
        let name = |i: usize| match line.get(i) {
            Some(Token::Name(name)) => Some(name.as_str()),
            _ => None,
        };
        if [0, 1, 2, 3].map(name) == ["import", "cadquery", "as", "cq"].map(Some) && line.len() == 4 {
            has_import = true;
            continue;
        }
        let (target, Some(Token::Sign('='))) = (name(0)?, line.get(1)) else { return None };
        let mut reader = Reader { tokens: &line[2..], at: 0 };
        let value = reader.sum()?;
        if reader.at != reader.tokens.len() || !has_import {
            return None;
        }
        assignments.push(Assignment { name: target.to_owned(), value });
    }
    Some(assignments)
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let bytes = text.as_bytes();
    let (mut tokens, mut at, mut depth) = (Vec::with_capacity(text.len() / 2), 0, 0i32);
    while let Some(byte) = bytes.get(at) {
        let rest = &text[at..];
        let length = |is: fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
        match byte {
            b'\n' => {
                if depth == 0 {
                    tokens.push(Token::LineEnd);
                }
                at += 1;
                // Indented lines outside brackets belong to blocks.
                if depth == 0 && matches!(bytes.get(at), Some(b' ' | b'\t')) {
                    return None;
                }
            }
            b' ' | b'\t' | b'\r' => at += 1,
            b'#' => at += length(|c| c != '\n'),
            b'\'' | b'"' => {
                let end = rest[1..].find(char::from(*byte))?;
                let inner = &rest[1..=end];
                if inner.contains(['\\', '\n']) {
                    return None;
                }
                tokens.push(Token::Text(inner.to_owned()));
                at += end + 2;
            }
            b'0'..=b'9' => {
                let mut end = length(|c| c.is_ascii_digit() || c == '.');
                if matches!(bytes.get(at + end), Some(b'e' | b'E')) {
                    let signed = usize::from(matches!(bytes.get(at + end + 1), Some(b'+' | b'-')));
                    let digits = text[at + end + 1 + signed..].find(|c: char| !c.is_ascii_digit());
                    end = digits.map_or(rest.len(), |digits| end + 1 + signed + digits);
                }
                tokens.push(Token::Number(rest[..end].parse().ok()?));
                at += end;
            }
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                let end = length(|c| c.is_ascii_alphanumeric() || c == '_');
                tokens.push(Token::Name(rest[..end].to_owned()));
                at += end;
            }
            b'(' | b'[' | b')' | b']' => {
                depth += if matches!(byte, b'(' | b'[') { 1 } else { -1 };
                tokens.push(Token::Sign(char::from(*byte)));
                at += 1;
            }
            b'+' | b'-' | b'*' | b'/' | b',' | b'.' | b'=' => {
                // A number may begin with its point.
                if *byte == b'.' && matches!(bytes.get(at + 1), Some(b'0'..=b'9')) {
                    return None;
                }
                tokens.push(Token::Sign(char::from(*byte)));
                at += 1;
            }
            _ => return None,
        }
    }
    (depth == 0).then_some(tokens)
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
}

/// Arguments of a call by place and by name.
type Arguments = (Vec<Expression>, Vec<(String, Expression)>);

impl Reader<'_> {
    fn takes(&mut self, sign: char) -> bool {
        let is = self.tokens.get(self.at) == Some(&Token::Sign(sign));
        self.at += usize::from(is);
        is
    }

    fn sum(&mut self) -> Option<Expression> {
        let mut left = self.product()?;
        while let Some(sign) = ['+', '-'].into_iter().find(|sign| self.takes(*sign)) {
            left = Expression::Sum(sign, Box::new(left), Box::new(self.product()?));
        }
        Some(left)
    }

    fn product(&mut self) -> Option<Expression> {
        let mut left = self.signed()?;
        while let Some(sign) = ['*', '/'].into_iter().find(|sign| self.takes(*sign)) {
            // `//` and `**` come as two signs and fail here.
            left = Expression::Sum(sign, Box::new(left), Box::new(self.signed()?));
        }
        Some(left)
    }

    fn signed(&mut self) -> Option<Expression> {
        if self.takes('-') {
            return Some(Expression::Negative(Box::new(self.signed()?)));
        }
        let mut value = self.atom()?;
        loop {
            if self.takes('.') {
                let Some(Token::Name(name)) = self.tokens.get(self.at) else { return None };
                self.at += 1;
                value = Expression::Attribute(Box::new(value), name.clone());
            } else if self.takes('(') {
                let (arguments, named) = self.arguments()?;
                value = Expression::Call { of: Box::new(value), arguments, named };
            } else {
                return Some(value);
            }
        }
    }

    fn arguments(&mut self) -> Option<Arguments> {
        let (mut arguments, mut named) = (Vec::new(), Vec::new());
        while !self.takes(')') {
            match (self.tokens.get(self.at), self.tokens.get(self.at + 1)) {
                (Some(Token::Name(name)), Some(Token::Sign('='))) => {
                    self.at += 2;
                    named.push((name.clone(), self.sum()?));
                }
                _ if named.is_empty() => arguments.push(self.sum()?),
                _ => return None,
            }
            if !self.takes(',') && self.tokens.get(self.at) != Some(&Token::Sign(')')) {
                return None;
            }
        }
        Some((arguments, named))
    }

    fn atom(&mut self) -> Option<Expression> {
        let token = self.tokens.get(self.at)?;
        self.at += 1;
        match token {
            Token::Number(value) => Some(Expression::Number(*value)),
            Token::Text(text) => Some(Expression::Text(text.clone())),
            Token::Name(name) => Some(Expression::Name(name.clone())),
            Token::Sign(open @ ('(' | '[')) => {
                let close = if *open == '(' { ')' } else { ']' };
                let (mut items, mut has_comma) = (Vec::new(), *open == '[');
                while !self.takes(close) {
                    items.push(self.sum()?);
                    if self.takes(',') {
                        has_comma = true;
                    } else if self.tokens.get(self.at) != Some(&Token::Sign(close)) {
                        return None;
                    }
                }
                if has_comma { Some(Expression::Sequence(items)) } else { items.pop() }
            }
            Token::Sign(_) | Token::LineEnd => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_over_lines_and_arithmetic_are_read() {
        let text = "import cadquery as cq\n# a comment\nw = 3 * (2 + 1) / 2\nr = cq.Workplane('XY', origin=(0, -1, 2)).box(\n  w, 1e1, [(1, 2)],\n)\n";
        let assignments = read(text).expect("it is such a program");
        assert_eq!(assignments.len(), 2);
        let Expression::Call { arguments, .. } = &assignments[1].value else { panic!("a call") };
        assert_eq!(arguments[1], Expression::Number(10.0));
        assert_eq!(arguments.len(), 3);
    }

    #[test]
    fn everything_else_is_refused() {
        let import = "import cadquery as cq\n";
        for text in [
            "r = 1",
            "import math\n",
            &format!("{import}for i in x:\n  r = 1\n"),
            &format!("{import}r = 2 ** 3\n"),
            &format!("{import}r = f(\n"),
            &format!("{import}r.a = 1\n"),
            &format!("{import}r = 7 // 2\n"),
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
