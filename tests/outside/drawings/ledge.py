import cadquery as cq

profile = [(0, 0), (90, 0), (90, 15), (55, 15), (55, 28), (30, 28), (30, 40), (0, 40)]
result = (
    cq.Workplane("XZ").polyline(profile).close().extrude(-30)
    .cut(cq.Workplane("XY").center(73, 15).circle(7).extrude(15))
)
