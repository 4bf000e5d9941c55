//! Opens the window, or does its work without one.

use std::process::ExitCode;

use anyhow::Context as _;

use super::headless;
use crate::assets::Assets;

/// Opens the window; where there is no display, or the window cannot open, the examples are worked
/// through on the command line instead, and the reason is printed.
pub fn open(assets: &Assets) -> anyhow::Result<ExitCode> {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    if !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY") {
        println!(
            "There is no display (DISPLAY and WAYLAND_DISPLAY are empty): working on the examples instead."
        );
        return headless::demonstrate(assets);
    }
    let worker = std::env::current_exe().context("could not find the path of this executable")?;
    let options = ui::Options {
        worker,
        model: assets.default_model().ok(),
        fonts: ui::FontFiles {
            text: assets.bytes("fonts/Inter-Regular.otf")?,
            heading: assets.bytes("fonts/Inter-SemiBold.otf")?,
            code: assets.bytes("fonts/JetBrainsMono-Regular.ttf")?,
        },
        examples: assets
            .names("examples")
            .into_iter()
            .filter_map(|name| Some((name.clone(), assets.bytes(&format!("examples/{name}")).ok()?)))
            .collect(),
        state_folder: state_folder(),
    };
    match ui::open(options) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) => {
            println!("The window could not open ({error}): working on the examples instead.");
            headless::demonstrate(assets)
        }
    }
}

/// Where settings and the journal of edits are kept.
fn state_folder() -> std::path::PathBuf {
    let from_env =
        |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(std::path::PathBuf::from);
    from_env("XDG_STATE_HOME")
        .or_else(|| Some(from_env("HOME")?.join(".local/state")))
        .unwrap_or_else(std::env::temp_dir)
        .join("partwright")
}
