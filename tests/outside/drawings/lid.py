import cadquery as cq

result = (
    cq.Workplane("XY").box(100, 70, 12, centered=False)
    .edges("|Z").fillet(8)
    .cut(cq.Workplane("XY").box(50, 30, 5, centered=False).translate((25, 20, 7)))
    .cut(cq.Workplane("XY").pushPoints([(10, 10), (90, 10), (10, 60), (90, 60)]).circle(3.5).extrude(12))
)
