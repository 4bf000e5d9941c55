import cadquery as cq

result = (
    cq.Workplane("XY").box(60, 40, 30).faces(">Z").workplane().rect(36, 18).cutBlind(-12)
    .edges("|Z").chamfer(4)
)
