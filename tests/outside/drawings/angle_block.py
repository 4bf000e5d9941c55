import cadquery as cq

low = cq.Workplane("XY").box(80, 50, 20, centered=False)
high = cq.Workplane("XY").box(50, 50, 45, centered=False)
slot = cq.Workplane("XY").box(50, 16, 15, centered=False).translate((0, 17, 30))
result = low.union(high).cut(slot)
