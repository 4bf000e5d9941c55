//! What the window remembers between sessions, as a TOML file in the state folder.

use std::path::Path;

use serde::{Deserialize, Serialize};

/// Settings of the window. Unknown keys are passed over, missing ones have their default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Whether the window is light instead of dark.
    pub light: bool,
    /// Whether the prompt panel is shown.
    pub show_prompt: bool,
    /// Whether the code panel is shown.
    pub show_code: bool,
    /// Whether the parameters are shown.
    pub show_parameters: bool,
    /// Whether the side panel with the training tools is shown.
    pub show_training: bool,
    /// Whether the program runs after each change.
    pub run_on_change: bool,
    /// Candidates for each prompt.
    pub candidates: usize,
    /// Time limit of a program in the window, in seconds.
    pub timeout_secs: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            light: false,
            show_prompt: true,
            show_code: true,
            show_parameters: true,
            show_training: false,
            run_on_change: true,
            candidates: 8,
            timeout_secs: 10.0,
        }
    }
}

impl Settings {
    /// Reads the settings; a file that is missing or cannot be understood gives the defaults.
    pub fn load(file: &Path) -> Self {
        let Ok(text) = std::fs::read_to_string(file) else { return Self::default() };
        let settings = toml::from_str(&text).unwrap_or_else(|error| {
            log::warn!(
                "the settings could not be understood and the defaults are used ({error}): {}",
                file.display()
            );
            Self::default()
        });
        settings.within_limits()
    }

    fn within_limits(mut self) -> Self {
        self.candidates = self.candidates.clamp(1, 64);
        self.timeout_secs =
            if self.timeout_secs.is_finite() { self.timeout_secs.clamp(1.0, 600.0) } else { 10.0 };
        self
    }

    /// The content of the settings file.
    pub fn to_text(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_and_forgive() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("settings.toml");
        let settings = Settings { light: true, candidates: 3, ..Settings::default() };
        std::fs::write(&file, settings.to_text()).expect("can be written");
        assert_eq!(Settings::load(&file), settings);
        std::fs::write(&file, "light = true\nunknown = 3\ncandidates = 1000000\n").expect("can be written");
        let settings = Settings::load(&file);
        assert!(settings.light && settings.candidates == 64);
        std::fs::write(&file, "light = 12 [").expect("can be written");
        assert_eq!(Settings::load(&file), Settings::default());
    }
}
