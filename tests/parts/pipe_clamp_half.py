import cadquery as cq

# one half of a pipe clamp; the mating face is z = 0, the pipe runs along y
pipe_diameter = 32.0
wall = 5.0
width = 25.0
clamp_gap = 1.0
ear_length = 80.0
ear_thickness = 6.0
bolt_spacing = 62.0
bolt_hole = 6.6

outer_radius = pipe_diameter / 2 + wall
saddle = (
    cq.Workplane("XZ").center(0, -clamp_gap).circle(outer_radius).extrude(width / 2, both=True)
)
ears = cq.Workplane("XY").box(ear_length, width, ear_thickness, centered=(True, True, False))
above = cq.Workplane("XY").box(ear_length, width, 2 * outer_radius, centered=(True, True, False))
bore = (
    cq.Workplane("XZ").center(0, -clamp_gap).circle(pipe_diameter / 2).extrude(width / 2, both=True)
)
half = saddle.union(ears).intersect(above).cut(bore)
bolts = (
    cq.Workplane("XY")
    .pushPoints([(-bolt_spacing / 2, 0), (bolt_spacing / 2, 0)])
    .circle(bolt_hole / 2)
    .extrude(ear_thickness)
)
result = half.cut(bolts)
