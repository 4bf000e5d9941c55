//! Hints: what the user may do about an exception.
//!
//! The hint that the error carries comes first; then near names; then advice for frequent failures.

use rustpython_vm::builtins::{PyBaseExceptionRef, PyDictRef};
use rustpython_vm::{AsObject, PyObjectRef, VirtualMachine};

use crate::py::{PROGRAM_PATH, convert, raise};

/// What is known about an exception besides itself.
pub(super) struct Context<'a> {
    /// Name of its class.
    pub class: &'a str,
    /// Its message.
    pub text: &'a str,
    /// The name of the function or method whose call failed.
    pub called: Option<&'a str>,
    /// The line of the program.
    pub code: &'a str,
}

/// Modules that programs forget to import, by the name that is not defined.
const IMPORTS: &[(&str, &str)] = &[
    ("cq", "import cadquery as cq"),
    ("cadquery", "import cadquery"),
    ("math", "import math"),
    ("np", "import numpy as np"),
    ("numpy", "import numpy"),
    ("random", "import random"),
    ("exporters", "from cadquery import exporters"),
    ("importers", "from cadquery import importers"),
    ("Workplane", "from cadquery import Workplane"),
    ("Sketch", "from cadquery import Sketch"),
    ("Assembly", "from cadquery import Assembly"),
    ("Vector", "from cadquery import Vector"),
    ("Location", "from cadquery import Location"),
    ("Plane", "from cadquery import Plane"),
    ("Solid", "from cadquery import Solid"),
    ("Edge", "from cadquery import Edge"),
    ("Wire", "from cadquery import Wire"),
    ("Face", "from cadquery import Face"),
    ("pi", "from math import pi"),
    ("sin", "from math import sin"),
    ("cos", "from math import cos"),
    ("tan", "from math import tan"),
    ("sqrt", "from math import sqrt"),
    ("radians", "from math import radians"),
    ("dataclass", "from dataclasses import dataclass"),
];

/// Methods under the names that other programs give them.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("subtract", "cut"),
    ("difference", "cut"),
    ("minus", "cut"),
    ("remove", "cut"),
    ("fuse", "union"),
    ("join", "union"),
    ("merge", "union"),
    ("plus", "union"),
    ("common", "intersect"),
    ("intersection", "intersect"),
    ("round", "fillet"),
    ("bevel", "chamfer"),
    ("cube", "box"),
    ("square", "rect"),
    ("rectangle", "rect"),
    ("cutExtrude", "cutBlind"),
    ("extrudeCut", "cutBlind"),
    ("extrude_cut", "cutBlind"),
    ("pocket", "cutBlind"),
    ("drill", "hole"),
    ("bore", "hole"),
    ("counterbore", "cboreHole"),
    ("countersink", "cskHole"),
    ("slot", "slot2D"),
    ("offset", "offset2D"),
    ("hollow", "shell"),
    ("arc", "threePointArc"),
    ("move_to", "moveTo"),
    ("line_to", "lineTo"),
    ("color", "show_object with options={\"color\": …}"),
    ("scale", "val().scale"),
    ("volume", "val().Volume"),
    ("area", "val().Area"),
    ("Volume", "val().Volume"),
    ("Area", "val().Area"),
    ("Center", "val().Center"),
    ("BoundingBox", "val().BoundingBox"),
    ("isValid", "val().isValid"),
];

/// Advice by a part of the message, in lower case.
const BY_MESSAGE: &[(&str, &str)] = &[
    ("no pending wires", "draw a closed outline first, such as .rect(20, 10) or .lineTo(…).close()"),
    ("no pending edges", "draw lines first, such as .lineTo(…)"),
    ("cannot find a solid on the stack", "make a solid first, such as .box(…) or .extrude(…)"),
    ("no solid", "make a solid first, such as .box(…) or .extrude(…)"),
    ("fillets requires that edges be selected", "select edges first, such as .edges(\"|Z\")"),
    ("chamfer requires that edges be selected", "select edges first, such as .edges(\"|Z\")"),
    ("multiple objects selected", "select one face, such as .faces(\">Z\")"),
    ("stack is empty", "the selection before found nothing; check the selector"),
    ("list index out of range", "the selection or list before is shorter than the index"),
    ("maximum recursion depth", "a function calls itself without an end"),
    ("programs cannot", "leave it out; export() asks the host for files"),
];

