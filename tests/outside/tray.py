import cadquery as cq

result = cq.Workplane("XY").box(90, 60, 25).edges("|Z").fillet(8).faces(">Z").shell(-3)
