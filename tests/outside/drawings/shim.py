import cadquery as cq

result = (
    cq.Workplane("XY").box(80, 50, 3)
    .faces(">Z").workplane().pushPoints([(-30, 0), (30, 0)]).hole(8)
    .faces(">Z").workplane().hole(22)
)
