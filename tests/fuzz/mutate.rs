//! Damage to inputs: to bytes, to the words and numbers of a text, and to references between lines.

/// A small generator (SplitMix64), so that rounds repeat.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        // The sequence of another start would be the same one, moved by a step.
        let mut start = Self(seed);
        Self(start.next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Numbers at which code goes wrong.
const NUMBERS: [&str; 20] = [
    "0",
    "-1",
    "1",
    "2",
    "-0.0",
    "0.5",
    "1e-9",
    "1e-300",
    "1e9",
    "1e308",
    "1e400",
    "nan",
    "inf",
    "127",
    "65536",
    "2147483647",
    "-2147483648",
    "4294967296",
    "9223372036854775808",
    "99999999999999999999999",
];

/// Signs and words at which parsers go wrong.
const SIGNS: [&str; 24] = [
    "(", ")", "[", "]", ",", ";", "#", "$", "*", "'", "\"", "\\", "\n", "\t", "\0", "=", "..", "-", "**",
    "None", "lambda: ", "ä", "()", "\u{feff}",
];

/// Pieces of selectors.
const SELECTORS: [&str; 40] = [
    ">",
    "<",
    "|",
    "#",
    "+",
    "-",
    "%",
    "X",
    "Y",
    "Z",
    "XY",
    "(1,0,0)",
    "(0,0,0)",
    "(1e400,1,-1)",
    "[0]",
    "[-1]",
    "[99999999999]",
    "[]",
    " and ",
    " or ",
    " not ",
    " exc ",
    " except ",
    "(",
    ")",
    "PLANE",
    "CYLINDER",
    "CIRCLE",
    ">>",
    "<<",
    ">X",
    "<Z[-2]",
    "|Z",
    "#XY",
    "%PLANE",
    "front",
    "ä",
    "not",
    "(1,2",
    ",",
];

/// Bytes with a few of them changed, moved, doubled or gone.
pub(super) fn bytes(random: &mut Random, good: &[u8]) -> Vec<u8> {
    let mut bytes = good.to_vec();
    for _ in 0..1 + random.below(6) {
        let at = random.below(bytes.len());
        let end = (at + 1 + random.below(24)).min(bytes.len());
        match random.below(9) {
            _ if bytes.is_empty() => bytes.push(random.next() as u8),
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = *random.pick(&[0, 1, 0x7f, 0x80, 0xff]),
            2 => overwrite(
                &mut bytes,
                at,
                &random.pick(&[0_u32, 1, 0x7fff_ffff, 0x8000_0000, u32::MAX]).to_le_bytes(),
            ),
            3 => {
                let value = *random.pick(&[0.0, -1.0, 1e-300, 1e300, f64::NAN, f64::INFINITY]);
                overwrite(&mut bytes, at, &value.to_le_bytes());
            }
            4 => drop(bytes.drain(at..end)),
            5 => {
                let piece = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            6 if random.below(4) == 0 => bytes.truncate(at),
            7 => bytes[at] = bytes[at].wrapping_add(1),
            _ => bytes[at] = random.next() as u8,
        }
    }
    bytes
}

fn overwrite(bytes: &mut [u8], at: usize, value: &[u8]) {
    for (place, byte) in bytes[at..].iter_mut().zip(value) {
        *place = *byte;
    }
}

/// What a text is made of: a number with its sign or reference mark, a word, or one sign.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut was_word = false;
    for sign in text.chars() {
        let is_word = sign.is_alphanumeric() || sign == '.' || sign == '_';
        match tokens.last_mut() {
            Some(last) if is_word && was_word => last.push(sign),
            _ => tokens.push(sign.to_string()),
        }
        was_word = is_word;
    }
    tokens
}

fn is_number(token: &str) -> bool {
    token.starts_with(|sign: char| sign.is_ascii_digit() || sign == '.')
}

/// A text with a few of its numbers, words or lines changed, exchanged, doubled or gone.
fn text(random: &mut Random, good: &str, others: &[String]) -> String {
    let mut tokens = tokens(good);
    for _ in 0..1 + random.below(5) {
        if tokens.is_empty() {
            break;
        }
        let at = random.below(tokens.len());
        let numbers: Vec<usize> = (0..tokens.len()).filter(|i| is_number(&tokens[*i])).collect();
        match random.below(8) {
            0..3 if !numbers.is_empty() => {
                let place = *random.pick(&numbers);
                // Another number of the same text is often a reference to the wrong thing.
                let from_text = random.below(2) == 0;
                tokens[place] = if from_text {
                    tokens[*random.pick(&numbers)].clone()
                } else {
                    (*random.pick(&NUMBERS)).to_owned()
                };
            }
            3 => drop(tokens.remove(at)),
            4 => tokens.insert(at, (*random.pick(&SIGNS)).to_owned()),
            5 => {
                let other = random.below(tokens.len());
                tokens.swap(at, other);
            }
            6 => {
                let end = (at + 1 + random.below(30)).min(tokens.len());
                let piece = tokens[at..end].to_vec();
                let to = random.below(tokens.len());
                tokens.splice(to..to, piece);
            }
            _ => {
                let other = random.pick(others).lines().map(str::to_owned).collect::<Vec<_>>();
                if !other.is_empty() {
                    tokens.insert(at, format!("\n{}\n", random.pick(&other)));
                }
            }
        }
    }
    tokens.concat()
}

/// A damaged program.
pub(super) fn program(random: &mut Random, seeds: &[String]) -> String {
    let good = random.pick(seeds).clone();
    text(random, &good, seeds)
}

/// A damaged file of a format: text formats are damaged as texts more often than as bytes.
pub(super) fn file(random: &mut Random, seeds: &[Vec<u8>], extension: &str) -> Vec<u8> {
    let good = random.pick(seeds).clone();
    let is_text = !["bin", "xbf"].contains(&extension);
    if is_text && random.below(4) > 0 {
        let good = String::from_utf8_lossy(&good).into_owned();
        return text(random, &good, std::slice::from_ref(&good)).into_bytes();
    }
    bytes(random, &good)
}

/// A selector that is more wrong than right.
pub(super) fn selector(random: &mut Random) -> String {
    (0..1 + random.below(9)).map(|_| *random.pick(&SELECTORS)).collect()
}
