//! Tables: one JSON object a line, with code and a text or the name of a picture.
//!
//! Columns are found by their usual names (see [`CODE`], [`TEXT`], [`PICTURE`], [`NAME`]).
//! Parquet files are not read: their reader would bring dozens of crates into the program for one
//! command; any data-frame tool turns them into lines of JSON first.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use serde_json::Value;

use super::{Error, Item, LONGEST_TEXT, Source};

/// Names of the column with the program.
pub const CODE: [&str; 6] = ["code", "program", "cadquery", "cadquery_file", "cadquery_code", "output"];
/// Names of the column with the text.
pub const TEXT: [&str; 6] = ["text", "prompt", "description", "instruction", "caption", "input"];
/// Names of the column with the picture's file, seen from the table's folder.
pub const PICTURE: [&str; 3] = ["image", "picture", "image_path"];
/// Names of the column with the name of the row.
pub const NAME: [&str; 4] = ["id", "uuid", "uid", "name"];

/// The rows of a table.
pub(super) fn items(path: &Path, refuse: &mut dyn FnMut(String, String)) -> Result<Vec<Item>, Error> {
    let at = |source| Error::File { source, path: path.to_owned() };
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("parquet")) {
        return Err(Error::Nothing(format!(
            "parquet is not read; write the table as lines of JSON first, for example with \
             `duckdb -c \"copy (from 'a.parquet') to 'a.jsonl'\"`: {}",
            path.display()
        )));
    }
    let mut reader = BufReader::new(std::fs::File::open(path).map_err(at)?);
    let mut items = Vec::new();
    let folder = path.parent().unwrap_or(Path::new("."));
    for number in 1.. {
        let mut line = Vec::new();
        let read = reader.by_ref().take(LONGEST_TEXT).read_until(b'\n', &mut line).map_err(at)?;
        if read == 0 {
            break;
        }
        let place = format!("{}:{number}", path.display());
        if read as u64 == LONGEST_TEXT {
            refuse(
                place,
                format!("the line is too long: more than {LONGEST_TEXT} bytes; the rest is not read"),
            );
            break;
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match row(&line, folder, number, place.clone()) {
            Ok(item) => items.push(item),
            Err(reason) => refuse(place, reason),
        }
    }
    Ok(items)
}

fn row(line: &[u8], folder: &Path, number: u64, place: String) -> Result<Item, String> {
    let value: Value = serde_json::from_slice(line).map_err(|error| format!("not JSON: {error}"))?;
    let find = |names: &[&str]| {
        names.iter().find_map(|name| value.get(*name).and_then(Value::as_str)).map(str::to_owned)
    };
    let program =
        find(&CODE).ok_or_else(|| format!("no column with code; it may be called {}", CODE.join(", ")))?;
    let name =
        find(&NAME).or_else(|| NAME.iter().find_map(|n| value.get(*n)?.as_i64()).map(|n| n.to_string()));
    let picture = find(&PICTURE)
        .map(|name| {
            let inside = Path::new(&name);
            let is_inside = inside.components().all(|part| matches!(part, std::path::Component::Normal(_)));
            if is_inside {
                Ok(folder.join(inside))
            } else {
                Err(format!("the picture lies elsewhere: {name}"))
            }
        })
        .transpose()?;
    Ok(Item {
        place,
        id: name.unwrap_or_else(|| format!("row-{number}")),
        text: find(&TEXT).unwrap_or_default(),
        source: Source::Program(fenced(&program)),
        picture,
    })
}

/// The program inside a fence of Markdown, or the text itself.
fn fenced(text: &str) -> String {
    let Some(after) = text.split_once("```").map(|(_, after)| after) else { return text.to_owned() };
    let body = after.split_once('\n').map_or(after, |(_, body)| body);
    body.split_once("```").map_or(body, |(body, _)| body).to_owned()
}
