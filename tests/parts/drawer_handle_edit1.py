import cadquery as cq

# straight bow handle, screwed on from behind
hole_spacing = 160.0
leg_thickness = 12.0
depth = 12.0
height = 30.0
grip_thickness = 9.0
outer_radius = 10.0
inner_radius = 6.0
thread_drill = 3.3
thread_depth = 15.0

length = hole_spacing + leg_thickness
clear_length = length - 2 * leg_thickness
clear_height = height - grip_thickness

body = cq.Workplane("XY").box(length, depth, height, centered=(True, True, False))
body = body.faces(">Z").edges("|Y").fillet(outer_radius)
window = cq.Workplane("XY").box(clear_length, depth, clear_height, centered=(True, True, False))
window = window.faces(">Z").edges("|Y").fillet(inner_radius)
body = body.cut(window)
result = (
    body.faces("<Z")
    .workplane(origin=(0, 0, 0))
    .pushPoints([(-hole_spacing / 2, 0), (hole_spacing / 2, 0)])
    .hole(thread_drill, thread_depth)
)
