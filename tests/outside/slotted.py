import cadquery as cq

result = (
    cq.Workplane("XY").box(100, 40, 6).edges("|Z").fillet(10)
    .faces(">Z").workplane().slot2D(50, 12).cutThruAll()
)
