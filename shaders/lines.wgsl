// Edges: each piece of a polyline is one instance, a rectangle a little wider than the line, whose
// fragments fade with their distance from it. Vertices 0..6 draw all pieces; vertices 6..12 draw the
// marked ones only, so that these can be drawn once more over the others.
struct Corner {
    @builtin(position) clip: vec4<f32>,
    // From the middle of the line, in pixels.
    @location(0) across: f32,
    @location(1) @interpolate(flat) half_width: f32,
    @location(2) @interpolate(flat) edge: u32,
    @location(3) @interpolate(flat) highlight: u32,
};

// Nearer than this, in clip space, a piece is cut off.
const NEAR: f32 = 1e-4;
// How far lines are pulled towards the eye, in pixels' worth of millimetres.
const PULL_PX: f32 = 2.5;

@vertex
fn vs_main(
    @builtin(vertex_index) vertex: u32,
    @location(0) start: vec3<f32>,
    @location(1) end: vec3<f32>,
    @location(2) edge: u32,
) -> Corner {
    let index = vertex % 6u;
    var ends = array<f32, 6>(0.0, 1.0, 1.0, 0.0, 1.0, 0.0);
    var sides = array<f32, 6>(-1.0, -1.0, 1.0, -1.0, 1.0, 1.0);
    var from_world = start;
    var to_world = end;
    var from_clip = view.clip_from_world * vec4<f32>(start, 1.0);
    var to_clip = view.clip_from_world * vec4<f32>(end, 1.0);
    if from_clip.w < NEAR && to_clip.w > NEAR {
        let t = (NEAR - from_clip.w) / (to_clip.w - from_clip.w);
        from_clip = mix(from_clip, to_clip, t);
        from_world = mix(from_world, to_world, t);
    } else if to_clip.w < NEAR && from_clip.w > NEAR {
        let t = (NEAR - to_clip.w) / (from_clip.w - to_clip.w);
        to_clip = mix(to_clip, from_clip, t);
        to_world = mix(to_world, from_world, t);
    }
    let half_size = view.size.xy * 0.5;
    let from_px = from_clip.xy / from_clip.w * half_size;
    let to_px = to_clip.xy / to_clip.w * half_size;
    var along = to_px - from_px;
    let length_px = length(along);
    along = select(vec2<f32>(1.0, 0.0), along / max(length_px, 1e-6), length_px > 1e-6);
    let across = vec2<f32>(-along.y, along.x);

    let marked = highlight(EDGE, edge);
    let half_width = view.size.z * select(1.0, 1.9, marked != 0u);
    let reach = half_width + 1.0;
    let at_end = ends[index] > 0.5;
    let world = select(from_world, to_world, at_end);
    let clip = select(from_clip, to_clip, at_end);
    let offset = across * sides[index] * reach;
    // Pulled towards the eye for its depth only: the line lies on its faces, those behind stay hidden.
    let pulled = view.clip_from_world * vec4<f32>(world + to_eye(world) * pixel_mm(world) * PULL_PX, 1.0);

    var out: Corner;
    out.clip = vec4<f32>(clip.xy + offset / half_size * clip.w, pulled.z / pulled.w * clip.w, clip.w);
    if vertex >= 6u && marked == 0u {
        // Outside of the picture.
        out.clip = vec4<f32>(2.0, 2.0, 0.0, 1.0);
    }
    out.across = sides[index] * reach;
    out.half_width = half_width;
    out.edge = edge;
    out.highlight = marked;
    return out;
}

fn coverage(in: Corner) -> f32 {
    return clamp(in.half_width + 0.5 - abs(in.across), 0.0, 1.0);
}

@fragment
fn fs_main(in: Corner) -> @location(0) vec4<f32> {
    let alpha = coverage(in) * mix(0.35, 1.0, view.part.w);
    if alpha <= 0.0 {
        discard;
    }
    let color = select(view.edge.rgb, view.accent.rgb, in.highlight != 0u);
    return vec4<f32>(color * alpha, alpha);
}

@fragment
fn fs_id(in: Corner) -> @location(0) vec4<u32> {
    if coverage(in) < 0.5 {
        discard;
    }
    return vec4<u32>(EDGE, in.edge, bitcast<u32>(in.clip.z), 0u);
}
