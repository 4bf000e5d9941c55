//! Everything a user can do, as values: the menu, shortcuts, the palette and tests all use these.

use egui::{Key, KeyboardShortcut, Modifiers};
use render::views::StandardView;

/// One thing a user can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// A new, empty program.
    New,
    /// Open a program or a picture.
    Open,
    /// Save the program.
    Save,
    /// Save the program under another name.
    SaveAs,
    /// Write the part as STEP.
    ExportStep,
    /// Write the part as STL.
    ExportStl,
    /// Leave the program.
    Quit,
    /// Take the last change of the program back.
    Undo,
    /// Do it again.
    Redo,
    /// Take the picture on the clipboard into the prompt.
    PastePicture,
    /// Remove all pictures from the prompt.
    ClearPictures,
    /// Make candidates for the prompt.
    Generate,
    /// Changes the program as the words of the prompt say.
    Change,
    /// Run the program now.
    Run,
    /// Stop what is running.
    Stop,
    /// Bring the whole part into view.
    Fit,
    /// Look from a standard side.
    View(StandardView),
    /// Show or hide the prompt panel.
    TogglePrompt,
    /// Show or hide the code panel.
    ToggleCode,
    /// Show or hide the parameters.
    ToggleParameters,
    /// Show or hide the side panel with the training tools.
    ToggleTraining,
    /// Switch between the dark and the light theme.
    ToggleTheme,
    /// Find a command by its name.
    Palette,
}

impl Command {
    /// All commands in the order of the palette.
    pub const ALL: &[Self] = &[
        Self::Generate,
        Self::Change,
        Self::Run,
        Self::Stop,
        Self::New,
        Self::Open,
        Self::Save,
        Self::SaveAs,
        Self::ExportStep,
        Self::ExportStl,
        Self::Undo,
        Self::Redo,
        Self::PastePicture,
        Self::ClearPictures,
        Self::Fit,
        Self::View(StandardView::Iso),
        Self::View(StandardView::Front),
        Self::View(StandardView::Right),
        Self::View(StandardView::Top),
        Self::View(StandardView::Back),
        Self::View(StandardView::Left),
        Self::View(StandardView::Bottom),
        Self::TogglePrompt,
        Self::ToggleCode,
        Self::ToggleParameters,
        Self::ToggleTraining,
        Self::ToggleTheme,
        Self::Palette,
        Self::Quit,
    ];

    /// The name in menus and in the palette.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "New program",
            Self::Open => "Open…",
            Self::Save => "Save",
            Self::SaveAs => "Save as…",
            Self::ExportStep => "Export STEP…",
            Self::ExportStl => "Export STL…",
            Self::Quit => "Quit",
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::PastePicture => "Paste picture",
            Self::ClearPictures => "Remove pictures and scan",
            Self::Generate => "Generate",
            Self::Change => "Change the part",
            Self::Run => "Run",
            Self::Stop => "Stop",
            Self::Fit => "Fit part",
            Self::View(view) => match view {
                StandardView::Front => "View from the front",
                StandardView::Back => "View from the back",
                StandardView::Left => "View from the left",
                StandardView::Right => "View from the right",
                StandardView::Top => "View from above",
                StandardView::Bottom => "View from below",
                StandardView::Iso => "Isometric view",
            },
            Self::TogglePrompt => "Prompt panel",
            Self::ToggleCode => "Code panel",
            Self::ToggleParameters => "Parameters panel",
            Self::ToggleTraining => "Training panel",
            Self::ToggleTheme => "Dark or light",
            Self::Palette => "Find a command…",
        }
    }

    /// The keys that call it.
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        let command = |key| Some(KeyboardShortcut::new(Modifiers::COMMAND, key));
        let command_shift = |key| Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key));
        let plain = |key| Some(KeyboardShortcut::new(Modifiers::NONE, key));
        match self {
            Self::New => command(Key::N),
            Self::Open => command(Key::O),
            Self::Save => command(Key::S),
            Self::SaveAs => command_shift(Key::S),
            Self::ExportStep => command(Key::E),
            Self::ExportStl => command_shift(Key::E),
            Self::Quit => command(Key::Q),
            Self::Undo => command(Key::Z),
            Self::Redo => command_shift(Key::Z),
            Self::PastePicture => command_shift(Key::V),
            Self::Generate => command(Key::Enter),
            Self::Change => command_shift(Key::Enter),
            Self::Run => plain(Key::F5),
            Self::Stop => plain(Key::Escape),
            Self::Fit => plain(Key::Home),
            Self::View(StandardView::Iso) => command(Key::Num0),
            Self::View(StandardView::Front) => command(Key::Num7),
            Self::View(StandardView::Right) => command(Key::Num8),
            Self::View(StandardView::Top) => command(Key::Num9),
            Self::TogglePrompt => command(Key::Num1),
            Self::ToggleCode => command(Key::Num2),
            Self::ToggleParameters => command(Key::Num3),
            Self::ToggleTraining => command(Key::Num4),
            Self::Palette => command(Key::K),
            Self::ClearPictures | Self::ToggleTheme | Self::View(_) => None,
        }
    }

    /// The commands whose keys were pressed; the keys are taken away from other widgets.
    pub fn pressed(ctx: &egui::Context) -> Vec<Self> {
        // Longer shortcuts first: egui lets `Ctrl+Shift+S` answer to `Ctrl+S`, too.
        let mut commands: Vec<Self> = Self::ALL.iter().copied().filter(|c| c.shortcut().is_some()).collect();
        commands.sort_by_key(|c| std::cmp::Reverse(c.shortcut().map(|s| s.modifiers.shift)));
        ctx.input_mut(|input| {
            commands
                .into_iter()
                .filter(|c| c.shortcut().is_some_and(|s| input.consume_shortcut(&s)))
                .collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_share_their_keys_or_name() {
        for (i, a) in Command::ALL.iter().enumerate() {
            for b in &Command::ALL[i + 1..] {
                assert_ne!(a.name(), b.name());
                assert!(a.shortcut().is_none() || a.shortcut() != b.shortcut(), "{a:?} and {b:?}");
            }
        }
    }
}
