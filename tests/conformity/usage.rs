//! The programs together use what public scripts use: `usage.txt` lists functions, keyword
//! arguments and selectors with the share of scripts that have them.
//!
//! Functions come from the record, where CadQuery itself told which of them a program calls.
//! Keyword arguments and selectors are looked for in the text of the programs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Program, read};

/// Panics with everything that no program uses.
pub fn check(programs: &[Program], record: &BTreeMap<String, Value>) {
    let called: BTreeSet<String> = record
        .values()
        .flat_map(|entry| entry["calls"].as_array().cloned().unwrap_or_default())
        .filter_map(|call| call.as_str().map(str::to_owned))
        .collect();
    let texts: Vec<&str> = programs.iter().map(|program| program.text.as_str()).collect();
    let list = read("usage.txt");
    let mut missing = Vec::new();
    let mut count = 0;
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let parts: Vec<&str> = line.split('\t').collect();
        let [kind, share, name] = parts[..] else { panic!("not three columns: {line}") };
        share.parse::<f64>().unwrap_or_else(|_| panic!("no share: {line}"));
        count += 1;
        let is_used = match kind {
            "function" => is_called(name, &called, &texts),
            "keyword" => has_keyword(name, &texts),
            "selector" => has_selector(name, &texts),
            other => panic!("no such kind: {other}"),
        };
        if !is_used {
            missing.push(format!("{kind} {name} ({share} %)"));
        }
    }
    assert!(count > 400, "only {count} items");
    assert!(missing.is_empty(), "no program uses\n  {}", missing.join("\n  "));
}

/// `Workplane.box`, `Workplane()`, `func.face`, `Vector.x`.
fn is_called(name: &str, called: &BTreeSet<String>, texts: &[&str]) -> bool {
    if let Some(class) = name.strip_suffix("()") {
        // Some constructors are inherited or written in C++.
        return called.contains(&format!("{class}.__init__")) || has(texts, &format!("{class}("));
    }
    let (owner, last) = name.rsplit_once('.').unwrap_or(("", name));
    match owner {
        "func" | "shapes" => {
            called.contains(&format!("shapes.{last}")) || called.contains(&format!("func.{last}"))
        }
        "vis" => has(texts, &format!("{last}(")),
        _ => {
            let inherits = |call: &&String| call.rsplit_once('.').is_some_and(|(_, method)| method == last);
            called.contains(name) || called.iter().any(|call| inherits(&call) && related(owner, call))
        }
    }
}

/// Whether a call of another class may stand for one of this class: methods are written down with
/// the class that defines them, and forms that depend on the arguments with none.
fn related(owner: &str, call: &str) -> bool {
    let shapes =
        ["Shape", "Mixin1D", "Mixin3D", "Vertex", "Edge", "Wire", "Face", "Shell", "Solid", "Compound"];
    let of = call.split('.').next().unwrap_or_default();
    shapes.contains(&owner) && shapes.contains(&of)
}

fn has(texts: &[&str], wanted: &str) -> bool {
    texts.iter().any(|text| text.contains(wanted))
}

/// `.workplane(offset=)`, `cq.Plane(normal=)`: a call with this keyword.
fn has_keyword(item: &str, texts: &[&str]) -> bool {
    let (call, keyword) =
        item.trim_end_matches(')').split_once('(').unwrap_or_else(|| panic!("no call: {item}"));
    let name = call.rsplit('.').next().unwrap_or(call);
    texts.iter().any(|text| {
        text.match_indices(&format!("{name}(")).any(|(at, found)| {
            let before = text[..at].chars().next_back();
            let is_whole = !before.is_some_and(|c| c.is_alphanumeric() || c == '_');
            is_whole
                && arguments(&text[at + found.len()..]).iter().any(|argument| argument.starts_with(keyword))
        })
    })
}

/// The arguments of a call whose opening bracket is just before the text.
fn arguments(text: &str) -> Vec<&str> {
    let mut depth = 0;
    let mut from = 0;
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth > 0 => depth -= 1,
            ')' | ',' if depth == 0 => {
                found.push(text[from..at].trim_start());
                from = at + 1;
                if c == ')' {
                    break;
                }
            }
            _ => {}
        }
    }
    found
}

/// `faces('>Z')` with either kind of quotes.
fn has_selector(item: &str, texts: &[&str]) -> bool {
    let (call, rest) = item.split_once("('").unwrap_or_else(|| panic!("no selector: {item}"));
    let selector = rest.trim_end_matches("')");
    has(texts, &format!("{call}(\"{selector}\"")) || has(texts, &format!("{call}('{selector}'"))
}

#[test]
fn keywords_are_found_at_their_own_call_only() {
    let texts = ["w.box(1, (2, 3), centered=True).workplane(\n    offset=f(a=1))\nsandbox(offset=1)"];
    assert!(has_keyword(".box(centered=)", &texts) && has_keyword(".workplane(offset=)", &texts));
    assert!(!has_keyword(".box(offset=)", &texts) && !has_keyword(".workplane(a=)", &texts));
}
