import cadquery as cq

result = (
    cq.Workplane("XZ").polyline([(0, 0), (60, 0), (60, 8), (8, 8), (8, 45), (0, 45)]).close().extrude(40)
    .faces(">X[-2]").workplane(centerOption="CenterOfBoundBox").hole(12)
)
