import cadquery as cq

result = (
    cq.Workplane("XY").box(80, 50, 8)
    .faces(">Z").workplane().rect(60, 30, forConstruction=True).vertices().hole(7)
)
