import cadquery as cq

foot = cq.Workplane("XY").box(70, 40, 12, centered=False)
wall = cq.Workplane("XY").box(12, 40, 50, centered=False)
hole = cq.Workplane("XY").center(46, 20).circle(6).extrude(12)
result = foot.union(wall).cut(hole)
