import cadquery as cq

result = (
    cq.Workplane("XZ").polyline([(-35, -30), (35, -30), (35, -20), (-25, -20), (-25, 30), (-35, 30)]).close()
    .extrude(22, both=True)
)
