//! The result of drawing: one value of each kind for each pixel.

/// Stands in [`Picture::face`] where nothing was drawn.
pub const NO_FACE: u32 = u32::MAX;

/// How dark a line is drawn by [`Picture::to_gray`].
const LINE_GRAY: u32 = 24;

/// A drawn mesh. All vectors hold `width * height` values, row by row from the top.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Brightness in 0..=255 without lines; 255 where nothing is, mixed where a pixel is part covered.
    pub shade: Vec<u8>,
    /// Depth along the line of sight in millimetres from the eye; infinite where nothing is.
    pub depth: Vec<f32>,
    /// The face that is seen; [`NO_FACE`] where nothing is.
    pub face: Vec<u32>,
    /// Share of the pixel that the mesh covers, 255 is all.
    pub coverage: Vec<u8>,
    /// Share of the pixel that visible lines cover, 255 is all.
    pub edge: Vec<u8>,
}

/// Colours for [`Picture::to_rgb`], sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tint {
    /// Background at the top.
    pub top: [u8; 3],
    /// Background at the bottom.
    pub bottom: [u8; 3],
    /// The part in the shade.
    pub dark: [u8; 3],
    /// The part in full light.
    pub light: [u8; 3],
    /// Lines.
    pub line: [u8; 3],
}

impl Tint {
    /// For light paper.
    pub const LIGHT: Self = Self {
        top: [251, 252, 253],
        bottom: [238, 241, 244],
        dark: [46, 54, 66],
        light: [226, 231, 237],
        line: [15, 17, 20],
    };

    /// For dark windows.
    pub const DARK: Self = Self {
        top: [36, 40, 45],
        bottom: [27, 30, 34],
        dark: [40, 46, 54],
        light: [196, 205, 215],
        line: [15, 17, 20],
    };
}

impl Picture {
    /// Which pixels the mesh covers by half or more.
    pub fn silhouette(&self) -> Vec<bool> {
        self.coverage.iter().map(|&c| c >= 128).collect()
    }

    /// Number of pixels that the mesh covers, partly covered ones by their share.
    pub fn covered_pixels(&self) -> f64 {
        self.coverage.iter().map(|&c| f64::from(c)).sum::<f64>() / 255.0
    }

    /// Shading with lines drawn dark, on white.
    pub fn to_gray(&self) -> Vec<u8> {
        self.shade.iter().zip(&self.edge).map(|(&shade, &edge)| mix(shade, LINE_GRAY as u8, edge)).collect()
    }

    /// Lines only, dark on white.
    pub fn to_lines(&self) -> Vec<u8> {
        self.edge.iter().map(|&edge| mix(255, LINE_GRAY as u8, edge)).collect()
    }

    /// The picture in colours, three bytes a pixel.
    pub fn to_rgb(&self, tint: &Tint) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.shade.len() * 3);
        let last_row = (self.height.max(2) - 1) as f32;
        for y in 0..self.height as usize {
            let ground = blend(tint.top, tint.bottom, y as f32 / last_row);
            for x in 0..self.width as usize {
                let at = y * self.width as usize + x;
                let coverage = f32::from(self.coverage[at]) / 255.0;
                let mut color = ground;
                if coverage > 0.0 {
                    // `shade` holds the white of the background in its uncovered share.
                    let shade = (f32::from(self.shade[at]) - 255.0 * (1.0 - coverage)) / coverage;
                    let part = blend(tint.dark, tint.light, (shade / 220.0).clamp(0.0, 1.0));
                    color = blend_f(ground, part, coverage);
                }
                let line = tint.line.map(f32::from);
                let color = blend_f(color, line, f32::from(self.edge[at]) / 255.0);
                bytes.extend(color.map(|c| (c + 0.5) as u8));
            }
        }
        bytes
    }
}

fn mix(under: u8, over: u8, share: u8) -> u8 {
    let (under, over, share) = (u32::from(under), u32::from(over), u32::from(share));
    ((under * (255 - share) + over * share + 127) / 255) as u8
}

fn blend(a: [u8; 3], b: [u8; 3], t: f32) -> [f32; 3] {
    blend_f(a.map(f32::from), b.map(f32::from), t)
}

fn blend_f(a: [f32; 3], b: [f32; 3], t: f32) -> [f32; 3] {
    std::array::from_fn(|i| a[i] + (b[i] - a[i]) * t)
}
