import cadquery as cq

result = (
    cq.Workplane("XY").slot2D(100, 50).extrude(4)
    .cut(cq.Workplane("XY").pushPoints([(-25, 0), (25, 0)]).circle(8).extrude(4))
    .cut(cq.Workplane("XY").slot2D(26, 10).extrude(4))
)
