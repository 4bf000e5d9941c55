//! The viewport on the graphics card.
//!
//! [`ViewportRenderer`] draws a [`Frame`] into a target of its own in [`ViewportRenderer::prepare`]
//! and copies it into the window's pass in [`ViewportRenderer::paint`]: the two halves of a paint
//! callback of egui, whose types stay in the window's crate. [`Headless`] does the same without a
//! window. [`ViewportRenderer::pick`] asks what lies under the cursor and answers later.
//!
//! Colours are sRGB values mixed as they are, as the window's toolkit does it.

mod headless;
mod look;
mod mesh;
mod pick;
mod pipelines;
mod targets;
mod uniform;
mod view;

use std::sync::Arc;

pub use headless::Headless;
pub use look::Look;
pub use mesh::{GpuMesh, PartMesh, Sides};
pub use pick::{Pick, PickRequest, Picked};
pub use view::View;

use pipelines::Pipelines;
use targets::Target;

/// How carefully a frame is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Quality {
    /// While something moves: one sample a pixel.
    Moving,
    /// When all is still: four samples a pixel.
    #[default]
    Still,
}

impl Quality {
    fn samples(self) -> u32 {
        match self {
            Self::Moving => 1,
            Self::Still => 4,
        }
    }
}

/// What is shown.
#[derive(Clone, Debug)]
pub struct Scene {
    /// The part; `None` shows the ground alone.
    pub mesh: Option<Arc<GpuMesh>>,
    /// What lies under the cursor.
    pub hover: Option<Picked>,
    /// What is selected; at most [`MAX_SELECTED`] are marked.
    pub selection: Vec<Picked>,
    /// 1 shows the part in full, less lets the ground through.
    pub opacity: f32,
    /// Whether the grid on the XY plane is shown.
    pub has_grid: bool,
    /// Whether the lines of edges are shown.
    pub has_edges: bool,
}

/// How many selected things are marked at once.
pub const MAX_SELECTED: usize = 64;

impl Default for Scene {
    fn default() -> Self {
        Self { mesh: None, hover: None, selection: Vec::new(), opacity: 1.0, has_grid: true, has_edges: true }
    }
}

impl Scene {
    fn is_same(&self, other: &Self) -> bool {
        let same_mesh = match (&self.mesh, &other.mesh) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        };
        same_mesh
            && self.hover == other.hover
            && self.selection == other.selection
            && self.opacity == other.opacity
            && self.has_grid == other.has_grid
            && self.has_edges == other.has_edges
    }
}

/// Everything that one picture depends on.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Where the eye is; its size is the size of the picture.
    pub view: View,
    /// Colours and widths.
    pub look: Look,
    /// What is shown.
    pub scene: Scene,
    /// How carefully it is drawn.
    pub quality: Quality,
}

impl Frame {
    /// Whether a picture of this frame serves for the other as well.
    fn serves(&self, other: &Self) -> bool {
        let careful_enough = self.quality == other.quality || self.quality == Quality::Still;
        careful_enough
            && self.view == other.view
            && self.look == other.look
            && self.scene.is_same(&other.scene)
    }
}

/// Pipelines and targets of one viewport.
pub struct ViewportRenderer {
    pipelines: Pipelines,
    target: Option<Target>,
    /// What the target shows.
    shown: Option<Frame>,
}

impl ViewportRenderer {
    /// Makes the pipelines; `window_format` is the format of the pass given to [`Self::paint`].
    pub fn new(device: &wgpu::Device, window_format: wgpu::TextureFormat) -> Self {
        Self { pipelines: Pipelines::new(device, window_format), target: None, shown: None }
    }

    /// Draws a frame into the renderer's own target. Call it before the window's pass begins.
    ///
    /// Nothing is drawn when the target shows this frame already, so that a window may repaint for
    /// other reasons at no cost here.
    pub fn prepare(
        &mut self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        encoder: &mut wgpu::CommandEncoder,
        frame: &Frame,
    ) {
        if self.shown.as_ref().is_some_and(|shown| shown.serves(frame)) {
            return;
        }
        let samples = frame.quality.samples();
        let size = frame.view.size;
        if self.target.as_ref().is_none_or(|t| t.size != size || t.samples != samples) {
            self.target = Some(Target::new(device, &self.pipelines, size, samples));
        }
        if let Some(target) = &self.target {
            target.draw(queue, encoder, &self.pipelines, frame);
            self.shown = Some(frame.clone());
        }
    }

    /// Copies the prepared picture into the window's pass, whose viewport is the picture's place.
    pub fn paint(&self, pass: &mut wgpu::RenderPass<'_>) {
        if let Some(target) = &self.target {
            target.blit(pass, &self.pipelines);
        }
    }

    /// Asks what lies at a place in pixels from the upper left of the frame, y down.
    ///
    /// Draws eleven by eleven pixels around the place and submits them; the answer comes through
    /// [`PickRequest::poll`] some time later. An edge wins over the faces it lies on.
    pub fn pick(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        frame: &Frame,
        place: [f32; 2],
    ) -> PickRequest {
        pick::start(device, queue, &self.pipelines, frame, place)
    }
}

#[cfg(test)]
mod tests;
