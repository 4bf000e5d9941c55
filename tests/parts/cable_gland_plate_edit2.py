import cadquery as cq

# flange plate for four cable glands in one row
plate_length = 120.0
plate_width = 80.0
plate_thickness = 2.5
corner_radius = 6.5
gland_diameter = 20.5
gland_count = 4
gland_pitch = 26.0
screw_diameter = 5.5
screw_spacing_x = 104.0
screw_spacing_y = 64.0

plate = (
    cq.Workplane("XY")
    .box(plate_length, plate_width, plate_thickness, centered=(True, True, False))
    .edges("|Z")
    .fillet(corner_radius)
)
plate = plate.faces(">Z").workplane().rarray(gland_pitch, 1, gland_count, 1).hole(gland_diameter)
plate = (
    plate.faces(">Z")
    .workplane()
    .rect(screw_spacing_x, screw_spacing_y, forConstruction=True)
    .vertices()
    .hole(screw_diameter)
)
result = plate
