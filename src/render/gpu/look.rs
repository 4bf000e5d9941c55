//! Colours and widths of the viewport, as the theme gives them.

/// sRGB, 0..=255.
type Color = [u8; 3];

/// How the viewport looks. Widths are in pixels: multiply by the pixels per point of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// The ground at the top.
    pub ground_top: Color,
    /// The ground at the bottom.
    pub ground_bottom: Color,
    /// Parts without a colour of their own.
    pub part: Color,
    /// Lines of edges and contours.
    pub edge: Color,
    /// What is selected.
    pub accent: Color,
    /// How much of the accent is mixed into the colour of a selected face, 0..=1.
    pub accent_share: f32,
    /// Lines of the grid.
    pub grid: Color,
    /// The line of the X axis.
    pub axis_x: Color,
    /// The line of the Y axis.
    pub axis_y: Color,
    /// Warm light from the upper left of the eye; 1 is as bright as the part's colour.
    pub key: [f32; 3],
    /// Cool light from the lower right of the eye.
    pub fill: [f32; 3],
    /// Light from everywhere, most from above.
    pub sky: [f32; 3],
    /// Width of edges in pixels.
    pub edge_px: f32,
    /// Width of contours in pixels.
    pub contour_px: f32,
}

impl Look {
    /// For dark windows.
    pub fn dark() -> Self {
        Self {
            ground_top: [0x24, 0x28, 0x2d],
            ground_bottom: [0x1b, 0x1e, 0x22],
            part: [0xb9, 0xc2, 0xcc],
            edge: [0x0f, 0x11, 0x14],
            accent: [0x5a, 0xa9, 0xff],
            accent_share: 0.62,
            grid: [0x6b, 0x76, 0x82],
            axis_x: [0xb8, 0x55, 0x58],
            axis_y: [0x5d, 0x99, 0x62],
            key: [0.55, 0.525, 0.49],
            fill: [0.15, 0.165, 0.19],
            sky: [0.50, 0.51, 0.53],
            edge_px: 1.25,
            contour_px: 1.75,
        }
    }

    /// For light windows.
    pub fn light() -> Self {
        Self {
            ground_top: [0xfb, 0xfc, 0xfd],
            ground_bottom: [0xe6, 0xea, 0xee],
            part: [0xc3, 0xcb, 0xd4],
            accent: [0x17, 0x69, 0xd2],
            accent_share: 0.5,
            grid: [0x9a, 0xa5, 0xb1],
            axis_x: [0xc9, 0x5a, 0x5c],
            axis_y: [0x4f, 0x94, 0x56],
            ..Self::dark()
        }
    }

    /// The same look for a window with so many pixels to a point.
    #[must_use]
    pub fn scaled(self, pixels_per_point: f32) -> Self {
        Self {
            edge_px: self.edge_px * pixels_per_point,
            contour_px: self.contour_px * pixels_per_point,
            ..self
        }
    }
}
