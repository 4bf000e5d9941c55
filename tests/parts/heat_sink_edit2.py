import cadquery as cq

# extruded heat sink with straight fins
base_length = 80.0
base_width = 60.0
base_thickness = 5.0
fin_count = 9
fin_pitch = 9.0
fin_thickness = 1.5
fin_height = 25.0
screw_hole = 3.4
screw_spacing_x = 63.0
screw_spacing_y = 48.0

base = cq.Workplane("XY").box(
    base_length, base_width, base_thickness, centered=(True, True, False)
)
fins = (
    cq.Workplane("XY")
    .workplane(offset=base_thickness)
    .rarray(fin_pitch, 1, fin_count, 1)
    .rect(fin_thickness, base_width)
    .extrude(fin_height)
)
screws = (
    cq.Workplane("XY")
    .rect(screw_spacing_x, screw_spacing_y, forConstruction=True)
    .vertices()
    .circle(screw_hole / 2)
    .extrude(base_thickness)
)
result = base.union(fins).cut(screws)
