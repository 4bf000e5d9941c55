//! The picture of the part inside egui: camera, picking, and the two halves of the paint callback.

use std::sync::Arc;

use base::{Bounds, Build};
use egui::{PointerButton, Sense, Ui};
use egui_wgpu::{CallbackResources, CallbackTrait, RenderState, ScreenDescriptor};
use render::gpu::{
    Frame, GpuMesh, Look, PartMesh, Pick, PickRequest, Picked, Quality, Scene, Sides, ViewportRenderer,
};
use render::orbit::{Motion, OrbitCamera};
use render::views::StandardView;

use crate::theme::Palette;

/// How strongly one notch of the wheel zooms.
const WHEEL_ZOOM: f32 = 0.0035;

/// Opacity of a part that belongs to an older program.
const STALE_OPACITY: f32 = 0.6;

/// The viewport of the window.
pub(crate) struct Viewport {
    state: Option<RenderState>,
    camera: OrbitCamera,
    mesh: Option<Arc<GpuMesh>>,
    bounds: Option<Bounds>,
    selection: Option<Pick>,
    pick: Option<PickRequest>,
    /// Whether a part was ever shown; the first one is fitted.
    has_shown: bool,
}

impl Viewport {
    /// A viewport on the graphics state of the window; without one it says so in its place.
    pub(crate) fn new(state: Option<RenderState>) -> Self {
        if let Some(state) = &state {
            let renderer = ViewportRenderer::new(&state.device, state.target_format);
            state.renderer.write().callback_resources.insert(renderer);
        }
        Self {
            state,
            camera: OrbitCamera::default(),
            mesh: None,
            bounds: None,
            selection: None,
            pick: None,
            has_shown: false,
        }
    }

    /// Shows the parts of a build; the camera stays, but for the first part.
    pub(crate) fn show_build(&mut self, build: &Build) {
        let parts: Vec<PartMesh<'_>> = build
            .parts
            .iter()
            .filter_map(|part| Some(PartMesh { mesh: part.mesh.as_deref()?, color: part.color }))
            .collect();
        let bounds = parts.iter().filter_map(|p| p.mesh.bounds()).reduce(|a, b| a.union(&b));
        let Some(bounds) = bounds else { return };
        self.mesh = self.state.as_ref().map(|s| Arc::new(GpuMesh::new(&s.device, &parts, Sides::default())));
        self.bounds = Some(bounds);
        self.selection = None;
        if self.has_shown {
            self.camera.set_scene(&bounds);
        } else {
            self.camera.fit(&bounds, Motion::Jump);
            self.has_shown = true;
        }
    }

    /// Brings the whole part into view.
    pub(crate) fn fit(&mut self) {
        if let Some(bounds) = &self.bounds {
            self.camera.fit(bounds, Motion::Glide);
        }
    }

    /// Looks from a standard side.
    pub(crate) fn look_from(&mut self, view: StandardView) {
        if let Some(bounds) = &self.bounds {
            self.camera.look(view, bounds, Motion::Glide);
        }
    }

    /// Nothing is selected any more.
    pub(crate) fn clear_selection(&mut self) {
        self.selection = None;
    }

    /// What is selected, in words; `None` when nothing is.
    pub(crate) fn selection_text(&self) -> Option<String> {
        let pick = self.selection?;
        let what = match pick.picked {
            Picked::Face { face, .. } => format!("face {face}"),
            Picked::Edge { edge, .. } => format!("edge {edge}"),
        };
        let [x, y, z] = pick.point.map(|v| base::units::digits(f64::from(v)));
        Some(format!("{what} at ({x}, {y}, {z}) mm"))
    }

