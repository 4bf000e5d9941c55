import cadquery as cq

result = (
    cq.Workplane("XY").circle(45).extrude(10).faces(">Z").workplane().circle(22).extrude(18)
    .faces(">Z").workplane().hole(24)
    .faces("<Z").workplane().polarArray(34, 0, 360, 6).hole(8)
)
