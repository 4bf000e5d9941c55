//! Pictures through a software adapter; where a machine has none, the tests say so and pass.

use std::sync::LazyLock;

use super::*;
use crate::orbit::{Lens, Motion, OrbitCamera};
use crate::test_meshes;
use crate::views::StandardView;

/// One device for all tests.
static DEVICE: LazyLock<Option<Headless>> = LazyLock::new(|| match Headless::new() {
    Ok(headless) => Some(headless),
    Err(error) => {
        eprintln!("no pictures are tested: {error}");
        None
    }
});

const SIZE: u32 = 128;

fn frame(headless: &Headless, mesh: &base::Mesh, view: StandardView, lens: Lens) -> Frame {
    let bounds = mesh.bounds().expect("the mesh has vertices");
    let mut camera = OrbitCamera::default();
    camera.set_size(SIZE as f32, SIZE as f32);
    camera.set_lens(lens);
    camera.look(view, &bounds, Motion::Jump);
    let parts = [PartMesh { mesh, color: None }];
    let mesh = Arc::new(GpuMesh::new(headless.device(), &parts, Sides::Outer));
    Frame {
        view: camera.view(SIZE, SIZE),
        look: Look::dark(),
        scene: Scene { mesh: Some(mesh), has_grid: false, ..Scene::default() },
        quality: Quality::Still,
    }
}

fn brightness(picture: &image::RgbaImage, x: u32, y: u32) -> f32 {
    picture.get_pixel(x, y).0[..3].iter().map(|&v| f32::from(v)).sum::<f32>() / 3.0
}

#[test]
fn a_cube_is_the_brightest_thing_on_a_dark_ground() {
    let Some(headless) = DEVICE.as_ref() else { return };
    let mesh = test_meshes::cube(10.0);
    for quality in [Quality::Moving, Quality::Still] {
        let frame = Frame { quality, ..frame(headless, &mesh, StandardView::Iso, Lens::Perspective) };
        let picture = headless.draw(&frame).expect("the device draws");
        let (top, front, right) =
            (brightness(&picture, 64, 40), brightness(&picture, 44, 84), brightness(&picture, 84, 84));
        let ground = brightness(&picture, 2, 64);
        assert!(top > front + 8.0 && front > right + 8.0, "top {top}, front {front}, right {right}");
        assert!(right > ground + 30.0 && ground < 45.0, "right {right}, ground {ground}");
        // The gradient runs from the upper to the lower colour, dithered.
        let [top, bottom] = [0, SIZE - 1].map(|y| brightness(&picture, 1, y));
        assert!((top - 40.3).abs() < 2.0 && (bottom - 30.3).abs() < 2.0, "{top} to {bottom}");
        // Edges are dark: somewhere between front and right faces there is one.
        let darkest = (54..74).map(|x| brightness(&picture, x, 84)).fold(255.0, f32::min);
        assert!(darkest < 60.0, "the edge between the faces: {darkest}");
    }
}

#[test]
fn the_same_frame_gives_the_same_picture() {
    let Some(headless) = DEVICE.as_ref() else { return };
    let frame = frame(headless, &test_meshes::cube(10.0), StandardView::Iso, Lens::Orthographic);
    let [a, b] = [0, 1].map(|_| headless.draw(&frame).expect("the device draws"));
    assert_eq!(a, b);
}

#[test]
fn hover_and_selection_change_their_face_only() {
    let Some(headless) = DEVICE.as_ref() else { return };
    let mesh = test_meshes::cube(10.0);
    let plain = frame(headless, &mesh, StandardView::Iso, Lens::Perspective);
    let mut marked = plain.clone();
    marked.scene.selection = vec![Picked::Face { part: 0, face: 5 }];
    marked.scene.hover = Some(Picked::Face { part: 0, face: 2 });
    let [before, after] = [&plain, &marked].map(|f| headless.draw(f).expect("the device draws"));
    let blueness = |p: &image::RgbaImage| {
        let [r, _, b, _] = p.get_pixel(64, 40).0;
        f32::from(b) - f32::from(r)
    };
    assert!(blueness(&after) > blueness(&before) + 50.0);
    assert!(brightness(&after, 44, 84) > brightness(&before, 44, 84) + 8.0);
    assert_eq!(after.get_pixel(84, 84), before.get_pixel(84, 84));
}

