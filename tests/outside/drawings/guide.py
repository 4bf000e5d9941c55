import cadquery as cq

body = cq.Workplane("XY").box(60, 50, 40, centered=False)
channel = cq.Workplane("XY").box(40, 50, 32, centered=False).translate((10, 0, 8))
hole = cq.Workplane("YZ").center(25, 25).circle(5).extrude(60)
result = body.cut(channel).cut(hole)