    /// The viewport in all of the space that is left.
    pub(crate) fn ui(&mut self, ui: &mut Ui, palette: &Palette, is_stale: bool) {
        let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Canvas, true, "3D viewport"));
        self.camera.set_size(rect.width(), rect.height());
        let is_moving = self.steer(ui, &response);
        let Some(state) = self.state.clone() else {
            let text = "No graphics adapter: the part cannot be drawn";
            let font = egui::FontId::proportional(13.0);
            ui.painter().rect_filled(rect, 0.0, palette.ground);
            ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, text, font, palette.weak);
            return;
        };
        let pixels_per_point = ui.ctx().pixels_per_point();
        let [width, height] =
            [rect.width(), rect.height()].map(|side| (side * pixels_per_point).round().max(1.0) as u32);
        let look = if ui.visuals().dark_mode { Look::dark() } else { Look::light() };
        let frame = Frame {
            view: self.camera.view(width, height),
            look: look.scaled(pixels_per_point),
            scene: Scene {
                mesh: self.mesh.clone(),
                selection: self.selection.iter().map(|p| p.picked).collect(),
                opacity: if is_stale { STALE_OPACITY } else { 1.0 },
                ..Scene::default()
            },
            quality: if is_moving { Quality::Moving } else { Quality::Still },
        };
        self.select(&state, &response, &frame, pixels_per_point);
        ui.painter().add(egui_wgpu::Callback::new_paint_callback(rect, Paint(frame)));
        if is_moving {
            ui.ctx().request_repaint();
        }
    }

    /// Turns drags and the wheel into motion of the camera. Returns whether it is moving.
    fn steer(&mut self, ui: &Ui, response: &egui::Response) -> bool {
        let drag = response.drag_delta();
        let shift = ui.input(|i| i.modifiers.shift);
        let is_panning = response.dragged_by(PointerButton::Middle)
            || response.dragged_by(PointerButton::Secondary)
            || (shift && response.dragged_by(PointerButton::Primary));
        if is_panning {
            self.camera.pan(drag.x, drag.y);
        } else if response.dragged_by(PointerButton::Primary) {
            self.camera.orbit(drag.x, drag.y);
        }
        let mut is_zooming = false;
        if let Some(cursor) = response.hover_pos() {
            let (scroll, pinch) = ui.input(|i| (i.smooth_scroll_delta().y, i.zoom_delta()));
            let factor = (scroll * WHEEL_ZOOM).exp() * pinch;
            if factor != 1.0 {
                let place = cursor - response.rect.min;
                self.camera.zoom([place.x, place.y], factor);
                is_zooming = true;
            }
        }
        if response.double_clicked() {
            self.fit();
        }
        let is_gliding = self.camera.advance(ui.input(|i| i.stable_dt).min(0.1));
        is_gliding || is_zooming || (response.dragged() && drag != egui::Vec2::ZERO)
    }

    /// Asks what a click hit, and takes the answer when it is there.
    fn select(
        &mut self,
        state: &RenderState,
        response: &egui::Response,
        frame: &Frame,
        pixels_per_point: f32,
    ) {
        if response.clicked()
            && let Some(cursor) = response.interact_pointer_pos()
        {
            let place = (cursor - response.rect.min) * pixels_per_point;
            let renderer = state.renderer.read();
            self.pick = renderer
                .callback_resources
                .get::<ViewportRenderer>()
                .map(|r| r.pick(&state.device, &state.queue, frame, [place.x, place.y]));
        }
        if let Some(answer) = self.pick.as_ref().and_then(|pick| pick.poll(&state.device)) {
            self.selection = answer;
            self.pick = None;
        }
        if self.pick.is_some() {
            response.ctx.request_repaint();
        }
    }
}

/// Draws one frame of the viewport.
struct Paint(Frame);

impl CallbackTrait for Paint {
    fn prepare(
        &self,
        device: &wgpu::Device,
        queue: &wgpu::Queue,
        _screen: &ScreenDescriptor,
        encoder: &mut wgpu::CommandEncoder,
        resources: &mut CallbackResources,
    ) -> Vec<wgpu::CommandBuffer> {
        if let Some(renderer) = resources.get_mut::<ViewportRenderer>() {
            renderer.prepare(device, queue, encoder, &self.0);
        }
        Vec::new()
    }

    fn paint(
        &self,
        _info: egui::PaintCallbackInfo,
        pass: &mut wgpu::RenderPass<'static>,
        resources: &CallbackResources,
    ) {
        if let Some(renderer) = resources.get::<ViewportRenderer>() {
            renderer.paint(pass);
        }
    }
}
