//! `partwright generate`: pictures and words in, the best program and its part out.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use assist::drawing::{self, Drawing, Guess};
use assist::scan::{MOST_BYTES, Scan, read_scan};
use assist::{Answer, Axis, Candidate, Event, GenerateOptions, Prompt, SizeHint, Source};
use base::Cancel;
use engine::{Engine, Format};

use super::{start_engine, write_file};
use crate::assets::Assets;
use crate::cli::GenerateArguments;

/// Makes candidates, prints their standing, and writes the best one.
pub fn generate(arguments: &GenerateArguments, assets: &Assets) -> anyhow::Result<ExitCode> {
    let engine = start_engine(usize::from(arguments.jobs))?;
    let prompt = prompt_of(arguments, &engine)?;
    let mut sources = sources(arguments.model.as_deref(), assets)?;
    let options = GenerateOptions {
        candidates: usize::from(arguments.candidates),
        seed: arguments.seed,
        ..GenerateOptions::default()
    };
    let answer = assist::generate(&prompt, &mut sources, &engine, &options, &Cancel::new(), &mut report)?;
    print_answer(&answer);
    let Some(best) = answer.candidates.first().filter(|c| c.is_valid()) else {
        anyhow::bail!("no candidate is a valid part; try another picture, or say in words what the part is");
    };
    for output in &arguments.output {
        write_candidate(&engine, best, output)?;
        println!("wrote {}", output.display());
        let others = answer.candidates.iter().enumerate().skip(1).filter(|_| arguments.all);
        let extension = output.extension().unwrap_or_default().to_string_lossy();
        // A program that is no part can still be read.
        for (index, candidate) in others.filter(|(_, c)| c.is_valid() || extension == "py") {
            let output = output.with_extension(format!("{}.{extension}", index + 1));
            write_candidate(&engine, candidate, &output)?;
            println!("wrote {}", output.display());
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The sources of candidates, the model first.
pub fn sources(model: Option<&Path>, assets: &Assets) -> anyhow::Result<Vec<Box<dyn Source + Send>>> {
    let bytes = match model {
        Some(file) => {
            std::fs::read(file).with_context(|| format!("could not read {}", file.display()))?.into()
        }
        None => assets.default_model()?,
    };
    let model = assist::ModelSource::from_bytes(&bytes).context("could not load the model")?;
    let mut sources: Vec<Box<dyn Source + Send>> = vec![Box::new(model)];
    sources.extend(assist::geometric_sources());
    Ok(sources)
}

fn prompt_of(arguments: &GenerateArguments, engine: &Engine) -> anyhow::Result<Prompt> {
    let mut pictures = Vec::new();
    for file in &arguments.images {
        let image = render::picture_file::load(file)?;
        pictures.push((file.file_name().unwrap_or_default().to_string_lossy().into_owned(), image));
    }
    let size = arguments.longest.map(|length_mm| SizeHint { axis: Axis::Longest, length_mm });
    let mut scan =
        arguments.scan.as_deref().map(|file| scan_of_file(engine, file)).transpose()?.map(Arc::new);
    let mut drawing = None;
    match arguments.drawing.as_deref() {
        Some(file) if is_dxf(file) => {
            let read = Drawing::of_dxf(&std::fs::read(file)?, &Cancel::new());
            let part = read.and_then(|drawing| drawing.scan());
            scan = Some(Arc::new(part.with_context(|| format!("could not read {}", file.display()))?));
        }
        Some(file) => drawing = Some(Arc::new(render::picture_file::load(file)?)),
        None => {}
    }
    if let ([(_, picture)], None) = (pictures.as_slice(), &scan)
        && let Guess::Drawing(found) = drawing::guess(picture, &Cancel::new())
    {
        eprintln!("this looks like an engineering drawing ({}); --drawing reads it as one", found.summary());
    }
    Ok(Prompt { text: arguments.text.clone(), size, scan, drawing, ..Prompt::of_pictures(pictures) })
}

/// Whether a drawing is a document rather than a picture.
fn is_dxf(file: &Path) -> bool {
    file.extension().is_some_and(|e| e.eq_ignore_ascii_case("dxf"))
}

/// Reads a mesh, points, or the exact shapes of a STEP file.
fn scan_of_file(engine: &Engine, file: &Path) -> anyhow::Result<Scan> {
    let could_not = || format!("could not read the scan {}", file.display());
    let size = std::fs::metadata(file).with_context(could_not)?.len();
    anyhow::ensure!(
        size <= MOST_BYTES as u64,
        "the scan has more than {} MiB: {}",
        MOST_BYTES >> 20,
        file.display()
    );
    let bytes = std::fs::read(file).with_context(could_not)?;
    read_scan(engine, file, &bytes, &Cancel::new()).with_context(could_not)
}

fn report(event: Event) {
    match event {
        Event::Progress { done, total } => eprint!("\rbuilt {done} of {total} candidates"),
        Event::Writing(_) | Event::Built(_) => {}
    }
}

/// Prints a line for each candidate, and what the whole is worth.
pub fn print_answer(answer: &Answer) {
    eprintln!();
    if let Some(reading) = &answer.reading {
        println!("read from the drawing: {reading}");
    }
    for (rank, candidate) in answer.candidates.iter().enumerate() {
        println!("{}", candidate_line(rank + 1, candidate));
    }
    // What was assumed and what was passed over belongs to the answer, not to the list.
    if let Some(reading) = answer.candidates.first().and_then(|best| best.reading.as_ref()) {
        reading.notes().iter().for_each(|note| eprintln!("{note}"));
    }
    if !answer.recognised {
        println!("not recognised: even the best candidate agrees badly with what was given");
    }
    if !answer.size_known {
        println!("the size is not known; give the longest side, for example --longest 80");
    }
    println!("first candidate after {:.1} s, all after {:.1} s", answer.first_secs, answer.seconds);
}

fn candidate_line(rank: usize, candidate: &Candidate) -> String {
    let part = candidate.build.parts.first().map(super::run::part_text);
    let error = candidate.build.first_error().map(|d| d.message.clone());
    let text = part.or(error).unwrap_or_else(|| "no part".to_owned());
    let is_compared = candidate.agreement.is_some() || candidate.closeness.is_some();
    let mut fit = if is_compared { format!("fit {:.2}", candidate.fit()) } else { "no fit".to_owned() };
    if let Some(closeness) = candidate.closeness {
        fit += &format!(" ({:.3} mm)", closeness.mean_mm());
    }
    if let Some(reading) = &candidate.reading {
        fit += &format!(", {:.0} % of the words used", 100.0 * reading.standing());
    }
    format!("{rank}. {fit} · {} · {text}", candidate.source)
}

/// Writes a candidate as a program or as a part, by the extension of the file.
pub fn write_candidate(engine: &Engine, candidate: &Candidate, output: &Path) -> anyhow::Result<()> {
    let extension = output.extension().and_then(|e| e.to_str()).unwrap_or_default();
    if extension.eq_ignore_ascii_case("py") {
        return write_file(output, candidate.program.text.as_bytes());
    }
    let format = Format::from_extension(extension)
        .with_context(|| format!("`{extension}` cannot be written; use .py, {}", Format::extensions()))?;
    let content = engine.export(&candidate.program, format, Duration::from_secs(30), &Cancel::new())?;
    write_file(output, &content)
}
