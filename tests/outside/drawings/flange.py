import cadquery as cq

result = (
    cq.Workplane("XY").circle(60).extrude(16)
    .faces(">Z").workplane().circle(30).extrude(28)
    .faces(">Z").workplane().hole(36)
    .cut(cq.Workplane("XY").polarArray(45, 0, 360, 6).circle(5.5).extrude(16))
)