#[test]
fn opacity_lets_the_ground_through() {
    let Some(headless) = DEVICE.as_ref() else { return };
    let mut frame = frame(headless, &test_meshes::cube(10.0), StandardView::Front, Lens::Perspective);
    let full = brightness(&headless.draw(&frame).expect("the device draws"), 64, 64);
    frame.scene.opacity = 0.5;
    let half = brightness(&headless.draw(&frame).expect("the device draws"), 64, 64);
    assert!((half - (full + 35.0) / 2.0).abs() < 4.0, "{half} of {full}");
}

#[test]
fn picking_finds_faces_edges_and_nothing() {
    let Some(headless) = DEVICE.as_ref() else { return };
    let mesh = test_meshes::cube(10.0);
    let faces = [
        (StandardView::Left, 0),
        (StandardView::Right, 1),
        (StandardView::Front, 2),
        (StandardView::Back, 3),
        (StandardView::Bottom, 4),
        (StandardView::Top, 5),
    ];
    for lens in [Lens::Perspective, Lens::Orthographic] {
        for (view, face) in faces {
            let frame = frame(headless, &mesh, view, lens);
            let pick = headless.pick(&frame, [64.0, 64.0]).wait(headless.device()).expect("a face is hit");
            assert_eq!(pick.picked, Picked::Face { part: 0, face }, "{view:?}, {lens:?}");
            let at = glam::Vec3::from(pick.point);
            assert!((at.length() - 5.0).abs() < 0.2, "{view:?}, {lens:?}: {at}");
        }
        let frame = frame(headless, &mesh, StandardView::Front, lens);
        assert_eq!(headless.pick(&frame, [3.0, 3.0]).wait(headless.device()), None);
        // Beside the right side of the front face lies the edge along it.
        let right = frame.view.pixel_from_world(glam::vec3(5.0, -5.0, 1.0)).expect("before the eye");
        let pick = headless.pick(&frame, [right[0] - 2.0, right[1]]).wait(headless.device());
        let pick = pick.expect("an edge is hit");
        let Picked::Edge { part: 0, edge } = pick.picked else { panic!("{pick:?} is no edge") };
        let points = &mesh.edges[edge as usize].points;
        assert!(points.iter().all(|p| p[0] == 5.0 && p[1] == -5.0), "{points:?}");
    }
}

#[test]
fn parts_keep_their_colours_and_numbers() {
    let Some(headless) = DEVICE.as_ref() else { return };
    let left = test_meshes::block([-10.0, -5.0, -5.0], [-1.0, 5.0, 5.0]);
    let right = test_meshes::block([1.0, -5.0, -5.0], [10.0, 5.0, 5.0]);
    let parts =
        [PartMesh { mesh: &left, color: Some([1.0, 0.0, 0.0, 1.0]) }, PartMesh { mesh: &right, color: None }];
    let mut whole = left.clone();
    whole.append(&right);
    let mut frame = frame(headless, &whole, StandardView::Front, Lens::Orthographic);
    frame.scene.mesh = Some(Arc::new(GpuMesh::new(headless.device(), &parts, Sides::Both)));
    let picture = headless.draw(&frame).expect("the device draws");
    let [red, green, ..] = picture.get_pixel(40, 64).0;
    assert!(red > 150 && green < 60, "the left part is red: {red}, {green}");
    let pick = headless.pick(&frame, [90.0, 64.0]).wait(headless.device()).expect("the right part is hit");
    assert_eq!(pick.picked, Picked::Face { part: 1, face: 2 });
}

