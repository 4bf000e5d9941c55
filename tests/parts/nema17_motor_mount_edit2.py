import cadquery as cq

# angle bracket for a NEMA 17 stepper
width = 50.0
base_depth = 50.0
upright_height = 55.0
thickness = 5.0
inner_radius = 4.0
motor_height = 30.0
pilot_diameter = 22.5
motor_hole_spacing = 31.0
motor_hole = 3.4
top_radius = 6.0
slot_length = 16.0
slot_width = 5.5
slot_spacing = 30.0
slot_offset = -5.0

back = base_depth / 2
bracket = (
    cq.Workplane("YZ")
    .moveTo(-back, 0)
    .lineTo(back, 0)
    .lineTo(back, upright_height)
    .lineTo(back - thickness, upright_height)
    .lineTo(back - thickness, thickness + inner_radius)
    .radiusArc((back - thickness - inner_radius, thickness), inner_radius)
    .lineTo(-back, thickness)
    .close()
    .extrude(width / 2, both=True)
)
bracket = bracket.faces(">Z").edges("|Y").fillet(top_radius)
motor_face = bracket.faces(">Y").workplane(origin=(0, 0, motor_height))
bracket = motor_face.hole(pilot_diameter, thickness)
bracket = (
    bracket.faces(">Y")
    .workplane(origin=(0, 0, motor_height))
    .rect(motor_hole_spacing, motor_hole_spacing, forConstruction=True)
    .vertices()
    .hole(motor_hole, thickness)
)
slots = (
    cq.Workplane("XY")
    .pushPoints([(-slot_spacing / 2, slot_offset), (slot_spacing / 2, slot_offset)])
    .slot2D(slot_length, slot_width, 90)
    .extrude(thickness)
)
result = bracket.cut(slots)
