//! Tokens of a description: numbers, words and signs, each with its place in the text.
//!
//! Words are in lower case; hyphens part them ("L-bracket" is two words), apostrophes do not ("c'bore" is
//! `cbore`). Signs for diameter, degrees, inches and multiplication are words. A comma between digits is
//! a decimal comma; between two numbers alone in brackets, and before a group of three digits in a text
//! that has decimal points, it is not.

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Number(f64),
    Word(String),
    Sign(char),
}

/// A token and the bytes of the text that it comes from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Token {
    pub(super) fn word(&self) -> &str {
        match &self.kind {
            Kind::Word(word) => word,
            _ => "",
        }
    }

    pub(super) fn number(&self) -> Option<f64> {
        match self.kind {
            Kind::Number(value) => Some(value),
            _ => None,
        }
    }

    pub(super) fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }
}

/// Takes a text apart.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let at = |i: usize| chars.get(i).map_or(' ', |c| c.1);
    let place = |i: usize| chars.get(i).map_or(text.len(), |c| c.0);
    let has_points =
        (1..chars.len()).any(|i| at(i) == '.' && at(i - 1).is_ascii_digit() && at(i + 1).is_ascii_digit());
    let mut found: Vec<Token> = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let c = at(i);
        let begin = i;
        let starts_number = c.is_ascii_digit() || (c == '.' && at(i + 1).is_ascii_digit());
        // A minus belongs to the number where nothing is before it that it could join.
        let is_minus = (c == '-' || c == '−')
            && (at(i + 1).is_ascii_digit() || (at(i + 1) == '.' && at(i + 2).is_ascii_digit()))
            && (i == 0 || " (,=:".contains(at(i - 1)));
        if starts_number || is_minus {
            i += usize::from(is_minus);
            let mut digits = String::new();
            loop {
                let c = at(i);
                let next_is_digit = at(i + 1).is_ascii_digit();
                if c.is_ascii_digit() {
                    digits.push(c);
                } else if c == '.' && next_is_digit && !digits.contains('.') {
                    digits.push('.');
                } else if c == ',' && next_is_digit && !digits.contains('.') && !digits.is_empty() {
                    let group = (i + 1..).take_while(|j| at(*j).is_ascii_digit()).count();
                    if is_pair(&chars, i) {
                        break;
                    }
                    if group != 3 || !has_points || digits == "0" {
                        digits.push('.');
                    }
                } else {
                    break;
                }
                i += 1;
            }
            let value = digits.parse::<f64>().unwrap_or(0.0);
            let kind = Kind::Number(if is_minus { -value } else { value });
            found.push(Token { kind, start: place(begin), end: place(i) });
            continue;
        }
        i += 1;
        let kind = match c {
            'ø' | 'Ø' | '⌀' | '∅' | 'φ' | 'Φ' => Kind::Word("ø".to_owned()),
            '°' => Kind::Word("deg".to_owned()),
            '"' | '″' | '”' => Kind::Word("inch".to_owned()),
            '×' | '*' | '✕' => Kind::Word("x".to_owned()),
            '½' => Kind::Number(0.5),
            '¼' => Kind::Number(0.25),
            '¾' => Kind::Number(0.75),
            c if c.is_alphabetic() => {
                let mut word: String = c.to_lowercase().collect();
                while i < chars.len()
                    && ((at(i).is_alphabetic() && !"øØφΦ".contains(at(i)))
                        || ("'’".contains(at(i)) && at(i + 1).is_alphabetic()))
                {
                    if at(i).is_alphabetic() {
                        word.extend(at(i).to_lowercase());
                    }
                    i += 1;
                }
                Kind::Word(word)
            }
            '\'' if at(i) == '\'' => {
                i += 1;
                Kind::Word("inch".to_owned())
            }
            c if c.is_whitespace() && c != '\n' => continue,
            c => Kind::Sign(c),
        };
        found.push(Token { kind, start: place(begin), end: place(i) });
    }
    found
}

/// Whether a comma parts the two numbers of a pair like `(20,15)`.
fn is_pair(chars: &[(usize, char)], comma: usize) -> bool {
    let is_part = |c: char| c.is_ascii_digit() || c == '.' || c == '-';
    let before = chars[..comma].iter().rev().find(|c| !is_part(c.1));
    let after = chars[comma + 1..].iter().find(|c| !is_part(c.1));
    before.is_some_and(|c| c.1 == '(') && after.is_some_and(|c| c.1 == ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown: Vec<String> = tokens(text)
            .into_iter()
            .map(|t| match t.kind {
                Kind::Number(value) => format!("{value}"),
                Kind::Word(word) => word,
                Kind::Sign(sign) => sign.to_string(),
            })
            .collect();
        assert_eq!(shown.join(" "), expected, "{text}");
    }

    #[test]
    fn numbers_words_and_signs_are_told_apart() {
        check("Plate 80x50x6mm", "plate 80 x 50 x 6 mm");
        check("4xØ6,5 C'bore 11 mm", "4 x ø 6.5 cbore 11 mm");
        check("at (20,-15) and (-20, 10)", "at ( 20 , -15 ) and ( -20 , 10 )");
        check("1/2\" thick, 45° L-bracket", "1 / 2 inch thick , 45 deg l - bracket");
        check("1,200 x 2.5", "1200 x 2.5");
        check("1,2 x 1,250", "1.2 x 1.25");
    }
}