#[test]
fn an_empty_scene_and_an_empty_mesh_are_drawn() {
    let Some(headless) = DEVICE.as_ref() else { return };
    let mut frame = frame(headless, &test_meshes::cube(10.0), StandardView::Iso, Lens::Perspective);
    frame.scene.mesh = None;
    frame.scene.has_grid = true;
    headless.draw(&frame).expect("the grid alone is drawn");
    let empty = base::Mesh::default();
    let parts = [PartMesh { mesh: &empty, color: None }];
    frame.scene.mesh = Some(Arc::new(GpuMesh::new(headless.device(), &parts, Sides::Both)));
    headless.draw(&frame).expect("nothing is drawn");
    assert_eq!(headless.pick(&frame, [64.0, 64.0]).wait(headless.device()), None);
}

/// What a window shows after it has prepared and painted a frame.
fn painted(headless: &Headless, renderer: &mut ViewportRenderer, frame: &Frame) -> Vec<u8> {
    let (device, queue) = (headless.device(), headless.queue());
    let usage = wgpu::TextureUsages::RENDER_ATTACHMENT | wgpu::TextureUsages::COPY_SRC;
    let window = targets::texture(device, [SIZE, SIZE], 1, wgpu::TextureFormat::Rgba8Unorm, usage);
    let mut encoder = device.create_command_encoder(&wgpu::CommandEncoderDescriptor::default());
    renderer.prepare(device, queue, &mut encoder, frame);
    {
        let view = targets::view(&window);
        let mut pass = encoder.begin_render_pass(&wgpu::RenderPassDescriptor {
            color_attachments: &[Some(wgpu::RenderPassColorAttachment {
                view: &view,
                depth_slice: None,
                resolve_target: None,
                ops: wgpu::Operations::default(),
            })],
            ..wgpu::RenderPassDescriptor::default()
        });
        renderer.paint(&mut pass);
    }
    let (buffer, row) = targets::copy_out(device, &mut encoder, &window, 4);
    assert_eq!(row, SIZE * 4, "rows of 128 pixels need no padding");
    queue.submit([encoder.finish()]);
    buffer.map_async(wgpu::MapMode::Read, .., |_| ());
    device.poll(wgpu::PollType::wait_indefinitely()).expect("the device answers");
    buffer.get_mapped_range(..).expect("the picture came back").to_vec()
}

#[test]
fn the_window_shows_each_frame_pixel_by_pixel() {
    let Some(headless) = DEVICE.as_ref() else { return };
    let still = frame(headless, &test_meshes::cube(10.0), StandardView::Iso, Lens::Perspective);
    let mut renderer = ViewportRenderer::new(headless.device(), wgpu::TextureFormat::Rgba8Unorm);
    let mut marked = still.clone();
    marked.scene.selection.push(Picked::Edge { part: 0, edge: 3 });
    let mut moved = still.clone();
    moved.view = frame(headless, &test_meshes::cube(10.0), StandardView::Front, Lens::Perspective).view;
    moved.quality = Quality::Moving;
    for frame in [&still, &still, &marked, &moved, &still] {
        let expected = headless.draw(frame).expect("the device draws");
        assert!(painted(headless, &mut renderer, frame) == expected.into_raw());
    }
    // A careful picture serves while something else moves.
    let hasty = Frame { quality: Quality::Moving, ..still.clone() };
    let expected = headless.draw(&still).expect("the device draws");
    assert!(painted(headless, &mut renderer, &hasty) == expected.into_raw());
}

#[test]
fn windows_that_encode_colours_themselves_are_served() {
    let Some(headless) = DEVICE.as_ref() else { return };
    // Pipelines are checked when they are made; a wrong shader panics here.
    for format in [wgpu::TextureFormat::Bgra8Unorm, wgpu::TextureFormat::Bgra8UnormSrgb] {
        ViewportRenderer::new(headless.device(), format);
    }
}
