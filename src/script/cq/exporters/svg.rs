//! SVG drawings with hidden lines, as CadQuery's `getSVG` makes them.

use std::fmt::Write as _;

use kernel::{Polyline, Shape, drawing};

use crate::cq::{CqError, CqErrorKind, Result};

/// The direction that CadQuery looks from unless told otherwise.
const USUAL_DIRECTION: [f64; 3] = [-1.75, 1.1, 5.0];

/// The share of the picture that the part fills when both sizes are given.
const FILLED: f64 = 0.75;

/// Size, direction and colours of a drawing; the defaults are CadQuery's.
#[derive(Clone, Debug, PartialEq)]
pub struct SvgOptions {
    /// Width in pixels; `None` follows from the height.
    pub width: Option<f64>,
    /// Height in pixels; `None` follows from the width.
    pub height: Option<f64>,
    /// Empty space at the left in pixels.
    pub margin_left: f64,
    /// Empty space at the top in pixels.
    pub margin_top: f64,
    /// Where one looks from.
    pub direction: [f64; 3],
    /// Whether the axes are drawn, which happens for the usual direction only.
    pub show_axes: bool,
    /// Width of lines in millimetres of the drawing; `None` is one pixel.
    pub stroke_width: Option<f64>,
    /// Red, green, blue in 0..=255 of lines that are seen.
    pub stroke_color: [f64; 3],
    /// Red, green, blue in 0..=255 of hidden lines.
    pub hidden_color: [f64; 3],
    /// Whether hidden lines are drawn.
    pub show_hidden: bool,
    /// Distance of the eye in millimetres for perspective; `None` is parallel.
    pub focus: Option<f64>,
}

impl Default for SvgOptions {
    fn default() -> Self {
        Self {
            width: Some(800.0),
            height: Some(240.0),
            margin_left: 200.0,
            margin_top: 20.0,
            direction: USUAL_DIRECTION,
            show_axes: true,
            stroke_width: None,
            stroke_color: [0.0; 3],
            hidden_color: [160.0; 3],
            show_hidden: true,
            focus: None,
        }
    }
}

/// The drawing as text.
pub(super) fn write(shape: &Shape, options: &SvgOptions) -> Result<String> {
    let lines = drawing(shape, options.direction, options.focus)?;
    let Some([x0, y0, x1, y1]) = lines.bounds else {
        return Err(
            CqError::value("the shape has no lines to draw").with_hint("export a solid, a face or a wire")
        );
    };
    let (wide, high) = (x1 - x0, y1 - y0);
    let (width, height, scale) = sizes(options, wide, high)?;
    let stroke = options.stroke_width.unwrap_or(1.0 / scale);
    let (x, y) = (options.margin_left / scale - x0, -y1 - options.margin_top / scale);
    let [seen, hidden] = [options.stroke_color, options.hidden_color].map(color);
    let mut text = String::new();
    write!(
        text,
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:?}\" height=\"{height:?}\">\n\
         <g transform=\"scale({scale:?}, -{scale:?}) translate({x:?},{y:?})\" stroke-width=\"{stroke:?}\" \
         fill=\"none\">\n\
         <!-- hidden lines -->\n\
         <g stroke=\"rgb({hidden})\" fill=\"none\" stroke-dasharray=\"{stroke:?},{stroke:?}\">\n"
    )
    .expect("a String grows");
    if options.show_hidden {
        add_paths(&mut text, &lines.hidden);
    }
    write!(text, "</g>\n<!-- solid lines -->\n<g stroke=\"rgb({seen})\" fill=\"none\">\n")
        .expect("a String grows");
    add_paths(&mut text, &lines.visible);
    text.push_str("</g>\n</g>\n");
    if options.show_axes && options.direction == USUAL_DIRECTION {
        add_axes(&mut text, height - 30.0);
    }
    text.push_str("</svg>\n");
    Ok(text)
}

/// Width, height, and pixels for a millimetre.
fn sizes(options: &SvgOptions, wide: f64, high: f64) -> Result<(f64, f64, f64)> {
    let (across, down) = (2.0 * options.margin_left, 2.0 * options.margin_top);
    let (width, height, scale) = match (options.width, options.height) {
        (Some(width), Some(height)) => (width, height, (width / wide * FILLED).min(height / high * FILLED)),
        (Some(width), None) => (width, (width - across) * (high / wide) + down, (width - across) / wide),
        (None, Some(height)) => {
            let width = (height - down) * (wide / high) + across;
            (width, height, (width - across) / wide)
        }
        (None, None) => {
            return Err(CqError::type_error("a drawing needs a width or a height")
                .with_hint("give opt={\"width\": 800} or a height"));
        }
    };
    if scale.is_finite() && scale > 0.0 && width > 0.0 && height > 0.0 && height.is_finite() {
        return Ok((width, height, scale));
    }
    let kind = if wide > 0.0 && high > 0.0 { CqErrorKind::Value } else { CqErrorKind::ZeroDivision };
    Err(CqError::new(
        kind,
        format!(
            "a drawing of {wide:.6} x {high:.6} mm does not fit into {width} x {height} pixels with margins of {} and {}",
            options.margin_left, options.margin_top
        ),
    )
    .with_hint("use smaller margins, or look from a direction from which the part is not a line"))
}

fn color([r, g, b]: [f64; 3]) -> String {
    format!("{r},{g},{b}")
}

fn add_paths(text: &mut String, lines: &[Polyline]) {
    for line in lines {
        text.push_str("<path d=\"");
        for (index, [x, y]) in line.iter().enumerate() {
            let letter = if index == 0 { 'M' } else { 'L' };
            write!(text, "{letter}{x:?},{y:?} ").expect("a String grows");
        }
        text.push_str("\" />\n");
    }
}

/// The three axes as they lie when one looks from the usual direction.
fn add_axes(text: &mut String, y: f64) {
    writeln!(text, "<g transform=\"translate(20,{y:?})\" stroke=\"#000000\">").expect("grows");
    for (name, [x, y]) in [("X", [45.0, -3.0]), ("Y", [0.0, -45.0]), ("Z", [28.0, 15.0])] {
        let (x, y) = (30.0 + x, -30.0 + y);
        let (text_x, text_y) = (x + 5.0, y + if name == "Y" { -8.0 } else { 6.0 });
        write!(
            text,
            "<line x1=\"30\" y1=\"-30\" x2=\"{x}\" y2=\"{y}\" stroke-width=\"3\" />\n\
             <text x=\"{text_x}\" y=\"{text_y}\" stroke-width=\"1\">{name}</text>\n"
        )
        .expect("a String grows");
    }
    text.push_str("</g>\n");
}
