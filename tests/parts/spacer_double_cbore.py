import cadquery as cq

# round stand-off, counterbored at both ends
outer_diameter = 20.0
length = 25.0
bore_diameter = 6.6
cbore_diameter = 11.0
cbore_depth = 6.5

result = (
    cq.Workplane("XY")
    .circle(outer_diameter / 2)
    .extrude(length)
    .faces(">Z")
    .workplane()
    .cboreHole(bore_diameter, cbore_diameter, cbore_depth)
    .faces("<Z")
    .workplane()
    .cboreHole(bore_diameter, cbore_diameter, cbore_depth)
)
