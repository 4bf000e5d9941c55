//! Compares one line of `run --json` with the record of a program.

use serde_json::Value;

/// Relative tolerance of measures and printed numbers.
const CLOSE: f64 = 1e-6;

/// Counts in the order of the record.
const COUNTS: [&str; 6] = ["solids", "shells", "faces", "wires", "edges", "vertices"];

/// What differs, in words; nothing when all is equal.
pub fn differences(expected: &Value, told: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut differ = |what: &str, expected: String, got: String| {
        found.push(format!("{what}: expected {expected}, got {got}"));
    };
    let diagnostics = told["diagnostics"].as_array().cloned().unwrap_or_default();
    let error = diagnostics.iter().find(|d| d["severity"] == "error").map(|d| d["message"].clone());
    let message = error.as_ref().and_then(Value::as_str).unwrap_or_default();
    let class = message.split(':').next().unwrap_or_default();
    if class != expected["error"].as_str().unwrap_or_default() {
        differ("error", expected["error"].to_string(), message.to_owned());
    }
    let status = if expected["error"].is_null() { "ok" } else { "error" };
    if told["status"] != status {
        differ("status", status.to_owned(), told["status"].to_string());
    }
    let printed = |value: &Value| value["printed"].as_str().unwrap_or_default().to_owned();
    if !texts_agree(&printed(expected), &printed(told)) {
        differ("printed", printed(expected), printed(told));
    }
    let empty = Vec::new();
    let wanted = expected["objects"].as_array().unwrap_or(&empty);
    let got = told["objects"].as_array().unwrap_or(&empty);
    if wanted.len() != got.len() {
        differ("objects", wanted.len().to_string(), got.len().to_string());
    }
    for (wanted, got) in wanted.iter().zip(got) {
        compare_objects(wanted, got, &mut differ);
    }
    found
}

fn compare_objects(wanted: &Value, got: &Value, differ: &mut impl FnMut(&str, String, String)) {
    let named = ["name", "class"].into_iter().chain(COUNTS).enumerate();
    for (index, key) in named.chain([(13, "valid")]) {
        if wanted[index] != got[key] {
            differ(key, wanted[index].to_string(), got[key].to_string());
        }
    }
    let numbers = |value: &Value| -> Vec<f64> {
        value.as_array().map(|list| list.iter().filter_map(Value::as_f64).collect()).unwrap_or_default()
    };
    let bounds = numbers(&wanted[12]);
    let extent = (0..3).filter_map(|i| Some(bounds.get(i + 3)? - bounds.get(i)?)).fold(1e-3, f64::max);
    for (index, key, power) in [(8, "volume", 3), (9, "area", 2), (10, "length", 1)] {
        let (a, b) = (wanted[index].as_f64().unwrap_or(f64::NAN), got[key].as_f64().unwrap_or(f64::NAN));
        let scale = a.abs().max(1e-3 * extent.powi(power));
        let difference = (a - b).abs();
        if difference.is_nan() || difference > CLOSE * scale {
            differ(key, a.to_string(), b.to_string());
        }
    }
    for (index, key) in [(11, "com"), (12, "bbox")] {
        let (a, b) = (numbers(&wanted[index]), numbers(&got[key]));
        let scale = a.iter().fold(extent, |most, x| most.max(x.abs()));
        let agrees = a.len() == b.len() && a.iter().zip(&b).all(|(x, y)| (x - y).abs() <= CLOSE * scale);
        if !agrees {
            differ(key, wanted[index].to_string(), got[key].to_string());
        }
    }
}

/// Whether two texts are the same but for the last digits of their numbers.
pub fn texts_agree(a: &str, b: &str) -> bool {
    let (a, b) = (pieces(a), pieces(b));
    a.len() == b.len()
        && a.iter().zip(&b).all(|(x, y)| {
            x == y
                || match (x.parse::<f64>(), y.parse::<f64>()) {
                    (Ok(x), Ok(y)) => (x - y).abs() <= CLOSE * x.abs().max(y.abs()).max(1e-3),
                    _ => false,
                }
        })
}

/// Numbers and single other characters.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut in_number = false;
    for c in text.chars() {
        let last = pieces.last().and_then(|piece| piece.chars().last());
        let goes_on = in_number
            && (c.is_ascii_digit() || c == '.' || c == 'e' || ((c == '-' || c == '+') && last == Some('e')));
        if goes_on {
            pieces.last_mut().expect("a number was begun").push(c);
        } else {
            in_number = c.is_ascii_digit();
            pieces.push(c.to_string());
        }
    }
    pieces
}

#[test]
fn texts_may_differ_in_the_last_digits_only() {
    assert!(texts_agree("area 12.000000000001 mm", "area 12.0 mm"));
    assert!(texts_agree("1e-17 x", "0.0 x"));
    assert!(!texts_agree("area 12.1 mm", "area 12.0 mm"));
    assert!(!texts_agree("a 1", "b 1") && !texts_agree("1 2", "1") && !texts_agree("-1", "1"));
}
