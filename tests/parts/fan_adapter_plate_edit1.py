import cadquery as cq

# adapter between a 40 mm and a 30 mm axial fan
plate_size = 40.0
thickness = 6.0
corner_radius = 3.0
air_diameter = 28.0
large_fan_spacing = 32.0
large_fan_hole = 4.3
small_fan_spacing = 24.0
small_fan_hole = 3.2

plate = (
    cq.Workplane("XY")
    .rect(plate_size, plate_size)
    .extrude(thickness)
    .edges("|Z")
    .fillet(corner_radius)
    .faces(">Z")
    .workplane()
    .hole(air_diameter)
)
plate = (
    plate.faces(">Z")
    .workplane(origin=(0, 0, 0))
    .rect(large_fan_spacing, large_fan_spacing, forConstruction=True)
    .vertices()
    .hole(large_fan_hole)
)
plate = (
    plate.faces(">Z")
    .workplane(origin=(0, 0, 0))
    .rect(small_fan_spacing, small_fan_spacing, forConstruction=True)
    .vertices()
    .hole(small_fan_hole)
)
result = plate
