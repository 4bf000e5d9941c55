import cadquery as cq

# soft jaw for a 6 inch machine vise (inch sizes written in mm)
jaw_length = 152.4
jaw_thickness = 25.4
jaw_height = 44.45
bolt_spacing = 98.425
bolt_height = 26.9875
bolt_hole = 13.49375
head_diameter = 20.6375
head_depth = 12.7

jaw = cq.Workplane("XY").box(
    jaw_length, jaw_thickness, jaw_height, centered=(True, True, False)
)
result = (
    jaw.faces("<Y")
    .workplane(origin=(0, 0, bolt_height))
    .pushPoints([(-bolt_spacing / 2, 0), (bolt_spacing / 2, 0)])
    .cboreHole(bolt_hole, head_diameter, head_depth)
)
