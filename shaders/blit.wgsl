// Copies the finished picture, pixel by pixel, into the pass of the window.
@group(0) @binding(0) var picture: texture_2d<f32>;

struct Corner {
    @builtin(position) clip: vec4<f32>,
    @location(0) place: vec2<f32>,
};

@vertex
fn vs_main(@builtin(vertex_index) index: u32) -> Corner {
    let corner = vec2<f32>(f32((index << 1u) & 2u), f32(index & 2u));
    var out: Corner;
    out.clip = vec4<f32>(corner.x * 2.0 - 1.0, 1.0 - corner.y * 2.0, 0.0, 1.0);
    out.place = corner;
    return out;
}

fn pixel(place: vec2<f32>) -> vec4<f32> {
    let size = vec2<f32>(textureDimensions(picture));
    let at = clamp(place * size, vec2<f32>(0.0), size - 1.0);
    return textureLoad(picture, vec2<u32>(at), 0);
}

@fragment
fn fs_main(in: Corner) -> @location(0) vec4<f32> {
    return pixel(in.place);
}

// For targets that store linear light and encode it themselves.
@fragment
fn fs_linear(in: Corner) -> @location(0) vec4<f32> {
    let color = pixel(in.place);
    let low = color.rgb / 12.92;
    let high = pow((color.rgb + 0.055) / 1.055, vec3<f32>(2.4));
    return vec4<f32>(select(high, low, color.rgb <= vec3<f32>(0.04045)), color.a);
}
