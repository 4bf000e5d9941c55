import cadquery as cq

result = cq.Workplane("XY").box(70, 50, 40).faces(">Z").workplane().hole(26)