/// What to do about an exception; `None` when nothing useful can be said.
pub(super) fn hint(vm: &VirtualMachine, exception: &PyBaseExceptionRef, context: &Context) -> Option<String> {
    let attribute = |name: &'static str| exception.as_object().get_attr(name, vm).ok();
    if let Some(hint) = attribute(raise::HINT).as_deref().and_then(convert::text) {
        return Some(hint);
    }
    let name = attribute("name").as_deref().and_then(convert::text);
    match context.class {
        "AttributeError" => {
            let name = name.or_else(|| last_quoted(context.text))?;
            if context.text.contains("'NoneType'") {
                return Some("the call before gave None; check that it returns an object".to_owned());
            }
            if let Some((_, better)) = OTHER_NAMES.iter().find(|(other, _)| *other == name) {
                return Some(format!("use {better}"));
            }
            let object = attribute("obj").filter(|object| !vm.is_none(object));
            near(&name, &object.map_or_else(Vec::new, |object| names_of(vm, object)))
                .map(|near| format!("did you mean \"{near}\"?"))
        }
        "NameError" | "UnboundLocalError" => {
            let name = name.or_else(|| first_quoted(context.text))?;
            if context.class == "UnboundLocalError" {
                return Some(format!("assign {name} before this line, or declare it global"));
            }
            if let Some((_, import)) = IMPORTS.iter().find(|(missing, _)| *missing == name) {
                return Some(format!("add the line `{import}` at the top"));
            }
            if let Some(near) = near(&name, &visible_names(vm, exception)) {
                return Some(format!("did you mean \"{near}\"?"));
            }
            in_cadquery(vm, &name)
        }
        "ImportError" if context.text.starts_with("cannot import name") => {
            let quoted: Vec<&str> = context.text.split('\'').collect();
            let (name, module) = (quoted.get(1)?, quoted.get(3)?);
            let names = names_of(vm, module_named(vm, module)?);
            near(name, &names).map(|near| format!("did you mean \"{near}\"?"))
        }
        "ModuleNotFoundError" | "ImportError" => {
            Some("programs may import cadquery, numpy (a small part) and Python's standard library without files and network".to_owned())
        }
        "AssertionError" => Some(format!("the condition does not hold: {}", context.code)),
        _ => by_message(context).or_else(|| {
            let of_arguments = context.text.contains("() needs at least") || context.text.contains("() takes at most");
            of_arguments.then(|| "check the number of arguments and the spelling of keywords".to_owned())
        }),
    }
}

fn by_message(context: &Context) -> Option<String> {
    let text = context.text.to_lowercase();
    if let Some((_, advice)) = BY_MESSAGE.iter().find(|(part, _)| text.contains(part)) {
        return Some((*advice).to_owned());
    }
    let is_occt = context.class.starts_with("StdFail_") || context.class.starts_with("Standard_");
    match context.called {
        Some("fillet" | "chamfer") if is_occt => Some(
            "use a smaller size, or select fewer edges: it must fit the shortest neighbouring face"
                .to_owned(),
        ),
        Some("shell") if is_occt => Some("use a thinner wall, or remove other faces".to_owned()),
        Some("loft" | "sweep") if is_occt => {
            Some("check that the outlines are closed and in an order that a surface can follow".to_owned())
        }
        _ => None,
    }
}

/// Where a name is found that the program uses as if it were its own: in cadquery, or as a method.
fn in_cadquery(vm: &VirtualMachine, name: &str) -> Option<String> {
    let module = module_named(vm, "cadquery")?;
    let names = names_of(vm, module.clone());
    if names.iter().any(|known| known == name) {
        return Some(format!("add the line `from cadquery import {name}` at the top"));
    }
    let methods = names_of(vm, module.get_attr("Workplane", vm).ok()?);
    if methods.iter().any(|method| method == name && !method.starts_with('_')) {
        return Some(format!(
            "{name} is a method: write it with a dot behind a Workplane, as in part.{name}(…)"
        ));
    }
    near(name, &names).map(|near| format!("did you mean \"{near}\" of cadquery?"))
}

