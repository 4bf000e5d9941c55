import cadquery as cq

# lens mount: flange, barrel and a seat for the lens at the front
flange_diameter = 50.0
flange_thickness = 4.0
barrel_diameter = 44.0
total_height = 12.0
clear_aperture = 36.0
seat_diameter = 40.0
seat_depth = 3.0

body = cq.Workplane("XY").circle(flange_diameter / 2).extrude(flange_thickness)
body = body.union(cq.Workplane("XY").circle(barrel_diameter / 2).extrude(total_height))
result = body.faces(">Z").workplane().cboreHole(clear_aperture, seat_diameter, seat_depth)
