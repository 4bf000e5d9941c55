// The ground: a soft vertical gradient, dithered so that it shows no bands.
@vertex
fn vs_main(@builtin(vertex_index) index: u32) -> @builtin(position) vec4<f32> {
    let corner = vec2<f32>(f32((index << 1u) & 2u), f32(index & 2u));
    return vec4<f32>(corner * 2.0 - 1.0, 1.0, 1.0);
}

@fragment
fn fs_main(@builtin(position) place: vec4<f32>) -> @location(0) vec4<f32> {
    // Interleaved gradient noise, after Jimenez, "Next generation post processing" (2014).
    let noise = fract(52.9829189 * fract(dot(place.xy, vec2<f32>(0.06711056, 0.00583715))));
    return vec4<f32>(ground(place.y) + (noise - 0.5) / 255.0, 1.0);
}
