import cadquery as cq

# lens mount: plain barrel with a seat for the lens at the front
barrel_diameter = 44.0
total_height = 12.0
clear_aperture = 36.0
seat_diameter = 40.0
seat_depth = 3.0

body = cq.Workplane("XY").circle(barrel_diameter / 2).extrude(total_height)
result = body.faces(">Z").workplane().cboreHole(clear_aperture, seat_diameter, seat_depth)
