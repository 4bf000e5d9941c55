// The shaded part, and its faces in the id target.
struct Corner {
    @builtin(position) clip: vec4<f32>,
    @location(0) world: vec3<f32>,
    @location(1) normal: vec3<f32>,
    // rgb; w: 1 where the part has its own colour.
    @location(2) color: vec4<f32>,
    @location(3) @interpolate(flat) face: u32,
    @location(4) @interpolate(flat) highlight: u32,
};

@vertex
fn vs_main(
    @location(0) position: vec3<f32>,
    @location(1) normal: vec3<f32>,
    @location(2) color: vec4<f32>,
    @location(3) face: u32,
) -> Corner {
    var out: Corner;
    out.clip = view.clip_from_world * vec4<f32>(position, 1.0);
    out.world = position;
    out.normal = normal;
    out.color = color;
    out.face = face;
    out.highlight = highlight(FACE, face);
    return out;
}

@fragment
fn fs_main(in: Corner, @builtin(front_facing) is_front: bool) -> @location(0) vec4<f32> {
    let outward = select(-1.0, 1.0, is_front);
    let normal = normalize(in.normal) * outward;
    let eye = to_eye(in.world);
    let facing = dot(normal, eye);
    let toward_light = vec3<f32>(-0.43, 0.53, 0.73);
    let in_view = vec3<f32>(
        dot(normal, view.right.xyz),
        dot(normal, view.up.xyz),
        -dot(normal, view.forward.xyz),
    );

    var base = mix(view.part.rgb, in.color.rgb, in.color.w);
    if (in.highlight & 2u) != 0u {
        base = mix(base, view.accent.rgb, view.accent.w);
    }
    if (in.highlight & 1u) != 0u {
        base = min(base * 1.06 + 0.05, vec3<f32>(1.0));
    }
    // Warm key from the upper left of the eye, cool fill from the lower right, sky by the normal.
    let key = max(dot(in_view, toward_light), 0.0);
    let fill = max(dot(in_view, vec3<f32>(0.77, -0.24, 0.59)), 0.0);
    let sky = 0.5 + 0.5 * normal.z;
    let light = view.sky.rgb * mix(0.62, 1.0, sky) + view.key.rgb * key + view.fill.rgb * fill;
    let axes = mat3x3<f32>(view.right.xyz, view.up.xyz, -view.forward.xyz);
    let half_way = normalize(eye + normalize(axes * toward_light));
    let gloss = pow(max(dot(normal, half_way), 0.0), 36.0) * 0.07;
    var color = base * light + gloss * view.key.rgb;

    // Where the surface turns away: the square of `facing` falls to 0 evenly towards the contour.
    let toward = max(facing, 0.0);
    let squared = toward * toward;
    let from_contour = squared / max(length(vec2<f32>(dpdx(squared), dpdy(squared))), 1e-6);
    let contour = clamp(view.size.w + 0.5 - from_contour, 0.0, 1.0);
    color = mix(color, view.edge.rgb, contour * view.edge.w * 0.85);
    color = mix(ground(in.clip.y), color, view.part.w);
    return vec4<f32>(color, 1.0);
}

@fragment
fn fs_id(in: Corner) -> @location(0) vec4<u32> {
    return vec4<u32>(FACE, in.face, bitcast<u32>(in.clip.z), 0u);
}