fn module_named(vm: &VirtualMachine, name: &str) -> Option<PyObjectRef> {
    vm.sys_module.get_attr("modules", vm).ok()?.get_item(name, vm).ok()
}

fn names_of(vm: &VirtualMachine, object: PyObjectRef) -> Vec<String> {
    let Ok(names) = vm.dir(Some(object)) else { return Vec::new() };
    names.borrow_vec().iter().filter_map(|name| convert::text(name)).collect()
}

/// The names that the innermost frame of the program can see.
fn visible_names(vm: &VirtualMachine, exception: &PyBaseExceptionRef) -> Vec<String> {
    let keys =
        |dict: PyDictRef| dict.into_iter().filter_map(|(key, _)| convert::text(&key)).collect::<Vec<_>>();
    let mut names = keys(vm.builtins.dict());
    let frame = exception
        .__traceback__()
        .and_then(|traceback| {
            traceback.iter().filter(|t| t.frame.code.source_path().as_str() == PROGRAM_PATH).last()
        })
        .map(|entry| entry.frame.clone());
    if let Some(frame) = frame {
        names.extend(keys(frame.globals.clone()));
        names.extend(frame.code.varnames.iter().map(|name| name.as_str().to_owned()));
    }
    names
}

fn first_quoted(text: &str) -> Option<String> {
    text.split('\'').nth(1).map(str::to_owned)
}

fn last_quoted(text: &str) -> Option<String> {
    let quoted: Vec<&str> = text.split('\'').collect();
    (quoted.len() >= 3).then(|| quoted[quoted.len() - 2].to_owned())
}

/// The name that is closest to a misspelt one, if one is close; else one of the same words in another
/// order, or with some of them shortened.
pub(crate) fn near<'a>(name: &str, names: &'a [String]) -> Option<&'a str> {
    let bare = |name: &str| name.to_lowercase().replace('_', "");
    let wanted = bare(name);
    let limit = (wanted.chars().count() / 3).max(1);
    let others =
        || names.iter().filter(|candidate| !candidate.starts_with('_') && candidate.as_str() != name);
    let misspelt = others()
        .map(|candidate| (distance(&wanted, &bare(candidate)), candidate.as_str()))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate);
    let words = words_of(name);
    misspelt
        .or_else(|| others().find(|candidate| same_words(&words, &words_of(candidate))).map(String::as_str))
}

/// `hole_dia` and `holeDia` as `dia`, `hole`: lower case and sorted.
fn words_of(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    for letter in name.chars() {
        if letter == '_' || letter.is_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| letter != '_') {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words.sort_unstable();
    words
}

/// Whether each word begins as its counterpart, of which the shorter has at least three letters.
fn same_words(a: &[String], b: &[String]) -> bool {
    let alike = |a: &String, b: &String| {
        a == b || (a.len().min(b.len()) >= 3 && (a.starts_with(b.as_str()) || b.starts_with(a.as_str())))
    };
    a.len() > 1 && a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b))
}

/// Letters to insert, delete, replace or swap to get from one word to the other.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut best = replaced.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names: Vec<String> =
            ["fillet", "faces", "extrude", "cutThruAll", "box"].map(str::to_owned).to_vec();
        assert_eq!(near("filet", &names), Some("fillet"));
        assert_eq!(near("exturde", &names), Some("extrude"));
        assert_eq!(near("cut_thru_all", &names), Some("cutThruAll"));
        assert_eq!(near("Box", &names), Some("box"));
        assert_eq!(near("sphere", &names), None);
    }

    #[test]
    fn near_names_may_be_shortened_or_in_another_order() {
        let names: Vec<String> = ["hole_dia", "plate_width", "outerRadius", "x"].map(str::to_owned).to_vec();
        assert_eq!(near("hole_diameter", &names), Some("hole_dia"));
        assert_eq!(near("width_plate", &names), Some("plate_width"));
        assert_eq!(near("outer_rad", &names), Some("outerRadius"));
        assert_eq!(near("hole_depth", &names), None);
    }
}
