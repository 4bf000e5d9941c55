import cadquery as cq

profile = [(0, 0), (70, 0), (70, 15), (20, 15), (20, 40), (70, 40), (70, 55), (0, 55)]
result = (
    cq.Workplane("XZ").polyline(profile).close().extrude(-40)
    .cut(cq.Workplane("XY").center(50, 20).circle(5.5).extrude(55))
)
