//! The work of the window without a window: the embedded examples become programs, STEP files and
//! pictures in a folder of the user's.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use assist::{Candidate, GenerateOptions, Prompt};
use base::{Cancel, Mesh};
use engine::{BuildOptions, Engine};
use render::drawing::DrawingOptions;
use render::sheet::Layout;

use super::{start_engine, write_file};
use crate::assets::Assets;
use crate::cli::ViewCount;

/// Generates a part for every picture among the examples and prints where the results lie.
pub fn demonstrate(assets: &Assets) -> anyhow::Result<ExitCode> {
    let folder = results_folder()?;
    let engine = start_engine(2)?;
    let mut sources = super::generate::sources(None, assets)?;
    let mut all_well = true;
    for name in assets.names("examples").iter().filter(|n| n.ends_with(".png")) {
        let image = render::picture_file::decode(&assets.bytes(&format!("examples/{name}"))?)?;
        let prompt = Prompt::of_pictures(vec![(name.clone(), image)]);
        println!("{name}:");
        let options = GenerateOptions::default();
        let answer = assist::generate(&prompt, &mut sources, &engine, &options, &Cancel::new(), &mut |_| {})?;
        super::generate::print_answer(&answer);
        match answer.candidates.first().filter(|c| c.is_valid()) {
            Some(best) => write_results(&engine, best, &folder, name.trim_end_matches(".png"))?,
            None => all_well = false,
        }
    }
    Ok(super::exit_code(all_well))
}

fn write_results(engine: &Engine, best: &Candidate, folder: &Path, name: &str) -> anyhow::Result<()> {
    for extension in ["py", "step"] {
        let file = folder.join(format!("{name}.{extension}"));
        super::generate::write_candidate(engine, best, &file)?;
        println!("  wrote {}", file.display());
    }
    let options =
        BuildOptions { measures: false, timeout: Duration::from_secs(30), ..BuildOptions::default() };
    let build = engine.build(&best.program, &options, &Cancel::new())?;
    let mesh = build.mesh().context("the part has no mesh")?;
    let file = folder.join(format!("{name}.png"));
    write_picture(&mesh, ViewCount::Four, 384, &file)?;
    println!("  wrote {}", file.display());
    Ok(())
}

/// Draws a mesh from several sides into a PNG file.
pub fn write_picture(mesh: &Mesh, views: ViewCount, size: u32, output: &Path) -> anyhow::Result<()> {
    let composed = |layout| image::DynamicImage::from(render::sheet::compose(mesh, layout, size));
    let sheet = match views {
        ViewCount::One => composed(Layout::One),
        ViewCount::Four => composed(Layout::Four),
        ViewCount::Eight => composed(Layout::Eight),
        ViewCount::Drawing => {
            let options = DrawingOptions { side: size, ..DrawingOptions::default() };
            render::drawing::draw(mesh, &options).sheet().into()
        }
    };
    let mut png = std::io::Cursor::new(Vec::new());
    sheet.write_to(&mut png, image::ImageFormat::Png).context("could not encode the picture")?;
    write_file(output, &png.into_inner())
}

/// `partwright-examples` in the working directory, or in the temporary folder where that cannot be written.
fn results_folder() -> anyhow::Result<PathBuf> {
    let places = [std::env::current_dir().ok(), Some(std::env::temp_dir())];
    for place in places.into_iter().flatten() {
        let folder = place.join("partwright-examples");
        if std::fs::create_dir_all(&folder).is_ok() {
            return Ok(folder);
        }
    }
    anyhow::bail!("neither the working directory nor the temporary folder can be written")
}
