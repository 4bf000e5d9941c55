// The grid on the plane z = 0 with the lines of X and Y, fading with distance and at flat angles.
struct Corner {
    @builtin(position) clip: vec4<f32>,
    @location(0) world: vec3<f32>,
};

@vertex
fn vs_main(@builtin(vertex_index) index: u32) -> Corner {
    var corners = array<vec2<f32>, 6>(
        vec2<f32>(-1.0, -1.0), vec2<f32>(1.0, -1.0), vec2<f32>(1.0, 1.0),
        vec2<f32>(-1.0, -1.0), vec2<f32>(1.0, 1.0), vec2<f32>(-1.0, 1.0),
    );
    let world = vec3<f32>(view.grid_place.zw + corners[index] * view.grid_place.y, 0.0);
    // Pushed away from the eye, so that a part standing on the plane hides it.
    let pushed = view.clip_from_world * vec4<f32>(world - to_eye(world) * pixel_mm(world) * 2.0, 1.0);
    var out: Corner;
    out.clip = view.clip_from_world * vec4<f32>(world, 1.0);
    if pushed.w > 1e-4 {
        out.clip.z = pushed.z / pushed.w * out.clip.w;
    }
    out.world = world;
    return out;
}

// How much of a pixel lies on lines this far apart; nothing where they crowd.
fn lines(place: vec2<f32>, spacing: f32, footprint: vec2<f32>) -> f32 {
    let step = footprint / spacing;
    let off = abs(fract(place / spacing - 0.5) - 0.5) / max(step, vec2<f32>(1e-6));
    let each = saturate(1.0 - off) * saturate(1.0 - step * 3.0);
    return max(each.x, each.y);
}

fn axis(across: f32, footprint: f32) -> f32 {
    return clamp(1.25 - abs(across) / max(footprint, 1e-6), 0.0, 1.0);
}

@fragment
fn fs_main(in: Corner) -> @location(0) vec4<f32> {
    let place = in.world.xy;
    let footprint = fwidth(place);
    let spacing = view.grid_place.x;
    let far = length(place - view.grid_place.zw) / view.grid_place.y;
    let flat_angle = smoothstep(0.02, 0.22, abs(to_eye(in.world).z));
    let fade = pow(clamp(1.0 - far, 0.0, 1.0), 1.5) * flat_angle;
    let minor = lines(place, spacing, footprint) * 0.30 * view.grid.w;
    let major = lines(place, spacing * 10.0, footprint) * 0.62;
    var color = view.grid.rgb;
    var alpha = max(minor, major);
    let on_x = axis(place.y, footprint.y);
    let on_y = axis(place.x, footprint.x);
    color = mix(color, view.axis_x.rgb, on_x);
    color = mix(color, view.axis_y.rgb, on_y * (1.0 - on_x));
    alpha = max(alpha, max(on_x, on_y) * 0.85) * fade;
    return vec4<f32>(color * alpha, alpha);
}
