import cadquery as cq

# one-piece clamp collar
bore_diameter = 20.0
outer_diameter = 40.0
width = 15.0
slit_width = 2.0
screw_x = 15.0
screw_clearance = 5.5
screw_tap = 4.2

collar = (
    cq.Workplane("XY").circle(outer_diameter / 2).circle(bore_diameter / 2).extrude(width)
)
slit = cq.Workplane("XY").box(
    outer_diameter, slit_width, width, centered=(False, True, False)
)
screw_plane = cq.Workplane("XZ", origin=(screw_x, 0, width / 2))
clearance = screw_plane.circle(screw_clearance / 2).extrude(-outer_diameter)
tapped = screw_plane.circle(screw_tap / 2).extrude(outer_diameter)

result = collar.cut(slit).cut(clearance).cut(tapped)
