//! Folders of CadQuery scripts, and of CAD files without scripts.

use std::path::Path;

use super::{Error, Item, LONGEST_TEXT, Source, files, id_of, read};

/// The scripts of a folder. A text lies beside its script: `a.py` and `a.txt`.
pub(super) fn items(folder: &Path, refuse: &mut dyn FnMut(String, String)) -> Result<Vec<Item>, Error> {
    let mut items = Vec::new();
    for path in files(folder, &["py"])? {
        let place = path.display().to_string();
        let text_of = |path: &Path| {
            let bytes = read(path, LONGEST_TEXT)?;
            String::from_utf8(bytes).map_err(|error| {
                let line =
                    error.as_bytes()[..error.utf8_error().valid_up_to()].split(|b| *b == b'\n').count();
                format!("line {line} is not UTF-8")
            })
        };
        let beside = path.with_extension("txt");
        let text = if beside.is_file() { text_of(&beside) } else { Ok(String::new()) };
        match (text_of(&path), text) {
            (Ok(program), Ok(text)) => items.push(Item {
                place,
                id: id_of(folder, &path),
                text: text.trim().to_owned(),
                source: Source::Program(program),
                picture: None,
            }),
            (Err(reason), _) => refuse(place, reason),
            (_, Err(reason)) => refuse(beside.display().to_string(), reason),
        }
    }
    Ok(items)
}

/// The STEP and STL files of a folder.
pub(super) fn shapes(folder: &Path) -> Result<Vec<Item>, Error> {
    let item = |path: std::path::PathBuf| {
        let is_stl = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("stl"));
        Item {
            place: path.display().to_string(),
            id: id_of(folder, &path),
            text: String::new(),
            source: if is_stl { Source::Stl(path) } else { Source::Step(path) },
            picture: None,
        }
    };
    Ok(files(folder, &["step", "stp", "stl"])?.into_iter().map(item).collect())
}
