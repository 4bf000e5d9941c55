//! Colours, sizes and fonts of the window; everything that is drawn takes them from here.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke, TextStyle};
use serde::Deserialize;

const TOKENS: &str = include_str!("../../assets/theme.toml");

/// Padding inside panels in points.
pub const PADDING: f32 = 8.0;

/// Height of a row of controls in points.
pub const ROW: f32 = 24.0;

/// Size of the text in points.
pub const TEXT_SIZE: f32 = 13.0;

/// Size of captions in points.
pub const CAPTION_SIZE: f32 = 11.0;

/// The files of the fonts.
#[derive(Clone, Debug)]
pub struct FontFiles {
    /// Regular text.
    pub text: Cow<'static, [u8]>,
    /// Headings.
    pub heading: Cow<'static, [u8]>,
    /// Code, with letters of one width.
    pub code: Cow<'static, [u8]>,
}

/// The colours of one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Behind everything.
    pub ground: Color32,
    /// Behind panels.
    pub panel: Color32,
    /// Buttons and fields.
    pub raised: Color32,
    /// Hairlines.
    pub line: Color32,
    /// Text.
    pub text: Color32,
    /// Text of second rank.
    pub weak: Color32,
    /// What is selected or will happen on a click.
    pub accent: Color32,
    /// Good.
    pub ok: Color32,
    /// Look here.
    pub warning: Color32,
    /// Wrong.
    pub error: Color32,
    /// Top of the viewport.
    pub sky_top: Color32,
    /// Bottom of the viewport.
    pub sky_bottom: Color32,
    /// The part.
    pub part: Color32,
    /// Edges of the part.
    pub edge: Color32,
}

#[derive(Deserialize)]
struct Tokens {
    dark: BTreeMap<String, String>,
    light: BTreeMap<String, String>,
}

impl Palette {
    /// The colours for a dark or light window.
    pub fn of(theme: egui::Theme) -> Self {
        // The file is part of the executable, and a test reads both themes.
        let tokens: Tokens = toml::from_str(TOKENS).expect("the tokens of the theme are well formed");
        let table = match theme {
            egui::Theme::Dark => tokens.dark,
            egui::Theme::Light => tokens.light,
        };
        let color = |name: &str| {
            let text = table.get(name).map_or("", String::as_str);
            Color32::from_hex(text).expect("every colour of the theme is a hexadecimal number")
        };
        Self {
            ground: color("ground"),
            panel: color("panel"),
            raised: color("raised"),
            line: color("line"),
            text: color("text"),
            weak: color("weak"),
            accent: color("accent"),
            ok: color("ok"),
            warning: color("warning"),
            error: color("error"),
            sky_top: color("sky_top"),
            sky_bottom: color("sky_bottom"),
            part: color("part"),
            edge: color("edge"),
        }
    }
}

/// Installs fonts and the styles of both themes.
pub fn install(ctx: &egui::Context, fonts: &FontFiles) {
    ctx.set_fonts(definitions(fonts));
    for theme in [egui::Theme::Dark, egui::Theme::Light] {
        let palette = Palette::of(theme);
        ctx.style_mut_of(theme, |style| apply(style, &palette));
    }
}

/// The family of headings.
pub fn heading_family() -> FontFamily {
    FontFamily::Name("heading".into())
}

fn definitions(files: &FontFiles) -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    for (name, bytes) in
        [("Inter", &files.text), ("Inter SemiBold", &files.heading), ("JetBrains Mono", &files.code)]
    {
        let data = match bytes {
            Cow::Borrowed(bytes) => FontData::from_static(bytes),
            Cow::Owned(bytes) => FontData::from_owned(bytes.clone()),
        };
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
    }
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let family = |first: &str| [vec![first.to_owned()], fallback.clone()].concat();
    fonts.families.insert(FontFamily::Proportional, family("Inter"));
    fonts.families.insert(heading_family(), family("Inter SemiBold"));
    fonts.families.insert(FontFamily::Monospace, family("JetBrains Mono"));
    fonts
}

fn apply(style: &mut egui::Style, palette: &Palette) {
    style.text_styles = [
        (TextStyle::Body, FontId::proportional(TEXT_SIZE)),
        (TextStyle::Button, FontId::proportional(TEXT_SIZE)),
        (TextStyle::Small, FontId::proportional(CAPTION_SIZE)),
        (TextStyle::Monospace, FontId::monospace(TEXT_SIZE)),
        (TextStyle::Heading, FontId::new(TEXT_SIZE, heading_family())),
    ]
    .into();
    style.spacing.item_spacing = egui::vec2(8.0, 4.0);
    style.spacing.button_padding = egui::vec2(8.0, 4.0);
    style.spacing.interact_size.y = ROW;
    style.spacing.window_margin = Margin::same(8);
    style.animation_time = 0.1;

    let visuals = &mut style.visuals;
    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.raised;
    visuals.extreme_bg_color = palette.ground;
    visuals.text_edit_bg_color = Some(palette.ground);
    visuals.faint_bg_color = palette.raised;
    visuals.code_bg_color = palette.ground;
    visuals.hyperlink_color = palette.accent;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.error;
    visuals.weak_text_color = Some(palette.weak);
    visuals.selection.bg_fill = palette.accent.gamma_multiply(0.35);
    visuals.selection.stroke = Stroke::new(1.0, palette.accent);
    visuals.window_stroke = Stroke::new(1.0, palette.line);
    let radius = CornerRadius::same(4);
    let widgets = &mut visuals.widgets;
    for widget in [
        &mut widgets.noninteractive,
        &mut widgets.inactive,
        &mut widgets.hovered,
        &mut widgets.active,
        &mut widgets.open,
    ] {
        widget.corner_radius = radius;
        widget.expansion = 0.0;
        widget.fg_stroke.color = palette.text;
    }
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, palette.line);
    widgets.inactive.weak_bg_fill = palette.raised;
    widgets.inactive.bg_fill = palette.raised;
    widgets.inactive.bg_stroke = Stroke::new(1.0, palette.line);
    widgets.hovered.weak_bg_fill = palette.line;
    widgets.hovered.bg_fill = palette.line;
    widgets.hovered.bg_stroke = Stroke::new(1.0, palette.weak);
    widgets.active.bg_stroke = Stroke::new(1.0, palette.accent);
    widgets.active.weak_bg_fill = palette.accent.gamma_multiply(0.35);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(color: Color32) -> f32 {
        let linear = egui::Rgba::from(color);
        0.2126 * linear.r() + 0.7152 * linear.g() + 0.0722 * linear.b()
    }

    fn contrast(a: Color32, b: Color32) -> f32 {
        let (a, b) = (luminance(a) + 0.05, luminance(b) + 0.05);
        a.max(b) / a.min(b)
    }

    #[test]
    fn text_can_be_read_in_both_themes() {
        for theme in [egui::Theme::Dark, egui::Theme::Light] {
            let p = Palette::of(theme);
            for color in [p.text, p.weak, p.accent, p.ok, p.warning, p.error] {
                assert!(contrast(color, p.panel) >= 4.5, "{theme:?} {color:?} {}", contrast(color, p.panel));
            }
        }
    }
}
