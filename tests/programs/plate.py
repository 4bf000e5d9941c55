import cadquery as cq

length = 80.0  # along x
width = 60.0
thickness = 10.0
bore_d = 22.0

result = (
    cq.Workplane("XY")
    .box(length, width, thickness)
    .faces(">Z")
    .workplane()
    .hole(bore_d)
    .faces(">Z")
    .workplane()
    .rect(70.0, 50.0, forConstruction=True)
    .vertices()
    .cboreHole(2.4, 4.4, 2.1)
    .edges("|Z and (<X or >X)")
    .fillet(2.0)
)
