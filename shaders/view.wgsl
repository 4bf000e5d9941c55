// What every pass knows; the layout is that of `Uniform` in src/render/gpu/uniform.rs.
struct View {
    clip_from_world: mat4x4<f32>,
    // xyz: the eye; w: 1 in perspective, 0 with parallel rays.
    eye: vec4<f32>,
    // xyz: unit vectors of the picture in the world; w of `forward`: millimetres a pixel covers,
    // for each millimetre of depth in perspective.
    right: vec4<f32>,
    up: vec4<f32>,
    forward: vec4<f32>,
    // Width, height, half the width of edges, half the width of contours; all in pixels.
    size: vec4<f32>,
    ground_top: vec4<f32>,
    ground_bottom: vec4<f32>,
    // rgb; w: opacity of the part.
    part: vec4<f32>,
    edge: vec4<f32>,
    // rgb; w: how much of it marks a selected face.
    accent: vec4<f32>,
    key: vec4<f32>,
    fill: vec4<f32>,
    sky: vec4<f32>,
    // rgb; w: how much the minor lines are seen.
    grid: vec4<f32>,
    axis_x: vec4<f32>,
    axis_y: vec4<f32>,
    // Spacing of minor lines, radius, and the middle (x, y); all in millimetres.
    grid_place: vec4<f32>,
    // Kind and id under the cursor, number of selected things.
    hover: vec4<u32>,
    // Kind and id of two selected things in each.
    selected: array<vec4<u32>, 32>,
};
@group(0) @binding(0) var<uniform> view: View;

const FACE: u32 = 1u;
const EDGE: u32 = 2u;

// 0: nothing, 1: under the cursor, 2: selected, 3: both.
fn highlight(kind: u32, id: u32) -> u32 {
    var found = 0u;
    if view.hover.x == kind && view.hover.y == id {
        found = 1u;
    }
    for (var i = 0u; i < view.hover.z; i += 1u) {
        let two = view.selected[i / 2u];
        let one = select(two.xy, two.zw, (i & 1u) == 1u);
        if one.x == kind && one.y == id {
            found |= 2u;
        }
    }
    return found;
}

// Unit vector from a point to the eye.
fn to_eye(point: vec3<f32>) -> vec3<f32> {
    return select(-view.forward.xyz, normalize(view.eye.xyz - point), view.eye.w > 0.5);
}

// Millimetres that a pixel covers at a point.
fn pixel_mm(point: vec3<f32>) -> f32 {
    let depth = dot(point - view.eye.xyz, view.forward.xyz);
    return view.forward.w * select(1.0, max(depth, 0.0), view.eye.w > 0.5);
}

fn ground(y: f32) -> vec3<f32> {
    return mix(view.ground_top.rgb, view.ground_bottom.rgb, clamp(y / view.size.y, 0.0, 1.0));
}
