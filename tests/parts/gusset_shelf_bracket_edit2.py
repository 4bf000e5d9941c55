import cadquery as cq

# shelf bracket: arm on z = 0, wall plate at -x, one gusset in the middle
arm_length = 150.0
width = 40.0
thickness = 6.0
wall_height = 120.0
end_radius = 8.0
gusset_thickness = 8.0
gusset_length = 110.0
gusset_height = 90.0
window_diameter = 25.0
window_offset = 30.0
screw_hole = 6.6
screw_spacing_y = 24.0
arm_screw_near = 45.0
arm_screw_far = 130.0
wall_screw_low = 30.0
wall_screw_high = 100.0

wall_x = -arm_length / 2
corner_x = wall_x + thickness

arm = cq.Workplane("XY").box(arm_length, width, thickness, centered=(True, True, False))
arm = arm.edges("|Z and >X").fillet(end_radius)
wall = cq.Workplane("XY").box(
    thickness, width, wall_height, centered=(False, True, False)
).translate((wall_x, 0, 0))
wall = wall.edges("|X and >Z").fillet(end_radius)

gusset = (
    cq.Workplane("XZ", origin=(corner_x, 0, thickness))
    .polyline([(0, 0), (gusset_length, 0), (0, gusset_height)])
    .close()
    .extrude(gusset_thickness / 2, both=True)
)
window = (
    cq.Workplane("XZ", origin=(corner_x, 0, thickness))
    .center(window_offset, window_offset)
    .circle(window_diameter / 2)
    .extrude(gusset_thickness / 2, both=True)
)
gusset = gusset.cut(window)

arm_screws = (
    cq.Workplane("XY")
    .pushPoints([
        (wall_x + x, side * screw_spacing_y / 2)
        for x in (arm_screw_near, arm_screw_far)
        for side in (-1, 1)
    ])
    .circle(screw_hole / 2)
    .extrude(thickness)
)
wall_screws = (
    cq.Workplane("YZ", origin=(wall_x, 0, 0))
    .pushPoints([
        (side * screw_spacing_y / 2, z)
        for z in (wall_screw_low, wall_screw_high)
        for side in (-1, 1)
    ])
    .circle(screw_hole / 2)
    .extrude(thickness)
)
result = arm.union(wall).union(gusset).cut(arm_screws).cut(wall_screws)
