//! What the assistant is given in an evaluation, and from where it is seen.

use std::sync::Arc;

use assist::scan::Scan;
use assist::score::{body::Body, cloud};
use assist::{Axis, Prompt, PromptPicture, SizeHint};
use base::{Bounds, Mesh};
use image::{DynamicImage, GrayImage};
use render::model_input;
use render::raster::{self, Camera};
use render::views::{self, StandardView};

use crate::data::{FreeView, Look};
use crate::synth::{extras, pictures};

/// Pixels along each side of the pictures in a prompt.
const PICTURE_SIDE: u32 = 256;
/// Points of a cloud, as in cadrille.
const POINTS: usize = 8192;

/// What the assistant is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Front, right and top view.
    Axis,
    /// One shaded picture from in front, the right and above; the direction varies.
    Views1,
    /// Front, right, top and isometric view: three axis views and one oblique one.
    Views4,
    /// The four corners of a cube that cadrille's composite shows, from directions not told.
    Oblique4,
    /// The six axis views and two oblique ones from above.
    Views8,
    /// 8,192 points of the surface, without normals, in millimetres.
    Points,
    /// The triangles of the surface, in millimetres.
    Mesh,
    /// An engineering drawing of three views with sizes.
    Drawing,
    /// The description in words, see [`Words`].
    Text,
    /// A program and a change of it in words; measured by [`super::edits`].
    Edit,
}

/// Which description the assistant is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Words {
    /// With all sizes, in millimetres, centimetres or inches.
    #[default]
    Precise,
    /// Without sizes.
    Abstract,
}

impl Input {
    /// All that exist.
    pub const ALL: [Self; 10] = [
        Self::Axis,
        Self::Views1,
        Self::Views4,
        Self::Oblique4,
        Self::Views8,
        Self::Points,
        Self::Mesh,
        Self::Drawing,
        Self::Text,
        Self::Edit,
    ];

    /// The name on the command line and in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Axis => "axis",
            Self::Views1 => "views1",
            Self::Views4 => "views4",
            Self::Oblique4 => "oblique4",
            Self::Views8 => "views8",
            Self::Points => "points",
            Self::Mesh => "mesh",
            Self::Drawing => "drawing",
            Self::Text => "text",
            Self::Edit => "edit",
        }
    }

    /// The input with a name.
    ///
    /// # Errors
    /// A sentence that names those that exist.
    pub fn from_name(name: &str) -> Result<Self, String> {
        let names = || Self::ALL.map(Self::name).join(", ");
        Self::ALL
            .into_iter()
            .find(|input| input.name() == name)
            .ok_or_else(|| format!("there is no input `{name}`; those that exist are {}", names()))
    }

    /// Whether the input tells sizes in millimetres by itself.
    pub fn has_size(self) -> bool {
        matches!(self, Self::Points | Self::Mesh | Self::Drawing)
    }

    /// Whether the input tells places, too: a drawing has no origin.
    pub fn has_place(self) -> bool {
        matches!(self, Self::Points | Self::Mesh)
    }

    /// The cameras of the pictures, with the views that the assistant is told.
    pub fn cameras(self, bounds: &Bounds, free: &FreeView) -> Vec<(Camera, Option<StandardView>)> {
        use StandardView::{Back, Bottom, Front, Iso, Left, Right, Top};
        let known = |all: &[StandardView]| all.iter().map(|v| (views::view(*v, bounds), Some(*v))).collect();
        match self {
            Self::Axis => known(&[Front, Right, Top]),
            Self::Views4 => known(&[Front, Right, Top, Iso]),
            Self::Views1 => vec![(pictures::free_camera(bounds, free), None)],
            Self::Oblique4 => {
                // The eyes of cadrille's views: (-1,-1,-1), (1,1,1), (1,-1,1), (-1,1,-1).
                let up = (1.0f32 / 2.0f32.sqrt()).atan();
                let eyes = [(-135.0f32, -up), (45.0, up), (-45.0, up), (135.0, -up)];
                eyes.map(|(azimuth, elevation)| (views::orbit(azimuth.to_radians(), elevation, bounds), None))
                    .to_vec()
            }
            Self::Views8 => {
                let told = [Front, Right, Back, Left, Top, Bottom, Iso].map(Some).into_iter().chain([None]);
                views::eight(bounds).into_iter().zip(told).collect()
            }
            Self::Points | Self::Mesh | Self::Drawing | Self::Text | Self::Edit => Vec::new(),
        }
    }
}

