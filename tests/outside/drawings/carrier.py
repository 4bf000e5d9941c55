import cadquery as cq

result = (
    cq.Workplane("XY").box(90, 60, 10, centered=(True, True, False))
    .union(cq.Workplane("XY").circle(17).extrude(26))
    .cut(cq.Workplane("XY").circle(10).extrude(26))
)
spots = [(-33, -18), (33, -18), (-33, 18), (33, 18)]
result = result.cut(cq.Workplane("XY").pushPoints(spots).circle(3.3).extrude(10))
result = result.cut(cq.Workplane("XY").workplane(offset=4).pushPoints(spots).circle(5.5).extrude(6))
