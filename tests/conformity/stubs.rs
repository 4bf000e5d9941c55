//! `assets/stubs/cadquery.pyi`: what editors and language servers read about our cadquery.
//!
//! Names and parameters are those of CadQuery's functions that we have, in `api.txt`; the texts are
//! the doc comments of our own functions. `UPDATE_STUBS=1 cargo test --test tests conformity` writes it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{ask, read};

/// Prints what our Python says about each function, as JSON.
const PROBE: &str = r#"
import json

def about(path):
    owner, function = path.split(".")
    thing = getattr(place_of(owner), function, None)
    if thing is None:
        return None
    doc = getattr(thing, "__doc__", None) or ""
    return {"doc": "" if doc == object.__doc__ else doc, "called": callable(thing)}

told = {}
for name in NAMES.split():
    told[name] = about(name)
    owner = name.split(".")[0]
    place = getattr(cq, owner, None) or getattr(selectors, owner, None)
    told[owner] = {"doc": getattr(place, "__doc__", None) or "", "called": isinstance(place, type)}
print(json.dumps(told))
"#;

/// Panics when the stubs are not what the source gives.
pub fn check() {
    let stubs = stubs();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/stubs/cadquery.pyi");
    if std::env::var_os("UPDATE_STUBS").is_some() {
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("folders can be made");
        fs::write(&path, &stubs).expect("the stubs can be written");
    }
    let known = fs::read_to_string(&path).unwrap_or_default();
    assert!(known == stubs, "cadquery.pyi is old: run UPDATE_STUBS=1 cargo test --test tests conformity");
    let documented = stubs.matches("    \"\"\"").count();
    assert!(documented > 300, "only {documented} texts in the stubs");
}

fn stubs() -> String {
    let api = read("api.txt");
    let mut owners: BTreeMap<&str, Vec<(&str, Vec<&str>)>> = BTreeMap::new();
    let mut names = Vec::new();
    for line in api.lines() {
        let (path, parameters) = line.split_once('(').unwrap_or((line, ")"));
        let (owner, name) = path.split_once('.').expect("a function has an owner");
        let parameters = parameters.trim_end_matches(')').split(", ").filter(|p| !p.is_empty()).collect();
        owners.entry(owner).or_default().push((name, parameters));
        names.push(path);
    }
    let told: Value = serde_json::from_str(&ask(&names, PROBE)).expect("the probe prints JSON");

    let mut text =
        "\"\"\"CadQuery as Partwright has it.\n\nWritten by the test `conformity`; do not edit.\n\"\"\"\n\n\
                    from typing import Any\n"
            .to_owned();
    for (owner, functions) in &mut owners {
        functions.sort_unstable();
        let is_class = told[*owner]["called"] == true;
        let indent = if is_class { "    " } else { "" };
        writeln!(text).expect("grows");
        if is_class {
            writeln!(text, "class {owner}:").expect("grows");
            write_doc(&mut text, indent, &told[*owner]);
        } else {
            writeln!(text, "# {owner}").expect("grows");
        }
        for (name, parameters) in functions {
            let about = &told[format!("{owner}.{name}")];
            if about.is_null() {
                continue;
            }
            if about["called"] == false {
                writeln!(text, "{indent}{name}: Any").expect("grows");
                continue;
            }
            let listed = parameters.iter().map(|parameter| match *parameter {
                "args" => "*args: Any".to_owned(),
                "kwargs" => "**kwargs: Any".to_owned(),
                other => format!("{other}: Any = ..."),
            });
            let own = is_class.then(|| "self".to_owned());
            let listed: Vec<String> = own.into_iter().chain(listed).collect();
            writeln!(text, "{indent}def {name}({}) -> Any:", listed.join(", ")).expect("grows");
            write_doc(&mut text, &format!("{indent}    "), about);
            writeln!(text, "{indent}    ...").expect("grows");
        }
    }
    text
}

/// The text of a function; the first line of a native one is its signature.
fn write_doc(text: &mut String, indent: &str, about: &Value) {
    let doc = about["doc"].as_str().unwrap_or_default();
    let doc = doc.split_once("--\n\n").map_or(doc, |(_, rest)| rest).trim();
    if doc.is_empty() {
        return;
    }
    let lines: Vec<&str> = doc.lines().map(str::trim).collect();
    let end = if lines.len() > 1 { format!("\n{indent}") } else { String::new() };
    let body = lines.join(&format!("\n{indent}")).replace("\"\"\"", "'''");
    let body: Vec<&str> = body.lines().map(str::trim_end).collect();
    writeln!(text, "{indent}\"\"\"{}{end}\"\"\"", body.join("\n")).expect("grows");
}
