import cadquery as cq

result = (
    cq.Workplane("XY")
    .box(90, 60, 14)
    .faces(">Z").workplane()
    .rect(60, 36, forConstruction=True).vertices().hole(9)
    .faces(">Z").workplane().hole(26)
)
