import cadquery as cq

# filament spool hub with two 608 bearing seats
flange_diameter = 80.0
flange_thickness = 5.0
hub_diameter = 52.0
hub_height = 25.0
hub_chamfer = 2.0
bearing_diameter = 22.0
bearing_depth = 7.0
inner_diameter = 18.0
hole_count = 5
hole_diameter = 10.0
hole_circle = 38.0

hub = cq.Workplane("XY").circle(flange_diameter / 2).extrude(flange_thickness)
hub = hub.faces(">Z").workplane().circle(hub_diameter / 2).extrude(hub_height)
hub = hub.faces(">Z").edges().chamfer(hub_chamfer)
hub = hub.faces(">Z").workplane().cboreHole(inner_diameter, bearing_diameter, bearing_depth)
hub = hub.faces("<Z").workplane().cboreHole(inner_diameter, bearing_diameter, bearing_depth)
hub = (
    hub.faces("<Z")
    .workplane(origin=(0, 0, 0))
    .polarArray(hole_circle / 2, 0, 360, hole_count)
    .hole(hole_diameter)
)
result = hub
