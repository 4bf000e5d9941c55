import cadquery as cq

# soft jaw for a 6 inch machine vise (inch sizes written in mm)
jaw_length = 152.4
jaw_thickness = 25.4
jaw_height = 44.45
bolt_spacing = 98.425
bolt_height = 23.8125
bolt_hole = 13.49375
head_diameter = 20.6375
head_depth = 12.7
step_width = 6.35
step_depth = 3.175

jaw = cq.Workplane("XY").box(
    jaw_length, jaw_thickness, jaw_height, centered=(True, True, False)
)
step = cq.Workplane("XY").box(
    jaw_length, step_width, step_depth, centered=(True, False, False)
).translate((0, -jaw_thickness / 2, jaw_height - step_depth))
result = (
    jaw.faces("<Y")
    .workplane(origin=(0, 0, bolt_height))
    .pushPoints([(-bolt_spacing / 2, 0), (bolt_spacing / 2, 0)])
    .cboreHole(bolt_hole, head_diameter, head_depth)
    .cut(step)
)
