//! The text that reads a drawing: what each view shows, what follows for the part, before any code.

use render::drawing::{Drawing, Noted, NotedKind};

/// Names of the axes of a part.
const AXES: [&str; 3] = ["X", "Y", "Z"];
const VIEWS: [&str; 3] = ["front view", "top view", "right view"];

/// Reads a drawing aloud, view by view; every number that is written is in the text.
pub fn read(drawing: &Drawing) -> String {
    let mut sentences = Vec::new();
    let overall: Vec<String> = drawing
        .noted
        .iter()
        .flatten()
        .filter(|noted| noted.kind == NotedKind::Overall)
        .map(|noted| format!("{} mm along {}", noted.value, axis(noted)))
        .collect();
    if !overall.is_empty() {
        sentences.push(format!("The part measures {}.", overall.join(", ")));
    }
    for (view, noted) in VIEWS.iter().zip(&drawing.noted) {
        let phrases: Vec<String> =
            noted.iter().filter(|n| n.kind != NotedKind::Overall).map(phrase).collect();
        if !phrases.is_empty() {
            sentences.push(format!("The {view} shows {}.", phrases.join("; ")));
        }
    }
    let drilled: u32 =
        drawing.noted.iter().flatten().filter(|n| n.kind == NotedKind::Diameter).map(|n| n.count).sum();
    sentences.push(match drilled {
        0 => "No view shows a circle, so there is nothing round along an axis.".to_owned(),
        1 => "One circle faces a view.".to_owned(),
        n => format!("In all {n} circles face a view."),
    });
    sentences.join(" ")
}

fn phrase(noted: &Noted) -> String {
    let Noted { value, count, .. } = noted;
    let hidden = if noted.is_hidden { ", dashed" } else { "" };
    match noted.kind {
        NotedKind::Overall => format!("{value} mm along {}", axis(noted)),
        NotedKind::Level => format!("a step of {value} mm along {}{hidden}", axis(noted)),
        NotedKind::Place => format!("the first centre {value} mm from the border along {}", axis(noted)),
        NotedKind::Spacing if *count > 1 => {
            format!("{} centres in a row, {value} mm apart along {}", count + 1, axis(noted))
        }
        NotedKind::Spacing => format!("centres {value} mm apart along {}", axis(noted)),
        NotedKind::Diameter if *count > 1 => format!("{count} circles of ⌀{value}{hidden}"),
        NotedKind::Diameter => format!("a circle of ⌀{value}{hidden}"),
        NotedKind::BoltCircle => format!("{count} of them evenly on a circle of ⌀{value}"),
        NotedKind::Radius if *count > 1 => format!("{count} arcs of R{value}{hidden}"),
        NotedKind::Radius => format!("an arc of R{value}{hidden}"),
    }
}

fn axis(noted: &Noted) -> &'static str {
    noted.axis.and_then(|axis| AXES.get(usize::from(axis)).copied()).unwrap_or("its axis")
}
