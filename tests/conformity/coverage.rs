//! COVERAGE.md: which functions of CadQuery there are, and whether we have them.
//!
//! `api.txt` lists the functions of CadQuery 2.8 (made by api.py). Our Python is asked which of them
//! it has; `differs.txt` tells what works otherwise; the record tells how many programs call each.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use serde_json::Value;

use super::{ask, folder, read};

/// Looks every name up and prints those that are missing.
const PROBE: &str = r"
for name in NAMES.split():
    owner, function = name.split('.')
    place = place_of(owner)
    if place is None or not hasattr(place, function):
        print(name)
";

/// Panics when the table is not what the source gives.
pub fn check(record: &BTreeMap<String, Value>) {
    let table = table(record);
    let path = folder().join("COVERAGE.md");
    if std::env::var_os("UPDATE_COVERAGE").is_some() {
        fs::write(&path, &table).expect("the table can be written");
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert!(known == table, "COVERAGE.md is old: run UPDATE_COVERAGE=1 cargo test --test tests conformity");
}

fn table(record: &BTreeMap<String, Value>) -> String {
    let api = read("api.txt");
    let mut functions: Vec<(&str, &str)> = api
        .lines()
        .map(|line| {
            line.split_once('(').map_or((line, ""), |(name, rest)| (name, rest.trim_end_matches(')')))
        })
        .collect();
    functions.sort_unstable();
    let names: Vec<&str> = functions.iter().map(|(name, _)| *name).collect();
    let printed = ask(&names, PROBE);
    let missing: Vec<&str> = printed.lines().collect();
    let differs = differs();
    for name in differs.keys() {
        assert!(names.contains(&name.as_str()), "{name} of differs.txt is not in api.txt");
    }

    let mut callers: BTreeMap<&str, usize> = BTreeMap::new();
    for call in
        record.values().filter_map(|entry| entry["calls"].as_array()).flatten().filter_map(Value::as_str)
    {
        *callers.entry(call).or_default() += 1;
    }
    let mut rows = String::new();
    let mut counts = [0; 3];
    for (name, parameters) in &functions {
        let (state, index, note) = match (missing.contains(name), differs.get(*name)) {
            (true, _) => ("missing", 2, ""),
            (false, Some(note)) => ("differs", 1, note.as_str()),
            (false, None) => ("implemented", 0, ""),
        };
        counts[index] += 1;
        let in_shapes = name.replace("func.", "shapes.");
        let programs = callers.get(name).or_else(|| callers.get(in_shapes.as_str())).copied().unwrap_or(0);
        writeln!(rows, "| `{name}` | {parameters} | {state} | {programs} | {note} |").expect("grows");
    }
    let [implemented, differing, missing] = counts;
    format!(
        "# What of CadQuery 2.8 there is\n\n\
         Written by the test `conformity`; do not edit.\n\
         Of {} functions {implemented} are implemented, {differing} differ, {missing} are missing.\n\
         Programs: how many conformity programs call the function themselves.\n\n\
         | function | parameters | state | programs | difference |\n| --- | --- | --- | --- | --- |\n{rows}",
        functions.len()
    )
}

/// What works otherwise than in CadQuery, by function.
fn differs() -> BTreeMap<String, String> {
    let split = |line: &str| {
        let (name, note) = line.split_once(": ").unwrap_or_else(|| panic!("no note: {line}"));
        (name.to_owned(), note.to_owned())
    };
    read("differs.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(split).collect()
}
