import cadquery as cq

profile = [(0, 0), (80, 0), (80, 14), (50, 14), (50, 60), (30, 60), (30, 14), (0, 14)]
result = (
    cq.Workplane("XZ").polyline(profile).close().extrude(-36)
    .cut(cq.Workplane("XY").pushPoints([(14, 18), (66, 18)]).circle(4.5).extrude(14))
)