/// Whether the prompt says how long the longest side is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// A picture has no size.
    #[default]
    Hidden,
    /// The longest side in millimetres is told.
    Told,
}

/// The prompt for a part.
pub fn prompt(input: Input, mesh: &Mesh, free: &FreeView, text: &str, size: Size) -> Prompt {
    let mut prompt = Prompt::default();
    let Some(bounds) = mesh.bounds() else { return prompt };
    match input {
        Input::Text => prompt.text = text.to_owned(),
        Input::Edit => {}
        Input::Points => {
            let cloud = cloud::points(&Body::of_mesh(mesh), POINTS, 1);
            let points: Vec<[f64; 3]> = cloud.iter().map(|p| p.to_array()).collect();
            prompt.scan = Scan::of_points(&points, None).ok().map(Arc::new);
        }
        Input::Drawing => {
            prompt.drawing = Some(Arc::new(DynamicImage::ImageLuma8(extras::drawing(mesh).sheet())));
        }
        Input::Mesh => prompt.scan = Scan::of_mesh(mesh).ok().map(Arc::new),
        Input::Views1 => {
            let free = FreeView { look: Look::Full, ..*free };
            let gray = pictures::free_drawing(mesh, &free);
            prompt.pictures.push(picture("free view", gray, pictures::DRAWN_SIDE, None));
        }
        Input::Axis | Input::Views4 | Input::Oblique4 | Input::Views8 => {
            for (camera, view) in input.cameras(&bounds, free) {
                let drawn = raster::draw(mesh, &camera, PICTURE_SIDE, PICTURE_SIDE, &model_input::style());
                let name = view.map_or("oblique", StandardView::name);
                prompt.pictures.push(picture(name, drawn.to_gray(), PICTURE_SIDE, view));
            }
        }
    }
    if size == Size::Told && !input.has_size() {
        prompt.size = Some(SizeHint { axis: Axis::Longest, length_mm: bounds.longest() });
    }
    prompt
}

fn picture(name: &str, gray: Vec<u8>, side: u32, view: Option<StandardView>) -> PromptPicture {
    let image = GrayImage::from_raw(side, side, gray).expect("the picture is a square of this side");
    PromptPicture { name: name.to_owned(), image: Arc::new(DynamicImage::ImageLuma8(image)), view }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_have_names_and_others_are_explained() {
        for input in Input::ALL {
            assert_eq!(Input::from_name(input.name()), Ok(input));
        }
        let error = Input::from_name("sculpture").err().unwrap_or_default();
        assert!(error.contains("`sculpture`") && error.contains("axis, views1, views4"), "{error}");
    }

    #[test]
    fn oblique_views_show_four_corners() {
        let bounds = Bounds { min: [0.0; 3], max: [10.0, 20.0, 30.0] };
        let free = FreeView { azimuth: -0.8, elevation: 0.5, is_perspective: false, look: Look::Full };
        let cameras = Input::Oblique4.cameras(&bounds, &free);
        let signs: Vec<[bool; 3]> =
            cameras.iter().map(|(c, _)| std::array::from_fn(|i| c.eye[i] > c.target[i])).collect();
        assert_eq!(signs, [[false; 3], [true; 3], [true, false, true], [false, true, false]]);
        assert!(cameras.iter().all(|(_, view)| view.is_none()));
        assert_eq!(Input::Views8.cameras(&bounds, &free).len(), 8);
    }
}
