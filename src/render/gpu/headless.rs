//! A graphics device without a window, for tests and for pictures from the command line.

use std::time::Duration;

use image::RgbaImage;

use super::pipelines::{COLOR, Pipelines};
use super::targets::{Target, copy_out};
use super::{Frame, PickRequest, pick};
use crate::Error;

/// A device of its own with the pipelines of the viewport.
pub struct Headless {
    device: wgpu::Device,
    queue: wgpu::Queue,
    pipelines: Pipelines,
    name: String,
}

impl Headless {
    /// Opens the first adapter there is, a software one if need be.
    ///
    /// # Errors
    /// When there is no adapter, or it gives no device.
    pub fn new() -> Result<Self, Error> {
        let mut descriptor = wgpu::InstanceDescriptor::new_without_display_handle_from_env();
        descriptor.backends = descriptor.backends.intersection(wgpu::Backends::PRIMARY);
        let instance = wgpu::Instance::new(descriptor);
        let adapter = pollster::block_on(instance.request_adapter(&wgpu::RequestAdapterOptions::default()))
            .map_err(|error| Error::NoAdapter { reason: error.to_string() })?;
        let name = adapter.get_info().name;
        let (device, queue) = pollster::block_on(adapter.request_device(&wgpu::DeviceDescriptor {
            label: Some("headless"),
            ..wgpu::DeviceDescriptor::default()
        }))
        .map_err(|error| Error::NoAdapter { reason: format!("{name} gives no device: {error}") })?;
        Ok(Self { pipelines: Pipelines::new(&device, COLOR), device, queue, name })
    }

    /// The device, to upload meshes to.
    pub fn device(&self) -> &wgpu::Device {
        &self.device
    }

    /// The queue of the device.
    pub fn queue(&self) -> &wgpu::Queue {
        &self.queue
    }

    /// The name of the adapter.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Draws a frame and reads it back.
    ///
    /// # Errors
    /// When the device fails or takes longer than half a minute.
    pub fn draw(&self, frame: &Frame) -> Result<RgbaImage, Error> {
        let failed = |reason: String| Error::Device { reason };
        let target = Target::new(&self.device, &self.pipelines, frame.view.size, frame.quality.samples());
        let mut encoder = self.device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
        target.draw(&self.queue, &mut encoder, &self.pipelines, frame);
        let (buffer, row) = copy_out(&self.device, &mut encoder, &target.picture, 4);
        let submission = self.queue.submit([encoder.finish()]);
        // The outcome shows when the range is asked for.
        buffer.map_async(wgpu::MapMode::Read, .., |_| ());
        self.device
            .poll(wgpu::PollType::Wait {
                submission_index: Some(submission),
                timeout: Some(Duration::from_secs(30)),
            })
            .map_err(|error| failed(error.to_string()))?;
        let bytes = buffer.get_mapped_range(..).map_err(|error| failed(error.to_string()))?;
        let [width, height] = frame.view.size;
        let pixels =
            bytes.chunks_exact(row as usize).flat_map(|line| &line[..width as usize * 4]).copied().collect();
        RgbaImage::from_raw(width, height, pixels).ok_or_else(|| failed("too few bytes came back".to_owned()))
    }

    /// Asks what lies at a place: see [`super::ViewportRenderer::pick`].
    pub fn pick(&self, frame: &Frame, place: [f32; 2]) -> PickRequest {
        pick::start(&self.device, &self.queue, &self.pipelines, frame, place)
    }
}
