import cadquery as cq

outer_d = 90.0
thickness = 10.0
hub_d = 44.0
hub_height = 26.0
bore_d = 24.0
bolt_circle_d = 68.0
bolt_d = 8.0
bolt_count = 6

flange = cq.Workplane("XY").circle(outer_d / 2).extrude(thickness)
hub = cq.Workplane("XY").circle(hub_d / 2).extrude(hub_height)
result = (
    flange.union(hub)
    .faces(">Z")
    .workplane()
    .hole(bore_d)
    .faces("<Z")
    .workplane()
    .polarArray(bolt_circle_d / 2, 0, 360, bolt_count)
    .hole(bolt_d, thickness)
)
