import math
import cadquery as cq

# male dovetail rail on a base bar, slides along y
length = 100.0
base_width = 60.0
base_height = 12.0
dovetail_height = 10.0
dovetail_top = 40.0
dovetail_angle = 60.0
screw_count = 3
screw_pitch = 35.0
screw_hole = 5.5
head_diameter = 10.0
head_depth = 5.5

undercut = dovetail_height / math.tan(math.radians(dovetail_angle))
half_top = dovetail_top / 2
half_neck = half_top - undercut
top = base_height + dovetail_height

rail = (
    cq.Workplane("XZ")
    .polyline([
        (-base_width / 2, 0),
        (base_width / 2, 0),
        (base_width / 2, base_height),
        (half_neck, base_height),
        (half_top, top),
        (-half_top, top),
        (-half_neck, base_height),
        (-base_width / 2, base_height),
    ])
    .close()
    .extrude(length / 2, both=True)
)
result = (
    rail.faces(">Z")
    .workplane(origin=(0, 0, 0))
    .rarray(1, screw_pitch, 1, screw_count)
    .cboreHole(screw_hole, head_diameter, head_depth)
)
