import cadquery as cq

# accessory clamp for a handlebar; bar axis is the x axis
bar_diameter = 31.8
ring_diameter = 44.0
width = 22.0
pad_depth = 32.0
pad_top = 26.0
pad_hole = 4.2
pad_hole_depth = 8.0
pad_hole_spacing = 18.0
ear_reach = 38.0
ear_height = 17.0
slit_width = 3.0
bolt_y = 30.0
bolt_hole = 5.5
nut_across_flats = 8.0
nut_depth = 4.0

ring = cq.Workplane("YZ").circle(ring_diameter / 2).extrude(width / 2, both=True)
pad = cq.Workplane("XY").box(width, pad_depth, pad_top, centered=(True, True, False))
ears = cq.Workplane("XY").box(width, ear_reach, ear_height, centered=(True, False, True))
body = ring.union(pad).union(ears)

bar = cq.Workplane("YZ").circle(bar_diameter / 2).extrude(width / 2, both=True)
slit = cq.Workplane("XY").box(width, ear_reach, slit_width, centered=(True, False, True))
body = body.cut(bar).cut(slit)

bolt = (
    cq.Workplane("XY", origin=(0, bolt_y, -ear_height / 2))
    .circle(bolt_hole / 2)
    .extrude(ear_height)
)
nut = (
    cq.Workplane("XY", origin=(0, bolt_y, -ear_height / 2))
    .polygon(6, nut_across_flats, circumscribed=True)
    .extrude(nut_depth)
)
pad_holes = (
    cq.Workplane("XY", origin=(0, 0, pad_top - pad_hole_depth))
    .rarray(1, pad_hole_spacing, 1, 2)
    .circle(pad_hole / 2)
    .extrude(pad_hole_depth)
)
result = body.cut(bolt).cut(nut).cut(pad_holes)
